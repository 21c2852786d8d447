"""Classes of a value on a map: their ends, their names, their looks in colour and in grey."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.views import style
from claimlab.views.stage import ticks
from claimlab.views.words import number

__all__ = ["class_ends", "class_looks", "class_name", "class_of"]

_MOST = 6
_BELOW_ZERO = "///"


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
        return tuple(ticks(low, high if high > low else low + 1, most=5).tolist())
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


def class_looks(ends: tuple[float, ...]) -> list[tuple[str, str]]:
    """Colour and hatch of each class: darker is farther from zero, and hatched is below it.

    >>> [hatch for _colour, hatch in class_looks((-10.0, 0.0, 10.0, 20.0))]
    ['///', '', '']
    """
    below = sum(high <= 0 for high in ends[1:]) if ends[-1] > 0 else 0
    tones = style.ramp(len(ends) - 1, below)
    return [(tone, _BELOW_ZERO if i < below else "") for i, tone in enumerate(tones)]
