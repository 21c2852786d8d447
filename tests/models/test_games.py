"""The sanctions game: no player of the closed form wants to do something else, by three other roads."""

import nashpy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderlab.models.games import archive, sanctions_game, threat_threshold
from claimlab.errors import KitError

RANGES = {  # of the sliders
    "c": st.floats(0.2, 3),
    "m": st.floats(1.2, 6),
    "K": st.floats(1, 8),
    "r0": st.floats(0.05, 0.95),
    "a": st.one_of(st.just(0.0), st.floats(0.01, 2)),
    "v": st.one_of(st.just(0.0), st.floats(0.01, 2)),
}
GRIDS = [
    {"r0": r0, "m": m, "a": a}
    for r0 in (0.05, 0.1, 0.2, 0.5, 0.8)
    for m in (1.2, 1.7, 3, 6)
    for a in (0.1, 0.5, 2)
]


def target_payoffs(k, belief, c, m):
    """What a target with pain k gets by conceding, and by resisting and then doing what is best."""
    return -c, belief * max(-k - c, -m * k)


@settings(max_examples=300, deadline=None)
@given(st.fixed_dictionaries(RANGES))
def test_nobody_gains_by_another_choice(values):
    game = sanctions_game(**values)
    c, m, K, r0, a, v = (values[name] for name in ("c", "m", "K", "r0", "a", "v"))
    for k in np.linspace(0, K, 101):  # the target, at the threat and after
        concede, resist = target_payoffs(k, game.belief, c, m)
        assert (concede >= resist - 1e-9) if k > game.k_threat else (resist >= concede - 1e-9)
        assert (-k - c > -m * k - 1e-9) if k > game.k_imposed else (-m * k >= -k - c - 1e-9)
    bluff = v * game.threat_works - a * (1 - game.threat_works)  # the sender that would not impose
    if game.bluff_probability > 1e-9 and v > 0:
        assert bluff >= -1e-9
    if game.bluff_probability < 1 - 1e-9 and a + v > 0:
        assert bluff <= 1e-9
    # the belief is what Bayes makes of the senders' choices
    bluffs = (1 - r0) * game.bluff_probability
    assert (
        game.belief == pytest.approx(r0 / (r0 + bluffs))
        and 0 <= game.bluff_probability <= 1 + 1e-12
    )
    assert game.threat_probability == pytest.approx(r0 + bluffs)


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries(RANGES))
def test_shares_are_shares(values):
    game = sanctions_game(**values)
    assert sum(game.ends.values()) == pytest.approx(1) and min(game.ends.values()) >= -1e-12
    for share in (game.threat_works, game.imposed_works, game.works_if_all_imposed):
        assert 0 <= share <= 1
    assert (
        game.works_if_all_imposed >= game.imposed_works - 1e-12
    )  # what is seen are the hard cases


@pytest.mark.parametrize("values", GRIDS)
def test_shares_are_those_of_a_simulation_by_best_reply(values):
    """Targets that look up no threshold, only their payoffs; senders that draw their bluffs."""
    game = sanctions_game(**values)
    c, m, K, r0 = 1.0, values["m"], 4.0, values["r0"]
    rng = np.random.default_rng(11)
    n = 40_000
    resolute = rng.uniform(size=n) < r0
    threat = resolute | (rng.uniform(size=n) < game.bluff_probability)
    k = rng.uniform(0, K, n)
    belief = resolute[threat].mean()  # what the target could learn from the archive
    resist = np.maximum(-k - c, -m * k) * game.belief
    concedes = -c > resist
    imposed = threat & ~concedes & resolute
    works = -k - c > -m * k
    assert belief == pytest.approx(game.belief, abs=0.02)
    assert concedes[threat].mean() == pytest.approx(game.threat_works, abs=0.015)
    if imposed.sum() > 2000:
        assert works[imposed].mean() == pytest.approx(game.imposed_works, abs=0.03)
    assert works.mean() == pytest.approx(game.works_if_all_imposed, abs=0.015)


def bayesian_game(types, r0, c, m, a, v):
    """Payoffs of a bluffer (threat or not) and of a target with one plan for each type."""
    plans = [[bool(plan >> i & 1) for i in range(len(types))] for plan in range(2 ** len(types))]
    sender, target = np.zeros((2, len(plans))), np.zeros((2, len(plans)))
    for j, concedes in enumerate(plans):
        works = np.mean(concedes)
        sender[0, j] = v * works - a * (1 - works)
        for i, bluffs in enumerate((1, 0)):
            for k, yes in zip(types, concedes, strict=True):
                resolute = -c if yes else max(-k - c, -m * k)
                bluffed = -c if yes else 0.0
                target[i, j] += (r0 * resolute + (1 - r0) * bluffs * bluffed) / len(types)
    return plans, sender, target


def test_mixing_is_the_equilibrium_that_nashpy_finds():
    types = [0.3, 0.7, 1.2, 2.5]
    plans, sender, target = bayesian_game(types, r0=0.4, c=1, m=3, a=0.5, v=1)
    found = list(nashpy.Game(sender, target).vertex_enumeration())
    assert found
    for bluff, plan in found:
        # Type 1.2 is indifferent where the belief is 1 / 2.2; threats then work one time in three.
        belief = 0.4 / (0.4 + 0.6 * bluff[0])
        concede = np.array(plans).T @ plan
        assert bluff[0] == pytest.approx(0.8) and belief == pytest.approx(1 / 2.2)
        assert concede.tolist() == pytest.approx([0, 0, 1 / 3, 1], abs=1e-9)
        assert threat_threshold(belief, c=1, m=3) == pytest.approx(1.2)


