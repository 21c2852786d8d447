"""What surrounds the plot in every view: captions of the axes, legends, and the room they take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from claimlab.views import style
from claimlab.views.text import text_width, write

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["LEGEND", "Entry", "captions", "edges", "legend", "legend_rows"]

LEGEND = 26  # height of one row of a legend, in pixels
_SAMPLE, _BETWEEN = 34, 20


class Entry(NamedTuple):
    """One entry of a legend: a name and the look of its sample."""

    name: str
    kind: str  # "box", "line", "point"
    colour: str
    hatch: str = ""
    dash: Any = "-"
    marker: str = ""
    edge: str = ""


def edges(top: str, bottom: str, above: float = 0, below: float = 0) -> tuple[float, float]:
    """Margins over and under a plot in pixels: captions where there are any, and what a view adds.

    >>> edges("US$ millions", "")
    (32.0, 30.0)
    """
    over = 12.0 + (style.LINE if top else 0) + above
    under = 30.0 + (style.LINE if bottom else 0) + below
    return over, under


def captions(
    figure: Figure, height: float, top: str, bottom: str, right: float = 14, below: float = 0
) -> None:
    """What the upright axis shows, at the top left; what the other one shows, at the lower right."""
    muted = style.theme().muted
    if top:
        write(figure, 4, height - 12, top, colour=muted)
    if bottom:
        x = max(style.width() - right, text_width(bottom) + 4)
        write(figure, x, 11 + below, bottom, colour=muted, ha=1)


def _placed(entries: Sequence[Entry], left: float) -> list[tuple[float, int]]:
    """(x, row) of each entry; a new row begins where the next one would not fit."""
    x, row, places = left, 0, []
    for entry in entries:
        wide = _SAMPLE + text_width(entry.name)
        if x > left and x + wide > style.width() - 4:
            x, row = left, row + 1
        places.append((x, row))
        x += wide + _BETWEEN
    return places


def legend_rows(entries: Sequence[Entry], left: float = 8) -> int:
    """How many rows the entries take."""
    return max((row + 1 for _x, row in _placed(entries, left)), default=0)


def legend(
    figure: Figure, height: float, y: float, entries: Sequence[Entry], left: float = 8
) -> None:
    """Samples with their names in rows; `y` is the middle of the first one, in pixels from below."""
    for entry, (x, row) in zip(entries, _placed(entries, left), strict=True):
        middle = y - row * LEGEND
        figure.add_artist(_sample(figure, entry, x, middle, height))
        write(figure, x + _SAMPLE, middle, entry.name)


def _sample(figure: Figure, entry: Entry, x: float, y: float, height: float) -> Any:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    paper = style.theme().paper
    if entry.kind == "box":
        size = (x / style.width(), (y - 8) / height), 26 / style.width(), 16 / height
        box = Rectangle(*size, transform=figure.transFigure)
        box.set(facecolor=entry.colour, hatch=entry.hatch, edgecolor=entry.edge or paper, lw=0.8)
        return box
    xs = [x + 13] if entry.kind == "point" else [x, x + 13, x + 26]
    look = {"marker": entry.marker, "ms": 8 if entry.kind == "point" else 6.5, "mew": 0.8}
    dash = "none" if entry.kind == "point" else entry.dash
    return Line2D(
        [one / style.width() for one in xs],
        [y / height] * len(xs),
        color=entry.colour,
        ls=dash,
        lw=2.2,
        markevery=[len(xs) // 2],
        mec=entry.edge or paper,
        **look,
    )
