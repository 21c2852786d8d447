"""A folder of sheets becomes a gradebook that a learning platform takes, and the points come from the values."""

import csv
import errno
import os

import pytest
from answer_sheets import answer, guess, right_answers, sealed, sheet, write
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from claimlab import cli
from claimlab.classroom.feedback import PageNames
from claimlab.classroom.grade import grade
from claimlab.classroom.gradebook import required, settle
from claimlab.classroom.mark import Marked, mark
from claimlab.classroom.roster import Person, Roster, read_roster
from claimlab.errors import KitError
from claimlab.lessons import lesson
from claimlab.sheets.cells import cell, csv_text
from claimlab.sheets.read import read_sheet

FULL = str(required("01"))


@pytest.fixture
def book(tmp_path):
    return tmp_path / "results" / "gradebook.csv"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def points(path, number="01"):
    return {row["Student"]: row[f"Lesson {number}"] for row in rows(path)[1:]}


def marked(answers, folder):
    return mark(read_sheet(write(folder, answers, "x.answers.json")))


# Verdicts ------------------------------------------------------------------------------------------


def test_points_are_the_right_answers_to_required_exercises(sheets):
    for asked in lesson("01").exercises:
        result, _marks = marked(
            sheet("01", "Ana", {asked.id: right_answers("01")[asked.id]}), sheets
        )
        assert result.points == (not asked.optional)
        assert result.codes == {asked.id: "right"}


def test_a_mistake_is_named_by_its_code_and_a_stored_verdict_is_not_believed(sheets):
    asked = next(
        e
        for e in lesson("01").exercises
        if e.mistakes and e.right and not isinstance(e.mistakes[0].value(), tuple)
    )
    mistake = asked.mistakes[0]
    lie = answer(asked.id, mistake.value()) | {"verdict": "right"}
    result, marks = marked(sheet("01", "Ana", answers={asked.id: lie}), sheets)
    assert result.points == 0
    assert next(m for m in marks if m.asked is asked).verdict.message == mistake.says
    assert result.lost == (
        f"The stored verdict differs from the one that the value gives, which counts: {asked.id}.",
    )


def test_guesses_are_kept_on_their_grain_with_both_votes(sheets):
    made = sheet("01", "Ana")
    asked = lesson("01").predictions[0]
    made["predictions"][asked.id]["votes"] = [guess(asked), guess(asked, 2) | {"value": 1e308}]
    result, _marks = marked(sealed(made), sheets)
    assert [(g.vote, g.value) for g in result.guesses if g.asked.id == asked.id] == [
        (1, asked.low),
        (2, asked.high),
    ]


# Who is who ----------------------------------------------------------------------------------------


def results(*names, digests=None):
    digests = digests or ["same"] * len(names)
    return [
        Marked(f"{n}.answers.json", name, "01", 3, digest)
        for n, (name, digest) in enumerate(zip(names, digests, strict=True))
    ]


def test_equal_sheets_count_once_and_different_ones_not_at_all():
    assert [r.file for r in settle(results("Ana", "ANA"), []).counted.values()] == [
        "0.answers.json"
    ]
    both = settle(results("Ana", "ANA", digests=["a", "b"]), [])
    assert both.counted == {} and len(both.contested) == 1
    assert [p.counted for p in both.problems] == [False, False]


def test_a_remark_on_a_sheet_that_does_not_count_says_so():
    first, second = results("Ana", "Ana", digests=["a", "b"])
    book = settle([Marked(**{**vars(first), "remarks": ("odd",)}), second], [])
    assert [(p.reason, p.counted) for p in book.problems if p.reason == "odd"] == [("odd", False)]


def test_a_roster_finds_people_by_name_turned_round_and_without_accents():
    roster = Roster(
        [Person("Pérez, Ana", ("1", "", "", "")), Person("Luis Gómez", ("2", "", "", ""))]
    )
    found = [
        roster.find(name).ids[0] for name in ("Ana Pérez", "ana perez", "Pérez, Ana", "LUIS GOMEZ")
    ]
    assert found == ["1", "1", "1", "2"]
    assert roster.find("Ana") is None


def test_a_name_that_two_people_have_finds_nobody():
    roster = Roster([Person("Ana Ruiz", ("1", "", "", "")), Person("Ruiz, Ana", ("2", "", "", ""))])
    assert roster.find("Ana Ruiz") is None and roster.is_shared("Ana Ruiz")
    (problem,) = settle(results("Ana Ruiz"), [], roster).problems
    assert problem.reason.startswith("Several people") and problem.counted


