"""Each lint rule: the sound lesson passes it, one change breaks it, and what is allowed stays allowed."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from claimlab import lessons
from claimlab.authoring import lint_form, lint_prose, lint_words
from claimlab.authoring.lint import Finding, lint
from claimlab.lessons import words
from claimlab.lessons.declare import Option
from claimlab.lessons.terms import Term

BROKEN = {
    "headings": [
        ("## Limits", "#### Limits\n\n## Limits"),
        ("Wait for", "<h1>Wait</h1>"),
        ("## Look\n", "## Look\n\ntext\n\n# Another title\n"),
    ],
    "words": [
        ("Lorries cross the bridge at dawn.", ""),
        ("- One bank.", "- " + "One bank. " * 500),
    ],
    "typed-number": [
        ("- One bank.", "- 1 bank."),
        ("- One bank.", "- About 12,000 lorries."),
        ("- One bank.", "- Worth $7.2bn."),
        ("- One bank.", "- A fall of 3.5%."),
        ('title="Lorries fell"', 'title="Lorries fell by 90%"'),
        ('title="Lorries fell"', """title=lambda f: f"{f['n'][0]:.1f} of 90 lorries crossed\""""),
        ("question: How many", "question: How many of 60"),
    ],
    "fact": [
        ("peak_year", "peak_yaer"),
        ("{{ peak_bn:.1f }}", "{{ peak_bn }}"),
        ("- Count lorries", "- Count {{ lorries }}"),
    ],
    "unit": [
        (
            "How many per cent fewer than {{ fall_percent:.0f }} per cent?",
            "The fall was {{ fall_percent:.0f }}.",
        ),
        ("${{ peak_bn:.1f }}bn", "${{ peak_bn:.1f }}"),
    ],
    "loaded-term": [
        ("- One bank.", "- The regime shut it."),
        ("- One bank.", '- It was a "blockade".'),
        ("- One bank.", "- The column names a despot [C01]."),
        ('title="Lorries fell"', 'title="The thug won"'),
        ("- Count lorries", "- Explain the dictatorship, and count lorries"),
    ],
    "image": [
        ("![Two banks of a river, joined by one bridge]", "![]"),
        ("![Two banks", '<img src="a.png">\n\n![Two banks'),
        ("![Two banks", '<img src="a.png" alt="">\n\n![Two banks'),
        ("(bridge.png)", "(https://example.org/bridge.png)"),
    ],
    "limits": [("## Limits", "## Edges"), ("- No boats.", "")],
    "claims": [("[C07]. The", "The")],
    "declared-sentence": [],
    "syntax": [("secret = ", "secret = = ")],
    "shell": [
        ("secret = ", "!pip install x\nsecret = "),
        ("secret = ", "%matplotlib inline\nsecret = "),
        ("secret = ", "import subprocess\nsecret = "),
        ("secret = ", "get_ipython().run('ls')\nsecret = "),
    ],
    "network": [
        ("secret = ", "import requests\nsecret = "),
        ("secret = ", "from urllib.request import urlopen\nsecret = "),
        ("secret = ", 'pd.read_csv("https://example.org/x.csv")\nsecret = '),
    ],
    "cell-length": [
        ("secret = ", f"x = {'1 + ' * 30}1\nsecret = "),
        ("secret = ", "\n".join(f"x{n} = {n}" for n in range(21)) + "\nsecret = "),
        (
            'quiz("Q41")\n',
            'quiz("Q41")\n'
            + "```\n\n```{code-cell} ipython3\nx = 1\nx = 2\nx = 3\nx = 4\nx = 5\nx = 6\n" * 12,
        ),
    ],
    "controls": [
        (', year=Slider("Year", 1, 9, 1)', ""),
        ('year=Slider("Year", 1, 9, 1)', "a=1, b=2, c=3, d=4"),
        ('year=Slider("Year", 1, 9, 1)', 'goal="G41.1", advanced={}'),
    ],
    "prediction-first": [
        ('reveal("P41.1"', 'reveal("P41.2"'),
        ('predict("P41.1")', 'reveal("P41.1", 42)\npredict("P41.1")'),
        ('reveal("P41.1", 42)\n', ""),
        (
            'predict("P41.1")',
            'predict("P42.1")\npredict("P41.1")',
        ),  # the next lesson's is not the last
        ('verdict("41")\n', 'verdict("41")\npredict("P43.1")\n'),  # not the next lesson
        ('verdict("41")\n', 'verdict("41")\npredict("P42.1")\npredict("P42.2")\n'),
    ],
    "view-title": [
        (', title="Lorries fell"', ""),
        ("secret = ", "import matplotlib.pyplot as plt\nsecret = "),
    ],
    "quiz": [
        ('quiz("Q41")', "lorries"),  # its questions are never asked
        ('quiz("Q41")', 'quiz("Q40")'),
        ('quiz("Q41")', 'quiz("Q41")\nquiz("Q41")'),
    ],
    "declared": [
        ("E41.1", "E41.2"),
        ('predict("P41.1")', 'predict("P41.1")\npredict("P41.2")'),
        ("P41.1", "P41.2"),
    ],
    "sentence": [
        ("- One bank.", "- " + "One lorry and " * 9 + "no more."),
    ],
    "surprise": [("Nobody counts", "Say what surprised you. Nobody counts")],
    "opening": [
        ('show("plate_41")\n', "boats = 1\n"),
        ("One dot is one lorry.", "One dot is one lorry. " * 60),
    ],
    "picture": [
        ('show("plate_41")\n', "boats\n"),
        ('reveal("P41.1", 42)\n', 'reveal("P41.1", 42)\nshow("boats")\n'),
        ('secret = "for instructors"\n', 'show("boats")\n'),
    ],
    "first-cell": [("glossary, ", ""), (", verdict", "")],
    "doors": [
        ("## Exercise 1: how many?", "## Exercise 1 (optional): how many?"),
        ("## Deeper: boats", "## Deeper boats"),
        ("## Limits", "## Deeper: limits"),
        ("You are the judge.", "You are the judge.\n\n## Deeper: more"),
        ('"41-judge"', '"41-judge", "tags": ["deeper"]'),
    ],
    "curious": [
        ("## Deeper: boats", "## For the curious: boats\n\n```{code-cell} ipython3\nlorries\n```"),
    ],
    "terms": [
        ("after: [", "terms: {tariff: A tax at the border.}\nafter: ["),
        ("after: [", "terms: {bank: The land. It is wet.}\nafter: ["),
        ("after: [", "terms: {a: A., b: B., c: C., d: D., i: I., o: O., u: U.}\nafter: ["),
    ],
    "drawing": [
        ("secret = ", "import seaborn\nsecret = "),
        ("import seaborn as sns", "import matplotlib.pyplot as plt"),
        ("## Draw it yourself", "## Lorries"),
    ],
    "verdict": [('verdict("41")', "boats"), ('judge("C" + "07")', "boats")],
    "source": [('"41-look"', '"41-hook"')],
    "mistakes": [],
    "evidence": [],
    "option": [],
    "picture-words": [],
    "voice": [
        ("boats = 0", 'voice("V999")'),
        ("boats = 0", 'voice("V12", beside="41.peak_bn")'),  # the lesson has no sentence for it
    ],
    "stray": [],
}

