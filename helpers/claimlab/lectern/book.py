"""A lesson as a lecturer's pages need it: its built notebooks, cut at the headings, and its front matter.

Everything on the stage and in the pack comes from here and from the declarations, so that no
sentence of a lesson is written down a second time.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from claimlab import lessons
from claimlab.authoring.frontmatter import read_front_matter
from claimlab.authoring.minutes import core_minutes
from claimlab.authoring.source import parse
from claimlab.course import course
from claimlab.data import lessons_dir
from claimlab.errors import KitError
from claimlab.html import Markup
from claimlab.i18n import ENGLISH, _, language
from claimlab.lessons.declare import Prediction

__all__ = ["Block", "Book", "Section", "book", "markdown"]

_CALL = re.compile(r"\b(\w+)\(\"([^\"]+)\"")
_MONEY = re.compile(r"<span>\\\$</span>")


@dataclass(frozen=True)
class Block:
    """One cell: `kind` is "text", "note" or "code"; an `exercise` is told by its id.

    Code that stands among the notes is code with `is_note`.
    """

    id: str
    kind: str
    text: str
    exercise: str = ""
    is_note: bool = False

    def asked(self, verb: str) -> list[str]:
        """What a verb is called with in this cell: ``asked("predict")`` gives ids of predictions."""
        calls = _CALL.findall(self.text) if self.kind == "code" else ()
        return [item for called, item in calls if called == verb]

    def value(self) -> object:
        """What the last line of the code gives, run with the names that every lesson imports; None where it needs more."""
        face = import_module(course().name)
        names = {name: getattr(face, name) for name in face.__all__}
        tree = ast.parse(self.text)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        try:
            exec(compile(tree, self.id, "exec"), names)
            return last and eval(compile(ast.Expression(last.value), self.id, "eval"), names)
        except NameError:
            return None


@dataclass(frozen=True)
class Section:
    """What stands under one heading; `is_deeper` where it is a door."""

    heading: str
    is_deeper: bool
    blocks: tuple[Block, ...]

    def asked(self, verb: str) -> list[str]:
        """What a verb is called with in this section, in order."""
        return [item for block in self.blocks for item in block.asked(verb)]


@dataclass(frozen=True)
class Book:
    """One lesson: its front matter and its sections with notes; `stubs` are a student's exercise cells."""

    lesson: str
    title: str
    question: str
    minutes: Mapping[str, Any]
    after: tuple[str, ...]
    objectives: tuple[str, ...]
    terms: Mapping[str, str]
    language: str
    sections: tuple[Section, ...]
    stubs: Mapping[str, str]

    @property
    def notes(self) -> tuple[str, ...]:
        """All notes for instructors, in order."""
        return tuple(b.text for s in self.sections for b in s.blocks if b.kind == "note")

    def notes_on(self, verb: str, item: str) -> tuple[str, ...]:
        """The notes of the section in which a verb is called with this id, from the call on."""
        for section in self.sections:
            for place, block in enumerate(section.blocks):
                if item in block.asked(verb):
                    rest = section.blocks[place + 1 :]
                    return tuple(one.text for one in rest if one.kind == "note")
        return ()

    @property
    def voted(self) -> list[Prediction]:
        """Predictions that a class may vote on, in the order in which the lesson asks them."""
        order = [item for section in self.sections for item in section.asked("predict")]
        found = [
            one for one in lessons.lesson(self.lesson).predictions if one.pooled and one.id in order
        ]
        return sorted(found, key=lambda one: order.index(one.id))

    @property
    def kept_back(self) -> tuple[Prediction, ...]:
        """Predictions about people's bodies and lives: they are never voted on, and never projected."""
        return tuple(one for one in lessons.lesson(self.lesson).predictions if not one.pooled)

    def is_projected(self, section: Section) -> bool:
        """Whether a section may stand on a wall: none of its questions is kept back."""
        kept = {one.id for one in self.kept_back}
        return not kept & {*section.asked("predict"), *section.asked("reveal")}


def book(lesson_id: str) -> Book:
    """The book of one lesson, in the language that is set, or in English where it is not translated.

    Raises
    ------
    KitError
        when there is no such lesson, or its notebooks are not built.

    >>> one = book("01")
    >>> one.sections[0].asked("predict")[0], len(one.stubs) > 3
    ('P01.2', True)
    """
    lessons.lesson(lesson_id)  # says what lessons there are
    return _book(lesson_id, language())


@lru_cache(maxsize=None)
def _book(lesson_id: str, chosen: str) -> Book:
    spoken = chosen if _files(lesson_id, chosen) else ENGLISH
    found = _files(lesson_id, spoken)
    if not found:
        raise KitError(_("Lesson {id} has no notebooks yet: build it first.").format(id=lesson_id))
    source, student, worked = found
    text = source.read_text(encoding="utf-8-sig")
    front = read_front_matter(text, source)
    stubs = {b.exercise: b.text for b in _blocks(student) if b.exercise}
    return Book(
        lesson=lesson_id,
        title=front["title"],
        question=front["question"],
        minutes={**front["minutes"], "core": core_minutes(parse(text, source))},
        after=front["after"],
        objectives=front["objectives"],
        terms=front.get("terms", {}),
        language=spoken,
        sections=tuple(_sections(_blocks(worked))),
        stubs=stubs,
    )


def _files(lesson_id: str, spoken: str) -> tuple[Path, Path, Path] | None:
    """Source, student's notebook and instructor's notebook of a lesson in one language."""
    home = lessons_dir() if spoken == ENGLISH else lessons_dir() / spoken
    found = [
        next(iter(sorted(folder.glob(f"{lesson_id}-*{ending}"))), None)
        for folder, ending in (
            (lessons_dir() / "source" / spoken, ".md"), (home, ".ipynb"), (home / "instructor", ".ipynb"),
        )
    ]  # fmt: skip
    return tuple(found) if all(found) else None


def _blocks(path: Path) -> Iterator[Block]:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        tags, text = cell["metadata"].get("tags", ()), "".join(cell["source"])
        if {"asked", "header", "footer"} & {*tags}:
            continue
        if cell["cell_type"] == "code":
            exercise = cell["metadata"].get("exercise", "")
            yield Block(cell["id"], "code", text, exercise, "instructor" in tags)
        else:
            is_note = "instructor" in tags
            yield Block(
                cell["id"], "note" if is_note else "text", _unquoted(text) if is_note else text
            )


def _unquoted(note: str) -> str:
    """A note without what folds it in the notebook."""
    return note.partition("</summary>")[2].removesuffix("</details>").strip()


def _sections(blocks: Iterator[Block]) -> Iterator[Section]:
    heading, is_deeper, held = "", False, []
    for block in blocks:
        if block.kind == "text" and block.text.startswith("## "):
            if held:
                yield Section(heading, is_deeper, tuple(held))
            first, _line, rest = block.text.partition("\n")
            heading = first.removeprefix("## ").strip()
            is_deeper = block.id.endswith("-door")
            held = [Block(block.id, "text", rest.strip())] if rest.strip() else []
        else:
            held.append(block)
    yield Section(heading, is_deeper, tuple(held))


def markdown(text: str) -> Markup:
    """Markdown of a lesson as HTML.

    >>> markdown("**Two** of <span>\\\\$</span>3")
    Markup('<p><strong>Two</strong> of $3</p>\\n')
    """
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    made = markdown2html_mistune(_MONEY.sub("&#36;", text))
    return Markup(re.sub(r'<a class="anchor-link".*?</a>', "", made))
