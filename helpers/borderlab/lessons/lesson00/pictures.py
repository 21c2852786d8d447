"""The pictures of lesson 00: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from borderlab import explore, load
from borderlab.lessons.lesson00.numbers import border_line
from borderlab.lessons.words import picture_words
from borderlab.models.geometry import ruler_lengths, ruler_walk
from borderlab.views import Lines, Map

__all__ = ["longer_rulers", "ruler_on_the_map"]

RULERS_KM = [2, 5, 10, 20, 50, 100, 200]


def longer_rulers():
    """The length of the border by the ruler that measured it."""
    said = picture_words("00", "longer-rulers")
    lengths = ruler_lengths(border_line(), RULERS_KM)
    view = Lines(
        x="ruler_km",
        y="length_km",
        title=said["title"],
        x_label=said["x"],
        y_label=said["y"],
        tables=("maps/border_line",),
    )
    return view(lengths)


def ruler_on_the_map():
    """A ruler that walks along the border on a map; its length can be chosen."""
    said = picture_words("00", "ruler-on-the-map")
    cities = load("maps/cities").query("city in ['Bogotá', 'Caracas', 'Cúcuta']")
    cities = cities.assign(name=cities["city"] + ", " + cities["iso3"].map(said["countries"]))
    border = border_line()
    view = Map(
        title=lambda walk: said["title"].format(
            ruler=walk["ruler_km"].iloc[0], length=walk["length_km"].iloc[0]
        ),
        points=cities,
        point_labels="name",
        extent=(-77, 0.5, -62, 12.6),
        tables=("maps/border_line", "maps/cities"),
        note=said["note"],
    )

    def walk(ruler_km=100):
        return ruler_walk(border, ruler_km)

    return explore(walk, {"ruler_km": (said["controls"]["ruler_km"], 5, 400, 5)}, view)
