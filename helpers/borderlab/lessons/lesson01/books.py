"""The trade over one border, set out for looking: the computations that only lesson 01 uses.

Every function takes tables of the kit and returns a new DataFrame; nothing is read or drawn here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from borderlab.models.accounting import decompose_window, series
from claimlab.errors import KitError
from claimlab.i18n import _

# Source keys of trade/bilateral_annual that take every flow from one side.
EXPORTERS_BOOKS, IMPORTERS_BOOKS = "comtrade_penppml", "cow_4_0"


def both_directions(trade: pd.DataFrame, first: int = 1994, last: int = 2021) -> pd.DataFrame:
    """Both directions as Colombia counted them; a year without a figure has none.

    Parameters
    ----------
    trade : DataFrame
        The table ``trade/bilateral_annual``.
    first, last : int
        The years kept.

    Returns
    -------
    DataFrame
        Columns ``year``, ``direction`` (as ``"COL to VEN"``) and ``usd_billions``.

    Examples
    --------
    >>> from borderlab import load
    >>> flows = both_directions(load("trade/bilateral_annual"))
    >>> int(flows.loc[flows["usd_billions"].idxmax(), "year"])
    2008
    """
    years = pd.RangeIndex(first, last + 1, name="year")
    parts = [
        (series(trade, seller, buyer).reindex(years) / 1000)
        .round(3)
        .rename("usd_billions")
        .reset_index()
        .assign(direction=f"{seller} to {buyer}")
        for seller, buyer in (("COL", "VEN"), ("VEN", "COL"))
    ]
    return pd.concat(parts, ignore_index=True)[["year", "direction", "usd_billions"]]


def fall_path(exports: pd.Series, start: int | None = None, count: str = "dollars") -> pd.DataFrame:
    """How much of a fall was over by each year, from a first year to the lowest after it.

    Parameters
    ----------
    exports : Series
        Year to US$ millions, on one basis of measurement.
    start : int, optional
        The year from which the fall is counted; the peak when it is left out.
    count : str
        ``"dollars"``, or ``"logs"``: each loss in proportion to what was left before it.

    Returns
    -------
    DataFrame
        Columns ``year`` and ``share_of_fall_percent``, to the last year on record. A year without a
        figure is NaN, and so is each year after the lowest.

    Raises
    ------
    KitError
        when there is no figure for the first year, or no lower one after it.

    Examples
    --------
    >>> fall_path(pd.Series({2008: 10.0, 2009: 4.0, 2011: 2.0}))["share_of_fall_percent"].tolist()
    [0.0, 75.0, nan, 100.0]
    """
    start = int(exports.idxmax()) if start is None else start
    low = int(exports.loc[start:].idxmin())
    values = exports.reindex(pd.RangeIndex(start, exports.index.max() + 1, name="year"))
    if not values[low] < values[start]:
        said = _("There is no fall to share out from {year} on: choose another year.")
        raise KitError(said.format(year=start))
    values = np.log(values) if count == "logs" else values
    share = 100 * ((values[start] - values) / (values[start] - values[low])).loc[:low]
    return share.reindex(values.index).rename("share_of_fall_percent").reset_index()


def size_or_share(
    exports: pd.Series, imports: pd.Series, start: int = 2008, end: int = 2016
) -> pd.DataFrame:
    """Split a change in exports into the size of the partner's market and the share of it that is ours.

    Parameters
    ----------
    exports, imports : Series
        Year to US$ millions: what the exporter sells to the partner, what the partner buys from all.
    start, end : int
        The window.

    Returns
    -------
    DataFrame
        Columns ``part`` (``size``, ``share``, ``total``), ``log_points``, ``share_of_change_percent`` (NaN when nothing changed).

    Raises
    ------
    KitError
        when the window has no length, or a year without a figure.

    Examples
    --------
    >>> x, m = pd.Series({2008: 8.0, 2016: 1.0}), pd.Series({2008: 40.0, 2016: 20.0})
    >>> size_or_share(x, m)["share_of_change_percent"].round(1).tolist()
    [33.3, 66.7, 100.0]
    """
    if end <= start:
        raise KitError(_("Choose a last year after the first one."))
    window = decompose_window(exports, imports, start, end)
    return window.assign(share_of_change_percent=100 * window.pop("share_of_total"))


def two_reporters(
    trade: pd.DataFrame, exporter: str = "VEN", importer: str = "COL"
) -> pd.DataFrame:
    """The same flow as the two customs services wrote it down, for years in which both did.

    Returns
    -------
    DataFrame
        Columns ``year``, ``exporter_usd_millions``, ``importer_usd_millions``, ``ratio``
        (importer's figure over exporter's).

    Examples
    --------
    >>> from borderlab import load
    >>> list(two_reporters(load("trade/bilateral_annual")).columns)
    ['year', 'exporter_usd_millions', 'importer_usd_millions', 'ratio']
    """
    by_exporter = series(trade, exporter, importer, EXPORTERS_BOOKS)
    by_importer = series(trade, exporter, importer, IMPORTERS_BOOKS)
    books = {"exporter_usd_millions": by_exporter, "importer_usd_millions": by_importer}
    both = pd.DataFrame(books).dropna()
    both["ratio"] = both["importer_usd_millions"] / both["exporter_usd_millions"]
    return both.rename_axis("year").reset_index()


def import_shares(
    panel: pd.DataFrame, importer: str, exporters: Sequence[str], years: Sequence[int]
) -> pd.DataFrame:
    """Each exporter's share of what the panel's countries sold to one importer.

    Parameters
    ----------
    panel : DataFrame
        The table ``trade/gravity_panel`` (exporter-reported).

    Returns
    -------
    DataFrame
        One row an exporter, one column a year, in per cent.

    Examples
    --------
    >>> panel = pd.DataFrame({"exporter_iso3": ["A", "B"], "importer_iso3": "C", "year": 2008, "exports_usd_millions": [1.0, 3.0]})
    >>> import_shares(panel, "C", ["B"], [2008]).loc["B", 2008]
    np.float64(75.0)
    """
    sold = panel[(panel["importer_iso3"] == importer) & panel["year"].isin(years)]
    table = sold.pivot_table(
        index="exporter_iso3", columns="year", values="exports_usd_millions", aggfunc="sum"
    )
    return (100 * table / table.sum()).loc[list(exporters)]


def days_by_state(events: pd.DataFrame, turns: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Dated events as spells, each until the next event begins.

    Parameters
    ----------
    events : DataFrame
        The table ``article/events``.
    turns : sequence of (event id or date, state)
        In order of time; the last one ends the last spell, and its state is not used.

    Returns
    -------
    DataFrame
        Columns ``start``, ``end`` (dates as text) and ``state``.

    Examples
    --------
    >>> one = pd.DataFrame({"event_id": ["a"], "date": pd.to_datetime(["2015-08-19"])})
    >>> days_by_state(one, [("2015-01-01", "open"), ("a", "closed"), ("2016-01-01", "")])["end"].tolist()
    ['2015-08-19', '2016-01-01']
    """
    dates = events.set_index("event_id")["date"].dt.strftime("%Y-%m-%d")
    days = [dates.get(turn, turn) for turn, _state in turns]
    states = [state for _turn, state in turns[:-1]]
    return pd.DataFrame({"start": days[:-1], "end": days[1:], "state": states})
