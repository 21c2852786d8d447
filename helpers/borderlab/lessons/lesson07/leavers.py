"""Who goes where, and what a permit changes: the computations that only lesson 07 uses.

Every function takes tables and numbers and returns a new DataFrame; nothing is read or drawn here.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.models.labour import labour, on_one_unit, permit_effect
from borderlab.models.places import choose_host, dissimilarity

ELSEWHERE = "else"
# By how many went there; only the surprise stands last, where the pictures have their accent.
PLACES = ("COL", "PER", ELSEWHERE, "CHL", "ECU", "BRA", "ESP", "USA")
# A study of the permits of 2018, and a round figure of the survey of 2018-19.
MEASURED = {"migrants_formal_percent": 10.0, "natives_lose_per_thousand": 1.0}


def _by_place(shares: pd.DataFrame, column: str) -> pd.Series:
    place = shares["destination_iso3"].where(shares["destination_iso3"].isin(PLACES), ELSEWHERE)
    return shares.groupby(place)[column].sum().reindex(PLACES)


def in_a_hundred(shares: pd.DataFrame, column: str) -> pd.DataFrame:
    """Shares of places as whole people of a hundred; the largest remainders are rounded up.

    Parameters
    ----------
    shares : DataFrame
        `destination_iso3` and `column`, per cent that add up to 100.
    column : str
        Which shares.

    Returns
    -------
    DataFrame
        `place` (:data:`PLACES`) and `people`, which add up to 100.

    >>> shares = pd.DataFrame({"destination_iso3": ["COL", "USA", "ITA"], "percent": [50.6, 30.3, 19.1]})
    >>> in_a_hundred(shares, "percent").query("people > 0")["people"].tolist()
    [51, 19, 30]
    """
    exact = _by_place(shares, column).fillna(0.0)
    people = np.floor(exact).astype(int)
    rest = (exact - people).sort_values(ascending=False, kind="stable").index
    people[rest[: 100 - int(people.sum())]] += 1
    return people.rename("people").rename_axis("place").reset_index()


def on_the_board(shares: pd.DataFrame) -> pd.DataFrame:
    """Whole people of a hundred in the rows of the board: where a fit puts them, and where they went.

    Parameters
    ----------
    shares : DataFrame
        `destination_iso3`, `predicted_percent` and `actual_percent`, as from
        :func:`borderlab.models.places.predicted_shares`.

    Returns
    -------
    DataFrame
        One row for each of :data:`PLACES`; `model` and `went`, persons, each adding up to 100.

    >>> one = pd.DataFrame({"destination_iso3": ["COL", "ITA"], "predicted_percent": [30.0, 70.0], "actual_percent": [60.0, 40.0]})
    >>> on_the_board(one).loc[["COL", "else"], "went"].tolist()
    [60, 40]
    """
    who = {"model": "predicted_percent", "went": "actual_percent"}
    rows = {
        name: in_a_hundred(shares, column).set_index("place")["people"]
        for name, column in who.items()
    }
    return pd.DataFrame(rows)


def misplaced(shares: pd.DataFrame, column: str = "predicted_percent") -> float:
    """Of 100 leavers, how many a row of shares puts into another country than the one they went to."""
    return 100 * dissimilarity(shares[column], shares["actual_percent"])


def weighed(
    hosts: pd.DataFrame, diaspora: float = 0.5, distance: float = 0.2, language: float = 0.0
) -> pd.DataFrame:
    """Where 100 leavers would go by three weights, and where they went.

    Parameters
    ----------
    hosts : DataFrame
        The rows of one origin, as from :func:`borderlab.models.migration.with_stocks`.
    diaspora, distance, language : float
        As in :func:`borderlab.models.places.choose_host`.

    Returns
    -------
    DataFrame
        `place`, `who` (``"chosen"``, ``"went"``), `people`, and `misplaced_people`, the same in
        every row and computed over all hosts.
    """
    shares = choose_host(hosts, diaspora, distance, language)
    rows = pd.concat(
        [
            _by_place(shares, f"{column}_percent").rename("people").reset_index().assign(who=who)
            for who, column in (("chosen", "chosen"), ("went", "actual"))
        ],
        ignore_index=True,
    ).rename(columns={"destination_iso3": "place"})
    return rows.round(1).assign(misplaced_people=misplaced(shares, "chosen_percent"))


def permit_bench(
    queue_weight: float, migrants: float = 4.0, permits_percent: float = 60.0
) -> dict[str, float]:
    """What the queue for formal jobs gives for the two numbers of :data:`MEASURED`.

    The last doubling of permits takes the share of migrants who have one from half of
    `permits_percent` to all of it.

    Parameters
    ----------
    queue_weight : float
        How much a migrant with a permit counts in the queue, from 0 to 1.
    migrants : float
        Migrants for each 100 natives.
    permits_percent : float
        Share of migrants with a permit, per cent.

    Returns
    -------
    dict
        `migrants_formal_percent` (of all migrants), and `natives_lose_per_thousand`: formal jobs that
        natives lose in a doubling of permits, per 1,000 natives.

    >>> round(permit_bench(0.2)["natives_lose_per_thousand"], 2)
    0.95
    """
    M, pi = migrants / 100, permits_percent / 100
    return {
        "migrants_formal_percent": labour(M, pi, queue_weight)["migrant_formal_percent"],
        "natives_lose_per_thousand": abs(10 * permit_effect(queue_weight, pi * M / 2, pi * M)),
    }


def published_ranges(estimates: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Each study's wage effects as one range on one unit, and the studies without such a number.

    Parameters
    ----------
    estimates : DataFrame
        The table ``migration/wage_estimates``.

    Returns
    -------
    (converted, left_out) : tuple of DataFrame
        `study_id`, `study`, and how far the wage falls for one more point of the study's own migrant
        share, `least_percent` and `most_percent`, from the smallest fall to the largest; and
        `study`, `outcome`, `reason` (why not), for studies with no row in the first.

    >>> from borderlab import load
    >>> converted, left_out = published_ranges(load("migration/wage_estimates"))
    >>> len(converted), float(converted["most_percent"].max()), left_out["study"].nunique()
    (5, 10.0, 5)
    """
    converted, __ = on_one_unit(estimates)
    rows = estimates.set_index("estimate_id")
    year = rows["published_year"].astype("string").radd(" ").fillna("")
    rows["study"] = rows["authors"].str.split(",").str[0] + year
    has_unit = rows["study_id"].isin(rows.loc[converted["estimate_id"], "study_id"])
    falls = converted.join(rows[["study_id", "study"]], on="estimate_id")
    falls = falls.groupby("study_id", sort=False).agg(
        study=("study", "last"), least_percent=("high", "max"), most_percent=("low", "min")
    )
    falls[["least_percent", "most_percent"]] *= -1
    left_out = rows.loc[~has_unit, ["study", "outcome"]].assign(
        reason=rows["conversion"].str.removeprefix("not convertible: ")
    )
    left_out["outcome"] = left_out["outcome"].str.replace(r", (low|high) end$", "", regex=True)
    return (
        falls.sort_values(["most_percent", "least_percent"]).reset_index(),
        left_out.drop_duplicates(ignore_index=True),
    )


def as_copied(stocks: pd.DataFrame) -> pd.DataFrame:
    """Colombians in Venezuela as a public copy of the World Bank's table prints them.

    Parameters
    ----------
    stocks : DataFrame
        The table ``migration/corridor_stocks``, whose notes keep the printed year.

    Returns
    -------
    DataFrame
        `printed_year`, `persons`, in the order of the printed years.

    >>> from borderlab import load
    >>> as_copied(load("migration/corridor_stocks")).iloc[0].tolist()
    [1960, 617744]
    """
    rows = stocks[
        (stocks["definition"] == "world_bank_estimate") & (stocks["residence_iso3"] == "VEN")
    ]
    printed = rows["note"].str.extract(r"labelled (\d{4})")[0].astype(int)
    table = pd.DataFrame({"printed_year": printed, "persons": rows["persons"].astype(int)})
    return table.sort_values("printed_year", ignore_index=True)
