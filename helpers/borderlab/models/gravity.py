"""The gravity equation of trade: how to estimate it, and what its coefficients say.

Estimation is by pyfixest, which is
loaded when an estimate is first asked for.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from borderlab.models.arguments import finite, not_negative, positive, share
from claimlab.errors import KitError

__all__ = [
    "GravityFit",
    "Resistance",
    "elasticity_effect",
    "gravity_ols",
    "gravity_ppml",
    "log_or_not",
    "mr_terms",
    "pair_breaks",
    "per_cent_effect",
    "tariff_equivalent",
]

PAIR = ("exporter_iso3", "importer_iso3")


@dataclass(frozen=True)
class GravityFit:
    """An estimated gravity equation.

    Parameters
    ----------
    coefficients : DataFrame, indexed by variable
        `coefficient`, `std_error`, `low` and `high` (95% interval).
    fitted : Series, indexed as the data
        Expected flow (for OLS: expected log flow); NaN for a row that was not used.
    observations : int
        Rows used.
    zeros_dropped : int
        Rows without trade that OLS cannot use, because zero has no logarithm.
    incomplete : int
        Rows left out because the flow, or something that should explain it, is missing.
    separated, singletons : int
        Rows that say nothing about the coefficients and were left out: all their trade is
        absorbed by a fixed effect that would run to minus infinity, or they stand alone in one.
    """

    coefficients: pd.DataFrame
    fitted: pd.Series
    observations: int
    zeros_dropped: int = 0
    incomplete: int = 0
    separated: int = 0
    singletons: int = 0

    def __getitem__(self, variable: str) -> float:
        """The coefficient of one variable."""
        return float(self.coefficients.loc[variable, "coefficient"])


def _terms(in_logs: Sequence[str], as_is: Sequence[str]) -> str:
    return " + ".join([*(f"log_{name}" for name in in_logs), *as_is])


def _estimate(
    method: str, flow: str, data: pd.DataFrame, in_logs, as_is, fixed_effects, cluster, **options
) -> GravityFit:
    import pyfixest

    frame = data.assign(_row=np.arange(len(data)))
    with np.errstate(divide="ignore", invalid="ignore"):
        for name in in_logs:
            frame[f"log_{name}"] = np.log(frame[name])
    frame = frame[
        _complete(
            frame, [flow, *(f"log_{name}" for name in in_logs), *as_is], fixed_effects, cluster
        )
    ]
    vcov = "hetero"
    if cluster:
        frame["_cluster"] = frame.groupby(list(cluster)).ngroup()
        vcov = {"CRV1": "_cluster"}
    formula = f"{flow} ~ {_terms(in_logs, as_is)}" + (
        " | " + " + ".join(fixed_effects) if fixed_effects else ""
    )
    with warnings.catch_warnings():
        # What was left out is counted below; pandas' own deprecations are not the reader's concern.
        warnings.simplefilter("ignore")
        fit = getattr(pyfixest, method)(formula, frame, vcov=vcov, **options)
        table = fit.tidy()
    # Neither the model's public index of left-out rows nor its counts are enough to place the fitted values.
    used = fit._data["_row"].to_numpy()
    fitted = pd.Series(np.nan, index=data.index)
    scale = "link" if method == "feols" else "response"
    fitted.iloc[used] = np.asarray(fit.predict(type=scale)).ravel()
    separated = int(getattr(fit, "n_separation_na", None) or 0)
    coefficients = table.rename(
        columns={
            "Estimate": "coefficient",
            "Std. Error": "std_error",
            "2.5%": "low",
            "97.5%": "high",
        }
    )
    coefficients.index = pd.Index([str(name) for name in coefficients.index], name="variable")
    return GravityFit(
        coefficients=coefficients[["coefficient", "std_error", "low", "high"]],
        fitted=fitted,
        observations=len(used),
        incomplete=len(data) - len(frame),
        separated=separated,
        singletons=len(frame) - len(used) - separated,
    )


def _complete(frame: pd.DataFrame, numbers, fixed_effects, cluster) -> pd.Series:
    """Which rows have every number (a logarithm of zero is none) and every name that is asked for."""
    names = {part for effect in fixed_effects for part in effect.split("^")} | set(cluster)
    known = np.isfinite(frame[list(numbers)].astype(float)).all(axis=1)
    return known & frame[sorted(names)].notna().all(axis=1)


def gravity_ols(
    data: pd.DataFrame,
    flow: str = "trade_usd_millions",
    in_logs: Sequence[str] = (),
    as_is: Sequence[str] = (),
    fixed_effects: Sequence[str] = (),
    cluster: Sequence[str] = PAIR,
) -> GravityFit:
    """Gravity in logs by least squares; flows of zero are dropped, and counted.

    ``ln X_ij = alpha + beta_1 ln Y_i + beta_2 ln Y_j + beta_3 ln d_ij + ... + error``

    Parameters
    ----------
    data : DataFrame
        One row for each flow.
    flow : str
        Column with the flow, in any currency.
    in_logs : sequence of str
        Columns that enter as logarithms (``"distance_weighted_km"`` gives ``log_distance_weighted_km``).
    as_is : sequence of str
        Columns that enter unchanged: dummies, or logarithms that the data already hold.
    fixed_effects : sequence of str
        Columns, or columns joined by ``^`` (``"exporter_iso3^year"``); up to three is usual.
    cluster : sequence of str
        Columns that together name a cluster for the standard errors (CRV1); empty means
        heteroskedasticity-robust (HC1).

    Returns
    -------
    GravityFit

    Source: Tinbergen (1962).

    >>> rows = pd.DataFrame({"exporter_iso3": list("ABCD"), "importer_iso3": list("WXYZ"), "km": [100.0, 200.0, 400.0, 900.0]})
    >>> rows["trade_usd_millions"] = 50 / rows["km"]
    >>> round(gravity_ols(rows, in_logs=["km"])["log_km"], 6)
    -1.0
    """
    traded = data[~(data[flow] <= 0)]  # a missing flow is not a zero
    frame = traded.assign(log_flow=np.log(traded[flow]))
    fit = _estimate("feols", "log_flow", frame, in_logs, as_is, fixed_effects, cluster)
    return GravityFit(
        **{
            **vars(fit),
            "fitted": fit.fitted.reindex(data.index),
            "zeros_dropped": len(data) - len(traded),
        }
    )


def gravity_ppml(
    data: pd.DataFrame,
    flow: str = "trade_usd_millions",
    in_logs: Sequence[str] = (),
    as_is: Sequence[str] = (),
    fixed_effects: Sequence[str] = (),
    cluster: Sequence[str] = PAIR,
    tolerance: float = 1e-10,
    passes: int = 50,
) -> GravityFit:
    """Gravity in levels by Poisson pseudo-maximum likelihood; zeros stay in.

    ``X_ij = exp(x_ij' beta) * error``, with ``sum((X_ij - fitted_ij) x_ij) = 0``.

    Parameters
    ----------
    data, flow, in_logs, as_is, fixed_effects, cluster
        As in :func:`gravity_ols`.
    tolerance : float
        The search stops when the deviance changes by less than this share; the fixed effects are
        taken out to a hundredth of it.
    passes : int
        The most steps of the search.

    Returns
    -------
    GravityFit
        Rows lost to separation are counted in `separated`.

    Source: Santos Silva and Tenreyro (2006); separation: Correia, Guimaraes and Zylkin (2020).

    >>> rows = pd.DataFrame({"exporter_iso3": list("ABCD"), "importer_iso3": list("WXYZ"), "km": [100.0, 200.0, 400.0, 900.0]})
    >>> rows["trade_usd_millions"] = 50 / rows["km"]
    >>> round(gravity_ppml(rows, in_logs=["km"])["log_km"], 6)
    -1.0
    """
    checks = ["fe", "ir"] if fixed_effects else None
    options = {
        "iwls_tol": tolerance,
        "iwls_maxiter": passes,
        "separation_check": checks,
        "fixef_tol": tolerance / 100,
    }
    return _estimate("fepois", flow, data, in_logs, as_is, fixed_effects, cluster, **options)


def per_cent_effect(coefficient: float) -> float:
    """What a dummy's coefficient means for the flow, in per cent: ``100 * (exp(b) - 1)``.

    >>> round(per_cent_effect(0.193), 1)
    21.3
    """
    return float(100 * np.expm1(coefficient))


def elasticity_effect(elasticity: float, ratio: float) -> float:
    """What multiplying a variable by `ratio` does to the flow, in per cent: ``100 * (ratio ** e - 1)``.

    >>> round(elasticity_effect(-0.784, 2), 1)
    -41.9
    """
    return float(100 * (positive(ratio, "The ratio") ** elasticity - 1))


def tariff_equivalent(cut_percent: float, theta: float = 4.0) -> float:
    """The rise in the cost of crossing, in per cent of the price, that cuts a flow by `cut_percent`.

    ``100 * ((1 - cut) ** (-1 / theta) - 1)``, with theta the trade elasticity, and wages and prices
    elsewhere held. The cost uses up goods; a duty on customs values would have the exponent
    ``-1 / (theta + 1)``, because the value recorded at customs leaves the duty out.

    >>> round(tariff_equivalent(95, theta=4), 1)
    111.5
    """
    left = 1 - share(np.divide(cut_percent, 100), "The cut, over a hundred,")
    return float(100 * (positive(left, "What is left") ** (-1 / positive(theta, "Theta")) - 1))


class Resistance(NamedTuple):
    """Multilateral resistance, both to the power of 1 - sigma: outward (sellers), inward (buyers)."""

    outward: np.ndarray
    inward: np.ndarray


def mr_terms(Y, E, phi, tolerance: float = 1e-14, passes: int = 20_000) -> Resistance:
    """How hard it is to sell to, and to buy from, everyone at once.

    Parameters
    ----------
    Y, E : array, shape (n,)
        Output and expenditure; equal sums.
    phi : array, shape (n, n)
        Openness of each pair, ``t_ij ** (1 - sigma)``; 1 means no friction.

    Returns
    -------
    Resistance
        The first inward term is the yardstick (1). Flows follow as
        ``Y_i E_j / Y_W * phi_ij / (outward_i * inward_j)``.

    Raises
    ------
    KitError
        when the sums differ, when the pairs fall apart into groups that do not trade with each
        other (one yardstick cannot compare them), or when there is no convergence.

    Source: Anderson and van Wincoop (2003), equations 10 and 11.

    >>> mr_terms([1, 3], [2, 2], np.ones((2, 2))).outward.tolist()
    [1.0, 1.0]
    """
    Y, E, phi = (np.asarray(values, dtype=float) for values in (Y, E, phi))
    if not np.isclose(Y.sum(), E.sum(), rtol=1e-9):
        raise KitError(
            "Output and expenditure of the world must be equal: scale one of them first."
        )
    if not _is_connected(phi):
        raise KitError(
            "Every seller must reach every buyer, if only through others: some pairs are cut off."
        )
    world, inward = Y.sum(), np.ones(len(E))
    for _ in range(passes):
        outward = phi @ (E / world / inward)
        new = (Y / world / outward) @ phi
        new = new / new[0]
        gap, inward = np.abs(new / inward - 1).max(), new
        if gap <= tolerance or not np.isfinite(gap):
            break
    if not gap <= 1e-10:  # a gap that is no number did not converge either
        raise KitError(f"The resistance terms did not converge in {passes} passes.")
    # With the inward terms pinned, one scale makes both equations hold.
    outward = phi @ (E / world / inward)
    return Resistance(outward, inward)


def _is_connected(phi: np.ndarray) -> bool:
    """Whether all sellers and buyers hang together by pairs with openness above zero."""
    open_pairs = phi > 0
    sellers, buyers = np.zeros(len(phi), bool), np.zeros(phi.shape[1], bool)
    sellers[0] = True
    for _ in range(len(phi) + 1):
        buyers = open_pairs[sellers].any(axis=0)
        sellers = sellers | open_pairs[:, buyers].any(axis=1)
    return bool(sellers.all() and buyers.all())


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
        Columns: `estimator` (``OLS``, ``PPML``), `elasticity`, `low`, `high` (95% interval), to two decimals.

    Raises
    ------
    KitError
        for a noise below 0, a share of zeros out of its range, or an elasticity that is no number.

    Source: after the experiments of Santos Silva and Tenreyro (2006), section IV.

    >>> log_or_not(uneven_noise=0, zeros_percent=0).round(1)["elasticity"].tolist()
    [-0.8, -0.8]
    """
    not_negative(uneven_noise, "The unevenness of the noise")
    finite(true_elasticity, "The elasticity")
    if not 0 <= zeros_percent <= 45:
        raise KitError("The pairs without trade must be a number from 0 to 45 per cent.")
    rng = np.random.default_rng(seed)
    km = np.exp(np.linspace(np.log(200), np.log(16_000), pairs))
    expected = (km / 200) ** true_elasticity
    spread = np.log1p((expected / np.median(expected)) ** -uneven_noise)
    noise = np.exp(rng.normal(size=pairs) * np.sqrt(spread) - spread / 2)
    # Those who do trade make up for those who do not, so that the mean stays the one expected.
    silent = np.clip(2 * zeros_percent / 100 * np.linspace(0, 1, pairs), 0, 0.95)
    trades = rng.uniform(size=pairs) >= silent
    data = pd.DataFrame({"km": km, "trade": expected * noise * trades / (1 - silent)})
    rows = []
    for name, estimate in (("OLS", gravity_ols), ("PPML", gravity_ppml)):
        found = estimate(data, "trade", in_logs=["km"], cluster=()).coefficients.loc["log_km"]
        rows.append((name, *found[["coefficient", "low", "high"]]))
    return pd.DataFrame(rows, columns=["estimator", "elasticity", "low", "high"]).round(2)


def pair_breaks(
    panel: pd.DataFrame, first_year: int, countries: Sequence[str], among: Sequence[str]
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
    >>> ten = "ARG BOL BRA CHL COL ECU PER PRY URY VEN".split()
    >>> sorted(pair_breaks(load("trade/gravity_panel"), 2012, ten, ten)["flow"].head(2))
    ['COL to VEN', 'VEN to COL']
    """
    rows = panel[panel["exporter_iso3"].isin(countries) & panel["importer_iso3"].isin(countries)]
    flow = rows["exporter_iso3"] + "_" + rows["importer_iso3"]
    near = rows[["exporter_iso3", "importer_iso3"]].isin(among).all(axis=1)
    near &= rows["contiguity"] == 1
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
