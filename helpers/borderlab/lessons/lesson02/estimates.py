"""Gravity estimates that only lesson 02 uses: a printed one, a simulated one, breaks of real pairs.

Every function takes tables and
numbers and returns a new DataFrame; nothing is read or drawn here.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.lessons.common import SOUTH_AMERICA
from borderlab.models.gravity import gravity_ols, gravity_ppml

__all__ = ["log_or_not", "pair_breaks", "published_distance"]

AMERICAS = (
    *SOUTH_AMERICA,
    "CAN",
    "CRI",
    "DOM",
    "GTM",
    "HND",
    "JAM",
    "MEX",
    "NIC",
    "PAN",
    "SLV",
    "TTO",
    "USA",
)


def published_distance(results: pd.DataFrame) -> pd.DataFrame:
    """The distance elasticities of The Log of Gravity, with intervals from our standard errors.

    Parameters
    ----------
    results : DataFrame
        The table ``trade/log_of_gravity_results``.

    Returns
    -------
    DataFrame
        `estimator`, `sample`, `elasticity` (as printed), `low`, `high` (95%), to two decimals.

    Source: Santos Silva and Tenreyro (2006), table 3.

    >>> from borderlab import load
    >>> published_distance(load("trade/log_of_gravity_results"))["elasticity"].tolist()
    [-1.17, -0.78, -0.78]
    """
    rows = results[results["variable"] == "log_distance"]
    spread = 1.96 * rows["our_std_error"]
    printed = {
        "elasticity": rows["published"],
        "low": rows["published"] - spread,
        "high": rows["published"] + spread,
    }
    found = pd.DataFrame(printed).round(2).reset_index(drop=True)
    found.insert(0, "estimator", rows["estimator"].to_list())
    found.insert(1, "sample", rows["sample"].to_list())
    return found


def log_or_not(
    uneven_noise: float = 1.5,
    zeros_percent: float = 20.0,
    true_elasticity: float = -0.8,
    pairs: int = 3000,
    seed: int = 2022,
) -> pd.DataFrame:
    """Simulated trade with a known distance effect, estimated by OLS and by PPML.

    Parameters
    ----------
    uneven_noise : float
        0: every flow is off by about the same share. 1: small flows are off by far larger shares,
        as in counts (variance of the error in proportion to one over the flow). 2: more so.
    zeros_percent : float
        Share of the pairs, most of them far apart, that do not trade at all; 0 to 45.
    true_elasticity : float
        The distance elasticity that made the data.
    pairs, seed : int
        Number of country pairs; seed of the random numbers.

    Returns
    -------
    DataFrame
        Columns: `estimator` (``truth``, ``OLS``, ``PPML``), `elasticity`, `low`, `high` (95% interval; the
        truth has none), to two decimals.

    Source: after the experiments of Santos Silva and Tenreyro (2006), section IV.

    >>> log_or_not(uneven_noise=0, zeros_percent=0).round(1)["elasticity"].tolist()
    [-0.8, -0.8, -0.8]
    """
    rng = np.random.default_rng(seed)
    km = np.exp(np.linspace(np.log(200), np.log(16_000), pairs))
    expected = (km / 200) ** true_elasticity
    spread = np.log1p((expected / np.median(expected)) ** -uneven_noise)
    noise = np.exp(rng.normal(size=pairs) * np.sqrt(spread) - spread / 2)
    # Those who do trade make up for those who do not, so that the mean stays the one expected.
    silent = np.clip(2 * zeros_percent / 100 * np.linspace(0, 1, pairs), 0, 0.95)
    trades = rng.uniform(size=pairs) >= silent
    data = pd.DataFrame({"km": km, "trade": expected * noise * trades / (1 - silent)})
    fits = [
        estimate(data, "trade", in_logs=["km"], cluster=())
        for estimate in (gravity_ols, gravity_ppml)
    ]
    rows = [fit.coefficients.loc["log_km", ["coefficient", "low", "high"]].tolist() for fit in fits]
    found = pd.DataFrame(
        [[true_elasticity, np.nan, np.nan], *rows], columns=["elasticity", "low", "high"]
    )
    found.insert(0, "estimator", ["truth", "OLS", "PPML"])
    return found.round(2)


def pair_breaks(
    panel: pd.DataFrame, first_year: int = 2012, countries=AMERICAS, among=SOUTH_AMERICA
) -> pd.DataFrame:
    """How far each neighbour's sales to its neighbour moved from a year on, beyond what seller and buyer explain.

    PPML with three sets of fixed effects (seller by year, buyer by year, pair) and one step for
    each flow between neighbours. With one treated flow, its place among the others is the honest
    measure of how unusual it is; its standard error is not.

    Parameters
    ----------
    panel : DataFrame
        The table ``trade/gravity_panel``.
    first_year : int
        The first wave after the step.
    countries : sequence of str
        Countries whose trade is used.
    among : sequence of str
        Countries whose flows to neighbours get a step.

    Returns
    -------
    DataFrame
        `flow` (``"COL to VEN"``), `change_percent`, `low`, `high` (95%, clustered by pair) and
        `rank`, from the largest fall.

    Source: Yotov, Piermartini, Monteiro and Larch (2016), chapter 1, for the three sets of effects;
    placebo ranks after Abadie, Diamond and Hainmueller (2010).

    >>> from borderlab import load
    >>> pair_breaks(load("trade/gravity_panel"))["flow"].iloc[0]
    'COL to VEN'
    """
    rows = panel[panel["exporter_iso3"].isin(countries) & panel["importer_iso3"].isin(countries)]
    flow = rows["exporter_iso3"] + "_" + rows["importer_iso3"]
    near = (
        (rows["contiguity"] == 1)
        & rows["exporter_iso3"].isin(among)
        & rows["importer_iso3"].isin(among)
    )
    names = sorted(flow[near].unique())
    steps = {name: ((flow == name) & (rows["year"] >= first_year)).astype(int) for name in names}
    effects = ["exporter_iso3^year", "importer_iso3^year", "exporter_iso3^importer_iso3"]
    fit = gravity_ppml(
        rows.assign(**steps), "exports_usd_millions", as_is=names, fixed_effects=effects
    )
    found = 100 * np.expm1(fit.coefficients[["coefficient", "low", "high"]])
    found = found.rename(columns={"coefficient": "change_percent"}).sort_values("change_percent")
    found.insert(0, "flow", found.index.str.replace("_", " to "))
    return found.assign(rank=range(1, len(found) + 1)).reset_index(drop=True)
