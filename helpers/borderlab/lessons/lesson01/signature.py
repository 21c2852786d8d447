"""The fall of exports over the days of the bridge: columns, the part of the fall that came first, who closed what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from claimlab.days import place
from claimlab.i18n import set_numbers
from claimlab.views.axes import LEAD, Box, Scale, grid, place_axis
from claimlab.views.curves import curve_guess
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import rows, wide
from claimlab.views.placing import LANE, lanes
from claimlab.views.scene import Mark, Scene, line, rect, scene, text
from claimlab.views.shades import legend, legend_rows, on_fill

__all__ = ["Fall"]

# Who closed the bridge has its colour; what was open is pale.
_LOOKS = {"open": "others pale", "night": "second pale", "caracas": "second", "both": "soft"}
_TOP, _TICKS = 6.6, (0, 2, 4, 6)  # US$ billions
_LANE, _APART = 24, 8
_COLUMN = 110  # pixels to the next upright in which words find room


@dataclass(frozen=True)
class Fall(View):
    """Columns by year with a bracket that splits their fall, above lanes of what could cross.

    Parameters
    ----------
    year, value, share : str
        Columns: the year, US$ billions, per cent of the fall that was over by its end.
    split : int
        The year at whose end the bracket splits the fall.
    spells : DataFrame
        Columns ``start``, ``end`` (dates as text), ``when`` (the start in words), ``state``
        and ``lane`` (keys of the words).
    moments : sequence of (date, words)
        Days with an upright through columns and lanes.
    said : mapping
        The words of the picture.
    """

    year: str
    value: str
    share: str
    split: int
    spells: pd.DataFrame
    moments: Sequence[tuple[str, str]]
    said: Mapping[str, Any]
    play: ClassVar[dict[str, Any]] = {"name": "", "ms": 700}
    guesses: ClassVar[tuple[str, ...]] = ("curve",)

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(frame, self.year, self.value, self.share)
        return frame.set_index(self.year)[[self.value, self.share]].set_axis(
            ["value", "share"], axis=1
        )

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        ends = (data.index[0], place(self.spells["end"].max()))
        across = Scale(*ends, 24, sheet.width - 6)
        own = [(across(place(day)), words) for day, words in self.moments]
        heads = lanes([x for x, _said in own], [wide(words) + 12 for _x, words in own], sheet.width)
        top = LANE * (1 + max(row for _x, row in heads)) + 14
        box = Box(24, top, sheet.width - 6, top + (290 if sheet.width > 520 else 240))
        up = Scale(0, _TOP, box.bottom, box.top)
        marks = grid(box, up, _TICKS, is_upright=False)
        below, foot = self._lanes(across, box.bottom + 46, sheet)
        for (x, words), (left, row) in zip(own, heads, strict=True):
            y = top - 14 - LANE * row
            marks.append(line(f"day:{words}", [(x, y - 8), (x, foot)], "axis thin"))
            marks.append(text(f"day-n:{words}", left + 5, y + 2, words, "soft halo"))
        middle = Scale(
            ends[0] - 0.5, ends[1] - 0.5, box.left, box.right
        )  # a column is a whole year
        marks += self._columns(data, across, middle, up)
        bracket = self._bracket(data, across, up, sheet.width)
        axis = place_axis(box, middle, "year", list(data.index[:: 2 if sheet.width > 520 else 4]))
        marks += [*axis, *below]
        if sheet.guess and sheet.guess.kind == "curve":
            taken = [*marks, *bracket]
            marks += curve_guess(sheet.guess, middle, up, sheet.box(box.bottom), taken)
        deep = legend_rows(self._unnamed(across), sheet.width) * (LEAD + 4)
        stops = [
            [round(across(x), 1), head, words, lit, []] for x, head, words, lit in self._stops(data)
        ]
        rule = {"y0": box.top, "y1": foot, "stops": stops, "enters": self._enters(stops, bracket)}
        return scene(sheet.width, foot + 10 + deep, [*marks, *bracket], axis=[0, _TOP], rule=rule)

    def _enters(self, stops: Sequence[list], bracket: Sequence[Mark]) -> dict[str, int]:
        """With which stop a mark comes in when the years are played: each column, and the bracket at its split."""
        years = {keys[0]: n for n, (_x, _head, _words, keys, _at) in enumerate(stops) if keys}
        split = years[f"year:{self.split}"]
        found = {key: n for key, n in years.items() if key.startswith("year:")}
        return found | {mark["i"]: split for mark in bracket}

    def _columns(self, data: pd.DataFrame, across: Scale, middle: Scale, up: Scale) -> list[Mark]:
        found = []
        for year, value in data["value"].items():
            if np.isnan(value):
                found.append(text(f"none:{year}", middle(year), up(0) - 7, "?", "others", "m"))
                continue
            strong = year in self._corners(data)
            left, width = across(year) + 1, across(year + 1) - across(year) - 2
            look = "first" if strong else "first step3"
            found.append(rect(f"year:{year}", left, up(0), width, up(value) - up(0), look))
        return found

    def _corners(self, data: pd.DataFrame) -> tuple[int, int, int]:
        """The year of the peak, that of the split, that of the trough."""
        return int(data["share"].eq(0).idxmax()), self.split, int(data["share"].eq(100).idxmax())

    def _bracket(self, data: pd.DataFrame, across: Scale, up: Scale, width: float) -> list[Mark]:
        """How far the columns fell by the split, and how far after it, on one upright."""
        peak, split, trough = self._corners(data)
        x = across(split + 2)
        ys = [up(data["value"][year]) for year in (peak, split, trough)]
        found = [
            line(f"level:{year}", [(across(year + 1), y), (x, y)], "first thin")
            for year, y in ((peak, ys[0]), (split, ys[1]))
        ]
        for key, (a, b) in {"before": (ys[0] + 1, ys[1] - 2), "after": (ys[1] + 2, ys[2])}.items():
            ends = [(x - 6, a), (x + 6, a), None, (x, a), (x, b), None, (x - 6, b), (x + 6, b)]
            look = "first main" if key == "before" else "first"
            found.append(line(f"bracket:{key}", ends, look))
        ahead = min([width, *(at for day, _said in self.moments if (at := across(place(day))) > x)])
        room = ahead - x - 22 if ahead - x > _COLUMN else min(190, width - x - 22)
        said, looks = self._quotes(data), "first halo"
        y = ys[0] + (ys[1] - ys[0]) * 0.3
        found.append(text("share", x + 14, y, said["big"], f"{looks} huge"))
        for i, one in enumerate(rows(said["before"], room, "strong")):
            found.append(
                text(f"share-n{i or ''}", x + 14, y + 24 + LEAD * i, one, f"{looks} strong")
            )
        for i, one in enumerate(rows(said["after"], room)):
            found.append(text(f"after{i or ''}", x + 14, ys[1] + 12 + LEAD * i, one, looks))
        return found

    def _quotes(self, data: pd.DataFrame) -> dict[str, str]:
        peak, split, trough = self._corners(data)
        values = {"peak": peak, "split": split, "trough": trough, "past": data["share"][split]}
        values |= {
            "top": data["value"][peak],
            "kept": data["value"][split],
            "low": data["value"][trough],
        }
        values |= {"left": 100 - round(values["past"]), "gaps": ", ".join(
            str(year) for year in data.index[data["value"].isna()])}  # fmt: skip
        said = ("big", "before", "after", "words")
        return {key: set_numbers(self.said[key].format(**values)) for key in said}

    def _unnamed(self, across: Scale) -> list[str]:
        """States that have no spell in which their name fits."""
        room = {}
        for one in self.spells.itertuples():
            long = across(place(one.end)) - across(place(one.start))
            room[one.state] = max(room.get(one.state, 0), long)
        names = self.said["states"]
        return [names[key] for key, long in room.items() if long < wide(names[key]) + 8]

    def _lanes(self, across: Scale, top: float, sheet: Sheet) -> tuple[list[Mark], float]:
        start = across(place(self.spells["start"].min()))
        found, names = [], self.said["states"]
        room = start - 24 - max(wide(name) for name in self.said["lanes"].values())
        for i, one in enumerate(rows(self.said["cross"], room, "strong")):
            found.append(text(f"cross{i or ''}", 0, top + 17 + 20 * i, one, "strong"))
        for n, (lane, name) in enumerate(self.said["lanes"].items()):
            y = top + (_LANE + _APART) * n
            found.append(text(f"lane:{lane}", start - 8, y + 17, name, "soft", "e"))
            for key, one in self._spells(lane):
                x, end = across(place(one.start)), across(place(one.end))
                look = _LOOKS[one.state]
                found.append(rect(key, x, y, end - x, _LANE, look))
                if end - x >= wide(names[one.state]) + 8:
                    looks = on_fill(look)
                    found.append(
                        text(f"{key}-n", (x + end) / 2, y + 17, names[one.state], looks, "m")
                    )
        foot = top + (_LANE + _APART) * len(self.said["lanes"]) - _APART + 6
        keyed = self._unnamed(across)
        looks = [_LOOKS[key] for key, name in names.items() if name in keyed]
        keyed = [name for name in names.values() if name in keyed]
        return found + legend(keyed, looks, sheet.width, foot + 8), foot

    def _spells(self, lane: str) -> list[tuple[str, Any]]:
        own = self.spells[self.spells["lane"] == lane]
        return [(f"{lane}:{one.start}", one) for one in own.itertuples()]

    def _stops(self, data: pd.DataFrame) -> list[tuple[float, str, str, list[str]]]:
        """Each year and each day on which something changed: its place, its name, what stood then."""
        peak, _split, trough = self._corners(data)
        found = []
        for year, row in data.iterrows():
            told = self.said["none"]
            if np.isfinite(row["value"]):
                told = self.said["sold"].format(value=row["value"])
                if peak < year <= trough:
                    told += "; " + self.said["over"].format(share=row["share"])
            x = min(year + 0.5, place(self.spells["end"].max()))
            open_, keys = self._at(x)
            found.append(
                (x, str(year), set_numbers("\n".join([told, *open_])), [f"year:{year}", *keys])
            )
        days = self.spells.drop_duplicates("start").set_index("start")["when"].sort_index()
        for day, when in days.iloc[1:].items():
            open_, keys = self._at(place(day) + 1e-6)
            found.append((place(day), when, "\n".join(open_), keys))
        return sorted(found, key=lambda stop: stop[0])

    def _at(self, x: float) -> tuple[list[str], list[str]]:
        """What could cross at a place of the axis, in words, and the spells that say so."""
        here = [
            (f"{self.said['lanes'][lane]}: {self.said['states'][one.state]}", key)
            for lane in self.said["lanes"]
            for key, one in self._spells(lane)
            if place(one.start) <= x <= place(one.end)
        ]
        return [words for words, _key in here], [key for _words, key in here]

    def tell(self, data: pd.DataFrame) -> str:
        told = [self._quotes(data)["words"]]
        for lane, name in self.said["lanes"].items():
            turns = [
                f"{one.when}, {self.said['states'][one.state]}"
                for _key, one in self._spells(lane)[1:]
            ]
            told.append(f"{name}: {'; '.join(turns)}.")
        return " ".join(told)

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        stops = self._stops(self.read(frame))
        rows_ = [(head, words.replace("\n", "; ")) for _x, head, words, _keys in stops]
        return pd.DataFrame(rows_, columns=list(self.said["heads"]))
