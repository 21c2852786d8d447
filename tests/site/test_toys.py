"""Toys on a page: every state that the notebook has, or a smaller game that can be won, or one game."""

from __future__ import annotations

import base64
import gzip
import json
import random
import re
from itertools import accumulate

import pytest

from claimlab import lessons
from claimlab.lessons.toys import on_page, played, shown_state
from claimlab.site.toys import record_toy
from claimlab.teaching.play import play
from claimlab.views import scene

FEW = [n for lesson in lessons.lesson_ids() for n in lessons.toys(lesson) if lessons.toy(n).fewer]
WEIGHT = 350_000  # bytes


def unpacked(text):
    return json.loads(gzip.decompress(base64.b64decode(text)))


def patches(layout):
    """As `scenes_of` in site.js reads them."""
    held = unpacked(layout["scenes"])
    for one in held["states"]:
        lists = {name: accumulate(value) for name, value in one.items() if name in ("marks", "gone", "order")}  # fmt: skip
        yield {**one, **{name: [held["pool"][at] for at in places] for name, places in lists.items()}}  # fmt: skip


def weight(record):
    return len(record["order"]) + sum(len(one["scenes"]) for one in record["layouts"])


@pytest.mark.parametrize("name", ["the_wave", *FEW])
def test_a_toy_is_played_on_a_page_as_its_rules_say(name, workspace):
    record, toy = record_toy(play(name)), on_page(lessons.toy(name))
    order = unpacked(record["order"])
    assert not record["isShown"] and weight(record) < WEIGHT
    assert any(one["found"] for one in order), "its task can be done"
    if name in FEW:
        assert (
            record["layouts"][0]["bundle"]["task"]
            == f"{toy.said['task']} The notebook has all moves."
        )
    recorded = [(one["bundle"], list(patches(one))) for one in record["layouts"]]
    bundle, scenes = recorded[0]
    is_dragged = any(one.get("handles") for one in (bundle["panes"][0]["scene"], *scenes))
    assert is_dragged or not {"drag", "Drag", "grip"} & set(re.findall(r"\w+", toy.said["task"]))
    state, at, dice = toy.start(0), 0, random.Random(3)
    for _n in range(24):
        offered = toy.moves(state)
        if not offered:
            break
        move = dice.choice(offered).move
        state, at = toy.step(state, move), order[at]["to"][move]
        for bundle, scenes in recorded:
            told = shown_state(toy, state, bundle["width"])
            base, patch = bundle["panes"][0]["scene"], scenes[at]
            assert patch == json.loads(json.dumps(scene.patch(base, told["scene"])))
            assert order[at]["title"] == told["title"] and order[at]["found"] == told["found"]


@pytest.mark.parametrize("name", ["ten_beans"])
def test_of_too_many_states_and_no_smaller_game_one_game_is_shown(name, workspace, monkeypatch):
    monkeypatch.setattr(type(lessons.toy(name)), "fewer", None)
    record, toy = record_toy(play(name)), lessons.toy(name)
    order, game = unpacked(record["order"]), played(toy)
    assert record["isShown"] and [one["title"] for one in order] == [one["title"] for one in game]
    at, met = 0, [0]
    while order[at]["to"]:
        assert list(order[at]["to"]) == [move for move, label in order[at]["moves"] if label]
        at = order[at]["to"]["next"]
        met.append(at)
    assert met == list(range(len(game)))
    text = json.dumps(record["layouts"][0]["bundle"]["panes"])
    assert '"handles"' not in text and '"go"' not in text  # nothing that would not answer
