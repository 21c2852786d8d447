"""Widgets that build an answer: the buttons do what they say, by hand it works too."""

from __future__ import annotations

import pandas as pd
import pytest

from borderlab.errors import KitError
from borderlab.teaching import forecasts
from borderlab.teaching.check import check
from borderlab.teaching.sorter import fill_card, forecast_card, sort_blocks, sort_labels
from borderlab.teaching.store import store


@pytest.fixture(autouse=True)
def front_end(lessons, monkeypatch):
    monkeypatch.setenv("BORDERLAB_FRONT_END", "1")


@pytest.fixture
def blocks():
    return sort_blocks("E97.7")


def press(row, name: str) -> None:
    next(child for child in row.children if getattr(child, "description", None) == name).click()


def put(blocks, *keys: str) -> None:
    for key in keys:
        press(blocks._pool_rows[key], "Add")


@pytest.fixture
def focused(monkeypatch):
    """Where the keyboard's focus was sent, by tooltip or name of the button."""
    import ipywidgets

    places = []
    monkeypatch.setattr(
        ipywidgets.Button, "focus", lambda self: places.append(self.tooltip or self.description)
    )
    return places


def shown(blocks) -> list[str]:
    return [row.children[-1].value for row in blocks._line_rows if row.layout.display != "none"]


def test_blocks_are_added_moved_and_removed(blocks, focused):
    put(blocks, "init", "solve", "loop")
    assert blocks.answer == ["init", "solve", "loop"] and len(shown(blocks)) == 3
    press(blocks._line_rows[2], "Up")
    assert (
        blocks.answer == ["init", "loop", "solve"]
        and focused[-1] == "Move line 2 up"
        and "line 2 of 3" in blocks._status.value
    )
    press(blocks._line_rows[0], "Down")
    assert blocks.answer == ["loop", "init", "solve"] and focused[-1] == "Move line 2 down"
    press(blocks._line_rows[1], "Remove")
    assert blocks.answer == ["loop", "solve"] and blocks._pool_rows["init"].layout.display == "flex"
    assert "init" not in "".join(shown(blocks)) and "w = 1" not in "".join(shown(blocks))


def test_a_block_cannot_leave_the_list(blocks, focused):
    put(blocks, "init", "loop")
    focused.clear()
    press(blocks._line_rows[0], "Up")
    press(blocks._line_rows[1], "Down")
    assert blocks.answer == ["init", "loop"] and not focused and "already" in blocks._status.value


def test_the_check_button_judges_and_records(blocks):
    put(blocks, "init", "loop", "norm", "solve")
    blocks._button.click()
    assert "Normalise what has been solved" in blocks._verdict.value
    assert store().records("attempt")[-1].verdict == "norm-first"


def test_the_last_attempt_comes_back(blocks):
    put(blocks, "init", "loop")
    blocks.check()
    again = sort_blocks("E97.7")
    assert again.answer == ["init", "loop"] and "back in place" in again._status.value


def test_an_attempt_that_no_longer_fits_is_left_alone():
    store().add("attempt", "E97.7", ["zebra"], "kind")
    assert sort_blocks("E97.7").answer == []


def test_the_order_is_set_by_hand_by_key_number_or_text(blocks):
    numbers = [blocks._number(key) for key in ("init", "loop")]
    for value in (["init", "loop"], numbers, ("w = 1", "for _ in range(99):")):
        blocks.answer = []
        blocks.answer = value
        assert blocks.answer == ["init", "loop"]
    assert check("E97.7", blocks).message.startswith("In order so far")


@pytest.mark.parametrize("value", [["zebra"], ["init", "init"], 5, None, [99], "init", {"a": 1}])
def test_a_wrong_order_by_hand_gets_a_sentence(blocks, value):
    with pytest.raises(KitError, match="block numbers"):
        blocks.answer = value


def test_the_pool_does_not_show_the_right_order(sample, blocks):
    kept = [key for key in blocks._pool if key in sample.ORDER.right()]
    assert kept != sample.ORDER.right() and sorted(blocks._pool) == sorted(sample.ORDER.blocks)


def test_words_list_every_block_with_its_number(sample, blocks):
    for n, key in enumerate(blocks._pool, 1):
        assert f"{n}. {sample.ORDER.blocks[key]}" in repr(blocks)


