"""The pages of a hostile class in a real browser: nothing runs, nothing is asked for, and all of it can be read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from answer_sheets import sheet, write
from attacks import ATTACKS

from claimlab.classroom.grade import grade

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

import lab

AXES = """() => [...document.querySelectorAll('table')].every(t => t.caption && t.tHead
    && [...t.rows].every(r => r.cells[0].scope) && t.getBoundingClientRect().right <= innerWidth)"""


@pytest.fixture(scope="module")
def browser():
    with lab.window() as window:
        yield window


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Each attack graded on its own, because they all come from Mallory."""
    root = tmp_path_factory.mktemp("hostile")
    for name in (
        n
        for n, attack in ATTACKS.items()
        if attack.says == "markup" or "formula" in n or "guesses" in n
    ):
        sheets = root / name
        sheets.mkdir()
        write(sheets, sheet("01", "Ana Pérez"))
        ATTACKS[name].make(sheets)
        grade(sheets, root / f"{name}-grades")
    return root


def test_no_page_runs_anything_or_asks_for_anything(browser, results):
    page = browser.new_page()
    happened = []
    page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: happened.append(message.text))
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.on(
        "request",
        lambda request: (
            happened.append(request.url) if not request.url.startswith("file:") else None
        ),
    )
    pages = sorted(results.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        page.goto(path.as_uri(), wait_until="load")
        assert page.evaluate("window.hacked") is None, path.name
        assert (
            page.evaluate("document.querySelectorAll('script, img, a, iframe, form').length") == 0
        )
        assert (
            page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse")
            == "collapse"
        ), "the style is allowed by its hash"
        assert page.evaluate(AXES), path.name
    page.close()
    assert happened == []


def test_a_script_that_somehow_got_in_would_not_run(browser, results, tmp_path):
    page = browser.new_page()
    text = (results / "script_in_the_name-grades" / "class-report.html").read_text(encoding="utf-8")
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(
        text.replace(
            "<main>",
            '<main><script>window.hacked=1</script><img src="x" onerror="window.hacked=1">',
        ),
        encoding="utf-8",
    )
    page.goto(spoilt.as_uri(), wait_until="load")
    assert page.evaluate("window.hacked") is None
    page.close()
