"""The pictures of lesson 05: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from borderlab.lessons.lesson05 import numbers
from borderlab.lessons.lesson05.accounts import ACCOUNTS, misplaced
from borderlab.lessons.lesson05.answers import moves
from borderlab.lessons.lesson05.signature import Tide
from borderlab.models.cascade import threshold_share
from claimlab.lessons.tables import clock_day, table
from claimlab.lessons.words import picture_words
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import table_card
from claimlab.views import Bars, Lines, Tiles
from claimlab.views.stage import day_text, position_text

LIST = "sanctions/recognition"
DAYS, OTHERS = "sanctions/recognition_days", "sanctions/recognition_not"
LOW_END = 40  # states: where the curve of Granovetter's mean leaves the diagonal
_NARROW = 2  # states: how near the curve comes to the diagonal where a wave nearly stops
_STAIR = 10  # states: how tall a stair is that is read aloud
_CAPITALS = ("Port of Spain", "Oslo", "London")  # two pairs: a state that stays out, and its answer
_FEBRUARY = pd.Timestamp("2019-02-28")


# The days that were found stand in grey, so that what was not found stands out.
_FOUND = ("first", "between", "second")


def _span(day: pd.Timestamp) -> str:
    """The part of the wave in which a day falls: one of the two great days, or the days around them."""
    if day in numbers.TWO_DAYS:
        return ("first", "second")[numbers.TWO_DAYS.index(day)]
    if day < numbers.TWO_DAYS[1]:
        return "between"
    return "after" if day <= _FEBRUARY else "later"


@picture(Tiles, "country", "day", tables=(LIST,), order=lambda: [*picture_words("05", "days").values()],
         tones=lambda: {"": "accent hollow", **{picture_words("05", "days")[key]: "ink pale" for key in _FOUND}})  # fmt: skip
def plate_05():
    """The list as a first search left it: hollow where the day of the act was not found."""
    rows = numbers.listed()
    seen = rows["recognised_on"].where(rows["is_day_found_first"])
    # Hollow tiles stand by name: their order must not tell their days.
    acts = rows.assign(seen=seen, span=seen.map(_span, na_action="ignore"))
    acts = acts.sort_values(["seen", "country"])
    quotes = {"blank": acts["span"].isna().sum(), "all": len(acts)}
    return acts.assign(day=acts["span"].map(picture_words("05", "days"))), quotes


@picture(Lines, "days", "states", places="number", y_range=(0, 57), x_ticks=(0, 4, 8, 12, 36), peak=False,
         steps=True, tables=(LIST,), reveals="P05.1",
         bands=lambda said: [((numbers.ULTIMATUM - numbers.FIRST_DAY).days, (numbers.TWO_DAYS[1] - numbers.FIRST_DAY).days, said["ultimatum"])])  # fmt: skip
def wave_line():
    """How many states of the list had acted, day by day, until the end of February."""
    days = range((_FEBRUARY - numbers.FIRST_DAY).days + 1)
    frame = pd.DataFrame({"days": days, "states": [numbers.by_then(one) for one in days]})
    great = (numbers.TWO_DAYS[1] - numbers.FIRST_DAY).days
    return frame, {
        "day": great,
        "second": numbers.by_then(1),
        "before": numbers.by_then(great - 1),
        "great": numbers.by_then(great) - numbers.by_then(great - 1),
    }


@picture(Tide, "country", "recognised_on", "own_act_on", tables=(LIST, DAYS, OTHERS), reveals="P05.1", says=lambda said: said["says"], stops=numbers.stops, rest=numbers.other_members,
         until=lambda: {day: day_text(day) for day in numbers.stops()})  # fmt: skip
def every_day(until="2022-09-15"):
    """Every state of the list over the day of its act, and who left again, as far as the clock has run."""
    rows, now = numbers.listed(), pd.Timestamp(until)
    acted, left = (rows["recognised_on"] <= now).sum(), (rows["own_act_on"] <= now).sum()
    title = "all" if not left or now == clock_day() else "falling"
    title = title if acted == len(rows) else "rising"
    quotes = {
        "title": title,
        "day": day_text(until),
        "acted": acted,
        "left": left,
        "all": len(rows),
    }
    two = rows["recognised_on"].isin(numbers.TWO_DAYS).sum()
    return rows.assign(found_first=rows["is_day_found_first"], now=now), quotes | {"two": two}


@picture(Bars, "account", "percent", by="record", horizontal=True, paired=True, row=48, y_range=(0, 100), tables=(LIST,),
         accent=lambda said: said["records"]["all"])  # fmt: skip
def dominoes_or_blocs(said):
    """The share of states that each account puts in the wrong place, by the days found first and by all days."""
    whole = {
        "first": int(numbers.listed()["is_day_found_first"].sum()),
        "all": len(numbers.listed()),
    }
    wrong = {
        (account, record): misplaced(account, record == "first")
        for account in ACCOUNTS
        for record in whole
    }
    rows = [
        (said["accounts"][account], said["records"][record], states, 100 * states / whole[record])
        for (account, record), states in wrong.items()
    ]
    frame = pd.DataFrame(rows, columns=["account", "record", "states", "percent"])
    return frame, {record: wrong["blocs", record] for record in whole} | {"whole": whole["all"]}


@picture()
def four_voices(said):
    """A state that stays out, one that presses, one that joins: officials in words of their own."""
    rows = table("article/voices")
    rows = rows[rows["on"].str.startswith("recognition, ") & rows["side_of_border"].isin(_CAPITALS)]
    cells = rows[["date", "role", "english"]].itertuples(index=False)
    return table_card(said["title"], said["heads"], cells, said["note"])


@picture(Bars, "day", "states", horizontal=True, y_range=(-28, 26), each=1, row=46, tables=(LIST,),
         accent=lambda said: said["days"]["wording"], reveals="P05.3")  # fmt: skip
def largest_moves(said):
    """The four days on which most states of the list moved, towards Guaidó or away from him."""
    counts = [n if day in ("first", "second") else -n for day, n in moves().items()]
    frame = pd.DataFrame({"day": said["days"].values(), "states": counts})
    return frame, {"states": -min(counts)}


# Signs that a state stayed; of all others nothing but the definition says whether it still counts.
_STAYED = ("voted_to_keep_envoy", "refused_maduro_at_un")


def _tones(said):
    tones = {
        text: "accent" if key in _STAYED else "accent pale" for key, text in said["signs"].items()
    }
    return tones | {said["left"]: "hollow"}


@picture(Tiles, "country", "state", under="sign", tables=(LIST,), goal="G05.3", tones=_tones,
         order=lambda said: (said["counted"], said["left"]), accent=lambda said: said["counted"])  # fmt: skip
def still_recognising(said, statements="own", votes="none", silence="none"):
    """Which states still count as recognising Guaidó, under a definition of leaving."""
    rows = numbers.listed().sort_values(["own_act_on", "later_evidence", "country"])
    is_in = numbers.still_counted(*numbers.STATEMENTS[statements], votes, silence)[rows.index]
    state = is_in.map({True: said["counted"], False: said["left"]})
    sign = rows["later_evidence"].fillna("silence").where(rows["own_act_on"].isna(), "own")
    frame = rows[["country"]].assign(state=state, sign=sign).set_index("sign")
    frame = frame.loc[list(said["signs"])].rename(index=said["signs"]).reset_index()
    title = "own" if (statements, votes, silence) == ("own", "none", "none") else "other"
    return frame, {"title": title, "left": is_in.sum(), "all": len(rows)}


def _staircase(mean: float, spread: float, end: float) -> list[tuple[float, float]]:
    """The corners of the way from nobody to the end: up to the curve, across to the diagonal."""
    corners, here = [], 0.0
    while len(corners) < 400 and end - here > 0.5:
        there = numbers.MEMBERS * threshold_share(here / numbers.MEMBERS, mean, spread)
        # Corners lie over each other: they are moved by a hair, so that each has a place of its own.
        corners += [(here + 0.001, here), (here + 0.002, there)]
        here = there
    return [*corners, (end, end)]


@picture(Lines, "acted", "states", by="line", places="number", goal="G05.4", reveals="P05.4",
         inside=lambda said: (*said["lines"].values(),),
         assumed=lambda said: (said["lines"]["diagonal"],), accent=lambda said: said["lines"]["way"],
         mean_percent=(5, 95, 5), spread_percent=(5.0, 65.0, 0.1))  # fmt: skip
def cobweb_of_states(said, mean_percent=25, spread_percent=12.3, look="all"):
    """How many act, round by round, for a mean and a spread of the thresholds of all states."""
    mean, spread = mean_percent / 100, spread_percent / 100
    end, upto = (
        numbers.ends_at(mean_percent, spread_percent),
        {"all": numbers.MEMBERS, "low": LOW_END}[look],
    )
    grid = np.linspace(0, upto, 41)
    curve = [numbers.MEMBERS * threshold_share(x / numbers.MEMBERS, mean, spread) for x in grid]
    way = _staircase(mean, spread, end)
    lines = {
        "curve": zip(grid, curve, strict=True),
        "diagonal": zip(grid, grid, strict=True),
        "way": way,
    }
    rows = [(said["lines"][name], x, y) for name, line in lines.items() for x, y in line]
    frame = pd.DataFrame(rows, columns=["line", "acted", "states"])
    is_near = frame[["acted", "states"]].max(axis=1) <= upto + (0.01 if look == "all" else 0)
    title = "all" if end > numbers.MEMBERS - 0.5 else "stops"
    early = np.flatnonzero((grid > 0) & (grid < numbers.MEMBERS * mean))
    at = min(early, key=lambda i: curve[i] - grid[i])
    is_narrow = title == "all" and curve[at] - grid[at] < _NARROW
    gap = f"{position_text(grid[at])}: {said['lines']['curve']}" if is_narrow else ""
    quotes = {"title": title, "end": round(end), "all": numbers.MEMBERS, "gap": gap}
    foot, top = max(
        pairwise(y for _x, y in way[1::2]), key=lambda two: two[1] - two[0], default=(0, 0)
    )
    stair = f"{position_text(foot)}: {said['lines']['way']}" if top - foot > _STAIR else ""
    quotes |= {"stair": stair, "acted": round(foot), "ready": round(top)}
    return frame[is_near], quotes | {"mean": mean_percent, "spread": spread_percent}
