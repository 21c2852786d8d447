"""The pictures of lesson 01: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.common import event_date
from borderlab.lessons.lesson01 import books
from borderlab.lessons.lesson01.numbers import (
    BEFORE_BREAK,
    BEFORE_CLOSURE,
    SPELLS,
    exports,
    imports,
    past_by,
)
from borderlab.lessons.lesson01.signature import Fall
from claimlab.lessons.tables import table
from claimlab.teaching.picturing import picture
from claimlab.views import Lines, SmallMultiples
from claimlab.views.stage import day_text

TRADE, IMPORTS, EVENTS = "trade/bilateral_annual", "trade/imports_total", "article/events"
# What could cross at Cúcuta, from an event of the record to the next one.
TURNS = {
    "lorries": [
        ("2015-01-01", "open"),
        ("EV_CLOSURE_2015", "caracas"),
        ("EV_NIGHT_LORRIES_2016", "night"),
        ("EV_CLOSURE_2019", "caracas"),
        ("EV_COLUMN_2022", ""),
    ],
    "on_foot": [
        ("2015-01-01", "open"),
        ("EV_CLOSURE_ON_FOOT_2015", "caracas"),
        ("EV_REOPENING_ON_FOOT_2016", "open"),
        ("EV_CLOSURE_2019", "caracas"),
        ("EV_REOPENING_ON_FOOT_2019", "open"),
        ("EV_CLOSURE_COVID_2020", "both"),
        ("EV_REOPENING_2021", "open"),
        ("EV_COLUMN_2022", ""),
    ],
}
MOMENTS = ("EV_TRADE_FREEZE_2009", "EV_CLOSURE_2015", "EV_BREAK_2019")
FIRST = 2004  # year of the picture: from the rise on


def _spells():
    parts = [
        books.days_by_state(table(EVENTS), turns).assign(lane=lane) for lane, turns in TURNS.items()
    ]
    spells, known = pd.concat(parts, ignore_index=True), table(EVENTS)
    only_month = known.loc[known["date_precision"] == "month", "date"].dt.strftime("%Y-%m-%d")
    exact = spells["start"].where(~spells["start"].isin(only_month), spells["start"].str[:7])
    return spells.assign(when=exact.map(day_text))


@picture(Fall, "year", "usd_billions", "share_of_fall_percent", split=BEFORE_CLOSURE, spells=_spells,
         moments=lambda said: [(event_date(one), said["moments"][one]) for one in MOMENTS],
         said=lambda said: said, tables=(TRADE, EVENTS), reveals="P01.2")  # fmt: skip
def rise_and_fall():
    """Colombia's exports year by year, and below what could cross at Cúcuta day by day."""
    sold = books.both_directions(table(TRADE), FIRST).query("direction == 'COL to VEN'")
    frame = sold.merge(books.fall_path(exports()), how="left")
    return frame, {"past": past_by(BEFORE_CLOSURE), "year": BEFORE_CLOSURE}


@picture(Lines, "year", "share_of_fall_percent", y_range=(100, 0), part="Colombia", tables=(TRADE,),
         marks=lambda said: [(BEFORE_CLOSURE, said["last"])], goal="G01.1", reveals="P01.1",
         start=[2008, 2009, 2012], advanced=("basis",))  # fmt: skip
def share_of_the_fall(start=2008, count="dollars", basis="is_colombian_basis"):
    """How much of the fall was over by each year; where it is counted from, and how, can be chosen."""
    sold = exports(basis)
    path = books.fall_path(sold, start, count).set_index("year")
    before, late = path["share_of_fall_percent"][[BEFORE_CLOSURE, BEFORE_BREAK]]
    # The axis of years stays where it is; before its first year a fall has no share.
    frame = path.reindex(range(2008, 2020)).reset_index()
    years = {"start": start, "year": BEFORE_CLOSURE, "low": int(sold.loc[start:].idxmin())}
    amounts = {f"{name}_bn": sold[year] / 1000 for name, year in years.items()}
    return frame, {"before": before, "late": late, "late_year": BEFORE_BREAK, **years, **amounts}


@picture(SmallMultiples, "year", "index", by="line", panel="part", y_range=(0, 110),
         tall=220, tables=(TRADE, IMPORTS), reveals="P01.3")  # fmt: skip
def size_and_share(said):
    """Colombia's share of Venezuela's market and that market, year by year, against the year of the peak."""
    years = range(SPELLS["early"][0], SPELLS["late"][1] + 1)
    market = imports().reindex(years)
    found = {"share": 100 * exports().reindex(years) / market, "size": market}
    rows = pd.concat(
        pd.DataFrame({"index": 100 * one / one.iloc[0], "line": said["lines"][part], "part": said["parts"][part]})
        for part, one in found.items()
    )  # fmt: skip
    turns = {year for spell in SPELLS.values() for year in spell}
    amounts = {f"size_{year}": market[year] / 1000 for year in turns}
    amounts |= {f"share_{year}": found["share"][year] for year in turns}
    return rows.rename_axis("year").reset_index(), {**said["lines"], **amounts}
