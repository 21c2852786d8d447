"""Lesson 06: its goals, the numbers its prose leans on, and figures printed elsewhere."""

import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.lessons.lesson06 import numbers, pictures
from borderlab.lessons.lesson06.answers import known_to_the_column
from claimlab.judging.judge import judge
from claimlab.lessons import exercise, goal, lesson, prediction
from claimlab.lessons.tables import clock_day
from claimlab.lessons.words import words
from claimlab.views.guess import Mark

LESSON = lesson("06")


@pytest.mark.parametrize(
    ("exercise_id", "value"),
    [
        ("E06.1", (36.4, 28.2, 22.9, 1.7)),
        ("E06.2", 10.7),
        ("E06.3", (10.0, 22.8)),
        ("E06.3", (10.0, 23.1)),  # ln 2 / 0.03: people leave at every moment
        ("E06.4", 50),
        ("E06.5", (208_153, 6_686)),
        ("E06.6", (30_082, 419_160)),
    ],
)
def test_the_answers_of_the_figures_are_accepted_as_a_student_rounds_them(exercise_id, value):
    assert judge(exercise(exercise_id), value).code == "right"


@pytest.mark.parametrize(
    ("exercise_id", "value", "code"),
    [
        ("E06.2", 11.6, "rounded"),
        ("E06.2", 9.7, "wrong-base"),
        ("E06.3", (0.009, 22.8), "multiplied"),
        ("E06.3", (0.1, 22.8), "unit"),
        ("E06.3", (10, 33.3), "all-of-it"),
        ("E06.4", 80, "nominal"),
        ("E06.4", 83.3, "knew-the-future"),
    ],
)
def test_the_wrong_answers_are_recognised_as_a_student_rounds_them(exercise_id, value, code):
    assert judge(exercise(exercise_id), value).code == code


# The jump ------------------------------------------------------------------------------------------


def test_nearly_all_of_the_jump_is_one_hosts_older_count():
    jump = numbers.jump()
    assert jump["change_persons"] == 658_169 and jump["new_count_persons"] == 635_198
    assert numbers.recount_percent() == pytest.approx(96.5, abs=0.05)
    assert jump["change_percent"] == pytest.approx(10.7, abs=0.05)


def test_two_steps_of_nearly_one_height_stand_five_months_apart():
    shown = pictures.recount_or_river().frame
    own, summed = (rows for _name, rows in shown.groupby("count", sort=False))
    assert own["percent"].max() == numbers.recount_percent() > 96 and summed["percent"].max() == 100
    days = [rows.loc[rows["percent"].idxmax(), "day"] for rows in (own, summed)]
    assert [f"{day:%Y-%m-%d}" for day in days] == [numbers.NEW_COUNT, numbers.AUGUST]


def test_the_rest_of_the_jump_is_a_balance_in_which_perus_figure_fell():
    assert numbers.r4v(numbers.AUGUST, "PER") < numbers.r4v(numbers.JULY, "PER")
    assert 0 < numbers.jump()["left_persons"] < 0.04 * numbers.jump()["change_persons"]


# Stocks do not tell flows --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arrivals", "leaving"), [(0, 1.10), (54.950, 3), (257.723, 10), (468.083, 17.2619)]
)
def test_four_published_stories_give_the_recorded_fall(arrivals, leaving):
    assert numbers.recorded_change() == -31_952
    told = numbers.story(arrivals, leaving).iloc[0]
    assert told["change"] == pytest.approx(-31.952, abs=0.1) and told["fits"]


def test_every_exit_rate_of_the_slider_from_one_per_cent_on_has_arrivals_on_it_that_fit():
    for rate in np.arange(1, 20.5, 0.5):
        wanted = -31.952 + numbers.stock(numbers.PEAK) * rate / 1e5
        assert numbers.story(max(5 * round(wanted / 5), 0), rate)["fits"].iloc[0]


def test_three_stories_reach_the_goal_and_two_or_near_ones_do_not():
    shown, reached = pictures.stories_of_2023(), goal("G06.2").reached
    assert not reached(shown.frame, **shown.params)
    for arrivals, leaving in ((0, 1.0), (55, 3.0), (260, 10.0)):  # the second is too near the first
        assert not reached(shown.frame, **shown.params)
        shown.move(arrivals=arrivals, leaving=leaving)
        shown.rest()
    assert not reached(shown.frame, **shown.params)
    shown.move(arrivals=475, leaving=17.5)
    shown.rest()
    assert reached(shown.frame, **shown.params)["rates"] == "1, 10, 17.5"


# The older migration -------------------------------------------------------------------------------


def test_more_are_said_to_have_returned_than_the_census_counted():
    assert prediction("P06.2").truth() == 980 > 721.791
    assert numbers.estimate_over_census()[0] == pytest.approx(201_467, rel=0.04)


