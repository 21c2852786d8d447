"""How lesson 10 tests the claims that it judges."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.declare import claim
from borderlab.lessons.judged import TOLD, Finding, judged
from borderlab.lessons.lesson10.numbers import (
    acts,
    given,
    is_conditional,
    mmcf,
)
from borderlab.lessons.tables import by_id, column_day, event_day, table


def as_text(day: pd.Timestamp) -> str:
    """A day as the evidence says it."""
    return f"{day:%Y-%m-%d}"


def act_day(act_id: str) -> pd.Timestamp:
    """The day of an act of 2022."""
    return acts().loc[act_id, "date"]


def sanction_day(event_id: str) -> pd.Timestamp:
    """The day of an act of the sanctions timeline."""
    return by_id("sanctions/timeline").loc[event_id, "date"]


def in_time(*act_ids: str) -> bool:
    """Whether all of these acts came before the column."""
    return all(act_day(act_id) <= column_day() for act_id in act_ids)


@claim("C48")
def not_measured_so_far():
    return judged("C48", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "given": len(given()),
        "by_return": int(is_conditional("return").sum()),
        "by_undone": int(is_conditional("undone").sum()),
        "by_rights": int(is_conditional("rights").sum()),
        "refused": as_text(act_day("ACT_ASYLUM")),
        "unseen": "talks",
    }


@claim("C52")
def ambassador_on_gas():
    opened = as_text(event_day("EV_PIPELINE_2007"))
    held = in_time("ACT_GAS") and opened.startswith("2007")
    return judged("C52", [Finding("record", bool(held))], said=[Finding("record", True)]), {
        "said": as_text(act_day("ACT_GAS")),
        "opened": opened,
        "missing": "kilometres",
        "minister": acts().loc["ACT_RESERVES", "own_words"].lower(),
    }


@claim("C53")
def one_way_until_2015():
    gas = table("security/energy_timeline")
    southward = gas[(gas["direction"] == "ven_to_col") & (gas["kind"] == "flow")]
    return judged("C53", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "southward": len(southward),
        "stopped_first": "2014",
        "flow_then": mmcf("stopped"),
        "expired": as_text(event_day("EV_GAS_CONTRACT_2015")),
        "contract": mmcf("last_contract"),
        "flow": mmcf("last"),
        "renewal": "declined",
    }


@claim("C54")
def discourage_exploration():
    return judged("C54", [Finding("record", bool(in_time("ACT_EXPLORATION")))]), {
        "said": f"{act_day('ACT_EXPLORATION'):%Y-%m}",
        "existing": "go on",
        "later": "dispute",
    }


@claim("C56")
def refused_extradition():
    held = act_day("ACT_DEMAND") <= act_day("ACT_ASYLUM") <= column_day()
    return judged("C56", [Finding("record", bool(held))]), {
        "asked": as_text(act_day("ACT_DEMAND")),
        "answered": as_text(act_day("ACT_ASYLUM")),
        "names": "nobody",
        "word": "exiles",
    }


@claim("C64")
def oil_of_interest():
    held = in_time("ACT_CARGOES") and sanction_day("E29") <= column_day()
    return judged("C64", [Finding("record", bool(held))]), {
        "visit": as_text(sanction_day("E28")),
        "chevron": as_text(sanction_day("E29")),
        "letter": f"{act_day('ACT_CARGOES'):%Y-%m}",
        "small": "volume",
    }


@claim("C26")
def contacts_needed():
    return judged("C26", said=TOLD), {}
