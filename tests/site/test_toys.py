"""Toys on a page: every state that the notebook has, or one game of it, and nothing else."""

from __future__ import annotations

import base64
import gzip
import json

import pytest

from claimlab import lessons
from claimlab.lessons.toys import played, shown_state, states
from claimlab.site.toys import record_toy
from claimlab.teaching.play import play
from claimlab.views import scene


def unpacked(text):
    return json.loads(gzip.decompress(base64.b64decode(text)))


def test_a_toy_is_played_on_a_page_as_in_the_notebook(workspace):
    record, toy = record_toy(play("the_wave")), lessons.toy("the_wave")
    order = unpacked(record["order"])
    assert not record["isShown"] and len(order) == len(states(toy))
    state, at = toy.start(0), 0
    for _n in range(12):
        offered = toy.moves(state)
        if not offered:
            break
        move = offered[-1].move
        state, at = toy.step(state, move), order[at]["to"][move]
        for layout in record["layouts"]:
            bundle = layout["bundle"]
            told = shown_state(toy, state, bundle["width"])
            base, patch = bundle["panes"][0]["scene"], unpacked(layout["scenes"])[at]
            assert patch == json.loads(json.dumps(scene.patch(base, told["scene"])))
            assert order[at]["title"] == told["title"] and order[at]["found"] == told["found"]


@pytest.mark.parametrize("name", ["ten_beans"])
def test_of_too_many_states_one_game_is_shown(name, workspace):
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
