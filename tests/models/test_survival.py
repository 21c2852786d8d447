"""Kaplan and Meier's curve, against statsmodels and against plain counting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from borderlab.models.survival import kaplan_meier, median_survival
from claimlab.errors import KitError

cases = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=2, max_size=40)


@given(cases.filter(lambda found: any(ended for _, ended in found)))
def test_the_curve_is_that_of_statsmodels(found):
    times, ended = np.array([t for t, _ in found], dtype=float), np.array([e for _, e in found])
    ours, judge = kaplan_meier(times, ended), SurvfuncRight(times, ended)
    assert ours.index.tolist() == judge.surv_times.tolist()
    assert ours["survival"].tolist() == pytest.approx(judge.surv_prob.tolist())
    assert ours["at_risk"].tolist() == judge.n_risk.tolist()
    alive = ours["survival"] > 0  # at zero Greenwood's formula divides by zero
    assert ours["std_error"][alive].tolist() == pytest.approx(
        judge.surv_prob_se[alive.to_numpy()].tolist()
    )


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30))
def test_without_censoring_it_is_the_share_that_lasts(times):
    curve = kaplan_meier(times, [True] * len(times))
    for duration, row in curve.iterrows():
        assert row["survival"] == pytest.approx(np.mean(np.array(times) > duration))


def test_a_censored_case_is_not_a_missing_one():
    kept, dropped = kaplan_meier([1, 2, 5, 5], [1, 1, 0, 0]), kaplan_meier([1, 2], [1, 1])
    assert median_survival(kept) == 2 and median_survival(dropped) == 1
    assert kept["survival"].iloc[-1] == 0.5 and dropped["survival"].iloc[-1] == 0


def test_a_median_may_never_come():
    assert median_survival(kaplan_meier([1, 9, 9], [True, False, False])) == float("inf")
    assert median_survival(kaplan_meier([3, 4], [False, False])) == float("inf")


def test_what_a_curve_needs():
    for times, ended in [([], []), ([1, 2], [True]), ([float("nan")], [True]), ([-1], [True])]:
        with pytest.raises(KitError):
            kaplan_meier(times, ended)
