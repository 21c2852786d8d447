import numpy as np
import pytest
from scipy.stats import binom

from borderlab.models.scores import (
    coverage,
    interval_score,
)

SAMPLE = np.random.default_rng(7).normal(10, 3, 20_000)


def test_the_interval_score_is_two_pinball_losses_and_rewards_neither_width_nor_daring():
    low, high = np.quantile(SAMPLE, [0.1, 0.9])
    pinball = sum(
        np.maximum(q * (SAMPLE - at), (q - 1) * (SAMPLE - at))
        for q, at in ((0.1, low), (0.9, high))
    )
    assert interval_score(SAMPLE, low, high, 0.8) == pytest.approx(pinball * 2 / 0.2)
    best = interval_score(SAMPLE, low, high, 0.8).mean()
    assert all(
        interval_score(SAMPLE, low - d, high + d, 0.8).mean() > best for d in (-1.0, -0.3, 0.3, 1.0)
    )


def test_coverage_counts_and_gives_the_chance():
    found = coverage([True] * 3 + [False] * 3)
    assert found["share"] == 0.5 and found["chance"] == pytest.approx(
        sum(binom.pmf(range(4), 6, 0.8))
    )
    assert coverage([True] * 6)["chance"] == 1
