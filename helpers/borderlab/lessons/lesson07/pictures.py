"""The pictures of lesson 07: a table, how it is shown, and the words that name its rows."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from borderlab.lessons.lesson07 import leavers
from borderlab.lessons.lesson07 import numbers as n
from borderlab.maps import Map
from borderlab.models.labour import labour_elasticities, sigma_where_formal_jobs_turn
from borderlab.models.stocks import permit_funnel
from claimlab.lessons.tables import table
from claimlab.lessons.words import picture_words
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import table_card
from claimlab.views import Bars, Dots, Lines, Ranges
from claimlab.views.stage import day_text

WORLD, PERMITS = "migration/gravity_world", "migration/permits"
WAGES, RATES = "migration/wage_estimates", "migration/labour_rates"
STOCKS = "migration/department_stocks"
COLOMBIA = (-79.2, -4.4, -66.0, 12.7)


def _named(frame, column: str, names):
    """A column of keys in words."""
    return frame.assign(**{column: frame[column].map(names)})


@picture(Dots, "place", "people", missing=False, fact="went", tables=(WORLD,), height=260, reveals="P07.1",
         accent=lambda: [picture_words("07", "places")[iso3] for iso3 in ("COL", "USA")])  # fmt: skip
def hundred_expected():
    """A hundred of those who left Venezuela in 2015-20, where a model fitted before puts them and where they went."""
    found = leavers.on_the_board(n.shares()).rename(columns={"model": "people"}).reset_index()
    is_rest = found["place"] == leavers.ELSEWHERE
    found = found.assign(is_rest=is_rest).sort_values(["is_rest", "people"], ascending=[True, False])  # fmt: skip
    quotes = {"sent": n.people_in("USA"), "went": n.people_in("USA", "actual")}
    return _named(found, "place", picture_words("07", "places")), quotes


@picture(reveals="P07.1")
def model_and_went(said):
    """Both columns of the board, to reckon with in Exercise 1: a row a country."""
    names = picture_words("07", "places")
    board = leavers.on_the_board(n.shares())
    rows = [(names[place], row.model, row.went) for place, row in board.iterrows()]
    return table_card(said["title"], said["heads"], rows)


@picture(Bars, "place", "people", by="who", paired=True, row=34, tables=(WORLD,))
def where_would_you_go(said):
    """Where the best of three weights put a hundred leavers; beside it stands where they went."""
    found = leavers.weighed(n.hosts(), **n.BEST)
    people = found.pivot(index="place", columns="who", values="people")
    gap = (people["went"] - people["chosen"]).abs()
    shown = _named(found[found["place"] != leavers.ELSEWHERE], "who", said["who"])
    quotes = {"people": n.misplaced_by_the_best(), "peru": gap["PER"], "spain": gap["ESP"], **said["who"]}  # fmt: skip
    return _named(shown, "place", picture_words("07", "places")), quotes


def _from_dark_to_pale(said) -> dict[str, int]:
    """The fill of each stage short of the card: the nearer to it, the darker."""
    return {said["reached"][key]: place for key, place in (("approved", 3), ("biometric", 1), ("registered", 2))}  # fmt: skip


@picture(Bars, "day", "people", by="reached", stacked=True, horizontal=True, row=84,
         y_range=(0, 100), accent=lambda said: said["reached"]["delivered"], looks=_from_dark_to_pale,
         tables=(PERMITS,), reveals="P07.2")  # fmt: skip
def stages_of_a_permit(said):
    """A hundred registered people of the programme of 2021 by how far they had come, on two days."""
    found = permit_funnel(table(PERMITS)).sort_values(["status_date", "step"], ascending=[True, False])  # fmt: skip
    reached = found["percent_of_registered"]
    # Whoever came farther is not counted again among those who came so far.
    people = reached.groupby(found["status_date"]).diff().fillna(reached).round()
    days = found["status_date"].dt.strftime("%Y-%m-%d").map(day_text)
    quotes = {"first": n.permits("delivered"), "second": n.permits("delivered", n.JUNE_2023),
              "first_m": n.persons("registered") / 1e6, "second_m": n.persons("registered", n.JUNE_2023) / 1e6}  # fmt: skip
    return _named(found.assign(day=days, people=people, reached=found["stage"]), "reached", said["reached"]), quotes  # fmt: skip


@picture(Lines, "migrants_formal_percent", "natives_lose_per_thousand", by="who", places="number",
         x_ticks=(0, 5, 10, 15, 20), y_range=(0, 5), guided=lambda said: (said["measured"],),
         accent=lambda said: said["measured"], tables=(WAGES, RATES), reveals="P07.3")  # fmt: skip
def permit_queue(said):
    """The queue for formal jobs at weights from none to one, for two counts of migrants, and what was measured."""
    found = pd.DataFrame(
        {"who": name, "weight": weight, **leavers.permit_bench(weight, float(migrants))}
        for migrants, name in said["queues"].items()
        for weight in np.linspace(0, 1, 11).round(1)
    ).round({"migrants_formal_percent": 1, "natives_lose_per_thousand": 2})
    at = found.set_index(["who", "weight"])["migrants_formal_percent"]
    four, two = said["queues"].values()
    quotes = {"four": four, "two": two, "fifth": at[four, 0.2], "all": at[four, 1], "near": at[two, 0.4]}  # fmt: skip
    return pd.concat([found, pd.DataFrame([{"who": said["measured"], **leavers.MEASURED}])]), quotes


@picture(Lines, "sigma", "change_percent", by="what", places="number", x_ticks=(2, 4, 6, 8),
         y_range=(-1, 0.6), y_ticks=(-1, -0.5, 0, 0.5), accent=lambda said: said["what"]["formal_jobs"],
         marks=lambda said: [(sigma_where_formal_jobs_turn(), said["turn"])])  # fmt: skip
def two_kinds_of_work(said):
    """What one more migrant for each 100 natives changes, by how alike formal and informal work are."""
    return pd.DataFrame(
        {"sigma": sigma, "what": name, "change_percent": labour_elasticities(sigma=sigma)[key]}
        for key, name in said["what"].items()
        for sigma in np.linspace(1.25, 8, 28)
    )


@picture(Ranges, "counted", "least_percent", "most_percent", "study",
         accent=lambda frame: [frame["study"].iloc[-1]], tables=(WAGES,), reveals="P07.4")  # fmt: skip
def wage_studies(said):
    """What studies of one labour market say of wages, on one unit."""
    found, __ = leavers.published_ranges(table(WAGES))
    others, last = found.iloc[:-1], found.iloc[-1]
    quotes = {
        "least": others["least_percent"].min(),
        "next": others["most_percent"].max(),
        "last": last["least_percent"],
        "most": last["most_percent"],
        "fifth": f"{last['study']}: {said['counted'][last['study_id']]}",
    }
    return found.assign(counted=found["study_id"].map(said["counted"])), quotes


_map = partial(picture, Map, "value", extent=COLOMBIA, cropped=True, height=550, tables=(STOCKS,), reveals="P07.5")  # fmt: skip


@_map(circles=True, labels=("CO-DC", "CO-ANT", "CO-NSA", "CO-VAC", "CO-ATL", "CO-LAG"))
def where_they_live():
    """Venezuelans in Colombia's departments in 2022: how many."""
    return n.living_in("people"), n.most_live_in("people")[["department", "value"]].to_dict()


@_map(labels=("CO-DC", "CO-NSA", "CO-ARA", "CO-LAG", "CO-GUA", "CO-VID"))
def where_they_are_many():
    """The same people, for each 1,000 inhabitants."""
    most = n.most_live_in("rate")[["department", "value"]].to_dict()
    return n.living_in("rate").round({"value": 0}), most
