"""The figures of migration on which lessons 06 and 07 rest."""

from __future__ import annotations

import pandas as pd
import pytest

from claimlab import data


def one(frame: pd.DataFrame, **where):
    """The single row that the conditions pick."""
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return frame.iloc[0]


@pytest.fixture(scope="module")
def hosts():
    return data.load("migration/hosts")


def test_hosts_add_up_to_the_world_of_unhcr(hosts):
    totals = hosts.groupby("year")["displaced_total_persons"].sum()
    assert totals[[2018, 2022, 2025]].tolist() == pytest.approx(
        [3_078_217, 6_585_011, 7_640_872], abs=60
    )
    groups = ["refugees_persons", "asylum_seekers_persons", "other_in_need_of_protection_persons"]
    whole = hosts[hosts["host_iso3"] != "OTH"].dropna(subset=groups)
    assert (whole[groups].sum(axis=1) == whole["displaced_total_persons"]).all()
    assert not hosts[groups].apply(lambda counts: counts.between(1, 4)).any(axis=None)


def test_coverage_changes_in_2018(hosts):
    colombia = hosts[hosts["host_iso3"] == "COL"].set_index("year")
    assert colombia["other_in_need_of_protection_persons"].first_valid_index() == 2018
    assert colombia.loc[[2017, 2018], "displaced_total_persons"].tolist() == [530, 1_174_375]


def test_the_count_of_the_column_and_its_revision():
    r4v = data.load("migration/r4v")
    assert one(r4v, area_code="WLD", published_date="2022-08-05")["persons"] == 6_805_209
    assert set(r4v.loc[r4v["is_revision"], "area_code"]) == {"WLD", "LAC", "COL"}
    assert (
        str(one(r4v, area_code="COL", published_date="2022-07-31")["count_date"].date())
        == "2021-08-31"
    )
    assert (
        str(one(r4v, area_code="COL", published_date="2022-08-05")["count_date"].date())
        == "2022-02-28"
    )


def test_colombia_counts_by_date_and_status():
    stock = data.load("migration/colombia_stock").set_index("count_date")
    assert stock.loc["2022-02-28", "total_persons"] == 2_477_588
    assert (
        stock["total_persons"].idxmax() == pd.Timestamp("2022-12-31")
        and stock["total_persons"].max() == 2_896_748
    )
    parts = ["regular_persons", "in_process_persons", "irregular_persons"]
    whole = stock.dropna(subset=parts)
    gap = whole[parts].sum(axis=1) - whole["total_persons"]
    assert (
        len(whole) == 3
        and gap.abs().max() <= 10
        and stock.loc["2016-12-31", "basis"] == "known_not_seen"
    )


def test_permits_by_stage():
    permits = data.load("migration/permits")
    day = permits[permits["status_date"] == "2022-03-16"].set_index("stage")["persons"]
    assert round(100 * day["approved"] / 2_477_588) == 31
    later = one(permits, status_date="2023-06-30", stage="approved")["persons"]
    assert round(100 * later / 2_864_796) == 64
    assert one(permits, programme="PEP-RAMV", status_date="2019-12-31")[
        "persons"
    ] / 442_462 == pytest.approx(0.64, abs=0.005)


def test_the_corridor_has_many_owners():
    stocks = data.load("migration/corridor_stocks")
    there = stocks[(stocks["residence_iso3"] == "VEN") & (stocks["origin_iso3"] == "COL")]
    census = one(there, definition="census_birth", year=2011)["persons"]
    estimate = one(there, definition="un_estimate", year=2010)["persons"]
    assert (census, estimate, estimate - census) == (721_791, 929_944, 208_153)
    assert one(there, definition="unhcr_refugees", year=2010)["persons"] == 201_467
    claims = there[there["definition"] == "claim_undefined"]
    assert claims["owner"].nunique() == 2, "a claim of each government"
    assert round(claims["persons"].max() / census, 1) == 7.8
    bank = there[there["definition"] == "world_bank_estimate"].set_index("year")
    assert bank["persons"].is_monotonic_increasing and bank.loc[1960, "persons"] == 97_349
    assert bank["note"].loc[1960].startswith("labelled 2000"), (
        "the reversed label is kept as an exercise"
    )


