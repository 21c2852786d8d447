"""Figures drawn with seaborn: fair ones pass, and each mistake of the trade has a code of its own."""

from __future__ import annotations

import json

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from given import as_drawn

from claimlab.judging.charts import CODES
from claimlab.judging.drawn import described
from claimlab.judging.judge import judge
from claimlab.judging.pairs import rows
from claimlab.judging.plain import MAX_CHARACTERS, blank, plain
from claimlab.judging.spoken import in_words
from claimlab.judging.titles import contradiction
from claimlab.lessons.declare import Chart, Exercise, Mistake

YEARS = [2005, 2006, 2007, 2008, 2010, 2011, 2012]  # no figure for 2009
ONE = pd.DataFrame(
    {
        "year": YEARS,
        "exports_usd_millions": [2098.0, 2702, 5210, 6092, 1423, 1750, 2556],
        "imports_usd_millions": [1219.0, 1498, 1366, 1198, 305, 562, 533],
    }
)
TWO = ONE.melt("year", var_name="flow", value_name="usd_millions").replace(
    {"exports_usd_millions": "Exports", "imports_usd_millions": "Imports"}
)
PRODUCTS = pd.DataFrame(
    {
        "year": [2007, 2007, 2008, 2008, 2009, 2009],
        "product": ["meat", "cars"] * 3,
        "usd_millions": [400.0, 900, 700, 300, 600, 100],
    }
)
UNIT = {"y": ("US$ millions", "millions of dollars")}


def task(chart, n=1, mistakes=(), **more):
    more = {"unit": "US$ millions", "axes": UNIT} | more
    return Exercise(f"E96.{n}", "chart", "Draw it.", right=lambda: chart, mistakes=mistakes, **more)


LINE = task(Chart(ONE, "year", "exports_usd_millions", kinds=("line", "point")), 1)
BARS = task(Chart(ONE, "year", "exports_usd_millions", kinds=("bar",)), 2)
LINES = task(Chart(TWO, "year", "usd_millions", by="flow", kinds=("line",)), 3)
SUMS = task(Chart(PRODUCTS, "year", "usd_millions", kinds=("bar",), aggregate="sum"), 4)
POINTS = task(Chart(ONE, "imports_usd_millions", "exports_usd_millions", kinds=("point",)), 5)
GAVE_WAY = pd.DataFrame(
    {
        "stage": ["threat only", "threat, then imposed", "imposed at once"] * 2,
        "counts": ["yielded"] * 3 + ["yielded or settled"] * 3,
        "percent": [43.0, 33.4, 31.3, 56.0, 56.7, 56.2],
    }
)
STAGES = task(
    Chart(GAVE_WAY, "stage", "percent", by="counts", kinds=("bar",), best="high"),
    10,
    unit="per cent",
    axes={"y": ("per cent",)},
)
MONTHS = pd.DataFrame(
    {"month": pd.date_range("2022-01-01", periods=6, freq="MS"), "tonnes": [1.0, 2, 4, 3, 5, 9]}
)
DATED = task(Chart(MONTHS, "month", "tonnes"), 6, unit="tonnes", axes={"y": ("tonnes",)})


@pytest.fixture(autouse=True)
def _no_figures_left():
    yield
    plt.close("all")


def dressed(ax, title="Exports fell by three quarters", y="US$ millions", x="Year"):
    ax.set(title=title, xlabel=x, ylabel=y)
    return ax


def runs(frame):
    """The rows with a number for each run without a gap, for seaborn's `units`."""
    return frame.assign(run=(frame["year"].diff() > 1).cumsum())


def line(frame=None, y="exports_usd_millions", **look):
    frame = runs(ONE if frame is None else frame)
    return sns.lineplot(
        frame, x="year", y=y, units="run", estimator=None, **look, ax=plt.figure().subplots()
    )


def lines(**look):
    look = {"hue": "flow", "style": "flow", "markers": True} | look
    return sns.lineplot(
        runs(TWO),
        x="year",
        y="usd_millions",
        units="run",
        estimator=None,
        **look,
        ax=plt.figure().subplots(),
    )


