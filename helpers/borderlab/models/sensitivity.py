"""Which assumption drives an outcome: the screening of Morris and the variance shares of Sobol'.

Two methods for any function of independent inputs between 0 and 1, and the same two for the model of the border table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from borderlab.models.policy import simulate
from borderlab.models.policy_draws import CHANCE, draws_from
from claimlab.errors import KitError

__all__ = ["elementary_effects", "morris", "sobol", "variance_shares"]

_CHUNK = 8192  # worlds that are simulated at once, so that memory stays small


def _model(
    package: pd.DataFrame, priors: pd.DataFrame, outcome: str
) -> tuple[Callable[[np.ndarray], np.ndarray], list[str]]:
    """The outcome as a function of the unit cube, and the names of the inputs that vary."""
    vary = np.append((priors["low"] < priors["high"]).to_numpy(), True)
    names = [*priors.index, CHANCE]

    def function(points):
        uniforms = np.full((points.shape[1], len(names)), 0.5)
        uniforms[:, vary] = points.T
        pieces = np.split(uniforms, range(_CHUNK, len(uniforms), _CHUNK))
        worlds = (simulate(package, draws_from(priors, piece)) for piece in pieces)
        return np.concatenate([world.final[outcome][:, 0] for world in worlds])

    return function, [name for name, varies in zip(names, vary) if varies]


def elementary_effects(
    function: Callable[[np.ndarray], np.ndarray],
    names: Sequence[str],
    trajectories: int = 100,
    seed: int = 1,
) -> pd.DataFrame:
    """Screen the inputs of any function by their elementary effects: one input moves at a time.

    Parameters
    ----------
    function : callable
        Takes an array, inputs by points, of numbers between 0 and 1; gives one number a point.
    names : sequence of str
        Of the inputs, in the order of the rows.
    trajectories : int
        Walks through the cube, at least 2, each of which moves every input once, by two thirds, in
        an order of its own; the function is asked for ``trajectories * (inputs + 1)`` points.
    seed : int

    Returns
    -------
    DataFrame, indexed by name
        `mu_star` (mean absolute effect of a move through the whole range, in the unit of the
        function) and `sigma` (its standard deviation: interactions and curvature).

    Raises
    ------
    KitError
        when there are fewer than 2 trajectories.

    Notes
    -----
    Morris (1991), Factorial Sampling Plans for Preliminary Computational Experiments,
    Technometrics 33(2), with his four levels; mu* after Campolongo, Cariboni & Saltelli (2007).

    >>> elementary_effects(lambda x: x[0] - 2 * x[1], ["a", "b"])["mu_star"].round(2).tolist()
    [1.0, 2.0]
    """
    if trajectories < 2:
        raise KitError("Give at least 2 trajectories: one alone shows no spread.")
    rng = np.random.default_rng(seed)
    size = trajectories, len(names)
    low = rng.integers(2, size=size) / 3  # of the levels 0, 1/3, 2/3, 1, an input meets two
    falls = rng.random(size) < 0.5
    turn = rng.permuted(np.tile(np.arange(len(names)), (trajectories, 1)), axis=1)
    moved = np.arange(len(names) + 1)[:, None] > turn[:, None]  # trajectory, step, input
    points = low[:, None] + 2 / 3 * (moved ^ falls[:, None])
    found = function(points.reshape(-1, len(names)).T).reshape(trajectories, -1)
    rises = np.take_along_axis(np.diff(found), turn, axis=1) / (2 / 3)
    effects = np.where(falls, -rises, rises)
    screened = {"mu_star": np.abs(effects).mean(axis=0), "sigma": effects.std(axis=0, ddof=1)}
    return pd.DataFrame(screened, index=pd.Index(names, name="parameter"))


def variance_shares(
    function: Callable[[np.ndarray], np.ndarray],
    names: Sequence[str],
    base: int = 1024,
    seed: int = 1,
) -> pd.DataFrame:
    """Split the variance of any function of independent inputs between them.

    Parameters
    ----------
    function : callable
        Takes an array, inputs by points, of numbers between 0 and 1; gives one number a point.
    names : sequence of str
        Of the inputs, in the order of the rows.
    base : int
        Base sample, a power of two; the function is asked for ``base * (inputs + 2)`` points.
    seed : int

    Returns
    -------
    DataFrame, indexed by name
        `first` and `total` (first-order and total index).

    Raises
    ------
    KitError
        when `base` is no power of two, or the function is the same at every point.

    Notes
    -----
    Saltelli et al. (2010), Variance based sensitivity analysis of model output, Computer Physics
    Communications 181(2), as scipy has it.

    >>> variance_shares(lambda x: x[0] + 2 * x[1], ["a", "b"]).round(2)["first"].tolist()
    [0.2, 0.8]
    """
    from scipy.stats import sobol_indices, uniform

    if base < 2 or base & (base - 1):
        raise KitError("The base sample must be a power of two, such as 1024.")
    found = sobol_indices(
        func=function, n=base, dists=[uniform()] * len(names), rng=np.random.default_rng(seed)
    )
    if not found.total_order.any():
        raise KitError("The outcome is the same in every world: nothing to split.")
    shares = {"first": found.first_order, "total": found.total_order}
    return pd.DataFrame(shares, index=pd.Index(names, name="parameter"))


def morris(
    package: pd.DataFrame,
    priors: pd.DataFrame,
    outcome: str,
    trajectories: int = 100,
    seed: int = 1,
) -> pd.DataFrame:
    """Screen the assumptions by elementary effects: cheap enough to follow a slider.

    Parameters
    ----------
    package : DataFrame, one row
        The six levers.
    priors : DataFrame
        Of :func:`borderlab.models.policy_draws.priors_of`.
    outcome : str
        Any outcome of :func:`borderlab.models.policy.simulate`.
    trajectories, seed : int

    Returns
    -------
    DataFrame
        `parameter`, `mu_star` and `sigma` of :func:`elementary_effects`, in the unit of the
        outcome, largest first. The row ``acceptance`` is the chance in Caracas's answer.

    >>> from borderlab import load
    >>> from borderlab.models.policy_draws import priors_of
    >>> priors = priors_of(load("policy/parameters"), load("policy/worldview_priors"), "agnostic")
    >>> package = load("policy/packages").set_index("package").loc[["C"]]
    >>> morris(package, priors, "stock_millions")["parameter"].iloc[0]
    'f0'
    """
    found = elementary_effects(*_model(package, priors, outcome), trajectories, seed)
    return found.sort_values("mu_star", ascending=False).reset_index()


def sobol(
    package: pd.DataFrame, priors: pd.DataFrame, outcome: str, base: int = 1024, seed: int = 1
) -> pd.DataFrame:
    """Split the variance of an outcome between the assumptions.

    Parameters
    ----------
    package, priors, outcome
        As for :func:`morris`.
    base, seed : int
        As for :func:`variance_shares`.

    Returns
    -------
    DataFrame
        `parameter`, `first` and `total` of :func:`variance_shares`, largest total first.

    Raises
    ------
    KitError
        when `base` is no power of two, or the outcome never varies.

    >>> from borderlab import load
    >>> from borderlab.models.policy_draws import priors_of
    >>> priors = priors_of(load("policy/parameters"), load("policy/worldview_priors"), "agnostic")
    >>> package = load("policy/packages").set_index("package").loc[["C"]]
    >>> sobol(package, priors, "stock_millions", base=256)["parameter"].iloc[0]
    'f0'
    """
    found = variance_shares(*_model(package, priors, outcome), base, seed)
    return found.sort_values("total", ascending=False).reset_index()
