"""Cascades and their rivals: invariants, brute force, and Granovetter's critical spread."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from borderlab.models.cascade import (
    cascade,
    cobweb,
    critical_spread,
    fixed_points,
    threshold_share,
)
from borderlab.models.waves import (
    bloc_entries,
    cascade_entries,
    daily_counts,
    deviance,
    shock_entries,
)
from claimlab.errors import KitError


def by_hand(thresholds, start):
    acted = start
    while (more := max(acted, sum(t <= acted for t in thresholds))) > acted:
        acted = more
    return acted


@given(st.lists(st.integers(0, 12), max_size=15), st.integers(0, 15))
def test_a_cascade_is_what_counting_gives(thresholds, start):
    path = cascade(thresholds, start)
    assert path[-1] == by_hand(thresholds, start)
    assert path[0] == start and all(a < b for a, b in zip(path, path[1:]))


def test_one_threshold_decides():
    everyone = list(range(100))
    assert cascade(everyone)[-1] == 100
    everyone[1] = 2
    assert cascade(everyone) == [0, 1]
    assert cascade(range(1, 101)) == [0]  # nobody goes first
    assert cascade([]) == [0]


@pytest.mark.parametrize(
    "mu, sd", [(0.25, 0.1), (0.25, 0.122), (0.25, 0.123), (0.5, 0.38), (0.7, 0.3)]
)
def test_from_zero_a_cobweb_climbs_to_the_smallest_fixed_point(mu, sd):
    path = cobweb(mu, sd)
    assert (np.diff(path) >= 0).all()
    assert path[-1] == pytest.approx(fixed_points(mu, sd)[0], abs=1e-6)


@given(st.floats(0.05, 0.95), st.floats(0.02, 1))
def test_every_fixed_point_is_one_and_none_is_missed(mu, sd):
    points = fixed_points(mu, sd)
    assert len(points) in (1, 2, 3) and points == sorted(points)
    assert all(threshold_share(x, mu, sd) == pytest.approx(x, abs=1e-9) for x in points)
    grid = np.linspace(0, 1, 2001)
    crossings = np.sum(np.diff(norm.cdf(grid, mu, sd) > grid))
    # a crossing next to the point where two meet can slip between grid points
    assert len(points) >= crossings if crossings < 3 else len(points) == 3


def test_granovetters_critical_spread():
    spread, share = critical_spread(0.25)
    assert spread == pytest.approx(0.12222, abs=5e-6) and share == pytest.approx(0.0620, abs=5e-5)
    below, above = cobweb(0.25, spread - 1e-4)[-1], cobweb(0.25, spread + 1e-4)[-1]
    assert below < share < 0.07 and above > 0.999
    assert cobweb(0.25, 0.122)[-1] == pytest.approx(0.055, abs=5e-4)  # "12.2 gives about 6"


@pytest.mark.parametrize("mu", [0.1, 0.25, 0.4, 0.49, 0.6, 0.8])
def test_at_the_critical_spread_two_fixed_points_meet(mu):
    spread, share = critical_spread(mu)
    assert threshold_share(share, mu, spread) == pytest.approx(share)
    assert norm.pdf(share, mu, spread) == pytest.approx(1)  # it touches the diagonal
    assert len(fixed_points(mu, spread * 0.99)) == 3 and len(fixed_points(mu, spread * 1.01)) == 1
    assert critical_spread(1 - mu) == pytest.approx((spread, 1 - share))


def test_same_mean_other_spread_other_world():
    lows = [cobweb(0.25, sd)[-1] for sd in (0.06, 0.09, 0.12)]
    assert lows == sorted(lows) and lows[-1] < 0.06
    assert cobweb(0.25, 0.1, start=0.2)[-1] > 0.999  # beyond the watershed


def test_a_uniform_spread_moves_nobody_from_zero():
    states = np.linspace(0.01, 1, 100) * 100
    assert cascade(states) == [0]


def test_57_of_193_is_reached_at_a_mean_of_a_half_and_not_at_a_quarter():
    assert 193 * cobweb(0.50, 0.38)[-1] == pytest.approx(56.5, abs=0.05)
    reached = [193 * cobweb(0.25, sd)[-1] for sd in np.arange(0.01, 1, 0.005)]
    assert not any(15 < states < 120 for states in reached)


def test_means_and_spreads_out_of_range_are_refused():
    for call in (
        lambda: cobweb(0, 0.1),
        lambda: cobweb(0.5, 0),
        lambda: critical_spread(1),
        lambda: fixed_points(2, 1),
    ):
        with pytest.raises(KitError):
            call()


# Three accounts of a wave


def test_expected_acts_add_up():
    assert cascade_entries(57, 0.5, 0.38, 40).sum() == pytest.approx(
        57 * cobweb(0.5, 0.38, rounds=40)[-1]
    )
    assert bloc_entries({0: 12, 5: 16}, 13, loyalty=0.5, window=3).sum() == pytest.approx(14)
    assert bloc_entries({12: 16}, 13, window=4).sum() == pytest.approx(
        4
    )  # the rest falls after the end
    hazards = shock_entries(100, 0.1, {3: 0.6}, 8)
    assert hazards.sum() == pytest.approx(100 * (1 - 0.9**7 * 0.4))
    assert hazards[3] == pytest.approx(100 * 0.9**3 * 0.6)


def test_daily_counts_count():
    assert daily_counts([0, 12, 0, 40], 13).tolist() == [2] + [0] * 11 + [1]


def test_deviance_is_least_at_the_counts_themselves():
    counts = [3, 0, 5]
    assert deviance(counts, counts) == 0
    assert deviance(counts, [2.5, 0.2, 5.5]) > 0
    assert deviance(counts, [3, 0, 0]) == np.inf
    judge = 2 * np.sum(3 * np.log(3 / 4) - (3 - 4))
    assert deviance([3], [4]) == pytest.approx(judge)
