"""How a drawn figure is judged: are these the right figures, and does the picture say them fairly?

It looks at the description that :mod:`claimlab.judging.drawn` gives, so a grader needs no code of
a student. The mistakes it names are those of the trade; what is right comes from the lesson's own
:class:`~claimlab.lessons.declare.Chart`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from claimlab.i18n import _
from claimlab.judging.faults import faults, join_sentence, title_of
from claimlab.judging.kinds import Kind, refuse, try_again
from claimlab.judging.numeric import SCALES
from claimlab.judging.pairs import (
    MARKS,
    Wanted,
    as_number,
    equal,
    hits,
    pairs_of,
    place,
    rows,
)
from claimlab.judging.quantity import Unreadable
from claimlab.judging.titles import is_told
from claimlab.lessons.declare import Chart

__all__ = ["CODES", "Drawing"]

CODES = (
    "wrong-kind",
    "wrong-column",
    "wrong-aggregation",
    "axes-swapped",
    "rows-missing",
    "rows-added",
    "two-scales",
    "bars-without-zero",
    "truncated",
    "groups-joined",
    "gap-joined",
    "unnamed",
    "labels-swapped",
    "no-fit",
    "colour-only",
    "no-unit",
    "no-title",
    "title-contradicts",
)


class Drawing(Kind):
    """A figure, as axes or as its description."""

    def wanted(self, ex, value):
        return rows(value, value.y, value.by, value.aggregate)

    def read(self, ex, value, right):
        axes = value.get("chart") if isinstance(value, dict) and set(value) == {"chart"} else None
        if isinstance(axes, list):  # a sheet of before knew fewer marks
            axes = [
                {"boxes": [], "cells": [], **one} if isinstance(one, dict) else one for one in axes
            ]
        if not isinstance(axes, list) or not axes or not all(map(_is_axes, axes)):
            raise refuse(
                value, _("a figure: hand over the axes, as in `ax = sns.lineplot(…)` and then `ax`")
            )
        if any("too_many" in one for one in axes):
            raise Unreadable(
                _("Your figure has more marks than check can read: draw the table of the task.")
            )
        if not any(one[kind] for one in axes for kind in MARKS.values()):
            raise Unreadable(
                _("Nothing is drawn on these axes yet: lines, bars, points, boxes or cells.")
            )
        return axes

    def same(self, ex, found, wanted):
        return self._shown(found, wanted) is not None

    @staticmethod
    def _shown(found: list, wanted: Wanted) -> tuple[str, float] | None:
        """(kind of mark, factor) with which the figures are shown, None when they are not."""
        # Of axes that lie over one another, one may hold all that the task asks for.
        alone = [[one] for one in found if one["twins"]]
        for axes in (found, *alone):
            for kind in wanted.chart.kinds:
                drawn = list(pairs_of(axes, kind))
                for factor in (1.0, *SCALES):
                    if equal(drawn, wanted.pairs, factor):
                        return kind, factor
        return None

    def fault(self, ex, found, right):
        bad = faults(ex, found, right, *self._shown(found, right))
        if not bad:
            return None
        code, sentence = bad[0]
        more = len(bad) - 1
        if more:
            sentence += " " + (
                _("After it, {n} more things need a look.").format(n=more)
                if more > 1
                else _("After it, one more thing needs a look.")
            )
        return code, _("The figures are right. {sentence}").format(sentence=sentence)

    def asks(self, ex, found, right):
        if is_told(title_of(found), right):
            return ""
        return _("No rule could hold your title against the figures: does it say what they show?")

    def wrong(self, ex, found, right):
        chart = right.chart
        if not any(list(pairs_of(found, kind)) for kind in chart.kinds):
            marks = {
                "line": _("a line"),
                "bar": _("bars"),
                "point": _("points"),
                "box": _("boxes"),
                "cell": _("the cells of a heat map"),
            }
            return "wrong-kind", _("The task asks for {marks}.").format(
                marks=_(" or ").join(marks[kind] for kind in chart.kinds)
            )
        return self._other_figures(found, right) or ("wrong", try_again(ex))

    def _other_figures(self, found, right) -> tuple[str, str] | None:
        """Another column, another way to put rows together, swapped axes, or other rows."""
        chart = right.chart
        table = chart.table
        others = [
            column
            for column in table.select_dtypes("number").columns
            if column not in (chart.x, chart.y)
        ]
        if self._shown(found, rows(chart, chart.y, "", chart.aggregate)) and chart.by:
            return "groups-joined", join_sentence(chart)
        if "cell" in chart.kinds:
            turned = replace(chart, x=chart.by, by=chart.x)
            if self._shown(found, rows(turned, chart.y, chart.x, chart.aggregate)):
                return "axes-swapped", _axes_sentence(chart)
        for aggregate in ("", "sum", "mean", "median", "count", "max", "min"):
            for by in dict.fromkeys((chart.by, "")):
                if aggregate == chart.aggregate and by == chart.by:
                    continue
                if self._shown(found, rows(chart, chart.y, by, aggregate)):
                    return "wrong-aggregation", _aggregation_sentence(chart, aggregate, by)
        for column in others:
            for aggregate in dict.fromkeys((chart.aggregate, "sum", "mean", "count", "")):
                for by in dict.fromkeys((chart.by, "")):
                    if self._shown(found, rows(chart, column, by, aggregate)):
                        return "wrong-column", _(
                            "Your figure shows the column '{column}': which one does the task ask for?"
                        ).format(column=column)
        return self._other_rows(found, right)

    @staticmethod
    def _other_rows(found, right) -> tuple[str, str] | None:
        for kind in right.chart.kinds:
            drawn = list(pairs_of(found, kind))
            turned = [
                (place(y), x) for x, y in ((as_number(x), y) for x, y in drawn) if x is not None
            ]
            if turned and equal(turned, right.pairs, 1.0):
                return "axes-swapped", _axes_sentence(right.chart)
            held = hits(drawn, right.pairs)
            if drawn and held == len(drawn) < len(right.pairs):
                return "rows-missing", _(
                    "Figures that are missing: {n}. Which rows did your filter drop?"
                ).format(n=len(right.pairs) - held)
            if held == len(right.pairs) < len(drawn):
                return "rows-added", _(
                    "Figures that the task does not ask for: {n}. Which rows came in?"
                ).format(n=len(drawn) - held)
        return None


def _is_axes(one: Any) -> bool:
    """Whether a part of an answer sheet has the form that :func:`described` gives it."""
    texts = ("title", "heading", "x_label", "y_label")
    lists = ("x_limits", "y_limits", "log", "legend", "texts", *MARKS.values())
    return (
        isinstance(one, dict)
        and all(isinstance(one.get(key), str) for key in texts)
        and all(isinstance(one.get(key), list) for key in lists)
        and isinstance(one.get("twins"), int)
        and isinstance(one.get("scale", ""), str)
        and all(len(one[key]) == 2 for key in ("x_limits", "y_limits", "log"))
        and all(_is_limit(v) for key in ("x_limits", "y_limits") for v in one[key])
        and all(isinstance(t, str) for key in ("legend", "texts") for t in one[key])
        and all(_is_marks(marks) for kind in MARKS.values() for marks in one[kind])
        and _are_rows(one.get("keys", []), str, str, str)
        and _are_rows(one.get("places", []), str, float, float)
    )


def _are_rows(rows: Any, *types: type) -> bool:
    """Whether these are lists of values of these types, in this order."""
    kinds = [(int, float) if t is float else t for t in types]
    return isinstance(rows, list) and all(
        isinstance(row, list) and len(row) == len(kinds) and all(map(isinstance, row, kinds))
        for row in rows
    )


def _is_limit(value: Any) -> bool:
    return value is None or isinstance(value, (int, float))


def _is_marks(marks: Any) -> bool:
    return (
        isinstance(marks, dict)
        and all(isinstance(marks.get(key), list) for key in "xy")
        and len(marks["x"]) == len(marks["y"])
        and all(v is None or isinstance(v, (int, float, str)) for v in (*marks["x"], *marks["y"]))
        and all(isinstance(marks.get(key), str) for key in ("colour", "carrier"))
        and isinstance(marks.get("row", ""), str)
        and isinstance(marks.get("at", []), list)
        and all(map(_is_limit, marks.get("at", [])))
    )


def _axes_sentence(chart: Chart) -> str:
    return _("The axes are swapped: put '{x}' on the horizontal one.").format(x=chart.x)


def _aggregation_sentence(chart: Chart, aggregate: str, by: str) -> str:
    names = {
        "": _("each row by itself"),
        "sum": _("the sum of rows"),
        "mean": _("the mean of rows"),
        "median": _("the median of rows"),
        "count": _("how many rows there are"),
        "max": _("the largest of the rows"),
        "min": _("the smallest of the rows"),
    }
    text = _("Your figure shows {what}.").format(what=names[aggregate])
    if chart.by and not by:
        text += " " + _("It puts together what '{by}' keeps apart.").format(by=chart.by)
    return text + " " + _("What does the task ask for?")
