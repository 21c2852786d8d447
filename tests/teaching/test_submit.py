from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from given import as_given, right_answers
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import borderlab
from claimlab.data import load
from claimlab.errors import KitError
from claimlab.lessons import exercise, lesson, lesson_ids
from claimlab.lessons.verdicts import STATUSES
from claimlab.sheets.form import checksum, schema
from claimlab.sheets.names import file_name
from claimlab.teaching.check import check, hint, solution
from claimlab.teaching.forecasts import commit_forecasts
from claimlab.teaching.judge import judge
from claimlab.teaching.play import play
from claimlab.teaching.predicting.predict import commit
from claimlab.teaching.store import store
from claimlab.teaching.submit import sheet, submit

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("BORDERLAB_FRONT_END", "0")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def work_through(lesson_id):
    """A student who does everything, not always at the first go."""
    declared = lesson(lesson_id)
    for ex in declared.exercises:
        for mistake in ex.mistakes:
            check(ex.id, as_given(ex, mistake.value()))
        hint(ex.id)
        hint(ex.id)
        check(ex.id, right_answers(ex)[0] if ex.right else "text")
        solution(ex.id)
    for asked in declared.predictions:
        guess = next(iter(asked.options), None) or (
            asked.low if asked.kind == "number" else [asked.low] * (len(asked.points) or 2)
        )
        commit(asked, guess)
        commit(asked, guess, vote=2)
        store().once("explanation", asked.id, "It fell early. I was surprised.")
    for question in declared.quiz:
        store().add("quiz", question.id, 0, "wrong")
        store().add("quiz", question.id, 1, "right")
    for claim in declared.claims:
        judge(claim, "open", because="No table for it.")


def test_the_schema_is_one_and_closed():
    Draft202012Validator.check_schema(SCHEMA)

    def objects(part):
        if isinstance(part, dict):
            if part.get("type") == "object":
                yield part
            for inner in part.values():
                yield from objects(inner)

    assert all("additionalProperties" in part for part in objects(SCHEMA))
    judged = SCHEMA["properties"]["judgements"]  # of a sheet from before the pen
    assert f'"enum": {json.dumps(list(STATUSES))}' in json.dumps(judged)


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_a_full_sheet_fits_the_schema_and_holds_everything(lesson_id):
    work_through(lesson_id)
    said = submit(lesson_id, name="Ana")
    answers = read(said.path)
    assert not list(VALIDATOR.iter_errors(answers))
    declared = lesson(lesson_id)
    assert list(answers["answers"]) == [e.id for e in declared.exercises]
    assert list(answers["predictions"]) == [p.id for p in declared.predictions]
    assert all(len(p["votes"]) == 2 for p in answers["predictions"].values())
    assert set(answers["replies"]) == set(answers["predictions"])
    assert list(answers["quiz"]) == [q.id for q in declared.quiz] and all(
        q["verdict"] == "wrong" for q in answers["quiz"].values()
    )
    assert set(answers["judgements"]) == set(declared.claims)
    assert answers["checksum"] == checksum(answers)
    assert (answers["lesson"], answers["name"], answers["kit_version"]) == (
        lesson_id,
        "Ana",
        borderlab.__version__,
    )
    for item, answer in answers["answers"].items():
        ex = exercise(item)
        assert answer["attempts"] == len(ex.mistakes) + 1 == len(answer["codes"])
        assert answer["hints"] == 2 and (answer["verdict"] == "right" or not ex.right)
        assert answer["solution_seen"]


def test_the_forecast_card_goes_with_lesson_00_only():
    store().once("prediction", "F00", {"F1": 70, "F2": 5, "<b>": 3, "F3": "x", "F4": 1000})
    assert sheet("00", "Ana")["forecasts"] == {"F1": 70, "F2": 5, "F4": 100}
    assert sheet("01", "Ana")["forecasts"] == {} and not list(
        VALIDATOR.iter_errors(sheet("00", "Ana"))
    )


def test_a_sheet_says_that_forecasts_came_after_their_outcomes():
    assert "late_forecasts" not in sheet("00", "Ana")
    store().add("attempt", "E13.1", 0.2, "wrong")
    commit_forecasts(dict.fromkeys(load("article/forecasts")["forecast_id"], 50))
    made = sheet("00", "Ana")
    assert made["late_forecasts"] is True and not list(VALIDATOR.iter_errors(made))
    assert "late_forecasts" not in sheet("13", "Ana")


def test_of_a_game_a_sheet_says_only_that_it_was_played():
    assert "toys_played" not in sheet("04", "Ana")
    play("letters").move("wait")
    made = sheet("04", "Ana")
    assert made["toys_played"] == 1 and not list(VALIDATOR.iter_errors(made))
    assert "letters" not in str(made) and "wait" not in str(made)
    assert "toys_played" not in sheet("05", "Ana"), "another lesson's"


def test_an_empty_sheet_fits_too():
    answers = read(submit("01", name="Ana").path)
    assert not list(VALIDATOR.iter_errors(answers))
    assert (
        answers["answers"]
        == answers["predictions"]
        == answers["quiz"]
        == answers["judgements"]
        == {}
    )


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        "x" * 10_000,
        {"a": [1, {"b": None}]},
        print,
        list(range(3000)),
        10**400,
        -1e308,
        "\ud800",
    ],
)
def test_no_answer_makes_a_sheet_that_does_not_fit(value):
    check("E01.1", value)
    answers = read(submit("01", name="Ana").path)
    assert not list(VALIDATOR.iter_errors(answers)) and answers["checksum"] == checksum(answers)


