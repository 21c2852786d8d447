"""How lesson 10 tests the claims that it judges."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.common import event_day
from borderlab.lessons.lesson10.numbers import (
    acts,
    given,
    is_conditional,
    mmcf,
)
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import TOLD, Finding, judged, on_record
from claimlab.lessons.tables import by_id, clock_day, table


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
    return all(act_day(act_id) <= clock_day() for act_id in act_ids)


@claim("C48")
def not_measured_so_far():
    rules = {rule: int(is_conditional(rule).sum()) for rule in ("return", "undone", "rights")}
    found = [Finding(rule, count < len(given()) / 2) for rule, count in rules.items()]
    return judged("C48", found), {
        "given": len(given()),
        "by_return": rules["return"],
        "by_undone": rules["undone"],
        "by_rights": rules["rights"],
        "refused": as_text(act_day("ACT_ASYLUM")),
        "unseen": "talks",
    }


@claim("C52")
def ambassador_on_gas():
    opened = as_text(event_day("EV_PIPELINE_2007"))
    said = [Finding("el_nuevo_siglo", in_time("ACT_GAS"), as_text(act_day("ACT_GAS")))]
    return judged("C52", said=said), {
        "said": as_text(act_day("ACT_GAS")),
        "opened": opened,
        "missing": "kilometres",
        "minister": acts().loc["ACT_RESERVES", "own_words"].lower(),
    }


@claim("C53")
def one_way_until_2015():
    gas = table("security/energy_timeline")
    southward = gas[(gas["direction"] == "ven_to_col") & (gas["kind"] == "flow")]
    parts = {
        "one_way": [Finding("timeline", southward.empty)],
        "stopped": [Finding("declined", True, "2015-06"), Finding("expired", False, "2015-06")],
    }
    return judged("C53", parts), {
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
    return judged("C54", [Finding("cambio", in_time("ACT_EXPLORATION"), "2022-06")]), {
        "said": f"{act_day('ACT_EXPLORATION'):%Y-%m}",
        "existing": "go on",
        "later": "dispute",
    }


@claim("C56")
def refused_extradition():
    # Both governments speak here of their own acts: who asked, and who refused.
    own = ("government of Venezuela", "government of Colombia")
    return judged("C56", on_record("C56", own=own)), {
        "asked": as_text(act_day("ACT_DEMAND")),
        "answered": as_text(act_day("ACT_ASYLUM")),
        "names": "nobody",
        "word": "exiles",
    }


@claim("C64")
def oil_of_interest():
    found = [
        Finding("chevron", True, as_text(sanction_day("E29"))),
        Finding("cargoes", True, as_text(act_day("ACT_CARGOES"))),
    ]
    return judged("C64", found), {
        "visit": as_text(sanction_day("E28")),
        "chevron": as_text(sanction_day("E29")),
        "letter": f"{act_day('ACT_CARGOES'):%Y-%m}",
        "small": "volume",
    }


@claim("C26")
def contacts_needed():
    return judged("C26", said=TOLD), {}
