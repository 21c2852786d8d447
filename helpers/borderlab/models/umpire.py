"""The umpire of the role-play: one draw from the pooled worldviews, and what each team makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from borderlab.models.policy import LEVERS, Worlds, check_levers, no_change, simulate
from borderlab.models.policy_draws import draw, priors_of
from claimlab.errors import KitError, nearest

__all__ = [
    "after_a_refusal",
    "joint_score",
    "play_cards",
    "pooled_draws",
    "scripted_answers",
    "team_scores",
    "umpire",
]

_WITHDRAWN = ("engagement", "relief")  # as far as they stand under conditions that Caracas refused


def pooled_draws(
    parameters: pd.DataFrame,
    worldview_priors: pd.DataFrame,
    worldviews: Sequence[str],
    n: int,
    seed: int,
) -> pd.DataFrame:
    """Draw worlds from several worldviews, each with the same weight.

    Parameters
    ----------
    parameters, worldview_priors : DataFrame
        As for :func:`borderlab.models.policy_draws.priors_of`.
    worldviews : sequence of str
        The views in the pool; a view named twice has twice the weight.
    n, seed : int
        Number of worlds and seed.

    Returns
    -------
    DataFrame, shape (n, k + 2)
        As of :func:`borderlab.models.policy_draws.draw`, with the column ``worldview`` first.

    >>> from borderlab import load
    >>> tables = load("policy/parameters"), load("policy/worldview_priors")
    >>> pool = pooled_draws(*tables, ["agnostic", "caracas"], 1000, seed=1)
    >>> bool(0.45 < (pool["worldview"] == "caracas").mean() < 0.55)
    True
    """
    if not worldviews:
        raise KitError("Name at least one worldview for the pool.")
    picks = np.random.default_rng([seed, 1]).integers(len(worldviews), size=n)
    drawn = [draw(priors_of(parameters, worldview_priors, view), n, seed) for view in worldviews]
    values = np.stack([table.to_numpy() for table in drawn])[picks, np.arange(n)]
    pool = pd.DataFrame(values, columns=drawn[0].columns)
    pool.insert(0, "worldview", np.asarray(worldviews, dtype=object)[picks])
    return pool


def play_cards(
    package: pd.DataFrame, draws: pd.DataFrame, shocks: pd.DataFrame, played: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Let shock cards and moves change the signed levers and the world.

    Parameters
    ----------
    package : DataFrame, one row
    draws : DataFrame
    shocks : DataFrame
        The table ``policy/shocks``.
    played : sequence of str
        Cards and moves in any order: what was drawn counts first, so that no score hangs on a line's place.

    Returns
    -------
    package, draws : DataFrame
        Changed copies. Levers stay between 0 and 1.

    Raises
    ------
    KitError
        when a card is unknown or stands there twice.

    >>> from borderlab import load
    >>> package = load("policy/packages").set_index("package").loc[["B"]]
    >>> changed, _ = play_cards(package, pd.DataFrame(), load("policy/shocks"), ["closure"])
    >>> changed["opening"].item()
    0.7
    """
    package, draws, cards = package.copy(), draws.copy(), shocks.set_index("shock_id")
    for card in played:
        if card not in cards.index:
            raise KitError(f"There is no card '{card}': {nearest(card, cards.index)}")
        if list(played).count(card) > 1:
            raise KitError(f"The card '{card}' is played once only: write it once.")
    for card in sorted(played, key=lambda card: cards.loc[card, "kind"] == "move"):
        name, operation, amount = cards.loc[card, ["changes", "operation", "amount"]]
        table = package if name in LEVERS else draws
        changed = {
            "add": lambda old, by: old + by,
            "multiply": lambda old, by: old * by,
            "at_least": np.maximum,
        }[operation](table[name].astype(float), amount)
        table[name] = changed.clip(0, 1) if name in LEVERS else changed
    return package, draws


def _one(package: Mapping[str, float], name: str) -> pd.DataFrame:
    """Six levers by name as a table of one row."""
    if not isinstance(package, Mapping):
        raise KitError('A package is six levers with their numbers, such as {"opening": 0.8, ...}.')
    return pd.DataFrame([dict(package)], index=[name])


def _offered(levers: pd.DataFrame) -> bool:
    """Whether there is anything to sign, as in the simulator, where no offer means no deal."""
    return bool((levers[["engagement", "relief"]] > 0).any(axis=None))


def _terms(worlds: Worlds, levers: pd.DataFrame) -> dict[str, np.ndarray]:
    final = worlds.final
    terms = {name: levers[name].to_numpy(dtype=float) for name in LEVERS}
    terms["opening"] = final["opened"]  # guards cost nothing at a border that nobody opened
    terms["conditions"] = terms["conditionality"] * final["signed"]
    given = 1 - terms["conditionality"] * (1 - final["signed"])
    for name in _WITHDRAWN:  # nobody pays for a benefit that a refusal withdrew
        terms[name] = terms[name] * given
    terms |= {
        name: final[name]
        for name in ("benefit", "concession", "haven", "democracy", "peace", "income_log")
    }
    terms["approval"] = final["approval_percent"]
    terms["trade_log"] = np.log(final["trade_usd_billions"])
    terms["violence_log"] = np.log(final["violence"])
    return terms


