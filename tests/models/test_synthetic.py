"""Synthetic control: invariants, another solver's answer, and the Basque Country as it was published."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from borderlab import load
from borderlab.models.synthetic import (
    leave_one_out,
    placebo_test,
    rmspe_ratio,
    simplex_weights,
    synth,
)
from claimlab.errors import KitError

YEARS = range(2000, 2020)


def factor_panel(units=12, factors=2, noise=0.0, seed=0):
    """Units that share a few common movements; A is a mix of B, C and D."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(len(YEARS), factors)).cumsum(axis=0)
    values = common @ rng.normal(size=(factors, units)) + 10
    data = pd.DataFrame(values, index=YEARS, columns=[f"U{i:02d}" for i in range(units)])
    data = data + noise * rng.normal(size=data.shape)
    data.insert(0, "A", data[["U00", "U01", "U02"]] @ [0.5, 0.3, 0.2])
    return data


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 12), st.integers(2, 12), st.integers(0, 10_000), st.sampled_from([1e-3, 1, 1e4])
)
def test_weights_are_on_the_simplex_and_no_other_mix_is_nearer(periods, donors, seed, scale):
    rng = np.random.default_rng(seed)
    target, columns = scale * rng.normal(size=periods), scale * rng.normal(size=(periods, donors))
    weights = simplex_weights(target, columns)
    assert weights.min() >= 0 and weights.sum() == pytest.approx(1)
    slope = columns.T @ (columns @ weights - target)  # of half the squared miss
    assert (slope >= slope @ weights - 1e-8 * scale**2).all()  # no donor pulls it down further


def test_weights_are_those_of_a_general_solver():
    rng = np.random.default_rng(8)
    target, columns = rng.normal(size=15), rng.normal(size=(15, 6))
    miss = lambda w: np.sum((target - columns @ w) ** 2)  # noqa: E731
    rule = {"type": "eq", "fun": lambda w: w.sum() - 1}
    judge = minimize(
        miss, np.ones(6) / 6, bounds=[(0, 1)] * 6, constraints=rule, options={"ftol": 1e-14}
    )
    assert simplex_weights(target, columns) == pytest.approx(judge.x, abs=1e-5)


def test_a_target_among_the_donors_is_taken_whole():
    columns = np.random.default_rng(3).normal(size=(9, 4))
    assert simplex_weights(columns[:, 2], columns) == pytest.approx([0, 0, 1, 0], abs=1e-9)
    assert simplex_weights(np.ones(3), np.ones((3, 2))).sum() == pytest.approx(1)


def test_a_mix_of_donors_is_followed_and_the_gap_recovered():
    data = factor_panel()
    data.loc[2015:, "A"] -= 4
    fit = synth(data, "A", 2015)
    assert fit.pre_rmspe < 1e-6 and fit.ratio == np.inf
    assert fit.path["gap"].loc[2015:].tolist() == pytest.approx([-4] * 5, abs=1e-6)
    assert fit.mean_gap == pytest.approx(-4, abs=1e-6)


def test_without_common_movements_a_perfect_fit_says_nothing():
    misses = []
    for seed in range(10):  # 30 donors, 10 years: many mixes fit the past
        values = np.random.default_rng(seed).normal(size=(20, 31))
        data = pd.DataFrame(values, index=YEARS, columns=["A", *map(str, range(30))])
        data["A"] = data.drop(columns="A").mean(axis=1)  # a mix of all thirty
        fit = synth(data, "A", 2010)
        assert fit.pre_rmspe < 1e-6
        misses.append(fit.path["gap"].loc[2010:].abs().max())
    assert np.median(misses) > 0.5  # the true gap is zero


def test_a_constant_or_another_unit_of_measure_changes_no_conclusion():
    data = factor_panel(noise=0.3)
    gap = synth(data, "A", 2012).path["gap"]
    assert synth(data + 100, "A", 2012).path["gap"].tolist() == pytest.approx(
        gap.tolist(), abs=1e-6
    )
    assert synth(data * 1000, "A", 2012).path["gap"].tolist() == pytest.approx(
        (1000 * gap).tolist(), abs=1e-3
    )


def test_the_treated_unit_is_never_a_donor():
    data = factor_panel(noise=0.3)
    for donors in (None, list(data.columns)):
        assert "A" not in synth(data, "A", 2012, donors).weights.index
        placebo = placebo_test(data, "A", 2012, donors)
        far = data.assign(A=data["A"] + 1e6 * (data.index >= 2012))
        assert (
            placebo_test(far, "A", 2012, donors)
            .gaps.drop(columns="A")
            .equals(placebo.gaps.drop(columns="A"))
        )


def test_the_least_p_value_is_one_over_the_number_of_units():
    data = factor_panel(noise=0.3)
    data.loc[2012:, "A"] += 1e6
    test = placebo_test(data, "A", 2012)
    assert test.p_value == pytest.approx(1 / 13) and test.table.index[0] == "A"
    data.loc[2012:, "A"] = synth(data, "A", 2012).path["synthetic"].loc[2012:]
    assert placebo_test(data, "A", 2012).p_value == 1


def test_under_no_effect_p_is_small_about_as_often_as_it_says():
    panels = (factor_panel(noise=1.0, seed=seed).drop(columns="A") for seed in range(120))
    values = [placebo_test(panel, "U05", 2012).p_value for panel in panels]
    assert 0.08 < np.mean(np.array(values) <= 2 / 12) < 0.27 and 0.48 < np.mean(values) < 0.61


