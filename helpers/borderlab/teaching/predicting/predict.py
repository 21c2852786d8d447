"""Predict before you look: a guess is committed once, kept with its time, and shown beside the result."""

from __future__ import annotations

import html
import secrets
from collections.abc import Callable
from datetime import datetime

from borderlab.errors import KitError
from borderlab.i18n import _
from borderlab.lessons import prediction
from borderlab.lessons.declare import Prediction
from borderlab.teaching.frontend import card, has_front_end, show_html
from borderlab.teaching.predicting.codes import MARK_BITS, encode, quantise
from borderlab.teaching.predicting.guesses import beside, curve_svg, said, told
from borderlab.teaching.store import Record, store

__all__ = ["commit", "committed", "predict", "reveal"]

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
        opens()
    return record


def _guesses(asked: Prediction) -> list[object]:
    return [record.value["guess"] for vote in (1, 2) if (record := committed(asked, vote))]


def _paragraph(text: str) -> str:
    return f"<p style='margin:4px 0'>{html.escape(text)}</p>" if text else ""


def _committed_html(asked: Prediction, record: Record, vote: int) -> str:
    guess = record.value["guess"]
    at = f"{datetime.fromisoformat(record.at).astimezone():%Y-%m-%d %H:%M}"
    code = html.escape(encode(asked, guess, vote, record.value["mark"]))
    body = _paragraph(asked.asks) + _paragraph(
        _("{told} ({at}).").format(told=told(asked, guess), at=at)
    )
    body += curve_svg(asked, guess) if asked.kind == "curve" else ""
    body += (
        f"<p style='margin:4px 0'>{html.escape(_('Code for your class:'))} <code>{code}</code></p>"
        + _paragraph(store().warning)
    )
    return card("note", _("Committed: second vote") if vote == 2 else _("Committed"), body)


def predict(prediction_id: str, vote: int = 1):
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
    borderlab.errors.KitError: There is no prediction 'P01.9': did you mean 'P01...
    """
    asked = prediction(prediction_id)
    if vote not in (1, 2):
        raise KitError(_("A prediction has a first and a second vote: write vote=1 or vote=2."))
    if record := committed(asked, vote):
        return show_html(
            _committed_html(asked, record, vote),
            _("Prediction {id}: {guess}").format(
                id=asked.id, guess=said(asked, record.value["guess"])
            ),
        )
    if not has_front_end():
        return show_html(
            card("ask", _("Prediction {id}").format(id=asked.id), _paragraph(asked.asks)),
            f"{asked.id}: {asked.asks}",
        )
    from borderlab.teaching.inputs import CommitPanel

    return CommitPanel(
        asked,
        _ask_html(asked, vote),
        lambda value: _committed_html(asked, commit(asked, value, vote), vote),
    )


def _ask_html(asked: Prediction, vote: int) -> str:
    body = _paragraph(asked.asks)
    if vote == 1:
        return card("ask", _("Predict before you look"), body)
    if first := committed(asked):
        body += _paragraph(
            _("Your first vote: {guess}.").format(guess=said(asked, first.value["guess"]))
        )
    return card("ask", _("Second vote, after the discussion"), body)


def reveal(prediction_id: str, *shown: object) -> None:
    """Show a result beside what was predicted; until a prediction is committed, ask for it instead.

    The result opens by itself when the prediction is committed in the same notebook. Without a front
    end, or where the instructor set ``GATES=open``, it shows at once.

    Parameters
    ----------
    prediction_id : str
        ``"P01.1"``.
    shown : objects
        Anything a notebook can display, or functions without arguments that give it (they are
        called when the result opens). For a curve, a figure of lines also gets the drawn one.

    >>> reveal("P01.9", "a figure")
    Traceback (most recent call last):
    borderlab.errors.KitError: There is no prediction 'P01.9': did you mean ...
    """
    from IPython.display import display

    asked = prediction(prediction_id)
    if not has_front_end() or store().setting("GATES") == "open" or _guesses(asked):
        for part in _result(asked, shown):
            display(part)
        return
    first = _("Commit prediction {id} above, and the result opens here.").format(id=asked.id)
    closed = show_html(card("ask", _("Predict first"), _paragraph(first)), first)
    handles = [
        display(part, display_id=True)
        for part in (closed, *[show_html("", "") for _part in shown], show_html("", ""))
    ]

    def opens() -> None:
        for handle, part in zip(handles, _result_or_excuse(asked, shown), strict=False):
            handle.update(part)

    _waiting.setdefault(asked.id, []).append(opens)


def _result(asked: Prediction, shown: tuple[object, ...]) -> list[object]:
    """The comparison, what is to be shown, and the box for an explanation."""
    guesses = _guesses(asked)
    words = beside(asked, guesses, asked.truth() if asked.truth else None)
    head = show_html(
        card("result", "" if guesses else _("no prediction was made"), _paragraph(words)), words
    )
    parts = [part() if callable(part) else part for part in shown]
    if asked.kind == "curve" and guesses:
        parts = [_with_drawing(part, asked, guesses[-1]) for part in parts]
    return [head, *parts, _explanation(asked)]


def _result_or_excuse(asked: Prediction, shown: tuple[object, ...]) -> list[object]:
    """The result; when it cannot be made, a sentence: behind a button's press nobody would see the error."""
    try:
        return _result(asked, shown)
    except Exception:
        words = _(
            "Your prediction is committed, but the result could not be made: run this cell again to see why."
        )
        return [show_html(card("note", "", _paragraph(words)), words)]


def _with_drawing(part: object, asked: Prediction, drawn: list[float]) -> object:
    if not hasattr(part, "with_overlay"):
        return part
    try:
        return part.with_overlay(list(asked.points), drawn, _("Your drawing"))
    except KitError:  # a figure without lines, such as a map, has no place for a curve
        return part


def _explanation(asked: Prediction):
    ask = _("Explain in two sentences what you see, and what surprised you.")
    if records := store().records("explanation", asked.id):
        return show_html(
            _explained_html(asked, str(records[-1].value)), _("Your explanation is saved.")
        )
    if has_front_end():
        from borderlab.teaching.inputs import TextPanel

        return TextPanel(
            ask,
            card("ask", _("Explain"), _paragraph(ask)),
            lambda text: _save_explanation(asked, text),
        )
    model = (
        f"<details><summary>{html.escape(_('A model explanation'))}</summary>{_paragraph(asked.explain)}</details>"
        if asked.explain
        else ""
    )
    return show_html(card("ask", _("Explain"), _paragraph(ask) + model), ask)


def _save_explanation(asked: Prediction, text: str) -> str:
    record, _is_new = store().once("explanation", asked.id, text)
    return _explained_html(asked, str(record.value))


def _explained_html(asked: Prediction, text: str) -> str:
    body = card("note", _("Your explanation"), _paragraph(text) + _paragraph(store().warning))
    return body + (
        card("result", _("A model explanation"), _paragraph(asked.explain)) if asked.explain else ""
    )
