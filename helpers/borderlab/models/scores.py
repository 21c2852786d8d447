"""Scores that judge a forecast given as a range."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from borderlab.models.arguments import share, whole
from claimlab.errors import KitError

__all__ = ["coverage", "interval_score"]


def coverage(inside: Sequence[bool], level: float = 0.8) -> dict[str, float]:
    """How often bands held what came, with the chance of so few hits if the bands were right.

    Returns
    -------
    dict
        `hits`, `origins`, `share`, and `chance` of at most so many hits when each band holds the
        target with probability `level`, independently (overlapping targets break that).

    >>> {name: round(value, 3) for name, value in coverage([True, True, True, False, False, False]).items()}
    {'hits': 3, 'origins': 6, 'share': 0.5, 'chance': 0.099}
    """
    from scipy.stats import binom

    hits, count = int(np.sum(inside)), whole(len(inside), "The number of bands")
    level = float(share(level, "The level"))
    return {
        "hits": hits,
        "origins": count,
        "share": hits / count,
        "chance": float(binom.cdf(hits, count, level)),
    }


def interval_score(actual, low, high, level: float = 0.8):
    """Width of a band, and ``2 / (1 - level)`` times what it missed by: small is good, and nobody gains by a false width.

    Source: Gneiting and Raftery (2007), equation 43.

    >>> interval_score(12.0, 8.0, 10.0)
    22.0
    """
    if not 0 < level < 1:
        raise KitError("The level lies between 0 and 1.")
    actual, low, high = (np.asarray(values, dtype=float) for values in (actual, low, high))
    miss = np.maximum(low - actual, 0) + np.maximum(actual - high, 0)
    found = high - low + 2 / (1 - level) * miss
    return round(float(found), 9) if np.ndim(found) == 0 else found
