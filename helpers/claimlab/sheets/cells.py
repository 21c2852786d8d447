"""Tables for a spreadsheet: one guard for every cell, whatever sign the reader takes for a separator."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

__all__ = ["cell", "csv_text", "uncell"]

_FORMULA = re.compile(r"[=+\-@＝＋－＠]")
# Where a program that splits at another sign would see the beginning of a cell, quotation marks or not.
_HIDDEN_START = re.compile(r"([;,|][\s\"'\u00a0]*)(?=[=+\-@＝＋－＠])")
_GUARDED = re.compile(r"([;,|][\s\"'\u00a0]*)'(?=[=+\-@＝＋－＠])")


def cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula, even when it splits the line at another separator.

    A number keeps its sign. In a text, a tab and the end of a line become spaces, and an apostrophe
    goes before a sign that could begin a formula, at the beginning and behind each separator.

    >>> cell("=HYPERLINK(1)"), cell(-7.5), cell("x;=cmd|'/C calc'!A0;z")
    ("'=HYPERLINK(1)", '-7.5', "x;'=cmd|'/C calc'!A0;z")
    >>> print(cell('a";"=1'))
    a";"'=1
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    text = re.sub(r"[\t\r\n\v\f\x85\u2028\u2029]+", " ", str(value))
    text = _HIDDEN_START.sub(r"\1'", text)
    return f"'{text}" if _FORMULA.match(text.lstrip(" \u00a0\"'")) else text


def uncell(text: str) -> str:
    """A text as it was before :func:`cell` guarded it, so that one that goes to and fro stays what it is.

    >>> uncell(cell("=1;-2")), uncell(cell("plain 'text'"))
    ('=1;-2', "plain 'text'")
    """
    if text[:1] == "'" and _FORMULA.match(text[1:].lstrip(" \u00a0\"'")):
        text = text[1:]
    return _GUARDED.sub(r"\1", text)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV, marked as UTF-8; every cell is guarded and stands in quotation marks.

    >>> csv_text(["a", "b"], [["x", "+1"], ["y", 2]]).splitlines()
    ['\\ufeffa,b', '"x","\\'+1"', '"y","2"']
    """
    out = io.StringIO()
    out.write("\ufeff")  # by this mark Excel knows UTF-8; Canvas and Moodle pass over it
    # The heads are bare: Canvas reads no quotation mark after the mark, and QUOTE_MINIMAL still guards a comma.
    csv.writer(out, lineterminator="\n").writerow([cell(name) for name in header])
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [cell(value) for value in row] for row in rows
    )
    return out.getvalue()
