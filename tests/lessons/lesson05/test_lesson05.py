"""Lesson 05 against published numbers, against its list counted anew, and against its own prose."""

import csv
import re

import numpy as np
import pytest

from borderlab.lessons.common import event_day
from borderlab.lessons.lesson05 import numbers, pictures
from borderlab.lessons.lesson05.accounts import ACCOUNTS, beside_the_record, misplaced
from borderlab.lessons.lesson05.answers import moves
from borderlab.lessons.lesson05.numbers import (
    LAST_LOOK,
    MEMBERS,
    TEN,
    by_day,
    ends_at,
    in_force,
    listed,
    median_days,
    on_two_days,
    spoke_up,
    stands,
    still_counted,
)
from borderlab.models.cascade import critical_spread, threshold_share
from claimlab.data import data_dir
from claimlab.judging.judge import judge
from claimlab.lessons import exercise, goal, lesson, prediction
from claimlab.lessons.tables import clock_day
from claimlab.lessons.words import words

LESSON = lesson("05")


@pytest.fixture(scope="module")
def rows():
    with open(data_dir() / "sanctions/recognition.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


# The list ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def acts():
    with open(data_dir() / "sanctions/recognition_days.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_day_of_the_list_is_that_of_the_table_of_acts(rows, acts):
    kinds = ("recognition", "support short of recognition")
    days = {act["iso3"]: act["date"] for act in acts if act["kind"] in kinds}
    assert {row["iso3"]: row["recognised_on"] for row in rows} == {
        row["iso3"]: days[row["iso3"]] for row in rows
    }
    assert set(days) - {row["iso3"] for row in rows} == {"BOL", "SVK"}


def test_what_states_did_later_is_that_of_the_table_of_acts(rows, acts):
    changed = {a["iso3"]: a for a in acts if a["kind"] == "change" and a["date"] < "2022-09-15"}
    own = {row["iso3"]: row["own_act_on"] for row in rows if row["own_act_on"]}
    assert set(own) == set(changed) - {"BOL"}
    for state, day in own.items():
        exact = changed[state]["date_precision"] == "day"
        assert day == changed[state]["date"] if exact else day > changed[state]["date"]
    spoke = {a["iso3"] for a in acts if a["kind"] == "UN statement of 15"}
    refused = {row["iso3"] for row in rows if row["later_evidence"] == "refused_maduro_at_un"}
    assert len(spoke) == 15 and refused == {"AUS", "GBR", "GEO", "ISR", "KOR", "MHL"}
    assert all(row["later_evidence"] for row in rows if row["iso3"] in spoke), "none is silent"


def test_the_wave_in_57_days_and_in_the_28_that_were_found_first(rows):
    days = [row["recognised_on"] for row in rows]
    assert (len(days), days.count("2019-01-23"), days.count("2019-02-04")) == (57, 15, 22)
    assert len(set(days)) == 16 and min(days) == "2019-01-23" and max(days) == "2019-11-02"
    first = [row["recognised_on"] for row in rows if row["is_day_found_first"] == "true"]
    assert {day: first.count(day) for day in first} == {
        "2019-01-23": 11,
        "2019-01-24": 1,
        "2019-02-04": 16,
    }


def test_the_missing_days_were_other_days():
    assert (on_two_days(True), on_two_days(False)) == (27, 10)
    facts = LESSON.facts()
    assert facts["least_percent"] < facts["all_percent"] < facts["most_percent"]
    assert facts["first_percent"] > 95 and facts["all_percent"] < 66


def test_when_the_ultimatum_ran_out_nineteen_members_of_the_union_acted(rows):
    on_the_day = [row for row in rows if row["recognised_on"] == "2019-02-04"]
    union = [row for row in on_the_day if row["is_eu27_member"] == "true" or row["iso3"] == "GBR"]
    assert len(union) == 19


def test_most_members_of_the_united_nations_are_on_no_record_of_ours():
    found = stands()["stand"].value_counts().to_dict()
    assert found == {
        "recognition": 56,
        "support short of recognition": 2,
        "recognises Maduro": 10,
        "stays out": 15,
    }
    assert stands()["iso3"].is_unique and LESSON.facts()["silent"] == MEMBERS - 83 == 110


def test_the_largest_one_day_move_is_away_from_him():
    assert moves() == {"first": 15, "second": 22, "wording": 24, "vote": 7}
    assert prediction("P05.3").truth() == "wording"


def test_a_handful_runs_from_4_up():
    def left(*definition):
        return int(still_counted(*definition).sum())

    assert left() == 57 and left(False, True) == 33 and left(False, True, "remove") == 26
    assert left(True) == 51 and left(True, True, "remove") == 25
    assert left(True, True, "abstain", "refusal") == left(False, True, "abstain", "refusal") == 4
    assert (left(True, True, "abstain"), left(True, True, "abstain", "silence")) == (20, 10)
    assert left(True, True, "remove", "refusal") == 9


def test_of_fifteen_that_spoke_up_two_had_changed_by_the_column():
    assert spoke_up(clock_day()) == 13 and spoke_up(event_day("EV_BREAK_2019")) == 15


def test_six_governments_acted_for_themselves_before_the_column_and_each_has_a_source(rows):
    acts = {row["iso3"]: row for row in rows if row["own_act"]}
    assert set(acts) == {"ARG", "PAN", "DOM", "PER", "HND", "COL"}
    for act in acts.values():
        assert "2020-01-07" <= act["own_act_on"] <= "2022-08-11" and act["own_act_source"]
        assert act["later_evidence_on"] > act["own_act_on"], "the vote came after the act"
    assert in_force(clock_day()) == 57 - 24 - 6 and in_force(LAST_LOOK) == 25


def test_colombias_act_is_the_ambassador_of_the_calendar(rows):
    day = next(row["own_act_on"] for row in rows if row["iso3"] == "COL")
    assert day == f"{event_day('EV_AMBASSADOR_NAMED_2022'):%Y-%m-%d}"


def test_a_vote_ends_only_what_its_definition_says():
    seen = listed()["later_evidence"]
    gone = {votes: seen[~still_counted(votes=votes)] for votes in ("none", "remove", "abstain")}
    assert {votes: set(acts) for votes, acts in gone.items()} == {
        "none": set(),
        "remove": {"voted_to_remove_envoy"},
        "abstain": {"voted_to_remove_envoy", "abstained_on_envoy"},
    }
    whatever = still_counted(wording=True, votes="abstain", silence="refusal")
    kept = seen == "voted_to_keep_envoy"
    assert kept.any() and whatever[kept].all(), "who voted to keep him has not left"


def test_one_definition_has_two_medians_in_two_tables():
    assert median_days(votes="remove", first_search=True) == 702
    assert median_days(votes="remove") == 1352
    assert median_days(votes="abstain") == 1351
    assert median_days() == float("inf")


# The accounts ------------------------------------------------------------------------------------


def test_every_account_expects_as_many_acts_as_there_are():
    for first_search, all_of_them in ((True, 28), (False, 57)):
        for account in ACCOUNTS:
            sums = beside_the_record(account, first_search).sum()
            assert sums["recorded"] == pytest.approx(all_of_them)
            assert sums["expected"] == pytest.approx(all_of_them)


def test_blocs_come_nearest_and_look_perfect_only_while_days_are_missing():
    wrong = {account: misplaced(account) for account in ACCOUNTS}
    assert 5 < wrong["blocs"] < 10 < wrong["news"] < 20 < 30 < wrong["cascade"]
    first = {account: misplaced(account, first_search=True) for account in ACCOUNTS}
    assert first["blocs"] == 1 < 10 < first["news"] < first["cascade"]


def _tide(until, width=760):
    shown = pictures.every_day()
    shown.move(until=numbers.stops().index(until))
    return {mark["i"]: mark for mark in shown.view.scene(shown.frame, width)["marks"]}


@pytest.mark.parametrize(
    ("until", "acted", "left"),
    [("2019-01-23", 15, 0), ("2019-01-26", 19, 0), ("2019-02-04", 44, 0), ("2019-11-02", 57, 0), ("2021-01-27", 57, 3), ("2022-09-15", 57, 6)],
)  # fmt: skip
def test_the_tide_has_a_tile_for_each_state_and_it_stays_once_it_has_acted(until, acted, left):
    marks = _tide(until)
    states = {key: mark for key, mark in marks.items() if key.startswith("state:")}
    assert len(states) == 57
    assert sum("pale" not in mark["c"] for mark in states.values()) == acted
    assert sum(key.startswith("was:") for key in marks) == left
    assert all(
        marks["state:" + key[4:]]["p"] != mark["p"]
        for key, mark in marks.items()
        if key.startswith("was:")
    )


def test_the_column_of_a_great_day_is_as_high_as_its_head_says():
    states = [m for key, m in _tide("2019-02-04").items() if key.startswith("state:")]
    for day, head in (("2019-01-23", "head:first"), ("2019-02-04", "head:great")):
        assert int(_tide("2019-02-04")[head]["t"].split()[0]) == sum(m["s"] == day for m in states)
    hollow = [m for m in states if m["s"] in ("2019-01-23", "2019-02-04") and "hollow" in m["c"]]
    assert len(hollow) == on_two_days(found_first=False) == 10


def test_all_other_members_stand_below_and_members_add_up():
    rest = numbers.other_members()
    assert rest == {"maduro": 10, "out": 15, "later": 2, "silent": 110}
    on_list = MEMBERS - sum(rest.values())
    assert on_list == 56, "Kosovo is on the list and no member"
    assert sum(key.startswith("rest:") for key in _tide("2022-09-15")) == 137


def test_the_clock_of_the_tide_ends_on_the_day_of_the_column():
    assert numbers.stops()[-1] == f"{clock_day():%Y-%m-%d}" == pictures.every_day().params["until"]


def test_common_news_gets_every_days_total_right():
    found = beside_the_record("news")
    for day in ("first", "second"):
        both = found.loc[[f"{day}_west", f"{day}_rest"]].sum()
        assert both["recorded"] == pytest.approx(both["expected"])


def test_the_still_of_the_accounts_shows_both_records():
    shown, said = pictures.dominoes_or_blocs(), words("05")["pictures"]["dominoes-or-blocs"]
    assert list(said["accounts"]) == list(ACCOUNTS)
    wrong = shown.frame.pivot(index="account", columns="record", values="states")
    first, every = (wrong[text] for text in said["records"].values())
    assert first.idxmin() == every.idxmin() == said["accounts"]["blocs"]
    facts = LESSON.facts()
    assert f"{first.min():.0f} state of {facts['dated']}" in shown.words
    assert f"{every.min():.1f} states of {facts['list_count']}" in shown.words
    assert every.min() > 5 * first.min()
    shares = shown.frame.pivot(index="account", columns="record", values="percent")
    assert shares.to_numpy() == pytest.approx(
        100
        * wrong
        / [
            facts["dated"] if text.startswith(str(facts["dated"])) else facts["list_count"]
            for text in wrong
        ]
    )
    assert said["records"]["first"].startswith(str(facts["dated"]))
    assert str(facts["list_count"]) in said["records"]["all"]


# The models --------------------------------------------------------------------------------------


def test_granovetters_jump():
    assert ends_at(25, 12.2) == pytest.approx(0.055 * 193, abs=0.1)
    assert ends_at(25, 12.3) == pytest.approx(193, abs=0.01)
    assert 100 * critical_spread(0.25).spread == pytest.approx(12.222, abs=5e-4)
    assert LESSON.facts()["critical_share_percent"] == pytest.approx(6.20, abs=5e-3)


def test_at_a_mean_of_25_no_spread_ends_near_the_list():
    ends = [ends_at(25, spread) for spread in np.arange(5.0, 65.01, 0.1)]
    assert not any(20 < end < 100 for end in ends)


def test_the_gap_is_named_only_where_the_wave_comes_through_it():
    said = words("05")["pictures"]["cobweb-of-states"]["remarks"][0][1]
    told = {}
    for spread in (12.2, 12.3, 30.0):
        picture = pictures.cobweb_of_states()
        picture.move(spread_percent=spread)
        told[spread] = said in picture.words
        texts = [
            m.get("t", "")
            for m in picture.view.scene(picture.frame)["marks"]
            if m["i"].startswith("remark")
        ]
        assert (said in " ".join(texts)) == told[spread]
    assert told == {12.2: False, 12.3: True, 30.0: False}


def test_a_tall_stair_is_read_aloud_with_the_figures_of_the_wave():
    picture = pictures.cobweb_of_states()
    acted, ready = map(
        int, re.search(r"one stair: (\d+) have acted, so (\d+)", picture.words).groups()
    )
    share = threshold_share(acted / 193, 0.25, 0.123)
    assert ready == pytest.approx(193 * share, abs=3) and ready > acted + 10
    picture.move(mean_percent=95, spread_percent=5.0)
    assert "one stair" not in picture.words


# The goals ---------------------------------------------------------------------------------------


def shown(name, goal_id, **settings):
    """A picture moved to these settings, and what its goal says of it."""
    picture = getattr(pictures, name)()
    picture.move(**settings)
    return goal(goal_id).reached(picture.frame, **picture.params)


REACHED = [
    ("still_recognising", "G05.3", {"statements": 2, "votes": 2, "silence": 2}),
    ("cobweb_of_states", "G05.4", {"mean_percent": 50, "spread_percent": 38.0}),
]


@pytest.mark.parametrize(("name", "goal_id", "settings"), REACHED)
def test_a_goal_can_be_reached_and_is_not_reached_at_the_start(name, goal_id, settings, workspace):
    assert not shown(name, goal_id)
    assert shown(name, goal_id, **settings)


def test_who_left_is_hollow_and_who_showed_that_it_stayed_is_solid(workspace):
    picture = pictures.still_recognising()
    marks = picture.view.scene(picture.frame)["marks"]
    looks = {m["n"]: m["c"] for m in marks if m["i"].startswith("tile:")}
    assert sum("hollow" in look for look in looks.values()) == 6
    stayed = listed()["later_evidence"].isin(["voted_to_keep_envoy", "refused_maduro_at_un"])
    solid = {name for name, look in looks.items() if look == "accent"}
    assert solid == set(listed()["country"][stayed & ~numbers.acted()])


ONLY_TOGETHER = [
    {"statements": 2, "votes": 2},
    {"statements": 2, "votes": 2, "silence": 1},
    {"statements": 2, "votes": 1, "silence": 2},
    {"statements": 1, "votes": 2, "silence": 2},
]


@pytest.mark.parametrize("settings", ONLY_TOGETHER)
def test_a_handful_needs_the_wording_the_abstentions_the_silence_and_the_refusals(
    settings, workspace
):
    assert not shown("still_recognising", "G05.3", **settings)


# What is asked -----------------------------------------------------------------------------------


def test_the_answers_of_the_design_are_accepted():
    assert prediction("P05.1").truth() == [19, 20, 22, 22, 44]
    for exercise_id, value in [("E05.2", 27), ("E05.3", (47.4, 98.2)), ("E05.6", (702, 1352))]:
        assert judge(exercise(exercise_id), value).code == "right", exercise_id
    assert judge(exercise("E05.1"), (5, 4)).code == "right"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ((27, 56), "counts"),
        ((98.2, 47.4), "parts-swapped"),
        ((28.07, 78.9), "busiest-day"),
        ((49.1, 100), "any-day"),
        ((96.4, 96.4), "blanks-dropped"),
    ],
)
def test_counts_and_swapped_ends_are_told_from_one_day(value, code):
    assert judge(exercise("E05.3"), value).code == code


