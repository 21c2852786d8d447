"""A card on a telephone, without a kernel: a finger in the middle of a slider, numbers typed one after another."""

from __future__ import annotations

import json

import pytest

from claimlab import lessons
from claimlab.teaching.frontend import module, sheet
from claimlab.teaching.predicting.predict import predict

PAGE = """<!doctype html><meta name="viewport" content="width=device-width"><style>{style}</style><main></main>
<script type="module">{module}
window.sent = [];
const told = {{ card: {card} }};
renderCard({{ model: {{ get: (name) => told[name], on() {{}}, off() {{}}, send: (said) => window.sent.push(said) }}, el: document.querySelector("main") }});
</script>"""


@pytest.fixture
def shown(browser, workspace):
    """Opens the card of the first prediction of a kind, 390 pixels wide; the page is the window's own."""
    pages = []

    def show(kind):
        of_all = (one for id_ in lessons.lesson_ids() for one in lessons.lesson(id_).predictions)
        asked = next(one for one in of_all if one.kind == kind)
        size = {"width": 390, "height": 844}
        page = browser.new_context(viewport=size, has_touch=True).new_page()
        pages.append(page)
        card = json.dumps(predict(asked.id).description())
        page.set_content(PAGE.format(style=sheet("kit"), module=module("card"), card=card))
        page.locator(".bl-head").wait_for()
        return asked, page

    yield show
    for page in pages:
        page.context.close()


def test_a_finger_in_the_middle_of_an_unset_slider_chooses_it(shown):
    _asked, page = shown("number")
    box = page.locator("input[type=range]").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator(".bl-main").tap()
    assert page.evaluate("sent")[0]["values"]["guess"] is not None


def test_numbers_of_a_curve_are_typed_one_after_another_and_the_last_one_counts(shown):
    asked, page = shown("curve")
    plot = page.locator(".bl-curve svg").bounding_box()
    assert plot["x"] >= 0 and plot["x"] + plot["width"] <= 390, "nothing hangs out of the page"
    page.locator(".bl-curve summary").tap()
    page.locator(".bl-curve input").first.focus()
    for i in range(len(asked.points)):
        assert page.evaluate("sent") == [], "not before the last one"
        page.keyboard.type(f"{asked.low + i * asked.step:g}")
        page.keyboard.press("Enter")
    guess = page.evaluate("sent")[0]["values"]["guess"]
    assert [guess[f"{at:g}"] for at in asked.points] == pytest.approx(
        [asked.low + i * asked.step for i in range(len(asked.points))]
    )


def test_the_points_of_a_curve_do_not_shrink_with_the_window(shown):
    _asked, page = shown("curve")
    page.set_viewport_size({"width": 1280, "height": 900})
    plot, point = page.locator(".bl-curve svg"), page.locator("circle.bl-handle").first
    page.wait_for_function("document.querySelector('.bl-curve svg').clientWidth > 600")
    point.press("Enter")
    point.press("ArrowUp")
    drawn = point.get_attribute("aria-valuetext")
    for width in (640, 390):  # a laptop's page at twice its size, and a telephone
        page.set_viewport_size({"width": width, "height": 450})
        page.wait_for_function("document.querySelector('.bl-curve svg').clientWidth < 400")
        sizes = page.locator("circle.bl-handle").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().width)"
        )
        assert min(sizes) >= 20, (width, sizes)
        assert point.get_attribute("aria-valuetext") == drawn, "what was drawn stays"
    assert plot.bounding_box()["width"] <= 390
