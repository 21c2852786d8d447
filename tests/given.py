"""What a student does: answers handed over, made from their declarations, and goals that are found."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from claimlab import lessons
from claimlab.judging.faults import unit_words
from claimlab.judging.pairs import MARKS, as_number, rows, usual_step
from claimlab.lessons import goal
from claimlab.lessons.declare import Chart, Exercise

__all__ = [
    "SETTINGS",
    "as_drawn",
    "as_given",
    "moved_to",
    "pictures_of",
    "right_answers",
    "starts_unreached_and_is_reached",
]


# Settings that reach each goal; of a picture with a trail, one after the other.
SETTINGS = {
    "G00.1": [{"ruler_km": 5}],
    "G01.1": [{"start": 2009, "count": "logs", "basis": "is_preferred"}],
    "G02.2": [{"norte_share_percent": 10.0, "norte_size_percent": 2.7, "cut_percent": 71.0}],
    "G03.2": [{"donors": "all", "first": 2004, "scale": "index", "source": "eia", "start": 2018}],
    "G03.3": [{"donors": "opec", "first": 2005, "start": 2010}],
    "G03.4": [{"growth_percent": 19.5}],
    "G04.2": [{"meant": 85, "c": 2.75, "archived": True, "m": 5.7, "a": 0.3, "v": 1.3}],
    "G05.3": [{"statements": "union", "votes": "abstain", "silence": "refusal"}],
    "G05.4": [{"mean_percent": 65, "spread_percent": 64.6, "look": "all"}],
    "G06.2": [{"arrivals": 0, "leaving": 1.0}, {"arrivals": 140, "leaving": 6.0}, {"arrivals": 400, "leaving": 15.0}],
    "G06.4": [{"year": 2021}],
    "G08.2": [{"border": "Ecuador", "near_km": 75, "cut_year": 1999}],
    "G09.1": [{"patience": 93}],
    "G09.3": [{"groups": 5, "risk": 1.2, "month": 6}],
    "G10.1": [{"engagement": 0.25, "unconditional": 0.0, "dependence": 0.8}],
    "G10.3": [{"rule": "rights"}],
    "G11.1": [{"index": "lexical", "cut": 30, "whole": False}],
    "G11.2": [{"year": 2006}],
    "G12.1": [{"outcome": "trade_usd_billions", "haven": "believed", "pair": "C-B"}],
    "G12.3": [{"mine": "A", "outcome": "violence", "parameter": "a_x", "none": True}],
    "G13.1": [{"days": 42}],
    "G13.2": [{"source": "growth_eclac"}],
    "G13.3": [{"chance": 80, "said_percent": 100, "rule": "plain"}],
}  # fmt: skip


def moved_to(shown, settings: dict) -> None:
    """Set a picture's controls to values, as a hand does."""
    controls = shown._all
    shown.move(**{name: controls[name].raw(value) for name, value in settings.items()})


def pictures_of(number: str) -> Iterator:
    """The pictures of a lesson."""
    return iter(lessons.pictures(number).values())


def right_answers(ex: Exercise) -> list[object]:
    """Answers that must pass: the computed one, or the examples in the schema of a card or text."""
    if ex.kind == "chart":
        return [as_drawn(ex, ex.right())]
    return [ex.right()] if ex.kind not in ("card", "text") else list(ex.schema.get("examples", []))


def as_given(ex: Exercise, wrong: object) -> object:
    """A mistake as a student would make it: parts that match anything are filled with right ones."""
    if ex.kind == "chart":
        return as_drawn(ex, wrong)
    if ex.kind == "labels":
        return dict(ex.right()) | {
            item: label for item, label in wrong.items() if label is not None
        }
    if ex.kind == "order" and isinstance(wrong, (set, frozenset)):
        return [*(key for key in ex.right() if key not in wrong), *wrong]
    if isinstance(wrong, (tuple, list)) and ex.kind == "number":
        return tuple(r if w is None else w for w, r in zip(wrong, ex.right(), strict=True))
    return wrong


def starts_unreached_and_is_reached(shown, goal_id: str, *moves: dict, **last: object) -> str:
    """What a picture says when its controls are moved to a goal that it does not start at."""
    assert not goal(goal_id).reached(shown.frame, **shown.params)
    for move in (*moves, last) if last else moves:
        shown.move(**move)
        found = shown.rest()
    assert "Found" in found and "{" not in found
    return found


def as_drawn(ex: Exercise, chart: Chart) -> dict:
    """The description of a faultless drawing of a chart, as an answer to an exercise."""
    wanted = rows(chart, chart.y, chart.by, chart.aggregate)
    marks, kind = [], chart.kinds[0]
    for i, own in enumerate(wanted.groups.values()):
        runs = _runs(own) if kind == "line" else [own]
        look = {"colour": f"#{i:06x}", "carrier": str(i), "joined": True, "lying": False, "base": 0}
        marks += [{"x": [x for x, _y in r], "y": [y for _x, y in r], **look} for r in runs]
    if kind == "cell":
        marks = [m | {"row": name} for m, name in zip(marks, wanted.groups, strict=True)]
    values = [y for _x, y in wanted.pairs]
    words = {axis: f"In {' '.join(unit_words(ex, axis)[:1])}" for axis in "xy"}
    low, high = min([0.0, *values]), max([0.0, *values])
    axes = {
        "title": "One two three", "heading": "", "x_label": words["x"], "y_label": words["y"],
        "x_limits": [None, None], "y_limits": [low, high], "log": [False, False], "twins": 0,
        "legend": list(wanted.groups) if len(wanted.groups) > 1 else [], "texts": ["9"] * len(wanted.pairs) if kind == "cell" else [],
        "scale": words["y"] if kind == "cell" else "", **{name: [] for name in MARKS.values()},
    }  # fmt: skip
    if chart.fit:
        axes["lines"] = [_least_squares(own) for own in wanted.groups.values()]
    return {"chart": [axes | {MARKS[kind]: marks}]}


def _least_squares(pairs: list[tuple[str, float]]) -> dict:
    """The line of regression through the pairs of a series, from end to end."""
    x, y = np.array([(as_number(at), value) for at, value in pairs]).T
    ends = [float(x.min()), float(x.max())]
    fitted = np.polyval(np.polyfit(x, y, 1), ends).tolist()
    return {"x": ends, "y": fitted, "colour": "", "carrier": "", "joined": True}


def _runs(pairs: list[tuple[str, float]]) -> list[list[tuple[str, float]]]:
    """The pairs of a series cut where a regular axis has a gap."""
    places = [as_number(x) for x, _y in pairs]
    if None in places:
        return [pairs]
    pairs = [pair for _p, pair in sorted(zip(places, pairs, strict=True))]
    gaps = after_gaps(sorted(places), usual_step(sorted(places)))
    runs: list[list] = [[]]
    for pair in pairs:
        if runs[-1] and as_number(pair[0]) in gaps:
            runs.append([])
        runs[-1].append(pair)
    return runs


def after_gaps(places: list[float], step: float) -> set[float]:
    """The places that come after a gap."""
    if not step:
        return set()
    return {b for a, b in zip(places, places[1:], strict=False) if b - a > 1.5 * step}
