import numpy as np
import pandas as pd
import pytest
from scipy.optimize import brentq

from borderlab import load
from borderlab.models.labour import (
    formal_premium,
    labour,
    labour_elasticities,
    on_one_unit,
    permit_effect,
    queue_weight,
    sigma_where_formal_jobs_turn,
)
from claimlab.errors import KitError

DRAWS = [
    dict(zip(("phi", "s_I", "gamma", "sigma"), row))
    for row in np.random.default_rng(12)
    .uniform([0.45, 0.3, 0.3, 1.2], [0.65, 0.5, 0.8, 8], (25, 4))
    .tolist()
]


def produce(F, informal, alpha, gamma, sigma):
    rho = 1 - 1 / sigma
    return (alpha * F**rho + (1 - alpha) * informal**rho) ** (gamma / rho)


@pytest.mark.parametrize("parameters", DRAWS)
def test_firms_want_exactly_these_formal_jobs_at_the_fixed_wage(parameters):
    """Against the production function itself, with its weight and the fixed wage made from the shares."""
    phi, s, gamma, sigma = parameters.values()
    rho, M, h = 1 - 1 / sigma, 0.07, 1e-6
    alpha = brentq(
        lambda a: (1 - a) * phi**rho / (a * (1 - phi) ** rho + (1 - a) * phi**rho) - s,
        1e-9,
        1 - 1e-9,
        xtol=1e-15,
    )

    def slope(F, informal, side):
        """What a little more formal (side 1) or informal (side 0) work adds."""
        up = produce(F + h * side, informal + h * (1 - side), alpha, gamma, sigma)
        return (up - produce(F - h * side, informal - h * (1 - side), alpha, gamma, sigma)) / (
            2 * h
        )

    now = labour(M, 0, 0, **parameters)
    F, F0 = now["formal_jobs"], 1 - phi
    assert slope(F, 1 + M - F, 1) == pytest.approx(slope(F0, phi, 1), rel=1e-6)
    assert slope(F, 1 + M - F, 0) / slope(F0, phi, 0) - 1 == pytest.approx(
        now["informal_wage_percent"] / 100, abs=1e-7
    )
    assert slope(F0, phi, 1) / slope(F0, phi, 0) == pytest.approx(formal_premium(phi, s), rel=1e-6)
    made = produce(F, 1 + M - F, alpha, gamma, sigma) / produce(F0, phi, alpha, gamma, sigma) - 1
    assert now["output_percent"] == pytest.approx(100 * made, abs=1e-9)


@pytest.mark.parametrize("parameters", [*DRAWS, {"sigma": 1.0}])
def test_the_solver_agrees_with_the_closed_form(parameters):
    slopes, small = labour_elasticities(**parameters), 1e-4
    up, further = labour(small, **parameters), labour(2 * small, **parameters)
    for name in ("formal_jobs", "informal_wage", "output"):
        # Richardson: the curvature is taken out, so that the two agree to 1e-5.
        found = 2 * up[f"{name}_percent"] / (100 * small) - further[f"{name}_percent"] / (
            200 * small
        )
        assert found == pytest.approx(slopes[name], abs=1e-5)


@pytest.mark.parametrize(
    "sigma, wage, jobs",
    [
        (1.5, -0.693, 0.376),
        (2, -0.648, 0.222),
        (3, -0.574, -0.033),
        (5, -0.467, -0.400),
        (8, -0.365, -0.750),
    ],
)
def test_the_table_by_substitution(sigma, wage, jobs):
    found = labour_elasticities(sigma=sigma)
    assert (round(found["informal_wage"], 3), round(found["formal_jobs"], 3)) == (wage, jobs)


def test_a_whole_point_is_not_the_slope():
    assert labour(0.01)["informal_wage_percent"] == pytest.approx(-0.641, abs=5e-4)
    # The mean native loses far less than the informal wage does: -0.28 on a pay of 1.5.
    assert labour(1e-5, q=0)["native_wage_percent"] / 1e-3 == pytest.approx(-0.185, abs=5e-4)


@pytest.mark.parametrize("gamma", [0.3, 0.65, 0.8])
def test_formal_jobs_turn_at_one_over_one_less_gamma(gamma):
    turn = sigma_where_formal_jobs_turn(gamma)
    assert abs(labour(0.05, gamma=gamma, sigma=turn)["formal_jobs_percent"]) < 1e-9
    below, above = (
        labour(0.05, gamma=gamma, sigma=turn * k)["formal_jobs_percent"] for k in (0.9, 1.1)
    )
    assert below > 0 > above and sigma_where_formal_jobs_turn(0.65) == pytest.approx(
        2.857, abs=5e-4
    )


