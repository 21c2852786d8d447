"""The numbers that the prose of lesson 11 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson11 import numbers as n
from borderlab.lessons.lesson11.answers import MOVED, OTHER_YEAR


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    polity, electoral = (n.worth(index, "VEN").diff()[MOVED] for index in ("polity", "electoral"))
    home, other = n.boxes("VEN"), n.boxes("COL")
    own, colombia, region = n.bounds("VEN"), n.bounds("COL"), n.latin(MOVED)
    editions = {k: n.bounds("VEN", f"v{k}").loc[n.LAST, "value"] for k in (13, 14, 15)}
    places = n.pressed()["COL"] - n.pressed()["VEN"]
    lead = n.cited("protection score", "VEN") - n.cited("protection score", "COL")
    rules, earliest, case = n.rules(), n.reached("earliest"), n.case_numbers()
    used = ("above", "later", "after", "protected_last", "in_2013", "in_2018", "sets", "colombia_2018", "first_fall",
            "other_flags", "other_decided")  # fmt: skip
    return {
        "home_flags": n.deciding("VEN")[0],
        "home_decided": n.deciding("VEN")[1],
        "home_out": int(home["kept_out"].sum()),
        "home_barred": int(home["barred"].sum()),
        "other_out": int((other["kept_out"] & ~other["barred"]).sum()),
        "other_low_percent": other["turnout_percent"].min(),
        "rough_errors": 2 / 2**0.5,  # two half intervals, in standard errors of a difference
        "spread": n.spread_without(),
        "spread_without_house": n.spread_without(*n.NOT_FREE_HOUSE),
        "spread_without_three": n.spread_without("Freedom House", "SVMDI", "Bjørnskov-Rode"),
        "house_fails": int((~n.called_democracy("Freedom House", "COL")).sum()),
        "median_exit": int(n.exits().median()),
        "polity_rise": int(polity),
        "electoral_fall": -electoral,
        "electoral_first": own.loc[n.FIRST, "value"],
        "electoral_colombia_first": colombia.loc[n.FIRST, "value"],
        "electoral_colombia_last": colombia.loc[n.LAST, "value"],
        "falls": int((own["value"].diff() < 0).sum()),
        "crossed": int((own["value"] < colombia["value"]).idxmax()),
        "shared_honduras": region.loc["VEN", "high"] - region.loc["HND", "low"],
        "rank_lead_2002": int(places[2002]),
        "rank_lead_2009": int(places[2009]),
        "rules_count": len(rules),
        "rules_told": rules["answers"].nunique(),
        "latest_least": int(n.reached("latest")["cut"].min()),
        "latest_most": int(n.reached("latest")["cut"].max()),
        "latest_last": int(n.reached("latest")["exit"].iloc[0]) - 1,
        "earliest_fails": " and ".join(
            f"{row.colombia_fails} of {len(n.worth(row.measure, 'COL'))}"
            for row in earliest.itertuples()
        ),
        **{f"edition_{k}": value for k, value in editions.items()},
        "agreement_other_year": OTHER_YEAR,
        "agreement_other": n.agreement(OTHER_YEAR),
        "lead_least": lead[lead > 0].min(),
        "lead_most": lead.max(),
        "other_lead_least": -lead[lead < 0].max(),
        "other_lead_most": -lead.min(),
        **{name: case[name] for name in used},
    }
