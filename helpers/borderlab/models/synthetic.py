"""Synthetic control: a mix of other units that moved as the treated one did, until the event.

A panel is a DataFrame with one row a period, in order, and one column a unit.
Source of the method: Abadie and Gardeazabal (2003), American Economic Review 93(1); Abadie, Diamond
and Hainmueller (2010), Journal of the American Statistical Association 105(490).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import nnls

from borderlab.models.arguments import finite
from claimlab.errors import KitError

__all__ = [
    "PlaceboTest",
    "SyntheticControl",
    "leave_one_out",
    "placebo_test",
    "rmspe_ratio",
    "simplex_weights",
    "synth",
]

PERFECT = 1e-9  # a gap smaller than this part of the later ones is rounding, not a miss


def simplex_weights(target: np.ndarray, donors: np.ndarray) -> np.ndarray:
    """Weights of the mix of donors that lies nearest to a target.

    Parameters
    ----------
    target : array of m numbers
    donors : array, m by donors
        To count some rows more, multiply them in both arrays by the square root of their weight.

    Returns
    -------
    array
        One weight a donor: none below zero, one in sum. They minimise
        ``sum((target - donors @ w) ** 2)``. Where several mixes are equally near, this is one of them.

    Notes
    -----
    With weights that add to one the miss is ``(donors - target) @ w``. The non-negative `v` that
    minimises ``|D v|^2 + (sum(v) - 1)^2`` is these weights times a number, whatever their scale.
    So one call of non-negative least squares (Lawson and Hanson, 1974) is exact.

    >>> simplex_weights(np.array([1.0, 3.0]), np.array([[0.0, 4.0], [2.0, 6.0]])).round(6).tolist()
    [0.75, 0.25]
    """
    target, donors = finite(target, "Each outcome"), finite(donors, "Each outcome")
    if donors.ndim != 2 or len(donors) != len(target):
        raise KitError("Give each donor one number for each number of the target.")
    miss = donors - target[:, None]
    scale = np.abs(miss).max() or 1.0
    system = np.vstack([miss / scale, np.ones(miss.shape[1])])
    found, _ = nnls(system, np.append(np.zeros(len(miss)), 1.0))
    return found / found.sum()


def rmspe_ratio(gap: pd.Series, start) -> float:
    """How much larger the typical gap is after an event than before it.

    Parameters
    ----------
    gap : Series
        Treated less synthetic, one value a period.
    start : label of the index
        First period after the event.

    Returns
    -------
    float
        Root mean squared gap after, over before. Infinite when the fit before is perfect, as it can
        be by accident where donors outnumber the periods before.

    Source: Abadie, Diamond and Hainmueller (2010), section 4.

    >>> rmspe_ratio(pd.Series([1.0, -1.0, 3.0, 3.0]), 2)
    3.0
    """
    early = int(np.sum(gap.index < start))
    if not 0 < early < len(gap):
        raise KitError("Keep at least one period before the event and one after it.")
    before, after = _rmspe(gap, start)
    if before <= PERFECT * max(after, before):
        return float("inf") if after > 0 else float("nan")
    return after / before


def _rmspe(gap: pd.Series, start) -> tuple[float, float]:
    early = np.asarray(gap.index < start)
    squares = gap.to_numpy(dtype=float) ** 2
    return float(np.sqrt(squares[early].mean())), float(np.sqrt(squares[~early].mean()))


@dataclass(frozen=True)
class SyntheticControl:
    """One treated unit and its synthetic twin.

    Parameters
    ----------
    weights : Series, indexed by donor
        None below zero, one in sum. Read the path, not the weights: other mixes may fit as well.
    path : DataFrame, indexed as the panel
        `actual`, `synthetic` and `gap` (actual less synthetic), in the unit of the panel.
    start : label of the index
        First period after the event.
    """

    weights: pd.Series
    path: pd.DataFrame
    start: object

    @property
    def mean_gap(self) -> float:
        """Mean of the gaps from `start` on."""
        return float(self.path["gap"][self.path.index >= self.start].mean())

    @property
    def pre_rmspe(self) -> float:
        """Root mean squared gap before `start`: how well the twin fits."""
        return _rmspe(self.path["gap"], self.start)[0]

    @property
    def ratio(self) -> float:
        """See :func:`rmspe_ratio`."""
        return rmspe_ratio(self.path["gap"], self.start)


def synth(
    panel: pd.DataFrame, treated: str, start, donors: Iterable[str] | None = None
) -> SyntheticControl:
    """The mix of donors that followed the treated unit most closely before an event.

    Parameters
    ----------
    panel : DataFrame
        Periods by units. Its first row opens the pre-window, its last row closes the study.
    treated : str
        Column of the treated unit.
    start : label of the index
        First period after the event.
    donors : iterable of str, optional
        Columns to mix; all but the treated by default. The treated unit is never a donor.

    Returns
    -------
    SyntheticControl

    Raises
    ------
    KitError
        when a column is missing, a donor has a gap, fewer than two donors are left, or there are
        not two periods before the event and one after it.

    Notes
    -----
    Only earlier outcomes are matched, each period counting the same: no other predictors.
    The fit is by least squares (:func:`simplex_weights`), in well under a millisecond.

    >>> years = pd.DataFrame({"A": [1.0, 2, 9], "B": [0.0, 1, 2], "C": [2.0, 3, 4]})
    >>> synth(years, "A", 2).path["gap"].abs().round(6).tolist()
    [0.0, 0.0, 6.0]
    """
    names = [name for name in (panel.columns if donors is None else donors) if name != treated]
    if strangers := sorted({treated, *names} - set(panel.columns)):
        raise KitError(f"The panel has no column {strangers[0]}: choose one of its columns.")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise KitError(f"{twice} stands twice among the donors: name each of them once.")
    if len(names) < 2:
        raise KitError("Choose at least two donors: a mix of one is no mix.")
    mixed, actual = panel[names].to_numpy(dtype=float), panel[treated].to_numpy(dtype=float)
    if np.isnan(mixed).any() or np.isnan(actual).any():
        blank = next(name for name in [treated, *names] if panel[name].isna().any())
        raise KitError(f"{blank} has a gap in these periods: drop it, or choose other periods.")
    early = np.asarray(panel.index < start)
    if early.sum() < 2 or early.all():
        raise KitError("Keep at least two periods before the event and one after it.")
    if not (np.isfinite(mixed).all() and np.isfinite(actual).all()):
        raise KitError("The panel holds a number without bound: look for a division by zero.")
    weights = simplex_weights(actual[early], mixed[early])
    path = {"actual": actual, "synthetic": mixed @ weights, "gap": actual - mixed @ weights}
    return SyntheticControl(
        pd.Series(weights, index=names), pd.DataFrame(path, index=panel.index), start
    )


@dataclass(frozen=True)
class PlaceboTest:
    """Every unit in the role of the treated.

    Parameters
    ----------
    gaps : DataFrame
        Periods by units: the gap of each unit to its own synthetic twin.
    table : DataFrame, indexed by unit, largest ratio first
        `ratio`, `pre_rmspe`, `mean_gap` and `rank`.
    p_value : float
        Rank of the treated over the number of units. The least it can be is one over that number.
    """

    gaps: pd.DataFrame
    table: pd.DataFrame
    p_value: float


def placebo_test(
    panel: pd.DataFrame,
    treated: str,
    start,
    donors: Iterable[str] | None = None,
    worst_fit: float | None = None,
) -> PlaceboTest:
    """Is the gap of the treated unit larger than the gaps of units that nothing happened to?

    Parameters
    ----------
    panel, treated, start, donors
        As in :func:`synth`. The treated unit is never a donor of a placebo.
    worst_fit : float, optional
        Leave out placebos whose `pre_rmspe` is more than this many times that of the treated.

    Returns
    -------
    PlaceboTest

    Source: Abadie, Diamond and Hainmueller (2010), section 3.4; the ratio needs no `worst_fit`.

    >>> panel = pd.DataFrame({"A": [1.0, 2, 9], "B": [0.0, 1, 2], "C": [2.0, 3, 4], "D": [1.0, 3, 3]})
    >>> placebo_test(panel, "A", 2).p_value
    0.25
    """
    names = [name for name in (panel.columns if donors is None else donors) if name != treated]
    fits = {treated: synth(panel, treated, start, names)}
    fits |= {name: synth(panel, name, start, names) for name in names}
    if worst_fit is not None:
        limit = worst_fit * fits[treated].pre_rmspe
        fits = {n: fit for n, fit in fits.items() if n == treated or fit.pre_rmspe <= limit}
    rows = {n: [fit.ratio, fit.pre_rmspe, fit.mean_gap] for n, fit in fits.items()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["ratio", "pre_rmspe", "mean_gap"])
    if flat := next((name for name, ratio in table["ratio"].items() if np.isnan(ratio)), None):
        raise KitError(f"{flat} has no gap before the event and none after it: leave it out.")
    table["rank"] = table["ratio"].rank(ascending=False, method="max").astype(int)
    gaps = pd.DataFrame({name: fit.path["gap"] for name, fit in fits.items()})
    p_value = float(table.loc[treated, "rank"] / len(table))
    return PlaceboTest(gaps, table.sort_values("ratio", ascending=False), p_value)


def leave_one_out(
    panel: pd.DataFrame, treated: str, start, donors: Iterable[str] | None = None
) -> pd.DataFrame:
    """Gaps without each donor that counts, in turn: does one of them carry the result?

    Parameters
    ----------
    panel, treated, start, donors
        As in :func:`synth`.

    Returns
    -------
    DataFrame
        Periods by dropped donor; only donors with a weight above 0.001 are dropped.

    Source: Abadie, Diamond and Hainmueller (2015), American Journal of Political Science 59(2).

    >>> panel = pd.DataFrame({"A": [1.0, 2, 9], "B": [0.0, 1, 2], "C": [2.0, 3, 4], "D": [8.0, 2, 3]})
    >>> leave_one_out(panel, "A", 2).columns.tolist()
    ['B', 'C']
    """
    weights = synth(panel, treated, start, donors).weights
    rest = {name: weights.index.drop(name) for name in weights.index[weights > 1e-3]}
    return pd.DataFrame(
        {name: synth(panel, treated, start, kept).path["gap"] for name, kept in rest.items()}
    )
