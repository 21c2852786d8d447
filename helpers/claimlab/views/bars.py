"""Bars: side by side, stacked or lying, each with its value and a line at zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _, capital
from claimlab.views.axes import LEAD, Box, Scale, grid, limits_of, stacked, tick_names, ticks_in
from claimlab.views.figure import Sheet, View, need
from claimlab.views.guess import Mark
from claimlab.views.letters import fitted, rows, wide
from claimlab.views.room import box_of_text, guess_flag, guess_line, guess_ring, label
from claimlab.views.scene import Mark as Drawn
from claimlab.views.scene import Scene, line, point, rect, scene, text
from claimlab.views.series import need_some, numbers, usual_step
from claimlab.views.shades import (
    FILLS,
    is_told,
    legend,
    legend_rows,
    name_tone,
    on_fill,
    shades,
    strong_among,
)
from claimlab.views.stage import place_kind, position_text
from claimlab.views.tokens import part_of
from claimlab.views.words import alike, enough, listing, number, with_unit

__all__ = ["Bars"]

_FEW = 2  # bars of a group that are named one by one where there are many groups
_THICKEST, _GAP, _NARROW = 26, 10, 520
_DEEP, _THINNEST, _BETWEEN = 300, 18, 4  # of bars that are as thick as their weights
_RESTS = ("others", "others pale", "soft", "ink pale")  # what an accent leaves of a stack


class _Data(NamedTuple):
    categories: tuple[str, ...]
    groups: tuple[str, ...]
    values: np.ndarray  # one row a group, one column a category; NaN where there is no figure
    asked: np.ndarray  # whether the frame has a row for it
    weights: tuple[float, ...] = ()  # one a category
    inside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bars(View):
    """Bars of a long frame, one for each value of `x` and, where given, of `by`.

    Parameters
    ----------
    x, y : str
        Columns: what each bar stands for, and its value.
    by : str, optional
        Column of the groups.
    stacked : bool
        Groups on top of each other; parts below zero hang down, and a dot marks the sum.
    horizontal : bool
        Bars that lie, for long names.
    paired : bool
        In place of bars a dot for each group, all dots of a category on one row and joined by a line;
        where there is one group, the line begins at zero.
    apart : bool
        Bars that lie, each group in a column of its own under its name, all on one scale: no group
        needs a look of its own. A narrow page has the groups below one another.
    value_labels : bool
        The value beside each bar, where there is room.
    y_range : (low, high), optional
        Fixed limits; else round ones that hold the data.
    row : int
        Least height in pixels of a bar that lies, with its share of the gaps.
    each : float
        Bars that lie are cut at every so many, so that what they count can be counted.
    guessed : str
        The group that the choice of a category is about, so that its bar alone is framed.
    looks : mapping
        Group to the place of its look, so that it has the same in several pictures.
    reference, reference_name : float and str, optional
        A figure to compare with, where bars lie: an upright line with its name and number.
    weight, inside : str, optional
        Columns, where bars lie: of what each value is a rate (a bar is as thick as its weight, so that
        its area is the count), and words that stand in the bar where they fit.

    >>> frame = pd.DataFrame({"part": ["Their purchases", "Our share"], "log_points": [-0.9, -1.4]})
    >>> Bars("part", "log_points", y_label="log points").words(frame)
    '−0.9 (Their purchases) and −1.4 (Our share) (log points).'
    """

    x: str
    y: str
    by: str | None = None
    stacked: bool = False
    horizontal: bool = False
    paired: bool = False
    apart: bool = False
    value_labels: bool = True
    y_range: tuple[float, float] | None = None
    row: int = 26
    each: float = 0
    guessed: str = ""
    looks: Mapping[str, int] = field(default_factory=dict)
    reference: float | None = None
    reference_name: str = ""
    weight: str = ""
    inside: str = ""
    options: ClassVar[tuple[str, ...]] = ("stacked", "value_labels", "y_label")

    def read(self, frame: pd.DataFrame) -> _Data:
        need(frame, *(c for c in (self.x, self.y, self.by, self.weight, self.inside) if c))
        values = numbers(frame, self.y)
        need_some(np.isfinite(values).any(), self.y)
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
        weights = tuple(numbers(frame, self.weight).tolist()) if self.weight else ()
        inside = tuple(map(str, frame[self.inside])) if self.inside else ()
        return _Data(tuple(categories), tuple(groups), table, asked, weights, inside)

    def names(self, data: _Data) -> Sequence[str]:
        return data.groups if len(data.groups) > 1 else data.categories

    def value_at(self, data: _Data, name: str | None) -> float | None:
        """The value of the one bar that a guess is about."""
        if name is None and data.values.size == 1:
            return float(data.values[0, 0])
        if name not in data.categories or len(data.groups) > 1:
            return None
        return float(data.values[0, data.categories.index(name)])

    def draw(self, data: _Data, sheet: Sheet) -> Scene:
        drawing = _Lying if self.horizontal or self.apart else _Standing
        if self.paired or self.apart and sheet.width >= _NARROW:
            drawing = _Paired if self.paired else _Apart
        return drawing(self, data, sheet).scene()

    def limits(self, data: _Data, guess: Mark | None) -> tuple[float, float]:
        """The ends of the axis of values, with zero on it."""
        ups, downs = _reach(data, self.stacked)
        told = [*self.reach(guess), *([] if self.reference is None else [self.reference])]
        return self.y_range or limits_of(
            min(0.0, downs.min(), *told),
            max(0.0, ups.max(), *told),
            parts=12 if self.value_labels else 6,
        )

    def looks_of(self, data: _Data, accent: Sequence[str], tone: str = "accent") -> list[list[str]]:
        """The looks of each bar, a row for each group."""
        is_by_part = self._is_by_part(data) and not is_told(data.groups, accent)
        if len(data.groups) > 1 and not is_by_part:
            own = shades(
                data.groups, accent if is_told(data.groups, accent) else (), FILLS, self.looks, tone
            )
            if self.stacked and is_told(data.groups, accent):  # no two neighbours in one grey
                rest = iter(_RESTS * len(own))
                given = {name: FILLS[place] for name, place in self.looks.items()}
                own = [
                    look if look != "others" else given.get(name) or next(rest)
                    for name, look in zip(data.groups, own, strict=True)
                ]
            return [[one] * len(data.categories) for one in own]
        if is_by_part:
            return [shades(data.categories)] * len(data.groups)
        if is_told(data.categories, accent):
            return [shades(data.categories, accent, tone=tone)]
        ours = [part_of(name, is_whole=True) for name in data.categories]
        plain = tone if self.part else "soft"
        return [[part or ("others" if any(ours) else plain) for part in ours]]

    def _is_by_part(self, data: _Data) -> bool:
        """Whether bars have the colour of the part with which their category begins, since groups stand by name."""
        is_nested = self.horizontal and not self.stacked and len(data.groups) > 1
        return (
            is_nested and all(map(part_of, data.categories)) and not any(map(part_of, data.groups))
        )

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
        if self.reference is not None:
            words += f" {capital(self.reference_name)}: {number(self.reference)}."
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


def _reach(data: _Data, is_stacked: bool) -> tuple[np.ndarray, np.ndarray]:
    """How far bars reach up and down, for each category (of stacks) or bar."""
    v = np.nan_to_num(data.values)
    if not is_stacked:
        return v, v
    return np.where(v > 0, v, 0).sum(0), np.where(v < 0, v, 0).sum(0)


class _Part(NamedTuple):
    """One bar or one part of a stack: where it stands across, how thick it is, what it spans."""

    group: int
    category: int
    middle: float
    thick: float
    start: float
    end: float
    value: float


class _Drawing:
    """What lying and standing bars share; the two say how a place across and a value become pixels."""

    def __init__(self, view: Bars, data: _Data, sheet: Sheet):
        self.view, self.data, self.sheet = view, data, sheet
        self.looks = view.looks_of(data, sheet.accent, sheet.tone)
        used = {look for row in self.looks for look in row}
        if not (view.stacked or view.paired or {"others pale", "ink pale"} & used):
            # What only stands behind is a tint with an edge, lighter than the grey of a line.
            self.looks = [
                ["others tint" if one == "others" else one for one in row] for row in self.looks
            ]
        self.limits = view.limits(data, sheet.guess)
        told = alike(data.values.ravel())
        self.told = {
            place: text for place, text in zip(np.ndindex(data.values.shape), told, strict=True)
        }
        is_one = view.stacked or view.paired or view.apart and sheet.width >= _NARROW
        self.is_alone = is_one or bool((data.asked.sum(axis=0) <= 1).all())
        self.has_sums = view.stacked and len(data.groups) > 1
        totals = np.nansum(data.values, axis=0)
        # A sum that every stack has, such as a hundred, says nothing.
        self.sums = self.has_sums and (len(totals) == 1 or np.ptp(totals) > 1)
        named = [g for g in data.groups if g]
        self.key_names = named if len(named) > 1 and self.needs_key() else []
        rows_of_key = legend_rows(self.key_names, sheet.width)
        self.top = rows_of_key * (LEAD + 4) + (10 if rows_of_key else 4)
        self.asked = self._asked()
        if self.asked == "" and view.horizontal:  # a flag at the head of the axis needs its room
            self.top += 22

    def needs_key(self) -> bool:
        return True

    def _asked(self) -> str | None:
        """The bar that a guess is about, ``""`` for one about no single bar, None where there is no guess."""
        guess, names = self.sheet.guess, self.data.categories
        if guess is None or guess.kind not in self.view.guesses:
            return None
        if guess.kind == "choice" or not guess.numbers:
            return str(guess.value) if str(guess.value) in names else None
        name = guess.at or (names[0] if len(names) == 1 else "")
        return name if name in names else ""

    def parts(self, middles: Sequence[float], slot: Sequence[float]) -> list[_Part]:
        """All bars, with their places across."""
        data, found = self.data, []
        count = 1 if self.is_alone else len(data.groups)
        ups, downs = np.zeros(len(data.categories)), np.zeros(len(data.categories))
        for g, values in enumerate(data.values):
            for c in np.flatnonzero(data.asked[g]):
                v = float(values[c]) if np.isfinite(values[c]) else 0.0
                base = (ups if v >= 0 else downs)[c] if self.view.stacked else 0.0
                thick = slot[c] / count
                shift = 0 if self.is_alone else (g - (count - 1) / 2) * thick
                own = thick if self.is_alone else thick * 0.9
                found.append(_Part(g, c, middles[c] + shift, own, base, base + v, float(values[c])))
                if self.view.stacked:
                    (ups if v >= 0 else downs)[c] += v
        return found

    def bar(self, part: _Part, box: tuple[float, float, float, float]) -> Drawn:
        """The mark of a bar, which answers with its name and value."""
        data, look = self.data, self.looks[part.group][part.category]
        name, group = data.categories[part.category], data.groups[part.group]
        said = with_unit(part.value, self.view.y_label)
        edge = " edged" if self.view.stacked else ""
        return rect(f"bar:{group}:{name}", *box, look + edge, n=": ".join(filter(None, (name, group))),
                    v=said, s=group or name, ghost=1)  # fmt: skip

    def key(self) -> list[Drawn]:
        looks = [self.looks[self.data.groups.index(name)][0] for name in self.key_names]
        return legend(self.key_names, looks, self.sheet.width, is_dots=self.view.paired)

    def value_looks(self, part: _Part) -> str:
        """A value is set strong where its bar alone has the colour of what the picture is about."""
        looks = [one for row in self.looks for one in row]
        return strong_among(self.looks[part.group][part.category], looks, self.sheet.accent)

    def on_bar(self, part: _Part) -> str:
        """The look of what is written on a bar."""
        return f"{on_fill(self.looks[part.group][part.category])} num".strip()

    def name_look(self, category: int) -> str:
        """A name is set as the value of its bar, where it has but one."""
        own = [part for part in self._flat() if part.category == category]
        return self.value_looks(own[0]) if len(own) == 1 else ""

    def value_key(self, part: _Part) -> str:
        return f"v:{self.data.groups[part.group]}:{self.data.categories[part.category]}"


class _Lying(_Drawing):
    """Bars that lie: names on the left, or above each bar where a page is narrow."""

    after = 9  # from the end of a bar over its value to the edge of the sheet

    def needs_key(self) -> bool:
        return self.is_alone

    def scene(self) -> Scene:
        data, sheet, view = self.data, self.sheet, self.view
        is_narrow = sheet.width < _NARROW
        is_nested = not self.is_alone  # groups are named at their bars, below their category's name
        inner = [g for g in data.groups] if is_nested else list(data.categories)
        room = sheet.width * (0.3 if is_narrow else 0.4)
        over = is_narrow and not is_nested and max(wide(name) for name in inner) > room
        self.heading = LEAD + 2 if over else 0  # what the name above a bar takes
        labelled = view.value_labels and not self.has_sums
        looks = [self.name_look(c) for c in range(len(data.categories))]
        named = (
            [(name, "") for name in inner] if is_nested else list(zip(inner, looks, strict=True))
        )
        column = max(fitted([name], 0, room, look) for name, look in named) + 12
        if over:  # only the first number of an axis needs room on the left
            column = 0.0 if labelled else 10.0
        per = max(view.row, 24 if over else 26)
        if is_nested:
            per = max(per, 8 + LEAD * max(len(rows(name, room, "tick")) for name in inner))
        else:
            per = max(per, min(42, (min(view.height, 320) - 60) / len(data.categories)))
        self.scale = self._scale(column)
        heads = self._heads() if view.stacked else []
        if heads:
            low = max(mark["p"][1] for mark in heads) + 8
            self.key_names, self.top = [], low + (22 if self.asked == "" else 0)
        if view.reference is not None:
            self.top += 22
        y, middles, slots, marks = self.top, [], [], []
        thick = self._thick()
        for c, name in enumerate(data.categories):
            look = "strong" if is_nested else looks[c]
            lines = rows(name, sheet.width if over or is_nested else room, look)
            if is_nested:
                marks += stacked(f"name:{name}", 0, y + LEAD * len(lines) / 2, lines, look)
                y += LEAD * len(lines) + 4
                high = per * len(data.groups)
            elif over:
                marks += stacked(
                    f"name:{name}", 0, y + LEAD * len(lines) / 2, lines, f"{look} halo"
                )
                y += LEAD * len(lines) + 2
                high = thick[c] if thick else per
            else:
                high = thick[c] + _BETWEEN if thick else max(per, LEAD * len(lines) + 10)
                marks += stacked(f"name:{name}", column - 12, y + high / 2, lines, look, "e")
            middles.append(y + high / 2)
            slot = min(0.6 * per, max(_THICKEST, 0.6 * view.row))
            if is_nested:
                slot = per * len(data.groups) * 0.9
            slots.append(thick[c] if thick else slot)
            y += high + (_GAP if is_nested or over else 0)
        below = 0 if labelled else 26
        parts = self.parts(middles, slots)
        box = Box(self.scale.start, self.top, self.scale.end, y)
        back = (
            []
            if labelled
            else grid(box, self.scale, ticks_in(*self.limits, 5 if not is_narrow else 3), True)
        )
        zero = self.scale.held(0)
        bars = [self.bar(part, self._box(part)) for part in parts]
        bars += [one for part in parts for one in self._cuts(part)] if view.each else []
        front = self._zero(parts, zero, y) if labelled else []
        front += self._reference(y)
        for part in parts if is_nested else ():
            lines = rows(data.groups[part.group], room, "tick")
            marks += stacked(
                f"g{self.value_key(part)}", column - 12, part.middle, lines, "tick", "e"
            )
        values = [self._value(part) for part in parts] if labelled else self._inside(parts)
        values += [self._in_bar(part) for part in parts if data.inside]
        if self.sums:
            values += self._sums(middles)
        marks = [*self.key(), *heads, *back, *bars, *front, *marks, *filter(None, values)]
        marks += self._guess(marks, middles, slots, box)
        return scene(sheet.width, y + below + 4, marks, axis=list(self.limits))

    def _thick(self) -> list[float]:
        """How thick each bar is, in proportion to its weight; the thinnest is deep enough for a name."""
        weights = self.data.weights
        scale = max(_DEEP / sum(weights), _THINNEST / min(weights)) if weights else 0
        return [scale * one for one in weights]

    def _reference(self, bottom: float) -> list[Drawn]:
        """The line to compare with, set off from the bars that it crosses, and its name at its head."""
        view = self.view
        if view.reference is None:
            return []
        x, y = self.scale.held(view.reference), self.top - 9
        ends, said = [(x, y + 5), (x, bottom)], f"{view.reference_name}: {number(view.reference)}"
        spots = [(x, y, "m"), (x + 2, y, "e"), (x - 2, y, "")]
        name = label("reference-n", spots, said, "strong", self.sheet.box(bottom), [])
        return [line("reference-rim", ends, "halo"), line("reference", ends, "ink", n=said), name]

    def _in_bar(self, part: _Part) -> Drawn | None:
        """The words of a bar in it, where they fit."""
        name = self.data.categories[part.category]
        (x, _y, long, _thick), said = self._box(part), self.data.inside[part.category]
        if long < wide(said) + 16:
            return None
        look = self.on_bar(part)
        return text(f"in:{name}", x + 8, part.middle + 5, said, look)

    def _cuts(self, part: _Part) -> list[Drawn]:
        """Lines of paper that part what a bar counts."""
        low, high = sorted((part.start, part.end))
        at = [self.scale.held(v) for v in np.arange(low + self.view.each, high - 1e-9, self.view.each)]  # fmt: skip
        up, down = part.middle - part.thick / 2, part.middle + part.thick / 2
        places = [p for x in at for p in ((x, up), (x, down), None)][:-1]
        return [line(f"cuts:{self.value_key(part)}", places, "paper thin")] if places else []

    def _zero(self, parts: Sequence[_Part], at: float, bottom: float) -> list[Drawn]:
        """The line from which bars begin; it keeps off the names that stand above them."""
        if self.is_alone and not self.heading:
            return [line("zero", [(at, self.top), (at, bottom)], "axis thin")]
        ends: list[tuple[float, float] | None] = []
        for c in range(len(self.data.categories)):
            own = [part for part in parts if part.category == c]
            if own:
                ups, downs = zip(
                    *((p.middle - p.thick / 2, p.middle + p.thick / 2) for p in own), strict=True
                )
                ends += [(at, min(ups) - 2), (at, max(downs) + 2), None]
        return [line("zero", ends[:-1], "axis thin")]

    def _heads(self) -> list[Drawn]:
        """The names of the parts of a stack over those of the first one; none where they do not fit."""
        found: list[tuple] = []
        edge, first = 0.0, [part for part in self._flat() if not part.category]
        for part in sorted(first, key=lambda part: part.start) if self.key_names else ():
            name = self.data.groups[part.group]
            left, right = sorted(self.scale.held(end) for end in (part.start, part.end))
            lines = rows(name, max(right - left - 8, 90), "strong")
            long, start = max(wide(one, "strong") for one in lines), max(left, edge)
            start = min(start, max(edge, self.sheet.width - long))
            if len(lines) > 2 or right - left < 6 or start > right - 6 or start + long > self.sheet.width:  # fmt: skip
                return []
            looks = f"strong {name_tone(self.looks[part.group][0])}"
            found.append((f"head:{name}", start, lines, looks))
            edge = start + long + 14
        deep = max((len(lines) for _key, _x, lines, _looks in found), default=0)
        return [mark for key, x, lines, looks in found
                for mark in stacked(key, x, LEAD * (deep - len(lines) / 2), lines, looks)]  # fmt: skip

    def _flat(self) -> list[_Part]:
        """All bars before it is known where they lie."""
        count = len(self.data.categories)
        return self.parts([0] * count, [1] * count)

    def _scale(self, column: float) -> Scale:
        """The axis between the names and the edge, with room for the values at both ends."""
        low, high = self.limits
        texts = [
            (part.value, wide(self.told[part[:2]], "strong") + self.after) for part in self._flat()
        ]
        texts = texts if self.view.value_labels and self.sums == self.has_sums else []
        texts += self._guess_rooms() if texts else []
        left, right = column, self.sheet.width - (16 if not texts else 2)
        for _round in range(
            3
        ):  # the room that a value needs depends on the scale, and this on the room
            scale = Scale(low, high, left, right)
            over = [scale.held(v) + w - self.sheet.width for v, w in texts if not v < 0]
            under = [column - (scale.held(v) - w) for v, w in texts if v < 0]
            right -= max([0.0, *over])
            left += max([0.0, *under])
        return Scale(low, high, left, right)

    def _guess_rooms(self) -> list[tuple[float, float]]:
        """The room that a guess takes at its bar: its words after its line, and after the bar's own value."""
        guess, name = self.sheet.guess, self.asked
        if not name or guess is None or not guess.numbers:
            return []
        long = wide(guess.text, "strong") + 12
        own = [part for part in self._flat() if self.data.categories[part.category] == name]
        after = [
            (p.value, wide(self.told[p[:2]], "strong") + 20 + long) for p in own if p.value >= 0
        ]
        return [(guess.numbers[-1], long), *after]

    def _box(self, part: _Part) -> tuple[float, float, float, float]:
        start, end = self.scale.held(part.start), self.scale.held(part.end)
        return start, part.middle - part.thick / 2, end - start, part.thick

    def _value(self, part: _Part) -> Drawn:
        v = part.value if np.isfinite(part.value) else 0.0
        at, look = self.scale.held(v), self.value_looks(part)
        look = look if np.isfinite(part.value) else "tick"
        side = -7 if v < 0 else 7
        told = self.told[part[:2]]
        beyond = " →" if v > self.limits[1] else ""
        return text(self.value_key(part), at + side, part.middle + 5, told + beyond, f"{look} num".strip(),
                    "e" if v < 0 else "")  # fmt: skip

    def _inside(self, parts: Sequence[_Part]) -> list[Drawn]:
        """The value in its part of a stack, where it fits."""
        found = []
        for part in parts if self.view.value_labels else ():
            (x, _y, long, _thick), told = self._box(part), self.told[part[:2]]
            if abs(long) > wide(told) + 8 and np.isfinite(part.value):
                look = self.on_bar(part)
                found.append(
                    text(self.value_key(part), x + long / 2, part.middle + 5, told, look, "m")
                )
        return found

    def _sums(self, middles: Sequence[float]) -> list[Drawn]:
        found = []
        for name, middle, (total, up, down) in zip(
            self.data.categories, middles, _sums(self.data), strict=True
        ):
            if up > 0 > down:
                found.append(point(f"sum:{name}", self.scale.held(total), middle, 6, "ink edged",
                                   n=name, v=_("sum {total}").format(total=number(total))))  # fmt: skip
            if self.view.value_labels:
                at = self.scale.held(up if total >= 0 else down)
                said = (
                    _("sum {total}").format(total=number(total)) if up > 0 > down else number(total)
                )
                found.append(text(f"sum-n:{name}", at + (8 if total >= 0 else -8), middle + 5, said,
                                  "strong", "" if total >= 0 else "e"))  # fmt: skip
        return found

    def _guess(
        self, marks: list[Drawn], middles: Sequence[float], slots: Sequence[float], box: Box
    ) -> list[Drawn]:
        guess, sheet, name = self.sheet.guess, self.sheet.box(box.bottom), self.asked
        if guess is None or name is None:
            return []
        xs = [self.scale.held(value) for value in guess.numbers]
        if not name and xs:
            return guess_flag(xs, box.top, guess.text, sheet, marks)
        at = self.data.categories.index(name)
        reach = slots[at] / 2 + 5
        up, down = middles[at] - reach, middles[at] + reach
        if not xs:
            up -= self.heading
            own = next((m for m in marks if m["i"] == f"bar:{self.view.guessed}:{name}"), None)
            if own and self.view.guessed:
                up, down = own["p"][1] - 3, own["p"][1] + own["p"][3] + 3
            return guess_ring((0, up, self.sheet.width, down - up), guess.short, sheet, marks)
        texts = [box_of_text(mark) for mark in marks if mark["k"] == "text"]
        places = [p for x in xs for p in _broken(x, up, down, texts)][:-1]
        end = max((b.right for b in texts if up < (b.top + b.bottom) / 2 < down), default=0)
        x, y = xs[-1], middles[at] + 5
        spots = [
            (x + 8, y, ""),
            (x - 8, y, "e"),
            (end + 14, y, ""),
            (x, down + 14, "m"),
            (x, up - 5, "m"),
        ]
        return guess_line(places, guess.text, spots, sheet, marks, is_on_fill=True)


