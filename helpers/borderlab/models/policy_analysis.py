"""What simulated policies may be said to show: dominance, Pareto sets, and what would change a choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from borderlab.models.policy import BETTER, Worlds, simulate
from claimlab.errors import KitError, nearest

__all__ = [
    "beaten_on_all",
    "best_shares",
    "dominance",
    "flips",
    "pareto",
    "summary",
]


def _oriented(worlds: Worlds, outcome: str) -> np.ndarray:
    """The outcome with its sign turned so that more is better; shape (draws, packages)."""
    if outcome not in BETTER:
        raise KitError(f"'{outcome}' is not an outcome to rank: {nearest(outcome, BETTER)}")
    return worlds.final[outcome] * BETTER[outcome]


def _column(worlds: Worlds, package: str) -> int:
    if package not in worlds.packages:
        raise KitError(f"There is no package '{package}': {nearest(package, worlds.packages)}")
    return worlds.packages.index(package)


def summary(worlds: Worlds, outcomes: Sequence[str] = tuple(BETTER)) -> pd.DataFrame:
    """Mean and 80 per cent interval of each outcome of each package.

    Returns
    -------
    DataFrame
        `package`, `outcome`, `mean`, `low` and `high` (the 10th and 90th percentile of the draws).

    >>> summary(Worlds(["A"], {"violence": np.array([[1.0], [2.0], [3.0]])}, {}), ["violence"])
      package   outcome  mean  low  high
    0       A  violence   2.0  1.2   2.8
    """
    rows = []
    for outcome in outcomes:
        values = worlds.final[outcome]
        low, high = np.quantile(values, (0.1, 0.9), axis=0)
        for column, package in enumerate(worlds.packages):
            mean = values[:, column].mean()
            rows.append((package, outcome, mean, low[column], high[column]))
    return pd.DataFrame(rows, columns=["package", "outcome", "mean", "low", "high"])


def dominance(worlds: Worlds, outcome: str) -> pd.DataFrame:
    """How often each package does better than each other one in the same world.

    Parameters
    ----------
    worlds : Worlds
    outcome : str
        One of `borderlab.models.policy.BETTER`, which also says whether more is better.

    Returns
    -------
    DataFrame
        `package`, `against`, `better`, `tie`, `worse` (shares of the draws, summing to 1) and
        `standard_error`, the Monte Carlo error of `better`.

    Raises
    ------
    KitError
        when the outcome may not be ranked.

    Notes
    -----
    Draws are paired: both packages meet the same world, so luck cancels. Ties are common, because
    two packages that Caracas refuses may leave the same haven; they are counted, not shared out.

    >>> worlds = Worlds(["A", "B"], {"violence": np.array([[1.0, 2.0], [1.0, 1.0]])}, {})
    >>> dominance(worlds, "violence").iloc[0, 2:5].tolist()
    [0.5, 0.5, 0.0]
    """
    values = _oriented(worlds, outcome)
    rows = []
    for i, package in enumerate(worlds.packages):
        for j, against in enumerate(worlds.packages):
            if i != j:
                better = float(np.mean(values[:, i] > values[:, j]))
                tie = float(np.mean(values[:, i] == values[:, j]))
                error = float(np.sqrt(better * (1 - better) / len(values)))
                rows.append((package, against, better, tie, 1 - better - tie, error))
    columns = ["package", "against", "better", "tie", "worse", "standard_error"]
    return pd.DataFrame(rows, columns=columns)


def best_shares(worlds: Worlds, outcome: str) -> pd.DataFrame:
    """How often each package is best: alone, and counting a draw that others share.

    Returns
    -------
    DataFrame
        `package`, `best_alone`, `best_or_tied` (shares of the draws).

    >>> worlds = Worlds(["A", "B"], {"violence": np.array([[1.0, 2.0], [1.0, 1.0]])}, {})
    >>> best_shares(worlds, "violence").to_numpy().tolist()
    [['A', 0.5, 1.0], ['B', 0.0, 0.5]]
    """
    values = _oriented(worlds, outcome)
    top = values == values.max(axis=1, keepdims=True)
    alone = top & (top.sum(axis=1, keepdims=True) == 1)
    table = {"package": worlds.packages, "best_alone": alone.mean(axis=0)}
    return pd.DataFrame(table | {"best_or_tied": top.mean(axis=0)})


def pareto(points: pd.DataFrame, better: Mapping[str, int] = BETTER) -> pd.Series:
    """Which points no other point dominates.

    Parameters
    ----------
    points : DataFrame
        One row a point; every column is an outcome.
    better : mapping
        For each column 1 where more is better, -1 where less is.

    Returns
    -------
    Series of bool
        True where no other point is at least as good in every outcome and better in one. Equal
        points do not dominate each other.

    Raises
    ------
    KitError
        when a column has no direction, or a value is not finite.

    >>> pareto(pd.DataFrame({"violence": [1.0, 2.0], "haven": [0.5, 0.6]}, ["A", "B"])).tolist()
    [True, False]
    """
    strangers = [name for name in points if name not in better]
    if strangers:
        raise KitError(f"Say whether more of '{strangers[0]}' is better (1) or worse (-1).")
    values = points.to_numpy(dtype=float) * [better[name] for name in points]
    if not np.isfinite(values).all():
        raise KitError("A Pareto set needs a finite number for every outcome of every point.")
    kept = np.ones(len(values), dtype=bool)
    for i, point in enumerate(values):
        kept[i] = not ((values >= point).all(axis=1) & (values > point).any(axis=1)).any()
    return pd.Series(kept, index=points.index)


def beaten_on_all(worlds: Worlds, package: str, outcomes: Sequence[str]) -> pd.DataFrame:
    """How often the other packages do better than one of them, outcome by outcome.

    Returns
    -------
    DataFrame, indexed by package
        For each outcome two columns, ``<outcome>_better`` and ``<outcome>_worse``: shares of the
        draws in which the package of the row does better, or worse, than `package`.

    >>> worlds = Worlds(["A", "B"], {"violence": np.array([[1.0, 2.0], [1.0, 1.0]])}, {})
    >>> beaten_on_all(worlds, "A", ["violence"]).loc["B"].tolist()
    [0.0, 0.5]
    """
    column = _column(worlds, package)
    table = {}
    for outcome in outcomes:
        values = _oriented(worlds, outcome)
        gap = values - values[:, [column]]
        table[f"{outcome}_better"] = (gap > 0).mean(axis=0)
        table[f"{outcome}_worse"] = (gap < 0).mean(axis=0)
    return pd.DataFrame(table, index=worlds.packages)


def flips(
    packages: pd.DataFrame,
    draws: pd.DataFrame,
    priors: pd.DataFrame,
    outcome: str,
    first: str,
    second: str,
) -> pd.DataFrame:
    """Which single number, if it were known to lie at an end of its prior, would turn a comparison.

    Parameters
    ----------
    packages, draws
        As for :func:`borderlab.models.policy.simulate`.
    priors : DataFrame
        The priors from which `draws` came.
    outcome : str
        One of `BETTER`.
    first, second : str
        The two packages compared.

    Returns
    -------
    DataFrame
        `parameter`, `pinned_at`, `better`, `tie`, `worse`: one row for each end of a prior that
        turns the sign of ``better - worse`` by more than two standard errors, the surest first. **Empty when there is none.**

    >>> from borderlab import load
    >>> from borderlab.models.policy_draws import draw, priors_of
    >>> priors = priors_of(load("policy/parameters"), load("policy/worldview_priors"), "agnostic")
    >>> packages = load("policy/packages").set_index("package")
    >>> draws = draw(priors, 500, seed=1)
    >>> len(flips(packages, draws, priors, "trade_usd_billions", "D", "A"))
    0
    """
    pair = packages.loc[[first, second]]

    def compare(table: pd.DataFrame) -> tuple[float, float, float]:
        values = _oriented(simulate(pair, table), outcome)
        gap = values[:, 0] - values[:, 1]
        sign = np.sign(gap)
        return float((gap > 0).mean()), float((gap < 0).mean()), sign.std() / np.sqrt(len(sign))

    better, worse, _ = compare(draws)
    side = np.sign(better - worse)
    rows = []
    for parameter, low, _, high in priors.itertuples():
        for end in (low, high) if low < high else ():
            better, worse, error = compare(draws.assign(**{parameter: end}))
            if side * (better - worse) < -2 * error:
                rows.append((parameter, end, better, 1 - better - worse, worse))
    columns = ["parameter", "pinned_at", "better", "tie", "worse"]
    table = pd.DataFrame(rows, columns=columns)
    order = (table["better"] - table["worse"]).abs().sort_values(ascending=False, kind="stable")
    return table.loc[order.index].reset_index(drop=True)
