"""The kit's own lessons: clean by the lint, fresh, and without a solution in a student's notebook."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from claimlab.authoring.build import build
from claimlab.authoring.doors import TAG, sections
from claimlab.authoring.lint import lint
from claimlab.authoring.minutes import core_minutes
from claimlab.authoring.source import read, source_paths
from claimlab.data import lessons_dir

LESSONS = [path for path in source_paths() if path.stem != "start"]

MOST_MINUTES, MOST_DOORS = 30, 4
_CALLS = {
    "check", "column", "explore", "judge", "predict", "quiz", "play", "reveal", "show", "verdict", "voice",
}  # fmt: skip


every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def first_calls(path) -> list[str]:
    """The first five calls of a lesson, in the order in which a student meets them."""
    calls = [name for c in read(path).student for name, _call in c.calls() if name in _CALLS]
    assert len(calls) >= 5
    return calls[:5]


@pytest.mark.parametrize(
    ("path", "following"), list(pairwise(LESSONS)), ids=lambda path: path.stem[:2]
)
def test_no_lesson_begins_like_the_next(path, following):
    assert first_calls(path) != first_calls(following)


@every_lesson
def test_a_core_takes_at_most_half_an_hour(path):
    assert core_minutes(read(path)) <= MOST_MINUTES


@every_lesson
def test_a_lesson_has_at_most_four_doors(path):
    doors = {heading for _cell, heading, door in sections(read(path).student) if door == TAG}
    assert len(doors) <= MOST_DOORS, "move some to the curious: '## For the curious: …'"


def test_a_question_that_closes_a_lesson_is_asked_and_answered_in_the_next():
    asked = {}
    for path, following in pairwise(LESSONS):
        own = {name for cell in read(path).student for name in cell.asked("predict")}
        ahead = {name for name in own if name[1:3] == following.stem[:2]}
        for verb in ("predict", "reveal"):
            there = {name for cell in read(following).student for name in cell.asked(verb)}
            assert ahead <= there, f"{verb} it in {following.stem}"
        asked |= dict.fromkeys(ahead, path.stem[:2])
    assert asked["P02.2"] == "01"


def test_lessons_have_no_lint_findings():
    assert [str(finding) for finding in lint()] == []


def test_notebooks_are_fresh():
    stale = [
        f"{result.state}: {result.path.name}"
        for result in build(check=True)
        if result.state != "fresh"
    ]
    assert stale == [], "run 'borderlab build'"


@every_lesson
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
