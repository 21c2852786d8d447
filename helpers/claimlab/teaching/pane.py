"""One picture of an exploration: what it was computed from, its painters, what it showed before."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from claimlab.views.figure import View, figure_html, need

if TYPE_CHECKING:
    from claimlab.teaching.explore import Explore

__all__ = ["Pane"]

_KEPT_RESULTS, _KEPT_PAINTERS = 256, 6


class Pane:
    """One of the pictures of an exploration: its fixed settings, its painters, its ghost, its trail."""

    def __init__(
        self, whole: Explore, compute, view: View, heading: str, fixed: Mapping[str, Any], trail
    ):
        self._whole, self._compute, self._view, self.heading = whole, compute, view, heading
        takes = inspect.signature(compute).parameters
        self._fixed = {name: value for name, value in fixed.items() if name in takes}
        self._view_fixed = {name: value for name, value in fixed.items() if name not in takes}
        self._takes, self._trail = takes, trail
        self._results: dict[tuple, Any] = {}
        self._rows: Any = None  # all that the trail has kept, and where each setting's rows stand
        self._kept: dict[tuple, slice] = {}
        self._now: tuple = ()
        self._painters: dict[tuple, Any] = {}
        self._options: dict[str, Any] = {}
        self.frame, self.drawn, self.ghost = None, None, None
        self._source = view.source()
        self.png, self.size = b"", (0, 0)
        self.title = self.words = ""
        self.axis_note = ""

    def compute(self, params: dict[str, Any]) -> None:
        given = {name: value for name, value in params.items() if name in self._takes}
        self._options = {name: value for name, value in params.items() if name not in self._takes}
        self._options |= self._view_fixed
        key = tuple(self._whole.raw[name] for name in given)
        if key not in self._results:
            if len(self._results) == _KEPT_RESULTS:
                del self._results[next(iter(self._results))]
            self._results[key] = self._whole.patiently(
                lambda: self._compute(**{**given, **self._fixed})
            )
        self._now = key
        self.frame = self._arranged() if self._trail else self._results[key]

    def _arranged(self) -> Any:
        """All that was kept, and what is shown now, in the order of the picture."""
        rows, place = self._with_now()
        is_now = np.zeros(len(rows), bool)
        is_now[place] = True
        return self._trail(rows.assign(is_now=is_now))

    def _with_now(self) -> tuple[Any, slice]:
        """The rows of the trail with those of the present setting, and where these stand."""
        import pandas as pd

        now = self._results[self._now]
        need(now)
        if place := self._kept.get(self._now):
            return self._rows, place
        before = 0 if self._rows is None else len(self._rows)
        rows = pd.concat([now] if self._rows is None else [self._rows, now], ignore_index=True)
        return rows, slice(before, len(rows))

    def keep(self) -> None:
        """Add what the present setting gave to the trail."""
        if self._trail:
            self._rows, self._kept[self._now] = self._with_now()

    def forget(self) -> None:
        """Empty the trail."""
        self._rows, self._kept = None, {}

    def draw(self) -> None:
        painter, whole = self._painter(), self._whole
        # A trail shows what was before; a ghost would only double it.
        ghost = None if self._trail or self.ghost is self.frame else self.ghost
        self.png = painter.paint(self.frame, ghost=ghost, guess=whole.guess, dark=whole.dark)
        self.title, self.words = painter.title(self.frame), painter.words(self.frame, whole.guess)
        self.size = (painter.width, painter.height)
        self.axis_note, self.drawn = painter.axis_note, self.frame

    def _painter(self) -> Any:
        key = (*map(str, self._options.items()), self._whole.scale)
        if key not in self._painters:
            if len(self._painters) == _KEPT_PAINTERS:
                del self._painters[next(iter(self._painters))]
            view = self._view.with_options(**self._options) if self._options else self._view
            self._painters[key] = view.painter(self.frame, self._whole.scale)
        return self._painters[key]

    def shown(self, is_shown: bool) -> dict[str, Any]:
        return {
            "heading": self.heading, "title": self.title, "words": self.words, "source": self._source,
            "width": self.size[0], "height": self.size[1], "png": self.png if is_shown else None,
        }  # fmt: skip

    def still(self) -> str:
        title = f"{self.heading}: {self.title}" if self.heading else self.title
        return figure_html(title, self.png, self.words, self._source, self.size)