ALLOWED = [
    ("- One bank.", "- See Exercise 2, Table 3, lessons 01–03, HS 01–24 and E01.2 [C04, C12]."),
    (
        "- One bank.",
        "- In the 1960s, in 2014–15, from 2008 to 2016, on 15 September 2022, in Sept 15.",
    ),
    ("- One bank.", "- Run `x = 3` for CO2, R4V's and COVID-19, under CC BY 4.0."),
    ("- One bank.", "1. One bank.\n2. Two banks."),
    ("- One bank.", "- One bank, $s_1 = 0.5$, [a page](page-2.md).\n\n$$x = 3$$"),
    ("- One bank.", '- The column calls him a "despot" [C01].'),
    ("- One bank.", "- Maduro spoke of an “economic war”."),
    ("- One bank.", "- One bank.\n\n| Fall, per cent |\n| --- |\n| {{ fall_percent:.1f }} |"),
    ("- One bank.", '- One bank. <img src="a.png" alt="A bridge">'),
    ('year=Slider("Year", 1, 9, 1)', "**made_elsewhere()"),
    ('year=Slider("Year", 1, 9, 1)', 'goal="G41.1", a=1, b=2, c=3'),
    ("- One bank.", "- " + "One lorry " * 11 + "crosses {{ peak_year }}. Then it is gone."),
    ("after: [", "terms: {bank: The land beside a river.}\nafter: ["),
    ("## Draw it yourself", "## Deeper: draw it yourself"),
    ("Lorries cross the bridge at dawn. " * 66, ""),
    ('verdict("41")\n', 'verdict("41")\npredict("P42.1")\n'),
    ("## Deeper: boats", "## For the curious: boats"),
    ("## Draw it yourself", "## For the curious: draw it yourself"),
    ("Wait for", "Wait 5 minutes for"),
    ('title="Lorries fell"', """title=lambda f: f"{f['n'][0]:.1f}\""""),
]


