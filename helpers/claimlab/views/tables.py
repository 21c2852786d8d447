"""A table as people read it: whole years, few digits, a word where there is no figure."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from claimlab.html import Markup, scrolled, table
from claimlab.i18n import _, as_read, set_numbers
from claimlab.views.stage import place_kind
from claimlab.views.words import number, true_minus

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cell", "table_html"]

_MOST_ROWS, _DIGITS, _LONGEST = 300, 6, 80
_GRAIN = 3  # decimals that a column was rounded to


def cell(value: object, is_year: bool = False, longest: int = _LONGEST) -> str:
    """One value in words; a text is cut after so many letters.

    >>> import pandas as pd
    >>> [cell(v) for v in (1 / 3, 12345.678, 2008, -4, float("nan"), pd.NA, None, "a")]
    ['0.333333', '12,345.7', '2008', '−4', 'no figure', 'no figure', '', 'a']
    >>> cell(2008.0, is_year=True), cell(pd.Timestamp("2015-08-19")), cell(pd.NaT)
    ('2008', '2015-08-19', '')
    """
    if isinstance(value, bool):
        return str(value)
    if type(value).__name__ == "NAType":
        return number(float("nan"))
    if isinstance(value, float):
        return str(int(value)) if is_year and value.is_integer() else number(value, _DIGITS)
    if isinstance(value, int):
        return true_minus(str(value))
    if isinstance(value, datetime.datetime):  # pandas' moments are too
        if type(value).__name__ == "NaTType":
            return ""
        return str(value.date() if value.time() == datetime.time() else value)
    text = "" if value is None else as_read(str(value))
    return text if len(text) <= longest else text[:longest] + "…"


def _cells(column: pd.Series, kind: str, longest: int) -> list[str]:
    texts = [cell(value, kind == "year", longest) for value in column.astype(object)]
    if kind == "year" or column.dtype.kind != "f":
        return texts
    point = set_numbers("0.5")[1]
    split = [text.partition(point) for text in texts]
    decimals = max((len(after) for _whole, _point, after in split), default=0)
    if not 0 < decimals <= _GRAIN:  # a finer grain was not chosen, and says nothing
        return texts
    return [
        f"{whole}{point}{after:0<{decimals}}" if whole[-1:].isdigit() else text
        for text, (whole, _point, after) in zip(texts, split, strict=True)
    ]


def table_html(
    frame: pd.DataFrame,
    caption: str,
    most: int = _MOST_ROWS,
    row_heads: bool = False,
    longest: int = _LONGEST,
) -> Markup:
    """A frame as an accessible table; very long ones are cut and say so.

    With `row_heads` the first column names the rows; a text is cut after `longest` letters.
    """
    short = frame.iloc[:most]
    columns = [
        _cells(short.iloc[:, i], place_kind(short, name) if list(frame.columns).count(name) == 1 else "", longest)
        for i, name in enumerate(frame.columns)
    ]  # fmt: skip
    if len(frame) > most:
        caption = _("{caption} (the first {shown} of {all} rows)").format(
            caption=caption, shown=most, all=len(frame)
        )
    rows = zip(*columns, strict=True)
    look = "font-size:14px;text-align:left"
    shown = table(
        map(as_read, map(str, frame.columns)), rows, caption, row_heads=row_heads, style=look
    )
    return scrolled(shown, caption, 320)
