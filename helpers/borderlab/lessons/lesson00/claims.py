"""How lesson 00 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.common import event_date, event_day
from borderlab.lessons.lesson00 import numbers
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import TOLD, Finding, fits_figure, judged, on_record
from claimlab.lessons.tables import by_id, clock_day, contested, figure


@claim("C03")
def sixth_largest():
    rank = contested("city_rank_municipality")
    by_municipality = Finding("census", rank == figure("city_rank"))
    return judged("C03", [by_municipality, *on_record("C03")]), {
        "municipality": int(rank),
        "metropolitan": int(contested("city_rank_metropolitan")),
    }


@claim("C05")
def half_an_hour():
    return judged("C05"), {"distance_km": round(numbers.to_bridge_km(), 1)}


@claim("C13")
def populist():
    return judged("C13", on_record("C13")), {"meanings": "three"}


@claim("C18")
def conservative():
    return judged("C18", on_record("C18")), {"himself": "centre"}


@claim("C19")
def petro_took_office():
    office, column = event_day("EV_PETRO_2022"), clock_day()
    holds = office.to_period("M") + 1 == column.to_period("M")
    of_the_left = [Finding("review", True, "2018-11")]
    return judged("C19", {"office": [Finding("press", bool(holds))], "label": of_the_left}), {
        "office": event_date("EV_PETRO_2022"),
        "column": event_date("EV_COLUMN_2022"),
    }


@claim("C21")
def ambassador_sent():
    named, arrived = map(event_date, ("EV_AMBASSADOR_NAMED_2022", "EV_AMBASSADOR_ARRIVES_2022"))
    found = [Finding("press", named <= arrived <= event_date("EV_COLUMN_2022"))]
    return judged("C21", found), {"named": named, "arrived": arrived}


@claim("C25")
def newspaper_with_hope():
    # A columnist on traders' hopes, and other papers later, are not the newspaper's own words.
    own_words = [Finding(one.source, None) for one in on_record("C25")]
    return judged("C25", said=own_words), {"nearest": "columnist"}


@claim("C32")
def border_length():
    printed, published = figure("border_length_km"), numbers.published_lengths_km()
    found = [
        Finding(source, fits_figure(km, "border_length_km")) for source, km in published.items()
    ]
    return judged("C32", found), {
        "printed_km": float(printed),
        "colombian_km": contested("border_km_colombia"),
        "least_km": float(published.min()),
        "most_km": float(published.max()),
        "short_ruler_km": float(round(numbers.border_length_km(numbers.SHORT_RULER_KM))),
        "long_ruler_km": float(round(numbers.border_length_km(numbers.LONG_RULER_KM))),
        "miles_too_long": round(numbers.rounding_error(), 1),
    }


@claim("C33")
def especially_important():
    return judged("C33"), {"others": "named"}


@claim("C49")
def hurried_to_meet():
    arrived = event_day("EV_AMBASSADOR_ARRIVES_2022")
    received = event_day("EV_AMBASSADOR_RECEIVED_2022")
    met = [Finding("press", bool(arrived <= received <= clock_day()))]
    return judged("C49", {"Maduro": met, "others": on_record("C49")}), {
        "days": (received - arrived).days,
        "unseen": "adjectives",
    }


@claim("C55")
def called_a_nobody():
    # The ambassador's own words, so a government is its own record here.
    words = on_record("C55", own=("government of Colombia",))
    return judged("C55", said=words), {
        "also": by_id("article/events").loc["EV_GUAIDO_REMARK_2022", "label_es"],
        "unseen": "manner",
    }


@claim("C67")
def briefed_the_americans():
    return judged("C67", on_record("C67"), said=TOLD), {"subject": "one"}
