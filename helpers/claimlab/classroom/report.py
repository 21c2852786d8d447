"""The page about a whole class: what went well, which mistakes are common, how good the predictions were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean, median

from claimlab import lessons
from claimlab.classroom.gradebook import Book, required
from claimlab.classroom.mark import Marked
from claimlab.classroom.pages import heading, meter, page, paragraph, sentence, table
from claimlab.classroom.pool import Tally, sentences
from claimlab.data import load
from claimlab.html import Markup
from claimlab.i18n import _
from claimlab.lessons.declare import Exercise, Question

__all__ = ["class_report", "tallies"]


def class_report(book: Book) -> str:
    """The page as HTML, from the sheets that count."""
    parts = [paragraph(line) for line in _overview(book)]
    if not book.lessons():
        parts.append(paragraph(_("No sheet could be graded: problems.csv says why.")))
    for lesson_id in book.lessons():
        results = [
            result for (_person, lesson), result in book.counted.items() if lesson == lesson_id
        ]
        refused = [p.student for p in book.people if (p, lesson_id) in book.refused]
        parts += [
            *_lesson(lesson_id, results),
            *_missing(book.missing(lesson_id)),
            *_refused(refused),
        ]
    return page(_("Class report"), parts)


def _overview(book: Book) -> list[str]:
    lines = [
        _("{people} students handed in; {sheets} sheets are graded.").format(
            people=len(book.present()), sheets=len(book.counted)
        )
    ]
    if book.listed:
        listed = sum(person.row > 0 for person in book.present())
        lines.append(
            _("{n} of the {all} people on the roster handed something in.").format(
                n=listed, all=len(book.listed)
            )
        )
    if strangers := book.strangers():
        lines.append(
            _("Not on the roster, so compare with those who are missing: {names}.").format(
                names="; ".join(strangers)
            )
        )
    if book.contested:
        lines.append(
            _("Claimed by several different sheets and not counted: {n}.").format(
                n=len(book.contested)
            )
        )
    if book.problems:
        lines.append(
            _("problems.csv lists what needs a look ({n} lines).").format(n=len(book.problems))
        )
    return lines


def _lesson(lesson_id: str, results: Sequence[Marked]) -> list[Markup]:
    parts = [heading(_("Lesson {id}").format(id=lesson_id))]
    if not results:
        return [*parts, paragraph(_("No sheet of this lesson counts yet."))]
    points = [result.points for result in results]
    summary = _("{n} sheets; on average {mean:.1f} of {of} points, median {median:g}.")
    parts.append(
        paragraph(
            summary.format(
                n=len(results), mean=fmean(points), of=required(lesson_id), median=median(points)
            )
        )
    )
    parts += [
        _exercises(lesson_id, results),
        *_predictions(results),
        *_forecasts(results),
        *_quiz(lesson_id, results),
        *_judgements(results),
    ]
    return parts


def _missing(names: Sequence[str]) -> list[Markup]:
    return (
        [
            paragraph(
                _("On the roster, and without a sheet ({n}): {names}.").format(
                    n=len(names), names="; ".join(names)
                )
            )
        ]
        if names
        else []
    )


def _refused(names: Sequence[str]) -> list[Markup]:
    says = _("Handed in, and not counted as a sheet ({n}; problems.csv says why): {names}.")
    return [paragraph(says.format(n=len(names), names="; ".join(names)))] if names else []


# Exercises ---------------------------------------------------------------------------------------


def _exercises(lesson_id: str, results: Sequence[Marked]) -> Markup:
    """The exercises, first the one that most of the class missed; what nobody had to do comes last."""

    def missed(asked: Exercise) -> tuple[bool, int]:
        return not asked.optional, sum(r.codes.get(asked.id) != "right" for r in results)

    exercises = sorted(lessons.lesson(lesson_id).exercises, key=missed, reverse=True)
    rows = [_exercise(asked, results) for asked in exercises]
    columns = [
        _("Exercise"),
        _("Task"),
        _("Right"),
        _("Attempts (median)"),
        _("Commonest misconception"),
        _("Students who made it"),
    ]
    caption = _("Exercises of lesson {id}, those that most of the class missed first")
    return table(caption.format(id=lesson_id), columns, rows)


def _exercise(asked: Exercise, results: Sequence[Marked]) -> tuple:
    tried = [r for r in results if asked.id in r.codes]
    right = sum(r.codes[asked.id] == "right" for r in tried)
    attempts = f"{median(r.attempts[asked.id] for r in tried):g}" if tried else ""
    name = _("{id} (optional)").format(id=asked.id) if asked.optional else asked.id
    return name, asked.asks, meter(right, len(results)), attempts, *_misconception(asked, tried)


def _misconception(asked: Exercise, tried: Sequence[Marked]) -> tuple[str, object]:
    """The declared mistake that most students made, on the way or in the end, and how many did.

    The verdict in the end is this kit's; the way there is what the sheets say.
    """
    says = {mistake.code: mistake.says for mistake in asked.mistakes}
    says |= {
        "unit": _("The amount is right, in another unit or at another scale."),
        "kind": _("Another kind of answer than the task asks for."),
    }
    made = Counter(
        code for r in tried for code in r.met[asked.id] | {r.codes[asked.id]} if code in says
    )
    if not made:
        return "–", ""
    code, count = min(made.items(), key=lambda item: (-item[1], item[0]))
    return sentence(f"{code}: {says[code]}"), meter(count, len(tried))


# Predictions -------------------------------------------------------------------------------------


def tallies(results: Sequence[Marked]) -> list[Tally]:
    """All guesses, by prediction in the order of their ids."""
    found: dict[str, Tally] = {}
    for guess in (g for r in results for g in r.guesses):
        found.setdefault(guess.asked.id, Tally(guess.asked)).votes[guess.vote].append(guess.value)
    return [found[item] for item in sorted(found)]


def _predictions(results: Sequence[Marked]) -> list[Markup]:
    parts = []
    for tally in tallies(results):
        parts.append(_distribution(tally))
        parts.append(paragraph(" ".join(sentences(tally))))
    return parts


def _distribution(tally: Tally) -> Markup:
    caption = f"{tally.asked.id}: {tally.asked.asks}"
    votes = [vote for vote in (1, 2) if tally.n(vote)]
    names = {
        1: _("First vote ({n})").format(n=tally.n(1)),
        2: _("Second vote ({n})").format(n=tally.n(2)),
    }
    counts = {vote: tally.distribution(vote) for vote in votes}
    answers = list(dict.fromkeys(answer for vote in votes for answer in counts[vote]))
    if tally.asked.kind == "curve":
        column = _("Point (median of what was drawn, {unit})").format(unit=tally.asked.unit)
        rows = [(answer, *(f"{counts[vote][answer]:g}" for vote in votes)) for answer in answers]
    else:
        column = _("Answer given")
        rows = [
            (answer, *(meter(counts[vote][answer], tally.n(vote)) for vote in votes))
            for answer in answers
        ]
    return table(caption, [column, *(names[vote] for vote in votes)], rows)


def _forecasts(results: Sequence[Marked]) -> list[Markup]:
    """What the class thought likely on the day of the text."""
    said: dict[str, list[float]] = {}
    for item, per_cent in ((i, p) for r in results for i, p in r.forecasts.items()):
        said.setdefault(item, []).append(per_cent)
    asked = load("article/forecasts").set_index("forecast_id")["asks"] if said else {}
    rows = [
        (
            f"{i}: {asked[i]}",
            len(said[i]),
            f"{median(said[i]):g}%",
            f"{min(said[i]):g}% to {max(said[i]):g}%",
        )
        for i in sorted(said)
        if i in asked
    ]
    columns = [_("Event"), _("Students"), _("Probability (median)"), _("From lowest to highest")]
    return [table(_("Forecasts"), columns, rows)] if rows else []


# Quiz and ledger ---------------------------------------------------------------------------------


def _quiz(lesson_id: str, results: Sequence[Marked]) -> list[Markup]:
    def missed(asked: Question) -> int:
        return sum(not asked.options[r.quiz[asked.id]].right for r in results if asked.id in r.quiz)

    questions = sorted(lessons.lesson(lesson_id).quiz, key=missed, reverse=True)
    rows = [_question(asked, results) for asked in questions]
    columns = [_("Question"), _("Right"), _("Commonest other answer")]
    return [table(_("Quiz, first answers, most missed first"), columns, rows)] if rows else []


def _question(asked: Question, results: Sequence[Marked]) -> tuple:
    chosen = Counter(r.quiz[asked.id] for r in results if asked.id in r.quiz)
    right = sum(count for place, count in chosen.items() if asked.options[place].right)
    wrong = [
        (count, asked.options[place].text)
        for place, count in sorted(chosen.items())
        if not asked.options[place].right
    ]
    count, text = max(wrong, key=lambda pair: pair[0], default=(0, ""))
    return asked.asks, meter(right, chosen.total()), f"{text} ({count})" if count else "–"


def _judgements(results: Sequence[Marked]) -> list[Markup]:
    """How many judged each claim of the text; what they said of it is theirs, and carries no points."""
    claims = sorted({claim for r in results for claim in r.judgements})
    if not claims:
        return []
    rows = [(claim, sum(claim in r.judgements for r in results)) for claim in claims]
    return [
        table(
            _("Claims of the text: how many students judged them"),
            [_("Claim"), _("Students")],
            rows,
        )
    ]
