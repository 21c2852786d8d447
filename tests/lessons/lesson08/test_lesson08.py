"""Lesson 08 against the figures that its prose leans on, its goals, and the rules against harm."""

from math import exp, log

import numpy as np
import pandas as pd
import pytest
from given import starts_unreached_and_is_reached

from borderlab import load
from borderlab.lessons.lesson08 import numbers, pictures
from borderlab.lessons.lesson08.numbers import (
    arauca_in_2022,
    border_rates,
    by_cut_off,
    estimate,
    flip,
    large_events,
    near_and_beyond,
    on_file,
    rates_by_department,
    rings_of,
    tries,
)
from borderlab.models.haven import haven_intensity
from claimlab import data
from claimlab.lessons import exercise, lesson, prediction
from claimlab.lessons.tables import by_id
from claimlab.lessons.words import picture_words
from claimlab.teaching.claims import entry
from claimlab.teaching.ledger import record_lines
from claimlab.views.guess import Mark

LESSON = lesson("08")
GROUPS = ("all", "FARC", "ELN", "paramilitary")
EVERY_CASE = (*pictures.CASES.values(), *pictures.MORE_CASES.values())


def source():
    folder = data.lessons_dir() / "source/en"
    return next(folder.glob("08-*.md")).read_text(encoding="utf-8")


# Do no harm --------------------------------------------------------------------------------------


def test_the_note_stands_before_anything_else():
    text = source()
    body = text.split("# Is violence higher near the border?", 1)[1]
    assert body.index("**Before you begin.**") < body.index('predict("P08.1")') < body.index("C42")
    assert "may stop at any point" in body and "another lesson of the same weight" in body
    assert "counsellor" in body


def test_the_title_asks_and_presumes_nothing():
    assert "title: Is violence higher near the border?\n" in source()
    assert "breed" not in source().lower()


def test_nothing_is_drawn_finer_than_a_department_a_ring_or_a_band(workspace):
    drawn = pictures.rates_on_a_map()
    assert set(drawn.frame.columns) == {"code", "department", "on_border", "year", "per_100k"}
    assert len(drawn.frame) == 33
    for shown in (pictures.where_is_near(), pictures.ring_maker(), pictures.haven_test()):
        assert not {"municipality", "latitude_deg", "longitude_deg"} & set(shown.frame.columns)


def test_a_blank_cell_is_a_range_and_never_a_zero():
    rings = rings_of("ELN")
    blank = rings["count_high"] - rings["count_low"]
    assert (blank > 0).any() and blank[blank > 0].min() >= 4
    rates = rates_by_department()
    shown = load("security/homicides_department_year")["homicides"].notna()
    assert (rates["per_100k"].notna().to_numpy() == shown.to_numpy()).all()


def test_each_side_has_its_best_case_with_a_source_on_both_sides(workspace):
    assert set(pictures.CASES) == set(picture_words("08", "two-cases")["questions"])
    assert set(pictures.MORE_CASES) == set(picture_words("08", "more-of-two-cases")["questions"])
    said = f"{pictures.two_cases()}{pictures.more_of_two_cases()}"
    for who in ("Human Rights Watch", "Department of State", "Beltrán", "Maduro", "16 Venezuelan soldiers", "257 camps", "complicit", "deported", "Saab"):  # fmt: skip
        assert who in said, who
    keys = [one for sides in EVERY_CASE for one in sides]
    assert len(set(keys)) == len(keys) == 16
    days = {key: on_file(key)[2] for key in keys}
    assert days.pop(("2022", "argument of Caracas")) == "2022"  # the note says how far it counts
    assert max(days.values()) < "2022-09-15" and "of all of 2022" in said
    rows = load("security/records").groupby(["date", "topic"]).size()
    files = load("article/records").groupby(["claim_id", "source"]).size()
    assert {files.get(key, rows.get(key)) for key in keys if not isinstance(key, str)} == {1}


def test_no_cell_of_the_two_cases_answers_itself():
    for key in (one for sides in EVERY_CASE for one in sides):
        assert not any(
            word in on_file(key)[0] for word in ("though", " but ", "could not verify")
        ), (  # fmt: skip
            key
        )
    assert "do not imply proxy warfare" in source()


def test_a_day_in_the_lesson_is_the_day_in_the_ledger(workspace):
    """Beltrán spoke on a Tuesday and Maduro on a Monday; the pages are of the day after, and of two days after."""
    lines = "\n".join(record_lines(entry("C42")))
    assert "14 May 2019 (printed 15 May 2019), Pablo Beltrán" in lines
    assert "27 Dec 2021 (printed 29 Dec 2021), Nicolás Maduro" in lines
    assert "14 May 2019" in str(pictures.two_cases())


