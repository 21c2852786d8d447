"""What lesson 07 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

import numpy as np

from borderlab.lessons.lesson07 import numbers as n
from borderlab.lessons.lesson07.leavers import as_copied
from borderlab.models.gravity import elasticity_effect, per_cent_effect
from borderlab.models.labour import (
    labour,
    labour_elasticities,
    permit_effect,
    queue_weight,
    sigma_where_formal_jobs_turn,
)
from claimlab.lessons.declare import Chart, exercise, prediction, question
from claimlab.lessons.tables import table


@exercise("E07.1", atol=0.5, rtol=0.0)
def in_the_wrong_row():
    rows = n.on_the_board(n.shares())
    gap = (rows["model"] - rows["went"]).abs()
    yield n.on_wrong_rows()
    yield "not-halved", int(gap.sum())
    yield "signed", 0
    yield "one-country", int(gap.max())


@exercise("E07.2", atol=1e-3, rtol=0.0)
def weight_in_the_queue():
    yield queue_weight()
    yield "in-proportion", -0.1 / permit_effect()
    yield "one-for-one", 1.0
    yield "no-formal-share", queue_weight(formal_share=1.0)
    yield "from-no-permits", queue_weight(before=0.0)


@exercise("E07.3", rtol=5e-3)
def twice_the_diaspora():
    elasticity = n.expected()["log_diaspora"]
    yield elasticity_effect(elasticity, 2)
    yield "linear", 100 * elasticity
    yield "as-a-dummy", per_cent_effect(elasticity)
    yield "what-it-becomes", 100 * 2**elasticity
    yield "distance", elasticity_effect(n.expected()["log_distance_km"], 2)


@exercise("E07.4", rtol=5e-3)
def half_are_counted():
    effect = n.printed("lebow_2022_1")
    yield n.HALF * effect
    yield "doubled", effect / n.HALF
    yield "unchanged", effect


@exercise("E07.5", rtol=5e-3)
def where_formal_jobs_turn():
    yield sigma_where_formal_jobs_turn(0.65)
    yield "one-over-gamma", 1 / 0.65
    yield "not-inverted", 1 - 0.65


@exercise("E07.6", rtol=5e-3)
def informal_wage_at_the_margin():
    found = labour_elasticities()
    yield found["informal_wage"]
    yield "per-informal-worker", found["informal_wage_per_informal_job"]
    yield "whole-point", labour(0.01)["informal_wage_percent"]
    yield "formal-jobs", found["formal_jobs"]


@exercise("E07.7", kind="chart")
def three_questions_twice():
    yield Chart(n.gallup(), "question", "share_percent", by="poll_date", kinds=("bar",))


@exercise("E07.8", rtol=5e-3)
def labels_put_right():
    copied = as_copied(table("migration/corridor_stocks")).set_index("printed_year")["persons"]
    first, last = float(copied[2000]), float(copied[1960])
    yield 100 * (last / first - 1)
    yield "as-printed", 100 * (first / last - 1)
    yield "what-it-becomes", 100 * last / first
    yield "in-logs", 100 * float(np.log(last / first))


@prediction("P07.1", low=0, high=60, step=1)
def sent_to_the_usa():
    return n.people_in("USA")


@prediction("P07.2", low=0, high=100, step=1)
def card_in_hand():
    return n.permits("delivered")


@prediction("P07.3", low=0, high=10, step=0.5)
def natives_lose():
    return -10 * n.printed("bahar_2021_1")


@prediction("P07.4", low=0, high=15, step=0.5)
def largest_fall():
    return float(n.wage_falls()["most_percent"].max())


@prediction("P07.5", kind="choice")
def most_live_in():
    names = {"Bogotá": "bogota", "Norte de Santander": "norte", "La Guajira": "guajira"}
    return names.get(n.most_live_in("people")["department"], "antioquia")


question("Q07.1", right="stage")
question("Q07.2", right="size")
question("Q07.3", right="earlier")
