"""Scores that judge a forecast, and one forecast made of many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from borderlab.errors import KitError
from borderlab.models.arguments import finite, share, whole

__all__ = ["coverage", "crps_ensemble", "forecast_class", "interval_score", "pinball_loss"]


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


def pinball_loss(actual, forecast, quantile: float):
    """The loss of a quantile forecast: ``q * (y - x)`` above it, ``(1 - q) * (x - y)`` below; smallest on average at the true one.

    >>> pinball_loss(10.0, 8.0, 0.9), round(float(pinball_loss(8.0, 10.0, 0.9)), 2)
    (1.8, 0.2)
    """
    quantile = float(share(quantile, "The quantile"))
    miss = finite(actual, "What came") - finite(forecast, "The forecast")
    found = np.maximum(quantile * miss, (quantile - 1) * miss)
    return float(found) if np.ndim(found) == 0 else found


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


def crps_ensemble(members, actual: float) -> float:
    """The continuous ranked probability score of an ensemble: ``mean|x - y| - mean|x - x'| / 2``; in the unit of the values.

    With one member it is the absolute error.

    Source: Gneiting and Raftery (2007), equation 21.

    >>> crps_ensemble([3.0], 5.0), crps_ensemble([4.0, 6.0], 5.0)
    (2.0, 0.5)
    """
    x = np.sort(finite(members, "Each member"))
    n = len(x)
    # Sorted values give the mean absolute difference without the n-by-n table.
    spread = 2 / n**2 * np.sum((2 * np.arange(1, n + 1) - n - 1) * x)
    return float(np.abs(x - actual).mean() - spread / 2)


def forecast_class(predictions: pd.DataFrame) -> pd.Series:
    """One forecast of a whole class: each quantile is the mean of the students' same quantile.

    Averaging quantiles keeps the width of a typical band; averaging probabilities would add the
    disagreement to it.

    Parameters
    ----------
    predictions : DataFrame
        One row a student, one column a quantile, from the lowest to the highest (for example
        `low`, `middle`, `high`); a row with a gap is left out.

    Returns
    -------
    Series
        The class's quantiles, under the names of the columns.

    Raises
    ------
    KitError
        when no row is complete, or a row's quantiles fall.

    Source: Lichtendahl, Grushka-Cockayne and Winkler (2013).

    >>> forecast_class(pd.DataFrame({"low": [1.0, 3.0], "high": [5.0, 9.0]})).to_dict()
    {'low': 2.0, 'high': 7.0}
    """
    whole = predictions.dropna()
    if whole.empty:
        raise KitError("No prediction has all its parts: ask for the low and the high end of each.")
    if (np.diff(whole.to_numpy(dtype=float), axis=1) < 0).any():
        raise KitError("A prediction's low end lies above its high end: swap the two.")
    return whole.mean()
