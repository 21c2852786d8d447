"""Phones in the room: who has a seat, and the pages that they see. No account, no name, no script, nothing kept.

A seat is a random number in a cookie, given to whoever types the word on the wall. Seats are as
many as the class has people and a few more; wrong words and quick presses are slowed down.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections import deque
from collections.abc import Callable

from claimlab.errors import KitError
from claimlab.html import Markup, document, join, tag
from claimlab.i18n import _
from claimlab.lectern.session import Session, grain_of
from claimlab.lessons.declare import Prediction

__all__ = ["POLICY", "Room", "answer_page", "door_page"]

_HARD, _SOFT = "bdfgklmnprst", "aeiou"
_MOST_SEATS, _SPARE = (
    300,
    3,
)  # where nobody said how many people there are; beside those that were named
_WRONG_WORDS, _PRESSES, _PER_S = 5, 20, 10.0  # of one address, in so many seconds
_MOST_WRONG = 500  # then the door shuts, and the lecturer opens it with another word

_STYLE = """:root{color-scheme:light dark}
body{font:20px/1.45 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1rem}
h1{font-size:1.25rem;line-height:1.3}
label{display:block;margin:.6rem 0}
.choice{border:1px solid #767676;border-radius:.5rem;padding:.7rem;display:flex;gap:.7rem;align-items:center}
input{font:inherit;min-height:2.6rem;box-sizing:border-box}
input[type=radio]{min-height:1.4rem;min-width:1.4rem;flex:none}
input:not([type=radio]){width:100%;padding:.2rem .6rem}
button{font:inherit;font-weight:600;min-height:3rem;width:100%;margin:.6rem 0}
.said{border-left:.4rem solid #767676;padding:.1rem .8rem;font-weight:600}
small{font-size:1rem}"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


class Room:
    """Who may vote from a phone. The door is shut until the lecturer opens it, and then has a word.

    Parameters
    ----------
    stage : Session
    clock : callable
        Seconds that only go forward.

    >>> room = Room(Session("01", people=2))
    >>> room.open(); seat = room.enter(room.word, "192.168.1.7"); room.has(seat), len(room.word)
    (True, 6)
    """

    def __init__(self, stage: Session, clock: Callable[[], float] = time.monotonic):
        self.stage, self._clock = stage, clock
        self.word, self._seats, self._wrong = "", set(), 0
        self._recent: dict[tuple[str, str], deque[float]] = {}

    @property
    def seats(self) -> int:
        """How many are taken."""
        return len(self._seats)

    def open(self) -> None:
        """Open the door, with a new word; whoever has a seat keeps it."""
        self.word = "".join(secrets.choice(_HARD) + secrets.choice(_SOFT) for _pair in range(3))
        self._wrong = 0

    def shut(self) -> None:
        """Shut the door: nobody comes in, and nobody in it votes."""
        self.word = ""

    def has(self, seat: str) -> bool:
        """Whether a seat was given, and the door stands open."""
        return bool(self.word) and seat in self._seats

    def enter(self, word: str, address: str) -> str:
        """A seat for whoever says the word.

        Raises
        ------
        KitError
            when the door is shut, the word is another, the room is full, or somebody guesses.
        """
        wrong = self._recent.setdefault((address, "wrong word"), deque(maxlen=_WRONG_WORDS))
        self._hold(wrong, self._clock())  # a right word is no guess: a class may have one address
        if not self.word:
            raise KitError(_("The room is closed: wait until the wall shows a word."))
        if not secrets.compare_digest(word.strip().casefold().encode(), self.word.encode()):
            self._wrong += 1
            wrong.append(self._clock())
            if self._wrong >= _MOST_WRONG:
                self.shut()
            raise KitError(_("That is not the word on the wall."))
        if len(self._seats) >= (self.stage.people + _SPARE if self.stage.people else _MOST_SEATS):
            raise KitError(_("All seats are taken: tell your lecturer."))
        seat = secrets.token_urlsafe(18)
        self._seats.add(seat)
        return seat

    def slow(self, address: str, seat: str = "") -> None:
        """Count a press of one seat; at the door a whole class may stand behind one address.

        Raises
        ------
        KitError
            when there were too many within some seconds.
        """
        now = self._clock()
        if len(self._recent) > 10 * _MOST_SEATS:
            self._recent.clear()
        who, most = (seat, _PRESSES) if self.has(seat) else ("door", _MOST_SEATS)
        times = self._recent.setdefault((address, who), deque(maxlen=most))
        self._hold(times, now)
        times.append(now)

    def _hold(self, times: deque[float], now: float) -> None:
        if len(times) == times.maxlen and now - times[0] < _PER_S:
            raise KitError(_("Too fast: wait ten seconds, then press again."))


def _page(*parts: object) -> str:
    return document(_("Your guess"), [tag("style", Markup(_STYLE))], tag("main", *parts))


def _told(says: str) -> Markup:
    return tag("p", says, class_="said", role="status") if says else Markup("")


def door_page(says: str = "") -> str:
    """Where somebody types the word on the wall.

    >>> "<script" in door_page("<script>")
    False
    """
    field = tag("input", name_="word", autocomplete="off", autocapitalize="none", maxlength=20, required=True)  # fmt: skip
    form = tag(
        "form", tag("label", _("The word on the wall"), field), tag("button", _("Come in")),
        method="post", action="/in",
    )  # fmt: skip
    kept = _("No account, no name: your guess is counted, and gone when the lesson ends.")
    return _page(tag("h1", _("Guess with the class")), _told(says), form, tag("small", kept))


def answer_page(stage: Session, says: str = "") -> str:
    """The question on the wall, and what can be answered."""
    asked = stage.asked
    again = tag("form", tag("button", _("Show the question on the wall")), method="get", action="/")
    if not stage.is_open:
        shut = _("This vote is closed. Look at the wall.")
        return _page(tag("h1", asked.asks), _told(says or shut), again)
    vote = tag("p", _("Second vote, after you talked.")) if stage.vote == 2 else ""
    code = tag("input", name_="code", maxlength=60, autocomplete="off")
    form = tag(
        "form",
        tag("input", type="hidden", name_="question", value=asked.id),
        *_fields(asked),
        tag("label", _("Or the code from your notebook"), code),
        tag("button", _("Send")),
        method="post", action="/say",
    )  # fmt: skip
    return _page(tag("h1", asked.asks), vote, _told(says), form, again)


def _fields(asked: Prediction) -> list[Markup]:
    if asked.kind == "choice":
        return [
            tag("label", tag("input", type="radio", name_="value", value=key), join([text]), class_="choice")
            for key, text in asked.options.items()
        ]  # fmt: skip
    names = {"number": {"value": _("Your number")}, "interval": {"low": _("Low"), "high": _("High")}}  # fmt: skip
    known = names.get(asked.kind) or {str(point): str(point) for point in asked.points}
    return [
        tag("p", tag("small", grain_of(asked))),
        *(
            tag("label", text, tag("input", type="number", name_=name, min=asked.low, max=asked.high,
                                   step=asked.step, inputmode="decimal"))
            for name, text in known.items()
        ),
    ]  # fmt: skip