class _Paired(_Lying):
    """Dots on rows: the distance between two groups is seen before either of them."""

    heading, after = 0, 14

    def scene(self) -> Scene:
        names, sheet, is_single = self.data.categories, self.sheet, len(self.data.groups) == 1
        room = sheet.width * 0.36
        column, values = fitted(names, 0, room) + 12, max(map(wide, self.told.values())) + 14
        self.scale = self._scale(column + (0 if is_single else values))
        y, middles, marks = self.top, [], []
        for name in names:
            lines = rows(name, room)
            high = max(self.view.row, LEAD * len(lines) + 14)
            marks += stacked(f"name:{name}", column - 12, y + high / 2, lines, "", "e")
            middles.append(y + high / 2)
            y += high
        box = Box(self.scale.start, self.top, self.scale.end, y)
        zero = self.scale.held(0)
        parts = self.parts(middles, [12] * len(names))
        joins, dots, told = [], [], []
        for c, name in enumerate(names):
            own = sorted((p for p in parts if p.category == c and np.isfinite(p.value)), key=lambda p: p.value)  # fmt: skip
            if own:
                ends = [(self.scale.held(p.value), p.middle) for p in (own[0], own[-1])]
                ends[0] = (zero, own[0].middle) if is_single else ends[0]
                look = f"{self.looks[0][c].split()[0]} main" if is_single else "others"
                joins.append(line(f"join:{name}", ends, look, ghost=1))
            for part in own[::-1]:
                x, bar = self.scale.held(part.value), self.bar(part, self._box(part))
                more = {key: bar[key] for key in ("n", "v", "s", "ghost")}
                dots.append(point(bar["i"], x, part.middle, 6, f"{bar['c']} edged", **more))
            for part in (own[-1], own[0]) if len(own) > 1 else own:
                is_right = part is own[-1] and (len(own) > 1 or part.value >= 0)
                side = 1 if is_right else -1
                at, said = self.scale.held(part.value) + 11 * side, self.told[part[:2]]
                look = f"{self.value_looks(part)} num halo".strip()
                if side < 0 and at - wide(said, look) < zero + 4:
                    at = min(at, zero - 6)  # not on the line at zero: in the room before it
                told.append(text(self.value_key(part), at, part.middle + 5, said, look,
                                 "e" if side < 0 else ""))  # fmt: skip
        boxes = [box_of_text(one) for one in told]
        edges = [self.top, *((a + b) / 2 for a, b in pairwise(middles)), y]
        ends = [place for up, down in pairwise(edges) for place in _broken(zero, up, down, boxes)]
        front = [line("zero", ends[:-1], "axis thin")]
        marks = [*self.key(), *front, *joins, *dots, *marks, *told]
        marks += self._guess(marks, middles, [12] * len(names), box)
        return scene(sheet.width, y + 4, marks, axis=list(self.limits))


