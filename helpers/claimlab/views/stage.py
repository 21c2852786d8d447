"""What stands still in a picture: axes in pixels, round limits, event bands with their labels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from claimlab.days import at_place, place
from claimlab.i18n import _
from claimlab.views import style
from claimlab.views.text import lines_of, text_width, write_all
from claimlab.views.words import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

__all__ = [
    "axes_at",
    "box_of",
    "clear",
    "curve",
    "day_in_words",
    "day_text",
    "month_name",
    "name_x",
    "name_y",
    "pixels",
    "place_kind",
    "position",
    "position_text",
    "round_limits",
    "ticks",
    "value_axis",
    "value_width",
    "zero_line",
]

_SPARE = "spare"


def position(value: object) -> float:
    """A place on an axis as a number: years stay, dates become parts of a year.

    >>> position(2015), round(position("2015-08-19"), 2)
    (2015.0, 2015.63)
    """
    if isinstance(value, (int, float, np.number)):
        return float(value)
    import pandas as pd

    return place(pd.Timestamp(value))


def place_kind(frame: pd.DataFrame, column: str, declared: str = "") -> str:
    """What a column's places are: ``"year"``, ``"date"`` or ``"number"``.

    Never guessed from the size of a number: a year is a whole number in a column called `year` or
    ending in `_year`, a date is what pandas or a text holds as one.

    >>> import pandas as pd
    >>> ruler = pd.DataFrame({"ruler_km": [1834.5], "year": [2008], "day": ["2015-08-19"]})
    >>> [place_kind(ruler, column) for column in ruler]
    ['number', 'year', 'date']
    """
    if declared:
        return declared
    if frame[column].dtype.kind not in "iuf":
        return "date"
    return "year" if column.lower() == "year" or column.lower().endswith("_year") else "number"


def position_text(value: float, kind: str = "number") -> str:
    """A place on an axis in words: a year, a month of a year, or a number.

    >>> position_text(2008.0, "year"), position_text(1834.5), position_text(2015.63, "date")
    ('2008', '1,834', 'Aug 2015')
    """
    if kind == "number":
        return number(value, 4)
    return str(int(value)) if float(value).is_integer() else _month(value)


def _month(value: float) -> str:
    day = at_place(value)
    return f"{month_name(day.month)} {day.year}"


def month_name(month: int) -> str:
    """A month in short, whatever the machine's language.

    >>> month_name(8)
    'Aug'
    """
    names = _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
    return names.split()[month - 1]


def day_text(day: str) -> str:
    """A date of a table in words: a day, a month or a year.

    >>> day_text("2022-06-22"), day_text("2022-07"), day_text("2022")
    ('22 Jun 2022', 'Jul 2022', '2022')
    """
    year, *rest = (int(part) for part in day.split("-"))
    return " ".join([*map(str, rest[1:]), *map(month_name, rest[:1]), str(year)])


def day_in_words(day: date) -> str:
    """A day as a sentence says it.

    >>> day_in_words(date(2022, 9, 15))
    '15 September 2022'
    """
    names = _(
        "January February March April May June July August September October November December"
    )
    return _("{day} {month} {year}").format(
        day=day.day, month=names.split()[day.month - 1], year=day.year
    )


def ticks(low: float, high: float, most: int = 6, log: bool = False) -> np.ndarray:
    """Round numbers that cover low to high.

    >>> ticks(0, 6092).tolist()
    [0.0, 1500.0, 3000.0, 4500.0, 6000.0, 7500.0]
    """
    if log:
        decades = range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 2)
        return np.array([m * 10.0**d for d in decades for m in (1, 3)])
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=most, steps=[1, 1.5, 2, 2.5, 3, 5, 10]).tick_values(low, high)


def round_limits(
    low: float, high: float, log: bool = False, zero: bool = True
) -> tuple[float, float]:
    """Limits on round numbers, so that they change seldom while a slider moves.

    With `zero`, zero is on the axis unless all values lie far from it.

    >>> round_limits(90, 6092), round_limits(95, 105), round_limits(-3, 8)
    ((0.0, 7500.0), (94.0, 106.0), (-4.0, 8.0))
    """
    if zero and not log and 0 <= low < high / 2:
        low = 0.0
    if zero and not log and 0 >= high > low / 2:
        high = 0.0
    if low == high:
        low, high = (
            (low / 3, high * 3) if log else (low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2)
        )
    marks = ticks(low, high, log=log)
    if log:
        return float(marks[marks <= low].max()), float(marks[marks >= high].min())
    return float(marks[0]), float(marks[-1])


def axes_at(figure: Figure, left: float, right: float, top: float, bottom: float) -> Axes:
    """Axes whose margins are given in pixels."""
    width, height = figure.get_size_inches() * style.DPI
    box = (
        left / width,
        bottom / height,
        (width - left - right) / width,
        (height - top - bottom) / height,
    )
    axes = next((old for old in figure.axes if old.get_gid() == _SPARE), None) or figure.add_axes(
        box
    )
    axes.set_gid(None)
    axes.set_position(box)
    axes.set_autoscale_on(False)
    # Matplotlib's own ticks cost more time than all the rest of a background.
    axes.set_axis_off()
    curve(
        axes,
        [0, 1],
        [0, 0],
        color=style.theme().axis,
        lw=1,
        transform=axes.transAxes,
        clip_on=False,
        zorder=2,
    )
    return axes


def clear(figure: Figure) -> None:
    """Take everything off a figure but its empty axes, which `axes_at` uses again.

    New axes cost half of a background.
    """
    for artist in list(figure.artists):
        artist.remove()
    for axes in figure.axes:
        for artist in (*axes.lines, *axes.patches, *axes.collections, *axes.artists):
            artist.remove()
        axes.set_gid(_SPARE)


def curve(axes: Axes, xs: Sequence[float], ys: Sequence[float], **look) -> Line2D:
    """A line without the unit conversions of `axes.plot`, which cost more than the drawing."""
    from matplotlib.lines import Line2D

    return axes.add_artist(Line2D(xs, ys, **look))


def box_of(axes: Axes) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of axes in pixels of the figure."""
    width, height = axes.figure.get_size_inches() * style.DPI
    box = axes.get_position()
    return box.x0 * width, box.y0 * height, box.width * width, box.height * height