def test_poor_fits_can_be_left_out():
    data = factor_panel(noise=0.3)
    data["U11"] *= 40  # nothing can follow it
    everyone, fitting = placebo_test(data, "A", 2012), placebo_test(data, "A", 2012, worst_fit=5)
    assert "U11" in everyone.table.index and "U11" not in fitting.table.index
    limit = 5 * everyone.table.loc["A", "pre_rmspe"]
    assert set(fitting.table.index) == set(
        everyone.table.index[everyone.table["pre_rmspe"] <= limit]
    )


def test_leaving_one_out_leaves_it_out():
    data = factor_panel(noise=0.3)
    weights = synth(data, "A", 2012).weights
    without = leave_one_out(data, "A", 2012)
    assert set(without.columns) == set(weights.index[weights > 1e-3])
    name = without.columns[0]
    assert without[name].equals(synth(data.drop(columns=name), "A", 2012).path["gap"])


def test_the_ratio():
    gap = pd.Series([3.0, -4, 6, 8], index=[1, 2, 3, 4])
    assert rmspe_ratio(gap, 3) == pytest.approx(2)
    assert rmspe_ratio(gap * 0, 3) != rmspe_ratio(gap * 0, 3)  # no gap at all: not a number
    assert rmspe_ratio(pd.Series([1e-13, -1e-13, 6, 8]), 2) == np.inf


def test_what_a_synthetic_control_needs():
    data = factor_panel()
    for wrong, words in [
        (lambda: synth(data, "Z", 2012), "no column Z"),
        (lambda: synth(data, "A", 2012, ["U01", "nowhere"]), "no column nowhere"),
        (lambda: synth(data, "A", 2012, ["U01"]), "two donors"),
        (lambda: synth(data.assign(U03=np.nan), "A", 2012), "U03 has a gap"),
        (lambda: synth(data, "A", 2001), "two periods before"),
        (lambda: synth(data, "A", 2020), "one after"),
    ]:
        with pytest.raises(KitError, match=words):
            wrong()


# The Basque Country (Abadie and Gardeazabal 2003), with the predictors of the R package Synth

BASQUE, FIRST_YEAR_OF_TERROR = 17, 1970
SECTORS = [
    "agriculture",
    "energy",
    "industry",
    "construction",
    "services.venta",
    "services.nonventa",
]


@pytest.fixture(scope="module")
def gdp(basque):
    return basque.pivot(index="year", columns="regionno", values="gdpcap")


def test_the_published_basque_synthetic_control(basque, gdp):
    sixties = basque[basque["year"].between(1964, 1969)].groupby("regionno")
    schooling = sixties[["school.illit", "school.prim", "school.med"]].mean()
    schooling["high"] = sixties[["school.high", "school.post.high"]].mean().sum(axis=1)
    predictors = (100 * schooling.div(schooling.sum(axis=1), axis=0)).T
    predictors.loc["invest"] = sixties["invest"].mean()
    predictors.loc["gdp"] = gdp.loc[1960:1969].mean()
    odd_years = basque[basque["year"].isin(range(1961, 1970, 2))].groupby("regionno")
    for sector in SECTORS:
        predictors.loc[sector] = odd_years[f"sec.{sector}"].mean()
    predictors.loc["density"] = basque[basque["year"] == 1969].set_index("regionno")["popdens"]
    predictors = predictors.div(predictors.std(axis=1), axis=0)
    target, donors = predictors[BASQUE].to_numpy(), predictors.drop(columns=BASQUE).to_numpy()
    outcome = gdp.loc[1960:1969]
    actual, others = outcome[BASQUE].to_numpy(), outcome.drop(columns=BASQUE).to_numpy()

    def weights(importance):
        root = np.sqrt(np.abs(importance) / np.abs(importance).sum())
        return simplex_weights(root * target, root[:, None] * donors)

    loss = lambda importance: np.mean((actual - others @ weights(importance)) ** 2)  # noqa: E731
    equal = np.ones(len(predictors)) / len(predictors)
    best = minimize(loss, equal, method="Nelder-Mead", options={"maxfev": 20_000})
    found = pd.Series(weights(best.x), index=gdp.columns.drop(BASQUE))
    gap = gdp[BASQUE] - gdp.drop(columns=BASQUE) @ found
    # Published: Cataluna 0.851, Madrid 0.149, loss 0.0089, gap of 1989 -1.04, about ten per cent.
    assert found[found > 1e-3].round(3).to_dict() == {10: 0.851, 14: 0.149}
    assert best.fun == pytest.approx(0.0089, abs=5e-5) and gap[1989] == pytest.approx(
        -1.04, abs=5e-3
    )
    percent = (100 * gap / (gdp[BASQUE] - gap)).loc[1980:1989].mean()
    assert percent == pytest.approx(-10, abs=0.05)
    recorded = load("replications/printed").query("replication_id == 'basque'")["recorded"]
    ours = [*found[[10, 14]], best.fun, gap[1989], percent]
    assert recorded.tolist() == pytest.approx(ours, abs=1e-5)


def test_the_basque_result_fails_its_placebo_with_outcomes_alone(gdp):
    fit, test = (f(gdp, BASQUE, FIRST_YEAR_OF_TERROR) for f in (synth, placebo_test))
    assert fit.weights[fit.weights > 1e-3].round(3).to_dict() == {5: 0.311, 14: 0.483, 18: 0.206}
    assert fit.ratio == pytest.approx(13.4, abs=0.05)
    assert test.table.loc[BASQUE, "rank"] == 7 and len(test.table) == 17
    assert test.p_value == pytest.approx(7 / 17)