def test_two_spellings_of_one_person_on_the_roster_claim_the_same_place():
    roster = Roster([Person("Pérez, Ana", ("1", "", "", ""))])
    book = settle(results("Ana Perez", "Pérez, Ana", digests=["a", "b"]), [], roster)
    assert book.counted == {} and len(book.contested) == 1


CANVAS = 'Student,ID,SIS User ID,SIS Login ID,Section,Old (12)\n"    Points Possible",,,,,10\n"Pérez, Ana",7,007,ana@x.edu,A,3\n"Gómez, Luis",8,008,luis@x.edu,A,\n'
MOODLE = "First name;Last name;ID number;Email address\nAna;Pérez;007;ana@x.edu\nLuis;Gómez;008;luis@x.edu\n"
MOODLE_ES = "Nombre\tApellido(s)\tNúmero de ID\tDirección de correo\nAna\tPérez\t007\tana@x.edu\nLuis\tGómez\t008\tluis@x.edu\n"


@pytest.mark.parametrize(
    "export, student, number",
    [(CANVAS, "Pérez, Ana", "7"), (MOODLE, "Ana Pérez", ""), (MOODLE_ES, "Ana Pérez", "")],
    ids=["Canvas", "Moodle", "Moodle in Spanish"],
)
def test_ids_come_from_the_roster_and_absent_students_keep_their_row(
    sheets, book, tmp_path, export, student, number
):
    roster = tmp_path / "roster.csv"
    roster.write_text(export, encoding="utf-8-sig")
    write(sheets, sheet("01", "Ana Perez"))
    write(sheets, sheet("01", "Nobody Known"))
    result = CliRunner().invoke(
        cli.main, ["grade", str(sheets), "-o", str(book.parent), "--roster", str(roster)]
    )
    assert result.exit_code == 0, result.output
    found = rows(book)
    assert [row["Student"] for row in found] == [
        "    Points Possible",
        student,
        student.replace("Pérez", "Gómez").replace("Ana", "Luis"),
        "Nobody Known",
    ]
    assert (found[1]["ID"], found[1]["SIS User ID"], found[1]["SIS Login ID"]) == (
        number,
        "007",
        "ana@x.edu",
    )
    assert [row["Lesson 01"] for row in found] == [FULL, FULL, "", FULL]
    assert [row["Student"] for row in rows(book.with_name("problems.csv"))] == ["Nobody Known"]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a,b\n1,2\n"])
def test_a_roster_that_is_none_is_said_in_one_sentence(tmp_path, content):
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(KitError, match="roster"):
        read_roster(path)


# The gradebook -------------------------------------------------------------------------------------


def test_the_gradebook_has_the_columns_that_canvas_wants_and_no_mark_hides_them(sheets, book):
    write(sheets, sheet("01", "Ana Pérez"))
    write(sheets, sheet("00", "Ana Pérez"))
    grade(sheets, book.parent)
    header, possible, ana = book.read_text(encoding="utf-8").splitlines()
    assert header == "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Lesson 00,Lesson 01"
    assert possible == f'"    Points Possible","","","","","{required("00")}","{FULL}"'
    assert ana.startswith('"Ana Pérez","","","","",')


SIGNS = "=+-@＝＋－＠"


@given(st.lists(st.text(alphabet=SIGNS + ";,\t| \"'\na1", max_size=12), min_size=1, max_size=4))
def test_no_cell_begins_as_a_formula_whatever_sign_separates_and_quotes_or_not(values):
    _head, line = csv_text(["a"] * len(values), [values]).split("\n", 1)
    assert line.count("\n") == 1, "a cell stays on its line"
    for separator in ",;\t|":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            (cells,) = csv.reader([line.rstrip("\n")], delimiter=separator, quoting=quoting)
            assert not [c for c in cells if c.lstrip(' "\u00a0').startswith(tuple(SIGNS + "\t"))]


def test_the_formula_behind_a_semicolon_is_disarmed_and_a_number_stays_one():
    assert cell("x;=cmd|'/C calc'!A0;z") == "x;'=cmd|'/C calc'!A0;z"
    assert (cell(-3), cell(0.5), cell("O’Neill-Ruiz, Ana")) == ("-3", "0.5", "O’Neill-Ruiz, Ana")


