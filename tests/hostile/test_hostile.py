"""Whatever is handed in: the batch ends, an honest grade stays, nothing is written elsewhere, nothing runs, all is listed."""

from __future__ import annotations

import csv
import os
import re
import sys
from html.parser import HTMLParser

import pytest
from answer_sheets import sheet, write
from attacks import ATTACKS, FILE

from claimlab.classroom.grade import grade
from claimlab.classroom.gradebook import required

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="pipes, sockets and such file names need Linux"
)

TAGS = set(
    "html head meta title style body main section div h1 h2 h3 p small code details summary"
    " table caption thead tbody tr th td meter bdi".split()
)
ATTRIBUTES = set(
    "class lang charset http-equiv content name scope min max value aria-hidden tabindex role"
    " aria-label".split()
)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def snapshot(root, leave_out):
    """Every path under a folder with its kind, size, time and content or target."""
    found = {}
    for here, folders, names in os.walk(os.fsencode(root)):
        folders[:] = [f for f in folders if os.path.join(here, f) != os.fsencode(leave_out)]
        for path in (os.path.join(here, name) for name in [*folders, *names]):
            status = os.lstat(path)
            target = os.readlink(path) if os.path.islink(path) else None
            found[path] = (status.st_mode, status.st_size, status.st_mtime_ns, target)
    return found


class Markup(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}


@pytest.fixture
def place(tmp_path):
    """A folder of sheets with an honest one, between things that must stay as they are."""
    (tmp_path / "secret.txt").write_text("an instructor's own file")
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    write(sheets, sheet("01", "Ana Pérez"), "lesson-01.ana.answers.json")
    return sheets


def test_there_are_enough_attacks():
    assert len(ATTACKS) >= 120


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_fails(name, place):
    attack, results = ATTACKS[name], place.parent / "results"
    attack.make(place)
    before = snapshot(place.parent, results)
    handed_in = len([path for path in place.iterdir()]) - 1

    grade(place, results)

    assert snapshot(place.parent, results) == before
    written = sorted(path.relative_to(results).as_posix() for path in results.rglob("*"))
    for path in written:
        assert re.fullmatch(
            r"(gradebook|problems|matrix-lesson-\d\d|open-answers)\.csv|(class-report|open-answers)\.html"
            r"|feedback(/[a-z0-9-]{1,80}\.html)?",
            path,
        )
        assert not (results / path).is_symlink()
    ana = next(row for row in rows(results / "gradebook.csv") if row["Student"] == "Ana Pérez")
    assert ana["Lesson 01"] == str(required("01"))
    problems = rows(results / "problems.csv")
    listed = {row["File"] for row in problems if attack.says and attack.says in row["Reason"]}
    assert len(listed) == (handed_in if attack.says else 0), problems[:3]
    # Of two names that look alike, both are remarked: nobody knows whose is the copy.
    assert not [r for r in problems if "ana" in r["File"] and "looks like" not in r["Reason"]]
    for path in results.rglob("*.html"):
        markup = Markup(path.read_text(encoding="utf-8"))
        assert markup.tags <= TAGS and markup.attributes <= ATTRIBUTES
    for path in results.glob("*.csv"):
        for line in csv.reader(path.open(encoding="utf-8-sig", newline="")):
            assert not [cell for cell in line if cell.lstrip().startswith(tuple("=+-@\t\r"))]


@pytest.mark.parametrize("name", [name for name, attack in ATTACKS.items() if not attack.says])
def test_what_does_no_harm_counts(name, place):
    ATTACKS[name].make(place)
    grade(place, place.parent / "grades")
    book = rows(place.parent / "grades" / "gradebook.csv")
    assert [row["Lesson 01"] for row in book[1:]] == [str(required("01"))] * 2


def test_all_attacks_at_once(place):
    for name, attack in ATTACKS.items():
        folder = place / name
        folder.mkdir()
        if "another_students" not in name:
            attack.make(folder)
    grade(place, place.parent / "results")
    book = rows(place.parent / "results" / "gradebook.csv")
    assert next(row for row in book if row["Student"] == "Ana Pérez")["Lesson 01"] == str(
        required("01")
    )
    reasons = " ".join(row["Reason"] for row in rows(place.parent / "results" / "problems.csv"))
    assert not [
        a.says for n, a in ATTACKS.items() if a.says not in reasons and "another_students" not in n
    ]


@pytest.mark.parametrize("file", ["a-first.answers.json", "z-last.answers.json"])
def test_a_sheet_in_anothers_name_neither_lowers_nor_raises_the_grade_in_silence(place, file):
    write(place, sheet("01", "ana PÉREZ", values={}), file)
    grade(place, place.parent / "grades")
    book = rows(place.parent / "grades" / "gradebook.csv")
    assert [row["Lesson 01"] for row in book[1:]] == ["two sheets: choose"]
    listed = {row["File"]: row["Counted"] for row in rows(place.parent / "grades" / "problems.csv")}
    assert listed == {file: "no", "lesson-01.ana.answers.json": "no"}
    assert not (place.parent / "grades" / "feedback").exists()


def test_a_forged_verdict_earns_nothing(place):
    ATTACKS["forged_verdicts"].make(place)
    grade(place, place.parent / "grades")
    assert (
        next(
            row
            for row in rows(place.parent / "grades" / "gradebook.csv")
            if row["Student"] == "Mallory"
        )["Lesson 01"]
        == "0"
    )


def test_an_honest_file_has_no_remark(place):
    assert FILE not in os.listdir(place)
    grade(place, place.parent / "grades")
    assert rows(place.parent / "grades" / "problems.csv") == []
