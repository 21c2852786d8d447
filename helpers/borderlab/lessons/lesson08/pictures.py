"""The pictures of lesson 08: a table, how it is shown, and the controls that move it.

Nothing is drawn finer than a department, a ring or a band of distance, no place of an attack, and no
person as a mark.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab import Choice, Slider, explore, load
from borderlab.errors import KitError
from borderlab.lessons.lesson08.numbers import (
    BEFORE,
    BORDERS,
    FARTHEST_KM,
    GROUPS,
    LAST_FULL_YEAR,
    NEAREST_KM,
    border_rates,
    by_cut_off,
    estimate,
    homicide_contrast,
    on_file,
    rates_by_department,
    rings_of,
)
from borderlab.lessons.showing import choice, table_card, worded
from borderlab.lessons.tables import table
from borderlab.lessons.words import picture_words
from borderlab.views import Bars, Forest, Map, Scatter
from borderlab.views.stage import day_text

__all__ = [
    "exponents",
    "rates_on_a_map",
    "haven_test",
    "homicide_contrasts",
    "plate",
    "ring_maker",
    "two_cases",
    "where_is_near",
]

ESTIMATES, EVENTS, RINGS = (
    "security/haven_estimates",
    "security/events_by_ring",
    "security/rings",
)
BANDS, YEARLY_RINGS, YEARS = (
    "security/homicides_by_distance",
    "security/homicides_ring_year",
    "security/homicides_department_year",
)
COLOMBIA = (-79.2, -4.4, -66.6, 12.7)
RATES = (10, 20, 30, 50, 80)  # ends of the classes of the map
CASES = {  # against Caracas, and for it, as keys of on_file; no cell answers itself, the other column does
    "there": (("2020-01-22", "ELN in Venezuela"), ("2019-05-14", "denial")),
    "own": (("2020-08", "ELN on itself"), ("2018-11-03", "soldiers killed")),
    "soldiers": (
        ("C44", "Human Rights Watch, text of the report (ecoi.net)"),
        ("2022", "argument of Caracas"),
    ),
    "apure": (("2021-04", "who was attacked"), ("2021-07-02", "soldiers killed")),
    "chiefs": (
        ("2019-07-28", "FARC dissidents"),
        (
            "C44",
            "Tareck El Aissami, interior minister of Venezuela (El Espectador in Cosecha Roja)",
        ),
    ),
    "gangs": (
        ("C43", "InSight Crime (La Patilla, on Infobae)"),
        ("2020-02", "gangs: Rastrojos"),
    ),
    "word": (("2020", "officials"), "S07"),
    "accusers": (("2021-07-02", "FundaRedes"), ("2021-07-06", "FundaRedes")),
}


def plate():
    """Homicides per head in the departments on the border, beside all of Colombia."""
    said = picture_words("08", "plate")
    rates = border_rates().round(1)
    names = table("maps/admin1").set_index("code")["name"].to_dict() | {"COL": said["country"]}
    kinds = [said["kinds"]["country" if code == "COL" else "border"] for code in rates.index]
    frame = pd.DataFrame(
        {"place": [names[code] for code in rates.index], "per_100k": rates, "kind": kinds}
    ).sort_values("per_100k", ascending=False)
    above = int((rates > rates["COL"]).sum())
    return Bars(
        "place",
        "per_100k",
        by="kind",
        horizontal=True,
        looks={said["kinds"]["country"]: 0, said["kinds"]["border"]: 1},
        title=said["title"].format(above=above, all=len(rates) - 1, year=LAST_FULL_YEAR),
        **worded(said, YEARS, "maps/admin1"),
    )(frame)


def where_is_near():
    """The homicide rate near the border against the rate beyond, at every cut-off with exact sums."""
    said = picture_words("08", "where-is-near")

    def compared(cut_off_km=50, period=BEFORE):
        percent = by_cut_off(period)
        stops = percent.index.to_numpy()
        is_now = stops == stops[np.abs(stops - cut_off_km).argmin()]
        state = np.where(is_now, said["now"], said["periods"][period])
        return pd.DataFrame(
            {"period": period, "cut_off_km": stops, "percent": percent.round(1).to_numpy()}
        ).assign(is_now=is_now, state=state)

    def title(frame):
        now = frame[frame["is_now"]].iloc[0]
        way = "higher" if now["percent"] > 100 else "lower"
        return said["titles"][way].format(
            km=now["cut_off_km"], percent=f"{abs(now['percent'] - 100):.1f}"
        )

    return explore(
        compared,
        Scatter(
            "cut_off_km",
            "percent",
            by="state",
            order=(said["now"],),
            levels={said["same"]: 100},
            x_range=(0, FARTHEST_KM),
            y_range=(60, 180),
            trend=False,
            title=title,
            **worded(said, BANDS, YEARLY_RINGS),
        ),
        goal="G08.1",
        cut_off_km=Slider(said["controls"]["cut_off_km"], NEAREST_KM, FARTHEST_KM),
        period=choice(said["controls"]["period"], said["periods"]),
    )


def _multiples(found: pd.Series) -> np.ndarray:
    """An estimate and the ends of its interval: how many times the change elsewhere."""
    return np.exp(found[["coefficient", "low", "high"]].astype(float)).to_numpy()


def haven_test():
    """Three groups' events near a border, after a year against before, beside the rest of the country."""
    said = picture_words("08", "haven-test")
    names = said["groups"]

    def tested(border="Venezuela", near_km=50, cut_year=1999):
        rows = []
        for key, group in GROUPS.items():
            rows.append((names[key], *_multiples(estimate(group, border, near_km, cut_year))))
        frame = pd.DataFrame(rows, columns=["group", "ratio", "low", "high"])
        if frame["ratio"].isna().all():
            raise KitError(said["too_few"].format(border=border))
        return frame.assign(border=border, near_km=near_km, cut_year=cut_year)

    def title(frame):
        clear = frame[(frame["low"] > 1) | (frame["high"] < 1)]
        key = "none" if clear.empty else "some"
        return said["titles"][key].format(
            border=frame["border"].iloc[0],
            km=frame["near_km"].iloc[0],
            groups=said["and"].join(clear["group"]),
        )

    return explore(
        tested,
        Forest(
            "group",
            "ratio",
            "low",
            "high",
            reference=1,
            log=True,
            x_range=(1 / 128, 16),
            x_ticks=(1 / 16, 1 / 4, 1, 4, 16),
            title=title,
            **worded(said, ESTIMATES),
        ),
        goal="G08.2",
        border=choice(said["controls"]["border"], said["borders"], BORDERS),
        near_km=Slider(said["controls"]["near_km"], 50, 100, 25),
        cut_year=Slider(said["controls"]["cut_year"], 1995, 2004),
    )


