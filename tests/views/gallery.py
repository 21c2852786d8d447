"""One small frame and one view of each kind, and the tools to look at a picture."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
from PIL import Image

from borderlab.views import Bars, Forest, Lines, Map, Ranges, Scatter, SmallMultiples, style

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
    "lying bars": (Bars("flow", "value", horizontal=True), TRADE.query("year == 2008")),
    "panels": (
        SmallMultiples("year", "value", by="flow", panel="side", y_label="US$ millions"),
        TRADE,
    ),
    "forest": (Forest("way", "b", "lo", "hi", x_label="Elasticity"), ESTIMATES),
    "ranges": (Ranges("what", "lo", "hi", "who", x_label="Growth, per cent"), OWNED),
    "scatter": (Scatter("x", "y", by="kind", fit=lambda x: 9 - x), POINTS),
    "map": (Map("km", labels=("CO-NSA", "VE-S"), highlight=("VE-V",), y_label="km"), AREAS),
}
VALUES = {"forest": ("b", "lo", "hi"), "ranges": ("lo", "hi"), "scatter": ("y",), "map": ("km",)}


def values_of(name: str) -> tuple[str, ...]:
    """The columns that hold what a view draws."""
    return VALUES.get(name, ("value",))


def changed(name: str, factor: float) -> pd.DataFrame:
    """The frame of a view with other values."""
    frame = GALLERY[name][1]
    return frame.assign(**{column: frame[column] * factor for column in values_of(name)})


def pixels(png: bytes) -> np.ndarray:
    """A PNG as an array, rows by columns by red, green, blue."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def full_redraw(view, frame: pd.DataFrame) -> np.ndarray:
    """The picture as matplotlib draws a whole new figure."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    data = view.read(frame)
    layout = view.layout(data, None)
    with style.context():
        figure = Figure(figsize=(style.WIDTH / style.DPI, layout[0] / style.DPI), dpi=2 * style.DPI)
        canvas = FigureCanvasAgg(figure)
        view.moving(view.stage(figure, layout), layout, data, None)
        canvas.draw()
        return np.asarray(canvas.buffer_rgba())[..., :3].astype(int)
