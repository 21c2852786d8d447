"""The series and shares from which lesson 03 computes its answers, facts and claims."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from borderlab.lessons.common import published
from borderlab.models.inference import InterruptedSeries, its
from claimlab.lessons.tables import table

FINANCE, EMBARGO = "2017-08", "2019-01"  # months of the two oil-related measures
JUST_BEFORE = 2016  # last full year before the first of them
LAST_MONTH = "2019-12"
GROWTH = "Growth of Venezuela's GDP in 2022"  # as the table of contested figures calls it


def monthly_oil() -> pd.Series:
    """Venezuela's crude oil by month, thousand barrels a day."""
    return table("sanctions/oil_monthly").set_index("month")["crude_kbd"]


def brent(year: int) -> float:
    """Mean price of Brent in a year, US$ a barrel."""
    rows = table("sanctions/oil_monthly")
    return float(rows.loc[rows["month"].dt.year == year, "brent_usd_per_barrel"].mean())


def barrels_of_a_hundred() -> dict[str, float]:
    """Of 100 barrels of January 2014: how many were left in three months, and in the worst one."""
    oil = monthly_oil()
    start = oil["2014-01-01"]
    left = {"start": start, "finance": oil[f"{FINANCE}-01"], "embargo": oil[f"{EMBARGO}-01"]}
    left["lowest"] = oil[:"2022-09"].min()
    return {when: 100 * float(barrels / start) for when, barrels in left.items()}


@lru_cache(maxsize=None)
def crude_of(source: str = "ei_2024") -> pd.Series:
    """Venezuela's crude oil by year as one source states it, thousand barrels a day."""
    rows = table("sanctions/oil_sources").query("source_key == @source")
    return rows.set_index("year")["crude_kbd"]


@lru_cache(maxsize=None)
def curves() -> pd.DataFrame:
    """Year by outcome, 2013 = 100: goods imports, output per head, crude oil."""
    imports = table("trade/imports_total").query("importer_iso3 == 'VEN'").set_index("year")
    growth = table("sanctions/gdp_peers").query("iso3 == 'VEN'").set_index("year")
    income = (1 + growth["gdp_per_capita_growth_percent"] / 100).cumprod()
    series = {"imports": imports["imports_usd_millions"], "income": income, "oil": crude_of("eia")}
    found = pd.DataFrame(series).loc[2008:2022]
    return 100 * found / found.loc[2013]


def over_percent(curve: pd.Series, by: int = JUST_BEFORE, until: int = 2019) -> float:
    """Per cent of a fall or a rise from 2013 to `until` that had happened by the end of a year."""
    return float(100 * (curve[2013] - curve[by]) / (curve[2013] - curve[until]))


def past_percent(outcome: str, by: int = JUST_BEFORE, until: int = 2019) -> float:
    """The same of an outcome of :func:`curves`, which all fell."""
    return over_percent(curves()[outcome], by, until)


def broken_trend(
    first: str, start: str = FINANCE, last: str = LAST_MONTH, lags: int | None = None
) -> InterruptedSeries:
    """Monthly oil as a line that breaks at `start`, fitted from `first` to `last`."""
    return its(monthly_oil()[first:last], start, lags)


def fall_of_oil() -> float:
    """Change of oil output from August 2017 to December 2019, thousand barrels a day."""
    oil = monthly_oil()
    return float(oil[f"{LAST_MONTH}-01"] - oil[f"{FINANCE}-01"])


def share_of_the_fall(first: str) -> float:
    """Per cent of that fall that lies below the trend of before, drawn on."""
    return float(100 * broken_trend(first).effect.iloc[-1] / fall_of_oil())


def jumps() -> pd.DataFrame:
    """The jump of output at three dates: estimate and 95 per cent interval, thousand barrels a day."""
    cases = {
        "window": ("2015-04", FINANCE, LAST_MONTH),
        "false": ("2010-01", "2016-01", "2017-07"),
        "step": ("2015-04", "2017-12", LAST_MONTH),
    }
    fits = {name: broken_trend(*case, lags=6) for name, case in cases.items()}
    return pd.DataFrame({name: fit.coefficients.loc["jump"] for name, fit in fits.items()}).T


def growth_index(source: str = "world_bank") -> pd.Series:
    """Real output of Venezuela by one source's growth rates, 2013 = 100."""
    rows = table("sanctions/gdp_by_owner").query("source_key == @source").set_index("year")
    index = (1 + rows["gdp_growth_percent"] / 100).cumprod()
    return 100 * index / index[2013]


def rival(quantity: str) -> float:
    """A number that others printed beside lesson 03, by how its quantity begins.

    >>> rival("assets frozen")
    6000.0
    """
    rows = table("article/rivals").query("stands_beside.str.startswith('lesson 03')")
    return float(rows.loc[rows["quantity"].str.startswith(quantity), "value"].item())


def anova_on_our_scale() -> float:
    """Anova's share of the fall to December 2019, in thousand barrels a day."""
    return published("anova_2021_5") / 100 * published("anova_2021_4")


def printed() -> dict[str, float]:
    """The two published effects on oil output, thousand barrels a day; the larger loss comes first."""
    return {"rodriguez": published("rodriguez_2019_1"), "anova": anova_on_our_scale()}


def years_back(growth_percent: float, left_percent: float) -> float:
    """Years of steady growth from what is left to 100."""
    if growth_percent <= 0:
        return float("inf")
    return float(np.log(100 / left_percent) / np.log1p(growth_percent / 100))
