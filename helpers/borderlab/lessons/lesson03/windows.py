"""The window of a trend, month by month: what each lays at the sanctions' door."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from borderlab.lessons.lesson03 import numbers

NONE = -1
MONTHS = pd.date_range("2010-01", "2019-12", freq="MS")  # of the picture
LAST = 71  # the latest month in which a window may open: December 2015
ALL, LITTLE = 100, 60  # per cent of the fall: at least, and at most


class Windows(NamedTuple):
    """Where the window opens now, and the three that were kept: months since January 2010."""

    at: int = 63  # April 2015, as in the published study
    most: int = NONE
    least: int = NONE
    granted: int = NONE


PUBLISHED = Windows().at


def month(at: int) -> str:
    """The month in which a window opens, as the figures name it.

    >>> month(0), month(PUBLISHED)
    ('2010-01', '2015-04')
    """
    return f"{MONTHS[at]:%Y-%m}"


@lru_cache(maxsize=None)
def share(at: int) -> float:
    """Per cent of the fall of oil from August 2017 to December 2019 that lies below the trend."""
    return numbers.share_of_the_fall(month(at))


@lru_cache(maxsize=None)
def trend(at: int) -> tuple[float, float]:
    """The trend in the month in which the window opens, and drawn on to December 2019, thousand barrels a day."""
    line = numbers.broken_trend(month(at)).without_break
    return float(line.iloc[0]), float(line.iloc[-1])


@lru_cache(maxsize=None)
def since() -> tuple[float, float]:
    """The line through the months since August 2017, at its two ends; no window moves it."""
    found = numbers.broken_trend(month(PUBLISHED))
    after = found.effect[f"{numbers.FINANCE}-01" :]
    line = found.without_break[after.index] + after
    return float(line.iloc[0]), float(line.iloc[-1])


@lru_cache(maxsize=None)
def recorded() -> tuple[float, ...]:
    """Crude oil in each month of the picture, thousand barrels a day."""
    return tuple(float(value) for value in numbers.monthly_oil().reindex(MONTHS))


def reaches(state: Windows, move: str) -> bool:
    """Whether the window of now may be kept under this name."""
    if move == "most":
        return state.most == NONE and round(share(state.at)) >= ALL
    if move == "least":
        return state.most != NONE == state.least and round(share(state.at)) <= LITTLE
    return NONE not in (state.most, state.least) and state.granted == NONE
