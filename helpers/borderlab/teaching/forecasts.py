"""The forecast card: what a student thought likely on the day of the column, kept until lesson 12."""

from __future__ import annotations

import html
from datetime import datetime

import ipywidgets as widgets

from borderlab.data import load
from borderlab.errors import KitError
from borderlab.i18n import _
from borderlab.judging.plain import plain
from borderlab.teaching.builder import static_bundle
from borderlab.teaching.frontend import WIDGET_STYLE, card, lock
from borderlab.teaching.inputs import settled
from borderlab.teaching.store import Record, store

__all__ = ["FORECASTS", "ForecastCard"]

FORECASTS = "F00"  # the item under which the card is kept; its value is {forecast id: per cent}
_EVEN = 50


class ForecastCard(widgets.VBox):
    """A slider in per cent for each forecast of ``article/forecasts``; ``answer`` is the dictionary by forecast id."""

    def __init__(self):
        self._asked = {row.forecast_id: row for row in load("article/forecasts").itertuples()}
        self._sliders = {key: self._slider(key) for key in self._asked}
        self._status, self._warned, self._is_committed = widgets.HTML(), False, False
        self._button = widgets.Button(
            description=_("Commit"),
            tooltip=_("Commit the eight forecasts; they cannot be changed afterwards"),
            icon="check",
        )
        self._button.on_click(settled(self.commit))
        rows = [
            widgets.VBox([widgets.HTML(self._question(key)), self._sliders[key]])
            for key in self._asked
        ]
        super().__init__(
            [
                widgets.HTML(
                    WIDGET_STYLE
                    + _("It is 15 September 2022. How likely is each event, in per cent?")
                ),
                *rows,
                self._button,
                self._status,
            ]
        )
        self.add_class("borderlab")
        if records := store().records("prediction", FORECASTS):
            self._lock(records[0])

    @staticmethod
    def _slider(key: str) -> widgets.IntSlider:
        return widgets.IntSlider(
            value=_EVEN,
            min=0,
            max=100,
            step=5,
            description=key,
            tooltip=_("Probability in per cent"),
            layout={"width": "95%", "max_width": "560px"},
        )

    def _question(self, key: str) -> str:
        row = self._asked[key]
        decided = _("Decided by: {how}").format(how=row.how_decided)
        return f'<div style="margin-top:6px"><b>{html.escape(row.asks)}</b></div><small>{html.escape(decided)}</small>'

    @property
    def answer(self) -> dict[str, int]:
        return {key: slider.value for key, slider in self._sliders.items()}

    @answer.setter
    def answer(self, forecasts: object) -> None:
        given = plain(forecasts)
        fits = (
            isinstance(given, dict)
            and set(given) <= set(self._sliders)
            and all(type(p) in (int, float) and 0 <= p <= 100 for p in given.values())
        )
        if not fits:
            raise KitError(
                _("Forecasts are a dictionary from {ids} to a number from 0 to 100.").format(
                    ids=", ".join(self._sliders)
                )
            )
        if self._is_committed:
            raise KitError(_("Your forecasts are committed and locked until lesson 12."))
        for key, per_cent in given.items():
            self._sliders[key].value = round(per_cent)

    def commit(self) -> None:
        """Keep the forecasts for good; asked again when some still stand in the middle."""
        if self._is_committed:
            return
        even = [key for key, per_cent in self.answer.items() if per_cent == _EVEN]
        if even and not self._warned:
            self._warned = True
            self._status.value = _say(
                _("Still at {even}: {keys}. Press Commit again if you mean it.").format(
                    even=_EVEN, keys=", ".join(even)
                )
            )
            return
        record, _is_new = store().once("prediction", FORECASTS, self.answer)
        self._lock(record)

    def _lock(self, record: Record) -> None:
        kept = record.value if isinstance(record.value, dict) else {}
        for key, slider in self._sliders.items():
            per_cent = kept.get(key)
            slider.value = per_cent if isinstance(per_cent, int) and 0 <= per_cent <= 100 else _EVEN
            slider.disabled = True
        self._is_committed = True
        lock(self._button, _("Committed"))
        at = f"{datetime.fromisoformat(record.at).astimezone():%Y-%m-%d %H:%M}"
        words = _("Committed on {at}. Locked until lesson 12, where each is scored.").format(at=at)
        self._status.value = (
            f'<div role="status">{card("note", _("Committed"), html.escape(words))}</div>'
        )

    def _words(self) -> str:
        lines = [
            f"{key} {row.asks} [{self._sliders[key].value} %]" for key, row in self._asked.items()
        ]
        how = _(
            "By hand: forecasts = forecast_card(); forecasts.answer = {{'F1': 70, …}}; forecasts.commit()"
        ).format()
        state = _("Committed; locked until lesson 12.") if self._is_committed else how
        return "\n".join(
            [_("How likely is each event on 15 September 2022, in per cent?"), *lines, state]
        )

    def __repr__(self) -> str:
        return self._words()

    def _repr_mimebundle_(self, **options: object) -> dict[str, str]:
        return static_bundle(super()._repr_mimebundle_(**options), self._words())


def _say(words: str) -> str:
    return f'<div role="status" aria-live="polite">{html.escape(words)}</div>'
