"""Lesson 01 against the dataset in statsmodels from which the table was exported, not against itself."""

import numpy as np
import pytest
from moderation import load
from statsmodels.datasets import macrodata

from claimlab.lessons import exercise, lesson

WHOLE = macrodata.load_pandas().data
KNOWN = WHOLE[WHOLE["year"] < 2004]
IS_AFTER = KNOWN["year"] >= 1984


def test_the_table_is_the_dataset():
    ours = load("economy/quarters")
    assert list(ours["quarter"]) == [
        f"{year:.0f}-Q{quarter:.0f}" for year, quarter in zip(WHOLE["year"], WHOLE["quarter"])
    ]
    assert ours["cpi_index"].to_numpy() == pytest.approx(WHOLE["cpi"].to_numpy())
    assert ours["inflation_percent"].to_numpy()[1:] == pytest.approx(
        WHOLE["infl"].to_numpy()[1:], abs=0.006
    )
    growth = 400 * np.diff(np.log(WHOLE["realgdp"]))
    assert ours["growth_percent"].to_numpy()[1:] == pytest.approx(growth, abs=0.0006)


def test_the_spread_of_inflation_fell_as_the_dataset_says():
    inflation = KNOWN["infl"][1:]
    spreads = inflation.groupby(IS_AFTER).std()
    assert exercise("E01.1").right() == pytest.approx(
        100 * (1 - spreads[True] / spreads[False]), abs=0.05
    )


def test_growth_halved_at_two_cuts_only():
    growth = 400 * np.log(KNOWN["realgdp"]).diff()
    spreads = {cut: growth.groupby(KNOWN["year"] >= cut).std() for cut in range(1965, 2000)}
    assert [cut for cut, spread in spreads.items() if spread[True] <= spread[False] / 2] == [
        1984,
        1985,
    ]


def test_the_claims_end_as_the_figures_of_the_day_say():
    ends = {name: one.ruling()[0].status for name, one in lesson("01").claims.items()}
    assert ends == {
        "C01": "supported",
        "C02": "depends on definition",
        "C03": "supported",
        "C04": "no record can decide it",
        "C05": "no record can decide it",
    }
