"""Is the simulator rigged? A test in which every side must be able to win and to lose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from borderlab.models.policy import BETTER, simulate
from borderlab.models.policy_analysis import beaten_on_all, best_shares, dominance, summary
from borderlab.models.policy_draws import draw
from claimlab.errors import KitError

__all__ = ["rankings", "rigged", "search", "versus"]


def rankings(
    packages: pd.DataFrame, worldviews: Mapping[str, pd.DataFrame], n: int, seed: int
) -> pd.DataFrame:
    """How every package fares on every outcome in every worldview.

    Parameters
    ----------
    packages : DataFrame
        As for :func:`borderlab.models.policy.simulate`.
    worldviews : mapping of name to priors
        Of :func:`borderlab.models.policy_draws.priors_of`.
    n, seed : int
        Draws a worldview, and the seed that all of them share.

    Returns
    -------
    DataFrame
        `worldview`, `outcome`, `package`, `mean`, `low`, `high` (80 per cent interval),
        `best_alone`, `best_or_tied` (shares of the draws).

    >>> from borderlab import load
    >>> from borderlab.models.policy_draws import priors_of
    >>> view = priors_of(load("policy/parameters"), load("policy/worldview_priors"), "agnostic")
    >>> packages = load("policy/packages").set_index("package")
    >>> rankings(packages, {"agnostic": view}, 100, seed=1).shape
    (20, 8)
    """
    frames = []
    for name, priors in worldviews.items():
        worlds = simulate(packages, draw(priors, n, seed))
        means = summary(worlds)
        for outcome in BETTER:
            table = means.query("outcome == @outcome").merge(best_shares(worlds, outcome))
            frames.append(table.assign(worldview=name))
    columns = ["worldview", "outcome", "package", "mean", "low", "high"]
    return pd.concat(frames, ignore_index=True)[[*columns, "best_alone", "best_or_tied"]]


def versus(
    packages: pd.DataFrame,
    worldviews: Mapping[str, pd.DataFrame],
    first: str,
    second: str,
    n: int,
    seed: int,
) -> pd.DataFrame:
    """How often one package does better than another, in every worldview and outcome.

    Parameters as for :func:`rankings`; `first` and `second` are packages.

    Returns
    -------
    DataFrame
        `worldview`, `outcome`, `better`, `tie`, `worse`, `standard_error`.

    >>> from borderlab import load
    >>> from borderlab.models.policy_draws import priors_of
    >>> view = priors_of(load("policy/parameters"), load("policy/worldview_priors"), "agnostic")
    >>> packages = load("policy/packages").set_index("package")
    >>> trade = versus(packages, {"agnostic": view}, "C", "B", 1000, seed=1).iloc[0]
    >>> trade["outcome"], bool(trade["better"] < 0.1)
    ('trade_usd_billions', True)
    """
    frames = []
    for name, priors in worldviews.items():
        worlds = simulate(packages.loc[[first, second]], draw(priors, n, seed))
        for outcome in BETTER:
            row = dominance(worlds, outcome).query("package == @first")
            frames.append(row.assign(worldview=name, outcome=outcome))
    columns = ["worldview", "outcome", "better", "tie", "worse", "standard_error"]
    return pd.concat(frames, ignore_index=True)[columns]


def rigged(
    ranked: pd.DataFrame,
    compared: pd.DataFrame,
    contested: Sequence[str] = ("violence", "haven", "approval_percent"),
) -> list[str]:
    """What a rigged simulator would show; an empty list when it shows none of it.

    Parameters
    ----------
    ranked : DataFrame
        Of :func:`rankings`.
    compared : DataFrame
        Of :func:`versus`, for the two packages between which the dispute runs.
    contested : sequence of str
        Outcomes on which the two must be able to win and to lose.

    Returns
    -------
    list of str
        ``one-sided:<outcome>`` where no two worldviews put the pair on opposite sides by more
        than three standard errors; ``never-best:<package>`` for a package that no worldview makes
        best alone in more than half of the draws, on any outcome.

    >>> ranked = pd.DataFrame({"package": ["A"], "best_alone": [0.4]})
    >>> compared = pd.DataFrame({"outcome": ["haven"], "better": [1.0], "worse": [0.0], "standard_error": [0.0]})
    >>> rigged(ranked, compared, ["haven"])
    ['one-sided:haven', 'never-best:A']
    """
    faults = []
    for outcome in contested:
        rows = compared[compared["outcome"] == outcome]
        gap, error = rows["better"] - rows["worse"], 3 * rows["standard_error"]
        if not ((gap > error).any() and (gap < -error).any()):
            faults.append(f"one-sided:{outcome}")
    top = ranked.groupby("package", sort=False)["best_alone"].max()
    return faults + [f"never-best:{package}" for package, share in top.items() if share <= 0.5]


def search(
    grid: pd.DataFrame,
    rival: pd.DataFrame,
    worldviews: Mapping[str, pd.DataFrame],
    outcomes: Sequence[str],
    n: int,
    seed: int,
) -> pd.DataFrame:
    """Packages of a grid that do better than a rival more often than worse, in every worldview.

    Parameters
    ----------
    grid : DataFrame
        Packages to try, one a row.
    rival : DataFrame, one row
        The package to beat.
    worldviews, n, seed
        As for :func:`rankings`.
    outcomes : sequence of str
        Outcomes on all of which it must be beaten.

    Returns
    -------
    DataFrame
        The rows of `grid`, with `views_won` (worldviews in which the package does better than the
        rival more often than worse, on every outcome) and `least_margin` (its smallest lead over
        worldviews and outcomes, better less worse).

    >>> from borderlab import load
    >>> from borderlab.models.policy_draws import priors_of
    >>> view = priors_of(load("policy/parameters"), load("policy/worldview_priors"), "agnostic")
    >>> packages = load("policy/packages").set_index("package")
    >>> found = search(packages, packages.loc[["A"]], {"agnostic": view}, ["trade_usd_billions"], 500, 1)
    >>> found["views_won"].tolist()
    [0, 1, 1, 1]
    """
    if len(rival) != 1:
        raise KitError("Give one package as the rival.")
    margins = []
    for priors in worldviews.values():
        draws = draw(priors, n, seed)
        leads = []
        for start in range(0, len(grid), 16):  # a few packages at a time keep memory small
            tried = pd.concat([rival.set_axis(["rival"]), grid.iloc[start : start + 16]])
            shares = beaten_on_all(simulate(tried, draws), "rival", outcomes).iloc[1:]
            lead = [shares[f"{name}_better"] - shares[f"{name}_worse"] for name in outcomes]
            leads.append(pd.concat(lead, axis=1).min(axis=1))
        margins.append(pd.concat(leads).to_numpy())
    table = pd.DataFrame(margins, columns=grid.index)
    return grid.assign(views_won=(table > 0).sum(), least_margin=table.min())
