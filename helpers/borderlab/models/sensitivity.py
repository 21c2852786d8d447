"""Which assumption drives an outcome: the screening of Morris and the variance shares of Sobol'.

SALib does the sampling and the analysis of policies; it comes with the extra ``policy`` and is asked for only
when a function needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from borderlab.errors import KitError
from borderlab.models.policy import simulate
from borderlab.models.policy_draws import CHANCE, draws_from

__all__ = ["morris", "sobol", "variance_shares"]

_CHUNK = 8192


def _salib():
    try:
        import SALib.analyze.morris
        import SALib.analyze.sobol
        import SALib.sample.morris
        import SALib.sample.sobol
    except ImportError:
        raise KitError("This needs the package SALib: install it and try again.") from None
    return SALib


def _problem(priors: pd.DataFrame) -> tuple[dict, list[int]]:
    """SALib's problem on the unit cube, and the columns of the parameters that vary."""
    vary = [i for i, (low, high) in enumerate(zip(priors["low"], priors["high"])) if low < high]
    names = [*priors.index[vary], CHANCE]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}, [
        *vary,
        len(priors),
    ]


def _run(package, priors, outcome, points, columns, progress=None) -> np.ndarray:
    """The outcome at each point of the unit cube, in pieces so that progress can be told."""
    uniforms = np.full((len(points), len(priors) + 1), 0.5)
    uniforms[:, columns] = points
    found = np.empty(len(points))
    for start in range(0, len(points), _CHUNK):
        stop = min(start + _CHUNK, len(points))
        worlds = simulate(package, draws_from(priors, uniforms[start:stop]))
        found[start:stop] = worlds.final[outcome][:, 0]
        if progress:
            progress(stop, len(points))
    return found


def morris(
    package: pd.DataFrame, priors: pd.DataFrame, outcome: str, trajectories: int = 50, seed: int = 1
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
        `parameter`, `mu_star` (mean absolute effect of a move through the prior, in the unit of
        the outcome), `sigma` (its spread: interactions and curvature), largest first. The row
        ``acceptance`` is the chance in Caracas's answer.

    Notes
    -----
    Morris (1991), Factorial Sampling Plans for Preliminary Computational Experiments,
    Technometrics 33(2); mu* after Campolongo, Cariboni & Saltelli (2007).

    >>> from borderlab import load
    >>> from borderlab.models.policy_draws import priors_of
    >>> priors = priors_of(load("policy/parameters"), load("policy/worldview_priors"), "agnostic")
    >>> package = load("policy/packages").set_index("package").loc[["C"]]
    >>> morris(package, priors, "stock_millions")["parameter"].iloc[0]
    'f0'
    """
    salib = _salib()
    problem, columns = _problem(priors)
    points = salib.sample.morris.sample(problem, trajectories, num_levels=4, seed=seed)
    found = _run(package, priors, outcome, points, columns)
    result = salib.analyze.morris.analyze(problem, points, found, num_levels=4, seed=seed)
    effects = {"parameter": problem["names"]}
    effects |= {"mu_star": np.asarray(result["mu_star"]), "sigma": np.asarray(result["sigma"])}
    return pd.DataFrame(effects).sort_values("mu_star", ascending=False, ignore_index=True)


def sobol(
    package: pd.DataFrame,
    priors: pd.DataFrame,
    outcome: str,
    base: int = 1024,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Split the variance of an outcome between the assumptions.

    Parameters
    ----------
    package, priors, outcome
        As for :func:`morris`.
    base : int
        Base sample, a power of two; the model runs ``base * (number of parameters + 2)`` times.
    seed : int
    progress : callable, optional
        Called with the runs done and the runs in all, for a progress bar.

    Returns
    -------
    DataFrame
        `parameter`, `first` and `total` (first-order and total index), `total_error` (half of the
        95 per cent interval of `total`), largest total first.

    Raises
    ------
    KitError
        when `base` is no power of two, or the outcome never varies.

    Notes
    -----
    Saltelli et al. (2010), Variance based sensitivity analysis of model output, Computer Physics
    Communications 181(2). Two parameters whose intervals overlap are not told apart.

    >>> from borderlab import load
    >>> from borderlab.models.policy_draws import priors_of
    >>> priors = priors_of(load("policy/parameters"), load("policy/worldview_priors"), "agnostic")
    >>> package = load("policy/packages").set_index("package").loc[["C"]]
    >>> sobol(package, priors, "stock_millions", base=256)["parameter"].iloc[0]
    'f0'
    """
    if base < 2 or base & (base - 1):
        raise KitError("The base sample must be a power of two, such as 1024.")
    salib = _salib()
    problem, columns = _problem(priors)
    points = salib.sample.sobol.sample(problem, base, calc_second_order=False, seed=seed)
    found = _run(package, priors, outcome, points, columns, progress)
    if found.min() == found.max():
        raise KitError(
            f"'{outcome}' is the same in every world for this package: nothing to split."
        )
    result = salib.analyze.sobol.analyze(problem, found, calc_second_order=False, seed=seed)
    shares = {"parameter": problem["names"], "first": result["S1"], "total": result["ST"]}
    shares |= {"total_error": result["ST_conf"]}
    return pd.DataFrame(shares).sort_values("total", ascending=False, ignore_index=True)


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
        when `base` is no power of two.

    Notes
    -----
    Saltelli et al. (2010), Computer Physics Communications 181(2), as scipy has it.

    >>> variance_shares(lambda x: x[0] + 2 * x[1], ["a", "b"]).round(2)["first"].tolist()
    [0.2, 0.8]
    """
    from scipy.stats import sobol_indices, uniform

    if base < 2 or base & (base - 1):
        raise KitError("The base sample must be a power of two, such as 1024.")
    found = sobol_indices(
        func=function, n=base, dists=[uniform()] * len(names), rng=np.random.default_rng(seed)
    )
    shares = {"first": found.first_order, "total": found.total_order}
    return pd.DataFrame(shares, index=pd.Index(names, name="parameter"))
