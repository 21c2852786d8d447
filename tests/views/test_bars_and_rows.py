"""Bars and the map, and where labels go: what they say and refuse."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from gallery import GALLERY, TRADE

from claimlab.errors import KitError
from claimlab.views import Bars, Forest, Mark, Ranges
from claimlab.views.placing import beside
from claimlab.views.room import box_of_text
from claimlab.views.shades import FILLS
from claimlab.views.tokens import look


def bars_of(view, frame, **more):
    """The bars of a picture: (group, name) to left, top, width, height and looks."""
    return {
        tuple(mark["i"].split(":")[1:]): (*mark["p"], mark["c"])
        for mark in view.scene(frame, **more)["marks"]
        if mark["i"].startswith("bar:")
    }


def texts_of(view, frame, begin, **more):
    """The texts of a picture whose keys begin so, in their order."""
    marks = view.scene(frame, **more)["marks"]
    return [mark["t"] for mark in marks if mark["k"] == "text" and mark["i"].startswith(begin)]


def test_few_bars_are_all_named_and_many_are_summed_up():
    few = pd.DataFrame({"part": ["a", "b", "c"], "v": [1.0, -2.0, np.nan]})
    assert (
        Bars("part", "v", y_label="per cent").words(few)
        == "No figure for c. 1 (a) and −2 (b) (per cent)."
    )
    many = pd.DataFrame({"year": range(2000, 2012), "v": range(12)})
    assert Bars("year", "v").words(many) == "12 bars, from 0 (2000) to 11 (2011)."
    assert Bars("year", "v").words(many.assign(v=7)) == "12 bars, each 7."


def test_no_series_of_bars_is_hidden_and_the_rarer_kind_comes_first():
    regions = ["United States", "Other Andean countries", "Brazil", "Rest of the world"]
    flows = ["Colombia sells to", "Colombia buys from", "Venezuela buys from"]
    frame = pd.DataFrame(
        [(a, b, i + k / 10) for i, a in enumerate(flows) for k, b in enumerate(regions)],
        columns=["flow", "region", "v"],
    )
    words = Bars("region", "v", by="flow").words(frame)
    assert f"Venezuela buys from: 4 bars, from 2 ({regions[0]}) to 2.3 ({regions[3]})" in words
    kinds = pd.DataFrame(
        {"x": list("abc"), "v": [15.0, 15, 2], "kind": ["holds", "holds", "fails"]}
    )
    assert Bars("x", "v", by="kind").words(kinds) == "fails: 2 (c); holds: 15 (a) and 15 (b)."


def test_long_names_under_bars_are_wrapped_and_none_is_left_out():
    names = ("United States", "Other Andean countries", "Brazil", "Rest of the world")
    frame = pd.DataFrame({"x": names, "v": [1.0, 2, 3, 4]})
    for width, view in ((480, Bars("x", "v")), (360, Bars("x", "v", horizontal=True))):
        assert " ".join(texts_of(view, frame, "name:", width=width)) == " ".join(names)
    years = pd.DataFrame({"year": range(1980, 2020), "v": range(40)})
    assert texts_of(Bars("year", "v"), years, "name:") == [str(y) for y in range(1980, 2020, 5)]


def test_a_missing_year_leaves_a_gap_between_bars():
    frame = pd.DataFrame({"year": [2000, 2001, 2002, 2005], "v": [1.0, 2, 3, 4]})
    data = Bars("year", "v").read(frame)
    assert data.categories == ("2000", "2001", "2002", "2003", "2004", "2005")


def test_stacked_parts_below_zero_hang_down_and_the_sum_is_marked():
    frame = pd.DataFrame({"window": ["w"] * 2, "part": ["size", "share"], "v": [2.0, -3.0]})
    view = Bars("window", "v", by="part", stacked=True)
    bars = bars_of(view, frame)
    (_x, top, _w, high, _c), (_x2, under, _w2, deep, _c2) = bars["size", "w"], bars["share", "w"]
    assert under == pytest.approx(top + high, abs=0.2) and deep == pytest.approx(
        1.5 * high, abs=0.5
    )
    marks = {mark["i"]: mark for mark in view.scene(frame)["marks"]}
    assert marks["sum:w"]["p"][1] == pytest.approx(under + deep / 3, abs=0.5)
    assert marks["sum-n:w"]["t"] == "sum −1" and "Sum: −1 (w)." in view.words(frame)
    assert [marks[f"v:{part}:w"]["t"] for part in ("size", "share")] == ["2", "−3"]


def test_groups_differ_by_shade_and_bear_their_names():
    plain = TRADE.query("year > 2016").replace(
        {"flow": {"COL to VEN": "sold", "VEN to COL": "bought"}}
    )
    for frame, looks in (
        (TRADE.query("year > 2016"), {"first", "second"}),
        (plain, {"accent", "others tint"}),
    ):
        view = Bars("year", "value", by="flow")
        assert {bar[-1] for bar in bars_of(view, frame).values()} == looks
        assert texts_of(view, frame, "key-n:") == list(dict.fromkeys(frame["flow"]))
    lying = Bars("year", "value", by="flow", horizontal=True)
    assert (
        not texts_of(lying, plain, "key-n:")
        and texts_of(lying, plain, "gv:") == ["sold"] * 3 + ["bought"] * 3
    )


def test_the_parts_of_a_stack_are_named_over_the_first_one_each_over_its_own():
    view, frame = GALLERY["lying stack"]
    marks = {mark["i"]: mark for mark in view.scene(frame)["marks"]}
    for part in frame["part"].unique():
        name, bar = marks[f"head:{part}"], marks[f"bar:{part}:COL to VEN"]["p"]
        assert name["t"] == part and name["p"][1] < bar[1]
        assert bar[0] - 1 <= name["p"][0] <= bar[0] + bar[2]
    assert not texts_of(view, frame, "key-n:")
    slim = frame.assign(share=[0.2, 50.0, 49.8, 60.0, 25.0, 15.0])  # no room over a part
    assert not texts_of(view, slim, "head:") and len(texts_of(view, slim, "key-n:")) == 3


def test_parts_of_a_stack_are_named_over_it_on_a_narrow_page_too_and_in_a_key_where_a_name_is_long():
    view, frame = GALLERY["lying stack"]
    short = frame.assign(part=frame["part"].map(dict(zip(frame["part"].unique(), "abc"))))
    assert len(texts_of(view, short, "head:", width=340)) == 3
    long = frame.assign(part=frame["part"] + " of everything that was ever sent over a bridge")
    assert not texts_of(view, long, "head:") and texts_of(view, long, "key-n:")


def test_what_an_accent_leaves_of_a_stack_has_no_two_neighbours_in_one_grey():
    view, frame = GALLERY["lying stack"]
    told = view.with_options(accent="never crosses")
    looks = {key[0]: mark[4] for key, mark in bars_of(told, frame).items()}
    assert looks["never crosses"].startswith("accent") and len(set(looks.values())) == 3


def test_lying_groups_named_at_their_bars_have_the_colour_of_the_part_of_their_category():
    frame = pd.DataFrame(
        {
            "flow": ["Colombia sells"] * 2 + ["Venezuela buys"] * 2,
            "to": ["Chile", "Peru"] * 2,
            "v": range(1, 5),
        }
    )
    view = Bars("flow", "v", by="to", horizontal=True)
    looks = {key: mark[4] for key, mark in bars_of(view, frame).items()}
    assert looks["Peru", "Colombia sells"] == "first" == looks["Chile", "Colombia sells"]
    assert looks["Peru", "Venezuela buys"] == "second"


def test_a_guess_lifts_its_pen_at_a_figure_and_its_words_stand_behind_it():
    frame = pd.DataFrame({"who": ["a", "b"], "v": [980.0, 700.0]})
    view = Bars("who", "v", horizontal=True)
    marks = {m["i"]: m for m in view.scene(frame, guess=Mark("value", 1010.0, at="a"))["marks"]}
    figure, words = (box_of_text(marks[key]) for key in ("v::a", "guess-n"))
    stroke = marks["guess"]["p"]
    x, ys = stroke[0], [y for y in stroke[1::2] if y is not None]
    assert figure.left < x < figure.right and None in stroke
    assert not any(figure.top + 0.2 < y < figure.bottom - 0.2 for y in ys)
    assert words.left >= figure.right or words.bottom <= figure.top


def test_the_choice_of_a_category_frames_only_the_bar_of_the_group_that_was_asked_about():
    frame = pd.DataFrame({"part": ["a", "a", "b", "b"], "when": ["x", "y"] * 2, "v": range(1, 5)})
    view = Bars("part", "v", by="when", horizontal=True, guessed="y")
    marks = {m["i"]: m for m in view.scene(frame, guess=Mark("choice", "b"))["marks"]}
    (_x, top, _w, high), bar, other = (marks[k]["p"] for k in ("guess", "bar:y:b", "bar:x:b"))
    assert top < bar[1] and bar[1] + bar[3] < top + high and other[1] + other[3] < top + 5


def test_grouped_bars_stand_beside_each_other():
    for is_lying in (False, True):
        bars = bars_of(
            Bars("year", "value", by="flow", horizontal=is_lying), TRADE.query("year > 2016")
        )
        first, second = bars["COL to VEN", "2017"], bars["VEN to COL", "2017"]
        side = 1 if is_lying else 0
        assert first[side] + first[2 + side] <= second[side] + 0.2


def test_a_bar_alone_in_its_category_takes_all_the_room():
    frame = pd.DataFrame({"s": ["a", "b"], "v": [1.0, 2.0], "verdict": ["holds", "fails"]})
    view = Bars("s", "v", by="verdict", horizontal=True)
    assert "no figure" not in view.words(frame)
    bars = bars_of(view, frame)
    assert bars["holds", "a"][3] == bars["fails", "b"][3] > 20
    assert texts_of(view, frame, "key-n:") == ["holds", "fails"]


def test_without_an_accent_no_bar_is_coloured_but_a_part_of_the_course():
    frame = pd.DataFrame({"host": ["Peru", "Colombia", "Chile"], "v": [1.0, 2.0, 3.0]})
    view = Bars("host", "v", horizontal=True)
    assert [bar[-1] for bar in bars_of(view, frame).values()] == [
        "others tint",
        "first",
        "others tint",
    ]
    neither = frame.assign(host=["a", "b", "c"])
    assert {bar[-1] for bar in bars_of(view, neither).values()} == {"soft"}
    strong = Bars("host", "v", horizontal=True, accent=["Chile"])
    assert [bar[-1] for bar in bars_of(strong, frame).values()] == [
        "others tint",
        "others tint",
        "ink",
    ]


def test_a_tint_has_an_edge_and_stands_neither_beside_a_pale_bar_nor_in_a_stack():
    edged = look("rect", "others tint")
    assert edged["stroke"] == look("rect", "others")["fill"] and edged["fill"] == "others-tint"
    three = pd.DataFrame({"x": ["a"] * 3, "of": list("uvw"), "v": [1.0, 2.0, 3.0]})
    for view in (Bars("x", "v", by="of"), Bars("x", "v", by="of", stacked=True)):
        assert not any("tint" in bar[-1] for bar in bars_of(view, three).values())
    two = bars_of(Bars("x", "v", by="of"), three.head(2))
    assert [bar[-1] for bar in two.values()] == ["accent", "others tint"]


def test_the_name_of_what_the_picture_is_about_is_strong_as_its_value_is():
    frame = pd.DataFrame({"host": ["Peru", "Chile"], "v": [2.0, 3.0], "low": 1.0, "high": 4.0})
    rows = Forest("host", "v", "low", "high", accent=["Chile"])
    for view in (Bars("host", "v", horizontal=True, accent=["Chile"]), rows):
        marks = {mark["i"]: mark.get("c", "") for mark in view.scene(frame)["marks"]}
        assert "strong" in marks["name:Chile"] and "strong" not in marks["name:Peru"]
    all_alike = Bars("host", "v", horizontal=True).scene(frame)["marks"]
    assert not any("strong" in mark.get("c", "") for mark in all_alike)


def test_bars_are_as_long_as_their_values_from_one_zero():
    frame = pd.DataFrame({"x": list("abcd"), "v": [1.0, 4.0, -2.0, 0.5]})
    for is_lying, side in ((True, 2), (False, 3)):
        bars = bars_of(Bars("x", "v", horizontal=is_lying), frame)
        per = [bars["", name][side] / abs(v) for name, v in zip("abcd", frame["v"], strict=True)]
        assert np.ptp(per) < 0.35, "to within the tenth of a pixel that a number is rounded to"
        at = 0 if is_lying else 1
        zero = {round(bars["", n][at] + (0 if is_lying else bars["", n][3])) for n in "abd"}
        assert len(zero) == 1
    assert texts_of(Bars("x", "v"), frame, "v:") == ["1.0", "4.0", "−2.0", "0.5"]


def test_a_missing_figure_is_said_in_its_place():
    frame = pd.DataFrame({"x": list("ab"), "v": [1.0, np.nan]})
    for is_lying in (True, False):
        assert texts_of(Bars("x", "v", horizontal=is_lying), frame, "v:")[1] == "no figure"


@pytest.mark.parametrize("is_lying", [True, False])
def test_a_guess_stays_at_its_bar_and_says_how_far_it_was_off(is_lying):
    frame = pd.DataFrame({"flow": ["a", "b", "c"], "v": [1.0, 2.0, 3.0]})
    view = Bars("flow", "v", horizontal=is_lying)
    one = view.scene(frame, guess=Mark("value", 2.5, at="b"))
    (line,) = [mark["p"] for mark in one["marks"] if mark["i"] == "guess"]
    x, y, w, h, _look = bars_of(view, frame, guess=Mark("value", 2.5, at="b"))["", "b"]
    across, near, far = (line[1::2], y, y + h) if is_lying else (line[::2], x, x + w)
    assert near - 30 < min(across) <= near and far <= max(across) < far + 30
    assert one["words"].endswith("Your guess: 2.5, too high by 0.5.")
    free = view.scene(frame, guess=Mark("value", 2.5))
    (line,) = [mark["p"] for mark in free["marks"] if mark["i"] == "guess"]
    assert max(line) - min(line) < 760 and free["words"].endswith("Your guess: 2.5.")
    chosen = view.scene(frame, guess=Mark("choice", "b"))
    (ring,) = [mark for mark in chosen["marks"] if mark["i"] == "guess"]
    assert ring["k"] == "rect" and "hollow" in ring["c"]


def test_two_rows_for_one_bar_are_refused():
    with pytest.raises(KitError, match="same bar"):
        Bars("flow", "value")(TRADE)


@pytest.mark.parametrize("rest", [2.2e-14, -2.2e-14, -0.0])
def test_what_is_left_of_a_zero_is_zero(rest):
    frame = pd.DataFrame(
        {"way": ["a", "b"], "v": [rest, 5000.0], "lo": [rest, 1.0], "hi": [rest, 2.0]}
    )
    for view in (
        Bars("way", "v"),
        Forest("way", "v", "lo", "hi"),
        Ranges("way", "lo", "hi", "way"),
    ):
        assert any(zero in view.words(frame) for zero in ("0 (a)", "a: 0", "a 0")), view
        assert "e" not in view.words(frame).split("(")[-1] or "−" not in view.words(frame)
    tiny = frame.assign(v=[rest, rest])
    assert Bars("way", "v").words(tiny) == "0 (a) and 0 (b)."


def test_a_group_keeps_its_look_from_picture_to_picture():
    frame = pd.DataFrame({"who": ["B", "C"], "what": ["all", "all"], "percent": [40.0, 60.0]})
    looks = {"A": 3, "B": 2, "C": 4}
    bars = bars_of(Bars("what", "percent", by="who", looks=looks), frame)
    assert [bar[-1] for bar in bars.values()] == [FILLS[2], FILLS[4]]


def test_a_name_avoids_a_line_and_covers_least_where_nothing_is_free():
    box, line = (0, 0, 100, 100), [(x, 50) for x in range(0, 100, 2)]
    (_x, y), *_rest = beside([(50, 50)], [30], 10, box, line)
    assert abs(y - 50) > 10
    crowd = [(x, y) for x in range(0, 101, 4) for y in range(0, 101, 4) if x > 30 or y > 60]
    x, y = beside([(40, 50)], [30], 10, box, crowd)[0]
    assert x < 40


def test_lying_bars_can_be_thinner():
    frame = pd.DataFrame({"who": list("abcdefgh"), "n": range(1, 9)})
    thick = Bars("who", "n", horizontal=True, height=200, row=34)
    thin = Bars("who", "n", horizontal=True, height=200, row=18)
    heights = [view.scene(frame)["h"] for view in (thick, thin)]
    assert heights[0] - heights[1] == 8 * (34 - 28)


def test_pairs_are_dots_on_one_row_with_both_values():
    frame = pd.DataFrame({"place": ["Peru", "Peru", "Spain", "Spain"], "people": [1.4, 19.4, 12.9, 2.7],
                          "who": ["model", "went"] * 2})  # fmt: skip
    drawn = Bars("place", "people", by="who", paired=True).scene(frame)
    marks = {mark["i"]: mark for mark in drawn["marks"]}
    for place, order in (("Peru", ["model", "went"]), ("Spain", ["went", "model"])):
        dots = [marks[f"bar:{who}:{place}"] for who in order]
        assert all(dot["k"] == "point" for dot in dots) and dots[0]["p"][1] == dots[1]["p"][1]
        join = marks[f"join:{place}"]["p"]
        assert [join[0], join[2]] == [dot["p"][0] for dot in dots]
    assert {"1.4", "19.4", "12.9", "2.7"} <= {mark.get("t") for mark in drawn["marks"]}
    alone = Bars("place", "people", paired=True, accent=["Spain"]).scene(
        frame.query("who == 'went'")
    )
    marks = {mark["i"]: mark for mark in alone["marks"]}
    zero = marks["zero"]["p"][0]
    assert all(marks[f"join:{place}"]["p"][0] == zero for place in ("Peru", "Spain"))
    assert marks["join:Spain"]["c"] == "accent main" and marks["join:Peru"]["c"] == "others main"


def test_a_figure_to_compare_with_is_an_upright_with_its_name_and_number():
    frame = pd.DataFrame({"place": ["north", "south"], "rate": [30.0, 10.0]})
    view = Bars("place", "rate", horizontal=True, reference=20.0, reference_name="all of it")
    marks = {mark["i"]: mark for mark in view.scene(frame)["marks"]}
    x = marks["reference"]["p"][0]
    left, _top, long, _thick = marks["bar::north"]["p"]
    assert x == pytest.approx(left + long * 2 / 3, abs=0.2)
    assert marks["reference-n"]["t"] == "all of it: 20" and "All of it: 20." in view.words(frame)
    far = view.with_options(reference=50.0).scene(frame)["axis"]
    assert far[1] >= 50, "the axis holds it"


def test_a_bar_is_as_thick_as_its_weight_so_that_its_area_is_the_count():
    frame = pd.DataFrame({"ring": ["near", "far"], "rate": [12.0, 5.0], "people": [4.0, 16.0],
                          "said": ["48 events", "words that are far too long for so short a bar as this one " * 2]})  # fmt: skip
    view = Bars("ring", "rate", horizontal=True, weight="people", inside="said")
    bars = bars_of(view, frame)
    (_x, _y, near_long, near_thick, _c), (_x, _y, far_long, far_thick, _c) = bars.values()
    assert far_thick / near_thick == pytest.approx(4, rel=0.01)
    assert far_long * far_thick / (near_long * near_thick) == pytest.approx(80 / 48, rel=0.01)
    assert texts_of(view, frame, "in:") == ["48 events"], "and words stand in a bar that holds them"


def test_a_stack_can_say_the_fill_of_what_an_accent_leaves():
    frame = pd.DataFrame({"day": ["one"] * 3, "share": [50.0, 30.0, 20.0], "stage": ["done", "half", "begun"]})  # fmt: skip
    view = Bars("day", "share", by="stage", stacked=True, horizontal=True, accent=["done"],
                looks={"half": FILLS.index("soft"), "begun": FILLS.index("others pale")})  # fmt: skip
    looks = [one[-1].removesuffix(" edged") for one in bars_of(view, frame).values()]
    assert looks == ["accent", "soft", "others pale"]


def paired_in_two_countries(people):
    """What pairs of dots are drawn of, on a wide and on a narrow sheet: model and fact of Peru, then of Spain."""
    frame = pd.DataFrame({"place": ["Peru", "Peru", "Spain", "Spain"], "people": people,
                          "who": ["model", "went"] * 2})  # fmt: skip
    for width in (760, 380):
        drawn = Bars("place", "people", by="who", paired=True).scene(frame, width)
        yield width, {mark["i"]: mark for mark in drawn["marks"]}


def test_no_line_strikes_a_value_between_two_dots():
    for width, marks in paired_in_two_countries([0.4, 19.4, 12.9, 2.7]):
        ends = list(zip(marks["zero"]["p"][::2], marks["zero"]["p"][1::2]))
        strokes = [(a, b) for a, b in zip(ends, ends[1:]) if a[0] is not None and b[0] is not None]
        for value in (mark for key, mark in marks.items() if key.startswith("v:")):
            box = box_of_text(value)
            assert box.right <= width
            for (x, up), (_same, down) in strokes:
                assert not (box.left < x < box.right and up < box.bottom - 1 and box.top + 1 < down)


def test_the_lower_value_stands_before_its_dot_though_it_is_all_but_at_zero():
    for _width, marks in paired_in_two_countries([0.4, 5, 12.9, 2.7]):
        dot, value = marks["bar:model:Peru"], box_of_text(marks["v:model:Peru"])
        assert 0 <= value.left and 0 < dot["p"][0] - value.right < 30


def test_bars_apart_have_a_column_a_group_and_one_scale():
    frame = pd.DataFrame({"place": ["Peru", "Spain"] * 2, "who": ["ours"] * 2 + ["theirs"] * 2,
                          "share": [20.0, 80.0, 40.0, 10.0]})  # fmt: skip
    view = Bars("place", "share", by="who", apart=True, y_range=(0, 100), accent=["ours"])
    bars = bars_of(view, frame)
    starts = {who: {x for (group, _n), (x, *_r) in bars.items() if group == who} for who in ("ours", "theirs")}  # fmt: skip
    assert all(len(one) == 1 for one in starts.values()) and max(starts["ours"]) < min(starts["theirs"])  # fmt: skip
    per = {wide / value for (who, place), (_x, _y, wide, _h, _c) in bars.items()
           for value in frame.query("who == @who and place == @place")["share"]}  # fmt: skip
    assert max(per) - min(per) < 0.02
    assert len({y for (_g, place), (_x, y, *_r) in bars.items() if place == "Peru"}) == 1
    assert {bars["ours", "Peru"][-1], bars["theirs", "Peru"][-1]} == {"accent", "others tint"}
    ring = [m["i"] for m in view.scene(frame, guess=Mark("choice", "Spain"))["marks"]]
    assert any("guess" in one for one in ring)
    assert len(bars_of(view, frame, width=360)) == 4  # below one another, as groups lie


def test_bars_that_lie_are_cut_into_what_they_count_on_either_side_of_zero():
    frame = pd.DataFrame({"day": ["one", "other"], "states": [3, -4]})
    view = Bars("day", "states", horizontal=True, each=1)
    marks = {mark["i"]: mark for mark in view.scene(frame)["marks"]}
    for name, cuts in (("one", 2), ("other", 3)):
        x, _y, wide, _high = marks[f"bar::{name}"]["p"]
        at = sorted({p for p in marks[f"cuts:v::{name}"]["p"][::2] if p is not None})
        assert len(at) == cuts
        steps = np.diff([x, *at, x + wide])
        assert steps == pytest.approx(wide / (cuts + 1), abs=0.2), "every slice is as long"
