"""What is said in the plot stands beside its mark, hides nothing and is among the words."""

from __future__ import annotations

import pandas as pd
import pytest

from claimlab.views import Bars, Forest, Lines, Ranges, SmallMultiples
from claimlab.views.room import box_of_text

HOSTS = pd.DataFrame({"host": ["Peru", "Chile", "Ecuador"], "people": [40.0, 12.0, 3.0]})
YEARS = pd.DataFrame({"year": range(2000, 2030), "people": [float(y * y % 37) for y in range(30)]})
OWNED = pd.DataFrame(
    {"what": "x", "lo": [1.0, 4.0], "hi": [1.0, 9.0], "who": ["A bank", "A ministry"]}
)
LONG = "the one of the three that was asked twice, in two years"


def remarks_of(view, frame, width=760):
    marks = view.scene(frame, width)["marks"]
    return marks, [m for m in marks if m["i"].startswith("remark:")]


@pytest.mark.parametrize(
    ("view", "frame", "name"),
    [
        (Bars("host", "people", horizontal=True), HOSTS, "Chile"),
        (Bars("host", "people"), HOSTS, "Ecuador"),
        (Lines("year", "people"), YEARS, "2011"),
        (Ranges("what", "lo", "hi", "who"), OWNED, "A bank"),
    ],
)
def test_a_remark_hides_nothing_and_is_told(view, frame, name):
    view = view.with_options(remarks=[(name, LONG)])
    marks, said = remarks_of(view, frame)
    texts = [m for m in said if m["k"] == "text"]
    assert " ".join(m["t"] for m in texts) == LONG
    assert LONG in view.words(frame) and LONG in view.scene(frame)["words"]
    others = [box_of_text(m) for m in marks if m["k"] == "text" and m not in texts]
    for one in map(box_of_text, texts):
        assert one.left >= 0 and one.right <= 760
        for other in others:
            assert (
                one.right <= other.left or other.right <= one.left
                or one.bottom <= other.top or other.bottom <= one.top
            )  # fmt: skip


def test_a_remark_is_left_to_the_words_where_no_mark_or_no_room_is():
    for remarks in ([("Brazil", LONG)], [("Peru", LONG * 40)]):
        view = Bars("host", "people", horizontal=True, remarks=remarks)
        assert not remarks_of(view, HOSTS)[1] and remarks[0][1] in view.words(HOSTS)


def test_a_remark_of_one_panel_stays_in_it():
    frame = pd.DataFrame(
        {"year": [2000, 2001] * 2, "people": [1.0, 3, 9, 1], "side": ["a"] * 2 + ["b"] * 2}
    )
    view = SmallMultiples("year", "people", by="side", panel="side", remarks=[("2000: b", "nine")])
    marks, (said,) = remarks_of(view, frame)
    left = next(m["p"][0] for m in marks if m["i"] == "panel:b")
    assert box_of_text(said).left >= left and "rooms" not in view.scene(frame)


def test_a_remark_is_given_by_the_frame_too_and_has_the_tone_of_its_mark():
    view = Bars(
        "host", "people", title="Peru", remarks=lambda frame: [(frame["host"].iloc[0], "most")]
    )
    (said,) = remarks_of(view, HOSTS)[1]
    assert said["t"] == "most" and said["c"].split()[0] == "accent", "the title names it"


def test_a_remark_on_an_estimate_keeps_off_its_interval():
    frame = pd.DataFrame({"way": ["a", "b"], "b": [1.0, 2.0], "lo": [0.5, 1.5], "hi": [1.5, 2.5]})
    marks, said = remarks_of(Forest("way", "b", "lo", "hi", remarks=[("a", "so many")]), frame)
    span = next(m["p"] for m in marks if m["i"] == "span:a")
    (box,) = [box_of_text(m) for m in said if m["k"] == "text"]
    assert box.left >= span[0] + span[2] or box.right <= span[0]
