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
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.stage import day_text
from claimlab.views.words import listing, number

__all__ = ["Leaves"]

_LEAD, _ROW, _SIDE, _CUT, _YEAR = (
    18,
    32,
    8,
    40,
    365.25,
)  # lines, rows, margins and a break in pixels; days
_LOOKS = {True: "accent", False: "ink hollow"}  # of the day on which it came: kept, or late
_KEY, _KEY_HIGH = (6, 78, 170), 46  # of the sample: where it is said, due and come; its height


@dataclass(frozen=True, kw_only=True)
class Leaves(View):
    """A row a sentence: a line from the saying to its last day, the days of grace, and the day it came.

    The frame has `who`, the days `said`, `until` and `came` ("": not as it was said), `late_days`,
    `counts` (in words), `is_kept` and `grace_days`. `says` holds the words. A sample of a row above
    all others names what its marks are.
    """

    play: ClassVar[Mapping[str, Any]] = {"name": "days", "ms": 160}
    guesses: ClassVar[tuple[str, ...]] = ("value", "line")

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(frame, "who", "said", "until", "came", "late_days", "counts", "is_kept", "grace_days")
        return frame

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        scales = self._scales(data, sheet.width)
        marks, places, y = self._key(), [], float(_KEY_HIGH)
        for row in data.itertuples():
            x = _scale_of(row, scales)
            names = rows(row.who, sheet.width, "strong")
            y += _LEAD * len(names)
            left = min(
                x(place(row.said)) - 3, sheet.width - max(wide(one, "strong") for one in names)
            )
            for i, one in enumerate(names):
                lower = _LEAD * (len(names) - 1 - i)
                marks.append(text(f"who:{row.who}~{i}", left, y - lower - 4, one, "strong"))
            marks += self._row(row, x, y + 12)
            places.append((x(place(row.until)), y + 12))
            y += _ROW
        for i, x in enumerate(scales):
            marks += place_axis(Box(x.start, 0, x.end, y), x, "date", key=f"x{i or ''}")
            if i:  # two strokes where the axis is broken
                cut = (scales[i - 1].end + x.start) / 2
                marks += [line(f"cut:{i}{s}", [(cut + s - 3, y + 6), (cut + s + 3, y - 6)], "axis thin") for s in (-3, 3)]  # fmt: skip
        if sheet.guess:
            marks += self._rule(sheet.guess, places, scales[-1], y + 44)
        return scene(sheet.width, y + 30 + 22 * (sheet.guess is not None), marks)

    def _scales(self, data: pd.DataFrame, width: float) -> list[Scale]:
        """The axis, with room for what is said after each dot, whatever the grace; broken where a year is empty."""
        came = data[data["came"] != ""]
        ends = _runs(data, place(f"{came['came'].max()[:4]}-12-31"))
        words = [
            (row, 13 + max(wide(self._end(row, is_kept), "strong") for is_kept in (True, False)))
            for row in came.itertuples()
        ]
        right = width - _SIDE
        for _round in range(4):  # the room of words hangs on the scale, and this on the room
            scales = _side_by_side(ends, right)
            right -= max(0.0, *(_scale_of(row, scales)(place(row.came)) + room - width for row, room in words))  # fmt: skip
        return _side_by_side(ends, right)

    def _end(self, row: Any, is_kept: bool) -> str:
        """What is said after the day on which it came."""
        late = self.says["late" if row.late_days else "on_time"].format(days=row.late_days)
        return self.says["kept" if is_kept and row.late_days else "end"].format(late=late)

    def _key(self) -> list[Mark]:
        """A sample of a row: what its line, its stroke and its dots are."""
        said, until, came = _KEY
        names = zip(("said", "until", "came"), _KEY, ("", "m", "m"), strict=True)
        return [
            *(text(f"key-n:{key}", at if a else 0, 12, self.says["key"][key], "tick", a) for key, at, a in names),
            line("key:wait", [(until, 25), (came, 25)], "ink dash"),
            line("key:given", [(said, 25), (until, 25)], "ink main"),
            line("key:last", [(until, 17), (until, 33)], "ink"),
            point("key:said", said, 25, 3, "ink"),
            point("key:came", came, 25, 7, _LOOKS[False]),
            point("key:kept", came + 22, 25, 7, _LOOKS[True]),
            text("key-n:kept", came + 34, 30, self.says["key"]["kept"], "tick"),
        ]  # fmt: skip

    def _row(self, row: Any, x: Scale, y: float) -> list[Mark]:
        """One sentence: the days that it left itself, those of grace, and the day on which its event came."""
        said, until = x(place(row.said)), x(place(row.until))
        given = [
            line(f"given:{row.who}", [(said, y), (until, y)], "ink main"),
            line(f"last:{row.who}", [(until, y - 8), (until, y + 8)], "ink"),
            point(f"said:{row.who}", said, y, 3, "ink"),
        ]
        told = {name: day_text(getattr(row, name)) for name in ("said", "until", "came") if getattr(row, name)}  # fmt: skip
        if not row.came:
            told = self.says["told_never"].format(**told)
            given[1] |= {"n": row.who, "v": told, "s": row.who}
            never = text(f"end:{row.who}", until + 9, y + 5, self.says["never"], "tick halo")
            return [*given, never]
        late = self.says["late" if row.late_days else "on_time"].format(days=row.late_days)
        came = x(place(row.came))
        told = self.says["told"].format(**told, late=late, counts=row.counts)
        look = "accent strong" if row.is_kept else "tick halo"
        return [
            rect(f"grace:{row.who}", until, y + 9, _days(x, row.grace_days), 5, "ink pale"),
            line(f"wait:{row.who}", [(until, y), (came, y)], "ink dash"),
            *given,
            point(f"came:{row.who}", came, y, 7, _LOOKS[bool(row.is_kept)], n=row.who, v=told, s=row.who),
            text(f"end:{row.who}", came + 13, y + 5, self._end(row, row.is_kept), look),
        ]  # fmt: skip

    def _rule(
        self, guess: Guess, places: list[tuple[float, float]], x: Scale, y: float
    ) -> list[Mark]:
        """The reader's own rule: a dotted stroke in each row, so many days after its last day."""
        strokes = [
            end
            for at, middle in places
            for end in ((at + _days(x, guess.numbers[0]), middle + 4), (at + _days(x, guess.numbers[0]), middle + 18), None)
        ]  # fmt: skip
        return [
            line("guess", strokes[:-1], "guess", n=guess.text),
            text("guess-n", 0, y, guess.text, "guess strong"),
        ]

    def tell(self, data: pd.DataFrame) -> str:
        """How many are kept with this grace, how late each was, and which never came as it was said."""
        kept, came = data[data["is_kept"]], data[data["came"] != ""]
        late = listing((f"{row.who} ({number(row.late_days)})" for row in came.itertuples()), 9)
        words = self.says["words"].format(
            grace=data["grace_days"].iloc[0], n=len(kept), all=len(data), late=late
        )
        never = listing(data.loc[data["came"] == "", "who"], 9)
        return f"{words} {self.says['words_never'].format(names=never)}" if never else words


