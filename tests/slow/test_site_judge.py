"""A page says of an answer what the notebook says: every right one, every mistake, and thousands that nobody thought of."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

import lab
from given import as_given, right_answers

from claimlab import lessons
from claimlab.judging.judge import judge
from claimlab.judging.numeric import SCALES
from claimlab.site.judged import reading, recorded_judge, says
from claimlab.teaching.frontend import module
from claimlab.teaching.predicting.codes import encode, quantise

RANDOM = 10_000
UNITS = (
    "",
    " %",
    " per cent",
    " bn",
    " million",
    " thousand",
    "k",
    " millones",
    " mil",
    " km",
    " dollars",
)
ODD = ("", "   ", "no", "about 3 or 4", "2 * 3", "1 - share", "round(7.25)", "x = 3 / 2", "40-50", "1.2.3", "1,2,3", "1 000", "12,5", "1,367",
       "1.367,5", "1e3", ".5", "-7", "\u22127", "sí", "True", "5 km/h", "007", "f(", "(3)", "3 4", "a.b", "1_000", "--5", "2**3", "=5", "5=")  # fmt: skip


def judged_exercises():
    for number in lessons.lesson_ids():
        for ex in lessons.lesson(number).exercises:
            if rules := recorded_judge(ex):
                yield ex, rules


def parts_of(ex, value) -> list:
    return list(value) if ex.parts else [value]


def declared(ex) -> list:
    """Right answers, other readings, mistakes, each as a form would hand it over."""
    values = [
        *right_answers(ex),
        *(as_given(ex, one.value()) for one in (*ex.readings, *ex.mistakes)),
    ]
    return [as_form(ex, value) for value in values]


def as_form(ex, value):
    if ex.kind == "number":
        return [
            float(one) if isinstance(one, (int, float)) and not isinstance(one, bool) else str(one)
            for one in parts_of(ex, value)
        ]
    if ex.kind == "labels":
        return {item: dict(value).get(item) for item in ex.items}
    return list(value) if ex.kind == "order" else value


def written(one: float, dice: random.Random):
    """A number as a hand may type it."""
    one *= dice.choice((1, 1, 1, 1, -1, *SCALES))
    one *= dice.choice((1, 1, 1 + dice.uniform(-0.03, 0.03), dice.uniform(0.2, 3)))
    form = dice.choice(
        ("{:.0f}", "{:.1f}", "{:.2f}", "{:.3f}", "{:,.1f}", "{:.3g}", "{:.1g}", "{:.6g}", "{!r}")
    )
    if abs(one) > 1e15:
        return one
    text = form.format(one)
    if dice.random() < 0.25:
        text = text.replace(",", " ").replace(".", ",")
    return text + dice.choice(UNITS) if dice.random() < 0.8 else float(one)


def anything(ex, known: list, dice: random.Random):
    if ex.kind == "number":
        base = dice.choice(known)
        values = [
            dice.choice(ODD) if dice.random() < 0.06 else None if dice.random() < 0.04
            else written(one, dice) if isinstance(one, float) and dice.random() < 0.7 else one
            for one in base
        ]  # fmt: skip
        dice.random() < 0.1 and dice.shuffle(values)
        return values
    if ex.kind == "labels":
        base = dict(dice.choice(known))
        for item in dice.sample(list(ex.items), dice.randint(0, len(ex.items))):
            base[item] = dice.choice([None, *ex.options])
        return base
    if ex.kind == "order":
        blocks = list(ex.blocks)
        return (
            dice.sample(blocks, dice.randint(0, len(blocks)))
            if dice.random() < 0.6
            else dice.choice(known)[: dice.randint(0, 8)]
        )
    return dice.choice([None, *ex.options])


def as_python(ex, form):
    return form[0] if ex.kind == "number" and not ex.parts else form


@pytest.fixture(scope="module")
def page():
    with lab.window() as window:
        page = window.new_page()
        page.goto("data:text/html,<!doctype html><title>judge</title>")
        script = module("site") + "\nObject.assign(window, {judge, code_of, typed, sha256});"
        page.add_script_tag(content=script, type="module")
        page.wait_for_function("() => Boolean(window.judge)")
        yield page


def told(page, rules, forms) -> list:
    return page.evaluate("([rules, all, reading, says]) => all.map((one) => window.judge(rules, one, reading, says))",
                         [rules, forms, reading(), says()])  # fmt: skip


def test_a_page_and_the_notebook_say_the_same(page):
    every, dice = list(judged_exercises()), random.Random(7)
    assert len(every) > 60
    each = -(-RANDOM // len(every))
    different, seen = [], set()
    for ex, rules in every:
        known = declared(ex)
        forms = known + [anything(ex, known, dice) for _turn in range(each)]
        rules = json.loads(json.dumps(rules))
        for form, said in zip(forms, told(page, rules, forms), strict=True):
            verdict = judge(ex, as_python(ex, form))
            seen.add(verdict.code)
            if said != [verdict.ok, verdict.code, verdict.message]:
                different.append((ex.id, form, said, verdict))
    assert different == [], f"{len(different)} differ; the first: {different[:3]}"
    assert {"right", "unit", "kind", "wrong", "not-attempted"} < seen


def test_a_code_for_the_class_is_the_same(page):
    from claimlab.site.cards import predicted

    dice = random.Random(3)
    for number in lessons.lesson_ids():
        for asked in lessons.lesson(number).predictions:
            count = 1 if asked.kind in ("number", "choice") else len(asked.points) or 2
            values = [dice.uniform(asked.low, asked.high) for _part in range(count)]
            value = (
                dice.choice(list(asked.options))
                if asked.kind == "choice"
                else values[0]
                if asked.kind == "number"
                else sorted(values)
            )
            guess, mark = quantise(asked, value), dice.getrandbits(20)
            part = predicted(asked.id)
            levels = len(asked.options) or len(part["figures"])
            steps = [list(asked.options).index(guess)] if asked.kind == "choice" else [
                round((one - asked.low) / asked.step) for one in (guess if isinstance(guess, list) else [guess])
            ]  # fmt: skip
            made = page.evaluate(
                "([asked, steps, levels, mark]) => window.code_of(asked, steps, levels, mark)",
                [part, steps, levels, mark],
            )
            assert made == encode(asked, guess, mark=mark), asked.id
