"""Five letters on a desk in numbers: what each answer costs, what a clerk files, which habit is cheapest."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import NamedTuple

from borderlab.lessons.lesson04.numbers import GAME

FIVE = 5
MEANT = 2  # of five senders, who mean what they write
SENDERS = {"two": MEANT, "three": MEANT + 1}  # moves that change it
PER_POINT, COLUMNS, DESKS = 6, 24, 10  # columns of desks to a point of pain, in all, desks in each
NEARLY = 0.02  # points: as cheap as the cheapest habit
ENDS = ("gave_way", "bluff", "late", "held_out")
FILED = ("late", "held_out")


class Desk(NamedTuple):
    """The letters that were answered, in order, and whether the one at hand was meant."""

    deal: int
    ends: tuple[str, ...] = ()
    is_hit: bool = False


class Desks(NamedTuple):
    """Many desks with one habit: to give way at once above a pain, in parts of a point."""

    own: int  # the habit that the five answers look most like
    line: int
    meant: int = MEANT


@lru_cache(maxsize=None)
def letters(deal: int) -> tuple[tuple[int, bool], ...]:
    """The five letters of a deal: the pain in tenths of a point, one from each fifth of the scale, and whether it is meant.

    Whether a sender means it is thrown for each anew, so that nobody can count cards.
    """
    dice, width = Random(f"desk-{deal}"), int(10 * GAME["K"]) // FIVE
    pains = [k * width + dice.randint(1, width) for k in range(FIVE)]
    dice.shuffle(pains)
    return tuple((pain, dice.random() < MEANT / FIVE) for pain in pains)


def costs(pain: float) -> dict[str, float]:
    """What each end costs, in points, to a target that feels this pain in one period."""
    c, m = GAME["c"], GAME["m"]
    return dict(zip(ENDS, (c, 0.0, pain + c, m * pain), strict=True))


def paid(desk: Desk) -> float:
    """What the answers on one desk cost together, in points."""
    dealt = zip(letters(desk.deal), desk.ends, strict=False)
    return sum(costs(pain / 10)[end] for (pain, _meant), end in dealt)


def own_habit(desk: Desk) -> int:
    """The habit that contradicts the five answers least: a line between two pains, or beyond all of them."""
    dealt = [(pain, end == "gave_way") for (pain, _), end in zip(letters(desk.deal), desk.ends)]
    pains = sorted(pain for pain, _gave_way in dealt)
    gaps = [
        0,
        *(round(PER_POINT * (a + b) / 20) for a, b in zip(pains, pains[1:])),
        COLUMNS,
    ]
    off = [sum(gave_way != (PER_POINT * pain > 10 * at) for pain, gave_way in dealt) for at in gaps]
    least = [at for at, wrong in zip(gaps, off) if wrong == min(off)]
    return least[len(least) // 2]


def middle(column: int) -> float:
    """The pain at the desks of a column, in points."""
    return (column + 0.5) / PER_POINT


def is_late(column: int) -> bool:
    """Whether a target of this column gives way once it is hit: where that is cheaper than to hold out."""
    found = costs(middle(column))
    return found["late"] < found["held_out"]


def cost_of_five(habit: int, meant: int = MEANT) -> float:
    """What five letters cost in the mean over all desks, in points, when those with more pain give way at once."""
    total = 0.0
    for column in range(COLUMNS):
        ends = costs(middle(column))
        hit = min(ends["late"], ends["held_out"])
        total += ends["gave_way"] if column >= habit else meant / FIVE * hit
    return FIVE * total / COLUMNS


def cheapest(meant: int) -> int:
    """The habit that costs least."""
    return min(range(COLUMNS + 1), key=lambda habit: cost_of_five(habit, meant))


def filed(habit: int, meant: int = MEANT) -> tuple[int, int]:
    """How many of the letters of all desks the file holds, and how many of these worked."""
    a_column = DESKS * meant // FIVE
    return a_column * habit, a_column * sum(is_late(column) for column in range(habit))


def at_once(habit: int) -> int:
    """How many letters in a hundred are given way to at once."""
    return int(100 * (COLUMNS - habit) / COLUMNS + 0.5)


def of_hundred(part: int, whole: int) -> int | None:
    """A part as so many in a hundred; None of nothing."""
    return int(100 * part / whole + 0.5) if whole else None


def means_it(column: int, desk: int, meant: int) -> bool:
    """Whether the sender at a desk means it: as many in each column, scattered, and who does at two in five does at three."""
    return (7 * desk + 3 * column) % DESKS < DESKS * meant // FIVE


def is_cheap(state: Desks) -> bool:
    """Whether the habit costs as little as any."""
    least = cost_of_five(cheapest(state.meant), state.meant)
    return cost_of_five(state.line, state.meant) <= least + NEARLY
