"""The computations behind lesson 01's pictures."""

import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.lessons.lesson01.books import (
    both_directions,
    days_by_state,
    fall_path,
    import_shares,
    size_or_share,
    two_reporters,
)
from borderlab.models.accounting import series
from claimlab.errors import KitError


@pytest.fixture(scope="module")
def trade():
    return load("trade/bilateral_annual")


@pytest.fixture(scope="module")
def exports(trade):
    return series(trade, "COL", "VEN")


def test_both_directions_keep_gaps(trade):
    flows = both_directions(trade).set_index(["direction", "year"])["usd_billions"]
    assert flows["COL to VEN"].idxmax() == 2008
    assert np.isnan(flows["COL to VEN", 2018]) and np.isnan(flows["VEN to COL", 2019])


def test_fall_path_runs_from_nothing_to_everything(exports):
    path = fall_path(exports).set_index("year")["share_of_fall_percent"]
    assert (
        path.iloc[0] == 0 and path.dropna().iloc[-1] == 100 and path.index.is_monotonic_increasing
    )
    known = exports.dropna().loc[2008:2019]
    share = 100 * (known.max() - known) / (known.max() - known.min())
    assert path.dropna().to_numpy() == pytest.approx(share.to_numpy())


def test_a_year_without_a_figure_has_a_place_and_no_number(exports):
    path = fall_path(exports).set_index("year")["share_of_fall_percent"]
    assert path.index.tolist() == list(range(2008, 2026))
    assert np.isnan(path[[2018, 2020, 2022]]).all(), "no figure, or after the lowest year"


def test_a_low_before_the_peak_is_no_trough(trade):
    path = fall_path(series(trade, "COL", "VEN", "is_preferred"))
    assert path["year"].iloc[0] == 2008 and path["share_of_fall_percent"].dropna().iloc[-1] == 100


def test_most_of_the_fall_came_before_the_closure_in_dollars_and_after_it_in_logs(exports):
    dollars, logs = (
        fall_path(exports, count=count).set_index("year")["share_of_fall_percent"]
        for count in ("dollars", "logs")
    )
    assert 65 < dollars[2014] < 75 and dollars[2017] > 95 and logs[2014] < 35


def test_a_year_from_which_nothing_fell_is_refused(exports):
    with pytest.raises(KitError, match="another year"):
        fall_path(exports, 2019)


def test_every_choice_of_the_picture_stays_on_its_axis(trade):
    for basis in ("is_colombian_basis", "is_preferred"):
        for start in (2008, 2009, 2012):
            for count in ("dollars", "logs"):
                path = fall_path(series(trade, "COL", "VEN", basis), start, count)
                assert path["share_of_fall_percent"].dropna().between(-1e-9, 100 + 1e-9).all()


def test_the_break_in_the_books_exaggerates_the_fall(trade):
    mixed, one = (series(trade, "COL", "VEN", w) for w in ("is_preferred", "is_colombian_basis"))
    assert mixed[2015] / mixed[2014] < one[2015] / one[2014]
    assert 1.08 <= mixed[2014] / one[2014] <= 1.16


def test_size_and_share_add_up_and_swap_sign():
    x, m = pd.Series({1: 8.0, 2: 1.0}), pd.Series({1: 40.0, 2: 20.0})
    there, back = (
        size_or_share(*pair, 1, 2)["log_points"].to_numpy()
        for pair in ((x, m), (x.set_axis([2, 1]), m.set_axis([2, 1])))
    )
    assert there[0] + there[1] == pytest.approx(there[2], abs=1e-12) and np.allclose(there, -back)
    with pytest.raises(KitError, match="last year after"):
        size_or_share(x, m, 1, 1)


def test_the_mirror_gap_of_2012(trade):
    row = two_reporters(trade).set_index("year").loc[2012]
    assert (round(row["exporter_usd_millions"]), round(row["importer_usd_millions"])) == (45, 609)


def test_spells_leave_no_day_out():
    events = pd.DataFrame({"event_id": ["a"], "date": pd.to_datetime(["2015-08-19"])})
    spells = days_by_state(events, [("2015-01-01", "open"), ("a", "closed"), ("2016-01-01", "")])
    assert spells["end"].iloc[0] == spells["start"].iloc[1] == "2015-08-19"
    assert spells["state"].tolist() == ["open", "closed"]


def test_import_shares_are_shares_of_all_sellers():
    shares = import_shares(load("trade/gravity_panel"), "VEN", ["COL", "CHN"], [2008, 2012])
    assert (
        shares.loc["COL", 2008] > shares.loc["COL", 2012]
        and shares.loc["CHN", 2012] > shares.loc["CHN", 2008]
    )
