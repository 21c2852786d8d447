"""What the pictures of all lessons have in common: words on a view, lists and tables as cards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claimlab.html import scrolled, table, tag
from claimlab.teaching.card import Card, said_card
from claimlab.views.tables import cell

__all__ = ["list_card", "table_card", "worded"]

_SAYS = {"x": "x_label", "y": "y_label", "note": "note"}
_WHOLE = 10_000  # letters of a cell: all of them


def worded(said: Mapping[str, Any], *tables: str, **instead: Any) -> dict[str, Any]:
    """The words around a picture as a view takes them: names of the axes, note, and its tables.

    Parameters
    ----------
    said : mapping
        Words of one picture; of these, ``x``, ``y`` and ``note`` are passed on. The title, which
        often has numbers in it, stands in the view itself.
    tables : str
        Names of the tables that the source line quotes.
    instead
        Keywords of a view that are said in another way, such as an axis with a number in its name.

    >>> worded({"title": "Who fell most", "y": "Per cent", "note": "Until 2019."}, "trade/imports_total")
    {'y_label': 'Per cent', 'note': 'Until 2019.', 'tables': ('trade/imports_total',)}
    """
    found = {keyword: said[key] for key, keyword in _SAYS.items() if key in said}
    return {**found, "tables": tables, **instead}


def list_card(heading: str, rows: Sequence[tuple[str, str, str]]) -> Card:
    """A note with one paragraph a row: what it is about, what is said, and an aside.

    >>> print(list_card("Two banks", [("East:", "It is open.", "Said on Monday.")]))
    Note: Two banks
    East: It is open. Said on Monday.
    """
    body = [
        (
            tag("p", tag("strong", head), " ", text, " ", tag("em", aside)),
            f"{head} {text} {aside}".strip(),
        )
        for head, text, aside in rows
    ]
    return said_card("note", heading, *body)


def table_card(
    title: str,
    heads: Iterable[str],
    rows: Iterable[Sequence[object]],
    note: str = "",
    tone: str = "note",
    below: str = "",
) -> Card:
    """A table of words as a card: every cell whole, the first one heads its row; `note` above, `below` under it.

    >>> print(table_card("Two acts", ["Day", "Act"], [["2022-08-28", "An ambassador came."]]))
    Note: Two acts
    2022-08-28; An ambassador came.
    """
    cells = [[cell(one, longest=_WHOLE) for one in row] for row in rows]
    look = "font-size:14px;text-align:left;border-collapse:separate;border-spacing:10px 2px"
    shown = [[_in_one_line(one) for one in row] for row in cells]
    html = scrolled(table(list(heads), shown, row_heads=True, style=look), title)
    plain = "\n".join("; ".join(row) for row in cells)
    return said_card(tone, title, *filter(None, [note, (html, plain), below]))


def _in_one_line(text: str) -> object:
    """A day is not broken at its hyphens."""
    is_day = re.fullmatch(r"\d{4}-\d\d(-\d\d)?", text)
    return tag("span", text, style="white-space:nowrap") if is_day else text
