"""The garden of forking paths: all combinations, and which choice matters."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderlab.errors import KitError
from borderlab.models.specifications import eta_squared, spec_curve


def test_every_combination_once_and_in_order():
    curve = spec_curve(lambda a, b, c: a + b + c, a=[3, 1], b=[0], c=[10, 20, 30])
    assert len(curve) == 6 and not curve.duplicated(["a", "b", "c"]).any()
    assert curve["estimate"].is_monotonic_increasing and curve["estimate"].iloc[0] == 11


def test_a_grid_of_one_is_the_estimate():
    assert spec_curve(lambda a: 7 * a, a=[6])["estimate"].tolist() == [42]


def test_what_the_data_cannot_answer_is_left_out_but_a_bug_is_not_hidden():
    def picky(a):
        if a == 2:
            raise KitError("No.")
        return a

    assert spec_curve(picky, a=[1, 2, 3])["a"].tolist() == [1, 3]
    with pytest.raises(KitError, match="widen"):
        spec_curve(picky, a=[2])
    with pytest.raises(KitError, match="widen"):
        spec_curve(lambda: 1)
    with pytest.raises(ZeroDivisionError):
        spec_curve(lambda a: 1 / a, a=[0])


@given(st.lists(st.floats(-1e3, 1e3), min_size=12, max_size=12))
def test_shares_of_a_full_grid_add_to_at_most_one(values):
    grid = pd.MultiIndex.from_product([range(2), range(2), range(3)], names=list("abc"))
    curve = pd.Series(values, grid, name="estimate").reset_index()
    shares = eta_squared(curve)
    if np.ptp(values) > 1e-3:
        assert shares.min() >= 0 and shares.sum() <= 1 + 1e-9 and shares.is_monotonic_decreasing


def test_a_choice_that_decides_all_explains_all():
    curve = spec_curve(lambda a, b: 5 * a, a=[1, 2, 3], b=[1, 2])
    assert eta_squared(curve).to_dict() == pytest.approx({"a": 1, "b": 0})
    assert eta_squared(curve, ["b"]).to_dict() == {"b": 0}
    assert eta_squared(spec_curve(lambda a: 1, a=[1, 2])).isna().all()
