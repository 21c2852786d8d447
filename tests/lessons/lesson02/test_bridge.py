"""Closing the border, region by region: what must hold whatever the figures are."""

import pandas as pd
import pytest

from borderlab import load
from borderlab.lessons.lesson02.bridge import (
    NORTE_PERCENT,
    close_the_bridge,
    country_and_department,
    diverted_trade,
    intensity,
    losses_by_theta,
    sales_abroad,
)
from borderlab.lessons.lesson02.trust import HOLDS, trust_checks
from borderlab.models.equilibrium import close_border, ge_hat, split_region, square
from claimlab.errors import KitError

TOY = square(load("trade/ge_base"), "toy_2008")


def test_norte_de_santander_in_the_toy_table():
    change = close_the_bridge(load("trade/ge_base"), "toy_2008_norte").set_index("region")[
        "change_percent"
    ]
    assert change["Norte de Santander"] == pytest.approx(-3.8, abs=0.05)


def test_the_losses_of_lost_sales_are_far_above_those_of_general_equilibrium():
    base = load("trade/ge_base")
    lost, found = (
        close_the_bridge(base, adjusts=what).set_index("region").loc["Colombia", "change_percent"]
        for what in ("nothing", "everything")
    )
    assert lost < 4 * found < 0


def test_the_split_adds_up_and_the_shipped_one_is_the_stated_one():
    base = load("trade/ge_base")
    whole, split = square(base, "2006"), square(base, "2006_norte")
    parts = ["Norte de Santander", "Rest of Colombia"]
    others = [name for name in whole.index if name != "Colombia"]
    assert split.loc[parts, others].sum().to_numpy() == pytest.approx(
        whole.loc["Colombia", others].to_numpy(), abs=1e-5
    )
    assert split.loc[parts, parts].to_numpy().sum() == pytest.approx(
        whole.loc["Colombia", "Colombia"], abs=1e-5
    )
    assert split.loc[parts[0]].sum() == pytest.approx(0.016 * whole.loc["Colombia"].sum(), abs=1e-5)
    shipped = ge_hat(split, close_border(split.index, parts, ["Venezuela"]))
    stated = close_the_bridge(base, "2006_norte")["change_percent"].to_numpy()
    assert 100 * (shipped.welfare.to_numpy() - 1) == pytest.approx(stated, abs=5.1e-3)


def test_the_customs_shares_are_those_of_the_quoted_figures():
    quoted = (
        load("trade/border_trade")
        .query("period_start == '2014-01' and statistic == 'period total'")
        .set_index(["scope", "flow", "period_end"])
    )
    value = quoted["value_usd_millions"]
    for flow, name, end in (
        ("exports", "col_exports_to_ven", "2014-06"),
        ("imports", "col_imports_from_ven", "2014-05"),
    ):
        share = value[("cucuta_customs", name, end)] / value[("all", name, end)]
        assert round(100 * share, 1) == NORTE_PERCENT[flow]


def test_a_part_too_small_for_its_trade_is_refused():
    flows = pd.DataFrame([[80.0, 20.0], [20.0, 180.0]], ["C", "V"], ["C", "V"])
    with pytest.raises(KitError, match="cannot trade that much"):
        split_region(flows, "C", "N", "R", 0.05, {"V": 0.9}, {"V": 0.05})


@pytest.mark.parametrize("cut", [0.0, 99.0])
@pytest.mark.parametrize("share", [0.0, 75.0])
@pytest.mark.parametrize("size", [1.6, 4.0])
def test_every_corner_of_the_sliders_has_an_answer_that_fits_the_axis(cut, share, size):
    found = country_and_department(load("trade/ge_base"), cut, share, size)
    assert found["loss_percent"].between(-1, 10).all()