def test_only_the_two_governments_numbers_make_the_older_migration_larger():
    there, least = numbers.counted_there(), min(numbers.counted_here().values())
    assert {source for source, people in there.items() if people > least} == {"caracas", "bogota"}
    shown = pictures.mirror()
    assert len(shown.frame) == 7 and "two governments' numbers pass every count" in shown.title
    said = words("06")["pictures"]["mirror"]["ways"]
    vague = shown.frame[shown.frame["way"] == said["undefined"]]["millions"]
    assert len(vague) == 2 and vague.min() > shown.frame["millions"].drop(vague.index).max()


def test_the_columns_number_stands_in_a_row_of_its_own_among_the_sources():
    shown = pictures.abroad().frame
    column = shown[shown["low"] == 6.8]
    assert column["owner"].tolist() == ["the column"] and len(shown) == 7


# The walk over the bridge --------------------------------------------------------------------------


def _dots(scene):
    return {mark["i"]: mark for mark in scene["marks"] if mark["i"][:4] in ("COL:", "VEN:")}


def _walked(year, width=760):
    shown = pictures.two_ways()
    shown.move(year=year)
    return shown.view.scene(shown.frame, width)


@pytest.mark.parametrize("year", [1960, 1989, 2010, 2016, 2018, 2021, 2022])
def test_each_dot_is_ten_thousand_people_of_the_last_count_by_the_year(year):
    counts, scene = numbers.both_ways(), _walked(year)
    written = {mark["i"]: mark["t"] for mark in scene["marks"] if mark["k"] == "text"}
    for home in ("COL", "VEN"):
        last = counts[(counts["residence_iso3"] == home) & (counts["year"] <= year)].iloc[-1]
        assert sum(key.startswith(home) for key in _dots(scene)) == round(last["persons"] / 1e4)
        assert written[f"n:{home}"] == f"{last['persons']:,}"
        assert str(last["year"]) in written[f"said:{home}1"], "each figure says its year"


def test_dots_keep_their_places_and_only_a_recount_lights_up_where_it_stood():
    before, after = _dots(_walked(2021)), _dots(_walked(2022))
    assert all(after[key] == mark for key, mark in before.items()), "nobody goes out or moves house"
    new = [after[key] for key in after.keys() - before.keys()]
    assert len(new) == round(numbers.stock(numbers.NEW_COUNT) / 1e4) - len(
        [k for k in before if k[0] == "C"]
    )
    assert all("from" not in mark and "hollow" in mark["c"] for mark in new)
    assert all("from" in mark and "via" in mark for mark in before.values())


def test_the_walk_shows_no_count_that_the_column_could_not_know_and_no_owner_twice_a_year():
    counts = numbers.both_ways()
    assert counts["persons"].max() == numbers.stock(numbers.NEW_COUNT) == 2_477_588
    assert not counts.duplicated(["residence_iso3", "year"]).any()


@pytest.mark.parametrize("width", [360, 760])
def test_dots_stand_on_their_bank(width):
    banks = {m["i"][5:]: m["p"] for m in _walked(2022, width)["marks"] if m["i"][:5] == "bank:"}
    for key, mark in _dots(_walked(2022, width)).items():
        (x, y, r), (left, top, wide, high) = mark["p"], banks[key[:3]]
        assert left <= x - r and x + r <= left + wide and top <= y - r and y + r <= top + high


# Forecasts -----------------------------------------------------------------------------------------


def test_the_column_is_shown_no_count_that_was_not_out():
    known = known_to_the_column()
    assert max(known) < numbers.place_of(clock_day()) and known[2022.16] == 2.48 and len(known) == 9
    assert prediction("P06.3").truth()[:2] == [2.896748, 2.864796]


def test_days_stand_where_the_axis_says():
    assert numbers.place_of(pd.Timestamp("2022-12-31")) == 2023
    assert numbers.place_of(pd.Timestamp("2022-02-28")) == 2022.16


def test_a_standstill_was_too_low_and_every_trend_too_high():
    assert numbers.naive_miss_percent() == pytest.approx(-13.5, abs=0.05)
    for method in ("level_drift", "log_drift"):
        assert (numbers.drifts(method)["miss_percent"] > 7).all()
    assert numbers.drifts("log_drift")["miss_percent"].iloc[0] == pytest.approx(185.4, abs=0.05)


