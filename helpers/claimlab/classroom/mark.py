"""The verdicts on one answer sheet, computed again from its values; what the sheet says of itself is only compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from claimlab import lessons
from claimlab.classroom.senders import Sender, sender
from claimlab.course import course
from claimlab.data import data_version
from claimlab.i18n import _
from claimlab.judging.judge import Verdict, judge
from claimlab.lessons.declare import Exercise, Lesson, Prediction, Question
from claimlab.sheets.names import identity, one_line
from claimlab.sheets.read import Sheet
from claimlab.teaching.explore import Explore
from claimlab.teaching.predicting.codes import quantise

__all__ = ["MarkedGuess", "Mark", "Marked", "Text", "mark"]

_LONGEST_VALUE, _LONGEST_TEXT, _MOST_NAMED = 300, 20_000, 5
_PAUSE = timedelta(minutes=15)  # a longer gap between two records was no work
# No word, month, number or truth value of any language can come of consonants alone.
_CONSONANTS, _KEY_LETTERS = "bcdfghjkmnpqrstvwxz", 12
_FORECAST_LESSON = "00"  # the only lesson with a forecast card


@dataclass(frozen=True)
class Mark:
    """The verdict on one exercise of a sheet; `given` is the answer as one line of text."""

    asked: Exercise
    verdict: Verdict
    given: str = ""
    attempts: int = 0


@dataclass(frozen=True)
class MarkedGuess:
    """One vote on a prediction, on the prediction's grain."""

    asked: Prediction
    vote: int
    value: object


@dataclass(frozen=True)
class Text:
    """An open answer: its words as pairs of a label (``""`` for one text) and what was written; `key` names it."""

    item: str
    words: tuple[tuple[str, str], ...]
    key: str = ""

    @property
    def whole(self) -> str:
        """All that was written, as one text."""
        return " ".join(words for _label, words in self.words)

    @property
    def plain(self) -> str:
        """The same for texts that differ in nothing but case, spaces and the composition of accents."""
        return identity(self.whole, _LONGEST_TEXT)


@dataclass(frozen=True)
class Marked:
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
    guesses : tuple of MarkedGuess
    forecasts : mapping
        Forecast id to a probability in per cent; empty for a card that was committed too late.
    quiz : mapping
        Question id to the place of the option chosen first.
    judgements : frozenset of str
        Ids of the claims that were judged.
    goals : frozenset of str
        Ids of the goals that the sheet's settings reach, as this kit computes it.
    texts : mapping
        Exercise, prediction, goal or claim id to what was written there.
    times : frozenset of str
        When something was recorded, as the student's machine has it.
    minutes : float
        Time at work, from those times; a pause of more than 15 minutes is left out.
    hints : int
        How many hints were opened.
    solutions : frozenset of str
        Exercises whose worked solution was opened.
    unusual : mapping
        Exercise id to a wrong answer that is none of the declared mistakes.
    sender : Sender or None
        Who handed the file in, where the platform says so in its name.
    at : datetime or None
        When the sheet was written, as the student's machine has it; None for a time that cannot be right.
    digest : str
        Equal for two sheets exactly when all that was written in them is.
    lost : tuple of str
        What in the sheet brings nothing, and why.
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
    guesses: tuple[MarkedGuess, ...] = ()
    forecasts: Mapping[str, float] = field(default_factory=dict)
    quiz: Mapping[str, int] = field(default_factory=dict)
    judgements: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    texts: Mapping[str, Text] = field(default_factory=dict)
    times: frozenset[str] = frozenset()
    minutes: float = 0.0
    hints: int = 0
    solutions: frozenset[str] = frozenset()
    unusual: Mapping[str, str] = field(default_factory=dict)
    sender: Sender | None = None
    at: datetime | None = None
    lost: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def _known(lesson_id: str) -> tuple[Lesson, dict[str, Prediction], dict[str, Question]]:
    declared = lessons.lesson(lesson_id)
    return declared, {p.id: p for p in declared.predictions}, {q.id: q for q in declared.quiz}


