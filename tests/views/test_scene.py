"""Scenes as data: a patch is told against one base, and a still says what its scene says."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from gallery import GALLERY
from hypothesis import given, settings
from hypothesis import strategies as st

from claimlab.views import letters, scene
from claimlab.views.raster import rastered
from claimlab.views.scene import apply, area, band, line, patch, point, rect, text
from claimlab.views.svg import svg
from claimlab.views.tokens import look

NAMES = st.sampled_from("abcdefgh")
PLACES = st.integers(0, 90).map(lambda n: n / 2)


MORE = st.fixed_dictionaries({}, optional={
    "n": NAMES, "v": NAMES, "s": NAMES, "l": NAMES, "ghost": st.just(1),
    "go": st.fixed_dictionaries({"a": st.integers(0, 3)}),
})  # fmt: skip
TOLD = st.fixed_dictionaries({}, optional={
    "title": NAMES, "sub": NAMES, "tip": st.tuples(PLACES, PLACES).map(list), "axis": st.just([0, 1]),
})  # fmt: skip
MAKERS = {
    "line": lambda key, x, y, looks, more: line(key, [(x, y), None, (y, x)], looks, **more),
    "area": lambda key, x, y, looks, more: area(key, [(x, y), (y, x), (1, 2)], looks, **more),
    "band": lambda key, x, y, looks, more: band(key, (x, y), (y, x), (1, 2), looks, **more),
    "point": lambda key, x, y, looks, more: point(key, x, y, 3, looks, **more),
    "rect": lambda key, x, y, looks, more: rect(key, x, y, 5, 6, looks, **more),
    "text": lambda key, x, y, looks, more: text(key, x, y, f"{x}", looks, "me"[int(y) % 2], **more),
}
MARK = st.tuples(
    st.sampled_from(list(MAKERS)), NAMES, PLACES, PLACES,
    st.sampled_from(["", "first", "second pale", "ink main"]), MORE,
)  # fmt: skip


def scenes():
    """Scenes of any marks in any order, with and without what may be missing."""
    marks = st.lists(MARK, max_size=8, unique_by=lambda one: one[1])
    return st.builds(
        lambda marks, high, told: scene.scene(100, high, [MAKERS[kind](*rest) for kind, *rest in marks], **told),
        marks, st.integers(50, 60), TOLD,
    )  # fmt: skip


@given(scenes(), scenes())
def test_a_patch_makes_the_target_of_its_base_by_way_of_json(base, target):
    change = json.loads(json.dumps(patch(base, target)))
    assert apply(json.loads(json.dumps(base)), change) == json.loads(json.dumps(target))


@given(scenes())
def test_what_does_not_change_is_not_told(one):
    assert patch(one, one) == {}


@settings(deadline=None)
@given(st.lists(scenes(), min_size=2, max_size=6), st.data())
def test_by_any_way_to_any_state_the_sheet_shows_what_a_direct_drawing_shows(states, data):
    """Moves in any order, some of them lost: what counts is the base and the last patch."""
    base, changes = states[0], [patch(states[0], one) for one in states]
    way = data.draw(st.lists(st.integers(0, len(states) - 1), min_size=1, max_size=12))
    sheet = base
    for place in way:
        if data.draw(st.booleans()) or place == way[-1]:
            sheet = apply(base, changes[place])
    assert sheet == states[way[-1]] and [m["i"] for m in sheet["marks"]] == [
        m["i"] for m in states[way[-1]]["marks"]
    ]


def test_two_marks_of_one_key_are_refused():
    with pytest.raises(ValueError, match="key 'a'"):
        scene.scene(9, 9, [point("a", 1, 1, 1), point("a", 2, 2, 1)])


def drawn(kind):
    view, frame = GALLERY[kind]
    return view.scene(frame)


@pytest.mark.parametrize("kind", GALLERY)
def test_a_still_holds_each_mark_with_the_colours_of_a_light_page(kind):
    one = drawn(kind)
    root = ET.fromstring(svg(one, "A title <&>", "Its words", key="x"))
    spaced = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img" and root.get("aria-labelledby") == "x-title x-desc"
    assert root.find(f"{spaced}title").text == "A title <&>"
    assert root.find(f"{spaced}desc").text == "Its words"
    nodes = [node for node in root if node.get("class")]
    assert len(nodes) == len(one["marks"])
    for node, mark in zip(nodes, one["marks"], strict=True):
        assert node.get("class").split()[0] == f"sc-{mark['k']}"
        for name in ("fill", "stroke"):
            value = look(mark["k"], mark.get("c", "")).get(name, "none")
            assert value == "none" or node.get(name, "").startswith("#"), (mark["i"], name)
        if mark["k"] == "text":
            assert node.text == mark["t"]
            assert float(node.get("textLength")) == pytest.approx(letters.measure(mark), abs=0.06)
        elif "n" in mark:
            assert node.find(f"{spaced}title").text.startswith(mark["n"])


def test_a_card_holds_title_marks_and_source_in_both_themes():
    import io

    import numpy as np
    from PIL import Image

    view, frame = GALLERY["bars"]
    whole = view.with_options(title="Trade fell", note="A note.").scene(frame)
    light, dark = (
        np.asarray(Image.open(io.BytesIO(rastered(whole, dark))).convert("RGB")).astype(int)
        for dark in (False, True)
    )
    assert light.shape == dark.shape and light.shape[1] == 2 * (760 + 32)
    assert light.shape[0] > 2 * whole["h"] + 80
    assert np.median(light) > 200 > 60 > np.median(dark)
    bare = np.asarray(Image.open(io.BytesIO(rastered({**whole, "marks": []}))).convert("RGB"))
    assert (bare.astype(int) != light).any(axis=-1).mean() > 0.02


def test_a_curve_with_a_hole_and_a_ribbon_are_drawn_in_a_card():
    ring = [(0, 0), (50, 0), (50, 50), (0, 50), None, (10, 10), (40, 10), (40, 40), (10, 40)]
    one = scene.scene(
        360, 60, [area("a", ring, "first"), band("b", (60, 5), (200, 20), (9, 20), "second")]
    )
    assert rastered(one).startswith(b"\x89PNG")
