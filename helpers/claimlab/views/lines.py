"""Lines over years with event bands, each named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.views.axes import (
    Box,
    Scale,
    foot_of,
    grid,
    limits_of,
    place_axis,
    tick_names,
    ticks_in,
)
from claimlab.views.curves import (
    along_names,
    course,
    curve_guess,
    end_names,
    name_room,
    peak,
    rule_of,
)
from claimlab.views.figure import Sheet, View, need
from claimlab.views.guess import Mark
from claimlab.views.letters import wide
from claimlab.views.placing import LANE, lanes
from claimlab.views.room import guess_point, guess_ring, guess_stroke, label
from claimlab.views.scene import Mark as Drawn
from claimlab.views.scene import Scene, area, line, point, rect, scene, text
from claimlab.views.series import Series, describe_series, read_series
from claimlab.views.shades import STROKES, shades
from claimlab.views.stage import position, position_text
from claimlab.views.words import between, number

__all__ = ["Lines"]

_Ends = list[tuple[Series, Series]]
# The lines, the names of the bases, and the ends of the intervals of each line.
_Read = tuple[list[Series], list[str], _Ends]


@dataclass(frozen=True)
class Lines(View):
    """Lines of a long frame: one for each value of `by`, or a single one.

    A place without a figure is a gap, over which only pale dots go on. Each line has its name at its end.

    Parameters
    ----------
    x, y : str
        Columns: years, numbers or dates; and values.
    by : str, optional
        Column that names the line.
    bands : sequence of (start, end, label)
        Periods shaded in grey, named above the plot. Places as in `x`; dates as text are understood.
    marks : sequence of (x, label)
        Moments: a dashed upright line, named above the plot.
    y_range : (bottom, top), optional
        Fixed limits; else round ones that hold the data. A rank stands with ``(180, 1)``, the first on top.
    basis : str, optional
        Column that says on what basis a value was counted. Values of a second basis have hollow
        dots, and no line joins two bases.
    faint : sequence of str
        Names of lines kept in the background.
    crowd : str
        What the lines in the background are called together; else each has its name.
    assumed : sequence of str
        Names of lines that nobody measured, or that repeat a value: they are dashed.
    steps : bool
        A count that stays where it is until it moves: level, then straight up.
    low, high : str, optional
        Columns of the ends of an interval, shaded behind each line that has one.
    name : str
        Names the single line where `by` is left out.
    places : str
        ``"year"``, ``"date"`` or ``"number"``: what `x` holds, where its name does not say so.
    x_ticks, y_ticks : sequence of float
        Where the axes are named; else at round numbers.
    inside : sequence of str
        Names of lines that stand along them, for lines that meet where they end.
    peak : bool
        Whether the highest figure of a single line is written at it.
    guided : sequence of str
        Names of points that stand out, with thin dotted lines to both axes.
    highlight, log : options
        The one line to stand out; a logarithmic axis. Both may be controls of a slider's figure.

    >>> frame = pd.DataFrame({"year": [2007, 2008, 2010], "exports_usd_millions": [5210, 6092, 1423]})
    >>> Lines("year", "exports_usd_millions", y_label="US$ millions").words(frame)
    'From 5,210 in 2007 to 1,423 in 2010 (US$ millions); highest 6,092 in 2008, lowest 1,423 in 2010. ...'
    """

    x: str
    y: str
    by: str | None = None
    bands: Sequence[tuple] = ()
    marks: Sequence[tuple] = ()
    y_range: tuple[float, float] | None = None
    basis: str | None = None
    faint: Sequence[str] = ()
    crowd: str = ""
    assumed: Sequence[str] = ()
    steps: bool = False
    low: str = ""
    high: str = ""
    name: str = ""
    places: str = ""
    x_ticks: Sequence[float] = ()
    y_ticks: Sequence[float] = ()
    inside: Sequence[str] = ()
    peak: bool = True
    guided: Sequence[str] = ()
    highlight: str = ""
    log: bool = False
    options: ClassVar[tuple[str, ...]] = ("highlight", "log")
    guesses: ClassVar[tuple[str, ...]] = ("value", "line", "choice", "curve")

    def read(self, frame: pd.DataFrame) -> _Read:
        need(frame, *(c for c in (self.x, self.y, self.by, self.basis, self.low, self.high) if c))
        lines, kinds = read_series(frame, self.x, self.y, self.by, self.basis, self.places)
        if self.log:
            for line in lines:
                line.ys = np.where(line.ys > 0, line.ys, np.nan)
            if not any(np.isfinite(line.ys).any() for line in lines):
                raise KitError(
                    _("A logarithmic axis shows figures above zero, and there are none.")
                )
        if not (self.low and self.high) or frame[[self.low, self.high]].isna().all(axis=None):
            return lines, kinds, []
        sides = [read_series(frame, self.x, end, self.by, None, self.places)[0] for end in (self.low, self.high)]  # fmt: skip
        return lines, kinds, list(zip(*sides, strict=True))

    def draw(self, data: _Read, sheet: Sheet) -> Scene:
        lines, kinds = [one for one in data[0] if one.tip()], data[1]
        x_ends, limits = self._ends(lines, data[2], sheet.guess)
        looks = self._looks(lines, [one.name or self.name for one in lines], sheet)
        crowd = [one for one in lines if self.crowd and one.name in self.faint]
        own = [one for one in lines if one not in crowd]
        names = [one.name or self.name for one in own]
        looks_of_own = [look for one, look in zip(lines, looks, strict=True) if one not in crowd]
        least, most = sorted(limits)
        at = list(self.y_ticks) or ticks_in(least, most, 5 if sheet.width > 500 else 4, self.log)
        at = [one for one in at if least <= one <= most]
        left = max([wide(one, "tick") for one in tick_names(at)], default=0) + 12
        at_end = ["" if name in self.inside else name for name in names]
        right = sheet.width - name_room(own, at_end, sheet.width)
        events = self._events(x_ends)
        across = Scale(*x_ends, left, right)
        rows = lanes(
            [across.held(e[0]) for e in events], [wide(e[2]) + 12 for e in events], sheet.width
        )
        above = LANE * (max((row for _x, row in rows), default=-1) + 1)
        key = 24 if len(kinds) > 1 else 0
        high = max(min(self.height, 400) - 80, len(names) * 19)
        box = Box(left, above + key + 12, right, above + key + 12 + high)
        up = Scale(*limits, box.bottom, box.top, self.log)
        x_name = self.x_label if lines[0].kind == "number" else ""
        marks: list[Drawn] = []
        for event, (x, row) in zip(events, rows, strict=True):
            marks += _event(event, across, box, x, box.top - 12 - LANE * row)
        marks += grid(box, up, at, is_upright=False)
        axis = place_axis(box, across, lines[0].kind, self.x_ticks, x_name)
        marks += axis
        marks += _bases(kinds, above) if key else []
        tones = {one.name: look.split()[0] for one, look in zip(lines, looks, strict=True)}
        marks += [_interval(*ends, tones[ends[0].name], across, up) for ends in data[2]]
        drawn = [
            mark
            for one, look in sorted(
                zip(lines, looks, strict=True), key=lambda pair: "main" in pair[1]
            )
            for mark in course(one, look, across, up, self._said, len(own), self.steps)
        ]
        guides = [
            mark for one, look in zip(lines, looks, strict=True) if one.name in self.guided
            for mark in _guides(one, look, across, up, box)
        ]  # fmt: skip
        marks += guides + drawn
        marks += end_names(own, at_end, looks_of_own, across, up, box, sheet.width, marks)
        marks += along_names(own, self.inside, looks_of_own, across, up, box, marks)
        if crowd:
            marks.append(self._crowd(crowd, across, up, sheet.box(box.bottom), marks))
        if len(lines) == 1 and self.peak and not self.guided:
            marks += peak(lines[0], looks[0], across, up, sheet.box(box.bottom), marks)
        marks += self._guess(lines, marks, sheet, across, up, box)
        stops = rule_of(own, names, across, up, self._said)
        rule = {"y0": box.top, "y1": box.bottom, "stops": stops} if stops else None
        return scene(
            sheet.width, foot_of(axis), marks, axis=list(limits), **({"rule": rule} if rule else {})
        )

    def _crowd(
        self, crowd: list[Series], across: Scale, up: Scale, sheet: Box, marks: list[Drawn]
    ) -> Drawn:
        """The name of all lines in the background, at one of them where it hides least."""
        spots = [(across(x) + away, up.held(y) - 8, anchor) for one in crowd for away, anchor in ((8, ""), (0, "m"))
                 for x, y in zip(one.xs, one.ys, strict=True) if np.isfinite(y)]  # fmt: skip
        return label("crowd", spots, self.crowd, "soft halo", sheet, marks)

    def _ends(self, lines: list[Series], sides: _Ends, guess: Mark | None) -> tuple[tuple, tuple]:
        """The ends of both axes."""
        xs = np.concatenate([one.xs for one in lines])
        every = [*lines, *(end for pair in sides for end in pair)]
        ys = np.concatenate([*(one.ys for one in every), np.array(self.reach(guess))])
        if guess and guess.kind == "curve":
            xs = np.concatenate([xs, guess.points[0]])
        low, high = float(np.nanmin(xs)), float(np.nanmax(xs))
        edge = (high - low) * 0.012 or 1.0
        limits = self.y_range or limits_of(float(np.nanmin(ys)), float(np.nanmax(ys)), self.log)
        return (low - edge, high + edge), (float(limits[0]), float(limits[1]))

    def _looks(self, lines: list[Series], names: list[str], sheet: Sheet) -> list[str]:
        told = (self.highlight,) if self.highlight else sheet.accent
        looks = shades(names, told, STROKES, tone=sheet.tone)
        if len(lines) == 1 and looks == ["ink main"]:
            looks = [f"{sheet.tone} main"]
        looks = [f"{look} dash" if one.name in self.assumed else look for one, look in zip(lines, looks, strict=True)]  # fmt: skip
        return [
            "others hair" if one.name in self.faint else look
            for one, look in zip(lines, looks, strict=True)
        ]

    def _said(self, value: float) -> str:
        return number(value)

    def _events(self, x_ends: tuple[float, float]) -> list[tuple]:
        """Bands and marks inside the picture as (start, end or None, label)."""
        events = [(position(a), position(b), label) for a, b, label in self.bands]
        events += [(position(m), None, label) for m, label in self.marks]
        return [
            e for e in events if e[0] < x_ends[1] and (e[0] if e[1] is None else e[1]) > x_ends[0]
        ]

    def _guess(
        self,
        lines: list[Series],
        marks: list[Drawn],
        sheet: Sheet,
        across: Scale,
        up: Scale,
        box: Box,
    ) -> list[Drawn]:
        """The guess: a drawn line, a dot at its place or line, else a short stroke at the edge of the axis."""
        guess, whole = sheet.guess, sheet.box(box.bottom)
        if guess is None or guess.kind not in self.guesses:
            return []
        if guess.kind == "curve":
            return curve_guess(guess, across, up, whole, marks)
        if guess.kind == "choice" or not guess.numbers:
            one = next((line for line in lines if line.name == str(guess.value)), None)
            tip = one.tip() if one else None
            if tip is None:
                return []
            x, y = across(tip[0]), up.held(tip[1])
            return guess_ring((x - 9, y - 11, sheet.width - x + 9, 22), guess.short, whole, marks)
        place = self._place(lines, guess.at)
        if place is not None:
            return guess_point(
                across.held(place), up.held(guess.numbers[-1]), guess.text, whole, marks
            )
        ys = [up.held(value) for value in guess.numbers]
        return guess_stroke(ys, box, guess, whole, marks)

    def _place(self, lines: list[Series], name: str | None) -> float | None:
        """Where on the axis something of that name stands: a year, or the end of a line."""
        if name is None:
            return None
        for one in lines:
            if one.name == name and (tip := one.tip()):
                return tip[0]
            for x in one.xs:
                if position_text(x, one.kind) == str(name):
                    return float(x)
        return None

    def names(self, data: _Read) -> Sequence[str]:
        return [one.name for one in data[0] if one.name]

    def value_at(self, data: _Read, name: str | None) -> float | None:
        """The figure of a single line at the place that a guess is about."""
        place = self._place(data[0], name)
        if place is None or len(data[0]) > 1:
            return None
        own = np.flatnonzero(data[0][0].xs == place)
        return float(data[0][0].ys[own[0]]) if len(own) else None

    def headline(self, data: _Read) -> str:
        real = [line for line in data[0] if np.isfinite(line.ys).any()]
        line = max(real, key=lambda one: np.nanmax(one.ys))
        top = int(np.nanargmax(line.ys))
        what = line.name or self.name or self.y_label or self.y
        text = _("{what}: highest in {place}, at {value}")
        if line.kind == "number":
            text = _("{what}: highest at {place}, with {value}")
        return text.format(
            what=what, place=position_text(line.xs[top], line.kind), value=number(line.ys[top])
        )

    def tell(self, data: _Read) -> str:
        told = describe_series(data[0], self.y_label, data[1], self.x_label or self.x)
        ends = [(low.name or self.name, low.tip(), high.tip()) for low, high in data[2]]
        parts = [f"{name} {between([number(low[1]), number(high[1])])}" for name, low, high in ends if low and high and low != high]  # fmt: skip
        if parts:
            told += " " + _("Intervals where the lines end: {parts}.").format(
                parts="; ".join(parts)
            )
        return told

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        if not self.by:
            return super().table(frame)
        wide = frame.pivot_table(
            index=self.x, columns=self.by, values=self.y, sort=False
        ).sort_index()
        return (
            wide.rename_axis(columns=None)
            .reset_index()
            .rename(columns={self.x: self.x_label or self.x})
        )


def _guides(one: Series, look: str, across: Scale, up: Scale, box: Box) -> list[Drawn]:
    """A large dot on each point, and lines down to the one axis and across to the other."""
    found, tone = [], look.split()[0]
    for i, (x, y) in enumerate(zip(one.xs, one.ys, strict=True)):
        if np.isfinite(y):
            px, py = across(x), up.held(y)
            found.append(
                line(
                    f"guide:{one.name}:{i}",
                    [(px, box.bottom), (px, py), (box.left, py)],
                    f"{tone} thin dots",
                )
            )
            found.append(point(f"guide-p:{one.name}:{i}", px, py, 6, f"{tone} edged"))
    return found


def _interval(low: Series, high: Series, tone: str, across: Scale, up: Scale) -> Drawn:
    """What lies between the ends of the intervals of a line."""
    ring = [(across(x), up.held(y)) for end, way in ((low, 1), (high, -1))
            for x, y in list(zip(end.xs, end.ys, strict=True))[::way] if np.isfinite(y)]  # fmt: skip
    return area(f"interval:{low.name}", ring, f"{tone} step1")


def _event(event: tuple, across: Scale, box: Box, label_x: float, y: float) -> list[Drawn]:
    """A band or a moment, and its name above the plot with a thin line down to it."""
    start, end, said = event
    x = across.held(start)
    found = []
    if end is not None:
        found.append(
            rect(f"band:{said}", x, box.top, across.held(end) - x, box.bottom - box.top, "land")
        )
    found.append(
        line(
            f"event:{said}",
            [(x, y - 8), (x, box.bottom)],
            "soft thin dots" if end is None else "axis thin",
        )
    )
    return [*found, text(f"event-n:{said}", label_x + 5, y + 2, said, "soft halo")]


def _bases(kinds: list[str], top: float) -> list[Drawn]:
    """Filled and hollow dots, and what each was counted by."""
    found, x = [], 6.0
    for i, kind in enumerate(kinds):
        found.append(point(f"basis:{kind}", x, top + 10, 4.5, "soft hollow" if i % 2 else "soft"))
        found.append(text(f"basis-n:{kind}", x + 11, top + 15, kind, "soft"))
        x += wide(kind) + 34
    return found
