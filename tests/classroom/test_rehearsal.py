"""A rehearsal leaves the class's workspace alone; a reset deletes nothing."""

import pytest
from click.testing import CliRunner

from claimlab import cli, workspace
from claimlab.classroom.rehearsal import reset
from claimlab.errors import KitError
from claimlab.teaching.store import Store


@pytest.fixture
def opened(monkeypatch):
    calls = []
    monkeypatch.setattr(
        workspace, "serve", lambda folder, notebook, **more: calls.append((folder, notebook))
    )
    return calls


def run(*arguments):
    result = CliRunner().invoke(cli.main, list(map(str, arguments)))
    assert result.exit_code == 0, result.output
    return result.output


def test_a_rehearsal_has_its_own_workspace(tmp_path, opened):
    run("open", "--rehearse", "--workspace", tmp_path / "class")
    ((folder, _notebook),) = opened
    assert folder == tmp_path / "class-rehearsal" and not (tmp_path / "class").exists()
    Store(folder).add("prediction", "P01.1", {"guess": 40, "mark": 1})
    assert Store(tmp_path / "class").records() == []


def test_instructor_opens_the_notebook_with_solutions(tmp_path, opened):
    run("open", "--instructor", "01", "--workspace", tmp_path)
    run("open", "01", "--workspace", tmp_path)
    assert [notebook.split("/")[0] for _folder, notebook in opened][0] == "instructor"
    assert "/" not in opened[1][1]


def test_a_reset_begins_anew_and_keeps_everything(tmp_path, opened):
    run("open", "--instructor", "--workspace", tmp_path)
    Store(tmp_path).add("attempt", "E01.1", 5, "wrong")
    (tmp_path / "lesson-01.ana.answers.json").write_text("{}")
    (tmp_path / "my-notes.txt").write_text("mine")
    before = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    backup = reset(tmp_path)
    assert Store(tmp_path).read() == [] and list(tmp_path.glob("*.ipynb")) == []
    after = {p.relative_to(backup if p.is_relative_to(backup) else tmp_path): p.read_bytes()
             for p in tmp_path.rglob("*") if p.is_file()}  # fmt: skip
    assert before == after
    assert (tmp_path / "my-notes.txt").exists()
    run("open", "--workspace", tmp_path)
    assert list(tmp_path.glob("00-*.ipynb"))


def test_a_reset_asks_first_and_has_nothing_to_do_in_an_empty_folder(tmp_path):
    Store(tmp_path).add("attempt", "E01.1", 5, "wrong")
    result = CliRunner().invoke(cli.main, ["reset", "--workspace", str(tmp_path)], input="n\n")
    assert result.exit_code == 1 and len(Store(tmp_path).read()) == 1
    with pytest.raises(KitError, match="nothing to reset"):
        reset(tmp_path / "none")
