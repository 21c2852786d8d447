"""What is typed, killed, sent or named to take a mark: on the file of marks, the desk's page, two runs at once."""

from __future__ import annotations

import csv
import os
import re
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser

import pytest
from answer_sheets import sealed, sheet, write

from claimlab.classroom import outputs
from claimlab.classroom.desk import Desk
from claimlab.classroom.grade import gather, grade
from claimlab.classroom.marks import read_marks
from claimlab.classroom.outputs import Outputs
from claimlab.classroom.reading import alike
from claimlab.classroom.scores import Scale
from claimlab.errors import KitError
from claimlab.lessons import lesson

needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs signals of POSIX")


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def sheets(tmp_path):
    folder = tmp_path / "sheets"
    folder.mkdir()
    return folder


def said(name, words, prompt="P01.1"):
    made = sheet("01", name)
    made["replies"] = {prompt: {"text": words, "at": made["submitted_at"]}}
    return sealed(made)


# Words that want to be a mark ----------------------------------------------------------------------------

WORDS = {
    "a row of its own": 'x","3","paid"\n"P01.1-bbbbbbbbbbbb","P01.1","x","3","',
    "a row behind a carriage return": "x\rP01.1-bbbbbbbbbbbb,P01.1,x,3,",
    "a row behind a line separator": "x\u2028P01.1-bbbbbbbbbbbb,P01.1,x,3,",
    "a column behind a tab": "x\t3\t3\t3",
    "a column behind a semicolon": 'x";"3";"3',
    "a formula": '=IF(1,"3")',
    "a formula behind a comma": 'x,"=1+2"',
    "a head of the table": "Key,Prompt,Answer given,Mark,Comment",
    "a quotation mark without an end": '"' * 999,
    "a box that is ticked": '</p></blockquote><input type="radio" name="x" value="3" checked>',
    "a script": "<script type=module>fetch('marks',{method:'POST'})</script>",
    "an event": '" autofocus onfocus="alert(1)" x="',
    "another address for the script": '</blockquote><base href="//evil.org/">',
    "a style that hides the others": "<style>article{display:none}</style>",
    "letters that turn the page": "\u202e\u2066 3 :kraM \u2069",
    "a tower of accents": "Z" + "\u0301" * 1900,
    "a picture of a mark": "Mark: 3 of 3. Excellent.",
}


class Boxes(HTMLParser):
    """The boxes of a page that are ticked, and every tag."""

    def __init__(self, page):
        super().__init__()
        self.ticked, self.tags, self.attributes = [], set(), set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        if tag == "input" and "checked" in dict(attrs):
            self.ticked.append(dict(attrs)["value"])


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_no_words_of_an_answer_become_a_mark(sheets, tmp_path, words):
    write(sheets, said("Mallory", words), "a.answers.json")
    write(sheets, said("Ana", "Honest."), "b.answers.json")
    grade(sheets, tmp_path / "out")
    path = tmp_path / "out/open-answers.csv"
    assert read_marks(path) == {}
    assert len(rows(path)) == 2 + 2 * len(lesson("01").claims)  # each with a reason a claim
    desk = Desk(gather(sheets), tmp_path / "marks.csv")
    boxes = Boxes(desk.page("01"))
    assert set(boxes.ticked) == {""}
    assert not boxes.tags & {"base", "style", "iframe", "img", "form"}
    assert not [name for name in boxes.attributes if name.startswith("on") or name == "autofocus"]
    key = next(t.key for t in desk.lessons["01"]["P01.1"] if t.whole == "Honest.")
    desk.put([key], "2", "Good.")
    assert read_marks(desk.path) == {key: (2.0, "Good.")}


@pytest.mark.parametrize(
    "words", [" ", "\n\t", "\u200b", "\u2060\ufeff", "\u3164", "\u2800\u2800", "\u00ad", "\u202e"]
)
def test_what_does_not_show_was_not_written(sheets, words):
    write(sheets, said("Mallory", words))
    (result,) = gather(sheets).counted.values()
    assert "P01.1" not in result.texts and Scale().shares(result)["replies"] == 0


