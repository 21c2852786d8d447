"""What is said in the plot: a few words beside the mark that they are about, with a thin line where they stand off."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claimlab.views.axes import LEAD, Box
from claimlab.views.letters import rows, wide
from claimlab.views.room import box_of_text, covered
from claimlab.views.scene import Mark, Scene, line, text
from claimlab.views.tokens import type_of

__all__ = ["with_remarks"]

_ROOMS = (260.0, 170.0, 400.0, 110.0)  # widths of a remark in pixels, the one that reads best first
_AWAY = (8, 20, 38, 60, 86, 116)  # pixels between a mark and its remark
_GAP, _LED = 5.0, 26.0  # around a remark; from how far off a line leads to it
_BEHIND = 10.0  # pixels between a mark and its value, at most
_TONES = ("first", "second", "accent")


def with_remarks(drawn: Scene, remarks: Sequence[tuple[str, str]]) -> Scene:
    """The scene with each remark beside the mark that answers by its name, where it hides nothing.

    A scene of several plots says with `rooms` where each lies: a remark stays in the plot of its mark.
    """
    rooms, drawn = drawn.get("rooms", ()), {k: v for k, v in drawn.items() if k != "rooms"}
    sheet, marks = Box(0, 0, drawn["w"], drawn["h"]), list(drawn["marks"])
    for i, (name, words) in enumerate(remarks):
        if (about := _about(drawn, name)) is not None:
            room = next((one for one in rooms if _holds(one, about[0])), sheet)
            marks += _remark(f"remark:{i}", words, *about, room, marks)
    return {**drawn, "marks": marks}


def _holds(room: Box, about: Box) -> bool:
    x, y = (about.left + about.right) / 2, (about.top + about.bottom) / 2
    return room.left <= x <= room.right and room.top <= y <= room.bottom


def _about(drawn: Scene, name: str) -> tuple[Box, str] | None:
    """The room that a mark of this name takes, with its value behind it, and the tone of the remark."""
    for mark in drawn["marks"]:
        own = mark.get("n", "")
        # Of bars in groups the first one stands for its category.
        if mark["k"] in ("rect", "point") and (own == name or own.startswith(f"{name}: ")):
            p = mark["p"]
            x, y, w, h = (
                p if mark["k"] == "rect" else (p[0] - p[2], p[1] - p[2], 2 * p[2], 2 * p[2])
            )
            return _with_value(_with_span(mark, Box(x, y, x + w, y + h), drawn), drawn), _tone(mark)
    for x, head, told, _more, heights in drawn.get("rule", {}).get("stops", ()):
        for said, y in zip(told.split("\n"), heights, strict=True):
            whose = said.rpartition(": ")[0]
            if name in (head, f"{head}: {whose}"):
                lines = [mark for mark in drawn["marks"] if mark["k"] == "line"]
                own = next((m for m in lines if m["i"] in (f"line:{whose}", "line:line")), {})
                return Box(x - 3, y - 3, x + 3, y + 3), _tone(own)
    return None


def _with_span(mark: Mark, about: Box, drawn: Scene) -> Box:
    """The dot of an estimate with its interval."""
    key = mark["i"].replace("dot:", "span:", 1)
    span = next((one["p"] for one in drawn["marks"] if one["i"] == key != mark["i"]), None)
    if span is None:
        return about
    return about._replace(left=min(about.left, span[0]), right=max(about.right, span[0] + span[2]))


def _with_value(about: Box, drawn: Scene) -> Box:
    """A mark and the value that stands right beside it."""
    middle = (about.top + about.bottom) / 2
    for one in (box_of_text(mark) for mark in drawn["marks"] if mark["k"] == "text"):
        if one.top < middle < one.bottom and 0 <= one.left - about.right <= _BEHIND:
            return about._replace(right=one.right)
        if one.top < middle < one.bottom and 0 <= about.left - one.right <= _BEHIND:
            return about._replace(left=one.left)
    return about


def _tone(mark: Mark) -> str:
    return next((one for one in mark.get("c", "").split() if one in _TONES), "soft")


def _spots(about: Box, w: float, h: float) -> list[tuple[float, float, float]]:
    """Left, top and distance of the places for a remark of this size around a mark."""
    x, y = (about.left + about.right) / 2, (about.top + about.bottom) / 2
    found = []
    for away in _AWAY:
        found += [
            (about.right + away, y - h / 2, away),
            (about.left - away - w, y - h / 2, away + 2),
        ]
        for top in (about.top - away - h, about.bottom + away):
            lefts = (x - w / 2, about.left, about.right - w, x + 12, x - w - 12, x + 60, x - w - 60)
            found += [(left, top, away + 3 + 0.02 * i) for i, left in enumerate(lefts)]
        for top in (about.top - away - h, about.bottom + away):
            found += [
                (about.right + away, top, 1.3 * away),
                (about.left - away - w, top, 1.3 * away),
            ]
    return found


def _remark(key: str, words: str, about: Box, tone: str, inside: Box, marks: list[Mark]) -> list[Mark]:  # fmt: skip
    """The marks of a remark; none where it would hide something or leave its room."""
    looks = "halo" if tone == "soft" else f"{tone} halo"
    solid = [m for m in marks if not {"grid", "land", "paper"} & set(m.get("c", "").split())]
    hides = covered([*solid, *(fence for m in solid for fence in _fences(m))], boxes=True)
    found = []
    for rank, room in enumerate(_ROOMS):
        lines = rows(words, room, looks)
        w, h = max(wide(one, looks) for one in lines), LEAD * len(lines)
        for left, top, away in _spots(about, w, h):
            is_in = inside.left <= left and left + w <= inside.right
            if is_in and inside.top <= top and top + h <= inside.bottom:
                found.append((away + 4 * rank + 2 * len(lines), left, top, w, h, lines))
    for _cost, left, top, w, h, lines in sorted(found, key=lambda one: one[0]):
        if hides(Box(left - _GAP, top - 1, left + w + _GAP, top + h + 1)):
            continue
        lead = _lead(key, about, Box(left, top, left + w, top + h), tone)
        if any(hides(Box(a - 1, b - 1, a + 1, b + 1)) for a, b in _along(lead)):
            continue
        is_left = left + w < about.left
        x, a = (left + w, "e") if is_left else (left, "")
        if left < (about.left + about.right) / 2 < left + w and about.right - about.left < w:
            x, a = left + w / 2, "m"
        size = type_of(looks)[0]
        said = [text(f"{key}~{j}", x, top + j * LEAD + 0.5 * (LEAD + 0.7 * size), one, looks, a)
                for j, one in enumerate(lines)]  # fmt: skip
        return [*lead, *said]
    return []


def _fences(mark: Mark) -> list[Mark]:
    """The uprights of an interval that is shaded along a line, so that no remark lies on it."""
    if not mark["i"].startswith("interval:"):
        return []
    ring = list(zip(mark["p"][::2], mark["p"][1::2], strict=True))
    pairs = zip(ring[: len(ring) // 2], ring[::-1], strict=False)
    return [line(f"{mark['i']}~{i}", ends, "") for i, ends in enumerate(pairs)]


def _along(lead: Sequence[Mark]) -> list[tuple[float, float]]:
    """Places on the way of a line, off both its ends."""
    ends = [mark["p"] for mark in lead]
    return [
        (a + (c - a) * t, b + (d - b) * t) for a, b, c, d in ends for t in np.linspace(0.1, 0.8, 15)
    ]


def _lead(key: str, about: Box, box: Box, tone: str) -> list[Mark]:
    """A thin line from a remark that stands off to its mark."""

    def nearest(low: float, high: float, to: float) -> float:
        return min(max(to, low), high)

    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    end = nearest(about.left, about.right, x), nearest(about.top, about.bottom, y)
    start = nearest(box.left - 3, box.right + 3, end[0]), nearest(box.top, box.bottom, end[1])
    far = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    return [line(f"{key}-lead", [start, end], f"{tone} thin")] if far > _LED else []
