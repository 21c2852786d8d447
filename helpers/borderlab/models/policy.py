"""A simulator of border policy: six levers, nine outcomes, four years, under stated priors.

Reduced form and assumed links throughout: it disciplines an argument, it does not forecast. The
priors come as tables (``policy/parameters`` and its kin), so that a reader can argue with each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from borderlab.models.arguments import positive, share
from borderlab.models.policy_draws import CHANCE
from claimlab.errors import KitError

__all__ = [
    "BETTER",
    "LEVERS",
    "PATHS",
    "YEARS",
    "Worlds",
    "check_levers",
    "no_change",
    "simulate",
]

LEVERS = ("opening", "relief", "permits", "engagement", "conditionality", "offers")
YEARS = 4
# Outcomes that may be ranked, and whether more is better (1) or worse (-1). Migrants are people,
# and no lever but relief moves their number in this model: the stock is shown and never ranked.
BETTER = {
    "trade_usd_billions": 1,
    "violence": -1,
    "haven": -1,
    "democracy": 1,
    "approval_percent": 1,
}
PATHS = ("trade_usd_billions", "stock_millions", "approval_percent")
_SMALL = 0.05  # benefits below this are hardly an offer: keeps the deal continuous at no offer


@dataclass(frozen=True)
class Worlds:
    """What became of each package in each drawn world.

    Attributes
    ----------
    packages : list of str
        Names of the packages, in the order of the arrays.
    final : dict of str to array, shape (draws, packages)
        Every outcome after four years; ``signed`` is 0 or 1, ``deal_probability`` its chance.
    paths : dict of str to array, shape (years + 1, draws, packages)
        The outcomes that have a path in time (`PATHS`); the others have only an end.
    """

    packages: list[str]
    final: dict[str, np.ndarray]
    paths: dict[str, np.ndarray]


def no_change(parameters: pd.DataFrame) -> pd.DataFrame:
    """The package in which nothing changes: the border, the permits and the rest as in 2022.

    >>> from borderlab import load
    >>> no_change(load("policy/parameters")).loc["no change", "opening"].item()
    0.15
    """
    now = parameters.set_index("parameter")["mode"]
    levers = dict.fromkeys(LEVERS, 0.0)
    levers |= {"opening": now["opening_0"], "permits": now["permits_0"]}
    return pd.DataFrame([levers], index=["no change"])


def check_levers(packages: pd.DataFrame) -> np.ndarray:
    """The six levers of packages as numbers, one row a package, in the order of `LEVERS`.

    Raises
    ------
    KitError
        when a lever is missing or does not lie between 0 and 1.

    >>> check_levers(pd.DataFrame([dict.fromkeys(LEVERS, 0.5)])).shape
    (1, 6)
    """
    missing = [name for name in LEVERS if name not in packages]
    if missing:
        raise KitError(f"A package needs the six levers; '{missing[0]}' is missing.")
    values = packages[list(LEVERS)].to_numpy(dtype=float)
    bad = ~((values >= 0) & (values <= 1))  # catches what is not a number, too
    if bad.any():
        row, column = np.argwhere(bad)[0]
        name, lever = packages.index[row], LEVERS[column]
        raise KitError(f"The lever '{lever}' of package '{name}' must lie between 0 and 1.")
    return values


def _logistic(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def simulate(packages: pd.DataFrame, draws: pd.DataFrame, signed: int | None = None) -> Worlds:
    """Run every package through every drawn world.

    Parameters
    ----------
    packages : DataFrame, one row a package
        Columns `LEVERS`, each from 0 to 1; the index holds the names.
    draws : DataFrame
        Of :func:`borderlab.models.policy_draws.draw`; a column of names, such as the worldview of
        each world, rides along.
    signed : 0 or 1, optional
        Whether Caracas signed, where a table of negotiators has decided it. By default each world
        decides: signed when its ``acceptance`` number lies below the chance of a deal.

    Returns
    -------
    Worlds
        Outcomes: ``trade_usd_billions``, ``stock_millions``, ``violence`` (2022 = 1), ``haven``
        (0 to 1), ``democracy`` (concessions beyond those on security, in benefit units: no index of
        democracy moves with it),
        ``approval_percent``; and ``deal_probability``, ``signed``, ``benefit`` and ``concession``
        (benefit units), ``opened`` (the opening that came about, 0 to 1), ``peace`` (share of factions in a deal that holds), ``income_log`` (change of
        Venezuela's income over the four years, in log points).

    Raises
    ------
    KitError
        when a lever is missing or outside 0 to 1, or a draw leads to a number without bound.

    Notes
    -----
    A refusal or a breach withdraws the conditional part of the benefits; the rest is given in any
    case. The border opens beyond its present state only where Caracas signs.

    >>> from borderlab import load
    >>> from borderlab.models.policy_draws import draw, priors_of
    >>> tables = load("policy/parameters"), load("policy/worldview_priors")
    >>> worlds = simulate(no_change(tables[0]), draw(priors_of(*tables, "agnostic"), 1000, seed=1))
    >>> worlds.final["signed"].sum().item(), worlds.final["democracy"].any().item()
    (0.0, False)
    """
    if signed not in (None, 0, 1):
        raise KitError("Say signed=1 for a signed package, signed=0 for a refusal.")
    positive(draws["mu_deal"], "The spread of Caracas's choice, mu_deal,")
    share(draws["haven_0"], "The haven at the start, haven_0,")
    levers = check_levers(packages)
    o, s, p, e, kappa, n = levers.T
    # One column a world's parameter, so that worlds run down and packages across.
    x = {
        name: column.to_numpy(dtype=float)[:, None]
        for name, column in draws.select_dtypes("number").items()
    }

    offer = x["b_e"] * e + x["b_o"] * o + x["b_s"] * s
    chance = _logistic((offer - x["d_k"] * kappa) / x["mu_deal"]) * -np.expm1(-(e + s) / _SMALL)
    yes = (x[CHANCE] < chance).astype(float) if signed is None else np.full_like(chance, signed)
    o_0 = x["opening_0"]
    opened = np.where(o > o_0, o_0 + (o - o_0) * yes, o)
    given = 1 - kappa * (1 - yes)
    e_given, s_given = e * given, s * given

    conditional = x["delta"] * kappa * offer * (1 - x["omega"] * e)
    concession = np.maximum(0, yes * (conditional + x["t_int"] * e * opened))
    secured = np.minimum(1, x["k_sec"] * np.minimum(concession, x["c_bar"]))
    democracy = np.maximum(0, concession - x["c_bar"])
    democracy = democracy + x["t_pr"] * ((1 - s_given) * (1 - e_given) - 1)
    haven = x["haven_0"] * (1 - secured) + x["f_s"] * s_given + x["drift_h"]
    haven = np.clip(haven, 0, 1)

    peace = _peace(x, n, haven)
    informal = _informal(x, opened) - _informal(x, o_0)
    log_violence = x["phi_h"] * (haven - x["haven_0"]) - x["phi_d"] * peace + x["drift_v"]
    log_violence = log_violence + x["phi_r"] * informal + x["phi_o"] * (opened - o_0)

    growth = x["g0"] + x["g_s"] * s_given
    trade, stock = _paths(x, opened, growth)
    standing = x["a_0"] - x["a_v"] * log_violence + x["a_d"] * democracy
    standing = standing - x["a_ap"] * e * (1 - kappa) - x["a_n"] * n
    standing = standing - x["a_p"] * (p - x["permits_0"])
    moving = x["a_x"] * np.log(trade / x["trade_0"])
    moving = moving - x["a_m"] * (stock - x["stock_0"]) * (1 - p / 2)
    approval = np.clip(standing + moving, 0, 100)
    approval[0] = x["a_0"]  # where the paths start, nothing has been done yet

    final = {
        "trade_usd_billions": trade[-1],
        "stock_millions": stock[-1],
        "violence": np.exp(log_violence),
        "haven": haven,
        "democracy": democracy,
        "approval_percent": approval[-1],
        "deal_probability": chance,
        "signed": yes,
        "benefit": offer
        - (x["b_e"] * (e - e_given) + x["b_s"] * (s - s_given))
        - x["b_o"] * (o - opened),
        "concession": concession,
        "opened": opened,
        "peace": peace,
        "income_log": YEARS * growth,
    }
    shape = (len(draws), len(packages))
    final = {name: np.broadcast_to(values, shape) for name, values in final.items()}
    for name, values in final.items():
        if not np.isfinite(values).all():
            raise KitError(f"A draw gives no finite '{name}': look at the priors once more.")
    paths = {"trade_usd_billions": trade, "stock_millions": stock, "approval_percent": approval}
    return Worlds([str(name) for name in packages.index], final, paths)


def _peace(x: dict[str, np.ndarray], n: np.ndarray, haven: np.ndarray) -> np.ndarray:
    """Share of factions in a deal that still holds after four years.

    A haven raises what factions ask for, and raises the power they would keep after disarming,
    so that they trust a promise more. Which of the two is stronger is open.
    """
    trust = (x["promise_0"] + (x["p1_haven"] - x["promise_0"]) * haven) / (
        x["promise_0"] + (x["p1_haven"] - x["promise_0"]) * x["haven_0"]
    )
    joined = np.minimum(1, 2 * n / (x["r_max"] * (1 + haven)) * trust)
    return joined * (1 - x["q_spoil"] * (1 - joined)) ** (4 * YEARS)


def _informal(x: dict[str, np.ndarray], opening: np.ndarray) -> np.ndarray:
    """Share of crossings that are informal, falling in the formal opening."""
    return _logistic(x["c_gap"] * (0.5 - opening) / x["mu_cross"])


def _paths(x: dict, opened: np.ndarray, growth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Trade in US$ billions and migrants in millions, at the start and after each year."""
    border = np.exp(x["beta_b"] * (opened - x["opening_0"]))
    trade = [np.broadcast_to(x["trade_0"], opened.shape)]
    stock = [np.broadcast_to(x["stock_0"], opened.shape)]
    for year in range(1, YEARS + 1):
        income = np.exp(growth * year)
        long_run = x["trade_0"] * income ** x["beta_y"] * border
        trade.append(trade[-1] ** (1 - x["lam"]) * long_run ** x["lam"])
        arrivals = x["f0"] * income ** -x["eps_f"]
        leavers = np.minimum(1, x["rho0"] * income ** x["eps_r"]) * stock[-1]
        stock.append(stock[-1] + arrivals - leavers)
    return np.stack(trade), np.stack(stock)
