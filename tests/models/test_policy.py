"""The policy simulator: its invariants, its bounds, and its priors."""

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kstest, triang

from borderlab import load
from borderlab.models.policy import BETTER, LEVERS, YEARS, no_change, simulate
from borderlab.models.policy_draws import CHANCE, draw, draws_from, priors_of
from claimlab.errors import KitError

PARAMETERS, OWN = load("policy/parameters"), load("policy/worldview_priors")
VIEWS = load("policy/worldviews")["worldview"].tolist()
PACKAGES = load("policy/packages").set_index("package")
AGNOSTIC = priors_of(PARAMETERS, OWN, "agnostic")


@pytest.fixture(scope="module")
def draws():
    return draw(AGNOSTIC, 2000, seed=4)


def package(**levers):
    return pd.DataFrame([dict.fromkeys(LEVERS, 0.0) | levers], index=["x"])


def ladder(lever, **fixed):
    """The same package with one lever at 0, 0.1, ..., 1."""
    steps = np.linspace(0, 1, 11)
    return pd.concat([package(**fixed | {lever: step}) for step in steps]).set_axis(steps)


def pinned(draws, **values):
    return draws.assign(**values)


# Draws


def test_draws_have_the_triangular_distribution(draws):
    low, mode, high = AGNOSTIC.loc["t_int"]
    law = triang((mode - low) / (high - low), low, high - low)
    assert kstest(draws["t_int"], law.cdf).pvalue > 0.001
    u = np.linspace(0, 1, 50)
    one = pd.DataFrame({"low": [low], "mode": [mode], "high": [high]}, index=["t"])
    found = draws_from(one, np.column_stack([u, u]))["t"]
    assert np.allclose(found, law.ppf(u), atol=1e-12)


def test_the_same_seed_gives_the_same_draws_and_worldviews_share_them():
    again = draw(AGNOSTIC, 50, seed=9)
    assert again.equals(draw(AGNOSTIC, 50, seed=9)) and not again.equals(draw(AGNOSTIC, 50, seed=8))
    caracas = draw(priors_of(PARAMETERS, OWN, "caracas"), 50, seed=9)
    own = set(OWN.query("worldview == 'caracas'")["parameter"])
    same = {name for name in again if again[name].equals(caracas[name])}
    assert same == set(again) - own


def test_every_draw_lies_within_its_prior(draws):
    for name, low, mode, high in AGNOSTIC.itertuples():
        assert draws[name].between(low - 1e-12, high + 1e-12).all() and low <= mode <= high


@pytest.mark.parametrize("bad", [(1, 0, 2), (0, 1, np.nan), (-np.inf, 0, 1)])
def test_a_prior_out_of_order_is_refused(bad):
    priors = pd.DataFrame([bad], columns=["low", "mode", "high"], index=["a"])
    with pytest.raises(KitError, match="prior of 'a'"):
        draw(priors, 3, seed=1)


def test_an_unknown_worldview_gets_the_nearest():
    with pytest.raises(KitError, match="did you mean 'caracas'"):
        priors_of(PARAMETERS, OWN, "caraca")


# No change, and no jump


@pytest.mark.parametrize("view", VIEWS)
def test_no_change_changes_nothing_but_what_drifts(view):
    draws = draw(priors_of(PARAMETERS, OWN, view), 500, seed=2)
    still = pinned(draws, drift_v=0.0, drift_h=0.0, g0=0.0)
    final = simulate(no_change(PARAMETERS), still).final
    assert np.array_equal(final["signed"], np.zeros((500, 1)))
    assert np.allclose(final["violence"], 1) and np.allclose(final["democracy"], 0)
    assert np.allclose(final["haven"][:, 0], draws["haven_0"])
    assert np.allclose(final["trade_usd_billions"][:, 0], draws["trade_0"])
    moved = final["approval_percent"][:, 0] - draws["a_0"]
    migrants = final["stock_millions"][:, 0] - draws["stock_0"]
    expected = -draws["a_m"] * migrants * (1 - draws["permits_0"] / 2)
    assert np.allclose(moved, expected)


