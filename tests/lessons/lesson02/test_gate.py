"""The gate on the bridge: its lorries and purses are those of the lesson's model."""

import pytest

from borderlab.lessons.lesson02 import numbers
from borderlab.lessons.lesson02.gate import (
    CLOSED,
    EASY,
    HARD,
    Closing,
    is_both_at_once,
    lots,
    purses,
)
from claimlab import lessons
from claimlab.lessons.toys import Game, replay, states


def test_the_purses_are_the_numbers_of_the_lesson():
    shut = Closing(CLOSED, is_open=True)
    assert purses(shut)["Colombia"] == numbers.loss_percent("Colombia")
    assert purses(shut)["Norte de Santander"] == numbers.norte_loss_percent()
    alone = purses(shut._replace(lane="cucuta"))["Colombia"]
    assert alone == numbers.loss_percent("Colombia", stopped="cucuta")
    lost = purses(shut._replace(others=False))["Colombia"]
    assert lost == numbers.loss_percent("Colombia", adjusts="nothing")
    hard = purses(shut._replace(theta=HARD))["Colombia"]
    assert hard == numbers.loss_percent("Colombia", theta=2)


@pytest.mark.parametrize("lane", ["all", "cucuta"])
@pytest.mark.parametrize("others", [True, False])
def test_no_lorry_is_lost_and_fewer_cross_as_the_gate_comes_down(lane, others):
    found = [lots(down, lane, others, EASY) for down in range(0, CLOSED + 1, 5)]
    assert {sum(one) for one in found} == {31}, "3.1 billion dollars"
    over = [one[0] for one in found]
    assert over == sorted(over, reverse=True) and over[0] == 31 > over[-1]
    assert all(one[1] == 0 for one in found) or others


def test_where_only_cucuta_is_shut_the_department_pays_in_full():
    """All that is its own clears customs there, so that its loss is about that of a whole closing."""
    whole, lane = (purses(Closing(CLOSED, lane, True)) for lane in ("all", "cucuta"))
    assert lane["Norte de Santander"] == pytest.approx(whole["Norte de Santander"], abs=0.2)
    assert lane["Colombia"] < whole["Colombia"] / 3


def test_it_is_won_in_one_way_of_six_and_not_at_the_start():
    toy = lessons.toy("gate")
    assert not is_both_at_once(toy.start(0))
    won = [
        (lane, others, theta)
        for lane in ("all", "cucuta")
        for others in (True, False)
        for theta in (EASY, HARD)
        if any(
            is_both_at_once(Closing(down, lane, True, others, theta)) for down in range(0, 96, 5)
        )
    ]
    assert ("cucuta", True, EASY) in won and not any(lane == "all" for lane, *_rest in won)
    state, _moves = replay(toy, Game(0, ("gate 95", "open", "one_lane")))
    assert toy.won(state) == {"country": "0.13", "department": "5.48"}


def test_all_states_fit_on_a_page_without_a_kernel():
    assert 150 < len(states(lessons.toy("gate"))) <= 600
