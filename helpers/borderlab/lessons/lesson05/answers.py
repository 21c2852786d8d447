"""What lesson 05 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

from borderlab.lessons.lesson05 import numbers
from borderlab.models.cascade import cascade, critical_spread
from claimlab.lessons.declare import Chart, exercise, goal, prediction, question
from claimlab.lessons.tables import clock_day

HANDFUL = 5  # states that we call a handful
DRAWN = (1, 4, 8, 11, 12)  # days after the first
NEAR = 2  # states: how near the cobweb must come to its goal
MEAN = 0.40  # of Exercise 5; the worked step has Granovetter's mean


@exercise("E05.1", atol=0.01)
def ten_on_paper():
    path, push = cascade(numbers.TEN), numbers.smallest_push(numbers.TEN)
    yield path[-1], push
    yield "first-round", (path[1], None)
    yield "everybody", (len(numbers.TEN), None)
    yield "all-pushed", (None, path[-1] + push)
    yield "one-is-enough", (None, 1)


@exercise("E05.2", atol=0.01)
def on_the_day_of_the_column():
    yield numbers.in_force(clock_day())
    yield "later-vote", numbers.in_force(numbers.LAST_LOOK)
    counted = numbers.still_counted(own_acts=True, wording=True)
    yield "own-acts-left-out", int(numbers.still_counted(wording=True).sum())
    yield "only-own-acts", int((~numbers.acted()).sum())
    yield "who-left", int((~counted).sum())
    yield "found-first-only", int((counted & numbers.listed()["is_day_found_first"]).sum())
    yield "kept-the-envoy", numbers.seen("voted_to_keep_envoy")


@exercise("E05.3", rtol=5e-3)
def bounds_of_the_share():
    """What the 28 days that were found first allow to say of all."""
    rows, all_of_them = numbers.listed(), len(numbers.listed())
    first = rows[rows["is_day_found_first"]]
    on_days, found = numbers.on_two_days(found_first=True), len(first)
    blank, busiest = all_of_them - found, int(first["recognised_on"].value_counts().max())
    least, most = 100 * on_days / all_of_them, 100 * (on_days + blank) / all_of_them
    yield least, most
    yield "counts", (on_days, on_days + blank)
    yield "parts-swapped", (most, least)
    yield "blanks-dropped", (100 * on_days / found, 100 * on_days / found)
    yield "members", (100 * on_days / numbers.MEMBERS, 100 * (on_days + blank) / numbers.MEMBERS)
    yield "busiest-day", (100 * busiest / all_of_them, 100 * (busiest + blank) / all_of_them)
    yield "any-day", (100 * found / all_of_them, 100.0)
    yield "no-upper-bound", (least, least)


def members_by_stand(with_silence: bool):
    """Members of the United Nations by their stand, with a row for those of which nothing was read."""
    counts = numbers.stands()["stand"].value_counts()
    if with_silence:
        counts["nothing read"] = numbers.MEMBERS - counts.sum()
    return counts.rename_axis("stand").reset_index(name="states_count")


@exercise("E05.4", kind="chart")
def drawn_with_its_gap():
    how = {"x": "stand", "y": "states_count", "kinds": ("bar",)}
    yield Chart(members_by_stand(with_silence=True), **how)
    yield "silence-dropped", Chart(members_by_stand(with_silence=False), **how)


@exercise("E05.5", rtol=(5e-3, 1e-2))
def critical_spread_of_forty():
    asked, worked = critical_spread(MEAN), critical_spread(0.25)
    yield 100 * asked.spread, 100 * asked.share
    yield "worked-mean", (100 * worked.spread, 100 * worked.share)
    yield "the-mean", (100 * MEAN, None)
    yield "parts-swapped", (100 * asked.share, 100 * asked.spread)


@exercise("E05.6", atol=0.5)
def half_have_left():
    first, every = (numbers.median_days(votes="remove", first_search=f) for f in (True, False))
    yield first, every
    yield "parts-swapped", (every, first)
    yield "same-twice", (first, first)
    yield "all-twice", (every, every)


@prediction(
    "P05.1",
    kind="curve",
    low=0,
    high=57,
    step=1,
    points=DRAWN,
    known=lambda: {0: numbers.by_then(0)},
)
def joined_by_day():
    return [numbers.by_then(days) for days in DRAWN]


def moves() -> dict[str, int]:
    """States that moved on one day: those that recognised, changed a wording, or voted for removal."""
    first, second = (int(numbers.by_day()[day]) for day in numbers.TWO_DAYS)
    return {
        "first": first,
        "second": second,
        "wording": numbers.seen("eu_statement"),
        "vote": numbers.seen("voted_to_remove_envoy"),
    }


@prediction("P05.3", kind="choice")
def largest_move():
    return max(moves(), key=moves().get)


@prediction("P05.4", low=0, high=193, step=1)
def a_little_more_spread():
    return round(numbers.ends_at(25, 12.3))


@goal("G05.3")
def a_handful(frame, statements, votes, silence):
    left = int(numbers.still_counted(*numbers.STATEMENTS[statements], votes, silence).sum())
    return left <= HANDFUL and {"left": left}


@goal("G05.4")
def as_many_as_the_list(frame, mean_percent, spread_percent, look="all"):
    found = numbers.ends_at(mean_percent, spread_percent)
    return abs(found - len(numbers.listed())) <= NEAR and {"states": round(found)}


question("Q05.1", right="spread")
question("Q05.2", right="nothing")
question("Q05.3", right="wording")
