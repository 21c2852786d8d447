"""A scene as hands, eyes and keys meet it, on a page without a kernel: each move ends in what a direct drawing shows."""

from __future__ import annotations

import base64
import gzip
import json
import random

import played
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claimlab.views import scene as draw

# All that is drawn, mark by mark, in its order; colours may still be on their way, places not.
# Of the page, or of the stage on which it is evaluated.
SHOWN = """(root) => ({
  marks: [...(root ?? document).querySelector('.bl-marks').children].map((node) => {
    const told = Object.fromEntries([...node.attributes].map((one) => [one.name, one.value]));
    return [node.tagName, node.textContent, told];
  }),
  leaving: (root ?? document).querySelector('.bl-leaving').children.length,
  title: (root ?? document).querySelector('.bl-title').textContent,
  words: (root ?? document).querySelector('.bl-drawing').getAttribute('aria-label'),
  grips: [...(root ?? document).querySelectorAll('.bl-grip')].map((node) => node.getAttribute('style') + node.ariaValueText),
})"""
READ = "() => document.querySelector('.bl-tip.bl-on')?.textContent ?? ''"
LIVE = ".bl-stage > [role=status]"
# A kernel that tells, after each move, the settings beside the new one, and answers only those that it has not told.
NEAR = """(packed) => {
  const told = new Set(), save = model.save_changes.bind(model), answers = model.answers;
  model.save_changes = () => {
    const {shut, who} = model.state.values, at = shut / 10;
    model.answers = told.has(`${at}|${who}`) ? null : answers;
    save();
    for (const key of [`${at + 1}|${who}`, `${at - 1}|${who}`, `${at}|${(who + 1) % 3}`]) {
      if (!packed[key] || told.has(key)) continue;
      told.add(key);
      const bytes = Uint8Array.from(atob(packed[key]), (one) => one.charCodeAt(0));
      setTimeout(() => model.ears["msg:custom"].forEach((act) => act({states: model.state.bundle.id, isFresh: told.size === 1}, [bytes])), 20);
    }
  };
}"""


@pytest.fixture
def stage(browser, tmp_path):
    """Opens a page with the sample stage; what the page throws fails the test."""
    opened, errors = [], []

    def open_page(sent=None, *, context=None, **more):
        held = browser.new_context(viewport={"width": 1280, "height": 900}, **(context or {}))
        opened.append(held)
        page = held.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        path = played.write_page(tmp_path / f"{len(opened)}.html", sent or played.bundle(), **more)
        page.goto(path.as_uri())
        page.locator(".bl-drawing").wait_for()
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(100)
        return page

    yield open_page
    for held in opened:
        held.close()
    assert errors == []


def mark(page, words):
    """The middle of the mark that is read as these words, on the screen."""
    found = next(m for m in played.drawn()["marks"] if m.get("n") == words)
    x, y = found["p"][:2] if found["k"] == "point" else (found["p"][0] + 10, found["p"][1] + 20)
    box = page.locator(".bl-drawing").bounding_box()
    return box["x"] + x * box["width"] / 760, box["y"] + y * box["width"] / 760


def direct(stage, setting):
    """What a page shows that was drawn for this one setting and never moved."""
    page = stage(
        {
            **played.bundle(),
            "states": None,
            "values": setting,
            "panes": [{"heading": "", "scene": played.drawn(**setting)}],
        }
    )
    return page.evaluate(SHOWN)


def settle(page):
    """Wait until nothing has moved for a while."""
    before = None
    while before != (before := page.evaluate(SHOWN)):
        page.wait_for_timeout(450)  # longer than an answer is late


def put(page, setting):
    """Both controls by hand: the slider by its value, the menu by its place."""
    slider, menu = (
        page.get_by_role("slider", name="Stopped, per cent", exact=True),
        page.get_by_role("combobox"),
    )
    slider.fill(str(setting["shut"]))
    menu.select_option(index=setting["who"])


