"""Predict before you look: a guess is committed once, kept with its time, and shown beside the result."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from claimlab.errors import KitError
from claimlab.html import tag
from claimlab.i18n import _
from claimlab.judging.quantity import Unreadable
from claimlab.lessons import pictures, prediction
from claimlab.lessons.declare import Prediction
from claimlab.teaching.card import Button, Card, Face, said_card
from claimlab.teaching.explain import explain_card
from claimlab.teaching.forms import decimals, field, number
from claimlab.teaching.frontend import has_front_end, soon
from claimlab.teaching.predicting.codes import MARK_BITS, encode, on_grain, quantise
from claimlab.teaching.predicting.drawing import curve_field, curve_picture
from claimlab.teaching.predicting.guesses import beside, figure, said, told
from claimlab.teaching.progress import asked_ahead
from claimlab.teaching.store import Record, store
from claimlab.views.words import listing

__all__ = [
    "closed_face",
    "commit",
    "committed",
    "committed_face",
    "has_room",
    "mark_of",
    "predict",
    "result_head",
    "reveal",
]

# What opens when a prediction is committed in this kernel: prediction id to functions.
_waiting: dict[str, list[Callable[[], None]]] = {}


def _item(prediction_id: str, vote: int) -> str:
    return prediction_id if vote == 1 else f"{prediction_id}/{vote}"


def _fits(asked: Prediction, record: Record) -> bool:
    """Whether a stored guess answers the question as it is declared today."""
    try:
        return (
            quantise(asked, record.value["guess"]) == record.value["guess"]
            and 0 <= record.value["mark"] < 2**MARK_BITS
        )
    except (KeyError, TypeError, ValueError, IndexError, OverflowError):
        return False


def committed(asked: Prediction, vote: int = 1) -> Record | None:
    """The committed prediction, or None; ``.value`` is ``{"guess": …, "mark": …}``."""
    records = store().records("prediction", _item(asked.id, vote))
    return next((record for record in records if _fits(asked, record)), None)


def commit(asked: Prediction, value: object, vote: int = 1) -> Record:
    """Keep a guess, on the prediction's grain, unless one was committed before; open what waited for it."""
    guess = {"guess": quantise(asked, value), "mark": secrets.randbits(MARK_BITS)}
    record, _is_new = store().once("prediction", _item(asked.id, vote), guess)
    if not _fits(asked, record):  # left by an older version of the question
        record = committed(asked, vote) or store().add("prediction", _item(asked.id, vote), guess)
    for opens in _waiting.pop(asked.id, []):
        soon(opens)  # after the card has said that the guess is kept: a result may take long
    return record


def _guesses(asked: Prediction) -> list[object]:
    return [record.value["guess"] for vote in (1, 2) if (record := committed(asked, vote))]


class _Missing(Exception):
    """What still keeps a guess from being committed, in a sentence."""


def predict(prediction_id: str, vote: int = 1) -> Card:
    """Ask for a prediction; once committed it is locked and shown.

    Parameters
    ----------
    prediction_id : str
        ``"P01.1"``.
    vote : int
        2 asks again after a discussion; kept beside the first.

    Raises
    ------
    KitError
        when there is no such prediction or vote.

    >>> predict("P01.9")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no prediction 'P01.9': did you mean 'P01...
    """
    asked = prediction(prediction_id)
    if vote not in (1, 2):
        raise KitError(_("A prediction has a first and a second vote: write vote=1 or vote=2."))
    agreed: list[object] = []  # what is kept after rounding, once the student was told

    def press(values) -> str | None:
        if committed(asked, vote):
            return None
        try:
            given = _read(asked, values)
        except (_Missing, Unreadable) as problem:
            return str(problem)
        if (rounding := _rounding(asked, given)) and agreed != [given]:
            agreed[:] = [given]
            return rounding + " " + _("Press Commit again to keep it like this, or change it.")
        commit(asked, given, vote)
        return None

    def draw() -> Face:
        if record := committed(asked, vote):
            return committed_face(asked, record, vote)
        return _asking_face(asked, vote)

    return Card(draw, {"commit": press})


def _asking_face(asked: Prediction, vote: int) -> Face:
    body = [asked.asks]
    if vote == 2 and (first := committed(asked)):
        body.append(_("Your first vote: {guess}.").format(guess=said(asked, first.value["guess"])))
    if asked.kind == "interval":
        body.append(_("Give a band that you expect to be right four times out of five."))
    heading = _("Predict before you look") if vote == 1 else _("Second vote, after the discussion")
    button = Button(
        "commit",
        _("Commit"),
        main=True,
        title=_("Commit this prediction; it cannot be changed afterwards"),
    )
    return Face("ask", heading, body, _fields(asked), [button], state="open")