def bars(frame=None, y="exports_usd_millions", **look):
    return sns.barplot(
        ONE if frame is None else frame, x="year", y=y, **look, ax=plt.figure().subplots()
    )


def gap_with_nan():
    ax = plt.figure().subplots()
    whole = ONE.set_index("year")["exports_usd_millions"].reindex(range(2005, 2013))
    ax.plot(whole.index, whole)
    return dressed(ax)


def named_at_ends(called=None):
    ax = lines(style=None, markers=None, legend=False)
    for name, own in TWO.groupby("flow"):
        ax.text(2012, own["usd_millions"].iloc[-1], (called or {}).get(name, name))
    return dressed(ax)


def renamed(ax):
    """The same picture, in whose legend the names have changed places."""
    texts = ax.get_legend().get_texts()
    names = [text.get_text() for text in texts]
    for text, name in zip(texts, reversed(names), strict=True):
        text.set_text(name)
    return ax


def panels_renamed():
    grid = a_grid()
    for ax, name in zip(grid.axes.flat, ("Imports", "Exports"), strict=True):
        ax.set_title(f"flow = {name}")
    return grid


def sums():
    ax = plt.figure().subplots()
    return sns.barplot(PRODUCTS, x="year", y="usd_millions", estimator="sum", errorbar=None, ax=ax)


def dates():
    return sns.lineplot(MONTHS, x="month", y="tonnes", ax=plt.figure().subplots())


def stages(title):
    ax = plt.figure().subplots()
    sns.barplot(GAVE_WAY, x="stage", y="percent", hue="counts", ax=ax)
    for box in ax.containers[1]:
        box.set_hatch("//")
    return dressed(ax, title, "Gave way, per cent", "")


def a_figure():
    return dressed(line()).figure


def a_grid():
    grid = sns.relplot(
        runs(TWO), x="year", y="usd_millions", col="flow", units="run", estimator=None, kind="line"
    )
    grid.set_ylabels("US$ millions")
    grid.figure.suptitle("Exports and imports fell together")
    return grid


def billions():
    ax = plt.figure().subplots()
    sns.barplot(ONE.assign(b=ONE["exports_usd_millions"] / 1000), x="year", y="b", ax=ax)
    return dressed(ax, y="US$ billions")


def hatched():
    ax = sns.barplot(TWO, x="year", y="usd_millions", hue="flow", ax=plt.figure().subplots())
    for container, hatch in zip(ax.containers, ("", "//"), strict=True):
        for box in container:
            box.set_hatch(hatch)
    return dressed(ax)


SPREAD = pd.DataFrame(
    {
        "view": ["calm"] * 7 + ["grim"] * 7,
        "violence": [1.0, 2, 3, 4, 5, 6, 40, 2, 4, 6, 8, 10, 12, 14],
    }
)
BOXES = task(
    Chart(SPREAD, "view", "violence", kinds=("box",), aggregate="quartiles"), 11, unit="deaths", axes={"y": ("deaths",)}
)  # fmt: skip
BARS_OR_POINTS = task(Chart(ONE, "year", "exports_usd_millions", kinds=("bar", "point")), 14)
CELLS = task(Chart(TWO, "year", "usd_millions", by="flow", kinds=("cell",)), 12)
FITTED = task(Chart(TWO, "year", "usd_millions", by="flow", kinds=("point",), fit=True), 13)


def boxes(frame=SPREAD, title="The grim view spreads wider", **look):
    look = {"x": "view", "y": "violence"} | look
    ax = sns.boxplot(frame, **look, ax=plt.figure().subplots())
    return (
        dressed(ax, title, "Deaths", "")
        if look["x"] == "view"
        else dressed(ax, title, "", "Deaths")
    )


def cells(index="flow", columns="year", title="Exports fell", label="US$ millions", **look):
    wide = TWO.pivot(index=index, columns=columns, values="usd_millions")
    look = {"annot": True, "fmt": ".0f", "cbar_kws": {"label": label}} | look
    return dressed(sns.heatmap(wide, **look, ax=plt.figure().subplots()), title, "", "")


def rows_renamed():
    ax = cells()
    ax.set_yticklabels(["Imports", "Exports"])
    return ax


