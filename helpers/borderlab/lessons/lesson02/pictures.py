"""The pictures of lesson 02: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from borderlab.lessons.lesson02.bridge import (
    close_the_bridge,
    country_and_department,
    crossing,
    diverted_trade,
)
from borderlab.lessons.lesson02.numbers import breaks_of_2012, published_distance
from borderlab.lessons.lesson02.signature import Pinch
from borderlab.lessons.lesson02.trust import BREAKS, HOLDS, trust_checks
from borderlab.models.equilibrium import square
from borderlab.models.gravity import log_or_not
from claimlab.lessons.tables import table
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import table_card
from claimlab.views import Bars, Forest, Lines

BASE, RESULTS, PANEL = "trade/ge_base", "trade/log_of_gravity_results", "trade/gravity_panel"
FARTHEST = 10  # times as far: how far a curve of distance goes
# Made-up trade: its distance elasticity; how uneven its noise is, and per cent of pairs without trade.
TRUTH = -0.8
ERRORS = {"noise": (2.0, 0.0), "zeros": (0.0, 45.0), "both": (2.0, 40.0)}


def _pinched(flows: pd.DataFrame, purses: pd.DataFrame, cut_percent: float) -> pd.DataFrame:
    return pd.concat([flows, purses], ignore_index=True).assign(cut_percent=cut_percent)


_pinch = partial(picture, Pinch, tables=(BASE,), said=lambda said: said)


@_pinch(about="Colombia", most=2.4, reveals="P02.2", advanced=("theta", "stopped"),
        cut_percent=(0.0, 99.0, 1.0), theta=(2.0, 10.0, 0.5))  # fmt: skip
def closed_bridge(cut_percent=95.0, theta=4.0, stopped="all"):
    """The trade between the two stopped: what still crosses, who takes the rest, what each country loses."""
    flows = crossing(table(BASE), cut_percent, theta, stopped)
    losses = {
        adjusts: close_the_bridge(
            table(BASE), "2006", cut_percent, theta, adjusts, stopped=stopped
        ).set_index("region")["change_percent"]
        for adjusts in ("everything", "nothing")
    }
    purses = -pd.DataFrame(losses).loc[["Venezuela", "Colombia"]] + 0.0
    names = {"everything": "loss_percent", "nothing": "sales_percent"}
    purses = purses.rename(columns=names).reset_index()
    ours = flows[flows["seller"] == "Colombia"].set_index("buyer").drop(columns="seller")
    before, after = ours.loc["Venezuela"]
    more = ours.drop("Venezuela")
    quotes = {
        "before": before,
        "after": after,
        "more": float((more["after_usd_billions"] - more["before_usd_billions"]).sum()),
        "loss": purses["loss_percent"].iloc[-1],
        "cut": cut_percent,
    }
    return _pinched(flows, purses, cut_percent), quotes


def _times(said, frame: pd.DataFrame) -> list[tuple[str, str]]:
    """How many times the country's loss the department's is, where it loses more."""
    quotes = frame.attrs["quotes"]
    words = said["more"].format(**quotes)
    return [(said["names"]["Norte de Santander"], words)] if quotes["title"] == "loss" else []


@_pinch(about="Norte de Santander", most=10.0, remarks=lambda said: partial(_times, said), goal="G02.2", reveals="P02.3", advanced=("cut_percent", "norte_size_percent"),
        cut_percent=(0.0, 99.0, 1.0), norte_share_percent=(0.0, 75.0, 1.0),
        norte_size_percent=(1.6, 4.0, 0.1))  # fmt: skip
def closed_bridge_of_norte(norte_share_percent=50.0, norte_size_percent=1.6, cut_percent=95.0):
    """The same closure, with a purse of its own for Norte de Santander."""
    assumed = (cut_percent, norte_share_percent, norte_size_percent)
    purses = country_and_department(table(BASE), *assumed).assign(sales_percent=np.nan)
    _venezuela, whole, ours = purses["loss_percent"]
    kind = "same" if abs(ours - whole) <= 0.05 else "loss"
    kind = "gain" if ours < 0 else kind
    times = ours / whole if whole else 1.0
    quotes = {
        "title": kind,
        "loss": abs(ours),
        "whole": whole,
        "times": times,
        "share": norte_share_percent,
    }
    flows = crossing(table(BASE), cut_percent)
    flows = flows[flows[["seller", "buyer"]].isin(["Colombia", "Venezuela"]).all(axis=1)]
    return _pinched(flows, purses, cut_percent), quotes


@picture(
    Bars,
    "country",
    "change_percent",
    by="way",
    horizontal=True,
    row=34,
    tables=(BASE,),
    reveals="P02.4",
)
def trade_diverted(said):
    """The change of each neighbour's trade with third countries, the mean of four."""
    by = diverted_trade(table(BASE)).groupby("flow", sort=False)["change_percent"]
    found = by.mean().round(1).to_frame()
    parts = found.index.str.split("_")
    frame = found.assign(
        country=parts.str[0].map(said["countries"]), way=parts.str[1].map(said["ways"])
    )
    return frame, found["change_percent"].to_dict()


