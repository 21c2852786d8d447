"""Lesson 09 against games that are played out, dates that are counted and figures printed elsewhere."""

from datetime import date

import numpy as np
import pytest
from given import starts_unreached_and_is_reached

from borderlab import load
from borderlab.lessons.lesson09 import pictures
from borderlab.lessons.lesson09.deals import (
    VIEWS,
    deal,
    four_tables,
    largest_guarantee,
    largest_patience,
    overlap,
    power_to_reach,
    room,
    truce,
)
from borderlab.lessons.lesson09.numbers import TALKS, hazard, months, poll, six_talks, spells
from borderlab.models.bargaining import peace_feasible, peace_table
from claimlab.errors import KitError
from claimlab.judging.judge import judge
from claimlab.lessons import exercise, goal, lesson, prediction
from claimlab.lessons.words import picture_words
from claimlab.views import Mark

LESSON = lesson("09")


def mistakes(exercise_id):
    return {m.code: m.value() for m in exercise(exercise_id).mistakes}


# The deals ---------------------------------------------------------------------------------------


def values(patience, share, horizon=4000):
    """What a share of the pie, in each of many years, is worth today."""
    return share * (patience ** np.arange(horizon)).sum()


def test_the_range_is_where_both_gain_when_the_years_are_added_up():
    for n in (80, 90, 95):
        d, (low, high) = n / 100, deal(n).loc[0, ["low", "high"]] / 100
        war_group, war_state = values(d, 0.30) - 0.20, values(d, 0.70) - 0.15
        for x in np.linspace(0.0003, 0.6, 61):
            both = values(d, x) >= war_group and values(d, 1 - x) >= war_state
            assert both == (low <= x <= high)


def test_what_can_be_kept_is_todays_pie_and_what_is_left_later():
    d, after, cost = 0.9, 0.25, 0.20
    later = values(d, after) - cost  # war next year, as seen then
    for today, end in ((0, "low"), (1, "high")):
        assert deal().set_index("deal").loc["can_be_kept", end] == pytest.approx(
            100 * (1 - d) * (today + d * later), abs=1e-6
        )


def test_the_worked_lines_add_up_to_the_bars_and_to_the_rule():
    facts = LESSON.facts()
    p, after, d, c = 0.30, 0.25, 0.9, 0.20
    assert facts["range_low_percent"] == pytest.approx(100 * (p - (1 - d) * c))
    assert facts["kept_low_percent"] == pytest.approx(100 * d * (after - (1 - d) * c))
    top = facts["kept_low_percent"] + facts["today_percent"]
    assert facts["kept_high_percent"] == pytest.approx(top)
    assert facts["left_percent"] == pytest.approx(100 * (p - d * after))
    assert facts["right_percent"] == pytest.approx(100 * (1 - d) * (1 + (1 - d) * c))
    spare = facts["kept_high_percent"] - facts["range_low_percent"]
    assert facts["right_percent"] - facts["left_percent"] == pytest.approx(spare)


def test_the_group_signs_exactly_where_the_model_says_peace_is_feasible():
    for view, lengthens in VIEWS.items():
        for haven in (True, False):
            for n in range(50, 99):
                for guarantee in (0, 10, 16.4, 16.5, 22, 30):
                    powers = peace_table(haven, n / 100, guarantee / 100, 0.2, lengthens).iloc[0]
                    group, __ = room(deal(n, haven, guarantee, view))
                    assert (group >= -1e-9) == bool(powers["feasible"])


def test_nothing_lost_nothing_to_fear():
    patience = np.linspace(0.01, 0.99, 99)
    assert peace_feasible(0.3, 0.3, patience).all()


def test_the_edges_of_patience():
    assert largest_patience() == 93 and largest_patience(haven=False) == 83
    assert round(LESSON.facts()["edge_exact"], 3) == 0.934
    assert room(deal(93))[0] > 0 > room(deal(94))[0]


def test_no_guarantee_serves_all_four():
    served = {g: (four_tables(g)["room"] >= 0).sum() for g in np.arange(0, 50.1, 0.1).round(1)}
    assert max(served.values()) == 3
    assert min(g for g, n in served.items() if n == 3) == 16.5
    assert (four_tables(16.4)["room"] >= 0).tolist() == [True, False, False, True]


