"""A picture that follows its controls: by keyboard alone, while a model refuses or is slow, growing a trail."""

from __future__ import annotations

import hashlib
import re

import pytest
from playwright.sync_api import expect
from small_lesson import SETUP

SLOW = """
asked = []
def patient(rate=1):
    asked.append(rate)
    return slow(rate)
explore(patient, VIEW, rate=RATE)
"""


@pytest.fixture
def stage(small):
    """Finds a stage by its number; gives it, its slider and its picture."""

    def find(n):
        found = small.locator(".bl-stage").nth(n)
        found.scroll_into_view_if_needed()
        return found, found.get_by_role("slider").first, found.locator("img").first

    return find


def state(page, picture):
    """Alternative text and a fingerprint of the picture's own bytes."""
    address = picture.get_attribute("src")
    read = "async a => Array.from(new Uint8Array(await (await fetch(a)).arrayBuffer()))"
    return picture.get_attribute("alt"), hashlib.sha256(
        bytes(page.evaluate(read, address))
    ).digest()


def press(page, key, times=1, pause=120):
    for _press in range(times):
        page.keyboard.press(key)
        page.wait_for_timeout(pause)


def test_arrow_keys_move_picture_and_words_together(small, stage):
    _stage, slider, picture = stage(0)
    before = state(small, picture)
    slider.focus()
    press(small, "ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "6")
    expect(picture).not_to_have_attribute("alt", before[0])
    small.wait_for_timeout(300)
    after = state(small, picture)
    assert before[0] != after[0] and before[1] != after[1]
    assert small.evaluate("document.activeElement.type") == "range", "the focus stays"


def test_one_polite_announcement_after_a_rest_with_the_result(small, stage):
    found, slider, _picture = stage(0)
    live = found.locator("[role=status]").first
    small.evaluate("""() => { window.kitSaid = [];
      const live = document.querySelector('.bl-stage [role=status]');
      new MutationObserver(() => window.kitSaid.push(live.textContent)).observe(live, {childList: true, characterData: true, subtree: true}); }""")
    slider.focus()
    press(small, "ArrowRight", 2, pause=60)
    expect(live).to_contain_text("Found at 8 per cent. Colombia: highest in 2010, at 216")
    small.wait_for_timeout(700)
    said = small.evaluate("window.kitSaid")
    assert len(said) == 1 and "<table" not in said[0] and len(said[0]) < 300
    assert found.locator("[aria-live=assertive], [role=alert]").count() == 0
    expect(found.locator(".bl-card")).to_contain_text("What does the line do there?")


def test_a_setting_that_is_refused_is_a_sentence_and_the_controls_go_on(small, stage):
    found, slider, picture = stage(0)
    slider.focus()
    press(small, "ArrowRight")
    expect(found.get_by_text("Nine is not known.").first).to_be_visible()
    expect(picture).to_be_hidden()
    press(small, "ArrowRight")
    expect(picture).to_be_visible()
    expect(found.locator(".bl-notice")).to_be_hidden()


def test_menus_boxes_and_the_figures_by_keyboard(small, stage):
    found, _slider, picture = stage(0)
    before = picture.get_attribute("alt")
    found.get_by_role("combobox").select_option(label="Colombia alone")
    expect(picture).not_to_have_attribute("alt", before)
    found.get_by_text("More controls").focus()
    press(small, "Enter")
    found.get_by_label("Logarithmic axis").focus()
    press(small, "Space")
    expect(found.get_by_label("Logarithmic axis")).to_be_checked()
    found.get_by_text("Show the figures").focus()
    press(small, "Space")
    expect(found.locator("table caption")).to_contain_text("Colombia")
    found.get_by_role("combobox").select_option(label="Both")


def test_a_trail_grows_and_starts_again(small, stage):
    found, slider, picture = stage(1)
    slider.focus()
    for n in (2, 3):
        press(small, "ArrowRight")
        expect(picture).to_have_attribute("alt", re.compile(rf"^{n} estimates:"))
        small.wait_for_timeout(600)
    found.get_by_role("button", name="Start this picture again").press("Enter")
    expect(picture).to_have_attribute("alt", re.compile("^1 estimate:"))
    expect(found.locator("[role=status]").first).to_contain_text(
        "Only the present setting is left."
    )


def test_two_settings_stand_side_by_side(small, stage):
    found, slider, _picture = stage(2)
    pictures = found.locator("img")
    before = [pictures.nth(i).get_attribute("alt") for i in (0, 1)]
    slider.focus()
    press(small, "ArrowRight")
    for i in (0, 1):
        expect(pictures.nth(i)).not_to_have_attribute("alt", before[i])
    expect(found.locator(".bl-heading")).to_have_text(["Both", "One"])


def test_a_slow_model_says_so_and_the_last_move_of_a_burst_wins(opened):
    page = opened("slow.ipynb", SETUP, SLOW, "print(len(asked))")
    found = page.locator(".bl-stage")
    found.get_by_role("slider").focus()
    press(page, "ArrowRight", 7, pause=40)
    expect(found.locator(".bl-notice")).to_have_text("Computing…")
    expect(found.locator("img")).to_have_attribute("alt", re.compile("216 in 2010"), timeout=15_000)
    expect(found.locator(".bl-notice")).to_have_text("")
    page.locator(".jp-CodeCell").nth(2).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    counted = page.locator(".jp-OutputArea-output pre").last
    expect(counted).not_to_have_text("1", timeout=10_000)
    assert int(counted.inner_text()) < 7, "moves in a burst are dropped, not queued"
