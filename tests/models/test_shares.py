"""Two shares: the tests against their formulas, and the published tables."""

from math import comb

import numpy as np
import pytest

from borderlab import load
from borderlab.models.shares import compare_shares
from claimlab.errors import KitError


def ties(where, coding="is_success_strict"):
    """Successes and cases with a known outcome."""
    rows = load("sanctions/ties_counts").query(f"outcome != 'unknown' and {where}")
    return int(rows.loc[rows[coding], "cases_count"].sum()), int(rows["cases_count"].sum())


def compare(first, second):
    return compare_shares((first[0], second[0]), (first[1], second[1]))


def test_the_tests_by_hand():
    found = compare_shares((40, 5), (71, 15))
    pooled = 45 / 86
    z2 = (40 / 71 - 5 / 15) ** 2 / (pooled * (1 - pooled) * (1 / 71 + 1 / 15))
    assert found.chi2 == pytest.approx(z2)
    ways = np.array([comb(71, 45 - k) * comb(15, k) for k in range(16)]) / comb(86, 45)
    assert found.p_fisher == pytest.approx(ways[ways <= ways[5] * (1 + 1e-7)].sum())
    assert compare_shares((5, 40), (15, 71)).difference == pytest.approx(-found.difference)
    assert compare_shares((5, 10), (10, 20)).p_chi2 == 1


def test_drezners_table():
    table = load("sanctions/drezner_2003").pivot(
        index="stage", columns="outcome", values="cases_count"
    )
    cases = table.sum(axis=1)
    found = compare_shares(
        table["significant_concessions"][["threat", "imposed"]], cases[["threat", "imposed"]]
    )
    assert (cases["threat"], cases["imposed"]) == (71, 15)
    assert (found.first, found.second) == pytest.approx((0.563, 0.333), abs=5e-4)
    assert found.chi2 == pytest.approx(2.63, abs=5e-3)
    assert (found.p_chi2, found.p_yates, found.p_fisher) == pytest.approx(
        (0.105, 0.181, 0.155), abs=5e-4
    )


def test_threats_do_better_by_one_coding_and_not_by_the_other():
    strict = compare(ties("stage == 'threat_only'"), ties("stage == 'threat_then_imposed'"))
    assert (strict.first, strict.second, strict.p_chi2) == pytest.approx(
        (0.430, 0.334, 0.007), abs=1e-3
    )
    pair = [
        ties(f"stage == '{stage}'", "is_success_broad")
        for stage in ("threat_only", "threat_then_imposed")
    ]
    broad = compare(*pair)
    assert (broad.first, broad.second) == pytest.approx(
        (0.560, 0.567), abs=1e-3
    ) and broad.p_chi2 > 0.8


def test_regime_change_is_not_the_hardest_goal_in_this_list():
    regime, other = (
        ties(f"goal == '{goal}' and stage != 'threat_only'") for goal in ("regime_change", "other")
    )
    assert regime == (19, 40) and other == (157, 500)
    assert compare(regime, other).p_fisher == pytest.approx(0.052, abs=5e-4)


def test_what_a_comparison_needs():
    for successes, cases in [
        ((1, 1), (0, 5)),
        ((6, 1), (5, 5)),
        ((0, 0), (5, 5)),
        ((5, 5), (5, 5)),
    ]:
        with pytest.raises(KitError):
            compare_shares(successes, cases)
