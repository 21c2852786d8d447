"""What lesson 10 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

from borderlab.lessons.lesson10.numbers import (
    BUYERS_PATIENCE,
    DEPENDENCE,
    GAP_USD,
    PATIENCE,
    UPSTREAM,
    WANTED,
    buys,
    given,
    is_conditional,
    mmcf,
    price,
    promised_and_flowed,
    risks,
)
from borderlab.models.engagement import (
    annual_saving_usd_millions,
    best_engagement,
    break_even_risk,
    gas_bill_usd_per_day,
    least_patience,
    max_concession,
)
from claimlab.lessons.declare import Chart, exercise, goal, prediction, question

AIM = mmcf("south", least=False)  # million cubic feet a day: what PDVSA spoke of in 2015
FREE = 0.25  # the unconditional share of Exercise 1


@exercise("E10.1", rtol=5e-3)
def what_can_be_withdrawn_buys():
    yield float(max_concession(PATIENCE, 1, FREE))
    yield "all-of-it", float(max_concession(PATIENCE, 1, 0))
    yield "the-wrong-part", PATIENCE * FREE
    yield "no-patience", 1 - FREE


def coded(rule: str) -> dict[str, str]:
    """Each act as conditional or unconditional, by one rule."""
    names = {True: "conditional", False: "unconditional"}
    return {act: names[is_so] for act, is_so in is_conditional(rule).items()}


@exercise(
    "E10.2",
    kind="labels",
    items=lambda: given()["act"].to_dict(),
    optional=True,
    readings=("undone", "rights"),
)
def seven_acts():
    yield coded("return")
    for rule in ("undone", "rights"):
        yield rule, coded(rule)


@exercise("E10.3", rtol=5e-3)
def patience_and_best_engagement():
    best = float(best_engagement(DEPENDENCE))
    yield least_patience(WANTED, 1, 0.5), best
    yield "as-if-all-conditional", (least_patience(WANTED, 1, 0.0), None)
    yield "multiplied", (WANTED * 0.5, None)
    yield "all-of-it", (None, 1.0)
    yield "not-halved", (None, 1 / DEPENDENCE)
    yield "what-it-buys", (None, buys(best))


@exercise("E10.4", rtol=2e-3)
def two_bills():
    printed, heat = gas_bill_usd_per_day(AIM, price("piped"), "mmcf"), price("piped") * AIM
    yield printed, gas_bill_usd_per_day(AIM, price("piped"))
    yield "the-same", (None, printed)
    yield "per-thousand-cubic-feet", (None, 1000 * heat)
    yield "heat-in-the-first", (gas_bill_usd_per_day(AIM, price("piped")), None)


@exercise("E10.5", rtol=4e-3)
def two_break_even_risks():
    saving = float(annual_saving_usd_millions(AIM, GAP_USD))
    costs = [price("repair"), UPSTREAM]
    least_weight = [cost / (saving + cost) for cost in costs]
    yield tuple(break_even_risk(saving, costs, BUYERS_PATIENCE).tolist())
    yield "weight-not-risk", tuple(least_weight)
    yield "no-waiting", tuple(1 - weight for weight in least_weight)
    yield "other-plan", (risks()["south_repair"] / 100, None)


@exercise("E10.6", kind="chart")
def promises_beside_flows():
    pairs = {"x": "when", "y": "mmcf_per_day", "by": "which", "kinds": ("bar",)}
    yield Chart(promised_and_flowed(), **pairs)
    yield (
        "the-kept-one-left-out",
        Chart(promised_and_flowed().query("when != '2008 to 2014'"), **pairs),
    )


@prediction("P10.1", low=0, high=0.8, step=0.02)
def full_engagement_buys():
    return round(buys(1.0), 3)


@prediction("P10.2", low=0, high=100, step=1)
def risk_at_which_the_repair_dies():
    return round(risks()["south_repair"])


@goal("G10.1")
def as_much_for_less(frame, engagement, unconditional, dependence):
    others_stand = (unconditional, dependence) == (0, DEPENDENCE)
    bought = buys(engagement)
    if not others_stand or bought < buys(1.0) - 1e-9 or buys(engagement - 0.025) >= buys(1.0):
        return None
    return {"bought": f"{bought:.2f}"}


@goal("G10.2")
def survives_even_odds(frame, gap, years_lost, patience):
    if years_lost or patience != BUYERS_PATIENCE:
        return None
    here, below = (risks(price_gap)["south_repair"] for price_gap in (gap, gap - 0.02))
    return here >= 50 > below and {"price": f"{gap:.2f}", "risk": f"{here:.0f}"}


@goal("G10.3")
def nothing_conditional(frame, rule):
    return not is_conditional(rule).any()


question("Q10.1", right="nothing")
question("Q10.2", right="money")
question("Q10.3", right="less")
