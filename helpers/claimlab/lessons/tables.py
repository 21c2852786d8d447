"""The tables that the declarations compute from, read once in each process."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from claimlab.course import course
from claimlab.data import load, tables
from claimlab.i18n import language

__all__ = [
    "VOICES",
    "by_id",
    "clock_day",
    "contested",
    "dates_as_text",
    "entry",
    "figure",
    "records",
    "table",
]


VOICES = "article/voices"  # people from print, by role


def table(name: str) -> pd.DataFrame:
    """A table of the kit, one frame shared by all who ask: nobody may change it in place.

    >>> table("trade/imports_total") is table("trade/imports_total")
    True
    """
    return _shared(name, language())


@lru_cache(maxsize=None)
def _shared(name: str, spoken: str) -> pd.DataFrame:
    return load(name)


def by_id(name: str) -> pd.DataFrame:
    """A table whose rows are looked up by what its first column says, shared like :func:`table`.

    >>> by_id("maps/crossings").loc["simon_bolivar", "name"]
    'Puente Internacional Simón Bolívar'
    """
    return _by_id(name, language())


@lru_cache(maxsize=None)
def _by_id(name: str, spoken: str) -> pd.DataFrame:
    rows = table(name)
    return rows.set_index(rows.columns[0])


def records() -> pd.DataFrame:
    """Dated statements on the claims: ``article/records``, or no rows in a course that has none on file.

    >>> {"claim_id", "supports", "source"} <= set(records())
    True
    """
    columns = ["claim_id", "supports", "source", "source_kind", "published"]
    return (
        table("article/records")
        if "article/records" in tables()
        else pd.DataFrame([], columns=columns)
    )


def entry(name: str, column: str, **where: object) -> float:
    """The one number that a table has in a column, where other columns hold these values.

    ``ValueError`` when it has none, or more than one.

    >>> entry("sanctions/gdp_by_owner", "gdp_growth_percent", source_key="world_bank", year=2013).__round__(1)
    1.3
    """
    rows = table(name)
    for key, wanted in where.items():
        rows = rows[rows[key] == wanted]
    return float(rows[column].dropna().item())


def figure(figure_id: str) -> float:
    """A number as the text prints it.

    >>> figure("trade_peak")
    7.2
    """
    return float(by_id("article/figures").loc[figure_id, "value"])


def contested(contested_id: str) -> float:
    """A contested number as one source prints it.

    >>> contested("peak_total_chamber")
    7.2
    """
    return float(by_id("article/contested").loc[contested_id, "value"])


def dates_as_text(rows: pd.DataFrame) -> pd.Series:
    """The column `date` as text, as far as it is known: `date_precision` is day, month or year.

    >>> dates_as_text(table("sanctions/other_events")).str.len().drop_duplicates().sort_values().tolist()
    [7, 10]
    """
    letters = rows["date_precision"].map({"day": 10, "month": 7, "year": 4})
    days = rows["date"].dt.strftime("%Y-%m-%d")
    return pd.Series([day[:n] for day, n in zip(days, letters)], rows.index)


def clock_day() -> pd.Timestamp:
    """The day on which the text appeared: what came later, its author could not know."""
    return pd.Timestamp(course().clock)
