"""Pictures as a page holds them: the scenes of all settings that it has, with tables, goals and guesses."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from claimlab.lessons.declare import Prediction
from claimlab.site.cards import goal_faces
from claimlab.site.grid import MOST, Places, grid, settings
from claimlab.site.levels import levels
from claimlab.teaching.explore import Explore
from claimlab.teaching.pane import axis_words
from claimlab.teaching.predicting.predict import has_room, mark_of
from claimlab.views import scene
from claimlab.views.figure import Figure
from claimlab.views.guess import Mark
from claimlab.views.tables import table_html

__all__ = ["WIDTHS", "guesses_of", "packed", "record_picture"]

WIDTHS = (720, 340)  # pixels of a picture: on a page of a laptop, on one of a telephone
_MOST_TABLES = 150_000  # bytes of all tables, packed, above which only the first is held


def packed(value: object) -> str:
    """Any plain value as JSON, gzipped, in base 64.

    >>> len(packed([1, 2, 3])) < 60
    True
    """
    said = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return base64.b64encode(gzip.compress(said.encode(), 9, mtime=0)).decode()


def record_picture(
    shown: Explore | Figure,
    asked: Prediction | None = None,
    most: int = MOST,
    widths: Sequence[int] = WIDTHS,
    is_bare: bool = False,
) -> dict[str, Any]:
    """All that a page needs of a picture.

    Parameters
    ----------
    shown : Explore or Figure
    asked : Prediction, optional
        The prediction whose result it is: then it is also recorded with each guess that can be made.
    most : int
        Settings that are recorded at most.
    widths : sequence of int
        Pixels for which it is laid out.
    is_bare : bool
        Pictures alone, for a slide: no table, no goal, and of a trail its first setting.

    Returns
    -------
    dict
        ``layouts``, a bundle as `stage.js` takes it for each of the `widths` with the states of all settings;
        ``tables``, ``reached`` (what is said where the goal is reached) and ``axes`` (what is said of a new axis),
        by setting; ``guesses``, by layout, what each guess changes in the first scene.
    """
    is_moving = isinstance(shown, Explore)
    recorder = _Moving(shown, most, is_bare) if is_moving else _Still(shown)
    marks = guesses_of(asked) if asked and has_room(shown, asked) else {}
    layouts = [recorder.layout(width, marks) for width in widths]
    said = {} if is_bare else recorder.said()
    return {"words": recorder.words, "title": recorder.title, "layouts": layouts, **said}


def guesses_of(asked: Prediction) -> dict[str, Mark]:
    """A mark for each guess that can be made, by how a page names it; none of what is drawn by hand."""
    if asked.kind == "choice":
        return {key: mark_of(asked, key) for key in asked.options}
    if asked.kind == "number":
        return {str(i): mark_of(asked, value) for i, value in enumerate(levels(asked))}
    return {}


class _Still:
    """A figure without controls."""

    def __init__(self, figure: Figure):
        self._figure = figure
        self.title, self.words = figure.title, figure.words

    def layout(self, width: int, marks: Mapping[str, Mark]) -> dict[str, Any]:
        base = self._figure.scene(width)
        bundle = {
            "id": 1, "width": width, "task": "", "controls": [], "advanced": [], "values": {},
            "panes": [{"heading": "", "scene": base}], "hasTrail": False, "play": dict(self._figure.view.play),
        }  # fmt: skip
        guesses = {
            key: [scene.patch(base, self._figure.with_guess(mark).scene(width))]
            for key, mark in marks.items()
        }
        return {"bundle": bundle, "folded": [], "guesses": packed(guesses) if guesses else ""}

    def said(self) -> dict[str, Any]:
        view = self._figure.view
        table = str(table_html(view.table(self._figure.frame), self._figure.title))
        return {"tables": packed({"": table}), "reached": {}, "axes": {}, "held": [1, 1]}


class _Moving:
    """A picture with controls, moved by hand through all settings that the page has."""

    def __init__(self, explore: Explore, most: int, is_bare: bool = False):
        self._explore, self._is_bare = explore, is_bare
        self._start = dict(explore.raw)
        self._reached: dict[str, str] = {}
        self._tried: dict[tuple, bool] = {}
        self._places, self._folded = self._chosen(most)
        self._settings = settings(self._places)
        if explore.has_trail and is_bare:
            self._settings = [{name: self._start[name] for name in self._places}]
        elif explore.has_trail:  # it shows what was tried before: here, all of it
            for one in self._settings:
                explore.move(**one)
                explore.rest()
        explore.move(**self._start)
        self.title, self.words = explore.title, explore.words
        self._tables: dict[str, str] = {}
        self._axes: dict[str, str] = {}

    def _chosen(self, most: int) -> tuple[dict[str, Places], dict[str, Any]]:
        """The grid of the page, and the controls that rest there: none does where the goal cannot do without them."""
        explore = self._explore
        if not explore.goal or self._is_bare:
            return grid(explore.controls, self._start, most=most), explore.folded
        in_sight = grid(explore.controls, self._start, self._reaches, most)
        if not explore.folded or self._reaches(settings(in_sight)):
            return in_sight, explore.folded
        every = grid(explore.controls | explore.folded, self._start, self._reaches, most)
        return (every, {}) if self._reaches(settings(every)) else (in_sight, explore.folded)

    def _reaches(self, all_settings: list[dict[str, Any]]) -> bool:
        """Whether one of the settings reaches the goal."""
        return any(self._is_reached(**one) for one in all_settings)

    def _is_reached(self, **raw: Any) -> bool:
        key = tuple(raw.values())
        if key not in self._tried:
            self._explore.move(**raw)
            self._tried[key] = bool(self._explore.reached())
        return self._tried[key]

    def layout(self, width: int, marks: Mapping[str, Mark]) -> dict[str, Any]:
        explore, is_first = self._explore, not self._tables
        explore.move(**self._start)
        explore.look(width)
        bundle = explore.bundle()
        base = [pane["scene"] for pane in bundle["panes"]]
        states = {}
        for one in self._settings:
            explore.move(**one)
            answer = explore.answer()
            key = self._key(one)
            states[key] = {name: answer[name] for name in ("panes", "notice") if name in answer}
            if is_first and not self._is_bare:
                self._say(key, explore)
        explore.move(**self._start)
        guesses = {}
        for key, mark in marks.items():
            explore.with_guess(mark)
            guesses[key] = explore.answer()["panes"]
        if marks:
            explore.with_guess(None)
        return {
            "bundle": {
                **{key: value for key, value in bundle.items() if key not in ("says", "lang")},
                "panes": [{**pane, "scene": one} for pane, one in zip(bundle["panes"], base, strict=True)],
                "controls": [places.shown(name) for name, places in self._places.items()],
                "advanced": bundle["advanced"] if self._folded else [],
                "isResting": bool(self._folded),
                "hasTrail": False,
                "states": packed(states),
            },
            "folded": [c.place(self._start[name]) for name, c in self._folded.items()],
            "guesses": packed(guesses) if guesses else "",
        }  # fmt: skip

    def _say(self, key: str, explore: Explore) -> None:
        self._tables[key] = str(explore.table())
        if says := explore.reached():
            self._reached[key] = says
        for pane in explore.panes:
            if axis := pane.scene.get("axis"):
                self._axes[",".join(f"{end:.6g}" for end in axis)] = axis_words(axis)

    def _key(self, raw: Mapping[str, Any]) -> str:
        """A setting as the page names it: places on its own grid, and of the folded controls where they stand."""
        own = [str(places.raws.index(raw[name])) for name, places in self._places.items()]
        folded = [str(control.place(self._start[name])) for name, control in self._folded.items()]
        return "|".join([*own, *folded])

    def said(self) -> dict[str, Any]:
        tables = packed(self._tables)
        start = {name: self._start[name] for name in self._places}
        there_are = prod(len(one.control.raws()) for one in self._places.values())
        held = [len(self._settings), there_are]
        if len(tables) > _MOST_TABLES:
            tables = packed({"": self._tables[self._key(start)]})
        return {
            "tables": tables, "reached": self._reached, "axes": self._axes, "held": held,
            "goal": self._goal(), "keepsAll": self._explore.has_trail,
        }  # fmt: skip

    def _goal(self) -> dict[str, Any]:
        return goal_faces(self._explore) if self._explore.goal else {}
