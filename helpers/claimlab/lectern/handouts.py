"""Handouts of a lesson to print and cut: its sentences, guesses on paper, figures without their words, tables.

Also the packs of a role-play: a folder of Markdown pages beside the instructor's notebooks, in which
``brief-NAME.md`` is for one team, ``sheet-team.md`` and ``rules.md`` go to each, and ``cards.md`` is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from claimlab import lessons
from claimlab.data import lessons_dir
from claimlab.html import Markup, join, tag
from claimlab.i18n import ENGLISH, _, language
from claimlab.lectern.book import Book, markdown
from claimlab.lectern.paper import paper
from claimlab.lectern.session import grain_of
from claimlab.lessons.declare import Prediction
from claimlab.teaching.claims import entry
from claimlab.teaching.ledger import title_of
from claimlab.teaching.predicting.drawing import curve_svg
from claimlab.views.svg import svg

__all__ = ["games", "handouts", "unmarked"]


def unmarked(scene: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A drawing without its words and values, and the words that were taken off, in alphabetical order.

    Numbers on the axes stay; what says an amount is not given back. Whoever reads it puts the words back.

    >>> from claimlab.views import scene
    >>> drawn = scene.scene(9, 9, [scene.text("a", 0, 0, "Peru", "end"), scene.text("b", 0, 0, "2008", "tick")])
    >>> bare, words = unmarked(drawn)
    >>> [mark["t"] for mark in bare["marks"]], words
    (['2008'], ['Peru'])
    """
    kept, words = [], []
    for mark in scene["marks"]:
        if mark["k"] != "text" or _is_of_an_axis(mark):
            kept.append({key: value for key, value in mark.items() if key not in ("n", "v", "go")})
        elif re.search(r"[^\W\d_]", mark["t"]) and not re.search(r"[%$€]", mark["t"]):
            words.append(mark["t"])
    return {**scene, "marks": kept, "title": "", "words": ""}, sorted(set(words), key=str.casefold)


def _is_of_an_axis(mark: Mapping[str, Any]) -> bool:
    return "tick" in mark.get("c", "").split() and bool(re.search(r"\d", mark["t"]))


def handouts(book: Book, pictures: Mapping[str, Mapping[str, Any]], is_after: bool = False) -> str:
    """Handouts of a lesson as one page, each part on sheets of its own; "" where there is none.

    Parameters
    ----------
    book : Book
    pictures : mapping
        As for :func:`~claimlab.lectern.deck.deck`.
    is_after : bool
        What is given out after the vote: the figures, in which the answers to the guesses are drawn.
    """
    parts = [
        (_("Sentences to cut"), _sentences(book)),
        (_("Guesses on paper"), _guesses(book)),
        (_("Tables and cards"), _tables(book, pictures)),
    ]
    if is_after:
        parts = [(_("After the vote: figures without their words"), _figures(book, pictures))]
        if not parts[0][1]:
            return ""
    body = [tag("section", tag("h2", head), *inside, class_="page") for head, inside in parts if inside]  # fmt: skip
    return paper(f"{book.lesson} · {book.title}", tag("p", book.question), *body, has_figures=True)


def _sentences(book: Book) -> list[Markup]:
    rows = [entry(claim) for claim in lessons.lesson(book.lesson).claims]
    cards = [tag("div", tag("b", title_of(row)), row.text, class_="card") for row in rows]
    return [tag("div", *cards, class_="cards")] if cards else []


def _guesses(book: Book) -> list[Markup]:
    return [tag("div", *_guess(asked), class_="whole") for asked in book.voted]


def _guess(asked: Prediction) -> Iterator[Markup]:
    yield tag("h3", asked.asks)
    if asked.kind == "choice":
        yield tag("ul", *(tag("li", "☐ ☐ ", text) for text in asked.options.values()))
        yield tag("small", _("First box: alone. Second box: after you talked."))
        return
    yield tag("small", grain_of(asked))
    if asked.kind == "curve":
        yield tag("figure", curve_svg(asked))
        return
    blank = tag("span", class_="write")
    yield tag("p", _("First guess:"), " ", blank, " ", _("After you talked:"), " ", blank)


def _core(book: Book) -> list[str]:
    """The pictures of the core that may be printed, in the order in which they are shown."""
    shown = lessons.pictures(book.lesson).items()
    found = []
    for section in book.sections:
        if section.is_deeper or not book.is_projected(section):
            continue
        for block in section.blocks:
            found += block.asked("show")
            asked = set(block.asked("reveal"))
            found += [name for name, one in shown if one.reveals in asked]
    return list(dict.fromkeys(found))


