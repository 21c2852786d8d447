import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.stats import binom

from borderlab.errors import KitError
from borderlab.models.scores import (
    coverage,
    crps_ensemble,
    forecast_class,
    interval_score,
    pinball_loss,
)

SAMPLE = np.random.default_rng(7).normal(10, 3, 20_000)


@pytest.mark.parametrize("quantile", [0.1, 0.5, 0.9])
def test_pinball_loss_is_smallest_at_the_true_quantile(quantile):
    tries = np.linspace(2, 18, 321)
    losses = [pinball_loss(SAMPLE, guess, quantile).mean() for guess in tries]
    assert tries[int(np.argmin(losses))] == pytest.approx(np.quantile(SAMPLE, quantile), abs=0.05)


def test_the_interval_score_is_two_pinball_losses_and_rewards_neither_width_nor_daring():
    low, high = np.quantile(SAMPLE, [0.1, 0.9])
    pinball = pinball_loss(SAMPLE, low, 0.1) + pinball_loss(SAMPLE, high, 0.9)
    assert interval_score(SAMPLE, low, high, 0.8) == pytest.approx(pinball * 2 / 0.2)
    best = interval_score(SAMPLE, low, high, 0.8).mean()
    assert all(
        interval_score(SAMPLE, low - d, high + d, 0.8).mean() > best for d in (-1.0, -0.3, 0.3, 1.0)
    )


def test_crps_is_the_area_between_the_steps_and_what_came():
    members, actual = np.array([1.0, 2.5, 2.5, 7.0]), 4.0
    area = quad(
        lambda x: ((members <= x).mean() - (actual <= x)) ** 2,
        0,
        9,
        points=[1, 2.5, 4, 7],
        limit=200,
    )[0]
    pairs = np.abs(members[:, None] - members).mean()
    assert crps_ensemble(members, actual) == pytest.approx(area, abs=1e-9)
    assert crps_ensemble(members, actual) == pytest.approx(
        np.abs(members - actual).mean() - pairs / 2
    )
    assert crps_ensemble([3.0], 5.0) == 2.0


def test_crps_favours_the_true_spread():
    rng = np.random.default_rng(8)
    actual = rng.normal(size=1500)

    def score(spread):
        return np.mean([crps_ensemble(spread * rng.normal(size=100), y) for y in actual])

    assert score(1.0) < min(score(0.3), score(3.0))


def test_coverage_counts_and_gives_the_chance():
    found = coverage([True] * 3 + [False] * 3)
    assert found["share"] == 0.5 and found["chance"] == pytest.approx(
        sum(binom.pmf(range(4), 6, 0.8))
    )
    assert coverage([True] * 6)["chance"] == 1


def test_the_class_is_as_wide_as_its_mean_member():
    students = pd.DataFrame(
        {"low": [1.0, 4.0, np.nan], "middle": [2.0, 6.0, 3.0], "high": [5.0, 9.0, 4.0]}
    )
    pooled = forecast_class(students)
    whole = students.dropna()
    assert pooled["high"] - pooled["low"] == (whole["high"] - whole["low"]).mean()
    assert pooled.is_monotonic_increasing and pooled.to_dict() == {
        "low": 2.5,
        "middle": 4.0,
        "high": 7.0,
    }
    same = pd.DataFrame([students.iloc[0]] * 5)
    assert forecast_class(same).tolist() == students.iloc[0].tolist()


def test_the_pool_beats_its_mean_member():
    rng = np.random.default_rng(5)
    low = rng.normal(6, 2, 40)
    students = pd.DataFrame({"low": low, "high": low + rng.uniform(1, 6, 40)})
    pooled = forecast_class(students)
    for actual in (5.0, 9.0, 14.0):
        assert (
            interval_score(actual, *pooled)
            <= interval_score(actual, students["low"], students["high"]).mean()
        )


@pytest.mark.parametrize("bad", [{"low": [np.nan], "high": [1.0]}, {"low": [2.0], "high": [1.0]}])
def test_a_class_without_a_sound_prediction_is_refused(bad):
    with pytest.raises(KitError, match=r"^[A-Z].*\.$"):
        forecast_class(pd.DataFrame(bad))
