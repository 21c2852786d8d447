import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderlab import load
from borderlab.models.accounting import (
    decompose_log,
    decompose_window,
    percent_fall,
    series,
    tii,
    total_trade,
)
from claimlab.errors import KitError

money = st.floats(min_value=1e-3, max_value=1e9)


@given(money, money, money, money)
def test_size_and_share_add_up_and_turn_round_with_time(x0, x1, m0, m1):
    size, share, total = decompose_log(x0, x1, m0, m1)
    assert size + share == pytest.approx(total, abs=1e-12)
    assert decompose_log(x1, x0, m1, m0) == pytest.approx((-size, -share, -total), abs=1e-12)


@given(money, money, money, money, st.floats(min_value=1e-3, max_value=1e3))
def test_the_currency_does_not_matter(x0, x1, m0, m1, rate):
    assert decompose_log(rate * x0, rate * x1, rate * m0, rate * m1) == pytest.approx(
        decompose_log(x0, x1, m0, m1), abs=1e-9
    )


def test_a_new_price_level_in_the_second_year_moves_size_and_total_only():
    size, share, total = decompose_log(6, 3, 50, 40)
    inflated = decompose_log(6, 2 * 3, 50, 2 * 40)
    assert inflated == pytest.approx((size + np.log(2), share, total + np.log(2)))


@pytest.mark.parametrize("bad", [0, -1, float("nan")])
def test_no_logarithm_of_nothing(bad):
    with pytest.raises(KitError, match="m1 must be a number above zero"):
        decompose_log(1, 2, 3, bad)


def test_a_window_needs_both_years():
    years = pd.Series([1.0, np.nan], index=[2008, 2018])
    with pytest.raises(KitError, match="no figure above zero for 2018"):
        decompose_window(years, years, 2008, 2018)


def test_small_tools():
    assert percent_fall(6000, 300) == 95
    assert tii(5, 50, 100, 1100, 100) == 1


def test_a_series_has_one_figure_a_year_and_honest_gaps():
    trade = load("trade/bilateral_annual")
    exports = series(trade, "COL", "VEN")
    assert list(exports.index) == list(range(trade["year"].min(), trade["year"].max() + 1))
    assert exports[2008] == pytest.approx(6059, abs=40)
    assert np.isnan(exports[2018])
    assert total_trade(trade)[2008] == exports[2008] + series(trade, "VEN", "COL")[2008]
    assert 2018 not in total_trade(trade).index


def test_a_basis_with_two_rows_a_year_or_none_is_refused():
    trade = load("trade/bilateral_annual")
    both = trade.assign(everything=True)
    with pytest.raises(KitError, match="more than one row a year"):
        series(both, "COL", "VEN", "everything")
    with pytest.raises(KitError, match="No rows"):
        series(trade, "COL", "PER")
