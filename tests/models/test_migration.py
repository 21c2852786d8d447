import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.models.gravity import elasticity_effect
from borderlab.models.migration import (
    LINKS,
    crisis_residual,
    leave_one_out,
    migration_ppml,
    one_origin_ppml,
    with_stocks,
)
from claimlab.errors import KitError

BEFORE, AFTER = "flow_2010_2015_persons", "flow_2015_2020_persons"
PAIR = ["origin_iso3", "destination_iso3"]


@pytest.fixture(scope="module")
def world() -> pd.DataFrame:
    return with_stocks(load("migration/gravity_world"))


@pytest.fixture(scope="module")
def few(world) -> pd.DataFrame:
    """Thirty countries, so that many fits are quick."""
    largest = world.groupby("origin_iso3")[BEFORE].sum().nlargest(30).index
    return world[world["origin_iso3"].isin(largest) & world["destination_iso3"].isin(largest)]


@pytest.fixture(scope="module")
def plain(world):
    return migration_ppml(world)


@pytest.fixture(scope="module")
def diaspora(world):
    return migration_ppml(world, stocks=["log_diaspora"])


def estimate(fit, name) -> tuple[float, float]:
    return tuple(fit.coefficients.loc[name, ["coefficient", "std_error"]].round(3))


def test_the_zeros_stay_in(world, plain):
    assert plain.observations == len(world) == 23_256 and plain.separated == plain.singletons == 0
    assert round((world[BEFORE] == 0).mean(), 3) == 0.395


def test_fitted_moves_add_up_by_origin_and_by_destination(world, diaspora):
    for side in PAIR:
        sums = world.assign(fitted=diaspora.fitted).groupby(side)[[BEFORE, "fitted"]].sum()
        assert (sums["fitted"] - sums[BEFORE]).abs().max() < 1e-4 * sums[BEFORE].mean()


def test_the_first_order_condition_holds(world, diaspora):
    miss = world[BEFORE] - diaspora.fitted
    for name in ("log_diaspora", "contiguity"):
        assert abs((miss * world[name]).sum()) < 1e-4 * (world[BEFORE] * world[name]).sum()


def test_moves_without_noise_return_the_truth(few):
    made = few.assign(
        made=np.exp(
            8
            - 0.9 * np.log(few["distance_km"])
            + 0.4 * few["log_diaspora"]
            + 0.5 * few["contiguity"]
        )
    )
    fit = migration_ppml(made, "made", stocks=["log_diaspora"])
    assert fit["log_distance_km"] == pytest.approx(-0.9, abs=1e-6) and fit[
        "log_diaspora"
    ] == pytest.approx(0.4, abs=1e-6)
    assert fit["contiguity"] == pytest.approx(0.5, abs=1e-6) and fit[
        "colonial_link"
    ] == pytest.approx(0, abs=1e-6)


def test_effects_of_origins_and_destinations_absorb_their_size(few):
    scaled = few.assign(
        scaled=few[BEFORE]
        * few["origin_iso3"].map(len)
        * few["destination_iso3"].map(lambda iso: 1.0 + (iso < "M"))
    )
    grown = migration_ppml(scaled, "scaled").coefficients["coefficient"]
    doubled = few.assign(doubled=few[BEFORE] * np.where(few["destination_iso3"] == "USA", 2.0, 1.0))
    assert (
        list(grown.index)
        == list(migration_ppml(few).coefficients.index)
        == ["log_distance_km", *LINKS]
    )
    # Fitted moves follow a destination that is scaled; only the weight of its rows in the fit changes.
    fit = migration_ppml(doubled, "doubled")
    assert fit.fitted[few["destination_iso3"] == "USA"].sum() == pytest.approx(
        doubled.loc[few["destination_iso3"] == "USA", "doubled"].sum()
    )


def test_the_estimates_before_the_crisis(plain, diaspora, world):
    assert estimate(plain, "log_distance_km") == (-0.948, 0.056)
    assert estimate(diaspora, "log_distance_km") == (-0.255, 0.048)
    assert estimate(diaspora, "log_diaspora") == (0.488, 0.023)
    alone = migration_ppml(world, stocks=["log_diaspora"], links=(), distance=False)
    assert estimate(alone, "log_diaspora") == (0.608, 0.016)
    assert round(elasticity_effect(diaspora["log_diaspora"], 2)) == 40


def test_what_came_before_the_crisis_was_mostly_returns(world, plain, diaspora):
    kinds = load("migration/flows_by_kind")
    without, with_ = (
        crisis_residual(world, fit, kinds).set_index("kind") for fit in (plain, diaspora)
    )
    assert (
        without.loc["all", "persons"]
        == world.query("origin_iso3 == 'VEN' and destination_iso3 == 'COL'")[BEFORE].iloc[0]
    )
    assert (
        round(without.loc["all", "times_expected"], 1) == 3.2
        and round(with_.loc["all", "times_expected"], 1) == 1.8
    )
    assert round(without.loc["return", "percent_of_all"]) == 85
    assert without["persons"].iloc[1:].sum() == pytest.approx(without["persons"].iloc[0], abs=1)
    both = migration_ppml(world, stocks=["log_diaspora", "log_returnable"])
    assert round(crisis_residual(world, both, kinds).iloc[0]["times_expected"], 1) == 1.6
    during = crisis_residual(world, diaspora, kinds, flow=AFTER).set_index("kind")
    assert (
        round(during.loc["all", "times_expected"]) == 23
        and during.loc["return", "percent_of_all"] < 6
    )
    with pytest.raises(KitError):
        crisis_residual(world, plain, kinds, "VEN", "DEU")


def test_one_origin_cannot_carry_the_coefficients(world):
    found = leave_one_out(world, ["COL"]).set_index("left_out")["contiguity"]
    assert round(found["none"], 2) == 1.11 and round(found["COL"], 2) == -0.42
    assert one_origin_ppml(world, leave_out=["COL"]).observations == 151


def test_stocks_of_the_pair_and_of_its_mirror(world):
    row = world.query("origin_iso3 == 'COL' and destination_iso3 == 'VEN'").iloc[0]
    mirror = world.query("origin_iso3 == 'VEN' and destination_iso3 == 'COL'").iloc[0]
    assert row["log_diaspora"] == mirror["log_returnable"] == np.log1p(929_944)
    with pytest.raises(KitError, match="choose 2010 or 2015"):
        with_stocks(load("migration/gravity_world"), 2020)
