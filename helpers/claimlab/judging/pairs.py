"""Figures as pairs of a place and a value: what a table would draw, and what a picture shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claimlab.lessons.declare import Chart

__all__ = [
    "MARKS",
    "MOST_TEXTS",
    "Wanted",
    "as_number",
    "equal",
    "hits",
    "own_pairs",
    "pairs_of",
    "place",
    "rows",
    "usual_step",
]

MARKS = {"line": "lines", "bar": "bars", "point": "points", "box": "boxes", "cell": "cells"}
MOST_TEXTS = 40  # that a description of axes keeps
_QUARTILES = (0.25, 0.5, 0.75)
_PRECISE = 2e-4  # a description keeps six digits


@dataclass(frozen=True)
class Wanted:
    """What a figure must show: the pairs of each series, and the declaration they come from."""

    chart: Chart
    groups: dict[str, list[tuple[str, float]]]

    @property
    def pairs(self) -> list[tuple[str, float]]:
        return [pair for own in self.groups.values() for pair in own]


def place(value: Any) -> str:
    """A place on an axis by name: 2008, 2008.0 and "2008" are one, and so are a day and its midnight."""
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    text = str(value).strip()
    try:
        return f"{float(text):.6g}"
    except ValueError:
        return text.casefold()[:200]


def rows(chart: Chart, column: str, by: str, aggregate: str) -> Wanted:
    """The pairs that a drawing of a column would have."""
    table = chart.table
    table = table[table[column].notna() & table[chart.x].notna()]
    groups = {}
    for name, part in table.groupby(by, sort=False, observed=True) if by else [("", table)]:
        if aggregate == "quartiles":
            cut = part.groupby(chart.x, sort=False, observed=True)[column].quantile(_QUARTILES)
            groups[str(name)] = [(place(x), float(y)) for (x, _share), y in cut.items()]
        elif aggregate:
            drawn = part.groupby(chart.x, sort=False, observed=True)[column].agg(aggregate)
            groups[str(name)] = [(place(x), float(y)) for x, y in drawn.items()]
        else:
            groups[str(name)] = [
                (place(x), float(y)) for x, y in zip(part[chart.x], part[column], strict=True)
            ]
    return Wanted(chart, groups)


def as_number(place: str) -> float | None:
    """A place as a number: a date as its ordinal month, which is even enough to see a gap."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-\d\d", place):
        return int(match[1]) * 12.0 + int(match[2])
    try:
        return float(place)
    except ValueError:
        return None


def usual_step(places: list[float]) -> float:
    """The usual step of places in order, 0 when they have none."""
    steps = Counter(round(b - a, 6) for a, b in zip(places, places[1:], strict=False) if b > a)
    if not steps:
        return 0.0
    step, count = steps.most_common(1)[0]
    return step if count > sum(steps.values()) / 2 else 0.0


def own_pairs(marks: dict) -> list[tuple[str, float]]:
    """The (place, value) pairs of one group of marks, those without a figure left out."""
    return [
        (place(x), float(y))
        for x, y in zip(marks["x"], marks["y"], strict=True)
        if x is not None and isinstance(y, (int, float))
    ]


def pairs_of(axes: list, kind: str) -> Iterator[tuple[str, float]]:
    """The (place, value) pairs of all marks of a kind."""
    for one in axes:
        for marks in one[MARKS[kind]]:
            yield from own_pairs(marks)


def _near(a: float, b: float, size: float) -> bool:
    return abs(a - b) <= _PRECISE * max(abs(a), abs(b), 1e-6 * size)


def hits(drawn: list, wanted: list, factor: float = 1.0) -> int:
    """How many of the wanted pairs are drawn, each pair counted once."""
    size = max((abs(y) for _x, y in wanted), default=0.0)
    left: dict[str, list[float]] = {}
    for x, y in drawn:
        left.setdefault(x, []).append(y / factor)
    found = 0
    for x, y in wanted:
        values = left.get(x, [])
        if (i := next((i for i, v in enumerate(values) if _near(v, y, size)), None)) is not None:
            values.pop(i)
            found += 1
    return found


def equal(drawn: list, wanted: list, factor: float) -> bool:
    """Whether the same pairs are drawn as are wanted, at some scale, and no others."""
    return len(drawn) == len(wanted) > 0 and hits(drawn, wanted, factor) == len(wanted)
