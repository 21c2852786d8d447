"""Lesson 07 against figures printed elsewhere and what was computed before it, not against itself."""

import itertools
import re

import pytest

from borderlab import load
from borderlab.lessons.lesson07 import numbers, pictures
from borderlab.lessons.lesson07.facts import facts
from borderlab.lessons.lesson07.leavers import (
    MEASURED,
    PLACES,
    as_copied,
    in_a_hundred,
    misplaced,
    permit_bench,
    published_ranges,
    weighed,
)
from borderlab.models.labour import labour, labour_elasticities
from claimlab import lessons
from claimlab.lessons import exercise, lesson, prediction


@pytest.fixture(scope="module")
def said():
    return facts()


# Where people went ---------------------------------------------------------------------------


def test_the_estimates_are_those_that_were_verified(said):
    assert said["distance_plain"] == pytest.approx(-0.948, abs=5e-4)
    assert said["distance_plain_error"] == pytest.approx(0.056, abs=5e-4)
    assert said["distance"] == pytest.approx(-0.255, abs=5e-4)
    assert said["distance_error"] == pytest.approx(0.048, abs=5e-4)
    assert numbers.expected()["log_diaspora"] == pytest.approx(0.488, abs=5e-4)
    assert exercise("E07.3").right() == pytest.approx(40.2, abs=0.1)


def test_the_fit_of_before_misplaces_two_thirds_and_sends_them_to_the_united_states(said):
    assert misplaced(numbers.shares()) == pytest.approx(65.9, abs=0.05)
    assert (said["usa_sent"], said["peru_sent"]) == (28, 1)
    assert (numbers.people_in("COL"), numbers.people_in("COL", "actual")) == (14, 41)
    assert said["peru_went"] == 19
    actual = numbers.shares().set_index("destination_iso3")["actual_percent"]
    assert actual["USA"] == pytest.approx(4.46, abs=0.01)  # five of a hundred that add up


def test_most_early_moves_to_colombia_were_returns(said):
    assert said["returns_percent"] == pytest.approx(84.7, abs=0.05)
    assert said["residual_plain"] == pytest.approx(3.2, abs=0.05)
    assert said["residual"] == pytest.approx(1.8, abs=0.05)


def test_one_origin_turns_the_sign_of_the_border(said):
    assert said["one_origin_border"] == pytest.approx(1.11, abs=5e-3)
    assert said["one_origin_border_without"] == pytest.approx(-0.42, abs=5e-3)


@pytest.mark.parametrize("who", ["predicted", "actual"])
def test_a_hundred_people_are_a_hundred(who):
    people = in_a_hundred(numbers.shares(), f"{who}_percent")
    assert people["people"].sum() == 100 and people["place"].tolist() == list(PLACES)


def test_the_best_weights_are_drawn_beside_where_people_went():
    shown = pictures.where_would_you_go()
    assert numbers.misplaced_by_the_best() == pytest.approx(38.8, abs=0.05)
    assert "39 of a hundred" in shown.title and shown.frame["who"].nunique() == 2


def test_no_weights_in_reach_do_better_than_the_text_says():
    steps = itertools.product(
        [i / 10 for i in range(6, 13)], [i / 5 for i in range(4, 9)], [1.0, 1.5, 2.0, 2.5, 3.0]
    )
    least = min(weighed(numbers.hosts(), *x)["misplaced_people"].iloc[0] for x in steps)
    assert least == pytest.approx(numbers.misplaced_by_the_best())


# Permits -------------------------------------------------------------------------------------


def test_the_funnel_is_the_printed_one(said):
    assert numbers.permits("delivered") == pytest.approx(100 * 564_736 / 1_940_331)
    assert round(said["approved_of_all_percent"]) == 31
    assert round(said["approved_of_all_2023_percent"]) == 64


def test_a_weight_of_a_fifth_meets_the_study_and_misses_the_survey(said):
    assert exercise("E07.2").right() == pytest.approx(0.21, abs=5e-3)
    lengths = [said[f"queue_weight{which}"] for which in ("_high_base", "_mean", "", "_low_base")]
    assert [round(q, 2) for q in lengths] == [0.10, 0.13, 0.21, 0.34]
    model = permit_bench(0.21)
    assert model["natives_lose_per_thousand"] == pytest.approx(1.0, abs=0.01)
    assert model["migrants_formal_percent"] == pytest.approx(5.1, abs=0.05)


def test_the_queue_reaches_both_numbers_with_two_migrants_per_hundred_and_only_then():
    near = {"migrants_formal_percent": 1.0, "natives_lose_per_thousand": 0.11}
    met = {
        migrants
        for migrants, permits, weight in itertools.product(
            [1 + i / 2 for i in range(9)], range(10, 101, 10), [i / 20 for i in range(21)]
        )
        for found in [permit_bench(weight, migrants, permits)]
        if all(abs(found[name] - MEASURED[name]) <= gap for name, gap in near.items())
    }
    assert met == {2.0}


