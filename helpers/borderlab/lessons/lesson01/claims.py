"""How lesson 01 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.declare import claim
from borderlab.lessons.lesson01.books import EXPORTERS_BOOKS, IMPORTERS_BOOKS, import_shares
from borderlab.lessons.lesson01.numbers import (
    customs,
    fall,
    peak,
    place_in_south_america,
    size_percent,
    total,
    vehicles,
)
from borderlab.lessons.tables import figure, table


@claim("C04")
def a_century():
    return "still open", {"series": "none"}


@claim("C06")
def conduit():
    half_2014 = ("2014-01", "2014-06")
    offices = [
        customs("2024-01", "2024-12", scope=f"{office}_customs")
        for office in ("cucuta", "maicao", "cartagena")
    ]
    return "depends on definition", {
        "exports_2009": customs("2009-01", "2009-07"),
        "share_2014": round(100 * customs(*half_2014) / customs(*half_2014, scope="all"), 1),
        "share_of_offices_2024": round(100 * offices[0] / sum(offices), 1),
    }


@claim("C07")
def peak_in_2008():
    year, both = int(total().idxmax()), float(total().max())
    holds = year == figure("peak_year") and abs(both / 1000 - figure("trade_peak")) < 0.1
    return "supported" if holds else "contradicted", {
        "year": year,
        "colombian": round(both),
        "importers": round(total(IMPORTERS_BOOKS)[year]),
        "exporters": round(total(EXPORTERS_BOOKS)[year]),
    }


@claim("C08")
def six_billion():
    holds = abs(peak() / 1000 - figure("trade_peak_colombian_exports")) < 0.25
    return "supported" if holds else "contradicted", {"exports": round(peak())}


@claim("C09")
def goods():
    return "still open", {
        "breakdown": "none",
        "vehicles_fell": round(fall(vehicles(2007), vehicles(2008)), 1),
    }


@claim("C10")
def talked_about():
    evidence = {}
    for year in (2008, 2012):
        ours, median, place, flows = place_in_south_america(year)
        evidence |= {
            f"intensity_{year}": round(ours, 1),
            f"place_{year}": place,
            f"flows_{year}": flows,
            f"median_{year}": round(median, 1),
        }
    return "depends on definition", evidence


@claim("C11")
def politics():
    early, late = size_percent(2008, 2012), size_percent(2012, 2016)
    decided = min(early, late) > 50 or max(early, late) < 50
    return "still open" if decided else "depends on definition", {
        "early": round(early),
        "late": round(late),
        "unseen": "trade",
    }


@claim("C12")
def other_suppliers():
    names = {"COL": "colombia", "CHN": "china", "BRA": "brazil", "ARG": "argentina"}
    shares = import_shares(table("trade/gravity_panel"), "VEN", list(names), [2008, 2012])
    gained = shares[2012] > shares[2008]
    others = gained.drop("COL")
    evidence = {
        f"{names[seller]}_{year}": round(float(shares.loc[seller, year]), 1)
        for seller in shares.index
        for year in shares.columns
    }
    if gained["COL"] or not others.any():
        status = "contradicted"
    else:
        status = "supported" if others.all() else "depends on definition"
    return status, evidence | {"unseen": "motive"}


@claim("C14")
def closed_in_2019():
    closures = (
        table("article/events")
        .query(
            "kind == 'closure' and mode in ('vehicles', 'all') and actor.str.contains('Maduro')"
        )["date"]
        .sort_values()
        .dt.strftime("%Y-%m-%d")
    )
    early = int(closures.iloc[0][:4]) < figure("closure_year")
    return "contradicted" if early else "supported", {
        "first_closure": closures.iloc[0],
        "later_closures": ", ".join(closures.iloc[1:]),
        "through_cucuta": customs("2015-09", "2016-09"),
    }
