"""Agreement and forecast scores against worked examples and what must hold for every table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderlab.models.agreement import (
    brier,
    kappa,
    kappa_from_table,
    observed_and_expected,
)
from claimlab.errors import KitError


def _row(n):
    return st.lists(st.integers(0, 30), min_size=n, max_size=n)


square = st.integers(2, 5).flatmap(lambda n: st.lists(_row(n), min_size=n, max_size=n))


def test_the_table_of_the_lesson():
    observed, expected = observed_and_expected([[40, 10], [5, 25]])
    assert (observed, expected) == pytest.approx((0.8125, 0.515625))
    assert kappa(observed, expected) == pytest.approx(0.6129, abs=1e-4)


def test_full_agreement_is_one_and_independent_coders_are_zero():
    assert kappa_from_table(np.diag([3, 4, 5])) == pytest.approx(1)
    assert kappa_from_table(np.outer([6, 4], [5, 15])) == pytest.approx(0)


def test_two_labels_swapped_is_less_than_chance():
    assert kappa_from_table([[0, 5], [5, 0]]) == pytest.approx(-1)


def test_one_label_only_leaves_nothing_to_agree_on():
    assert np.isnan(kappa_from_table([[7, 0], [0, 0]]))


@given(square)
def test_the_order_of_coders_and_the_size_of_the_sample_do_not_matter(table):
    table = np.array(table)
    if table.sum() == 0:
        return
    value = kappa_from_table(table)
    assert value == pytest.approx(kappa_from_table(table.T), nan_ok=True)
    assert value == pytest.approx(kappa_from_table(3 * table), nan_ok=True)
    assert np.isnan(value) or value <= 1 + 1e-12


@pytest.mark.parametrize("table", [[[1, 2, 3]], [[1, -1], [0, 2]], [[0, 0], [0, 0]], []])
def test_a_table_that_is_none_is_refused(table):
    with pytest.raises(KitError):
        kappa_from_table(table)


def test_shares_outside_zero_to_one_are_refused():
    with pytest.raises(KitError):
        kappa(81.25, 51.6)


def test_half_and_half_always_scores_a_quarter():
    assert brier([0.5] * 4, [0, 1, 1, 0]) == 0.25
    assert brier([1, 0], [1, 0]) == 0 and brier([1, 0], [0, 1]) == 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_honest_forecast_is_the_best_one(chance, said):
    """The score is proper: with a true chance, no other forecast scores less on average."""

    def expected(p):
        return chance * brier([p], [1]) + (1 - chance) * brier([p], [0])

    assert expected(chance) <= expected(said) + 1e-12


@pytest.mark.parametrize(
    ("p", "outcomes"), [([0.5], [1, 0]), ([], []), ([50], [1]), ([0.5], [0.5])]
)
def test_forecasts_that_are_none_are_refused(p, outcomes):
    with pytest.raises(KitError):
        brier(p, outcomes)
