"""A calendar strip: dated periods, such as closures, day by day and year under year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _, capital
from claimlab.views import style
from claimlab.views.figure import View, need
from claimlab.views.frame import LEGEND, Entry, legend, legend_rows
from claimlab.views.guess import Mark
from claimlab.views.stage import axes_at, curve, day_text, month_name, name_x, name_y, pixels
from claimlab.views.text import write
from claimlab.views.words import number

__all__ = ["Strip"]

_ROW = 30
_YEAR = 366


class _Periods(NamedTuple):
    first: int  # ordinals of days; `ends` are the first days after
    last: int
    starts: np.ndarray
    ends: np.ndarray
    states: tuple[str, ...]


class _Layout(NamedTuple):
    height: int
    first: int
    last: int
    states: tuple[str, ...]
    unknown: bool


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

    def _looks(self, states: tuple[str, ...]) -> dict[str, dict]:
        """From pale to ink, each state with its own hatch."""
        theme = style.theme()
        looks = {}
        for i, state in enumerate(states):
            share = (i + 1) / len(states)
            tone = (
                theme.ink
                if i == len(states) - 1
                else style.blend(theme.paper, style.colour(0), 0.15 + 0.75 * share)
            )
            hatch = "" if i in (0, len(states) - 1) else style.HATCHES[i % len(style.HATCHES)]
            looks[state] = {"facecolor": tone, "hatch": hatch}
        return looks

    def layout(self, data: _Periods, guess: Mark | None = None) -> _Layout:
        states, unknown = self._states(data), self._known(data) < data.last - data.first
        years = _year(data.last - 1) - _year(data.first) + 1
        plain = _Layout(0, data.first, data.last, states, unknown)
        head = LEGEND * legend_rows(self._entries(plain)) + 14
        return plain._replace(height=round(head + years * _ROW + 40))

    def _entries(self, layout: _Layout) -> list[Entry]:
        theme = style.theme()
        entries = [
            Entry(s, "box", look["facecolor"], look["hatch"], edge=theme.paper)
            for s, look in self._looks(layout.states).items()
        ]
        hollow = Entry(_("not known"), "box", theme.paper, edge=theme.axis)
        return [*entries, hollow] if layout.unknown else entries

    def same_places(self, layout: _Layout, before: _Periods) -> bool:
        return False  # a day hides what it was before

    def named_box(self, stage: Any, layout: _Layout, data: _Periods, name: str) -> tuple | None:
        """Around a guessed day, given as a date, or around a year."""
        if name.isdigit() and _year(data.first) <= int(name) <= _year(data.last - 1):
            row, x0, x1 = int(name), 0, _YEAR
        else:
            try:
                day = pd.Timestamp(name).toordinal()
            except ValueError:
                return None
            if not data.first <= day < data.last:
                return None
            row = _year(day)
            x0 = day - _new_year(row) - 2
            x1 = x0 + 5
        (left, low), (right, high) = pixels(stage, x0, row + 0.46), pixels(stage, x1, row - 0.46)
        return left, low, right, high

    def stage(self, figure: Any, layout: _Layout) -> Any:
        from matplotlib.collections import PolyCollection

        theme = style.theme()
        entries = self._entries(layout)
        top = LEGEND * legend_rows(entries) + 14
        axes = axes_at(figure, 58, 14, top, 34)
        axes.lines[0].remove()
        first, last = _year(layout.first), _year(layout.last - 1)
        axes.set(xlim=(0, _YEAR), ylim=(last + 0.5, first - 0.5))
        empty = [_box(*piece) for piece in _pieces(layout.first, layout.last)]
        axes.add_collection(
            PolyCollection(empty, facecolor="none", edgecolor=theme.axis, lw=0.8, zorder=1),
            autolim=False,
        )
        name_y(axes, range(first, last + 1), [str(year) for year in range(first, last + 1)])
        months = range(1, 13, 1)
        middles = [pd.Timestamp(2015, month, 15).day_of_year for month in months]
        name_x(axes, middles, [month_name(month) for month in months])
        legend(figure, layout.height, layout.height - 14, entries)
        return axes

    def moving(self, stage: Any, layout: _Layout, data: _Periods) -> list:
        from matplotlib.collections import PolyCollection

        artists = []
        for state, look in self._looks(layout.states).items():
            boxes = [
                _box(*piece)
                for a, b, own in zip(data.starts, data.ends, data.states, strict=True)
                if own == state
                for piece in _pieces(int(a), int(b))
            ]
            if boxes:
                fill = PolyCollection(
                    boxes, **look, edgecolor=style.theme().paper, lw=0.4, zorder=10
                )
                artists.append(stage.add_collection(fill, autolim=False))
        for day, label in self.marks:
            stamp = pd.Timestamp(day).toordinal()
            x, row = stamp - _new_year(_year(stamp)), _year(stamp)
            line = {"color": style.theme().ink, "lw": 2.4, "zorder": 12}
            artists.append(curve(stage, [x, x], [row - 0.48, row + 0.48], **line))
            left, middle = pixels(stage, x, row)
            artists += write(stage, left - 6, middle, label, ha=1, halo=True)
        return artists

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
        day = day_text(f"{pd.Timestamp.fromordinal(start):%Y-%m-%d}")
        return _("Longest {state}: {n} days from {day}.").format(
            state=state, n=number(length, 5), day=day
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


def _year(day: int) -> int:
    return pd.Timestamp.fromordinal(day).year


def _new_year(year: int) -> int:
    return pd.Timestamp(year, 1, 1).toordinal()


def _month(day: int) -> str:
    date = pd.Timestamp.fromordinal(day)
    return f"{month_name(date.month)} {date.year}"


def _pieces(start: int, end: int) -> list[tuple[int, int, int]]:
    """A period cut at new years: (year, first day of the year, first day after)."""
    pieces = []
    for year in range(_year(start), _year(end - 1) + 1):
        new, old = _new_year(year), _new_year(year + 1)
        pieces.append((year, max(start, new) - new, min(end, old) - new))
    return pieces


def _box(year: int, first: int, after: int) -> list[tuple[float, float]]:
    return [(first, year - 0.38), (after, year - 0.38), (after, year + 0.38), (first, year + 0.38)]
