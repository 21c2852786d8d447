"""How far two readers agree beyond chance, and how far a forecaster was from what happened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from borderlab.models.arguments import finite
from claimlab.errors import KitError

__all__ = ["brier", "kappa", "kappa_from_table", "observed_and_expected"]


def kappa(p_obs: float, p_exp: float) -> float:
    """Cohen's kappa: the part of the possible agreement beyond chance that two coders reached.

    Parameters
    ----------
    p_obs : float
        Share of items that both coders labelled the same, 0 to 1.
    p_exp : float
        Share that would agree if each coder kept their own frequencies and labelled at random.

    Returns
    -------
    float
        1 for full agreement, 0 for chance, below 0 for less than chance; NaN when `p_exp` is 1,
        because then there is nothing left to agree on.

    Notes
    -----
    ``(p_obs - p_exp) / (1 - p_exp)``: Cohen (1960), A coefficient of agreement for nominal scales,
    Educational and Psychological Measurement 20(1), equation 1.

    >>> kappa(0.75, 0.5)
    0.5
    """
    if not (0 <= p_obs <= 1 and 0 <= p_exp <= 1):
        raise KitError("Give p_obs and p_exp as shares between 0 and 1.")
    return (p_obs - p_exp) / (1 - p_exp) if p_exp < 1 else float("nan")


def observed_and_expected(table: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Observed and chance agreement in a square table of counts, first coder down, second across.

    Raises KitError when the table is not square, holds a negative count, or is empty.

    >>> observed_and_expected([[2, 1], [1, 0]])
    (0.5, 0.625)
    """
    counts = finite(table, "Each count")
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise KitError("The table must be square: the same labels down and across.")
    if not ((counts >= 0).all() and 0 < counts.sum() < np.inf):
        raise KitError("The table must hold counts, at least one of them above zero.")
    shares = counts / counts.sum()
    return float(np.trace(shares)), float(shares.sum(axis=1) @ shares.sum(axis=0))


def kappa_from_table(table: Sequence[Sequence[float]]) -> float:
    """Cohen's kappa of two coders from their table of counts.

    Parameters
    ----------
    table : square array of counts
        Row: label of the first coder; column: label of the second, in the same order.

    >>> round(kappa_from_table([[20, 5], [10, 15]]), 2)
    0.4
    """
    return kappa(*observed_and_expected(table))


def brier(p: Sequence[float], outcomes: Sequence[float]) -> float:
    """Brier score: the mean squared distance between forecasts and what happened; less is better.

    Parameters
    ----------
    p : sequence of float
        Forecast probabilities, 0 to 1.
    outcomes : sequence
        1 (or True) where the event happened, else 0, in the same order.

    Raises
    ------
    KitError
        when the lengths differ, nothing was forecast, or a value lies outside 0 to 1.

    Notes
    -----
    Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather
    Review 78(1), for one event at a time: half of his sum over "yes" and "no".

    >>> brier([1.0, 0.5], [1, 0])
    0.125
    """
    forecasts, happened = np.asarray(p, dtype=float), np.asarray(outcomes, dtype=float)
    if forecasts.shape != happened.shape or forecasts.size == 0:
        raise KitError("Give one outcome for each forecast, and at least one.")
    if not (((forecasts >= 0) & (forecasts <= 1)).all() and np.isin(happened, (0, 1)).all()):
        raise KitError("Forecasts are shares between 0 and 1, outcomes are 0 or 1.")
    return float(np.mean((forecasts - happened) ** 2))
