"""Where a day stands on an axis of years: the one formula for pictures, guesses and marks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

__all__ = ["at_place", "place"]


def place(day: str | date) -> float:
    """A day as a part of its own year, at the beginning of the day: 1 January 2023 is 2023.

    Parameters
    ----------
    day : str or date
        ``"2015-08-19"``, a date, or a Timestamp.

    >>> place("2023-01-01"), round(place("2022-09-15"), 2), round(place("2020-12-31"), 3)
    (2023.0, 2022.7, 2020.997)
    """
    day = _date(day)
    return day.year + (day - date(day.year, 1, 1)).days / _length(day.year)


def at_place(place: float) -> date:
    """The day that stands at a place, to the nearest beginning of a day.

    >>> at_place(place("2015-08-19")).isoformat()
    '2015-08-19'
    """
    year = int(place // 1)
    return date(year, 1, 1) + timedelta(days=round((place - year) * _length(year)))


def _date(day: str | date) -> date:
    day = datetime.fromisoformat(day) if isinstance(day, str) else day
    return day.date() if isinstance(day, datetime) else day


def _length(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days