def walk(page, moves, rng):
    """Random moves by every way there is, some of them before the last one has come to its end."""
    for _move in range(moves):
        way = rng.choice(["slider", "menu", "keys", "handle", "click", "drag"])
        slider = page.get_by_role("slider", name="Stopped, per cent", exact=True)
        if way == "slider":
            slider.fill(str(rng.randrange(0, 101, 10)))
        elif way == "menu":
            page.get_by_role("combobox").select_option(index=rng.randrange(3))
        elif way == "keys":
            slider.press(rng.choice(["ArrowLeft", "ArrowRight", "Home", "End", "PageUp"]))
        elif way == "handle" and page.locator(".bl-grip:visible").count():
            page.locator(".bl-grip").press(
                rng.choice(["ArrowUp", "ArrowDown", "ArrowLeft", "Home", "End"])
            )
        elif way == "click":
            box = page.locator(".bl-drawing").bounding_box()
            page.mouse.click(
                box["x"] + rng.uniform(0, box["width"]), box["y"] + rng.uniform(0, box["height"])
            )
        elif way == "drag" and page.locator(".bl-grip:visible").count():
            box = page.locator(".bl-grip").bounding_box()
            page.mouse.move(box["x"] + 22, box["y"] + 22)
            page.mouse.down()
            page.mouse.move(box["x"] + 22, box["y"] + 22 + rng.uniform(-90, 90), steps=3)
            page.mouse.up()
        page.wait_for_timeout(rng.choice([0, 0, 10, 60, 250]))


@pytest.mark.parametrize(
    "way",
    [
        "states sent before",
        "asked of the kernel",
        "answers out of turn",
        "those near by sent before",
    ],
)
def test_any_chain_of_moves_ends_in_what_a_direct_drawing_shows(stage, way):
    sent, more = played.bundle(), {}
    if way != "states sent before":
        base = played.drawn()
        sent["states"] = None
        more["answers"] = {
            key: {"panes": [draw.patch(base, played.drawn(**one))]}
            for key, one in played.settings().items()
        }
    page = stage(sent, **more)
    if way == "answers out of turn":
        page.evaluate("model.wait = 1")  # from now on some come long after later ones
    if way == "those near by sent before":
        packed = {
            key: base64.b64encode(gzip.compress(json.dumps({key: one}).encode())).decode()
            for key, one in more["answers"].items()
        }
        page.evaluate(NEAR, packed)
    rng = random.Random(7)
    for _chain in range(6):
        walk(page, 12, rng)
        page.mouse.move(5, 880)
        settle(page)
        now = page.evaluate("model.state.values")
        if page.locator(".bl-gone").count():
            assert now == {"shut": 90, "who": 1}
            continue
        assert page.evaluate(SHOWN) == direct(stage, now)


def test_a_mark_that_changes_its_place_in_the_order_moves_alone(stage):
    page = stage({**played.bundle(), "states": None})
    keys = [mark["i"] for mark in played.drawn()["marks"]]
    page.evaluate("""() => { window.moved = 0; new MutationObserver((all) => all.forEach((one) => (moved += one.addedNodes.length)))
      .observe(document.querySelector('.bl-marks'), {childList: true}); }""")
    for order in ([*keys[1:], keys[0]], [keys[-1], *keys[:-1]], keys):
        page.evaluate(
            "order => model.tell('answer', {base: model.state.bundle.id, key: '5|0', panes: [{order}]})",
            order,
        )
    assert 0 < page.evaluate("moved") <= 5


def test_what_comes_too_late_is_dropped(stage):
    page = stage({**played.bundle(), "states": None})
    base, title = played.drawn(), page.locator(".bl-title")

    def hear(shut, of=1):
        patch = draw.patch(base, played.drawn(shut))
        told = {"base": of, "key": f"{shut // 10}|0", "panes": [patch]}
        page.evaluate("told => model.tell('answer', told)", told)

    put(page, {"shut": 20, "who": 0})
    put(page, {"shut": 70, "who": 0})
    hear(70, of=0)
    assert title.text_content().startswith("At 50"), "told against an older picture"
    hear(70)
    assert title.text_content().startswith("At 70")
    hear(20)
    assert title.text_content().startswith("At 70"), "of a setting that was passed by"


def test_a_patch_means_the_same_in_the_browser_and_in_the_kernel(stage):
    page = stage()
    drawings = [played.drawn(**one) for one in played.settings().values()]
    told = [(one, draw.patch(one, other)) for one in drawings[::5] for other in drawings[::3]]
    assert page.evaluate("all => all.map(([base, patch]) => scene_apply(base, patch))", told) == [
        draw.apply(*one) for one in told
    ]


