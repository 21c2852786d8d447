"""The numbers from which lesson 05 computes its answers, facts and claims."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from borderlab.models.cascade import cascade, fixed_points
from borderlab.models.survival import kaplan_meier, median_survival
from claimlab.lessons.tables import clock_day, table

MEMBERS = 193  # of the United Nations
TEN = (0, 0, 1, 1, 3, 9, 9, 9, 9, 9)  # ten thresholds for paper
FIRST_DAY, LAST_LOOK = pd.Timestamp("2019-01-23"), pd.Timestamp("2022-10-06")
TWO_DAYS = FIRST_DAY, pd.Timestamp("2019-02-04")
ULTIMATUM = pd.Timestamp("2019-01-26")
STATEMENTS = {"none": (False, False), "own": (True, False), "union": (True, True)}  # own, wording


def listed() -> pd.DataFrame:
    """The states of the list, one row each."""
    return table("sanctions/recognition")


def by_day() -> pd.Series:
    """States of the list by the day of their act."""
    return listed()["recognised_on"].value_counts().sort_index()


def by_then(days: int) -> int:
    """States of the list that had acted so many days after the first."""
    return int(by_day()[: FIRST_DAY + pd.Timedelta(days=days)].sum())


def on_two_days(found_first: bool) -> int:
    """States on one of the two great days, among those whose day was found first, or later."""
    rows = listed()
    chosen = rows["is_day_found_first"] == found_first
    return int((chosen & rows["recognised_on"].isin(TWO_DAYS)).sum())


# Kinds of rows in the tables of acts, as stands; the first that a state has is its stand.
_STANDS = {
    "recognition": "recognition",
    "support short of recognition": "support short of recognition",
    "recognises Maduro": "recognises Maduro",
    "refuses": "stays out",
    "stays out": "stays out",
    "never recognised": "stays out",
}
_NO_MEMBERS = ("XKX", "VAT")  # of the United Nations


def stands() -> pd.DataFrame:
    """Members of the United Nations whose stand in 2019 or later was read: `iso3` and `stand`."""
    rows = pd.concat([table("sanctions/recognition_days"), table("sanctions/recognition_not")])
    rows = rows[rows["kind"].isin(list(_STANDS)) & rows["iso3"].notna()]
    rows = rows[~rows["iso3"].isin(_NO_MEMBERS)]
    order = {kind: place for place, kind in enumerate(_STANDS)}
    rows = rows.sort_values("kind", key=lambda kinds: kinds.map(order), kind="stable")
    first = rows.drop_duplicates("iso3").sort_values("iso3", ignore_index=True)
    return first[["iso3"]].assign(stand=first["kind"].map(_STANDS))


def other_members() -> dict[str, int]:
    """Members of the United Nations that are not on the list, by the stand that was read of them."""
    read = stands()
    others = read[~read["iso3"].isin(listed()["iso3"])]["stand"].value_counts()
    on_list = int((~listed()["iso3"].isin(_NO_MEMBERS)).sum())
    known = {"maduro": int(others["recognises Maduro"]), "out": int(others["stays out"]),
             "later": int(others["recognition"])}  # fmt: skip
    return known | {"silent": MEMBERS - on_list - sum(known.values())}


@lru_cache(maxsize=None)
def stops() -> tuple[str, ...]:
    """The days on which a state of the list acted, the ultimatum was set, or a government left by an
    act of its own; at last the day of the column."""
    rows = listed()
    days = {*rows["recognised_on"], *rows["own_act_on"].dropna(), ULTIMATUM, clock_day()}
    return tuple(f"{day:%Y-%m-%d}" for day in sorted(days) if day <= clock_day())


def spoke_up(day: pd.Timestamp) -> int:
    """States that refused Maduro's credential at the United Nations and had not changed since, by a day."""
    spoke = table("sanctions/recognition_days").query("kind == 'UN statement of 15'")["iso3"]
    return int((listed()["iso3"].isin(spoke) & ~acted(day)).sum())


def seen(evidence: str) -> int:
    """States of which something was seen after 2019, for instance ``"eu_statement"``."""
    return int((listed()["later_evidence"] == evidence).sum())


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
    return listed()["own_act_on"] <= (day or clock_day())


def still_counted(
    own_acts: bool = False, wording: bool = False, votes: str = "none", silence: str = "none"
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
    silence : str
        ``"none"``: a blank ends nothing; ``"silence"``: a state of which nothing was seen after
        2019 has left; ``"refusal"``: so has one that was only seen to refuse Maduro's credential.
    """
    later = listed()["later_evidence"].fillna("silence")
    ends = {
        "eu_statement": wording,
        "voted_to_remove_envoy": votes in ("remove", "abstain"),
        "abstained_on_envoy": votes == "abstain",
        "voted_to_keep_envoy": False,
        "refused_maduro_at_un": silence == "refusal",
        "silence": silence in ("silence", "refusal"),
    }
    stays = ~later.map(ends).astype(bool)
    return stays & ~acted() if own_acts else stays


def in_force(day: pd.Timestamp) -> int:
    """States not seen to leave by a day: by an act of their own, a changed wording or a vote for removal."""
    voted = ~still_counted(wording=True, votes="remove") & (listed()["later_evidence_on"] <= day)
    return int((~(voted | acted(day))).sum())


@lru_cache(maxsize=None)
def median_days(wording: bool = True, votes: str = "none", first_search: bool = False) -> float:
    """Days after which half have left; infinite if half never do.

    Parameters
    ----------
    wording, votes
        As in :func:`still_counted`.
    first_search : bool
        Whether only the states whose day was found first are counted.
    """
    rows = listed()
    ended = ~still_counted(wording=wording, votes=votes)
    days = (rows["later_evidence_on"].where(ended, LAST_LOOK) - rows["recognised_on"]).dt.days
    counted = rows["is_day_found_first"] | (not first_search)
    return median_survival(kaplan_meier(days[counted], ended[counted]))
