"""The pictures of lesson 12: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from borderlab import Slider, explore, load
from borderlab.lessons.lesson12 import numbers
from borderlab.lessons.lesson12.numbers import (
    came_to,
    expected_miss,
    growth_misses,
    outcomes,
    statuses,
)
from borderlab.lessons.showing import choice, list_card, table_card, worded
from borderlab.lessons.tables import by_id, dates_as_text
from borderlab.lessons.words import picture_words
from borderlab.teaching.claims import entries
from borderlab.teaching.forecasts import are_late, committed_forecasts
from borderlab.views import Bars, Lines, Ranges, Tiles
from borderlab.views.stage import day_text
from borderlab.views.words import number

__all__ = [
    "all_the_claims",
    "days_late",
    "days_of_grace",
    "everybody",
    "growth_by_source",
    "how_to_be_scored",
    "both_sides",
    "later_events",
    "my_tiles",
    "not_as_said",
    "plate",
    "the_board",
    "the_vote",
    "what_came",
    "what_decided",
    "what_lasted",
    "who_counted_people",
    "who_saw_trade",
    "your_eight",
]

NO_DIFFERENCE = 1e-9
MOST_DAYS = 90  # of grace
CLAIMS, RESOLVED, MEASURED = "article/claims", "policy/resolutions", "policy/measured"
SAID = ("policy/forecasts_2022", "policy/outcomes")
SIDES, VOTE = "policy/later_sides", "EV_VOTE_2024"
# The first of them has the accent, and red on "supported" would be read as a warning.
ACCENT_FIRST = (
    "contradicted",
    "not testable",
    "supported",
    "depends on definition",
    "no record can decide it",
    "not found",
)


def _who() -> dict[str, str]:
    """Who spoke, in a few words, by forecast and by rival."""
    return picture_words("12", "who")


# Days --------------------------------------------------------------------------------------------


def plate():
    """How many days each sentence gave itself, before anybody knows what came."""
    said = picture_words("12", "plate")
    found = numbers.days_given()
    return Bars(
        x="who",
        y="given_days",
        horizontal=True,
        title=said["title"].format(
            n=len(found), least=found["given_days"].min(), most=found["given_days"].max()
        ),
        **worded(said, SAID[0]),
    )(found.assign(who=found["forecast_id"].map(said["sentences"])))


def days_late():
    """How many days after its own day each sentence came whose event came as it was said."""
    said = picture_words("12", "days-late")
    late = {name: numbers.late(forecast) for name, forecast in numbers.ANNOUNCED.items()}
    found = numbers.days_late()
    return Bars(
        x="who",
        y="late_days",
        horizontal=True,
        title=said["title"].format(**late),
        **worded(said, *SAID),
    )(found.assign(who=found["forecast_id"].map(picture_words("12", "plate")["sentences"])))


def days_of_grace():
    """Which of the sentences count as kept when each may come some days later."""
    said = picture_words("12", "grace")
    names = picture_words("12", "plate")["sentences"]

    def counted(days=0):
        kept = numbers.kept(days).rename(names).map({True: said["kept"], False: said["late"]})
        return kept.rename_axis("who").reset_index(name="counts").assign(days=days)

    def title(frame):
        flights = frame.set_index("who").loc[names[numbers.ANNOUNCED["flights"]]]
        return said["title"].format(days=flights["days"], counts=flights["counts"])

    view = Tiles(
        "who",
        "counts",
        order=(said["kept"], said["late"]),
        across=4,
        title=title,
        tables=SAID,
    )
    return explore(
        counted, view, goal="G12.1", days=Slider(said["controls"]["days"], 0, MOST_DAYS, 1)
    )


# Quantities --------------------------------------------------------------------------------------


def _ranges(said, found: pd.DataFrame, came: float, *tables: str):
    misses = found.set_index("who")["miss"].rename(said["keys"])
    who = _who()
    names = [who[row.who] + said["if"] * row.conditional for row in found.itertuples()]
    return Ranges(
        "about",
        "low",
        "high",
        "speaker",
        reference=came,
        title=said["title"].format(came=came, **misses[list(said["keys"].values())]),
        **worded(said, SAID[0], MEASURED, *tables, x_label=said["x"]),
    )(found.assign(about="", speaker=names))


def who_saw_trade():
    """Forecasts of trade in 2022 beside the line of what came."""
    came = came_to("trade_as_printed")
    return _ranges(picture_words("12", "trade"), numbers.trade(), came, "trade/bilateral_totals")


def who_counted_people():
    """Forecasts of refugees and migrants at the end of 2022 beside the line of what was counted."""
    return _ranges(
        picture_words("12", "people"),
        numbers.people(),
        came_to("people_r4v") / 1000,
        "migration/r4v",
    )


def growth_by_source():
    """How far five forecasts of growth in 2022 were off, by the source that is chosen."""
    said, who = picture_words("12", "growth"), _who()

    def missed(source="growth_imf"):
        found = growth_misses(source)
        rounded = found["miss"].round(1)
        return found.assign(speaker=found["who"].map(who), source=source, points=rounded)

    def title(frame):
        source = frame["source"].iloc[0]
        best = frame.loc[frame["miss"] <= frame["miss"].min() + NO_DIFFERENCE, "speaker"]
        return said["title"].format(source=said["sources"][source], who=said["and"].join(best))

    view = Bars(
        x="speaker",
        y="points",
        horizontal=True,
        y_range=(0, 14),
        title=title,
        **worded(said, SAID[0], MEASURED),
    )
    return explore(
        missed, view, goal="G12.2", source=choice(said["controls"]["source"], said["sources"])
    )


# The eight questions -----------------------------------------------------------------------------


def _forecasters() -> dict[str, str]:
    """Names of those who answered the eight questions; a card that was filled in late says so."""
    said = picture_words("12", "eight")
    return said["forecasters"] | ({"own": said["own_late"]} if are_late() else {})


def what_came():
    """The eight events, and whether each of them happened."""
    said = picture_words("12", "what-came")
    came = outcomes().map({True: said["happened"], False: said["not"]})
    frame = pd.DataFrame({said["name"]: came.index.map(said["events"]), said["state"]: came.values})
    return Tiles(
        said["name"],
        said["state"],
        order=(said["happened"], said["not"]),
        across=4,
        title=said["title"].format(n=int(outcomes().sum()), all=len(came)),
        tables=(RESOLVED,),
    )(frame)


def _figure_and_note(row) -> list[str]:
    figure = [] if pd.isna(row.value) else [number(row.value, 3)]
    return figure + ([] if pd.isna(row.note) else [row.note])


def what_decided():
    """What decided each question: its day, the evidence, what a careful judge adds, and the source."""
    said = picture_words("12", "what-decided")
    names = picture_words("12", "what-came")["events"]
    rows = [
        (
            said["head"].format(
                name=names[row.forecast_id], day=day_text(f"{row.decided_on:%Y-%m-%d}")
            ),
            " ".join([row.evidence, *_figure_and_note(row)]),
            f"{row.source}.",
        )
        for row in load(RESOLVED).itertuples()
    ]
    return list_card(said["title"], rows)


def your_eight():
    """Brier scores on the eight questions: the reader, a shrug and no change."""
    said, names = picture_words("12", "eight"), _forecasters()
    found = numbers.board(committed_forecasts())
    scores = found.set_index("forecaster")["brier"]
    return Bars(
        x="forecaster",
        y="brier",
        y_range=(0, 1),
        title=said["title"].format(
            shrug=number(scores["shrug"]), no_change=number(scores["base case"])
        ),
        **worded(said, RESOLVED, "article/forecasts"),
    )(found.assign(forecaster=found["forecaster"].map(names)))


# Everybody ---------------------------------------------------------------------------------------


def the_board():
    """One row a subject: by which measure, and who was how far off, the nearest first."""
    said = picture_words("12", "board")
    who, sentences = _who(), picture_words("12", "plate")["sentences"]
    panel = pd.Series(numbers.panel()).sort_values().rename_axis("who").reset_index(name="score")
    trade = numbers.trade()
    misses = {
        "days": _pairs(numbers.days_late(), "forecast_id", "late_days", sentences),
        "trade": _pairs(trade[~trade["conditional"]], "who", "miss", who, 3),
        "trade_if": _pairs(trade[trade["conditional"]], "who", "miss", who, 3),
        "panel": _pairs(panel, "who", "score", who, 3),
        "eight": _pairs(
            numbers.board(committed_forecasts()), "forecaster", "brier", _forecasters(), 3
        ),
    }
    rows = [(*said["rows"][name], found) for name, found in misses.items()]
    return table_card(said["title"], said["heads"], rows, said["note"], "result")


def _pairs(found: pd.DataFrame, who: str, miss: str, names, digits: int | None = None) -> str:
    shown = (number(n, digits) if digits else str(n) for n in found[miss])
    return "; ".join(f"{names[w]} {n}" for w, n in zip(found[who], shown, strict=True))


def everybody():
    """All sentences about the future that the kit holds, with what came of each."""
    said = picture_words("12", "everybody")
    came = numbers.readings().map(said["outcomes"])
    came = came.where(~came.index.isin(numbers.CONDITIONAL), came + said["if"])
    for name, because in said["because"].items():
        came[name] += because
    both = by_id(SAID[0]).assign(came=came).fillna("").sort_values("said_on", kind="stable")
    rows = [(row.said_on, row.who, row.says, row.until, row.came) for row in both.itertuples()]
    return table_card(said["title"].format(n=len(rows)), said["heads"], rows, said["note"])


# Afterwards --------------------------------------------------------------------------------------


def what_lasted():
    """How many months what began after the column lasted."""
    said = picture_words("12", "lasted")
    months = numbers.lasted()
    frame = months.rename(said["names"]).rename_axis("what").reset_index(name="months")
    return Bars(
        x="what",
        y="months",
        horizontal=True,
        title=said["title"].format(least=months.min(), most=months.max()),
        **worded(said, "article/events"),
    )(frame)


def not_as_said():
    """What was said of an end that did not come as it was said, and the two facts beside it."""
    said = picture_words("12", "not-as-said")
    rows = numbers.not_as_said().itertuples(index=False)
    return table_card(said["title"], said["heads"], rows, said["note"], "result")


def _sides(said, sides: pd.DataFrame):
    sides = sides.join(by_id("article/events")["date"], on="event_id")
    rows = [
        (f"{row.date:%Y-%m-%d}", said["events"][row.event_id], row.who, row.says, row.source)
        for row in sides.itertuples()
    ]
    return table_card(said["title"], said["heads"], rows, said["note"])


def the_vote():
    """What each side and the observers said of the vote of 28 July 2024."""
    said = picture_words("12", "both-sides") | picture_words("12", "the-vote")
    return _sides(said, load(SIDES).query("event_id == @VOTE"))


def both_sides():
    """What each side said of the other later events that are quarrelled over."""
    return _sides(picture_words("12", "both-sides"), load(SIDES).query("event_id != @VOTE"))


def later_events():
    """What happened after the column, with days and sources, as far as the kit's tables go."""
    said = picture_words("12", "later-events")
    columns = ["date", "date_precision", "label_en"]
    later = by_id("policy/later_events").join(by_id("article/events")[columns])
    later = later.assign(day=dates_as_text(later).map(day_text))
    rows = [
        (
            f"{row.day}.",
            f"{row.label_en}.",
            said["aside"].format(owner=row.owner, reported_by=row.reported_by),
        )
        for row in later.sort_values("date").itertuples()
    ]
    return list_card(said["title"], rows)


