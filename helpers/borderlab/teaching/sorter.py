"""Widgets that build an answer without typing code: an order, labels, a claim card, forecasts.

Each has ``.answer``, which may also be set by hand, works by keyboard alone, and is words where no
widget can be shown.
"""

from __future__ import annotations

import html
from collections.abc import Mapping

import ipywidgets as widgets

from borderlab.errors import KitError
from borderlab.i18n import _
from borderlab.judging.kinds import key_of
from borderlab.judging.plain import blank, plain
from borderlab.lessons import exercise
from borderlab.lessons.declare import Exercise
from borderlab.teaching.builder import BlockSorter, Builder, keys_line
from borderlab.teaching.forecasts import ForecastCard

__all__ = ["fill_card", "forecast_card", "sort_blocks", "sort_labels"]

_WIDE = {"description_width": "initial"}
_FIELD = {"width": "95%", "max_width": "760px"}


def sort_blocks(exercise_id: str) -> BlockSorter:
    """Blocks of code with buttons Add, Up, Down, Remove; ``.answer`` is the list of keys in order.

    Raises
    ------
    KitError
        when there is no such exercise, or it asks for something else.
    """
    return BlockSorter(_of_kind(exercise_id, "order"))


def sort_labels(exercise_id: str) -> LabelSorter:
    """A list of items with a menu of labels beside each; ``.answer`` is the dictionary from item to label."""
    return LabelSorter(_of_kind(exercise_id, "labels"))


def fill_card(exercise_id: str) -> CardFiller:
    """One field for each part of a claim card; ``.answer`` is the dictionary from part to text."""
    return CardFiller(_of_kind(exercise_id, "card"))


def forecast_card() -> ForecastCard:
    """Eight events with a slider for the probability of each; committed once, scored in lesson 12."""
    return ForecastCard()


def _of_kind(exercise_id: str, kind: str) -> Exercise:
    found = exercise(exercise_id)
    if found.kind != kind:
        raise KitError(
            _("{id} asks for another form of answer ({kind}): give it to check directly.").format(
                id=found.id, kind=found.kind
            )
        )
    return found


class LabelSorter(Builder):
    """Items to be labelled; ``answer`` is the dictionary from item to label, None where there is none yet."""

    def __init__(self, exercise: Exercise):
        offered = [
            (_("choose a label"), ""),
            *((text, key) for key, text in exercise.options.items()),
        ]
        self._menus = {
            key: widgets.Dropdown(
                options=offered,
                value="",
                description=key,
                layout={"width": "95%", "max_width": "560px"},
            )
            for key in exercise.items
        }
        rows = [
            widgets.VBox([widgets.HTML(html.escape(text)), self._menus[key]])
            for key, text in exercise.items.items()
        ]
        super().__init__(
            exercise,
            [*rows, keys_line(_("Tab moves on, Space opens a menu, arrows choose in it."))],
        )
        for menu in self._menus.values():
            menu.observe(self._changed, "value")

    def _changed(self, change: object) -> None:
        given = sum(menu.value != "" for menu in self._menus.values())
        self._say(_("{given} of {n} have a label.").format(given=given, n=len(self._menus)))

    @property
    def answer(self) -> dict[str, str | None]:
        return {key: menu.value or None for key, menu in self._menus.items()}

    @answer.setter
    def answer(self, labels: object) -> None:
        given = _dictionary(labels)
        keys = {
            item: None if blank(label) else key_of(label, self.exercise.options)
            for item, label in given.items()
        }
        if set(keys) - set(self._menus) or any(
            keys[item] is None and not blank(label) for item, label in given.items()
        ):
            raise KitError(
                _("Labels are a dictionary from an item ({items}) to one of: {options}.").format(
                    items=", ".join(self._menus), options=", ".join(self.exercise.options)
                )
            )
        for item, key in keys.items():
            self._menus[item].value = key or ""

    def _words(self) -> str:
        items = [
            f"{key}: {text} [{self._menus[key].value or '?'}]"
            for key, text in self.exercise.items.items()
        ]
        offered = _("Labels: {labels}").format(
            labels=", ".join(f"{key} ({text})" for key, text in self.exercise.options.items())
        )
        how = _('By hand: check("{id}", {{"{item}": "{label}", …}})').format(
            id=self.exercise.id,
            item=next(iter(self._menus)),
            label=next(iter(self.exercise.options)),
        )
        return "\n".join([f"{self.exercise.id} {self.exercise.asks}", *items, offered, how])


def _dictionary(value: object) -> Mapping:
    given = plain(value)
    if not isinstance(given, dict):
        raise KitError(_("Give a dictionary: a name, a colon and a text for each part, in braces."))
    return given


class CardFiller(Builder):
    """A claim card; ``answer`` is the dictionary from part to text."""

    def __init__(self, exercise: Exercise):
        self._parts = dict(exercise.schema.get("properties", {}))
        self._fields = {key: self._field(part) for key, part in self._parts.items()}
        super().__init__(
            exercise,
            [widgets.VBox([self._label(key), field]) for key, field in self._fields.items()],
        )

    def _label(self, key: str) -> widgets.HTML:
        part = self._parts[key]
        text = f": {part['description']}" if part.get("description") else ""
        return widgets.HTML(f"<b>{html.escape(part.get('title', key))}</b>{html.escape(text)}")

    @staticmethod
    def _field(part: Mapping) -> widgets.Widget:
        name = part.get("title", "")
        if "enum" in part:
            options = [(_("choose"), ""), *((str(option), option) for option in part["enum"])]
            return widgets.Dropdown(options=options, value="", tooltip=name, layout=_FIELD)
        return widgets.Textarea(rows=2, tooltip=name, placeholder=name, layout=_FIELD)

    @property
    def answer(self) -> dict[str, str]:
        return {key: field.value for key, field in self._fields.items()}

    @answer.setter
    def answer(self, card: object) -> None:
        given = _dictionary(card)
        if set(given) - set(self._fields):
            raise KitError(
                _("The parts of this card are: {parts}.").format(parts=", ".join(self._fields))
            )
        for key, text in given.items():
            options = self._parts[key].get("enum")
            if options is None or text in options:
                self._fields[key].value = "" if text is None else str(text)

    def _words(self) -> str:
        parts = [
            f"{key} ({part.get('title', key)}): {self._fields[key].value or '?'}"
            for key, part in self._parts.items()
        ]
        how = _('By hand: check("{id}", {{"{part}": "…", …}})').format(
            id=self.exercise.id, part=next(iter(self._parts), "")
        )
        return "\n".join([f"{self.exercise.id} {self.exercise.asks}", *parts, how])
