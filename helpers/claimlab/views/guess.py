"""A student's own guess as a mark in the picture: a value, a line, a curve or a choice."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from claimlab.i18n import _
from claimlab.views import style
from claimlab.views.placing import emptiest
from claimlab.views.stage import box_of, curve, pixels
from claimlab.views.text import text_width, write
from claimlab.views.words import number

if TYPE_CHECKING:
    from claimlab.views.figure import View

__all__ = ["Mark", "draw_mark"]

_DASH = (0, (4, 3))


@dataclass(frozen=True)
class Mark:
    """A committed guess, to be drawn dashed in the colour that nothing else has.

    Parameters
    ----------
    kind : str
        ``"value"``: a number on the value axis, at the name `at` where one is given; ``"line"``: a
        number, or (low, high), right across the plot; ``"curve"``: a mapping from place to value, or
        (xs, ys); ``"choice"``: the name of a bar, row, line, panel, area, group or tile.
    value : object
        In the units of the picture's axis.
    label : str
        Written beside it; left out, "your guess" with the value.
    at : str, optional
        Which bar, row or group a value is about.

    >>> Mark("value", 41.0).text
    'your guess: 41'
    """

    kind: str
    value: Any
    label: str = ""
    at: str | None = None

    @property
    def text(self) -> str:
        """The label, with the value where none was given."""
        if self.label:
            return self.label
        if self.kind == "curve":
            return _("your guess")
        return _("your guess: {value}").format(value=self._shown())

    @property
    def short(self) -> str:
        """The label where the picture says by itself what was guessed."""
        return self.label or _("your guess")

    def _shown(self) -> str:
        if isinstance(self.value, (tuple, list)) and number(self.value[0]) == number(self.value[1]):
            return number(self.value[0])
        if isinstance(self.value, (tuple, list)):
            return _("{low} to {high}").format(
                low=number(self.value[0]), high=number(self.value[1])
            )
        return number(self.value) if isinstance(self.value, (int, float)) else str(self.value)

    @property
    def points(self) -> tuple[np.ndarray, np.ndarray]:
        """Places and values of a curve, in order."""
        pairs = (
            self.value.items() if isinstance(self.value, Mapping) else zip(*self.value, strict=True)
        )
        xs, ys = zip(*sorted((float(x), float(y)) for x, y in pairs), strict=True)
        return np.array(xs), np.array(ys)

    @property
    def numbers(self) -> tuple[float, ...]:
        """The finite values that an axis should hold."""
        if self.kind == "curve":
            return tuple(self.points[1][np.isfinite(self.points[1])].tolist())
        values = self.value if isinstance(self.value, (tuple, list)) else [self.value]
        return tuple(float(v) for v in values if isinstance(v, (int, float)) and math.isfinite(v))

    def words(self, taken: bool, found: float | None = None) -> str:
        """The guess in a sentence of the text alternative, with its miss where one value was `found`."""
        if self.kind == "curve":
            xs, ys = self.points
            first, last = number(ys[0]), number(ys[-1])
            text = _("Your guess is the dashed line, from {first} to {last}.")
            other = _("Your guess went from {first} to {last}; it is not drawn here.")
            return (text if taken else other).format(first=first, last=last)
        if taken and found is not None and self.numbers and math.isfinite(found):
            return self._missed(found)
        text = _("Your guess: {value}.") if taken else _("Your guess, {value}, is not drawn here.")
        return text.format(value=self._shown())

    def _missed(self, found: float) -> str:
        miss = number(abs(self.numbers[0] - found))
        if number(self.numbers[0]) == number(found):
            return _("Your guess: {value}, which is what came out.").format(value=self._shown())
        text = _("Your guess: {value}, too high by {miss}.")
        if self.numbers[0] < found:
            text = _("Your guess: {value}, too low by {miss}.")
        return text.format(value=self._shown(), miss=miss)


def draw_mark(view: View, stage: Any, layout: Any, data: Any, mark: Mark) -> list:
    """The artists of a guess; none where the view cannot show one of this kind."""
    if mark.kind not in view.guesses:
        return []
    outline = view.outline(stage, layout, data, mark)
    if outline is not None:
        return _outline(view.value_axes(stage)[0], outline, mark.text)
    if mark.kind == "curve":
        return _curve(view.value_axes(stage)[0], mark)
    if mark.kind == "choice" or not mark.numbers:
        box = view.named_box(stage, layout, data, str(mark.value))
        # The frame says what was chosen; its name stands there already.
        name = mark.label or _("your guess")
        return _frame(view.value_axes(stage)[0], box, name) if box else []
    box = view.named_box(stage, layout, data, mark.at) if mark.at is not None else None
    artists: list = []
    for i, axes in enumerate(view.value_axes(stage)):
        artists += _values(axes, mark, box, view.lying, named=i == 0)
    return artists


def _ink(axes: Any, xs: list, ys: list, **look) -> list:
    """A dashed line in pixels of the figure, with a rim that sets it off from what lies below."""
    from matplotlib.transforms import Affine2D

    theme, scale = style.theme(), Affine2D().scale(axes.figure.dpi / style.DPI)
    fixed = {"clip_on": False, "transform": scale}
    rim = curve(axes, xs, ys, color=theme.paper, lw=4.5, alpha=0.6, zorder=11.75, **fixed)
    look = {"color": theme.guess, "lw": 2.2, "ls": _DASH, "zorder": 11.8} | look
    return [rim, curve(axes, xs, ys, **fixed, **look)]


def _label(axes: Any, x: float, y: float, text: str, ha: float) -> list:
    wide = text_width(text, style.SMALL, True)
    left = min(max(x - ha * wide, 4), style.width() - 4 - wide)
    tone = style.theme().guess
    return write(axes, left, y, text, style.SMALL, bold=True, colour=tone, halo=True)


def _curve(axes: Any, mark: Mark) -> list:
    """A dashed line, and the label above its highest point, where it covers the least."""
    xs, ys = mark.points
    low, high = axes.get_ylim()
    real = np.isfinite(ys)
    at = [pixels(axes, x, min(max(y, low), high)) for x, y in zip(xs[real], ys[real], strict=True)]
    px, py = zip(*at, strict=True)
    peak = int(np.argmax(py))
    left, _bottom, width, _height = box_of(axes)
    ha = 0.0 if px[peak] < left + width * 0.6 else 1.0
    shift = 8 if ha == 0.0 else -8
    return [
        *_ink(axes, px, py, marker="x", ms=6, mew=1.8),
        *_label(axes, px[peak] + shift, py[peak] + 12, mark.text, ha),
    ]


def _outline(axes: Any, outline: tuple[list, list], text: str) -> list:
    """A closed dashed line, and its label beside it or, for want of room, under the marks below it."""
    xs, ys = outline
    wide, drawn = text_width(text, style.SMALL, True), _drawn(axes)
    ring = _ink(axes, xs, ys)
    at, level = max(xs) + 8, min(ys) + 10
    is_free = not any(at - 6 < x < at + wide + 6 and abs(y - level) < 16 for x, y in drawn)
    if is_free and at + wide < style.width() - 6:
        return [*ring, *_label(axes, at, level, text, 0.0)]
    left = min(xs[0], style.width() - 4 - wide)
    under = [y - 9 for x, y in drawn if left - 6 < x < left + wide + 6]
    low = min([*ys, *under])
    low = low if low > 36 else min(ys)  # where marks reach the foot there is no room below them
    return [*ring, *_label(axes, left, low - 11, text, 0.0)]


def _values(axes: Any, mark: Mark, box: tuple | None, lying: bool, named: bool) -> list:
    """One dashed line for each number: across the plot, or across its own bar or row."""
    left, bottom, width, height = box_of(axes)
    x0, y0, x1, y1 = box or (left, bottom, left + width, bottom + height)
    low, high = sorted(axes.get_xlim() if lying else axes.get_ylim())
    artists: list = []
    for value in mark.numbers:
        held = min(max(value, low), high)
        text = mark.text
        if held != value:
            text += {(True, True): " →", (True, False): " ←", (False, True): " ↑"}.get(
                (lying, value > high), " ↓"
            )
        if lying:
            x = pixels(axes, held, 0)[0]
            artists += _ink(axes, [x, x], [y0, y1])
            side = 0.0 if x + 8 + text_width(text, style.SMALL, True) < style.width() - 4 else 1.0
            spot = (x + (6 if side == 0.0 else -6), y1 - (2 if box else 9))
        else:
            y = pixels(axes, axes.get_xlim()[0], held)[1]
            artists += _ink(axes, [x0, x1], [y, y])
            side, spot = 0.5, ((x0 + x1) / 2, y + 11)
            if not box:
                side, spot = 0.0, _along(axes, y, text)
        if named and value == mark.numbers[-1]:
            artists += _label(axes, *spot, text, side)
    return artists


def _along(axes: Any, y: float, text: str) -> tuple[float, float]:
    """Where a line right across the plot is named: at one of its ends, in the plot, over the fewest marks."""
    left, bottom, width, height = box_of(axes)
    wide = text_width(text, style.SMALL, True)
    ends = (left + 6, left + width - 6 - wide)
    places = [(x, y + shift) for x in ends for shift in (11, -11)]
    box = (left, bottom, left + width, bottom + height)
    return emptiest(places, (wide, 1.25 * style.SMALL), box, _drawn(axes))


def _drawn(axes: Any) -> list[tuple[float, float]]:
    """Points of all that is drawn in units of the data, in pixels; lines have some between their ends."""
    found: list = []
    for line in axes.lines:
        if line.get_transform() != axes.transData:
            continue
        xs, ys = np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)
        if line.get_linestyle() not in ("None", "none") and 1 < len(xs) < 200:
            between = np.linspace(0, len(xs) - 1, 200)
            xs, ys = (np.interp(between, np.arange(len(xs)), v) for v in (xs, ys))
        real = np.isfinite(xs) & np.isfinite(ys)
        found.append(np.column_stack([xs[real], ys[real]]))
    points = np.concatenate(found) if found else np.empty((0, 2))
    # All at once: `pixels` for each of them takes longer than the drawing.
    placed = axes.transData.transform(points) * style.DPI / axes.figure.dpi
    return list(map(tuple, placed.tolist()))


def _frame(axes: Any, box: tuple, text: str) -> list:
    """A dashed frame around what was chosen, with its label inside or, for want of room, beside it."""
    x0, y0, x1, y1 = box
    ring = _ink(axes, [x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0])
    wide = text_width(text, style.SMALL, True)
    if x1 - x0 > wide + 12:
        return [*ring, *_label(axes, x1 - 6, y1 - 10, text, 1.0)]
    if y1 - y0 > 32:  # a tile or an area: its neighbours have names of their own
        above = y1 + 16 < axes.figure.get_figheight() * style.DPI
        return [*ring, *_label(axes, (x0 + x1) / 2, y1 + 8 if above else y0 - 10, text, 0.5)]
    if x1 + 6 + wide < style.width() - 4:
        return [*ring, *_label(axes, x1 + 6, (y0 + y1) / 2, text, 0.0)]
    return [*ring, *_label(axes, x0 - 6, (y0 + y1) / 2, text, 1.0)]
