"""The pictures of lesson 08: a table, how it is shown, and the controls that move it.

Nothing is drawn finer than a department, a ring or a band of distance, no place of an attack, and no
person as a mark.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from borderlab.lessons.lesson08 import numbers as n
from borderlab.lessons.lesson08.signature import Curtain
from borderlab.maps import Map
from claimlab.errors import KitError
from claimlab.lessons.tables import table
from claimlab.lessons.words import picture_words
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import table_card
from claimlab.views import Bars, Forest, Scatter
from claimlab.views.stage import day_text

ESTIMATES, FITS = "security/haven_estimates", "security/power_law_published"
EVENTS, RINGS = "security/events_by_ring", "security/rings"
BANDS, YEARLY_RINGS = "security/homicides_by_distance", "security/homicides_ring_year"
YEARS, MAP = "security/homicides_department_year", "maps/admin1"
COLOMBIA = (-79.2, -4.4, -66.6, 12.7)
RATES = (10, 20, 30, 50, 80)  # ends of the classes of the map
CASES = {  # against Caracas, and for it, as keys of on_file; no cell answers itself, the other column does
    "there": (("2020-01-22", "ELN in Venezuela"), ("2019-05-14", "denial")),
    "soldiers": (
        ("C44", "Human Rights Watch, text of the report (ecoi.net)"),
        ("2022", "argument of Caracas"),
    ),
    "gangs": (
        ("C43", "InSight Crime (La Patilla, on Infobae)"),
        ("2020-02", "gangs: Rastrojos"),
    ),
}
MORE_CASES = {  # the same, for the curious
    "own": (("2020-08", "ELN on itself"), ("2018-11-03", "soldiers killed")),
    "apure": (("2021-04", "who was attacked"), ("2021-07-02", "soldiers killed")),
    "chiefs": (
        ("2019-07-28", "FARC dissidents"),
        (
            "C44",
            "Tareck El Aissami, interior minister of Venezuela (El Espectador in Cosecha Roja)",
        ),
    ),
    "word": (("2020", "officials"), "S07"),
    "accusers": (("2021-07-02", "FundaRedes"), ("2021-07-06", "FundaRedes")),
}


def _above(said, frame: pd.DataFrame) -> list[str]:
    """The departments above the rate of the whole country."""
    country = frame.set_index("place")["per_100k"][said["country"]]
    return frame.loc[frame["per_100k"] > country, "place"].tolist()


@picture(Bars, "place", "per_100k", horizontal=True, tables=(YEARS, MAP),
         y_label=lambda said: said["y"].format(year=n.LAST_FULL_YEAR),
         accent=lambda said: partial(_above, said))  # fmt: skip
def plate_08(said):
    """Homicides per head in the departments on the border, beside all of Colombia."""
    rates = n.border_rates().round(1)
    names = table(MAP).set_index("code")["name"].to_dict() | {"COL": said["country"]}
    frame = pd.DataFrame({"place": [names[code] for code in rates.index], "per_100k": rates})
    frame = frame.sort_values("per_100k", ascending=False)
    above = (rates > rates["COL"]).sum()
    return frame, {"above": above, "all": len(rates) - 1, "year": n.LAST_FULL_YEAR}


@picture(Curtain, tables=(BANDS, YEARLY_RINGS), reveals="P08.1",
         says=lambda said: said["says"], bands=lambda: n.bands,
         ends=(n.NEAREST_KM, n.FARTHEST_KM),
         cut_off_km=(n.NEAREST_KM, n.FARTHEST_KM))  # fmt: skip
def where_is_near(said, cut_off_km=n.NEAR_KM, period=n.BEFORE):
    """The homicide rate near the border against the rate beyond, at every cut-off with exact sums."""
    found = n.both_sides(period)
    stops, percent = found.index.to_numpy(), found["percent"].round(1).to_numpy()
    now = np.abs(stops - cut_off_km).argmin()
    quotes = {
        "title": "higher" if percent[now] > 100 else "lower",
        "km": stops[now],
        "percent": abs(percent[now] - 100),
    }
    frame = found.assign(
        percent=percent, cut_off_km=stops, period=period, is_now=stops == stops[now]
    )
    return frame.reset_index(drop=True), quotes


def _multiples(found: pd.Series) -> np.ndarray:
    """An estimate and the ends of its interval: how many times the change elsewhere."""
    return np.exp(found[["coefficient", "low", "high"]].astype(float)).to_numpy()


def _clear(frame: pd.DataFrame) -> list[str]:
    """The groups whose interval does not hold 1."""
    return frame[(frame["low"] > 1) | (frame["high"] < 1)]["group"].tolist()


@picture(Forest, "group", "ratio", "low", "high", reference=1, log=True, x_range=(1 / 32, 16),
         x_ticks=(1 / 16, 1 / 4, 1, 4, 16), tables=(ESTIMATES,), goal="G08.2", reveals="P08.2",
         accent=_clear,
         near_km=(50, 100, 25), cut_year=(1995, 2004))  # fmt: skip
def haven_test(said, border="Venezuela", near_km=50, cut_year=1999):
    """Three groups' events near a border, after a year against before, beside the rest of the country."""
    rows = [
        (said["groups"][key], *_multiples(n.estimate(group, border, near_km, cut_year)))
        for key, group in n.GROUPS.items()
    ]
    frame = pd.DataFrame(rows, columns=["group", "ratio", "low", "high"])
    if frame["ratio"].isna().all():
        raise KitError(said["too_few"].format(border=border))
    clear = _clear(frame)
    quotes = {
        "title": "some" if clear else "none",
        "border": border,
        "km": near_km,
        "groups": said["and"].join(clear),
    }
    return frame.assign(border=border, near_km=near_km, cut_year=cut_year), quotes


