"""How lesson 09 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.lesson09.numbers import days_before_column
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, judged


@claim("C45")
def proclaimed_total_peace():
    found = [
        Finding("urgent", True, "2022-09-13"),
        Finding("address", True, "2022-09-14"),
        Finding("name", None, "2023"),
    ]
    return judged("C45", found), {
        "urgent": days_before_column("total_peace_2022_09_13"),
        "address": days_before_column("total_peace_2022_09_14"),
        "law": -days_before_column("total_peace_2022_11_04"),
        "name": "name",
    }


@claim("C46")
def talks_with_whom():
    parts = {
        "eln": [Finding("eln", True, "2022-08-20")],
        "traffickers": [Finding("invited", True, "2022-08-20"), Finding("bill", False, "2022-09")],
    }
    return judged("C46", parts), {
        "eln": days_before_column("eln_2022_08_20"),
        "invited": "invited",
        "bill": "bill",
        "opposed": "opposed",
        "law": -days_before_column("total_peace_2022_11_04"),
    }
