"""What holds of every toy: it is what its list of moves makes of it, and offers nothing that it refuses."""

from __future__ import annotations

import json
import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimlab import lessons
from claimlab.i18n import languages, speaking
from claimlab.lessons.toys import MOST_STATES, Game, joined, on_page, played, replay, states
from claimlab.lessons.words import words
from claimlab.views.letters import measure

TOYS = [name for number in lessons.lesson_ids() for name in lessons.toys(number)]
FEW = [name for name in TOYS if lessons.toy(name).fewer]
EVERY = pytest.mark.parametrize("name", TOYS)
BOTH = pytest.mark.parametrize("name", [*TOYS, *(f"{name} on a page" for name in FEW)])
WIDTHS = (280, 340, 540, 760)


def made(name):
    name, page, _rest = name.partition(" on a ")
    return on_page(lessons.toy(name)) if page else lessons.toy(name)


def walk(toy, seed, length=40):
    """A game by chance, move by move: handles and buttons are as likely as each other."""
    dice = random.Random(seed)
    state, moves = toy.start(deal := seed % 5), ()
    for _step in range(length):
        offered = toy.moves(state)
        if not offered:
            return
        pressed = [one for one in offered if one.label]
        one = dice.choice(pressed if pressed and dice.random() < 0.5 else offered)
        state, moves = toy.step(state, one.move), joined(moves, one.move)
        yield state, Game(deal, moves)


seeds = given(seed=st.integers(0, 10_000))


def test_names_are_unique_and_have_words():
    assert len(set(TOYS)) == len(TOYS)
    for number in lessons.lesson_ids():
        said = {one.replace("-", "_") for one in words(number).get("toys", {})}
        assert said == set(lessons.toys(number))


@BOTH
@seeds
@settings(max_examples=25, deadline=None)
def test_a_game_is_what_its_moves_make_of_it(name, seed):
    toy = made(name)
    for state, game in walk(toy, seed):
        again, kept = replay(toy, game)
        assert again == state and kept == game.moves, "a handle forgets the value before"
        hash(state)


@BOTH
@seeds
@settings(max_examples=25, deadline=None)
def test_what_is_not_offered_changes_nothing(name, seed):
    toy = made(name)
    for state, game in walk(toy, seed, 12):
        strange = ("", "no such move", "line 9999", "undo", "again", None)
        spoiled = Game(game.deal, (*strange, *game.moves, *strange))
        assert replay(toy, spoiled) == (state, game.moves)


@BOTH
@seeds
@settings(max_examples=4, deadline=None)
def test_every_state_is_drawn_and_said(name, seed):
    toy = made(name)
    for number, (state, _game) in enumerate(walk(toy, seed, 16)):
        offered = {one.move for one in toy.moves(state)}
        labels = [one.label for one in toy.moves(state) if one.label]
        assert len(labels) == len(set(labels)) <= 6, "few buttons, each with its own name"
        assert not any(
            re.fullmatch(r"\w+ [\d.-]+", one.move) for one in toy.moves(state) if one.label
        )
        for said in (toy.title(state), toy.sub(state), toy.words(state)):
            assert "{" not in said and "None" not in said and "nan" not in said
        assert toy.title(state) and toy.words(state)
        drawn = toy.draw(state, WIDTHS[number % len(WIDTHS)])
        json.dumps(drawn, allow_nan=False)
        for mark in drawn["marks"]:
            if "go" in mark:
                assert list(mark["go"]) == ["move"] and mark["go"]["move"] in offered and mark["n"]
            if mark["k"] == "text":
                left = mark["p"][0] - measure(mark) * {"m": 0.5, "e": 1}.get(mark.get("a"), 0)
                assert -1 <= left and left + measure(mark) <= drawn["w"] + 1, (mark["t"], drawn["w"])  # fmt: skip
                assert mark["p"][1] <= drawn["h"] + 1, mark["t"]
        for handle in drawn.get("handles", ()):
            steps = round((handle["hi"] - handle["lo"]) / handle["step"])
            values = [handle["lo"] + n * handle["step"] for n in range(steps + 1)]
            assert {f"{handle['name']} {value}" for value in values} <= offered
            assert handle["value"] in values and handle["label"] and handle["text"]


@BOTH
def test_a_move_is_answered_at_once(name):
    toy, spent = made(name), []
    for state, game in walk(toy, 7):
        begun = time.process_time()
        replay(toy, game)
        toy.draw(state, 760)
        spent.append(time.process_time() - begun)
    assert sorted(spent)[len(spent) // 2] < 0.08


@EVERY
def test_one_game_is_shown_and_comes_to_its_end(name):
    toy = lessons.toy(name)
    shown = played(toy)
    state = toy.start(0)
    for move in toy.shown:
        assert move in {one.move for one in toy.moves(state)}
        state = toy.step(state, move)
    assert [one["move"] for one in shown] == ["", *toy.shown]
    if "found" in toy.said:
        assert shown[-1]["found"] and not any(one["found"] for one in shown[:-1])
        assert "{" not in shown[-1]["found"]


@BOTH
def test_its_states_are_plain_data_and_lead_to_each_other(name):
    toy = made(name)
    found = states(toy)
    assert (found is None) or name not in FEW, "no move is taken away without need"
    if found is None:
        is_shown = toy.shown and not toy.fewer
        assert name in FEW or is_shown, "a page without a kernel shows one game at least"
        return
    assert len(found) <= MOST_STATES
    for one in found:
        assert {move["move"] for move in one["moves"]} <= set(one["to"])
        assert all(0 <= place < len(found) for place in one["to"].values())
    reached = {place for one in found for place in one["to"].values()} | {0}
    assert reached == set(range(len(found)))
    if "found" in toy.said:
        assert any(one["found"] for one in found)


@BOTH
def test_it_speaks_every_language_of_its_lesson(name):
    for spoken in languages():
        with speaking(spoken):
            toy = made(name)
            for state, _game in walk(toy, 3, 20):
                assert not re.search(r"\{\w*\}", toy.title(state) + toy.words(state))


def test_too_many_states_are_no_states():
    assert states(lessons.toy("letters"), limit=20) is None
