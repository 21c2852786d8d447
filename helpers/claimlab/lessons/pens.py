"""The reader's pen: what was marked on each claim of the text, read from the log. Never judged, never scored.

A mark stands in the log as an event of kind ``"pen"``, whose item is the claim and whose value is
``{"mark": "word", "word": "…"}``. A claim may be marked as often as one likes: the last mark counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from claimlab.errors import KitError, nearest
from claimlab.i18n import _

__all__ = [
    "LONGEST_WORD",
    "MARKS",
    "PEN",
    "RING",
    "Event",
    "Pen",
    "pen_event",
    "pen_words",
    "pens",
    "ringed",
]

PEN = "pen"  # the kind of event
MARKS = ("sign", "word", "open", "strike", "wish")
LONGEST_WORD = 200
RING = "ring"  # the kind of event: the one claim that matters most to the reader, or no longer does


class Event(Protocol):
    """What is read of a line of the log."""

    kind: str
    item: str
    value: Any


@dataclass(frozen=True)
class Pen:
    """One claim as the reader marked it.

    Parameters
    ----------
    claim : str
        ``"C14"``.
    mark : str
        ``"sign"``, ``"word"`` (signed with a word changed), ``"open"``, ``"strike"`` or ``"wish"``.
    word : str
        What the reader would print instead; of a mark ``"word"`` alone.
    of : str
        The word on the page that it takes the place of; "" where none was named.
    """

    claim: str
    mark: str
    word: str = ""
    of: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether the reader put a name to it, as printed or with a word changed."""
        return self.mark in ("sign", "word")


def pen_words(mark: str) -> str:
    """A mark in the reader's language.

    >>> pen_words("word")
    'signed, a word changed'
    """
    return {
        "sign": _("signed"),
        "word": _("signed, a word changed"),
        "open": _("left open"),
        "strike": _("struck"),
        "wish": _("a wish"),
    }[mark]


def pen_event(pen: Pen) -> tuple[str, str, dict[str, str]]:
    """A mark as the log keeps it: kind, item and value, ``store().add(*pen_event(pen))``.

    Raises
    ------
    KitError
        when there is no such mark.

    >>> pen_event(Pen("C11", "word", " helped kill "))
    ('pen', 'C11', {'mark': 'word', 'word': 'helped kill'})
    """
    if pen.mark not in MARKS:
        raise KitError(
            _("The pen has no mark '{x}': {near}").format(x=pen.mark, near=nearest(pen.mark, MARKS))
        )
    word = {"word": pen.word.strip()[:LONGEST_WORD]} if pen.mark == "word" else {}
    of = {"of": pen.of[:LONGEST_WORD]} if word and pen.of else {}
    return PEN, pen.claim, {"mark": pen.mark, **word, **of}


def pens(events: Iterable[Event]) -> dict[str, Pen]:
    """The last mark on each claim, by claim, in the order in which these were first marked.

    Parameters
    ----------
    events : iterable
        Lines of the log, oldest first; what is no mark, or is damaged, is passed over.

    >>> from types import SimpleNamespace as Line
    >>> said = [Line(kind="pen", item="C11", value={"mark": mark}) for mark in ("sign", "strike")]
    >>> pens(said)
    {'C11': Pen(claim='C11', mark='strike', word='', of='')}
    """
    found = {}
    for event in events:
        if event.kind == PEN and isinstance(value := event.value, dict):
            if (mark := value.get("mark")) in MARKS:
                said = [value.get(key) if mark == "word" else "" for key in ("word", "of")]
                word, of = (one if isinstance(one, str) else "" for one in said)
                found[event.item] = Pen(event.item, mark, word, of)
    return found


def ringed(events: Iterable[Event]) -> str:
    """The one claim that the reader has ringed last; "" where there is none, or its ring was taken off.

    >>> from types import SimpleNamespace as Line
    >>> ringed([Line(kind="ring", item="C11", value=True), Line(kind="ring", item="C24", value=True)])
    'C24'
    """
    last = [event for event in events if event.kind == RING][-1:]
    return next((event.item for event in last if event.value is True), "")