def mark(sheet: Sheet) -> tuple[Marked, list[Mark]]:
    """The result of a sheet, and its verdicts in the order of the lesson, blank exercises included."""
    declared, _predictions, questions = _known(sheet.lesson)
    marks = [_mark(asked, sheet.answers.get(asked.id)) for asked in declared.exercises]
    answered = [m for m in marks if m.asked.id in sheet.answers]
    guesses, unfit = _guesses(sheet)
    goals, unreached = _goals(sheet, declared)
    places = {i: _place(a["value"], questions[i]) for i, a in sheet.quiz.items() if i in questions}
    times = _times(sheet)
    result = Marked(
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
        forecasts=sheet.forecasts
        if sheet.lesson == _FORECAST_LESSON and not sheet.late_forecasts
        else {},
        quiz={item: place for item, place in places.items() if place is not None},
        judgements=frozenset(sheet.judgements) & frozenset(declared.claims),
        goals=goals,
        texts=_texts(sheet, answered),
        times=frozenset(times),
        minutes=_minutes(times),
        hints=sum(sheet.answers[m.asked.id]["hints"] for m in answered),
        solutions=frozenset(
            m.asked.id for m in answered if sheet.answers[m.asked.id]["solution_seen"]
        ),
        unusual={
            m.asked.id: m.given
            for m in answered
            if m.verdict.code == "wrong" and m.asked.kind == "number"
        },
        sender=sender(sheet.file),
        at=_written_at(sheet),
        lost=tuple(filter(None, [_strangers(sheet), _forged(sheet, answered), *unfit, unreached])),
        remarks=tuple(
            [
                *sheet.remarks,
                *filter(None, [_vintage(sheet), _clock(sheet), _late(sheet), _sent_late(sheet)]),
            ]
        ),
    )
    return result, marks


def _goals(sheet: Sheet, declared: Lesson) -> tuple[frozenset[str], str]:
    """The goals whose settings reach them, and a sentence on those whose settings do not."""
    claimed = {i: said["value"] for i, said in sheet.goals.items() if i in _goal_ids(declared)}
    reached = frozenset(i for i, value in claimed.items() if _is_reached(i, json.dumps(value)))
    if len(reached) == len(claimed):
        return reached, ""
    says = _("The settings in the sheet do not reach the goal, which is left out: {ids}.")
    return reached, says.format(ids=_listed([i for i in claimed if i not in reached]))


@lru_cache(maxsize=4096)
def _is_reached(goal_id: str, settings: str) -> bool:
    return _figure(goal_id).reaches(json.loads(settings))


@lru_cache(maxsize=None)
def _figure(goal_id: str) -> Explore:
    """The figure in which a goal is to be found; the words around it play no part."""
    shown = lessons.pictures(goal_id[1:3]).values()
    return next(one for one in shown if one.goal == goal_id)()


def _goal_ids(declared: Lesson) -> frozenset[str]:
    return frozenset(goal.id for goal in declared.goals)


def _times(sheet: Sheet) -> list[str]:
    """When something was recorded; what a single click makes twice counts once."""
    entries = [
        *sheet.answers.values(),
        *(vote for said in sheet.predictions.values() for vote in said["votes"]),
        *sheet.quiz.values(),
        *sheet.goals.values(),
        *sheet.replies.values(),
    ]
    return sorted({entry["at"] for entry in entries})


def _minutes(times: list[str]) -> float:
    moments = []
    for text in times:
        try:
            moments.append(datetime.fromisoformat(text))
        except ValueError:  # a day that no calendar has
            continue
    moments.sort()
    gaps = (later - sooner for sooner, later in zip(moments, moments[1:]))
    return sum((gap for gap in gaps if gap <= _PAUSE), timedelta()).total_seconds() / 60


def _texts(sheet: Sheet, answered: list[Mark]) -> dict[str, Text]:
    """All open answers: cards, replies, and the reasons for judgements."""
    declared, predictions, _questions = _known(sheet.lesson)
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for m in answered:
        if m.asked.kind == "card":
            found[m.asked.id] = _card_words(m.asked, sheet.answers[m.asked.id]["value"])
    asked = set(predictions) | _goal_ids(declared)
    found |= {i: (("", said["text"]),) for i, said in sheet.replies.items() if i in asked}
    found |= {
        claim: ((said.get("status", ""), said["because"]),)
        for claim, said in sheet.judgements.items()
        if claim in declared.claims
    }
    who = [identity(sheet.name), *(sent.key if (sent := sender(sheet.file)) else ())]
    return {
        item: Text(item, words, _key(item, who, [said for _label, said in words]))
        for item, words in found.items()
        if any(one_line(part) for _label, part in words)  # what does not show was not written
    }


