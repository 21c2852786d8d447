"""What is kept of the course: the forecast card with its score, and the guesses that chance seldom matches."""

from __future__ import annotations

import pytest

from borderlab import verdict
from claimlab.lessons import prediction
from claimlab.lessons.declare import Prediction
from claimlab.teaching.forecasts import are_late, commit_forecasts
from claimlab.teaching.keepsake import as_near_blindly, best_guesses, forecast_lines
from claimlab.teaching.predicting.predict import commit

CARD = dict(zip((f"F{n}" for n in range(1, 9)), (100, 0, 0, 0, 0, 100, 100, 0), strict=True))


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))
    return tmp_path


def test_a_blind_guess_comes_as_near_as_the_shares_say():
    number = Prediction("P01.1", "number", "?", low=0, high=9)
    assert as_near_blindly(number, 4, 4) == 0.1
    assert as_near_blindly(number, 6, 4) == 0.5
    assert as_near_blindly(number, 9, 0) == 1
    band = Prediction("P01.1", "interval", "?", low=0, high=9)
    assert as_near_blindly(band, [3, 4], 4) == 0.2 and as_near_blindly(band, [5, 6], 4) == 1
    curve = Prediction("P01.1", "curve", "?", low=0, high=9, points=(1, 2, 3))
    assert as_near_blindly(curve, [4, 6, 0], [4, 4, None]) == pytest.approx((0.1 + 0.5) / 2)


def test_a_truth_between_the_steps_costs_no_exact_guess():
    assert as_near_blindly(Prediction("P01.1", "number", "?", high=9), 4, 4.4) == 0.1


def test_before_the_outcomes_are_opened_the_card_has_no_score():
    commit_forecasts(CARD)
    said = forecast_lines()
    assert len(said) == 8 and not any("It came" in line or "score" in line for line in said)


def test_a_guess_that_the_lesson_before_asks_for_opens_nothing():
    commit(prediction("P13.4"), 3)
    commit_forecasts(CARD)
    assert not are_late() and not any("score" in line for line in forecast_lines())


def test_after_them_it_has_one_and_a_card_in_time_has_no_mark():
    commit_forecasts(CARD)
    commit(prediction("P13.1"), 30)
    said = forecast_lines()
    assert said[0].endswith("It came.") and said[1].endswith("It did not come.")
    assert "Brier score: 0 " in said[8] and len(said) == 9


def test_a_late_card_says_so():
    commit(prediction("P13.1"), 30)
    commit_forecasts(CARD)
    assert "no score of it says how you forecast" in forecast_lines()[-1]


def test_the_best_guesses_come_first_and_a_lucky_half_is_left_out():
    commit(prediction("P13.4"), 3)  # one answer of nine
    commit(prediction("P13.2"), 750)  # the nearest step of 51
    commit(prediction("P13.6"), "force")  # one option of five
    commit(prediction("P13.3"), "bank")  # wrong
    commit(prediction("P13.1"), 42)  # has no truth
    said = best_guesses()
    assert [line[:5] for line in said] == ["P13.2", "P13.4", "P13.6"]
    assert "once in 51" in said[0] and "once in 9" in said[1] and "once in 5" in said[2]


def test_the_page_of_the_course_holds_them_and_that_of_a_lesson_does_not(desk):
    commit_forecasts(CARD)
    commit(prediction("P13.1"), 30)  # while this is open, the result of the next one is shut
    commit(prediction("P13.4"), 3)
    assert "My forecasts" in repr(verdict()) and "My best guesses" in repr(verdict())
    assert "Claims judged: none yet." in repr(verdict())
    page = (desk / "verdict.html").read_text(encoding="utf-8")
    assert "Brier score" in page and "P13.4" in page
    assert "My forecasts" not in repr(verdict("13"))
