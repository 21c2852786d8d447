"""The numbers that the prose of lesson 12 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson12.numbers import FRIEND, board, days_late, outcomes, statuses
from borderlab.lessons.tables import table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    scores = board().set_index("forecaster")
    counts = statuses()
    events = table("article/events")
    return {
        "claims_count": len(table("article/claims")),
        "depends_count": int(counts["depends on definition"]),
        "open_count": int(counts[["not found", "no record can decide it"]].sum()),
        "asked": len(outcomes()),
        "rain_percent": 100 * FRIEND["rain"],
        "frost_percent": 100 * FRIEND["frost"],
        "days_late": days_late(),
        "last_event": f"{events['date'].max():%B %Y}",
        "no_change_on_all": scores.loc["base case", "brier"],
    }
