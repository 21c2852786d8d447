"""Gas on a true time axis: what flowed one way, what was planned back, and who stopped it each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from claimlab.days import place
from claimlab.views.axes import Box, Scale, grid, place_axis
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, Scene, line, rect, scene, text
from claimlab.views.tokens import part_of
from claimlab.views.words import number

__all__ = ["Taps"]

_LEFT, _TOP, _HIGH, _LEAD, _ROW = 44, 26, 190, 18, 10  # in pixels
_FROM, _TO, _MOST = "2008-01-01", "2017-03-31", 250  # of the axes
_LEAST = 5  # pixels of a month, so that it can be seen and hit
_HATCH, _STEP = 12, 9  # of the space without a statement: its height, and from stroke to stroke


@dataclass(frozen=True, kw_only=True)
class Taps(View):
    """A box a statement, as long as the time it speaks of and as high as the flow; below, who stopped it.

    The frame has `name`, `start` and `end` (days), `mmcf_per_day`, `is_plan` and `owner`. `stops` are
    texts by day of who stopped the gas, each beginning with its country; `says` holds the words.
    """

    stops: Mapping = field(default_factory=dict)
    guesses: ClassVar[tuple[str, ...]] = ()

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(frame, "name", "start", "end", "mmcf_per_day", "is_plan", "owner")
        return frame

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        plot = Box(_LEFT, _TOP, sheet.width - 8, _TOP + _HIGH)
        x = Scale(place(_FROM), place(_TO), plot.left, plot.right)
        y = Scale(0, _MOST, plot.bottom, plot.top)
        marks = [*grid(plot, y, (0, 100, 200), False), *place_axis(plot, x, "year")]
        edge = 0.0
        for row in data.itertuples():
            marks += self._unread(row.name, max(edge, plot.left), x(place(row.start)), plot.bottom)
            marks += self._statement(row, x, y, edge)
            edge = x(place(row.end))
        marks += self._unread("end", edge + _LEAST, plot.right, plot.bottom)
        base = plot.bottom + 40
        for k, (day, said) in enumerate(self.stops.items()):
            at, tone = x(place(day)), part_of(said) or "ink"
            marks.insert(
                0, line(f"stop:{day}", [(at, plot.top - 8), (at, plot.bottom)], f"{tone} dash")
            )
            marks.append(
                text(f"stop-n:{day}", at, plot.top - 12, str(k + 1), f"strong {tone}", "m")
            )
            lines = rows(said, sheet.width - 30)
            marks.append(text(f"nr:{day}", 0, base + 14, f"{k + 1}", f"strong {tone}"))
            marks += [
                text(f"said:{day}~{i}", 20, base + 14 + i * _LEAD, one)
                for i, one in enumerate(lines)
            ]
            base += _LEAD * len(lines) + _ROW
        return scene(sheet.width, base + 4, marks)

    def _unread(self, key: str, left: float, right: float, base: float) -> list[Mark]:
        """A hatched strip on the ground where no statement speaks of the time, named where its name fits."""
        starts = np.arange(left, right - _HATCH, _STEP)
        if not len(starts):
            return []
        strokes = [end for a in starts for end in ((a, base), (a + _HATCH, base - _HATCH), None)]
        found = [line(f"unread:{key}", strokes[:-1], "thin")]
        if wide(said := self.says["unread"], "tick") < right - left - 24:
            found.append(text(f"unread-n:{key}", (left + right) / 2, base - _HATCH - 6, said, "tick", "m"))  # fmt: skip
        return found

    def _statement(self, row: Any, x: Scale, y: Scale, edge: float) -> list[Mark]:
        """A box and its number, which stands beside it where another box or a stop is at it."""
        left = x(place(row.start))
        right = max(x(place(row.end)), left + _LEAST)
        look = "second hollow" if row.is_plan else "first"
        told = {
            "n": row.name,
            "v": self.says["told"].format(flow=row.mmcf_per_day, owner=row.owner),
        }
        high = max(y(0) - y(row.mmcf_per_day), 2)  # nothing is a line on the ground
        box = rect(f"gas:{row.name}", left, y(0) - high, right - left, high, look, **told)
        at, a, half = (left + right) / 2, "m", wide(number(row.mmcf_per_day), "strong") / 2 + 3
        struck = [stop for stop in (x(place(day)) for day in self.stops) if abs(stop - at) < half]
        if left - edge < 2 or any(stop < at for stop in struck):
            at, a = right + 4, ""
        elif struck:
            at, a = right - 7, "e"
        flow = number(row.mmcf_per_day)
        planned = self.says["planned"].format(flow=flow)
        if row.is_plan and at + wide(planned, "strong") < x.end + 8:
            flow = planned
        return [box, text(f"n:{row.name}", at, y(0) - high - 6, flow, "strong halo", a)]

    def tell(self, data: pd.DataFrame) -> str:
        """Each statement with its number, and who stopped the gas."""
        steps = "; ".join(f"{row.name}: {number(row.mmcf_per_day)}" for row in data.itertuples())
        return self.says["words"].format(steps=steps, stops=" ".join(self.stops.values()))
