"""Lines: what the words say, where marks stand, gaps, bases, labels and the guess."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from gallery import TRADE

from claimlab.errors import KitError
from claimlab.views import Lines, Mark, SmallMultiples
from claimlab.views.letters import wide
from claimlab.views.room import box_of_text


def marks_of(view, frame, **more):
    """The marks of a frame by their keys."""
    return {mark["i"]: mark for mark in view.scene(frame, **more)["marks"]}


def places(mark):
    """The places of a line, None where the pen is lifted."""
    p = mark["p"]
    return [None if x is None else (x, y) for x, y in zip(p[::2], p[1::2], strict=True)]


def one(years, values):
    return pd.DataFrame({"year": years, "value": values})


def test_words_name_start_end_peak_trough_and_largest_change():
    words = Lines("year", "value", y_label="US$ millions").words(
        one([2006, 2007, 2008, 2009, 2010], [2700, 5210, 6092, 4050, 1423])
    )
    assert words == (
        "From 2,700 in 2006 to 1,423 in 2010 (US$ millions); highest 6,092 in 2008, lowest 1,423 in 2010. "
        "Largest change: −2,627 from 2009 to 2010."
    )


def test_words_follow_the_data():
    frame = one([2000, 2001, 2002], [1, 9, 3])
    assert "highest 9 in 2001" in Lines("year", "value").words(frame)
    assert "to 3 in 2002" in Lines("year", "value").words(frame.assign(value=[1, 2, 3]))


def test_missing_years_are_gaps_in_words_and_in_the_line():
    frame = one([2000, 2001, 2004, 2005, 2006], [1, 2, 3, 4, 5])
    view = Lines("year", "value")
    assert "No figure for 2002 to 2003." in view.words(frame)
    marks = marks_of(view, frame)
    line = places(marks["line:line"])
    assert line.count(None) == 1 and len(line) == 6
    (before, after), gap = (line[1], line[3]), places(marks["gap:line"])
    assert gap == [before, after] and "gap" in marks["gap:line"]["c"], "only pale dots go on"


def test_a_row_without_a_value_is_the_same_gap_as_a_missing_row():
    view, years = Lines("year", "value"), [2000, 2001, 2002, 2003, 2004]
    assert view.words(one(years, [1, 2, None, 4, 5])) == view.words(
        one([2000, 2001, 2003, 2004], [1, 2, 4, 5])
    )


def test_an_irregular_series_has_no_gaps():
    marks = marks_of(
        Lines("year", "value"), one([2, 5, 10, 20, 50, 100, 200], [7, 6, 5, 4, 3, 2, 1])
    )
    assert None not in places(marks["line:line"]) and "gap:line" not in marks


def test_a_number_is_never_taken_for_a_year():
    ruler = pd.DataFrame({"ruler_km": [2.0, 20, 200], "length_km": [2093.0, 1834.5, 1606]})
    view = Lines("ruler_km", "length_km", x_label="Ruler, km", y_label="Length, km")
    assert view.words(ruler).startswith(
        "Length, km: 2,093 where Ruler, km is 2, and 1,606 where it is 200."
    )
    swapped = Lines("length_km", "ruler_km").words(ruler)
    assert "200 where length_km is 1,606" in swapped and "in 1606" not in swapped
    declared = Lines("t", "v", places="year").words(
        pd.DataFrame({"t": [1834, 1835], "v": [1.0, 2]})
    )
    assert "in 1834" in declared


def test_a_point_between_two_gaps_is_seen():
    years = [*range(2000, 2030), 2032, *range(2034, 2060)]
    marks = marks_of(Lines("year", "value"), one(years, [9.0 if y == 2032 else 1.0 for y in years]))
    assert [key for key in marks if key.startswith("dot:")] == ["dot:line:2032"]


def test_dates_are_places_and_read_as_months():
    frame = pd.DataFrame(
        {"month": pd.date_range("2015-06-01", periods=6, freq="MS"), "value": [1, 2, 3, 9, 5, 4]}
    )
    assert "9 in Sep 2015" in Lines("month", "value").words(frame)


def test_two_figures_for_one_place_are_refused():
    with pytest.raises(KitError, match="two figures for year 2008"):
        Lines("year", "value")(one([2008, 2008], [1, 2]))


def test_lines_bear_their_names_and_parts_their_colours():
    frame = pd.concat(
        one([2000, 2001], [k, k + 1]).assign(by=name)
        for k, name in enumerate(
            ["Peru", "Colombia to Peru", "Venezuela to Peru", "Colombia to Chile", "Chile"]
        )
    )
    marks = marks_of(Lines("year", "value", by="by"), frame)
    looks = {key[5:]: mark["c"] for key, mark in marks.items() if key.startswith("line:")}
    assert looks["Colombia to Peru"] == "first main" and looks["Venezuela to Peru"] == "second main"
    assert len(set(looks.values())) == 5, "no two look alike, and no grey one has a colour"
    assert {mark["t"] for key, mark in marks.items() if key.startswith("end:")} == set(looks)


def test_the_accent_alone_stands_out():
    names = ("Peru", "Chile", "Colombia")
    parts = [one([2000, 2001], [k, k + 1]).assign(by=name) for k, name in enumerate(names)]
    frame = pd.concat(parts, ignore_index=True)
    for accent, looks in (
        (("Chile",), ["others", "ink main", "others"]),
        ("Colombia", ["others", "others", "first main"]),
    ):
        view = Lines("year", "value", by="by", accent=accent)
        marks = marks_of(view, frame)
        assert [marks[f"line:{name}"]["c"] for name in ("Peru", "Chile", "Colombia")] == looks
    told = Lines("year", "value", by="by", accent=lambda f: [f.loc[f["value"].idxmax(), "by"]])
    assert marks_of(told, frame)["line:Colombia"]["c"] == "first main"


def test_names_at_the_line_ends_do_not_overlap():
    frame = pd.concat(
        [one([2000, 2001], [5, 5 + k / 100]).assign(by=f"line {k}") for k in range(7)]
    )
    for width in (360, 760):
        marks = marks_of(Lines("year", "value", by="by"), frame, width=width)
        boxes = sorted(box_of_text(mark) for key, mark in marks.items() if key.startswith("end:"))
        tops = sorted((box.top, box.bottom) for box in boxes)
        assert len(boxes) == 7 and all(a[1] <= b[0] + 1 for a, b in zip(tops, tops[1:]))
        assert all(box.right <= width for box in boxes)


def test_the_last_figure_stands_under_the_name_where_there_is_room():
    two = pd.concat(
        [one([2000, 2001], [1, v]).assign(by=name) for name, v in (("a", 2.0), ("b", 61.25))]
    )
    marks = marks_of(Lines("year", "value", by="by"), two)
    assert marks["end-v:a"]["t"] == "2.0" and marks["end-v:b"]["t"] == "61.2"
    near = marks_of(Lines("year", "value", by="by"), two.assign(value=[1, 2.0, 1, 2.1]))
    assert "end-v:a" not in near


@pytest.mark.parametrize("width", [360, 760])
def test_lines_that_meet_at_their_end_are_named_along_them(width):
    frame = pd.DataFrame({"year": [*range(2000, 2006)] * 2, "value": [0, 5, 8, 9, 9.5, 10, 0, 2, 4, 6, 8, 10], "by": ["bent"] * 6 + ["straight"] * 6})  # fmt: skip
    marks = marks_of(Lines("year", "value", by="by", inside=("bent", "straight")), frame, width=width)  # fmt: skip
    ends = {marks[f"line:{name}"]["p"][-2] for name in ("bent", "straight")}
    boxes = [box_of_text(marks[f"along:{name}"]) for name in ("bent", "straight")]
    assert all(box.right < ends.copy().pop() for box in boxes) and "end:bent" not in marks
    a, b = boxes
    assert a.right < b.left or b.right < a.left or a.bottom < b.top or b.bottom < a.top


def test_the_peak_of_a_single_line_is_said_where_it_stands():
    frame = one(range(2000, 2006), [1, 2, 9.5, 3, 2, 1])
    marks = marks_of(Lines("year", "value"), frame)
    assert marks["peak"]["t"] == "9.5 in 2002"
    top = places(marks["line:line"])[2]
    assert abs(marks["peak"]["p"][0] - top[0]) < 20 and abs(marks["peak"]["p"][1] - top[1]) < 20
    assert "peak" not in marks_of(Lines("year", "value"), one(range(2000, 2006), range(6)))
    assert "peak" not in marks_of(Lines("year", "value", peak=False), frame)


def test_event_labels_stand_above_the_plot_and_apart():
    view = Lines(
        "year",
        "value",
        bands=[(2014, 2015, "A first long label"), (2015, 2016, "A second long label")],
        marks=[(2016, "A third one")],
    )
    for width in (360, 760):
        one_scene = view.scene(one(range(2010, 2020), range(10)), width=width)
        boxes = [box_of_text(m) for m in one_scene["marks"] if m["i"].startswith("event-n:")]
        plot_top = one_scene["rule"]["y0"]
        assert len(boxes) == 3 and all(box.bottom < plot_top for box in boxes)
        assert not any(
            a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom
            for i, a in enumerate(boxes) for b in boxes[:i]
        )  # fmt: skip


def test_events_outside_the_years_shown_are_left_out():
    inside = Lines("year", "value", bands=[(2012, 2013, "Seen")])
    outside = Lines("year", "value", bands=[(2012, 2013, "Seen"), (1990, 1995, "Not seen")])
    frame = one(range(2010, 2020), range(10))
    assert inside.scene(frame) == outside.scene(frame)


def test_a_second_basis_breaks_the_line_and_is_said():
    frame = one([2000, 2001, 2002, 2003], [4, 3, 2, 1]).assign(basis=["fob", "fob", "cif", "cif"])
    view = Lines("year", "value", basis="basis")
    marks = marks_of(view, frame)
    assert places(marks["line:line"])[2] is None and "gap:line" not in marks
    assert ["hollow" in marks[f"dot:line:{year}"]["c"] for year in frame["year"]] == [
        False,
        False,
        True,
        True,
    ]
    assert [marks[f"basis-n:{kind}"]["t"] for kind in ("fob", "cif")] == ["fob", "cif"]
    assert "basis of the figures changes: fob and cif" in view.words(frame)


def test_highlight_makes_the_others_grey():
    for strong, grey in (("COL to VEN", "VEN to COL"), ("VEN to COL", "COL to VEN")):
        marks = marks_of(Lines("year", "value", by="flow", highlight=strong), TRADE)
        assert "main" in marks[f"line:{strong}"]["c"] and marks[f"line:{grey}"]["c"] == "others"


def test_a_faint_line_is_a_hair_and_its_name_grey():
    frame = pd.concat(
        [one([2000, 2001], [5, 5 + k / 100]).assign(by=f"line {k}") for k in range(4)]
    )
    marks = marks_of(Lines("year", "value", by="by", y_range=(0, 10), faint=("line 1",)), frame)
    assert marks["line:line 1"]["c"] == "others hair" and marks["lead:line 1"]["c"] == "others thin"
    assert "others" in marks["end:line 1"]["c"]


@pytest.mark.parametrize("width", [340, 760])
def test_many_lines_in_the_background_bear_one_name(width):
    crowd = [f"line {k}" for k in range(20)]
    frame = pd.concat(
        [one([2000, 2001, 2002], [5, 9, 5 + k / 5]).assign(by=f"line {k}") for k in range(22)]
    )
    view = Lines("year", "value", by="by", y_range=(0, 12), faint=crowd, crowd="all others")
    drawn = view.scene(frame, width=width)
    marks = {mark["i"]: mark for mark in drawn["marks"]}
    assert {key for key in marks if key.startswith("end:")} == {"end:line 20", "end:line 21"}
    assert marks["crowd"]["t"] == "all others" and box_of_text(marks["crowd"]).right <= width
    assert all(marks[f"line:{name}"]["c"] == "others hair" for name in crowd)
    told = [stop[2] for stop in drawn["rule"]["stops"]]
    assert len(told) == 3 and not any(name + ":" in text for text in told for name in crowd)


def test_a_line_without_an_interval_has_none_in_words():
    frame = pd.concat(
        [one([2000, 2001], [4.0, 5.0]).assign(by=name, lo=[4.0, 5.0 - more], hi=[4.0, 5.0]) for name, more in (("sure", 0), ("less sure", 2))]
    )  # fmt: skip
    words = Lines("year", "value", by="by", low="lo", high="hi").words(frame)
    assert words.endswith("Intervals where the lines end: less sure 3 to 5.")


def test_gaps_come_first_and_no_line_is_hidden():
    names = [f"Exports of country {k} to its neighbour" for k in range(8)]
    years = [2000, 2001, 2002, 2003, 2006, 2007]
    frame = pd.concat([one(years, [1.0, 2, 9, 4, 5, 6]).assign(by=name) for name in names])
    words = Lines("year", "value", by="by", y_label="US$ millions").words(frame)
    assert words.startswith("Every line has gaps. 8 lines (US$ millions): ")
    assert all(name in words for name in names) and "also shown" in words
    two = Lines("year", "value", by="by").words(frame[frame["by"].isin(names[:2])])
    assert "via 9 in 2002" in two and two.startswith(f"With gaps: {names[0]} and {names[1]}.")


def test_a_line_without_a_figure_is_named():
    frame = pd.concat(
        [
            one([2000, 2001], [1, 2]).assign(by="Colombia"),
            one([2000, 2001], [None] * 2).assign(by="Venezuela"),
        ]
    )
    figure = Lines("year", "value", by="by")(frame)
    assert figure.words.startswith("No figure at all for Venezuela.") and figure.scene()["marks"]


def test_fixed_limits_stay():
    view = Lines("year", "value", y_range=(0, 10_000))
    for top in (10, 9000):
        assert view.scene(one([2000, 2001], [1, top]))["axis"] == [0, 10_000]


def test_table_has_a_column_for_each_line():
    table = Lines("year", "value", by="flow", x_label="Year").table(TRADE)
    assert list(table.columns) == ["Year", "COL to VEN", "VEN to COL"] and len(table) == 20


def test_what_lies_beyond_the_axis_is_held_at_its_end():
    view = Lines("year", "value", y_range=(0, 10))
    one_scene = view.scene(one([2000, 2001], [1.0, 99.0]))
    (line,) = [mark for mark in one_scene["marks"] if mark["i"] == "line:line"]
    assert places(line)[1][1] == one_scene["rule"]["y0"]


def test_a_line_that_ends_in_mid_plot_bears_its_name_there():
    frame = pd.DataFrame(
        {
            "year": [2000, 2001, 2000, 2020],
            "value": [1.0, 2.0, 3.0, 9.0],
            "line": ["short", "short", "long", "long"],
        }
    )
    marks = marks_of(Lines("year", "value", by="line"), frame)
    tip = places(marks["line:short"])[-1]
    assert abs(marks["end:short"]["p"][0] - tip[0]) < 40 and "lead:short" not in marks
    assert marks["end:long"]["p"][0] > places(marks["line:long"])[-1][0]


def test_axes_named_where_told_and_a_point_with_its_guides():
    frame = pd.DataFrame(
        {"x": [3.0, 0.0, 3.0, 6.0], "y": [2.0, 0.0, 2.0, 1.0], "line": ["yours", *["all"] * 3]}
    )
    look = {"places": "number", "y_range": (0, 4), "x_ticks": (0, 6), "y_ticks": (0, 4)}
    marks = marks_of(Lines("x", "y", by="line", guided=("yours",), **look), frame)
    named = [mark["t"] for key, mark in marks.items() if key.startswith(("x-n:", "grid-n:"))]
    assert sorted(named) == ["0", "0", "4", "6"]
    down, corner, across = places(marks["guide:yours:0"])
    assert down[0] == corner[0] and corner[1] == across[1], (
        "down to the one axis, across to the other"
    )
    assert marks["guide-p:yours:0"]["p"][:2] == list(corner)
    assert not [
        key for key in marks_of(Lines("x", "y", by="line", **look), frame) if "guide" in key
    ]


def test_the_rule_reads_every_line_at_its_places():
    one_scene = Lines("year", "value", by="flow", y_label="US$ millions").scene(TRADE)
    stops = one_scene["rule"]["stops"]
    assert [stop[1] for stop in stops] == [str(year) for year in range(2000, 2020)]
    assert stops[8][2] == "COL to VEN: 6,100\nVEN to COL: 1,123" and len(stops[8][4]) == 2
    crowd = pd.concat(one([2000, 2001], [k, k + 1]).assign(by=f"line {k}") for k in range(9))
    many = Lines("year", "value", by="by").scene(crowd)
    assert "rule" not in many and sum("n" in m for m in many["marks"]) == 9, (
        "a crowd is read line by line"
    )


@pytest.mark.parametrize("at, where", [("2003", (2003, 40.0)), (None, None)])
def test_a_guess_stands_where_it_was_asked(at, where):
    frame = one(range(2000, 2006), [10.0, 20, 30, 60, 50, 40])
    view = Lines("year", "value", y_range=(0, 100))
    one_scene = view.scene(frame, guess=Mark("value", 40.0, at=at))
    marks = {mark["i"]: mark for mark in one_scene["marks"]}
    if where:
        x, y, _radius = marks["guess"]["p"]
        assert x == places(marks["line:line"])[3][0] and marks["guess"]["k"] == "point"
        assert one_scene["words"].endswith("Your guess: 40, too low by 20.")
    else:
        xs = marks["guess"]["p"][::2]
        assert max(xs) - min(xs) < 40, "a short stroke at the edge, and no line over all years"


def test_an_axis_makes_room_for_the_guess_unless_it_is_fixed():
    frame, mark = one([2000, 2001], [1.0, 2.0]), Mark("value", 97.0)
    assert Lines("year", "value").scene(frame, guess=mark)["axis"][1] >= 97
    fixed = Lines("year", "value", y_range=(0, 3)).scene(frame, guess=mark)
    assert fixed["axis"] == [0, 3] and [m for m in fixed["marks"] if m["i"] == "guess"]


def test_months_of_a_short_span_are_named_and_the_year_once():
    days = pd.date_range("2018-08-01", "2020-02-01", freq="MS")
    frame = pd.DataFrame({"day": days, "v": np.arange(len(days), dtype=float)})
    for width in (360, 760):
        marks = marks_of(Lines("day", "v"), frame, width=width)
        names = [mark["t"] for key, mark in marks.items() if key.startswith("x-n:")]
        assert 3 <= len(names) <= 9 and sum("2019" in name for name in names) == 1
        assert sum(map(wide, names)) < width


def test_panels_share_their_axes_and_are_named():
    view = SmallMultiples("year", "value", panel="flow", y_range=(0, 8000))
    for width, columns in ((760, 2), (360, 1)):
        marks = marks_of(view, TRADE, width=width)
        lines = [mark for key, mark in marks.items() if ":line:" in key]
        assert [mark["c"] for mark in lines] == ["first main", "second main"]
        xs = {key: mark["p"][0] for key, mark in marks.items() if key.startswith("panel:")}
        assert len(set(xs.values())) == columns and len(xs) == 2
        first, second = (np.diff([x for x, _y in places(one_line)]) for one_line in lines)
        assert np.allclose(first, second, atol=0.2)


def test_a_rank_may_stand_with_the_first_on_top():
    view = Lines("year", "rank", y_range=(180, 1), y_ticks=(1, 100))
    marks = marks_of(view, one([2010, 2020], [150, 20]).rename(columns={"value": "rank"}))
    names = {mark["t"]: mark["p"][1] for mark in marks.values() if mark.get("a") == "e"}
    assert names["1"] < names["100"]
    (_x, first), (_y, last) = places(marks["line:"] if "line:" in marks else next(m for k, m in marks.items() if k.startswith("line")))  # fmt: skip
    assert names["1"] < last < names["100"] < first


# What is assumed, counted in steps, or known within an interval


def test_an_assumed_line_is_dashed_and_no_other():
    frame = pd.DataFrame({"year": [2020, 2021] * 2, "value": [1, 2, 2, 3], "line": ["known"] * 2 + ["ahead"] * 2})  # fmt: skip
    marks = marks_of(Lines("year", "value", by="line", assumed=["ahead"]), frame)
    assert "dash" in marks["line:ahead"]["c"].split()
    assert "dash" not in marks["line:known"]["c"].split()


def test_a_count_in_steps_moves_level_and_upright_only():
    frame = one([2000, 2001, 2002], [1.0, 5.0, 5.0])
    steps = places(marks_of(Lines("year", "value", steps=True), frame)["line:line"])
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(steps, steps[1:]))
    assert set(places(marks_of(Lines("year", "value"), frame)["line:line"])) < set(steps)


def test_an_interval_lies_around_its_line_and_is_told():
    frame = one([2000, 2001, 2002], [1.0, 2.0, 3.0]).assign(low=[0.5, 1.5, 2.5], high=[2, 3, 4])
    view = Lines("year", "value", low="low", high="high", name="here")
    marks = marks_of(view, frame)
    tops, lows = marks["interval:"]["p"][1:6:2], marks["interval:"]["p"][7::2]
    middle = [y for _x, y in places(marks["line:line"])]
    assert len(tops) == len(lows) == 3
    for y, ends in zip(middle, zip(tops, lows[::-1], strict=True), strict=True):
        assert min(ends) < y < max(ends)
    assert "here 2.5 to 4" in view.words(frame)


def test_what_lies_below_zero_is_shaded_and_named_and_each_panel_names_its_lines():
    rows = [(x, x - at, line, panel) for panel, at in (("a", 1), ("b", 2)) for line in "pq" for x in (0, 4)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["x", "y", "line", "panel"])
    marks = marks_of(SmallMultiples("x", "y", by="line", panel="panel", below="none"), frame)
    assert {"below:a", "below:b"} <= set(marks) and marks["below-n"]["t"] == "none"
    assert {f"{panel}:name:{line}" for panel in "ab" for line in "pq"} <= set(marks)
