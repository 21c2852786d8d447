"""The pictures of lesson 02: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from borderlab import Choice, Slider, explore, load
from borderlab.lessons.lesson02.bridge import (
    close_the_bridge,
    country_and_department,
    diverted_trade,
)
from borderlab.lessons.lesson02.estimates import log_or_not, pair_breaks, published_distance
from borderlab.lessons.lesson02.trust import BREAKS, trust_checks
from borderlab.lessons.showing import choice
from borderlab.lessons.tables import by_id
from borderlab.lessons.words import picture_words
from borderlab.models.equilibrium import square
from borderlab.models.geometry import distance_km
from borderlab.views import Bars, Forest, Map

__all__ = [
    "closed_bridge",
    "closed_bridge_of_norte",
    "log_or_ppml",
    "plate",
    "printed_elasticities",
    "steps_of_2012",
    "trade_diverted",
    "trusted_parts",
]

BASE, RESULTS = "trade/ge_base", "trade/log_of_gravity_results"


def plate():
    """The bridge, the town beside it, and the capital that is far away."""
    said = picture_words("02", "plate")
    towns = load("maps/cities").query("city in @names", local_dict={"names": said["towns"]})
    bridge = by_id("maps/crossings").loc["simon_bolivar"]
    here = (bridge["longitude_deg"], bridge["latitude_deg"])
    at = {row.city: (row.longitude_deg, row.latitude_deg) for row in towns.itertuples()}
    far = {city: distance_km(here, place) for city, place in at.items()}
    view = Map(
        labels=("CO-NSA",), points=towns, point_labels="city", height=430,
        lines=pd.DataFrame({"path": [[here, at["Bogotá"]]]}), extent=(-77.6, 4.0, -69.0, 9.0),
        title=said["title"].format(near=far["Cúcuta"], far=far["Bogotá"]),
        tables=("maps/cities", "maps/crossings"), note=said["note"],
    )  # fmt: skip
    return view()


def _elasticities(said, **rest) -> Forest:
    def title(found):
        by = found.set_index("estimator")["elasticity"]
        ols, ppml = (by.loc[[name]].iloc[-1] for name in ("OLS", "PPML"))
        return said["title"].format(ratio=ols / ppml)

    return Forest(
        label="label", value="elasticity", low="low", high="high", x_range=(-1.6, 0),
        x_label=said["x"], title=title, **rest,
    )  # fmt: skip


def printed_elasticities():
    """The distance elasticities of a published table, by OLS and by PPML."""
    said = picture_words("02", "elasticities")
    found = published_distance(load(RESULTS))
    label = found["estimator"] + ", " + found["sample"].map(said["samples"])
    return _elasticities(said, reference=None, tables=(RESULTS,))(found.assign(label=label))


def log_or_ppml():
    """Made-up trade whose distance effect is known, estimated in both ways."""
    said = picture_words("02", "elasticities")

    def estimates(uneven_noise=1.5, zeros_percent=20.0):
        found = log_or_not(uneven_noise, zeros_percent)
        return found.assign(label=found["estimator"].map(said["estimators"]))

    return explore(
        estimates,
        _elasticities(said, reference=-0.8, note=said["note"]),
        goal="G02.3",
        uneven_noise=Slider(said["uneven_noise"], 0.0, 2.0, 0.1),
        zeros_percent=Slider(said["zeros_percent"], 0, 45, 5),
    )


def closed_bridge():
    """What each country loses when the trade between the two is stopped: in sales, in spending."""
    said = picture_words("02", "closed-bridge")
    base = load(BASE)

    def closed(cut_percent=95.0, theta=4.0, adjusts="everything", stopped="all"):
        found = close_the_bridge(base, "2006", cut_percent, theta, adjusts, stopped=stopped)
        found = found.set_index("region").loc[said["regions"]].reset_index()
        return found.assign(loss_percent=-found["change_percent"] + 0.0)

    def title(found):
        measure = found["measure"].iloc[0]
        return said["titles"][measure].format(loss=found["loss_percent"].iloc[-1])

    view = Bars(
        "region", "loss_percent", horizontal=True, y_range=(-0.3, 2.4), title=title, x_label="",
        y_label=said["y"], tables=(BASE,), note=said["note"], height=230,
    )  # fmt: skip
    return explore(
        closed,
        view,
        goal="G02.1",
        beside={text: {"adjusts": what} for text, what in said["adjusts"].items()},
        advanced={"stopped": Choice(said["what"], said["stopped"])},
        cut_percent=Slider(said["cut_percent"], 0.0, 99.0, 1.0),
        theta=Slider(said["theta"], 2.0, 10.0, 0.5),
    )


def closed_bridge_of_norte():
    """The same closure for Norte de Santander, beside Colombia as a whole."""
    said = picture_words("02", "norte")
    base = load(BASE)

    def closed(norte_share_percent=50.0, norte_size_percent=1.6, cut_percent=95.0):
        return country_and_department(base, cut_percent, norte_share_percent, norte_size_percent)

    def title(found):
        _venezuela, whole, ours = found["loss_percent"]
        kind = "gain" if ours < 0 else "loss"
        if kind == "loss" and abs(ours - whole) <= 0.05:
            kind = "same"
        times = ours / whole if whole else 1.0
        return said["titles"][kind].format(loss=abs(ours), whole=whole, times=times)

    view = Bars(
        "region", "loss_percent", horizontal=True, y_range=(-1, 10), title=title, x_label="",
        y_label=said["y"], tables=(BASE,), note=said["note"], height=230,
    )  # fmt: skip
    return explore(
        closed,
        view,
        goal="G02.2",
        norte_share_percent=Slider(said["share"], 0.0, 75.0, 1.0),
        norte_size_percent=Slider(said["size"], 1.6, 4.0, 0.1),
        advanced={"cut_percent": Slider(said["cut_percent"], 0.0, 99.0, 1.0)},
    )


def trade_diverted():
    """The change of every third country's trade with the two neighbours."""
    said = picture_words("02", "trade-diverted")
    moved = diverted_trade(load(BASE))
    means = moved.groupby("flow")["change_percent"].mean().abs()
    view = Bars(
        "partner", "change_percent", by="flow", y_range=(-6, 6), y_label=said["y"], x_label="",
        title=said["title"].format(**means), tables=(BASE,), note=said["note"],
    )  # fmt: skip
    return view(moved.assign(flow=moved["flow"].map(said["flows"])))


def trusted_parts():
    """Six statements about the solver, and which of them fail when a part is taken out."""
    said = picture_words("02", "trusted-parts")
    flows = square(load(BASE), "2006")

    def checked(broken="nothing"):
        found = trust_checks(flows, broken=broken)
        return found.assign(
            statement=found["statement"].map(said["statements"]),
            verdict=found["holds"].map({True: said["holds"], False: said["fails"]}),
        )

    view = Bars(
        "statement", "digits_that_agree", by="verdict", horizontal=True, y_range=(0, 16),
        title=lambda found: said["title"].format(holds=found["holds"].sum(), all=len(found)),
        x_label="", y_label=said["y"], tables=(BASE,),
    )  # fmt: skip
    return explore(
        checked, view, goal="G02.4", broken=choice(said["broken"], said["parts"], BREAKS)
    )


def steps_of_2012():
    """How far each neighbour's sales to its neighbour moved from 2012 on, largest falls first."""
    said = picture_words("02", "steps-of-2012")
    panel = "trade/gravity_panel"
    view = Forest(
        label="flow", value="change_percent", low="low", high="high", title=said["title"],
        x_label=said["x"], tables=(panel,),
    )  # fmt: skip
    return view(pair_breaks(load(panel)).head(8))
