"""What lesson 04 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

from borderlab.lessons.lesson04.counts import gave_way, settled_or_not
from borderlab.lessons.lesson04.numbers import BELIEF, BLUFF, GAME, aim, difference, game, way
from claimlab.lessons.declare import Chart, exercise, goal, prediction
from claimlab.lessons.tables import table

LEVEL = 0.05
DRAWN = (50, 60, 70, 80)  # of a hundred senders mean it


def filed_worked(meant: tuple[int, ...]) -> dict[int, float]:
    """Per cent of the imposed sanctions that work, by how many of a hundred senders mean it."""
    return {many: round(100 * game(r0=many / 100).imposed_works, 1) for many in meant}


@exercise("E04.1", rtol=5e-3)
def two_thresholds():
    found, r, c, m = game(r0=BELIEF), BELIEF, GAME["c"], GAME["m"]
    yield found.k_imposed, found.k_threat
    yield "over-m", (c / m, None)
    yield "nothing-subtracted", (None, c / r)
    yield "upside-down", (None, c * r / (1 - r))
    yield "cost-alone", (None, c)
    yield "swapped", (found.k_threat, found.k_imposed)


@exercise("E04.2", rtol=5e-3)
def shares_of_success():
    found, K = game(r0=BELIEF), GAME["K"]  # noqa: N806 - the letter of the model
    yield found.threat_works, found.imposed_works
    yield "ever-at-the-threat", (found.works_if_all_imposed, None)
    yield "ever", (None, found.works_if_all_imposed)
    yield "of-all-threats", (None, (found.k_threat - found.k_imposed) / K)
    yield "those-who-resist", (found.k_threat / K, None)
    yield "of-the-unimposed", (found.threat_works / (found.threat_works + found.ends["backs_down"]), None)  # fmt: skip


@exercise("E04.3", rtol=5e-3)
def how_often_to_bluff():
    found = game(r0=BLUFF)
    yield found.bluff_probability, found.belief
    yield "always", (1.0, None)
    yield "threat-works", (found.threat_works, None)
    yield "prior", (None, BLUFF)
    yield "share-of-bluffs", (None, 1 - found.belief)


@exercise("E04.4", kind="choice")
def more_than_chance():
    yield "chance" if difference("drezner").p_fisher > LEVEL else "clear"
    yield "clear", "clear"
    yield "same", "same"


@exercise("E04.5", kind="chart")
def two_ways_of_counting():
    ties = table("sanctions/ties_counts")
    rates = settled_or_not(ties)
    stages = {"threat only": "threat_only", "threat, then imposed": "threat_then_imposed", "imposed at once": "imposed_without_threat"}  # fmt: skip
    diluted = [
        gave_way(ties, [stages[stage]], settled=counts != "yielded", unknown=True).percent
        for stage, counts in zip(rates["stage"], rates["counts"], strict=True)
    ]
    bars = {
        "x": "stage",
        "y": "gave_way_percent",
        "by": "counts",
        "kinds": ("bar",),
        "best": "high",
    }
    yield Chart(rates, **bars)
    yield "unknown-below", Chart(rates.assign(gave_way_percent=diluted), **bars)


@prediction("P04.1", low=0, high=100, step=1)
def unseen_threats_given_way_to():
    return way("drezner")["never_carried_out"].percent


@prediction(
    "P04.2", kind="curve", low=0, high=100, step=1, points=DRAWN, known=lambda: filed_worked((40,))
)
def file_when_credible():
    return list(filed_worked(DRAWN).values())


@prediction("P04.3", low=0, high=100, step=1)
def aimed_at_a_government():
    return aim("regime_change").percent


@goal("G04.2")
def works_and_is_never_seen_to(frame, **_settings):
    drawn = frame.set_index("end")["drawn"]
    if drawn["threat_works"] < 80 or drawn["imposed_works"] or not drawn["imposed_fails"]:
        return None
    return {"works": int(drawn["threat_works"]), "fails": int(drawn["imposed_fails"])}
