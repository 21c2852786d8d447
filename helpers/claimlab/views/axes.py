"""Where values stand: scales, round numbers, the lines and names of an axis as marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from claimlab.days import at_place, place
from claimlab.i18n import set_numbers
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, line, text
from claimlab.views.stage import month_name, position_text
from claimlab.views.words import number

__all__ = [
    "Box",
    "Scale",
    "foot_of",
    "grid",
    "limits_of",
    "named_places",
    "place_axis",
    "stacked",
    "tick_names",
    "ticks_in",
]

_STEPS = (1, 2, 2.5, 5, 10)
LEAD = 18  # from one base line of text to the next, in pixels


class Box(NamedTuple):
    """A plot on its sheet: left, top, right and bottom in pixels."""

    left: float
    top: float
    right: float
    bottom: float


class Scale(NamedTuple):
    """Values from `low` to `high` between two places in pixels."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        if self.log:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def held(self, value: float) -> float:
        """The place of a value, or the end of the axis beyond which it lies."""
        return self(min(max(value, min(self.low, self.high)), max(self.low, self.high)))


def _step(span: float, most: int) -> float:
    ten = 10.0 ** math.floor(math.log10(span / most))
    return next(ten * one for one in (*_STEPS, 20) if ten * one * most >= span * (1 - 1e-9))


