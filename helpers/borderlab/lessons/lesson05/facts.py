"""The numbers that the prose of lesson 05 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson05.accounts import ACCOUNTS, beside_the_record, misplaced
from borderlab.lessons.lesson05.answers import MEAN
from borderlab.lessons.lesson05.numbers import (
    LAST_LOOK,
    MEMBERS,
    acted,
    by_day,
    ends_at,
    in_force,
    listed,
    median_days,
    seen,
    still_counted,
)
from borderlab.lessons.tables import event_day, figure, table
from borderlab.models.cascade import critical_spread
from borderlab.replications import replicated


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    rows = listed()
    dated = rows.dropna(subset=["recognised_on"])
    american = dated["is_oas_member"]
    granovetter = critical_spread(0.25)
    return {
        "printed": int(figure("recognitions")),
        "list_count": len(rows),
        "dated": len(dated),
        "blank": len(rows) - len(dated),
        "american_dated": int(american.sum()),
        "european_dated": int((~american).sum()),
        "american_blank": int((rows["is_oas_member"] & rows["recognised_on"].isna()).sum()),
        "eu_blank": int((rows["is_eu27_member"] & rows["recognised_on"].isna()).sum()),
        "wording_count": seen("eu_statement"),
        "removed": seen("voted_to_remove_envoy"),
        "abstained": seen("abstained_on_envoy"),
        "kept": seen("voted_to_keep_envoy"),
        "for_removal": int((table("sanctions/oas_votes")["vote"] == "remove").sum()),
        "new_to_the_list": int(
            table("sanctions/oas_votes").query("vote == 'remove' and not is_on_2019_list").shape[0]
        ),
        "after_vote": in_force(LAST_LOOK),
        "own_acts": int(acted().sum()),
        "not_acted": int((~acted()).sum()),
        "fewest": int(still_counted(True, True, "abstain", True).sum()),
        "no_silence": int(still_counted(True, True, "abstain").sum()),
        "no_abstention": int(still_counted(True, True, "remove", True).sum()),
        "members": MEMBERS,
        "days_between": (by_day().index[1] - by_day().index[0]).days,
        "wrong_cascade": misplaced(beside_the_record("cascade")),
        **{f"spread_{a}": misplaced(beside_the_record(a, spread=True)) for a in ACCOUNTS},
        "low_spread_percent": 12.2,
        "high_spread_percent": 12.3,
        "low_states": ends_at(25, 12.2),
        "goal_states": ends_at(50, 38),
        "asked_mean_percent": 100 * MEAN,
        "critical_share_percent": 100 * granovetter.share,
        "median_dated_days": int(median_days()),
        "median_all_days": int(median_days(votes="remove", assumed="2019-02-04")),
        "median_abstain_days": int(median_days(votes="abstain", assumed="2019-02-04")),
        "wording_percent": 100 * seen("eu_statement") / len(rows),
        "days_to_break": (event_day("EV_BREAK_2019") - event_day("EV_RECOGNITION_2019")).days,
        "days_to_ambassador": (
            event_day("EV_AMBASSADOR_NAMED_2022") - event_day("EV_PETRO_2022")
        ).days,
        "break_years": (event_day("EV_AMBASSADOR_ARRIVES_2022") - event_day("EV_BREAK_2019")).days
        / 365.25,
        **replicated("05"),
    }
