"""What the last line of a cell shows: a table without <NA>, a number without fifteen decimals, a text without quotes,
a figure whose marks answer.

Only what is shown changes; the values stay as they are.
"""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Any

from claimlab.i18n import _
from claimlab.teaching.card import bundle
from claimlab.teaching.frontend import figure_widget

if TYPE_CHECKING:
    import pandas as pd

    from claimlab.views.figure import Figure

__all__ = ["frame_html", "plain_number", "show_plainly"]

_ROWS, _LETTERS = 12, 600  # of a table, and of a text in it: sentences are read whole


def plain_number(value: float) -> str:
    """A number with six digits that can be copied into code.

    >>> [plain_number(v) for v in (1 / 3, 7256.98123, 1234567.8, 5.0, -2e-9, float("nan"))]
    ['0.333333', '7256.98', '1234568', '5.0', '-2e-09', 'nan']
    """
    text = f"{value:.6g}"
    if not math.isfinite(value):
        return text
    if "e+" in text and abs(value) < 1e15:
        return f"{value:.0f}"
    return text if not text.lstrip("-").isdigit() or abs(value) >= 1e6 else f"{text}.0"


def frame_html(frame: pd.DataFrame | pd.Series) -> str:
    """A DataFrame or a Series as a notebook shows it: its first rows, its row names, its size.

    >>> import pandas as pd
    >>> shown = frame_html(pd.Series([1.5, None], index=pd.Index([2008, 2009], name="year"), name="exports"))
    >>> [part in shown for part in ("<th scope=\\"row\\">2009</th>", "no figure", "2 rows", ">exports<")]
    [True, True, True, True]
    """
    import pandas as pd

    from claimlab.views.tables import table_html  # a kernel that shows no table does without it

    whole = frame.to_frame(frame.name or _("value")) if not hasattr(frame, "columns") else frame
    names = [str(name or _("row")) for name in whole.index.names]
    heads = whole.index.to_frame(index=False).set_axis(names, axis=1).iloc[:_ROWS]
    body = whole.iloc[:_ROWS].set_axis(list(map(_heading, whole.columns)), axis=1)
    joined = pd.concat([heads, body.reset_index(drop=True)], axis=1)
    size = _("{rows} rows, {columns} columns").format(rows=len(whole), columns=whole.shape[1])
    if len(whole) > _ROWS:
        size += _("; the first {n} are shown").format(n=_ROWS)
    return str(table_html(joined, size, row_heads=True, longest=_LETTERS))


def _heading(name: object) -> str:
    return ", ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def show_plainly(shell: Any) -> None:
    """Let a kernel show results like this."""
    html = shell.display_formatter.formatters["text/html"]
    for name in ("DataFrame", "Series"):
        for module in ("pandas", f"pandas.core.{'frame' if name == 'DataFrame' else 'series'}"):
            html.for_type_by_name(module, name, frame_html)
    whole = shell.display_formatter.mimebundle_formatter
    whole.for_type_by_name("claimlab.views.figure", "Figure", _figure)
    plain = shell.display_formatter.formatters["text/plain"]
    plain.for_type(float, _number)
    plain.for_type_by_name("numpy", "float64", _number)
    if numpy := sys.modules.get("numpy"):  # then IPython has a printer for its type already
        plain.for_type(numpy.float64, _number)
    plain.for_type(str, _text)


def _figure(figure: Figure) -> dict[str, Any]:
    return bundle(lambda: figure_widget(figure), figure.html, repr(figure))


def _number(value: float, page: Any, cycle: bool) -> None:
    page.text(plain_number(value))


def _text(value: str, page: Any, cycle: bool) -> None:
    is_whole_result = len(page.stack) == 1
    page.text(value if is_whole_result else repr(value))
