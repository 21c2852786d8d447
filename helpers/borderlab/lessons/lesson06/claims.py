"""How lesson 06 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.declare import claim
from borderlab.lessons.judged import Finding, fits_figure, judged
from borderlab.lessons.lesson06.numbers import (
    AUGUST,
    NEW_COUNT,
    PEAK,
    abroad,
    in_venezuela,
    moved,
    r4v,
    stock,
)
from borderlab.lessons.tables import contested

UNSEEN = "in_colombia_with_unseen"


@claim("C34")
def millions_of_colombians():
    return judged("C34", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "census": in_venezuela("census_birth", 2011),
        "united_nations": in_venezuela("un_estimate", 2010),
        "returns": moved("returned", "2021-01-31"),
        "caracas": in_venezuela("claim_undefined", 2015),
        "bogota": in_venezuela("claim_undefined", 2022),
        "ever": "none",
    }


@claim("C35")
def oil_boom():
    return judged("C35", decidable=False), {
        "in_1971": in_venezuela("census_birth", 1971),
        "in_1981": in_venezuela("census_birth", 1981),
        "in_1990": in_venezuela("census_birth", 1990),
        "rival": "none",
    }


@claim("C36")
def fled():
    return judged("C36", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "r4v": r4v(AUGUST),
        "unhcr": abroad("stock", "2022", owner="UNHCR"),
        "by_2015": abroad("stock", "2015"),
        "caracas": abroad("left_so_far", "2021"),
        "united_nations": abroad("net_loss_in_period", "2015 to 2023"),
        "reasons": "none",
    }


@claim("C37")
def in_colombia():
    counts = {
        "migracion_colombia": stock(NEW_COUNT),
        "registered": int(contested("in_colombia_registered")),
        "unseen": int(contested(UNSEEN)),
    }
    found = [
        Finding(source, fits_figure(people / 1e6, "in_colombia_millions"))
        for source, people in counts.items()
    ]
    return judged("C37", found), counts | {"peak": stock(PEAK)}


@claim("C50")
def said():
    return judged("C50", said=[Finding("record", True)]), {"words": "none", "denial": "none"}


@claim("C51")
def denied():
    return judged("C51", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "in_2018": abroad("left_in_period", "2016 to 2018"),
        "low_2021": abroad("left_so_far", "2021", "low_persons"),
        "high_2021": abroad("left_so_far", "2021"),
        "r4v": r4v(AUGUST),
    }
