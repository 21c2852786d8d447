"""Violence near a border, measured: rates by ring, near against far, and before against after.

Counts are of reported events or homicides. No estimator sees a haven: it sees where counts rose.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import norm

from borderlab.models.arguments import finite
from borderlab.models.gravity import GravityFit, _estimate
from claimlab.errors import KitError

__all__ = [
    "DifferenceInDifferences",
    "cut_at_rings",
    "cut_offs",
    "did_counts",
    "did_poisson",
    "near_far",
    "rate_ratio",
    "ring_rates",
]

HIDDEN_MOST = 4  # a blank cell stands for nought to four cases


class DifferenceInDifferences(NamedTuple):
    """A difference-in-differences of counts: `coefficient` is the log of `ratio`."""

    coefficient: float
    ratio: float
    std_error: float
    low: float
    high: float


def did_counts(
    near_before: float, near_after: float, far_before: float, far_after: float, level: float = 0.95
) -> DifferenceInDifferences:
    """The difference-in-differences of a Poisson model of four counts: a ratio of ratios.

    ``ln((near_after / near_before) / (far_after / far_before))``. With effects of places and years, and
    one step for near places after a date, Poisson regression of all the single counts gives this very
    number, because only the four sums matter. Its standard error here, the root of the sum of one over
    each count, takes events as independent; attacks come in clusters, so the true one is larger.

    Raises
    ------
    KitError
        when a count is not above 0.

    Source: the 2x2 table of counts; Woolf (1955) for the standard error.

    >>> round(did_counts(2, 7, 3, 5).coefficient, 3), round(did_counts(2, 7, 3, 5).ratio, 2)
    (0.742, 2.1)
    """
    counts = np.array([near_before, near_after, far_before, far_after], dtype=float)
    if not (counts > 0).all():
        raise KitError(
            "A ratio of ratios needs four counts above 0: take a wider ring or a longer period."
        )
    coefficient = float(np.log(near_after / near_before) - np.log(far_after / far_before))
    error = float(np.sqrt((1 / counts).sum()))
    half = float(norm.ppf((1 + level) / 2)) * error
    return DifferenceInDifferences(
        coefficient, float(np.exp(coefficient)), error, coefficient - half, coefficient + half
    )


def did_poisson(
    panel: pd.DataFrame,
    count: str,
    near: str,
    after: str,
    place: str = "dane_municipality_code",
    period: str = "year",
    exposure: str | None = None,
) -> GravityFit:
    """Difference-in-differences of counts by Poisson regression with effects of places and periods.

    ``E[count] = exposure * exp(place + period + coefficient * near * after)``, with standard errors
    clustered by place.

    Parameters
    ----------
    panel : DataFrame
        One row a place and period, places without cases included.
    count : str
        Column with the cases.
    near, after : str
        Columns of 0 and 1, or of False and True.
    place, period : str
        Columns of the two sets of effects.
    exposure : str, optional
        Column with what cases are in proportion to, such as population; enters as an offset.

    Returns
    -------
    GravityFit
        The variable is called ``near_after``. Places without any case drop out, and are counted in
        `separated`.

    Raises
    ------
    KitError
        when no place is near, or none is observed before or after.

    Source: as for :func:`borderlab.models.trade.gravity_ppml`; a zero stays a zero.

    >>> rows = pd.DataFrame({"place": list("AABB"), "year": [1, 2, 1, 2], "near": [1, 1, 0, 0], "cases": [2, 7, 3, 5]})
    >>> round(did_poisson(rows.assign(after=rows["year"] == 2), "cases", "near", "after", "place")["near_after"], 3)
    0.742
    """
    step = panel[near].astype(int) * panel[after].astype(int)
    if not 0 < step.sum() < panel[near].astype(int).sum():
        raise KitError(
            "The comparison needs near places both before and after the date: move the ring or the date."
        )
    frame = panel.assign(near_after=step)
    options = {
        "iwls_tol": 1e-10,
        "iwls_maxiter": 50,
        "separation_check": ["fe"],
        "fixef_tol": 1e-12,
    }
    if exposure:
        frame["log_exposure"] = np.log(frame[exposure].astype(float))
        options["offset"] = "log_exposure"
    return _estimate(
        "fepois", count, frame, (), ["near_after"], [place, period], [place], **options
    )


def rate_ratio(cases: float, exposure: float, other_cases: float, other_exposure: float) -> float:
    """How many times the rate of the others a place has: cases per exposure over cases per exposure.

    >>> rate_ratio(30, 1000, 20, 2000)
    3.0
    """
    sizes = (exposure, other_exposure, other_cases)
    if not (all(0 < size < np.inf for size in sizes) and cases >= 0):
        raise KitError("A ratio of rates needs exposures and cases of the others above 0.")
    return float((cases / exposure) / (other_cases / other_exposure))


def cut_offs(bands: pd.DataFrame) -> list[float]:
    """The distances in km at which bands part near from far exactly: where one ends and another follows.

    >>> cut_offs(pd.DataFrame({"from_km": [0, 30], "to_km": [30, 90]}))
    [30]
    """
    finite(bands["to_km"], "Each end of a band")
    return sorted(bands["to_km"].tolist())[:-1]


def cut_at_rings(bands: pd.DataFrame, rings: pd.DataFrame) -> pd.DataFrame:
    """Bands that are cut at the ends of rings too, with the exact sums of both tables.

    A band holds the distance at which it ends and a ring does not: where both end, the band counts.

    Parameters
    ----------
    bands : DataFrame
        As in :func:`near_far`, of one period.
    rings : DataFrame
        ``to_km``, ``homicides``, ``population_persons``; one row a ring and year of the same period.

    Returns
    -------
    DataFrame
        ``from_km``, ``to_km``, ``homicides``, ``person_years``.

    Raises
    ------
    KitError
        when the two do not fit together, so that a band would hold fewer than none.

    >>> bands = pd.DataFrame({"from_km": [0, 48], "to_km": [48, 54], "homicides": [30, 4], "person_years": [900, 300]})
    >>> rings = pd.DataFrame({"to_km": [50], "homicides": [31], "population_persons": [1000]})
    >>> cut_at_rings(bands, rings)[["to_km", "homicides"]].values.tolist()
    [[48, 30], [50, 1], [54, 3]]
    """
    both = {"homicides": "homicides", "population_persons": "person_years"}
    ends = bands.set_index("to_km")[["homicides", "person_years"]].sort_index().cumsum()
    ringed = rings.groupby("to_km")[list(both)].sum().rename(columns=both).cumsum()
    inside = (ringed.index < ends.index[-1]) & ~ringed.index.isin(ends.index)
    sums = pd.concat([ends, ringed[inside]]).sort_index()
    made = sums.diff().fillna(sums.iloc[:1]).astype(int)
    if (made < 0).any(axis=None):
        raise KitError("Bands and rings do not fit together: take both of the same years.")
    made = made.rename_axis("to_km").reset_index()
    made.insert(0, "from_km", [0, *made["to_km"][:-1]])
    return made


def near_far(bands: pd.DataFrame, cut_off_km: float) -> pd.DataFrame:
    """Homicides per head on both sides of a cut-off distance, from bands with exact sums.

    Parameters
    ----------
    bands : DataFrame
        ``from_km``, ``to_km``, ``homicides``, ``person_years``, of one period.
    cut_off_km : float
        Where near ends: one of :func:`cut_offs`.

    Returns
    -------
    DataFrame
        Rows ``near``, ``far``; columns ``where``, ``homicides``, ``person_years``, ``per_100k``, and
        ``ratio`` (near over far, on both rows).

    Raises
    ------
    KitError
        when no band ends at the cut-off: one that is partly near has no exact sum.

    >>> bands = pd.DataFrame({"from_km": [0, 30], "to_km": [30, 90], "homicides": [30, 20], "person_years": [1e5, 2e5]})
    >>> near_far(bands, 30)["per_100k"].tolist()
    [30.0, 10.0]
    """
    exact = cut_offs(bands)
    if cut_off_km not in exact:
        nearest = sorted(sorted(exact, key=lambda km: abs(km - cut_off_km))[:2])
        raise KitError(
            f"The sums are exact only where a band ends: choose {' or '.join(map(str, nearest))} km."
            if nearest
            else "One band parts nothing: give bands of which at least two follow one another."
        )
    where = np.where(bands["to_km"] <= cut_off_km, "near", "far")
    sums = bands.groupby(where)[["homicides", "person_years"]].sum().reindex(["near", "far"])
    sums["per_100k"] = 1e5 * sums["homicides"] / sums["person_years"]
    sums["ratio"] = sums["per_100k"].iloc[0] / sums["per_100k"].iloc[1]
    return sums.rename_axis("where").reset_index()


def ring_rates(
    events: pd.DataFrame, rings: pd.DataFrame, width_km: int = 50, farthest_km: int = 500
) -> pd.DataFrame:
    """Events by ring around the border: how many, for each area, and for each head.

    Parameters
    ----------
    events : DataFrame
        ``from_km``, ``events_count``; several rows a ring add up (periods). A blank count is 0 to 4.
    rings : DataFrame
        ``from_km``, ``area_km2``, ``population_persons``, one row for each of the narrowest rings.
    width_km : int
        Width of the rings to make; a multiple of the narrowest.
    farthest_km : int
        Where to stop; rings that would reach further are left out.

    Returns
    -------
    DataFrame
        ``from_km``, ``to_km``, ``area_km2``, ``population_persons``, ``count_low`` and ``count_high``
        (apart only where cells were blank), ``per_1000_km2_low`` and ``_high``, ``per_100k_low`` and ``_high``.

    Raises
    ------
    KitError
        when the width is not a multiple of the narrowest rings.

    >>> rings = pd.DataFrame({"from_km": [0, 25], "area_km2": [1e3, 3e3], "population_persons": [1e5, 1e5]})
    >>> events = pd.DataFrame({"from_km": [0, 25], "events_count": [8, None]})
    >>> ring_rates(events, rings, 50)[["count_low", "count_high"]].values.tolist()
    [[8.0, 12.0]]
    """
    start = np.sort(rings["from_km"])
    narrowest = int(np.diff(start).min())
    if width_km <= 0 or width_km % narrowest:
        raise KitError(
            f"Rings can be put together only in steps of {narrowest} km: choose a multiple of it."
        )
    count = pd.to_numeric(events["events_count"])
    bounds = pd.DataFrame(
        {"count_low": count.fillna(0), "count_high": count.fillna(HIDDEN_MOST)}
    ).astype(float)
    cells = rings.set_index("from_km")[["area_km2", "population_persons"]].astype(float)
    cells = cells.join(bounds.groupby(events["from_km"].to_numpy()).sum()).fillna(
        {"count_low": 0, "count_high": 0}
    )
    made = (
        cells.groupby(cells.index // width_km * width_km).sum().rename_axis("from_km").reset_index()
    )
    made = made[made["from_km"] + width_km <= farthest_km].reset_index(drop=True)
    made.insert(1, "to_km", made["from_km"] + width_km)
    for end in ("low", "high"):
        made[f"per_1000_km2_{end}"] = 1e3 * made[f"count_{end}"] / made["area_km2"]
        made[f"per_100k_{end}"] = 1e5 * made[f"count_{end}"] / made["population_persons"]
    return made
