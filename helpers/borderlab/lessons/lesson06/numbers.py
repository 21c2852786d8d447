"""What lesson 06 takes from the tables: counts with their sources, jumps, bands, bridges."""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist

import numpy as np
import pandas as pd

from borderlab.models.forecasts import drift_by_window, rolling_bands
from borderlab.models.stocks import implied_flow, per_thousand, stock_flow
from claimlab.days import place
from claimlab.lessons.tables import clock_day, contested, table

JULY, AUGUST = "2022-07-31", "2022-08-05"
OFFICE_FROM = 2017
OLD_COUNT, NEW_COUNT = "2021-08-31", "2022-02-28"
PEAK, YEAR_LATER = "2022-12-31", "2023-12-31"
HOSTS = ("COL", "PER", "ECU", "CHL", "BRA")
ROUNDED_JULY = 6.1e6  # as a headline printed it
STEADY_ARRIVALS, STEADY_EXIT = 0.30, 0.03  # millions a year; a share of the stock
LEVEL, HORIZON = 0.8, 2
APART, CLOSE = (
    3.0,
    5.0,
)  # per cent between stories; thousands within which a fall is the recorded one


def stock(day: str) -> int:
    """Migración Colombia's count of one day."""
    return int(colombia()[pd.Timestamp(day)])


@lru_cache(maxsize=None)
def colombia() -> pd.Series:
    """Migración Colombia's counts by the day for which they hold."""
    return table("migration/colombia_stock").set_index("count_date")["total_persons"]


def _one(name: str, column: str, **keys: object) -> int:
    """The one figure of a table whose row has these keys; days as text."""
    rows = table(name)
    for key, value in keys.items():
        rows = rows[rows[key].astype(str) == str(value)]
    return int(rows[column].item())


def r4v(day: str, area: str = "WLD") -> int:
    """R4V's figure as it was published on a day."""
    return _one("migration/r4v", "persons", published_date=day, area_code=area)


def unhcr(year: int, column: str = "displaced_total_persons", host: str = "COL") -> int:
    """UNHCR's figure for the end of a year."""
    return _one("migration/hosts", column, year=year, host_iso3=host)


def in_venezuela(definition: str, year: int) -> int:
    """Colombians in Venezuela by one definition and year."""
    keys = {"residence_iso3": "VEN", "definition": definition, "year": year}
    return _one("migration/corridor_stocks", "persons", **keys)


def moved(movement: str, end: str) -> int:
    """People of one printed statement on a movement, by the last day of its period."""
    return _one("migration/movements", "persons", movement=movement, period_end=end)


def abroad(measure: str, figure_for: str, column: str = "high_persons", **keys: object) -> int:
    """A statement on Venezuelans abroad; ``owner`` where two sources have one for the same day."""
    keys = {"measure": measure, "figure_for": figure_for, **keys}
    return _one("migration/abroad_by_owner", column, **keys)


def place_of(day: pd.Timestamp) -> float:
    """A day as a place on an axis where 2023 is 1 January 2023: two decimals."""
    return round(place(day), 2)


# The jump of August 2022 ---------------------------------------------------------------------------


def jump() -> pd.Series:
    """What two publications of R4V seem to imply, and what is left without Colombia's older count."""
    days = pd.to_datetime([JULY, AUGUST])
    recount = pd.Series({days[1]: stock(NEW_COUNT) - stock(OLD_COUNT)})
    return implied_flow(pd.Series([r4v(JULY), r4v(AUGUST)], days), recount).iloc[0]


def recount_percent() -> float:
    """The part of the jump that is one host's older count."""
    return 100 * jump()["new_count_persons"] / jump()["change_persons"]