def found(write, text):
    return {finding.rule for finding in lint([write(text)])}


def test_the_sound_lesson_has_no_findings(write, good):
    assert lint([write(good)]) == []


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [(rule, old, new) for rule, changes in BROKEN.items() for old, new in changes],
)
def test_a_rule_finds_what_breaks_it(write, good, rule, old, new):
    assert old in good
    assert rule in found(write, good.replace(old, new))


@pytest.mark.parametrize(("old", "new"), ALLOWED)
def test_what_is_allowed_has_no_findings(write, good, old, new):
    assert old in good
    assert lint([write(good.replace(old, new))]) == []


def test_every_rule_is_tested():
    from claimlab.authoring.lint import _ANY_PAGE, _LESSONS

    assert set(BROKEN) - {"source"} | {"declared-term"} == set(_ANY_PAGE) | set(_LESSONS)


def test_what_a_lesson_declares_is_reviewed_too(write, good, monkeypatch):
    path = write(good)
    hints = ["The column calls him a despot [C01].", 'The column says "thug" [C02].']
    said = {"E41.1": {"asks": "How many?", "hints": hints}}
    monkeypatch.setattr(lint_prose, "words", lambda lesson_id, language: said)
    assert [(f.rule, f.message[:16]) for f in lint([path])] == [
        ("declared-term", "E41.1: 'despot' ")
    ]


def test_what_cards_say_is_short_specific_and_has_a_model_answer(write, good, monkeypatch):
    said = {
        "P41.1": {"asks": "How many?", "explain": "One lorry and " * 9, "question": "Why?"},
        "E41.1": {"asks": "How many?", "hints": ["Write down what surprised you."]},
    }
    monkeypatch.setattr(lint_form, "words", lambda lesson_id, language: said)
    assert sorted((f.rule, f.message[:6]) for f in lint([write(good)])) == [
        ("declared-sentence", "P41.1:"),
        ("surprise", "E41.1:"),
        ("surprise", "P41.1:"),
    ]


APART = [  # what of the two halves is changed, and what the lint says then
    ("mistakes", "E41.1 has 1 hints", {"hints": ("Count.",)}),
    ("mistakes", "E41.1 has 0 mistakes", {"mistakes": ()}),
    ("mistakes", "computed boats, six; the words name none.", {"mistakes": ()}),
    ("option", "answers.py is none of no.", {"options": (Option("No", "No.", key="no"),)}),
    ("evidence", "C07: the last build computed peak; the words name none.", "C07"),
    ("picture-words", "write them under [pictures.plate-41] in 41.toml.", "pictures"),
]


