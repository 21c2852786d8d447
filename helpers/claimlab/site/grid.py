"""Which settings of a picture a page holds: all of the controls in sight, or every second, third … of a slider."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from math import prod
from typing import Any

from claimlab.teaching.controls import Choice, Slider, Tick

__all__ = ["Places", "grid"]

MOST = 240  # settings of one picture
_TRIES = 60  # grids on which a goal is sought, before a finer grid is allowed


@dataclass(frozen=True)
class Places:
    """The places of one control that a page has: each `stride`-th from the one at `first`."""

    control: Slider | Choice | Tick
    first: int = 0
    stride: int = 1

    @property
    def raws(self) -> list[Any]:
        """The values of the control at these places.

        >>> Places(Slider("Share", 0, 10), first=1, stride=3).raws
        [1, 4, 7, 10]
        """
        return self.control.raws()[self.first :: self.stride]

    @property
    def count(self) -> int:
        """How many places these are."""
        return len(range(self.first, len(self.control.raws()), self.stride))

    @property
    def lost(self) -> int:
        """Steps at the two ends of a slider that the page cannot reach."""
        return self.first + (len(self.control.raws()) - 1 - self.first) % self.stride

    def shown(self, name: str) -> dict[str, Any]:
        """The control as a page shows it."""
        told = self.control.shown(name)
        if self.stride > 1:
            raws = self.raws
            told |= {"low": raws[0], "high": raws[-1], "step": self.control.step * self.stride}
        return told


def grid(
    controls: Mapping[str, Slider | Choice | Tick],
    start: Mapping[str, Any],
    fits: Callable[[list[dict[str, Any]]], bool] = lambda settings: True,
    most: int = MOST,
) -> dict[str, Places]:
    """The finest grid of about `most` settings on which every control can stand where it starts.

    Parameters
    ----------
    controls : mapping
        From name to control.
    start : mapping
        Where each control stands at first.
    fits : callable
        Asked of the settings of a grid (a list of ``{name: raw}``): whether it holds what it must, such as
        one that reaches the goal. Where none does, twice as many settings are allowed, and then the finest grid is given.
    most : int

    >>> found = grid({"a": Slider("A", 0, 100), "b": Tick("B")}, {"a": 40, "b": False}, most=60)
    >>> [len(one.raws) for one in found.values()], 40 in found["a"].raws
    ([26, 2], True)
    """
    for allowed in (most, 2 * most):
        for one in islice(_grids(controls, start, allowed), _TRIES):
            if fits(settings(one)):
                return one
    return next(_grids(controls, start, most))


def settings(places: Mapping[str, Places]) -> list[dict[str, Any]]:
    """Every setting of a grid."""
    return [
        dict(zip(places, raws, strict=True))
        for raws in product(*(one.raws for one in places.values()))
    ]


def _grids(controls, start, most: int) -> Iterator[dict[str, Places]]:
    """Grids that are small enough: those that keep the ends of every slider first, the finest of them before others."""
    ways = [
        [(one.count, one.lost, one) for one in _ways(control, start[name])]
        for name, control in controls.items()
    ]
    small = []
    for counts, lost, ways_of_all in (zip(*some, strict=True) for some in product(*ways)):
        size = prod(counts)
        if size <= most:
            # Each step that is lost at an end weighs as much as a grid that is coarser by a tenth.
            small.append((size * 0.9 ** min(sum(lost), 9), ways_of_all))
    small.sort(key=lambda one: -one[0])
    yield from (dict(zip(controls, one, strict=True)) for _size, one in small)


def _ways(control, start: Any) -> Iterator[Places]:
    """The places on which the start lies: of all strides that keep as many, the one that loses least at the ends."""
    if not isinstance(control, Slider):
        yield Places(control)
        return
    at, found = control.place(start), {}
    for stride in range(1, max(len(control.raws()) // 2, 1) + 1):
        one = Places(control, at % stride, stride)
        found[one.count] = min(found.get(one.count, one), one, key=lambda way: way.lost)
    yield from found.values()