@pytest.mark.parametrize("conditions", [0, 0.5, 1])
def test_nothing_jumps_where_an_offer_begins(draws, conditions):
    here = {"opening": 1.0, "permits": 0.5, "offers": 0.4, "conditionality": conditions}
    pair = pd.concat([package(**here), package(**here, engagement=1e-9)]).set_axis(
        ["none", "hardly"]
    )
    chance = simulate(pair, draws).final["deal_probability"]
    assert (chance[:, 0] == 0).all() and chance.max() < 1e-6
    fine = ladder("engagement", **here)
    steps = np.diff(simulate(fine, draws).final["deal_probability"].mean(axis=0))
    assert np.abs(steps).max() < 0.9


def test_the_smoothing_moves_the_four_packages_by_less_than_one_in_a_hundred_thousand():
    for _, row in PACKAGES.iterrows():
        reach = row["engagement"] + row["relief"]
        assert reach == 0 or np.exp(-reach / 0.05) < 1e-5


def test_opening_alone_never_lowers_trade_and_an_offer_never_does(draws):
    for fixed in ({}, {"engagement": 0.6, "conditionality": 0.5}):
        trade = simulate(ladder("opening", **fixed), draws, signed=1 if fixed else None)
        assert (np.diff(trade.final["trade_usd_billions"], axis=1) >= -1e-12).all()
    signed = simulate(ladder("opening", engagement=0.6, conditionality=0.5), draws).final["signed"]
    assert (np.diff(signed, axis=1) >= 0).all()


# Who moves what


def test_without_a_lever_nothing_binds(draws):
    zero = pinned(draws, t_int=0.0)
    final = simulate(package(opening=0.8, engagement=0.7, conditionality=0.0), zero).final
    assert (final["concession"] == 0).all()
    assert (simulate(package(opening=1.0), draws).final["signed"] == 0).all()
    assert (simulate(package(offers=0.0), draws).final["peace"] == 0).all()


def test_permits_change_approval_alone(draws):
    low, high = (
        simulate(package(permits=p, opening=0.6, engagement=0.5), draws).final for p in (0, 1)
    )
    changed = {name for name in low if not np.array_equal(low[name], high[name])}
    assert changed == {"approval_percent"}


def test_generosity_is_not_free():
    draws = draw(AGNOSTIC, 4000, seed=6)
    kind = pd.concat([PACKAGES.loc[["C"]], PACKAGES.loc[["C"]].assign(permits=1.0, offers=1.0)])
    final = simulate(kind.set_axis(["C", "kind"]), draws).final["approval_percent"]
    assert 0.05 < np.mean(final[:, 1] < final[:, 0]) < 0.95


def test_the_sign_of_a_smaller_haven_on_a_deal_is_open(draws):
    """Demands fall with the haven, and trust in a promise falls too: the prior straddles the balance."""
    deal = package(offers=0.5)
    bold, shy = pinned(draws, drift_h=0.0), pinned(draws, drift_h=-0.5)
    for end, sign in ((0.1, 1), (0.2, 0), (0.3, -1)):
        peace = [simulate(deal, d.assign(p1_haven=end)).final["peace"] for d in (bold, shy)]
        assert (np.sign(np.round(peace[1] - peace[0], 12)) == sign).all()


def test_an_event_is_an_event_and_ties_follow(draws):
    final = simulate(PACKAGES, draws).final
    assert set(np.unique(final["signed"])) == {0.0, 1.0}
    share, chance = final["signed"].mean(axis=0), final["deal_probability"].mean(axis=0)
    assert np.abs(share - chance).max() < 0.03
    refused = (final["signed"][:, 1] == 0) & (final["signed"][:, 2] == 0)
    assert refused.any()
    assert np.array_equal(final["haven"][refused, 1], final["haven"][refused, 2])


def test_a_refusal_withdraws_the_conditional_part_only(draws):
    offered = package(engagement=1.0, relief=1.0, conditionality=0.8, opening=0.15)
    yes, no = (simulate(offered, draws, signed=s).final["benefit"] for s in (1, 0))
    border = draws["b_o"].to_numpy()[:, None] * 0.15
    assert np.allclose(no - border, 0.2 * (yes - border))


def test_isolation_is_uncertain_too(draws):
    final = simulate(PACKAGES.loc[["A"]], draws).final
    assert final["violence"].std() > 0.1 and final["haven"].std() > 0.02


def test_the_table_may_sign_where_the_model_would_not(draws):
    for answer in (0, 1):
        assert (simulate(PACKAGES, draws, signed=answer).final["signed"] == answer).all()
    with pytest.raises(KitError, match="signed=1"):
        simulate(PACKAGES, draws, signed=0.5)


