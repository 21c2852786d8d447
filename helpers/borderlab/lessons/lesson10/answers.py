"""What lesson 10 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

from borderlab.lessons.lesson10 import numbers as n
from borderlab.models.engagement import (
    annual_saving_usd_millions,
    best_engagement,
    break_even_risk,
    gas_bill_usd_per_day,
    least_patience,
    max_concession,
)
from claimlab.lessons.declare import Chart, exercise, goal, prediction

AIM = n.mmcf("south", least=False)  # million cubic feet a day: what PDVSA spoke of in 2015
OFFERS = (0.25, 0.5, 0.75, 1)  # engagement, of which the curve is drawn
FREE = 0.25  # the unconditional share of Exercise 1


@exercise("E10.1", rtol=5e-3)
def what_can_be_withdrawn_buys():
    yield float(max_concession(n.PATIENCE, 1, FREE))
    yield "all-of-it", float(max_concession(n.PATIENCE, 1, 0))
    yield "the-wrong-part", n.PATIENCE * FREE
    yield "no-patience", 1 - FREE


def coded(rule: str) -> dict[str, str]:
    """Each act as conditional or unconditional, by one rule."""
    names = {True: "conditional", False: "unconditional"}
    return {act: names[is_so] for act, is_so in n.is_conditional(rule).items()}


@exercise(
    "E10.2",
    kind="labels",
    items=lambda: n.given()["act"].to_dict(),
    optional=True,
    readings=("undone", "rights"),
)
def seven_acts():
    yield coded("return")
    for rule in ("undone", "rights"):
        yield rule, coded(rule)


@exercise("E10.3", rtol=5e-3)
def patience_and_best_engagement():
    best = float(best_engagement(n.DEPENDENCE))
    yield least_patience(n.WANTED, 1, 0.5), best
    yield "as-if-all-conditional", (least_patience(n.WANTED, 1, 0.0), None)
    yield "multiplied", (n.WANTED * 0.5, None)
    yield "all-of-it", (None, 1.0)
    yield "not-halved", (None, 1 / n.DEPENDENCE)
    yield "what-it-buys", (None, n.buys(best))


@exercise("E10.4", rtol=2e-3)
def two_bills():
    printed, heat = gas_bill_usd_per_day(AIM, n.price("piped"), "mmcf"), n.price("piped") * AIM
    yield printed, gas_bill_usd_per_day(AIM, n.price("piped"))
    yield "the-same", (None, printed)
    yield "per-thousand-cubic-feet", (None, 1000 * heat)
    yield "heat-in-the-first", (gas_bill_usd_per_day(AIM, n.price("piped")), None)


@exercise("E10.5", rtol=4e-3)
def two_break_even_risks():
    saving = float(annual_saving_usd_millions(AIM, n.GAP_USD))
    costs = [n.price("repair"), n.UPSTREAM]
    least_weight = [cost / (saving + cost) for cost in costs]
    yield tuple(break_even_risk(saving, costs, n.BUYERS_PATIENCE).tolist())
    yield "weight-not-risk", tuple(least_weight)
    yield "no-waiting", tuple(1 - weight for weight in least_weight)
    yield "other-plan", (n.risks()["south_repair"] / 100, None)


@exercise("E10.6", kind="chart")
def promises_beside_flows():
    pairs = {"x": "when", "y": "mmcf_per_day", "by": "which", "kinds": ("bar",)}
    yield Chart(n.promised_and_flowed(), **pairs)
    yield (
        "the-kept-one-left-out",
        Chart(n.promised_and_flowed().query("when != '2008 to 2014'"), **pairs),
    )


@prediction("P10.1", kind="curve", low=0, high=0.8, step=0.02, points=OFFERS, known=lambda: {0: 0})
def what_each_offer_buys():
    return [round(n.buys(offer), 3) for offer in OFFERS]


@prediction("P10.2", low=0, high=100, step=1)
def risk_at_which_the_repair_dies():
    return round(n.risks()["south_repair"])


@goal("G10.1")
def as_much_for_less(frame, engagement, unconditional, dependence):
    others_stand = (unconditional, dependence) == (0, n.DEPENDENCE)
    bought = n.buys(engagement)
    if not others_stand or bought < n.buys(1.0) - 1e-9 or n.buys(engagement - 0.025) >= n.buys(1.0):
        return None
    return {"bought": f"{bought:.2f}"}


@goal("G10.3")
def nothing_conditional(frame, rule):
    return not n.is_conditional(rule).any()
