"""One specific question after a result; a model answer that opens after a real try."""

from __future__ import annotations

import re

from claimlab.i18n import _
from claimlab.teaching.card import Button, Card, Face
from claimlab.teaching.forms import field
from claimlab.teaching.store import store

__all__ = ["explain_acts", "explain_card", "explain_face", "is_real_try"]

_FEWEST_WORDS, _FEWEST_LETTERS = 5, 20
_LONGEST = 2000


def is_real_try(text: object, asked: str = "") -> bool:
    """Whether a text is more than a word to get past the question: five different words of its own.

    Words that only repeat the question do not count.

    >>> is_real_try("ok"), is_real_try("ok ok ok ok ok ok ok ok ok ok"), is_real_try("The market shrank before the bridge was closed.")
    (False, False, True)
    """
    words = [word.casefold() for word in re.findall(r"[^\W\d_]{2,}", str(text))]
    own = set(words)
    repeats = own <= {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", asked)}
    letters = sum(map(len, own))
    return len(own) >= _FEWEST_WORDS and letters >= _FEWEST_LETTERS and not repeats


def _last(item: str) -> str:
    records = store().records("answer", item)
    return str(records[-1].value) if records else ""


def explain_face(
    item: str, asks: str, model: str, before: tuple = (), editing: bool = False, why: str = ""
) -> Face:
    """The question, or the answer that was given; under it a model answer and why the result is so."""
    said = _last(item)
    if not said or editing:
        button = Button(
            "answer", _("Answer"), main=True, title=_("Keep your answer and read a model answer")
        )
        text = field("text", "text", _("Your answer, in a sentence or two"), rows=3, value=said)
        return Face("ask", _("One question"), [*before, asks], [text], [button], state="open")
    shown = [*before, asks, _("You: {text}").format(text=said)]
    after = [_("A model answer: {text}").format(text=model)] if model else []
    return Face("note", _("Your answer is kept"), shown, [], [Button("change", _("Change my answer"))],
                [why, *after, store().warning], state="done")  # fmt: skip


def explain_acts(item: str, asks: str, set_editing) -> dict:
    """The buttons of the question: answer, and change."""

    def answer(values) -> str | None:
        text = str(values.get("text") or "").strip()[:_LONGEST]
        if not is_real_try(text, asks):
            return _(
                "Say it in a whole sentence of your own first: at least five words, not only those of the question. Then a model answer opens."
            )
        store().add("answer", item, text)
        set_editing(False)
        return None

    return {"answer": answer, "change": lambda values: set_editing(True)}


def explain_card(item: str, asks: str, model: str, why: str = "") -> Card:
    """The card of one question; ``item`` is the prediction after which it is asked.

    ``why`` says why the result is as it is; it opens with the model answer, in a paragraph above it.
    """
    editing = [False]

    def set_editing(now: bool) -> None:
        editing[0] = now

    return Card(
        lambda: explain_face(item, asks, model, editing=editing[0], why=why),
        explain_acts(item, asks, set_editing),
    )
