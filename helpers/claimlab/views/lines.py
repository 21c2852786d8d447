"""Lines over years with event bands, each named at its end."""

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
from claimlab.views.frame import LEGEND, Entry, captions, edges, legend
from claimlab.views.guess import Mark
from claimlab.views.placing import LANE, lanes
from claimlab.views.series import Series, describe_series, draw_series, read_series
from claimlab.views.stage import (
    axes_at,
    curve,
    name_x,
    pixels,
    position,
    position_text,
    round_limits,
    ticks,
    value_axis,
    value_width,
)
from claimlab.views.text import text_width, write
from claimlab.views.words import number

__all__ = ["Lines"]

_Read = tuple[list[Series], list[str]]  # the lines, and the names of the bases


class _Layout(NamedTuple):
    height: int
    x: tuple[float, float]
    limits: tuple[float, float]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    places: str


@dataclass(frozen=True)
class Lines(View):
    """Lines of a long frame: one for each value of `by`, or a single one.

    A place without a figure is a gap in the line. Each line has its own colour, dash and marker, and
    its name at its end.

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
    y_range : (low, high), optional
        Fixed limits; else round ones that hold the data.
    basis : str, optional
        Column that says on what basis a value was counted. Values of a second basis have hollow
        markers, and no line joins two bases.
    faint : sequence of str
        Names of lines kept in the background.
    name : str
        Names the single line where `by` is left out.
    places : str
        ``"year"``, ``"date"`` or ``"number"``: what `x` holds, where its name does not say so.
    x_ticks, y_ticks : sequence of float
        Where the axes are named; else at round numbers.
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
    name: str = ""
    places: str = ""
    x_ticks: Sequence[float] = ()
    y_ticks: Sequence[float] = ()
    guided: Sequence[str] = ()
    highlight: str = ""
    log: bool = False
    options: ClassVar[tuple[str, ...]] = ("highlight", "log")
    guesses: ClassVar[tuple[str, ...]] = ("value", "line", "choice", "curve")

    def read(self, frame: pd.DataFrame) -> _Read:
        need(frame, *(c for c in (self.x, self.y, self.by, self.basis) if c))
        lines, kinds = read_series(frame, self.x, self.y, self.by, self.basis, self.places)
        if self.log:
            for line in lines:
                line.ys = np.where(line.ys > 0, line.ys, np.nan)
            if not any(np.isfinite(line.ys).any() for line in lines):
                raise KitError(
                    _("A logarithmic axis shows figures above zero, and there are none.")
                )
        return lines, kinds

    def layout(self, data: _Read, guess: Mark | None = None) -> _Layout:
        lines, kinds = data
        xs = [line.xs for line in lines]
        ys = [line.ys for line in lines]
        names = [line.name or self.name for line in lines]
        if guess and guess.kind == "curve":
            xs.append(guess.points[0])
        ys.append(np.array(self.reach(guess)))
        every, values = np.concatenate(xs), np.concatenate(ys)
        low, high = float(np.nanmin(every)), float(np.nanmax(every))
        edge = (high - low) * 0.015 or 1.0
        limits = self.y_range or round_limits(
            float(np.nanmin(values)), float(np.nanmax(values)), self.log
        )
        return _Layout(
            max(self.height, 150 + len(names) * 20),
            (low - edge, high + edge),
            (float(limits[0]), float(limits[1])),
            tuple(names),
            tuple(kinds) if len(kinds) > 1 else (),
            lines[0].kind,
        )

    def stage(self, figure: Any, layout: _Layout) -> Any:
        left, right = value_width(layout.limits, self.log), end_width(layout.names)
        events = self._events(layout)
        room = style.width() - left - right
        starts = [max(e[0], layout.x[0]) for e in events]
        offsets = [room * (s - layout.x[0]) / (layout.x[1] - layout.x[0]) for s in starts]
        rows = lanes(
            offsets, [text_width(e[2], style.SMALL) + 12 for e in events], style.width() - left
        )
        above = LANE * (max((row for _x, row in rows), default=-1) + 1)
        below = LEGEND if layout.kinds else 0
        top, bottom = edges(self.y_label, self.x_label, above, below)
        axes = axes_at(figure, left, right, top, bottom)
        axes.set_xlim(*layout.x)
        value_axis(axes, layout.limits, self.log, at=self.y_ticks)
        marks = self.x_ticks or ticks(*layout.x, most=8)
        marks = [float(m) for m in marks if layout.x[0] <= m <= layout.x[1]]
        if layout.places != "number" and layout.x[1] - layout.x[0] >= 4:
            marks = [m for m in marks if m.is_integer()]
        name_x(axes, marks, [position_text(m, layout.places) for m in marks])
        for event, offset, (x, row) in zip(events, offsets, rows, strict=True):
            _event(figure, axes, event, left + offset, left + x, layout.height - top, row)
        captions(figure, layout.height, self.y_label, self.x_label, right, below)
        legend(figure, layout.height, 12, self._bases(layout))
        return axes

    def _events(self, layout: _Layout) -> list[tuple]:
        """Bands and marks inside the picture as (start, end or None, label)."""
        events = [(position(a), position(b), label) for a, b, label in self.bands]
        events += [(position(m), None, label) for m, label in self.marks]
        return [
            e
            for e in events
            if e[0] < layout.x[1] and (e[0] if e[1] is None else e[1]) > layout.x[0]
        ]

    def _bases(self, layout: _Layout) -> list[Entry]:
        muted, paper = style.theme().muted, style.theme().paper
        return [
            Entry(kind, "point", paper if i % 2 else muted, marker="o", edge=muted)
            for i, kind in enumerate(layout.kinds)
        ]

    def moving(self, stage: Any, layout: _Layout, data: _Read) -> list:
        artists = []
        for i, line in enumerate(data[0]):
            faint = self._is_faint(line.name)
            artists += draw_series(
                stage, line, i, faint, zorder=10 + 0.01 * i + (0 if faint else 1)
            )
        for i, line in enumerate(data[0]):
            if line.name in self.guided:
                artists += _guides(stage, line, style.colour(i))
        ends = [
            End(name, line.xs, line.ys, style.colour(i), self._is_faint(line.name))
            for i, (line, name) in enumerate(zip(data[0], layout.names, strict=False))
            if np.isfinite(line.ys).any()
        ]
        return artists + end_labels(stage, ends)

    def _is_faint(self, name: str) -> bool:
        return name in self.faint or bool(self.highlight) and name != self.highlight

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
        return describe_series(data[0], self.y_label, data[1], self.x_label or self.x)

    def named_box(self, stage: Any, layout: _Layout, data: _Read, name: str) -> tuple | None:
        """Around the last point of a line."""
        line = next((one for one in data[0] if one.name == name), None)
        if line is None or not np.isfinite(line.ys).any():
            return None
        last = np.flatnonzero(np.isfinite(line.ys))[-1]
        x, y = pixels(stage, line.xs[last], min(line.ys[last], layout.limits[1]))
        return x - 9, y - 10, style.width() - 3, y + 10

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


def _guides(stage: Any, line: Series, colour: str) -> list:
    """A large dot on each point, and lines down to the one axis and across to the other."""
    (left, _right), (bottom, _top) = stage.get_xlim(), stage.get_ylim()
    look = {"color": colour, "ls": ":", "lw": 1.2, "zorder": 9}
    points = [(x, y) for x, y in zip(line.xs, line.ys, strict=True) if np.isfinite(y)]
    dot = {"color": colour, "marker": "o", "ls": "none", "ms": 11, "zorder": 12, "clip_on": False}
    ways = [
        curve(stage, *way, **look)
        for x, y in points
        for way in (([x, x], [bottom, y]), ([left, x], [y, y]))
    ]
    return [*ways, curve(stage, line.xs, line.ys, **dot)]


def _event(
    figure: Any, axes: Any, event: tuple, at: float, text_at: float, top: float, row: int
) -> None:
    """A band or a mark, a thin line up from its start, and its label beside the line."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    theme = style.theme()
    start, end, label = event
    y = top + LANE * row + 9
    upright = axes.get_xaxis_transform()
    if end is None:
        look = {"color": theme.muted, "lw": 1.2, "ls": (0, (4, 2)), "zorder": 1}
    else:
        first, last = axes.get_xlim()
        start, end = max(start, first), min(end, last)
        look = {"fc": theme.band, "lw": 0, "zorder": 0.3}
        axes.add_artist(Rectangle((start, 0), end - start, 1, transform=upright, **look))
        look = {"color": theme.faint, "lw": 0.8, "zorder": 0.4}
    curve(axes, [start, start], [0, 1], transform=upright, **look)
    width, height = figure.get_size_inches() * style.DPI
    figure.add_artist(
        Line2D([at / width] * 2, [top / height, (y + 6) / height], color=theme.axis, lw=0.8)
    )
    write(figure, text_at + 4, y, label, style.SMALL)
