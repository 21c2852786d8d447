"""A new lesson works before a word of it is written, in a copy of the kit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from claimlab.authoring.scaffold import new_lesson
from claimlab.errors import KitError

ROOT = Path(__file__).parents[2]
TESTS = (
    "lessons/test_rooms.py",
    "lessons/test_all_exercises.py",
    "authoring/test_lessons.py",
    "test_tidy.py",
)


def test_a_lesson_that_exists_is_not_overwritten():
    with pytest.raises(KitError, match="There is a lesson 01 already"):
        new_lesson("01-another-fall")


def test_a_new_lesson_builds_lints_and_passes_the_tests(tmp_path):
    for folder in ("data", "helpers", "tests", "lessons"):
        ignored = shutil.ignore_patterns("__pycache__", "browser", "hostile")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)

    def run(*command):
        environment = {**os.environ, "PYTHONPATH": str(tmp_path / "helpers")}
        done = subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    assert "lesson93" in run("-m", "claimlab.cli", "new", "93-a-new-lesson")
    assert "written" in run("-m", "claimlab.cli", "build", "93")
    assert "Nothing to mend" in run("-m", "claimlab.cli", "lint", "93")
    for style in (("format", "--check"), ("check",)):
        run("-m", "ruff", *style, "--no-cache", "--quiet", ".")
    named = [f"tests/{name}" for name in (*TESTS, "lessons/lesson93")]
    notebook = "lessons/instructor/93-a-new-lesson.ipynb"
    options = ("-n0", "-q", "-p", "no:cacheprovider", "-k", "93 or 93-a-new")
    assert " passed" in run("-m", "pytest", *options, *named, notebook)
