"""How lesson 10 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.declare import claim
from borderlab.lessons.lesson10.numbers import (
    COLUMN_DATE,
    act_day,
    acts,
    event_day,
    given,
    is_conditional,
    mmcf,
)
from borderlab.lessons.tables import table


def sanction_day(event_id: str) -> str:
    """The day of an act of the sanctions timeline."""
    return f"{table('sanctions/timeline').set_index('event_id').loc[event_id, 'date']:%Y-%m-%d}"


def in_time(*act_ids: str) -> bool:
    """Whether all of these acts came before the column."""
    return all(act_day(act_id) <= COLUMN_DATE for act_id in act_ids)


@claim("C48")
def not_measured_so_far():
    return "depends on definition", {
        "given": len(given()),
        "by_return": int(is_conditional("return").sum()),
        "by_undone": int(is_conditional("undone").sum()),
        "by_rights": int(is_conditional("rights").sum()),
        "refused": act_day("ACT_ASYLUM"),
        "unseen": "talks",
    }


@claim("C52")
def ambassador_on_gas():
    opened = event_day("EV_PIPELINE_2007")
    held = in_time("ACT_GAS") and opened.startswith("2007")
    return "supported" if held else "contradicted", {
        "said": act_day("ACT_GAS"),
        "opened": opened,
        "missing": "kilometres",
        "minister": acts().loc["ACT_RESERVES", "own_words"].lower(),
    }


@claim("C53")
def one_way_until_2015():
    gas = table("security/energy_timeline")
    southward = gas[(gas["direction"] == "ven_to_col") & (gas["kind"] == "flow")]
    return "depends on definition", {
        "southward": len(southward),
        "stopped_first": "2014",
        "flow_then": mmcf("stopped"),
        "expired": event_day("EV_GAS_CONTRACT_2015"),
        "contract": mmcf("last_contract"),
        "flow": mmcf("last"),
        "renewal": "declined",
    }


@claim("C54")
def discourage_exploration():
    return "supported" if in_time("ACT_EXPLORATION") else "contradicted", {
        "said": f"{acts().loc['ACT_EXPLORATION', 'date']:%Y-%m}",
        "existing": "go on",
        "later": "dispute",
    }


@claim("C56")
def refused_extradition():
    held = act_day("ACT_DEMAND") <= act_day("ACT_ASYLUM") <= COLUMN_DATE
    return "supported" if held else "contradicted", {
        "asked": act_day("ACT_DEMAND"),
        "answered": act_day("ACT_ASYLUM"),
        "names": "nobody",
        "word": "exiles",
    }


@claim("C64")
def oil_of_interest():
    held = in_time("ACT_CARGOES") and sanction_day("E29") <= COLUMN_DATE
    return "supported" if held else "contradicted", {
        "visit": sanction_day("E28"),
        "chevron": sanction_day("E29"),
        "letter": f"{acts().loc['ACT_CARGOES', 'date']:%Y-%m}",
        "small": "volume",
    }