def test_a_setting_that_is_refused_keeps_the_room_and_says_why(stage):
    page = stage()
    high = page.locator(".bl-pictures").bounding_box()["height"]
    put(page, {"shut": 90, "who": 1})
    expect(page.locator(".bl-notice")).to_have_text("Nine tenths and Colombia alone is not known.")
    expect(page.locator(".bl-drawing")).to_be_hidden()
    assert page.locator(".bl-pictures").bounding_box()["height"] == high
    put(page, {"shut": 80, "who": 1})
    expect(page.locator(".bl-drawing")).to_be_visible()
    expect(page.locator(".bl-notice")).to_be_hidden()


def test_a_move_tells_the_values_at_once_and_the_rest_once(stage):
    page = stage()
    slider = page.get_by_role("slider", name="Stopped, per cent", exact=True)
    for _press in range(3):
        slider.press("ArrowRight")
    page.wait_for_timeout(700)
    sent = page.evaluate("model.sent")
    assert [one["values"]["shut"] for one in sent if set(one) == {"values"}] == [60, 70, 80]
    assert [one["values"] for one in sent if one.get("act") == "rest"] == [{"shut": 80, "who": 0}]


def test_arrow_keys_read_every_mark_and_go_between_the_groups(stage):
    page = stage()
    reader = page.locator(".bl-reader")
    live = page.locator(LIVE)
    reader.focus()
    heard = []
    for key in ("Home", *["ArrowRight"] * 12):
        page.keyboard.press(key)
        heard.append(live.text_content())
        assert page.evaluate(READ).replace(" ", "") == heard[-1].replace(": ", "").replace(" ", "")
    named = [m for m in played.drawn()["marks"] if "n" in m]
    order = sorted(named, key=lambda m: ["bars", "dots", "lines"].index(m["s"]))
    told = [": ".join(filter(None, [m["n"], m.get("v")])) for m in order]
    assert heard == [*told, *[told[-1]] * (13 - len(told))]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert live.text_content() == "Venezuela, a dot: at 50", "the same place in the next group"
    page.keyboard.press("ArrowUp")
    assert live.text_content().startswith("Venezuela: ")
    page.keyboard.press("End")
    assert live.text_content() == told[-1]
    page.keyboard.press("Escape")
    assert page.evaluate(READ) == ""


def test_enter_on_a_mark_that_is_read_takes_its_settings(stage):
    page = stage()
    page.locator(".bl-reader").focus()
    for key in ("Home", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert page.evaluate("model.state.values") == {"shut": 50, "who": 1}
    assert page.get_by_role("combobox").input_value() == "1"


def test_the_pointer_reads_the_nearest_mark_and_a_click_takes_that_very_one(stage):
    page = stage()
    page.mouse.move(*mark(page, "Brazil"))
    assert page.evaluate(READ) == "Brazil38 per cent"
    assert page.locator(".hi").count() == 2, "the bar and the dot of one name light up together"
    x, y = mark(page, "Venezuela, a dot")
    page.mouse.move(x + 9, y - 9)  # beside it, and within reach
    assert page.evaluate(READ).startswith("Venezuela, a dot")
    page.mouse.down()
    page.mouse.up()
    assert page.evaluate("model.state.values") == {"shut": 50, "who": 1}
    page.mouse.move(5, 880)
    assert page.evaluate(READ) == ""


def test_no_tip_covers_a_label(stage):
    over = """() => {
      const tip = document.querySelector('.bl-tip').getBoundingClientRect();
      const texts = [...document.querySelectorAll('.bl-drawing text:not(.hi)')].map((one) => [one.textContent, one.getBoundingClientRect()]);
      return texts.filter(([, box]) => Math.min(tip.right, box.right) - Math.max(tip.left, box.left) > 1 &&
        Math.min(tip.bottom, box.bottom) - Math.max(tip.top, box.top) > 1).map(([text]) => text);
    }"""
    for width in (1280, 390):
        page = stage(played.bundle(width=760 if width > 400 else 360))
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(".bl-reader").focus()
        page.keyboard.press("Home")
        seen = set()
        for _mark in range(11):
            assert page.evaluate(over) == [], page.evaluate(READ)
            seen.add(page.evaluate(READ))
            page.keyboard.press("ArrowRight")
        assert len(seen) == 11


def test_a_handle_is_dragged_by_mouse_and_moved_by_keys(stage):
    page = stage()
    grip = page.get_by_role("slider", name="The gate")
    box = grip.bounding_box()
    x, y = box["x"] + 22, box["y"] + 22
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 61, steps=5)  # 20 pixels a step
    page.mouse.up()
    assert page.evaluate("model.state.values.shut") == 80
    assert abs(grip.bounding_box()["y"] + 22 - y - 60) < 1.5, (
        "in a drag nothing lags behind the hand"
    )
    expect(grip).to_have_attribute("aria-valuetext", "80 per cent")
    expect(page.get_by_role("slider", name="Stopped, per cent", exact=True)).to_have_value("80")
    for key, value in (
        ("ArrowDown", 90),
        ("ArrowUp", 80),
        ("ArrowRight", 90),
        ("PageDown", 80),
        ("Home", 0),
        ("End", 100),
    ):
        grip.press(key)
        assert page.evaluate("model.state.values.shut") == value, key
        assert grip.get_attribute("aria-valuenow") == str(value)