def fitted(**look):
    look = {"markers": ["o", "s"], "ci": None} | look
    grid = sns.lmplot(TWO, x="year", y="usd_millions", hue="flow", **look)
    grid.set(title="Exports and imports fell", ylabel="US$ millions")
    return grid


def one_line_for_two():
    grid = fitted(fit_reg=False)
    sns.regplot(TWO, x="year", y="usd_millions", scatter=False, ci=None, ax=grid.ax)
    grid.set(title="Exports and imports fell", ylabel="US$ millions")
    return grid


GROUPED = task(Chart(TWO, "year", "usd_millions", by="flow", kinds=("bar",)), 7)
RIGHT = {
    "line with a gap": (LINE, lambda: dressed(line())),
    "line with a missing value": (LINE, gap_with_nan),
    "points for a line": (LINE, lambda: dressed(sns.scatterplot(ONE, x="year", y="exports_usd_millions", ax=plt.figure().subplots()))),
    "a whole figure": (LINE, a_figure),
    "bars": (BARS, lambda: dressed(bars())),
    "bars in another unit that is said": (BARS, billions),
    "lying bars": (BARS, lambda: dressed(sns.barplot(ONE, x="exports_usd_millions", y="year", orient="h", ax=plt.figure().subplots()), x="US$ millions", y="Year")),
    "lying bars of pandas": (BARS, lambda: dressed(ONE.plot.barh(x="year", y="exports_usd_millions"), x="US$ millions", y="Year")),
    "bars of pandas": (BARS, lambda: dressed(ONE.plot.bar(x="year", y="exports_usd_millions"))),
    "lines with dash and marker": (LINES, lambda: dressed(lines())),
    "lines with names at their ends": (LINES, named_at_ends),
    "a grid of panels": (LINES, a_grid),
    "sums": (SUMS, lambda: dressed(sns.barplot(PRODUCTS, x="year", y="usd_millions", estimator="sum", errorbar=None, ax=plt.figure().subplots()))),
    "points": (POINTS, lambda: dressed(sns.scatterplot(ONE, x="imports_usd_millions", y="exports_usd_millions", ax=plt.figure().subplots()))),
    "dates": (DATED, lambda: dressed(sns.lineplot(MONTHS, x="month", y="tonnes", ax=plt.figure().subplots()), "Cargo grew ninefold", "Cargo, tonnes")),
    "grouped bars with hatches": (GROUPED, hatched),
    "boxes": (BOXES, boxes),
    "lying boxes": (BOXES, lambda: boxes(x="violence", y="view")),
    "cells": (CELLS, cells),
    "cells in a figure with its colour bar": (CELLS, lambda: cells().figure),
    "cells without a colour bar, the unit in the title": (CELLS, lambda: cells(title="Exports fell, US$ millions", cbar=False)),
    "points with their regressions": (FITTED, fitted),
    "points with their regressions and bands": (FITTED, lambda: fitted(ci=95, n_boot=20)),
    "points by category, moved apart": (BARS_OR_POINTS, lambda: dressed(sns.stripplot(ONE, x="year", y="exports_usd_millions", ax=plt.figure().subplots()))),
}  # fmt: skip


def two_scales():
    ax = dressed(line())
    ax.twinx().plot(ONE["year"], ONE["imports_usd_millions"])
    return ax


def cut_off(axis_low):
    ax = dressed(bars())
    ax.set_ylim(axis_low, 7000)
    return ax


def short_axis():
    ax = dressed(line())
    ax.set_ylim(0, 5000)
    return ax


