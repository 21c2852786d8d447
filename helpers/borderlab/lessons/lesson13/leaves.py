"""Eight leaves of a calendar: which event each is about, its last day, whether it came, and what somebody says who changes nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from borderlab.lessons.lesson13 import numbers as n
from claimlab.lessons.tables import by_id


class Leaf(NamedTuple):
    """An event of the slip: its last day, the day that decided it, whether it came in time, and whether *no change* says so."""

    event: str
    until: str
    decided: str
    came: bool
    base: bool


@lru_cache(maxsize=1)
def leaves() -> tuple[Leaf, ...]:
    """The eight events by their last day.

    >>> leaves()[0].event, leaves()[-1].until
    ('F1', '2024-12-31')
    """
    until, decided = by_id("article/forecasts")["resolves_on"], by_id("article/resolutions")
    came, base = n.outcomes(), n.no_change()
    found = [
        Leaf(
            name,
            f"{day:%Y-%m-%d}",
            str(decided.loc[name, "decided_on"])[:10],
            bool(came[name]),
            bool(base[name]),
        )
        for name, day in until.items()
    ]
    return tuple(sorted(found, key=lambda leaf: (leaf.until, leaf.event)))


def called(guesses: tuple[bool, ...]) -> int:
    """How many of the leaves that have fallen were called."""
    return sum(guess == leaf.came for guess, leaf in zip(guesses, leaves(), strict=False))


def base_called(fallen: int) -> int:
    """How many of the first leaves somebody calls who says of each that nothing changes."""
    return called(tuple(leaf.base for leaf in leaves()[:fallen]))


def never_called(fallen: int) -> int:
    """How many of the first leaves somebody calls who says of each that it does not come.

    >>> never_called(2)
    1
    """
    return called((False,) * fallen)
