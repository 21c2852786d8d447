"""Make the tables of data/security from their sources: python tests/remake/security_tables.py FOLDER

FOLDER holds what the catalogue names as sources, with coordinates and with small counts, and is not
part of the kit: the event data (UCDP), homicides and population by municipality and year and by department
and year, and municipalities with their seats. Nothing finer than a department or a ring is shipped. Hand-typed
tables (timelines, strength, published results) have no maker.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.path import Path as Outline

from borderlab.models.heavy_tails import fit_power_law, power_law_exponent
from borderlab.models.violence import did_poisson
from claimlab import data
from claimlab.errors import KitError

KM_A_DEGREE = 111.195
LEAST = 5  # what is counted less often is left blank
RING_KM, FARTHEST_KM = 25, 700
HOMICIDE_RING_KM, HOMICIDE_FARTHEST_KM, BANDS_END_KM = (
    50,
    500,
    200,
)  # the rest is one ring, one band
PERIODS = {"1989-1998": (1989, 1998), "1999-2005": (1999, 2005), "2006-2018": (2006, 2018)}
GROUPS = {"FARC": "FARC(?! dissidents)", "ELN": "ELN", "paramilitary": "AUC|Bloque Central|MAS"}
NEIGHBOURS = {"VEN": "Venezuela", "ECU": "Ecuador", "PER": "Peru", "BRA": "Brazil", "PAN": "Panama"}
CODES = {"dane_municipality_code": str, "dane_department_code": str}


def read(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", dtype=CODES)


# Geometry, from the kit's own map


def loops(geometry: dict) -> Iterator[np.ndarray]:
    parts = (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )
    yield from (np.array(ring) for part in parts for ring in part)


def border_segments(iso3: str) -> np.ndarray:
    """The pieces of outline that a country shares with Colombia; shape (pieces, 2 ends, 2)."""
    places = data.load("maps/admin1")
    ours = {
        tuple(v)
        for g in places.loc[places["iso3"] == "COL", "geometry"]
        for ring in loops(g)
        for v in ring
    }
    pieces = []
    for geometry in places.loc[places["iso3"] == iso3, "geometry"]:
        for ring in loops(geometry):
            on = np.array([tuple(v) in ours for v in ring])
            both = on[:-1] & on[1:]
            pieces.append(np.stack([ring[:-1][both], ring[1:][both]], axis=1))
    return np.concatenate(pieces)


def distance_to(longitude, latitude, segments: np.ndarray) -> np.ndarray:
    """Kilometres to the nearest segment, on a plane that touches the globe at each point."""
    lon, lat = np.asarray(longitude, dtype=float), np.asarray(latitude, dtype=float)
    nearest = np.full(lon.shape, np.inf)
    east = np.cos(np.radians(lat)) * KM_A_DEGREE
    for (x0, y0), (x1, y1) in segments:
        ax, ay = (x0 - lon) * east, (y0 - lat) * KM_A_DEGREE
        dx, dy = (x1 - x0) * east, (y1 - y0) * KM_A_DEGREE
        along = np.clip(-(ax * dx + ay * dy) / np.maximum(dx**2 + dy**2, 1e-12), 0, 1)
        nearest = np.minimum(nearest, np.hypot(ax + along * dx, ay + along * dy))
    return nearest


def ring_areas(step_deg: float = 0.01) -> pd.Series:
    """Square kilometres of Colombia's mainland by distance to Venezuela, on a grid of points."""
    places = data.load("maps/admin1")
    outlines = [ring for g in places.loc[places["iso3"] == "COL", "geometry"] for ring in loops(g)]
    lon, lat = np.meshgrid(np.arange(-79.5, -66.5, step_deg), np.arange(-4.5, 13, step_deg))
    points = np.column_stack([lon.ravel(), lat.ravel()])
    inside = np.zeros(len(points), dtype=bool)
    for ring in outlines:  # a hole flips its points back
        inside ^= Outline(ring).contains_points(points)
    points = points[inside]
    ring = distance_to(*points.T, border_segments("VEN")) // RING_KM * RING_KM
    size = (step_deg * KM_A_DEGREE) ** 2 * np.cos(np.radians(points[:, 1]))
    return pd.Series(size).groupby(ring.astype(int)).sum()


# Events


