"""Lint rules for what a lesson says: headings, length, numbers, terms, images, limits.

Each rule takes a source and yields pairs of the cell (None for the whole page) and a message.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from claimlab.authoring.doors import CURIOUS, sections
from claimlab.authoring.source import Cell, Source
from claimlab.course import course
from claimlab.errors import KitError
from claimlab.lessons.words import fill, recorded, words

__all__ = [
    "ANY_PAGE",
    "LESSONS",
    "markdown_tokens",
    "plain_of",
    "texts",
    "texts_within",
    "words_in",
]

Findings = Iterator[tuple[Cell | None, str]]

_WORDS = range(400, 1501)
_LIMITS = {"en": "Limits", "es": "Límites"}
_MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
    "|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_REFERENCES = (
    "Exercises?|Lessons?|Questions?|Tables?|Figures?|Sections?|Chapters?|Equations?|Steps?|Parts?|HS"
    "|Ejercicios?|Lecci(?:ón|ones)|Preguntas?|Tablas?|Figuras?|Secci(?:ón|ones)|Capítulos?|Ecuaci(?:ón|ones)|Pasos?|Partes?"
)
_NUMBERS = r"\d+(?:\s*(?:[-–,]|and|to|y|a|&)\s*\d+)*"
_ALLOWED_DIGITS = re.compile(
    rf"\b(?i:{_REFERENCES})\s+{_NUMBERS}"  # Exercise 2, HS 01–24
    rf"|\b{_NUMBERS}\s+(?:de\s+)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,2}}\b"  # 15 September
    r"|\b(?:1[89]|20)\d\d(?:\s*[-–/]\s*\d\d)?s?\b"  # 2008, 2014–15, 1960s
    r"|\b[^\W\d_]+-?\d+(?:\.\d+)?[^\W\d_]*\b"  # C07, E01.2, CO2, R4V: a name, not a quantity
    r"|\b(?:CC BY|Python|JupyterLab) \d+(?:\.\d+)?\b"
)
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»|‘[^’]*’')
_SPEAKER = (
    r"\bC\d\d\b"
    r"|[Aa]ccording to [A-Z]|[A-Z]\w+ (?:says?|said|writes?|wrote|calls?|called|speaks? of|spoke of)\b"
)
_STAND_INS = {"softbreak": " ", "hardbreak": " ", "code_inline": "CODE"}
# The unit stands in a fact's name; the sentence must show it to the reader too, in English or Spanish.
_UNITS = {
    "percent": r"%|per cent|percent|por ciento",
    "bn": r"bn|billion|millones",
    "billions": r"bn|billion|millones",
    "millions": r"\bm\b|\d?m\b|million|mill[oó]n",
    "usd": r"\$|dollar|dólar",
    "km": r"km|kilomet|kilómet",
    "miles": r"\bmiles?\b|\bmillas?\b",
    "tonnes": r"\bt\b|tonne|tonelada",
    "points": r"points?\b|puntos?\b",
}


@lru_cache(maxsize=4096)
def markdown_tokens(text: str) -> tuple:
    """Markdown tokens of a text in which facts and formulas are one word each."""
    from markdown_it import MarkdownIt

    text = re.sub(r"\{\{.*?\}\}", "FACT", text, flags=re.S)
    text = re.sub(
        r"\$\$.+?\$\$|(?<!\w)\$(?![\s\d])(?!FACT)[^$\n]*?(?<!\s)\$(?!\d)",
        "FORMULA",
        text,
        flags=re.S,
    )
    return tuple(MarkdownIt("commonmark").enable("table").parse(text))


def _paragraphs(text: str) -> Iterator[str]:
    """Visible text of each paragraph, heading, list item and table cell, without inline code."""
    return (plain_of(token) for token in markdown_tokens(text) if token.type == "inline")


def plain_of(token) -> str:
    """The visible text of one inline token, in which a piece of code is one word."""
    return "".join(
        c.content if c.type == "text" else _STAND_INS.get(c.type, "") for c in token.children
    )


def _front(source: Source) -> Cell:
    """The texts of the front matter, which the builder prints above the lesson."""
    return Cell(
        "", "markdown", "\n\n".join([source.title, source.question, *source.objectives]), 1, ""
    )


def _headings(text: str) -> Iterator[tuple[int, str]]:
    tokens = markdown_tokens(text)
    for opening, inside in zip(tokens, tokens[1:], strict=False):
        if opening.type == "heading_open":
            yield int(opening.tag[1]), inside.content
        for level in re.findall(
            r"<h([1-6])\b", opening.content if opening.type in ("html_block", "inline") else ""
        ):
            yield int(level), opening.content


def texts(cells: tuple[Cell, ...]) -> Iterator[Cell]:
    """The text cells among cells."""
    return (cell for cell in cells if cell.kind == "markdown")


def headings(source: Source) -> Findings:
    """The title is the one H1, and no level is skipped."""
    last = 1
    for cell in texts(source.cells):
        for level, text in _headings(cell.text):
            if level == 1:
                yield cell, f"'{text}' is a second H1: the title is the only one, so use '##'."
            elif level > last + 1:
                yield cell, f"'{text}' skips a heading level: use {'#' * (last + 1)}."
            last = level


def word_count(source: Source) -> Findings:
    """A lesson's body has 400 to 1,500 words in the student edition, without what is for the curious."""
    words = sum(
        words_in(cell.text)
        for cell, _heading, door in sections(source.student)
        if cell.kind == "markdown" and door != CURIOUS
    )
    if words not in _WORDS and not (source.draft and words < _WORDS[0]):
        yield None, f"the body has {words} words: it should have {_WORDS[0]} to {_WORDS[-1]}."