def test_a_finger_drags_reads_and_takes(stage):
    page = stage(context={"has_touch": True})
    touch = page.context.new_cdp_session(page)

    def finger(kind, *at):
        points = [{"x": at[0], "y": at[1]}] if at else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    box = page.locator(".bl-grip").bounding_box()
    x, y = box["x"] + 22, box["y"] + 22
    finger("touchStart", x, y)
    for step in range(1, 5):
        finger("touchMove", x, y - 15 * step)
    finger("touchEnd")
    assert page.evaluate("model.state.values.shut") == 20
    page.touchscreen.tap(*mark(page, "Peru"))
    assert page.evaluate(READ).startswith("Peru")
    page.evaluate("model.sent.length = 0")
    put(page, {"shut": 50, "who": 0})
    page.wait_for_timeout(500)
    page.touchscreen.tap(*mark(page, "Brazil, a dot"))
    assert page.evaluate("model.state.values.who") == 2


TRACE = """() => { window.places = []; const bar = document.querySelector('rect');
  new MutationObserver(() => places.push([performance.now(), bar.getAttribute('height')])).observe(bar, {attributes: true, attributeFilter: ['height']}); }"""


def took(page):
    """Milliseconds between the first and the last place of a bar, and how many there were."""
    page.wait_for_timeout(700)
    seen = page.evaluate("places.splice(0)")
    return seen[-1][0] - seen[0][0], len({high for _at, high in seen})


def test_a_press_moves_a_held_key_hurries_and_nothing_moves_for_who_wants_it_still(stage):
    page = stage()
    page.evaluate(TRACE)
    slider = page.get_by_role("slider", name="Stopped, per cent", exact=True)
    slider.press("ArrowRight")
    long, steps = took(page)
    assert 250 < long < 500 and steps > 5
    slider.press("ArrowRight")
    page.wait_for_timeout(60)
    page.evaluate("places.length = 0")
    slider.press("ArrowRight")
    assert took(page)[0] < 200
    page.emulate_media(reduced_motion="reduce")
    slider.press("ArrowLeft")
    assert took(page)[1] == 1


def test_a_ghost_stays_where_the_hand_began(stage):
    page = stage()
    slider = page.get_by_role("slider", name="Stopped, per cent", exact=True)
    before = page.locator("rect").first.get_attribute("height")
    for _press in range(3):
        slider.press("ArrowRight")
    ghosts = page.locator(".ghost")
    assert ghosts.count() == 4 and ghosts.first.get_attribute("height") == before
    page.wait_for_timeout(1000)
    resting = page.locator("rect:not(.ghost)").first.get_attribute("height")
    slider.press("ArrowRight")
    assert ghosts.first.get_attribute("height") == resting


def test_a_ghost_of_another_scale_goes(stage):
    page = stage()
    page.get_by_role("slider", name="Stopped, per cent", exact=True).press("ArrowRight")
    assert page.locator(".ghost").count() == 4
    page.get_by_role("combobox").select_option(label="Nobody closed")  # moves the axis
    page.wait_for_timeout(600)
    assert page.locator(".ghost").count() == 0


