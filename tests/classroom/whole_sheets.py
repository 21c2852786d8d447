"""Whole sheets, filled on the kit's own cards in every way that a lesson's declarations allow.

The ways of one card stand in a row, silence last; student `n` takes the `n`-th of each card, around.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from given import SETTINGS, as_given, moved_to, pictures_of, right_answers

from claimlab import lessons
from claimlab.lessons.declare import Exercise, Prediction
from claimlab.lessons.pens import MARKS
from claimlab.teaching.check import check, hint, solution
from claimlab.teaching.explain import explain_card
from claimlab.teaching.forecasts import forecasts
from claimlab.teaching.judge import judge
from claimlab.teaching.predicting.codes import on_grain
from claimlab.teaching.predicting.predict import predict
from claimlab.teaching.quiz import question_card
from claimlab.teaching.submit import submit

__all__ = ["answers", "fill", "guesses", "hand_in", "ways"]

WORDS = "The figures fell by a third before the bridge was closed."


def answers(ex: Exercise) -> list[object]:
    """Right answers, readings, named mistakes, one option for everything, another kind of answer; then silence."""
    given = [
        *right_answers(ex),
        *(as_given(ex, one.value()) for one in (*ex.readings, *ex.mistakes)),
    ]
    if ex.kind == "choice":
        given += list(ex.options)
    if ex.kind == "labels":
        given += [dict.fromkeys(ex.items, label) for label in ex.options]
    if ex.kind == "order":
        given += [list(ex.blocks), list(ex.blocks)[::-1]]
    return [*given, -12345.678, "zebra", ...]


def guesses(asked: Prediction) -> list[dict]:
    """What the card's fields hold: each option, both ends and the truth; a band; a line whole and in part; nothing."""
    truth = asked.truth() if asked.truth else None
    if asked.kind == "choice":
        return [*({"guess": key} for key in asked.options), {}]
    low, high = asked.low, asked.high
    if asked.kind == "curve":
        true = [low if y is None else on_grain(asked, y) for y in truth]
        lines = [true, [low] * len(true), [high] * len(true)]
        drawn = [dict(zip(map(str, asked.points), line, strict=True)) for line in lines]
        return [*({"guess": line} for line in (*drawn, dict(list(drawn[0].items())[:-1]))), {}]
    near = low if truth is None else on_grain(asked, float(truth))
    if asked.kind == "interval":
        pairs = [(near, near), (low, high), (low, low), (high, low)]
        return [*({"low": a, "high": b} for a, b in pairs), {}]
    return [*({"guess": value} for value in (near, low, high)), {}]


def ways(lesson_id: str) -> int:
    """How many students it takes until each card of a lesson was filled in every way."""
    declared = lessons.lesson(lesson_id)
    return max(
        *(len(answers(ex)) for ex in declared.exercises),
        *(len(guesses(asked)) for asked in declared.predictions),
        len(MARKS) + 1,
    )


def _turn(row: list, n: int) -> object:
    return row[n % len(row)]


def fill(lesson_id: str, n: int) -> None:
    """Press the buttons of every card of a lesson as student `n`, in the workspace that is set."""
    declared = lessons.lesson(lesson_id)
    if lesson_id == "00" and n % 3:
        asked = forecasts().description()["fields"]
        forecasts().press("commit", {one["name"]: 10 * n % 101 for one in asked})
    for asked in declared.predictions:
        for vote in (1, 2)[: 1 + n % 2]:
            predict(asked.id, vote).press("commit", _turn(guesses(asked), n + vote - 1))
        explain_card(asked.id, asked.question, "", "").press("answer", {"text": WORDS})
    for ex in declared.exercises:
        if n % 4 == 1:
            hint(ex.id)
        if n % 4 == 2:
            check(ex.id, 1.5)
        check(ex.id, _turn(answers(ex), n))
        if n % 4 == 3:
            solution(ex.id)
    for goal in declared.goals:
        if n % 3:
            (shown,) = (p() for p in pictures_of(lesson_id) if p.goal == goal.id)
            for settings in SETTINGS[goal.id]:
                moved_to(shown, settings)
                shown.rest()
    for asked in declared.quiz:
        options = [*map(str, range(len(asked.options))), ""]
        question_card(asked, lesson_id, 1).press("answer", {"answer": _turn(options, n)})
    for place, claim in enumerate(declared.claims):
        if mark := _turn([*MARKS, ""], n + place):
            judge(claim, mark, because=WORDS, word="some", bets=["likely"] * (n % 3))


def hand_in(folder: Path, desk: Path, people: int, lesson_ids: tuple[str, ...]) -> Iterator[Path]:
    """The sheets that so many students hand in; each works in a workspace of their own under `desk`."""
    folder.mkdir(parents=True, exist_ok=True)
    before = os.environ.get("BORDERLAB_WORKSPACE")
    try:
        for n in range(people):
            os.environ["BORDERLAB_WORKSPACE"] = str(desk / f"{n}")
            for lesson_id in lesson_ids:
                fill(lesson_id, n)
                written = submit(lesson_id, name=f"Student {n:02}").path
                yield Path(shutil.copy(written, folder))
    finally:
        os.environ.pop("BORDERLAB_WORKSPACE", None)
        if before is not None:
            os.environ["BORDERLAB_WORKSPACE"] = before
