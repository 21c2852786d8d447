import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.models.gravity import (
    elasticity_effect,
    gravity_ols,
    gravity_ppml,
    mr_terms,
    per_cent_effect,
    tariff_equivalent,
)
from claimlab.errors import KitError

COUNTRIES = ["exporter_iso3", "importer_iso3"]
RESULTS = load("trade/log_of_gravity_results")


@pytest.fixture(scope="module")
def world():
    """Forty countries of the cross-section with zeros, so that estimates are quick."""
    data = load("trade/gravity_2006")
    largest = data.groupby("exporter_iso3")["exporter_gdp_usd_millions"].first().nlargest(40).index
    return data[data["exporter_iso3"].isin(largest) & data["importer_iso3"].isin(largest)]


@pytest.fixture(scope="module")
def structural(world):
    return gravity_ppml(
        world,
        in_logs=["distance_weighted_km"],
        as_is=["rta"],
        fixed_effects=COUNTRIES,
        tolerance=1e-12,
    )


def test_fitted_flows_add_up_by_exporter_and_by_importer(world, structural):
    for side in COUNTRIES:
        sums = (
            world.assign(fitted=structural.fitted)
            .groupby(side)[["trade_usd_millions", "fitted"]]
            .sum()
        )
        assert np.abs(sums["fitted"] / sums["trade_usd_millions"] - 1).max() < 1e-12


def test_ppml_with_both_fixed_effects_is_the_structural_model(world, structural):
    openness = np.exp(
        structural["log_distance_weighted_km"] * np.log(world["distance_weighted_km"])
        + structural["rta"] * world["rta"]
    )

    def square(values):
        return (
            world.assign(v=values)
            .pivot(index="exporter_iso3", columns="importer_iso3", values="v")
            .fillna(0)
        )

    flows, phi, fitted = (
        square(world["trade_usd_millions"]),
        square(openness).to_numpy(),
        square(structural.fitted).to_numpy(),
    )
    Y, E = flows.sum(axis=1).to_numpy(), flows.sum(axis=0).to_numpy()
    outward, inward = mr_terms(Y, E, phi)
    model = np.outer(Y / outward, E / inward) / Y.sum() * phi
    traded = fitted > 0
    assert np.abs(model[traded] / fitted[traded] - 1).max() < 1e-11
    assert model.sum(axis=1) == pytest.approx(Y, rel=1e-12) and model.sum(axis=0) == pytest.approx(
        E, rel=1e-12
    )


@pytest.mark.parametrize("estimate", [gravity_ols, gravity_ppml])
def test_data_without_noise_return_the_true_elasticity(world, estimate):
    rows = world.assign(
        trade_usd_millions=1e4 * world["distance_weighted_km"] ** -0.9 * np.exp(0.3 * world["rta"])
    )
    fit = estimate(rows, in_logs=["distance_weighted_km"], as_is=["rta"], fixed_effects=COUNTRIES)
    assert fit["log_distance_weighted_km"] == pytest.approx(-0.9, abs=1e-7) and fit[
        "rta"
    ] == pytest.approx(0.3, abs=1e-7)


def test_what_was_left_out_is_counted(world):
    silent = world.assign(
        trade_usd_millions=world["trade_usd_millions"].where(world["exporter_iso3"] != "COL", 0.0)
    )
    ols = gravity_ols(silent, in_logs=["distance_weighted_km"], fixed_effects=COUNTRIES)
    ppml = gravity_ppml(silent, in_logs=["distance_weighted_km"], fixed_effects=COUNTRIES)
    from_colombia = silent["exporter_iso3"] == "COL"
    assert ols.zeros_dropped == (silent["trade_usd_millions"] == 0).sum()
    assert ols.observations + ols.zeros_dropped + ols.singletons == len(silent)
    assert (
        ppml.separated == from_colombia.sum()
        and ppml.observations == len(silent) - from_colombia.sum()
    )
    assert ppml.fitted[from_colombia].isna().all() and ppml.fitted[~from_colombia].notna().all()


def test_three_way_fixed_effects_find_an_effect_put_there():
    rng = np.random.default_rng(3)
    index = pd.MultiIndex.from_product(
        [list("ABCDEFGH"), list("ABCDEFGH"), range(2000, 2005)], names=[*COUNTRIES, "year"]
    )
    panel = index.to_frame(index=False).query("exporter_iso3 != importer_iso3")
    panel["closed"] = (
        (panel["exporter_iso3"] + panel["importer_iso3"]).isin(["AB", "BA"])
        & (panel["year"] >= 2003)
    ).astype(int)
    pair = panel.groupby(COUNTRIES).ngroup()
    panel["trade_usd_millions"] = np.exp(
        rng.normal(size=pair.max() + 1)[pair] - 1.5 * panel["closed"]
    )
    fit = gravity_ppml(
        panel,
        as_is=["closed"],
        fixed_effects=["exporter_iso3^year", "importer_iso3^year", "exporter_iso3^importer_iso3"],
    )
    assert fit["closed"] == pytest.approx(-1.5, abs=1e-6)


