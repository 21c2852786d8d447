"""What lesson 06 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.lesson06 import numbers as n
from borderlab.models.stocks import half_life, steady_state
from claimlab.lessons.declare import Chart, exercise, goal, prediction, question
from claimlab.lessons.tables import clock_day

REST = n.HOSTS[1:]
M = 1e6


@exercise("E06.1", rtol=3e-3, atol=0.005)
def for_each_thousand():
    rates = n.hosting()[list(REST)]
    persons = [n.r4v(n.AUGUST, host) for host in REST]
    yield tuple(rates)
    yield "per-hundred", tuple(rates / 10)
    yield "upside-down", tuple(1000 / rates)
    yield "absolute", tuple(persons)
    yield "persons-of-colombia", tuple(rates * n.r4v(n.AUGUST, "COL") / persons)


@exercise("E06.2", rtol=2e-3)
def rise_in_per_cent():
    before, after = n.r4v(n.JULY), n.r4v(n.AUGUST)
    yield 100 * (after / before - 1)
    yield "rounded", 100 * (after / n.ROUNDED_JULY - 1)
    yield "wrong-base", 100 * (after - before) / after
    yield "people", after - before
    yield "level", 100 * after / before


@exercise("E06.3", rtol=(1e-3, 0.016))
def long_run():
    # Half the way by yearly steps, or by a share that leaves at every moment: both are within it.
    yield steady_state(n.STEADY_ARRIVALS, n.STEADY_EXIT), half_life(n.STEADY_EXIT)
    yield "multiplied", (n.STEADY_ARRIVALS * n.STEADY_EXIT, None)
    yield "one-year", (n.STEADY_ARRIVALS, None)
    yield "all-of-it", (None, 1 / n.STEADY_EXIT)
    yield "half-of-the-exits", (None, 0.5 / n.STEADY_EXIT)


@exercise("E06.4", rtol=5e-3)
def honest_coverage():
    yield 100 * n.bands()["inside"].mean()
    yield "nominal", 100 * n.LEVEL
    yield "knew-the-future", 100 * n.in_sample_share()
    yield "hits", n.bands()["inside"].sum()


@exercise("E06.5", rtol=1e-5, atol=0.5, optional=True)
def two_counts_of_colombians():
    more, left = n.estimate_over_census()
    refugees = n.in_venezuela("unhcr_refugees", 2010)
    yield more, left
    yield "sum", (n.in_venezuela("un_estimate", 2010) + n.in_venezuela("census_birth", 2011), None)
    yield "sign", (-more, None)
    yield "twice", (None, more + refugees)
    yield "refugees-of-2011", (None, more - n.in_venezuela("unhcr_refugees", 2011))


@exercise("E06.6", rtol=1e-5, atol=0.5)
def three_offices():
    on_top, missing = n.offices()
    yield on_top, missing
    yield "sign", (-on_top, -missing)
    yield "refugees-only", (n.unhcr(2021, "refugees_persons"), None)
    yield "year-apart", (None, n.stock(n.PEAK) - n.unhcr(2021))
    yield "later-year", (None, n.unhcr(2023) - n.unhcr(2022))
    yield "fall-of-2023", (None, n.stock(n.PEAK) - n.stock(n.YEAR_LATER))


@exercise("E06.7", kind="chart")
def drawn_hosts():
    rows, map_of = n.leading_by_year(), {"by": "host_name", "kinds": ("cell",)}
    yield Chart(rows, "year", "per_thousand", **map_of)
    yield "persons", Chart(rows, "year", "displaced_total_persons", **map_of)
    yield "one-year", Chart(rows.query("year == 2022"), "host_name", "per_thousand", kinds=("bar",))


@prediction("P06.1", low=0, high=100, step=1)
def share_of_the_older_count():
    return n.recount_percent()


@prediction("P06.2", low=0, high=2000, step=10)
def returns_in_thousands():
    return n.moved("returned", "2021-01-31") / 1000


def known_to_the_column() -> dict[float, float]:
    """The counts that were out on 15 September 2022, in millions, one a year and the last."""
    yearly, out = (counts.loc[: clock_day()] for counts in (n.yearly(), n.colombia()))
    kept = pd.concat([yearly, out.iloc[-1:]])
    return {n.place_of(day): round(people / M, 2) for day, people in kept.items()}


@prediction(
    "P06.3",
    kind="curve",
    low=0,
    high=6,
    step=0.05,
    points=(2023, 2024),
    known=known_to_the_column,
    answers=("P06.4",),
)
def drawn_future():
    return [n.stock(n.PEAK) / M, n.stock(n.YEAR_LATER) / M]


@prediction("P06.4", kind="interval", low=0, high=10, step=0.05, answers=("P06.3",))
def band_for_the_end_of_2023():
    return n.stock(n.YEAR_LATER) / M


@goal("G06.2")
def three_stories_of_2023(frame, arrivals=0, leaving=0.0):
    rates = sorted(frame.loc[frame["fits"], "leaving"])
    apart = [rates[0]] if rates else []
    for rate in rates:
        apart += [rate] if rate - apart[-1] >= n.APART - 1e-9 else []
    return {"rates": ", ".join(f"{rate:g}" for rate in apart)} if len(apart) >= 3 else False


@goal("G06.4")
def another_host_leads(frame, year=2022):
    leader = frame.loc[frame["value"].idxmax()]
    return {"host": leader["host_name"]} if leader["host_iso3"] != "COL" else False


question("Q06.1", right="definition")
question("Q06.2", right="one-in-five")
question("Q06.3", right="depends")
