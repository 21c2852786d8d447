import numpy as np
import pandas as pd
import pytest
import scipy.optimize

from borderlab import load
from borderlab.models.gravity import gravity_ppml
from borderlab.models.haven import (
    haven_density,
    haven_intensity,
)
from borderlab.models.violence import (
    cut_at_rings,
    cut_offs,
    did_counts,
    did_poisson,
    near_far,
    rate_ratio,
    ring_rates,
)
from claimlab.errors import KitError

GRID = np.arange(400)


# The haven


def test_the_density_is_what_the_group_would_choose():
    rng = np.random.default_rng(8)
    for S, reach, d, b, c in zip(
        *rng.uniform([[0], [5], [0], [0.2], [0.2]], [[0.95], [90], [300], [3], [3]], (5, 400))
    ):
        gain = lambda a: -(b * np.log(a) - c * (1 - S * np.exp(-d / reach)) * a)  # noqa: B023, E731
        best = scipy.optimize.minimize_scalar(
            gain, bounds=(1e-3, 400), method="bounded", options={"xatol": 1e-9}
        ).x
        assert float(haven_density(d, S, reach, b, c)) == pytest.approx(best, rel=1e-4)


def test_without_a_haven_the_line_is_flat_and_with_one_it_falls():
    assert (haven_density(GRID, S=0) == 1).all()
    assert (np.diff(haven_density(GRID)) < 0).all()
    assert haven_density(0, 0.6) == pytest.approx(2.5)


def test_rings_hide_most_of_a_haven():
    """What the trap of the lesson says: averages over 0-50 and 50-100 km return .30 when S is .6."""
    near, far = (
        haven_density(np.arange(0, 50, 0.01)).mean(),
        haven_density(np.arange(50, 100, 0.01)).mean(),
    )
    assert float(haven_intensity(np.log(near / far))) == pytest.approx(0.30, abs=0.005)
    assert haven_intensity(-0.11) < 0, "a fall gives a haven below nothing"
    assert haven_intensity(np.log(2.5)) == pytest.approx(0.6)


# The comparison


def panel(rng, places=12, years=6, effect=0.5):
    index = pd.MultiIndex.from_product([range(places), range(years)], names=["place", "year"])
    rows = index.to_frame(index=False)
    rows["near"], rows["after"] = rows["place"] < places // 3, rows["year"] >= years // 2
    rows["people"] = rng.uniform(1e3, 1e5, places)[rows["place"]] * rng.uniform(0.8, 1.2, len(rows))
    mean = rng.uniform(0.5, 4, places)[rows["place"]] * np.exp(
        0.2 * rows["year"] + effect * (rows["near"] & rows["after"])
    )
    rows["cases"] = rng.poisson(mean) + (rows["year"] == 0)
    return rows, mean


def test_only_the_four_sums_matter():
    rng = np.random.default_rng(42)
    for _ in range(6):
        rows, _mean = panel(rng)
        sums = rows.groupby(["near", "after"])["cases"].sum()
        fit = did_poisson(rows, "cases", "near", "after", "place")
        four = did_counts(
            sums[True, False], sums[True, True], sums[False, False], sums[False, True]
        )
        assert fit["near_after"] == pytest.approx(four.coefficient, abs=1e-7)
        assert fit["near_after"] == pytest.approx(
            gravity_ppml(
                rows.assign(x=(rows["near"] & rows["after"]).astype(int)),
                "cases", as_is=["x"], fixed_effects=["place", "year"], cluster=["place"],
            )["x"], abs=1e-7,
        )  # fmt: skip


def test_with_exposure_rates_without_noise_return_the_effect():
    rows, mean = panel(np.random.default_rng(1))
    rows["cases"] = mean * rows["people"] / 1e4
    assert did_poisson(rows, "cases", "near", "after", "place", exposure="people")[
        "near_after"
    ] == pytest.approx(0.5, abs=1e-7)
    assert did_poisson(rows, "cases", "near", "after", "place")["near_after"] != pytest.approx(
        0.5, abs=1e-3
    )


