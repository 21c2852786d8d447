"""A slider over a pure function: one to three controls, one picture, words that follow it."""

from __future__ import annotations

import html
import inspect
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import ipywidgets as W

from borderlab.errors import KitError, nearest
from borderlab.i18n import _
from borderlab.teaching.frontend import WIDGET_STYLE, card
from borderlab.views.figure import View, figure_html, table_html

__all__ = ["Explore", "explore"]

_KEPT_RESULTS, _KEPT_PAINTERS = 256, 6
_PATIENCE_S = 0.2
_WORDS_FIRST = {"description_width": "initial"}
_BUTTON = {"width": "auto", "align_self": "flex-start"}
_REFUSALS = (KitError, ValueError)  # how a model says that it does not take a setting


def explore(
    compute: Callable[..., Any],
    controls: Mapping[str, tuple],
    view: View,
    advanced: Mapping[str, tuple] | None = None,
) -> Explore:
    """Bind one to three visible controls to a pure function and draw what it gives.

    Parameters
    ----------
    compute : callable
        ``compute(**params) -> DataFrame``, pure. The defaults in its signature are where the
        controls start, and the figure is drawn there without a click.
    controls : dict
        From a parameter to a slider ``(label, low, high, step)``, a list ``(label, [values])`` or
        ``(label, {text: value})``, or a box to tick ``(label, True)``. A name that `compute` does
        not take but the view does (its `options`) changes the picture alone: nothing is recomputed.
    view : View
        Draws the frame.
    advanced : dict, optional
        More controls of the same form, folded away until asked for.

    Returns
    -------
    Explore
        A widget; also a still figure and words where widgets cannot be shown.

    Raises
    ------
    KitError
        at once, for a contract that does not hold: no control or more than three, a parameter that
        nobody takes, one without a default, a start outside the slider.

    >>> import pandas as pd
    >>> from borderlab.views import Bars
    >>> def parts(share=50):
    ...     return pd.DataFrame({"part": ["yes", "no"], "percent": [share, 100 - share]})
    >>> explore(parts, {"share": ("Share of yes, per cent", 0, 100, 1)}, Bars("part", "percent", y_label="per cent")).words
    '50 (yes) and 50 (no) (per cent).'
    """
    return Explore(compute, dict(controls), view, dict(advanced or {}))


class Explore(W.VBox):
    """The widget that :func:`explore` makes; `words`, `title` and `params` tell its present state."""

    def __init__(self, compute: Callable[..., Any], controls: dict, view: View, advanced: dict):
        starts = _starts(compute, controls, view, advanced)
        self._compute, self._view = compute, view
        self._view_only = [name for name in starts if name not in _parameters(compute)]
        self._widgets = {
            name: _control(name, spec, starts[name])
            for name, spec in {**controls, **advanced}.items()
        }
        self._result = lru_cache(maxsize=_KEPT_RESULTS)(self._computed)
        self._painters: dict[tuple, Any] = {}
        self._source = view.source()
        self._picture, self._status, self._table = W.HTML(), W.HTML(), W.HTML()
        self._open = W.ToggleButton(description=_("Show the figures"), layout=_BUTTON)
        self._open.observe(lambda _change: self._fill_table(), "value")
        self.title = self.words = ""
        self._start()
        style = W.HTML(WIDGET_STYLE, layout={"display": "none"})
        super().__init__(
            [
                style,
                *self._rows(controls, advanced),
                self._status,
                self._picture,
                self._open,
                self._table,
            ]
        )
        self.add_class("borderlab")
        for control in self._widgets.values():
            control.observe(self._moved, "value")

    @property
    def params(self) -> dict[str, Any]:
        """What the controls say now."""
        return {name: _clean(control) for name, control in self._widgets.items()}

    def _rows(self, controls: dict, advanced: dict) -> list:
        shown = [self._widgets[name] for name in controls]
        if not advanced:
            return shown
        more = W.VBox([self._widgets[name] for name in advanced], layout={"display": "none"})
        button = W.ToggleButton(description=_("More controls"), layout=_BUTTON)
        button.observe(
            lambda change: setattr(more.layout, "display", None if change["new"] else "none"),
            "value",
        )
        return [*shown, button, more]

    def _fill_table(self) -> None:
        is_shown = self._open.value and self._frame is not None
        self._table.value = (
            table_html(self._view.table(self._frame), self.title) if is_shown else ""
        )

    def _start(self) -> None:
        """The first picture, or why the model has none; a frame that does not suit the view is the author's to put right."""
        try:
            self._update()
        except _REFUSALS as error:
            self._refuse(error)
        else:
            self._draw()

    def _moved(self, _change: Any) -> None:
        try:
            self._update()
            self._draw()
        except _REFUSALS as error:
            self._refuse(error)
        if self._open.value:
            self._fill_table()

    def _refuse(self, error: Exception) -> None:
        """Say why there is no picture; the last one, of another setting, is hidden and keeps its room."""
        self._frame = None
        self.title, self.words = _("This setting cannot be shown"), str(error)
        self._status.value = (
            f'<div role="status">{card("note", self.title, _paragraph(self.words))}</div>'
        )
        self._picture.layout.visibility = "hidden"

    def _update(self) -> None:
        params = self.params
        self._options = {name: params.pop(name) for name in self._view_only}
        self._frame = self._result(**params)

    def _draw(self) -> None:
        painter = self._painter(self._options)
        png = painter.paint(self._frame)
        self.title, self.words = painter.title(self._frame), painter.words(self._frame)
        if self._status.value:
            self._status.value = ""
        self._picture.value = figure_html(
            self.title, png, self.words, self._source, (painter.width, painter.height)
        )
        if self._picture.layout.visibility:
            self._picture.layout.visibility = None

    def _computed(self, **params: Any) -> Any:
        waiting = threading.Timer(_PATIENCE_S, self._say_computing)
        waiting.start()
        try:
            return self._compute(**params)
        finally:
            waiting.cancel()

    def _say_computing(self) -> None:
        self._status.value = f'<p role="status" style="margin:0">{_("Computing…")}</p>'

    def _painter(self, options: dict) -> Any:
        key = tuple(options.items())
        if key not in self._painters:
            if len(self._painters) == _KEPT_PAINTERS:
                del self._painters[next(iter(self._painters))]
            view = self._view.with_options(**options) if options else self._view
            self._painters[key] = view.painter(self._frame)
        return self._painters[key]

    def _repr_mimebundle_(self, include=None, exclude=None, **kwargs) -> dict:
        bundle = super()._repr_mimebundle_(include=include, exclude=exclude, **kwargs)
        still = self._picture.value if self._frame is not None else self._status.value
        return {
            **bundle,
            "text/html": still,
            "text/plain": f"{self.title}\n{self.words}\n{self._source}".strip(),
        }


