"""What lesson 05 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

from math import inf

from borderlab.lessons.declare import Chart, exercise, goal, prediction, question
from borderlab.lessons.lesson05.accounts import ACCOUNTS, beside_the_record, misplaced
from borderlab.lessons.lesson05.numbers import (
    LAST_LOOK,
    MEMBERS,
    STATEMENTS,
    TEN,
    acted,
    by_day,
    crowd_of_hundred,
    ends_at,
    in_force,
    listed,
    median_days,
    seen,
    smallest_push,
    still_counted,
)
from borderlab.lessons.tables import column_day
from borderlab.models.cascade import cascade, critical_spread

HANDFUL = 5  # states that we call a handful
NEAR = 2  # states: how near the cobweb must come to its goal
LEVEL = 0.5  # states between two accounts that we call level
MEAN = 0.40  # of Exercise 5; the worked step has Granovetter's mean


@exercise("E05.1", atol=0.01)
def ten_on_paper():
    path, push = cascade(TEN), smallest_push(TEN)
    yield path[-1], push
    yield "first-round", (path[1], None)
    yield "everybody", (len(TEN), None)
    yield "all-pushed", (None, path[-1] + push)
    yield "one-is-enough", (None, 1)


@exercise("E05.2", atol=0.01)
def on_the_day_of_the_column():
    yield in_force(column_day())
    yield "later-vote", in_force(LAST_LOOK)
    counted = still_counted(own_acts=True, wording=True)
    yield "own-acts-left-out", int(still_counted(wording=True).sum())
    yield "only-own-acts", int((~acted()).sum())
    yield "who-left", int((~counted).sum())
    yield "dated-only", int((counted & listed()["recognised_on"].notna()).sum())
    yield "kept-the-envoy", seen("voted_to_keep_envoy")


@exercise("E05.3", rtol=5e-3)
def bounds_of_the_share():
    dated, all_of_them = int(by_day().sum()), len(listed())
    yield 100 * dated / all_of_them, 100.0
    yield "counts", (dated, all_of_them)
    yield "parts-swapped", (100.0, 100 * dated / all_of_them)
    yield "blanks-dropped", (100.0, 100.0)
    yield "members", (100 * dated / MEMBERS, None)
    yield "busiest-day", (100 * int(by_day().max()) / all_of_them, 100.0)
    yield "no-upper-bound", (100 * dated / all_of_them, 100 * dated / all_of_them)


def entries_by_day(with_blanks: bool):
    """States by the day of their statement, with a row for those without a day."""
    day = listed()["recognised_on"].dt.strftime("%Y-%m-%d")
    day = day.fillna("no day found") if with_blanks else day
    return day.value_counts().rename_axis("day").reset_index(name="states_count")


@exercise("E05.4", kind="chart")
def drawn_with_its_gap():
    yield Chart(entries_by_day(with_blanks=True), "day", "states_count", kinds=("bar",))
    yield (
        "blanks-dropped",
        Chart(entries_by_day(with_blanks=False), "day", "states_count", kinds=("bar",)),
    )


@exercise("E05.5", rtol=(5e-3, 1e-2))
def critical_spread_of_forty():
    asked, worked = critical_spread(MEAN), critical_spread(0.25)
    yield 100 * asked.spread, 100 * asked.share
    yield "worked-mean", (100 * worked.spread, 100 * worked.share)
    yield "the-mean", (100 * MEAN, None)
    yield "parts-swapped", (100 * asked.share, 100 * asked.spread)


@exercise("E05.6", atol=0.5)
def half_have_left():
    yield median_days(), median_days(votes="remove", assumed="2019-02-04")
    yield "from-the-first-day", ((LAST_LOOK - by_day().index[0]).days, None)
    yield "never-twice", (None, median_days())
    yield "never", (None, inf)
    yield "abstentions", (None, median_days(votes="abstain", assumed="2019-02-04"))


@prediction("P05.1", low=0, high=100, step=1)
def one_waits():
    return crowd_of_hundred(1, 1)


@prediction("P05.2", kind="choice")
def best_account():
    return min(ACCOUNTS, key=lambda account: misplaced(beside_the_record(account)))


def moves() -> dict[str, int]:
    """States that moved on one day: those that recognised, changed a wording, or voted for removal."""
    first, second = by_day()
    return {
        "first": int(first),
        "second": int(second),
        "wording": seen("eu_statement"),
        "vote": seen("voted_to_remove_envoy"),
    }


@prediction("P05.3", kind="choice")
def largest_move():
    return max(moves(), key=moves().get)


@prediction("P05.4", low=0, high=193, step=1)
def a_little_more_spread():
    return round(ends_at(25, 12.3))


@goal("G05.1")
def stops_at_the_list(frame, waits, longer):
    return frame["states"].iloc[-1] == len(listed()) and {"states": len(listed())}


@goal("G05.2")
def as_well_as_blocs(frame, account, spread):
    other, blocs = (misplaced(beside_the_record(one, spread)) for one in (account, "blocs"))
    reached = account != "blocs" and other <= blocs + LEVEL
    return reached and {"other": round(other), "blocs": round(blocs)}


@goal("G05.3")
def a_handful(frame, statements, votes, silence):
    left = int(still_counted(*STATEMENTS[statements], votes, silence).sum())
    return left <= HANDFUL and {"left": left}


@goal("G05.4")
def as_many_as_the_list(frame, mean_percent, spread_percent, look="all"):
    found = ends_at(mean_percent, spread_percent)
    return abs(found - len(listed())) <= NEAR and {"states": round(found)}


question("Q05.1", right="spread")
question("Q05.2", right="nothing")
question("Q05.3", right="wording")
