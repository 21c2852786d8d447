"""The pictures of lesson 07: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from borderlab import Slider, explore, load
from borderlab.lessons.lesson07.leavers import (
    PLACES,
    by_stage,
    in_a_hundred,
    jobs_and_wages,
    living_in,
    permit_bench,
    published_ranges,
    weighed,
)
from borderlab.lessons.lesson07.numbers import hosts, shares
from borderlab.lessons.showing import choice, worded
from borderlab.lessons.words import picture_words
from borderlab.models.stocks import permit_funnel
from borderlab.views import Bars, Dots, Map, Ranges, Scatter
from borderlab.views.stage import day_text

__all__ = [
    "hundred_expected",
    "permit_queue",
    "plate",
    "stages_of_a_permit",
    "two_kinds_of_work",
    "wage_studies",
    "where_they_live",
    "where_would_you_go",
]

WORLD = "migration/gravity_world"


def _named(frame, column: str, names):
    """A column of keys in words, with the keys kept in another one."""
    suffix = "iso3" if column == "place" else "key"
    return frame.assign(**{f"{column}_{suffix}": frame[column], column: frame[column].map(names)})


def _hundred(who: str):
    said = picture_words("07", "hundred")
    people = _named(in_a_hundred(shares(), f"{who}_percent"), "place", said["places"])
    usa = int(people.set_index("place_iso3").loc["USA", "people"])
    colombia = int(people.set_index("place_iso3").loc["COL", "people"])
    view = Dots(
        group="place",
        count="people",
        missing=False,
        thing=said["thing"],
        y_label=said["y"][who],
        title=said["titles"][who].format(usa=usa, colombia=colombia),
        note=said["notes"][who],
        tables=(WORLD,),
        height=260,
    )
    return view(people)


def plate():
    """A hundred of those who left Venezuela in 2015-20, by where they went."""
    return _hundred("actual")


def hundred_expected():
    """The same hundred, where a model fitted before would put them."""
    return _hundred("predicted")


def where_would_you_go():
    """Three weights decide where a hundred leavers go; beside it stands where they went."""
    said, places = picture_words("07", "weights"), picture_words("07", "hundred")
    rows = hosts()

    def chosen(diaspora=0.5, distance=0.2, language=0.0):
        found = weighed(rows, diaspora, distance, language)
        found = _named(_named(found, "place", places["places"]), "who", said["who"])
        return found[found["place_iso3"].isin([one for one in PLACES if len(one) == 3])]

    bars = Bars(
        x="place",
        y="people",
        by="who",
        y_range=(0, 80),
        title=lambda found: said["title"].format(people=found["misplaced_people"].iloc[0]),
        **worded(said, WORLD),
    )
    return explore(
        chosen,
        bars,
        goal="G07.1",
        diaspora=Slider(said["controls"]["diaspora"], 0.0, 1.5, 0.1),
        distance=Slider(said["controls"]["distance"], 0.0, 2.0, 0.2),
        language=Slider(said["controls"]["language"], 0.0, 3.0, 0.5),
    )


def stages_of_a_permit():
    """How far people had come in the programme of 2021, on two days."""
    said = picture_words("07", "stages")
    found = by_stage(permit_funnel(load("migration/permits")))
    found = found.assign(stage=found["stage"].map(said["stages"]), day=found["day"].map(day_text))
    last = found[found["step"] == found["step"].max()]["percent_of_registered"]
    bars = Bars(
        x="stage",
        y="percent_of_registered",
        by="day",
        y_range=(0, 110),
        title=said["title"].format(first=last.iloc[0], second=last.iloc[1]),
        **worded(said, "migration/permits"),
    )
    return bars(found)


def permit_queue():
    """Two measured numbers as a target, and where a queue for formal jobs puts them."""
    said = picture_words("07", "queue")

    def shown(migrants=4.0, permits_percent=60, queue_weight=1.0):
        found = permit_bench(queue_weight, permits_percent, migrants)
        return _named(found, "who", said["who"])

    def title(found):
        model = found.iloc[0]
        return said["title"].format(
            lost=model["natives_lose_per_thousand"], formal=model["migrants_formal_percent"]
        )

    scatter = Scatter(
        x="migrants_formal_percent",
        y="natives_lose_per_thousand",
        by="who",
        x_range=(0, 40),
        y_range=(0, 10),
        title=title,
        **worded(said, "migration/wage_estimates", "migration/labour_rates"),
    )
    return explore(
        shown,
        scatter,
        goal="G07.2",
        queue_weight=Slider(said["controls"]["queue_weight"], 0.0, 1.0, 0.05),
        permits_percent=Slider(said["controls"]["permits_percent"], 10, 100, 10),
        migrants=Slider(said["controls"]["migrants"], 1.0, 5.0, 0.5),
    )


def two_kinds_of_work():
    """What one more migrant for each 100 natives changes, by how alike formal and informal work are."""
    said = picture_words("07", "work")

    def changed(sigma=2.0, gamma=0.65):
        return _named(jobs_and_wages(sigma, gamma), "what", said["what"])

    def title(found):
        jobs = float(found["change_percent"].iloc[0])
        way = "rise" if jobs > 0 else "fall"
        way = "still" if abs(jobs) < 0.005 else way
        return said["titles"][way].format(jobs=abs(jobs), wage=-found["change_percent"].iloc[1])

    bars = Bars(
        x="what",
        y="change_percent",
        horizontal=True,
        y_range=(-1.2, 0.8),
        title=title,
        y_label=said["y"],
        note=said["note"],
    )
    return explore(
        changed,
        bars,
        goal="G07.3",
        sigma=Slider(said["controls"]["sigma"], 1.2, 8.0, 0.05),
        advanced={"gamma": Slider(said["controls"]["gamma"], 0.4, 0.8, 0.05)},
    )


def wage_studies():
    """What studies of one labour market say of wages, on one unit."""
    said = picture_words("07", "studies")
    found, __ = published_ranges(load("migration/wage_estimates"))
    found = found.assign(counted=found["study_id"].map(said["counted"]))
    ranked = found.sort_values("most_percent")
    least, largest = ranked.iloc[:-1], ranked.iloc[-1]
    view = Ranges(
        label="counted",
        low="least_percent",
        high="most_percent",
        owner="study",
        x_range=(0, 15),
        title=said["title"].format(
            least=least["least_percent"].min(),
            next=least["most_percent"].max(),
            last=largest["least_percent"],
            most=largest["most_percent"],
        ),
        **worded(said, "migration/wage_estimates"),
    )
    return view(found)


def where_they_live():
    """Venezuelans in Colombia's departments in 2022: how many, or how many for each 1,000 inhabitants."""
    said = picture_words("07", "departments")
    departments, stocks = load("migration/departments"), load("migration/department_stocks")

    def living(unit="people"):
        return living_in(departments, stocks, 2022, unit).assign(unit=unit)

    def title(found):
        top = found.sort_values("value").iloc[-1]
        first = found["unit"].iloc[0]
        return said["titles"][first].format(department=top["department"], value=top["value"])

    view = Map(
        "value",
        labels=("CO-DC", "CO-ANT", "CO-NSA", "CO-ARA", "CO-LAG"),
        title=title,
        **worded(said, "migration/department_stocks"),
    )
    return explore(living, view, unit=choice(said["controls"]["unit"], said["units"]))
