"""How lesson 01 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.common import customs, event_date
from borderlab.lessons.lesson01 import numbers
from borderlab.lessons.lesson01.books import IMPORTERS_BOOKS, import_shares
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, fits_figure, judged, on_record
from claimlab.lessons.tables import entry, figure, table

SELLERS = {"colombia": "COL", "united_states": "USA", "china": "CHN", "brazil": "BRA", "argentina": "ARG"}  # fmt: skip


def sellers_to_venezuela():
    """Each large seller's share of what the panel's countries sold to Venezuela, per cent."""
    return import_shares(table("trade/gravity_panel"), "VEN", list(SELLERS.values()), [2008, 2012])


def group_share(group: str, period: str) -> float:
    """Share of a product group as printed for a period, per cent."""
    found = {"product_group": group, "period_start": period}
    return entry("trade/product_groups", "share_percent", **found)


@claim("C04")
def a_century():
    return judged("C04", on_record("C04")), {}


@claim("C07")
def peak_in_2008():
    year, totals = int(numbers.total().idxmax()), numbers.peak_sums()
    found = [
        Finding(source, year == figure("peak_year") and fits_figure(value, "trade_peak"))
        for source, value in totals.items()
    ]
    rounded = {name: round(value, 2) for name, value in totals.items()}
    return judged("C07", found), {"year": year, **rounded}


@claim("C08")
def six_billion():
    bought = float(numbers.exports(IMPORTERS_BOOKS)[numbers.exports().idxmax()])
    books = {"seller": numbers.peak(), "buyer": bought}
    found = [
        Finding(book, fits_figure(value / 1000, "trade_peak_colombian_exports"))
        for book, value in books.items()
    ]
    return judged("C08", found), {book: float(round(value)) for book, value in books.items()}


@claim("C09")
def goods():
    before, after = numbers.vehicles("2007/2007"), numbers.vehicles("2008/2008")
    # The statistics office counts goods; it is no side of the quarrel.
    return judged("C09", on_record("C09", own=("government of Colombia",))), {
        "breakdown": "none",
        "animals_2009": group_share("animals and animal products", "2009-01"),
        "vehicles_2007": group_share("motor vehicles", "2007-01"),
        "vehicles_fell": round(numbers.fall(before, after), 1),
    }


@claim("C11")
def politics():
    early, late = (numbers.size_percent(*years) for years in numbers.SPELLS.values())
    found = [Finding("early", early < 50), Finding("late", late < 50)]
    return judged("C11", found), {"early": round(early), "late": round(late), "unseen": "trade"}


@claim("C12")
def other_suppliers():
    shares = sellers_to_venezuela().rename({iso3: name for name, iso3 in SELLERS.items()})
    evidence = {
        f"{seller}_{year}": round(float(shares.loc[seller, year]), 1)
        for seller in shares.index
        for year in shares.columns
    }
    # His own words decide what he disliked and what he looked for; who sold in the end is beside it.
    return judged("C12", on_record("C12", own=("government of Venezuela",))), evidence | {
        "ordered": event_date("EV_TRADE_FREEZE_2009"),
        "duties": "2011-04",
    }


@claim("C14")
def closed_in_2019():
    closures = (
        table("article/events")
        .query("kind == 'closure' and mode in ('vehicles', 'all') and actor.str.contains('Maduro')")
        .set_index("event_id")["date"]
        .dt.strftime("%Y-%m-%d")
    )
    named = str(int(figure("closure_year")))
    years = closures.str[:4]
    found = [
        Finding("to_all", bool((years == named).any())),
        Finding("to_vehicles", not (years < named).any()),
    ]
    return judged("C14", found), {
        "nights_only": closures["EV_NIGHT_CLOSURE_2014"],
        "to_vehicles": closures["EV_CLOSURE_2015"],
        "to_all": closures["EV_CLOSURE_2019"],
        "through_cucuta": customs("2015-09", "2016-09"),
    }
