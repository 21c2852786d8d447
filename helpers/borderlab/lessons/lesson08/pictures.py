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
RATES = (15, 30, 60)  # ends of the classes of the map
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


def _country() -> float:
    return round(float(n.border_rates()["COL"]), 1)


def _above(frame: pd.DataFrame) -> list[str]:
    """The departments above the rate of the whole country."""
    return frame.loc[frame["per_100k"] > _country(), "place"].tolist()


@picture(Bars, "place", "per_100k", horizontal=True, row=38, part="Colombia", tables=(YEARS, MAP),
         y_label=lambda said: said["y"].format(year=n.LAST_FULL_YEAR), reference=_country,
         accent=lambda: _above)  # fmt: skip
def plate_08():
    """Homicides per head in the departments on the border, beside all of Colombia."""
    rates = n.border_rates().drop("COL").round(1)
    names = table(MAP).set_index("code")["name"]
    frame = pd.DataFrame({"place": rates.index.map(names), "per_100k": rates})
    return frame, {"above": len(_above(frame)), "all": len(frame), "year": n.LAST_FULL_YEAR}


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
        "last": stops[percent > 100].max(),
    }
    frame = found.assign(
        percent=percent, cut_off_km=stops, period=period, is_now=stops == stops[now]
    )
    return frame.reset_index(drop=True), quotes


def _multiples(found: pd.Series) -> np.ndarray:
    """An estimate and the ends of its interval: how many times the change elsewhere."""
    return np.exp(found[["coefficient", "low", "high"]].astype(float)).to_numpy()


def _events(said, frame: pd.DataFrame) -> list[tuple[str, str]]:
    """How many events near a border an estimate stands on, where the table may say so."""
    known = frame.dropna(subset=["ratio", "before", "after"])
    return [
        (row.group, said["events"].format(before=row.before, after=row.after, year=row.cut_year))
        for row in known.itertuples()
    ]


def _clear(frame: pd.DataFrame) -> list[str]:
    """The groups whose interval does not hold 1."""
    return frame[(frame["low"] > 1) | (frame["high"] < 1)]["group"].tolist()


@picture(Forest, "group", "ratio", "low", "high", reference=1, log=True, x_range=(1 / 32, 16),
         x_ticks=(1 / 16, 1 / 4, 1, 4, 16), tables=(ESTIMATES,), goal="G08.2", reveals="P08.2",
         accent=_clear, remarks=lambda said: partial(_events, said),
         near_km=(50, 100, 25), cut_year=(1995, 2004))  # fmt: skip
def haven_test(said, border="Venezuela", near_km=50, cut_year=1999):
    """Three groups' events near a border, after a year against before, beside the rest of the country."""
    rows = []
    for key, group in n.GROUPS.items():
        found = n.estimate(group, border, near_km, cut_year)
        rows.append((said["groups"][key], *_multiples(found), found["near_before"], found["near_after"]))  # fmt: skip
    frame = pd.DataFrame(rows, columns=["group", "ratio", "low", "high", "before", "after"])
    if frame["ratio"].isna().all():
        raise KitError(said["too_few"].format(border=border))
    clear = _clear(frame)
    quotes = {
        "title": "some" if clear else "none",
        "border": border,
        "km": near_km,
        "year": cut_year,
        "groups": said["and"].join(clear),
    }
    return frame.assign(border=border, near_km=near_km, cut_year=cut_year), quotes


@picture(Bars, "ring", "per_100k", horizontal=True, weight="people", inside="said",
         tables=(EVENTS, RINGS), reveals="P08.3", says=lambda said: {"heads": said["heads"]},
         accent=lambda frame: frame.loc[frame["events"].idxmax(), "ring"])  # fmt: skip
def ring_maker(said):
    """Fatal conflict events by distance to Venezuela, in rings of 100 km: for each head, and all of them."""
    rings = n.rings_of("all", 100)
    ring = [said["ring"].format(a=a, b=b) for a, b in zip(rings["from_km"], rings["to_km"])]
    counted, hidden = rings["count_low"], rings["count_high"] - rings["count_low"]
    rate, top = rings["per_100k_low"], counted.idxmax()
    words = [
        said["between" if more else "events"].format(low=f"{low:.0f}", high=f"{low + more:.0f}")
        for low, more in zip(counted, hidden, strict=True)
    ]
    frame = pd.DataFrame(
        {"ring": ring, "events": counted, "hidden": hidden, "per_100k": rate.round(1)}
    )
    return frame.assign(people=rings["population_persons"], said=words), {
        "ring": ring[top],
        "near": ring[0],
        "times": rate.iloc[0] / rate[top],
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


@picture(Scatter, "step", "how_many", by="kind", x_range=(1.4, 6), y_range=(0, 15), in_plot=True,
         trend=False, tables=(FITS,))  # fmt: skip
def exponents(said):
    """All published exponents of event sizes that come out here too, dot upon dot."""
    fits = table(FITS)
    met = fits[(fits["printed_exponent"] - fits["our_exponent_own_cutoff"]).abs() < 0.0015]
    # Regions stand below departments; a dot stands in the middle of its step.
    met = met.sort_values(["unit_type", "printed_exponent"], ascending=[False, True])
    step = np.floor(10 * met["printed_exponent"]) / 10 + 0.05
    frame = pd.DataFrame({"kind": met["unit_type"].map(said["kinds"]), "departments": met["departments"],
                          "period": met["period"], "step": step, "printed": met["printed_exponent"],
                          "how_many": step.groupby(step).cumcount() + 1})  # fmt: skip
    return frame, {"met": len(met), "count": len(fits)}


def _on_border() -> tuple[str, ...]:
    rates = n.rates_by_department()
    return tuple(rates[rates["on_border"]].drop_duplicates("code")["code"])


def _above_country(frame: pd.DataFrame) -> list[str]:
    """Codes of the departments on the border above the rate of the whole country in the year of a frame."""
    country = n.border_rates(int(frame["year"].iloc[0]))["COL"]
    return frame.loc[frame["on_border"] & (frame["per_100k"] > country), "code"].tolist()


@picture(Map, "per_100k", classes=RATES, highlight=_on_border, extent=COLOMBIA,
         labels=lambda: _above_country, tables=(YEARS, MAP),
         year=(2003, 2024))  # fmt: skip
def rates_on_a_map(year=2012):
    """The homicide rate of each department, year by year; those on the border are outlined."""
    rates = n.rates_by_department()
    frame = rates[rates["year"] == year].reset_index(drop=True)
    known = frame.loc[frame["on_border"], "per_100k"].notna().sum()
    country = n.border_rates(year)["COL"]
    return frame, {"year": year, "above": len(_above_country(frame)), "known": known, "country": country}  # fmt: skip
