"""Lesson 01 as a student meets it: the real command, the real JupyterLab, a browser, and hands on the keyboard only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import lab as lab_tools
import pytest
from playwright.sync_api import expect

READY = "| Idle"  # the status bar, once the kernel waits for work
SHOTS = os.environ.get("BORDERLAB_SHOTS")  # a folder that keeps the screenshots


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """``borderlab open 01`` in a new home; gives the address that it prints."""
    home = tmp_path_factory.mktemp("home")
    command = [
        sys.executable,
        "-m",
        "claimlab.cli",
        "open",
        "01",
        "--no-browser",
        "--workspace",
        str(home / "borderlab"),
    ]
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BORDERLAB_", "JUPYTER_", "IPYTHON"))
    }
    log = (home / "log.txt").open("w+")
    server = subprocess.Popen(
        command,
        env={**kept, "HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=log,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    try:
        said = iter(server.stdout)
        yield next((found[0] for line in said if (found := re.search(r"http\S+", line))), "")
    finally:
        server.terminate()
        server.wait(30)
        log.close()


@pytest.fixture(scope="module")
def lesson(browser, address):
    """The lesson with all its cells run; `lesson.asked` lists every address that the page asked for."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(address)
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=90_000)
    page.get_by_text(READY).wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(lab_tools.ALL_NUMBERED, timeout=120_000)
    yield page
    page.close()


CONTROL = {"radio": "input[type=radio]", "slider": "input[type=range], [role=slider]"}


def asked(page, words, kind):
    """The first card with these words that has a control of this kind, brought into view.

    Found by its place, since an answer changes both.
    """
    cards = page.locator(".bl-card")
    cards.filter(has_text=words).first.wait_for(state="attached")
    place = next(
        n
        for n in range(cards.count())
        if words in (cards.nth(n).text_content() or "")
        and cards.nth(n).locator(CONTROL[kind]).count()
        and cards.nth(n).is_visible()  # not behind a door
    )
    cards.nth(place).scroll_into_view_if_needed()
    return cards.nth(place)


def focused(page):
    """The words on what has the focus."""
    return page.evaluate("(document.activeElement?.textContent ?? '').trim()")


def tab_to(page, name, presses=12):
    """Press Tab until the button of this name has the focus."""
    for _press in range(presses):
        page.keyboard.press("Tab")
        if focused(page) == name:
            return
    raise AssertionError(f"the button '{name}' cannot be reached with the Tab key")


def open_doors(page):
    """Unfold what stands behind doors, by the keyboard."""
    buttons = page.locator(".jp-showHiddenCellsButton")
    for _door in range(buttons.count()):
        left = buttons.count()
        buttons.first.press("Enter")
        expect(buttons).to_have_count(left - 1)


def commit_all(page):
    """Commit what is still to be predicted, whatever it takes: a choice, a number, a curve."""
    cards = page.locator(".bl-card:visible", has_text="Predict before you look")
    for _card in range(cards.count()):
        card = cards.first
        card.scroll_into_view_if_needed()
        for radio in card.get_by_role("radio").all()[:1]:
            radio.press("Space")
        while (unmoved := card.get_by_role("button", name="not set yet")).count():
            unmoved.first.press("ArrowUp")
        left = cards.count()
        card.get_by_role("button", name="Commit").press("Enter")
        expect(cards).to_have_count(left - 1, timeout=10_000)


def keep(page, name):
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(SHOTS, f"{name}.png")))


def test_the_lesson_opens_without_the_file_browser_and_runs_without_an_error(lesson):
    assert "/doc/tree/" in lesson.url
    assert lesson.locator(".jp-FileBrowser:visible").count() == 0
    assert lesson.locator(".jp-Notebook h1").first.text_content()
    for kind in ("stderr", "error"):
        assert lesson.locator(f"[data-mime-type='application/vnd.jupyter.{kind}']").count() == 0
    assert lesson.locator(".jp-Dialog").count() == 0
    assert lesson.locator(".jp-toast-button, .Toastify__toast").count() == 0, (
        "JupyterLab asks for nothing, such as news"
    )


def test_a_prediction_is_committed_by_keyboard_and_a_result_opens(lesson):
    assert lesson.locator(".bl-card[data-tone='result']").count() == 0
    ask = asked(lesson, "Predict before you look", "radio")
    ask.get_by_role("radio").first.focus()
    lesson.keyboard.press("Space")
    tab_to(lesson, "Commit")
    lesson.keyboard.press("Enter")
    expect(ask).to_have_attribute("data-state", "done")
    assert "Committed" in focused(lesson), "the keyboard goes on from where it was"
    keep(lesson, "prediction")


def test_nothing_is_committed_before_a_control_was_moved(lesson):
    open_doors(lesson)
    ask = asked(lesson, "Predict before you look", "slider")
    ask.get_by_role("button", name="Commit").focus()
    lesson.keyboard.press("Enter")
    expect(ask.locator(".bl-say")).not_to_be_empty()
    assert ask.get_attribute("data-state") == "open"


def test_every_answer_of_the_quiz_is_within_reach_of_the_keyboard(lesson):
    ask = asked(lesson, "Question 1", "radio")
    ask.get_by_role("radio").first.focus()
    lesson.keyboard.press("Space")
    for n in (1, 0):
        lesson.keyboard.press("ArrowDown" if n else "ArrowUp")
        expect(ask.get_by_role("radio").nth(n)).to_be_checked()
    tab_to(lesson, "Answer", presses=1)
    lesson.keyboard.press("Enter")
    expect(ask).to_have_attribute("data-state", re.compile("right|tried"))


def test_a_control_moved_by_keyboard_changes_the_words_of_its_picture(lesson):
    commit_all(lesson)
    controls = lesson.locator("input, select")
    stage = lesson.locator(".bl-stage:visible", has=controls).first  # the first pictures have none
    stage.wait_for(state="attached")
    stage.scroll_into_view_if_needed()
    words = stage.locator(".bl-about p").first
    before = words.text_content()
    assert before
    stage.locator("input, select").first.focus()
    lesson.keyboard.press("ArrowDown")
    expect(words).not_to_have_text(before, timeout=10_000)
    keep(lesson, "control")


def test_nothing_was_asked_of_another_machine(lesson):
    here = re.compile(r"(https?|wss?)://(localhost|127\.0\.0\.1)[:/]|data:|blob:")
    assert len(lesson.asked) > 20
    assert [url for url in lesson.asked if not here.match(url)] == []
    assert [url for url in lesson.asked if "/lab/api/news" in url or "/lab/api/update" in url] == []
