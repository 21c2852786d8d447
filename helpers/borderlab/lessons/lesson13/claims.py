"""How lesson 13 tests the claims that it judges: what two presidents announced, as the column reports it."""

from __future__ import annotations

from borderlab.lessons.common import event_date
from borderlab.lessons.lesson13.numbers import ANNOUNCED, late, until
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, judged
from claimlab.lessons.tables import by_id


def _announced(*forecasts: str) -> list[Finding]:
    """Who said it, and when: each speaks here of his own plan."""
    rows = by_id("policy/forecasts_2022").loc[list(forecasts)]
    return [Finding(who, True, day) for who, day in zip(rows["who"], rows["said_on"], strict=True)]


def _in_september(event_id: str) -> Finding:
    """Whether an event came before the month of the column was out."""
    event = by_id("article/events").loc[event_id]
    in_time = event["date"] <= by_id("article/forecasts").loc["F1", "resolves_on"]
    return Finding(event["source"], bool(in_time), f"{event['date']:%Y-%m-%d}")


def _evidence(about: str) -> dict[str, object]:
    return {
        "said_on": by_id("policy/forecasts_2022").loc[ANNOUNCED[about], "said_on"],
        "named_day": f"{until(ANNOUNCED[about]):%Y-%m-%d}",
    }


@claim("C22")
def border_reopens():
    # Lorries and cars are two meanings of a border that reopens.
    came = [_in_september("EV_CARGO_2022"), _in_september("EV_TIENDITAS_2023")]
    return judged("C22", came, said=_announced("P01", "P03")), _evidence("cargo") | {
        "cargo": event_date("EV_CARGO_2022"),
        "cars": event_date("EV_TIENDITAS_2023"),
    }


@claim("C23")
def flights_resume():
    came = [_in_september("EV_FLIGHT_2022")]
    return judged("C23", came, said=_announced("P02", "P04")), _evidence("flights") | {
        "flight": event_date("EV_FLIGHT_2022"),
        "days_late": late(ANNOUNCED["flights"]),
    }
