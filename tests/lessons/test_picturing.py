"""A picture is named once: its words, its controls, what its title quotes."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pytest

from borderlab import Slider, show
from claimlab.errors import KitError
from claimlab.i18n import speaking
from claimlab.lessons.declare import declared
from claimlab.teaching import picturing
from claimlab.teaching.picturing import picture
from claimlab.views import Bars, Tiles

SAID = {
    "titles": {"few": "Only {n:.1f}", "many": "As many as {n:,.1f}"},
    "y": "Lorries",
    "note": "Counted twice.",
    "bank": "the bank of {town}",
    "controls": {"share": "Share, per cent", "bank": "Bank", "year": "Year", "twice": "Twice"},
    "options": {
        "bank": {"east": "the east bank", "west": "the west bank"},
        "year": {"2008": "in 2008"},
    },
}
TABLE = pd.DataFrame({"bank": ["a", "b"], "lorries": [1.0, 2.0]})


@pytest.fixture(autouse=True)
def words(monkeypatch):
    said = dict(SAID)
    monkeypatch.setattr(picturing, "picture_words", lambda lesson, name: said)
    yield said
    declared("98").pictures.clear()


def made(*rules, **more):
    """Declare a function of the lesson 98."""

    def keep(function):
        function.__module__ = "borderlab.lessons.lesson98.pictures"
        return picture(*rules, **more)(function)

    return keep


def test_a_frame_with_its_words_and_one_of_its_titles():
    @made(Bars, "bank", "lorries", tables=("trade/bilateral_annual",))
    def two_banks(said):
        return TABLE, {"title": "many", "n": 1234.56}

    figure = two_banks()
    assert figure.title == "As many as 1,234.6" and figure.view.y_label == "Lorries"
    assert figure.view.source().endswith("Counted twice.")
    assert declared("98").pictures == {"two_banks": two_banks}
    with speaking("es"):
        assert figure.title == "As many as 1234,6"


def test_what_a_title_quotes_is_written_on_no_shared_table():
    @made(Bars, "bank", "lorries")
    def two_banks():
        return TABLE, {"title": "few", "n": 2}

    assert two_banks().title == "Only 2.0" and TABLE.attrs == {}


def test_a_parameter_is_a_control_by_its_rule_or_by_its_texts():
    @made(Bars, "bank", "lorries", share=(0, 100, 5), year=[2008], advanced=("twice", "year"))
    def moved(said, bank="west", share=50, year=2008, twice=False):
        frame = TABLE.assign(lorries=TABLE["lorries"] * share * (1 + twice))
        return frame, {"title": "few", "n": frame["lorries"].max()}

    shown = moved()
    about = shown.bundle()
    assert [(one["name"], one["kind"]) for one in about["controls"]] == [
        ("bank", "choice"),
        ("share", "slider"),
    ]
    assert about["controls"][0]["options"] == ["the east bank", "the west bank"]
    assert {one["name"]: one["kind"] for one in about["advanced"]} == {
        "year": "choice",
        "twice": "tick",
    }
    assert shown.params == {"bank": "west", "share": 50, "year": 2008, "twice": False}
    shown.move(share=100, twice=True)
    assert shown.title == "Only 400.0"


def test_a_rule_may_be_a_mapping_a_function_or_a_control():
    def banks():
        return {1: "left", 2: "right"}

    def slid(name, said):
        return Slider(f"{name}: {said['y']}", 0, 9)

    @made(Bars, "bank", "lorries", bank=banks, share=["half", "all"], year=partial(slid, "When"))
    def moved(bank=2, share="all", year=3):
        return TABLE, {"title": "few", "n": year}

    labels = {one["name"]: one for one in moved().bundle()["controls"]}
    assert labels["bank"]["options"] == ["left", "right"] and moved().params["bank"] == 2
    assert labels["share"]["options"] == ["half", "all"]
    assert labels["year"]["label"] == "When: Lorries"


def test_what_the_view_needs_may_come_from_words(words):
    words["name"] = "no column"  # a column that is given in its place is not overwritten

    @made(Tiles, "bank", "state", order=lambda said: tuple(said["options"]["bank"]))
    def states(said):
        return TABLE.assign(state=["east", "west"]), {"title": "few", "n": 2}

    assert states().view.order == ("east", "west") and states().view.name == "bank"


def test_two_settings_stand_side_by_side():
    def sides(said):
        return {text: {"bank": key} for key, text in said["options"]["bank"].items()}

    @made(Bars, "bank", "lorries", beside=sides, share=(0, 100))
    def moved(bank="east", share=50):
        return TABLE.assign(lorries=share), {
            "title": "few" if bank == "east" else "many",
            "n": share,
        }

    titles = [one["scene"]["title"] for one in moved().bundle()["panes"]]
    assert titles == ["Only 50.0", "As many as 50.0"]


def test_a_trail_quotes_all_that_was_kept():
    def kept(said, found):
        return found, {"title": "few", "n": len(found)}

    @made(Bars, "bank", "lorries", trail=kept, share=(0, 100))
    def tried(share=50):
        return pd.DataFrame({"bank": [str(share)], "lorries": [share]})

    shown = tried()
    assert shown.title == "Only 1.0"
    shown.move(share=60)
    assert shown.title == "Only 2.0"


def test_a_picture_without_a_view_shows_what_its_function_gives():
    @made(reveals="P98.1")
    def card(said):
        return said["bank"].format(town="Cúcuta")

    assert card() == "the bank of Cúcuta" and card.reveals == "P98.1"


def test_a_control_without_words_and_a_picture_without_a_lesson_are_refused(words):
    @made(Bars, "bank", "lorries", height=(0, 9))
    def moved(height=1):
        return TABLE

    with pytest.raises(KitError, match="no words for its control 'height'"):
        moved()
    with pytest.raises(ValueError, match="in no lesson's folder"):
        picture()(test_a_control_without_words_and_a_picture_without_a_lesson_are_refused)


@pytest.mark.parametrize("name", ["host_rase", "", None, 6])
def test_a_name_that_no_picture_has_is_told_the_nearest(name):
    with pytest.raises(KitError, match=f"There is no picture '{name}': "):
        show(name)
