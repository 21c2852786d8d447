"""A toy under a hand: by buttons, by a press in the picture, by keys, on a telephone; left and taken up again."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_without_barriers import OURS, SEE_ALL, SEE_LESS, SMALL, THEME

from claimlab.lessons.toys import games
from claimlab.teaching.store import Store

SETUP = """
import os; os.environ["BORDERLAB_WORKSPACE"] = {folder!r}
from borderlab import play
"""
TITLE = ".bl-title"
GAME = ("wait", "late", "yield", "yield", "wait", "yield")


@pytest.fixture
def toy(opened, tmp_path):
    """Opens the toy at a width, in a workspace of the test's own; gives its page and its stage."""

    def find(name, width=1280, toy="letters"):
        page = opened(name, SETUP.format(folder=str(tmp_path)), f"play({toy!r})")
        page.set_viewport_size({"width": width, "height": 900})
        stage = page.locator(".bl-stage")
        stage.scroll_into_view_if_needed()
        expect(stage.locator(".bl-moves button")).not_to_have_count(0)
        return page, stage

    return find


def press(stage, move):
    stage.locator(f'.bl-moves [data-key="{move}"]').click()


def shot(stage, name):
    if folder := os.environ.get("BORDERLAB_SHOTS"):
        stage.screenshot(path=Path(folder) / f"{name}.png")


def test_a_game_by_keys_alone_keeps_the_focus_and_is_announced(toy):
    page, stage = toy("keys.ipynb")
    title = stage.locator(TITLE)
    shot(stage, "letters-1")
    stage.locator('.bl-moves [data-key="wait"]').focus()
    page.keyboard.press("Enter")
    expect(title).to_have_text("Letter 1 of 5 was meant: give way late, or hold out?")
    held = page.evaluate("document.activeElement.dataset.key")
    assert held == "late", "where the button is gone the first one has the focus"
    page.keyboard.press("Enter")
    expect(title).to_have_text("Letter 2 of 5: give way, or wait?")
    expect(stage.locator(":scope > [role=status]")).to_contain_text("letter 1, late")
    stage.locator('.bl-moves [data-key="yield"]').press("Enter")
    expect(title).to_have_text("Letter 3 of 5: give way, or wait?")
    assert page.evaluate("document.activeElement.dataset.key") == "yield", "and else it stays"
    page.keyboard.press("x")  # in JupyterLab's command mode it would cut the cell
    expect(stage).to_be_visible()


def test_after_the_last_move_the_title_has_the_focus_and_enter_does_nothing(toy):
    page, stage = toy("last.ipynb", toy="leaf_calendar")
    stage.locator('.bl-moves [data-key="no"]').focus()
    title = stage.locator(TITLE)
    for n in range(1, 8):
        page.keyboard.press("Enter")
        expect(title).to_contain_text(f" of {n}; ")
    page.keyboard.press("Enter")
    expect(title).to_contain_text("All leaves are down")
    expect(title).to_be_focused()
    expect(stage.locator(":scope > [role=status]")).to_contain_text("All leaves are down")
    for key in ("Enter", "Shift+Enter", " ", "x"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    expect(title).to_contain_text("All leaves are down")
    expect(stage).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.bl-stage') !== null"), "Tab goes on"


def test_undo_and_begin_again(toy):
    _page, stage = toy("undo.ipynb")
    title = stage.locator(TITLE)
    assert stage.locator(".bl-back").count() == 0, "nothing to take back yet"
    press(stage, "yield")
    expect(title).to_have_text(re.compile("^Letter 2"))
    press(stage, "undo")
    expect(title).to_have_text(re.compile("^Letter 1"))
    press(stage, "yield")
    expect(title).to_have_text(re.compile("^Letter 2"))
    press(stage, "again")
    expect(title).to_have_text(re.compile("^Letter 1"))
    expect(stage.locator(".bl-drawing")).to_have_attribute("aria-label", re.compile("costs 2.4,"))


def test_a_mark_that_is_pressed_and_a_handle_that_is_moved_send_moves(toy, tmp_path):
    page, stage = toy("press.ipynb", 390)
    title = stage.locator(TITLE)
    stage.locator(".bl-go").last.click()  # the box of waiting
    expect(title).to_have_text(re.compile("was meant"))
    stage.locator(".bl-reader").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")  # the first mark that is read: give way late
    expect(title).to_have_text(re.compile("^Letter 2"))
    for move in GAME[2:]:
        press(stage, move)
        page.wait_for_timeout(300)
    shot(stage, "letters-390-file")
    press(stage, "desks")
    grip = stage.get_by_role("slider")
    expect(grip).to_have_attribute("aria-valuenow", "11")
    grip.press("ArrowLeft")
    grip.press("ArrowLeft")
    grip.press("ArrowLeft")
    expect(stage.locator(".bl-drawing")).to_have_attribute(
        "aria-label", re.compile("more than 1.3 ")
    )
    grip.press("ArrowRight")
    expect(grip).to_have_attribute("aria-valuenow", "9")
    page.wait_for_timeout(700)
    shot(stage, "letters-390-desks")
    press(stage, "three")
    expect(title).to_have_text("With this habit five letters cost 4.91")
    box = grip.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    pitch = stage.locator(".bl-drawing").bounding_box()["width"] / 24
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 4.9 * pitch, y, steps=6)
    page.mouse.up()
    expect(title).to_have_text("With this habit five letters cost 4.65")
    expect(stage.locator(".bl-card")).to_contain_text("rise from 63 to 83 in a hundred")
    page.wait_for_timeout(700)
    assert stage.evaluate("e => e.scrollWidth <= e.clientWidth + 1"), (
        "nothing is wider than the page"
    )
    moves = games(Store(tmp_path).records())["letters"].moves
    assert moves == (*GAME, "desks", "line 9", "three", "line 4"), "a drag leaves one move behind"


def test_a_begun_toy_is_taken_up_when_its_cell_is_run_again(toy, lab):
    page, stage = toy("taken-up.ipynb")
    for move in GAME[:3]:
        press(stage, move)
        page.wait_for_timeout(300)
    expect(stage.locator(TITLE)).to_have_text(re.compile("^Letter 3"))
    page.wait_for_timeout(700)
    lab.run_all(page)
    expect(page.locator(f".bl-stage {TITLE}")).to_have_text(re.compile("^Letter 3"))
    assert page.errors == [] and page.outside == []


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_and_every_target_can_be_hit(toy, theme):
    page, stage = toy(f"axe-{theme[-4:].strip()}.ipynb", 390)
    page.evaluate(THEME, theme)
    for move in (*GAME, "desks"):
        press(stage, move)
        page.wait_for_timeout(300)
    page.wait_for_timeout(500)
    shot(stage, f"letters-{theme[-4:].strip()}")
    page.evaluate(SEE_ALL)
    found = Axe().run(page, context=".jp-OutputArea-output").response["violations"]
    page.evaluate(SEE_LESS)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
    assert page.evaluate(SMALL, OURS) == []
