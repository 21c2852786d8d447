"""A map of Colombia's departments and Venezuela's states, with values, places and lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from claimlab.views.ends import leader

from borderlab.outlines import PARALLEL, areas, border, name_countries, paths, project
from claimlab.errors import KitError, nearest
from claimlab.i18n import _
from claimlab.views import style
from claimlab.views.classes import class_ends, class_looks, class_name, class_of
from claimlab.views.figure import View, need
from claimlab.views.frame import LEGEND, Entry, legend
from claimlab.views.guess import Mark
from claimlab.views.placing import apart
from claimlab.views.series import numbers
from claimlab.views.stage import axes_at, box_of, pixels
from claimlab.views.text import lines_of, text_width, wrap, write
from claimlab.views.words import listing, number

__all__ = ["Map"]

_WHOLE = (-79.2, -4.4, -59.6, 12.7)
_KM_PER_DEGREE = 111.2


class _Data(NamedTuple):
    values: dict[str, float]
    places: tuple[np.ndarray, tuple[str, ...]]
    paths: tuple[np.ndarray, ...]
    length_km: float | None
    named: tuple[str, ...] = ()


class _Layout(NamedTuple):
    height: int
    bins: tuple[float, ...]
    missing: tuple[str, ...]


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
    labels : sequence of str, or callable
        Codes of the areas to name, or a function of the frame that gives them; with `value`, their
        value is printed too. An area outside the extent goes without.
    highlight : sequence of str
        Codes of areas with a thick outline and a hatch.
    points, lines : DataFrame, optional
        Layers that stand still, of the same forms as above.
    point_labels : str
        Column that names the places.
    joined : bool
        The frame's places are one line. For it, or for a frame of one path, a column ``length_km``
        goes into the words.
    countries : bool
        Writes the names of the two countries.
    scale_bar : bool
        A round number of kilometres, true in the middle of the picture.
    extent : (west, south, east, north)
        In degrees; left out, both countries.

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
    countries: bool = False
    scale_bar: bool = True
    extent: tuple[float, float, float, float] | None = None
    classes: Sequence[float] = ()
    height: int = field(default=520, kw_only=True)

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

    def layout(self, data: _Data, guess: Mark | None = None) -> _Layout:
        real = [v for v in data.values.values() if math.isfinite(v)]
        bins = class_ends(real, self.classes) if real else ()
        return _Layout(
            self.height, bins, tuple(c for c, v in data.values.items() if not math.isfinite(v))
        )

    def same_places(self, layout: _Layout, before: _Data) -> bool:
        return not before.values  # a filled area hides what it was before

    def named_box(self, stage: Any, layout: _Layout, data: _Data, name: str) -> tuple | None:
        """Around an area, by code or by name."""
        found = next((a for code, a in areas().items() if name in (code, a.name)), None)
        if found is None:
            return None
        corners = [pixels(stage, *point) for ring in found.rings for point in ring]
        xs, ys = zip(*corners, strict=True)
        return min(xs) - 4, min(ys) - 4, max(xs) + 4, max(ys) + 4

    def stage(self, figure: Any, layout: _Layout) -> Any:
        from matplotlib.collections import PolyCollection

        theme = style.theme()
        west, south, east, north = self.extent or _WHOLE
        (x0, y0), (x1, y1) = project([(west, south), (east, north)])
        wide = min(style.width() - 24.0, (layout.height - 16) * (x1 - x0) / (y1 - y0))
        if layout.bins:
            wide = min(wide, style.width() - 210.0)
        tall = wide * (y1 - y0) / (x1 - x0)
        axes = axes_at(figure, 8, style.width() - 8 - wide, 8, layout.height - 8 - tall)
        axes.set(xlim=(x0, x1), ylim=(y0, y1))
        axes.lines[0].remove()
        land = dict(zip(("COL", "VEN"), theme.land, strict=False))
        shown = [
            (ring, land.get(area.iso3, theme.land[2]))
            for area in areas().values()
            for ring in area.rings
        ]
        rings, faces = zip(*shown, strict=True)
        axes.add_collection(
            PolyCollection(rings, facecolor=faces, edgecolor=theme.grid, lw=0.6, zorder=1),
            autolim=False,
        )
        missing = [ring for code in layout.missing for ring in areas()[code].rings]
        look = {"facecolor": theme.paper, "edgecolor": theme.axis, "hatch": "////"}
        axes.add_collection(PolyCollection(missing, **look, lw=0.6, zorder=2), autolim=False)
        if self.countries:
            name_countries(axes)
        if self.scale_bar:
            _scale_bar(axes, (south + north) / 2)
        if layout.bins:
            self._legend(figure, layout, 8 + wide + 18)
        return axes

    def _legend(self, figure: Any, layout: _Layout, x: float) -> None:
        theme = style.theme()
        steps = zip(layout.bins, layout.bins[1:], class_looks(layout.bins), strict=False)
        rows = [
            Entry(class_name(a, b), "box", tone, hatch, edge=theme.axis)
            for a, b, (tone, hatch) in steps
        ][::-1]
        if layout.missing:
            rows.append(Entry(_("no figure"), "box", theme.paper, "////", edge=theme.axis))
        y = layout.height - 22.0
        for line in lines_of(wrap(self.y_label, 22)):
            write(figure, x, y, line, colour=theme.muted)
            y -= style.LINE
        for entry in rows:
            legend(figure, layout.height, y - 6, [entry], x)
            y -= LEGEND

    def moving(self, stage: Any, layout: _Layout, data: _Data) -> list:
        artists = self._fills(stage, layout, data)
        artists += [self._outline(stage, code) for code in self.highlight]
        artists += stage.plot(*border().T, color=style.theme().ink, lw=1.8, zorder=12)
        for layer in (*(paths(self.lines) if self.lines is not None else ()), *data.paths):
            artists += stage.plot(*layer.T, color=style.colour(0), lw=2.2, zorder=11)
        if self.joined and len(data.places[0]):
            artists += stage.plot(
                *data.places[0].T, "o-", color=style.colour(0), lw=2.2, ms=3.5, zorder=11
            )
        dots = [self._places(self.points), *([] if self.joined else [data.places])]
        for places, _names in dots:
            if len(places):
                look = {"mec": style.theme().paper, "mew": 1, "ms": 9, "zorder": 12}
                artists += stage.plot(*places.T, "D", color=style.theme().ink, **look)
        return artists + self._labels(stage, data, dots)

    def _labels(self, axes: Any, data: _Data, dots: list) -> list:
        """Names of places and of small areas beside them, of other areas in their middle.

        They are moved until none covers another.
        """
        left, bottom, width, height = box_of(axes)
        spots = [
            _Spot(pixels(axes, *place), name)
            for places, names in dots
            for place, name in zip(places, names, strict=False)
        ]
        spots += [self._area_spot(axes, data, code) for code in data.named]
        spots = [
            spot
            for spot in spots
            if left <= spot.at[0] <= left + width and bottom <= spot.at[1] <= bottom + height
        ]
        taken = [spot.at for spot in spots if spot.is_beside]
        sides = [_side(spot.at, spot.size[0], taken) if spot.is_beside else 0 for spot in spots]
        wanted = [
            (spot.at[0] + side * (12 + spot.size[0] / 2), spot.at[1])
            for spot, side in zip(spots, sides, strict=True)
        ]
        artists: list = []
        for spot, side, place in zip(
            spots, sides, apart(wanted, [spot.size for spot in spots]), strict=True
        ):
            x, y = spot.at
            if spot.is_beside and (spot.is_area or abs(place[1] - y) > 4):
                ends = (x, place[0] - side * (spot.size[0] / 2 + 2)), (y, place[1])
                artists += leader(axes, *ends, style.theme().muted)
            look = {"bold": spot.is_area, "ha": 0.5, "halo": True}
            artists += write(axes, *place, spot.text, style.SMALL, **look)
        return artists

    def _area_spot(self, axes: Any, data: _Data, code: str) -> _Spot:
        """Where an area is named: one that its name would hide has it beside it."""
        area = areas()[code]
        spot = _Spot(pixels(axes, *area.middle), self._area_text(data, code), is_area=True)
        ring = max(area.rings, key=len)
        (left, bottom), (right, top) = pixels(axes, *ring.min(0)), pixels(axes, *ring.max(0))
        is_hidden = right - left < spot.size[0] / 2 and top - bottom < spot.size[1]
        return spot._replace(is_beside=is_hidden)

    def _area_text(self, data: _Data, code: str) -> str:
        value = f"\n{number(data.values[code])}" if code in data.values else ""
        return areas()[code].name + value

    def _fills(self, axes: Any, layout: _Layout, data: _Data) -> list:
        from matplotlib.collections import PolyCollection

        rings: dict[tuple[str, str], list] = {}
        looks = class_looks(layout.bins) if layout.bins else []
        for code, value in data.values.items():
            if math.isfinite(value):
                look = looks[class_of(value, layout.bins)]
                rings.setdefault(look, []).extend(areas()[code].rings)
        theme, made = style.theme(), []
        for (tone, hatch), of_class in rings.items():
            edge = theme.axis if hatch else theme.paper
            look = {"facecolor": tone, "edgecolor": edge, "hatch": hatch, "lw": 0.8, "zorder": 10}
            made.append(axes.add_collection(PolyCollection(of_class, **look), autolim=False))
        return made

    def _outline(self, axes: Any, code: str) -> Any:
        from matplotlib.collections import PolyCollection

        rings = PolyCollection(
            areas()[code].rings,
            facecolor="none",
            edgecolor=style.theme().ink,
            lw=2,
            hatch="..",
            zorder=10.3,
        )
        return axes.add_collection(rings, autolim=False)

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


class _Spot(NamedTuple):
    """A name on the map, and what it names."""

    at: tuple[float, float]
    text: str
    is_area: bool = False
    is_beside: bool = True

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the name in pixels."""
        lines = lines_of(self.text)
        wide = max(text_width(line, style.SMALL, self.is_area) for line in lines)
        return wide + (6 if self.is_area else 0), 18.0 * len(lines)


