"""Structural gravity: what a change of trade costs does to flows, prices and real income.

The model is the one that Armington, Eaton and Kortum, and Anderson and van Wincoop share (one
sector, one factor). Its changes need no level of any trade cost, only the flows of a base year:
"exact hat algebra", Dekle, Eaton and Kortum (2008); survey: Costinot and Rodriguez-Clare (2014).
A hat is a ratio, after over before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from borderlab.models.arguments import positive, share
from claimlab.errors import KitError

__all__ = [
    "Equilibrium",
    "close_border",
    "diversion",
    "ge_hat",
    "ge_step",
    "split_region",
    "square",
    "welfare_from_share",
]

MOST_CLOSED_PERCENT = 99.9


def square(flows: pd.DataFrame, base: str) -> pd.DataFrame:
    """One base of the table ``trade/ge_base`` as a square: rows export to columns, US$ billions.

    Raises
    ------
    KitError
        when the table has no such base.

    >>> flows = pd.DataFrame({"base": "toy", "exporter": ["A", "A", "B", "B"], "importer": ["A", "B", "A", "B"],
    ...                       "value_usd_billions": [9.0, 1.0, 1.0, 9.0]})
    >>> float(square(flows, "toy").loc["A", "B"])
    1.0
    """
    rows = flows[flows["base"] == base]
    if rows.empty:
        raise KitError(
            f"There is no base '{base}'; the bases are {', '.join(flows['base'].unique())}."
        )
    names = pd.Index(rows["exporter"].unique())
    wide = np.full((len(names), len(names)), np.nan)
    # `pivot` would take longer than the equilibrium that a slider asks for.
    at = names.get_indexer(rows["exporter"]), names.get_indexer(rows["importer"])
    wide[at] = rows["value_usd_billions"]
    return pd.DataFrame(wide, names.rename("exporter"), names.rename("importer"))


def split_region(
    flows: pd.DataFrame,
    region: str,
    part: str,
    rest: str,
    size: float,
    sells: Mapping[str, float],
    buys: Mapping[str, float],
    at_home: float = 0.5,
) -> pd.DataFrame:
    """Split one region of a flow table in two, under assumptions that are all parameters.

    Parameters
    ----------
    flows : DataFrame, shape (n, n)
        Rows export to columns.
    region, part, rest : str
        The region that is split, and the names of its two parts.
    size : float
        The part's share of the region's income, spending and trade with everyone not named below.
    sells, buys : mapping from partner to float
        The part's share of the region's sales to, and purchases from, these partners.
    at_home : float
        Of what the part spends on the region's own goods, the share made in the part itself.

    Returns
    -------
    DataFrame, shape (n + 1, n + 1)
        The part comes first, then the rest; the two add up to the region.

    Raises
    ------
    KitError
        when the part would have to sell less than nothing to the rest.

    >>> flows = pd.DataFrame([[80.0, 20.0], [20.0, 180.0]], ["C", "V"], ["C", "V"])
    >>> split_region(flows, "C", "N", "R", 0.1, {"V": 0.2}, {"V": 0.2}).round(1).to_numpy().tolist()
    [[3.0, 3.0, 4.0], [3.0, 71.0, 16.0], [4.0, 16.0, 180.0]]
    """
    others = [name for name in flows.index if name != region]
    sold, bought = flows.loc[region, others], flows.loc[others, region]
    part_sold = sold * pd.Series({name: sells.get(name, size) for name in others})
    part_bought = bought * pd.Series({name: buys.get(name, size) for name in others})
    home_sales = size * flows.loc[region].sum() - part_sold.sum()
    home_spending = size * flows[region].sum() - part_bought.sum()
    inside = at_home * home_spending
    block = [[inside, home_sales - inside], [home_spending - inside, 0.0]]
    block[1][1] = flows.loc[region, region] - inside - block[0][1] - block[1][0]
    if min(map(min, block)) < 0:
        raise KitError(
            f"{part} cannot trade that much for its size: give it a larger size or smaller shares."
        )
    names = [part, rest, *others]
    split = pd.DataFrame(0.0, names, names)
    split.loc[[part, rest], [part, rest]] = block
    split.loc[part, others], split.loc[rest, others] = part_sold, sold - part_sold
    split.loc[others, part], split.loc[others, rest] = part_bought, bought - part_bought
    split.loc[others, others] = flows.loc[others, others]
    return split


def close_border(names, one: list[str], other: list[str], cut_percent: float = 95.0) -> np.ndarray:
    """The shock of a closure: the log of what is left of each flow before anyone reacts.

    Parameters
    ----------
    names : sequence of str
        Regions, in the order of the flow table.
    one, other : list of str
        Regions on the two sides of the border that closes, in both directions.
    cut_percent : float
        Share of the trade that the closure removes at once, in per cent; held at 99.9 at most,
        because a logarithm of nothing does not exist.

    Returns
    -------
    ndarray, shape (n, n)
        ``beta`` for :func:`ge_hat`: 0 where nothing happens.

    >>> close_border(["A", "B"], ["A"], ["B"], 50).round(3).tolist()
    [[0.0, -0.693], [-0.693, 0.0]]
    """
    names = list(names)
    unknown = [name for name in [*one, *other] if name not in names]
    if unknown:
        raise KitError(f"There is no region '{unknown[0]}'; the regions are {', '.join(names)}.")
    here, there = ([names.index(name) for name in side] for side in (one, other))
    beta = np.zeros((len(names), len(names)))
    left = np.log1p(-np.clip(cut_percent, 0, MOST_CLOSED_PERCENT) / 100)
    beta[np.ix_(here, there)] = beta[np.ix_(there, here)] = left
    return beta


@dataclass(frozen=True)
class Equilibrium:
    """What :func:`ge_hat` finds; Series and DataFrames when the flows came as a DataFrame.

    Parameters
    ----------
    w_hat : wages and so incomes, after over before; world income is the yardstick
    P_hat : price level of what each region buys, after over before
    X_new : flows after the shock, in the units of the flows before
    welfare : real spending (spending over prices), after over before
    real_wage : wage over prices, after over before
    domestic_share : share of a region's spending that falls on its own goods, after the shock
    iterations : passes that the solver needed
    """

    w_hat: np.ndarray | pd.Series
    P_hat: np.ndarray | pd.Series
    X_new: np.ndarray | pd.DataFrame
    welfare: np.ndarray | pd.Series
    real_wage: np.ndarray | pd.Series
    domestic_share: np.ndarray | pd.Series
    iterations: int


def _flows(X) -> np.ndarray:
    """The flow table as numbers, or one sentence that says what is wrong with it."""
    flows = np.asarray(X, dtype=float)
    if flows.ndim != 2 or flows.shape[0] != flows.shape[1]:
        raise KitError(
            "The flow table must be square: the same regions in its rows and in its columns."
        )
    if isinstance(X, pd.DataFrame) and list(X.index) != list(X.columns):
        raise KitError(
            "The flow table must name the same regions in its rows and in its columns, in one order."
        )
    if not np.isfinite(flows).all() or (flows < 0).any():
        raise KitError("Every flow must be a number that is not negative.")
    if not ((flows.sum(axis=1) > 0).all() and (flows.sum(axis=0) > 0).all()):
        raise KitError(
            "Every region must sell something and buy something: drop a region whose row or column is zero."
        )
    return flows


def _spending(wages, income, spending, deficit):
    """Spending after the shock, in the yardstick of world income."""
    if deficit == "multiplicative":
        return spending * wages * (income.sum() / (spending @ wages))
    new = income * wages + (spending - income)
    if not (new > 0).all():
        raise KitError(
            "No equilibrium: a region must pay out more than it could still earn; close less."
        )
    return new


def ge_step(wages, shares, left, income, spending, theta, deficit="additive"):
    """One pass of the model: from guessed wages to prices, to spending, to the wages that clear every market.

    Parameters
    ----------
    wages : ndarray, shape (n,)
        Guess of the change of wages (hats).
    shares : ndarray, shape (n, n)
        Share of the importer's (column's) spending that falls on the exporter (row).
    left : ndarray, shape (n, n)
        ``exp(beta)``: what is left of each flow before anyone reacts.
    income, spending : ndarray, shape (n,)
        Row sums and column sums of the flows, in one currency.
    theta : float
        Trade elasticity.
    deficit : str
        As in :func:`ge_hat`.

    Returns
    -------
    (wages, prices, new_spending, offers) : tuple of ndarray
        The next guess, unscaled, and what it was made from; `offers` are the numerators of the
        new shares.

    >>> half = np.array([[0.5, 0.5], [0.5, 0.5]])
    >>> ge_step(np.ones(2), half, np.ones((2, 2)), np.ones(2), np.ones(2), 4.0)[0].tolist()
    [1.0, 1.0]
    """
    offers = shares * left * wages[:, None] ** -theta
    prices = offers.sum(axis=0) ** (-1 / theta)
    new_spending = _spending(wages, income, spending, deficit)
    sales = (shares * left) @ (new_spending * prices**theta)
    return (sales / income) ** (1 / (1 + theta)), prices, new_spending, offers


def _settle(step, income, tolerance: float, passes: int) -> tuple[np.ndarray, int]:
    """Wages that one more pass would leave as they are, with world income held; and the passes it took."""
    wages = np.ones(len(income))
    for done in range(1, passes + 1):
        new = step(wages)
        new = new * income.sum() / (income @ new)
        gap, wages = np.abs(new / wages - 1).max(), new
        if gap <= tolerance or not np.isfinite(gap):
            break
    if not np.isfinite(gap):
        raise KitError("The shock is too large to compute with: make it smaller.")
    if gap > 1e-10:
        raise KitError(f"The model did not converge in {passes} passes: allow more, or close less.")
    return wages, done


def ge_hat(
    X,
    beta,
    theta: float = 4.0,
    deficit: str = "additive",
    tolerance: float = 1e-14,
    passes: int = 20_000,
) -> Equilibrium:
    """The new equilibrium after trade costs change, relative to the old one.

    Parameters
    ----------
    X : array or DataFrame, shape (n, n)
        Flows of the base year, rows export to columns, with sales at home on the diagonal.
    beta : array, shape (n, n)
        Log of what is left of each flow before anyone reacts: ``-theta * ln(cost after / cost before)``.
    theta : float
        Trade elasticity; 4 is the usual value.
    deficit : str
        ``"additive"``: trade deficits keep their value in the yardstick (world income);
        ``"multiplicative"``: they grow and shrink with the region's income.
    tolerance : float
        The solver stops when no wage changes by more than this share in one pass.
    passes : int
        The most passes it makes.

    Returns
    -------
    Equilibrium

    Raises
    ------
    KitError
        in one sentence: table not square, negative flow, region without sales or purchases,
        theta not above zero, a surplus that no longer can be earned, a shock too large to compute
        with, or no convergence.

    Source: Dekle, Eaton and Kortum (2008), as set out by Costinot and Rodriguez-Clare (2014); Baier, Yotov and Zylkin (2019).

    >>> X = np.array([[90.0, 10.0], [10.0, 90.0]])
    >>> result = ge_hat(X, [[0, -1], [-1, 0]], theta=4)
    >>> result.domestic_share.round(4).tolist(), (100 * (result.welfare - 1)).round(2).tolist()
    ([0.9607, 0.9607], [-1.62, -1.62])
    """
    flows, beta = _flows(X), np.asarray(beta, dtype=float)
    if beta.shape != flows.shape or not np.isfinite(beta).all():
        raise KitError("The shock must be a table of numbers of the same shape as the flows.")
    if not theta > 0:
        raise KitError(f"The trade elasticity theta must be above zero; it is {theta}.")
    if deficit not in ("additive", "multiplicative"):
        raise KitError("The deficit must be 'additive' or 'multiplicative'.")
    income, spending = flows.sum(axis=1), flows.sum(axis=0)
    with np.errstate(all="ignore"):  # what overflows is refused below, in a sentence
        world = (flows / spending, np.exp(beta), income, spending, theta, deficit)
        wages, done = _settle(lambda wages: ge_step(wages, *world)[0], income, tolerance, passes)
        _, prices, new_spending, offers = ge_step(wages, *world)
    return _result(X, wages, prices, spending, new_spending, offers, done)


def _result(X, wages, prices, spending, new_spending, offers, passes) -> Equilibrium:
    new_shares = offers / offers.sum(axis=0)
    values = {
        "w_hat": wages,
        "P_hat": prices,
        "X_new": new_shares * new_spending,
        "welfare": new_spending / spending / prices,
        "real_wage": wages / prices,
        "domestic_share": new_shares.diagonal().copy(),
    }
    if isinstance(X, pd.DataFrame):
        values = {
            k: pd.DataFrame(v, X.index, X.columns) if v.ndim == 2 else pd.Series(v, X.index)
            for k, v in values.items()
        }
    return Equilibrium(**values, iterations=passes)


def diversion(X, X_new):
    """After over before, flow by flow; NaN where there was no flow to begin with.

    >>> diversion(np.array([[4.0, 0.0]]), np.array([[5.0, 0.0]])).tolist()
    [[1.25, nan]]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(np.asarray(X) > 0, np.asarray(X_new) / np.asarray(X), np.nan)
    return pd.DataFrame(ratio, X.index, X.columns) if isinstance(X, pd.DataFrame) else ratio


def welfare_from_share(before, after=1.0, theta: float = 4.0):
    """The real wage after over before, from nothing but the share spent at home.

    ``(after / before) ** (-1 / theta)``: the sufficient statistic of Arkolakis, Costinot and
    Rodriguez-Clare (2012). The default `after` is autarky: all is bought at home.

    >>> round(100 * (1 - welfare_from_share(0.8347, theta=4)), 1)
    4.4
    """
    for value in (before, after):
        positive(share(value, "The share spent at home"), "The share spent at home")
    return (after / before) ** (-1 / float(positive(theta, "Theta")))
