"""Broken trends and differences in differences: invariants, and another package's answers."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from borderlab.models.inference import did2x2, its, newey_west
from claimlab.errors import KitError

MONTHS = pd.date_range("2015-01-01", periods=60, freq="MS")


@pytest.fixture
def noisy():
    rng = np.random.default_rng(4)
    noise = np.convolve(rng.normal(size=72), np.ones(13) / 13, mode="valid")
    time = np.arange(60)
    line = 2500 - 20 * time - 30 * (time >= 31) - 25 * (time - 31) * (time >= 31)
    return pd.Series(line + 40 * noise, index=MONTHS)


@pytest.mark.parametrize("jump, bend", [(0, 0), (-131, -20), (50, 0), (0, 3)])
def test_a_broken_line_without_noise_is_found_exactly(jump, bend):
    time = np.arange(60)
    after = time >= 31
    line = pd.Series(2500 - 20 * time + jump * after + bend * (time - 31) * after, index=MONTHS)
    found = its(line, "2017-08")
    assert found.coefficients["estimate"].tolist() == pytest.approx(
        [2500, -20, jump, bend], abs=1e-8
    )
    assert found.effect.iloc[:31].abs().max() < 1e-8
    assert found.effect.iloc[-1] == pytest.approx(jump + 28 * bend, abs=1e-8)
    assert found.residual_sum_of_squares == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("lags", [0, 3, 12])
def test_standard_errors_are_those_of_statsmodels(noisy, lags):
    found = its(noisy, "2017-08", lags=lags)
    time, after = np.arange(60), np.arange(60) >= 31
    x = np.column_stack([np.ones(60), time, after, (time - 31) * after])
    judge = sm.OLS(noisy.to_numpy(), x).fit(cov_type="HAC", cov_kwds={"maxlags": lags})
    assert found.coefficients["estimate"].tolist() == pytest.approx(judge.params.tolist())
    assert found.coefficients["std_error"].tolist() == pytest.approx(judge.bse.tolist())


def test_lags_are_chosen_by_the_length(noisy):
    assert its(noisy, "2017-08").coefficients.equals(its(noisy, "2017-08", lags=3).coefficients)
    assert not its(noisy, "2017-08").coefficients.equals(its(noisy, "2017-08", lags=0).coefficients)


def test_more_lags_than_periods_are_no_harm():
    x = np.column_stack([np.ones(5), np.arange(5)])
    assert np.isfinite(newey_west(x, np.array([1.0, -2, 0, 2, -1]), lags=50)).all()


def test_what_a_broken_trend_needs(noisy):
    with pytest.raises(KitError, match="gaps"):
        its(noisy.mask(noisy.index == MONTHS[3]), "2017-08")
    for start in ("2015-02", "2019-11", "2030-01", "2000-01"):
        with pytest.raises(KitError, match="three periods"):
            its(noisy, start)


def test_did_ignores_what_is_common_to_a_unit_or_a_period():
    cells = np.array([2.2, 1.45, 0.95, 0.87])
    effect = did2x2(*cells)
    assert effect == pytest.approx(-0.67)
    assert did2x2(*(cells + [5, 5, 0, 0])) == pytest.approx(effect)  # a richer unit
    assert did2x2(*(cells + [0, 5, 0, 5])) == pytest.approx(effect)  # a better year
    assert did2x2(*cells[[2, 3, 0, 1]]) == pytest.approx(-effect)  # roles exchanged
    assert did2x2([2.0, 2.4], 1.45, 0.95, [0.8, 0.94]) == pytest.approx(effect)


def test_did_is_the_interaction_of_a_regression():
    rng = np.random.default_rng(2)
    treated, after = np.repeat([0, 0, 1, 1], 10), np.tile(np.repeat([0, 1], 10), 2)
    y = rng.normal(size=40) + treated * after
    x = np.column_stack([np.ones(40), treated, after, treated * after])
    pick = lambda t, a: y[(treated == t) & (after == a)]  # noqa: E731
    effect = did2x2(pick(1, 0), pick(1, 1), pick(0, 0), pick(0, 1))
    assert effect == pytest.approx(sm.OLS(y, x).fit().params[3])


@pytest.mark.filterwarnings("ignore")  # a saturated model fits perfectly, which is the point here
def test_did_in_logs_is_the_ratio_of_ratios_of_a_saturated_poisson_model():
    y = np.array([2.0, 7.0, 3.0, 5.0])
    x = np.array([[1, 1, 0, 0], [1, 1, 1, 1], [1, 0, 0, 0], [1, 0, 1, 0]])
    judge = sm.GLM(y, x, family=sm.families.Poisson()).fit()
    assert did2x2(*y, logs=True) == pytest.approx(judge.params[3]) == pytest.approx(0.742, abs=5e-4)
    with pytest.raises(KitError, match="above zero"):
        did2x2(0, 1, 1, 1, logs=True)