def _figures(book: Book, pictures: Mapping[str, Mapping[str, Any]]) -> list[Markup]:
    made = []
    for name in _core(book):
        if "bundle" not in pictures.get(name, {}):
            continue
        for place, pane in enumerate(pictures[name]["bundle"]["panes"]):
            bare, words = unmarked(pane["scene"])
            says = _("A figure without its words")
            drawn = svg(bare, says, says, key=f"{name}{place}".replace("_", ""))
            made.append(
                tag(
                    "figure",
                    tag("p", tag("small", _("What does it say? Write its title:"))),
                    tag("div", class_="title-line"),
                    tag("p", bare.get("sub", ""), class_="source"),
                    tag("div", drawn, class_="sc"),
                    tag("p", tag("small", _("Put these back:")), " ", *(tag("span", w) for w in words), class_="words") if words else "",
                    tag("p", bare.get("source", ""), class_="source"),
                )
            )  # fmt: skip
    return made


def _tables(book: Book, pictures: Mapping[str, Mapping[str, Any]]) -> list[Markup]:
    reveals = {name for name, one in lessons.pictures(book.lesson).items() if one.reveals}
    cards = [
        tag("div", Markup(pictures[name]["html"]), class_="whole")
        for name in _core(book)
        if "html" in pictures.get(name, {}) and name not in reveals
    ]
    return [*cards, *_toys(book)]


def _toys(book: Book) -> Iterator[Markup]:
    """The tables that a code cell among the notes gives: they stand there to be printed."""
    from claimlab.views.tables import table_html

    for section in book.sections:
        for block in section.blocks:
            found = block.value() if block.is_note and block.kind == "code" else None
            if found is not None and hasattr(found, "columns"):
                yield tag("div", Markup(table_html(found.reset_index(), section.heading or book.title)), class_="whole")  # fmt: skip


def games() -> dict[str, str]:
    """The packs of every role-play, by the path of the page: one for each team, one for each other page.

    >>> sorted(games())[0].startswith("role-play/")
    True
    """
    home = lessons_dir() / ("" if language() == ENGLISH else language()) / "instructor"
    if not any(home.glob("*/brief-*.md")):  # not translated yet
        home = lessons_dir() / "instructor"
    folders = sorted({path.parent for path in home.glob("*/brief-*.md")})
    return {f"{folder.name}/{name}": page for folder in folders for name, page in _packs(folder)}


def _packs(folder: Path) -> Iterator[tuple[str, str]]:
    rules, sheet = folder / "rules.md", folder / "sheet-team.md"
    teams = sorted(folder.glob("brief-*.md"))
    for brief in teams:
        yield f"team-{brief.stem.removeprefix('brief-')}.html", _pages([brief, sheet, rules])
    shared = [sheet, *teams]
    for path in sorted(folder.glob("*.md")):
        if path in shared or path.stem == "console":
            continue
        is_cut = path.stem.startswith("cards")
        yield f"{path.stem.lower()}.html", _pages([path], is_cut)


def _pages(paths: Sequence[Path], is_cut: bool = False) -> str:
    texts = [path.read_text(encoding="utf-8") for path in paths if path.is_file()]
    title = re.search(r"^# (.+)$", texts[0], re.M)
    bodies = [re.sub(r"^# .+$", "", texts[0], count=1, flags=re.M), *texts[1:]]
    made = [_cut(text) if is_cut else markdown(text) for text in bodies]
    return paper(title[1] if title else paths[0].stem, *(tag("section", one, class_="page") for one in made))  # fmt: skip


def _cut(text: str) -> Markup:
    """A page whose tables are cards: a row is a card, and each heading names its line."""
    made = []
    for part in re.split(r"((?:^\|.*\|\n?)+)", text, flags=re.M):
        if not part.startswith("|"):
            made.append(markdown(part))
            continue
        heads, _line, *rows = [
            [cell.strip() for cell in row.strip().strip("|").split("|")]
            for row in part.strip().splitlines()
        ]
        cards = [
            tag("div", *(tag("div", tag("b", head), markdown(cell)) for head, cell in zip(heads, row, strict=False)), class_="card")
            for row in rows
        ]  # fmt: skip
        made.append(tag("div", *cards, class_="cards"))
    return join(made)
