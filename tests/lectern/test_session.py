"""The stage without a network: what is asked, what is counted, and what the wall is never told."""

from __future__ import annotations

import json
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlab import lessons
from claimlab.errors import KitError
from claimlab.lectern.book import book
from claimlab.lectern.session import Session, answer_of
from claimlab.lessons import lesson, lesson_ids, prediction
from claimlab.teaching.predicting.codes import encode

STAGED = [one for one in lesson_ids() if book(one).voted]


def chat(asked, *values, vote=1):
    return "\n".join(
        f"10:0{mark % 10} Ana: {encode(asked, value, vote, mark)}"
        for mark, value in enumerate(values)
    )


def told(stage):
    return json.dumps(stage.wall(), ensure_ascii=False)


@pytest.mark.parametrize("lesson_id", STAGED)
def test_the_wall_is_told_no_truth_note_or_picture_before_the_result(lesson_id):
    stage = Session(lesson_id, people=40)
    for place in range(len(stage.questions)):
        stage.act("go", place)
        asked = stage.asked
        wall, own = told(stage), stage.notes()
        hidden = [asked.explain, asked.question, asked.model, *own["truth"], own["notes"]]
        hidden += [what for kind, what in stage.result if kind == "picture"]
        assert [text for text in hidden if text and json.dumps(text)[1:-1] in wall] == []
        assert stage.wall()["result"] is None
        stage.act("reveal")
        assert stage.wall()["result"]["kind"] in ("picture", "question", "explain")


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_what_is_kept_back_stands_nowhere_on_the_stage(lesson_id):
    kept = [one for one in lesson(lesson_id).predictions if not one.pooled]
    if lesson_id not in STAGED:
        assert kept, "a lesson without a question for the wall asks about people's lives"
        with pytest.raises(KitError, match="has no question for a wall"):
            Session(lesson_id)
        return
    stage = Session(lesson_id)
    assert {one.id for one in stage.questions}.isdisjoint(one.id for one in kept)
    for asked in kept:
        value = next(iter(asked.options)) if asked.kind == "choice" else asked.low
        stage.act("paste", chat(asked, value))
        assert asked.asks not in told(stage) and asked.id in stage.notes()["keptBack"]
    assert stage.news in ("", "No code was found in it.")


def test_two_votes_stand_beside_each_other():
    stage = Session("01", people=40)
    asked = prediction("P01.3")
    stage.act("go", [one.id for one in stage.questions].index("P01.3"))
    stage.act("paste", chat(asked, *["size"] * 20, *["both"] * 10))
    stage.act("vote")
    stage.act("paste", chat(asked, *["share"] * 25, vote=2))
    shown = stage.wall()["bars"]
    assert shown["hasSecond"] and [row[1:] for row in shown["rows"]] == [[20, 0], [0, 25], [10, 0]]
    assert stage.wall()["count"] == "Second vote: 25 of 40"


def test_more_votes_than_people_are_said_on_both_windows():
    stage = Session("01", people=40)
    asked = stage.asked
    stage.act("paste", chat(asked, *[[4] * len(asked.points)] * 40))
    assert stage.wall()["warning"] == ""
    stage.act("paste", encode(asked, [5] * len(asked.points), mark=77))
    assert "41 votes from a class of 40" in stage.wall()["warning"]


def test_a_code_counts_once_wherever_it_came_from():
    stage = Session("01")
    stage.act("go", [one.id for one in stage.questions].index("P01.1"))
    code = encode(prediction("P01.1"), 40, mark=5)
    stage.act("paste", f"Ana {code}")
    stage.act("paste", f"Ana again {code}")
    stage.answer("a seat", {"code": code})
    assert stage.wall()["counts"] == [1, 0]
    assert "Repeated or damaged: 1" in stage.news


def test_a_seat_has_one_answer_and_may_change_it_while_the_vote_is_open():
    stage = Session("01")
    stage.act("go", [one.id for one in stage.questions].index("P01.1"))
    code = encode(prediction("P01.1"), 80, mark=9)
    for fields in ({"value": "40"}, {"value": "60"}, {"code": code}, {"value": "35"}):
        stage.answer("one", fields)
        assert stage.wall()["counts"] == [1, 0]
    assert stage.tally.votes[1] == [35]
    stage.act("close")
    with pytest.raises(KitError, match="closed"):
        stage.answer("one", {"value": "20"})
    stage.act("vote")
    stage.answer("one", {"value": "70"})
    assert stage.wall()["counts"] == [1, 1]


