"""Places on an axis as numbers and in words: years, days, months."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from claimlab.days import at_place, place
from claimlab.i18n import _
from claimlab.views.words import number

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "day_in_words",
    "day_text",
    "month_name",
    "place_kind",
    "position",
    "position_text",
]


def position(value: object) -> float:
    """A place on an axis as a number: years stay, dates become parts of a year.

    >>> position(2015), round(position("2015-08-19"), 2)
    (2015.0, 2015.63)
    """
    if isinstance(value, (int, float, np.number)):
        return float(value)
    import pandas as pd

    return place(pd.Timestamp(value))


def place_kind(frame: pd.DataFrame, column: str, declared: str = "") -> str:
    """What a column's places are: ``"year"``, ``"date"`` or ``"number"``.

    Never guessed from the size of a number: a year is a whole number in a column called `year` or
    ending in `_year`, a date is what pandas or a text holds as one.

    >>> import pandas as pd
    >>> ruler = pd.DataFrame({"ruler_km": [1834.5], "year": [2008], "day": ["2015-08-19"]})
    >>> [place_kind(ruler, column) for column in ruler]
    ['number', 'year', 'date']
    """
    if declared:
        return declared
    if frame[column].dtype.kind not in "iuf":
        return "date"
    return "year" if column.lower() == "year" or column.lower().endswith("_year") else "number"


def position_text(value: float, kind: str = "number") -> str:
    """A place on an axis in words: a year, a month of a year, or a number.

    >>> position_text(2008.0, "year"), position_text(1834.5), position_text(2015.63, "date")
    ('2008', '1,834', 'Aug 2015')
    """
    if kind == "number":
        return number(value, 4)
    return str(int(value)) if float(value).is_integer() else _month(value)


def _month(value: float) -> str:
    day = at_place(value)
    return f"{month_name(day.month)} {day.year}"


def month_name(month: int) -> str:
    """A month in short, whatever the machine's language.

    >>> month_name(8)
    'Aug'
    """
    names = _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
    return names.split()[month - 1]


def day_text(day: str) -> str:
    """A date of a table in words: a day, a month or a year.

    >>> day_text("2022-06-22"), day_text("2022-07"), day_text("2022")
    ('22 Jun 2022', 'Jul 2022', '2022')
    """
    year, *rest = (int(part) for part in day.split("-"))
    return " ".join([*map(str, rest[1:]), *map(month_name, rest[:1]), str(year)])


def day_in_words(day: date) -> str:
    """A day as a sentence says it.

    >>> day_in_words(date(2022, 9, 15))
    '15 September 2022'
    """
    names = _(
        "January February March April May June July August September October November December"
    )
    return _("{day} {month} {year}").format(
        day=day.day, month=names.split()[day.month - 1], year=day.year
    )
