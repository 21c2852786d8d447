"""Bargaining between a government and an armed group: which deals both prefer to war, and whether one can be kept.

The pie is worth 1 in each period. A war, once fought, decides for good who gets it. Parameters are
assumed: the models are for logic, not for numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from borderlab.models.arguments import discount, not_negative, share

__all__ = [
    "BargainingRange",
    "bargaining_range",
    "least_future_power",
    "patience_limit",
    "peace_feasible",
    "peace_margin",
    "peace_table",
]


class BargainingRange(NamedTuple):
    """Shares of the pie for the group that both sides prefer to war."""

    low: float
    high: float


def bargaining_range(
    p: float, group_cost: float, government_cost: float, patience: float | None = None
) -> BargainingRange:
    """The deals that both sides prefer to war.

    Parameters
    ----------
    p : float
        Probability that the group wins a war.
    group_cost, government_cost : float
        Costs of war, in pies of one period.
    patience : float, optional
        Discount factor of a pie that is shared again in each period. Without it the pie is shared once.

    Returns
    -------
    BargainingRange
        ``p - cost`` to ``p + cost``; with a pie in each period the costs weigh ``1 - patience``, because
        war is paid for once and the pie comes again.

    Source: Fearon (1995), Rationalist Explanations for War.

    >>> [round(x, 3) for x in bargaining_range(0.3, 0.2, 0.15)]
    [0.1, 0.45]
    >>> [round(x, 3) for x in bargaining_range(0.3, 0.2, 0.15, patience=0.9)]
    [0.28, 0.315]
    """
    weight = 1.0 if patience is None else float(1 - discount(patience))
    p = float(share(p, "The chance of winning"))
    return BargainingRange(
        max(0.0, p - weight * float(not_negative(group_cost, "A cost of war"))),
        min(1.0, p + weight * float(not_negative(government_cost, "A cost of war"))),
    )


def peace_margin(p, p_after, patience, group_cost=0.2, guarantee=0.0) -> np.ndarray:
    """What the group gains from disarming for the best offer, over fighting now; in pies of one period.

    Today the government can give at most the whole pie. From tomorrow the group gets what its power is
    worth after disarming, ``max(p_after, guarantee)``, or nothing if fighting would not pay. War now is
    worth ``p / (1 - patience) - group_cost``, and the group can always give in, for 0.

    Parameters
    ----------
    p, p_after : array
        The group's chance of winning today, and after it has disarmed.
    patience : array
        Discount factor, 0 to below 1.
    group_cost : array
        The group's cost of war.
    guarantee : array
        The power after disarming that a third party upholds.

    Returns
    -------
    array
        At least 0: peace is possible.

    Source: after Fearon (2004) and Walter (1997): a commitment problem. Where fighting after disarming
    pays, the margin is at least 0 when ``p - patience * p_after <= (1 - patience) (1 + (1 - patience) group_cost)``.

    >>> peace_margin(0.30, 0.25, 0.9).round(3) > 0, peace_margin(0.25, 0.10, 0.9).round(3) > 0
    (np.True_, np.False_)
    """
    d, cost = discount(patience), not_negative(group_cost, "A cost of war")
    after = np.maximum(share(p_after, "Power after disarming"), share(guarantee, "The guarantee"))
    war = np.maximum(share(p, "The chance of winning") / (1 - d) - cost, 0)
    return 1 + d * np.maximum(after / (1 - d) - cost, 0) - war


def peace_feasible(p, p_after, patience, group_cost=0.2, guarantee=0.0):
    """Whether some offer makes the group disarm: :func:`peace_margin` is at least 0.

    Nothing lost, nothing to fear: with ``p_after`` equal to ``p`` peace is always possible.

    >>> bool(peace_feasible(0.25, 0.10, 0.9)), bool(peace_feasible(0.25, 0.10, 0.9, guarantee=0.165))
    (False, True)
    """
    return peace_margin(p, p_after, patience, group_cost, guarantee) >= -1e-12


def least_future_power(p, patience, group_cost=0.2) -> np.ndarray:
    """The smallest power after disarming, or guarantee, at which peace is possible.

    ``(p - (1 - d)(1 + (1 - d) c)) / d``, and 0 where today's pie alone repays war: ``p <= (1 - d)(1 + c)``.

    >>> round(float(least_future_power(0.30, 0.9)), 3), round(float(least_future_power(0.25, 0.9)), 4)
    (0.22, 0.1644)
    """
    p, d, c = np.broadcast_arrays(
        share(p, "The chance of winning"),
        discount(patience),
        not_negative(group_cost, "A cost of war"),
    )
    needed = np.divide(p - (1 - d) * (1 + (1 - d) * c), d, out=np.zeros(p.shape), where=d > 0)
    return np.where(p <= (1 - d) * (1 + c), 0.0, needed)


def patience_limit(p: float, p_after: float, group_cost: float = 0.2) -> float:
    """The largest discount factor at which peace is possible; 1 when it is possible at any.

    More patience makes the lost power of later weigh more than today's pie.

    >>> round(patience_limit(0.30, 0.25), 3), round(patience_limit(0.25, 0.10), 3), patience_limit(0.2, 0.2)
    (0.934, 0.839, 1.0)
    """
    p, after = (
        float(share(p, "The chance of winning")),
        float(share(p_after, "Power after disarming")),
    )
    c = float(not_negative(group_cost, "A cost of war"))
    if p <= after:
        return 1.0
    # With x = 1 - patience: c x^2 + (1 - after) x = p - after, or p = x (1 + c) where fighting later would not pay.
    loss, room = p - after, 1 - after
    x = 2 * loss / (room + np.sqrt(room**2 + 4 * c * loss))
    if c * x > after:
        x = p / (1 + c)
    return float(max(0.0, 1 - x))


def peace_table(
    haven: bool = True,
    patience: float = 0.9,
    guarantee: float = 0.0,
    group_cost: float = 0.2,
    haven_lengthens: bool = False,
) -> pd.DataFrame:
    """The table of the lesson: today's power, power after disarming, and whether a deal is possible.

    Parameters
    ----------
    haven : bool
        Whether the group has a haven across the border.
    patience, guarantee, group_cost
        As in :func:`peace_margin`.
    haven_lengthens : bool
        Two views of what a haven does to power, both assumed. False: it helps a group most after a deal, as
        a fallback (p .30 and .25 with it, .25 and .10 without). True: it helps most in war, so that the
        deal costs more (p .30 and .10 with it, .15 and .10 without), which fits longer wars with bases abroad.

    Returns
    -------
    DataFrame
        One row: ``p``, ``p_after`` (with the guarantee), ``least_p_after``, ``patience_limit``, ``margin``, ``feasible``.

    Source: the second view after Salehyan (2007).

    >>> [bool(peace_table(haven)["feasible"].iloc[0]) for haven in (True, False)]
    [True, False]
    >>> [bool(peace_table(haven, haven_lengthens=True)["feasible"].iloc[0]) for haven in (True, False)]
    [False, True]
    """
    p, after = {
        (True, False): (0.30, 0.25),
        (False, False): (0.25, 0.10),
        (True, True): (0.30, 0.10),
        (False, True): (0.15, 0.10),
    }[bool(haven), bool(haven_lengthens)]
    after = max(after, float(share(guarantee, "The guarantee")))
    margin = float(peace_margin(p, after, patience, group_cost))
    return pd.DataFrame(
        {
            "p": [p],
            "p_after": [after],
            "least_p_after": [float(least_future_power(p, patience, group_cost))],
            "patience_limit": [patience_limit(p, after, group_cost)],
            "margin": [margin],
            "feasible": [margin >= -1e-12],
        }
    )
