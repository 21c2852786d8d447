"""Lesson 05 against published numbers, against its list counted anew, and against its own prose."""

import csv

import numpy as np
import pytest

from borderlab.data import data_dir
from borderlab.judging.judge import judge
from borderlab.lessons import exercise, goal, lesson, prediction
from borderlab.lessons.lesson05 import pictures
from borderlab.lessons.lesson05.accounts import ACCOUNTS, beside_the_record, misplaced
from borderlab.lessons.lesson05.answers import moves
from borderlab.lessons.lesson05.numbers import (
    LAST_LOOK,
    TEN,
    by_day,
    crowd_of_hundred,
    ends_at,
    in_force,
    listed,
    median_days,
    still_counted,
)
from borderlab.lessons.tables import column_day, event_day
from borderlab.lessons.words import words
from borderlab.models.cascade import critical_spread

LESSON = lesson("05")


@pytest.fixture(scope="module")
def rows():
    with open(data_dir() / "sanctions/recognition.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


# The list ----------------------------------------------------------------------------------------


def test_the_list_has_57_states_of_which_28_have_one_of_two_days(rows):
    days = [row["recognised_on"] for row in rows]
    assert (len(days), days.count("")) == (57, 29)
    assert (days.count("2019-01-23"), days.count("2019-02-04")) == (12, 16)
    assert len(set(days)) == 3


def test_the_dated_entries_coincide_with_two_blocs(rows):
    for row in rows:
        if day := row["recognised_on"]:
            is_european = row["is_eu27_member"] == "true" or row["iso3"] == "GBR"
            assert (day == "2019-02-04") == is_european == (row["is_oas_member"] == "false")


def test_the_largest_one_day_move_is_away_from_him():
    assert moves() == {"first": 12, "second": 16, "wording": 24, "vote": 7}
    assert prediction("P05.3").truth() == "wording"


def test_a_handful_runs_from_4_up():
    def left(*definition):
        return int(still_counted(*definition).sum())

    assert left() == 57 and left(False, True) == 33 and left(False, True, "remove") == 26
    assert left(True) == 51 and left(True, True, "remove") == 25
    assert left(True, True, "abstain", True) == left(False, True, "abstain", True) == 4
    assert (left(True, True, "abstain"), left(True, True, "remove", True)) == (20, 9)


def test_six_governments_acted_for_themselves_before_the_column_and_each_has_a_source(rows):
    acts = {row["iso3"]: row for row in rows if row["own_act"]}
    assert set(acts) == {"ARG", "PAN", "DOM", "PER", "HND", "COL"}
    for act in acts.values():
        assert "2020-01-07" <= act["own_act_on"] <= "2022-08-11" and act["own_act_source"]
        assert act["later_evidence_on"] > act["own_act_on"], "the vote came after the act"
    assert in_force(column_day()) == 57 - 24 - 6 and in_force(LAST_LOOK) == 25


def test_colombias_act_is_the_ambassador_of_the_calendar(rows):
    day = next(row["own_act_on"] for row in rows if row["iso3"] == "COL")
    assert day == f"{event_day('EV_AMBASSADOR_NAMED_2022'):%Y-%m-%d}"


def test_medians_under_three_definitions_and_one_that_does_not_exist():
    assert median_days() == 702
    assert median_days(votes="remove", assumed="2019-02-04") == 1352
    assert median_days(votes="abstain", assumed="2019-02-04") == 1340
    assert median_days(assumed="2019-02-04") == float("inf")


@pytest.mark.parametrize("assumed", ["2019-01-23", "2019-02-04", "2019-02-15"])
def test_the_median_of_all_states_does_not_hang_on_the_day_assumed(assumed):
    assert median_days(votes="remove", assumed=assumed) == 1352


# The accounts ------------------------------------------------------------------------------------


def test_every_account_expects_as_many_entries_as_there_are_but_for_the_late_dominoes():
    for spread, all_of_them in ((False, 28), (True, 57)):
        for account in ACCOUNTS:
            sums = beside_the_record(account, spread).groupby("series")["states"].sum()
            assert sums["recorded"] == pytest.approx(all_of_them)
            assert sums["expected"] == pytest.approx(all_of_them, rel=0.16)


def test_blocs_fit_the_dated_entries_without_an_error_and_dominoes_fit_worst():
    wrong = {account: misplaced(beside_the_record(account)) for account in ACCOUNTS}
    assert wrong["blocs"] == 0 < 10 < wrong["news"] < 20 < wrong["cascade"]
    assert prediction("P05.2").truth() == "blocs"


def test_with_the_blanks_spread_evenly_blocs_and_common_news_are_level():
    wrong = {account: misplaced(beside_the_record(account, spread=True)) for account in ACCOUNTS}
    assert wrong["blocs"] == pytest.approx(wrong["news"], abs=0.5)
    assert wrong["cascade"] > 20


def test_common_news_gets_every_days_total_right():
    found = beside_the_record("news").pivot(index="place", columns="series", values="states")
    for day in ("first", "second"):
        both = found.loc[[f"{day}_west", f"{day}_rest"]].sum()
        assert both["recorded"] == pytest.approx(both["expected"])


# The models --------------------------------------------------------------------------------------


def test_one_state_that_waits_takes_a_hundred_to_one():
    assert crowd_of_hundred(1, 0) == 100 and crowd_of_hundred(1, 1) == 1
    assert crowd_of_hundred(0, 1) == 0, "from nobody, nobody moves"


@pytest.mark.parametrize("longer", [1, 2, 20])
def test_how_long_it_waits_changes_nothing(longer):
    assert crowd_of_hundred(57, longer) == 57


def test_granovetters_jump():
    assert ends_at(25, 12.2) == pytest.approx(0.055 * 193, abs=0.1)
    assert ends_at(25, 12.3) == pytest.approx(193, abs=0.01)
    assert 100 * critical_spread(0.25).spread == pytest.approx(12.222, abs=5e-4)
    assert LESSON.facts()["critical_share_percent"] == pytest.approx(6.20, abs=5e-3)


def test_at_a_mean_of_25_no_spread_ends_near_the_list():
    ends = [ends_at(25, spread) for spread in np.arange(5.0, 65.01, 0.1)]
    assert not any(20 < end < 100 for end in ends)


# The goals ---------------------------------------------------------------------------------------


def shown(name, goal_id, **settings):
    """A picture moved to these settings, and what its goal says of it."""
    picture = getattr(pictures, name)()
    picture.move(**settings)
    return goal(goal_id).reached(picture.frame, **picture.params)


REACHED = [
    ("one_threshold", "G05.1", {"waits": 57}),
    ("dominoes_or_blocs", "G05.2", {"account": 2, "spread": 1}),
    ("still_recognising", "G05.3", {"statements": 2, "votes": 2, "silence": True}),
    ("cobweb_of_states", "G05.4", {"mean_percent": 50, "spread_percent": 38.0}),
]


@pytest.mark.parametrize(("name", "goal_id", "settings"), REACHED)
def test_a_goal_can_be_reached_and_is_not_reached_at_the_start(name, goal_id, settings, workspace):
    assert not shown(name, goal_id)
    assert shown(name, goal_id, **settings)


OTHERS = [{"account": 0, "spread": 1}, {"account": 1, "spread": 1}, {"account": 2}]


@pytest.mark.parametrize("settings", OTHERS)
def test_only_common_news_with_the_blanks_in_is_level_with_blocs(settings, workspace):
    assert not shown("dominoes_or_blocs", "G05.2", **settings)


ONLY_TOGETHER = [
    {"statements": 2, "votes": 2},
    {"statements": 2, "votes": 1, "silence": True},
    {"statements": 1, "votes": 2, "silence": True},
]


@pytest.mark.parametrize("settings", ONLY_TOGETHER)
def test_a_handful_needs_the_wording_the_abstentions_and_the_silence(settings, workspace):
    assert not shown("still_recognising", "G05.3", **settings)


# What is asked -----------------------------------------------------------------------------------


def test_the_answers_of_the_design_are_accepted():
    assert prediction("P05.1").truth() == 1
    for exercise_id, value in [("E05.2", 27), ("E05.3", (49.1, 100)), ("E05.6", (702, 1352))]:
        assert judge(exercise(exercise_id), value).code == "right", exercise_id
    assert judge(exercise("E05.1"), (5, 4)).code == "right"


@pytest.mark.parametrize(
    ("value", "code"),
    [((28, 57), "counts"), ((100, 49), "parts-swapped"), ((28, 100), "busiest-day")],
)
def test_counts_and_swapped_ends_are_told_from_one_day(value, code):
    assert judge(exercise("E05.3"), value).code == code


def test_the_thresholds_of_exercise_1_are_those_of_the_page():
    from borderlab.authoring.source import read, source_paths

    path = next(path for path in source_paths("en") if path.name.startswith("05"))
    assert f"ten = {list(TEN)}" in "\n".join(cell.text for cell in read(path).student)


def test_names_of_the_days_fit_the_days():
    assert words("05")["pictures"]["plate"]["days"] == ["23 January 2019", "4 February 2019"]
    for said in (words("05")["pictures"]["largest-moves"]["days"], words("05")["P05.3"]["options"]):
        assert list(said) == list(moves()), "the guess finds its bar by this text"
    assert words("05")["pictures"]["accounts"]["accounts"] == words("05")["P05.2"]["options"]


def test_a_drawing_without_the_blanks_is_known_by_name():
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import seaborn as sns

    from borderlab import load

    day = load("sanctions/recognition")["recognised_on"].dt.strftime("%Y-%m-%d")
    for counted, code in (
        (day.value_counts(), "blanks-dropped"),
        (day.fillna("no day found").value_counts(), "right"),
    ):
        ax = sns.barplot(x=counted.index, y=counted.to_numpy())
        ax.set(title="Half of the list has no day", xlabel="", ylabel="States")
        assert judge(exercise("E05.4"), ax).code == code
        plt.close("all")


def test_claims_whose_data_are_missing_are_not_decided():
    status = {name: claim()[0] for name, claim in LESSON.claims.items()}
    assert set(status) == set("C02 C15 C16 C17 C20 C27 C28 C29 C30 C31 C58 C68".split())
    for name in ("C02", "C16", "C27", "C58", "C68"):
        assert status[name] == "still open", name
    vote = listed().set_index("iso3").loc["USA", "oas_vote"]
    assert vote == "keep", "the evidence of C31 says so in words"
    for name in ("C17", "C20", "C28", "C29", "C30", "C31"):
        assert status[name] == "depends on definition", name
    assert status["C15"] == "supported"


def test_what_the_prose_says_holds():
    facts = LESSON.facts()
    assert (facts["american_dated"], facts["european_dated"]) == tuple(by_day())
    assert round(facts["spread_blocs"]) == round(facts["spread_news"])
    assert facts["wording_percent"] < 50 and 3 < facts["break_years"] < 4
    assert facts["american_blank"] and facts["eu_blank"], "neither bloc was complete"
