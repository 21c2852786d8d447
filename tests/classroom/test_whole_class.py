"""Every lesson, filled in every way that its cards allow, is graded; so is a class that answers everything."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner
from whole_sheets import guesses, hand_in, ways

from borderlab import cli
from borderlab.classroom.grade import grade
from borderlab.classroom.pool import pool, pool_board, pool_report
from borderlab.lessons import lesson, lesson_ids
from borderlab.teaching.predicting.codes import encode
from borderlab.teaching.predicting.predict import _Missing, _read

PREDICTIONS = [asked for lesson_id in lesson_ids() for asked in lesson(lesson_id).predictions]


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
    matrix = rows(out / f"matrix-lesson-{lesson_id}.csv")
    assert any(row["Points of " + str(points(matrix))] == str(points(matrix)) for row in matrix)
    text = (out / "class-report.html").read_text(encoding="utf-8")
    assert all(asked.id in text for asked in lesson(lesson_id).predictions)
    assert (out / "open-answers.html").exists() and (out / "open-answers.csv").exists()


def points(matrix):
    return next(int(name.removeprefix("Points of ")) for name in matrix[0] if "Points of" in name)


def codes_of(asked):
    """The codes of all guesses that the card of a prediction takes."""
    made = []
    for mark, values in enumerate(guesses(asked)):
        try:
            made.append(encode(asked, _read(asked, values), 1 + mark % 2, mark))
        except _Missing:
            continue
    return made


@pytest.mark.parametrize("asked", PREDICTIONS, ids=lambda asked: asked.id)
def test_every_prediction_is_pooled_and_shown_on_the_board(asked):
    codes = codes_of(asked)
    text = "\n".join(codes)
    tally = pool(text).tallies[asked.id]
    assert tally.n(1) + tally.n(2) == len(codes) >= 2
    assert asked.asks in pool_report(text, reveal=True)
    board = pool_board()
    board.press("truth", {"codes": text})
    assert f"Codes found: {len(codes)}" in board.said
    assert "<img" in board.description()["after"]


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
    monkeypatch.setattr(f"borderlab.classroom.grade.{maker}", broken)
    out = tmp_path / "out"
    grade(two_sheets, out)
    assert sorted(p.name for p in out.iterdir()) == sorted(
        {*PAGES.values(), "gradebook.csv", "problems.csv", "feedback"} - {PAGES[maker]}
    )
    (said,) = [p["Reason"] for p in rows(out / "problems.csv") if p["File"] == PAGES[maker]]
    assert "could not be made (TypeError)" in said and "report this" in said


@pytest.mark.parametrize("sign", ["in_a_sheet", "between_sheets"])
def test_a_sign_that_cannot_be_looked_for_costs_no_points(two_sheets, tmp_path, monkeypatch, sign):
    monkeypatch.setattr(f"borderlab.classroom.gradebook.{sign}", broken)
    grade(two_sheets, tmp_path / "out")
    assert all(row["Lesson 01"] for row in rows(tmp_path / "out/gradebook.csv")[1:])
    assert any("(TypeError)" in p["Reason"] for p in rows(tmp_path / "out/problems.csv"))


def test_a_feedback_page_that_cannot_be_made_costs_no_points(two_sheets, tmp_path, monkeypatch):
    monkeypatch.setattr("borderlab.classroom.grade.feedback_page", broken)
    grade(two_sheets, tmp_path / "out")
    assert all(row["Lesson 01"] for row in rows(tmp_path / "out/gradebook.csv")[1:])
    said = [p for p in rows(tmp_path / "out/problems.csv") if "feedback page" in p["Reason"]]
    assert len(said) == 2 and all(p["Counted"] == "yes" for p in said)
