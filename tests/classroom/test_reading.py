"""Open answers are read on one page, marked in one file, and weigh in the marks; the matrix holds every exercise."""

import csv

import pytest
from answer_sheets import answer, right_answers, sealed, sheet, write

from claimlab.classroom.grade import grade
from claimlab.classroom.marks import read_marks
from claimlab.classroom.remarks import is_nonsense
from claimlab.classroom.scores import read_weights
from claimlab.errors import KitError
from claimlab.lessons import exercise, lesson


def written(student, text):
    made = sheet("01", student)
    made["replies"]["P01.1"]["text"] = text
    return sealed(made)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_page_has_each_prompt_once_all_answers_a_rubric_and_no_name(sheets, tmp_path):
    write(sheets, written("Ana Ruiz", "Exports fell in 2009 already; I had thought of 2015."))
    write(sheets, written("Luis Gil", "It fell with the oil price."))
    grade(sheets, tmp_path / "out")
    page = (tmp_path / "out" / "open-answers.html").read_text(encoding="utf-8")
    assert page.count("P01.1: ") == 1 and "What to look for" in page
    assert "Exports fell in 2009 already" in page and "It fell with the oil price." in page
    assert "Ana Ruiz" not in page and "Luis Gil" not in page


def test_a_record_is_read_as_text_with_a_rubric_of_its_own(sheets, tmp_path):
    made = sheet("00", "Ana Ruiz")
    record = exercise("E00.10").schema["examples"][0]
    made["answers"]["E00.10"] = answer("E00.10", record | {"source": "<a href='x'>La Opinión</a>"})
    write(sheets, sealed(made))
    grade(sheets, tmp_path / "out")
    page = (tmp_path / "out" / "open-answers.html").read_text(encoding="utf-8")
    assert record["address"] in page and "<a " not in page
    assert "printed on or before 15 September 2022" in page and "Clock: until" not in page
    assert exercise("E00.10").rubric[2] in page and "the world it is compared with" in page


def test_the_same_words_are_shown_once_and_counted(sheets, tmp_path):
    for student in ("Ana", "Luis", "Eva"):
        write(
            sheets,
            written(student, "It fell with the oil price, and not with the closure of the bridge."),
        )
    grade(sheets, tmp_path / "out")
    page = (tmp_path / "out" / "open-answers.html").read_text(encoding="utf-8")
    assert page.count("It fell with the oil price") == 1 and "the same words 3 times" in page
    answers = [
        row
        for row in rows(tmp_path / "out" / "open-answers.csv")
        if row["Answer given"].startswith("It fell")
    ]
    lines = [f"{row['Key']},{2 if n else 1}" for n, row in enumerate(answers)]
    (tmp_path / "m.csv").write_text("\n".join(["Key,Mark", *lines]))
    grade(sheets, tmp_path / "read", marks=tmp_path / "m.csv")
    page = (tmp_path / "read" / "open-answers.html").read_text(encoding="utf-8")
    assert page.count("Mark: 1 of 3.") == page.count("Mark: 2 of 3.") == 1  # each mark once


