"""Lesson 01 against figures printed elsewhere, not against itself; its goals; its corrected facts."""

import re

import numpy as np
import pytest

from borderlab import load
from borderlab.lessons.common import customs
from borderlab.lessons.lesson01 import pictures
from borderlab.lessons.lesson01.books import fall_path
from borderlab.lessons.lesson01.numbers import exports, vehicles
from claimlab.data import describe, lessons_dir
from claimlab.judging.judge import judge
from claimlab.lessons import exercise, goal, lesson, prediction
from claimlab.lessons.words import words
from claimlab.views import Mark
from claimlab.views.room import box_of_text

SOURCE = next((lessons_dir() / "source/en").glob("01-*.md")).read_text(encoding="utf-8")
WORDS = (lessons_dir() / "source/en/01.toml").read_text(encoding="utf-8")
FACTS = lesson("01").facts()


def test_the_peak_is_the_one_the_column_prints():
    year, total = exercise("E01.1").right()
    # Comtrade 6,059 + Colombia's imports 1,198
    assert year == 2008 and total == pytest.approx(7257, abs=1)


def test_other_books_give_other_totals():
    wrong = {m.code: m.value()[1] for m in exercise("E01.1").mistakes}
    assert wrong["importers"] == pytest.approx(8011, abs=1)
    assert wrong["exporters"] == pytest.approx(6974, abs=1)


TYPED = [
    ("E01.1", (2008, 7200), "column"),
    ("E01.1", (2008, 7257), "right"),
    ("E01.2", 96.8, "right"),
    ("E01.3", 98, "right"),
    ("E01.3", 100, "year-of-the-break"),
    ("E01.3", np.nan, "kind"),
    ("E01.5", -156, "log-points"),
    ("E01.6", 70.9, "nine-months"),
    ("E01.6", 80, "right"),
]


@pytest.mark.parametrize(("exercise_id", "answer", "code"), TYPED)
def test_what_a_student_would_type_has_its_verdict(exercise_id, answer, code):
    assert judge(exercise(exercise_id), answer).code == code


def test_vehicles_fell_from_65000_to_13100():
    assert exercise("E01.6").right() == pytest.approx(100 * (65000 - 13100) / 65000)


def test_the_curve_has_a_figure_at_every_point_and_what_is_given_comes_before():
    drawn = prediction("P01.2")
    assert len(drawn.truth()) == len(drawn.points)
    assert all(drawn.low <= y <= drawn.high for y in (*drawn.truth(), *drawn.known.values()))
    assert max(drawn.known) == 2008 < min(drawn.points)


# Goals: reached by somebody, and not by those who have not moved ---------------------------------


def states(figure, **choices):
    """Whether the goal is reached for each setting, as a student would choose them."""
    names = list(choices)
    found = {}
    for at in np.ndindex(*map(len, choices.values())):
        figure.move(**dict(zip(names, map(int, at), strict=True)))
        setting = tuple(choices[name][i] for name, i in zip(names, at, strict=True))
        held = not figure.notice and figure.goal.reached(figure.frame, **figure.params)
        found[setting] = bool(held)
    return found


def test_the_fall_can_be_counted_so_that_most_came_after_the_closure(workspace):
    figure = pictures.share_of_the_fall()
    assert not figure.goal.reached(figure.frame, **figure.params)
    found = states(figure, start=(2008, 2009, 2012), count=("dollars", "logs"))
    assert [setting for setting, held in found.items() if not held] == [
        (2008, "dollars"),
        (2009, "dollars"),
    ]


def test_the_share_shrank_first_and_then_the_market():
    """Share times market is what was sold, and the guess finds its panel by its text."""
    figure, (market, share) = (
        pictures.size_and_share(),
        words("01")["pictures"]["size-and-share"]["parts"].values(),
    )
    index = figure.frame.pivot(index="year", columns="part", values="index")
    assert (index[market] * index[share] / 100).to_numpy() == pytest.approx(
        (100 * exports() / exports()[2008]).reindex(index.index).to_numpy(), nan_ok=True
    )
    early, late = index.loc[2012] / index.loc[2008], index.loc[2016] / index.loc[2012]
    assert early[share] < 0.5 < 1 < early[market] and late[market] < 0.5 < late[share]
    assert {market, share} < set(words("01")["P01.3"]["options"].values())
    marks = figure.with_guess(Mark("choice", share)).scene()["marks"]
    assert any(mark["i"].startswith("guess") for mark in marks)


def test_a_goal_says_what_was_found_in_whole_numbers(workspace):
    shown = pictures.share_of_the_fall()
    shown.move(count=1)
    said = shown.rest()
    assert "{" not in said and re.search(r"\d\d per cent", said), said
    assert goal("G01.1").question and goal("G01.1").model


# Facts that were wrong once ----------------------------------------------------------------------


def test_a_third_was_left_before_the_closure():
    assert 32 < FACTS["left_before_closure_percent"] < 34
    told = f"{SOURCE} {WORDS}".casefold()
    assert not re.search(
        r"little (?:that )?was left|what was left to kill|left to stop\b(?!.* wrong)", told
    )


def test_the_market_fell_and_recovered_and_its_part_depends_on_who_counts():
    assert FACTS["imports_2010_percent"] == pytest.approx(22.7, abs=0.1)
    assert FACTS["size_early_percent"] == pytest.approx(-2, abs=0.1)
    assert FACTS["size_early_cow_percent"] == pytest.approx(-37.5, abs=0.1)
    assert "did not fall at all" not in WORDS


