"""Where is near? A curtain between near and beyond, dragged over the bands of distance that ship."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from claimlab.views.axes import Box, Scale, grid, place_axis, ticks_in
from claimlab.views.figure import Sheet, View
from claimlab.views.letters import rows
from claimlab.views.room import guess_line
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.words import alike


@dataclass(frozen=True)
class Curtain(View):
    """Above the rate of each band and the two means that a cut-off makes of them; below all cut-offs.

    A row is a cut-off with exact sums: `cut_off_km`, `near` and `beyond` (rates), `percent` (the first of
    the second), `period`, `is_now`. `bands` gives the bands of a period: from km, to km, rate. A guess is a
    line of the reader's own. A band is never parted, and nothing stands for a person.
    """

    bands: Callable[[str], Sequence[tuple[int, int, float]]]
    ends: tuple[int, int]
    guesses: ClassVar[tuple[str, ...]] = ("value",)

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame.sort_values("cut_off_km", ignore_index=True)

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        now = next(data[data["is_now"]].itertuples())
        said = rows(self.says["below"], sheet.width - 54, "tick")
        upper = Box(44, 46, sheet.width - 10, 226)
        lower = Box(44, 276 + 18 * len(said), sheet.width - 10, 450 + 18 * len(said))
        across = Scale(0, self.ends[1], upper.left, upper.right)
        at, grip = across(now.cut_off_km), upper.bottom + 21
        marks = [rect("near", upper.left, upper.top - 22, at - upper.left, grip - upper.top + 22, "land"),
                 rect("near~", lower.left, lower.top, at - lower.left, lower.bottom - lower.top, "land"),
                 *[text(f"below:{i}", lower.left, lower.top - 32 + 18 * (i + 1 - len(said)) + 14, one, "tick") for i, one in enumerate(said)]]  # fmt: skip
        marks += self._means(data, now, upper, across)
        marks += [line("curtain", [(at, upper.top - 22), (at, grip)], "ink main"),
                  line("curtain~", [(at, lower.top), (at, lower.bottom)], "ink main")]  # fmt: skip
        marks += self._cut_offs(data, now, lower, across)
        if sheet.guess and sheet.guess.kind in self.guesses:
            marks += self._own_line(sheet, upper, lower, across, marks)
        low, high = self.ends
        handle = {"name": "cut_off_km", "axis": "x", "lo": low, "hi": high, "step": 1, "p0": round(across(low), 1),
                  "p1": round(across(high), 1), "at": [round(at, 1), grip], "label": self.says["handle"],
                  "text": self.says["km"].format(km=now.cut_off_km)}  # fmt: skip
        return scene(sheet.width, lower.bottom + 48, marks, handles=[handle])

    @cached_property
    def _still(self) -> dict[tuple, list[Mark]]:
        """What stands still while the curtain is dragged, drawn once."""
        return {}

    def _means(self, data: pd.DataFrame, now: Any, box: Box, across: Scale) -> list[Mark]:
        """The bands, pale, and the level on each side of the curtain."""
        bands = self.bands(data["period"].iloc[0])
        upward = Scale(0, max(rate for _start, _end, rate in bands), box.bottom, box.top)
        key = (bands, box)
        if key not in self._still:
            self._still[key] = self._bands(bands, box, across, upward)
        sides = {"near": (box.left, across(now.cut_off_km), "ink", box.left, ""),
                 "beyond": (across(now.cut_off_km), box.right, "soft", box.right, "e")}  # fmt: skip
        marks = list(self._still[key])
        for (side, (left, right, tone, x, a)), rate in zip(
            sides.items(), alike([now.near, now.beyond]), strict=True
        ):
            y, said = upward(getattr(now, side)), self.says[side].format(rate=rate)
            marks += [line(f"mean:{side}", [(left, y), (right, y)], f"{tone} thick", n=said, s="means"),
                      text(f"mean-n:{side}", x, box.top - 28, said, f"{tone} strong", a)]  # fmt: skip
        return marks

    def _bands(self, bands: Sequence, box: Box, across: Scale, upward: Scale) -> list[Mark]:
        marks = grid(box, upward, ticks_in(0, upward.high, 3), False, "rate")
        for start, end, rate in bands:
            left, right = across(start), across(min(end, self.ends[1]))
            marks.append(rect(f"band:{start}", left, upward(rate), max(right - left - 0.6, 0.8), box.bottom - upward(rate),
                              "ink pale", n=self.says["band"].format(a=start, b=end),
                              v=self.says["rate"].format(rate=f"{rate:.0f}"), s="bands"))  # fmt: skip
        return marks

    def _own_line(self, sheet: Sheet, upper: Box, lower: Box, across: Scale, marks: list[Mark]) -> list[Mark]:  # fmt: skip
        """Where the reader let near end, through both pictures."""
        x = across(sheet.guess.numbers[0])
        places = [(x, upper.top), (x, upper.bottom), None, (x, lower.top), (x, lower.bottom)]
        spots = [(x + 8, y, a) for y in (upper.top + 14, upper.top + 34, lower.top + 14, lower.top + 34) for a in ("", "e")]  # fmt: skip
        spots = [(tip if a == "" else tip - 16, y, a) for tip, y, a in spots]
        return guess_line(places, sheet.guess.text, spots, sheet.box(lower.bottom), marks)

    def _cut_offs(self, data: pd.DataFrame, now: Any, box: Box, across: Scale) -> list[Mark]:
        """All cut-offs in grey, the one of now, and where near turns from more to less."""
        upward = Scale(60, 180, box.bottom, box.top)
        key = (data["period"].iloc[0], box, upward)
        if key not in self._still:
            self._still[key] = self._curve(data, box, across, upward)
        at = across(now.cut_off_km), upward(now.percent)
        return [
            *self._still[key],
            point("now", *at, 7, "ink edged", s="now", **self._told(now.cut_off_km, now.percent)),
        ]

    def _told(self, km: float, percent: float) -> dict[str, str]:
        return {
            "n": self.says["km"].format(km=km),
            "v": self.says["percent"].format(percent=f"{percent:.1f}"),
        }

    def _curve(self, data: pd.DataFrame, box: Box, across: Scale, upward: Scale) -> list[Mark]:
        kms, percents = data["cut_off_km"].tolist(), data["percent"].tolist()
        marks = grid(box, upward, ticks_in(upward.low, upward.high, 4), False, "percent")
        marks += [line("same", [(box.left, upward(100)), (box.right, upward(100))], "axis"),
                  text("same-n", box.right, upward(100) - 7, self.says["same"], "tick halo", "e"),
                  *place_axis(box, across, "number", label=self.x_label)]  # fmt: skip
        places = [(across(km), upward(percent)) for km, percent in zip(kms, percents, strict=True)]
        marks.append(line("curve", places, "others"))
        marks += [point(f"cut:{km}", x, y, 3, "others", s="cuts", go={"cut_off_km": km}, **self._told(km, percent))
                  for (x, y), km, percent in zip(places, kms, percents, strict=True)]  # fmt: skip
        turn = next(i for i, after in enumerate(percents[1:]) if percents[i] > 100 > after)
        x, y = (across(kms[turn]) + across(kms[turn + 1])) / 2, upward(100)
        said = self.says["turn"].format(km=kms[turn])
        return [
            *marks,
            point("turn", x, y, 8, "ink hollow"),
            # Below the line and left of the curve, where there is room; the curtain begins on the right.
            text("turn-n", x - 6, y + 24, said, "strong halo", "e")
            if x - box.left > 100
            else text("turn-n", x + 12, y - 14, said, "strong halo"),
        ]

    def tell(self, data: pd.DataFrame) -> str:
        now, percents = next(data[data["is_now"]].itertuples()), data["percent"].tolist()
        near, beyond = alike([now.near, now.beyond])
        last = max(
            km for km, percent in zip(data["cut_off_km"], percents, strict=True) if percent > 100
        )
        return self.says["told"].format(
            km=now.cut_off_km, near=near, beyond=beyond, percent=f"{now.percent:.1f}", n=len(data), last=last,
            most=f"{max(percents):.1f}", least=f"{min(percents):.1f}",
        )  # fmt: skip
