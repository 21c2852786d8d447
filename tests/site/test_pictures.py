"""A picture as a page holds it: what is put together from its record is what the kernel draws."""

from __future__ import annotations

import base64
import gzip
import json

import pandas as pd
import pytest

from claimlab import lessons
from claimlab.lessons.declare import Prediction
from claimlab.site.pictures import WIDTHS, guesses_of, record_picture
from claimlab.teaching.controls import Slider, Tick
from claimlab.teaching.explore import explore
from claimlab.views import Bars
from claimlab.views.scene import apply


def unpacked(text: str):
    return json.loads(gzip.decompress(base64.b64decode(text)))


def parts(share=50, turned=False):
    if share == 90:
        raise ValueError("Ninety is not known.")
    rows = [("Colombia", share), ("Peru", 100 - share)]
    return pd.DataFrame(rows[::-1] if turned else rows, columns=["country", "percent"])


def made(**more):
    view = Bars("country", "percent", y_label="per cent")
    return explore(
        parts, view, share=Slider("Share, per cent", 0, 100, 10), turned=Tick("Turned"), **more
    )


def test_every_setting_is_what_a_direct_drawing_is(workspace):
    record, direct = json.loads(json.dumps(record_picture(made()))), made()
    assert [one["bundle"]["width"] for one in record["layouts"]] == list(WIDTHS)
    for layout in record["layouts"]:
        states, base = unpacked(layout["bundle"]["states"]), layout["bundle"]["panes"][0]["scene"]
        assert len(states) == 22
        direct.look(layout["bundle"]["width"])
        for key, state in states.items():
            share, turned = (int(part) for part in key.split("|"))
            direct.move(share=10 * share, turned=bool(turned))
            if share == 9:
                assert state == {"notice": "Ninety is not known."}
            else:
                assert apply(base, state["panes"][0]) == json.loads(
                    json.dumps(direct.panes[0].scene)
                )
    tables = unpacked(record["tables"])
    direct.move(share=30, turned=True)
    assert tables["3|1"] == str(direct.table())


def test_a_guess_stands_in_the_picture_as_the_kernel_draws_it(workspace):
    asked = Prediction("P99.1", "number", "?", unit="per cent", high=20, step=5, at="Peru")
    record, direct = record_picture(made(), asked), made()
    direct.look(WIDTHS[0])
    direct.move(share=60)
    direct.move(share=50)
    guesses = unpacked(record["layouts"][0]["guesses"])
    assert list(guesses) == ["0", "1", "2", "3", "4"]
    for key, mark in guesses_of(asked).items():
        base = record["layouts"][0]["bundle"]["panes"][0]["scene"]
        assert apply(base, guesses[key][0]) == direct.with_guess(mark).panes[0].scene
        assert any("guess" in one["i"] for one in direct.panes[0].scene["marks"])


@pytest.mark.parametrize("number", ["01", "09"])
def test_goals_can_be_reached_on_a_page_too(number, workspace):
    for one in lessons.pictures(number).values():
        if one.goal:
            record = record_picture(one())
            assert record["reached"], one.name
            assert record["goal"]["id"] == one.goal
            start = record["layouts"][0]["bundle"]["values"]
            keys = unpacked(record["layouts"][0]["bundle"]["states"])
            assert set(record["reached"]) < set(keys) and start
