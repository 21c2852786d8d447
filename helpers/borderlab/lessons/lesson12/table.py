"""The table as a game: one outcome that counts, a limit, three levers; in how many of a hundred drawn worlds it goes well."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from borderlab.lessons.lesson12 import numbers as n
from borderlab.lessons.lesson12.signature import in_a_hundred
from borderlab.models.policy import BETTER, simulate

WANTS = ("trade_usd_billions", "haven", "democracy")  # of the three who sit opposite
MOST_SHUT = 60  # the widest limit, in worlds of a hundred
TENTHS = {"opening": (2, 10), "benefits": (0, 10), "conditions": (0, 10)}
NAMES = {"opening": "opening", "benefits": "engagement", "conditions": "conditionality"}


class Table(NamedTuple):
    """What counts, in how many of a hundred worlds the bridge may stay shut for it, three levers in tenths, whose worlds; and whether it is signed."""

    want: str = ""
    limit: int = 20
    is_set: bool = False
    opening: int = 2
    benefits: int = 0
    conditions: int = 0
    view: int = 0
    is_signed: bool = False

    @property
    def levers(self) -> tuple[int, int, int]:
        return self.opening, self.benefits, self.conditions


class Count(NamedTuple):
    """Worlds of a hundred: the bridge stays shut; yours does better than package B, as well, worse."""

    shut: int
    ahead: int
    same: int
    behind: int


def view_ids() -> tuple[str, ...]:
    """All worldviews, no view first."""
    return tuple(n.views())


def packed(package: str) -> dict[str, int]:
    """The three levers of a package in tenths.

    >>> packed("C")
    {'opening': 8, 'benefits': 6, 'conditions': 8}
    """
    row = n.levers().loc[package]
    return {name: round(10 * row[lever]) for name, lever in NAMES.items()}


@lru_cache(maxsize=2048)
def count(want: str, levers: tuple[int, int, int], view: int) -> Count:
    """How levers do against package B in the same drawn worlds of one view; all else is as in package C."""
    final = _own(levers, view)
    gap = (final[want] - _rival(view)[want]) * BETTER[want]
    ahead, behind = (gap > 1e-9).mean(), (gap < -1e-9).mean()
    shut = 100 * (1 - final["signed"].mean())
    parts = in_a_hundred(100 * np.array([ahead, 1 - ahead - behind, behind]))
    return Count(round(float(shut)), *map(int, parts))


@lru_cache(maxsize=64)
def _own(levers: tuple[int, int, int], view: int) -> dict[str, np.ndarray]:
    """What levers come to in the worlds of one view, and whether Caracas signs."""
    values = {lever: tenths / 10 for lever, tenths in zip(NAMES.values(), levers, strict=True)}
    final = simulate(n.own(**values), n.drawn(view_ids()[view])).final
    return {name: final[name][:, 0] for name in (*WANTS, "signed")}


@lru_cache(maxsize=8)
def _rival(view: int) -> dict[str, np.ndarray]:
    """Package B's outcomes in the worlds of one view."""
    final = simulate(n.levers().loc[["B"]], n.drawn(view_ids()[view])).final
    return {want: final[want][:, 0] for want in WANTS}


def is_won(state: Table) -> bool:
    """More worlds ahead of B than behind, and no more shut than the limit."""
    found = count(state.want, state.levers, state.view)
    return found.ahead > found.behind and found.shut <= state.limit


def views_won(state: Table) -> int:
    """In how many views the same levers do so."""
    return sum(is_won(state._replace(view=view)) for view in range(len(view_ids())))


def least_shut(view: int) -> int:
    """In how many of a hundred worlds the bridge stays shut even if it is offered whole, for nothing."""
    return count(WANTS[0], (10, 10, 0), view).shut