def test_folders_of_moodle_and_names_of_canvas_are_read(sheets, book):
    (sheets / "Ana Pérez_123_assignsubmission_file_").mkdir()
    write(sheets / "Ana Pérez_123_assignsubmission_file_", sheet("01", "Ana Pérez"))
    write(
        sheets, sheet("01", "Luis Gómez"), "gomezluis_12_3456_lesson-01.luis-gomez.answers-2.json"
    )
    grade(sheets, book.parent)
    assert points(book) == {"Ana Pérez": FULL, "Luis Gómez": FULL}
    assert rows(book.with_name("problems.csv")) == []


def test_progress_sees_every_file(sheets, book):
    for name in ("Ana", "Luis"):
        write(sheets, sheet("01", name))
    seen = []

    def progress(files):
        for file in files:
            seen.append(file.name)
            yield file

    said = grade(sheets, book.parent, progress=progress)
    assert len(seen) == 2
    assert said.splitlines()[0] == f"2 sheets of 2 students graded: {book}"


def test_two_people_never_share_a_page():
    pages = PageNames()
    names = ["Ana", "Ána", "../Ana", "ana.", "李", "王", "ANA-2", "x" * 60, "x" * 61]
    made = {pages.of(name, person) for person, name in enumerate(names)}
    assert len(made) == len(names)
    assert all(set(page) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for page in made)
    assert pages.of("Ana", 0) == "ana"


def test_a_place_that_is_contested_has_no_page(sheets, book):
    write(sheets, sheet("01", "Ana"), "a.answers.json")
    write(sheets, sheet("01", "Ana", {}), "b.answers.json")
    grade(sheets, book.parent)
    assert not (book.parent / "feedback").exists()
    assert points(book) == {"Ana": "two sheets: choose"}


@pytest.mark.parametrize("first", ["a", "z"])
def test_sheets_of_one_name_with_equal_answers_and_other_words_are_both_held(sheets, book, first):
    made = sheet("01", "Ana")
    write(sheets, made, "m.answers.json")
    made["replies"]["P01.1"]["text"] = "Written by another hand."
    write(sheets, sealed(made), f"{first}.answers.json")
    grade(sheets, book.parent)
    assert points(book) == {"Ana": "two sheets: choose"}
    assert not (book.parent / "feedback").exists()
    assert "another hand" not in (book.parent / "open-answers.html").read_text(encoding="utf-8")


# Where results go ----------------------------------------------------------------------------------


def everything(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_results_go_beside_the_sheets_under_a_name_that_is_free(sheets, tmp_path):
    write(sheets, sheet("01", "Ana"))
    for name in ("sheets-grades", "sheets-grades-2"):
        grade(sheets)
        assert points(tmp_path / name / "gradebook.csv") == {"Ana": FULL}
    assert len(list(sheets.iterdir())) == 1


@pytest.mark.parametrize(
    "name, says",
    [
        ("roster.csv", "named like a file"),
        ("problems.csv", "named like a file"),
        ("class-report.html", "named like a file"),
        ("taken", "there already"),
        ("file", "there already"),
        ("link", "there already"),
        ("sheets", "lies among the sheets"),
        ("sheets/grades", "lies among the sheets"),
        ("way-in/grades", "lies among the sheets"),
    ],
)
def test_nothing_is_overwritten(sheets, tmp_path, name, says):
    write(sheets, sheet("01", "Ana"))
    (tmp_path / "roster.csv").write_text("Student\nAna\n")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "gradebook.csv").write_text("of last year")
    (tmp_path / "file").write_text("a file")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    (tmp_path / "way-in").symlink_to(sheets)
    before = everything(tmp_path)
    with pytest.raises(KitError, match=says):
        grade(sheets, tmp_path / name)
    assert everything(tmp_path) == before


def test_an_empty_folder_that_was_made_for_it_is_taken(sheets, book):
    write(sheets, sheet("01", "Ana"))
    book.parent.mkdir()
    grade(sheets, book.parent)
    assert points(book) == {"Ana": FULL}


