"""The tables of violence, talks and gas: nobody is given away, and the figures on which the lessons rest."""

from __future__ import annotations

import pytest

from claimlab import data

EVERYTHING = [name for name in data.tables() if name.startswith("security/")]
COUNTS = {
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


@pytest.mark.parametrize("name", EVERYTHING)
def test_no_point_on_a_map_and_no_town(name):
    """Nothing finer than a department: a column of towns may count them, and not name them."""
    columns = {field["name"] for field in data.describe(name)["schema"]["fields"]}
    assert not [c for c in columns if "latitude" in c or "longitude" in c or c.endswith("_deg")]
    assert {c for c in columns if "municipalit" in c} <= {"municipalities_count"}


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
    counts = data.load("security/homicides_ring_year").query("year == 2024")
    assert (
        counts["municipalities_count"].sum() == 1122 - 43
    )  # those without a distance are left out
    assert counts.set_index("from_km").loc[0, "municipalities_count"] == 62
