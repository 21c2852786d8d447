"""The tables themselves: their catalogue, their schemas, and the figures on which the lessons rest."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re

import pytest
from frictionless import Resource

from claimlab import data

PACKAGE = json.loads((data.data_dir() / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = PACKAGE["resources"]
every_table = pytest.mark.parametrize(
    "resource", RESOURCES, ids=[resource["name"] for resource in RESOURCES]
)

# A unit, and the ending that a column of this unit carries.
ENDINGS = {
    "US$ billions": "usd_billions",
    "US$ millions": "usd_millions",
    "US$ thousands": "usd_thousands",
    "km": "km",
    "tonnes": "tonnes",
    "per cent": "percent",
    "degrees": "deg",
    "persons": "persons",
    "millions of persons": "millions",
    "lorries": "count",
    "vehicles": "count",
    "points": "count",
    "pieces": "count",
}
PERSONAL = set(
    "victim victims surname forename firstname lastname passport phone email address birthdate".split()
)
PLACE = {
    "lat",
    "lon",
    "lng",
    "latitude",
    "longitude",
    "coordinate",
    "coordinates",
    "easting",
    "northing",
}
MAP_POINTS = {"maps/cities", "maps/crossings"}


def content(resource: dict) -> bytes:
    return (data.data_dir() / resource["path"]).read_bytes()


def text(resource: dict) -> str:
    raw = content(resource)
    return (gzip.decompress(raw) if resource["path"].endswith(".gz") else raw).decode("utf-8")


def rows(resource: dict) -> list[dict]:
    """Rows as text, as they stand in the file."""
    if resource["format"] == "geojson":
        return [feature["properties"] for feature in json.loads(text(resource))["features"]]
    return list(csv.DictReader(text(resource).splitlines()))


def fields(resource: dict) -> dict[str, dict]:
    return {field["name"]: field for field in resource["schema"]["fields"]}


def faults(resource: dict) -> list:
    """What frictionless finds wrong; a map is judged by the properties of its features."""
    if resource["format"] == "geojson":
        plain = [field for field in resource["schema"]["fields"] if field["type"] != "geojson"]
        resource = {
            "name": "properties",
            "data": rows(resource),
            "schema": {**resource["schema"], "fields": plain},
        }
    return (
        Resource.from_descriptor(resource, basepath=str(data.data_dir()))
        .validate()
        .flatten(["type", "message"])
    )


# The catalogue


def test_names_and_files_are_given_once_and_no_file_is_left_out():
    names, paths = [r["name"] for r in RESOURCES], [r["path"] for r in RESOURCES]
    assert len(set(names)) == len(names) and len(set(paths)) == len(paths)
    there = {
        p.relative_to(data.data_dir()).as_posix()
        for p in data.data_dir().rglob("[!.]*")
        if p.is_file() and p.suffix != ".md"  # the rule of the verdicts is a text
    }
    entries = {f"{name}.resource.json" for name in names}
    assert there == {*paths, *entries, "datapackage.json", "datapackage.head.json"}


@every_table
def test_the_file_is_the_one_that_was_published(resource):
    assert resource["hash"] == "sha256:" + hashlib.sha256(content(resource)).hexdigest()
    assert resource["bytes"] == len(content(resource))
    assert resource["path"].split(".")[0] == resource["name"]


@every_table
def test_the_table_fits_its_schema(resource):
    assert faults(resource) == []


def test_the_outside_judge_can_find_a_fault():
    trade = next(r for r in RESOURCES if r["name"] == "trade/bilateral_annual")
    narrow = json.loads(json.dumps(trade))
    fields(narrow)["trade_usd_millions"]["constraints"]["maximum"] = 6000
    assert {kind for kind, _ in faults(narrow)} == {"constraint-error"}
    outlines = json.loads(json.dumps(next(r for r in RESOURCES if r["name"] == "maps/admin1")))
    fields(outlines)["level"]["constraints"]["enum"] = ["admin1"]
    assert {kind for kind, _ in faults(outlines)} == {"constraint-error"}


@every_table
def test_the_reader_is_told_where_it_comes_from_and_what_is_wrong_with_it(resource):
    for key in ("title", "description", "vintage", "processing"):
        assert resource[key].strip(), key
    assert resource["limits"] and all(limit.strip().endswith(".") for limit in resource["limits"])
    assert resource["sources"] and all(source["title"].strip() for source in resource["sources"])
    assert resource["licenses"] and all(
        licence["name"] and licence["title"] for licence in resource["licenses"]
    )
    for item in resource["sources"] + resource["licenses"]:
        assert item.get("path", "https://").startswith(("https://", "http://"))


@every_table
def test_every_column_says_what_it_is(resource):
    for name, field in fields(resource).items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
        assert field["description"].strip(), name
        assert field["type"] in {"integer", "number", "string", "boolean", "date", "geojson"}, name


@every_table
def test_every_quantity_has_its_unit_in_the_catalogue_and_in_its_name(resource):
    columns = fields(resource)
    for name, field in columns.items():
        if field["type"] == "number" and "unit" not in columns:
            assert field.get("unit"), f"{name} has no unit"
        for unit, ending in ENDINGS.items():
            if field.get("unit", "").split(",")[0] == unit:
                assert name.endswith(ending), f"{name} is in {unit}"
            elif name.endswith("_" + ending):
                assert field.get("unit"), f"{name} names a unit that the catalogue does not"


@every_table
def test_a_primary_key_is_unique_and_complete(resource):
    key = resource["schema"].get("primaryKey", [])
    key = [key] if isinstance(key, str) else key
    assert key
    found = [tuple(row[name] for name in key) for row in rows(resource)]
    assert len(set(found)) == len(found)
    assert all(str(part).strip() for row in found for part in row if part is not None)


@every_table
def test_a_contested_figure_has_an_owner(resource):
    columns = set(fields(resource))
    needed = {"owner", "interest", "as_of"} if resource.get("contested") else {"owner"} & columns
    assert needed <= columns
    for row in rows(resource):
        assert all(str(row[name]).strip() for name in needed), row


@every_table
def test_no_person_and_no_point_that_could_harm_one(resource):
    for name in fields(resource):
        words = set(name.split("_"))
        assert not words & PERSONAL, name
        assert resource["name"] in MAP_POINTS or not words & PLACE, name


@every_table
def test_the_file_is_plain_and_says_nothing_of_a_machine(resource):
    said = text(resource) + json.dumps(resource, ensure_ascii=False)
    assert not re.search(
        r"/(work|home|root|tmp|Users)/|pypi\.org|npmjs|find_string|project brief|localhost", said
    )
    assert "\r" not in said and "\ufeff" not in said and "\t" not in said
    assert not re.search(r"Ã.|â€|\ufffd", said), "wrongly decoded text"


@every_table
def test_a_zipped_file_is_the_same_wherever_it_is_made(resource):
    if resource["path"].endswith(".gz"):
        head = content(resource)[:10]
        assert head[3] == 0 and head[4:8] == bytes(4), "the gzip header holds a file name or a time"


# The figures


@pytest.fixture(scope="module")
def trade():
    return data.load("trade/bilateral_annual")


def one(frame, **where):
    """The single value of a row that the conditions pick."""
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return frame.iloc[0]


@pytest.mark.parametrize("pick", ["is_preferred", "is_colombian_basis"])
def test_one_row_a_year_and_direction_is_picked(trade, pick):
    picked = trade[trade[pick]]
    assert not picked.duplicated(["year", "exporter_iso3"]).any()
    if pick == "is_preferred":
        assert set(zip(picked["year"], picked["exporter_iso3"])) == set(
            zip(trade["year"], trade["exporter_iso3"])
        )


def test_2008_is_the_peak_on_every_basis(trade):
    for pick in ("is_preferred", "is_colombian_basis"):
        exports = trade[trade[pick] & (trade["exporter_iso3"] == "COL")].set_index("year")[
            "trade_usd_millions"
        ]
        assert exports.idxmax() == 2008


def test_the_peak_on_three_bases(trade):
    peak = trade[trade["year"] == 2008]
    by_colombia = peak[peak["is_colombian_basis"]]["trade_usd_millions"].sum()
    by_buyers = peak[peak["is_preferred"]]["trade_usd_millions"].sum()
    by_sellers = peak[peak["source_key"] == "comtrade_penppml"]["trade_usd_millions"].sum()
    assert [round(total) for total in (by_colombia, by_buyers, by_sellers)] == [7257, 8011, 6974]


def test_the_colombian_basis_is_what_colombia_counted(trade):
    picked = trade[trade["is_colombian_basis"]]
    assert set(picked["reporter_iso3"]) == {"COL"}
    exports = picked[picked["exporter_iso3"] == "COL"].set_index("year")
    assert set(exports["basis"]) == {"exporter_fob"}
    assert exports.loc[[2008, 2012, 2016], "source_key"].unique().tolist() == ["comtrade_penppml"]
    assert exports.loc[2007, "trade_usd_millions"] == 5270 and not exports.loc[2007, "is_rounded"]
    assert exports.loc[[2009, 2010, 2014, 2015], "is_rounded"].all()
    assert exports.loc[2025, "source_key"] == "dian_monthly_sum"
    imports = picked[picked["exporter_iso3"] == "VEN"].set_index("year")
    assert set(imports.loc[:2014, "source_key"]) == {"cow_4_0"} and set(
        imports.loc[2015:, "source_key"]
    ) == {"quoted_dane"}


def test_a_gap_stays_a_gap(trade):
    exports = set(trade[trade["exporter_iso3"] == "COL"]["year"])
    imports = set(trade[trade["exporter_iso3"] == "VEN"]["year"])
    assert set(range(1988, 2026)) - exports == {2018, 2020}
    assert set(range(1988, 2026)) - imports == {2018, 2019, 2020, 2021, 2024, 2025}


def test_the_basis_breaks_between_2014_and_2015(trade):
    exports = trade[trade["is_preferred"] & (trade["exporter_iso3"] == "COL")].set_index("year")[
        "basis"
    ]
    assert set(exports.loc[:2014]) == {"importer_mostly_cif"} and set(exports.loc[2015:]) == {
        "exporter_fob"
    }


def test_the_mirror_disagrees_in_2012(trade):
    sales = trade[(trade["year"] == 2012) & (trade["exporter_iso3"] == "VEN")].set_index(
        "source_key"
    )["trade_usd_millions"]
    assert (
        round(sales["comtrade_penppml"]) == 45
        and sales["quoted_dane"] == 533
        and sales["cow_4_0"] == 609
    )


def test_totals_are_kept_with_their_owners():
    totals = data.load("trade/bilateral_totals")
    assert set(totals[totals["year"] == 2008]["trade_usd_millions"]) == {7200, 7290}
    assert totals[totals["year"] == 2008]["owner"].nunique() == 2


def test_venezuela_bought_ever_less_after_2012():
    imports = data.load("trade/imports_total").pivot(
        index="year", columns="importer_iso3", values="imports_usd_millions"
    )
    assert imports.index.tolist() == list(range(1988, 2026)) and not imports.isna().any(axis=None)
    assert imports.loc[2008, "VEN"] == 50450 and imports.loc[2016, "VEN"] == 15540
    assert imports["VEN"].idxmax() == 2012


def test_the_closure_at_cucuta_and_the_reopening():
    border = data.load("trade/border_trade")
    cucuta = border[
        (border["scope"] == "cucuta_customs") & (border["flow"] == "col_exports_to_ven")
    ]
    assert one(cucuta, period_start="2015-01", period_end="2015-08")["value_usd_millions"] == 256.9
    assert one(cucuta, period_start="2015-09", period_end="2016-09")["value_usd_millions"] == 0
    reopened = one(border, period_start="2022-09-26", period_end="2023-08-31", flow="total_trade")
    assert (
        reopened["value_usd_millions"],
        reopened["trucks_count"],
        reopened["weight_tonnes"],
    ) == (196.8, 8900, 209610)


def test_cars_fell_before_the_trade_did():
    groups = data.load("trade/product_groups")
    units = groups[groups["hs_code_inferred"] == "87"].dropna(subset=["units_count"])
    assert one(units, period_start="2007")["units_count"] == 65000
    assert one(units, period_start="2008")["units_count"] == 13100
    assert one(units, period_start="2007-01")["share_percent"] == 19


def test_the_world_of_2006_is_square_and_keeps_its_zeros():
    world = data.load("trade/gravity_2006")
    assert len(world) == 22588 and (world["trade_usd_millions"] == 0).sum() == 5500
    assert not (world["exporter_iso3"] == world["importer_iso3"]).any()
    assert one(world, exporter_iso3="COL", importer_iso3="VEN")["trade_usd_millions"] == 3125.29
    assert one(world, exporter_iso3="VEN", importer_iso3="COL")["trade_usd_millions"] == 1532.66


def test_the_panel_agrees_with_the_bilateral_table(trade):
    panel = data.load("trade/gravity_panel")
    pair = panel[(panel["exporter_iso3"] == "COL") & (panel["importer_iso3"] == "VEN")].set_index(
        "year"
    )["exports_usd_millions"]
    comtrade = trade[
        (trade["source_key"] == "comtrade_penppml") & (trade["exporter_iso3"] == "COL")
    ].set_index("year")
    assert pair.to_dict() == comtrade["trade_usd_millions"].to_dict()
    assert panel["exporter_iso3"].nunique() == panel["importer_iso3"].nunique() == 68
    assert ((panel["rta"] == 1) == (panel["agreement_id"] > 0)).all()


def test_the_finer_the_map_the_longer_the_border():
    lines = data.load("maps/border_line").set_index("map_scale")["length_km"]
    assert lines.to_dict() == {"10m": 2111.1, "50m": 1972.3, "110m": 1911.8}
    lengths = data.load("maps/border_lengths")
    walk = lengths[lengths["measure"].str.startswith("divider")].sort_values("ruler_km")[
        "length_km"
    ]
    assert len(walk) == 8 and walk.is_monotonic_decreasing
    published = lengths[lengths["basis"] == "published"]["length_km"]
    assert (published.min(), published.max()) == (2050, 2341)


def test_the_map_is_whole():
    places = data.load("maps/admin1")
    assert places["iso3"].value_counts().loc[["COL", "VEN"]].to_dict() == {"COL": 33, "VEN": 25}
    assert (places["level"] == "neighbour").sum() == 12
    border = places[places["on_border"]].groupby("iso3")["border_km"].sum()
    assert border["COL"] == pytest.approx(border["VEN"], rel=0.001)
    points = [point for shape in places["geometry"] for point in corners(shape["coordinates"])]
    assert all(-83 <= lon <= -58 and -5 <= lat <= 14 for lon, lat in points)


def corners(nested):
    """The longitude-latitude pairs in any depth of lists."""
    if isinstance(nested[0], int | float):
        yield nested
    else:
        for part in nested:
            yield from corners(part)


def test_crossings_own_up_to_how_well_they_are_placed():
    crossings = data.load("maps/crossings").set_index("crossing_id")
    assert len(crossings) == 8
    assert (crossings["coordinate_uncertainty_km"] <= 0.5).sum() == 3
    assert str(crossings.loc["atanasio_girardot", "opened_date"].date()) == "2023-01-01"
    assert crossings["opened_date"].isna().sum() == 5
    towns = data.load("maps/cities")
    assert len(towns) == 51 and one(towns, city="Cúcuta")["distance_to_border_km"] == 3.1


def test_every_figure_from_the_press_names_its_page():
    trade = data.load("trade/bilateral_annual")
    pressed = trade["source_key"] == "quoted_dane"
    unlinked = trade[pressed & trade["source_url"].isna()]  # read in a copy, as the limits say
    assert pressed.sum() == 23 and unlinked["year"].tolist() == [2009, 2022]
    assert trade.loc[~pressed, "source_url"].isna().all()


def test_the_buyers_figure_is_not_always_above_the_sellers():
    """The limit that the catalogue states: below until 2000, above from 2004 to 2014."""
    trade = data.load("trade/bilateral_annual").query("exporter_iso3 == 'COL'")
    sold = trade[trade["is_colombian_basis"]].set_index("year")["trade_usd_millions"]
    bought = trade[trade["source_key"] == "cow_4_0"].set_index("year")["trade_usd_millions"]
    more = (100 * (bought / sold - 1)).dropna()
    assert more.loc[:2000].between(-20, -8).all() and more.loc[2004:].between(3.5, 16).all()


def test_two_closures_before_2015_are_on_record():
    dates = data.load("article/events").set_index("event_id")["date"].astype(str)
    assert dates["EV_CLOSURE_2009"] == "2009-11-02" < dates["EV_CLOSURE_2015"]
    assert dates["EV_NIGHT_CLOSURE_2014"] == "2014-08-11" < dates["EV_CLOSURE_2015"]


def test_a_pair_without_a_row_is_not_called_a_pair_without_trade():
    world = data.load("trade/gravity_2006")
    countries = world["exporter_iso3"].nunique()
    assert len(world) == 22_588 and countries * (countries - 1) == 27_390
    assert "did not trade" not in str(data.describe("trade/gravity_2006"))
