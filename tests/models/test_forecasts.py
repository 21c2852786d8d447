import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.models.forecasts import (
    METHODS,
    drift_by_window,
    point_forecast,
    rolling_bands,
    rolling_origin,
)
from borderlab.models.scores import coverage
from claimlab.errors import KitError


@pytest.fixture(scope="module")
def year_ends() -> pd.Series:
    """The last count of each year's second half: 2021 is 31 August."""
    stock = load("migration/colombia_stock").set_index("count_date")["total_persons"]
    stock = stock[stock.index.month >= 8]
    return stock.groupby(stock.index.year).last()


def walk(rng, length: int, drift: float = 0.0) -> pd.Series:
    return pd.Series(np.exp(np.cumsum(drift + rng.normal(size=length))))


def covered(
    draws: int, length: int, seed: int, drift: float = 0.0, **options
) -> tuple[float, float]:
    """Share of simulated walks whose last value lies in the band, and its Monte-Carlo error if the share were 0.8."""
    rng = np.random.default_rng(seed)
    horizon = options.get("horizon", 1)
    options = {"horizon": horizon, "shortest": length - horizon, **options}
    hits = [
        rolling_bands(walk(rng, length, drift), **options)["inside"].iloc[-1] for _ in range(draws)
    ]
    return float(np.mean(hits)), float(np.sqrt(0.8 * 0.2 / draws))


def test_bands_from_past_misses_cover_what_they_promise():
    # A forecast of no change has exchangeable misses; 19 of them make a band of exactly 0.8.
    share, error = covered(800, 21, seed=80, method="no_change")
    assert abs(share - 0.8) < 3 * error


def test_bands_from_past_misses_survive_a_drift_that_must_be_learned():
    share, error = covered(500, 42, seed=81, drift=0.3, method="log_drift")
    assert share > 0.8 - 3 * error


def test_bands_from_the_fitted_variance_of_a_short_past_are_too_narrow():
    share, error = covered(
        800, 6, seed=82, drift=0.3, method="log_drift", horizon=2, band="fitted_variance"
    )
    assert share < 0.8 - 5 * error


def test_a_higher_level_gives_a_wider_band(year_ends):
    series = walk(np.random.default_rng(4), 60)
    for band in ("past_misses", "fitted_variance"):
        narrow, wide = (
            rolling_bands(series, 2, level=level, band=band, shortest=45) for level in (0.5, 0.9)
        )
        assert (wide["high"] > narrow["high"]).all() and (wide["low"] < narrow["low"]).all()


@pytest.mark.parametrize("method", METHODS)
def test_a_forecast_knows_nothing_of_what_comes_after_it(method):
    series = walk(np.random.default_rng(9), 12)
    changed = series.copy()
    changed.iloc[8:] *= 50
    first = rolling_origin(series, 2, method, 4).query("origin <= 7")["forecast"]
    assert (
        first.tolist()
        == rolling_origin(changed, 2, method, 4).query("origin <= 7")["forecast"].tolist()
    )


def test_bands_use_only_misses_whose_targets_are_past():
    found = rolling_bands(walk(np.random.default_rng(9), 30), 3, "no_change")
    assert found["misses"].tolist() == [max(int(origin) - 2, 0) for origin in found["origin"]]
    assert (found.loc[found["misses"] < 9, "high"] == np.inf).all() and found.loc[
        found["misses"] >= 9, "high"
    ].max() < np.inf


def test_each_method_repeats_the_path_it_assumes():
    growing, line, flat = 100 * 1.5 ** np.arange(8), 100.0 + 10 * np.arange(8), np.full(8, 7.0)
    assert point_forecast(growing, 3) == pytest.approx(growing[-1] * 1.5**3)
    assert point_forecast(line, 3, "level_drift") == pytest.approx(line[-1] + 30)
    assert point_forecast(growing, 500, "damped_trend") == pytest.approx(
        growing[-1] * 1.5**4
    )  # 0.8 / (1 - 0.8)
    curve = 1000 / (1 + np.exp(-(np.arange(12) - 5.0)))
    assert point_forecast(curve[:9], 3, "logistic") == pytest.approx(curve[11], rel=1e-4)
    assert [point_forecast(flat, 4, method) for method in METHODS[:4]] == pytest.approx([7.0] * 4)


def test_no_forecast_of_a_stock_is_below_zero():
    falling = [1000.0, 500.0, 100.0]
    assert all(point_forecast(falling, 9, method) > 0 for method in METHODS[:4])


def test_three_of_six_bands_held_and_two_misses_lay_below(year_ends):
    assert year_ends.index.tolist() == list(range(2014, 2024))
    found = rolling_bands(year_ends, 2, band="fitted_variance").set_index("origin")
    assert found.index.tolist() == list(range(2016, 2022))
    assert (
        coverage(found["inside"])["hits"] == 3
        and round(coverage(found["inside"])["chance"], 2) == 0.10
    )
    missed = found[~found["inside"]]
    assert (missed["actual"] > missed["high"]).sum() == 1 and (
        missed["actual"] < missed["low"]
    ).sum() == 2
    assert found.loc[2017, ["low", "high"]].to_numpy() / 1e6 == pytest.approx(
        [0.49, 14.59], abs=0.005
    )


def test_past_misses_are_too_few_for_a_band_here(year_ends):
    assert (rolling_bands(year_ends, 2)["high"] == np.inf).all(), (
        "nine earlier misses are needed for 80 per cent"
    )


def test_the_drift_hangs_on_the_window():
    stock = load("migration/colombia_stock").set_index("count_date")["total_persons"]
    log = drift_by_window(stock, "2022-02-28", "2023-12-31").set_index("window_start")[
        "miss_percent"
    ]
    level = drift_by_window(stock, "2022-02-28", "2023-12-31", "level_drift").set_index(
        "window_start"
    )["miss_percent"]
    assert (
        round(log["2014-12-31"]) == 185
        and round(log["2019-12-31"]) == 15
        and round(level["2019-12-31"]) == 7
    )
    assert round(100 * (stock["2022-02-28"] / stock["2023-12-31"] - 1), 1) == -13.5


@pytest.mark.parametrize(
    "call",
    [
        lambda: point_forecast([1.0, 2.0], 1, "oracle"),
        lambda: point_forecast([1.0], 1),
        lambda: point_forecast([1.0, 0.0], 1),
        lambda: rolling_origin(pd.Series([1.0, 2.0]), 2),
        lambda: rolling_bands(pd.Series([1.0, 2.0, 3.0, 4.0]), 1, level=1.0),
        lambda: rolling_bands(pd.Series([1.0, 2.0, 3.0, 4.0]), 1, band="hope"),
        lambda: drift_by_window(
            pd.Series([1.0], pd.to_datetime(["2022-01-01"])), "2022-01-01", "2023-01-01"
        ),
    ],
)
def test_what_cannot_be_forecast_is_said_in_one_sentence(call):
    with pytest.raises(KitError, match=r"^[A-Z].*\.$"):
        call()
