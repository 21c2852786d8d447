"""The stage of a lesson in a browser: two windows and a phone, by keys, in light and dark, and without barriers."""

from __future__ import annotations

import asyncio
import random
import re
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe

from claimlab.lectern.server import Stage
from claimlab.lectern.session import Session
from claimlab.teaching.predicting.codes import encode

WALL = {"width": 1920, "height": 1080}


class Running:
    """A stage in a thread of its own."""

    def __init__(self, lesson, people):
        self.loop, self.ready = asyncio.new_event_loop(), threading.Event()
        self._given = lesson, people
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        assert self.ready.wait(30)

    def _run(self):
        asyncio.set_event_loop(self.loop)

        async def stay():
            self.stage = Stage(Session(*self._given), "127.0.0.1", port=19200)
            self.end = asyncio.Event()
            self.ready.set()
            await self.end.wait()
            self.stage.close()

        self.loop.run_until_complete(stay())

    def close(self):
        self.loop.call_soon_threadsafe(self.end.set)
        self.thread.join(10)


@pytest.fixture
def running():
    one = Running("01", 40)
    yield one
    one.close()


@pytest.fixture(params=["light", "dark"])
def windows(browser, running, request):
    """The wall and the lecturer's window, as two pages of one browser."""
    context = browser.new_context(viewport=WALL, color_scheme=request.param)
    pages, errors = [context.new_page() for _window in range(2)], []
    for page, name in zip(pages, ("wall", "lectern"), strict=True):
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.goto(running.stage.url(name))
        page.wait_for_selector("h1:not(:empty)")
    yield pages
    assert errors == []
    context.close()


def guess(asked, dice):
    """An answer of the kind that a question takes."""
    if asked.kind == "choice":
        return dice.choice(list(asked.options))
    many = {"number": 1, "interval": 2}.get(asked.kind, len(asked.points))
    numbers = [dice.uniform(asked.low, asked.high) for _number in range(many)]
    if asked.kind == "number":
        return numbers[0]
    return sorted(numbers) if asked.kind == "interval" else numbers


def chat(session, n, vote=1):
    """A chat in which everybody answers every question."""
    dice = random.Random(vote)
    return "\n".join(
        f"10:02 Ana: {encode(asked, guess(asked, dice), vote, mark)} thanks!"
        for asked in session.questions
        for mark in range(n)
    )


def paste(page, text):
    page.fill("textarea", text)
    page.get_by_role("button", name="Count the codes").click()


def no_text_is_cut(page):
    """Every name and count of the bars lies inside the window and inside its cell."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".bars th, .bars b, h1, header *")].every(one => {
            const box = one.getBoundingClientRect();
            return box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight
                && one.scrollWidth <= one.clientWidth + 1 || !one.textContent;
        })"""
    )


def test_a_class_votes_twice_and_sees_the_result(windows, running):
    wall, lectern = windows
    session = running.stage.session
    paste(lectern, chat(session, 38))
    wall.get_by_text("38 of 40").wait_for()
    for place, asked in enumerate(session.questions):
        wall.get_by_text(f"{place + 1} / {len(session.questions)}").wait_for()
        assert no_text_is_cut(wall), asked.id
        wall.keyboard.press("n")
    for _question in session.questions:
        wall.keyboard.press("ArrowLeft")
    wall.get_by_text(f"1 / {len(session.questions)}").wait_for()
    paste(lectern, chat(session, 41, vote=2))
    wall.get_by_text("41 votes from a class of 40").wait_for()
    lectern.locator(".warning", has_text="41 votes").wait_for()
    assert wall.get_by_text("Second vote").count() and no_text_is_cut(wall)
    wall.keyboard.press("r")
    wall.locator(".picture .bl-title").wait_for(timeout=30_000)
    wall.wait_for_timeout(500)
    lowest = wall.evaluate(
        "Math.max(...[...document.querySelectorAll('.bl-drawing')].map(one => one.getBoundingClientRect().bottom))"
    )
    assert 0 < lowest <= WALL["height"]


def test_the_wall_holds_no_truth_before_the_result(windows, running):
    wall, lectern = windows
    for asked in running.stage.session.questions:
        lectern.locator("h1", has_text=asked.id).wait_for()
        seen, told = wall.content(), lectern.content()
        sentence = asked.explain.split(". ")[0]
        assert sentence in lectern.inner_text("body") and sentence not in seen
        assert len(told) > len(seen)
        wall.keyboard.press("n")


def test_a_picture_with_controls_plays_without_a_kernel(windows, running):
    wall, _lectern = windows
    session = running.stage.session
    place = [one.id for one in session.questions].index("P01.1")
    running.loop.call_soon_threadsafe(running.stage.act, "go", place)
    wall.get_by_text(session.questions[place].asks).wait_for()
    wall.keyboard.press("PageDown")
    title = wall.locator(".picture .bl-title")
    title.wait_for(timeout=30_000)
    before = title.inner_text()
    wall.locator(".picture select:visible").last.select_option(index=1)
    wall.wait_for_function("old => document.querySelector('.picture .bl-title').innerText !== old", arg=before)  # fmt: skip


def test_a_phone_votes_by_the_word_on_the_wall(windows, running, browser):
    wall, _lectern = windows
    for _question in range([one.kind for one in running.stage.session.questions].index("number")):
        wall.keyboard.press("n")
    wall.keyboard.press("o")
    shown = wall.locator(".door b")
    shown.wait_for()
    phone = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    phone.goto(re.search(r"http://\S+", wall.inner_text(".door"))[0])
    assert running.stage.session.asked.asks not in phone.content()
    phone.fill("input", shown.inner_text())
    phone.get_by_role("button", name="Come in").click()
    phone.fill("input[type=number]", "40")
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("Counted").wait_for()
    wall.get_by_text("Votes: 1 of 40").wait_for()
    assert Axe().run(phone).violations_count == 0
    phone.context.close()


def test_both_windows_are_free_of_barriers(windows, running):
    wall, lectern = windows
    paste(lectern, chat(running.stage.session, 12))
    wall.get_by_text("12 of 40").wait_for()
    for page in windows:
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


def test_when_the_stage_closes_both_windows_say_so(browser):
    one = Running("01", 40)
    page = browser.new_page()
    page.goto(one.stage.url("wall"))
    page.wait_for_selector("h1:not(:empty)")
    one.close()
    page.get_by_text("The stage is closed.").wait_for()
    page.close()
