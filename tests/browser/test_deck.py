"""A deck in a browser: by key, from a file, without a server; its pictures move, and it prints."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from claimlab.lectern.book import book
from claimlab.lectern.deck import deck, slides
from claimlab.lectern.pack import pictures_of


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    one = book("01")
    path = tmp_path_factory.mktemp("deck") / "01.html"
    path.write_text(deck(one, pictures_of(one)), encoding="utf-8")
    return path, [slide.picture for slide in slides(one)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_deck_is_played_from_its_file(browser, made, scheme):
    path, pictures = made
    context = browser.new_context(
        viewport={"width": 1600, "height": 900}, color_scheme=scheme, offline=True
    )
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(path.as_uri())
    for n, picture in enumerate(pictures, 1):
        page.locator(".foot span", has_text=f"{n} / {len(pictures)}").wait_for()
        shown = page.locator(".slide:not([hidden])")
        assert shown.count() == 1
        if picture:
            shown.locator("svg.bl-drawing, .bl-card, table").first.wait_for()
        if picture in ("plate_01", "share_of_the_fall"):
            found = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
        page.keyboard.press("PageDown")
    page.goto(f"{path.as_uri()}#{pictures.index('share_of_the_fall') + 1}")
    title = page.locator(".slide:not([hidden]) .bl-title")
    before = title.inner_text()
    page.locator(".slide:not([hidden]) select:visible").last.select_option(index=1)
    page.wait_for_function(
        "old => document.querySelector('.slide:not([hidden]) .bl-title').innerText !== old",
        arg=before,
    )
    assert errors == []
    context.close()


def test_a_long_slide_is_read_to_its_end_before_the_next(browser, made):
    """A clicker cannot scroll: once the end of a long table was never seen."""
    path, pictures = made
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(path.as_uri())
    page.evaluate("document.querySelector('.slide').insertAdjacentHTML('beforeend', '<p id=long>long</p><p id=end>end</p>'); document.getElementById('long').style.height = '1500px'")  # fmt: skip
    foot = page.locator(".foot span")
    for _press in range(2):
        page.keyboard.press("PageDown")
        assert foot.inner_text() == f"1 / {len(pictures)}"
    below = page.evaluate("document.querySelector('.foot').getBoundingClientRect().top - document.getElementById('end').getBoundingClientRect().bottom")  # fmt: skip
    assert below >= 0, "the foot covers what stands last"
    page.keyboard.press("PageDown")
    assert foot.inner_text() == f"2 / {len(pictures)}"
    page.close()


def test_on_paper_every_slide_has_its_page(browser, made):
    path, pictures = made
    page = browser.new_page()
    page.goto(path.as_uri())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".slide:visible").count() == len(pictures)
    assert page.locator(".slide:visible svg.bl-drawing").count() >= 3
    assert page.locator(".foot:visible").count() == 0
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") >= len(pictures)
    page.close()
