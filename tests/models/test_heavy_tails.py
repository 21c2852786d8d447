import numpy as np
import pandas as pd
import pytest
from scipy.special import zeta

from borderlab import load
from borderlab.models.heavy_tails import (
    fit_power_law,
    power_law_exponent,
    power_law_sample,
    power_law_survival,
)
from claimlab.errors import KitError


def test_the_exponent_is_the_best_of_a_fine_grid():
    for seed in range(20):
        sizes = power_law_sample(300, 2.4, 2, seed=seed)
        grid = np.arange(1.5, 4, 0.001)
        loss = grid * np.log(sizes).sum() + len(sizes) * np.log(zeta(grid, 2.0))
        assert power_law_exponent(sizes, 2) == pytest.approx(grid[loss.argmin()], abs=6e-4)


def test_samples_have_the_distribution_they_are_drawn_from():
    sizes = power_law_sample(40_000, 2.5, 3, seed=7)
    assert sizes.min() == 3
    for x in (4, 6, 10, 30):
        assert (sizes >= x).mean() == pytest.approx(float(power_law_survival(x, 2.5, 3)), abs=0.01)


def test_the_fit_finds_the_tail_that_was_put_there():
    rng = np.random.default_rng(4)
    body = rng.integers(1, 8, 3000)
    fit = fit_power_law(np.concatenate([body, power_law_sample(1500, 2.6, 8, seed=5)]))
    assert fit.cutoff in range(6, 14) and fit.exponent == pytest.approx(2.6, abs=0.15)
    assert fit.tail_count <= fit.total_count == 4500


def test_counts_and_single_sizes_are_the_same_data():
    sizes = power_law_sample(500, 2.2, 1, seed=3)
    values, counts = np.unique(sizes, return_counts=True)
    assert fit_power_law(values, counts=counts) == fit_power_law(sizes)


def test_ranges_lose_little():
    exact = power_law_sample(20_000, 2.5, 1, seed=9)
    edges = np.array([1, 2, 3, 4, 6, 9, 14, 22, 40])
    counts = [((exact >= a) & (exact < b)).sum() for a, b in zip(edges, [*edges[1:], np.inf])]
    ends = [*(edges[1:] - 1), np.nan]
    assert power_law_exponent(edges, 1, counts=counts, to=ends) == pytest.approx(
        power_law_exponent(exact, 1), abs=0.02
    )


def test_the_shipped_sizes_give_the_exponent_of_the_single_events():
    table, fits = load("security/event_sizes"), load("security/power_law_fits").set_index("place")
    again = power_law_exponent(
        table["deaths_from"],
        14,
        counts=table["events_count"],
        to=table["deaths_to"].astype("Float64").to_numpy(float, na_value=np.nan),
    )
    assert fits.loc["Colombia", "cutoff_deaths"] == 14 and again == pytest.approx(
        fits.loc["Colombia", "exponent"], abs=0.02
    )
    assert table["events_count"].sum() == fits.loc["Colombia", "events_count"] == 3517


def test_the_shipped_sizes_choose_nearly_the_same_cut_off():
    table = load("security/event_sizes")
    ends = table["deaths_to"].astype("Float64").to_numpy(float, na_value=np.nan)
    fit = fit_power_law(table["deaths_from"], counts=table["events_count"], to=ends)
    assert fit.exponent == pytest.approx(2.54, abs=0.05) and 10 <= fit.cutoff <= 18


def test_published_exponents():
    ours = load("security/power_law_fits").set_index("place")
    printed = (
        load("security/published_results")
        .query("study_id == 'tkacova_et_al_2023'")
        .set_index("quantity")["value"]
    )
    arauca = printed.filter(like="Arauca").iloc[0]
    norte = printed.filter(like="Norte").iloc[0]
    assert (
        ours.loc["Arauca", "exponent"] == arauca == 2.603
        and ours.loc["Arauca", "cutoff_deaths"] == 7
    )
    assert norte == 3.406 and ours.loc["Norte de Santander", "exponent"] == 3.321
    assert ours.loc["Norte de Santander", "low"] < norte < ours.loc["Norte de Santander", "high"]


# Deaths in the events of two small tails (UCDP GED 19.1), and the fits that Tkacova et al. (2023) published of them.
SMALL_TAILS = {
    "Bogotá, 1989-1999": ({1: 8, 2: 5, 3: 5, 5: 1, 6: 1, 7: 1, 8: 2, 9: 1}, 2, 2.20203, 16),
    "Huila, 2010-2018": ({1: 5, 2: 2, 3: 4, 7: 1}, 1, 1.92343, 12),
}


@pytest.mark.parametrize("place", SMALL_TAILS)
def test_two_sizes_are_no_tail(place):
    counts, cutoff, exponent, tail = SMALL_TAILS[place]
    fit = fit_power_law(list(counts), counts=list(counts.values()))
    assert (fit.cutoff, fit.tail_count) == (cutoff, tail)
    assert fit.exponent == pytest.approx(exponent, abs=2e-4)


def test_an_exponent_at_the_bound_of_the_search_is_refused():
    with pytest.raises(KitError, match="too short"):
        power_law_exponent([8, 8, 9], 8)
    with pytest.raises(KitError):
        fit_power_law([100] * 99 + [101] * 9 + [102])


def test_a_library_of_the_field_chooses_the_same_cut_off():
    powerlaw = pytest.importorskip("powerlaw")
    for seed in range(5):
        sizes = power_law_sample(60, 2.3, 1, seed=seed)
        theirs = powerlaw.Fit(sizes, discrete=True, estimate_discrete=False, verbose=False)
        ours = fit_power_law(sizes)
        assert ours.cutoff == theirs.xmin
        assert ours.exponent == pytest.approx(theirs.power_law.alpha, abs=2e-3)


def test_a_library_of_the_field_agrees():
    powerlaw = pytest.importorskip("powerlaw")
    sizes = power_law_sample(800, 2.4, 1, seed=11)
    theirs = powerlaw.Fit(sizes, discrete=True, estimate_discrete=False, xmin=3, verbose=False)
    assert power_law_exponent(sizes, 3) == pytest.approx(theirs.power_law.alpha, abs=2e-3)


@pytest.mark.parametrize("sizes", [[], [0, 1], [3, 3, 3]])
def test_what_cannot_be_fitted_is_said(sizes):
    with pytest.raises(KitError):
        fit_power_law(pd.Series(sizes, dtype=float))
