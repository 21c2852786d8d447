"""Every lesson, filled in every way that its cards allow, is graded; so is a class that answers everything."""

from __future__ import annotations

import csv

import pytest
from answer_sheets import write
from click.testing import CliRunner
from whole_sheets import guesses, hand_in, ways

from claimlab import cli
from claimlab.classroom.grade import grade
from claimlab.classroom.mark import mark
from claimlab.classroom.pool import pool, pool_report
from claimlab.classroom.scores import Scale
from claimlab.lessons import lesson, lesson_ids
from claimlab.sheets.read import read_sheet
from claimlab.teaching.keepsake import best_guesses
from claimlab.teaching.predicting.codes import encode
from claimlab.teaching.predicting.predict import _Missing, _read, commit, committed, predict
from claimlab.teaching.submit import sheet

PREDICTIONS = [asked for lesson_id in lesson_ids() for asked in lesson(lesson_id).predictions]
POOLED = [asked for asked in PREDICTIONS if asked.pooled]
APART = [asked for asked in PREDICTIONS if not asked.pooled]


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_a_lesson_is_graded_however_its_cards_are_filled(tmp_path, lesson_id):
    folder, out, people = tmp_path / "sheets", tmp_path / "out", ways(lesson_id)
    files = list(hand_in(folder, tmp_path / "desk", people, (lesson_id,)))
    assert len(files) == people
    grade(folder, out)
    book = [row[f"Lesson {lesson_id}"] for row in rows(out / "gradebook.csv")[1:]]
    assert len(book) == people and all(book)
    assert len(list((out / "feedback").iterdir())) == people
    assert [p for p in rows(out / "problems.csv") if "could not" in p["Reason"]] == []
    assert [p for p in rows(out / "problems.csv") if "do not reach" in p["Reason"]] == []
    matrix = rows(out / f"matrix-lesson-{lesson_id}.csv")
    assert any(row["Points of " + str(points(matrix))] == str(points(matrix)) for row in matrix)
    text = (out / "class-report.html").read_text(encoding="utf-8")
    assert all((asked.id in text) == asked.pooled for asked in lesson(lesson_id).predictions)
    assert (out / "open-answers.html").exists() and (out / "open-answers.csv").exists()


def points(matrix):
    return next(int(name.removeprefix("Points of ")) for name in matrix[0] if "Points of" in name)


def codes_of(asked):
    """The codes of all guesses that the card of a prediction takes."""
    made = []
    for n, values in enumerate(guesses(asked)):
        try:
            made.append(encode(asked, _read(asked, values), 1 + n % 2, n))
        except _Missing:
            continue
    return made


@pytest.mark.parametrize("asked", POOLED, ids=lambda asked: asked.id)
def test_every_prediction_is_pooled(asked):
    codes = codes_of(asked)
    text = "\n".join(codes)
    tally = pool(text).tallies[asked.id]
    assert tally.n(1) + tally.n(2) == len(codes) >= 2
    assert asked.asks in pool_report(text, reveal=True)


@pytest.mark.parametrize("asked", APART, ids=lambda asked: asked.id)
def test_a_guess_about_the_dead_has_no_code_and_is_in_no_pool(workspace, asked):
    card = predict(asked.id)
    card.press("commit", guesses(asked)[0])
    assert committed(asked) and "Code for your class" not in card.html + card.said
    pooled = pool("\n".join(codes_of(asked)))
    assert pooled.tallies == {} and pooled.skipped == ()


def test_a_guess_about_the_dead_earns_nothing_and_costs_nothing(workspace):
    assert {asked.id for asked in APART} >= {"P08.1", "P08.2", "P08.3"}
    for asked in APART:
        truth = asked.truth() if asked.truth else None
        commit(asked, asked.low if truth is None else truth)  # where is near: no truth
    handed_in = sheet("08", "Ana")
    assert len(handed_in["predictions"]) == 3  # kept, so that the minutes at work stay true
    result = mark(read_sheet(write(workspace, handed_in, "ana.answers.json")))[0]
    assert result.guesses == () and "predictions" not in Scale().shares(result)
    assert best_guesses() == []


def test_a_class_that_answers_every_lesson_is_graded_in_one_command(tmp_path):
    files = list(hand_in(tmp_path / "sheets", tmp_path / "desk", 3, lesson_ids()))
    done = CliRunner().invoke(cli.main, ["grade", str(tmp_path / "sheets")])
    assert done.exit_code == 0, done.output
    book = rows(tmp_path / "sheets-grades" / "gradebook.csv")[1:]
    assert len(files) == 3 * len(lesson_ids())
    assert all(row[f"Lesson {lesson_id}"] for row in book for lesson_id in lesson_ids())


# What fails on a page about the class costs that page and nothing else ------------------------------


@pytest.fixture
def two_sheets(tmp_path):
    folder = tmp_path / "sheets"
    list(hand_in(folder, tmp_path / "desk", 2, ("01",)))
    return folder


def broken(*_given, **_more):
    raise TypeError("a page that nobody foresaw")


PAGES = {
    "class_report": "class-report.html",
    "reading_page": "open-answers.html",
    "open_answers_csv": "open-answers.csv",
    "matrix_csv": "matrix-lesson-01.csv",
}


@pytest.mark.parametrize("maker", PAGES)
def test_a_page_that_cannot_be_made_is_named_and_costs_nothing_else(
    two_sheets, tmp_path, monkeypatch, maker
):
    monkeypatch.setattr(f"claimlab.classroom.grade.{maker}", broken)
    out = tmp_path / "out"
    grade(two_sheets, out)
    assert sorted(p.name for p in out.iterdir()) == sorted(
        {*PAGES.values(), "gradebook.csv", "problems.csv", "feedback"} - {PAGES[maker]}
    )
    (said,) = [p["Reason"] for p in rows(out / "problems.csv") if p["File"] == PAGES[maker]]
    assert "could not be made (TypeError)" in said and "report this" in said


@pytest.mark.parametrize("sign", ["in_a_sheet", "between_sheets"])
def test_a_sign_that_cannot_be_looked_for_costs_no_points(two_sheets, tmp_path, monkeypatch, sign):
    monkeypatch.setattr(f"claimlab.classroom.gradebook.{sign}", broken)
    grade(two_sheets, tmp_path / "out")
    assert all(row["Lesson 01"] for row in rows(tmp_path / "out/gradebook.csv")[1:])
    assert any("(TypeError)" in p["Reason"] for p in rows(tmp_path / "out/problems.csv"))


def test_a_feedback_page_that_cannot_be_made_costs_no_points(two_sheets, tmp_path, monkeypatch):
    monkeypatch.setattr("claimlab.classroom.grade.feedback_page", broken)
    grade(two_sheets, tmp_path / "out")
    assert all(row["Lesson 01"] for row in rows(tmp_path / "out/gradebook.csv")[1:])
    said = [p for p in rows(tmp_path / "out/problems.csv") if "feedback page" in p["Reason"]]
    assert len(said) == 2 and all(p["Counted"] == "yes" for p in said)
