"""A table as a card, and worldviews by name: what the pictures and the console of lesson 11 share."""

from __future__ import annotations

from borderlab.data import load
from borderlab.html import Markup, table, tag
from borderlab.i18n import language
from borderlab.teaching.card import Card, said_card

__all__ = ["table_card", "view_names"]

VIEWS = "policy/worldviews"


def view_names() -> dict[str, str]:
    """Worldviews as the reader's language names them."""
    named = load(VIEWS).set_index("worldview")
    column = f"name_{language()}"
    return named[column if column in named else "name_en"].to_dict()


def table_card(title: str, heads, rows) -> Card:
    """A table whose cells are shown whole."""
    rows = [[str(cell) for cell in row] for row in rows]
    look = {
        "style": "font-size:14px;text-align:left;border-collapse:separate;border-spacing:10px 2px"
    }
    html = tag(
        "div",
        table(list(heads), rows, row_heads=True, **look),
        tabindex=0,
        role="group",
        aria_label=title,
        style="max-height:420px;overflow:auto",
    )
    return said_card("note", title, (Markup(html), "\n".join(". ".join(row) for row in rows)))