def _paragraph(text: str) -> str:
    return f'<p style="margin:4px 0 0">{html.escape(text)}</p>'


def _parameters(compute: Callable) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(compute).parameters)


def _starts(compute: Callable, controls: dict, view: View, advanced: dict) -> dict[str, Any]:
    """Where each control starts; says at once what does not fit together."""
    if not 1 <= len(controls) <= 3:
        raise KitError(
            _(
                "A figure has one to three visible controls, not {n}: put more under 'advanced'."
            ).format(n=len(controls))
        )
    takes = _parameters(compute)
    for name in {**controls, **advanced}:
        if name not in takes and name not in view.options:
            known = [*takes, *view.options]
            raise KitError(
                _("Nothing takes the control '{name}': {nearest}").format(
                    name=name, nearest=nearest(name, known)
                )
            )
    for name, parameter in takes.items():
        if parameter.default is parameter.empty:
            raise KitError(
                _("The parameter '{name}' needs a default: it is where the figure starts.").format(
                    name=name
                )
            )
    return {
        name: takes[name].default if name in takes else getattr(view, name)
        for name in {**controls, **advanced}
    }


def _control(name: str, spec: tuple, start: Any) -> W.Widget:
    """The widget for one specification, standing at its start."""
    label = spec[0]
    common = {
        "description": label,
        "style": _WORDS_FIRST,
        "layout": {"width": "auto", "max_width": "760px"},
    }
    if len(spec) == 4:
        return _slider(name, spec, start, common)
    if len(spec) == 2 and isinstance(spec[1], bool):
        return W.Checkbox(value=bool(start), indent=False, **common)
    if len(spec) == 2 and isinstance(spec[1], (list, tuple, dict)) and spec[1]:
        options = spec[1] if isinstance(spec[1], dict) else {str(value): value for value in spec[1]}
        if start not in options.values():
            raise KitError(
                _("'{label}' starts at {start}, which is none of its choices.").format(
                    label=label, start=start
                )
            )
        return W.Dropdown(options=list(options.items()), value=start, **common)
    raise KitError(
        _(
            "The control '{name}' is (label, low, high, step), (label, [values]), (label, {{text: value}}) or (label, True)."
        ).format(name=name)
    )


def _slider(name: str, spec: tuple, start: Any, common: dict) -> W.Widget:
    label, low, high, step = spec
    if not (low < high and 0 < step <= high - low):
        raise KitError(
            _("The slider '{name}' needs low < high and a step that fits between them.").format(
                name=name
            )
        )
    if not low <= start <= high:
        text = _("'{label}' starts at {start}, outside {low} to {high}.")
        raise KitError(text.format(label=label, start=start, low=low, high=high))
    if all(isinstance(value, int) for value in (low, high, step, start)):
        return W.IntSlider(
            value=start,
            min=low,
            max=high,
            step=step,
            readout_format="d" if high < 10_000 else ",d",
            **common,
        )
    return W.FloatSlider(
        value=start, min=low, max=high, step=step, readout_format=f".{_decimals(step)}f", **common
    )


def _decimals(step: float) -> int:
    """Decimals that tell every step of a slider apart.

    >>> _decimals(0.05), _decimals(0.25), _decimals(1.0)
    (2, 2, 0)
    """
    text = f"{step:.6f}".rstrip("0")
    return len(text.split(".")[1])


def _clean(control: W.Widget) -> Any:
    """A control's value; 0.30000000000000004 on a slider in tenths is 0.3."""
    if isinstance(control, W.FloatSlider):
        return round(control.value, _decimals(control.step) + 2)
    return control.value
