"""Dominance, Pareto sets, what would change a choice, sensitivity, and the test against rigging."""

import itertools

import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.models import sensitivity
from borderlab.models.no_rigging import rankings, rigged, search, versus
from borderlab.models.policy import BETTER, LEVERS, Worlds, simulate
from borderlab.models.policy_analysis import (
    best_shares,
    dominance,
    flips,
    pareto,
)
from borderlab.models.policy_draws import draw, priors_of
from claimlab.errors import KitError

TABLES = load("policy/parameters"), load("policy/worldview_priors")
WORLDVIEWS = load("policy/worldviews")
VIEWS = {view: priors_of(*TABLES, view) for view in WORLDVIEWS["worldview"]}
FIRST_FIVE = {
    view: VIEWS[view] for view in WORLDVIEWS.query("first_or_added == 'first'")["worldview"]
}
PACKAGES = load("policy/packages").set_index("package")


@pytest.fixture(scope="module")
def agnostic():
    draws = draw(VIEWS["agnostic"], 10_000, seed=1)
    return draws, simulate(PACKAGES, draws)


# Dominance


def test_dominance_adds_up_and_mirrors(agnostic):
    for outcome in BETTER:
        table = dominance(agnostic[1], outcome).set_index(["package", "against"])
        assert np.allclose(table[["better", "tie", "worse"]].sum(axis=1), 1)
        for first, second in itertools.permutations("ABCD", 2):
            here, there = table.loc[(first, second)], table.loc[(second, first)]
            assert here["better"] == pytest.approx(there["worse"], abs=1e-12)


def test_pairing_reduces_the_noise(agnostic):
    """E12.1: the same two packages, compared world by world or across shuffled worlds."""
    values = agnostic[1].final["violence"]
    gap = values[:, 2] - values[:, 1]
    shuffled = np.random.default_rng(2).permutation(values[:, 2]) - values[:, 1]
    assert gap.std() < 0.8 * shuffled.std()
    paired = dominance(agnostic[1], "violence").set_index(["package", "against"]).loc[("C", "B")]
    assert paired["better"] == np.mean(gap < 0) and paired["tie"] == np.mean(gap == 0)
    assert abs(np.mean(shuffled < 0) - paired["better"]) > 5 * paired["standard_error"]


def test_less_violence_is_better_and_migrants_are_not_ranked(agnostic):
    worlds = Worlds(["A", "B"], {name: np.array([[1.0, 2.0]]) for name in BETTER}, {})
    for outcome, sign in BETTER.items():
        assert best_shares(worlds, outcome)["best_alone"].tolist() == (
            [0, 1] if sign > 0 else [1, 0]
        )
    with pytest.raises(KitError, match="not an outcome to rank"):
        dominance(agnostic[1], "stock_millions")


def test_best_shares_count_every_draw_once_when_alone(agnostic):
    for outcome in BETTER:
        table = best_shares(agnostic[1], outcome)
        assert table["best_alone"].sum() <= 1 + 1e-12 <= table["best_or_tied"].sum() + 2e-12


# Pareto


def brute_force(points, signs):
    kept = []
    for i, p in enumerate(points):
        beaten = False
        for j, q in enumerate(points):
            as_good = all(s * b >= s * a for a, b, s in zip(p, q, signs))
            better = any(s * b > s * a for a, b, s in zip(p, q, signs))
            beaten |= i != j and as_good and better
        kept.append(not beaten)
    return kept


@pytest.mark.parametrize("seed", range(40))
def test_pareto_equals_brute_force_ties_and_all(seed):
    rng = np.random.default_rng(seed)
    outcomes = ["violence", "haven", "approval_percent"][: rng.integers(1, 4)]
    points = rng.integers(0, 6, (rng.integers(1, 40), len(outcomes)))  # few values: many ties
    found = pareto(pd.DataFrame(points, columns=outcomes).astype(float))
    assert found.tolist() == brute_force(points.tolist(), [BETTER[name] for name in outcomes])
    dominated = points[found.to_numpy()][[0]] - [BETTER[name] for name in outcomes]
    more = pd.DataFrame(np.vstack([points, dominated]), columns=outcomes).astype(float)
    assert pareto(more).tolist() == [*found, False]


