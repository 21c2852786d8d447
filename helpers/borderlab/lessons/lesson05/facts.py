"""The numbers that the prose of lesson 05 quotes."""

from __future__ import annotations

from borderlab.lessons.common import event_day
from borderlab.lessons.lesson05 import numbers
from borderlab.lessons.lesson05.accounts import misplaced
from borderlab.lessons.lesson05.answers import MEAN
from borderlab.lessons.lesson05.claims import EARLY
from borderlab.models.cascade import critical_spread
from borderlab.replications import replicated
from claimlab.lessons.tables import clock_day, figure, table


def _of_the_record() -> dict[str, object]:
    """Days of the list, before and after the second search."""
    rows = numbers.listed()
    first = rows[rows["is_day_found_first"]]
    on_first, on_later = numbers.on_two_days(True), numbers.on_two_days(False)
    known = table("sanctions/recognition_days")["kind"]
    stand = numbers.stands()["stand"].value_counts()
    return {
        "list_count": len(rows),
        "first_day": numbers.by_then(0),
        "great_day": int(numbers.by_day().max()),
        "dated": len(first),
        "blank": len(rows) - len(first),
        "first_on_two": on_first,
        "all_on_two": on_first + on_later,
        "first_percent": 100 * on_first / len(first),
        "all_percent": 100 * (on_first + on_later) / len(rows),
        "least_percent": 100 * on_first / len(rows),
        "most_percent": 100 * (on_first + len(rows) - len(first)) / len(rows),
        "by_february": int(numbers.by_day()[:EARLY].sum()),
        "first_at_risk": int((first["recognised_on"] == numbers.FIRST_DAY).sum()),
        "less_than_recognised": int((known == "support short of recognition").sum()),
        "for_maduro": int(stand["recognises Maduro"]),
        "stay_out": int(stand["stays out"]),
        "silent": numbers.MEMBERS - int(stand.sum()),
        "members": numbers.MEMBERS,
    }


def _of_leaving() -> dict[str, object]:
    """Who still counts, by what counts as leaving."""
    removed = table("sanctions/oas_votes").query("vote == 'remove'")
    return {
        "wording_count": numbers.seen("eu_statement"),
        "removed": numbers.seen("voted_to_remove_envoy"),
        "abstained": numbers.seen("abstained_on_envoy"),
        "kept": numbers.seen("voted_to_keep_envoy"),
        "for_removal": len(removed),
        "new_to_the_list": len(removed.query("not is_on_2019_list")),
        "spoke_up": numbers.spoke_up(numbers.FIRST_DAY),
        "spoke_by_column": numbers.spoke_up(clock_day()),
        "after_vote": numbers.in_force(numbers.LAST_LOOK),
        "own_acts": int(numbers.acted().sum()),
        "not_acted": int((~numbers.acted()).sum()),
        "fewest": int(numbers.still_counted(True, True, "abstain", "refusal").sum()),
        "no_refusal": int(numbers.still_counted(True, True, "abstain", "silence").sum()),
        "no_silence": int(numbers.still_counted(True, True, "abstain").sum()),
        "no_abstention": int(numbers.still_counted(True, True, "remove", "refusal").sum()),
    }


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    broken, office = event_day("EV_BREAK_2019"), event_day("EV_PETRO_2022")
    recognised, named = event_day("EV_RECOGNITION_2019"), event_day("EV_AMBASSADOR_NAMED_2022")
    return {
        "printed": int(figure("recognitions")),
        **_of_the_record(),
        **_of_leaving(),
        "first_wrong_blocs": misplaced("blocs", first_search=True),
        "low_spread_percent": 12.2,
        "high_spread_percent": 12.3,
        "low_states": numbers.ends_at(25, 12.2),
        "goal_states": numbers.ends_at(50, 38),
        "asked_mean_percent": 100 * MEAN,
        "critical_share_percent": 100 * critical_spread(0.25).share,
        "median_first_days": int(numbers.median_days(votes="remove", first_search=True)),
        "median_all_days": int(numbers.median_days(votes="remove")),
        "wording_percent": 100 * numbers.seen("eu_statement") / len(numbers.listed()),
        "days_to_break": (broken - recognised).days,
        "days_to_ambassador": (named - office).days,
        "break_years": (event_day("EV_AMBASSADOR_ARRIVES_2022") - broken).days / 365.25,
        **replicated("05"),
    }
