"""The pages that are handed in, printed or read by an instructor, as axe and a narrow window see them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

sys.path.insert(0, str(Path(__file__).parents[1] / "classroom"))

from answer_sheets import sheet, write

from claimlab.classroom.grade import grade


@pytest.fixture(scope="module")
def pages(tmp_path_factory, request):
    """Every HTML page of a small class, and the ledger and the verdict of one student."""
    from claimlab.teaching.judge import judge
    from claimlab.teaching.ledger import ledger
    from claimlab.teaching.verdict import verdict

    root = tmp_path_factory.mktemp("pages")
    patch = pytest.MonkeyPatch()
    patch.setenv("BORDERLAB_WORKSPACE", str(root / "work"))
    judge("C14", "open", because="It depends on what closing means.")
    verdict("01")
    ledger().to_html(root / "ledger.html")
    patch.undo()
    (root / "sheets").mkdir()
    for name in ("Ana Pérez", "Luis Gómez"):
        write(root / "sheets", sheet("01", name))
    grade(root / "sheets", root / "grades")
    return sorted(root.rglob("*.html"))


def test_every_page_has_main_a_viewport_a_language_and_nothing_for_axe(browser, pages):
    assert len(pages) >= 5
    page = browser.new_page()
    for path in pages:
        page.goto(path.as_uri())
        assert page.locator("main").count() == page.locator("h1").count() == 1, path.name
        assert page.locator("meta[name=viewport]").count() == 1, path.name
        assert page.locator("html").get_attribute("lang"), path.name
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
            assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == [], (
                path.name,
                width,
            )
    page.close()
