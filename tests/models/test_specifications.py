"""The garden of forking paths: all combinations."""

import pytest

from borderlab.models.specifications import spec_curve
from claimlab.errors import KitError


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
