"""Ten beans in numbers: lent a year at a time, they hold a promise while it is believed that they can be taken back."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from borderlab.models.engagement import dependent_concession

BEANS, YEARS = 10, 8
A_BEAN, MOST = (
    0.02,
    0.8,
)  # what dependence grows by, for each bean in a year; where it ends: both assumed
GOAL = 32  # beans in eight years


class Years(NamedTuple):
    """The beans lent in the years that are over, those on the table now, those of them that are given for good."""

    deal: int
    lent: tuple[tuple[int, int], ...] = ()  # a year: on the table, of them for good
    now: int = 0
    good: int = 0


def dependence(beans: int) -> float:
    """How far the giver has come to need the tie, after so many beans in all years before.

    >>> dependence(0), dependence(20), dependence(70)
    (0.0, 0.4, 0.8)
    """
    return min(MOST, A_BEAN * beans)


@lru_cache(maxsize=None)
def kept(beans: int, good: int, before: int) -> float:
    """What is kept of a promise in one year, in beans: the concession of the lesson's model, times its part that can be taken back.

    Parameters
    ----------
    beans, good : int
        On the table, and those of them that are given for good.
    before : int
        Beans on the table in all years before.
    """
    if not beans:
        return 0.0
    held = float(dependent_concession(beans / BEANS, dependence(before)))
    return BEANS * held * (beans - good) / beans


def before(state: Years) -> int:
    """All beans of the years that are over."""
    return sum(beans for beans, _good in state.lent)


def by_year(lent: tuple[tuple[int, int], ...]) -> list[float]:
    """What was kept in each year, in beans."""
    past, found = 0, []
    for beans, good in lent:
        found.append(kept(beans, good, past))
        past += beans
    return found


@lru_cache(maxsize=None)
def most(years: int = YEARS, past: int = 0) -> tuple[float, tuple[int, ...]]:
    """The most that can be kept in so many years, in beans, and the beans of each year; nothing is given for good."""
    if not years:
        return 0.0, ()
    found = []
    for beans in range(BEANS + 1):
        rest, then = most(years - 1, past + beans)
        found.append((kept(beans, 0, past) + rest, (beans, *then)))
    return max(found)


def always(beans: int) -> float:
    """What the same number of beans keeps over all years."""
    return sum(by_year(((beans, 0),) * YEARS))
