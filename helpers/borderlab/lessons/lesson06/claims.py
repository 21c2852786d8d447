"""How lesson 06 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.lesson06 import numbers as n
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, fits_figure, judged


@claim("C34")
def millions_of_colombians():
    # A stock on one day says nothing of all who ever lived there, and two governments speak as sides.
    found = [
        Finding("caracas", True, "2015", party=True),
        Finding("bogota", True, "2022", party=True),
    ]
    return judged("C34", found), {
        "census": n.in_venezuela("census_birth", 2011),
        "united_nations": n.in_venezuela("un_estimate", 2010),
        "returns": n.moved("returned", "2021-01-31"),
        "caracas": n.in_venezuela("claim_undefined", 2015),
        "bogota": n.in_venezuela("claim_undefined", 2022),
    }


@claim("C35")
def oil_boom():
    return judged("C35", [Finding("timing", True)]), {
        "in_1971": n.in_venezuela("census_birth", 1971),
        "in_1981": n.in_venezuela("census_birth", 1981),
        "in_1990": n.in_venezuela("census_birth", 1990),
        "rival": "none",
    }


@claim("C36")
def fled():
    total, before = n.r4v(n.AUGUST), n.abroad("stock", "2015")
    found = [
        Finding("r4v", fits_figure(total / 1e6, "left_venezuela_millions")),
        Finding("since_2015", fits_figure((total - before) / 1e6, "left_venezuela_millions")),
        Finding("caracas", False, "2021-10", party=True),
        Finding("unhcr", None, "2026"),
    ]
    return judged("C36", found), {
        "r4v": total,
        "by_2015": before,
        "since_2015": total - before,
        "unhcr": n.abroad("stock", "2022", owner="UNHCR"),
        "caracas": n.abroad("left_so_far", "2021"),
        "united_nations": n.abroad("net_loss_in_period", "2015 to 2023"),
        "reasons": "none",
    }


@claim("C37")
def in_colombia():
    counts = n.counted_here()
    found = [
        Finding(
            source,
            fits_figure(people / 1e6, "in_colombia_millions"),
            "2022-02" if source == "migracion_colombia" else "2022-11",
        )
        for source, people in counts.items()
    ]
    return judged("C37", found), counts | {"peak": n.stock(n.PEAK)}


@claim("C50")
def said():
    return judged("C50", said=[Finding("el_espectador", True, "2022-09")]), {
        "words": "none",
        "denial": "none",
    }


@claim("C51")
def denied():
    # His own government's words decide what it denies; a number of people who left is no exodus yet.
    found = [Finding("normal_flow", True, "2018-09-04"), Finding("numbers", None, "2021-10-31")]
    return judged("C51", found), {
        "in_2018": n.abroad("left_in_period", "2016 to 2018"),
        "low_2021": n.abroad("left_so_far", "2021", "low_persons"),
        "high_2021": n.abroad("left_so_far", "2021"),
        "r4v": n.r4v(n.AUGUST),
    }
