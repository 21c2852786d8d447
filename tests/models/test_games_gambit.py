"""The sanctions game as a tree, solved by Gambit: a fourth road to the closed form.

Gambit is no part of the test extra, because the release with wheels is a beta. Where it is there
(``pip install --pre pygambit``, or ``pip install --group gambit``) the tree is solved anew; the
values that it gave are kept below and held against the closed form in any case.
"""

import io
from fractions import Fraction as F

import pytest

from borderlab.models.games import threat_threshold

PAINS = [F(3, 10), F(7, 10), F(6, 5), F(5, 2)]
GAME = {"r0": F(2, 5), "c": F(1), "m": F(3), "a": F(1, 2), "v": F(1)}
# Gambit 17.0.0b2, all equilibria by enumeration: there is one.
BLUFFS = F(4, 5)
CONCEDES = [F(0), F(0), F(1, 3), F(1)]


def tree(r0, c, m, a, v) -> str:
    """The game in Gambit's own format: who threatens is resolved or bluffs, and the target knows its pain."""
    pains, leaves = len(PAINS), iter(range(1, 1000))

    def leaf(sender, target):
        return f't "" {next(leaves)} "" {{ {F(sender)}, {F(target)} }}'

    chances = [f'"resolved {i}" {r0 / pains}' for i in range(pains)]
    chances += [f'"bluffer {i}" {(1 - r0) / pains}' for i in range(pains)]
    lines = [
        'EFG 2 R "sanctions" { "sender" "target" } ""',
        f'c "" 1 "" {{ {" ".join(chances)} }} 0',
    ]
    for bluffs in (False, True):
        for i, pain in enumerate(PAINS):
            if bluffs:
                lines.append('p "" 1 1 "" { "threaten" "stay" } 0')
            lines.append(f'p "" 2 {i + 1} "" {{ "concede" "resist" }} 0')
            lines.append(leaf(v if bluffs else 0, -c))
            lines.append(leaf(-a, 0) if bluffs else leaf(0, max(-pain - c, -m * pain)))
            if bluffs:
                lines.append(leaf(0, 0))
    return "\n".join(lines) + "\n"


def test_the_kept_values_are_those_of_the_closed_form():
    belief = GAME["r0"] / (GAME["r0"] + (1 - GAME["r0"]) * BLUFFS)
    assert threat_threshold(float(belief), c=1, m=3) == pytest.approx(float(PAINS[2]))
    works = sum(CONCEDES) / len(PAINS)
    assert works == F(1, 3) == GAME["a"] / (GAME["a"] + GAME["v"])  # a bluffer is indifferent


def test_gambit_finds_one_equilibrium_and_it_is_the_kept_one():
    gambit = pytest.importorskip("pygambit", reason="pip install --pre pygambit")
    (found,) = gambit.nash.enummixed_solve(gambit.read_efg(io.StringIO(tree(**GAME)))).equilibria
    sender, plans = ([chance for _plan, chance in found[player]] for player in ("sender", "target"))
    assert F(str(sender[0])) == BLUFFS
    concedes = [
        sum(F(str(chance)) for n, chance in enumerate(plans) if not n >> (len(PAINS) - 1 - i) & 1)
        for i in range(len(PAINS))
    ]
    assert concedes == CONCEDES