def _fields(asked: Prediction) -> list[dict]:
    if asked.kind == "choice":
        return [field("radio", "guess", asked.asks, options=asked.options, quiet=True)]
    if asked.kind == "curve":
        return [field("curve", "guess", asked.asks, **curve_field(asked, decimals(asked.step)))]
    middle = asked.low + round((asked.high - asked.low) / 2 / asked.step) * asked.step
    scale = {
        "low": asked.low,
        "high": asked.high,
        "step": asked.step,
        "start": middle,
        "decimals": decimals(asked.step),
    }
    if asked.kind == "number":
        return [field("number", "guess", _("Your number"), unit=asked.unit, **scale)]
    return [
        field("number", name, label, unit=asked.unit, **scale)
        for name, label in (("low", _("Low end")), ("high", _("High end")))
    ]


def _read(asked: Prediction, values) -> object:
    """The guess in the values of the card's fields."""
    if asked.kind == "choice":
        if not isinstance(values.get("guess"), str) or values["guess"] not in asked.options:
            raise _Missing(_("Choose an answer first."))
        return values["guess"]
    if asked.kind == "curve":
        drawn = values.get("guess") if isinstance(values.get("guess"), dict) else {}
        at = [drawn.get(str(point), drawn.get(point)) for point in asked.points]
        if missing := [str(point) for point, y in zip(asked.points, at, strict=True) if y is None]:
            raise _Missing(
                _("Draw the line through {points} too.").format(points=listing(missing, most=12))
            )
        return [number(y, asked.unit) for y in at]
    names = ["guess"] if asked.kind == "number" else ["low", "high"]
    if any(values.get(name) in (None, "") for name in names):
        raise _Missing(_("Move the slider or type a number first."))
    numbers = [number(values[name], asked.unit) for name in names]
    if asked.kind == "number":
        return numbers[0]
    if numbers[0] > numbers[1]:
        raise _Missing(_("The low end is above the high end."))
    return numbers


def _rounding(asked: Prediction, given: object) -> str:
    """A sentence when the guess does not stand on the prediction's own steps; "" when it does."""
    if asked.kind == "choice":
        return ""
    for one in given if isinstance(given, list) else [given]:
        kept = on_grain(asked, one)
        if abs(kept - one) > 1e-9:
            low, high, step = (figure(n, asked.step) for n in (asked.low, asked.high, asked.step))
            text = _(
                "{given} is kept as {kept}: the answer goes from {low} to {high} in steps of {step}."
            )
            return text.format(
                given=f"{one:g}", kept=figure(kept, asked.step), low=low, high=high, step=step
            )
    return ""


def committed_face(asked: Prediction, record: Record, vote: int) -> Face:
    """A guess that is kept, with its code for a class."""
    guess = record.value["guess"]
    at = f"{datetime.fromisoformat(record.at).astimezone():%Y-%m-%d %H:%M}"
    words = _("{told} ({at}).").format(told=told(asked, guess), at=at)
    drawn = [(curve_picture(asked, guess), "")] if asked.kind == "curve" else []
    coded = [_class_code(asked, record, vote)] if asked.pooled else []
    heading = _("Committed: second vote") if vote == 2 else _("Committed")
    body = [asked.asks, words, _ahead(asked), *drawn, *coded, store().warning]
    return Face("note", heading, body, state="done")


def _ahead(asked: Prediction) -> str:
    """Where a guess was asked and where its result waits, when these are two lessons."""
    before = asked_ahead(asked.id)
    text = _("Lesson {before} ends in this question, and lesson {id} shows what came.")
    return text.format(before=before, id=asked.id[1:3]) if before else ""


def _class_code(asked: Prediction, record: Record, vote: int) -> tuple:
    code = encode(asked, record.value["guess"], vote, record.value["mark"])
    words = _("Code for your class:")
    return tag("p", words, " ", tag("code", code)), f"{words} {code}"


