"""What each part of a sheet comes to, as a share of its whole: the matrix by exercise, and weighted scores."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean

from claimlab import lessons
from claimlab.classroom.gradebook import Book, required
from claimlab.classroom.mark import Marked
from claimlab.classroom.roster import IDENTIFIERS, Person
from claimlab.errors import KitError, nearest
from claimlab.i18n import _
from claimlab.sheets.cells import csv_text
from claimlab.teaching.claims import claims

__all__ = [
    "BEST",
    "PARTS",
    "Marks",
    "Scale",
    "marks_csv",
    "matrix_csv",
    "part_name",
    "prompt_of",
    "prompts",
    "read_weights",
]

PARTS = ("exercises", "quiz", "predictions", "replies", "goals", "judgements", "reading")
BEST = 3  # the best mark of the rubric on the reading page

Marks = Mapping[str, tuple[float, str]]  # from the key of an open answer to its mark and a comment


@dataclass(frozen=True)
class Scale:
    """By what a class is marked, the same for everybody: what was set counts, whatever was handed in.

    Parameters
    ----------
    weights : mapping
        Part of a lesson to its weight; empty when only points are wanted.
    marks : mapping
        Of open answers that a person has read.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)

    @cached_property
    def prompts(self) -> frozenset[str]:
        """The prompts that were set to be read: those at which an answer has a mark."""
        return frozenset(prompt_of(key) for key in self.marks)

    def read_in(self, lesson_id: str) -> frozenset[str]:
        """The prompts of a lesson that were set to be read."""
        return self.prompts & set(prompts(lesson_id)) if self.prompts else self.prompts

    def unmarked(self, result: Marked) -> list[str]:
        """The prompts that are read at which this sheet has an answer without a mark; it is not paid."""
        read = self.read_in(result.lesson)
        return sorted(i for i, t in result.texts.items() if i in read and t.key not in self.marks)

    def shares(self, result: Marked) -> dict[str, float]:
        """The share of each part, from 0 to 1; a part that the lesson does not set is left out.

        ``exercises`` and ``quiz`` are shares of right answers (to required exercises; at first
        answer), ``predictions``, ``replies``, ``goals`` and ``judgements`` of what was done at all,
        and ``reading`` the marks of open answers, as a share of full marks at every prompt that is read.
        """
        declared = lessons.lesson(result.lesson)
        right = sum(
            asked.options[result.quiz[asked.id]].right
            for asked in declared.quiz
            if asked.id in result.quiz
        )
        read = self.read_in(result.lesson)
        earned = sum(
            self.marks[text.key][0]
            for item, text in result.texts.items()
            if item in read and text.key in self.marks
        )
        asks = {p.id for p in declared.predictions} | {g.id for g in declared.goals if g.question}
        counts = {
            "exercises": (result.points, required(result.lesson)),
            "quiz": (right, len(declared.quiz)),
            "predictions": (
                len({g.asked.id for g in result.guesses}),
                sum(p.pooled for p in declared.predictions),
            ),
            "replies": (len(asks & set(result.texts)), len(asks)),
            "goals": (len(result.goals), len(declared.goals)),
            "judgements": (len(result.judgements), len(declared.claims)),
            "reading": (earned, BEST * len(read)),
        }
        return {part: count / whole for part, (count, whole) in counts.items() if whole}

    def steps(self, result: Marked) -> list[tuple[str, float, float]]:
        """How the mark is made: each part that weighs, its share of 100, and the share of it that was earned."""
        found = self.shares(result)
        weighs = {part: weight for part, weight in self.weights.items() if weight and part in found}
        whole = sum(weighs.values())
        return [(part, 100 * weight / whole, found[part]) for part, weight in weighs.items()]

    def score(self, result: Marked) -> float:
        """The mark of a sheet out of 100: the weighted mean of the shares of what the lesson sets."""
        return round(sum(of * share for _part, of, share in self.steps(result)), 1)


def part_name(part: str) -> str:
    """What a student reads of a part."""
    return {
        "exercises": _("exercises"),
        "quiz": _("quiz"),
        "predictions": _("predictions"),
        "replies": _("replies"),
        "goals": _("goals"),
        "judgements": _("judgements"),
        "reading": _("open answers, as they were read"),
    }[part]