WRONG = {
    "no-title": [
        (LINE, lambda: dressed(line(), title="")),
        (LINE, lambda: dressed(line(), title="exports_usd_millions")),
    ],
    "no-unit": [
        (LINE, lambda: dressed(line(), y="Exports")),
        (LINE, lambda: dressed(line(), y="")),
        (CELLS, lambda: cells(label="")),
        (BOXES, lambda: dressed(boxes(), "The grim view spreads wider", "Violence", "")),
        (LINE, lambda: dressed(line(), y="exports_usd_millions")),
        (BARS, lambda: dressed(billions(), y="US$ millions")),
    ],
    "bars-without-zero": [(BARS, lambda: cut_off(1000)), (BARS, lambda: _log(bars()))],
    "gap-joined": [
        (LINE, lambda: dressed(sns.lineplot(ONE, x="year", y="exports_usd_millions", ax=plt.figure().subplots()))),
        (LINES, lambda: dressed(sns.lineplot(TWO, x="year", y="usd_millions", hue="flow", style="flow", ax=plt.figure().subplots()))),
    ],
    "two-scales": [(LINE, two_scales), (LINE, lambda: two_scales().figure)],
    "colour-only": [
        (CELLS, lambda: cells(annot=False)),
        (FITTED, lambda: fitted(markers="o")),
        (LINES, lambda: dressed(lines(style=None, markers=None))),
        (GROUPED, lambda: dressed(sns.barplot(TWO, x="year", y="usd_millions", hue="flow", ax=plt.figure().subplots()))),
    ],
    "unnamed": [
        (LINES, lambda: dressed(lines(legend=False))),
        (CELLS, lambda: cells(yticklabels=False)),
    ],
    "no-fit": [(FITTED, lambda: fitted(fit_reg=False)), (FITTED, one_line_for_two)],
    "labels-swapped": [
        (CELLS, rows_renamed),
        (LINES, lambda: renamed(dressed(lines()))),
        (GROUPED, lambda: renamed(hatched())),
        (LINES, lambda: named_at_ends({"Exports": "Imports", "Imports": "Exports"})),
        (LINES, lambda: panels_renamed()),
    ],
    "title-contradicts": [
        (LINE, lambda: dressed(line(), title="Exports fell by 20 per cent")),
        (SUMS, lambda: dressed(sums(), title="Imports of both goods rose")),
        (CELLS, lambda: cells(title="Imports rose")),
        (DATED, lambda: dressed(dates(), "Cargo fell", "Cargo, tonnes")),
        (LINES, lambda: dressed(lines(), title="Imports rose")),
        (LINES, lambda: dressed(lines(), title="Colombia had more imports than exports")),
        (GROUPED, lambda: dressed(hatched(), title="Imports were highest")),
        (STAGES, lambda: stages("Imposed sanctions work best")),
        (STAGES, lambda: stages("A threat only is worse than a sanction imposed at once")),
    ],
    "wrong-column": [
        (LINE, lambda: dressed(line(y="imports_usd_millions"))),
        (BARS, lambda: dressed(bars(y="imports_usd_millions"))),
    ],
    "wrong-aggregation": [
        (SUMS, lambda: dressed(sns.barplot(PRODUCTS, x="year", y="usd_millions", errorbar=None, ax=plt.figure().subplots()))),
        (SUMS, lambda: dressed(sns.barplot(PRODUCTS, x="year", y="usd_millions", ax=plt.figure().subplots()))),
        (LINES, lambda: dressed(sns.lineplot(TWO, x="year", y="usd_millions", errorbar=None, ax=plt.figure().subplots()))),
    ],
    "groups-joined": [(LINES, lambda: dressed(_zigzag()))],
    "wrong-kind": [(BOXES, lambda: dressed(sns.stripplot(SPREAD, x="view", y="violence", ax=plt.figure().subplots()))), (BARS, lambda: dressed(line())), (LINES, lambda: dressed(sns.barplot(TWO, x="year", y="usd_millions", hue="flow", ax=plt.figure().subplots())))],
    "axes-swapped": [(CELLS, lambda: cells("year", "flow")), (POINTS, lambda: dressed(sns.scatterplot(ONE, y="imports_usd_millions", x="exports_usd_millions", ax=plt.figure().subplots())))],
    "rows-missing": [(BOXES, lambda: boxes(SPREAD[SPREAD["view"] == "calm"])), (LINE, lambda: dressed(line(ONE.query("year > 2006"))))],
    "rows-added": [(task(Chart(ONE.query("year > 2006"), "year", "exports_usd_millions"), 8), lambda: dressed(line()))],
    "truncated": [(LINE, short_axis), (BOXES, lambda: _only_up_to(boxes(), 8))],
}  # fmt: skip


def _only_up_to(ax, high):
    ax.set_ylim(0, high)
    return ax


