"""Whose a sheet is, which of several counts, and what becomes of older ones; what costs a student most is said first."""

import csv
import json
import re

import pytest
from answer_sheets import answer, right_answers, sealed, sheet, write

from claimlab.classroom.grade import grade
from claimlab.classroom.roster import Person, Roster, read_roster
from claimlab.errors import KitError
from claimlab.lessons import lesson
from claimlab.sheets.form import checksum, modern
from claimlab.sheets.read import Rejection, read_sheet


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# Names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Ana Vega", "Vega Ana", "vega, ana", "VEGA  ANA", "Véga Ana", "Vega,Ana", "Ana, Vega"]
)
@pytest.mark.parametrize("listed", ["Vega, Ana", "Ana Vega"])
def test_a_name_is_found_in_any_order(listed, name):
    assert Roster([Person(listed, row=1)]).find(name).student == listed


@pytest.mark.parametrize("name", ["Ana", "Ana Vega Ruiz", "Vega", "Ana Ana Vega", "An Avega"])
def test_another_name_is_nobodys(name):
    assert Roster([Person("Vega, Ana", row=1)]).find(name) is None


def test_a_name_in_two_orders_on_the_list_finds_nobody_unless_it_stands_there():
    roster = Roster([Person("Ruiz Vega", row=1), Person("Vega Ruiz", row=2)])
    assert roster.find("Ruiz Vega").row == 1 and roster.find("Vega Ruiz").row == 2
    assert roster.find("vega, ruiz") is None and roster.is_shared("vega, ruiz")
    two = Roster([Person("Ruiz Paz, Vega", row=1), Person("Paz Vega, Ruiz", row=2)])
    assert two.find("Vega Paz Ruiz") is None and two.is_shared("Vega Paz Ruiz")


def test_the_test_student_of_canvas_is_nobody_who_is_missing(sheets, tmp_path):
    write(sheets, sheet("01", "Ana"))
    (tmp_path / "roster.csv").write_text('Student,ID\nAna,1\n"Student, Test",99\n')
    grade(sheets, tmp_path / "out", roster=tmp_path / "roster.csv")
    report = (tmp_path / "out/class-report.html").read_text(encoding="utf-8")
    assert "1 of the 1 people" in report and "Student, Test" not in report
    assert [r["Student"] for r in rows(tmp_path / "out/gradebook.csv")[1:]] == [
        "Ana",
        "Student, Test",
    ]


# The roster as a file ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Student,SIS User ID\nAna,1.23457E+11\n", "1.23457E+11 of Ana"),
        ("Student;ID\nAna;1,2E+05\n", "1,2E+05 of Ana"),
        ("Student,ID\nAna,2E+12\n", "rounded"),
        ('Student,ID\n"Vega, Ana,7\n"Ruiz, Eva",8\n', "open quotation mark"),
        ('Student,ID\n"Vega, Ana,7\nRuiz,8\n', "open quotation mark"),
        ('Student,ID\nLeo,1\n"Ana,7\nEva",8\n', "two lines in one cell"),
        ("Student,Excused\nAna,lesson eight\n", "names no lesson"),
        ("Name,ID\nAna,1\n", "no column 'Student'"),
    ],
)
def test_what_is_wrong_with_a_roster_is_named(tmp_path, text, says):
    path = tmp_path / "roster.csv"
    path.write_text(text)
    with pytest.raises(KitError, match=re.escape(says)) as problem:
        read_roster(path)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("login", ["3e10", "e1", "12E4", "ana@x.edu", "1.5", "00712"])
def test_a_login_that_only_looks_like_a_number_is_one(tmp_path, login):
    path = tmp_path / "roster.csv"
    path.write_text(f"Student,SIS Login ID\nAna,{login}\n")
    assert read_roster(path).people[0].ids[2] == login


# Which of several counts -------------------------------------------------------------------------------


def two(sheets, first="2026-03-02T14:00:00Z", second="2026-03-05T14:00:00Z", files=("a", "b")):
    """A good sheet, then a blank one of the same name."""
    write(sheets, sheet("01", "Ana", submitted_at=first), f"{files[0]}.answers.json")
    write(sheets, sheet("01", "Ana", {}, submitted_at=second), f"{files[1]}.answers.json")


FULL = str(sum(not e.optional for e in lesson("01").exercises))