def words_in(text: str) -> int:
    """How many words of a Markdown text a reader reads: a fact, a formula and a piece of code are one each.

    >>> words_in("Two {{ many }} banks, `one` bridge.")
    5
    """
    return sum(len(re.findall(r"\w+", p.replace("'", ""))) for p in _paragraphs(text))


def typed_numbers(source: Source) -> Findings:
    """A number in prose is a fact; dates, years, ids, references and code may stand as they are."""
    for cell in (_front(source), *source.student):
        for paragraph in _paragraphs(cell.text) if cell.kind == "markdown" else _titles(cell):
            rest = _ALLOWED_DIGITS.sub(" ", paragraph)
            for match in re.finditer(r"\S*\d\S*", rest):
                yield (
                    cell,
                    f"'{match[0]}' is typed: make it a fact ({{{{ name }}}}), or write the number in words.",
                )


def _titles(cell: Cell) -> Iterator[str]:
    """What figures say above and below them."""
    for __, call in cell.calls():
        yield from (
            text for k in call.keywords if k.arg in ("title", "note") for text in _written(k.value)
        )


def _written(node: ast.AST) -> Iterator[str]:
    """The texts of an expression, without what an f-string computes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.FormattedValue):
        for child in ast.iter_child_nodes(node):
            yield from _written(child)


def facts(source: Source) -> Findings:
    """Each fact is declared, has a value and fits its format."""
    known = recorded(source.lesson)["facts"]
    for cell in (_front(source), *texts(source.cells)):
        for written in re.findall(r"\{\{.*?\}\}", cell.text, re.S):
            try:
                fill(written, known)
            except KitError as error:
                yield cell, str(error)


def units(source: Source) -> Findings:
    """A fact whose name carries a unit stands in a sentence that shows the unit."""
    for cell in texts(source.cells):
        prose = "\n".join(
            line for line in cell.text.splitlines() if not line.lstrip().startswith("|")
        )
        for sentence in re.split(r"(?<=[.?!])\s|\n\s*\n", prose):
            for name in re.findall(r"\{\{\s*(\w+)", sentence):
                words = re.sub(r"\{\{.*?\}\}", "0", sentence)
                for unit in set(name.split("_")) & set(_UNITS):
                    if not re.search(_UNITS[unit], words, re.I):
                        yield cell, f"the fact '{name}' stands without its unit ({unit})."


def loaded_terms(source: Source) -> Findings:
    """Loaded terms stand in quotation marks, with a speaker or a claim in the same paragraph."""
    for cell in (_front(source), *source.cells):
        for paragraph in (
            _paragraphs(cell.text) if cell.kind == "markdown" else _strings(cell.tree())
        ):
            yield from ((cell, message) for message in _open_terms(paragraph))


def declared_terms(source: Source) -> Findings:
    """The same for the words of the lesson's exercises, predictions, quiz, claims and pictures."""
    for name, said in words(source.lesson, source.language).items():
        for text in texts_within(said):
            yield from ((None, f"{name}: {message}") for message in _open_terms(text))


