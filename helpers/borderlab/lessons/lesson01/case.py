"""The case file in numbers: six papers with their days, and how much of the fall lies between two of them."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from borderlab.lessons.common import event_date
from borderlab.lessons.lesson01.books import fall_path
from borderlab.lessons.lesson01.numbers import exports
from claimlab.days import place

FIRST, LAST = 2008, 2019  # years of the fall, from the peak to the trough
# In order of time; the quota is known by its year, the end of the lower duties by its month.
PAPERS = ("quota", "freeze", "duties", "nights", "closing", "break")
_DAYS = {"quota": "2008", "duties": "2011-04"}
_EVENTS = {
    "freeze": "EV_TRADE_FREEZE_2009",
    "nights": "EV_NIGHT_CLOSURE_2014",
    "closing": "EV_CLOSURE_2015",
    "break": "EV_BREAK_2019",
}
HALF = 50  # per cent: what a case must hold by either count


class Wall(NamedTuple):
    """Whether the first paper was turned, the years on which papers were pinned, the year at hand, who is accused."""

    is_turned: bool = False
    pins: tuple[int, ...] = ()
    at: int = (FIRST + LAST) // 2
    pressed: tuple[str, ...] = ()  # at most two papers, the later one last

    @property
    def case(self) -> tuple[str, ...]:
        """The papers of the case in order of time."""
        return tuple(sorted(self.pressed, key=PAPERS.index))


@lru_cache(maxsize=None)
def day(paper: str) -> str:
    """The day of a paper as text, as far as it is known: a day, a month or a year."""
    return _DAYS.get(paper) or event_date(_EVENTS[paper])


def year(paper: str) -> int:
    return int(day(paper)[:4])


def where(paper: str) -> float:
    """Where a paper hangs on an axis of years: in the middle of what is known of its day."""
    known = day(paper)
    if len(known) == 4:
        return int(known) + 0.5
    return place(f"{known}-15" if len(known) == 7 else known)


@lru_cache(maxsize=None)
def _path(count: str) -> pd.Series:
    path = fall_path(exports(), FIRST, count).set_index("year")["share_of_fall_percent"]
    return path.dropna()


@lru_cache(maxsize=None)
def between(first: str, last: str) -> dict[str, int]:
    """Of a hundred of the fall, how much came between two papers, in dollars and in proportion (``"logs"``).

    It is counted from the last year with a figure before the first paper to the year of the second,
    or to the next one with a figure. Below zero, sales rose in between.

    >>> between("closing", "break")
    {'dollars': 30, 'logs': 67}
    """
    found = {}
    for count in ("dollars", "logs"):
        path = _path(count)
        before = path.loc[: year(first) - 1]
        start = before.iloc[-1] if len(before) else 0.0
        found[count] = round(float(path.loc[year(last) :].iloc[0] - start))
    return found


def survives(first: str, last: str) -> bool:
    """Whether a case holds more than half of the fall by both counts."""
    return min(between(first, last).values()) > HALF


@lru_cache(maxsize=None)
def shortest() -> tuple[str, str]:
    """The case with the fewest years that survives both counts."""
    cases = [pair for pair in combinations(PAPERS, 2) if survives(*pair)]
    return min(cases, key=lambda pair: where(pair[1]) - where(pair[0]))
