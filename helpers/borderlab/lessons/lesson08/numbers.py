"""The numbers of lesson 08, computed once: what answers, facts, claims and pictures share."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from borderlab.errors import KitError
from borderlab.i18n import _
from borderlab.lessons.tables import column_day, table
from borderlab.models.violence import cut_at_rings, cut_offs, near_far, ring_rates

__all__ = [
    "ABROAD_EVENTS",
    "BEFORE",
    "BORDERS",
    "DRAWN_LAST",
    "GROUPS",
    "MEASURES",
    "armed_in_venezuela",
    "estimate",
    "flip",
    "homicide_contrast",
    "large_events",
    "near_and_beyond",
    "near_percent",
    "people_shift",
    "rates_by_department",
    "rings_of",
    "statements",
    "tries",
]

ABROAD_EVENTS = 3  # inside Venezuela, in UCDP GED 19.1: too few to ship
BEFORE = "2012-2015"
BORDERS = ("Venezuela", "Ecuador", "Panama")
GROUPS = {"farc": "FARC", "eln": "ELN", "paramilitary": "paramilitary"}
MEASURES = {"count": "count", "area": "per_1000_km2", "head": "per_100k"}
DRAWN_LAST = 2017  # the last year of the census of 2005


@lru_cache(maxsize=None)
def near_percent(cut_off_km: int = 50, period: str = BEFORE) -> float:
    """Homicides per head up to a cut-off, in per cent of those beyond it.

    Between two distances with exact sums, the nearer one counts.

    >>> [round(near_percent(km), 1) for km in (37, 38, 50)]
    [104.0, 97.5, 94.1]
    """
    bands, rings = table("security/homicides_by_distance"), table("security/homicides_ring_year")
    of_period = rings["year"].between(*map(int, period.split("-")))
    cut = cut_at_rings(bands[bands["period"] == period], rings[of_period])
    exact = max(km for km in cut_offs(cut) if km <= cut_off_km)
    return 100 * float(near_far(cut, exact)["ratio"].iloc[0])


def flip(period: str = BEFORE) -> int:
    """The last whole kilometre up to which the rate near the border is the higher one.

    >>> flip(), flip("2016-2017")
    (37, 81)
    """
    return next(
        km for km in range(5, 199) if near_percent(km, period) > 100 > near_percent(km + 1, period)
    )


def rings_of(group: str, measure: str = "count", width_km: int = 25) -> pd.DataFrame:
    """Events by ring, 1989 to 2018, with what blank cells could add.

    Parameters
    ----------
    group : str
        As in ``security/events_by_ring``.
    measure : str
        A key of `MEASURES`.
    width_km : int
        25, 50 or 100.

    Returns
    -------
    DataFrame
        ``from_km``, ``to_km``, ``low``, ``high`` (in the measure), ``count_low``.

    >>> rings_of("ELN").loc[0, ["low", "high"]].tolist()
    [80.0, 80.0]
    """
    events = table("security/events_by_ring")
    made = ring_rates(
        events[events["group"] == group], table("security/rings"), width_km, farthest_km=700
    )
    column = MEASURES[measure]
    return pd.DataFrame(
        {
            "from_km": made["from_km"],
            "to_km": made["to_km"],
            "low": made[f"{column}_low"],
            "high": made[f"{column}_high"],
            "count_low": made["count_low"],
        }
    )


def estimate(
    group: str, border: str = "Venezuela", near_km: int = 50, cut_year: int = 1999, **more
):
    """One row of ``security/haven_estimates``: a group's events near a border, after against before.

    Parameters
    ----------
    more
        ``last_year`` (2008 by default) and ``without``, a department left out.

    Raises
    ------
    KitError
        when the table has no such row.

    >>> [float(estimate("FARC", border, km)["coefficient"]) for border, km in (("Venezuela", 50), ("Ecuador", 75))]
    [0.17, 0.63]
    """
    rows = table("security/haven_estimates")
    asked = {
        "outcome": f"{group} events",
        "border": border,
        "near_km": near_km,
        "cut_year": cut_year,
        "last_year": 2008,
        "without": "nothing",
    } | more
    found = rows[np.logical_and.reduce([rows[name] == value for name, value in asked.items()])]
    if len(found) != 1:
        raise KitError(_("There is no such estimate: choose another border, distance or year."))
    return found.iloc[0]


def homicide_contrast(exposure: str, cut_year: int, last_year: int):
    """One row of ``security/haven_estimates`` on homicides within 50 km of Venezuela.

    >>> float(homicide_contrast("population", 2008, 2011)["coefficient"])
    -0.265
    """
    rows = table("security/haven_estimates")
    found = rows[
        (rows["outcome"] == "homicides")
        & (rows["exposure"] == exposure)
        & (rows["cut_year"] == cut_year)
        & (rows["last_year"] == last_year)
    ]
    return found.iloc[0]


def _sides() -> pd.DataFrame:
    rows = table("security/homicides_ring_year")
    is_near = (rows["from_km"] < 50).rename("is_near")
    return rows.groupby([is_near, "year"])[["homicides", "population_persons"]].sum().astype(float)


def people_shift() -> dict[str, float]:
    """How the count of people moved with the new census in 2018: near and beyond, in per cent, and what
    that alone does to a contrast per head.

    >>> {name: round(value, 3) for name, value in people_shift().items()}
    {'near': 6.229, 'beyond': -2.561, 'contrast': -0.086}
    """
    people = _sides()["population_persons"]
    near, beyond = (people[side][2018] / people[side][2017] for side in (True, False))
    return {
        "near": float(100 * (near - 1)),
        "beyond": float(100 * (beyond - 1)),
        "contrast": float(np.log(beyond / near)),
    }


def near_and_beyond(rings: pd.DataFrame) -> pd.DataFrame:
    """Homicides per 100,000 people by year, within 50 km of Venezuela and beyond, up to 2017.

    Parameters
    ----------
    rings : DataFrame
        The table ``security/homicides_ring_year``.

    Returns
    -------
    DataFrame
        ``where``, ``year``, ``homicides``, ``per_100k`` (one decimal).

    >>> from borderlab import load
    >>> near_and_beyond(load("security/homicides_ring_year")).groupby("where")["per_100k"].last().tolist()
    [24.3, 28.2]
    """
    rows = rings[rings["year"] <= DRAWN_LAST]
    where = pd.Series(
        np.where(rows["from_km"] < 50, "within 50 km", "beyond 50 km"), rows.index, name="where"
    )
    sums = rows.groupby([where, "year"])[["homicides", "population_persons"]].sum().reset_index()
    rate = 1e5 * sums["homicides"] / sums["population_persons"]
    return sums.assign(per_100k=rate.astype(float).round(1)).drop(columns="population_persons")


@lru_cache(maxsize=None)
def rates_by_department() -> pd.DataFrame:
    """Homicides per 100,000 people by department and year, with the code of the map; blank where hidden.

    >>> rates = rates_by_department()
    >>> rates.query("year == 2022 and code == 'CO-ARA'")["per_100k"].round(1).tolist()
    [115.7]
    """
    rows = table("security/homicides_department_year")
    places = pd.DataFrame(table("maps/admin1")[["iso3", "code", "name", "on_border"]])
    places = places[places["iso3"] == "COL"].set_index("name")
    rate = 1e5 * rows["homicides"].astype(float) / rows["population_persons"].astype(float)
    return pd.DataFrame(
        {
            "code": rows["department"].map(places["code"]),
            "department": rows["department"],
            "on_border": rows["department"].map(places["on_border"]).astype(bool),
            "year": rows["year"].astype(int),
            "per_100k": rate,
        }
    )


def large_events(deaths: int = 10) -> tuple[float, float]:
    """Events with so many deaths or more: per cent of all events, and at least so many per cent of all deaths.

    Large sizes are put together in the table, so that their share of the deaths is known from below.

    >>> [round(share, 1) for share in large_events()]
    [13.6, 57.6]
    """
    sizes = table("security/event_sizes")
    is_large = sizes["deaths_from"] >= deaths
    events = sizes["events_count"].astype(float)
    least = (sizes["deaths_from"] * events)[is_large].sum()
    most_others = (sizes["deaths_to"] * events)[~is_large].sum()
    return (
        float(100 * events[is_large].sum() / events.sum()),
        float(100 * least / (least + most_others)),
    )


def statements(country: str = "Venezuela") -> pd.Series:
    """How many statements up to the column allege a haven in a country, and how many deny it.

    >>> statements().to_dict()
    {'alleges': 3, 'denies': 4}
    """
    rows = table("security/haven_statements")
    seen = rows[(rows["country"] == country) & (rows["date"] <= f"{column_day():%Y-%m-%d}")]
    return seen["stance"].value_counts().sort_index()


def armed_in_venezuela() -> tuple[int, int]:
    """The smallest and the largest figure for armed ELN members in Venezuela, up to the column.

    >>> armed_in_venezuela()
    (475, 1200)
    """
    rows = table("security/eln_strength")
    figures = rows.loc[rows["year"] <= 2022, "fighters_in_venezuela_persons"].dropna()
    return int(figures.min()), int(figures.max())


def tries() -> tuple[int, int]:
    """Placebo estimates of the haven test that have a figure, and those whose interval lies above 0.

    >>> tries()[1] > 0
    True
    """
    rows = table("security/haven_estimates")
    placebos = rows[rows["border"].isin(BORDERS[1:])].dropna(subset=["coefficient"])
    return len(placebos), int((placebos["low"] > 0).sum())
