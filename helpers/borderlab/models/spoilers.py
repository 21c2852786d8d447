"""What ends talks: spoilers, and how long a round of talks may be expected to live.

Parameters are assumed: the models are for logic, not for numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.stats import chi2

from borderlab.models.arguments import not_negative, positive, share, whole
from claimlab.errors import KitError

__all__ = [
    "Hazard",
    "acceptance",
    "half_life",
    "simulate_talks",
    "talks_hazard",
    "talks_survival",
]


class Hazard(NamedTuple):
    """A constant risk of ending, for each unit of time, with its exact interval."""

    rate: float
    low: float
    high: float


def acceptance(offer, rents: float = 1.0, haven=0.0) -> np.ndarray:
    """Chance that a faction joins, if its rents are spread evenly from 0 to `rents`: ``min(1, 2 n / (R (1 + h)))``.

    A faction with rent r joins when the offer is at least ``r (1 + h) / 2``: rents are lost in part, and a
    haven `h` from 0 to 1 makes staying out worth more. Assumed.

    >>> acceptance(0.3, 1.0, [0, 1]).tolist()
    [0.6, 0.3]
    """
    n, worth = not_negative(offer, "The offer"), positive(rents, "The largest rent")
    return np.minimum(1.0, 2 * n / (worth * (1 + share(haven, "The haven"))))


def talks_survival(
    rounds, spoil: float = 0.05, accept: float = 0.6, factions: int = 1, redrawn: bool = True
) -> np.ndarray:
    """Chance that talks live through a number of rounds, when each hold-out spoils a round with chance `spoil`.

    Parameters
    ----------
    rounds : array of int
        A round is a month in this kit.
    spoil, accept : float
        Chance that a hold-out spoils a round; chance that a faction joins.
    factions : int
        Number of factions, independent of each other.
    redrawn : bool
        True: who holds out is drawn anew in each round, ``(1 - q (1 - a)) ** (T N)``. False: it is drawn once,
        ``(a + (1 - a)(1 - q) ** T) ** N``: whoever has joined stays.

    Returns
    -------
    array

    Source: a kit's own simplification of spoilers in Stedman (1997) and Findley and Young (2015).

    >>> round(float(talks_survival(12)), 3), round(float(talks_survival(12, factions=5, redrawn=False)), 2)
    (0.785, 0.36)
    """
    q, a = float(share(spoil, "The risk")), float(share(accept, "The acceptance"))
    T, factions = (
        not_negative(rounds, "The number of rounds"),
        whole(factions, "The number of factions"),
    )
    one = (1 - q * (1 - a)) ** T if redrawn else a + (1 - a) * (1 - q) ** T
    return one**factions


def half_life(spoil: float = 0.05, accept: float = 0.6, factions: int = 1) -> float:
    """Rounds after which half of all talks have ended, with hold-outs redrawn: ``ln 0.5 / (N ln(1 - q (1 - a)))``.

    >>> round(half_life(), 1)
    34.3
    """
    risk = float(share(spoil, "The risk")) * (1 - float(share(accept, "The acceptance")))
    factions = whole(factions, "The number of factions")
    with np.errstate(divide="ignore"):
        return float(np.inf if risk == 0 else np.log(0.5) / (factions * np.log1p(-risk)))


def simulate_talks(
    talks: int = 1000,
    rounds: int = 36,
    spoil: float = 0.05,
    accept: float = 0.6,
    factions: int = 1,
    redrawn: bool = True,
    seed: int = 2022,
) -> np.ndarray:
    """Rounds that each of many talks lived through, at most `rounds`; drawn faction by faction.

    Returns
    -------
    array of int, length `talks`

    >>> simulate_talks(6, rounds=36, seed=4).tolist()
    [27, 36, 36, 11, 2, 9]
    """
    talks, rounds = whole(talks, "The number of talks", 0), whole(rounds, "The number of rounds")
    factions = whole(factions, "The number of factions")
    spoil, accept = share(spoil, "The risk"), share(accept, "The acceptance")
    rng = np.random.default_rng(seed)
    shape = (talks, rounds if redrawn else 1, factions)
    holds_out = rng.uniform(size=shape) >= accept
    spoiled = (holds_out & (rng.uniform(size=(talks, rounds, factions)) < spoil)).any(axis=2)
    return np.where(spoiled.any(axis=1), spoiled.argmax(axis=1), rounds)


def talks_hazard(months, level: float = 0.95) -> Hazard:
    """Constant monthly risk from talks that all broke down, with the exact interval of an exponential rate.

    The watch ends with the last ending ("failure-terminated"), so that ``2 rate total`` follows
    chi-squared with 2n degrees of freedom at both ends. A Poisson count in a span fixed beforehand
    would have 2n + 2 at the upper end: 14.7 instead of 11.3 in the example.

    Parameters
    ----------
    months : sequence of float
        How long each of n talks lasted; all of them to their end.
    level : float
        Of the interval, between 0 and 1.

    Returns
    -------
    Hazard
        A risk a month.

    Raises
    ------
    KitError
        when no length is given, one is not above 0, or the level is out of range.

    Source: Epstein and Sobel (1953) for lives watched to their end; Garwood (1936) for the Poisson count.

    >>> [round(100 * x, 1) for x in talks_hazard([23.3, 25.9])]
    [4.1, 0.5, 11.3]
    """
    months = positive(months, "The length of each talk")
    total, n = float(months.sum()), months.size
    if not (n and 0 < level < 1):
        raise KitError(
            "Give the length of at least one talk, in months, and a level between 0 and 1."
        )
    tail = (1 - level) / 2
    return Hazard(
        n / total,
        float(chi2.ppf(tail, 2 * n) / (2 * total)),
        float(chi2.ppf(1 - tail, 2 * n) / (2 * total)),
    )
