"""Files that change while they are read, folders that are closed, two graders at once: no traceback, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from answer_sheets import sheet, write

from claimlab.classroom.grade import find_files, grade
from claimlab.errors import KitError
from claimlab.sheets import read
from claimlab.sheets.read import Rejection, Sheet, read_sheet

needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs links and modes of POSIX")
needs_a_plain_user = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="nothing is closed to this user"
)


@pytest.fixture
def sheets(tmp_path):
    folder = tmp_path / "sheets"
    folder.mkdir()
    write(folder, sheet("01", "Ana"))
    return folder


def exchanged(monkeypatch, path: Path, by) -> None:
    """Let something else stand in a file's place between the look at it and its opening."""
    is_special = read._refuse_special

    def then(status):
        is_special(status)
        if not done:
            done.append(True)
            path.unlink()
            by(path)

    done: list[bool] = []
    monkeypatch.setattr(read, "_refuse_special", then)


@needs_posix
@pytest.mark.parametrize("what", ["link", "pipe", "folder", "nothing", "larger"])
def test_a_file_that_is_exchanged_while_it_is_read_is_refused(sheets, monkeypatch, tmp_path, what):
    (path,) = sheets.iterdir()
    secret = write(tmp_path, sheet("01", "Secret"), "secret.answers.json")
    ways = {
        "link": lambda p: p.symlink_to(secret),
        "pipe": os.mkfifo,
        "folder": Path.mkdir,
        "nothing": lambda p: None,
        "larger": lambda p: p.write_bytes(b" " * (read.MAX_BYTES + 1)),
    }
    exchanged(monkeypatch, path, ways[what])
    assert isinstance(read_sheet(path), Rejection)


def test_a_folder_that_goes_while_it_is_graded_costs_its_files_alone(sheets, tmp_path):
    write(sheets, sheet("01", "Luis"))

    def progress(files):
        for path in files:
            if "luis" in path.name:
                path.unlink()
            yield path

    grade(sheets, tmp_path / "out", progress=progress)
    assert "cannot be read" in (tmp_path / "out" / "problems.csv").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "gradebook.csv").exists()


@needs_a_plain_user
def test_what_is_closed_to_the_grader_is_listed(sheets):
    closed = sheets / "closed"
    closed.mkdir()
    write(closed, sheet("01", "Eva"))
    closed.chmod(0)
    try:
        found, unread = find_files(sheets)
        assert len(found) == 1 and len(unread) == 1
    finally:
        closed.chmod(0o700)


@needs_a_plain_user
def test_a_place_that_cannot_be_written_to_is_said_in_one_sentence(sheets, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(KitError, match="cannot be written"):
        grade(sheets, tmp_path / "closed" / "out")


@needs_posix
def test_results_are_for_the_eyes_of_their_owner(sheets, tmp_path):
    grade(sheets, tmp_path / "out")
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0


GRADER = "import sys; from pathlib import Path; from claimlab.classroom.grade import grade; grade(Path(sys.argv[1]), Path(sys.argv[2]))"


def test_of_two_graders_at_once_each_result_is_whole(sheets, tmp_path):
    for n in range(20):
        write(sheets, sheet("01", f"Student {n:02}"))
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", GRADER, str(sheets), str(tmp_path / "out")],
            stderr=subprocess.PIPE,
        )
        for _grader in range(2)
    ]
    said = [run.communicate(timeout=120)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    for out in (tmp_path / "out", tmp_path / "out-2"):
        book = (out / "gradebook.csv").read_text(encoding="utf-8")
        assert len(book.splitlines()) == 2 + 21
        assert len(list((out / "feedback").iterdir())) == 21
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_an_untouched_sheet_is_read(sheets):
    (path,) = sheets.iterdir()
    assert isinstance(read_sheet(path), Sheet)