def test_the_last_right_answer_counts():
    ex = next(e for e in lesson("01").exercises if e.kind == "number" and e.right)
    for answer in (1e9, ex.right(), 2e9):
        check(ex.id, answer)
    answer = sheet("01", "Ana")["answers"][ex.id]
    assert (answer["verdict"], answer["attempts"]) == ("right", 3)
    assert [code == "right" for code in answer["codes"]] == [False, True, False]


def test_verdicts_are_worked_out_again_from_the_values():
    store().add("attempt", "E01.1", 123456, "right")
    assert sheet("01", "Ana")["answers"]["E01.1"]["verdict"] != "right"


@pytest.mark.parametrize("blank", [None, "", "   ", "...", "…", ..., "\x00\n"])
def test_without_a_name_nothing_is_written(tmp_path, blank):
    assert "put your name" in repr(submit("01", name=blank))
    assert list(tmp_path.glob("*.json")) == []


def test_submitting_again_replaces_ones_own_sheet_only(tmp_path):
    first = submit("01", name="José").path
    check("E01.1", 5)
    assert submit("01", name="José").path == first and "E01.1" in read(first)["answers"]
    before = first.read_bytes()
    other = submit("01", name="Jose").path
    assert other != first and first.read_bytes() == before
    assert [read(p)["name"] for p in (first, other)] == ["José", "Jose"]
    assert submit("01", name="Jose").path == other
    assert len(list(tmp_path.glob("*.json"))) == 2


@pytest.mark.parametrize("content", ["not json", "[]", "{}", '{"name": 3}', ""])
def test_a_file_that_cannot_be_read_is_not_overwritten(tmp_path, content):
    there = tmp_path / file_name("01", "Ana")
    there.write_text(content)
    said = submit("01", name="Ana")
    assert there.read_text() == content and said.path != there and read(said.path)["name"] == "Ana"


def test_when_both_places_are_taken_it_says_so(tmp_path):
    for unique in (False, True):
        (tmp_path / file_name("01", "Ana", unique)).mkdir()
    with pytest.raises(KitError, match="in the way"):
        submit("01", name="Ana")


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links")
def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "precious").write_text("keep")
    (tmp_path / file_name("01", "Ana")).symlink_to(tmp_path / "precious")
    submit("01", name="Ana")
    assert (tmp_path / "precious").read_text() == "keep"


@given(st.text(max_size=200))
def test_any_name_makes_a_safe_file_name(name):
    made = file_name("02", name)
    assert Path(made).name == made and len(made) < 80
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") and made.count(".") == 3


def test_names_without_latin_letters_stay_apart():
    assert file_name("02", "李明") != file_name("02", "王芳")


def test_the_true_name_stands_inside():
    for name in ("<script>alert(1)</script>", "=cmd|x", "../../etc/passwd", "Ana\u202e María\n"):
        said = submit("01", name=name)
        answers = read(said.path)
        assert answers["name"] == " ".join(name.replace("\u202e", " ").split()) and not list(
            VALIDATOR.iter_errors(answers)
        )
        assert "<script>" not in said._repr_html_() and said.path.parent == store().folder
    assert len(read(submit("01", name="n" * 500).path)["name"]) == 120


def test_a_failed_write_leaves_the_old_sheet_and_no_litter(tmp_path, monkeypatch):
    path = submit("01", name="Ana").path
    before = path.read_bytes()

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KitError, match="No space left"):
        submit("01", name="Ana")
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir() if p.is_file()] == [
        path.name
    ]


def test_a_folder_that_cannot_be_made_gets_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path / "file" / "inside"))
    with pytest.raises(KitError, match="your answers are kept"):
        submit("01", name="Ana")


def test_an_unknown_lesson_gets_the_nearest():
    with pytest.raises(KitError, match="no lesson '99'"):
        submit("99", name="Ana")


def test_it_says_where_the_file_is_and_what_is_open():
    said = submit("01", name="Ana")
    assert (
        str(said.path) in repr(said)
        and "commit prediction P01.2, P01.3" in repr(said)
        and "solve E01.2" in repr(said)
    )
    work_through("01")
    assert "solve E01.2" not in repr(submit("01", name="Ana"))


def test_the_checksum_notices_a_change():
    answers = sheet("01", "Ana")
    assert checksum({**answers, "name": "Eva"}) != answers["checksum"]
    assert checksum(json.loads(json.dumps(answers, indent=3))) == answers["checksum"]


def test_goals_and_replies_go_with_the_sheet_and_the_last_reply_counts(monkeypatch):
    goal = SimpleNamespace(id="G01.1", task="Find it", question="Why?", model="So.")
    declared = replace(lesson("01"), goals=(goal,))
    monkeypatch.setattr("claimlab.teaching.submit.lesson", lambda lesson_id: declared)
    store().add("goal", "G01.1", {"share": 40})
    store().add("goal", "G01.1", {"share": 60})
    for text in ("first", "  ", "last"):
        store().add("answer", "G01.1", text)
    store().once("explanation", "P01.1", "before the discussion")
    made = sheet("01", "Ana")
    assert made["goals"]["G01.1"]["value"] == {"share": 40}
    assert made["replies"]["G01.1"]["text"] == "last"
    assert made["replies"]["P01.1"]["text"] == "before the discussion"
    assert not list(VALIDATOR.iter_errors(made))


def test_the_description_of_a_chart_fits_a_sheet():
    chart = {"chart": [{"x": list(range(60)), "y": [0.5] * 60, "label": "exports"}] * 10}
    store().add("attempt", "E01.1", chart, "wrong")
    made = sheet("01", "Ana")
    assert made["answers"]["E01.1"]["value"] == chart
    assert not list(VALIDATOR.iter_errors(made))
