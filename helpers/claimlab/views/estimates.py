"""One row a figure: estimates with their intervals, and contested figures with their sources."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _, set_numbers
from claimlab.views.axes import LEAD, Box, Scale, limits_of, stacked, tick_names, ticks_in
from claimlab.views.figure import Sheet, View, need
from claimlab.views.guess import Mark
from claimlab.views.letters import fitted, rows, wide
from claimlab.views.room import guess_flag, guess_line, guess_ring, label
from claimlab.views.scene import Mark as Drawn
from claimlab.views.scene import Scene, line, point, rect, scene, text
from claimlab.views.series import need_some, numbers
from claimlab.views.shades import is_told, shades, strong_among
from claimlab.views.tokens import part_of
from claimlab.views.words import alike, enough, listing, number, with_unit

__all__ = ["Forest", "Ranges"]

_ROW, _LANE = 36, 22  # a row with its name beside it; the lane of a mark with its name above
_STEP = 20  # by which the axis gives way to figures, so that a digit more seldom moves it
_REACH = 11  # how far up and down from the middle of a row what belongs to it goes


class _Rows(NamedTuple):
    names: tuple[str, ...]
    low: np.ndarray
    middle: np.ndarray
    high: np.ndarray
    owners: tuple[str, ...]
    hollow: tuple[bool, ...] = ()
    heads: tuple[str, ...] = ()  # what each row stands under; its name begins with it
    reference: float | None = None


class _RowView(View):
    """What both kinds of rows share: a name, marks on an axis of values, figures in words."""

    log: ClassVar[bool] = False
    multiples: ClassVar[bool] = False
    x_ticks: ClassVar[tuple[float, ...]] = ()
    shared: ClassVar[str] = ""
    within: ClassVar[tuple[float, float] | None] = None

    def sub(self) -> str:
        return self.x_label

    def names(self, data: _Rows) -> Sequence[str]:
        return tuple(dict.fromkeys(data.owners or data.names))

    def value_at(self, data: _Rows, name: str | None) -> float | None:
        """The figure of the one row that a guess is about."""
        return float(data.middle[data.names.index(name)]) if name in data.names else None

    def _is_single(self, data: _Rows, row: int) -> bool:
        """Whether a row says one number."""
        raise NotImplementedError

    def limits(self, data: _Rows, guess: Mark | None) -> tuple[float, float]:
        """The ends of the axis."""
        values = [data.low, data.middle, data.high, self.reach(guess)]
        values.append([] if data.reference is None else [data.reference])
        every = np.concatenate(values)
        low, high = float(np.nanmin(every)), float(np.nanmax(every))
        low, high = self.x_range or limits_of(low, high, self.log)
        return float(low), float(high)

    def _figures(self, data: _Rows, row: int) -> str:
        """The figures of a row in words."""
        raise NotImplementedError

    def _parts(self, data: _Rows) -> list[str]:
        """Each row in words, those without a figure first."""
        order = sorted(range(len(data.names)), key=lambda row: np.isfinite(data.middle[row]))
        return [f"{data.names[row]} {self._figures(data, row)}" for row in order]


class _Drawing:
    """Rows on a sheet: names on the left, or above each mark where a page is narrow."""

    plain: ClassVar[str]  # the tone of a row where nothing is accented

    def __init__(self, view: _RowView, data: _Rows, sheet: Sheet):
        self.view, self.data, self.sheet = view, data, sheet
        self.is_narrow = sheet.width < 520
        self.limits = view.limits(data, sheet.guess)
        self.heads = data.heads or ("",) * len(data.names)
        self.shown = [n.removeprefix(f"{h}: ") for n, h in zip(data.names, self.heads, strict=True)]
        self.keys = [
            name if name not in data.names[:row] else f"{name}~{row}"
            for row, name in enumerate(data.names)
        ]
        at = list(view.x_ticks) or ticks_in(*self.limits, 4 if self.is_narrow else 5, view.log)
        self.ticks = [one for one in at if self.limits[0] <= one <= self.limits[1]]
        self.is_times = view.log and view.multiples
        self.tick_names = self._tick_names()
        self.asked = self._asked()
        # A line at a number that stands below, or at the dot of a row, needs no other name.
        told = {None, *self.ticks, *data.low.tolist(), *data.middle.tolist()}
        self.is_named = bool(view.reference_name) or data.reference not in told

    def _tick_names(self) -> list[str]:
        if self.is_times:
            return _factors(self.ticks)
        return [number(one) for one in self.ticks] if self.view.log else tick_names(self.ticks)

    def tones(self, names: Sequence[str], accent: Sequence[str]) -> list[str]:
        """The tone of each row; without an accent a part of the course has its colour."""
        if is_told(names, accent):
            return shades(names, accent, tone=self.sheet.tone)
        ours = [part_of(name) for name in names]
        plain = self.sheet.tone if self.view.part else self.plain
        plain = "others" if any(ours) else plain
        return [part or plain for part in ours]

    def _asked(self) -> int | str | None:
        """The row that a guess is about, ``""`` for one about no single row, None where there is none."""
        guess, names = self.sheet.guess, self.data.names
        if guess is None or guess.kind not in self.view.guesses:
            return None
        if guess.kind == "choice" or not guess.numbers:
            return names.index(guess.value) if guess.value in names else None
        return names.index(guess.at) if guess.at in names else ""

    def scene(self) -> Scene:
        view, data, sheet = self.view, self.data, self.sheet
        self.lanes = [self.asked == "", bool(view.shared), self.is_named]  # above the axis, upwards
        names, y = [], 4.0 + 22 * sum(self.lanes)
        self.top, self.middles = y, []
        left, right = self.ends()
        room = self.name_room() if self.is_narrow else left - 14
        before = ""
        named = zip(self.keys, self.shown, self.heads, self.name_looks(), strict=True)
        for key, name, head, look in named:
            if head != before:
                y += 8 if before else 0
                over = rows(head, sheet.width, "strong")
                names += stacked(f"head:{head}", 0, y + LEAD * len(over) / 2, over, "strong halo")
                y, before = y + LEAD * len(over) + 2, head
            lines = rows(name, room, look)
            deep = LEAD * len(lines)
            if self.is_narrow:
                names += stacked(f"name:{key}", 0, y + deep / 2, lines, look)
                self.middles.append(y + deep + 2 + _LANE / 2)
                y += deep + _LANE + 16
            else:
                high = max(_ROW, deep + 14)
                names += stacked(f"name:{key}", left - 14, y + high / 2, lines, look, "e")
                self.middles.append(y + high / 2)
                y += high
        self.scale = Scale(*self.limits, left, right, view.log)
        box = Box(left, self.top, right, y)
        back = [one for value, name in zip(self.ticks, self.tick_names, strict=True)
                for one in self._tick(value, name, box)]  # fmt: skip
        back = [*self._behind(box), *back, *self._reference(box)]
        marks = [*back, *names]
        for row in range(len(data.names)):
            marks += self.row(row, self.middles[row], back)
        marks += self._guess(marks, box)
        return scene(sheet.width, y + 26, marks, axis=list(self.limits))

    def ends(self) -> tuple[float, float]:
        """Left and right end of the axis."""
        most = 0.36 * self.sheet.width
        first, last = (wide(self.tick_names[i], "tick") / 2 for i in (0, -1))
        names = zip(self.shown, self.name_looks(), strict=True)
        column = max(fitted([name], 0, most, look) for name, look in names)
        left = max(8.0, first) if self.is_narrow else column + 14
        return left, self.sheet.width - max(8.0, last)

    def name_looks(self) -> list[str]:
        """The looks of each name: strong where the row alone has the colour of what the picture is about."""
        return [strong_among(tone, self.looks, self.sheet.accent) for tone in self.looks]

    def name_room(self) -> float:
        """Room for a name above its mark."""
        return self.sheet.width

    def row(self, row: int, y: float, back: Sequence[Drawn]) -> list[Drawn]:
        """The marks of a row and its figures."""
        raise NotImplementedError

    def said(self, row: int) -> dict:
        """What a mark answers: whose it is, and its figures with their unit."""
        data, view = self.data, self.view
        told = view._figures(data, row)
        if view._is_single(data, row):
            told = with_unit(data.middle[row], view.x_label)
        return {"n": data.names[row], "v": told, "s": self.keys[row], "ghost": 1}

    def beyond(self, row: int, y: float, tone: str) -> list[Drawn]:
        """Arrows at the ends of the axis beyond which a figure lies."""
        found, (low, high) = [], self.limits
        for end, place, is_out, way in (
            ("low", self.scale.start, np.nanmin([self.data.low[row], self.data.middle[row]]) < low, 1),
            ("high", self.scale.end, np.nanmax([self.data.high[row], self.data.middle[row]]) > high, -1),
        ):  # fmt: skip
            if is_out:
                tips = [(place + way * 5, y - 5), (place, y), (place + way * 5, y + 5)]
                found.append(line(f"beyond-{end}:{self.keys[row]}", tips, tone))
        return found

    def _uprights(self, x: float, box: Box) -> list[tuple[float, float] | None]:
        """An upright that keeps off the names above the marks."""
        if not self.is_narrow:
            return [(x, box.top), (x, box.bottom)]
        lanes = [((x, y - _REACH - 2), (x, y + _REACH + 2), None) for y in self.middles]
        return [place for lane in lanes for place in lane][:-1]

    def _tick(self, value: float, name: str, box: Box) -> list[Drawn]:
        x, is_zero = self.scale(value), value == 0 and not self.view.log
        return [
            line(f"grid:{value:g}", self._uprights(x, box), "axis thin" if is_zero else "grid thin"),
            text(f"grid-n:{value:g}", x, box.bottom + 18, name, "tick", "m"),
        ]  # fmt: skip

    def _behind(self, box: Box) -> list[Drawn]:
        """What is shaded behind all rows."""
        return self._shared(box)

    def _shared(self, box: Box) -> list[Drawn]:
        """What all rows have in common, or what was given, as a band behind them with its name; nothing where they do not meet."""
        low, high = self.view.within or (
            float(np.max(self.data.low)),
            float(np.min(self.data.high)),
        )
        if not self.view.shared or not low < high:
            return []
        start, end = self.scale.held(low), self.scale.held(high)
        said, tone = _span(*alike([low, high])), self.sheet.tone
        fill, look = ("land", "soft") if self.view.within else (f"{tone} step2", f"{tone} strong")
        y = box.top - 6 - 22 * self.lanes[0]
        spots = [((start + end) / 2, y, "m"), (end, y, "e"), (start, y, "")]
        name = f"{self.view.shared}: {said}"
        return [
            rect("shared", start, box.top, end - start, box.bottom - box.top, fill, n=self.view.shared, v=said),
            label("shared-n", spots, name, look, self.sheet.box(box.bottom), []),
        ]  # fmt: skip

    def _reference(self, box: Box) -> list[Drawn]:
        """The line to compare with; its number stands on it, where nothing else says it."""
        value = self.data.reference
        if value is None:
            return []
        x = self.scale.held(value)
        look = "axis thin" if value in self.ticks else "ink thin"
        found = [line("reference", self._uprights(x, box), look)]
        if self.is_named:
            y = box.top - 6 - 22 * sum(self.lanes[:2])
            spots = [(x, y, "m"), (x + 2, y, "e"), (x - 2, y, "")]
            whole, said = self.sheet.box(box.bottom), number(value)
            if self.view.reference_name:
                said = f"{self.view.reference_name}: {said}"
            found.append(label("reference-n", spots, said, "strong", whole, []))
        return found

    def _guess(self, marks: list[Drawn], box: Box) -> list[Drawn]:
        guess, sheet = self.sheet.guess, self.sheet.box(box.bottom)
        if guess is None or self.asked is None:
            return []
        xs = [self.scale.held(value) for value in guess.numbers]
        if self.asked == "":
            return guess_flag(xs, box.top, guess.text, sheet, marks)
        y = self.middles[self.asked]
        up, down = y - _REACH - 3, y + _REACH + 3
        if not xs:
            return guess_ring((1, up, self.sheet.width - 2, down - up), guess.short, sheet, marks)
        places = [p for x in xs for p in ((x, up), (x, down), None)][:-1]
        x = xs[-1]
        spots = [(x + 8, y + 5, ""), (x - 8, y + 5, "e"), (x, down + 12, "m"), (x, up - 4, "m"),
                 (x + 8, down + 8, ""), (x - 8, down + 8, "e"), (x + 8, up, ""), (x - 8, up, "e")]  # fmt: skip
        return guess_line(places, guess.text, spots, sheet, marks, is_on_fill=True)


def _span(low: str, high: str) -> str:
    return _("{low} to {high}").format(low=low, high=high)


def _stepped(pixels: float) -> float:
    return _STEP * math.ceil(pixels / _STEP)


def _multiples(values: Sequence[float]) -> list[str]:
    """Multiples to the hundredth, and those below a tenth to two digits.

    >>> _multiples([1.2, 12.5, 0.0447])
    ['1.20', '12.50', '0.045']
    """
    return [number(v, 2) if not v >= 0.1 else set_numbers(f"{v:,.2f}") for v in values]


def _factors(at: Sequence[float]) -> list[str]:
    """Multiples on an axis, those below one as parts where all of them are whole.

    >>> _factors([1 / 16, 1 / 4, 1, 4]), _factors([0.5, 0.7, 1])
    (['÷16', '÷4', '×1', '×4'], ['×0.5', '×0.7', '×1'])
    """
    parts = all(value >= 1 or abs(1 / value - round(1 / value)) < 1e-9 for value in at)
    return [f"÷{number(1 / value)}" if parts and value < 1 else f"×{number(value)}" for value in at]


@dataclass(frozen=True)
class Forest(_RowView):
    """Estimates with their intervals, one row each; a hollow dot when the interval holds `reference`.

    Parameters
    ----------
    label, value, low, high : str
        Columns: name of the estimate, the estimate and the ends of its interval.
    by : str, optional
        Column of what rows that follow each other have in common; it stands over them.
    reference : float or None
        Where "no effect" lies; an upright line.
    reference_name : str
        What the line is called; its number follows.
    hollow : str, optional
        Column of truth values: whose dots are hollow, where `reference` does not decide it.
    x_range : (low, high), optional
        Fixed limits.
    absent : str
        What is said of a row whose figure is left out: "not in the archive".
    log : bool
        A logarithmic axis, for multiples: half and twice lie equally far from 1.
    multiples : bool
        Whether a logarithmic axis is one of multiples, named ÷2 and ×2; else it has plain numbers.
    x_ticks : sequence of float
        Where the axis is named; else at round numbers.
    across : str
        The row whose interval is shaded through all rows, so that one sees which of them meet it.

    >>> frame = pd.DataFrame({"way": ["OLS", "PPML"], "b": [-1.2, -0.1], "lo": [-1.3, -0.4], "hi": [-1.1, 0.2]})
    >>> Forest("way", "b", "lo", "hi").words(frame)
    '2 estimates: OLS −1.2 (−1.3 to −1.1); PPML −0.1 (−0.4 to 0.2). The interval of PPML holds 0.'
    """

    label: str
    value: str
    low: str
    high: str
    reference: float | None = 0.0
    reference_name: str = ""
    hollow: str = ""
    x_range: tuple[float, float] | None = None
    absent: str = ""
    log: bool = False
    multiples: bool = True
    x_ticks: Sequence[float] = ()
    by: str = ""
    across: str = ""

    def read(self, frame: pd.DataFrame) -> _Rows:
        columns = (self.label, self.value, self.low, self.high, self.hollow, self.by)
        need(frame, *(c for c in columns if c))
        names, middle = tuple(map(str, frame[self.label])), numbers(frame, self.value)
        heads = tuple(map(str, frame[self.by])) if self.by else ()
        if heads:
            names = tuple(f"{head}: {name}" for head, name in zip(heads, names, strict=True))
        need_some(np.isfinite(middle).any(), self.value)
        hollow = tuple(map(bool, frame[self.hollow])) if self.hollow else ()
        ends = numbers(frame, self.low), numbers(frame, self.high)
        return _Rows(names, ends[0], middle, ends[1], (), hollow, heads, self.reference)

    def draw(self, data: _Rows, sheet: Sheet) -> Scene:
        return _Estimates(self, data, sheet).scene()

    def _is_single(self, data: _Rows, row: int) -> bool:
        return not np.isfinite([data.low[row], data.high[row]]).all()

    def is_hollow(self, data: _Rows, row: int) -> bool:
        """Whether the dot of a row is hollow."""
        return data.hollow[row] if data.hollow else self._open(data, row)

    def _open(self, data: _Rows, row: int) -> bool:
        return self.reference is not None and bool(
            data.low[row] <= self.reference <= data.high[row]
        )

    def _figures(self, data: _Rows, row: int) -> str:
        if self.absent and not np.isfinite(data.middle[row]):
            return self.absent
        text = number(data.middle[row])
        if np.isfinite(data.low[row]) and np.isfinite(data.high[row]):
            text = _("{value} ({low} to {high})").format(
                value=text, low=number(data.low[row]), high=number(data.high[row])
            )
        return text

    def headline(self, data: _Rows) -> str:
        far = int(np.nanargmax(np.abs(data.middle - (self.reference or 0))))
        return _("{name} is the farthest from {reference}: {value}").format(
            name=data.names[far],
            reference=number(self.reference or 0),
            value=number(data.middle[far]),
        )

    def tell(self, data: _Rows) -> str:
        unit = f" ({self.x_label})" if self.x_label else ""
        parts = "; ".join(enough(self._parts(data), data.names))
        says = (
            _("1 estimate{unit}: {parts}.")
            if len(data.names) == 1
            else _("{n} estimates{unit}: {parts}.")
        )
        text = says.format(n=len(data.names), unit=unit, parts=parts)
        held = [name for row, name in enumerate(data.names) if self._open(data, row)]
        if held:
            text += " " + _("The interval of {names} holds {reference}.").format(
                names=listing(held, most=len(held)), reference=number(self.reference)
            )
        return text


class _Estimates(_Drawing):
    """Dots on calm bars, and their figures in a column of numbers on the right."""

    plain = "ink"
    _GAP = 8

    def __init__(self, view: Forest, data: _Rows, sheet: Sheet):
        super().__init__(view, data, sheet)
        self.looks = self.tones(data.names, sheet.accent)
        self.told = self._columns()
        self.first, self.second = (
            max(wide(pair[i], look) for pair in self.told)
            for i, look in ((0, "strong"), (1, "tick"))
        )

    def _columns(self) -> list[tuple[str, str]]:
        """Each estimate and its interval."""
        data, view = self.data, self.view
        ends = [data.middle, data.low, data.high]
        said = _multiples(np.ravel(ends)) if self.is_times else alike(np.ravel(ends))
        middle, low, high = (said[i * len(data.names) :][: len(data.names)] for i in range(3))
        return [
            (middle[row], "" if view._is_single(data, row) else _span(low[row], high[row]))
            if np.isfinite(data.middle[row])
            else ("", view.absent or _("no figure"))
            for row in range(len(data.names))
        ]

    def _behind(self, box: Box) -> list[Drawn]:
        """The interval of one row through all of them."""
        if self.view.across not in self.data.names:
            return []
        row = self.data.names.index(self.view.across)
        start, end = (self.scale.held(ends[row]) for ends in (self.data.low, self.data.high))
        look = f"{self.looks[row].split()[0]} step1"
        return [rect("across", start, box.top, end - start, box.bottom - box.top, look)]

    def beside(self) -> float:
        return _stepped(self.first + (self.second + self._GAP if self.second else 0))

    def ends(self) -> tuple[float, float]:
        left, right = super().ends()
        return left, right if self.is_narrow else self.sheet.width - self.beside() - 22

    def name_room(self) -> float:
        return self.sheet.width - self.beside() - 12

    def row(self, row: int, y: float, back: Sequence[Drawn]) -> list[Drawn]:
        data, key, tone = self.data, self.keys[row], self.looks[row]
        low, middle, high = data.low[row], data.middle[row], data.high[row]
        found = self._beside(row, y)
        if not np.isfinite(middle):
            return found
        if not self.view._is_single(data, row):
            start, end = self.scale.held(low), self.scale.held(high)
            # One that is hardly wider than a line is drawn in full, else nobody sees it.
            look = f"{tone} pale" if end - start > 6 else tone
            found.append(rect(f"span:{key}", start, y - 5, max(end - start, 2), 10, look, ghost=1))
        if self.limits[0] <= middle <= self.limits[1]:
            look = "hollow" if self.view.is_hollow(data, row) else "edged"
            found.append(
                point(f"dot:{key}", self.scale(middle), y, 5.5, f"{tone} {look}", **self.said(row))
            )
        return [*found, *self.beyond(row, y, tone)]

    def _beside(self, row: int, y: float) -> list[Drawn]:
        """The estimate, and its interval after it; above the mark where a page is narrow."""
        (first, second), key, looks = self.told[row], self.keys[row], self.looks[row]
        y = y + 5 if not self.is_narrow else self._name_line(row)
        edge = self.sheet.width - (self.second + self._GAP if self.second else 0)
        found = [text(f"v:{key}", edge, y, first, f"{looks} strong num", "e")] if first else []
        if second:
            found.append(text(f"v-span:{key}", edge + self._GAP, y, second, "tick"))
        return found

    def _name_line(self, row: int) -> float:
        """The base line of the first line of a name that stands above its mark."""
        lines = len(rows(self.shown[row], self.name_room()))
        return self.middles[row] - _LANE / 2 - 2 - LEAD * (lines - 0.5) + 5


@dataclass(frozen=True)
class Ranges(_RowView):
    """A contested figure: one row for each source, a bar for a range, a dot for a single number.

    Parameters
    ----------
    label, low, high, owner : str
        Columns: what was counted, the ends of the range (equal, or one missing, for a single number),
        and who says so.
    reference : float or str, optional
        A figure to compare with, such as the column's; an upright line. Or the column that holds it.
    reference_name : str
        What the line is called; its number follows.
    hollow : str, optional
        Column of truth values: whose dots are hollow, such as forecasts; names say what that means.
    highlight : option
        The source to stand out.
    shared : str
        What the values are called that lie in every row; they are shaded.
    within : (low, high), optional
        The ends of what is shaded and called `shared`, where this is not what all rows have in common.
    misses : bool
        A thin line from the middle of each row to `reference`, so that a miss is seen as a length.

    >>> frame = pd.DataFrame({"what": ["growth"] * 2, "lo": [1.5, 15.0], "hi": [1.5, 18.7], "who": ["IMF", "Central bank"]})
    >>> Ranges("what", "lo", "hi", "who").words(frame)
    '2 figures, from 1.5 (IMF) to 18.7 (Central bank): IMF 1.5; Central bank 15 to 18.7.'
    """

    label: str
    low: str
    high: str
    owner: str
    reference: float | str | None = None
    reference_name: str = ""
    hollow: str = ""
    x_range: tuple[float, float] | None = None
    highlight: str = ""
    shared: str = ""
    within: tuple[float, float] | None = None
    misses: bool = False
    options: ClassVar[tuple[str, ...]] = ("highlight",)

    def read(self, frame: pd.DataFrame) -> _Rows:
        need(frame, *(c for c in (self.label, self.low, self.high, self.owner, self.hollow) if c))
        if (
            frame[self.owner].isna().any()
            or (frame[self.owner].astype(str).str.strip() == "").any()
        ):
            raise KitError(
                _("Every contested figure needs a source: fill the column '{column}'.").format(
                    column=self.owner
                )
            )
        low, high = numbers(frame, self.low), numbers(frame, self.high)
        low, high = np.where(np.isfinite(low), low, high), np.where(np.isfinite(high), high, low)
        need_some(np.isfinite(low).any(), self.low)
        owners = tuple(map(str, frame[self.owner]))
        labels = tuple(map(str, frame[self.label]))
        names = (
            owners
            if len(set(labels)) == 1
            else tuple(f"{o}: {w}" for o, w in zip(owners, labels, strict=True))
        )
        hollow = tuple(map(bool, frame[self.hollow])) if self.hollow else ()
        reference = self.reference
        if isinstance(reference, str):
            need(frame, reference)
            reference = float(numbers(frame, reference)[0])
        ends = np.fmin(low, high), (low + high) / 2, np.fmax(low, high)
        return _Rows(names, *ends, owners, hollow, reference=reference)

    def draw(self, data: _Rows, sheet: Sheet) -> Scene:
        return _Contested(self, data, sheet).scene()

    def value_at(self, data: _Rows, name: str | None) -> float | None:
        # A guess is held against a number, and not against a range.
        is_one = name in data.names and self._is_single(data, data.names.index(name))
        return super().value_at(data, name) if is_one else None

    def _is_single(self, data: _Rows, row: int) -> bool:
        return not data.high[row] > data.low[row]

    def _figures(self, data: _Rows, row: int) -> str:
        low, high = data.low[row], data.high[row]
        return number(low) if not high > low else _span(number(low), number(high))

    def headline(self, data: _Rows) -> str:
        low, high = float(np.nanmin(data.low)), float(np.nanmax(data.high))
        if low > 0 and high / low >= 1.5:
            return _("The highest figure is {times} times the lowest").format(
                times=number(high / low, 2)
            )
        return _("The figures lie between {low} and {high}").format(
            low=number(low), high=number(high)
        )

    def tell(self, data: _Rows) -> str:
        unit = f" ({self.x_label})" if self.x_label else ""
        least, most = int(np.nanargmin(data.low)), int(np.nanargmax(data.high))
        parts = "; ".join(enough(self._parts(data), data.names))
        return _("{n} figures{unit}, from {low} ({first}) to {high} ({last}): {parts}.").format(
            n=len(data.names), unit=unit, low=number(data.low[least]), first=data.owners[least],
            high=number(data.high[most]), last=data.owners[most], parts=parts,
        )  # fmt: skip


class _Contested(_Drawing):
    """A bar from end to end, or a dot, and its figures where it ends."""

    plain = "soft"

    def __init__(self, view: Ranges, data: _Rows, sheet: Sheet):
        super().__init__(view, data, sheet)
        told = (view.highlight,) if view.highlight else sheet.accent
        self.looks = self.tones(data.owners, told)
        said = alike(np.ravel([data.low, data.high]))
        self.told = [
            self._figures(row, *ends)
            for row, ends in enumerate(zip(said, said[len(data.names) :], strict=False))
        ]
        self.strong = [
            "strong" if owner in told or look in ("first", "second") else ""
            for owner, look in zip(data.owners, self.looks, strict=True)
        ]

    def _figures(self, row: int, low: str, high: str) -> str:
        """What is written where the mark of a row ends."""
        if not np.isfinite(self.data.low[row]):
            return self.view._figures(self.data, row)
        return low if self.view._is_single(self.data, row) else _span(low, high)

    def ends(self) -> tuple[float, float]:
        """The axis leaves room for figures after a mark at its end, so that it stands while marks move."""
        left, right = super().ends()
        return left, min(
            right, self.sheet.width - _stepped(max(wide(told, "strong") for told in self.told) + 14)
        )

    def _end(self, row: int) -> float:
        """Where the mark of a row ends."""
        return self.data.high[row] if np.isfinite(self.data.high[row]) else self.limits[0]

    def row(self, row: int, y: float, back: Sequence[Drawn]) -> list[Drawn]:
        data, key, tone = self.data, self.keys[row], self.looks[row]
        low = data.low[row]
        start, end = (self.scale.held(value) for value in (low, self._end(row)))
        if not np.isfinite(low):
            return [text(f"v:{key}", end, y + 5, self.told[row], "tick halo")]
        if not self.view._is_single(data, row):
            look = "others tint" if tone == "others" else tone
            mark = rect(f"range:{key}", start, y - 6, end - start, 12, look, **self.said(row))
        else:
            look = "hollow" if data.hollow and data.hollow[row] else "edged"
            mark = point(f"dot:{key}", start, y, 6.5, f"{tone} {look}", **self.said(row))
            start, end = start - 6, end + 6
        spots = [(end + 7, y + 5, ""), (start - 7, y + 5, "e")]
        reference = data.reference
        if reference is not None:
            at = self.scale.held(reference)
            if end < at < end + 12 or self.view.misses and data.middle[row] < reference:
                spots.reverse()  # no line between a mark and its figures
        looks = f"{self.strong[row]} num halo".strip()
        around = Box(self.scale.start, 0, self.sheet.width, y + LEAD)
        missed = self._miss(row, y, tone)
        told = label(f"v:{key}", spots, self.told[row], looks, around, [*back, *missed, mark])
        return [*missed, mark, told, *self.beyond(row, y, tone)]

    def _miss(self, row: int, y: float, tone: str) -> list[Drawn]:
        """The way from the middle of a row to the reference."""
        reference = self.data.reference
        if not self.view.misses or reference is None:
            return []
        ends = [(self.scale.held(v), y) for v in (self.data.middle[row], reference)]
        return [line(f"miss:{self.keys[row]}", ends, tone)]
