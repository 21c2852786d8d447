"""Things counted one by one: dots in groups, and tiles of which some are unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _, capital
from claimlab.views import style
from claimlab.views.figure import View, need
from claimlab.views.frame import LEGEND, Entry, legend, legend_rows
from claimlab.views.guess import Mark
from claimlab.views.series import numbers
from claimlab.views.stage import axes_at, curve
from claimlab.views.text import text_width, wrap, write
from claimlab.views.words import enough, listing, number

__all__ = ["Dots", "Tiles"]

_MOST_DOTS = 4000
_HEAD = 54  # a group's name and its number, in pixels
_GAP = 28


def _drawing_board(figure: Any, height: float, top: float, bottom: float) -> Any:
    """Axes without lines whose units are pixels."""
    axes = axes_at(figure, 0, 0, top, bottom)
    axes.lines[0].remove()
    axes.set(xlim=(0, style.width()), ylim=(0, height - top - bottom))
    return axes


def _marks(axes: Any, xs: list, ys: list, size: float, **look) -> Any:
    return curve(axes, xs, ys, ls="none", ms=size, zorder=10, clip_on=False, **look)


class _Counts(NamedTuple):
    groups: tuple[str, ...]
    values: np.ndarray  # as in the frame; NaN where there is no figure
    dots: np.ndarray  # whole dots
    most: int  # dots for which there is to be room


class _DotsLayout(NamedTuple):
    height: int
    groups: tuple[str, ...]
    pitch: int
    across: int


@dataclass(frozen=True)
class Dots(View):
    """One dot one thing: how many there were, group beside group.

    The first group is the measure: dots that a later group lacks against it are empty rings, so that
    what is gone is seen. A group without a figure says so.

    Parameters
    ----------
    group, count : str
        Columns: the name of each group, as "2008" or "before", and how many things it has.
    thing : str
        What one dot is, in words: "one lorry a day", "50 million dollars".
    each : float
        How much of `count` a dot stands for.
    missing : bool
        Whether what is gone is drawn as rings and said; not where groups are parts of one whole.
    across : int
        Dots in a row, for instance ten; 0: as many as fit.
    room : str, optional
        Column: for how many things a group needs room, also while its figure is left out.
    absent : str
        What is said of a group whose figure is left out: "not in the archive".

    >>> frame = pd.DataFrame({"when": ["before", "after"], "lorries": [40, 12]})
    >>> Dots("when", "lorries", thing="one lorry a day").words(frame)
    'One dot is one lorry a day. Before: 40; after: 12, which is 28 fewer than before.'
    """

    group: str
    count: str
    thing: str = ""
    each: float = 1
    missing: bool = True
    across: int = 0
    room: str = ""
    absent: str = ""
    height: int = field(default=300, kw_only=True)
    options: ClassVar[tuple[str, ...]] = ("missing",)

    def read(self, frame: pd.DataFrame) -> _Counts:
        need(frame, self.group, self.count)
        values = numbers(frame, self.count)
        if not np.isfinite(values).any():
            raise KitError(
                _("There is nothing to draw: every figure in '{column}' is missing.").format(
                    column=self.count
                )
            )
        if (values < 0).any():
            raise KitError(
                _("Things are counted from zero up: '{column}' has a figure below zero.").format(
                    column=self.count
                )
            )
        names = tuple(map(str, frame[self.group]))
        if len(set(names)) < len(names):
            raise KitError(_("Two rows have the same group: give one figure a group."))
        dots = np.floor(np.nan_to_num(values) / self.each + 0.5).astype(int)
        if dots.max() > _MOST_DOTS:
            raise KitError(
                _("That is {n} dots: let a dot stand for more with 'each'.").format(
                    n=number(dots.max())
                )
            )
        rooms = numbers(frame, self.room) if self.room else values
        most = max(int(dots.max()), round(float(np.nanmax(rooms)) / self.each))
        return _Counts(names, values, dots, most)

    def layout(self, data: _Counts, guess: Mark | None = None) -> _DotsLayout:
        """The largest dots with which the fullest group fits; in steps, so that they seldom change."""
        most = max(data.most, *self._guessed(guess), 1)
        wide, tall = self._room(len(data.groups))
        steps = [
            p
            for p in (30, 24, 20, 16, 13, 11, 9, 7, 6, 5, 4, 3)
            if min(wide // p, self.across or wide) * (tall // p) >= most and self.across * p <= wide
        ]
        pitch = steps[0] if steps else 3
        across = self.across if steps and self.across else max(1, int(wide // pitch))
        return _DotsLayout(self.height, data.groups, pitch, across)

    def _guessed(self, guess: Mark | None) -> list[int]:
        return [min(_MOST_DOTS, round(v / self.each)) for v in self.reach(guess)]

    def _room(self, groups: int) -> tuple[float, float]:
        wide = (style.width() - 16 - _GAP * (groups - 1)) / groups
        return wide, self.height - _HEAD - (26 if self.thing else 8)

    def same_places(self, layout: _DotsLayout, before: _Counts) -> bool:
        return before.groups == layout.groups

    def named_box(self, stage: Any, layout: _DotsLayout, data: _Counts, name: str) -> tuple | None:
        if name not in data.groups:
            return None
        wide, tall = self._room(len(data.groups))
        left = 8 + data.groups.index(name) * (wide + _GAP)
        bottom = 26 if self.thing else 8
        return left - 6, bottom, left + wide + 2, bottom + tall + 4

    def stage(self, figure: Any, layout: _DotsLayout) -> Any:
        if self.thing:
            said = _("One dot: {thing}").format(thing=self.thing)
            write(figure, 8, 12, said, style.SMALL, colour=style.theme().muted)
        wide = self._room(len(layout.groups))[0]
        axes = _drawing_board(figure, layout.height, 0, 0)
        for i, name in enumerate(layout.groups):
            write(figure, 8 + i * (wide + _GAP), layout.height - 14, name, bold=True)
        return axes

    def _at(
        self, layout: _DotsLayout, group: int, dots: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Where dots stand: in rows from the top left of their group."""
        wide = self._room(len(layout.groups))[0]
        row, column = np.divmod(dots, layout.across)
        left = 8 + group * (wide + _GAP)
        return left + (column + 0.5) * layout.pitch, layout.height - _HEAD - (
            row + 0.5
        ) * layout.pitch

    def moving(self, stage: Any, layout: _DotsLayout, data: _Counts) -> list:
        theme, size = style.theme(), layout.pitch * 0.72
        gone_tone = style.blend(theme.faint, theme.paper, 0.4)
        artists: list = []
        for i, (value, n) in enumerate(zip(data.values, data.dots, strict=True)):
            xs, ys = self._at(layout, i, np.arange(n))
            tone = style.colour(0 if i == len(data.dots) - 1 else 1)
            artists.append(_marks(stage, xs, ys, size, marker="o", mfc=tone, mec="none"))
            if self.missing and i and n < data.dots[0] and np.isfinite(value):
                gone = self._at(layout, i, np.arange(n, data.dots[0]))
                ring = {"marker": "o", "mfc": "none", "mec": gone_tone, "mew": 0.8}
                # Below the marks of the data, so that a frame's rings leave no ghost.
                artists.append(curve(stage, *gone, ls="none", ms=size, zorder=9, **ring))
            left = self._at(layout, i, np.array([0]))[0][0] - layout.pitch / 2
            said, size_of_text, ink = number(value), 20, style.strong(tone)
            if not np.isfinite(value) and self.absent:
                said, size_of_text, ink = self.absent, style.FONT, theme.muted
            artists += write(
                stage, left, layout.height - 38, said, size_of_text, bold=True, colour=ink
            )
            wide, end = self._room(len(data.groups))[0], text_width(said, 20, True) + 8
            if self._measures and end + text_width(self.y_label, style.SMALL) <= wide:
                unit = (stage, left + end, layout.height - 40, self.y_label, style.SMALL)
                artists += write(*unit, colour=theme.muted)
        return artists

    @property
    def _measures(self) -> bool:
        """Whether the figures are amounts, of which a dot is a part, and no counts of things."""
        return self.each != 1 and bool(self.y_label)

    def outline(
        self, stage: Any, layout: _DotsLayout, data: _Counts, mark: Mark
    ) -> tuple[list, list] | None:
        """A guessed number as a dashed outline around so many places of dots."""
        group = mark.at if mark.at in data.groups else data.groups[-1]
        if mark.kind == "choice" or not mark.numbers or mark.numbers[-1] < 0:
            return None
        n = self._guessed(mark)[-1]
        rows, rest = divmod(n, layout.across)
        x0, y0 = self._at(layout, data.groups.index(group), np.array([0]))
        left, top, p = (
            float(x0[0]) - layout.pitch / 2,
            float(y0[0]) + layout.pitch / 2,
            layout.pitch,
        )
        right, low = left + layout.across * p, top - rows * p
        end = left + rest * p
        if not rows:
            return [left, end, end, left, left], [top, top, top - p, top - p, top]
        xs, under = [left, right, right, end, end, left, left], low - p * bool(rest)
        return xs, [top, top, low, low, under, under, top]

    def headline(self, data: _Counts) -> str:
        first, last = data.values[0], data.values[-1]
        if len(data.values) > 1 and np.isfinite(first) and np.isfinite(last):
            return _("From {first} to {last}").format(first=number(first), last=number(last))
        return _("{n} in {group}").format(
            n=number(np.nanmax(data.values)), group=data.groups[int(np.nanargmax(data.values))]
        )

    def tell(self, data: _Counts) -> str:
        parts = [
            f"{name}: {self.absent}"
            if self.absent
            else _("no figure for {names}").format(names=name)
            for name, v in zip(data.groups, data.values, strict=True)
            if not np.isfinite(v)
        ]
        for name, value in zip(data.groups, data.values, strict=True):
            if np.isfinite(value):
                against = self._against(data, name, value) if self.missing else ""
                parts.append(f"{name}: {number(value)}{against}")
        intro = _("One dot is {thing}. ").format(thing=self.thing) if self.thing else ""
        unit = f" ({self.y_label})" if self._measures else ""
        return f"{intro}{capital('; '.join(parts))}{unit}."

    def _against(self, data: _Counts, name: str, value: float) -> str:
        first = data.values[0]
        if not self.missing or name == data.groups[0] or not np.isfinite(first) or value == first:
            return ""
        text = _(", which is {n} more than {first}")
        if value < first:
            text = _(", which is {n} fewer than {first}")
            text = _(", which is {n} less than {first}") if self._measures else text
        return text.format(n=number(abs(value - first)), first=data.groups[0])

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[[self.group, self.count]].rename(
            columns={self.count: self.y_label or self.count, self.group: self.x_label or self.group}
        )


