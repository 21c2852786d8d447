from __future__ import annotations

import re
from dataclasses import replace

import IPython.display
import pytest

from claimlab.errors import KitError
from claimlab.lessons import lesson, lesson_ids, prediction
from claimlab.lessons.declare import Prediction
from claimlab.teaching.predicting import predict as module
from claimlab.teaching.predicting.codes import decode, encode
from claimlab.teaching.predicting.drawing import curve_svg
from claimlab.teaching.predicting.guesses import beside, said
from claimlab.teaching.predicting.predict import commit, committed, predict, reveal
from claimlab.teaching.store import Store, store
from claimlab.views import Lines

NUMBER = Prediction(
    "P01.1",
    "number",
    "How much of the fall?",
    lambda: 70.2,
    "It fell <early>.",
    unit="per cent",
    step=5,
    question="Which years carry most of it?",
    model="It fell <early>.",
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


@pytest.fixture(autouse=True)
def no_picture_of_its_own(monkeypatch):
    """Here a result is what is handed over; what a lesson declares for it is tested once, below."""
    monkeypatch.setattr(module, "pictures", lambda lesson_id: {})


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


def commit_by(card, values):
    """Press Commit, a second time where the card asks whether a rounded value is meant; gives what the card says."""
    card.press("commit", values)
    if "Press Commit again" in card.said:
        card.press("commit", values)
    return card.said + str(card.html)


DRAWN = {"2000": 1, "2004": 2, "2008": 3, "2012": 2, "2016": 0.25}


@pytest.mark.parametrize(
    "asked, values, guess",
    [
        (NUMBER, {"guess": "41"}, 40),
        (NUMBER, {"guess": 40.0}, 40),
        (BAND, {"low": "30", "high": 60}, [30, 60]),
        (CHOICE, {"guess": "a"}, "a"),
        (CURVE, {"guess": DRAWN}, [1, 2, 3, 2, 0.25]),
    ],
)
def test_a_prediction_is_committed_once_and_then_locked(desk, asked, values, guess):
    desk(asked)
    card = predict("P01.1")
    shown = commit_by(card, values)
    assert committed(asked).value["guess"] == guess
    assert (
        "Committed" in shown
        and said(asked, guess).replace("<", "&lt;").replace(">", "&gt;") in shown
    )
    assert card.description()["fields"] == [] == card.description()["buttons"]
    commit_by(card, values)
    commit_by(predict("P01.1"), values)
    assert len(store().records("prediction")) == 1
    commit(asked, [0, 1] if asked is BAND else asked.truth())
    assert committed(asked).value["guess"] == guess


def test_the_class_code_is_shown_and_says_the_guess(desk):
    desk(NUMBER)
    code = re.search(r"<code>(.+?)</code>", commit_by(predict("P01.1"), {"guess": 40}))[1]
    record = committed(NUMBER)
    assert code == encode(NUMBER, record.value["guess"], 1, record.value["mark"])


def test_a_committed_prediction_survives_a_new_kernel(desk, tmp_path):
    desk(NUMBER)
    commit(NUMBER, 40)
    assert Store(tmp_path).records("prediction", "P01.1")[0].value["guess"] == 40
    assert (
        "40 per cent" in predict("P01.1").html and predict("P01.1").description()["buttons"] == []
    )


def test_a_second_vote_is_kept_apart(desk):
    screen = desk(NUMBER)
    commit(NUMBER, 40)
    card = predict("P01.1", vote=2)
    assert "first vote: 40 per cent" in card.html
    assert "second vote" in commit_by(card, {"guess": "60"})
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


@pytest.mark.parametrize(
    ("asked", "values", "words"),
    [
        (CHOICE, {}, "Choose an answer first"),
        (CHOICE, {"guess": "c"}, "Choose an answer first"),
        (CHOICE, {"guess": ["a"]}, "Choose an answer first"),
        (BAND, {"low": 3}, "Move the slider or type a number first."),
        (BAND, {"low": "80", "high": "20"}, "above the high end"),
        (CURVE, {"guess": {"2000": 1, "2004": 1, "2008": 1, "2012": 1}}, "through 2016 too"),
        (CURVE, {"guess": 5}, "through 2000"),
        (NUMBER, {}, "Move the slider or type a number first."),
        (NUMBER, {"guess": ""}, "Move the slider or type a number first."),
        (NUMBER, {"guess": "much"}, "no number"),
        (NUMBER, {"guess": float("nan")}, "in digits"),
        (NUMBER, {"guess": [1]}, ""),
        (NUMBER, {"guess": True}, ""),
    ],
)
def test_nothing_is_committed_without_an_answer(desk, asked, values, words):
    desk(asked)
    card = predict("P01.1")
    card.press("commit", values)
    assert words in card.said and card.said and store().records() == []


FINE = Prediction("P01.1", "number", "?", unit="US$ billions", high=8, step=0.25)


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("0.2", 0.25, "0.2 is kept as 0.25: the answer goes from 0 to 8 in steps of 0.25."),
        ("12", 8, "12 is kept as 8"),
        ("-3", 0, "-3 is kept as 0"),
        ("2500 million", 2.5, ""),
        ("3,5", 3.5, ""),
        ("3.5", 3.5, ""),
        ("3", 3, ""),
    ],
)
def test_what_is_typed_is_kept_and_no_value_is_changed_in_silence(desk, typed, kept, words):
    desk(FINE)
    card = predict("P01.1")
    card.press("commit", {"guess": typed})
    assert words in card.said and bool(card.said) == bool(words)
    if words:
        assert not store().records() and "Press Commit again" in card.said
        card.press("commit", {"guess": typed})
    assert committed(FINE).value["guess"] == kept


