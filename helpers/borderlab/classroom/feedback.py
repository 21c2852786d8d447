"""The page that a student gets back: each exercise with the answer, the verdict and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from borderlab import lessons
from borderlab.classroom.gradebook import required
from borderlab.classroom.mark import Guess, Mark, Result
from borderlab.classroom.pages import Html, page, paragraph, slug, table
from borderlab.i18n import _
from borderlab.teaching.predicting.guesses import beside

__all__ = ["feedback_name", "feedback_page"]


def feedback_name(result: Result) -> str:
    """The file name of a student's page: letters, digits and hyphens alone.

    >>> feedback_name(Result("x", "../Ana", "02", 0, ""))
    'ana-...-lesson-02.html'
    """
    return f"{slug(result.name)}-lesson-{result.lesson}.html"


def feedback_page(
    result: Result, marks: Sequence[Mark], explained: Mapping[str, str] | None = None
) -> str:
    """The page as HTML; it never gives a right answer away.

    Parameters
    ----------
    result : Result
    marks : sequence of Mark
        One for each exercise of the lesson.
    explained : mapping, optional
        Prediction id to the student's own explanation.
    """
    points = _("{points} of {of} required exercises are right.").format(
        points=result.points, of=required(result.lesson)
    )
    parts = [
        paragraph(points),
        _exercises(marks),
        *_predictions(result, explained or {}),
        *_quiz(result),
    ]
    parts.append(paragraph(_("Graded from the sheet '{file}'.").format(file=result.file)))
    return page(_("Lesson {lesson}: {name}").format(lesson=result.lesson, name=result.name), parts)


def _exercises(marks: Sequence[Mark]) -> Html:
    rows = []
    for m in marks:
        name = _("{id} (optional)").format(id=m.asked.id) if m.asked.optional else m.asked.id
        rows.append(
            (name, m.asked.asks, m.given or "–", _verdict(m), m.verdict.message if m.given else "")
        )
    return table(
        _("Exercises"),
        [_("Exercise"), _("Task"), _("Your answer"), _("Verdict"), _("What it says")],
        rows,
    )


def _verdict(m: Mark) -> str:
    if m.verdict.ok:
        return _("✔ right")
    return _("○ no answer") if m.verdict.code == "not-attempted" else _("✘ not yet")


def _predictions(result: Result, explained: Mapping[str, str]) -> list[Html]:
    asked = {guess.asked.id: guess.asked for guess in result.guesses}
    if not asked:
        return []
    rows = [
        (
            p.asks,
            _beside([g for g in result.guesses if g.asked.id == i]),
            explained.get(i, ""),
            p.explain,
        )
        for i, p in asked.items()
    ]
    return [
        table(
            _("Predictions"),
            [_("Question"), _("What you said"), _("Your explanation"), _("A model explanation")],
            rows,
        )
    ]


def _beside(guesses: Sequence[Guess]) -> str:
    asked = guesses[0].asked
    votes = [guess.value for guess in sorted(guesses, key=lambda g: g.vote)]
    return beside(asked, votes, _computed(asked.truth) if asked.truth else None)


@lru_cache(maxsize=None)
def _computed(truth: Callable[[], object]) -> object:
    # Computed from the tables, so the same for every sheet.
    return truth()


def _quiz(result: Result) -> list[Html]:
    rows = []
    for asked in lessons.lesson(result.lesson).quiz:
        if asked.id in result.quiz:
            option = asked.options[result.quiz[asked.id]]
            rows.append(
                (
                    asked.asks,
                    option.text,
                    _("✔ right") if option.right else _("✘ not this"),
                    option.reason,
                )
            )
    return (
        [
            table(
                _("Quiz: your first answers"),
                [_("Question"), _("Answer"), _("Verdict"), _("Why")],
                rows,
            )
        ]
        if rows
        else []
    )
