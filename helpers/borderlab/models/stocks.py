"""How many people: stocks, flows, permits by stage, and what a new count does to a flow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from borderlab.models.arguments import not_negative, whole
from claimlab.errors import KitError

__all__ = [
    "half_life",
    "implied_flow",
    "per_thousand",
    "permit_funnel",
    "steady_state",
    "stock_flow",
]


def _rates(r: float, d: float) -> float:
    if not (r >= 0 and d >= 0 and r + d <= 1):
        raise KitError(
            f"Exit and death rate must be at least 0 and together at most 1; they are {r} and {d}."
        )
    return r + d


def stock_flow(
    M0: float, F: float | Sequence[float], r: float, d: float = 0.0, T: int | None = None
) -> pd.DataFrame:
    """A stock that arrivals fill and exits drain: ``M[t+1] = M[t] * (1 - r - d) + F[t]``.

    Parameters
    ----------
    M0 : float
        Stock at the start, persons.
    F : float or sequence of float
        Arrivals in each period, persons; one number is used for all `T` periods.
    r, d : float
        Shares of the stock that leave, and that die, in one period.
    T : int, optional
        Number of periods; needed when `F` is one number.

    Returns
    -------
    DataFrame
        `period` (0 to T), `stock_persons`, and for the period that ends there `arrivals_persons` and
        `exits_persons` (NaN at 0): the change of the stock is arrivals less exits, exactly.

    Raises
    ------
    KitError
        when a rate or an arrival is below zero, when ``r + d > 1``, or when `T` is missing.

    Source: the demographic accounting identity.

    >>> stock_flow(0, 300_000, 0.03, T=2)["stock_persons"].tolist()
    [0.0, 300000.0, 591000.0]
    """
    leave = _rates(r, d)
    if np.ndim(F) == 0:
        if T is None:
            raise KitError("Say for how many periods the arrivals go on: give T.")
        F = np.full(whole(T, "The number of periods", 0), F, dtype=float)
    arrivals = np.asarray(F, dtype=float)
    not_negative(arrivals, "The number of arrivals")
    stock, exits = [float(not_negative(M0, "The first stock"))], []
    for flow in arrivals:
        exits.append(stock[-1] * leave)
        stock.append(stock[-1] - exits[-1] + flow)
    table = {"period": range(len(stock)), "stock_persons": stock}
    return pd.DataFrame(
        {**table, "arrivals_persons": [np.nan, *arrivals], "exits_persons": [np.nan, *exits]}
    )


def steady_state(F: float, r: float, d: float = 0.0) -> float:
    """The stock at which exits equal arrivals: ``F / (r + d)``; infinite when nobody leaves.

    >>> round(steady_state(300_000, 0.03))
    10000000
    """
    leave = _rates(r, d)
    F = float(not_negative(F, "The number of arrivals"))
    return F / leave if leave else np.inf


def half_life(r: float, d: float = 0.0) -> float:
    """Periods until half the distance to the steady state is gone: ``ln 0.5 / ln(1 - r - d)``.

    >>> round(half_life(0.03), 1)
    22.8
    """
    leave = _rates(r, d)
    if leave in (0, 1):
        return np.inf if leave == 0 else 0.0
    return float(np.log(0.5) / np.log1p(-leave))


def per_thousand(persons, population):
    """Persons for each 1,000 inhabitants.

    >>> round(per_thousand(2_480_000, 51_737_944), 1)
    47.9
    """
    return 1000 * persons / population


def implied_flow(stock: pd.Series, new_count: pd.Series | None = None) -> pd.DataFrame:
    """The flow that two publications of one stock seem to imply, and what is left without new counts.

    Parameters
    ----------
    stock : Series, indexed by date of publication
        Persons.
    new_count : Series, indexed by date of publication, optional
        The part of a date's rise that comes from a host's older count taken over at once, persons;
        dates that are not named have none.

    Returns
    -------
    DataFrame, indexed by date
        From the second date on: `change_persons`, `new_count_persons`, `left_persons` (their
        difference), `change_percent` and `left_percent` (of the stock before), `years`.

    Raises
    ------
    KitError
        when a named date is not among the publications.

    >>> seen = pd.Series([6_147_040, 6_805_209], pd.to_datetime(["2022-07-31", "2022-08-05"]))
    >>> implied_flow(seen, pd.Series({seen.index[1]: 635_198}))[["change_percent", "left_percent"]].round(1).values.tolist()
    [[10.7, 0.4]]
    """
    stock = stock.sort_index()
    new_count = pd.Series(dtype=float) if new_count is None else new_count
    if unknown := set(new_count.index) - set(stock.index):
        raise KitError(
            f"There is no publication on {min(unknown)}: name a new count by a date of the series."
        )
    recounted = new_count.reindex(stock.index).fillna(0.0)
    before, change = stock.shift(), stock.diff()
    table = {
        "change_persons": change,
        "new_count_persons": recounted,
        "left_persons": change - recounted,
    }
    table |= {
        "change_percent": 100 * change / before,
        "left_percent": 100 * (change - recounted) / before,
    }
    years = stock.index.to_series().diff().dt.days / 365.25
    return pd.DataFrame({**table, "years": years}).iloc[1:]


def permit_funnel(
    permits: pd.DataFrame, stages: Sequence[tuple[str, str]] | None = None
) -> pd.DataFrame:
    """How far people had come in the programme of 2021 on each day for which all stages are known.

    Parameters
    ----------
    permits : DataFrame
        The table ``migration/permits``.
    stages : sequence of (programme, stage), optional
        The steps, first to last; by default registered, biometric, approved, delivered.

    Returns
    -------
    DataFrame
        `status_date`, `step` (from 1), `stage`, `persons`, `percent_of_registered`,
        `percent_of_step_before` (NaN at the first).

    Raises
    ------
    KitError
        when no day has all the stages.

    >>> from borderlab import load
    >>> permit_funnel(load("migration/permits")).query("stage == 'approved'")["percent_of_registered"].round(1).tolist()
    [39.1, 74.3]
    """
    stages = stages or [
        ("RUMV", "registered"),
        ("RUMV", "biometric"),
        ("PPT", "approved"),
        ("PPT", "delivered"),
    ]
    wide = permits.pivot_table(
        index="status_date", columns=["programme", "stage"], values="persons"
    )
    wide = wide.reindex(columns=pd.MultiIndex.from_tuples(stages)).dropna()
    if wide.empty:
        raise KitError("There is no day on which all these stages were printed: ask for fewer.")
    table = (
        wide.set_axis([stage for _, stage in stages], axis=1)
        .stack()
        .rename("persons")
        .reset_index()
    )
    table.columns = ["status_date", "stage", "persons"]
    table.insert(1, "step", table.groupby("status_date").cumcount() + 1)
    groups = table.groupby("status_date")["persons"]
    first, before = groups.transform("first"), groups.shift()
    return table.assign(
        percent_of_registered=100 * table["persons"] / first,
        percent_of_step_before=100 * table["persons"] / before,
    )
