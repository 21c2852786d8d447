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
    return pd.DataFrame(people.items(), columns=["who", "people"]), {
        "rate": rate,
        "people": n.r4v(n.AUGUST, "COL") / 1e6,
        "inhabitants": n.r4v(n.AUGUST, "COL") / rate / 1e3,
    }


@picture(
    Lines,
    "day",
    "percent",
    by="count",
    steps=True,
    tables=(R4V, STOCK),
    height=340,
    reveals="P06.1",
)
def recount_or_river(said):
    """Two steps of one height: a host's own count, and the sum that took it over months later."""
    old, new, july, august = map(pd.Timestamp, (n.OLD_COUNT, n.NEW_COUNT, n.JULY, n.AUGUST))
    counted = n.recount_percent()
    steps = {
        "colombia": {old: 0, new: counted, august: counted},
        "sum": {july: 0, august: 100},
    }
    rows = [(said["counts"][key], *step) for key, own in steps.items() for step in own.items()]
    return pd.DataFrame(rows, columns=["count", "day", "percent"]), {
        "counted": counted,
        "jump": n.jump()["change_persons"],
        "recount": n.stock(n.NEW_COUNT) - n.stock(n.OLD_COUNT),
    }


@picture(Walkers, "residence_iso3", "year", "persons", "owner", tables=(CORRIDOR, STOCK),
         says=lambda said: said["says"], year=(1960, 2022))  # fmt: skip
def two_ways(said, year=2015):
    """Both migrations over sixty years, as people who walk over the bridge when a count changes."""
    counts = n.both_ways()
    last = counts[counts["year"] <= year].groupby("residence_iso3")["persons"].last()
    title = "older" if last["VEN"] > last["COL"] else "younger"
    owner = counts["definition"].map(said["owners"])
    quotes = {"title": title, "year": year, "ratio": last.max() / last.min()}
    return counts.assign(owner=owner, now=year), quotes


@picture(Dots, "what", "thousands", each=10, missing=False, room="thousands", part="Colombia", tables=(CORRIDOR, MOVES), height=330,
         accent=lambda said: said["groups"]["returned"], reveals="P06.2")  # fmt: skip
def returns(said):
    """Colombians counted in Venezuela, and Colombians said to have come back."""
    people = {
        "census": n.in_venezuela("census_birth", 2011),
        "left": n.in_venezuela("un_estimate", 2020),
        "returned": n.moved("returned", "2021-01-31"),
    }
    rows = [(said["groups"][key], count / 1000) for key, count in people.items()]
    return pd.DataFrame(rows, columns=["what", "thousands"])


@picture(Bars, "source", "millions", by="way", horizontal=True, row=30, y_range=(0, 6),
         tables=(CORRIDOR, STOCK, CONTESTED))  # fmt: skip
def mirror(said):
    """The two migrations side by side, each by every source of the lesson."""
    there, here, defined = n.counted_there(), n.counted_here(), n.DEFINED
    ways = {
        "older": {key: there[key] for key in there if key in defined},
        "newer": here,
        "undefined": {key: there[key] for key in there if key not in defined},
    }
    rows = [
        (said["sources"][key], said["ways"][way], people / 1e6)
        for way, found in ways.items()
        for key, people in sorted(found.items(), key=lambda one: one[1])
    ]
    return pd.DataFrame(rows, columns=["source", "way", "millions"])


@picture(Lines, "year", "millions", places="year", part="Venezuela", peak=False, tables=(STOCK,), reveals="P06.3",
         bands=lambda said: [(n.place_of(clock_day()), n.place_of(n.colombia().index[-1]), said["after"])])  # fmt: skip
def drawn_and_counted():
    """Everything that was counted in Colombia, the part that came after the column marked."""
    days = n.colombia() / 1e6
    frame = pd.DataFrame({"year": [n.place_of(day) for day in days.index], "millions": days})
    return frame, {"peak": n.stock(n.PEAK) / 1e6, "later": n.stock(n.YEAR_LATER) / 1e6}


@picture(Lines, "year", "millions", by="rule", places="year", low="low", high="high", part="Venezuela",
         tables=(STOCK,), height=400, reveals="P06.4", accent=lambda said: said["came"])  # fmt: skip
def forecasts_that_missed(said):
    """What was counted, and the end of 2023 as three rules of February 2022 would have forecast it."""
    days = n.colombia()[: n.YEAR_LATER]
    paths = [pd.DataFrame({"day": days.index, "middle": days.to_numpy(), "rule": said["came"]})]
    paths += [n.drift_path(rule).assign(rule=text) for rule, text in said["rules"].items()]
    frame = pd.concat(paths, ignore_index=True)
    frame = frame.assign(year=frame["day"].map(n.place_of), millions=frame["middle"] / 1e6)
    frame[["low", "high"]] /= 1e6
    return frame, {"came": n.stock(n.YEAR_LATER) / 1e6}


