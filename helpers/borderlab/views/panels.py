"""Small multiples: one small plot of lines for each group, on the same axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from borderlab.errors import KitError
from borderlab.i18n import _
from borderlab.views import style
from borderlab.views.figure import View, need
from borderlab.views.series import Series, draw_series, read_series
from borderlab.views.stage import (
    axes_at,
    box_of,
    name_x,
    position_text,
    round_limits,
    ticks,
    value_axis,
    value_width,
)
from borderlab.views.text import text_width, write
from borderlab.views.words import enough, listing, number

__all__ = ["SmallMultiples"]

_PANEL, _HEAD, _FOOT, _GAP = 130, 24, 26, 22


class _Layout(NamedTuple):
    height: int
    x: tuple[float, float]
    y: tuple[float, float]
    panels: tuple[str, ...]
    names: tuple[str, ...]


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

    def read(self, frame: pd.DataFrame) -> dict[str, list[Series]]:
        need(frame, *(c for c in (self.x, self.y, self.by, self.panel) if c is not None))
        panels = {}
        for name, part in frame.groupby(self.panel, sort=False, observed=True):
            if part[self.y].notna().any():
                panels[str(name)] = read_series(part, self.x, self.y, self.by)[0]
        if not panels:
            raise KitError(
                _("There is nothing to draw: every figure in '{column}' is missing.").format(
                    column=self.y
                )
            )
        return panels

    def layout(self, data: dict[str, list[Series]], overlay: tuple | None) -> _Layout:
        every = [line for lines in data.values() for line in lines]
        xs, ys = (
            np.concatenate([line.xs for line in every]),
            np.concatenate([line.ys for line in every]),
        )
        names = tuple(dict.fromkeys(line.name for line in every if line.name))
        edge = float(np.ptp(xs)) * 0.03 or 1.0
        rows = -(-len(data) // self.columns)
        height = (
            16
            + (18 if self.y_label else 0)
            + (24 if names else 0)
            + rows * (_HEAD + _PANEL + _FOOT)
            + (18 if self.x_label else 0)
        )
        y = self.y_range or round_limits(float(np.nanmin(ys)), float(np.nanmax(ys)))
        return _Layout(
            height,
            (float(xs.min()) - edge, float(xs.max()) + edge),
            (float(y[0]), float(y[1])),
            tuple(data),
            names,
        )

    def stage(self, figure: Any, layout: _Layout) -> list:
        left = value_width(layout.y)
        columns = min(self.columns, len(layout.panels))
        wide = (style.WIDTH - left - 14 - _GAP * (columns - 1)) / columns
        top = 8 + (18 if self.y_label else 0) + (24 if layout.names else 0)
        axes = []
        for i, name in enumerate(layout.panels):
            row, column = divmod(i, columns)
            x, y = left + column * (wide + _GAP), top + row * (_HEAD + _PANEL + _FOOT) + _HEAD
            own = axes_at(figure, x, style.WIDTH - x - wide, y, layout.height - y - _PANEL)
            own.set_xlim(*layout.x)
            value_axis(own, layout.y, named=column == 0)
            marks = [t for t in ticks(*layout.x, most=4) if layout.x[0] <= t <= layout.x[1]]
            name_x(own, marks, [position_text(m) for m in marks])
            write(figure, x, box_of(own)[1] + _PANEL + 13, name, bold=True)
            axes.append(own)
        self._captions(figure, layout)
        return axes

    def _captions(self, figure: Any, layout: _Layout) -> None:
        if self.y_label:
            write(figure, 4, layout.height - 11, self.y_label, colour=style.MUTED)
        if self.x_label:
            write(figure, style.WIDTH - 14, 11, self.x_label, colour=style.MUTED, ha=1)
        x, y = 8.0, layout.height - (29 if self.y_label else 11) - 6
        for i, name in enumerate(layout.names):
            _sample(figure, i, x, y, layout.height)
            write(figure, x + 36, y, name)
            x += 36 + text_width(name) + 20

    def moving(
        self, stage: list, layout: _Layout, data: dict[str, list[Series]], overlay: tuple | None
    ) -> list:
        artists = []
        for axes, lines in zip(stage, data.values(), strict=True):
            for line in lines:
                artists += draw_series(
                    axes, line, layout.names.index(line.name) if line.name else 0
                )
        return artists

    def headline(self, data: dict[str, list[Series]]) -> str:
        tops = {name: max(np.nanmax(line.ys) for line in lines) for name, lines in data.items()}
        top = max(tops, key=tops.get)
        return _("Highest in {panel}: {value}").format(panel=top, value=number(tops[top]))

    def tell(self, data: dict[str, list[Series]]) -> str:
        unit = f" ({self.y_label})" if self.y_label else ""
        short = sum(map(len, data.values())) > 4
        parts = [
            f"{name} {listing([line.course(short) for line in lines], most=3)}"
            for name, lines in data.items()
        ]
        return _("{n} panels{unit}: {parts}.").format(
            n=len(data), unit=unit, parts="; ".join(enough(parts))
        )


def _sample(figure: Any, index: int, x: float, y: float, height: float) -> None:
    """A bit of a line with its dash and marker, for the legend."""
    from matplotlib.lines import Line2D

    xs, ys = np.array([x, x + 15, x + 30]) / style.WIDTH, [y / height] * 3
    dash, marker = (
        style.DASHES[index % len(style.DASHES)],
        style.MARKERS[index % len(style.MARKERS)],
    )
    figure.add_artist(
        Line2D(
            xs,
            ys,
            color=style.colour(index),
            ls=dash,
            lw=2.2,
            marker=marker,
            markevery=[1],
            ms=6.5,
            mec="white",
            mew=0.6,
        )
    )
