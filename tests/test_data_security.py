"""The tables of violence, talks and gas: nobody is given away, and the figures on which the lessons rest."""

from __future__ import annotations

import pandas as pd
import pytest

from borderlab import data

EVERYTHING = [name for name in data.tables() if name.startswith("security/")]
COUNTS = {
    "security/homicides_municipality_year": "homicides",
    "security/homicides_department_month": "homicides",
    "security/homicides_department_year": "homicides",
    "security/homicides_ring_year": "homicides",
    "security/homicides_by_distance": "homicides",
    "security/events_by_ring": "events_count",
    "security/event_sizes": "events_count",
}


# Do no harm


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_no_cell_under_five(name, count):
    shown = data.load(name)[count].dropna()
    assert len(shown) and shown.min() >= 5


@pytest.mark.parametrize(
    "name",
    [n for n in COUNTS if "hidden" in {f["name"] for f in data.describe(n)["schema"]["fields"]}],
)
def test_a_blank_says_why(name):
    table = data.load(name)
    assert (table[COUNTS[name]].isna() == table["hidden"].notna()).all()


def leftovers(cells: pd.DataFrame, totals: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """For each published sum with blanks: what is left for them, and how many there are."""
    grouped = cells.groupby(keys)
    left = pd.DataFrame(
        {
            "shown": grouped["homicides"].sum(),
            "small": grouped["hidden"].apply(lambda why: (why == "under five").sum()),
            "guards": grouped["hidden"].apply(lambda why: (why == "protects another").sum()),
        }
    )
    left["left"] = totals.set_index(keys)["homicides"] - left["shown"]
    return left[(left["small"] > 0) & left["left"].notna()]


def sums():
    towns = data.load("security/homicides_municipality_year")
    places = data.load("security/municipalities").set_index("dane_municipality_code")
    towns["dane_department_code"] = towns["dane_municipality_code"].str[:2]
    km = towns["dane_municipality_code"].map(places["distance_to_venezuela_border_km"])
    towns["from_km"] = (km // 50 * 50).clip(upper=500)
    months = data.load("security/homicides_department_month")
    months["year"] = months["month"].str[:4].astype(int)
    by_department, by_ring = (
        data.load("security/homicides_department_year"),
        data.load("security/homicides_ring_year"),
    )
    yield leftovers(towns, by_department, ["dane_department_code", "year"])
    yield leftovers(towns, by_ring, ["from_km", "year"])
    yield leftovers(months, by_department, ["dane_department_code", "year"])


def test_no_subtraction_fills_a_blank():
    for left in sums():
        assert len(left) > 100
        told = (left["small"] == 1) & (left["guards"] == 0) | (left["guards"] == 0) & (
            left["left"] == 4 * left["small"]
        )
        nobody = left["left"] == 0
        assert left[told & ~nobody].empty


def test_the_sums_agree_with_what_is_shown():
    for left in sums():
        assert (left["left"] >= 0).all()
        assert (left["left"] <= 4 * left["small"])[left["guards"] == 0].all()


@pytest.mark.parametrize("name", EVERYTHING)
def test_no_point_on_a_map(name):
    columns = {field["name"] for field in data.describe(name)["schema"]["fields"]}
    assert not [c for c in columns if "latitude" in c or "longitude" in c or c.endswith("_deg")]


def test_the_study_of_the_farc_is_not_cited_for_another_group():
    rows = data.load("security/published_results")
    assert set(rows[rows["study_id"].str.startswith("martinez")]["about"]) == {"FARC"}
    assert not rows["quantity"].str.contains("ELN").any()


# The figures


def rate(department: str, year: int) -> float:
    table = data.load("security/homicides_department_year")
    row = table[(table["department"] == department) & (table["year"] == year)].iloc[0]
    return round(1e5 * row["homicides"] / row["population_persons"], 1)


def test_arauca():
    assert [rate("Arauca", year) for year in (2021, 2022, 2023)] == [61.5, 115.7, 48.9]
    months = (
        data.load("security/homicides_department_month")
        .query("department == 'Arauca'")
        .set_index("month")["homicides"]
    )
    assert (months["2021-12"], months["2022-01"]) == (9, 65)


def test_the_count_of_people_breaks_in_2018():
    people = data.load("security/homicides_ring_year")
    people = people.groupby([people["from_km"] == 0, "year"])["population_persons"].sum()
    change = {
        near: round(100 * (people[near, 2018] / people[near, 2017] - 1), 1)
        for near in (True, False)
    }
    assert change == {True: 6.2, False: -2.6}
    vintage = (
        data.load("security/homicides_department_year")
        .groupby("population_vintage")["year"]
        .agg(["min", "max"])
    )
    assert vintage.loc["dane_census_2005"].tolist() == [2003, 2017] and vintage.loc[
        "dane_census_2018"
    ].tolist() == [2018, 2024]


def test_the_names_of_departments_are_those_of_the_map():
    maps = set(data.load("maps/admin1").query("iso3 == 'COL'")["name"])
    assert set(data.load("security/homicides_department_year")["department"]) <= maps


def test_coca():
    towns, country = (
        data.load("security/coca_municipality_year"),
        data.load("security/coca_national_year").set_index("year"),
    )
    sums = towns.groupby("year")["coca_ha"].sum()
    assert (sums - country["coca_municipal_sum_ha"]).abs().max() < 0.05
    off = 100 * (sums / country["coca_published_ha"] - 1)
    assert set(off.index[off.abs() > 0.01]) == {2001, 2009}
    norte = (
        towns[towns["dane_municipality_code"].str.startswith("54")].groupby("year")["coca_ha"].sum()
    )
    assert norte.round().loc[[2006, 2022]].tolist() == [488, 42035]
    assert round(100 * norte[2022] / country.loc[2022, "coca_published_ha"]) == 18


def test_two_owners_two_shares_of_the_eln_in_venezuela():
    eln = (
        data.load("security/eln_strength")
        .dropna(subset="share_in_venezuela_percent")
        .set_index("year")
    )
    assert eln["share_in_venezuela_percent"].to_dict() == {2019: 43.0, 2025: 20.7}
    assert data.load("security/eln_strength")["owner"].nunique() >= 9


def test_rings_cover_the_country():
    rings = data.load("security/rings")
    assert rings["from_km"].tolist() == list(range(0, 700, 25))
    assert rings["area_km2"].sum() < 1_141_748 < rings["area_km2"].sum() * 1.25
    municipalities = data.load("security/municipalities")
    assert (
        len(municipalities) == 1122
        and municipalities["distance_to_venezuela_border_km"].isna().sum() == 43
    )
    assert (municipalities["distance_to_venezuela_border_km"] <= 50).sum() == 62
