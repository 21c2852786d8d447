"""Where people live against where a model would put them: hosts of the world, departments of Colombia.

No shares from before the crisis exist for the departments, so nothing here is an instrument.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.models.gravity import GravityFit
from claimlab.errors import KitError

__all__ = [
    "choose_department",
    "choose_host",
    "department_rows",
    "dissimilarity",
    "predicted_shares",
]

NEAR_KM = 20.0  # two capitals are crossings themselves: a distance of zero has no logarithm


def dissimilarity(first, second) -> float:
    """The share of people who would have to be somewhere else for two distributions to agree: ``sum|p - q| / 2``.

    Parameters
    ----------
    first, second : array, shape (n,)
        People or shares by place, in one order, not below 0; each is scaled to sum to one.

    Raises
    ------
    KitError
        when lengths differ, a number is missing or below zero, or nobody is anywhere.

    Source: Duncan and Duncan (1955).

    >>> dissimilarity([50, 50], [100, 0]), dissimilarity([1, 3], [10, 30])
    (0.5, 0.0)
    """
    p, q = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if p.shape != q.shape or not (
        (p >= 0).all() and (q >= 0).all() and p.sum() > 0 and q.sum() > 0
    ):
        raise KitError(
            "Give two rows of numbers of one length, none missing or below 0, each with somebody in it."
        )
    return float(np.abs(p / p.sum() - q / q.sum()).sum() / 2)


def predicted_shares(
    world: pd.DataFrame, fit: GravityFit, origin: str = "VEN", flow: str = "flow_2015_2020_persons"
) -> pd.DataFrame:
    """Where a fit would put those who leave one origin, beside where they went.

    Parameters
    ----------
    world : DataFrame
        The rows of the fit, with `origin_iso3`, `destination_iso3` and the flow.
    fit : GravityFit
        From :func:`borderlab.models.migration.migration_ppml`.
    origin, flow : str
        Where people leave, and the flow that came.

    Returns
    -------
    DataFrame
        `destination_iso3`, `predicted_percent`, `actual_percent`, from the largest actual share;
        the distance between the two is their :func:`dissimilarity`.

    >>> from borderlab import load
    >>> from borderlab.models.migration import migration_ppml, with_stocks
    >>> world = with_stocks(load("migration/gravity_world"))
    >>> shares = predicted_shares(world, migration_ppml(world, stocks=["log_diaspora"]))
    >>> round(dissimilarity(shares["predicted_percent"], shares["actual_percent"]), 2)
    0.66
    """
    rows = world["origin_iso3"] == origin
    found = world.loc[rows, ["destination_iso3"]].assign(
        predicted_percent=fit.fitted[rows].fillna(0.0),
        actual_percent=world.loc[rows, flow].astype(float),
    )
    for name in ("predicted_percent", "actual_percent"):
        found[name] *= 100 / found[name].sum()
    return found.sort_values("actual_percent", ascending=False, ignore_index=True)


def department_rows(
    departments: pd.DataFrame, stocks: pd.DataFrame, year: int = 2022, spread: bool = True
) -> tuple[pd.DataFrame, float]:
    """The 33 departments of one year, with those of unknown place spread or left out.

    Parameters
    ----------
    departments, stocks : DataFrame
        The tables ``migration/departments`` and ``migration/department_stocks``.
    year : int
        2019 to 2025.
    spread : bool
        True: departments without a figure share the people whose department was not given, in
        proportion to population (an assumption). False: they count as zero, which overstates
        concentration.

    Returns
    -------
    (rows, unplaced) : DataFrame, float
        `dept_code`, `code`, `department`, `borders_venezuela`, `distance_to_nearest_crossing_km`,
        `venezuelans_persons`, `population_persons`, `is_listed`; and the people still without a place.

    Raises
    ------
    KitError
        when the year is not in the table.

    >>> from borderlab import load
    >>> rows, unplaced = department_rows(load("migration/departments"), load("migration/department_stocks"), 2019)
    >>> len(rows), int(rows["is_listed"].sum()), unplaced
    (33, 12, 0.0)
    """
    of_year = stocks[stocks["year"] == year].set_index("dept_code")
    if of_year.empty:
        raise KitError(
            f"There are no figures for {year}: choose a year from {stocks['year'].min()} to {stocks['year'].max()}."
        )
    rows = departments.drop(
        columns=["capital", "nearest_crossing_town", "distance_to_villa_del_rosario_km"]
    ).copy()
    for name in ("venezuelans_persons", "population_persons"):
        rows[name] = of_year[name].reindex(rows["dept_code"]).astype(float).to_numpy()
    unplaced = float(of_year["venezuelans_persons"].get("ZZ", 0) or 0)
    rows["is_listed"] = rows["venezuelans_persons"].notna()
    missing = ~rows["is_listed"]
    people = rows["population_persons"].where(missing, 0.0)
    if spread and missing.any():
        rows.loc[missing, "venezuelans_persons"] = unplaced * people[missing] / people.sum()
        unplaced = 0.0
    return rows.fillna({"venezuelans_persons": 0.0}), unplaced


def _choice(pull: np.ndarray) -> np.ndarray:
    weights = np.exp(pull - pull.max())
    return 100 * weights / weights.sum()


def _beside(places: pd.DataFrame, chosen: np.ndarray, actual: pd.Series) -> pd.DataFrame:
    table = places.assign(
        chosen_percent=chosen, actual_percent=(100 * actual / actual.sum()).to_numpy()
    )
    return table.sort_values("actual_percent", ascending=False, ignore_index=True)


def choose_host(
    world: pd.DataFrame,
    diaspora: float = 0.5,
    distance: float = 0.3,
    language: float = 0.0,
    origin: str = "VEN",
    flow: str = "flow_2015_2020_persons",
) -> pd.DataFrame:
    """Where people would go if three weights decided: ``P_h`` proportional to ``(1 + S_h)**diaspora * km_h**-distance * exp(language L_h)``.

    Parameters
    ----------
    world : DataFrame
        As from :func:`borderlab.models.migration.with_stocks`; for a slider, pass the rows of one origin only.
    diaspora, distance, language : float
        Weights of the people already there, of the distance, and of a shared official language.
    origin, flow : str
        Where people leave, and the flow to be met.

    Returns
    -------
    DataFrame
        `destination_iso3`, `chosen_percent`, `actual_percent`, from the largest actual share.

    Source: the logit of McFadden (1974), in which a share does not depend on what else is offered.

    >>> from borderlab import load
    >>> from borderlab.models.migration import with_stocks
    >>> shares = choose_host(with_stocks(load("migration/gravity_world")), diaspora=0.9, distance=1.2, language=2.0)
    >>> round(dissimilarity(shares["chosen_percent"], shares["actual_percent"]), 3)
    0.388
    """
    hosts = world[world["origin_iso3"] == origin]
    pull = (
        diaspora * hosts["log_diaspora"]
        - distance * np.log(hosts["distance_km"])
        + language * hosts["common_official_language"]
    )
    return _beside(hosts[["destination_iso3"]], _choice(pull.to_numpy()), hosts[flow])


def choose_department(
    rows: pd.DataFrame, population: float = 1.0, nearness: float = 0.5, border: float = 0.0
) -> pd.DataFrame:
    """Where people would live in Colombia if three weights decided, beside where they do.

    Parameters
    ----------
    rows : DataFrame
        From :func:`department_rows`.
    population, nearness, border : float
        Weights of the department's size, of nearness to a crossing (a power of km + 20) and of
        touching Venezuela.

    Returns
    -------
    DataFrame
        `code`, `department`, `chosen_percent`, `actual_percent`, from the largest actual share.

    >>> from borderlab import load
    >>> rows, _ = department_rows(load("migration/departments"), load("migration/department_stocks"), 2022)
    >>> shares = choose_department(rows, population=1.2, nearness=0.6)
    >>> round(dissimilarity(shares["chosen_percent"], shares["actual_percent"]), 2)
    0.12
    """
    pull = population * np.log(rows["population_persons"]) - nearness * np.log(
        rows["distance_to_nearest_crossing_km"] + NEAR_KM
    )
    pull = pull + border * rows["borders_venezuela"]
    return _beside(
        rows[["code", "department"]],
        _choice(pull.to_numpy(dtype=float)),
        rows["venezuelans_persons"],
    )