def events(folder: Path) -> pd.DataFrame:
    """Events in Colombia that are placed in a municipality or closer.

    An event's ring is that of its own location (`ring_km`); for comparisons over time, a place is near when
    the median of its events is. A few lie in a named area without a municipality, which then is the place.
    """
    found = pd.read_csv(folder / "ucdp_ged_colombia_events.csv", dtype=CODES)
    found = found[(found["iso3"] == "COL") & (found["location_precision_code"] <= 3)].copy()
    found["place"] = found["admin1"].fillna("") + ", " + found["admin2"].fillna(found["location"])
    found["ring_km"] = (found["distance_to_venezuela_border_km"] // RING_KM * RING_KM).astype(int)
    for iso3 in NEIGHBOURS:
        km = distance_to(found["longitude_deg"], found["latitude_deg"], border_segments(iso3))
        found[iso3] = pd.Series(km, found.index).groupby(found["place"]).transform("median")
    sides = found["side_a"] + "|" + found["side_b"]
    for group, pattern in GROUPS.items():
        found[group] = sides.str.contains(pattern)
    found["all"] = True
    return found


def events_by_ring(found: pd.DataFrame) -> pd.DataFrame:
    """Ring, period and group, cells under five blank."""
    rings = range(0, FARTHEST_KM, RING_KM)
    rows = []
    for period, (first, last) in PERIODS.items():
        for group in ["all", *GROUPS]:
            part = found[found[group] & found["year"].between(first, last)]
            count = part["ring_km"].value_counts().reindex(rings, fill_value=0)
            rows += [(km, km + RING_KM, period, group, int(count[km])) for km in rings]
    return pd.DataFrame(rows, columns=["from_km", "to_km", "period", "group", "events_count"])


def event_panel(found: pd.DataFrame, group: str, years: range) -> pd.DataFrame:
    """Every municipality with any event, every year, zeros included."""
    part = found[found[group] & found["year"].isin(years)]
    index = pd.MultiIndex.from_product([found["place"].unique(), years], names=["place", "year"])
    panel = (
        part.groupby(["place", "year"])
        .size()
        .reindex(index, fill_value=0)
        .rename("events")
        .reset_index()
    )
    return panel.join(found.groupby("place")[list(NEIGHBOURS)].first(), on="place")


def event_estimate(found, group, border, near_km, cut_year, last_year, without=None) -> dict:
    """One difference-in-differences of events; blank when one of its four sums is under five."""
    years = range(1989, last_year + 1)
    panel = event_panel(
        found if without is None else found[found["admin1"] != without], group, years
    )
    panel["near"], panel["after"] = panel[border] <= near_km, panel["year"] >= cut_year
    cells = (
        panel.groupby(["near", "after"])["events"]
        .sum()
        .reindex(pd.MultiIndex.from_product([[True, False], [False, True]]), fill_value=0)
    )
    row = {
        "outcome": f"{group} events", "border": NEIGHBOURS[border], "near_km": near_km, "first_year": 1989,
        "cut_year": cut_year, "last_year": last_year, "without": without or "nothing", "exposure": "none",
    }  # fmt: skip
    if (cells < LEAST).any():
        return row
    if (near_km, cut_year, without) == (
        50,
        1999,
        None,
    ):  # the four sums of one design only: differences between designs would be small cells
        row |= dict(zip(["near_before", "near_after", "far_before", "far_after"], cells))
    fit = did_poisson(panel, "events", "near", "after", place="place")
    return (
        row
        | numbers(fit)
        | {
            "places_near_count": int(
                panel.loc[panel["near"] & (panel["events"] > 0), "place"].nunique()
            )
        }
    )


def numbers(fit) -> dict:
    line = fit.coefficients.loc["near_after"]
    return {name: line[name] for name in ("coefficient", "std_error", "low", "high")}


def haven_designs() -> list[tuple]:
    """The Haven test's menu: group, border, ring, date; and the comparisons named in the lesson."""
    menu = [
        (group, border, near, cut, 2008)
        for group in GROUPS for border in NEIGHBOURS for near in (50, 75, 100) for cut in range(1995, 2005)
    ]  # fmt: skip
    named = [(group, "VEN", 50, 1999, 2018) for group in GROUPS]
    return [*menu, *named, ("paramilitary", "VEN", 50, 1999, 2018, "Norte de Santander")]


# Homicides


def homicides(folder: Path) -> pd.DataFrame:
    """Municipality and year, with the distance of the seat; `period` names the windows of the band table."""
    places = read(folder, "municipalities_col").set_index("dane_municipality_code")[
        "distance_to_venezuela_border_km"
    ]
    rows = read(folder, "homicides_municipality_year")
    rows["km"] = rows["dane_municipality_code"].map(places)
    rows["period"] = pd.cut(
        rows["year"], [2011, 2015, 2017], labels=["2012-2015", "2016-2017"]
    ).astype(object)
    rows["ring"] = (rows["km"] // HOMICIDE_RING_KM * HOMICIDE_RING_KM).clip(
        upper=HOMICIDE_FARTHEST_KM
    )
    return rows


def homicide_estimate(rows, first, cut, last, exposure, near_km=50) -> dict:
    part = rows[rows["km"].notna() & rows["year"].between(first, last)].copy()
    part["near"], part["after"] = part["km"] <= near_km, part["year"] >= cut
    fit = did_poisson(part, "homicides", "near", "after", exposure=exposure)
    row = {
        "outcome": "homicides", "border": "Venezuela", "near_km": near_km, "first_year": first, "cut_year": cut,
        "last_year": last, "without": "nothing", "exposure": exposure or "none",
    }  # fmt: skip
    return (
        row
        | numbers(fit)
        | {"places_near_count": int(part.loc[part["near"], "dane_municipality_code"].nunique())}
    )


HOMICIDE_DESIGNS = [
    (2012, 2016, 2019, None), (2012, 2016, 2019, "population"), (2012, 2016, 2017, "population"), (2004, 2008, 2011, "population"),
]  # fmt: skip


def bands(rows: pd.DataFrame) -> pd.DataFrame:
    """Each whole kilometre at which a cut-off may lie; a band holds five homicides and three municipalities at least."""
    part = rows[rows["km"].notna() & rows["period"].notna()]
    edge = (
        np.ceil(part["km"])
        .clip(lower=1)
        .where(part["km"] <= BANDS_END_KM, np.ceil(part["km"].max()))
    )
    homicides_ = part.pivot_table(index=edge, columns="period", values="homicides", aggfunc="sum")
    people = part.pivot_table(index=edge, columns="period", values="population", aggfunc="sum")
    count = part.groupby(edge)["dane_municipality_code"].nunique()
    made, start, held, towns = [], 0, 0 * homicides_.iloc[0], 0
    person = held.copy()
    for end in homicides_.index:
        held, person, towns = (
            held + homicides_.loc[end],
            person + people.loc[end],
            towns + count[end],
        )
        if (held >= LEAST).all() and towns >= 3:
            made += [
                (start, int(end), p, int(held[p]), int(person[p]), int(towns))
                for p in homicides_.columns
            ]
            start, held, person, towns = int(end), 0 * held, 0 * person, 0
    assert not towns, "the last band is not full"
    names = ["from_km", "to_km", "period", "homicides", "person_years", "municipalities_count"]
    return pd.DataFrame(made, columns=names).sort_values(["period", "from_km"], ignore_index=True)


# Power law


def event_sizes(found: pd.DataFrame) -> pd.DataFrame:
    """Deaths of an event and how often: sizes merge into ranges until five events are in each."""
    count = found["deaths_best"].value_counts().sort_index()
    made, start, held = [], None, 0
    for size, n in count.items():
        start, held = size if start is None else start, held + n
        if held >= LEAST:
            made.append([start, size, held])
            start, held = None, 0
    made[-1][2] += held
    made[-1][1] = pd.NA  # open above
    for here, after in zip(made, made[1:]):
        here[1] = after[0] - 1
    table = pd.DataFrame(made, columns=["deaths_from", "deaths_to", "events_count"])
    return table.astype("Int64")


def power_laws(found: pd.DataFrame, draws: int = 500) -> pd.DataFrame:
    """Fits for the country and for departments with at least a hundred events; the interval draws the cut-off anew."""
    places = {"Colombia": found} | {
        name: part for name, part in found.groupby("admin1") if len(part) >= 100
    }
    rows = []
    for place, part in places.items():
        sizes, rng = part["deaths_best"].to_numpy(), np.random.default_rng(2022)
        fit = fit_power_law(sizes)
        again = [fit_power_law(rng.choice(sizes, len(sizes))).exponent for _ in range(draws)]
        low, high = np.quantile(again, [0.025, 0.975])
        rows.append((place, *fit[:3], low, high, fit.tail_count, fit.total_count))
    names = [
        "place",
        "exponent",
        "cutoff_deaths",
        "ks_distance",
        "low",
        "high",
        "tail_events_count",
        "events_count",
    ]
    return pd.DataFrame(rows, columns=names).round(3)


def make(folder: Path) -> dict[str, pd.DataFrame]:
    """Every table, as it is written."""
    found, rows = events(folder), homicides(folder)
    places = read(folder, "municipalities_col")
    year = read(folder, "homicides_department_year")
    ring = rows.groupby(["ring", "year"]).agg(
        homicides=("homicides", "sum"),
        population_persons=("population", "sum"),
        municipalities_count=("km", "size"),
    )
    ring = ring.reset_index().rename(columns={"ring": "from_km"}).astype({"from_km": int})
    ring.insert(
        1,
        "to_km",
        (ring["from_km"] + HOMICIDE_RING_KM)
        .where(ring["from_km"] < HOMICIDE_FARTHEST_KM)
        .astype("Int64"),
    )
    seats = places.assign(from_km=places["distance_to_venezuela_border_km"] // RING_KM * RING_KM)
    people = rows[rows["year"] == 2010].set_index("dane_municipality_code")["population"]
    rings = (
        ring_areas().round(0).astype(int).rename("area_km2").rename_axis("from_km").reset_index()
    )
    rings = rings[rings["from_km"] < FARTHEST_KM]
    seats["population"] = seats["dane_municipality_code"].map(people)
    rings = rings.join(
        seats.groupby("from_km")["population"].sum().rename("population_persons"), on="from_km"
    )
    rings.insert(1, "to_km", rings["from_km"] + RING_KM)
    tests = [event_estimate(found, *design) for design in haven_designs()]
    tests += [homicide_estimate(rows, *design) for design in HOMICIDE_DESIGNS]
    sample = found_for_sizes(folder)
    return {
        "homicides_department_year": blank(year, "homicides")[
            [
                "dane_department_code",
                "department",
                "year",
                "homicides",
                "hidden",
                "population",
                "population_vintage",
            ]
        ].rename(columns={"population": "population_persons"}),
        "homicides_ring_year": ring,
        "homicides_by_distance": bands(rows),
        "events_by_ring": blank(events_by_ring(found), "events_count"),
        "rings": rings.astype({"population_persons": int}),
        "haven_estimates": tidy(pd.DataFrame(tests)),
        "event_sizes": event_sizes(sample),
        "power_law_fits": power_laws(sample),
        "power_law_published": published_power_laws(folder),
    }


def tidy(tests: pd.DataFrame) -> pd.DataFrame:
    counts = ["near_before", "near_after", "far_before", "far_after", "places_near_count"]
    # Two digits: more would give the four sums away. The homicide sums are large, and known by ring.
    numbers_ = ["coefficient", "std_error", "low", "high"]
    events_ = tests["outcome"] != "homicides"
    tests[numbers_] = tests[numbers_].round(2).where(events_, tests[numbers_].round(3))
    first = [
        "outcome",
        "border",
        "near_km",
        "first_year",
        "cut_year",
        "last_year",
        "without",
        "exposure",
        *numbers_,
    ]
    return tests.astype(dict.fromkeys(counts, "Int64"))[first + counts]


def published_power_laws(folder: Path) -> pd.DataFrame:
    """Ours beside each published fit, from events placed in a department or closer."""
    found = found_for_sizes(folder)
    found = found[found["location_precision_code"] <= 4]
    table = data.load("security/power_law_published")
    for i, row in table.iterrows():
        first, last = map(int, row["period"].split("-"))
        here = found["admin1"].isin(row["departments"].split("; "))
        sizes = found.loc[here & found["year"].between(first, last), "deaths_best"]
        own = fit_power_law(sizes)
        table.loc[i, ["our_cutoff_deaths", "our_exponent", "our_exponent_own_cutoff"]] = [
            own.cutoff,
            round(power_law_exponent(sizes, row["printed_cutoff_deaths"]), 3),
            round(own.exponent, 3),
        ]
    return table


def found_for_sizes(folder: Path) -> pd.DataFrame:
    """The events that Tkacova et al. (2023) used: ten pairs of parties, at least one death."""
    found = pd.read_csv(folder / "ucdp_ged_colombia_events.csv", dtype=CODES)
    return found[found["in_powerlaw_sample"] == 1]


def blank(table: pd.DataFrame, count: str) -> pd.DataFrame:
    """Cells under five left blank, with the reason in a column `hidden`."""
    small = table[count] < LEAST
    shown = table[count].mask(small).astype("Int64")
    return table.assign(**{count: shown, "hidden": np.where(small, "under five", "")})


def main() -> None:
    if len(sys.argv) != 2:
        raise KitError("Say where the sources are: python tests/remake/security_tables.py FOLDER")
    for name, table in make(Path(sys.argv[1])).items():
        path = data.data_dir() / "security" / f"{name}.csv"
        path.write_bytes(table.to_csv(index=False, lineterminator="\n").encode("utf-8"))
        print(f"{len(table):7} rows  {path.stat().st_size:9,} bytes  {path.name}")


if __name__ == "__main__":
    main()
