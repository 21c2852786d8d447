"""Estimates, contested figures, points and the fan: what they say, and where their marks stand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from gallery import ESTIMATES, GALLERY, OWNED, PATHS

from claimlab.errors import KitError
from claimlab.views import Fan, Forest, Mark, Ranges, Scatter
from claimlab.views.room import box_of_text

FOREST = Forest("way", "b", "lo", "hi")
WIDTHS = pytest.mark.parametrize("width", [360, 760])


def marks_of(view, frame, begin="", **more):
    """The marks of a picture by their keys, those that begin so."""
    marks = view.scene(frame, **more)["marks"]
    return {mark["i"]: mark for mark in marks if mark["i"].startswith(begin)}


def at(one, value, width=760):
    """Where a value stands on the axis of a picture: read off its grid."""
    ticks = [(float(k[5:]), m["p"][0]) for k, m in one.items() if k.startswith("grid:")]
    (low, x0), (high, x1) = ticks[0], ticks[-1]
    return x0 + (value - low) / (high - low) * (x1 - x0)


# Estimates -----------------------------------------------------------------------------------------


def test_a_hollow_dot_says_that_the_interval_holds_the_reference():
    dots = marks_of(FOREST, ESTIMATES, "dot:")
    assert {key: mark["c"] for key, mark in dots.items()} == {
        "dot:OLS": "ink edged",
        "dot:PPML": "ink hollow",
    }
    assert "PPML holds 0" in FOREST.words(ESTIMATES)
    free = Forest("way", "b", "lo", "hi", reference=None)
    assert "holds" not in free.words(ESTIMATES)
    assert marks_of(free, ESTIMATES, "dot:")["dot:PPML"]["c"] == "ink edged"
    told = Forest("way", "b", "lo", "hi", hollow="out")
    dots = marks_of(told, ESTIMATES.assign(out=[True, False]), "dot:")
    assert [mark["c"] for mark in dots.values()] == ["ink hollow", "ink edged"]


@WIDTHS
def test_a_dot_stands_at_its_estimate_and_its_bar_over_the_interval(width):
    marks = marks_of(FOREST, ESTIMATES, width=width)
    for name, b, lo, hi in ESTIMATES.itertuples(index=False):
        assert marks[f"dot:{name}"]["p"][0] == pytest.approx(at(marks, b), abs=0.2)
        x, _y, w, _h = marks[f"span:{name}"]["p"]
        assert (x, x + w) == pytest.approx((at(marks, lo), at(marks, hi)), abs=0.3)
        assert marks[f"dot:{name}"]["n"] == name
    assert marks["reference"]["p"][0] == pytest.approx(at(marks, 0), abs=0.1)
    assert marks["v:OLS"]["t"] == "−1.17" and marks["v-span:OLS"]["t"] == "−1.25 to −1.10"


def test_names_stand_beside_their_rows_and_above_them_on_a_narrow_page():
    for width in (760, 360):
        marks = marks_of(FOREST, ESTIMATES, width=width)
        name, dot = marks["name:OLS"], marks["dot:OLS"]["p"]
        assert (abs(name["p"][1] - dot[1]) < 8) == (width == 760)
        assert (box_of_text(name).right < at(marks, -1.25)) == (width == 760)


@pytest.mark.parametrize("width", [360, 760])
def test_rows_with_something_in_common_stand_under_it(width):
    frame = pd.DataFrame({"b": [1.0, 2, 3], "lo": [0.5, 1, 2], "hi": [1.5, 3, 4]}).assign(
        way=["OLS", "PPML", "OLS"], trouble=["noise", "noise", "zeros"]
    )
    view = Forest("way", "b", "lo", "hi", by="trouble")
    marks = {mark["i"]: mark for mark in view.scene(frame, width)["marks"]}
    assert marks["name:noise: OLS"]["t"] == marks["name:zeros: OLS"]["t"] == "OLS"
    order = ["head:noise", "name:noise: OLS", "name:noise: PPML", "head:zeros", "name:zeros: OLS"]
    heights = [marks[key]["p"][1] for key in order]
    assert heights == sorted(heights) and "zeros: OLS 3" in view.words(frame)


def test_a_row_without_a_figure_says_so_and_has_no_dot():
    frame = ESTIMATES.assign(b=[-1.0, np.nan])
    marks = marks_of(Forest("way", "b", "lo", "hi", absent="not in the archive"), frame)
    assert "dot:PPML" not in marks and "span:PPML" not in marks
    assert marks["v-span:PPML"]["t"] == "not in the archive"
    assert marks_of(FOREST, frame)["v-span:PPML"]["t"] == "no figure"
    assert "nan" not in str(marks).lower()


def test_an_estimate_without_an_interval_is_a_dot_alone():
    marks = marks_of(FOREST, ESTIMATES.assign(lo=[np.nan, -0.4]))
    assert "span:OLS" not in marks and "v-span:OLS" not in marks and "dot:OLS" in marks


def test_what_lies_beyond_a_fixed_axis_has_an_arrow_there_and_no_dot():
    marks = marks_of(Forest("way", "b", "lo", "hi", x_range=(-1, 0.1)), ESTIMATES)
    assert "dot:OLS" not in marks and marks["v:OLS"]["t"] == "−1.17"
    assert {key for key in marks if key.startswith("beyond")} == {
        "beyond-low:OLS",
        "beyond-high:PPML",
    }


def test_multiples_stand_as_far_from_one_either_way():
    frame = pd.DataFrame({"way": ["a", "b"], "b": [0.25, 4.0], "lo": [0.1, 2.0], "hi": [0.5, 16.0]})
    view = Forest(
        "way", "b", "lo", "hi", reference=1, log=True, x_range=(1 / 32, 32), x_ticks=(0.25, 1, 4)
    )
    marks = marks_of(view, frame)
    left, one, right = (marks[key]["p"][0] for key in ("dot:a", "reference", "dot:b"))
    assert one - left == pytest.approx(right - one, abs=0.2)
    assert [m["t"] for key, m in marks.items() if key.startswith("grid-n:")] == ["÷4", "×1", "×4"]


def test_a_logarithmic_axis_of_plain_numbers_has_no_multiples():
    frame = pd.DataFrame({"way": ["a", "b"], "b": [0.2, 4.0], "lo": [0.1, 2.0], "hi": [0.5, 16.0]})
    view = Forest("way", "b", "lo", "hi", reference=None, log=True, multiples=False, x_range=(0.05, 20), x_ticks=(0.1, 1, 10))  # fmt: skip
    marks = marks_of(view, frame)
    assert [m["t"] for key, m in marks.items() if key.startswith("grid-n:")] == ["0.1", "1", "10"]
    first, one, last = (marks[f"grid:{value}"]["p"][0] for value in ("0.1", "1", "10"))
    assert one - first == pytest.approx(last - one, abs=0.2)


def test_what_the_title_is_about_has_the_accent_and_parts_of_the_course_their_colour():
    frame = ESTIMATES.assign(way=["Colombia to Peru", "Peru to Chile"])
    assert [m["c"].split()[0] for m in marks_of(FOREST, frame, "dot:").values()] == [
        "first",
        "others",
    ]
    view = Forest("way", "b", "lo", "hi", accent=["PPML"])
    assert [m["c"].split()[0] for m in marks_of(view, ESTIMATES, "dot:").values()] == [
        "others",
        "accent",
    ]


@WIDTHS
def test_text_beside_estimates_has_the_room_it_needs(width):
    wide = pd.DataFrame({"way": ["OLS"], "b": [-0.1234], "lo": [-0.2345], "hi": [-0.0123]})
    for frame in (wide, wide.assign(b=-1234567.0, lo=-2234567.0, hi=-1034567.0), ESTIMATES):
        marks = marks_of(FOREST, frame, width=width)
        texts = [box_of_text(mark) for key, mark in marks.items() if key.startswith("v")]
        assert max(box.right for box in texts) <= width + 1
        if width == 760:
            end = max(mark["p"][0] for key, mark in marks.items() if key.startswith("grid:"))
            assert min(box.left for box in texts) > end


# Contested figures ---------------------------------------------------------------------------------


@WIDTHS
def test_a_range_is_a_bar_and_a_single_figure_a_dot_each_with_its_figures(width):
    view = Ranges("what", "lo", "hi", "who", x_range=(0, 20))
    marks = marks_of(view, OWNED, width=width)
    assert marks["dot:IMF"]["p"][0] == pytest.approx(at(marks, 1.5), abs=0.2)
    x, _y, w, _h = marks["range:Caracas"]["p"]
    assert (x, x + w) == pytest.approx((at(marks, 15), at(marks, 18.7)), abs=0.3)
    assert [marks[f"v:{who}"]["t"] for who in OWNED["who"]] == [
        "1.5",
        "6.0 to 10.0",
        "15.0 to 18.7",
    ]
    assert all(box_of_text(marks[f"v:{who}"]).right <= width for who in OWNED["who"])


def test_a_hollow_dot_of_a_source_is_what_a_column_says():
    frame = OWNED.assign(hi=OWNED["lo"], is_forecast=[True, False, True])
    marks = marks_of(Ranges("what", "lo", "hi", "who", hollow="is_forecast"), frame, "dot:")
    assert ["hollow" in mark["c"] for mark in marks.values()] == [True, False, True]


def test_a_fixed_axis_stands_while_ranges_move():
    view = Ranges("what", "lo", "hi", "who", x_range=(0, 20))
    grids = [marks_of(view, OWNED.assign(hi=OWNED["hi"] + more), "grid") for more in (0, 1.2)]
    assert grids[0] == grids[1]


def test_the_highlighted_source_stands_out_and_a_missing_figure_is_no_dot():
    frame = pd.concat(
        [
            OWNED,
            pd.DataFrame({"what": ["growth"], "lo": [np.nan], "hi": [np.nan], "who": ["Nobody"]}),
        ]
    )
    marks = marks_of(Ranges("what", "lo", "hi", "who", highlight="A bank"), frame)
    assert marks["range:A bank"]["c"] == "accent" and marks["range:Caracas"]["c"] == "others tint"
    assert marks["v:Nobody"]["t"] == "no figure"
    assert not {"dot:Nobody", "range:Nobody"} & set(marks)


def test_the_line_to_compare_with_bears_its_number_unless_something_else_does():
    def named(reference):
        view = Ranges("what", "lo", "hi", "who", x_range=(0, 20), reference=reference)
        return "reference-n" in marks_of(view, OWNED)

    assert named(7.3) and not named(10) and not named(1.5)
    near = Ranges("what", "lo", "hi", "who", x_range=(0, 20), reference=1.8)
    told, dot = (marks_of(near, OWNED)[key] for key in ("v:IMF", "dot:IMF"))
    assert box_of_text(told).right < dot["p"][0], "no line between a mark and its figures"


def test_a_guess_about_a_row_stands_on_it_and_says_its_miss():
    one = FOREST.scene(ESTIMATES, guess=Mark("value", -0.5, at="PPML"))
    marks = {mark["i"]: mark for mark in one["marks"]}
    ys = marks["guess"]["p"][1::2]
    assert min(ys) < marks["dot:PPML"]["p"][1] < max(ys)
    assert marks["guess"]["p"][0] == pytest.approx(at(marks, -0.5), abs=0.2)
    assert one["words"].endswith("Your guess: −0.5, too low by 0.4.")
    ring = marks_of(FOREST, ESTIMATES, "guess", guess=Mark("choice", "PPML"))["guess"]
    assert (
        ring["k"] == "rect"
        and ring["p"][1] < marks["dot:PPML"]["p"][1] < ring["p"][1] + ring["p"][3]
    )
    spread = Ranges("what", "lo", "hi", "who").scene(OWNED, guess=Mark("value", 8.0, at="A bank"))
    assert spread["words"].endswith("Your guess: 8."), "a range is no single number"


def test_what_all_ranges_hold_is_shaded_and_named_and_nothing_where_they_do_not_meet():
    view, frame = GALLERY["shared ranges"]
    one = marks_of(view, frame)
    x, _y, w, _h = one["shared"]["p"]
    assert (x, x + w) == pytest.approx((at(one, 6), at(one, 8.5)), abs=0.2)
    assert one["shared-n"]["t"] == "in all: 6.0 to 8.5"
    assert "shared" not in marks_of(view, OWNED)


@WIDTHS
def test_a_named_line_to_compare_with_keeps_its_name_off_a_guess(width):
    view = Ranges("what", "lo", "hi", "who", reference=6.0, reference_name="what came")
    one = marks_of(view, OWNED, width=width, guess=Mark("value", 6.4))
    assert one["reference-n"]["t"] == "what came: 6"
    assert box_of_text(one["reference-n"]).bottom <= box_of_text(one["guess-n"]).top + 2
    assert min(one["guess"]["p"][1::2]) >= box_of_text(one["reference-n"]).bottom - 2


def test_contested_figures_name_their_sources():
    words = Ranges("what", "lo", "hi", "who").words(OWNED)
    assert "from 1.5 (IMF) to 18.7 (Caracas)" in words and "A bank 6 to 10" in words
    assert (
        Ranges("what", "lo", "hi", "who")(OWNED).title
        == "The highest figure is 12 times the lowest"
    )


@pytest.mark.parametrize("owner", [None, "", "  "])
def test_a_contested_figure_without_a_source_is_refused(owner):
    with pytest.raises(KitError, match="needs a source"):
        Ranges("what", "lo", "hi", "who")(OWNED.assign(who=[owner, "b", "c"]))


# Points --------------------------------------------------------------------------------------------


def test_fitted_columns_are_lines_with_their_names_on_them():
    frame = pd.DataFrame({"x": [3.0, 1, 2], "y": [1.0, 3, 2], "OLS": [1.0, 3, 2]})
    view = Scatter("x", "y", fit="OLS")
    marks = marks_of(view, frame)
    assert marks["line-n:OLS"]["t"] == "OLS" and marks["line:OLS"]["p"][::2] == sorted(
        marks["line:OLS"]["p"][::2]
    )
    assert marks["line:OLS"]["v"] == "from 3 to 1"
    assert "The line 'OLS' goes from 3 to 1" in view.words(frame)


def test_the_line_of_a_function_can_have_a_name():
    frame = pd.DataFrame({"x": [1.0, 3.0], "y": [1.0, 2.0]})
    named = Scatter("x", "y", fit=lambda x: x, fit_name="as much")
    assert "The line 'as much' goes from 1 to 3" in named.words(frame)


@WIDTHS
def test_the_sides_of_a_line_are_named_where_they_lie_and_the_upper_one_is_shaded(width):
    frame = pd.DataFrame({"x": [2.0, 8.0], "y": [8.0, 2.0]})
    look = {"x_range": (0, 10), "y_range": (0, 10), "fit": lambda x: x}
    view = Scatter("x", "y", sides=("more leave", "more come"), **look)
    marks = {mark["i"]: mark for mark in view.scene(frame, width)["marks"]}
    line, ring = marks["line:line"]["p"], marks["ground:more come"]["p"][2:]
    assert ring[: len(line)] == line, "the line runs over the whole plot, and the shade from it up"
    assert ring[-1] <= min(line[1::2]) and "ground:more leave" not in marks
    lower, upper = (
        next(m for key, m in marks.items() if key.startswith(f"side:{said}")) for said in view.sides
    )
    assert upper["p"][1] < lower["p"][1]
    assert "Above the line: more come; below it: more leave." in view.words(frame)


def test_levels_lie_across_and_groups_keep_their_place_in_the_key():
    """A published figure is a line over the whole plot, and a group that is absent has its place."""
    few = pd.DataFrame({"place": [3, 9], "loss": [-900.0, -700.0], "state": ["fails", "fails"]})
    look = {"by": "state", "order": ("passes", "fails"), "levels": {"Published": -797.0}}
    view = Scatter("place", "loss", x_range=(0, 20), y_range=(-1700, 0), **look)
    marks = marks_of(view, few)
    x0, y0, x1, y1 = marks["line:Published"]["p"]
    assert y0 == y1 and (x0, x1) == tuple(marks["x-axis"]["p"][::2])
    assert marks["line-n:Published"]["t"] == "Published"
    assert [marks[f"key-n:{name}"]["t"] for name in ("passes", "fails")] == ["passes", "fails"]
    looks = {marks[f"dot:{i}"]["c"].split()[0] for i in (0, 1)}
    assert looks == {marks["key:fails"]["c"].split()[0]}
    assert "Published stands at −797." in view.words(few) and "Groups" not in view.words(few)


@WIDTHS
def test_points_bear_their_names_and_no_name_covers_another(width):
    frame = pd.DataFrame({"x": [1.0, 1.0, 1.02, 9.0], "y": [1.0, 1.1, 1.0, 5.0], "who": ["a view", "another", "", "the last"]})  # fmt: skip
    view = Scatter("x", "y", labels="who", x_range=(0, 10), y_range=(0, 6))
    assert "a view: 1 and 1" in view.words(frame) and "correlation" not in view.words(frame)
    names = marks_of(view, frame, "name:", width=width)
    assert [mark["t"] for mark in names.values()] == ["a view", "another", "the last"]
    boxes = [box_of_text(mark) for mark in names.values()]
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a.right <= b.left or b.right <= a.left or a.bottom <= b.top or b.bottom <= a.top
    assert set(marks_of(view, frame, "named:")) == {
        "named:a view",
        "named:another",
        "named:the last",
    }
    with pytest.raises(KitError, match="'whom'"):
        Scatter("x", "y", labels="whom").words(frame)


def test_a_name_that_must_stand_apart_has_a_line_to_its_point():
    xs, ys = (each.ravel() for each in np.meshgrid(np.arange(0, 10, 0.4), np.arange(0, 10, 0.7)))
    frame = pd.DataFrame({"x": xs, "y": ys}).query("abs(x - 5) + abs(y - 4.9) < 3").assign(who="")
    frame = pd.concat([frame, pd.DataFrame({"x": [5.0], "y": [4.9], "who": ["hidden"]})])
    view = Scatter("x", "y", labels="who", x_range=(0, 10), y_range=(0, 10))
    alone = frame.tail(1)
    assert not marks_of(view, alone, "lead:")
    (lead,) = marks_of(view, frame, "lead:").values()
    (dot,) = marks_of(view, frame, "named:").values()
    assert np.hypot(lead["p"][0] - dot["p"][0], lead["p"][1] - dot["p"][1]) < 9


def test_groups_can_be_named_beside_their_points_in_place_of_a_key():
    view, frame = GALLERY["named scatter"]
    one = marks_of(view, frame)
    assert not [key for key in one if key.startswith("key:")]
    for group in ("a", "b"):
        x, y = one[f"group:{group}"]["p"]
        own = [m["p"] for m in one.values() if m["k"] == "point" and m.get("s") == group]
        assert min(abs(px - x) + abs(py - y) for px, py, _r in own) < 60


def test_the_one_point_of_the_first_group_is_named_where_it_stands():
    frame = pd.DataFrame({"x": [1.0, 2, 3], "y": [1.0, 2, 3], "who": ["now", "before", "before"]})
    marks = marks_of(Scatter("x", "y", by="who"), frame)
    assert [m["t"] for k, m in marks.items() if k.startswith("name:")] == ["now"]
    assert "key:now" not in marks and "key:before" in marks


def test_pale_groups_lie_below_small_and_do_not_answer():
    frame = pd.DataFrame(
        {"x": np.arange(150.0), "y": 1.0, "who": ["tried"] * 3 + ["not yet"] * 147}
    )
    view = Scatter("x", "y", by="who", faint=("not yet",))
    points = [m for k, m in marks_of(view, frame, "dot:").items()]
    pale, strong = points[:147], points[147:]
    assert {m["c"] for m in pale} == {"others pale"} and not any("n" in m for m in pale)
    assert all(m["n"] == "tried" and m["p"][2] > 2 * pale[0]["p"][2] for m in strong)
    assert marks_of(view, frame)["key:not yet"]["c"] == "others pale"


def test_a_group_keeps_its_look_from_picture_to_picture():
    looks = {"A": 3, "B": 2, "C": 4}
    frame = pd.DataFrame({"x": [1.0, 2.0], "y": [1.0, 2.0], "who": ["B", "C"]})
    both = [
        m["c"] for m in marks_of(Scatter("x", "y", by="who", looks=looks), frame, "dot:").values()
    ]
    own = [
        m["c"]
        for who in "BC"
        for m in marks_of(
            Scatter("x", "y", by="who", looks=looks), frame[frame["who"] == who], "dot:"
        ).values()
    ]
    assert sorted(both) == sorted(own) and len(set(both)) == 2


def test_points_keep_their_keys_while_groups_change():
    frame = pd.DataFrame({"x": [1.0, 2, 3], "y": [1.0, 2, 3], "who": ["now", "before", "before"]})
    view = Scatter("x", "y", by="who", order=("now", "before"))
    moved = frame.assign(who=["before", "now", "before"])
    before, after = (marks_of(view, one, "dot:") for one in (frame, moved))
    assert before.keys() == after.keys()
    assert all(before[key]["p"] == after[key]["p"] for key in before)
    assert before["dot:0"]["c"] == after["dot:1"]["c"] != after["dot:0"]["c"]


def test_a_guess_stands_at_its_point_or_at_the_edge_of_the_axis():
    frame = pd.DataFrame({"x": [1.0, 3.0], "y": [1.0, 2.0], "who": ["Ana", "Luz"]})
    view = Scatter("x", "y", labels="who", x_range=(0, 4), y_range=(0, 3))
    one = view.scene(frame, guess=Mark("value", 1.5, at="Luz"))
    marks = {mark["i"]: mark for mark in one["marks"]}
    assert marks["guess"]["k"] == "point" and marks["guess"]["p"][0] == marks["named:Luz"]["p"][0]
    assert one["words"].endswith("Your guess: 1.5, too low by 0.5.")
    free = marks_of(view, frame, "guess", guess=Mark("value", 1.5))["guess"]
    assert free["k"] == "line" and free["p"][2] - free["p"][0] < 40


# The fan -------------------------------------------------------------------------------------------

FAN = Fan("year", "middle", bands=[("p10", "p90", "8 in 10 paths"), ("p25", "p75", "half")], recorded="seen")  # fmt: skip


def test_a_fan_says_first_what_lay_outside():
    words = FAN.words(PATHS)
    assert words.startswith("Dots outside the widest band: 1 of 3. Middle from 100 in 2022")
    with pytest.raises(KitError, match="high end"):
        Fan("year", "middle", bands=[("p90", "p10", "x")])(PATHS)


@WIDTHS
def test_bands_lie_in_each_other_the_widest_palest_and_dots_where_figures_are(width):
    marks = marks_of(FAN, PATHS, width=width)
    outer, inner = marks["band:8 in 10 paths"], marks["band:half"]
    assert "faint" in outer["c"].split() and "faint" not in inner["c"].split()
    assert (
        min(outer["p"][1::2])
        < min(inner["p"][1::2])
        < max(inner["p"][1::2])
        < max(outer["p"][1::2])
    )
    assert [key for key in marks if key.startswith("dot:")] == ["dot:2022", "dot:2023", "dot:2024"]
    assert inner["v"] == f"{PATHS['p25'].iloc[-1]:.0f} to {PATHS['p75'].iloc[-1]:.0f} in 2030"


@WIDTHS
def test_each_part_of_a_fan_is_named_right_of_it_from_the_top_down(width):
    marks = marks_of(FAN, PATHS, width=width)
    names = [(mark["p"][1], mark["t"]) for key, mark in marks.items() if key.startswith("end:")]
    assert " ".join(name for _y, name in sorted(names)) == "8 in 10 paths half middle"
    end = max(marks["band:half"]["p"][::2])
    assert all(mark["p"][0] > end for key, mark in marks.items() if key.startswith("end:"))


def test_a_stop_of_the_rule_says_the_figure_the_middle_and_the_bands():
    stops = FAN.scene(PATHS)["rule"]["stops"]
    assert len(stops) == len(PATHS) and stops[0][1] == "2022"
    assert stops[0][2].split("\n")[:2] == ["107", "middle: 100"]
    assert stops[-1][2].split("\n")[0] == "middle: 180", "no figure is said where there is none"
    assert "8 in 10 paths: " in stops[-1][2]


def test_a_gap_in_the_middle_is_no_line_and_a_guess_can_be_drawn_in():
    frame = PATHS.assign(middle=PATHS["middle"].where(PATHS["year"] != 2026))
    assert None in marks_of(FAN, frame)["middle"]["p"]
    drawn = marks_of(FAN, PATHS, "guess", guess=Mark("curve", {2024: 100.0, 2028: 160.0}))
    assert drawn["guess"]["k"] == "line" and drawn["guess-n"]["t"] == "your guess"
    dot = marks_of(FAN, PATHS, "guess", guess=Mark("value", 150.0, at="2026"))["guess"]
    middle = marks_of(FAN, PATHS)["middle"]["p"]
    assert dot["k"] == "point" and dot["p"][0] == middle[2 * 4]


def test_a_miss_is_a_length_up_to_a_reference_that_the_frame_may_hold():
    view = Ranges("what", "lo", "hi", "who", reference="came", misses=True)
    frame = OWNED.assign(came=8.0)
    marks = {mark["i"]: mark for mark in view.scene(frame)["marks"]}
    at = marks["reference"]["p"][0]
    for row in frame.itertuples():
        start, _y, end, _same = marks[f"miss:{row.who}"]["p"]
        assert end == at
        assert (start < at) == ((row.lo + row.hi) / 2 < 8)
    plain = view.with_options(misses=False).scene(frame)["marks"]
    assert not [mark for mark in plain if mark["i"].startswith("miss:")]
    with pytest.raises(KitError, match="came"):
        view(OWNED)


def test_a_band_that_is_given_is_shaded_where_rows_share_nothing():
    view = Ranges("what", "lo", "hi", "who", shared="three counts", within=(8, 12))
    marks = {mark["i"]: mark for mark in view.scene(OWNED)["marks"]}
    assert marks["shared-n"]["t"] == "three counts: 8 to 12" and marks["shared"]["c"] == "land"
    assert "shared" not in {m["i"] for m in view.with_options(within=None).scene(OWNED)["marks"]}


def test_both_sides_of_a_line_are_shaded_and_named_on_their_own_ground():
    frame = pd.DataFrame({"x": [1.0, 2, 8], "y": [1.0, 2, 9], "side": ["low", "low", "high"]})
    view = Scatter("x", "y", by="side", fit=lambda x: 1 + 0.8 * x, sides=("low", "high"), x_range=(0, 10), y_range=(0, 10))  # fmt: skip
    wide, narrow = ({m["i"]: m for m in view.scene(frame, width)["marks"]} for width in (760, 360))
    for marks in (wide, narrow):
        assert marks["ground:low"]["c"] != marks["ground:high"]["c"]
        low, high = (set(marks[f"ground:{side}"]["p"][1::2]) for side in ("low", "high"))
        assert max(low) > max(high) and min(high) < min(low)
    xs, ys = np.array(wide["line:line"]["p"]).reshape(-1, 2).T
    for side, sign in (("low", 1), ("high", -1)):
        x, y = wide[f"side:{side}"]["p"]
        assert sign * (y - np.interp(x, xs, ys)) > 0
        assert f"key:{side}" in narrow and f"key:{side}" not in wide
