"""One small frame and one view of each kind, with what changes its values."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.maps import Map
from claimlab.views import (
    Bars,
    Dots,
    Fan,
    Forest,
    Lines,
    Ranges,
    Scatter,
    SmallMultiples,
    Spans,
    Squares,
    Strip,
    Tiles,
)

YEARS = np.arange(2000, 2020)
TRADE = pd.concat(
    pd.DataFrame(
        {
            "year": YEARS,
            "value": peak * np.exp(-(((YEARS - top) / 5.0) ** 2)) + 100,
            "flow": name,
            "side": name[-1],
        }
    )
    for name, peak, top in (("COL to VEN", 6000, 2008), ("VEN to COL", 1200, 2006))
).reset_index(drop=True)
ESTIMATES = pd.DataFrame(
    {"way": ["OLS", "PPML"], "b": [-1.17, -0.1], "lo": [-1.25, -0.4], "hi": [-1.1, 0.2]}
)
OWNED = pd.DataFrame(
    {
        "what": ["growth"] * 3,
        "lo": [1.5, 6, 15],
        "hi": [1.5, 10, 18.7],
        "who": ["IMF", "A bank", "Caracas"],
    }
)
AREAS = pd.DataFrame({"code": ["CO-NSA", "VE-S", "VE-V"], "km": [383.0, 128.0, 598.0]})
POINTS = pd.DataFrame(
    {"x": np.linspace(1, 9, 30), "y": 9 - np.linspace(1, 9, 30) ** 1.1, "kind": ["a", "b"] * 15}
)
COUNTS = pd.DataFrame({"when": ["2008", "2014", "2019"], "lorries": [36.0, 13.0, 2.0]})
CLAIMS = pd.DataFrame(
    {
        "claim": [f"C{n:02d}" for n in range(1, 31)],
        "status": ["supported", "depends", "contradicted", None, "supported"] * 6,
    }
)
BOOKS = pd.DataFrame(
    {
        "flow": ["COL to VEN", "COL to VEN", "VEN to COL", "VEN to COL"],
        "book": [
            "in the books of the one that sells, month by month",
            "planned from Venezuela to Colombia, and never begun",
        ]
        * 2,
        "value": [6092.0, 7259.0, 1200.0, 1090.0],
    }
)
SHARES = pd.DataFrame(
    {
        "flow": ["COL to VEN"] * 3 + ["VEN to COL"] * 3,
        "part": ["crosses by day", "never crosses", "crosses by night"] * 2,
        "share": [20.0, 50.0, 30.0, 60.0, 25.0, 15.0],
    }
)
ROAD = pd.DataFrame(
    {
        "step": [0.5, 12.5, 20.5] * 2,
        "value": [3.0, 4.0, 9.0, 1.0, 2.0, 2.5],
        "book": ["the road that was built"] * 3 + ["the one that was not"] * 3,
    }
)
STATES = ("open to all", "open on foot", "closed")
PERIODS = pd.DataFrame(
    {
        "start": ["2015-01-01", "2015-08-19", "2016-08-13", "2019-02-22", "2019-06-08"],
        "end": ["2015-08-19", "2016-08-13", "2018-01-01", "2019-06-08", "2020-01-01"],
        "state": [STATES[0], STATES[2], STATES[1], STATES[2], STATES[1]],
    }
)
SPELLS = pd.DataFrame(
    {
        "what": ["flights", "talks with an armed group", "flights", "a truce"],
        "from": ["2022-11-07", "2022-11-21", None, "2023-08-03"],
        "to": ["2025-12-04", "2025-01-17", None, "2024-08-03"],
        "day": [None, None, "2026-02-12", "2024-08-03"],
        "is_over": [False, False, False, True],
        "said": ["37 months", "26 months", "back since February", "12 months, not renewed"],
        "how": ["until airlines stop", "until one side suspends them", None, None],
    }
)
SETS = pd.DataFrame(
    {
        "set": ["House", "House", "A data set with a long name", "Polity"],
        "from": [1998, 1999, 1998, 1998],
        "to": [1998, 2021, 2005, 2018],
        "state": ["a democracy", "not a democracy", "a democracy", "not a democracy"],
    }
)
MISSES = pd.DataFrame(
    {
        "who": ["a shrug"] * 3 + ["no change"] * 3 + ["you"] * 3,
        "about": ["cargo over the bridge", "a flight by September", "trade above $2bn"] * 3,
        "square": [0.25, 0.25, 0.25, 1.0, 0.04, 0.04, 0.04, 0.49, 0.09],
        "came": ["came", "did not", "did not"] * 3,
    }
)
PATHS = pd.DataFrame({"year": range(2022, 2031)}).assign(
    middle=lambda f: 100 + 10 * (f["year"] - 2022.0),
    p10=lambda f: f["middle"] - 9 * (f["year"] - 2022) ** 1.2,
    p25=lambda f: f["middle"] - 4 * (f["year"] - 2022) ** 1.2,
    p75=lambda f: f["middle"] + 5 * (f["year"] - 2022) ** 1.2,
    p90=lambda f: f["middle"] + 12 * (f["year"] - 2022) ** 1.2,
    seen=lambda f: f["middle"].where(f["year"] < 2025) + 7,
)

GALLERY = {
    "lines": (
        Lines(
            "year",
            "value",
            by="flow",
            y_label="US$ millions",
            bands=[(2009, 2010, "Freeze"), (2015, 2016, "Closure")],
        ),
        TRADE,
    ),
    "one line": (
        Lines("year", "value", y_label="US$ millions", marks=[("2015-08-19", "Closure")]),
        TRADE.query("flow == 'COL to VEN'"),
    ),
    "log lines": (Lines("year", "value", by="flow", log=True), TRADE),
    "bars": (Bars("flow", "value"), TRADE.query("year == 2008")),
    "grouped bars": (Bars("year", "value", by="flow"), TRADE.query("year > 2014")),
    "stacked bars": (
        Bars("year", "value", by="flow", stacked=True, y_label="US$ millions", x_label="Year"),
        TRADE,
    ),
    "bars apart": (Bars("year", "value", by="flow", apart=True), TRADE.query("year > 2014")),
    "lying bars": (Bars("flow", "value", horizontal=True), TRADE.query("year == 2008")),
    "lying stack": (
        Bars("flow", "share", by="part", stacked=True, horizontal=True, y_range=(0, 100)),
        SHARES,
    ),
    "lying groups": (Bars("flow", "value", by="book", horizontal=True), BOOKS),
    "long names": (
        Lines(
            "step", "value", by="book", x_label="How far along the whole long road, in kilometres"
        ),
        ROAD,
    ),
    "long key": (Bars("flow", "value", by="book", horizontal=True), BOOKS.iloc[[0, 3]]),
    "panels": (
        SmallMultiples("year", "value", by="flow", panel="side", y_label="US$ millions"),
        TRADE,
    ),
    "forest": (Forest("way", "b", "lo", "hi", x_label="Elasticity"), ESTIMATES),
    "ranges": (Ranges("what", "lo", "hi", "who", x_label="Growth, per cent"), OWNED),
    "shared ranges": (
        Ranges("what", "lo", "hi", "who", reference=7.3, reference_name="seen", shared="in all"),
        OWNED.assign(lo=[1.5, 6, 5], hi=[8.5, 10, 18.7]),
    ),
    "scatter": (Scatter("x", "y", by="kind", fit=lambda x: 9 - x), POINTS),
    "named scatter": (Scatter("x", "y", by="kind", in_plot=True), POINTS),
    "circles": (Map("km", labels=("CO-NSA", "VE-S"), circles=True, y_label="km"), AREAS),
    "map": (Map("km", labels=("CO-NSA", "VE-S"), highlight=("VE-V",), y_label="km"), AREAS),
    "dots": (Dots("when", "lorries", thing="one lorry a day"), COUNTS),
    "spans": (
        Spans(
            "what",
            "from",
            "to",
            day="day",
            hollow="is_over",
            after="said",
            under="how",
            marks=[("2022-09-15", "the column"), ("2024-07-28", "a vote")],
            since="2022-09-01",
        ),
        SPELLS,
    ),
    "spans of states": (
        Spans("set", "from", "to", state="state", order=("a democracy", "not a democracy")),
        SETS,
    ),
    "squares": (
        Squares("who", "about", "square", under="came", most=1, own=("you",), name="mean"),
        MISSES,
    ),
    "fan": (
        Fan(
            "year",
            "middle",
            bands=[("p10", "p90", "8 in 10 paths"), ("p25", "p75", "half of them")],
            recorded="seen",
            y_label="Thousand persons",
        ),
        PATHS,
    ),
    "strip": (Strip("start", "end", "state", order=STATES), PERIODS),
    "tiles under signs": (
        Tiles("claim", "status", under="sign"),
        CLAIMS.assign(sign=["read in a paper of the day, twice", "heard"] * 15),
    ),
    "tiles": (Tiles("claim", "status", order=("supported", "depends", "contradicted")), CLAIMS),
}
VALUES = {
    "lying stack": ("share",),
    "shared ranges": ("lo", "hi"),
    "named scatter": ("y",),
    "circles": ("km",),
    "tiles under signs": (),
    "forest": ("b", "lo", "hi"),
    "ranges": ("lo", "hi"),
    "scatter": ("y",),
    "map": ("km",),
    "dots": ("lorries",),
    "fan": ("middle", "p10", "p25", "p75", "p90", "seen"),
    "spans": (),
    "spans of states": (),
    "squares": ("square",),
    "strip": (),
    "tiles": (),
}
NUMBERS = [name for name in GALLERY if VALUES.get(name, ("value",))]
ABOVE_ZERO = {
    "log lines": "above zero",
    "dots": "below zero",
    "circles": "below zero",
    "squares": "below zero",
    "fan": "above its high end",
}


def values_of(name: str) -> tuple[str, ...]:
    """The columns that hold what a view draws."""
    return VALUES.get(name, ("value",))


def changed(name: str, factor: float) -> pd.DataFrame:
    """The frame of a view with other values."""
    frame = GALLERY[name][1]
    return frame.assign(**{column: frame[column] * factor for column in values_of(name)})
