"""How lesson 11 tests its claims: what polls asked, and what no poll at hand has asked."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.declare import claim
from borderlab.lessons.judged import TOLD, Finding, judged
from borderlab.lessons.tables import table

_COLUMN = "2022-09"


def _polls(claim_id: str) -> pd.DataFrame:
    polls = table("policy/polls")
    about = polls[polls["claim_id"].fillna("").str.contains(claim_id)]
    return about.set_index("poll_id")


@claim("C24")
def many_welcome_relations():
    polls = _polls("C24")
    before = polls[polls["as_of"].astype(str) <= _COLUMN]
    asked = before[before["question"].str.startswith("Restoring")]
    agree = asked[asked["answer"] == "agree"]["share_percent"]
    against = asked[asked["answer"] == "disagree"]["share_percent"]
    return judged(
        "C24", [Finding("record", bool(agree.min() > against.max() and agree.min() > 50))]
    ), {
        "invamer": asked.loc["relations_2022_08", "share_percent"],
        "cnc": asked.loc["relations_cnc_2022_08", "share_percent"],
        "against": asked.loc["relations_against_2022_08", "share_percent"],
        "against_cnc": asked.loc["relations_against_cnc_2022_08", "share_percent"],
    }


@claim("C69")
def many_care_about_democracy():
    polls = _polls("C69")
    return judged("C69"), {
        "asked": int(polls["question"].str.contains("emocracy").sum()),
        "maduro": polls.loc["maduro_2019_02", "share_percent"],
        "guaido": polls.loc["guaido_2019_02", "share_percent"],
    }


@claim("C70")
def some_distrust_over_chavez():
    polls = _polls("C71")
    return judged("C70", decidable=False), {
        "disapprove": polls.loc["disapproval_2022_08", "share_percent"],
        "asked": len(_polls("C70")),
    }


@claim("C71")
def appeasement_would_cost_the_public():
    polls = _polls("C71")
    approval = polls[polls.index.str.startswith("approval_")]["share_percent"]
    return judged("C71", decidable=False), {
        "first": approval.iloc[0],
        "last": approval.iloc[-1],
        "no_measure": "none",
        "no_day": "none",
        "no_other_world": "none",
    }


@claim("C73")
def tread_carefully():
    return judged("C73"), {}


@claim("C47")
def measured_approach():
    return judged("C47", said=TOLD), {}
