"""The role-play's table: what scripted teams answer, what the umpire finds, who forecast best."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from borderlab.lessons.lesson12.numbers import drawn, game_tables, levers, pool, views
from borderlab.models.policy import BETTER, LEVERS, PATHS, Worlds, simulate
from borderlab.models.scoreboard import calibration_prize
from borderlab.models.umpire import after_a_refusal, play_cards, scripted_answers, umpire
from claimlab.errors import KitError, nearest
from claimlab.i18n import _

# What every team forecasts: packages that nobody at the table can choose, so that no team can make
# its own forecast come true.
ASKED = [(package, outcome) for package in "AD" for outcome in ("violence", "approval_percent")]
_PRIZE_WORLDS = 4000


class Signed(NamedTuple):
    """What a table hands to the umpire.

    Parameters
    ----------
    package : mapping of lever to float
        The six levers, each from 0 to 1.
    signed : bool or str
        Whether Caracas signed: True or False, or the words of the table sheet, "yes" or "no".
    cards : sequence of str
        Shock cards and moves that were played.
    broken : sequence of str
        A team's name for each of its red lines that the text breaks.
    seed : int
        Three digits from a die.
    """

    package: Mapping[str, float] = {}
    signed: bool | str = True
    cards: Sequence[str] = ()
    broken: Sequence[str] = ()
    seed: int = 111

    def checked(self) -> Signed:
        """The same with all six levers; package C where nothing was said.

        Raises
        ------
        KitError
            for a package that is no set of levers, a lever that is unknown, missing or no number
            between 0 and 1, an answer that is neither yes nor no, and a seed that no die can throw.
        """
        if not isinstance(self.package, Mapping):
            raise KitError(
                _('A package is six levers with their numbers, such as {"opening": 0.8, ...}.')
            )
        package = dict(self.package) or levers().loc["C"].to_dict()
        for name in package:
            _known(name, LEVERS, _("There is no lever '{name}': {nearest}"))
        for name in LEVERS:
            if name not in package:
                raise KitError(_("Say how far '{name}' goes, from 0 to 1.").format(name=name))
        try:
            package = {name: float(value) for name, value in package.items()}
        except (TypeError, ValueError):
            raise KitError(_("Each lever is a number between 0 and 1, such as 0.4.")) from None
        for name, value in package.items():
            if not 0 <= value <= 1:
                raise KitError(_("The lever '{name}' lies between 0 and 1.").format(name=name))
        if isinstance(self.cards, str) or isinstance(self.broken, str):
            raise KitError(_('Cards and broken red lines are lists: ["breach"], even for one.'))
        if type(self.seed) is not int or not re.fullmatch("[1-6]{3}", str(self.seed)):
            raise KitError(_("The seed is three throws of a die, read as digits, such as 352."))
        return self._replace(package=package, signed=_yes_or_no(self.signed))


def _known(name: str, names: Collection[str], says: str) -> None:
    """Say in one sentence, with the nearest name, that a name is none of these."""
    if name not in names:
        raise KitError(says.format(name=name, nearest=nearest(name, names)))


def _yes_or_no(answer: object) -> bool:
    """The answer of Caracas as it stands on a sheet; a word that is neither is no signature."""
    if isinstance(answer, bool | np.bool_):
        return bool(answer)
    found = {"yes": True, "sí": True, "si": True, "no": False}.get(str(answer).strip().lower())
    if found is None:
        raise KitError(_("Write signed = True if Caracas signed, signed = False if it did not."))
    return found


def say_yes(package: Mapping[str, float]) -> pd.DataFrame:
    """What the scripted teams answer: `team`, `mean_score`, `says_yes`."""
    return scripted_answers(package, pool(), game_tables())


def umpired(table: Signed) -> dict[str, pd.DataFrame]:
    """One world drawn from the pool, and the scores in it; see :func:`borderlab.models.umpire.umpire`."""
    table = table.checked()
    return umpire(
        table.package, table.signed, game_tables(), table.cards, table.broken, seed=table.seed
    )


def _run(table: Signed, draws: pd.DataFrame) -> Worlds:
    """What becomes of a signed package and the cards that were played in some worlds."""
    tables, package = game_tables(), pd.DataFrame([table.package], index=["signed"])
    if not table.signed:
        package = after_a_refusal(package, tables["parameters"])
    return simulate(*play_cards(package, draws, tables["shocks"], table.cards), int(table.signed))


def worlds_of(table: Signed, outcome: str) -> pd.DataFrame:
    """A fan of what could have come of a signed package, and what came in the world that was drawn.

    Returns
    -------
    DataFrame
        `year`, `p10`, `p25`, `p50`, `p75`, `p90` over the pool, and `came`.
    """
    table = table.checked()
    _known(outcome, PATHS, _("'{name}' has no path in time: {nearest}"))
    paths = [
        _run(table, draws).paths[outcome][:, :, 0] for draws in (pool(), umpired(table)["world"])
    ]
    tails = (0.1, 0.25, 0.5, 0.75, 0.9)
    columns = [f"p{round(100 * tail)}" for tail in tails]
    frame = pd.DataFrame(np.quantile(paths[0], tails, axis=1).T, columns=columns)
    return frame.assign(year=range(2022, 2022 + len(frame)), came=paths[1][:, 0])


def worlds_in_view(table: Signed, outcome: str) -> pd.DataFrame:
    """A signed package in many worlds of each worldview: `worldview`, `mean`, `low`, `high` (8 of 10)."""
    table = table.checked()
    _known(outcome, BETTER, _("'{name}' is not an outcome to compare: {nearest}"))
    rows = []
    for view in views():
        values = _run(table, drawn(view)).final[outcome][:, 0]
        rows.append((view, values.mean(), *np.quantile(values, (0.1, 0.9))))
    return pd.DataFrame(rows, columns=["worldview", "mean", "low", "high"]).round(3)


def prize_table(forecasts: Mapping[str, Sequence[tuple[float, float]]]) -> pd.DataFrame:
    """Rank the teams by their four intervals.

    Parameters
    ----------
    forecasts : mapping of team to four pairs (low, high)
        In the order of `ASKED`: violence and approval after package A, then after package D.

    Returns
    -------
    DataFrame
        `team`, `score` (1 is the best there is), `covered` (share of outcomes inside).

    Raises
    ------
    KitError
        when a team gives other than four pairs of numbers.
    """
    rows = []
    for team, pairs in forecasts.items():
        try:
            ends = [(float(low), float(high)) for low, high in pairs]
        except (TypeError, ValueError):
            raise KitError(
                _("'{team}' needs four pairs of numbers, such as (0.7, 1.4).").format(team=team)
            ) from None
        if len(ends) != len(ASKED):
            raise KitError(
                _("'{team}' answers {n} questions: there are {all}.").format(
                    team=team, n=len(ends), all=len(ASKED)
                )
            )
        rows += [(team, *asked, *pair) for asked, pair in zip(ASKED, ends, strict=True)]
    if not rows:
        raise KitError(_("Write the intervals of at least one team."))
    columns = ["team", "package", "outcome", "low", "high"]
    final = simulate(levers(), pool(_PRIZE_WORLDS))
    return calibration_prize(pd.DataFrame(rows, columns=columns), final)