def reveal(prediction_id: str, *shown: object) -> None:
    """Show a result beside what was predicted; until a prediction is committed, ask for it instead.

    The result opens by itself when the prediction is committed in the same notebook; where it also
    answers other predictions (`answers` in the declaration), when all of them are. Without a front
    end, or where the instructor set ``…_GATES=open``, it shows at once.

    Parameters
    ----------
    prediction_id : str
        ``"P01.1"``.
    shown : objects
        What stands after the prediction's own pictures, which a lesson names once, where it
        declares them: anything a notebook can display, or functions without arguments that give it
        (they are called when the result opens). A figure also gets the guess as a mark.

    >>> reveal("P01.9", "a figure")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no prediction 'P01.9': did you mean ...
    """
    from IPython.display import display

    asked = prediction(prediction_id)
    own = pictures(prediction_id[1:3]).values()
    shown = (*(one for one in own if one.reveals == prediction_id), *shown)
    first = [asked, *map(prediction, getattr(asked, "answers", ()))]
    if not has_front_end() or store().setting("GATES") == "open" or not _to_commit(first):
        for part in _result(asked, shown):
            display(part)
        return
    closed = Card(lambda: closed_face(_to_commit(first)))
    handles = [
        display(part, display_id=True)
        for part in (closed, *[_Nothing() for _part in shown], _Nothing())
    ]

    def opens() -> None:
        if _to_commit(first):
            closed.changed()
            return
        for handle, part in zip(handles, _result_or_excuse(asked, shown), strict=False):
            handle.update(part)

    for one in _to_commit(first):
        _waiting.setdefault(one.id, []).append(opens)


class _Nothing:
    """A place that is kept for what opens later."""

    def __repr__(self) -> str:
        return ""

    def _repr_html_(self) -> str:
        return ""


def _to_commit(first: list[Prediction]) -> list[Prediction]:
    return [one for one in first if not _guesses(one)]


def closed_face(missing: list[Prediction]) -> Face:
    """A result that waits for predictions."""
    ids = listing(one.id for one in missing)
    return Face(
        "ask",
        _("Predict first"),
        [_("Commit prediction {id} above, and the result opens here.").format(id=ids)],
        state="closed",
    )


def _result(asked: Prediction, shown: tuple[object, ...]) -> list[object]:
    """The comparison, what is to be shown, and the question after it."""
    guesses = _guesses(asked)
    parts = [part() if callable(part) else part for part in shown]
    if guesses:
        parts = [_with_guess(part, asked, guesses[-1]) for part in parts]
    return [result_head(asked, guesses), *parts, *_question(asked)]


def result_head(asked: Prediction, guesses: list[object]) -> Card:
    """The guesses beside the truth, and why it is so where no question follows."""
    truth = asked.truth() if asked.truth else None
    words = beside(asked, guesses, truth)
    drawn = []
    if asked.kind == "curve" and guesses and truth is not None:
        drawn = [(curve_picture(asked, guesses[-1], truth), "")]
    # Where a question follows, the explanation would answer it: it comes after a real try.
    why = "" if asked.question else asked.explain
    return said_card("result", "" if guesses else _("no prediction was made"), words, *drawn, why)


def _result_or_excuse(asked: Prediction, shown: tuple[object, ...]) -> list[object]:
    """The result; when it cannot be made, a sentence: behind a button's press nobody would see the error."""
    try:
        return _result(asked, shown)
    except Exception:
        words = _(
            "Your prediction is committed, but the result could not be made: run this cell again to see why."
        )
        return [said_card("note", "", words)]


def _with_guess(part: object, asked: Prediction, guess: object) -> object:
    """The same figure with the guess in it, where it has a place for one."""
    return part.with_guess(mark_of(asked, guess)) if has_room(part, asked) else part


def _question(asked: Prediction) -> list[Card]:
    """The one question that is asked after the result, if the lesson has one."""
    asks = asked.question
    return [explain_card(asked.id, asks, asked.model, asked.explain)] if asks else []


def mark_of(asked: Prediction, guess: object):
    """The guess as a mark for a picture."""
    from claimlab.views.guess import Mark

    kind = {"number": "value", "interval": "line", "curve": "curve", "choice": "choice"}[asked.kind]
    if asked.kind == "curve":
        return Mark(kind, dict(zip(asked.points, guess, strict=True)))
    if asked.kind == "interval":
        return Mark(kind, tuple(guess))
    if asked.kind == "choice":
        return Mark(kind, asked.options[guess])
    return Mark(kind, guess, at=asked.at or None)


def has_room(part: object, asked: Prediction) -> bool:
    """Whether a figure has an axis in the unit of the guess; a number on another axis would mislead."""
    view = getattr(part, "view", None)
    if not hasattr(part, "with_guess") or view is None:
        return False
    named = f"{view.x_label} {view.y_label}".casefold()
    return asked.kind == "choice" or bool(asked.unit) and asked.unit.casefold() in named
