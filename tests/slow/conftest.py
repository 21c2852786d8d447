"""The whole site, made once: where ``BORDERLAB_SITE`` names a folder, the one that lies there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
sys.path.insert(0, str(Path(__file__).parent))

import lab


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The folder of all pages."""
    if told := os.environ.get("BORDERLAB_SITE"):
        return Path(told)
    out = tmp_path_factory.mktemp("site")
    subprocess.run([sys.executable, "-m", "borderlab.cli", "site", str(out)], check=True)
    return out


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium."""
    with lab.window() as window:
        yield window
