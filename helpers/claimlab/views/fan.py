"""A fan of quantiles over time: what could come, and how likely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _, as_read
from claimlab.views.axes import (
    Box,
    Scale,
    foot_of,
    grid,
    limits_of,
    place_axis,
    stacked,
    tick_names,
    ticks_in,
)
from claimlab.views.curves import curve_guess
from claimlab.views.figure import Sheet, View, need
from claimlab.views.guess import Mark
from claimlab.views.letters import rows, wide
from claimlab.views.placing import spread
from claimlab.views.room import guess_point, guess_stroke
from claimlab.views.scene import Mark as Drawn
from claimlab.views.scene import Scene, area, line, point, scene
from claimlab.views.series import need_some, numbers, places
from claimlab.views.stage import place_kind, position_text
from claimlab.views.words import number

__all__ = ["Fan"]


class _Data(NamedTuple):
    xs: np.ndarray
    middle: np.ndarray
    bands: tuple[tuple[np.ndarray, np.ndarray], ...]
    known: np.ndarray
    places: str


_LEAD = 17  # from one line of a name at the end of the fan to the next


@dataclass(frozen=True)
class Fan(View):
    """Bands between quantiles around a middle line, the widest palest; recorded figures as dots.

    Parameters
    ----------
    x, y : str
        Columns: years, dates or numbers; and the middle (a median).
    bands : sequence of (low, high, label)
        Columns of two quantiles and what lies between them in words ("8 in 10 paths"), widest first.
    recorded : str, optional
        Column of what was in fact recorded, where it is known.
    name : str
        Names the middle line.

    >>> frame = pd.DataFrame({"year": [2022, 2023], "median": [100.0, 120], "p10": [100.0, 90], "p90": [100.0, 180]})
    >>> Fan("year", "median", bands=[("p10", "p90", "8 in 10 paths")]).words(frame)
    'Middle from 100 in 2022 to 120 in 2023. 8 in 10 paths lie from 90 to 180 in 2023.'
    """

    x: str
    y: str
    bands: Sequence[tuple[str, str, str]] = ()
    recorded: str = ""
    name: str = ""
    y_range: tuple[float, float] | None = None
    guesses: ClassVar[tuple[str, ...]] = ("value", "line", "curve")

    def read(self, frame: pd.DataFrame) -> _Data:
        columns = [c for low, high, _label in self.bands for c in (low, high)]
        need(frame, self.x, self.y, *columns, *([self.recorded] if self.recorded else []))
        xs = places(frame, self.x)
        order = np.argsort(xs, kind="stable")
        middle = numbers(frame, self.y)[order]
        need_some(np.isfinite(middle).any(), self.y)
        bands = tuple(
            (numbers(frame, a)[order], numbers(frame, b)[order]) for a, b, _l in self.bands
        )
        if any((low > high).any() for low, high in bands):
            raise KitError(_("A band's low end lies above its high end."))
        known = numbers(frame, self.recorded)[order] if self.recorded else np.full(len(xs), np.nan)
        return _Data(xs[order], middle, bands, known, place_kind(frame, self.x))

    def draw(self, data: _Data, sheet: Sheet) -> Scene:
        names = [label for _a, _b, label in self.bands] + [self.name or _("middle")]
        most = min(170.0, 0.27 * sheet.width)
        told = [
            rows(name, most, "" if i < len(self.bands) else "end") for i, name in enumerate(names)
        ]
        (low, high), limits = self._ends(data, sheet.guess)
        at = [one for one in ticks_in(*limits, 5 if sheet.width > 500 else 4)]
        left = max(wide(one, "tick") for one in tick_names(at)) + 12
        right = sheet.width - max(wide(part, "end") for lines in told for part in lines) - 14
        box = Box(left, 12, right, 12 + min(self.height, 400) - 80)
        across, up = Scale(low, high, left, right), Scale(*limits, box.bottom, box.top)
        label = self.x_label if data.places == "number" else ""
        marks = grid(box, up, at, is_upright=False)
        for i, (ends, name) in enumerate(zip(data.bands, names, strict=False)):
            look = "ink pale" if i == len(data.bands) - 1 else "ink pale faint"
            marks.append(area(f"band:{name}", _ring(data.xs, *ends, across, up), look, n=name, s=name,
                              v=self._span(data, ends), ghost=1))  # fmt: skip
        axis = place_axis(box, across, data.places, label=label)
        marks += axis
        course = [(across(x), up.held(y)) if np.isfinite(y) else None
                  for x, y in zip(data.xs, data.middle, strict=True)]  # fmt: skip
        marks.append(line("middle", course, "soft main", ghost=1))
        marks += [
            point(f"dot:{x:g}", across(x), up.held(y), 5.5, "ink edged",
                  n=position_text(x, data.places), v=number(y), s="dots", ghost=1)
            for x, y in zip(data.xs, data.known, strict=True) if np.isfinite(y)
        ]  # fmt: skip
        marks += self._names(data, names, told, box, up)
        marks += self._guess(data, sheet, across, up, box, marks)
        rule = {"y0": box.top, "y1": box.bottom, "stops": self._stops(data, across, up)}
        return scene(sheet.width, foot_of(axis), marks, axis=list(limits), rule=rule)

    def _ends(self, data: _Data, guess: Mark | None) -> tuple[tuple, tuple]:
        """The ends of both axes."""
        bands = [end for band in data.bands for end in band]
        every = np.concatenate([data.middle, data.known, *bands, self.reach(guess)])
        limits = self.y_range or limits_of(float(np.nanmin(every)), float(np.nanmax(every)))
        edge = float(np.ptp(data.xs)) * 0.015 or 1.0
        ends = float(data.xs.min()) - edge, float(data.xs.max()) + edge
        return ends, (float(limits[0]), float(limits[1]))

    def _names(self, data: _Data, names: list, told: list, box: Box, up: Scale) -> list[Drawn]:
        """Each name right of what it means: a band's beside the part that only it has, above the middle."""
        last = int(np.flatnonzero(np.isfinite(data.middle))[-1])
        tops = [high[last] for _low, high in data.bands] + [data.middle[last]]
        wanted = [up.held((a + b) / 2) for a, b in zip(tops, tops[1:])] + [up.held(tops[-1])]
        deep = [_LEAD * len(lines) + 4 for lines in told]
        middles = spread(wanted, deep, box.top - 8, box.bottom + 8)
        found = []
        for i, (name, lines, middle) in enumerate(zip(names, told, middles, strict=True)):
            looks = "soft end" if i == len(names) - 1 else "soft"
            found += stacked(f"end:{name}", box.right + 10, middle, lines, looks, lead=_LEAD)
        return found

    def _span(self, data: _Data, ends: tuple[np.ndarray, np.ndarray]) -> str:
        """A band where it ends."""
        real = np.flatnonzero(np.isfinite(ends[0]) & np.isfinite(ends[1]))
        if not len(real):
            return ""
        i = int(real[-1])
        return _("{low} to {high}").format(
            low=number(ends[0][i]), high=self._at(data, ends[1][i], i)
        )

    def _stops(self, data: _Data, across: Scale, up: Scale) -> list[list]:
        """What the fan says at each place: the figure, the middle, each band."""
        stops = []
        for i in np.argsort(data.xs, kind="stable"):
            told = [number(data.known[i])] if np.isfinite(data.known[i]) else []
            heights = []
            if np.isfinite(data.middle[i]):
                told.append(f"{self.name or _('middle')}: {number(data.middle[i])}")
                heights.append(round(up.held(data.middle[i]), 1))
            for (low, high), (_a, _b, label) in zip(
                data.bands[::-1], self.bands[::-1], strict=True
            ):
                if np.isfinite(low[i]) and np.isfinite(high[i]):
                    span = _("{low} to {high}").format(low=number(low[i]), high=number(high[i]))
                    told.append(f"{label}: {span}")
            if told:
                head = position_text(data.xs[i], data.places)
                stops.append(
                    [round(across(data.xs[i]), 1), head, as_read("\n".join(told)), [], heights]
                )
        return stops

    def _guess(
        self, data: _Data, sheet: Sheet, across: Scale, up: Scale, box: Box, marks: list[Drawn]
    ) -> list[Drawn]:
        """A drawn line, a dot at its place, else a short stroke at the edge of the axis."""
        guess, whole = sheet.guess, sheet.box(box.bottom)
        if guess is None or guess.kind not in self.guesses:
            return []
        if guess.kind == "curve":
            return curve_guess(guess, across, up, whole, marks)
        ys = [up.held(value) for value in guess.numbers]
        at = next((x for x in data.xs if position_text(x, data.places) == str(guess.at)), None)
        if at is not None:
            return guess_point(across(at), ys[-1], guess.text, whole, marks)
        return guess_stroke(ys, box, guess, whole, marks)

    def _at(self, data: _Data, value: float, i: int) -> str:
        text = _("{value} at {place}") if data.places == "number" else _("{value} in {place}")
        return text.format(value=number(value), place=position_text(data.xs[i], data.places))

    def headline(self, data: _Data) -> str:
        last = int(np.flatnonzero(np.isfinite(data.middle))[-1])
        return _("The middle path ends with {value}").format(
            value=self._at(data, data.middle[last], last)
        )

    def tell(self, data: _Data) -> str:
        real = np.flatnonzero(np.isfinite(data.middle))
        first, last = int(real[0]), int(real[-1])
        unit = f" ({self.y_label})" if self.y_label else ""
        parts = [self._outside(data)]
        text = _("{name} from {first} to {last}{unit}.")
        if first == last:
            text = _("{name}: {last}{unit}.")
        parts.append(
            text.format(
                name=self.name or _("Middle"), first=self._at(data, data.middle[first], first),
                last=self._at(data, data.middle[last], last), unit=unit,
            )
        )  # fmt: skip
        for (low, high), (_a, _b, label) in zip(data.bands, self.bands, strict=True):
            if np.isfinite(low[last]) and np.isfinite(high[last]):
                parts.append(
                    _("{label} lie from {low} to {high}.").format(
                        label=label, low=number(low[last]), high=self._at(data, high[last], last)
                    )
                )
        return " ".join(part for part in parts if part)

    def _outside(self, data: _Data) -> str:
        """How many dots lie outside the widest band: they can be of a drawn world, so they are not called recorded."""
        if not data.bands or not np.isfinite(data.known).any():
            return ""
        low, high = data.bands[0]
        known = np.isfinite(data.known)
        outside = int((known & ((data.known < low) | (data.known > high))).sum())
        return _("Dots outside the widest band: {n} of {all}.").format(
            n=outside, all=int(known.sum())
        )

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        columns = [self.x, self.y, *(c for a, b, _l in self.bands for c in (a, b))]
        return frame[[*columns, *([self.recorded] if self.recorded else [])]]


def _ring(
    xs: np.ndarray, low: np.ndarray, high: np.ndarray, across: Scale, up: Scale
) -> list[tuple[float, float]]:
    """The outline of a band, along its upper and back along its lower end."""
    known = np.isfinite(low) & np.isfinite(high)
    xs, low, high = xs[known], low[known], high[known]
    upper = [(across(x), up.held(y)) for x, y in zip(xs, high, strict=True)]
    return upper + [(across(x), up.held(y)) for x, y in zip(xs[::-1], low[::-1], strict=True)]
