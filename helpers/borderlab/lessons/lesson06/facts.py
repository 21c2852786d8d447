"""The numbers that the prose of lesson 06 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson06 import numbers as n
from borderlab.models.scores import coverage
from claimlab.lessons.tables import figure, table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    jump, bands = n.jump(), n.bands()
    entries = n.moved("regular entries", "2023-12-31")
    held = coverage(bands["inside"], n.LEVEL)
    on_top, lacking = n.offices()
    level, log = n.drifts("level_drift")["miss_percent"], n.drifts("log_drift")["miss_percent"]
    permits = table("migration/permits").set_index(["status_date", "programme", "stage"])["persons"]
    return {
        "r4v_july": n.r4v(n.JULY),
        "r4v_august": n.r4v(n.AUGUST),
        "column_millions": figure("left_venezuela_millions"),
        "column_colombia_millions": figure("in_colombia_millions"),
        "jump": int(jump["change_persons"]),
        "recount": int(jump["new_count_persons"]),
        "left": int(jump["left_persons"]),
        "recount_percent": n.recount_percent(),
        "registered_march": int(permits.loc["2022-03-16", "RUMV", "registered"]),
        "peak": n.stock(n.PEAK),
        "fall": -n.recorded_change(),
        "entries": entries,
        "entries_exit_percent": 100 * (entries - n.recorded_change()) / n.stock(n.PEAK),
        "nobody_exit_percent": -100 * n.recorded_change() / n.stock(n.PEAK),
        "arrivals_three": n.recorded_change() + 0.03 * n.stock(n.PEAK),
        "arrivals_ten": n.recorded_change() + 0.10 * n.stock(n.PEAK),
        "steady_thousand": 1000 * n.STEADY_ARRIVALS,
        "steady_exit_percent": 100 * n.STEADY_EXIT,
        "census_2011": n.in_venezuela("census_birth", 2011),
        "returned": n.moved("returned", "2021-01-31"),
        "un_2020": n.in_venezuela("un_estimate", 2020),
        "claim_caracas_millions": n.in_venezuela("claim_undefined", 2015) / 1e6,
        "claim_bogota_millions": n.in_venezuela("claim_undefined", 2022) / 1e6,
        "claim_over_census": n.in_venezuela("claim_undefined", 2015)
        / n.in_venezuela("census_birth", 2011),
        "naive_miss_percent": -n.naive_miss_percent(),
        "drift_least_percent": min(level.min(), log.min()),
        "drift_most_percent": max(level.max(), log.max()),
        "drift_whole_percent": log.iloc[0],
        "band_low_millions": bands["low"].iloc[1] / 1e6,
        "band_high_millions": bands["high"].iloc[1] / 1e6,
        "bands_held": int(held["hits"]),
        "bands_all": held["origins"],
        "bands_chance_percent": 100 * held["chance"],
        "in_sample_percent": 100 * n.in_sample_share(),
        "on_top_2021": on_top,
        "lacking_2022": lacking,
        "estimate_2010": n.in_venezuela("un_estimate", 2010),
        "refugees_2010": n.in_venezuela("unhcr_refugees", 2010),
        "abroad_2015": n.abroad("stock", "2015"),
        "aruba": n.unhcr(2022, host="ABW"),
        "peru_unhcr": n.hosts_of(2022).set_index("host_iso3")["per_thousand"]["PER"],
        "peru_r4v": n.hosting()["PER"],
        "affected_percent": _opinion("massive presence", "COL"),
        "stay_percent": _opinion("intend to stay", "Venezuelans in COL (11 cities)"),
    }


def _opinion(question: str, population: str) -> float:
    rows = table("migration/opinion")
    rows = rows[rows["question"].str.contains(question) & (rows["population"] == population)]
    return float(rows["share_percent"].iloc[0])
