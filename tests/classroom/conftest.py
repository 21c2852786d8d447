"""The maker of answer sheets and a folder for them, for the tests of grading."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def sheets(tmp_path):
    """An empty folder into which a class hands in."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    return folder
