"""A drawn figure as a small JSON value: what stands on its axes, in numbers and words.

It takes axes or a figure of matplotlib, a grid of seaborn, or something that was drawn on axes. The
description is all that an answer sheet carries and all that :mod:`claimlab.judging.charts` reads.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from zlib import crc32

import numpy as np

from claimlab.judging.pairs import MARKS, MOST_TEXTS

__all__ = ["described", "figure_of", "written_on"]

_MOST_PLACES = 600  # of all marks together; an answer sheet has no room for more
_MOST_AXES, _MOST_LETTERS = 12, 200


def described(x: Any) -> dict | None:
    """``{"chart": [axes, …]}`` of something drawn, None for anything else."""
    if "matplotlib" not in sys.modules:
        return None
    axes = _axes_of(x)
    if not axes:
        return None
    seen = [_describe(one) for one in axes[:_MOST_AXES]]
    left = _MOST_PLACES
    for one in seen:
        for kind in MARKS.values():
            for marks in one[kind]:
                left -= len(marks["x"])
    if left < 0:
        for one in seen:
            one |= {kind: [] for kind in MARKS.values()} | {"too_many": _MOST_PLACES - left}
    return {"chart": seen}


def figure_of(x: Any) -> Any:
    """The whole figure of something drawn that :func:`described` could describe."""
    return _axes_of(x)[0].get_figure(root=True)


def written_on(figure: Any) -> list[str]:
    """All texts of a figure, those outside its axes included."""
    from matplotlib.text import Text

    return [_text(one.get_text()) for one in figure.findobj(Text) if one.get_text().strip()]


def _axes_of(x: Any) -> list:
    """The axes that hold what was handed over, those laid over one another included."""
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    if isinstance(x, FigureBase):
        return [one for one in x.axes if _holds_data(one)] or list(x.axes)
    if isinstance(x, Axes):
        return [x, *(one for one in x.figure.axes if one is not x and _lies_on(one, x))]
    seaborn = sys.modules.get("seaborn")
    if seaborn and isinstance(x, seaborn.axisgrid.Grid):
        return _axes_of(x.figure)
    if isinstance(x, np.ndarray) and x.dtype == object and x.size and isinstance(x.flat[0], Axes):
        return list(x.flat)
    if isinstance(x, Artist) and isinstance(x.axes, Axes):
        return _axes_of(x.axes)
    if isinstance(x, (list, tuple)) and x and all(isinstance(one, Artist) for one in x):
        return _axes_of(x[0])
    return []


def _holds_data(axes: Any) -> bool:
    is_scale = axes.get_label() == "<colorbar>"
    return bool(axes.lines or axes.patches or axes.collections) and not is_scale


def _lies_on(other: Any, axes: Any) -> bool:
    same = np.allclose(other.get_position().bounds, axes.get_position().bounds)
    return same and _holds_data(other)


def _text(text: str) -> str:
    return str(text)[:_MOST_LETTERS]


def _describe(axes: Any) -> dict:
    figure, legend = axes.figure, axes.get_legend()
    legends = [legend] if legend else list(getattr(figure, "legends", ()))
    titles = [axes.get_title(where) for where in ("left", "center", "right")]
    over = figure.get_suptitle() if hasattr(figure, "get_suptitle") else ""
    twins = [one for one in figure.axes if one is not axes and _lies_on(one, axes)]
    names_x, names_y = _names(axes.xaxis), _names(axes.yaxis)
    bars = _bars(axes, names_x, _names(axes.yaxis, places=True))
    return {
        "title": _text(" ".join(t for t in titles if t)),
        "heading": _text(over),
        "x_label": _text(axes.get_xlabel()),
        "y_label": _text(axes.get_ylabel()),
        "x_limits": [_number(v) for v in sorted(axes.get_xlim())],
        "y_limits": [_number(v) for v in sorted(axes.get_ylim())],
        "log": [axes.get_xscale() == "log", axes.get_yscale() == "log"],
        "twins": len(twins),
        "legend": [_text(t.get_text()) for own in legends for t in own.get_texts()][:MOST_TEXTS],
        "keys": list(_keys(legends))[:MOST_TEXTS],
        "places": list(_places(axes)),
        "texts": [_text(t.get_text()) for t in axes.texts if t.get_text().strip()][:MOST_TEXTS],
        "lines": list(_lines(axes, names_x, names_y)),
        "bars": bars,
        "points": list(_points(axes, names_x, names_y)),
        "boxes": list(_boxes(axes, names_x, _names(axes.yaxis, places=True))),
        "cells": list(_cells(axes)),
        "scale": _text(_scale(axes)),
    }


def _keys(legends: list) -> Iterator[list[str]]:
    """[name, colour, carrier] of each sample of the legends, in the words of the marks."""
    from matplotlib.colors import to_hex
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    for legend in legends:
        samples = getattr(legend, "legend_handles", ())
        for sample, text in zip(samples, legend.get_texts(), strict=False):
            if isinstance(sample, Line2D):
                look = to_hex(sample.get_color()), _carrier(sample)
            elif isinstance(sample, Patch):
                look = to_hex(sample.get_facecolor()), sample.get_hatch() or ""
            else:
                faces = sample.get_facecolors() if hasattr(sample, "get_facecolors") else ()
                look = (to_hex(faces[0]), "") if len(faces) else ("", "")
            yield [_text(text.get_text()), *look]


def _places(axes: Any) -> Iterator[list]:
    """[text, x, y] of what is written among the data, in the units of the axes."""
    for text in axes.texts[:MOST_TEXTS]:
        noted = getattr(text, "xycoords", None) == "data"
        if not text.get_text().strip() or not (noted or text.get_transform() is axes.transData):
            continue
        x, y = text.xy if noted else text.get_position()
        at = (axes.convert_xunits(x), axes.convert_yunits(y))
        if all(isinstance(v, (int, float, np.number)) and np.isfinite(v) for v in at):
            yield [_text(text.get_text()), *map(_number, at)]


def _carrier(line: Any) -> str:
    joined = line.get_linestyle() not in ("None", "none", " ", "")
    dash = getattr(line, "_unscaled_dash_pattern", (0, line.get_linestyle()))
    return f"{dash[1] if joined else 'none'} {_marker(line.get_marker())}"


def _number(value: Any) -> float | None:
    """Six significant digits are enough for a judge, and None is a gap."""
    value = float(value)
    return float(f"{value:.6g}") if np.isfinite(value) else None


def _names(axis: Any, places: bool = False) -> Any:
    """A function from a place on an axis to what stands there: a name, a date, or the number.

    Ticks with a text of their own are names on the axis of `places`; elsewhere they show values.
    """
    from matplotlib.category import StrCategoryFormatter
    from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter

    formatter = axis.get_major_formatter()
    written = (
        (places or axis.axis_name == "x")
        and isinstance(axis.get_major_locator(), FixedLocator)
        and isinstance(formatter, (FixedFormatter, FuncFormatter))
    )
    if "Date" in type(formatter).__name__:
        from matplotlib.dates import num2date

        return lambda v: num2date(v).date().isoformat() if np.isfinite(v) else None
    if isinstance(formatter, StrCategoryFormatter) or written:
        ticks = zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=False)
        known = {round(float(place)): label.get_text() for place, label in ticks}
        return lambda v: _text(known.get(round(v), "")) or _number(v) if np.isfinite(v) else None
    return _number


def _lines(axes: Any, names_x: Any, names_y: Any) -> Iterator[dict]:
    from matplotlib.colors import to_hex

    of_boxes = {id(part) for drawn in _box_plots(axes) for part in drawn.get_children()}
    for line in axes.get_lines():
        if id(line) in of_boxes:
            continue
        xs, ys = (np.ma.filled(np.ma.asarray(v, float), np.nan) for v in line.get_data(orig=False))
        # A line in other coordinates (axhline) or that stands upright (an error bar) is no data.
        upright = len(xs) > 1 and len(np.unique(xs[np.isfinite(xs)])) < 2
        if line.get_transform() is not axes.transData or not line.get_visible() or upright:
            continue
        if not np.isfinite(ys).any():
            continue
        yield {
            "x": [names_x(x) for x in xs],
            "y": [names_y(y) for y in ys],
            "at": [_number(x) for x in xs],
            "colour": to_hex(line.get_color()),
            "carrier": _carrier(line),
            "joined": line.get_linestyle() not in ("None", "none", " ", ""),
            "label": "" if line.get_label().startswith("_") else _text(line.get_label()),
        }


def _marker(marker: Any) -> str:
    return "" if marker in ("None", "none", None, " ", "") else _text(marker)[:20]


def _bars(axes: Any, names_x: Any, names_y: Any) -> list[dict]:
    from matplotlib.colors import to_hex
    from matplotlib.container import BarContainer

    found: dict[tuple, dict] = {}
    for container in axes.containers:
        if not isinstance(container, BarContainer):
            continue
        lying = container.orientation == "horizontal"
        for box in container.patches:
            at, long, base = (
                (box.get_y() + box.get_height() / 2, box.get_width(), box.get_x())
                if lying
                else (box.get_x() + box.get_width() / 2, box.get_height(), box.get_y())
            )
            if not np.isfinite(long):
                continue
            key = (to_hex(box.get_facecolor()), box.get_hatch() or "", lying)
            own = found.setdefault(
                key, {"x": [], "y": [], "colour": key[0], "carrier": key[1], "lying": lying}
            )
            own["x"].append((names_y if lying else names_x)(at))
            own["y"].append(_number(long))
            own["base"] = _number(base)
    return list(found.values())


def _points(axes: Any, names_x: Any, names_y: Any) -> Iterator[dict]:
    from matplotlib.collections import PathCollection
    from matplotlib.colors import to_hex

    for cloud in axes.collections:
        if not isinstance(cloud, PathCollection) or not len(cloud.get_offsets()):
            continue
        places = np.ma.filled(np.ma.asarray(cloud.get_offsets(), float), np.nan)
        faces, shapes = cloud.get_facecolors(), cloud.get_paths()
        groups: dict[tuple, list] = defaultdict(list)
        for i, place in enumerate(places):
            face = to_hex(faces[i % len(faces)]) if len(faces) else "none"
            shape = crc32(shapes[i % len(shapes)].vertices.round(3).tobytes())
            groups[face, shape].append(place)
        for (face, shape), own in groups.items():
            yield {
                "x": [names_x(x) for x, _y in own],
                "y": [names_y(y) for _x, y in own],
                "colour": face,
                "carrier": str(shape),
            }


def _box_plots(axes: Any) -> list:
    """The box plots of seaborn on these axes: boxes with their medians, whiskers, caps and outliers."""
    return [one for one in axes.containers if hasattr(one, "medians")]


def _boxes(axes: Any, names_x: Any, names_y: Any) -> Iterator[dict]:
    """The lower quartile, the median and the upper quartile of each box, at its place."""
    from matplotlib.colors import to_hex

    for drawn in _box_plots(axes):
        for box, median in zip(drawn.boxes, drawn.medians, strict=True):
            corners = np.asarray(box.get_path().vertices, float)
            middle = np.asarray(median.get_xydata(), float)
            lying = bool(np.ptp(middle[:, 0]) < np.ptp(middle[:, 1]))
            along = 0 if lying else 1
            at = (names_y if lying else names_x)(float(middle[:, 1 - along].mean()))
            ends = corners[:, along].min(), middle[0, along], corners[:, along].max()
            if np.isfinite(ends).all():
                look = {"colour": to_hex(box.get_facecolor()), "carrier": box.get_hatch() or ""}
                yield {"x": [at] * 3, "y": [_number(v) for v in ends], "lying": lying, **look}


def _meshes(axes: Any) -> list:
    from matplotlib.collections import QuadMesh

    return [one for one in axes.collections if isinstance(one, QuadMesh)]


def _cells(axes: Any) -> Iterator[dict]:
    """The rows of a heat map, each cell with the number behind its colour."""
    for mesh in _meshes(axes):
        values = np.ma.filled(np.ma.asarray(mesh.get_array(), float), np.nan)
        names = [
            {int(at): _text(label.get_text()) for at, label in zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=False)}
            for axis in (axes.xaxis, axes.yaxis)
        ]  # fmt: skip
        for i, own in enumerate(np.atleast_2d(values)):
            yield {
                "x": [names[0].get(k, "") for k in range(len(own))],
                "y": [_number(v) for v in own],
                "row": names[1].get(i, ""),
                "colour": "",
                "carrier": "",
            }


def _scale(axes: Any) -> str:
    """What stands beside the colour bar of a heat map."""
    bars = [mesh.colorbar for mesh in _meshes(axes) if mesh.colorbar]
    return " ".join(bar.ax.get_ylabel() or bar.ax.get_xlabel() for bar in bars)
