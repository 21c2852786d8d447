"""What changed, and compared with what: broken trends, differences and their differences.

A panel is a DataFrame with one row a period, in order, and one column a unit.
Synthetic controls are in :mod:`borderlab.models.synthetic`; how far an answer hangs on the
choices of its author is in :mod:`borderlab.models.specifications`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from borderlab.errors import KitError

__all__ = ["EventStudy", "InterruptedSeries", "did2x2", "event_study", "its", "newey_west"]

Z95 = 1.96  # of the normal distribution, both sides


@dataclass(frozen=True)
class InterruptedSeries:
    """A line that may jump and bend at one date.

    Parameters
    ----------
    coefficients : DataFrame
        Rows `level` (first period), `slope` (a period), `jump` and `slope_change` (a period).
        Columns `estimate`, `std_error`, `low`, `high` (95%), in the unit of the series.
    fitted : Series
        The broken line.
    without_break : Series
        The line of before, drawn on to the end.
    residual_sum_of_squares : float
        Compare it across dates to find the break that fits best.
    """

    coefficients: pd.DataFrame
    fitted: pd.Series
    without_break: pd.Series
    residual_sum_of_squares: float

    @property
    def effect(self) -> pd.Series:
        """Broken line less unbroken line, in every period; zero before the break."""
        return self.fitted - self.without_break


def newey_west(regressors: np.ndarray, residuals: np.ndarray, lags: int) -> np.ndarray:
    """Covariance of OLS coefficients when errors near in time resemble each other.

    Parameters
    ----------
    regressors : array, periods by coefficients
    residuals : array, one a period
    lags : int
        Errors further apart than this are taken as unrelated; 0 gives White's standard errors.

    Notes
    -----
    Newey and West (1987), Econometrica 55(3), equation 5: Bartlett weights, no small-sample
    correction.

    >>> x = np.ones((4, 1))
    >>> newey_west(x, np.array([1.0, -1.0, 1.0, -1.0]), lags=0).tolist()
    [[0.25]]
    """
    scores = regressors * np.asarray(residuals)[:, None]
    middle = scores.T @ scores
    for lag in range(1, min(lags, len(scores) - 1) + 1):
        across = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / (lags + 1)) * (across + across.T)
    bread = np.linalg.inv(regressors.T @ regressors)
    return bread @ middle @ bread


def its(series: pd.Series, start, lags: int | None = None) -> InterruptedSeries:
    """Interrupted time series: did the level or the slope change at a date?

    Parameters
    ----------
    series : Series
        One value a period, evenly spaced and in order, without gaps.
    start : label of the index
        First period after the break, such as ``"2017-08"`` or ``2017``.
    lags : int, optional
        Periods over which errors may be related (Newey and West). By default
        ``4 (T / 100) ** (2 / 9)``, rounded down.

    Returns
    -------
    InterruptedSeries

    Raises
    ------
    KitError
        when the series has gaps, or fewer than three periods on one side of the break.

    Notes
    -----
    ``y = a + b t + c [t >= t0] + d (t - t0) [t >= t0] + u``. Nothing else may happen at `start`:
    one series cannot tell two events of the same month apart. Model: Wagner, Soumerai, Zhang and
    Ross-Degnan (2002), Journal of Clinical Pharmacy and Therapeutics 27(4).

    >>> y = pd.Series([1.0, 2, 3, 4, 3, 3, 3], index=range(2010, 2017))
    >>> its(y, 2014).coefficients["estimate"].round(3).tolist()
    [1.0, 1.0, -2.0, -1.0]
    """
    values = series.to_numpy(dtype=float)
    if np.isnan(values).any():
        raise KitError("The series has gaps in it: choose a window without a blank.")
    before = int(np.sum(series.index < start))
    if min(before, len(values) - before) < 3:
        raise KitError("Keep at least three periods before the break and three after it.")
    time = np.arange(len(values))
    after = (time >= before).astype(float)
    x = np.column_stack([np.ones(len(time)), time, after, (time - before) * after])
    found, *_ = np.linalg.lstsq(x, values, rcond=None)
    residuals = values - x @ found
    lags = int(4 * (len(values) / 100) ** (2 / 9)) if lags is None else lags
    variance = np.diag(newey_west(x, residuals, lags))
    error = np.sqrt(np.clip(variance, 0, None))  # a perfect fit can leave -1e-30
    columns = {"estimate": found, "std_error": error}
    columns |= {"low": found - Z95 * error, "high": found + Z95 * error}
    return InterruptedSeries(
        pd.DataFrame(columns, index=["level", "slope", "jump", "slope_change"]),
        pd.Series(x @ found, index=series.index),
        pd.Series(x[:, :2] @ found[:2], index=series.index),
        float(residuals @ residuals),
    )


def did2x2(
    treated_before, treated_after, control_before, control_after, logs: bool = False
) -> float:
    """Difference in differences: the change of the treated less the change of the control.

    Parameters
    ----------
    treated_before, treated_after, control_before, control_after : float or sequence of float
        Outcomes of each group in each period; a sequence stands for its mean.
    logs : bool
        Take logarithms of the outcomes first. The answer is then in log points:
        ``100 * expm1(answer)`` is a per cent.

    Returns
    -------
    float
        The effect, if both groups would have changed alike without the treatment.

    Source: Card and Krueger (1994), American Economic Review 84(4), table 3.

    >>> round(did2x2(2.20, 1.45, 0.95, 0.87), 2)
    -0.67
    >>> f"{100 * np.expm1(did2x2(2.20, 1.45, 0.95, 0.87, logs=True)):.1f}"
    '-28.0'
    """
    cells = [treated_before, treated_after, control_before, control_after]
    cells = [np.asarray(cell, dtype=float) for cell in cells]
    if logs and any((cell <= 0).any() for cell in cells):
        raise KitError("Logarithms need outcomes above zero: work in levels, or drop the zeros.")
    t0, t1, c0, c1 = (float(np.mean(np.log(cell) if logs else cell)) for cell in cells)
    return (t1 - t0) - (c1 - c0)


@dataclass(frozen=True)
class EventStudy:
    """Gap between treated and control, period by period, against the last one before the event.

    Parameters
    ----------
    effects : DataFrame, indexed as the panel
        `effect`, `low`, `high` (95%), in the unit of the panel; zero in the base period.
    pretrend_p_value : float
        Share of units whose leads are at least as large as those of the treated.
    """

    effects: pd.DataFrame
    pretrend_p_value: float


def event_study(panel: pd.DataFrame, treated: str | Sequence[str], start) -> EventStudy:
    """Leads and lags of one event, with the period before it as the base.

    Parameters
    ----------
    panel : DataFrame
        Periods by units, without gaps. Every unit that is not treated is a control.
    treated : str or sequence of str
        Column, or columns, that the event hit.
    start : label of the index
        First period after the event.

    Returns
    -------
    EventStudy

    Raises
    ------
    KitError
        when the panel has gaps, a treated unit is not in it, fewer than three controls are left,
        or there are not two periods before the event.

    Notes
    -----
    With a balanced panel the effects are those of OLS with unit and period effects. One treated
    unit has no spread of its own: the interval uses the spread of the controls, as in Conley and
    Taber (2011), Review of Economics and Statistics 93(1). The leads are tested together by giving
    each control the role of the treated.

    >>> flat = pd.DataFrame({"A": [1.0, 2, 9], "B": [0.0, 1, 2], "C": [5.0, 6, 7], "D": [2.0, 3, 4]})
    >>> event_study(flat, "A", 2).effects["effect"].tolist()
    [0.0, 0.0, 6.0]
    """
    treated = [treated] if isinstance(treated, str) else list(treated)
    if strangers := sorted(set(treated) - set(panel.columns)):
        raise KitError(f"The panel has no column {strangers[0]}: choose one of its columns.")
    if panel.isna().any(axis=None):
        raise KitError("The panel has gaps in it: choose periods and units without a blank.")
    before = int(np.sum(panel.index < start))
    controls = panel.columns.difference(treated)
    if before < 2 or before == len(panel):
        raise KitError("Keep at least two periods before the event and one after it.")
    if len(controls) < 3:
        raise KitError("Keep at least three control units: their spread is the yardstick.")
    change = (panel - panel.iloc[before - 1]).to_numpy()
    hit = panel.columns.isin(treated)
    effect = change[:, hit].mean(axis=1) - change[:, ~hit].mean(axis=1)
    spread = change[:, ~hit].std(axis=1, ddof=1) * np.sqrt(1 / hit.sum() + 1 / len(controls))
    half = stdtrit(len(controls) - 1, 0.975) * spread
    total = change[:, ~hit].sum(axis=1, keepdims=True)
    others = (total - change[:, ~hit]) / (len(controls) - 1)
    placebos = np.sum((change[:, ~hit] - others)[:before] ** 2, axis=0)
    larger = np.sum(placebos >= np.sum(effect[:before] ** 2))
    columns = {"effect": effect, "low": effect - half, "high": effect + half}
    return EventStudy(
        pd.DataFrame(columns, index=panel.index), float((larger + 1) / (len(controls) + 1))
    )
