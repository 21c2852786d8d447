"""Updates through nbgitpuller lose no edited work: its own class pulls a repository of lessons into a student's folder.

Where it cannot bring the two together it stops, and then nothing of the student's has changed.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

pull_module = pytest.importorskip(
    "nbgitpuller.pull", reason="nbgitpuller is not installed: pip install '.[hub]'"
)
ROOT = Path(__file__).parents[2]
LESSON, TABLE = "lessons/01-the-rise-and-fall-of-a-border-economy.ipynb", "data/trade/annual.csv"
ANSWER, OTHER = "E01.2", "01-limits"  # where she answers, and a text that is mended
MINE, NEWER = "fall_percent = 96.5  # my answer", "A sentence that was mended."


def git(folder: Path, *command: str) -> str:
    who = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.org"]
    done = subprocess.run(["git", *who, *command], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Copy:
    """A folder with the lessons: the lecturer's, or a student's."""

    def __init__(self, folder: Path):
        self.folder, self.lesson, self.table = folder, folder / LESSON, folder / TABLE

    def cell(self, name: str, path: Path | None = None):
        """The cell of this name, and its notebook."""
        notebook = nbformat.read(path or self.lesson, 4)
        return next(c for c in notebook.cells if c.id.startswith(name.replace(".", "-"))), notebook

    def write(self, name: str, source: str) -> None:
        cell, notebook = self.cell(name)
        cell.source = source
        nbformat.write(notebook, self.lesson)

    def run(self) -> None:
        """What running all cells and saving leaves in the file."""
        notebook = nbformat.read(self.lesson, 4)
        for count, cell in enumerate(c for c in notebook.cells if c.cell_type == "code"):
            cell.execution_count = count + 1
            cell.outputs = [nbformat.v4.new_output("stream", text=f"result {count}\n")]
        nbformat.write(notebook, self.lesson)


@pytest.fixture
def lecturer(tmp_path):
    """Her repository: a lesson as it is built, a table, and what the kit says of line ends."""
    made = Copy(tmp_path / "course")
    for name in (LESSON, ".gitattributes"):
        (made.folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, made.folder / name)
    made.table.parent.mkdir(parents=True)
    made.table.write_text("year,exports_usd_millions\n" + "".join(f"{y},{y - 1990}\n" for y in range(2000, 2020)))  # fmt: skip
    git(made.folder, "init", "-q", "-b", "main")
    publish(made)
    return made


def publish(lecturer: Copy) -> None:
    git(lecturer.folder, "add", "-A")
    git(lecturer.folder, "commit", "-q", "-m", "what is new")


@pytest.fixture
def student(lecturer, tmp_path):
    made = Copy(tmp_path / "home" / "course")
    made.source = lecturer.folder
    pull(made)
    return made


def pull(student: Copy) -> None:
    """What a click on the link does."""
    address = f"file://{student.source}"
    list(pull_module.GitPuller(address, str(student.folder), branch="main").pull())


def mend(lecturer: Copy) -> None:
    lecturer.write(OTHER, NEWER)
    publish(lecturer)


def both_come_through(lecturer: Copy, student: Copy) -> None:
    """After a mended lesson was pulled the answer is hers, and the rest is new."""
    mend(lecturer)
    pull(student)
    assert student.cell(ANSWER)[0].source == MINE
    assert student.cell(OTHER)[0].source == NEWER


def test_the_first_click_brings_the_lessons(student):
    assert student.lesson.read_bytes() == (ROOT / LESSON).read_bytes()


def test_an_answer_and_a_mended_text_come_together(lecturer, student):
    student.run()
    student.write(ANSWER, MINE)
    both_come_through(lecturer, student)


def test_a_lesson_that_was_only_run_gets_what_is_new_and_keeps_its_results(lecturer, student):
    student.run()
    mend(lecturer)
    pull(student)
    cell, notebook = student.cell(OTHER)
    nbformat.validate(notebook)
    assert cell.source == NEWER
    assert student.cell(ANSWER)[0].outputs[0].text.startswith("result ")


def test_where_both_changed_one_cell_the_students_stays(lecturer, student):
    student.write(ANSWER, MINE)
    lecturer.write(ANSWER, "fall_percent = ...  # another stub")
    both_come_through(lecturer, student)


def test_an_answer_outlives_the_exercise(lecturer, student):
    student.write(ANSWER, MINE)
    cell, notebook = lecturer.cell(ANSWER)
    notebook.cells.remove(cell)
    nbformat.write(notebook, lecturer.lesson)
    publish(lecturer)
    pull(student)
    assert MINE in student.lesson.read_text("utf-8")


def test_a_lesson_that_was_deleted_comes_back_new(lecturer, student):
    student.lesson.unlink()
    mend(lecturer)
    pull(student)
    assert student.cell(OTHER)[0].source == NEWER


def test_an_edited_lesson_outlives_its_deletion_by_the_lecturer(lecturer, student):
    student.write(ANSWER, MINE)
    lecturer.lesson.unlink()
    publish(lecturer)
    pull(student)
    assert student.cell(ANSWER)[0].source == MINE


def test_a_lesson_that_both_deleted_is_gone_and_the_rest_is_new(lecturer, student):
    student.lesson.unlink()
    lecturer.lesson.unlink()
    lecturer.table.write_text("year,exports_usd_millions\n2000,11\n")
    publish(lecturer)
    pull(student)
    assert not student.lesson.exists() and student.table.read_text().endswith("2000,11\n")


def test_an_answer_goes_along_when_the_lecturer_renames_a_lesson(lecturer, student):
    student.run()
    student.write(ANSWER, MINE)
    git(lecturer.folder, "mv", LESSON, "lessons/01-renamed.ipynb")
    publish(lecturer)
    pull(student)
    found = [path for path in student.folder.glob("lessons/*") if MINE in path.read_text("utf-8")]
    assert found, "her answer is in one of the two"


def test_a_lesson_that_the_student_renamed_stays_and_a_new_one_comes_beside_it(lecturer, student):
    student.write(ANSWER, MINE)
    own = student.lesson.rename(student.lesson.with_name("my lesson.ipynb"))
    mend(lecturer)
    pull(student)
    assert student.cell(ANSWER, own)[0].source == MINE
    assert student.cell(OTHER)[0].source == NEWER


def in_the_way(lecturer: Copy, student: Copy) -> Path:
    """She has notes of her own, and the lecturer publishes a file of the same name."""
    name = "lessons/notes.md"
    (student.folder / name).write_text("my notes\n")
    (lecturer.folder / name).write_text("notes of the class\n")
    publish(lecturer)
    return student.folder / name


def both_are_there(notes: Path) -> None:
    assert notes.read_text() == "notes of the class\n"
    assert "my notes\n" in [path.read_text() for path in notes.parent.glob("notes__*.md")]


def test_a_file_of_hers_with_the_name_of_a_new_one_gets_another_name(lecturer, student):
    notes = in_the_way(lecturer, student)
    pull(student)
    both_are_there(notes)


def test_a_file_that_is_in_nobodys_way_is_left_alone(lecturer, student):
    (student.folder / "lessons" / "my plot.png").write_bytes(b"\x89PNG\r\n")
    mend(lecturer)
    pull(student)
    assert (student.folder / "lessons" / "my plot.png").read_bytes() == b"\x89PNG\r\n"


@pytest.mark.parametrize("how", ["committed", "staged", "on a branch"])
def test_who_knows_git_loses_nothing_either(lecturer, student, how):
    if how == "on a branch":
        git(student.folder, "switch", "-q", "-c", "mine")
    student.write(ANSWER, MINE)
    git(student.folder, "add", "-A")
    if how != "staged":
        git(student.folder, "commit", "-q", "-m", "my work")
    both_come_through(lecturer, student)
    if how != "staged":
        assert "my work" in git(student.folder, "log", "--format=%s")


@pytest.mark.parametrize("year", [2003, 2015], ids=["the same row", "another row"])
def test_an_edited_table_keeps_her_rows(lecturer, student, year):
    student.table.write_text(student.table.read_text().replace("2003,13\n", "2003,-1\n"))
    lecturer.table.write_text(lecturer.table.read_text().replace(f"{year},{year - 1990}\n", f"{year},77\n"))  # fmt: skip
    publish(lecturer)
    pull(student)
    rows = student.table.read_text().splitlines()
    assert "2003,-1" in rows and ("2015,77" in rows) == (year == 2015)


def test_a_lesson_that_she_made_read_only_is_kept_and_brought_up_to_date(lecturer, student):
    student.write(ANSWER, MINE)
    student.lesson.chmod(0o444)
    both_come_through(lecturer, student)


def test_line_ends_of_another_system_are_no_change(lecturer, student):
    student.write(ANSWER, MINE)
    student.lesson.write_bytes(student.lesson.read_bytes().replace(b"\n", b"\r\n"))
    both_come_through(lecturer, student)


def test_a_lock_that_is_new_stops_the_update_and_an_old_one_does_not(lecturer, student):
    student.write(ANSWER, MINE)
    mend(lecturer)
    before, lock = student.lesson.read_bytes(), student.folder / ".git" / "index.lock"
    lock.touch()
    with pytest.raises(Exception, match="index.lock"):
        pull(student)
    assert student.lesson.read_bytes() == before
    os.utime(lock, (time.time() - 3600,) * 2)
    pull(student)
    assert student.cell(ANSWER)[0].source == MINE
    assert student.cell(OTHER)[0].source == NEWER


def test_a_merge_that_she_left_half_done_keeps_her_lines(lecturer, student):
    student.write(ANSWER, MINE)
    git(student.folder, "commit", "-q", "-a", "-m", "my work")
    lecturer.write(ANSWER, "fall_percent = ...  # another stub")
    publish(lecturer)
    git(student.folder, "fetch", "-q")
    with pytest.raises(AssertionError):
        git(student.folder, "merge", "origin/main")  # stops at the conflict, and she closes the tab
    assert (student.folder / ".git" / "MERGE_HEAD").exists()
    pull(student)
    assert MINE in student.lesson.read_text("utf-8")


# Where it stops -----------------------------------------------------------------------------------


def stops_and_leaves_hers(student: Copy) -> None:
    before = {path: path.read_bytes() for path in (student.folder / "lessons").iterdir()}
    with pytest.raises(subprocess.CalledProcessError):
        pull(student)
    after = {path: path.read_bytes() for path in (student.folder / "lessons").iterdir()}
    assert after == before


def test_a_history_that_was_written_anew_stops_the_update(lecturer, student):
    student.write(ANSWER, MINE)
    shutil.rmtree(lecturer.folder / ".git")
    git(lecturer.folder, "init", "-q", "-b", "main")
    mend(lecturer)
    stops_and_leaves_hers(student)


def test_a_lesson_renamed_to_the_name_of_a_file_of_hers_stops_the_update(lecturer, student):
    (student.folder / "lessons" / "01-new.ipynb").write_text("my notes")
    git(lecturer.folder, "mv", LESSON, "lessons/01-new.ipynb")
    publish(lecturer)
    stops_and_leaves_hers(student)


def test_a_staged_file_of_hers_with_the_name_of_a_new_one_takes_a_second_click(lecturer, student):
    notes = in_the_way(lecturer, student)
    git(student.folder, "add", "lessons/notes.md")
    with pytest.raises(subprocess.CalledProcessError):
        pull(student)
    time.sleep(1.1)  # a second click is never in the same second, by which her file is named
    pull(student)
    both_are_there(notes)


def test_a_repository_that_is_away_stops_the_update(lecturer, student):
    student.write(ANSWER, MINE)
    lecturer.folder.rename(lecturer.folder.with_name("moved"))
    stops_and_leaves_hers(student)


# By chance ----------------------------------------------------------------------------------------


def at_random(chance: random.Random, notebook, said: str, times: int) -> None:
    """Cells are edited, added, taken out and moved, as two people would who know nothing of each other."""
    for turn in range(times):
        cells, place = notebook.cells, chance.randrange(len(notebook.cells))
        match chance.choice(["edit", "edit", "append", "add", "delete", "move"]):
            case "edit":
                lines = cells[place].source.split("\n")
                lines[chance.randrange(len(lines))] = f"{said} {turn}"
                cells[place].source = "\n".join(lines)
            case "append":
                cells[place].source += f"\n{said} {turn}"
            case "add":
                new = chance.choice([new_code_cell, new_markdown_cell])
                cells.insert(place, new(f"{said} {turn}", id=f"{chance.getrandbits(32):08x}"))
            case "delete":
                cells.pop(place)
            case "move":
                cells.insert(chance.randrange(len(cells)), cells.pop(place))


@pytest.mark.parametrize("seed", range(20))
def test_whatever_two_people_do_her_lines_stay_and_the_notebook_opens(lecturer, student, seed):
    chance = random.Random(seed)
    if chance.random() < 0.8:
        student.run()
    for copy, said, times in ((student, "mine", 5), (lecturer, "theirs", 6)):
        notebook = nbformat.read(copy.lesson, 4)
        at_random(chance, notebook, said, times)
        nbformat.write(notebook, copy.lesson)
    hers = [line for cell in nbformat.read(student.lesson, 4).cells for line in cell.source.split("\n") if line.startswith("mine ")]  # fmt: skip
    publish(lecturer)
    pull(student)
    after = nbformat.read(student.lesson, 4)
    lines = [line for cell in after.cells for line in cell.source.split("\n")]
    assert hers and not set(hers) - set(lines)
