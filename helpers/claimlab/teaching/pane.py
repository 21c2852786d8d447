"""One picture of an exploration: what it was computed from, its scene, its trail."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from claimlab.i18n import _
from claimlab.views import scene
from claimlab.views.figure import NARROW, View, need, scene_html
from claimlab.views.words import number

if TYPE_CHECKING:
    from claimlab.teaching.explore import Explore

__all__ = ["Pane", "axis_words"]

_KEPT_RESULTS = 600


class Pane:
    """One of the pictures of an exploration: its fixed settings, its scene, its trail."""

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
        self._options: dict[str, Any] = {}
        self.frame = None
        self.title = self.words = self.axis_note = ""
        self.scene = self._base = scene.scene(whole.width, 0, [])

    def compute(self, params: Mapping[str, Any]) -> None:
        self._now, self.frame, self._options = self._result(params, self._whole.raw)

    def _result(self, params: Mapping[str, Any], raw: Mapping[str, Any]) -> tuple[tuple, Any, dict]:
        """Of one setting its key, what is shown of it (computed once), and the options of the view."""
        given = {name: value for name, value in params.items() if name in self._takes}
        options = {name: value for name, value in params.items() if name not in self._takes}
        key = tuple(raw[name] for name in given)
        if key not in self._results:
            if len(self._results) == _KEPT_RESULTS:
                del self._results[next(iter(self._results))]
            self._results[key] = self._whole.patiently(
                lambda: self._compute(**{**given, **self._fixed})
            )
        frame = self._arranged(key) if self._trail else self._results[key]
        return key, frame, options | self._view_fixed

    def state(self, params: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
        """What another setting would change in the base; nothing of the present one moves."""
        _key, frame, options = self._result(params, raw)
        now = _optioned(self._view, options).scene(frame, self._whole.width, self._whole.guess)
        return scene.patch(self._base, now)

    def _arranged(self, key: tuple) -> Any:
        """All that was kept, and what a setting gave, in the order of the picture."""
        rows, place = self._with(key)
        is_now = np.zeros(len(rows), bool)
        is_now[place] = True
        return self._trail(rows.assign(is_now=is_now))

    def _with(self, key: tuple) -> tuple[Any, slice]:
        """The rows of the trail with those of a setting, and where these stand."""
        import pandas as pd

        now = self._results[key]
        need(now)
        if place := self._kept.get(key):
            return self._rows, place
        before = 0 if self._rows is None else len(self._rows)
        rows = pd.concat([now] if self._rows is None else [self._rows, now], ignore_index=True)
        return rows, slice(before, len(rows))

    def keep(self) -> None:
        """Add what the present setting gave to the trail."""
        if self._trail:
            self._rows, self._kept[self._now] = self._with(self._now)

    def forget(self) -> None:
        """Empty the trail."""
        self._rows, self._kept = None, {}

    def draw(self) -> None:
        before, self.scene = self.scene, self._scene(self._whole.width)
        self.title, self.words = self.scene["title"], self.scene["words"]
        self.axis_note = _axis_note(before, self.scene)

    def _scene(self, width: int) -> scene.Scene:
        view = _optioned(self._view, self._options)
        return view.scene(self.frame, width, self._whole.guess)

    def base(self) -> dict[str, Any]:
        """The picture whole: what patches are told against from now on."""
        # Where the first setting is refused, what comes later is told against an empty sheet.
        self._base = self.scene
        return {"heading": self.heading, "scene": self._base}

    def patch(self) -> dict[str, Any]:
        """What the picture of this moment changes in the base."""
        return scene.patch(self._base, self.scene)

    def still(self) -> str:
        title = f"{self.heading}: {self.title}" if self.heading else self.title
        return scene_html({**self.scene, "title": title}, {**self._scene(NARROW), "title": title})


def _optioned(view: View, options: Mapping[str, Any]) -> View:
    return view.with_options(**options) if options else view


def _axis_note(before: scene.Scene, now: scene.Scene) -> str:
    """One sentence when the value axis is another one than in the last picture."""
    new = now.get("axis")
    if "axis" not in before or new is None or new == before["axis"]:
        return ""
    return axis_words(new)


def axis_words(axis: Sequence[float]) -> str:
    """What is said of a value axis that is another one than before."""
    return _("The axis now runs from {low} to {high}.").format(
        low=number(axis[0]), high=number(axis[1])
    )