def test_room_for_a_deal_is_where_offers_are_signed_and_kept():
    """Every offer of today's pie, in steps: those that both prefer to war span the room."""
    d, group_cost, state_cost = 0.9, 0.20, 0.15
    for view, lengthens in VIEWS.items():
        for haven in (True, False):
            for guarantee in (10, 16, 16.5, 19, 22, 26, 30):
                powers = peace_table(haven, d, guarantee / 100, group_cost, lengthens).iloc[0]
                p, after = powers["p"], powers["p_after"]
                today = np.linspace(0, 1, 20_001)
                gets = (1 - d) * today + d * (after - (1 - d) * group_cost)
                signs = gets >= p - (1 - d) * group_cost - 1e-12
                gives = 1 - gets >= 1 - p - (1 - d) * state_cost - 1e-12
                both = 100 * gets[signs & gives]
                shown = four_tables(guarantee).set_index(["view", "haven"])["room"][view, haven]
                if shown < 0:
                    assert both.size == 0
                else:
                    assert both.max() - both.min() == pytest.approx(shown, abs=0.002)


def test_room_for_a_deal_is_never_wider_than_the_range_of_exercise_1():
    low, high = exercise("E09.1").right()
    width = 100 * (high - low)
    assert LESSON.facts()["range_width_points"] == pytest.approx(width)
    rooms = [four_tables(g)["room"] for g in np.arange(0, 100.5, 0.5)]
    assert max(r.max() for r in rooms) == pytest.approx(width)
    assert overlap(deal()) == pytest.approx(30.7 - 28.0)
    by = four_tables().set_index(["view", "haven"])["room"]
    assert by["strength", False] == pytest.approx(width), "the bars of the table, not their slack"
    harder = by["fallback", True] > 0 > by["fallback", False]
    easier = by["strength", False] > 0 > by["strength", True]
    assert harder and easier and prediction("P09.2").truth() == "harder"


def test_where_the_state_stops_giving():
    most = largest_guarantee(haven=False, view="strength")
    assert round(most, 1) == 20.3
    assert room(deal(90, False, most - 0.01, "strength"))[1] > 0
    assert room(deal(90, False, most + 0.01, "strength"))[1] < 0


def test_pressure_closes_the_gap_from_above():
    p = power_to_reach(10) / 100
    assert round(p, 3) == 0.192
    assert peace_feasible(p, 0.10, 0.9) and not peace_feasible(p + 1e-6, 0.10, 0.9)


@pytest.mark.parametrize("bad", [{"patience": 100}, {"guarantee": 120}, {"patience": float("nan")}])
def test_odd_settings_are_refused_in_one_sentence(bad):
    with pytest.raises(KitError):
        deal(**bad)


# Talks and truces --------------------------------------------------------------------------------


def test_how_long_the_talks_lasted_by_the_calendar():
    days = [
        (date(2019, 1, 18) - date(2017, 2, 7)).days,
        (date(2025, 1, 17) - date(2022, 11, 21)).days,
    ]
    assert days == [710, 788]
    assert [round(m, 1) for m in months().values()] == [23.3, 25.9]
    assert [round(d / 30.4375, 1) for d in days] == [23.3, 25.9]
    assert [round(100 * x, 1) for x in hazard()] == [4.1, 0.5, 11.3]


def test_the_plate_leaves_out_no_day():
    frame = spells()
    assert (frame["start"].iloc[1:].to_numpy() == frame["end"].iloc[:-1].to_numpy()).all()
    spans = (frame["end"] - frame["start"]).dt.days.groupby(frame["state"]).sum()
    assert spans["truce"] == 100 + 366 and spans["talks"] + spans["truce"] == 710 + 788
    assert len(TALKS) == 2 and "no peace accord" in pictures.plate_09().title


def test_truces_by_the_throw_of_a_coin():
    rng = np.random.default_rng(9)
    for groups, risk in ((1, 2.0), (5, 1.2), (3, 4.1)):
        broken = rng.uniform(size=(40_000, 36, groups)) < risk / 100
        alive = ~broken.any(axis=2)
        for month in (1, 12, 36):
            share = 100 * alive[:, :month].all(axis=1).mean()
            assert truce(groups, risk)["alive_percent"].iloc[month] == pytest.approx(share, abs=1)


