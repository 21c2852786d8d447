"""One JupyterLab and one browser for the session; without a browser the tests are skipped and say why."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import lab as lab_tools


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium."""
    with lab_tools.window() as window:
        yield window


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab over an empty folder, `lab.root`."""
    with lab_tools.Lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture
def page(browser, lab):
    """A fresh page; `page.outside` lists what it asked for from anywhere but the server."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    fresh = context.new_page()
    fresh.outside = []
    fresh.on(
        "request",
        lambda r: (
            fresh.outside.append(r.url)
            if not r.url.startswith((lab.url, "data:", "blob:", "ws"))
            else None
        ),
    )
    yield fresh
    context.close()
