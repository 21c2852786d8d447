"""What holds for the scene of each view, whatever it shows."""

from __future__ import annotations

import re

import numpy as np
import pytest
from gallery import GALLERY, NUMBERS, changed

from claimlab.errors import KitError
from claimlab.html import escape
from claimlab.views import Mark
from claimlab.views.letters import wide
from claimlab.views.room import box_of_text
from claimlab.views.scene import apply, patch
from claimlab.views.tokens import look, tokens, type_of

KINDS = pytest.mark.parametrize("kind", GALLERY)
NUMERIC = pytest.mark.parametrize("kind", NUMBERS)
# Dots are whole things, a map's areas stay, squares have places: none of them has an axis.
AXES = pytest.mark.parametrize(
    "kind", [k for k in NUMBERS if k not in ("dots", "map", "circles", "squares")]
)
VALUED = pytest.mark.parametrize("kind", [k for k in GALLERY if "value" in GALLERY[k][0].guesses])
WIDTHS = pytest.mark.parametrize("width", [280, 300, 360, 480, 760])
# Looks that no rule of tokens.json gives a colour of their own, but a job.
JOBS = {"num"}


def scene_of(kind, frame=None, **more):
    view, own = GALLERY[kind]
    return view.scene(own if frame is None else frame, **more)


def names_of(one, kind="text"):
    return [mark for mark in one["marks"] if mark["k"] == kind]


@KINDS
@WIDTHS
def test_every_mark_stands_on_the_sheet(kind, width):
    one = scene_of(kind, width=width)
    assert one["w"] == width and one["h"] > 80
    for mark in one["marks"]:
        if mark["k"] == "text":
            box = box_of_text(mark)
            assert -1 <= box.left and box.right <= width + 2, (mark["t"], box)
            assert -1 <= box.top and box.bottom <= one["h"] + 1, (mark["t"], box)
        elif mark["k"] == "rect":
            x, y, w, h = mark["p"]
            assert x >= -1 and y >= -1 and x + w <= width + 1 and y + h <= one["h"] + 1, mark["i"]
        elif mark["k"] in ("line", "area"):
            xs = [v for v in mark["p"][::2] if v is not None]
            assert min(xs) >= -1 and max(xs) <= width + 1, mark["i"]


@KINDS
@WIDTHS
def test_no_text_covers_another(kind, width):
    boxes = [(mark["t"], box_of_text(mark)) for mark in names_of(scene_of(kind, width=width))]
    for i, (one, a) in enumerate(boxes):
        for other, b in boxes[:i]:
            over = (
                min(a.right, b.right) - max(a.left, b.left),
                min(a.bottom, b.bottom) - max(a.top, b.top),
            )
            assert min(over) < 3, (one, other, over)


@KINDS
def test_marks_that_answer_say_what_they_are_and_their_value(kind):
    one = scene_of(kind)
    stops = one.get("rule", {}).get("stops", [])
    told = [mark for mark in one["marks"] if "n" in mark]
    assert told or stops, "nothing in the picture answers"
    for mark in told:
        assert mark["n"].strip() and "nan" not in str(mark.get("v", "")).lower()
    heights = [place for stop in stops for place in stop[4]]
    assert all(0 <= place <= one["h"] for place in heights)
    assert [stop[0] for stop in stops] == sorted(stop[0] for stop in stops)


@KINDS
def test_looks_are_those_of_the_tokens(kind):
    known = {name for _kind, classes, _look in tokens()["looks"] for name in classes.split()}
    known |= set(tokens()["tones"]) | set(tokens()["type"]) | JOBS
    for mark in scene_of(kind, guess=Mark("value", 3.0))["marks"]:
        assert set(mark.get("c", "").split()) <= known, mark
        assert mark["k"] == "text" or look(mark["k"], mark.get("c", ""))


@KINDS
def test_no_type_is_smaller_than_a_projector_needs(kind):
    assert min(type_of(mark.get("c", ""))[0] for mark in names_of(scene_of(kind))) >= 14


@KINDS
def test_a_scene_carries_its_title_measure_source_and_words(kind):
    view, frame = GALLERY[kind]
    told = view.with_options(
        title="Trade <fell>",
        y_label="km",
        x_label="km",
        tables=("trade/bilateral_annual",),
        note="A note.",
    )
    one = told.scene(frame)
    assert one["title"] == "Trade <fell>" and one["words"] == told.words(frame)
    assert one["source"].startswith("Source: ") and one["source"].endswith("A note.")
    assert "km" in one.get("sub", "km")


