"""Doors: what a student may leave shut, folded until it is opened, and what lies apart for the curious.

A door is a heading ``## Deeper: …``; what stands between it and the next ``##`` is behind it. The heading and
the first paragraph under it stay in sight. Under ``## For the curious: …`` it goes to the one notebook
``curious.ipynb``, in the order of the course.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimlab import lessons
from claimlab.authoring.source import Cell

__all__ = [
    "CURIOUS",
    "FOLDED",
    "TAG",
    "door_and_rest",
    "door_of",
    "goals_shown",
    "sections",
]

TAG, CURIOUS = "deeper", "curious"
FOLDED = {"jp-MarkdownHeadingCollapsed": True}  # how JupyterLab keeps that a section is shut
_NAMES = {  # in each language of the kit
    "Deeper": TAG, "Más a fondo": TAG, "For the curious": CURIOUS, "Por curiosidad": CURIOUS,
}  # fmt: skip
_HEADING = re.compile(rf"## ({'|'.join(_NAMES)}): ")


def door_of(text: str) -> str:
    """``"deeper"`` or ``"curious"`` where a text cell opens with the heading of a door, else ``""``.

    >>> door_of("## Deeper: how long is a border?"), door_of("## For the curious: rulers"), door_of("## Look")
    ('deeper', 'curious', '')
    """
    heading = _HEADING.match(text)
    return _NAMES[heading[1]] if heading else ""


def sections(cells: Iterable[Cell]) -> Iterator[tuple[Cell, str, str]]:
    """Each cell with the heading of its section ("" before the first) and the kind of its door ("" in the core)."""
    heading = door = ""
    for cell in cells:
        if cell.kind == "markdown" and cell.text.startswith("## "):
            heading = cell.text.splitlines()[0].removeprefix("## ").strip()
            door = door_of(cell.text)
        yield cell, heading, door


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
