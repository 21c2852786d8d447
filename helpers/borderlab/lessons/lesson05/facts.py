"""The numbers that the prose of lesson 05 quotes."""

from __future__ import annotations

from borderlab.lessons.common import event_day
from borderlab.lessons.lesson05.accounts import ACCOUNTS, beside_the_record, misplaced
from borderlab.lessons.lesson05.answers import MEAN
from borderlab.lessons.lesson05.claims import EARLY
from borderlab.lessons.lesson05.numbers import (
    FIRST_DAY,
    LAST_LOOK,
    MEMBERS,
    acted,
    by_day,
    ends_at,
    in_force,
    listed,
    median_days,
    on_two_days,
    seen,
    spoke_up,
    stands,
    still_counted,
)
from borderlab.models.cascade import critical_spread
from borderlab.replications import replicated
from claimlab.lessons.tables import clock_day, figure, table


def _of_the_record() -> dict[str, object]:
    """Days of the list, before and after the second search."""
    rows = listed()
    first = rows[rows["is_day_found_first"]]
    on_first, on_later = on_two_days(True), on_two_days(False)
    known = table("sanctions/recognition_days")["kind"]
    stand = stands()["stand"].value_counts()
    return {
        "list_count": len(rows),
        "dated": len(first),
        "blank": len(rows) - len(first),
        "first_on_two": on_first,
        "later_on_two": on_later,
        "all_on_two": on_first + on_later,
        "first_percent": 100 * on_first / len(first),
        "all_percent": 100 * (on_first + on_later) / len(rows),
        "least_percent": 100 * on_first / len(rows),
        "most_percent": 100 * (on_first + len(rows) - len(first)) / len(rows),
        "by_february": int(by_day()[:EARLY].sum()),
        "first_at_risk": int((first["recognised_on"] == FIRST_DAY).sum()),
        "less_than_recognised": int((known == "support short of recognition").sum()),
        "for_maduro": int(stand["recognises Maduro"]),
        "stay_out": int(stand["stays out"]),
        "silent": MEMBERS - int(stand.sum()),
        "members": MEMBERS,
    }


def _of_leaving() -> dict[str, object]:
    """Who still counts, by what counts as leaving."""
    return {
        "wording_count": seen("eu_statement"),
        "removed": seen("voted_to_remove_envoy"),
        "abstained": seen("abstained_on_envoy"),
        "kept": seen("voted_to_keep_envoy"),
        "for_removal": int((table("sanctions/oas_votes")["vote"] == "remove").sum()),
        "new_to_the_list": int(
            table("sanctions/oas_votes").query("vote == 'remove' and not is_on_2019_list").shape[0]
        ),
        "spoke_up": spoke_up(FIRST_DAY),
        "spoke_by_column": spoke_up(clock_day()),
        "after_vote": in_force(LAST_LOOK),
        "own_acts": int(acted().sum()),
        "not_acted": int((~acted()).sum()),
        "fewest": int(still_counted(True, True, "abstain", "refusal").sum()),
        "no_refusal": int(still_counted(True, True, "abstain", "silence").sum()),
        "no_silence": int(still_counted(True, True, "abstain").sum()),
        "no_abstention": int(still_counted(True, True, "remove", "refusal").sum()),
    }


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    granovetter = critical_spread(0.25)
    wrong = {a: misplaced(beside_the_record(a)) for a in ACCOUNTS}
    return {
        "printed": int(figure("recognitions")),
        **_of_the_record(),
        **_of_leaving(),
        **{f"wrong_{account}": states for account, states in wrong.items()},
        "first_wrong_blocs": misplaced(beside_the_record("blocs", first_search=True)),
        "low_spread_percent": 12.2,
        "high_spread_percent": 12.3,
        "low_states": ends_at(25, 12.2),
        "goal_states": ends_at(50, 38),
        "asked_mean_percent": 100 * MEAN,
        "critical_share_percent": 100 * granovetter.share,
        "median_first_days": int(median_days(votes="remove", first_search=True)),
        "median_all_days": int(median_days(votes="remove")),
        "wording_percent": 100 * seen("eu_statement") / len(listed()),
        "days_to_break": (event_day("EV_BREAK_2019") - event_day("EV_RECOGNITION_2019")).days,
        "days_to_ambassador": (
            event_day("EV_AMBASSADOR_NAMED_2022") - event_day("EV_PETRO_2022")
        ).days,
        "break_years": (event_day("EV_AMBASSADOR_ARRIVES_2022") - event_day("EV_BREAK_2019")).days
        / 365.25,
        **replicated("05"),
    }
