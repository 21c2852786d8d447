"""What a fair picture does not do: each check gives one sentence, or "" when all is well."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from claimlab.i18n import _
from claimlab.judging.pairs import (
    MARKS,
    MOST_TEXTS,
    Wanted,
    as_number,
    hits,
    own_pairs,
    place,
    usual_step,
)
from claimlab.judging.quantity import scale
from claimlab.judging.titles import contradiction
from claimlab.lessons.declare import Chart

__all__ = ["faults", "join_sentence", "title_of", "unit_words"]

_FIT_ROOM = 2e-3  # of the spread of the points


def faults(ex, axes: list, wanted: Wanted, kind: str, factor: float) -> list[tuple[str, str]]:
    """(code, sentence) of each fault of a picture that shows the right figures, the gravest first.

    Parameters
    ----------
    axes : list
        The axes of a description.
    kind, factor
        With which marks, and at which scale, the figures are shown.
    """
    found = (
        ("two-scales", _two_scales(axes)),
        ("bars-without-zero", _without_zero(axes)),
        ("truncated", _truncated(axes, kind)),
        ("groups-joined", _groups_joined(axes, wanted, kind, factor)),
        ("gap-joined", _gap_joined(axes, wanted)),
        ("no-fit", _no_fit(axes, wanted, factor)),
        ("unnamed", _rows_unnamed(axes) if kind == "cell" else _unnamed(axes, wanted)),
        ("labels-swapped", _labels_swapped(axes, wanted, kind, factor)),
        (
            "colour-only",
            _cells_unwritten(axes, wanted)
            if kind == "cell"
            else _colour_only(axes, wanted, kind, factor),
        ),
        ("no-unit", _no_unit(ex, axes, wanted, factor, kind)),
        ("no-title", _no_title(axes, wanted)),
        ("title-contradicts", contradiction(title_of(axes), wanted)),
    )
    return [(code, sentence) for code, sentence in found if sentence]


def _two_scales(axes: list) -> str:
    if any(one["twins"] for one in axes):
        return _(
            "Two value axes lie over each other: their crossing means nothing. Draw two panels, or an index."
        )
    return ""


def _without_zero(axes: list) -> str:
    for one in axes:
        for marks in one["bars"]:
            lying = bool(marks.get("lying"))
            low, high = one["x_limits" if lying else "y_limits"]
            held = low is not None and high is not None and low <= 0 <= high
            if not held or one["log"][0 if lying else 1] or marks.get("base") is None:
                return _("Bars show a size by their length, so their axis begins at zero.")
    return ""


def _truncated(axes: list, kind: str) -> str:
    if kind == "cell":  # a colour has no place on an axis
        return ""
    for one in axes:
        for marks in one[MARKS[kind]]:
            low, high = one["x_limits" if marks.get("lying") else "y_limits"]
            values = [y for _x, y in own_pairs(marks)]
            if low is not None and high is not None and values:
                room = 1e-6 * (high - low)
                if max(values) > high + room or min(values) < low - room:
                    return _("The axis cuts off some of the figures: widen its limits.")
    return ""


def _group_of(marks: dict, wanted: Wanted, factor: float) -> str | None:
    """The series that marks belong to: the one that holds all their pairs."""
    own = own_pairs(marks)
    return next(
        (n for n, pairs in wanted.groups.items() if hits(own, pairs, factor) == len(own)), None
    )


def join_sentence(chart: Chart) -> str:
    """What to say of a line that runs through several series."""
    return _("One line runs through several series: tell them apart by '{by}'.").format(by=chart.by)


def _groups_joined(axes: list, wanted: Wanted, kind: str, factor: float) -> str:
    if kind != "line" or len(wanted.groups) < 2:
        return ""
    every = [marks for one in axes for marks in one["lines"] if own_pairs(marks)]
    if any(_group_of(marks, wanted, factor) is None for marks in every):
        return join_sentence(wanted.chart)
    return ""


def _gap_joined(axes: list, wanted: Wanted) -> str:
    """A line between two places that have a place without a figure between them."""
    known = sorted({p for x, _y in wanted.pairs if (p := as_number(x)) is not None})
    step = usual_step(known)
    if not step or wanted.chart.fit:  # a trend runs over gaps
        return ""
    for one in axes:
        for marks in one["lines"]:
            if not marks.get("joined"):
                continue
            before = None
            for x, y in zip(marks["x"], marks["y"], strict=True):
                here = as_number(place(x)) if x is not None and y is not None else None
                if here is not None and before is not None and abs(here - before) > 1.5 * step:
                    return _(
                        "The line runs on where there is no figure: leave the gap open, "
                        "with a missing value or a new line after it."
                    )
                before = here
    return ""


def _no_fit(axes: list, wanted: Wanted, factor: float) -> str:
    """A regression whose points, or those of one series, have no line of least squares."""
    if not wanted.chart.fit:
        return ""
    drawn = [own_pairs(marks) for one in axes for marks in one["lines"] if marks.get("joined")]
    lines = [[(as_number(x), y) for x, y in own] for own in drawn if len(own) > 1]
    if not lines:
        return _(
            "The points stand alone: give them their line of regression, as `sns.regplot` does."
        )
    for name, pairs in wanted.groups.items():
        x, y = np.array([(as_number(at), value * factor) for at, value in pairs]).T
        slope, start = np.polyfit(x, y, 1)
        room = _FIT_ROOM * np.ptp(y)
        if not any(all(abs(b - start - slope * a) <= room for a, b in own) for own in lines):
            of = _(" of '{name}'").format(name=name) if name else ""
            return _(
                "No line is the straight line of least squares through the points{of}: let `sns.regplot` or `sns.lmplot` fit it."
            ).format(of=of)
    return ""


def _rows_unnamed(axes: list) -> str:
    if all(marks.get("row") for one in axes for marks in one["cells"]):
        return ""
    return _("Nothing says what the rows stand for: let each have its name at the side.")


def _cells_unwritten(axes: list, wanted: Wanted) -> str:
    """A heat map without numbers; a description keeps no more than so many texts."""
    if sum(len(one["texts"]) for one in axes) >= min(len(wanted.pairs), MOST_TEXTS):
        return ""
    return _(
        "A colour is read as more or less, not as a number: write it into each cell, with `annot=True`."
    )


def _unnamed(axes: list, wanted: Wanted) -> str:
    """Several series on the same axes, and nothing says which is which."""
    if len(wanted.groups) < 2 or any(one["legend"] for one in axes) or _labelled(axes, wanted):
        return ""
    panels = [one for one in axes if any(one[kind] for kind in MARKS.values())]
    if len(panels) >= len(wanted.groups) and all(one["title"] for one in panels):
        return ""
    return _("Nothing says which series is which: write each name at its end, or add a legend.")


def _labels_swapped(axes: list, wanted: Wanted, kind: str, factor: float) -> str:
    """A legend, a name beside the marks or a panel's title that gives a series the name of another."""
    names = {name.strip().casefold() for name in wanted.groups}
    if len(names) < 2:
        return ""
    for one in axes:
        marks = [(m, _group_of(m, wanted, factor)) for m in one[MARKS[kind]]]
        marks = [(m, own.strip().casefold()) for m, own in marks if own is not None]
        by_row = [(m["row"].strip().casefold(), own) for m, own in marks if m.get("row")]
        named = (*_by_key(one, marks), *_by_place(one, marks), *_by_panel(one, marks), *by_row)
        for said, own in named:
            if said in names and said != own:
                return _(
                    "The figures of '{own}' carry the name '{said}': each name belongs to its own series."
                ).format(own=own, said=said)
    return ""


