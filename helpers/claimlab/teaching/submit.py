"""The answer sheet of one lesson, made from the log: values, with no code in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from claimlab.errors import KitError
from claimlab.html import lines as paragraphs
from claimlab.html import shown, spoken
from claimlab.i18n import _
from claimlab.judging.judge import judge
from claimlab.lessons import exercise, lesson
from claimlab.lessons.bets import bets_on, placed
from claimlab.lessons.declare import Lesson, Prediction
from claimlab.sheets.form import fits, sealed
from claimlab.sheets.names import person_name
from claimlab.sheets.write import put
from claimlab.teaching.card import box
from claimlab.teaching.claims import judgements
from claimlab.teaching.forecasts import LATE
from claimlab.teaching.predicting.codes import quantise
from claimlab.teaching.progress import standing
from claimlab.teaching.store import Record, Unreadable, store

__all__ = ["Submitted", "sheet", "submit"]

_MOST_CODES, _LONGEST_TEXT = 50, 2000


def _of(records: Iterable[Record], kind: str, item: str) -> list[Record]:
    return [r for r in records if r.kind == kind and r.item == item]


def _answer(records: list[Record], item: str) -> dict[str, object] | None:
    """The answer that counts: the last right one, else the last one; judged again by today's tables."""
    attempts = _of(records, "attempt", item)
    if not attempts:
        return None
    best = next((r for r in reversed(attempts) if r.verdict == "right"), attempts[-1])
    verdict = judge(exercise(item), best.value).code
    codes = [r.verdict for r in attempts if re.fullmatch(r"[a-z0-9-]{1,60}", r.verdict)]
    hints = {r.value for r in _of(records, "hint", item) if isinstance(r.value, int)}
    return {
        "value": best.value,
        "verdict": verdict,
        "at": best.at,
        "attempts": len(attempts),
        "codes": codes[-_MOST_CODES:] or [verdict],
        "hints": len(hints),
        "solution_seen": bool(_of(records, "solution", item)),
    }


def _votes(asked: Prediction, records: list[Record]) -> dict[str, object] | None:
    votes = []
    for vote in (1, 2):
        kept = _of(records, "prediction", asked.id if vote == 1 else f"{asked.id}/{vote}")
        if (first := next((r for r in kept if _is_guess(asked, r.value)), None)) is not None:
            votes.append({"vote": vote, "value": first.value["guess"], "at": first.at})
    return {"votes": votes} if votes else None


def _is_guess(asked: Prediction, value: object) -> bool:
    """Whether a stored guess answers the question as it is declared today."""
    try:
        return quantise(asked, value["guess"]) == value["guess"]
    except (KeyError, TypeError, ValueError, IndexError, OverflowError):
        return False


def _forecast_card(lesson_id: str, records: list[Record]) -> Record | None:
    """The forecast card of the lesson, where it has one that was committed."""
    cards = _of(records, "prediction", f"F{lesson_id}")
    return next((card for card in cards if isinstance(card.value, dict)), None)


def _forecasts(declared: Lesson, records: list[Record]) -> dict[str, float]:
    """From forecast id to per cent; empty without a card."""
    card = _forecast_card(declared.id, records)
    given = card.value if card else {}
    return {
        key: min(max(per_cent, 0), 100)
        for key, per_cent in given.items()
        if re.fullmatch(r"F\d{1,2}", key) and type(per_cent) in (int, float)
    }


def _quizzed(records: list[Record], item: str) -> dict[str, object] | None:
    """The first answer to a question: what was remembered before any feedback."""
    first = next(iter(_of(records, "quiz", item)), None)
    return first and {"value": first.value, "verdict": first.verdict, "at": first.at}


def _goal(records: list[Record], item: str) -> dict[str, object] | None:
    first = next(iter(_of(records, "goal", item)), None)
    return first and {"value": first.value, "at": first.at}


def _reply(records: list[Record], item: str) -> dict[str, object] | None:
    """The last text written to the question after a prediction or a goal."""
    texts = [*_of(records, "explanation", item)[:1], *_of(records, "answer", item)]
    texts = [r for r in texts if isinstance(r.value, str) and r.value.strip()]
    return {"text": texts[-1].value[:_LONGEST_TEXT], "at": texts[-1].at} if texts else None