def _card_words(asked: Exercise, value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        return (("", _in_words(value)),)
    fields = asked.schema.get("properties", {})
    return tuple(
        (
            str(fields.get(key, {}).get("title", key)),
            fields.get(key, {}).get("options", {}).get(part, part)
            if isinstance(part, str)
            else _in_words(part),
        )
        for key, part in value.items()
    )


def _key(item: str, *parts: object) -> str:
    """A name for an answer that no spreadsheet takes for a number, a day or a formula: its prompt, and letters."""
    number = int.from_bytes(hashlib.sha256(json.dumps([item, *parts]).encode()).digest()[:8])
    letters = []
    for _place in range(_KEY_LETTERS):
        number, place = divmod(number, len(_CONSONANTS))
        letters.append(_CONSONANTS[place])
    return f"{item}-{''.join(letters)}"


def _mark(asked: Exercise, answer: Mapping[str, object] | None) -> Mark:
    if answer is None:
        return Mark(asked, judge(asked, None))
    return Mark(
        asked, judge(asked, answer["value"]), _in_words(answer["value"]), answer["attempts"]
    )


def _figure_in_words(axes: list) -> str:
    """A drawn figure by what it says: its title and the labels of its axes."""
    first = axes[0] if axes and isinstance(axes[0], dict) else {}
    said = [str(first[part]) for part in ("title", "x_label", "y_label") if first.get(part)]
    return _("a figure: {said}").format(said="; ".join(said) or "–")


def _in_words(value: object) -> str:
    if isinstance(value, str):
        text = value
    elif isinstance(value, dict) and isinstance(value.get("chart"), list):
        text = _figure_in_words(value["chart"])
    else:
        text = json.dumps(_rounded(value), ensure_ascii=False)
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
    """Of all that was written; not of the times, which a copy of one's own work may change."""
    written = [
        {item: answer["value"] for item, answer in sheet.answers.items()},
        {
            item: [vote["value"] for vote in said["votes"]]
            for item, said in sheet.predictions.items()
        },
        {item: said["value"] for part in (sheet.quiz, sheet.goals) for item, said in part.items()},
        {item: said["text"] for item, said in sheet.replies.items()},
        sheet.judgements,
        sheet.forecasts,
    ]
    return hashlib.sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()


def _guesses(sheet: Sheet) -> tuple[list[MarkedGuess], list[str]]:
    """The votes that fit a pooled question as it is asked today, and a remark on each that does not."""
    found, unfit = {}, []
    known = {item: asked for item, asked in _known(sheet.lesson)[1].items() if asked.pooled}
    for item, said in ((i, s) for i, s in sheet.predictions.items() if i in known):
        for vote in said["votes"]:
            try:
                value = _on_grain(known[item], vote["value"])
            except (TypeError, ValueError, OverflowError):
                unfit.append(
                    _("The guess at {id} does not fit the question: left out.").format(id=item)
                )
                continue
            found.setdefault((item, vote["vote"]), MarkedGuess(known[item], vote["vote"], value))
    return list(found.values()), unfit


def _on_grain(asked: Prediction, value: object) -> object:
    found = quantise(asked, value)
    if asked.kind == "interval" and found[0] > found[1]:
        raise ValueError("upside down")
    return found


def _place(value: object, asked: Question) -> int | None:
    """The place of the chosen option, which a sheet names by its place or its key; None for neither."""
    if type(value) is int:
        return value if 0 <= value < len(asked.options) else None
    keys = [getattr(option, "key", None) for option in asked.options]
    return keys.index(value) if isinstance(value, str) and value in keys else None


def _strangers(sheet: Sheet) -> str:
    declared, predictions, questions = _known(sheet.lesson)
    known = (
        {e.id for e in declared.exercises}
        | set(predictions)
        | set(questions)
        | set(declared.claims)
        | _goal_ids(declared)
    )
    parts = (
        sheet.answers, sheet.predictions, sheet.quiz, sheet.judgements, sheet.goals, sheet.replies,
        () if sheet.lesson == _FORECAST_LESSON else sheet.forecasts,
    )  # fmt: skip
    strange = list(dict.fromkeys(i for part in parts for i in part if i not in known))
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


def _written_at(sheet: Sheet) -> datetime | None:
    try:
        at = datetime.fromisoformat(sheet.submitted_at)
    except ValueError:  # a day that no calendar has
        return None
    printed = datetime.combine(course().clock, time(), UTC)  # no sheet is older than the text
    return at if printed < at < datetime.now(UTC) + timedelta(days=1) else None


def _clock(sheet: Sheet) -> str:
    if _written_at(sheet):
        return ""
    return _("The time on the sheet cannot be right: {at}.").format(
        at=one_line(sheet.submitted_at, 40)
    )


def _sent_late(sheet: Sheet) -> str:
    if not ((sent := sender(sheet.file)) and sent.is_late):
        return ""
    return _("Handed in late, as {platform} says: counted in full.").format(platform=sent.platform)


def _late(sheet: Sheet) -> str:
    if not sheet.late_forecasts:
        return ""
    return _(
        "The forecasts were committed after their outcomes were opened: left out of the class's forecasts."
    )


def _listed(ids: list[str]) -> str:
    rest = len(ids) - _MOST_NAMED
    return ", ".join(one_line(i, 20) for i in ids[:_MOST_NAMED]) + (
        _(" and {n} more").format(n=rest) if rest > 0 else ""
    )
