"""A calendar strip: dated periods, such as closures, day by day and year under year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from claimlab.days import at_place
from claimlab.errors import KitError
from claimlab.i18n import _, capital
from claimlab.views.axes import Scale
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import wide
from claimlab.views.room import box_of_text, guess_line, guess_ring, label
from claimlab.views.scene import Mark as Drawn
from claimlab.views.scene import Scene, line, rect, scene, text
from claimlab.views.shades import is_told, legend, legend_rows, on_fill, shades
from claimlab.views.stage import day_text, month_name
from claimlab.views.tokens import part_of
from claimlab.views.words import between, number

__all__ = ["Strip"]

_ROW, _BAR = 32, 24
_YEAR = 366
_LEFT, _TOP = 46, 24  # room for the names of years and months
# From open to closed, in fills on which a name can be read.
_TONES = (
    ("others pale", "accent"),
    ("others pale", "accent step2", "accent"),
    ("land edge", "others pale", "accent step2", "accent"),
)


class _Periods(NamedTuple):
    first: int  # ordinals of days; `ends` are the first days after
    last: int
    starts: np.ndarray
    ends: np.ndarray
    states: tuple[str, ...]


@dataclass(frozen=True)
class Strip(View):
    """Days in rows of years, filled by the state that held; days of which nothing is known are hollow.

    Parameters
    ----------
    start, end, state : str
        Columns: the first day of a period, the day on which the next one begins (missing: it lasts
        until `until`), and the state in words.
    order : sequence of str
        The states from the most open to the most closed; the last one is the darkest.
    marks : sequence of (day, label)
        Moments: an upright line through the day, with its name left of it.
    since, until : str, optional
        First day shown, and first day not shown; else what the periods cover.

    >>> frame = pd.DataFrame({"start": ["2015-01-01", "2015-08-19"], "end": ["2015-08-19", "2016-01-01"],
    ...                       "state": ["open", "closed"]})
    >>> Strip("start", "end", "state", order=("open", "closed")).words(frame)
    '365 days from Jan 2015 to Dec 2015: open 230; closed 135. Longest closed: 135 days from 19 Aug 2015.'
    """

    start: str
    end: str
    state: str
    order: Sequence[str] = ()
    marks: Sequence[tuple] = ()
    since: str = ""
    until: str = ""

    def read(self, frame: pd.DataFrame) -> _Periods:
        need(frame, self.start, self.end, self.state)
        starts = _days(frame[self.start], self.start)
        ends = _days(frame[self.end], self.end)
        open_end = pd.isna(frame[self.end]).to_numpy()
        if open_end.any() and not self.until:
            raise KitError(_("A period without an end needs a last day: set 'until'."))
        until = _days(pd.Series([self.until]), "until")[0] if self.until else int(ends.max())
        since = _days(pd.Series([self.since]), "since")[0] if self.since else int(starts.min())
        ends = np.where(open_end, until, ends)
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], ends[order]
        if (ends <= starts).any():
            raise KitError(
                _("A period ends before it begins: look at '{column}'.").format(column=self.end)
            )
        if (starts[1:] < ends[:-1]).any():
            raise KitError(_("Two periods overlap: a day has one state."))
        states = tuple(str(s) for s in frame[self.state].to_numpy()[order])
        if self.order and (strange := sorted(set(states) - set(self.order))):
            raise KitError(_("The state '{state}' is not in 'order'.").format(state=strange[0]))
        inside = (ends > since) & (starts < until)
        if not inside.any():
            raise KitError(_("There is nothing to draw: no period lies in the days shown."))
        return _Periods(
            int(since), int(until),
            np.clip(starts[inside], since, until), np.clip(ends[inside], since, until),
            tuple(s for s, here in zip(states, inside, strict=True) if here),
        )  # fmt: skip

    def _states(self, data: _Periods) -> tuple[str, ...]:
        return tuple(self.order) or tuple(dict.fromkeys(data.states))

    def _known(self, data: _Periods) -> int:
        return int((data.ends - data.starts).sum())

    def _looks(self, states: Sequence[str], accent: Sequence[str], tone: str) -> dict[str, str]:
        """From pale to the accent; with an accent, what it names in its colour and all else pale."""
        if is_told(states, accent):
            return {
                one: (part_of(one) or tone) if one in accent else "others pale" for one in states
            }
        tones = next((one for one in _TONES if len(one) >= len(states)), None)
        if tones is None:
            return dict(zip(states, shades([str(i) for i in range(len(states))]), strict=True))
        return dict(zip(states, tones[len(tones) - len(states) :], strict=True))

    def draw(self, data: _Periods, sheet: Sheet) -> Scene:
        states = self._states(data)
        looks = self._looks(states, sheet.accent, sheet.tone)
        calendar = _Calendar(data, sheet)
        boxes, names = [], []
        for state, start, end in zip(data.states, data.starts, data.ends, strict=True):
            said = _("{span}: {n} days").format(
                span=between(list(dict.fromkeys([_day(start), _day(end - 1)]))),
                n=number(end - start, 5),
            )
            pieces = _pieces(int(start), int(end))
            boxes += [
                rect(f"run:{start}:{year}", *calendar.box(year, first, after), looks[state],
                     n=state, v=said, s=str(year), l=str(start))
                for year, first, after in pieces
            ]  # fmt: skip
            year, first, after = max(pieces, key=lambda piece: piece[2] - piece[1])
            x, y, long, _high = calendar.box(year, first, after)
            if wide(state) + 12 <= long:  # named in its longest piece
                names.append(
                    text(f"name:{start}", x + 7, y + _BAR / 2 + 5, state, on_fill(looks[state]))
                )
        gaps = [
            rect(f"gap:{year}:{first}", x + 1, y + 1, long - 2, high - 2, "hollow", n=_("not known"), s=str(year))
            for start, end in self._gaps(data)
            for year, first, after in _pieces(start, end)
            for x, y, long, high in [calendar.box(year, first, after)]
        ]  # fmt: skip
        marks, own = self._moments(data, calendar, names)
        names = [name for name in names if not any(_crosses(name, one) for one in own)]
        named = {name["t"] for name in names}
        rest = [one for one in states if one in data.states and one not in named]
        rest_looks = [looks[one] for one in rest]
        if gaps:
            rest, rest_looks = [*rest, _("not known")], [*rest_looks, "hollow"]
        drawn = [*boxes, *gaps, *calendar.frame(), *names, *marks]
        drawn += self._guess(data, drawn, calendar, sheet)
        drawn += legend(rest, rest_looks, sheet.width, calendar.bottom + 8)
        below = 8 + 22 * legend_rows(rest, sheet.width) if rest else 0
        return scene(sheet.width, calendar.bottom + below + 2, drawn)

    def _gaps(self, data: _Periods) -> list[tuple[int, int]]:
        """Days of which nothing is known, from the first to the first day after."""
        edges = [data.first, *data.ends.tolist()], [*data.starts.tolist(), data.last]
        return [(start, end) for start, end in zip(*edges, strict=True) if start < end]

    def _moments(
        self, data: _Periods, calendar: _Calendar, names: Sequence[Drawn]
    ) -> tuple[list[Drawn], list[Drawn]]:
        """The uprights of moments with their names, and of these what no other name may cross."""
        found: list[Drawn] = []
        for day, said in self.marks:
            stamp = date.fromisoformat(str(day)[:10]).toordinal()
            if data.first <= stamp <= data.last and _year(stamp) in calendar.years:
                x, y = calendar.place(stamp)
                ends = [(x, y - 4), (x, y + _BAR + 4)]
                spots = [(x - 8, y + _BAR / 2 + 5, "e"), (x + 8, y + _BAR / 2 + 5, "")]
                found += [
                    line(f"rim:{said}", ends, "halo"),
                    line(f"mark:{said}", ends, "ink main", n=capital(said), v=_day(stamp)),
                    label(f"mark-n:{said}", spots, said, "strong halo", calendar.whole, names),
                ]
        return found, found[2::3]

    def _guess(
        self, data: _Periods, marks: list[Drawn], calendar: _Calendar, sheet: Sheet
    ) -> list[Drawn]:
        """A guessed day as a dotted upright in its row, a guessed year in a frame."""
        guess = sheet.guess
        if guess is None or guess.kind not in self.guesses:
            return []
        years = calendar.years
        if not guess.numbers and str(guess.value).isdigit() and int(guess.value) in years:
            x, y, long, high = calendar.box(int(guess.value), 0, _YEAR)
            return guess_ring((x, y - 3, long, high + 6), guess.short, calendar.whole, marks)
        days = [at_place(min(max(v, years[0]), years[-1] + 1)).toordinal() for v in guess.numbers]
        if not days:
            try:
                days = [date.fromisoformat(str(guess.value)).toordinal()]
            except ValueError:
                return []
            if not data.first <= days[0] < data.last:
                return []
        days = [min(max(day, data.first), data.last - 1) for day in days]
        places = [calendar.place(day) for day in days]
        lines = [p for x, y in places for p in ((x, y - 4), (x, y + _BAR + 4), None)][:-1]
        x, y = places[-1]
        said = guess.label or _("your guess: {value}").format(value=between([*map(_day, days)]))
        spots = [
            (x + way * away, y + _BAR / 2 + 5 + down, "" if way > 0 else "e")
            for down in (0, -_ROW, _ROW)
            for away in (9, 90, 170)
            for way in (1, -1)
        ]
        names = [mark for mark in marks if mark["k"] == "text"]  # it may lie on days, not on words
        return guess_line(lines, said, spots, calendar.whole, names, is_on_fill=True)

    def _totals(self, data: _Periods) -> dict[str, int]:
        lengths = data.ends - data.starts
        return {
            state: int(sum(n for n, own in zip(lengths, data.states, strict=True) if own == state))
            for state in self._states(data)
        }

    def headline(self, data: _Periods) -> str:
        state = self._states(data)[-1]
        return _("{state}: {n} of {all} days").format(
            state=state,
            n=number(self._totals(data)[state], 5),
            all=number(data.last - data.first, 5),
        )

    def tell(self, data: _Periods) -> str:
        every = data.last - data.first
        unknown = every - self._known(data)
        parts = [f"{state} {number(n, 5)}" for state, n in self._totals(data).items()]
        text = _("{n} days from {first} to {last}: {parts}.").format(
            n=number(every, 5),
            first=_month(data.first),
            last=_month(data.last - 1),
            parts="; ".join(parts),
        )
        if unknown:
            text = _("Not known: {n} days.").format(n=number(unknown, 5)) + " " + text
        marks = [f"{capital(label)}: {day_text(str(day)[:10])}." for day, label in self.marks]
        return " ".join(filter(None, [text, self._longest(data), *marks]))

    def _longest(self, data: _Periods) -> str:
        """The longest run of the last state."""
        state = self._states(data)[-1]
        runs = [
            (int(b - a), int(a))
            for a, b, own in zip(data.starts, data.ends, data.states, strict=True)
            if own == state
        ]
        if not runs:
            return ""
        length, start = max(runs)
        return _("Longest {state}: {n} days from {day}.").format(
            state=state, n=number(length, 5), day=_day(start)
        )

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[[self.start, self.end, self.state]]


def _days(column: pd.Series, name: str) -> np.ndarray:
    """Dates as ordinals of days; -1 where there is none."""
    try:
        stamps = [pd.NaT if pd.isna(v) or v == "" else pd.Timestamp(v) for v in column]
    except (TypeError, ValueError):
        raise KitError(_("The column '{column}' must hold dates.").format(column=name)) from None
    return np.array([-1 if pd.isna(s) else s.toordinal() for s in stamps])


class _Calendar:
    """Years under each other, months from left to right: where a day stands."""

    def __init__(self, data: _Periods, sheet: Sheet):
        self.years = range(_year(data.first), _year(data.last - 1) + 1)
        self.across = Scale(0, _YEAR, _LEFT, sheet.width)
        self.bottom = _TOP + _ROW * len(self.years)
        self.whole = sheet.box(self.bottom + 8)

    def box(self, year: int, first: int, after: int) -> tuple[float, float, float, float]:
        """Left, top, width and height of some days of a year."""
        x = self.across(first)
        return x, _TOP + _ROW * (year - self.years[0]), self.across(after) - x, _BAR

    def place(self, day: int) -> tuple[float, float]:
        """Where a day begins, at the upper edge of its row."""
        return self.box(_year(day), day - _new_year(_year(day)), _YEAR)[:2]

    def frame(self) -> list[Drawn]:
        """The names of years and months, and light lines between months."""
        names = [month_name(month) for month in range(1, 13)]
        starts = [
            *(date(2015, month, 1).toordinal() - _new_year(2015) for month in range(1, 13)),
            365,
        ]
        each = self.across(starts[1]) - _LEFT
        step = 1 if max(wide(name, "tick") for name in names) + 4 <= each else 3
        found = [
            text(f"year:{year}", 0, self.box(year, 0, 0)[1] + _BAR / 2 + 5, str(year), "tick")
            for year in self.years
        ]
        for month in range(0, 12, step):
            x = self.across(starts[month])
            a = "m" if step == 1 else ""
            x = (x + self.across(starts[month + 1])) / 2 if a else x
            found.append(text(f"month:{month + 1}", x, 15, names[month], "tick", a))
        for month in range(1, 12):
            x = self.across(starts[month])
            found.append(line(f"month-l:{month + 1}", [(x, _TOP), (x, self.bottom)], "paper hair"))
        return found


def _crosses(one: Drawn, other: Drawn) -> bool:
    """Whether two texts, with some room around them, cover each other."""
    a, b = box_of_text(one), box_of_text(other)
    return a.left < b.right + 14 and b.left < a.right + 14 and a.top < b.bottom and b.top < a.bottom


def _year(day: int) -> int:
    return date.fromordinal(day).year


def _new_year(year: int) -> int:
    return date(year, 1, 1).toordinal()


def _day(day: int) -> str:
    return day_text(date.fromordinal(int(day)).isoformat())


def _month(day: int) -> str:
    then = date.fromordinal(day)
    return f"{month_name(then.month)} {then.year}"


def _pieces(start: int, end: int) -> list[tuple[int, int, int]]:
    """A period cut at new years: (year, first day of the year, first day after)."""
    pieces = []
    for year in range(_year(start), _year(end - 1) + 1):
        new, old = _new_year(year), _new_year(year + 1)
        pieces.append((year, max(start, new) - new, min(end, old) - new))
    return pieces
