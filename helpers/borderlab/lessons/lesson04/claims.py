"""How lesson 04 tests the claims that it judges."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.common import american_acts, published
from borderlab.lessons.lesson04.numbers import HSE_CASES, acts, aim
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, judged, on_record
from claimlab.lessons.tables import by_id, table

TRUMP = slice("2017-01-20", "2021-01-20")  # the term of the attempt that C59 speaks of
WASHINGTON = "government of the United States"
DUQUE_2018 = "Iván Duque, president of Colombia (Kienyke)"
HAUSMANN = "Ricardo Hausmann and Frank Muci (Bolívar Cúcuta, on El Nacional)"


def _days(acts: pd.DataFrame) -> str:
    return ", ".join(acts["date"].dt.strftime("%Y-%m-%d"))


@claim("C60")
def it_failed():
    # "It" is the attempt to topple the government. Left out: who speaks of another aim. An ally of
    # the senders who grants that the aim was missed speaks against his own interest.
    found = on_record("C60", own=("former government of Colombia",), without=(HAUSMANN,))
    aimed, other = aim("regime_change"), aim("other")
    wholly = aim("regime_change", only="acquiescence_total")
    return judged("C60", [Finding("office", True), *found]), {
        "aims": "white_house",
        "removal": "not reached",
        "ended": "no",
        "aimed": round(aimed.percent, 1),
        "aimed_cases": aimed.cases,
        "wholly": round(wholly.percent, 1),
        "unknown": round(aim("regime_change", unknown=True).percent, 1),
        "other": round(other.percent, 1),
        "hse": round(100 * published("hse_1990_1") / HSE_CASES, 1),
        "pape": round(100 * published("pape_1998_1") / HSE_CASES, 1),
        "threats_filed": int(acts().get("threat", 0)),
        "not_computed": "without",
    }


@claim("C59")
def attempt_to_topple():
    acts = american_acts().set_index("date").sort_index().loc[TRUMP]
    imposed = acts.query("action == 'impose'")
    governments = ("governments of the United States and Colombia", "government of Colombia")
    found = {
        "attempt": [
            Finding("white_house", True, "2019-08-06"),
            Finding("orders", "comprehensive" in set(imposed["category"]), "2019-08-05"),
        ],
        # Left out: in 2018 Duque says which sanctions he wants, not that he stands apart.
        "linked": on_record("C59", own=(*governments, WASHINGTON), without=(DUQUE_2018,)),
    }
    return judged("C59", found), {
        "washington": "aim",
        "caracas": "reply",
        "imposed": len(imposed),
        "on_oil": int(imposed["is_oil_related"].sum()),
        "comprehensive": str(imposed.query("category == 'comprehensive'").index[0].date()),
        "recognition": str(acts.query("category == 'recognition'").index[0].date()),
        "offer": str(acts.query("action == 'offer'").index[0].date()),
        "duque": "personal",
        "colombian": int((table("sanctions/timeline")["issuer"] == "COL").sum()),
    }


@claim("C65")
def still_in_place():
    acts = american_acts()
    licence = acts.set_index("event_id").loc["E50", "date"]
    # The sender speaks of its own orders, so it is a record of them.
    found = [*on_record("C65", own=(WASHINGTON,)), Finding("licence", True, f"{licence:%Y-%m-%d}")]
    return judged("C65", found), {
        "imposed": int((acts["action"] == "impose").sum()),
        "eased": _days(acts.query("action == 'ease'")),
        "letter": f"{by_id('policy/acts').loc['ACT_CARGOES', 'date']:%Y-%m}",
        "exempt": _days(acts.query("action == 'exempt'")),
    }
