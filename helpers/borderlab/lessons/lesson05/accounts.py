"""Three accounts of the wave of recognitions, each laid beside the record."""

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
_LENGTH = 34  # days, from the first statement to 25 February; two states came months later
_SECOND = 12  # 4 February, counted from the first day
# Where an act can be found: when, and on which side of the Atlantic.
_PLACES = ("first_west", "first_rest", "between", "second_west", "second_rest", "after", "later")


def _recorded(rows: pd.DataFrame, is_west: bool) -> np.ndarray:
    """Acts on each day within the window, of American states or of the rest."""
    days = (rows.loc[rows["is_oas_member"] == is_west, "recognised_on"] - FIRST_DAY).dt.days
    return daily_counts(days[days < _LENGTH].to_numpy(dtype=int), _LENGTH)


@lru_cache(maxsize=None)
def best_cascade(counts: tuple[float, ...], members: int) -> tuple[float, float]:
    """Mean and spread of the thresholds with which a cascade comes nearest to daily counts."""
    grid = [(mu, sd) for mu in np.arange(0.05, 1, 0.05) for sd in np.arange(0.04, 1, 0.04)]
    lack = [deviance(counts, cascade_entries(members, mu, sd, len(counts))) for mu, sd in grid]
    mu, sd = grid[int(np.argmin(lack))]
    return float(mu), float(sd)


def _expected(account: str, rows: pd.DataFrame, total: np.ndarray) -> list[np.ndarray]:
    """What an account expects of American states and of the rest, day by day."""
    members, west = len(rows), int(rows["is_oas_member"].sum())
    if account == "blocs":
        europe = int((rows["is_eu27_member"] | (rows["iso3"] == "GBR")).sum())
        others = np.full(_LENGTH, (members - west - europe) / _LENGTH)
        return [
            bloc_entries({0: west}, _LENGTH),
            bloc_entries({_SECOND: europe}, _LENGTH) + others,
        ]
    if account == "cascade":
        daily = cascade_entries(members, *best_cascade(tuple(total), members), _LENGTH)
    else:
        left = members - np.concatenate([[0.0], np.cumsum(total)[:-1]])
        hazards = np.divide(total, left, out=np.zeros(_LENGTH), where=left > 0)
        daily = shock_entries(members, 0.0, dict(enumerate(hazards.tolist())), _LENGTH)
    return [daily * part / members for part in (west, members - west)]


def _in_places(west: np.ndarray, rest: np.ndarray, members: int) -> list[float]:
    both = west + rest
    return [
        west[0],
        rest[0],
        both[1:_SECOND].sum(),
        west[_SECOND],
        rest[_SECOND],
        both[_SECOND + 1 :].sum(),
        members - both.sum(),
    ]


def beside_the_record(account: str = "cascade", first_search: bool = False) -> pd.DataFrame:
    """Recorded acts beside those that an account expects, by day and side of the Atlantic.

    Parameters
    ----------
    account : str
        ``"cascade"``: a day is a round, and the thresholds are those that fit best. ``"blocs"``:
        American states on the first day, the European Union and the United Kingdom on the day on
        which the ultimatum has run out, others evenly. ``"news"``: on each day the same chance for
        every state, set so that each day's total is right.
    first_search : bool
        Whether only the states whose day was found first are known.

    Returns
    -------
    DataFrame
        `place`, `series` (``"recorded"`` or ``"expected"``), `states`.
    """
    rows = listed()
    if first_search:
        rows = rows[rows["is_day_found_first"]]
    west, rest = (_recorded(rows, side) for side in (True, False))
    columns = {
        "recorded": _in_places(west, rest, len(rows)),
        "expected": _in_places(*_expected(account, rows, west + rest), len(rows)),
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
