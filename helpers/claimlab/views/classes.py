"""Classes of a value on a map: their ends, their names, their looks."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.views.axes import limits_of, ticks_in
from claimlab.views.words import number

__all__ = ["class_ends", "class_looks", "class_name", "class_of"]

_MOST, _NEAR = 6, 0.05
_STEPS = 6  # of the tokens, from the palest to the full colour


def class_ends(values: Sequence[float], breaks: Sequence[float] = ()) -> tuple[float, ...]:
    """The ends of the classes: round numbers around the values, or the `breaks`, open at both sides.

    A first break of 0 is an end: nothing lies below it.

    Raises
    ------
    KitError
        when breaks do not rise, or are more than six.

    >>> class_ends([3, 8, 41])
    (0.0, 10.0, 20.0, 30.0, 40.0, 50.0)
    >>> class_ends([3, 8, 41], [0, 10, 20]), class_ends([3], [-5, 0, 5])
    ((0.0, 10.0, 20.0, inf), (-inf, -5.0, 0.0, 5.0, inf))
    """
    if not len(breaks):
        low, high = min(values), max(values)
        if high - low < _NEAR * max(
            abs(low), abs(high)
        ):  # else the names of classes would be alike
            low = high = (low + high) / 2
        return tuple(ticks_in(*limits_of(low, high, parts=5), most=5))
    ends = [float(one) for one in breaks]
    if any(b <= a for a, b in zip(ends, ends[1:])) or len(ends) > _MOST:
        raise KitError(_("The breaks of a map's classes rise, and there are six at most."))
    if ends[0] == 0 and min(values) < 0:
        raise KitError(_("A value lies below 0: give the classes a break below it too."))
    return (*([] if ends[0] == 0 else [-math.inf]), *ends, math.inf)


def class_of(value: float, ends: tuple[float, ...]) -> int:
    """The class of a value: each holds its lower end, the last one its upper end too.

    >>> [class_of(v, (0.0, 10.0, 20.0)) for v in (0, 10, 20)]
    [0, 1, 1]
    """
    return min(int(np.searchsorted(ends, value, side="right")) - 1, len(ends) - 2)


def class_name(low: float, high: float) -> str:
    """A class in words.

    >>> class_name(-math.inf, 5), class_name(5, 10), class_name(10, math.inf)
    ('under 5', '5 to 10', '10 and more')
    """
    if math.isinf(low):
        return _("under {high}").format(high=number(high))
    if math.isinf(high):
        return _("{low} and more").format(low=number(low))
    return _("{low} to {high}").format(low=number(low), high=number(high))


def class_looks(ends: tuple[float, ...], tone: str) -> list[str]:
    """The look of each class: fuller is farther from zero, and what lies below it is grey.

    >>> class_looks((-10.0, 0.0, 10.0, 20.0), "first")
    ['others step4', 'first step2', 'first step6']
    """
    below = sum(high <= 0 for high in ends[1:]) if ends[-1] > 0 else 0
    above = len(ends) - 1 - below
    return [f"others step{n}" for n in _spread(below)[::-1]] + [
        f"{tone} step{n}" for n in _spread(above)
    ]


def _spread(count: int) -> list[int]:
    """As many of the steps, as far from each other as can be."""
    if count < 2:
        return [4] * count
    first = 2 if count < _STEPS else 1  # the palest is hard to tell from land
    return [round(first + i * (_STEPS - first) / (count - 1)) for i in range(count)]
