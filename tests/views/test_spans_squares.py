"""Spans on one axis of time, and squares whose area is a value: where their marks stand, what they refuse."""

from __future__ import annotations

import pandas as pd
import pytest
from gallery import GALLERY, MISSES, SETS, SPELLS

from claimlab.days import place
from claimlab.errors import KitError
from claimlab.views import Mark, Spans, Squares

WIDTHS = pytest.mark.parametrize("width", [360, 760])


def marks_of(view, frame, **more):
    return {mark["i"]: mark for mark in view.scene(frame, **more)["marks"]}


# Spans


def test_days_stand_where_the_calendar_has_them():
    marks = marks_of(GALLERY["spans"][0], SPELLS)
    x, _y, long, _high = marks["span:flights:0"]["p"]
    a_year = marks["grid:2025"]["p"][0] - marks["grid:2024"]["p"][0]
    assert long / a_year == pytest.approx(place("2025-12-04") - place("2022-11-07"), abs=0.03)
    back = marks["dot:flights:0"]["p"][0]
    assert (back - x) / a_year == pytest.approx(place("2026-02-12") - place("2022-11-07"), abs=0.03)
    assert marks["mark:the column"]["p"][0] < x


def test_a_last_year_is_one_of_its_span():
    marks = marks_of(GALLERY["spans of states"][0], SETS)
    first, second = (marks[f"span:House:{i}"]["p"] for i in range(2))
    assert second[2] / first[2] == pytest.approx(23, rel=0.01)
    assert first[0] + first[2] == pytest.approx(second[0], abs=0.2)
    assert {first_of["c"] for first_of in marks.values() if first_of["i"].startswith("key:")} == {
        "accent",
        "accent pale",
    }


@pytest.mark.parametrize("where", ["inside", "after"])
def test_words_of_a_span_stand_in_it_where_the_row_goes_on_and_else_after_it(where):
    marks = marks_of(GALLERY["spans"][0], SPELLS)
    x, y, long, high = marks["span:flights:0"]["p"]
    told = marks["in:flights:0" if where == "inside" else "told:flights"]
    assert told["t"] == ("37 months" if where == "inside" else "back since February")
    assert (x < told["p"][0] < x + long) == (where == "inside")


def test_a_guess_is_a_length_from_the_origin():
    view = Spans("set", "from", "to", state="state", origin=1999)
    marks = marks_of(view, SETS, guess=Mark("value", 6))
    first, second = (marks[f"grid:{year}"]["p"][0] for year in (2000, 2005))
    assert marks["guess"]["p"][0] == pytest.approx(second, abs=0.2) and first < second


def test_a_dot_within_a_span_is_seen_on_a_pale_one():
    marks = marks_of(GALLERY["spans"][0], SPELLS)
    assert marks["span:a truce:0"]["c"] == "others pale" and "hollow" in marks["dot:a truce:0"]["c"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"to": "2021-01-01"}, "ends before it begins"),
        ({"from": None, "day": None}, "nothing to draw"),
        ({"from": "soon"}, "must hold dates"),
    ],
)
def test_spans_refuse_what_they_cannot_draw(change, why):
    view = Spans("what", "from", "to", day="day")
    with pytest.raises(KitError, match=why):
        view(SPELLS.assign(**change))
    with pytest.raises(KitError, match="not in 'order'"):
        Spans("set", "from", "to", state="state", order=("a democracy",))(SETS)


# Squares


@WIDTHS
def test_the_area_of_a_square_is_its_value(width):
    marks = marks_of(GALLERY["squares"][0], MISSES, width=width)
    for row in MISSES.itertuples():
        key = f"{row.who}:{row.about}"
        own, whole = (marks[f"{kind}:{key}"]["p"][2] ** 2 for kind in ("square", "place"))
        assert own / whole == pytest.approx(row.square, abs=0.02)
    assert marks["mean:no change"]["t"] == "0.360" and marks["mean:you"]["t"] == "0.207"
    assert {"guess", "hollow"} == set(marks[f"square:you:{row.about}"]["c"].split())


def test_a_missing_square_leaves_its_place_and_no_part_of_the_mean():
    marks = marks_of(GALLERY["squares"][0], MISSES.iloc[1:])
    key = f"a shrug:{MISSES['about'][0]}"
    assert marks[f"place:{key}"]["v"] == "no figure" and f"square:{key}" not in marks
    assert marks["mean:a shrug"]["t"] == "0.250"


def test_two_figures_for_one_square_are_refused():
    with pytest.raises(KitError, match="same square"):
        Squares("who", "about", "square")(pd.concat([MISSES, MISSES]))
