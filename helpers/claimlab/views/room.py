"""Where there is room on a sheet for one more label: off other labels, off what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np

from claimlab.views.axes import LEAD, Box
from claimlab.views.guess import Mark as Guess
from claimlab.views.letters import measure, wide
from claimlab.views.scene import Mark, line, point, rect, text
from claimlab.views.tokens import type_of

__all__ = [
    "box_of_text",
    "covered",
    "emptiest",
    "guess_flag",
    "guess_line",
    "guess_point",
    "guess_ring",
    "guess_stroke",
    "label",
]

_EDGE = 2.0
_SMALL = 3.5  # a dot of this radius and less is as little as a place on a line


def box_of_text(mark: Mark) -> Box:
    """The room that a text takes."""
    x, y = mark["p"]
    width, size = measure(mark), type_of(mark.get("c", ""))[0]
    left = x - width * {"m": 0.5, "e": 1.0}.get(mark.get("a", ""), 0.0)
    return Box(left, y - 0.76 * size, left + width, y + 0.24 * size)


@lru_cache(maxsize=4096)  # the marks of a picture are asked about for each of its labels
def _places(kind: str, p: tuple) -> np.ndarray:
    """Places that a label should not cover: points of lines, close enough to each other, dots, edges."""
    found: list[tuple[float, float]] = []
    if kind == "point":
        x, y, r = p
        rim = [(x - r, y), (x + r, y), (x, y - r), (x, y + r)] if r > _SMALL else []
        found = [(x, y), *rim]
    elif kind == "rect":
        x, y, w, h = p
        shares = (0.02, 0.25, 0.5, 0.75, 0.98)
        found = [(x + a * w, y + b * h) for a in shares for b in (0.1, 0.5, 0.9)]
    elif kind == "line":
        pairs = list(zip(p[::2], p[1::2], strict=True))
        for (a, b), (c, d) in zip(pairs, pairs[1:]):
            if a is None or c is None:
                continue
            steps = max(1, int(max(abs(c - a), abs(d - b)) / 7))
            found += [(a + (c - a) * i / steps, b + (d - b) * i / steps) for i in range(steps + 1)]
    return np.array(found, float).reshape(-1, 2)


def _cover(box: Box, texts: Sequence[Box], places: np.ndarray) -> float:
    """How much of what stands there a box would hide: a text weighs more than a line."""
    hidden = sum(
        max(0.0, min(box.right, o.right) - max(box.left, o.left))
        * max(0.0, min(box.bottom, o.bottom) - max(box.top, o.top))
        for o in texts
    )
    x, y = places
    struck = (x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom)
    return 3.0 * hidden + 12.0 * np.count_nonzero(struck)


def covered(marks: Iterable[Mark], boxes: bool = False) -> Callable[[Box], bool]:
    """Whether a box would hide a text, a line, a dot, or, with `boxes`, a part of a filled box."""
    marks = list(marks)
    found = [box_of_text(mark) for mark in marks if mark["k"] == "text"]
    if boxes:
        full = [mark["p"] for mark in marks if mark["k"] == "rect"]
        found += [Box(x, y, x + w, y + h) for x, y, w, h in full]
    edges = np.array(found, float).reshape(-1, 4).T
    x, y = np.concatenate(
        [*(_places(mark["k"], tuple(mark["p"])) for mark in marks), np.empty((0, 2))]
    ).T

    def hides(box: Box) -> bool:
        left, top, right, bottom = edges
        over = (left < box.right) & (right > box.left) & (top < box.bottom) & (bottom > box.top)
        struck = (x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom)
        return bool(over.any() or struck.any())

    return hides


def emptiest(
    spots: Sequence[tuple[float, float, str]],
    words: str | Sequence[str],
    looks: str,
    sheet: Box,
    marks: Iterable[Mark],
) -> tuple[float, float, str]:
    """The first of some places (x, base line, anchor) where a label hides least and lies on the sheet.

    Of a label in several lines, a place is that of the first. Lines of a grid may run behind a
    label, since its rim sets it off.
    """
    marks = [mark for mark in marks if "grid" not in mark.get("c", "").split()]
    texts = [box_of_text(mark) for mark in marks if mark["k"] == "text"]
    drawn = [_places(mark["k"], tuple(mark["p"])) for mark in marks]
    places = np.concatenate([*drawn, np.empty((0, 2))]).T
    lines = (words,) if isinstance(words, str) else words
    size, width = type_of(looks)[0], max(wide(one, looks) for one in lines)
    deep = LEAD * (len(lines) - 1)

    def cost(spot: tuple[float, float, str]) -> float:
        x, y, anchor = spot
        left = x - width * {"m": 0.5, "e": 1.0}.get(anchor, 0.0)
        box = Box(
            left - _EDGE,
            y - 0.76 * size - _EDGE,
            left + width + _EDGE,
            y + deep + 0.24 * size + _EDGE,
        )
        out = max(0, sheet.left - box.left, box.right - sheet.right)
        out += max(0, sheet.top - box.top, box.bottom - sheet.bottom)
        return _cover(box, texts, places) + 60.0 * out

    return min(spots, key=cost)


def label(
    key: str, spots: Sequence[tuple[float, float, str]], words: str, looks: str, sheet: Box,
    marks: Iterable[Mark],
) -> Mark:  # fmt: skip
    """A text at the emptiest of some places."""
    x, y, anchor = emptiest(spots, words, looks, sheet, marks)
    return text(key, x, y, words, looks, anchor)


def guess_line(
    places: Sequence[tuple[float, float] | None], words: str, spots: Sequence[tuple[float, float, str]],
    sheet: Box, marks: Iterable[Mark], is_on_fill: bool = False,
) -> list[Mark]:  # fmt: skip
    """A dotted line of a guess with its name, where it hides least; a rim sets it off from a fill below."""
    drawn = line("guess", places, "guess", n=words)
    name = label("guess-n", spots, words, "guess strong halo", sheet, [*marks, drawn])
    rim = [line("guess-rim", places, "halo")] if is_on_fill else []
    return [*rim, drawn, name]


def guess_point(x: float, y: float, words: str, sheet: Box, marks: Iterable[Mark]) -> list[Mark]:
    """A hollow dot of a guess with its name beside it."""
    dot = point("guess", x, y, 6, "guess hollow", n=words)
    spots = [(x + 12, y + 5, ""), (x - 12, y + 5, "e"), (x, y - 13, "m"), (x, y + 23, "m")]
    spots += [
        (x + a * 10, y + b, "e" if a < 0 else "") for b in (-10, 21, -27, 38) for a in (1, -1)
    ]
    return [dot, label("guess-n", spots, words, "guess strong halo", sheet, [*marks, dot])]


def guess_stroke(
    ys: Sequence[float], box: Box, guess: Guess, sheet: Box, marks: Iterable[Mark]
) -> list[Mark]:
    """A guess that is about no single place: short at the edge of the axis, or a line right across."""
    left = box.right - 36 if guess.kind == "value" else box.left
    ends = [p for y in ys for p in ((left, y), (box.right, y), None)][:-1]
    low = max(ys)
    spots = [(box.right, low + 17, "e"), (left - 8, low + 5, "e")] if len(ys) > 1 else []
    spots += [
        (x, ys[-1] + away, a)
        for away in (-7, 17, -25, 35)
        for x, a in ((box.right, "e"), (box.left + 4, ""))
    ]
    return guess_line(ends, guess.text, spots, sheet, marks)


def guess_ring(
    box: tuple[float, float, float, float], words: str, sheet: Box, marks: Iterable[Mark]
) -> list[Mark]:
    """A dotted frame around what was chosen."""
    x, y, w, h = box
    ring = rect("guess", *box, "guess hollow", n=words)
    spots = [
        (x + w - 6, y + h / 2 + 5, "e"),
        (x + 6, y + h / 2 + 5, ""),
        (x + w / 2, y - 6, "m"),
        (x + w / 2, y + 16, "m"),
        (x + w / 2, y + h + 15, "m"),
    ]
    return [ring, label("guess-n", spots, words, "guess strong halo", sheet, marks)]


def guess_flag(
    xs: Sequence[float],
    top: float,
    words: str,
    sheet: Box,
    marks: Iterable[Mark],
    long: float = 22,
) -> list[Mark]:
    """A guess that is about no single row: an upright at the head of the axis, and its name."""
    places = [p for x in xs for p in ((x, top - long), (x, top - 3), None)][:-1]
    x, y = xs[-1], top - long + 14
    return guess_line(places, words, [(x + 7, y, ""), (x - 7, y, "e")], sheet, marks)
