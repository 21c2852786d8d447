"""Curves of people beside the curves of money and barrels: each with its twin, and what hangs on a choice.

Nothing here counts deaths by sanctions. Every series is an estimate, of the newest edition if not said otherwise.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from borderlab.models.synthetic import SyntheticControl, placebo_test, synth
from claimlab.lessons.tables import table

TABLE = "lives/estimates"
HUNGER = "undernourished_percent"
TUBERCULOSIS = "tuberculosis_per_100k_persons"
CHILDREN = "under_five_deaths_per_1000_births"
NOW, BEFORE = 2026, 2021  # editions
# What else a twin may be built from, each in the place of one choice.
CHOICES = {"earlier": {"fitted": 2010}, "without": {"without": "PRY"}, "wide": {"wide": True}}
FITTED = {HUNGER: 2013, TUBERCULOSIS: 2013, CHILDREN: 2008}  # last year that a twin is fitted to


@lru_cache(maxsize=None)
def of_venezuela(series: str, edition: int = NOW) -> pd.Series:
    """One series of Venezuela by year, as one edition has it."""
    rows = table(TABLE).query("iso3 == 'VEN' and edition == @edition").set_index("year")
    return rows[series].dropna()


def panel(series: str, without: str = "", wide: bool = False, edition: int = NOW) -> pd.DataFrame:
    """Years by countries: Latin America, or all countries; whoever has a gap is left out.

    Another edition is Venezuela's alone, as in the garden another source is.
    """
    rows = table(TABLE).query("edition == @NOW and iso3 != @without and (@wide or pool != 'other')")
    own = of_venezuela(series, edition)
    others = rows.pivot(index="year", columns="iso3", values=series).loc[own.index]
    return others.assign(VEN=own).dropna(axis="columns")


def countries() -> dict[str, str]:
    """The countries of Latin America by their codes, without the two of the course.

    >>> len(countries()), countries()["PER"]
    (20, 'Peru')
    """
    rows = table(TABLE).query("pool == 'latin_america' and iso3 != 'COL'")
    return rows.drop_duplicates("iso3").set_index("iso3")["country"].to_dict()


@lru_cache(maxsize=None)
def twin(series: str, fitted: int | None = None, **picked) -> SyntheticControl:
    """Venezuela and the mix of others that moved as it did up to a year; the rest as in :func:`panel`.

    >>> twin(HUNGER).weights.nlargest(2).round(2).to_dict()
    {'PRY': 0.81, 'PER': 0.18}
    """
    return synth(panel(series, **picked), "VEN", 1 + (fitted or FITTED[series]))


@lru_cache(maxsize=None)
def place(series: str, fitted: int | None = None, **picked) -> int:
    """Venezuela's place among all countries of the panel, each in its role.

    >>> place(HUNGER), place(HUNGER, fitted=2010)
    (3, 9)
    """
    test = placebo_test(panel(series, **picked), "VEN", 1 + (fitted or FITTED[series]))
    return int(test.table.loc["VEN", "rank"])


def carried_forward() -> pd.Series:
    """The years at the end of the curve of children that all have the value of the last of them.

    >>> carried_forward().index.min(), len(carried_forward())
    (2016, 9)
    """
    curve = of_venezuela(CHILDREN)
    return curve[curve[::-1].eq(curve.iloc[-1]).cummin()[::-1]]