def _side(place: tuple[float, float], wide: float, dots: list[tuple[float, float]]) -> int:
    """On which side of its dot a name stands: right, unless it would cover another dot there."""
    x, y = place
    covers = any(x < a < x + wide + 24 and abs(b - y) < 16 for a, b in dots)
    return -1 if covers and x - wide > 16 else 1


def _scale_bar(axes: Any, latitude: float) -> None:
    """A bar of a round number of kilometres in the lower left corner."""
    left, bottom, width, _height = box_of(axes)
    low, high = axes.get_xlim()
    # One unit of x is a degree of longitude times the cosine of the projection's own parallel.
    wide_km = (high - low) * _KM_PER_DEGREE * math.cos(math.radians(latitude)) / PARALLEL
    step = max(k * 10**p for p in range(4) for k in (1, 2, 5) if k * 10**p <= wide_km / 4)
    long = width * step / wide_km
    x, y = left + 14, bottom + 16
    ink = style.theme().ink
    for xs, ys in (
        ([x, x + long], [y, y]),
        ([x, x], [y - 4, y + 4]),
        ([x + long] * 2, [y - 4, y + 4]),
    ):
        line = leader(axes, tuple(xs), tuple(ys), ink)[0]
        line.set(linewidth=1.6, zorder=12)
    text = _("{n} km").format(n=number(step))
    write(axes, x + long / 2, y + 13, text, style.SMALL, ha=0.5, halo=True)
