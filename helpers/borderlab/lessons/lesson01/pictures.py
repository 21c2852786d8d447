"""The pictures of lesson 01: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.lesson01 import books
from borderlab.lessons.lesson01.numbers import (
    BEFORE_CLOSURE,
    SPELLS,
    exports,
    past_by,
    size_percent,
)
from claimlab.lessons.tables import table
from claimlab.teaching.picturing import picture
from claimlab.views import Bars, Dots, Lines, Strip

TRADE, IMPORTS, EVENTS = "trade/bilateral_annual", "trade/imports_total", "article/events"
FROZEN, BROKEN = "2009-07-28", "2019-02-23"
TURNS = [
    ("2015-01-01", "all"),
    ("EV_CLOSURE_2015", "closed"),
    ("EV_REOPENING_ON_FOOT_2016", "foot"),
    ("EV_NIGHT_LORRIES_2016", "night"),
    ("EV_CLOSURE_2019", "closed"),
    ("EV_REOPENING_ON_FOOT_2019", "foot"),
    ("EV_CLOSURE_COVID_2020", "closed"),
    ("EV_REOPENING_2021", "foot"),
    ("EV_COLUMN_2022", ""),
]


@picture(Dots, "year", "usd_millions", each=25, height=270, tables=(TRADE,))
def plate_01():
    """One dot for 25 million dollars of goods that Colombia sold: in the best year, in the worst."""
    sold = exports()[[2008, 2019]].rename_axis("year").rename("usd_millions")
    most, left = (sold / 25).round().astype(int)
    return sold.round().reset_index(), {"most": most, "left": left}


def _moments(said):
    """The dates that people name, and where the number of the title is true."""
    past = said["past"].format(past=past_by(BEFORE_CLOSURE))
    return [
        (books.in_year(FROZEN), said["frozen"]),
        (BEFORE_CLOSURE, past),
        (books.in_year(BROKEN), said["broken"]),
    ]


# A point is a whole year: the bridges were open for most of 2015, and its point is inside.
@picture(Lines, "year", "usd_billions", y_range=(0, 8), tables=(TRADE, EVENTS), reveals="P01.2",
         bands=lambda said: [(BEFORE_CLOSURE + 1, 2021.5, said["closed"])],
         marks=_moments)  # fmt: skip
def rise_and_fall():
    """Colombia's exports year by year, with the dates that people name."""
    sold = books.both_directions(table(TRADE)).query("direction == 'COL to VEN'")
    return sold, {"past": past_by(BEFORE_CLOSURE), "year": BEFORE_CLOSURE}


@picture(Lines, "year", "share_of_fall_percent", y_range=(0, 100), tables=(TRADE,),
         marks=lambda said: [(BEFORE_CLOSURE, said["last"])], goal="G01.1", reveals="P01.1",
         start=[2008, 2009, 2012], advanced=("basis",))  # fmt: skip
def share_of_the_fall(start=2008, count="dollars", basis="is_colombian_basis"):
    """How much of the fall was over by each year; where it is counted from, and how, can be chosen."""
    path = books.fall_path(exports(basis), start, count).set_index("year")
    before = path["share_of_fall_percent"][BEFORE_CLOSURE]
    # The axis of years stays where it is; before its first year a fall has no share.
    frame = path.reindex(range(2008, 2020)).reset_index()
    return frame, {"before": before, "after": 100 - before, "year": BEFORE_CLOSURE}


@picture(Bars, "part", "percent", by="years", horizontal=True, y_range=(-20, 120), x_label="",
         tables=(TRADE, IMPORTS), reveals="P01.3")  # fmt: skip
def size_and_share(said):
    """The fall of exports in two spells of years, each split into a smaller market and a smaller share."""
    sizes = {spell: size_percent(*years) for spell, years in SPELLS.items()}
    rows = [
        (said["parts"][part], said["years"][spell], percent)
        for spell, size in sizes.items()
        for part, percent in (("size", size), ("share", 100 - size))
    ]
    return pd.DataFrame(rows, columns=["part", "years", "percent"]), sizes


@picture(Strip, "start", "end", "state", order=lambda said: tuple(said["states"].values()),
         tables=(EVENTS,))  # fmt: skip
def days_at_the_bridge(said):
    """What could cross at Cúcuta, day by day, from 2015 to the day of the column."""
    spells = books.days_by_state(table(EVENTS), TURNS)
    return spells.assign(state=spells["state"].map(said["states"]))
