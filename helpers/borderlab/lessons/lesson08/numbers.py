"""The numbers of lesson 08, computed once: what answers, facts, claims and pictures share."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pandas as pd

from borderlab.models.violence import cut_at_rings, cut_offs, near_far, ring_rates
from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.lessons.tables import by_id, table

ABROAD_EVENTS = 3  # inside Venezuela, in UCDP GED 19.1: too few to ship
ARAUCA = ("2022-03-28", "victims")  # a row of security/records, by date and topic
BEFORE = "2012-2015"
BORDERS = ("Venezuela", "Ecuador", "Panama")
GROUPS = {"farc": "FARC", "eln": "ELN", "paramilitary": "paramilitary"}
DRAWN_LAST = 2017  # the last year of the census of 2005
# Nearer, near is a handful of small towns; farther, bands are wide.
NEAREST_KM, FARTHEST_KM = 7, 200
NEAR_KM = 50  # where the curtain begins
LAST_FULL_YEAR = 2021  # before the column


@lru_cache(maxsize=None)
def both_sides(period: str = BEFORE) -> pd.DataFrame:
    """Homicides for each 100,000 people up to a cut-off and beyond it, at each distance in km with exact sums.

    Columns: `near`, `beyond`, and `percent`, near in per cent of beyond; the index is in km.

    >>> both_sides().loc[50].round(1).to_dict()
    {'near': 28.2, 'beyond': 30.0, 'percent': 94.1}
    """
    rings = table("security/homicides_ring_year")
    of_period = rings["year"].between(*map(int, period.split("-")))
    cut = cut_at_rings(_bands(period), rings[of_period])
    stops = [km for km in cut_offs(cut) if NEAREST_KM <= km <= FARTHEST_KM]
    rates = [near_far(cut, km)["per_100k"].to_numpy() for km in stops]
    found = pd.DataFrame(rates, index=stops, columns=["near", "beyond"])
    return found.assign(percent=100 * found["near"] / found["beyond"])


def by_cut_off(period: str = BEFORE) -> pd.Series:
    """The same as a series: near in per cent of beyond.

    >>> by_cut_off().round(1)[[35, 38, 50]].to_dict()
    {35: 104.0, 38: 97.5, 50: 94.1}
    """
    return both_sides(period)["percent"]


def _bands(period: str) -> pd.DataFrame:
    found = table("security/homicides_by_distance")
    return found[found["period"] == period]


@lru_cache(maxsize=None)
def bands(period: str = BEFORE) -> tuple[tuple[int, int, float], ...]:
    """The bands of distance as they ship, as far as the cut-offs reach: from km, to km, homicides per 100,000."""
    found = _bands(period).query("from_km < @FARTHEST_KM")
    rates = 1e5 * found["homicides"] / found["person_years"]
    return tuple(zip(found["from_km"].astype(int), found["to_km"].astype(int), rates, strict=True))


def flip(period: str = BEFORE) -> tuple[int, int]:
    """The two neighbouring cut-offs in km between which the rate near the border becomes the lower one.

    >>> flip(), flip("2016-2017")
    ((35, 38), (80, 82))
    """
    percent = by_cut_off(period)
    stops = zip(percent.index, percent.index[1:], strict=False)
    return next((a, b) for a, b in stops if percent[a] > 100 > percent[b])


def rings_of(group: str, width_km: int = 25) -> pd.DataFrame:
    """Events by ring, 1989 to 2018, with what blank cells could add: a row a ring of :func:`ring_rates`.

    Parameters
    ----------
    group : str
        As in ``security/events_by_ring``.
    width_km : int
        25, 50 or 100.

    >>> rings_of("ELN").loc[0, ["count_low", "count_high"]].tolist()
    [80.0, 80.0]
    """
    events = table("security/events_by_ring").query("group == @group")
    return ring_rates(events, table("security/rings"), width_km, farthest_km=700)


def _estimated(**asked: object) -> pd.Series:
    rows = table("security/haven_estimates")
    found = rows[np.logical_and.reduce([rows[name] == value for name, value in asked.items()])]
    if len(found) != 1:
        raise KitError(_("There is no such estimate: choose another border, distance or year."))
    return found.iloc[0]


def estimate(
    group: str, border: str = "Venezuela", near_km: int = 50, cut_year: int = 1999, **more
) -> pd.Series:
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
    asked = {"border": border, "near_km": near_km, "cut_year": cut_year}
    fixed = {"outcome": f"{group} events", "last_year": 2008, "without": "nothing"}
    return _estimated(**asked, **fixed | more)


def homicide_contrasts() -> dict[str, pd.Series]:
    """Rows of ``security/haven_estimates`` on homicides within 50 km of Venezuela: one question, asked in four ways.

    >>> float(homicide_contrasts()["false_date"]["coefficient"])
    -0.265
    """
    ways = {
        "counts": ("none", 2016, 2019),
        "per_head": ("population", 2016, 2019),
        "one_census": ("population", 2016, 2017),
        "false_date": ("population", 2008, 2011),
    }
    return {
        name: _estimated(outcome="homicides", exposure=by, cut_year=cut, last_year=last)
        for name, (by, cut, last) in ways.items()
    }


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
    places = table("maps/admin1").query("iso3 == 'COL'").set_index("name")
    found = rows.join(places[["code", "on_border"]], on="department")
    rate = 1e5 * rows["homicides"].astype(float) / rows["population_persons"].astype(float)
    found = found.assign(per_100k=rate).astype({"on_border": bool, "year": int})
    return found[["code", "department", "on_border", "year", "per_100k"]]


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


def border_rates(year: int = LAST_FULL_YEAR) -> pd.Series:
    """Homicides per 100,000 people in each department on the border, highest first, and in all of Colombia (COL).

    >>> border_rates().round(1)[["CO-ARA", "CO-BOY", "COL"]].to_dict()
    {'CO-ARA': 61.5, 'CO-BOY': 6.7, 'COL': 27.2}
    """
    rates = rates_by_department()
    there = rates[(rates["year"] == year) & rates["on_border"]].set_index("code")["per_100k"]
    rows = table("security/homicides_department_year").query("year == @year").dropna(subset="homicides")  # fmt: skip
    all_of_it = 1e5 * rows["homicides"].sum() / rows["population_persons"].sum()
    return pd.concat([there.sort_values(ascending=False), pd.Series({"COL": all_of_it})])


def record(date: str, topic: str) -> pd.Series:
    """One row of ``security/records``.

    >>> record("2021-07-02", "soldiers killed")["says"]
    '16 Venezuelan soldiers died in these fights; eight were held in May and freed on 31 May'
    """
    rows = table("security/records")
    return rows[(rows["date"] == date) & (rows["topic"] == topic)].iloc[0]


def on_file(key: str | tuple[str, str]) -> tuple[str, str, str]:
    """What was said, by whom, and when.

    Parameters
    ----------
    key : str or tuple of str
        A statement of ``security/haven_statements``; date and topic of a row of ``security/records``;
        or claim and source of a row of ``article/records``.

    >>> on_file(("C43", "InSight Crime"))[2]
    '2020-02'
    """
    if isinstance(key, str):
        row = by_id("security/haven_statements").loc[key]
        return f"{row['says']} {row['note']}", row["speaker"], row["date"]
    if key[0].startswith("C"):
        rows = table("article/records")
        row = rows[(rows["claim_id"] == key[0]) & (rows["source"] == key[1])].iloc[0]
    else:
        row = record(*key)
    return row["says"].rstrip(".") + ".", row["source"], row["date"]


def arauca_in_2022() -> dict[str, int]:
    """People killed in Arauca in January and February 2022 and people who fled from Apure, each at least, by Human Rights Watch.

    >>> arauca_in_2022()
    {'killed': 103, 'fled': 3300}
    """
    says = record(*ARAUCA)["says"]
    forms = {"killed": r"least (\d+) killed", "fled": r"over ([\d,]+) fled"}
    return {name: int(re.search(form, says)[1].replace(",", "")) for name, form in forms.items()}


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
