"""Rival accounts of a wave of the same act: a cascade, blocs that move together, a common shock.

Each gives the number of acts expected on each day, so that all can be laid beside the days observed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import xlogy

from borderlab.models.arguments import not_negative, share, whole
from borderlab.models.cascade import threshold_share
from claimlab.errors import KitError

__all__ = ["bloc_entries", "cascade_entries", "daily_counts", "deviance", "shock_entries"]


def daily_counts(days: Sequence[int], length: int) -> np.ndarray:
    """How many acted on each day.

    Parameters
    ----------
    days : sequence of int
        Day of each act, counted from 0.
    length : int
        Number of days.

    >>> daily_counts([0, 0, 2], 4).tolist()
    [2, 0, 1, 0]
    """
    length = whole(length, "The number of days")
    if not len(days):
        return np.zeros(length, dtype=int)
    counted = not_negative(days, "Each day").astype(int)
    return np.bincount(counted, minlength=length)[:length]


def cascade_entries(members: int, mu: float, sd: float, length: int) -> np.ndarray:
    """Acts expected on each day when every day is one round of :func:`borderlab.models.cascade.cobweb`.

    Parameters
    ----------
    members : int
        How many might act.
    mu, sd : float
        As in :func:`borderlab.models.cascade.cobweb`.
    length : int
        Number of days.

    Returns
    -------
    array of `length`

    >>> cascade_entries(100, mu=0.5, sd=0.5, length=3).round(1).tolist()
    [15.9, 8.9, 5.9]
    """
    acted = [0.0]
    for _ in range(whole(length, "The number of days")):
        acted.append(threshold_share(acted[-1], mu, sd))
    # The share only grows; below the last digit it may seem to fall.
    grown = np.maximum(np.diff(acted), 0.0)
    return float(not_negative(members, "The number of members")) * grown


def bloc_entries(
    blocs: Mapping[int, int], length: int, loyalty: float = 1.0, window: int = 1
) -> np.ndarray:
    """Acts expected on each day when blocs move together.

    Parameters
    ----------
    blocs : mapping of int to int
        Day on which a bloc decides (from 0) and number of its members.
    length : int
        Number of days.
    loyalty : float
        Share of the members that follow, 0 to 1.
    window : int
        Days over which they follow, evenly.

    Returns
    -------
    array of `length`

    >>> bloc_entries({0: 12, 2: 16}, length=4, loyalty=0.5).tolist()
    [6.0, 0.0, 8.0, 0.0]
    """
    length, window = whole(length, "The number of days"), whole(window, "The window")
    loyalty = float(share(loyalty, "Loyalty"))
    not_negative(list(blocs.values()), "Each bloc")
    expected = np.zeros(length + window)
    for day, members in blocs.items():
        expected[day : day + window] += loyalty * members / window
    return expected[:length]


def shock_entries(
    members: int, hazard: float, shocks: Mapping[int, float], length: int
) -> np.ndarray:
    """Acts expected on each day when all hear the same news and none looks at another.

    Parameters
    ----------
    members : int
        How many might act.
    hazard : float
        Probability that a member that has not acted does so on an ordinary day.
    shocks : mapping of int to float
        Days (from 0) with news, and the probability on these days.
    length : int
        Number of days.

    Returns
    -------
    array of `length`

    >>> shock_entries(100, hazard=0.0, shocks={0: 0.2, 2: 0.5}, length=3).tolist()
    [20.0, 0.0, 40.0]
    """
    hazards = np.full(whole(length, "The number of days"), float(share(hazard, "The hazard")))
    for day, probability in shocks.items():
        hazards[day] = float(share(probability, "The chance on a day with news"))
    left = float(not_negative(members, "The number of members")) * np.cumprod(
        np.append(1.0, 1 - hazards[:-1])
    )
    return left * hazards


def deviance(counts: Sequence[float], expected: Sequence[float]) -> float:
    """How badly expected daily counts fit the observed ones; 0 is a perfect fit.

    Parameters
    ----------
    counts, expected : sequences of float, equally long
        A day on which something happened that was held impossible makes the fit infinitely bad.

    Returns
    -------
    float
        Twice the log-likelihood that a Poisson model lacks on a perfect one (McCullagh and Nelder,
        1989, Generalized Linear Models, section 2.3).

    >>> deviance([2, 0], [2.0, 0.0]), deviance([2, 1], [3.0, 0.0])
    (0.0, inf)
    """
    counts, expected = (
        not_negative(counts, "Each count"),
        not_negative(expected, "Each expected count"),
    )
    if not counts.size or counts.shape != expected.shape:
        raise KitError("Give one expected count for each day, and at least one day.")
    if (counts[expected == 0] > 0).any():
        return float("inf")
    possible = np.where(expected > 0, expected, 1)
    return float(2 * np.sum(xlogy(counts, counts / possible) - counts + expected))
