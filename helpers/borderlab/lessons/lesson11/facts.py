"""The numbers that the prose of lesson 11 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson11 import numbers as n
from borderlab.lessons.lesson11.answers import MOVED, OTHER_YEAR


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    polity, electoral = (n.worth(index, "VEN").diff()[MOVED] for index in ("polity", "electoral"))
    home, other = n.boxes("VEN"), n.boxes("COL")
    editions = {f"edition_{k}": n.bounds("VEN", f"v{k}").loc[n.LAST, "value"] for k in (13, 14, 15)}
    ranks, case = n.pressed(), n.case_numbers()
    used = ("above", "later", "after", "protected_last", "in_2013", "in_2018", "sets", "colombia_2018")  # fmt: skip
    return {
        "home_flags": int(home["conceded"].sum()),
        "other_flags": int((other["decides"] & other["conceded"]).sum()),
        "other_decided": int(other["decides"].sum()),
        "other_low_percent": other["turnout_percent"].min(),
        "spread": n.spread_without(),
        "spread_without_house": n.spread_without(*n.NOT_FREE_HOUSE),
        "spread_without_three": n.spread_without("Freedom House", "SVMDI", "Bjørnskov-Rode"),
        "median_exit": int(n.exits().median()),
        "polity_rise": int(polity),
        "electoral_fall": -electoral,
        "rank_lead_2009": int(ranks.loc[2009, "COL"] - ranks.loc[2009, "VEN"]),
        "rules_count": len(n.rules()),
        "latest_count": len(n.reached("latest")),
        "latest_last": int(n.reached("latest")["exit"].iloc[0]) - 1,
        "earliest_fails": int(n.reached("earliest")["colombia_fails"].max()),
        "years_count": n.LAST - n.FIRST + 1,
        **editions,
        "agreement_other_year": OTHER_YEAR,
        "agreement_other": n.agreement(OTHER_YEAR),
        "narrow_lead": n.cited("protection score", "VEN")[2005]
        - n.cited("protection score", "COL")[2005],  # fmt: skip
        **{name: case[name] for name in used},
    }