@picture(Bars, "ring", "events", horizontal=True, tables=(EVENTS, RINGS), reveals="P08.3",
         accent=lambda frame: frame.loc[frame["events"].idxmax(), "ring"])  # fmt: skip
def ring_maker(said):
    """Fatal conflict events by distance to Venezuela, in rings of 100 km, and what blank cells could hide."""
    rings = n.rings_of("all", 100)
    ring = [said["ring"].format(a=a, b=b) for a, b in zip(rings["from_km"], rings["to_km"])]
    counted, hidden = rings["count_low"], rings["count_high"] - rings["count_low"]
    frame = pd.DataFrame({"ring": ring, "events": counted, "hidden": hidden})
    return frame, {
        "ring": ring[counted.idxmax()],
        "dense": rings["per_1000_km2_low"][counted.idxmax()],
        "near": rings["per_1000_km2_low"].iloc[0],
        "most": hidden.max(),
        "where": ring[hidden.idxmax()],
    }


@picture()
def two_cases(said):
    """What speaks against Caracas and what speaks for it, at its best, question by question."""
    return _cases(said, CASES)


@picture()
def more_of_two_cases(said):
    """The questions that the core leaves out."""
    return _cases(said, MORE_CASES)


def _cases(said, cases: dict):
    rows = [
        (said["questions"][question], *map(_with_source, sides))
        for question, sides in cases.items()
    ]
    heads = picture_words("08", "two-cases")["heads"]
    return table_card(said["title"], heads, rows, said["note"])


def _with_source(key: str | tuple[str, str]) -> str:
    says, source, day = n.on_file(key)
    return f"{says} ({source}, {day_text(day)})"


@picture(Forest, "way", "ratio", "low", "high", reference=1, log=True, x_range=(0.5, 2),
         x_ticks=(0.5, 0.7, 1, 1.4, 2), tables=(ESTIMATES,),
         accent=lambda said: said["ways"]["false_date"])  # fmt: skip
def homicide_contrasts(said):
    """One question about homicides near the border, asked in four ways."""
    rows = [
        (said["ways"][name], *_multiples(found)) for name, found in n.homicide_contrasts().items()
    ]
    frame = pd.DataFrame(rows, columns=["way", "ratio", "low", "high"])
    return frame, {"false_date": said["ways"]["false_date"]}


@picture(Scatter, "printed", "ours", by="kind", fit=lambda x: x, x_range=(1, 6),
         y_range=(1, 6), in_plot=True, tables=(FITS,))  # fmt: skip
def exponents(said):
    """All published exponents of event sizes, each against the one that comes out here."""
    fits = table(FITS)
    met = (fits["printed_exponent"] - fits["our_exponent_own_cutoff"]).abs() < 0.0015
    shown = {"unit_type": "kind", "departments": "departments", "period": "period",
             "printed_exponent": "printed", "our_exponent_own_cutoff": "ours"}  # fmt: skip
    frame = fits[list(shown)].rename(columns=shown)
    frame["kind"] = frame["kind"].map(said["kinds"])
    return frame, {"met": met.sum(), "count": len(fits)}


def _on_border() -> tuple[str, ...]:
    rates = n.rates_by_department()
    return tuple(rates[rates["on_border"]].drop_duplicates("code")["code"])


def _ends(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The department with the highest rate that is shown, and the one with the lowest."""
    known = frame.dropna(subset=["per_100k"])
    return known.loc[known["per_100k"].idxmax()], known.loc[known["per_100k"].idxmin()]


@picture(Map, "per_100k", classes=RATES, highlight=_on_border, extent=COLOMBIA,
         labels=lambda frame: [row["code"] for row in _ends(frame)], tables=(YEARS, MAP),
         year=(2003, 2024))  # fmt: skip
def rates_on_a_map(year=2012):
    """The homicide rate of each department, year by year; those on the border are outlined."""
    rates = n.rates_by_department()
    frame = rates[rates["year"] == year].reset_index(drop=True)
    top, low = _ends(frame)
    quotes = {
        "year": year,
        "top": top["department"],
        "bottom": low["department"],
    }
    return frame, quotes
