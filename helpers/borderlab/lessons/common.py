"""What several lessons read: estimates of the sanctions literature, days of the timeline, South America."""

from __future__ import annotations

import pandas as pd

from claimlab.lessons.tables import by_id, clock_day, entry, table

__all__ = [
    "SOUTH_AMERICA",
    "acts_until_column",
    "american_acts",
    "customs",
    "event_date",
    "event_day",
    "published",
]

SOUTH_AMERICA = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "PER", "PRY", "URY", "VEN")


def published(estimate_id: str) -> float:
    """An estimate of the sanctions literature as its authors print it.

    >>> published("rodriguez_2019_1")
    -797.0
    """
    return float(by_id("sanctions/published_estimates").loc[estimate_id, "value"])


def event_day(event_id: str) -> pd.Timestamp:
    """The day of an event of the kit's timeline.

    >>> event_day("EV_CLOSURE_2015").year
    2015
    """
    return by_id("article/events").loc[event_id, "date"]


def event_date(event_id: str) -> str:
    """The day of an event as text, which sorts as days do.

    >>> event_date("EV_CLOSURE_2015")
    '2015-08-19'
    """
    return f"{event_day(event_id):%Y-%m-%d}"


def acts_until_column() -> pd.DataFrame:
    """The kit's list of acts on Venezuela, up to the day of the column.

    >>> bool((acts_until_column()["date"] <= clock_day()).all())
    True
    """
    acts = table("sanctions/timeline")
    return acts[acts["date"] <= clock_day()]


def american_acts() -> pd.DataFrame:
    """The acts of the United States on Venezuela, up to the day of the column.

    >>> american_acts()["issuer"].unique().tolist()
    ['USA']
    """
    return acts_until_column().query("issuer == 'USA'")


def customs(
    start: str, end: str, flow: str = "col_exports_to_ven", scope: str = "cucuta_customs"
) -> float:
    """Trade that one customs office cleared between two months, US$ millions.

    >>> customs("2015-09", "2016-09")
    0.0
    """
    period = {"period_start": start, "period_end": end}
    return entry("trade/border_trade", "value_usd_millions", scope=scope, flow=flow, **period)
