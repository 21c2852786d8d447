"""The numbers from which lesson 00 computes its answers, facts and claims."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from borderlab.models.geometry import distance_km, divider_length_km
from claimlab.lessons import recorded_claims
from claimlab.lessons.tables import by_id, figure, table

KM_PER_MILE = 1.609344
SHORT_RULER_KM, LONG_RULER_KM = 2, 200
CODERS = [[40, 10], [5, 25]]  # two coders, 80 sentences: "causal" first, "not causal" second
ATLAS_KM = 2050  # as an atlas of 1991 prints it: the contested figure border_km_cia_1991
# Five sentences to lay into trays, by their rows; a tray for each kind that the key knows.
_FIVE = {"killed": "S02", "handful": "S05", "important": "S08", "fears": "S07", "failed": "S10"}
FIVE = tuple(_FIVE)
_TRAYS = {"figure": "look", "causal": "why", "normative": "wish", "forecast": "later"}
TRAYS = tuple(_TRAYS.values())
VOICES = ("column", "caracas", "bogota", "united_nations")


def percent(part: float, whole: float) -> float:
    """A part in per cent of a whole."""
    return 100 * part / whole


def published_lengths_km() -> pd.Series:
    """How long the border is, by row id of who publishes it."""
    rows = by_id("article/contested")
    return rows.loc[rows["quantity"] == "Length of the border", "value"]


def counts_of_people() -> pd.DataFrame:
    """How many Venezuelans are in Colombia, by who says so: columns ``owner``, ``people_millions``."""
    rows = by_id("article/contested").query("quantity == 'Venezuelans in Colombia'")
    return pd.DataFrame({"owner": rows["owner"], "people_millions": rows["value"] / 1e6})


def key() -> dict[str, str]:
    """The kit's own label of each of the ten sentences."""
    return by_id("article/sentences")["key_type"].to_dict()


def kits_tray(sentence: str) -> str:
    """Where the kit's key would lay one of the five.

    >>> kits_tray("killed")
    'why'
    """
    return _TRAYS[key()[_FIVE[sentence]]]


def not_found() -> list[str]:
    """The claims for which a record was sought and not found, in all lessons as they were built."""
    return sorted(
        name
        for _lesson, claims in recorded_claims()
        for name, said in claims.items()
        if said["status"] == "not found"
    )


def nearest_record() -> dict[str, str]:
    """The record that comes nearest to the newspaper's "with hope" (C25), as the form takes one."""
    row = table("article/records").query("claim_id == 'C25' and before_column == 'true'").iloc[0]
    return {
        "claim": row["claim_id"],
        "date": row["date"],
        "clock": "until",
        "source": row["source"],
        "quotation": row["quotation"],
        "address": row["source_url"],
    }


def speeches() -> pd.DataFrame:
    """Eight wordings of two facts in an order that does not give the speaker away."""
    rows = table("article/wordings").query("fact_id in ['border_2015', 'departures']")
    rows = rows.sort_values("place")
    return rows.assign(item=[f"W{n}" for n in range(1, len(rows) + 1)]).set_index("item")


def border_line() -> list:
    """The border on the most detailed map, as points of longitude and latitude in degrees."""
    line = by_id("maps/border_line").loc["10m", "geometry"]
    return line["coordinates"]


@lru_cache(maxsize=None)
def border_length_km(ruler_km: float) -> float:
    """The border's length, measured with a ruler."""
    return divider_length_km(border_line(), ruler_km)[0]


def to_bridge_km() -> float:
    """From the centre of Cúcuta to the Simón Bolívar bridge in a straight line."""
    city = table("maps/cities").set_index("city").loc["Cúcuta"]
    bridge = by_id("maps/crossings").loc["simon_bolivar"]
    return distance_km(
        *((place["longitude_deg"], place["latitude_deg"]) for place in (city, bridge))
    )


def miles() -> float:
    """The printed length of the border, in miles."""
    return figure("border_length_km") / KM_PER_MILE


def rounding_error() -> float:
    """Per cent by which the printed miles are too many, of the exact ones."""
    return percent(figure("border_length_miles") - miles(), miles())
