"""The lab of lesson 12: packages, worldviews and drawn worlds, each made once and shared."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pandas as pd

from borderlab.models.no_rigging import rankings, search, versus
from borderlab.models.policy import BETTER, LEVERS, Worlds, simulate
from borderlab.models.policy_analysis import flips, pareto
from borderlab.models.policy_draws import draw, priors_of
from borderlab.models.sensitivity import sobol
from borderlab.models.umpire import pooled_draws
from claimlab.lessons.tables import by_id, table

DRAWS, SEED = 10_000, 13
SEEDS = (SEED, 1, 2, 3)  # over which a count at the edge of the noise is given as a range
FREE = ["A", "B", "C"]  # the packages whose levers Colombia holds; D needs Washington's
SCREEN = 4000  # worlds for the eighty comparisons of "what would change your mind?"
# What "what would change your mind?" asks about: all that turn some comparison, and a few that turn none.
ON_OFFER = (
    "t_pr", "c_bar", "d_k", "a_ap", "phi_o", "a_n", "t_int", "b_e", "a_x", "beta_b", "b_o",
    "haven_0", "phi_h", "delta",
)  # fmt: skip
RIVAL = {"A": "C", "B": "C", "C": "B"}  # each package against the one that asks it most


@lru_cache(maxsize=1)
def levers() -> pd.DataFrame:
    """The four packages: six levers each, indexed by letter."""
    return by_id("policy/packages")[list(LEVERS)].astype(float)


@lru_cache(maxsize=1)
def views() -> Mapping[str, pd.DataFrame]:
    """The priors of all eight worldviews."""
    tables = table("policy/parameters"), table("policy/worldview_priors")
    return {view: priors_of(*tables, view) for view in table("policy/worldviews")["worldview"]}


def five_views() -> dict[str, pd.DataFrame]:
    """The priors of the five worldviews that came first."""
    first = table("policy/worldviews").query("first_or_added == 'first'")["worldview"]
    return {view: views()[view] for view in first}


@lru_cache(maxsize=16)
def drawn(view: str, n: int = DRAWS) -> pd.DataFrame:
    """Worlds drawn from one worldview; the same seed for all, so that views are paired too."""
    return draw(views()[view], n, SEED)


@lru_cache(maxsize=32)
def worlds(view: str = "agnostic", packages: str = "ABCD", n: int = DRAWS) -> Worlds:
    """What becomes of some of the four packages in the worlds of one view."""
    return simulate(levers().loc[list(packages)], drawn(view, n))


def own(**values: float) -> pd.DataFrame:
    """A package of one's own: package C with some of its levers moved."""
    return levers().loc[["C"]].assign(**values).set_axis(["own"])


@lru_cache(maxsize=1)
def all_conditions() -> pd.DataFrame:
    """Package C with every condition against C as it is, in the five worldviews that came first."""
    pair = pd.concat([own(conditionality=1.0), levers().loc[["C"]]])
    return versus(pair, five_views(), "own", "C", DRAWS, SEED)


@lru_cache(maxsize=24)
def eight_views(first: str = "C", second: str = "B", haven: float | None = None) -> pd.DataFrame:
    """One package against another in all eight worldviews, on every outcome that may be ranked.

    With `haven` (0 to 1) all views share that haven in 2022, in place of what each believes.
    """
    believed = views()
    if haven is not None:
        same = pd.DataFrame(haven, ["haven_0"], ["low", "mode", "high"])
        believed = {view: pd.concat([p.drop("haven_0"), same]).loc[p.index] for view, p in believed.items()}  # fmt: skip
    return versus(levers(), believed, first, second, DRAWS, SEED)


@lru_cache(maxsize=2)
def rigging(packages: str = "ABC") -> pd.DataFrame:
    """Worldview x package x outcome: means, intervals and how often each package is best alone."""
    return rankings(levers().loc[list(packages)], views(), DRAWS, SEED)


