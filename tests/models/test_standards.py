"""What every rule over an index must fulfil, whatever the index."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderlab.models.standards import (
    clear_falls,
    exit_year,
    first_clearly_below,
    overlapping,
    passes,
    spread,
)
from claimlab.errors import KitError

VALUES = st.lists(st.integers(0, 100), min_size=1, max_size=30)


def by_year(values):
    return pd.Series(values, index=range(1998, 1998 + len(values)), dtype=float)


@given(VALUES, st.integers(0, 100), st.integers(0, 20))
def test_a_stricter_cut_never_lets_a_year_in(values, cut, more):
    soft, strict = passes(by_year(values), cut), passes(by_year(values), cut + more)
    assert not (strict & ~soft).any()
    assert not (passes(by_year(values), cut, above=True) & ~soft).any()


@given(VALUES, st.integers(0, 100))
def test_after_an_exit_nothing_passes_and_the_year_before_did(values, cut):
    passed = passes(by_year(values), cut)
    year = exit_year(passed)
    if year is None:
        assert not passed.any() or passed.iloc[-1]
    else:
        assert not passed.loc[year:].any() and passed.loc[year - 1]


def test_a_gap_of_years_is_no_exit_by_itself():
    assert exit_year(pd.Series({2006: True, 2008: True, 2010: False})) == 2010
    assert exit_year(pd.Series({1998: False, 1999: False})) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=20))
def test_a_clear_fall_is_a_fall_of_both_ends(pairs):
    low = np.array([a for a, _b in pairs])
    bounds = pd.DataFrame({"low": low, "high": low + [b for _a, b in pairs]}, range(len(pairs)))
    for year in clear_falls(bounds):
        assert bounds.loc[year, "high"] < bounds.loc[year - 1, "low"]
        assert first_clearly_below(bounds, year - 1) == year
    names = bounds.set_axis([f"c{i}" for i in bounds.index])
    for one in names.index:  # to meet is mutual, and nobody meets itself
        met = overlapping(names, one)
        assert one not in met and all(one in overlapping(names, other) for other in met)


def test_a_spread_without_a_year_says_what_to_do():
    assert spread([2005]) == 0
    with pytest.raises(KitError, match="leave fewer"):
        spread([])
