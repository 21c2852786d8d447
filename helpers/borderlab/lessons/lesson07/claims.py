"""How lesson 07 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.lesson07 import numbers as n
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, judged, on_record
from claimlab.lessons.tables import table


@claim("C39")
def why_they_left():
    abroad = table("migration/r4v").query("area_code == 'WLD'").set_index("published_date")
    # The surveys asked those who left: food, money and safety. None offers the government as a reason.
    parts = {"collapse": on_record("C39", own=("government of Colombia",)), "government": []}
    return judged("C39", parts), {
        "abroad_2015": int(abroad.loc["2015-12-31", "persons"]),
        "abroad_2018": int(abroad.loc["2018-11-08", "persons"]),
        "times": round(n.left("2015_2020") / n.left("2010_2015"), 1),
    }


@claim("C40")
def welcoming():
    counted = [n.venezuelans(day) for day in ("2022-02-28", "2022-12-31")]  # the last ones before
    against = n.poll("2021-02", pollster="Invamer", answer="disagree")
    parts = {
        "permits": [Finding("permits", n.persons("approved") > 0)],
        "welcome": [*on_record("C40"), Finding("invamer", against < 50, "2021-02")],
    }
    return judged("C40", parts), {
        "registered": n.persons("registered"),
        "approved": n.persons("approved"),
        "delivered": n.persons("delivered"),
        "approved_share": round(100 * n.persons("approved") / counted[0]),
        "approved_share_2023": round(100 * n.persons("approved", n.JUNE_2023) / counted[1]),
        "delivered_of_registered": round(n.permits("delivered")),
        "against": against,
    }


@claim("C41")
def camps_and_tolerance():
    camps = table("migration/urban_camps")
    # The sentence is of 2022: the camps on record, of 2018 and 2020, are another time.
    polls = [one for one in on_record("C41") if one.source.startswith(("Invamer", "YanHaas"))]
    return judged("C41", {"camps": [], "tolerance": polls}), {
        "largest_camp": int(camps["persons"].max()),
        "last_count": f"{camps['count_date'].max():%Y-%m-%d}",
        "good_2016": n.poll("2016", series="gallup_living_here"),
        "good_2019": n.poll("2019", series="gallup_living_here"),
        "neighbour_2018": n.poll("2018", series="lapop_neighbour"),
        "neighbour_2021": n.poll("2021", series="lapop_neighbour"),
        "statute_2021": n.poll("2021-02", pollster="Invamer", answer="disagree"),
        "statute_2022": n.poll("2022-05", answer="against"),
        "autumn_2022": "none",
    }
