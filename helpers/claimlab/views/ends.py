"""Names at the ends of lines, moved apart where they would overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from claimlab.views import style
from claimlab.views.placing import spread
from claimlab.views.stage import box_of, curve, pixels
from claimlab.views.text import lines_of, text_width, wrap, write

__all__ = ["End", "end_labels", "end_width", "leader"]

_WRAP = 22
_FAR = 60  # pixels from a line's end to the edge of the plot


class End(NamedTuple):
    """A line's name, its course and its look."""

    name: str
    xs: np.ndarray
    ys: np.ndarray
    colour: str
    faint: bool = False


def end_width(names: Iterable[str]) -> float:
    """Room right of the plot for the names, in pixels."""
    return max(
        [14.0]
        + [
            text_width(part, bold=True) + 18
            for name in names
            for part in lines_of(wrap(name, _WRAP))
            if part
        ]
    )


def end_labels(axes: Any, ends: list[End]) -> list:
    """Each name beside its line's last point, with a thin line to it where they are apart."""
    ends = [end for end in ends if end.name]
    left, bottom, width, height = box_of(axes)
    tips = []
    for end in ends:
        last = np.flatnonzero(np.isfinite(end.ys))[-1]
        x, y = pixels(axes, end.xs[last], end.ys[last])
        tips.append((x, min(max(y, bottom), bottom + height)))
    names = [wrap(end.name, _WRAP) for end in ends]
    centres = spread(
        [y for _x, y in tips],
        [1.25 * style.FONT * len(lines_of(name)) for name in names],
        bottom - 12,
        bottom + height + 2,
    )
    artists, start = [], left + width + 12
    for end, name, (x, y), centre in zip(ends, names, tips, centres, strict=True):
        if abs(centre - y) > 5 or x < left + width - 16:
            artists += leader(
                axes,
                (x + 5, start - 3),
                (y, centre),
                style.theme().faint if end.faint else end.colour,
                is_dotted=x < left + width - _FAR,  # or it looks like a line of the data
            )
        shade = style.theme().muted if end.faint else style.strong(end.colour)
        artists += write(axes, start, centre, name, bold=not end.faint, colour=shade)
    return artists


def leader(
    axes: Any,
    xs: tuple[float, float],
    ys: tuple[float, float],
    colour: str,
    is_dotted: bool = False,
) -> list:
    """A thin line from a point to its name, in pixels of the figure."""
    from matplotlib.transforms import Affine2D

    scale = Affine2D().scale(axes.figure.dpi / style.DPI)
    look = {"lw": 1.2, "ls": (0, (1, 4))} if is_dotted else {"lw": 0.8}
    return [curve(axes, xs, ys, color=colour, clip_on=False, transform=scale, zorder=9, **look)]
