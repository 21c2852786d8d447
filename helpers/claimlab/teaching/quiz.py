"""Three questions at the end of a lesson and one from an earlier lesson; reasons come after an answer."""

from __future__ import annotations

import re

from claimlab import lessons
from claimlab.errors import KitError, nearest
from claimlab.html import join, tag
from claimlab.i18n import _
from claimlab.lessons.declare import Question
from claimlab.teaching.card import Button, Card, Cards, Face
from claimlab.teaching.forms import field
from claimlab.teaching.store import Record, store

__all__ = ["earlier_question", "question_card", "quiz"]


def quiz(quiz_id: str) -> Cards:
    """The questions of a lesson, with one that the student has met in an earlier lesson.

    Parameters
    ----------
    quiz_id : str
        ``"Q02"`` for lesson 02.

    Raises
    ------
    KitError
        when there is no such quiz.

    >>> quiz("Q0")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no quiz 'Q0': did you mean ...
    """
    match = re.fullmatch(r"Q(\d\d)", str(quiz_id))
    if not match or match[1] not in lessons.lesson_ids():
        known = [f"Q{n}" for n in lessons.lesson_ids()]
        raise KitError(
            _("There is no quiz '{id}': {nearest}").format(
                id=quiz_id, nearest=nearest(quiz_id, known)
            )
        )
    again = earlier_question(match[1])
    asked = [*lessons.lesson(match[1]).quiz, *([again] if again else [])]
    return Cards([question_card(one, match[1], n) for n, one in enumerate(asked, 1)])


def earlier_question(lesson_id: str) -> Question | None:
    """The question of an earlier lesson to ask again: one last answered wrong, else the one answered longest ago.

    None when the student has answered no question of an earlier lesson.
    """
    last: dict[str, Record] = {}
    for record in store().records("quiz"):
        if record.lesson and record.lesson < lesson_id:
            last.pop(record.item, None)  # so that the order is that of the last answers
            last[record.item] = record
    for record in sorted(last.values(), key=lambda r: r.verdict == "right"):
        try:
            return lessons.question(record.item)
        except KitError:  # the question is no longer part of the kit
            continue
    return None


def question_card(asked: Question, lesson_id: str, n: int) -> Card:
    """One question; asked afresh each time its cell is run, and again where the answer was not right."""
    given: list[int] = []
    again = (
        "" if asked.id[1:3] == lesson_id else _("again, from lesson {id}").format(id=asked.id[1:3])
    )
    name = _("Question {n}").format(n=n) + (f" ({again})" if again else "")

    def answer(values) -> str | None:
        places = [str(i) for i in range(len(asked.options))]
        chosen = str(values.get("answer"))
        if given:
            return None
        if chosen not in places:
            return _("Choose one of the answers first.")
        given.append(int(chosen))
        right = asked.options[int(chosen)].right
        store().add("quiz", asked.id, int(chosen), "right" if right else "wrong")
        return None

    def draw() -> Face:
        if not given:
            options = {str(i): option.text for i, option in enumerate(asked.options)}
            radio = field("radio", "answer", asked.asks, options=options, quiet=True)
            return Face(
                "ask",
                name,
                [asked.asks],
                [radio],
                [Button("answer", _("Answer"), main=True)],
                state="open",
            )
        right = asked.options[given[0]].right
        again = [] if right else [Button("again", _("Answer again"))]
        return Face("right" if right else "missed", name, [asked.asks, _reasons(asked, given[0])],
                    buttons=again, state="right" if right else "tried")  # fmt: skip

    return Card(draw, {"answer": answer, "again": lambda values: given.clear()})


def _reasons(asked: Question, chosen: int) -> tuple:
    """Every option with its reason, marked as right or not, and which one was chosen."""
    rows, words = [], []
    for i, option in enumerate(asked.options):
        sign, word = ("✔", _("right")) if option.right else ("✘", _("not right"))
        yours = " " + _("(your answer)") if i == chosen else ""
        rows.append(tag("li", tag("b", option.text), f" {sign} {word}{yours}. {option.reason}"))
        words.append(f"{sign} {option.text} ({word}){yours}. {option.reason}")
    return tag("ul", join(rows), style="margin:4px 0;padding-left:20px"), "\n".join(words)
