"""A labour market with formal and informal jobs: what arrivals and permits change, and what they cannot.

Natives number 1. Output is ``Q = A L**gamma`` with ``L = (alpha F**rho + (1 - alpha) I**rho)**(1/rho)``
and ``rho = 1 - 1/sigma``. The formal wage is fixed (a binding minimum wage), formal jobs `F` are
what firms want at it, and everyone else works informally: ``I = 1 + M - F``. The informal wage clears.

Permits only reshuffle the formal jobs among people: `pi` and `q` stand in no equation for output,
wages or the number of jobs. A native's loss is a migrant's gain by construction, not by evidence.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.models.arguments import finite, not_negative, share
from claimlab.errors import KitError

__all__ = [
    "formal_premium",
    "labour",
    "labour_elasticities",
    "on_one_unit",
    "permit_effect",
    "queue_weight",
    "sigma_where_formal_jobs_turn",
]


def _check(phi: float, s_I: float, gamma: float, sigma: float) -> None:
    if not (0 < phi < 1 and 0 < s_I < 1 and 0 < gamma <= 1 and sigma > 0):
        raise KitError(
            "The shares phi and s_I lie between 0 and 1, gamma above 0 and up to 1, and sigma is above 0."
        )


def labour_elasticities(
    phi: float = 0.60, s_I: float = 0.40, gamma: float = 0.65, sigma: float = 2.0
) -> dict[str, float]:
    """The closed form at no migrants: what one more person in a hundred natives does, at the margin.

    ``eps = dlnF/dlnI = (gamma - rho) s_I / ((1 - rho) - (gamma - rho)(1 - s_I))``,
    ``dlnw/dlnI = -(1 - eps)/sigma``, ``dlnI/dM = 1/(I + F eps)``.

    Parameters
    ----------
    phi : float
        Informal share of employment without migrants.
    s_I : float
        Informal share of the aggregate `L` without migrants.
    gamma : float
        Returns to labour.
    sigma : float
        Elasticity of substitution between formal and informal work.

    Returns
    -------
    dict
        `formal_jobs`, `informal_jobs`, `informal_wage`, `output`: per cent for each migrant per 100
        natives; `eps` and `informal_wage_per_informal_job`: elasticities.

    Raises
    ------
    KitError
        when a parameter is out of range.

    Source: derived for this kit from the equations of the module; defaults are assumptions.

    >>> round(labour_elasticities()["informal_wage"], 3), round(labour_elasticities(sigma=5)["formal_jobs"], 3)
    (-0.648, -0.4)
    """
    _check(phi, s_I, gamma, sigma)
    rho = 1 - 1 / sigma
    eps = (gamma - rho) * s_I / ((1 - rho) - (gamma - rho) * (1 - s_I))
    wage, jobs = -(1 - eps) / sigma, 1 / (phi + (1 - phi) * eps)
    output = gamma * (s_I + (1 - s_I) * eps)
    found = {
        "formal_jobs": eps * jobs,
        "informal_jobs": jobs,
        "informal_wage": wage * jobs,
        "output": output * jobs,
    }
    return {**found, "eps": eps, "informal_wage_per_informal_job": wage}


def sigma_where_formal_jobs_turn(gamma: float = 0.65) -> float:
    """Formal jobs fall with arrivals if and only if `sigma` is above ``1 / (1 - gamma)``.

    >>> round(sigma_where_formal_jobs_turn(), 3)
    2.857
    """
    if not 0 < gamma <= 1:
        raise KitError("Returns to labour, gamma, lie above 0 and up to 1.")
    return float(1 / (1 - gamma)) if gamma < 1 else np.inf


def formal_premium(phi: float = 0.60, s_I: float = 0.40) -> float:
    """The formal wage over the informal one that the shares imply, without migrants; below 1 they make no sense here.

    >>> round(formal_premium(), 2), round(formal_premium(0.45, 0.5), 2)
    (2.25, 0.82)
    """
    if not (0 < phi < 1 and 0 < s_I < 1):
        raise KitError("The shares phi and s_I lie between 0 and 1.")
    return float((1 - s_I) / (1 - phi) / (s_I / phi))


def labour(
    M: float = 0.04,
    pi: float = 0.6,
    q: float = 0.21,
    phi: float = 0.60,
    s_I: float = 0.40,
    gamma: float = 0.65,
    sigma: float = 2.0,
) -> dict[str, float]:
    """The market with `M` migrants for each native, of whom a share `pi` holds a permit.

    The formal jobs are found by bracketing, to 1e-14. They are then shared out in a queue in which a
    migrant with a permit counts `q`: ``F_N = F / (1 + q pi M)`` for natives, ``F_M = F - F_N``.

    Parameters
    ----------
    M : float
        Migrants over natives, 0 or more.
    pi, q : float
        Share of migrants with a permit, and their weight in the queue, each from 0 to 1. No
        estimate identifies `q`: see :func:`queue_weight`.
    phi, s_I, gamma, sigma
        As in :func:`labour_elasticities`.

    Returns
    -------
    dict
        Per cent against no migrants: `formal_jobs_percent`, `informal_wage_percent`,
        `native_wage_percent` (mean of natives in both sectors) and `output_percent`. Shares in per
        cent: `native_formal_percent`, `migrant_formal_percent` (NaN without migrants). Points:
        `native_formal_change_points`, and `permit_effect_points`, the part of it due to permits.
        Persons over natives: `formal_jobs`, `native_formal_jobs`, `migrant_formal_jobs`.

    Raises
    ------
    KitError
        when a parameter is out of range, or one kind of job vanishes.

    >>> now = labour(0.04)
    >>> round(now["formal_jobs_percent"], 2), round(now["permit_effect_points"], 2), round(now["migrant_formal_percent"], 1)
    (0.87, -0.2, 5.1)
    """
    from scipy.optimize import brentq

    _check(phi, s_I, gamma, sigma)
    if not (0 <= M < np.inf and 0 <= pi <= 1 and 0 <= q <= 1):
        raise KitError(
            "Migrants M are at least 0, and the permit share pi and the queue weight q lie between 0 and 1."
        )
    rho, formal = 1 - 1 / sigma, 1 - phi

    def labour_log(f: float, i: float) -> float:
        """ln of L against no migrants, for jobs relative to no migrants."""
        if abs(rho) < 1e-9:
            return (1 - s_I) * np.log(f) + s_I * np.log(i)
        return np.log((1 - s_I) * f**rho + s_I * i**rho) / rho

    def excess(f: float) -> float:
        """ln of what a formal worker adds, against the fixed wage."""
        i = (1 + M - formal * f) / phi
        return (gamma - rho) * labour_log(f, i) + (rho - 1) * np.log(f)

    least, most = 1e-9, (1 + M) / formal - 1e-12
    if M > 0 and not excess(least) > 0 > excess(most):
        raise KitError(
            "With these values formal or informal jobs vanish: choose fewer migrants or a smaller sigma."
        )
    f = 1.0 if M == 0 else brentq(excess, least, most, xtol=1e-14, rtol=1e-14)
    i = (1 + M - formal * f) / phi
    size = labour_log(f, i)
    wage = float(np.exp((gamma - rho) * size + (rho - 1) * np.log(i)))
    jobs = formal * f
    natives = jobs / (1 + q * pi * M)
    migrants = jobs - natives
    premium = formal_premium(phi, s_I)
    pay = lambda share, informal: share * premium + (1 - share) * informal  # noqa: E731
    return {
        "formal_jobs_percent": 100 * (f - 1),
        "informal_wage_percent": 100 * (wage - 1),
        "native_wage_percent": 100 * (pay(natives, wage) / pay(formal, 1.0) - 1),
        "output_percent": 100 * float(np.expm1(gamma * size)),
        "native_formal_percent": 100 * natives,
        "migrant_formal_percent": 100 * migrants / M if M else float("nan"),
        "native_formal_change_points": 100 * (natives - formal),
        "permit_effect_points": 100 * (natives - jobs),
        "formal_jobs": jobs,
        "native_formal_jobs": natives,
        "migrant_formal_jobs": migrants,
    }


def permit_effect(
    q: float = 1.0, before: float = 0.012, after: float = 0.024, formal_share: float = 0.4
) -> float:
    """What a rise of permits does to natives' formal employment in the queue, in percentage points.

    ``100 F (1/(1 + q after) - 1/(1 + q before))``, with the number of formal jobs held.

    Parameters
    ----------
    q : float
        Weight of a permit holder in the queue.
    before, after : float
        Permit holders over natives.
    formal_share : float
        Formal jobs over natives.

    >>> round(permit_effect(1.0), 2), round(permit_effect(0.21), 2)
    (-0.46, -0.1)
    """
    q, formal = float(not_negative(q, "The queue weight")), float(share(formal_share, "The share"))
    now, then = (float(not_negative(held, "Permit holders")) for held in (after, before))
    return 100 * formal * (1 / (1 + q * now) - 1 / (1 + q * then))


def queue_weight(
    effect_points: float = -0.1,
    before: float = 0.012,
    after: float = 0.024,
    formal_share: float = 0.4,
) -> float:
    """The queue weight with which :func:`permit_effect` gives a measured effect.

    It moves with what is assumed about the base and the formal share, so one measured effect does
    not identify it.

    Raises
    ------
    KitError
        when no weight between 0 and 1 gives the effect.

    >>> [round(queue_weight(before=base, after=2 * base), 2) for base in (0.0075, 0.012, 0.025)]
    [0.34, 0.21, 0.1]
    """
    from scipy.optimize import brentq

    measured = float(finite(effect_points, "The effect"))
    gap = lambda q: permit_effect(q, before, after, formal_share) - measured  # noqa: E731
    if gap(0.0) * gap(1.0) > 0:
        raise KitError(
            "No weight between 0 and 1 gives this effect: look at its sign and its size."
        )
    return float(brentq(gap, 0.0, 1.0, xtol=1e-12))


def on_one_unit(estimates: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Published wage effects on one unit, and the estimates that cannot be put on it.

    Parameters
    ----------
    estimates : DataFrame
        The table ``migration/wage_estimates``.

    Returns
    -------
    (converted, left_out) : tuple of DataFrame
        `estimate_id`, `label`, `population`, `treatment`, `low`, `high` (per cent of the wage for
        one more point of the study's own migrant share; equal where one number was printed),
        `conversion`, `basis`, from the smallest effect to the largest; and `estimate_id`, `label`,
        `outcome`, `conversion` (why not) for the rest. None has a standard error.

    >>> from borderlab import load
    >>> converted, left_out = on_one_unit(load("migration/wage_estimates"))
    >>> len(converted), len(left_out), float(converted["low"].min())
    (10, 11, -10.0)
    """
    year = estimates["published_year"].astype("string").fillna("no year seen")
    rows = estimates.assign(label=estimates["authors"] + " (" + year + "), " + estimates["outcome"])
    rows = rows.rename(columns={"wage_low_percent": "low", "wage_high_percent": "high"})
    can = rows["low"].notna()
    kept = ["estimate_id", "label", "population", "treatment", "low", "high", "conversion", "basis"]
    converted = rows.loc[can, kept].sort_values(
        "high", ascending=False, kind="stable", ignore_index=True
    )
    return converted, rows.loc[~can, ["estimate_id", "label", "outcome", "conversion"]].reset_index(
        drop=True
    )
