"""What lesson 13 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.common import event_day
from borderlab.lessons.lesson13 import numbers as n
from borderlab.models.agreement import brier
from claimlab.lessons.declare import Chart, exercise, goal, prediction, question
from claimlab.lessons.tables import by_id, clock_day

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


@exercise("E13.1")
def score_of_a_card():
    chances = list(n.FRIEND.values())
    misses = [abs(chance - came) for chance, came in zip(chances, n.WEATHER, strict=True)]
    yield n.friend()
    yield "not-squared", sum(misses) / len(misses)
    yield "sum", sum(miss**2 for miss in misses)
    yield "turned-round", brier(chances, [not came for came in n.WEATHER])
    yield "chances-squared", sum(p**2 for p in chances) / len(chances)


@exercise("E13.2")
def forty_per_cent_for_all():
    happened = list(n.outcomes())
    misses = [abs(0.4 - came) for came in happened]
    yield brier([0.4] * len(happened), happened)
    yield "not-squared", sum(misses) / len(misses)
    yield "sum", sum(miss**2 for miss in misses)
    yield "turned-round", brier([0.4] * len(happened), [not came for came in happened])


@exercise("E13.3")
def how_late():
    licence, expected = event_day("EV_LICENCE_CHEVRON_2022"), n.until("P80")
    said_on = by_id("policy/forecasts_2022").loc["P80", "said_on"]
    yield n.late("P80")
    yield "from-the-column", (licence - clock_day()).days
    yield "from-the-saying", (licence - pd.Timestamp(said_on)).days
    yield "both-ends", (licence - expected).days + 1


@exercise("E13.4", kind="chart")
def drawn_misses():
    yield Chart(n.trade(), x="who", y="miss", kinds=("bar", "point"), best="low")


@exercise("E13.5", kind="card", schema=CARD, optional=True)
def a_forecast_that_can_be_scored():
    yield None
    yield "no-day", {k: v for k, v in SOUND.items() if k != "until"}
    yield "no-year", SOUND | {"until": "soon"}
    yield "hedged", SOUND | {"event": "Invamer may find that fewer than 40 per cent approve"}
    yield "vague", SOUND | {"event": "President Petro loses his public"}
    yield "share", SOUND | {"chance_percent": 0.35}
    yield "no-number", SOUND | {"chance_percent": "five"}
    yield "certain", SOUND | {"chance_percent": 100}


@prediction("P13.1", low=0, high=90)
def days_of_grace():
    return None  # a rule, which nobody can look up


@prediction("P13.2", low=0, high=2500, step=50)
def trade_of_2022():
    return n.came_to("trade_as_printed")


@prediction("P13.3", kind="choice")
def nearest_to_growth():
    nearest = set(n.nearest_on_growth().values())
    return nearest.pop() if len(nearest) == 1 else "depends"


@prediction("P13.4", low=0, high=8, step=1, answers=("P13.1",))  # shut while the leaves still hang
def how_many_happened():
    return int(n.outcomes().sum())


@prediction("P13.5", low=0, high=4, step=1)
def how_many_lasted():
    return int(n.lasted().isna().sum())


@prediction("P13.6", kind="choice")
def how_the_office_ended():
    return n.how_it_ended()


@goal("G13.1")
def fewest_days(frame, days):
    """The announcement of flights counts as kept, and with a day less it would not."""
    return n.kept(days)["P02"] and not n.kept(max(days - 1, 0))["P02"]


@goal("G13.2")
def a_source_for_the_bank(frame, source):
    """By this source the bank was nearer than the Fund; gives by how many points each was off."""
    miss = n.growth_misses(source).set_index("who")["miss"]
    return miss["bank"] < miss["fund"] and {"bank": miss["bank"], "fund": miss["fund"]}


@goal("G13.3")
def boasting_pays(frame, chance, said_percent, rule):
    """Certainty is reported without being felt, and costs less than the truth would."""
    return rule == "plain" and said_percent == 100 and 50 < chance < 100


question("Q13.1", right="alone-no")
question("Q13.2", right="kept")
question("Q13.3", right="risk")
