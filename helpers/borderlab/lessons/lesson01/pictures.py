"""The pictures of lesson 01: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from borderlab.lessons.lesson01.books import (
    both_directions,
    days_by_state,
    fall_path,
    in_year,
    size_or_share,
)
from borderlab.lessons.lesson01.numbers import BEFORE_CLOSURE, exports, imports, past_by
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
        (in_year(FROZEN), said["frozen"]),
        (BEFORE_CLOSURE, past),
        (in_year(BROKEN), said["broken"]),
    ]


# A point is a whole year: the bridges were open for most of 2015, and its point is inside.
@picture(Lines, "year", "usd_billions", y_range=(0, 8), tables=(TRADE, EVENTS), reveals="P01.2",
         bands=lambda said: [(BEFORE_CLOSURE + 1, 2021.5, said["closed"])],
         marks=_moments)  # fmt: skip
def rise_and_fall():
    """Colombia's exports year by year, with the dates that people name."""
    sold = both_directions(table(TRADE)).query("direction == 'COL to VEN'")
    return sold, {"past": past_by(BEFORE_CLOSURE), "year": BEFORE_CLOSURE}


@picture(Lines, "year", "share_of_fall_percent", y_range=(0, 100), tables=(TRADE,),
         marks=lambda said: [(BEFORE_CLOSURE, said["last"])], goal="G01.1", reveals="P01.1",
         start=[2008, 2009, 2012], advanced=("basis",))  # fmt: skip
def share_of_the_fall(start=2008, count="dollars", basis="is_colombian_basis"):
    """How much of the fall was over by each year; where it is counted from, and how, can be chosen."""
    path = fall_path(exports(basis), start, count).set_index("year")
    before = path["share_of_fall_percent"][BEFORE_CLOSURE]
    # The axis of years stays where it is; before its first year a fall has no share.
    frame = path.reindex(range(2008, 2020)).reset_index()
    return frame, {"before": before, "after": 100 - before, "year": BEFORE_CLOSURE}


@picture(Bars, "part", "share_of_change_percent", horizontal=True, y_range=(-60, 160), x_label="",
         tables=(TRADE, IMPORTS), goal="G01.2", reveals="P01.3", start=[2008, 2012],
         end=[2009, 2010, 2012, 2014, 2015, 2016, 2019], advanced=("source",))  # fmt: skip
def size_and_share(said, start=2008, end=2012, source="imports_usd_millions"):
    """The fall of exports between two years, split into a smaller market and a smaller share of it."""
    parts = size_or_share(exports(), imports(source), start, end).query("part != 'total'")
    size, share = parts["share_of_change_percent"]
    which = "size" if size > share else "share"
    title = f"all-{which}" if max(size, share) > 100 else which
    frame = parts.assign(part=parts["part"].map(said["parts"]))
    return frame, {"title": title, "size": size, "share": share}


@picture(Strip, "start", "end", "state", order=lambda said: tuple(said["states"].values()),
         tables=(EVENTS,))  # fmt: skip
def days_at_the_bridge(said):
    """What could cross at Cúcuta, day by day, from 2015 to the day of the column."""
    spells = days_by_state(table(EVENTS), TURNS)
    return spells.assign(state=spells["state"].map(said["states"]))
