"""Lesson 12 against the outcomes as their sources date them, and the scores as one does them by hand."""

import pytest

from borderlab import lessons
from borderlab.lessons import exercise
from borderlab.lessons.lesson12.numbers import board, days_late, expected_miss, no_change, outcomes
from borderlab.lessons.lesson12.pictures import (
    days_of_grace,
    how_to_be_scored,
    later_events,
    what_decided,
    who_scores_best,
)
from borderlab.teaching.forecasts import commit_forecasts


def test_three_of_eight_happened():
    assert outcomes()[lambda came: came].index.tolist() == ["F1", "F6", "F7"]


def test_a_reader_sees_the_whole_evidence_and_what_a_careful_judge_adds():
    decided = repr(what_decided())
    assert "Axios" in decided and "matter of judgement" in decided and "38 days" in decided
    assert "0.804 US$ billions against 2." in decided and "33 per cent against 50." in decided
    assert "…" not in decided + repr(later_events())


def test_the_flight_missed_september_by_38_days():
    assert days_late() == 38


def test_the_base_case_is_the_state_of_the_day():
    assert [name for name, chance in no_change().items() if chance] == ["F3", "F8"]


def test_scores_by_hand():
    scores = board().set_index("forecaster")
    assert scores["shared_brier"].to_dict() == {"column": 0.5, "fifty": 0.25, "no_change": 0.5}
    assert scores["brier"].to_dict() == {"column": 0.5, "fifty": 0.25, "no_change": 0.625}
    assert exercise("E12.1").right() == pytest.approx((0.2**2 + 0.3**2) / 2)


def test_the_goal_of_grace_is_one_day_wide_and_not_where_it_begins():
    goal = lessons.goal("G12.1")
    reached = [days for days in range(91) if goal.reached(None, days=days)]
    assert reached == [38]
    moved = days_of_grace()
    assert not goal.reached(moved.frame, **moved.params)


@pytest.mark.parametrize("chance", range(5, 100, 5))
def test_squares_pay_for_honesty_and_plain_misses_for_boasting(chance):
    reports = [p / 100 for p in range(0, 101, 5)]
    squared = min(reports, key=lambda p: expected_miss(chance / 100, p, "squared"))
    plain = [expected_miss(chance / 100, p, "plain") for p in reports]
    assert squared == pytest.approx(chance / 100)
    assert min(plain) == pytest.approx(min(plain[0], plain[-1]))


def test_the_goal_of_the_rule_is_not_reached_by_squares():
    goal = lessons.goal("G12.2")
    moved = how_to_be_scored()
    assert not goal.reached(moved.frame, **moved.params)
    assert not goal.reached(None, chance=70, said_percent=100, rule="squared")
    assert goal.reached(None, chance=70, said_percent=100, rule="plain")


def test_the_students_own_card_stands_on_the_board(workspace):
    commit_forecasts(dict.fromkeys(outcomes().index, 50))
    assert "You" in who_scores_best().words
