"""How lesson 00 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.declare import claim
from borderlab.lessons.judged import TOLD, Finding, fits_figure, judged
from borderlab.lessons.lesson00.numbers import (
    LONG_RULER_KM,
    SHORT_RULER_KM,
    border_length_km,
    published_lengths_km,
    rounding_error,
    to_bridge_km,
)
from borderlab.lessons.tables import by_id, column_day, contested, event_day, figure


@claim("C03")
def sixth_largest():
    rank = contested("city_rank_municipality")
    holds = rank == figure("city_rank")
    return judged("C03", [Finding("one_reading", bool(holds)), Finding("other_reading", False)]), {
        "by_municipality": int(rank),
        "by_metropolitan_area": "listed",
    }


@claim("C05")
def half_an_hour():
    speed = to_bridge_km() / (figure("travel_time") / 60)
    return judged("C05", [Finding("record", bool(5 <= speed <= 50))]), {
        "distance_km": round(to_bridge_km(), 1),
        "speed": round(speed),
        "assumed": "pace",
    }


@claim("C19")
def petro_took_office():
    office, column = event_day("EV_PETRO_2022"), column_day()
    holds = office.to_period("M") + 1 == column.to_period("M")
    return judged("C19", [Finding("record", bool(holds))]), {
        "office": f"{office:%Y-%m-%d}",
        "column": f"{column:%Y-%m-%d}",
        "label": "not judged",
    }


@claim("C21")
def ambassador_sent():
    named, arrived = event_day("EV_AMBASSADOR_NAMED_2022"), event_day("EV_AMBASSADOR_ARRIVES_2022")
    holds = named <= arrived <= column_day()
    return judged("C21", [Finding("record", bool(holds))]), {
        "named": f"{named:%Y-%m-%d}",
        "arrived": f"{arrived:%Y-%m-%d}",
    }


@claim("C25")
def newspaper_with_hope():
    return judged("C25", said=[]), {}


@claim("C32")
def border_length():
    printed, published = figure("border_length_km"), published_lengths_km()
    found = [
        Finding(source, fits_figure(km, "border_length_km")) for source, km in published.items()
    ]
    return judged("C32", found), {
        "printed_km": float(printed),
        "colombian_km": contested("border_km_colombia"),
        "least_km": float(published.min()),
        "most_km": float(published.max()),
        "short_ruler_km": float(round(border_length_km(SHORT_RULER_KM))),
        "long_ruler_km": float(round(border_length_km(LONG_RULER_KM))),
        "miles_too_long": round(rounding_error(), 1),
    }


@claim("C49")
def hurried_to_meet():
    arrived, received = (
        event_day("EV_AMBASSADOR_ARRIVES_2022"),
        event_day("EV_AMBASSADOR_RECEIVED_2022"),
    )
    return judged("C49", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "days": (received - arrived).days,
        "unseen": "adjectives",
    }


@claim("C55")
def called_a_nobody():
    event = by_id("article/events").loc["EV_GUAIDO_REMARK_2022"]
    return judged("C55", said=[Finding("record", True)]), {
        "printed": event["label_es"],
        "literally": "translated",
    }


@claim("C67")
def briefed_the_americans():
    return judged("C67", said=TOLD), {}


@claim("C01")
def despot():
    return judged("C01"), {}


@claim("C13")
def populist():
    return judged("C13"), {}


@claim("C18")
def conservative():
    return judged("C18"), {}


@claim("C33")
def especially_important():
    return judged("C33"), {}
