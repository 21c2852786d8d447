"""What a person without a mouse, without sight, without colour or with a small window meets in a lesson."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

# JupyterLab's body has no height and hides what flows over, so that axe sees none of a lesson's text.
SEE_ALL = """() => { const style = document.createElement('style'); style.id = 'kit-see-all';
  style.textContent = `html, body, .jp-LabShell, .lm-Widget, [class*=jp-WindowedPanel-] {
    overflow: visible !important; contain: none !important; content-visibility: visible !important }`;
  document.head.append(style); }"""
SEE_LESS = "() => document.getElementById('kit-see-all').remove()"
SOURCES = "() => jupyterapp.shell.currentWidget.content.widgets.map(w => [w.model.type, w.model.sharedModel.getSource()])"
OURS = ".bl-card, .bl-stage, .claimlab-figure, .claimlab-card, [role=group]"
# What has the focus: its name as a screen reader would make it, and how its focus is shown.
FOCUSED = """ours => {
  const e = document.activeElement, css = getComputedStyle(e);
  const text = [...(e.labels ?? [])].map(l => l.textContent).join(' ') || e.getAttribute('aria-label')
    || (/BUTTON|SUMMARY|A/.test(e.tagName) ? e.textContent : '');
  let ground = e.parentElement;
  while (ground && /rgba\\(0, 0, 0, 0\\)|transparent/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
  return {ours: !!e.closest(ours) && e.closest('.jp-OutputArea') !== null, tag: e.tagName, name: text.trim(),
    quiet: e.dataset.lmSuppressShortcuts === 'true', style: css.outlineStyle, width: parseFloat(css.outlineWidth),
    outline: css.outlineColor, ground: getComputedStyle(ground ?? document.body).backgroundColor};
}"""
SMALL = """ours => [...document.querySelectorAll(ours)].filter(e => e.closest('.jp-OutputArea'))
  .flatMap(e => [...e.querySelectorAll('button, select, textarea, summary, a[href], input, circle.bl-handle, .bl-grip')])
  .filter(e => e.checkVisibility())
  .map(e => [e, (e.closest('label.bl-option') ?? e).getBoundingClientRect()])
  .filter(([e, box]) => box.width < 24 || box.height < 24)
  .map(([e, box]) => `${e.tagName} ${e.textContent} ${box.width} x ${box.height}`)"""
THEME = "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})"


def light_of(colour):
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a, b):
    high, low = sorted((light_of(a), light_of(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark"])
def themed(small, request):
    """The small lesson in a light and in a dark theme."""
    dark = request.param.endswith("Dark")
    small.evaluate(THEME, request.param)
    small.wait_for_function(f"document.body.dataset.jpThemeLight === '{str(not dark).lower()}'")
    small.wait_for_timeout(400)
    yield small
    small.evaluate(THEME, "JupyterLab Light")
    small.wait_for_function("document.body.dataset.jpThemeLight === 'true'")


def first_stop(page):
    """The focus on the first control of the lesson's first card that has one."""
    control = page.locator(".bl-card .bl-main").first
    control.scroll_into_view_if_needed()
    page.keyboard.press("Shift")  # as by hand: only after a key the focus is shown
    control.focus()


def test_axe_finds_nothing_in_the_kits_outputs(themed):
    themed.evaluate(SEE_ALL)
    themed.wait_for_timeout(300)
    kinds = {"resultTypes": ["violations", "passes"]}
    found = Axe().run(themed, context=".jp-OutputArea-output", options=kinds).response
    themed.evaluate(SEE_LESS)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    seen = {rule["id"]: len(rule["nodes"]) for rule in found["passes"]}
    assert seen["color-contrast"] > 150, "the rule sees the lesson"


def test_every_tab_stop_has_a_name_a_visible_focus_and_no_letter_changes_a_cell(themed):
    before = themed.evaluate(SOURCES)
    first_stop(themed)
    seen = []
    for _stop in range(90):
        now = themed.evaluate(FOCUSED, OURS)
        if not now["ours"]:  # the tools of the cell that is active
            themed.keyboard.press("Tab")
            continue
        seen.append(now)
        for key in ("x", "d", "d", "a", "m", "y", "z", "0", "ArrowUp", "ArrowDown"):
            if now["tag"] not in ("TEXTAREA", "INPUT", "SELECT") or not key.startswith("Arrow"):
                themed.keyboard.press(key)
        themed.keyboard.press("Tab")
    assert len(seen) > 30, "the next card is one Tab away, to the end of the lesson"
    assert [stop for stop in seen if not stop["name"]] == []
    assert all(stop["quiet"] for stop in seen)
    assert [stop for stop in seen if stop["style"] != "solid" or stop["width"] < 3] == []
    assert min(contrast(stop["outline"], stop["ground"]) for stop in seen) >= 3
    assert themed.evaluate(SOURCES) == before


def test_arrows_on_a_control_stay_with_it(small):
    before = (
        small.evaluate(SOURCES),
        small.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex"),
    )
    stage = small.locator(".bl-stage:has(input[type=range])").nth(2)
    stage.scroll_into_view_if_needed()
    stage.get_by_role("slider").first.focus()
    at = small.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex")
    for key in (
        "ArrowUp",
        "ArrowDown",
        "ArrowLeft",
        "ArrowRight",
        "Home",
        "End",
        "PageUp",
        "PageDown",
    ):
        small.keyboard.press(key)
    assert small.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex") == at
    assert small.evaluate(SOURCES) == before[0]
    said = stage.get_by_role("slider").first.get_attribute("aria-valuetext")
    assert said.isdigit(), "no fifteen decimals"


def test_targets_are_24_pixels_or_more(small):
    for words in ("More controls", "Type the numbers instead", "Show the figures"):
        for summary in small.locator("summary", has_text=words).all():
            if summary.locator("xpath=..").get_attribute("open") is None:
                summary.click()
    assert small.evaluate(SMALL, OURS) == []


@pytest.mark.parametrize(("width", "height"), [(640, 450), (390, 800)], ids=["zoom 200%", "phone"])
def test_pictures_are_laid_out_anew_for_a_small_window(small, width, height):
    look = """() => [...document.querySelectorAll('.bl-stage:has(.bl-drawing)')].filter(e => e.checkVisibility()).flatMap(stage =>
      [...stage.querySelectorAll('.bl-drawing')].map(e => [e.viewBox.baseVal.width, Math.round(e.getBoundingClientRect().right - stage.getBoundingClientRect().right)]))"""
    usual = [wide for wide, _over in small.evaluate(look)]
    small.set_viewport_size({"width": width, "height": height})
    for stage in small.locator(".bl-stage").all():  # JupyterLab lays out what is in sight
        stage.scroll_into_view_if_needed()
        small.wait_for_timeout(700)
    try:
        now = small.evaluate(look)
        assert len(now) == len(usual) and all(
            wide < before for (wide, _over), before in zip(now, usual, strict=True)
        )
        assert all(over <= 0 for _wide, over in now), "no picture is wider than the page"
        assert small.locator(".bl-frame.bl-scroll:has(.bl-drawing)").count() == 0
    finally:
        small.set_viewport_size({"width": 1280, "height": 900})


def test_forced_colours_keep_buttons_points_and_focus(small):
    small.emulate_media(forced_colors="active")
    try:
        main = small.locator(".bl-main").first
        main.scroll_into_view_if_needed()
        small.keyboard.press("Shift")
        main.focus()
        look = main.evaluate(
            "e => { const css = getComputedStyle(e); return [css.color, css.backgroundColor, css.borderColor, css.outlineStyle] }"
        )
        assert contrast(look[0], look[1]) >= 4.5 and contrast(look[2], look[1]) >= 3
        assert look[3] == "solid"
    finally:
        small.emulate_media(forced_colors="none")


def test_reduced_motion_is_kept(small):
    moving = """() => [...document.querySelectorAll('.bl-truth, .bl-card, .bl-stage, .bl-card *, .bl-stage *')]
      .filter(e => getComputedStyle(e).animationName !== 'none').length"""
    small.emulate_media(reduced_motion="reduce")
    assert small.evaluate(moving) == 0
    small.emulate_media(reduced_motion="no-preference")


def test_pictures_follow_the_theme(small):
    colours = """() => { const css = (name) => getComputedStyle(document.querySelector(name));
      return [css('.bl-stage').backgroundColor, css('.bl-drawing text').fill]; }"""
    light = small.evaluate(colours)
    small.evaluate(THEME, "JupyterLab Dark")
    small.wait_for_function("document.body.dataset.jpThemeLight === 'false'")
    small.wait_for_timeout(600)
    dark = small.evaluate(colours)
    small.evaluate(THEME, "JupyterLab Light")
    small.wait_for_function("document.body.dataset.jpThemeLight === 'true'")
    assert light_of(light[0]) > 0.9 and light_of(dark[0]) < 0.05
    assert min(contrast(*light), contrast(*dark)) >= 4.5
