"""A gate on the bridge in numbers: where Colombia's lorries go when it comes down, and what three purses lose."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from borderlab.lessons.lesson02.bridge import NORTE_PERCENT, close_the_bridge, crossing
from claimlab.lessons.tables import table

BASE = "trade/ge_base"
CLOSED, STEP = 95, 5  # per cent of the trade that a gate right down stops; how finely it moves
EASY, HARD = 4, 2  # trade elasticities: sellers are easy to replace, or hard
PER_BILLION = 10  # lorries for a billion dollars of yearly sales
LITTLE, MUCH = (
    0.2,
    5.0,
)  # per cent: what a country may lose, and what the department must, to be won


class Closing(NamedTuple):
    """How far the gate is down, which crossings it shuts, whether others may buy, and how easily they do."""

    down: int = 0
    lane: str = "all"
    is_open: bool = False  # the department's purse
    others: bool = True
    theta: int = EASY


@lru_cache(maxsize=None)
def lots(down: int, lane: str, others: bool, theta: int) -> tuple[int, int, int]:
    """How many lorries cross, how many find another buyer abroad, and how many stay in the country.

    >>> sum(lots(95, "all", True, 4)) == sum(lots(0, "all", True, 4))
    True
    """
    flows = crossing(table(BASE), down, theta, lane).query("seller == 'Colombia'")
    flows = PER_BILLION * flows.set_index("buyer").drop(columns="seller")
    flows.columns = ["before", "after"]
    before, over = flows.loc["Venezuela"]
    if not others:
        over = before * (
            1 - down / 100 * (NORTE_PERCENT["exports"] / 100 if lane == "cucuta" else 1)
        )
        flows["after"] = flows["before"]
    more = float((flows["after"] - flows["before"]).drop("Venezuela").sum())
    crossed, found = round(float(over)), round(more)
    return crossed, found, max(round(float(before)) - crossed - found, 0)


@lru_cache(maxsize=None)
def purses(state: Closing) -> dict[str, float]:
    """What each loses of every hundred dollars that it spends: two countries, and the department once its purse is open."""
    adjusts = "everything" if state.others else "nothing"
    how = {
        "cut_percent": state.down,
        "theta": state.theta,
        "adjusts": adjusts,
        "stopped": state.lane,
    }
    found = close_the_bridge(table(BASE), "2006", **how).set_index("region")["change_percent"]
    lost = {name: -float(found[name]) + 0.0 for name in ("Colombia", "Venezuela")}
    if state.is_open:
        split = close_the_bridge(table(BASE), "2006_norte", **how).set_index("region")
        lost["Norte de Santander"] = -float(split.loc["Norte de Santander", "change_percent"]) + 0.0
    return lost


def is_both_at_once(state: Closing) -> bool:
    """Whether a country loses next to nothing while its department loses much."""
    lost = purses(state)
    return state.is_open and lost["Colombia"] < LITTLE and lost["Norte de Santander"] > MUCH
