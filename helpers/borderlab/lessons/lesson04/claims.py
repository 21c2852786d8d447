"""How lesson 04 tests the claim that it judges."""

from __future__ import annotations

from borderlab.lessons.common import published
from borderlab.lessons.lesson04.numbers import HSE_CASES, acts, aim
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, judged, on_record

HAUSMANN = "Ricardo Hausmann and Frank Muci (Bolívar Cúcuta, on El Nacional)"


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
