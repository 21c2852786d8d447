"""Two shares side by side: is the difference more than chance?"""

from __future__ import annotations

from typing import NamedTuple

from borderlab.models.arguments import whole
from claimlab.errors import KitError

__all__ = ["ShareTest", "compare_shares"]


class ShareTest(NamedTuple):
    """What :func:`compare_shares` finds; shares and p values lie between 0 and 1."""

    first: float
    second: float
    difference: float
    chi2: float
    p_chi2: float
    p_yates: float
    p_fisher: float


def compare_shares(successes: tuple[int, int], cases: tuple[int, int]) -> ShareTest:
    """Compare the success rates of two groups, with three tests of "no difference".

    Parameters
    ----------
    successes, cases : pairs of int
        Successes and cases of the first and of the second group.

    Returns
    -------
    ShareTest
        The shares, first less second, chi-squared (1 degree of freedom) with its p value, p with
        Yates's correction, and the exact p value of Fisher's test (two-sided).

    Raises
    ------
    KitError
        when a group is empty or has more successes than cases, or nothing or everything succeeds.

    Notes
    -----
    By scipy. Fisher (1934), Statistical Methods for Research Workers, 5th edition, section 21.02.

    >>> test = compare_shares(successes=(40, 5), cases=(71, 15))
    >>> round(test.p_chi2, 3), round(test.p_fisher, 3)
    (0.105, 0.155)
    """
    from scipy.stats import chi2_contingency, fisher_exact  # half a second, so only when asked for

    if not len(successes) == len(cases) == 2:
        raise KitError("Give two groups: the successes and the cases of each.")
    successes = [whole(value, "The number of successes", 0) for value in successes]
    cases = [whole(value, "The number of cases", 0) for value in cases]
    table = [[s, n - s] for s, n in zip(successes, cases, strict=True)]
    if min(cases) < 1 or min(min(row) for row in table) < 0:
        raise KitError("Each group needs cases, and no more successes than cases.")
    if 0 in (sum(successes), sum(cases) - sum(successes)):
        raise KitError("There is nothing to compare where all cases end alike.")
    plain = chi2_contingency(table, correction=False)
    first, second = (s / n for s, n in zip(successes, cases, strict=True))
    return ShareTest(
        first,
        second,
        first - second,
        float(plain.statistic),
        float(plain.pvalue),
        float(chi2_contingency(table, correction=True).pvalue),
        float(fisher_exact(table).pvalue),
    )
