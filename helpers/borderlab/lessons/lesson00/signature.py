"""One border walked with several rulers, side by side: what each step cuts off, and the length that comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd

from borderlab.outlines import Window, paths, shared_border
from claimlab.i18n import _, set_numbers
from claimlab.views.axes import LEAD
from claimlab.views.figure import Sheet, View, need
from claimlab.views.room import guess_line
from claimlab.views.scene import Mark, Scene, area, line, point, rect, scene, text
from claimlab.views.series import numbers
from claimlab.views.words import number

__all__ = ["Walks"]

_TALL, _HEAD, _GAP, _EDGE = 250, 26, 34, 6
_BAR, _FOOT = 10, 84  # height of a bar of length; what stands under a border
_MOST_DOTS = 60  # steps of a walk, beyond which they are not marked


class _Walk(NamedTuple):
    ruler: float
    length: float
    shorter: float  # per cent, than by the first ruler
    path: np.ndarray


@dataclass(frozen=True)
class Walks(View):
    """The shared border once for each ruler, with its walk, what it cuts off, and a bar as long as it measures.

    Parameters
    ----------
    ruler, length, shorter : str
        Columns: km of the ruler, km that it measures, per cent by which that is less than in the first row.
        A column ``path`` holds the longitude and latitude of each point that the ruler touched.
    said : mapping
        The words of the picture.
    """

    ruler: str
    length: str
    shorter: str
    said: Mapping[str, Any]
    guesses: ClassVar[tuple[str, ...]] = ("value",)

    def read(self, frame: pd.DataFrame) -> list[_Walk]:
        need(frame, self.ruler, self.length, self.shorter, "path")
        columns = [numbers(frame, name) for name in (self.ruler, self.length, self.shorter)]
        return [_Walk(*map(float, row[:3]), row[3]) for row in zip(*columns, paths(frame), strict=True)]  # fmt: skip

    def draw(self, data: list[_Walk], sheet: Sheet) -> Scene:
        columns = min(len(data), 4 if sheet.width > 520 else 2)
        each = (sheet.width - _GAP * (columns - 1)) / columns
        every = np.concatenate([walk.path for walk in data])
        (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
        scale = min((each - 2 * _EDGE) / (east - west), (_TALL - 2 * _EDGE) / (north - south))
        edge = _EDGE / scale
        window = Window(west - edge, north + edge, scale, each, _TALL)
        marks: list[Mark] = []
        for i, walk in enumerate(data):
            row, column = divmod(i, columns)
            corner = (column * (each + _GAP), row * (_HEAD + _TALL + _FOOT))
            marks += self._walk(walk, data[0].length, window, corner)
        west, east = self.said["countries"]
        marks.append(text("west", 0, _HEAD + 0.75 * _TALL, west, "first strong"))
        marks.append(text("east", each, _HEAD + 0.3 * _TALL, east, "second strong", "e"))
        foot = -(-len(data) // columns) * (_HEAD + _TALL + _FOOT)
        if sheet.guess and sheet.guess.kind == "value":
            marks += self._guess(sheet, corner, each, marks)
            foot += LEAD
        return scene(sheet.width, foot, marks)

    def _walk(
        self, walk: _Walk, longest: float, window: Window, corner: tuple[float, float]
    ) -> list[Mark]:
        left, top = corner
        border = [(x + left, y + top + _HEAD) for x, y in shared_border(window)]
        steps = [(x + left, y + top + _HEAD) for x, y in window(walk.path).tolist()]
        told = {"n": self._said("ruler", walk), "v": _km(walk.length), "s": "walks"}
        key = f"{walk.ruler:g}"
        marks = [
            text(f"ruler:{key}", left, top + 14, told["n"], "strong"),
            area(f"cut:{key}", [*border, *steps[::-1]], "accent step3"),
            line(f"border:{key}", border, "others"),
            line(f"walk:{key}", steps, "ink", **told),
        ]
        if len(steps) <= _MOST_DOTS:
            marks += [point(f"step:{key}:{i}", *at, 3, "ink hollow") for i, at in enumerate(steps)]
        y = top + _HEAD + window.height + 12
        share = walk.length / longest
        marks += [
            rect(f"whole:{key}", left, y, window.width, _BAR, "accent step2"),
            rect(f"length:{key}", left, y, window.width * share, _BAR, "ink", **told),
            text(f"length-n:{key}", left, y + _BAR + 28, told["v"], "big"),
        ]
        if walk.length < longest:
            said = self._said("shorter", walk)
            marks.append(text(f"shorter:{key}", left, y + _BAR + 28 + LEAD, said, "accent strong"))
        return marks

    def _guess(
        self, sheet: Sheet, corner: tuple[float, float], each: float, marks: list[Mark]
    ) -> list[Mark]:
        """How short the last ruler was guessed to make the border, as an upright on its bar."""
        guess, (left, top) = sheet.guess, corner
        x, y = left + each * (1 - guess.numbers[-1] / 100), top + _HEAD + _TALL + 12
        spots = [(left, y + _BAR + 28 + 2 * LEAD, "")]
        whole = sheet.box(y + _FOOT)
        return guess_line([(x, y - 5), (x, y + _BAR + 5)], guess.text, spots, whole, marks, is_on_fill=True)  # fmt: skip

    def _said(self, key: str, walk: _Walk) -> str:
        return set_numbers(self.said[key].format(**walk._asdict()))

    def value_at(self, data: list[_Walk], name: str | None) -> float:
        return data[-1].shorter

    def tell(self, data: list[_Walk]) -> str:
        told = [f"{self._said('ruler', walk)}: {_km(walk.length)}" for walk in data]
        return f"{'; '.join(told)}, {self._said('shorter', data[-1])}."

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        columns = [self.ruler, self.length, self.shorter]
        return frame[columns].set_axis(list(self.said["heads"]), axis=1)


def _km(length: float) -> str:
    return _("{n} km").format(n=number(length))
