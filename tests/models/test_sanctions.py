"""What the figures on sanctions and recognition say, and how far it hangs on choices.

The specification of the oil gap: synthetic Venezuela, crude and condensate in thousand barrels a
day, fitted from `first` to the year before `start`; the estimate is the mean gap of 2018 and 2019.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.models.inference import did2x2, its
from borderlab.models.specifications import spec_curve
from borderlab.models.survival import kaplan_meier, median_survival
from borderlab.models.synthetic import leave_one_out, placebo_test, synth

RODRIGUEZ_2019, ANOVA_2021 = -797, -0.452 * 1240


@pytest.fixture(scope="module")
def oil():
    return load("sanctions/oil_monthly").set_index("month")["crude_kbd"]


@pytest.fixture(scope="module")
def world():
    return load("sanctions/oil_annual").pivot(index="year", columns="iso3", values="crude_kbd")


@pytest.fixture(scope="module")
def pools():
    pool = load("sanctions/oil_annual").drop_duplicates("iso3").set_index("iso3")["pool"]
    pick = lambda *names: pool.index[pool.isin(names)].tolist()  # noqa: E731
    everyone = pick("latin_america", "opec", "both", "other_exporter")
    return {
        "latin_america": pick("latin_america", "both"),
        "opec": pick("opec", "both"),
        "all": everyone,
        "all but Colombia": [name for name in everyone if name != "COL"],
    }


@pytest.fixture(scope="module")
def panel(world, pools):
    sources = load("sanctions/oil_sources").pivot(
        index="year", columns="source_key", values="crude_kbd"
    )

    def build(donors, first=2000, last=2019, source="ei_2024"):
        data = world.loc[first:last, ["VEN", *pools[donors]]]
        return data.assign(VEN=sources.loc[first:last, source])

    return build


@pytest.fixture(scope="module")
def gap(panel):
    def estimate(donors="all", first=2000, source="ei_2024", scale="level", start=2018):
        data = panel(donors, first, source=source)
        if scale == "index":
            early = data[data.index < start].mean()
            data = data / early * early["VEN"]
        return synth(data, "VEN", start).path["gap"].loc[2018:2019].mean()

    return estimate


# Lesson 03


def test_the_oil_gap(panel, gap):
    fit = synth(panel("all"), "VEN", 2018)
    assert gap() == pytest.approx(-919, abs=1) and fit.path.loc[2019, "gap"] == pytest.approx(
        -1145, abs=1
    )
    assert fit.pre_rmspe == pytest.approx(136, abs=1)
    assert set(fit.weights[fit.weights > 0.01].index) == {"AGO", "MEX", "NOR", "SAU"}
    test = placebo_test(panel("all"), "VEN", 2018)
    assert (
        test.p_value == pytest.approx(1 / 28) and test.table["ratio"].iloc[1] > 0.9 * fit.ratio
    )  # Argentina is close
    without = leave_one_out(panel("all"), "VEN", 2018).loc[2018:2019].mean()
    assert without.idxmin() == "MEX" and (without.min(), without.max()) == pytest.approx(
        (-1240, -927), abs=1
    )


def test_choices_move_the_oil_gap_threefold(gap, pools):
    curve = spec_curve(
        gap,
        donors=list(pools),
        first=[2000, 2005, 2010],
        source=["ei_2024", "bp_2021", "eia"],
        scale=["level", "index"],
        start=[2017, 2018],
    )
    found = curve["estimate"]
    assert len(curve) == 144
    assert (found.min(), found.median(), found.max()) == pytest.approx((-1641, -1000, -512), abs=1)
    assert (found < RODRIGUEZ_2019).mean() == pytest.approx(0.86, abs=0.01)
    assert (found > ANOVA_2021).mean() == pytest.approx(
        0.02, abs=0.01
    )  # three specifications in 144


def test_a_false_date_works_too(panel):
    """In 2010 nothing happened, and the method finds much, or nothing, or a gain."""
    found = {
        d: synth(panel(d, last=2016), "VEN", 2010).mean_gap
        for d in ("latin_america", "opec", "all")
    }
    assert found == pytest.approx({"latin_america": 196, "opec": -528, "all": -367}, abs=1)
    fake = placebo_test(panel("opec", first=2005, last=2016), "VEN", 2010)
    assert fake.p_value == pytest.approx(1 / 13) and fake.table.loc[
        "VEN", "mean_gap"
    ] == pytest.approx(-636, abs=1)
    for source, gap in {"bp_2021": -593, "eia": -222}.items():
        fit = synth(panel("opec", last=2016, source=source), "VEN", 2010)
        assert fit.mean_gap == pytest.approx(gap, abs=1)


def test_more_donors_than_years_fit_the_past_by_accident(panel):
    assert synth(panel("all", first=2005, last=2016), "VEN", 2010).ratio == np.inf


def test_anovas_jump_is_not_in_these_months(oil):
    """Published: -131 at August 2017 and -20 a month more, window April 2015 to December 2019."""
    found = its(oil["2015-04":"2019-12"], "2017-08", lags=6)
    estimate, error = found.coefficients["estimate"], found.coefficients["std_error"]
    assert estimate["jump"] == pytest.approx(24, abs=0.5) and error["jump"] == pytest.approx(
        30, abs=0.5
    )
    assert found.coefficients.loc["jump", "low"] > -131
    assert estimate["slope_change"] == pytest.approx(-27.5, abs=0.05)
    assert found.effect.iloc[-1] == pytest.approx(-747, abs=0.5)


def test_a_jump_of_that_size_stands_at_a_month_without_sanctions(oil):
    false = its(oil["2010-01":"2017-07"], "2016-01", lags=6).coefficients.loc["jump"]
    assert false["estimate"] == pytest.approx(-137, abs=0.5) and false["high"] < 0


def test_the_best_break_is_one_step_in_december_2017(oil):
    window = oil["2015-04":"2019-12"]
    misses = {
        month: its(window, month).residual_sum_of_squares
        for month in window["2015-10":"2019-06"].index
    }
    assert min(misses, key=misses.get) == pd.Timestamp("2017-12-01")
    assert oil["2017-12-01"] - oil["2017-11-01"] == -216
    assert (
        oil.diff()["2015":].idxmin() == pd.Timestamp("2019-03-01") and oil.diff().min() == -236
    )  # the blackout


@pytest.mark.parametrize(
    "first, percent",
    [("2010-01", 138), ("2012-01", 122), ("2013-10", 100), ("2015-04", 66), ("2015-10", 57)],
)
def test_the_start_of_the_window_decides_the_share(oil, first, percent):
    effect = its(oil[first:"2019-12"], "2017-08").effect.iloc[-1]
    fall = oil["2019-12-01"] - oil["2017-08-01"]
    assert fall == -1134 and 100 * effect / fall == pytest.approx(percent, abs=0.5)


def test_the_embargo_month(oil):
    found = its(oil["2017-09":"2020-02"], "2019-02", lags=6).coefficients["estimate"]
    assert found["jump"] == pytest.approx(-240, abs=0.5) and found["slope_change"] == pytest.approx(
        30, abs=0.6
    )
    imports = load("sanctions/oil_monthly").set_index("month")["us_imports_usd_millions"]
    assert imports[["2019-01-01", "2019-05-01", "2020-04-01", "2023-03-01"]].round().tolist() == [
        991,
        48,
        9,
        278,
    ]


def test_what_came_before_depends_on_the_outcome(oil):
    imports = (
        load("trade/imports_total")
        .query("importer_iso3 == 'VEN'")
        .set_index("year")["imports_usd_millions"]
    )
    growth = (
        load("sanctions/gdp_peers")
        .query("iso3 == 'VEN'")
        .set_index("year")["gdp_per_capita_growth_percent"]
    )
    income = (1 + growth / 100).cumprod()
    share = lambda s: 100 * (s[2013] - s[2016]) / (s[2013] - s[2019])  # noqa: E731
    assert share(imports) == pytest.approx(77.5, abs=0.05)
    assert share(income) == pytest.approx(44.0, abs=0.05)
    early = 100 * (oil["2014-01-01"] - oil["2017-08-01"]) / (oil["2014-01-01"] - oil["2019-12-01"])
    assert early == pytest.approx(29.6, abs=0.05)
    fall = lambda year: 100 * (imports[2013] - imports[year]) / (imports[2013] - imports[2018])  # noqa: E731
    assert (fall(2016), fall(2017)) == pytest.approx((89.7, 103.1), abs=0.05)


def test_income_per_head():
    growth = load("sanctions/gdp_peers").pivot(
        index="year", columns="iso3", values="gdp_per_capita_growth_percent"
    )
    index = (1 + growth / 100).cumprod()
    index = 100 * index / index.loc[2013]
    assert index.loc[[2016, 2019, 2020, 2022], "VEN"].round(1).tolist() == [72.7, 37.9, 27.0, 29.7]
    assert index.loc[2019, "COL"] == pytest.approx(109.0, abs=0.05)
    assert (
        placebo_test(index.loc[:2019], "VEN", 2018).table.loc["VEN", "pre_rmspe"] > 10
    )  # nothing follows it


def test_venezuela_against_colombia(world):
    cells = [world.loc[year, name] for name in ("VEN", "COL") for year in (2016, 2018)]
    assert did2x2(*cells) == pytest.approx(-887, abs=0.5)
    assert 100 * np.expm1(did2x2(*cells, logs=True)) == pytest.approx(-35.4, abs=0.05)


def test_three_counters_of_the_same_oil():
    crude = load("sanctions/oil_sources").pivot(
        index="year", columns="source_key", values="crude_kbd"
    )
    excess = 100 * (crude["ei_2024"] / crude["bp_2021"] - 1)
    assert (
        excess[[2018, 2019, 2020]].round().tolist() == [12, 16, 29]
        and (excess.loc[:2014] == 0).all()
    )
    monthly = load("sanctions/oil_monthly")
    means = monthly.groupby(monthly["month"].dt.year)["crude_kbd"].mean()
    shared = crude.index.intersection(means.index)
    assert (means[shared] / crude.loc[shared, "eia"] - 1).abs().max() < 0.003


def test_growth_of_2022_has_two_owners_in_the_series_and_eight_in_the_claims():
    series = (
        load("sanctions/gdp_by_owner")
        .query("year == 2022")
        .set_index("source_key")["gdp_growth_percent"]
    )
    assert series.round(1).to_dict() == {"world_bank": 8.1, "imf": 8.0}
    claims = load("article/contested").query('quantity == "Growth of Venezuela\'s GDP in 2022"')
    outturns = claims[~claims["note"].fillna("").str.startswith("Forecast")]["value"]
    assert (outturns.min(), outturns.max()) == (8, 18.7)


def test_published_estimates_are_all_owned_and_the_harsh_ones_have_their_critics():
    found = load("sanctions/published_estimates")
    assert found["owner"].notna().all() and found["interest"].notna().all()
    assert {"weisbrot_sachs_2019", "bahar_2019", "rodriguez_2024", "anova_2021"} <= set(
        found["study_id"]
    )
    assert found["quote"].dropna().str.split().str.len().max() <= 20


# Lesson 04


def test_counts_of_sanctions():
    ties = load("sanctions/ties_counts")
    assert ties["cases_count"].sum() == 1412
    assert ties.query("outcome == 'unknown'")["cases_count"].sum() == 388
    regime = ties.query("goal == 'regime_change' and stage != 'threat_only'")
    by_outcome = regime.groupby("outcome")["cases_count"].sum()
    assert by_outcome["acquiescence_total"] == 13 and by_outcome.sum() == 45
    assert by_outcome[["acquiescence_total", "acquiescence_partial"]].sum() == 19


# Lesson 05


@pytest.fixture(scope="module")
def recognition():
    return load("sanctions/recognition")


def test_the_days_found_first_overstate_the_two_great_days(recognition):
    days = recognition["recognised_on"]
    great = (days == "2019-01-23") | (days == "2019-02-04")
    first = recognition["is_day_found_first"]
    assert (len(recognition), first.sum(), great.sum()) == (57, 28, 37)
    least, most = 100 * (first & great).mean(), 100 * (~first | great).mean()
    assert (least, most) == pytest.approx((47.4, 98.2), abs=0.05)
    assert least < 100 * great.mean() < most
    assert 100 * great[first].mean() == pytest.approx(96.4, abs=0.05)


def test_the_largest_one_day_move_is_a_change_of_words(recognition):
    moved = recognition["later_evidence"] == "eu_statement"
    assert moved.sum() == 24 and recognition.loc[moved, "later_evidence_on"].nunique() == 1


@pytest.mark.parametrize(
    "who, exits, median",
    [
        ("first", {"eu_statement"}, 702),
        ("first", {"eu_statement", "voted_to_remove_envoy"}, 702),
        ("all", {"eu_statement"}, float("inf")),
        ("all", {"eu_statement", "voted_to_remove_envoy"}, 1352),
        ("all", {"eu_statement", "voted_to_remove_envoy", "abstained_on_envoy"}, 1351),
    ],
)
def test_how_long_it_lasted_depends_on_what_counts_as_an_end(recognition, who, exits, median):
    rows = recognition[recognition["is_day_found_first"]] if who == "first" else recognition
    ended = rows["later_evidence"].isin(exits)
    until = rows["later_evidence_on"].where(ended, pd.Timestamp("2022-10-06"))
    assert median_survival(kaplan_meier((until - rows["recognised_on"]).dt.days, ended)) == median


def test_a_handful_is_between_4_and_26(recognition):
    votes = load("sanctions/oas_votes")
    assert votes["vote"].value_counts().to_dict() == {
        "remove": 19,
        "abstain": 9,
        "keep": 4,
        "absent": 2,
    }
    left = recognition["later_evidence"].isin(["eu_statement", "voted_to_remove_envoy"])
    assert (~left).sum() == 26
    shared = recognition.set_index("iso3")["oas_vote"].dropna()
    assert shared.to_dict() == votes[votes["is_on_2019_list"]].set_index("iso3")["vote"].to_dict()
