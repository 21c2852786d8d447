"""How lesson 02 tests the claim that it judges."""

from __future__ import annotations

from borderlab.lessons.lesson02.numbers import (
    NORTE_PEOPLE,
    central_bank,
    loss_percent,
    norte_loss_percent,
)
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import judged


@claim("C72")
def revival_welcome():
    return judged("C72"), {
        "colombia": round(loss_percent("Colombia"), 2),
        "venezuela": round(loss_percent("Venezuela"), 2),
        "cucuta_only": round(loss_percent("Colombia", stopped="cucuta"), 2),
        "norte": round(norte_loss_percent(), 1),
        "norte_by_people": round(norte_loss_percent(size=NORTE_PEOPLE), 1),
        "norte_gain": round(-norte_loss_percent(share=0.0), 1),
        **{f"central_bank_{what}": value for what, value in central_bank().items()},
        "not_computed": "revival",
    }