@lru_cache(maxsize=1)
def contour(n: int = 4000) -> pd.DataFrame:
    """Where packages B and C leave the smaller haven equally often: `d_k`, and `t_int` on the line.

    All other numbers are drawn from the common priors; ties are left out.
    """
    draws, pair = drawn("agnostic", n), levers().loc[["C", "B"]]
    ties = np.linspace(-0.15, 0.35, 11)
    rows = []
    for cost in np.linspace(0.1, 0.9, 9):
        leads_of = []
        for tie in ties:
            haven = simulate(pair, draws.assign(d_k=cost, t_int=tie)).final["haven"]
            leads_of.append(float(np.sign(haven[:, 1] - haven[:, 0]).mean()))
        lead = np.array(leads_of)
        at = np.flatnonzero((lead[:-1] > 0) & (lead[1:] <= 0))[-1]
        share = lead[at] / (lead[at] - lead[at + 1])
        rows.append((cost, ties[at] + share * (ties[at + 1] - ties[at])))
    return pd.DataFrame(rows, columns=["d_k", "t_int"])


@lru_cache(maxsize=64)
def turns(first: str, second: str, outcome: str, view: str = "agnostic") -> pd.DataFrame:
    """Which single number, known to lie at an end of its prior, turns a comparison; may be empty."""
    draws = drawn(view, SCREEN)
    return flips(levers(), draws, views()[view], outcome, first, second)


@lru_cache(maxsize=4)
def turns_by_seed(first: str, second: str, outcome: str) -> list[int]:
    """How many single numbers turn a comparison with no view, once for each of `SEEDS`.

    A number at the edge of the noise turns it under one seed and not under another, so that a
    count under one seed alone says too much.
    """
    priors = views()["agnostic"]
    tried = (draw(priors, SCREEN, seed) for seed in SEEDS)
    return [len(flips(levers(), draws, priors, outcome, first, second)) for draws in tried]


def known(first: str, second: str, outcome: str, parameter: str) -> pd.DataFrame:
    """A comparison with no view when one number is known to lie at the low or the high end of its prior.

    Returns
    -------
    DataFrame
        Indexed by ``"low"``, ``"before"`` (nothing known), ``"high"``: `value` of the number,
        `better`, `tie`, `worse` (shares of the worlds).
    """
    draws, pair = drawn("agnostic", SCREEN), levers().loc[[first, second]]
    low, high = views()["agnostic"].loc[parameter, ["low", "high"]]
    rows = {}
    for basis, value in (("low", low), ("before", np.nan), ("high", high)):
        given = draws if basis == "before" else draws.assign(**{parameter: value})
        values = simulate(pair, given).final[outcome] * BETTER[outcome]
        gap = values[:, 0] - values[:, 1]
        better, worse = float((gap > 0).mean()), float((gap < 0).mean())
        rows[basis] = (value, better, 1 - better - worse, worse)
    return pd.DataFrame.from_dict(rows, "index", columns=["value", "better", "tie", "worse"])


@lru_cache(maxsize=1)
def variants() -> pd.DataFrame:
    """Twelve variants of C, opened half or wholly, with conditions from none to all; indexed 1 to 12."""
    settings = itertools.product((0.5, 1.0), (0.0, 0.2, 0.4, 0.6, 0.8, 1.0))
    grid = pd.concat([own(opening=o, conditionality=k) for o, k in settings])
    return grid.set_axis(range(1, len(grid) + 1))


@lru_cache(maxsize=1)
def twelve() -> pd.DataFrame:
    """The twelve variants of C with their means of two outcomes: which are not dominated?

    Returns
    -------
    DataFrame
        `opening`, `conditionality`, `haven` (0 to 1), `trade_usd_billions`, `is_kept` (no other
        package is at least as good on both and better on one); indexed 1 to 12.
    """
    grid = variants()
    final = simulate(grid, drawn("agnostic")).final
    found = grid[["opening", "conditionality"]].assign(
        haven=final["haven"].mean(axis=0).round(3),
        trade_usd_billions=final["trade_usd_billions"].mean(axis=0).round(2),
    )
    return found.assign(is_kept=pareto(found[["haven", "trade_usd_billions"]]))


