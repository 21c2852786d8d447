"""How lesson 11 tests the four sentences of the column that judge a government or a vote."""

from __future__ import annotations

from borderlab.lessons.common import event_day
from borderlab.lessons.lesson11 import numbers as n
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, judged, on_record
from claimlab.lessons.tables import clock_day, table


def _label() -> list[Finding]:
    """What owners and scholars say of "a dictator": each on its own scale, by its own border."""
    lowest, free = n.worth("polity", "VEN").min(), n.called_democracy("Bjørnskov-Rode", "VEN")
    return [
        *on_record("C17"),
        # In this scheme a country is a democracy or a dictatorship, and there is no third.
        Finding("bjornskov", not free.iloc[-1], "2020"),
        # By its owner an autocracy lies at −6 or below.
        Finding("polity", bool(lowest <= -6), "2020-04"),
    ]


@claim("C01")
def despot():
    announced = event_day("EV_RELATIONS_ANNOUNCED_2022")
    arrived = event_day("EV_AMBASSADOR_ARRIVES_2022")
    # "Cosies up" is the headline's manner; what it tells is that ties were taken up again.
    close = [Finding("press", bool(announced < arrived <= clock_day()))]
    # No list has the word "despot": the label is measured as "a dictator" is.
    return judged("C01", {"close": close, "label": _label()}), {
        "announced": f"{announced:%Y-%m-%d}",
        "arrived": f"{arrived:%Y-%m-%d}",
        "unseen": "manner",
    }


@claim("C17")
def a_label():
    polity = n.worth("polity", "VEN")
    return judged("C17", _label()), {
        "index": "authoritarian",
        "ties": "one house",
        "scheme": int(n.exits()["Bjørnskov-Rode"]),
        "polity": int(polity.iloc[-1]),
        "hybrid": "tutelary",
        "vote": "from a vote",
        "later": "both sides",
    }


@claim("C30")
def not_free():
    # A class of a government is no judgement of a vote: what looked at the vote decides.
    vote = n.cited("free and fair election", "VEN")[2018]
    found = [
        *on_record("C30"),
        Finding("bjornskov_vote", bool(vote == 0), "2020"),
        Finding("clean", bool(n.worth("clean", "VEN")[2018] < 0.5), "2025-03"),
    ]
    free, of = n.verdict_by("VEN", 2018)
    return judged("C30", found), {
        "index": "none",
        "measure": int(vote),
        "clean": n.worth("clean", "VEN")[2018],
        "sets": free,
        "of": of,
        "observer": "basic guarantees",
        "sides": "own",
        "turnout": "46",
    }


@claim("C57")
def brutal_justice():
    law = table("democracy/vdem").query("measure == 'equality before the law' and year == @n.LAST")
    law = law.set_index("iso3")["value"]
    # "Brutal" is an adjective beside what was found. What awaits people who were not sent is a
    # forecast without a day or a measure: of these no record could exist.
    parts = {"found": on_record("C57"), "awaits": ()}
    return judged("C57", parts, decidable=False), {
        "found": "found",
        "own": int(n.finding("R01")["persons"]),
        "held": int(n.finding("P01")["persons"]),
        "justice": n.cited("criminal justice", "VEN").iloc[-1],
        "law": law["VEN"],
        "law_colombia": law["COL"],
        "other": "other",
        "denied": "denied",
        "missing": "missing",
    }
