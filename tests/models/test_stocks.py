import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.models.stocks import (
    half_life,
    implied_flow,
    per_thousand,
    permit_funnel,
    steady_state,
    stock_flow,
)
from claimlab.errors import KitError


def test_nothing_moves_nothing_changes():
    assert (stock_flow(1000, 0, 0, 0, T=5)["stock_persons"] == 1000).all()


@pytest.mark.parametrize("r, d", [(0.03, 0.0), (0.2, 0.05), (1.0, 0.0)])
def test_the_stock_runs_to_arrivals_over_exits(r, d):
    path = stock_flow(5e6, 300_000, r, d, T=2000)["stock_persons"]
    assert path.iloc[-1] == pytest.approx(steady_state(300_000, r, d), rel=1e-9)


def test_the_steady_state_and_the_half_life_of_the_example():
    assert steady_state(0.30, 0.03) == pytest.approx(10.0) and half_life(0.03) == pytest.approx(
        22.757, abs=1e-3
    )
    assert steady_state(1, 0) == np.inf and half_life(0) == np.inf and half_life(1) == 0


def test_half_the_distance_is_gone_after_the_half_life():
    r = 1 - 0.5 ** (1 / 8)  # a half-life of eight whole periods
    path = stock_flow(0, 100, r, T=8)["stock_persons"]
    assert path.iloc[-1] == pytest.approx(steady_state(100, r) / 2) and half_life(
        r
    ) == pytest.approx(8)


def test_arrivals_less_exits_are_the_change_and_nothing_is_negative():
    rng = np.random.default_rng(6)
    for _ in range(50):
        r, d = rng.uniform(0, 0.5, 2)
        path = stock_flow(rng.uniform(0, 1e6), rng.uniform(0, 1e5, 12), r, d)
        change = path["stock_persons"].diff() - path["arrivals_persons"] + path["exits_persons"]
        assert change.abs().max() < 1e-6 and (path["stock_persons"] >= 0).all()


@pytest.mark.parametrize(
    "bad", [dict(r=0.7, d=0.6), dict(r=-0.1), dict(F=-1.0), dict(M0=-1), dict(T=None)]
)
def test_what_cannot_be_is_refused_in_one_sentence(bad):
    with pytest.raises(KitError, match=r"^[A-Z].*\.$"):
        stock_flow(**{"M0": 10, "F": 1.0, "r": 0.1, "d": 0.0, "T": 3, **bad})


def test_every_exit_rate_has_arrivals_that_make_2023_fall():
    stock = load("migration/colombia_stock").set_index("count_date")["total_persons"]
    before, after = stock["2022-12-31"], stock["2023-12-31"]
    assert after - before == -31_952
    for rate in (0.01104, 0.03, 0.10, 0.17262):
        arrivals = after - before + rate * before
        assert stock_flow(before, arrivals, rate, T=1)["stock_persons"].iloc[-1] == pytest.approx(
            after
        )
    entries = load("migration/movements").query("movement == 'regular entries'")["persons"].iloc[0]
    assert arrivals == pytest.approx(entries, rel=1e-3)


def test_a_new_count_is_taken_out_of_the_flow():
    r4v = load("migration/r4v")
    world = r4v[r4v["area_code"] == "WLD"].set_index("published_date")["persons"]
    own = load("migration/colombia_stock").set_index("count_date")["total_persons"]
    step = own["2022-02-28"] - own["2021-08-31"]
    row = implied_flow(world, pd.Series({pd.Timestamp("2022-08-05"): step})).loc["2022-08-05"]
    assert row["change_persons"] == 658_169 and step == 635_198
    assert (
        round(row["change_percent"], 1) == 10.7
        and round(100 * step / row["change_persons"], 1) == 96.5
    )
    assert row["left_persons"] == 22_971 and round(row["left_percent"], 2) == 0.37
    untouched = implied_flow(world)
    assert (untouched["left_persons"] == untouched["change_persons"]).all()
    assert untouched["change_persons"].sum() == world.iloc[-1] - world.iloc[0]


def test_a_new_count_on_no_date_is_refused():
    stock = pd.Series([1, 2], pd.to_datetime(["2022-01-01", "2022-02-01"]))
    with pytest.raises(KitError, match="There is no publication"):
        implied_flow(stock, pd.Series({pd.Timestamp("2022-03-01"): 1}))


def test_hosts_per_thousand_in_august_2022():
    r4v, hosts = (
        load("migration/r4v"),
        load("migration/hosts").query("year == 2022").set_index("host_iso3"),
    )
    seen = r4v[r4v["published_date"] == "2022-08-05"].set_index("area_code")["persons"]
    found = {
        host: round(per_thousand(seen[host], hosts.loc[host, "population_persons"]), 1)
        for host in "COL PER ECU CHL BRA".split()
    }
    assert found == {"COL": 47.9, "PER": 36.4, "ECU": 28.2, "CHL": 22.9, "BRA": 1.7}
    assert (
        round(
            per_thousand(
                hosts.loc["PER", "displaced_total_persons"], hosts.loc["PER", "population_persons"]
            ),
            1,
        )
        == 45.0
    )


def test_the_funnel_narrows_and_names_each_loss():
    funnel = permit_funnel(load("migration/permits"))
    assert set(funnel["status_date"].dt.strftime("%Y-%m-%d")) == {"2022-03-16", "2023-06-30"}
    for _, day in funnel.groupby("status_date"):
        assert day["persons"].is_monotonic_decreasing and day["step"].tolist() == [1, 2, 3, 4]
        assert day["percent_of_step_before"].iloc[1:].prod() / 1e6 == pytest.approx(
            day["percent_of_registered"].iloc[-1] / 100
        )
    with pytest.raises(KitError):
        permit_funnel(load("migration/permits"), [("RUMV", "registered"), ("PEP", "issued")])