def _runs(data: pd.DataFrame, last: float) -> list[tuple[float, float]]:
    """From when to when sentences ran with less than a year between them; the last run ends at `last`."""
    runs: list[tuple[float, float]] = []
    for row in data.sort_values("said").itertuples():
        low, high = place(row.said), place(max(row.until, row.came))
        if runs and low - runs[-1][1] < 1:
            low, high = runs[-1][0], max(high, runs.pop()[1])
        runs.append((low, high))
    return [*runs[:-1], (runs[-1][0], last)]


def _side_by_side(ends: list[tuple[float, float]], right: float) -> list[Scale]:
    """Scales one after another, a day as wide in each."""
    each = (right - _SIDE - _CUT * (len(ends) - 1)) / sum(high - low for low, high in ends)
    scales, left = [], float(_SIDE)
    for low, high in ends:
        scales.append(Scale(low, high, left, left + each * (high - low)))
        left = scales[-1].end + _CUT
    return scales


def _scale_of(row: Any, scales: list[Scale]) -> Scale:
    """The part of the axis on which a sentence was said."""
    return next(x for x in scales if x.low <= place(row.said) <= x.high)


def _days(x: Scale, days: float) -> float:
    """So many days in pixels."""
    return (x.end - x.start) * days / _YEAR / (x.high - x.low)