@pytest.mark.parametrize(
    "fields",
    [{}, {"value": ""}, {"value": "nan"}, {"value": "inf"}, {"value": "-1"}, {"value": "101"}, {"value": "4" * 5000},
     {"value": "<b>"}, {"code": "1114-XXXX"}, {"code": "0" * 9000}, {"question": "P01.3", "value": "40"}],
)  # fmt: skip
def test_what_is_no_answer_is_refused_in_one_sentence(fields):
    stage = Session("01")
    stage.act("go", [one.id for one in stage.questions].index("P01.1"))
    with pytest.raises(KitError) as refused:
        stage.answer("seat", fields)
    assert str(refused.value).endswith(".") and stage.wall()["counts"] == [0, 0]


@pytest.mark.parametrize("lesson_id", STAGED)
def test_every_kind_of_question_takes_an_answer_from_a_form(lesson_id):
    stage = Session(lesson_id)
    for place, asked in enumerate(stage.questions):
        stage.act("go", place)
        middle = str((asked.low + asked.high) / 2)
        fields = {"value": next(iter(asked.options), middle), "low": middle, "high": middle}
        stage.answer("seat", fields | {str(point): middle for point in asked.points})
        assert stage.wall()["counts"] == [1, 0] and answer_of(asked, fields | {str(p): middle for p in asked.points}) is not None  # fmt: skip


@given(
    st.text(max_size=12)
    | st.sampled_from(["go", "timer", "people", "paste", "step", "back", "vote"]),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers()),
)
def test_no_press_breaks_the_stage(name, what):
    stage = Session("01", people=40)
    stage.act(name, what)
    assert 0 <= stage.place < len(stage.questions) and 0 <= stage.people <= 2000
    json.dumps([stage.wall(), stage.notes()])


def test_steps_go_through_result_pictures_and_on_to_the_next_question():
    stage = Session("01")
    steps = []
    for _press in range(30):
        now = stage.wall()
        steps.append((now["id"], (now["result"] or {}).get("kind")))
        stage.act("step")
    ids = [one.id for one in stage.questions]
    assert [one for one, kind in dict.fromkeys(steps) if kind is None] == ids
    assert (ids[0], "picture") in steps and steps[-1] == steps[-2], "the last step stays"
    stage.act("back")
    assert told(stage) != steps


def test_a_timer_runs_down_and_stops():
    now = [100.0]
    stage = Session("01", clock=lambda: now[0])
    stage.act("timer", 2)
    now[0] += 50
    assert stage.wall()["left"] == 70
    now[0] += 500
    assert stage.wall()["left"] == 0
    stage.act("timer", 0)
    assert stage.wall()["left"] is None


HOSTILE = {
    "dashes": "1-" * 400_000,
    "letters": "".join(random.Random(1).choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ-\n", k=900_000)),
    "too long": "x" * 3_000_000,
    "no text": "\x00\ud7ff\u202e" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_chat_is_read_in_bounded_time(name):
    stage, began = Session("01"), time.perf_counter()
    for _again in range(3):  # together they are more than is ever read
        stage.act("paste", HOSTILE[name])
    assert time.perf_counter() - began < 30
    assert stage.wall()["counts"] == [0, 0] and len(stage.notes()["skipped"]) <= 21


def test_forgetting_leaves_nothing():
    stage = Session("01")
    asked = stage.asked
    stage.act("paste", chat(asked, [3] * len(asked.points)))
    stage.answer("seat", {str(point): "2" for point in asked.points})
    stage.act("forget")
    assert stage.wall()["counts"] == [0, 0]


def test_every_question_that_is_asked_in_a_lesson_stands_on_its_stage_in_order():
    for lesson_id in STAGED:
        order = [item for s in book(lesson_id).sections for item in s.asked("predict")]
        own = {one.id for one in lesson(lesson_id).predictions}  # the last may be the next lesson's
        pooled = [one for one in order if one in own and prediction(one).pooled]
        assert [one.id for one in Session(lesson_id).questions] == list(dict.fromkeys(pooled))
        assert all(name in lessons.pictures(lesson_id) for q in range(1) for _k, name in Session(lesson_id).result if _k == "picture")  # fmt: skip
