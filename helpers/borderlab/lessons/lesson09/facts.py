"""The numbers that the prose of lesson 09 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson09 import deals
from borderlab.lessons.lesson09.numbers import hazard, months, poll, six_talks
from borderlab.models.bargaining import least_future_power, patience_limit, peace_table
from borderlab.models.spoilers import half_life, talks_survival
from claimlab.lessons.tables import by_id


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    lasted, risk = months(), hazard()
    answers = poll().set_index(["as_of", "answer"])["share_percent"]
    published = by_id("security/published_results")["value"]
    start, edge = deals.deal().set_index("deal"), deals.largest_patience()
    beyond = deals.deal(edge + 1).set_index("deal")
    power, away, war = (
        peace_table(haven, haven_lengthens=strength).iloc[0]
        for haven, strength in ((True, False), (False, False), (True, True))
    )
    patience = 0.9
    talks, six_low, six_high = six_talks()
    return {
        "talks_count": talks,
        "six_low_percent": 100 * six_low,
        "six_high_percent": 100 * six_high,
        "first_months": lasted["first"],
        "second_months": lasted["second"],
        "both_months": sum(lasted.values()),
        "risk_percent": 100 * risk.rate,
        "risk_low_percent": 100 * risk.low,
        "risk_high_percent": 100 * risk.high,
        "power_percent": 100 * power["p"],
        "power_after_percent": 100 * power["p_after"],
        "away_after_percent": 100 * away["p_after"],
        "range_low_percent": start.loc["both_prefer", "low"],
        "range_high_percent": start.loc["both_prefer", "high"],
        "range_width_points": start.loc["both_prefer", "high"] - start.loc["both_prefer", "low"],
        "kept_low_percent": start.loc["can_be_kept", "low"],
        "kept_high_percent": start.loc["can_be_kept", "high"],
        "patience": patience,
        "today_percent": 100 * (1 - patience),
        "cost_percent": 100 * (1 - patience) * deals.COSTS["group"],
        "left_percent": 100 * (power["p"] - patience * power["p_after"]),
        "right_percent": deals.power_to_reach(0),
        "edge_away": deals.largest_patience(haven=False),
        "edge_exact": patience_limit(0.30, 0.25),
        "beyond": edge + 1,
        "beyond_low_percent": beyond.loc["both_prefer", "low"],
        "beyond_high_percent": beyond.loc["can_be_kept", "high"],
        "guarantee_percent": 100 * float(least_future_power(0.25, 0.9)),
        "guarantee_war_percent": 100 * float(least_future_power(war["p"], 0.9)),
        "guarantee_most_percent": deals.largest_guarantee(haven=False, view="strength"),
        "pressure_percent": deals.power_to_reach(away["p_after"] * 100),
        "year_one_percent": deals.truce().set_index("month")["alive_percent"].iloc[12],
        "year_five_percent": deals.truce(5).set_index("month")["alive_percent"].iloc[12],
        "year_five_once_percent": 100 * float(talks_survival(12, factions=5, redrawn=False)),
        "added_up_of_100": 100 - 36 * 2,
        "even_risk_percent": 100 * (1 - 0.5 ** (1 / 12)),
        "today_beyond": 100 - (edge + 1),
        "half_life": half_life(),
        "talks_2022_percent": answers["2022-08", "insist on talks"],
        "force_2022_percent": answers["2022-08", "defeat them by arms"],
        "talks_2023_percent": answers["2023-08", "insist on talks"],
        "force_2023_percent": answers["2023-08", "defeat them by arms"],
        "settled_states_percent": published["walter_1997_1"],
        "settled_civil_percent": published["walter_1997_2"],
    }  # fmt: skip