# Shapes, bounds, corners


def test_paths_start_from_the_figures_and_end_at_the_outcomes(draws):
    worlds = simulate(PACKAGES, draws)
    trade = load("trade/bilateral_annual").query("year == 2022 and is_colombian_basis")
    start = trade["trade_usd_millions"].sum() / 1000
    assert np.allclose(worlds.paths["trade_usd_billions"][0], start)
    for name, path in worlds.paths.items():
        assert path.shape == (YEARS + 1, len(draws), 4)
        assert np.array_equal(path[-1], worlds.final[name])
    assert set(BETTER) - set(worlds.paths) == {"violence", "haven", "democracy"}


def test_no_lever_but_relief_moves_the_number_of_migrants(draws):
    stock = simulate(PACKAGES, draws).final["stock_millions"]
    assert np.array_equal(stock[:, 0], stock[:, 1]) and np.array_equal(stock[:, 0], stock[:, 2])
    assert (stock[:, 3] <= stock[:, 0]).all() and "stock_millions" not in BETTER


def test_every_corner_is_finite_and_in_bounds():
    corners = pd.DataFrame(itertools.product([0.0, 1.0], repeat=6), columns=list(LEVERS))
    for view in VIEWS:
        ends = priors_of(PARAMETERS, OWN, view)
        uniforms = np.array(list(itertools.product([0.0, 1.0], repeat=2)))
        grid = np.tile(uniforms, (1, (len(ends) + 2) // 2))[:, : len(ends) + 1]
        final = simulate(corners, draws_from(ends, grid)).final
        assert all(np.isfinite(values).all() for values in final.values())
        for name in ("haven", "peace", "deal_probability"):
            assert (final[name] >= 0).all() and (final[name] <= 1).all()
        assert final["approval_percent"].min() >= 0 and final["approval_percent"].max() <= 100


@pytest.mark.parametrize("bad", [5, -0.1, np.nan, np.inf])
def test_a_lever_out_of_bounds_is_refused(draws, bad):
    with pytest.raises(KitError, match="'relief' of package 'x'"):
        simulate(package(relief=bad), draws)


def test_a_missing_lever_and_a_draw_without_bound_are_refused(draws):
    with pytest.raises(KitError, match="'offers' is missing"):
        simulate(package().drop(columns="offers"), draws)
    with pytest.raises(KitError, match="no finite"):
        simulate(package(), draws.assign(g0=np.nan))
    with pytest.raises(KitError, match="whole number"):
        draw(AGNOSTIC, 0, seed=1)


def test_each_parameter_matters_to_something(draws):
    """A parameter that changes no outcome of any package would be decoration."""
    few = draws.iloc[:200]
    for name, low, _, high in AGNOSTIC.itertuples():
        if low < high:
            ends = [simulate(PACKAGES, few.assign(**{name: end})).final for end in (low, high)]
            assert any(not np.array_equal(ends[0][key], ends[1][key]) for key in ends[0]), name
    assert CHANCE not in AGNOSTIC.index


def test_every_prior_says_where_it_comes_from():
    assert set(PARAMETERS["basis"]) == {"assumption", "source"}
    assert PARAMETERS["source"].str.len().min() > 10 and PARAMETERS["unit"].str.len().min() > 1
    constants = PARAMETERS.query("low == high")["parameter"].tolist()
    assert len(constants) == 5 and all(name.endswith("_0") for name in constants)
    assert "haven_0" not in constants  # disputed, so that each view has its own
    for row in OWN.itertuples():
        assert row.parameter in AGNOSTIC.index and row.low <= row.mode <= row.high
    assert {"caracas", "opposition", "border_communities"} <= set(VIEWS)
    assert set(OWN["worldview"]) == set(VIEWS) - {"agnostic"}


@pytest.mark.parametrize("name, value", [("mu_deal", -1.0), ("haven_0", 5.0)])
def test_a_world_that_cannot_be_gets_a_sentence(name, value):
    tables = load("policy/parameters"), load("policy/worldview_priors")
    worlds = draw(priors_of(*tables, "agnostic"), 10, seed=1).assign(**{name: value})
    with pytest.raises(KitError, match=name):
        simulate(no_change(tables[0]), worlds)
