"""The numbers of lesson 04, computed once: what answers, facts and claims share."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from borderlab.lessons.common import acts_until_column
from borderlab.lessons.lesson04.counts import IMPOSED, Count, gave_way, threatened
from borderlab.models.games import SanctionsGame, sanctions_game
from borderlab.models.shares import ShareTest, compare_shares
from claimlab.lessons.tables import table

GAME = {"c": 1.0, "m": 3.0, "K": 4.0, "a": 0.5, "v": 1.0}
BELIEF = 0.4  # in Exercises 1 and 2; not a half, at which the odds and their inverse are one number
HSE_CASES = 115  # on the list that Pape coded anew
BLUFF = 0.2  # of senders mean it, in the exercise on bluffing


def game(**values: float) -> SanctionsGame:
    """The game of the exercises, with what is changed in it."""
    return sanctions_game(**{**GAME, **values})


@lru_cache(maxsize=None)
def way(name: str) -> dict[str, Count]:
    """Threats never carried out and imposed, under one way of counting."""
    return threatened(table("sanctions/drezner_2003"), table("sanctions/ties_counts"), name)


@lru_cache(maxsize=None)
def difference(name: str) -> ShareTest:
    """Whether the two kinds differ by more than chance."""
    first, second = way(name)["never_carried_out"], way(name)["imposed"]
    return compare_shares((first.gave_way, second.gave_way), (first.cases, second.cases))


def aim(goal: str, **rules) -> Count:
    """Imposed sanctions in TIES with this goal; `rules` as in ``gave_way``."""
    return gave_way(table("sanctions/ties_counts"), IMPOSED, goal=goal, **rules)


def ties_of(stages: tuple[str, ...], outcome: str) -> Count:
    """TIES cases of some stages with a known end that ended in one way."""
    return gave_way(table("sanctions/ties_counts"), stages, only=outcome)


def acts() -> pd.Series:
    """The kit's own list of acts up to the column's date, counted by kind."""
    return acts_until_column()["action"].value_counts()