def story(arrivals: float, leaving: float) -> pd.DataFrame:
    """The change of 2023 that arrivals (thousands) and an exit rate (per cent) give, as one row."""
    path = stock_flow(stock(PEAK), 1000 * arrivals, leaving / 100, T=1)["stock_persons"]
    change = float(path.iloc[1] - path.iloc[0]) / 1000
    fits = abs(change - recorded_change() / 1000) <= CLOSE
    row = {"leaving": leaving, "arrivals": float(arrivals), "change": change, "fits": fits}
    return pd.DataFrame([row])


def recorded_change() -> int:
    """What Migración Colombia's stock changed by in 2023."""
    return stock(YEAR_LATER) - stock(PEAK)


# Hosts ---------------------------------------------------------------------------------------------


def hosting() -> pd.Series:
    """Persons for each 1,000 inhabitants on R4V's figures of 5 August 2022, by host."""
    rows = table("migration/hosts").query("year == 2022").set_index("host_iso3")
    people = pd.Series({host: r4v(AUGUST, host) for host in HOSTS})
    return per_thousand(people, rows["population_persons"].reindex(HOSTS).astype(float))


def hosts_of(year: int) -> pd.DataFrame:
    """UNHCR's hosts of one year that have a population: share of all, and for each 1,000 inhabitants."""
    every = table("migration/hosts").query("year == @year")
    rows = every.dropna(subset=["population_persons"])
    people = rows["displaced_total_persons"].astype(float)
    share = 100 * people / every["displaced_total_persons"].sum()
    rate = per_thousand(people, rows["population_persons"].astype(float))
    return rows.assign(share_percent=share, per_thousand=rate)


def leading(year: int = 2022, count: int = 6) -> pd.DataFrame:
    """The hosts with most people for each 1,000 inhabitants, most first."""
    columns = ["host_name", "displaced_total_persons", "per_thousand"]
    return hosts_of(year).nlargest(count, "per_thousand")[columns].reset_index(drop=True)


def leading_by_year(first: int = 2018, last: int = 2022) -> pd.DataFrame:
    """The leading hosts of the last year, in each year: people, and for each 1,000 inhabitants (one decimal)."""
    years = pd.concat([hosts_of(year) for year in range(first, last + 1)])
    rows = years[years["host_name"].isin(leading(last)["host_name"])]
    columns = ["host_name", "year", "displaced_total_persons", "per_thousand"]
    return rows[columns].round({"per_thousand": 1}).reset_index(drop=True)


# Forecasts -----------------------------------------------------------------------------------------


def yearly() -> pd.Series:
    """Migración Colombia's stock by day, one day a year: year-ends, and 31 August for 2021."""
    counts = colombia()
    return counts[(counts.index.month == 12) | (counts.index == OLD_COUNT)]


@lru_cache(maxsize=None)
def year_ends() -> pd.Series:
    """The same by year."""
    return yearly().set_axis(yearly().index.year)


def bands() -> pd.DataFrame:
    """Bands for two years ahead from each year, made of the growth seen until then."""
    return rolling_bands(year_ends(), HORIZON, "log_drift", LEVEL, "fitted_variance")


def in_sample_share() -> float:
    """The share of the same targets inside bands whose drift and spread already know the future."""
    logs = np.log(year_ends())
    growth = np.diff(logs)
    middle = logs.to_numpy()[2:-HORIZON] + HORIZON * growth.mean()
    miss = np.abs(logs.to_numpy()[2 + HORIZON :] - middle)
    reach = NormalDist().inv_cdf(0.5 + LEVEL / 2) * growth.std(ddof=1) * np.sqrt(HORIZON)
    return float((miss <= reach).mean())


def drifts(method: str) -> pd.DataFrame:
    """Forecasts of the end of 2023 from the count of February 2022, one for each window of the past."""
    return drift_by_window(colombia(), NEW_COUNT, YEAR_LATER, method)


