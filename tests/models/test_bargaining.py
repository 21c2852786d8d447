"""Closed forms against games that are played out."""

import numpy as np
import pytest
from scipy.stats import chi2

from borderlab import load
from borderlab.models.bargaining import (
    bargaining_range,
    least_future_power,
    patience_limit,
    peace_feasible,
    peace_margin,
    peace_table,
)
from borderlab.models.spoilers import (
    acceptance,
    half_life,
    simulate_talks,
    talks_hazard,
    talks_survival,
)
from claimlab.errors import KitError

SHARES = np.linspace(0, 1, 100_001)


def played(p, p_after, patience, cost):
    """Is there an offer today that beats war? The group compares discounted sums of a long horizon, step by step."""
    horizon = int(np.ceil(np.log(1e-9) / np.log(patience)))
    later = patience ** np.arange(1, horizon)
    everything = 1 + later.sum()
    fight_now = max(p * everything - cost, 0.0)
    # Tomorrow the government offers the least that keeps the disarmed group from fighting, in shares of what is left.
    fight_later = max(p_after * later.sum() / patience - cost, 0.0) if horizon > 1 else 0.0
    least = SHARES[(SHARES * later.sum() / patience >= fight_later - 1e-9).argmax()]
    return (SHARES[::500] + least * later.sum() >= fight_now - 1e-6).any()


def test_peace_is_possible_when_some_offer_wins_in_the_game():
    rng = np.random.default_rng(9)
    checked = 0
    for p, after, patience, cost in rng.uniform([0, 0, 0.3, 0], [1, 1, 0.97, 1], (3000, 4)):
        if abs(float(peace_margin(p, after, patience, cost))) > 1e-3:
            assert bool(peace_feasible(p, after, patience, cost)) == played(
                p, after, patience, cost
            )
            checked += 1
    assert checked > 2900


def test_the_inequality_of_the_lesson_on_a_hundred_thousand_draws():
    rng = np.random.default_rng(10)
    p, after, d, c = rng.uniform([[0], [0], [0.02], [0]], [[1], [1], [0.99], [1]], (4, 100_000))
    pays = after >= (1 - d) * c
    inequality = p - d * after <= (1 - d) * (1 + (1 - d) * c) + 1e-12
    assert (peace_feasible(p, after, d, c) == inequality)[pays].all()
    assert (peace_feasible(p, after, d, c) >= inequality).all(), (
        "that the group may give in can only help peace"
    )
    assert peace_feasible(p, p, d, c).all(), "nothing lost, nothing to fear"


def test_the_least_power_and_the_limit_of_patience_are_where_peace_begins():
    rng = np.random.default_rng(11)
    for p, after, d, c in rng.uniform([0, 0, 0.05, 0], [1, 1, 0.98, 1], (5000, 4)):
        least = float(least_future_power(p, d, c))
        assert peace_feasible(p, min(least + 1e-9, 1), d, c)
        assert least == 0 or not peace_feasible(p, least - 1e-6, d, c)
        limit = patience_limit(p, after, c)
        if limit < 1:
            assert not peace_feasible(p, after, min(limit + 1e-6, 1 - 1e-12), c)
        if limit > 0:
            assert peace_feasible(p, after, limit * (1 - 1e-9) - 1e-9 if limit > 1e-6 else 0, c)


def test_published_values_of_the_lesson():
    assert [round(x, 3) for x in bargaining_range(0.3, 0.2, 0.15)] == [0.1, 0.45]
    assert [round(x, 3) for x in bargaining_range(0.3, 0.2, 0.15, 0.9)] == [0.28, 0.315]
    assert round(float(least_future_power(0.3, 0.9)), 4) == 0.22
    assert round(float(least_future_power(0.25, 0.9)), 4) == 0.1644
    assert [round(patience_limit(*x), 3) for x in ((0.3, 0.25), (0.25, 0.1))] == [0.934, 0.839]


def test_the_range_is_never_empty_and_is_where_both_gain():
    rng = np.random.default_rng(12)
    for p, group, government in rng.uniform(0, 1, (3000, 3)):
        low, high = bargaining_range(p, group, government)
        assert low <= p <= high
        x = rng.uniform()
        assert (low <= x <= high) == (x >= p - group and 1 - x >= 1 - p - government)


def test_goals_of_the_main_control():
    assert [bool(peace_table(True, d)["feasible"].iloc[0]) for d in (0.93, 0.94)] == [True, False]
    assert [bool(peace_table(False, 0.9, g)["feasible"].iloc[0]) for g in (0.164, 0.165)] == [
        False,
        True,
    ]
    views = {
        (v, h): bool(peace_table(h, haven_lengthens=v)["feasible"].iloc[0])
        for v in (False, True)
        for h in (False, True)
    }
    assert views == {
        (False, True): True,
        (False, False): False,
        (True, True): False,
        (True, False): True,
    }


@pytest.mark.parametrize(
    "bad", [(1.2, 0.1, 0.9), (0.3, -0.1, 0.9), (0.3, 0.1, 1.0), (float("nan"), 0.1, 0.9)]
)
def test_odd_numbers_are_refused_in_one_sentence(bad):
    with pytest.raises(KitError):
        peace_margin(*bad)


# Spoilers


def test_acceptance_is_the_share_of_factions_that_gain():
    rng = np.random.default_rng(13)
    for offer, rents, haven in rng.uniform([0, 0.2, 0], [1, 3, 1], (200, 3)):
        r = rng.uniform(0, rents, 20_000)
        assert float(acceptance(offer, rents, haven)) == pytest.approx(
            (offer >= r * (1 + haven) / 2).mean(), abs=0.02
        )


@pytest.mark.parametrize("redrawn", [True, False])
@pytest.mark.parametrize("factions", [1, 3, 5])
def test_talks_that_are_played_out_survive_as_often_as_the_formula_says(factions, redrawn):
    lived = simulate_talks(40_000, rounds=12, factions=factions, redrawn=redrawn, seed=factions)
    for T in (1, 6, 12):
        assert (lived >= T).mean() == pytest.approx(
            float(talks_survival(T, factions=factions, redrawn=redrawn)), abs=0.01
        )


def test_values_of_the_lesson_for_spoilers():
    assert round(float(talks_survival(12)), 3) == 0.785 and round(half_life(), 1) == 34.3
    assert round(float(talks_survival(12, factions=5, redrawn=False)), 2) == 0.36
    assert talks_survival(99, accept=1.0) == 1 and half_life(accept=1.0) == np.inf
    assert float(talks_survival(half_life())) == pytest.approx(0.5)


def test_two_talks_with_the_eln_say_little_about_their_risk():
    dates = load("security/peace_timeline").set_index("event_id")["date"]
    talks = [("eln_2017_02_07", "eln_2019_01_18"), ("eln_2022_11_21", "eln_2025_01_17")]
    months = [(dates[end] - dates[start]).days / 30.4375 for start, end in talks]
    assert [round(m, 1) for m in months] == [23.3, 25.9]
    assert [round(100 * x, 1) for x in talks_hazard(months)] == [4.1, 0.5, 11.3]
    # Had the span been fixed beforehand, the upper end would be that of a Poisson count.
    assert round(100 * chi2.ppf(0.975, 2 * 2 + 2) / (2 * sum(months)), 1) == 14.7


def test_the_interval_of_a_risk_covers():
    rng = np.random.default_rng(14)
    draws = rng.exponential(1 / 0.04, (4000, 2))
    inside = [low <= 0.04 <= high for _, low, high in (talks_hazard(months) for months in draws)]
    assert np.mean(inside) == pytest.approx(0.95, abs=0.012)
