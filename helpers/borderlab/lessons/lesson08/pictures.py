"""The pictures of lesson 08: a table, how it is shown, and the controls that move it.

Nothing is drawn finer than a department, a ring or a band of distance, and no place of an attack.
"""

from __future__ import annotations

import pandas as pd

from borderlab import Choice, Slider, explore, load
from borderlab.errors import KitError
from borderlab.lessons.lesson08.numbers import (
    BEFORE,
    BORDERS,
    GROUPS,
    estimate,
    homicide_contrast,
    near_percent,
    rates_by_department,
    rings_of,
)
from borderlab.lessons.showing import choice, worded
from borderlab.lessons.words import picture_words
from borderlab.views import Bars, Dots, Forest, Map, Scatter

__all__ = [
    "exponents",
    "rates_on_a_map",
    "haven_test",
    "homicide_contrasts",
    "plate",
    "ring_maker",
    "where_is_near",
]

ESTIMATES, EVENTS, RINGS = (
    "security/haven_estimates",
    "security/events_by_ring",
    "security/rings",
)
BANDS, MONTHS, YEARS = (
    "security/homicides_by_distance",
    "security/homicides_department_month",
    "security/homicides_department_year",
)
COLOMBIA = (-79.2, -4.4, -66.6, 12.7)
RATES = (10, 20, 30, 50, 80)  # ends of the classes of the map


def plate():
    """Arauca, two months that follow each other: one dot one person killed."""
    said = picture_words("08", "plate")
    months = load(MONTHS).query("department == 'Arauca'").set_index("month")["homicides"]
    counts = {name: int(months[month]) for name, month in said["dates"].items()}
    dots = Dots(
        group="month",
        count="homicides",
        thing=said["thing"],
        missing=False,
        title=said["title"].format(**counts),
        **worded(said, MONTHS),
    )
    rows = [(said["months"][name], count) for name, count in counts.items()]
    return dots(pd.DataFrame(rows, columns=["month", "homicides"]))


def where_is_near():
    """The homicide rate near the border against the rate beyond, for each cut-off that was tried."""
    said = picture_words("08", "where-is-near")

    def compared(cut_off_km=50, period=BEFORE):
        row = {"period": period, "cut_off_km": cut_off_km}
        return pd.DataFrame([row | {"percent": round(near_percent(cut_off_km, period), 1)}])

    def arranged(frame):
        state = frame["period"].map(said["periods"])
        state = state.mask(
            frame["is_now"], said["now"]
        )  # a series: it keeps to its rows when they move
        return frame.assign(state=state).sort_values(["period", "cut_off_km"])

    def title(frame):
        now = frame[frame["is_now"]].iloc[-1]
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
            order=(said["now"], *said["periods"].values()),
            levels={said["same"]: 100},
            x_range=(0, 200),
            y_range=(60, 180),
            title=title,
            **worded(said, BANDS),
        ),
        goal="G08.1",
        trail=arranged,
        cut_off_km=Slider(said["controls"]["cut_off_km"], 5, 199),
        period=choice(said["controls"]["period"], said["periods"]),
    )


def haven_test():
    """Three groups' events near a border, after a year against before, beside the rest of the country."""
    said = picture_words("08", "haven-test")
    names = said["groups"]

    def tested(border="Venezuela", near_km=50, cut_year=1999):
        rows = []
        for key, group in GROUPS.items():
            found = estimate(group, border, near_km, cut_year)
            rows.append((names[key], *found[["coefficient", "low", "high"]].astype(float)))
        frame = pd.DataFrame(rows, columns=["group", "coefficient", "low", "high"])
        if frame["coefficient"].isna().all():
            raise KitError(said["too_few"].format(border=border))
        return frame.assign(border=border, near_km=near_km, cut_year=cut_year)

    def title(frame):
        clear = frame[(frame["low"] > 0) | (frame["high"] < 0)]
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
            "coefficient",
            "low",
            "high",
            x_range=(-3.5, 3.5),
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
        top = frame.loc[frame["low"] == frame["low"].max()].iloc[0]
        form = said["titles"][top["measure"]]
        return form.format(group=top["group"], ring=top["ring"], value=f"{top['low']:,.3g}")

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


def homicide_contrasts():
    """One question about homicides near the border, asked in four ways."""
    said = picture_words("08", "contrasts")
    ways = {
        "counts": homicide_contrast("none", 2016, 2019),
        "per_head": homicide_contrast("population", 2016, 2019),
        "one_census": homicide_contrast("population", 2016, 2017),
        "false_date": homicide_contrast("population", 2008, 2011),
    }
    rows = [
        (said["ways"][name], *found[["coefficient", "low", "high"]].astype(float))
        for name, found in ways.items()
    ]
    return Forest(
        "way",
        "coefficient",
        "low",
        "high",
        x_range=(-0.6, 0.6),
        title=said["title"],
        **worded(said, ESTIMATES),
    )(pd.DataFrame(rows, columns=["way", "coefficient", "low", "high"]))


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