def test_long_answers_that_begin_as_anothers_are_not_marked_with_it(sheets, tmp_path):
    beginning = "The exports had fallen long before anybody closed a bridge, as table 2 shows. " * 3
    write(sheets, said("Ana", beginning + "So oil it was."))
    write(sheets, said("Mallory", beginning + "Buy cheap watches."))
    desk = Desk(gather(sheets), tmp_path / "marks.csv")
    assert [len(same) for g in alike(desk.lessons["01"]["P01.1"]) for same in g] == [1, 1]


def test_an_answer_that_was_changed_after_it_was_marked_is_marked_no_more(sheets, tmp_path):
    write(sheets, said("Mallory", "A good answer."))
    desk = Desk(gather(sheets), tmp_path / "marks.csv")
    desk.put([desk.lessons["01"]["P01.1"][0].key], "3", "")
    write(sheets, said("Mallory", "Another answer."))
    grade(sheets, tmp_path / "out", weights="reading 1", marks=desk.path)
    assert rows(tmp_path / "out/gradebook.csv")[1]["Lesson 01"] == "0.0"
    costs = [p["Reason"] for p in rows(tmp_path / "out/problems.csv") if p["May cost"] == "a part"]
    assert (
        len(costs) == 2
        and "without an answer" in " ".join(costs)
        and "Not marked yet" in " ".join(costs)
    )


def test_the_words_of_another_are_not_marked_with_hers(sheets, tmp_path):
    """Whoever copies an answer waits for a mark of their own."""
    write(sheets, said("Ana", "My own words."))
    desk = Desk(gather(sheets), tmp_path / "marks.csv")
    desk.put([desk.lessons["01"]["P01.1"][0].key], "3", "")
    write(sheets, said("Mallory", "My own words."))
    grade(sheets, tmp_path / "out", weights="reading 1", marks=desk.path)
    marks = {r["Student"]: r["Lesson 01"] for r in rows(tmp_path / "out/gradebook.csv")[1:]}
    assert marks == {"Ana": "100.0", "Mallory": "0.0"}


# The file of marks -----------------------------------------------------------------------------------------

MARKS = {
    "no file": None,
    "another encoding": "Key,Mark\nP01.1-b,3\n".encode("utf-16"),
    "a hundred megabytes": b"Key,Mark\n" + b"x" * 21_000_000,
    "a cell without an end": b'Key,Mark\n"P01.1-b,3\n' + b"y" * 200_000,
    "nothing": b"",
    "no heads": b"P01.1-b,3\n",
    "one head": b"Key\nP01.1-b\n",
    "a mark above the best": b"Key,Mark\nP01.1-b,3.01\n",
    "a mark below nothing": b"Key,Mark\nP01.1-b,-0\n",
    "a mark with a line under it": b"Key,Mark\nP01.1-b,0_1\n",
    "a mark in powers of ten": b"Key,Mark\nP01.1-b,1E+00\n",
    "a mark that a spreadsheet made a day": b"Key,Mark\nP01.1-b,02.Jan\n",
    "a mark in hexadecimal": b"Key,Mark\nP01.1-b,0x3\n",
    "a mark that is a formula": b"Key,Mark\nP01.1-b,=3\n",
    "infinity": b"Key,Mark\nP01.1-b,inf\n",
    "two marks for one key": b"Key,Mark\nP01.1-b,3\nP01.1-b,2\n",
    "two marks for a key and a space": b"Key,Mark\nP01.1-b,3\n P01.1-b ,2\n",
}


@pytest.mark.parametrize("content", MARKS.values(), ids=MARKS)
def test_a_file_of_marks_that_is_none_is_said_before_anything_is_written(sheets, tmp_path, content):
    write(sheets, sheet("01", "Ana"))
    path = tmp_path / "marks.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KitError) as problem:
        grade(sheets, tmp_path / "out", marks=path)
    assert "\n" not in str(problem.value) and len(str(problem.value)) < 500
    assert not (tmp_path / "out").exists() and not list(tmp_path.glob(".grading-*"))


