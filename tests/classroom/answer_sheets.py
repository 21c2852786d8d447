"""Answer sheets as the kit writes them, made from the declarations of a lesson."""

from __future__ import annotations

import json
from pathlib import Path

from given import right_answers as shown_right

from claimlab import lessons
from claimlab.judging.judge import judge, plain
from claimlab.sheets import form
from claimlab.teaching.predicting.codes import quantise

AT = "2026-03-02T14:00:00.000+00:00"


def right_answers(lesson_id: str) -> dict[str, object]:
    """The right value of every exercise that has one; a card's or text's first example."""
    asked = lessons.lesson(lesson_id).exercises
    return {ex.id: plain(given[0]) for ex in asked if (given := shown_right(ex))}


def answer(item: str, value: object, **changed: object) -> dict[str, object]:
    """One answer with its true verdict; `changed` replaces members."""
    code = judge(lessons.exercise(item), value).code
    made = {
        "value": value,
        "verdict": code,
        "at": AT,
        "attempts": 1,
        "codes": [code],
        "hints": 0,
        "solution_seen": False,
    }
    return made | changed


def guess(asked, vote: int = 1) -> dict[str, object]:
    """A vote at the low end of a prediction's range, or the first of its options."""
    parts = {
        "number": asked.low,
        "interval": [asked.low, asked.high],
        "curve": [asked.low] * len(asked.points),
    }
    value = next(iter(asked.options)) if asked.kind == "choice" else parts[asked.kind]
    return {"vote": vote, "value": quantise(asked, value), "at": AT}


def sheet(
    lesson_id: str, student: str, values: dict[str, object] | None = None, **changed: object
) -> dict[str, object]:
    """A whole sheet, sealed with its checksum; every answer is right unless `values` says otherwise."""
    declared = lessons.lesson(lesson_id)
    values = right_answers(lesson_id) if values is None else values
    parts = {
        "answers": {item: answer(item, value) for item, value in values.items()},
        "predictions": {p.id: {"votes": [guess(p)]} for p in declared.predictions},
        "quiz": {
            q.id: {"value": 0, "verdict": "right" if q.options[0].right else "wrong", "at": AT}
            for q in declared.quiz
        },
        "judgements": {
            claim: {"bets": 1, "because": "The table says so."} for claim in declared.claims
        },
        "replies": {p.id: {"text": "More than I thought.", "at": AT} for p in declared.predictions},
    }
    return sealed(form.sealed(lesson_id, student, AT, **parts) | changed)


def sealed(answers: dict[str, object]) -> dict[str, object]:
    """The sheet with a checksum that fits what is in it now: anybody can compute one."""
    return {**answers, "checksum": form.checksum(answers)}


def write(folder: Path, answers: dict[str, object], file: str = "") -> Path:
    """Put a sheet into a folder, under the kit's own name for it or another."""
    path = folder / (
        file
        or f"lesson-{answers['lesson']}.{answers['name'].lower().replace(' ', '-')}.answers.json"
    )
    path.write_text(json.dumps(answers, indent=1, ensure_ascii=False), encoding="utf-8")
    return path