def _rim(state: int) -> str:
    """The colour of a tile's hatch: soft, because a name stands on it."""
    return style.blend(style.colour(state), style.theme().paper, 0.3)


def _in_two_lines(name: str) -> str:
    """A name in as few letters a line as two lines allow, but no fewer than twelve."""
    wrapped = (wrap(name, letters) for letters in range(12, max(13, len(name) + 1)))
    return next((text for text in wrapped if text.count("\n") < 2), name)


class _Tiled(NamedTuple):
    names: tuple[str, ...]
    states: tuple[str, ...]  # "" where it is not known


class _TilesLayout(NamedTuple):
    height: int
    names: tuple[str, ...]
    across: int
    size: float
    states: tuple[str, ...]
    unknown: bool


@dataclass(frozen=True)
class Tiles(View):
    """One tile one unit, filled by its state; hollow where it is not known.

    Parameters
    ----------
    name, state : str
        Columns: what each tile is, and its state as text; a missing state is unknown.
    order : sequence of str
        The states in the order of the legend; the first has the accent. Left out, as they appear.
    across : int, optional
        Tiles in a row; else as many as keep names readable.

    >>> frame = pd.DataFrame({"claim": ["C01", "C02", "C03"], "status": ["supported", None, "open"]})
    >>> Tiles("claim", "status").words(frame)
    '3 tiles. Not known: 1 (C02). supported: 1 (C01); open: 1 (C03).'
    """

    name: str
    state: str
    order: Sequence[str] = ()
    across: int | None = None
    guesses: ClassVar[tuple[str, ...]] = ("choice",)

    def read(self, frame: pd.DataFrame) -> _Tiled:
        need(frame, self.name, self.state)
        states = tuple("" if pd.isna(s) else str(s).strip() for s in frame[self.state])
        if not any(states):
            raise KitError(
                _("There is nothing to draw: every figure in '{column}' is missing.").format(
                    column=self.state
                )
            )
        if self.order and (strange := sorted({s for s in states if s} - set(self.order))):
            raise KitError(_("The state '{state}' is not in 'order'.").format(state=strange[0]))
        return _Tiled(tuple(map(str, frame[self.name])), states)

    def _states(self, data: _Tiled) -> tuple[str, ...]:
        return tuple(self.order) or tuple(dict.fromkeys(s for s in data.states if s))

    def _entries(self, layout: _TilesLayout) -> list[Entry]:
        theme = style.theme()
        known = [
            Entry(s, "box", style.colour(i), style.HATCHES[i % len(style.HATCHES)], edge=_rim(i))
            for i, s in enumerate(layout.states)
        ]
        hollow = Entry(_("not known"), "box", theme.paper, edge=theme.axis)
        return [*known, hollow] if layout.unknown else known

    def layout(self, data: _Tiled, guess: Mark | None = None) -> _TilesLayout:
        widest = 14 + max(
            text_width(line, style.SMALL, True)
            for name in data.names
            for line in _in_two_lines(name).split("\n")
        )
        fits = max(1, int((style.width() - 16) // max(46, min(widest, 150))))
        across = min(self.across or fits, len(data.names))
        size = min(max(72.0, widest), (style.width() - 16) / across)
        rows = -(-len(data.names) // across)
        states = self._states(data)
        plain = _TilesLayout(0, data.names, across, size, states, "" in data.states)
        head = LEGEND * legend_rows(self._entries(plain)) + 16
        return plain._replace(height=round(head + rows * 46 + 10))

    def same_places(self, layout: _TilesLayout, before: _Tiled) -> bool:
        return False  # a tile hides what it was before

    def _corner(self, layout: _TilesLayout, i: int) -> tuple[float, float]:
        row, column = divmod(i, layout.across)
        rows = -(-len(layout.names) // layout.across)
        wide = (style.width() - 16) / layout.across if layout.size < 72 else layout.size
        return round(8 + column * wide), 8 + (rows - row - 1) * 46  # whole pixels: sharp edges

    def named_box(self, stage: Any, layout: _TilesLayout, data: _Tiled, name: str) -> tuple | None:
        if name not in data.names:
            return None
        x, y = self._corner(layout, data.names.index(name))
        return x - 1, y - 1, x + layout.size - 3, y + 43

    def stage(self, figure: Any, layout: _TilesLayout) -> Any:
        legend(figure, layout.height, layout.height - 14, self._entries(layout))
        return _drawing_board(figure, layout.height, 0, 0)

    def moving(self, stage: Any, layout: _TilesLayout, data: _Tiled) -> list:
        from matplotlib.collections import PolyCollection

        theme, artists = style.theme(), []
        for state in ("", *layout.states):
            own = [i for i, one in enumerate(data.states) if one == state]
            look = {"facecolor": theme.paper, "edgecolor": theme.axis, "linewidth": 1}
            if state:
                k = layout.states.index(state)
                hatch = style.HATCHES[k % len(style.HATCHES)]
                look = {"facecolor": style.colour(k), "edgecolor": _rim(k), "hatch": hatch}
            boxes = [self._box(layout, i) for i in own]
            if boxes:  # all tiles of a state at once: a hatched patch each is many times slower
                tiles = PolyCollection(boxes, **look, zorder=10)
                artists.append(stage.add_collection(tiles, autolim=False))
        for i, (name, state) in enumerate(zip(data.names, data.states, strict=True)):
            x, y = self._corner(layout, i)
            look = {"ha": 0.5, "bold": bool(state), "colour": theme.paper if state else theme.ink}
            middle = x + layout.size / 2 - 2
            artists += write(stage, middle, y + 21, _in_two_lines(name), style.SMALL, **look)
        return artists

    def _box(self, layout: _TilesLayout, i: int) -> list[tuple[float, float]]:
        (x, y), wide = self._corner(layout, i), int(layout.size) - 4
        return [(x, y), (x + wide, y), (x + wide, y + 42), (x, y + 42)]

    def _by_state(self, data: _Tiled) -> dict[str, list[str]]:
        return {
            s: [n for n, own in zip(data.names, data.states, strict=True) if own == s]
            for s in ("", *self._states(data))
        }

    def headline(self, data: _Tiled) -> str:
        found = self._by_state(data)
        most = max(self._states(data), key=lambda s: len(found[s]))
        return _("{n} of {all}: {state}").format(
            n=len(found[most]), all=len(data.names), state=most
        )

    def tell(self, data: _Tiled) -> str:
        parts = {
            state or _("Not known"): names for state, names in self._by_state(data).items() if names
        }
        texts = [
            _("{state}: {n} ({names})").format(
                state=s, n=len(n), names=listing(n, 4 if s in self._states(data) else len(n))
            )
            for s, n in parts.items()
        ]
        first = [texts.pop(0)] if "" in data.states else []
        rest = "; ".join(enough(texts, list(parts)[len(first) :]))
        return " ".join(
            [_("{n} tiles.").format(n=len(data.names)), *(f"{t}." for t in (*first, rest) if t)]
        )

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[[self.name, self.state]].fillna({self.state: _("not known")})
