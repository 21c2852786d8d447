"""Sizes without a typical size: the discrete power law, fitted to exact sizes or to ranges of sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import zeta

from borderlab.models.arguments import positive, whole
from claimlab.errors import KitError

__all__ = [
    "PowerLaw",
    "fit_power_law",
    "power_law_exponent",
    "power_law_sample",
    "power_law_survival",
]

EXPONENTS = (1.001, 12.0)
FEWEST_SIZES, FEWEST_RANGES = 3, 10  # two sizes, or a few ranges, fit any curve at no distance


class PowerLaw(NamedTuple):
    """A fitted tail: sizes of at least `cutoff` fall off with `exponent`; `distance` is the Kolmogorov-Smirnov distance."""

    exponent: float
    cutoff: int
    distance: float
    tail_count: int
    total_count: int


def power_law_survival(size, exponent: float, cutoff: int) -> np.ndarray:
    """Probability that a size of at least `cutoff` is `size` or more: ``zeta(a, size) / zeta(a, cutoff)``.

    >>> power_law_survival([1, 2], 2.0, 1).round(3).tolist()
    [1.0, 0.392]
    """
    if not np.all(np.asarray(exponent) > 1):
        raise KitError("A power law needs an exponent above 1.")
    return zeta(exponent, positive(size, "The size")) / zeta(
        exponent, positive(cutoff, "The cut-off")
    )


def _cells(sizes, counts, to):
    low = np.asarray(sizes, dtype=float)
    high = low if to is None else np.asarray(to, dtype=float)
    high = np.where(np.isnan(high), np.inf, high)
    count = np.ones_like(low) if counts is None else np.asarray(counts, dtype=float)
    if not (low.shape == high.shape == count.shape and np.isfinite([low, count]).all()):
        raise KitError("Give each size one count, and each range one end.")
    if not (low.size and (low >= 1).all() and (high >= low).all() and (count >= 0).all()):
        raise KitError(
            "Sizes must be whole numbers from 1 up, and a range must not end before it begins."
        )
    order = np.argsort(low, kind="stable")
    low, high, count = low[order], high[order], count[order]
    edges, where = np.unique(low, return_index=True)
    return edges, high[where], np.add.reduceat(count, where)


def _exponent(low, high, count, cutoff) -> float:
    def loss(a: float) -> float:
        beyond = np.where(np.isinf(high), 0.0, zeta(a, np.where(np.isinf(high), 2.0, high + 1)))
        with np.errstate(divide="ignore"):
            return -float(count @ (np.log(zeta(a, low) - beyond) - np.log(zeta(a, float(cutoff)))))

    return float(
        minimize_scalar(loss, bounds=EXPONENTS, method="bounded", options={"xatol": 1e-7}).x
    )


def _at_bound(exponent: float) -> bool:
    """Whether the search ran into one of its ends, so that the sizes tell no exponent."""
    return min(abs(exponent - end) for end in EXPONENTS) < 1e-4


def power_law_exponent(sizes: Sequence[float], cutoff: int, counts=None, to=None) -> float:
    """The exponent of a discrete power law by maximum likelihood, for sizes of at least `cutoff`.

    Parameters
    ----------
    sizes : sequence of int
        Sizes, or the smallest size of each range.
    cutoff : int
        Smaller sizes are left out.
    counts : sequence of int, optional
        How often each was seen; 1 by default.
    to : sequence of int, optional
        The largest size of each range; NaN is an open end. By default ranges hold one size.

    Returns
    -------
    float
        The `a` of ``p(x) = x ** -a / zeta(a, cutoff)``, between 1 and 12.

    Raises
    ------
    KitError
        when the tail holds fewer than two different sizes, or its exponent is not within the bounds.

    Source: Clauset, Shalizi and Newman (2009), equation 3.5; for ranges Virkar and Clauset (2014).

    >>> round(power_law_exponent([1, 2, 3, 4, 8], 1, counts=[60, 15, 7, 4, 1]), 2)
    2.48
    """
    low, high, count = _cells(sizes, counts, to)
    tail = low >= cutoff
    if tail.sum() < 2:
        raise KitError("The tail needs at least two different sizes: choose a smaller cut-off.")
    exponent = _exponent(low[tail], high[tail], count[tail], cutoff)
    if _at_bound(exponent):
        raise KitError("The tail is too short to tell an exponent: choose a smaller cut-off.")
    return exponent


def fit_power_law(sizes: Sequence[float], counts=None, to=None) -> PowerLaw:
    """A discrete power law whose cut-off is the one with the smallest Kolmogorov-Smirnov distance.

    Every size that occurs is tried as a cut-off that leaves three different sizes in the tail, or ten ranges, and an exponent
    within the bounds. Two sizes are met by some exponent at nearly no distance, and it means nothing. A fit is not a test: a
    small distance does not show that sizes follow a power law.

    Parameters
    ----------
    sizes, counts, to
        As in :func:`power_law_exponent`.

    Returns
    -------
    PowerLaw

    Raises
    ------
    KitError
        when no cut-off leaves such a tail.

    Source: Clauset, Shalizi and Newman (2009), section 3; three sizes, as `estimate_xmin` of Gillespie's R package poweRlaw asks.

    >>> fit = fit_power_law(power_law_sample(4000, 2.5, 3, seed=1))
    >>> fit.cutoff, abs(fit.exponent - 2.5) < 0.1
    (3, True)
    """
    low, high, count = _cells(sizes, counts, to)
    fewest = FEWEST_SIZES if (high == low).all() else FEWEST_RANGES
    best = None
    for start in range(len(low) - fewest + 1):
        tail = slice(start, None)
        exponent = _exponent(low[tail], high[tail], count[tail], low[start])
        if _at_bound(exponent):
            continue
        seen = count[tail][::-1].cumsum()[::-1] / count[tail].sum()
        # Both curves are steps: between two sizes that occur the gap is widest at one of the two ends.
        beyond = np.where(
            np.isinf(high[tail]),
            0.0,
            power_law_survival(np.minimum(high[tail], 2**52) + 1, exponent, low[start]),
        )
        gaps = [
            seen - power_law_survival(low[tail], exponent, low[start]),
            np.append(seen[1:], 0.0) - beyond,
        ]
        distance = float(np.abs(gaps).max())
        if best is None or distance < best.distance:
            best = PowerLaw(
                exponent, int(low[start]), distance, int(count[tail].sum()), int(count.sum())
            )
    if best is None:
        raise KitError("A power law needs at least three different sizes, or ten ranges of sizes.")
    return best


def power_law_sample(n: int, exponent: float, cutoff: int = 1, seed: int = 2022) -> np.ndarray:
    """Random sizes from a discrete power law, by inverting its survival function.

    Returns
    -------
    array of int, length n

    Source: Clauset, Shalizi and Newman (2009), appendix D (doubling up, then bisection).

    >>> power_law_sample(5, 2.5, 1, seed=3).tolist()
    [1, 1, 2, 1, 1]
    """
    if not exponent > 1:
        raise KitError("A power law needs an exponent above 1.")
    n, cutoff = whole(n, "The number of sizes", 0), whole(cutoff, "The cut-off")
    u = 1 - np.random.default_rng(seed).uniform(size=n)
    low, high = np.full(n, cutoff, dtype=np.int64), np.full(n, 2 * cutoff, dtype=np.int64)
    while (far := (power_law_survival(high, exponent, cutoff) >= u) & (high < 2**52)).any():
        low[far], high[far] = high[far], 2 * high[far]
    while (open_ := high - low > 1).any():
        middle = (low + high) // 2
        above = power_law_survival(middle, exponent, cutoff) >= u
        low, high = np.where(open_ & above, middle, low), np.where(open_ & ~above, middle, high)
    return low
