"""The pictures of lesson 05: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab import Choice, Slider, Tick, explore, load
from borderlab.lessons.lesson05.accounts import ACCOUNTS, beside_the_record, misplaced
from borderlab.lessons.lesson05.answers import moves
from borderlab.lessons.lesson05.numbers import (
    CROWD,
    MEMBERS,
    STATEMENTS,
    by_day,
    crowd_of_hundred,
    ends_at,
    listed,
    still_counted,
)
from borderlab.lessons.showing import choice, worded
from borderlab.lessons.words import picture_words
from borderlab.models.cascade import threshold_share
from borderlab.views import Bars, Dots, Lines, Tiles

__all__ = [
    "accounts_compared",
    "cobweb_of_states",
    "dominoes_or_blocs",
    "largest_moves",
    "one_threshold",
    "plate",
    "still_recognising",
]

LIST = "sanctions/recognition"
LOW_END = 40  # states: where the curve of Granovetter's mean leaves the diagonal


def plate():
    """One tile one state of the list, filled where the day of its statement was found."""
    said = picture_words("05", "plate")
    rows = load(LIST).sort_values(["recognised_on", "country"])
    days = dict(zip(by_day().index, said["days"], strict=True))
    view = Tiles(
        "country",
        "day",
        order=said["days"],
        title=said["title"].format(blank=rows["recognised_on"].isna().sum(), all=len(rows)),
        **worded(said, LIST),
    )
    return view(rows.assign(day=rows["recognised_on"].map(days)))


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


def accounts_compared():
    """How many of the dated entries each of three accounts puts in the wrong place."""
    said = picture_words("05", "accounts")
    wrong = [misplaced(beside_the_record(account)) for account in ACCOUNTS]
    view = Bars(
        x="account",
        y="states",
        horizontal=True,
        title=said["title"].format(wrong=round(wrong[0]), all=by_day().sum()),
        **worded(said, LIST),
    )
    names = [said["accounts"][account] for account in ACCOUNTS]
    return view(pd.DataFrame({"account": names, "states": np.round(wrong, 1)}))


def dominoes_or_blocs():
    """The record beside what one account expects, by day and side of the Atlantic."""
    said = picture_words("05", "dominoes-or-blocs")
    accounts = picture_words("05", "accounts")["accounts"]

    def beside(account="cascade", spread=False):
        found = beside_the_record(account, spread)
        named = said["series"] | ({"recorded": said["with_blanks"]} if spread else {})
        return found.assign(
            account=accounts[account],
            wrong=misplaced(found),
            all=found.query("series == 'recorded'")["states"].sum(),
            place=found["place"].map(said["places"]),
            series=found["series"].map(named),
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
        account=choice(said["controls"]["account"], accounts, ACCOUNTS),
        spread=Choice(
            said["controls"]["spread"],
            {said["blanks"]["left_out"]: False, said["blanks"]["evenly"]: True},
        ),
    )


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

    def counted(statements="none", votes="none", silence=False):
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
        silence=Tick(said["controls"]["silence"]),
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