def test_the_plain_error_is_right_for_independent_counts():
    rng, mean = np.random.default_rng(5), np.array([60, 90, 200, 180])
    draws = rng.poisson(mean, (20_000, 4))
    logs = np.log(draws[:, 1] / draws[:, 0]) - np.log(draws[:, 3] / draws[:, 2])
    assert logs.std() == pytest.approx(did_counts(*mean).std_error, rel=0.03)
    with pytest.raises(KitError, match="four counts above 0"):
        did_counts(0, 1, 2, 3)


def test_places_without_a_case_drop_out_and_a_comparison_needs_both_sides():
    rows, _ = panel(np.random.default_rng(2))
    rows.loc[rows["place"] == 11, "cases"] = 0
    fit = did_poisson(rows, "cases", "near", "after", "place")
    assert fit.separated == 6 and fit.observations == len(rows) - 6
    with pytest.raises(KitError, match="before and after"):
        did_poisson(rows.assign(near=False), "cases", "near", "after", "place")
    with pytest.raises(KitError, match="before and after"):
        did_poisson(rows.assign(after=True), "cases", "near", "after", "place")


# What the shipped estimates say


@pytest.fixture(scope="module")
def tests_of_havens():
    return load("security/haven_estimates")


def pick(table, **where):
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_the_shipped_estimates_are_those_of_their_four_sums(tests_of_havens):
    shown = tests_of_havens.dropna(subset="near_before")
    assert len(shown) >= 8
    for row in shown.itertuples():
        four = did_counts(row.near_before, row.near_after, row.far_before, row.far_after)
        assert row.coefficient == pytest.approx(four.coefficient, abs=0.0051)
        if row.border == "Venezuela":
            assert row.std_error > four.std_error, "events come in clusters"


def test_the_null_for_the_farc_and_a_placebo_border_that_beats_it(tests_of_havens):
    farc = tests_of_havens[
        (tests_of_havens["outcome"] == "FARC events") & (tests_of_havens["last_year"] == 2008)
    ]
    real = farc[farc["border"] == "Venezuela"]
    assert len(real) == 30 and ((real["low"] < 0) & (real["high"] > 0)).all(), (
        "no cut-off, no date gives a significant rise"
    )
    at_1999 = farc[farc["cut_year"] == 1999]
    assert pick(at_1999, border="Venezuela", near_km=50)[["coefficient", "std_error"]].tolist() == [
        0.17,
        0.29,
    ]
    placebo = pick(at_1999, border="Ecuador", near_km=75)
    assert placebo["coefficient"] == 0.63 and placebo["low"] > 0
    assert farc[farc["border"].isin(["Peru", "Brazil"])]["coefficient"].isna().all()


def test_the_paramilitary_rise_rests_on_one_department(tests_of_havens):
    rows = tests_of_havens[
        (tests_of_havens["outcome"] == "paramilitary events")
        & (tests_of_havens["last_year"] == 2018)
    ]
    whole, without = pick(rows, without="nothing"), pick(rows, without="Norte de Santander")
    assert whole["low"] > 0 > without["low"]
    assert (whole["near_before"], whole["near_after"]) == (6, 71) and pd.isna(
        without["near_before"]
    )


def test_the_homicide_contrast_and_its_break(tests_of_havens):
    rows = tests_of_havens[tests_of_havens["outcome"] == "homicides"]
    found = {
        (r.cut_year, r.last_year, r.exposure): (r.coefficient, r.std_error)
        for r in rows.itertuples()
    }
    assert found == {
        (2016, 2019, "none"): (0.193, 0.082),
        (2016, 2019, "population"): (0.108, 0.073),
        (2016, 2017, "population"): (0.166, 0.072),
        (2008, 2011, "population"): (-0.265, 0.069),
    }


def test_the_ring_table_gives_the_homicide_contrast_again(tests_of_havens):
    rings = load("security/homicides_ring_year").query("2012 <= year <= 2019")
    sums = rings.groupby([rings["from_km"] == 0, rings["year"] >= 2016])["homicides"].sum()
    four = did_counts(sums[True, False], sums[True, True], sums[False, False], sums[False, True])
    assert round(four.coefficient, 3) == pick(
        tests_of_havens, outcome="homicides", exposure="none"
    )["coefficient"]  # fmt: skip


