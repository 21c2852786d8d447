"""A map of Colombia's departments and Venezuela's states, with values, places and lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd

from borderlab.outlines import (
    PARALLEL,
    WHOLE,
    Window,
    areas,
    clipped,
    paths,
    project,
    shapes,
    shared_border,
)
from claimlab.errors import KitError, nearest
from claimlab.i18n import _
from claimlab.views.axes import LEAD, Box, stacked
from claimlab.views.classes import class_ends, class_looks, class_name, class_of
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import rows, wide
from claimlab.views.room import box_of_text, label
from claimlab.views.scene import Mark as Drawn
from claimlab.views.scene import Scene, line, point, rect, scene, text
from claimlab.views.series import numbers
from claimlab.views.shades import legend, legend_rows
from claimlab.views.tokens import part_of
from claimlab.views.words import listing, number, with_unit

__all__ = ["Map"]

_KM_PER_DEGREE = 111.2
_NARROW, _COLUMN = 520, 150
_GAP = "hollow step1"  # an area without a figure
_MOST_DOTS = 60  # of a joined line, beyond which its points are not marked
_CLEAR = 40  # pixels between a country's name and others
_COUNTRIES = {"COL": (_("COLOMBIA"), (-73.4, 4.4)), "VEN": (_("VENEZUELA"), (-66.6, 7.6))}


class _Data(NamedTuple):
    values: dict[str, float]
    places: tuple[np.ndarray, tuple[str, ...]]
    paths: tuple[np.ndarray, ...]
    length_km: float | None
    named: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Map(View):
    """Departments and states; the frame's values fill them, its places or lines lie on top.

    Called with a frame of `code` and `value`, it fills areas; with ``longitude_deg`` and
    ``latitude_deg`` it shows places (`joined` by a line where asked); with lists of (longitude,
    latitude) in a column ``path`` it draws lines. Without a frame it is the bare map.

    Parameters
    ----------
    value : str, optional
        Column of numbers, joined on ``code`` (as in ``load("maps/admin1")``).
    classes : sequence of numbers
        Where classes of the value end, the same for every frame: ``[10, 20, 50]`` makes four, open
        at both sides (a first break of 0 is the lowest end). Left out, round numbers around the values.
    circles : bool
        Counts as circles whose area is the value, in place of shaded areas: a large area is no large count.
    labels : sequence of str, or callable
        Codes of the areas to name, or a function of the frame that gives them; with `value`, their
        value is printed too. An area outside the extent goes without.
    highlight : sequence of str
        Codes of areas with an outline.
    highlight_name : str
        What the outline means, in the key.
    points, lines : DataFrame, optional
        Layers that stand still, of the same forms as above.
    point_labels : str
        Column that names the places.
    joined : bool
        The frame's places are one line. For it, or for a frame of one path, a column ``length_km``
        goes into the words.
    countries : bool
        Writes the names of the two countries, but on no areas that have figures.
    scale_bar : bool
        A round number of kilometres, true in the middle of the picture.
    extent : (west, south, east, north)
        In degrees; left out, both countries. The map goes on to the sides where there is room.
    cropped : bool
        The map ends where the extent does, and its key stands there.

    >>> frame = pd.DataFrame({"code": ["CO-NSA", "VE-S"], "border_km": [383.1, 128.2]})
    >>> Map("border_km", y_label="km of shared border").words(frame)
    '2 departments and states (km of shared border): highest Norte de Santander 383, lowest Táchira 128.'
    """

    value: str | None = None
    labels: Sequence[str] | Callable[[pd.DataFrame], Sequence[str]] = ()
    highlight: Sequence[str] = ()
    points: pd.DataFrame | None = None
    lines: pd.DataFrame | None = None
    point_labels: str = ""
    joined: bool = False
    countries: bool = True
    scale_bar: bool = True
    extent: tuple[float, float, float, float] | None = None
    cropped: bool = False
    classes: Sequence[float] = ()
    circles: bool = False
    highlight_name: str = ""
    height: int = field(default=520, kw_only=True)
    guesses: ClassVar[tuple[str, ...]] = ("choice",)

    def __call__(self, frame: pd.DataFrame | None = None) -> Any:
        return super().__call__(pd.DataFrame({"code": list(areas())}) if frame is None else frame)

    def read(self, frame: pd.DataFrame) -> _Data:
        need(frame, *(["code", self.value] if self.value else []))
        named = tuple(self.labels(frame) if callable(self.labels) else self.labels)
        codes = [*named, *self.highlight, *(frame["code"] if self.value else [])]
        for code in codes:
            if code not in areas():
                raise KitError(
                    _("The map has no area '{code}': {nearest}").format(
                        code=code, nearest=nearest(code, areas())
                    )
                )
        values = (
            dict(zip(frame["code"], numbers(frame, self.value), strict=True)) if self.value else {}
        )
        if self.value and not any(map(math.isfinite, values.values())):
            raise KitError(
                _("There is nothing to draw: every figure in '{column}' is missing.").format(
                    column=self.value
                )
            )
        if self.circles and any(value < 0 for value in values.values()):
            raise KitError(
                _("Things are counted from zero up: '{column}' has a figure below zero.").format(
                    column=self.value
                )
            )
        if self.classes:
            class_ends([v for v in values.values() if math.isfinite(v)], self.classes)
        length_km = (
            float(frame["length_km"].iloc[0])
            if "length_km" in frame.columns and not self.value
            else None
        )
        lines = paths(frame) if not self.value else ()
        return _Data(values, self._places(frame), lines, length_km, named)

    def _places(self, frame: pd.DataFrame | None) -> tuple[np.ndarray, tuple[str, ...]]:
        if frame is None or not {"longitude_deg", "latitude_deg"} <= set(frame.columns):
            return np.empty((0, 2)), ()
        names = (
            tuple(map(str, frame[self.point_labels])) if self.point_labels in frame.columns else ()
        )
        return project(frame[["longitude_deg", "latitude_deg"]].to_numpy(float)), names

    def draw(self, data: _Data, sheet: Sheet) -> Scene:
        real = [v for v in data.values.values() if math.isfinite(v)]
        ends = class_ends(real, self.classes) if real and not self.circles else ()
        is_beside = bool(real) and sheet.width >= _NARROW
        names = self._class_names(data, ends)
        looks = self._looks(data, ends)
        if names and self.highlight_name:
            names, looks = [*names, self.highlight_name], [*looks, "ink hollow"]
        room = sheet.width - (_COLUMN if is_beside else 0)
        window = Window.around(self.extent or WHOLE, room, self.height, self.cropped)
        head = 22 * legend_rows(names, sheet.width) + 6 if names and not is_beside else 0
        if self.circles and not is_beside:
            head = 2 * _largest(window) + 12
        whole = Box(0, 0, window.width, window.height)
        lines = [
            *(line(f"outline:{code}", self._outline(code, window), "ink") for code in self.highlight),
            line("border", shared_border(window), f"{'soft' if data.paths or self.joined else 'ink'} main", n=_("The shared border")),
            *self._paths(data, window),
        ]  # fmt: skip
        spots = self._spots(data, window)
        dots = [
            point(f"dot:{name or i}", *at, 5, "ink edged", n=name)
            for i, (name, at) in enumerate(spots)
        ]
        bar = self._scale_bar(window) if self.scale_bar else []
        drawn = [*lines, *dots, *bar, *(self._circles(data, window) if self.circles else [])]
        for name, at in spots:
            if name:
                drawn.append(label(f"name:{name}", _around(*at), name, "strong halo", whole, drawn))
        for code in data.named:
            drawn += self._named(data, code, window, whole, drawn)
        if self.countries:
            drawn += self._countries(data.values, window, whole, drawn)
        guess = sheet.guess
        if guess and guess.kind in self.guesses:
            drawn += self._guess(str(guess.value), guess.short, window, whole, drawn)
        marks = [mark for mark in (*self._land(data, ends, looks, window), *drawn) if mark["p"]]
        if self.circles:
            marks = [_lowered(mark, head) for mark in marks]
            x, size = window.width + 24 if is_beside else 0, _largest(window)
            marks += _sizes(max(real), size, self._tone(data), x, is_beside)
        elif is_beside:
            marks += _ladder(names, looks, window.width + 24)
        elif head:
            marks = [_lowered(mark, head) for mark in marks] + legend(names, looks, sheet.width)
        return scene(sheet.width, window.height + head, marks)

    def _looks(self, data: _Data, ends: tuple[float, ...]) -> list[str]:
        """The look of each class, in the colour of the part to which all areas with a figure belong, or in ink."""
        looks = class_looks(ends, self._tone(data)) if ends else []
        return [*looks, _GAP] if self._has_gaps(data) else looks

    def _tone(self, data: _Data) -> str:
        """The part to which all areas with a figure belong, or ink."""
        parts = {areas()[code].part for code in data.values}
        return (parts.pop() or "ink") if len(parts) == 1 else "ink"

    def _circles(self, data: _Data, window: Window) -> list[Drawn]:
        """A circle for each area, the largest at the bottom."""
        look = f"{self._tone(data)} step4 edged"
        return [
            point(f"circle:{code}", *at, n=areas()[code].name, s="areas", c=look,
                  v=with_unit(data.values[code], self.y_label))
            for code, at in self._seats(data, window).items()
        ]  # fmt: skip

    def _seats(self, data: _Data, window: Window) -> dict[str, tuple[float, float, float]]:
        """Middle and radius of each circle: in the middle of its area, or beside a circle that would cover it."""
        known = {code: v for code, v in data.values.items() if math.isfinite(v) and v > 0}
        codes = [code for code in sorted(known, key=known.get, reverse=True)
                 if window.holds(window(areas()[code].middle).tolist())]  # fmt: skip
        sizes = np.array([known[code] for code in codes])
        radii = _largest(window) * np.sqrt(sizes / sizes.max(initial=0.0))
        middles = np.array([window(areas()[code].middle) for code in codes]).reshape(-1, 2)
        return {
            code: (*middle, radius)
            for code, middle, radius in zip(codes, beside_each_other(middles, radii).tolist(), radii.tolist(), strict=True)
        }  # fmt: skip

    def _class_names(self, data: _Data, ends: tuple[float, ...]) -> list[str]:
        names = [class_name(a, b) for a, b in zip(ends, ends[1:], strict=False)]
        return [*names, _("no figure")] if self._has_gaps(data) else names

    def _has_gaps(self, data: _Data) -> bool:
        return not all(map(math.isfinite, data.values.values()))

    def _land(
        self, data: _Data, ends: tuple[float, ...], looks: Sequence[str], window: Window
    ) -> list[Drawn]:
        """All areas: those with a figure by its class; without figures both countries in their pale colours."""
        land, filled = [], []
        for code, shape in shapes(window).items():
            one, value = areas()[code], data.values.get(code)
            if value is not None and not self.circles:
                known = math.isfinite(value)
                look = f"{looks[class_of(value, ends)]} edged" if known else _GAP
                if not known:  # land shines through, or a gap would be a hole in the country
                    land.append({**shape, "i": f"below:{code}", "c": "land"})
                said = {"n": one.name, "v": with_unit(value, self.y_label)}
                filled.append({**shape, "c": look, **said})
            elif ends or self.circles or not one.part:
                land.append({**shape, "c": "land edged"})
            else:
                land.append({**shape, "c": f"{one.part} pale edged", "n": one.name})
        return land + filled

    def _outline(self, code: str, window: Window) -> list:
        found: list = []
        for ring in areas()[code].rings:
            if inside := clipped(window(ring), window):
                found += [None, *inside] if found else inside
        return found

    def _paths(self, data: _Data, window: Window) -> list[Drawn]:
        """Lines that stand still, those of the frame, and its places where they are one line."""
        fixed = paths(self.lines) if self.lines is not None else ()
        own = [data.places[0]] if self.joined and len(data.places[0]) else []
        found: list[Drawn] = []
        for i, one in enumerate((*fixed, *data.paths, *own)):
            places = window(one)
            course = clipped(places, window)
            inside = [place for place in places.tolist() if window.holds(place)]
            found.append(line(f"path:{i}", course, "ink"))
            if len(inside) <= _MOST_DOTS:
                found += [
                    point(f"step:{i}:{k}", *at, 3.6, "ink hollow") for k, at in enumerate(inside)
                ]
        return found

    def _spots(self, data: _Data, window: Window) -> list[tuple[str, list[float]]]:
        """The places of the map that lie in it, with their names."""
        found = []
        for places, names in (self._places(self.points), *([] if self.joined else [data.places])):
            pixels = window(places).tolist() if len(places) else []
            found += [
                (names[i] if names else "", at) for i, at in enumerate(pixels) if window.holds(at)
            ]
        return found

    def _named(
        self, data: _Data, code: str, window: Window, whole: Box, drawn: list[Drawn]
    ) -> list[Drawn]:
        """The name of an area, with its figure: in it, or where it would hide it beside it."""
        x, y = window(areas()[code].middle).tolist()
        if not window.holds((x, y)):
            return []
        seat = self._seats(data, window).get(code) if self.circles else None
        value = data.values.get(code)
        told = number(value) if value is not None else ""
        is_in = (
            bool(seat) and 2 * seat[2] > wide(told, "strong") + 8
        )  # the figure of a circle stands in it
        said = areas()[code].name if is_in else f"{areas()[code].name} {told}".strip()
        ring = window(max(areas()[code].rings, key=len))
        half = float(np.ptp(ring[:, 0])) / 2
        looks = "strong halo"
        fits = half * 2 > 0.7 * wide(said, looks) and not self.circles
        if seat:
            x, y, half = seat
        inside = [(x + a, y + b, "m") for a in (0, -24, 24) for b in (5, -12, 22) if fits]
        beside = [
            (x + way * (half + away), y + 5 + down, "" if way > 0 else "e")
            for away in (10, 34, 70)
            for down in (0, -26, 26, -52, 52)
            for way in (1, -1)
        ]
        figure = [text(f"v:{code}", x, y + 5, told, "strong", "m")] if is_in else []
        name = label(f"name:{code}", inside + beside, said, looks, whole, [*drawn, *figure])
        box = box_of_text(name)
        is_near = (
            bool(seat) and max(box.left - x, x - box.right) < half + 14 and box.top < y < box.bottom
        )
        if name.get("a") == "m" or is_near:
            return [*figure, name]
        end = box.left - 4 if name["p"][0] > x else box.right + 4
        tip = end, name["p"][1] - 5
        if figure:  # the line begins at the edge of the circle
            share = half / math.dist((x, y), tip)
            start = x + share * (tip[0] - x), y + share * (tip[1] - y)
            return [line(f"lead:{code}", [start, tip], "ink thin"), *figure, name]
        return [
            line(f"lead:{code}", [(x, y), tip], "ink thin"),
            point(f"lead-p:{code}", x, y, 2.4, "ink"),
            name,
        ]

    def _countries(
        self, values: dict, window: Window, whole: Box, drawn: Sequence[Drawn]
    ) -> list[Drawn]:
        """Each country's name in capitals, where it covers nothing of what is drawn."""
        found: list[Drawn] = []
        taken = [box_of_text(mark) for mark in drawn if mark["k"] == "text"]
        for iso3, (said, place) in _COUNTRIES.items():
            home = window(project([place])[0])
            own = {code: one for code, one in areas().items() if one.iso3 == iso3}
            spots = [home, *(window(one.middle) for one in own.values())]
            half = wide(said, "end") / 2 + 6
            spots = [
                (min(max(float(x), half), window.width - half), float(y) + 5, "m")
                for x, y in sorted(spots, key=lambda spot: math.dist(spot, home))
                if window.holds((x, y))
            ]
            clear = {
                spot: min([_CLEAR, *(_apart(spot, half, box) for box in taken)]) for spot in spots
            }
            spots = sorted(
                (spot for spot in spots if clear[spot] > 2), key=lambda spot: -clear[spot]
            )
            if spots and own.keys().isdisjoint(values):
                looks = f"end {'soft' if values else part_of(iso3)} halo"
                found.append(label(f"country:{iso3}", spots, said, looks, whole, [*drawn, *found]))
        return found

    def _guess(
        self, name: str, said: str, window: Window, whole: Box, drawn: Sequence[Drawn]
    ) -> list[Drawn]:
        """A chosen area, by code or by name, in a dotted outline."""
        code = next((c for c, one in areas().items() if name in (c, one.name)), None)
        if code is None or code not in shapes(window):
            return []
        rim = line("guess", self._outline(code, window), "guess", n=said)
        x, y = window(areas()[code].middle).tolist()
        ring = window(max(areas()[code].rings, key=len))
        (left, top), (right, low) = ring.min(0).tolist(), ring.max(0).tolist()
        spots = [(x, y + 5, "m"), (right + 8, y + 5, ""), (left - 8, y + 5, "e"), (x, top - 8, "m"), (x, low + 16, "m")]  # fmt: skip
        return [rim, label("guess-n", spots, said, "guess strong halo", whole, [*drawn, rim])]

    def _scale_bar(self, window: Window) -> list[Drawn]:
        """A bar of a round number of kilometres in the lower left corner."""
        # One unit of x is a degree of longitude times the cosine of the projection's own parallel.
        latitude = window.north - window.height / window.scale / 2
        km = _KM_PER_DEGREE * math.cos(math.radians(latitude)) / PARALLEL / window.scale  # a pixel
        step = max(
            k * 10**p for p in range(4) for k in (1, 2, 5) if k * 10**p <= 0.25 * window.width * km
        )
        x, y, long = 14.0, window.height - 12, step / km
        ends = [(x, y - 5), (x, y), (x + long, y), (x + long, y - 5)]
        said = _("{n} km").format(n=number(step))
        return [
            line("scale", ends, "ink"),
            text("scale-n", x + long / 2, y - 8, said, "tick halo", "m"),
        ]

    def headline(self, data: _Data) -> str:
        if not data.values:
            return _("Colombia and Venezuela")
        top = max((c for c, v in data.values.items() if math.isfinite(v)), key=data.values.get)
        return _("Highest in {name}: {value}").format(
            name=areas()[top].name, value=number(data.values[top])
        )

    def tell(self, data: _Data) -> str:
        places, names = data.places
        real = {c: v for c, v in data.values.items() if math.isfinite(v)}
        if real:
            return self._tell_values(real, [c for c in data.values if c not in real])
        fixed = self._places(self.points)
        if (self.joined and len(places)) or len(data.paths) == 1:
            return self._tell_line(data, fixed[1])
        places, names = (places, names) if len(places) else fixed
        if len(places):
            text = _("{n} places on the map of Colombia and Venezuela").format(n=len(places))
            return f"{text}: {listing(names, len(names))}." if names else f"{text}."
        text = _("Map of Colombia's departments and Venezuela's states.")
        marked = listing((areas()[c].name for c in (self.highlight or data.named)), most=24)
        return text + (" " + _("Marked: {names}.").format(names=marked) if marked else "")

    def _tell_line(self, data: _Data, names: tuple[str, ...]) -> str:
        n = len(data.paths[0] if data.paths else data.places[0])
        long = (
            ""
            if data.length_km is None
            else _(", {length} km long,").format(length=number(data.length_km))
        )
        text = _("A line of {n} points{long} on the map of Colombia and Venezuela.").format(
            n=n, long=long
        )
        return text + (" " + _("Places: {names}.").format(names=listing(names)) if names else "")

    def _tell_values(self, real: dict[str, float], missing: list[str]) -> str:
        top, bottom = max(real, key=real.get), min(real, key=real.get)
        text = _("{n} departments and states{unit}: highest {top} {high}, lowest {bottom} {low}.").format(
            n=len(real), unit=f" ({self.y_label})" if self.y_label else "", top=areas()[top].name, high=number(real[top]),
            bottom=areas()[bottom].name, low=number(real[bottom]),
        )  # fmt: skip
        if not missing:
            return text
        names = listing((areas()[c].name for c in missing), len(missing))
        return _("No figure for {names}.").format(names=names) + " " + text

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        if self.value:
            named = {
                _("department or state"): [areas()[c].name for c in frame["code"]],
                self.y_label or self.value: frame[self.value].tolist(),
            }
            return pd.DataFrame(named)
        return frame.drop(columns=[c for c in ("geometry", "path") if c in frame.columns])


