"""Two windows: the toy lays the lesson's own trend, and both camps can be served."""

from __future__ import annotations

import pytest

from borderlab.lessons.lesson03 import numbers
from borderlab.lessons.lesson03 import windows as w
from claimlab import lessons


def test_the_shares_are_those_of_the_lesson():
    for at in (0, w.PUBLISHED, w.LAST):
        assert w.share(at) == pytest.approx(numbers.share_of_the_fall(w.month(at)))
        gap = w.since()[1] - w.trend(at)[1]
        assert 100 * gap / numbers.fall_of_oil() == pytest.approx(w.share(at), abs=0.5)


def test_both_camps_find_a_window_and_neither_at_the_start():
    assert w.LITTLE < w.share(w.PUBLISHED) < w.ALL
    shares = [w.share(at) for at in range(w.LAST + 1)]
    assert min(shares) < w.LITTLE and max(shares) > w.ALL


def test_a_window_is_kept_in_turn_and_only_where_it_serves():
    toy = lessons.toy("two_windows")
    state = toy.start(0)
    assert not any(one.label for one in toy.moves(state))
    for move in toy.shown:
        assert toy.won(state) is None
        state = toy.step(state, move)
    assert toy.won(state)["most"] >= w.ALL and toy.won(state)["least"] <= w.LITTLE


def test_the_limits_are_those_of_the_task():
    task = lessons.toy("two_windows").said["task"]
    assert f"{w.ALL} per cent or more" in task and f"{w.LITTLE} or less" in task
