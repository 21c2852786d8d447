"""The numbers that the prose of lesson 01 quotes."""

from __future__ import annotations

from moderation.lessons.lesson01.answers import CUT, LAST, left, quarters


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    return {
        "cut_year": CUT,
        "last_year": LAST,
        "growth_left_percent": round(left("growth_percent")),
        "quarters_count": len(quarters()),
    }
