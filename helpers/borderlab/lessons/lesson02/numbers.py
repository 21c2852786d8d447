"""The numbers from which lesson 02 computes its answers, facts and claims."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from borderlab.lessons.common import SOUTH_AMERICA
from borderlab.lessons.lesson02.bridge import (
    NORTE_PERCENT,
    close_the_bridge,
    diverted_trade,
    intensity,
)
from borderlab.models.accounting import series
from borderlab.models.equilibrium import close_border, ge_hat, square
from borderlab.models.gravity import gravity_ppml, pair_breaks
from claimlab.lessons.tables import entry, table

CUT, THETA = 95.0, 4.0
TWIN_SHARE, TWIN_BETA = 0.9, -1.0  # two equal countries: share spent at home, log of what is left
NORTE_PEOPLE = 3.1  # per cent of Colombia's population in 2010
COUNTRIES = ("exporter_iso3", "importer_iso3")
AMERICAS = (
    *SOUTH_AMERICA, "CAN", "CRI", "DOM", "GTM", "HND", "JAM", "MEX", "NIC", "PAN", "SLV", "TTO", "USA",
)  # fmt: skip


def published(
    variable: str, estimator: str = "PPML", sample: str = "all flows", column: str = "published"
) -> float:
    """A coefficient as printed in The Log of Gravity, or another column of its row."""
    row = {"variable": variable, "estimator": estimator, "sample": sample}
    return entry("trade/log_of_gravity_results", column, **row)


def distance_elasticity(estimator: str = "PPML") -> float:
    sample = "all flows" if estimator == "PPML" else "positive flows"
    return published("log_distance", estimator, sample)


@lru_cache(maxsize=None)
def loss_percent(region: str, regions: str = "2006", **assumed: float | str) -> float:
    """Per cent that a region loses when the closure removes 95% of the trade; below zero is a gain."""
    found = close_the_bridge(table("trade/ge_base"), regions, CUT, **assumed)
    return -float(found.set_index("region").loc[region, "change_percent"])


def norte_loss_percent(share: float = 50.0, size: float = NORTE_PERCENT["size"]) -> float:
    assumed = {"norte_share_percent": share, "norte_size_percent": size}
    return loss_percent("Norte de Santander", "2006_norte", **assumed)


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


def sold_m(year: int) -> float:
    """What Colombia sold to Venezuela in a year, by its own books, US$ millions."""
    return float(series(table("trade/bilateral_annual"), "COL", "VEN")[year])


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
    how = {"in_logs": ("distance_weighted_km", *sizes), "as_is": near}
    return gravity_ppml(table("trade/gravity_2006"), **how, fixed_effects=fixed_effects)


def border_std_error() -> float:
    """Our standard error of the effect of a common border, PPML on all flows."""
    return published("contiguity", column="our_std_error")


def agreement_coefficient(fixed_effects: tuple[str, ...]) -> float:
    return world(fixed_effects)["rta"]


@lru_cache(maxsize=None)
def recorded_and_expected() -> dict[tuple[str, str], tuple[float, float]]:
    """Recorded and expected trade in 2006, US$ millions: structural gravity, estimated on the whole world."""
    rows = table("trade/gravity_2006").assign(expected=world(COUNTRIES).fitted)
    rows = rows.set_index(list(COUNTRIES))[["trade_usd_millions", "expected"]]
    return {pair: tuple(map(float, rows.loc[pair])) for pair in (("COL", "VEN"), ("VEN", "COL"))}


def place_in_south_america(year: int) -> tuple[float, float, int, int]:
    """Colombia's exports to Venezuela: intensity, the median of neighbours, place, number of flows."""
    flows = intensity(table("trade/gravity_panel"), year)
    ours = flows.query("exporter_iso3 == 'COL' and importer_iso3 == 'VEN'")["intensity"]
    middle = float(flows["intensity"].median())
    return float(ours.iloc[0]), middle, int(ours.index[0]) + 1, len(flows)


def published_distance() -> pd.DataFrame:
    """The distance elasticities of The Log of Gravity, with intervals from our standard errors.

    Returns
    -------
    DataFrame
        `estimator`, `sample`, `elasticity` (as printed), `low`, `high` (95%), to two decimals.

    Source: Santos Silva and Tenreyro (2006), table 3.

    >>> published_distance()["elasticity"].tolist()
    [-1.17, -0.78, -0.78]
    """
    rows = table("trade/log_of_gravity_results").query("variable == 'log_distance'")
    spread = 1.96 * rows["our_std_error"]
    found = rows.assign(elasticity=rows["published"], low=-spread, high=spread)
    found[["low", "high"]] = found[["low", "high"]].add(found["elasticity"], axis=0)
    columns = ["estimator", "sample", "elasticity", "low", "high"]
    return found[columns].round(2).reset_index(drop=True)


@lru_cache(maxsize=None)
def breaks_of_2012() -> pd.DataFrame:
    """How far each South American neighbour's sales to its neighbour moved from 2012 on."""
    return pair_breaks(table("trade/gravity_panel"), 2012, AMERICAS, SOUTH_AMERICA)


@lru_cache(maxsize=None)
def step_of_2012() -> dict[str, float]:
    """The step of Colombia's sales to Venezuela from 2012, beside those of its sales to its other neighbours."""
    found = breaks_of_2012().set_index("flow")
    left = 1 + found["change_percent"] / 100
    others = np.sqrt(left["COL to ECU"] * left["COL to PER"])
    falls = {name: 100 * float(1 - left[f"COL to {name}"]) for name in ("VEN", "ECU", "PER")}
    excess, rank = (
        100 * float(1 - left["COL to VEN"] / others),
        int(found.loc["COL to VEN", "rank"]),
    )
    return falls | {"excess": excess, "rank": rank, "flows": len(found)}


def central_bank() -> dict[str, float]:
    """What Colombia's central bank reckoned in 2010 for losing the market, long run, per cent."""
    said = table("article/rivals").query("window == 'after 2009'").set_index("quantity")["value"]
    return {
        "output": float(said["effect on Colombian GDP of losing the Venezuelan market, long run"]),
        "exports": float(said["effect on real Colombian exports, long run"]),
    }
