"""How lesson 08 tests the claims that it judges: who recorded what, and what the tables cannot see.

A haven is a place where a group can rest, hide or trade; whether the state allows it is asked in C44 alone.
"""

from __future__ import annotations

from borderlab.lessons.lesson08 import numbers as n
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, judged, on_record

# Records that are left out as beside the point, or counted in another way, by claim.
_ELN_OF_ITSELF = "Pablo Beltrán, ELN, to BBC Mundo (El Nuevo Siglo)"
_OTHER_C42 = (
    _ELN_OF_ITSELF,  # it grants what it denied: against its own interest, so it counts
    "Human Rights Watch (El País, Madrid)",  # fighting on both sides is no rest
    "International Narcotics Control Board (Síntesis)",  # wider activities are no haven
    "Nicolás Maduro (Infobae)",  # he does not name the ELN
)
_OTHER_C43 = (
    "Police intelligence source (La Opinión, Cúcuta)",  # the police of one side, through a paper
    "Jorge Luis Vargas, director of the police of Colombia (Infobae)",  # a list of 28 countries
)
_APPROVED = "InSight Crime (La Patilla, on Infobae)"  # filed under C43, and it says both
_OTHER_C44 = (
    "Human Rights Watch (El Espectador)",  # a paper on the report whose text is counted
    "Hugo Chávez, president of Venezuela (Diario de Cuyo)",  # another government, another group
    "Tareck El Aissami, interior minister of Venezuela (El Espectador in Cosecha Roja)",  # the same
)


def _recorded(key: str, fits: bool, date: str, topic: str, **more: bool) -> Finding:
    """A row of ``security/records`` as a finding under a name of our own."""
    return Finding(key, fits, n.record(date, topic)["published"], **more)


def _hunted() -> list[Finding]:
    """A gang on Venezuelan soil that the state's forces pursue."""
    return [
        _recorded("captured", False, "2019-06-18", "gangs: Rastrojos"),
        _recorded("fought", False, "2020-02", "gangs: Rastrojos"),
    ]


@claim("C42")
def the_eln_has_a_haven():
    low, high = n.armed_in_venezuela()
    records = [
        *on_record("C42", without=_OTHER_C42),
        _recorded("own", True, "2020-08", "ELN on itself"),
    ]
    return judged("C42", records), {
        "low": float(low),
        "high": float(high),
        "abroad": n.ABROAD_EVENTS,
    }


@claim("C43")
def gangs_have_a_haven():
    records = [*on_record("C43", without=_OTHER_C43), *_hunted()]
    return judged("C43", records), {
        "newest": n.record("2020-02", "gangs: Rastrojos")["published"],
        "clan": "list",
        "events": 0,
    }


@claim("C44")
def with_connivance():
    parts = {
        "eln": [
            *on_record("C44", without=_OTHER_C44),
            _recorded("welcome", True, "2019-07-28", "FARC dissidents", party=True),
        ],
        "gangs": [
            *(one for one in on_record("C43") if one.source == _APPROVED),
            *_hunted(),
        ],
    }
    return judged("C44", parts), {
        "guards": n.record("2018-11-03", "soldiers killed")["says"],
        "counts": "same",
        "study": "abstract",
        "decide": "act",
    }
