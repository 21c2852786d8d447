"""What a lesson computes, kept as a file that can be read: ``lessons/facts/NN.json``."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

import numpy as np

from claimlab.data import lessons_dir
from claimlab.files import write_whole
from claimlab.i18n import ENGLISH, speaking
from claimlab.judging.plain import plain
from claimlab.lessons.declare import Answers, Chart
from claimlab.lessons.joining import numbers_of
from claimlab.lessons.verdicts import Verdict
from claimlab.lessons.words import recorded

__all__ = ["compute", "keep", "same"]

_DIGITS = 12  # beyond them, machines differ
_CLOSE = 1e-7  # solvers stop at 1e-8 and 1e-14, machine by machine


@speaking(ENGLISH)  # whatever language the build speaks: the record is one for all
def compute(lesson_id: str) -> dict[str, dict]:
    """Facts, right answers and mistakes, truths of predictions, verdicts on claims, computed now.

    Returns
    -------
    dict
        ``facts``, ``exercises``, ``predictions`` and ``claims``, each by name or id; plain values
        that JSON holds, numbers to twelve digits.

    >>> compute("01")["predictions"]["P01.3"]
    'share'
    """
    numbers, facts = numbers_of(lesson_id)
    answers = {name: Answers(half.function) for name, half in numbers.exercises.items()}
    claims = {name: half.function() for name, half in numbers.claims.items()}
    return _rounded(
        {
            "facts": facts(),
            "exercises": {
                name: {"right": _answer(answer.right), "wrong": {k: _answer(v) for k, v in answer.wrong.items()}}
                for name, answer in answers.items()
            },
            "predictions": {name: half.function() for name, half in numbers.predictions.items()},
            "claims": {
                name: {**_said(verdict), "evidence": evidence}
                for name, (verdict, evidence) in claims.items()
            },
        }
    )  # fmt: skip


def _said(verdict: Verdict) -> dict[str, object]:
    """A verdict as JSON holds it: its status, and the shelves that are not empty."""
    return {name: value for name, value in asdict(verdict).items() if value}


def _answer(value: object) -> object:
    """An answer as JSON holds it; of a chart, the rows that it must show."""
    if not isinstance(value, Chart):
        return plain(value)
    columns = [name for name in (value.x, value.y, value.by) if name]
    shown = value.table[columns].astype(object)
    rows = shown.where(shown.notna(), None).to_numpy().tolist()
    return {"columns": columns, "rows": rows}


def _rounded(value: object):
    if isinstance(value, Mapping):
        return {str(key): _rounded(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else str(value)
    return value


def same(one: object, other: object) -> bool:
    """Whether two records are the same, but for what machines differ in.

    >>> same({"a": [1.0, "x"]}, {"a": [1.0 + 1e-12, "x"]}), same({"a": 1}, {"a": 2})
    (True, False)
    """
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=1e-12)
    return one == other


def _written(value: object, margin: str = "\n") -> str:
    """JSON to be read and compared line by line: a list of plain values stands on one line."""
    inner = margin + " "
    if isinstance(value, Mapping) and value:
        parts = [
            f"{json.dumps(key, ensure_ascii=False)}: {_written(one, inner)}"
            for key, one in value.items()
        ]
        return "{" + inner + f",{inner}".join(parts) + margin + "}"
    if isinstance(value, list) and any(isinstance(one, (list, Mapping)) for one in value):
        return "[" + inner + f",{inner}".join(_written(one, inner) for one in value) + margin + "]"
    return json.dumps(value, ensure_ascii=False)


def keep(lesson_id: str) -> list[Path]:
    """Compute a lesson and write its record where that has changed; the paths that were written."""
    path = lessons_dir() / "facts" / f"{lesson_id}.json"
    found = compute(lesson_id)
    try:
        if same(json.loads(path.read_text(encoding="utf-8")), found):
            return []
    except (OSError, ValueError):
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, (_written(found) + "\n").encode())
    recorded.cache_clear()
    return [path]
