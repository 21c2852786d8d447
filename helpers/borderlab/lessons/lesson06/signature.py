"""Two migrations as people who walk over a bridge: one dot for each 10,000, year after year."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from claimlab.views.axes import LEAD, Box, Scale, place_axis
from claimlab.views.figure import Sheet, View
from claimlab.views.letters import rows
from claimlab.views.room import label
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.words import number

PEOPLE = 10_000  # for each dot
HOMES = {
    "COL": "second",
    "VEN": "first",
}  # who came to live there has the colour of where they are from
_GOLDEN = (math.sqrt(5) - 1) / 2
_CHART = 104


@dataclass(frozen=True)
class Walkers(View):
    """Dots on two banks, and below them all counts as a line of time on which the year is dragged.

    A row is a count: who lives where (`by`, the country of residence), its year (`x`), persons (`y`),
    its owner, `is_recount` where it found people who were not seen to arrive, and `now`, the year
    that is shown. A dot keeps its key: it walks when its count begins and back when a later count is
    smaller; what a recount finds stands where it stood, in a ring.
    """

    by: str
    x: str
    y: str
    owner: str

    play: ClassVar[Mapping[str, Any]] = {"name": "year", "ms": 260}

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame.sort_values([self.by, self.x], ignore_index=True)

    def _last(self, data: pd.DataFrame, home: str) -> pd.DataFrame:
        """The counts of one bank that were out by the year, the last one last."""
        return data[(data[self.by] == home) & (data[self.x] <= data["now"])]

    def sub(self) -> str:
        return self.says["dot"]

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        wide, is_narrow = sheet.width, sheet.width < 520
        river, down = (36, 24) if is_narrow else (64, 16)
        bank = (wide - river) / 2
        step = min(19, (bank - 10) / (13 if is_narrow else 17))
        year = str(data["now"].iloc[0])
        marks = [
            text("year", wide / 2, 26, year, "big", "m")
            if is_narrow
            else text("year", wide / 2, 38, year, "huge", "m")
        ]
        heads = {home: self._head(data, home, bank if is_narrow else bank - 40) for home in HOMES}
        top = 44 + LEAD * max(len(said) - 1 for said in heads.values())
        high = down * step + 14
        banks = {
            "COL": Box(0, top, bank, top + high),
            "VEN": Box(wide - bank, top, wide, top + high),
        }
        marks += self._ground(banks, is_narrow)
        if self._last(data, "COL")["is_recount"].iloc[-1]:
            x, y, a = (0, top + high + 38, "") if is_narrow else (bank, top + high + 18, "e")
            marks.append(text("ring", x, y, self.says["ring"], "second strong", a))
        for home, box in banks.items():
            x, a = (box.left, "") if home == "COL" else (box.right, "e")
            value, *said = heads[home]
            marks.append(text(f"n:{home}", x, 26, value, f"big {HOMES[home]}", a))
            marks += [text(f"said:{home}{i}", x, 46 + LEAD * i, one, HOMES[home] if not i else "tick", a)
                      for i, one in enumerate(said)]  # fmt: skip
            marks += self._people(data, home, banks, step, down)
        box = Box(8, top + high + 48, wide - 16, top + high + 48 + _CHART)
        chart, handle = self._time(data, box, sheet)
        return scene(wide, box.bottom + 26, [*marks, *chart], handles=[handle])

    def _head(self, data: pd.DataFrame, home: str, room: float) -> list[str]:
        """The last count of a bank: the number, who is counted, by whom and of which year."""
        last = self._last(data, home).iloc[-1]
        return [number(last[self.y], 7), *rows(self.says["who"][home], room),
                *rows(f"{last[self.owner]}, {last[self.x]}", room)]  # fmt: skip

    def _ground(self, banks: Mapping[str, Box], is_narrow: bool) -> list[Mark]:
        (left, right), marks = banks.values(), []
        for home, box in banks.items():
            x, a = (box.left, "") if home == "COL" else (box.right, "e")
            marks += [rect(f"bank:{home}", box.left, box.top, box.right - box.left, box.bottom - box.top, "land"),
                      text(f"bank-n:{home}", x, box.bottom + 18, self.says["banks"][home], "tick", a)]  # fmt: skip
        middle, waves = (left.top + left.bottom) / 2, 2 if is_narrow else 4
        for i in range(waves):
            x = left.right + (i + 0.5) * (right.left - left.right) / waves
            ups = range(int(left.top), int(left.bottom) + 1, 6)
            marks.append(
                line(f"wave:{i}", [(x + 2.5 * math.sin(y / 9 + i), y) for y in ups], "axis hair")
            )
        deck = (left.right - 4, right.left + 4)
        marks.append(rect("deck", deck[0], middle - 10, deck[1] - deck[0], 20, "paper"))
        return marks + [
            line(f"rail:{y}", [(deck[0], middle + y), (deck[1], middle + y)], "ink")
            for y in (-10, 10)
        ]

    def _people(
        self, data: pd.DataFrame, home: str, banks: Mapping[str, Box], step: float, down: int
    ) -> list[Mark]:
        """The dots of one bank, column by column from the river, each with the way it came."""
        here, there = banks[home], banks["VEN" if home == "COL" else "COL"]
        way, edge = (-1, here.right) if home == "COL" else (1, here.left)
        bridge = [
            round((banks["COL"].right + banks["VEN"].left) / 2, 1),
            (here.top + here.bottom) / 2,
        ]
        since: list[Any] = []  # of each dot the count with which it came
        for count in self._last(data, home).itertuples():
            people = round(getattr(count, self.y) / PEOPLE)
            since = since[:people] + [count] * (people - len(since))
        marks = []
        for i, count in enumerate(since):
            year = getattr(count, self.x)
            x, y = edge + way * step * (i // down + 0.7), here.top + 7 + step * (i % down + 0.5)
            out = [round(there.left + (there.right - there.left) * (i * _GOLDEN % 1), 1),
                   round(here.top + (here.bottom - here.top) * (i * _GOLDEN**2 % 1), 1)]  # fmt: skip
            walk = {} if count.is_recount else {"from": out, "via": bridge}
            looks = f"{HOMES[home]}{' hollow' if count.is_recount else ''}"
            said = self.says["recounted" if count.is_recount else "walked"]
            marks.append(point(f"{home}:{i}", x, y, 0.36 * step, looks, n=self.says["people"],
                               v=said.format(owner=getattr(count, self.owner), year=year),
                               s=f"{home}:{year}", l=f"{home}:{year}", **walk))  # fmt: skip
        return marks

    def _time(
        self, data: pd.DataFrame, box: Box, sheet: Sheet
    ) -> tuple[list[Mark], dict[str, Any]]:
        """The counts of up to the year as two lines, and its handle: what comes later is not drawn ahead."""
        years, now = data[self.x], int(data["now"].iloc[0])
        across = Scale(years.min(), years.max(), box.left + 12, box.right)
        upward = Scale(0, data[self.y].max(), box.bottom, box.top + 8)
        marks = [*place_axis(box, across, "year"),
                 line("million", [(box.left, upward(1e6)), (box.right, upward(1e6))], "grid thin"),
                 text("million-n", box.left, upward(1e6) - 6, self.says["million"], "tick"),
                 line("now", [(across(now), box.top - 8), (across(now), box.bottom)], "ink thin")]  # fmt: skip
        for home, tone in HOMES.items():
            counts = list(self._last(data, home).itertuples())
            at = [(across(getattr(one, self.x)), upward(getattr(one, self.y))) for one in counts]
            marks.append(line(f"line:{home}", [*at, (across(now), at[-1][1])], tone))
            marks += [
                point(f"count:{home}:{getattr(one, self.x)}", *place, 4, f"{tone}{' hollow' if one.is_recount else ''}",
                      n=f"{getattr(one, self.owner)}, {getattr(one, self.x)}",
                      v=f"{number(getattr(one, self.y), 7)} {self.says['who'][home]}",
                      s=f"line:{home}", go={"year": getattr(one, self.x)})
                for one, place in zip(counts, at, strict=True)
            ]  # fmt: skip
            x, y = at[-1] if home == "COL" else at[len(at) // 2]
            spots = (
                [(x - 12, y + 5, "e"), (x - 12, y - 8, "e"), (across(now) + 18, y - 6, "")]
                if home == "COL"
                else [
                    *((x + dx, y - 12, "e") for dx in (0, -60, 40)),
                    (across(now) + 18, y - 22, ""),
                ]
            )
            marks.append(
                label(
                    f"line-n:{home}",
                    spots,
                    self.says["who"][home],
                    f"{tone} end halo",
                    sheet.box(box.bottom),
                    marks,
                )
            )
        said = {"label": self.says["handle"], "text": str(now)}
        handle = {"name": "year", "axis": "x", "lo": int(years.min()), "hi": int(years.max()), "step": 1,
                  "p0": across.start, "p1": across.end, "at": [round(across(now), 1), box.bottom], **said}  # fmt: skip
        return marks, handle

    def tell(self, data: pd.DataFrame) -> str:
        last = {home: self._last(data, home).iloc[-1] for home in HOMES}
        parts = [f"{number(one[self.y], 7)} {self.says['who'][home]} ({one[self.owner]}, {one[self.x]})"
                 for home, one in last.items()]  # fmt: skip
        told = [self.says["told"].format(year=data["now"].iloc[0], one=parts[0], other=parts[1])]
        shown = self._last(data, "COL")
        if shown["is_recount"].iloc[-1]:
            found = round(shown[self.y].iloc[-1] / PEOPLE) - round(shown[self.y].iloc[-2] / PEOPLE)
            told.append(self.says["rings"].format(dots=found))
        return " ".join(told)
