"""What a drawn figure shows, in words: the text alternative of a chart that a student drew."""

from __future__ import annotations

import re

from claimlab.i18n import _, set_numbers
from claimlab.judging.pairs import MARKS
from claimlab.views.words import listing, number

__all__ = ["in_words", "names_source"]

_MOST = 8  # series that one sentence names
_SOURCE = re.compile(r"\b(sources?|data from|fuentes?|datos de)\b", re.IGNORECASE)


def in_words(axes: list) -> str:
    """The text alternative of a figure that :func:`claimlab.judging.drawn.described` has described.

    >>> line = {"x": [2008, 2014], "y": [6.1, 1.9], "colour": "#000000", "carrier": "", "label": "sales"}
    >>> one = {"title": "Sales fell", "heading": "", "x_label": "year", "y_label": "US$ billions",
    ...        "keys": [], "lines": [line], "bars": [], "points": []}
    >>> in_words([one])
    'Sales fell. US$ billions by year: sales from 6.1 (2008) to 1.9 (2014).'
    """
    return " ".join(filter(None, map(_axes, axes)))


def names_source(texts: list[str]) -> bool:
    """Whether one of the texts of a figure says where its figures are from.

    >>> names_source(["Sales fell", "Source: DANE"]), names_source(["Sales fell"])
    (True, False)
    """
    return any(map(_SOURCE.search, texts))


def _axes(one: dict) -> str:
    marks = [own for kind in MARKS.values() for own in one.get(kind, ())]
    series = [said for own in marks if (said := _series(one, own))]
    title = [
        text.strip().rstrip(".") + "." for text in (one["heading"], one["title"]) if text.strip()
    ]
    if not series:
        return " ".join(title)
    is_lying = any(own.get("lying") for own in one["bars"])
    y, x = (one[key] or key[0] for key in ("y_label", "x_label"))
    y, x = (x, y) if is_lying else (y, x)
    shown = _("{y} by {x}: {series}.").format(y=y, x=x, series="; ".join(series))
    return " ".join([*title, shown])


def _series(one: dict, marks: dict) -> str:
    """The name of some marks with each bar's value, or with the first value and the last."""
    known = zip(marks["x"], marks["y"], strict=True)
    pairs = [
        (_place(x), number(y)) for x, y in known if x is not None and isinstance(y, (int, float))
    ]
    if not pairs:
        return ""
    (x0, y0), (x1, y1) = pairs[0], pairs[-1]
    if marks in one["bars"] or len(pairs) == 1:
        said = listing([f"{y} ({x})" for x, y in pairs], _MOST)
    else:
        said = _("from {y0} ({x0}) to {y1} ({x1})").format(x0=x0, y0=y0, x1=x1, y1=y1)
    return f"{_name(one, marks)} {said}".strip()


def _name(one: dict, marks: dict) -> str:
    looks = [marks["colour"], marks["carrier"]]
    found = [key[0] for key in one["keys"] if key[1:] == looks] or [
        key[0] for key in one["keys"] if key[1] == looks[0]
    ]
    return marks.get("label") or (found[0] if len(found) == 1 else "")


def _place(x: object) -> str:
    return set_numbers(f"{x:g}") if isinstance(x, (int, float)) else str(x)