# Rates


def test_near_is_worse_until_the_cut_off_moves_one_kilometre():
    bands = load("security/homicides_by_distance").query("period == '2012-2015'")
    ratio = {km: near_far(bands, km)["ratio"].iloc[0] for km in (29, 35, 38, 48)}
    assert round(ratio[35], 2) == 1.04 and round(ratio[38], 3) == 0.975
    assert ratio[29] > 1 > ratio[48]


@pytest.mark.parametrize(("km", "words"), [(50, "48 or 54 km"), (0, "1 or 3 km"), (np.nan, "km")])
def test_a_cut_off_inside_a_band_is_refused(km, words):
    bands = load("security/homicides_by_distance").query("period == '2012-2015'")
    with pytest.raises(KitError, match=words):
        near_far(bands, km)


@pytest.mark.parametrize(("period", "first", "last"), [("2012-2015", 2012, 2015), ("2016-2017", 2016, 2017)])  # fmt: skip
def test_bands_cut_at_the_rings_agree_with_both_tables(period, first, last):
    """Within 50 km it was 94.1 per cent in 2012-2015; the bands alone gave their sum up to 48 km, 97.4."""
    bands = load("security/homicides_by_distance").query("period == @period")
    rings = load("security/homicides_ring_year").query("@first <= year <= @last")
    made = cut_at_rings(bands, rings)
    assert made["from_km"].tolist()[1:] == made["to_km"].tolist()[:-1]
    assert made[["homicides", "person_years"]].sum().tolist() == (
        bands[["homicides", "person_years"]].sum().tolist()
    )
    for km in (50, 100):  # at 150 km a band ends too, and holds a town that the ring leaves out
        near, far = rings[rings["to_km"] <= km], rings[rings["from_km"] >= km]
        rates = [part["homicides"].sum() / part["population_persons"].sum() for part in (near, far)]
        assert near_far(made, km)["ratio"].iloc[0] == pytest.approx(rates[0] / rates[1], rel=1e-12)
    for km in cut_offs(bands):
        assert near_far(made, km)["ratio"].iloc[0] == near_far(bands, km)["ratio"].iloc[0]
    if period == "2012-2015":
        assert round(100 * near_far(made, 50)["ratio"].iloc[0], 1) == 94.1
    with pytest.raises(KitError, match="same years"):
        cut_at_rings(bands, rings.assign(homicides=0))


def test_counts_and_density_peak_far_away_but_not_for_the_eln():
    rings, events = load("security/rings"), load("security/events_by_ring")
    peak = {}
    for group in ("all", "FARC", "ELN"):
        made = ring_rates(events[events["group"] == group], rings, 100, 700).set_index("from_km")
        peak[group] = made["per_1000_km2_low"].idxmax(), made["per_1000_km2_high"].idxmax()
    assert peak["ELN"] == (0, 0)
    assert peak["all"] == (300, 300) and peak["FARC"] == (300, 300)
    narrow = ring_rates(events[events["group"] == "ELN"], rings, 25, 700).set_index("from_km")
    assert narrow["per_1000_km2_low"].idxmax() == 0 and narrow.loc[0, "count_low"] == 80


def test_rings_add_up_whatever_their_width_and_blanks_widen_them():
    rings, events = load("security/rings"), load("security/events_by_ring").query("group == 'FARC'")
    for end in ("count_low", "count_high", "area_km2"):
        sums = [
            ring_rates(events, rings, width, 700)[end].sum()
            for width in (25, 50, 100, 175, 350, 700)
        ]
        assert sums == pytest.approx([sums[0]] * 6)
    made = ring_rates(events, rings, 25, 700)
    assert (made["count_high"] - made["count_low"]).sum() == 4 * events["events_count"].isna().sum()
    with pytest.raises(KitError, match="steps of 25 km"):
        ring_rates(events, rings, 40)


def test_a_ratio_of_rates_needs_both_denominators():
    assert rate_ratio(9, 3, 8, 4) == 1.5
    with pytest.raises(KitError, match="above 0"):
        rate_ratio(1, 0, 1, 1)
