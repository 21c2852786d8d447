"""Venezuela and its twins: every path that was tried, its loss below; and all countries in its role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from claimlab.i18n import set_numbers
from claimlab.views.axes import LEAD, Box, Scale, grid, place_axis, ticks_in
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import rows, wide
from claimlab.views.placing import spread
from claimlab.views.room import guess_point, label
from claimlab.views.scene import Mark, Scene, area, line, point, rect, scene, text

__all__ = ["Gaps", "Twins"]

_YEARS, _MOST = (2000, 2019), 3500  # thousand barrels a day
_LOSSES = (450, 1700)
_TALLEST = 12  # usual gaps; what is above it is drawn as this
# Line and dot of a twin: not tried, fails, passes, passes near both published figures, the one that is set.
_LOOKS = {
    "untried": ("others hair", "others pale"),
    "fails": ("others hair", "others hollow"),
    "passes": ("others hair", "soft"),
    "near": ("ink thin", "second"),
    "now": ("ink main", "ink edged"),
}
_WIDE = 520


def _thousands(value: float) -> str:
    return set_numbers(f"{value:,.0f}")


@dataclass(frozen=True)
class Twins(View):
    """Venezuela's output in accent over the twins of all specifications, and a dot a twin by its loss.

    The frame has a row a specification: what it `picked`, ``place``, ``estimate``, ``kind`` (a key of
    the words' states) and ``is_now``.

    Parameters
    ----------
    paths : callable
        From what a row picked to a frame by year: ``actual``, ``synthetic``, thousand barrels a day.
    picks : mapping
        The choices: each name with its values in order, as the controls have them.
    levels : mapping
        Published losses by the name that stands at them, thousand barrels a day, below zero.
    said : mapping
        The words of the picture.
    """

    paths: Callable[..., pd.DataFrame]
    picks: Mapping[str, list]
    levels: Mapping[str, float]
    said: Mapping[str, Any]
    guesses: ClassVar[tuple[str, ...]] = ()

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(frame, *self.picks, "place", "estimate", "kind", "is_now")
        return frame.sort_values("place")

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        width = sheet.width
        box = Box(0, 22, width - (110 if width > _WIDE else 92), 302)
        across, up = Scale(*_YEARS, box.left + 18, box.right), Scale(0, _MOST, box.bottom, box.top)
        marks = [one for one in grid(box, up, (1000, 2000, 3000), False) if one["k"] == "line"]
        now = next((row for row in data.itertuples() if row.is_now), None)
        order = list(_LOOKS)
        ranked = sorted(data.itertuples(), key=lambda row: order.index(row.kind))
        marks += [self._line(row, across, up) for row in ranked]
        near = [row for row in ranked if row.kind == "near"]
        marks += self._ends(now, near, across, up, box)
        for at in (1000, 2000, 3000):
            said = self.said["unit"] if at == 1000 else "{value}"
            said = said.format(value=_thousands(at))
            marks.append(text(f"grid-n:{at}", 0, up(at) - 6, said, "tick halo"))
        marks += place_axis(box, across, "year", (2000, 2005, 2010, 2015, 2019))
        more, foot = self._dots(data, now, Box(8, box.bottom + 66, box.right, 0), sheet)
        handles = self._handles(now, across, box) if now else []
        if now:
            ends = [(across(now.first), box.bottom), (across(now.start), box.bottom)]
            marks.append(line("window", ends, "soft thick"))
            marks.append(
                text("window-n", ends[1][0], box.bottom - 12, self.said["window"], "soft halo", "e")
            )
            marks += self._tests(now, box.left + 6, up(1000) + 16)
        return scene(width, foot, [*marks, *more], **({"handles": handles} if handles else {}))

    def _tests(self, now: Any, x: float, y: float) -> list[Mark]:
        """Whether the twin that is set passes each of the three tests, in words and as a dot."""
        found = []
        for i, (name, said) in enumerate(self._tested(now).items()):
            at, look = y + LEAD * i, _LOOKS["passes" if getattr(now, name) else "fails"][1]
            found.append(point(f"test:{name}", x, at - 5, 4, look))
            found.append(text(f"test-n:{name}", x + 10, at, said, "halo"))
        return found

    def _tested(self, now: Any) -> dict[str, str]:
        """Each test by its name, with what came out for the twin that is set."""
        return {
            name: passed if getattr(now, name) else failed
            for name, (passed, failed) in self.said["tests"].items()
        }

    @cached_property
    def _made(self) -> dict[tuple, Mark]:
        return {}

    def _line(self, row: Any, across: Scale, up: Scale) -> Mark:
        key = (row.place, row.kind, across, up)
        if key not in self._made:
            twin = self.paths(**self._picked(row))["synthetic"]
            places = [(across(year), up.held(value)) for year, value in twin.items()]
            look = _LOOKS[row.kind][0]
            self._made[key] = line(
                f"twin:{row.place}", places, look, l=f"{row.place}", ghost=row.kind == "now"
            )
        return self._made[key]

    def _picked(self, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.picks}

    def _ends(self, now: Any, near: list, across: Scale, up: Scale, box: Box) -> list[Mark]:
        """Venezuela in accent, the gap that is counted, and the names at the ends of the lines."""
        base = now or {name: values[0] for name, values in self.picks.items()}
        picked = self._picked(now) if now else {**base, "start": self.picks["start"][-1]}
        path = self.paths(**{**picked, "first": _YEARS[0]})
        actual = path["actual"]
        found, names = [], [(up(actual.iloc[-1]), [self.said["country"]], "second end")]
        if now:
            twin = self.paths(**picked)["synthetic"]
            late = [2018, 2019]
            ring = [(across(y), up(twin[y])) for y in late] + [
                (across(y), up(actual[y])) for y in late[::-1]
            ]
            found.append(area("gap", ring, "second pale", ghost=1))
            loss = set_numbers(self.said["short"].format(loss=-now.estimate))
            names += [(up(twin.iloc[-1]), [self.said["twin"]], "ink end"),
                      (up((twin.iloc[-1] + actual.iloc[-1]) / 2), list(rows(loss, 88)), "soft")]  # fmt: skip
        if near:
            last = [self.paths(**self._picked(row))["synthetic"].iloc[-1] for row in near]
            said = self.said["between"].format(count=len(near))
            names.append((up(np.mean(last)), list(rows(said, 88, "ink end")), "ink end"))
        places = [(across(year), up(value)) for year, value in actual.items()]
        found.append(
            line("country", places, "second main", n=self.said["country"], v=self._course(actual))
        )
        middles = spread(
            [y for y, _t, _l in names],
            [LEAD * len(t) + 2 for _y, t, _l in names],
            box.top,
            box.bottom,
        )
        for (_y, told, look), middle in zip(names, middles, strict=True):
            for i, one in enumerate(told):
                y = middle + 5 + LEAD * (i - (len(told) - 1) / 2)
                found.append(text(f"end:{look}{i or ''}", box.right + 8, y, one, look))
        return found

    def _course(self, actual: pd.Series) -> str:
        first, last = actual.index[[0, -1]]
        return set_numbers(self.said["course"].format(
            first=first, last=last, start=actual[first], end=actual[last]))  # fmt: skip

    def _dots(
        self, data: pd.DataFrame, now: Any, box: Box, sheet: Sheet
    ) -> tuple[list[Mark], float]:
        """One dot a twin, piled up over the loss that it finds; published figures stand upright."""
        across = Scale(*_LOSSES, box.left, sheet.width - 12)
        apart = 7.0 if sheet.width > _WIDE else 5.0
        bins = np.round(
            across.start + (np.array([across(-e) for e in data["estimate"]]) - across.start) / apart
        )
        height = pd.Series(bins).groupby(bins).cumcount().to_numpy()
        step = min(apart, 176 / (height.max() + 1))
        heads = list(rows(self.said["dots"], sheet.width, "strong"))
        found = [
            text(f"dots{i or ''}", 0, box.top + LEAD * i, one, "strong")
            for i, one in enumerate(heads)
        ]
        top = box.top + LEAD * len(heads) + 6
        states, is_wide = self._states(data), sheet.width > _WIDE
        x = sheet.width - 14 - max(map(wide, states.values())) if is_wide else 6
        for n, (kind, said) in enumerate(states.items()):
            found.append(point(f"key:{kind}", x, top + 22 * n, 4, _LOOKS[kind][1]))
            found.append(text(f"key-n:{kind}", x + 10, top + 22 * n + 5, said))
        top += 0 if is_wide else 22 * len(states) + 6
        floor = top + 212
        found += place_axis(
            Box(box.left, 0, sheet.width - 12, floor),
            across,
            "number",
            ticks_in(*_LOSSES, 6 if is_wide else 4),
            key="loss",
        )
        if "near" in states:
            ends = sorted(across(-loss) for loss in self.levels.values())
            found.append(
                rect("between", ends[0], top - 4, ends[1] - ends[0], floor - top + 4, "land")
            )
        for i, (name, loss) in enumerate(self.levels.items()):
            x, y = across(-loss), top + 4 + 20 * i
            found.append(line(f"level:{name}", [(x, y - 8), (x, floor)], "axis thin"))
            found.append(
                text(f"level-n:{name}", x + 5, y + 4, f"{name} {_thousands(-loss)}", "soft halo")
            )
        last = None
        for row, at, up in zip(data.itertuples(), bins, height, strict=True):
            x, y = across.start + (at - across.start) * apart, floor - 5 - step * up
            mark = self._dot(row, x, y, 6 if row.is_now else 0.42 * apart, bool(now))
            last = mark if row.is_now else last
            found += [] if row.is_now else [mark]
        return [*found, *([last] if last else [])], floor + 28

    def _dot(self, row: Any, x: float, y: float, radius: float, is_live: bool) -> Mark:
        """The dot of a twin, made once for each place and kind: of 528, a move changes a few."""
        key = (row.place, row.kind, x, y, radius)
        if key not in self._made:
            self._made[key] = point(
                f"dot:{row.place}", x, y, radius, _LOOKS[row.kind][1], n=self._name(row), v=self._found(row),
                s="twins", l=f"{row.place}", go=self._raw(row) if is_live else None,
            )  # fmt: skip
        return self._made[key]

    def _states(self, data: pd.DataFrame) -> dict[str, str]:
        """How many twins are of each kind, in words; what lies near both figures passes as well."""
        counts = data["kind"].value_counts().to_dict()
        counts["passes"] = counts.get("passes", 0) + counts.get("near", 0)
        said = self.said["states"].items()
        return {kind: one.format(count=counts[kind]) for kind, one in said if counts.get(kind)}

    def _name(self, row: Any) -> str:
        options = self.said["options"]
        told = [
            options.get(name, {}).get(str(value), str(value))
            for name, value in self._picked(row).items()
        ]
        return self.said["picked"].format(**dict(zip(self.picks, told, strict=True)))

    def _found(self, row: Any) -> str:
        loss = set_numbers(self.said["loss"].format(loss=-row.estimate))
        return f"{loss}; {self.said['kinds'][row.kind]}"

    def _raw(self, row: Any) -> dict[str, int]:
        """What the controls are set to by a click: a choice by its place among its words, the year as it is."""
        options = self.said["options"]
        return {
            name: list(options[name]).index(str(value)) if name in options else value
            for name, value in self._picked(row).items()
        }

    def _handles(self, now: Any, across: Scale, box: Box) -> list[dict[str, Any]]:
        controls, firsts, starts = self.said["controls"], self.picks["first"], self.picks["start"]
        return [
            {"name": "first", "axis": "x", "lo": firsts[0], "hi": firsts[-1], "step": 1, "p0": across(firsts[0]),
             "p1": across(firsts[-1]), "at": [across(now.first), box.bottom], "label": controls["first"], "text": str(now.first)},
            {"name": "start", "axis": "x", "lo": 0, "hi": 1, "step": 1, "p0": across(starts[0]), "p1": across(starts[-1]),
             "at": [across(now.start), box.bottom], "label": controls["start"], "text": str(now.start)},
        ]  # fmt: skip

    def sub(self) -> str:
        return self.y_label

    def tell(self, data: pd.DataFrame) -> str:
        told = [*self._states(data).values()]
        told += [
            said for row in data.itertuples() if row.is_now for said in self._tested(row).values()
        ]
        values = {
            "least": -data["estimate"].max(),
            "most": -data["estimate"].min(),
            "all": len(data),
            "told": "; ".join(told),
        }
        return set_numbers(self.said["words"].format(**values))

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        told = [(self._name(row), _thousands(-row.estimate), self.said["kinds"][row.kind])
                for row in self.read(frame).itertuples()]  # fmt: skip
        return pd.DataFrame(told, columns=list(self.said["heads"]))


@dataclass(frozen=True)
class Gaps(View):
    """The gap of every country to its own twin, pale, that of one in accent; below, all by how much it grew.

    The frame has a row a country and year: ``iso3``, ``country``, ``year``, ``gap`` (of its usual gap
    before the event), ``ratio`` (after over before), ``rank``, ``first`` and ``start``.

    Parameters
    ----------
    ours : str
        The country in accent.
    said : mapping
        The words of the picture.
    """

    ours: str
    said: Mapping[str, Any]
    guesses: ClassVar[tuple[str, ...]] = ("value",)

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(frame, "iso3", "country", "year", "gap", "ratio", "rank", "first", "start")
        return frame

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        width = sheet.width
        box = Box(34, 12, width - 14, 262)
        first, start = int(data["first"].iloc[0]), int(data["start"].iloc[0])
        across, up = (
            Scale(*_YEARS, box.left + 8, box.right),
            Scale(-_TALLEST, _TALLEST, box.bottom, box.top),
        )
        marks = grid(box, up, (-10, -5, 0, 5, 10), is_upright=False)
        event = across(start - 0.5)
        marks.append(line("event", [(event, box.top), (event, box.bottom)], "axis thin"))
        looks = {True: ("second main", "second"), False: ("others hair", "ink pale")}
        parts = sorted(data.groupby("iso3"), key=lambda part: part[0] == self.ours)
        for iso3, own in parts:
            places = [
                (across(year), up.held(gap))
                for year, gap in zip(own["year"], own["gap"], strict=True)
            ]
            marks.append(line(f"gap:{iso3}", places, looks[iso3 == self.ours][0], l=iso3))
        name = parts[-1][1]["country"].iloc[0]
        x, y = places[-1]
        ours, event_name = f"end {looks[True][1]} halo", self.said["event"].format(start=start)
        marks.append(text("ours", x - 8, min(y + 22, box.bottom - 8), name, ours, "e"))
        marks.append(text("event-n", event - 6, box.top + 8, event_name, "soft halo", "e"))
        marks += place_axis(box, across, "year", (2000, 2005, 2010, 2015, 2019))
        ends = [(across(first), box.bottom), (event, box.bottom)]
        marks.append(line("window", ends, "soft thick"))
        heads = rows(self.said["order"], width, "strong")
        top = box.bottom + 62
        marks += [
            text(f"order{i or ''}", 0, top + LEAD * i, one, "strong") for i, one in enumerate(heads)
        ]
        floor = top + LEAD * len(heads) + 104
        units = data.drop_duplicates("iso3").sort_values("rank")
        most = units["ratio"].replace(np.inf, np.nan).max()
        place = Scale(0.5, len(units) + 0.5, 0, width)
        room = place(2) - place(1) - 3
        for row in units.itertuples():
            high = 88 * min(row.ratio / most, 1)
            said = set_numbers(
                self.said["grew"].format(ratio=row.ratio, rank=int(row.rank), units=len(units))
            )
            marks.append(rect(f"ratio:{row.iso3}", place(row.rank) - room / 2, floor - high, room, high,
                              looks[row.iso3 == self.ours][1], n=row.country, v=said, s="order", l=row.iso3))  # fmt: skip
        ours = units[units["iso3"] == self.ours].iloc[0]
        first_other = units[units["iso3"] != self.ours].iloc[0]
        said = set_numbers(
            self.said["other"].format(country=first_other["country"], ratio=first_other["ratio"])
        )
        high = 88 * min(first_other["ratio"] / most, 1)
        x = place(first_other["rank"]) - room / 2
        marks.append(text("other", x, floor - high - 6, said, "soft halo"))
        marks.append(line("floor", [(0, floor), (width, floor)], "axis thin"))
        said = set_numbers(
            self.said["place"].format(
                ratio=ours["ratio"],
                rank=int(ours["rank"]),
                units=len(units),
                p=ours["rank"] / len(units),
            )
        )
        spots = [(place(ours["rank"]), floor + 18, a) for a in ("", "m", "e")]
        marks.append(
            label("place", spots, said, "second strong", Box(0, 0, width, floor + 30), marks)
        )
        if sheet.guess and sheet.guess.kind == "value":
            x = min(max(place(sheet.guess.numbers[-1] + 1), 8), width - 8)
            marks += guess_point(x, floor - 50, sheet.guess.text, sheet.box(floor), marks)
        ends = (("first", 2000, 2006, first, 0.0), ("start", 2010, 2018, start, 0.5))
        handles = [
            {"name": name, "axis": "x", "lo": low, "hi": high, "step": 1, "p0": across(low - off), "p1": across(high - off),
             "at": [across(now - off), box.bottom], "label": self.said["controls"][name], "text": str(now)}
            for name, low, high, now, off in ends
        ]  # fmt: skip
        return scene(width, floor + 28, marks, axis=[-_TALLEST, _TALLEST], handles=handles)

    def value_at(self, data: pd.DataFrame, name: str | None) -> float:
        return float(data.loc[data["iso3"] == self.ours, "rank"].iloc[0]) - 1

    def tell(self, data: pd.DataFrame) -> str:
        units = data.drop_duplicates("iso3").sort_values("rank")
        ours = units[units["iso3"] == self.ours].iloc[0]
        values = {
            "ratio": ours["ratio"],
            "rank": int(ours["rank"]),
            "units": len(units),
            "start": ours["start"],
        }
        others = units[units["iso3"] != self.ours].head(3)
        values["others"] = ", ".join(
            f"{row.country} {row.ratio:.1f}" for row in others.itertuples()
        )
        return set_numbers(self.said["words"].format(**values))

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        units = frame.drop_duplicates("iso3").sort_values("rank")
        told = units[["country", "ratio"]].round(2)
        return told.set_axis(list(self.said["heads"]), axis=1)
