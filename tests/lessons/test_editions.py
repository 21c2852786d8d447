"""What stands in the notebooks of a lesson; that they run and what their checks say is nbval's to test.

Each notebook runs once, in ``lessons/``, with ``BORDERLAB_EXPECT`` set (``offline/isolation.py``): a
solution that is not right, or a stub that is not blank, fails its cell.
"""

import json

import pytest

from claimlab.data import lessons_dir
from claimlab.lessons import lesson, lesson_ids
from claimlab.teaching.check import check


def cells_of(lesson_id, edition="."):
    """The cells of a lesson's own notebook, and of that for the curious, which all lessons fill."""
    (own,) = (lessons_dir() / edition).glob(f"{lesson_id}-*.ipynb")
    for path in (own, lessons_dir() / edition / "curious.ipynb"):
        yield from json.loads(path.read_text(encoding="utf-8"))["cells"]


@pytest.mark.parametrize("edition", [".", "instructor"])
@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_every_exercise_has_a_cell_that_checks_it(lesson_id, edition):
    held = {
        c["metadata"]["exercise"]: "".join(c["source"])
        for c in cells_of(lesson_id, edition)
        if c["metadata"].get("exercise", "")[1:3] == lesson_id
    }
    assert set(held) == {exercise.id for exercise in lesson(lesson_id).exercises}
    assert [item for item, code in held.items() if f'check("{item}"' not in code] == []


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_every_goal_is_shown_by_a_cell_that_names_it(lesson_id):
    shown = {
        goal
        for cell in cells_of(lesson_id)
        for goal in cell["metadata"].get("goals", [])
        if goal[1:3] == lesson_id
    }
    assert shown == {goal.id for goal in lesson(lesson_id).goals}


def test_a_cell_fails_when_its_verdict_is_not_the_expected_one(workspace, monkeypatch):
    monkeypatch.setenv("BORDERLAB_EXPECT", "right")
    with pytest.raises(AssertionError, match="E01.2: not-attempted"):
        check("E01.2")
    monkeypatch.setenv("BORDERLAB_EXPECT", "not-attempted")
    check("E01.2")
    with pytest.raises(AssertionError, match="E01.2: wrong-base"):
        from claimlab.lessons import exercise

        (wrong,) = (m for m in exercise("E01.2").mistakes if m.code == "wrong-base")
        check("E01.2", wrong.value())
