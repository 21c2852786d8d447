"""How lesson 12 tests the claims that it judges: the column's two dated forecasts."""

from __future__ import annotations

from borderlab.lessons.declare import claim
from borderlab.lessons.lesson12.numbers import days_late, outcomes
from borderlab.lessons.tables import table


def _day(event_id: str) -> str:
    return f"{table('article/events').set_index('event_id').loc[event_id, 'date']:%Y-%m-%d}"


@claim("C22")
def border_reopens():
    cargo_in_time = bool(outcomes()["F1"])
    return "depends on definition" if cargo_in_time else "contradicted", {
        "cargo": _day("EV_CARGO_2022"),
        "cars": _day("EV_TIENDITAS_2023"),
    }


@claim("C23")
def flights_resume():
    return "supported" if outcomes()["F2"] else "contradicted", {
        "flight": _day("EV_FLIGHT_2022"),
        "days_late": days_late(),
    }
