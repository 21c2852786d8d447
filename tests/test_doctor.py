"""The doctor finds each fault that it promises to find, and says what to do about it."""

import socket
import webbrowser
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from claimlab import data, doctor
from claimlab.doctor import examine


def findings(workspace):
    return {finding.what: finding for finding in examine(workspace)}


def test_a_healthy_machine_has_no_problem(tmp_path):
    found = findings(tmp_path / "ws")
    assert {f.what for f in found.values() if f.state == "problem"} == set()
    assert len(found) == 10
    assert not (tmp_path / "ws").exists(), "looking changes nothing"


def test_a_missing_library_is_named_with_its_cure(tmp_path, monkeypatch):
    def version(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", version)
    found = findings(tmp_path)
    for name in ("jupyterlab", "ipywidgets", "matplotlib"):
        assert found[name].state == "problem"
        assert f"pip install {name}" in found[name].says


def test_widgets_without_their_part_of_jupyterlab(tmp_path, monkeypatch):
    import jupyter_core.paths

    monkeypatch.setattr(jupyter_core.paths, "jupyter_path", lambda *_: [str(tmp_path)])
    assert "jupyterlab_widgets" in findings(tmp_path)["ipywidgets"].says


def test_no_browser_is_only_a_note(tmp_path, monkeypatch):
    def get():
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", get)
    found = findings(tmp_path)["Browser"]
    assert (found.state, "address" in found.says) == ("note", True)


def test_a_workspace_that_cannot_be_written_to(tmp_path):
    (tmp_path / "file").touch()
    found = findings(tmp_path / "file" / "ws")["Workspace"]
    assert (found.state, "--workspace" in found.says) == ("problem", True)


def test_a_damaged_table(tmp_path, monkeypatch):
    monkeypatch.setattr(
        data, "verify", lambda name: "The table is damaged." if name.startswith("maps") else ""
    )
    found = findings(tmp_path)["Data"]
    assert (found.state, "damaged" in found.says) == ("problem", True)


def test_no_port(tmp_path, monkeypatch):
    def bind(*_arguments):
        raise OSError

    monkeypatch.setattr(socket.socket, "bind", bind)
    assert findings(tmp_path)["Port"].state == "problem"


@pytest.mark.parametrize("is_set", [True, False])
def test_python_that_writes_no_bytecode(tmp_path, monkeypatch, is_set):
    monkeypatch.setattr("sys.dont_write_bytecode", is_set)
    found = findings(tmp_path)["Start-up speed"]
    assert ("compileall" in found.says) == (found.state == "note")
    assert ("PYTHONDONTWRITEBYTECODE" in found.says) == is_set


def test_libraries_that_are_not_compiled(tmp_path, monkeypatch):
    import ipywidgets

    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr(ipywidgets, "__file__", str(Path(tmp_path, "ipywidgets", "__init__.py")))
    assert "compileall" in findings(tmp_path)["Start-up speed"].says


def test_widgets_that_were_told_not_to_wait(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_FRONT_END", "0")
    assert findings(tmp_path)["Notebook settings"].state == "note"
    monkeypatch.delenv("BORDERLAB_FRONT_END")
    assert findings(tmp_path)["Notebook settings"].state == "ok"