def test_a_rule_is_read_at_its_stops_by_pointer_and_keys_and_played(stage):
    page = stage(played.bundle(ruled=True))
    box = page.locator(".bl-drawing").bounding_box()
    page.mouse.move(box["x"] + 60 + 3.2 * 64, box["y"] + 200)
    assert page.evaluate(READ) == "2013Stop 3"
    assert page.locator(".hi").count() == 1
    page.locator(".bl-reader").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(LIVE).text_content() == "2014: Stop 4"
    page.keyboard.press("Home")
    play = page.get_by_role("button", name="Play")
    page.mouse.move(5, 880)
    play.press("Enter")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    heights = (
        "[...document.querySelectorAll('.bl-marks rect')].map((one) => one.getAttribute('height'))"
    )
    # A column that enters later grows from its foot, and stands again when the play is over.
    page.wait_for_function(f"{heights}.includes('0')")
    page.wait_for_function("document.querySelector('.bl-tip').textContent === '2020Stop 10'")
    expect(play).to_be_visible()
    page.wait_for_function(f"!{heights}.includes('0')")


def test_play_walks_the_control_and_is_one_step_a_press_for_who_wants_it_still(stage):
    page = stage()
    play = page.get_by_role("button", name="Play")
    play.press("Enter")
    page.wait_for_function("model.state.values.shut === 100")
    expect(play).to_be_visible()
    play.press("Enter")
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Stop").press("Enter")
    stopped = page.evaluate("model.state.values.shut")
    page.wait_for_timeout(400)
    assert page.evaluate("model.state.values.shut") == stopped < 100, (
        "from the start again, until it is stopped"
    )
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Next").press("Enter")
    page.wait_for_timeout(400)
    assert page.evaluate("model.state.values.shut") == stopped + 10


def hear(page):
    """Keep all that is announced from now on."""
    page.evaluate(
        """live => { window.heard = []; new MutationObserver(() => heard.push(live.textContent)).observe(live, {childList: true}); }""",
        page.query_selector(LIVE),
    )


def test_a_played_rule_is_told_once_where_it_ends_and_at_each_step_for_who_wants_it_still(stage):
    page = stage(played.bundle(ruled=True))
    hear(page)
    page.get_by_role("button", name="Play").press("Enter")
    page.get_by_role("button", name="Stop").wait_for()
    page.get_by_role("button", name="Play").wait_for()
    title = page.locator(".bl-title").text_content()
    assert page.evaluate("heard") == [title], "not at every step"
    page.get_by_role("button", name="Play").press("Enter")
    page.wait_for_function("document.querySelector('.bl-tip').textContent === '2013Stop 3'")
    page.get_by_role("button", name="Stop").press("Enter")
    assert page.evaluate("heard.length") == 2 and page.evaluate("/: Stop \\d/.test(heard[1])")
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("heard.length = 0")
    page.locator(".bl-reader").focus()
    page.keyboard.press("Home")
    for _press in range(2):
        page.get_by_role("button", name="Next").press("Enter")
    # The focus leaves the picture with the first press: the steps begin with the first.
    assert page.evaluate("heard") == ["2010: Stop 0", "2010: Stop 0", "2011: Stop 1"]


def test_a_slow_play_comes_to_rest_once(stage):
    page = stage({**played.bundle(), "play": {"name": "shut", "ms": 700}})
    page.get_by_role("slider", name="Stopped, per cent", exact=True).fill("70")
    rests = "model.sent.filter((one) => one.act === 'rest').map((one) => one.values.shut)"
    page.wait_for_function(f"{rests}.length === 1")
    page.get_by_role("button", name="Play").press("Enter")
    page.wait_for_function("model.state.values.shut === 100")
    page.wait_for_function(f"{rests}.length > 1")
    assert page.evaluate(rests) == [70, 100]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 640, 390], ids=["wide", "zoom 200%", "phone"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(stage, dark, width):
    page = stage(
        played.bundle(width=760 if width > 800 else 600 if width > 400 else 360), dark=dark
    )
    page.set_viewport_size({"width": width, "height": 900})
    page.locator(".bl-reader").focus()
    page.keyboard.press("Home")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    ours = [
        (v["id"], [n["html"] for n in v["nodes"]])
        for v in found
        if v["id"] not in ("region", "page-has-heading-one")
    ]
    assert ours == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".bl-scroll").count() == 0, "no scrollbar where the picture fits"


def test_controls_stand_beside_the_picture_where_there_is_room(stage):
    page = stage()
    picture, board = (
        page.locator(".bl-picture").bounding_box(),
        page.locator(".bl-board").bounding_box(),
    )
    assert board["x"] >= picture["x"] + picture["width"] and abs(board["y"] - picture["y"]) < 4
    page.set_viewport_size({"width": 800, "height": 900})
    page.wait_for_timeout(200)
    picture, board = (
        page.locator(".bl-picture").bounding_box(),
        page.locator(".bl-board").bounding_box(),
    )
    assert board["y"] + board["height"] <= picture["y"]


