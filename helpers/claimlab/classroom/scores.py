"""What each part of a sheet comes to, as a share of its whole: the matrix by exercise, and weighted scores."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimlab import lessons
from claimlab.classroom.gradebook import Book, required
from claimlab.classroom.mark import Marked
from claimlab.classroom.roster import IDENTIFIERS, Person
from claimlab.errors import KitError, nearest
from claimlab.i18n import _
from claimlab.sheets.cells import csv_text

__all__ = ["PARTS", "matrix_csv", "read_weights", "score", "shares"]

PARTS = ("exercises", "quiz", "predictions", "replies", "goals", "judgements", "reading")
BEST = 3  # the best mark of the rubric on the reading page

Marks = Mapping[str, tuple[float, str]]


def shares(result: Marked, marks: Marks | None = None) -> dict[str, float]:
    """The share of each part, from 0 to 1; a part that the lesson does not have is left out.

    ``exercises`` and ``quiz`` are shares of right answers (to required exercises; at first
    answer), ``predictions``, ``replies``, ``goals`` and ``judgements`` of what was done at all, and
    ``reading`` is the mean of the marks that the instructor gave to open answers.
    """
    declared = lessons.lesson(result.lesson)
    predictions = {p.id for p in declared.predictions}
    pooled = sum(p.pooled for p in declared.predictions)
    goals = {goal.id for goal in declared.goals}
    right = sum(
        asked.options[result.quiz[asked.id]].right
        for asked in declared.quiz
        if asked.id in result.quiz
    )
    given = [marks[t.key][0] for t in result.texts.values() if marks and t.key in marks]
    counts = {
        "exercises": (result.points, required(result.lesson)),
        "quiz": (right, len(declared.quiz)),
        "predictions": (len({g.asked.id for g in result.guesses}), pooled),
        "replies": (len((predictions | goals) & set(result.texts)), len(predictions | goals)),
        "goals": (len(result.goals), len(goals)),
        "judgements": (len(result.judgements), len(declared.claims)),
        "reading": (sum(given), BEST * len(given)),
    }
    return {part: count / whole for part, (count, whole) in counts.items() if whole}


def score(result: Marked, weights: Mapping[str, float], marks: Marks | None = None) -> float:
    """The mark of a sheet out of 100: the weighted mean of the shares of the parts that the lesson has."""
    found = shares(result, marks)
    whole = sum(weights[part] for part in weights if part in found)
    return (
        round(
            100 * sum(weights[part] * found[part] for part in weights if part in found) / whole, 1
        )
        if whole
        else 0.0
    )


def read_weights(text: str) -> dict[str, float]:
    """Weights as they are written on the command line.

    >>> read_weights("exercises 60, quiz=20, replies: 20")
    {'exercises': 60.0, 'quiz': 20.0, 'replies': 20.0}
    >>> read_weights("exams 60")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no part 'exams' to weigh: the names are 'exercises', 'goals', ...
    """
    weights = {}
    for piece in filter(None, re.split(r"[,;]", text)):
        if not (found := re.fullmatch(r"\s*(\w+)\s*[=:\s]\s*(\d{1,6}(?:\.\d+)?)\s*", piece)):
            raise KitError(
                _("'{piece}' is no weight: write for instance \"exercises 60, quiz 20\".").format(
                    piece=piece.strip()
                )
            )
        if found[1] not in PARTS:
            raise KitError(
                _("There is no part '{part}' to weigh: {nearest}").format(
                    part=found[1], nearest=nearest(found[1], PARTS)
                )
            )
        weights[found[1]] = float(found[2])
    if not sum(weights.values()):
        raise KitError(_('No weight is above zero: write for instance "exercises 60, quiz 20".'))
    return weights


def matrix_csv(
    book: Book,
    lesson_id: str,
    weights: Mapping[str, float] | None = None,
    marks: Marks | None = None,
) -> str:
    """One row a student: every exercise of a lesson, and all else that a sheet holds in figures.

    An exercise is 1 when right, 0 when not, and empty without an answer; ``*`` marks a stretch one.
    """
    exercises = lessons.lesson(lesson_id).exercises
    header = ["Student", *IDENTIFIERS, *(f"{e.id}{'*' * e.optional}" for e in exercises)]
    header += [f"Points of {required(lesson_id)}", *(f"{part} %" for part in PARTS)]
    header += ["Attempts", "Hints", "Solutions opened", "Minutes at work"]
    rows = [
        _row(person, result, weights, marks)
        for person in book.people
        if (result := book.counted.get((person, lesson_id)))
    ]
    return csv_text([*header, *(["Score %"] if weights else [])], rows)


def _row(person: Person, result: Marked, weights, marks) -> list[object]:
    found = shares(result, marks)
    right = [
        int(result.codes[asked.id] == "right") if asked.id in result.codes else ""
        for asked in lessons.lesson(result.lesson).exercises
    ]
    return [
        person.student, *person.ids, *right, result.points,
        *(round(100 * found[part]) if part in found else "" for part in PARTS),
        sum(result.attempts.values()), result.hints, len(result.solutions), round(result.minutes),
        *([score(result, weights, marks)] if weights else []),
    ]  # fmt: skip
