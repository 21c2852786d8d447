"""Cards as a page holds them: every face that a press can bring, with gaps where a reader's own words stand.

A gap is written ``⟦name⟧``. What a card says is never written again here: each card is pressed as a reader
would press it, in a workspace of its own, and what it showed is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from claimlab import lessons
from claimlab.course import course
from claimlab.html import escape
from claimlab.i18n import _
from claimlab.judging.quantity import scale
from claimlab.lessons.declare import Exercise, Prediction, Question
from claimlab.lessons.pens import MARKS, Pen
from claimlab.site.judged import recorded_judge
from claimlab.site.levels import levels
from claimlab.site.running import fresh_workspace
from claimlab.teaching.card import Card, Face
from claimlab.teaching.check import HONEST_ATTEMPTS, solution_parts
from claimlab.teaching.claims import claims, entry
from claimlab.teaching.explain import explain_card
from claimlab.teaching.forecasts import FORECASTS, forecasts, waiting_guesses
from claimlab.teaching.forms import decimals, field, fields_of
from claimlab.teaching.ledger import pen_said, status_words, title_of
from claimlab.teaching.predicting.codes import declared_as, width_of
from claimlab.teaching.predicting.drawing import curve_picture
from claimlab.teaching.predicting.guesses import NEAR, beside, figure, said, told
from claimlab.teaching.predicting.predict import (
    closed_face,
    committed_face,
    predict,
    result_head,
)
from claimlab.teaching.quiz import question_card
from claimlab.teaching.store import Record, store

if TYPE_CHECKING:
    from claimlab.teaching.explore import Explore

__all__ = [
    "checked",
    "explained",
    "face_of",
    "forecast",
    "gap",
    "given_verdicts",
    "goal_faces",
    "pens_said",
    "predicted",
    "quizzed",
    "revealed",
]

_REAL_TRY = "One answer in five different words"  # which any question takes for a real try


def gap(name: str) -> str:
    """Where a page puts what only its reader knows.

    >>> gap("at")
    '⟦at⟧'
    """
    return f"⟦{name}⟧"


def face_of(card: Card | Face, gaps: Mapping[str, str] = {}) -> dict[str, Any]:
    """A face as `card.js` takes it, with gaps in place of the texts named (text to the name of its gap)."""
    shown = card if isinstance(card, Card) else Card(lambda: card)
    made = {
        key: value for key, value in shown.description().items() if key not in ("says", "lang", "n")
    }
    for text, name in gaps.items():
        for key in ("head", "say"):
            made[key] = made[key].replace(text, gap(name))
        for key in ("body", "after"):
            made[key] = made[key].replace(str(escape(text)), gap(name))
    return made  # fmt: skip


# Predictions and results --------------------------------------------------------------------------


def predicted(prediction_id: str) -> dict[str, Any]:
    """A prediction: asked, committed, with its code for a class."""
    asked = lessons.prediction(prediction_id)
    guess = _some_guess(asked)
    record = Record.now("prediction", asked.id, {"guess": guess, "mark": 0})
    at = f"{datetime.fromisoformat(record.at).astimezone():%Y-%m-%d %H:%M}"
    done = face_of(committed_face(asked, record, 1), {told(asked, guess): "told", at: "at"})
    done["body"] = re.sub(
        r"<code>[0-9A-Z-]+</code></p>$", f"<code>{gap('code')}</code></p>", done["body"]
    )
    if asked.kind == "curve":
        drawn = str(curve_picture(asked, guess))
        done["body"] = done["body"].replace(drawn, gap("drawn"))
    return {"verb": "predict", "id": asked.id, "ask": face_of(predict(asked.id)), "done": done, **_asked(asked)}  # fmt: skip


def _some_guess(asked: Prediction) -> Any:
    if asked.kind == "choice":
        return next(iter(asked.options))
    return {"number": asked.low, "interval": [asked.low, asked.high]}.get(asked.kind, [asked.low] * len(asked.points))  # fmt: skip


def _asked(asked: Prediction) -> dict[str, Any]:
    """What a guess may be, how it is told, and how it is coded."""
    found = {
        "kind": asked.kind, "options": list(asked.options), "points": list(asked.points), "unit": asked.unit,
        "low": asked.low, "high": asked.high, "step": asked.step, "decimals": decimals(asked.step),
        "declared": declared_as(asked), "width": width_of(asked), "multiple": scale(asked.unit), "id": asked.id,
    }  # fmt: skip
    if asked.kind == "choice":
        return found | {"told": {key: told(asked, key) for key in asked.options}}
    found["figures"] = [figure(value, asked.step) for value in levels(asked)]
    if asked.kind == "number":
        found["told"] = [told(asked, value) for value in levels(asked)]
    elif asked.kind == "interval":
        found["told"] = _of_two(lambda low, high: told(asked, [low, high]), asked)
    else:
        flat = [asked.low] * len(asked.points)
        found["told"] = told(asked, flat).replace(said(asked, flat), gap("guess"))
        found |= {"drawn": _curve(asked, ()), "near": NEAR}
    return found


def _of_two(says, asked: Prediction) -> str:
    """A sentence about a band, with gaps for its ends: the same for all bands, which two of them show."""
    made = []
    for low, high in ((0.2, 0.6), (0.4, 0.8)):
        ends = [levels(asked)[int(share * (len(levels(asked)) - 1))] for share in (low, high)]
        text = says(*ends)
        for end, name in zip(ends, ("low", "high"), strict=True):
            text = text.replace(figure(end, asked.step), gap(name), 1)
        made.append(text)
    assert made[0] == made[1], made
    return made[0]


def _curve(asked: Prediction, truth) -> dict[str, Any]:
    """The axes with the truth on them, where the page draws the reader's own line, and their geometry."""
    from claimlab.teaching.predicting.drawing import curve_field

    field_ = curve_field(asked, decimals(asked.step))
    anchor = max(asked.known) if asked.known and max(asked.known) < asked.points[0] else None
    start = [anchor, asked.known[anchor]] if anchor is not None else None
    return {
        "frame": str(curve_picture(asked, (), truth)),
        "boxes": [field_["wide"]["box"], field_["narrow"]["box"]],
        "start": start,
        "truth": list(truth),
        "truthFigures": ["" if one is None else figure(one, asked.step) for one in truth],
    }


