"""Which settings of a picture a page holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from claimlab.site.grid import Places, grid, settings
from claimlab.teaching.controls import Choice, Slider, Tick


@trials(deadline=None)
@given(
    high=st.integers(3, 700),
    start=st.floats(0, 1),
    other=st.integers(2, 60),
    most=st.integers(120, 400),
)
def test_a_grid_is_small_enough_and_every_control_can_stand_where_it_starts(
    high, start, other, most
):
    controls = {
        "a": Slider("A", 0, high),
        "b": Slider("B", 1, 1 + other / 4, 0.25),
        "c": Tick("C"),
        "d": Choice("D", ["x", "y"]),
    }
    at = {"a": round(high * start), "b": 1.25, "c": True, "d": 1}
    found = grid(controls, at, most=most)
    assert len(settings(found)) <= most
    for name, places in found.items():
        assert at[name] in places.raws
        shown = places.shown(name)
        if shown["kind"] == "slider":  # what the browser counts is what is held
            steps = round((shown["high"] - shown["low"]) / shown["step"])
            assert steps + 1 == len(places.raws)
            for i, raw in enumerate(places.raws):
                assert abs(shown["low"] + i * shown["step"] - raw) < 1e-9


def test_a_small_picture_is_held_whole():
    controls = {"a": Slider("A", 0, 20), "b": Choice("B", ["x", "y", "z"])}
    assert all(
        places == Places(controls[name])
        for name, places in grid(controls, {"a": 0, "b": 0}).items()
    )


def test_a_grid_that_holds_the_goal_comes_before_a_finer_one():
    controls = {"a": Slider("A", 0, 1000)}
    found = grid(controls, {"a": 0}, lambda all_: any(one["a"] == 35 for one in all_), most=300)
    assert 35 in found["a"].raws and found["a"].stride > 4
