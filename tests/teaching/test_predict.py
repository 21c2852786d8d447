from __future__ import annotations

import re

import IPython.display
import pytest

from borderlab.errors import KitError
from borderlab.lessons import lesson, lesson_ids
from borderlab.lessons.declare import Prediction
from borderlab.teaching.inputs import value_input
from borderlab.teaching.predicting import predict as module
from borderlab.teaching.predicting.codes import decode, encode
from borderlab.teaching.predicting.guesses import beside, curve_svg, said
from borderlab.teaching.predicting.predict import commit, committed, predict, reveal
from borderlab.teaching.store import Store, store

NUMBER = Prediction(
    "P01.1",
    "number",
    "How much of the fall?",
    lambda: 70.2,
    "It fell <early>.",
    unit="per cent",
    step=5,
)
BAND = Prediction("P01.1", "interval", "Between what?", lambda: 70.2, unit="per cent")
CHOICE = Prediction(
    "P01.1", "choice", "Which?", lambda: "b", options={"a": "The <size>", "b": "The share"}
)
CURVE = Prediction(
    "P01.1",
    "curve",
    "Draw it",
    lambda: [1, 2, 6.1, 2, 1],
    unit="US$ billions",
    high=8,
    step=0.25,
    points=(2000, 2004, 2008, 2012, 2016),
)
UNKNOWN = Prediction("P01.1", "number", "What next?", unit="per cent")


class Screen:
    """Stands in for a front end: what is on it, in order, and what a display handle changes."""

    def __init__(self):
        self.parts = []

    def display(self, part, display_id=None):
        self.parts.append(part)
        screen, place = self, len(self.parts) - 1

        class Handle:
            def update(self, part):
                screen.parts[place] = part

        return Handle() if display_id else None

    @property
    def text(self):
        return "\n".join(
            repr(part) + (part._repr_html_() if hasattr(part, "_repr_html_") else "")
            for part in self.parts
        )


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A student's desk: an empty workspace, a front end, and the declaration under ``P01.1``."""
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("BORDERLAB_FRONT_END", "1")
    monkeypatch.delenv("BORDERLAB_GATES", raising=False)
    monkeypatch.setattr(module, "_waiting", {})
    screen = Screen()
    monkeypatch.setattr(IPython.display, "display", screen.display)

    def declare(asked):
        monkeypatch.setattr(module, "prediction", lambda prediction_id: asked)
        return screen

    return declare


def press(panel):
    panel.button.click()
    return panel.status.value or panel.page.value


@pytest.mark.parametrize(
    "asked, move, guess",
    [
        (NUMBER, lambda box: setattr(box.field, "value", "41"), 40),
        (
            BAND,
            lambda box: [
                setattr(end.slider, "value", v) for end, v in zip(box.ends, (30, 60), strict=True)
            ],
            [30, 60],
        ),
        (CHOICE, lambda box: setattr(box, "value", "a"), "a"),
        (
            CURVE,
            lambda box: [
                setattr(p.slider, "value", v)
                for p, v in zip(box.points, (1, 2, 3, 2, 0.25), strict=True)
            ],
            [1, 2, 3, 2, 0.25],
        ),
    ],
)
def test_a_prediction_is_committed_once_and_then_locked(desk, asked, move, guess):
    desk(asked)
    panel = predict("P01.1")
    move(panel.input)
    shown = press(panel)
    assert committed(asked).value["guess"] == guess
    assert (
        "Committed" in shown
        and said(asked, guess).replace("<", "&lt;").replace(">", "&gt;") in shown
    )
    assert panel.input.layout.display == "none" and panel.button.description == "Committed", (
        "the focus stays on the button"
    )
    assert "Committed" in press(panel) and len(store().records("prediction")) == 1
    commit(asked, [0, 1] if asked is BAND else asked.truth())
    assert committed(asked).value["guess"] == guess


def test_the_class_code_is_shown_and_says_the_guess(desk):
    desk(NUMBER)
    panel = predict("P01.1")
    panel.input.slider.value = 40
    code = re.search(r"<code>(.+?)</code>", press(panel))[1]
    record = committed(NUMBER)
    assert code == encode(NUMBER, record.value["guess"], 1, record.value["mark"])


def test_a_committed_prediction_survives_a_new_kernel(desk, tmp_path):
    desk(NUMBER)
    commit(NUMBER, 40)
    assert Store(tmp_path).records("prediction", "P01.1")[0].value["guess"] == 40
    shown = predict("P01.1")
    assert "40 per cent" in shown._repr_html_() and not hasattr(shown, "button")


def test_a_second_vote_is_kept_apart(desk):
    screen = desk(NUMBER)
    commit(NUMBER, 40)
    panel = predict("P01.1", vote=2)
    assert "first vote: 40 per cent" in panel.children[0].value
    panel.input.field.value = "60"
    assert "second vote" in press(panel)
    assert [committed(NUMBER, vote).value["guess"] for vote in (1, 2)] == [40, 60]
    reveal("P01.1")
    assert (
        "You said 40 per cent, and 60 per cent in the second vote; the figures say 70.2."
        in screen.text
    )


