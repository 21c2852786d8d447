"""The numbers from which lesson 01 computes its answers, facts and claims."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.lessons.lesson01.books import (
    EXPORTERS_BOOKS,
    IMPORTERS_BOOKS,
    fall_path,
    size_or_share,
)
from borderlab.models.accounting import percent_fall, series, total_trade
from claimlab.lessons.tables import contested, table

COLOMBIAN, MIXED = "is_colombian_basis", "is_preferred"
# The last full years with a figure before August 2015 and before February 2019.
BEFORE_CLOSURE, BEFORE_BREAK = 2014, 2017
WINDOW = (2008, 2017)
SPELLS = {"early": (2008, 2012), "late": (2012, 2016)}  # of the fall, split in the same picture


def exports(which: str = COLOMBIAN) -> pd.Series:
    """Colombia's exports to Venezuela: year to US$ millions."""
    return series(table("trade/bilateral_annual"), "COL", "VEN", which)


def total(which: str = COLOMBIAN) -> pd.Series:
    """The trade in both directions: year to US$ millions."""
    return total_trade(table("trade/bilateral_annual"), which)


def peak_sums() -> dict[str, float]:
    """The five sums of both directions for the peak year, US$ billions, by whose they are."""
    at = int(total().idxmax())
    of_books = {"colombian": COLOMBIAN, "importers": IMPORTERS_BOOKS, "exporters": EXPORTERS_BOOKS}
    return {
        "chamber": contested("peak_total_chamber"),
        "customs": contested("peak_total_dian"),
        **{name: float(total(which)[at]) / 1000 for name, which in of_books.items()},
    }


def imports(column: str = "imports_usd_millions") -> pd.Series:
    """What Venezuela bought from everyone, by the World Bank or by another column's source."""
    return table("trade/imports_total").query("importer_iso3 == 'VEN'").set_index("year")[column]


def peak() -> float:
    """Colombia's exports in their best year, US$ millions."""
    return float(exports().max())


def trough() -> float:
    """The lowest of Colombia's exports after the peak, US$ millions."""
    return float(exports().loc[exports().idxmax() :].min())


def past_by(year: int, which: str = COLOMBIAN, **how: object) -> float:
    """Per cent of the whole fall of exports that was over by the end of a year."""
    path = fall_path(exports(which), **how).set_index("year")["share_of_fall_percent"]
    return float(path[year])


def size_percent(start: int, end: int, column: str = "imports_usd_millions") -> float:
    """Per cent of the log change of exports that is Venezuela's market growing or shrinking."""
    parts = size_or_share(exports(), imports(column), start, end)
    return float(parts["share_of_change_percent"].iloc[0])


def market_log_points(start: int, end: int) -> float:
    """The change of Venezuela's imports in log points."""
    return float(100 * np.log(imports()[end] / imports()[start]))


def vehicles(period: str) -> float:
    """Vehicles sold to Venezuela between two months or years, as ``"2007/2007"``."""
    first, last = period.split("/")
    rows = table("trade/product_groups").query(
        "product_group.str.contains('motor vehicles') and period_start == @first and period_end == @last"
    )
    return float(rows["units_count"].iloc[0])


def fall(from_value: float, to_value: float) -> float:
    """A fall in per cent of where it fell from."""
    return float(percent_fall(from_value, to_value))