def test_the_shares_name_their_whole_and_the_largest_seller():
    assert FACTS["colombia_of_all_2008_percent"] == pytest.approx(12.0, abs=0.05)
    assert FACTS["colombia_of_all_2012_percent"] == pytest.approx(5.0, abs=0.05)
    found, evidence = lesson("01").claims["C12"].ruling()
    assert found.status == "supported" and any("Hugo Chávez" in who for who in found.fits)
    assert "2009-07-28" in evidence.values(), "the freeze"
    assert evidence["The share of the United States, 2012"] == 28.1
    assert "April 2011" in str(evidence)


def test_the_cars_stayed_below_their_quota():
    notes = load("trade/product_groups").query("units_count == 13100")["note"]
    assert f"{FACTS['cars_quota_count']:,}" in notes.iloc[0]
    assert vehicles("2008/2008") < FACTS["cars_quota_count"]
    assert "early 2007" not in SOURCE.casefold()


def test_the_ministry_has_a_figure_in_the_mirror():
    assert FACTS["ministry_m"] == 533 and round(FACTS["ministry_ratio"]) == 12


def test_the_closures_of_2009_2014_and_2015_are_known_and_2019_is_not_denied():
    options = words("01")["Q01.2"]["options"]
    assert "day and a half" in options["2009"]["reason"] and "night" in options["2014"]["reason"]
    found, evidence = lesson("01").claims["C14"].ruling()
    assert found.status == "depends on definition"
    assert ["2014-08-11", "2015-08-19", "2019-02-22"] == list(evidence.values())[:3]


def test_cucuta_recorded_no_exports_after_the_closure():
    assert customs("2015-09", "2016-09") == 0 < FACTS["cucuta_before_m"]


def test_the_verdict_on_politics_turns_with_the_window():
    evidence = list(lesson("01").claims["C11"].ruling()[1].values())
    assert evidence[0] < 25 and evidence[1] > 75


def test_no_forecast_of_lesson_00_is_answered():
    """The article's clock stops in September 2022: no year and no event after it in core or pictures."""
    assert "EV_CARGO" not in WORDS + SOURCE and "open to cargo" not in (WORDS + SOURCE).casefold()
    assert pictures.rise_and_fall().frame["year"].max() == 2021
    assert pictures.rise_and_fall().view.spells["end"].max() == "2022-09-15"


def test_freight_alone_is_not_the_explanation():
    assert "freight alone does not explain" in " ".join(
        describe("trade/bilateral_annual")["limits"]
    )
    assert "Freight is not the whole reason" in exercise("E01.4").why


def test_the_number_of_the_title_is_marked_where_it_is_true():
    """A point is a whole year, so that the last one before the closure is that of 2014."""
    shown = pictures.rise_and_fall()
    path = fall_path(exports()).set_index("year")["share_of_fall_percent"]
    assert f"{path[2014]:.0f} per cent" in shown.title and "2014" in shown.title
    assert path[2015] > path[2014] + 10, "the year of the closure would tell another number"
    marks = {mark["i"]: mark for mark in shown.scene()["marks"]}
    told = " ".join(mark["t"] for key, mark in marks.items() if key.startswith("share-n"))
    assert marks["share"]["t"] == f"{path[2014]:.0f}%" and "by 2014" in told
    before, after = (np.ptp(marks[f"bracket:{part}"]["p"][7:10:2]) for part in ("before", "after"))
    assert 100 * before / (before + after) == pytest.approx(path[2014], abs=1.5)


@pytest.mark.parametrize("width", [360, 520, 760])
def test_the_fall_is_read_year_by_year_and_day_by_day(width):
    drawn = {2009: 5.0, 2012: 4.0, 2019: 0.5}
    one = pictures.rise_and_fall().with_guess(Mark("curve", drawn)).scene(width)
    heads = [stop[1] for stop in one["rule"]["stops"]]
    assert {"2004", "2008", "19 Aug 2015", "Oct 2021"} <= set(heads)
    said = {head: text for _x, head, text, *_rest in one["rule"]["stops"]}
    assert "No figure" in said["2013"] and "70% of the fall" in said["2014"]
    assert said["14 Mar 2020"].count("closed") == 2 and "On foot: open" in said["Oct 2021"]
    keys = {mark["i"] for mark in one["marks"]}
    assert {key for stop in one["rule"]["stops"] for key in stop[3]} - keys == {
        f"year:{year}" for year in (2005, 2006, 2011, 2013, 2018, 2020)
    }
    assert {"guess", "guess-n", "none:2013"} <= keys
    boxes = [box_of_text(mark) for mark in one["marks"] if mark["k"] == "text"]
    assert all(-1 <= box.left and box.right <= width + 1 for box in boxes)
    shown = pictures.rise_and_fall()
    assert shown.view.table(shown.frame).iloc[:, 0].tolist() == heads


def test_the_two_counts_of_people_are_those_of_their_tables():
    assert (FACTS["deported_2015"], FACTS["returned_2015"]) == (1608, 19686)
    assert (FACTS["deported_2015_later"], FACTS["returned_2015_later"]) == (1950, 22342)
