"""A lesson that is opened again without its kernel: what was left is there, and how to go on."""

from __future__ import annotations

import re

from lab import CONNECTED
from playwright.sync_api import expect
from small_lesson import SETUP

CELLS = (
    SETUP,
    'check("E97.5")',
    'check("E97.1", 50)',
    'explore(growth, VIEW, rate=RATE)',
    'VIEW(growth())',
)  # fmt: skip


def test_last_pictures_and_answers_stay_and_the_page_says_how_to_go_on(opened, lab):
    page = opened("again.ipynb", *CELLS)
    stage = page.locator(".bl-stage")
    stage.scroll_into_view_if_needed()
    stage.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(stage.locator("img")).to_have_attribute("alt", re.compile("197 in 2010"))
    page.wait_for_timeout(800)
    left = stage.locator("img").get_attribute("alt")
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.goto("about:blank")
    lab.open(page, "again.ipynb")
    page.wait_for_function(CONNECTED, timeout=60_000)
    stage = page.locator(".bl-stage")
    expect(stage).to_be_visible(timeout=20_000)
    assert stage.locator("img").get_attribute("alt") == left
    assert stage.locator("img").evaluate("i => i.complete && i.naturalWidth >= 760")
    assert page.get_by_text("model not found").count() == 0
    onward = page.get_by_text("To go on, choose Run > Run All Cells")
    assert (
        onward.evaluate_all("all => all.filter(e => getComputedStyle(e).display !== 'none').length")
        == 3
    )
    assert not page.get_by_role("button", name="Check", exact=True).is_visible(), (
        "nothing that would not answer"
    )
    expect(page.locator(".claimlab-figure img.claimlab-light")).to_be_visible()
    page.locator(".jp-CodeCell").nth(1).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    early = page.get_by_text("This lesson was not started yet since it was opened.")
    expect(early).to_be_visible(timeout=20_000)
    assert page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    lab.run_all(page)
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_visible()
    assert (
        onward.evaluate_all("all => all.filter(e => getComputedStyle(e).display !== 'none').length")
        == 0
    )
