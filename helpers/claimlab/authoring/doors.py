"""Deeper doors: what a student may leave shut, folded until it is opened.

A door is a heading ``## Deeper: …``; what stands between it and the next ``##`` is behind it. The
heading and the first paragraph under it stay in sight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimlab import lessons
from claimlab.authoring.source import Cell

__all__ = ["FOLDED", "TAG", "door_and_rest", "goals_shown", "is_door", "sections"]

TAG = "deeper"
FOLDED = {"jp-MarkdownHeadingCollapsed": True}  # how JupyterLab keeps that a section is shut
_NAMES = ("Deeper", "Más a fondo")  # in each language of the kit


def is_door(text: str) -> bool:
    """Whether a text cell opens with the heading of a door.

    >>> is_door("## Deeper: how long is a border?"), is_door("## Look")
    (True, False)
    """
    return text.startswith(tuple(f"## {name}: " for name in _NAMES))


def sections(cells: Iterable[Cell]) -> Iterator[tuple[Cell, str, bool]]:
    """Each cell with the heading of its section ("" before the first) and whether that is a door."""
    heading, is_deeper = "", False
    for cell in cells:
        if cell.kind == "markdown" and cell.text.startswith("## "):
            heading = cell.text.splitlines()[0].removeprefix("## ").strip()
            is_deeper = is_door(cell.text)
        yield cell, heading, is_deeper


def door_and_rest(text: str) -> tuple[str, str]:
    """The heading of a door with its first paragraph, and what is folded away.

    >>> door_and_rest("## Deeper: rulers\\n\\nTen minutes.\\n\\nTake two rulers.")
    ('## Deeper: rulers\\n\\nTen minutes.', 'Take two rulers.')
    """
    heading, invitation, rest = (*re.split(r"\n\s*\n", text.strip(), maxsplit=2), "", "")[:3]
    return f"{heading}\n\n{invitation}".strip(), rest.strip()


def goals_shown(cell: Cell, lesson_id: str) -> list[str]:
    """The goals that a cell puts before the student: in its own code, or in the pictures that it shows."""
    found = set(re.findall(r"\bgoal=\"(G\d\d\.\d+)\"", cell.text))
    shown, revealed = set(cell.asked("show")), set(cell.asked("reveal"))
    for name, one in lessons.pictures(lesson_id).items() if shown or revealed else ():
        if one.goal and (name in shown or one.reveals in revealed):
            found.add(one.goal)
    return sorted(found)
