"""A deck for a lesson: one page that plays without a kernel or a network, made of what the lesson declares."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimlab import lessons
from claimlab.classroom.pool import Tally, sentences
from claimlab.html import Markup, document, join, tag
from claimlab.i18n import _
from claimlab.lectern.book import Block, Book, Section, markdown
from claimlab.lectern.plans import discussions
from claimlab.lectern.session import grain_of
from claimlab.lessons.declare import Prediction, Question
from claimlab.teaching.claims import entry
from claimlab.teaching.frontend import module, style
from claimlab.teaching.ledger import title_of
from claimlab.teaching.predicting.drawing import curve_svg
from claimlab.views.tokens import font_face

__all__ = ["Slide", "deck", "slides"]

_LOOKS = Path(__file__).parents[1] / "frontend" / "lectern.css"
_LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class Slide:
    """One slide: its section, its name in the menu, what it holds, and the picture in it."""

    section: str
    name: str
    inside: Markup
    picture: str = ""


def slides(book: Book) -> Iterator[Slide]:
    """The slides of a lesson in order: its core, the discussion, then what stands behind doors.

    A section whose questions are kept back has one slide, which says that it is worked through alone.
    """
    head = [tag("h1", book.title), tag("p", book.question, class_="grain")]
    yield Slide("", book.title, join(head))
    yield from _of(book, [one for one in book.sections if not one.is_deeper])
    for asked in discussions(book):
        yield Slide(_("Discussion"), asked, _large(_("Talk about it"), asked))
    yield from _of(book, [one for one in book.sections if one.is_deeper])


def _of(book: Book, sections: list[Section]) -> Iterator[Slide]:
    for section in sections:
        if not book.is_projected(section):
            alone = _("This part is about people who died, were hurt, held or went hungry. Each works through it alone, in the notebook.")  # fmt: skip
            heading = section.heading or book.title
            yield Slide(section.heading, heading, _large(heading, alone))
            continue
        before = ""  # the task of an exercise stands in the text above its cell
        for block in section.blocks:
            yield from _slides(book, section, block, before)
            before = block.text if block.kind == "text" else ""


def _slides(book: Book, section: Section, block: Block, before: str) -> Iterator[Slide]:
    heading = section.heading
    declared = lessons.lesson(book.lesson)
    shown = lessons.pictures(book.lesson)
    for name in block.asked("show"):
        yield Slide(heading, heading or book.title, Markup(""), name)
    asked = {one.id: one for one in book.voted}
    for item in block.asked("predict"):
        if item in asked:
            yield Slide(heading, asked[item].asks, question(asked[item]))
    for item in block.asked("reveal"):
        if item in asked:
            yield from _result(heading, asked[item], [n for n, p in shown.items() if p.reveals == item])  # fmt: skip
    if block.exercise:
        task = [one for one in declared.exercises if one.id == block.exercise]
        for one in task:
            name = f"{one.id} · {one.asks}"
            body = [markdown(before), _code(book.stubs.get(one.id, ""))]
            yield Slide(heading, name, tag("div", tag("h2", one.asks), *body, class_="task"))
    for item in block.asked("judge"):
        row = entry(item)
        yield Slide(heading, title_of(row), _large(title_of(row), row.text))
    for _quiz in block.asked("quiz"):
        for one in declared.quiz:
            yield Slide(heading, one.asks, _quizzed(one))


def _result(heading: str, asked: Prediction, names: list[str]) -> Iterator[Slide]:
    said = tag("div", *(tag("p", one) for one in sentences(Tally(asked))), class_="said")
    is_drawn = asked.kind == "curve" and names  # the picture has the true line
    for name in names or [""]:
        yield Slide(heading, _("Result: {asks}").format(asks=asked.asks), Markup("") if is_drawn else said, name)  # fmt: skip
    if asked.question:
        yield Slide(heading, asked.question, _large(_("Talk about it"), asked.question))
    if asked.explain:
        yield Slide(heading, _("Why: {asks}").format(asks=asked.asks), _large(_("Why"), asked.explain))  # fmt: skip


def question(asked: Prediction) -> Markup:
    """A prediction as a slide asks it."""
    options = [tag("li", text) for text in asked.options.values()]
    return join([
        tag("h1", asked.asks), tag("p", grain_of(asked), class_="grain"),
        tag("ul", *options, class_="options") if options else "",
        tag("figure", curve_svg(asked), class_="axes") if asked.kind == "curve" else "",
    ])  # fmt: skip


def _quizzed(asked: Question) -> Markup:
    options = [tag("li", one.text) for one in asked.options]
    return join([tag("h1", asked.asks), tag("ol", *options, class_="options", type="A")])


def _large(head: str, text: str) -> Markup:
    return tag("div", tag("h2", head), markdown(text), class_="text")


def _code(stub: str) -> Markup:
    return tag("pre", tag("code", stub), tabindex=0) if stub else Markup("")


def deck(book: Book, pictures: Mapping[str, Mapping[str, Any]]) -> str:
    """The whole deck as one HTML page.

    Parameters
    ----------
    book : Book
    pictures : mapping
        Name of each picture to ``{"bundle": …}`` of :func:`~claimlab.teaching.recording.recorded`, or to
        ``{"html": …}`` of a card.
    """
    made, kept = [], {}
    for one in slides(book):
        shown = pictures.get(one.picture, {})
        body = Markup(shown["html"]) if "html" in shown else ""
        if "bundle" in shown:
            kept[one.picture] = shown["bundle"]
            body = tag("div", class_="picture", data_picture=one.picture)
        elif body:
            body = tag("div", body, class_="picture")
        level = "p" if "<h1" in one.inside else "h1"  # every slide has one heading
        small = tag(level, one.section or _("Lesson {id}").format(id=book.lesson), class_="place")
        made.append(
            tag("section", small, one.inside, body, class_="slide", data_name=one.name, hidden=bool(made))
        )  # fmt: skip
    # "</" cannot end the element that holds it.
    data = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    code = module("deck")
    run = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{run}'; style-src 'unsafe-inline'; font-src data:; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    looks = f"{font_face()}\n{style()}\n{_LOOKS.read_text(encoding='utf-8')}"
    keys = _("Page Down or → goes on, Page Up or ← goes back, F fills the screen, M opens the list of slides.")  # fmt: skip
    foot = tag(
        "footer", tag("details", tag("summary", _("Slides")), tag("p", keys), class_="menu"),
        tag("button", "←", type="button", class_="backward", aria_label=_("Back")), tag("span"),
        tag("button", "→", type="button", class_="onward", aria_label=_("On")),
        tag("small", book.title), class_="foot",
    )  # fmt: skip
    body = [
        tag("main", *made, class_="deck"),
        foot,
        tag("script", Markup(data), type="application/json", id="pictures"),
        tag("script", Markup(code), type="module"),
    ]
    head = [tag("style", Markup(looks))]
    return document(book.title, head, *body, policy=policy, lang=book.language)
