"""A hundred days: the leaves of one truce, turned one by one, and the day on which its reader stopped believing."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from claimlab.lessons.toys import Move, Toy, toy
from claimlab.views.letters import rows
from claimlab.views.scene import Mark, Scene, line, rect, scene, text

FIRST = pd.Timestamp("2017-10-01")  # held to the timeline of talks by a test
DAYS, WEEK = 100, 7
DRAWN = 123  # squares, to the end of January: the grid gives no end away
STRIDE = 14  # days, once the first leaves are turned
SINGLE = 4  # so many leaves are turned one by one, then two weeks at a time
SHEET = 640  # pixels, at most
REMARKS = {32: "statement", 101: "after"}  # from which leaf something of record is told


class Leaves(NamedTuple):
    """The leaf that lies on top, 1 to 101, and the one on which somebody stopped believing, or 0."""

    day: int = 1
    doubt: int = 0


@toy
class HundredDays(Toy):
    """The truce of 2017, a leaf a day; the last leaf is the day after it."""

    shown = ("turn",) * 6 + ("stop",) + ("turn",) * 4

    def start(self, deal: int) -> Leaves:
        return Leaves()

    def moves(self, state: Leaves) -> list[Move]:
        if state.day > DAYS:
            return []
        told = [Move("turn", self.said["turn" if state.day < SINGLE else "weeks"])]
        if not state.doubt:
            told.append(Move("stop", self.said["stop"].format(day=self._date(state.day))))
        return told

    def step(self, state: Leaves, move: str) -> Leaves:
        if move == "stop":
            return state._replace(doubt=state.day)
        turned = state.day + (1 if state.day < SINGLE else STRIDE)
        return state._replace(day=min(turned, DAYS + 1))

    def won(self, state: Leaves) -> dict[str, object] | None:
        return {"you": self._you(state)} if state.day > DAYS else None

    # What it says:

    def title(self, state: Leaves) -> str:
        key = "first" if state.day == 1 else "day"
        key = "over" if state.day > DAYS else key
        return self.said["titles"][key].format(n=state.day, date=self._date(state.day))

    def sub(self, state: Leaves) -> str:
        return self.said["sub"]

    def words(self, state: Leaves) -> str:
        told = self.said["words"].format(n=min(state.day, DAYS), date=self._date(state.day))
        return " ".join((told, *self._told(state)))

    def _told(self, state: Leaves) -> list[str]:
        """What stands under the squares: who stopped believing is answered at once."""
        known = [self._remark(state)]
        if state.day > DAYS or state.doubt:
            known.insert(0, self._you(state))
        if state.doubt and state.day <= DAYS:
            known.insert(1, self.said["since"])
        return known

    def _remark(self, state: Leaves) -> str:
        known = [key for day, key in REMARKS.items() if state.day >= day]
        return self.said["remarks"][known[-1]] if known else self.said["remarks"]["first"]

    def _you(self, state: Leaves) -> str:
        key = "you" if state.doubt else "never"
        return self.said[key].format(day=self._date(state.doubt), n=state.doubt)

    def _date(self, day: int) -> str:
        at = FIRST + pd.Timedelta(days=max(day, 1) - 1)
        return self.said["date"].format(day=at.day, month=self.said["months"][_place(at)], year=at.year)  # fmt: skip

    # What it draws:

    def draw(self, state: Leaves, width: int) -> Scene:
        room = min(width, SHEET)
        pitch = (room - 2) / -(-DRAWN // WEEK)  # the first leaf is a Sunday: a column is a week
        marks = [text("date", 0, 40, str(min(state.day, DAYS)), "huge")]
        marks.append(text("day", 70 if state.day < 100 else 92, 40, self._date(state.day), "end"))
        top = 88
        for n in range(1, DRAWN + 1):
            column, row = divmod(n - 1, WEEK)
            marks += self._leaf(state, n, column * pitch, top + row * pitch, pitch - 3)
            at = FIRST + pd.Timedelta(days=n - 1)
            if at.day == 1:
                marks.append(
                    text(f"month{n}", column * pitch, top - 10, self.said["short"][_place(at)], "tick")
                )  # fmt: skip
        foot = top + WEEK * pitch + 22
        told = [one for part in self._told(state) for one in rows(part, room, "strong")]
        for i, one in enumerate(told):
            marks.append(text(f"told{i}", 0, foot + 19 * i, one, "strong"))
        return scene(width, foot + 19 * max(4, len(told)) + 6, marks)

    def _leaf(self, state: Leaves, n: int, x: float, y: float, side: float) -> list[Mark]:
        """One day: still to come, in force, in force and no longer believed, or the day after."""
        said, date = self.said["leaf"], self._date(n)
        if n > state.day:
            key, look = "to_come", "others pale"
        elif n > DAYS:
            key, look = "after", "hollow"
        elif state.doubt and n >= state.doubt:
            key, look = "doubted", "guess hollow"
        else:
            key, look = "in_force", "accent"
        marks = [rect(f"leaf{n}", x, y, side, side, look, n=date, v=said[key])]
        if n == state.doubt:
            marks.append(line("doubt", [(x, y), (x + side, y + side)], "guess main"))
        if n == state.day > DAYS:
            marks += [
                line("end-a", [(x, y), (x + side, y + side)], "ink main"),
                line("end-b", [(x, y + side), (x + side, y)], "ink main"),
            ]
        return marks


def _place(at: pd.Timestamp) -> int:
    """October is the first of the months that the words name, January the fourth."""
    return (at.month - FIRST.month) % 12
