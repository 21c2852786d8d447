"""What lesson 12 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

from borderlab.lessons.declare import Chart, exercise, goal, prediction, question
from borderlab.lessons.lesson12.numbers import (
    FRIEND,
    WEATHER,
    board,
    cards,
    days_late,
    friend,
    no_change,
    outcomes,
)
from borderlab.lessons.tables import column_day, event_day
from borderlab.models.agreement import brier

# A forecast that can be scored; words of both languages of the kit are understood. May with a
# number or after a preposition is the month, and inside a sentence with a capital it is, too.
_MAY = r"(?<!\bin )(?<!\bby )(?<!\bof )(?<!\buntil )(?<!\bbefore )(?<!\d )\bmay\b(?!,? +\d)"
_HEDGE = (
    rf"{_MAY}|^May\b(?!,? +\d)|\bMAY\b|(?i:\b(might|could|risks?|perhaps|maybe|possibly|probably|"
    r"podr[íi]an?|pueden?|arriesgan?|quiz[áa]s?|tal vez)\b)"
)
# What can be counted or seen: a figure, a number in words, or an act that has a day.
_SEEN = (
    r"\d|(?i:\b(half|third|quarter|majority|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"mitad|tercio|cuarto|mayor[íi]a|diez|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|"
    r"resigns?|steps? down|signs?|wins?|elected|re-?elected|dismiss\w*|removed?|impeach\w*|veto\w*|passes|"
    r"rejects?|votes?|elections?|referend\w+|renuncia\w*|dimite\w*|firma\w*|gana\w*|elegid[oa]|destitu\w+|"
    r"aprueba\w*|rechaza\w*|vota\w*|elecci[óo]n\w*)\b)"
)
_NUMBER = r"^[-+]?\d+([.,]\d+)? *(%|per ?cent|por ciento)?$"
_SHARE = r"^(0?[.,]\d+|1[.,]0*)$"
CARD = {
    "properties": {
        "event": {
            "minLength": 15,
            "maxLength": 300,
            "not": {"pattern": _HEDGE},
            "pattern": _SEEN,
        },
        "until": {"pattern": r"\b(20)\d\d\b", "maxLength": 60},
        "chance_percent": {
            "type": ["string", "number"],
            "anyOf": [  # a chance of 0 or 100 and more fits none of these
                {"pattern": r"^\+?0*[1-9]\d?([.,]\d+)?(?!\d)"},
                {"pattern": _SHARE},
                {"not": {"pattern": _NUMBER}},
            ],
            "not": {"pattern": _SHARE},
            "pattern": _NUMBER,
        },
        "decided_by": {"minLength": 10, "maxLength": 300},
    },
}
SOUND = {
    "event": "Invamer finds that fewer than 40 per cent approve of the president",
    "until": "31 December 2022",
    "chance_percent": 35,
    "decided_by": "the poll of Invamer nearest to that day",
}


@exercise("E12.1")
def score_of_a_card():
    chances = list(FRIEND.values())
    misses = [abs(chance - came) for chance, came in zip(chances, WEATHER, strict=True)]
    yield friend()
    yield "not-squared", sum(misses) / len(misses)
    yield "sum", sum(miss**2 for miss in misses)
    yield "turned-round", brier(chances, [not came for came in WEATHER])
    yield "chances-squared", sum(p**2 for p in chances) / len(chances)


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
    yield Chart(board(), x="forecaster", y="shared_brier", kinds=("bar", "point"), best="low")


@exercise("E12.5", kind="card", schema=CARD, optional=True)
def a_forecast_that_can_be_scored():
    yield None
    yield "no-day", {k: v for k, v in SOUND.items() if k != "until"}
    yield "no-year", SOUND | {"until": "soon"}
    yield "hedged", SOUND | {"event": "Invamer may find that fewer than 40 per cent approve"}
    yield "vague", SOUND | {"event": "President Petro loses his public"}
    yield "share", SOUND | {"chance_percent": 0.35}
    yield "no-number", SOUND | {"chance_percent": "five"}
    yield "certain", SOUND | {"chance_percent": 100}


@prediction("P12.1", low=0, high=8, step=1)
def how_many_happened():
    return int(outcomes().sum())


@prediction("P12.2", kind="choice")
def best_on_two():
    scores = board().set_index("forecaster")["shared_brier"]
    return str(scores.idxmin())


@goal("G12.1")
def fewest_days(frame, days, sure_percent=100):
    """The column beats the shrug, and a day less would not do."""
    now, before = (
        board(d, sure=sure_percent / 100).set_index("forecaster")["shared_brier"]
        for d in (days, max(days - 1, 0))
    )
    return now["column"] < now["shrug"] and before["column"] >= before["shrug"]


@goal("G12.2")
def boasting_pays(frame, chance, said_percent, rule):
    """Certainty is reported without being felt, and costs less than the truth would."""
    return rule == "plain" and said_percent == 100 and 50 < chance < 100


question("Q12.1", right="alone-no")
question("Q12.2", right="same")
question("Q12.3", right="risk")
