"""How lesson 05 tests the claims that it judges."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.common import event_date, event_day
from borderlab.lessons.lesson05 import numbers
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import TOLD, Finding, fits_figure, judged, on_record
from claimlab.lessons.tables import clock_day, contested, table

EARLY = pd.Timestamp("2019-02-28")  # the last day that we call early 2019


def said_by(claim_id: str, source: str) -> Finding:
    """One record of a claim, whose source is no side here or speaks of its own words or acts."""
    rows = table("article/records").query("claim_id == @claim_id and source == @source")
    row = rows.squeeze()
    return Finding(source, row["supports"] == "supports", row["published"])


@claim("C29")
def sixty():
    early = int(numbers.by_day()[:EARLY].sum())
    listing = [
        Finding("american_list", fits_figure(len(numbers.listed()), "recognitions"), "2019"),
        Finding("days", fits_figure(early, "recognitions"), "2019"),
        # Without the two whose words fell short of recognising a president.
        Finding("own_words", fits_figure(early - 2, "recognitions"), "2019"),
    ]
    return judged("C29", [*on_record("C29"), *listing]), {
        "early": int(contested("recognitions_state_early")),
        "on_list": len(numbers.listed()),
        "by_february": early,
        "short": "two",
        "caracas": "sixty",
    }


@claim("C02")
def common_ground():
    own = ("governments of Mexico and Uruguay",)
    cast = table("sanctions/oas_votes")["vote"].value_counts()
    return judged("C02", on_record("C02", own)), {
        "summit": "stayed away",
        "restored": "Honduras",
        "for_removal": int(cast["remove"]),
        "limit": "Boric",
    }


@claim("C15")
def broke_off_after():
    # The records on file are of the reason; as it is printed, the sentence gives an order of days.
    recognised = event_date("EV_RECOGNITION_2019")
    parts = {"closed": event_date("EV_CLOSURE_2019"), "broken": event_date("EV_BREAK_2019")}
    found = {name: [Finding("calendar", recognised < day)] for name, day in parts.items()}
    reasons = {"maduro": "aid", "agencies": "differ", "bogota": "nothing left"}
    return judged("C15", found), {"recognised": recognised, **parts, **reasons}


@claim("C16")
def speaker_of_congress():
    return judged("C16", on_record("C16")), {"elected": "unanimous", "powers": "contempt"}


@claim("C20")
def quick_to_restore():
    office = event_day("EV_PETRO_2022")
    # Days alone say neither swift nor slow: what was written of the pace at the time decides.
    return judged("C20", on_record("C20")), {
        "announced": (office - event_day("EV_RELATIONS_ANNOUNCED_2022")).days,
        "named": (event_day("EV_AMBASSADOR_NAMED_2022") - office).days,
        "arrived": (event_day("EV_AMBASSADOR_ARRIVES_2022") - office).days,
        "column": (clock_day() - office).days,
        "slow": "step by step",
        "honduras": "same day",
        "chile": "later",
    }


@claim("C27")
def three_years():
    # All records on file are of how long Maduro would stay, or say nothing of a length.
    broken, arrived = event_day("EV_BREAK_2019"), event_day("EV_AMBASSADOR_ARRIVES_2022")
    return judged("C27", said=TOLD), {
        "years": round((arrived - broken).days / 365.25, 1),
        "hours": "few",
        "no_break": "no weight",
        "consuls": "refused",
    }


# Of C28: a poll of one month's rise in January 2020, which says nothing of the three years.
_ONE_MONTH = "More Consulting (La Voz Digital)"
_OF_GUAIDO = (
    "Datincorp (El Nacional, copy)",
    "elsubmarinojujuy.com.ar, on Sputnik",
    "Responsible Statecraft",
)


@claim("C28")
def stronger_and_weaker():
    found = {
        "stronger": on_record("C28", without=(_ONE_MONTH, *_OF_GUAIDO)),
        "weaker": [said_by("C28", source) for source in _OF_GUAIDO],
    }
    return judged("C28", found, said=TOLD), {
        "maduro": "best in seven years",
        "guaido": "weaker",
        "rise": "January 2020",
        "own_acts": int(numbers.acted().sum()),
        "gold": "London",
    }


# Of C31: no number, so no handful; the American sentence is the second part of the claim.
_NO_NUMBER = ("Responsible Statecraft",)
_AMERICAN = "Ned Price, State Department (Monitoreamos, copy)"


@claim("C31")
def a_handful():
    own = ("government of Colombia and 14 others",)
    found = {
        "handful": on_record("C31", own, without=(*_NO_NUMBER, _AMERICAN)),
        "united_states": [said_by("C31", _AMERICAN)],
    }
    spoke = pd.Timestamp("2021-12-06")
    return judged("C31", found), {
        "spoke_up": numbers.spoke_up(spoke),
        "spoke_up_by_column": numbers.spoke_up(clock_day()),
        "on_column_day": numbers.in_force(clock_day()),
        "own_acts": int(numbers.acted().sum()),
        "agencies": "fifty",
        "british": "court",
        "kept": numbers.seen("voted_to_keep_envoy"),
        "after_vote": numbers.in_force(numbers.LAST_LOOK),
        "fewest": int(numbers.still_counted(True, True, "abstain", "refusal").sum()),
    }


@claim("C58")
def regional_tide():
    # An outlet of a state that took sides, and a study of what voters meant: beside the point.
    without = ("Sputnik", "Real Instituto Elcano, Madrid")
    found = [*on_record("C58", without=without), Finding("moves", numbers.acted().sum() > 1)]
    return judged("C58", found), {
        "moves": int(numbers.acted().sum()),
        "scholars": "doubt",
        "brazil": "later",
    }


@claim("C68")
def favour_talks():
    # Records on file are of later years, or of one man's silence; the acts of 2019 decide.
    rows = table("sanctions/recognition_not")
    asked = rows.query("iso3 == 'URY' and date == '2019-01-23' and kind == 'stays out'")
    found = {
        "talks": [Finding("joint", not asked.empty, "2019-01-23")],
        "aim": [
            Finding("uruguay", "signed" in asked.iloc[0]["note"], "2019-02-07"),
            Finding("mexico", None, "2019-02-07"),  # not to sign says nothing of its aim
        ],
    }
    return judged("C68", found), {
        "joint": "talks",
        "petro": "oil",
        "later": "votes",
        "clause": "insinuation",
    }
