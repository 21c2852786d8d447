"""Lint rules for the form of a lesson: opening, first cell, doors, sentences, terms, drawing, verdict.

Each rule takes a source and yields pairs of the cell (None for the whole page) and a message.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from claimlab import lessons
from claimlab.authoring.doors import CURIOUS, TAG, door_of, sections
from claimlab.authoring.lint_code import Findings, code_cells, imports
from claimlab.authoring.lint_prose import markdown_tokens, plain_of, texts, texts_within, words_in
from claimlab.authoring.source import Cell, Source
from claimlab.course import course
from claimlab.errors import KitError
from claimlab.lessons.terms import terms
from claimlab.lessons.words import words

__all__ = ["LESSONS", "sentences_of"]

_LONGEST, _MOST_TERMS = 25, 6
_LONGEST_OPENING = 225  # words: a minute and a half, with a note of care where there is one
_NAMED_BY_CARDS = {  # what a card, a hint or the ledger tells a student to type
    "check", "cite", "glossary", "hint", "judge", "ledger", "load", "predict", "progress", "quiz",
    "reveal", "show", "show_source", "solution", "submit", "verdict",
}  # fmt: skip
_OPENINGS = {"explore", "judge", "predict", "show", "play"}
_DRAWING = {"matplotlib", "seaborn"}
_DRAW = re.compile(
    r"(?:Deeper: |Más a fondo: |For the curious: |Por curiosidad: )?(?:[Dd]raw it yourself|[Aa]hora dibuja tú|[Dd]ibújal[oa] tú)\b"
)
_SURPRISE = re.compile(r"what\s+surprised\s+you|qué\s+te\s+sorprendió", re.I)
_STUDENT_WORDS = {"asks", "explain", "found", "hints", "model", "question", "task", "why"}
_OLD_DOORS = re.compile(r"\((?:optional|stretch|deeper)\)|^deeper\b", re.I)
_SENTENCE_END = re.compile(r"(?<=[.?!…])[\"”’»)*]*\s+(?=[\"“«‘(¿¡\[]*[A-ZÁÉÍÓÚÑ0-9])")


def sentences_of(text: str) -> list[str]:
    """The sentences of Markdown prose: paragraphs and list items, without headings, tables and code.

    A fact, a formula and a piece of code count as one word each.

    >>> sentences_of("Two banks. One bridge?\\n\\n| A | table |\\n| --- | --- |\\n\\n- A short item")
    ['Two banks.', 'One bridge?', 'A short item']
    """
    found, outside = [], 0
    for token in markdown_tokens(text):
        if token.type in ("heading_open", "table_open"):
            outside += 1
        elif token.type in ("heading_close", "table_close"):
            outside -= 1
        elif token.type == "inline" and not outside:
            prose = re.sub(r"\[C\d\d\]", "", plain_of(token)).strip()
            found += [one for one in _SENTENCE_END.split(prose) if not _is_formula(one)]
    return found


def _is_formula(sentence: str) -> bool:
    return not re.sub(r"FORMULA|CODE|[\W_]", "", sentence)


def _length(sentence: str) -> int:
    return sum(bool(re.search(r"\w", word)) for word in sentence.split())


def sentences(source: Source) -> Findings:
    """No sentence that a student reads has more than 25 words."""
    for cell in texts(source.student):
        for one in sentences_of(cell.text):
            if _length(one) > _LONGEST:
                yield cell, _too_long(one)


def declared_sentences(source: Source) -> Findings:
    """The same for what the cards of the lesson say."""
    for name, text in _said_to_students(source):
        for one in sentences_of(text):
            if _length(one) > _LONGEST:
                yield None, f"{name}: {_too_long(one)}"


def _too_long(sentence: str) -> str:
    begins = " ".join(sentence.split()[:6])
    return f"the sentence '{begins} …' has {_length(sentence)} words: at most {_LONGEST}."


def _said_to_students(source: Source) -> Iterator[tuple[str, str]]:
    """(id, text) of what exercises, predictions, goals, voices and the quiz say; instructors' words are elsewhere."""
    for name, said in words(source.lesson, source.language).items():
        if re.fullmatch(r"[EPGQ]\d\d\.\d+", name):
            shown = {key: value for key, value in said.items() if key in _STUDENT_WORDS}
            for kept in (shown, said.get("wrong", {}), said.get("options", {})):
                yield from ((name, text) for text in texts_within(kept))
        elif name == "voices":
            yield from ((name, text) for text in texts_within(said))


def surprise(source: Source) -> Findings:
    """A question is a specific one, and has a model answer."""
    for cell in texts(source.cells):
        if _SURPRISE.search(cell.text):
            yield cell, _ask_one_thing("")
    for name, said in words(source.lesson, source.language).items():
        if any(_SURPRISE.search(text) for text in texts_within(said)):
            yield None, _ask_one_thing(f"{name}: ")
        if isinstance(said, dict) and "question" in said and not said.get("model"):
            yield None, f"{name}: a question has a model answer, which opens after a real try."


def _ask_one_thing(where: str) -> str:
    return f"{where}ask one specific question with a model answer, not what surprised the student."


def opening(source: Source) -> Findings:
    """A lesson opens with something to see or to do, before many words."""
    read = 0
    for cell in source.student:
        if cell.kind == "code" and any(name in _OPENINGS for name, __ in cell.calls()):
            break
        read += words_in(cell.text) if cell.kind == "markdown" else 0
    if read > _LONGEST_OPENING:
        yield (
            None,
            f"{read} words stand before the first thing to see or to do: at most {_LONGEST_OPENING}.",
        )


