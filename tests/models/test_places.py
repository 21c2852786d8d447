import numpy as np
import pytest

from borderlab import load
from borderlab.models.gravity import gravity_ppml
from borderlab.models.migration import migration_ppml, with_stocks
from borderlab.models.places import (
    NEAR_KM,
    choose_department,
    choose_host,
    department_rows,
    dissimilarity,
    predicted_shares,
)
from claimlab.errors import KitError


@pytest.fixture(scope="module")
def world():
    return with_stocks(load("migration/gravity_world"))


@pytest.fixture(scope="module")
def from_venezuela(world):
    return world[world["origin_iso3"] == "VEN"]


def of_year(year, **options):
    return department_rows(
        load("migration/departments"), load("migration/department_stocks"), year, **options
    )[0]


def test_dissimilarity_is_the_share_that_would_have_to_move():
    rng = np.random.default_rng(2)
    for _ in range(50):
        p, q = rng.dirichlet(np.ones(6)), rng.dirichlet(np.ones(6))
        found = dissimilarity(p, q)
        assert found == pytest.approx(
            max((p - q)[list(bits)].sum() for bits in subsets(6))
        )  # its other definition
        assert found == dissimilarity(q, p) == pytest.approx(dissimilarity(1000 * p, q))
        assert 0 <= found <= 1 and dissimilarity(p, p) == 0
    assert dissimilarity([1, 0], [0, 5]) == 1


def subsets(n):
    return ([i for i in range(n) if k >> i & 1] for k in range(2**n))


@pytest.mark.parametrize(
    "pair", [([1, 2], [1]), ([1, np.nan], [1, 2]), ([-1, 2], [1, 1]), ([0, 0], [1, 1])]
)
def test_what_is_no_distribution_is_refused(pair):
    with pytest.raises(KitError):
        dissimilarity(*pair)


def test_a_fit_from_before_misplaces_two_in_three(world):
    shares = predicted_shares(world, migration_ppml(world, stocks=["log_diaspora"])).set_index(
        "destination_iso3"
    )
    assert round(dissimilarity(shares["predicted_percent"], shares["actual_percent"]), 2) == 0.66
    assert shares.sum().tolist() == pytest.approx([100, 100]) and shares.index[0] == "COL"
    # 14/41, 1/19 and 28/4 of a hundred leavers
    assert shares.loc["COL"].round().tolist() == [14, 41] and shares.loc[
        "PER"
    ].round().tolist() == [1, 19]
    assert shares.loc["USA"].round().tolist() == [28, 4]
    within = predicted_shares(
        world, migration_ppml(world, "flow_2015_2020_persons", stocks=["log_diaspora"])
    )
    assert dissimilarity(within["predicted_percent"], within["actual_percent"]) < 0.45


def test_weights_that_misplace_fewer_than_four_in_ten(from_venezuela):
    def miss(**weights):
        shares = choose_host(from_venezuela, **weights)
        return dissimilarity(shares["chosen_percent"], shares["actual_percent"])

    assert round(miss(diaspora=0.9, distance=1.2, language=2.0), 3) == 0.388
    assert miss() > 0.65


def test_without_weights_every_host_is_the_same(from_venezuela):
    shares = choose_host(from_venezuela, 0, 0, 0)
    assert np.ptp(shares["chosen_percent"]) < 1e-12 and shares[
        "chosen_percent"
    ].sum() == pytest.approx(100)


def test_a_share_does_not_depend_on_what_else_is_offered(from_venezuela):
    def ratio(rows):
        return (
            choose_host(rows, 0.7, 0.4, 1)
            .set_index("destination_iso3")["chosen_percent"]
            .loc[["COL", "PER"]]
        )

    all_, fewer = (
        ratio(from_venezuela),
        ratio(from_venezuela[from_venezuela["destination_iso3"] != "USA"]),
    )
    assert (
        all_["COL"] / all_["PER"] == pytest.approx(fewer["COL"] / fewer["PER"])
        and fewer["COL"] > all_["COL"]
    )


def test_people_without_a_department_inflate_concentration():
    raw, spread = (of_year(2019, spread=spread) for spread in (False, True))
    found = [
        round(dissimilarity(rows["venezuelans_persons"], rows["population_persons"]), 2)
        for rows in (raw, spread)
    ]
    assert found == [0.44, 0.30]
    total = load("migration/department_stocks").query("year == 2019")["venezuelans_persons"].sum()
    assert (
        spread["venezuelans_persons"].sum() == pytest.approx(total)
        and raw["venezuelans_persons"].sum() == total - 303_575
    )


def test_the_chooser_with_fitted_weights_is_the_fit():
    rows = of_year(2022)
    near = rows.assign(near_km=rows["distance_to_nearest_crossing_km"] + NEAR_KM)
    fit = gravity_ppml(
        near,
        "venezuelans_persons",
        ["population_persons", "near_km"],
        ["borders_venezuela"],
        cluster=(),
    )
    chosen = choose_department(
        rows, fit["log_population_persons"], -fit["log_near_km"], fit["borders_venezuela"]
    ).set_index("code")
    fitted = (100 * fit.fitted / fit.fitted.sum()).set_axis(rows["code"])
    assert chosen["chosen_percent"].loc[fitted.index].to_numpy() == pytest.approx(fitted.to_numpy())


def test_a_year_without_figures_is_refused():
    with pytest.raises(KitError, match="2019 to 2025"):
        of_year(2018)