def ticks_in(low: float, high: float, most: int = 5, log: bool = False) -> list[float]:
    """Round numbers between two values.

    >>> ticks_in(0, 6092), ticks_in(-60, 160), ticks_in(0, 0.8), ticks_in(90, 6000, log=True)
    ([0.0, 2000.0, 4000.0, 6000.0], [-50.0, 0.0, 50.0, 100.0, 150.0], [0.0, 0.2, 0.4, 0.6, 0.8], [100.0, 1000.0])
    """
    if log:
        tens = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        found = [10.0**ten for ten in tens]
        if len(found) < 3:
            found = [one * ten for ten in found for one in (1, 2, 5)]
        elif len(found) > most + 1:
            found = found[:: -(-len(found) // most)]
        return [one for one in found if low * 0.999 <= one <= high * 1.001]
    step = _step(high - low, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(i * step, 12) + 0.0 for i in range(first, last + 1)]


def limits_of(
    low: float, high: float, log: bool = False, zero: bool = True, parts: int = 6
) -> tuple[float, float]:
    """Ends of an axis on round numbers, so that they change seldom while a slider moves.

    With `zero`, zero is on the axis unless all values lie far from it; `parts` are the steps at most.

    >>> limits_of(90, 6092), limits_of(95, 105), limits_of(-3, 8)
    ((0.0, 8000.0), (94.0, 106.0), (-4.0, 8.0))
    """
    if log:
        low, high = (low / 3, high * 3) if low == high else (low, high)
        return _decade(low, math.floor), _decade(high, math.ceil)
    if zero and 0 <= low < high / 2:
        low = 0.0
    if zero and 0 >= high > low / 2:
        high = 0.0
    if low == high:
        low, high = low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2
    step = _step(high - low, parts)
    return (
        round(math.floor(low / step + 1e-9) * step, 12) + 0.0,
        round(math.ceil(high / step - 1e-9) * step, 12) + 0.0,
    )


def _decade(value: float, way) -> float:
    ten = 10.0 ** math.floor(math.log10(value))
    steps = (1, 2, 5, 10)
    fit = [s for s in steps if (ten * s <= value if way is math.floor else ten * s >= value)]
    return ten * (fit[-1] if way is math.floor else fit[0])


def tick_names(at: Sequence[float]) -> list[str]:
    """Round numbers as they stand on an axis; zero has no decimals.

    >>> tick_names([0, 0.5, 1]), tick_names([100, 1000])
    (['0', '0.5', '1.0'], ['100', '1,000'])
    """
    decimals = max((len(number(one).partition(set_numbers("0.5")[1])[2]) for one in at), default=0)
    if any(0 < abs(one) < 1e-3 for one in at):
        return [number(one) for one in at]
    return ["0" if not one else set_numbers(f"{one:,.{decimals}f}".replace("-", "−")) for one in at]


def stacked(
    key: str, x: float, middle: float, lines: Sequence[str], looks: str = "", a: str = "", lead: float = LEAD,
) -> list[Mark]:  # fmt: skip
    """Lines of a text around a middle, each a mark of its own."""
    first = middle - lead * (len(lines) - 1) / 2 + 5
    keys = [key if not i else f"{key}~{i}" for i in range(len(lines))]
    return [
        text(own, x, first + i * lead, one, looks, a)
        for i, (own, one) in enumerate(zip(keys, lines, strict=True))
    ]


def grid(
    box: Box, scale: Scale, at: Sequence[float], is_upright: bool, key: str = "grid"
) -> list[Mark]:
    """A light line at each of the places, and the darker one where nothing is.

    With `is_upright` the lines stand, and their numbers below; else they lie, and the numbers stand
    on the left.
    """
    found = []
    for value, name in zip(at, tick_names(at), strict=True):
        place, is_zero = scale(value), value == 0 and not scale.log
        ends = [(place, box.top), (place, box.bottom)] if is_upright else [(box.left, place), (box.right, place)]  # fmt: skip
        found.append(line(f"{key}:{value:g}", ends, "axis thin" if is_zero else "grid thin"))
        if is_upright:
            found.append(text(f"{key}-n:{value:g}", place, box.bottom + 18, name, "tick", "m"))
        else:
            found.append(text(f"{key}-n:{value:g}", box.left - 10, place + 5, name, "tick", "e"))
    return found


def place_axis(
    box: Box, scale: Scale, kind: str, at: Sequence[float] = (), label: str = "", key: str = "x"
) -> list[Mark]:
    """The line below a plot with its places named; what they are stands below, where it needs words."""
    found = [line(f"{key}-axis", [(box.left, box.bottom), (box.right, box.bottom)], "axis thin")]
    edge = None
    for value, name in named_places(scale.low, scale.high, kind, scale.end - scale.start, at):
        x = scale(value)
        half = wide(name, "tick") / 2
        if edge is not None and x - half < edge + 8:
            continue
        edge = x + half
        found.append(
            line(f"{key}-t:{value:g}", [(x, box.bottom), (x, box.bottom + 5)], "axis thin")
        )
        found.append(text(f"{key}-n:{value:g}", x, box.bottom + 21, name, "tick", "m"))
    if label:
        lines = rows(label, box.right, "tick")
        for i, one in enumerate(lines):
            found.append(
                text(f"{key}-l{i or ''}", box.right, box.bottom + 42 + LEAD * i, one, "tick", "e")
            )
    return found


def foot_of(axis: Sequence[Mark]) -> float:
    """Where a sheet ends below the names of an axis."""
    return max(mark["p"][1] for mark in axis if mark["k"] == "text") + 6


def named_places(
    low: float, high: float, kind: str, room: float, at: Sequence[float] = ()
) -> list[tuple[float, str]]:
    """Places along an axis with their names, as many as there is room for.

    >>> named_places(1995, 2019, "year", 300)
    [(1995.0, '1995'), (2000.0, '2000'), (2005.0, '2005'), (2010.0, '2010'), (2015.0, '2015')]
    >>> [name for _place, name in named_places(2019.1, 2020.3, "date", 300)]
    ['Apr 2019', 'Jul', 'Oct', 'Jan 2020', 'Apr']
    """
    if at:
        return [(one, position_text(one, kind)) for one in at if low <= one <= high]
    most = max(2, int(room / 56))
    if kind == "date" and high - low < 3:
        return _months(low, high, min(most, 8))
    if kind == "number":
        places = ticks_in(low, high, min(most, 8))
        return list(zip(places, tick_names(places), strict=True))
    step = max(1, math.ceil(_step(high - low, min(most, 8))))
    step = next(one for one in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500) if one >= step)
    places = [float(y) for y in range(math.ceil(low / step) * step, math.floor(high) + 1, step)]
    return [(one, position_text(one, kind)) for one in places]


def _months(low: float, high: float, most: int) -> list[tuple[float, str]]:
    first = at_place(low)
    count = round((high - low) * 12) + 1
    apart = next(one for one in (1, 2, 3, 6, 12) if count / one <= most or one == 12)
    found, year = [], 0
    for i in range(first.year * 12, first.year * 12 + 12 * 5, apart):
        month, own = i % 12 + 1, i // 12
        spot = place(f"{own}-{month:02d}-01")
        if low <= spot <= high:
            found.append((spot, month_name(month) + (f" {own}" if own != year else "")))
            year = own
    return found