def after_a_refusal(packages: pd.DataFrame, parameters: pd.DataFrame) -> pd.DataFrame:
    """What goes ahead of packages that Caracas refused, as packages without conditions.

    What comes later, such as a licence from Washington, no refusal withdraws: cards are played on this.

    Parameters
    ----------
    packages : DataFrame
        Columns of the six levers, each from 0 to 1.
    parameters : DataFrame
        The table ``policy/parameters``, for the border as it stands.

    Returns
    -------
    DataFrame
        Engagement and relief without their conditional part, the border as in 2022, conditionality 0.

    >>> from borderlab import load
    >>> package = load("policy/packages").set_index("package").loc[["D"]]
    >>> left = after_a_refusal(package, load("policy/parameters"))
    >>> left[["opening", "relief", "conditionality"]].round(2).iloc[0].tolist()
    [0.15, 0.14, 0.0]
    """
    kept = 1 - packages["conditionality"]
    stands = {name: packages[name] * kept for name in _WITHDRAWN}
    return packages.assign(
        opening=no_change(parameters)["opening"].item(), conditionality=0.0, **stands
    )


def team_scores(
    packages: pd.DataFrame,
    draws: pd.DataFrame,
    parameters: pd.DataFrame,
    briefs: pd.DataFrame,
    signed: int | None = None,
    untouched: tuple[pd.DataFrame, pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """Score every package for every team in every world, from no change of policy.

    Parameters
    ----------
    packages, draws, signed
        As for :func:`borderlab.models.policy.simulate`.
    parameters : DataFrame
        The table ``policy/parameters``, for what no change means.
    briefs : DataFrame
        The table ``policy/briefs``: `team`, `term`, `weight`. A term is an outcome, a lever as it was
        written (``opening`` as it came about, ``engagement`` and ``relief`` as far as they went
        ahead), or ``conditions`` (the lever conditionality where Caracas signed, 0 where it did not).
    untouched : (package, draws), optional
        From what a change is counted, where cards have changed it: no change of policy, in the same
        worlds. By default that of :func:`borderlab.models.policy.no_change`, in `draws`.

    Returns
    -------
    DataFrame
        Columns `world`, `package`, `team`, `score` (points; 0 is no change of policy).

    >>> from borderlab import load
    >>> tables = load("policy/parameters"), load("policy/worldview_priors")
    >>> draws = draw(priors_of(*tables, "agnostic"), 2, seed=1)
    >>> scores = team_scores(no_change(tables[0]), draws, tables[0], load("policy/briefs"))
    >>> scores["score"].abs().max().item()
    0.0
    """
    base, same_worlds = untouched or (no_change(parameters), draws)
    before = _terms(simulate(base, same_worlds, signed=0), base)
    after = _terms(simulate(packages, draws, signed), packages)
    frames = []
    for team, brief in briefs.groupby("team", sort=False):
        score = np.zeros((len(draws), len(packages)))
        for term, weight in zip(brief["term"], brief["weight"]):
            if term not in after:
                raise KitError(f"The brief of '{team}' counts '{term}': {nearest(term, after)}")
            score = score + weight * (after[term] - before[term])
        table = pd.DataFrame(score, columns=packages.index).rename_axis("world").reset_index()
        table = table.melt("world", var_name="package", value_name="score")
        frames.append(table.assign(team=team))
    return pd.concat(frames, ignore_index=True)[["world", "package", "team", "score"]]


def joint_score(scores: pd.DataFrame) -> pd.DataFrame:
    """The table's common score in each world: that of the team which did worst.

    A sum would let one team pay for all; the worst-off team's score rises only when nobody is
    left behind (Rawls 1971, A Theory of Justice, on maximin).

    Parameters
    ----------
    scores : DataFrame
        Of :func:`team_scores`.

    Returns
    -------
    DataFrame
        `world`, `package`, `score`.

    >>> rows = {"world": [0, 0], "package": ["A", "A"], "team": ["x", "y"], "score": [3.0, -1.0]}
    >>> joint_score(pd.DataFrame(rows))["score"].tolist()
    [-1.0]
    """
    return scores.groupby(["world", "package"], sort=False, as_index=False)["score"].min()


def scripted_answers(
    package: Mapping[str, float], draws: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """What scripted teams answer to a package: yes when it serves their brief on average.

    Parameters
    ----------
    package : mapping of lever to float
    draws : DataFrame
        Worlds of :func:`pooled_draws`.
    tables : mapping
        As for :func:`umpire`; ``parameters`` and ``briefs`` are used.

    Returns
    -------
    DataFrame
        `team`, `mean_score` (points if Caracas signs; 0 is no change of policy), `says_yes`. Where
        neither engagement nor relief is offered, there is nothing that Caracas could sign.

    >>> from borderlab import load
    >>> names = ("parameters", "worldviews", "worldview_priors", "briefs")
    >>> tables = {name: load(f"policy/{name}") for name in names}
    >>> pool = pooled_draws(tables["parameters"], tables["worldview_priors"], ["agnostic"], 500, 1)
    >>> offer = dict.fromkeys(("opening", "permits", "engagement", "conditionality"), 0.8)
    >>> answers = scripted_answers(offer | {"relief": 0, "offers": 0.5}, pool, tables)
    >>> answers.set_index("team").loc["venezuela", "says_yes"].item()
    True
    """
    levers = _one(package, "offer")
    signed = int(_offered(levers))
    scores = team_scores(levers, draws, tables["parameters"], tables["briefs"], signed)
    means = scores.groupby("team", sort=False)["score"].mean()
    table = {
        "team": means.index,
        "mean_score": means.to_numpy(),
        "says_yes": (means > 0).to_numpy(),
    }
    return pd.DataFrame(table)


def umpire(
    package: Mapping[str, float],
    signed: bool,
    tables: Mapping[str, pd.DataFrame],
    played: Sequence[str] = (),
    broken_red_lines: Sequence[str] = (),
    seed: int = 1,
) -> dict[str, pd.DataFrame]:
    """Judge what the table signed: draw one world from the pool, and score the teams in it.

    A shock card falls on the world of no change too, so that only what it does to the package is scored.

    Parameters
    ----------
    package : mapping of lever to float
        The six levers as signed, each from 0 to 1.
    signed : bool
        Whether Caracas signed. The table decides, so the model does not decide again.
    tables : mapping
        The tables ``parameters``, ``worldviews``, ``worldview_priors``, ``briefs``, ``shocks``.
    played : sequence of str
        Cards and moves that were played.
    broken_red_lines : sequence of str
        A team's name for each of its red lines that the text breaks; each costs it 3 points. A text
        that is not signed breaks none.
    seed : int
        Read from a die or a clock by the instructor, and written on the board.

    Returns
    -------
    dict
        ``world``: the draw, with its worldview; ``outcomes``: one row; ``counted``: for each `term`
        of the briefs what it is with `no_change` of policy, under the same shock cards, and what it
        `came` to in this world;
        ``scores``: `team`, `score`; ``joint``: the score of the team that did worst.

    Raises
    ------
    KitError
        when a lever, a card or a team is unknown or out of bounds, a card is played twice, the
        answer of Caracas is neither True nor False, or it signed where nothing was offered.

    >>> from borderlab import load
    >>> names = ("parameters", "worldviews", "worldview_priors", "briefs", "shocks")
    >>> tables = {name: load(f"policy/{name}") for name in names}
    >>> signed = dict.fromkeys(("opening", "permits", "engagement", "conditionality"), 0.8)
    >>> result = umpire(signed | {"relief": 0, "offers": 0.5}, True, tables, seed=3)
    >>> result["scores"]["team"].tolist()[:2], result["outcomes"]["signed"].item()
    (['colombia', 'venezuela'], 1.0)
    """
    parameters, briefs = tables["parameters"], tables["briefs"]
    if not isinstance(signed, bool | np.bool_):
        raise KitError("Say signed=True if Caracas signed, signed=False if it did not.")
    levers = _one(package, "signed")
    check_levers(levers)
    strangers = set(broken_red_lines) - set(briefs["team"])
    if strangers:
        stranger = min(strangers)
        raise KitError(f"There is no team '{stranger}': {nearest(stranger, set(briefs['team']))}")
    views = tables["worldviews"]["worldview"].tolist()
    world = pooled_draws(parameters, tables["worldview_priors"], views, 1, seed)
    if not signed:
        levers = after_a_refusal(levers, parameters)
    levers, numbers = play_cards(levers, world, tables["shocks"], played)
    if signed and not _offered(levers):
        raise KitError("Nothing is offered: with engagement and relief at 0 nobody can sign.")
    cards = tables["shocks"].set_index("shock_id").loc[list(played)]
    luck = cards.index[cards["kind"] == "shock"]
    base, same_world = play_cards(no_change(parameters), world, tables["shocks"], luck)
    scores = team_scores(
        levers, numbers, parameters, briefs, int(signed), untouched=(base, same_world)
    )
    scores["score"] -= 3 * signed * scores["team"].map(list(broken_red_lines).count)
    paid = cards.query("kind == 'move'").groupby("team")["cost_points"].sum()
    scores["score"] -= scores["team"].map(paid).fillna(0)
    worlds = simulate(levers, numbers, int(signed))
    outcomes = pd.DataFrame({name: values[:, 0] for name, values in worlds.final.items()})
    before, came = _terms(simulate(base, same_world, signed=0), base), _terms(worlds, levers)
    rows = [
        (term, np.ravel(before[term])[0], np.ravel(came[term])[0])
        for term in briefs["term"].unique()
    ]
    return {
        "world": world,
        "outcomes": outcomes,
        "counted": pd.DataFrame(rows, columns=["term", "no_change", "came"]),
        "scores": scores[["team", "score"]],
        "joint": joint_score(scores)[["score"]],
    }
