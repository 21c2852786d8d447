"""Every public model on numbers that make no sense: one sentence, and neither a traceback nor a silent answer."""

from __future__ import annotations

import importlib
import inspect
import math
import pkgutil

import numpy as np
import pandas as pd
import pytest

from borderlab import models
from claimlab.errors import KitError

PANEL = pd.DataFrame({"A": [1.0, 2, 9], "B": [0.0, 1, 2], "C": [5.0, 6, 7], "D": [2.0, 3, 3]})
YEARS = pd.Series([1.0, 2.0, 4.0, 7.0, 9.0, 12.0], range(2014, 2020))
BANDS = pd.DataFrame(
    {"to_km": [30, 90], "from_km": [0, 30], "homicides": [30, 20], "person_years": [900, 2000]}
)
LINE = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)]

# A call of each model that works; each number in it is then made hostile, one at a time.
VALID = {
    "accounting.decompose_log": dict(x0=6.0, x1=0.6, m0=50.0, m1=10.0),
    "accounting.percent_fall": dict(peak=6000.0, trough=300.0),
    "accounting.tii": dict(flow=6.0, exporter_exports=38.0, importer_imports=50.0, world_imports=16000.0, exporter_imports=40.0),
    "agreement.kappa": dict(p_obs=0.75, p_exp=0.5),
    "agreement.observed_and_expected": dict(table=[[2.0, 1.0], [1.0, 0.0]]),
    "agreement.kappa_from_table": dict(table=[[2.0, 1.0], [1.0, 0.0]]),
    "agreement.brier": dict(p=[1.0, 0.5], outcomes=[1.0, 0.0]),
    "bargaining.bargaining_range": dict(p=0.3, group_cost=0.2, government_cost=0.1, patience=0.9),
    "bargaining.peace_margin": dict(p=0.3, p_after=0.2, patience=0.9, group_cost=0.2, guarantee=0.1),
    "bargaining.peace_feasible": dict(p=0.3, p_after=0.2, patience=0.9, group_cost=0.2, guarantee=0.1),
    "bargaining.least_future_power": dict(p=0.3, patience=0.9, group_cost=0.2),
    "bargaining.patience_limit": dict(p=0.3, p_after=0.2, group_cost=0.2),
    "bargaining.peace_table": dict(patience=0.9, guarantee=0.1, group_cost=0.2),
    "cascade.cascade": dict(thresholds=[0.0, 1.0, 5.0], start=0.0),
    "cascade.threshold_share": dict(x=0.25, mu=0.25, sd=0.1),
    "cascade.cobweb": dict(mu=0.25, sd=0.12, start=0.0),
    "cascade.fixed_points": dict(mu=0.25, sd=0.1),
    "cascade.critical_spread": dict(mu=0.25),
    "engagement.max_concession": dict(patience=0.8, benefit=1.0, unconditional=0.5),
    "engagement.least_patience": dict(concession=0.3, benefit=1.0, unconditional=0.5),
    "engagement.dependent_concession": dict(engagement=0.5, dependence=0.8, patience=0.8, resolve=1.0, benefit=1.0),
    "engagement.best_engagement": dict(dependence=0.8),
    "engagement.carrot_curve": dict(unconditional=0.0, dependence=0.8, patience=0.8, benefit=1.0),
    "engagement.gas_bill_usd_per_day": dict(flow_mmcf_per_day=150.0, price_usd=2.0),
    "engagement.annual_saving_usd_millions": dict(flow_mmcf_per_day=150.0, price_gap_usd_per_mmbtu=5.0),
    "engagement.pipeline_value": dict(saving=283.0, cost=40.0, risk=0.5, patience=0.9, years_lost=1.0),
    "engagement.break_even_risk": dict(saving=283.0, cost=40.0, patience=0.9, years_lost=1.0),
    "engagement.break_even_gap_usd": dict(flow_mmcf_per_day=39.0, cost_usd_millions=40.0, risk=0.5, patience=0.9, years_lost=0.0),
    "equilibrium.welfare_from_share": dict(before=0.8, after=1.0, theta=4.0),
    "forecasts.point_forecast": dict(past=[100.0, 200.0, 400.0], horizon=1.0),
    "forecasts.rolling_bands": dict(series=YEARS, horizon=1, level=0.8),
    "games.threat_threshold": dict(belief=0.5, c=1.0, m=3.0),
    "games.sanctions_game": dict(c=1.0, m=3.0, K=4.0, r0=0.5, a=0.5, v=1.0, eps_T=0.0, eps_S=0.0),
    "geometry.ruler_walk": dict(coordinates=LINE, ruler_km=150.0),
    "geometry.divider_length_km": dict(coordinates=LINE, ruler_km=150.0),
    "geometry.distance_km": dict(a=[-72.5, 7.9], b=[-72.4, 7.8]),
    "gravity.per_cent_effect": dict(coefficient=0.2),
    "gravity.elasticity_effect": dict(elasticity=-0.8, ratio=2.0),
    "gravity.log_or_not": dict(uneven_noise=1.5, zeros_percent=20.0, true_elasticity=-0.8),
    "gravity.tariff_equivalent": dict(cut_percent=95.0, theta=4.0),
    "haven.haven_density": dict(distance_km=10.0, S=0.6, reach_km=40.0, b=1.0, c=1.0),
    "haven.haven_intensity": dict(coefficient=0.7),
    "heavy_tails.power_law_survival": dict(size=2.0, exponent=2.0, cutoff=1.0),
    "heavy_tails.power_law_exponent": dict(sizes=[1.0, 2.0, 3.0], cutoff=1.0, counts=[60.0, 15.0, 7.0]),
    "heavy_tails.fit_power_law": dict(sizes=[1.0, 2.0, 3.0, 8.0], counts=[60.0, 15.0, 7.0, 1.0]),
    "heavy_tails.power_law_sample": dict(n=5, exponent=2.5, cutoff=1.0),
    "inference.its": dict(series=YEARS, start=2017),
    "inference.did2x2": dict(treated_before=2.2, treated_after=1.4, control_before=0.9, control_after=0.8),
    "labour.labour_elasticities": dict(phi=0.6, s_I=0.4, gamma=0.65, sigma=2.0),
    "labour.sigma_where_formal_jobs_turn": dict(gamma=0.65),
    "labour.formal_premium": dict(phi=0.6, s_I=0.4),
    "labour.labour": dict(M=0.04, pi=0.6, q=0.2, phi=0.6, s_I=0.4, gamma=0.65, sigma=2.0),
    "labour.permit_effect": dict(q=1.0, before=0.012, after=0.024, formal_share=0.4),
    "labour.queue_weight": dict(effect_points=-0.1, before=0.012, after=0.024, formal_share=0.4),
    "places.dissimilarity": dict(first=[50.0, 50.0], second=[100.0, 0.0]),
    "scores.coverage": dict(inside=[True, False], level=0.8),
    "scores.interval_score": dict(actual=12.0, low=8.0, high=10.0, level=0.8),
    "shares.compare_shares": dict(successes=[40.0, 5.0], cases=[71.0, 15.0]),
    "spoilers.acceptance": dict(offer=0.3, rents=1.0, haven=0.5),
    "spoilers.talks_survival": dict(rounds=12.0, spoil=0.05, accept=0.6, factions=2.0),
    "spoilers.half_life": dict(spoil=0.05, accept=0.6, factions=2.0),
    "spoilers.simulate_talks": dict(talks=6, rounds=36, spoil=0.05, accept=0.6, factions=2),
    "spoilers.talks_hazard": dict(months=[23.3, 25.9], level=0.95),
    "stocks.stock_flow": dict(M0=0.0, F=3.0, r=0.03, d=0.01, T=3),
    "stocks.steady_state": dict(F=3.0, r=0.03, d=0.01),
    "stocks.half_life": dict(r=0.03, d=0.01),
    "stocks.per_thousand": dict(persons=2.0, population=50.0),
    "survival.kaplan_meier": dict(durations=[1.0, 2.0], ended=[True, True]),
    "synthetic.simplex_weights": dict(target=[1.0, 3.0], donors=[[0.0, 4.0], [2.0, 6.0]]),
    "synthetic.rmspe_ratio": dict(gap=pd.Series([1.0, -1.0, 3.0]), start=2),
    "synthetic.synth": dict(panel=PANEL, treated="A", start=2),
    "synthetic.placebo_test": dict(panel=PANEL, treated="A", start=2),
    "synthetic.leave_one_out": dict(panel=PANEL, treated="A", start=2),
    "violence.did_counts": dict(near_before=2.0, near_after=7.0, far_before=3.0, far_after=5.0),
    "violence.rate_ratio": dict(cases=30.0, exposure=1000.0, other_cases=20.0, other_exposure=2000.0),
    "violence.near_far": dict(bands=BANDS, cut_off_km=30.0),
    "waves.daily_counts": dict(days=[0, 0, 2], length=4),
    "waves.cascade_entries": dict(members=100.0, mu=0.5, sd=0.5, length=3),
    "waves.bloc_entries": dict(blocs={0: 12.0, 2: 16.0}, length=4, loyalty=0.5),
    "waves.shock_entries": dict(members=100.0, hazard=0.1, shocks={0: 0.2}, length=3),
    "waves.deviance": dict(counts=[2.0, 1.0], expected=[2.0, 1.0]),
}  # fmt: skip


