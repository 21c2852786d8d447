"""Every page of the course, played from a folder and from a server with no other network: what moves, what it asks for, who can use it."""

from __future__ import annotations

import random
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from site_player import SEEN, SET, STAGES, commit_all, opened, served, unfold

from claimlab import lessons
from claimlab.authoring.build import course_sources
from claimlab.lessons import lesson_ids
from claimlab.site.pages import page_name
from claimlab.site.pictures import guesses_of
from claimlab.teaching.explore import Explore

PAGES = {one.lesson: page_name(one) for one in course_sources("en")}
SETTINGS = 10
MOST_BYTES, MOST_BYTES_IN_ALL = 2_000_000, 15_000_000
STILL = {"reduced_motion": "reduce"}


def drawn(explore: Explore) -> list[dict]:
    """What a stage must show now, drawn by the kernel."""
    return [
        {"title": pane.scene["title"], "words": pane.scene["words"], "marks": [in_svg(mark) for mark in pane.scene["marks"]]}
        for pane in explore.panes
    ]  # fmt: skip


def in_svg(mark: dict) -> list:
    numbers = [one for one in mark["p"] if one is not None]
    return [f"sc-{mark['k']} {mark.get('c', '')}".strip(), mark.get("t", ""), numbers]


def same(seen: list[dict], wanted: list[dict]) -> str:
    """What differs, in a word; "" where a reader sees the same."""
    for one, other in zip(seen, wanted, strict=True):
        for name in ("title", "words"):
            if one[name] != other[name]:
                return f"{name}: {one[name]!r} is not {other[name]!r}"
        if len(one["marks"]) != len(other["marks"]):
            return f"{len(one['marks'])} marks, not {len(other['marks'])}"
        for (look, text, places), (own_look, own_text, own) in zip(
            one["marks"], other["marks"], strict=True
        ):
            if (look, text) != (own_look, own_text):
                return f"{look} {text!r} is not {own_look} {own_text!r}"
            if not own_look.startswith("sc-band") and [round(p, 1) for p in places] != [
                round(max(p, 0) if "rect" in own_look and i > 1 else p, 1)
                for i, p in enumerate(own)
            ]:
                return f"{look} {text!r} stands at {places}, not at {own}"
    return ""


@pytest.mark.parametrize("number", lesson_ids())
@pytest.mark.parametrize("way", ["folder", "server"])
def test_every_picture_moves_and_shows_what_the_kernel_shows(site, browser, workspace, number, way):
    """From a folder on a laptop; from a server of this machine on a telephone."""
    own = {}
    for one in lessons.pictures(number).values():
        shown = one()
        if isinstance(shown, Explore):
            own[shown.title] = shown, dict(shown.raw), one.reveals
    dice = random.Random(int(number))
    with served(site) as address:
        where = (site.as_uri() + "/" if way == "folder" else address) + PAGES[number]
        size = {"width": 1280, "height": 900} if way == "folder" else {"width": 390, "height": 844}
        page = opened(browser, where, viewport=size, **STILL)
        unfold(page)
        commit_all(page)
        page.wait_for_timeout(600)
        unfold(page)
        page.wait_for_function(
            f"() => {STAGES}.every((one) => one.parentElement.stage.states.size)"
        )
        moved = 0
        for stage in page.evaluate_handle(STAGES).get_properties().values():
            model = stage.evaluate("(one) => ({title: one.parentElement.stage.part.title, width: one.parentElement.stage.layout.bundle.width, "
                                   "keeps: one.parentElement.stage.part.keepsAll, given: Object.keys(one.parentElement.stage.layout.guesses).length ? one.parentElement.stage.given : null, controls: one.parentElement.stage.layout.bundle.controls})")  # fmt: skip
            if model["keeps"]:
                continue  # what it shows depends on what was tried before
            explore, start, reveals = own[model["title"]]
            explore.look(model["width"])
            for _turn in range(SETTINGS):
                raw = {}
                for field in model["controls"]:
                    count = (
                        {"tick": 2, "slider": 0}.get(field["kind"])
                        or len(field.get("options", ()))
                        or round((field["high"] - field["low"]) / field["step"]) + 1
                    )
                    place = dice.randrange(count)
                    page.evaluate(SET, [stage, field["name"], place])
                    raw[field["name"]] = (
                        field["low"] + place * field["step"]
                        if field["kind"] == "slider"
                        else bool(place)
                        if field["kind"] == "tick"
                        else place
                    )
                explore.move(
                    **{
                        name: explore.controls[name].value(v) if isinstance(v, float) else v
                        for name, v in raw.items()
                    }
                )
                seen = stage.evaluate(SEEN)
                if explore.notice:
                    assert explore.notice in stage.evaluate("(one) => one.textContent")
                    continue
                if (
                    model["given"] and explore.raw == start
                ):  # there the reader's own guess is drawn as the kernel draws it
                    wanted = drawn(
                        explore.with_guess(guesses_of(lessons.prediction(reveals))[model["given"]])
                    )
                    explore.with_guess(None)
                else:
                    wanted = drawn(explore)
                    for one in (
                        seen if model["given"] else ()
                    ):  # elsewhere it stands beside what is drawn without it
                        one["marks"] = [
                            mark for mark in one["marks"] if "guess" not in mark[0].split()
                        ]
                assert same(seen, wanted) == "", (model["title"], raw)
            moved += 1
        assert moved or not own
        assert page.asked == [] and page.errors == []
        page.context.close()


