"""The leaf calendar: its days and outcomes are the tables', and somebody who changes nothing calls what the base case calls."""

from itertools import product

import pytest

from borderlab import load
from borderlab.lessons.lesson13 import leaves as v
from borderlab.lessons.lesson13 import numbers as n
from claimlab.lessons import prediction, toys
from claimlab.lessons.toys import states
from claimlab.lessons.words import words


def made():
    return toys("13")["leaf_calendar"](words("13")["toys"]["leaf-calendar"])


def test_leaves_hang_by_their_days_and_bring_what_the_table_says():
    asked = load("article/forecasts").set_index("forecast_id")["resolves_on"]
    came = load("article/resolutions").set_index("forecast_id")["outcome"]
    assert [leaf.until for leaf in v.leaves()] == sorted(f"{day:%Y-%m-%d}" for day in asked)
    assert {leaf.event: leaf.came for leaf in v.leaves()} == (came == "yes").to_dict()
    assert sum(leaf.came for leaf in v.leaves()) == prediction("P13.4").truth()
    for leaf in v.leaves():
        assert not leaf.came or leaf.decided <= leaf.until


def test_who_changes_nothing_calls_what_the_board_says():
    base = n.board().set_index("forecaster")["brier"]["base case"]
    assert 1 - v.base_called(8) / 8 == pytest.approx(base)


def test_the_game_is_short_enough_for_a_page_without_a_kernel_and_won_by_beating_nobody_s_knowledge():
    toy = made()
    assert len(states(toy)) == 2**9 - 1
    truth = tuple(leaf.came for leaf in v.leaves())
    same = tuple(leaf.base for leaf in v.leaves())
    assert toy.won(truth)["called"] == 8 and toy.won(same) is None and toy.won(truth[:7]) is None


def test_no_habit_wins_and_who_believes_two_governments_does():
    toy, size = made(), len(v.leaves())
    for habit in ([False], [True], [False, True], [True, False]):
        assert toy.won(tuple(habit * size)[:size]) is None
    games = list(product((False, True), repeat=size))
    won = [game for game in games if toy.won(game)]
    assert all(v.called(game) > v.never_called(size) > v.base_called(size) for game in won)
    assert 0 < len(won) < len(games) / 6, "and chance seldom does"
    announced, talks = {"F1", "F2"}, {"F6"}  # two presidents named a day; "total peace" had begun
    believes = tuple(leaf.event in announced | talks for leaf in v.leaves())
    assert toy.won(believes)["called"] == 6, "with the late flight believed in vain"


def test_what_the_leaves_say_is_on_record():
    said = words("13")["toys"]["leaf-calendar"]["came"]
    events = load("article/events").set_index("event_id")["date"]
    assert events["EV_CARGO_2022"] == n.until("P01")  # the day that two presidents had named
    spell = events["EV_ELN_CEASEFIRE_ENDS_2024"] - events["EV_ELN_CEASEFIRE_SIGNED_2023"]
    assert "A year later" in said["F6"] and 365 <= spell.days < 450
    licence = events["EV_LICENCE_OIL_ENDS_2024"] - events["EV_LICENCE_OIL_2023"]
    assert "Six months later" in said["F7"] and 175 < licence.days < 190
    trade = load("article/resolutions").set_index("forecast_id")["value"]
    assert float(trade["F4"]) < 1 and float(trade["F8"]) < 40
