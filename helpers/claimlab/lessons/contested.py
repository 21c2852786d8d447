"""A contested number: who says what, since when, and what each source stands to gain.

Any lesson can show one: ``predict`` a figure first, then ``reveal`` what :func:`owners_of` gives,
drawn by :func:`owned`. The sources stand in the table ``article/contested``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from claimlab.errors import KitError, nearest
from claimlab.i18n import _
from claimlab.lessons.tables import table
from claimlab.views import Ranges

__all__ = ["owned", "owners_of"]

TABLE = "article/contested"


def owners_of(quantity: str) -> pd.DataFrame:
    """Every source of one quantity of the table of contested figures, from the lowest figure up.

    Parameters
    ----------
    quantity : str
        As in the column `quantity`.

    Returns
    -------
    DataFrame
        `owner`, `as_of`, `interest`, `value` (NaN where the source gave none), `unit`, `note`, and
        `is_forecast`, True where the note says so.

    Raises
    ------
    KitError
        when no source gives such a quantity.

    >>> owners_of("Growth of Venezuela's GDP in 2022")["value"].agg(["min", "max"]).tolist()
    [1.5, 18.7]
    """
    rows = table(TABLE)
    found = rows[rows["quantity"] == quantity].sort_values("value", ignore_index=True)
    if found.empty:
        raise KitError(
            _("There is no contested quantity '{name}': {nearest}").format(
                name=quantity, nearest=nearest(quantity, rows["quantity"].unique())
            )
        )
    notes = found["note"].fillna("")
    return found[["owner", "as_of", "interest", "value", "unit"]].assign(
        note=notes, is_forecast=notes.str.startswith("Forecast")
    )


def owned(found: pd.DataFrame, said: Mapping[str, object], accent: Collection[str] = (), **rest):
    """The picture of a contested number: a row a source, with the date; no single bar. A forecast is hollow.

    Parameters
    ----------
    found : DataFrame
        As :func:`owners_of` gives it.
    said : mapping
        Words: `title`, `x`, `note`, and `forecast`, which is put behind the source of a forecast.
        The title may quote `{least}`, `{most}`, `{times}` and `{owners}`. Where there are `remarks`,
        each stands at an owner.
    accent : collection of str
        The owners that stand out.
    rest
        Passed on to :class:`claimlab.views.Ranges`.
    """
    values = found["value"].dropna()
    rows = found.assign(what=said["x"], who=[_name(row, said) for _i, row in found.iterrows()])
    title = said["title"].format(
        least=f"{values.min():g}",
        most=f"{values.max():g}",
        times=f"{values.max() / values.min():.1f}",
        owners=len(found),
    )
    who = dict(zip(rows["owner"], rows["who"]))
    look = {
        "x_label": said["x"],
        "note": said["note"],
        "tables": (TABLE,),
        "hollow": "is_forecast",
        "accent": [who[owner] for owner in accent],
        "remarks": [(who[owner], words) for owner, words in said.get("remarks", ())],
    }
    return Ranges("what", "value", "value", "who", title=title, **look, **rest)(rows)


def _name(row: pd.Series, said: Mapping[str, object]) -> str:
    """The source with the year of the figure, and a word where it is a forecast, unless it says so."""
    parts = [row["owner"]]
    if row["as_of"][:4] not in row["owner"]:
        parts.append(row["as_of"][:4])
    if row["is_forecast"] and said["forecast"] not in row["owner"]:
        parts.append(said["forecast"])
    return ", ".join(parts)
