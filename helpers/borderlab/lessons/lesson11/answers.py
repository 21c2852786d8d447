"""What lesson 11 asks: right answers, the mistakes that many make, predictions, goals.

No guess is about prisoners, victims or the dead: of those the lesson only tells.
"""

from __future__ import annotations

from borderlab.lessons.lesson11 import numbers as n
from borderlab.models.standards import exit_year, first_clearly_below, passes
from claimlab.lessons.declare import Chart, exercise, goal, prediction
from claimlab.lessons.tables import table

DRAWN = (2001, 2005, 2009, 2013, 2017, 2021)
OTHER_YEAR, MOVED = 2016, 2013  # of the rank correlation, and the year in which two indices part


@exercise("E11.1", atol=0.01)
def spread_of_the_rest():
    coded = n.exits()[["BMR", "Anckar-Fredriksson", "GWF", "VaPoReg", "Bjørnskov-Rode", "SVMDI"]]
    right = n.spread_without(*n.NOT_FREE_HOUSE, *n.NO_MACHINE)
    yield right
    yield "both-ends", right + 1
    yield "all", n.spread_without()
    yield "house-only", n.spread_without(*n.NOT_FREE_HOUSE)
    yield "machine-only", n.spread_without(*n.NO_MACHINE)
    yield "yes-or-no", coded.max() - coded.min()
    yield "three", n.spread_without(*n.NOT_FREE_HOUSE, *n.NO_MACHINE, "Bjørnskov-Rode")


@exercise("E11.2", atol=0.01)
def clear_steps():
    own = n.bounds("VEN")
    yield len(n.falls())
    yield "any-fall", int((own["value"].diff() < 0).sum())
    yield "estimate-below", int((own["value"] < own["low"].shift()).sum())
    yield "never", 0
    yield "all-steps", len(own) - 1


@exercise("E11.3", rtol=0, atol=0.01)
def clearly_below_the_start():
    own = n.bounds("VEN")
    yield first_clearly_below(own, n.FIRST)
    yield "the-cut", exit_year(passes(own["value"], 0.5, above=True))
    yield "neighbours", n.falls()[0]
    yield "estimates", int(own.index[own["value"] < own.loc[n.FIRST, "value"]].min())
    yield "large-fall", MOVED


@exercise("E11.4", atol=0.01)
def neighbours_in_2013():
    yield len(n.overlaps_in(MOVED))
    yield "later-edition", len(n.overlaps_in(MOVED, "v15"))
    yield "with-itself", len(n.overlaps_in(MOVED)) + 1
    yield "other-year", len(n.overlaps_in(2005))
    yield "none", 0


@exercise("E11.5", rtol=5e-3)
def two_indices_agree():
    yield n.agreement(MOVED)
    yield "values", n.agreement(MOVED, "pearson")
    yield "other-year", n.agreement(OTHER_YEAR)
    yield "opposite", -n.agreement(MOVED)


def two_lines():
    """Electoral democracy of both countries by year, up to the column."""
    rows = table("democracy/vdem").query(
        "measure == 'electoral democracy' and edition == 'v13' and iso3 in @n.TWO and year <= @n.LAST"
    )
    return rows[["iso3", "year", "value"]].astype({"value": float}).reset_index(drop=True)


@exercise("E11.6", kind="chart")
def both_countries_drawn():
    rows, lines = two_lines(), {"x": "year", "y": "value", "by": "iso3", "kinds": ("line", "point")}
    yield Chart(rows, **lines)
    yield "one-country", Chart(rows[rows["iso3"] == "VEN"], "year", "value", kinds=lines["kinds"])


@prediction("P11.1", low=0, high=25, step=1)
def spread_in_years():
    return n.spread_without()


@prediction("P11.2", kind="choice", answers=("P11.4",))  # its picture shows a part of that line
def which_way_in_2013():
    moved = [n.worth(index, "VEN").diff()[MOVED] > 0 for index in ("polity", "electoral")]
    return "_".join("up" if one else "down" for one in moved)


@prediction("P11.3", low=0, high=12, step=1)
def press_above():
    return n.leads(2014)[0]


@prediction(
    "P11.4", kind="curve", low=0, high=1, step=0.05, points=DRAWN,
    known=lambda: {n.FIRST: round(n.bounds("VEN")["value"][n.FIRST], 2)}, answers=("P11.2",),
)  # fmt: skip
def electoral_drawn():
    return [float(n.bounds("VEN")["value"][year]) for year in DRAWN]


@goal("G11.1")
def latest_fair_exit(frame, index, cut, **_settings):
    rule = n.reached("latest").query("measure == @index and cut == @cut")
    return not rule.empty and {"last": int(rule["exit"].iloc[0]) - 1, "cut": cut}


@goal("G11.2")
def last_meeting(frame, year):
    """The last year in which Colombia's interval still meets Venezuela's."""
    years = [y for y in range(n.FIRST, n.LAST + 1) if "COL" in n.overlaps_in(y)]
    return year == max(years) and {"others": len(n.overlaps_in(year)) - 1}
