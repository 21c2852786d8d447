"""A closed border: the computations that only lesson 02 uses.

Every function takes tables and numbers and returns a new DataFrame; nothing is read or drawn here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from borderlab.lessons.common import SOUTH_AMERICA
from borderlab.models.accounting import tii
from borderlab.models.equilibrium import (
    MOST_CLOSED_PERCENT,
    close_border,
    diversion,
    ge_hat,
    split_region,
    square,
)

COLOMBIA = ("Norte de Santander", "Rest of Colombia", "Colombia")
# With its basis in the catalogue under trade/ge_base: the department's share of Colombia's income
# (2022), and the share of the trade with Venezuela that cleared customs at Cucuta (early 2014).
NORTE_PERCENT = {"size": 1.6, "exports": 36.8, "imports": 20.1}


def _flows(
    table: pd.DataFrame, regions: str, norte_share_percent: float, norte_size_percent: float
) -> pd.DataFrame:
    if regions != "2006_norte":
        return square(table, regions)
    sells, buys = (
        {"Venezuela": NORTE_PERCENT[flow] / 100 * norte_share_percent / 100}
        for flow in ("exports", "imports")
    )
    whole, size = square(table, "2006"), norte_size_percent / 100
    return split_region(whole, "Colombia", *COLOMBIA[:2], size, sells, buys)


def _closure(flows: pd.DataFrame, cut_percent: float, stopped: str = "all") -> np.ndarray:
    ours = [name for name in COLOMBIA if name in flows.index]
    if stopped == "all":
        return close_border(flows.index, ours, ["Venezuela"], cut_percent)
    beta = pd.DataFrame(0.0, flows.index, flows.columns)
    sold, bought = flows.loc[ours, "Venezuela"], flows.loc["Venezuela", ours]
    for flow, trade in {"exports": sold, "imports": bought}.items():
        cleared = NORTE_PERCENT[flow] / 100 * trade.sum()
        for (
            name,
            whole,
        ) in trade.items():  # the department's own comes first: all of it clears there
            share = min(1.0, cleared / whole)
            cleared -= share * whole
            left = np.log1p(-min(cut_percent * share, MOST_CLOSED_PERCENT) / 100)
            beta.loc[(name, "Venezuela") if flow == "exports" else ("Venezuela", name)] = left
    return beta.to_numpy()


def close_the_bridge(
    table: pd.DataFrame,
    regions: str = "2006",
    cut_percent: float = 95.0,
    theta: float = 4.0,
    adjusts: str = "everything",
    norte_share_percent: float = 50.0,
    norte_size_percent: float = NORTE_PERCENT["size"],
    stopped: str = "all",
) -> pd.DataFrame:
    """What every region loses or gains when the border between Colombia and Venezuela closes.

    Parameters
    ----------
    table : DataFrame
        The table ``trade/ge_base``.
    regions : str
        One of its bases: ``"2006"``, ``"2006_norte"``, ``"toy_2008"``, ``"toy_2008_norte"``.
    cut_percent : float
        Share of the trade that the closure removes before anyone reacts.
    theta : float
        Trade elasticity.
    adjusts : str
        ``"everything"``: wages and prices find a new balance (general equilibrium), and the change
        is that of real spending. ``"nothing"``: the lost sales over income; theta plays no part.
    norte_share_percent : float
        For ``"2006_norte"``: of the trade with Venezuela that cleared customs at Cucuta, the share
        made or used in Norte de Santander.
    norte_size_percent : float
        For ``"2006_norte"``: the department's income, in per cent of Colombia's.
    stopped : str
        ``"all"`` trade between the two countries, or only what clears customs at ``"cucuta"``.

    Returns
    -------
    DataFrame
        `region`, `measure` (``"real_spending"`` or ``"lost_sales"``, over income) and
        `change_percent`, to two decimals.

    Raises
    ------
    KitError
        when the department would have to sell more than it earns (see :func:`borderlab.models.equilibrium.split_region`).

    >>> from borderlab import load
    >>> toy = close_the_bridge(load("trade/ge_base"), "toy_2008").set_index("region")
    >>> float(toy.loc["Colombia", "change_percent"])
    -0.34
    """
    flows = _flows(table, regions, norte_share_percent, norte_size_percent)
    beta = _closure(flows, cut_percent, stopped)
    if adjusts == "nothing":
        measure, change = "lost_sales", (flows * np.expm1(beta)).sum(axis=1) / flows.sum(axis=1)
    else:
        measure, change = "real_spending", ge_hat(flows, beta, theta).welfare - 1
    found = {"region": flows.index, "measure": measure, "change_percent": _rounded(100 * change, 2)}
    return pd.DataFrame(found)


def _rounded(values, decimals: int) -> np.ndarray:
    """As many decimals as the figures bear, and no minus before a zero."""
    return np.asarray(values).round(decimals) + 0.0


def diverted_trade(
    table: pd.DataFrame, regions: str = "2006", cut_percent: float = 95.0, theta: float = 4.0
) -> pd.DataFrame:
    """Where the trade goes: the change of every third country's trade with the two neighbours.

    Parameters as in :func:`close_the_bridge`; `regions` without Norte de Santander.

    Returns
    -------
    DataFrame
        `flow` (``colombia_sells``, ``colombia_buys``, ``venezuela_sells``, ``venezuela_buys``), `partner`,
        `change_percent` (to one decimal).

    >>> from borderlab import load
    >>> moved = diverted_trade(load("trade/ge_base"), "toy_2008")
    >>> moved.groupby("flow")["change_percent"].mean().round(1).to_dict()
    {'colombia_buys': -6.3, 'colombia_sells': 6.6, 'venezuela_buys': 5.1, 'venezuela_sells': -2.5}
    """
    flows = square(table, regions)
    change = 100 * (diversion(flows, ge_hat(flows, _closure(flows, cut_percent), theta).X_new) - 1)
    third = [name for name in flows.index if name not in ("Colombia", "Venezuela")]
    kinds = {
        "colombia_sells": change.loc["Colombia", third],
        "colombia_buys": change.loc[third, "Colombia"],
        "venezuela_sells": change.loc["Venezuela", third],
        "venezuela_buys": change.loc[third, "Venezuela"],
    }
    parts = [
        pd.DataFrame({"flow": kind, "partner": third, "change_percent": _rounded(values, 1)})
        for kind, values in kinds.items()
    ]
    return pd.concat(parts, ignore_index=True)


def crossing(
    table: pd.DataFrame, cut_percent: float = 95.0, theta: float = 4.0, stopped: str = "all"
) -> pd.DataFrame:
    """What Colombia sells, and what Venezuela buys and sells it, before and after the closure.

    Parameters as in :func:`close_the_bridge`.

    Returns
    -------
    DataFrame
        `seller`, `buyer`, `before_usd_billions`, `after_usd_billions`; sales at home are left out.

    >>> from borderlab import load
    >>> crossing(load("trade/ge_base")).round(1).query("buyer == 'Venezuela'").iloc[0].astype(str).tolist()
    ['Colombia', 'Venezuela', '3.1', '0.2']
    """
    flows = square(table, "2006")
    after = ge_hat(flows, _closure(flows, cut_percent, stopped), theta).X_new
    both = pd.DataFrame(
        {"before_usd_billions": flows.stack(), "after_usd_billions": after.stack()}
    ).rename_axis(["seller", "buyer"])
    both = both.reset_index()
    ours = (both["seller"] == "Colombia") | (both["buyer"] == "Venezuela")
    ours |= (both["seller"] == "Venezuela") & (both["buyer"] == "Colombia")
    return both[ours & (both["seller"] != both["buyer"])].reset_index(drop=True)


def country_and_department(
    table: pd.DataFrame,
    cut_percent: float = 95.0,
    norte_share_percent: float = 50.0,
    norte_size_percent: float = NORTE_PERCENT["size"],
) -> pd.DataFrame:
    """What the closure costs the two countries as they are, and the department with a row of its own.

    Parameters as in :func:`close_the_bridge`.

    Returns
    -------
    DataFrame
        `region` and `loss_percent` of real spending; below zero is a gain.

    >>> from borderlab import load
    >>> country_and_department(load("trade/ge_base"))["loss_percent"].tolist()
    [0.39, 0.43, 5.4]
    """
    split = {"norte_share_percent": norte_share_percent, "norte_size_percent": norte_size_percent}
    parts = [
        close_the_bridge(table, "2006_norte", cut_percent, **split).head(1),
        close_the_bridge(table, "2006", cut_percent).head(2),
    ]
    rows = pd.concat(parts)[::-1].reset_index(drop=True)
    return rows[["region"]].assign(loss_percent=-rows["change_percent"] + 0.0)


def losses_by_theta(table: pd.DataFrame, thetas=(2, 4, 6, 8, 10)) -> pd.DataFrame:
    """What a closure costs the two neighbours, for several trade elasticities.

    Returns
    -------
    DataFrame
        `theta`, `country`, `loss_percent` of real spending, to two decimals.

    >>> from borderlab import load
    >>> losses_by_theta(load("trade/ge_base"), (4,))["loss_percent"].tolist()
    [0.43, 0.39]
    """
    found = [close_the_bridge(table, theta=float(theta)).assign(theta=theta) for theta in thetas]
    rows = pd.concat(found).query("region in ['Colombia', 'Venezuela']")
    rows = rows.assign(loss_percent=-rows["change_percent"]).rename(columns={"region": "country"})
    return rows[["theta", "country", "loss_percent"]].reset_index(drop=True)


def sales_abroad(flows: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """What each region sells to others, before and after, without its sales at home.

    Parameters
    ----------
    flows, after : DataFrame, shape (n, n)
        Rows export to columns, US$ billions.

    Returns
    -------
    DataFrame
        One row a region: ``before, US$ bn``, ``after, US$ bn``, ``change, per cent``.

    >>> flows = pd.DataFrame([[90.0, 10.0], [10.0, 90.0]], list("AB"), list("AB"))
    >>> after = pd.DataFrame([[90.0, 5.0], [10.0, 90.0]], list("AB"), list("AB"))
    >>> sales_abroad(flows, after).loc["A"].tolist()
    [10.0, 5.0, -50.0]
    """
    abroad = ~np.eye(len(flows), dtype=bool)
    before, now = (table.where(abroad).sum(axis=1) for table in (flows, after))
    change = _rounded(100 * (now / before - 1), 2)
    sums = {"before, US$ bn": before, "after, US$ bn": now, "change, per cent": change}
    return pd.DataFrame(sums).round(2)


def intensity(
    panel: pd.DataFrame, year: int, countries: Sequence[str] = SOUTH_AMERICA
) -> pd.DataFrame:
    """Trade intensity of neighbours: how much more they trade than the partner's size suggests.

    Small and remote neighbours have high values everywhere, so compare within one region.

    Parameters
    ----------
    panel : DataFrame
        The table ``trade/gravity_panel``; sizes are those of all its countries.
    countries : sequence of str
        Exporters and importers that are kept.

    Returns
    -------
    DataFrame
        Columns ``exporter_iso3``, ``importer_iso3``, ``intensity`` (1 is proportionate), highest first.

    Notes
    -----
    :func:`borderlab.models.accounting.tii` among the panel's countries.

    Examples
    --------
    >>> from borderlab import load
    >>> table = intensity(load("trade/gravity_panel"), 2008)
    >>> bool((table["intensity"] >= 0).all())
    True
    """
    flows = panel[panel["year"] == year]
    sold, bought = (
        flows.groupby(side)["exports_usd_millions"].sum()
        for side in ("exporter_iso3", "importer_iso3")
    )
    ends = flows[["exporter_iso3", "importer_iso3"]].isin(countries).all(axis=1)
    pairs = flows[ends & (flows["contiguity"] == 1)].copy()
    exporter, importer = pairs["exporter_iso3"], pairs["importer_iso3"]
    flow, ours = pairs["exports_usd_millions"], exporter.map(bought)
    pairs["intensity"] = tii(flow, exporter.map(sold), importer.map(bought), bought.sum(), ours)
    columns = ["exporter_iso3", "importer_iso3", "intensity"]
    return pairs[columns].sort_values("intensity", ascending=False, ignore_index=True)
