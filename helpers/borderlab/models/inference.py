"""What changed, and compared with what: broken trends, differences and their differences.

A panel is a DataFrame with one row a period, in order, and one column a unit.
Synthetic controls are in :mod:`borderlab.models.synthetic`; how far an answer hangs on the
choices of its author is in :mod:`borderlab.models.specifications`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from claimlab.errors import KitError

__all__ = ["InterruptedSeries", "did2x2", "its", "newey_west"]

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
