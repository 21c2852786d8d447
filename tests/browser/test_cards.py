"""Cards as hands meet them: keyboard and mouse, forms that build an answer, a curve that is drawn."""

from __future__ import annotations

import re

from playwright.sync_api import expect

TIMED = """() => { window.kitTimes = []; document.addEventListener('click', e => {
  const card = e.target.closest('.bl-main') && e.target.closest('.bl-card');
  if (!card) return;
  const start = performance.now();
  const seen = new MutationObserver(() => { window.kitTimes.push(performance.now() - start); seen.disconnect(); });
  seen.observe(card, {attributes: true, childList: true, subtree: true, characterData: true});
}, true); }"""


TOLD = ":scope > .bl-hidden[role=status] > p"  # what a card announces after a press, as it is read

GUESSED = """() => [...document.querySelectorAll('.bl-drawing')]
  .some(picture => picture.getAttribute('aria-label').includes('Your guess'))"""


def card(page, words, n=0):
    """The card that holds these words, brought into view."""
    found = page.locator(".bl-card", has_text=words).nth(n)
    found.scroll_into_view_if_needed()
    return found


def button(one, name):
    return one.get_by_role("button", name=name)


def focused(page, what="textContent"):
    return page.evaluate(f"(document.activeElement?.{what} ?? '').trim()")


def test_a_prediction_is_committed_by_keyboard_and_opens_its_result(small):
    small.evaluate(TIMED)
    ask = card(small, "How large a share went to Venezuela?")
    range_, typed = ask.get_by_role("slider"), ask.get_by_role("textbox")
    assert range_.count() == 0 and typed.input_value() == ""
    assert card(small, "Commit prediction P97.1").get_attribute("data-state") == "closed"
    button(ask, "not set yet").focus()
    small.keyboard.press("ArrowRight")
    assert focused(small, "type") == "range"
    small.keyboard.press("ArrowRight")
    assert range_.get_attribute("aria-valuetext") == "60" == typed.input_value()
    small.keyboard.press("Tab")
    small.keyboard.press("Tab")
    assert focused(small) == "Commit"
    small.keyboard.press("Enter")
    expect(ask).to_have_attribute("data-state", "done")
    expect(ask).to_contain_text("You said 60 per cent")
    assert "Committed" in focused(small), "the keyboard goes on from where it was"
    small.keyboard.press("Escape")
    active = "() => jupyterapp.shell.currentWidget.content.activeCellIndex"
    here = small.evaluate(active)
    small.keyboard.press("ArrowDown")
    assert small.evaluate(active) == here + 1, "and Escape leads back to the cells"
    result = card(small, "the figures say 33.3")
    expect(result).to_be_visible()
    small.wait_for_function(GUESSED, timeout=10_000)  # in the picture and in its words
    closed = "Commit prediction P97.1 above, and the result opens here."
    assert small.get_by_text(closed, exact=True).count() == 0, "the result has opened"