def ring_maker():
    """Fatal conflict events by distance to Venezuela, in per cent of the highest ring."""
    said = picture_words("08", "ring-maker")

    def made(group="all", measure="count", width_km=100):
        rings = rings_of(group, measure, width_km)
        top = rings["low"].max()
        names = [said["ring"].format(a=a, b=b) for a, b in zip(rings["from_km"], rings["to_km"])]
        parts = {"shown": rings["low"], "hidden": rings["high"] - rings["low"]}
        frame = pd.concat(
            rings.assign(ring=names, part=said["parts"][part], percent=(100 * size / top).round(1))
            for part, size in parts.items()
            if part == "shown" or (rings["high"] > rings["low"]).any()
        )
        return frame.assign(group=said["groups"][group], measure=measure)

    def title(frame):
        rings = frame.drop_duplicates("from_km")
        top, first = rings.loc[rings["low"].idxmax()], rings.loc[rings["from_km"].idxmin()]
        where = "line" if first.equals(top) else "beyond"
        return said["titles"][where][top["measure"]].format(
            group=top["group"], ring=top["ring"], percent=f"{first['percent']:.0f}"
        )

    controls = said["controls"]
    return explore(
        made,
        Bars(
            "ring",
            "percent",
            by="part",
            stacked=True,
            horizontal=True,
            value_labels=False,
            y_range=(0, 120),
            title=title,
            **worded(said, EVENTS, RINGS),
        ),
        goal="G08.3",
        group=choice(controls["group"], said["groups"]),
        measure=choice(controls["measure"], said["measures"]),
        width_km=Choice(
            controls["width_km"], {said["width"].format(km=w): w for w in (25, 50, 100)}
        ),
    )


