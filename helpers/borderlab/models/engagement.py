"""Engagement with conditions: what a promise can buy that may be withdrawn, and when a pipeline is worth its risk.

Two unitary governments, benefits and concessions on one scale. Parameters are assumed unless said.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.models.arguments import discount, finite, not_negative, share
from claimlab.errors import KitError

__all__ = [
    "MMBTU_PER_MMCF",
    "annual_saving_usd_millions",
    "best_engagement",
    "break_even_gap_usd",
    "break_even_risk",
    "carrot_curve",
    "dependent_concession",
    "gas_bill_usd_per_day",
    "least_patience",
    "max_concession",
    "pipeline_value",
]

MMBTU_PER_MMCF = (
    1037.0  # heat in a million cubic feet of pipeline gas, average of the United States
)
DAYS = 365


def max_concession(patience, benefit, unconditional) -> np.ndarray:
    """The largest concession per period that conditional benefits sustain: ``d (1 - u) b``.

    The partner concedes c in each period and receives benefit b, of which the share u comes whatever it
    does. Once it fails to concede, the conditional part stops for good. It complies when
    ``-c + d (1 - u) b / (1 - d) - d c / (1 - d) >= 0``.

    Parameters
    ----------
    patience : array
        The partner's discount factor d, between 0 and 1.
    benefit : array
        Benefit b per period, at least 0.
    unconditional : array
        Share u given without a condition, 0 to 1.

    Returns
    -------
    array

    Source: grim trigger in a repeated game; Friedman (1971).

    >>> round(float(max_concession(0.8, 1, 0.5)), 3)
    0.4
    """
    b = not_negative(benefit, "The benefit")
    return discount(patience) * (1 - share(unconditional, "The unconditional share")) * b


def least_patience(concession: float, benefit: float, unconditional: float) -> float:
    """The smallest discount factor at which a concession is sustained: ``c / ((1 - u) b)``; NaN when none is.

    >>> round(least_patience(0.3, 1, 0.5), 2)
    0.6
    """
    conditional = (1 - float(share(unconditional, "The unconditional share"))) * float(
        not_negative(benefit, "The benefit")
    )
    asked = float(not_negative(concession, "The concession"))
    needed = asked / conditional if conditional > 0 else np.inf
    return float(needed) if needed < 1 else float("nan")


def dependent_concession(
    engagement, dependence, patience: float = 0.8, resolve: float = 1.0, benefit: float = 1.0
) -> np.ndarray:
    """Concession when the giver comes to need the tie too: ``d k B e (1 - w e)``.

    Engagement e brings the partner ``B e``. The giver, who depends on the tie with weight w, would really
    withdraw it with the chance ``k (1 - w e)``: this line is postulated, not derived.

    Parameters
    ----------
    engagement, dependence : array
        e and w, 0 to 1.
    patience, resolve, benefit : float
        d, k and B.

    Returns
    -------
    array

    >>> dependent_concession([0.25, 0.625, 1.0], 0.8).round(3).tolist()
    [0.16, 0.25, 0.16]
    """
    e, w = share(engagement, "Engagement"), share(dependence, "Dependence")
    gain = float(not_negative(benefit, "The benefit"))
    return discount(patience) * float(share(resolve, "Resolve")) * gain * e * (1 - w * e)


def best_engagement(dependence) -> np.ndarray:
    """The engagement with the largest concession: ``min(1, 1 / (2 w))``.

    >>> best_engagement([0.8, 0.5, 0.0]).tolist()
    [0.625, 1.0, 1.0]
    """
    w = share(dependence, "Dependence")
    return np.minimum(1.0, np.divide(0.5, w, out=np.ones_like(w), where=w > 0))


def carrot_curve(
    unconditional: float = 0.0,
    dependence: float = 0.8,
    patience: float = 0.8,
    benefit: float = 1.0,
    points: int = 41,
) -> pd.DataFrame:
    """The largest concession at each level of engagement, with a share of it given without a condition.

    ``d (1 - u) B e (1 - w e)``: the two formulas of this module in one.

    Returns
    -------
    DataFrame
        ``engagement`` and ``concession``, `points` rows from 0 to 1.

    >>> carrot_curve(unconditional=1.0)["concession"].max()
    np.float64(0.0)
    """
    e = np.linspace(0, 1, points)
    kept = 1 - float(share(unconditional, "The unconditional share"))
    return pd.DataFrame(
        {
            "engagement": e,
            "concession": kept * dependent_concession(e, dependence, patience, 1.0, benefit),
        }
    )


def gas_bill_usd_per_day(flow_mmcf_per_day: float, price_usd: float, per: str = "mmbtu") -> float:
    """A day's bill for gas. Prices are per million British thermal units; a price per million cubic feet is a slip.

    Parameters
    ----------
    flow_mmcf_per_day : float
        Million cubic feet a day.
    price_usd : float
        US dollars for each unit.
    per : {"mmbtu", "mmcf"}
        The unit of the price.

    >>> gas_bill_usd_per_day(150, 2, "mmcf"), gas_bill_usd_per_day(150, 2)
    (300.0, 311100.0)
    """
    units = {"mmbtu": MMBTU_PER_MMCF, "mmcf": 1.0}
    if per not in units:
        raise KitError("The price is per 'mmbtu' or per 'mmcf'.")
    flow = float(not_negative(flow_mmcf_per_day, "The flow"))
    return flow * float(finite(price_usd, "The price")) * units[per]


def annual_saving_usd_millions(flow_mmcf_per_day, price_gap_usd_per_mmbtu):
    """What a year of piped gas saves, in US$ millions, when other gas costs more by the gap.

    >>> round(float(annual_saving_usd_millions(150, 5)), 2), round(float(annual_saving_usd_millions(39, 5)), 1)
    (283.88, 73.8)
    """
    return (
        not_negative(flow_mmcf_per_day, "The flow")
        * MMBTU_PER_MMCF
        * DAYS
        * finite(price_gap_usd_per_mmbtu, "The price gap")
        / 1e6
    )


def pipeline_value(saving, cost, risk, patience=0.9, years_lost=0.0) -> np.ndarray:
    """Present value of paying `cost` now for a saving that starts in a year and stops for good when gas is shut off.

    ``A (b - L d h) / (1 - b) - K`` with ``b = d (1 - h)``. A year's supply arrives with the chance 1 - h. When
    it is shut off, the buyer loses L years of saving, to find other gas.

    Parameters
    ----------
    saving, cost : array
        A per year and K, in the same money.
    risk : array
        Yearly risk h of being shut off, 0 to 1.
    patience : array
        Discount factor d, between 0 and 1.
    years_lost : array
        L; 0 makes losing supply free.

    Returns
    -------
    array, in the money of `saving`

    >>> round(float(pipeline_value(283.88, 40, 0.5)), 1)
    192.3
    """
    h, d = share(risk, "The yearly risk"), discount(patience)
    A, K, L = finite(saving, "The saving"), finite(cost, "The cost"), _years(years_lost)
    b = d * (1 - h)
    return A * (b - L * d * h) / (1 - b) - K


def _years(lost) -> np.ndarray:
    return not_negative(lost, "The number of years lost")


def break_even_risk(saving, cost, patience=0.9, years_lost=0.0) -> np.ndarray:
    """The yearly risk at which the pipeline just pays; NaN when it does not pay even without risk.

    ``(A d - K (1 - d)) / (d (A (1 + L) + K))``; with L = 0 it is ``1 - K / (d (A + K))``.

    >>> break_even_risk(283.88, [40, 1500]).round(3).tolist(), break_even_risk(73.8, [40, 1500]).round(2).tolist()
    ([0.863, 0.066], [0.61, nan])
    >>> round(float(break_even_risk(283.88, 40, years_lost=1)), 2)
    0.46
    """
    A, K = not_negative(saving, "The saving"), not_negative(cost, "The cost")
    d, L = discount(patience), _years(years_lost)
    if not ((A + K > 0).all() and (d > 0).all()):
        raise KitError("Saving and cost must not both be 0, and patience must be above 0.")
    risk = (A * d - K * (1 - d)) / (d * (A * (1 + L) + K))
    return np.where(risk >= 0, np.minimum(risk, 1.0), np.nan)


def break_even_gap_usd(
    flow_mmcf_per_day, cost_usd_millions, risk, patience=0.9, years_lost=0.0
) -> np.ndarray:
    """The price gap, in US$ per million British thermal units, at which the pipeline just pays; infinite when none does.

    >>> round(float(break_even_gap_usd(39, 40, 0.5)), 3)
    3.312
    """
    per_dollar = pipeline_value(
        annual_saving_usd_millions(flow_mmcf_per_day, 1.0), 0.0, risk, patience, years_lost
    )
    with np.errstate(divide="ignore"):
        return np.where(
            per_dollar > 0,
            finite(cost_usd_millions, "The cost") / np.where(per_dollar > 0, per_dollar, 1.0),
            np.inf,
        )
