"""The verdicts on one answer sheet, computed again from its values; what the sheet says of itself is only compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from borderlab import lessons
from borderlab.classroom.sheets import Sheet, one_line
from borderlab.data import data_version
from borderlab.i18n import _
from borderlab.judging.judge import Verdict, judge
from borderlab.lessons.declare import Exercise, Lesson, Prediction, Question
from borderlab.teaching.predicting.codes import quantise

__all__ = ["Guess", "Mark", "Result", "mark"]

_LONGEST_VALUE, _MOST_NAMED = 300, 5


@dataclass(frozen=True)
class Mark:
    """The verdict on one exercise of a sheet; `given` is the answer as one line of text."""

    asked: Exercise
    verdict: Verdict
    given: str = ""
    attempts: int = 0


@dataclass(frozen=True)
class Guess:
    """One vote on a prediction, on the prediction's grain."""

    asked: Prediction
    vote: int
    value: object


@dataclass(frozen=True)
class Result:
    """What remains of a sheet once it is marked, small enough to keep for a whole course.

    Parameters
    ----------
    file, name, lesson : str
    points : int
        Right exercises among the required ones.
    codes : mapping
        Exercise id to the code of the verdict, for every exercise that was answered.
    met : mapping
        Exercise id to the codes that the student says to have met on the way.
    attempts : mapping
        Exercise id to the number of attempts, as the student's sheet has it.
    guesses : tuple of Guess
    forecasts : mapping
        Forecast id to a probability in per cent.
    quiz : mapping
        Question id to the place of the option chosen first.
    judgements : mapping
        Claim id to the student's status.
    digest : str
        Equal for two sheets exactly when their answers are.
    remarks : tuple of str
        What the instructor should know although the sheet counts.
    """

    file: str
    name: str
    lesson: str
    points: int
    digest: str
    codes: Mapping[str, str] = field(default_factory=dict)
    met: Mapping[str, frozenset[str]] = field(default_factory=dict)
    attempts: Mapping[str, int] = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()
    forecasts: Mapping[str, float] = field(default_factory=dict)
    quiz: Mapping[str, int] = field(default_factory=dict)
    judgements: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def _known(lesson_id: str) -> tuple[Lesson, dict[str, Prediction], dict[str, Question]]:
    declared = lessons.lesson(lesson_id)
    return declared, {p.id: p for p in declared.predictions}, {q.id: q for q in declared.quiz}


def mark(sheet: Sheet) -> tuple[Result, list[Mark]]:
    """The result of a sheet, and its verdicts in the order of the lesson, blank exercises included."""
    declared, _predictions, questions = _known(sheet.lesson)
    marks = [_mark(asked, sheet.answers.get(asked.id)) for asked in declared.exercises]
    answered = [m for m in marks if m.asked.id in sheet.answers]
    guesses, unfit = _guesses(sheet)
    quiz = {
        i: a["value"]
        for i, a in sheet.quiz.items()
        if i in questions and _is_place(a["value"], questions[i])
    }
    result = Result(
        file=sheet.file,
        name=sheet.name,
        lesson=sheet.lesson,
        points=sum(m.verdict.ok for m in marks if not m.asked.optional),
        digest=_digest(sheet),
        codes={m.asked.id: m.verdict.code for m in answered},
        met={
            m.asked.id: frozenset(sheet.answers[m.asked.id]["codes"]) & _codes(m.asked)
            for m in answered
        },
        attempts={m.asked.id: m.attempts for m in answered},
        guesses=tuple(guesses),
        forecasts=sheet.forecasts,
        quiz=quiz,
        judgements={
            claim: said["status"]
            for claim, said in sheet.judgements.items()
            if claim in declared.claims
        },
        remarks=tuple([*sheet.remarks, *_remarks(sheet, answered), *unfit]),
    )
    return result, marks


