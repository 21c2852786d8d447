"""The numbers that can be guessed."""

from __future__ import annotations

from claimlab.lessons.declare import Prediction
from claimlab.teaching.predicting.codes import on_grain

__all__ = ["levels"]


def levels(asked: Prediction) -> list[float]:
    """All numbers on the grain of a prediction, from low to high.

    >>> levels(Prediction("P01.1", "number", "?", low=0, high=1, step=0.25))
    [0, 0.25, 0.5, 0.75, 1]
    """
    count = int((asked.high - asked.low) / asked.step + 1e-6) + 1
    return [on_grain(asked, asked.low + i * asked.step) for i in range(count)]