@picture(Ranges, "owner", "low", "high", "what", x_range=(0, 8), tables=(ABROAD,),
         part="Venezuela", reference=lambda: figure("left_venezuela_millions"),
         accent=lambda said: said["measures"]["stock 2022"])  # fmt: skip
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
    return pd.concat([pd.DataFrame([column]), found], ignore_index=True), {"printed": printed}


def _kept(said, found):
    """All pairs that were tried, each with whether it gives the recorded fall."""
    now = found[found["is_now"]].iloc[-1]
    way = "falls" if now["change"] < 0 else "rises"
    name = said["fits"] if now["fits"] else said["now"][way].format(change=abs(now["change"]))
    verdict = found["fits"].map({True: said["fits"], False: said["misses"]})
    quotes = {"title": "fits" if now["fits"] else way, "change": abs(now["change"])}
    quotes |= {"arrivals": now["arrivals"], "leaving": now["leaving"]}
    return found.assign(verdict=verdict, name=np.where(found["is_now"], name, "")), quotes


def _as_many_leave():
    """Thousands who leave, by the per cent that do: with as many arrivals the count stays as it is."""
    return lambda leaving: leaving * n.stock(n.PEAK) / 1e5


@picture(Scatter, "leaving", "arrivals", by="verdict", x_range=(0, 20.5), y_range=(0, 615), fit=_as_many_leave,
         sides=lambda said: said["sides"], trend=False, labels="name", in_plot=True,
         tables=(STOCK, MOVES), goal="G06.2", trail=_kept, part="Venezuela", height=360,
         order=lambda said: (said["fits"], said["misses"]), accent=lambda said: said["fits"],
         levels=lambda said: {said["stamps"]: n.moved("regular entries", n.YEAR_LATER) / 1000},
         arrivals=(0, 600, 5), leaving=(0.0, 20.0, 0.5))  # fmt: skip
def stories_of_2023(arrivals=55, leaving=3.0):
    """Pairs of arrivals and exits, kept on the page: which of them give the recorded fall?"""
    return n.story(arrivals, leaving)


@picture(Forest, "label", "actual", "low", "high", reference=None, hollow="missed", log=True, multiples=False,
         x_range=(0.08, 50), part="Venezuela", tables=(STOCK,),
         accent=lambda frame: [*frame.loc[frame["missed"], "label"]])  # fmt: skip
def honest_bands(said):
    """Bands for two years ahead as each year could have made them, and what came."""
    found = n.bands()
    label = [
        said["row"].format(origin=a, target=b, verdict=said["held" if inside else "missed"])
        for a, b, inside in found[["origin", "target", "inside"]].itertuples(index=False)
    ]
    shown = found.assign(label=label, missed=~found["inside"].astype(bool))
    shown[["low", "high", "actual"]] /= 1e6
    widest = shown.loc[shown["high"].idxmax()]
    return shown, widest[["origin", "target", "low", "high"]].to_dict()


def _two_measures(said):
    return {
        said["beside"][key]: {"measure": key, "y_label": said["units"][key]}
        for key in ("share_percent", "per_thousand")
    }


def _leader(frame: pd.DataFrame) -> str:
    named = frame[frame["host_iso3"].notna()]
    return named.loc[named["value"].idxmax(), "host_name"]


def _told(frame: pd.DataFrame) -> list[str]:
    """The host that leads, and Colombia, which keeps its colour where another one does."""
    return [_leader(frame), *frame.loc[frame["host_iso3"] == "COL", "host_name"]]


@picture(Dots, "host_name", "value", missing=False, tables=(HOSTS,), goal="G06.4", height=330,
         accent=_told,
         beside=_two_measures, year=(2018, 2025))  # fmt: skip
def host_race(said, year=2022, measure="per_thousand"):
    """Hosts by people and by people for each 1,000 inhabitants, year by year."""
    found = n.hosts_of(year).set_index("host_iso3").reindex(said["hosts"])[measure]
    frame = found.rename("value").sort_values(ascending=False).reset_index()
    frame = frame.assign(host_name=frame["host_iso3"].map(said["hosts"]))
    if measure == "share_percent":  # the dots of all rows are the whole hundred
        rest = {"host_name": said["elsewhere"], "value": 100 - frame["value"].sum()}
        frame = pd.concat([frame, pd.DataFrame([rest])], ignore_index=True)
    frame["value"] = frame["value"].round(1)
    quotes = {"title": measure, "host": _leader(frame), "year": year, "most": frame["value"].max()}
    return frame, quotes
