"""A lesson that is opened again without its kernel: what was left is there, and how to go on."""

from __future__ import annotations

import re

from lab import CONNECTED
from playwright.sync_api import expect
from small_lesson import SETUP
from test_scene import SHOWN

CELLS = (
    SETUP,
    'check("E97.5")',
    'check("E97.1", 50)',
    'explore(growth, VIEW, rate=RATE)',
    'VIEW(growth())',
)  # fmt: skip


def test_last_pictures_and_answers_stay_and_the_page_says_how_to_go_on(opened, lab):
    page = opened("again.ipynb", *CELLS)
    stage = page.locator(".bl-stage").first
    stage.scroll_into_view_if_needed()
    stage.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(stage.locator(".bl-drawing")).to_have_attribute("aria-label", re.compile("197 in 2010"))
    page.wait_for_timeout(1200)
    left = page.evaluate(SHOWN)
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.goto("about:blank")
    lab.open(page, "again.ipynb")
    page.wait_for_function(CONNECTED, timeout=60_000)
    stage = page.locator(".bl-stage").first
    expect(stage).to_be_visible(timeout=20_000)
    assert page.evaluate(SHOWN) == left, "the last picture, not the first"
    assert page.get_by_text("model not found").count() == 0
    onward = page.get_by_text("To go on, choose Run > Run All Cells")
    assert (
        onward.evaluate_all("all => all.filter(e => getComputedStyle(e).display !== 'none').length")
        == 3
    )
    assert not page.get_by_role("button", name="Check", exact=True).is_visible(), (
        "nothing that would not answer"
    )
    still = page.locator(".bl-stage").nth(1)
    still.locator(".bl-reader").focus()
    page.keyboard.press("Home")
    expect(still.locator(".bl-tip.bl-on")).to_be_visible()
    weight = "() => JSON.stringify(jupyterapp.shell.currentWidget.context.model.toJSON()).length"
    assert page.evaluate(weight) < 900_000, "neither states nor typeface are saved"
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
