"""The numbers that the prose of lesson 13 quotes."""

from __future__ import annotations

from borderlab.lessons.common import event_day
from borderlab.lessons.lesson13 import numbers
from borderlab.lessons.lesson13.numbers import COUNTS, FRIEND, PANEL
from claimlab.lessons.tables import by_id, table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    eight = numbers.board().set_index("forecaster")["brier"]
    trade = numbers.trade().set_index("who")
    people = numbers.people().set_index("who")
    by = {source: numbers.growth_misses(source).set_index("who")["miss"] for source in COUNTS}
    said = by_id("policy/forecasts_2022")
    counts = numbers.statuses().value_counts()
    panel = numbers.panel()
    return {
        "claims_count": len(table("article/claims")),
        "depends_count": int(counts["depends on definition"]),
        "no_record_count": int(counts.get("no record can decide it", 0)),
        "not_found_count": int(counts.get("not found", 0)),
        "said_count": len(said),
        "asked": len(numbers.outcomes()),
        "rain_percent": 100 * FRIEND["rain"],
        "frost_percent": 100 * FRIEND["frost"],
        "duque_days": numbers.late("P56"),
        "cars_days": (event_day("EV_TIENDITAS_2023") - event_day("EV_CARGO_2022")).days,
        "conditional_count": len(numbers.CONDITIONAL),
        "trade_before_millions": trade.loc["no change", "low"],
        "sceptics_said_millions": trade.loc["P21", "low"],
        "maduro_said_millions": trade.loc["P22", "low"],
        "bank_percent": float(said.loc["P25", "value"]),
        "eclac_percent": float(said.loc["P32", "value"]),
        "eclac_april_percent": float(said.loc["P31", "value"]),
        "fund_percent": float(said.loc["P28", "value"]),
        "fund_count_percent": numbers.came_to("growth_imf"),
        "eclac_count_percent": numbers.came_to("growth_eclac"),
        "government_count_percent": numbers.came_to("growth_government"),
        "bank_by_fund_points": by["growth_imf"]["bank"],
        "bank_by_eclac_points": by["growth_eclac"]["bank"],
        "panel_first_percent": 100 * float(said.loc[PANEL[0], "probability_if_stated"]),
        "panel_percent": 100 * float(said.loc[PANEL[1], "probability_if_stated"]),
        "panel_score": panel[PANEL[1]],
        "shrug_score": eight["shrug"],
        "came_to_people_millions": numbers.came_to("people_r4v") / 1000,
        "r4v_said_millions": people.loc["P40", "low"],
        "oas_said_millions": people.loc["P46", "low"],
        "trade_2025_millions": float(by_id("policy/outcomes").loc["P23", "value"]),
        "last_event": f"{table('article/events')['date'].max():%B %Y}",
    }
