"""The forecast card: what a student thought likely on the day of the text, kept until it is scored."""

from __future__ import annotations

from datetime import datetime

from claimlab import lessons
from claimlab.course import course
from claimlab.data import load, tables
from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.judging.plain import plain
from claimlab.teaching.card import Button, Card, Face
from claimlab.teaching.forms import field
from claimlab.teaching.store import Record, store
from claimlab.views.stage import day_in_words

__all__ = [
    "FORECASTS",
    "LATE",
    "are_late",
    "commit_forecasts",
    "committed_forecasts",
    "forecasts",
    "outcomes_are_open",
]

FORECASTS = "F00"  # the item under which the card is kept; its value is {forecast id: per cent}
LATE = "after-outcomes"  # the verdict of a card that was committed once the outcomes were open


def _asked() -> dict:
    """The questions by id; none in a course without a table of forecasts."""
    has_any = "article/forecasts" in tables()
    return (
        {row.forecast_id: row for row in load("article/forecasts").itertuples()} if has_any else {}
    )


def _kept() -> Record | None:
    records = store().records("prediction", FORECASTS)
    return records[0] if records and isinstance(records[0].value, dict) else None


def committed_forecasts() -> dict[str, float]:
    """The student's probabilities, from 0 to 1, by question; empty before they are committed.

    >>> committed_forecasts()
    {}
    """
    record, asked = _kept(), _asked()
    given = record.value if record else {}
    return {key: given[key] / 100 for key in asked if isinstance(given.get(key), (int, float))}


def are_late() -> bool:
    """Whether the card was committed after the outcomes were opened: its score is then no forecast's.

    >>> are_late()
    False
    """
    record = _kept()
    return record is not None and record.verdict == LATE


def outcomes_are_open() -> bool:
    """Whether anything was done in the lesson of the outcomes, which asks for this card before all else.

    A guess whose result still waits for another one opens nothing: the lesson before asks for it.

    >>> outcomes_are_open()
    False
    """
    waits, played = waiting_guesses(), lessons.toys(course().outcomes)
    return any(
        record.item in played
        or record.lesson == course().outcomes
        and record.item.split("/")[0] not in waits
        for record in store().records()
    )


def waiting_guesses() -> list[str]:
    """Predictions of the lesson of the outcomes that open nothing by themselves.

    >>> waiting_guesses()
    ['P13.4']
    """
    if course().outcomes not in lessons.lesson_ids():
        return []
    return [one.id for one in lessons.lesson(course().outcomes).predictions if one.answers]


def commit_forecasts(given: object, lesson: str = "") -> dict[str, int]:
    """Keep a probability in per cent for every event, once; gives what is kept.

    Parameters
    ----------
    given : dict
        From each event's id to per cent.
    lesson : str
        Where the card stands: in the lesson of the outcomes it comes late.

    Raises
    ------
    KitError
        when a forecast is missing, is no number from 0 to 100, or names no event.

    >>> commit_forecasts({"F1": 70})
    Traceback (most recent call last):
    claimlab.errors.KitError: Still to set: ...
    """
    given, asked = plain(given), _asked()
    if not isinstance(given, dict) or set(given) - set(asked):
        raise KitError(
            _("Forecasts are a dictionary from {ids} to a number from 0 to 100.").format(
                ids=", ".join(asked)
            )
        )
    if missing := [key for key in asked if given.get(key) is None]:
        raise KitError(_("Still to set: {keys}.").format(keys=", ".join(missing)))
    if not all(type(p) in (int, float) and 0 <= p <= 100 for p in given.values()):
        raise KitError(_("A forecast is a number from 0 to 100, in per cent."))
    record, _is_new = store().once(
        "prediction",
        FORECASTS,
        {key: round(given[key]) for key in asked},
        LATE if _is_late_in(lesson) else "",
    )
    return record.value


def _is_late_in(lesson: str) -> bool:
    return lesson == course().outcomes or outcomes_are_open()


def forecasts(lesson: str = "") -> Card:
    """The events that the text leaves open, with a probability for each; committed once.

    Parameters
    ----------
    lesson : str
        The lesson in which the card stands, ``"13"``: who commits it beside the outcomes is told that it is late.

    >>> forecasts()
    Your turn: What comes next? ...
    """

    def commit(values) -> str | None:
        try:
            commit_forecasts({key: values.get(key) for key in _asked()}, lesson)
        except KitError as problem:
            return str(problem)
        return None

    def draw() -> Face:
        asks = _("It is {day}. How likely is each event, in per cent?").format(
            day=day_in_words(course().clock)
        )
        if record := _kept():
            at = f"{datetime.fromisoformat(record.at).astimezone():%Y-%m-%d %H:%M}"
            said = [
                _("{key}: {chance} per cent. {asks}").format(
                    key=key, chance=record.value.get(key, "?"), asks=row.asks
                )
                for key, row in _asked().items()
            ]
            closing = _("Committed on {at}. The last lesson scores it.").format(at=at)
            if are_late():
                closing = _(
                    "Committed on {at}, after the outcomes were opened: no score of it says how you forecast."
                ).format(at=at)
            return Face(
                "note", _("Your forecasts"), [asks, *said, closing, store().warning], state="done"
            )
        fields = [
            field("range", key, _event(row), low=0, high=100, step=5, start=50, decimals=0)
            for key, row in _asked().items()
        ]
        button = Button(
            "commit",
            _("Commit"),
            main=True,
            title=_("Commit the forecasts; they cannot be changed afterwards"),
        )
        warned = (
            _(
                "The outcomes are open: the card will be marked as late, since it no longer says how you forecast."
            )
            if _is_late_in(lesson)
            else ""
        )
        return Face("ask", _("What comes next?"), [asks, warned], fields, [button], state="open")

    return Card(draw, {"commit": commit})


def _event(row) -> str:
    return f"{row.forecast_id}. {row.asks} " + _("Decided by: {how}").format(
        how=_inside(row.how_decided)
    )


def _inside(text: str) -> str:
    """A sentence as it stands after a colon; a name keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
