"""The equilibrium model: every statement that must hold whatever the figures are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from borderlab import load
from borderlab.models.equilibrium import (
    close_border,
    diversion,
    ge_hat,
    square,
    welfare_from_share,
)
from claimlab.errors import KitError

TOY = square(load("trade/ge_base"), "toy_2008")
SHOCK = close_border(TOY.index, ["Colombia"], ["Venezuela"], 95)


def balanced(flows):
    """The flow table made symmetric, so that nobody runs a deficit."""
    return (flows + flows.T) / 2


tables = st.integers(3, 6).flatmap(
    lambda n: st.tuples(
        arrays(float, (n, n), elements=st.floats(0.1, 10)).map(
            lambda x: balanced(x) + 100 * np.eye(n)
        ),
        arrays(float, (n, n), elements=st.floats(-3, 1)),
        st.floats(2, 10),
    )
)


def test_no_shock_changes_nothing():
    still = ge_hat(TOY, 0 * SHOCK)
    for hat in (still.w_hat, still.P_hat, still.welfare, still.real_wage):
        assert np.abs(hat - 1).max() < 1e-12
    assert np.abs(still.X_new - TOY).to_numpy().max() < 1e-9


@settings(max_examples=30, deadline=None)
@given(tables)
def test_books_balance_and_the_unit_of_money_does_not_matter(case):
    flows, beta, theta = case
    new = ge_hat(flows, beta, theta)
    income, spending = flows.sum(axis=1), flows.sum(axis=0)
    assert new.X_new.sum(axis=1) == pytest.approx(income * new.w_hat, rel=1e-9)
    assert new.X_new.sum(axis=0) == pytest.approx(income * new.w_hat + spending - income, rel=1e-9)
    assert income @ new.w_hat == pytest.approx(income.sum(), rel=1e-12)
    assert ge_hat(7.3 * flows, beta, theta).w_hat == pytest.approx(new.w_hat, rel=1e-10)


@settings(max_examples=30, deadline=None)
@given(tables)
def test_real_income_follows_from_the_home_share(case):
    flows, beta, theta = case
    beta = beta - np.diag(beta.diagonal())
    new = ge_hat(flows, beta, theta)
    from_share = welfare_from_share(flows.diagonal() / flows.sum(axis=0), new.domestic_share, theta)
    assert new.real_wage == pytest.approx(from_share, rel=1e-10)
    assert new.welfare == pytest.approx(from_share, rel=1e-9)  # the table is balanced


def test_with_deficits_the_real_wage_still_follows_from_the_home_share():
    new = ge_hat(TOY, SHOCK)
    from_share = welfare_from_share(np.diag(TOY) / TOY.sum(), new.domestic_share)
    assert np.abs(new.real_wage / from_share - 1).max() < 1e-12


@pytest.mark.parametrize("deficit", ["additive", "multiplicative"])
def test_rows_and_columns_clear_on_the_toy_table(deficit):
    new = ge_hat(TOY, SHOCK, deficit=deficit)
    assert np.abs(new.X_new.sum(axis=1) / (TOY.sum(axis=1) * new.w_hat) - 1).max() < 1e-12
    assert new.X_new.to_numpy().sum() == pytest.approx(TOY.to_numpy().sum(), rel=1e-12)


def test_a_uniform_shock_on_all_cells_moves_only_prices():
    new = ge_hat(TOY, np.full(SHOCK.shape, np.log(0.6)), theta=4)
    assert np.abs(new.w_hat - 1).max() < 1e-12
    assert np.abs(new.real_wage - 0.6 ** (1 / 4)).max() < 1e-12


def test_shutting_all_borders_leads_to_the_autarky_formula():
    flows = balanced(TOY.to_numpy())
    new = ge_hat(flows, np.log(1e-12) * (1 - np.eye(len(flows))), theta=4)
    assert new.welfare == pytest.approx((flows.diagonal() / flows.sum(axis=0)) ** (1 / 4), rel=1e-9)


def test_two_equal_countries_give_the_answer_known_on_paper():
    new = ge_hat([[0.9, 0.1], [0.1, 0.9]], [[0, -1], [-1, 0]], theta=4)
    assert new.domestic_share == pytest.approx(0.9 / (0.9 + 0.1 * np.exp(-1)), rel=1e-12)
    assert round(new.domestic_share[0], 4) == 0.9607
    assert 100 * (new.welfare[0] - 1) == pytest.approx(-1.619, abs=5e-4)


def test_closing_the_toy_bridge_gives_the_figures_of_the_design():
    new = ge_hat(TOY, SHOCK, theta=4)
    moved = 100 * (diversion(TOY, new.X_new) - 1)
    assert (100 * (new.welfare - 1)).round(2)[["Colombia", "Venezuela"]].tolist() == [-0.34, -0.32]
    assert moved.loc["Colombia", "United States"] == pytest.approx(6.6, abs=0.05)
    assert moved.loc["United States", "Venezuela"] == pytest.approx(5.1, abs=0.05)
    assert moved.loc["United States", "Colombia"] == pytest.approx(-6.3, abs=0.05)


@pytest.mark.parametrize(("theta", "loss"), [(2, -0.64), (4, -0.34), (8, -0.18)])
def test_the_loss_falls_with_theta(theta, loss):
    assert round(100 * (ge_hat(TOY, SHOCK, theta).welfare["Colombia"] - 1), 2) == loss


def test_seventy_countries_converge_on_a_wide_shock():
    rng = np.random.default_rng(70)
    flows = rng.lognormal(0, 2, (70, 70)) + np.diag(rng.lognormal(6, 1, 70))
    new = ge_hat(flows, rng.normal(0, 0.5, (70, 70)))
    assert new.iterations < 2000 and new.X_new.sum(axis=1) == pytest.approx(
        flows.sum(axis=1) * new.w_hat, rel=1e-10
    )


def test_the_result_keeps_the_names_of_the_regions():
    new = ge_hat(TOY, SHOCK)
    assert list(new.welfare.index) == list(new.X_new.columns) == list(TOY.index)


def edited(row, column, value):
    flows = TOY.copy()
    flows.iloc[row, column] = value
    return flows


@pytest.mark.parametrize(
    ("flows", "says"),
    [
        (TOY.iloc[:3], "square"),
        (TOY[TOY.columns[::-1]], "one order"),
        (edited(0, 1, -1.0), "not negative"),
        (edited(0, 1, np.nan), "not negative"),
        (edited(0, slice(None), 0.0), "sell something and buy something"),
    ],
)
def test_a_table_that_cannot_be_solved_says_why(flows, says):
    with pytest.raises(KitError, match=says):
        ge_hat(flows, SHOCK)


def test_other_things_that_cannot_be_solved_say_why():
    with pytest.raises(KitError, match="same shape"):
        ge_hat(TOY, np.zeros((2, 2)))
    with pytest.raises(KitError, match="theta"):
        ge_hat(TOY, SHOCK, theta=0)
    with pytest.raises(KitError, match="additive"):
        ge_hat(TOY, SHOCK, deficit="none")
    with pytest.raises(KitError, match="did not converge in 3 passes"):
        ge_hat(TOY, SHOCK, passes=3)
    with pytest.raises(KitError, match="must pay out more"):
        ge_hat([[40.0, 60.0], [10.0, 100.0]], np.log(1e-6) * (1 - np.eye(2)))
    with pytest.raises(KitError, match="no region 'Peru'"):
        close_border(TOY.index, ["Peru"], ["Venezuela"])
    with pytest.raises(KitError, match="no base 'mine'"):
        square(load("trade/ge_base"), "mine")


def test_a_closure_never_reaches_the_logarithm_of_zero():
    assert close_border("AB", ["A"], ["B"], 100)[0, 1] == pytest.approx(np.log(0.001))


def test_the_base_of_2006_is_recorded_trade_with_income_in_its_rows():
    table, world = load("trade/ge_base"), load("trade/gravity_2006")
    flows = square(table, "2006")
    names = {"COL": "Colombia", "VEN": "Venezuela", "USA": "United States", "BRA": "Brazil"}
    names |= dict.fromkeys(["BOL", "ECU", "PER"], "Other Andean countries")
    sides = {
        f"{side}_iso3": world[f"{side}_iso3"].map(names).fillna("Rest of the world")
        for side in ("exporter", "importer")
    }
    traded = world.assign(**sides).groupby(list(sides))["trade_usd_millions"].sum().unstack() / 1000
    traded = traded.reindex(index=flows.index, columns=flows.columns)
    abroad = ~np.eye(len(flows), dtype=bool)
    assert flows.to_numpy()[abroad] == pytest.approx(traded.to_numpy()[abroad], abs=6e-4)
    incomes = (
        world.drop_duplicates("exporter_iso3")
        .assign(**sides)
        .groupby("exporter_iso3")["exporter_gdp_usd_millions"]
        .sum()
    )
    assert flows.sum(axis=1).to_numpy() == pytest.approx(
        incomes[flows.index].to_numpy() / 1000, abs=5e-3
    )
    assert table.query("base == '2006'").eval("is_assumption == (exporter == importer)").all()


@pytest.mark.parametrize("deficit", ["additive", "multiplicative"])
def test_a_shock_that_overflows_is_refused_in_a_sentence(deficit):
    with pytest.raises(KitError, match="too large"):
        ge_hat(np.array([[90.0, 10.0], [10.0, 90.0]]), [[0, 800], [800, 0]], deficit=deficit)