@pytest.mark.parametrize("vote", [0, 3, "2", None])
def test_a_third_vote_is_refused(desk, vote):
    desk(NUMBER)
    with pytest.raises(KitError, match="second vote"):
        predict("P01.1", vote=vote)


def test_nothing_is_committed_without_an_answer(desk):
    desk(CHOICE)
    panel = predict("P01.1")
    assert "Choose an answer first" in press(panel)
    desk(BAND)
    panel = predict("P01.1")
    assert "both ends first" in press(panel)
    panel.input.ends[0].field.value, panel.input.ends[1].field.value = "80", "20"
    assert "above the high end" in press(panel)
    desk(CURVE)
    panel = predict("P01.1")
    for point in panel.input.points[:-1]:
        point.field.value = "3"
    assert "for 2016 first" in press(panel)
    desk(NUMBER)
    assert "Move the slider or type a number first." in press(predict("P01.1"))
    assert store().records() == []


def test_a_result_waits_for_the_prediction_and_opens_by_itself(desk):
    screen = desk(NUMBER)
    computed = []
    panel = predict("P01.1")
    reveal("P01.1", "the figure", lambda: computed.append(1) or "the map")
    assert (
        "Predict first" in screen.text
        and "70" not in screen.text
        and "the figure" not in screen.text
        and not computed
    )
    panel.input.field.value = "40"
    press(panel)
    assert "You said 40 per cent; the figures say 70.2." in screen.text
    assert screen.parts[1:3] == ["the figure", "the map"]
    assert len(screen.parts) == 4


def test_a_result_that_cannot_be_made_does_not_stop_the_commitment(desk):
    screen = desk(NUMBER)
    panel = predict("P01.1")
    reveal("P01.1", lambda: 1 / 0)
    panel.input.field.value = "40"
    assert "Committed" in press(panel) and committed(NUMBER).value["guess"] == 40
    assert "run this cell again" in screen.text
    with pytest.raises(ZeroDivisionError):
        reveal("P01.1", lambda: 1 / 0)


def test_a_result_shows_at_once_when_the_instructor_opened_the_gates(desk, monkeypatch):
    screen = desk(NUMBER)
    monkeypatch.setenv("BORDERLAB_GATES", "open")
    reveal("P01.1", "the figure")
    assert (
        "No prediction was made; the figures say 70.2 per cent." in screen.text
        and "the figure" in screen.parts
    )


def test_without_a_front_end_the_result_shows_at_once(desk, monkeypatch):
    screen = desk(NUMBER)
    monkeypatch.setenv("BORDERLAB_FRONT_END", "0")
    asked = predict("P01.1")
    assert NUMBER.asks in repr(asked) and NUMBER.asks in asked._repr_html_()
    reveal("P01.1", "the figure")
    assert "no prediction was made" in screen.text.lower() and "the figure" in screen.parts
    assert "It fell &lt;early&gt;." in screen.text


def test_the_model_explanation_comes_after_the_students_own(desk, tmp_path):
    screen = desk(NUMBER)
    commit(NUMBER, 40)
    reveal("P01.1")
    box = screen.parts[-1]
    assert "It fell" not in screen.text
    assert "first" in press(box) and store().records("explanation") == []
    box.text.value = "  It <b>slid</b> early. I was surprised. "
    shown = press(box)
    assert "It &lt;b&gt;slid&lt;/b&gt; early." in shown and "It fell &lt;early&gt;." in shown
    assert (
        Store(tmp_path).records("explanation", "P01.1")[0].value
        == "It <b>slid</b> early. I was surprised."
    )
    reveal("P01.1")
    assert "It fell &lt;early&gt;." in screen.parts[-1]._repr_html_()


class Figure:
    def __init__(self, drawn=None):
        self.drawn = drawn

    def with_overlay(self, xs, ys, label):
        return Figure((xs, ys, label))


class NoLines(Figure):
    def with_overlay(self, xs, ys, label):
        raise KitError("Only lines take a drawing.")


def test_a_drawn_curve_lies_over_the_figure(desk):
    screen = desk(CURVE)
    commit(CURVE, [1, 2, 3, 2, 1])
    bar = NoLines()
    reveal("P01.1", Figure(), bar, "a table")
    assert screen.parts[1].drawn == (
        [2000, 2004, 2008, 2012, 2016],
        [1, 2, 3, 2, 1],
        "Your drawing",
    )
    assert screen.parts[2] is bar and screen.parts[3] == "a table"


def test_a_guess_of_an_older_version_does_not_stand_in_the_way(desk):
    desk(CHOICE)
    for stale in ({"guess": "gone", "mark": 1}, {"guess": [1, 2]}, 40, None):
        store().add("prediction", "P01.1", stale)
    assert committed(CHOICE) is None
    panel = predict("P01.1")
    panel.input.value = "b"
    press(panel)
    assert committed(CHOICE).value["guess"] == "b"
    commit(CHOICE, "a")
    assert committed(CHOICE).value["guess"] == "b"


