"""The wave: it is the cascade of the lesson's model, and its days are those of the record."""

from __future__ import annotations

import pytest

from borderlab.lessons.lesson05 import wave as w
from borderlab.models.cascade import cascade
from claimlab import lessons


@pytest.mark.parametrize("waits", range(-1, w.STATES))
def test_the_toy_is_the_cascade_of_the_model(waits):
    thresholds = [w.threshold(n, waits) for n in range(w.STATES)]
    assert len(w.at_stop(waits)) == cascade(thresholds)[-1]
    for helped in set(range(w.STATES)) - set(w.at_stop(waits)):
        state = w.Wave(0, waits, helped, 99)
        rest = [t for n, t in enumerate(thresholds) if n != helped]
        assert len(w.joined(state)) == 1 + cascade([t - 1 for t in rest], len(w.at_stop(waits)))[-1]


def test_one_state_alone_stops_the_wave_at_three_and_any_greeting_sends_it_on():
    assert [n for n in range(w.STATES) if len(w.at_stop(n)) == w.GOAL] == [w.GOAL]
    toy = lessons.toy("the_wave")
    state = toy.step(toy.step(toy.start(0), "wait3"), "end")
    assert toy.won(state) is None
    for move in [one.move for one in toy.moves(state) if one.move.startswith("greet")]:
        assert toy.won(toy.step(toy.step(state, move), "end"))


def test_the_real_days_rest_twice_and_go_on():
    counts = list(w.by_day().values())
    assert counts == [15, 4, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 22]
    assert str(w.GOAL) not in lessons.toy("the_wave").said["task"], "in letters: three"
