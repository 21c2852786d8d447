"""Lesson 13 against the outcomes as their sources date them, and the scores as one does them by hand."""

import pandas as pd
import pytest

from borderlab import load
from borderlab.lessons.lesson13 import numbers
from borderlab.lessons.lesson13.numbers import expected_miss, no_change, outcomes
from borderlab.lessons.lesson13.pictures import (
    both_sides,
    everybody,
    growth_by_source,
    how_to_be_scored,
    later_events,
    not_as_said,
    plate_13,
    the_board,
    the_vote,
    what_decided,
    who_forecast_what,
    who_saw_trade,
    your_eight,
)
from claimlab import lessons
from claimlab.judging.judge import judge
from claimlab.lessons import exercise, prediction
from claimlab.teaching.forecasts import commit_forecasts
from claimlab.teaching.store import store
from claimlab.views import Mark

# Who said it -------------------------------------------------------------------------------------


def test_the_column_is_on_no_board():
    said = "".join(map(repr, (the_board(), your_eight(), everybody())))
    assert "column" not in said.casefold()
    assert not {"Bello", "The Economist"} & set(load("policy/forecasts_2022")["who"])


@pytest.mark.parametrize(
    ("name", "so"), [("C22", "depends on definition"), ("C23", "contradicted")]
)
def test_a_report_is_right_when_it_was_said_and_beside_it_stands_whether_it_came(name, so):
    found, _evidence = lessons.lesson("13").claims[name].ruling()
    assert (found.status, found.said, found.so) == ("supported", "recorded", so)
    assert {who.split(",")[0] for who in found.fits} == {"Gustavo Petro", "Nicolás Maduro"}


def test_every_camp_stands_among_the_sentences_with_a_day():
    kinds = load("policy/forecasts_2022").set_index("forecast_id")["who_kind"]
    assert {
        "government of Colombia",
        "government of Venezuela",
        "opposition of Venezuela",
        "guild",
        "press",
    } == set(kinds[list(numbers.WITH_A_DAY)])


# Days --------------------------------------------------------------------------------------------


def test_lateness_is_what_the_table_of_outcomes_says_in_words():
    said = load("policy/outcomes").set_index("forecast_id")["value"]
    for name in ("P02", "P04", "P11", "P13", "P14", "P61", "P62", "P64", "P80"):
        assert said[name].startswith(f"{numbers.late(name)} days late"), name
    assert numbers.late("P01") == 0
    # Infobae counts from the sentence; the week that "few hours" are given is taken off.
    assert said["P56"].startswith("2,528 days") and numbers.late("P56") == 2528 - 7


def test_the_days_of_the_table_are_those_of_the_events():
    events = load("article/events").set_index("event_id")["date"]
    came = pd.to_datetime(
        load("policy/outcomes").set_index("forecast_id")["date"], format="ISO8601"
    )
    assert came["P01"] == events["EV_CARGO_2022"] and came["P02"] == events["EV_FLIGHT_2022"]
    assert came["P80"] == events["EV_LICENCE_CHEVRON_2022"]
    assert came["P56"] == came["P64"] == events["EV_MADURO_CAPTURED_2026"]


def test_every_sentence_with_a_day_has_a_bar_or_stands_with_those_not_as_said():
    late = set(who_forecast_what().frame["forecast_id"])
    assert late | set(numbers.NOT_AS_SAID) > set(numbers.WITH_A_DAY)
    assert not late & set(numbers.NOT_AS_SAID)


def test_a_man_taken_away_by_another_state_is_no_late_end_of_what_was_said():
    outcomes = load("policy/outcomes").set_index("forecast_id")
    moved = numbers.readings() != outcomes["outcome"]
    assert set(moved.index[moved]) == set(numbers.NOT_AS_SAID)
    gone = load("article/events").set_index("event_id").loc["EV_MADURO_CAPTURED_2026", "date"]
    by_his_going = pd.to_datetime(outcomes["date"], format="ISO8601") == gone
    assert set(outcomes.index[by_his_going & (outcomes["outcome"] == "came_late")]) == set(
        numbers.NOT_AS_SAID
    )
    said = repr(not_as_said())
    assert "2521" in said and "2195" in said and "vice-president" in said
    assert "not come as it was said" in repr(everybody())


