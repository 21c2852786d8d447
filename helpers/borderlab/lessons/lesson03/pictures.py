"""The pictures of lesson 03: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from borderlab.lessons.common import acts_until_column, published
from borderlab.lessons.lesson03 import numbers, people
from borderlab.lessons.lesson03.garden import (
    CHOICES,
    curve,
    parade,
    passing,
    path_of,
    specification,
    tests_of,
)
from borderlab.lessons.lesson03.signature import Gaps, Twins
from claimlab.lessons.contested import owned, owners_of
from claimlab.lessons.tables import by_id, dates_as_text, table
from claimlab.lessons.words import fill, recorded
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import table_card
from claimlab.views import Bars, Dots, Forest, Lines

MONTHLY, ANNUAL, OWNERS = "sanctions/oil_monthly", "sanctions/oil_annual", "sanctions/oil_sources"
ESTIMATES, GROWTHS = "sanctions/published_estimates", "sanctions/gdp_by_owner"
FALLS = ("trade/imports_total", "sanctions/gdp_peers", OWNERS)


@picture(Dots, "when", "barrels", part="Venezuela", tables=(MONTHLY,),
         accent=lambda said: said["when"]["lowest"])  # fmt: skip
def plate_03(said):
    """A hundred barrels of January 2014, and how many were left at three moments."""
    left = pd.Series(numbers.barrels_of_a_hundred()).round()
    found = left.rename(index=said["when"]).rename_axis("when").reset_index(name="barrels")
    return found, left.to_dict()


@picture(Bars, "outcome", "percent", by="when", stacked=True, horizontal=True, y_range=(0, 100), tables=FALLS, row=84,
         accent=lambda said: said["before"], part="Venezuela", reveals="P03.1")  # fmt: skip
def share_past(said):
    """Each fall as one whole, by the years in which it came: what was past before the first financial sanctions."""
    whole = numbers.curves().loc[2013:2019]
    steps = 100 * -whole.diff() / (whole.loc[2013] - whole.loc[2019])
    parts = [*said["before"], said["after"]]
    rows = [
        (text, part, percent)
        for name, text in said["outcomes"].items()
        for part, percent in zip(parts, [*steps.loc[2014:2016, name], steps.loc[2017:, name].sum()])
    ]
    shares = {name: numbers.past_percent(name) for name in said["outcomes"]}
    return pd.DataFrame(rows, columns=["outcome", "when", "percent"]).round(), shares


@picture(Lines, "year", "index_2013", by="outcome", y_range=(0, 110), tables=FALLS, reveals="P03.2",
         accent=lambda said: said["outcomes"]["oil"], part="Venezuela", marks=lambda said: [(2016, said["mark"])])  # fmt: skip
def three_curves(said):
    """Year by year, of 100 in 2013: goods imports, income per head, oil output."""
    curves = numbers.curves()
    rows = [
        {"year": year, "outcome": text, "index_2013": round(float(curves[name][year]), 1)}
        for name, text in said["outcomes"].items()
        for year in range(2013, 2020)
    ]
    left = curves.loc[numbers.JUST_BEFORE]
    return pd.DataFrame(rows), left.to_dict()


@picture(reveals="P03.2")
def camps(said):
    """What each camp says of the timing, with its interest."""
    return _listed(said, _of_sources(said, "interest"))


def _in_lines(said, x: str, y: str, **series: pd.Series) -> pd.DataFrame:
    """Series as one table, each under its name in words."""
    return pd.concat(
        pd.DataFrame({x: one.index, y: one.to_numpy(float), "line": said["lines"][name]})
        for name, one in series.items()
    )


def _arranged(said, tried):
    """All dots by their loss, those that were not tried yet too, and what the title says of the present one."""
    now = tried[tried["is_now"]].iloc[-1]
    kind = np.where(tried["passes"] == 3, "passes", "fails")
    kind = np.where(tried["is_now"], "now", kind)
    every = curve().assign(place=range(1, len(curve()) + 1), is_now=False, kind="untried")
    others = every[~every["place"].isin(tried["place"])]
    frame = pd.concat([tried.assign(kind=kind), others]).sort_values("estimate", kind="stable")
    key = "passed" if now["passes"] == 3 else "failed"
    quotes = {"title": key, "loss": -now["estimate"], "failed": 3 - now["passes"]}
    return frame.assign(state=frame["kind"].map(said["states"])), quotes


_twins = partial(
    picture, Twins, paths=lambda: path_of, picks=CHOICES, said=lambda said: said,
    levels=lambda said: {said["levels"][name]: loss for name, loss in numbers.printed().items()},
    tables=(ANNUAL, OWNERS, ESTIMATES),
)  # fmt: skip


@_twins(
    goal="G03.2",
    trail=_arranged,
    advanced=("source", "start"),
    first=(2000, 2010),
    start=[2017, 2018],
)
def garden(donors="all", first=2000, scale="level", source="ei_2024", start=2018):
    """One set of choices: the loss that it finds, which tests it passes, its place among all of them."""
    picked = {"donors": donors, "first": first, "scale": scale, "source": source, "start": start}
    place = 1 + curve()[list(picked)].to_dict("records").index(picked)
    found = specification(**picked)
    held = tests_of(found)
    more = held | {"passes": sum(held.values()), "place": place}
    return pd.DataFrame([picked | {"estimate": found["estimate"]} | more])


@_twins()
def every_path(said):
    """The twins of all sets of choices: how many pass the three tests, how many lie near both figures."""
    every, signed = curve(), passing()
    kind = pd.Series("fails", every.index)
    near = signed["estimate"].between(*numbers.printed().values())
    kind[signed.index] = np.where(near, "near", "passes")
    frame = every.assign(place=range(1, len(every) + 1), kind=kind, is_now=False)
    return frame, {"all": len(every), "passing": len(signed), "near": int(near.sum())}


@picture(Gaps, ours="VEN", said=lambda said: said, tables=(ANNUAL, OWNERS), goal="G03.3", reveals="P03.4",
         first=(2000, 2006), start=(2010, 2018))  # fmt: skip
def parade_of_placebos(donors="all", first=2000, start=2018):
    """Every country pretends to be Venezuela: whose gap grows most, against its gap before?"""
    test = parade(donors, first, start)
    usual = test.table["pre_rmspe"].clip(lower=1e-6)
    gaps = (test.gaps / usual).rename_axis(index="year", columns="iso3").unstack().rename("gap")
    names = table(ANNUAL).drop_duplicates("iso3").set_index("iso3")["country"]
    frame = gaps.reset_index().join(test.table[["ratio", "rank"]], on="iso3")
    units, rank = len(test.table), int(test.table.loc["VEN", "rank"])
    frame = frame.assign(
        country=frame["iso3"].map(names), units=units, first=int(first), start=int(start)
    )
    return frame, {"rank": rank, "units": units}


@picture(Forest, "name", "estimate", "low", "high", tables=(MONTHLY, ESTIMATES), part="Venezuela",
         accent=lambda said: said["names"]["printed"])  # fmt: skip
def jump_by_jump(said):
    """The jump that was printed, and the jumps that these months show at three dates."""
    printed = {"estimate": published("anova_2021_1"), "low": np.nan, "high": np.nan}
    frame = pd.concat([pd.DataFrame([printed], index=["printed"]), numbers.jumps()])
    return frame.assign(name=frame.index.map(said["names"]))


@picture(reveals="P03.5")
def whose_growth(said):
    """Growth of 2022 by source: a contested number."""
    government = ("Nicolás Maduro, annual message", "Central Bank of Venezuela")
    return owned(owners_of(numbers.GROWTH), said, government, x_range=(0, 20), part="Venezuela")


@picture(Lines, "year", "index_2013", by="line", y_range=(0, 120), tables=(GROWTHS,), goal="G03.4",
         accent=lambda said: [said["lines"]["known"], said["lines"]["ahead"]], part="Venezuela",
         assumed=lambda said: (said["lines"]["ahead"],), faint=lambda said: [said["lines"]["level"]],
         growth_percent=(1.0, 20.0, 0.5))  # fmt: skip
def recovery(said, growth_percent=8.0):
    """How long the way back to 2013 is at a steady rate of growth, and at three others."""
    index, years = numbers.growth_index(), np.arange(2022, 2041)

    def ahead(percent: float) -> pd.Series:
        found = pd.Series(index[2022] * (1 + percent / 100) ** (years - 2022), years)
        return found[found <= 120]

    parts = {"known": index.loc[2008:2022], "ahead": ahead(growth_percent)}
    parts |= {"level": pd.Series(100.0, np.arange(2013, 2041))}
    back = numbers.years_back(growth_percent, index[2022])
    key = "back" if 2022 + back <= 2040 else "not_yet"
    frame = _in_lines(said, "year", "index_2013", **parts)
    beside = {rate: ahead(float(rate)) for rate in said["rates"] if float(rate) != growth_percent}
    others = _in_lines({"lines": said["rates"]}, "year", "index_2013", **beside)
    frame = pd.concat([frame, others]).assign(years_back=back)
    lowest = index.loc[2013:].idxmin()
    quotes = {"lowest": lowest, "left": index[lowest]}
    return frame, quotes | {"title": key, "year": np.ceil(2022 + back), "growth": growth_percent}


# What has a body is read: these pictures have no controls and no goal.


def _with_twin(said, series: str) -> tuple[pd.DataFrame, dict[str, float]]:
    """Venezuela and its twin, with the reach of the twins that other choices make."""
    path = people.twin(series).path
    others = [people.twin(series, **one).path["synthetic"] for one in people.CHOICES.values()]
    reach = pd.DataFrame([path["synthetic"], *others])
    frame = _in_lines(said, "year", series, **path[["actual", "synthetic"]])
    ends = {"low": reach.min(), "high": reach.max()}
    for end, values in ends.items():
        frame[end] = [*path["actual"], *values]
    at = {f"{name}_{year}": path.loc[year, name] for name in path for year in (2016, 2019, 2023)}
    return frame, at


_by_twin = partial(picture, Lines, "year", by="line", low="low", high="high", part="Venezuela", tables=(people.TABLE,),
                   accent=lambda said: said["lines"]["actual"], marks=lambda said: [(2016, said["mark"])])  # fmt: skip


@_by_twin(y=people.HUNGER, y_range=(0, 30), reveals="P03.6")
def hunger_twin(said):
    """Hunger in Venezuela, and in the mix of countries that moved alike up to 2013."""
    return _with_twin(said, people.HUNGER)


@_by_twin(y=people.TUBERCULOSIS, y_range=(0, 70))
def tuberculosis_twin(said):
    """The counter-example: new cases of tuberculosis, and the mix that moved alike up to 2013."""
    return _with_twin(said, people.TUBERCULOSIS)


@picture(Lines, "year", people.CHILDREN, by="line", y_range=(0, 80), part="Venezuela", tables=(people.TABLE,),
         assumed=lambda said: (said["lines"]["level"],), accent=lambda said: list(said["lines"].values()),
         faint=lambda: [*people.countries().values()])  # fmt: skip
def children(said):
    """Deaths of children as a table prints them, without a word on how they are known; other countries behind."""
    level, others = people.carried_forward(), people.panel(people.CHILDREN).loc[2000:]
    moving = others.pop("VEN").loc[: level.index[0]]
    colombia = others.pop("COL")
    frame = _in_lines(said, "year", people.CHILDREN, moving=moving, level=level, colombia=colombia)
    behind = others.rename(columns=people.countries())
    behind = behind.melt(var_name="line", value_name=people.CHILDREN, ignore_index=False)
    quotes = {"last": level.iloc[-1], "colombia": colombia.iloc[-1]}
    quotes |= {"least": moving.min(), "year": moving.idxmin()}
    return pd.concat([frame, behind.reset_index()]), quotes


@picture(Lines, "year", people.CHILDREN, by="line", y_range=(0, 50), tables=(people.TABLE,), reveals="P03.7",
         assumed=lambda said: (said["lines"]["repeated"],), marks=lambda said: [("2017-05-01", said["mark"])],
         accent=lambda said: said["lines"]["repeated"], part="Venezuela")  # fmt: skip
def children_counted(said):
    """The same curve, with the years that repeat one value apart, and an older edition where it differs."""
    curve, same = people.of_venezuela(people.CHILDREN), people.carried_forward()
    older = people.of_venezuela(people.CHILDREN, people.BEFORE)
    peak = older.idxmax()
    parts = {"estimated": curve.loc[: same.index[0]], "repeated": same}
    parts["older"] = older.loc[peak - 1 : peak + 1]
    quotes = {"times": len(same), "value": same.iloc[0], "peak": peak, "older": older[peak]}
    return _in_lines(said, "year", people.CHILDREN, **parts), quotes


@picture(Lines, "year", "gap", by="choice", y_range=(-5, 25), tables=(people.TABLE,), part="Venezuela",
         accent=lambda said: said["choices"]["base"], marks=lambda said: [(2016, said["mark"])])  # fmt: skip
def twin_choices(said):
    """The gap of hunger year by year, when one choice is another."""
    picked = {"base": {}} | people.CHOICES
    gaps = {name: people.twin(people.HUNGER, **one).path["gap"] for name, one in picked.items()}
    found = pd.DataFrame(gaps).rename(columns=said["choices"]).rename_axis("year", axis="index")
    ends = found.loc[[2016, 2019, 2023]].agg(["min", "max"], axis="columns").stack()
    quotes = {f"{end}_{year}": gap for (year, end), gap in ends.items()}
    quotes |= said["choices"]
    frame = found.rename_axis("choice", axis="columns").stack().rename("gap").reset_index()
    return frame.sort_values(
        "choice", key=lambda one: one.map([*said["choices"].values()].index)
    ), quotes


def _filled(said):
    """The rows of a card whose words quote facts."""
    facts = recorded("03")["facts"]
    return _listed(said, [[fill(text, facts) for text in row] for row in said["rows"].values()])


@picture()
def people_limits(said):
    """What the curves of people cannot show."""
    return _filled(said)


@picture()
def claims_of_deaths(said):
    """What others claim and deny of deaths by sanctions, with their interests."""
    return _listed(said, _of_sources(said, "interest"))


def _listed(said, rows):
    return table_card(said["title"], said["heads"], rows, said["note"], "result")


def _of_sources(said, *columns: str) -> list[list[str]]:
    """What sources of the literature say: source and year, words with our facts, columns of the table."""
    rows, facts = by_id(ESTIMATES).loc[list(said["says"])], recorded("03")["facts"]
    return [
        [f"{row.owner}, {row.as_of[:4]}", fill(said["says"][name], facts), *row[list(columns)]]
        for name, row in rows.iterrows()
    ]


@picture()
def let_through(said):
    """What the orders exempt, what is refused all the same, and what lies frozen, each with its source."""
    return _filled(said)


@picture()
def board(said):
    """What others found about sanctions on Venezuela: all of it, each with its source."""
    return _listed(said, _of_sources(said, "method", "interest"))


@picture()
def what_else(said):
    """What else happened while the sanctions were in force, each event with its doubt."""
    rows = table("sanctions/other_events")
    kinds = rows["kind"].map(said["kinds"])
    return _listed(said, zip(dates_as_text(rows), kinds, rows["summary"], rows["disputed"]))


@picture()
def acts_on_oil(said):
    """The acts on oil, money and gold, the exemptions, the easings and the talks, up to the column."""
    rows = acts_until_column()
    chosen = (
        rows["is_oil_related"]
        | rows["category"].isin(["gold", "negotiation", "recognition"])
        | rows["action"].isin(["ease", "exempt", "threat"])
    )
    rows = rows[chosen]
    issuers = rows["issuer"].map(said["issuers"])
    return _listed(said, zip(rows["date"], issuers, rows["summary"]))
