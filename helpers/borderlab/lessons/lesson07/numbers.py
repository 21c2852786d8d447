"""The numbers from which lesson 07 computes its answers, facts and claims."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from borderlab.lessons.lesson07.leavers import (
    in_a_hundred,
    misplaced,
    on_the_board,
    published_ranges,
    weighed,
)
from borderlab.models.migration import crisis_residual, migration_ppml, one_origin_ppml, with_stocks
from borderlab.models.places import choose_department, department_rows, predicted_shares
from borderlab.models.stocks import permit_funnel
from claimlab.lessons.tables import by_id, table

BEST = {"diaspora": 0.9, "distance": 1.2, "language": 2.0}
INSIDE = {"population": 1.2, "nearness": 0.6}  # weights for departments, tried by hand
HALF = 0.5  # of the migrants, seen by the study of an exercise
MARCH_2022, JUNE_2023 = "2022-03-16", "2023-06-30"


@lru_cache(maxsize=None)
def world() -> pd.DataFrame:
    return with_stocks(table("migration/gravity_world"))


@lru_cache(maxsize=None)
def expected(stocks: tuple[str, ...] = ("log_diaspora",)):
    """Gravity for people, fitted to the moves of 2010-15."""
    return migration_ppml(world(), stocks=stocks)


@lru_cache(maxsize=None)
def shares() -> pd.DataFrame:
    """Where that fit would put those who left Venezuela in 2015-20, and where they went."""
    return predicted_shares(world(), expected())


@lru_cache(maxsize=None)
def people_in(place: str, who: str = "predicted") -> int:
    """Of 100 leavers, how many are in a place."""
    rows = in_a_hundred(shares(), f"{who}_percent").set_index("place")
    return int(rows.loc[place, "people"])


@lru_cache(maxsize=None)
def hosts() -> pd.DataFrame:
    return world()[world()["origin_iso3"] == "VEN"]


def on_wrong_rows() -> int:
    """Of the model's hundred, how many stand in a row of the board to which they did not go."""
    rows = on_the_board(shares())
    return int((rows["model"] - rows["went"]).abs().sum() // 2)


def misplaced_by_the_best() -> float:
    return float(weighed(hosts(), **BEST)["misplaced_people"].iloc[0])


@lru_cache(maxsize=None)
def departments() -> pd.DataFrame:
    """Colombia's departments with their Venezuelans of 2022."""
    tables = table("migration/departments"), table("migration/department_stocks")
    return department_rows(*tables, 2022)[0]


@lru_cache(maxsize=None)
def misplaced_inside() -> float:
    """Of 100 Venezuelans in Colombia, how many two weights put into another department (2022)."""
    return misplaced(choose_department(departments(), **INSIDE), "chosen_percent")


@lru_cache(maxsize=None)
def returns(stocks: tuple[str, ...] = ()) -> pd.DataFrame:
    """Moves from Venezuela to Colombia in 2010-15 by kind, against a fit."""
    found = crisis_residual(world(), expected(stocks), table("migration/flows_by_kind"))
    return found.set_index("kind")


@lru_cache(maxsize=None)
def contiguity(leave_out: tuple[str, ...] = ()) -> float:
    """The coefficient of a common border, fitted over the hosts of one origin."""
    return one_origin_ppml(world(), leave_out=leave_out)["contiguity"]


def left(period: str) -> int:
    """Moves out of Venezuela in a period such as ``"2015_2020"``."""
    return int(hosts()[f"flow_{period}_persons"].sum())


def border_share(what: str = "venezuelans_persons") -> float:
    """Per cent of Colombia's Venezuelans, or of all inhabitants, in departments that touch Venezuela."""
    people = departments().groupby("borders_venezuela")[what].sum()
    return float(100 * people[True] / people.sum())


def living_in(unit: str) -> pd.DataFrame:
    """Venezuelans by department in 2022, in thousands (``"people"``) or for each 1,000 inhabitants (``"rate"``).

    Returns
    -------
    DataFrame
        `code`, `department`, `borders_venezuela`, `value`.
    """
    rows = departments()
    people = rows["venezuelans_persons"]
    value = people / 1000 if unit == "people" else 1000 * people / rows["population_persons"]
    return rows[["code", "department", "borders_venezuela"]].assign(value=value)


def most_live_in(unit: str) -> pd.Series:
    """The department with the largest value of :func:`living_in`."""
    rows = living_in(unit)
    return rows.loc[rows["value"].idxmax()]


def permits(stage: str, day: str = MARCH_2022) -> float:
    """Per cent of the people registered for the permit of 2021 who had reached a stage on a day."""
    return 100 * persons(stage, day) / persons("registered", day)


@lru_cache(maxsize=None)
def persons(stage: str, day: str = MARCH_2022) -> int:
    funnel = permit_funnel(table("migration/permits"))
    return int(funnel.set_index(["status_date", "stage"]).loc[(day, stage), "persons"])


@lru_cache(maxsize=None)
def venezuelans(day: str) -> int:
    """The count of the migration authority on a day."""
    return int(table("migration/colombia_stock").set_index("count_date").loc[day, "total_persons"])


@lru_cache(maxsize=None)
def per_hundred(day: str) -> float:
    """Venezuelans counted on a day for each 100 other inhabitants of that year."""
    hosts = table("migration/hosts").set_index(["year", "host_iso3"])
    people = float(hosts.loc[(int(day[:4]), "COL"), "population_persons"])
    return 100 * venezuelans(day) / (people - venezuelans(day))


@lru_cache(maxsize=None)
def wage_falls() -> pd.DataFrame:
    """The fall of the wage for one more point of migrants, per cent, least and most by study."""
    return published_ranges(table("migration/wage_estimates"))[0].set_index("study_id")


def printed(estimate_id: str) -> float:
    """An effect as printed by its study."""
    return float(by_id("migration/wage_estimates").loc[estimate_id, "estimate"])


def gallup() -> pd.DataFrame:
    """Three questions of one survey, asked in Colombia in 2016 and in 2019."""
    polls = table("migration/opinion")
    return polls[polls["pollster"].str.startswith("Gallup")]


def poll(day: str, **which: str) -> float:
    """The one share that a poll of a day gives for a series, or a question and an answer."""
    rows = table("migration/opinion")
    rows = rows[rows["poll_date"] == day]
    for column, value in which.items():
        rows = rows[rows[column] == value]
    return float(rows["share_percent"].item())
