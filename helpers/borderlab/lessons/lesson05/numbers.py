"""The numbers from which lesson 05 computes its answers, facts and claims."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from borderlab.lessons.tables import column_day, table
from borderlab.models.cascade import cascade, fixed_points
from borderlab.models.survival import kaplan_meier, median_survival

__all__ = [
    "CROWD",
    "FIRST_DAY",
    "MEMBERS",
    "STATEMENTS",
    "TEN",
    "acted",
    "by_day",
    "crowd_of_hundred",
    "ends_at",
    "in_force",
    "listed",
    "median_days",
    "seen",
    "smallest_push",
    "still_counted",
]

CROWD, MEMBERS = 100, 193  # a crowd of the textbook, and the members of the United Nations
TEN = (0, 0, 1, 1, 3, 9, 9, 9, 9, 9)  # ten thresholds for paper
FIRST_DAY, LAST_LOOK = pd.Timestamp("2019-01-23"), pd.Timestamp("2022-10-06")
STATEMENTS = {"none": (False, False), "own": (True, False), "union": (True, True)}  # own, wording


def listed() -> pd.DataFrame:
    """The states of the list, one row each."""
    return table("sanctions/recognition")


def by_day() -> pd.Series:
    """States whose day is known, by day; the states without one are left out."""
    return listed()["recognised_on"].value_counts().sort_index()


def seen(evidence: str) -> int:
    """States of which something was seen after 2019, for instance ``"eu_statement"``."""
    return int((listed()["later_evidence"] == evidence).sum())


def crowd_of_hundred(waits: int = 1, longer: int = 1) -> int:
    """How many of a hundred act in the end, when the one with threshold `waits` waits for `longer` more."""
    thresholds = [t + longer if t == waits else t for t in range(CROWD)]
    return cascade(thresholds)[-1]


def smallest_push(thresholds: tuple[int, ...]) -> int:
    """How many more must be persuaded, where a cascade has stopped, before everybody acts."""
    stop, everybody = cascade(thresholds)[-1], len(thresholds)
    pushes = range(everybody - stop + 1)
    return next(n for n in pushes if cascade(thresholds, start=stop + n)[-1] == everybody)


def ends_at(mean_percent: float, spread_percent: float) -> float:
    """How many of the United Nations' members act in the end, from nobody; thresholds are normal."""
    return MEMBERS * fixed_points(mean_percent / 100, spread_percent / 100)[0]


def acted(day: pd.Timestamp | None = None) -> pd.Series:
    """For each state whether its own government was seen to leave him by a day, else by the column."""
    return listed()["own_act_on"] <= (day or column_day())


def still_counted(
    own_acts: bool = False, wording: bool = False, votes: str = "none", silence: bool = False
) -> pd.Series:
    """For each state whether it still counts as recognising, under a definition of leaving.

    Parameters
    ----------
    own_acts : bool
        Whether an act of the state's own ends it: its ministry says so, the envoy has to go, or
        ambassadors are exchanged with the government of Nicolás Maduro.
    wording : bool
        Whether a state of the European Union left when the Union changed its wording.
    votes : str
        ``"none"``: the vote on the envoy ends nothing; ``"remove"``: a vote for removal does;
        ``"abstain"``: an abstention too.
    silence : bool
        Whether a state of which nothing was seen after 2019 has left.
    """
    later = listed()["later_evidence"].fillna("silence")
    ends = {
        "eu_statement": wording,
        "voted_to_remove_envoy": votes in ("remove", "abstain"),
        "abstained_on_envoy": votes == "abstain",
        "voted_to_keep_envoy": False,
        "silence": silence,
    }
    stays = ~later.map(ends).astype(bool)
    return stays & ~acted() if own_acts else stays


def in_force(day: pd.Timestamp) -> int:
    """States not seen to leave by a day: by an act of their own, a changed wording or a vote for removal."""
    voted = ~still_counted(wording=True, votes="remove") & (listed()["later_evidence_on"] <= day)
    return int((~(voted | acted(day))).sum())


@lru_cache(maxsize=None)
def median_days(wording: bool = True, votes: str = "none", assumed: str = "") -> float:
    """Days after which half have left; infinite if half never do.

    Parameters
    ----------
    wording, votes
        As in :func:`still_counted`.
    assumed : str
        A day for the states without one; left out, they are not counted.
    """
    rows = listed()
    start = rows["recognised_on"].fillna(pd.Timestamp(assumed) if assumed else pd.NaT)
    ended = ~still_counted(wording=wording, votes=votes)
    end = rows["later_evidence_on"].where(ended, LAST_LOOK)
    days = (end - start).dt.days[start.notna()]
    return median_survival(kaplan_meier(days, ended[start.notna()]))
