"""Three accounts of the wave of recognitions, each laid beside the record."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from borderlab.lessons.lesson05.numbers import FIRST_DAY, listed
from borderlab.models import waves

ACCOUNTS = ("cascade", "blocs", "news")
_LENGTH = 34  # days, from the first statement to 25 February; two states came months later
_SECOND = 12  # 4 February, counted from the first day


def _recorded(rows: pd.DataFrame, is_west: bool) -> np.ndarray:
    """Acts on each day within the window, of American states or of the rest."""
    days = (rows.loc[rows["is_oas_member"] == is_west, "recognised_on"] - FIRST_DAY).dt.days
    return waves.daily_counts(days[days < _LENGTH].to_numpy(dtype=int), _LENGTH)


@lru_cache(maxsize=None)
def best_cascade(counts: tuple[float, ...], members: int) -> tuple[float, float]:
    """Mean and spread of the thresholds with which a cascade comes nearest to daily counts."""
    grid = [(mu, sd) for mu in np.arange(0.05, 1, 0.05) for sd in np.arange(0.04, 1, 0.04)]
    lack = [
        waves.deviance(counts, waves.cascade_entries(members, mu, sd, len(counts)))
        for mu, sd in grid
    ]
    mu, sd = grid[int(np.argmin(lack))]
    return float(mu), float(sd)


def _expected(account: str, rows: pd.DataFrame, total: np.ndarray) -> list[np.ndarray]:
    """What an account expects of American states and of the rest, day by day."""
    members, west = len(rows), int(rows["is_oas_member"].sum())
    if account == "blocs":
        europe = int((rows["is_eu27_member"] | (rows["iso3"] == "GBR")).sum())
        others = np.full(_LENGTH, (members - west - europe) / _LENGTH)
        return [
            waves.bloc_entries({0: west}, _LENGTH),
            waves.bloc_entries({_SECOND: europe}, _LENGTH) + others,
        ]
    if account == "cascade":
        daily = waves.cascade_entries(members, *best_cascade(tuple(total), members), _LENGTH)
    else:
        left = members - np.concatenate([[0.0], np.cumsum(total)[:-1]])
        hazards = np.divide(total, left, out=np.zeros(_LENGTH), where=left > 0)
        daily = waves.shock_entries(members, 0.0, dict(enumerate(hazards.tolist())), _LENGTH)
    return [daily * part / members for part in (west, members - west)]


def _in_places(west: np.ndarray, rest: np.ndarray, members: int) -> dict[str, float]:
    """Acts by the places in which one can be found: when, and on which side of the Atlantic."""
    both = west + rest
    return {
        "first_west": west[0],
        "first_rest": rest[0],
        "between": both[1:_SECOND].sum(),
        "second_west": west[_SECOND],
        "second_rest": rest[_SECOND],
        "after": both[_SECOND + 1 :].sum(),
        "later": members - both.sum(),
    }


def beside_the_record(account: str, first_search: bool = False) -> pd.DataFrame:
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
        `recorded` and `expected` states, one row a place.
    """
    rows = listed()
    if first_search:
        rows = rows[rows["is_day_found_first"]]
    west, rest = (_recorded(rows, side) for side in (True, False))
    expected = _in_places(*_expected(account, rows, west + rest), len(rows))
    return pd.DataFrame({"recorded": _in_places(west, rest, len(rows)), "expected": expected})


def misplaced(account: str, first_search: bool = False) -> float:
    """States that an account puts in the wrong place: half the sum of the differences."""
    beside = beside_the_record(account, first_search)
    return float((beside["recorded"] - beside["expected"]).abs().sum() / 2)