def test_the_one_clear_rise_near_venezuela_is_of_the_guerrillas_enemies():
    clear = {name for name in GROUPS[1:] if estimate(name)["low"] > 0 or estimate(name)["high"] < 0}
    assert clear == {"paramilitary"}
    assert (LESSON.facts()["test_first"], LESSON.facts()["test_last"]) == (1989, 2008)
    assert "none under Nicolás Maduro" in prediction("P08.2").explain


def test_guesses_about_the_dead_are_not_pooled():
    assert not any(one.pooled for one in LESSON.predictions)


def test_arauca_is_told_in_words_and_no_person_is_a_mark():
    assert arauca_in_2022() == {"killed": 103, "fled": 3300}
    assert "hrw.org/news/2022/03/28" in source()
    code = (data.data_dir().parent / "helpers/borderlab/lessons/lesson08/pictures.py").read_text(encoding="utf-8")  # fmt: skip
    assert "Dots" not in code and "department_month" not in code


# The figures -------------------------------------------------------------------------------------


def test_the_plate_sets_the_border_beside_the_country():
    figure, rates = pictures.plate_08(), border_rates()
    assert figure.title.startswith("In 2021, 2 of 7 departments on the border")
    assert rates.drop("COL").index[[0, -1]].tolist() == ["CO-ARA", "CO-BOY"]
    assert rates["CO-NSA"] > rates["COL"] > rates["CO-CES"]


def test_within_50_km_it_is_what_the_ring_table_says():
    rows = load("security/homicides_ring_year").query("2012 <= year <= 2015")
    sums = rows.groupby(rows["from_km"] < 50)[["homicides", "population_persons"]].sum()
    rate = sums["homicides"] / sums["population_persons"]
    assert by_cut_off()[50] == pytest.approx(100 * rate[True] / rate[False], rel=1e-12)
    assert round(by_cut_off()[50], 1) == 94.1


def test_where_near_ends_is_the_readers_alone():
    asked = prediction("P08.1")
    assert asked.truth() is None and not asked.pooled


@pytest.mark.parametrize(("period", "turn", "values"), [("2012-2015", (35, 38), (104.0, 97.5)), ("2016-2017", (80, 82), (107.8, 98.6))])  # fmt: skip
def test_the_answer_turns_over_once_between_two_cut_offs(period, turn, values):
    percent = by_cut_off(period)
    assert flip(period) == turn
    assert tuple(percent[list(turn)].round(1)) == values
    assert (np.diff(percent > 100) != 0).sum() == 1


def test_the_band_that_turns_it_is_quieter_than_the_places_nearer_to_the_line():
    facts = LESSON.facts()
    assert facts["city_rate"] < facts["nearer_rate"]


def test_the_farc_null_and_the_rise_of_the_paramilitaries():
    facts, farc = LESSON.facts(), estimate("FARC")
    assert (facts["farc"], farc["low"], farc["high"]) == (0.17, -0.39, 0.73)
    assert farc["low"] < 0 < log(2) < farc["high"]  # no change, and a doubling
    assert (facts["para"], facts["para_error"]) == (1.25, 0.50)
    assert facts["para_without"] == pytest.approx(0.71, abs=0.011)
    assert facts["para_without_low"] < 1 < facts["para_without_high"]
    assert prediction("P08.2").truth() == "paramilitary"


def test_ecuador_passes_the_test():
    facts = LESSON.facts()
    assert facts["ecuador_50"] == 0.56 and facts["ecuador"] == 0.63 and facts["ecuador_low"] > 0
    assert tries() == (87, 6)


def test_homicides_near_the_border_and_the_new_census():
    facts = LESSON.facts()
    found = [facts[f"{n}_contrast"] for n in ("counts", "per_head", "one_census", "false_date")]
    assert found == [0.193, 0.108, 0.166, -0.265]
    errors = [facts[f"{n}_error"] for n in ("counts", "per_head", "one_census", "false_date")]
    assert errors == [0.082, 0.073, 0.072, 0.069]
    assert round(facts["people_near_percent"], 1) == 6.2
    assert round(facts["people_beyond_percent"], 1) == 2.6


def test_the_power_law_with_and_without_one_event():
    fits = by_id("security/power_law_fits")
    norte, printed = fits.loc["Norte de Santander"], 3.406
    assert by_id("security/published_results").loc["tkacova_et_al_2023_1", "value"] == printed
    assert (fits.loc["Arauca", "exponent"], norte["exponent"]) == (2.603, 3.321)
    assert norte["low"] < printed < norte["high"]


def test_the_events_peak_far_from_the_border():
    assert prediction("P08.3").truth() == "ring_300"
    assert (LESSON.facts()["most_events"], LESSON.facts()["nearest_events"]) == (816, 580)


# Exercises ---------------------------------------------------------------------------------------


