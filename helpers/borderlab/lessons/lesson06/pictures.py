"""The pictures of lesson 06: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab import Slider, explore
from borderlab.lessons.lesson06 import numbers as n
from borderlab.lessons.showing import choice, worded
from borderlab.lessons.tables import column_day, contested, table
from borderlab.lessons.words import picture_words
from borderlab.views import Bars, Dots, Forest, Lines, Ranges, Scatter

__all__ = [
    "abroad",
    "drawn_and_counted",
    "forecasts_that_missed",
    "honest_bands",
    "host_race",
    "mirror",
    "plate",
    "recount_or_river",
    "returns",
    "stories_of_2023",
    "two_directions",
]

STOCK, R4V, HOSTS = "migration/colombia_stock", "migration/r4v", "migration/hosts"
CORRIDOR, MOVES, ABROAD = (
    "migration/corridor_stocks",
    "migration/movements",
    "migration/abroad_by_owner",
)
CONTESTED = "article/contested"


def plate():
    """A thousand inhabitants of Colombia, and how many came from Venezuela."""
    said, rate = picture_words("06", "plate"), n.hosting()["COL"]
    people = pd.DataFrame(
        {"who": [said["others"], said["from"]], "people": [1000 - round(rate), round(rate)]}
    )
    view = Dots(
        "who",
        "people",
        thing=said["thing"],
        missing=False,
        title=said["title"].format(rate=rate),
        tables=(R4V, HOSTS),
        height=250,
    )
    return view(people)


def recount_or_river():
    """The jump of August 2022, what another table says of the same weeks, and what is left."""
    said, jump = picture_words("06", "recount-or-river"), n.jump()
    in_table = {
        "nothing": 0.0,
        "outside": jump["change_persons"] - (n.r4v(n.AUGUST, "LAC") - n.r4v(n.JULY, "LAC")),
        "peru": float(n.r4v(n.AUGUST, "PER") - n.r4v(n.JULY, "PER")),
        "entries": np.nan,
        "colombia": jump["new_count_persons"],
    }

    def compared(other="nothing"):
        found = in_table[other]
        left = jump["change_persons"] - np.nan_to_num(found)
        percent = 100 * np.array([jump["change_persons"], found, left]) / jump["change_persons"]
        frame = pd.DataFrame({"what": list(said["bars"].values()), "percent": percent})
        return frame.assign(why=said["whys"][other])

    bars = Bars(
        x="what",
        y="percent",
        horizontal=True,
        y_range=(-20, 120),
        title=lambda found: said["title"].format(
            left=found["percent"].iloc[-1], why=found["why"].iloc[0]
        ),
        **worded(said, R4V, STOCK),
    )
    return explore(
        compared, bars, goal="G06.1", other=choice(said["other"], said["others"], in_table)
    )


def stories_of_2023():
    """Pairs of arrivals and exits, kept on the page: which of them give the recorded fall?"""
    said = picture_words("06", "stories-of-2023")

    def told(arrivals=300, leaving=3.0):
        return n.story(arrivals, leaving)

    def kept(found):
        return found.assign(verdict=found["fits"].map({True: said["fits"], False: said["misses"]}))

    def title(found):
        now = found[found["is_now"]].iloc[0]
        way = said["fall" if now["change"] < 0 else "rise"]
        return said["title"].format(change=abs(now["change"]), way=way, fits=found["fits"].sum())

    view = Scatter(
        x="leaving",
        y="arrivals",
        by="verdict",
        x_range=(-1, 21),
        y_range=(-30, 630),
        trend=False,
        title=title,
        **worded(said, STOCK),
    )
    return explore(
        told,
        view,
        goal="G06.2",
        trail=kept,
        arrivals=Slider(said["arrivals"], 0, 600, 5),
        leaving=Slider(said["leaving"], 0.0, 20.0, 0.5),
    )


def two_directions():
    """Both migrations over sixty years, each with its counters."""
    said = picture_words("06", "two-directions")
    rows = table(CORRIDOR)
    until_2000 = rows["definition"].eq("world_bank_estimate")
    since = rows["definition"].eq("un_estimate") & rows["year"].isin([2010, 2020])
    kept = rows[until_2000 | since].sort_values(["residence_iso3", "year"], ascending=[False, True])
    kept = kept.assign(
        millions=kept["persons"] / 1e6,
        way=kept["residence_iso3"].map(said["ways"]),
        owner=kept["definition"].map(said["owners"]),
    )
    view = Lines(
        x="year",
        y="millions",
        by="way",
        basis="owner",
        title=said["title"],
        **worded(said, CORRIDOR),
    )
    return view(kept)


def returns():
    """Colombians counted in Venezuela, and Colombians said to have come back."""
    said = picture_words("06", "returns")
    people = {
        "census": n.in_venezuela("census_birth", 2011),
        "returned": n.moved("returned", "2021-01-31"),
        "left": n.in_venezuela("un_estimate", 2020),
    }
    frame = pd.DataFrame(
        {"what": [said["bars"][key] for key in people], "people": list(people.values())}
    )
    view = Bars(
        x="what",
        y="thousands",
        horizontal=True,
        y_range=(0, 2000),
        title=said["title"],
        **worded(said, CORRIDOR, MOVES),
    )
    return view(frame.assign(thousands=frame["people"] / 1000))


def mirror():
    """The two migrations side by side, each by a source of the student's choice."""
    said = picture_words("06", "mirror")
    there = {
        "census": n.in_venezuela("census_birth", 2011),
        "united_nations": n.in_venezuela("un_estimate", 2015),
        "caracas": n.in_venezuela("claim_undefined", 2015),
        "bogota": n.in_venezuela("claim_undefined", 2022),
    }
    here = {
        "column": n.stock(n.NEW_COUNT),
        "registered": contested("in_colombia_registered"),
        "unseen": contested("in_colombia_with_unseen"),
    }

    def compared(there_by="census", here_by="column"):
        millions = np.array([there[there_by], here[here_by]]) / 1e6
        return pd.DataFrame({"way": list(said["bars"].values()), "millions": millions})

    def title(found):
        older, newer = found["millions"]
        return said["title"].format(older=older, newer=newer)

    view = Bars(
        x="way",
        y="millions",
        horizontal=True,
        y_range=(0, 6),
        title=title,
        **worded(said, CORRIDOR, STOCK, CONTESTED),
    )
    return explore(
        compared,
        view,
        goal="G06.3",
        there_by=choice(said["there"], said["theres"], there),
        here_by=choice(said["here"], said["heres"], here),
    )


