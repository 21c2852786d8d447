"""Dots, tiles, the calendar strip and the map: what they say, where their marks stand, what they refuse."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from gallery import AREAS, CLAIMS, COUNTS, GALLERY, PERIODS, STATES

from borderlab import load
from borderlab.maps import Map
from borderlab.outlines import (
    PARALLEL,
    WHOLE,
    Window,
    areas,
    border,
    project,
    shapes,
    shared_border,
)
from claimlab.errors import KitError
from claimlab.views import Dots, Mark, Strip, Tiles
from claimlab.views.classes import class_ends, class_looks
from claimlab.views.counts import rim
from claimlab.views.room import box_of_text
from claimlab.views.tokens import colour, look

CODES = pd.DataFrame({"code": ["CO-NSA"]})


def marks_of(view, frame, begin="", **more):
    """The marks of a picture whose keys begin so, by key."""
    marks = view.scene(frame, **more)["marks"]
    return {mark["i"]: mark for mark in marks if mark["i"].startswith(begin)}


def dots_of(view, frame, **more):
    """How many dots and how many rings each group has."""
    marks = marks_of(view, frame, **more).values()
    dots = [(m["i"].rpartition(":")[0], m["c"]) for m in marks if m["k"] == "point"]
    groups = [str(name) for name in frame[view.group]]
    return [
        tuple(sum(g == name and (c == "gone") == gone for g, c in dots) for gone in (False, True))
        for name in groups
    ]


# Dots


def test_one_dot_is_one_thing_and_what_is_gone_is_a_ring_that_says_so():
    view, whole = Dots("when", "lorries"), Dots("when", "lorries", missing=False)
    assert dots_of(view, COUNTS) == [(36, 0), (13, 23), (2, 34)]
    assert dots_of(whole, COUNTS) == [(36, 0), (13, 0), (2, 0)]
    halves = Dots("when", "lorries", each=2, missing=False)
    assert dots_of(halves, COUNTS) == [(18, 0), (7, 0), (1, 0)]
    assert "2019: 2, which is 34 fewer than 2008" in view.words(COUNTS)
    assert "fewer" not in whole.words(COUNTS)
    told = [mark["t"] for mark in marks_of(view, COUNTS, "lack:").values()]
    assert told == ["23 fewer", "34 fewer"] and not marks_of(whole, COUNTS, "lack:")


@pytest.mark.parametrize("width", [380, 760])
def test_what_a_model_says_is_held_against_what_was(width):
    frame = pd.DataFrame({"place": ["USA", "Peru"], "model": [28, 1], "went": [5, 19]})
    view = Dots("place", "model", missing=False, fact="went", fact_name="; {n} went", across=10,
                kinds=["right", "too many", "lacking"])  # fmt: skip
    marks = [m for m in view.scene(frame, width)["marks"] if m["k"] == "point"]
    looks = {name: [m["c"] for m in marks if m["i"].startswith(f"{name}:")] for name in frame["place"]}  # fmt: skip
    kinds = {name: (sum("pale" not in c and c != "gone" for c in found), sum("pale" in c for c in found),
                    found.count("gone")) for name, found in looks.items()}  # fmt: skip
    assert kinds == {"USA": (5, 23, 0), "Peru": (1, 0, 18)}
    assert "USA: 28; 5 went" in view.words(frame)
    told = {m["t"] for m in view.scene(frame, width)["marks"] if m["k"] == "text"}
    assert {"28; 5 went", "1; 19 went", "right", "too many", "lacking"} <= told


def test_a_group_is_read_whole_with_its_figure_in_words():
    said = {m["n"]: m["v"] for m in marks_of(Dots("when", "lorries"), COUNTS, "room:").values()}
    assert said["2019"] == "2, which is 34 fewer than 2008" and len(said) == 3
    amounts = Dots("when", "lorries", each=2, y_label="US$ millions", missing=False)
    said = {m["n"]: m["v"] for m in marks_of(amounts, COUNTS, "room:").values()}
    assert said["2014"] == "13 US$ millions"


@pytest.mark.parametrize("width", [360, 480, 760])
@pytest.mark.parametrize("counts", [[900.0, 300.0, 20.0], [3.0, 1.0, 0.0], [41.0, 19, 9, 8, 5, 10]])
def test_dots_lie_inside_the_picture_and_never_on_each_other(width, counts):
    frame = pd.DataFrame({"when": [f"group {i}" for i in range(len(counts))], "lorries": counts})
    one = Dots("when", "lorries").scene(frame, width=width)
    dots = [m["p"] for m in one["marks"] if m["k"] == "point" and m["i"].startswith("group")]
    assert len(dots) == max(counts) * len(counts)
    places, radius = np.array([dot[:2] for dot in dots]), max(dot[2] for dot in dots)
    for axis, end in enumerate((one["w"], one["h"])):
        assert radius <= places[:, axis].min() and places[:, axis].max() <= end - radius
    apart = np.hypot(*(places[:, None] - places[None]).T)
    assert apart[~np.eye(len(places), dtype=bool)].min() >= 2 * radius


def test_many_groups_lie_under_each_other_and_each_in_one_row_where_it_can():
    frame = pd.DataFrame({"when": list("abcdefgh"), "lorries": [41, 19, 9, 8, 5, 10, 3, 5]})
    marks = marks_of(Dots("when", "lorries", missing=False), frame)
    ys = [{m["p"][1] for key, m in marks.items() if key.startswith(f"{g}:")} for g in "abcdefgh"]
    assert all(len(own) == 1 for own in ys) and len(set.union(*ys)) == 8
    assert marks["name:a"]["p"][0] < marks["a:0"]["p"][0] < marks["v:a"]["p"][0]


def test_of_two_parts_of_a_whole_the_second_is_lit_at_the_end_of_one_field():
    frame = pd.DataFrame({"who": ["the others", "new"], "n": [952, 48]})
    marks = marks_of(Dots("who", "n", missing=False), frame)
    first, last = (
        np.array([m["p"][:2] for key, m in marks.items() if key.startswith(f"{name}:")])
        for name in ("the others", "new")
    )
    both = np.concatenate([first, last])
    columns, counts = np.unique(both[:, 0], return_counts=True)
    assert len(set(counts)) == 1 and counts[0] * len(columns) == 1000, "a full rectangle"
    assert last[:, 0].min() >= first[:, 0].max() and marks["new:0"]["c"] == "accent"


def test_a_group_that_begins_like_a_part_of_the_course_has_its_colour():
    frame = pd.DataFrame({"where": ["Colombia", "Peru", "Chile"], "n": [4, 2, 1]})
    tones = [marks_of(Dots("where", "n"), frame)[f"{g}:0"]["c"] for g in frame["where"]]
    assert tones == ["first", "others", "ink"]
    view = Dots("where", "n", accent=["Peru"])
    tones = [marks_of(view, frame)[f"{g}:0"]["c"] for g in frame["where"]]
    assert tones == ["others", "ink", "others"]


def test_a_group_without_a_figure_says_so_first_and_has_no_rings():
    frame = COUNTS.assign(lorries=[36.0, np.nan, 2.0])
    view = Dots("when", "lorries")
    assert view.words(frame).startswith("No figure for 2014; 2008: 36")
    assert dots_of(view, frame) == [(36, 0), (0, 0), (2, 34)]
    assert marks_of(view, frame)["v:2014"]["t"] == "no figure"


def test_a_group_that_is_hidden_keeps_its_room_and_says_where_it_is_not():
    frame = COUNTS.assign(whole=COUNTS["lorries"] * 20, lorries=[np.nan, 40.0, 2.0])
    view = Dots("when", "lorries", missing=False, room="whole", absent="not in the archive")
    hidden, shown = (marks_of(view, f)["2014:0"]["p"] for f in (frame, frame.assign(lorries=frame["whole"])))  # fmt: skip
    assert hidden == shown, "dots keep size and place"
    assert marks_of(view, frame, "v:2008")["v:2008"]["t"] == "not in the archive"
    assert view.words(frame).startswith("2008: not in the archive; 2014: 40")
    assert "no figure" not in view.words(frame).lower()


def test_groups_that_are_no_parts_of_one_whole_take_the_room_of_the_largest():
    alone, whole = (
        Dots("when", "lorries", missing=False, **more) for more in ({"room": "lorries"}, {})
    )
    small, large = (marks_of(view, COUNTS)["2008:0"]["p"][2] for view in (whole, alone))
    assert large > small, "nothing moves from group to group: dots are as large as they can be"


def test_dots_keep_size_and_place_while_parts_of_a_whole_change():
    view = Dots("when", "lorries", missing=False)
    frames = [COUNTS.assign(lorries=counts) for counts in ([97, 2, 1], [30, 30, 40])]
    base, moved = (marks_of(view, frame) for frame in frames)
    kept = [key for key in base if key in moved and base[key]["k"] == "point"]
    assert len(kept) == 33 and all(base[key]["p"] == moved[key]["p"] for key in kept)


@pytest.mark.parametrize(
    "frame, match",
    [
        (COUNTS.assign(when="x"), "same group"),
        (COUNTS.assign(lorries=[9e6, 1, 1]), "each"),
        (COUNTS.assign(lorries=[-1.0, 1, 1]), "below zero"),
    ],
)
def test_dots_refuse_in_one_sentence(frame, match):
    with pytest.raises(KitError, match=match):
        Dots("when", "lorries")(frame)


def test_a_guessed_number_of_dots_has_a_rim_around_so_many_and_says_its_miss():
    view = Dots("when", "lorries")
    dots = marks_of(view, COUNTS)
    pitch = dots["2019:1"]["p"][0] - dots["2019:0"]["p"][0]
    for n in (1, 7, 10, 33):
        guess = Mark("value", n, at="2019")
        p = marks_of(view, COUNTS, guess=guess)["guess"]["p"]
        xs, ys = np.array(p[::2]), np.array(p[1::2])
        area = abs(np.dot(xs[:-1], ys[1:]) - np.dot(ys[:-1], xs[1:])) / 2
        assert area == pytest.approx(n * pitch**2, rel=0.01)
    assert view.words(COUNTS, guess).endswith("Your guess: 33, too high by 31.")
    assert view.words(COUNTS, Mark("value", 2.0)).endswith("which is what came out.")
    framed = marks_of(view, COUNTS, guess=Mark("choice", "2014"))
    assert framed["guess"]["p"] == framed["room:2014"]["p"]


def test_the_way_around_cells_closes_and_leaves_holes_out():
    ring = rim([(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)])
    ways = "".join("|" if place is None else "." for place in ring).split("|")
    assert len(ways) == 2 and len(ring) == 13 + 1 + 5
    assert rim([]) == []


# Tiles


def test_tiles_name_what_is_not_known_first_and_all_of_it():
    view = Tiles("claim", "status")
    words, marks = view.words(CLAIMS), marks_of(view, CLAIMS)
    unknown = CLAIMS["claim"][CLAIMS["status"].isna()]
    assert words.startswith("30 tiles. Not known: 6 (C04, ") and all(n in words for n in unknown)
    tiles = {key: m for key, m in marks.items() if key.startswith("tile:")}
    assert len(tiles) == 30 and len({m["c"] for m in tiles.values()}) == 4
    assert {m["n"] for m in tiles.values() if m["c"] == "hollow"} == set(unknown)
    with pytest.raises(KitError, match="'supported' is not in 'order'"):
        Tiles("claim", "status", order=("depends", "contradicted"))(CLAIMS)


def test_every_outline_of_a_tile_keeps_within_the_sheet():
    states = {status: "hollow" for status in CLAIMS["status"].dropna()}
    tiles = [m for key, m in marks_of(Tiles("claim", "status", tones=states, across=3), CLAIMS).items() if key.startswith("tile:")]  # fmt: skip
    assert all("hollow" in m["c"] and m["p"][0] + m["p"][2] <= 760 - 1 for m in tiles)


def test_a_state_that_no_tile_has_is_shown_with_words_where_there_are_some():
    order = ("supported", "depends", "contradicted", "lost")
    view = Tiles("claim", "status", order=order)
    assert not marks_of(view, CLAIMS, "state:lost")
    marks = marks_of(view.with_options(none="none so far"), CLAIMS)
    assert marks["n:lost"]["t"] == "0" and marks["none:lost"]["t"] == "none so far"
    assert "lost: 0" in view.with_options(none="none so far").words(CLAIMS)


@pytest.mark.parametrize("width", [360, 760])
def test_tiles_stand_under_or_beside_the_name_and_the_number_of_their_state(width):
    view = Tiles("claim", "status", order=("supported", "depends", "contradicted"))
    marks = marks_of(view, CLAIMS, width=width)
    heads = [m["t"] for key, m in marks.items() if key.startswith("state:")]
    assert heads == ["supported", "depends", "contradicted", "not known"]
    assert [marks[f"n:{head}"]["t"] for head in heads] == ["12", "6", "6", "6"]
    tops = [marks[f"state:{head}"]["p"][1] for head in heads] + [1e9]
    for head, top, after in zip(heads, tops, tops[1:]):
        own = [m["p"] for key, m in marks.items() if m.get("s") == head]
        assert all(top - 20 <= y < after - 10 for _x, y, _w, _h in own)
    sizes = {tuple(m["p"][2:]) for m in marks.values() if m.get("s") in heads[:3]}
    assert len({round(wide) for wide, _high in sizes}) == 1, "one tile one unit"


@pytest.mark.parametrize("width", [360, 760])
def test_long_names_take_wider_tiles_and_no_third_line(width):
    frame = CLAIMS.assign(claim=[f"guarantor of the talks ({n} September)" for n in range(30)])
    marks = marks_of(Tiles("claim", "status", across=4), frame, width=width)
    assert not [key for key in marks if key.endswith("~2")]
    for key, mark in marks.items():
        if key.startswith("name:"):
            tile = marks[f"tile:{key[5:].partition('~')[0]}"]["p"]
            box = box_of_text(mark)
            assert tile[0] <= box.left and box.right <= tile[0] + tile[2]


def test_names_on_tiles_can_be_read_and_a_chosen_one_is_framed():
    for order in (STATES, (*STATES, "a", "b", "c")):
        looks = Tiles("x", "y")._looks(order, (), "accent")
        assert set(looks.values()) <= {"accent", "soft", "ink pale", "others pale"}
    marks = marks_of(Tiles("claim", "status"), CLAIMS, guess=Mark("choice", "C07"))
    assert marks["guess"]["p"] == marks["tile:C07"]["p"] and marks["guess-n"]["t"] == "your guess"


# The strip


def test_the_strip_counts_days_as_the_calendar_does():
    view = Strip("start", "end", "state", order=STATES)
    words = view.words(PERIODS)
    days = (pd.to_datetime(PERIODS["end"]) - pd.to_datetime(PERIODS["start"])).dt.days
    by_state = days.groupby(PERIODS["state"]).sum()
    assert all(f"{state} {by_state[state]}" in words for state in STATES)
    assert words.startswith(f"Not known: {1826 - days.sum()} days. 1,826 days from Jan 2015")
    assert words.endswith("Longest closed: 360 days from 19 Aug 2015.")


@pytest.mark.parametrize("width", [360, 760])
def test_every_day_is_drawn_once_in_the_row_of_its_year(width):
    view = Strip("start", "end", "state", order=STATES)
    marks = marks_of(view, PERIODS, width=width)
    boxes = [m["p"] for key, m in marks.items() if key.startswith(("run:", "gap:"))]
    a_day = (width - 46) / 366
    inset = 2 * sum(key.startswith("gap:") for key in marks)
    assert sum(box[2] for box in boxes) + inset == pytest.approx(1826 * a_day, abs=1.5)
    table = pd.DataFrame(boxes, columns=["x", "y", "w", "h"]).sort_values("x")
    by_row = table.groupby((table["y"] - 24) // 32)
    assert list(by_row.groups) == [0, 1, 2, 3, 4]
    for _y, row in by_row:
        assert (row["x"].shift(-1) - row["x"] - row["w"]).dropna().ge(-0.3).all()


def test_a_run_says_its_days_in_words_and_its_pieces_light_up_together():
    marks = marks_of(Strip("start", "end", "state", order=STATES), PERIODS, "run:")
    first = date(2015, 8, 19).toordinal()
    pieces = [m for key, m in marks.items() if key.startswith(f"run:{first}:")]
    assert [m["s"] for m in pieces] == ["2015", "2016"] and len({m["l"] for m in pieces}) == 1
    assert {(m["n"], m["v"]) for m in pieces} == {
        ("closed", "19 Aug 2015 to 12 Aug 2016: 360 days")
    }


def test_each_state_is_named_in_a_run_or_in_the_key():
    long = PERIODS.assign(state=["a state with a very long name indeed and more", *PERIODS["state"][1:]])  # fmt: skip
    for frame in (PERIODS, long.assign(end=["2015-02-01", *PERIODS["end"][1:]])):
        marks = marks_of(Strip("start", "end", "state"), frame, width=360)
        told = [m["t"] for m in marks.values() if m["k"] == "text"]
        assert set(frame["state"]) <= set(told) and "not known" in told
        keys = [key for key in marks if key.startswith("key-n:")]
        assert len(keys) == 1 + ("a state" in str(frame["state"][0]))


def test_a_moment_is_an_upright_with_its_name_beside_it():
    view = Strip("start", "end", "state", order=STATES, marks=[("2016-07-01", "here")])
    marks = marks_of(view, PERIODS)
    x = 46 + (date(2016, 7, 1) - date(2016, 1, 1)).days * (760 - 46) / 366
    assert marks["mark:here"]["p"][0] == pytest.approx(x, abs=0.1)
    assert marks["mark:here"]["v"] == "1 Jul 2016" and "Here: 1 Jul 2016." in view.words(PERIODS)
    assert abs(marks["mark-n:here"]["p"][0] - x) < 12


def test_the_day_on_which_the_last_period_ends_can_be_marked():
    frame = pd.DataFrame({"start": ["2024-06-01"], "end": ["2025-01-17"], "state": ["talks"]})
    view = Strip("start", "end", "state", marks=[("2025-01-17", "ended")])
    assert "mark:ended" in marks_of(view, frame)
    whole = view.with_options(marks=[("2025-01-01", "ended")])
    assert "mark:ended" not in marks_of(whole, frame.assign(end=["2025-01-01"])), "no row is left"


@pytest.mark.parametrize(
    "change, match",
    [
        ({"end": ["2015-08-20", *PERIODS["end"][1:]]}, "overlap"),
        ({"end": ["2014-08-20", *PERIODS["end"][1:]]}, "ends before"),
        ({"end": [*PERIODS["end"][:-1], None]}, "until"),
        ({"start": ["soon", *PERIODS["start"][1:]]}, "dates"),
        ({"state": "ajar"}, "'ajar' is not"),
    ],
)
def test_a_strip_refuses_in_one_sentence(change, match):
    with pytest.raises(KitError, match=match):
        Strip("start", "end", "state", order=STATES)(PERIODS.assign(**change))


def test_an_open_period_lasts_until_the_last_day():
    frame = PERIODS.tail(1).assign(end=None)
    view = Strip("start", "end", "state", until="2019-12-31")
    assert "206 days" in view.words(frame)


def test_a_guessed_day_or_year_is_marked_on_its_row():
    view = Strip("start", "end", "state", order=STATES)

    def guessed(value, kind="value"):
        return marks_of(view, PERIODS, "guess", guess=Mark(kind, value))

    x = 46 + 31 * (760 - 46) / 366
    for value in ("2016-02-01", 2016 + 31 / 366):
        marks = guessed(value)
        assert marks["guess"]["p"][0] == pytest.approx(x, abs=0.1)
        assert marks["guess-n"]["t"] == "your guess: 1 Feb 2016"
        assert abs(marks["guess-n"]["p"][0] - marks["guess"]["p"][0]) < 12
    assert guessed("2018-02-01")["guess"]["p"][1] > marks["guess"]["p"][1]
    assert guessed("2016", "choice")["guess"]["k"] == "rect"
    assert not guessed("2031-01-01") and not guessed("never", "choice")


# The map


def test_a_map_names_the_areas_that_the_frame_says_and_that_lie_in_it():
    frame = pd.DataFrame({"code": ["CO-NSA", "CO-SAP"], "km": [3.0, 5.0]})
    largest = Map("km", labels=lambda f: [f.loc[f["km"].idxmax(), "code"]])
    assert largest.read(frame).named == ("CO-SAP",)
    assert largest.read(frame.assign(km=[9.0, 5.0])).named == ("CO-NSA",)
    bare, outside = (Map("km", labels=named) for named in ((), ("CO-SAP",)))
    assert bare(frame).scene() == outside(frame).scene()
    named = marks_of(Map("km", labels=("CO-NSA",)), frame, "name:")
    assert [m["t"] for m in named.values()] == ["Norte de Santander 3"]


def test_map_says_highest_and_lowest_and_refuses_an_unknown_area():
    view = Map("km", y_label="km")
    assert (
        view.words(AREAS) == "3 departments and states (km): highest Zulia 598, lowest Táchira 128."
    )
    assert "No figure for Táchira." in view.words(AREAS.assign(km=[1.0, np.nan, 3.0]))
    with pytest.raises(KitError, match="CO-NSA"):
        view(AREAS.assign(code=["CO-NSX", "VE-S", "VE-V"]))


def test_a_name_that_both_countries_use_carries_the_country():
    frame = pd.DataFrame({"code": ["VE-Z", "CO-NSA"], "km": [9.0, 1.0]})
    assert "Amazonas (VEN)" in Map("km").words(frame)


def test_tiles_can_stand_under_something_else_than_their_state_which_their_look_tells():
    view, frame = GALLERY["tiles under signs"]
    tiles = marks_of(view, frame, "tile:")
    signs, states = (frame.set_index("claim")[column] for column in ("sign", "status"))
    assert {k.removeprefix("tile:"): m["s"] for k, m in tiles.items()} == signs.to_dict()
    looks = {}
    for key, mark in tiles.items():
        looks.setdefault(str(states[key.removeprefix("tile:")]), set()).add(mark["c"])
    assert all(len(own) == 1 for own in looks.values()) and len(looks) == 4


def test_land_has_the_pale_colours_of_both_parts_and_the_border_is_the_strongest_line():
    marks = marks_of(Map(lines=pd.DataFrame({"path": [[[-72, 7], [-71, 8]]]})), CODES)
    tones = {areas()[key[5:]].iso3: m["c"] for key, m in marks.items() if key.startswith("area:")}
    assert tones == {"COL": "first pale edged", "VEN": "second pale edged", "": "land edged"}
    wide = {m["i"]: look("line", m["c"])["stroke-width"] for m in marks.values() if m["k"] == "line"}  # fmt: skip
    assert wide.pop("border") > max(wide.values())
    assert marks["area:CO-NSA"]["n"] == "Norte de Santander"


def test_an_area_is_filled_by_its_class_and_says_its_figure_and_a_gap_is_hollow():
    frame = AREAS.assign(km=[20.0, 120.0, np.nan])
    marks = marks_of(Map("km", y_label="km", classes=[0, 100]), frame)
    assert marks["area:CO-NSA"]["c"].split()[1] != marks["area:VE-S"]["c"].split()[1]
    assert marks["area:VE-S"]["v"] == "120 km" and marks["area:VE-V"]["v"] == "no figure"
    assert marks["area:VE-V"]["c"] == marks["key:no figure"]["c"] == "hollow step1"
    keys = [m["t"] for key, m in marks.items() if key.startswith("key-n:")]
    assert keys == ["100 and more", "0 to 100", "no figure"]
    assert "n" not in marks["area:CO-AMA"], "no figure was asked for"
    ours = marks_of(Map("km"), AREAS.head(1))["area:CO-NSA"]
    assert ours["c"].startswith("first"), "one part's areas have its colour"


def test_counts_on_a_map_are_circles_by_area_and_no_area_is_shaded():
    view, frame = GALLERY["circles"]
    marks = marks_of(view, frame)
    radii = {code: marks[f"circle:{code}"]["p"][2] for code in frame["code"]}
    shares = frame.set_index("code")["km"] / frame["km"].max()
    for code, share in shares.items():
        assert (radii[code] / max(radii.values())) ** 2 == pytest.approx(share, abs=0.02)
    filled = [m for m in marks.values() if m["k"] == "area" and "n" in m]
    assert not filled and "step" in marks["circle:CO-NSA"]["c"]


@pytest.mark.parametrize("width", [380, 760])
def test_no_circle_of_a_map_covers_another_and_a_large_one_holds_its_figure(width):
    frame = pd.DataFrame({"code": ["CO-DC", "CO-CUN", "CO-ANT"], "people": [429.0, 146.0, 340.0]})
    view = Map("people", circles=True, labels=("CO-DC", "CO-ANT"))
    marks = marks_of(view, frame, width=width)
    circles = [marks[f"circle:{code}"]["p"] for code in frame["code"]]
    for i, (x, y, r) in enumerate(circles):
        for a, b, c in circles[:i]:
            assert np.hypot(x - a, y - b) >= r + c - 0.3
    if width > 500:
        at = marks["v:CO-DC"]
        assert at["t"] == "429" and at["p"][0] == pytest.approx(circles[0][0], abs=0.1)
        assert marks["name:CO-DC"]["t"] == "Bogotá"


@pytest.mark.parametrize("width", [380, 760])
def test_the_key_of_a_map_says_what_its_outline_means(width):
    frame = pd.DataFrame({"code": ["CO-ANT", "CO-NSA"], "rate": [10.0, 40.0]})
    view = Map("rate", classes=(20, 30), highlight=("CO-NSA",), highlight_name="touches Venezuela")
    said = " ".join(m["t"] for key, m in marks_of(view, frame, "key-n:", width=width).items())
    assert "touches Venezuela" in said


def test_map_without_a_frame_with_places_and_with_a_walk():
    places = pd.DataFrame({"name": ["Cúcuta"], "longitude_deg": [-72.5], "latitude_deg": [7.9]})
    assert "departments" in Map()().words
    view = Map(points=places, point_labels="name")
    assert view().words == "1 places on the map of Colombia and Venezuela: Cúcuta."
    marks = {m["i"]: m for m in view().scene()["marks"]}
    assert marks["name:Cúcuta"]["t"] == marks["dot:Cúcuta"]["n"] == "Cúcuta"
    assert np.hypot(*np.subtract(marks["name:Cúcuta"]["p"], marks["dot:Cúcuta"]["p"][:2])) < 26
    walk = pd.DataFrame({"longitude_deg": [-72.0, -71.0], "latitude_deg": [7.0, 8.0]})
    assert "line of 2 points" in Map(joined=True)(walk).words
    drawn = marks_of(Map(joined=True), walk)
    assert "path:0" in drawn and {"step:0:0", "step:0:1"} <= drawn.keys()


def test_a_joined_line_says_its_points_and_its_length_and_fixed_places_keep_their_names():
    walk = pd.DataFrame(
        {"longitude_deg": [-72.0, -71.0], "latitude_deg": [7.0, 8.0], "length_km": 1836.4}
    )
    said = "A line of 2 points, 1,836 km long, on the map of Colombia and Venezuela."
    assert Map(joined=True)(walk).words == said
    path = pd.DataFrame({"path": [[[-72.0, 7.0], [-71.0, 8.0]]], "length_km": [1836.4]})
    assert Map()(path).scene() == Map(joined=True)(walk).scene()
    town = pd.DataFrame({"name": ["Cúcuta"], "longitude_deg": [-72.5], "latitude_deg": [7.9]})
    assert Map(points=town, point_labels="name")(path).words.endswith("Venezuela. Places: Cúcuta.")
    more = marks_of(Map(joined=True, points=town, point_labels="name"), walk)
    new = more.keys() - marks_of(Map(joined=True), walk).keys()
    assert new == {"dot:Cúcuta", "name:Cúcuta"}, "a place is no part of the line"


@pytest.mark.parametrize(
    "extent, names", [(None, 2), ((-77, 0.5, -62, 12.6), 2), ((-73.4, 7, -71.4, 9), 2)]
)
@pytest.mark.parametrize("width", [360, 760])
def test_countries_are_named_where_they_are_seen_and_have_no_figures(extent, names, width):
    own = marks_of(Map(extent=extent), CODES, "country:", width=width)
    assert len(own) == names and not marks_of(Map(countries=False, extent=extent), CODES, "country")
    for mark in own.values():
        assert 0 < box_of_text(mark).left < box_of_text(mark).right < width
    assert len(marks_of(Map("km"), AREAS, "country:")) == 0
    assert list(marks_of(Map("km"), AREAS.head(1), "country:")) == ["country:VEN"]


def test_a_cropped_map_ends_where_its_extent_does():
    extent = (-79.2, -4.4, -66.0, 12.7)
    wide, cropped = (Window.around(extent, 620, 520, is_cropped) for is_cropped in (False, True))
    assert (cropped.scale, cropped.height) == (wide.scale, wide.height)
    assert cropped.width < wide.width
    assert cropped(project([extent[2:]]))[0].tolist() == pytest.approx([cropped.width, 0])
    keys = [marks_of(Map("km", extent=extent, cropped=one), AREAS, "key:") for one in (False, True)]
    assert all(keys[1][name]["p"][0] < mark["p"][0] for name, mark in keys[0].items())


def test_the_outlines_of_neighbours_share_their_line_on_the_sheet():
    window = Window.around(WHOLE, 760, 520)
    rings = {code: set(zip(m["p"][::2], m["p"][1::2])) for code, m in shapes(window).items()}
    for one, other in (("CO-NSA", "VE-S"), ("CO-NSA", "CO-SAN"), ("VE-S", "VE-L")):
        assert len(rings[one] & rings[other]) >= 3
    line = np.array([place for place in shared_border(window) if place])
    near = np.array([p for p in rings["CO-NSA"] & (rings["VE-S"] | rings["VE-V"]) if p[0] is not None])  # fmt: skip
    away = np.hypot(*(near[:, None] - line[None]).T).min(axis=0)
    assert np.median(away) < 4, "the border runs along the outlines"


@pytest.mark.parametrize("extent", [None, (-73, 7, -71, 9), (-77, 0.5, -62, 12.6)])
def test_the_map_is_cut_at_its_window_and_its_scene_stays_small(extent):
    for width in (360, 760):
        one = Map(extent=extent).scene(CODES, width=width)
        for mark in one["marks"]:
            xs, ys = ([v for v in mark["p"][i::2] if v is not None] for i in (0, 1))
            if mark["k"] in ("line", "area"):
                assert 0 <= min(xs) and max(xs) <= width, mark["i"]
                assert 0 <= min(ys) and max(ys) <= one["h"], mark["i"]
        assert len(json.dumps(one, ensure_ascii=False, separators=(",", ":"))) < 60_000


@pytest.mark.parametrize("extent", [None, (-73, 7, -71, 9), (-77, 0.5, -62, 12.6)])
@pytest.mark.parametrize("width", [360, 760])
def test_the_scale_bar_is_as_long_as_it_says(extent, width):
    marks = marks_of(Map(extent=extent), CODES, width=width)
    x0, x1 = marks["scale"]["p"][2], marks["scale"]["p"][4]
    window = Window.around(extent or WHOLE, width, 520)
    degrees = (x1 - x0) / window.scale / PARALLEL
    south, north = (extent or WHOLE)[1::2]
    km = degrees * 111.2 * np.cos(np.radians((south + north) / 2))
    said = float(marks["scale-n"]["t"].split()[0].replace(",", ""))
    assert km == pytest.approx(said, rel=0.005) and f"{said:g}"[0] in "125"
    assert x1 - x0 < width / 3


def test_the_border_of_the_map_is_where_the_border_is():
    line = border()
    assert (
        -74 < line[:, 0].min() < line[:, 0].max() < -66
        and 1 < line[:, 1].min() < line[:, 1].max() < 12.6
    )
    town = project([[-72.443, 7.8147]])[0]  # San Antonio del Táchira, at the bridge
    assert np.hypot(*(line - town).T).min() < 0.05


def test_a_chosen_area_has_a_dotted_outline_by_code_or_name_and_a_number_has_no_place():
    by_code, by_name = (
        marks_of(Map("km"), AREAS, "guess", guess=Mark("choice", name))
        for name in ("VE-S", "Táchira")
    )
    assert by_code == by_name and by_code["guess"]["c"] == "guess"
    assert by_code["guess-n"]["t"] == "your guess"
    assert not marks_of(Map("km"), AREAS, "guess", guess=Mark("choice", "Atlantis"))
    assert "not drawn here" in Map("km").words(AREAS, Mark("value", 3.0))


def test_classes_of_a_map_stay_and_read_in_grey():
    def light(tone):
        red, green, blue = ((part / 255) ** 2.2 for part in tone)
        return 116 * (0.2126 * red + 0.7152 * green + 0.0722 * blue) ** (1 / 3) - 16

    def parts(tone):
        return np.array([int(tone[i : i + 2], 16) for i in (1, 3, 5)])

    view = Map("km", y_label="km", classes=[0, 100, 300, 1000, 2000, 3000])
    keys = [
        [m["t"] for m in marks_of(view, frame, "key-n:").values()]
        for frame in (AREAS, AREAS.assign(km=AREAS["km"] * 3))
    ]
    assert keys[0] == keys[1] and len(keys[0]) == 6
    for dark in (False, True):
        paper = parts(colour("paper", dark))
        for breaks in ([0, 1, 2, 3, 4, 5], [-2, -1, 0, 1, 2, 3], [0, 1], [0, 1, 2]):
            looks = class_looks(class_ends([1], breaks), "first")
            assert len(set(looks)) == len(looks)
            for tone in ("first", "others"):
                shares = [
                    look("area", one)["fill-opacity"] for one in looks if one.startswith(tone)
                ]
                full = parts(colour(tone, dark))
                tones = [light(paper + share * (full - paper)) for share in shares]
                steps = [abs(a - b) for a, b in zip(tones, tones[1:])]
                assert all(step >= 6 for step in steps), "each step is seen without colour"
    with pytest.raises(KitError, match="below 0"):
        Map("km", classes=[0, 10])(AREAS.assign(km=-5.0))
    with pytest.raises(KitError, match="rise"):
        Map("km", classes=[10, 5])(AREAS)


def test_outlines_of_every_area_have_a_shape_on_the_whole_map():
    shown = shapes(Window.around(WHOLE, 760, 520))
    outside = {"CO-SAP", "VE-W"}  # islands off the frame, or smaller than half a pixel
    wanted = set(load("maps/admin1").query("level == 'admin1'")["code"])
    assert wanted - outside <= shown.keys()


def test_a_state_of_tiles_may_have_a_tone_of_its_own_and_so_may_what_is_not_known():
    frame = pd.DataFrame({"claim": ["a", "b", "c"], "status": ["found", "left", None]})
    tones = {"found": "soft", "left": "hollow", "": "accent hollow"}
    marks = marks_of(Tiles("claim", "status", order=("found", "left"), tones=tones), frame)
    assert [marks[f"tile:{name}"]["c"] for name in "abc"] == list(tones.values())