def test_departments_are_the_same_33_on_map_and_in_both_tables():
    departments = data.load("migration/departments")
    outlines = data.load("maps/admin1").query("iso3 == 'COL'").set_index("code")
    assert set(departments["code"]) == set(outlines.index) and len(departments) == 33
    for code, name, touches in departments[["code", "department", "borders_venezuela"]].itertuples(
        index=False
    ):
        assert outlines.loc[code, "name"] == name and outlines.loc[code, "on_border"] == touches
    stocks = data.load("migration/department_stocks")
    assert set(stocks["dept_code"]) - {"ZZ"} == set(departments["dept_code"])
    assert stocks.groupby("year")["population_persons"].count().eq(33).all()
    totals = stocks.groupby("year")["venezuelans_persons"].sum()
    assert totals[[2019, 2020, 2021]].tolist() == [1_771_237, 1_729_537, 1_842_390]
    placed = stocks[stocks["dept_code"] != "ZZ"].groupby("year")["venezuelans_persons"].count()
    assert placed[2019] == 12 and placed[[2021, 2022, 2023]].eq(33).all()


def test_opinion_fell_on_every_repeated_question():
    opinion = data.load("migration/opinion").dropna(subset=["series"]).sort_values("poll_date")
    change = opinion.groupby("series")["share_percent"].agg(
        lambda shares: shares.iloc[-1] - shares.iloc[0]
    )
    towards = {
        name: 1 if name in {"invamer_came_to_stay", "lapop_services", "lapop_neighbour"} else -1
        for name in change.index
    }
    assert len(change) == 7 and all(towards[name] * moved > 0 for name, moved in change.items())
    assert change["gallup_living_here"] == -32


def test_returns_are_taken_apart():
    flows = data.load("migration/flows_by_kind")
    parts = flows[["outward_persons", "return_persons", "transit_persons"]].sum(axis=1)
    assert (parts - flows["total_persons"]).abs().max() <= 1
    world = data.load("migration/gravity_world").set_index(["origin_iso3", "destination_iso3"])
    for row in flows[flows["start_year"] == 2015].itertuples():
        if (row.origin_iso3, row.destination_iso3) in world.index:
            assert (
                world.loc[(row.origin_iso3, row.destination_iso3), "flow_2015_2020_persons"]
                == row.total_persons
            )


def test_people_abroad_have_owners_on_both_sides():
    claims = data.load("migration/abroad_by_owner").set_index(["owner", "as_of"])
    mine, theirs = (
        claims.loc[("Government of Nicolás Maduro", "2021-10-31")],
        claims.loc[("R4V (UNHCR and IOM)", "2022-08-05")],
    )
    assert theirs["high_persons"] / mine["high_persons"] > 7
    assert (
        round(claims.loc[("United Nations, population division", "2024"), "high_persons"] / 1e6, 1)
        == 4.6
    )


def test_the_world_is_square():
    world = data.load("migration/gravity_world")
    assert (
        len(world) == 153 * 152
        and world["origin_iso3"].nunique() == world["destination_iso3"].nunique() == 153
    )
    mirror = world.set_index(["origin_iso3", "destination_iso3"])["distance_km"]
    assert (mirror == mirror.swaplevel().reindex(mirror.index)).all() and (
        world["distance_km"] > 0
    ).all()


def test_returns_of_2023_and_entries():
    moves = data.load("migration/movements")
    returns = moves[(moves["movement"] == "returned") & (moves["nationality"] == "COL")]["persons"]
    assert returns.max() == 980_000 > 721_791
