"""The figures that the latency benchmark moves: each in the kit's way and in the common way, on the same data."""

SETUP = """
import warnings; warnings.filterwarnings("ignore")
import matplotlib.pyplot as plt, pandas as pd, seaborn as sns
from ipywidgets import FloatSlider, IntSlider, interact
from borderlab import Slider, explore, load
from claimlab.views import Bars, Lines
sns.set_theme(style="whitegrid")
trade = load("trade/bilateral_annual").query("is_preferred and year >= 1990")
trade = trade.assign(direction=trade["exporter_iso3"].map({"COL": "Colombia to Venezuela", "VEN": "Venezuela to Colombia"}))
BANDS = [(2009.6, 2010.6, "Trade freeze"), ("2015-08-19", "2016-08-13", "Border closed"), ("2019-02-23", "2022-09-26", "Relations broken")]
LOOK = dict(by="direction", y_label="US$ millions, prices of 2008", tables=("trade/bilateral_annual",))

def deflated(inflation_percent=0.0):
    factor = (1 + inflation_percent / 100) ** (2008 - trade["year"])
    return trade.assign(value=trade["trade_usd_millions"] * factor)

from functools import partial
from borderlab.lessons.lesson02.bridge import close_the_bridge
base = load("trade/ge_base")

def until(end_year=1991):
    return deflated(2.0).query("year <= @end_year")
"""

DEFLATE = 'inflation_percent=Slider("Inflation, per cent a year", 0.0, 6.0, 0.1)'
SLIDE = (
    'inflation_percent=FloatSlider(min=0.0, max=6.0, step=0.1, value=0.0, description="inflation")'
)

FIGURES = {
    "lines with bands": (
        f'explore(deflated, Lines("year", "value", bands=BANDS, **LOOK), {DEFLATE})',
        f"""
def draw(inflation_percent):
    fig, ax = plt.subplots(figsize=(7.6, 3.8), dpi=100)
    sns.lineplot(data=deflated(inflation_percent), x="year", y="value", hue="direction", style="direction", markers=True, ax=ax)
    for start, end in [(2009.6, 2010.6), (2015.6, 2016.6), (2019.2, 2022.7)]:
        ax.axvspan(start, end, color="0.9")
    ax.set(ylabel="US$ millions, prices of 2008", xlabel="", title="Trade"); plt.show()
interact(draw, {SLIDE});""",
    ),
    "stacked bars": (
        f'explore(deflated, Bars("year", "value", stacked=True, **LOOK), {DEFLATE})',
        f"""
def draw(inflation_percent):
    fig, ax = plt.subplots(figsize=(7.6, 3.8), dpi=100)
    sns.histplot(data=deflated(inflation_percent), x="year", weights="value", hue="direction", multiple="stack", discrete=True, ax=ax)
    ax.set(ylabel="US$ millions, prices of 2008", xlabel="", title="Trade"); plt.show()
interact(draw, {SLIDE});""",
    ),
    "limits change": (
        'explore(until, Lines("year", "value", bands=BANDS, **LOOK), end_year=Slider("Show the years up to", 1991, 2024))',
        """
def draw(end_year):
    fig, ax = plt.subplots(figsize=(7.6, 3.8), dpi=100)
    sns.lineplot(data=until(end_year), x="year", y="value", hue="direction", style="direction", markers=True, ax=ax)
    ax.set(ylabel="US$ millions, prices of 2008", xlabel="", title="Trade"); plt.show()
interact(draw, end_year=IntSlider(min=1991, max=2024, value=1991));""",
    ),
    "close the bridge": (
        """explore(partial(close_the_bridge, base, cut_percent=40), Bars("region", "change_percent", horizontal=True, y_range=(-10, 2),
    y_label="Per cent of income", tables=("trade/ge_base",)), cut_percent=Slider("Trade stopped, per cent", 0.0, 99.0, 1.0))""",
        """
def draw(cut_percent):
    fig, ax = plt.subplots(figsize=(7.6, 3.8), dpi=100)
    sns.barplot(data=close_the_bridge(base, cut_percent=cut_percent), y="region", x="change_percent", ax=ax)
    ax.set(xlabel="Per cent of income", ylabel="", xlim=(-10, 2), title="Real income"); plt.show()
interact(draw, cut_percent=FloatSlider(min=0, max=99, step=1, value=40));""",
    ),
}
