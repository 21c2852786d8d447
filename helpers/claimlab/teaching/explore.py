"""Discovery by hand: a few controls over a pure function, a picture that follows, a goal to find."""

from __future__ import annotations

import gzip
import inspect
import json
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod
from statistics import median
from typing import Any

from claimlab import lessons
from claimlab.errors import KitError, nearest
from claimlab.html import Markup, join, tag
from claimlab.i18n import _, language, set_numbers, speaking
from claimlab.judging.plain import plain
from claimlab.teaching.card import Card, Face, box, bundle
from claimlab.teaching.controls import Choice, Slider, Tick
from claimlab.teaching.explain import explain_acts, explain_face
from claimlab.teaching.frontend import sentences, stage_widget
from claimlab.teaching.pane import Pane
from claimlab.teaching.patience import Patience
from claimlab.teaching.store import Record, store
from claimlab.views.figure import LEAST_WIDTH, WIDTH, View
from claimlab.views.tables import table_html

__all__ = ["Explore", "explore"]

Control = Slider | Choice | Tick
_MOST_CONTROLS = 3
_MOST_TRIED = 200  # settings of a trail that are kept with a goal
_PATIENCE_S = 0.2
# States are sent beforehand where they are few, small and quickly made; else the kernel is asked.
_MOST_STATES, _MOST_BYTES, _LONGEST_S = 600, 150_000, 1.5
_ENOUGH_TO_TELL = 8  # states by which one sees how long all of them take
# Then the settings next to the present one are prepared while the hand rests, unless one takes so long that a hand would wait for it.
_REACH, _LONGEST_NEAR_S, _MOST_SLOW = 3, 0.15, 2
_REFUSALS = (KitError, ValueError)  # how a model says that it does not take a setting


def explore(
    compute: Callable[..., Any],
    view: View,
    *,
    goal: str = "",
    advanced: Mapping[str, Control] | None = None,
    beside: Mapping[str, Mapping[str, Any]] | None = None,
    trail: Callable[[Any], Any] | None = None,
    **controls: Control,
) -> Explore:
    """Bind one to three visible controls to a pure function and draw what it gives.

    Parameters
    ----------
    compute : callable
        ``compute(**settings) -> DataFrame``, pure. The defaults in its signature are where the
        controls start, and the figure is drawn there without a click.
    view : View
        Draws the frame.
    goal : str
        ``"G01.1"``: a task in words above the controls, recognised when a control comes to rest, and now and
        then on the way of a long drag.
    advanced : dict
        More controls, folded away until asked for.
    beside : dict
        Two settings set side by side: from a heading to what is fixed under it, for instance
        ``{"Nothing adjusts": {"adjusts": False}, "Everything adjusts": {"adjusts": True}}``. The
        goal looks at the last one.
    trail : callable
        ``trail(frame) -> DataFrame`` makes the figure keep what it has shown: each time the controls
        rest, the rows that `compute` gave are added, once for each setting, and `trail` puts all of
        them in the order of the picture (a specification curve: one dot for each choice). Its
        frame has a column ``is_now``, True for the present setting. The goal looks at what `trail`
        gives; :meth:`Explore.reset`, a button under the picture, starts again.
    **controls : Slider, Choice or Tick
        By the name of the parameter. A name that `compute` does not take but the view does (its
        `options`) changes the picture alone: nothing is recomputed.

    Raises
    ------
    KitError
        at once, for a contract that does not hold: no control or more than three, a parameter that
        nobody takes, one without a default, a start outside the slider.

    >>> import pandas as pd
    >>> from claimlab.views import Bars
    >>> def parts(share=50):
    ...     return pd.DataFrame({"part": ["yes", "no"], "percent": [share, 100 - share]})
    >>> explore(parts, Bars("part", "percent", y_label="per cent"), share=Slider("Share of yes, per cent", 0, 100)).words
    '50 (yes) and 50 (no) (per cent).'
    """
    return Explore(compute, view, controls, dict(advanced or {}), dict(beside or {}), goal, trail)


