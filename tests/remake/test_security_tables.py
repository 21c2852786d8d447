"""The makers of data/security: on the kit's own map always, on the sources where the reader has them."""

import importlib.util
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from borderlab import load

WHERE = (
    "The events with coordinates and the homicides as counted are not part of the kit: put them into one folder "
    "as security_tables.py says, and set BORDERLAB_SECURITY_SOURCES to it."
)
spec = importlib.util.spec_from_file_location(
    "security_tables", Path(__file__).with_name("security_tables.py")
)
maker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(maker)


@pytest.fixture(scope="module")
def folder() -> Path:
    found = os.environ.get("BORDERLAB_SECURITY_SOURCES")
    if not found:
        pytest.skip(WHERE)
    return Path(found)


def test_the_rings_are_those_of_the_map():
    again, shipped = maker.ring_areas(0.05), load("security/rings").set_index("from_km")["area_km2"]
    assert (again.loc[shipped.index] / shipped - 1).abs().max() < 0.03
    assert again.sum() == pytest.approx(1_138_910, rel=0.01), "the mainland of Colombia"


def test_distance_to_a_line_is_that_to_its_nearest_point():
    rng = np.random.default_rng(6)
    for x0, y0, x1, y1, lon, lat in rng.uniform(-1, 1, (200, 6)):
        t = np.linspace(0, 1, 20_001)
        east = np.cos(np.radians(lat))
        brute = (
            np.hypot((x0 + t * (x1 - x0) - lon) * east, y0 + t * (y1 - y0) - lat).min()
            * maker.KM_A_DEGREE
        )
        assert maker.distance_to([lon], [lat], np.array([[[x0, y0], [x1, y1]]]))[
            0
        ] == pytest.approx(brute, abs=0.01)


def test_sizes_merge_until_five():
    sizes = pd.DataFrame({"deaths_best": [1] * 9 + [2] * 3 + [3] * 2 + [7] * 6 + [40, 90]})
    table = maker.event_sizes(sizes)
    assert table["deaths_from"].tolist() == [1, 2, 7] and table["events_count"].tolist() == [
        9,
        5,
        8,
    ]
    assert table["deaths_to"].tolist()[:2] == [1, 6] and pd.isna(table["deaths_to"].iloc[-1])


def test_a_sample_of_the_estimates_is_made_again(folder):
    events, shipped = maker.events(folder), load("security/haven_estimates")
    assert len(events) == 3738
    keys = ["outcome", "border", "near_km", "cut_year", "last_year", "without"]
    for design in [maker.haven_designs()[k] for k in (4, 14, 34, 44, 74, 304)]:
        row = maker.event_estimate(events, *design)
        there = shipped.set_index(keys).loc[tuple(row[k] for k in keys)]
        assert row.get("coefficient", np.nan) == pytest.approx(
            there["coefficient"], abs=0.0051, nan_ok=True
        )
        assert row.get("std_error", np.nan) == pytest.approx(
            there["std_error"], abs=0.0051, nan_ok=True
        )


def test_the_homicide_tables_are_made_again(folder):
    rows = maker.homicides(folder)
    assert maker.homicide_estimate(rows, *maker.HOMICIDE_DESIGNS[2])[
        "coefficient"
    ] == pytest.approx(0.166, abs=5e-4)
    pd.testing.assert_frame_equal(
        maker.bands(rows).astype({"period": str}),
        load("security/homicides_by_distance"),
        check_dtype=False,
        check_names=False,
    )


def test_the_band_that_turns_the_answer_of_lesson_08_is_one_city(folder):
    """The lesson says that it lies 37 km from the border; nine tenths of the band's people live there."""
    rows = maker.homicides(folder).query("year == 2013 and 35 < km <= 38")
    city = rows.nlargest(1, "population").iloc[0]
    assert city["population"] > 0.9 * rows["population"].sum()
    assert city["km"] == pytest.approx(37.2)


def test_the_events_by_ring_are_made_again(folder):
    again, shipped = maker.events_by_ring(maker.events(folder)), load("security/events_by_ring")
    shown = shipped["events_count"].notna()
    assert (again["events_count"][shown] == shipped["events_count"][shown]).all()
    assert (again["events_count"][~shown] < 5).all()


def test_the_fits_beside_the_published_ones_are_made_again(folder):
    pd.testing.assert_frame_equal(
        maker.published_power_laws(folder), load("security/power_law_published")
    )