def test_the_numbers_of_the_syllabus_as_corrected():
    facts = LESSON.facts()
    assert round(facts["half_life"], 1) == 34.3
    assert round(np.log(2) / 0.02, 1) == 34.7, "the shortcut, one per cent off"
    assert round(facts["year_one_percent"], 1) == 78.5
    assert round(facts["year_five_percent"]) == 30 and round(facts["year_five_once_percent"]) == 36
    assert prediction("P09.3").truth() == [88.6, 78.5, 69.5, 61.6, 54.5, 48.3]
    assert facts["even_risk_percent"] == pytest.approx(5.6, abs=0.05)


def test_the_poll_has_two_camps_and_two_months():
    facts = LESSON.facts()
    found = [facts[f"{who}_{year}_percent"] for year in (2022, 2023) for who in ("talks", "force")]
    assert found == [76, 21, 59, 37] and len(poll()) == 4


# What is asked -----------------------------------------------------------------------------------


def test_the_exercises_have_the_published_answers():
    assert exercise("E09.1").right() == pytest.approx((0.28, 0.315))
    assert mistakes("E09.1")["once"] == pytest.approx((0.10, 0.45))
    assert exercise("E09.2").right() == pytest.approx(0.22)
    assert mistakes("E09.2")["not-divided"] == pytest.approx(0.198)
    assert exercise("E09.3").right() == pytest.approx((0.16444, 0.192), abs=1e-4)
    assert exercise("E09.4").right() == pytest.approx((0.785, 0.298), abs=5e-4)
    assert mistakes("E09.4")["everybody-stays-out"][0] == pytest.approx(0.54, abs=5e-3)


def test_what_a_reader_wrote_for_the_guarantee_and_the_year():
    codes = {
        (0.165, 0.192): "right", (0.164, 0.192): "right", (0.1644, 0.192): "right",
        (0.16, 0.19): "one-step-low", (0.16, 0.192): "one-step-low",
    }  # fmt: skip
    for answer, code in codes.items():
        assert judge(exercise("E09.3"), answer).code == code
    for guarantee, holds in ((0.16, False), (0.165, True)):
        assert bool(peace_feasible(0.25, 0.10, 0.9, guarantee=guarantee)) is holds
    once = 0.6 + 0.4 * 0.95**12
    assert judge(exercise("E09.4"), (once, once**5)).code == "drawn-once"


def test_patience_makes_it_harder_and_so_does_a_lost_fallback():
    assert prediction("P09.1").truth() == "harder"
    assert prediction("P09.2").truth() == "harder"


def test_goal_1_patience_kills_it(workspace):
    found = starts_unreached_and_is_reached(pictures.the_table(), "G09.1", patience=93)
    assert "at 93" in found.lower() and "At 94" in found


def test_goal_1_has_one_way(workspace):
    reached = []
    for patience in range(80, 99):
        shown = pictures.the_table()
        shown.move(patience=patience)
        if goal("G09.1").reached(shown.frame, **shown.params):
            reached.append(patience)
    assert reached == [93]


def test_the_first_card_does_not_give_away_what_a_lost_haven_does(workspace):
    assert set(pictures.the_table().params) == {"patience"}


def test_goal_3_five_groups_with_even_odds(workspace):
    shown = pictures.a_hundred_truces()
    assert "48 of a hundred" in starts_unreached_and_is_reached(shown, "G09.3", groups=5, risk=1.2)
    assert goal("G09.3").reached(truce(5, 1.1), groups=5, risk=1.1)
    assert not goal("G09.3").reached(truce(1, 5.6), groups=1, risk=5.6)


@pytest.mark.parametrize(
    ("groups", "risk", "month"), [(1, 2.0, 12), (5, 1.1, 36), (10, 12.0, 3), (1, 0.1, 0)]
)
def test_as_many_squares_are_dark_as_truces_live(workspace, groups, risk, month):
    shown = pictures.a_hundred_truces()
    shown.move(groups=groups, risk=risk, month=month)
    drawn = shown.view.scene(shown.frame)
    squares = [mark for mark in drawn["marks"] if mark["k"] == "rect"]
    alive = sum(mark["c"] == "accent" for mark in squares)
    assert len(squares) == 100 and abs(alive - 100 * (1 - risk / 100) ** (groups * month)) <= 0.5
    assert f"{month} months {alive} of 100" in shown.title
    gone = {mark["i"]: int(mark["n"].split()[-1]) for mark in squares if "ended" in mark["n"]}
    assert len(gone) == 100 - alive and all(0 < end <= month for end in gone.values())