def test_the_room_is_told_when_it_changes(stage):
    page = stage()
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_timeout(200)
    told = [one["screen"]["width"] for one in page.evaluate("model.sent") if "screen" in one]
    assert told[-1] == 360
    page.evaluate("narrow => model.tell('bundle', narrow)", {**played.bundle(width=360), "id": 2})
    assert page.locator(".bl-drawing").get_attribute("viewBox") == "0 0 360 370"
    put(page, {"shut": 20, "who": 2})
    page.wait_for_timeout(600)
    assert page.evaluate("model.state.values.shut") == 20
    assert page.evaluate(SHOWN)["title"].startswith("At 20")


def test_every_tab_stop_has_a_name_a_visible_focus_and_keeps_its_keys(stage):
    page = stage()
    stops = []
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement !== document.body") and len(stops) < 20:
        stops.append(
            page.evaluate("""() => { const e = document.activeElement, css = getComputedStyle(e);
          return [e.getAttribute('aria-label') || [...(e.labels ?? [])].map((l) => l.textContent).join() || e.textContent, e.dataset.lmSuppressShortcuts, css.outlineStyle, css.outlineWidth]; }""")
        )
        page.keyboard.press("Tab")
    assert len(stops) == 7, "Play, two controls, the picture, its handle, source and words, figures"
    assert all(
        name.strip() and quiet == "true" and style == "solid" and width == "3px"
        for name, quiet, style, width in stops
    ), stops
    small = """() => [...document.querySelectorAll('button, summary, select, input, .bl-grip')].filter((e) => e.checkVisibility())
      .map((e) => e.getBoundingClientRect()).filter((box) => box.width < 24 || box.height < 24).length"""
    assert page.evaluate(small) == 0


def test_words_are_said_once_and_unfolded_by_hand(stage):
    page = stage()
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    said = [
        node["name"]["value"]
        for node in tree
        if not node["ignored"]
        and "With 50 per cent stopped" in str(node.get("name", {}).get("value"))
    ]
    assert len(said) == 1
    about = page.locator(".bl-about")
    assert about.bounding_box()["height"] < 48, "two lines at most"
    about.locator("summary").press("Enter")
    expect(about.locator("p")).to_contain_text("With 50 per cent stopped")


def test_forced_colours_leave_outlines_and_no_slabs(stage):
    page = stage(context={"forced_colors": "active"})
    looks = page.evaluate(
        """() => [...document.querySelectorAll('.bl-drawing rect')].map((e) => getComputedStyle(e)).map((css) => [css.stroke, css.strokeWidth])"""
    )
    assert looks and all(stroke != "none" and float(width[:-2]) > 0 for stroke, width in looks)
    paper = page.evaluate("getComputedStyle(document.querySelector('.bl-stage')).backgroundColor")
    pale = page.evaluate("getComputedStyle(document.querySelector('rect.others.pale')).fill")
    assert pale == paper, "a pale fill becomes the page's own"


def test_the_goal_is_marked_in_the_task_line_at_once(stage):
    page = stage()
    task = page.locator(".bl-task")
    assert task.locator(".bl-goal-mark").text_content() == "○"
    page.evaluate(
        "card => model.tell('card', card)",
        {
            "tone": "right",
            "icon": "✓",
            "head": "Right",
            "state": "done",
            "stateWord": "",
            "body": "<p>Found.</p>",
            "after": "",
            "fields": [],
            "buttons": [],
            "say": "",
            "says": {},
            "n": 1,
            "lang": "en",
        },
    )
    assert task.locator(".bl-goal-mark").text_content() == "✓"
    assert task.evaluate("e => getComputedStyle(e).animationName") == "bl-lift"
    found, board = page.locator(".bl-goal").bounding_box(), page.locator(".bl-board").bounding_box()
    assert abs(found["x"] - board["x"]) < 2 and found["y"] + found["height"] < 900, (
        "in sight, beside the picture"
    )
    page.emulate_media(reduced_motion="reduce")
    assert task.evaluate("e => getComputedStyle(e).animationName") == "none"
