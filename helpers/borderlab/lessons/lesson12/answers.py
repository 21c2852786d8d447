"""What lesson 12 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

from borderlab.lessons.declare import Chart, exercise, goal, prediction, question
from borderlab.lessons.lesson12.numbers import (
    FRIEND,
    board,
    cards,
    days_late,
    friend,
    no_change,
    outcomes,
)
from borderlab.lessons.tables import column_day, event_day
from borderlab.models.agreement import brier

# A forecast that can be scored; words of both languages of the kit are understood.
CARD = {
    "properties": {
        "event": {
            "minLength": 15,
            "maxLength": 300,
            "not": {"pattern": r"(?i)\b(may|might|could|risks?|perhaps|podr[íi]an?|quiz[áa]s?)\b"},
        },
        "until": {"pattern": r"\b(20)\d\d\b", "maxLength": 60},
        "chance_percent": {"pattern": r"^\s*\d{1,2}([.,]\d)?\s*%?\s*$"},
        "decided_by": {"minLength": 10, "maxLength": 300},
    },
}
SOUND = {
    "event": "Invamer finds that fewer than 40 per cent approve of the president",
    "until": "31 December 2022",
    "chance_percent": "35",
    "decided_by": "the poll of Invamer nearest to that day",
}


@exercise("E12.1")
def score_of_a_card():
    happened = outcomes()
    squares = [(chance - happened[name]) ** 2 for name, chance in FRIEND.items()]
    yield friend()
    yield "not-squared", sum(abs(p - happened[name]) for name, p in FRIEND.items()) / len(FRIEND)
    yield "sum", sum(squares)
    yield "turned-round", brier(list(FRIEND.values()), [not happened[name] for name in FRIEND])
    yield "chances-squared", sum(p**2 for p in FRIEND.values()) / len(FRIEND)


@exercise("E12.2")
def score_of_no_change():
    same, happened = no_change(), outcomes()
    hits = sum(same[name] == happened[name] for name in same) / len(same)
    shared = list(cards()["column"])
    yield 1 - hits
    yield "share-right", hits
    yield "two-only", brier([same[name] for name in shared], [happened[name] for name in shared])
    yield "misses-counted", (1 - hits) * len(same)


@exercise("E12.3")
def how_late():
    flight = event_day("EV_FLIGHT_2022")
    yield days_late()
    yield "from-the-column", (flight - column_day()).days
    yield "from-the-promise", (flight - event_day("EV_CARGO_2022")).days
    yield "both-ends", days_late() + 1


@exercise("E12.4", kind="chart")
def drawn_board():
    yield Chart(board(), x="forecaster", y="shared_brier", kinds=("bar", "point"))


@exercise("E12.5", kind="card", schema=CARD, optional=True)
def a_forecast_that_can_be_scored():
    yield None
    yield "no-day", {k: v for k, v in SOUND.items() if k != "until"}
    yield "hedged", SOUND | {"event": "Mr Petro risks losing his public"}
    yield "certain", SOUND | {"chance_percent": "100"}


@prediction("P12.1", low=0, high=8, step=1)
def how_many_happened():
    return int(outcomes().sum())


@prediction("P12.2", kind="choice")
def best_on_two():
    scores = board().set_index("forecaster")["shared_brier"]
    return str(scores.idxmin())


@goal("G12.1")
def fewest_days(frame, days):
    """The column beats the shrug, and a day less would not do."""
    two = board(days).set_index("forecaster")["shared_brier"]
    before = board(max(days - 1, 0)).set_index("forecaster")["shared_brier"]
    return two["column"] < two["fifty"] and before["column"] >= before["fifty"]


@goal("G12.2")
def boasting_pays(frame, chance, said_percent, rule):
    """Certainty is reported without being felt, and costs less than the truth would."""
    return rule == "plain" and said_percent == 100 and 50 < chance < 100


question("Q12.1", right="alone-no")
question("Q12.2", right="same")
question("Q12.3", right="risk")