def game_tables() -> Mapping[str, pd.DataFrame]:
    """The tables that the umpire of the role-play reads."""
    names = ("parameters", "worldviews", "worldview_priors", "briefs", "shocks")
    return {name: table(f"policy/{name}") for name in names}


@lru_cache(maxsize=2)
def pool(n: int = 1000) -> pd.DataFrame:
    """Worlds of all eight worldviews, each with the same weight."""
    tables = table("policy/parameters"), table("policy/worldview_priors")
    return pooled_draws(*tables, list(views()), n, SEED)


def modes() -> dict[str, float]:
    """The most likely value of every number, with no view."""
    return views()["agnostic"]["mode"].to_dict()


def concession(package: Mapping[str, float], numbers: Mapping[str, float]) -> float:
    """What Caracas concedes once it has signed, in benefit units: conditions, and closer ties.

    >>> package = {"opening": 1, "relief": 0, "engagement": 1, "conditionality": 0}
    >>> concession(package, modes())
    0.05
    """
    o, s, e, kappa = (package[name] for name in ("opening", "relief", "engagement", "conditionality"))  # fmt: skip
    benefit = numbers["b_e"] * e + numbers["b_o"] * o + numbers["b_s"] * s
    conditional = numbers["delta"] * kappa * benefit * (1 - numbers["omega"] * e)
    return max(0.0, conditional + numbers["t_int"] * e * o)


@lru_cache(maxsize=8)
def shares_of_variance(package: str, outcome: str, base: int = 4096) -> pd.DataFrame:
    """First-order and total Sobol' indices with no view, indexed by parameter."""
    found = sobol(levers().loc[[package]], views()["agnostic"], outcome, base=base, seed=SEED)
    return found.set_index("parameter")


def view_names() -> dict[str, str]:
    """Worldviews by name, in the language that is set."""
    return by_id("policy/worldviews")["name_en"].to_dict()


@lru_cache(maxsize=1)
def asking_more(n: int = 1000) -> pd.DataFrame:
    """Violence (2022 = 1) in each world of three views, without conditions of package C and with all.

    Returns
    -------
    DataFrame
        `view`, `without`, `with_all`, and `change`, the second less the first in the same world.

    >>> asking_more().groupby("view", sort=False)["change"].median().round(2).to_dict()
    {'No view': 0.0, 'Conditions work': -0.02, 'Engagement first': 0.04}
    """
    names = view_names()
    ends = pd.concat([own(conditionality=0), own(conditionality=1)]).set_axis(["none", "all"])
    frames = []
    for view in ("agnostic", "conditionality_works", "engagement_first"):
        without, with_all = simulate(ends, drawn(view, n)).final["violence"].round(3).T
        said = {"view": names[view], "without": without, "with_all": with_all}
        frames.append(pd.DataFrame({**said, "change": (with_all - without).round(3)}))
    return pd.concat(frames, ignore_index=True)


@lru_cache(maxsize=1)
def searched() -> dict[str, int]:
    """How many of 432 settings without relief beat C on haven and violence, or B on approval, in all five views."""
    steps = itertools.product(range(3, 11), range(2, 11), range(0, 11, 2))
    grid = [own(opening=o / 10, engagement=e / 10, conditionality=k / 10) for o, e, k in steps]
    grid = pd.concat(grid).set_axis(range(len(grid)))
    five = five_views()
    found = {"settings": len(grid)}
    for name, rival, outcomes in (
        ("beat_c", "C", ["haven", "violence"]),
        ("beat_b", "B", ["approval_percent"]),
    ):
        tried = search(grid, levers().loc[[rival]], five, outcomes, 2000, SEED)
        won = tried[tried["views_won"] == len(five)]
        found[name] = len(won)
        found[f"{name}_surely"] = int((won["least_margin"] > 0.02).sum())
    return found
