"""The numbers that the prose of lesson 04 quotes."""

from __future__ import annotations

from borderlab.lessons.common import published
from borderlab.lessons.lesson04.numbers import (
    BLUFF,
    GAME,
    HSE_CASES,
    acts,
    aim,
    difference,
    game,
    ties_of,
    way,
)
from borderlab.replications import replicated
from claimlab.lessons.tables import table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    unseen, imposed = way("drezner")["never_carried_out"], way("drezner")["imposed"]
    ties_unseen, ties_imposed = way("ties")["never_carried_out"], way("ties")["imposed"]
    back = ties_of(("threat_only",), "sender_capitulation")
    settled = {
        name: ties_of((stage,), "negotiated_settlement").gave_way
        for name, stage in (("unseen", "threat_only"), ("imposed", "threat_then_imposed"))
    }
    ties = table("sanctions/ties_counts")
    doubtful, credible, bluff = game(r0=0.4), game(r0=0.6), game(r0=BLUFF)
    aimed, wholly = aim("regime_change"), aim("regime_change", only="acquiescence_total")
    return {
        "threats": unseen.cases + imposed.cases,
        "imposed": imposed.cases,
        "imposed_worked": imposed.gave_way,
        "unseen": unseen.cases,
        "unseen_worked": unseen.gave_way,
        "unseen_nominal": unseen.cases - unseen.gave_way,
        "all_percent": 100 * unseen.gave_way / (unseen.cases + imposed.cases),
        "ties_cases": int(ties["cases_count"].sum()),
        "ties_unknown": int(ties.loc[ties["outcome"] == "unknown", "cases_count"].sum()),
        "ties_unseen": ties_unseen.cases,
        "ties_unseen_percent": ties_unseen.percent,
        "ties_imposed": ties_imposed.cases,
        "ties_imposed_percent": ties_imposed.percent,
        "ties_p": difference("ties").p_fisher,
        "settled_unseen_percent": way("ties_settled")["never_carried_out"].percent,
        "settled_imposed_percent": way("ties_settled")["imposed"].percent,
        "settlements_unseen": settled["unseen"],
        "settlements_imposed": settled["imposed"],
        "backed_down": back.gave_way,
        "pain": GAME["K"],
        "threat_doubtful_percent": 100 * doubtful.threat_works,
        "threat_credible_percent": 100 * credible.threat_works,
        "imposed_doubtful_percent": 100 * doubtful.imposed_works,
        "imposed_credible_percent": 100 * credible.imposed_works,
        "bluff_percent": 100 * bluff.bluff_probability,
        "aimed": aimed.cases,
        "aimed_worked": aimed.gave_way,
        "aimed_percent": aimed.percent,
        "aimed_wholly": wholly.gave_way,
        "aimed_unknown": aim("regime_change", unknown=True).cases,
        "aimed_unknown_percent": aim("regime_change", unknown=True).percent,
        "other_percent": aim("other").percent,
        "other": aim("other").cases,
        "hse_cases": HSE_CASES,
        "hse_worked": int(published("hse_1990_1")),
        "pape_worked": int(published("pape_1998_1")),
        "pape_force": int(published("pape_1998_2")),
        "hse_percent": 100 * published("hse_1990_1") / HSE_CASES,
        "acts": int(acts().sum()),
        "acts_imposed": int(acts()["impose"]),
        **replicated("04"),
        "acts_threats": int(acts()["threat"]),
    }
