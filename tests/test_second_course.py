"""A course on another text, made with ``claimlab new-course``: the engine builds, tests and grades it as it does its first one."""

import csv
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

COURSE = Path(__file__).with_name("second_course") / "moderation"
SCRIPTS = Path(sysconfig.get_path("scripts"))
LITTER = shutil.ignore_patterns("__pycache__", ".pytest_cache", ".ipynb_checkpoints", ".venv")
SUBMIT = """
import sys
from {course} import check, submit
if sys.argv[1:]:
    check("E01.1", float(sys.argv[1]))
submit("01", name="Ada")
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy, so that nothing is written into the checkout."""
    return Path(
        shutil.copytree(COURSE, tmp_path_factory.mktemp("second") / "moderation", ignore=LITTER)
    )


def run(*command, cwd, **more):
    """What a command says in a folder, as if neither a course nor a test had been chosen before."""
    chosen = ("BORDERLAB_", "CLAIMLAB_", "MODERATION_", "PYTEST_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(chosen)}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, **more},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def sheet(package, *answer, cwd, tmp_path):
    """A folder with the answer sheet alone that a student of a course hands in."""
    work, handed_in = tmp_path / f"work-{package}", tmp_path / f"sheets-{package}"
    variables = {"FRONT_END": "0", "WORKSPACE": str(work)}
    variables = {f"{package.upper()}_{name}": value for name, value in variables.items()}
    run(sys.executable, "-c", SUBMIT.format(course=package), *answer, cwd=cwd, **variables)
    (file,) = work.glob("*.answers.json")
    assert json.loads(file.read_text(encoding="utf-8"))["format"] == f"{package}-answers"
    handed_in.mkdir()
    shutil.copy(file, handed_in)
    return handed_in


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "command",
    [
        (SCRIPTS / "claimlab", "data", "verify"),
        (SCRIPTS / "claimlab", "build", "--check"),
        (SCRIPTS / "claimlab", "lint"),
        (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
    ],
    ids=["data verify", "build --check", "lint", "pytest"],
)
def test_the_course_passes_what_its_guide_asks(course, command):
    run(*command, cwd=course)


def test_nothing_is_left_of_the_example(course):
    for path in course.rglob("*"):
        if path.suffix in {".py", ".md", ".toml", ".csv", ".json", ".ipynb"}:
            text = path.read_text(encoding="utf-8")
            assert "calendar/months" not in text and "TO FILL" not in text, path


@pytest.mark.parametrize(("answer", "marks"), [("57.2", "1"), ("42.8", "0")])
def test_a_sheet_is_graded(course, tmp_path, answer, marks):
    folder = sheet("moderation", answer, cwd=course, tmp_path=tmp_path)
    run(SCRIPTS / "claimlab", "grade", folder, "-o", tmp_path / "grades", cwd=course)
    (ada,) = [row for row in rows(tmp_path / "grades" / "gradebook.csv") if row["Student"] == "Ada"]
    assert ada["Lesson 01"] == marks
    assert rows(tmp_path / "grades" / "problems.csv") == []


@pytest.mark.parametrize(
    ("package", "command"), [("moderation", "borderlab"), ("borderlab", "claimlab")]
)
def test_a_sheet_of_another_course_is_named_and_not_counted(course, tmp_path, package, command):
    at_home, abroad = (course, tmp_path) if package == "moderation" else (tmp_path, course)
    folder = sheet(package, cwd=at_home, tmp_path=tmp_path)
    run(SCRIPTS / command, "grade", folder, "-o", tmp_path / "grades", cwd=abroad)
    (problem,) = rows(tmp_path / "grades" / "problems.csv")
    assert problem["File"] == "lesson-01.ada.answers.json"
    assert problem["Counted"] == "no"
    assert f"belongs to the course '{package}'" in problem["Reason"]
