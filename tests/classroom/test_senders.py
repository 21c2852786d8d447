"""Whose sheet it is: the platform's word before a typed name, the roster where there is one, a person's eye else."""

import csv
import zipfile

import pytest
from answer_sheets import sheet, write

from claimlab.classroom.grade import grade
from claimlab.classroom.gradebook import required
from claimlab.classroom.roster import Person, Roster, read_roster
from claimlab.classroom.senders import Sender, sender
from claimlab.errors import KitError

FULL = str(required("01"))
NAMES = {
    "perezana_7_55_lesson-01.ana.answers.json": ("Canvas", "7"),
    "perezana_LATE_7_55_lesson-01.ana.answers-1.json": ("Canvas", "7"),
    "Ana Pérez_123_assignsubmission_file_/lesson-01.ana.answers.json": ("Moodle", "123"),
    "Ana Pérez_123_assignsubmission_file/lesson-01.ana.answers.json": ("Moodle", "123"),
    "Ana Pérez_123_assignsubmission_file_lesson-01.ana.answers.json": ("Moodle", "123"),
    "download/Ana Pérez_123_assignsubmission_file_/x.answers.json": ("Moodle", "123"),
    "lesson-01.ana.answers.json": None,
    "mine/lesson-01_7_55.answers.json": None,
    "Ana Pérez_123_assignsubmission_file_/eve_7_55_x.answers.json": ("Moodle", "123"),
    "eve_9_1_perezana_7_55_lesson-01.ana.answers.json": ("Canvas", "9"),
}


@pytest.mark.parametrize("file, key", NAMES.items())
def test_the_outermost_name_is_the_platforms(file, key):
    found = sender(file)
    assert (found and found.key) == key


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("Student;ID;Section\nPérez, Ana;7;A\nGómez, Luis;8;A\nRuiz, Eva;9;A\n")
    return path


