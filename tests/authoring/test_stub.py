"""One cell, two readings: what a student gets of an exercise, and what solves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlab.authoring.stub import stub_and_solution

CHECK = 'check("E41.1", x)'


def both(marked: str) -> tuple[str, str]:
    return stub_and_solution(marked, "E41.1", Path("41.md"), 1)


@pytest.mark.parametrize(
    ("marked", "stub", "solution"),
    [
        ("x = 6 * 7  ### ...", "x = ...", "x = 6 * 7"),
        ("x = 6 * 7  ### ...  # a = b", "x = ...  # a = b", "x = 6 * 7"),
        ("### ...  # 6 times\nx = 6 * 7", "x = ...  # 6 times", "x = 6 * 7"),
        ("a = 6\nx = a * 7  ### ...", "a = 6\nx = ...", "a = 6\nx = a * 7"),
        ("x = f(  ### ...\n    7  # lorries\n)", "x = ...", "x = f(\n    7  # lorries\n)"),
        ("import math  ###\n\nx = math.pi  ### ...", "x = ...", "import math\n\nx = math.pi"),
        ("a = 6  ### a, x = ..., ...\nx = 7", "a, x = ..., ...", "a = 6\nx = 7"),
        ("a, x = 6, 7  ### ..., ...", "a, x = ..., ...", "a, x = 6, 7"),
        (
            "x = {\n    'a': 1,  ### ...,\n}  ### }",
            "x = {\n    'a': ...,\n}",
            "x = {\n    'a': 1,\n}",
        ),
        (
            "x = {\n    ### 1: ...,\n    1: 2,\n}  ### }",
            "x = {\n    1: ...,\n}",
            "x = {\n    1: 2,\n}",
        ),
        ("x = 1  ### ...\n### # x += ...\nx += 1", "x = ...\n# x += ...", "x = 1\nx += 1"),
    ],
)
def test_a_mark_stands_for_what_a_student_writes(marked, stub, solution):
    assert both(f"{marked}\n{CHECK}") == (
        f"{stub}\n{CHECK}",
        f"{solution}\n{CHECK}",
    )


def test_what_follows_the_check_is_given_and_a_marked_check_is_written():
    marked = 'x = 42  ### ...\ncheck("E41.1", (x, x + 1))  ### check("E41.1", (x, ...))'
    assert both(marked)[0] == 'x = ...\ncheck("E41.1", (x, ...))'
    assert both(f"x = 42  ### ...\n{CHECK}\nx")[0] == f"x = ...\n{CHECK}\nx"


def test_blank_lines_are_no_lines_to_write():
    assert both("x = 0  ### ..." + "\n\nx += 1" * 9 + f"\n{CHECK}")[0] == f"x = ...\n{CHECK}"
