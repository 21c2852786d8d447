"""Who forecast what: sentences on one line of days, what each left itself, and the day on which its event came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from claimlab.days import place
from claimlab.views.axes import Box, Scale, place_axis
from claimlab.views.figure import Sheet, View, need
from claimlab.views.guess import Mark as Guess
from claimlab.views.letters import rows
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.stage import day_text
from claimlab.views.words import listing, number

__all__ = ["Leaves"]

_LEAD, _ROW, _SIDE, _YEAR = 18, 38, 8, 365.25  # lines, rows and margins in pixels; days
_LOOKS = {True: "accent", False: "ink hollow"}  # of the day on which it came: kept, or late


@dataclass(frozen=True, kw_only=True)
class Leaves(View):
    """A row a sentence: a line from the saying to its last day, the days of grace, and the day it came.

    The frame has `who`, the days `said`, `until` and `came`, `late_days`, `counts` (in words),
    `is_kept` and `grace_days`. `says` holds the words.
    """

    play: ClassVar[Mapping[str, Any]] = {"name": "days", "ms": 160}
    guesses: ClassVar[tuple[str, ...]] = ("value", "line")

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(frame, "who", "said", "until", "came", "late_days", "counts", "is_kept", "grace_days")
        return frame

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        low, high = place(data["said"].min()), place(f"{data['came'].max()[:4]}-12-31")
        x = Scale(low, high, _SIDE, sheet.width - _SIDE)
        marks, places, y = [], [], 0.0
        for row in data.itertuples():
            names = rows(row.who, sheet.width - 150, "strong")
            y += _LEAD * len(names)
            for i, one in enumerate(names):
                lower = _LEAD * (len(names) - 1 - i)
                marks.append(text(f"who:{row.who}~{i}", 0, y - lower - 4, one, "strong"))
            marks += self._row(row, x, y + 12, sheet.width)
            places.append((x(place(row.until)), y + 12))
            y += _ROW
        plot = Box(_SIDE, 0, sheet.width - _SIDE, y)
        marks += place_axis(plot, x, "date")
        if sheet.guess:
            marks += self._rule(sheet.guess, places, x, y + 44)
        return scene(sheet.width, y + 30 + 22 * (sheet.guess is not None), marks)

    def _row(self, row: Any, x: Scale, y: float, width: float) -> list[Mark]:
        said, until, came = (x(place(day)) for day in (row.said, row.until, row.came))
        days = {name: day_text(getattr(row, name)) for name in ("said", "until", "came")}
        late = self.says["late" if row.late_days else "on_time"].format(days=row.late_days)
        told = {"n": row.who, "v": self.says["told"].format(**days, late=late, counts=row.counts), "s": row.who}  # fmt: skip
        return [
            text(f"late:{row.who}", width, y - 16, self.says["end"].format(late=late, counts=row.counts), "tick", "e"),
            rect(f"grace:{row.who}", until, y - 6, _days(x, row.grace_days), 12, "ink pale"),
            line(f"wait:{row.who}", [(until, y), (came, y)], "others dash"),
            line(f"given:{row.who}", [(said, y), (until, y)], "ink main"),
            line(f"last:{row.who}", [(until, y - 8), (until, y + 8)], "ink"),
            point(f"said:{row.who}", said, y, 3, "ink"),
            point(f"came:{row.who}", came, y, 7, _LOOKS[bool(row.is_kept)], **told),
        ]  # fmt: skip

    def _rule(
        self, guess: Guess, places: list[tuple[float, float]], x: Scale, y: float
    ) -> list[Mark]:
        """The reader's own rule: a dotted stroke in each row, so many days after its last day."""
        strokes = [
            end
            for at, middle in places
            for end in ((at + _days(x, guess.numbers[0]), middle - 12), (at + _days(x, guess.numbers[0]), middle + 12), None)
        ]  # fmt: skip
        return [
            line("guess", strokes[:-1], "guess", n=guess.text),
            text("guess-n", 0, y, guess.text, "guess strong"),
        ]

    def tell(self, data: pd.DataFrame) -> str:
        """How many are kept with this grace, and how late each was."""
        kept = data[data["is_kept"]]
        late = listing((f"{row.who} ({number(row.late_days)})" for row in data.itertuples()), 9)
        return self.says["words"].format(
            grace=data["grace_days"].iloc[0], n=len(kept), all=len(data), late=late
        )


def _days(x: Scale, days: float) -> float:
    """So many days in pixels."""
    return (x.end - x.start) * days / _YEAR / (x.high - x.low)