def pixels(axes: Axes, x: float, y: float) -> tuple[float, float]:
    """Where a point of the data lies, in pixels of the figure."""
    px, py = axes.transData.transform((x, y)) * style.DPI / axes.figure.dpi
    return float(px), float(py)


def value_axis(
    axes: Axes,
    limits: tuple[float, float],
    log: bool = False,
    horizontal: bool = False,
    named: bool = True,
    at: Sequence[float] = (),
) -> None:
    """Limits, light grid lines at round numbers (or `at` some) and, when `named`, the numbers."""
    from matplotlib.collections import LineCollection

    marks = [float(t) for t in at or ticks(*limits, log=log) if limits[0] <= t <= limits[1]]
    if log:
        (axes.set_xscale if horizontal else axes.set_yscale)("log")
    (axes.set_xlim if horizontal else axes.set_ylim)(*limits)
    lines = [[(m, 0), (m, 1)] if horizontal else [(0, m), (1, m)] for m in marks]
    across = axes.get_xaxis_transform() if horizontal else axes.get_yaxis_transform()
    axes.add_collection(
        LineCollection(lines, colors=style.theme().grid, lw=0.8, transform=across, zorder=0.5),
        autolim=False,
    )
    if limits[0] < 0 < limits[1] and not log:
        zero_line(axes, horizontal)
    if named:
        (name_x if horizontal else name_y)(axes, marks, [number(m) for m in marks])


def zero_line(axes: Axes, horizontal: bool = False, place: float = 0.0) -> None:
    """A line where nothing is, or where `place` says."""
    here, along = [place, place], [0, 1]
    across = axes.get_xaxis_transform() if horizontal else axes.get_yaxis_transform()
    look = {"color": style.theme().muted, "lw": 1.1, "zorder": 1.6}
    curve(axes, *((here, along) if horizontal else (along, here)), transform=across, **look)


def name_x(axes: Axes, marks: Sequence[float], names: Sequence[str]) -> None:
    """Names of places below the horizontal axis."""
    bottom, low = box_of(axes)[1], axes.get_ylim()[0]
    depths = [4 + 0.6 * style.FONT * len(lines_of(name)) for name in names]
    places = [
        (pixels(axes, mark, low)[0], bottom - depth)
        for mark, depth in zip(marks, depths, strict=True)
    ]
    write_all(axes, places, names, ha=0.5)


def name_y(axes: Axes, marks: Sequence[float], names: Sequence[str]) -> None:
    """Names of places left of the vertical axis."""
    left, low = box_of(axes)[0], axes.get_xlim()[0]
    write_all(axes, [(left - 7, pixels(axes, low, mark)[1]) for mark in marks], names, ha=1)


def value_width(limits: tuple[float, float], log: bool = False) -> float:
    """Room for the numbers on a vertical axis, in pixels."""
    return max(text_width(number(t)) for t in ticks(*limits, log=log)) + 14
