"""How far an estimate hangs on choices that its author could have made differently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import pandas as pd

from claimlab.errors import KitError

__all__ = ["spec_curve"]


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
