"""A toy in a notebook: what is kept, what is taken up, what is refused."""

from __future__ import annotations

import pytest

from claimlab.errors import KitError
from claimlab.lessons.toys import MOST_MOVES, Game, games
from claimlab.teaching.play import play
from claimlab.teaching.store import store
from claimlab.views.scene import apply


def kept():
    return games(store().records())["letters"]


def test_a_begun_game_is_taken_up_again(workspace):
    one = play("letters")
    for move in ("wait", "late", "yield"):
        one.move(move)
    other = play("letters")
    assert other.title == one.title == "Letter 3 of 5: give way, or wait?"
    assert kept() == Game(0, ("wait", "late", "yield"))


def test_what_is_refused_changes_and_keeps_nothing(workspace):
    one = play("letters")
    for move in ("late", "line 9", "undo", "", None, 3, "x" * 999, ["wait"]):
        one.move(move)
    one.undo()
    one.again()
    assert one.game == Game() and store().records() == []


def test_undo_and_again(workspace):
    one = play("letters")
    assert [key for key, _label in one.buttons] == ["yield", "wait"]
    one.move("yield")
    assert [key for key, _label in one.buttons] == ["yield", "wait", "undo", "again"]
    one.move("wait")
    one.undo()
    assert kept() == Game(0, ("yield",))
    one.again()
    assert kept() == Game(1, ()) and "costs 2.4" in one.words, "another deal"


def to_the_desks(one):
    for move in ("wait", "late", "yield", "yield", "wait", "yield", "desks"):
        one.move(move)


def test_a_drag_is_kept_once_and_only_when_the_hand_rests(workspace):
    one = play("letters")
    to_the_desks(one)
    before = len(store().records())
    for line in (12, 11, 10, 9):
        one.move(f"line {line}", is_held=True)
    assert len(store().records()) == before
    said = one.rest()
    assert one.rest() == said and len(store().records()) == before + 1
    assert kept().moves[-2:] == ("desks", "line 9")
    assert "4.3" in said


def test_a_task_that_was_done_stays_done(workspace):
    one = play("letters")
    to_the_desks(one)
    assert one.found() == {}
    for move in ("line 9", "three", "line 4"):
        one.move(move)
    assert "rise from 63 to 83" in one.said and "63 to 83" in one.found()["head"]
    assert kept().won
    one.again()
    assert kept().won and one.found()["tone"] == "complete"
    assert "The task is done" in one.found()["head"]


def test_the_front_end_is_told_what_is_drawn(workspace):
    one = play("letters")
    first = one.bundle()
    to_the_desks(one)
    told = one.answer()
    assert told["base"] == first["id"] and told["key"] == ""
    assert apply(first["panes"][0]["scene"], told["panes"][0]) == one.scene(760)
    assert told["values"] == {"line": 11}
    one.look(340)
    assert one.bundle()["id"] == first["id"] + 1 and one.scene(340)["w"] == 340


def test_without_a_hand_it_is_a_still_with_its_words(workspace):
    one = play("letters")
    shown = one._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain"}
    assert "<svg" in shown["text/html"] and "Letter 1 of 5" in shown["text/plain"]


def test_what_is_damaged_in_the_log_is_passed_over(workspace):
    one = play("letters")
    one.move("wait")
    for value in (None, [], {"deal": -1, "moves": []}, {"deal": True, "moves": []},
                  {"deal": 0, "moves": ["x" * 99]}, {"deal": 0, "moves": ["wait"] * (MOST_MOVES + 1)}):  # fmt: skip
        store().add("toy", "letters", value)
    assert kept() == Game(0, ("wait",))
    store().add("toy", "letters", {"deal": 0, "moves": ["yield", "burn", "yield"]})
    assert play("letters").game.moves == ("yield", "yield"), "an older version's move is left out"


def test_a_slip_of_the_name_is_answered(workspace):
    with pytest.raises(KitError, match="There is no toy 'leters': did you mean 'letters'"):
        play("leters")
