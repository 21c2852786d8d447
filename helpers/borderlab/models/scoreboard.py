"""Boards that rank forecasters on the same questions: yes or no, and intervals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from borderlab.models.agreement import brier
from borderlab.models.policy import Worlds
from borderlab.models.scores import interval_score
from claimlab.errors import KitError

__all__ = ["calibration_prize", "scoreboard"]


def scoreboard(
    forecasts: Mapping[str, Mapping[str, float]], resolutions: pd.DataFrame
) -> pd.DataFrame:
    """Brier scores of several forecasters, on their own questions and on those all answered.

    Parameters
    ----------
    forecasts : mapping of forecaster to mapping of question to probability
        Probabilities from 0 to 1.
    resolutions : DataFrame
        The table ``article/resolutions``: `forecast_id` and `outcome` (``"yes"``, ``"no"``;
        anything else counts as not resolved and is left out).

    Returns
    -------
    DataFrame
        `forecaster`, `questions` and `brier` (on what each answered and a source resolved),
        `shared_questions` and `shared_brier` (on what all of them answered). NaN where there is
        no question.

    Raises
    ------
    KitError
        when a probability does not lie between 0 and 1.

    Notes
    -----
    Only scores on the same questions compare forecasters: a hard question costs everybody.

    >>> table = pd.DataFrame({"forecast_id": ["F1", "F2"], "outcome": ["yes", "no"]})
    >>> board = scoreboard({"ana": {"F1": 1, "F2": 1}, "half": {"F1": 0.5}}, table)
    >>> board[["brier", "shared_brier"]].to_numpy().tolist()
    [[0.5, 0.0], [0.25, 0.25]]
    """
    resolved = resolutions[resolutions["outcome"].isin(["yes", "no"])]
    happened = dict(zip(resolved["forecast_id"], resolved["outcome"] == "yes"))
    answered = {who: [q for q in card if q in happened] for who, card in forecasts.items()}
    shared = sorted(set.intersection(*map(set, answered.values()))) if answered else []

    def score(card: Mapping[str, float], questions: list[str]) -> float:
        chances = [float(card[question]) for question in questions]
        if not all(0 <= chance <= 1 for chance in chances):
            raise KitError("A probability lies between 0 and 1.")
        return brier(chances, [happened[q] for q in questions]) if questions else float("nan")

    rows = [
        (who, len(answered[who]), score(card, answered[who]), len(shared), score(card, shared))
        for who, card in forecasts.items()
    ]
    columns = ["forecaster", "questions", "brier", "shared_questions", "shared_brier"]
    return pd.DataFrame(rows, columns=columns)


def calibration_prize(forecasts: pd.DataFrame, worlds: Worlds, level: float = 0.8) -> pd.DataFrame:
    """Rank the teams by their interval forecasts for packages that nobody chose.

    Parameters
    ----------
    forecasts : DataFrame
        `team`, `package`, `outcome`, `low`, `high`: every team the same packages and outcomes.
    worlds : Worlds
        Many draws, so that luck does not decide.
    level : float
        What the intervals are said to cover.

    Returns
    -------
    DataFrame
        `team`, `score` (mean over the questions of the interval score over that of the best
        interval there is, so 1 cannot be beaten), `covered` (share of outcomes inside), the best
        team first.

    Raises
    ------
    KitError
        when a team answers other questions than the rest, an interval is none, the level does not
        lie between 0 and 1, or an outcome never varies.

    >>> worlds = Worlds(["A"], {"violence": np.linspace(0, 1, 101)[:, None]}, {})
    >>> asked = {"package": "A", "outcome": "violence"}
    >>> rows = [{"team": "x", "low": 0.1, "high": 0.9, **asked}, {"team": "y", "low": 0, "high": 1, **asked}]
    >>> calibration_prize(pd.DataFrame(rows), worlds)["team"].tolist()
    ['x', 'y']
    """
    if not 0 < level < 1:
        raise KitError("The level of an interval lies between 0 and 1, such as 0.8.")
    questions = forecasts.groupby("team")[["package", "outcome"]].apply(
        lambda asked: tuple(sorted(map(tuple, asked.to_numpy().tolist())))
    )
    if questions.nunique() != 1 or any(len(set(q)) != len(q) for q in questions):
        raise KitError("Every team must answer the same questions, each of them once.")
    rows = []
    for team, package, outcome, low, high in forecasts[
        ["team", "package", "outcome", "low", "high"]
    ].itertuples(index=False):
        if package not in worlds.packages or outcome not in worlds.final:
            raise KitError(f"No world tells the '{outcome}' of package '{package}'.")
        values = worlds.final[outcome][:, worlds.packages.index(package)]
        if not (np.isfinite([low, high]).all() and low <= high):
            raise KitError(f"The interval of '{team}' needs two numbers, the lower one first.")
        tail = (1 - level) / 2
        best = interval_score(values, *np.quantile(values, (tail, 1 - tail)), level).mean()
        if not best > 0:
            raise KitError(f"The '{outcome}' of package '{package}' never varies: ask another.")
        score = interval_score(values, low, high, level).mean() / best
        rows.append((team, score, np.mean((values >= low) & (values <= high))))
    table = pd.DataFrame(rows, columns=["team", "score", "covered"])
    return table.groupby("team", as_index=False).mean().sort_values("score", ignore_index=True)
