"""Cells under five are left blank; this looks whether the sums that are shipped give a blank cell away.

A blank stands for 0 to 4. If a published sum holds one blank cell, or only blanks that are all 0 or all
4, a subtraction would fill it. Bounds on every blank are tightened by every sum until nothing moves;
a cell is safe when more than one value remains possible, or when nobody was hurt in any cell of the sum.
Where it is not, the smallest shown cell of the same sum is left blank too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

LEAST, UNKNOWN = 5, 1e9

__all__ = ["bounds", "exposed", "suppress"]


def bounds(table: pd.DataFrame, count: str, sums: Sequence[list[str]]) -> pd.DataFrame:
    """What a reader who knows the sums can say of each blank: `low` and `high`.

    `table` has the true `count` and `hidden` ("", "under five" or "protects another"); each entry of
    `sums` lists the columns whose groups have a published total. A group with a missing key has none.

    >>> t = pd.DataFrame({"d": ["a", "a"], "n": [3, 7], "hidden": ["under five", ""]})
    >>> bounds(t, "n", [["d"]]).loc[0].tolist()
    [3.0, 3.0]
    """
    blank = table["hidden"] != ""
    small = table["hidden"] == "under five"
    low = np.where(small, 0.0, LEAST)[blank]
    high = np.where(small, LEAST - 1.0, UNKNOWN)[blank]
    groups = []
    for keys in sums:
        code = table.groupby(keys).ngroup().fillna(-1).astype(int).to_numpy()[blank]
        known = code >= 0
        total = np.bincount(code[known], table.loc[blank, count].to_numpy(dtype=float)[known])
        groups.append((code, known, total))
    while True:
        before = low.copy(), high.copy()
        for code, known, total in groups:
            k = code[known]
            sum_low, sum_high = np.bincount(k, low[known]), np.bincount(k, high[known])
            high[known] = np.minimum(high[known], total[k] - (sum_low[k] - low[known]))
            low[known] = np.maximum(low[known], total[k] - (sum_high[k] - high[known]))
        if np.array_equal(before[0], low) and np.array_equal(before[1], high):
            return pd.DataFrame({"low": low, "high": high}, index=table.index[blank])


def exposed(table: pd.DataFrame, count: str, sums: Sequence[list[str]]) -> pd.Index:
    """Blanks under five that the sums determine; a group of zeros gives nobody away.

    The sums are weighed one by one, again and again, not all at once: a cell that only a clever use of several
    sums would give away can be missed.

    >>> t = pd.DataFrame({"d": ["a", "a"], "n": [3, 7], "hidden": ["under five", ""]})
    >>> exposed(t, "n", [["d"]]).tolist()
    [0]
    """
    found = bounds(table, count, sums)
    found = found[table.loc[found.index, "hidden"] == "under five"]
    return found.index[(found["high"] == found["low"]) & (found["high"] > 0)]


def suppress(table: pd.DataFrame, count: str, sums: Sequence[list[str]]) -> pd.DataFrame:
    """The table with a column `hidden`, such that no sum gives a cell under five away.

    Where a sum has no shown cell left to hide, the sum itself must go: its first key becomes missing.

    >>> t = pd.DataFrame({"d": ["a", "a", "a"], "n": [3, 7, 90]})
    >>> suppress(t, "n", [["d"]])["hidden"].tolist()
    ['under five', 'protects another', '']
    """
    table = table.assign(hidden=np.where(table[count] < LEAST, "under five", ""))
    while len(bad := exposed(table, count, sums)):
        for keys in sums:
            groups = table.loc[bad, keys].dropna().drop_duplicates()
            inside = table.reset_index().merge(groups, on=keys)
            shown = inside[inside["hidden"] == ""].sort_values(count)
            table.loc[shown.groupby(keys)["index"].first(), "hidden"] = "protects another"
            spent = inside[~inside.set_index(keys).index.isin(shown.set_index(keys).index)]
            table.loc[spent["index"], keys[0]] = np.nan
    return table
