"""Bars: side by side, stacked or lying, with hatches beside colours and a line at zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.views import style
from claimlab.views.figure import View, need
from claimlab.views.frame import LEGEND, Entry, captions, edges, legend, legend_rows
from claimlab.views.guess import Mark
from claimlab.views.series import numbers, usual_step
from claimlab.views.stage import (
    axes_at,
    box_of,
    name_x,
    name_y,
    pixels,
    place_kind,
    position_text,
    round_limits,
    value_axis,
    value_width,
    zero_line,
)
from claimlab.views.text import lines_of, text_width, wrap, write_all
from claimlab.views.words import enough, listing, number

__all__ = ["Bars"]

_LEAST, _DEEP = 6, 3  # letters of the shortest line of a bar's name, and lines of the longest
_FEW = 2  # bars of a group that are named one by one where there are many groups


class _Data(NamedTuple):
    categories: tuple[str, ...]
    groups: tuple[str, ...]
    values: np.ndarray  # one row a group, one column a category; NaN where there is no figure
    asked: np.ndarray  # whether the frame has a row for it


class _Layout(NamedTuple):
    height: int
    categories: tuple[str, ...]
    groups: tuple[str, ...]
    limits: tuple[float, float]


@dataclass(frozen=True)
class Bars(View):
    """Bars of a long frame, one for each value of `x` and, where given, of `by`.

    Parameters
    ----------
    x, y : str
        Columns: what each bar stands for, and its value.
    by : str, optional
        Column of the groups; each has its own colour and hatch.
    stacked : bool
        Groups on top of each other; parts below zero hang down, and a diamond marks the sum.
    horizontal : bool
        Bars that lie, for long names.
    value_labels : bool
        The value beside each bar, where there is room.
    y_range : (low, high), optional
        Fixed limits; else round ones that hold the data.
    row : int
        Least height in pixels of a bar that lies, with its share of the gaps.
    looks : mapping
        Group to the place of its colour and hatch, so that it has the same in several pictures.

    >>> frame = pd.DataFrame({"part": ["Their purchases", "Our share"], "log_points": [-0.9, -1.4]})
    >>> Bars("part", "log_points", y_label="log points").words(frame)
    '−0.9 (Their purchases) and −1.4 (Our share) (log points).'
    """

    x: str
    y: str
    by: str | None = None
    stacked: bool = False
    horizontal: bool = False
    value_labels: bool = True
    y_range: tuple[float, float] | None = None
    row: int = 26
    looks: Mapping[str, int] = field(default_factory=dict)
    options: ClassVar[tuple[str, ...]] = ("stacked", "value_labels", "y_label")

    def read(self, frame: pd.DataFrame) -> _Data:
        need(frame, *(c for c in (self.x, self.y, self.by) if c))
        values = numbers(frame, self.y)
        if not np.isfinite(values).any():
            raise KitError(
                _("There is nothing to draw: every figure in '{column}' is missing.").format(
                    column=self.y
                )
            )
        kind = place_kind(frame, self.x)
        names = [_name(value, kind) for value in frame[self.x].tolist()]
        known = _run(frame[self.x], kind) or names
        kinds = [str(value) for value in frame[self.by].tolist()] if self.by else [""] * len(names)
        categories = {n: i for i, n in enumerate(dict.fromkeys(known))}
        groups = {g: i for i, g in enumerate(dict.fromkeys(kinds))}
        places = [(groups[g], categories[n]) for g, n in zip(kinds, names, strict=True)]
        if len(set(places)) < len(places):
            raise KitError(
                _("Two rows stand for the same bar: add them up, or say with 'by' how they differ.")
            )
        table = np.full((len(groups), len(categories)), np.nan)
        table[tuple(zip(*places, strict=True))] = np.where(np.isfinite(values), values, np.nan)
        asked = np.zeros(table.shape, bool)
        asked[tuple(zip(*places, strict=True))] = True
        return _Data(tuple(categories), tuple(groups), table, asked)

    @property
    def lying(self) -> bool:
        return self.horizontal

    def layout(self, data: _Data, guess: Mark | None = None) -> _Layout:
        v = np.nan_to_num(data.values)
        ups, downs = (
            (np.where(v > 0, v, 0).sum(0), np.where(v < 0, v, 0).sum(0)) if self.stacked else (v, v)
        )
        reach = self.reach(guess)
        low, high = min(0.0, float(downs.min())), max(0.0, float(ups.max()))
        room = 0.07 * (high - low) if self.value_labels else 0.0
        low, high = low - (room if low < 0 else 0), high + (room if high > 0 else 0)
        limits = self.y_range or round_limits(min(low, *reach, low), max(high, *reach, high))
        height = self.height
        if self.horizontal:
            rows = len(data.categories) * (1 if self.stacked else len(data.groups))
            least = height if len(data.categories) > 3 else min(height, 300)
            height = max(least, 120 + rows * self.row)
        return _Layout(height, data.categories, data.groups, (float(limits[0]), float(limits[1])))

    def same_places(self, layout: _Layout, before: _Data) -> bool:
        return (before.categories, before.groups) == (layout.categories, layout.groups)

    def named_box(self, stage: Any, layout: _Layout, data: _Data, name: str) -> tuple | None:
        """The slot of a bar's name, over the whole length of the axis."""
        if name not in data.categories:
            return None
        at = data.categories.index(name)
        left, bottom, width, height = box_of(stage)
        if self.horizontal:
            low, high = (pixels(stage, 0, at + side)[1] for side in (0.46, -0.46))
            return left, low, left + width, high
        low, high = (pixels(stage, at + side, 0)[0] for side in (-0.46, 0.46))
        return low, bottom, high, bottom + height

    def _looks(self, groups: Sequence[str]) -> list[tuple[int, str]]:
        return [(self.looks.get(name, i), name) for i, name in enumerate(groups)]

    def _captions(self) -> tuple[str, str]:
        """The captions over and under the plot."""
        return ("", self.y_label) if self.horizontal else (self.y_label, self.x_label)

    def stage(self, figure: Any, layout: _Layout) -> Any:
        entries = [
            Entry(name, "box", style.colour(i), style.HATCHES[i % len(style.HATCHES)])
            for i, name in self._looks(layout.groups)
            if name
        ]
        above = LEGEND * legend_rows(entries) + (4 if entries else 0)
        names, every = self._places(layout)
        deep = max(len(lines_of(name)) for name in names[::every])
        below = 0 if self.horizontal else style.LINE * (deep - 1)
        top, bottom = edges(*self._captions(), above, below)
        if self.horizontal:
            axes = axes_at(figure, _names_width(layout.categories), 46, top, bottom)
        else:
            axes = axes_at(figure, value_width(layout.limits), 14, top, bottom)
        value_axis(axes, layout.limits, horizontal=self.horizontal)
        if not layout.limits[0] < 0 < layout.limits[1]:
            zero_line(axes, self.horizontal)
        self._names(axes, names, every)
        captions(figure, layout.height, *self._captions(), 46 if self.horizontal else 14)
        legend(figure, layout.height, layout.height - (top - above) - 10, entries)
        return axes

    def _places(self, layout: _Layout) -> tuple[list[str], int]:
        """The names of the bars, wrapped, and how many to step from one that is written to the next."""
        if self.horizontal:
            return [wrap(c, 34) for c in layout.categories], 1
        n = len(layout.categories)
        slot = (style.width() - value_width(layout.limits) - 14) / n
        for letters in range(max(_LEAST, int(slot / 6)), _LEAST - 1, -1):
            names = [c if c.isdigit() else wrap(c, letters) for c in layout.categories]
            widest = max(text_width(part) for c in names for part in lines_of(c)) + 8
            if widest <= slot and max(len(lines_of(c)) for c in names) <= _DEEP:
                return names, 1
        names = [
            c if c.isdigit() else wrap(c, max(_LEAST, int(slot / 8))) for c in layout.categories
        ]
        widest = max(text_width(part) for c in names for part in lines_of(c)) + 8
        return names, next(k for k in (1, 2, 5, 10, 20, 50, n) if k * slot >= widest or k >= n)

    def _names(self, axes: Any, names: list[str], every: int) -> None:
        n = len(names)
        if self.horizontal:
            axes.set_ylim(n - 0.5, -0.5)
            name_y(axes, range(n), names)
            return
        axes.set_xlim(-0.6, n - 0.4)
        first = next((i for i, c in enumerate(names) if c.isdigit() and int(c) % every == 0), 0)
        name_x(axes, range(first, n, every), names[first::every])

    def moving(self, stage: Any, layout: _Layout, data: _Data) -> list:
        artists: list = []
        groups = len(data.groups)
        together = self.stacked or bool(
            (data.asked.sum(axis=0) <= 1).all()
        )  # a category of one bar needs no room for others
        thick = 0.72 if together else 0.8 / groups
        ups, downs = np.zeros(len(data.categories)), np.zeros(len(data.categories))
        looks = [look for look, _name in self._looks(data.groups)]
        for i, values in enumerate(data.values):
            v = np.nan_to_num(values)
            base = np.where(v >= 0, ups, downs) if self.stacked else np.zeros_like(v)
            at = np.arange(len(v)) + (0 if together else (i - (groups - 1) / 2) * thick)
            artists.append(self._boxes(stage, looks[i], at[v != 0], base[v != 0], v[v != 0], thick))
            if self.value_labels:
                own = data.asked[i]
                artists += self._labels(
                    stage,
                    layout,
                    at[own],
                    values[own],
                    base[own],
                    thick,
                    inside=self.stacked and groups > 1,
                )
            ups, downs = ups + np.where(v > 0, v, 0), downs + np.where(v < 0, v, 0)
        if self.stacked and groups > 1:
            artists += self._sums(stage, layout, data, ups, downs)
        return artists

    def _boxes(
        self,
        axes: Any,
        look: int,
        at: np.ndarray,
        base: np.ndarray,
        values: np.ndarray,
        thick: float,
    ) -> Any:
        """All bars of a group as one path: a hatched patch each would be many times slower."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        near, far = at - thick / 2, at + thick / 2
        corners = [(near, base), (far, base), (far, base + values), (near, base + values)]
        boxes = np.stack(
            [np.stack(c[::-1] if self.horizontal else c, axis=-1) for c in corners], axis=1
        )
        paint = {
            "fc": style.colour(look),
            "hatch": style.HATCHES[look % len(style.HATCHES)],
            "ec": style.theme().paper,
            "lw": 0.6,
        }
        path = Path.make_compound_path_from_polys(boxes) if len(boxes) else Path(np.empty((0, 2)))
        return axes.add_artist(PathPatch(path, **paint, zorder=10))

    def _labels(
        self,
        axes: Any,
        layout: _Layout,
        at: np.ndarray,
        values: np.ndarray,
        base: np.ndarray,
        thick: float,
        inside: bool,
    ) -> list:
        """The value beside each bar, or inside its part of a stack, where it fits."""
        _left, _bottom, width, height = box_of(axes)
        long, wide = (width, height) if self.horizontal else (height, width)
        scale, slot = (
            long / (layout.limits[1] - layout.limits[0]),
            wide * thick / len(layout.categories),
        )
        found = []
        for place, value, start in zip(at, values, base, strict=True):
            text = number(value)
            size = text_width(text, style.SMALL)
            need_long, need_slot = (size + 6, 16) if self.horizontal else (18, size + 2)
            if slot < need_slot - 1 or (
                inside and (not np.isfinite(value) or abs(value) * scale < need_long)
            ):
                continue
            if not np.isfinite(value):
                value = 0.0
            where = start + (value / 2 if inside else value)
            side = 0.0 if inside else float(np.copysign(1, value))
            found.append((place, where, text, side))
        return self._texts(axes, found, bold=inside, halo=inside)

    def _texts(
        self,
        axes: Any,
        found: list[tuple[float, float, str, float]],
        bold: bool,
        halo: bool = False,
    ) -> list:
        """Values at the ends of bars (the last of each four says which end) or in their middle (0)."""
        places, shares = [], []
        for place, where, _text, side in found:
            x, y = pixels(axes, *((where, place) if self.horizontal else (place, where)))
            places.append((x + 5 * side, y) if self.horizontal else (x, y + 11 * side))
            shares.append(0.5 - 0.5 * side if self.horizontal else 0.5)
        texts = [text for _place, _where, text, _side in found]
        return write_all(axes, places, texts, style.SMALL, bold, ha=shares, halo=halo)

    def _sums(
        self, axes: Any, layout: _Layout, data: _Data, ups: np.ndarray, downs: np.ndarray
    ) -> list:
        """The sum of each stack: at its end, and as a diamond where parts point both ways."""
        artists = []
        sums = ups + downs
        mixed = (ups > 0) & (downs < 0)
        if mixed.any():
            at, where = np.flatnonzero(mixed), sums[mixed]
            xy = (where, at) if self.horizontal else (at, where)
            artists += axes.plot(
                *xy, "D", color=style.theme().ink, mec=style.theme().paper, ms=9, zorder=11.5
            )
        texts = [
            _("sum {total}").format(total=number(total)) if both else number(total)
            for total, both in zip(sums, mixed, strict=True)
        ]
        widest = max(text_width(text, style.SMALL, True) for text in texts)
        # All of them or none: a few values here and there would look like a choice.
        if self.value_labels and (self.horizontal or widest < box_of(axes)[2] / len(sums)):
            ends = [
                (i, up, text, 1.0) if up + down >= 0 else (i, down, text, -1.0)
                for i, (up, down, text) in enumerate(zip(ups, downs, texts, strict=True))
            ]
            artists += self._texts(axes, ends, bold=True)
        return artists

    def headline(self, data: _Data) -> str:
        g, c = np.unravel_index(np.nanargmax(np.abs(data.values)), data.values.shape)
        name = data.categories[c] + (f", {data.groups[g]}" if data.groups[g] else "")
        return _("{name} stands out: {value}").format(name=name, value=number(data.values[g, c]))

    def tell(self, data: _Data) -> str:
        unit = f" ({self.y_label})" if self.y_label else ""
        groups = [
            (group, np.array(data.categories)[own], values[own])
            for group, values, own in zip(data.groups, data.values, data.asked, strict=True)
        ]
        if len(groups) > 1 and (data.asked.sum(axis=0) <= 1).all():
            # Kinds of one row of bars: the rarer kind first, and of two alike the one named last.
            groups = sorted(groups[::-1], key=lambda one: len(one[1]))
        names = [group for group, _names, _values in groups]
        parts = [_group_words(*one) for one in groups]
        if enough(parts, names) != parts:
            parts = [_group_words(*one, most=_FEW) for one in groups]
        missing = np.array(data.categories)[(data.asked & ~np.isfinite(data.values)).any(0)]
        words = (
            _("No figure for {names}.").format(names=listing(missing, 6)) + " "
            if len(missing)
            else ""
        )
        words += _("{parts}{unit}.").format(parts="; ".join(enough(parts, names)), unit=unit)
        if self.stacked and len(data.groups) > 1:
            sums = np.where(np.isfinite(data.values).any(0), np.nansum(data.values, axis=0), np.nan)
            words += " " + _("Sum: {text}.").format(text=_bar_words(data.categories, sums))
        return words

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        if not self.by:
            return super().table(frame)
        wide = frame.pivot_table(
            index=self.x, columns=self.by, values=self.y, sort=False, dropna=False
        )
        return (
            wide.rename_axis(columns=None)
            .reset_index()
            .rename(columns={self.x: self.x_label or self.x})
        )


def _group_words(group: str, categories: Sequence[str], values: np.ndarray, most: int = 6) -> str:
    text = _bar_words(categories, values, most)
    return f"{group}: {text}" if group else text


def _bar_words(categories: Sequence[str], values: np.ndarray, most: int = 6) -> str:
    """Every bar when they are few; else the largest and the smallest."""
    real = np.flatnonzero(np.isfinite(values))
    if not len(real):
        return _("no figure")
    if len(categories) > most and len({number(values[i]) for i in real}) == 1:
        return _("{n} bars, each {value}").format(n=len(real), value=number(values[real[0]]))
    if len(categories) <= most:
        return listing(f"{number(values[i])} ({categories[i]})" for i in real)
    top, bottom = int(np.nanargmax(values)), int(np.nanargmin(values))
    return _("{n} bars, from {low} ({bottom}) to {high} ({top})").format(
        n=len(real),
        top=categories[top],
        high=number(values[top]),
        bottom=categories[bottom],
        low=number(values[bottom]),
    )


def _run(column: pd.Series, kind: str) -> list[str]:
    """The places on a numeric axis in order: a missing year is among them and leaves a gap."""
    if column.dtype.kind not in "iuf":
        return []
    places = np.unique(column.to_numpy(dtype=float, na_value=np.nan))
    places = places[np.isfinite(places)]
    step = usual_step(np.diff(places)) if len(places) > 2 else 0
    if step and (places[-1] - places[0]) / step < 200:
        places = np.union1d(places, np.arange(places[0], places[-1], step))
    return [_name(float(place), kind) for place in places]


def _name(value: object, kind: str) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return position_text(value, kind)
    return str(value)


def _names_width(names: tuple[str, ...]) -> float:
    return min(
        270.0, max(text_width(part) for name in names for part in lines_of(wrap(name, 34))) + 14
    )
