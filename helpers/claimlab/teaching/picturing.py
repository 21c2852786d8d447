"""How a lesson declares a picture: one decorator says how it looks, one function what it shows.

The words of a picture stand in ``NN.toml`` under ``[pictures.its-name]``: `title` (or `titles`, by
a key that the function gives), `measure`, `x`, `y`, `note`, `remarks` and what else a view says, `controls` by
parameter, and the texts of their `options`. Here the two meet: the function's parameters are the controls.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial, update_wrapper
from numbers import Number
from string import Formatter
from typing import Any

from claimlab import Choice, Slider, Tick, explore
from claimlab.errors import KitError
from claimlab.i18n import set_numbers
from claimlab.lessons.declare import declared, lesson_of
from claimlab.lessons.words import picture_words
from claimlab.views.figure import View

__all__ = ["Picture", "picture"]

# Words that a view takes as they stand, under the name that they have in the TOML file.
_SAYS = {"x": "x_label", "y": "y_label"} | {
    name: name
    for name in (
        "absent",
        "crowd",
        "fact_name",
        "fit_name",
        "highlight_name",
        "kinds",
        "name",
        "note",
        "reference_name",
        "shared",
        "thing",
    )
}
_CONTROLS = (Slider, Choice, Tick)
_QUOTES = "quotes"  # what the title of a frame quotes, kept beside the frame


def picture(
    view: type[View] | None = None,
    *columns: str,
    goal: str = "",
    reveals: str = "",
    advanced: tuple[str, ...] = (),
    beside: Callable | Mapping | None = None,
    trail: Callable | None = None,
    **rules: Any,
) -> Callable[[Callable], Picture]:
    """Declare a picture by the function that gives its frame.

    The function returns a DataFrame, or a DataFrame and a mapping of what the title quotes; the key
    ``"title"`` in it picks one of several `titles`. Each parameter with a default is a control, and
    starts there; without controls the picture stands still. Whatever has a first parameter `said`
    is given the words of the picture: the function itself, `beside`, `trail`, a rule.

    Parameters
    ----------
    view : class
        A view of :mod:`claimlab.views`. Left out, the function gives what is shown: a card, or a
        figure that it makes itself.
    columns : str
        As the view takes them.
    goal, reveals : str
        The goal of the controls (``"G01.1"``); the prediction whose result this is (``"P01.1"``).
    advanced : tuple of str
        Controls that are folded away until asked for.
    beside, trail : mapping or callable
        As in :func:`claimlab.explore`; `trail` may give a frame and its quotes too.
    rules
        By the name of a parameter, its control: ``(low, high)`` or ``(low, high, step)``, a list of
        keys, a mapping from key to text, or a function that gives one of these or a control. A
        parameter without a rule chooses among the `options` of the words, or is a box to tick. All
        else is handed to the view: a value, or a function of `said` that gives it.

    Raises
    ------
    ValueError
        when the function stands in no lesson's folder.
    """

    def keep(function: Callable) -> Picture:
        made = Picture(function, view, columns, goal, reveals, advanced, beside, trail, rules)
        declared(made.lesson).pictures[made.name] = made
        return made

    return keep


class Picture:
    """A declared picture; called, it gives what a notebook displays, in the language that is set."""

    def __init__(
        self, function, view, columns, goal, reveals, advanced, beside, trail, rules: Mapping
    ):
        update_wrapper(self, function)
        self.name, self.lesson = function.__name__, lesson_of(function)
        self.goal, self.reveals = goal, reveals
        self.parameters = [one for one in inspect.signature(function).parameters if one != "said"]
        self._function, self._view, self._columns = function, view, columns
        self._advanced, self._beside, self._trail = advanced, beside, trail
        self._control_rules = {key: rule for key, rule in rules.items() if key in self.parameters}
        self._look = {key: rule for key, rule in rules.items() if key not in self.parameters}

    def __call__(self) -> Any:
        said = picture_words(self.lesson, self.name.replace("_", "-"))
        compute = _quoting(self._function, said)
        if self._view is None:
            return compute()
        view, beside = self._shown(said), _given(self._beside, said) or {}
        if not self.parameters:
            return view(compute())
        fixed = {name for settings in beside.values() for name in settings}
        moved = [name for name in self.parameters if name not in fixed]
        controls = {name: self._control(name, said) for name in moved}
        return explore(
            compute,
            view,
            goal=self.goal,
            advanced={name: controls.pop(name) for name in self._advanced},
            beside=beside,
            trail=self._trail and _quoting(self._trail, said),
            **controls,
        )

    def _shown(self, said: Mapping[str, Any]) -> View:
        """The view with its words."""
        in_order = [one.name for one in fields(self._view) if not one.kw_only]
        takes = {one.name for one in fields(self._view)} - {*in_order[: len(self._columns)]}
        words = {_SAYS[key]: text for key, text in said.items() if _SAYS.get(key) in takes}
        if "title" in said or "titles" in said:  # else the view makes one
            words["title"] = lambda frame: _title(frame, said)
        if "measure" in said:
            words["measure"] = lambda frame: _filled(frame, said["measure"])
        if "remarks" in said:
            words["remarks"] = lambda frame: [
                pair
                for pair in (tuple(_filled(frame, one) for one in pair) for pair in said["remarks"])
                if all(pair)  # one that quotes nothing is about no mark of this setting
            ]
        look = {key: _given(rule, said) for key, rule in self._look.items()}
        return self._view(*self._columns, **{**words, **look})

    def _control(self, name: str, said: Mapping[str, Any]) -> Slider | Choice | Tick:
        rule = _given(self._control_rules.get(name), said)
        if isinstance(rule, _CONTROLS):
            return rule
        label, texts = said.get("controls", {}).get(name), said.get("options", {}).get(name)
        if not label:
            raise KitError(
                f"the picture '{self.name}' has no words for its control '{name}': write them under 'controls'."
            )
        if isinstance(rule, tuple) and all(isinstance(end, Number) for end in rule):
            return Slider(label, *rule)
        if isinstance(rule, Mapping):
            return Choice(label, {text: key for key, text in rule.items()})
        if texts:
            return Choice(
                label, {texts[str(key)]: key for key in (texts if rule is None else rule)}
            )
        return Tick(label) if rule is None else Choice(label, list(rule))


def _told(function: Callable, said: Mapping[str, Any]) -> Callable:
    """The function with the words in its place for them, if it has one."""
    return partial(function, said) if "said" in inspect.signature(function).parameters else function


def _given(rule: Any, said: Mapping[str, Any]) -> Any:
    """A rule, or what it gives where it is a function of the words or of nothing."""
    bound = _told(rule, said) if callable(rule) else rule
    return bound() if callable(bound) and not inspect.signature(bound).parameters else bound


def _quoting(function: Callable, said: Mapping[str, Any]) -> Callable:
    """A function that gives a frame, with what its title quotes kept beside it."""
    bound = _told(function, said)

    def framed(*given: Any, **settings: Any) -> Any:
        found = bound(*given, **settings)
        frame, quotes = found if isinstance(found, tuple) else (found, {})
        if quotes:
            frame = frame.copy(deep=False)  # a table that is shared is not written on
            frame.attrs = {**frame.attrs, _QUOTES: quotes}
        return frame

    framed.__signature__ = inspect.signature(bound)
    return framed


def _title(frame: Any, said: Mapping[str, Any]) -> str:
    quotes = frame.attrs.get(_QUOTES, {})
    form = said["titles"][quotes["title"]] if "titles" in said else said["title"]
    return _filled(frame, form)


def _filled(frame: Any, form: str) -> str:
    return _Quoted().vformat(form, (), frame.attrs.get(_QUOTES, {}))


class _Quoted(Formatter):
    """Numbers in a sentence as the language sets them; a text stands as it was given."""

    def format_field(self, value: Any, form: str) -> str:
        written = format(value, form)
        return set_numbers(written) if isinstance(value, Number) else written
