"""Why believe the solver: six statements that must hold whatever the figures are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.models.equilibrium import (
    Equilibrium,
    close_border,
    ge_hat,
    ge_step,
    welfare_from_share,
)
from claimlab.errors import KitError
from claimlab.i18n import _

__all__ = ["BREAKS", "trust_checks"]

BREAKS = ("nothing", "yardstick", "prices", "wages")


def _solve(X: np.ndarray, beta: np.ndarray, theta: float, broken: str) -> Equilibrium:
    """The model of :func:`ge_hat` with one part taken out."""
    if broken == "nothing":
        return ge_hat(X, beta, theta)
    income, spending, wages = X.sum(axis=1), X.sum(axis=0), np.ones(len(X))
    shares, left = X / spending, np.exp(beta)
    for _pass in range(500):
        before = wages
        new, prices, new_spending, offers = ge_step(wages, shares, left, income, spending, theta)
        if broken == "prices":
            prices = np.ones(len(X))
            new = ((shares * left) @ new_spending / income) ** (1 / (1 + theta))
        if broken != "yardstick":
            new = new * income.sum() / (income @ new)
        if broken != "wages":
            wages = new
        if np.abs(wages / before - 1).max() < 1e-14:
            break
    new_shares = offers * prices**theta
    return Equilibrium(
        w_hat=wages,
        P_hat=prices,
        X_new=new_shares * new_spending,
        welfare=new_spending / spending / prices,
        real_wage=wages / prices,
        domestic_share=new_shares.diagonal(),
        iterations=0,
    )


def trust_checks(
    flows: pd.DataFrame, theta: float = 4.0, broken: str = "nothing", tolerance: float = 1e-9
) -> pd.DataFrame:
    """Six statements about the model, tested on a closure of the border between the first two regions.

    Parameters
    ----------
    flows : DataFrame, shape (n, n)
        A base table, rows export to columns.
    theta : float
        Trade elasticity.
    broken : str
        The part to take out of the model: ``"nothing"``, ``"yardstick"`` (world income is no
        longer held), ``"prices"`` or ``"wages"`` (they no longer react).
    tolerance : float
        The largest relative gap that counts as equal.

    Returns
    -------
    DataFrame
        `statement`, `largest_gap` (relative), `holds` and `digits_that_agree` (at most 15).

    Raises
    ------
    KitError
        when `broken` is not one of the four.

    >>> flows = pd.DataFrame([[90.0, 10.0], [10.0, 90.0]], list("AB"), list("AB"))
    >>> int(trust_checks(flows)["holds"].sum()), int(trust_checks(flows, broken="prices")["holds"].sum())
    (6, 3)
    """
    if broken not in BREAKS:
        raise KitError(_("What can be broken: {parts}.").format(parts=", ".join(BREAKS)))
    X = flows.to_numpy(dtype=float)
    income, spending = X.sum(axis=1), X.sum(axis=0)
    shock = close_border(flows.index, [flows.index[0]], [flows.index[1]], 95)
    still, new = _solve(X, 0 * shock, theta, broken), _solve(X, shock, theta, broken)
    twins = _solve(
        np.array([[90.0, 10.0], [10.0, 90.0]]), np.array([[0.0, -1.0], [-1.0, 0.0]]), theta, broken
    )
    spent = income * new.w_hat + spending - income
    statements = {
        "no_shock": still.X_new[X > 0] / X[X > 0],
        "twins": twins.domestic_share / (0.9 / (0.9 + 0.1 * np.exp(-1))),
        "sales": new.X_new.sum(axis=1) / (income * new.w_hat),
        "purchases": new.X_new.sum(axis=0) / spent,
        "yardstick": income @ new.w_hat / income.sum(),
        "home_share": new.real_wage
        / welfare_from_share(X.diagonal() / spending, new.domestic_share, theta),
    }
    gaps = [float(np.abs(np.asarray(ratio) - 1).max()) for ratio in statements.values()]
    panel = pd.DataFrame(
        {
            "statement": list(statements),
            "largest_gap": gaps,
            "holds": [gap <= tolerance for gap in gaps],
        }
    )
    return panel.assign(
        digits_that_agree=-np.log10(panel["largest_gap"].clip(lower=1e-15)).round(1),
    )