HARMLESS = {
    "only heads": b"Key,Mark\n",
    "null bytes": b"Key,Mark\nP01.1-b\0,3\n",
    "rows without a mark": b"Key,Mark\nP01.1-b,\nP01.1-b,\n",
    "a row too short": b"Key,Comment,Mark\nP01.1-b\n",
    "a row too long": b"Key,Mark\nP01.1-b,3,4,5,6\n",
    "the same row twice": b"Key,Mark\nP01.1-b,3\nP01.1-b,3\n",
    "a key of nobody": b"Key,Mark\n../../etc/passwd,3\n",
    "no key": b"Key,Mark\n,3\n",
    "a key as long as a book": b"Key,Mark\n" + b"k" * 100_000 + b",3\n",
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_what_does_no_harm_in_a_file_of_marks_costs_nothing(sheets, tmp_path, content):
    write(sheets, sheet("01", "Ana"))
    (tmp_path / "marks.csv").write_bytes(content)
    grade(sheets, tmp_path / "out", weights="exercises 1", marks=tmp_path / "marks.csv")
    assert rows(tmp_path / "out/gradebook.csv")[1]["Lesson 01"] == "100.0"
    assert (
        max(len(p["Reason"]) for p in rows(tmp_path / "out/problems.csv") or [{"Reason": ""}]) < 500
    )


# Another's name ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keep", ["ask", "latest", "best"])
@pytest.mark.parametrize("name", ["Perez Ana", "Pérez, Ana", "ANA PÉREZ", "Ana Pe\u0301rez"])
def test_a_sheet_in_a_turned_name_is_a_rival_and_never_counts_unseen(sheets, tmp_path, name, keep):
    write(sheets, sheet("01", "Ana Pérez"), "a.answers.json")
    write(sheets, sheet("01", name, {}, submitted_at="2026-03-09T14:00:00Z"), "b.answers.json")
    (tmp_path / "roster.csv").write_text('Student,ID\n"Pérez, Ana",1\n', encoding="utf-8")
    grade(sheets, tmp_path / "out", roster=tmp_path / "roster.csv", keep=keep)
    assert len(rows(tmp_path / "out/gradebook.csv")) == 2
    files = {p["File"] for p in rows(tmp_path / "out/problems.csv") if "under" in p["Reason"]}
    assert files == {"a.answers.json", "b.answers.json"}


def test_a_canvas_number_inside_a_students_own_file_name_is_not_canvass(sheets, tmp_path):
    write(sheets, sheet("01", "Ana"), "ana_7_55_lesson-01.ana.answers.json")
    write(sheets, sheet("01", "Ana", {}), "mallory_9_56_ana_7_57_lesson-01.ana.answers.json")
    (tmp_path / "roster.csv").write_text("Student,ID\nAna,7\nMallory,9\n")
    grade(sheets, tmp_path / "out", roster=tmp_path / "roster.csv", keep="latest")
    marks = {r["Student"]: r["Lesson 01"] for r in rows(tmp_path / "out/gradebook.csv")[1:]}
    assert marks["Ana"] != "0" and marks["Mallory"] == "0"


def test_a_damaged_file_in_anothers_name_takes_nobodys_place(sheets, tmp_path):
    write(sheets, sheet("01", "Ana"))
    write(sheets, sheet("08", "Ana") | {"checksum": "sha256:" + "0" * 64}, "b.answers.json")
    (sheets / "lesson-77.ana.answers.json").write_text("{")
    grade(sheets, tmp_path / "out", weights="exercises 1", asked="01")
    assert [r["Mark of 100"] for r in rows(tmp_path / "out/marks.csv")] == ["100.0"]


# Folders ----------------------------------------------------------------------------------------------------


def test_a_folder_nineteen_hundred_deep_takes_no_time(sheets, tmp_path):
    write(sheets, sheet("01", "Ana"))
    here = os.getcwd()
    try:
        os.chdir(sheets)
        for _level in range(1900):  # step by step, since no path is as long
            os.mkdir("d")
            os.chdir("d")
    finally:
        os.chdir(here)
    start = time.monotonic()
    grade(sheets, tmp_path / "out")
    assert time.monotonic() - start < 20
    assert rows(tmp_path / "out/gradebook.csv")[1]["Student"] == "Ana"
    subprocess.run(
        ["rm", "-rf", str(sheets / "d")], check=True
    )  # deeper than Python's own way goes


def test_five_thousand_empty_folders_take_no_time(sheets, tmp_path):
    write(sheets, sheet("01", "Ana"))
    for n in range(5000):
        (sheets / f"{n}").mkdir()
    start = time.monotonic()
    grade(sheets, tmp_path / "out")
    assert time.monotonic() - start < 20


# Runs that are stopped, and two at once ------------------------------------------------------------------------

GRADER = """
import signal, sys, time
from pathlib import Path
from claimlab.classroom.grade import grade
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for what runs behind
def slowly(files):
    for path in files:
        yield path
        print("graded", flush=True)
        time.sleep(float(sys.argv[3]))
grade(Path(sys.argv[1]), Path(sys.argv[2]), progress=slowly)
"""


def begun(sheets, out, pause):
    """A grader in a process of its own, after its first sheet."""
    run = subprocess.Popen([sys.executable, "-c", GRADER, str(sheets), str(out), str(pause)], stdout=subprocess.PIPE, text=True)  # fmt: skip
    assert run.stdout.readline() == "graded\n"
    return run


@pytest.fixture
def two(sheets):
    for name in ("Ana", "Luis"):
        write(sheets, sheet("01", name))
    return sheets


@needs_posix
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_grader_that_is_asked_to_stop_leaves_nothing(two, tmp_path, sign):
    run = begun(two, tmp_path / "out", 60)
    assert len(list(tmp_path.glob(".grading-*"))) == 1
    run.send_signal(sign)
    run.communicate(timeout=30)
    assert run.returncode != 0 and sorted(p.name for p in tmp_path.iterdir()) == ["sheets"]


@needs_posix
def test_what_a_killed_grader_left_is_swept_by_the_next_and_said(two, tmp_path):
    run = begun(two, tmp_path / "out", 60)
    run.kill()
    run.communicate(timeout=30)
    assert len(list(tmp_path.glob(".grading-*"))) == 1
    assert "swept away (1)" in grade(two, tmp_path / "out")
    assert not list(tmp_path.glob(".grading-*"))
    assert "swept" not in grade(two, tmp_path / "again")


@needs_posix
def test_a_grader_at_work_is_not_swept_by_another(two, tmp_path):
    run = begun(two, tmp_path / "out", 3)
    assert "swept" not in grade(two, tmp_path / "out")
    run.communicate(timeout=60)
    assert run.returncode == 0
    for out in ("out", "out-2"):
        assert len(rows(tmp_path / out / "gradebook.csv")) == 3
    assert not list(tmp_path.glob(".grading-*"))


def left(folder, name):
    (folder / name).mkdir()
    (folder / name / "page.html").write_text("a page of a student")


@pytest.mark.parametrize(
    "name", [".grading-x", ".grading-00000000-1-1-x", ".grading--1-1-x", ".grading-../x"]
)
def test_what_may_be_anothers_is_named_and_stays(two, tmp_path, name):
    name = name.replace("/", "_")
    left(tmp_path, name)
    assert f"delete {tmp_path / name}" in grade(two, tmp_path / "out")
    assert (tmp_path / name / "page.html").exists()


def test_a_number_that_was_given_again_is_another_run(two, tmp_path):
    left(tmp_path, f".grading-{outputs._machine()}-{os.getpid()}-1-x")
    assert "swept away (1)" in grade(two, tmp_path / "out")


@needs_posix
def test_a_link_in_the_place_of_a_left_folder_leads_the_broom_nowhere(two, tmp_path):
    left(tmp_path, "precious")
    (tmp_path / f".grading-{outputs._machine()}-1-1-x").symlink_to(tmp_path / "precious")
    grade(two, tmp_path / "out")
    assert (tmp_path / "precious/page.html").exists()


def test_a_run_gives_back_what_it_was_lent(tmp_path):
    before = [signal.getsignal(one) for one in outputs._STOPS]
    with Outputs(tmp_path / "out") as out:
        assert [signal.getsignal(one) for one in outputs._STOPS] != before
        assert re.fullmatch(r"\.grading-[0-9a-f]{8}-\d+-\d+-\w+", out._hidden.name)
    assert [signal.getsignal(one) for one in outputs._STOPS] == before