def two_cases():
    """What speaks against Caracas and what speaks for it, at its best, question by question."""
    said = picture_words("08", "two-cases")
    rows = [
        (said["questions"][question], *map(_with_source, sides))
        for question, sides in CASES.items()
    ]
    return table_card(said["title"], said["heads"], rows, said["note"])


def _with_source(key: str | tuple[str, str]) -> str:
    says, source, day = on_file(key)
    return f"{says} ({source}, {day_text(day)})"


def homicide_contrasts():
    """One question about homicides near the border, asked in four ways."""
    said = picture_words("08", "contrasts")
    ways = {
        "counts": homicide_contrast("none", 2016, 2019),
        "per_head": homicide_contrast("population", 2016, 2019),
        "one_census": homicide_contrast("population", 2016, 2017),
        "false_date": homicide_contrast("population", 2008, 2011),
    }
    rows = [(said["ways"][name], *_multiples(found)) for name, found in ways.items()]
    return Forest(
        "way",
        "ratio",
        "low",
        "high",
        reference=1,
        log=True,
        x_range=(0.5, 2),
        x_ticks=(0.5, 0.7, 1, 1.4, 2),
        title=said["title"],
        **worded(said, ESTIMATES),
    )(pd.DataFrame(rows, columns=["way", "ratio", "low", "high"]))


def exponents():
    """All published exponents of event sizes, each against the one that comes out here."""
    said = picture_words("08", "exponents")
    fits = load("security/power_law_published")
    other = fits["our_cutoff_deaths"] != fits["printed_cutoff_deaths"]
    place = fits["unit"] + ", " + fits["period"]
    frame = pd.DataFrame(
        {
            "kind": fits["unit_type"].map(said["kinds"]),
            "departments": fits["departments"],
            "period": fits["period"],
            "printed": fits["printed_exponent"],
            "ours": fits["our_exponent_own_cutoff"],
            "name": place.where(other, ""),
        }
    )
    return Scatter(
        "printed",
        "ours",
        by="kind",
        fit=lambda x: x,
        fit_name=said["same"],
        labels="name",
        x_range=(1, 6),
        y_range=(0, 13),
        title=said["title"].format(met=int((~other).sum()), count=len(fits), others=other.sum()),
        **worded(said, "security/power_law_published"),
    )(frame)


def rates_on_a_map():
    """The homicide rate of each department, year by year; those on the border are outlined."""
    said = picture_words("08", "rates-on-a-map")
    rates = rates_by_department()
    on_border = rates[rates["on_border"]].drop_duplicates("code")["code"]

    def of_year(year=2012):
        return rates[rates["year"] == year].reset_index(drop=True)

    def ends(frame):
        known = frame.dropna(subset=["per_100k"])
        return known.loc[known["per_100k"].idxmax()], known.loc[known["per_100k"].idxmin()]

    def title(frame):
        top, low = ends(frame)
        return said["title"].format(
            year=top["year"],
            top=top["department"],
            high=f"{top['per_100k']:.1f}",
            bottom=low["department"],
            low=f"{low['per_100k']:.1f}",
        )

    return explore(
        of_year,
        Map(
            "per_100k",
            classes=RATES,
            highlight=tuple(on_border),
            labels=lambda frame: [row["code"] for row in ends(frame)],
            extent=COLOMBIA,
            title=title,
            **worded(said, YEARS, "maps/admin1"),
        ),
        goal="G08.4",
        year=Slider(said["controls"]["year"], 2003, 2024),
    )