def hostile(value):
    """(what, value) of each way in which a number, or one among several, can make no sense."""
    if isinstance(value, bool) or isinstance(value, str):
        return
    if isinstance(value, (int, float)):
        for bad in (math.nan, math.inf, -math.inf, -1.0, -5.0):
            yield repr(bad), bad
        if isinstance(value, int):
            yield "0", 0
    elif isinstance(value, (pd.Series, pd.DataFrame)):
        yield "empty", value.iloc[:0]
        for bad in (math.nan, math.inf):
            spoilt = value.astype(float)
            spoilt.iloc[(0,) * spoilt.ndim] = bad
            yield repr(bad), spoilt
    elif isinstance(value, dict):
        yield from ((what, {next(iter(value)): bad}) for what, bad in hostile(1.0))
    else:
        yield "empty", type(value)()
        for what, bad in hostile(value[0]):
            if what != "empty" or isinstance(value[0], (list, tuple)):
                yield what, [bad, *value[1:]]


MEANT = {("cascade.cascade", "thresholds"), ("waves.daily_counts", "days")}  # of nobody, on no day
CALLS = [
    (name, part, what, bad)
    for name, given in VALID.items()
    for part, value in given.items()
    for what, bad in hostile(value)
    if not (what == "empty" and (name, part) in MEANT)
]


