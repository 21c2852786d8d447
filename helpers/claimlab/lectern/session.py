"""What happens on the stage of one lesson, without a network: which question stands, who said what, what is shown.

The wall is told nothing that would give a result away before it is revealed. Questions about
people's bodies and lives (``pooled=False``) are no part of it. Everything is held in memory alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from claimlab import lessons
from claimlab.classroom.finding import codes_in
from claimlab.classroom.pool import MOST_CHARACTERS, Tally, flood, pool, sentences
from claimlab.errors import KitError
from claimlab.html import join
from claimlab.i18n import _, language, speaking
from claimlab.lectern.book import book, markdown
from claimlab.lessons.declare import Prediction
from claimlab.teaching.predicting.codes import quantise
from claimlab.teaching.predicting.guesses import figure

__all__ = ["Session", "answer_of", "grain_of"]

_MOST_PEOPLE, _LONGEST_TIMER_MIN, _MOST_NEWS = 2000, 90, 20


def grain_of(asked: Prediction) -> str:
    """In which unit, between what and in which steps an answer is given; "" for a choice.

    >>> from claimlab.lessons import prediction
    >>> grain_of(prediction("P01.1"))
    'per cent, 0 to 100, in steps of 5'
    """
    if asked.kind == "choice":
        return ""
    low, high, step = (figure(one, asked.step) for one in (asked.low, asked.high, asked.step))
    says = _("{low} to {high}, in steps of {step}").format(low=low, high=high, step=step)
    return f"{asked.unit}, {says}" if asked.unit else says


def answer_of(asked: Prediction, fields: Mapping[str, str]) -> object:
    """An answer that was typed into a form: `value`, `low` and `high`, or one field for each point.

    Raises
    ------
    KitError
        when it is none, or lies outside the range.

    >>> from claimlab.lessons import prediction
    >>> answer_of(prediction("P01.1"), {"value": "41"}), answer_of(prediction("P01.3"), {"value": "size"})
    (40, 'size')
    """
    if asked.kind == "choice":
        if (chosen := fields.get("value")) not in asked.options:
            raise KitError(_("Choose one of the answers."))
        return chosen
    names = {"number": ["value"], "interval": ["low", "high"]}.get(
        asked.kind, [str(point) for point in asked.points]
    )
    numbers = [_number(asked, fields.get(name, "")) for name in names]
    if asked.kind == "interval" and numbers[0] > numbers[1]:
        raise KitError(_("The low number comes first."))
    return quantise(asked, numbers[0] if asked.kind == "number" else numbers)


def _number(asked: Prediction, typed: str) -> float:
    try:
        number = float(typed.strip().replace(",", "."))
    except ValueError:
        number = float("nan")
    if not asked.low <= number <= asked.high:
        raise KitError(_("Give a number: {grain}.").format(grain=grain_of(asked)))
    return number


class Session:
    """The stage of one lesson, in the language that is set when it opens.

    Parameters
    ----------
    lesson_id : str
    people : int
        How many the class has; 0 where that is not known.
    clock : callable
        Seconds that only go forward.

    Raises
    ------
    KitError
        when there is no such lesson, or it has no question that may stand on a wall.

    >>> stage = Session("01", people=40)
    >>> stage.act("paste", "nothing here"); stage.news, stage.asked.id, stage.wall()["counts"]
    ('No code was found in it.', 'P01.2', [0, 0])
    """

    def __init__(
        self, lesson_id: str, people: int = 0, clock: Callable[[], float] = time.monotonic
    ):
        self.book, self.language = book(lesson_id), language()
        self.questions = self.book.voted
        if not self.questions:
            raise KitError(
                _(
                    "Lesson {id} has no question for a wall: what it asks is about people's lives, and each answers alone in the notebook."
                ).format(id=lesson_id)
            )
        self.people, self._clock = people, clock
        self.place, self.vote, self.is_open, self.shows_bars = 0, 1, True, True
        self._shown = -1  # which step of the result stands on the wall; -1 before it is revealed
        self._deadline: float | None = None
        self._chats: list[str] = []
        self._typed: dict[tuple[str, int, str], str] = {}  # (question, vote, seat) to a code
        self._said: dict[tuple[str, int, str], object] = {}  # the same to an answer
        self._pooled, self.news = pool(""), ""

    # What is asked, and what was said:

    @property
    def asked(self) -> Prediction:
        """The question that stands on the wall."""
        return self.questions[self.place]

    @property
    def tally(self) -> Tally:
        """All guesses at it: codes of chats, and what the seats in the room said; a code counts once."""
        return self._tally(self.asked)

    def _tally(self, asked: Prediction) -> Tally:
        found = self._pooled.tallies.get(asked.id)
        votes = {vote: list(found.votes[vote]) if found else [] for vote in (1, 2)}
        for (item, vote, _seat), value in self._said.items():
            if item == asked.id:
                votes[vote].append(value)
        return Tally(asked, votes)

    @property
    def result(self) -> list[tuple[str, str]]:
        """The steps of the result: its pictures by name, the question after it, why it is so."""
        known = lessons.pictures(self.book.lesson).items()
        steps = [("picture", name) for name, one in known if one.reveals == self.asked.id]
        more = [("question", self.asked.question), ("explain", self.asked.explain)]
        return [*steps, *((kind, text) for kind, text in more if text)] or [("explain", "")]

    def answer(self, seat: str, fields: Mapping[str, str]) -> None:
        """What somebody in the room says to the question on the wall: an answer, or a code of a notebook.

        Each seat has one answer in each vote, which it may change while the vote is open.

        Raises
        ------
        KitError
            when the vote is closed, or it is neither.
        """
        with speaking(self.language):
            if not self.is_open:
                raise KitError(_("This vote is closed: wait for the next question."))
            if fields.get("question", self.asked.id) != self.asked.id:
                raise KitError(_("The wall shows another question now."))
            key = (self.asked.id, self.vote, seat)
            if code := fields.get("code", "").strip():
                found = [one.guess for one in codes_in(code[:200]) if one.guess]
                if len(found) != 1 or found[0].prediction != self.asked.id:
                    raise KitError(_("That is no code for this question: look at it again."))
                self._said.pop(key, None)
                self._typed[key[0], found[0].vote, seat] = code[:200]
                self._pool()
                return
            self._said[key] = answer_of(self.asked, fields)
            if self._typed.pop(key, None):
                self._pool()

    def _pool(self) -> None:
        with speaking(self.language):
            self._pooled = pool("\n".join([*self._chats, *self._typed.values()]))

    # What the lecturer does:

    def act(self, name: str, what: object = None) -> None:
        """One press in the lecturer's window or on the wall; what is unknown or does not fit is passed over.

        ``step``, ``next``, ``back``, ``go`` (to a number), ``reveal``, ``vote``, ``close``, ``bars``,
        ``timer`` (minutes), ``people`` (a number), ``paste`` (a text), ``forget``.
        """
        acts = {
            "step": self._step, "next": lambda: self._go(self.place + 1), "back": self._back,
            "reveal": self._reveal, "vote": self._vote, "close": self._close, "bars": self._bars,
            "forget": self._forget,
        }  # fmt: skip
        told = {"go": self._go, "timer": self._timer, "people": self._people, "paste": self._paste}
        with speaking(self.language):
            if name in acts:
                acts[name]()
            elif name == "paste" and isinstance(what, str):
                self._paste(what)
            elif name in told and name != "paste" and type(what) is int:
                told[name](what)

    def _step(self) -> None:
        if self._shown < len(self.result) - 1:
            self._shown += 1
            self.is_open = False
        else:
            self._go(self.place + 1)

    def _back(self) -> None:
        if self._shown >= 0:
            self._shown -= 1
        else:
            self._go(self.place - 1)

    def _go(self, place: int) -> None:
        if not 0 <= place < len(self.questions) or place == self.place:
            return
        self.place, self.vote, self.is_open, self._shown = place, 1, True, -1
        self._deadline = None

    def _reveal(self) -> None:
        self._shown = -1 if self._shown >= 0 else 0
        self.is_open = False

    def _vote(self) -> None:
        self.vote, self.is_open, self._shown = 3 - self.vote, True, -1

    def _close(self) -> None:
        self.is_open = not self.is_open

    def _bars(self) -> None:
        self.shows_bars = not self.shows_bars

    def _timer(self, minutes: int) -> None:
        if 0 <= minutes <= _LONGEST_TIMER_MIN:
            self._deadline = self._clock() + 60 * minutes if minutes else None

    def _people(self, people: int) -> None:
        if 0 <= people <= _MOST_PEOPLE:
            self.people = people

    def _paste(self, chat: str) -> None:
        room = MOST_CHARACTERS - sum(len(one) + 1 for one in self._chats)
        before, skipped = self._count(), set(self._pooled.skipped)
        self._chats.append(chat[: max(room, 0)])
        self._pool()
        new, repeated = self._count() - before, len(set(self._pooled.skipped) - skipped)
        self.news = _("No code was found in it.")
        if new or repeated:
            self.news = _("New codes: {new}. Repeated or damaged: {skipped}.").format(
                new=new, skipped=repeated
            )
        if len(chat) > room:
            self.news += " " + _("It was too long: only its beginning was read.")

    def _count(self) -> int:
        return sum(t.n(1) + t.n(2) for t in self._pooled.tallies.values())

    def _forget(self) -> None:
        """Take away every guess of the class."""
        self._chats, self._typed, self._said = [], {}, {}
        self.news = _("All votes are gone.")
        self._pool()

    # What is shown:

    @property
    def seconds_left(self) -> float | None:
        """Of the timer; None while none runs."""
        return None if self._deadline is None else max(0.0, self._deadline - self._clock())

    def wall(self) -> dict[str, Any]:
        """What the wall shows: no truth, no note, and no result before it is revealed."""
        with speaking(self.language):
            asked, tally = self.asked, self.tally
            return {
                "lesson": self.book.lesson, "title": self.book.title, "place": self.place + 1,
                "of": len(self.questions), "id": asked.id, "asks": asked.asks, "grain": grain_of(asked),
                "options": list(asked.options.values()), "vote": self.vote, "isOpen": self.is_open,
                "counts": [tally.n(1), tally.n(2)], "people": self.people,
                "count": self._count_said(tally), "warning": flood(tally, self.people),
                "bars": self._bars_of(tally) if self.shows_bars and self._shown < 0 else None,
                "left": self.seconds_left,
                "result": self._result(tally) if self._shown >= 0 else None,
            }  # fmt: skip

    def _bars_of(self, tally: Tally) -> dict[str, Any]:
        """A row for each answer with both votes; of a curve, medians on its axis."""
        first, second = (tally.distribution(vote) for vote in (1, 2))
        is_curve = tally.asked.kind == "curve"
        names = map(str, tally.asked.points) if is_curve else first
        rows = [[name, first.get(name), second.get(name)] for name in names]
        most = tally.asked.high if is_curve else max(5, *first.values(), *second.values())
        return {
            "rows": rows, "most": most, "hasSecond": tally.n(2) > 0,
            "unit": _("median, {unit}").format(unit=tally.asked.unit) if is_curve else _("people"),
            "names": [_("First vote"), _("Second vote")],
        }  # fmt: skip

    def _count_said(self, tally: Tally) -> str:
        n = tally.n(self.vote)
        name = _("Second vote") if self.vote == 2 else _("Votes")
        if self.people:
            return _("{name}: {n} of {people}").format(name=name, n=n, people=self.people)
        return _("{name}: {n}").format(name=name, n=n)

    def _result(self, tally: Tally) -> dict[str, Any]:
        steps = self.result
        kind, what = steps[min(self._shown, len(steps) - 1)]
        says = sentences(tally)
        if tally.asked.kind == "curve" and kind == "picture":  # the picture has the true line
            says = says[:-1]
        shown = what if kind == "picture" else str(markdown(what))
        return {
            "says": says,
            "kind": kind,
            "what": shown,
            "place": self._shown + 1,
            "of": len(steps),
        }

    def notes(self) -> dict[str, Any]:
        """What the lecturer's own window shows beside it: truths, notes, and what was passed over."""
        with speaking(self.language):
            asked = self.asked
            skipped = list(self._pooled.skipped)
            more = len(skipped) - _MOST_NEWS
            rest = [_("... and {rest} more.").format(rest=more)] if more > 0 else []
            return {
                "truth": sentences(self.tally),
                "explain": asked.explain, "question": asked.question, "model": asked.model,
                "notes": str(join(map(markdown, self.book.notes_on("predict", asked.id)))),
                "plan": str(join(map(markdown, self.book.notes[:1]))),
                "questions": [
                    {"id": one.id, "asks": one.asks, "counts": [self._tally(one).n(v) for v in (1, 2)]}
                    for one in self.questions
                ],
                "keptBack": self._kept_back(), "skipped": [*skipped[:_MOST_NEWS], *rest],
                "others": self._elsewhere(), "news": self.news, "step": self._shown + 1,
            }  # fmt: skip

    def _kept_back(self) -> str:
        if not (kept := self.book.kept_back):
            return ""
        return _(
            "Not here: {ids}. They ask about people who died, were hurt, held or went hungry, and are never voted on or projected: each answers alone in the notebook."
        ).format(ids=", ".join(one.id for one in kept))

    def _elsewhere(self) -> str:
        here = {one.id for one in self.questions}
        found = [f"{t.asked.id} ({t.n(1) + t.n(2)})" for t in self._pooled.tallies.values() if t.asked.id not in here]  # fmt: skip
        return _("Codes of other lessons: {ids}").format(ids=", ".join(found)) if found else ""
