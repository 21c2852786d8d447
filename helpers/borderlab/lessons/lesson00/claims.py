"""How lesson 00 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.declare import claim
from borderlab.lessons.lesson00.numbers import (
    LONG_RULER_KM,
    SHORT_RULER_KM,
    border_length_km,
    published_lengths_km,
    rounding_error,
    to_bridge_km,
)
from borderlab.lessons.tables import by_id, column_day, contested, event_day, figure, table


@claim("C03")
def sixth_largest():
    rank = contested("city_rank_municipality")
    holds = rank == figure("city_rank")
    return "depends on definition" if holds else "contradicted", {
        "by_municipality": int(rank),
        "by_metropolitan_area": "listed",
    }


@claim("C05")
def half_an_hour():
    speed = to_bridge_km() / (figure("travel_time") / 60)
    return "supported" if 5 <= speed <= 50 else "contradicted", {
        "distance_km": round(to_bridge_km(), 1),
        "speed": round(speed),
        "assumed": "pace",
    }


@claim("C19")
def petro_took_office():
    office, column = event_day("EV_PETRO_2022"), column_day()
    holds = office.to_period("M") + 1 == column.to_period("M")
    return "supported" if holds else "contradicted", {
        "office": f"{office:%Y-%m-%d}",
        "column": f"{column:%Y-%m-%d}",
        "label": "not judged",
    }


@claim("C21")
def ambassador_sent():
    named, arrived = event_day("EV_AMBASSADOR_NAMED_2022"), event_day("EV_AMBASSADOR_ARRIVES_2022")
    holds = named <= arrived <= column_day()
    return "supported" if holds else "contradicted", {
        "named": f"{named:%Y-%m-%d}",
        "arrived": f"{arrived:%Y-%m-%d}",
    }


def records_of(claim_id: str) -> tuple[str, dict[str, object]]:
    """A claim for which the kit holds dated records, or none."""
    records = table("article/events")["claim_id"].str.contains(claim_id, na=False)
    return "still open", {"records": int(records.sum())}


@claim("C25")
def newspaper_with_hope():
    return records_of("C25")


@claim("C32")
def border_length():
    printed, published = figure("border_length_km"), published_lengths_km()
    fits = published.round(-2) == printed  # printed to hundreds
    if fits.all():
        status = "supported"
    else:
        status = "depends on definition" if fits.any() else "contradicted"
    return status, {
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
    return "depends on definition", {"days": (received - arrived).days, "unseen": "adjectives"}


@claim("C55")
def called_a_nobody():
    event = by_id("article/events").loc["EV_GUAIDO_REMARK_2022"]
    return "depends on definition", {"printed": event["label_es"], "literally": "translated"}


@claim("C67")
def briefed_the_americans():
    return records_of("C67")
