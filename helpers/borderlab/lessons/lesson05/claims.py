"""How lesson 05 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.declare import claim
from borderlab.lessons.judged import TOLD, Finding, judged
from borderlab.lessons.lesson05.numbers import (
    LAST_LOOK,
    acted,
    by_day,
    in_force,
    listed,
    seen,
    still_counted,
)
from borderlab.lessons.tables import by_id, column_day, contested, event_day, table


def votes() -> dict[str, int]:
    """The roll call on the envoy: how many states voted in which way."""
    return table("sanctions/oas_votes")["vote"].value_counts().to_dict()


def poll_percent(poll_id: str) -> int:
    """A share of answers of a poll, in per cent."""
    return int(by_id("policy/polls").loc[poll_id, "share_percent"])


@claim("C29")
def sixty():
    return judged("C29", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "early": int(contested("recognitions_state_early")),
        "on_list": len(listed()),
        "dated": int(by_day().sum()),
        "undated": int(listed()["recognised_on"].isna().sum()),
        "wording": "support",
    }


@claim("C02")
def common_ground():
    cast = votes()
    return judged("C02"), {
        "for_removal": cast["remove"],
        "for_keeping": cast["keep"],
        "abstained": cast["abstain"],
        "unseen": "ideology",
    }


@claim("C15")
def broke_off_after():
    recognised, broken = event_day("EV_RECOGNITION_2019"), event_day("EV_BREAK_2019")
    closed = event_day("EV_CLOSURE_2019")
    return judged("C15", [Finding("record", bool(recognised < broken))]), {
        "recognised": f"{recognised:%Y-%m-%d}",
        "closed": f"{closed:%Y-%m-%d}",
        "broken": f"{broken:%Y-%m-%d}",
        "days": (broken - recognised).days,
        "unseen": "motive",
    }


@claim("C16")
def speaker_of_congress():
    return judged("C16"), {"records": "none"}


@claim("C17")
def a_label():
    return judged("C17", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "minimal": "elections",
        "graded": "index",
        "values": "none",
    }


@claim("C20")
def quick_to_restore():
    office = event_day("EV_PETRO_2022")
    announced, column = event_day("EV_RELATIONS_ANNOUNCED_2022"), column_day()
    return judged("C20", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "announced": (office - announced).days,
        "named": (event_day("EV_AMBASSADOR_NAMED_2022") - office).days,
        "arrived": (event_day("EV_AMBASSADOR_ARRIVES_2022") - office).days,
        "column": (column - office).days,
        "unseen": "pace",
    }


@claim("C27")
def three_years():
    broken, arrived = event_day("EV_BREAK_2019"), event_day("EV_AMBASSADOR_ARRIVES_2022")
    return judged("C27", said=TOLD), {
        "years": round((arrived - broken).days / 365.25, 1),
        "unseen": "statement",
    }


@claim("C28")
def stronger_and_weaker():
    return judged(
        "C28", [Finding("one_reading", True), Finding("other_reading", False)], said=TOLD
    ), {
        "on_list": len(listed()),
        "own_acts": int(acted().sum()),
        "on_column_day": in_force(column_day()),
        "guaido": poll_percent("guaido_2019_02"),
        "maduro": poll_percent("maduro_2019_02"),
        "unseen": "assets",
    }


@claim("C30")
def not_free():
    return judged("C30", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "graded": "index",
        "observed": "reports",
        "values": "none",
    }


@claim("C31")
def a_handful():
    return judged("C31", [Finding("one_reading", True), Finding("other_reading", False)]), {
        "kept": seen("voted_to_keep_envoy"),
        "united_states": listed().set_index("iso3").loc["USA", "oas_vote"],
        "own_acts": int(acted().sum()),
        "on_column_day": in_force(column_day()),
        "after_vote": in_force(LAST_LOOK),
        "fewest": int(still_counted(True, True, "abstain", True).sum()),
    }


@claim("C58")
def regional_tide():
    return judged("C58"), {"unseen": "governments"}


@claim("C68")
def favour_talks():
    return judged("C68"), {"unseen": "statements", "clause": "insinuation"}
