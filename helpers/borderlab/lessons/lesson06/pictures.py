"""The pictures of lesson 06: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.lessons.lesson06 import numbers as n
from borderlab.lessons.lesson06.signature import Walkers
from claimlab.lessons.tables import clock_day, figure, table
from claimlab.teaching.picturing import picture
from claimlab.views import Bars, Dots, Forest, Lines, Ranges, Scatter

STOCK, R4V, HOSTS = "migration/colombia_stock", "migration/r4v", "migration/hosts"
CORRIDOR, MOVES = "migration/corridor_stocks", "migration/movements"
ABROAD, CONTESTED = "migration/abroad_by_owner", "article/contested"


@picture(Dots, "who", "people", missing=False, part="Venezuela", tables=(R4V, HOSTS), height=250,
         accent=lambda said: said["from"])  # fmt: skip
def plate_06(said):
    """A thousand inhabitants of Colombia, and how many came from Venezuela."""
    rate = n.hosting()["COL"]
    people = {said["others"]: 1000 - round(rate), said["from"]: round(rate)}
    return pd.DataFrame(people.items(), columns=["who", "people"]), {"rate": rate}


@picture(Bars, "what", "percent", horizontal=True, y_range=(-15, 105), tables=(R4V, STOCK),
         accent=lambda said: said["bars"]["colombia"], reveals="P06.1")  # fmt: skip
def recount_or_river(said):
    """The jump of August 2022, what one host's older count holds of it, and the hosts that are left."""
    people = n.jump()[["change_persons", "new_count_persons", "left_persons"]].tolist()
    people += [n.r4v(n.AUGUST, "PER") - n.r4v(n.JULY, "PER"), n.outside_rise()]
    percent = 100 * np.array(people) / people[0]
    frame = pd.DataFrame({"what": said["bars"].values(), "percent": percent})
    return frame, {"counted": percent[1]}


@picture(Walkers, "residence_iso3", "year", "persons", "owner", tables=(CORRIDOR, STOCK),
         says=lambda said: said["says"], year=(1960, 2022))  # fmt: skip
def two_ways(said, year=1960):
    """Both migrations over sixty years, as people who walk over the bridge when a count changes."""
    counts = n.both_ways()
    last = counts[counts["year"] <= year].groupby("residence_iso3")["persons"].last()
    title = "older" if last["VEN"] > last["COL"] else "younger"
    owner = counts["definition"].map(said["owners"])
    quotes = {"title": title, "year": year, "ratio": last.max() / last.min()}
    return counts.assign(owner=owner, now=year), quotes


@picture(Bars, "what", "thousands", horizontal=True, part="Colombia", tables=(CORRIDOR, MOVES),
         accent=lambda said: said["bars"]["returned"], reveals="P06.2")  # fmt: skip
def returns(said):
    """Colombians counted in Venezuela, and Colombians said to have come back."""
    people = {
        "census": n.in_venezuela("census_birth", 2011),
        "left": n.in_venezuela("un_estimate", 2020),
        "returned": n.moved("returned", "2021-01-31"),
    }
    rows = [(said["bars"][key], count / 1000) for key, count in people.items()]
    return pd.DataFrame(rows, columns=["what", "thousands"])


@picture(Bars, "source", "millions", by="way", horizontal=True, row=30, y_range=(0, 6),
         tables=(CORRIDOR, STOCK, CONTESTED))  # fmt: skip
def mirror(said):
    """The two migrations side by side, each by every source of the lesson."""
    older, newer = n.counted_there(), n.counted_here()
    rows = [
        (said["sources"][key], said["ways"][way], people / 1e6)
        for way, found in (("older", older), ("newer", newer))
        for key, people in found.items()
    ]
    quotes = {"counted": older["united_nations"] / 1e6, "least": min(newer.values()) / 1e6}
    return pd.DataFrame(rows, columns=["source", "way", "millions"]), quotes


@picture(Lines, "year", "millions", places="year", part="Venezuela", tables=(STOCK,), reveals="P06.3",
         marks=lambda said: [(n.place_of(clock_day()), said["mark"]), (n.place_of(pd.Timestamp(n.NEW_COUNT)), said["new"])])  # fmt: skip
def drawn_and_counted():
    """Everything that was counted in Colombia, the part that came after the column marked."""
    days = n.colombia() / 1e6
    frame = pd.DataFrame({"year": [n.place_of(day) for day in days.index], "millions": days})
    return frame, {"peak": n.stock(n.PEAK) / 1e6, "later": n.stock(n.YEAR_LATER) / 1e6}


@picture(Ranges, "what", "low", "high", "rule", x_range=(0, 10), tables=(STOCK,), reveals="P06.4",
         reference=lambda: n.stock(n.YEAR_LATER) / 1e6,
         highlight=lambda said: said["came"])  # fmt: skip
