"""Cards as a page holds them: what a press brings in the notebook, with gaps for a reader's own words."""

from __future__ import annotations

import json

import pytest

from claimlab import lessons
from claimlab.lessons import lesson_ids
from claimlab.site import cards
from claimlab.teaching.predicting.guesses import beside, told
from claimlab.teaching.store import store


@pytest.mark.parametrize("number", lesson_ids())
def test_every_guess_is_told_as_the_notebook_tells_it(number, workspace):
    for asked in lessons.lesson(number).predictions:
        part, result = cards.predicted(asked.id), cards.revealed(asked.id, [])
        assert (
            part["ask"]["tone"] == "ask"
            and "⟦told⟧" in part["done"]["body"]
            and "⟦at⟧" in part["done"]["body"]
        )
        assert ("⟦code⟧" in part["done"]["body"]) == asked.pooled
        assert asked.kind == "curve" or "⟦words⟧" in result["head"]["body"]
        assert len(result["closed"]) == 2 ** (1 + len(asked.answers)) - 1
        truth = asked.truth() if asked.truth else None
        if asked.kind == "number":
            for i in (0, len(part["told"]) // 2, len(part["told"]) - 1):
                value = asked.low + i * asked.step
                assert part["told"][i] == told(asked, value)
                assert result["words"][i] == beside(asked, [value], truth)
        if asked.kind == "interval":
            low, high = asked.low + 3 * asked.step, asked.low + 9 * asked.step
            filled = (
                part["told"]
                .replace("⟦low⟧", part["figures"][3])
                .replace("⟦high⟧", part["figures"][9])
            )
            assert filled == told(asked, [low, high])
            assert filled + result["words"][0 if low <= truth <= high else 1] == beside(
                asked, [[low, high]], truth
            )
        json.dumps([part, result])


@pytest.mark.parametrize("number", lesson_ids()[:3])
def test_a_question_brings_what_the_notebook_shows(number, workspace):
    for asked in cards.quizzed(number)["own"]:
        assert [one["tone"] for one in asked["answers"]].count("right") == len(asked["right"]) == 1


def test_a_recording_leaves_no_trace(workspace):
    store().add("goal", "G01.1", {}, "before")
    cards.forecast("00")
    assert [one.item for one in store().records()] == ["G01.1"]


def test_forecasts_say_each_chance_and_whether_they_came_late(workspace):
    made = cards.forecast("00")
    assert all(f"{name}: ⟦{name}⟧ " in made["inTime"]["done"]["body"] for name in made["names"])
    assert (
        made["late"]["done"] != made["inTime"]["done"]
        and made["late"]["ask"] != made["inTime"]["ask"]
    )


def test_what_no_page_can_judge_is_done_by_hand(workspace):
    drawn = cards.checked("E02.7", "stub", [{"verb": "html", "html": "<img>"}])
    assert drawn["rules"] is None and drawn["worked"] and drawn["solution"]
    written = cards.checked("E00.5", "stub", [])
    assert written["rules"] is None and written["example"]
