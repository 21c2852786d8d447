"""The trade over one border, set out for looking: the computations that only lesson 01 uses.

Every function takes tables of the kit and returns a new DataFrame; nothing is read or drawn here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from borderlab.i18n import _
from borderlab.lessons.tables import SOUTH_AMERICA
from borderlab.models.accounting import decompose_window, phi, series, tii

__all__ = [
    "EXPORTERS_BOOKS",
    "IMPORTERS_BOOKS",
    "event_marks",
    "fall_path",
    "import_shares",
    "intensity",
    "size_or_share",
    "trade_lines",
    "two_reporters",
]

# Source keys of trade/bilateral_annual that take every flow from one side.
EXPORTERS_BOOKS, IMPORTERS_BOOKS = "comtrade_penppml", "cow_4_0"


def trade_lines(trade: pd.DataFrame, first: int = 1988) -> pd.DataFrame:
    """Both directions as Colombia counted them, and its exports once more as Venezuela counted them.

    Parameters
    ----------
    trade : DataFrame
        The table ``trade/bilateral_annual``.
    first : int
        The first year kept.

    Returns
    -------
    DataFrame
        Columns ``year``, ``flow`` (of Colombia: ``exports``, ``exports_as_venezuela_counts``,
        ``imports``) and ``trade_usd_billions``; a year without a figure is NaN.

    Examples
    --------
    >>> from borderlab import load
    >>> lines = trade_lines(load("trade/bilateral_annual"))
    >>> lines.loc[lines["trade_usd_billions"].idxmax(), "flow"]
    'exports_as_venezuela_counts'
    """
    flows = {
        "exports": series(trade, "COL", "VEN"),
        "exports_as_venezuela_counts": series(trade, "COL", "VEN", IMPORTERS_BOOKS),
        "imports": series(trade, "VEN", "COL"),
    }
    parts = [
        pd.DataFrame(
            {"year": values.index, "flow": flow, "trade_usd_billions": values.to_numpy() / 1000}
        )
        for flow, values in flows.items()
    ]
    return pd.concat(parts, ignore_index=True).query("year >= @first")


def fall_path(exports: pd.Series, last_year: int | None = None) -> pd.DataFrame:
    """How much of the whole fall from the peak was past by each year after the peak.

    Parameters
    ----------
    exports : Series
        Year to US$ millions, on one basis of measurement.
    last_year : int, optional
        Rows after this year are left out.

    Returns
    -------
    DataFrame
        Columns ``year``, ``trade_usd_millions``, ``share_of_fall_percent``, from the peak to the
        trough, only for years with a figure.

    Examples
    --------
    >>> fall_path(pd.Series({2008: 10.0, 2009: 4.0, 2010: 2.0}))["share_of_fall_percent"].tolist()
    [0.0, 75.0, 100.0]
    """
    share = (100 * phi(exports)).dropna()
    share = share.loc[: share.idxmax()]
    frame = pd.DataFrame(
        {
            "year": share.index,
            "trade_usd_millions": exports[share.index].to_numpy(),
            "share_of_fall_percent": share.to_numpy(),
        }
    )
    return frame if last_year is None else frame[frame["year"] <= last_year]


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
    ValueError
        when the window has no length, or a year without a figure.

    Examples
    --------
    >>> x, m = pd.Series({2008: 8.0, 2016: 1.0}), pd.Series({2008: 40.0, 2016: 20.0})
    >>> size_or_share(x, m)["share_of_change_percent"].round(1).tolist()
    [33.3, 66.7, 100.0]
    """
    if end <= start:
        raise ValueError("Choose a last year after the first one.")
    window = decompose_window(exports, imports, start, end)
    return pd.DataFrame(
        {
            "part": window["part"],
            "log_points": window["log_points"],
            "share_of_change_percent": 100 * window["share_of_total"],
        }
    )


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
    both = pd.DataFrame(
        {"exporter_usd_millions": by_exporter, "importer_usd_millions": by_importer}
    ).dropna()
    both["ratio"] = both["importer_usd_millions"] / both["exporter_usd_millions"]
    return both.rename_axis("year").reset_index()


def event_marks(events: pd.DataFrame, labels: Mapping[str, str]) -> list[tuple[float, str]]:
    """Dated events as marks on an axis of annual totals.

    A year's total is drawn at the whole number, which is therefore the middle of that year: an
    event of August 2015 stands at 2015.1.

    Parameters
    ----------
    events : DataFrame
        The table ``article/events``.
    labels : mapping
        Event id to the few words that stand on the figure.

    Examples
    --------
    >>> one = pd.DataFrame({"event_id": ["a"], "date": pd.to_datetime(["2015-08-19"])})
    >>> event_marks(one, {"a": "closed to vehicles"})
    [(2015.1, 'Aug 2015: closed to vehicles')]
    """
    dates = events.set_index("event_id")["date"]
    months = _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
    return [
        (
            round(float(dates[key].year + (dates[key].month - 1) / 12 - 0.5), 1),
            f"{months[dates[key].month - 1]} {dates[key].year}: {label}",
        )
        for key, label in labels.items()
    ]


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
    pairs = flows[
        (flows["contiguity"] == 1)
        & flows["exporter_iso3"].isin(countries)
        & flows["importer_iso3"].isin(countries)
    ].copy()
    exporter, importer = pairs["exporter_iso3"], pairs["importer_iso3"]
    pairs["intensity"] = tii(
        pairs["exports_usd_millions"],
        exporter.map(sold),
        importer.map(bought),
        bought.sum(),
        exporter.map(bought),
    )
    columns = ["exporter_iso3", "importer_iso3", "intensity"]
    return pairs[columns].sort_values("intensity", ascending=False, ignore_index=True)