def test_pareto_needs_a_direction_and_numbers():
    with pytest.raises(KitError, match="'price'"):
        pareto(pd.DataFrame({"price": [1.0]}))
    with pytest.raises(KitError, match="finite"):
        pareto(pd.DataFrame({"violence": [np.nan]}))


# What would change your mind?


def test_a_known_flip_is_found_and_a_sure_choice_has_none(agnostic):
    draws, worlds = agnostic
    found = flips(PACKAGES, draws, VIEWS["agnostic"], "haven", "C", "B")
    assert found.loc[0, ["parameter", "pinned_at"]].tolist() == ["t_int", 0.35]
    assert flips(PACKAGES, draws, VIEWS["agnostic"], "violence", "D", "C").empty
    with pytest.raises(KitError, match="not an outcome"):
        flips(PACKAGES, draws, VIEWS["agnostic"], "stock_millions", "D", "C")


# Sensitivity


def ishigami(x):
    x = np.pi * (2 * x - 1)
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def test_variance_shares_reproduce_ishigami():
    """Published: first order .3139, .4424, 0; total .5576, .4424, .2437 (Saltelli et al. 2008)."""
    found = sensitivity.variance_shares(ishigami, ["x1", "x2", "x3"], base=4096)
    assert np.allclose(found["first"], [0.3139, 0.4424, 0], atol=0.01)
    assert np.allclose(found["total"], [0.5576, 0.4424, 0.2437], atol=0.01)


def test_variance_shares_of_a_sum_add_to_one_and_a_product_shares_what_is_left():
    names = ["a", "b", "idle"]
    sum_ = sensitivity.variance_shares(lambda x: 3 * x[0] + x[1], names, base=4096)
    assert np.allclose(sum_["first"], [0.9, 0.1, 0], atol=0.01)
    assert np.allclose(sum_["first"], sum_["total"], atol=0.01)
    product = sensitivity.variance_shares(lambda x: (x[0] - 0.5) * (x[1] - 0.5), names, base=4096)
    assert np.allclose(product["first"], 0, atol=0.02)
    assert np.allclose(product["total"], [1, 1, 0], atol=0.02)
    with pytest.raises(KitError, match="power of two"):
        sensitivity.variance_shares(lambda x: x[0], ["a"], base=1000)


def test_elementary_effects_of_a_sum_are_its_coefficients_and_do_not_spread():
    found = sensitivity.elementary_effects(lambda x: 3 * x[0] - x[1], ["a", "b", "idle"], 4)
    assert np.allclose(found["mu_star"], [3, 1, 0])
    assert np.allclose(found["sigma"], 0)


def test_elementary_effects_agree_with_every_walk_that_there_is():
    """Two inputs on four levels: each effect's mean and spread from all moves, counted by hand."""
    function = lambda x: x[0] * x[1] + x[1] ** 2  # noqa: E731
    levels = np.arange(4) / 3
    first, second = levels, np.add.outer(levels, [2 / 3, 4 / 3])  # x2; x1 + both ends of x2
    found = sensitivity.elementary_effects(function, ["x1", "x2"], 20_000, seed=5)
    assert np.allclose(found["mu_star"], [first.mean(), second.mean()], atol=0.01)
    assert np.allclose(found["sigma"], [first.std(), second.std()], atol=0.01)


def test_elementary_effects_need_two_walks_and_move_one_input_by_two_thirds():
    asked = []
    sensitivity.elementary_effects(lambda x: asked.append(x) or x.sum(axis=0), list("abcd"), 3)
    steps = np.diff(asked[0].T.reshape(3, 5, 4), axis=1)
    assert np.allclose(np.abs(steps).sum(axis=2), 2 / 3)
    assert (np.abs(steps) > 0.1).sum(axis=1).tolist() == [[1] * 4] * 3
    assert np.isin((3 * asked[0]).round(9), [0, 1, 2, 3]).all()
    with pytest.raises(KitError, match="at least 2"):
        sensitivity.elementary_effects(lambda x: x[0], ["a"], 1)


