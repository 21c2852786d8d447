"""`explore`: its contract, what it recomputes, what it shows."""

from __future__ import annotations

import time
from functools import partial

import numpy as np
import pandas as pd
import pytest

from borderlab.errors import KitError
from borderlab.teaching.explore import explore
from borderlab.views import Bars, Lines

YEARS = np.arange(2000, 2011)
VIEW = Lines("year", "value", by="who", y_label="US$ millions", y_range=(0, 400))


class Model:
    """A pure function that counts how often it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, rate=0.5, years=5, who="both"):
        self.asked.append((rate, years, who))
        frame = pd.DataFrame(
            {
                "year": YEARS,
                "value": 100 * (1 + rate) ** np.minimum(YEARS - 2000, years) % 400,
                "who": "a",
            }
        )
        return (
            pd.concat([frame, frame.assign(value=frame["value"] / 2, who="b")])
            if who == "both"
            else frame
        )


CONTROLS = {
    "rate": ("Rate", 0.0, 1.0, 0.1),
    "years": ("Years", 1, 10, 1),
    "who": ("Who", {"both": "both", "only a": "a"}),
}


@pytest.fixture
def model():
    return Model()


def control(figure, label):
    return next(w for w in figure.children if getattr(w, "description", "") == label)


def picture(figure):
    return next(w.value for w in figure.children if "<figure" in str(getattr(w, "value", "")))


def test_the_default_state_is_shown_without_a_click(model):
    figure = explore(model, CONTROLS, VIEW)
    assert model.asked == [(0.5, 5, "both")]
    assert figure.words == VIEW.words(model(0.5, 5, "both"))
    assert f'alt="{figure.words}"' in picture(figure) and "data:image/png;base64," in picture(
        figure
    )


def test_the_bundle_has_a_still_figure_and_words_beside_the_widget(model):
    bundle = explore(model, CONTROLS, VIEW)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/html"].startswith("<figure") and "2 lines" in bundle["text/plain"]


def test_a_move_changes_picture_alternative_and_title_in_one_update(model):
    figure = explore(model, CONTROLS, VIEW)
    html = next(w for w in figure.children if "<figure" in str(getattr(w, "value", "")))
    seen, before = [], figure.words
    html.observe(lambda change: seen.append(change["new"]), "value")
    control(figure, "Years").value = 9
    assert len(seen) == 1
    assert figure.words != before and f'alt="{figure.words}"' in seen[0]
    assert figure.title in seen[0]


def test_what_was_computed_once_is_remembered(model):
    figure = explore(model, CONTROLS, VIEW)
    for years in (6, 5, 6, 5):
        control(figure, "Years").value = years
    assert model.asked == [(0.5, 5, "both"), (0.5, 6, "both")]


def test_a_control_of_the_view_recomputes_nothing(model):
    figure = explore(
        model,
        {"rate": CONTROLS["rate"], "log": ("Logarithmic axis", False)},
        Lines("year", "value", by="who"),
    )
    before = picture(figure)
    control(figure, "Logarithmic axis").value = True
    assert len(model.asked) == 1 and picture(figure) != before


def test_the_background_is_kept_while_limits_stay(model):
    figure = explore(model, CONTROLS, VIEW)
    for years in range(1, 11):
        control(figure, "Years").value = years
    (painter,) = figure._painters.values()
    assert painter.backgrounds == 1


def test_every_position_of_every_control_is_valid(model):
    figure = explore(model, CONTROLS, VIEW)
    for step in range(11):
        control(figure, "Rate").value = 0.0 + step * 0.1
    for years in range(1, 11):
        control(figure, "Years").value = years
    for who in ("a", "both"):
        control(figure, "Who").value = who
    rates = {asked[0] for asked in model.asked}
    assert rates == {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0}, (
        "a slider in tenths gives tenths"
    )


def test_labels_are_words_in_full_and_sliders_follow_the_hand(model):
    figure = explore(model, CONTROLS, VIEW)
    for label in ("Rate", "Years", "Who"):
        assert control(figure, label).style.description_width == "initial"
    assert (
        control(figure, "Rate").continuous_update
        and control(figure, "Rate").readout_format == ".1f"
    )
    assert control(figure, "Years").readout_format == "d"


def test_a_partial_is_a_model_too(model):
    figure = explore(partial(model, rate=0.2), {"years": CONTROLS["years"]}, VIEW)
    assert model.asked == [(0.2, 5, "both")] and figure.params == {"years": 5}


def test_an_error_of_the_kit_is_shown_and_the_controls_go_on():
    def fussy(years=5):
        if years > 8:
            raise KitError("Beyond eight <years> nothing is known.")
        return pd.DataFrame({"year": YEARS, "value": YEARS * years})

    figure = explore(fussy, {"years": ("Years", 1, 10, 1)}, Lines("year", "value"))

    def shown():
        return "".join(
            getattr(w, "value", "")
            for w in figure.children
            if isinstance(getattr(w, "value", None), str)
        )

    control(figure, "Years").value = 9
    assert "Beyond eight &lt;years&gt; nothing is known." in shown()
    control(figure, "Years").value = 8
    assert "Beyond eight" not in shown() and "<figure" in shown()


@pytest.mark.parametrize("error", [KitError, ValueError])
def test_a_refused_setting_hides_the_picture_of_the_last_one(error):
    def fussy(years=5):
        if years > 8:
            raise error("Beyond eight <years> nothing is known.")
        return pd.DataFrame({"year": YEARS, "value": YEARS * years})

    figure = explore(fussy, {"years": ("Years", 1, 10, 1)}, Lines("year", "value"))
    years, button, table = (
        control(figure, "Years"),
        control(figure, "Show the figures"),
        figure.children[-1],
    )
    button.value = True
    years.value = 9
    assert "Beyond eight &lt;years&gt; nothing is known." in figure._status.value
    assert figure._picture.layout.visibility == "hidden" and table.value == ""
    assert (
        figure.words == "Beyond eight <years> nothing is known."
        and "<img" not in figure._repr_mimebundle_()["text/html"]
    )
    years.value = 8
    assert (
        figure._status.value == ""
        and figure._picture.layout.visibility is None
        and "<table" in table.value
    )


def test_a_model_that_refuses_its_start_says_so_and_its_controls_work():
    def fussy(years=9):
        if years > 8:
            raise ValueError("Beyond eight years nothing is known.")
        return pd.DataFrame({"year": YEARS, "value": YEARS * years})

    figure = explore(fussy, {"years": ("Years", 1, 10, 1)}, Lines("year", "value"))
    bundle = figure._repr_mimebundle_()
    assert (
        "Beyond eight years" in bundle["text/html"] and "Beyond eight years" in bundle["text/plain"]
    )
    control(figure, "Years").value = 8
    assert figure._status.value == "" and "<figure" in picture(figure)


def test_a_frame_that_cannot_be_drawn_is_shown_as_a_sentence():
    def empty(years=5):
        return pd.DataFrame({"year": YEARS, "value": YEARS * years})[: 0 if years > 5 else None]

    figure = explore(empty, {"years": ("Years", 1, 10, 1)}, Lines("year", "value"))
    control(figure, "Years").value = 6
    assert any(
        "no rows" in getattr(w, "value", "")
        for w in figure.children
        if isinstance(getattr(w, "value", None), str)
    )


def test_a_slow_model_says_that_it_computes_and_stops_saying_so():
    seen = []

    def slow(years=1):
        if years > 1:
            deadline = time.monotonic() + 5
            while not seen and time.monotonic() < deadline:
                time.sleep(0.01)
        return pd.DataFrame({"year": YEARS, "value": YEARS * years})

    figure = explore(slow, {"years": ("Years", 1, 10, 1)}, Lines("year", "value"))
    figure._status.observe(
        lambda change: seen.append(change["new"]) if change["new"] else None, "value"
    )
    control(figure, "Years").value = 2
    assert len(seen) == 1 and "Computing" in seen[0]
    assert figure._status.value == ""


def test_figures_are_filled_in_only_when_they_are_open(model):
    figure = explore(model, CONTROLS, VIEW)
    table, button = figure.children[-1], control(figure, "Show the figures")
    control(figure, "Years").value = 4
    assert table.value == ""
    button.value = True
    assert "<table" in table.value
    before = table.value
    control(figure, "Years").value = 3
    assert table.value != before
    button.value = False
    assert table.value == ""


def test_more_controls_are_folded_away(model):
    figure = explore(model, {"rate": CONTROLS["rate"]}, VIEW, advanced={"years": CONTROLS["years"]})
    button = control(figure, "More controls")
    box = figure.children[figure.children.index(button) + 1]
    assert box.layout.display == "none"
    button.value = True
    assert box.layout.display != "none"
    box.children[0].value = 7
    assert model.asked[-1] == (0.5, 7, "both")


@pytest.mark.parametrize(
    "controls, words",
    [
        ({}, "one to three"),
        ({**CONTROLS, "log": ("Log", False)}, "one to three"),
        ({"rat": ("Rate", 0.0, 1.0, 0.1)}, "did you mean 'rate'"),
        ({"rate": ("Rate", 0.6, 1.0, 0.1)}, "outside"),
        ({"rate": ("Rate", 1.0, 0.0, 0.1)}, "low < high"),
        ({"rate": ("Rate", 0.0, 1.0, 0.0)}, "step"),
        ({"who": ("Who", ["c", "d"])}, "none of its choices"),
        ({"who": ("Who", [])}, "is (label"),
        ({"who": ("Who",)}, "is (label"),
    ],
)
def test_a_broken_contract_is_said_at_once(model, controls, words):
    with pytest.raises(KitError) as caught:
        explore(model, controls, VIEW)
    assert words in str(caught.value) and not model.asked


def test_a_parameter_without_a_default_is_said_at_once():
    with pytest.raises(KitError, match="'years' needs a default"):
        explore(lambda years, rate=1.0: None, {"rate": ("Rate", 0.0, 1.0, 0.1)}, VIEW)


def test_a_model_that_gives_no_frame_is_said_at_once():
    with pytest.raises(KitError, match="DataFrame"):
        explore(lambda rate=0.5: [1, 2], {"rate": ("Rate", 0.0, 1.0, 0.1)}, Bars("a", "b"))
