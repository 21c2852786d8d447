"""What lesson 01 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

import numpy as np

from borderlab.lessons.lesson01 import numbers
from borderlab.lessons.lesson01.books import EXPORTERS_BOOKS, IMPORTERS_BOOKS, both_directions
from claimlab.lessons.declare import Chart, exercise, goal, prediction, question
from claimlab.lessons.tables import figure, table

KNOWN = (1996, 2000, 2004, 2007, 2008)  # years with a Colombian figure: given, and to be drawn
DRAWN = (2009, 2010, 2012, 2014, 2015, 2016, 2017, 2019)


def billions(years: tuple[int, ...]) -> list[float]:
    return (numbers.exports()[list(years)] / 1000).round(2).tolist()


@exercise("E01.1", rtol=(0.0, 2e-3), atol=(0.4, 0.0))
def peak_of_the_trade():
    yield int(numbers.total().idxmax()), float(numbers.total().max())
    yield "exports-only", (None, numbers.peak())
    yield "importers", (None, float(numbers.total(IMPORTERS_BOOKS)[2008]))
    yield "exporters", (None, float(numbers.total(EXPORTERS_BOOKS)[2008]))
    yield "column", (None, 1000 * figure("trade_peak"))


@exercise("E01.2", rtol=5e-4, readings=("rounded",))
def fall_of_exports():
    top, bottom = numbers.peak(), numbers.trough()
    yield numbers.fall(top, bottom)
    yield "rounded", float(round(numbers.fall(top, bottom)))
    yield "wrong-base", 100 * (top / bottom - 1)
    yield "log-points", 100 * float(np.log(top / bottom))
    yield "what-is-left", 100 * bottom / top
    yield "swapped", numbers.fall(bottom, top)
    yield "last-year", numbers.fall(top, float(numbers.exports().iloc[-1]))
    yield "both-directions", numbers.fall(float(numbers.total().max()), bottom)
    yield "mixed-books", numbers.fall(float(numbers.exports(numbers.MIXED).max()), bottom)


@exercise("E01.3")
def past_before_the_break():
    yield numbers.past_by(numbers.BEFORE_BREAK)
    yield (
        "of-the-peak",
        numbers.fall(numbers.peak(), float(numbers.exports()[numbers.BEFORE_BREAK])),
    )
    yield "other-event", numbers.past_by(numbers.BEFORE_CLOSURE)
    yield "closure-year", numbers.past_by(2015)
    yield "year-of-the-break", numbers.past_by(2019)
    yield "in-logs", numbers.past_by(numbers.BEFORE_BREAK, count="logs")
    yield "what-was-left", 100 - numbers.past_by(numbers.BEFORE_BREAK)


@exercise("E01.4", rtol=2e-3, optional=True)
def two_falls():
    across, within = (
        numbers.fall(*numbers.exports(numbers.MIXED)[[2014, 2015]]),
        numbers.fall(*numbers.exports()[[2014, 2015]]),
    )
    yield across, within
    yield "swapped", (within, across)
    yield "same-twice", (across, across)


@exercise("E01.5", rtol=5e-3)
def shrinking_market():
    start, end = numbers.WINDOW
    size, x, m = numbers.size_percent(start, end), numbers.exports(), numbers.imports()
    yield size
    yield "reversed", 100 - size
    yield "levels", 100 * numbers.fall(m[start], m[end]) / numbers.fall(x[start], x[end])
    yield "log-points", numbers.market_log_points(start, end)
    yield "other-window", numbers.size_percent(2012, end)


@exercise("E01.6")
def fall_of_vehicles():
    before, after = numbers.vehicles("2007/2007"), numbers.vehicles("2008/2008")
    yield numbers.fall(before, after)
    yield "wrong-base", 100 * (before / after - 1)
    yield "what-is-left", 100 * after / before
    yield "difference", before - after
    yield "nine-months", numbers.fall(numbers.vehicles("2007-01/2007-09"), after)


@exercise("E01.7", kind="chart")
def draw_both_directions():
    flows = both_directions(table("trade/bilateral_annual"), 2007, 2017)
    how = {"x": "year", "y": "usd_billions", "by": "direction", "kinds": ("point", "bar", "line")}
    yield Chart(flows, **how)
    yield "one-direction", Chart(flows[flows["direction"] == "COL to VEN"], **how)


@prediction("P01.1", low=0, high=100, step=5)
def past_before_the_column_s_year():
    return numbers.past_by(numbers.BEFORE_BREAK)


@prediction(
    "P01.2", kind="curve", low=0, high=8, step=0.25, points=DRAWN,
    known=lambda: dict(zip(KNOWN, billions(KNOWN), strict=True)),
)  # fmt: skip
def exports_in_billions():
    return billions(DRAWN)


@prediction("P01.3", kind="choice")
def size_or_share_early():
    size = numbers.size_percent(2008, 2012)
    if 25 <= size < 75:
        return "both"
    return "share" if size < 25 else "size"


@goal("G01.1")
def most_came_after_the_closure(frame, start, count, **rest):
    before = float(frame.set_index("year")["share_of_fall_percent"][numbers.BEFORE_CLOSURE])
    return before < 50 and {"before": f"{before:.0f}", "after": f"{100 - before:.0f}"}


question("Q01.1", right="logs")
question("Q01.2", right="2015")
question("Q01.3", right="from-us")