def _by_key(one: dict, marks: list) -> Iterator[tuple[str, str]]:
    """(name, series) by the legend, whose samples look like the marks that they name."""
    keys = one.get("keys", [])
    for m, own in marks:
        look = [m["colour"], m["carrier"]]
        alike = [key for key in keys if key[1:] == look] or [k for k in keys if k[1] == look[0]]
        if len(alike) == 1:
            yield alike[0][0].strip().casefold(), own


def _by_place(one: dict, marks: list) -> Iterator[tuple[str, str]]:
    """(name, series) by texts that stand beside marks, where each name has a place of its own."""
    (left, right), (low, high) = one["x_limits"], one["y_limits"]
    if None in (left, right, low, high) or left == right or low == high:
        return
    found = {}
    for text, x, y in one.get("places", []):
        near = {}
        for m, own in marks:
            for a, b in zip(m.get("at", []), m["y"], strict=False):
                if a is not None and isinstance(b, (int, float)):
                    away = abs((a - x) / (right - left)) + abs((b - y) / (high - low))
                    near[own] = min(away, near.get(own, away))
        if near:
            found[text.strip().casefold()] = min(near, key=near.get)
    # One name can drift to its neighbour; only names that have changed places are wrong.
    if len(set(found.values())) == len(found) and set(found) == set(found.values()):
        yield from found.items()


