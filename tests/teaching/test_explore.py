"""`explore`: its contract, what it recomputes, what it shows, how a goal is found."""

from __future__ import annotations

import gzip
import json
import time
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest
from ipywidgets import HBox, Widget

from claimlab.errors import KitError
from claimlab.lessons.declare import Goal
from claimlab.teaching import explore as explore_module
from claimlab.teaching.controls import Choice, Slider, Tick
from claimlab.teaching.explore import explore
from claimlab.teaching.frontend import figure_widget, stage_widget
from claimlab.teaching.store import store
from claimlab.views import Bars, Lines, scene

YEARS = np.arange(2000, 2011)
VIEW = Lines("year", "value", by="who", y_label="US$ millions", y_range=(0, 400))
PLAIN = Lines("year", "value")


class Model:
    """A pure function that counts how often it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, rate=0.5, years=5, who="both"):
        self.asked.append((rate, years, who))
        value = 100 * (1 + rate) ** np.minimum(YEARS - 2000, years) % 400
        frame = pd.DataFrame({"year": YEARS, "value": value, "who": "a"})
        return (
            pd.concat([frame, frame.assign(value=frame["value"] / 2, who="b")])
            if who == "both"
            else frame
        )


CONTROLS = {
    "rate": Slider("Rate", 0.0, 1.0, 0.1),
    "years": Slider("Years", 1, 10),
    "who": Choice("Who", {"both": "both", "only a": "a"}),
}
YEARS_ONLY = {"years": Slider("Years", 1, 10)}


@pytest.fixture
def model():
    return Model()


def fussy(years=5):
    if years > 8:
        raise ValueError("Beyond eight <years> nothing is known.")
    return pd.DataFrame({"year": YEARS, "value": YEARS * years})


def test_the_default_state_is_shown_without_a_click(model):
    figure = explore(model, VIEW, **CONTROLS)
    assert model.asked == [(0.5, 5, "both")] and figure.params == {
        "rate": 0.5,
        "years": 5,
        "who": "both",
    }
    assert figure.words == VIEW.words(model(0.5, 5, "both"))
    (pane,) = figure.bundle()["panes"]
    assert pane["scene"] == VIEW.scene(model(0.5, 5, "both"))


def test_the_bundle_has_a_still_figure_and_words_beside_the_widget(model, monkeypatch):
    figure = explore(model, VIEW, **CONTROLS)
    assert set(figure._repr_mimebundle_()) == {"text/html", "text/plain"}
    monkeypatch.setenv("BORDERLAB_FRONT_END", "1")
    bundle = figure._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "<svg" in bundle["text/html"] and "2 lines" in bundle["text/plain"]


def test_a_move_changes_picture_words_and_title_together(model):
    figure, told = explore(model, VIEW, **CONTROLS), []
    base = figure.bundle()
    figure.changed = lambda what: told.append((what, figure.answer()))
    figure.move(years=9)
    ((what, answer),) = told
    assert what == "answer" and (answer["base"], answer["key"]) == (base["id"], "5|8|0")
    now = scene.apply(base["panes"][0]["scene"], answer["panes"][0])
    assert now == VIEW.scene(model(0.5, 9)) and now["words"] == figure.words


def test_the_widget_carries_moves_in_and_pictures_out(model):
    figure = explore(model, VIEW, **CONTROLS)
    widget = stage_widget(figure)
    assert widget.bundle["says"]["play"] == "Play" and widget.answer == {}
    widget.values = {**widget.values, "years": 7}
    assert model.asked[-1] == (0.5, 7, "both") and widget.answer["key"] == "5|6|0"
    widget._handle_custom_msg({"act": "rest", "values": {"years": 8}}, [])
    assert model.asked[-1] == (0.5, 8, "both") and widget.said, (
        "the last move of a burst comes with the rest"
    )
    widget._handle_custom_msg({"act": "table", "values": {}}, [])
    assert "<table" in widget.table
    before = widget.bundle
    widget.screen = {"width": 400}
    assert widget.bundle["id"] > before["id"] and widget.bundle["panes"][0]["scene"]["w"] == 400
    for strange in (
        None,
        3,
        {"act": "steal"},
        {"act": "rest", "values": {"years": "x", "nobody": 1, "who": 99}},
    ):
        widget._handle_custom_msg(strange, [])
    assert figure.params["years"] == 8


def sent(widget, monkeypatch):
    """What goes out beside the traits."""
    found = []
    monkeypatch.setattr(
        widget, "send", lambda content, buffers=None: found.append((content, buffers))
    )
    return found


def test_all_states_are_sent_when_somebody_sees_the_picture_and_are_what_the_kernel_draws(
    model, monkeypatch
):
    figure = explore(model, VIEW, **CONTROLS)
    widget = stage_widget(figure)
    out = sent(widget, monkeypatch)
    widget._handle_custom_msg({"act": "states"}, [])
    ((content, (packed,)),) = out
    states = json.loads(gzip.decompress(packed))
    assert (
        content == {"states": widget.bundle["id"], "isFresh": True} and len(states) == 11 * 10 * 2
    )
    base = widget.bundle["panes"][0]["scene"]
    for rate, years, who in ((0.1, 9, 0), (1.0, 1, 1), (0.5, 5, 0)):
        now = scene.apply(base, states[f"{round(rate * 10)}|{years - 1}|{who}"]["panes"][0])
        assert now == VIEW.scene(model(rate, years, ("both", "a")[who]))
    before = widget.answer
    widget.values = {**widget.values, "years": 9}
    assert widget.answer is before, "the front end has it already"
    widget._handle_custom_msg({"act": "rest", "values": widget.values}, [])
    assert widget.answer["key"] == "5|8|0", "a lesson that is saved knows its last picture"


def told(out):
    """The states that went out, and of each message whether what was told before it holds no longer."""
    states = [json.loads(gzip.decompress(packed)) for _content, (packed,) in out]
    fresh = [content["isFresh"] for content, _packed in out]
    out.clear()
    return {key: one for some in states for key, one in some.items()}, fresh


def working(seconds):
    """A model that is at work for a while: what waits costs nobody anything."""

    def slow(years=5):
        until = time.thread_time() + seconds
        while time.thread_time() < until:
            pass
        return fussy(min(years, 8))

    return slow


def test_where_all_states_take_too_long_those_near_by_are_told(monkeypatch):
    monkeypatch.setattr(explore_module, "_LONGEST_S", 0.05)
    figure = explore(working(0.02), PLAIN, **YEARS_ONLY)
    widget = stage_widget(figure)
    out = sent(widget, monkeypatch)
    widget._handle_custom_msg({"act": "states"}, [])
    states, fresh = told(out)
    assert sorted(states) == ["1", "2", "3", "5", "6", "7"] and fresh == [True] + [False] * 5
    base, before = widget.bundle["panes"][0]["scene"], widget.answer
    assert scene.apply(base, states["6"]["panes"][0]) == PLAIN.scene(fussy(7))
    widget.values = {"years": 7}
    assert widget.answer is before, "the front end has it already"
    states, fresh = told(out)
    assert sorted(states) == ["4", "8", "9"] and not any(fresh), "those not told yet"
    widget.values = {"years": 1}
    assert widget.answer["key"] == "0" and widget.notice == "", "farther than was told"
    widget.screen = {"width": 400}
    out.clear()
    widget.values = {"years": 2}
    assert widget.answer["key"] == "1" and not out, "of another width nothing was asked for yet"


def test_a_model_for_which_a_hand_would_wait_is_not_asked_ahead_for_long(monkeypatch):
    monkeypatch.setattr(explore_module, "_LONGEST_S", 0.05)
    monkeypatch.setattr(explore_module, "_LONGEST_NEAR_S", 0.01)
    asked = []

    def slow(years=5):
        asked.append(years)
        return working(0.02)(years)

    widget = stage_widget(explore(slow, PLAIN, **YEARS_ONLY))
    out = sent(widget, monkeypatch)
    widget._handle_custom_msg({"act": "states"}, [])
    widget.values = {"years": 6}
    widget.values = {"years": 7}
    assert not out and widget.answer["key"] == "6" and widget.notice == ""
    before = len(asked)
    widget.values = {"years": 9}
    assert widget.answer["key"] == "8" and len(asked) - before <= 1, (
        "nothing is made ahead any more"
    )


def test_the_typeface_is_sent_once_it_is_asked_for_and_is_no_part_of_a_saved_widget(
    model, monkeypatch
):
    widget = stage_widget(explore(model, VIEW, **CONTROLS))
    out = sent(widget, monkeypatch)
    widget._handle_custom_msg({"act": "fonts"}, [])
    assert "@font-face" in out[0][0]["fonts"] and "@font-face" not in widget._css


def test_a_figure_that_stands_still_is_a_widget_too():
    figure = PLAIN(fussy(3))
    widget = figure_widget(figure)
    assert widget.bundle["controls"] == [] and widget.bundle["panes"][0]["scene"] == figure.scene()
    first = widget.bundle["id"]
    widget.screen = {"width": 400}
    assert widget.bundle["panes"][0]["scene"] == figure.scene(400) and widget.bundle["id"] > first
    widget._handle_custom_msg({"act": "table"}, [])
    assert "<table" in widget.table
    for strange in (None, {"act": "rest", "values": 3}, {"act": "no-table"}):
        widget._handle_custom_msg(strange, [])
    assert widget.table == ""


def test_a_stage_is_an_ipywidget_that_stands_in_a_box_and_can_be_observed(model):
    figure, seen = explore(model, VIEW, **CONTROLS), []
    box = HBox([figure.widget])
    assert isinstance(figure.widget, Widget) and box.children[0] is figure.widget
    figure.widget.observe(lambda change: seen.append(change["new"]["years"]), "values")
    figure.widget.observe(lambda change: seen.append(change["new"]["key"]), "answer")
    figure.widget.values = {**figure.widget.values, "years": 7}  # as the browser does
    assert {7, "5|6|0"} <= set(seen) and figure.params["years"] == 7


def test_what_was_computed_once_is_remembered(model):
    figure = explore(model, VIEW, **CONTROLS)
    for years in (6, 5, 6, 5):
        figure.move(years=years)
    assert model.asked == [(0.5, 5, "both"), (0.5, 6, "both")]


def test_a_control_of_the_view_recomputes_nothing(model):
    figure = explore(
        model, Lines("year", "value", by="who"), rate=CONTROLS["rate"], log=Tick("Logarithmic axis")
    )
    figure.bundle()
    figure.move(log=True)
    assert len(model.asked) == 1 and figure.answer()["panes"] != [{}]


def test_every_position_of_every_control_is_valid(model):
    figure = explore(model, VIEW, **CONTROLS)
    for step in range(11):
        figure.move(rate=0.0 + step * 0.1)
    for years in range(1, 11):
        figure.move(years=years)
    for who in (1, 0):
        figure.move(who=who)
    assert {asked[0] for asked in model.asked} == {n / 10 for n in range(11)}, (
        "a slider in tenths gives tenths"
    )


def test_a_partial_is_a_model_too(model):
    figure = explore(partial(model, rate=0.2), VIEW, years=CONTROLS["years"])
    assert model.asked == [(0.2, 5, "both")] and figure.params == {"years": 5}


def test_a_refused_setting_hides_the_picture_of_the_last_one_and_the_controls_go_on():
    figure = explore(fussy, PLAIN, **YEARS_ONLY)
    figure.bundle()
    figure.move(years=9)
    assert figure.words == figure.notice == "Beyond eight <years> nothing is known."
    assert figure.answer()["notice"] == figure.notice and figure.table() == ""
    assert "&lt;years&gt;" in figure._repr_mimebundle_()["text/html"]
    figure.move(years=8)
    assert figure.notice == "" and figure.answer()["panes"] and "<table" in figure.table()


def test_a_model_that_refuses_its_start_says_so_and_its_controls_work():
    def late(years=9):
        return fussy(years)

    figure = explore(late, PLAIN, **YEARS_ONLY)
    assert all("Beyond eight" in text for text in figure._repr_mimebundle_().values())
    base = figure.bundle()["panes"][0]["scene"]
    figure.move(years=8)
    assert figure.notice == "" and "<figure" in figure.html
    assert scene.apply(base, figure.answer()["panes"][0]) == PLAIN.scene(fussy(8))


def test_a_frame_that_cannot_be_drawn_is_shown_as_a_sentence():
    def empty(years=5):
        return pd.DataFrame({"year": YEARS, "value": YEARS * years})[: 0 if years > 5 else None]

    figure = explore(empty, PLAIN, **YEARS_ONLY)
    figure.move(years=6)
    assert "no rows" in figure.notice


def test_a_slow_model_says_that_it_computes():
    seen = []

    def slow(years=1):
        deadline = time.monotonic() + 5
        while years > 1 and not seen and time.monotonic() < deadline:
            time.sleep(0.01)
        return pd.DataFrame({"year": YEARS, "value": YEARS * years})

    figure = explore(slow, PLAIN, **YEARS_ONLY)
    figure.computing = seen.append
    figure.move(years=2)
    assert seen == ["Computing…"] and figure.notice == ""


def test_the_guess_and_the_room_lay_the_picture_out_anew(model):
    from claimlab.views.guess import Mark

    figure, told = explore(model, VIEW, years=CONTROLS["years"]), []
    figure.changed = told.append
    mark, before = Mark("value", 250), figure.words
    assert figure.with_guess(mark) is figure and "250" in figure.words != before
    figure.look(400)
    figure.look(400)
    figure.look(9)
    assert (
        told == ["bundle"] * 3 and figure.bundle()["panes"][0]["scene"]["w"] == figure.width < 400
    )


def test_one_announcement_after_a_rest_with_the_result(model):
    figure = explore(
        model, Lines("year", "value", by="who", title="A title that stays"), years=CONTROLS["years"]
    )
    figure.move(years=6)
    assert figure.rest().startswith("A title that stays")
    figure.move(years=9)
    said = figure.rest()
    assert said.startswith(figure.words) and "<table" not in said


def test_two_settings_stand_side_by_side(model):
    figure = explore(
        model, VIEW, years=CONTROLS["years"], beside={"Slow": {"rate": 0.1}, "Fast": {"rate": 0.4}}
    )
    assert model.asked == [(0.1, 5, "both"), (0.4, 5, "both")]
    figure.move(years=3)
    assert model.asked[2:] == [(0.1, 3, "both"), (0.4, 3, "both")]
    slow, fast = figure.bundle()["panes"]
    assert (slow["heading"], fast["heading"]) == ("Slow", "Fast") and slow["scene"] != fast["scene"]
    assert "Slow: " in figure.words and figure.html.count("<figure") == 2


def fork(years=5, who="a"):
    """One row for each setting, as an author of a specification curve writes it."""
    return pd.DataFrame({"fork": [f"{who}{years}"], "value": [float((years * 7) % 10)]})


def ordered(frame):
    return frame.sort_values("value", kind="stable").assign(place=lambda f: range(1, len(f) + 1))


PLACED = Lines("place", "value", y_range=(0, 10))


def trailing(**more):
    return explore(fork, PLACED, trail=ordered, who=Choice("Who", ["a", "b"]), **YEARS_ONLY, **more)


def test_a_trail_grows_by_one_setting_for_each_rest():
    figure = trailing()
    assert figure.frame["fork"].tolist() == ["a5"] and figure.bundle()["hasTrail"]
    for years in (6, 7, 8):
        figure.move(years=years)
        assert len(figure.frame) == 2, "what is only passed by is shown and not kept"
    figure.rest()
    figure.move(years=9)
    figure.rest()
    figure.move(years=8)
    figure.rest()
    figure.rest()
    assert figure.frame["fork"].tolist() == ["a9", "a5", "a8"], "in the author's order, each once"
    assert figure.frame.query("is_now")["fork"].tolist() == ["a8"]
    figure.move(who=1)
    assert figure.frame["fork"].tolist() == ["a9", "a5", "a8", "b8"]


def test_what_is_told_ahead_of_a_trail_is_told_anew_when_the_trail_has_grown(monkeypatch):
    figure = trailing()
    widget = stage_widget(figure)
    out = sent(widget, monkeypatch)
    widget._handle_custom_msg({"act": "states"}, [])
    states, fresh = told(out)
    assert fresh[0] and {"0|5", "0|3", "1|4"} == set(states)
    base = widget.bundle["panes"][0]["scene"]

    def alone(*moves):
        other = trailing()
        for one in moves:
            other.move(**one)
            other.rest()
        return other.panes[0].scene

    assert scene.apply(base, states["0|5"]["panes"][0]) == alone({"years": 6})
    widget.values = {"who": 0, "years": 6}
    assert not widget.answer
    widget._handle_custom_msg({"act": "rest", "values": widget.values}, [])
    states, fresh = told(out)
    assert fresh[0] is False and True in fresh, "first what was not told yet, then all of it anew"
    assert scene.apply(base, states["0|6"]["panes"][0]) == alone({"years": 6}, {"years": 7})
    assert [len(pane.frame) for pane in figure.panes] == [2], "what is told ahead is not kept"


def test_a_trail_can_be_started_again():
    figure = trailing()
    figure.move(years=6)
    figure.rest()
    figure.move(years=7)
    figure.rest()
    widget = stage_widget(figure)
    widget._handle_custom_msg({"act": "reset", "values": {}}, [])
    assert figure.frame["fork"].tolist() == ["a7"] and "Only the present setting" in widget.said
    figure.move(years=8)
    assert figure.frame["fork"].tolist() == ["a8", "a7"]


def test_a_refused_setting_stays_out_of_the_trail():
    def refusing(years=5):
        if years == 9:
            raise KitError("Not nine.")
        return fork(years)

    figure = explore(refusing, PLACED, trail=ordered, **YEARS_ONLY)
    figure.move(years=9)
    figure.rest()
    figure.reset()
    figure.move(years=8)
    figure.rest()
    assert figure.frame["fork"].tolist() == ["a8"]
    assert len(explore(fork, PLACED, trail=ordered, **YEARS_ONLY).html) > 100


def test_a_goal_looks_at_the_whole_trail(monkeypatch, workspace):
    reached = Goal(
        "G01.1", lambda frame, **rest: len(frame) >= 3, "Try three.", "Three tried.", "", ""
    )
    monkeypatch.setattr(explore_module.lessons, "goal", lambda goal_id: reached)
    figure = trailing(goal="G01.1")
    for years in (6, 7):
        assert not store().records("goal")
        figure.move(years=years)
        figure.rest()
    assert len(store().records("goal")) == 1


@pytest.fixture
def goal(monkeypatch, workspace):
    made = Goal(
        "G01.1", lambda frame, years, **rest: {"top": 120.0} if years >= 8 else None, "Find the years.",
        "You found it: after {years} years, at {top}, or {top:.1f}; {missing}.", "Why does the line bend there?", "Because it stops.",
    )  # fmt: skip
    monkeypatch.setattr(explore_module.lessons, "goal", lambda goal_id: made)
    return made


def test_a_goal_is_found_on_the_way_of_a_long_drag(model, goal):
    figure = explore(model, VIEW, years=CONTROLS["years"], goal="G01.1")
    widget = figure.widget
    for years, said in ((7, ""), (9, "You found it")):
        widget._handle_custom_msg({"act": "pass", "values": {"years": years}}, [])
        assert widget.said.startswith(said) and bool(store().records("goal")) == bool(said)


def test_a_goal_is_found_when_the_control_rests_there_and_kept(model, goal):
    figure = explore(model, VIEW, years=CONTROLS["years"], goal="G01.1")
    assert figure.bundle()["task"] == "Find the years." and figure.goal_description() == {}
    figure.move(years=9)
    figure.move(years=7)
    assert "You found" not in figure.rest() and not store().records("goal"), (
        "passing by is not finding"
    )
    figure.move(years=9)
    assert figure.rest().startswith("You found it: after 9 years, at 120, or 120.0; {missing}.")
    (record,) = store().records("goal")
    assert record.value == {"years": 9} and record.item == "G01.1"
    assert not figure.pass_by(), "it is found once"
    figure.move(years=8)
    figure.rest()
    assert len(store().records("goal")) == 1
    again = explore(model, VIEW, years=CONTROLS["years"], goal="G01.1").goal_description()
    assert "after 9 years" in again["body"] and "Why does the line bend" in again["body"]


def test_a_goal_that_holds_at_the_start_is_not_found_by_looking(model, goal):
    easy = replace(goal, reached=lambda frame, **settings: True)
    explore_module.lessons.goal = lambda goal_id: easy
    figure = explore(model, VIEW, years=CONTROLS["years"], goal="G01.1")
    figure.rest()
    assert not store().records("goal")


def test_the_question_after_a_goal_wants_a_real_try_and_can_be_changed(model, goal):
    figure = explore(model, VIEW, years=CONTROLS["years"], goal="G01.1")
    figure.move(years=9)
    figure.rest()
    for lazy in ("", "ok", "ok ok ok ok ok ok", "why does the line bend there"):
        figure.card.press("answer", {"text": lazy})
        assert "Because it stops." not in str(figure.goal_description()) and figure.card.said
    figure.card.press("answer", {"text": "The growth stops after nine years, so it stays flat."})
    assert "Because it stops." in figure.goal_description()["after"]
    figure.card.press("change")
    figure.card.press("answer", {"text": "Nothing grows any more once the years are over."})
    assert [r.item for r in store().records("answer")] == ["G01.1", "G01.1"]
    assert "Nothing grows" in figure.goal_description()["body"]


@pytest.mark.parametrize(
    "controls, words",
    [
        ({}, "one to three"),
        ({**CONTROLS, "log": Tick("Log")}, "one to three"),
        ({"rat": Slider("Rate", 0.0, 1.0, 0.1)}, "did you mean 'rate'"),
        ({"rate": Slider("Rate", 0.6, 1.0, 0.1)}, "outside"),
        ({"who": Choice("Who", ["c", "d"])}, "none of its choices"),
        ({"who": ("Who", ["both"])}, "a Slider, a Choice or a Tick"),
    ],
)
def test_a_broken_contract_is_said_at_once(model, controls, words):
    with pytest.raises(KitError) as caught:
        explore(model, VIEW, **controls)
    assert words in str(caught.value) and not model.asked


@pytest.mark.parametrize(
    "parts",
    [("Rate", 1.0, 0.0, 0.1), ("Rate", 1.0, 0.0), ("Rate", 0.0, 1.0, 0.0), ("Rate", 0, 1, 2)],
)
def test_a_slider_that_cannot_move(parts):
    with pytest.raises(KitError, match="low < high"):
        Slider(*parts)


def test_a_choice_of_nothing():
    with pytest.raises(KitError, match="to choose from"):
        Choice("Who", [])


def test_a_parameter_without_a_default_is_said_at_once():
    def needs(years, rate=1.0):
        return None

    with pytest.raises(KitError, match="'years' needs a default"):
        explore(needs, VIEW, rate=CONTROLS["rate"])
    with pytest.raises(KitError, match="side by side"):
        explore(Model(), VIEW, rate=CONTROLS["rate"], beside={"One": {"years": 3}})


def test_a_model_that_gives_no_frame_is_said_at_once():
    with pytest.raises(KitError, match="DataFrame"):
        explore(lambda rate=0.5: [1, 2], Bars("a", "b"), rate=CONTROLS["rate"])
