"""One row a figure: estimates with their intervals, and contested figures with their sources."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.views import style
from claimlab.views.figure import View, need
from claimlab.views.frame import captions, edges
from claimlab.views.guess import Mark
from claimlab.views.series import numbers
from claimlab.views.stage import (
    axes_at,
    box_of,
    name_y,
    pixels,
    round_limits,
    value_axis,
    zero_line,
)
from claimlab.views.text import lines_of, text_width, wrap, write
from claimlab.views.words import enough, listing, number

__all__ = ["Forest", "Ranges"]

_ROW, _STEP = 42, 30


class _Rows(NamedTuple):
    names: tuple[str, ...]
    low: np.ndarray
    middle: np.ndarray
    high: np.ndarray
    owners: tuple[str, ...]
    hollow: tuple[bool, ...] = ()


class _Layout(NamedTuple):
    height: int
    names: tuple[str, ...]
    limits: tuple[float, float]
    beside: float  # room for the text on the right, in pixels


class _RowView(View):
    """What both kinds of rows share: names on the left, a value axis below, text on the right."""

    log: ClassVar[bool] = False
    x_ticks: ClassVar[tuple[float, ...]] = ()

    @property
    def lying(self) -> bool:
        return True

    def same_places(self, layout: _Layout, before: _Rows) -> bool:
        return before.names == layout.names

    def named_box(self, stage: Any, layout: _Layout, data: _Rows, name: str) -> tuple | None:
        """The row of a name."""
        if name not in data.names:
            return None
        at = data.names.index(name)
        left, _bottom, width, _height = box_of(stage)
        low, high = (pixels(stage, 0, at + side)[1] for side in (0.48, -0.48))
        return left, low, left + width, high

    def layout(self, data: _Rows, guess: Mark | None = None) -> _Layout:
        reach = self.reach(guess)
        values = np.concatenate([data.low, data.middle, data.high, reach])
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
        if self.reference is not None:
            low, high = min(low, self.reference), max(high, self.reference)
        limits = self.x_range or round_limits(low, high, self.log)
        widest = max(
            text_width(self._figures(data, row), bold=True) for row in range(len(data.names))
        )
        # In steps, so that a slider that adds a digit seldom moves the plot.
        beside = max(self.beside, _STEP * math.ceil((widest + 20) / _STEP))
        return _Layout(
            72 + _ROW * len(data.names), data.names, (float(limits[0]), float(limits[1])), beside
        )

    def stage(self, figure: Any, layout: _Layout) -> Any:
        names = [wrap(name, 32) for name in layout.names]
        left = max(text_width(part) for name in names for part in lines_of(name)) + 16
        axes = axes_at(figure, left, layout.beside, *edges("", self.x_label))
        axes.set_ylim(len(names) - 0.5, -0.5)
        value_axis(axes, layout.limits, self.log, horizontal=True, at=self.x_ticks)
        name_y(axes, range(len(names)), names)
        if self.reference is not None:
            zero_line(axes, horizontal=True, place=self.reference)
        captions(figure, layout.height, "", self.x_label, layout.beside)
        return axes

    def _figures(self, data: _Rows, row: int) -> str:
        """The text on the right of a row."""
        raise NotImplementedError

    def _parts(self, data: _Rows) -> list[str]:
        """Each row in words, those without a figure first."""
        rows = sorted(range(len(data.names)), key=lambda row: np.isfinite(data.middle[row]))
        return [f"{data.names[row]} {self._figures(data, row)}" for row in rows]

    def _right(self, axes: Any, layout: _Layout, row: int, text: str, bold: bool = False) -> list:
        return write(
            axes,
            style.width() - layout.beside + 12,
            pixels(axes, axes.get_xlim()[0], row)[1],
            text,
            bold=bold,
        )


@dataclass(frozen=True)
class Forest(_RowView):
    """Estimates with their intervals, one row each; a hollow dot when the interval holds `reference`.

    Parameters
    ----------
    label, value, low, high : str
        Columns: name of the estimate, the estimate and the ends of its interval.
    reference : float or None
        Where "no effect" lies; an upright line.
    hollow : str, optional
        Column of truth values: whose dots are hollow, where `reference` does not decide it.
    x_range : (low, high), optional
        Fixed limits.
    absent : str
        What is said of a row whose figure is left out: "not in the archive".
    log : bool
        A logarithmic axis, for multiples: half and twice lie equally far from 1.
    x_ticks : sequence of float
        Where the axis is named; else at round numbers.

    >>> frame = pd.DataFrame({"way": ["OLS", "PPML"], "b": [-1.2, -0.1], "lo": [-1.3, -0.4], "hi": [-1.1, 0.2]})
    >>> Forest("way", "b", "lo", "hi").words(frame)
    '2 estimates: OLS −1.2 (−1.3 to −1.1); PPML −0.1 (−0.4 to 0.2). The interval of PPML holds 0.'
    """

    label: str
    value: str
    low: str
    high: str
    reference: float | None = 0.0
    hollow: str = ""
    x_range: tuple[float, float] | None = None
    absent: str = ""
    log: bool = False
    x_ticks: Sequence[float] = ()
    beside: ClassVar[int] = 180

    def read(self, frame: pd.DataFrame) -> _Rows:
        need(frame, *(c for c in (self.label, self.value, self.low, self.high, self.hollow) if c))
        names, middle = tuple(map(str, frame[self.label])), numbers(frame, self.value)
        if not np.isfinite(middle).any():
            raise KitError(
                _("There is nothing to draw: every figure in '{column}' is missing.").format(
                    column=self.value
                )
            )
        hollow = tuple(map(bool, frame[self.hollow])) if self.hollow else ()
        return _Rows(names, numbers(frame, self.low), middle, numbers(frame, self.high), (), hollow)

    def moving(self, stage: Any, layout: _Layout, data: _Rows) -> list:
        artists = []
        for row in range(len(data.names)):
            low, middle, high = data.low[row], data.middle[row], data.high[row]
            if np.isfinite(low) and np.isfinite(high):
                artists += stage.plot(
                    [low, high],
                    [row, row],
                    "|-",
                    color=style.colour(0),
                    lw=2.2,
                    ms=11,
                    mew=1.6,
                    zorder=10,
                    clip_on=False,
                )
            open_dot = data.hollow[row] if data.hollow else self._open(data, row)
            face = style.theme().paper if open_dot else style.colour(0)
            artists += stage.plot(
                [middle],
                [row],
                "o",
                mfc=face,
                mec=style.colour(0),
                mew=1.8,
                ms=9,
                zorder=11,
                clip_on=False,
            )
            artists += self._right(stage, layout, row, self._figures(data, row))
        return artists

    def _open(self, data: _Rows, row: int) -> bool:
        return self.reference is not None and bool(
            data.low[row] <= self.reference <= data.high[row]
        )

    def _figures(self, data: _Rows, row: int) -> str:
        if self.absent and not np.isfinite(data.middle[row]):
            return self.absent
        text = number(data.middle[row])
        if np.isfinite(data.low[row]) and np.isfinite(data.high[row]):
            text = _("{value} ({low} to {high})").format(
                value=text, low=number(data.low[row]), high=number(data.high[row])
            )
        return text

    def headline(self, data: _Rows) -> str:
        far = int(np.nanargmax(np.abs(data.middle - (self.reference or 0))))
        return _("{name} is the farthest from {reference}: {value}").format(
            name=data.names[far],
            reference=number(self.reference or 0),
            value=number(data.middle[far]),
        )

    def tell(self, data: _Rows) -> str:
        unit = f" ({self.x_label})" if self.x_label else ""
        parts = "; ".join(enough(self._parts(data), data.names))
        says = (
            _("1 estimate{unit}: {parts}.")
            if len(data.names) == 1
            else _("{n} estimates{unit}: {parts}.")
        )
        text = says.format(n=len(data.names), unit=unit, parts=parts)
        held = [name for row, name in enumerate(data.names) if self._open(data, row)]
        if held:
            text += " " + _("The interval of {names} holds {reference}.").format(
                names=listing(held, most=len(held)), reference=number(self.reference)
            )
        return text


@dataclass(frozen=True)
class Ranges(_RowView):
    """A contested figure: one row for each source, a bar for a range, a dot for a single number.

    Parameters
    ----------
    label, low, high, owner : str
        Columns: what was counted, the ends of the range (equal, or one missing, for a single number),
        and who says so.
    reference : float, optional
        A figure to compare with, such as the column's; an upright line.
    highlight : option
        The source to stand out.

    >>> frame = pd.DataFrame({"what": ["growth"] * 2, "lo": [1.5, 15.0], "hi": [1.5, 18.7], "who": ["IMF", "Central bank"]})
    >>> Ranges("what", "lo", "hi", "who").words(frame)
    '2 figures, from 1.5 (IMF) to 18.7 (Central bank): IMF 1.5; Central bank 15 to 18.7.'
    """

    label: str
    low: str
    high: str
    owner: str
    reference: float | None = None
    x_range: tuple[float, float] | None = None
    highlight: str = ""
    beside: ClassVar[int] = 150
    options: ClassVar[tuple[str, ...]] = ("highlight",)

    def read(self, frame: pd.DataFrame) -> _Rows:
        need(frame, self.label, self.low, self.high, self.owner)
        if (
            frame[self.owner].isna().any()
            or (frame[self.owner].astype(str).str.strip() == "").any()
        ):
            raise KitError(
                _("Every contested figure needs a source: fill the column '{column}'.").format(
                    column=self.owner
                )
            )
        low, high = numbers(frame, self.low), numbers(frame, self.high)
        low, high = np.where(np.isfinite(low), low, high), np.where(np.isfinite(high), high, low)
        if not np.isfinite(low).any():
            raise KitError(
                _("There is nothing to draw: every figure in '{column}' is missing.").format(
                    column=self.low
                )
            )
        owners = tuple(map(str, frame[self.owner]))
        labels = tuple(map(str, frame[self.label]))
        names = (
            owners
            if len(set(labels)) == 1
            else tuple(f"{o}: {w}" for o, w in zip(owners, labels, strict=True))
        )
        return _Rows(names, np.fmin(low, high), (low + high) / 2, np.fmax(low, high), owners)

    def moving(self, stage: Any, layout: _Layout, data: _Rows) -> list:
        artists = []
        for row, owner in enumerate(data.owners):
            low, high, strong = data.low[row], data.high[row], owner == self.highlight
            if not np.isfinite(low):
                artists += self._right(stage, layout, row, _("no figure"))
                continue
            colour = style.colour(0 if strong or not self.highlight else 1)
            if high > low:
                artists += stage.plot(
                    [low, high],
                    [row, row],
                    "-",
                    color=colour,
                    lw=9,
                    solid_capstyle="butt",
                    zorder=10,
                )
            else:
                artists += stage.plot(
                    [low],
                    [row],
                    "D" if strong else "o",
                    color=colour,
                    ms=11 if strong else 10,
                    zorder=11,
                    clip_on=False,
                )
            artists += self._right(stage, layout, row, self._figures(data, row), strong)
        return artists

    def _figures(self, data: _Rows, row: int) -> str:
        low, high = data.low[row], data.high[row]
        return (
            number(low)
            if not high > low
            else _("{low} to {high}").format(low=number(low), high=number(high))
        )

    def headline(self, data: _Rows) -> str:
        low, high = float(np.nanmin(data.low)), float(np.nanmax(data.high))
        if low > 0 and high / low >= 1.5:
            return _("The highest figure is {times} times the lowest").format(
                times=number(high / low, 2)
            )
        return _("The figures lie between {low} and {high}").format(
            low=number(low), high=number(high)
        )

    def tell(self, data: _Rows) -> str:
        unit = f" ({self.x_label})" if self.x_label else ""
        least, most = int(np.nanargmin(data.low)), int(np.nanargmax(data.high))
        parts = "; ".join(enough(self._parts(data), data.names))
        return _("{n} figures{unit}, from {low} ({first}) to {high} ({last}): {parts}.").format(
            n=len(data.names), unit=unit, low=number(data.low[least]), first=data.owners[least],
            high=number(data.high[most]), last=data.owners[most], parts=parts,
        )  # fmt: skip
