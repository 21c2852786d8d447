"""A translation says the same things in the same places, and leaves no English on its page."""

import html
import re

import pytest
from given import pictures_of

from borderlab import forecasts, lessons
from borderlab.authoring.catalogue import gather
from borderlab.authoring.source import read
from borderlab.data import lessons_dir
from borderlab.i18n import ENGLISH, languages, speaking, words_of
from borderlab.lessons.words import words
from borderlab.teaching.check import check, hint, solution
from borderlab.teaching.ledger import judge, ledger
from borderlab.teaching.predicting.predict import predict, reveal
from borderlab.teaching.quiz import quiz
from borderlab.teaching.submit import submit
from borderlab.teaching.verdict import verdict

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
# What a translator may leave as it is: names, signs, and numbers.
SAME = re.compile(r"[^A-Za-z]*|[Nn]o|causal|Kappa|kappa|Colombia|Venezuela|COLOMBIA|VENEZUELA|km")


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


def shown(*things) -> str:
    """What a reader sees of some cards and figures: their words, and their HTML without its tags."""
    said = []
    for thing in things:
        said.append(repr(thing))
        if hasattr(thing, "_repr_html_"):
            without_code = re.sub(
                r"(?s)<(style|script|pre|code)\b.*?</\1>", " ", thing._repr_html_() or ""
            )
            said.append(html.unescape(re.sub(r"<[^>]*>", "\n", without_code)))
    return "\n".join(said)


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
            *(judge(claim, "not found", because="falta un registro") for claim in declared.claims),
            forecasts(), ledger(lesson=number), quiz(f"Q{number}"),
            submit(number), submit(number, name="Ana"), verdict(number),
        )  # fmt: skip
        package = [s for s in gather() if words_of(language)(s) != s]
    english = [text for _place, text in leaves(words(number, ENGLISH))]
    sentences = [s for s in (*package, *english) if len(s.split()) > 2 and "{" not in s]
    assert [s for s in sentences if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", page)] == []
    page = page.replace(str(workspace), "").replace("Across the Bridge", "")
    common = re.findall(r"\b(?:the|which|with|of|and|your|is|was)\b[^\n]{0,60}", page)
    assert not common, "English words: " + " | ".join(common)
