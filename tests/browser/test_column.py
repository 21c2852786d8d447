"""The page of claims as hands, eyes and keys meet it, without a kernel: what is pressed is told, and shown at once."""

from __future__ import annotations

import json
import os

import lab as lab_tools
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claimlab.lessons import lesson as lesson_of
from claimlab.lessons.bets import bets_on
from claimlab.teaching.column import page_of
from claimlab.teaching.frontend import module, style
from claimlab.teaching.store import Record

OWN = lesson_of("03").claims

MARKED = {
    "C07": {"mark": "word", "word": "$7–8bn", "of": "$7.2bn"},
    "C11": {"mark": "sign"},
    "C31": {"mark": "open"},
    "C53": {"mark": "strike"},
    "C72": {"mark": "wish"},
}


def records():
    return [
        *(Record.now("pen", claim, value) for claim, value in MARKED.items()),
        *(Record.now("bet", bet.id, 95 if bet.came else 5) for bet in bets_on("C07")[:1]),
        *(Record.now("bet", bet.id, 5 if bet.came else 95) for bet in bets_on("C53")[:1]),
    ]


def write_page(path, page, dark=False):
    script = module("column").replace("export default { render: renderColumn };", "")
    path.write_text(
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The page</title>
<meta name="viewport" content="width=device-width"><style>{style()}
body{{margin:0;padding:8px;background:{"#15181b;color:#eceff1" if dark else "#fff"}}}</style></head>
<body data-jp-theme-light="{"false" if dark else "true"}"><main><h1>A course</h1><div id="here"></div></main><script type="module">
{script}
window.told = [];
const made = column({json.dumps(page)}, Object.assign((message) => window.told.push(message), {{ judges: () => true }}));
window.made = made;
document.getElementById("here").append(made.root);
</script></body></html>""",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a page of claims; what it throws fails the test."""
    contexts, errors = [], []

    def open_page(lesson="", end=False, done=(), width=1280, dark=False, **context):
        held = browser.new_context(viewport={"width": width, "height": 900}, **context)
        contexts.append(held)
        page = held.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        sent = page_of(lesson, end, done)
        page.goto(write_page(tmp_path / f"{len(contexts)}.html", sent, dark).as_uri())
        page.locator(".bl-s").first.wait_for()
        return page

    yield open_page
    for held in contexts:
        held.close()
    assert errors == []


def sentence(page, claim):
    return page.locator(f'.bl-s[data-claim="{claim}"]')


def told(page):
    return page.evaluate("window.told")


def test_the_whole_page_holds_every_claim_once_and_rings_the_first(opened):
    page = opened()
    assert page.locator(".bl-s").count() == 73
    assert page.locator(".bl-act").all_inner_texts() == [
        "The bridge", "Pressure", "People", "Arms", "Promises",
    ]  # fmt: skip
    assert page.locator(".bl-start").get_attribute("data-claim") == "C11"


def test_a_lesson_lights_its_own_and_opens_the_whole(opened):
    page = opened("03")
    assert page.locator(".bl-s").count() == page.locator(".bl-lit").count() == len(OWN)
    page.get_by_role("button", name="The whole page").press("Enter")
    first = page.locator(f".bl-s[data-claim={next(iter(OWN))}]")
    expect(first).to_be_focused()  # not left below what it opened
    expect(first).to_be_in_viewport()
    assert page.locator(".bl-s").count() == 73 and page.locator(".bl-lit").count() == len(OWN)
    page.get_by_role("button", name="alone").click()
    assert page.locator(".bl-s").count() == len(OWN)


def test_a_mark_is_told_and_shown_at_the_hand(opened):
    page = opened()
    sentence(page, "C14").click()
    claim = page.get_by_role("group", name="In 2019 Maduro closed the border.")
    expect(claim).to_contain_text("Who says it: the column")
    claim.get_by_role("button", name="Strike it").click()
    assert told(page) == [{"act": "mark", "claim": "C14", "mark": "strike", "word": "", "of": ""}]
    expect(sentence(page, "C14")).to_contain_class("bl-strike")
    expect(claim.get_by_role("button", name="Strike it")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("struck")


def test_one_sentence_carries_the_ring(opened):
    page = opened("12", done=[Record.now("ring", "C73", True)])
    expect(page.locator(".bl-ring")).to_have_attribute("data-claim", "C73")
    sentence(page, "C24").click()
    page.get_by_role("button", name="Ring it").press("Enter")
    assert told(page) == [{"act": "ring", "claim": "C24"}]
    expect(page.locator(".bl-ring")).to_have_attribute("data-claim", "C24")
    expect(sentence(page, "C24")).to_contain_text("ringed")
    off = page.get_by_role("button", name="Take the ring off")
    expect(off).to_be_focused()
    if folder := os.environ.get("BORDERLAB_SHOTS"):
        page.screenshot(path=f"{folder}/ring.png")
    off.press("Enter")
    expect(page.locator(".bl-ring")).to_have_count(0)


def test_all_by_keys(opened):
    page = opened("01")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.dataset.claim")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.dataset.claim")
    assert first != second
    page.keyboard.press("1")
    assert told(page)[-1]["claim"] == second and told(page)[-1]["mark"] == "sign"
    assert page.evaluate("document.activeElement.dataset.claim") == second
    page.keyboard.press("Escape")
    assert page.locator(".bl-claim").count() == 0
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator(".bl-claim")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.dataset.claim") == first
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.dataset.claim")  # one stop for all sentences


def test_a_word_is_changed_by_keys_and_by_hand(opened):
    page = opened("01")
    sentence(page, "C11").focus()
    page.keyboard.press("2")
    assert told(page) == []  # no word yet
    page.get_by_role("button", name="killed", exact=True).click()
    page.keyboard.type("wounded")
    page.keyboard.press("Enter")
    assert told(page)[-1] == {
        "act": "mark", "claim": "C11", "mark": "word", "word": "wounded", "of": "killed",
    }  # fmt: skip
    expect(sentence(page, "C11").locator("s")).to_have_text("killed")
    expect(sentence(page, "C11").locator("ins")).to_have_text("wounded")


def test_marks_bets_and_the_page_to_keep(opened):
    page = opened("13", end=True, done=records())
    expect(page.locator(".bl-title")).to_have_text("What I would sign")
    assert page.locator(".bl-act").last.inner_text() == "Struck:"
    expect(sentence(page, "C07")).to_contain_text("$7.2bn $7–8bn")
    expect(sentence(page, "C07")).to_contain_text("bet won")
    expect(sentence(page, "C53")).to_contain_text("bet lost")
    page.get_by_role("button", name="Keep this page").click()
    assert told(page) == [{"act": "keep"}]


def test_records_turn_over_after_the_pen_alone(opened):
    page = opened(done=records())
    sentence(page, "C31").click()
    page.locator(".bl-records summary").click()
    assert page.locator(".bl-records li").count() > 0
    sentence(page, "C42").click()
    expect(page.locator(".bl-claim")).to_contain_text("face down")
    assert page.locator(".bl-records").count() == 0


def test_on_a_telephone_the_sheet_stands_below_the_sentence(opened):
    page = opened(width=390, done=records())
    sentence(page, "C07").click()
    above, below = sentence(page, "C07").bounding_box(), page.locator(".bl-claim").bounding_box()
    assert 0 <= below["y"] - above["y"] - above["height"] < 12
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    sizes = page.evaluate(
        "[...document.querySelectorAll('.bl-column button')].map((b) => b.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 24


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(opened, dark, width):
    for lesson, end in (("", False), ("01", False), ("13", True)):
        page = opened(lesson, end, records(), width, dark)
        page.locator(".bl-s").first.click()
        assert Axe().run(page).response["violations"] == []


def test_forced_colours_keep_every_mark(opened):
    page = opened(done=records(), forced_colors="active")
    looks = {
        claim: sentence(page, claim)
        .locator(".bl-words")
        .evaluate(
            "(node) => [getComputedStyle(node).textDecorationLine, getComputedStyle(node).textDecorationStyle, getComputedStyle(node).fontStyle].join(' ')"
        )
        for claim in (*MARKED, "C14")
    }
    assert len(set(looks.values())) == 6


def test_in_a_lesson_a_mark_is_kept_and_the_end_shows_it(page, lab):
    cells = ('from borderlab import column\ncolumn("03")', 'column("03", end=True)')
    lab_tools.write_notebook(lab.root / "column.ipynb", *cells)
    lab.open(page, "column.ipynb")
    lab.run_all(page)
    first = page.locator('.bl-s[data-claim="C38"]').first
    first.click()
    page.keyboard.press("4")
    expect(page.locator(".bl-records").first).to_be_visible()  # they turned over
    page.get_by_role("button", name="Judge it below").first.click()
    card = page.locator(".bl-card[data-tone]").first
    expect(card).to_be_in_viewport()
    expect(card.locator(":focus")).to_have_count(1)
    last = page.locator('.bl-s[data-claim="C38"]').last
    last.scroll_into_view_if_needed()
    expect(last).to_contain_class("bl-strike")
    assert page.errors == []
