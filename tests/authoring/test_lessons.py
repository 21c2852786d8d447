"""The kit's own lessons: clean by the lint, fresh, and without a solution in a student's notebook."""

from __future__ import annotations

import json

import pytest

from claimlab.authoring.build import build
from claimlab.authoring.lint import lint
from claimlab.authoring.source import read, source_paths
from claimlab.data import lessons_dir

LESSONS = [path for path in source_paths() if path.stem != "start"]


def test_lessons_have_no_lint_findings():
    assert [str(finding) for finding in lint()] == []


def test_notebooks_are_fresh():
    stale = [
        f"{result.state}: {result.path.name}"
        for result in build(check=True)
        if result.state != "fresh"
    ]
    assert stale == [], "run 'borderlab build'"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_solution_line_reaches_a_student(path):
    source = read(path)
    seen = {line.strip() for cell in source.student for line in cell.text.splitlines()}
    secret = (
        {line.strip() for c in source.cells if "solution" in c.tags for line in c.text.splitlines()}
        - seen
        - {"", ")", "}", "]"}
    )
    notebook = json.loads((lessons_dir() / source.notebook).read_text(encoding="utf-8"))
    shown = {
        line.strip() for cell in notebook["cells"] for line in "".join(cell["source"]).splitlines()
    }
    assert secret
    assert not secret & shown