def test_the_department_loses_more_the_smaller_it_is_and_gains_when_the_trade_is_not_its_own():
    """1.6 per cent is DANE's figure for its income, 3.1 its share of the people."""
    base = load("trade/ge_base")
    first = [
        country_and_department(base, norte_share_percent=share, norte_size_percent=size)
        for share, size in ((50.0, 1.6), (50.0, 3.1), (75.0, 1.6), (0.0, 1.6))
    ]
    losses = [found["loss_percent"].iloc[-1] for found in first]
    assert losses == pytest.approx([5.40, 2.62, 8.64, -0.11], abs=0.006)


def test_what_clears_customs_at_cucuta_is_a_part_of_the_trade():
    base = load("trade/ge_base")
    whole, part = (
        close_the_bridge(base, stopped=stopped).loc[0, "change_percent"]
        for stopped in ("all", "cucuta")
    )
    assert (whole, part) == (-0.43, -0.13)


def test_only_the_two_neighbours_sell_less_abroad():
    """Abroad, that is without the diagonal: with sales at home the sums say something else."""
    flows = square(load("trade/ge_base"), "2006")
    after = ge_hat(flows, close_border(flows.index, ["Colombia"], ["Venezuela"], 95)).X_new
    change = sales_abroad(flows, after)["change, per cent"]
    assert list(change[change < 0].index) == ["Colombia", "Venezuela"]
    with_home = after.sum(axis=1) / flows.sum(axis=1) - 1
    assert with_home["Venezuela"] > 0 > with_home["Other Andean countries"]


def test_the_loss_falls_with_theta_for_both():
    losses = losses_by_theta(load("trade/ge_base")).pivot(index="theta", columns="country")
    assert (losses.diff().dropna() < 0).all().all()


def test_without_a_cut_nothing_moves_and_no_digit_is_left_over():
    base = load("trade/ge_base")
    for regions in ("2006", "2006_norte"):
        assert (close_the_bridge(base, regions, cut_percent=0.0)["change_percent"] == 0).all()
    still = diverted_trade(base, cut_percent=0.0)
    assert (still["change_percent"] == 0).all()


def test_theta_plays_no_part_where_nothing_adjusts():
    base = load("trade/ge_base")
    lost = close_the_bridge(base, adjusts="nothing")
    assert lost.loc[0, "change_percent"] == pytest.approx(-2.19, abs=0.005)
    assert set(lost["measure"]) == {"lost_sales"}
    assert close_the_bridge(base, theta=9.0, adjusts="nothing").equals(lost)


def test_diverted_trade_on_real_flows_has_the_four_signs():
    means = diverted_trade(load("trade/ge_base")).groupby("flow")["change_percent"].mean()
    assert means["colombia_sells"] > 0 > means["colombia_buys"]
    assert means["venezuela_buys"] > 0 > means["venezuela_sells"]


@pytest.mark.parametrize(
    ("broken", "fails"), [("nothing", 0), ("yardstick", 1), ("prices", 3), ("wages", 1)]
)
def test_each_part_that_is_taken_out_turns_a_lamp_off(broken, fails):
    digits = trust_checks(square(load("trade/ge_base"), "2006"), broken=broken)
    assert len(digits) == 6 and (digits < HOLDS).sum() == fails


def test_only_known_parts_can_be_broken():
    with pytest.raises(KitError, match="What can be broken"):
        trust_checks(TOY, broken="everything")


def test_intensity_is_one_for_proportionate_trade():
    sizes = {"A": 1.0, "B": 2.0, "C": 3.0}
    rows = [(i, j, 2008, sizes[i] * sizes[j], 1) for i in sizes for j in sizes]
    panel = pd.DataFrame(
        rows,
        columns=["exporter_iso3", "importer_iso3", "year", "exports_usd_millions", "contiguity"],
    )
    table = intensity(panel, 2008, list("ABC")).set_index(["exporter_iso3", "importer_iso3"])[
        "intensity"
    ]
    # Proportionate trade: each partner's weight is its size, over a world less the exporter itself.
    assert table["A", "B"] == pytest.approx((36 - 6) / 36)