def _mark(asked: Exercise, answer: Mapping[str, object] | None) -> Mark:
    if answer is None:
        return Mark(asked, judge(asked, None))
    return Mark(
        asked, judge(asked, answer["value"]), _in_words(answer["value"]), answer["attempts"]
    )


def _in_words(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(_rounded(value), ensure_ascii=False)
    short = one_line(text, _LONGEST_VALUE)
    return short if len(text) <= _LONGEST_VALUE else short + " …"


def _rounded(value: object) -> object:
    """The value with six digits in each number, which is enough to recognise an answer."""
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def _codes(asked: Exercise) -> frozenset[str]:
    return frozenset(mistake.code for mistake in asked.mistakes) | {"unit", "kind"}


def _digest(sheet: Sheet) -> str:
    values = {item: answer["value"] for item, answer in sheet.answers.items()}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _guesses(sheet: Sheet) -> tuple[list[Guess], list[str]]:
    """The votes that fit the question as it is asked today, and a remark on each that does not."""
    found, unfit = {}, []
    known = _known(sheet.lesson)[1]
    for item, said in ((i, s) for i, s in sheet.predictions.items() if i in known):
        for vote in said["votes"]:
            try:
                value = _on_grain(known[item], vote["value"])
            except (TypeError, ValueError, OverflowError):
                unfit.append(
                    _("The guess at {id} does not fit the question: left out.").format(id=item)
                )
                continue
            found.setdefault((item, vote["vote"]), Guess(known[item], vote["vote"], value))
    return list(found.values()), unfit


def _on_grain(asked: Prediction, value: object) -> object:
    found = quantise(asked, value)
    if asked.kind == "interval" and found[0] > found[1]:
        raise ValueError("upside down")
    return found


def _is_place(value: object, asked: Question) -> bool:
    return type(value) is int and 0 <= value < len(asked.options)


def _remarks(sheet: Sheet, answered: list[Mark]) -> list[str]:
    return [
        sentence
        for sentence in (
            _strangers(sheet),
            _forged(sheet, answered),
            _vintage(sheet),
            _early(sheet),
        )
        if sentence
    ]


def _strangers(sheet: Sheet) -> str:
    declared, predictions, questions = _known(sheet.lesson)
    known = (
        {e.id for e in declared.exercises}
        | set(predictions)
        | set(questions)
        | set(declared.claims)
    )
    strange = [
        i
        for part in (sheet.answers, sheet.predictions, sheet.quiz, sheet.judgements)
        for i in part
        if i not in known
    ]
    if not strange:
        return ""
    return _("Not part of lesson {lesson}, so left out: {ids}.").format(
        lesson=sheet.lesson, ids=_listed(strange)
    )


def _forged(sheet: Sheet, answered: list[Mark]) -> str:
    differ = [
        m.asked.id for m in answered if sheet.answers[m.asked.id]["verdict"] != m.verdict.code
    ]
    if not differ:
        return ""
    return _(
        "The stored verdict differs from the one that the value gives, which counts: {ids}."
    ).format(ids=_listed(differ))


def _vintage(sheet: Sheet) -> str:
    if sheet.data_version == data_version():
        return ""
    return _("Written with other tables (version {theirs}); judged by this kit's.").format(
        theirs=sheet.data_version
    )


def _early(sheet: Sheet) -> str:
    try:
        is_future = datetime.fromisoformat(sheet.submitted_at) > datetime.now(UTC) + timedelta(
            days=1
        )
    except ValueError:
        is_future = True
    return (
        _("The time on the sheet cannot be right: {at}.").format(
            at=one_line(sheet.submitted_at, 40)
        )
        if is_future
        else ""
    )


def _listed(ids: list[str]) -> str:
    rest = len(ids) - _MOST_NAMED
    return ", ".join(one_line(i, 20) for i in ids[:_MOST_NAMED]) + (
        _(" and {n} more").format(n=rest) if rest > 0 else ""
    )
