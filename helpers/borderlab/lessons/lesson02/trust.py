"""Why believe the solver: six statements that must hold whatever the figures are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.models import equilibrium
from borderlab.models.equilibrium import close_border, ge_hat, ge_step, welfare_from_share
from claimlab.errors import KitError
from claimlab.i18n import _

BREAKS = ("nothing", "yardstick", "prices", "wages")
HOLDS = 9  # digits that agree where two numbers count as equal


def _solve(X: np.ndarray, beta: np.ndarray, theta: float, broken: str) -> equilibrium.Equilibrium:
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
    return equilibrium.Equilibrium(
        w_hat=wages,
        P_hat=prices,
        X_new=new_shares * new_spending,
        welfare=new_spending / spending / prices,
        real_wage=wages / prices,
        domestic_share=new_shares.diagonal(),
        iterations=0,
    )


def trust_checks(flows: pd.DataFrame, theta: float = 4.0, broken: str = "nothing") -> pd.Series:
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

    Returns
    -------
    Series
        By statement, the digits to which it holds, at most 15; `HOLDS` of them count as equal.

    Raises
    ------
    KitError
        when `broken` is not one of the four.

    >>> flows = pd.DataFrame([[90.0, 10.0], [10.0, 90.0]], list("AB"), list("AB"))
    >>> tuple(int((trust_checks(flows, broken=part) >= HOLDS).sum()) for part in ("nothing", "prices"))
    (6, 3)
    """
    if broken not in BREAKS:
        raise KitError(_("What can be broken: {parts}.").format(parts=", ".join(BREAKS)))
    X = flows.to_numpy(dtype=float)
    income, spending = X.sum(axis=1), X.sum(axis=0)
    shock = close_border(flows.index, [flows.index[0]], [flows.index[1]], 95)
    still, new = _solve(X, 0 * shock, theta, broken), _solve(X, shock, theta, broken)
    twins = _solve(np.full((2, 2), 10.0) + 80 * np.eye(2), np.eye(2) - 1, theta, broken)
    on_paper = welfare_from_share(X.diagonal() / spending, new.domestic_share, theta)
    spent = income * new.w_hat + spending - income
    statements = {
        "no_shock": still.X_new[X > 0] / X[X > 0],
        "twins": twins.domestic_share / (0.9 / (0.9 + 0.1 * np.exp(-1))),
        "sales": new.X_new.sum(axis=1) / (income * new.w_hat),
        "purchases": new.X_new.sum(axis=0) / spent,
        "yardstick": income @ new.w_hat / income.sum(),
        "home_share": new.real_wage / on_paper,
    }
    gaps = {name: np.abs(np.asarray(ratio) - 1).max() for name, ratio in statements.items()}
    return -np.log10(pd.Series(gaps).clip(lower=1e-15))
