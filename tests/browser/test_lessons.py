"""Lesson 01 as a student meets it: the real command, the real JupyterLab, a browser, and hands on the keyboard only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import lab as lab_tools
import pytest

from borderlab.lessons import prediction, question

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: pip install '.[test]'"
)

READY = "| Idle"  # the status bar, once the kernel waits for work
SHOTS = os.environ.get("BORDERLAB_SHOTS")  # a folder that keeps the screenshots


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """``borderlab open 01`` in a new home; gives the address that it prints."""
    home = tmp_path_factory.mktemp("home")
    command = [
        sys.executable,
        "-m",
        "borderlab.cli",
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


def output(page, words):
    """The output of a cell that holds these words; brought into view, as JupyterLab draws only what is near."""
    found = page.locator(".jp-OutputArea-output", has_text=words).first
    notebook = page.locator(".jp-Notebook .jp-WindowedPanel-outer").first
    for screen in range(40):
        if found.count():
            break
        notebook.evaluate("(panel, y) => panel.scrollTo(0, y)", 600 * screen)
        page.wait_for_timeout(100)
    found.scroll_into_view_if_needed()
    return found


def focused(page):
    """The words on the button or the card's heading that has the focus, "" when neither has."""
    return page.evaluate(
        "document.activeElement.matches('button, [tabindex]') ? document.activeElement.innerText ?? '' : ''"
    ).strip()


def tab_to(page, name, presses=8):
    """Press Tab until the button of this name has the focus."""
    for _press in range(presses):
        page.keyboard.press("Tab")
        if name in focused(page):
            return
    raise AssertionError(f"the button '{name}' cannot be reached with the Tab key")


def keep(page, name):
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(SHOTS, f"{name}.png")))


def test_the_lesson_opens_and_runs_without_an_error_or_a_question(lesson):
    assert lesson.locator(".jp-Notebook h1").first.text_content().startswith("The rise and fall")
    assert (
        lesson.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count()
        == 0
    )
    assert lesson.locator(".jp-Dialog").count() == 0
    assert lesson.locator(".jp-toast-button, .Toastify__toast").count() == 0, (
        "JupyterLab asks for nothing, such as news"
    )


def test_a_curve_is_drawn_by_keyboard_and_nothing_is_committed_before(lesson):
    ask = output(lesson, prediction("P01.2").asks)
    ask.get_by_role("button", name="Commit").focus()
    lesson.keyboard.press("Enter")
    ask.get_by_text("Draw the line through 2009").wait_for(timeout=10_000)
    points = ask.get_by_role("slider")
    assert points.count() == len(prediction("P01.2").points)
    points.first.focus()
    for _point in prediction("P01.2").points:
        lesson.keyboard.press("ArrowDown")
        lesson.keyboard.press("ArrowRight")
    ask.get_by_role("button", name="Commit").focus()
    lesson.keyboard.press("Enter")
    lesson.get_by_text("You drew 2009: 5.75").first.wait_for(timeout=10_000)
    waits = lesson.get_by_text("Commit prediction P01.1 above")
    assert waits.count(), "each of two guesses would give the other away"


def test_a_prediction_is_committed_by_keyboard_and_opens_its_result(lesson):
    ask = output(lesson, prediction("P01.1").asks)
    ask.get_by_role("slider").focus()
    for _press in range(3):
        lesson.keyboard.press("ArrowRight")
    assert ask.get_by_role("slider").input_value() == "65"
    sync_api.expect(ask.get_by_role("textbox")).to_have_value("65", timeout=10_000)
    tab_to(lesson, "Commit")
    lesson.keyboard.press("Enter")
    lesson.get_by_text("You said 65 per cent").first.wait_for(timeout=10_000)
    assert "Committed" in focused(lesson), "the keyboard goes on from where it was"
    keep(lesson, "prediction")
    result = lesson.locator(
        ".jp-OutputArea-output", has=lesson.locator("[data-tone='result']")
    ).first
    result.wait_for(timeout=10_000)
    result.scroll_into_view_if_needed()
    lesson.wait_for_timeout(500)
    keep(lesson, "result")
    assert lesson.get_by_text("Commit prediction P01.1 above").count() == 0, "the result has opened"


def test_a_control_moved_by_keyboard_changes_the_picture_and_its_words(lesson):
    widget = output(lesson, "The fall counted from")
    picture = widget.locator("img").first
    before = picture.get_attribute("src"), picture.get_attribute("alt")
    assert before[1]
    widget.get_by_role("combobox").first.focus()
    for _press in range(2):
        lesson.keyboard.press("ArrowDown")
    sync_api.expect(picture).not_to_have_attribute("alt", before[1], timeout=10_000)
    widget.get_by_text("You found one").first.wait_for(timeout=10_000)
    after = picture.get_attribute("src"), picture.get_attribute("alt")
    assert before[0] != after[0]
    assert after[1]
    keep(lesson, "control")


def test_every_answer_of_the_quiz_is_within_reach_of_the_keyboard(lesson):
    asked = output(lesson, question("Q01.1").asks)
    answers = asked.get_by_role("radio")
    answers.first.focus()
    lesson.keyboard.press("Space")
    for n in (1, 2):
        lesson.keyboard.press("ArrowDown")
        sync_api.expect(answers.nth(n)).to_be_checked(timeout=10_000)
        sync_api.expect(answers.nth(n - 1)).not_to_be_checked(timeout=10_000)
    tab_to(lesson, "Answer", presses=1)
    lesson.keyboard.press("Enter")
    asked.get_by_text(re.compile("Not right this time|Right: Question 1")).wait_for(timeout=10_000)
    assert "Question 1" in focused(lesson), "the keyboard goes on from where it was"


def test_nothing_was_asked_of_another_machine(lesson):
    here = re.compile(r"(https?|wss?)://(localhost|127\.0\.0\.1)[:/]|data:|blob:")
    assert len(lesson.asked) > 20
    assert [url for url in lesson.asked if not here.match(url)] == []
    assert [url for url in lesson.asked if "/lab/api/news" in url or "/lab/api/update" in url] == []
