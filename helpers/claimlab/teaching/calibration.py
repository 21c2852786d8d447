"""The reader's own curve over the course: how often what was called likely came."""

from __future__ import annotations

from claimlab.i18n import _
from claimlab.lessons.bets import BET, all_bets, placed, points
from claimlab.lessons.bets import calibration as levels
from claimlab.teaching.card import Card, said_card
from claimlab.teaching.store import store
from claimlab.views.calibration import Calibration
from claimlab.views.figure import Figure

__all__ = ["calibration"]

_SURE, _EVEN = 95, 50


def calibration() -> Figure | Card:
    """Show how sure you were of your bets, and how often they came; kept here alone, and never marked.

    Beside it stands what the same bets would have paid to somebody who was always sure of the same
    sides, and to somebody who never was. With few bets the band is wide: a dot within it says nothing
    against you.

    >>> calibration()
    Note: How sure were you?
    Here your bets make a curve. Judge a claim first: where a dated record decides, its card asks for a bet.
    """
    made = placed(store().records(BET))
    if not made:
        first = _("Here your bets make a curve. Judge a claim first: where a dated record decides, its card asks for a bet.")  # fmt: skip
        return said_card("note", _("How sure were you?"), first)
    frame = levels(made)
    frame.attrs = {
        "points": sum(points(said, all_bets()[item].came) for item, said in made.items()),
        "always_sure": sum(points(_sure(said), all_bets()[item].came) for item, said in made.items()),
        "never_sure": sum(points(_EVEN, all_bets()[item].came) for item in made),
    }  # fmt: skip
    note = _("The grey bars hold eight in ten readers who know how sure they are.")
    return Calibration(note=note)(frame)


def _sure(said: int) -> int:
    """The same side, as sure as can be said; who was even stays even."""
    if said == _EVEN:
        return _EVEN
    return _SURE if said > _EVEN else 100 - _SURE
