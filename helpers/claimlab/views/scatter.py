"""Points, and lines through them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.views import style
from claimlab.views.ends import End, end_labels, end_width
from claimlab.views.figure import View, need
from claimlab.views.frame import LEGEND, Entry, captions, edges, legend, legend_rows
from claimlab.views.guess import Mark
from claimlab.views.placing import beside
from claimlab.views.series import numbers
from claimlab.views.stage import (
    axes_at,
    box_of,
    name_x,
    pixels,
    place_kind,
    position_text,
    round_limits,
    ticks,
    value_axis,
    value_width,
)
from claimlab.views.text import text_width, write
from claimlab.views.words import listing, number

__all__ = ["Scatter"]


class _Data(NamedTuple):
    groups: dict[str, tuple[np.ndarray, np.ndarray]]
    fits: dict[str, tuple[np.ndarray, np.ndarray]]
    places: str
    named: tuple[tuple[float, float, str], ...] = ()


class _Layout(NamedTuple):
    height: int
    x: tuple[float, float]
    limits: tuple[float, float]
    groups: tuple[str, ...]
    fits: tuple[str, ...]
    places: str


@dataclass(frozen=True)
class Scatter(View):
    """Points of a frame, with their own colour and marker for each value of `by`.

    Parameters
    ----------
    x, y : str
        Columns of numbers.
    by : str, optional
        Column of the groups.
    fit : callable, str or sequence of str, optional
        A function ``y = fit(x)``, or columns of the frame that hold fitted values; drawn as lines.
    fit_name : str
        What stands at the end of the line of a function.
    x_range, y_range : (low, high), optional
        Fixed limits.
    levels : mapping
        Name to value: lines right across the plot, such as estimates that others published.
    order : sequence of str
        All groups in the order of the legend, so that each keeps its colour while points come and go.
    labels : str, optional
        Column that names the points: each name stands beside its point.
    looks : mapping
        Group to the place of its colour and marker, so that it has the same in several pictures.
    faint : sequence of str
        Groups kept small and pale in the background, such as what was not tried yet.
    trend : bool
        Whether the words tell if the points rise together; not of points that somebody tried.

    >>> frame = pd.DataFrame({"distance": [1.0, 2.0, 3.0], "trade": [9.0, 5.0, 1.0]})
    >>> Scatter("distance", "trade", fit=lambda x: 13 - 4 * x).words(frame)
    '3 points: x from 1 to 3, y from 1 to 9; they move in opposite directions (correlation −1). The line goes from 9 to 1.'
    """

    x: str
    y: str
    by: str | None = None
    fit: Callable | str | Sequence[str] | None = None
    fit_name: str = ""
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    levels: Mapping[str, float] = field(default_factory=dict)
    order: Sequence[str] = ()
    labels: str = ""
    trend: bool = True
    looks: Mapping[str, int] = field(default_factory=dict)
    faint: Sequence[str] = ()
    options: ClassVar[tuple[str, ...]] = ("fit",)

    def _fitted(self) -> tuple[str, ...]:
        if self.fit is None or callable(self.fit):
            return ()
        return (self.fit,) if isinstance(self.fit, str) else tuple(self.fit)

    def read(self, frame: pd.DataFrame) -> _Data:
        need(frame, *(c for c in (self.x, self.y, self.by, self.labels, *self._fitted()) if c))
        xs, ys = numbers(frame, self.x), numbers(frame, self.y)
        real = np.isfinite(xs) & np.isfinite(ys)
        if not real.any():
            raise KitError(
                _("There is nothing to draw: no row has both '{x}' and '{y}'.").format(
                    x=self.x, y=self.y
                )
            )
        names = (
            frame[self.by].astype(str).to_numpy(object)
            if self.by
            else np.full(len(frame), "", object)
        )
        groups = {
            n: (xs[real & (names == n)], ys[real & (names == n)])
            for n in dict.fromkeys([*self.order, *names[real]])
        }
        fits = {}
        if callable(self.fit):
            course = np.linspace(xs[real].min(), xs[real].max(), 60)
            fits[self.fit_name or _("line")] = (course, np.asarray(self.fit(course), float))
        for column in self._fitted():
            order = np.argsort(xs[real], kind="stable")
            fits[column] = (xs[real][order], numbers(frame, column)[real][order])
        ends = np.array(self.x_range or (xs[real].min(), xs[real].max()), float)
        fits |= {name: (ends, np.full(2, float(value))) for name, value in self.levels.items()}
        texts = frame[self.labels].astype(str).to_numpy(object)[real] if self.labels else ()
        named = tuple(
            (float(a), float(b), text)
            for a, b, text in zip(xs[real], ys[real], texts, strict=bool(self.labels))
            if text
        )
        return _Data(groups, fits, place_kind(frame, self.x), named)

    def layout(self, data: _Data, guess: Mark | None = None) -> _Layout:
        xs = np.concatenate([g[0] for g in data.groups.values()])
        ys = np.concatenate([g[1] for g in (*data.groups.values(), *data.fits.values())])
        ys = np.append(ys, self.reach(guess))
        x = self.x_range or round_limits(float(xs.min()), float(xs.max()), zero=False)
        y = self.y_range or round_limits(float(np.nanmin(ys)), float(np.nanmax(ys)))
        return _Layout(
            self.height,
            (float(x[0]), float(x[1])),
            (float(y[0]), float(y[1])),
            tuple(n for n in data.groups if n),
            tuple(data.fits) if self._fitted() or self.levels or self.fit_name else (),
            data.places,
        )

    def same_places(self, layout: _Layout, before: _Data) -> bool:
        return not before.named  # a name stands once: named points leave nothing behind

    def stage(self, figure: Any, layout: _Layout) -> Any:
        entries = [
            Entry(
                name, "point", self._colour(i, name), marker=style.MARKERS[i % len(style.MARKERS)]
            )
            for i, name in ((self.looks.get(name, i), name) for i, name in enumerate(layout.groups))
        ]
        above = LEGEND * legend_rows(entries)
        top, bottom = edges(self.y_label, self.x_label, above)
        right = end_width(layout.fits)
        axes = axes_at(figure, value_width(layout.limits), right, top, bottom)
        axes.set_xlim(*layout.x)
        value_axis(axes, layout.limits)
        marks = [t for t in ticks(*layout.x) if layout.x[0] <= t <= layout.x[1]]
        name_x(axes, marks, [position_text(m, layout.places) for m in marks])
        captions(figure, layout.height, self.y_label, self.x_label, right)
        legend(figure, layout.height, layout.height - (top - above) - 8, entries)
        return axes

    def moving(self, stage: Any, layout: _Layout, data: _Data) -> list:
        artists, ends = [], []
        shown = [len(g[0]) for name, g in data.groups.items() if name not in self.faint]
        crowded = sum(shown) > 120
        for i, (group, (xs, ys)) in enumerate(data.groups.items()):
            kind = self.looks.get(group, i)
            many = crowded or group in self.faint
            look = {
                "ms": 4.5 if many else 8,
                "alpha": 0.45 if many else 0.85,
                "mec": style.theme().paper,
                "mew": 0.3 if many else 0.6,
            }
            artists += stage.plot(
                xs,
                ys,
                style.MARKERS[kind % len(style.MARKERS)],
                color=self._colour(kind, group),
                zorder=10.9 - 0.1 * min(i, 9),  # the first group lies on top
                **look,
            )
        for i, (name, (xs, ys)) in enumerate(data.fits.items(), start=len(layout.groups) or 1):
            artists += stage.plot(
                xs,
                ys,
                color=style.colour(i),
                ls=style.DASHES[(i - 1) % len(style.DASHES)],
                lw=2.4,
                zorder=11,
            )
            ends.append(End(name if layout.fits else "", xs, ys, style.colour(i)))
        return artists + _names(stage, data) + end_labels(stage, ends)

    def _colour(self, place: int, group: str) -> str:
        return style.theme().faint if group in self.faint else style.colour(place)

    def _all(self, data: _Data) -> tuple[np.ndarray, np.ndarray]:
        return tuple(np.concatenate([g[k] for g in data.groups.values()]) for k in (0, 1))

    def _correlation(self, data: _Data) -> float:
        xs, ys = self._all(data)
        return (
            float(np.corrcoef(xs, ys)[0, 1])
            if len(xs) > 2 and np.ptp(xs) and np.ptp(ys)
            else float("nan")
        )

    def headline(self, data: _Data) -> str:
        x, y, r = self.x_label or self.x, self.y_label or self.y, self._correlation(data)
        if not abs(r) >= 0.3:
            return _("{y} against {x}").format(x=x, y=y)
        return (_("More {x}, more {y}") if r > 0 else _("More {x}, less {y}")).format(x=x, y=y)

    def tell(self, data: _Data) -> str:
        xs, ys = self._all(data)
        said = (
            _("{n} points: {x} from {x0} to {x1}, {y} from {y0} to {y1}")
            if len(xs) > 1
            else _("One point: {x} {x0}, {y} {y0}")
        )
        text = said.format(
            n=len(xs),
            x=self.x_label or "x",
            x0=number(xs.min()),
            x1=number(xs.max()),
            y=self.y_label or "y",
            y0=number(ys.min()),
            y1=number(ys.max()),
        )
        r = self._correlation(data)
        is_cloud = self.trend and not data.named  # a few named points are places
        if np.isfinite(r) and is_cloud:
            way = _("they rise together") if r > 0 else _("they move in opposite directions")
            if abs(r) <= 0.1:
                way = _("they hardly move together")
            text += _("; {way} (correlation {r})").format(way=way, r=number(r, 2))
        lines = [
            _("{name} stands at {value}").format(name=n, value=number(f[0]))
            if n in self.levels
            else _("The line{name} goes from {a} to {b}").format(
                name=f" '{n}'" if self._fitted() or self.fit_name else "",
                a=number(f[0]),
                b=number(f[-1]),
            )
            for n, (_x, f) in data.fits.items()
        ]
        named = [n for n, (own, _ys) in data.groups.items() if n and len(own)]
        groups = (
            [_("Groups: {names}").format(names=listing(named, len(named)))]
            if len(named) > 1
            else []
        )
        points = [
            _("{name}: {x} and {y}").format(name=text, x=number(x), y=number(y))
            for x, y, text in data.named
        ]
        said = [listing(points, len(points))] if points else []
        return ". ".join([text, *groups, *said, *lines]) + "."


def _names(stage: Any, data: _Data) -> list:
    """The names of the points, each beside its own, and on no line or other point where there is room."""
    named = data.named
    if not named:
        return []
    (low, high), across = stage.get_ylim(), np.linspace(*stage.get_xlim(), 200)
    lines = [(x, 0.0) for x in across if low < 0 < high]
    for xs, ys in data.groups.values():
        lines += zip(xs, ys, strict=True)
    for xs, ys in data.fits.values():
        along = across[(across >= xs.min()) & (across <= xs.max())]
        lines += zip(along, np.interp(along, xs, ys), strict=True)
    points = [pixels(stage, x, y) for x, y, _text in named]
    left, bottom, width, height = box_of(stage)
    places = beside(
        points,
        [text_width(text) for *_point, text in named],
        1.25 * style.FONT,
        (left, bottom, left + width, bottom + height),
        [pixels(stage, x, y) for x, y in lines if np.isfinite(y)],
    )
    return [
        artist
        for (x, y), (*_point, text) in zip(places, named, strict=True)
        for artist in write(stage, x, y, text, ha=0.5, halo=True)
    ]