def first_cell(source: Source) -> Findings:
    """The first code cell imports every name that a card can tell a student to type."""
    first = _first(source)
    if first is None:
        return
    named = {
        alias.name
        for node in ast.walk(first.tree())
        if isinstance(node, ast.ImportFrom) and node.module == course().name
        for alias in node.names
    }
    if missing := sorted(_NAMED_BY_CARDS - named):
        yield (
            first,
            f"a card may name {', '.join(missing)}: import it from {course().name} in the first code cell.",
        )


def doors(source: Source) -> Findings:
    """A door is a heading '## Deeper: …' that opens a block; the lesson's end stands before no door."""
    door = ""
    for cell, heading, door in sections(source.student):
        if cell.kind == "markdown":
            for line in cell.text.splitlines()[1:]:
                if line.startswith("## "):
                    yield cell, f"'{line}' stands inside a block: put a +++ line below it."
            if cell.text.startswith("## ") and not door_of(cell.text):
                if _OLD_DOORS.search(heading):
                    yield (
                        cell,
                        f"'## {heading}': what may be left out stands under '## Deeper: …'.",
                    )
        if TAG in cell.tags and not door:
            yield cell, f"the tag '{TAG}' stands outside a section '## Deeper: …'."
    if door:
        yield None, "the last section is a door: end with the quiz and the limits, in sight."


def term_list(source: Source) -> Findings:
    """At most six new terms, each used in the lesson, with one plain sentence, in one lesson only."""
    if len(source.terms) > _MOST_TERMS:
        yield (
            None,
            f"the front matter lists {len(source.terms)} new terms: at most {_MOST_TERMS} a lesson.",
        )
    read = [cell.text for cell in texts(source.student)]
    read += [text for __, text in _said_to_students(source)]
    known = terms(source.language)
    for name, gloss in source.terms.items():
        if not any(re.search(rf"\b{re.escape(name)}", text, re.I) for text in read):
            yield None, f"the term '{name}' of the front matter is never used in the lesson."
        if (many := len(sentences_of(gloss))) != 1 or _length(gloss) > _LONGEST:
            yield (
                None,
                f"the gloss of '{name}' is one sentence of at most {_LONGEST} words ({many}).",
            )
        if name in known and known[name].lesson < source.lesson:
            yield None, f"the term '{name}' is explained in lesson {known[name].lesson} already."


def drawing(source: Source) -> Findings:
    """One 'Draw it yourself' with an exercise of kind chart; seaborn stands there and nowhere else."""
    inside, drawn = set(), []
    for cell, heading, __ in sections(source.cells):
        if _DRAW.match(heading):
            inside.add(cell)
            drawn += [cell.exercise] if cell.exercise and "exercise" in cell.tags else []
        for name in sorted(imports(cell) & _DRAWING):
            if cell not in inside or name != "seaborn":
                yield (
                    cell,
                    f"'{name}' is for the section '## Draw it yourself' only (seaborn, no other): "
                    "a figure of the kit comes from the lesson's pictures.",
                )
    charts = [name for name in drawn if _kind(name) == "chart"]
    if len(charts) != 1 and not source.draft:
        yield (
            None,
            "a lesson has one section '## Draw it yourself' with one exercise of kind chart;"
            f" this one has {len(charts)}.",
        )


def _kind(exercise_id: str) -> str:
    try:
        return lessons.exercise(exercise_id).kind
    except KitError:  # the rule 'declared' says so
        return ""


def own_verdict(source: Source) -> Findings:
    """Claims are judged on cards, and the lesson ends in the student's own verdict."""
    if source.draft or not source.claims:
        return
    called = {name for cell in code_cells(source.student) for name, __ in cell.calls()}
    for needed in ("judge", "verdict"):
        if needed not in called:
            yield None, f"the lesson has claims and calls no {needed}(…)."


def curious(source: Source) -> Findings:
    """What is for the curious stands in a notebook of its own: it makes every name that it uses."""
    made: dict[str, set[str]] = {}
    for cell, heading, door in sections(source.cells):
        if cell.kind == "code":
            made.setdefault(heading if door == CURIOUS else "", set()).update(_bound(cell))
    for cell, heading, door in sections(source.cells):
        if door == CURIOUS and cell.kind == "code":
            elsewhere = set().union(*(names for place, names in made.items() if place != heading))
            if lost := sorted(cell.names() & (elsewhere - made[heading] - _bound(_first(source)))):
                yield (
                    cell,
                    f"{', '.join(lost)}: made elsewhere in the lesson; make it in '{heading}' too.",
                )


def _bound(cell: Cell | None) -> set[str]:
    """The names that a code cell makes: assigned or imported."""
    nodes = list(ast.walk(cell.tree())) if cell else []
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return stored | {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }


def _first(source: Source) -> Cell | None:
    return next(iter(code_cells(source.student)), None)


LESSONS = {
    "sentence": sentences,
    "declared-sentence": declared_sentences,
    "surprise": surprise,
    "opening": opening,
    "first-cell": first_cell,
    "doors": doors,
    "curious": curious,
    "terms": term_list,
    "drawing": drawing,
    "verdict": own_verdict,
}