@pytest.mark.parametrize("rule", ["level_drift", "log_drift"])
def test_a_path_begins_at_the_count_and_ends_where_the_forecasts_do(rule):
    path, ends = numbers.drift_path(rule), numbers.drifts(rule)["forecast"]
    assert (path.iloc[0][["low", "middle", "high"]] == numbers.stock(numbers.NEW_COUNT)).all()
    found = path.iloc[-1][["low", "middle", "high"]].tolist()
    assert found == pytest.approx([ends.min(), ends.iloc[0], ends.max()])
    changes = path["high"].pct_change() if rule == "log_drift" else path["high"].diff()
    days = path["day"].diff().dt.days
    rates = np.log1p(changes) / days if rule == "log_drift" else changes / days
    assert np.ptp(rates.dropna()) == pytest.approx(0, abs=1e-9 * abs(rates.max()) + 1e-12)


def test_two_of_three_misses_lie_below_the_band():
    bands = numbers.bands()
    assert len(bands) == 6 and bands["inside"].sum() == 3
    assert (bands["actual"] < bands["low"]).sum() == 2
    held = bands.set_index("origin").loc[2017]
    assert (held["low"] / 1e6, held["high"] / 1e6) == pytest.approx((0.49, 14.6), abs=0.02)


# Hosts and offices ---------------------------------------------------------------------------------


def test_hosts_for_each_thousand_on_the_august_figures():
    assert numbers.hosting().round(1).tolist() == [47.9, 36.4, 28.2, 22.9, 1.7]
    peru = numbers.hosts_of(2022).set_index("host_iso3")["per_thousand"]["PER"]
    assert peru == pytest.approx(45.0, abs=0.05)


def test_another_host_leads_for_each_inhabitant_in_two_years_only():
    shown, reached = pictures.host_race(), goal("G06.4").reached
    assert not reached(shown.frame, **shown.params)
    won = {}
    for year in range(2018, 2026):
        shown.move(year=year)
        if found := reached(shown.frame, **shown.params):
            won[year] = found["host"]
    assert won == {2018: "Guyana", 2021: "Peru"}


def test_the_shares_of_all_hosts_are_a_whole_in_which_a_named_host_leads():
    compute = pictures.host_race.__wrapped__
    said = words("06")["pictures"]["host-race"]
    for year in range(2018, 2026):
        frame, quotes = compute(said, year, "share_percent")
        # Nine figures, each rounded to a tenth.
        assert frame["value"].sum() == pytest.approx(100, abs=0.45) and frame["value"].min() > 0
        assert frame["host_name"].iloc[-1] == said["elsewhere"] != quotes["host"]


def test_what_stands_on_top_is_refugees_and_asylum_seekers_to_the_person():
    row = load("migration/hosts").query("host_iso3 == 'COL' and year == 2021").iloc[0]
    extra = row["refugees_persons"] + row["asylum_seekers_persons"]
    assert extra == numbers.offices()[0] == 30_082
    assert numbers.unhcr(2022) == numbers.stock(numbers.NEW_COUNT)


@pytest.mark.parametrize("claim_id", ["C34", "C35", "C36", "C37", "C50", "C51"])
def test_each_claim_has_evidence_in_words(claim_id):
    found, evidence = LESSON.claims[claim_id].ruling()
    assert found.status and evidence and LESSON.claims[claim_id].because


# Two owners of one day -----------------------------------------------------------------------------


def test_two_owners_of_one_stock_are_not_mixed_up():
    __, evidence = LESSON.claims["C36"].ruling()
    assert {6_805_209, 6_585_011} < set(evidence.values())
    with pytest.raises(ValueError):
        numbers.abroad("stock", "2022")


# Drawn by hand -------------------------------------------------------------------------------------


def test_the_hosts_may_stand_or_lie_and_be_drawn_by_pandas():
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import seaborn as sns

    hosts = numbers.leading_by_year()
    rates = hosts.pivot(index="host_name", columns="year", values="per_thousand")
    unit = {"label": "For each 1,000 inhabitants"}
    for table, code in ((rates, "right"), (rates.T, "axes-swapped")):
        ax = sns.heatmap(table, annot=True, cbar_kws=unit)
        ax.set(title="For its size Peru comes close to Colombia")
        assert judge(exercise("E06.7"), ax).code == code
        plt.close("all")


@pytest.mark.parametrize(
    ("asked", "picture"), [("P06.1", "recount_or_river"), ("P06.2", "returns")]
)
def test_a_guess_stands_at_a_mark_of_its_picture(asked, picture):
    at = prediction(asked).at
    shown = getattr(pictures, picture)().with_guess(Mark("value", 50.0, at=at)).scene()
    marks = {mark["i"]: mark for mark in shown["marks"]}
    if picture == "recount_or_river":
        step = next(m for m in shown["marks"] if m.get("n", "").startswith(at))
        assert marks["guess"]["p"][0] == step["p"][0]
    else:
        assert f"room:{at}" in marks