def test_the_exercises_have_the_right_answers():
    assert exercise("E08.1").right() == pytest.approx(0.742, abs=5e-4)
    assert exp(exercise("E08.1").right()) == pytest.approx(2.1)
    assert exercise("E08.2").right() == pytest.approx(120 / 96_375 / (90 / 82_693), rel=1e-6)
    assert exercise("E08.3").right() == pytest.approx(log((1 - 0.0256) / 1.0623), abs=2e-4)
    assert exercise("E08.4").right() == pytest.approx(0.30, abs=0.005)


def test_the_trap_gives_a_haven_for_any_number():
    found = haven_intensity(np.array([1.25, 0.63, -0.28])).round(2)
    assert found.tolist() == [0.71, 0.47, -0.32]
    assert float(estimate("ELN", near_km=100)["coefficient"]) == -0.28


def test_the_drawing_has_both_sides():
    rates = near_and_beyond(load("security/homicides_ring_year"))
    wide = rates.pivot(index="year", columns="where", values="per_100k")
    gap = wide["within 50 km"] - wide["beyond 50 km"]
    assert gap[2003] > 40 and gap.index.max() == 2017
    assert (np.sign(gap).diff().fillna(0) != 0).sum() >= 3


# The pictures and their goals --------------------------------------------------------------------


def test_nothing_is_to_be_found_where_the_dead_are_counted():
    assert pictures.where_is_near().goal is None and pictures.rates_on_a_map().goal is None


def test_the_dot_of_now_is_the_nearest_with_exact_sums(workspace):
    shown = pictures.where_is_near()
    for km, period in ((20, 0), (100, 0), (39, 0), (49, 1), (81, 1)):
        shown.move(cut_off_km=km, period=period)
        shown.rest()
        marked = shown.frame[shown.frame["is_now"]]
        assert len(marked) == 1
        stops = by_cut_off(shown.params["period"])
        gap = abs(marked["cut_off_km"].item() - km)
        assert gap == abs(stops.index.to_numpy() - km).min()
        assert marked["percent"].item() == round(stops[marked["cut_off_km"].item()], 1)
        assert f"Up to {marked['cut_off_km'].item()} km" in shown.title


def test_the_readers_line_is_told_in_words(workspace):
    shown = pictures.where_is_near().with_guess(Mark("value", 150.0))
    assert "Your guess: 150" in shown.words and "lower than beyond" in shown.title


def _curtain(km, width=760, guess=None):
    shown = pictures.where_is_near()
    shown.move(cut_off_km=km)
    scene = shown.view.scene(shown.frame, width, guess)
    return scene, {mark["i"]: mark for mark in scene["marks"]}


@pytest.mark.parametrize("km", [10, 35, 50, 150])
@pytest.mark.parametrize("width", [360, 760])
def test_the_curtain_parts_the_two_means_that_the_title_compares(km, width, workspace):
    scene, marks = _curtain(km, width)
    (handle,) = scene["handles"]
    near, beyond = (marks[f"mean:{side}"]["p"] for side in ("near", "beyond"))
    assert near[2] == beyond[0] == handle["at"][0] == marks["curtain"]["p"][0]
    assert (near[1] < beyond[1]) == ("higher" in scene["title"]), "a higher rate stands higher"
    assert marks["now"]["p"][0] == marks[f"cut:{km}"]["p"][0] == handle["at"][0]


def test_the_turn_is_named_between_the_two_cut_offs_of_the_flip(workspace):
    _scene, marks = _curtain(50)
    last, first = (marks[f"cut:{km}"]["p"] for km in numbers.flip())
    assert last[0] < marks["turn"]["p"][0] < first[0] and last[1] < marks["turn"]["p"][1] < first[1]


def test_every_band_that_is_drawn_ships_and_holds_three_municipalities_or_more(workspace):
    shipped = (
        load("security/homicides_by_distance").query("period == '2012-2015'").set_index("from_km")
    )
    drawn = [int(key[5:]) for key in _curtain(50)[1] if key.startswith("band:")]
    assert drawn and (shipped.loc[drawn, "municipalities_count"] >= 3).all()


@pytest.mark.parametrize("km", [10, 50, 200])
def test_the_readers_line_stands_at_its_place_in_both_pictures(workspace, km):
    scene, marks = _curtain(50, guess=Mark("value", float(km)))
    xs = set(marks["guess"]["p"][::2]) - {None}
    near = _curtain(50)[1]
    assert len(xs) == 1 and scene["title"]
    low, high = near["mean:near"]["p"][0], near["mean:beyond"]["p"][2]
    assert xs.pop() == pytest.approx(low + (high - low) * km / 200, abs=0.2)


def test_goal_2_a_placebo_border_that_passes(workspace):
    found = starts_unreached_and_is_reached(
        pictures.haven_test(), "G08.2", {"border": 1}, {"near_km": 75}
    )
    assert "FARC near Ecuador, within 75 km, from 1999 on: 1.88 times" in found