# The claims --------------------------------------------------------------------------------------


def my_tiles():
    """One tile a claim: the kit's status where the student has judged it, else closed."""
    said = picture_words("12", "tiles")
    rows = [
        (row.claim_id, said["states"][row.status] if row.is_open else said["closed"])
        for row in entries()
    ]
    frame = pd.DataFrame(rows, columns=[said["name"], said["state"]])
    opened = sum(row.is_open for row in entries())
    return Tiles(
        said["name"],
        said["state"],
        order=[*(said["states"][state] for state in ACCENT_FIRST), said["closed"]],
        across=15,
        title=said["title"].format(all=len(rows), opened=opened),
        tables=(CLAIMS,),
    )(frame)


def all_the_claims():
    """How many of the claims have each status on today's data."""
    said = picture_words("12", "all-the-claims")
    states = picture_words("12", "tiles")["states"]
    counts = statuses().reindex(list(states)).fillna(0).astype(int)
    frame = counts.rename(states).rename_axis("status").reset_index(name="claims_count")
    return Bars(
        x="status",
        y="claims_count",
        horizontal=True,
        title=said["title"].format(
            all=counts.sum(), supported=counts["supported"], contradicted=counts["contradicted"]
        ),
        **worded(said, CLAIMS),
    )(frame)


