"""Dots, tiles, the calendar strip, the fan, and the scale bar of the map."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from gallery import CLAIMS, COUNTS, PERIODS, STATES
from test_bars_and_rows import drawn

from borderlab.maps import Map
from claimlab.errors import KitError
from claimlab.views import Dots, Mark, Strip, Tiles


def dots_of(artists):
    return [len(a.get_xdata()) for a in artists if getattr(a, "get_marker", str)() == "o"]


def test_one_dot_is_one_thing_and_what_is_gone_is_a_ring():
    view = Dots("when", "lorries")
    assert dots_of(drawn(view, COUNTS)[0]) == [36, 13, 23, 2, 34]
    assert dots_of(drawn(Dots("when", "lorries", missing=False), COUNTS)[0]) == [36, 13, 2]
    assert "fewer" not in Dots("when", "lorries", missing=False).words(COUNTS)
    assert dots_of(drawn(Dots("when", "lorries", each=2, missing=False), COUNTS)[0]) == [18, 7, 1]
    assert "2019: 2, which is 34 fewer than 2008" in view.words(COUNTS)


def test_dots_lie_inside_the_picture_and_never_on_each_other():
    frame = COUNTS.assign(lorries=[900.0, 300.0, 20.0])
    artists, stage = drawn(Dots("when", "lorries"), frame)
    places = [
        p for a in artists if hasattr(a, "get_marker") for p in zip(a.get_xdata(), a.get_ydata())
    ]
    assert len(set(places)) == len(places) == 2700
    xs, ys = zip(*places)
    assert 0 < min(xs) and max(xs) < 760 and 0 < min(ys) and max(ys) < 300


def test_a_group_without_a_figure_says_so_first_and_has_no_rings():
    frame = COUNTS.assign(lorries=[36.0, np.nan, 2.0])
    words = Dots("when", "lorries").words(frame)
    assert words.startswith("No figure for 2014; 2008: 36")
    assert dots_of(drawn(Dots("when", "lorries"), frame)[0]) == [36, 0, 2, 34]


def test_a_group_that_is_hidden_keeps_its_room_and_says_where_it_is_not():
    frame = COUNTS.assign(whole=COUNTS["lorries"] * 20, lorries=[np.nan, 40.0, 2.0])
    view = Dots("when", "lorries", missing=False, room="whole", absent="not in the archive")
    whole = view.layout(view.read(frame.assign(lorries=frame["whole"])))
    assert view.layout(view.read(frame)).pitch == whole.pitch
    assert view.words(frame).startswith("2008: not in the archive; 2014: 40")
    assert "no figure" not in view.words(frame).lower()


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


def test_a_guessed_number_of_dots_is_outlined():
    view = Dots("when", "lorries")
    data = view.read(COUNTS)
    layout = view.layout(data)
    for n in (1, 7, layout.across, layout.across + 3):
        xs, ys = view.outline(None, layout, data, Mark("value", n, at="2019"))
        area = abs(np.dot(xs[:-1], np.roll(ys[:-1], 1)) - np.dot(ys[:-1], np.roll(xs[:-1], 1))) / 2
        assert area == pytest.approx(n * layout.pitch**2)
    assert view.outline(None, layout, data, Mark("choice", "2019")) is None


def test_tiles_name_what_is_not_known_first_and_all_of_it():
    words = Tiles("claim", "status").words(CLAIMS)
    unknown = CLAIMS["claim"][CLAIMS["status"].isna()]
    assert words.startswith("30 tiles. Not known: 6 (C04, ") and all(n in words for n in unknown)
    artists, _stage = drawn(Tiles("claim", "status"), CLAIMS)
    tiles = [a for a in artists if type(a).__name__ == "PolyCollection"]
    looks = {(tuple(a.get_facecolor()[0]), a.get_hatch()) for a in tiles}
    assert sum(len(a.get_paths()) for a in tiles) == 30
    assert len(looks) == len(tiles) == 4, "each state has its own fill and hatch"
    with pytest.raises(KitError, match="'supported' is not in 'order'"):
        Tiles("claim", "status", order=("depends", "contradicted"))(CLAIMS)


def test_the_strip_counts_days_as_the_calendar_does():
    view = Strip("start", "end", "state", order=STATES)
    words = view.words(PERIODS)
    days = (pd.to_datetime(PERIODS["end"]) - pd.to_datetime(PERIODS["start"])).dt.days
    by_state = days.groupby(PERIODS["state"]).sum()
    assert all(f"{state} {by_state[state]}" in words for state in STATES)
    assert words.startswith(f"Not known: {1826 - days.sum()} days. 1,826 days from Jan 2015")
    assert words.endswith("Longest closed: 360 days from 19 Aug 2015.")


def test_every_day_is_drawn_once():
    view = Strip("start", "end", "state", order=STATES)
    artists, stage = drawn(view, PERIODS)
    wide = sum(np.ptp(path.vertices[:, 0]) for fill in artists for path in fill.get_paths())
    assert wide == (pd.to_datetime(PERIODS["end"]) - pd.to_datetime(PERIODS["start"])).dt.days.sum()


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


def test_a_guessed_day_is_marked_on_its_row():
    view = Strip("start", "end", "state", order=STATES)
    painter = view.painter(PERIODS)
    seen = {
        day: painter.paint(PERIODS, guess=Mark("value", day))
        for day in ("2016-02-01", "2018-02-01", "2031-01-01")
    }
    assert len(set(seen.values())) == 3 and seen["2031-01-01"] == painter.paint(PERIODS)


@pytest.mark.parametrize("extent", [None, (-73, 7, -71, 9), (-77, 0.5, -62, 12.6)])
def test_the_scale_bar_is_as_long_as_it_says(extent):
    from borderlab import outlines

    stage = drawn(Map(extent=extent), pd.DataFrame({"code": ["CO-NSA"]}))[1]
    bar = next(line for line in stage.artists + list(stage.lines) if line.get_lw() == 1.6)
    (x0, x1), (low, high) = bar.get_xdata(), stage.get_ylim()
    box = stage.get_position().width * 760
    degrees = (x1 - x0) / box * np.ptp(stage.get_xlim()) / outlines.PARALLEL
    km = degrees * 111.2 * np.cos(np.radians((low + high) / 2))
    assert km == pytest.approx(float(f"{km:.1g}"), rel=0.002) and f"{km:.1g}"[0] in "125"
    assert x1 - x0 < box / 3
