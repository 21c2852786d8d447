"""Priors and draws of the policy lab: what a worldview believes, and worlds drawn from it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from claimlab.errors import KitError, nearest

__all__ = ["CHANCE", "draw", "draws_from", "priors_of"]

CHANCE = "acceptance"  # the draw that decides whether Caracas signs


def priors_of(
    parameters: pd.DataFrame, worldview_priors: pd.DataFrame, worldview: str
) -> pd.DataFrame:
    """The priors of one worldview: the common table, with the rows that this view believes otherwise.

    Parameters
    ----------
    parameters : DataFrame
        The table ``policy/parameters``: `parameter`, `low`, `mode`, `high`.
    worldview_priors : DataFrame
        The table ``policy/worldview_priors``: `worldview`, `parameter`, `low`, `mode`, `high`.
    worldview : str
        One of its worldviews, or ``"agnostic"`` for the common table.

    Returns
    -------
    DataFrame
        Indexed by parameter, in the order of `parameters`, with `low`, `mode`, `high`.

    Raises
    ------
    KitError
        when the worldview is unknown.

    >>> from borderlab import load
    >>> tables = load("policy/parameters"), load("policy/worldview_priors")
    >>> priors_of(*tables, "engagement_first").loc["t_int"].tolist()
    [0.1, 0.2, 0.35]
    """
    priors = parameters.set_index("parameter")[["low", "mode", "high"]].astype(float)
    own = worldview_priors.query("worldview == @worldview").set_index("parameter")
    if own.empty and worldview != "agnostic":
        known = {"agnostic", *worldview_priors["worldview"]}
        raise KitError(f"There is no worldview '{worldview}': {nearest(worldview, known)}")
    priors.loc[own.index] = own[["low", "mode", "high"]].astype(float)
    return priors


def _check_priors(priors: pd.DataFrame) -> np.ndarray:
    bounds = priors[["low", "mode", "high"]].to_numpy(dtype=float)
    low, mode, high = bounds.T
    bad = ~(np.isfinite(bounds).all(axis=1) & (low <= mode) & (mode <= high))
    if bad.any():
        name = priors.index[bad][0]
        raise KitError(
            f"The prior of '{name}' needs three finite numbers in the order low, mode, high."
        )
    return bounds


def draws_from(priors: pd.DataFrame, uniforms: np.ndarray) -> pd.DataFrame:
    """Turn uniform numbers into draws from the triangular priors.

    Parameters
    ----------
    priors : DataFrame
        Of :func:`priors_of`: k rows.
    uniforms : array, shape (n, k + 1)
        Numbers between 0 and 1, one column a parameter, and a last one for Caracas's answer.

    Returns
    -------
    DataFrame, shape (n, k + 1)
        One column a parameter, and ``acceptance``, the uniform number of the last column.

    Raises
    ------
    KitError
        when a prior is not low <= mode <= high, or a number does not lie between 0 and 1.

    >>> priors = pd.DataFrame({"low": [0.0], "mode": [1.0], "high": [2.0]}, index=["a"])
    >>> draws_from(priors, np.array([[0.5, 0.25]])).iloc[0].tolist()
    [1.0, 0.25]
    """
    low, mode, high = _check_priors(priors).T
    uniforms = np.asarray(uniforms, dtype=float)
    if not ((uniforms >= 0) & (uniforms <= 1)).all():
        raise KitError("Give uniform numbers between 0 and 1.")
    u = uniforms[:, :-1]
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    values = np.where(u * (high - low) < mode - low, rising, falling)
    table = pd.DataFrame(values, columns=priors.index)
    table[CHANCE] = uniforms[:, -1]
    return table


def draw(priors: pd.DataFrame, n: int, seed: int) -> pd.DataFrame:
    """Draw `n` worlds from the priors; the same seed gives the same draws in every worldview.

    Parameters
    ----------
    priors : DataFrame
        Of :func:`priors_of`.
    n, seed : int
        Number of worlds, at least 1, and the seed of the generator.

    Returns
    -------
    DataFrame, shape (n, k + 1)
        See :func:`draws_from`. Because the uniform numbers are shared, packages and worldviews
        are compared in pairs.

    >>> priors = pd.DataFrame({"low": [0.0], "mode": [1.0], "high": [2.0]}, index=["a"])
    >>> draw(priors, 3, seed=1).equals(draw(priors, 3, seed=1))
    True
    """
    if not (isinstance(n, int | np.integer) and n >= 1):
        raise KitError("The number of draws must be a whole number, at least 1.")
    return draws_from(priors, np.random.default_rng(seed).random((n, len(priors) + 1)))
