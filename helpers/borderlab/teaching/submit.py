"""The answer sheet: one JSON file of values for one lesson, with no code in it."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from borderlab import __version__
from borderlab.data import data_version
from borderlab.errors import KitError
from borderlab.files import write_whole
from borderlab.i18n import _
from borderlab.judging.judge import judge
from borderlab.lessons import exercise, lesson
from borderlab.lessons.declare import Lesson
from borderlab.teaching.claims import verdicts
from borderlab.teaching.frontend import card, show_html
from borderlab.teaching.predicting.predict import committed
from borderlab.teaching.progress import standing
from borderlab.teaching.store import Record, store

__all__ = ["FORMAT", "SCHEMA_VERSION", "Submitted", "checksum", "file_name", "sheet", "submit"]

FORMAT, SCHEMA_VERSION = "borderlab-answers", 1
_LONGEST_NAME, _MOST_CODES = 120, 50


def checksum(answers: Mapping[str, object]) -> str:
    """SHA-256 of a sheet's canonical JSON (keys sorted, no spaces, ASCII) without the checksum itself.

    >>> checksum({"lesson": "02", "checksum": "anything"}) == checksum({"lesson": "02"})
    True
    """
    content = {key: value for key, value in answers.items() if key != "checksum"}
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )
    return "sha256:" + hashlib.sha256(text.encode("ascii")).hexdigest()


def _clean(name: object) -> str:
    """A person's name on one line, without characters that do not show."""
    text = unicodedata.normalize("NFC", "" if name in (..., None) else str(name))
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return "" if not text.strip(".… ") else text[:_LONGEST_NAME].strip()


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def file_name(lesson_id: str, name: str, unique: bool = False) -> str:
    """A file name made of the lesson and the letters of a name; the true name stands inside the file.

    >>> file_name("02", "María de los Ángeles"), file_name("02", "../x")
    ('lesson-02.maria-de-los-angeles.answers.json', 'lesson-02.x.answers.json')
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-")
    parts = [slug or "student", *([_mark(name)] if unique or not slug else [])]
    return f"lesson-{lesson_id}.{'-'.join(parts)}.answers.json"


def _answer(records: list[Record], item: str) -> dict[str, object] | None:
    """The answer that counts: the last right one, else the last one; judged again by today's tables."""
    attempts = [r for r in records if r.kind == "attempt" and r.item == item]
    if not attempts:
        return None
    best = next((r for r in reversed(attempts) if r.verdict == "right"), attempts[-1])
    hints = {
        r.value for r in records if r.kind == "hint" and r.item == item and isinstance(r.value, int)
    }
    return {
        "value": best.value,
        "verdict": judge(exercise(item), best.value).code,
        "at": best.at,
        "attempts": len(attempts),
        "codes": [r.verdict for r in attempts[-_MOST_CODES:]],
        "hints": len(hints),
        "solution_seen": any(r.kind == "solution" and r.item == item for r in records),
    }


def _predicted(declared: Lesson, records: list[Record]) -> dict[str, object]:
    explained = {r.item: str(r.value)[:2000] for r in records if r.kind == "explanation"}
    found = {}
    for asked in declared.predictions:
        votes = [
            {"vote": v, "value": r.value["guess"], "at": r.at}
            for v in (1, 2)
            if (r := committed(asked, v))
        ]
        if votes:
            found[asked.id] = {"votes": votes, "explanation": explained.get(asked.id, "")}
    return found


def _forecasts(declared: Lesson, records: list[Record]) -> dict[str, float]:
    """The forecast card of the lesson, from forecast id to per cent; empty where it has none."""
    cards = [
        r.value
        for r in records
        if r.kind == "prediction" and r.item == f"F{declared.id}" and isinstance(r.value, dict)
    ]
    fits = {
        key: p
        for key, p in (cards[0] if cards else {}).items()
        if re.fullmatch(r"F\d{1,2}", key) and isinstance(p, (int, float))
    }
    return {key: min(max(p, 0), 100) for key, p in fits.items()}


