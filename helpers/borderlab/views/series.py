"""Series read from a frame, their gaps, how they are drawn and what they say in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from borderlab.errors import KitError
from borderlab.i18n import _
from borderlab.views import style
from borderlab.views.stage import curve, position, position_text
from borderlab.views.words import NOTHING, between, enough, listing, number, signed

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = [
    "Series",
    "describe_series",
    "draw_series",
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
    frame: pd.DataFrame, x: str, y: str, by: str | None, basis: str | None = None
) -> tuple[list[Series], list[str]]:
    """The series of a long frame in the order they appear, and the names of the bases."""
    xs, ys = places(frame, x), numbers(frame, y)
    ys = np.where(np.isfinite(ys), ys, np.nan)
    names = frame[by].astype(str).to_numpy(object) if by else np.full(len(frame), "", object)
    kinds = list(dict.fromkeys(frame[basis].astype(str))) if basis else []
    codes = (
        np.array([kinds.index(k) for k in frame[basis].astype(str)])
        if basis
        else np.zeros(len(frame), int)
    )
    if not (np.isfinite(xs) & np.isfinite(ys)).any():
        raise KitError(
            _("There is nothing to draw: every figure in '{column}' is missing.").format(column=y)
        )
    series = []
    for name in dict.fromkeys(names):
        own = (names == name) & np.isfinite(xs)
        if np.isfinite(ys[own]).any():
            series.append(_in_order(name, xs[own], ys[own], codes[own], x))
    return series, kinds


def _in_order(name: str, xs: np.ndarray, ys: np.ndarray, codes: np.ndarray, x: str) -> Series:
    order = np.argsort(xs, kind="stable")
    xs, ys, codes = xs[order], ys[order], codes[order]
    twice = np.flatnonzero(np.diff(xs) == 0)
    if len(twice):
        raise KitError(
            _(
                "The line{name} has two figures for {x} {place}: keep one source or one group a line."
            ).format(name=f" '{name}'" if name else "", x=x, place=position_text(xs[twice[0]]))
        )
    return _with_gaps(Series(name, xs, ys, codes))


def _with_gaps(line: Series) -> Series:
    """Put a NaN where places are missing in a regular series, and where the basis changes, so that no line bridges them."""
    steps = np.diff(line.xs)
    if not len(steps):
        return line
    step = usual_step(steps)
    cut = np.flatnonzero(
        ((steps > 1.5 * step) if step else np.zeros(len(steps), bool)) | (np.diff(line.basis) != 0)
    )
    middle = (line.xs[cut] + line.xs[cut + 1]) / 2
    return Series(
        line.name,
        np.insert(line.xs, cut + 1, middle),
        np.insert(line.ys, cut + 1, np.nan),
        np.insert(line.basis, cut + 1, line.basis[cut]),
    )


def usual_step(steps: np.ndarray) -> float:
    """The step of a regular series (most steps are equal), else 0: an irregular one has no gaps to see.

    >>> usual_step(np.array([1.0, 1.0, 3.0])), usual_step(np.array([1.0, 2.0, 4.0]))
    (1.0, 0.0)
    """
    values, counts = np.unique(steps.round(2), return_counts=True)
    return float(values[counts.argmax()]) if counts.max() > len(steps) / 2 else 0.0


def draw_series(
    axes: Axes, line: Series, index: int, faint: bool = False, zorder: float = 10
) -> list:
    """A line with its own colour, dash and marker; a second basis has hollow markers."""
    colour = style.FAINT if faint else style.colour(index)
    dash, marker = (
        style.DASHES[index % len(style.DASHES)],
        style.MARKERS[index % len(style.MARKERS)],
    )
    artists = [
        curve(
            axes, line.xs, line.ys, color=colour, ls=dash, lw=1.2 if faint else 2.2, zorder=zorder
        )
    ]
    low, high = axes.get_ylim()
    shown = _marked(line.ys)
    shown = shown[(line.ys[shown] >= low) & (line.ys[shown] <= high)]
    for basis in np.unique(line.basis[shown]):
        own = shown[line.basis[shown] == basis]
        look = (
            {"mfc": "white", "mec": colour, "mew": 1.4}
            if basis % 2
            else {"mfc": colour, "mec": "white", "mew": 0.6}
        )
        size = {"marker": marker, "ls": "none", "ms": 4 if faint else 6.5}
        artists.append(
            curve(
                axes, line.xs[own], line.ys[own], **size, **look, zorder=zorder + 0.1, clip_on=False
            )
        )
    return artists


def _marked(ys: np.ndarray) -> np.ndarray:
    """Which points carry a marker: about a dozen to twenty, the ends, and every point that stands alone."""
    real = np.flatnonzero(np.isfinite(ys))
    if len(real) <= 45:
        return real
    padded = np.isfinite(np.concatenate(([np.nan], ys, [np.nan])))
    alone = real[~padded[real] & ~padded[real + 2]]
    return np.union1d(np.union1d(real[:: -(-len(real) // 15)], real[[0, -1]]), alone)


def describe_series(lines: list[Series], unit: str, kinds: list[str]) -> str:
    """One to four short sentences: course, largest change, changes of basis and, at the end, gaps."""
    unit = f" ({unit})" if unit else ""
    if len(lines) == 1:
        parts = [_one(lines[0], unit), _largest_change(lines[0])]
    else:
        whole = [line.course() for line in lines]
        courses = whole if enough(whole) == whole else [line.course(short=True) for line in lines]
        parts = [
            _("{n} lines{unit}: {lines}.").format(
                n=len(lines), unit=unit, lines=listing(enough(courses))
            )
        ]
    if len(kinds) > 1:
        parts.append(_("The basis of the figures changes: {kinds}.").format(kinds=listing(kinds)))
    parts.append(_missing(lines))
    return " ".join(part for part in parts if part)


def _at(line: Series, i: int) -> str:
    text = _("{value} in {place}") if _is_year(line.xs[i]) else _("{value} at {place}")
    return text.format(value=number(line.ys[i]), place=position_text(line.xs[i]))


def _is_year(place: float) -> bool:
    return 1500 <= place < 2200


def _ends(line: Series) -> tuple[int, int, int, int]:
    real = np.flatnonzero(np.isfinite(line.ys))
    return real[0], real[-1], int(np.nanargmax(line.ys)), int(np.nanargmin(line.ys))


def _one(line: Series, unit: str) -> str:
    first, last, top, bottom = _ends(line)
    if first == last:
        return _("One figure: {only}{unit}.").format(only=_at(line, first), unit=unit)
    text = _("From {first} to {last}{unit}; highest {top}, lowest {bottom}.")
    return text.format(
        first=_at(line, first),
        last=_at(line, last),
        unit=unit,
        top=_at(line, top),
        bottom=_at(line, bottom),
    )


def _largest_change(line: Series) -> str:
    changes = np.diff(line.ys)
    if np.isfinite(changes).sum() < 2 or not np.nanmax(np.abs(changes)):
        return ""
    i = int(np.nanargmax(np.abs(changes)))
    start, end = position_text(line.xs[i]), position_text(line.xs[i + 1])
    return _("Largest change: {change} from {start} to {end}.").format(
        change=signed(changes[i]), start=start, end=end
    )


def _missing(lines: list[Series]) -> str:
    """The gaps of one line, or the names of the lines that have some."""
    gaps = {line.name: found for line in lines if (found := _gaps(line))}
    if not gaps:
        return ""
    if len(lines) == 1:
        return _("No figure for {gaps}.").format(gaps=listing(*gaps.values(), most=3))
    return _("With gaps: {names}.").format(names=listing(gaps, most=3))


def _gaps(line: Series) -> list[str]:
    """Runs of missing places between the first and the last figure, in words."""
    real = np.flatnonzero(np.isfinite(line.ys))
    steps = np.diff(line.xs[real])
    step = usual_step(steps) if len(steps) else 0
    found = []
    for i in np.flatnonzero(steps > 1.5 * step) if step else []:
        before, after = line.xs[real[i]] + step, line.xs[real[i + 1]] - step
        found.append(
            between(
                [position_text(round(before, 4))]
                + ([position_text(round(after, 4))] if after - before > step / 2 else [])
            )
        )
    return found
