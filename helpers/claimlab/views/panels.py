"""Small multiples: one small plot of lines for each group, on the same axes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from claimlab.i18n import _
from claimlab.views.axes import Box, Scale, grid, limits_of, place_axis, tick_names, ticks_in
from claimlab.views.curves import course, rule_of
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import wide
from claimlab.views.room import guess_line, guess_ring, label
from claimlab.views.scene import Mark, Scene, rect, scene, text
from claimlab.views.series import Series, need_some, numbers, read_series
from claimlab.views.shades import STROKES, legend, legend_rows, shades
from claimlab.views.words import enough, listing, number

__all__ = ["SmallMultiples"]

_Read = dict[str, list[Series]]
_HEAD, _FOOT, _GAP = 26, 34, 26
_FEW = 3


@dataclass(frozen=True)
class SmallMultiples(View):
    """Panels of lines with shared axes, one for each value of `panel`.

    Parameters
    ----------
    x, y : str
        Columns: years, numbers or dates; and values.
    by : str, optional
        Column that names the lines inside a panel.
    panel : str
        Column that names the panel.
    columns : int
        Panels beside each other.
    y_range : (low, high), optional
        Fixed limits for all panels.
    tall : int
        Height of a panel in pixels.
    below : str, optional
        What it means to lie below zero: shaded in every panel and named in the first.

    >>> frame = pd.DataFrame({"year": [2008, 2016] * 2, "index": [100, 10, 100, 60], "country": ["VEN", "VEN", "COL", "COL"]})
    >>> SmallMultiples("year", "index", panel="country").words(frame)
    '2 panels: VEN from 100 in 2008 to 10 in 2016; COL from 100 in 2008 to 60 in 2016.'
    """

    x: str
    y: str
    by: str | None = None
    panel: str = ""
    columns: int = 2
    y_range: tuple[float, float] | None = None
    tall: int = 150
    below: str = ""

    def read(self, frame: pd.DataFrame) -> _Read:
        need(frame, *(c for c in (self.x, self.y, self.by, self.panel) if c is not None))
        panels = {}
        for name, part in frame.groupby(self.panel, sort=False, observed=True):
            if np.isfinite(numbers(part, self.y)).any():
                panels[str(name)] = read_series(part, self.x, self.y, self.by)[0]
        need_some(bool(panels), self.y)
        return panels

    def draw(self, data: _Read, sheet: Sheet) -> Scene:
        every = [one for lines in data.values() for one in lines]
        xs = np.concatenate([one.xs for one in every])
        ys = np.concatenate([*(one.ys for one in every), np.array(self.reach(sheet.guess))])
        edge = float(np.ptp(xs)) * 0.03 or 1.0
        limits = self.y_range or limits_of(float(np.nanmin(ys)), float(np.nanmax(ys)))
        names = list(dict.fromkeys(one.name for one in every if one.name))
        looks = dict(zip(names, shades(names, sheet.accent, STROKES, tone=sheet.tone), strict=True))
        at = ticks_in(*limits, 4)
        left = max(wide(one, "tick") for one in tick_names(at)) + 12
        below = _FOOT + (20 if self.x_label else 0)
        columns = min(self.columns if sheet.width > 500 else 1, len(data))
        each = (sheet.width - left - 14 - _GAP * (columns - 1)) / columns
        key = names if len(names) > _FEW else []  # a few lines are named where they run
        top = legend_rows(key, sheet.width) * 22 + (8 if key else 0)
        marks: list[Mark] = legend(key, [looks[name] for name in key], sheet.width) if key else []
        stops, rooms = [], []
        for i, (panel, lines) in enumerate(data.items()):
            row, column = divmod(i, columns)
            x, y = left + column * (each + _GAP), top + row * (_HEAD + self.tall + below) + _HEAD
            box = Box(x, y, x + each, y + self.tall)
            across = Scale(float(xs.min()) - edge, float(xs.max()) + edge, box.left, box.right)
            up = Scale(*limits, box.bottom, box.top)
            rooms.append(box._replace(top=y - _HEAD))
            marks.append(text(f"panel:{panel}", x, y - 10, panel, "strong"))
            if self.below and limits[0] < 0:
                zero = up(0)
                marks.append(rect(f"below:{panel}", x, zero, each, box.bottom - zero, "land"))
            lattice = grid(box, up, at, is_upright=False, key=f"grid:{panel}")
            marks += [one for one in lattice if one["k"] == "line" or column == 0]
            marks += place_axis(box, across, every[0].kind, label=self.x_label, key=f"x:{panel}")
            for one in (one for one in lines if one.tip()):
                look = (
                    looks.get(one.name)
                    or shades([panel], sheet.accent, STROKES, tone=sheet.tone)[0]
                )
                own = course(one, look, across, up, number, len(lines))
                marks += [{**mark, "i": f"{panel}:{mark['i']}"} for mark in own]
            if self.below and limits[0] < 0 and not i:
                spots = [(box.right - 4, y, "e") for y in (box.bottom - 6, up(0) + 16)]
                spots += [(box.left + 4, y, "") for y in (box.bottom - 6, up(0) + 16)]
                marks.append(label("below-n", spots, self.below, "soft halo", box, marks))
            if names and not key:
                named = _named(lines, looks, across, up, box, marks)
                marks += [{**mark, "i": f"{panel}:{mark['i']}"} for mark in named]
            marks += self._guess(panel, box, up, sheet, marks)
            if len(data) == 1:
                stops = rule_of(lines, [one.name for one in lines], across, up, number)
        foot = top + -(-len(data) // columns) * (_HEAD + self.tall + below)
        rule = {"rule": {"y0": top, "y1": foot, "stops": stops}} if stops else {}
        axis = [float(one) for one in limits]
        return scene(sheet.width, foot, marks, axis=axis, rooms=rooms, **rule)

    def _guess(
        self, panel: str, box: Box, up: Scale, sheet: Sheet, marks: list[Mark]
    ) -> list[Mark]:
        """A value in the panel that was asked about, a choice around its panel."""
        guess, whole = sheet.guess, sheet.box(box.bottom)
        if guess is None or guess.kind not in self.guesses:
            return []
        if guess.kind == "choice":
            if panel != str(guess.value):
                return []
            ring = (box.left - 4, box.top - _HEAD, box.right - box.left + 8, _HEAD + self.tall + 4)
            return guess_ring(ring, guess.short, whole, marks)
        if (
            guess.at is not None
            and guess.at != panel
            or any(mark["i"] == "guess" for mark in marks)
        ):
            return []
        y = up.held(guess.numbers[-1])
        spots = [
            (box.right, y - 6, "e"),
            (box.right, y + 16, "e"),
            (box.left + 4, y - 6, ""),
            (box.left + 4, y + 16, ""),
        ]
        return guess_line([(box.left, y), (box.right, y)], guess.text, spots, whole, marks)

    def headline(self, data: _Read) -> str:
        tops = {name: max(_top(line) for line in lines) for name, lines in data.items()}
        top = max(tops, key=tops.get)
        return _("Highest in {panel}: {value}").format(panel=top, value=number(tops[top]))

    def tell(self, data: _Read) -> str:
        unit = f" ({self.y_label})" if self.y_label else ""
        short = sum(map(len, data.values())) > 4
        parts = []
        for name, lines in data.items():
            real = [line.course(short) for line in lines if np.isfinite(line.ys).any()]
            empty = [line.name for line in lines if not np.isfinite(line.ys).any()]
            none = [_("no figure for {names}").format(names=listing(empty, 9))] if empty else []
            parts.append(f"{name} {listing([*none, *real], most=9)}")
        return _("{n} panels{unit}: {parts}.").format(
            n=len(data), unit=unit, parts="; ".join(enough(parts, list(data)))
        )


def _named(
    lines: list[Series], looks: dict[str, str], across: Scale, up: Scale, box: Box, marks: list[Mark]
) -> list[Mark]:  # fmt: skip
    """The name of each line of a panel along it, where it hides least."""
    found: list[Mark] = []
    for one in lines:
        tone = looks[one.name].split()[0]
        places = [(across(x), up.held(y)) for x, y in zip(one.xs, one.ys, strict=True) if np.isfinite(y)]  # fmt: skip
        spots = [(x, y + away, a) for away in (-9, 20) for a in ("m", "", "e") for x, y in places]
        looks_of = f"strong halo {'soft' if tone == 'others' else tone}"
        found.append(label(f"name:{one.name}", spots, one.name, looks_of, box, [*marks, *found]))
    return found


def _top(line: Series) -> float:
    return float(np.nanmax(line.ys)) if np.isfinite(line.ys).any() else -np.inf
