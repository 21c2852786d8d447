"""The wave: ten states wait for one another; one press stops them, one sends them on; then the real days."""

from __future__ import annotations

from borderlab.lessons.lesson05 import numbers
from borderlab.lessons.lesson05.wave import (
    NONE,
    STATES,
    Days,
    Wave,
    at_stop,
    by_day,
    is_done,
    joined,
    rests,
    seats,
    threshold,
    wave,
)
from claimlab.lessons.toys import Move, Toy, toy
from claimlab.views.letters import rows
from claimlab.views.scene import Mark, Scene, line, rect, scene, text
from claimlab.views.stage import day_text

SHEET = 620  # pixels, at most


@toy
class TheWave(Toy):
    """Ten states by what they wait for, then thirteen days as they were."""

    shown = ("wait3", "end", "greet7", "end")

    def start(self, deal: int) -> Wave:
        return Wave(deal)

    def moves(self, state: Wave | Days) -> list[Move]:
        if isinstance(state, Days):
            return [Move("ten", self.said["ten"])]
        if not rests(state):
            presses = []
            if not state.rounds:
                presses = [Move(f"wait{n}") for n in range(STATES)]
            return [Move("round", self.said["round"]), Move("end", self.said["end"]), *presses]
        waiting = [n for n in range(STATES) if n not in joined(state)]
        if not waiting:
            return [Move("days", self.said["days"])] if is_done(state) else []
        return [Move(f"greet{n}") for n in waiting]

    def step(self, state: Wave | Days, move: str) -> Wave | Days:
        if move == "ten":
            return Wave(state.deal)
        if move == "days":
            return Days(state.deal)
        if move == "round":
            return state._replace(rounds=state.rounds + 1)
        if move == "end":
            return state._replace(rounds=max(1, len(wave(state.waits, state.helped))))
        one = int(move[-1])
        if move.startswith("wait"):
            return state._replace(waits=NONE if one == state.waits else one)
        return state._replace(helped=one, rounds=1)

    def won(self, state: Wave | Days) -> dict[str, object] | None:
        if isinstance(state, Days):
            return {"quiet": _quiet()}
        return {"quiet": _quiet()} if is_done(state) else None

    # What it says:

    def title(self, state: Wave | Days) -> str:
        said = self.said["titles"]
        if isinstance(state, Days):
            return said["days"].format(great=max(by_day().values()))
        there, stop = len(joined(state)), len(at_stop(state.waits))
        if state.helped != NONE:
            return said["on"].format(n=there, stop=stop)
        if not state.rounds:
            return said["late" if state.waits != NONE else "start"].format(n=state.waits)
        return said["stop" if rests(state) and there < STATES else "run"].format(n=there)

    def sub(self, state: Wave | Days) -> str:
        return self.said["subs"]["days" if isinstance(state, Days) else "ten"]

    def words(self, state: Wave | Days) -> str:
        said = self.said["words"]
        if isinstance(state, Days):
            return "; ".join(
                said["day"].format(day=_day(day), n=n) for day, n in by_day().items()
            ) + said["ultimatum"].format(day=_day(numbers.ULTIMATUM))
        there = list(joined(state))
        waiting = [threshold(n, state.waits) for n in seats(state.deal) if n not in there]
        told = [said["joined"].format(n=len(there))]
        if waiting:
            told.append(said["waiting"].format(list=", ".join(map(str, waiting))))
        return " ".join(told)

    # What it draws:

    def draw(self, state: Wave | Days, width: int) -> Scene:
        room = min(width, SHEET)
        return self._days(room, width) if isinstance(state, Days) else self._ten(state, room, width)

    def _ten(self, state: Wave, room: float, width: int) -> Scene:
        """Who has joined, in order and with the round, above; who waits, below."""
        said, pitch = self.said["marks"], room / STATES
        side, top = min(pitch - 4, 46), 26
        floor = top + side + 30
        below = floor + 44
        there = joined(state)
        marks = [
            text("joined", 0, 14, said["joined"].format(n=len(there), of=STATES), "strong"),
            line("table", [(0, top + side + 4), (room, top + side + 4)], "axis"),
        ]
        if len(there) < STATES:
            marks.append(text("waiting", 0, below - 12, said["waiting"], "strong"))
        for place, (one, at) in enumerate(there.items()):
            x = pitch * place
            if at:
                marks.append(text(f"round{one}", x + side / 2, top + side + 20, str(at), "tick", a="m"))  # fmt: skip
            marks += self._tile(state, one, x, top, side, "land")
        for place, one in enumerate(seats(state.deal)):
            if one not in there:
                look = "ink hollow" if one == state.waits else "hollow"
                marks += self._tile(state, one, pitch * place, below, side, look)
        y = below + side + 24
        for i, told in enumerate(rows(said["key"], room, "tick")):
            marks.append(text(f"key~{i}", 0, y + 18 * i, told, "tick"))
            bottom = y + 18 * i + 8
        return scene(width, bottom, marks)

    def _tile(self, state: Wave, one: int, x: float, y: float, side: float, look: str) -> list[Mark]:  # fmt: skip
        """A state: the number for which it waits, and what a press would do."""
        said, need = self.said["marks"], threshold(one, state.waits)
        told, verb = ("persuade", "greet") if state.rounds else ("delay", "wait")
        press = {}
        if look != "land" and (not state.rounds or rests(state)):
            press = {"go": {"move": f"{verb}{one}"}}
        name = said["state"].format(n=need)
        status = said["is_joined" if look == "land" else told]
        return [
            rect(f"tile{one}", x, y, side, side, look, n=name, v=status, **press),
            text(f"need{one}", x + side / 2, y + side / 2 + 5, str(need), "strong", a="m"),
        ]

    def _days(self, room: float, width: int) -> Scene:
        """Thirteen days: a tile a state, the eight days of the ultimatum as a band."""
        said, days = self.said["marks"], by_day()
        pitch, high = room / len(days), 8
        foot = 30 + high * (max(days.values()) + 1)
        start = list(days).index(numbers.ULTIMATUM)
        left, right = pitch * start, pitch * (len(days) - 1)
        marks = [
            rect("ultimatum", left, 26, right - left, foot - 26, "land", n=said["ultimatum"]),
            *(
                text(f"ultimatum~{i}", left + 6, 44 + 18 * i, told, "tick")
                for i, told in enumerate(rows(said["ultimatum"], right - left - 10, "tick"))
            ),
            line("axis", [(0, foot), (room, foot)], "axis"),
        ]
        for place, (day, count) in enumerate(days.items()):
            x = pitch * place
            for n in range(count):
                marks.append(rect(f"d{place}.{n}", x + 2, foot - high * (n + 1), pitch - 4, high - 1, "ink"))  # fmt: skip
            y = foot - high * count - 5
            marks.append(text(f"n{place}", x + pitch / 2, y, str(count), "strong", a="m", n=_day(day), v=str(count)))  # fmt: skip
            marks.append(text(f"day{place}", x + pitch / 2, foot + 18, str(day.day), "tick", a="m"))
        y = foot + 40
        for i, told in enumerate(rows(said["days"], room, "tick")):
            marks.append(text(f"key~{i}", 0, y + 18 * i, told, "tick"))
            bottom = y + 18 * i + 8
        return scene(width, bottom, marks)


def _day(day) -> str:
    return day_text(f"{day:%Y-%m-%d}")


def _quiet() -> int:
    """Days on which nobody acted, between the first and the last that are shown."""
    return sum(not n for n in by_day().values())
