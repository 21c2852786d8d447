"""Deals in one unit, per cent of the pie of a period: what both prefer to war, what can be promised.

Pure: numbers in, tables out. The powers are assumed; the models are for logic, not for numbers.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.models.arguments import discount, share
from borderlab.models.bargaining import bargaining_range, peace_table
from borderlab.models.spoilers import talks_survival

COSTS = {"group": 0.20, "state": 0.15}
VIEWS = {"fallback": False, "strength": True}  # what a haven is thought to do for a group


def deal(
    patience: float = 90,
    haven: bool = True,
    guarantee: float = 0.0,
    view: str = "fallback",
) -> pd.DataFrame:
    """Two intervals of what the group gets, in per cent of the pie of a period.

    Parameters
    ----------
    patience : float
        What the next period counts, per cent of this one.
    haven : bool
        Whether the group has a haven.
    guarantee : float
        Power after disarming that somebody upholds, per cent.
    view : str
        A key of `VIEWS`: a haven helps most as a fallback after a deal, or most as strength in war.

    Returns
    -------
    DataFrame
        Rows ``both_prefer`` (deals that both sides prefer to war) and ``can_be_kept`` (what a disarmed
        group can count on, with between nothing and all of today's pie on top); columns ``low``, ``high``.

    Raises
    ------
    KitError
        for numbers outside their range.

    >>> deal()[["low", "high"]].round(1).to_numpy().tolist()
    [[28.0, 31.5], [20.7, 30.7]]
    """
    d = float(discount(patience / 100))
    powers = peace_table(haven, d, float(share(guarantee / 100, "The guarantee")),
                         COSTS["group"], VIEWS[view]).iloc[0]  # fmt: skip
    wanted = bargaining_range(powers["p"], COSTS["group"], COSTS["state"], d)
    later = d * max(float(powers["p_after"]) - (1 - d) * COSTS["group"], 0.0)
    rows = [("both_prefer", *wanted), ("can_be_kept", later, later + 1 - d)]
    frame = pd.DataFrame(rows, columns=["deal", "low", "high"])
    frame[["low", "high"]] *= 100
    return frame


def room(frame: pd.DataFrame) -> tuple[float, float]:
    """How far the promises reach above what the group needs, and below what the state would give.

    Both in per cent of a period's pie; a deal needs both to be at least 0.

    >>> [round(float(x), 1) for x in room(deal())]
    [2.7, 10.8]
    """
    by = frame.set_index("deal")
    wanted, kept = by.loc["both_prefer"], by.loc["can_be_kept"]
    return kept["high"] - wanted["low"], wanted["high"] - kept["low"]


def overlap(frame: pd.DataFrame) -> float:
    """How far the two intervals of :func:`deal` lie over one another; below 0, the gap between them.

    A deal that is signed and kept lies in both, so this is the room for a deal. It is never wider
    than the bargaining range.

    >>> round(float(overlap(deal())), 1), round(float(overlap(deal(94))), 1)
    (2.7, -0.4)
    """
    return frame["high"].min() - frame["low"].max()


def four_tables(guarantee: float = 0.0, patience: float = 90) -> pd.DataFrame:
    """Two views of what a haven does, each with the haven and without: is there room for a deal?

    Parameters
    ----------
    guarantee, patience : float
        As in :func:`deal`.

    Returns
    -------
    DataFrame
        Columns ``view``, ``haven`` and ``room`` (see :func:`overlap`).

    >>> four_tables()["room"].round(1).tolist()
    [2.7, -5.8, -10.8, 3.5]
    """
    cases = [(view, haven) for view in VIEWS for haven in (True, False)]
    rows = [
        (view, haven, round(float(overlap(deal(patience, haven, guarantee, view))), 9))
        for view, haven in cases
    ]
    return pd.DataFrame(rows, columns=["view", "haven", "room"])


def largest_patience(haven: bool = True, view: str = "fallback") -> int:
    """The largest whole patience, in per cent, at which a deal has room.

    >>> largest_patience(), largest_patience(haven=False)
    (93, 83)
    """
    fits = [n for n in range(1, 100) if min(room(deal(n, haven, view=view))) >= -1e-9]
    return max(fits)


def power_to_reach(after: float, patience: float = 90) -> float:
    """The largest power today, per cent, at which a group that keeps `after` once disarmed still signs.

    >>> round(power_to_reach(10), 1)
    19.2
    """
    d, c = patience / 100, COSTS["group"]
    return 100 * ((1 - d) * (1 + (1 - d) * c) + d * after / 100)


def largest_guarantee(patience: float = 90, haven: bool = True, view: str = "fallback") -> float:
    """The largest guarantee, per cent, that the state prefers to war.

    >>> round(largest_guarantee(haven=False, view="strength"), 1)
    20.3
    """
    d = patience / 100
    most = deal(patience, haven, view=view)["high"].iloc[0]
    return float(most / d + 100 * (1 - d) * COSTS["group"])


def guarantees(
    haven: bool = True, view: str = "fallback", patience: float = 90
) -> tuple[float, float]:
    """The smallest and the largest guarantee, per cent, with which a deal can be kept; 0 where none is needed.

    With less the group prefers war, with more the state.

    >>> [tuple(round(end, 1) for end in guarantees(haven, view)) for view in VIEWS for haven in (True, False)]
    [(0.0, 37.0), (16.4, 31.4), (22.0, 37.0), (0.0, 20.3)]
    """
    d, most = patience / 100, largest_guarantee(patience, haven, view)
    group, __ = room(deal(patience, haven, view=view))
    if group >= 0:
        return 0.0, most
    needed = deal(patience, haven, view=view)["low"].iloc[0] - 100 * (1 - d)
    return float(needed / d + 100 * (1 - d) * COSTS["group"]), most


def truce(groups: int = 1, risk: float = 2.0, months: int = 36) -> pd.DataFrame:
    """Of a hundred truces, how many still live, when each group may break it in any month.

    Parameters
    ----------
    groups : int
        Groups in the truce, independent of each other; one that breaks it ends it.
    risk : float
        Chance that a group breaks it in a month, per cent.
    months : int
        Months shown.

    Returns
    -------
    DataFrame
        Columns ``month`` and ``alive_percent``.

    >>> truce().set_index("month")["alive_percent"].round(1).loc[[0, 12, 36]].tolist()
    [100.0, 78.5, 48.3]
    """
    month = np.arange(months + 1)
    alive = talks_survival(month, spoil=risk / 100, accept=0.0, factions=int(groups))
    return pd.DataFrame({"month": month, "alive_percent": 100 * alive})