@pytest.mark.parametrize("values", GRIDS)
def test_on_a_fine_grid_of_types_no_plan_is_much_better(values):
    """The closed form played in a game of 400 types, against every plan by threshold."""
    game = sanctions_game(**values)
    r0, m, a, v, c = values["r0"], values["m"], values["a"], 1.0, 1.0
    types = np.arange(0.005, 4, 0.01)
    share = np.arange(401) / 400  # of the types, the hardest hit, that concede
    resist = np.maximum(-types - c, -m * types)

    def to_target(plan, bluffs):
        yes = types > game.max_pain * (1 - share[plan])
        return np.mean(np.where(yes, -c * (r0 + (1 - r0) * bluffs), r0 * resist))

    ours = int(round(400 * game.threat_works))
    best = max(to_target(plan, game.bluff_probability) for plan in range(401))
    assert to_target(ours, game.bluff_probability) >= best - 1e-3
    bluff = v * share[ours] - a * (1 - share[ours])
    assert game.bluff_probability * bluff >= max(0.0, bluff) - 0.003 * (a + v)


# Limits, and the values that lessons quote


def test_the_worked_example():
    game = sanctions_game(c=1, m=3, K=4, r0=0.5)
    assert (game.k_imposed, game.k_threat) == (0.5, 1.0)
    assert (game.threat_works, game.imposed_works, game.works_if_all_imposed) == (0.75, 0.5, 0.875)


def test_a_more_credible_sender_is_seen_to_fail_more():
    shares = [
        (g.threat_works, g.imposed_works) for g in (sanctions_game(r0=r0) for r0 in (0.4, 0.6))
    ]
    assert shares[0] == pytest.approx((0.625, 2 / 3)) and shares[1] == pytest.approx((5 / 6, 0.25))


def test_a_threat_that_works_and_is_never_seen_to():
    game = sanctions_game(m=3, r0=0.7)
    assert game.imposed_works == 0 and game.threat_works > 0.88


def test_bluffs_are_mixed_where_belief_is_short():
    game = sanctions_game(r0=0.2)
    assert game.bluff_probability == pytest.approx(2 / 3) and game.belief == pytest.approx(3 / 11)
    assert game.threat_works == pytest.approx(0.5 / 1.5)  # a / (a + v)


def test_a_short_conflict_needs_the_other_formula():
    game = sanctions_game(m=1.2, r0=0.1)  # belief c (a + v) / (m K v), not c / (c + K v / (a + v))
    assert game.belief == pytest.approx(0.3125) and game.threat_works == pytest.approx(1 / 3)


def test_deterrence_when_no_bluff_pays():
    game = sanctions_game(K=1, m=1.2)
    assert game.bluff_probability == 0 and game.belief == 1 and game.threat_probability == 0.5
    assert game.threat_works == pytest.approx(1 - 1 / 1.2) and game.imposed_works == 0


def test_nothing_to_gain_or_to_lose():
    for a in (0, 0.5):
        assert sanctions_game(a=a, v=0).bluff_probability == 0
    free = sanctions_game(a=0, r0=0.1)
    assert free.threat_works == pytest.approx(0, abs=1e-12)
    assert free.imposed_works == pytest.approx(free.works_if_all_imposed)


def test_limits():
    assert sanctions_game(r0=1 - 1e-9).imposed_works == 0
    patient = sanctions_game(m=1e9)
    assert patient.k_imposed < 1e-8 and patient.works_if_all_imposed == pytest.approx(1)
    beliefs = np.linspace(0.01, 1, 400)
    thresholds = [threat_threshold(r, c=1, m=1.7) for r in beliefs]
    assert (np.diff(thresholds) < 0).all()
    edge = 0.7 / 1.7
    assert threat_threshold(edge, 1, 1.7) == pytest.approx(threat_threshold(edge - 1e-12, 1, 1.7))


def test_rivalry_makes_concessions_dear_but_not_where_bluffs_are_mixed():
    at = lambda **values: sanctions_game(**values).threat_works  # noqa: E731
    assert at(eps_T=0.5) < at() and at(eps_T=0.5) == at(c=1.5)
    assert at(r0=0.2, eps_T=0.5) == pytest.approx(at(r0=0.2))
    assert sanctions_game(r0=0.2, eps_S=1) == sanctions_game(r0=0.2, v=2)


def test_the_model_can_draw_drezners_table():
    ends = sanctions_game(c=1, K=4, a=0.5, v=1, r0=0.32, m=1.7).ends
    assert [round(86 * share, 1) for share in ends.values()] == [40.3, 31.1, 4.8, 9.8]


def test_an_archive_has_the_shares_of_the_game():
    game = sanctions_game(r0=0.32, m=1.7)
    drawn = archive(game, threats=100_000, seed=3)
    assert sum(drawn.values()) == 100_000
    for end, share in game.ends.items():
        assert drawn[end] / 100_000 == pytest.approx(share, abs=0.006)
    assert archive(game, 86, seed=5) == archive(game, 86, seed=5) != archive(game, 86, seed=6)


@pytest.mark.parametrize(
    "wrong", [{"c": 0}, {"m": 1}, {"K": 0}, {"r0": 0}, {"r0": 1}, {"a": -1}, {"v": -0.1}, {"eps_T": -1}, {"r0": float("nan")}, {"a": float("nan")}]
)  # fmt: skip
def test_values_out_of_range_are_refused(wrong):
    with pytest.raises(KitError):
        sanctions_game(**wrong)