class _Apart(_Drawing):
    """A table of bars: a row a category, a column a group, each column from a zero of its own."""

    def needs_key(self) -> bool:
        return False

    def scene(self) -> Scene:
        data, sheet, view = self.data, self.sheet, self.view
        column = fitted(data.categories, 0, 0.3 * sheet.width) + 12
        each = (sheet.width - column + _GAP) / len(data.groups)
        beside = max(wide(one, "strong") for one in self.told.values()) + 9
        heads = [rows(name, each - _GAP, "strong") for name in data.groups]
        foot = LEAD * max(map(len, heads))
        top = foot + (
            30 if self.asked == "" else 8
        )  # a flag at the head of the axis needs its room
        y, middles, marks, scales = top, [], [], []
        for name in data.categories:
            lines = rows(name, column - 12)
            high = max(view.row, LEAD * len(lines) + 10)
            marks += stacked(f"name:{name}", column - 12, y + high / 2, lines, "", "e")
            middles.append(y + high / 2)
            y += high
        slots = [min(0.66 * view.row, _THICKEST)] * len(middles)
        for g, name in enumerate(data.groups):
            left = column + g * each
            low = left + (beside if self.limits[0] < 0 else 0)
            scale = Scale(*self.limits, low, left + each - _GAP - beside)
            tone = name_tone(self.looks[g][0])
            scales.append(scale)
            middle = foot - LEAD * len(heads[g]) / 2
            marks += stacked(f"g:{name}", left, middle, heads[g], f"strong {tone}")
            for part in self.parts(middles, slots):
                if part.group == g:
                    marks += self._bar(part, scale)
            zero = scale.held(0)
            marks.append(line(f"zero:{name}", [(zero, top), (zero, y)], "axis thin"))
        if self.asked:
            at = middles[data.categories.index(self.asked)] - view.row / 2
            ring = (0, at, sheet.width, view.row)
            marks += guess_ring(ring, sheet.guess.short, sheet.box(y), marks)
        elif self.asked == "":
            xs = [scales[0].held(value) for value in sheet.guess.numbers]
            marks += guess_flag(xs, top, sheet.guess.text, sheet.box(y), marks)
        return scene(sheet.width, y + 4, marks, axis=list(self.limits))

    def _bar(self, part: _Part, scale: Scale) -> list[Drawn]:
        """A bar, and its value where it ends."""
        start, end = scale.held(part.start), scale.held(part.end)
        place = (start, part.middle - part.thick / 2, end - start, part.thick)
        side = -7 if part.value < 0 else 7
        look = f"{self.value_looks(part)} num".strip()
        said = text(self.value_key(part), end + side, part.middle + 5, self.told[part[:2]], look,
                    "e" if part.value < 0 else "")  # fmt: skip
        return [self.bar(part, place), said]


