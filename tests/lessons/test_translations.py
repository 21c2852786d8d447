"""A translation says the same things in the same places, and leaves no English on its page."""

import html
import json
import re

import pandas as pd
import pytest
from given import as_drawn, pictures_of

from borderlab import cite, forecasts, glossary, show
from claimlab import lessons
from claimlab.authoring.catalogue import gather
from claimlab.authoring.source import read
from claimlab.data import lessons_dir
from claimlab.errors import KitError
from claimlab.i18n import (
    ENGLISH,
    TWIN,
    as_read,
    languages,
    set_numbers,
    speaking,
    words_of,
)
from claimlab.judging.judge import judge as judge_answer
from claimlab.lessons.pens import MARKS, pen_words, pens
from claimlab.lessons.verdicts import STATUSES
from claimlab.lessons.words import _apart, words
from claimlab.teaching.check import check, hint, solution
from claimlab.teaching.claims import claims, entry, ruling
from claimlab.teaching.judge import judge
from claimlab.teaching.ledger import ledger, record_lines, status_words
from claimlab.teaching.predicting.predict import predict, reveal
from claimlab.teaching.quiz import quiz
from claimlab.teaching.store import store
from claimlab.teaching.submit import submit
from claimlab.teaching.verdict import verdict
from claimlab.views import Bars
from claimlab.workspace import find_lesson, prepare

SOURCES = lessons_dir() / "source"
TRANSLATED = [
    (language, path)
    for language in languages()[1:]
    for path in sorted((SOURCES / language).glob("*.md"))
]
every_page = pytest.mark.parametrize(
    ("language", "path"),
    TRANSLATED,
    ids=[f"{language}-{path.stem}" for language, path in TRANSLATED],
)
WITH_WORDS = [pair for pair in TRANSLATED if pair[1].stem[:2].isdigit()]
every_lesson = pytest.mark.parametrize(
    ("language", "path"),
    WITH_WORDS,
    ids=[f"{language}-{path.stem}" for language, path in WITH_WORDS],
)
FACT = re.compile(r"\{\{\s*(\w+)")
# What a translator may leave as it is: names, signs, numbers, and the name of a mark that is filled in.
SAME = re.compile(
    r"[^A-Za-z]*|\{\w+\}|[Nn]o|causal|Kappa|kappa|Colombia|Venezuela|COLOMBIA|VENEZUELA|km"
)


def leaves(said, place=()):
    """Place and text of everything that a file of words says."""
    if isinstance(said, dict):
        for key, inner in said.items():
            yield from leaves(inner, (*place, key))
    elif isinstance(said, list):
        for n, inner in enumerate(said):
            yield from leaves(inner, (*place, n))
    else:
        yield place, str(said)


def shape(path):
    """Ids, tags and exercises of the blocks, and the facts that each block quotes."""
    cells = read(path).cells
    return [(c.kind, c.id, sorted(c.tags), c.exercise, sorted(FACT.findall(c.text))) for c in cells]


@every_page
def test_a_translation_has_the_blocks_exercises_and_facts_of_the_english(language, path):
    assert shape(path) == shape(SOURCES / ENGLISH / path.name)


@every_page
def test_every_block_is_translated(language, path):
    english = {
        c.id: c.text for c in read(SOURCES / ENGLISH / path.name).cells if c.kind == "markdown"
    }
    same = [
        c.id
        for c in read(path).cells
        if c.kind == "markdown"
        and c.text.strip() == english[c.id].strip()
        and not SAME.fullmatch(c.text)
    ]
    assert same == []


@every_lesson
def test_words_have_the_codes_of_the_english_and_are_translated(language, path):
    number = path.stem[:2]
    own, english = dict(leaves(words(number, language))), dict(leaves(words(number, ENGLISH)))
    assert {place for place in own if "axes" not in place} == {
        place for place in english if "axes" not in place
    }
    left = [
        place
        for place, text in own.items()
        if "axes" not in place and english.get(place) == text and not SAME.fullmatch(text)
    ]
    assert left == []


