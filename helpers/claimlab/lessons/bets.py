"""Bets on the claims of the text: what is bet on, how a bet is paid, and how well a reader knew how sure to be.

A bet is a statement that one dated record of the kit decides, under a named reading of its claim
(``article/bets``). It is paid by 25 - 100 x miss squared, a proper score: whoever says what she
believes does best in the mean. Nothing of it brings marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from claimlab.data import tables
from claimlab.i18n import ENGLISH, _, language, speaking
from claimlab.lessons.pens import Event
from claimlab.lessons.tables import records, table

__all__ = ["BET", "CERTAIN", "CHOICE", "NONE", "Bet", "Choice", "all_bets", "bets_on", "calibration", "certain_words", "choices", "placed", "points", "record_roles", "three_on"]  # fmt: skip

BET, CHOICE = "bet", "record"  # kinds of events: item B07a and a per cent; item C07 and a role
NONE = "none"  # the role of no record: none of the three would change the reader's mind
CERTAIN = {"surely": 95, "likely": 75, "even": 50, "hardly": 25, "surely_not": 5}
_BAND = 0.8  # of readers who know how sure they are, so many lie within it


@dataclass(frozen=True)
class Bet:
    """One statement that a record decides.

    Parameters
    ----------
    id, claim : str
        ``"B07a"``, ``"C07"``.
    statement, reading, record : str
        What is bet on, under which reading of the claim, and what the record says; in the language that is set.
    came : bool
        Whether the record says so.
    table : str
        The table of the kit that holds the record.
    """

    id: str
    claim: str
    statement: str
    reading: str
    record: str
    came: bool
    table: str


@dataclass(frozen=True)
class Choice:
    """One of three records: its role is ``"decides"``, ``"repeats"``, ``"own_side"`` or ``"beside"``.

    Parameters
    ----------
    role, asks : str
        What it is worth here, and the question that it answers; the answer is not in it.
    row : mapping
        That of ``article/records``.
    """

    role: str
    asks: str
    row: Mapping[str, Any]


def certain_words(key: str) -> str:
    """How sure somebody is, in the reader's language.

    >>> certain_words("hardly")
    'hardly (25 in 100)'
    """
    said = {
        "surely": _("surely"),
        "likely": _("likely"),
        "even": _("even"),
        "hardly": _("hardly"),
        "surely_not": _("surely not"),
    }[key]
    return _("{word} ({n} in 100)").format(word=said, n=CERTAIN[key])


def points(per_cent: float, came: bool) -> float:
    """What a bet pays: 25 - 100 x miss squared.

    >>> [round(points(p, came)) for p in (95, 75, 50) for came in (True, False)]
    [25, -65, 19, -31, 0, 0]
    """
    return 25 - 100 * ((100 if came else 0) - per_cent) ** 2 / 10_000


def all_bets() -> dict[str, Bet]:
    """Every bet by its id, in the language that is set; none in a course that has no such table.

    >>> all_bets()["B07b"].came
    False
    """
    return _bets(language())


@lru_cache(maxsize=None)
def _bets(spoken: str) -> dict[str, Bet]:
    if "article/bets" not in tables():
        return {}
    return {
        row.bet_id: Bet(
            row.bet_id, row.claim_id, row.statement, row.reading, row.record, row.came == "yes", row.record_table
        )
        for row in table("article/bets").itertuples()
    }  # fmt: skip


def bets_on(claim_id: str) -> list[Bet]:
    """The bets on a claim: one for each reading of it that the kit can decide."""
    return [bet for bet in all_bets().values() if bet.claim == claim_id]


def choices(claim_id: str) -> list[Choice]:
    """Three records of the kit on a claim, the one that decides first; none where the kit has no such three.

    >>> [one.role for one in choices("C29")], choices("C07")
    (['decides', 'repeats', 'beside'], [])
    """
    if "article/choices" not in tables():
        return []
    rows = table("article/choices")
    return [
        Choice(row.role, row.asks, _record(row))
        for row in rows[rows["claim_id"] == claim_id].itertuples()
    ]  # fmt: skip


def _record(key: Any) -> Mapping[str, Any]:
    with speaking(ENGLISH):  # a source is known by its English name
        found = records()
        is_it = (
            (found["claim_id"] == key.record_claim_id)
            & (found["date"] == key.record_date)
            & (found["source"] == key.record_source)
        )
    rows = records()[is_it.to_numpy()].astype(object)
    return rows.where(rows.notna(), "").iloc[0].to_dict()


def three_on(claim_id: str) -> list[Choice]:
    """The three records in an order that gives nothing away, the same each time."""
    found = choices(claim_id)
    start = int(claim_id[1:]) % 3
    return [*found[start:], *found[:start]]


def record_roles(claim_id: str) -> dict[str, str]:
    """What may be chosen on a claim, by what a card sends: one of three records, or none of them.

    >>> record_roles("C29")
    {'1': 'beside', '2': 'decides', '3': 'repeats', 'none': 'none'}
    """
    roles = {str(n): one.role for n, one in enumerate(three_on(claim_id), 1)}
    return {**roles, NONE: NONE} if roles else {}


def placed(events: Iterable[Event]) -> dict[str, int]:
    """The bets that were made, by id, each in per cent; the first counts, and what is damaged is passed over.

    >>> from types import SimpleNamespace as Line
    >>> placed([Line(kind="bet", item="B07a", value=75), Line(kind="bet", item="B07a", value=5)])
    {'B07a': 75}
    """
    found: dict[str, int] = {}
    for event in events:
        if event.kind == BET and event.item in all_bets() and event.value in CERTAIN.values():
            found.setdefault(event.item, int(event.value))
    return found


def calibration(made: Mapping[str, int]) -> pd.DataFrame:
    """How often what was called likely came, from the bets that were made.

    Returns
    -------
    DataFrame
        A row for each level that was used, rising: ``said_percent``, ``bets_count``, ``came_count``,
        ``came_percent``, and ``low_percent`` and ``high_percent``, between which lie at least eight in
        ten readers whose bets of this level come exactly as often as they say.

    >>> float(calibration({"B07a": 75, "B07b": 5}).loc[0, "came_percent"])
    0.0
    """
    from scipy.stats import binom

    rows = []
    for said in sorted(set(made.values())):
        outcomes = [all_bets()[item].came for item, per_cent in made.items() if per_cent == said]
        n, came = len(outcomes), sum(outcomes)
        low, high = binom.interval(_BAND, n, said / 100)
        rows.append((said, n, came, 100 * came / n, 100 * low / n, 100 * high / n))
    columns = ["said_percent", "bets_count", "came_count", "came_percent", "low_percent", "high_percent"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