def drawn_and_counted():
    """Everything that was counted in Colombia, the part that came after the column marked."""
    said = picture_words("06", "drawn-and-counted")
    days = n.colombia()
    frame = pd.DataFrame(
        {"year": [n.place_of(day) for day in days.index], "millions": days.to_numpy() / 1e6}
    )
    view = Lines(
        x="year",
        y="millions",
        places="year",
        y_range=(0, 6),
        marks=[(n.place_of(column_day()), said["mark"])],
        name=said["name"],
        title=said["title"].format(peak=n.stock(n.PEAK) / 1e6, later=n.stock(n.YEAR_LATER) / 1e6),
        **worded(said, STOCK),
    )
    return view(frame)


def forecasts_that_missed():
    """The end of 2023 as three rules of February 2022 would have forecast it."""
    said = picture_words("06", "forecasts-that-missed")
    level, log = n.drifts("level_drift")["forecast"], n.drifts("log_drift")["forecast"]
    came = n.stock(n.YEAR_LATER)
    low = [came, n.stock(n.NEW_COUNT), level.min(), log.min()]
    high = [came, n.stock(n.NEW_COUNT), level.max(), log.max()]
    frame = pd.DataFrame(
        {
            "what": said["what"],
            "rule": [said["came"], *said["rules"].values()],
            "low": np.array(low) / 1e6,
            "high": np.array(high) / 1e6,
        }
    )
    view = Ranges(
        "what",
        "low",
        "high",
        "rule",
        reference=came / 1e6,
        x_range=(0, 10),
        title=said["title"].format(came=came / 1e6),
        highlight=said["came"],
        **worded(said, STOCK),
    )
    return view(frame)


def honest_bands():
    """Bands for two years ahead as each year could have made them, and what came."""
    said = picture_words("06", "honest-bands")
    found = n.bands()
    label = [
        said["row"].format(origin=a, target=b, verdict=said["held" if inside else "missed"])
        for a, b, inside in found[["origin", "target", "inside"]].itertuples(index=False)
    ]
    shown = found.assign(label=label, missed=~found["inside"].astype(bool))
    shown[["low", "high", "actual"]] /= 1e6
    view = Forest(
        "label",
        "actual",
        "low",
        "high",
        reference=None,
        hollow="missed",
        x_range=(0, 40),
        title=said["title"],
        **worded(said, STOCK),
    )
    return view(shown)


def host_race():
    """Hosts by people and by people for each 1,000 inhabitants, year by year."""
    said = picture_words("06", "host-race")
    shown = said["hosts"]

    def hosted(year=2022, measure="per_thousand"):
        found = n.hosts_of(year).set_index("host_iso3").reindex(list(shown))[measure]
        frame = pd.DataFrame({"host_iso3": list(shown), "value": found.to_numpy()})
        return frame.assign(host_name=frame["host_iso3"].map(shown))

    def title(found):
        leader = found.loc[found["value"].idxmax(), "host_name"]
        return said["title"].format(host=leader)

    view = Bars(
        x="host_name",
        y="value",
        horizontal=True,
        y_range=(0, 60),
        title=title,
        **worded(said, HOSTS),
    )
    beside = {
        said["beside"][key]: {"measure": key, "y_label": said["units"][key]}
        for key in ("share_percent", "per_thousand")
    }
    year = Slider(said["year"], 2018, 2025, 1)
    return explore(hosted, view, goal="G06.4", beside=beside, year=year)


def abroad():
    """Venezuelans abroad, by source of the figure."""
    said = picture_words("06", "abroad")
    rows = table(ABROAD)
    keys = rows["measure"] + " " + rows["figure_for"]
    rows = rows.assign(what=keys.map(said["measures"]))
    rows = rows[rows["what"].notna()]
    low, high = rows["low_persons"].astype(float) / 1e6, rows["high_persons"].astype(float) / 1e6
    view = Ranges(
        "what",
        "low",
        "high",
        "owner",
        reference=6.8,
        x_range=(0, 8),
        title=said["title"],
        **worded(said, ABROAD),
    )
    return view(rows.assign(low=low, high=high))
