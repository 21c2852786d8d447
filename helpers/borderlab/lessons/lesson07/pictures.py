"""The pictures of lesson 07: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from functools import partial

from borderlab.lessons.lesson07.leavers import (
    ELSEWHERE,
    by_stage,
    in_a_hundred,
    jobs_and_wages,
    living_in,
    permit_bench,
    published_ranges,
    weighed,
)
from borderlab.lessons.lesson07.numbers import hosts, people_in, shares
from borderlab.maps import Map
from borderlab.models.stocks import permit_funnel
from claimlab.lessons.tables import table
from claimlab.lessons.words import picture_words
from claimlab.teaching.picturing import picture
from claimlab.views import Bars, Dots, Ranges, Scatter
from claimlab.views.stage import day_text

WORLD, PERMITS = "migration/gravity_world", "migration/permits"
WAGES, RATES = "migration/wage_estimates", "migration/labour_rates"
PLACES, STOCKS = "migration/departments", "migration/department_stocks"


def _named(frame, column: str, names):
    """A column of keys in words, with the keys kept in another one."""
    suffix = "iso3" if column == "place" else "key"
    return frame.assign(**{f"{column}_{suffix}": frame[column], column: frame[column].map(names)})


def _in_places(frame):
    return _named(frame, "place", picture_words("07", "places"))


def _hundred(who: str):
    quotes = {"usa": people_in("USA", who), "colombia": people_in("COL", who)}
    return _in_places(in_a_hundred(shares(), f"{who}_percent")), quotes


_dots = partial(picture, Dots, "place", "people", missing=False, tables=(WORLD,), height=260)


@_dots()
def plate_07():
    """A hundred of those who left Venezuela in 2015-20, by where they went."""
    return _hundred("actual")


@_dots(reveals="P07.1")
def hundred_expected():
    """The same hundred, where a model fitted before would put them."""
    return _hundred("predicted")


@picture(Bars, "place", "people", by="who", y_range=(0, 80), tables=(WORLD,), goal="G07.1",
         diaspora=(0.0, 1.5, 0.1), distance=(0.0, 2.0, 0.2), language=(0.0, 3.0, 0.5))  # fmt: skip
def where_would_you_go(said, diaspora=0.5, distance=0.2, language=0.0):
    """Three weights decide where a hundred leavers go; beside it stands where they went."""
    found = _named(_in_places(weighed(hosts(), diaspora, distance, language)), "who", said["who"])
    shown = found[found["place_iso3"] != ELSEWHERE]
    return shown, {"people": shown["misplaced_people"].iloc[0]}


@picture(Bars, "stage", "percent_of_registered", by="day", y_range=(0, 110), tables=(PERMITS,),
         reveals="P07.2")  # fmt: skip
def stages_of_a_permit(said):
    """How far people had come in the programme of 2021, on two days."""
    found = by_stage(permit_funnel(table(PERMITS)))
    found = found.assign(stage=found["stage"].map(said["stages"]), day=found["day"].map(day_text))
    first, second = found[found["step"] == found["step"].max()]["percent_of_registered"]
    return found, {"first": first, "second": second}


@picture(Scatter, "migrants_formal_percent", "natives_lose_per_thousand", by="who",
         x_range=(0, 40), y_range=(0, 10), tables=(WAGES, RATES), goal="G07.2", reveals="P07.3",
         queue_weight=(0.0, 1.0, 0.05), permits_percent=(10, 100, 10), migrants=(1.0, 5.0, 0.5))  # fmt: skip
def permit_queue(said, queue_weight=1.0, permits_percent=60, migrants=4.0):
    """Two measured numbers as a target, and where a queue for formal jobs puts them."""
    found = permit_bench(queue_weight, permits_percent, migrants)
    model = found.iloc[0]
    quotes = {
        "lost": model["natives_lose_per_thousand"],
        "formal": model["migrants_formal_percent"],
    }
    return _named(found, "who", said["who"]), quotes


@picture(Bars, "what", "change_percent", horizontal=True, y_range=(-1.2, 0.8), goal="G07.3",
         advanced=("gamma",), sigma=(1.2, 8.0, 0.05), gamma=(0.4, 0.8, 0.05))  # fmt: skip
def two_kinds_of_work(said, sigma=2.0, gamma=0.65):
    """What one more migrant for each 100 natives changes, by how alike formal and informal work are."""
    found = jobs_and_wages(sigma, gamma)
    jobs, wage, __ = found["change_percent"]
    way = "rise" if jobs > 0 else "fall"
    way = "still" if abs(jobs) < 0.005 else way
    return _named(found, "what", said["what"]), {"title": way, "jobs": abs(jobs), "wage": -wage}


@picture(Ranges, "counted", "least_percent", "most_percent", "study", x_range=(0, 15),
         tables=(WAGES,), reveals="P07.4")  # fmt: skip
def wage_studies(said):
    """What studies of one labour market say of wages, on one unit."""
    found, __ = published_ranges(table(WAGES))
    others, last = found.iloc[:-1], found.iloc[-1]
    quotes = {
        "least": others["least_percent"].min(),
        "next": others["most_percent"].max(),
        "last": last["least_percent"],
        "most": last["most_percent"],
    }
    return found.assign(counted=found["study_id"].map(said["counted"])), quotes


@picture(Map, "value", labels=("CO-DC", "CO-ANT", "CO-NSA", "CO-ARA", "CO-LAG"), tables=(STOCKS,),
         reveals="P07.5")  # fmt: skip
def where_they_live(unit="people"):
    """Venezuelans in Colombia's departments in 2022: how many, or how many for each 1,000 inhabitants."""
    found = living_in(table(PLACES), table(STOCKS), 2022, unit).assign(unit=unit)
    top = found.loc[found["value"].idxmax()]
    return found, {"title": unit, "department": top["department"], "value": top["value"]}