def test_sentences_with_a_condition_say_so_and_stand_below_promises():
    said = load("policy/forecasts_2022").set_index("forecast_id")
    kept = said[["says", "note", "quotation"]].fillna("").agg(" ".join, axis=1)
    words = r"\b(?:if|could|can|with the opening|scenario)\b"
    bare = [n for n in numbers.CONDITIONAL if not kept[[n]].str.contains(words, case=False).all()]
    assert bare == []
    plain = said[~said.index.isin(numbers.CONDITIONAL)]["says"]
    assert plain[plain.str.contains(r"\b(?:if|could)\b", case=False)].empty
    assert numbers.trade()["conditional"].is_monotonic_increasing


def test_the_goal_of_grace_is_one_day_wide_and_not_where_it_begins():
    goal = lessons.goal("G13.1")
    reached = [days for days in range(91) if goal.reached(None, days=days)]
    assert reached == [42]
    moved = who_forecast_what()
    assert not goal.reached(moved.frame, **moved.params) and "late" in moved.title
    moved.move(days=42)
    assert "kept" in moved.title


def test_the_axis_of_days_is_broken_where_a_year_is_empty_and_a_day_is_as_wide_on_both_sides():
    shown, whole = plate_13(), who_forecast_what()
    marks = {mark["i"]: mark for mark in shown.view.scene(shown.frame)["marks"]}
    frame = shown.frame.set_index("forecast_id")
    each = []
    for name, mark, end in (("P64", "given", "until"), ("P14", "wait", "came")):
        row, start = frame.loc[name], {"given": "said", "wait": "until"}[mark]
        left, __, right, *__ = marks[f"{mark}:{row['who']}"]["p"]
        each.append((right - left) / (pd.Timestamp(row[end]) - pd.Timestamp(row[start])).days)
    assert each[0] == pytest.approx(each[1], rel=0.01)
    assert "cut:13" in marks
    assert not any(mark["i"].startswith("cut:") for mark in whole.view.scene(whole.frame)["marks"])


@pytest.mark.parametrize("grace", [0, 24, 42, 90])
def test_each_sentence_stands_by_its_days_and_is_solid_where_it_is_kept(workspace, grace):
    shown = who_forecast_what()
    shown.move(days=grace)
    marks = {
        mark["i"]: mark for mark in shown.view.scene(shown.frame, guess=Mark("value", 30))["marks"]
    }
    first = shown.frame.sort_values("said").iloc[0]
    start = marks[f"said:{first['who']}"]["p"][0]
    whole = marks[f"came:{first['who']}"]["p"][0] - start
    day = whole / (pd.Timestamp(first["came"]) - pd.Timestamp(first["said"])).days
    solid = 0
    for row in shown.frame.itertuples():
        for key in ("said", "until", "came"):
            at = marks[f"{'last' if key == 'until' else key}:{row.who}"]["p"][0]
            days = (pd.Timestamp(getattr(row, key)) - pd.Timestamp(first["said"])).days
            assert at - start == pytest.approx(days * day, abs=0.8)
        solid += marks[f"came:{row.who}"]["c"] == "accent"
    assert f"{solid} of {len(shown.frame)} sentences" in shown.words
    assert marks["guess"]["p"].count(None) == 2 * (len(shown.frame) - 1)


def test_a_rule_of_grace_has_no_truth():
    assert prediction("P13.1").truth() is None


# Quantities --------------------------------------------------------------------------------------


def test_what_came_is_what_the_other_tables_hold():
    measured = load("policy/measured").set_index("measure_id")["value"]
    trade = load("trade/bilateral_annual").query("year == 2022 and is_colombian_basis")
    assert measured["trade_as_printed"] == pytest.approx(trade["trade_usd_millions"].sum())
    growth = load("article/contested").set_index("contested_id")["value"]
    assert measured["growth_imf"] == growth["growth_2022_imf_later"]
    assert measured["growth_world_bank"] == growth["growth_2022_wdi"]
    assert measured["growth_government"] == growth["growth_2022_maduro"]
    said = load("policy/outcomes").set_index("forecast_id")
    assert f"{measured['growth_ovf']}".replace(".", ",") in said.loc["P33", "quotation"]
    assert "ECLAC 12," in said.loc["P32", "note"] and measured["growth_eclac"] == 12
    assert "7,131,435" in said.loc["P40", "quotation"]
    assert measured["people_r4v"] == 7131.435


def test_errors_of_trade_by_hand_and_a_range_at_its_middle():
    misses = numbers.trade().set_index("who")["miss"]
    assert misses.round(1).to_dict() == {
        "P21": 140.4, "P18": 259.6, "no change": 346.4, "P20": 359.6, "P19": 459.6, "P22": 1259.6,
    }  # fmt: skip
    assert misses.is_monotonic_increasing
    told = who_saw_trade().words
    assert "missed by 140." in told and "missed by 1,260." in told


