"""What was asked on the day of the column, what came, and four ways of having answered."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from borderlab.lessons.tables import by_id, column_day, event_day, table
from borderlab.models.agreement import brier
from borderlab.models.scoreboard import scoreboard

__all__ = [
    "FRIEND",
    "MOST_DAYS",
    "WEATHER",
    "board",
    "cards",
    "days_late",
    "expected_miss",
    "friend",
    "no_change",
    "outcomes",
    "statuses",
    "with_grace",
]

# A made-up card on tomorrow's weather: it gives no outcome of the column away, and its score has no third digit.
FRIEND = {"rain": 0.8, "frost": 0.4}
WEATHER = (True, False)  # it rained, and there was no frost
MOST_DAYS = 90
_WANTED = {"F4": 2.0, "F5": 3.0, "F8": 50.0}  # the lines that three of the questions draw


def outcomes() -> pd.Series:
    """Whether each of the eight events happened, by question."""
    return by_id("policy/resolutions")["outcome"] == "yes"


def no_change() -> dict[str, float]:
    """The card of somebody who expects every state of the day of the column to last.

    The bridge was closed to cargo, no flight was scheduled, the United States recognised Guaidó,
    no ceasefire and no licence stood. The last figures before that day decide the other three.
    """
    trade = table("trade/bilateral_totals").query("year < 2022")
    stock = table("migration/colombia_stock")
    stock = stock[stock["count_date"] < column_day()]
    polls = by_id("policy/polls")
    last = {
        "F4": trade.sort_values("year")["trade_usd_millions"].iloc[-1] / 1000,
        "F5": stock.sort_values("count_date")["total_persons"].iloc[-1] / 1e6,
        "F8": polls.loc["approval_2022_08", "share_percent"],
    }
    as_it_was = dict.fromkeys(("F1", "F2", "F6", "F7"), 0.0) | {"F3": 1.0}
    found = as_it_was | {name: float(last[name] > line) for name, line in _WANTED.items()}
    return dict(sorted(found.items()))


def cards() -> dict[str, dict[str, float]]:
    """Probabilities by forecaster and question: the column, a shrug, and the base case."""
    printed = table("policy/column_forecasts").set_index("forecast_id")["probability"]
    return {
        "column": printed.to_dict(),
        "shrug": dict.fromkeys(outcomes().index, 0.5),
        "base case": no_change(),
    }


def days_late() -> int:
    """Days from the end of September 2022 to the first scheduled flight."""
    asked = by_id("article/forecasts").loc["F2", "resolves_on"]
    return (event_day("EV_FLIGHT_2022") - asked).days


def with_grace(days: int) -> pd.DataFrame:
    """The table of outcomes when both of the column's forecasts may come true so many days later."""
    found = table("policy/resolutions").copy()
    late = (found["forecast_id"] == "F2") & (days >= days_late())
    return found.assign(outcome=found["outcome"].mask(late, "yes"))


def board(
    days: int = 0, own: dict[str, float] | None = None, sure: float | None = None
) -> pd.DataFrame:
    """Brier scores by forecaster: `forecaster`, `questions`, `brier`, `shared_questions`, `shared_brier`.

    `sure`, from 0 to 1, takes the place of the certainty with which the column is read.
    """
    everybody = cards() | ({"own": own} if own else {})
    if sure is not None:
        everybody["column"] = dict.fromkeys(everybody["column"], sure)
    return scoreboard(everybody, with_grace(days))


def expected_miss(chance: float, said: float, rule: str) -> float:
    """What a forecaster who believes `chance` expects to lose by saying `said`; both from 0 to 1.

    >>> expected_miss(0.7, 0.7, "squared") < expected_miss(0.7, 1.0, "squared")
    True
    >>> expected_miss(0.7, 0.7, "plain") < expected_miss(0.7, 1.0, "plain")
    False
    """
    power = {"squared": 2, "plain": 1}[rule]
    return chance * (1 - said) ** power + (1 - chance) * said**power


@lru_cache(maxsize=1)
def friend() -> float:
    """The Brier score of the made-up card."""
    return brier(list(FRIEND.values()), list(WEATHER))


def statuses() -> pd.Series:
    """How many claims have each status today."""
    from borderlab.lessons import lesson, lesson_ids

    tests = [test for number in lesson_ids() for test in lesson(number).claims.values()]
    return pd.Series([test.ruling()[0].status for test in tests]).value_counts()
