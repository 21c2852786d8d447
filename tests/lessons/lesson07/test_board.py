"""The board of a hundred leavers: who stands wrong walks on, and nobody is lost on the way."""

import random

import pytest

from borderlab.lessons.lesson07.toys import PEOPLE, ROWS, Board, astray, went
from claimlab import lessons


def stands():
    dice = random.Random(7)
    for _board in range(20):
        cuts = sorted(dice.choice(range(0, PEOPLE + 1, 5)) for _ in ROWS[1:])
        yield tuple(b - a for a, b in zip((0, *cuts), (*cuts, PEOPLE), strict=True))


@pytest.mark.parametrize("stand", stands())
def test_all_hundred_end_where_people_were(stand):
    toy = lessons.toy("hundred_leavers")
    marks = toy.draw(Board(stand, True), 620)["marks"]
    dots = {m["i"]: m for m in marks if m["k"] == "point"}
    walked = [m for m in dots.values() if m["c"] == "guess"]
    assert len(dots) == PEOPLE and len(walked) == astray(stand)
    before = {m["i"] for m in toy.draw(Board(stand), 620)["marks"] if m["k"] == "point"}
    assert before == set(dots), "the same dots walk"


def test_five_at_a_time_can_come_near_and_never_reach_it():
    assert sum(went()) == PEOPLE and astray(went()) == 0
    near = (5, 10, 40, 10, 0, 20, 5, 10)
    assert sum(near) == PEOPLE and astray(near) == 4


def test_the_order_of_the_rows_tells_nobody_where_most_went():
    assert list(went()) != sorted(went(), reverse=True)


def test_nobody_looks_before_all_are_set_down():
    toy = lessons.toy("hundred_leavers")
    state = toy.step(toy.start(0), "col 60")
    assert not any(m.label for m in toy.moves(state))
    assert "per 45" not in {m.move for m in toy.moves(state)}
    state = toy.step(state, "per 40")
    assert [m.move for m in toy.moves(state) if m.label] == ["look"]
    end = toy.step(state, "look")
    assert toy.won(end) == {"wrong": astray(state.stand)} and not toy.moves(end)