def test_the_other_basis_of_trade_changes_no_place():
    middles = numbers.trade().assign(middle=lambda rows: (rows["low"] + rows["high"]) / 2)
    other = (middles["middle"] - numbers.came_to("trade_without_freight")).abs()
    assert other.is_monotonic_increasing


def test_who_was_nearest_on_growth_and_no_side_decides_it():
    nearest = numbers.nearest_on_growth()
    assert set(nearest.values()) == {"eclac"} and prediction("P13.3").truth() == "eclac"
    measured = load("policy/measured").query("about == 'growth'").set_index("measure_id")
    left_out = measured.drop(list(numbers.COUNTS))
    assert set(left_out["source"].str.split(" ").str[0]) == {"Nicolás", "Venezuelan"}
    # Had its number of April been taken, four months earlier, it would still have been nearest.
    april = float(load("policy/forecasts_2022").set_index("forecast_id").loc["P31", "value"])
    for count in numbers.COUNTS:
        others = numbers.growth_misses(count).set_index("who")["miss"][["bank", "fund"]]
        assert abs(april - numbers.came_to(count)) < others.min()


def test_between_bank_and_fund_the_count_decides():
    goal = lessons.goal("G13.2")
    reached = [source for source in numbers.COUNTS if goal.reached(None, source=source)]
    assert reached == ["growth_eclac"]
    assert goal.reached(None, source="growth_eclac") == {"bank": 8, "fund": 10.5}
    moved = growth_by_source()
    assert not goal.reached(moved.frame, **moved.params)
    assert "Ecoanalítica" in moved.title


def test_people_by_hand():
    misses = numbers.people().set_index("who")["miss"].round(2)
    assert misses.to_dict() == {"no change": 1.09, "P40": 1.77, "P46": 0.13}


# Probabilities -----------------------------------------------------------------------------------


def test_three_of_eight_happened():
    assert outcomes()[lambda came: came].index.tolist() == ["F1", "F6", "F7"]


def test_a_reader_sees_the_whole_evidence_and_what_a_careful_judge_adds():
    decided = repr(what_decided())
    assert "Axios" in decided and "matter of judgement" in decided and "38 days" in decided
    assert "0.804 US$ billions against 2." in decided and "33 per cent against 50." in decided
    assert "…" not in decided + repr(later_events())


def test_the_base_case_is_the_state_of_the_day():
    assert [name for name, chance in no_change().items() if chance] == ["F3", "F8"]


def test_scores_by_hand():
    scores = numbers.board().set_index("forecaster")["brier"]
    assert scores.to_dict() == {"shrug": 0.25, "base case": 0.625}
    assert exercise("E13.1").right() == pytest.approx((0.2**2 + 0.4**2) / 2)
    assert exercise("E13.2").right() == pytest.approx((3 * 0.6**2 + 5 * 0.4**2) / 8)


def test_the_panel_as_the_table_scores_it():
    said = load("policy/outcomes").set_index("forecast_id")["note"]
    scores = {who: round(score, 4) for who, score in numbers.panel().items()}
    assert scores == {"P55": 0.0049, "P54": 0.0625, "shrug": 0.25, "base case": 0.0}
    assert "0.0625" in said["P54"] and "0.0049" in said["P55"]


def test_a_score_rounded_as_in_the_worked_line_is_right():
    right = exercise("E13.1").right()
    assert judge(exercise("E13.1"), round(right, 2)).ok


CARD = {
    "event": "Invamer finds that fewer than 40 per cent approve of the president",
    "until": "31 December 2022",
    "chance_percent": 35,
    "decided_by": "the poll of Invamer nearest to that day",
}


@pytest.mark.parametrize(
    "change",
    [
        *(
            {"chance_percent": chance}
            for chance in (1, 35, 35.0, 99, "35", "35 %", "99.5", "5,5 %")
        ),
        *(
            {"event": f"Approval of the president falls below 30 per cent {when}"}
            for when in (
                "in May 2024",
                "by May",
                "before the end of May",
                "in may 2024",
                "on 3 May",
            )
        ),
        {"event": "President Petro resigns and leaves the palace"},
        {"event": "May 2023 ends with approval below 40 per cent"},
        {"until": "2022-12-31"},
    ],
)
def test_a_forecast_that_can_be_scored_is_taken(change):
    verdict = judge(exercise("E13.5"), CARD | change)
    assert verdict.ok, (change, verdict)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        *(({"chance_percent": chance}, "share") for chance in (0.35, "0.35", "0,35", ".5")),
        *(({"chance_percent": chance}, "no-number") for chance in ("five", "35 or so", "3 5")),
        *(({"chance_percent": c}, "certain") for c in (100, 0, "100", "0 %", 150, -5, "0.5 %")),
        *(
            ({"event": f"Approval of the president {what} below 30 per cent"}, "hedged")
            for what in ("may fall", "could fall", "MAY fall", "risks falling", "podría caer")
        ),
        ({"event": "May the president fall below 30 per cent"}, "hedged"),
        ({"event": "Mr Petro risks losing his public"}, "hedged"),
        ({"event": "President Petro loses his public and everybody is unhappy"}, "vague"),
        ({"until": "soon"}, "no-year"),
        ({"until": ""}, "no-day"),
    ],
)
def test_a_forecast_that_cannot_be_scored_is_told_why(change, code):
    assert judge(exercise("E13.5"), CARD | change).code == code, change


