"""How often a target gave way: the same cases under several ways of counting.

Every function takes tables of the kit and returns something new; nothing is read or drawn here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from borderlab.models.games import ENDS, sanctions_game
from claimlab.errors import KitError, nearest
from claimlab.i18n import _

IMPOSED = ("threat_then_imposed", "imposed_without_threat")
# Whose cases, and what TIES adds to "the target yielded, wholly or in part".
WAYS = {
    "drezner": None,
    "ties": {"settled": False, "unknown": False},
    "ties_settled": {"settled": True, "unknown": False},
    "ties_unknown": {"settled": False, "unknown": True},
    "ties_both": {"settled": True, "unknown": True},
}


class Count(NamedTuple):
    """How many of how many cases.

    >>> Count(5, 15).percent.__round__(1)
    33.3
    """

    gave_way: int
    cases: int

    @property
    def percent(self) -> float:
        """The share in per cent of the cases."""
        return 100 * self.gave_way / self.cases

    @property
    def interval(self) -> tuple[float, float]:
        """95% interval of the share by Wilson (1927), per cent, were the cases a random sample."""
        from scipy.stats import binomtest  # half a second, so only when asked for

        found = binomtest(self.gave_way, self.cases).proportion_ci(method="wilson")
        return 100 * found.low, 100 * found.high


def gave_way(
    ties: pd.DataFrame,
    stages: Sequence[str],
    *,
    settled: bool = False,
    unknown: bool = False,
    goal: str = "",
    only: str = "",
) -> Count:
    """Count the cases of TIES in which the target gave way.

    Parameters
    ----------
    ties : DataFrame
        The table ``sanctions/ties_counts``.
    stages : sequence of str
        Stages that are counted together.
    settled : bool
        Whether a negotiated settlement counts as giving way.
    unknown : bool
        Whether cases whose end is not known stay below the line, as if the target had not given
        way; else they are left out.
    goal : str
        Only cases with this goal.
    only : str
        The one outcome that counts as giving way, in place of the codes.

    >>> from borderlab import load
    >>> gave_way(load("sanctions/ties_counts"), ["threat_only"])
    Count(gave_way=208, cases=484)
    """
    rows = ties[ties["stage"].isin(stages)]
    if goal:
        rows = rows[rows["goal"] == goal]
    if not unknown:
        rows = rows[rows["outcome"] != "unknown"]
    yes = rows["is_success_broad" if settled else "is_success_strict"]
    if only:
        yes = rows["outcome"] == only
    return Count(int(rows.loc[yes, "cases_count"].sum()), int(rows["cases_count"].sum()))


def threatened(drezner: pd.DataFrame, ties: pd.DataFrame, way: str) -> dict[str, Count]:
    """Two kinds of threats, those never carried out and those carried out: how many were given way to.

    Parameters
    ----------
    drezner, ties : DataFrame
        The tables ``sanctions/drezner_2003`` and ``sanctions/ties_counts``.
    way : str
        A key of `WAYS`.

    Raises
    ------
    KitError
        for another way.

    >>> from borderlab import load
    >>> found = threatened(load("sanctions/drezner_2003"), load("sanctions/ties_counts"), "drezner")
    >>> found["never_carried_out"], found["imposed"]
    (Count(gave_way=40, cases=71), Count(gave_way=5, cases=15))
    """
    if way not in WAYS:
        said = _("There is no way of counting '{name}': {nearest}")
        raise KitError(said.format(name=way, nearest=nearest(way, WAYS)))
    if way == "drezner":
        by = drezner.pivot(index="stage", columns="outcome", values="cases_count")
        found = {
            stage: Count(int(row["significant_concessions"]), int(row.sum()))
            for stage, row in by.iterrows()
        }
        return {"never_carried_out": found["threat"], "imposed": found["imposed"]}
    stages = {"never_carried_out": ["threat_only"], "imposed": ["threat_then_imposed"]}
    return {name: gave_way(ties, stage, **WAYS[way]) for name, stage in stages.items()}


def settled_or_not(ties: pd.DataFrame) -> pd.DataFrame:
    """Per cent of TIES cases with a known end that gave way, by stage and by what counts.

    Returns
    -------
    DataFrame
        Columns ``stage``, ``counts`` (``yielded``, ``yielded or settled``), ``cases_count`` (all
        cases below the line) and ``gave_way_percent``.

    >>> from borderlab import load
    >>> settled_or_not(load("sanctions/ties_counts"))["gave_way_percent"].tolist()
    [43.0, 33.4, 31.3, 56.0, 56.7, 56.2]
    """
    stages = {
        "threat only": "threat_only",
        "threat, then imposed": "threat_then_imposed",
        "imposed at once": "imposed_without_threat",
    }
    rows = []
    for counts, settled in (("yielded", False), ("yielded or settled", True)):
        for name, stage in stages.items():
            found = gave_way(ties, [stage], settled=settled)
            rows.append((name, counts, found.cases, round(found.percent, 1)))
    return pd.DataFrame(rows, columns=["stage", "counts", "cases_count", "gave_way_percent"])


def whole_cases(shares: Mapping[str, float], cases: int = 100) -> dict[str, int]:
    """Shares as whole cases with the right sum: the largest remainders are rounded up.

    >>> whole_cases({"a": 0.75, "b": 0.125, "c": 0.0625, "d": 0.0625})
    {'a': 75, 'b': 13, 'c': 6, 'd': 6}
    """
    exact = {name: round(cases * share, 9) for name, share in shares.items()}
    found = {name: int(value) for name, value in exact.items()}
    by_rest = sorted(exact, key=lambda name: found[name] - exact[name])
    for name in by_rest[: cases - sum(found.values())]:
        found[name] += 1
    return found


def machine(
    meant: int = 50, c: float = 1.0, m: float = 3.0, a: float = 0.5, v: float = 1.0
) -> pd.DataFrame:
    """A hundred threats of the sanctions game, by how they end.

    Parameters
    ----------
    meant : int
        Senders in a hundred that mean what they threaten.
    c, m, a, v : float
        As in :func:`borderlab.models.games.sanctions_game`; the largest pain is 4.

    Returns
    -------
    DataFrame
        Columns ``end`` (the last ones are those that an archive of sanctions lacks),
        ``threats_count``, ``is_imposed`` and ``bluffers_percent`` (of bluffers that threaten).

    >>> machine()["threats_count"].tolist()
    [6, 6, 13, 75]
    """
    game = sanctions_game(c=c, m=m, r0=meant / 100, a=a, v=v)
    counts = whole_cases(game.ends)
    frame = pd.DataFrame(
        [(end, counts[end], end.startswith("imposed")) for end in reversed(ENDS)],
        columns=["end", "threats_count", "is_imposed"],
    )
    return frame.assign(bluffers_percent=round(100 * game.bluff_probability))
