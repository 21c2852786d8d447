"""Series read from a frame, their gaps, and what they say in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.views.stage import place_kind, position, position_text
from claimlab.views.words import NOTHING, between, enough, listing, number, signed

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Series",
    "describe_series",
    "need_some",
    "numbers",
    "places",
    "read_series",
    "usual_step",
]


@dataclass
class Series:
    """One line: places and values, NaN where there is no figure; `basis` numbers the basis of each value."""

    name: str
    xs: np.ndarray
    ys: np.ndarray
    basis: np.ndarray
    kind: str = "number"  # of its places: "year", "date" or "number"

    def tip(self) -> tuple[float, float] | None:
        """Its last place and figure."""
        real = np.flatnonzero(np.isfinite(self.ys))
        return (float(self.xs[real[-1]]), float(self.ys[real[-1]])) if len(real) else None

    def course(self, short: bool = False) -> str:
        """The line in a few words: its name, where it starts, its peak (unless `short`) and where it ends."""
        first, last, top, _bottom = _ends(self)
        name = f"{self.name} " if self.name else ""
        if first == last:
            return name + _at(self, first)
        text = (
            _("from {first} to {last}")
            if short or top in (first, last)
            else _("from {first} via {top} to {last}")
        )
        return name + text.format(first=_at(self, first), top=_at(self, top), last=_at(self, last))


def numbers(frame: pd.DataFrame, column: str) -> np.ndarray:
    """A column as floats, missing values as NaN, what rounding has left of a zero as 0.

    Raises
    ------
    KitError
        when the column holds text.
    """
    try:
        values = frame[column].to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError):
        raise KitError(
            _("The figure needs numbers in the column '{column}'.").format(column=column)
        ) from None
    largest = np.abs(values[np.isfinite(values)]).max(initial=1.0)
    return np.where(np.abs(values) < NOTHING * largest, 0.0, values)


def need_some(is_any: bool, column: str) -> None:
    """Say in one sentence that a column has nothing to draw, where that is so.

    Raises
    ------
    KitError
        when there `is_any` not: every figure of the `column` is missing.
    """
    if not is_any:
        text = _("There is nothing to draw: every figure in '{column}' is missing.")
        raise KitError(text.format(column=column))


def places(frame: pd.DataFrame, column: str) -> np.ndarray:
    """A column of years, numbers or dates as places on an axis."""
    if frame[column].dtype.kind in "iuf":
        return numbers(frame, column)
    try:
        return np.array([position(value) for value in frame[column]])
    except (TypeError, ValueError):
        raise KitError(
            _("The column '{column}' must hold years, numbers or dates.").format(column=column)
        ) from None


def read_series(
    frame: pd.DataFrame,
    x: str,
    y: str,
    by: str | None,
    basis: str | None = None,
    declared: str = "",
) -> tuple[list[Series], list[str]]:
    """The series of a long frame in the order they appear, and the names of the bases.

    A series without a single figure is kept, so that the words can name it.
    """
    xs, ys = places(frame, x), numbers(frame, y)
    ys = np.where(np.isfinite(ys), ys, np.nan)
    kind = place_kind(frame, x, declared)
    names = frame[by].astype(str).to_numpy(object) if by else np.full(len(frame), "", object)
    kinds = list(dict.fromkeys(frame[basis].astype(str))) if basis else []
    codes = (
        np.array([kinds.index(k) for k in frame[basis].astype(str)])
        if basis
        else np.zeros(len(frame), int)
    )
    need_some((np.isfinite(xs) & np.isfinite(ys)).any(), y)
    series = []
    for name in dict.fromkeys(names):
        own = (names == name) & np.isfinite(xs)
        if own.any():
            series.append(_in_order(Series(name, xs[own], ys[own], codes[own], kind), x))
    return series, kinds


def _in_order(line: Series, x: str) -> Series:
    order = np.argsort(line.xs, kind="stable")
    line = replace(line, xs=line.xs[order], ys=line.ys[order], basis=line.basis[order])
    twice = np.flatnonzero(np.diff(line.xs) == 0)
    if len(twice):
        name = f" '{line.name}'" if line.name else ""
        place = position_text(line.xs[twice[0]], line.kind)
        raise KitError(
            _("The line{name} has two figures for {x} {place}: keep one a line.").format(
                name=name, x=x, place=place
            )
        )
    return _with_gaps(line)


def _with_gaps(line: Series) -> Series:
    """A NaN where places are missing in a regular series, and where the basis changes.

    So no line bridges them.
    """
    steps = np.diff(line.xs)
    if not len(steps):
        return line
    step = usual_step(steps)
    cut = np.flatnonzero(
        ((steps > 1.5 * step) if step else np.zeros(len(steps), bool)) | (np.diff(line.basis) != 0)
    )
    middle = (line.xs[cut] + line.xs[cut + 1]) / 2
    return replace(
        line,
        xs=np.insert(line.xs, cut + 1, middle),
        ys=np.insert(line.ys, cut + 1, np.nan),
        basis=np.insert(line.basis, cut + 1, line.basis[cut]),
    )


def usual_step(steps: np.ndarray) -> float:
    """The step of a regular series (most steps are equal), else 0: an irregular one has no gaps to see.

    >>> usual_step(np.array([1.0, 1.0, 3.0])), usual_step(np.array([1.0, 2.0, 4.0]))
    (1.0, 0.0)
    """
    values, counts = np.unique(steps.round(2), return_counts=True)
    return float(values[counts.argmax()]) if counts.max() > len(steps) / 2 else 0.0


def describe_series(lines: list[Series], unit: str, kinds: list[str], x: str = "") -> str:
    """One to five short sentences: what is missing, the course, the largest change, the bases."""
    what, unit = unit, f" ({unit})" if unit else ""
    empty = [line for line in lines if not np.isfinite(line.ys).any()]
    lines = [line for line in lines if np.isfinite(line.ys).any()]
    parts = [_missing(lines, empty)]
    if len(lines) == 1 and lines[0].kind == "number" and x:
        parts += [_by_number(lines[0], what, x)]
    elif len(lines) == 1:
        parts += [_axis(lines, x), _one(lines[0], unit), _largest_change(lines[0])]
    else:
        names = [line.name for line in lines]
        courses = [line.course() for line in lines]
        if enough(courses, names) != courses:
            courses = [line.course(short=True) for line in lines]
        parts.append(_axis(lines, x))
        parts.append(
            _("{n} lines{unit}: {lines}.").format(
                n=len(lines), unit=unit, lines="; ".join(enough(courses, names))
            )
        )
    if len(kinds) > 1:
        parts.append(_("The basis of the figures changes: {kinds}.").format(kinds=listing(kinds)))
    return " ".join(part for part in parts if part)


def _at(line: Series, i: int) -> str:
    text = _("{value} at {place}") if line.kind == "number" else _("{value} in {place}")
    return text.format(value=number(line.ys[i]), place=position_text(line.xs[i], line.kind))


def _axis(lines: list[Series], x: str) -> str:
    """What the places are, where they are no years or dates: "at 2" alone says nothing."""
    if not x or not lines or lines[0].kind != "number":
        return ""
    xs = np.concatenate([line.xs for line in lines])
    return _("{x} goes from {low} to {high}.").format(
        x=x, low=position_text(xs.min()), high=position_text(xs.max())
    )


def _ends(line: Series) -> tuple[int, int, int, int]:
    real = np.flatnonzero(np.isfinite(line.ys))
    return real[0], real[-1], int(np.nanargmax(line.ys)), int(np.nanargmin(line.ys))


def _one(line: Series, unit: str) -> str:
    first, last, top, bottom = _ends(line)
    if first == last:
        return _("One figure: {only}{unit}.").format(only=_at(line, first), unit=unit)
    places = {
        "first": _at(line, first),
        "last": _at(line, last),
        "top": _at(line, top),
        "bottom": _at(line, bottom),
    }
    if {top, bottom} <= {first, last}:
        return _("From {first} to {last}{unit}.").format(unit=unit, **places)
    return _("From {first} to {last}{unit}; highest {top}, lowest {bottom}.").format(
        unit=unit, **places
    )


def _by_number(line: Series, what: str, x: str) -> str:
    """The course of a line over a quantity: its ends, its extremes between them, its steepest part."""
    first, last, top, bottom = _ends(line)
    places = [position_text(line.xs[i], line.kind) for i in (first, last, top, bottom)]
    values = [number(line.ys[i]) for i in (first, last, top, bottom)]
    head = f"{what}: " if what else ""
    if first == last:
        text = _("{value} where {x} is {place}.")
        return head + text.format(value=values[0], x=x, place=places[0])
    text = _("{value} where {x} is {place}, and {end} where it is {end_place}.")
    said = head + text.format(
        value=values[0], x=x, place=places[0], end=values[1], end_place=places[1]
    )
    if not {top, bottom} <= {first, last}:
        text = _("Highest where it is {top}, with {high}; lowest where it is {bottom}, with {low}.")
        said += " " + text.format(top=places[2], high=values[2], bottom=places[3], low=values[3])
    return f"{said} {_largest_change(line)}".strip()


def _largest_change(line: Series) -> str:
    changes = np.diff(line.ys)
    if np.isfinite(changes).sum() < 2 or not np.nanmax(np.abs(changes)):
        return ""
    i = int(np.nanargmax(np.abs(changes)))
    start, end = (position_text(line.xs[k], line.kind) for k in (i, i + 1))
    return _("Largest change: {change} from {start} to {end}.").format(
        change=signed(changes[i]), start=start, end=end
    )


def _missing(lines: list[Series], empty: list[Series]) -> str:
    """The gaps of one line, or the names of the lines that have some, and of those without a figure."""
    texts = []
    if empty:
        names = listing((line.name for line in empty), len(empty))
        texts.append(_("No figure at all for {names}.").format(names=names))
    gaps = {line.name: found for line in lines if (found := _gaps(line))}
    if gaps and len(lines) == 1:
        texts.append(_("No figure for {gaps}.").format(gaps=listing(*gaps.values(), most=9)))
    elif len(gaps) == len(lines) > 2:
        texts.append(_("Every line has gaps."))
    elif gaps:
        texts.append(_("With gaps: {names}.").format(names=listing(gaps, len(gaps))))
    return " ".join(texts)


def _gaps(line: Series) -> list[str]:
    """Runs of missing places between the first and the last figure, in words."""
    real = np.flatnonzero(np.isfinite(line.ys))
    steps = np.diff(line.xs[real])
    step = usual_step(steps) if len(steps) else 0
    found = []
    for i in np.flatnonzero(steps > 1.5 * step) if step else []:
        before, after = line.xs[real[i]] + step, line.xs[real[i + 1]] - step
        ends = [before, after] if after - before > step / 2 else [before]
        found.append(between([position_text(round(end, 4), line.kind) for end in ends]))
    return found
