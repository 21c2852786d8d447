"""What every lesson must hold: fresh notebooks, no finding of the lint, and a check that knows right from wrong."""

import pytest

from claimlab.authoring.build import build
from claimlab.authoring.lint import lint
from claimlab.data import lessons_dir, tables, verify
from claimlab.judging.judge import judge
from claimlab.lessons import lesson, lesson_ids, pictures

GOALS = [one for number in lesson_ids() for one in lesson(number).goals]
PLAYED = {one.goal: one for number in lesson_ids() for one in pictures(number).values() if one.goal}
EXERCISES = [one for number in lesson_ids() for one in lesson(number).exercises]


@pytest.mark.parametrize("name", tables())
def test_every_table_is_the_one_that_was_sealed(name):
    assert verify(name) == ""


def test_notebooks_are_fresh():
    assert [made.path.name for made in build(check=True) if made.state != "fresh"] == []


def test_the_lint_has_nothing_to_mend():
    assert [str(finding) for finding in lint([lessons_dir() / "source"])] == []


@pytest.mark.parametrize("one", EXERCISES, ids=lambda one: one.id)
def test_a_check_knows_the_right_answer_and_each_mistake(one):
    if one.kind == "chart":  # its mistakes are drawings: the instructor's notebook is run
        return
    assert judge(one, one.right()).ok
    assert [judge(one, m.value()).code for m in one.mistakes] == [m.code for m in one.mistakes]


@pytest.mark.parametrize("goal", GOALS, ids=lambda one: one.id)
def test_a_goal_has_a_picture_and_is_not_reached_at_its_start(goal):
    explore = PLAYED[goal.id]()
    assert not goal.reached(explore.frame, **explore.params)