@pytest.mark.parametrize(
    "make", [lambda: sort_blocks("E97.7"), lambda: sort_labels("E97.6"), lambda: fill_card("E97.8")]
)
def test_without_a_front_end_there_are_only_words(make, monkeypatch):
    widget = make()
    assert "application/vnd.jupyter.widget-view+json" in widget._repr_mimebundle_()
    monkeypatch.setenv("BORDERLAB_FRONT_END", "0")
    bundle = widget._repr_mimebundle_()
    assert (
        set(bundle) == {"text/plain", "text/html"}
        and bundle["text/plain"] == repr(widget)
        and "check(" in bundle["text/plain"]
    )
    assert "<b>wrong</b>" not in bundle["text/html"]


def test_another_kind_of_exercise_gets_a_sentence():
    with pytest.raises(KitError, match="another form"):
        sort_blocks("E97.1")
    with pytest.raises(KitError, match="E97"):
        sort_labels("E97.66")


def test_labels_are_chosen_checked_and_restored():
    widget = sort_labels("E97.6")
    assert widget.check().code == "not-attempted"
    for item, label in {"S01": "figure", "S02": "figure", "S03": "normative"}.items():
        widget._menus[item].value = label
    assert "3 of 3" in widget._status.value and widget.check().code == "cause-as-fact"
    assert sort_labels("E97.6").answer == widget.answer
    widget.answer = {"S02": "a cause"}
    assert widget.check().ok


def test_labels_are_escaped():
    page = "".join(row.children[0].value for row in sort_labels("E97.6").children[1:4])
    assert "<b>wrong</b>" not in page and "&lt;b&gt;wrong" in page


@pytest.mark.parametrize("value", [5, {"S09": "figure"}, {"S01": "zebra"}, None])
def test_wrong_labels_by_hand_get_a_sentence(value):
    with pytest.raises(KitError):
        sort_labels("E97.6").answer = value


def test_a_card_is_filled_checked_and_restored(sample):
    widget = fill_card("E97.8")
    assert list(widget.answer) == ["outcome", "period", "counterfactual"]
    widget.answer = sample.CARD.schema["examples"][0] | {"counterfactual": None}
    assert widget.check().code == "no-counterfactual"
    widget._fields["counterfactual"].value = "trade without the closure"
    assert widget.check().ok and fill_card("E97.8").answer == widget.answer
    with pytest.raises(KitError, match="outcome"):
        widget.answer = {"zebra": "x"}


@pytest.fixture
def forecast(monkeypatch):
    table = pd.DataFrame(
        {
            "forecast_id": ["F1", "F2"],
            "asks": ["Will it open?", "<b>Flights?</b>"],
            "resolves_on": ["2022-09-30"] * 2,
            "how_decided": ["press", "airline"],
        }
    )
    monkeypatch.setattr(forecasts, "load", lambda name: table)
    return forecast_card()


def test_forecasts_are_committed_once(forecast):
    forecast.answer = {"F1": 80}
    forecast._button.click()
    assert "F2" in forecast._status.value and not store().records("prediction")
    forecast._button.click()
    assert (
        store().records("prediction")[0].value == {"F1": 80, "F2": 50}
        and "lesson 12" in forecast._status.value
    )
    again = forecast_card()
    assert (
        again.answer == {"F1": 80, "F2": 50}
        and again._button.description == "Committed"
        and all(s.disabled for s in again._sliders.values())
    )
    with pytest.raises(KitError, match="lesson 12"):
        again.answer = {"F1": 10}


def test_a_second_window_cannot_commit_again(forecast):
    other = forecast_card()
    forecast.answer, other.answer = {"F1": 80, "F2": 5}, {"F1": 10, "F2": 5}
    forecast.commit()
    other.commit()
    assert other.answer["F1"] == 80 and len(store().records("prediction")) == 1


@pytest.mark.parametrize(
    "value", [{"F9": 5}, {"F1": 101}, {"F1": "x"}, {"F1": float("nan")}, 5, None, {"F1": True}]
)
def test_wrong_forecasts_by_hand_get_a_sentence(forecast, value):
    with pytest.raises(KitError, match="0 to 100"):
        forecast.answer = value


def test_forecasts_in_words(forecast):
    assert (
        "F1 Will it open? [50 %]" in repr(forecast)
        and "<b>Flights" not in forecast._repr_mimebundle_()["text/html"]
    )


def test_a_damaged_record_of_forecasts_still_locks(forecast):
    store().add("prediction", forecasts.FORECASTS, {"F1": "x", "F2": 1e9})
    assert forecast_card().answer == {"F1": 50, "F2": 50}
