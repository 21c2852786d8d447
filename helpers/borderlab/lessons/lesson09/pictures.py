"""The pictures of lesson 09: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.lesson09.deals import VIEWS, deal, guarantees, room, truce
from borderlab.lessons.lesson09.numbers import TALKS, dates, months, spells
from borderlab.lessons.lesson09.signature import Truces
from borderlab.models.bargaining import peace_table
from claimlab.lessons.tables import clock_day
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import list_card
from claimlab.views import Ranges, Strip


def _moments(said) -> list[tuple]:
    """The column, and the day on which each of the talks ended."""
    ends = [dates()[ended] for __, ended in TALKS.values()]
    return [(clock_day(), said["column"]), *zip(ends, said["ends"], strict=True)]


@picture(Strip, "start", "end", "state", tables=("security/peace_timeline",),
         order=lambda said: tuple(said["states"].values()),
         marks=_moments)  # fmt: skip
def plate_09(said):
    """Every day from the first talks with the ELN to the end of the second: talks, truce or neither."""
    return spells().assign(state=lambda frame: frame["state"].map(said["states"])), months()


@picture(Ranges, "what", "low", "high", "name", x_range=(0, 38), goal="G09.1", reveals="P09.1",
         highlight=lambda said: said["rows"]["can_be_kept"], patience=(80, 98, 1))  # fmt: skip
def the_table(said, patience=90):
    """What both sides prefer to war, and what can be promised: do the two bars overlap?"""
    frame = deal(patience)
    group, __ = room(frame)
    quotes = {
        "title": "deal" if group >= 0 else "none",
        "wanted": frame["low"].iloc[0],
        "kept": frame["high"].iloc[1],
        "needs": said["rows"]["both_prefer"],
        "kept_name": said["rows"]["can_be_kept"],
    }
    return frame.assign(name=frame["deal"].map(said["rows"]), what=said["x"]), quotes


@picture(reveals="P09.2")
def two_views(said):
    """What a haven is thought to do for a group, and the powers that each view assumes."""
    rows = []
    for view, is_strength in VIEWS.items():
        there, gone = (
            peace_table(haven, haven_lengthens=is_strength).iloc[0] for haven in (True, False)
        )
        percent = {
            "there": 100 * there["p"], "there_after": 100 * there["p_after"],
            "gone": 100 * gone["p"], "gone_after": 100 * gone["p_after"],
        }  # fmt: skip
        rows.append([part.format(**percent) for part in said["rows"][view]])
    return list_card(said["title"], rows)


def _lost(said) -> list[str]:
    return [said["cases"][view]["gone"] for view in VIEWS]


@picture(Ranges, "what", "least", "most", "case", x_range=(0, 40),
         accent=_lost, reveals="P09.2")  # fmt: skip
def four_cases(said):
    """Two views of what a haven does, each with it and without: the guarantees with which a deal can be kept."""
    rows = [
        (said["cases"][view][haven], *guarantees(haven == "there", view))
        for view in VIEWS
        for haven in ("there", "gone")
    ]
    names = {f"{view}_{haven}": said["cases"][view][haven] for view in VIEWS for haven in ("there", "gone")}  # fmt: skip
    return pd.DataFrame(rows, columns=["case", "least", "most"]).assign(what=said["x"]), names


@picture(Truces, says=lambda said: said["says"], goal="G09.3", reveals="P09.3",
         groups=(1, 10, 1), risk=(0.1, 12.0, 0.1), month=(0, 36, 1))  # fmt: skip
def a_hundred_truces(groups=1, risk=2.0, month=12):
    """Truces with one group and with many: how many of a hundred still live, month by month."""
    frame = truce(groups, risk)
    alive = frame["alive_percent"].iloc[month]
    frame = frame.assign(is_now=frame["month"] == month, is_asked=(groups, risk) == (1, 2.0))
    return frame, {"alive": alive, "month": month}
