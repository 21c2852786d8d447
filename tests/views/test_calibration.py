"""A reader's own curve: dots where they belong, a band for the small number, and two others beside it."""

from __future__ import annotations

import pandas as pd
import pytest

from claimlab.errors import KitError
from claimlab.teaching.calibration import calibration
from claimlab.teaching.store import store
from claimlab.views.calibration import Calibration
from claimlab.views.letters import measure

LEVELS = pd.DataFrame(
    {"said_percent": [95, 25], "bets_count": [4, 12], "came_count": [4, 6], "came_percent": [100.0, 50.0],
     "low_percent": [75.0, 8.3], "high_percent": [100.0, 41.7]}
)  # fmt: skip


def marks(width=760):
    return {one["i"]: one for one in Calibration().scene(LEVELS, width)["marks"]}


def test_a_dot_stands_over_what_was_said_and_as_high_as_it_came():
    drawn = marks()
    low, high = drawn["dot:25"]["p"], drawn["dot:95"]["p"]
    ticks = {n: drawn[f"tx:{n}"]["p"][0] for n in (0, 25, 100)}
    assert low[0] == pytest.approx(ticks[25], abs=0.2)
    assert high[1] == pytest.approx(drawn["ty:100"]["p"][1] - 5, abs=0.2)
    band = drawn["band:25"]["p"]
    assert not band[1] <= low[1] <= band[1] + band[3], "half came, which was called unlikely"


def test_the_title_counts_the_levels_within_the_band():
    assert Calibration()(LEVELS).title == "16 bets: at 1 of 2 levels you knew how sure to be"
    assert "Of 12 bets called 25 in 100, 6 came; by chance 1 to 5" in Calibration().words(LEVELS)


@pytest.mark.parametrize("width", [280, 340, 540, 760])
def test_every_text_lies_on_the_sheet(width):
    drawn = Calibration().scene(LEVELS, width)
    for one in drawn["marks"]:
        if one["k"] == "text":
            left = one["p"][0] - measure(one) * {"m": 0.5, "e": 1}.get(one.get("a"), 0)
            assert left >= -1 and left + measure(one) <= width + 1, one["t"]


def test_a_frame_that_lacks_a_column_is_refused():
    with pytest.raises(KitError, match="said_percent"):
        Calibration()(LEVELS.drop(columns="said_percent")).words  # noqa: B018


def test_before_any_bet_it_says_where_bets_are_made(workspace):
    assert "Judge a claim first" in repr(calibration())


def test_it_shows_what_the_bets_paid_beside_the_sure_and_the_never_sure(workspace):
    store().add("bet", "B07a", 75)  # came
    store().add("bet", "B07b", 75)  # did not
    store().add("bet", "B11a", 50)
    store().add("bet", "B11a", 95)  # the first counts
    said = calibration().words
    assert "Your bets paid −12" in said or "Your bets paid −13" in said
    assert "Always sure of the same sides: −40. Never sure: 0." in said
