"""People by legal status: a model of registration and approval, fitted to dated counts.

Time is in years and every rate is a share a year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from borderlab.errors import KitError

__all__ = ["STATUSES", "compartments", "exit_profile", "fit_compartments", "protection_counts"]

STATUSES = ("irregular", "in_process", "regular")
FITTED = ("arrivals_persons", "register_rate", "approve_rate")


def _matrix(
    arrivals_persons: float,
    register_rate: float,
    approve_rate: float,
    exit_rate: float,
    lapse_rate: float,
) -> np.ndarray:
    """The change per year of (irregular, in process, regular, 1) as a matrix times that vector."""
    g, a, x, lapse = register_rate, approve_rate, exit_rate, lapse_rate
    return np.array(
        [
            [-g - x, 0, lapse, arrivals_persons],
            [g, -a - x, 0, 0],
            [0, a, -lapse - x, 0],
            [0, 0, 0, 0],
        ],
        dtype=float,
    )


def compartments(
    start: Mapping[str, float], phases: pd.DataFrame, years: Sequence[float]
) -> pd.DataFrame:
    """People by legal status over time: irregular, in process, regular, and those who left.

    People arrive as irregular, register (in process), are approved (regular), may lapse back to
    irregular, and leave from every status at one rate. The linear system is solved exactly, so the
    total obeys ``dM/dt = arrivals - exit_rate * M``.

    Parameters
    ----------
    start : mapping
        Persons in each of :data:`STATUSES` at year 0.
    phases : DataFrame
        One row a phase: `until_year` (rising; the last one goes on), `arrivals_persons` (a year),
        `register_rate`, `approve_rate`, `exit_rate`, and if wanted `lapse_rate` (each a year).
    years : sequence of float
        Years after the start, not below 0.

    Returns
    -------
    DataFrame
        `year`, `irregular_persons`, `in_process_persons`, `regular_persons`, `total_persons`,
        `exits_persons` (all who left since the start).

    Raises
    ------
    KitError
        when a number is below zero.

    >>> row = {"until_year": 9.0, "arrivals_persons": 0.0, "register_rate": 0.0, "approve_rate": np.log(2), "exit_rate": 0.0}
    >>> after = compartments({"irregular": 0, "in_process": 100, "regular": 0}, pd.DataFrame([row]), [1.0])
    >>> after[["in_process_persons", "regular_persons"]].round(6).values.tolist()
    [[50.0, 50.0]]
    """
    from scipy.linalg import expm

    years, rows = (
        np.asarray(years, dtype=float),
        phases.assign(lapse_rate=phases.get("lapse_rate", 0.0)),
    )
    state = np.array([*(start[name] for name in STATUSES), 1.0], dtype=float)
    if (state < 0).any() or (years < 0).any() or not (rows.to_numpy(dtype=float) >= 0).all():
        raise KitError("Stocks, years, arrivals and rates must be numbers of at least 0.")
    ends = [*rows["until_year"].to_numpy(dtype=float)[:-1], np.inf]
    found, now, arrived = np.empty((len(years), 4)), 0.0, 0.0
    names = [*FITTED, "exit_rate", "lapse_rate"]
    for end, values in zip(ends, rows[names].to_numpy(dtype=float)):
        A = _matrix(*values)
        inside = (years >= now) & (years <= end)
        since = years[inside] - now
        found[inside, :3] = (expm(A * since[:, None, None]) @ state)[:, :3]
        found[inside, 3] = arrived + values[0] * since
        if end < np.inf:
            state, arrived, now = (
                expm(A * (end - now)) @ state,
                arrived + values[0] * (end - now),
                end,
            )
    table = pd.DataFrame(
        {"year": years, **{f"{name}_persons": found[:, i] for i, name in enumerate(STATUSES)}}
    )
    total = found[:, :3].sum(axis=1)
    return table.assign(
        total_persons=total, exits_persons=sum(start.values()) + found[:, 3] - total
    )


def fit_compartments(
    start: Mapping[str, float],
    observed: pd.DataFrame,
    exit_rate: float,
    until_year: float,
    registration_until_year: float,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fit arrivals, registration and approval to dated counts, for an exit rate that is assumed.

    Arrivals have one value before and one after `until_year`; people register at one rate until
    registration closes, and are approved at one rate. That is four unknowns. The exit rate is not
    one of them: with every rate come other arrivals that give the same totals. What the split by
    status says about it (:func:`exit_profile`) hangs on the assumption that all leave at one rate.

    Parameters
    ----------
    start : mapping
        Persons in each of :data:`STATUSES` at year 0.
    observed : DataFrame
        `year` (after the start), `status` (one of :data:`STATUSES` or ``"total"``), `persons`; at
        least four rows.
    exit_rate : float
        Share that leaves in a year; an assumption.
    until_year, registration_until_year : float
        When arrivals change, and when registration closes.

    Returns
    -------
    (phases, fit) : tuple of DataFrame
        What :func:`compartments` takes; and `observed` with `fitted_persons` and `miss_percent`.

    Raises
    ------
    KitError
        when there are fewer observations than unknowns.

    >>> start = {"irregular": 100.0, "in_process": 100.0, "regular": 0.0}
    >>> truth = {"until_year": [1.0, 9.0], "arrivals_persons": [50.0, 20.0], "register_rate": [1.0, 0.0]}
    >>> truth = pd.DataFrame({**truth, "approve_rate": 0.8, "exit_rate": 0.1})
    >>> seen = compartments(start, truth, [0.5, 1.0, 2.0]).melt("year", ["irregular_persons", "regular_persons"], "status", "persons")
    >>> seen["status"] = seen["status"].str.removesuffix("_persons")
    >>> phases, fit = fit_compartments(start, seen, 0.1, 1.0, 1.0)
    >>> phases["arrivals_persons"].round(3).tolist()
    [50.0, 20.0]
    """
    from scipy.optimize import least_squares

    if len(observed) < 4:
        raise KitError("Four numbers are fitted, so at least four counts are needed.")
    cuts = sorted({until_year, registration_until_year, np.inf})
    scale = np.array([sum(start.values())] * 2 + [1.0, 1.0])
    columns = observed["status"] + "_persons"

    def phases(x: np.ndarray) -> pd.DataFrame:
        early, late, register, approve = x * scale
        rows = [
            (
                cut,
                early if cut <= until_year else late,
                register if cut <= registration_until_year else 0.0,
                approve,
                exit_rate,
            )
            for cut in cuts
        ]
        return pd.DataFrame(rows, columns=["until_year", *FITTED, "exit_rate"]).replace(
            {"until_year": {np.inf: 100.0}}
        )

    def fitted(x: np.ndarray) -> np.ndarray:
        path = compartments(start, phases(x), observed["year"])
        return np.array([path.at[i, column] for i, column in enumerate(columns)])

    def miss(x: np.ndarray) -> np.ndarray:
        return np.log(fitted(x) / observed["persons"].to_numpy(dtype=float))

    best = least_squares(
        miss, [0.1, 0.1, 1.0, 1.0], bounds=(0, np.inf), xtol=1e-10, ftol=1e-10, gtol=1e-10
    )
    table = observed.assign(fitted_persons=fitted(best.x))
    return phases(best.x), table.assign(
        miss_percent=100 * (table["fitted_persons"] / table["persons"] - 1)
    )


