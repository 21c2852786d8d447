"""Lesson 12 against the outcomes as their sources date them, and the scores as one does them by hand."""

import pytest

from borderlab import lessons
from borderlab.judging.judge import judge
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
    assert scores["shared_brier"].to_dict() == {"column": 0.5, "shrug": 0.25, "base case": 0.5}
    assert scores["brier"].to_dict() == {"column": 0.5, "shrug": 0.25, "base case": 0.625}
    assert exercise("E12.1").right() == pytest.approx((0.2**2 + 0.4**2) / 2)


def test_a_score_rounded_as_in_the_worked_line_is_right():
    right = exercise("E12.1").right()
    assert judge(exercise("E12.1"), round(right, 2)).ok


CARD = {
    "event": "Invamer finds that fewer than 40 per cent approve of the president",
    "until": "31 December 2022",
    "chance_percent": 35,
    "decided_by": "the poll of Invamer nearest to that day",
}


@pytest.mark.parametrize(
    "change",
    [
        *(
            {"chance_percent": chance}
            for chance in (1, 35, 35.0, 99, "35", "35 %", "99.5", "5,5 %")
        ),
        *(
            {"event": f"Approval of the president falls below 30 per cent {when}"}
            for when in (
                "in May 2024",
                "by May",
                "before the end of May",
                "in may 2024",
                "on 3 May",
            )
        ),
        {"event": "President Petro resigns and leaves the palace"},
        {"event": "May 2023 ends with approval below 40 per cent"},
        {"until": "2022-12-31"},
    ],
)
def test_a_forecast_that_can_be_scored_is_taken(change):
    verdict = judge(exercise("E12.5"), CARD | change)
    assert verdict.ok, (change, verdict)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        *(({"chance_percent": chance}, "share") for chance in (0.35, "0.35", "0,35", ".5")),
        *(({"chance_percent": chance}, "no-number") for chance in ("five", "35 or so", "3 5")),
        *(({"chance_percent": c}, "certain") for c in (100, 0, "100", "0 %", 150, -5, "0.5 %")),
        *(
            ({"event": f"Approval of the president {what} below 30 per cent"}, "hedged")
            for what in ("may fall", "could fall", "MAY fall", "risks falling", "podría caer")
        ),
        ({"event": "May the president fall below 30 per cent"}, "hedged"),
        ({"event": "Mr Petro risks losing his public"}, "hedged"),
        ({"event": "President Petro loses his public and everybody is unhappy"}, "vague"),
        ({"until": "soon"}, "no-year"),
        ({"until": ""}, "no-day"),
    ],
)
def test_a_forecast_that_cannot_be_scored_is_told_why(change, code):
    assert judge(exercise("E12.5"), CARD | change).code == code, change


def test_the_goal_of_grace_is_one_day_wide_and_not_where_it_begins():
    goal = lessons.goal("G12.1")
    reached = [days for days in range(91) if goal.reached(None, days=days)]
    assert reached == [38]
    moved = days_of_grace()
    assert not goal.reached(moved.frame, **moved.params)


@pytest.mark.parametrize("sure", range(0, 101, 5))
def test_without_grace_no_single_chance_beats_the_shrug(sure):
    two = board(sure=sure / 100).set_index("forecaster")["shared_brier"]
    assert two["column"] > two["shrug"] or sure == 50 and two["column"] == two["shrug"]


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


def test_where_every_report_costs_the_same_the_title_names_none():
    rule = how_to_be_scored()
    rule.move(chance=50, rule=1)
    assert "none" in rule.title and "0.50" in rule.title
    rule.move(chance=55)
    assert "the cheapest one is 100 per cent" in rule.title


def test_the_students_own_card_stands_on_the_board(workspace):
    commit_forecasts(dict.fromkeys(outcomes().index, 50))
    assert "You" in who_scores_best().words