def run(name, **given):
    module, function = name.split(".")
    with np.errstate(all="ignore"):
        return getattr(importlib.import_module(f"borderlab.models.{module}"), function)(**given)


def numbers(found) -> np.ndarray:
    """All numbers in what a model gives back."""
    if isinstance(found, pd.DataFrame):
        return found.select_dtypes("number").to_numpy(dtype=float).ravel()
    if isinstance(found, dict):
        return np.concatenate([numbers(v) for v in found.values()])
    if isinstance(found, (list, tuple)) and not hasattr(found, "__dataclass_fields__"):
        return np.concatenate([np.zeros(0), *(numbers(v) for v in found)])
    if hasattr(found, "__dataclass_fields__"):
        return np.concatenate([numbers(getattr(found, n)) for n in found.__dataclass_fields__])
    if isinstance(found, (str, type(None))):
        return np.zeros(0)
    return np.atleast_1d(np.asarray(found, dtype=float)).ravel()


@pytest.mark.parametrize("name", VALID)
def test_the_calls_work_as_they_stand(name):
    assert numbers(run(name, **VALID[name])).size


@pytest.mark.parametrize(
    ("name", "part", "what", "bad"), CALLS, ids=[f"{n}({p}={w})" for n, p, w, _b in CALLS]
)
def test_a_number_without_sense_is_refused_in_one_sentence_or_means_something(
    name, part, what, bad
):
    try:
        found = run(name, **VALID[name] | {part: bad})
    except KitError as refusal:
        assert str(refusal).endswith(".") and "\n" not in str(refusal)
        return
    assert what != "empty", f"{found} of nothing"
    extra = np.isnan(numbers(found)).sum() - np.isnan(numbers(run(name, **VALID[name]))).sum()
    if what == "nan":
        assert extra > 0, f"{found} of a number that is missing"
    elif "inf" not in what:
        assert extra <= 0, f"{found}"


