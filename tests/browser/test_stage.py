"""A picture that follows its controls: by keyboard alone, while a model refuses or is slow, growing a trail."""

from __future__ import annotations

import random
import re

import played
import pytest
import small_lesson
from playwright.sync_api import expect
from small_lesson import SETUP
from test_scene import SHOWN, settle

from claimlab.views import Lines

SLOW = """
asked = []
def patient(rate=1):
    asked.append(rate)
    return slow(rate)
explore(patient, VIEW, rate=RATE)
"""
VIEW = Lines("year", "value", by="who", y_label="US$ millions", y_range=(0, 400))
WORDS = ".bl-about p"  # said by the drawing itself, and unfolded by hand
LIVE = ":scope > [role=status]"


@pytest.fixture
def stage(small):
    """Finds a stage by its number; gives it, its slider and the words of its picture."""

    def find(n):
        found = small.locator(".bl-stage:has(input[type=range])").nth(n)
        found.scroll_into_view_if_needed()
        return found, found.get_by_role("slider").first, found.locator(WORDS).first

    return find


def press(page, key, times=1, pause=120):
    for _press in range(times):
        page.keyboard.press(key)
        page.wait_for_timeout(pause)


def test_arrow_keys_move_picture_and_words_together(small, stage):
    found, slider, words = stage(0)
    drawing = found.locator(".bl-drawing")
    said, lines = (
        words.text_content(),
        drawing.locator(".sc-line").evaluate_all("all => all.map(e => e.outerHTML)"),
    )
    slider.focus()
    press(small, "ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "6")
    expect(words).not_to_have_text(said)
    assert drawing.get_attribute("aria-label") == words.text_content()
    small.wait_for_timeout(500)
    assert drawing.locator(".sc-line").evaluate_all("all => all.map(e => e.outerHTML)") != lines
    assert small.evaluate("document.activeElement.type") == "range", "the focus stays"


def test_one_polite_announcement_after_a_rest_with_the_result(small, stage):
    found, slider, _words = stage(0)
    live = found.locator(LIVE)
    found.evaluate("""(stage) => { window.kitSaid = [];
      const live = stage.querySelector(':scope > [role=status]');
      new MutationObserver(() => window.kitSaid.push(live.textContent)).observe(live, {childList: true, characterData: true, subtree: true}); }""")
    slider.focus()
    press(small, "ArrowRight", 2, pause=60)
    expect(live).to_contain_text("Found at 8 per cent. Colombia: highest in 2010, at 216")
    small.wait_for_timeout(700)
    said = small.evaluate("window.kitSaid")
    assert len(said) == 1 and "<table" not in said[0] and len(said[0]) < 300
    assert said[0].endswith("A question has opened below the picture.")
    assert found.locator("[aria-live=assertive], [role=alert]").count() == 0
    expect(found.locator(".bl-goal-mark")).to_have_text("✓")
    expect(found.locator(".bl-card")).to_contain_text("What does the line do there?")


def test_a_setting_that_is_refused_is_a_sentence_and_the_controls_go_on(small, stage):
    found, slider, _words = stage(0)
    slider.focus()
    press(small, "ArrowRight")
    expect(found.get_by_text("Nine is not known.").first).to_be_visible()
    expect(found.locator(".bl-drawing")).to_be_hidden()
    press(small, "ArrowRight")
    expect(found.locator(".bl-drawing")).to_be_visible()
    expect(found.locator(".bl-notice")).to_be_hidden()


def test_menus_boxes_and_the_figures_by_keyboard(small, stage):
    found, _slider, words = stage(0)
    before = words.text_content()
    found.get_by_role("combobox").select_option(label="Colombia alone")
    expect(words).not_to_have_text(before)
    found.get_by_text("More controls").focus()
    press(small, "Enter")
    found.get_by_label("Logarithmic axis").focus()
    press(small, "Space")
    expect(found.get_by_label("Logarithmic axis")).to_be_checked()
    press(small, "Space")
    found.get_by_text("Show the figures").focus()
    press(small, "Space")
    expect(found.locator("table caption")).to_contain_text("Colombia")
    box = found.locator(".bl-scrolled")
    expect(box).to_have_attribute("tabindex", "0")
    assert box.get_attribute("aria-label") == found.locator("table caption").text_content()
    assert box.evaluate("e => e.scrollHeight > e.clientHeight")
    box.focus()
    page_at = "document.querySelector('.jp-WindowedPanel-outer').scrollTop"
    before = small.evaluate(page_at)
    press(small, "PageDown", pause=400)
    assert box.evaluate("e => e.scrollTop") > 0 and small.evaluate(page_at) == before
    press(small, "PageDown", 3, pause=400)
    assert small.evaluate(page_at) > before, "at the end of the table the notebook goes on"
    press(small, "Escape")
    assert small.evaluate("document.activeElement.matches('.jp-Cell')"), "and so do the cells"
    found.get_by_role("combobox").select_option(label="Both")


def test_a_table_that_is_all_in_sight_stops_no_key(small, stage):
    found, _slider, _words = stage(1)
    found.get_by_text("Show the figures").press("Enter")
    box = found.locator(".bl-scrolled")
    expect(box.locator("tbody tr")).to_have_count(1)
    expect(box).not_to_have_attribute("tabindex", "0")
    assert box.get_attribute("role") is None and box.get_attribute("aria-label") is None
    found.get_by_text("Show the figures").press("Enter")


def test_whatever_was_moved_the_browser_shows_what_the_kernel_draws(
    small, stage, browser, tmp_path
):
    found, slider, _words = stage(0)
    rng, menu = random.Random(3), found.get_by_role("combobox")
    for _chain in range(4):
        for _move in range(8):
            if rng.random() < 0.3:
                menu.select_option(index=rng.randrange(2))
            else:
                slider.press(rng.choice(["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home"]))
            small.wait_for_timeout(rng.choice([0, 20, 150]))
        settle(small)
        rate, who = int(slider.input_value()), menu.input_value()
        if rate == 9:
            continue
        width = int(found.locator(".bl-drawing").get_attribute("viewBox").split()[2])
        scene = VIEW.scene(small_lesson.growth(rate, "one" if who == "1" else "both"), width)
        sent = {**played.bundle(), "width": width, "controls": [], "play": None, "states": None, "values": {}, "panes": [{"heading": "", "scene": scene}]}  # fmt: skip
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(played.write_page(tmp_path / "direct.html", sent).as_uri())
        page.locator(".bl-drawing").wait_for()
        assert found.evaluate(SHOWN) == page.evaluate(SHOWN), (rate, who)
        page.close()


def test_marks_are_read_by_arrow_keys_in_a_notebook_and_the_cell_stays(small, stage):
    found, _slider, _words = stage(0)
    at = "jupyterapp.shell.currentWidget.content.activeCellIndex"
    found.locator(".bl-reader").focus()
    before = small.evaluate(at)
    press(small, "Home", pause=40)
    heard = {found.locator(LIVE).text_content()}
    press(small, "ArrowRight", 2, pause=40)
    heard.add(found.locator(LIVE).text_content())
    press(small, "End", pause=40)
    heard.add(found.locator(LIVE).text_content())
    assert len(heard) == 3 and small.evaluate(at) == before
    assert found.locator(".bl-tip.bl-on").count() == 1


def test_a_still_figure_answers_too(small):
    still = small.locator(".bl-stage:not(:has(input))").first
    still.scroll_into_view_if_needed()
    still.locator(".bl-reader").focus()
    press(small, "Home", pause=40)
    expect(still.locator(".bl-tip.bl-on")).to_be_visible()
    assert still.locator(LIVE).text_content()
    still.get_by_text("Show the figures").press("Enter")
    expect(still.locator("table caption")).to_be_attached()
    still.get_by_text("Show the figures").press("Enter")


def test_a_trail_grows_and_starts_again(small, stage):
    found, slider, words = stage(1)
    slider.focus()
    for n in (2, 3):
        press(small, "ArrowRight")
        expect(words).to_have_text(re.compile(rf"^{n} estimates:"))
        small.wait_for_timeout(600)
    found.get_by_role("button", name="Start this picture again").press("Enter")
    expect(words).to_have_text(re.compile("^1 estimate:"))
    expect(found.locator(LIVE)).to_contain_text("Only the present setting is left.")


def test_two_settings_stand_side_by_side(small, stage):
    found, slider, _words = stage(2)
    words = found.locator(WORDS)
    before = [words.nth(i).text_content() for i in (0, 1)]
    slider.focus()
    press(small, "ArrowRight")
    for i in (0, 1):
        expect(words.nth(i)).not_to_have_text(before[i])
    expect(found.locator(".bl-heading")).to_have_text(["Both", "One"])
    left, right = (found.locator(".bl-picture").nth(i).bounding_box() for i in (0, 1))
    assert left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]


def test_a_slow_model_says_so_and_the_last_move_of_a_burst_wins(opened):
    page = opened("slow.ipynb", SETUP, SLOW, "print(len(asked))")
    found = page.locator(".bl-stage")
    found.get_by_role("slider").focus()
    press(page, "ArrowRight", 7, pause=40)
    expect(found.locator(".bl-notice")).to_have_text("Computing…")
    expect(found.locator(WORDS)).to_have_text(re.compile("216 in 2010"), timeout=15_000)
    expect(found.locator(".bl-notice")).to_have_text("")
    page.locator(".jp-CodeCell").nth(2).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    counted = page.locator(".jp-OutputArea-output pre").last
    expect(counted).not_to_have_text("1", timeout=10_000)
    assert int(counted.inner_text()) < 7, "moves in a burst are dropped, not queued"
