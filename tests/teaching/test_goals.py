"""A goal is what its settings reach: what a hand found is found again by whoever computes it anew, and nothing else is."""

import json

import pytest
from given import SETTINGS, moved_to, pictures_of

from claimlab.lessons import lesson, lesson_ids
from claimlab.teaching.store import store

GOALS = [goal.id for number in lesson_ids() for goal in lesson(number).goals]


def figure(goal_id):
    (shown,) = (p() for p in pictures_of(goal_id[1:3]) if p.goal == goal_id)
    return shown


def test_every_goal_has_settings_here():
    assert sorted(SETTINGS) == sorted(GOALS)


@pytest.mark.parametrize("goal_id", GOALS)
def test_what_a_hand_found_is_reached_by_what_the_log_kept(workspace, goal_id):
    shown, start = figure(goal_id), figure(goal_id)
    before = json.loads(json.dumps(shown._settings()))
    for settings in SETTINGS[goal_id]:
        moved_to(shown, settings)
        shown.rest()
    (record,) = store().records("goal", goal_id)
    kept = json.loads(json.dumps(record.value))
    assert start.reaches(kept) and start.reaches(kept)  # whatever was looked at before
    assert not start.reaches(before)


NO_SETTINGS = [
    None, 7, "x", [], {}, [[]], [None], {"share": 1}, {"__class__": "x"}, {"year": float("nan")}, [{}] * 300,
]  # fmt: skip


@pytest.mark.parametrize("goal_id", ["G01.1", "G06.2", "G06.4"])
@pytest.mark.parametrize("settings", NO_SETTINGS, ids=repr)
def test_what_no_hand_can_set_reaches_nothing(workspace, goal_id, settings):
    assert not figure(goal_id).reaches(settings)


@pytest.mark.parametrize(
    "value", [1e308, -1e308, "2021", 2021.5, True, None, [2021], {"a": 1}, 10**30]
)
def test_a_value_off_the_slider_reaches_nothing(workspace, value):
    assert figure("G06.4").reaches({"year": 2021})
    assert not figure("G06.4").reaches({"year": value})


def test_one_setting_of_a_trail_is_not_the_trail(workspace):
    assert not figure("G06.2").reaches(SETTINGS["G06.2"][-1:])
    assert not figure("G06.2").reaches(SETTINGS["G06.2"][-1])
    assert figure("G06.2").reaches(SETTINGS["G06.2"])
