"""What lesson 09 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

import math

from borderlab.lessons.lesson09 import deals
from borderlab.lessons.lesson09.numbers import poll
from borderlab.models.bargaining import bargaining_range, least_future_power
from borderlab.models.spoilers import talks_survival
from claimlab.lessons.declare import Chart, exercise, goal, prediction
from claimlab.lessons.tables import by_id

PATIENCE = 0.9
TODAY = 1 - PATIENCE  # what one period weighs in the sum of all
HALF_YEARS = (6, 12, 18, 24, 30, 36)  # months, of which the curve is drawn
PIE = TODAY * (1 + TODAY * deals.COSTS["group"])  # what today's whole pie buys


@exercise("E09.1", rtol=2e-3)
def range_of_a_pie_each_year():
    p, group, state = 0.30, deals.COSTS["group"], deals.COSTS["state"]
    yield tuple(bargaining_range(p, group, state, PATIENCE))
    yield "swapped", (p - TODAY * state, p + TODAY * group)
    yield "once", tuple(bargaining_range(p, group, state))
    yield "wrong-weight", (p - PATIENCE * group, p + PATIENCE * state)


@exercise("E09.2", rtol=2e-3)
def least_power_after():
    p = 0.30
    yield float(least_future_power(p, PATIENCE, deals.COSTS["group"]))
    yield "as-strong-as-before", p
    yield "not-divided", p - PIE
    yield "no-cost", (p - TODAY) / PATIENCE


@exercise("E09.3", rtol=2e-3, atol=(3e-4, 0))  # the step of the slider counts, one below fails
def guarantee_or_pressure():
    p, after = 0.25, 0.10
    least = float(least_future_power(p, PATIENCE, deals.COSTS["group"]))
    yield least, deals.power_to_reach(100 * after) / 100
    yield "one-step-low", (math.floor(100 * least) / 100, None)
    yield "not-divided", (p - PIE, None)
    yield "as-strong-as-before", (p, None)
    yield "down-to-after", (None, after)
    yield "pie-alone", (None, PIE)


@exercise("E09.4", rtol=5e-3)
def a_year_of_talks():
    one, alone = float(talks_survival(12)), 0.95**12
    yield one, float(talks_survival(12, factions=5))
    yield "everybody-stays-out", (alone, None)
    yield "drawn-once", (float(talks_survival(12, redrawn=False)), None)
    yield "drawn-once-by-five", (None, float(talks_survival(12, factions=5, redrawn=False)))
    yield "straight-line", (1 - 12 * 0.05 * 0.4, None)
    yield "one-group", (None, one)
    yield "divided", (None, one / 5)


def statements() -> dict[str, str]:
    """The statements to be sorted, each with its speaker and date."""
    rows = by_id("security/justice_statements")
    return (rows["speaker"] + ", " + rows["date"] + ": " + rows["says"]).to_dict()


@exercise("E09.5", kind="labels", items=statements, optional=True)  # the key is the kit's reading
def kinds_of_statements():
    kinds = by_id("security/justice_statements")["kind"]
    word = kinds.index[kinds == "judgement"]
    yield kinds.to_dict()
    yield "reply-as-finding", dict.fromkeys(kinds.index[kinds == "party"], "finding")
    yield "word-as-finding", dict.fromkeys(word, "finding")
    says = by_id("security/justice_statements")["says"]
    promising = kinds.index[(kinds == "finding") & says.str.contains("promising")]
    yield "finding-as-word", dict.fromkeys(promising, "judgement")


@exercise("E09.6", kind="chart")
def draw_the_poll():
    bars = {"x": "as_of", "y": "share_percent", "by": "answer", "kinds": ("bar",)}
    yield Chart(poll(), **bars)
    yield "answers-on-the-axis", Chart(poll(), **{**bars, "x": "answer", "by": "as_of"})
    yield "one-camp", Chart(poll().query("answer == 'insist on talks'"), **bars)


@prediction("P09.1", kind="choice")
def with_more_patience():
    impatient, patient = (deals.room(deals.deal(n))[0] for n in (90, 97))
    if patient >= 0:
        return "same"
    return "harder" if impatient >= 0 else "easier"


@prediction("P09.2", kind="choice")
def without_the_haven():
    room = deals.four_tables().set_index(["view", "haven"])["room"]
    there, gone = (room["fallback", haven] for haven in (True, False))
    if gone == there:
        return "same"
    return "easier" if gone > there else "harder"


@prediction(
    "P09.3", kind="curve", low=0, high=100, step=1, points=HALF_YEARS, known=lambda: {0: 100.0}
)
def alive_month_by_month():
    alive = deals.truce().set_index("month")["alive_percent"]
    return [round(alive[month], 1) for month in HALF_YEARS]


@goal("G09.1")
def patience_kills_it(frame, patience=90):
    if patience != deals.largest_patience() or min(deals.room(frame)) < 0:
        return None
    wanted, kept = deals.room(deals.deal(patience + 1))[0], deals.room(frame)[0]
    return {"next": patience + 1, "short": f"{-wanted:.1f}", "spare": f"{kept:.1f}"}


@goal("G09.3")
def even_odds(frame, groups=1, **_settings):
    alive = float(frame.set_index("month")["alive_percent"].loc[12])
    return {"alive": round(alive)} if groups == 5 and 48 <= alive <= 52 else None
