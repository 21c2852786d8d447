"""What lesson 08 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

from math import log, log10

import numpy as np

from borderlab.lessons.lesson08 import numbers as n
from borderlab.models.haven import haven_density, haven_intensity
from borderlab.models.violence import did_counts, rate_ratio
from claimlab.lessons.declare import Chart, exercise, goal, prediction, question
from claimlab.lessons.tables import table


@exercise("E08.1", rtol=5e-3)
def ratio_of_ratios():
    yield did_counts(2, 7, 3, 5).coefficient
    yield "differences", (7.0 - 2) - (5 - 3)
    yield "near-only", log(7 / 2)
    yield "after-only", log(7 / 5)
    yield "no-log", did_counts(2, 7, 3, 5).ratio
    yield "base-ten", log10(did_counts(2, 7, 3, 5).ratio)


def _nearest_two() -> tuple:
    rings = table("security/rings").set_index("from_km").astype(float)
    eln = n.rings_of("ELN").set_index("from_km")["count_low"]
    first, second = [0, 25], [50, 75]
    exposure = lambda column: (rings.loc[first, column].sum(), rings.loc[second, column].sum())  # noqa: E731
    return (eln[first].sum(), eln[second].sum()), exposure


@exercise("E08.2", rtol=5e-3)
def events_per_area():
    (near, following), exposure = _nearest_two()
    area, people = exposure("area_km2"), exposure("population_persons")
    right = rate_ratio(near, area[0], following, area[1])
    yield right
    yield "counts-only", near / following
    yield "per-head", rate_ratio(near, people[0], following, people[1])
    yield "upside-down", 1 / right


@exercise("E08.3", rtol=1e-2)
def a_recount_alone():
    shift = n.people_shift()
    near, beyond = 1 + shift["near"] / 100, 1 + shift["beyond"] / 100
    yield shift["contrast"]
    yield "sign", -shift["contrast"]
    yield "near-only", -log(near)
    yield "levels", beyond - near


@exercise("E08.4", rtol=1e-2)
def a_known_haven():
    km = np.arange(0, 100, 0.01)
    attacks = haven_density(km, S=0.6, reach_km=40)
    coefficient = log(attacks[km < 50].mean() / attacks[km >= 50].mean())
    yield float(haven_intensity(coefficient))
    yield "coefficient", coefficient
    yield "true-one", 0.6
    yield "ends-only", float(haven_intensity(log(attacks[0] / attacks[-1])))


@exercise("E08.5", kind="choice")
def what_an_intensity_shows():
    yield "any"
    yield "haven", "haven"
    yield "none", "none"


@exercise("E08.6", kind="chart")
def near_beside_beyond():
    rates = n.near_and_beyond(table("security/homicides_ring_year"))
    fitted = {"x": "year", "y": "per_100k", "by": "where", "kinds": ("point",), "fit": True}
    yield Chart(rates, **fitted)
    yield "counts", Chart(rates.assign(per_100k=rates["homicides"].astype(float)), **fitted)
    yield "joined", Chart(rates, **{**fitted, "kinds": ("line",), "fit": False})


@prediction("P08.1", low=10, high=200, step=5, pooled=False)
def where_near_ends():
    return None  # nobody can know: the line is the reader's


@prediction("P08.2", kind="choice", pooled=False)
def who_rose_most():
    found = {key: n.estimate(group)["coefficient"] for key, group in n.GROUPS.items()}
    return max(found, key=found.get)


@prediction("P08.3", kind="choice", pooled=False)
def ring_with_most_events():
    rings = n.rings_of("all", 100)
    return f"ring_{int(rings.loc[rings['count_low'].idxmax(), 'from_km'])}"


@goal("G08.2")
def a_border_that_passes(frame, border="Venezuela", **_settings):
    clear = frame[frame["low"] > 1]
    if border == "Venezuela" or clear.empty:
        return None
    top = clear.loc[clear["ratio"].idxmax()]
    return {"group": top["group"], "ratio": f"{top['ratio']:.2f}"}


question("Q08.1", right="possible")
question("Q08.2", right="ratio")
question("Q08.3", right="record")
