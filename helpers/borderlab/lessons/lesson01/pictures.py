"""The pictures of lesson 01: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from borderlab import Choice, explore, load
from borderlab.lessons.lesson01.books import (
    both_directions,
    days_by_state,
    fall_path,
    in_year,
    size_or_share,
)
from borderlab.lessons.lesson01.numbers import BEFORE_CLOSURE
from borderlab.lessons.showing import choice, worded
from borderlab.lessons.words import picture_words
from borderlab.models.accounting import series
from borderlab.views import Bars, Dots, Lines, Strip

__all__ = ["days_at_the_bridge", "plate", "rise_and_fall", "share_of_the_fall", "size_and_share"]

TRADE, EVENTS = "trade/bilateral_annual", "article/events"
FROZEN, BROKEN = "2009-07-28", "2019-02-23"


def _sold():
    """Colombia's exports to Venezuela, US$ billions, one row a year."""
    return both_directions(load(TRADE)).query("direction == 'COL to VEN'")


def plate():
    """One dot for 25 million dollars of goods that Colombia sold: in the best year, in the worst."""
    said = picture_words("01", "plate")
    sold = (
        series(load(TRADE), "COL", "VEN")[[2008, 2019]].rename_axis("year").rename("usd_millions")
    )
    most, left = (sold / 25).round().astype(int)
    view = Dots(
        "year", "usd_millions", each=25, thing=said["thing"], y_label=said["y"], height=270,
        title=said["title"].format(most=most, left=left), tables=(TRADE,),
    )  # fmt: skip
    return view(sold.round().reset_index())


def rise_and_fall():
    """Colombia's exports year by year, with the dates that people name."""
    said = picture_words("01", "rise-and-fall")
    sold = _sold()
    by_year = sold.set_index("year")["usd_billions"]
    past = fall_path(by_year).set_index("year")["share_of_fall_percent"][BEFORE_CLOSURE]
    view = Lines(
        x="year",
        y="usd_billions",
        name=said["name"],
        title=said["title"].format(past=past, year=BEFORE_CLOSURE),
        y_range=(0, 8),
        # A point is a whole year: the bridges were open for most of 2015, and its point is inside.
        bands=[(BEFORE_CLOSURE + 1, 2021.5, said["closed"])],
        marks=[
            (in_year(FROZEN), said["frozen"]),
            (BEFORE_CLOSURE, said["past"].format(past=past)),
            (in_year(BROKEN), said["broken"]),
        ],
        **worded(said, TRADE, EVENTS),
    )
    return view(sold)


def share_of_the_fall():
    """How much of the fall was over by each year; where it is counted from, and how, can be chosen."""
    said = picture_words("01", "share-of-the-fall")
    trade = load(TRADE)

    def title(path):
        before = path.set_index("year")["share_of_fall_percent"][BEFORE_CLOSURE]
        return said["title"].format(before=before, after=100 - before, year=BEFORE_CLOSURE)

    view = Lines(
        x="year",
        y="share_of_fall_percent",
        name=said["name"],
        title=title,
        y_range=(0, 100),
        marks=[(BEFORE_CLOSURE, said["last"])],
        **worded(said, TRADE),
    )

    def past(start=2008, count="dollars", basis="is_colombian_basis"):
        path = fall_path(series(trade, "COL", "VEN", basis), start, count).set_index("year")
        # The axis of years stays where it is; before its first year a fall has no share.
        return path.reindex(range(2008, 2020)).reset_index()

    return explore(
        past,
        view,
        goal="G01.1",
        start=Choice(said["start"], [2008, 2009, 2012]),
        count=choice(said["count"], said["counts"]),
        advanced={"basis": choice(said["basis"], said["books"])},
    )


def size_and_share():
    """The fall of exports between two years, split into a smaller market and a smaller share of it."""
    said = picture_words("01", "split")
    exports = series(load(TRADE), "COL", "VEN")
    market = load("trade/imports_total").query("importer_iso3 == 'VEN'").set_index("year")

    def title(parts):
        size, share = parts["share_of_change_percent"]
        which = "size" if size > share else "share"
        which = f"all-{which}" if max(size, share) > 100 else which
        return said["titles"][which].format(size=size, share=share)

    def split(start=2008, end=2012, source="imports_usd_millions"):
        parts = size_or_share(exports, market[source], start, end).query("part != 'total'")
        return parts.assign(part=parts["part"].map(said["parts"]))

    view = Bars(
        x="part",
        y="share_of_change_percent",
        horizontal=True,
        title=title,
        y_range=(-60, 160),
        x_label="",
        **worded(said, TRADE, "trade/imports_total"),
    )
    return explore(
        split,
        view,
        goal="G01.2",
        start=Choice(said["start"], [2008, 2012]),
        end=Choice(said["end"], [2009, 2010, 2012, 2014, 2015, 2016, 2019]),
        advanced={"source": choice(said["source"], said["sources"])},
    )


def days_at_the_bridge():
    """What could cross at Cúcuta, day by day, from 2015 to the day of the column."""
    said = picture_words("01", "days")
    turns = [
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
    spells = days_by_state(load(EVENTS), turns)
    spells["state"] = spells["state"].map(said["states"])
    order = tuple(said["states"].values())
    view = Strip(
        "start", "end", "state", order=order, title=said["title"], tables=(EVENTS,), note=said["note"]
    )  # fmt: skip
    return view(spells)