# What a docstring keeps at 0 or above, and where a number below it once gave an answer that looked sound.
FORBIDDEN = {
    "cascade.cascade": "start",
    "engagement.dependent_concession": "benefit",
    "engagement.gas_bill_usd_per_day": "flow_mmcf_per_day",
    "engagement.least_patience": "concession",
    "engagement.max_concession": "benefit",
    "engagement.pipeline_value": "years_lost",
    "gravity.elasticity_effect": "ratio",
    "haven.haven_density": "distance_km reach_km b c",
    "labour.labour": "M pi q",
    "labour.permit_effect": "q before after formal_share",
    "scores.coverage": "level",
    "spoilers.acceptance": "offer rents",
    "spoilers.half_life": "factions",
    "spoilers.talks_survival": "rounds factions",
    "stocks.steady_state": "F r d",
    "stocks.stock_flow": "M0 F r d T",
    "violence.rate_ratio": "cases exposure",
    "waves.bloc_entries": "loyalty length",
    "waves.shock_entries": "members hazard",
}


@pytest.mark.parametrize(
    ("name", "part"), [(name, part) for name, parts in FORBIDDEN.items() for part in parts.split()]
)
@pytest.mark.parametrize("below", [-1, -5, -100])
def test_a_number_below_0_is_refused_where_the_model_has_none(name, part, below):
    with pytest.raises(KitError):
        run(name, **VALID[name] | {part: below})


def test_a_donor_is_named_once_and_a_unit_that_never_moves_is_left_out():
    with pytest.raises(KitError, match="B stands twice"):
        run("synthetic.synth", panel=PANEL, treated="A", start=2, donors=["B", "B", "C"])
    flat = PANEL.assign(D=3.0, E=3.0, F=3.0)
    with pytest.raises(KitError, match="has no gap before"):
        run("synthetic.placebo_test", panel=flat, treated="A", start=2)


def test_a_labour_market_without_formal_jobs_is_refused():
    with pytest.raises(KitError, match="jobs vanish"):
        run("labour.labour", M=0.04, phi=0.88, s_I=0.93, gamma=0.36, sigma=8.5)


def test_every_model_of_numbers_stands_in_the_sweep():
    """A public function that takes numbers alone has a call here; those of tables have tests of their own."""
    missing = []
    for module in pkgutil.iter_modules(models.__path__):
        home = importlib.import_module(f"borderlab.models.{module.name}")
        for public in home.__all__:
            function = getattr(home, public)
            if not inspect.isfunction(function) or f"{module.name}.{public}" in VALID:
                continue
            kinds = [str(p.annotation) for p in inspect.signature(function).parameters.values()]
            if kinds and all(kind in ("float", "int", "Sequence[float]") for kind in kinds):
                missing.append(f"{module.name}.{public}")
    assert not missing
