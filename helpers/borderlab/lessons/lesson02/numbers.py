"""The numbers from which lesson 02 computes its answers, facts and claims."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from borderlab.lessons.lesson02.bridge import NORTE_PERCENT, close_the_bridge, diverted_trade
from borderlab.lessons.lesson02.estimates import pair_breaks
from borderlab.models.equilibrium import close_border, ge_hat, square
from borderlab.models.gravity import gravity_ppml
from claimlab.lessons.tables import table

__all__ = [
    "central_bank",
    "COUNTRIES",
    "CUT",
    "NORTE_PEOPLE",
    "THETA",
    "TWIN_BETA",
    "TWIN_SHARE",
    "agreement_coefficient",
    "border_std_error",
    "distance_elasticity",
    "exposure_percent",
    "home_share",
    "loss_percent",
    "moved_percent",
    "norte_loss_percent",
    "published",
    "recorded_and_expected",
    "step_of_2012",
    "traded_bn",
    "twins",
    "wage_loss_percent",
    "world",
]

CUT, THETA = 95.0, 4.0
TWIN_SHARE, TWIN_BETA = 0.9, -1.0  # two equal countries: share spent at home, log of what is left
NORTE_PEOPLE = 3.1  # per cent of Colombia's population in 2010
COUNTRIES = ("exporter_iso3", "importer_iso3")


@lru_cache(maxsize=None)
def published(variable: str, estimator: str = "PPML", sample: str = "all flows") -> float:
    """A coefficient as printed in The Log of Gravity."""
    rows = table("trade/log_of_gravity_results").set_index(["variable", "estimator", "sample"])
    return float(rows.loc[(variable, estimator, sample), "published"])


@lru_cache(maxsize=None)
def distance_elasticity(estimator: str = "PPML") -> float:
    return published(
        "log_distance", estimator, "all flows" if estimator == "PPML" else "positive flows"
    )


@lru_cache(maxsize=None)
def loss_percent(region: str, regions: str = "2006", **assumed: float | str) -> float:
    """Per cent that a region loses when the closure removes 95% of the trade; below zero is a gain."""
    found = close_the_bridge(table("trade/ge_base"), regions, CUT, **assumed)
    return -float(found.set_index("region").loc[region, "change_percent"])


def norte_loss_percent(share: float = 50.0, size: float = NORTE_PERCENT["size"]) -> float:
    return loss_percent(
        "Norte de Santander", "2006_norte", norte_share_percent=share, norte_size_percent=size
    )


@lru_cache(maxsize=None)
def wage_loss_percent(country: str) -> float:
    """Per cent of the real wage that the closure costs a country; its real spending has its deficit in it too."""
    flows = square(table("trade/ge_base"), "2006")
    closed = ge_hat(flows, close_border(flows.index, ["Colombia"], ["Venezuela"], CUT), THETA)
    return float(100 * (1 - closed.real_wage[country]))


@lru_cache(maxsize=None)
def exposure_percent(region: str, regions: str) -> float:
    """Sales to Venezuela, in per cent of a region's income."""
    flows = square(table("trade/ge_base"), regions)
    return float(100 * flows.loc[region, "Venezuela"] / flows.loc[region].sum())


@lru_cache(maxsize=None)
def moved_percent(flow: str) -> float:
    """Mean change, in per cent, of third countries' trade with one of the two neighbours."""
    rows = diverted_trade(table("trade/ge_base"), "2006", CUT, THETA)
    return float(rows.loc[rows["flow"] == flow, "change_percent"].mean())


def home_share() -> float:
    flows = square(table("trade/ge_base"), "2006")
    return float(flows.loc["Colombia", "Colombia"] / flows["Colombia"].sum())


def traded_bn() -> float:
    flows = square(table("trade/ge_base"), "2006")
    return float(flows.loc["Colombia", "Venezuela"] + flows.loc["Venezuela", "Colombia"])


@lru_cache(maxsize=None)
def twins() -> tuple[float, float]:
    """New home share, and change of real income in per cent, of two equal countries."""
    flows = np.array([[TWIN_SHARE, 1 - TWIN_SHARE], [1 - TWIN_SHARE, TWIN_SHARE]])
    new = ge_hat(flows, TWIN_BETA * (1 - np.eye(2)), THETA)
    return float(new.domestic_share[0]), float(100 * (new.welfare[0] - 1))


@lru_cache(maxsize=None)
def world(fixed_effects: tuple[str, ...]):
    """The cross-section of 2006 by PPML: with the two sizes, or with effects of seller and buyer in their place."""
    sizes = () if fixed_effects else ("exporter_gdp_usd_millions", "importer_gdp_usd_millions")
    near = ("contiguity", "common_official_language", "rta")
    return gravity_ppml(
        table("trade/gravity_2006"),
        in_logs=("distance_weighted_km", *sizes),
        as_is=near,
        fixed_effects=fixed_effects,
    )


def border_std_error() -> float:
    """Our standard error of the effect of a common border, PPML on all flows."""
    rows = table("trade/log_of_gravity_results").set_index(["variable", "estimator", "sample"])
    return float(rows.loc[("contiguity", "PPML", "all flows"), "our_std_error"])


def agreement_coefficient(fixed_effects: tuple[str, ...]) -> float:
    return world(fixed_effects)["rta"]


@lru_cache(maxsize=None)
def recorded_and_expected() -> dict[tuple[str, str], tuple[float, float]]:
    """Recorded and expected trade in 2006, US$ millions: structural gravity, estimated on the whole world."""
    rows = (
        table("trade/gravity_2006")
        .assign(expected=world(COUNTRIES).fitted)
        .set_index(list(COUNTRIES))[["trade_usd_millions", "expected"]]
    )
    return {pair: tuple(map(float, rows.loc[pair])) for pair in (("COL", "VEN"), ("VEN", "COL"))}


@lru_cache(maxsize=None)
def step_of_2012() -> dict[str, float]:
    """The step of Colombia's sales to Venezuela from 2012, beside those of its sales to its other neighbours."""
    found = pair_breaks(table("trade/gravity_panel")).set_index("flow")
    left = 1 + found["change_percent"] / 100
    others = np.sqrt(left["COL to ECU"] * left["COL to PER"])
    falls = {name: 100 * float(1 - left[f"COL to {name}"]) for name in ("VEN", "ECU", "PER")}
    rank = int(found.loc["COL to VEN", "rank"])
    return falls | {
        "excess": 100 * float(1 - left["COL to VEN"] / others),
        "rank": rank,
        "flows": len(found),
    }


def central_bank() -> dict[str, float]:
    """What Colombia's central bank reckoned in 2010 for losing the market, long run, per cent."""
    said = table("article/rivals").query("window == 'after 2009'").set_index("quantity")["value"]
    return {
        "output": float(said["effect on Colombian GDP of losing the Venezuelan market, long run"]),
        "exports": float(said["effect on real Colombian exports, long run"]),
    }
