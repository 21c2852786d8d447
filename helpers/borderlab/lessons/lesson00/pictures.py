"""The pictures of lesson 00: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from borderlab.cover import TABLES, Cover, crossings
from borderlab.lessons.lesson00.numbers import KINDS, border_line, claims_by_kind
from borderlab.maps import Map
from borderlab.models.accounting import percent_fall
from borderlab.models.geometry import ruler_lengths, ruler_walk
from claimlab import load
from claimlab.html import Markup, details, join, table, tag
from claimlab.i18n import set_numbers
from claimlab.teaching.card import Button, Card, Face
from claimlab.teaching.frontend import has_front_end
from claimlab.teaching.picturing import picture
from claimlab.teaching.store import store
from claimlab.views import Dots, Lines

RULERS_KM = [2, 5, 10, 20, 50, 100, 200]
EXERCISE = "E00.6"


@picture(Cover, "amount", "what", tables=TABLES, bridge=lambda said: said["bridge"],
         countries=lambda said: tuple(said["countries"]))  # fmt: skip
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


@picture(Dots, "kind", "claims_count", missing=False, tables=("article/claims",),
         accent=lambda said: said["kinds"]["K"])  # fmt: skip
def plate_00(said):
    """One dot a claim of the column, kind beside kind."""
    counts = claims_by_kind()
    causes = counts.set_index("kind").loc["K", "claims_count"]
    frame = counts.assign(kind=counts["kind"].map(said["kinds"]))
    return frame, {"causes": causes, "all": counts["claims_count"].sum()}


@picture()
def readers(said):
    """Ten sentences, how the key and two readers label them, and the student's own labels."""
    press = [Button("again", said["again"])]  # the labels may be given after this card was drawn

    def face() -> Face:
        is_early = has_front_end() and store().setting("GATES") != "open" and not _labels()
        inside = [said["first"]] if is_early else [said["caption"], _grid(said)]
        return Face("note", said["title"], inside, [], press)

    return Card(face, {"again": lambda values: None})


def _labels() -> dict:
    """The student's own labels, as they were given last."""
    attempts = store().records("attempt", EXERCISE)
    return attempts[-1].value if attempts and isinstance(attempts[-1].value, dict) else {}


def _grid(said) -> tuple[Markup, str]:
    yours, sentences = _labels(), load("article/sentences")
    rank = {kind: place for place, kind in enumerate(KINDS)}
    sentences = sentences.sort_values("key_type", key=lambda kinds: kinds.map(rank), kind="stable")
    rows, words = [], []
    for row in sentences.itertuples():
        labels = [said["kinds"][one] for one in (row.key_type, row.reading_a, row.reading_b)]
        own = said["kinds"].get(str(yours.get(row.sentence_id)), said["none"])
        agree = said["yes" if row.reading_a == row.reading_b else "no"]
        cells = [*labels, own, agree]
        reasons = zip(said["heads"][1:4], (row.key_reason, row.reason_a, row.reason_b), strict=True)
        lines = [tag("p", f"{who}: {why}", style="margin:2px 0 2px 1em") for who, why in reasons]
        rows.append([details(row.text, *lines), *cells])
        words.append(" | ".join([row.text, *cells]))
    grid = table(said["heads"], rows, row_heads=True, class_="borderlab-readers")
    return join([tag("style", Markup(_STYLE)), grid]), "\n".join(words)


_STYLE = (
    ".borderlab-readers{border-collapse:collapse;max-width:900px}"
    ".borderlab-readers th,.borderlab-readers td{text-align:left!important;vertical-align:top;white-space:normal;padding:4px 8px;"
    "font-weight:400;border-bottom:1px solid var(--jp-border-color2,#c8c8c8)}.borderlab-readers thead th{font-weight:600}"
    ".borderlab-readers summary{cursor:pointer}"
)


@picture(Lines, "ruler_km", "shorter_percent", y_range=(0, 60), tables=("maps/border_line",),
         reveals="P00.3", y_label=lambda said: said["y"].format(short=RULERS_KM[0]))  # fmt: skip
def longer_rulers():
    """How much shorter the border becomes with a longer ruler."""
    lengths = ruler_lengths(border_line(), RULERS_KM)
    first = lengths["length_km"].iloc[0]
    frame = lengths.assign(shorter_percent=100 * (1 - lengths["length_km"] / first))
    return frame, {"ruler": RULERS_KM[-1], "percent": frame["shorter_percent"].iloc[-1]}


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
    return walk, {"ruler": ruler_km, "length": walk["length_km"].iloc[0]}
