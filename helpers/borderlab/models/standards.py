"""Rules over an index: when a country passes a cut, when it stops for good, and what an interval allows to say.

An index is a series of values by year. A rule is a cut on it: whoever reaches the cut passes. The
same rule for every country is what makes it a rule.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from claimlab.errors import KitError

__all__ = ["clear_falls", "exit_year", "first_clearly_below", "overlapping", "passes", "spread"]


def passes(values: pd.Series, cut: float, above: bool = False) -> pd.Series:
    """For each year whether a value reaches the cut.

    Parameters
    ----------
    values : Series
        Values of an index, by year.
    cut : float
        In the units of the index.
    above : bool
        Whether the value must lie above the cut, as where a rule says "more than".

    >>> passes(pd.Series({2001: 0.53, 2002: 0.5}), 0.5, above=True).tolist()
    [True, False]
    """
    return values > cut if above else values >= cut


def exit_year(passed: pd.Series) -> int | None:
    """The first year from which a country never passes again; None if it never passed or passes at the end.

    A year in which it fails, and passes again later, is no exit.

    Parameters
    ----------
    passed : Series of bool
        Whether it passes, by year, in order.

    >>> exit_year(pd.Series({1999: True, 2000: False, 2001: True, 2002: False}))
    2002
    """
    years = passed.index[passed.to_numpy(dtype=bool)]
    later = passed.index[passed.index > years.max()] if len(years) else years
    return int(later.min()) if len(later) else None


def spread(years: Iterable[int]) -> int:
    """Years from the earliest to the latest.

    >>> spread([2005, 2002, 2008])
    6

    Raises
    ------
    KitError
        when there is no year.
    """
    found = list(years)
    if not found:
        raise KitError("A spread needs at least one year: leave fewer data sets out.")
    return max(found) - min(found)


def clear_falls(bounds: pd.DataFrame) -> list[int]:
    """Years whose whole interval lies below that of the year before.

    Parameters
    ----------
    bounds : DataFrame
        By year, in order: the ends of the interval, `low` and `high`.

    >>> clear_falls(pd.DataFrame({"low": [0.6, 0.5, 0.3], "high": [0.7, 0.65, 0.4]}, [1998, 1999, 2000]))
    [2000]
    """
    fell = bounds["high"] < bounds["low"].shift()
    return [int(year) for year in bounds.index[fell]]


def first_clearly_below(bounds: pd.DataFrame, year: int) -> int | None:
    """The first later year whose whole interval lies below that of `year`.

    >>> first_clearly_below(pd.DataFrame({"low": [0.6, 0.5, 0.3], "high": [0.7, 0.65, 0.4]}, [1998, 1999, 2000]), 1998)
    2000
    """
    below = bounds.index[(bounds.index > year) & (bounds["high"] < bounds.loc[year, "low"])]
    return int(below.min()) if len(below) else None


def overlapping(bounds: pd.DataFrame, name: str) -> list[str]:
    """The others whose interval shares a value with that of `name`.

    Parameters
    ----------
    bounds : DataFrame
        By name: the ends of the interval, `low` and `high`.

    >>> overlapping(pd.DataFrame({"low": [0.3, 0.35, 0.5], "high": [0.4, 0.45, 0.6]}, ["VEN", "NIC", "COL"]), "VEN")
    ['NIC']
    """
    own = bounds.loc[name]
    meets = np.logical_and(bounds["low"] <= own["high"], bounds["high"] >= own["low"])
    return [str(other) for other in bounds.index[meets] if other != name]
