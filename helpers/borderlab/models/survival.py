"""How long something lasts, when for some cases the end has not been seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from claimlab.errors import KitError

__all__ = ["kaplan_meier", "median_survival"]


def kaplan_meier(durations: Sequence[float], ended: Sequence[bool]) -> pd.DataFrame:
    """The share that still lasts, by duration, with cases counted for as long as they were seen.

    Parameters
    ----------
    durations : sequence of float
        For each case, the time to its end or to the last look at it.
    ended : sequence of bool
        Whether the end was seen. If not, the case is censored at its duration, not missing.

    Returns
    -------
    DataFrame, indexed by duration, one row for each at which something ended
        `at_risk` and `ended` (cases), `survival` (share, from 0 to 1) and `std_error` of it.

    Raises
    ------
    KitError
        when the lists differ in length, are empty, or hold a blank or a duration below zero.

    Notes
    -----
    Kaplan and Meier (1958), Journal of the American Statistical Association 53(282); standard error
    by Greenwood's formula. It assumes that a case that is no longer seen would have gone on as the
    others did.

    >>> kaplan_meier([1, 2, 2, 3], [True, True, False, True])["survival"].tolist()
    [0.75, 0.5, 0.0]
    """
    times, seen = np.asarray(durations, dtype=float), np.asarray(ended, dtype=bool)
    if times.shape != seen.shape or times.size == 0:
        raise KitError("Give each case one duration and one yes or no.")
    if not (times >= 0).all():
        raise KitError("Durations are numbers of zero or more: drop the cases without a date.")
    found = pd.DataFrame(index=pd.Index(np.unique(times[seen]), name="duration"))
    found["at_risk"] = [int((times >= t).sum()) for t in found.index]
    found["ended"] = [int((seen & (times == t)).sum()) for t in found.index]
    found["survival"] = (1 - found["ended"] / found["at_risk"]).cumprod()
    left = found["at_risk"] - found["ended"]
    hazard = found["ended"] / (found["at_risk"] * left.where(left > 0))
    found["std_error"] = found["survival"] * np.sqrt(hazard.fillna(0).cumsum())
    return found


def median_survival(curve: pd.DataFrame) -> float:
    """The first duration at which no more than half still last; infinite if there is none.

    Parameters
    ----------
    curve : DataFrame
        As :func:`kaplan_meier` returns it.

    >>> median_survival(kaplan_meier([1, 2, 2, 3], [True, True, False, True]))
    2.0
    """
    over = curve.index[curve["survival"] <= 0.5]
    return float(over[0]) if len(over) else float("inf")
