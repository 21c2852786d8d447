"""Points, and lines through them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.views.axes import (
    LEAD,
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
from claimlab.views.figure import WIDTH, Sheet, View, need
from claimlab.views.guess import Mark
from claimlab.views.letters import rows, wide
from claimlab.views.room import box_of_text, emptiest, guess_point, guess_stroke
from claimlab.views.scene import Mark as Drawn
from claimlab.views.scene import Scene, area, line, point, scene
from claimlab.views.series import numbers
from claimlab.views.shades import COLOURED, is_told, legend, legend_rows, name_tone, shades
from claimlab.views.stage import place_kind
from claimlab.views.words import listing, number, with_unit

__all__ = ["Scatter"]


# Groups differ by shade and by filled and hollow: dots are small.
_DOTS = ("ink", "others", "ink hollow", "others hollow", "soft", "ink pale", "soft hollow")
_LINES = ("soft dash", "ink", "others dash", "ink thin")
_MANY, _NARROW = 120, 520  # points that are a crowd on a wide sheet
_RADIUS, _SMALL, _TINY = 5.5, 3.2, 2.4


class _Data(NamedTuple):
    xs: np.ndarray
    ys: np.ndarray
    kinds: tuple[str, ...]  # the group of each point
    names: tuple[str, ...]  # the name of each point, "" where it has none
    groups: tuple[str, ...]
    fits: dict[str, tuple[np.ndarray, np.ndarray]]
    places: str


@dataclass(frozen=True)
class Scatter(View):
    """Points of a frame, with a look of their own for each value of `by`.

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
        All groups in the order of the key, so that each keeps its look while points come and go.
    labels : str, optional
        Column that names the points: each name stands beside its point.
    looks : mapping
        Group to the place of its look, so that it has the same in several pictures.
    faint : sequence of str
        Groups kept small and pale in the background, such as what was not tried yet.
    sides : (below, above), optional
        What it means to lie below the line of a function, and above it. Of two groups each ground is
        shaded and named, and no key names them again; else the upper one is shaded.
    in_plot : bool
        Groups named beside one of their points instead of in a key above.
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
    sides: Sequence[str] = ()
    in_plot: bool = False
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
        groups = tuple(dict.fromkeys([*self.order, *names[real]]))
        fits = {}
        if callable(self.fit):
            told = self.x_range or (xs[real].min(), xs[real].max())
            course = np.linspace(*told, 60)
            fits[self.fit_name or _("line")] = (course, np.asarray(self.fit(course), float))
        for column in self._fitted():
            order = np.argsort(xs[real], kind="stable")
            fits[column] = (xs[real][order], numbers(frame, column)[real][order])
        ends = np.array(self.x_range or (xs[real].min(), xs[real].max()), float)
        fits |= {name: (ends, np.full(2, float(value))) for name, value in self.levels.items()}
        texts = frame[self.labels].astype(str)[real] if self.labels else [""] * int(real.sum())
        places = place_kind(frame, self.x)
        return _Data(xs[real], ys[real], tuple(names[real]), tuple(texts), groups, fits, places)

    def draw(self, data: _Data, sheet: Sheet) -> Scene:
        return _Drawing(self, data, sheet).scene()

    def limits(self, data: _Data, guess: Mark | None) -> tuple[tuple, tuple]:
        """The ends of both axes."""
        ys = np.concatenate([data.ys, *(f[1] for f in data.fits.values()), self.reach(guess)])
        x = self.x_range or limits_of(float(data.xs.min()), float(data.xs.max()), zero=False)
        y = self.y_range or limits_of(float(np.nanmin(ys)), float(np.nanmax(ys)))
        return tuple(map(float, x)), tuple(map(float, y))

    def names(self, data: _Data) -> Sequence[str]:
        return [one for one in (*data.groups, *data.names) if one]

    def value_at(self, data: _Data, name: str | None) -> float | None:
        """The height of the one point that a guess is about."""
        return float(data.ys[data.names.index(name)]) if name and name in data.names else None

    def _correlation(self, data: _Data) -> float:
        xs, ys = data.xs, data.ys
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
        told = [kind not in self.faint for kind in data.kinds]
        xs, ys = data.xs[told], data.ys[told]
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
        is_cloud = self.trend and not any(data.names)  # a few named points are places
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
        named = [n for n in data.groups if n and n in data.kinds and n not in self.faint]
        groups = (
            [_("Groups: {names}").format(names=listing(named, len(named)))]
            if len(named) > 1
            else []
        )
        points = [
            _("{name}: {x} and {y}").format(name=text, x=number(x), y=number(y))
            for x, y, text in zip(data.xs, data.ys, data.names, strict=True)
            if text
        ]
        said = [listing(points, len(points))] if points else []
        if self.sides:
            sides = _("Above the line: {above}; below it: {below}")
            lines.append(sides.format(below=self.sides[0], above=self.sides[1]))
        return ". ".join([text, *groups, *said, *lines]) + "."