def revealed(prediction_id: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """A result that opens when its predictions are committed."""
    asked = lessons.prediction(prediction_id)
    first = [asked, *map(lessons.prediction, asked.answers)]
    truth = asked.truth() if asked.truth else None
    guess = _some_guess(asked)
    words = beside(asked, [guess], truth)
    head = face_of(result_head(asked, [guess]), {words: "words"})
    found = {
        "verb": "reveal", "id": asked.id, "first": [one.id for one in first], "parts": parts,
        "closed": {"|".join(o.id for o in some): face_of(closed_face(some)) for some in _some_of(first)},
        "head": head, "asked": _asked(asked), "question": None,
    }  # fmt: skip
    if asked.kind == "choice":
        found["words"] = {key: beside(asked, [key], truth) for key in asked.options}
    elif asked.kind == "number":
        found["words"] = [beside(asked, [value], truth) for value in levels(asked)]
    elif asked.kind == "interval":
        found["truth"] = truth
        low, high = asked.low, asked.high
        holds = beside(asked, [[low, high]], truth).removeprefix(told(asked, [low, high]))
        beyond = beside(asked, [[high, high]], truth).removeprefix(told(asked, [high, high]))
        found["words"] = [holds, beyond]
    else:
        found["words"] = ""
        found["drawn"] = _curve(asked, truth)
        head["body"] = re.sub(
            r"(<div[^>]*><svg.*?</svg></div>)+", gap("drawn"), head["body"], flags=re.S
        )
    if asked.question:
        found["question"] = explained(explain_card(asked.id, asked.question, asked.model, asked.explain), asked.id, asked.question)  # fmt: skip
    return found


def _some_of(all_: list) -> list[list]:
    """Every part of a short list that is not empty, in its order."""
    return [
        [one for i, one in enumerate(all_) if pattern >> i & 1] for pattern in range(1, 2 ** len(all_))
    ]  # fmt: skip


def explained(card: Card, item: str, asks: str) -> dict[str, Any]:
    """A question that is answered in a sentence, and what opens after a real try."""
    ask = face_of(card)
    card.press("answer", {"text": _REAL_TRY})
    return {"verb": "explain", "item": item, "asks": asks, "ask": ask, "done": face_of(card, {_REAL_TRY: "text"})}  # fmt: skip


def goal_faces(explore: Explore) -> dict[str, Any]:
    """The card under a picture whose goal was reached."""
    goal = explore.goal
    store().add("goal", goal.id, {}, gap("says"))
    if not goal.question:
        return {"id": goal.id, "done": face_of(explore.card)}
    return {
        "id": goal.id,
        "done": None,
        "question": explained(explore.card, goal.id, goal.question),
    }


# Exercises -----------------------------------------------------------------------------------------


def checked(exercise_id: str, stub: str, worked: list[dict[str, Any]]) -> dict[str, Any]:
    """An exercise with its form, its hints, and the rules by which a page judges it.

    Parameters
    ----------
    stub : str
        The student's cell, as the notebook has it.
    worked : list of parts
        What the worked solution shows: pictures that were drawn.
    """
    ex = lessons.exercise(exercise_id)
    rules = recorded_judge(ex)
    fields = fields_of(ex) if rules else []
    if rules and ex.kind == "number":
        parts = ex.parts or ("",)
        fields = [field("line", str(i), part or _("Your answer"), unit="" if ex.parts else ex.unit) for i, part in enumerate(parts)]  # fmt: skip
    opened = [
        str(part[0]) if isinstance(part, tuple) else str(escape(part))
        for part in solution_parts(ex)
        if part
    ]
    return {
        "verb": "check", "id": ex.id, "kind": ex.kind, "asks": ex.asks, "fields": fields, "rules": rules,
        "hints": list(ex.hints), "solution": opened, "worked": worked, "stub": stub, "example": _example(ex),
        "tries": HONEST_ATTEMPTS, "tones": {tone: _head(tone, ex.id) for tone in ("ask", "right", "wrong", "note", "complete", "result")},
        "isOptional": ex.optional, "nudge": _('`hint("{id}")` gives a nudge.').format(id=ex.id),
    }  # fmt: skip


def _head(tone: str, heading: str) -> dict[str, str]:
    made = face_of(Face(tone, heading))
    return {name: made[name] for name in ("tone", "icon", "head")}


def _example(ex: Exercise) -> list[list[str]]:
    """A card that fits, field by field, to be set beside a reader's own."""
    examples = ex.schema.get("examples", []) if ex.kind == "card" else []
    fields = ex.schema.get("properties", {})
    return [
        [str(fields.get(name, {}).get("title", name)), _shown(fields.get(name, {}), value)]
        for name, value in (examples[0].items() if examples else ())
    ]


def _shown(part: Mapping[str, Any], value: object) -> str:
    return str(dict(part.get("options", {})).get(value, value))


# Quiz, claims, forecasts ---------------------------------------------------------------------------


def asked_again(asked: Question, lesson_id: str, n: int) -> dict[str, Any]:
    """One question of a quiz, and what each option brings."""
    answers = []
    for i in range(len(asked.options)):
        card = question_card(asked, lesson_id, n)
        ask = face_of(card)
        card.press("answer", {"answer": str(i)})
        answers.append(face_of(card))
    right = [i for i, option in enumerate(asked.options) if option.right]
    return {"verb": "quiz", "id": asked.id, "ask": ask, "answers": answers, "right": right}


def quizzed(lesson_id: str) -> dict[str, Any]:
    """The questions of a lesson, and those of earlier ones, of which a page asks one again."""
    own = lessons.lesson(lesson_id).quiz
    before = [
        q for one in lessons.lesson_ids() if one < lesson_id for q in lessons.lesson(one).quiz
    ]
    return {
        "verb": "quiz", "lesson": lesson_id,
        "own": [asked_again(one, lesson_id, n) for n, one in enumerate(own, 1)],
        "before": [asked_again(one, lesson_id, len(own) + 1) for one in before],
    }  # fmt: skip


def claim_of(claim_id: str) -> dict[str, Any]:
    """A claim as the verdicts on a page show it."""
    row = entry(claim_id)
    status = _("The figures of this kit say: {status}.").format(status=status_words(row.status))
    return {"title": title_of(row), "text": row.text, "status": status}


def pens_said() -> dict[str, str]:
    """Each mark of the pen in words, with a gap where the reader's own word stands."""
    return {mark: pen_said(Pen("", mark, gap("word") if mark == "word" else "")) for mark in MARKS}


def given_verdicts(lesson_id: str, here: list[str]) -> dict[str, Any]:
    """My verdict on the claims of a lesson, or of all."""
    chosen = here or list(claims())
    title = _("My verdict on the text, lesson {id}").format(id=lesson_id) if lesson_id else _("My verdict on the text")  # fmt: skip
    example = chosen[0] if chosen else "C11"
    first = _('Judge a claim, for example with judge("{id}"), then press the button: your verdicts come together here.').format(id=example)  # fmt: skip
    return {
        "verb": "verdict", "title": title, "first": first, "ask": face_of(Face("ask", title, state="open")),
        "done": face_of(Face("result", title, state="done")), "claims": {one: claim_of(one) for one in chosen},
        "isWhole": not lesson_id,
    }  # fmt: skip


def forecast(lesson: str) -> dict[str, Any]:
    """The card of forecasts in a lesson, in time and late: as it is asked, and once it is committed."""
    with fresh_workspace():
        in_time = _forecast_faces()
    with fresh_workspace():
        store().add(
            "goal", f"G{course().outcomes}.1", {}
        )  # something was done in the lesson of the outcomes
        late = _forecast_faces()
    names = [one["name"] for one in in_time["ask"]["fields"]]
    return {"verb": "forecasts", "names": names, "outcomes": course().outcomes, "waits": waiting_guesses(), "toys": list(lessons.toys(course().outcomes)), "isLate": lesson == course().outcomes, "inTime": in_time, "late": late}  # fmt: skip


def _forecast_faces() -> dict[str, Any]:
    card = forecasts()
    ask = face_of(card)
    given = {one["name"]: 11 + i for i, one in enumerate(ask["fields"])}
    card.press("commit", given)
    at = next(iter(store().records("prediction", FORECASTS))).at
    at = f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    done = face_of(card, {at: "at"})
    for key, value in given.items():
        done["body"] = done["body"].replace(f"{key}: {value} ", f"{key}: {gap(key)} ")
    return {"ask": ask, "done": done}
