"""How lesson 10 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.common import event_date
from borderlab.lessons.lesson10 import numbers as n
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import TOLD, Finding, judged, on_record
from claimlab.lessons.tables import by_id, table


def act_date(act_id: str) -> str:
    """The day of an act of 2022 as text, which sorts as days do."""
    return f"{n.acts().loc[act_id, 'date']:%Y-%m-%d}"


def sanction_date(event_id: str) -> str:
    """The day of an act of the sanctions timeline as text."""
    return f"{by_id('sanctions/timeline').loc[event_id, 'date']:%Y-%m-%d}"


def in_time(act_id: str) -> bool:
    """Whether an act came before the column."""
    return act_date(act_id) <= event_date("EV_COLUMN_2022")


@claim("C48")
def not_measured_so_far():
    rules = {rule: int(n.is_conditional(rule).sum()) for rule in ("return", "undone", "rights")}
    found = [Finding(rule, count < len(n.given()) / 2) for rule, count in rules.items()]
    return judged("C48", found), {
        "given": len(n.given()),
        "by_return": rules["return"],
        "by_undone": rules["undone"],
        "by_rights": rules["rights"],
        "refused": act_date("ACT_ASYLUM"),
        "unseen": "talks",
    }


@claim("C52")
def ambassador_on_gas():
    said = [Finding("el_nuevo_siglo", in_time("ACT_GAS"), act_date("ACT_GAS"))]
    return judged("C52", said=said), {
        "said": act_date("ACT_GAS"),
        "opened": event_date("EV_PIPELINE_2007"),
        "missing": "kilometres",
        "minister": n.acts().loc["ACT_RESERVES", "own_words"].lower(),
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
        "flow_then": n.mmcf("stopped"),
        "expired": event_date("EV_GAS_CONTRACT_2015"),
        "contract": n.mmcf("last_contract"),
        "flow": n.mmcf("last"),
        "renewal": "declined",
    }


@claim("C54")
def discourage_exploration():
    return judged("C54", [Finding("cambio", in_time("ACT_EXPLORATION"), "2022-06")]), {
        "said": act_date("ACT_EXPLORATION")[:7],
        "existing": "go on",
        "later": "dispute",
    }


@claim("C56")
def refused_extradition():
    # Both governments speak here of their own acts: who asked, and who refused.
    own = ("government of Venezuela", "government of Colombia")
    return judged("C56", on_record("C56", own=own)), {
        "asked": act_date("ACT_DEMAND"),
        "answered": act_date("ACT_ASYLUM"),
        "names": "nobody",
        "word": "exiles",
    }


@claim("C64")
def oil_of_interest():
    found = [
        Finding("chevron", True, sanction_date("E29")),
        Finding("cargoes", True, act_date("ACT_CARGOES")),
    ]
    return judged("C64", found), {
        "visit": sanction_date("E28"),
        "chevron": sanction_date("E29"),
        "letter": act_date("ACT_CARGOES")[:7],
        "small": "volume",
    }


@claim("C26")
def contacts_needed():
    return judged("C26", said=TOLD), {}
