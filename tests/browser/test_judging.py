"""A claim on its card under a hand: pen, record, bet, what is on record, and the pen again, by keys and at 390 px."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from claimlab.lessons.bets import placed, three_on
from claimlab.lessons.pens import Pen, pens
from claimlab.teaching.claims import judgements
from claimlab.teaching.store import Store

SETUP = """
import os; os.environ["BORDERLAB_WORKSPACE"] = {folder!r}
from borderlab import calibration, judge
"""
THEME = "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})"


def shot(card, name):
    if folder := os.environ.get("BORDERLAB_SHOTS"):
        card.screenshot(path=Path(folder) / f"{name}.png")


@pytest.mark.parametrize("theme, width", [("JupyterLab Light", 1280), ("JupyterLab Dark", 390)])
def test_a_claim_is_judged_by_keys_alone(opened, tmp_path, theme, width):
    page = opened(f"judge-{width}.ipynb", SETUP.format(folder=str(tmp_path)), 'judge("C29")')
    page.evaluate(THEME, theme)
    page.set_viewport_size({"width": width, "height": 900})
    card = page.locator(".bl-card")
    card.scroll_into_view_if_needed()
    card.get_by_label("I strike it").press("Space")
    card.get_by_label("Because").fill("the list has fewer names")
    shot(card, f"judge-{width}-pen")
    card.get_by_role("button", name="Go on").press("Enter")
    expect(card).to_contain_text("Which of these records")
    place = [one.role for one in three_on("C29")].index("decides")
    card.get_by_role("radio").nth(place).press("Space")
    shot(card, f"judge-{width}-record")
    card.get_by_role("button", name="Go on").press("Enter")
    for n, sure in enumerate(("likely", "surely not")):
        group = card.get_by_role("group").nth(n)
        expect(group).to_be_visible()
        group.get_by_label(f"{sure} (").press("Space")
    shot(card, f"judge-{width}-bet")
    card.get_by_role("button", name="Bet, and open the record").press("Enter")
    expect(card).to_contain_text("In the game of bets that is +25.")
    expect(card).to_contain_text("depends on definition")
    card.get_by_role("button", name="Take up the pen again").press("Enter")
    card.get_by_label("I sign it with a word changed").press("Space")
    card.get_by_label("The word that you would print").fill("57")
    shot(card, f"judge-{width}-again")
    card.get_by_role("button", name="Keep this").press("Enter")
    expect(card).to_contain_text("signed, a word changed: “57”")
    assert card.evaluate("e => e.scrollWidth <= e.clientWidth + 1"), (
        "nothing is wider than the card"
    )
    log = Store(tmp_path).records()
    assert pens(log) == {"C29": Pen("C29", "word", "57")}
    assert placed(log) == {"B29a": 75, "B29b": 5}
    assert judgements(log) == {"C29": "the list has fewer names"}
    assert page.errors == [] and page.outside == []
