from __future__ import annotations

import re
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimlab.errors import KitError
from claimlab.lessons import lesson, lesson_ids
from claimlab.lessons.declare import Prediction
from claimlab.teaching.predicting import codes
from claimlab.teaching.predicting.codes import MARK_BITS, Guess, decode, encode, quantise

marks = st.integers(0, 2**MARK_BITS - 1)


@contextmanager
def declared(*asked: Prediction):
    """The kit's registry, as if it held these predictions and no others."""
    known, kept = {p.id: p for p in asked}, codes.prediction

    def find(prediction_id):
        if prediction_id not in known:
            raise KitError("unknown")
        return known[prediction_id]

    codes.prediction = find
    try:
        yield
    finally:
        codes.prediction = kept


@st.composite
def predictions(draw):
    kind = draw(st.sampled_from(["number", "choice", "interval", "curve"]))
    step = draw(st.sampled_from([0.01, 0.1, 0.25, 0.5, 1, 5, 100]))
    low = draw(st.integers(-50, 50)) * step
    return Prediction(
        id=f"P{draw(st.integers(0, 12)):02d}.{draw(st.integers(1, 31))}",
        kind=kind,
        asks="?",
        low=low,
        high=low + step * draw(st.integers(1, 2000)),
        step=step,
        options={f"option {n}": "…" for n in range(draw(st.integers(2, 9)))},
        points=(2000, 2005, 2010, 2015, 2020),
    )


@st.composite
def guesses(draw):
    asked = draw(predictions())
    number = st.floats(asked.low, asked.high)
    value = {
        "number": number,
        "choice": st.sampled_from(sorted(asked.options)),
        "interval": st.lists(number, min_size=2, max_size=2).map(sorted),
        "curve": st.lists(number, min_size=5, max_size=5),
    }[asked.kind]
    return asked, draw(value), draw(st.sampled_from([1, 2])), draw(marks)


@settings(deadline=None)  # the first example reads every lesson
@given(guesses())
def test_a_code_says_what_went_into_it(guess):
    asked, value, vote, mark = guess
    code = encode(asked, value, vote, mark)
    assert len(code) <= 40 and re.fullmatch(
        r"[0-9A-HJKMNP-TV-Z]{1,4}(-[0-9A-HJKMNP-TV-Z]{1,4})*", code
    )
    with declared(asked):
        assert decode(code) == Guess(asked.id, quantise(asked, value), vote, mark)


@settings(deadline=None)  # the first example reads every lesson
@given(guesses())
def test_quantising_keeps_the_grain_and_happens_once(guess):
    asked, value, _, _ = guess
    kept = quantise(asked, value)
    assert quantise(asked, kept) == kept
    if asked.kind != "choice":
        pairs = zip([value], [kept]) if asked.kind == "number" else zip(value, kept)
        assert all(
            abs(a - b) <= asked.step / 2 + 1e-6 and asked.low - 1e-9 <= b <= asked.high + 1e-9
            for a, b in pairs
        )


@settings(deadline=None)  # the first example reads every lesson
@given(guesses(), st.randoms(use_true_random=False))
def test_the_way_it_is_typed_makes_no_difference(guess, random):
    asked, value, vote, mark = guess
    code = encode(asked, value, vote, mark)
    swaps = {"0": "0Oo", "1": "1IiLl", "-": ["", "-", " ", " - ", "–", "\u00a0"]}
    typed = "  " + "".join(random.choice(swaps.get(c, [c, c.lower()])) for c in code) + "\t\n"
    with declared(asked):
        assert decode(typed) == decode(code)


@settings(deadline=None)  # the first example reads every lesson
@given(guesses(), st.data())
def test_one_wrong_character_is_noticed(guess, data):
    asked, value, vote, mark = guess
    code = encode(asked, value, vote, mark).replace("-", "")
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(
        st.sampled_from([c for c in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if c != code[place]])
    )
    damaged = code[:place] + other + code[place + 1 :]
    with declared(asked), pytest.raises(KitError, match=damaged):
        decode(damaged)


@settings(deadline=None)  # the first example reads every lesson
@given(guesses(), st.data())
def test_a_missing_or_doubled_character_is_noticed(guess, data):
    asked, value, vote, mark = guess
    code = encode(asked, value, vote, mark).replace("-", "")
    place = data.draw(st.integers(0, len(code) - 1))
    with declared(asked):
        for damaged in (
            code[:place] + code[place + 1 :],
            code[:place] + code[place] + code[place:],
        ):
            with pytest.raises(KitError):
                decode(damaged)


@settings(deadline=None)  # the first example reads every lesson
@given(st.text(max_size=300))
def test_junk_is_named_and_nothing_else_is_raised(text):
    with pytest.raises(KitError, match="is damaged"):
        decode(text)


@pytest.mark.parametrize(
    "junk",
    ["", "   ", None, 12345, "U" * 16, "0" * 10_000, "<script>alert(1)</script>", "1114\x00\n"],
)
def test_known_junk(junk):
    with pytest.raises(KitError) as problem:
        decode(junk)
    assert "\x00" not in str(problem.value) and len(str(problem.value)) < 120


def test_a_code_of_another_version_of_the_question_is_refused():
    before = Prediction("P01.1", "number", "How much?", low=0, high=100, step=5)
    after = Prediction("P01.1", "number", "How much?", low=0, high=100, step=4)
    code = encode(before, 40)
    with declared(after), pytest.raises(KitError):
        decode(code)


def test_equal_guesses_with_other_marks_are_other_codes():
    asked = Prediction("P01.1", "number", "How much?")
    assert encode(asked, 40, mark=1) != encode(asked, 40, mark=2)
    assert encode(asked, 40, vote=1) != encode(asked, 40, vote=2)


def test_an_interval_upside_down_is_no_guess():
    asked = Prediction("P01.1", "interval", "How much?")
    with declared(asked), pytest.raises(KitError):
        decode(encode(asked, (60, 40)))


def test_every_prediction_of_every_lesson_fits_in_a_code():
    for asked in (p for n in lesson_ids() for p in lesson(n).predictions):
        ends = list(asked.options)[-1:] or [
            asked.high if asked.kind == "number" else [asked.high] * (len(asked.points) or 2)
        ]
        assert decode(encode(asked, ends[0], 2, 2**MARK_BITS - 1)).value == quantise(
            asked, ends[0]
        ), asked.id
