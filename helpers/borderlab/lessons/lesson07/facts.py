"""The numbers that the prose of lesson 07 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson07 import numbers as n
from borderlab.lessons.lesson07.leavers import permit_bench
from borderlab.models.labour import (
    formal_premium,
    labour,
    labour_elasticities,
    queue_weight,
    sigma_where_formal_jobs_turn,
)
from claimlab.lessons.tables import table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    plain, with_diaspora = n.expected(()), n.expected()
    falls, one = n.wage_falls(), labour(0.01)
    margin, alike = labour_elasticities(), labour_elasticities(sigma=8)
    return {
        "left_late_m": n.left("2015_2020") / 1e6,
        "left_late_thousand": n.left("2015_2020") / 1e5,  # for one of a hundred
        "card_percent": n.permits("delivered"),
        "left_times": n.left("2015_2020") / n.left("2010_2015"),
        "pairs": len(n.world()),
        "host_count": len(n.hosts()),
        "peru_went": n.people_in("PER", "actual"),
        "usa_went": n.people_in("USA", "actual"),
        "peru_sent": n.people_in("PER"),
        "usa_sent": n.people_in("USA"),
        "model_wrong": n.on_wrong_rows(),
        "misplaced_best": n.misplaced_by_the_best(),
        **{f"best_{name}": weight for name, weight in n.BEST.items()},
        "misplaced_inside": n.misplaced_inside(),
        "distance_plain": plain["log_distance_km"],
        "distance_plain_error": plain.coefficients.loc["log_distance_km", "std_error"],
        "distance": with_diaspora["log_distance_km"],
        "distance_error": with_diaspora.coefficients.loc["log_distance_km", "std_error"],
        "residual_plain": n.returns()["times_expected"]["all"],
        "residual": n.returns(("log_diaspora",))["times_expected"]["all"],
        "returns_percent": n.returns()["percent_of_all"]["return"],
        "one_origin_border": n.contiguity(),
        "one_origin_border_without": n.contiguity(("COL",)),
        "border_people_percent": n.border_share(),
        "border_population_percent": n.border_share("population_persons"),
        "registered_m": n.persons("registered") / 1e6,
        "approved_of_all_percent": 100 * n.persons("approved") / n.venezuelans("2022-02-28"),
        "approved_of_all_2023_percent": 100
        * n.persons("approved", n.JUNE_2023)
        / n.venezuelans("2022-12-31"),
        "queue_naive": permit_bench(1.0)["natives_lose_per_thousand"],
        "queue_low_formal_percent": permit_bench(0.2)["migrants_formal_percent"],
        "queue_weight": queue_weight(),
        "queue_weight_low_base": queue_weight(before=0.0075, after=0.015),
        "queue_weight_high_base": queue_weight(before=0.025, after=0.05),
        "queue_weight_mean": queue_weight(formal_share=0.1 / 0.15),
        "per_hundred_2018": n.per_hundred("2018-08-30"),
        "per_hundred_2019": n.per_hundred("2019-12-31"),
        "study_points": -n.printed("bahar_2021_1"),
        "turn": sigma_where_formal_jobs_turn(),
        "wage_alike": alike["informal_wage"],
        "wage_native": one["native_wage_percent"],
        "wage_whole_point": one["informal_wage_percent"],
        "output_margin": margin["output"],
        "premium": formal_premium(),
        "premium_odd": formal_premium(0.45, 0.5),
        "fall_least": float(falls["least_percent"].min()),
        "lebow": n.printed("lebow_2022_1"),
        "un_2000": _in_venezuela(2000, "un_estimate"),
        "census_1971_thousand": _in_venezuela(1971, "census_birth") / 1e3,
        "census_1981_thousand": _in_venezuela(1981, "census_birth") / 1e3,
        "statute_against_2021": n.poll("2021-02", pollster="Invamer", answer="disagree"),
        "statute_against_2022": n.poll("2022-05", answer="against"),
        "insecurity_2021": n.poll("2021", question="insecurity gets worse because of Venezuelans"),
    }


def _in_venezuela(year: int, definition: str) -> int:
    """Colombians in Venezuela by one definition."""
    asked = "residence_iso3 == 'VEN' and definition == @definition and year == @year"
    return int(table("migration/corridor_stocks").query(asked)["persons"].item())
