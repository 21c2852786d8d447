"""From when to when: rows of spans and days on one true axis of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _, capital
from claimlab.views.axes import LEAD, Box, Scale, named_places, place_axis, stacked
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import fitted, rows, wide
from claimlab.views.placing import LANE, lanes
from claimlab.views.room import guess_flag
from claimlab.views.scene import Mark as Drawn
from claimlab.views.scene import Scene, line, point, rect, scene, text
from claimlab.views.shades import is_told, legend, legend_rows, on_fill, shades
from claimlab.views.stage import day_text, place_kind, position
from claimlab.views.tokens import part_of
from claimlab.views.words import between, enough

__all__ = ["Spans"]

_NARROW, _BAR, _DOT, _LEAST = 520, 18, 6, 3  # in pixels; the least is what a single day takes
_ROW, _CROWDED, _MANY = 34, 28, 8  # rows are closer where there are more than so many
_AFTER = 9  # from the last mark of a row to what is said after it


class _Piece(NamedTuple):
    start: float  # places on the axis; NaN where a row of the frame has a day alone
    end: float
    state: str
    span: str  # in words
    said: str  # what the frame says after it


class _Day(NamedTuple):
    at: float
    is_hollow: bool
    words: str


class _Row(NamedTuple):
    name: str
    under: str
    after: str
    pieces: tuple[_Piece, ...]
    days: tuple[_Day, ...]

    @property
    def last(self) -> float:
        """Where the last mark of the row ends."""
        return max([*(piece.end for piece in self.pieces), *(day.at for day in self.days)])


class _Read(NamedTuple):
    rows: tuple[_Row, ...]
    kind: str  # what the places are: "date" or "year"


@dataclass(frozen=True)
class Spans(View):
    """What lasted from when to when: a row a thing, on one axis of time; dots for single days.

    Parameters
    ----------
    label, start, end : str
        Columns: the name of a row, the first and the last day of a span as dates, or its first and
        last year as numbers, the last one included. Rows of one name are spans of one row; one
        without a start has a dot alone.
    day : str, optional
        Column of days that have a dot.
    hollow : str, optional
        Column of truth values: whose dots are hollow, as for what did not come.
    state : str, optional
        Column of what held during a span, in words; a key tells the looks.
    order : sequence of str
        The states, the strongest first.
    after, under : str, optional
        Columns of words: after the last mark of a row (of an earlier span: in it), and under its name.
    marks : sequence of (day, label)
        Moments: a dotted upright through all rows, named above them.
    since, until : str or number, optional
        The first and the last place of the axis; else those of the spans.
    origin : str or number, optional
        From where a guess counts, which is a length in years; else from the first start.

    >>> frame = pd.DataFrame({"what": ["talks", "truce"], "from": ["2022-11-21", "2023-08-03"],
    ...                       "to": ["2025-01-17", "2024-08-03"]})
    >>> Spans("what", "from", "to").words(frame)
    'Talks: 21 Nov 2022 to 17 Jan 2025; truce: 3 Aug 2023 to 3 Aug 2024.'
    """

    label: str
    start: str
    end: str
    day: str = ""
    hollow: str = ""
    state: str = ""
    order: Sequence[str] = ()
    after: str = ""
    under: str = ""
    marks: Sequence[tuple] = ()
    since: str | float = ""
    until: str | float = ""
    origin: str | float = ""
    guesses: ClassVar[tuple[str, ...]] = ("value", "line")

    def read(self, frame: pd.DataFrame) -> _Read:
        optional = (self.day, self.hollow, self.state, self.after, self.under)
        need(frame, self.label, self.start, self.end, *filter(None, optional))
        kind = place_kind(frame.dropna(subset=[self.start]), self.start)
        kind = "date" if kind == "date" else "year"
        found = [
            self._row(str(name), own, kind) for name, own in frame.groupby(self.label, sort=False)
        ]
        if not any(row.pieces or row.days for row in found):
            raise KitError(_("There is nothing to draw: no row has a span or a day."))
        states = {piece.state for row in found for piece in row.pieces}
        if self.order and (strange := sorted(states - set(self.order))):
            raise KitError(_("The state '{state}' is not in 'order'.").format(state=strange[0]))
        return _Read(tuple(row for row in found if row.pieces or row.days), kind)

    def _row(self, name: str, own: pd.DataFrame, kind: str) -> _Row:
        pieces, days = [], []
        for row in own.to_dict("records"):
            start, end = row[self.start], row[self.end]
            if not _is_missing(start) and not _is_missing(end):
                ends = [_at(start, self.start), _at(end, self.end) + (kind == "year")]
                if ends[1] < ends[0]:
                    raise KitError(
                        _("A period ends before it begins: look at '{column}'.").format(
                            column=self.end
                        )
                    )
                state = str(row[self.state]) if self.state else ""
                told = dict.fromkeys(_said(one, kind) for one in (start, end))
                said = row[self.after] if self.after else ""
                said = "" if _is_missing(said) else str(said)
                pieces.append(_Piece(*ends, state, between([*told]), said))
            day = row[self.day] if self.day else None
            if not _is_missing(day):
                is_hollow = bool(row[self.hollow]) if self.hollow else False
                days.append(_Day(_at(day, self.day), is_hollow, _said(day, kind)))
        words = (
            next((str(v) for v in own[column][::-1] if not _is_missing(v)), "") if column else ""
            for column in (self.under, self.after)
        )
        return _Row(name, *words, tuple(pieces), tuple(days))

    def names(self, data: _Read) -> Sequence[str]:
        return [row.name for row in data.rows]

    def ends(self, data: _Read) -> tuple[float, float]:
        """The ends of the axis."""
        starts = [piece.start for row in data.rows for piece in row.pieces]
        days = [day.at for row in data.rows for day in row.days]
        low = min([*starts, *days]) if self.since == "" else position(self.since)
        high = max(row.last for row in data.rows) if self.until == "" else position(self.until)
        return low, max(high, low + 1 / 12)

    def states(self, data: _Read) -> tuple[str, ...]:
        """The states that are shown, the strongest first."""
        found = dict.fromkeys(piece.state for row in data.rows for piece in row.pieces)
        return tuple(one for one in (self.order or found) if one in found and one)

    def draw(self, data: _Read, sheet: Sheet) -> Scene:
        return _Drawing(self, data, sheet).scene()

    def headline(self, data: _Read) -> str:
        pieces = [(piece.end - piece.start, row.name, piece.span) for row in data.rows for piece in row.pieces]  # fmt: skip
        if not pieces:
            row = data.rows[0]
            return f"{row.name}: {row.days[0].words}"
        _long, name, span = max(pieces)
        return _("{name} is the longest: {span}").format(name=name, span=span)

    def tell(self, data: _Read) -> str:
        parts = [_row_words(row) for row in data.rows]
        return f"{capital('; '.join(enough(parts, self.names(data))))}."

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        if self.says.get("heads"):
            return super().table(frame)
        columns = (self.label, self.start, self.end, self.day, self.state, self.after)
        return frame[[column for column in columns if column]]


class _Drawing:
    """Rows on a sheet: names on the left, or above each row where a page is narrow."""

    def __init__(self, view: Spans, data: _Read, sheet: Sheet):
        self.view, self.data, self.sheet = view, data, sheet
        self.is_narrow = sheet.width < _NARROW
        self.room = sheet.width if self.is_narrow else 0.36 * sheet.width
        self.looks = self._looks()
        most = (0.4 if self.is_narrow else 0.3) * sheet.width
        self.said = [rows(row.after, most, "strong") if row.after else () for row in data.rows]

    def _looks(self) -> dict[str, str]:
        """The look of each state, or of each row where there are no states."""
        tone, accent = self.sheet.tone, self.sheet.accent
        if states := self.view.states(self.data):
            return dict(
                zip(states, [tone, f"{tone} pale", "others pale", "land edge"], strict=False)
            )
        names = [row.name for row in self.data.rows]
        if is_told(names, accent):
            return dict(zip(names, shades(names, accent, tone=tone), strict=True))
        ours = [part_of(name, is_whole=True) for name in names]
        plain = "others" if any(ours) else "soft"
        plain = tone if self.view.part else plain
        return {name: part or plain for name, part in zip(names, ours, strict=True)}

    def _look(self, row: _Row, state: str = "") -> str:
        return self.looks.get(state or row.name, self.sheet.tone)

    def scene(self) -> Scene:
        data, sheet = self.data, self.sheet
        key = self.view.states(data)
        key = key if len(key) > 1 else ()
        marks = legend(key, [self.looks[one] for one in key], sheet.width)
        above = legend_rows(key, sheet.width) * (LEAD + 4) + (10 if key else 4)
        self.scale = self._scale()
        moments, above = self._moments(above)
        is_asked = self._is_asked()
        top = above + 22 * is_asked
        self.lanes: list[float] = []  # the middle of each row's marks
        lines, y = [], top + 4
        for row, said in zip(data.rows, self.said, strict=True):
            more, y = self._row(row, said, y)
            lines += more
        box = Box(self.scale.start, top, self.scale.end, y)
        marks += self._grid(box)
        for moment in moments:
            marks += self._moment(*moment, box.bottom)
        marks += lines
        marks += place_axis(box, self.scale, data.kind)
        if is_asked:
            marks += self._guess(box, marks)
        return scene(sheet.width, y + 28, marks, axis=[self.scale.low, self.scale.high])

    def _scale(self) -> Scale:
        """The axis, which leaves room for what is said after the last mark of each row."""
        names = [row.name for row in self.data.rows]
        column = max(
            fitted(names, 0, self.room, "strong"),
            fitted([row.under for row in self.data.rows], 0, self.room, "tick"),
        )
        left = 8.0 if self.is_narrow else column + 18
        ends, right = self.view.ends(self.data), self.sheet.width - 10.0
        widths = [max((wide(one, "strong") for one in said), default=0) for said in self.said]
        for _round in range(6):  # the room of words hangs on the scale, and this on the room
            scale = Scale(*ends, left, right)
            over = [
                scale.held(row.last) + _DOT + _AFTER + w - self.sheet.width
                for row, w in zip(self.data.rows, widths, strict=True)
                if w
            ]
            right -= max([0.0, *over])
        return Scale(*ends, left, right)

    def _row(self, row: _Row, said: Sequence[str], y: float) -> tuple[list[Drawn], float]:
        """The marks of a row, and where the next one begins."""
        names = rows(row.name, self.room, "strong")
        more = rows(row.under, self.room, "tick") if row.under else ()
        deep = LEAD * (len(names) + len(more))
        least = _CROWDED if len(self.data.rows) > _MANY else _ROW
        if self.is_narrow:
            half = max(_BAR, LEAD * len(said)) / 2 + 5
            high, lane = deep + 2 * half + 6, y + deep + half
            x, a, first = 0.0, "", y + LEAD * len(names) / 2
        else:
            high = max(least, deep + 14 if more else deep + 8, LEAD * len(said) + 8)
            x, a, lane = self.scale.start - 18, "e", y + high / 2
            first = lane - deep / 2 + LEAD * len(names) / 2
        look = "strong" if more or self.is_narrow else ""
        below = first + LEAD * (len(names) + len(more)) / 2
        self.lanes.append(lane)
        found = stacked(f"name:{row.name}", x, first, names, look, a)
        found += stacked(f"under:{row.name}", x, below, more, "tick", a) if more else []
        for i, piece in enumerate(row.pieces):
            start, end = self.scale.held(piece.start), self.scale.held(piece.end)
            named = ": ".join(filter(None, (row.name, piece.state)))
            look = self._look(row, piece.state)
            if any(piece.start <= day.at <= piece.end for day in row.days):  # a dot lies on it
                look = f"{look.replace('soft', 'others').split()[0]} pale"
            found.append(
                rect(f"span:{row.name}:{i}", start, lane - _BAR / 2, max(end - start, _LEAST), _BAR,
                     look, n=named, v=self._value(row, piece), s=row.name)
            )  # fmt: skip
            inside = piece.said if piece.said != row.after else ""
            if inside and wide(inside) + 12 < end - start:
                look = on_fill(look)
                found.append(text(f"in:{row.name}:{i}", (start + end) / 2, lane + 5, inside, look, "m"))  # fmt: skip
        tone = self._look(row).split()[0]
        for i, day in enumerate(row.days):
            looks = f"{tone} hollow" if day.is_hollow else f"{tone} edged"
            found.append(point(f"dot:{row.name}:{i}", self.scale.held(day.at), lane, _DOT, looks,
                               n=row.name, v=day.words, s=row.name))  # fmt: skip
        after = self.scale.held(row.last) + (_DOT if row.days else 0) + _AFTER
        is_about = row.name in self.sheet.accent and not self.view.state
        strong = "strong" if is_about else "tick"
        found += stacked(f"told:{row.name}", after, lane, said, f"{strong} halo")
        return found, y + high

    def _value(self, row: _Row, piece: _Piece) -> str:
        return ", ".join(filter(None, (piece.span, "" if self.view.state else piece.said)))

    def _upright(self, x: float, top: float, bottom: float) -> list[tuple[float, float] | None]:
        """An upright, which on a narrow page keeps off the names above the marks."""
        if not self.is_narrow:
            return [(x, top), (x, bottom)]
        pieces = [((x, lane - _BAR / 2 - 2), (x, lane + _BAR / 2 + 2), None) for lane in self.lanes]
        return [place for piece in pieces for place in piece][:-1]

    def _grid(self, box: Box) -> list[Drawn]:
        room = self.scale.end - self.scale.start
        at = [one for one, _name in named_places(self.scale.low, self.scale.high, self.data.kind, room)]  # fmt: skip
        return [
            line(
                f"grid:{value:g}",
                self._upright(self.scale(value), box.top, box.bottom),
                "grid thin",
            )
            for value in at
        ]

    def _moments(self, above: float) -> tuple[list[tuple[float, str, float, float]], float]:
        """Of each moment its place, its name, and where this begins; and where the rows begin below them."""
        shown = [(position(day), said) for day, said in self.view.marks]
        shown = [(at, said) for at, said in shown if self.scale.low <= at <= self.scale.high]
        widths = [wide(said) + 12 for _at, said in shown]
        spots = lanes([self.scale(at) for at, _said in shown], widths, self.sheet.width)
        deep = max((row for _x, row in spots), default=-1) + 1
        found = [
            (self.scale(at), said, left + 5, above + LANE * (deep - row) - 4)
            for (at, said), (left, row) in zip(shown, spots, strict=True)
        ]
        return found, above + LANE * deep

    def _moment(self, x: float, said: str, left: float, y: float, bottom: float) -> list[Drawn]:
        places = [(x, y - 12), (x, y + 4), None, *self._upright(x, y + 4, bottom)]
        return [
            line(f"mark:{said}", places, "ink thin dots", n=capital(said)),
            text(f"mark-n:{said}", left, y, said, "soft halo"),
        ]

    def _is_asked(self) -> bool:
        guess = self.sheet.guess
        return guess is not None and guess.kind in self.view.guesses and bool(guess.numbers)

    def _guess(self, box: Box, marks: Sequence[Drawn]) -> list[Drawn]:
        """A guessed length as a place on the axis, so many years after the origin."""
        guess, origin = self.sheet.guess, self.view.origin
        first = self.view.ends(self.data)[0] if origin == "" else position(origin)
        xs = [self.scale.held(first + years) for years in guess.numbers]
        return guess_flag(xs, box.top, guess.text, self.sheet.box(box.bottom), marks)


def _row_words(row: _Row) -> str:
    spans = [
        " ".join(filter(None, (piece.state, piece.span)))
        + (f" ({piece.said})" if piece.said not in ("", row.after) else "")
        for piece in row.pieces
    ]
    told = (row.after, *(piece.span for piece in row.pieces))
    days = (day.words for day in row.days if not any(day.words in one for one in told))
    parts = [*spans, *days]
    told = f" ({row.after})" if row.after else ""
    return f"{row.name}: {', '.join(parts)}{told}"


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NaT or value == "" or isinstance(value, float) and np.isnan(value)  # fmt: skip


def _at(value: object, column: str) -> float:
    try:
        return position(value)
    except (TypeError, ValueError):
        raise KitError(_("The column '{column}' must hold dates.").format(column=column)) from None


def _said(value: object, kind: str) -> str:
    """A day or a year in words."""
    if kind == "year":
        return str(int(value))
    return day_text(value if isinstance(value, str) else f"{value:%Y-%m-%d}")