class _Drawing:
    """Points on a sheet, with lines through them and a name for each thing."""

    def __init__(self, view: Scatter, data: _Data, sheet: Sheet):
        self.view, self.data, self.sheet = view, data, sheet
        self.x_ends, self.limits = view.limits(data, sheet.guess)
        told = sum(kind not in view.faint for kind in data.kinds)
        self.is_crowded = told > _MANY * sheet.width / WIDTH
        is_named = sheet.width >= _NARROW or not set(view.sides) & set(data.groups)
        self.sides = view.sides if is_named else ()  # else a key names them
        # What names itself needs no key, nor does a group that a line is called after.
        named = [g for g in data.groups if g and g not in (*data.names, *self.sides, *data.fits)]
        # What is alone in front is named where it stands.
        first = data.groups[0]
        self.alone = first if first and data.kinds.count(first) == 1 and first in named else ""
        self.key_names = (
            [group for group in named if group != self.alone] if len(data.groups) > 1 else []
        )
        self.is_by_name = is_told(data.names, sheet.accent)
        self.looks = dict(zip(data.groups, self._looks(), strict=True))

    def _looks(self) -> list[str]:
        view, groups, accent = self.view, self.data.groups, self.sheet.accent
        own = shades(
            groups, accent if is_told(groups, accent) else (), _DOTS, view.looks, self.sheet.tone
        )
        return [
            "others pale" if g in view.faint else look for g, look in zip(groups, own, strict=True)
        ]

    def scene(self) -> Scene:
        view, sheet = self.view, self.sheet
        at = ticks_in(*self.limits, 5)
        left = max(wide(one, "tick") for one in tick_names(at)) + 12
        in_plot = view.in_plot and sheet.width >= _NARROW  # names need room around points
        above = [] if in_plot else self.key_names
        top = (LEAD + 4) * legend_rows(above, sheet.width) + 14
        box = Box(left, top, sheet.width - 18, top + min(view.height, 400) - 80)
        self.across = Scale(*self.x_ends, box.left, box.right)
        self.up = Scale(*self.limits, box.bottom, box.top)
        marks = legend(above, [self.looks[g] for g in above], sheet.width, is_dots=True)
        marks += self._grounds(box)
        marks += grid(box, self.up, at, is_upright=False)
        axis = place_axis(box, self.across, self.data.places, label=view.x_label)
        marks += axis
        marks += self._lines()
        marks += self._points()
        marks += self._line_names(box, marks)
        marks += self._names(box, marks)
        marks += self._group_names(box, marks) if in_plot else []
        marks += self._side_names(box, marks)
        marks += self._guess(box, marks)
        return scene(sheet.width, foot_of(axis), marks, axis=list(self.limits))

    def _edge(self) -> tuple[np.ndarray, np.ndarray]:
        """The line between two sides, in pixels."""
        xs, ys = next(iter(self.data.fits.values()))
        return np.array([self.across.held(x) for x in xs]), np.array([self.up.held(y) for y in ys])

    def _grounds(self, box: Box) -> list[Drawn]:
        """The ground on both sides of a line."""
        found = []
        xs, ys = self._edge() if self.view.sides else ((), ())
        for name, end in zip(self.view.sides, (box.bottom, box.top), strict=False):
            ring = [(xs[0], end), *zip(xs, ys, strict=True), (xs[-1], end)]
            tone = self.looks[name].split()[0] if name in self.looks else self.sheet.tone
            look = f"{tone} step1" if tone in COLOURED else "land"
            if name in self.looks or end == box.top:
                found.append(area(f"ground:{name}", ring, look))
        return found

    def _side_names(self, box: Box, marks: list[Drawn]) -> list[Drawn]:
        """The name of each side where its ground is emptiest, the nearer to its middle the better."""
        found: list[Drawn] = []
        marks = [mark for mark in marks if mark["k"] != "area"]
        texts = [box_of_text(mark) for mark in marks if mark["k"] == "text"]
        for name, sign in zip(self.sides, (1, -1), strict=False):
            looks = f"end {name_tone(self.looks[name])}" if name in self.looks else "soft"
            lines = rows(name, 0.3 * self.sheet.width, looks)
            long, deep = max(wide(one, looks) for one in lines), LEAD * len(lines)
            spots = []
            xs, ys = self._edge()
            for x in np.linspace(box.left + 12, box.right - 12 - long, 14):
                course = np.interp([x, x + long / 2, x + long], xs, ys)
                edge = sign * (max(sign * course) + 14)
                for y in np.linspace(box.top + 8, box.bottom - deep - 8, 12):
                    if sign * (y + (deep if sign < 0 else 0)) > sign * edge:
                        spots.append((float(x), float(y) + 14, ""))
            free = [
                (x, y, a) for x, y, a in spots
                if not any(b.left < x + long + 10 and x - 10 < b.right and b.top < y + deep and y - 24 < b.bottom for b in texts)
            ]  # fmt: skip
            spots = free or spots
            if spots:
                middle = np.mean([spot[:2] for spot in spots], axis=0)
                spots.sort(key=lambda spot: abs(spot[0] - middle[0]) + abs(spot[1] - middle[1]))
                found += self._text(f"side:{name}", spots, lines, looks, box, [*marks, *found])
        return found

    def _lines(self) -> list[Drawn]:
        found, (low, high) = [], self.limits
        fits = [name for name in self.data.fits if name not in self.view.levels]
        for name, (xs, ys) in self.data.fits.items():
            look = _LINES[fits.index(name) % len(_LINES)] if name in fits else "ink thin"
            places = [
                (self.across.held(x), self.up(y)) if low <= y <= high else None
                for x, y in zip(xs, ys, strict=True)
            ]
            found.append(line(f"line:{name}", places, look, n=name, s=name, ghost=1,
                              v=self._course(name, ys)))  # fmt: skip
        return found

    def _course(self, name: str, ys: np.ndarray) -> str:
        if name in self.view.levels:
            return with_unit(ys[0], self.view.y_label)
        return _("from {first} to {last}").format(first=number(ys[0]), last=number(ys[-1]))

    def _points(self) -> list[Drawn]:
        """The points, those of the first group on top; the pale ones do not answer."""
        view, data, found = self.view, self.data, []
        keys = self._keys()
        rank = {group: i for i, group in enumerate(data.groups)}
        for i in sorted(range(len(data.xs)), key=lambda i: -rank[data.kinds[i]]):
            x, y, group = float(data.xs[i]), float(data.ys[i]), data.kinds[i]
            if not (
                self.x_ends[0] <= x <= self.x_ends[1] and self.limits[0] <= y <= self.limits[1]
            ):
                continue
            place, look = (self.across(x), self.up(y)), self._look(i)
            if group in view.faint:
                found.append(point(keys[i], *place, _TINY, look))
                continue
            radius = _RADIUS if not self.is_crowded or group == self.alone else _SMALL
            edge = "" if "hollow" in look else " edged"
            name = data.names[i] or group
            told = [with_unit(x, view.x_label), with_unit(y, view.y_label)]
            found.append(point(keys[i], *place, radius, look + edge, n=name or told[0],
                               v="; ".join(told[0 if name else 1 :]), s=group or "points", ghost=1))  # fmt: skip
        return found

    def _keys(self) -> list[str]:
        """A point is what it is called, or else its row."""
        names = self.data.names
        return [
            f"named:{name}" if name and names.count(name) == 1 else f"dot:{i}"
            for i, name in enumerate(names)
        ]

    def _look(self, i: int) -> str:
        if self.is_by_name:
            return shades([self.data.names[i]], self.sheet.accent, tone=self.sheet.tone)[0]
        return self.looks[self.data.kinds[i]]

    def _line_names(self, box: Box, marks: list[Drawn]) -> list[Drawn]:
        """The name of each line along it, where it hides least."""
        view, found = self.view, []
        are_named = bool(view._fitted() or view.fit_name)
        for name, (xs, ys) in self.data.fits.items():
            if not name or not (name in view.levels or are_named):
                continue
            along = np.linspace(xs.min(), xs.max(), 9)
            spots = []
            for x, y in zip(along[::-1], np.interp(along[::-1], xs, ys), strict=True):
                if self.limits[0] <= y <= self.limits[1]:
                    px, py = self.across.held(x), self.up(y)
                    spots += [(px, py - 8, a) for a in ("e", "m", "")] + [
                        (px, py + 19, a) for a in ("e", "m", "")
                    ]
            if spots:
                found += self._text(
                    f"line-n:{name}", spots, (name,), "soft halo", box, [*marks, *found]
                )
        return found

    def _names(self, box: Box, marks: list[Drawn]) -> list[Drawn]:
        """The name of a point, beside it and clear of other points; a thin line leads to one that is not."""
        data, found, most = self.data, [], max(170.0, 0.34 * self.sheet.width)
        named = [(i, name) for i, name in enumerate(data.names) if name]
        if self.alone:
            named.append((data.kinds.index(self.alone), self.alone))
        # A name that all but touches another point seems to be that one's.
        wide_marks = [
            {**mark, "p": [*mark["p"][:2], mark["p"][2] + 4]} if mark["p"][-1] > _TINY else mark
            for mark in marks
            if mark["k"] == "point"
        ]
        others = [mark for mark in marks if mark["k"] != "point"]
        for i, name in named:
            x, y = self.across.held(data.xs[i]), self.up.held(data.ys[i])
            own = [round(x, 1), round(y, 1)]
            tone = self._look(i).split()[0]
            is_strong = name == self.alone or tone in COLOURED
            looks = f"strong halo {tone}" if is_strong else "halo"
            lines = rows(name, most, looks)
            deep = LEAD * (len(lines) - 1)
            near = [(x + a * 11, y + 5 - deep / 2, "e" if a < 0 else "") for a in (1, -1)]
            near += [(x, y - 12 - deep, "m"), (x, y + 22, "m")]
            near += [
                (x + a * 9, y + b, "e" if a < 0 else "") for b in (-9 - deep, 20) for a in (1, -1)
            ]
            far = [
                (x + a * 20, y + b, "e" if a < 0 else "")
                for b in (-24 - deep, 36, -40 - deep, 52)
                for a in (1, -1)
            ]
            beside = [mark for mark in wide_marks if mark["p"][:2] != own]
            made = self._text(
                f"name:{name}:{i}", near + far, lines, looks, box, [*others, *beside, *found]
            )
            place = (made[0]["p"][0], made[0]["p"][1], made[0].get("a", ""))
            if place in [(round(a, 1), round(b, 1), anchor) for a, b, anchor in far]:
                side = 1 if place[0] > x else -1
                end = place[1] + 3 if place[1] < y else place[1] - 11
                tips = [(x + side * 5, y + (-5 if end < y else 5)), (place[0] - side * 2, end)]
                found.append(line(f"lead:{name}:{i}", tips, "soft thin"))
            found += made
        return found

    def _group_names(self, box: Box, marks: list[Drawn]) -> list[Drawn]:
        """The name of each group where it hides least beside one of its points."""
        data, found = self.data, []
        for group in self.key_names:
            spots, looks = [], f"strong halo {name_tone(self.looks[group])}"
            lines = rows(group, 0.36 * self.sheet.width, looks)
            deep = LEAD * (len(lines) - 1)
            for x, y, kind in zip(data.xs, data.ys, data.kinds, strict=True):
                px, py = self.across.held(x), self.up.held(y)
                if kind == group:
                    spots += [
                        (px + a * 14, py + 5 - deep / 2, "e" if a < 0 else "") for a in (1, -1)
                    ]
                    spots += [(px, py - 16 - deep, "m"), (px, py + 26, "m")]
                    spots += [(px + a * 10, py + b, "e" if a < 0 else "") for b in (-14 - deep, 24) for a in (1, -1)]  # fmt: skip
            if spots:
                found += self._text(f"group:{group}", spots, lines, looks, box, [*marks, *found])
        return found

    def _text(
        self, key: str, spots: list, lines: Sequence[str], looks: str, box: Box, marks: list[Drawn]
    ) -> list[Drawn]:
        sheet = Box(box.left, 0, self.sheet.width, box.bottom)
        if self.view.sides:  # no halo of paper on the side that is shaded
            looks = " ".join(look for look in looks.split() if look != "halo")
        x, y, anchor = emptiest(spots, lines, looks, sheet, marks)
        return stacked(key, x, y - 5 + LEAD * (len(lines) - 1) / 2, lines, looks, anchor)

    def _guess(self, box: Box, marks: list[Drawn]) -> list[Drawn]:
        """A guess at its point, else a short stroke at the edge of the axis, or a line right across."""
        guess, sheet = self.sheet.guess, self.sheet.box(box.bottom)
        if guess is None or guess.kind not in self.view.guesses or not guess.numbers:
            return []
        ys = [self.up.held(value) for value in guess.numbers]
        if guess.at and guess.at in self.data.names:
            x = self.across.held(self.data.xs[self.data.names.index(guess.at)])
            return guess_point(x, ys[-1], guess.text, sheet, marks)
        return guess_stroke(ys, box, guess, sheet, marks)
