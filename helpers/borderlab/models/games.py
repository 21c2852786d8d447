"""A sanctions game: who yields to a threat, who yields to the measure, who never yields.

A sender S may threaten a target T. It is *resolute* with probability `r0` and gains from carrying
the threat out; or it bluffs, and backs down when T resists, at a cost `a`. T concedes something
worth `c` to it (and `v` to S), or bears pain `k`, which only T knows: anything from 0 to `K`, each
value as likely. T that gives in after sanctions were imposed has paid `k + c`; T that holds out
pays `m k`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimlab.errors import KitError

__all__ = ["SanctionsGame", "archive", "sanctions_game", "threat_threshold"]

ENDS = ("threat_works", "backs_down", "imposed_works", "imposed_fails")


def threat_threshold(belief: float, c: float, m: float) -> float:
    """The pain above which a target gives in to a threat at once.

    Parameters
    ----------
    belief : float
        Probability, in the target's eyes, that the threat will be carried out; above 0, up to 1.
    c : float
        Cost of conceding.
    m : float
        How many times the pain of one period a target bears that never yields; above 1.

    Returns
    -------
    float
        In the unit of the pain. It falls in the belief, without a jump.

    Notes
    -----
    Resisting costs ``belief * min(k + c, m k)``. A target that would give in later (``k`` above
    ``c / (m - 1)``) yields now if ``k > c (1 - belief) / belief``; one that would hold out yields
    now if ``k > c / (belief m)``. The second case counts when the belief is at least ``(m - 1) / m``.

    >>> threat_threshold(0.5, c=1, m=3)
    1.0
    >>> threat_threshold(1.0, c=1, m=4)
    0.25
    """
    if not (0 < belief <= 1 and c >= 0 and m > 1):
        raise KitError("Choose a belief above 0 and up to 1, c at 0 or above, and m above 1.")
    return c * (1 - belief) / belief if belief < (m - 1) / m else c / (belief * m)


@dataclass(frozen=True)
class SanctionsGame:
    """The equilibrium of one sanctions game.

    Parameters
    ----------
    belief : float
        Probability, after a threat, that it will be carried out.
    bluff_probability : float
        How often a sender that bluffs makes a threat.
    threat_probability : float
        How often a threat is made at all.
    k_imposed : float
        Pain above which a target gives in once sanctions are imposed.
    k_threat : float
        Pain above which a target gives in to the threat; `K` when nobody does.
    max_pain : float
        `K`.
    """

    belief: float
    bluff_probability: float
    threat_probability: float
    k_imposed: float
    k_threat: float
    max_pain: float

    @property
    def threat_works(self) -> float:
        """Share of all threats that work without being carried out."""
        return 1 - self.k_threat / self.max_pain

    @property
    def imposed_works(self) -> float:
        """Share of imposed sanctions that work: those that are seen."""
        return max(0.0, 1 - self.k_imposed / self.k_threat)

    @property
    def works_if_all_imposed(self) -> float:
        """Share that would work if sanctions were imposed on every target."""
        return max(0.0, 1 - self.k_imposed / self.max_pain)

    @property
    def ends(self) -> dict[str, float]:
        """Shares of all threats by how they end; one in sum."""
        resists = 1 - self.threat_works
        imposed = resists * self.belief
        worked = imposed * self.imposed_works
        shares = (self.threat_works, resists - imposed, worked, imposed - worked)
        return dict(zip(ENDS, shares, strict=True))


def sanctions_game(
    c: float = 1.0,
    m: float = 3.0,
    K: float = 4.0,  # noqa: N803 - the letter of the model
    r0: float = 0.5,
    a: float = 0.5,
    v: float = 1.0,
    eps_T: float = 0.0,  # noqa: N803
    eps_S: float = 0.0,  # noqa: N803
) -> SanctionsGame:
    """The equilibrium of the sanctions game, in closed form.

    Parameters
    ----------
    c : float
        What conceding costs the target, above 0.
    m : float
        How many times the pain a target bears that never yields, above 1.
    K : float
        The largest pain that any target may feel, above 0.
    r0 : float
        Share of senders that gain from imposing sanctions (their benefit exceeds their own cost),
        above 0 and below 1.
    a : float
        What a bluffer loses by backing down, 0 or more.
    v : float
        What a concession is worth to the sender, 0 or more.
    eps_T, eps_S : float
        Rivalry that each side expects in future, 0 or more: a concession costs ``c (1 + eps_T)`` and
        is worth ``v (1 + eps_S)``.

    Returns
    -------
    SanctionsGame

    Raises
    ------
    KitError
        when a value lies outside the range named above.

    Notes
    -----
    A bluffer that threatens gains ``v`` where the threat works and loses ``a`` where it does not. It
    breaks even when threats work with probability ``a / (a + v)``, which pins down a belief

    ``r = c / (c + k)`` if that is below ``(m - 1) / m``, else ``c / (m k)``, with ``k = K v / (a + v)``.

    If ``r0`` is at least `r`, every bluffer threatens. If not, bluffers threaten just so often that
    a threat is believed with probability `r`. If `r` exceeds 1, no bluff pays: every threat is meant.
    A bluffer that has nothing to gain (``v = 0``) makes no threat. One that has nothing to lose
    (``a = 0``) may threaten more often than is said here; no target's choice changes by it.

    Concept: Drezner (2003), International Organization 57(3). Solution concept: perfect Bayesian
    equilibrium.

    >>> game = sanctions_game(c=1, m=3, K=4, r0=0.5)
    >>> game.threat_works, game.imposed_works, game.works_if_all_imposed
    (0.75, 0.5, 0.875)
    >>> round(sanctions_game(r0=0.2).bluff_probability, 3)
    0.667
    """
    if not (0 < c < np.inf and 1 < m < np.inf and 0 < K < np.inf and 0 < r0 < 1):
        raise KitError("Choose c and K above 0, m above 1, and r0 between 0 and 1.")
    if not all(0 <= value < np.inf for value in (a, v, eps_T, eps_S)):
        raise KitError("Choose a, v and both expectations of rivalry at 0 or above.")
    c, v = c * (1 + eps_T), v * (1 + eps_S)
    break_even = K * v / (a + v) if v > 0 else 0.0
    if break_even == 0:
        pays_from = 1.0
    else:
        pays_from = c / (c + break_even)
        if pays_from >= (m - 1) / m:
            pays_from = min(1.0, c / (m * break_even))
    belief = max(r0, pays_from)
    bluff = r0 * (1 - belief) / (belief * (1 - r0))
    k_threat = min(K, threat_threshold(belief, c, m))
    return SanctionsGame(belief, bluff, r0 + (1 - r0) * bluff, c / (m - 1), k_threat, K)


def archive(game: SanctionsGame, threats: int, seed: int) -> dict[str, int]:
    """Draw threats from the model and count how they end.

    Parameters
    ----------
    game : SanctionsGame
    threats : int
        How many threats to draw.
    seed : int
        Of the random numbers.

    Returns
    -------
    dict
        Counts, by the keys of :attr:`SanctionsGame.ends`. What an archive of imposed sanctions
        keeps is the last two.

    >>> drawn = archive(sanctions_game(), threats=86, seed=2022)
    >>> sum(drawn.values())
    86
    """
    rng = np.random.default_rng(seed)
    pain = rng.uniform(0, game.max_pain, threats)
    carried_out = rng.uniform(size=threats) < game.belief
    resists, gives_in = pain <= game.k_threat, pain > game.k_imposed
    ends = (
        ~resists,
        resists & ~carried_out,
        resists & carried_out & gives_in,
        resists & carried_out & ~gives_in,
    )
    return dict(zip(ENDS, (int(end.sum()) for end in ends), strict=True))
