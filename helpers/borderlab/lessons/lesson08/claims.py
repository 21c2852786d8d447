"""How lesson 08 tests the claims that it judges: what these tables hold, and what they lack."""

from __future__ import annotations

from borderlab.lessons.declare import claim
from borderlab.lessons.judged import judged
from borderlab.lessons.lesson08.numbers import (
    ABROAD_EVENTS,
    armed_in_venezuela,
    estimate,
    rings_of,
    statements,
)


@claim("C42")
def the_eln_uses_a_haven():
    low, high = armed_in_venezuela()
    found = estimate("ELN")
    return judged("C42"), {
        "abroad": ABROAD_EVENTS,
        "low": float(low),
        "high": float(high),
        "denials": int(statements()["denies"]),
        "density": round(rings_of("ELN", "area").loc[0, "low"], 2),
        "change": float(found["coefficient"]),
        "interval": f"{found['low']:.2f} to {found['high']:.2f}",
        "missing": "bases",
    }


@claim("C43")
def gangs_use_a_haven():
    return judged("C43"), {"abroad": ABROAD_EVENTS, "clan": 0, "missing": "record"}


@claim("C44")
def with_connivance():
    said = statements()
    return judged("C44"), {
        "alleges": int(said["alleges"]),
        "denies": int(said["denies"]),
        "events": "same",
        "study": "abstract",
        "missing": "act",
    }
