"""Lengths on the globe against an ellipsoid's and against geometry."""

import numpy as np
import pytest

from borderlab import load
from borderlab.models.geometry import EARTH_RADIUS_KM, distance_km, divider_length_km, ruler_walk
from claimlab.errors import KitError

DEGREE_KM = np.radians(1) * EARTH_RADIUS_KM


@pytest.fixture(scope="module")
def border():
    return load("maps/border_line").set_index("map_scale").loc["10m", "geometry"]["coordinates"]


# The same walk by the same rule, measured with geodesics on the WGS84 ellipsoid: ruler to km.
ON_AN_ELLIPSOID = {
    2: 2090.9, 5: 2058.8, 10: 2004.7, 20: 1942.1, 50: 1820.1, 100: 1714.1, 200: 1591.3, 400: 1448.9,
}  # fmt: skip


@pytest.mark.parametrize("ruler_km", ON_AN_ELLIPSOID)
def test_a_walk_on_the_sphere_agrees_with_one_on_an_ellipsoid_within_one_per_cent(border, ruler_km):
    length = divider_length_km(border, ruler_km)[0]
    assert length == pytest.approx(ON_AN_ELLIPSOID[ruler_km], rel=0.01)


def test_a_longer_ruler_never_gives_much_more(border):
    lengths = [divider_length_km(border, ruler)[0] for ruler in (1, 3, 10, 30, 100, 300)]
    assert lengths == sorted(lengths, reverse=True)


def test_every_step_of_the_walk_is_one_ruler(border):
    length, walk = divider_length_km(border, 25)
    steps = [distance_km(a, b) for a, b in zip(walk, walk[1:])]
    assert steps[:-1] == pytest.approx([25] * (len(steps) - 1), rel=1e-6)
    assert steps[-1] <= 25 and length == pytest.approx(sum(steps), rel=1e-6)


def test_the_walk_starts_and_ends_with_the_line(border):
    walk = divider_length_km(border, 70)[1]
    assert walk[[0, -1]] == pytest.approx(np.array([border[0], border[-1]]), abs=1e-9)


def test_a_ruler_longer_than_the_line_measures_from_end_to_end(border):
    length, walk = divider_length_km(border, 5000)
    assert len(walk) == 2 and length == pytest.approx(distance_km(border[0], border[-1]))


def test_a_straight_line_has_one_length_whatever_the_ruler():
    equator = [(x, 0) for x in np.linspace(0, 10, 101)]
    for ruler in (3, 40, 700):
        assert divider_length_km(equator, ruler)[0] == pytest.approx(10 * DEGREE_KM, rel=1e-5)


def test_extra_points_on_a_straight_piece_change_nothing():
    coarse = [(0, 0), (0, 2), (2, 2)]
    fine = [(0, y) for y in np.linspace(0, 2, 50)] + [(x, 2) for x in np.linspace(0, 2, 50)[1:]]
    assert divider_length_km(coarse, 30)[0] == pytest.approx(
        divider_length_km(fine, 30)[0], rel=1e-3
    )


def test_a_degree_of_latitude():
    assert distance_km((-72, 7), (-72, 8)) == pytest.approx(DEGREE_KM)


def test_the_walk_as_one_row_carries_its_length_and_its_path(border):
    length, walk = divider_length_km(border, 100)
    (row,) = ruler_walk(border, 100).to_dict("records")
    assert row == {
        "ruler_km": 100,
        "length_km": length,
        "steps_count": int(length // 100),
        "path": walk.tolist(),
    }


@pytest.mark.parametrize(
    ("line", "ruler"), [([(0, 0)], 1), ([(0, 0), (1, 1)], 0), ([(0, 0), (1, 1)], float("nan"))]
)
def test_what_cannot_be_measured_is_refused(line, ruler):
    with pytest.raises(KitError):
        divider_length_km(line, ruler)
