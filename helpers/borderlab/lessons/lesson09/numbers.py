"""The numbers of lesson 09, computed once: what answers, facts, claims and pictures share."""

from __future__ import annotations

import pandas as pd

from borderlab.models.spoilers import Hazard, talks_hazard
from claimlab.lessons.tables import by_id, clock_day, table

DAYS_A_MONTH = 30.4375
TALKS = {
    "first": ("eln_2017_02_07", "eln_2019_01_18"),
    "second": ("eln_2022_11_21", "eln_2025_01_17"),
}
TRUCES = {
    "first": ("eln_2017_10_01", "eln_2018_01_09"),
    "second": ("eln_2023_08_03", "eln_2024_08_03"),
}
POLL = "What to do about armed groups"


def dates() -> pd.Series:
    """The dated events of the peace timeline, by id."""
    return pd.to_datetime(by_id("security/peace_timeline")["date"])


def days_before_column(event: str) -> int:
    """Days from an event to the column."""
    return int((clock_day() - dates()[event]).days)


def months() -> dict[str, float]:
    """How long each of the two talks lasted, from the public opening to the president's end."""
    day = dates()
    return {name: (day[b] - day[a]).days / DAYS_A_MONTH for name, (a, b) in TALKS.items()}


def six_talks() -> tuple[int, float, float]:
    """All talks with the ELN since 1991: how many, and the lowest and highest monthly risk of an end.

    Days that are not known can lie anywhere in their month or year, so that the risk is a range.
    """
    rows = table("security/talks").query("talk.str.isdigit()")
    spans = [
        [(b - a).days / DAYS_A_MONTH for a, b in zip(begin, reversed(end))]
        for begin, end in zip(map(_bounds, rows["begin"]), map(_bounds, rows["end"]))
    ]
    longest, shortest = (sum(span[n] for span in spans) for n in (0, 1))
    return len(rows), len(rows) / longest, len(rows) / shortest


def _bounds(day: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last day that a day, a month or a year can mean."""
    period = pd.Period(day)
    return period.start_time.normalize(), period.end_time.normalize()


def hazard() -> Hazard:
    """The monthly risk that fits both talks, with its exact 95% interval."""
    return talks_hazard(list(months().values()))


def spells() -> pd.DataFrame:
    """The days from the first talks to the end of the second: start, end and state."""
    day = dates()
    rows, last = [], None
    for name, (opened, ended) in TALKS.items():
        if last is not None:
            rows.append((last, day[opened], "none"))
        begins, stops = (day[event] for event in TRUCES[name])
        rows += [
            (day[opened], begins, "talks"),
            (begins, stops, "truce"),
            (stops, day[ended], "talks"),
        ]
        last = day[ended]
    return pd.DataFrame(rows, columns=["start", "end", "state"])


def poll() -> pd.DataFrame:
    """The poll on talks or force: month, answer and share, one row an answer."""
    rows = table("policy/polls").query("question == @POLL")
    return rows[["as_of", "answer", "share_percent"]].reset_index(drop=True)
