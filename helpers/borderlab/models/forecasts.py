"""Honest forecasts of a stock: intervals from past misses (their judges stand in :mod:`borderlab.models.scores`).

A forecast made at an origin uses nothing after it. Errors are in logarithms, so a band cannot reach
below zero and a miss of a factor two counts the same in both directions.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.models.arguments import whole
from claimlab.errors import KitError

__all__ = [
    "METHODS",
    "drift_by_window",
    "point_forecast",
    "rolling_bands",
    "rolling_origin",
]

METHODS = ("no_change", "log_drift", "level_drift", "damped_trend", "logistic")
DAMPING = 0.8


def _logistic(values: np.ndarray, horizon: int) -> float:
    """A logistic curve through the whole past, by least squares on logs; its level is anchored at the last value."""
    from scipy.optimize import least_squares

    t, y = np.arange(len(values)), np.log(values)

    def curve(x: np.ndarray, when) -> np.ndarray:
        return x[0] - np.log1p(np.exp(-np.clip(x[1] * (when - x[2]), -50, 50)))

    ceiling = y.max()
    first = [ceiling + 0.1, 1.0, len(values) / 2]
    bounds = ([ceiling - 1, 0.01, -50], [ceiling + 5, 10, 50])
    x = least_squares(lambda x: curve(x, t) - y, first, bounds=bounds).x
    return float(np.exp(y[-1] + curve(x, t[-1] + horizon) - curve(x, t[-1])))


def point_forecast(past, horizon: int, method: str = "log_drift") -> float:
    """A stock `horizon` steps after the last value of `past`.

    Parameters
    ----------
    past : array of float, shape (n,)
        Values above zero at equal steps.
    horizon : int
        Steps ahead, at least 1.
    method : str
        ``"no_change"``: the last value. ``"log_drift"``: the mean growth goes on (random walk with
        drift in logarithms). ``"level_drift"``: the mean change in persons goes on, not below 1.
        ``"damped_trend"``: the last growth goes on and fades by a fifth each step. ``"logistic"``:
        an S-curve fitted to the past and started at the last value (n of at least 4).

    Raises
    ------
    KitError
        when the method is unknown, the past too short or not above zero.

    >>> [round(point_forecast([100, 200, 400], 1, method)) for method in ("no_change", "log_drift", "level_drift")]
    [400, 800, 550]
    """
    values = np.asarray(past, dtype=float)
    if method not in METHODS:
        raise KitError(f"Choose one of these methods: {', '.join(METHODS)}.")
    need = {"no_change": 1, "logistic": 4}.get(method, 2)
    if len(values) < need or not (values > 0).all() or horizon < 1:
        raise KitError(
            f"The method '{method}' needs at least {need} values above zero and a horizon of at least 1."
        )
    last, steps = values[-1], len(values) - 1
    if method == "no_change":
        return float(last)
    if method == "log_drift":
        return float(last * (last / values[0]) ** (horizon / steps))
    if method == "level_drift":
        return float(max(last + horizon * (last - values[0]) / steps, 1.0))
    if method == "damped_trend":
        return float(last * (last / values[-2]) ** sum(DAMPING**k for k in range(1, horizon + 1)))
    return _logistic(values, horizon)


def rolling_origin(
    series: pd.Series, horizon: int, method: str = "log_drift", shortest: int = 2
) -> pd.DataFrame:
    """The forecasts that would have been made from each origin, and what came.

    Parameters
    ----------
    series : Series, indexed by year
        Values above zero at equal steps.
    horizon : int
        Steps ahead.
    method : str
        As in :func:`point_forecast`.
    shortest : int
        Values that the first origin must have behind it, its own among them.

    Returns
    -------
    DataFrame
        `origin`, `target`, `forecast`, `actual`, `log_error` (ln actual - ln forecast). Targets of
        neighbouring origins overlap when the horizon is above 1: their errors are not independent.

    Raises
    ------
    KitError
        when the series is too short for a single forecast.

    >>> rolling_origin(pd.Series([1.0, 2.0, 4.0, 8.0], range(2014, 2018)), 1)[["origin", "forecast", "actual"]].values.tolist()
    [[2015.0, 4.0, 4.0], [2016.0, 8.0, 8.0]]
    """
    horizon = whole(horizon, "The horizon")
    ends = range(shortest - 1, len(series) - horizon)
    if not len(ends):
        raise KitError(
            "The series is too short for this horizon: shorten the horizon or the past that is asked for."
        )
    values, index = series.to_numpy(dtype=float), series.index
    made = [point_forecast(values[: end + 1], horizon, method) for end in ends]
    table = {
        "origin": [index[end] for end in ends],
        "target": [index[end + horizon] for end in ends],
    }
    found = pd.DataFrame(
        {**table, "forecast": made, "actual": [values[end + horizon] for end in ends]}
    )
    return found.assign(log_error=np.log(found["actual"] / found["forecast"]))


def rolling_bands(
    series: pd.Series,
    horizon: int,
    method: str = "log_drift",
    level: float = 0.8,
    band: str = "past_misses",
    shortest: int = 3,
) -> pd.DataFrame:
    """Forecast bands from each origin, made only of what was known there.

    Parameters
    ----------
    series, horizon, method, shortest
        As in :func:`rolling_origin`.
    level : float
        Nominal share of targets that the band should hold, between 0 and 1.
    band : str
        ``"past_misses"``: between the k-th lowest and the k-th highest miss of earlier origins whose
        targets were already known, with ``k = floor((misses + 1)(1 - level)/2)``, so that the level
        holds for exchangeable misses; with too few of them (k = 0) the band has no end.
        ``"fitted_variance"``: the spread of the growth
        rates seen so far, as if the drift were known: ``exp(log forecast +- z * s * sqrt(horizon))``.

    Returns
    -------
    DataFrame
        The columns of :func:`rolling_origin` with `low`, `high`, `misses` (how many the band rests
        on) and `inside`.

    Raises
    ------
    KitError
        when the band is unknown or the level not between 0 and 1.

    Source: rolling origins after Tashman (2000); the quantile's size after Vovk, Gammerman and Shafer (2005).

    >>> from borderlab import load
    >>> stock = load("migration/colombia_stock").query("count_date.dt.month == 12 or count_date == '2021-08-31'")
    >>> stock = stock.set_index(stock["count_date"].dt.year)["total_persons"]
    >>> int(rolling_bands(stock, 2, band="fitted_variance")["inside"].sum())
    3
    """
    if not 0 < level < 1 or band not in ("past_misses", "fitted_variance"):
        raise KitError(
            "The level lies between 0 and 1, and the band is 'past_misses' or 'fitted_variance'."
        )
    found = rolling_origin(series, horizon, method, shortest)
    places, edges = {label: i for i, label in enumerate(series.index)}, []
    if band == "fitted_variance":
        from scipy.stats import norm

        growth, z = np.diff(np.log(series.to_numpy(dtype=float))), norm.ppf(0.5 + level / 2)
        for origin in found["origin"]:
            seen = growth[: places[origin]]
            reach = z * seen.std(ddof=1) * np.sqrt(horizon)
            edges.append((-reach, reach, len(seen)))
    else:
        need = {"no_change": 1, "logistic": 4}.get(method, 2)
        earlier = rolling_origin(series, horizon, method, need)
        for origin in found["origin"]:
            known = np.sort(earlier.loc[earlier["target"] <= origin, "log_error"].to_numpy())
            k = int(np.floor((len(known) + 1) * (1 - level) / 2 + 1e-9))
            edges.append(
                (known[k - 1], known[-k], len(known)) if k else (-np.inf, np.inf, len(known))
            )
    low, high, misses = zip(*edges)
    found = found.assign(
        low=found["forecast"] * np.exp(low), high=found["forecast"] * np.exp(high), misses=misses
    )
    return found.assign(
        inside=(found["low"] <= found["actual"]) & (found["actual"] <= found["high"])
    )


def drift_by_window(stock: pd.Series, origin, target, method: str = "log_drift") -> pd.DataFrame:
    """One forecast with every window of the past that a forecaster could have chosen.

    Parameters
    ----------
    stock : Series, indexed by date
        Persons, at any dates.
    origin, target : date
        Two dates of the series: where the forecast is made, and for when.
    method : str
        ``"log_drift"`` or ``"level_drift"``; both with time in days.

    Returns
    -------
    DataFrame
        One row an earlier date: `window_start`, `forecast`, `actual`, `miss_percent`.

    Raises
    ------
    KitError
        when a date is not in the series or the method is another one.

    >>> from borderlab import load
    >>> stock = load("migration/colombia_stock").set_index("count_date")["total_persons"]
    >>> drift_by_window(stock, "2022-02-28", "2023-12-31")["miss_percent"].round(1).iloc[:2].tolist()
    [185.4, 217.8]
    """
    origin, target = pd.Timestamp(origin), pd.Timestamp(target)
    if method not in ("log_drift", "level_drift") or not {origin, target} <= set(stock.index):
        raise KitError(
            "Origin and target are dates of the series, and the method is 'log_drift' or 'level_drift'."
        )
    past = stock[stock.index < origin].astype(float)
    ratio = (target - origin).days / (origin - past.index).days
    now = float(stock[origin])
    made = now * (now / past) ** ratio if method == "log_drift" else now + (now - past) * ratio
    table = pd.DataFrame(
        {"window_start": past.index, "forecast": made.to_numpy(), "actual": float(stock[target])}
    )
    return table.assign(miss_percent=100 * (table["forecast"] / table["actual"] - 1))
