"""What every exercise and question of every lesson owes a student, on the figures that are shipped.

Right answers pass, each mistake has a verdict of its own, nothing prints the answer.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import re

import numpy as np
import pandas as pd
import pytest
from given import as_given, right_answers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimlab.judging.judge import judge
from claimlab.judging.numeric import close, pattern_of
from claimlab.judging.plain import plain
from claimlab.lessons import lesson, lesson_ids
from claimlab.lessons.declare import Exercise, Question
from claimlab.teaching.check import worked_solution

EXERCISES = [ex for n in lesson_ids() for ex in lesson(n).exercises]
QUESTIONS = [q for n in lesson_ids() for q in lesson(n).quiz]
MISTAKES = [(ex, mistake) for ex in EXERCISES for mistake in ex.mistakes]
NUMBERS = [ex for ex in EXERCISES if ex.kind == "number"]
KINDS = ("number", "choice", "labels", "order", "card", "chart")
RESERVED = {"right", "not-attempted", "unit", "kind", "wrong"}

every_exercise = pytest.mark.parametrize("ex", EXERCISES, ids=lambda ex: ex.id)
every_number = pytest.mark.parametrize("ex", NUMBERS, ids=lambda ex: ex.id)
every_mistake = pytest.mark.parametrize(
    ("ex", "mistake"), MISTAKES, ids=[f"{ex.id}-{m.code}" for ex, m in MISTAKES]
)


# The declarations --------------------------------------------------------------------------------


@every_exercise
def test_a_declaration_is_complete(ex):
    assert re.fullmatch(r"E\d\d\.\d+", ex.id) and ex.kind in KINDS and ex.asks
    assert len(ex.hints) >= 2 and ex.why, "two hints and a reason"
    assert right_answers(ex), "a right answer, or examples in the schema"
    codes = [m.code for m in ex.mistakes]
    assert len(set(codes)) == len(codes) and not set(codes) & RESERVED
    assert all(m.says for m in ex.mistakes)


@every_number
def test_a_number_knows_at_least_two_mistakes(ex):
    assert len(ex.mistakes) >= 2


def test_ids_are_unique():
    ids = [
        x.id
        for n in lesson_ids()
        for shelf in ("exercises", "predictions", "quiz")
        for x in getattr(lesson(n), shelf)
    ]
    assert len(set(ids)) == len(ids)


# Verdicts on the shipped data --------------------------------------------------------------------


@every_exercise
def test_the_right_answer_passes(ex):
    for answer in right_answers(ex):
        assert judge(ex, answer).code == "right", judge(ex, answer)
        assert judge(ex, json.loads(json.dumps(plain(answer)))).ok, "as an answer sheet carries it"


@every_mistake
def test_each_mistake_has_its_own_verdict(ex, mistake):
    verdict = judge(ex, as_given(ex, mistake.value()))
    assert verdict.code == mistake.code, "shadowed by another verdict on these figures"
    assert (
        verdict.message == mistake.says
        or ex.kind == "labels"
        and verdict.message.endswith(mistake.says)
    )


@every_exercise
def test_no_two_mistakes_overlap(ex):
    for a, b in itertools.permutations(ex.mistakes, 2):
        alone = dataclasses.replace(ex, mistakes=(a,))
        if _holds(ex, b):
            # One that is another at another scale may be declared too: the exact value goes first.
            verdict = judge(alone, as_given(ex, b.value()))
            assert (verdict.code, verdict.message) != (a.code, a.says), (
                f"{a.code} also takes the value of {b.code}"
            )


def _holds(ex: Exercise, mistake) -> bool:
    """Whether a mistake fixes every part: one with parts that match anything may meet another."""
    value = mistake.value()
    parts = (
        value.values()
        if isinstance(value, dict)
        else value
        if isinstance(value, (tuple, list))
        else [value]
    )
    return (
        ex.kind not in ("labels", "card")
        and not any(part is None for part in parts)
        and not isinstance(value, (set, frozenset))
    )


def parts_of(value: object) -> list:
    return [pattern_of(plain(v)) for v in (value if isinstance(value, (tuple, list)) else [value])]


def given_with(ex, changed: dict[int, object]) -> object:
    """The right answer with some parts changed, in the form of the answer."""
    parts = [changed.get(i, part) for i, part in enumerate(parts_of(ex.right()))]
    return tuple(parts) if len(parts) > 1 else parts[0]


def candidates(ex) -> dict[int, list[float]]:
    """For each part, what simple wrong formulas give: the mistakes, and sums and ratios of what is known."""
    found = {}
    wrong = [parts_of(m.value()) for m in ex.mistakes]
    for i, right in enumerate(parts_of(ex.right())):
        known = [own[i] for own in ([*wrong, {i: right}]) if isinstance(own[i], (int, float))]
        terms = [float(v) for v in dict.fromkeys((*known, 1, 100))]
        found[i] = known + [f(a, b) for a in terms for b in terms for f in FORMULAS if a and b]
    return found


FORMULAS = (
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: a / b,
    lambda a, b: 100 * (a / b - 1),
)
NOISE = (
    lambda v: np.nextafter(v, np.inf),
    lambda v: np.nextafter(v, -np.inf),
    lambda v: v * 1.1 / 1.1,
    lambda v: v / 3 + v / 3 + v / 3,
)


@every_number
def test_a_value_that_was_computed_is_right_only_when_it_is_right(ex):
    """What a wrong formula gives is not a right answer rounded, even where few digits show it."""
    right = parts_of(ex.right())
    for i, values in candidates(ex).items():
        for value in values:
            if not np.isfinite(value) or _as_right(ex, value, right[i], i):
                continue
            verdict = judge(ex, given_with(ex, {i: float(value)}))
            assert not verdict.ok, f"part {i}: {value!r} for {right[i]!r}: {verdict}"


def _as_right(ex, value, right, i) -> bool:
    """Whether a value is the right one by tolerance, or with two digits or more that fit it."""
    if not isinstance(right, float):
        return close(ex, value, right, i)
    shortened = {float(f"{right:.{n}g}") for n in range(2, 12)}
    return close(ex, value, right, i) or float(f"{value:.12g}") in shortened


@every_number
def test_what_a_float_leaves_over_changes_no_verdict(ex):
    answers = [ex.right(), *(as_given(ex, m.value()) for m in ex.mistakes)]
    for answer in answers:
        for digits in (17, 3, 2):
            parts = [float(f"{v:.{digits}g}") for v in map(float, parts_of(answer))]
            for noise in NOISE:
                noisy = [float(noise(v)) if np.isfinite(v) and v else v for v in parts]
                assert judge(ex, noisy) == judge(ex, parts), (parts, noisy)


@pytest.mark.parametrize("cost", [0.20, 0.15])
def test_one_cost_for_both_sides_is_not_right_rounded(cost):
    """0.3 + (1 - 0.9) * 0.2 is 0.32, and 0.315 with two digits is 0.32 as well."""
    ex = next(e for e in EXERCISES if e.id == "E09.1")
    p, patience = 0.30, 0.9
    assert not judge(ex, (p - (1 - patience) * cost, p + (1 - patience) * cost)).ok


CASES = {
    "E01.1": {(2008, 6.06): "exports-only", (2008, 7.2): "column"},
    "E02.3": {-52.7: "sign"},
    "E03.1": {0.103: "what-was-left"},
    "E03.3": {-0.437: "log-points"},
    "E06.1": {(36, 28, 23, 1.7): "right", (36, 28, 23, 2): "wrong"},
    "E06.4": {0.833: "knew-the-future"},
    "E07.2": {0.21: "right", 0.216: "in-proportion", 0.22: "in-proportion"},
    "E09.4": {(0.78, 0.30): "right", (0.785, 0.362): "drawn-once-by-five"},
}


@pytest.mark.parametrize(
    ("exercise_id", "answer", "code"),
    [(n, answer, code) for n, cases in CASES.items() for answer, code in cases.items()],
)
def test_what_students_gave(exercise_id, answer, code):
    ex = next(e for e in EXERCISES if e.id == exercise_id)
    assert judge(ex, answer).code == code


@every_number
def test_other_units_are_not_mistaken_for_mistakes(ex):
    right = np.atleast_1d(np.asarray(ex.right(), dtype=float))
    for factor in (100, 0.01, 1e3, 1e-3, 1e6, 1e-6, 1e9, 1e-9):
        answer = plain(right * factor)
        if len(right) == 1 and right[0]:
            assert judge(ex, answer).code == "unit", f"the right answer times {factor:g}"


@every_exercise
def test_blanks_texts_nan_and_wrong_shapes(ex):
    for blank in (None, ..., "", [], {}):
        assert judge(ex, blank).code == "not-attempted"
    for shape in (
        np.zeros((3, 7, 2)),
        pd.DataFrame(np.zeros((31, 17))),
        {"zebra": 1},
        float("nan"),
        np.nan,
        lambda: 1,
    ):
        assert judge(ex, shape).code in (("kind", "wrong") if ex.kind == "card" else ("kind",)), (
            shape
        )
    assert judge(ex, "zebra").code == "kind"


simple = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text(max_size=6), inner, max_size=4),
        st.tuples(inner, inner),
    ),
    max_leaves=8,
)


@given(simple)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_value_gets_the_same_verdict_from_student_and_grader(x):
    for ex in EXERCISES:
        verdict = judge(ex, x)
        assert verdict.message and verdict == judge(ex, plain(x))


@every_exercise
def test_a_worked_solution_is_shipped(ex):
    code = worked_solution(ex.id)
    assert f'check("{ex.id}"' in code and "..." not in code.split(), (
        "tag a cell of the source as solution, with this id"
    )


# Nothing gives the answer away -------------------------------------------------------------------


def numbers_in(text: str) -> list[float]:
    return [
        float(n.replace(",", ""))
        for n in re.findall(
            r"(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])\d+(?:\.\d+)?", text
        )
    ]


def gives_away(text: str, right: float) -> list[float]:
    """Numbers in a text that are the right one, as far as their own digits go."""
    told = abs(float(right))
    return [n for n in numbers_in(text) if n >= 2 and abs(n - told) <= 0.005 * told]


@every_number
def test_hints_and_mistakes_do_not_print_the_answer(ex):
    right = [
        v
        for v in np.atleast_1d(np.asarray(ex.right(), dtype=object))
        if not isinstance(v, (bool, np.bool_))
    ]
    for text in (*ex.hints, *(m.says for m in ex.mistakes)):
        for value in right:
            assert not gives_away(text, value), f"{text!r} gives {value} away"


@every_exercise
def test_verdicts_on_wrong_answers_do_not_print_the_answer(ex):
    tried = [*(as_given(ex, m.value()) for m in ex.mistakes), 12345.678, [1, 2, 3], "zebra"]
    messages = [verdict.message for answer in tried if not (verdict := judge(ex, answer)).ok]
    if ex.kind == "number":
        values = np.atleast_1d(np.asarray(ex.right(), dtype=object))
        assert not [
            m
            for m in messages
            for v in values
            if not isinstance(v, (bool, np.bool_)) and gives_away(m, v)
        ]
    if ex.kind == "order":
        assert not [m for m in messages if any(ex.blocks[key].strip() in m for key in ex.right())]


# The quiz ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_a_lesson_asks_three_questions_or_none(lesson_id):
    assert len(lesson(lesson_id).quiz) in (0, 3)  # a game may have tested what a quiz would ask


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda q: q.id)
def test_a_question_has_one_right_option_and_a_reason_for_each(asked: Question):
    assert re.fullmatch(r"Q\d\d\.\d", asked.id) and len(asked.options) >= 2
    assert sum(option.right for option in asked.options) == 1
    texts = [option.text for option in asked.options]
    assert len(set(texts)) == len(texts) and all(option.reason for option in asked.options)
