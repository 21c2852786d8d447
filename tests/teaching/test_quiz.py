"""The quiz: nothing before an answer, a reason for every option after it, one question from before."""

from __future__ import annotations

import re

import pytest

from claimlab.errors import KitError
from claimlab.teaching.quiz import earlier_question, quiz
from claimlab.teaching.store import store
from claimlab.teaching.submit import sheet


@pytest.fixture(autouse=True)
def front_end(lessons, monkeypatch):
    monkeypatch.setenv("BORDERLAB_FRONT_END", "1")


def ids(shown) -> list[str]:
    return [
        re.search(r"colour is number (\d)", repr(card))[1]
        + ("!" if "from lesson 96" in repr(card) else "")
        for card in shown.cards
    ]


def test_a_first_quiz_has_its_own_questions_only():
    assert ids(quiz("Q97")) == ["1", "2", "3"]


def test_reasons_come_after_an_answer():
    one = quiz("Q97").cards[0]
    assert "warm" not in repr(one) + one.html + str(one.description())
    for nothing in ({}, {"answer": None}, {"answer": "7"}, {"answer": [0]}):
        one.press("answer", nothing)
        assert "Choose one" in one.said and not store().records("quiz")
    one.press("answer", {"answer": "1"})
    for reason in ("warm", "cold", "dull", "your answer"):
        assert reason in one.html
    assert one.description()["tone"] == "missed" and "Not yet" not in one.html
    assert "<i>blue" not in one.html
    one.press("answer", {"answer": "0"})
    (record,) = store().records("quiz")
    assert (record.item, record.value, record.verdict, record.lesson) == ("Q97.1", 1, "wrong", "97")


def test_a_question_that_was_missed_can_be_answered_again_and_the_first_answer_is_kept():
    one = quiz("Q97").cards[0]
    one.press("answer", {"answer": "1"})
    assert [button["act"] for button in one.description()["buttons"]] == ["again"]
    one.press("again", {})
    assert "warm" not in one.html and one.description()["fields"]
    one.press("answer", {"answer": "0"})
    assert one.description()["tone"] == "right" and one.description()["buttons"] == []
    assert [r.verdict for r in store().records("quiz", "Q97.1")] == ["wrong", "right"]
    assert sheet("97", "Ana")["quiz"]["Q97.1"]["verdict"] == "wrong"


def test_one_question_comes_back_from_an_earlier_lesson():
    for item, verdict in (("Q96.1", "right"), ("Q96.2", "right"), ("Q97.3", "wrong")):
        store().add("quiz", item, 0, verdict)
    shown = quiz("Q97")
    assert ids(shown) == ["1", "2", "3", "1!"]
    assert ids(quiz("Q96")) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], None),
        ([("Q96.1", "right"), ("Q96.2", "right")], "Q96.1"),
        ([("Q96.1", "right"), ("Q96.2", "right"), ("Q96.1", "right")], "Q96.2"),
        ([("Q96.1", "right"), ("Q96.2", "wrong"), ("Q96.3", "wrong")], "Q96.2"),
        ([("Q96.2", "wrong"), ("Q96.1", "right"), ("Q96.2", "right")], "Q96.1"),
        ([("Q96.9", "wrong"), ("Q95.1", "wrong"), ("Q96.3", "right")], "Q96.3"),
    ],
)
def test_the_draw_prefers_wrong_then_oldest(answers, expected):
    for item, verdict in answers:
        store().add("quiz", item, 0, verdict)
    drawn = earlier_question("97")
    assert (drawn.id if drawn else None) == expected
    assert earlier_question("97") == drawn


def test_without_a_front_end_it_is_text_and_reveals_nothing(monkeypatch):
    monkeypatch.setenv("BORDERLAB_FRONT_END", "0")
    bundle = quiz("Q97")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"} and "( ) red" in bundle["text/plain"]
    assert (
        "warm" not in bundle["text/plain"] + bundle["text/html"]
        and "<i>blue" not in bundle["text/html"]
    )


@pytest.mark.parametrize("name", ["Q98", "Q97.1", "97", None, 5])
def test_an_unknown_quiz_gets_a_sentence(name):
    with pytest.raises(KitError, match="Q97"):
        quiz(name)