@pytest.mark.parametrize(
    ("keep", "points"), [("ask", "two sheets: choose"), ("latest", "0"), ("best", FULL)]
)
def test_one_of_several_is_kept_as_it_was_asked(sheets, tmp_path, keep, points):
    two(sheets)
    grade(sheets, tmp_path / "out", keep=keep)
    assert rows(tmp_path / "out/gradebook.csv")[1]["Lesson 01"] == points
    said = sorted(
        (p["Counted"], p["Reason"].partition(" ")[0]) for p in rows(tmp_path / "out/problems.csv")
    )
    held, kept = [("no", "Other")] * 2, [("no", "Not"), ("yes", "Counted")]
    assert said == (held if keep == "ask" else kept)


@pytest.mark.parametrize(
    "clock", ["2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-99-99T00:00:00Z"]
)
@pytest.mark.parametrize("keep", ["latest", "best"])
def test_a_clock_that_cannot_be_right_is_never_the_latest(sheets, tmp_path, clock, keep):
    two(sheets, second=clock)
    grade(sheets, tmp_path / "out", keep=keep)
    got = rows(tmp_path / "out/gradebook.csv")[1]["Lesson 01"]
    assert got == (FULL if keep == "best" else "two sheets: choose")


def test_at_one_moment_there_is_no_latest(sheets, tmp_path):
    two(sheets, second="2026-03-02T14:00:00Z")
    grade(sheets, tmp_path / "out", keep="latest")
    assert rows(tmp_path / "out/gradebook.csv")[1]["Lesson 01"] == "two sheets: choose"


def test_canvas_counts_its_files_and_its_count_goes_before_a_students_clock(sheets, tmp_path):
    two(sheets, first="2026-03-09T14:00:00Z", files=("ana_7_101_x", "ana_7_102_x"))
    grade(sheets, tmp_path / "out", keep="latest")
    assert rows(tmp_path / "out/gradebook.csv")[1]["Lesson 01"] == "0"


def test_the_best_is_best_by_the_weights(sheets, tmp_path):
    talker = sheet("01", "Ana", {}, submitted_at="2026-03-02T14:00:00Z")
    write(sheets, talker, "a.answers.json")
    mute = sheet("01", "Ana", quiz={}, replies={}, submitted_at="2026-03-03T14:00:00Z")
    write(sheets, mute, "b.answers.json")
    for weights, best in (("exercises 1", "100.0"), ("replies 1", "75.0")):
        grade(sheets, tmp_path / weights, weights=weights, keep="best")
        assert rows(tmp_path / weights / "gradebook.csv")[1]["Lesson 01"] == best


# What cannot be read is somebody's all the same ---------------------------------------------------------


def test_who_handed_in_a_file_that_is_refused_is_not_among_the_missing(sheets, tmp_path):
    write(sheets, sheet("01", "Ana"))
    write(sheets, sheet("01", "Luis") | {"checksum": "sha256:" + "0" * 64})
    (sheets / "paz_9_77_lesson-01.eva.answers.json").write_bytes(b"\xff\xfe broken")
    (tmp_path / "roster.csv").write_text("Student,ID\nAna,1\nLuis,2\nEva Paz,9\nZoe,4\n")
    grade(sheets, tmp_path / "out", roster=tmp_path / "roster.csv", weights="exercises 1")
    report = (tmp_path / "out/class-report.html").read_text(encoding="utf-8")
    assert "On the roster, and without a sheet (1): Zoe." in report
    assert "not counted as a sheet (2; problems.csv says why): Luis; Eva Paz." in report
    marks = {r["Student"]: r["Mark of 100"] for r in rows(tmp_path / "out/marks.csv")}
    assert marks == {"Ana": "100.0", "Luis": "", "Eva Paz": "", "Zoe": "0.0"}
    found = {(p["Student"], p["Lesson"]) for p in rows(tmp_path / "out/problems.csv")}
    assert {("Luis", "01"), ("Eva Paz", "01")} <= found


def test_a_refused_file_beside_a_sheet_that_counts_changes_nothing(sheets, tmp_path):
    write(sheets, sheet("01", "Ana"))
    write(sheets, sheet("01", "Ana") | {"checksum": "sha256:" + "0" * 64}, "old.answers.json")
    grade(sheets, tmp_path / "out", weights="exercises 1")
    assert rows(tmp_path / "out/marks.csv")[0]["Mark of 100"] == "100.0"


# Older forms -----------------------------------------------------------------------------------------------