def prompts(lesson_id: str) -> dict[str, tuple[str, str]]:
    """Everything in a lesson that is answered in words: its id, with the prompt and a model answer."""
    declared, said = lessons.lesson(lesson_id), claims()
    found = {asked.id: (asked.asks, "") for asked in declared.exercises if asked.kind == "card"}
    for asked in declared.predictions:
        question = asked.question or _("What do you see, and what surprised you?")
        found[asked.id] = (_after(asked.asks, question), asked.model or asked.explain)
    for goal in declared.goals:
        if goal.question:
            found[goal.id] = (_after(goal.task, goal.question), goal.model)
    for claim in declared.claims:
        found[claim] = (said[claim]["text_short"] if claim in said else claim, "")
    return found


def _after(asks: str, question: str) -> str:
    """One sentence after another; the first may lack its full stop."""
    return f"{asks}{'' if asks[-1:] in '.?!:' else '.'} {question}"


def prompt_of(key: str) -> str:
    """The prompt that an answer's key begins with.

    >>> prompt_of("P01.1-bcdfghjkmnpq")
    'P01.1'
    """
    return key.partition("-")[0]


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
        if found[1] in weights:
            raise KitError(
                _("The part '{part}' has two weights: name it once.").format(part=found[1])
            )
        weights[found[1]] = float(found[2])
    if not sum(weights.values()):
        raise KitError(_('No weight is above zero: write for instance "exercises 60, quiz 20".'))
    return weights


def matrix_csv(book: Book, lesson_id: str, scale: Scale | None = None) -> str:
    """One row a student: every exercise of a lesson, and all else that a sheet holds in figures.

    An exercise is 1 when right, 0 when not, and empty without an answer; ``*`` marks a stretch one.
    """
    scale = scale or Scale()
    exercises = lessons.lesson(lesson_id).exercises
    header = ["Student", *IDENTIFIERS, *(f"{e.id}{'*' * e.optional}" for e in exercises)]
    header += [f"Points of {required(lesson_id)}", *(f"{part} %" for part in PARTS)]
    header += ["Attempts", "Hints", "Solutions opened", "Minutes at work"]
    rows = [
        _row(person, result, scale)
        for person in book.people
        if (result := book.counted.get((person, lesson_id)))
    ]
    return csv_text([*header, *(["Score %"] if scale.weights else [])], rows)


def _row(person: Person, result: Marked, scale: Scale) -> list[object]:
    found = scale.shares(result)
    right = [
        int(result.codes[asked.id] == "right") if asked.id in result.codes else ""
        for asked in lessons.lesson(result.lesson).exercises
    ]
    return [
        person.student, *person.ids, *right, result.points,
        *(round(100 * found[part]) if part in found else "" for part in PARTS),
        sum(result.attempts.values()), result.hints, len(result.solutions), round(result.minutes),
        *([scale.score(result)] if scale.weights else []),
    ]  # fmt: skip


def marks_csv(book: Book, scale: Scale) -> str:
    """The mark of each student over all lessons that were set, with how it is made.

    A lesson from which somebody is excused is none of theirs; one without a sheet brings 0.
    """
    header = ["Student", *IDENTIFIERS, _("Mark of 100"), _("How it is made")]
    return csv_text(header, [_total(book, person, scale) for person in book.people])


def _total(book: Book, person: Person, scale: Scale) -> list[object]:
    said, marks, is_open = [], [], False
    for lesson_id in book.was_set(person):
        place = (person, lesson_id)
        if lesson_id in person.excused:
            says = _("excused")
        elif place in book.contested:
            says, is_open = _("several sheets: choose"), True
        elif place in book.refused:
            says, is_open = _("handed in, and could not be read"), True
        elif result := book.counted.get(place):
            marks.append(scale.score(result))
            parts = (f"{part} {of:.3g} x {share:.0%}" for part, of, share in scale.steps(result))
            says = f"{marks[-1]:g} ({', '.join(parts)})"
        else:
            marks.append(0.0)
            says = _("0 (no sheet)")
        said.append(f"{lesson_id}: {says}")
    whole = "" if is_open or not marks else round(fmean(marks), 1)
    return [person.student, *person.ids, whole, "; ".join(said)]