def _log(ax):
    ax.set_yscale("log")
    return dressed(ax)


def _zigzag():
    ax = plt.figure().subplots()
    rows = TWO.sort_values("year")
    ax.plot(rows["year"], rows["usd_millions"])
    return ax


@pytest.mark.parametrize("name", RIGHT)
def test_a_fair_figure_is_right_for_student_and_grader(name):
    ex, draw = RIGHT[name]
    drawn = draw()
    verdict = judge(ex, drawn)
    assert verdict.code == "right", verdict
    sheet = json.dumps(plain(drawn))
    assert len(sheet) < MAX_CHARACTERS and judge(ex, json.loads(sheet)) == verdict


@pytest.mark.parametrize(
    ("expected", "n"), [(code, n) for code, cases in WRONG.items() for n in range(len(cases))]
)
def test_each_mistake_of_the_trade_has_its_own_code(expected, n):
    ex, draw = WRONG[expected][n]
    drawn = draw()
    verdict = judge(ex, drawn)
    assert verdict.code == expected, verdict
    assert verdict == judge(ex, json.loads(json.dumps(plain(drawn)))) and not verdict.ok


def test_every_code_is_tried():
    assert set(WRONG) == set(CODES)


def test_a_fault_of_the_picture_says_that_the_figures_are_right():
    verdict = judge(LINE, dressed(line(), title="", y=""))
    assert (
        verdict.message.startswith("The figures are right.") and "one more thing" in verdict.message
    )


def test_a_lesson_s_own_mistake_comes_before_those_of_the_trade():
    share = Chart(ONE.assign(v=ONE["exports_usd_millions"] / 6092 * 100), "year", "v")
    own = Mistake("share-of-peak", lambda: share, "That is the share of the peak.")
    ex = task(LINE.right(), 9, mistakes=(own,))
    frame = share.table
    assert judge(ex, dressed(line(frame, y="v"))).code == "share-of-peak"
    assert judge(ex, as_drawn(ex, share)).code == "share-of-peak"


@pytest.mark.parametrize(
    "ex", [LINE, BARS, LINES, SUMS, POINTS, DATED, GROUPED], ids=lambda ex: ex.id
)
def test_the_sample_of_a_faultless_drawing_is_right(ex):
    assert judge(ex, as_drawn(ex, ex.right())).code == "right"


def empty():
    return plt.figure().subplots()


@pytest.mark.parametrize(
    "answer",
    [3, "a line", [1, 2], ONE, {"chart": [1]}, {"chart": "x"}, len, float("nan"),
     {"chart": [{"title": "", "lines": [{"x": [1], "y": "a"}]}]}],
)  # fmt: skip
def test_what_is_no_figure_is_of_another_kind(answer):
    assert judge(LINE, answer).code == "kind"


def test_empty_axes_and_too_many_marks_are_said():
    assert "Nothing is drawn" in judge(LINE, empty()).message
    cloud = sns.scatterplot(x=np.arange(5000), y=np.arange(5000), ax=empty())
    assert "more marks" in judge(LINE, cloud).message
    assert not blank(plain(empty())) and len(json.dumps(plain(cloud))) < MAX_CHARACTERS


def test_axes_are_found_in_what_drawing_gives_back():
    ax = empty()
    (own,) = ax.plot([1, 2], [3, 4])
    for thing in (ax, ax.figure, own, [own], ax.bar([1], [2]), np.array([ax], object)):
        assert set(plain(thing)) == {"chart"}, thing
    assert plain(plain(ax)) == plain(ax)


def test_a_damaged_sheet_gets_a_verdict():
    good = plain(dressed(line()))
    for key in good["chart"][0]:
        for damage in (None, 7, "x", [], {}, [None], [{"x": []}]):
            broken = json.loads(json.dumps(good))
            broken["chart"][0][key] = damage
            assert judge(LINE, broken).message
    marks = good["chart"][0]["lines"][0]
    for key in marks:
        for damage in (None, 7, "x", [], {}, [None], ["a", 1]):
            broken = json.loads(json.dumps(good))
            broken["chart"][0]["lines"][0][key] = damage
            assert judge(LINE, broken).message


