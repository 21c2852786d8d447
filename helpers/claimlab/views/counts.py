"""Things counted one by one: dots in groups, and tiles of which some are unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _, capital
from claimlab.views.axes import LEAD, stacked
from claimlab.views.figure import Sheet, View, need
from claimlab.views.guess import Mark
from claimlab.views.letters import fitted, rows, wide
from claimlab.views.room import box_of_text, guess_line, guess_ring
from claimlab.views.scene import Mark as Drawn
from claimlab.views.scene import Scene, point, rect, scene, text
from claimlab.views.series import need_some, numbers
from claimlab.views.shades import is_told, legend, legend_rows, on_fill, shades
from claimlab.views.tokens import part_of
from claimlab.views.words import enough, listing, number

__all__ = ["Dots", "Tiles"]

_MOST_DOTS, _MOST_GHOSTS = 4000, 400
_NARROW, _GAP, _TALLEST = 520, 28, 30
_MOST_COLUMNS = 4
_FIGURE = 34  # the large number over a group of dots
_BETWEEN = 4  # tiles
_TONES = ("soft", "ink pale", "others pale")  # after the first state, which has the accent


class _Counts(NamedTuple):
    groups: tuple[str, ...]
    values: np.ndarray  # as in the frame; NaN where there is no figure
    dots: np.ndarray  # whole dots
    most: int  # dots for which there is to be room
    facts: tuple[int, ...] = ()  # whole dots that each group really had


class _Board(NamedTuple):
    """Where dots stand: how far apart, and a place for each dot of each group, from its first on."""

    pitch: int
    places: list[list[tuple[int, int]]]  # column and row of each place
    corners: list[tuple[float, float]]  # left and top of the first column and row
    heads: list[Drawn]
    bottom: float

    def at(self, group: int, place: int) -> tuple[float, float]:
        """The middle of a place."""
        (column, row), (left, top) = self.places[group][place], self.corners[group]
        return left + (column + 0.5) * self.pitch, top + (row + 0.5) * self.pitch


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
    fact : str, optional
        Column: how many each group really had, where `count` is what a model says. Dots above it are
        pale, and rings stand for those that are lacking. Where `missing` is False.
    kinds : sequence of str
        With `fact`, what a full dot, a pale one and a ring are called.
    fact_name : str
        With `fact`, what follows the number of a group: "and {n} went".

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
    fact: str = ""
    kinds: Sequence[str] = ()
    fact_name: str = ""
    height: int = field(default=300, kw_only=True)
    options: ClassVar[tuple[str, ...]] = ("missing", "y_label")

    def read(self, frame: pd.DataFrame) -> _Counts:
        need(frame, *(c for c in (self.group, self.count, self.fact) if c))
        values = numbers(frame, self.count)
        need_some(np.isfinite(values).any(), self.count)
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
        # Parts of one whole move from group to group: any of them may come to hold it all.
        rooms = np.nanmax(rooms) if self.missing or self.room else np.nansum(rooms)
        most = max(int(dots.max()), round(float(rooms) / self.each))
        facts = numbers(frame, self.fact) / self.each if self.fact else ()
        return _Counts(names, values, dots, most, tuple(int(n + 0.5) for n in facts))

    def names(self, data: _Counts) -> Sequence[str]:
        return data.groups

    def value_at(self, data: _Counts, name: str | None) -> float | None:
        """The figure of the group that a guess is about; of the last one, where it names none."""
        return float(data.values[self._asked(data, name)])

    def sub(self) -> str:
        said = _("One dot: {thing}").format(thing=self.thing) if self.thing else ""
        return ". ".join(filter(None, (self.y_label, said)))

    def draw(self, data: _Counts, sheet: Sheet) -> Scene:
        looks = self._looks(data, sheet.accent, sheet.tone)
        board = self._board(data, looks, sheet)
        rooms, dots = [], []
        is_light = data.dots.sum() <= _MOST_GHOSTS
        for i, (name, look, n) in enumerate(zip(data.groups, looks, data.dots, strict=True)):
            rooms += self._room(data, i, board, sheet)
            right = data.facts[i] if data.facts else n
            for k in range(len(board.places[i])):
                if k < n:
                    own = {"ghost": 1} if is_light else {}
                    shade = look if k < right else f"{look} pale"
                    dots.append(
                        point(f"{name}:{k}", *board.at(i, k), 0.37 * board.pitch, shade, **own)
                    )
                elif k < self._rings(data, i):
                    dots.append(point(f"{name}:{k}", *board.at(i, k), 0.33 * board.pitch, "gone"))
        marks = [*rooms, *board.heads, *dots]
        if data.facts and self.kinds:
            marks += legend(
                self.kinds, ("others", "others pale", "gone"), sheet.width, is_dots=True
            )
        marks += self._guess(data, marks, board, sheet)
        return scene(sheet.width, board.bottom + 8 + 22 * (sheet.guess is not None), marks)

    def _looks(self, data: _Counts, accent: Sequence[str], tone: str) -> list[str]:
        """The colour of a part, or the accent for the last group, which is what the others are held against."""
        if is_told(data.groups, accent):
            return shades(data.groups, accent, tone=tone)
        greys = ["others"] * (len(data.groups) - 1) + [
            "ink" if any(map(part_of, data.groups)) and tone == "accent" else tone
        ]
        return [part_of(name) or grey for name, grey in zip(data.groups, greys, strict=True)]

    def _rings(self, data: _Counts, group: int) -> int:
        """Up to which dot a group is shown, with rings for those that it lacks against the first group, or in fact."""
        if data.facts:
            return data.facts[group]
        is_held = self.missing and group and np.isfinite(data.values[group])
        return int(data.dots[0]) if is_held else 0

    def _asked(self, data: _Counts, name: str | None) -> int:
        return data.groups.index(name) if name in data.groups else len(data.groups) - 1

    def _guessed(self, guess: Mark | None) -> int:
        values = self.reach(guess) if guess and guess.kind != "choice" else ()
        return min(_MOST_DOTS, max(0, round(values[-1] / self.each))) if values else 0

    def _counts(self, data: _Counts, guess: Mark | None) -> list[int]:
        """How many places each group takes."""
        counts = [max(int(n), self._rings(data, i)) for i, n in enumerate(data.dots)]
        if guess:
            at = self._asked(data, guess.at)
            counts[at] = max(counts[at], self._guessed(guess))
        return counts

    def _board(self, data: _Counts, looks: Sequence[str], sheet: Sheet) -> _Board:
        counts = self._counts(data, sheet.guess)
        if not self.missing and len(counts) == 2 and not self._guessed(sheet.guess):
            return self._field(data, counts, looks, sheet.width)
        if sheet.width < _NARROW or len(counts) > _MOST_COLUMNS:
            return self._rows(data, counts, looks, sheet.width)
        return self._columns(data, counts, looks, sheet.width)

    def _across(self, room: float, pitch: int) -> int:
        """How many dots go into a row: fives, to be counted."""
        across = self.across or int(room // pitch)
        return across - across % 5 if across > 5 else across

    def _fit(self, room: float, tall: float, most: int) -> tuple[int, int]:
        """The largest dots of which so many fit, and how many go into a row."""
        for pitch in range(_TALLEST, 2, -1):
            across = self._across(room, pitch)
            if across * pitch <= room and across * (tall // pitch) >= most:
                return pitch, across
        return 3, int(room // 3)

    def _columns(
        self, data: _Counts, counts: Sequence[int], looks: Sequence[str], width: int
    ) -> _Board:
        """Group beside group, each under its name and number."""
        n = len(counts)
        each = (width - _GAP * (n - 1)) / n
        lines = max(len(rows(name, each, "strong")) for name in data.groups)
        top = LEAD * lines + _FIGURE + 10
        pitch, across = self._fit(each, min(self.height, 400) - top - 8, max(*counts, data.most))
        heads, corners = [], []
        for i in range(n):
            left = i * (each + _GAP)
            corners.append((left, top))
            heads += self._head(data, i, looks[i], left, "", each, lines)
        deep = -(-max(*counts, data.most) // across)
        return _Board(
            pitch, [_in_rows(k, across) for k in counts], corners, heads, top + deep * pitch
        )

    def _field(
        self, data: _Counts, counts: Sequence[int], looks: Sequence[str], width: int
    ) -> _Board:
        """Two parts of one whole: the second lit inside it, at its right end."""
        lines = max(len(rows(name, width / 2 - 10, "strong")) for name in data.groups)
        top = LEAD * lines + _FIGURE + 10
        whole = max(sum(counts), 1)
        pitch, deep = _even(whole, width)
        places = [divmod(k, deep) for k in range(whole)]
        long = pitch * -(-whole // deep)
        heads = [
            *self._head(data, 0, looks[0], 0, "", width / 2 - 10, lines),
            *self._head(data, 1, looks[1], long, "e", width / 2 - 10, lines),
        ]
        parts = [places[: counts[0]], places[counts[0] :]]
        return _Board(pitch, parts, [(0, top)] * 2, heads, top + deep * pitch)

    def _rows(
        self, data: _Counts, counts: Sequence[int], looks: Sequence[str], width: int
    ) -> _Board:
        """Group under group: the name on the left, or above where a page is narrow."""
        is_narrow = width < _NARROW
        column = 0.0 if is_narrow else fitted(data.groups, 0, 0.3 * width, "strong") + 16
        told = [self._told(data, i) for i in range(len(counts))]
        room = width - column - (0 if is_narrow else max(wide(one, "end") for one in told) + 12)
        names = [
            rows(name, width - 100 if is_narrow else 0.3 * width, "strong") for name in data.groups
        ]
        heading = [LEAD * len(lines) + 6 if is_narrow else 0 for lines in names]
        longest = max(counts)
        pitch = min(20, int(room // longest)) if longest else 20  # all of a group in one row
        across = longest
        if pitch < 10 or self.across:
            tall = (560 if is_narrow else 420) - sum(heading) - 14 * len(counts)
            for pitch in range(20, 2, -1):
                across = self._across(room, pitch)
                deep = -(-sum(counts) // across) + len(counts)
                if across * pitch <= room and deep * pitch <= tall:
                    break
        heads, corners = [], []
        y = 2.0 + (legend_rows(self.kinds, width) * (LEAD + 4) + 12 if data.facts else 0)
        for i, k in enumerate(counts):
            high = max(-(-k // across), 1) * pitch
            if is_narrow:
                heads += stacked(
                    f"name:{data.groups[i]}", 0, y + heading[i] / 2 - 3, names[i], "strong"
                )
                base = y + heading[i] - 10
                end = wide(names[i][-1], "strong") + 10
                heads.append(self._figure(data, i, looks[i], end, base, ""))
                heads += self._lack(data, i, end + wide(told[i], "end") + 12, base, width)
                y += heading[i]
            else:
                high = max(high, LEAD * len(names[i]))
                heads += stacked(
                    f"name:{data.groups[i]}", column - 16, y + pitch / 2, names[i], "strong", "e"
                )
                end = column + min(max(k, 0), across) * pitch + 8
                heads.append(self._figure(data, i, looks[i], end, y + pitch / 2 + 5, ""))
            corners.append((column, y))
            y += high + 14
        return _Board(pitch, [_in_rows(k, across) for k in counts], corners, heads, y - 14)

    def _told(self, data: _Counts, group: int) -> str:
        value = data.values[group]
        told = self.absent if self.absent and not np.isfinite(value) else number(value)
        if data.facts and self.fact_name:
            told += self.fact_name.format(n=number(data.facts[group]))
        return told

    def _figure(self, data: _Counts, group: int, look: str, x: float, y: float, a: str) -> Drawn:
        said = f"end {look.split()[0]}" if np.isfinite(data.values[group]) else "tick"
        return text(f"v:{data.groups[group]}", x, y, self._told(data, group), said, a)

    def _head(
        self, data: _Counts, group: int, look: str, x: float, a: str, room: float, lines: int
    ) -> list[Drawn]:
        """A name, and under it the number, which is the largest thing of the picture."""
        name, high = data.groups[group], LEAD * lines
        own = rows(name, room, "strong")
        found = stacked(f"name:{name}", x, high - LEAD * len(own) / 2, own, "strong", a)
        if np.isfinite(data.values[group]):
            looks, said = f"big {look.split()[0]}", self._told(data, group)
            after = x + wide(said, looks) + 14
            lack = self._lack(data, group, after, high + 27, x + room) if not a else []
            return [*found, text(f"v:{name}", x, high + 27, said, looks, a), *lack]
        said = rows(self._told(data, group), room, "tick")
        return [*found, *stacked(f"v:{name}", x, high + 18, said, "tick", a, lead=16)]

    def _lack(self, data: _Counts, group: int, x: float, y: float, end: float) -> list[Drawn]:
        """A ring, and how many there are, after the number of a group."""
        name, lack = data.groups[group], data.values[0] - data.values[group]
        said = (_("{n} less") if self._measures else _("{n} fewer")).format(n=number(lack))
        is_told = bool(data.facts) or self._rings(data, group) <= data.dots[group]
        if is_told or x + 11 + wide(said, "tick") > end:
            return []
        ring = point(f"ring:{name}", x, y - 5, 4.5, "gone")
        return [ring, text(f"lack:{name}", x + 10, y, said, "tick")]

    def _room(self, data: _Counts, group: int, board: _Board, sheet: Sheet) -> list[Drawn]:
        """What answers for a group: the ground on which its dots stand."""
        places, (left, top), pitch = board.places[group], board.corners[group], board.pitch
        if not places:
            return []
        columns, lines = zip(*places, strict=True)
        x, y = left + min(columns) * pitch, top + min(lines) * pitch
        across, down = (max(one) - min(one) + 1 for one in (columns, lines))
        name, value = data.groups[group], data.values[group]
        unit = f" {self.y_label}" if self._measures and np.isfinite(value) else ""
        said = self._told(data, group) + unit
        if np.isfinite(value) and self.missing:
            said += self._against(data, name, value)
        return [
            rect(f"room:{name}", x, y, min(across * pitch, sheet.width - x), down * pitch, "paper",
                 n=name, v=said, s=name)
        ]  # fmt: skip

    @property
    def _measures(self) -> bool:
        """Whether the figures are amounts, of which a dot is a part, and no counts of things."""
        return self.each != 1 and bool(self.y_label)

    def _guess(self, data: _Counts, marks: list[Drawn], board: _Board, sheet: Sheet) -> list[Drawn]:
        """A guessed number as a dotted rim around so many places; a chosen group in a frame."""
        guess, whole = sheet.guess, sheet.box(board.bottom + 30)
        if guess is None or guess.kind not in self.guesses:
            return []
        if guess.kind == "choice" or not guess.numbers:
            at = next((m for m in marks if m["i"] == f"room:{guess.value}"), None)
            if at is None:
                return []
            x, y, w, h = at["p"]
            return guess_ring((x, y, w, h), guess.short, whole, marks)
        at, n = self._asked(data, guess.at), self._guessed(guess)
        (left, top), pitch = board.corners[at], board.pitch
        places = [
            spot and (left + spot[0] * pitch, top + spot[1] * pitch)
            for spot in rim(board.places[at][:n])
        ] or [(left, top), (left, top + pitch)]
        xs, ys = zip(*filter(None, places), strict=True)
        low = max(ys)
        told = box_of_text(next(m for m in marks if m["i"] == f"v:{data.groups[at]}"))
        spots = [
            (max(xs) + 8, top + pitch / 2 + 5, ""), (told.right + 14, top + pitch / 2 + 5, ""), (left, low + 17, ""), (max(xs) + 8, low - 4, ""),
            (left, board.bottom + 18, ""), (max(xs), low + 17, "e"), (max(xs), board.bottom + 18, "e"),
            (sheet.width, board.bottom + 18, "e"),
        ]  # fmt: skip
        return guess_line(places, guess.text, spots, whole, marks)

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
                parts.append(f"{name}: {self._told(data, data.groups.index(name))}{against}")
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


def _even(whole: int, width: float) -> tuple[int, int]:
    """How far apart so many dots stand on a field, and how many in a column: full columns, if they can be."""
    sizes = [(int(width // -(-whole // deep)), deep) for deep in range(1, whole + 1)]
    good = [one for one in sizes if 2 <= one[0] <= _TALLEST and 0.2 < one[0] * one[1] / width < 0.7]
    full = [one for one in good if whole % one[1] == 0]
    wanted = 0.4 * width if width >= _NARROW else 0.6 * width
    return min(full or good or sizes, key=lambda one: abs(one[0] * one[1] - wanted))


def _in_rows(count: int, across: int) -> list[tuple[int, int]]:
    return [divmod(k, across)[::-1] for k in range(count)]


def rim(places: Iterable[tuple[int, int]]) -> list[tuple[int, int] | None]:
    """The way around cells of a grid, given by column and row: corners, None between two ways.

    >>> rim([(0, 0), (1, 0)])
    [(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1), (0, 0)]
    """
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    cells = set(places)
    for x, y in sorted(cells, key=lambda cell: cell[::-1]):
        for beside, start, end in (
            ((x, y - 1), (x, y), (x + 1, y)), ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)), ((x - 1, y), (x, y + 1), (x, y)),
        ):  # fmt: skip
            if beside not in cells:
                edges.setdefault(start, []).append(end)
    found: list[tuple[int, int] | None] = []
    while edges:
        here = start = next(iter(edges))
        found += [None, here] if found else [here]
        while here in edges:
            ends = edges[here]
            here = ends.pop()
            found.append(here)
            if not ends:
                del edges[found[-2]]
            if here == start:
                break
    return found


class _Tiled(NamedTuple):
    names: tuple[str, ...]
    states: tuple[str, ...]  # "" where it is not known
    heads: tuple[str, ...]  # what each stands under


@dataclass(frozen=True)
class Tiles(View):
    """One tile one unit, under the name of its state; hollow where it is not known.

    Parameters
    ----------
    name, state : str
        Columns: what each tile is, and its state as text; a missing state is unknown.
    order : sequence of str
        The states in the order in which they stand; the first is the darkest. Left out, as they appear.
    across : int, optional
        Tiles in a row at most; else as many as keep names readable.
    under : str, optional
        Column of what tiles stand under in place of their state, which is then told by their look.
    tones : mapping
        Of what tiles stand under, the tone of its tiles in the first state, else the accent's; and of
        any other state (``""`` is not known) the tone of all its tiles.
    none : str
        What is said of a state of `order` that no tile has; left out, such a state is not shown.

    >>> frame = pd.DataFrame({"claim": ["C01", "C02", "C03"], "status": ["supported", None, "open"]})
    >>> Tiles("claim", "status").words(frame)
    '3 tiles. Not known: 1 (C02). supported: 1 (C01); open: 1 (C03).'
    """

    name: str
    state: str
    order: Sequence[str] = ()
    across: int | None = None
    under: str = ""
    tones: Mapping[str, str] = field(default_factory=dict)
    none: str = ""
    guesses: ClassVar[tuple[str, ...]] = ("choice",)

    def read(self, frame: pd.DataFrame) -> _Tiled:
        need(frame, self.name, self.state, *([self.under] if self.under else []))
        states = tuple("" if pd.isna(s) else str(s).strip() for s in frame[self.state])
        need_some(any(states), self.state)
        if self.order and (strange := sorted({s for s in states if s} - set(self.order))):
            raise KitError(_("The state '{state}' is not in 'order'.").format(state=strange[0]))
        heads = tuple(map(str, frame[self.under])) if self.under else states
        return _Tiled(tuple(map(str, frame[self.name])), states, heads)

    def names(self, data: _Tiled) -> Sequence[str]:
        return self._states(data)

    def _states(self, data: _Tiled) -> tuple[str, ...]:
        return tuple(self.order) or tuple(dict.fromkeys(s for s in data.states if s))

    def draw(self, data: _Tiled, sheet: Sheet) -> Scene:
        heads = dict.fromkeys(data.heads) if self.under else self._by_state(data)
        found = [(head, [n for n, own in zip(data.names, data.heads, strict=True) if own == head]) for head in heads]  # fmt: skip
        found = [(head, names) for head, names in found if names or head and self.none]
        found = sorted(found, key=lambda one: not one[0])  # what is not known stands last
        states = dict(zip(data.names, data.states, strict=True))
        looks = self._looks(self._states(data), sheet.accent, sheet.tone)
        is_narrow = sheet.width < _NARROW
        heads = [head or _("not known") for head, _names in found]
        column = 0.0 if is_narrow else fitted(heads, 60, 0.24 * sheet.width, "strong") + 20
        across, high, texts = self._size(data, sheet.width - column)
        each = (sheet.width - column + _BETWEEN) / across
        y, tiles, said, corners = 4.0, [], [], {}
        for head, (_head, names) in zip(heads, found, strict=True):
            y = self._heading(said, head, len(names), column, y, is_narrow)
            lines = () if names else rows(self.none, sheet.width - column, "tick")
            said += stacked(f"none:{head}", column, y + LEAD * len(lines) / 2, lines, "tick")
            for k, name in enumerate(names):
                row, place = divmod(k, across)
                state = states[name]
                is_first = state and state == self._states(data)[0]
                look = self.tones.get(head if is_first else state, looks.get(state, "hollow"))
                x, top = column + place * each, y + row * (high + _BETWEEN)
                edge = int("hollow" in look)  # an outline keeps within its tile
                corners[name] = (x + edge, top + edge, each - _BETWEEN - 2 * edge, high - 2 * edge)
                tiles.append(
                    rect(
                        f"tile:{name}",
                        *corners[name],
                        look,
                        n=name,
                        v=state or head,
                        s=head,
                        ghost=1,
                    )
                )
                middle = x + (each - _BETWEEN) / 2
                said += stacked(
                    f"name:{name}", middle, top + high / 2, texts[name], on_fill(look), "m", 16
                )
            deep = max(-(-len(names) // across) * (high + _BETWEEN), LEAD * len(lines))
            heading = LEAD * len(rows(head, column - 20, "strong")) + 34
            y += max(deep, 0 if is_narrow else heading) + 12
        marks = [*tiles, *said]
        guess = sheet.guess
        if guess and guess.kind in self.guesses and guess.value in corners:
            marks += guess_ring(corners[guess.value], guess.short, sheet.box(y + 10), marks)
        return scene(sheet.width, y - 8, marks)

    def _heading(
        self, said: list[Drawn], head: str, count: int, column: float, y: float, is_narrow: bool
    ) -> float:
        """The name of a state and how many tiles have it; gives the top of the first of them."""
        if is_narrow:
            said.append(text(f"state:{head}", 0, y + 14, head, "strong"))
            said.append(
                text(f"n:{head}", wide(head, "strong") + 9, y + 14, number(count), "num soft")
            )
            return y + 24
        lines = rows(head, column - 20, "strong")
        said += stacked(f"state:{head}", 0, y + 9 * len(lines), lines, "strong")
        said.append(text(f"n:{head}", 0, y + LEAD * len(lines) + 25, number(count), "big"))
        return y

    def _size(self, data: _Tiled, room: float) -> tuple[int, float, dict[str, tuple[str, ...]]]:
        """How many tiles go into a row, how high they are, and their names in lines."""
        longest = max(wide(part) for name in data.names for part in name.split())
        most = max(1, int((room + _BETWEEN) // max(longest + 12 + _BETWEEN, 38)))
        for across in range(min(self.across or most, most, len(data.names)), 0, -1):
            inner = (room + _BETWEEN) / across - _BETWEEN - 8
            texts = {name: rows(name, inner) for name in data.names}
            if max(map(len, texts.values())) < 3:
                break
        return across, 16 * max(map(len, texts.values())) + 14, texts

    def _looks(self, states: Sequence[str], accent: Sequence[str], tone: str) -> dict[str, str]:
        """From the accent to pale, in fills on which a name can be read."""
        if is_told(states, accent):
            return {
                one: (part_of(one) or tone) if one in accent else "others pale" for one in states
            }
        tones = (tone, *(_TONES[2:] if len(states) < 3 else _TONES))
        return {one: tones[min(i, len(tones) - 1)] for i, one in enumerate(states)}

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
            state or _("Not known"): names
            for state, names in self._by_state(data).items()
            if names or state and self.none
        }
        texts = [
            _("{state}: {n} ({names})").format(
                state=s, n=len(n), names=listing(n, 4 if s in self._states(data) else len(n))
            )
            if n
            else f"{s}: 0"
            for s, n in parts.items()
        ]
        first = [texts.pop(0)] if "" in data.states else []
        rest = "; ".join(enough(texts, list(parts)[len(first) :]))
        return " ".join(
            [_("{n} tiles.").format(n=len(data.names)), *(f"{t}." for t in (*first, rest) if t)]
        )

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[[self.name, self.state]].fillna({self.state: _("not known")})
