"""Five letters on a desk: their costs and the file are those of the lesson's own model."""

from __future__ import annotations

import numpy as np
import pytest

from borderlab.lessons.lesson04.desk import (
    COLUMNS,
    MEANT,
    PER_POINT,
    Desk,
    Desks,
    at_once,
    cheapest,
    cost_of_five,
    filed,
    is_cheap,
    letters,
    means_it,
    of_hundred,
    own_habit,
    paid,
)
from borderlab.lessons.lesson04.numbers import BELIEF, GAME, game
from claimlab import lessons


def test_the_toy_is_the_model_of_the_lesson():
    assert MEANT / 5 == BELIEF and COLUMNS / PER_POINT == GAME["K"]
    for meant in (2, 3):
        model = game(r0=meant / 5)
        assert cheapest(meant) / PER_POINT == pytest.approx(model.k_threat)
        held, worked = filed(cheapest(meant), meant)
        assert worked / held == pytest.approx(model.imposed_works)
        assert 1 - cheapest(meant) / COLUMNS == pytest.approx(model.threat_works)


@pytest.mark.parametrize("meant", [2, 3])
@pytest.mark.parametrize("habit", [0, 1, 4, 9, 17, COLUMNS])
def test_the_mean_cost_is_the_integral_over_all_pains(habit, meant):
    k = (np.arange(600_000) + 0.5) / 150_000  # no cell lies across a sixth of a point
    hit = np.minimum(k + GAME["c"], GAME["m"] * k)
    cost = np.where(k > habit / PER_POINT, GAME["c"], meant / 5 * hit)
    assert cost_of_five(habit, meant) == pytest.approx(5 * cost.mean(), abs=1e-6)


def test_what_the_lesson_says_of_habits():
    assert [round(cost_of_five(habit), 1) for habit in (0, COLUMNS, cheapest(2))] == [5, 5.9, 4.3]
    assert [at_once(cheapest(meant)) for meant in (2, 3)] == [63, 83]
    files = [filed(cheapest(meant), meant) for meant in (2, 3)]
    assert [of_hundred(worked, held) for held, worked in files] == [67, 25]


def test_as_many_in_each_column_mean_it_as_is_said():
    for meant in (2, 3):
        for column in range(COLUMNS):
            assert sum(means_it(column, desk, meant) for desk in range(10)) == 2 * meant


def test_letters_are_thrown_and_cover_the_scale():
    dealt = [letters(deal) for deal in range(400)]
    assert all(sorted((pain - 1) // 8 for pain, _ in one) == [0, 1, 2, 3, 4] for one in dealt)
    share = sum(meant for one in dealt for _pain, meant in one) / 2000
    assert share == pytest.approx(0.4, abs=0.04)
    assert len({tuple(meant for _pain, meant in one) for one in dealt}) == 32, "no cards to count"


@pytest.mark.parametrize("line", [0.0, 1.0, 1.8, 2.6, 4.0])
def test_a_habit_that_was_kept_is_recognised(line):
    for deal in range(20):
        pains = [pain / 10 for pain, _meant in letters(deal)]
        ends = tuple("gave_way" if pain > line else "bluff" for pain in pains)
        found = own_habit(Desk(deal, ends)) / PER_POINT
        assert all((pain > found) == (end == "gave_way") for pain, end in zip(pains, ends))


def test_the_desk_pays_what_its_bars_say():
    toy = lessons.toy("letters")
    first, second, third, *_rest = letters(0)
    assert (first, second, third) == ((16, True), (22, True), (33, False))
    hit = toy.step(toy.start(0), "wait")
    assert hit.is_hit and [one.move for one in toy.moves(hit)] == ["late", "hold"]
    assert paid(toy.step(hit, "late")) == pytest.approx(2.6)
    assert paid(toy.step(hit, "hold")) == pytest.approx(4.8)
    state = toy.step(toy.step(toy.start(0), "yield"), "yield")
    assert paid(state) == paid(toy.step(state, "wait")) == 2, "a bluff costs nothing"


def test_the_door_to_more_credible_senders_opens_at_the_cheapest_habit():
    toy = lessons.toy("letters")
    for line in range(COLUMNS + 1):
        state = Desks(0, line)
        is_open = any(one.move == "three" for one in toy.moves(state))
        assert is_open == is_cheap(state) == (abs(line - cheapest(2)) <= 1)
        assert toy.won(state) is None
    state = Desks(0, cheapest(3), 3)
    assert toy.won(state) == {"threats": 63, "threats_now": 83}
    assert "25" not in toy.words(state), "what the file holds is the lesson's next guess"
