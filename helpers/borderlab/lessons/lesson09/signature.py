"""A hundred truces: squares that go pale month by month, beside the curve that counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.views.axes import Box, Scale, grid, place_axis
from claimlab.views.curves import curve_guess
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import wide
from claimlab.views.room import label
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.words import number

__all__ = ["Truces"]

_ALL, _SIDE, _STRIDE = 100, 10, 37  # squares, in a row; the next to go stands so many places on
_PITCH, _HEAD, _GAP, _PLOT = 22, 62, 64, 250  # in pixels
_LOOKS = {False: "accent", True: "others pale"}  # whether a truce has gone


class _Course(NamedTuple):
    alive: np.ndarray  # of a hundred, by month from 0
    ends: list[int | None]  # the month in which each truce goes, in the order in which they go
    now: int
    is_asked: bool


@dataclass(frozen=True, kw_only=True)
class Truces(View):
    """A hundred squares and a curve, at one month.

    The frame has `month`, `alive_percent`, `is_now` (True for the month that is shown) and
    `is_asked`, True where a guess was about this setting. `says` holds the words.
    """

    play: ClassVar[Mapping[str, Any]] = {"name": "month", "ms": 220}
    guesses: ClassVar[tuple[str, ...]] = ("curve",)

    def read(self, frame: pd.DataFrame) -> _Course:
        need(frame, "month", "alive_percent", "is_now", "is_asked")
        alive = frame["alive_percent"].to_numpy(float)
        left = np.rint(alive).astype(int)
        ends = [int(np.argmax(left < _ALL - k)) or None for k in range(_ALL)]
        return _Course(alive, ends, int(np.argmax(frame["is_now"])), bool(frame["is_asked"].all()))

    def draw(self, data: _Course, sheet: Sheet) -> Scene:
        side, is_narrow = _PITCH * _SIDE, sheet.width < 520
        left, top = (44, _HEAD + side + 34) if is_narrow else (side + _GAP, _HEAD)
        plot = Box(left, top, sheet.width - 14, top + (_PLOT - 60 if is_narrow else side))
        x = Scale(0, len(data.alive) - 1, plot.left, plot.right)
        y = Scale(0, _ALL, plot.bottom, plot.top)
        marks = [*self._squares(data), *self._curve(data, plot, x, y)]
        if sheet.guess and data.is_asked:
            marks += curve_guess(sheet.guess, x, y, plot, marks)
        handle = {
            "name": "month", "axis": "x", "lo": 0, "hi": len(data.alive) - 1, "step": 1,
            "p0": plot.left, "p1": plot.right, "at": [round(x(data.now), 1), plot.bottom],
            "label": self.says["month"], "text": self.says["after"].format(month=data.now),
        }  # fmt: skip
        return scene(sheet.width, plot.bottom + 48, marks, handles=[handle])

    def _squares(self, data: _Course) -> list[Mark]:
        left = sum(end is None or end > data.now for end in data.ends)
        count = text("left", 0, 46, str(left), "huge")
        found = [count, text("left-n", wide(str(left), "huge") + 10, 46, self.says["left"], "strong soft")]  # fmt: skip
        for k, end in enumerate(data.ends):
            row, column = divmod(k * _STRIDE % _ALL, _SIDE)
            gone = end is not None and end <= data.now
            told = self.says["ended"].format(month=end) if gone else self.says["alive"]
            found.append(
                rect(f"truce:{k}", column * _PITCH, _HEAD + row * _PITCH, _PITCH - 3, _PITCH - 3, _LOOKS[gone], n=told)
            )  # fmt: skip
        return found

    def _curve(self, data: _Course, plot: Box, x: Scale, y: Scale) -> list[Mark]:
        """The share that lives, dark up to the month that is shown."""
        places = [(x(month), y(value)) for month, value in enumerate(data.alive)]
        at_x, at_y = places[data.now]
        told = {"n": self.says["after"].format(month=data.now), "v": self.says["count"].format(alive=data.alive[data.now])}  # fmt: skip
        marks = [
            *grid(plot, y, (0, 25, 50, 75, 100), False),
            *place_axis(plot, x, "number", (0, 6, 12, 24, 36), self.x_label),
            line("curve", places, "others", ghost=1),
            line(
                "curve-now", places[: data.now + 1] if data.now else [places[0]] * 2, "accent main"
            ),
            line("upright", [(at_x, plot.top), (at_x, plot.bottom)], "ink thin"),
            text("end", plot.right, places[-1][1] - 10, number(round(data.alive[-1])), "end", "e"),
            point("now", at_x, at_y, 6, "accent", **told),
        ]
        lost = self.says["risk"].format(lost=number(data.alive[0] - data.alive[1], 2))
        spots = [(plot.right - 4, plot.top + 22, "e"), (plot.left + 10, plot.bottom - 12, "")]
        spots += [(plot.right - 4, plot.top + 66, "e"), (plot.left + 10, plot.bottom - 66, "")]
        return [*marks, label("risk", spots, lost, "soft halo", plot, marks)]

    def tell(self, data: _Course) -> str:
        """How many are left at the month that is shown, after a year, and at the end."""
        last = len(data.alive) - 1
        return self.says["words"].format(
            month=data.now, alive=data.alive[data.now], year=data.alive[12], last=last, end=data.alive[last],
        )  # fmt: skip
