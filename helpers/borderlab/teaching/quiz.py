"""Three questions at the end of a lesson and one from an earlier lesson; reasons come after an answer."""

from __future__ import annotations

import html
import re

import ipywidgets as widgets

from borderlab import lessons
from borderlab.errors import KitError, nearest
from borderlab.i18n import _
from borderlab.lessons.declare import Question
from borderlab.teaching.builder import keys_line, static_bundle
from borderlab.teaching.frontend import card, lock
from borderlab.teaching.inputs import OneOf
from borderlab.teaching.store import Record, store

__all__ = ["Quiz", "earlier_question", "quiz"]


def quiz(quiz_id: str) -> Quiz:
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
    borderlab.errors.KitError: There is no quiz 'Q0': did you mean ...
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
    return Quiz(quiz_id, [*lessons.lesson(match[1]).quiz, *([again] if again else [])])


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


class _Asked(widgets.VBox):
    """One question: radio buttons, a button, and after it the reason for every option."""

    def __init__(self, asked: Question, heading: str):
        self.asked, self.is_answered = asked, False
        self.radio = OneOf({i: option.text for i, option in enumerate(asked.options)})
        self.button = widgets.Button(
            description=_("Answer"), tooltip=_("Answer: {asks}").format(asks=asked.asks)
        )
        self.button.on_click(lambda button: self.answer())
        self.feedback = widgets.HTML()
        text = widgets.HTML(
            f'<div style="margin-top:8px"><b>{html.escape(heading)}</b> {html.escape(asked.asks)}</div>'
        )
        super().__init__([text, self.radio, self.button, self.feedback])

    def answer(self) -> None:
        """Record the chosen option and show the reasons; asks for a choice when there is none."""
        if self.is_answered:
            return
        chosen = self.radio.value
        if chosen is None:
            self.feedback.value = (
                f'<div role="status">{html.escape(_("Choose one of the answers first."))}</div>'
            )
            return
        right = self.asked.options[chosen].right
        store().add("quiz", self.asked.id, chosen, "right" if right else "wrong")
        self.radio.disable()
        self.is_answered = True
        lock(self.button, _("Answered"))
        self.feedback.value = f'<div role="status">{self._reasons(chosen)}</div>'

    def _reasons(self, chosen: int) -> str:
        rows = []
        for i, option in enumerate(self.asked.options):
            sign = f"✔ {_('right')}" if option.right else f"✘ {_('not this')}"
            yours = f" ({_('your answer')})" if i == chosen else ""
            rows.append(
                f"<li><b>{html.escape(option.text)}</b>: {sign}{yours}. {html.escape(option.reason)}</li>"
            )
        tone = "right" if self.asked.options[chosen].right else "missed"
        return card(
            tone, self.asked.id, f'<ul style="margin:4px 0;padding-left:20px">{"".join(rows)}</ul>'
        )


class Quiz(widgets.VBox):
    """Questions one under the other; as text, without reasons, where no widget can be shown."""

    def __init__(self, quiz_id: str, questions: list[Question]):
        self.quiz_id = quiz_id
        self.questions = [
            _Asked(asked, self._heading(n, asked)) for n, asked in enumerate(questions, 1)
        ]
        super().__init__([*self.questions, keys_line(_("Tab moves on, Space chooses."))])
        self.add_class("borderlab")

    def _heading(self, n: int, asked: Question) -> str:
        again = (
            ""
            if asked.id.startswith(f"{self.quiz_id}.")
            else " " + _("(again, from lesson {id})").format(id=asked.id[1:3])
        )
        return f"{n}.{again}"

    def _words(self) -> str:
        lines = []
        for n, one in enumerate(self.questions, 1):
            lines.append(f"{self._heading(n, one.asked)} {one.asked.asks}")
            lines += [f"   ( ) {option.text}" for option in one.asked.options]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return self._words()

    def _repr_mimebundle_(self, **options: object) -> dict[str, str]:
        return static_bundle(super()._repr_mimebundle_(**options), self._words())
