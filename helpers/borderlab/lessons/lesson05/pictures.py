"""The pictures of lesson 05: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab import Choice, Slider, explore, load
from borderlab.lessons.lesson05.accounts import ACCOUNTS, beside_the_record, misplaced
from borderlab.lessons.lesson05.answers import moves
from borderlab.lessons.lesson05.numbers import (
    CROWD,
    MEMBERS,
    STATEMENTS,
    TWO_DAYS,
    crowd_of_hundred,
    ends_at,
    listed,
    still_counted,
)
from borderlab.lessons.showing import choice, table_card, worded
from borderlab.lessons.words import picture_words
from borderlab.models.cascade import threshold_share
from borderlab.views import Bars, Dots, Lines, Tiles

__all__ = [
    "cobweb_of_states",
    "dominoes_or_blocs",
    "every_day",
    "four_voices",
    "largest_moves",
    "one_threshold",
    "plate",
    "still_recognising",
]

LIST = "sanctions/recognition"
LOW_END = 40  # states: where the curve of Granovetter's mean leaves the diagonal


_FEBRUARY = pd.Timestamp("2019-02-28")


def _span(day: pd.Timestamp) -> str:
    """The part of the wave in which a day falls: one of the two great days, or the days around them."""
    if day in TWO_DAYS:
        return ("first", "second")[TWO_DAYS.index(day)]
    if day < TWO_DAYS[1]:
        return "between"
    return "after" if day <= _FEBRUARY else "later"


def _tiled(said: dict, rows: pd.DataFrame):
    """One tile one state of the list, filled by the part of the wave in which it acted."""
    spans = picture_words("05", "plate")["days"]
    days = rows["recognised_on"].where(rows["is_known"]).dropna().map(_span)
    used = [span for span in spans if span in set(days)]
    view = Tiles(
        "country",
        "day",
        order=[spans[span] for span in used],
        title=said["title"].format(
            blank=(~rows["is_known"]).sum(), all=len(rows), two=days.isin(["first", "second"]).sum()
        ),
        **worded(said, LIST),
    )
    return view(rows.assign(day=days.map(spans)))


def plate():
    """The list as a first search left it: hollow where the day of the act was not found."""
    rows = load(LIST)
    rows = rows.assign(is_known=rows["is_day_found_first"])
    # Hollow tiles stand by name: their order must not tell their days.
    seen = rows["recognised_on"].where(rows["is_known"])
    rows = rows.assign(seen=seen).sort_values(["seen", "country"]).drop(columns="seen")
    return _tiled(picture_words("05", "plate"), rows)


def every_day():
    """The list with the day of every act."""
    rows = load(LIST).assign(is_known=True).sort_values(["recognised_on", "country"])
    return _tiled(picture_words("05", "every-day"), rows)


def one_threshold():
    """A crowd of a hundred, as it is and with one state that waits longer."""
    said = picture_words("05", "one-threshold")

    def acted(waits=1, longer=1):
        counts = [CROWD, crowd_of_hundred(waits, longer)]
        return pd.DataFrame({"crowd": said["crowds"], "states": counts})

    view = Dots(
        "crowd",
        "states",
        thing=said["thing"],
        across=10,
        title=lambda found: said["title"].format(acted=found["states"].iloc[-1], all=CROWD),
        **worded(said),
    )
    return explore(
        acted,
        view,
        goal="G05.1",
        waits=Slider(said["controls"]["waits"], 0, CROWD - 1),
        longer=Slider(said["controls"]["longer"], 0, 20),
    )


def dominoes_or_blocs():
    """The record beside what one account expects, by day and side of the Atlantic."""
    said = picture_words("05", "dominoes-or-blocs")

    def beside(account="cascade", first_search=False):
        found = beside_the_record(account, first_search)
        return found.assign(
            account=said["accounts"][account],
            wrong=misplaced(found),
            all=found.query("series == 'recorded'")["states"].sum(),
            place=found["place"].map(said["places"]),
            series=found["series"].map(said["series"]),
            states=found["states"].round(1),
        )

    def title(found):
        first = found.iloc[0]
        return said["title"].format(
            account=first["account"], wrong=first["wrong"], all=first["all"]
        )

    view = Bars(
        x="place",
        y="states",
        by="series",
        horizontal=True,
        y_range=(0, 32),
        title=title,
        **worded(said, LIST),
    )
    return explore(
        beside,
        view,
        goal="G05.2",
        account=choice(said["controls"]["account"], said["accounts"], ACCOUNTS),
        first_search=Choice(
            said["controls"]["first_search"],
            {said["records"]["all"]: False, said["records"]["first"]: True},
        ),
    )


_CAPITALS = ("Port of Spain", "Oslo", "London")  # two pairs: a state that stays out, and its answer


def four_voices():
    """A state that stays out, one that presses, one that joins: officials in words of their own."""
    said = picture_words("05", "voices")
    rows = load("article/voices")
    rows = rows[rows["on"].str.startswith("recognition, ") & rows["side_of_border"].isin(_CAPITALS)]
    cells = rows[["date", "role", "english"]].itertuples(index=False)
    return table_card(said["title"], said["heads"], cells, said["note"])


def largest_moves():
    """The four days on which most states of the list moved, towards Guaidó or away from him."""
    said = picture_words("05", "largest-moves")
    counts = [n if day in ("first", "second") else -n for day, n in moves().items()]
    found = pd.DataFrame({"day": said["days"].values(), "states": counts})
    view = Bars(
        x="day",
        y="states",
        horizontal=True,
        y_range=(-30, 30),
        title=said["title"].format(states=-min(counts)),
        **worded(said, LIST),
    )
    return view(found)


def still_recognising():
    """Which states still count as recognising Guaidó, under a definition of leaving."""
    said = picture_words("05", "still-recognising")
    rows = listed().sort_values(["own_act_on", "later_evidence", "country"])
    states = (said["counted"], said["left"])

    def counted(statements="none", votes="none", silence="none"):
        is_in = still_counted(*STATEMENTS[statements], votes, silence)
        return rows[["country"]].assign(
            state=is_in[rows.index].map(dict(zip((True, False), states)))
        )

    view = Tiles(
        "country",
        "state",
        order=states,
        title=lambda found: said["title"].format(
            left=(found["state"] == states[0]).sum(), all=len(found)
        ),
        **worded(said, LIST),
    )
    return explore(
        counted,
        view,
        goal="G05.3",
        statements=choice(said["controls"]["statements"], said["statements"], STATEMENTS),
        votes=choice(said["controls"]["votes"], said["votes"]),
        silence=choice(said["controls"]["silence"], said["silence"]),
    )


def _staircase(mean: float, spread: float, end: float) -> list[tuple[float, float]]:
    """The corners of the way from nobody to the end: up to the curve, across to the diagonal."""
    corners, here = [], 0.0
    while len(corners) < 400 and end - here > 0.5:
        there = MEMBERS * threshold_share(here / MEMBERS, mean, spread)
        # Corners lie over each other: they are moved by a hair, so that each has a place of its own.
        corners += [(here + 0.001, here), (here + 0.002, there)]
        here = there
    return [*corners, (end, end)]


def cobweb_of_states():
    """How many act, round by round, for a mean and a spread of the thresholds of all states."""
    said = picture_words("05", "cobweb")

    def climbed(mean_percent=25, spread_percent=12.3, look="all"):
        mean, spread = mean_percent / 100, spread_percent / 100
        end, upto = ends_at(mean_percent, spread_percent), {"all": MEMBERS, "low": LOW_END}[look]
        grid = np.linspace(0, upto, 61)
        curve = [MEMBERS * threshold_share(x / MEMBERS, mean, spread) for x in grid]
        steps = _staircase(mean, spread, end)
        lines = {"curve": zip(grid, curve, strict=True), "diagonal": zip(grid, grid, strict=True)}
        lines |= {"way": steps}
        found = pd.DataFrame(
            [(said["lines"][name], x, y) for name, line in lines.items() for x, y in line],
            columns=["line", "acted", "states"],
        )
        return found[
            found[["acted", "states"]].max(axis=1) <= upto + (0.01 if look == "all" else 0)
        ].assign(end=end)

    def title(found):
        return said["title"].format(end=round(found["end"].iloc[0]), all=MEMBERS)

    view = Lines(
        x="acted",
        y="states",
        by="line",
        faint=(said["lines"]["diagonal"],),
        places="number",
        title=title,
        **worded(said),
    )
    return explore(
        climbed,
        view,
        goal="G05.4",
        mean_percent=Slider(said["controls"]["mean_percent"], 5, 95, 5),
        spread_percent=Slider(said["controls"]["spread_percent"], 5.0, 65.0, 0.1),
        look=choice(said["controls"]["look"], said["looks"]),
    )