# Titles ------------------------------------------------------------------------------------------

FAIR = [
    (LINE, lambda title: dressed(line(), title),
     ["Exports", "Fell", "Exports fell by 77 per cent", "Exports rose, then fell", "Up and down"]),
    (LINES, lambda title: dressed(lines(), title),
     ["Both fell", "Exports fell", "More exports than imports", "Imports never rose", "Imports?",
      "The gap of imports grew"]),
    (GROUPED, lambda title: dressed(hatched(), title),
     ["Exports were highest", "Imports were lowest", "Most imports went by sea"]),
    (STAGES, stages,
     ["Bare threats worked most often", "Threats only work best", "With settlements the lead is gone"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("ex", "draw", "title"), [(ex, draw, t) for ex, draw, titles in FAIR for t in titles]
)
def test_a_title_is_refused_neither_for_its_length_nor_for_what_no_rule_can_tell(ex, draw, title):
    verdict = judge(ex, draw(title))
    assert verdict.code == "right", verdict


@pytest.mark.parametrize("title", ["Exports", "Two flows", "Neither fell", "Who buys what?"])
def test_a_title_that_no_rule_can_tell_is_asked_about(title):
    verdict = judge(LINES, dressed(lines(), title=title))
    assert verdict.ok and verdict.message.endswith("does it say what they show?")
    assert "does it say" not in judge(LINES, dressed(lines(), title="Both fell")).message


def test_best_is_told_only_where_the_task_says_which_end_is_best():
    from dataclasses import replace

    silent = task(replace(STAGES.right(), best=""), 11, unit="per cent", axes=STAGES.axes)
    scores = task(replace(STAGES.right(), best="low"), 12, unit="per cent", axes=STAGES.axes)
    title = "Imposed sanctions work best"
    assert "does it say" in judge(silent, stages(title)).message
    assert (
        judge(scores, stages(title)).ok and not judge(scores, stages("Threats only win: best")).ok
    )


def test_a_title_judged_against_places_in_time():
    when = ["2008", "2008 to 2014", "May 2014", "2015"]
    promised = pd.DataFrame({"when": when, "flow": [150.0, 150.0, 50.0, 39.0]})
    polls = pd.DataFrame({"question": ["a", "b"] * 2, "year": ["2016"] * 2 + ["2019"] * 2, "share": [61.0, 66, 29, 45]})  # fmt: skip
    by_time = Chart(promised, "when", "flow", kinds=("bar",))
    by_series = Chart(polls, "question", "share", by="year", kinds=("bar",))
    for chart in (by_time, by_series):
        drawn = rows(chart, chart.y, chart.by, "")
        assert contradiction("All of them rose", drawn) and not contradiction("All fell", drawn)
    drawn = rows(by_series, "share", "year", "")
    assert not contradiction("The answers fell by 32 points", drawn)
    assert contradiction("The answers fell by 80 per cent", drawn)


def test_legends_whose_words_are_the_drawer_s_own_are_let_be():
    ax = dressed(lines())
    for text, word in zip(ax.get_legend().get_texts(), ("Sold", "Bought"), strict=True):
        text.set_text(word)
    assert judge(LINES, ax).ok


def test_a_description_of_before_is_judged_as_ever():
    drawn = plain(dressed(lines()))
    for one in drawn["chart"]:
        del one["keys"], one["places"]
        for marks in one["lines"]:
            del marks["at"]
    assert judge(LINES, drawn).ok


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (line, "from 2,098 (2005) to 6,092 (2008); from 1,423 (2010) to 2,556 (2012)"),
        (lines, "Imports from 1,219 (2005) to 1,198 (2008)"),
        (bars, "6,092 (2008), 1,423 (2010), 1,750 (2011) and 2,556 (2012)"),
        (hatched, "; Imports 1,219 (2005), 1,498 (2006)"),
    ],
)
def test_a_drawn_figure_is_told_in_words(draw, said):
    words = in_words(described(dressed(draw()))["chart"])
    assert words.startswith("Exports fell by three quarters. US$ millions by Year: ")
    assert said in words and words.endswith(".") and len(words) < 400 and "_" not in words