def forecasts_that_missed(said):
    """The end of 2023 as three rules of February 2022 would have forecast it."""
    level, log = n.drifts("level_drift")["forecast"], n.drifts("log_drift")["forecast"]
    came, still = n.stock(n.YEAR_LATER), n.stock(n.NEW_COUNT)
    millions = {
        "low": np.array([came, still, level.min(), log.min()]) / 1e6,
        "high": np.array([came, still, level.max(), log.max()]) / 1e6,
    }
    rules = [said["came"], *said["rules"].values()]
    return pd.DataFrame({"what": said["what"], "rule": rules, **millions}), {"came": came / 1e6}


@picture(Ranges, "what", "low", "high", "owner", x_range=(0, 8), tables=(ABROAD,),
         reference=lambda: figure("left_venezuela_millions"),
         highlight=lambda said: said["column"])  # fmt: skip
def abroad(said):
    """Venezuelans abroad, by source of the figure, beside the column's number."""
    rows = table(ABROAD)
    what = (rows["measure"] + " " + rows["figure_for"]).map(said["measures"])
    low, high = rows["low_persons"].astype(float) / 1e6, rows["high_persons"].astype(float) / 1e6
    printed = figure("left_venezuela_millions")
    column = {"owner": said["column"], "what": said["printed"], "low": printed, "high": printed}
    found = rows.assign(what=what, low=low, high=high).dropna(subset=["what"])
    # Sources that count the same thing stand together.
    found = found.sort_values("what", key=lambda one: one.map([*said["measures"].values()].index), kind="stable")  # fmt: skip
    return pd.concat([pd.DataFrame([column]), found], ignore_index=True)


def _kept(said, found):
    """All pairs that were tried, each with whether it gives the recorded fall."""
    now = found[found["is_now"]].iloc[-1]
    way = said["fall" if now["change"] < 0 else "rise"]
    verdict = found["fits"].map({True: said["fits"], False: said["misses"]})
    quotes = {"change": abs(now["change"]), "way": way, "fits": found["fits"].sum()}
    name = said["now"].format(way=way, **{"change": abs(now["change"])})
    told = found.assign(verdict=verdict, name=np.where(found["is_now"], name, ""))
    grid = [(leave, arrive) for leave in range(0, 21, 2) for arrive in range(0, 601, 50)]
    untried = pd.DataFrame(grid, columns=["leaving", "arrivals"], dtype=float)
    every = pd.concat([told, untried.assign(verdict=said["untried"], fits=False, name="")])
    return every.reset_index(drop=True), quotes


@picture(Scatter, "leaving", "arrivals", by="verdict", x_range=(-1, 21), y_range=(-30, 630),
         trend=False, labels="name", tables=(STOCK, MOVES), goal="G06.2", trail=_kept,
         order=lambda said: (said["fits"], said["misses"], said["untried"]), accent=lambda said: said["fits"],
         faint=lambda said: (said["untried"],),
         levels=lambda said: {said["stamps"]: n.moved("regular entries", n.YEAR_LATER) / 1000},
         arrivals=(0, 600, 5), leaving=(0.0, 20.0, 0.5))  # fmt: skip
def stories_of_2023(arrivals=55, leaving=3.0):
    """Pairs of arrivals and exits, kept on the page: which of them give the recorded fall?"""
    return n.story(arrivals, leaving)


@picture(Forest, "label", "actual", "low", "high", reference=None, hollow="missed", x_range=(0, 40), part="Venezuela",
         tables=(STOCK,))  # fmt: skip
def honest_bands(said):
    """Bands for two years ahead as each year could have made them, and what came."""
    found = n.bands()
    label = [
        said["row"].format(origin=a, target=b, verdict=said["held" if inside else "missed"])
        for a, b, inside in found[["origin", "target", "inside"]].itertuples(index=False)
    ]
    shown = found.assign(label=label, missed=~found["inside"].astype(bool))
    shown[["low", "high", "actual"]] /= 1e6
    return shown, {"missed": shown["missed"].sum(), "all": len(shown)}


def _two_measures(said):
    return {
        said["beside"][key]: {"measure": key, "y_label": said["units"][key]}
        for key in ("share_percent", "per_thousand")
    }


def _leader(frame: pd.DataFrame) -> str:
    return frame.loc[frame["value"].idxmax(), "host_name"]


@picture(Bars, "host_name", "value", horizontal=True, y_range=(0, 60), tables=(HOSTS,), goal="G06.4",
         accent=lambda frame: [_leader(frame)],
         beside=_two_measures, year=(2018, 2025))  # fmt: skip
def host_race(said, year=2022, measure="per_thousand"):
    """Hosts by people and by people for each 1,000 inhabitants, year by year."""
    found = n.hosts_of(year).set_index("host_iso3").reindex(said["hosts"])[measure]
    frame = found.rename("value").sort_values(ascending=False).reset_index()
    frame = frame.assign(host_name=frame["host_iso3"].map(said["hosts"]))
    return frame, {"title": measure, "host": _leader(frame), "year": year}