def html_of(thing) -> str:
    """What a notebook shows of a thing where no widget can be."""
    if hasattr(thing, "_repr_mimebundle_"):
        return thing._repr_mimebundle_()["text/html"]
    return thing._repr_html_() if hasattr(thing, "_repr_html_") else ""


def shown(*things) -> str:
    """What a reader sees of some cards and figures: their words, and their HTML without its tags."""
    said = []
    for thing in things:
        without_code = re.sub(r"(?s)<(style|script|pre|code)\b.*?</\1>", " ", html_of(thing))
        said += [repr(thing), html.unescape(re.sub(r"<[^>]*>", "\n", without_code))]
    return "\n".join(said)


def english_in(page: str, *own: str) -> list[str]:
    """Phrases of English on a page, after addresses and the names that stay as they are are taken out."""
    page = re.sub(r"https?://\S+|\]\([^)]*\)", "", page)
    for name in ("Across the Bridge", "The Economist", "World Factbook", *own):
        page = page.replace(name, "")
    return re.findall(
        r"\b(?:the|which|with|of|and|your|is|was|by|Next|Start page|Instructor)\b[^\n]{0,60}", page
    )


def tables_of(path) -> list[str]:
    """The tables that the cells of a lesson load."""
    code = "\n".join(c.text for c in read(path).cells if c.kind != "markdown")
    return sorted(set(re.findall(r'load\("([^"]+)"\)', code)))


