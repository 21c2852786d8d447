"""A slider's figure in JupyterLab: by keyboard alone, while a model is slow, and in a dark theme."""

from __future__ import annotations

import hashlib

import pytest
from lab import Lab, write_notebook

FAST = """
import pandas as pd
from borderlab import explore
from borderlab.errors import KitError
from borderlab.views import Lines
def model(rate=5, kind="a"):
    if rate == 9:
        raise KitError("Nine is not known.")
    return pd.DataFrame({"year": range(2000, 2011), "value": [100 + rate * k for k in range(11)]})
"""
SHOW = 'explore(model, {"rate": ("Rate, per cent", 1, 20, 1), "kind": ("Kind", ["a", "b"])}, Lines("year", "value", y_range=(0, 400)))'
SLOW = """
import pandas as pd, time
from borderlab import explore
from borderlab.views import Lines
calls = []
def model(rate=1):
    calls.append(rate)
    time.sleep(0.8 if rate > 1 else 0)
    return pd.DataFrame({"year": range(2000, 2011), "value": [100 + rate * k for k in range(11)]})
figure = explore(model, {"rate": ("Rate, per cent", 1, 30, 1)}, Lines("year", "value", y_range=(0, 400)))
figure
"""


@pytest.fixture
def opened(page, lab):
    def open_notebook(name, *cells):
        write_notebook(lab.root / name, *cells)
        lab.open(page, name)
        lab.run_all(page)
        page.locator(".jp-OutputArea figure img").first.wait_for()
        return page

    return open_notebook


def state(page):
    """Alternative text and a fingerprint of the picture."""
    image = page.locator(".jp-OutputArea figure img").first
    return image.get_attribute("alt"), hashlib.sha256(
        image.get_attribute("src").encode()
    ).hexdigest()


def wait_for_words(page, text):
    page.wait_for_function(
        "t => document.querySelector('.jp-OutputArea figure img')?.alt.includes(t)",
        arg=text,
        timeout=10_000,
    )


def test_arrow_keys_move_picture_and_words_and_nothing_is_fetched(opened):
    page = opened("fast.ipynb", FAST, SHOW)
    before = state(page)
    page.locator(".noUi-handle").first.focus()
    page.keyboard.press("ArrowRight")
    wait_for_words(page, "160 in 2010")
    after = state(page)
    assert before[0] != after[0] and before[1] != after[1]
    assert page.outside == []


def test_an_error_is_a_sentence_and_the_slider_goes_on(opened):
    page = opened("error.ipynb", FAST, SHOW)
    page.locator(".noUi-handle").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(150)
    page.locator(".jp-OutputArea").get_by_text("Nine is not known.").wait_for(timeout=5000)
    page.locator(".jp-OutputArea figure img").wait_for(state="hidden", timeout=5000)
    page.keyboard.press("ArrowRight")
    wait_for_words(page, "200 in 2010")
    page.locator(".jp-OutputArea figure img").wait_for(state="visible", timeout=5000)
    assert page.locator(".jp-OutputArea").get_by_text("Nine is not known.").count() == 0


def test_the_figures_open_by_keyboard(opened):
    page = opened("table.ipynb", FAST, SHOW)
    page.get_by_role("button", name="Show the figures").focus()
    page.keyboard.press("Space")
    page.locator(".jp-OutputArea table caption").wait_for(timeout=5000)


def test_a_slow_model_says_so_and_the_last_move_of_a_burst_wins(opened):
    page = opened("slow.ipynb", SLOW, "print(len(calls))")
    page.locator(".noUi-handle").first.focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(40)
    page.get_by_text("Computing…").wait_for(timeout=5000)
    wait_for_words(page, "230 in 2010")
    page.get_by_text("Computing…").wait_for(state="detached", timeout=5000)
    page.locator(".jp-CodeCell").nth(1).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        "() => +[...document.querySelectorAll('.jp-OutputArea-output pre')].at(-1)?.textContent > 1",
        timeout=5000,
    )
    calls = int(page.locator(".jp-OutputArea-output pre").last.inner_text())
    assert calls < 8, "moves in a burst are dropped, not queued"


def test_words_can_be_read_in_the_dark_theme(browser, tmp_path):
    with Lab(tmp_path, theme="JupyterLab Dark") as dark:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        write_notebook(tmp_path / "dark.ipynb", FAST, SHOW)
        dark.open(page, "dark.ipynb")
        dark.run_all(page)
        words = page.locator(".jp-OutputArea figcaption").first
        words.wait_for()
        colour, ground = page.evaluate(
            """() => [getComputedStyle(document.querySelector('.jp-OutputArea figcaption')).color,
                      getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor]"""
        )
        light, dark_ground = (
            sum(map(int, c[c.index("(") + 1 : -1].split(",")[:3])) for c in (colour, ground)
        )
        assert light > 450 and dark_ground < 250
        context.close()