def exit_profile(
    start: Mapping[str, float], observed: pd.DataFrame, exit_rates: Sequence[float], **when: float
) -> pd.DataFrame:
    """The fit of :func:`fit_compartments` for a range of exit rates.

    Parameters
    ----------
    start, observed
        As in :func:`fit_compartments`.
    exit_rates : sequence of float
        Shares that leave in a year.
    **when : float
        `until_year` and `registration_until_year`.

    Returns
    -------
    DataFrame
        One row a rate: `exit_rate`, `arrivals_before_persons`, `arrivals_after_persons` (a year),
        `register_rate`, `approve_rate`, `rms_miss_percent`.

    >>> start = {"irregular": 100.0, "in_process": 100.0, "regular": 0.0}
    >>> counts = pd.DataFrame({"year": [0.5, 1.0, 1.5, 2.0], "status": "total", "persons": [220.0, 240.0, 235.0, 230.0]})
    >>> found = exit_profile(start, counts, [0.0, 0.2], until_year=1.0, registration_until_year=1.5)
    >>> found["arrivals_before_persons"].round().tolist()
    [35.0, 84.0]
    """
    rows = []
    for rate in exit_rates:
        phases, fit = fit_compartments(start, observed, rate, **when)
        arrivals = phases["arrivals_persons"]
        rms = float(np.sqrt((fit["miss_percent"] ** 2).mean()))
        rows.append(
            (
                rate,
                arrivals.iloc[0],
                arrivals.iloc[-1],
                phases["register_rate"].iloc[0],
                phases["approve_rate"].iloc[0],
                rms,
            )
        )
    names = "exit_rate arrivals_before_persons arrivals_after_persons register_rate approve_rate rms_miss_percent"
    return pd.DataFrame(rows, columns=names.split())


def protection_counts(
    stock: pd.DataFrame, permits: pd.DataFrame, start_date: str = "2022-03-16"
) -> tuple[dict, pd.DataFrame]:
    """The register of 2021 as starting stocks and counts for :func:`fit_compartments`.

    Regular means a permit approved, in process registered but not approved, irregular neither. The
    starting total is the last count before the first day on which the register was printed whole.

    Parameters
    ----------
    stock, permits : DataFrame
        The tables ``migration/colombia_stock`` and ``migration/permits``.
    start_date : str
        A day with registered and approved people.

    Returns
    -------
    (start, observed)
        Persons by status; and `year`, `status`, `persons`, with the split of each later day that
        has one and every later total. The irregular of the last count are left out, to be compared
        with what the fit says.

    Raises
    ------
    KitError
        when the register was not printed on `start_date`.

    >>> from borderlab import load
    >>> start, observed = protection_counts(load("migration/colombia_stock"), load("migration/permits"))
    >>> start["irregular"], len(observed)
    (537257, 8)
    """
    day = pd.Timestamp(start_date)
    wide = permits.pivot_table(
        index="status_date", columns=["programme", "stage"], values="persons"
    )
    registered, approved, waiting = (
        wide[("RUMV", "registered")],
        wide[("PPT", "approved")],
        wide[("ETPV", "in_process")],
    )
    waiting = (registered - approved).fillna(waiting).dropna()
    if day not in waiting.index or np.isnan(registered.get(day, np.nan)):
        raise KitError(f"The register of {start_date} was not printed whole: choose another day.")
    totals = stock.set_index("count_date")["total_persons"]
    total = int(totals[:day].iloc[-1])
    start = {
        "irregular": total - int(registered[day]),
        "in_process": int(waiting[day]),
        "regular": int(approved[day]),
    }
    parts = {"total": totals, "in_process": waiting, "regular": approved[waiting.index]}
    rows = [
        (date, status, float(n))
        for status, counts in parts.items()
        for date, n in counts.items()
        if date > day
    ]
    table = pd.DataFrame(sorted(rows), columns=["date", "status", "persons"])
    table.insert(0, "year", (table.pop("date") - day).dt.days / 365.25)
    return start, table
