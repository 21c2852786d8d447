"""The length of a line on the globe, and why it depends on the ruler."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from borderlab.models.arguments import finite
from claimlab.errors import KitError

__all__ = ["EARTH_RADIUS_KM", "distance_km", "divider_length_km", "ruler_walk"]

EARTH_RADIUS_KM = 6371.0088  # mean radius of the Earth (IUGG)


def divider_length_km(
    coordinates: Sequence[Sequence[float]], ruler_km: float
) -> tuple[float, np.ndarray]:
    """Walk along a line with a divider of fixed opening, and measure it by counting steps.

    Each step goes to the first point further along the line that is one ruler away, as the crow
    flies; the distance from the last step to the end is added.

    Parameters
    ----------
    coordinates : sequence of (longitude, latitude)
        The line, in degrees; at least two points.
    ruler_km : float
        Opening of the divider, in kilometres, along a great circle.

    Returns
    -------
    length_km : float
        Number of steps times the ruler, plus the remainder.
    walk : array of shape (points, 2)
        Longitude and latitude of each point that the divider touched, both ends included.

    Raises
    ------
    KitError
        when the line has fewer than two points, or the ruler is not above zero.

    Notes
    -----
    Richardson (1961), The problem of contiguity, General Systems Yearbook 6; Mandelbrot (1967),
    How long is the coast of Britain?, Science 156. The Earth is taken as a sphere, which moves
    lengths in this region by less than half of one per cent.

    >>> corner = [(0, 0), (0, 1), (1, 1)]
    >>> [round(divider_length_km(corner, ruler)[0]) for ruler in (1, 150)]
    [222, 161]
    """
    if len(coordinates) < 2:
        raise KitError("A line needs at least two points.")
    line = _on_sphere(coordinates)
    if not ruler_km > 0:
        raise KitError("The ruler must be longer than zero kilometres.")
    points = _steps(line, _chord(ruler_km))
    walk = np.array([*points, line[-1]])
    remainder = _arc(float(np.linalg.norm(line[-1] - points[-1])))
    return (len(points) - 1) * ruler_km + remainder, _degrees(walk)


def ruler_walk(coordinates: Sequence[Sequence[float]], ruler_km: float) -> pd.DataFrame:
    """The walk of :func:`divider_length_km` as one row to be drawn.

    Returns
    -------
    DataFrame
        Columns ``ruler_km``, ``length_km`` (the measured length), ``steps_count`` (whole steps of
        the ruler) and ``path`` (longitude and latitude of each point that the divider touched).

    >>> ruler_walk([(0, 0), (0, 1), (1, 1)], 150).round()[["ruler_km", "length_km", "steps_count"]].values.tolist()
    [[150.0, 161.0, 1.0]]
    """
    length_km, walk = divider_length_km(coordinates, ruler_km)
    return pd.DataFrame(
        {
            "ruler_km": [ruler_km],
            "length_km": [length_km],
            "steps_count": [len(walk) - 2],
            "path": [walk.tolist()],
        }
    )


def distance_km(a: Sequence[float], b: Sequence[float]) -> float:
    """Great-circle distance of two points, each (longitude, latitude) in degrees.

    >>> round(distance_km((-72.5049, 7.90745), (-72.4508, 7.8179)), 1)
    11.6
    """
    start, end = _on_sphere([a, b])
    return _arc(float(np.linalg.norm(end - start)))


def _steps(line: np.ndarray, chord: float) -> list[np.ndarray]:
    """Points of the walk, the start included; the line's pieces are taken as straight chords."""
    here, ahead = line[0], 1
    points = [here]
    while True:
        outside = np.flatnonzero(np.linalg.norm(line[ahead:] - here, axis=1) >= chord)
        if not outside.size:
            return points
        start = here if outside[0] == 0 else line[ahead + outside[0] - 1]
        ahead += int(outside[0])
        here = _leave_sphere(start, line[ahead], here, chord)
        points.append(here)


def _leave_sphere(
    start: np.ndarray, end: np.ndarray, centre: np.ndarray, radius: float
) -> np.ndarray:
    """Where a segment that starts inside a sphere leaves it: the larger root of a quadratic."""
    along, offset = end - start, start - centre
    a, b, c = along @ along, 2 * along @ offset, offset @ offset - radius**2
    return start + (-b + np.sqrt(b * b - 4 * a * c)) / (2 * a) * along


def _on_sphere(coordinates: Sequence[Sequence[float]]) -> np.ndarray:
    if any(len(point) != 2 for point in coordinates):
        raise KitError("A point is a pair: its longitude, then its latitude.")
    longitude, latitude = np.radians(finite(coordinates, "A coordinate")).T
    across = np.cos(latitude)
    return EARTH_RADIUS_KM * np.column_stack(
        [across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)]
    )


def _degrees(points: np.ndarray) -> np.ndarray:
    x, y, z = points.T
    return np.degrees(np.column_stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))]))


def _chord(arc_km: float) -> float:
    return 2 * EARTH_RADIUS_KM * np.sin(min(arc_km / (2 * EARTH_RADIUS_KM), np.pi / 2))


def _arc(chord_km: float) -> float:
    return float(2 * EARTH_RADIUS_KM * np.arcsin(min(chord_km / (2 * EARTH_RADIUS_KM), 1.0)))