def test_without_diminishing_returns_everything_grows_alike():
    now = labour(0.05, gamma=1.0)
    assert now["formal_jobs_percent"] == pytest.approx(5) and now[
        "output_percent"
    ] == pytest.approx(5)
    assert now["informal_wage_percent"] == pytest.approx(0, abs=1e-9)


def test_nobody_comes_nothing_changes():
    now = labour(0, pi=1, q=1)
    assert {
        name: now[name] for name in now if name.endswith(("change_points", "effect_points"))
    } == pytest.approx({"native_formal_change_points": 0, "permit_effect_points": 0}, abs=1e-12)
    assert now["formal_jobs_percent"] == now["informal_wage_percent"] == 0 and np.isnan(
        now["migrant_formal_percent"]
    )


def test_a_permit_moves_jobs_between_people_and_nothing_else():
    for parameters in DRAWS[:8]:
        none, some, all_ = (
            labour(0.06, pi, q, **parameters) for pi, q in ((0, 1), (0.5, 0.3), (1, 1))
        )
        for name in (
            "formal_jobs",
            "formal_jobs_percent",
            "informal_wage_percent",
            "output_percent",
        ):
            assert none[name] == some[name] == all_[name]
        for now in (none, some, all_):
            assert now["native_formal_jobs"] + now["migrant_formal_jobs"] == pytest.approx(
                now["formal_jobs"], abs=1e-15
            )
        assert none["native_formal_jobs"] > some["native_formal_jobs"] > all_["native_formal_jobs"]


def test_without_permits_there_is_no_permit_effect_but_there_is_an_effect():
    for now in (labour(0.04, pi=0), labour(0.04, q=0)):
        assert now["permit_effect_points"] == 0
        assert (
            now["native_formal_change_points"] == pytest.approx(0.4 * now["formal_jobs_percent"])
            and now["formal_jobs_percent"] > 0.8
        )
    assert round(labour(0.04)["formal_jobs_percent"], 2) == 0.87


def test_with_full_weight_and_permits_migrants_and_natives_stand_alike():
    now = labour(0.08, pi=1, q=1)
    assert now["migrant_formal_percent"] == pytest.approx(now["native_formal_percent"])


def test_one_measured_effect_does_not_identify_the_queue():
    assert permit_effect(1.0) == pytest.approx(-0.463, abs=5e-4)
    assert queue_weight() == pytest.approx(0.21, abs=0.005) and permit_effect(
        queue_weight()
    ) == pytest.approx(-0.1)
    found = [queue_weight(before=base, after=2 * base) for base in (0.0075, 0.025)]
    assert [round(q, 2) for q in found] == [0.34, 0.10]
    assert round(queue_weight(formal_share=0.1 / 0.15), 2) == 0.13, (
        "at the mean that the study's own two figures imply"
    )
    with pytest.raises(KitError):
        queue_weight(effect_points=0.1)


def test_part_of_the_stated_range_makes_no_sense():
    assert formal_premium(0.45, 0.5) < 1 < formal_premium()


def test_no_substitution_above_one_gives_the_wage_effect_of_lebow():
    reached = [
        labour(0.01, sigma=sigma)["informal_wage_percent"] for sigma in np.linspace(1.01, 8, 30)
    ]
    assert min(reached) > -0.75 > -1.05


@pytest.mark.parametrize(
    "bad",
    [
        {"M": -0.1},
        {"pi": 1.1},
        {"q": -0.1},
        {"phi": 1.0},
        {"gamma": 1.2},
        {"sigma": 0},
        {"M": np.nan},
    ],
)
def test_what_is_out_of_range_is_refused(bad):
    with pytest.raises(KitError, match=r"^[A-Z].*\.$"):
        labour(**bad)


def test_no_estimate_is_lost_and_none_without_a_unit_is_converted():
    estimates = load("migration/wage_estimates")
    converted, left_out = on_one_unit(estimates)
    assert sorted([*converted["estimate_id"], *left_out["estimate_id"]]) == sorted(
        estimates["estimate_id"]
    )
    assert (converted["low"] <= converted["high"]).all() and (converted["high"] < 0).all()
    assert (
        converted["high"].is_monotonic_decreasing
        and left_out["conversion"].str.startswith("not").all()
    )
    kinds = estimates.set_index("estimate_id")
    assert set(kinds.loc[converted["estimate_id"], "outcome_kind"]) == {"wage"}
    assert set(kinds.loc[converted["estimate_id"], "treatment_kind"]) == {"arrival"}
    assert pd.isna(kinds.loc[kinds["unit"] == "direction only", "estimate"]).all()