def test_weights(site):
    files = [one for one in site.rglob("*") if one.is_file()]
    assert {one.name: one.stat().st_size for one in files if one.stat().st_size > MOST_BYTES} == {}
    assert sum(one.stat().st_size for one in files) <= MOST_BYTES_IN_ALL


@pytest.mark.parametrize("name", [*PAGES.values(), "ledger.html", "glossary.html", "data.html"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_without_barriers(site, browser, name, theme):
    address = f"{site.as_uri()}/{name}"
    page = opened(browser, address, color_scheme=theme, **STILL)
    unfold(page)
    commit_all(page)
    page.wait_for_timeout(400)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.asked == [] and page.errors == []
    page.context.close()


@pytest.mark.parametrize(
    "how",
    [
        {"viewport": {"width": 390, "height": 844}},
        {"viewport": {"width": 320, "height": 700}},
        {"forced_colors": "active"},
    ],
)
def test_narrow_zoomed_and_in_forced_colours(site, browser, how):
    """320 pixels are a laptop's page at four times its size: nothing is cut off sideways."""
    for name in (PAGES["01"], PAGES["02"], "index.html", "ledger.html", "search.html"):
        page = opened(browser, f"{site.as_uri()}/{name}", **{**STILL, **how})
        unfold(page)
        width = page.viewport_size["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.context.close()


def test_on_paper_a_page_is_light_whole_and_has_nothing_to_press(site, browser):
    page = opened(
        browser,
        f"{site.as_uri()}/{PAGES['01']}",
        color_scheme="dark",
        viewport={"width": 680, "height": 900},
        **STILL,
    )
    unfold(page)
    commit_all(page, most=2)  # one guess is still to be made
    page.wait_for_timeout(600)
    unfold(page)
    page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert page.evaluate(
        "[...document.querySelectorAll('.bl-stage')].every((one) => getComputedStyle(one).backgroundColor === 'rgb(255, 255, 255)')"
    )
    pressed = page.locator(
        "button:visible:not(.bl-s), input[type=range]:visible, details:not(.bl-about, [open]) > summary:visible"
    )
    in_ledger = page.locator(".st-ledger summary")  # what a sentence says stands in its heading
    assert pressed.count() == in_ledger.count()
    ask = page.locator(".bl-card:has([data-key='act:commit']):has(.bl-slider)").first
    assert ask.locator("input[type=text]").first.is_visible(), "a line on which a hand can write"
    assert page.locator(".bl-card[data-state='closed']").count(), "its result is not given away"
    cut = "(one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible'"
    assert not any(
        one.evaluate(cut) for one in page.locator("main pre, .st-wide, .bl-scrolled").all()
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    whole = "[...document.querySelectorAll('.bl-picture, .bl-card')].every((one) => getComputedStyle(one).breakInside === 'avoid')"
    assert page.evaluate(whole)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen", color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate(ground) != "rgb(255, 255, 255)", "the screen is as it was"
    assert page.locator("details.st-door[open]").count() == 0
    page.context.close()


def test_keys_alone_guess_move_and_judge(site, browser):
    page = opened(browser, f"{site.as_uri()}/{PAGES['02']}", **STILL)
    unfold(page)
    first = page.locator(".bl-card:has([data-key='act:commit'])").first
    first.locator(".bl-begin, input[type=radio]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    first.locator("[data-key='act:commit']").focus()
    page.keyboard.press("Enter")
    assert page.locator(".bl-card[data-state='done'] code").count()
    judge = page.locator(".bl-card:has([data-key='act:mark'])").first
    claim = re.search(r"C\d\d", judge.locator(".bl-head").text_content())[0]
    judge = page.locator(f".bl-card:has-text('Claim {claim}')").first
    judge.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    judge.locator("[data-key='because']").focus()
    page.keyboard.type("The figures of both sides agree.")
    for act in ("mark", "choose", "bet"):
        if not (button := judge.locator(f"[data-key='act:{act}']")).count():
            continue
        for group in judge.locator("fieldset").all() if act != "mark" else ():
            group.locator("input").first.focus()
            page.keyboard.press("Space")
        button.focus()
        page.keyboard.press("Enter")
    assert page.locator(f".bl-card[data-tone='result']:has-text('{claim}')").count()
    page.context.close()


def test_what_was_done_is_kept_and_stands_on_the_other_pages(site, browser):
    address = f"{site.as_uri()}/{PAGES['02']}"
    page = opened(browser, address, **STILL)
    unfold(page)
    commit_all(page, most=1)
    code = page.locator(".bl-card[data-state='done'] code").first.text_content()
    page.unroute_all()
    page.goto(address)
    page.wait_for_selector("html[data-st-ready]", state="attached")
    unfold(page)
    assert code in page.locator(".bl-card[data-state='done']").first.text_content()
    page.goto(f"{site.as_uri()}/index.html")
    page.locator(".st-lessons").scroll_into_view_if_needed()
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-done]')].some((one) => /^1 /.test(one.textContent))"
    )
    page.context.close()