@picture(Lines, "times", "left", by="estimator", low="low", high="high", y_range=(0, 100), x_ticks=range(1, FARTHEST + 1),
         accent=lambda said: said["estimators"]["PPML"], tables=(RESULTS,), reveals="P02.1")  # fmt: skip
def printed_elasticities(said):
    """What distance leaves of trade by the elasticities of a published table, by OLS and by PPML on all pairs."""
    found = published_distance().drop_duplicates("estimator", keep="last")
    times = np.linspace(1, FARTHEST, 5 * (FARTHEST - 1) + 1).round(1)
    columns = {"left": "elasticity", "low": "low", "high": "high"}
    frame = pd.concat(
        pd.DataFrame({name: 100 * times ** getattr(row, column) for name, column in columns.items()})
        .assign(times=times, estimator=said["estimators"][row.estimator])
        for row in found.itertuples()
    )  # fmt: skip
    quotes = {}
    for row in found.itertuples():
        ends = {"b": row.elasticity, "low": row.low, "high": row.high}
        quotes |= {f"{row.estimator}_{name}": value for name, value in ends.items()}
        quotes[row.estimator] = 100 * FARTHEST**row.elasticity
    return frame, {**quotes, **{f"name_{key}": name for key, name in said["estimators"].items()}}


@picture(Forest, "way", "elasticity", "low", "high", by="trouble", x_range=(-1.3, 0), reference=TRUTH, reveals="P02.1",
         accent=lambda frame: list((frame["trouble"] + ": " + frame["way"]).iloc[1::2]))  # fmt: skip
def log_or_ppml(said):
    """Made-up trade whose distance effect is known, estimated in both ways under three kinds of errors."""
    found = {name: log_or_not(*errors, TRUTH) for name, errors in ERRORS.items()}
    rows = pd.concat(found, names=["errors"]).reset_index("errors")
    way, trouble = rows["estimator"].map(said["estimators"]), rows["errors"].map(said["errors"])
    return rows.assign(way=way, trouble=trouble), {"truth": TRUTH}


@picture()
def trusted_parts(said):
    """Six statements about the solver, and which of them fail when a part is taken out."""
    flows = square(table(BASE), "2006")
    digits = pd.DataFrame({part: trust_checks(flows, broken=part) for part in BREAKS})
    rows = [
        [text, *(said["holds" if n >= HOLDS else "fails"] for n in digits.loc[name])]
        for name, text in said["statements"].items()
    ]
    return table_card(said["title"], said["heads"], rows, said["note"])


@picture(Forest, "flow", "change_percent", "low", "high", tables=(PANEL,),
         x_label=lambda said: said["x"].format(flows=len(breaks_of_2012())),
         accent=lambda frame: [flow for flow in frame["flow"].head(4) if flow.startswith("Colombia")])  # fmt: skip
def steps_of_2012(said):
    """How far each neighbour's sales to its neighbour moved from 2012 on, largest falls first."""
    found, names = breaks_of_2012().head(8), said["states"]
    flow = [said["way"].format(*map(names.get, flow.split(" to "))) for flow in found["flow"]]
    return found.assign(flow=flow)
