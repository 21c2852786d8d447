"""The marking desk in a browser: by mouse and by keyboard, light and dark, for axe, and where it cannot save."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parents[1] / "classroom"))

from answer_sheets import sealed, sheet, write

from claimlab.classroom.marks import read_marks

ROOT = Path(__file__).parents[2]
WORDS = [
    "It fell before the closure already, by 70 per cent.",
    "It fell before the closure, by 70 per cent already.",
    "Nobody can know this.",
    "<img src=x onerror='document.title=1'> The closure did it.",
]


class Served:
    """A desk over a small class, in a process of its own."""

    def __init__(self, root):
        (root / "sheets").mkdir()
        self.marks = root / "sheets-marks.csv"
        for n, words in enumerate(WORDS):
            made = sheet("01", f"Student {n}")
            said = {"text": words, "at": made["submitted_at"]}
            made |= {"judgements": {}, "replies": {"P01.1": said}}
            write(root / "sheets", sealed(made))
        self.run = subprocess.Popen(
            [sys.executable, "-m", "claimlab.cli", "mark", str(root / "sheets"), "--no-browser"],
            stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self.address = self.run.stdout.readline().split()[-1]

    def stop(self):
        self.run.send_signal(signal.SIGINT)
        return self.run.communicate(timeout=30)[0]

    def given(self):
        return sorted(mark for mark, _comment in read_marks(self.marks).values())


@pytest.fixture
def desk(tmp_path):
    served = Served(tmp_path)
    yield served
    served.run.kill()


@pytest.fixture
def page(browser, desk):
    fresh = browser.new_context(viewport={"width": 1000, "height": 700}).new_page()
    fresh.errors = []
    fresh.on("pageerror", lambda error: fresh.errors.append(str(error)))
    fresh.on("console", lambda message: fresh.errors.append(message.text))
    fresh.goto(desk.address)
    yield fresh
    fresh.context.close()


def saved(page):
    expect(page.locator("#said")).to_have_text("Saved.")


def test_marks_by_mouse_are_on_the_disk_and_stand_there_when_it_is_opened_again(page, desk):
    article = page.locator("article", has_text="Nobody can know")
    article.get_by_label("2", exact=True).check()
    article.get_by_label("Comment").fill("Why not?")
    article.get_by_label("Comment").blur()
    page.get_by_label("1 for all 2 of these").click()
    saved(page)
    assert desk.given() == [1, 1, 2] and page.inner_text("#count") == "3 of 4 answers are marked"
    page.reload()
    again = page.locator("article", has_text="Nobody can know")
    assert again.get_by_label("2", exact=True).is_checked()
    assert again.get_by_label("Comment").input_value() == "Why not?"
    page.get_by_label("Show only what is not marked").check()
    assert page.locator("article:visible").count() == 1
    assert page.errors == [] and "1" != page.title()
    assert "3 of 4 answers are marked" in desk.stop()


def test_all_of_it_goes_by_keyboard(page, desk):
    first = page.locator("article").first.locator("input[type=radio]:checked")
    for _key in range(20):
        page.keyboard.press("Tab")
        if first.evaluate("e => e === document.activeElement"):
            break
    for mark in "3120":
        page.keyboard.press(mark)
        page.keyboard.press("Enter")
    saved(page)
    assert desk.given() == [0, 1, 2, 3]
    page.keyboard.press("ArrowLeft")  # from 0 around to no mark
    saved(page)
    assert desk.given() == [1, 2, 3] and page.errors == []


def test_digits_in_a_comment_are_a_comment(page, desk):
    article = page.locator("article").first
    article.get_by_label("Comment").click()
    page.keyboard.type("0 3 1")
    article.get_by_label("2", exact=True).check()
    saved(page)
    assert desk.given() == [2] and [c for _m, c in read_marks(desk.marks).values()] == ["0 3 1"]


def test_a_desk_that_is_gone_is_said_and_the_next_change_brings_all(page, desk):
    desk.marks.mkdir()  # nothing can be written there
    page.locator("article").first.get_by_label("2", exact=True).check()
    expect(page.locator("#said")).to_contain_text("NOT saved")
    desk.marks.rmdir()
    page.locator("article").last.get_by_label("1", exact=True).check()
    saved(page)
    assert desk.given() == [1, 2]
    desk.stop()
    page.locator("article").first.get_by_label("3", exact=True).check()
    page.wait_for_function(
        "document.getElementById('said').textContent.includes('does not answer')"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1000])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(browser, desk, scheme, width):
    context = browser.new_context(
        viewport={"width": width, "height": 700}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(desk.address)
    page.locator("article").first.get_by_label("2", exact=True).check()
    saved(page)
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if folder := os.environ.get("BORDERLAB_SHOTS"):
        page.screenshot(path=f"{folder}/desk-{scheme}-{width}.png")
    context.close()
