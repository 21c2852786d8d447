"""A hundred at the border: set down a hundred people who left, and see from how many places they walk away."""

from __future__ import annotations

from typing import NamedTuple

from borderlab.lessons.lesson07 import numbers as n
from borderlab.lessons.lesson07.leavers import ELSEWHERE, PLACES
from claimlab.lessons.toys import Move, Toy, few, toy
from claimlab.lessons.words import picture_words
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, Scene, line, point, scene, text

# In an order that tells nobody where most went.
ROWS = (*sorted(set(PLACES) - {ELSEWHERE}), ELSEWHERE)
PEOPLE, DEEP = 100, 4  # people, dots one over another
SHEET, PITCH = 620, 11  # pixels, at most


class Board(NamedTuple):
    """How many stand in each place, in the order of `ROWS`, and whether it was asked where they were."""

    stand: tuple[int, ...] = (0,) * len(ROWS)
    is_over: bool = False


def went() -> tuple[int, ...]:
    """Where a hundred leavers were, in the order of `ROWS`."""
    return tuple(n.people_in(place, "actual") for place in ROWS)


def astray(stand: tuple[int, ...]) -> int:
    """How many of a hundred stand in a place to which they did not go.

    >>> astray(went())
    0
    """
    return sum(abs(a - b) for a, b in zip(stand, went(), strict=True)) // 2


@toy
class HundredLeavers(Toy):
    """Eight rows, a hundred dots; then they walk to where they were."""

    at_once = 5  # people
    shown = ("col 30", "usa 20", "esp 20", "bra 10", "per 10", "else 10", "look")

    def start(self, deal: int) -> Board:
        return Board()

    def moves(self, state: Board) -> list[Move]:
        if state.is_over:
            return []
        waiting = PEOPLE - sum(state.stand)
        return [
            *([] if waiting else [Move("look", self.said["look"])]),
            *(
                Move(f"{place.lower()} {number}")
                for place, there in zip(ROWS, state.stand, strict=True)
                for number in range(0, there + waiting + 1, self.at_once)
            ),
        ]

    def step(self, state: Board, move: str) -> Board:
        if move == "look":
            return state._replace(is_over=True)
        name, number = move.split()
        stand = list(state.stand)
        stand[ROWS.index(_place(name))] = int(number)
        return Board(tuple(stand))

    def won(self, state: Board) -> dict[str, object] | None:
        return {"wrong": astray(state.stand)} if state.is_over else None

    # What it says:

    def title(self, state: Board) -> str:
        waiting = PEOPLE - sum(state.stand)
        key = {0: "ready", PEOPLE: "first"}.get(waiting, "set")
        key = "over" if state.is_over else key
        return self.said["titles"][key].format(waiting=waiting, wrong=astray(state.stand))

    def sub(self, state: Board) -> str:
        return self.said["sub"]

    def words(self, state: Board) -> str:
        names = picture_words("07", "places")
        parts = [
            self.said["row_over" if state.is_over else "row"].format(place=names[place], you=mine, went=real)
            for place, mine, real in zip(ROWS, state.stand, went(), strict=True)
        ]  # fmt: skip
        return "; ".join(parts) + "."

    # What it draws:

    def draw(self, state: Board, width: int) -> Scene:
        room, names = min(width, SHEET), picture_words("07", "places")
        most = self.said["marks"]["both"].format(you=PEOPLE, went=PEOPLE)
        left = max(wide(most, "tick"), *(wide(name, "strong") for name in names.values())) + 12
        pitch = min(PITCH, (room - left - 44) / (PEOPLE / DEEP))
        waiting = PEOPLE - sum(state.stand)
        radius, high = 0.4 * pitch, DEEP * pitch + 14
        told = self.said["marks"]["over" if state.is_over else "waiting"].format(n=waiting)
        lines = rows(told, room, "strong")
        marks = [text(f"told{i}", 0, 14 + 18 * i, one, "strong") for i, one in enumerate(lines)]
        for k in range(waiting):
            marks.append(
                point(f"waits{k}", pitch * (k // DEEP + 0.5), 30 + pitch * (k % DEEP), radius, "ink")
            )  # fmt: skip
        top = 12 + 18 * len(lines) + (0 if state.is_over else high)
        handles = []
        for row, place in enumerate(ROWS):
            y, mine, real = top + row * high, state.stand[row], went()[row]
            count = (
                self.said["marks"]["both"].format(you=mine, went=real)
                if state.is_over
                else str(mine)
            )
            middle = y + DEEP * pitch / 2
            marks += [
                line(f"floor{row}", [(left, y + high - 7), (room, y + high - 7)], "hair grid"),
                text(f"name{row}", 0, middle, names[place], "strong"),
            ]
            if not state.is_over:
                handles.append(
                    self._handle(place, mine, waiting, left, pitch, middle, names[place])
                )
                marks.append(text(f"n{row}", room, middle + 4, count, "strong", a="e"))
            else:
                marks.append(text(f"n{row}", 0, middle + 17, count, "tick"))
        marks += self._dots(state, left, top, pitch, high, radius)
        return scene(width, top + len(ROWS) * high + 4, marks, handles=handles)

    def _handle(self, place, mine, waiting, left, pitch, middle, name) -> dict:
        most = mine + waiting
        return {
            "name": place.lower(), "axis": "x", "at": [round(left + mine / DEEP * pitch, 1), round(middle - 4, 1)],
            "lo": 0, "hi": most, "step": self.at_once, "p0": round(left, 1), "p1": round(left + most / DEEP * pitch, 1),
            "label": self.said["marks"]["handle"].format(place=name), "text": self.said["marks"]["here"].format(n=mine), "value": mine,
        }  # fmt: skip

    def _dots(self, state: Board, left, top, pitch, high, radius) -> list[Mark]:
        """Who stands where; once it is over, who stood wrong has walked on and is hollow."""
        said, found = self.said["marks"], []
        moved = [
            (row, k)
            for row, (mine, real) in enumerate(zip(state.stand, went(), strict=True))
            for k in range(real, mine)
        ]
        for row, (mine, real) in enumerate(zip(state.stand, went(), strict=True)):
            here = [(row, k) for k in range(min(mine, real) if state.is_over else mine)]
            if state.is_over:
                short = max(real - mine, 0)
                here, moved = here + moved[:short], moved[short:]
            for at, (home, k) in enumerate(here):
                x, y = left + pitch * (at // DEEP + 0.5), top + row * high + pitch * (at % DEEP)
                walked = home != row
                told = {"n": said["walked" if walked else "stayed"]} if state.is_over else {}
                found.append(
                    point(f"p{home}.{k}", x, y, radius, "guess" if walked else "ink", **told)
                )
        return found


@few
class FewLeavers(HundredLeavers):
    """Four groups in place of twenty."""

    at_once = 25


def _place(name: str) -> str:
    return next(place for place in ROWS if place.lower() == name)
