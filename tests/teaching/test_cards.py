"""Cards: one design, what a press does, forms that build an answer, and what stands where nothing can be pressed."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from ipywidgets import HBox, Widget

from claimlab.errors import KitError
from claimlab.teaching import forecasts
from claimlab.teaching.card import Button, Card, Face
from claimlab.teaching.check import check
from claimlab.teaching.forecasts import commit_forecasts
from claimlab.teaching.forecasts import forecasts as forecast_card
from claimlab.teaching.forms import shuffled
from claimlab.teaching.frontend import card_widget, module
from claimlab.teaching.quiz import quiz
from claimlab.teaching.store import store


@pytest.fixture(autouse=True)
def front_end(lessons, monkeypatch):
    monkeypatch.setenv("BORDERLAB_FRONT_END", "1")


def values(card) -> dict:
    return {one["name"]: one["value"] for one in card.description()["fields"]}


def buttons(card) -> list[str]:
    return [one["act"] for one in card.description()["buttons"]]


def test_a_press_is_answered_and_the_card_is_drawn_anew():
    kept, drawn = [], []
    card = Card(
        lambda: Face("ask", "Colour", ["Which?"], [], [Button("keep", "Keep")]),
        {"keep": lambda v: kept.append(v) or ("" if v.get("a") else "Choose first.")},
    )
    card.changed = lambda: drawn.append(card.description()["say"])
    card.press("keep", {})
    card.press("keep", {"a": 1})
    card.press("steal", {"a": 1})
    assert drawn == ["Choose first.", ""] and len(kept) == 2


def test_a_description_is_json_and_the_same_card_is_html_and_words():
    for card in (
        check("E97.1", 50),
        check("E97.5"),
        check("E97.6"),
        check("E97.7"),
        check("E97.8"),
    ):
        described = card.description()
        assert json.loads(json.dumps(described)) == described
        bundle = card._repr_mimebundle_()
        assert (
            "application/vnd.jupyter.widget-view+json" in bundle
            and "claimlab-card" in bundle["text/html"]
        )


def test_without_a_front_end_there_are_only_words(monkeypatch):
    monkeypatch.setenv("BORDERLAB_FRONT_END", "0")
    bundle = check("E97.6")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"} and "It peaked." in bundle["text/plain"]
    assert "<b>wrong</b>" not in bundle["text/html"] and "&lt;b&gt;wrong" in bundle["text/html"]


def test_the_widget_only_carries(monkeypatch):
    card = check("E97.5")
    widget = card_widget(card)
    widget._handle_custom_msg({"act": "check", "values": {"answer": "2015"}}, [])
    assert card.ok and widget.card["tone"] == "right"
    for strange in (
        None,
        5,
        {"act": 7},
        {"act": "check", "values": 3},
        {"act": "check", "values": {"answer": [1]}},
    ):
        widget._handle_custom_msg(strange, [])


def test_a_card_is_an_ipywidget_that_stands_in_a_box_and_can_be_observed():
    card, seen = check("E97.5"), []
    box = HBox([card.widget, quiz("Q97").widget])
    assert all(isinstance(one, Widget) for one in box.children)
    assert card.widget is box.children[0], "one card has one widget, wherever it stands"
    card.widget.observe(lambda change: seen.append(change["new"]["tone"]), "card")
    card.press("check", {"answer": "2015"})
    assert seen == ["right"]


def test_a_card_that_is_shown_again_says_what_is_kept_now():
    one, other = check("E97.5"), check("E97.5")
    assert one.widget.card["tone"] == other.widget.card["tone"] == "ask"
    other.press("check", {"answer": "2015"})
    assert one.widget.card["fields"][0]["value"] == "2015"


def test_every_module_of_the_front_end_is_one_text_for_the_browser():
    for name in ("card", "stage", "scene", "curve"):
        text = module(name)
        assert not re.search("^import ", text, re.MULTILINE)
        assert text.count("export default") == (name in ("card", "stage"))
        made = re.findall(r"^(?:export )?(?:const|let|class|function) (\w+)", text, re.MULTILINE)
        assert len(made) == len(set(made)), "one scope, so no name twice"


def test_a_choice_is_answered_on_its_card():
    card = check("E97.5")
    assert buttons(card) == ["check", "hint", "solution"] and card.description()["state"] == "open"
    card.press("check", {"answer": "2019"})
    assert card.code == "break" and card.description()["state"] == "tried"
    card.press("check", {"answer": "2015"})
    assert card.ok and card.description()["state"] == "right"
    assert [r.value for r in store().records("attempt")] == ["2019", "2015"]
    assert values(check("E97.5")) == {"answer": "2015"}, "it is where the student left it"


def test_labels_are_chosen_checked_and_put_back():
    card = check("E97.6")
    card.press("check", {})
    assert card.code == "not-attempted" and not store().records()
    card.press("check", {"S01": "figure", "S02": "figure", "S03": "normative"})
    assert card.code == "cause-as-fact"
    assert values(check("E97.6")) == {"S01": "figure", "S02": "figure", "S03": "normative"}


def test_an_order_is_built_checked_and_put_back(sample):
    card = check("E97.7")
    offered = [key for key, _text in card.description()["fields"][0]["options"]]
    kept = [key for key in offered if key in sample.ORDER.right()]
    assert kept != sample.ORDER.right() and sorted(offered) == sorted(sample.ORDER.blocks)
    card.press("check", {"answer": ["init", "loop", "norm", "solve"]})
    assert card.code == "norm-first" and values(check("E97.7"))["answer"] == [
        "init",
        "loop",
        "norm",
        "solve",
    ]


def test_an_order_by_hand_is_given_by_the_numbers_on_the_card(sample):
    pool = shuffled(sample.ORDER)
    assert check("E97.7", [pool.index(key) + 1 for key in sample.ORDER.right()]).ok
    assert not check("E97.7", [99]).ok


def test_an_attempt_that_no_longer_fits_is_left_alone():
    for item, value in (("E97.7", ["zebra"]), ("E97.6", 5), ("E97.8", ["x"]), ("E97.5", {"a": 1})):
        store().add("attempt", item, value, "kind")
        assert not any(values(check(item)).values())


def test_a_card_of_fields_is_filled_and_checked(sample):
    card = check("E97.8")
    assert list(values(card)) == ["outcome", "period", "counterfactual"]
    card.press("check", sample.CARD.schema["examples"][0] | {"counterfactual": ""})
    assert card.code == "no-counterfactual"
    card.press("check", sample.CARD.schema["examples"][0])
    assert card.ok and card.description()["tone"] == "complete"


def test_hints_and_the_solution_open_on_the_card():
    card = check("E97.1", 50)
    assert "What is the whole?" not in card.description()["after"]
    card.press("hint")
    assert (
        "What is the whole?" in card.description()["after"]
        and "Divide" not in card.description()["after"]
    )
    card.press("hint")
    assert "Divide" in card.description()["after"] and "hint" not in buttons(card)
    card.press("solution")
    assert "Still to go: 1" in card.description()["say"] and not store().records("solution")
    check("E97.1", 51)
    card.press("solution")
    assert card.description()["state"] == "given" and "part / whole" in card.description()["after"]
    assert [r.kind for r in store().records()] == ["attempt", "hint", "hint", "attempt", "solution"]


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
    forecast.press("commit", {"F1": 80})
    assert "F2" in forecast.said and not store().records("prediction")
    forecast.press("commit", {"F1": 80, "F2": 50})
    assert store().records("prediction")[0].value == {"F1": 80, "F2": 50}
    forecast_card().press("commit", {"F1": 10, "F2": 5})
    assert commit_forecasts({"F1": 10, "F2": 5}) == {"F1": 80, "F2": 50} and not buttons(forecast)
    assert "80 per cent" in repr(forecast_card()) and "<b>Flights" not in forecast.html


def test_forecasts_that_follow_the_outcomes_are_marked_in_the_log_and_on_the_card(forecast):
    assert "late" not in repr(forecast_card())
    store().add("attempt", "E13.1", 0.2, "wrong")
    assert "marked as late" in repr(forecast_card())
    forecast.press("commit", {"F1": 0, "F2": 100})
    assert store().records("prediction")[0].verdict == forecasts.LATE and forecasts.are_late()
    assert "after the outcomes were opened" in repr(forecast_card())


def test_a_card_that_is_first_committed_beside_the_outcomes_is_late(forecast):
    late = forecast_card("13")
    assert "marked as late" in repr(late) and "late" not in repr(forecast)
    late.press("commit", {"F1": 0, "F2": 100})
    assert forecasts.are_late() and "after the outcomes were opened" in repr(late)


def test_forecasts_before_the_outcomes_stay_forecasts(forecast):
    forecast.press("commit", {"F1": 0, "F2": 100})
    store().add("attempt", "E13.1", 0.2, "wrong")
    assert not forecasts.are_late() and "The last lesson scores it." in repr(forecast_card())


@pytest.mark.parametrize(
    "value", [{"F9": 5}, {"F1": 101, "F2": 5}, {"F1": "x", "F2": 1}, 5, {"F1": True, "F2": 1}]
)
def test_wrong_forecasts_by_hand_get_a_sentence(forecast, value):
    with pytest.raises(KitError, match="0 to 100"):
        commit_forecasts(value)


def test_a_damaged_record_of_forecasts_still_locks(forecast):
    store().add("prediction", forecasts.FORECASTS, {"F1": "x", "F2": 1e9})
    assert not buttons(forecast_card())