def graded(sheets, roster=None):
    out = sheets.parent / "out"
    grade(sheets, out, roster=roster)

    def rows(name):
        with (out / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    book = {row["Student"]: row["Lesson 01"] for row in rows("gradebook.csv")[1:]}
    return out, book, [(row["File"], row["Reason"]) for row in rows("problems.csv")]


def test_a_sheet_in_another_name_goes_to_whoever_handed_it_in(sheets, roster):
    file = "ruizeva_9_1_lesson-01.ana-perez.answers.json"
    write(sheets, sheet("01", "Ana Pérez"), file)
    _out, book, problems = graded(sheets, roster)
    assert book == {"Pérez, Ana": "", "Gómez, Luis": "", "Ruiz, Eva": FULL}
    assert problems == [(file, "Handed in by Ruiz, Eva, but the name in the sheet is Ana Pérez.")]


def test_somebody_who_is_on_no_list_does_not_get_a_listed_persons_row(sheets, roster):
    write(sheets, sheet("01", "Ana Pérez"), "malloryx_99_1_lesson-01.answers.json")
    _out, book, problems = graded(sheets, roster)
    assert book["Pérez, Ana"] == "" and book["Ana Pérez"] == FULL
    assert any("not on the roster" in reason for _file, reason in problems)


def test_two_students_of_one_name_are_two_people(sheets):
    write(sheets, sheet("01", "Ana Ruiz"), "ruizana_7_1_x.answers.json")
    write(sheets, sheet("01", "Ana Ruiz", {}), "ruizana_8_2_x.answers.json")
    out, _book, _problems = graded(sheets)
    with (out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [(r["ID"], r["Lesson 01"]) for r in list(csv.DictReader(file))[1:]] == [
            ("7", FULL),
            ("8", "0"),
        ]
    assert sorted(p.name for p in (out / "feedback").iterdir()) == [
        "ana-ruiz-2-lesson-01.html",
        "ana-ruiz-lesson-01.html",
    ]


def test_a_file_from_outside_the_platform_is_remarked(sheets):
    write(sheets, sheet("01", "Ana Ruiz"), "ruizana_7_1_x.answers.json")
    write(sheets, sheet("01", "Luis Gil"), "lesson-01.luis-gil.answers.json")
    *_rest, problems = graded(sheets)
    assert [file for file, reason in problems if "Not named as the platform" in reason] == [
        "lesson-01.luis-gil.answers.json"
    ]


def test_feedback_goes_back_under_the_names_that_the_platforms_know(sheets):
    write(sheets, sheet("01", "Ana Ruiz"), "ruizana_LATE_7_55_x.answers.json")
    moodle = sheets / "Luis Gil_123_assignsubmission_file_"
    moodle.mkdir()
    write(moodle, sheet("01", "Luis Gil"), "x.answers.json")
    write(sheets, sheet("01", "77"), "77_8_56_x.answers.json")
    out, *_rest = graded(sheets)
    canvas = zipfile.ZipFile(out / "feedback-canvas.zip").namelist()
    assert sorted(canvas) == [
        "ana-ruiz_7_55_feedback-lesson-01.html",
        "student-77_8_56_feedback-lesson-01.html",
    ]
    # Canvas reads the first two runs of digits between underscores; Moodle the second and the next two pieces.
    assert [[p for p in name.split("_") if p.isdigit()][:2] for name in sorted(canvas)] == [
        ["7", "55"],
        ["8", "56"],
    ]
    (name,) = zipfile.ZipFile(out / "feedback-moodle.zip").namelist()
    assert name.split("/")[0].split("_", 4)[1:] == ["123", "assignfeedback", "file"]
    assert b"Luis Gil" in zipfile.ZipFile(out / "feedback-moodle.zip").read(name)


def test_names_that_differ_by_an_accent_are_two_exact_people():
    people = Roster([Person("José Ruiz", row=1), Person("Jose Ruiz", row=2)])
    assert (people.find("José Ruiz").row, people.find("jose ruiz").row) == (1, 2)


def test_two_rows_of_one_name_find_nobody_by_name_and_each_by_number():
    people = Roster(
        [Person("Ana Ruiz", ("7", "", "", ""), row=1), Person("Ana Ruiz", ("8", "", "", ""), row=2)]
    )
    assert people.find("Ana Ruiz") is None and people.is_shared("Ana Ruiz")
    assert people.sent(Sender("Canvas", "8")).row == 2


def test_the_grading_worksheet_of_moodle_knows_its_participants(tmp_path):
    path = tmp_path / "worksheet.csv"
    path.write_text(
        "Identifier,Full name,Email address\nParticipant 123,Ana Ruiz,a@x.edu\nParticipant 124,Ana Ruiz,b@x.edu\n"
    )
    found = read_roster(path).sent(Sender("Moodle", "124", "Ana Ruiz"))
    assert found.ids[2] == "b@x.edu"


ROSTERS = {
    "a field without end": b'Student\n"' + b"x" * 200_000,
    "a huge field": b"Student,ID\n" + b"x" * 200_000 + b",1\n",
    "no text": b"\xff\xfe\x00",
    "empty": b"",
    "a null": b"Student\nAn\x00a\n",
    "a formula": b"Student;ID\n=cmd|' /C calc'!A0;1\n",
    "a thousand columns": b";".join(b"Student%d" % n for n in range(1000)) + b"\nx\n",
    "twice the same column": b"Student,Student\nAna,Eva\n",
    "short and long rows": b"Student,ID\nAna\nEva,1,2,3\n",
}


@pytest.mark.parametrize("name", ROSTERS)
def test_any_roster_is_read_or_refused_in_one_sentence(tmp_path, name):
    path = tmp_path / "roster.csv"
    path.write_bytes(ROSTERS[name])
    try:
        assert isinstance(read_roster(path), Roster)
    except KitError as problem:
        assert "roster" in str(problem) and "\n" not in str(problem)


def test_a_formula_in_the_roster_is_disarmed_in_the_gradebook(sheets, tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("Student;ID\nx,=cmd|calc;1\n")
    write(sheets, sheet("01", "Ana"))
    out, *_rest = graded(sheets, path)
    assert '"x,\'=cmd|calc"' in (out / "gradebook.csv").read_text(encoding="utf-8-sig")
