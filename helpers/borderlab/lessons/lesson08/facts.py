"""The numbers that the prose of lesson 08 quotes."""

from __future__ import annotations

from math import exp, log

from borderlab.lessons.lesson08 import numbers as n
from borderlab.models.haven import haven_intensity
from borderlab.replications import replicated
from claimlab.lessons.tables import by_id, table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    farc, para = n.estimate("FARC"), n.estimate("paramilitary")
    without = n.estimate("paramilitary", last_year=2018, without="Norte de Santander")
    ecuador, ecuador_50 = n.estimate("FARC", "Ecuador", 75), n.estimate("FARC", "Ecuador")
    contrast = n.homicide_contrasts()
    norte = by_id("security/power_law_fits").loc["Norte de Santander"]
    fits = table("security/power_law_published")
    bands = table("security/homicides_by_distance")
    city = bands[(bands["from_km"] == 35) & (bands["period"] == "2012-2015")].iloc[0]
    nearer = bands[(bands["to_km"] <= 35) & (bands["period"] == "2012-2015")]
    all_rings = n.rings_of("all", 100)
    tried, passed = n.tries()
    shift = n.people_shift()
    percent, later = n.by_cut_off(), n.by_cut_off("2016-2017")
    (last, first), (last_later, first_later) = n.flip(), n.flip("2016-2017")
    return {
        "near_km": 50,
        "made_intensity": 0.6,
        "arauca_killed": n.arauca_in_2022()["killed"],
        "apure_fled": n.arauca_in_2022()["fled"],
        "near_50": percent[50],
        "last_km": last,
        "first_km": first,
        "near_last": percent[last],
        "near_first": percent[first],
        "last_later_km": last_later,
        "first_later_km": first_later,
        "near_last_later": later[last_later],
        "near_first_later": later[first_later],
        "city_rate": 1e5 * city["homicides"] / city["person_years"],
        "nearer_rate": 1e5 * nearer["homicides"].sum() / nearer["person_years"].sum(),
        "worked_log": log((30 / 10) / (40 / 20)),
        "test_first": int(farc["first_year"]),
        "test_last": int(farc["last_year"]),
        "farc": farc["coefficient"],
        "farc_ratio": exp(farc["coefficient"]),
        "farc_ratio_low": exp(farc["low"]),
        "farc_ratio_high": exp(farc["high"]),
        "farc_error": farc["std_error"],
        "para": para["coefficient"],
        "para_ratio": exp(para["coefficient"]),
        "para_error": para["std_error"],
        "para_intensity": haven_intensity(para["coefficient"]).item(),
        "para_without": without["coefficient"],
        "para_without_ratio": exp(without["coefficient"]),
        "para_without_low": exp(without["low"]),
        "para_without_high": exp(without["high"]),
        "ecuador": ecuador["coefficient"],
        "ecuador_low": ecuador["low"],
        "ecuador_high": ecuador["high"],
        "ecuador_50": ecuador_50["coefficient"],
        "ecuador_50_error": ecuador_50["std_error"],
        "tried": tried,
        "passed": passed,
        **{f"{name}_contrast": row["coefficient"] for name, row in contrast.items()},
        **{f"{name}_error": row["std_error"] for name, row in contrast.items()},
        "false_date_ratio": exp(contrast["false_date"]["coefficient"]),
        "people_near_percent": shift["near"],
        "people_beyond_percent": -shift["beyond"],
        "most_events": int(all_rings["count_low"].max()),
        "nearest_events": int(all_rings["count_low"].iloc[0]),
        "eln_before": int(_events("ELN", "1989-1998")),
        "large_events_percent": n.large_events()[0],
        "large_deaths_percent": int(n.large_events()[1]),  # at least
        "published_fits": len(fits),
        "norte_events": int(norte["events_count"]),
        "norte_exponent": norte["exponent"],
        "norte_printed": fits[fits["unit"] == norte.name]
        .set_index("period")
        .loc["1989-2018", "printed_exponent"],
        "norte_low": norte["low"],
        "norte_high": norte["high"],
        "armed_low": n.armed_in_venezuela()[0],
        "armed_high": n.armed_in_venezuela()[1],
        **replicated("08"),
    }


def _events(group: str, period: str) -> int:
    rows = table("security/events_by_ring")
    return rows[(rows["group"] == group) & (rows["period"] == period) & (rows["from_km"] == 0)][
        "events_count"
    ].iloc[0]