def of_form_1(**changed):
    """A sheet as the first form had it: an explanation in its prediction, no goals, no replies."""
    made = sheet("01", "Ana")
    for item, said in made["replies"].items():
        made["predictions"][item]["explanation"] = said["text"]
    old = (
        {k: v for k, v in made.items() if k not in ("goals", "replies")}
        | {"schema_version": 1}
        | changed
    )
    return old | {"checksum": checksum(old)}


def test_a_sheet_of_the_first_form_is_counted_with_a_remark(sheets, tmp_path):
    write(sheets, of_form_1())
    grade(sheets, tmp_path / "out")
    assert rows(tmp_path / "out/gradebook.csv")[1]["Lesson 01"] == FULL
    said = [p["Reason"] for p in rows(tmp_path / "out/problems.csv")]
    assert said == ["Written in form 1, which knew no goals: counted as it is."]
    (row,) = rows(tmp_path / "out/matrix-lesson-01.csv")
    now = rows(graded_anew(sheets, tmp_path) / "matrix-lesson-01.csv")[0]
    assert row["replies %"] == now["replies %"] != "0"


def graded_anew(sheets, tmp_path):
    for path in sheets.iterdir():
        path.unlink()
    write(sheets, sheet("01", "Ana"))
    grade(sheets, tmp_path / "anew")
    return tmp_path / "anew"


def test_a_status_that_the_rule_no_longer_has_is_left_out_and_named(sheets):
    made = sheet("01", "Ana")
    item = next(iter(made["judgements"]))
    made["judgements"][item]["status"] = "still open"
    read = read_sheet(write(sheets, sealed(made)))
    assert item not in read.judgements and len(read.judgements) == len(made["judgements"]) - 1
    assert item in read.remarks[0]


@pytest.mark.parametrize(
    "changed",
    [
        {"predictions": []}, {"predictions": {"P01.1": 7}}, {"predictions": {"P01.1": {"votes": [], "explanation": "x"}}},
        {"predictions": None}, {"judgements": {"C07": "still open"}}, {"judgements": "still open"}, {"goals": {}},
        {"predictions": {"P01.1": {"explanation": {"a": 1}, "votes": [{"at": 1}]}}}, {"schema_version": True},
        {"schema_version": 1.0}, {"schema_version": 0}, {"schema_version": -1}, {"name": None},
    ],
    ids=json.dumps,
)  # fmt: skip
def test_a_damaged_sheet_of_the_first_form_is_refused_or_read_and_never_an_error(sheets, changed):
    read = read_sheet(write(sheets, of_form_1() | changed, "x.answers.json"))
    assert isinstance(read, Rejection)
    sealed_ = of_form_1(**changed)
    assert read_sheet(write(sheets, sealed_, "y.answers.json"))
    assert modern(sealed_)


# What costs most stands first --------------------------------------------------------------------------------


def test_problems_stand_in_the_order_of_what_they_cost(sheets, tmp_path):
    write(
        sheets, sheet("01", "Zoe", submitted_at="1970-01-01T00:00:00Z"), "a.answers.json"
    )  # a look
    write(sheets, sheet("01", "Nobody Listed"), "b.answers.json")  # a row
    made = sheet("01", "Eva", {"E01.2": right_answers("01")["E01.2"]})
    made["answers"]["E01.2"] = answer("E01.2", 1) | {"verdict": "right"}
    write(sheets, sealed(made), "c.answers.json")  # a part
    (sheets / "z.answers.json").write_text("{}")  # the sheet
    (tmp_path / "roster.csv").write_text("Student\nZoe\nEva\n")
    grade(sheets, tmp_path / "out", roster=tmp_path / "roster.csv")
    said = [(p["File"][0], p["May cost"]) for p in rows(tmp_path / "out/problems.csv")]
    assert said == [("z", "the sheet"), ("c", "a part"), ("b", "the right row"), ("a", "nothing")]


@pytest.mark.parametrize(
    ("file", "is_said"),
    [("paz_LATE_9_77_x.answers.json", True), ("paz_9_77_x_LATE_1.answers.json", False)],
)
def test_what_canvas_calls_late_is_named_and_costs_nothing(sheets, tmp_path, file, is_said):
    write(sheets, sheet("01", "Eva Paz"), file)
    grade(sheets, tmp_path / "out")
    said = [p["Reason"] for p in rows(tmp_path / "out/problems.csv") if p["Counted"] == "yes"]
    assert ("Handed in late, as Canvas says: counted in full." in said) == is_said
    assert rows(tmp_path / "out/gradebook.csv")[1]["Lesson 01"] == FULL
