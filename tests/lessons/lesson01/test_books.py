"""The computations behind lesson 01's pictures."""

import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.lessons.lesson01.books import (
    event_marks,
    fall_path,
    import_shares,
    intensity,
    size_or_share,
    trade_lines,
    two_reporters,
)
from borderlab.models.accounting import series


@pytest.fixture(scope="module")
def trade():
    return load("trade/bilateral_annual")


def test_trade_lines_keep_gaps(trade):
    lines = trade_lines(trade).set_index(["flow", "year"])["trade_usd_billions"]
    assert lines["exports"].idxmax() == 2008
    assert np.isnan(lines["exports", 2018]) and np.isnan(lines["imports", 2019])


def test_fall_path_runs_from_nothing_to_everything(trade):
    path = fall_path(series(trade, "COL", "VEN"))
    assert (
        path["share_of_fall_percent"].iloc[0] == 0 and path["share_of_fall_percent"].iloc[-1] == 100
    )
    assert path["year"].is_monotonic_increasing and path.notna().all().all()
    assert fall_path(series(trade, "COL", "VEN"), 2014)["year"].max() == 2014


def test_a_low_before_the_peak_is_no_trough(trade):
    path = fall_path(series(trade, "COL", "VEN", "is_preferred"))
    assert path["year"].tolist()[0] == 2008 and path["share_of_fall_percent"].iloc[-1] == 100


def test_most_of_the_fall_came_before_the_closure_and_nearly_all_before_the_break(trade):
    path = fall_path(series(trade, "COL", "VEN")).set_index("year")["share_of_fall_percent"]
    assert 65 < path[2014] < 75 and path[2017] > 95


def test_the_break_in_the_books_exaggerates_the_fall(trade):
    mixed, one = (series(trade, "COL", "VEN", w) for w in ("is_preferred", "is_colombian_basis"))
    assert mixed[2015] / mixed[2014] < one[2015] / one[2014]
    assert 1.08 <= mixed[2014] / one[2014] <= 1.16  # the overlap that the source note states


def test_size_and_share_add_up_and_swap_sign():
    x, m = pd.Series({1: 8.0, 2: 1.0}), pd.Series({1: 40.0, 2: 20.0})
    there, back = (
        size_or_share(*pair, 1, 2)["log_points"].to_numpy()
        for pair in ((x, m), (x.set_axis([2, 1]), m.set_axis([2, 1])))
    )
    assert there[0] + there[1] == pytest.approx(there[2], abs=1e-12) and np.allclose(there, -back)
    with pytest.raises(ValueError, match="last year after"):
        size_or_share(x, m, 1, 1)


def test_the_mirror_gap_of_2012(trade):
    row = two_reporters(trade).set_index("year").loc[2012]
    assert (round(row["exporter_usd_millions"]), round(row["importer_usd_millions"])) == (45, 609)


def test_marks_stand_inside_their_year():
    events = pd.DataFrame(
        {
            "event_id": list("ab"),
            "date": pd.to_datetime(["2015-01-10", "2015-12-20"]),
            "label_en": ["x", "y"],
        }
    )
    assert [x for x, _ in event_marks(events, {"a": "x", "b": "y"})] == [2014.5, 2015.4]


def test_intensity_is_one_for_proportionate_trade():
    sizes = {"A": 1.0, "B": 2.0, "C": 3.0}
    rows = [(i, j, 2008, sizes[i] * sizes[j], 1) for i in sizes for j in sizes]
    panel = pd.DataFrame(
        rows,
        columns=["exporter_iso3", "importer_iso3", "year", "exports_usd_millions", "contiguity"],
    )
    table = intensity(panel, 2008, list("ABC")).set_index(["exporter_iso3", "importer_iso3"])[
        "intensity"
    ]
    # Proportionate trade: each partner's weight is its size, over a world less the exporter itself.
    assert table["A", "B"] == pytest.approx((36 - 6) / 36)


def test_import_shares_are_shares_of_all_sellers():
    shares = import_shares(load("trade/gravity_panel"), "VEN", ["COL", "CHN"], [2008, 2012])
    assert (
        shares.loc["COL", 2008] > shares.loc["COL", 2012]
        and shares.loc["CHN", 2012] > shares.loc["CHN", 2008]
    )
