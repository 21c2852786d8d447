"""The three students of the README, and what else a mark rests on: what was set, whatever was handed in."""

import csv
import re
from pathlib import Path

import pytest
from answer_sheets import right_answers, sealed, sheet, write

from claimlab.classroom.grade import gather, grade
from claimlab.classroom.marks import open_answers_csv
from claimlab.errors import KitError
from claimlab.lessons import lesson

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
WEIGHTS = "exercises 60, quiz 15, reading 25"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def handed_in(folder, name, number, right, quiz, texts=None):
    """A sheet with so many right exercises and quiz answers, and words at some prompts."""
    declared = lesson(number)
    asked = [e.id for e in declared.exercises if not e.optional][:right]
    made = sheet(number, name, {i: right_answers(number)[i] for i in asked}, judgements={})
    for place, one in enumerate(declared.quiz):
        options = [option.right for option in one.options]
        made["quiz"][one.id]["value"] = options.index(place < quiz)
    at = made["submitted_at"]
    made["replies"] = {i: {"text": words, "at": at} for i, words in (texts or {}).items()}
    return write(folder, sealed(made))


def marked(folder, path, given):
    """The file of marks of a class, filled in by hand: from the words of an answer to its mark."""
    lines = list(csv.reader(open_answers_csv(gather(folder)).lstrip("\ufeff").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(lines[0])
        for row in lines[1:]:
            row[3] = given.get(row[2], "")
            writer.writerow(row)
    return path


@pytest.fixture
def three(sheets, tmp_path):
    ana = {"P01.1": "Ana's first", "P01.2": "Ana's second"}
    handed_in(sheets, "Ana", "01", 6, 2, ana)
    handed_in(sheets, "Luis", "01", 5, 3, {"P01.1": "Luis's only one"})
    handed_in(sheets, "Eva", "01", 6, 3)
    handed_in(sheets, "Ana", "08", 3, 3)
    given = {"Ana's first": "3", "Ana's second": "2", "Luis's only one": "1"}
    (tmp_path / "roster.csv").write_text("Student,ID,Excused\nAna,1,\nLuis,2,8\nEva,3,\n")
    return {"roster": tmp_path / "roster.csv", "marks": marked(sheets, tmp_path / "m.csv", given)}


def test_the_three_students_of_the_readme_get_what_it_says(sheets, three, tmp_path):
    said = grade(sheets, tmp_path / "out", weights=WEIGHTS, asked="01 08", **three)
    told = {}
    for line in re.findall(r"^\| (?:Ana|Luis|Eva) \|.*$", README, re.MULTILINE):
        name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        told[name] = [found[-1] if (found := re.findall(r"\d+\.\d", c)) else "EX" for c in cells]
    book = {row["Student"]: row for row in rows(tmp_path / "out/gradebook.csv")[1:]}
    marks = {row["Student"]: row for row in rows(tmp_path / "out/marks.csv")}
    got = {
        name: [
            book[name]["Lesson 01"],
            book[name]["Lesson 08"] or "0.0",
            marks[name]["Mark of 100"],
        ]
        for name in book
    }
    assert len(told) == 3 and got == told
    assert "Luis" not in (tmp_path / "out/class-report.html").read_text("utf-8")  # misses nothing
    assert "No open answer is marked in lesson 08" in said and "--lessons" not in said


def test_the_way_to_a_mark_is_told_to_whoever_asks(sheets, three, tmp_path):
    grade(sheets, tmp_path / "out", weights=WEIGHTS, **three)
    marks = {row["Student"]: row["How it is made"] for row in rows(tmp_path / "out/marks.csv")}
    assert (
        marks["Luis"]
        == "01: 69.2 (exercises 60 x 83%, quiz 15 x 100%, reading 25 x 17%); 08: excused"
    )
    assert marks["Eva"].endswith("08: 0 (no sheet)")
    page = (tmp_path / "out/feedback/luis-lesson-01.html").read_text(encoding="utf-8")
    assert "Your mark: 69.2 of 100" in page and "83%" in page and "0 (blank)" in page


@pytest.mark.parametrize(
    "part", ["exercises", "quiz", "predictions", "replies", "goals", "judgements"]
)
def test_silence_never_pays(sheets, tmp_path, part):
    """Whatever is weighed, an empty sheet gets nothing: a divisor is what was set."""
    write(
        sheets, sheet("01", "Ana", answers={}, predictions={}, quiz={}, judgements={}, replies={})
    )
    grade(sheets, tmp_path / "out", weights=f"{part} 1")
    assert rows(tmp_path / "out/gradebook.csv")[1]["Lesson 01"] == "0.0"


def test_an_honest_answer_marked_1_is_worth_more_than_silence(sheets, tmp_path):
    handed_in(sheets, "Ana", "01", 6, 3, {"P01.1": "Honest."})
    handed_in(sheets, "Luis", "01", 6, 3)
    path = marked(sheets, tmp_path / "m.csv", {"Honest.": "1"})
    grade(sheets, tmp_path / "out", weights="exercises 1, reading 1", marks=path)
    marks = {
        row["Student"]: float(row["Lesson 01"]) for row in rows(tmp_path / "out/gradebook.csv")[1:]
    }
    assert marks == {"Ana": 66.7, "Luis": 50.0}


def test_a_prompt_that_is_not_read_costs_nobody_anything(sheets, tmp_path):
    handed_in(sheets, "Ana", "01", 6, 3, {"P01.1": "Read.", "P01.3": "Not read."})
    path = marked(sheets, tmp_path / "m.csv", {"Read.": "3"})
    grade(sheets, tmp_path / "out", weights="reading 1", marks=path)
    assert rows(tmp_path / "out/gradebook.csv")[1]["Lesson 01"] == "100.0"
    assert rows(tmp_path / "out/problems.csv") == []


def test_marks_that_nothing_weighs_are_said(sheets, tmp_path):
    handed_in(sheets, "Ana", "01", 6, 3, {"P01.1": "Honest."})
    path = marked(sheets, tmp_path / "m.csv", {"Honest.": "1"})
    for n, weights in enumerate(("", "exercises 60, quiz 40", "exercises 1, reading 0")):
        assert "count for nothing" in grade(sheets, tmp_path / f"{n}", weights=weights, marks=path)
    said = grade(sheets, tmp_path / "out", weights="reading 1", marks=path)
    assert "count for nothing" not in said


def test_a_key_without_an_answer_is_named_and_two_marks_for_one_are_refused(sheets, tmp_path):
    handed_in(sheets, "Ana", "01", 6, 3, {"P01.1": "Honest."})
    path = marked(sheets, tmp_path / "m.csv", {"Honest.": "1"})
    whole = path.read_text()
    path.write_text(whole + "P01.1-bbbbbbbbbbbb,P01.1,,2,\n")
    grade(sheets, tmp_path / "out", weights="reading 1", marks=path)
    first = rows(tmp_path / "out/problems.csv")[0]
    assert first["File"] == "m.csv" and "P01.1-bbbbbbbbbbbb" in first["Reason"]
    key = whole.splitlines()[1].partition(",")[0]
    path.write_text(whole + f"{key},P01.1,,1,\n")  # the same row twice is one
    grade(sheets, tmp_path / "once", marks=path)
    path.write_text(whole + f"{key},P01.1,,2,\n")
    with pytest.raises(KitError, match=f"{key} stands twice"):
        grade(sheets, tmp_path / "twice", marks=path)


def test_who_is_excused_and_hands_in_is_graded_and_not_weighed(sheets, tmp_path):
    handed_in(sheets, "Ana", "01", 6, 3)
    handed_in(sheets, "Ana", "08", 0, 0)
    (tmp_path / "roster.csv").write_text('Student,Excused\nAna,"11, 08"\n')
    grade(sheets, tmp_path / "out", weights="exercises 1", roster=tmp_path / "roster.csv")
    assert rows(tmp_path / "out/marks.csv")[0]["Mark of 100"] == "100.0"
    assert rows(tmp_path / "out/gradebook.csv")[1]["Lesson 08"] == ""  # Moodle has no word for it
    assert any("left out of the mark" in p["Reason"] for p in rows(tmp_path / "out/problems.csv"))
    assert (tmp_path / "out/feedback/ana-lesson-08.html").exists()


@pytest.mark.parametrize("cell", ["77", "yes", "8.5.2022", "08 and 99", "-"])
def test_an_excuse_that_names_no_lesson_is_said(sheets, tmp_path, cell):
    write(sheets, sheet("01", "Ana"))
    (tmp_path / "roster.csv").write_text(f"Student,Excused\nAna,{cell}\n")
    with pytest.raises(KitError, match="names no lesson"):
        grade(sheets, tmp_path / "out", roster=tmp_path / "roster.csv")


def test_a_lesson_that_was_not_set_weighs_nothing(sheets, tmp_path):
    handed_in(sheets, "Ana", "01", 6, 3)
    handed_in(sheets, "Luis", "01", 6, 3)
    handed_in(sheets, "Luis", "05", 6, 3)
    grade(sheets, tmp_path / "a", weights="exercises 1", asked="1")
    assert [row["Mark of 100"] for row in rows(tmp_path / "a/marks.csv")] == ["100.0", "100.0"]
    said = grade(sheets, tmp_path / "b", weights="exercises 1")
    assert [row["Mark of 100"] for row in rows(tmp_path / "b/marks.csv")] == ["50.0", "100.0"]
    assert "name those that you set" in said
    with pytest.raises(KitError, match="no lesson '77'"):
        grade(sheets, tmp_path / "c", asked="01 77")


def test_two_weights_for_one_part_are_refused(sheets, tmp_path):
    write(sheets, sheet("01", "Ana"))
    with pytest.raises(KitError, match="two weights"):
        grade(sheets, tmp_path / "out", weights="quiz 10, quiz 20")


def test_a_goal_that_asks_nothing_is_no_prompt(sheets, tmp_path):
    """G04.2 has no question: whoever answers all that is asked has all of it, and words there bring nothing."""
    at = "2026-03-02T14:00:00Z"
    made = sheet("04", "Ana", judgements={}, replies={})
    silent = [goal.id for goal in lesson("04").goals if not goal.question]
    asked = [p.id for p in lesson("04").predictions] + [
        goal.id for goal in lesson("04").goals if goal.question
    ]
    assert silent == ["G04.2"]
    made["replies"] = {item: {"text": f"About {item}.", "at": at} for item in [*asked, *silent]}
    write(sheets, sealed(made))
    ((_place, result),) = gather(sheets).counted.items()
    (tmp_path / "m.csv").write_text(
        f"Key,Mark\n{result.texts['G04.2'].key},3\n{result.texts[asked[0]].key},1\n"
    )
    weights = "replies 1, reading 1"
    grade(sheets, tmp_path / "out", weights=weights, marks=tmp_path / "m.csv")
    assert rows(tmp_path / "out/gradebook.csv")[1]["Lesson 04"] == "66.7"  # all, and 1 of 3


def test_while_two_sheets_claim_a_lesson_there_is_no_mark(sheets, tmp_path):
    handed_in(sheets, "Ana", "01", 6, 3)
    write(sheets, sheet("08", "Ana"), "a.answers.json")
    write(sheets, sheet("08", "Ana", {}), "b.answers.json")
    grade(sheets, tmp_path / "out", weights="exercises 1")
    (row,) = rows(tmp_path / "out/marks.csv")
    assert row["Mark of 100"] == "" and "08: several sheets: choose" in row["How it is made"]


@pytest.mark.parametrize("asked", ["", "01 08"])
def test_a_lesson_in_place_of_another_is_theirs_alone(sheets, tmp_path, asked):
    for name, number in (("Ana", "01"), ("Ana", "08"), ("Luis", "01"), ("Luis", "03")):
        handed_in(sheets, name, number, 6, 3)
    (tmp_path / "roster.csv").write_text("Student,Excused,Instead\nAna,,\nLuis,8,3\nEva,,\n")
    given = {"weights": "exercises 1", "roster": tmp_path / "roster.csv", "asked": asked}
    grade(sheets, tmp_path / "out", **given)
    found = {row["Student"]: row for row in rows(tmp_path / "out/marks.csv")}
    assert [row["Mark of 100"] for row in found.values()] == ["100.0", "100.0", "0.0"]
    assert "03" not in found["Ana"]["How it is made"]
    assert found["Luis"]["How it is made"] == "01: 100 (exercises 100 x 100%); 03: 100 (exercises 100 x 100%); 08: excused"  # fmt: skip
    report = (tmp_path / "out/class-report.html").read_text(encoding="utf-8")
    assert report.count("without a sheet (1): Eva.") == 2  # of 01 and 08, not of 03


def test_who_waits_for_a_mark_reads_it_on_their_page(sheets, tmp_path):
    handed_in(sheets, "Ana", "01", 6, 3, {"P01.1": "Read."})
    handed_in(sheets, "Luis", "01", 6, 3, {"P01.1": "Waits."})
    path = marked(sheets, tmp_path / "m.csv", {"Read.": "3"})
    grade(sheets, tmp_path / "out", weights="reading 1", marks=path)
    pages = {p.stem[:3]: p.read_text("utf-8") for p in (tmp_path / "out/feedback").iterdir()}
    assert "not marked yet" in pages["lui"] and "not marked yet" not in pages["ana"]
