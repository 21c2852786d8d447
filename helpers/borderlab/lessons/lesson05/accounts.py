"""Three accounts of the dated recognitions, each laid beside the record."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from borderlab.lessons.lesson05.numbers import FIRST_DAY, listed
from borderlab.models.waves import (
    bloc_entries,
    cascade_entries,
    daily_counts,
    deviance,
    shock_entries,
)

__all__ = ["ACCOUNTS", "best_cascade", "beside_the_record", "misplaced"]

ACCOUNTS = ("cascade", "blocs", "news")
_LENGTH = 24  # days, from the first statement to the day of the printed list
_SECOND = 12  # the second dated day, counted from the first
# Where an entry can be found: when, and on which side of the Atlantic.
_PLACES = ("first_west", "first_rest", "between", "second_west", "second_rest", "after")


def _recorded(is_west: bool, spread: bool) -> np.ndarray:
    """Entries on each day, of American states or of the rest; those without a day left out or spread evenly."""
    rows = listed()[listed()["is_oas_member"] == is_west]
    days = (rows["recognised_on"].dropna() - FIRST_DAY).dt.days
    blanks = int(rows["recognised_on"].isna().sum()) if spread else 0
    return daily_counts(days.to_numpy(dtype=int), _LENGTH) + blanks / _LENGTH


@lru_cache(maxsize=None)
def best_cascade(counts: tuple[float, ...]) -> tuple[float, float]:
    """Mean and spread of the thresholds with which a cascade comes nearest to daily counts."""
    members = round(sum(counts))
    grid = [(mu, sd) for mu in np.arange(0.05, 1, 0.05) for sd in np.arange(0.04, 1, 0.04)]
    lack = [deviance(counts, cascade_entries(members, mu, sd, len(counts))) for mu, sd in grid]
    mu, sd = grid[int(np.argmin(lack))]
    return float(mu), float(sd)


def _expected(account: str, west: np.ndarray, rest: np.ndarray, spread: bool) -> list[np.ndarray]:
    """What an account expects of American states and of the rest, day by day."""
    size, total = [west.sum(), rest.sum()], west + rest
    if account == "blocs":
        evenly = np.full(_LENGTH, 1 / _LENGTH)
        states = listed()
        bound = states["is_eu27_member"] | (states["iso3"] == "GBR")
        counted = states["recognised_on"].notna() | spread
        europe = int((bound & counted).sum())
        return [
            bloc_entries({0: round(size[0])}, _LENGTH),
            bloc_entries({_SECOND: europe}, _LENGTH) + (size[1] - europe) * evenly,
        ]
    members = round(sum(size))
    if account == "cascade":
        daily = cascade_entries(members, *best_cascade(tuple(total)), _LENGTH)
    else:
        before = members - np.concatenate([[0.0], np.cumsum(total)[:-1]])
        hazards = np.divide(total, before, out=np.zeros(_LENGTH), where=before > 0)
        shocks = {day: float(chance) for day, chance in enumerate(hazards)}
        daily = shock_entries(members, 0.0, shocks, _LENGTH)
    return [daily * part / members for part in size]


def _in_places(west: np.ndarray, rest: np.ndarray) -> list[float]:
    both = west + rest
    after_second = both[_SECOND + 1 :].sum()
    return [west[0], rest[0], both[1:_SECOND].sum(), west[_SECOND], rest[_SECOND], after_second]


def beside_the_record(account: str = "cascade", spread: bool = False) -> pd.DataFrame:
    """Recorded entries beside those that an account expects, by day and side of the Atlantic.

    Parameters
    ----------
    account : str
        ``"cascade"``: a day is a round, and the thresholds are those that fit best. ``"blocs"``:
        American states on the first day, the European Union and the United Kingdom on the second
        dated day, others evenly. ``"news"``: on each day the same chance for every state, set so
        that each day's total is right.
    spread : bool
        Whether the states without a day are spread evenly over the days; else they are left out.

    Returns
    -------
    DataFrame
        `place`, `series` (``"recorded"`` or ``"expected"``), `states`.
    """
    west, rest = (_recorded(side, spread) for side in (True, False))
    columns = {
        "recorded": _in_places(west, rest),
        "expected": _in_places(*_expected(account, west, rest, spread)),
    }
    parts = [
        pd.DataFrame({"place": _PLACES, "series": name, "states": values})
        for name, values in columns.items()
    ]
    return pd.concat(parts, ignore_index=True)


def misplaced(beside: pd.DataFrame) -> float:
    """States that an account puts in the wrong place: half the sum of the differences."""
    wide = beside.pivot(index="place", columns="series", values="states")
    return float((wide["recorded"] - wide["expected"]).abs().sum() / 2)
