"""What a lecturer projects, prints and imports: nothing given away, nothing left out, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from claimlab import lessons
from claimlab.classroom.scores import PARTS
from claimlab.cli import main
from claimlab.course import course
from claimlab.i18n import speaking
from claimlab.lectern import course_pages
from claimlab.lectern.book import book
from claimlab.lectern.deck import deck, slides
from claimlab.lectern.exchange import cartridge, moodle_xml
from claimlab.lectern.handouts import games, handouts, unmarked
from claimlab.lectern.key import key
from claimlab.lectern.pack import pictures_of
from claimlab.lectern.plans import discussions, parts_of, plan_of
from claimlab.lectern.playing import played
from claimlab.lessons import lesson, lesson_ids

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def seen(page):
    """What a page says, without its scripts, styles and marks."""
    page = re.sub(r"<(script|style)\b.*?</\1>|</?(?:code|em|strong)>", "", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def plain(text):
    return " ".join(re.sub(r"[*`]", "", text).split())


@pytest.fixture(scope="module")
def first():
    """Lesson 01 with its pictures."""
    one = book("01")
    return one, pictures_of(one)


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_a_deck_asks_in_order_and_shows_a_result_after_its_question(lesson_id):
    one = book(lesson_id)
    made = list(slides(one))
    names = [slide.name for slide in made]
    for asked in one.voted:
        assert asked.asks in names, "every question that may be projected has a slide"
        result = [i for i, name in enumerate(names) if name.endswith(f": {asked.asks}")]
        assert all(i > names.index(asked.asks) for i in result)
    shown = {slide.picture for slide in made} - {""}
    assert shown <= set(lessons.pictures(lesson_id))
    assert all(slide.name and (slide.inside or slide.picture) for slide in made)


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_nothing_that_is_kept_back_is_projected_or_printed_for_the_class(lesson_id):
    one = book(lesson_id)
    kept = {asked.id for asked in one.kept_back}
    hidden = {name for name, p in lessons.pictures(lesson_id).items() if p.reveals in kept}
    made = list(slides(one))
    assert hidden & {slide.picture for slide in made} == set()
    said = seen(deck(one, {})) + seen(handouts(one, {}))
    assert [asked.id for asked in one.kept_back if plain(asked.asks) in said] == []
    assert bool(kept) == any("Each works through it alone" in slide.inside for slide in made)


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_no_answer_stands_in_a_deck_or_on_a_handout(lesson_id):
    one, declared = book(lesson_id), lesson(lesson_id)
    said = seen(deck(one, {})) + seen(handouts(one, {}))
    secret = [mistake.says for e in declared.exercises for mistake in e.mistakes]
    secret += [e.why for e in declared.exercises]
    secret += [option.reason for q in declared.quiz for option in q.options]
    secret += [p.model for p in declared.predictions] + [g.model for g in declared.goals]
    secret += [claim.because for claim in declared.claims.values()]
    assert [text for text in secret if len(text) > 20 and plain(text) in said] == []


def test_what_a_guess_asks_for_is_drawn_on_no_handout_before_the_vote(first):
    """Once the bars of 2009 to 2019 lay behind the empty axes on which a class was to draw them."""
    one, shown = first
    before, after = handouts(one, shown), handouts(one, shown, is_after=True)
    axes = sum(asked.kind == "curve" for asked in one.voted)
    assert before.count("<figure") == axes and "Guesses on paper" in before
    assert after.count("<figure") >= 2 and "Guesses on paper" not in after
    assert "After the vote" in after and handouts(one, {}, is_after=True) == ""


def test_a_label_of_the_key_stands_on_a_line_of_its_own():
    page = key([book("00")])
    assert "<li>The peak of trade between the two countries was $7.2bn, in 2008: figure" in page
    assert ".: " not in seen(page)


def test_a_note_of_a_plan_reads_as_it_was_written():
    """Once "The trays. are the concept question"."""
    said = seen(course_pages.minute_plans([book("00")]))
    assert "The trays are the concept question" in said and "No computer: print" in said


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_the_key_holds_every_answer(lesson_id):
    declared = lesson(lesson_id)
    said = seen(key([book(lesson_id)]))
    wanted = [mistake.says for e in declared.exercises for mistake in e.mistakes]
    wanted += [e.why for e in declared.exercises]
    wanted += [option.reason for q in declared.quiz for option in q.options]
    wanted += [p.model for p in declared.predictions] + [g.model for g in declared.goals]
    wanted += [claim.because for claim in declared.claims.values()]
    assert [text for text in wanted if text and plain(text) not in plain(said)] == []
    for one in declared.exercises:
        assert one.id in said


def test_a_deck_is_one_page_that_asks_nobody(first):
    page = deck(*first)
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]", page) == []
    (code,) = re.findall(r"<script type=\"module\">(.*?)</script>", page, re.S)
    run = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    assert f"script-src 'sha256-{run}'" in html.unescape(page)
    assert not re.search(r"^\s*(import|export)\b", code, re.M)
    (data,) = re.findall(r"<script type=\"application/json\"[^>]*>(.*?)</script>", page, re.S)
    kept = json.loads(data)
    assert set(re.findall(r"data-picture=\"(\w+)\"", page)) == set(kept)
    assert "states" in kept["share_of_the_fall"]


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_a_plan_is_a_line_of_time(lesson_id):
    """The note says minutes in brackets; together they fit into the class."""
    plan = plan_of(book(lesson_id))
    assert plan.minutes == 50 and len(plan.steps) > 3
    assert 0 <= plan.spare <= 15
    numbers = "no one two three four five six seven eight nine ten eleven twelve".split()
    if says := re.search(r"\((\w+) of them spare", " ".join(book(lesson_id).notes)):
        assert numbers.index(says[1]) == plan.spare
    assert plan.more_minutes == 75 and plan.more
    assert sum(step.minutes for step in plan.more) <= plan.more_minutes - 30


def test_a_plan_and_a_discussion_are_read_in_spanish():
    with speaking("es"):
        one = book("00")
        assert plan_of(one).spare == plan_of(book("00")).spare and len(plan_of(one).steps) > 3
        assert all("¿" in asked for asked in discussions(one))


def test_notes_are_parted_at_their_bold_words():
    said = dict(parts_of("**One.** A *b* c. **Two**: d (e)."))
    assert said == {"One": "A *b* c.", "Two": "d (e)."}


def test_an_unmarked_figure_keeps_its_axes_and_gives_its_words_apart(first):
    _one, shown = first
    for made in shown.values():
        for pane in made.get("bundle", {}).get("panes", ()):
            bare, words = unmarked(pane["scene"])
            left = [mark["t"] for mark in bare["marks"] if mark["k"] == "text"]
            assert all(re.search(r"\d", text) for text in left)
            assert not bare["title"] and not any("v" in mark for mark in bare["marks"])
            assert not set(words) & set(left) and all(re.search(r"[A-Za-z]", w) for w in words)


def test_handouts_hold_the_sentences_of_the_lesson_and_no_verdict(first):
    said = seen(handouts(*first))
    claims = lesson("01").claims
    from claimlab.teaching.claims import entry

    assert [c for c in claims if plain(entry(c).text) not in plain(said)] == []
    assert "depends on definition" not in said


def test_each_team_of_a_role_play_gets_its_brief_and_no_other():
    made = games()
    teams = {name: page for name, page in made.items() if "/team-" in name}
    folder = course().lessons / "instructor" / "role-play"
    briefs = {
        p.stem.removeprefix("brief-"): p.read_text("utf-8") for p in folder.glob("brief-*.md")
    }
    assert {name.split("team-")[1].removesuffix(".html") for name in teams} == set(briefs)
    for name, page in teams.items():
        own = name.split("team-")[1].removesuffix(".html")
        for team, text in briefs.items():
            title = re.search(r"^# (.+)$", text, re.M)[1]
            assert (f"<h1>{html.escape(title)}</h1>" in page) == (team == own)
    assert made["role-play/cards.html"].count('class="card"') >= 10


def test_terms_name_lessons_that_exist_and_leave_none_out():
    longest, *others = course().terms
    assert len(longest) == 13 and [len(one) for one in others] == [5, 1]
    assert {one for meeting in longest for one in meeting} == set(lesson_ids())
    for meetings in course().terms:
        done: set[str] = set()
        for meeting in meetings:
            for one in reversed(meeting):
                assert one in lesson_ids() and set(book(one).after) - {"00"} <= done
                done.add(one)


def test_the_letter_says_what_readme_says():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in course_pages.INSTALL.values():
        assert command.format(name=course().name) in readme
    assert "pip install" not in course_pages.letter("https://hub.example/x")


def test_every_part_that_can_count_has_words():
    assert set(course_pages._counted()) == set(PARTS)
    page = seen(course_pages.syllabus([book("01")], {"exercises": 3, "quiz": 1}))
    assert "75" in page and "25" in page


# Platforms ----------------------------------------------------------------------------------------

BOOKS = [book(one) for one in lesson_ids()]
QUIZZED = [one for one in BOOKS if lesson(one.lesson).quiz]


def test_quizzes_fit_the_schema_of_qti():
    schema = etree.XMLSchema(etree.parse(HERE / "qti121.xsd"))
    files = cartridge(BOOKS)
    for name, text in files.items():
        if name.startswith("quiz/"):
            schema.assertValid(etree.fromstring(text.encode()))
    broken = next(text for name, text in files.items() if name.startswith("quiz/"))
    assert not schema.validate(etree.fromstring(broken.replace("varequal", "varequals").encode()))
    assert not schema.validate(
        etree.fromstring(re.sub(r' rcardinality="\w+"', "", broken).encode())
    )


def test_one_option_of_each_question_scores_and_every_feedback_is_there():
    space = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
    files = cartridge(BOOKS)
    for one in QUIZZED:
        tree = etree.fromstring(files[f"quiz/{one.lesson}.xml"].encode())
        items = tree.findall(".//q:item", space)
        assert [item.get("ident") for item in items] == [q.id for q in lesson(one.lesson).quiz]
        for item, asked in zip(items, lesson(one.lesson).quiz, strict=True):
            right = [
                rule.findtext(".//q:varequal", namespaces=space)
                for rule in item.findall(".//q:respcondition", space)
                if rule.find("q:setvar", space) is not None
            ]
            assert right == [option.key for option in asked.options if option.right]
            linked = {one.get("linkrefid") for one in item.findall(".//q:displayfeedback", space)}
            assert linked == {one.get("ident") for one in item.findall("q:itemfeedback", space)}


def test_the_manifest_names_every_file_once_and_no_other():
    files = cartridge(BOOKS)
    tree = etree.fromstring(files["imsmanifest.xml"].encode())
    space = {"c": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"}
    named = [one.get("href") for one in tree.findall(".//c:file", space)]
    assert sorted(named) == sorted(set(files) - {"imsmanifest.xml"})
    things = {one.get("identifier") for one in tree.findall(".//c:resource", space)}
    shown = [one.get("identifierref") for one in tree.findall(".//c:item[@identifierref]", space)]
    assert sorted(shown) == sorted(things)
    every = [one.get("identifier") for one in tree.iter() if one.get("identifier")]
    assert len(every) == len(set(every))
    assert tree.findtext(".//c:schemaversion", namespaces=space) == "1.1.0"


MULTICHOICE = ["name", "questiontext", "defaultgrade", "penalty", "hidden", "single", "shuffleanswers", "answernumbering"]  # fmt: skip


def test_moodle_gets_its_documented_elements():
    tree = etree.fromstring(moodle_xml(BOOKS).encode())
    assert tree.tag == "quiz" and {one.tag for one in tree} == {"question"}
    asked = [q for one in BOOKS for q in lesson(one.lesson).quiz]
    choices = [one for one in tree if one.get("type") == "multichoice"]
    assert [one.findtext("name/text") for one in choices] == [q.id for q in asked]
    for made, question in zip(choices, asked, strict=True):
        assert [part.tag for part in made if part.tag != "answer"] == MULTICHOICE
        fractions = [float(one.get("fraction")) for one in made.findall("answer")]
        assert sorted(fractions) == [0.0] * (len(question.options) - 1) + [100.0]
        assert all(one.findtext("feedback/text") and one.findtext("text") for one in made.findall("answer"))  # fmt: skip
    categories = [one.findtext("category/text") for one in tree if one.get("type") == "category"]
    assert len(categories) == len(QUIZZED) and all(
        c.startswith("$course$/top/") for c in categories
    )


# The command --------------------------------------------------------------------------------------


def run(*given):
    return CliRunner().invoke(main, ["pack", *map(str, given)])


def test_the_pack_appears_whole_and_nothing_in_it_is_fetched(tmp_path):
    out = tmp_path / "pack"
    result = run(out, "--lessons", "09")
    assert result.exit_code == 0, result.output
    files = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert {"decks/09.html", "handouts/09.html", "answer-key.html", "minute-plans.html", "term-plans.html",
            "letter-to-the-class.html", "syllabus.html", "platform/course.imscc", "platform/moodle-quiz.xml"} <= files  # fmt: skip
    assert not any(name.startswith("cartridge") for name in files)
    with zipfile.ZipFile(out / "platform/course.imscc") as held:
        assert set(held.namelist()) == {"imsmanifest.xml", "pages/09.html"}  # it asks no quiz
    for path in out.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "default-src 'none'" in html.unescape(page)
        assert re.findall(r"<(?:img|link|iframe|script)[^>]*(?:src|href)=", page) == []
    assert [p.name for p in tmp_path.iterdir()] == ["pack"]


@pytest.mark.parametrize(
    ("given", "says"),
    [(["--lessons", "99"], "There is no lesson '99'"), (["--weights", "beauty 3"], "no part 'beauty'"),
     (["--weights", "quiz"], "is no weight")],
)  # fmt: skip
def test_what_does_not_go_is_said_in_one_sentence_and_leaves_nothing(tmp_path, given, says):
    result = run(tmp_path / "pack", *given)
    assert result.exit_code == 1 and says in result.output and "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for name in ("pack", "file"):
        result = run(tmp_path / name, "--lessons", "09")
        assert result.exit_code == 1 and "nothing is overwritten" in result.output
    assert (tmp_path / "pack" / "mine.txt").read_text() == "mine"


def test_a_card_is_a_still_on_a_slide():
    assert set(played(lessons.picture("four_voices"))) == {"html"}
