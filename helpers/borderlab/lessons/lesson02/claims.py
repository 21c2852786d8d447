"""How lesson 02 tests the claim that it judges."""

from __future__ import annotations

from borderlab.lessons.lesson02 import numbers
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import judged


@claim("C72")
def revival_welcome():
    return judged("C72"), {
        "colombia": round(numbers.loss_percent("Colombia"), 2),
        "venezuela": round(numbers.loss_percent("Venezuela"), 2),
        "cucuta_only": round(numbers.loss_percent("Colombia", stopped="cucuta"), 2),
        "norte": round(numbers.norte_loss_percent(), 1),
        "norte_by_people": round(numbers.norte_loss_percent(size=numbers.NORTE_PEOPLE), 1),
        "norte_gain": round(-numbers.norte_loss_percent(share=0.0), 1),
        **{f"central_bank_{what}": value for what, value in numbers.central_bank().items()},
        "not_computed": "revival",
    }