def test_sobol_agrees_with_morris():
    table = sensitivity.sobol(PACKAGES.loc[["C"]], VIEWS["agnostic"], "stock_millions", base=512)
    assert table["parameter"].head(2).tolist() == ["f0", "rho0"]
    screened = sensitivity.morris(PACKAGES.loc[["C"]], VIEWS["agnostic"], "stock_millions")
    assert screened["parameter"].iloc[0] == "f0"
    idle = screened.set_index("parameter").loc["a_ap"]
    assert idle["mu_star"] == 0 and idle["sigma"] == 0


def test_worlds_are_simulated_in_pieces_that_join_without_a_seam(monkeypatch):
    shares = lambda: sensitivity.sobol(PACKAGES.loc[["C"]], VIEWS["agnostic"], "haven", base=16)  # noqa: E731
    whole = shares()
    monkeypatch.setattr(sensitivity, "_CHUNK", 7)
    assert shares().equals(whole)


def test_sobol_refuses_what_it_cannot_split():
    with pytest.raises(KitError, match="power of two"):
        sensitivity.sobol(PACKAGES.loc[["C"]], VIEWS["agnostic"], "haven", base=1000)
    with pytest.raises(KitError, match="the same in every world"):
        sensitivity.sobol(PACKAGES.loc[["A"]], VIEWS["agnostic"], "democracy", base=64)


# No rigging


@pytest.fixture(scope="module")
def compared():
    return versus(PACKAGES, VIEWS, "C", "B", 100_000, seed=13)


def test_praise_and_blame_can_both_win(compared):
    """Of the packages that Colombia can choose alone, each is best alone in most draws somewhere."""
    ranked = rankings(PACKAGES.loc[list("ABC")], VIEWS, 100_000, seed=13)
    assert rigged(ranked, compared) == []
    assert PACKAGES.index[PACKAGES["needs_washington"]].tolist() == ["D"]
    best = ranked.query("best_alone > 0.5").groupby("package")["outcome"].unique()
    assert "approval_percent" in best["A"] and "approval_percent" in best["B"]
    assert {"approval_percent", "haven"} <= set(best["C"])


def test_with_washingtons_lever_one_package_is_never_best(compared):
    """Said to students: once D is on the table, B is best on no outcome in any worldview."""
    ranked = rankings(PACKAGES, VIEWS, 100_000, seed=13)
    assert rigged(ranked, compared) == ["never-best:B"]
    most = ranked.query("package == 'B'")["best_alone"].max()
    assert most == pytest.approx(0.49, abs=0.01)


def test_a_rigged_simulator_is_caught(compared):
    """Without the open sign of a_ap, the column's thesis wins approval in every view."""
    views = {name: priors.copy() for name, priors in VIEWS.items()}
    for priors in views.values():
        priors.loc["a_ap"] = [20.0, 25.0, 30.0]
    rows = versus(PACKAGES, views, "C", "B", 2000, seed=13)
    assert "one-sided:approval_percent" in rigged(rankings(PACKAGES, views, 2000, seed=13), rows)


def test_the_goal_can_be_reached_and_seldom(compared):
    fixed = {"relief": 0.0, "permits": 0.8, "offers": 0.6}
    steps = itertools.product(np.arange(3, 11), np.arange(2, 11), np.arange(0, 11, 2))
    grid = [
        {"opening": o / 10, "engagement": e / 10, "conditionality": k / 10, **fixed}
        for o, e, k in steps
    ]
    grid = pd.DataFrame(grid)[list(LEVERS)]
    assert len(grid) == 432
    named = grid[(grid["conditionality"] == 1) & grid["opening"].between(0.75, 0.95)]
    found = search(named, PACKAGES.loc[["C"]], FIRST_FIVE, ["haven", "violence"], 10_000, seed=13)
    sure = found.query("views_won == 5 and least_margin > 0.04")
    won = sorted(zip(sure["opening"].round(1), sure["engagement"].round(1)))
    assert won == [(0.8, 0.5), (0.8, 0.6), (0.8, 0.7)]
