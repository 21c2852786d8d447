"""The case file: its days are those of the tables, its counts those of the fall, and its last sentence holds."""

from itertools import combinations

import pytest

from borderlab import load
from borderlab.lessons.lesson01.case import PAPERS, between, day, shortest, survives, where, year
from borderlab.lessons.lesson01.numbers import exports, past_by
from claimlab import lessons
from claimlab.lessons.toys import Game, replay


def test_papers_hang_in_order_of_time_on_days_of_the_record():
    assert [where(one) for one in PAPERS] == sorted(where(one) for one in PAPERS)
    known = load("article/events").set_index("event_id")["date"].dt.strftime("%Y-%m-%d")
    assert day("closing") == known["EV_CLOSURE_2015"] and day("break") == known["EV_BREAK_2019"]
    quota = load("trade/product_groups").query("note.str.contains('quota', na=False)")
    assert quota["period_start"].tolist() == [str(year("quota"))]


@pytest.mark.parametrize("count", ["dollars", "logs"])
def test_a_case_is_what_the_fall_lost_between_two_years_with_figures(count):
    for first, last in combinations(PAPERS, 2):
        known = exports().loc[2008:]
        before = max([at for at in known.dropna().index if at < year(first)], default=2008)
        after = min(at for at in known.dropna().index if at >= year(last))
        share = past_by(after, count=count) - past_by(before, count=count)
        assert between(first, last)[count] == pytest.approx(share, abs=0.51)


def test_what_the_last_sentence_says_of_all_cases():
    good = [pair for pair in combinations(PAPERS, 2) if survives(*pair)]
    assert len(good) == 4, "the instructors' note says how many"
    assert all(year(first) <= 2009 and year(last) >= 2015 for first, last in good)
    assert shortest() == ("freeze", "closing")
    assert min(year(last) - year(first) for first, last in good) == 6


def test_two_papers_at_most_are_accused_and_a_second_press_frees_one():
    toy = lessons.toy("case")
    hung = ("turn", *("pin",) * len(PAPERS))
    state, _moves = replay(toy, Game(0, (*hung, "freeze", "break")))
    assert state.case == ("freeze", "break") and toy.won(state) is None, "it can be shorter"
    labels = {one.move: one.label for one in toy.moves(state)}
    assert labels["freeze"] == "Take out the freeze" and labels["quota"].startswith("New case: ")
    state = toy.step(state, "closing")
    assert state.case == ("closing",) and "the closed bridges" in toy.title(state), (
        "said, not silent"
    )
    state, _moves = replay(toy, Game(0, (*hung, "freeze", "closing")))
    assert toy.won(state) == {
        "first": "the freeze",
        "last": "the closed bridges",
        "years": 6,
        "dollars": 85,
        "logs": 51,
    }
    state, _moves = replay(toy, Game(0, (*hung, "closing", "break", "closing")))
    assert state.case == ("break",) and toy.won(state) is None
