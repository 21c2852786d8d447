"""One JupyterLab and one browser for the session; without a browser the tests are skipped and say why."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import lab as lab_tools
import small_lesson


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


def watched(browser, lab):
    """A page; `page.outside` lists what it asked for from anywhere but the server, `page.errors` its errors."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.outside, page.errors = [], []
    own = (lab.url, "data:", "blob:", "ws")
    page.on("request", lambda r: None if r.url.startswith(own) else page.outside.append(r.url))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    return page


@pytest.fixture
def page(browser, lab):
    """A fresh page."""
    fresh = watched(browser, lab)
    yield fresh
    fresh.context.close()


@pytest.fixture(scope="session")
def small(browser, lab):
    """The small lesson with all its cells run, for all tests that only look or press."""
    page = watched(browser, lab)
    lab_tools.write_notebook(lab.root / "small.ipynb", *small_lesson.CELLS)
    lab.open(page, "small.ipynb")
    lab.run_all(page)
    yield page
    page.context.close()


@pytest.fixture
def opened(page, lab):
    """Opens a notebook of the cells given, run, on a page of its own."""

    def open_notebook(name, *cells):
        assert not (lab.root / name).exists(), f"{name} has a kernel of another test: choose a name"
        lab_tools.write_notebook(lab.root / name, *cells)
        lab.open(page, name)
        lab.run_all(page)
        return page

    return open_notebook
