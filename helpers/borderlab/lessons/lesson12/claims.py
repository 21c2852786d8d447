"""How lesson 12 tests the claims that it judges: the column's two dated forecasts."""

from __future__ import annotations

from borderlab.lessons.declare import claim
from borderlab.lessons.judged import Finding, judged
from borderlab.lessons.lesson12.numbers import days_late, outcomes
from borderlab.lessons.tables import event_day


@claim("C22")
def border_reopens():
    cargo_in_time = bool(outcomes()["F1"])
    return judged(
        "C22",
        [Finding("one_reading", bool(cargo_in_time)), Finding("other_reading", False)],
        said=[Finding("record", True)],
    ), {
        "cargo": f"{event_day('EV_CARGO_2022'):%Y-%m-%d}",
        "cars": f"{event_day('EV_TIENDITAS_2023'):%Y-%m-%d}",
    }


@claim("C23")
def flights_resume():
    return judged(
        "C23", [Finding("record", bool(outcomes()["F2"]))], said=[Finding("record", True)]
    ), {
        "flight": f"{event_day('EV_FLIGHT_2022'):%Y-%m-%d}",
        "days_late": days_late(),
    }