def _judgements(declared: Lesson, records: list[Record]) -> dict[str, object]:
    """Which claims were judged, why, and how many bets were made on each; neither the mark nor what the bets brought."""
    said, made = judgements(records), placed(records)
    return {
        claim: {
            "because": said[claim][:_LONGEST_TEXT],
            "bets": sum(bet.id in made for bet in bets_on(claim)),
        }
        for claim in declared.claims
        if claim in said
    }


def _parts(declared: Lesson, records: list[Record]) -> dict[str, dict[str, object]]:
    goals = [goal.id for goal in declared.goals]
    predictions = [asked.id for asked in declared.predictions]
    found = {
        "answers": {e.id: _answer(records, e.id) for e in declared.exercises},
        "predictions": {p.id: _votes(p, records) for p in declared.predictions},
        "forecasts": _forecasts(declared, records),
        "quiz": {q.id: _quizzed(records, q.id) for q in declared.quiz},
        "judgements": _judgements(declared, records),
        "goals": {item: _goal(records, item) for item in goals},
        "replies": {item: _reply(records, item) for item in [*predictions, *goals]},
    }
    return {
        part: {item: content for item, content in entries.items() if content is not None}
        for part, entries in found.items()
    }


def sheet(lesson_id: str, name: str, records: list[Record] | None = None) -> dict[str, object]:
    """The answer sheet of one lesson as a dictionary that fits ``sheets/answers.schema.json``.

    An entry whose record was damaged, so that no reader would take it, is left out.
    """
    records = store().read() if records is None else records
    parts = {
        part: {item: content for item, content in entries.items() if fits(part, item, content)}
        for part, entries in _parts(lesson(lesson_id), records).items()
    }
    card = _forecast_card(lesson_id, records)
    is_late = card is not None and card.verdict == LATE
    at = datetime.now(UTC).isoformat(timespec="seconds")
    played = len(standing(lesson_id, records).played)
    return sealed(lesson_id, name, at, late_forecasts=is_late, toys_played=played, **parts)


class Submitted:
    """Says where a sheet is and what it still lacks; ``path`` is the file."""

    def __init__(self, path: Path, lines: list[str]):
        self.path, self.lines = path, lines

    def __repr__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        return spoken(box("note", _("Answer sheet"), paragraphs(*self.lines)))


def submit(lesson_id: str, name: str | None = None, replace: bool = False):
    """Write the answer sheet of a lesson into the workspace; submitting again brings it up to date.

    Parameters
    ----------
    lesson_id : str
        ``"02"``.
    name : str
        Your name, as your instructor knows it. Left blank, nothing is written.
    replace : bool
        Write the sheet even when it holds less than the one that is there, which is then kept in
        the folder ``sheets`` of the workspace's private one.

    Returns
    -------
    Submitted
        Shows where the file is and what is still open; `path` holds the file.

    Raises
    ------
    KitError
        when there is no such lesson, the log cannot be read, the sheet would hold less than the one
        that is there, or the file cannot be written. Nothing on the disk is changed then.

    >>> submit("01")
    Nothing is written yet: put your name in submit("01", name="…").
    """
    declared, person = lesson(lesson_id), person_name(name)
    if not person:
        words = _('Nothing is written yet: put your name in submit("{id}", name="…").').format(
            id=declared.id
        )
        return shown(box("ask", _("Answer sheet"), paragraphs(words)), words)
    records, folder = _records(), store().folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = put(folder, sheet(declared.id, person, records), replace=replace is True)
    except OSError as error:
        raise KitError(
            _(
                "The answer sheet cannot be written to '{folder}' ({reason}): put that right and submit again; your answers are kept."
            ).format(folder=folder, reason=error.strerror or type(error).__name__)
        ) from None
    said = _("Your answer sheet is {path}").format(path=path)
    return Submitted(path, [said, *_lacking(declared.id, records)])


def _records() -> list[Record]:
    try:
        return store().read()
    except Unreadable as problem:
        reason = str(problem).rstrip(".")
        raise KitError(
            _(
                "{reason}. No answer sheet was written, and one that is there stays as it was: look into that, close other notebooks, then submit again."
            ).format(reason=reason)
        ) from None


def _lacking(lesson_id: str, records: list[Record]) -> list[str]:
    todo = standing(lesson_id, records).open_in_short
    lines = (
        [_("Still open: {list}.").format(list="; ".join(todo))] if todo else [_("Nothing is open.")]
    )
    lines.append(_("Hand in this one file. You can go on working and submit again."))
    return [*lines, store().warning] if store().warning else lines