def test_clusters_change_the_errors_not_the_coefficients(world):
    free, by_exporter = (
        gravity_ppml(world, in_logs=["distance_weighted_km"], fixed_effects=COUNTRIES, cluster=c)
        for c in ((), ["exporter_iso3"])
    )
    assert free["log_distance_weighted_km"] == by_exporter["log_distance_weighted_km"]
    assert free.coefficients["std_error"].iloc[0] != by_exporter.coefficients["std_error"].iloc[0]


def test_the_published_table_is_met_to_its_last_printed_digit():
    assert len(RESULTS) == 45
    assert RESULTS["difference"].abs().max() <= 0.0005
    assert (RESULTS["ours"] - RESULTS["published"] - RESULTS["difference"]).abs().max() < 2e-6


@pytest.mark.parametrize(
    ("estimator", "sample"),
    [("OLS", "positive flows"), ("PPML", "positive flows"), ("PPML", "all flows")],
)
def test_our_estimates_are_made_again_from_the_authors_data(log_of_gravity, estimator, sample):
    rows = RESULTS.query("estimator == @estimator and sample == @sample").set_index("variable")
    data = (
        log_of_gravity if sample == "all flows" else log_of_gravity.query("trade_usd_thousands > 0")
    )
    estimate = {"OLS": gravity_ols, "PPML": gravity_ppml}[estimator]
    fit = estimate(
        data, "trade_usd_thousands", as_is=[v for v in rows.index if v != "constant"], cluster=()
    )
    again = fit.coefficients.rename(index={"Intercept": "constant"}).loc[rows.index]
    assert np.abs(again["coefficient"] - rows["ours"]).max() < 2e-6
    assert np.abs(again["std_error"] - rows["our_std_error"]).max() < 2e-5
    assert fit.observations == rows["observations"].iloc[0]


def test_the_reader_of_the_authors_data_takes_their_own_names_or_says_where_to_get_them(
    tmp_path, read_log_of_gravity
):
    authors = [
        "trade",
        "lypex",
        "lypim",
        "lyex",
        "lyim",
        "ldist",
        "border",
        "comlang",
        "colony",
        "landl_ex",
        "landl_im",
        "lremot_ex",
        "lremot_im",
    ]
    pd.DataFrame([[1.0] * 15], columns=[*authors, "comfrt_wto", "open_wto"]).to_stata(
        tmp_path / "a.dta", write_index=False
    )
    assert "log_exporter_gdp" in read_log_of_gravity(tmp_path / "a.dta").columns
    with pytest.raises(FileNotFoundError, match="authors' page"):
        read_log_of_gravity(None)


def test_without_frictions_flows_are_in_proportion_to_size():
    Y, E = np.array([1.0, 2.0, 5.0]), np.array([3.0, 4.0, 1.0])
    outward, inward = mr_terms(Y, E, np.ones((3, 3)))
    assert np.outer(Y / outward, E / inward) / 8 == pytest.approx(np.outer(Y, E) / 8, rel=1e-12)


def test_symmetric_costs_and_balanced_trade_make_both_resistances_proportional():
    rng = np.random.default_rng(5)
    Y, phi = rng.uniform(1, 9, 6), rng.uniform(0.1, 1, (6, 6))
    outward, inward = mr_terms(Y, Y, (phi + phi.T) / 2)
    assert outward / inward == pytest.approx(np.full(6, outward[0] / inward[0]), rel=1e-10)


def test_resistance_needs_a_closed_world():
    with pytest.raises(KitError, match="must be equal"):
        mr_terms([1, 2], [1, 1], np.ones((2, 2)))


def test_reading_coefficients():
    assert round(elasticity_effect(-0.784, 2), 1) == -41.9
    assert round(per_cent_effect(0.193), 1) == 21.3
    assert round(tariff_equivalent(95, 4), 1) == 111.5 and tariff_equivalent(0) == 0


@pytest.mark.parametrize("phi", [np.eye(2), np.array([[1.0, 1.0], [0.0, 0.0]])])
def test_pairs_that_fall_apart_have_no_common_yardstick(phi):
    with pytest.raises(KitError, match="cut off"):
        mr_terms([1, 3], [2, 2], phi)


def test_a_pair_without_trade_is_no_hindrance():
    outward, inward = mr_terms([1, 3], [2, 2], np.array([[1.0, 0.0], [1.0, 1.0]]))
    assert np.allclose(outward, [0.5, 1.5]) and np.allclose(inward, [1.0, 0.5])


@pytest.mark.parametrize("estimate", [gravity_ols, gravity_ppml])
def test_a_missing_flow_is_no_zero_and_a_missing_distance_no_singleton(estimate):
    rows = pd.DataFrame(
        {
            "exporter_iso3": list("ABCDEF"),
            "importer_iso3": list("WXYZWX"),
            "km": [100.0, 200.0, 400.0, 900.0, np.nan, 0.0],
            "trade_usd_millions": [0.5, 0.25, 0.125, np.nan, 1.0, 1.0],
        }
    )
    fit = estimate(rows, in_logs=["km"])
    counts = (fit.observations, fit.incomplete, fit.zeros_dropped, fit.singletons, fit.separated)
    assert counts == (3, 3, 0, 0, 0) and fit.fitted.isna().sum() == 3