def drift_path(rule: str) -> pd.DataFrame:
    """From the count of February 2022 to the end of 2023 by a rule, month by month.

    Parameters
    ----------
    rule : str
        ``"no_change"``, ``"level_drift"`` or ``"log_drift"``.

    Returns
    -------
    DataFrame
        `day`, `middle` (the first window, the whole past), `low` and `high` (the least and the most
        of all windows), in persons; a rule without windows has no ends.
    """
    start, end, now = pd.Timestamp(NEW_COUNT), pd.Timestamp(YEAR_LATER), float(stock(NEW_COUNT))
    days = pd.DatetimeIndex([start, *pd.date_range(start, end, freq="ME", inclusive="right")])
    if rule == "no_change":
        return pd.DataFrame({"day": days[[0, -1]], "middle": now})
    way = ((days - start) / (end - start)).to_numpy()
    ends = drifts(rule)["forecast"]

    def path(there: float) -> np.ndarray:
        return now * (there / now) ** way if rule == "log_drift" else now + (there - now) * way

    told = {"middle": ends.iloc[0], "low": ends.min(), "high": ends.max()}
    return pd.DataFrame({"day": days, **{name: path(there) for name, there in told.items()}})


def naive_miss_percent() -> float:
    """How far "nothing will change" missed the end of 2023."""
    return 100 * (stock(NEW_COUNT) / stock(YEAR_LATER) - 1)


# Both migrations ----------------------------------------------------------------------------------


def both_ways() -> pd.DataFrame:
    """The counts of both migrations that were out when the column was printed, one a year and country.

    Columns: `residence_iso3`, `year`, `persons`, `definition` and `is_recount`, true where the day of
    the count of February 2022 found people of whom nobody knows when they came.

    One owner follows another, so that no year is counted twice: the World Bank to 1980, the United
    Nations from 1990, in Colombia Migración Colombia from 2017, when its counts leave the estimates behind.
    """
    rows = table("migration/corridor_stocks")
    old = rows["definition"].eq("world_bank_estimate") & (rows["year"] < 1990)
    here = rows["residence_iso3"].eq("COL") & (rows["year"] >= OFFICE_FROM)
    kept = rows[old | (rows["definition"].eq("un_estimate") & ~here)]
    office = colombia()[f"{OFFICE_FROM}" : clock_day()]
    office = office.groupby(office.index.year).tail(1)
    counted = pd.DataFrame({"residence_iso3": "COL", "year": office.index.year, "persons": office.to_numpy(),
                            "definition": "migracion_colombia"})  # fmt: skip
    every = pd.concat([kept[list(counted)], counted], ignore_index=True)
    recount = every["definition"].eq("migracion_colombia") & every["persons"].eq(stock(NEW_COUNT))
    return every.assign(is_recount=recount).sort_values(
        ["residence_iso3", "year"], ignore_index=True
    )


DEFINED = ("census", "united_nations")  # of those who count them there, who say whom they count


def counted_there() -> dict[str, int]:
    """Colombians in Venezuela by source; two governments printed no definition."""
    return {
        "census": in_venezuela("census_birth", 2011),
        "united_nations": in_venezuela("un_estimate", 2015),
        "caracas": in_venezuela("claim_undefined", 2015),
        "bogota": in_venezuela("claim_undefined", 2022),
    }


def counted_here() -> dict[str, int]:
    """Venezuelans in Colombia by source, in 2022."""
    return {
        "migracion_colombia": stock(NEW_COUNT),
        "registered": int(contested("in_colombia_registered")),
        "unseen": int(contested("in_colombia_with_unseen")),
    }


# Bridges between counts ----------------------------------------------------------------------------


def estimate_over_census() -> tuple[int, int]:
    """How far the United Nations' 2010 stands above the census of 2011; what refugees leave open."""
    more = in_venezuela("un_estimate", 2010) - in_venezuela("census_birth", 2011)
    return more, more - in_venezuela("unhcr_refugees", 2010)


def offices() -> tuple[int, int]:
    """What UNHCR's 2021 has on top of Migración Colombia's, and what its 2022 lacks of it."""
    return unhcr(2021) - stock(OLD_COUNT), stock(PEAK) - unhcr(2022)
