"""The widgets in which a prediction is made: a number, a band, a choice, or a curve of a few points.

Every slider has a field beside it in which the value can be typed; both work by keyboard alone. A
slider stands in the middle and the field is empty: nothing is a guess before it was moved or typed.
"""

from __future__ import annotations

import asyncio
import html
from collections.abc import Callable, Mapping

import ipywidgets as widgets
import traitlets

from borderlab.i18n import _
from borderlab.judging.quantity import Unreadable, quantity
from borderlab.lessons.declare import Prediction
from borderlab.teaching.builder import keys_line
from borderlab.teaching.frontend import card, lock
from borderlab.teaching.predicting.codes import on_grain
from borderlab.teaching.predicting.guesses import curve_svg, figure
from borderlab.views.words import listing

__all__ = ["CommitPanel", "OneOf", "TextPanel", "settled", "value_input"]

_WIDE = {"description_width": "initial"}
_SETTLES_S = 0.3
_UNSET = "borderlab-unset"

Tell = Callable[[str], None]  # where an input says what it made of what was typed


def settled(act: Callable[[], None]) -> Callable[[object], None]:
    """A click's handler that runs `act` once the inputs have told their last value.

    While the kernel works, the browser holds back a slider's last moves but not a click, so that the
    click comes first and what is on the screen would not be what is kept.
    """

    def clicked(button: object) -> None:
        try:
            asyncio.get_running_loop().call_later(_SETTLES_S, act)
        except RuntimeError:  # no event loop, so nobody is at a browser
            act()

    return clicked


class OneOf(widgets.VBox):
    """Radio buttons for `options` (key to text); ``.value`` is the chosen key, None before that.

    Every button is a group of its own: JupyterLab takes the arrow keys for itself, so that the
    usual way through a group does not work there. Tab moves, Space chooses.
    """

    value = traitlets.Any(allow_none=True)

    def __init__(self, options: Mapping[object, str]):
        wide = {"width": "max-content", "max_width": "100%", "margin": "0 2px"}
        self.buttons = {
            key: widgets.RadioButtons(options=[(text, key)], value=None, layout=wide)
            for key, text in options.items()
        }
        super().__init__(list(self.buttons.values()))
        for button in self.buttons.values():
            button.observe(self._chosen, "value")
        self.observe(self._show, "value")

    def problem(self) -> str:
        return "" if self.value is not None else _("Choose an answer first.")

    def disable(self) -> None:
        """Leave the choice on the screen and let nobody change it."""
        for button in self.buttons.values():
            button.disabled = True

    def _chosen(self, change: dict) -> None:
        if change["new"] is not None:
            self.value = change["new"]

    def _show(self, change: dict) -> None:
        for key, button in self.buttons.items():
            button.value = key if key == self.value else None


class _Number(widgets.HBox):
    """A slider and a field that show the same number; ``.value`` is None until one of them was used."""

    value = traitlets.Any(None, allow_none=True)

    def __init__(self, asked: Prediction, tell: Tell, label: str, upright: bool = False):
        self._asked, self._tell = asked, tell
        start = asked.low + round((asked.high - asked.low) / 2 / asked.step) * asked.step
        self.slider = widgets.FloatSlider(
            value=start, min=asked.low, max=asked.high, step=asked.step, readout=False, tooltip=label,
            orientation="vertical" if upright else "horizontal",
        )  # fmt: skip
        self.field = widgets.Text(
            description="" if upright else label,
            tooltip=label,
            style=_WIDE,
            continuous_update=False,
        )
        self.field.layout.width = "76px" if upright else "220px"
        self.slider.add_class(_UNSET)
        super().__init__([self.slider, self.field])
        if upright:
            heading = widgets.HTML(f"<b>{html.escape(label)}</b>")
            self.slider.layout.height = "150px"
            self.children = [
                widgets.VBox([heading, self.slider, self.field], layout={"align_items": "center"})
            ]
        self.slider.observe(self._moved, "value")
        self.field.observe(self._typed, "value")
        self.observe(self._show, "value")

    def problem(self) -> str:
        return "" if self.value is not None else _("Move the slider or type a number first.")

    def _moved(self, change: dict) -> None:
        number = on_grain(self._asked, change["new"])
        if number != self.value:
            self._tell("")
            self.value = number

    def _typed(self, change: dict) -> None:
        text = change["new"].strip()
        if text == self._text():
            return
        self._tell("")
        try:
            given = quantity(text, self._asked.unit) if text else None
        except Unreadable as problem:
            self._tell(str(problem))
            given = None
        number = (
            None
            if given is None
            else on_grain(self._asked, min(max(given, self._asked.low), self._asked.high))
        )
        if number != given:
            self._tell(self._rounding(given, number))
        self.value = number
        self.field.value = self._text() or text

    def _rounding(self, given: float, kept: float) -> str:
        asked = self._asked
        text = _(
            "{given} is kept as {kept}: the answer goes from {low} to {high} in steps of {step}."
        )
        low, high, step = (
            figure(number, asked.step) for number in (asked.low, asked.high, asked.step)
        )
        return text.format(
            given=f"{given:g}", kept=figure(kept, asked.step), low=low, high=high, step=step
        )

    def _text(self) -> str:
        return "" if self.value is None else figure(self.value, self._asked.step)

    def _show(self, change: dict) -> None:
        if self.value is None:
            self.slider.add_class(_UNSET)
            return
        self.slider.remove_class(_UNSET)
        self.slider.value, self.field.value = self.value, self._text()


