"""Both editions of every lesson, run from top to bottom: the solutions are right, the stubs are blank."""

import nbformat
import pytest
from nbclient import NotebookClient

from borderlab.data import lessons_dir
from borderlab.lessons import lesson, lesson_ids
from borderlab.teaching.store import Store, workspace_dir


def run(folder, lesson_id):
    """The cells of a notebook after a run, by the exercise that they hold; and the attempts it left."""
    (path,) = (lessons_dir() / folder).glob(f"{lesson_id}-*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    cells = {
        cell.metadata["exercise"]: cell for cell in notebook.cells if "exercise" in cell.metadata
    }
    return cells, Store(workspace_dir()).records("attempt")


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_every_check_accepts_the_worked_solution(lesson_id):
    cells, attempts = run("instructor", lesson_id)
    exercises = {exercise.id for exercise in lesson(lesson_id).exercises}
    assert set(cells) == exercises
    assert {attempt.item: attempt.verdict for attempt in attempts} == dict.fromkeys(
        exercises, "right"
    )


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_a_student_who_only_runs_the_cells_has_attempted_nothing(lesson_id):
    cells, attempts = run(".", lesson_id)
    assert set(cells) == {exercise.id for exercise in lesson(lesson_id).exercises} and not attempts
    for exercise_id, cell in cells.items():
        said = " ".join(output.get("data", {}).get("text/plain", "") for output in cell.outputs)
        assert "There is no answer yet" in said, exercise_id
