"""How lesson 03 tests the claims that it judges."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.common import american_acts
from borderlab.lessons.lesson03.numbers import (
    GROWTH,
    brent,
    growth_index,
    monthly_oil,
    past_percent,
    rival,
)
from claimlab.lessons.contested import owners_of
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, judged, on_record
from claimlab.lessons.tables import by_id, clock_day, contested, table

# Where "modest" ends: growth of a year, and output against 2013, in per cent.
FAST, HALF = 10.0, 50.0


def _days(acts: pd.DataFrame) -> str:
    return ", ".join(acts["date"].dt.strftime("%Y-%m-%d"))


@claim("C38")
def cause_of_the_collapse():
    # Each names a cause; none compares the collapse with one without graft or controls.
    return judged("C38", on_record("C38")), {
        "agent": "2003",
        **{name: round(past_percent(name), 1) for name in ("imports", "income", "oil")},
        "brent": f"{brent(2013):.0f}, {brent(2016):.0f}",
        "chavez": "compared",
        "sanctions": "compared",
        "caracas": "reply",
    }


@claim("C61")
def rolled_back():
    events = by_id("sanctions/other_events")
    months = {
        kind: events.loc[events["kind"] == kind, "date"].dt.strftime("%Y-%m").tolist()
        for kind in ("controls_eased", "controls_tightened")
    }
    sources = {"gazette": "X03", "reuters": "X04", "shops": "X07", "president": "X08"}
    found = [
        Finding(name, events.loc[row, "kind"] == "controls_eased", f"{events.loc[row, 'date']:%Y-%m-%d}")
        for name, row in sources.items()
    ]  # fmt: skip
    return judged("C61", found), {
        "eased": ", ".join(months["controls_eased"]),
        "tightened": ", ".join(months["controls_tightened"]),
        "kept": "kept",
    }


@claim("C62")
def modest_revival():
    later = owners_of(GROWTH)
    later = later[later["as_of"] > f"{clock_day():%Y-%m}"]
    eclac, index = rival("growth of Venezuela in 2022, forecast"), growth_index()
    # Modest is a label: by growth it fits what grows by less than a tenth, by level all of them.
    found = [
        Finding("fund", contested("growth_2022_imf_april") < FAST, "2022-04"),
        Finding("eclac", eclac < FAST, "2022-08-23"),
        # Close to the opposition, and yet it counts growth: against the interest of its side.
        Finding("observatory", rival("growth of Venezuela in the first half") < FAST, "2022-07-27"),
        Finding("level", index[2021] * (1 + eclac / 100) < HALF),
        *(one for one in on_record("C62") if one.party),
    ]
    return judged("C62", found), {
        "fund": contested("growth_2022_imf_april"),
        "eclac": eclac,
        "observatory": rival("growth of Venezuela in the first half"),
        "maduro": "10 to 20",
        "guaido": "none",
        "level": round(float(index[2021] * (1 + eclac / 100)), 1),
        "word": "modest",
        "later": f"{later['value'].min():g}, {later['value'].max():g}",
    }


@claim("C63")
def because_of_the_rollback():
    growth = table("sanctions/gdp_by_owner").query("source_key == 'world_bank'").set_index("year")
    rates = growth["gdp_growth_percent"].round(1)
    oil = monthly_oil()
    return judged("C63", [Finding("oliveros", True, "2021")]), {
        "growth": ", ".join(f"{year}: {rates[year]:g}" for year in range(2018, 2023)),
        "oil": f"{oil['2020'].mean():.0f}, {oil['2022'].mean():.0f}",
        "brent": f"{brent(2020):.0f}, {brent(2022):.0f}",
    }


@claim("C66")
def exploratory_meetings():
    visits = american_acts().query("action == 'negotiation' and date > '2021-01-20'")
    sides = [Finding(side, len(visits) > 0, "2022-03-07") for side in ("washington", "caracas")]
    return judged("C66", [*sides, Finding("june", False, "2022-06-27")]), {
        "visits": _days(visits),
        "second": "June",
    }
