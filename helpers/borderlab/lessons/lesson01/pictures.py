"""The pictures of lesson 01: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from borderlab import Choice, Slider, explore, load
from borderlab.lessons.lesson01.books import event_marks, fall_path, size_or_share, trade_lines
from borderlab.lessons.words import picture_words
from borderlab.models.accounting import series
from borderlab.views import Bars, Lines

__all__ = ["rise_and_fall", "share_of_the_fall", "size_and_share"]

TRADE = "trade/bilateral_annual"


def rise_and_fall():
    """The trade in both directions, as two customs services counted it, with dated events."""
    said = picture_words("01", "rise-and-fall")
    lines = trade_lines(load(TRADE), first=1994)
    exports = lines[lines["flow"] == "exports"].set_index("year")["trade_usd_billions"]
    peak, trough = exports.idxmax(), exports.loc[exports.idxmax() :].idxmin()
    view = Lines(
        x="year",
        y="trade_usd_billions",
        by="flow",
        tables=(TRADE,),
        title=said["title"].format(
            peak=exports[peak], year=peak, left=exports[2014], low=exports[trough], low_year=trough
        ),
        x_label=said["x"],
        y_label=said["y"],
        marks=event_marks(load("article/events"), said["marks"]),
        faint=[said["flows"]["exports_as_venezuela_counts"]],
    )
    return view(lines.assign(flow=lines["flow"].map(said["flows"])))


def share_of_the_fall():
    """How much of the fall was past by each year; last year and books can be chosen."""
    said = picture_words("01", "share-of-the-fall")
    trade = load(TRADE)
    bars = Bars(
        x="year",
        y="share_of_fall_percent",
        tables=(TRADE,),
        title=said["title"],
        x_label=said["x"],
        y_label=said["y"],
    )

    def past(last_year=2019, basis="is_colombian_basis"):
        return fall_path(series(trade, "COL", "VEN", basis), last_year)

    books = {said["books"][basis]: basis for basis in ("is_colombian_basis", "is_preferred")}
    return explore(
        past,
        bars,
        last_year=Slider(said["controls"]["last_year"], 2009, 2019),
        basis=Choice(said["controls"]["basis"], books),
    )


def size_and_share():
    """The change of exports between two years, split into a market and a share of it."""
    said = picture_words("01", "split")
    exports = series(load(TRADE), "COL", "VEN")
    imports = load("trade/imports_total").query("importer_iso3 == 'VEN'")
    imports = imports.set_index("year")["imports_usd_millions"]

    def title(parts):
        size, share, total = parts["log_points"]
        if size < 0 and share < 0:
            both = parts["share_of_change_percent"]
            return said["titles"]["both"].format(size=both.iloc[0], share=both.iloc[1])
        moves = ["grew" if change > 0 else "shrank" for change in (size, share)]
        return said["titles"]["_".join((*moves, "rose" if total > 0 else "fell"))]

    def split(start=2008, end=2012):
        parts = size_or_share(exports, imports, start, end)
        return parts.assign(part=parts["part"].map(said["parts"]))

    bars = Bars(
        x="part",
        y="log_points",
        horizontal=True,
        title=title,
        x_label="",
        y_label=said["y"],
        tables=(TRADE, "trade/imports_total"),
    )
    ends = [2009, 2010, 2012, 2014, 2016, 2017, 2019, 2022]
    return explore(
        split,
        bars,
        start=Choice(said["controls"]["start"], [2004, 2008, 2012]),
        end=Choice(said["controls"]["end"], ends),
    )
