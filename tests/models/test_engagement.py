import numpy as np
import pytest

from borderlab import load
from borderlab.models.engagement import (
    annual_saving_usd_millions,
    best_engagement,
    break_even_gap_usd,
    break_even_risk,
    carrot_curve,
    dependent_concession,
    gas_bill_usd_per_day,
    least_patience,
    max_concession,
    pipeline_value,
)
from claimlab.errors import KitError


def complies(concession, patience, benefit, unconditional, horizon=4000):
    """Play both paths: conceding for ever, and taking the benefit once and losing its conditional part for good."""
    weights = patience ** np.arange(horizon)
    honest = weights.sum() * (benefit - concession)
    cheat = benefit + weights[1:].sum() * unconditional * benefit
    return honest >= cheat - 1e-9


def test_the_largest_concession_is_where_complying_stops_paying():
    rng = np.random.default_rng(20)
    for d, b, u in rng.uniform([0.05, 0.1, 0], [0.98, 3, 1], (3000, 3)):
        most = float(max_concession(d, b, u))
        assert complies(most * (1 - 1e-6), d, b, u) and not complies(
            most * (1 + 1e-4) + 1e-7, d, b, u
        )


def test_only_what_can_be_withdrawn_buys_anything():
    assert max_concession(0.8, 1, 1) == 0 and max_concession(0.8, 0, 0.2) == 0
    u = np.linspace(0, 1, 11)
    assert np.diff(max_concession(0.8, 1, u)) == pytest.approx(np.full(10, -0.08))
    assert round(float(max_concession(0.8, 1, 0.5)), 3) == 0.4


def test_the_least_patience_turns_the_formula_around():
    assert least_patience(0.3, 1, 0.5) == pytest.approx(0.6)
    rng = np.random.default_rng(21)
    for d, b, u in rng.uniform([0.05, 0.1, 0], [0.98, 3, 0.95], (1000, 3)):
        assert least_patience(float(max_concession(d, b, u)), b, u) == pytest.approx(d)
    assert np.isnan(least_patience(0.3, 1, 0.8)) and np.isnan(least_patience(0.3, 1, 1.0))


def test_the_best_engagement_is_the_top_of_the_curve():
    grid = np.linspace(0, 1, 10_001)
    for w in np.random.default_rng(22).uniform(0, 1, 500):
        assert grid[dependent_concession(grid, w).argmax()] == pytest.approx(
            float(best_engagement(w)), abs=1e-4
        )
    assert best_engagement(0.8) == 0.625 and best_engagement(0.5) == 1
    ends = dependent_concession([1.0, 0.625], 0.8)
    assert ends[0] / ends[1] == pytest.approx(0.64), (
        "full engagement keeps most of it: not nought at both ends"
    )


def test_goals_of_the_carrot():
    assert dependent_concession([0.25, 1.0, 0.625], 0.8).round(3).tolist() == [0.16, 0.16, 0.25]
    assert (carrot_curve(unconditional=1)["concession"] == 0).all()
    assert carrot_curve(0.5)["concession"].max() == pytest.approx(0.125)


# The pipeline


def test_the_value_is_the_mean_of_many_pipelines():
    rng = np.random.default_rng(23)
    for A, K, h, d, lost in [
        (284, 40, 0.3, 0.9, 0),
        (74, 40, 0.5, 0.9, 0),
        (284, 1500, 0.05, 0.9, 0),
        (284, 40, 0.3, 0.85, 1.0),
    ]:
        years = rng.geometric(h, 60_000) - 1  # years of supply before it is shut off
        received = A * d * (1 - d**years) / (1 - d) - lost * A * d ** (years + 1)
        assert float(pipeline_value(A, K, h, d, lost)) + K == pytest.approx(
            received.mean(), rel=0.02
        )


def test_the_break_even_risk_is_where_the_value_is_nought():
    rng = np.random.default_rng(24)
    A, K, d, lost = rng.uniform([[1], [0], [0.5], [0]], [[400], [3000], [0.98], [3]], (4, 5000))
    risk = break_even_risk(A, K, d, lost)
    viable = ~np.isnan(risk)
    assert 0.2 < viable.mean() < 0.95
    assert np.abs(pipeline_value(A, K, np.where(viable, risk, 0), d, lost)[viable]).max() < 1e-6
    assert (pipeline_value(A, K, 0.0, d, lost)[~viable] < 0).all()


def test_values_of_the_lesson_for_gas():
    A = float(annual_saving_usd_millions(150, 5))
    assert round(A, 2) == 283.88
    assert break_even_risk(A, [40, 1500]).round(3).tolist() == [0.863, 0.066]
    assert round(40 / (A + 40), 3) == 0.124 and round(40 / (284 + 40), 3) == 0.123
    assert round(float(break_even_risk(A, 40, years_lost=1)), 2) == 0.46
    south = float(annual_saving_usd_millions(39, 5))
    assert round(float(break_even_risk(south, 40)), 2) == 0.61 and np.isnan(
        break_even_risk(south, 1500)
    )
    assert 3.31 < float(break_even_gap_usd(39, 40, 0.5)) < 3.32
    assert (gas_bill_usd_per_day(150, 2, "mmcf"), gas_bill_usd_per_day(150, 2)) == (300, 311_100)
    with pytest.raises(KitError, match="mmbtu"):
        gas_bill_usd_per_day(150, 2, "barrel")


def test_the_volumes_of_the_lesson_are_in_the_table():
    gas = load("security/energy_timeline")
    assert gas.query("kind == 'contract' and period_start == '2011-12'")[
        "flow_mmcf_per_day"
    ].tolist() == [150]
    south = gas.query("direction == 'ven_to_col'")
    assert set(south["kind"]) == {"plan"} and south["flow_mmcf_per_day"].tolist() == [39, 150]
    stop = gas.query("flow_mmcf_per_day == 0").iloc[0]
    assert (stop["period_start"], stop["period_end"]) == ("2014-05", "2015-02")
