"""A hundred days: the calendar is that of the record, and who stopped believing is told so."""

import pandas as pd

from borderlab import load
from borderlab.lessons.lesson09.numbers import TRUCES, dates
from borderlab.lessons.lesson09.toys import DAYS, FIRST, Leaves
from claimlab import lessons
from claimlab.lessons.toys import states


def test_the_leaves_are_the_days_of_the_record():
    begins, ends = (dates()[event] for event in TRUCES["first"])
    assert begins == FIRST and FIRST.day_name() == "Sunday"
    assert (ends - begins).days == DAYS, "the last leaf but one is the last day in force"


def test_what_it_says_of_the_end_is_in_the_timeline():
    events = load("security/peace_timeline").set_index("event_id")["event"]
    assert "until January 2018" in events["eln_2017_09_05"]
    assert events["eln_2018_01_09"] == "Ceasefire ends without extension; attacks resume"
    assert "extended" in events["eln_2024_02_06"] and "without renewal" in events["eln_2024_08_03"]
    day = dates()["eln_2024_08_03"]
    toy = lessons.toy("hundred_days")
    assert day.year == 2024 and "ended in August 2024 without renewal" in toy.said["found"]


def test_november_is_told_in_november():
    toy = lessons.toy("hundred_days")
    told = toy.said["remarks"]["statement"]
    for day in range(1, DAYS + 1):
        at = FIRST + pd.Timedelta(days=day - 1)
        assert (told in toy.words(Leaves(day))) == (pd.Timestamp("2017-11-01") <= at)


def test_the_day_of_doubt_is_kept_and_named_at_the_end():
    toy = lessons.toy("hundred_days")
    state = toy.step(turned(toy, toy.start(0), 18), "stop")
    assert toy.won(state) is None and not any(m.move == "stop" for m in toy.moves(state))
    assert "18 October" in toy.words(state), "the press is answered at once"
    end = turned(toy, state, DAYS + 1)
    assert "18 October 2017, day 18" in toy.won(end)["you"] and not toy.moves(end)
    doubted = [m for m in toy.draw(end, 640)["marks"] if "no longer" in m.get("v", "")]
    assert len(doubted) == DAYS - 17
    assert "to the end" in toy.won(turned(toy, toy.start(0), DAYS + 1))["you"]


def turned(toy, state, day):
    """The leaves turned until this day lies on top."""
    while state.day < day:
        state = toy.step(state, "turn")
    assert state.day == day
    return state


def test_a_page_holds_the_whole_calendar():
    assert len(states(lessons.toy("hundred_days"))) < 600
