"""How lesson 01 tests the claims that it judges: findings in, and the rule gives the verdict."""

from __future__ import annotations

from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, judged
from moderation.lessons.lesson01.answers import falling, left, yearly_left

NEAR = 5  # per cent: nearer than this to a round share counts as "half" or "about two thirds"


def fell_by(share: float, remains: float) -> bool:
    """Whether what remains of a hundred is what a fall by this share leaves."""
    return abs((100 - remains) - 100 * share) <= NEAR


@claim("C01")
def growth_by_half():
    remains = left("growth_percent")
    return judged("C01", [Finding("output", fell_by(1 / 2, remains))]), {
        "fell": round(100 - remains)
    }


@claim("C02")
def inflation_by_two_thirds():
    quarter, year = left("inflation_percent"), yearly_left()
    findings = [Finding("quarter", fell_by(2 / 3, quarter)), Finding("year", fell_by(2 / 3, year))]
    return judged("C02", findings), {"quarterly": round(100 - quarter), "yearly": round(100 - year)}


@claim("C03")
def rarer_and_milder():
    counts = falling()
    share = 100 * counts["fell_count"] / counts["quarters_count"]
    parts = {
        "rarer": [Finding("output", bool(share["after"] < share["before"]))],
        "milder": [
            Finding(
                "output", bool(counts["fell_percent"]["after"] > counts["fell_percent"]["before"])
            )
        ],
    }
    return judged("C03", parts), {"before": round(share["before"]), "after": round(share["after"])}


@claim("C04")
def better_policy():
    return judged("C04", decidable=False), {}


@claim("C05")
def not_forgotten():
    return judged("C05", decidable=False), {}