def test_goal_2_is_never_reached_at_the_real_border(workspace):
    shown = pictures.haven_test()
    for near_km in (50, 75, 100):
        for year in range(1995, 2005):
            shown.move(near_km=near_km, cut_year=year)
            assert "Found" not in shown.rest()
            assert "Venezuela" in shown.title


def test_every_setting_of_the_haven_test_has_a_picture_or_one_sentence(workspace):
    shown = pictures.haven_test()
    for border in (1, 2):
        for near_km in (50, 75, 100):
            for year in range(1995, 2005):
                shown.move(border=border, near_km=near_km, cut_year=year)
                assert "nothing to draw" not in shown.words.lower()


def test_the_map_names_the_border_departments_above_the_country(workspace):
    shown = pictures.rates_on_a_map()
    assert "3 of 6 border departments" in shown.title
    named = shown.view.read(shown.frame).named
    assert set(named) == {"CO-NSA", "CO-ARA", "CO-VID"}


def test_a_few_large_events_hold_most_of_the_deaths():
    events, deaths = large_events(10)
    assert events < 15 and deaths > 50
    assert LESSON.facts()["large_deaths_percent"] <= deaths


def test_the_rings_are_drawn_in_the_unit_of_their_title():
    shown = pictures.ring_maker()
    assert "at 300 to 400 km" in shown.title and "at the border" in shown.words
    counted, hidden = shown.frame["events"], shown.frame["hidden"]
    assert (counted.max(), counted.iloc[0]) == (816, 580)
    assert hidden.min() >= 0 and "411 to 423 events" in shown.frame["said"].tolist()


def test_a_ring_is_as_thick_as_its_people_so_that_its_area_is_its_events():
    shown = pictures.ring_maker()
    bars = [m["p"] for m in shown.scene()["marks"] if m["i"].startswith("bar:")]
    people, events = shown.frame["people"], shown.frame["events"]
    thick = pd.Series([h for _x, _y, _w, h in bars])
    area = pd.Series([w * h for _x, _y, w, h in bars])
    assert (thick / people).max() == pytest.approx((thick / people).min(), rel=0.01)
    assert (area / events).max() == pytest.approx((area / events).min(), rel=0.03)


def test_the_still_pictures_say_what_they_show():
    contrasts, fits = pictures.homicide_contrasts(), pictures.exponents()
    assert "0.767" in contrasts.words and "two censuses holds 1" in contrasts.words
    assert "116 of 116 published answers come out again" in fits.title


# The claims --------------------------------------------------------------------------------------


def test_a_haven_and_connivance_are_two_things():
    """The ELN's haven is recorded; a hunted refuge is one or none; that the state allows them is not settled."""
    found = {name: LESSON.claims[name].ruling() for name in ("C42", "C43", "C44")}
    status = {name: ruling.status for name, (ruling, _evidence) in found.items()}
    assert status == {
        "C42": "supported",
        "C43": "depends on definition",
        "C44": "depends on definition",
    }
    sides = ("Government", "Nicolás Maduro", "Iván Duque", "Diego Molano", "Department of State", "Police intelligence", "ELN (")  # fmt: skip
    for name, (ruling, evidence) in found.items():
        assert not any(side in one for one in (*ruling.fits, *ruling.against) for side in sides), (
            name
        )
        assert not any("{" in str(value) for value in evidence.values())
    assert any("Human Rights Watch" in one for one in found["C44"][0].fits)
    assert all(
        "gangs" in one for one in found["C44"][0].against
    )  # a killed guard refutes no help by others
    assert any("FARC leaders" in one for one in found["C44"][0].parties)
    assert sum("Human Rights Watch" in one for one in found["C42"][0].fits) == 1  # one witness
    assert not any("Narcotics" in one for one in found["C42"][0].fits)
    for name in ("C43", "C44"):
        assert found[name][0].fits and found[name][0].against


def test_every_record_that_a_claim_leaves_out_is_on_file():
    from borderlab.lessons.lesson08 import claims

    for name in ("C42", "C43", "C44"):
        on_file = set(load("article/records").query("claim_id == @name")["source"])
        assert set(getattr(claims, f"_OTHER_{name}")) <= on_file


def test_martinez_is_never_cited_for_the_eln():
    assert "the study is about the FARC. It says nothing of the ELN" in source()
    assert "Martínez" not in str(LESSON.claims["C42"].ruling())


def test_the_city_that_joins_the_near_side_is_the_one_that_is_named():
    cities = load("maps/cities").set_index("city")
    band = load("security/homicides_by_distance").query("from_km == 35 and to_km == 38")
    assert 35 < float(cities.loc["Valledupar"].iloc[-1]) <= 38
    assert set(band["municipalities_count"]) == {4}, "the city and three small towns"