# A rule ------------------------------------------------------------------------------------------


def how_to_be_scored():
    """What a forecaster expects to lose by every report, and where the chosen one lies."""
    said = picture_words("12", "rules")

    def losses(chance=70, said_percent=70, rule="squared"):
        points = [*range(0, 101, 5)]
        curve = pd.DataFrame({"said_percent": points, "line": said["line"]})
        dot = pd.DataFrame({"said_percent": [said_percent], "line": [said["dot"]]})
        both = pd.concat([curve, dot], ignore_index=True)
        lost = [expected_miss(chance / 100, p / 100, rule) for p in both["said_percent"]]
        return both.assign(expected_loss=lost)

    def title(found):
        lost, dot = found["expected_loss"].iloc[:-1], found["expected_loss"].iloc[-1]
        if lost.max() - lost.min() < NO_DIFFERENCE:
            return said["alike"].format(loss=dot)
        return said["title"].format(loss=dot, best=found["said_percent"][lost.idxmin()])

    view = Lines(
        x="said_percent",
        y="expected_loss",
        by="line",
        places="number",
        y_range=(0, 1),
        title=title,
        highlight=said["dot"],
        **worded(said),
    )
    return explore(
        losses,
        view,
        goal="G12.3",
        chance=Slider(said["controls"]["chance"], 5, 95, 5),
        said_percent=Slider(said["controls"]["said"], 0, 100, 5),
        rule=choice(said["controls"]["rule"], said["rules"]),
    )