def test_marks_come_back_to_the_page_the_matrix_and_the_gradebook(sheets, tmp_path):
    write(sheets, written("Ana", "Exports fell in 2009 already."))
    grade(sheets, tmp_path / "first")
    answers = rows(tmp_path / "first" / "open-answers.csv")
    for row in answers:
        row["Mark"], row["Comment"] = "1,5", "Name a figure."
    with (tmp_path / "marked.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, answers[0], delimiter=";")
        writer.writeheader()
        writer.writerows(answers)
    grade(
        sheets, tmp_path / "second", weights="exercises 1, reading 1", marks=tmp_path / "marked.csv"
    )
    (row,) = rows(tmp_path / "second" / "matrix-lesson-01.csv")
    assert (row["reading %"], row["Score %"]) == ("50", "75.0")
    assert rows(tmp_path / "second" / "gradebook.csv")[1]["Lesson 01"] == "75.0"
    (page,) = (tmp_path / "second" / "feedback").iterdir()
    assert "Name a figure." in page.read_text(encoding="utf-8")


def test_a_part_that_a_sheet_lacks_weighs_nothing(sheets, tmp_path):
    """Nobody has read her answers yet: the score is that of the exercises, whatever reading would weigh."""
    write(sheets, written("Ana", "Exports fell in 2009 already."))
    grade(sheets, tmp_path / "out", weights="exercises 1, reading 3")
    (row,) = rows(tmp_path / "out" / "matrix-lesson-01.csv")
    assert (row["exercises %"], row["reading %"], row["Score %"]) == ("100", "", "100.0")


@pytest.mark.parametrize(
    "content",
    [
        "Key,Mark\na,7\n",
        "Key,Mark\na,good\n",
        "Key,Mark\na,nan\n",
        "a,b\n1,2\n",
        'Key,Mark\n"' + "x" * 200_000,
    ],
)
def test_marks_that_are_none_are_said_in_one_sentence(tmp_path, content):
    path = tmp_path / "marks.csv"
    path.write_text(content)
    with pytest.raises(KitError) as problem:
        read_marks(path)
    assert "\n" not in str(problem.value)


def test_the_matrix_has_every_exercise_and_what_was_done_on_the_way(sheets, tmp_path):
    (first, second, *_rest) = [i for i in right_answers("01")]
    made = sheet(
        "01", "Ana",
        answers={
            first: answer(first, right_answers("01")[first], hints=2, attempts=3, at="2026-03-02T14:00:00.001+00:00"),
            second: answer(second, -1, solution_seen=True, at="2026-03-02T14:10:00.001+00:00"),
        },
        predictions={}, quiz={}, replies={}, judgements={},
    )  # fmt: skip
    late = made["answers"][second] | {"at": "2026-03-02T20:00:00Z"}
    write(sheets, sealed(made | {"replies": {"P01.1": {"text": "x", "at": late["at"]}}}))
    grade(sheets, tmp_path / "out")
    (row,) = rows(tmp_path / "out" / "matrix-lesson-01.csv")
    exercises = {e.id: f"{e.id}{'*' * e.optional}" for e in lesson("01").exercises}
    assert set(exercises.values()) <= set(row)
    assert (row[exercises[first]], row[exercises[second]]) == ("1", "0")
    assert row["Attempts"], row["Hints"] == ("4", "2")
    assert (row["Solutions opened"], row["Minutes at work"]) == ("1", "10")
    assert (row["quiz %"], row["predictions %"], row["judgements %"]) == ("0", "0", "0")
    asked = len(lesson("01").predictions) + len([g for g in lesson("01").goals if g.question])
    assert row["replies %"] == str(round(100 / asked))


@pytest.mark.parametrize(
    "text", ["exams 1", "exercises", "exercises -1", "exercises 0", "", "exercises 1e99"]
)
def test_weights_that_are_none_are_said_in_one_sentence(text):
    with pytest.raises(KitError) as problem:
        read_weights(text)
    assert text.partition(" ")[0] in str(problem.value)


SENSE = [
    "Exports fell by a third before the closure; the price of oil explains most of it.",
    "Las exportaciones cayeron un tercio antes del cierre del puente.",
    "Der Handel fiel schon vor der Schließung der Grenze um ein Drittel.",
    "出口在关闭之前就已经下降了三分之一。",
    "Экспорт упал на треть ещё до закрытия границы.",
    "GDP, PPML, FOB vs CIF: I do not know which.",
    "2008: 7.3, 2014: 2.0, 2019: 0.2",
]
NONSENSE = [
    "asdf jkl asdf jkl asdf jkl",
    "qwrtpsdfghjklzxcvbnm",
    "aaaaaaaaaaaaaaaaaaa",
    "x" * 40,
    "blah blah blah blah blah blah blah",
]


@pytest.mark.parametrize("text", SENSE)
def test_sense_is_not_remarked(text):
    assert not is_nonsense(text)


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is(text):
    assert is_nonsense(text)
