"""Outlines of departments, states and the shared border on a plane, for the map."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from claimlab.data import load
from claimlab.i18n import _
from claimlab.views import style
from claimlab.views.stage import box_of, pixels
from claimlab.views.text import text_width, write

__all__ = ["PARALLEL", "areas", "border", "name_countries", "paths", "project"]

PARALLEL = math.cos(math.radians(5))  # shapes are true at five degrees from the equator
_COUNTRIES = {_("COLOMBIA"): (-73.4, 4.4), _("VENEZUELA"): (-66.6, 7.6)}


class _Area(NamedTuple):
    name: str
    iso3: str
    rings: tuple[np.ndarray, ...]
    middle: np.ndarray


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
        found[row.code] = _Area(
            name, row.iso3 if row.level == "admin1" else "", rings, _middle(max(rings, key=len))
        )
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
    """The shared border at the middle scale: fine enough for a picture of this size."""
    lines = load("maps/border_line").set_index("map_scale")["geometry"]
    return project(lines["50m"]["coordinates"])


def name_countries(axes: Any) -> None:
    """Each country's name in capitals and grey, kept inside the picture."""
    left, bottom, width, height = box_of(axes)
    for name, place in _COUNTRIES.items():
        x, y = pixels(axes, *project([place])[0])
        half = text_width(name) / 2
        if left < x < left + width and bottom < y < bottom + height:
            x = min(max(x, left + half + 6), left + width - half - 6)
            write(axes, x, y, name, colour=style.theme().muted, ha=0.5, halo=True)