def test_a_drawn_guess_lies_on_the_axes_of_the_curve_it_was_about(workspace):
    shown = pictures.a_hundred_truces()
    guess = Mark("curve", {0: 100, 12: 76, 24: 52, 36: 28})
    marks = {m["i"]: m for m in shown.view.scene(shown.frame, guess=guess)["marks"]}
    drawn = next(m["p"] for key, m in marks.items() if key.startswith("guess") and m["k"] == "line")
    curve = marks["curve"]["p"]
    assert drawn[:2] == curve[:2] and drawn[-2] == curve[-2] and drawn[-1] > curve[-1]
    shown.move(groups=5)
    later = shown.view.scene(shown.frame, guess=guess)["marks"]
    assert not any(m["i"].startswith("guess") for m in later)


def test_the_bars_say_whether_a_deal_can_be_kept(workspace):
    shown = pictures.the_table()
    assert shown.title.startswith("A deal can be kept")
    shown.move(patience=94)
    assert shown.title.startswith("No deal can be kept")
    shown.move(patience=83)
    assert shown.title.startswith("A deal can be kept")


def test_the_state_can_refuse_too():
    group, state = room(deal(haven=False, guarantee=22, view="strength"))
    assert group >= 0 > state


def test_the_four_bars_span_the_guarantees_that_leave_room_for_a_deal():
    frame, cases = pictures.four_cases().frame.set_index("case"), picture_words("09", "four-cases")["cases"]  # fmt: skip
    none_needed = frame["least"] == 0
    assert none_needed[cases["fallback"]["there"]] and not none_needed[cases["fallback"]["gone"]]
    assert none_needed[cases["strength"]["gone"]] and not none_needed[cases["strength"]["there"]]
    assert frame["least"].max() > frame["most"].min(), "no guarantee lies in all four"
    for g in np.arange(0, 45.1, 0.1).round(1):
        has_room = four_tables(g).set_index(["view", "haven"])["room"] >= 0
        for (view, haven), holds in has_room.items():
            least, most = frame.loc[cases[view]["there" if haven else "gone"], ["least", "most"]]
            assert holds == (least <= g <= most), (view, haven, g)


# The claims, and what the lesson owes to readers -------------------------------------------------


def test_the_claims_by_the_clock_of_the_column():
    found, evidence = LESSON.claims["C45"].ruling()
    assert found.status == "supported" and {2, 1, 50} <= set(evidence.values())
    found, evidence = LESSON.claims["C46"].ruling()
    assert found.status == "depends on definition" and 26 in evidence.values()
    assert (date(2022, 9, 15) - date(2022, 8, 20)).days == 26
    assert (date(2022, 11, 4) - date(2022, 9, 15)).days == 50


def test_statements_have_speakers_with_interests_and_no_victims_names():
    rows = load("security/justice_statements")
    assert (rows["kind"].value_counts()[["finding", "party", "judgement", "what_if"]] > 0).all()
    assert rows["interest"].str.len().min() > 10
    assert rows.loc[rows["kind"] != "what_if", "date"].max() <= "2022-09-15"


def test_the_note_stands_before_anything():
    from claimlab.data import lessons_dir

    text = next((lessons_dir() / "source" / "en").glob("09-*.md")).read_text(encoding="utf-8")
    body = text.split("# Bargaining with many armed groups", 1)[1]
    first = body.split("+++", 2)[1]
    assert "09-note" in first and "need give no reason" in first and "Lesson 04" in first
    assert "Never assign anybody to argue for a group that harmed them" in text


def test_the_plate_marks_the_day_of_the_column():
    words = pictures.plate_09().words
    assert "The column: 15 Sep 2022." in words
    assert "car bomb at a police school: 18 Jan 2019." in words and words.endswith("17 Jan 2025.")


def test_six_talks_bound_the_risk_and_the_two_best_known_lie_near():
    count, low, high = six_talks()
    assert count == 6 and 0 < low < high
    # By hand, in months: with the earliest beginnings and the latest ends, and the other way round.
    longest = 19.5 + 5.4 + 53.0 + 20.5 + 23.3 + 25.9
    shortest = 7.6 + 4.5 + 41.0 + 19.5 + 23.3 + 25.9
    assert low == pytest.approx(6 / longest, rel=0.01)
    assert high == pytest.approx(6 / shortest, rel=0.01)
