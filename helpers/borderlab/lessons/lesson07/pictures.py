"""The pictures of lesson 07: a table, how it is shown, and the words that name its rows."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from borderlab.lessons.lesson07 import leavers
from borderlab.lessons.lesson07 import numbers as n
from borderlab.maps import Map
from borderlab.models.labour import labour_elasticities
from borderlab.models.stocks import permit_funnel
from claimlab.lessons.tables import table
from claimlab.lessons.words import picture_words
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import table_card
from claimlab.views import Bars, Dots, Lines, Ranges, Scatter
from claimlab.views.stage import day_text

WORLD, PERMITS = "migration/gravity_world", "migration/permits"
WAGES, RATES = "migration/wage_estimates", "migration/labour_rates"
STOCKS = "migration/department_stocks"


def _named(frame, column: str, names):
    """A column of keys in words."""
    return frame.assign(**{column: frame[column].map(names)})


@picture(Dots, "place", "people", missing=False, tables=(WORLD,), height=260, reveals="P07.1",
         accent=lambda: [picture_words("07", "places")[iso3] for iso3 in ("COL", "USA")])  # fmt: skip
def hundred_expected():
    """A hundred of those who left Venezuela in 2015-20, where a model fitted before would put them."""
    found = leavers.in_a_hundred(n.shares(), "predicted_percent")
    is_rest = found["place"] == leavers.ELSEWHERE
    found = found.assign(is_rest=is_rest).sort_values(["is_rest", "people"], ascending=[True, False])  # fmt: skip
    return _named(found, "place", picture_words("07", "places")), {
        "real": n.people_in("USA", "actual")
    }


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
    shown = _named(found[found["place"] != leavers.ELSEWHERE], "who", said["who"])
    return _named(shown, "place", picture_words("07", "places")), {"people": n.misplaced_by_the_best(), "went": said["who"]["went"]}  # fmt: skip


@picture(Bars, "stage", "percent_of_registered", by="day", y_range=(0, 110), tables=(PERMITS,),
         accent=lambda frame: [frame["day"].iloc[-1]], reveals="P07.2")  # fmt: skip
def stages_of_a_permit(said):
    """How far people had come in the programme of 2021, on two days."""
    found = permit_funnel(table(PERMITS))
    days = found["status_date"].dt.strftime("%Y-%m-%d").map(day_text)
    first, second = found[found["step"] == found["step"].max()]["percent_of_registered"]
    quotes = {"first": first, "second": second, "day": days.iloc[-1]}
    return _named(found.assign(day=days), "stage", said["stages"]), quotes


@picture(Scatter, "migrants_formal_percent", "natives_lose_per_thousand", by="who", labels="name",
         x_range=(0, 26), in_plot=True, height=340, tables=(WAGES, RATES), reveals="P07.3")  # fmt: skip
def permit_queue(said):
    """The queue for formal jobs at weights from none to one, for two counts of migrants, and what was measured."""
    rows = [{"who": said["measured"], "name": said["measured"], **leavers.MEASURED}]
    for migrants, named in (("4", (0.2, 1.0)), ("2", (0.4, 1.0))):
        for weight in np.linspace(0, 1, 11).round(1):
            name = said["weight"].format(weight=weight) if weight in named else ""
            point = leavers.permit_bench(weight, float(migrants))
            rows.append({"who": said["queues"][migrants], "name": name, **point})
    return pd.DataFrame(rows)


@picture(Lines, "sigma", "change_percent", by="what", places="number", x_ticks=(2, 4, 6, 8),
         accent=lambda said: said["what"]["formal_jobs"])  # fmt: skip
def two_kinds_of_work(said):
    """What one more migrant for each 100 natives changes, by how alike formal and informal work are."""
    frame = pd.DataFrame(
        {"sigma": sigma, "what": name, "change_percent": labour_elasticities(sigma=sigma)[key]}
        for key, name in said["what"].items()
        for sigma in np.linspace(1.25, 8, 28)
    )
    jobs = frame[frame["what"] == said["what"]["formal_jobs"]]
    return frame, {"turn": jobs.loc[jobs["change_percent"] < 0, "sigma"].iloc[0]}


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
    }
    return found.assign(counted=found["study_id"].map(said["counted"])), quotes


_map = partial(picture, Map, "value", labels=("CO-DC", "CO-ANT", "CO-NSA", "CO-ARA", "CO-LAG"),
               tables=(STOCKS,), reveals="P07.5")  # fmt: skip


@_map(circles=True)
def where_they_live():
    """Venezuelans in Colombia's departments in 2022: how many."""
    return n.living_in("people"), n.most_live_in("people")[["department", "value"]].to_dict()


@_map()
def where_they_are_many():
    """The same people, for each 1,000 inhabitants."""
    return n.living_in("rate"), n.most_live_in("rate")[["department", "value"]].to_dict()
