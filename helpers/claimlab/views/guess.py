"""A student's own guess, to be drawn in a picture: a value, a line, a curve or a choice."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from claimlab.i18n import _
from claimlab.views.words import number

__all__ = ["Mark"]


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
