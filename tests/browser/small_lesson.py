"""Lesson 97 with predictions and goals, for the browser: every kind of card, every kind of control.

A notebook's first cell runs :data:`SETUP`, which puts this lesson in the place of the kit's own.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

import sample_lesson

from claimlab.errors import KitError
from claimlab.lessons.declare import Goal, Prediction

YEARS = range(2000, 2011)
PREDICTIONS = (
    Prediction("P97.1", "number", "How large a share went to Venezuela?", lambda: 33.3, unit="per cent", step=5.0,
               question="Why was it so large?", model="Because the two are neighbours."),
    Prediction("P97.2", "curve", "Draw the exports.", lambda: [6.0, 2.2, None, 0.4], unit="US$ billions", high=8.0,
               step=0.25, points=(2008, 2012, 2016, 2020), known={2000: 1.5, 2004: 2.0}),
    Prediction("P97.3", "choice", "Which year saw the peak?", lambda: "b", options={"a": "2004", "b": "2008"}),
    Prediction("P97.4", "interval", "How many lorries a day?", lambda: 80.0, unit="lorries", high=300.0, step=10.0),
    Prediction("P97.5", "choice", "And what came after?", lambda: "b", options={"a": "A rise", "b": "A fall"},
               answers=("P97.3",)),
)  # fmt: skip
GOALS = (
    Goal("G97.1", lambda frame, rate, **rest: rate >= 8, "Find a rate of 8 per cent or more.",
         "Found at {rate} per cent.", "What does the line do there?", "It rises faster each year."),
)  # fmt: skip
LESSON = replace(sample_lesson.LESSONS["97"], predictions=PREDICTIONS, goals=GOALS)


def growth(rate=5, who="both", log=False):
    """Two lines that grow; a rate of nine is refused."""
    if rate == 9:
        raise KitError("Nine is not known.")
    rows = [(year, who_, (100 - 40 * i) * (1 + rate / 100) ** (year - 2000))
            for i, who_ in enumerate(["Colombia", "Venezuela"][: 2 if who == "both" else 1]) for year in YEARS]  # fmt: skip
    return pd.DataFrame(rows, columns=["year", "who", "value"])


def fork(rate=5, who="both"):
    """One estimate for each choice, for a trail."""
    last = growth(rate if rate != 9 else 8, who)["value"].iloc[-1]
    return pd.DataFrame(
        {
            "choice": [f"{rate} per cent, {who}"],
            "low": [last - 9],
            "value": [last],
            "high": [last + 9],
        }
    )


def slow(rate=1):
    """A model that takes its time, of the processor as models do."""
    import time

    until = time.process_time() + (0.8 if rate > 1 else 0)
    while time.process_time() < until:
        pass
    return growth(rate if rate != 9 else 8)


def install() -> None:
    """Put this lesson in the place of the kit's own, in this kernel; the kit's keep their claims."""
    from claimlab import lessons
    from claimlab.i18n import language
    from claimlab.lessons import joining

    mine = {"96": sample_lesson.LESSONS["96"], "97": LESSON}
    join, pictures = joining.join, lessons.pictures
    lessons._homes()  # claims are found once, in the kit's own lessons
    lessons.lesson_ids = lambda: tuple(mine)
    lessons.lesson = lambda lesson_id: mine.get(lesson_id) or join(lesson_id, language())
    lessons.pictures = lambda lesson_id: {} if lesson_id in mine else pictures(lesson_id)


SETUP = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
import small_lesson; small_lesson.install()
from small_lesson import fork, growth, slow
from borderlab import Choice, Slider, Tick, check, cite, explore, judge, ledger, load, predict, progress, quiz, reveal
from borderlab.maps import Map
from claimlab.views import Bars, Forest, Lines, SmallMultiples
VIEW = Lines("year", "value", by="who", y_label="US$ millions", y_range=(0, 400))
RATE = Slider("Rate, per cent a year", 1, 20)
"""
CELLS = (
    SETUP,
    'predict("P97.1")',
    'reveal("P97.1", lambda: Bars("who", "value", y_label="per cent")(growth().query("year == 2010")))',
    'predict("P97.2")',
    'reveal("P97.2")',
    'predict("P97.3")',
    'reveal("P97.5", "the second result")',
    'predict("P97.5")',
    'predict("P97.4")',
    'explore(growth, VIEW, goal="G97.1", rate=RATE, who=Choice("Who", {"Both": "both", "Colombia alone": "one"}), advanced={"log": Tick("Logarithmic axis")})',
    'explore(fork, Forest("choice", "value", "low", "high", x_range=(0, 700)), trail=lambda f: f.sort_values("value"), rate=RATE)',
    'explore(growth, VIEW, rate=RATE, beside={"Both": {"who": "both"}, "One": {"who": "one"}})',
    'check("E97.1", 50)',
    'check("E97.5")',
    'check("E97.6")',
    'check("E97.7")',
    'check("E97.8")',
    'quiz("Q97")',
    'judge("C14")',
    'Map("rate", y_label="rate", classes=[10, 20, 50])(load("maps/admin1").drop(columns="geometry").assign(rate=range(0, 70))[["code", "rate"]])',
    "from borderlab import forecasts; forecasts()",
    'load("article/forecasts")',
    'cite("trade/ge_base")',
    'ledger(lesson="01")',
    "progress()",
    "VIEW(growth())",
    'check("E97.2", growth()[2018])',
)