def beside_each_other(middles: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Circles moved until none covers another, a small one farther than a large one.

    >>> beside_each_other(np.array([[0.0, 0.0], [3.0, 0.0], [40.0, 0.0]]), np.array([4.0, 4.0, 2.0])).round(1).tolist()
    [[-2.5, 0.0], [5.5, 0.0], [40.0, 0.0]]
    """
    found, weights = middles.copy(), radii**2
    for _round in range(200):
        is_still = True
        for i, j in zip(*np.triu_indices(len(radii), 1), strict=True):
            way = found[j] - found[i]
            far = math.hypot(*way)
            lack = radii[i] + radii[j] - far
            if lack > 0.01:
                step = way / far * lack if far else np.array([lack, 0.0])
                share = weights[j] / (weights[i] + weights[j])
                found[i] -= step * share
                found[j] += step * (1 - share)
                is_still = False
        if is_still:
            break
    return found


def _around(x: float, y: float) -> list[tuple[float, float, str]]:
    """Where the name of a place may stand, best first."""
    return [
        (x + 10, y + 5, ""), (x - 10, y + 5, "e"), (x, y - 11, "m"), (x, y + 22, "m"),
        (x + 8, y - 8, ""), (x + 8, y + 19, ""), (x - 8, y - 8, "e"), (x - 8, y + 19, "e"),
    ]  # fmt: skip


def _apart(spot: tuple[float, float, str], half: float, box: Box) -> float:
    """How far a name around a spot stays from another text."""
    x, y, _anchor = spot
    return max(x - half - box.right, box.left - x - half, y - 12 - box.bottom, box.top - y)


def _ladder(names: Sequence[str], looks: Sequence[str], x: float) -> list[Drawn]:
    """The classes on top of each other, the highest first; what has no figure, and an outline, stand apart."""
    found, y = [], 4.0
    rungs = list(zip(names, looks, strict=True))
    gaps = [one for one in rungs if "hollow" in one[1]]
    for name, look in [*reversed(rungs[: len(rungs) - len(gaps)]), *gaps]:
        y += 10 if "hollow" in look else 0
        lines = rows(name, _COLUMN - 24 - 34, "tick")
        found.append(rect(f"key:{name}", x + 1, y + 1, 24, LEAD + 2, look))
        found += stacked(
            f"key-n:{name}", x + 34, y + 10 + LEAD * (len(lines) - 1) / 2, lines, "tick"
        )
        y += LEAD * len(lines) + 5
    return found


def _largest(window: Window) -> float:
    """The radius of the largest circle, in pixels."""
    return min(34.0, window.width / 16)


def _sizes(most: float, largest: float, tone: str, x: float, is_column: bool) -> list[Drawn]:
    """What circles of three sizes stand for, under each other or side by side."""
    if not most:
        return []
    top = 10.0 ** math.floor(math.log10(most))
    found, y = [], 4.0
    for value in dict.fromkeys((top * math.floor(most / top), top, top / 5)):
        radius, name = largest * math.sqrt(value / most), number(value)
        middle = y + radius if is_column else 4.0 + largest
        left = largest if is_column else radius
        found.append(point(f"key:{name}", x + left, middle, radius, f"{tone} step4 edged"))
        after = x + 2 * left + 8
        found.append(text(f"key-n:{name}", after, middle + 5, name, "tick"))
        y += 2 * radius + 8
        x = x if is_column else after + wide(name, "tick") + 22
    return found


def _lowered(mark: Drawn, by: float) -> Drawn:
    """A mark farther down the sheet."""
    places = [
        value + by if i % 2 and value is not None and not (mark["k"] == "rect" and i > 2) else value
        for i, value in enumerate(mark["p"])
    ]
    return {**mark, "p": [value if value is None else round(value, 1) for value in places]}