class _Standing(_Drawing):
    """Bars that stand, with their names below and their values on top where all fit."""

    def scene(self) -> Scene:
        data, sheet, view = self.data, self.sheet, self.view
        ticks = ticks_in(*self.limits, 5)
        count = 1 if self.is_alone else len(data.groups)
        widest = max(wide(one, "strong") for one in self.told.values())
        labelled = (
            view.value_labels
            and not self.has_sums
            and widest + 4 < 0.86 * sheet.width / len(data.categories) / count
        )
        left = 0.0 if labelled else max(wide(t, "tick") for t in tick_names(ticks)) + 12
        each = (sheet.width - left) / len(data.categories)
        names, step = self._names(each)
        deep = max(len(lines) for lines in names[::step])
        high = min(view.height, 400) - 90
        top = self.top + (22 if view.value_labels else 6)
        box = Box(left, top, sheet.width, top + high)
        self.scale = Scale(
            *self.limits, box.bottom - (20 if labelled and self.limits[0] < 0 else 0), box.top
        )
        middles = [left + (c + 0.5) * each for c in range(len(names))]
        thick = min(0.74 * each, 84 * count)
        parts = self.parts(middles, [thick] * len(names))
        back = [] if labelled else grid(box, self.scale, ticks, False)
        zero = self.scale.held(0)
        front = [line("zero", [(left, zero), (sheet.width, zero)], "axis thin")]
        bars = [self.bar(part, self._box(part)) for part in parts]
        found = []
        first = next(
            (i for i, c in enumerate(data.categories) if c.isdigit() and int(c) % step == 0), 0
        )
        for c in range(first, len(names), step):
            middle = box.bottom + 12 + LEAD * len(names[c]) / 2 - 2
            found += stacked(
                f"name:{data.categories[c]}", middles[c], middle, names[c], "tick", "m"
            )
        values = [self._value(part) for part in parts] if labelled else self._inside(parts)
        if self.sums:
            values += self._sums(middles, each)
        foot = box.bottom + 16 + LEAD * deep
        if view.x_label:
            found.append(text("x-label", sheet.width, foot + 14, view.x_label, "tick", "e"))
            foot += 20
        marks = [*self.key(), *back, *bars, *front, *found, *values]
        marks += self._guess(marks, middles, thick / 2 + 8, box)
        return scene(sheet.width, foot + 2, marks, axis=list(self.limits))

    def _names(self, each: float) -> tuple[list[tuple[str, ...]], int]:
        """The names under the bars, and how many to step from one that is written to the next."""
        names = [(c,) if c.isdigit() else rows(c, each - 8, "tick") for c in self.data.categories]
        widest = max(wide(part, "tick") for lines in names for part in lines)
        widest += 16 if self.data.categories[0].isdigit() else 8
        count = len(names)
        return names, next(
            k for k in (1, 2, 5, 10, 20, 50, count) if k * each >= widest or k >= count
        )

    def _box(self, part: _Part) -> tuple[float, float, float, float]:
        start, end = self.scale.held(part.start), self.scale.held(part.end)
        return part.middle - part.thick / 2, start, part.thick, end - start

    def _value(self, part: _Part) -> Drawn:
        v = part.value if np.isfinite(part.value) else 0.0
        at = self.scale.held(v)
        look = self.value_looks(part) if np.isfinite(part.value) else "tick"
        return text(self.value_key(part), part.middle, at + (18 if v < 0 else -7), self.told[part[:2]],
                    f"{look} num".strip(), "m")  # fmt: skip

    def _inside(self, parts: Sequence[_Part]) -> list[Drawn]:
        """The value in its part of a stack, where it fits."""
        found = []
        for part in parts if self.has_sums and self.view.value_labels else ():
            told, (_x, y, thick, high) = self.told[part[:2]], self._box(part)
            if abs(high) > 18 and wide(told) < thick and np.isfinite(part.value):
                look = self.on_bar(part)
                found.append(
                    text(self.value_key(part), part.middle, y + high / 2 + 5, told, look, "m")
                )
        return found

    def _sums(self, middles: Sequence[float], each: float) -> list[Drawn]:
        found, sums = [], _sums(self.data)
        texts = [
            _("sum {total}").format(total=number(t)) if u > 0 > d else number(t) for t, u, d in sums
        ]
        # All of them or none: a few values here and there would look like a choice.
        are_named = self.view.value_labels and max(wide(one, "strong") for one in texts) < each
        for name, x, said, (total, up, down) in zip(
            self.data.categories, middles, texts, sums, strict=True
        ):
            if up > 0 > down:
                found.append(
                    point(f"sum:{name}", x, self.scale.held(total), 6, "ink edged", n=name, v=said)
                )
            if are_named:
                at = self.scale.held(up if total >= 0 else down) + (-7 if total >= 0 else 18)
                found.append(text(f"sum-n:{name}", x, at, said, "strong", "m"))
        return found

    def _guess(
        self, marks: list[Drawn], middles: Sequence[float], half: float, box: Box
    ) -> list[Drawn]:
        guess, sheet, name = self.sheet.guess, self.sheet.box(box.bottom), self.asked
        if guess is None or name is None:
            return []
        ys = [self.scale.held(value) for value in guess.numbers]
        if not name and ys:
            places = [p for y in ys for p in ((box.right - 60, y), (box.right, y), None)][:-1]
            spots = [(box.right, ys[-1] + away, "e") for away in (-7, 18, -25, 36, -43, 54, -61)]
            return guess_line(places, guess.text, spots, sheet, marks, is_on_fill=True)
        x = middles[self.data.categories.index(name)]
        if not ys:
            return guess_ring(
                (x - half, box.top, 2 * half, box.bottom - box.top), guess.short, sheet, marks
            )
        texts = [box_of_text(mark) for mark in marks if mark["k"] == "text"]
        flat = [Box(b.top, b.left, b.bottom, b.right) for b in texts]  # turned, as the line lies
        places = [
            place and place[::-1] for y in ys for place in _broken(y, x - half, x + half, flat)
        ][:-1]
        y = ys[-1]
        spots = [(x, y - 7, "m"), (x, y + 18, "m"), (x + half, y + 5, ""), (x - half, y + 5, "e")]
        return guess_line(places, guess.text, spots, sheet, marks, is_on_fill=True)


def _broken(x: float, up: float, down: float, texts: Sequence[Box]) -> list[tuple[float, float] | None]:  # fmt: skip
    """An upright that lifts its pen where it meets figures."""
    struck = [b for b in texts if b.left - 3 < x < b.right + 3 and up < b.bottom and b.top < down]
    if not struck:
        return [(x, up), (x, down), None]
    top, low = min(b.top for b in struck), max(b.bottom for b in struck)
    return [(x, up), (x, max(top, up)), None, (x, min(low, down)), (x, down), None]


def _sums(data: _Data) -> list[tuple[float, float, float]]:
    """Of each stack the sum, and how far its parts reach up and down."""
    ups, downs = _reach(data, is_stacked=True)
    return [(float(u + d), float(u), float(d)) for u, d in zip(ups, downs, strict=True)]