def _by_panel(one: dict, marks: list) -> Iterator[tuple[str, str]]:
    """(name, series) by the title of axes that hold one series: seaborn writes "column = name"."""
    if len({own for _m, own in marks}) == 1:
        yield one["title"].rpartition("=")[2].strip().casefold(), marks[0][1]


def _labelled(axes: list, wanted: Wanted) -> bool:
    """Whether each series has its name in the picture."""
    texts = " ".join(text for one in axes for text in one["texts"]).casefold()
    count = sum(len(one["texts"]) for one in axes)
    return all(name.casefold() in texts for name in wanted.groups) or count >= len(wanted.groups)


def _colour_only(axes: list, wanted: Wanted, kind: str, factor: float) -> str:
    if len(wanted.groups) < 2 or _labelled(axes, wanted):
        return ""
    for one in axes:
        carriers: dict[str, set[str]] = {}
        for marks in one[MARKS[kind]]:
            if (name := _group_of(marks, wanted, factor)) is not None:
                carriers.setdefault(name, set()).add(marks["carrier"])
        looks = [look for own in carriers.values() for look in own]
        if len(carriers) > 1 and len(set(looks)) < len(looks):
            return _(
                "Colour alone tells the series apart, and one reader in twenty cannot see it: "
                "add dashes, markers or hatches, or write names beside the marks."
            )
    return ""


def title_of(axes: list) -> str:
    """What stands over a figure, or over its first axes; "" when nothing does."""
    return next((t for one in axes for t in (one["heading"], one["title"]) if t.strip()), "")


def _column_like(text: str, chart: Chart) -> bool:
    """Whether a text is no more than the name of a column."""
    table = chart.table
    return text.strip().casefold() in {str(column).casefold() for column in table.columns}


def unit_words(ex, axis: str) -> tuple[str, ...]:
    """The words of which an axis must hold one."""
    if ex.axes:
        words = ex.axes.get(axis, ())
        return (words,) if isinstance(words, str) else tuple(words)
    return (ex.unit,) if axis == "y" and ex.unit else ()


def _no_unit(ex, axes: list, wanted: Wanted, factor: float, kind: str) -> str:
    lying = any(marks.get("lying") for one in axes for marks in (*one["bars"], *one["boxes"]))
    over = " ".join(text for one in axes for text in (one["title"], one["heading"]))
    for axis in "yx":
        words = unit_words(ex, axis)
        if not words:
            continue
        label_key = f"{ ({'y': 'x', 'x': 'y'}[axis] if lying else axis) }_label"
        if kind == "cell" and axis == "y":
            label_key = "scale"
        labels = [one.get(label_key, "") for one in axes]
        said = next((label for label in labels if label.strip()), "")
        if said and _column_like(said, wanted.chart):
            return _(
                "The axis says '{label}', which is a column's name: say in words what it shows, with its unit."
            ).format(label=said[:60])
        text = f"{said} {over}".casefold()
        if axis == "y" and factor != 1.0:
            if (scale(text) or 1.0) * factor != (scale(" ".join(words)) or 1.0):
                return _("Your figures are in another unit than the axis says.")
        elif not any(word.casefold() in text for word in words):
            return _("An axis without its unit can mean anything: name the unit in its label.")
    return ""


def _no_title(axes: list, wanted: Wanted) -> str:
    text = title_of(axes)
    if not text:
        return _("The figure has no title: say in it what the reader should see.")
    if "_" in text and _column_like(text, wanted.chart):
        return _("The title is a column's name: write what the figures show.")
    return ""