def test_the_named_points_of_the_queue_stand_on_both_sides_of_what_was_measured():
    shown = pictures.permit_queue().frame.set_index(["who", "weight"])
    jobs, lost = "migrants_formal_percent", "natives_lose_per_thousand"
    four, two = shown.loc["four migrants per 100"], shown.loc["two migrants per 100"]
    assert four.loc[0.2, lost] == pytest.approx(1, abs=0.1)
    assert four.loc[0.2, jobs] < 6 < 9 < two.loc[0.4, jobs] < 11
    assert two.loc[0.4, lost] == pytest.approx(1, abs=0.1)


def test_permits_move_no_output_and_no_wage():
    none, all_of_them = (labour(0.04, pi) for pi in (0.0, 1.0))
    for name in ("output_percent", "informal_wage_percent", "formal_jobs_percent"):
        assert none[name] == all_of_them[name]
    assert none["permit_effect_points"] == 0 > all_of_them["permit_effect_points"]


def test_counts_per_hundred_stand_on_both_sides_of_the_goal(said):
    assert said["per_hundred_2018"] == pytest.approx(100 * 935_593 / (49_024_465 - 935_593))
    assert said["per_hundred_2018"] < 2.0 < 3.6 < said["per_hundred_2019"]


# Work and wages ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sigma", "wage", "jobs"),
    [(1.5, -0.693, 0.376), (2, -0.648, 0.222), (3, -0.574, -0.033), (5, -0.467, -0.4)],
)
def test_the_closed_form_gives_the_numbers_of_the_design(sigma, wage, jobs):
    found = labour_elasticities(sigma=sigma)
    assert (found["informal_wage"], found["formal_jobs"]) == pytest.approx((wage, jobs), abs=5e-4)


def test_formal_jobs_turn_once_and_the_wage_falls_throughout():
    by = pictures.two_kinds_of_work().frame.pivot(index="sigma", columns="what", values="change_percent")  # fmt: skip
    assert by["Formal jobs"].is_monotonic_decreasing and (by["Informal wage"] < 0).all()
    rises = by.index[by["Formal jobs"] > 0]
    assert rises.max() < exercise("E07.5").right() == pytest.approx(2.857, abs=5e-4)
    assert by["Formal jobs"].iloc[-1] < 0 < by["Formal jobs"].iloc[0]


def test_five_studies_are_on_one_unit_and_every_study_is_somewhere():
    table = load("migration/wage_estimates")
    converted, left_out = published_ranges(table)
    assert converted["study_id"].is_unique and len(converted) == 5
    assert len(converted) + left_out["study"].nunique() == table["study_id"].nunique() == 10
    assert (converted["least_percent"] <= converted["most_percent"]).all()
    assert converted["most_percent"].tolist()[-1] == 10.0
    assert prediction("P07.4").truth() == 10.0


def test_half_counted_halves_the_effect_of_a_real_migrant():
    assert exercise("E07.4").right() == pytest.approx(-0.525)


# Places, polls, labels -----------------------------------------------------------------------


def test_most_live_in_bogota_and_most_for_a_thousand_in_arauca():
    assert numbers.most_live_in("people")["department"] == "Bogotá"
    assert numbers.most_live_in("rate")["department"] == "Arauca"
    assert "Arauca" in pictures.where_they_are_many().title


def test_the_border_carries_more_than_twice_its_share(said):
    assert said["border_people_percent"] > 2 * said["border_population_percent"] > 20


def test_the_labels_of_the_copy_run_backwards():
    copied = as_copied(load("migration/corridor_stocks"))
    assert copied["printed_year"].tolist() == [1960, 1970, 1980, 1990, 2000]
    assert copied["persons"].is_monotonic_decreasing
    own = load("migration/corridor_stocks").query(
        "definition == 'world_bank_estimate' and residence_iso3 == 'VEN'"
    )
    assert own.sort_values("year")["persons"].tolist() == copied["persons"].tolist()[::-1]
    un = facts()["un_2000"]
    assert copied["persons"].iloc[0] == pytest.approx(un, rel=1e-3)
    assert exercise("E07.8").right() == pytest.approx(534.6, abs=0.05)


def test_a_survey_of_those_who_left_decides_one_half_of_the_sentence():
    found, __ = lesson("07").claims["C39"].ruling()
    assert found.status == "not found" and len(found.fits) == 2 and not found.against
    assert lesson("07").claims["C40"].ruling()[0].status == "depends on definition"
    strain, __ = lesson("07").claims["C41"].ruling()
    assert strain.status == "not found" and len(strain.fits) == 2


@pytest.mark.parametrize("picture", lessons.pictures("07").values(), ids=lambda one: one.name)
def test_every_picture_has_a_title_and_words_without_gaps(picture):
    figure = picture()
    if picture.name == "model_and_went":  # a table of words: its title heads them
        said = str(figure)
        assert said.startswith("Note: Of a hundred")
    else:
        said = figure.title + figure.words
        assert figure.title and figure.words
    assert not re.search(r"\{|nan|None", said)