def test_a_folder_that_fills_up_meanwhile_keeps_what_it_got(sheets, book):
    write(sheets, sheet("01", "Ana"))

    def meanwhile(files):
        book.parent.mkdir()
        (book.parent / "theirs.txt").write_text("of another run")
        yield from files

    beside = book.parent.with_name(f"{book.parent.name}-2")
    assert str(beside) in grade(sheets, book.parent, progress=meanwhile)
    assert points(beside / book.name) == {"Ana": FULL}
    assert [path.name for path in book.parent.iterdir()] == ["theirs.txt"]
    assert [p.name for p in book.parent.parent.iterdir() if p.name.startswith(".")] == []


def test_what_a_run_that_was_stopped_left_is_named(sheets, book):
    write(sheets, sheet("01", "Ana"))
    book.parent.parent.mkdir(exist_ok=True)
    left = book.parent.parent / ".grading-x"
    left.mkdir()
    assert f"delete {left}" in grade(sheets, book.parent)
    left.rmdir()
    assert "was stopped" not in grade(sheets, book.parent.with_name("more"))


def test_a_folder_without_a_bottom_is_left_at_some_depth(sheets, book):
    write(sheets, sheet("01", "Ana"))
    (sheets / "/".join("d" * 200)).mkdir(parents=True)
    write(sheets / "d" / "d", sheet("01", "Eva"))
    grade(sheets, book.parent)
    assert points(book) == {"Ana": FULL, "Eva": FULL}
    (said,) = [p["Reason"] for p in rows(book.with_name("problems.csv"))]
    assert "More than 20 folders" in said


# What a sheet says of itself --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"submitted_at": "1970-01-01T00:00:00Z"}, "cannot be right: 1970-01-01"),
        ({"submitted_at": "2099-01-01T00:00:00Z"}, "cannot be right: 2099-01-01"),
        ({"kit_version": "99"}, "Written with kit version 99; judged by version"),
        ({"late_forecasts": True}, "committed after their outcomes were opened"),
    ],
)
def test_what_is_odd_about_a_whole_sheet_is_remarked(sheets, changed, said):
    result, _marks = marked(sealed(sheet("00", "Ana", **changed)), sheets)
    assert len(result.remarks) == 1 and said in result.remarks[0]


def test_forecasts_that_followed_the_outcomes_are_not_the_classs_forecasts(sheets):
    made = sheet("00", "Ana", forecasts={"F1": 100})
    assert marked(made, sheets)[0].forecasts == {"F1": 100}
    assert marked(sealed(made | {"late_forecasts": True}), sheets)[0].forecasts == {}


def test_a_version_that_only_equals_the_form_is_not_it(sheets):
    read = read_sheet(write(sheets, sealed(sheet("01", "Ana", schema_version=2.0))))
    assert "version 2.0" in read.reason


# What can go wrong ---------------------------------------------------------------------------------


def test_no_folder_and_an_empty_folder_are_said_in_one_sentence(sheets, book):
    with pytest.raises(KitError, match="is not a folder"):
        grade(sheets / "missing", book)
    with pytest.raises(KitError, match="There is no file"):
        grade(sheets, book.parent)
    assert not book.parent.exists()


def test_only_bad_files_still_give_a_list_of_why(sheets, book):
    (sheets / "notes.txt").write_text("hello")
    grade(sheets, book.parent)
    assert [row["File"] for row in rows(book.with_name("problems.csv"))] == ["notes.txt"]
    assert [row["Student"] for row in rows(book)] == ["    Points Possible"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_refuses_leaves_nothing_behind_and_says_so(sheets, book, monkeypatch, code):
    write(sheets, sheet("01", "Ana"))

    def refuse(*_paths):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "rename", refuse)
    before = everything(book.parent.parent)
    with pytest.raises(KitError, match="cannot be written"):
        grade(sheets, book.parent)
    assert everything(book.parent.parent) == before


def test_an_error_of_our_own_costs_one_sheet_and_not_the_batch(sheets, book, monkeypatch):
    from claimlab.classroom import grade as grading

    def sometimes(sheet):
        if sheet.name == "Luis":
            raise ZeroDivisionError
        return mark(sheet)

    monkeypatch.setattr(grading, "mark", sometimes)
    for name in ("Ana", "Luis", "Rosa"):
        write(sheets, sheet("01", name))
    grade(sheets, book.parent)
    assert points(book) == {"Ana": FULL, "Rosa": FULL}
    assert [row["Reason"] for row in rows(book.with_name("problems.csv"))] == [
        "The sheet could not be graded (ZeroDivisionError): please report this."
    ]