def _quizzed(declared: Lesson, records: list[Record]) -> dict[str, object]:
    """The first answer to each question: what was remembered before any feedback."""
    known, found = {q.id for q in declared.quiz}, {}
    for record in records:
        if record.kind == "quiz" and record.item in known:
            found.setdefault(
                record.item, {"value": record.value, "verdict": record.verdict, "at": record.at}
            )
    return found


def sheet(lesson_id: str, name: str) -> dict[str, object]:
    """The answer sheet of one lesson as a dictionary that fits ``classroom/answers.schema.json``."""
    declared, records = lesson(lesson_id), store().records()
    said = verdicts(records)
    answers = {
        "format": FORMAT,
        "schema_version": SCHEMA_VERSION,
        "kit_version": __version__,
        "data_version": data_version(),
        "lesson": lesson_id,
        "name": name,
        "submitted_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "answers": {e.id: found for e in declared.exercises if (found := _answer(records, e.id))},
        "predictions": _predicted(declared, records),
        "forecasts": _forecasts(declared, records),
        "quiz": _quizzed(declared, records),
        "judgements": {
            claim: {
                "status": said[claim]["status"],
                "because": str(said[claim].get("because", ""))[:2000],
            }
            for claim in declared.claims
            if claim in said
        },
    }
    return {**answers, "checksum": checksum(answers)}


def _belongs_to(path: Path, name: str) -> bool:
    try:
        return json.loads(path.read_text(encoding="utf-8"))["name"] == name
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def _place(folder: Path, lesson_id: str, name: str) -> Path:
    """Where the sheet goes: never in the place of another person's."""
    for unique in (False, True):
        path = folder / file_name(lesson_id, name, unique)
        if not os.path.lexists(path) or _belongs_to(path, name):
            return path
    raise KitError(
        _("The file '{path}' is in the way: move it elsewhere, then submit again.").format(
            path=path
        )
    )


class Submitted:
    """Says where a sheet is and what it still lacks; ``path`` is the file."""

    def __init__(self, path: Path, lines: list[str]):
        self.path, self.lines = path, lines

    def __repr__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        body = "".join(f"<p style='margin:4px 0'>{html.escape(line)}</p>" for line in self.lines)
        return card("note", _("Answer sheet"), body)


def submit(lesson_id: str, name: str | None = None):
    """Write the answer sheet of a lesson into the workspace; submitting again brings it up to date.

    Parameters
    ----------
    lesson_id : str
        ``"02"``.
    name : str
        Your name, as your instructor knows it. Left blank, nothing is written.

    Returns
    -------
    Submitted
        Shows where the file is and what is still open; `path` holds the file.

    Raises
    ------
    KitError
        when there is no such lesson or the file cannot be written.

    >>> submit("01")
    Nothing is written yet: put your name in submit("01", name="…").
    """
    declared, person = lesson(lesson_id), _clean(name)
    if not person:
        words = _('Nothing is written yet: put your name in submit("{id}", name="…").').format(
            id=declared.id
        )
        return show_html(
            card("ask", _("Answer sheet"), f"<p style='margin:4px 0'>{html.escape(words)}</p>"),
            words,
        )
    content = json.dumps(
        sheet(declared.id, person), indent=1, ensure_ascii=False, allow_nan=False
    ).encode()
    folder = store().folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _place(folder, declared.id, person)
        write_whole(path, content)
    except OSError as error:
        raise KitError(
            _(
                "The answer sheet cannot be written to '{folder}' ({reason}): put that right and submit again; your answers are kept."
            ).format(folder=folder, reason=error.strerror or type(error).__name__)
        ) from None
    return Submitted(
        path, [_("Your answer sheet is {path}").format(path=path), *_lacking(declared.id)]
    )


def _lacking(lesson_id: str) -> list[str]:
    todo = standing(lesson_id).open_in_short
    lines = (
        [_("Still open: {list}.").format(list="; ".join(todo))] if todo else [_("Nothing is open.")]
    )
    lines.append(_("Hand in this one file. You can go on working and submit again."))
    return [*lines, store().warning] if store().warning else lines