def test_another_value_is_asked_about_anew(desk):
    desk(FINE)
    card = predict("P01.1")
    for typed in ("0.2", "0.3", "0.2"):
        card.press("commit", {"guess": typed})
    assert not store().records() and "0.2 is kept" in card.said


def test_a_result_waits_for_the_prediction_and_opens_by_itself(desk):
    screen = desk(NUMBER)
    computed = []
    card = predict("P01.1")
    reveal("P01.1", "the figure", lambda: computed.append(1) or "the map")
    assert (
        "Predict first" in screen.text
        and "70" not in screen.text
        and "the figure" not in screen.text
    )
    assert not computed
    commit_by(card, {"guess": "40"})
    assert "You said 40 per cent; the figures say 70.2." in screen.text
    assert screen.parts[1:3] == ["the figure", "the map"] and len(screen.parts) == 4


def test_a_result_knows_its_pictures_and_takes_more(desk, monkeypatch):
    screen = desk(NUMBER)
    own = {"a": Shown("P01.1", "the lesson's own"), "b": Shown("P01.2", "of another")}
    monkeypatch.setattr(module, "pictures", lambda lesson_id: own if lesson_id == "01" else {})
    reveal("P01.1", "one more")
    assert "the lesson's own" not in screen.text
    commit(NUMBER, 40)
    assert screen.parts[1:3] == ["the lesson's own", "one more"] and "another" not in screen.text


class Shown:
    """A picture that is declared for a prediction."""

    def __init__(self, reveals: str, gives: str):
        self.reveals, self.gives = reveals, gives

    def __call__(self) -> str:
        return self.gives


def test_a_result_that_answers_another_prediction_waits_for_both(desk, monkeypatch):
    screen = desk(NUMBER)
    gives_away = replace(CURVE, id="P01.2", answers=("P01.1",))
    monkeypatch.setattr(
        module, "prediction", lambda wanted: gives_away if wanted == "P01.2" else NUMBER
    )
    reveal("P01.2", "the figure")
    assert "Commit prediction P01.2 and P01.1" in repr(screen.parts[0])
    commit(gives_away, [1, 2, 3, 2, 1])
    assert "the figure" not in screen.parts and "Commit prediction P01.1 above" in repr(
        screen.parts[0]
    )
    commit(NUMBER, 40)
    assert "the figure" in screen.parts


def test_a_result_that_cannot_be_made_does_not_stop_the_commitment(desk):
    screen = desk(NUMBER)
    card = predict("P01.1")
    reveal("P01.1", lambda: 1 / 0)
    assert (
        "Committed" in commit_by(card, {"guess": "40"}) and committed(NUMBER).value["guess"] == 40
    )
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
    assert NUMBER.asks in repr(asked) and NUMBER.asks in asked.html
    reveal("P01.1", "the figure")
    assert "no prediction was made" in screen.text.lower() and "the figure" in screen.parts


def test_the_model_answer_comes_after_a_real_try_and_the_try_can_be_changed(desk, tmp_path):
    screen = desk(NUMBER)
    commit(NUMBER, 40)
    reveal("P01.1")
    card = screen.parts[-1]
    for lazy in ("", "ok", "Which years carry most of it?"):
        card.press("answer", {"text": lazy})
        assert "five words" in card.said and "It fell" not in card.html
    card.press("answer", {"text": "  It <b>slid</b> early, before any bridge was closed. "})
    assert "It &lt;b&gt;slid&lt;/b&gt; early" in card.html and "It fell &lt;early&gt;." in card.html
    card.press("change")
    card.press("answer", {"text": "Most of it came while goods still crossed the bridge."})
    assert [r.value[:4] for r in Store(tmp_path).records("answer", "P01.1")] == ["It <", "Most"]
    reveal("P01.1")
    assert (
        "Most of it came" in screen.parts[-1].html
        and "It fell &lt;early&gt;." in screen.parts[-1].html
    )


def test_a_prediction_without_a_question_asks_none(desk):
    screen = desk(CHOICE)
    commit(CHOICE, "a")
    reveal("P01.1", "the figure")
    assert len(screen.parts) == 2


