"""The pictures of lesson 00: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from borderlab.cover import TABLES, Cover, crossings
from borderlab.lessons.lesson00.numbers import (
    LONG_RULER_KM,
    SHORT_RULER_KM,
    border_length_km,
    border_line,
)
from borderlab.lessons.lesson00.signature import Walks
from borderlab.maps import Map
from borderlab.models.accounting import percent_fall
from borderlab.models.geometry import ruler_walk
from claimlab import load
from claimlab.i18n import set_numbers
from claimlab.teaching.picturing import picture

RULERS_KM = [SHORT_RULER_KM, 20, 100, LONG_RULER_KM]


@picture(Cover, "amount", "what", tables=TABLES, countries=lambda said: tuple(said["countries"]))  # fmt: skip
def cover(said):
    """What was sold over the border in two years, and how many live on its other side."""
    amounts = crossings()
    in_words = {"sold": 1e3, "to": 1e6}  # billions of US$, millions of people
    lines = [
        [
            set_numbers(line.format(n=amount / in_words[key.partition("_")[0]]))
            for line in said["said"][key]
        ]
        for key, amount in amounts.items()
    ]
    people = (amounts["to_colombia"] + amounts["to_venezuela"]) / 1e6
    fall = percent_fall(amounts["sold_2008"], amounts["sold_2019"])
    frame = pd.DataFrame({"amount": amounts, "what": lines})
    return frame, {"fall": fall, "people": people}


@picture(Walks, "ruler_km", "length_km", "shorter_percent", said=lambda said: said,
         tables=("maps/border_line",), reveals="P00.3")  # fmt: skip
def longer_rulers():
    """One border walked with four rulers: what each cuts off, and how much shorter the border becomes."""
    walks = pd.concat([ruler_walk(border_line(), ruler) for ruler in RULERS_KM])
    shorter = 100 * (1 - walks["length_km"] / walks["length_km"].iloc[0])
    quotes = {"ruler": RULERS_KM[-1], "percent": shorter.iloc[-1]}
    return walks.assign(shorter_percent=shorter), quotes


def _cities(said):
    """Three cities, each with its country."""
    cities = load("maps/cities").query("city in ['Bogotá', 'Caracas', 'Cúcuta']")
    country = cities["iso3"].map(said["countries"])
    return cities.assign(name=cities["city"] + " (" + country + ")")


@picture(Map, points=_cities, point_labels="name", extent=(-77, 0.5, -62, 12.6),
         tables=("maps/border_line", "maps/cities"), goal="G00.1", reveals="P00.3",
         ruler_km=(5, 400, 5))  # fmt: skip
def ruler_on_the_map(ruler_km=100):
    """A ruler that walks along the border on a map; its length can be chosen."""
    walk = ruler_walk(border_line(), ruler_km)
    length, most = walk["length_km"].iloc[0], border_length_km(SHORT_RULER_KM)
    shorter = percent_fall(most, length)
    return walk, {"ruler": ruler_km, "length": length, "shorter": shorter, "short": SHORT_RULER_KM}