@lru_cache(maxsize=1)
def _attributing() -> tuple[re.Pattern, re.Pattern]:
    """The course's loaded words, and what shows that a paragraph says who speaks."""
    said = course()
    loaded = rf"\b(?:{'|'.join(said.loaded)})\b" if said.loaded else r"(?!)"
    named = rf"|\b(?:{'|'.join(said.speakers)})\b" if said.speakers else ""
    return re.compile(loaded, re.I), re.compile(_SPEAKER + named)


def _open_terms(paragraph: str) -> Iterator[str]:
    loaded, speaker = _attributing()
    attributed = bool(speaker.search(paragraph))
    open_text = _QUOTED.sub(" ", paragraph) if attributed else paragraph
    for term in dict.fromkeys(loaded.findall(open_text)):
        how = (
            "put it in quotation marks"
            if attributed
            else "quote it, and name the speaker or the claim in the paragraph"
        )
        yield f"'{term}' is a loaded term: {how}, or use the kit's own words."


def _strings(tree: ast.AST) -> Iterator[str]:
    return (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def texts_within(value: object) -> Iterator[str]:
    """Every text that a value holds, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_within(inner)


def images(source: Source) -> Findings:
    """Each image has a text alternative and comes with the kit."""
    for cell in texts(source.cells):
        for token in markdown_tokens(cell.text):
            for child in token.children or ():
                if child.type == "image" and not child.content.strip():
                    yield (
                        cell,
                        f"the image {child.attrs['src']} has no alt text: say in words what it shows.",
                    )
        for tag in re.findall(r"<img\b[^>]*>", cell.text, re.I):
            if not re.search(r"""\balt\s*=\s*(?:"\s*[^"\s]|'\s*[^'\s])""", tag, re.I):
                yield cell, "an <img> has no alt text: say in words what it shows."
        if re.search(
            r"!\[[^\]]*\]\(\s*(?:https?:)?//|<(?:img|script|iframe|link)\b[^>]*(?:https?:)?//",
            cell.text,
            re.I,
        ):
            yield cell, "this is fetched from the network: put the file into the kit."


def limits(source: Source) -> Findings:
    """A section named Limits with at least three bullets."""
    name = _LIMITS.get(source.language, _LIMITS["en"])
    text = "\n\n".join(cell.text for cell in texts(source.student))
    section = re.search(rf"^## {name}\s*$(.*?)(?=^## |\Z)", text, re.M | re.S)
    if not section:
        yield None, f"there is no section '## {name}': say what the lesson cannot show."
    elif (
        bullets := sum(token.type == "list_item_open" for token in markdown_tokens(section[1]))
    ) < 3:
        yield None, f"the section '## {name}' has {bullets} bullets: it should have three or more."


def claims_named(source: Source) -> Findings:
    """Each claim that the lesson tests is named in it."""
    text = "\n".join(cell.text for cell in source.student)
    for claim in source.claims:
        if not re.search(rf"\b{claim}\b", text):
            yield None, f"the lesson tests the claim {claim} and does not name it."


ANY_PAGE = {
    "headings": headings,
    "typed-number": typed_numbers,
    "unit": units,
    "loaded-term": loaded_terms,
    "image": images,
}
LESSONS = {
    "fact": facts,
    "declared-term": declared_terms,
    "words": word_count,
    "limits": limits,
    "claims": claims_named,
}
