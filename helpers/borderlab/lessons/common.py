"""What several lessons read: estimates of the sanctions literature, days of the timeline, South America."""

from __future__ import annotations

import pandas as pd

from claimlab.lessons.tables import by_id

__all__ = ["SOUTH_AMERICA", "event_day", "published"]

SOUTH_AMERICA = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "PER", "PRY", "URY", "VEN")


def published(estimate_id: str) -> float:
    """An estimate of the sanctions literature as its authors print it.

    >>> published("rodriguez_2019_1")
    -797.0
    """
    return float(by_id("sanctions/published_estimates").loc[estimate_id, "value"])


def event_day(event_id: str) -> pd.Timestamp:
    """The day of an event of the kit's timeline.

    >>> f"{event_day('EV_CLOSURE_2015'):%Y-%m-%d}"
    '2015-08-19'
    """
    return by_id("article/events").loc[event_id, "date"]