class Figure:
    def __init__(self, unit="per cent", mark=None):
        self.view, self.mark = Lines("year", "value", y_label=unit), mark

    def with_guess(self, mark):
        return type(self)(self.view.y_label, mark)


def test_the_guess_lies_in_a_figure_of_its_own_unit_and_in_no_other(desk):
    screen = desk(NUMBER)
    commit(NUMBER, 40)
    other = Figure("US$ millions")
    reveal("P01.1", Figure("Per cent of the fall"), other, "a table")
    assert (screen.parts[1].mark.kind, screen.parts[1].mark.value) == ("value", 40)
    assert screen.parts[2] is other and screen.parts[3] == "a table"


@pytest.mark.parametrize(
    ("asked", "guess", "kind", "value"),
    [
        (BAND, [30, 60], "line", (30, 60)),
        (CHOICE, "b", "choice", "The share"),
        (CURVE, [1, 2, 3, 2, 1], "curve", {2000: 1, 2004: 2, 2008: 3, 2012: 2, 2016: 1}),
    ],
)
def test_every_kind_of_guess_is_a_mark(asked, guess, kind, value):
    mark = module.mark_of(asked, guess)
    assert (mark.kind, mark.value) == (kind, value)


def test_the_truth_is_drawn_over_the_curve_and_the_miss_is_said(desk):
    screen = desk(CURVE)
    commit(CURVE, [1, 2, 3, 2, 1])
    reveal("P01.1")
    page = screen.parts[0].html
    assert (
        page.count("bl-truth") == 2  # for a wide and for a narrow page
        and "You were furthest off in 2008: you drew 3, it was 6.1." in page
    )


def test_a_curve_is_drawn_on_a_real_axis_of_time_with_what_is_given():
    asked = replace(CURVE, points=(2004, 2005, 2015), known={1994: 1.0, 1999: 1.5}, truth=None)
    svg = curve_svg(asked, [2, 3, 1])
    xs = [float(x) for x in re.findall(r"[ML]([\d.]+),", svg.split("stroke-dasharray")[0])]
    given, drawn = xs[:2], xs[2:]
    assert drawn[0] == given[1], "the drawn line begins where the given one ends"
    years = [1999, 2004, 2005, 2015]
    slope = (drawn[-1] - given[0]) / (2015 - 1994)
    assert all(
        abs(x - (given[0] + slope * (year - 1994))) < 0.2
        for x, year in zip(drawn, years, strict=True)
    )


def test_a_year_without_a_figure_leaves_a_gap_in_the_truth():
    svg = curve_svg(CURVE, [1, 2, 3, 2, 1], [1, 2, None, 2, 1])
    path = re.search(r'd="([^"]+)"[^>]*class="bl-truth"', svg)[1]
    assert path.count("M") == 2 and path.count("L") == 2


def test_a_guess_of_an_older_version_does_not_stand_in_the_way(desk):
    desk(CHOICE)
    for stale in ({"guess": "gone", "mark": 1}, {"guess": [1, 2]}, 40, None):
        store().add("prediction", "P01.1", stale)
    assert committed(CHOICE) is None
    commit_by(predict("P01.1"), {"guess": "b"})
    assert committed(CHOICE).value["guess"] == "b"
    commit(CHOICE, "a")
    assert committed(CHOICE).value["guess"] == "b"


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
        (
            CURVE,
            [[1, 2, 3, 2, 1]],
            [1, 2, 6.1, 2, 1],
            "Your line lies below the true one on the whole.",
        ),
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
        top = {
            "number": {"guess": f"{asked.high:g}"},
            "interval": {"low": f"{asked.low:g}", "high": f"{asked.high:g}"},
            "choice": {"guess": next(iter(asked.options), None)},
            "curve": {"guess": {str(point): asked.high for point in asked.points}},
        }
        commit_by(predict(asked.id), top[asked.kind])
        value = committed(asked).value["guess"]
        assert beside(asked, [value], asked.truth() if asked.truth else None)
        assert decode(encode(asked, value)).prediction == asked.id


def test_a_guess_that_closed_a_lesson_waits_in_the_next(desk):
    assert "spending fall" in repr(predict("P02.2"))  # asked in either lesson where it was not made
    predict("P02.2").press("commit", {"guess": 4})
    later = repr(predict("P02.2"))
    assert "4 per cent" in later.replace("4.0", "4")
    assert "Lesson 01 ends in this question, and lesson 02 shows what came." in later
    predict("P02.3").press("commit", {"guess": 4})
    assert "ends in this question" not in repr(predict("P02.3"))


@pytest.mark.parametrize(
    "one", [a.id for n in lesson_ids() for a in lesson(n).predictions if a.points]
)
def test_a_point_of_a_curve_is_named_as_a_browser_names_it(one):
    asked = prediction(one)
    assert all(str(point) == f"{point:.15g}" for point in asked.points)