def test_slider_and_field_move_together_and_the_picture_with_them():
    box = value_input(CURVE)
    before = box.picture.value
    assert "not drawn yet" in before and before.count("<rect") == 0
    box.points[2].field.value = "6"
    assert box.points[2].slider.value == 6 and box.value[2] == 6
    assert box.picture.value != before and "2008: 6 (US$ billions)" in box.picture.value
    assert curve_svg(CURVE, [0, 0, 0, 0, 8]).count("<rect") == 5


@pytest.fixture
def told():
    """A number's input, and what it said of what was typed."""
    said = []
    box = value_input(
        Prediction("P01.1", "number", "?", unit="US$ billions", high=8, step=0.25), said.append
    )
    return box, said


def test_the_start_of_a_slider_is_no_guess(told):
    box, _said = told
    assert (
        box.value is None and box.field.value == "" and "borderlab-unset" in box.slider._dom_classes
    )
    box.field.value = "4"
    assert (
        box.value == 4 == box.slider.value
        and box.problem() == ""
        and "borderlab-unset" not in box.slider._dom_classes
    )
    box.field.value = ""
    assert box.value is None and box.problem()
    box.slider.value = 4.25
    assert box.value == 4.25 and box.field.value == "4.25"


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("0.2", 0.25, "0.2 is kept as 0.25: the answer goes from 0 to 8 in steps of 0.25."),
        ("12", 8, "12 is kept as 8"),
        ("1e999", 8, "inf is kept as 8"),
        ("-3", 0, "-3 is kept as 0"),
        ("2500 million", 2.5, ""),
        ("3,5", 3.5, ""),
        ("much", None, "no number"),
        ("3", 3, ""),
    ],
)
def test_what_is_typed_is_kept_on_the_grain_and_said(told, typed, kept, words):
    box, said = told
    box.field.value = typed
    assert box.value == kept and words in said[-1] and bool(said[-1]) == bool(words)
    box.slider.value = 7
    assert box.value == 7 and said[-1] == "", "a message goes when the number does"


def test_of_several_answers_only_the_last_chosen_one_stays():
    box = value_input(CHOICE)
    box.buttons["a"].value = "a"
    assert box.value == "a"
    box.buttons["b"].value = "b"
    assert box.value == "b" and box.buttons["a"].value is None and box.buttons["b"].value == "b"
    box.value = "a"
    assert box.buttons["a"].value == "a" and box.buttons["b"].value is None


def test_panels_have_a_plain_form(desk):
    desk(NUMBER)
    bundle = predict("P01.1")._repr_mimebundle_()
    assert bundle["text/plain"] == NUMBER.asks and "How much" in bundle["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in bundle


@pytest.mark.parametrize(
    "asked, guesses, truth, words",
    [
        (NUMBER, [40], 70, "You said 40 per cent; the figures say 70."),
        (NUMBER, [], 70, "No prediction was made; the figures say 70 per cent."),
        (NUMBER, [40], None, "You said 40 per cent; the answer is not known yet."),
        (
            BAND,
            [[60, 80]],
            70.26,
            "You said between 60 and 80 per cent; the figures say 70.3. Your band holds it.",
        ),
        (
            BAND,
            [[10, 20]],
            70.26,
            "You said between 10 and 20 per cent; the figures say 70.3. Your band does not hold it.",
        ),
        (CHOICE, ["a"], "b", "You chose “The <size>”; the figures say “The share”."),
        (CHOICE, ["b"], "b", "You chose “The share”; the figures say the same."),
        (CURVE, [[1, 2, 3, 2, 1]], [1, 2, 6.1, 2, 1], "The widest gap is at 2008."),
    ],
)
def test_a_guess_beside_the_truth_in_words(asked, guesses, truth, words):
    assert beside(asked, guesses, truth).endswith(words)


def test_an_answer_not_known_yet(desk):
    screen = desk(UNKNOWN)
    commit(UNKNOWN, 12)
    reveal("P01.1")
    assert "You said 12 per cent; the answer is not known yet." in screen.text


def test_every_prediction_of_every_lesson_can_be_asked_and_told(desk):
    for asked in (p for n in lesson_ids() for p in lesson(n).predictions):
        desk(asked)
        box = predict(asked.id).input
        parts = {
            "number": [box],
            "interval": getattr(box, "ends", []),
            "curve": getattr(box, "points", []),
        }.get(asked.kind, [])
        for part in parts:
            part.field.value = f"{asked.high:g}"
        value = next(iter(asked.options)) if asked.kind == "choice" else box.value
        truth = asked.truth() if asked.truth else None
        assert beside(asked, [value], truth)
        assert decode(encode(asked, value)).prediction == asked.id
