"""Ten made-up states that wait for one another: who has joined after so many rounds, and what one press changes."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from borderlab.lessons.lesson05 import numbers

STATES, NONE = 10, -1
GOAL = 3  # states with which the wave is to stop before one more is persuaded
LAST_DAY = pd.Timestamp("2019-02-04")


class Wave(NamedTuple):
    """Which state waits for one more, which was persuaded after the stop, and how many rounds have passed since."""

    deal: int = 0
    waits: int = NONE
    helped: int = NONE
    rounds: int = 0


class Days(NamedTuple):
    """The days of the record, in place of the ten."""

    deal: int = 0


def threshold(one: int, waits: int) -> int:
    """For how many others a state waits: as many as its number, and one more where it was made to wait."""
    return one + (one == waits)


def _on(joined: tuple[int, ...], waits: int) -> list[tuple[int, ...]]:
    """Round by round who joins, from those who have, until nobody does."""
    rounds, there = [], set(joined)
    while new := [n for n in range(STATES) if n not in there and threshold(n, waits) <= len(there)]:
        rounds.append(tuple(new))
        there |= set(new)
    return rounds


@lru_cache(maxsize=None)
def wave(waits: int = NONE, helped: int = NONE) -> tuple[tuple[int, ...], ...]:
    """Who joins in each round: from nobody, or where one is persuaded, from the stop on.

    >>> wave()[:3], len(wave(waits=3))
    (((0,), (1,), (2,)), 3)
    """
    if helped == NONE:
        return tuple(_on((), waits))
    return ((helped,), *_on((*at_stop(waits), helped), waits))


def at_stop(waits: int) -> tuple[int, ...]:
    """Who has joined when the wave, begun by itself, moves no more."""
    return tuple(n for new in wave(waits) for n in new)


def joined(state: Wave) -> dict[int, int]:
    """Each state that has joined, in order, with its round; 0 for those before the persuasion."""
    before = dict.fromkeys(at_stop(state.waits), 0) if state.helped != NONE else {}
    rounds = wave(state.waits, state.helped)[: state.rounds]
    return before | {n: at for at, new in enumerate(rounds, 1) for n in new}


def rests(state: Wave) -> bool:
    """Whether the wave has begun and moves no more."""
    return state.rounds >= max(1, len(wave(state.waits, state.helped)))


def is_done(state: Wave) -> bool:
    """Stopped with three, and then all by one that was persuaded."""
    return (
        state.helped != NONE
        and len(at_stop(state.waits)) == GOAL
        and rests(state)
        and len(joined(state)) == STATES
    )


def seats(deal: int) -> tuple[int, ...]:
    """In which order the ten stand while they wait."""
    order = list(range(STATES))
    random.Random(deal).shuffle(order)
    return tuple(order)


@lru_cache(maxsize=None)
def by_day() -> dict[pd.Timestamp, int]:
    """States of the list that acted on each day, up to the end of the ultimatum; quiet days too."""
    days = pd.date_range(numbers.FIRST_DAY, LAST_DAY)
    return numbers.by_day().reindex(days, fill_value=0).to_dict()
