"""Small multiples: one small plot of lines for each group, on the same axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.views import style
from claimlab.views.figure import View, need
from claimlab.views.frame import LEGEND, Entry, captions, edges, legend, legend_rows
from claimlab.views.guess import Mark
from claimlab.views.series import Series, draw_series, numbers, read_series
from claimlab.views.stage import (
    axes_at,
    box_of,
    name_x,
    position_text,
    round_limits,
    ticks,
    value_axis,
    value_width,
)
from claimlab.views.text import write
from claimlab.views.words import enough, listing, number

__all__ = ["SmallMultiples"]

_Read = dict[str, list[Series]]
_PANEL, _HEAD, _FOOT, _GAP = 130, 26, 30, 22


class _Layout(NamedTuple):
    height: int
    x: tuple[float, float]
    limits: tuple[float, float]
    panels: tuple[str, ...]
    names: tuple[str, ...]
    places: str


@dataclass(frozen=True)
class SmallMultiples(View):
    """Panels of lines with shared axes, one for each value of `panel`.

    Parameters
    ----------
    x, y : str
        Columns: years, numbers or dates; and values.
    by : str, optional
        Column that names the lines inside a panel.
    panel : str
        Column that names the panel.
    columns : int
        Panels beside each other.
    y_range : (low, high), optional
        Fixed limits for all panels.

    >>> frame = pd.DataFrame({"year": [2008, 2016] * 2, "index": [100, 10, 100, 60], "country": ["VEN", "VEN", "COL", "COL"]})
    >>> SmallMultiples("year", "index", panel="country").words(frame)
    '2 panels: VEN from 100 in 2008 to 10 in 2016; COL from 100 in 2008 to 60 in 2016.'
    """

    x: str
    y: str
    by: str | None = None
    panel: str = ""
    columns: int = 2
    y_range: tuple[float, float] | None = None

    def read(self, frame: pd.DataFrame) -> _Read:
        need(frame, *(c for c in (self.x, self.y, self.by, self.panel) if c is not None))
        panels = {}
        for name, part in frame.groupby(self.panel, sort=False, observed=True):
            if np.isfinite(numbers(part, self.y)).any():
                panels[str(name)] = read_series(part, self.x, self.y, self.by)[0]
        if not panels:
            raise KitError(
                _("There is nothing to draw: every figure in '{column}' is missing.").format(
                    column=self.y
                )
            )
        return panels

    def layout(self, data: _Read, guess: Mark | None = None) -> _Layout:
        every = [line for lines in data.values() for line in lines]
        xs = np.concatenate([line.xs for line in every])
        ys = np.concatenate([*(line.ys for line in every), self.reach(guess)])
        names = tuple(dict.fromkeys(line.name for line in every if line.name))
        edge = float(np.ptp(xs)) * 0.03 or 1.0
        rows = -(-len(data) // self.columns)
        around = sum(self._edges(names))
        y = self.y_range or round_limits(float(np.nanmin(ys)), float(np.nanmax(ys)))
        return _Layout(
            round(around + rows * (_HEAD + _PANEL + _FOOT)),
            (float(xs.min()) - edge, float(xs.max()) + edge),
            (float(y[0]), float(y[1])),
            tuple(data),
            names,
            every[0].kind,
        )

    def _entries(self, names: tuple[str, ...]) -> list[Entry]:
        return [
            Entry(
                name,
                "line",
                style.colour(i),
                dash=style.DASHES[i % len(style.DASHES)],
                marker=style.MARKERS[i % len(style.MARKERS)],
            )
            for i, name in enumerate(names)
        ]

    def _edges(self, names: tuple[str, ...]) -> tuple[float, float]:
        """Room over and under all panels; the places below a panel are its own."""
        above = LEGEND * legend_rows(self._entries(names))
        top, bottom = edges(self.y_label, self.x_label, above)
        return top, bottom - 26

    def same_places(self, layout: _Layout, before: _Read) -> bool:
        return tuple(before) == layout.panels

    def named_box(self, stage: list, layout: _Layout, data: _Read, name: str) -> tuple | None:
        """A whole panel."""
        if name not in layout.panels:
            return None
        left, bottom, width, height = box_of(stage[layout.panels.index(name)])
        return left, bottom, left + width, bottom + height

    def stage(self, figure: Any, layout: _Layout) -> list:
        left = value_width(layout.limits)
        columns = min(self.columns, len(layout.panels))
        wide = (style.width() - left - 14 - _GAP * (columns - 1)) / columns
        top = self._edges(layout.names)[0]
        axes = []
        for i, name in enumerate(layout.panels):
            row, column = divmod(i, columns)
            x, y = left + column * (wide + _GAP), top + row * (_HEAD + _PANEL + _FOOT) + _HEAD
            own = axes_at(figure, x, style.width() - x - wide, y, layout.height - y - _PANEL)
            own.set_xlim(*layout.x)
            value_axis(own, layout.limits, named=column == 0)
            marks = [t for t in ticks(*layout.x, most=4) if layout.x[0] <= t <= layout.x[1]]
            name_x(own, marks, [position_text(m, layout.places) for m in marks])
            write(figure, x, box_of(own)[1] + _PANEL + 14, name, bold=True)
            axes.append(own)
        captions(figure, layout.height, self.y_label, self.x_label)
        entries = self._entries(layout.names)
        y = layout.height - (32 if self.y_label else 12) - 8
        legend(figure, layout.height, y, entries)
        return axes

    def moving(self, stage: list, layout: _Layout, data: _Read) -> list:
        artists = []
        for axes, lines in zip(stage, data.values(), strict=True):
            for line in lines:
                artists += draw_series(
                    axes, line, layout.names.index(line.name) if line.name in layout.names else 0
                )
        return artists

    def headline(self, data: _Read) -> str:
        tops = {name: max(_top(line) for line in lines) for name, lines in data.items()}
        top = max(tops, key=tops.get)
        return _("Highest in {panel}: {value}").format(panel=top, value=number(tops[top]))

    def tell(self, data: _Read) -> str:
        unit = f" ({self.y_label})" if self.y_label else ""
        short = sum(map(len, data.values())) > 4
        parts = []
        for name, lines in data.items():
            real = [line.course(short) for line in lines if np.isfinite(line.ys).any()]
            empty = [line.name for line in lines if not np.isfinite(line.ys).any()]
            none = [_("no figure for {names}").format(names=listing(empty, 9))] if empty else []
            parts.append(f"{name} {listing([*none, *real], most=9)}")
        return _("{n} panels{unit}: {parts}.").format(
            n=len(data), unit=unit, parts="; ".join(enough(parts, list(data)))
        )


def _top(line: Series) -> float:
    return float(np.nanmax(line.ys)) if np.isfinite(line.ys).any() else -np.inf