@pytest.mark.parametrize(("rule", "message", "change"), APART, ids=[m for _r, m, _c in APART])
def test_words_and_numbers_meet(write, good, halves, monkeypatch, rule, message, change):
    path, shelf = write(good), "quiz" if rule == "option" else "exercises"
    if isinstance(change, dict):
        first, *rest = getattr(halves.lesson, shelf)
        changed = replace(halves.lesson, **{shelf: (replace(first, **change), *rest)})
        monkeypatch.setattr(lessons, "lesson", lambda lesson_id: changed)
    else:
        left = {name: said for name, said in halves.words.items() if name != change}
        monkeypatch.setattr(lint_words, "words", lambda lesson_id, language: left)
    findings = lint([path])
    assert {one.rule for one in findings} == {rule}
    assert any(message in one.message for one in findings)


def test_a_goal_of_a_picture_is_declared(write, good, monkeypatch):
    path, plate = write(good), SimpleNamespace(goal="G41.7", reveals="")
    monkeypatch.setattr(lessons, "pictures", lambda lesson_id: {"plate_41": plate})
    (finding,) = lint([path])
    assert finding.rule == "picture-words" and "the goal G41.7" in finding.message


def test_what_a_translation_says_under_a_name_that_english_has_not_is_found(
    write, good, tmp_path, monkeypatch
):
    path = write(good)
    for language, says in (("en", '[a]\nb = "B"'), ("es", '[a]\nb = "B"\nc = "C"\n[d]\ne = "E"')):
        (tmp_path / "source" / language).mkdir(exist_ok=True)
        (tmp_path / "source" / language / "41.toml").write_text(says, encoding="utf-8")
    monkeypatch.setattr(words, "lessons_dir", lambda: tmp_path)
    assert [(one.rule, one.message.split("'")[1]) for one in lint([path])] == [
        ("stray", "a → c"),
        ("stray", "d"),
    ]


def test_a_term_is_explained_once_in_the_course(write, good, monkeypatch):
    text = good.replace("after: [", "terms: {bank: The land beside a river.}\nafter: [")
    earlier = {"bank": Term("bank", "A house of money.", "07")}
    monkeypatch.setattr(lint_form, "terms", lambda language: earlier)
    (finding,) = lint([write(text)])
    assert finding.rule == "terms" and "lesson 07 already" in finding.message


def test_a_finding_says_where(write, good):
    path = write(good.replace("- One bank.", "- 1 bank."))
    (finding,) = lint([path])
    assert finding.line == good.splitlines().index('+++ {"id": "41-limits"}') + 1
    assert (finding.block_id, finding.rule) == ("41-limits", "typed-number")
    assert str(finding).startswith(f"{path}:{finding.line} (41-limits) typed-number: ")
    assert str(Finding(path, "", "words", "too few")) == f"{path}:0 words: too few"


def test_a_lesson_without_declarations_is_said_so(write, good, monkeypatch):
    path = write(good)
    monkeypatch.undo()
    (finding,) = lint([path])
    assert (finding.rule, "no lesson '41'" in finding.message) == ("source", True)


def test_the_start_page_is_no_lesson(write):
    text = '---\nlesson: start\ntitle: Begin\nquestion: Where?\n---\n\n+++ {"id": "start-a"}\n\nWelcome.\n'
    assert lint([write(text, "start.md")]) == []
    assert [f.rule for f in lint([write(text + "\nThere are 3 doors.\n", "start.md")])] == [
        "typed-number"
    ]


def test_a_folder_is_reviewed_whole(write, good, tmp_path):
    write(good)
    write("no front matter", "42-broken.md")
    assert [f.rule for f in lint([tmp_path])] == ["source"]