@every_lesson
def test_no_english_sentence_is_left_on_a_translated_page(language, path, workspace, monkeypatch):
    monkeypatch.setenv("BORDERLAB_GATES", "open")
    number = path.stem[:2]
    declared = lessons.lesson(number)
    with speaking(language):
        declared = lessons.lesson(number)
        page = shown(
            *(one() for one in pictures_of(number)),
            *(predict(p.id) for p in declared.predictions),
            *(reveal(p.id) for p in declared.predictions),
            *(check(e.id) for e in declared.exercises),
            *(check(e.id, 1e9) for e in declared.exercises),
            *(hint(e.id) for e in declared.exercises),
            *(solution(e.id) for e in declared.exercises),
            *(judge(claim) for claim in declared.claims),
            *(judge(claim, "open", because="falta un registro") for claim in declared.claims),
            forecasts(), ledger(lesson=number), quiz(f"Q{number}"), glossary(),
            *(cite(name) for name in tables_of(path)),
            submit(number), submit(number, name="Ana"), verdict(number),
        )  # fmt: skip
        package = [s for s in gather() if words_of(language)(s) != s]
    english = [text for _place, text in leaves(words(number, ENGLISH))]
    sentences = [s for s in (*package, *english) if len(s.split()) > 2 and "{" not in s]
    assert [s for s in sentences if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", page)] == []
    quoted = [r["quotation"] for claim in declared.claims for r in entry(claim).records]
    common = english_in(page, str(workspace), *filter(None, quoted))
    assert not common, "English words: " + " | ".join(common)


@every_page
def test_header_notes_and_foot_of_a_notebook_are_translated(language, path):
    # A lesson without a translation opens in English, so that its title and question stay English.
    others = [read(one) for one in (SOURCES / ENGLISH).glob("*.md")]
    names = [text for one in others for text in (one.title, one.question)]
    name = read(path).notebook
    for place in (lessons_dir() / language / name, lessons_dir() / language / "instructor" / name):
        cells = json.loads(place.read_text())["cells"] if place.is_file() else []
        said = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
        assert english_in(re.sub(r"`[^`]*`", "", said), *names) == []
        assert said or "instructor" in place.parts


@every_lesson
def test_an_answer_typed_with_its_unit_is_right_in_every_language(language, path):
    sign = {"per cent": " %", "US$ millions": " millones de dólares"}
    typed = 0
    for ex in lessons.lesson(path.stem[:2]).exercises:
        if ex.kind != "number" or ex.unit not in sign or ex.parts:
            continue
        for spoken in languages():
            with speaking(spoken):
                answer = set_numbers(f"{ex.right():.4f}", language) + sign[ex.unit]
                assert judge_answer(lessons.exercise(ex.id), answer).ok, (ex.id, spoken, answer)
                typed += 1
    assert typed or path.stem[:2] != "00"


CHARTS = [
    e.id for n in lessons.lesson_ids() for e in lessons.lesson(n).exercises if e.kind == "chart"
]


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_has_one_verdict_in_every_language(name):
    """A grader may speak another language than the student whose drawing has the names of its tables."""
    for spoken in languages():
        with speaking(spoken):
            ex = lessons.exercise(name)
            drawn = {"right": as_drawn(ex, ex.right())}
            drawn |= {m.code: as_drawn(ex, m.value()) for m in ex.mistakes}
        for grader in languages():
            with speaking(grader):
                given = {code: judge_answer(lessons.exercise(name), d) for code, d in drawn.items()}
            assert {code: verdict.code for code, verdict in given.items()} == {c: c for c in drawn}


@pytest.mark.parametrize("language", languages()[1:])
def test_a_mark_is_typed_in_the_readers_language_or_by_its_name_and_kept_by_its_name(
    language, workspace
):
    for mark in MARKS:
        with speaking(language):
            said = pen_words(mark)
            for typed in (said, said.upper(), mark):
                judge("C05", typed, because="una razón de tres palabras", word="cerca")
                assert pens(store().records())["C05"].mark == mark
        with speaking(ENGLISH):
            assert said != pen_words(mark)
    with speaking(language):
        for status in STATUSES:
            found = ledger(status=status_words(status)).entries
            assert [e.claim_id for e in found] in ([], ["C05"])
        with pytest.raises(KitError, match="sign"):
            judge("C05", "sustentado")


@pytest.mark.parametrize("language", languages()[1:])
def test_a_claim_has_one_verdict_in_every_language(language, workspace):
    found = {}
    for spoken in (ENGLISH, language):
        with speaking(spoken):
            found[spoken] = {name: ruling(name)[0].status for name in claims()}
    assert found[ENGLISH] == found[language]


@pytest.mark.parametrize("language", languages()[1:])
def test_a_record_that_is_not_translated_is_quoted_and_not_shown_in_english(language, workspace):
    with speaking(language):
        for name in claims():
            row = entry(name)
            for line, record in zip(record_lines(row), row.records, strict=True):
                own = record[f"says_{language}"]
                assert record["says"] not in line or record["says"] == own
                assert (own or record["quotation"]) in line and record["source"] in line


@every_lesson
def test_the_instructors_notebook_opens_in_every_language(language, path, workspace):
    prepare(workspace, instructor=True, language=language)
    found = find_lesson(workspace, path.stem[:2], instructor=True)
    assert found == f"{language}/instructor/{path.stem}.ipynb" and (workspace / found).is_file()


@pytest.mark.parametrize("language", languages())
def test_what_the_kit_shows_says_its_language(language, workspace):
    with speaking(language):
        figure = show("longer_rulers")
        things = (judge("C05"), figure, cite("article/claims"), submit("00", name="Ana"))
        assert [html_of(thing)[: len('<div lang="es">')] for thing in things] == [
            f'<div lang="{language}">'
        ] * len(things)
        assert judge("C05").description()["lang"] == language


def test_two_names_that_a_language_says_alike_stay_two_bars(monkeypatch):
    english = {"kinds": {"F": "Can be looked up", "N": "judge"}, "title": "A", "thing": "a claim"}
    alike = {"kinds": {"F": "juzgan", "N": "juzgan"}, "title": "A", "thing": "una afirmación"}
    said = _apart(alike, english)
    one, other = said["kinds"].values()
    assert one != other and as_read(one) == as_read(other) == "juzgan"
    figure = Bars("kind", "claims", title="Juzgan")(
        pd.DataFrame({"kind": [one, other], "claims": [1.0, 2.0]})
    )
    marks = figure.scene()["marks"]
    said = [mark.get(name, "") for mark in marks for name in ("n", "v", "t")]
    assert TWIN not in repr(figure) + str(figure.html) + "".join(said)
    assert figure.words.count("juzgan") == 2
    same = {"F": "Ties", "N": "Ties"}
    assert _apart({"k": {"F": "lazos", "N": "lazos"}}, {"k": same})["k"] == {
        "F": "lazos",
        "N": "lazos",
    }, "what English says alike is one"
