"""No sum gives a small cell away: tried by listing every table that the sums allow."""

from itertools import product

import numpy as np
import pandas as pd

from borderlab.models.suppression import LEAST, bounds, exposed, suppress

SUMS = [["row"], ["column"]]


def tables(rng, rows=2, columns=4):
    index = pd.MultiIndex.from_product([range(rows), range(columns)], names=["row", "column"])
    return index.to_frame(index=False).assign(
        n=rng.choice([0, 2, 3, 4, 7, 9, 12, 20], rows * columns)
    )


def possible(table):
    """Every way to fill the blanks that keeps all sums, one a row; a cell that protects another may hold 5 to 29."""
    blank = table.index[table["hidden"] != ""]
    ranges = [
        range(LEAST) if table.loc[i, "hidden"] == "under five" else range(LEAST, 30) for i in blank
    ]
    values = np.array(list(product(*ranges)))
    keeps = np.ones(len(values), dtype=bool)
    for (key,) in SUMS:
        for _, group in table.groupby(key):
            inside = blank.isin(group.index)
            keeps &= values[:, inside].sum(axis=1) == group.loc[group["hidden"] != "", "n"].sum()
    return values[keeps]


def test_a_blank_is_never_the_only_possible_value():
    rng, tried = np.random.default_rng(1), 0
    for _ in range(240):
        table = suppress(tables(rng), "n", SUMS)
        if table[["row", "column"]].isna().any(axis=None):
            continue  # a sum had to go
        small = (table.loc[table["hidden"] != "", "hidden"] == "under five").to_numpy()
        if 0 < small.sum() <= 4 and (~small).sum() <= 3 - small.sum() // 3:
            tried += 1
            found = possible(table)
            truth = table.loc[table["hidden"] != "", "n"].to_numpy()
            limits = bounds(table, "n", SUMS)
            assert (found >= limits["low"].to_numpy()).all() and (
                found <= limits["high"].to_numpy()
            ).all()
            for k in np.flatnonzero(small):
                assert len(set(found[:, k])) > 1 or truth[k] == 0
    assert tried >= 5


def test_without_a_sum_nothing_else_has_to_go():
    table = suppress(tables(np.random.default_rng(2)), "n", [])
    assert (table["hidden"].eq("under five") == (table["n"] < LEAST)).all() and not table[
        "hidden"
    ].eq("protects another").any()


def test_a_lone_blank_is_exposed_and_then_protected():
    table = pd.DataFrame({"row": [0, 0, 0], "column": [0, 1, 2], "n": [3, 7, 90]})
    plain = table.assign(hidden=["under five", "", ""])
    assert exposed(plain, "n", [["row"]]).tolist() == [0]
    assert suppress(table, "n", [["row"]])["hidden"].tolist() == [
        "under five",
        "protects another",
        "",
    ]


def test_a_sum_that_cannot_be_protected_goes():
    table = suppress(pd.DataFrame({"row": [0.0, 0.0, 1.0], "n": [4, 4, 50]}), "n", [["row"]])
    assert table["row"].isna().tolist() == [True, True, False]