@pytest.mark.parametrize("chance", range(5, 100, 5))
def test_squares_pay_for_honesty_and_plain_misses_for_boasting(chance):
    reports = [p / 100 for p in range(0, 101, 5)]
    squared = min(reports, key=lambda p: expected_miss(chance / 100, p, "squared"))
    plain = [expected_miss(chance / 100, p, "plain") for p in reports]
    assert squared == pytest.approx(chance / 100)
    assert min(plain) == pytest.approx(min(plain[0], plain[-1]))


def test_the_goal_of_the_rule_is_not_reached_by_squares():
    goal = lessons.goal("G13.3")
    moved = how_to_be_scored()
    assert not goal.reached(moved.frame, **moved.params)
    assert not goal.reached(None, chance=70, said_percent=100, rule="squared")
    assert goal.reached(None, chance=70, said_percent=100, rule="plain")


def test_where_every_report_costs_the_same_the_title_names_none():
    rule = how_to_be_scored()
    rule.move(chance=50, rule=1)
    assert "none" in rule.title and "0.50" in rule.title
    rule.move(chance=55)
    assert "the cheapest is to say 100" in rule.title


# The reader --------------------------------------------------------------------------------------


def test_the_students_own_card_stands_on_the_board(workspace):
    commit_forecasts(dict.fromkeys(outcomes().index, 50))
    assert "You" in your_eight().words and "after the fact" not in your_eight().words
    assert "You 0.25" in repr(the_board())


def test_a_card_that_follows_the_outcomes_says_so_in_the_picture(workspace):
    store().add("prediction", "P13.1", {"guess": 30, "mark": 1})
    commit_forecasts(dict.fromkeys(outcomes().index, 50))
    assert "You, after the fact" in your_eight().words
    assert "You, after the fact 0.25" in repr(the_board())


# Afterwards --------------------------------------------------------------------------------------


def test_nothing_that_began_lasted_and_the_list_goes_to_the_last_event():
    assert numbers.lasted().round().astype(int).to_dict() == {
        "flights": 37, "talks": 26, "ceasefire": 12, "licence": 6,
    }  # fmt: skip
    last = load("article/events")["date"].max()
    assert f"{last:%-d %b %Y}" in repr(later_events())
    assert prediction("P13.5").truth() == 0 and prediction("P13.6").truth() == "force"


def test_the_vote_is_told_by_both_sides_and_by_those_who_watched():
    vote = load("policy/later_sides").query("event_id == 'EV_VOTE_2024'")
    assert {"electoral authority", "opposition of Venezuela", "observer", "governments"} <= set(
        vote["who_kind"]
    )
    told = repr(the_vote())
    assert "5,150,092" in told and "7,119,768" in told
    # Percentages are those that each side printed, of its own total.
    assert 7119768 / 10613881 == pytest.approx(0.67, abs=0.005)
    assert 3225819 / 10613881 == pytest.approx(0.30, abs=0.005)
    feedback = prediction("P13.6").explain
    assert "28 July 2024" in feedback and "Edmundo González" in feedback and "swore" in feedback


def test_every_quarrelled_event_has_two_kinds_of_voice_and_is_among_the_later_events():
    sides, later = load("policy/later_sides"), load("policy/later_events")
    assert set(sides["event_id"]) <= set(later["event_id"])
    kinds = sides.groupby("event_id")["who_kind"].nunique()
    assert set(kinds[kinds < 2].index) == {
        "EV_FLIGHTS_STOP_2025"
    }  # nobody quarrels over the signal
    shown = repr(the_vote()) + repr(both_sides())
    assert all(says in shown for says in sides["says"])
    days = load("article/events").set_index("event_id")["date"]
    assert days[later["event_id"]].is_monotonic_increasing