class Explore:
    """What :func:`explore` makes; `words`, `title` and `params` tell its present state.

    `raw` holds the controls as the front end moves them; :meth:`move` sets them, :meth:`rest` is
    called when they have come to rest, and gives the words to announce.
    """

    def __init__(
        self,
        compute,
        view: View,
        controls: dict,
        advanced: dict,
        beside: dict,
        goal: str,
        trail=None,
    ):
        self._controls, self._advanced, self._trail = controls, advanced, trail
        all_controls = {**controls, **advanced}
        _hold(compute, view, controls, all_controls, beside)
        takes = inspect.signature(compute).parameters
        self.raw = {
            name: control.raw(takes[name].default if name in takes else getattr(view, name))
            for name, control in all_controls.items()
        }
        self._all = all_controls
        settings = beside or {"": {}}
        self.width, self.guess = WIDTH, None
        self._panes = [
            Pane(self, compute, view, heading, fixed, trail) for heading, fixed in settings.items()
        ]
        self.view = view
        self.notice = ""
        self._base, self._is_stale = 0, False
        self._ahead: set[str] = set()  # the settings whose answers the front end has already
        # Where all are too many those next to the present one are told: how often one may still take too long.
        self._near_left = 0
        self._moved, self._turn = next(iter(controls)), 0  # the last control; how often any moved
        self.changed: Callable[[str], None] = lambda what: None
        self._widget = None
        self.computing: Callable[[str], None] = lambda words: None
        self._was_moved, self._announced = False, ""
        self._tried: list[dict[str, Any]] = []  # where a trail stays: the settings it is made of
        self._patience = Patience(_PATIENCE_S, lambda: self.computing(_("Computing…")))
        self.goal = lessons.goal(goal) if goal else None
        self._editing = False
        self.card = self._goal_card() if self.goal else None
        try:
            self._update()
        except _REFUSALS as error:
            self._refuse(error)
        else:
            self._keep()
            self._draw()

    @property
    def widget(self):
        """The figure as an ipywidget, to stand in a box beside others and be observed.

        Its `values` are what a hand set, by control, and its `shown` the pictures with their words.
        """
        if not self._widget:
            self._widget = stage_widget(self)
        return self._widget

    @property
    def controls(self) -> dict[str, Control]:
        """The controls in sight, by name."""
        return self._controls

    @property
    def folded(self) -> dict[str, Control]:
        """The controls that are folded away, by name."""
        return self._advanced

    @property
    def panes(self) -> list[Pane]:
        """The pictures: one, or two side by side."""
        return self._panes

    @property
    def has_trail(self) -> bool:
        """Whether the picture keeps what was tried."""
        return self._trail is not None

    @property
    def params(self) -> dict[str, Any]:
        """What the controls say now."""
        return {name: control.value(self.raw[name]) for name, control in self._all.items()}

    @property
    def title(self) -> str:
        """The title of the picture, or that there is none."""
        self._refresh()
        return _("This setting cannot be shown") if self.notice else self._panes[-1].title

    @property
    def words(self) -> str:
        """The text alternative, or why there is no picture."""
        self._refresh()
        if self.notice:
            return self.notice
        return " ".join(
            f"{pane.heading}: {pane.words}" if pane.heading else pane.words for pane in self._panes
        )

    @property
    def frame(self) -> Any:
        """What `compute` gave for the present settings; the last one where two stand side by side."""
        self._refresh()
        return self._panes[-1].frame

    def with_guess(self, mark: object) -> Explore:
        """The same figure with the student's own committed guess in the picture."""
        self.guess = mark
        if not self.notice:
            self._draw()
            self.changed("bundle")
        return self

    def move(self, **raw: Any) -> None:
        """Set controls, as the front end does, and draw; names and values that do not fit are left alone."""
        fit = {
            name: value
            for name, value in raw.items()
            if name in self._all and self._fits(name, value)
        }
        if all(self.raw[name] == value for name, value in fit.items()):
            return
        self._moved = next(name for name, value in fit.items() if self.raw[name] != value)
        self.raw = {**self.raw, **fit}
        self._was_moved = self._is_stale = True
        self._turn += 1
        if self._key(self.raw) not in self._ahead:
            self._refresh()
            self.changed("answer")

    def _refresh(self) -> None:
        """Compute and draw the present setting, unless that is done."""
        if not self._is_stale:
            return
        self._is_stale = False
        with speaking(language()):  # asked once, and not for each of the many words of a picture
            try:
                self._update()
                self._draw()
            except _REFUSALS as error:
                self._refuse(error)
            else:
                self.notice = ""

    def _fits(self, name: str, value: Any) -> bool:
        try:
            self._all[name].value(value)
        except KitError:
            return False
        return True

    def rest(self) -> str:
        """The controls stand still: see whether the goal is reached, and say the result once."""
        self._refresh()
        if not self.notice:
            self._keep()
        if self._trail:  # what stands next to it looks otherwise now
            self._forget_ahead()
        found = self._look_for_goal()
        if self.notice:
            return self.notice
        title_is_new = self.title != self._announced
        self._announced = self.title
        said = self.title if title_is_new else self.words
        return " ".join(filter(None, [found, said, self.axis_note]))

    def pass_by(self) -> str:
        """A hand drags on: the goal is seen on the way too, and said."""
        self._refresh()
        return self._look_for_goal()

    def reset(self) -> None:
        """Forget the trail: only what the present setting gives stays in the picture."""
        self._forget()
        if not self.notice:
            self._update()
            self._keep()
            self._draw()
        self.changed("bundle")

    def look(self, width: int = WIDTH) -> None:
        """Lay the pictures out for the room there is, in pixels."""
        width = min(max(int(width), LEAST_WIDTH), WIDTH)
        if width == self.width:
            return
        self.width = width
        self._refresh()
        if not self.notice:
            self._draw()
        self.changed("bundle")

    @property
    def axis_note(self) -> str:
        """One sentence when the last picture stands on another axis than the one before it."""
        return " ".join(dict.fromkeys(pane.axis_note for pane in self._panes if pane.axis_note))

    def table(self) -> Markup:
        """The figures behind the picture as HTML."""
        self._refresh()
        if self.notice:
            return Markup("")
        return join(
            Markup(table_html(self.view.table(pane.frame), f"{pane.heading} {pane.title}".strip()))
            for pane in self._panes
        )

    # What the front end shows:

    def goal_description(self) -> dict[str, Any]:
        """The card under the picture: there is one once the goal was reached."""
        return self.card.description() if self.card and self._found_before() else {}

    def bundle(self) -> dict[str, Any]:
        """All that the front end is told at first; from now on patches are told against its pictures."""
        self._base += 1
        self._near_left = 0
        self._forget_ahead()
        self._refresh()
        return {
            "id": self._base,
            "width": self.width,
            "lang": language(),
            "task": self.goal.task if self.goal else "",
            "controls": [control.shown(name) for name, control in self._controls.items()],
            "advanced": [control.shown(name) for name, control in self._advanced.items()],
            "values": self.raw,
            "panes": [pane.base() for pane in self._panes],
            "hasTrail": self._trail is not None,
            "says": sentences(),
            "play": dict(self.view.play),
        }

    def answer(self) -> dict[str, Any]:
        """What the present setting changes in the pictures of the bundle, or why it cannot be shown."""
        self._refresh()
        said = (
            {"notice": self.notice}
            if self.notice
            else {"panes": [pane.patch() for pane in self._panes]}
        )
        return {"base": self._base, "key": self._key(self.raw), **said}

    def states(self) -> Iterator[tuple[bool, bytes] | None]:
        """The answers to all settings, step by step: None while there is more to do, at last what :meth:`near` gives.

        Where they are too many, too large, or take too long, it is the settings next to the present one from now on.
        """
        base, places = self._base, {name: control.raws() for name, control in self._all.items()}
        found, spent, count = {}, [], prod(map(len, places.values()))
        # What a trail shows depends on all that was set before.
        if count <= _MOST_STATES and not self.notice and not self._trail:
            for raws in product(*places.values()):
                begun = time.thread_time()
                raw = dict(zip(places, raws, strict=True))
                found[self._key(raw)] = self._state(raw)
                spent.append(time.thread_time() - begun)
                # By the middle one: the first to need a table reads it for all others.
                told = median(spent) * count if len(spent) >= _ENOUGH_TO_TELL else 0.0
                is_slow = max(told, sum(spent)) > _LONGEST_S
                if is_slow or base != self._base:
                    found = {}
                    break
                yield None
        packed = _packed(found) if found else b""
        if base != self._base:
            return
        if 0 < len(packed) <= _MOST_BYTES:
            self._ahead = set(found)
            yield True, packed
        else:
            if not spent or median(spent) < _LONGEST_NEAR_S:
                self._near_left = _MOST_SLOW
            yield from self.near()

    def near(self) -> Iterator[tuple[bool, bytes]]:
        """The answers to the settings next to the present one, nearest first, where not all are told beforehand.

        Each is its JSON, gzipped; before it stands whether what was told so far holds no longer. It ends when anything moves.
        """
        turn = self._turn
        for raw in self._nearest() if self._near_left else ():
            key = self._key(raw)
            if turn != self._turn or self.notice:
                return
            if key in self._ahead:
                continue
            begun = time.perf_counter()
            state = self._state(raw)
            if time.perf_counter() - begun > _LONGEST_NEAR_S:
                self._near_left -= 1  # the first one may have read a table for all others
                return
            is_first = not self._ahead
            self._ahead.add(key)
            yield is_first, _packed({key: state})

    def _nearest(self) -> Iterator[dict[str, Any]]:
        """The settings a few steps of the last moved control away, then those one step of another."""
        steps = [(by, self._moved) for far in range(1, _REACH + 1) for by in (far, -far)]
        steps += [(by, name) for name in self._controls if name != self._moved for by in (1, -1)]
        for by, name in steps:
            control = self._all[name]
            raws, at = control.raws(), control.place(self.raw[name]) + by
            if 0 <= at < len(raws):
                yield {**self.raw, name: raws[at]}

    def _forget_ahead(self) -> None:
        self._turn += 1
        self._ahead = set()

    def _state(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        params = {name: control.value(raw[name]) for name, control in self._all.items()}
        try:
            with speaking(language()):
                return {"panes": [pane.state(params, raw) for pane in self._panes]}
        except _REFUSALS as error:
            return {"notice": str(error)}

    def _key(self, raw: Mapping[str, Any]) -> str:
        """A setting as the front end names it."""
        return "|".join(str(control.place(raw[name])) for name, control in self._all.items())

    @property
    def html(self) -> Markup:
        """The figure where nothing can be moved."""
        task = tag("p", self.goal.task, style="font-weight:600") if self.goal else ""
        if self.notice:
            return join([task, box("note", self.title, tag("p", self.notice))])
        return join([task, *(Markup(pane.still()) for pane in self._panes)])

    def __repr__(self) -> str:
        task = self.goal.task if self.goal else ""
        return "\n".join(filter(None, [task, self.title, self.words, self.view.source()]))

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return bundle(lambda: self.widget, self.html, repr(self))

    # The work:

    def _update(self) -> None:
        for pane in self._panes:
            pane.compute(self.params)

    def _draw(self) -> None:
        for pane in self._panes:
            pane.draw()

    def _keep(self) -> None:
        for pane in self._panes:
            pane.keep()
        if self._trail and (now := plain(self.params)) not in self._tried:
            self._tried.append(now)

    def _forget(self) -> None:
        for pane in self._panes:
            pane.forget()
        self._tried.clear()

    def _refuse(self, error: Exception) -> None:
        """Say why there is no picture; the last one, of another setting, is hidden and keeps its room."""
        self.notice = str(error)

    def patiently(self, work: Callable[[], Any]) -> Any:
        """Do `work`, and say that it is being done when it takes long."""
        with self._patience:
            return work()

    # The goal:

    def _found_before(self) -> Record | None:
        return next(iter(store().records("goal", self.goal.id)), None)

    def _look_for_goal(self) -> str:
        if not self.goal or self.notice or not self._was_moved or self._found_before():
            return ""
        if says := self.reached():
            store().add("goal", self.goal.id, self._settings(), says)
            self.card.changed()
        return says

    def reached(self) -> str:
        """What is said where the present setting reaches the goal; "" where it does not, or there is none."""
        if not self.goal or self.notice:
            return ""
        found = self.goal.reached(self.frame, **self.params)
        if not found:
            return ""
        extra = found if isinstance(found, Mapping) else {}
        return set_numbers(self.goal.found.format_map(_Gaps({**self.params, **extra})))

    def _settings(self) -> Any:
        """The settings that the goal is judged by: the present ones, behind those of a trail."""
        now = plain(self.params)
        if not self._trail:
            return now
        return [*(one for one in self._tried if one != now), now][-_MOST_TRIED:]

    def reaches(self, settings: Any) -> bool:
        """Whether the goal is reached by settings as a log keeps them; what no hand could set reaches nothing.

        The figure is not drawn, and nothing is written down.
        """
        self._forget()
        tried = settings if isinstance(settings, list) and self._trail else [settings]
        try:
            for one in tried[-_MOST_TRIED:]:
                self.raw = self._raws(one)
                self._update()
                self._keep()
        except (*_REFUSALS, KeyError, TypeError, ValueError, OverflowError):
            return False
        return bool(tried) and bool(self.goal.reached(self._panes[-1].frame, **self.params))

    def _raws(self, settings: Any) -> dict[str, Any]:
        """The controls as they stand at these values; KeyError where a value is none of theirs."""
        if not isinstance(settings, Mapping) or set(settings) != set(self._all):
            raise KeyError(settings)
        places = {
            name: [raw for raw in control.raws() if plain(control.value(raw)) == settings[name]]
            for name, control in self._all.items()
        }
        if not all(places.values()):
            raise KeyError(settings)
        return {name: raws[0] for name, raws in places.items()}

    def _goal_card(self) -> Card:
        def edit(now: bool) -> None:
            self._editing = now

        def draw() -> Face:
            found = self._found_before()
            says = (found and found.verdict) or _("You found it.")
            if not self.goal.question:
                return Face("right", says, state="done")
            return explain_face(
                self.goal.id, self.goal.question, self.goal.model, (says,), self._editing
            )

        return Card(draw, explain_acts(self.goal.id, self.goal.question, edit))


def _packed(answers: Mapping[str, Any]) -> bytes:
    """Answers by their keys as the front end unpacks them."""
    return gzip.compress(json.dumps(answers, separators=(",", ":")).encode(), 6)


class _Gaps(dict):
    """A name that a sentence uses and nobody gave stays as it stands."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        return _Short(value) if isinstance(value, float) else value


class _Short(float):
    """A number with six digits where a sentence asks for no other form."""

    def __format__(self, form: str) -> str:
        return super().__format__(form or ".6g")


def _takes(function: Callable) -> Any:
    return inspect.signature(function).parameters


def _hold(compute: Callable, view: View, controls: dict, everything: dict, beside: dict) -> None:
    """Say at once what does not fit together."""
    if not 1 <= len(controls) <= _MOST_CONTROLS:
        raise KitError(
            _(
                "A figure has one to three visible controls, not {n}: put more under 'advanced'."
            ).format(n=len(controls))
        )
    for name, control in everything.items():
        if not isinstance(control, (Slider, Choice, Tick)):
            raise KitError(
                _("The control '{name}' is a Slider, a Choice or a Tick.").format(name=name)
            )
    if len(beside) not in (0, 2):
        raise KitError(_("Two settings stand side by side, not {n}.").format(n=len(beside)))
    takes = _takes(compute)
    fixed = {name for settings in beside.values() for name in settings}
    for name in [*everything, *fixed]:
        if name not in takes and name not in view.options:
            known = [*takes, *view.options]
            raise KitError(
                _("Nothing takes the control '{name}': {nearest}").format(
                    name=name, nearest=nearest(name, known)
                )
            )
    for name, parameter in takes.items():
        if parameter.default is parameter.empty and name not in fixed:
            raise KitError(
                _("The parameter '{name}' needs a default: it is where the figure starts.").format(
                    name=name
                )
            )
