"""What lesson 01 asks: right answers, the mistakes that many make, a prediction, a goal, a quiz."""

from __future__ import annotations

import pandas as pd

from claimlab.lessons.declare import Chart, exercise, goal, prediction, question
from claimlab.lessons.tables import table

CUT = 1984
LAST = 2003  # the last whole year before the speech


def quarters(last: int = LAST) -> pd.DataFrame:
    """The quarters that have one before them, up to a year's end."""
    every = table("economy/quarters")
    return every[every["year"] <= last].dropna(subset=["growth_percent"])


def left(column: str, cut: int = CUT, last: int = LAST) -> float:
    """Of a spread before the year `cut`, how many per cent are left from then on."""
    known = quarters(last)
    is_after = known["year"] >= cut
    return float(100 * known.loc[is_after, column].std() / known.loc[~is_after, column].std())


def yearly_left(cut: int = CUT) -> float:
    """The same of inflation over four quarters."""
    known = table("economy/quarters").query("year <= @LAST", local_dict={"LAST": LAST})
    inflation = 100 * (known["cpi_index"] / known["cpi_index"].shift(4) - 1)
    is_after = known["year"] >= cut
    return float(100 * inflation[is_after].std() / inflation[~is_after].std())


def falling() -> pd.DataFrame:
    """Before and after the cut: how many quarters there were, in how many output fell, and how fast then."""
    known = quarters()
    era = (known["year"] >= CUT).map({False: "before", True: "after"})
    fell = known["growth_percent"].where(known["growth_percent"] < 0)
    counts = fell.groupby(era).agg(fell_count="count", fell_percent="mean", quarters_count="size")
    return counts.loc[["before", "after"]]


def decades(column: str = "growth_percent", last: int = 1999) -> pd.DataFrame:
    """The spread of every decade from the 1960s."""
    known = quarters(last).query("year >= 1960")
    decade = (known["year"] // 10 * 10).astype(str) + "s"
    return (
        known.groupby(decade)[column].std().rename_axis("decade").reset_index(name="spread_points")
    )


@exercise("E01.1", atol=0.5)
def inflation_fell():
    yield 100 - left("inflation_percent")
    yield "left", left("inflation_percent")
    yield "later", 100 - left("inflation_percent", last=2009)
    yield "variance", 100 - left("inflation_percent") ** 2 / 100


@exercise("E01.2", kind="chart")
def draw_the_decades():
    yield Chart(decades(), "decade", "spread_points", kinds=("bar",))
    yield (
        "inflation",
        Chart(decades("inflation_percent"), "decade", "spread_points", kinds=("bar",)),
    )
    yield "later", Chart(decades(last=2009), "decade", "spread_points", kinds=("bar",))


@prediction("P01.1", low=0, high=150, step=5)
def spread_left():
    return left("growth_percent")


@goal("G01.1")
def at_most_half(frame, cut):
    before, after = frame["spread_points"]
    return bool(after <= before / 2) and {"left": round(100 * after / before, 1)}


question("Q01.1", right="spread")
question("Q01.2", right="day")
question("Q01.3", right="several")
