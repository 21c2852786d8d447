"""A fan of quantiles over time: what could come, and how likely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.views import style
from claimlab.views.ends import End, end_labels, end_width
from claimlab.views.figure import View, need
from claimlab.views.frame import captions, edges
from claimlab.views.guess import Mark
from claimlab.views.series import numbers, places
from claimlab.views.stage import (
    axes_at,
    curve,
    name_x,
    place_kind,
    position_text,
    round_limits,
    ticks,
    value_axis,
    value_width,
)
from claimlab.views.words import number

__all__ = ["Fan"]


class _Data(NamedTuple):
    xs: np.ndarray
    middle: np.ndarray
    bands: tuple[tuple[np.ndarray, np.ndarray], ...]
    known: np.ndarray
    places: str


class _Layout(NamedTuple):
    height: int
    x: tuple[float, float]
    limits: tuple[float, float]
    names: tuple[str, ...]
    places: str


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
        if not np.isfinite(middle).any():
            raise KitError(
                _("There is nothing to draw: every figure in '{column}' is missing.").format(
                    column=self.y
                )
            )
        bands = tuple(
            (numbers(frame, a)[order], numbers(frame, b)[order]) for a, b, _l in self.bands
        )
        if any((low > high).any() for low, high in bands):
            raise KitError(_("A band's low end lies above its high end."))
        known = numbers(frame, self.recorded)[order] if self.recorded else np.full(len(xs), np.nan)
        return _Data(xs[order], middle, bands, known, place_kind(frame, self.x))

    def layout(self, data: _Data, guess: Mark | None = None) -> _Layout:
        reach = self.reach(guess)
        every = np.concatenate(
            [data.middle, data.known, *(e for band in data.bands for e in band), reach]
        )
        limits = self.y_range or round_limits(float(np.nanmin(every)), float(np.nanmax(every)))
        names = (*(label for _a, _b, label in self.bands), self.name or _("middle"))
        edge = float(np.ptp(data.xs)) * 0.015 or 1.0
        x = (float(data.xs.min()) - edge, float(data.xs.max()) + edge)
        return _Layout(self.height, x, (float(limits[0]), float(limits[1])), names, data.places)

    def stage(self, figure: Any, layout: _Layout) -> Any:
        right = end_width(layout.names)
        axes = axes_at(
            figure, value_width(layout.limits), right, *edges(self.y_label, self.x_label)
        )
        axes.set_xlim(*layout.x)
        value_axis(axes, layout.limits)
        marks = [m for m in ticks(*layout.x, most=8) if layout.x[0] <= m <= layout.x[1]]
        if layout.places != "number" and layout.x[1] - layout.x[0] >= 4:
            marks = [m for m in marks if m.is_integer()]
        name_x(axes, marks, [position_text(m, layout.places) for m in marks])
        captions(figure, layout.height, self.y_label, self.x_label, right)
        return axes

    def moving(self, stage: Any, layout: _Layout, data: _Data) -> list:
        theme, tone = style.theme(), style.colour(0)
        artists, ends = [], []
        for i, (low, high) in enumerate(data.bands):
            share = 0.18 + 0.32 * i / max(len(data.bands) - 1, 1)
            face = style.blend(theme.paper, tone, share)
            # The edges are lines of their own dash: the second carrier beside the shade.
            look = {"facecolor": face, "edgecolor": "none", "zorder": 10 + 0.1 * i}
            artists.append(stage.fill_between(data.xs, low, high, **look))
            dash = {"ls": style.DASHES[(i + 1) % len(style.DASHES)], "lw": 1.2}
            artists += [
                curve(stage, data.xs, e, color=tone, zorder=10.5, **dash) for e in (low, high)
            ]
            ends.append(End(layout.names[i], data.xs, high, tone))
        artists.append(curve(stage, data.xs, data.middle, color=tone, lw=2.8, zorder=11))
        dots = {"marker": "o", "ls": "none", "ms": 7, "mfc": theme.ink, "mec": theme.paper}
        artists.append(curve(stage, data.xs, data.known, zorder=11.2, **dots))
        ends.append(End(layout.names[-1], data.xs, data.middle, tone))
        return artists + end_labels(stage, ends)

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