def test_the_thresholds_of_exercise_1_are_those_of_the_page():
    from claimlab.authoring.source import read, source_paths

    path = next(path for path in source_paths("en") if path.name.startswith("05"))
    assert f"ten = {list(TEN)}" in "\n".join(cell.text for cell in read(path).student)


def test_names_of_the_days_fit_the_days():
    days = words("05")["pictures"]["days"]
    assert (days["first"], days["second"]) == ("23 January 2019", "4 February 2019")
    for said in (words("05")["pictures"]["largest-moves"]["days"], words("05")["P05.3"]["options"]):
        assert list(said) == list(moves()), "the guess finds its bar by this text"


def test_four_voices_are_two_pairs(workspace):
    said = str(pictures.four_voices())
    for who in ("Trinidad", "ambassador", "Norway", "United Kingdom"):
        assert who in said, who


def test_a_drawing_without_the_silent_is_known_by_name():
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import seaborn as sns

    counted = stands()["stand"].value_counts()
    whole = counted.copy()
    whole["nothing read"] = 193 - whole.sum()
    for bars, code in ((counted, "silence-dropped"), (whole, "right")):
        ax = sns.barplot(x=bars.index, y=bars.to_numpy())
        ax.set(title="Of most members no word was read", xlabel="", ylabel="States")
        assert judge(exercise("E05.4"), ax).code == code
        plt.close("all")


def test_the_statuses_of_the_claims():
    status = {name: claim.ruling()[0].status for name, claim in LESSON.claims.items()}
    assert status == {
        "C02": "supported",
        "C15": "supported",
        "C16": "supported",
        "C20": "depends on definition",
        "C27": "not found",
        "C28": "supported",
        "C29": "depends on definition",
        "C31": "depends on definition",
        "C58": "supported",
        "C68": "supported",
    }


def test_a_side_of_the_quarrel_decides_nothing_for_itself():
    assert any("ambassador" in source for source in LESSON.claims["C29"].ruling()[0].parties)


def test_what_the_prose_says_holds():
    facts = LESSON.facts()
    assert facts["wording_percent"] < 50 and 3 < facts["break_years"] < 4
    assert facts["silent"] > facts["members"] / 2, "more than half are not in the picture"
    assert facts["spoke_up"] > facts["spoke_by_column"] > facts["fewest"]
    assert by_day()["2019-02-04"] == by_day().max()