class _Interval(widgets.VBox):
    def __init__(self, asked: Prediction, tell: Tell):
        note = widgets.HTML(_("Give a band that you expect to be right four times out of five."))
        self.ends = [_Number(asked, tell, _("Low end")), _Number(asked, tell, _("High end"))]
        super().__init__([note, *self.ends])

    @property
    def value(self) -> list[float | None]:
        return [end.value for end in self.ends]

    def problem(self) -> str:
        low, high = self.value
        if low is None or high is None:
            return _("Move the sliders or type a number at both ends first.")
        return "" if low <= high else _("The low end is above the high end.")


class _Curve(widgets.VBox):
    def __init__(self, asked: Prediction, tell: Tell):
        self._asked = asked
        self.points = [_Number(asked, tell, str(point), upright=True) for point in asked.points]
        self.picture = widgets.HTML()
        super().__init__(
            [widgets.HBox(self.points, layout={"flex_flow": "row wrap"}), self.picture]
        )
        for point in self.points:
            point.observe(self._draw, "value")
        self._draw()

    @property
    def value(self) -> list[float | None]:
        return [point.value for point in self.points]

    def problem(self) -> str:
        missing = [
            str(point) for point, y in zip(self._asked.points, self.value, strict=True) if y is None
        ]
        text = _("Move the slider or type a number for {points} first.")
        return text.format(points=listing(missing, most=12)) if missing else ""

    def _draw(self, change: object = None) -> None:
        self.picture.value = curve_svg(self._asked, self.value)


def value_input(asked: Prediction, tell: Tell = lambda words: None) -> widgets.Widget:
    """The widget for one kind of prediction; it has ``.value`` and ``.problem()``, a sentence or ``""``."""
    if asked.kind == "number":
        return _Number(asked, tell, asked.unit or _("Your number"))
    if asked.kind == "choice":
        return OneOf(asked.options)
    return {"interval": _Interval, "curve": _Curve}[asked.kind](asked, tell)


class _Panel(widgets.VBox):
    """A question, an input and a button that is pressed once; also in a plain form, for places that show no widgets.

    The button stays when the answer is in, so that the keyboard's focus stays with it.
    """

    def __init__(
        self, plain: str, before: str, body: widgets.Widget, button: widgets.Button, keys: str
    ):
        self._plain, self._is_done = plain, False
        self.page, self._body, self.button = widgets.HTML(before), body, button
        self.status, self._keys = widgets.HTML(), keys_line(keys)
        self.button.on_click(settled(self._clicked))
        super().__init__([self.page, self._body, self.button, self.status, self._keys])
        self.add_class("borderlab")

    def _clicked(self) -> None:
        if not self._is_done:
            self._press()

    def _press(self) -> None:
        raise NotImplementedError

    def _say(self, words: str) -> None:
        self.status.value = f"<span role='status'>{html.escape(words)}</span>" if words else ""

    def _done(self, page: str, word: str) -> None:
        """Show `page` in place of the question."""
        self._is_done = True
        self._body.layout.display = self._keys.layout.display = "none"
        self.page.value = f"<div role='status'>{page}</div>"
        lock(self.button, word)
        self._say("")

    def _repr_mimebundle_(self, **options: object) -> dict[str, str]:
        bundle = super()._repr_mimebundle_(**options) or {}
        return {**bundle, "text/plain": self._plain, "text/html": card("ask", self._plain, "")}


class CommitPanel(_Panel):
    """A question, an input, and the button that commits the answer once.

    Parameters
    ----------
    asked : Prediction
    before : str
        HTML above the input.
    commit : callable
        Gets the value; returns the HTML that takes the question's place.
    """

    def __init__(self, asked: Prediction, before: str, commit: Callable[[object], str]):
        self._commit = commit
        self.input = value_input(asked, self._say)
        button = widgets.Button(
            description=_("Commit"),
            tooltip=_("Commit this prediction; it cannot be changed afterwards"),
            icon="check",
        )
        keys = _("Tab moves on, arrow keys move a slider, and a number can be typed beside it.")
        super().__init__(
            asked.asks,
            before,
            self.input,
            button,
            _("Tab moves on, Space chooses.") if asked.kind == "choice" else keys,
        )

    def _press(self) -> None:
        if problem := self.input.problem():
            self._say(problem)
        else:
            self._done(self._commit(self.input.value), _("Committed"))


class TextPanel(_Panel):
    """A short text with a Save button; `save` gets the text and returns the HTML that takes the question's place."""

    def __init__(self, plain: str, before: str, save: Callable[[str], str]):
        self._save = save
        self.text = widgets.Textarea(
            placeholder=_("Two sentences"), rows=3, layout={"width": "95%", "max_width": "760px"}
        )
        button = widgets.Button(
            description=_("Save"), tooltip=_("Save and read the model explanation"), icon="save"
        )
        super().__init__(
            plain, before, self.text, button, _("Tab leaves the text, Space presses the button.")
        )

    def _press(self) -> None:
        if text := self.text.value.strip()[:2000]:
            self._done(self._save(text), _("Saved"))
        else:
            self._say(_("Write your own explanation first."))
