"""Accounting tools for a trade series: exact arithmetic, no behaviour assumed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from claimlab.errors import KitError

__all__ = [
    "decompose_log",
    "decompose_window",
    "percent_fall",
    "series",
    "tii",
    "total_trade",
]


def _positive(**values: float) -> None:
    for name, value in values.items():
        if not value > 0:
            raise KitError(
                f"{name} must be a number above zero, because its logarithm is taken; it is {value}."
            )


def decompose_log(x0: float, x1: float, m0: float, m1: float) -> tuple[float, float, float]:
    """Split a change in exports into the size of the partner's market and our share of it.

    With exports ``x = s * m`` (`m` the partner's total imports, `s` our share of them),
    ``ln(x1/x0) = ln(m1/m0) + ln(s1/s0)`` holds exactly.

    Parameters
    ----------
    x0, x1 : float
        Exports to the partner at the start and at the end, in one currency.
    m0, m1 : float
        The partner's total imports at the same two dates, in the same currency.

    Returns
    -------
    (size, share, total) : tuple of float
        Changes in natural logarithms; ``size + share == total``.

    Raises
    ------
    KitError
        when a number is not above zero.

    >>> size, share, total = decompose_log(6, 0.6, 50, 10)
    >>> round(size, 3), round(share, 3), round(total, 3)
    (-1.609, -0.693, -2.303)
    """
    _positive(x0=x0, x1=x1, m0=m0, m1=m1)
    total, size = float(np.log(x1 / x0)), float(np.log(m1 / m0))
    return size, total - size, total


def decompose_window(exports: pd.Series, imports: pd.Series, start: int, end: int) -> pd.DataFrame:
    """:func:`decompose_log` between two years, as a table to draw.

    Parameters
    ----------
    exports, imports : Series
        Exports to the partner and the partner's total imports, indexed by year, in one currency.
    start, end : int
        Years.

    Returns
    -------
    DataFrame
        Rows ``size``, ``share``, ``total`` in the column `part`; `log_points` (100 times the
        change in the natural logarithm) and `share_of_total` (a fraction; NaN if nothing changed).

    Raises
    ------
    KitError
        when one of the two years has no figure.

    >>> years = [2008, 2016]
    >>> decompose_window(pd.Series([6.0, 0.6], years), pd.Series([50.0, 10.0], years), 2008, 2016).round(2)
        part  log_points  share_of_total
    0   size     -160.94             0.7
    1  share      -69.31             0.3
    2  total     -230.26             1.0
    """
    for year in (start, end):
        if not (exports.get(year, np.nan) > 0 and imports.get(year, np.nan) > 0):
            raise KitError(
                f"There is no figure above zero for {year} in both series: choose another year."
            )
    parts = np.array(decompose_log(exports[start], exports[end], imports[start], imports[end]))
    shares = parts / parts[-1] if parts[-1] else np.full(3, np.nan)
    return pd.DataFrame(
        {"part": ["size", "share", "total"], "log_points": 100 * parts, "share_of_total": shares}
    )


def percent_fall(peak: float, trough: float) -> float:
    """A fall in per cent of where it fell from.

    >>> percent_fall(6000, 300)
    95.0
    """
    return 100 * (peak - trough) / peak


def tii(
    flow: float,
    exporter_exports: float,
    importer_imports: float,
    world_imports: float,
    exporter_imports: float,
) -> float:
    """Trade intensity: a partner's weight in our exports over its weight in the market open to us.

    ``(X_ij / X_i) / (M_j / (W - M_i))``; above 1 the pair trades more than the two sizes suggest.
    All in one currency. Source: Kojima (1964); Drysdale and Garnaut (1982).

    >>> round(tii(flow=6, exporter_exports=38, importer_imports=50, world_imports=16_000, exporter_imports=40), 1)
    50.4
    """
    sizes = (
        exporter_exports,
        importer_imports,
        world_imports - exporter_imports,
    )  # numbers or columns
    given = [np.asarray(amount, dtype=float) for amount in (flow, *sizes)]
    if not all(np.isfinite(x).all() for x in given) or (given[0] < 0).any() or any((x <= 0).any() for x in given[1:]):  # fmt: skip
        raise KitError("Trade must be above 0, and the world must buy more than the exporter does.")
    return (flow / exporter_exports) / (importer_imports / (world_imports - exporter_imports))


def series(
    trade: pd.DataFrame, exporter: str, importer: str, which: str = "is_colombian_basis"
) -> pd.Series:
    """One direction of the trade as one number a year.

    Parameters
    ----------
    trade : DataFrame
        The table ``trade/bilateral_annual``: several rows a year, one for each source.
    exporter, importer : str
        Country codes: ``"COL"``, ``"VEN"``.
    which : str
        The name of a yes/no column that marks one row a year, or a `source_key`.

    Returns
    -------
    Series
        US$ millions, indexed by every year of the table; a year without a figure is NaN.

    Raises
    ------
    KitError
        when nothing fits `which`, or a year has more than one row.

    >>> rows = pd.DataFrame({"year": [2016, 2018], "exporter_iso3": "COL", "importer_iso3": "VEN",
    ...                      "trade_usd_millions": [612.0, 330.0], "source_key": "dane", "is_preferred": True})
    >>> series(rows, "COL", "VEN", "is_preferred").to_dict()
    {2016: 612.0, 2017: nan, 2018: 330.0}
    """
    # A table with <NA> in the mark counts as not marked.
    marked = (
        trade[which].fillna(False).astype(bool)
        if which in trade.columns
        else trade["source_key"] == which
    )
    rows = trade[
        marked & (trade["exporter_iso3"] == exporter) & (trade["importer_iso3"] == importer)
    ]
    if rows.empty:
        raise KitError(f"No rows from {exporter} to {importer} on the basis '{which}'.")
    if rows["year"].duplicated().any():
        raise KitError(f"The basis '{which}' has more than one row a year: choose one source.")
    years = pd.RangeIndex(int(trade["year"].min()), int(trade["year"].max()) + 1, name="year")
    return rows.set_index("year")["trade_usd_millions"].astype(float).reindex(years)


def total_trade(
    trade: pd.DataFrame,
    which: str = "is_colombian_basis",
    countries: tuple[str, str] = ("COL", "VEN"),
) -> pd.Series:
    """Both directions together, in US$ millions, for the years in which both have a figure.

    Parameters as in :func:`series`.

    >>> rows = pd.DataFrame({"year": [2016, 2016, 2018], "exporter_iso3": ["COL", "VEN", "COL"],
    ...                      "importer_iso3": ["VEN", "COL", "VEN"], "trade_usd_millions": [612.0, 189.0, 330.0],
    ...                      "source_key": "dane", "is_preferred": True})
    >>> total_trade(rows, "is_preferred").to_dict()
    {2016: 801.0}
    """
    one, other = countries
    return (series(trade, one, other, which) + series(trade, other, one, which)).dropna()
