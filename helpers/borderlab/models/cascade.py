"""Threshold cascades: each member acts once enough others have.

The share that has acted is kept continuous: rounding to whole members at each step moves the point
at which a cascade takes off. Whole members are used in :func:`cascade` only. Rival accounts of a
wave are in :mod:`borderlab.models.waves`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from borderlab.models.arguments import whole
from claimlab.errors import KitError

__all__ = [
    "CriticalSpread",
    "cascade",
    "cobweb",
    "critical_spread",
    "fixed_points",
    "threshold_share",
]


def cascade(thresholds: Sequence[float], start: int = 0) -> list[int]:
    """How many have acted, round by round, when each acts once enough others have.

    Parameters
    ----------
    thresholds : sequence of float
        For each member, how many must have acted before it does; 0 acts unprompted.
    start : int
        How many have acted at first, whatever their threshold.

    Returns
    -------
    list of int
        From `start` to the count that no longer changes. It never falls: nobody takes an act back.

    Source: Granovetter (1978), American Journal of Sociology 83(6), section 1.

    >>> cascade(range(100))[-1], cascade([0, 2, 2, *range(3, 100)])[-1]
    (100, 1)
    """
    ordered = np.sort(np.asarray(thresholds, dtype=float))
    if np.isnan(ordered).any():
        raise KitError("A threshold is missing: give each member a number.")
    path = [whole(start, "The number who have acted at first", 0)]
    while True:
        acted = max(path[-1], int(np.searchsorted(ordered, path[-1], side="right")))
        if acted == path[-1]:
            return path
        path.append(acted)


def threshold_share(x: float, mu: float, sd: float) -> float:
    """Share of members whose threshold is at most x, for thresholds from a normal distribution.

    Parameters
    ----------
    x : float
        Share that has acted.
    mu, sd : float
        Mean and standard deviation of the thresholds, as shares of all members.

    >>> threshold_share(0.25, mu=0.25, sd=0.1)
    0.5
    """
    if not (0 < mu < 1 and sd > 0):
        raise KitError("Choose a mean between 0 and 1, and a spread above 0.")
    return float(ndtr((x - mu) / sd))


def cobweb(
    mu: float, sd: float, start: float = 0.0, rounds: int = 5000, tolerance: float = 1e-9
) -> np.ndarray:
    """The share that has acted, round by round, with thresholds from a normal distribution.

    Parameters
    ----------
    mu, sd : float
        Mean and standard deviation of the thresholds, as shares of all members.
    start : float
        The share at first.
    rounds : int
        At most this many rounds.
    tolerance : float
        Stop when the share moves by less than this.

    Returns
    -------
    array
        Each value is the cumulative distribution at the value before it. From 0 it rises to the
        smallest fixed point. Near a critical spread this takes many rounds.

    Source: Granovetter (1978), section 2.

    >>> round(float(cobweb(0.25, 0.122)[-1]), 3), round(float(cobweb(0.25, 0.123)[-1]), 3)
    (0.055, 1.0)
    """
    path = [float(start)]
    for _ in range(rounds):
        path.append(threshold_share(path[-1], mu, sd))
        if abs(path[-1] - path[-2]) < tolerance:
            break
    return np.array(path)


def fixed_points(mu: float, sd: float) -> list[float]:
    """Shares at which nobody wants to move: one, or three of which the middle one is a watershed.

    Parameters
    ----------
    mu, sd : float
        As in :func:`cobweb`.

    Returns
    -------
    list of float
        In rising order.

    >>> [round(x, 3) for x in fixed_points(0.25, 0.10)]
    [0.008, 0.144, 1.0]
    """
    excess = lambda x: threshold_share(x, mu, sd) - x  # noqa: E731
    # The excess turns only where the density of thresholds is one: at most twice.
    inside = -2 * np.log(sd * np.sqrt(2 * np.pi))
    turns = mu + sd * np.sqrt(inside) * np.array([-1, 1]) if inside > 0 else np.array([])
    ends = np.concatenate([[0.0], turns[(turns > 0) & (turns < 1)], [1.0]])
    found = []
    for low, high in zip(ends[:-1], ends[1:], strict=True):
        if excess(low) * excess(high) <= 0:
            found.append(float(brentq(excess, low, high, xtol=1e-14)))
    return [x for x, before in zip(found, [-1.0, *found], strict=False) if x > before]


class CriticalSpread(NamedTuple):
    """The spread at which two fixed points meet and vanish, and the share at which they meet."""

    spread: float
    share: float


def critical_spread(mu: float) -> CriticalSpread:
    """The spread of thresholds at which the outcome jumps, for one mean.

    Parameters
    ----------
    mu : float
        Mean threshold, between 0 and 1.

    Returns
    -------
    CriticalSpread
        With a mean below one half, the low outcome ends here: a little more spread, and a cascade
        from zero runs on. Above one half it is the high outcome that ends, and from zero there is
        no jump.

    Notes
    -----
    The distribution touches the diagonal: ``ndtr(z) - mu - z pdf(z) = 0`` and ``spread = pdf(z)``.
    Granovetter (1978), figure 2, for normal thresholds with a mean of 25 in 100.

    >>> spread, share = critical_spread(0.25)
    >>> round(spread, 5), round(share, 3)
    (0.12222, 0.062)
    """
    if not 0 < mu < 1:
        raise KitError("Choose a mean between 0 and 1.")
    density = lambda z: np.exp(-z * z / 2) / np.sqrt(2 * np.pi)  # noqa: E731
    z = brentq(lambda z: ndtr(z) - mu - z * density(z), -40, 40, xtol=1e-14)
    return CriticalSpread(float(density(z)), float(ndtr(z)))
