"""Each lesson's room: words and numbers name the same things, the record is true, pictures show."""

from __future__ import annotations

import ast
import json
from collections import Counter

import pytest
from given import pictures_of

from claimlab import lessons
from claimlab.authoring.facts import compute, same
from claimlab.course import course
from claimlab.data import load
from claimlab.errors import KitError
from claimlab.lessons.declare import Answers, Numbers
from claimlab.lessons.joining import _words_of, _wrong, numbers_of
from claimlab.lessons.words import picture_words, recorded, words

LESSONS = lessons.lesson_ids()
ROOMS = course().folder / "lessons"
every_lesson = pytest.mark.parametrize("number", LESSONS)
SAYS = {
    "glossary",
    "pictures",
    "toys",
    "voices",
}  # what the words hold beside exercises, predictions, quiz, goals, claims


@every_lesson
def test_what_is_declared_has_words_and_what_has_words_is_declared(number):
    numbers, _facts = numbers_of(number)
    shelves = (numbers.exercises, numbers.predictions, numbers.quiz, numbers.goals, numbers.claims)
    assert {name for shelf in shelves for name in shelf} == set(words(number)) - SAYS


@every_lesson
def test_every_mistake_is_computed_and_said(number):
    numbers, _facts = numbers_of(number)
    for name, half in numbers.exercises.items():
        codes = list(Answers(half.function).wrong)
        assert codes == list(words(number)[name].get("wrong", {})), name


def test_words_that_are_missing_are_named():
    said = {"Q93.1": {"options": {"whole": {"text": "The whole"}}}, "G93.1": {"task": "Find it."}}
    for name, lacks in (("Q93.1", "asks, options.whole.reason"), ("G93.1", "found")):
        with pytest.raises(KitError, match=f"93.toml lacks words of {name}: write {lacks}."):
            _words_of(Numbers(name, None, {}), said, "93")


def test_words_of_a_mistake_that_is_not_computed_name_the_nearest():
    with pytest.raises(KitError, match="'wrong-bas' of E93.1.*did you mean 'wrong-base'"):
        _wrong("E93.1", Answers(lambda: iter([1, ("wrong-base", 2)])), "wrong-bas")


@every_lesson
def test_every_right_key_is_on_offer(number):
    numbers, _facts = numbers_of(number)
    said = words(number)
    for name, half in numbers.quiz.items():
        assert half.rules["right"] in said[name]["options"], name
    for name, half in numbers.predictions.items():
        if half.rules["kind"] == "choice":
            assert half.function() in said[name]["options"], name


PREDICTIONS = [asked for number in LESSONS for asked in lessons.lesson(number).predictions]


@pytest.mark.parametrize("asked", PREDICTIONS, ids=lambda asked: asked.id)
def test_what_came_can_be_guessed(asked):
    truth = asked.truth() if asked.truth else None
    numbers = truth if isinstance(truth, (list, tuple)) else [truth]
    if asked.kind != "choice":
        assert all(n is None or asked.low <= n <= asked.high for n in numbers)


@every_lesson
def test_every_piece_of_evidence_has_a_label_and_every_label_its_evidence(number):
    for name, claim in recorded(number)["claims"].items():
        assert set(claim["evidence"]) == set(words(number)[name].get("evidence", {})), name
        assert words(number)[name]["because"], name


@every_lesson
def test_the_record_of_the_facts_is_what_the_data_give(number):
    found = json.loads(json.dumps(compute(number)))
    assert same(recorded(number), found), "run 'borderlab build' and read what has changed"


def test_a_changed_number_is_a_changed_record():
    record = recorded("01")
    moved = {**record, "facts": {**record["facts"], "peak_exports_bn": 6.1}}
    assert not same(record, moved)
    assert not same(record, {**record, "claims": {}})


@every_lesson
def test_no_lesson_loads_a_table_at_import(number):
    for path in sorted((ROOMS / f"lesson{number}").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)):
                continue
            called = {
                getattr(call.func, "id", "")
                for call in ast.walk(node)
                if isinstance(call, ast.Call)
            }
            assert not called & {"load", "table"}, f"{path.name}: line {node.lineno}"


PICTURES = [(number, one) for number in LESSONS for one in pictures_of(number)]


@pytest.mark.parametrize(
    ("number", "picture"), PICTURES, ids=[f"{n}-{picture.__name__}" for n, picture in PICTURES]
)
def test_every_picture_shows_something_with_a_title(number, picture, workspace):
    shown = picture()
    said = shown._repr_mimebundle_()["text/plain"]
    assert said and "{" not in said


@every_lesson
def test_every_picture_that_has_words_is_made(number):
    room = sorted((ROOMS / f"lesson{number}").glob("*.py"))
    made = "".join(path.read_text(encoding="utf-8") for path in room)
    for name in words(number).get("pictures", {}):
        is_picture = name.replace("-", "_") in lessons.pictures(number)
        assert is_picture or f'picture_words("{number}", "{name}")' in made, name


@every_lesson
def test_every_picture_has_words_under_its_own_name_and_for_its_controls(number):
    said = words(number).get("pictures", {})
    for name, one in lessons.pictures(number).items():
        own = said[name.replace("_", "-")]
        # A still may say its settings in the words of the controls that another picture has.
        named = {*own.get("controls", {}), *(own.get("options", {}) if one.parameters else ())}
        assert named <= set(one.parameters), name


@every_lesson
def test_a_picture_reveals_a_prediction_and_has_a_goal_of_its_own_lesson(number):
    declared = lessons.lesson(number)
    for one in lessons.pictures(number).values():
        assert not one.reveals or one.reveals in {p.id for p in declared.predictions}, one.name
        assert not one.goal or one.goal in {g.id for g in declared.goals}, one.name


def test_no_two_lessons_have_a_picture_of_one_name():
    names = Counter(name for number in LESSONS for name in lessons.pictures(number))
    assert [name for name, count in names.items() if count > 1] == []


def test_words_of_a_picture_that_is_not_there_name_the_nearest():
    with pytest.raises(Exception, match="rise-and-fall"):
        picture_words("01", "rise-and-fell")


def test_every_lesson_tests_the_claims_of_the_table():
    named = set(load("article/claims")["claim_id"])
    assert all(set(recorded(number)["claims"]) <= named for number in LESSONS)


ACCENTED = [one for _number, one in PICTURES if "accent" in one._look]


@pytest.mark.parametrize("picture", ACCENTED, ids=lambda one: one.__name__)
def test_what_an_accent_names_stands_in_its_picture(picture, workspace):
    shown = picture()
    accent, frame = shown.view.accent, shown.frame
    told = accent(frame) if callable(accent) else accent
    named = {value for column in frame for value in frame[column] if isinstance(value, str)}
    named |= set(getattr(shown.view, "order", ()))  # what comes once the controls have moved
    drawn = [one.scene for one in shown.panes] if hasattr(shown, "panes") else [shown.scene()]
    # A row may be called after what it stands under.
    named |= {mark.get("n") for one in drawn for mark in one["marks"]}
    assert told and ({told} if isinstance(told, str) else set(told)) <= named
