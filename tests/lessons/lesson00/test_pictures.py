"""The pictures of lesson 00 by themselves: lengths as the model measures them, a goal to find."""

from __future__ import annotations

import json

import pytest

from borderlab import load
from borderlab.lessons.lesson00 import pictures
from borderlab.lessons.lesson00.numbers import border_line
from borderlab.models.geometry import divider_length_km
from claimlab.lessons import goal, prediction
from claimlab.views import Mark
from claimlab.views.room import box_of_text


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))


@pytest.mark.parametrize("width", [280, 380, 760])
def test_a_border_is_as_long_as_its_ruler_measures_and_the_guess_stands_on_its_bar(width):
    shown, most = pictures.longer_rulers(), prediction("P00.3").high
    frame = shown.frame.set_index("ruler_km")
    assert frame["shorter_percent"].iloc[-1] == pytest.approx(prediction("P00.3").truth())
    one = shown.with_guess(Mark("value", most)).scene(width)
    marks = {mark["i"]: mark for mark in one["marks"]}
    whole = marks["whole:200"]["p"]
    for ruler, length in frame["length_km"].items():
        share = marks[f"length:{ruler:g}"]["p"][2] / whole[2]
        assert share == pytest.approx(length / frame["length_km"].iloc[0], abs=0.005)
        steps = len([key for key in marks if key.startswith(f"step:{ruler:g}:")])
        assert steps in (0, len(frame["path"][ruler]))
    assert marks["guess"]["p"][0] == pytest.approx(whole[0] + whole[2] * (1 - most / 100), abs=0.5)
    boxes = [box_of_text(mark) for mark in marks.values() if mark["k"] == "text"]
    assert all(0 <= box.left and box.right <= width + 1 and box.bottom <= one["h"] for box in boxes)


def test_the_goal_of_the_ruler_is_far_from_the_start_and_reached_at_the_short_end():
    figure = pictures.ruler_on_the_map()
    reached = goal("G00.1").reached
    assert not reached(figure.frame, **figure.params)
    found = [km for km in range(5, 401, 5) if _reaches(figure, km)]
    assert found == [5]


def _reaches(figure, km):
    figure.move(ruler_km=km)
    return bool(goal("G00.1").reached(figure.frame, **figure.params))


def test_no_ruler_on_this_map_reaches_the_printed_length():
    longest = divider_length_km(border_line(), 0.5)[0]
    assert longest < load("article/figures").set_index("figure_id").loc["border_length_km", "value"]


def test_the_table_of_lengths_is_what_the_models_ruler_measures():
    lengths = load("maps/border_lengths").set_index("measure")
    dividers = lengths[lengths.index.str.startswith("divider_")]
    assert len(dividers) == 8
    for row in dividers.itertuples():
        measured, walk = divider_length_km(border_line(), row.ruler_km)
        assert row.length_km == pytest.approx(measured, abs=0.06), row.Index
        assert row.pieces_count == len(walk) - 2, row.Index
    short, long = dividers.loc[["divider_2km", "divider_200km"], "length_km"]
    assert prediction("P00.3").truth() == pytest.approx(100 * (1 - long / short), abs=0.01)


def test_the_notebook_says_what_stands_behind_a_door():
    from claimlab.data import lessons_dir
    from claimlab.teaching.progress import asked_deeper, standing

    deeper = "E00.1 E00.2 E00.5 E00.7 E00.9 E00.10".split()
    assert set(deeper) <= asked_deeper("00")
    stand = standing("00", records=[])
    assert stand.to_judge == ["C19", "C05", "C33"] and len(stand.to_find) == 1
    assert [e for e in stand.exercises if e not in stand.optional] == ["E00.11"]
    made = json.loads(next(lessons_dir().glob("00-*.ipynb")).read_text(encoding="utf-8"))
    folded = [c for c in made["cells"] if c["metadata"].get("jp-MarkdownHeadingCollapsed")]
    assert len(folded) == 4
