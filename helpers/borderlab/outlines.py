"""Outlines of departments, states and the shared border: on a plane, and in pixels of a sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from claimlab.data import load
from claimlab.views.scene import Mark, area
from claimlab.views.tokens import part_of

__all__ = [
    "PARALLEL",
    "Window",
    "areas",
    "border",
    "clipped",
    "paths",
    "project",
    "shapes",
    "shared_border",
]

PARALLEL = math.cos(math.radians(5))  # shapes are true at five degrees from the equator
WHOLE = (-79.2, -4.4, -59.6, 12.7)  # what the outlines were cut to


class _Area(NamedTuple):
    name: str
    iso3: str
    rings: tuple[np.ndarray, ...]
    middle: np.ndarray
    part: str  # of the course


def project(places: Any) -> np.ndarray:
    """Longitude and latitude in degrees on a plane that keeps shapes near the equator."""
    places = np.asarray(places, float).reshape(-1, 2)
    return places * (PARALLEL, 1)


@lru_cache(maxsize=1)
def areas() -> dict[str, _Area]:
    """Outlines by code; a name that both countries use carries the country."""
    frame = load("maps/admin1")
    twice = set(frame["name"][frame["name"].duplicated()])
    found = {}
    for row in frame.itertuples():
        shapes = (
            row.geometry["coordinates"]
            if row.geometry["type"] == "MultiPolygon"
            else [row.geometry["coordinates"]]
        )
        rings = tuple(project(shape[0]) for shape in shapes)
        name = f"{row.name} ({row.iso3})" if row.name in twice else row.name
        iso3 = row.iso3 if row.level == "admin1" else ""
        middle, part = _middle(max(rings, key=len)), part_of(iso3) if iso3 else ""
        found[row.code] = _Area(name, iso3, rings, middle, part)
    return found


def _middle(ring: np.ndarray) -> np.ndarray:
    """Centroid of a polygon (the shoelace formula)."""
    x, y = ring.T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    sums = [((v + np.roll(v, -1)) * cross).sum() for v in (x, y)]
    return np.array(sums) / (3 * cross.sum())


def paths(frame: pd.DataFrame) -> tuple[np.ndarray, ...]:
    """The lines of a frame: lists of places in `path`, or GeoJSON lines in `geometry`."""
    if "path" in frame.columns:
        return tuple(project(path) for path in frame["path"])
    if "geometry" in frame.columns:
        return tuple(
            project(shape["coordinates"])
            for shape in frame["geometry"]
            if shape["type"] == "LineString"
        )
    return ()


@lru_cache(maxsize=1)
def border() -> np.ndarray:
    """The shared border at the finest scale, as the outlines have it."""
    lines = load("maps/border_line").set_index("map_scale")["geometry"]
    return project(lines["10m"]["coordinates"])


class Window(NamedTuple):
    """A part of the plane on a sheet: its west and north, pixels a unit, and the size in pixels."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    def __call__(self, places: Any) -> np.ndarray:
        """Places of the plane in pixels."""
        return (np.asarray(places, float) - (self.west, self.north)) * (self.scale, -self.scale)

    def holds(self, place: Sequence[float]) -> bool:
        """Whether a place in pixels lies inside."""
        return 0 <= place[0] <= self.width and 0 <= place[1] <= self.height

    @classmethod
    def around(cls, extent: Sequence[float], width: float, height: float, cropped: bool = False) -> Window:  # fmt: skip
        """The window that shows an extent in degrees as large as it can be.

        It goes on to the east and the west, as far as there are outlines, to take the whole width,
        unless it is `cropped` to the extent.
        """
        (x0, y0), (x1, y1) = project([extent[:2], extent[2:]]).tolist()
        (low, _south), (high, _north) = project([WHOLE[:2], WHOLE[2:]]).tolist()
        scale = min(width / (x1 - x0), height / (y1 - y0))
        long = x1 - x0 if cropped else max(x1 - x0, min(width / scale, high - low))
        x0 = max(low, min((x0 + x1 - long) / 2, high - long))
        return cls(x0, y1, scale, long * scale, (y1 - y0) * scale)


@lru_cache(maxsize=8)
def shapes(window: Window) -> dict[str, Mark]:
    """The areas that a window shows, as marks without a look."""
    found = {}
    for code, one in areas().items():
        rings: list = []
        for ring in one.rings:
            if inside := _cut(_snapped(window(ring[:-1])), window):
                rings += [None, *inside] if rings else inside
        if rings:
            found[code] = area(f"area:{code}", rings)
    return found


@lru_cache(maxsize=8)
def shared_border(window: Window) -> list[tuple[float, float] | None]:
    """The border in pixels of a window, as a line."""
    return clipped(_thinned(window(border())), window)


def _snapped(ring: np.ndarray) -> list[tuple[float, float]]:
    """A ring on half pixels without what these make needless.

    Each place moves by itself, so that neighbours go on sharing their line.
    """
    places = list(dict.fromkeys(map(tuple, (np.round(ring * 2) / 2).tolist())))
    found = []
    for (a, b), (x, y), (c, d) in zip(places[-1:] + places, places, places[1:] + places[:1]):
        if (x - a) * (d - b) != (y - b) * (c - a):
            found.append((x, y))
    return found


def _cut(ring: list[tuple[float, float]], window: Window) -> list[tuple[float, float]]:
    """What of a ring lies in a window, one edge of it after the other (Sutherland and Hodgman)."""
    for axis, edge, way in ((0, 0, 1), (0, window.width, -1), (1, 0, 1), (1, window.height, -1)):
        found = []
        for one, two in zip(ring[-1:] + ring, ring):
            inside = [(place[axis] - edge) * way >= 0 for place in (one, two)]
            if inside[0] != inside[1]:
                share = (edge - one[axis]) / (two[axis] - one[axis])
                found.append(tuple(a + share * (b - a) for a, b in zip(one, two, strict=True)))
            if inside[1]:
                found.append(two)
        ring = found
    return ring


def clipped(places: np.ndarray, window: Window) -> list[tuple[float, float] | None]:
    """A line in pixels, cut to a window: where it leaves, the pen is lifted (Liang and Barsky)."""
    found: list[tuple[float, float] | None] = []
    for (a, b), (c, d) in zip(places.tolist(), places[1:].tolist()):
        start, end = 0.0, 1.0
        for step, room in (
            (a - c, a),
            (c - a, window.width - a),
            (b - d, b),
            (d - b, window.height - b),
        ):
            if step == 0:
                end = end if room >= 0 else -1.0
            elif step < 0:
                start = max(start, room / step)
            else:
                end = min(end, room / step)
        if start <= end:
            ends = [(a + share * (c - a), b + share * (d - b)) for share in (start, end)]
            if found and found[-1] == ends[0]:
                found.append(ends[1])
            else:
                found += [None, *ends] if found else ends
    return found


def _thinned(places: np.ndarray, away: float = 0.35) -> np.ndarray:
    """A line without the places that lie less than so far from what is left (Douglas and Peucker)."""
    keep = np.zeros(len(places), bool)
    keep[[0, -1]] = True
    open_parts = [(0, len(places) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        along, own = places[last] - places[first], places[first + 1 : last] - places[first]
        if not len(own):
            continue
        long = np.hypot(*along)
        apart = (
            abs(along[0] * own[:, 1] - along[1] * own[:, 0]) / long if long else np.hypot(*own.T)
        )
        if apart.max() > away:
            at = first + 1 + int(apart.argmax())
            keep[at] = True
            open_parts += [(first, at), (at, last)]
    return places[keep]
