"""The pictures of lesson 12: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from borderlab import Slider, explore, load
from borderlab.lessons.lesson12.numbers import (
    MOST_DAYS,
    board,
    expected_miss,
    outcomes,
    statuses,
)
from borderlab.lessons.showing import choice, list_card, worded
from borderlab.lessons.tables import by_id, dates_as_text
from borderlab.lessons.words import picture_words
from borderlab.teaching.claims import entries
from borderlab.teaching.forecasts import committed_forecasts
from borderlab.views import Bars, Lines, Tiles
from borderlab.views.stage import day_text
from borderlab.views.words import number

__all__ = [
    "all_the_claims",
    "days_of_grace",
    "how_to_be_scored",
    "later_events",
    "plate",
    "what_came",
    "what_decided",
    "who_scores_best",
]

NO_DIFFERENCE = 1e-9
CLAIMS, RESOLVED = "article/claims", "policy/resolutions"
BOARD = ("policy/column_forecasts", RESOLVED)
# The first of them has the accent, and red on "supported" would be read as a warning.
ACCENT_FIRST = (
    "contradicted",
    "not testable",
    "supported",
    "depends on definition",
    "no record can decide it",
    "not found",
)


def plate():
    """One tile a claim: the kit's status where the student has judged it, else closed."""
    said = picture_words("12", "plate")
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


def what_came():
    """The eight events, and whether each of them happened."""
    said = picture_words("12", "what-came")
    came = outcomes().map({True: said["happened"], False: said["not"]})
    frame = pd.DataFrame({said["name"]: came.index.map(said["events"]), said["state"]: came.values})
    return Tiles(
        said["name"],
        said["state"],
        order=(said["not"], said["happened"]),
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


def later_events():
    """What happened after the column, with days and owners, as far as the kit's tables go."""
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


def _scores(said, found: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    long = found.melt("forecaster", list(columns), "questions", "score")
    return long.assign(
        forecaster=long["forecaster"].map(said["forecasters"]),
        questions=long["questions"].map(columns),
    )


def who_scores_best():
    """Brier scores of the column, a shrug, no change and the student."""
    said = picture_words("12", "board")
    found = board(own=committed_forecasts())
    rows = _scores(said, found, {"shared_brier": said["two"], "brier": said["all"]})
    unanswered = (rows["forecaster"] == said["forecasters"]["column"]) & (
        rows["questions"] == said["all"]
    )
    return Bars(
        x="forecaster",
        y="score",
        by="questions",
        y_range=(0, 1),
        title=said["title"].format(**found.set_index("forecaster")["shared_brier"].to_dict()),
        **worded(said, *BOARD),
    )(rows[~unanswered])


def days_of_grace():
    """The scores on the column's two questions when a forecast may come true some days later."""
    said = picture_words("12", "board")

    def scores(days=0, sure_percent=100):
        found = board(days, committed_forecasts(), sure_percent / 100)
        return _scores(said, found, {"shared_brier": said["two"]})

    view = Bars(
        x="forecaster",
        y="score",
        y_range=(0, 1),
        title=lambda found: said["graced"].format(
            column=found.set_index("forecaster")["score"][said["forecasters"]["column"]]
        ),
        **worded(said, *BOARD, note=""),
    )
    return explore(
        scores,
        view,
        goal="G12.1",
        days=Slider(said["controls"]["days"], 0, MOST_DAYS, 1),
        sure_percent=Slider(said["controls"]["sure"], 0, 100, 5),
    )


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
        goal="G12.2",
        chance=Slider(said["controls"]["chance"], 5, 95, 5),
        said_percent=Slider(said["controls"]["said"], 0, 100, 5),
        rule=choice(said["controls"]["rule"], said["rules"]),
    )


def all_the_claims():
    """How many of the claims have each status on today's data."""
    said = picture_words("12", "all-the-claims")
    counts = statuses().reindex(list(said["states"])).fillna(0).astype(int)
    frame = counts.rename(said["states"]).rename_axis("status").reset_index(name="claims_count")
    return Bars(
        x="status",
        y="claims_count",
        horizontal=True,
        title=said["title"].format(all=counts.sum(), **counts.rename(said["keys"]).to_dict()),
        **worded(said, CLAIMS),
    )(frame)