@KINDS
def test_html_has_both_layouts_the_alternative_and_the_figures(kind):
    view, frame = GALLERY[kind]
    page = str(
        view.with_options(title="Trade <fell> & fell", tables=("trade/bilateral_annual",))(
            frame
        ).html
    )
    assert page.startswith("<figure") and page.endswith("</figure>") and page.count("<svg") == 2
    assert "Trade &lt;fell&gt; &amp; fell" in page and "<fell>" not in page
    assert f"{escape(view.words(frame))}</desc>" in page
    assert page.count("<details") == 2 and page.count("<th scope=") >= 1
    hidden = re.search(r'<div class="sc-narrow" style="([^"]*)"', page)[1]
    assert "display:none" in hidden, "one layout where styles are dropped"
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids)) >= 4


@NUMERIC
@pytest.mark.parametrize("factor", [0.5, 0.97, 40.0])
def test_a_patch_between_two_frames_is_what_a_direct_drawing_shows(kind, factor):
    base, target = scene_of(kind), scene_of(kind, changed(kind, factor))
    assert apply(base, patch(base, target)) == target
    kept = {mark["i"] for mark in base["marks"]} & {mark["i"] for mark in target["marks"]}
    assert len(kept) >= 0.4 * min(len(base["marks"]), len(target["marks"])), "marks keep their keys"


@AXES
def test_values_move_marks_and_leave_the_frame_around_them(kind):
    base, target = scene_of(kind), scene_of(kind, changed(kind, 0.999))
    change = patch(base, target)
    assert change["marks"] and "gone" not in change
    assert not [one for one in change["marks"] if one["i"].startswith(("grid", "x-"))]


@KINDS
def test_a_guess_is_seen_named_and_said_where_the_view_has_a_place_for_it(kind):
    view, frame = GALLERY[kind]
    kinds = {
        "value": 3.0,
        "line": (2.0, 4.0),
        "curve": {2005: 300.0, 2010: 900.0},
        "choice": "nobody",
    }
    for mark in (Mark(k, v) for k, v in kinds.items()):
        one = view.scene(frame, guess=mark)
        drawn = [m for m in one["marks"] if m["i"].startswith("guess")]
        assert bool(drawn) == (mark.kind in view.guesses and mark.kind != "choice"), mark
        assert all("guess" in m["c"].split() or m["i"] == "guess-rim" for m in drawn)
        assert not drawn or any(m["k"] == "text" and "your guess" in m["t"] for m in drawn)
        assert ("not drawn here" in one["words"]) == (mark.kind not in view.guesses)
    assert not [m for m in view.scene(frame)["marks"] if m["i"].startswith("guess")]


@VALUED
@pytest.mark.parametrize("value", [3.0, 400.0])
def test_the_name_of_a_guess_covers_no_label(kind, value):
    view, frame = GALLERY[kind]
    one = view.scene(frame, guess=Mark("value", value))
    (name,) = [box_of_text(m) for m in one["marks"] if m["i"] == "guess-n"]
    for mark in names_of(one):
        if mark["i"] != "guess-n":
            box = box_of_text(mark)
            over = (
                min(name.right, box.right) - max(name.left, box.left),
                min(name.bottom, box.bottom) - max(name.top, box.top),
            )
            assert min(over) < 3, mark["t"]


@KINDS
def test_a_picture_is_280_to_760_pixels_wide(kind):
    for width in (279, 761):
        with pytest.raises(KitError, match="280 to 760"):
            scene_of(kind, width=width)


@VALUED
def test_a_guess_stays_in_the_figure_and_its_card(kind):
    view, frame = GALLERY[kind]
    figure = view(frame).with_guess(Mark("value", 3.0))
    assert figure.scene() == view.scene(frame, guess=Mark("value", 3.0))
    assert figure.card() != view(frame).card() and "Your guess" in figure.words


@AXES
def test_numbers_on_an_axis_are_round_and_rise(kind):
    one = scene_of(kind)
    low, high = one["axis"]
    assert low < high and all(np.isfinite(one["axis"]))
    ticks = [m["t"] for m in names_of(one) if m["i"].startswith("grid") and "-n:" in m["i"]]
    assert len(set(ticks)) == len(ticks) or kind == "panels"
    assert all(wide(one_tick) < 70 for one_tick in ticks)
