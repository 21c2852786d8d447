"""Play a page of the course in a browser: from a folder, or from a server of this machine, with every other network closed."""

from __future__ import annotations

import functools
import sys
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

# Every stage of a page that has controls, in order, and its model.
STAGES = "[...document.querySelectorAll('.bl-stage')].filter((one) => one.parentElement.stage?.layout.bundle.controls.length)"
# What a reader sees of a stage: titles, words, and each mark with its place.
SEEN = """(stage) => [...stage.querySelectorAll('.bl-picture')].map((one) => ({
  title: one.querySelector('.bl-title').textContent, words: one.querySelector('.bl-about p').textContent,
  marks: [...one.querySelectorAll('.bl-marks > *')].map((mark) => [
    mark.getAttribute('class').replace(' bl-go', '').trim(), mark.tagName === 'text' ? mark.textContent : '',
    (mark.getAttribute('d') ?? ['x', 'y', 'cx', 'cy', 'r', 'width', 'height'].map((name) => mark.getAttribute(name) ?? '').join(' ')).match(/-?[0-9.]+/g)?.map(Number) ?? [],
  ]),
}))"""
# A hand on one control, as a place among all that it can take.
SET = """([stage, name, place]) => {
  const field = stage.parentElement.stage.layout.bundle.controls.find((one) => one.name === name);
  const control = stage.querySelector(`[data-key="${name}"]`);
  if (field.kind === 'slider') control.value = field.low + place * field.step;
  else if (field.kind === 'tick') control.checked = place > 0;
  else control.value = place;
  control.dispatchEvent(new Event(field.kind === 'slider' ? 'input' : 'change', { bubbles: true }));
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said) -> None:
        pass


@contextmanager
def served(folder: Path):
    """The address of a server of this machine over a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def opened(browser, address: str, **how):
    """A page on which every request but that of the page itself is counted and refused."""
    page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **how}).new_page()
    page.asked, page.errors = [], []

    def refuse(route):
        if route.request.url.split("#")[0] == address:
            route.continue_()
        else:
            page.asked.append(route.request.url)
            route.abort()

    page.route(lambda url: not url.startswith(("data:", "blob:")), refuse)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.errors.append(said.text))
    page.goto(address)
    page.wait_for_selector("html[data-st-ready], html:not(:has([data-part]))", state="attached")
    return page


def unfold(page) -> None:
    """Open every door and make every part, as a page does before it is printed."""
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function("() => !document.querySelector('.st-part:not(.st-made)')")


def commit_all(page, most: int = 20) -> int:
    """Commit a guess on every card that asks for one; gives how many."""
    asking, done = page.locator(".bl-card:has([data-key='act:commit'])"), 0
    while asking.count() and done < most:
        card = asking.first
        if card.locator("input[type=radio]").count():
            card.locator("input[type=radio]").first.check()
        for typed in card.locator(".bl-slider input[type=text]").all():
            typed.fill(
                typed.evaluate(
                    "(one) => one.closest('.bl-slider').querySelector('input[type=range]').value"
                )
            )
        for handle in card.locator("circle.bl-handle").all():
            handle.focus()
            page.keyboard.press("Enter")
        while (begin := card.locator(".bl-begin:visible")).count():
            begin.first.focus()
            page.keyboard.press("Enter")
        card.locator("[data-key='act:commit']").click()
        done += 1
    return done
