"""A lesson that exists in the tests alone, and a workspace of its own for each test."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from claimlab import lessons as registry
from claimlab.lessons import joining


@pytest.fixture(scope="session")
def sample():
    """The module of sample exercises (tests/sample_lesson.py)."""
    spec = importlib.util.spec_from_file_location(
        "sample_lesson", Path(__file__).with_name("sample_lesson.py")
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """An empty workspace that this test alone writes to."""
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("BORDERLAB_SOLUTIONS", raising=False)
    return tmp_path


@pytest.fixture
def lessons(sample, monkeypatch, workspace):
    """The sample lessons 96 and 97 in place of the kit's own."""
    monkeypatch.setattr(registry, "lesson_ids", lambda: ("96", "97"))
    monkeypatch.setattr(joining, "join", lambda lesson_id, language: sample.LESSONS[lesson_id])
    return sample
