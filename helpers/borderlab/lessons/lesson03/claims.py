"""How lesson 03 tests the claims that it judges."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.contested import owners_of
from borderlab.lessons.declare import claim
from borderlab.lessons.judged import Finding, judged
from borderlab.lessons.lesson03.numbers import (
    GROWTH,
    brent,
    growth_index,
    monthly_oil,
    past_percent,
)
from borderlab.lessons.tables import column_day, table

# Beyond these, "modest" no longer fits: growth of a year, and output against 2013, in per cent.
FAST, HALF = 10.0, 50.0


def _acts() -> pd.DataFrame:
    """The acts of the timeline up to the day of the column."""
    acts = table("sanctions/timeline")
    return acts[acts["date"] <= column_day()]


@claim("C38")
def cause_of_the_collapse():
    return judged("C38", decidable=False), {
        **{name: round(past_percent(name), 1) for name in ("imports", "income", "oil")},
        "brent": f"{brent(2013):.0f}, {brent(2016):.0f}",
        "unseen": "none",
    }


@claim("C59")
def attempt_to_topple():
    acts = _acts()
    american = acts.query("issuer == 'USA' and action == 'impose'")
    return judged("C59", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "imposed": len(american),
        "on_oil": int(american["is_oil_related"].sum()),
        "comprehensive": str(american.query("category == 'comprehensive'")["date"].iloc[0].date()),
        "recognition": str(acts.query("category == 'recognition'")["date"].iloc[0].date()),
        "colombian": int((acts["issuer"] == "COL").sum()),
        "washington": "aim",
        "caracas": "reply",
        "offer": str(acts.query("action == 'offer'")["date"].iloc[0].date()),
    }


@claim("C61")
def rolled_back():
    events = table("sanctions/other_events")
    dates = {
        kind: events.loc[events["kind"] == kind, "date"].dt.strftime("%Y-%m").tolist()
        for kind in ("controls_eased", "controls_tightened")
    }
    holds = len(dates["controls_eased"]) > len(dates["controls_tightened"])
    return judged("C61", [Finding("record", bool(holds))]), {
        "eased": ", ".join(dates["controls_eased"]),
        "tightened": ", ".join(dates["controls_tightened"]),
    }


@claim("C62")
def modest_revival():
    owners, index = owners_of(GROWTH), growth_index()
    least, most = owners["value"].min(), owners["value"].max()
    at_most = float(index[2021] * (1 + most / 100))
    readings = {"growth": 0 < least and most <= FAST, "level": 0 < least and at_most < HALF}
    found = [Finding(reading, bool(holds)) for reading, holds in readings.items()]
    return judged("C62", found), {
        "owners": len(owners),
        "least": float(least),
        "most": float(most),
        "level": round(float(index[2022]), 1),
        "level_at_most": round(at_most, 1),
    }


@claim("C63")
def because_of_the_rollback():
    growth = table("sanctions/gdp_by_owner").query("source_key == 'world_bank'").set_index("year")
    rates = growth["gdp_growth_percent"].round(1)
    oil = monthly_oil()
    return judged("C63", decidable=False), {
        "growth": ", ".join(f"{year}: {rates[year]:g}" for year in range(2018, 2023)),
        "oil": f"{oil['2020'].mean():.0f}, {oil['2022'].mean():.0f}",
        "brent": f"{brent(2020):.0f}, {brent(2022):.0f}",
        "unseen": "none",
    }


@claim("C65")
def still_in_place():
    acts = _acts().query("issuer == 'USA'")
    lifted = int((acts["action"] == "lift").sum())
    return judged("C65", [Finding("record", bool(not lifted))]), {
        "imposed": int((acts["action"] == "impose").sum()),
        "lifted": lifted,
        "eased": ", ".join(acts.loc[acts["action"] == "ease", "date"].dt.strftime("%Y-%m-%d")),
    }


@claim("C66")
def exploratory_meetings():
    visits = _acts().query("issuer == 'USA' and action == 'negotiation'")["date"]
    visits = visits[visits > "2021-01-20"].dt.strftime("%Y-%m-%d")
    return judged("C66", [Finding("record", bool(len(visits)))]), {"visits": ", ".join(visits)}
