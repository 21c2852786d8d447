"""How far an estimate hangs on choices that its author could have made differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

import numpy as np
import pandas as pd

from borderlab.errors import KitError

__all__ = ["eta_squared", "spec_curve"]


def spec_curve(estimate: Callable[..., float], **choices: Sequence) -> pd.DataFrame:
    """One estimate for every combination of choices, from the lowest to the highest.

    Parameters
    ----------
    estimate : callable
        Takes one value of each choice by name and returns a number.
    **choices : sequences
        The values that each choice may take.

    Returns
    -------
    DataFrame
        A column a choice, and `estimate`. Combinations that the data cannot answer (`estimate`
        raised KitError) are left out.

    Raises
    ------
    KitError
        when no choice was given, or no combination has an answer.

    Source: Simonsohn, Simmons and Nelson (2020), Nature Human Behaviour 4; the name of the garden
    is from Gelman and Loken (2013).

    >>> spec_curve(lambda a, b: a * b, a=[1, 2], b=[3, -1])["estimate"].tolist()
    [-2, -1, 3, 6]
    """
    rows = []
    for values in product(*choices.values()):
        picked = dict(zip(choices, values, strict=True))
        try:
            rows.append(picked | {"estimate": estimate(**picked)})
        except KitError:
            continue
    if not rows or not choices:
        raise KitError("No combination of these choices can be answered: widen one of them.")
    return pd.DataFrame(rows).sort_values("estimate", kind="stable", ignore_index=True)


def eta_squared(curve: pd.DataFrame, choices: Iterable[str] | None = None) -> pd.Series:
    """Share of the spread of the estimates that each choice explains alone.

    Parameters
    ----------
    curve : DataFrame
        As :func:`spec_curve` returns it.
    choices : iterable of str, optional
        Columns to look at; all but `estimate` by default.

    Returns
    -------
    Series, indexed by choice, largest first
        Between 0 and 1. In a full grid they add up to at most 1; the rest is interplay.

    Notes
    -----
    Sum of squares between the values of a choice over the total: one-way analysis of variance,
    Fisher (1925), Statistical Methods for Research Workers, chapter 7.

    >>> eta_squared(spec_curve(lambda a, b: 2 * a + b, a=[0, 1], b=[0, 1])).tolist()
    [0.8, 0.2]
    """
    choices = list(choices or curve.columns.drop("estimate"))
    estimates = curve["estimate"].astype(float)
    total = float(((estimates - estimates.mean()) ** 2).sum())
    shares = {}
    for choice in choices:
        means = estimates.groupby(curve[choice]).transform("mean")
        between = float(((means - estimates.mean()) ** 2).sum())
        shares[choice] = between / total if total > 0 else np.nan
    return pd.Series(shares).sort_values(ascending=False, kind="stable")
