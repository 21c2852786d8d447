"""A deeper door is shut when a lesson opens, runs with the rest, and opens from the keyboard."""

from __future__ import annotations

import shutil

import lab as lab_tools

from claimlab.data import lessons_dir

COUNT = "() => document.querySelectorAll('.jp-showHiddenCellsButton').length"
BEHIND = (
    "share of the peak trade as the column prints it"  # asked behind the first door of lesson 00
)


def scrolled_to(page, heading):
    notebook = page.locator(".jp-WindowedPanel-outer").first
    place = page.locator(".jp-MarkdownCell", has_text=heading)
    for _step in range(80):
        if place.count():
            break
        notebook.evaluate("pane => pane.scrollBy(0, 300)")
        page.wait_for_timeout(100)
    place.first.scroll_into_view_if_needed()
    return place.first


def test_a_door_is_shut_runs_and_opens(page, lab):
    shutil.copy(next(lessons_dir().glob("00-*.ipynb")), lab.root / "doors.ipynb")
    page.goto(f"{lab.url}/doc/tree/doors.ipynb")
    page.wait_for_function(lab_tools.CONNECTED, timeout=120_000)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(lab_tools.ALL_NUMBERED, timeout=180_000)
    door = scrolled_to(page, "Deeper: who is already in the total?")
    assert "only one is right" in door.text_content()
    asked = page.locator(".jp-OutputArea-output", has_text=BEHIND).first
    assert not asked.is_visible()
    button = door.locator(".jp-showHiddenCellsButton")
    button.filter(has_text="cells hidden").wait_for(timeout=15_000)  # drawn once it is in sight
    button.focus()
    page.keyboard.press("Enter")
    button.wait_for(state="detached", timeout=15_000)
    notebook = page.locator(".jp-WindowedPanel-outer").first
    for _step in range(20):  # JupyterLab draws only what is near
        if asked.is_visible():
            break
        notebook.evaluate("pane => pane.scrollBy(0, 200)")
        page.wait_for_timeout(150)
    assert asked.is_visible()
    assert page.evaluate(COUNT) >= 1, "the other doors stay shut"