def heard_sliders(page):
    """The sliders of Chrome's own accessibility tree, with the values that it would read out."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return {
        node["name"]["value"]: node["value"]["value"]
        for node in tree
        if not node["ignored"] and node["role"]["value"] == "slider"
    }


def test_a_slider_that_nobody_moved_has_no_value_to_hear(small):
    one = card(small, "How many lorries a day?")
    heard_sliders(small)  # the first look only makes the browser build its tree
    small.wait_for_timeout(300)
    stage = heard_sliders(small)
    assert set(stage) == {"Rate, per cent a year"}, "neither a slider nor a point of a curve"
    button(one, "Low end: not set yet").press("Home")
    assert heard_sliders(small)["Low end"] == 0
    one.get_by_role("textbox").first.fill("")
    assert heard_sliders(small) == stage, "a number taken back is no value"
    button(one, "High end: not set yet").press("Enter")
    assert heard_sliders(small)["High end"] == 150
    box = one.locator(".bl-range").first.bounding_box()
    small.mouse.move(box["x"] + 20, box["y"] + 12)
    small.mouse.down()
    small.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 12, steps=4)
    small.mouse.up()
    assert 200 <= heard_sliders(small)["Low end"] <= 250, "the mouse sets it and drags it at once"
    for typed in one.get_by_role("textbox").all():
        typed.fill("")


def test_the_middle_of_a_slider_that_nobody_moved_can_be_chosen(small):
    one = card(small, "How many lorries a day?")
    box = one.locator(".bl-range").first.bounding_box()
    typed = one.get_by_role("textbox").first
    assert typed.input_value() == ""
    small.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert typed.input_value() == "150"
    typed.fill("")


def test_a_commit_is_answered_within_200_ms(small):
    one = card(small, "How many lorries a day?")
    for _press in range(5):
        button(one, "Commit").click()
        small.wait_for_timeout(150)
    expect(one).to_contain_text("Move the slider or type a number first.")
    times = sorted(small.evaluate("window.kitTimes"))
    assert times[len(times) // 2] <= 200, times


def test_a_number_typed_with_a_comma_is_read_and_rounding_is_said(small):
    one = card(small, "How many lorries a day?")
    low, high = one.get_by_role("textbox").all()
    low.fill("41,5")
    high.fill("300")
    button(one, "Commit").click()
    expect(one).to_contain_text("41.5 is kept as 40")
    assert low.input_value() == "41,5", "nothing is silently changed"
    low.fill("200")
    high.fill("100")
    button(one, "Commit").click()
    expect(one).to_contain_text("The low end is above the high end.")
    high.fill("120")
    expect(one).not_to_contain_text("The low end is above the high end.")
    high.press("Enter")  # as in any form
    expect(one).to_contain_text("The low end is above the high end.")


def test_a_curve_is_drawn_with_the_mouse_and_mended_with_keys(small):
    one = card(small, "Draw the exports.")
    plot = one.locator("svg")
    assert plot.bounding_box()["width"] == 720

    def at(year, value):
        box = plot.bounding_box()
        return box["x"] + 48 + 652 * (year - 2000) / 20, box["y"] + 280 - 244 * value / 8

    button(one, "Commit").click()
    expect(one).to_contain_text("Draw the line through 2008, 2012, 2016 and 2020 too.")
    small.mouse.move(*at(2006, 6))
    small.mouse.down()
    small.mouse.move(*at(2018, 2), steps=12)
    small.mouse.up()
    expect(one).to_contain_text("Points still to draw: 1.")
    points = one.locator("circle")
    said = [points.nth(i).get_attribute("aria-valuetext") for i in range(4)]
    assert [float(v) for v in said[:3]] == [5.25, 4.0, 2.75] and said[3] is None
    assert one.get_by_role("slider").count() == 3
    assert button(one, "2020, US$ billions: not set yet").count() == 1
    small.mouse.move(*at(2012, 4))
    small.mouse.down()
    small.mouse.move(*at(2012, 3), steps=3)
    small.mouse.up()
    assert points.nth(1).get_attribute("aria-valuenow") == "3", "a point is moved by its handle"
    small.mouse.click(*at(2012.4, 4))
    assert points.nth(1).get_attribute("aria-valuenow") == "4"
    points.nth(2).focus()
    small.keyboard.press("ArrowRight")
    assert focused(small, "getAttribute('aria-label')") == "2020, US$ billions: not set yet"
    for key in ("End", "PageDown", "ArrowDown"):
        small.keyboard.press(key)
    assert points.nth(3).get_attribute("aria-valuenow") == "5.25"
    one.get_by_text("Type the numbers instead").click()
    first = one.get_by_role("textbox").first
    first.fill("5,5")
    first.press("Tab")
    assert points.nth(0).get_attribute("aria-valuenow") == "5.5"
    first.fill("99")
    first.press("Tab")
    assert first.get_attribute("aria-invalid") == "true"
    assert points.nth(0).get_attribute("aria-valuenow") == "5.5", "no value is silently changed"
    button(one, "Commit").click()
    expect(one).to_contain_text("You drew 2008: 5.5, 2012: 4, 2016: 2.75, 2020: 5.25")
    result = card(small, "You were furthest off in 2020")
    expect(result.locator(".bl-at-wide path.bl-truth")).to_be_visible()


def test_a_result_that_answers_two_predictions_waits_for_both(small):
    card(small, "Commit prediction P97.5 and P97.3 above")
    later = card(small, "And what came after?")
    later.get_by_label("A fall").check()
    button(later, "Commit").click()
    waits = card(small, "Commit prediction P97.3 above, and the result opens here.")
    second = small.locator(".jp-OutputArea-output", has_text="the second result")
    assert second.count() == 0
    first = card(small, "Which year saw the peak?")
    first.get_by_label("2008").focus()
    small.keyboard.press("Space")
    button(first, "Commit").press("Enter")
    expect(waits).to_have_count(0)
    expect(second.first).to_be_visible()


def test_forms_build_answers_by_keyboard(small):
    choice = card(small, "When did it close to vehicles?")
    told = choice.locator(TOLD)
    choice.get_by_role("radio").first.focus()
    small.keyboard.press("Space")
    for _move in range(2):
        small.keyboard.press("ArrowDown")
    button(choice, "Check").press("Enter")
    expect(choice).to_contain_text("That is the break in relations.")
    expect(choice).to_have_attribute("data-state", "tried")
    expect(told).to_have_text(["Not yet: E97.5", "That is the break in relations."])
    button(choice, "Check").press("Enter")
    expect(told).to_have_text(["Not yet: E97.5"])  # said again, though nothing is new
    labels = card(small, "Label three sentences")
    for menu, value in zip(labels.get_by_role("combobox").all(), "aba", strict=True):
        menu.select_option(index={"a": 1, "b": 2}[value])
    button(labels, "Check").press("Enter")
    expect(labels).to_have_attribute("data-state", "tried")
    order = card(small, "Put the loop together")
    for block in ("w = 1", "for _ in range(99):", "    w = f(w)", "    w = w / sum(w)"):
        row = order.locator("ul li").filter(
            has=small.locator("code", has_text=re.compile(rf"^{re.escape(block)}$"))
        )
        row.get_by_role("button").press("Enter")
    button(order, "Check").press("Enter")
    expect(order).to_have_attribute("data-state", "right")


def test_hints_and_the_solution_open_on_the_card_and_are_told(small):
    one = card(small, "E97.1")
    button(one, "Hint 1 of 2").press("Enter")
    expect(one).to_contain_text("What is the whole?")
    assert focused(small) == "Hint 2 of 2", "the next hint is one press away"
    assert one.locator(TOLD).all_text_contents() == ["Hint 1: What is the whole?"]
    button(one, "Solution").press("Enter")
    expect(one).to_contain_text("Still to go: 1")
    assert one.locator(TOLD).count() == 0, "said by the line that says what is missing"
    line = one.locator(":scope > .bl-say[role=status]")
    assert "Still to go: 1" in line.text_content()
    assert one.locator("[aria-live=assertive], [role=alert]").count() == 0


def test_what_is_to_be_announced_has_its_place_before_its_words(small):
    places = small.locator(".bl-card[data-tone] > [role=status]").all()
    assert len(places) > 20
    empty = [one for one in places if not one.text_content()]
    assert empty and all(
        one.evaluate("e => getComputedStyle(e).display") != "none" for one in empty
    ), "what comes into sight with its words is not read out"


def test_a_claim_is_judged_and_turns_over(small):
    one = card(small, "Claim C14")
    button(one, "Go on").click()
    expect(one).to_contain_text("Choose a mark first.")
    one.get_by_label("I leave it open").check()
    one.get_by_label("Because").fill("It depends on what closing means in that year.")
    button(one, "Go on").click()
    expect(one).to_contain_text("How sure are you that it is so?")
    assert "New button: Bet, and open the record." in one.locator(TOLD).all_text_contents()
    for n in range(2):
        one.get_by_role("group").nth(n).get_by_label("even (").check()
    button(one, "Bet, and open the record").press("Enter")
    expect(one).to_contain_text("The figures of this kit say")
    button(one, "Take up the pen again").press("Enter")
    expect(one.get_by_label("I leave it open")).to_be_focused()  # not the head far above
    one.get_by_label("I strike it").check()
    button(one, "Keep this").press("Enter")
    expect(one).to_contain_text("Your pen: struck.")
    button(one, "Take up the pen again").press("Enter")
    expect(one.get_by_label("Because")).to_have_value(
        "It depends on what closing means in that year."
    )


def test_the_quiz_gives_a_reason_for_every_option(small):
    one = card(small, "Question 1")
    one.get_by_role("radio").nth(1).check()
    button(one, "Answer").press("Enter")
    for reason in ("Because it is warm.", "Because it is cold.", "Because it is dull."):
        expect(one).to_contain_text(reason)
        assert reason in " ".join(one.locator(TOLD).all_text_contents())


def test_a_slip_is_a_card_and_nothing_is_asked_of_another_machine(small):
    slip = card(small, "This cell stopped at line 1")
    assert small.get_by_text("This cell stopped").count() == 1, "the one that was meant"
    expect(slip).to_contain_text("There is no 2018 in what you look in.")
    assert small.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert small.outside == [] and small.errors == []
