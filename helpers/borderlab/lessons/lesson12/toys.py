"""The table: say what counts and what would be too much to pay, then pull three levers and see the bridge laid."""

from __future__ import annotations

from typing import ClassVar

from borderlab.lessons.lesson12 import numbers as n
from borderlab.lessons.lesson12.table import (
    MOST_SHUT,
    TENTHS,
    WANTS,
    Count,
    Table,
    count,
    is_won,
    least_shut,
    packed,
    view_ids,
    views_won,
)
from claimlab.lessons.toys import Move, Toy, few, toy
from claimlab.views.axes import Scale
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.words import number

SHEET, BANK = 620, 16  # pixels: the widest sheet, a bank
PACKAGES = {"b": "B", "c": "C"}
PARTS = {"ahead": ("first", 0.4), "same": ("hollow", 0.25), "behind": ("second", 0.4)}


@toy
class TheTable(Toy):
    """One outcome, one limit, three levers, eight views."""

    limit_by = 5  # worlds
    tenths_by: ClassVar[dict[str, int]] = dict.fromkeys(TENTHS, 1)
    shown = (
        "haven",
        "limit 25",
        "set",
        "b",
        "c",
        "opening 10",
        "benefits 10",
        "conditions 4",
        "sign",
    )

    def start(self, deal: int) -> Table:
        return Table()

    def moves(self, state: Table) -> list[Move]:
        if not state.want:
            return [Move(want, self.said["wants"][want]) for want in WANTS]
        if not state.is_set:
            told = self.said["set"].format(n=state.limit)
            limits = (Move(f"limit {at}") for at in range(0, MOST_SHUT + 1, self.limit_by))
            return [Move("set", told), *limits]
        buttons = [
            Move(key, self.said["package"].format(package=name)) for key, name in PACKAGES.items()
        ]
        following = self.said["next"].format(view=self._view((state.view + 1) % len(view_ids())))
        levers = (
            Move(f"{name} {tenths}")
            for name, (low, high) in TENTHS.items()
            for tenths in range(low, high + 1, self.tenths_by[name])
        )
        sign = [] if state.is_signed else [Move("sign", self.said["sign"])]
        return [*sign, *buttons, Move("view", following), *levers]

    def step(self, state: Table, move: str) -> Table:
        if move in WANTS:
            return state._replace(want=move)
        if move == "set":
            return state._replace(is_set=True)
        if move == "sign":
            return state._replace(is_signed=True)
        if move == "view":
            return state._replace(view=(state.view + 1) % len(view_ids()))
        if move in PACKAGES:
            pulled = packed(PACKAGES[move])
        else:
            name, value = move.split(" ")
            pulled = {name: int(value)}
        return state._replace(is_signed=False, **pulled)

    def won(self, state: Table) -> dict[str, object] | None:
        if not state.is_signed or not is_won(state):
            return None
        return {"views": views_won(state), "all": len(view_ids()), **self._counted(state)}

    # What it says:

    def _view(self, place: int) -> str:
        return n.view_names()[view_ids()[place]]

    def _counted(self, state: Table) -> dict[str, object]:
        found = count(state.want, state.levers, state.view)._asdict()
        return {**found, "limit": state.limit, "least": least_shut(state.view)}

    def title(self, state: Table) -> str:
        said = self.said["titles"]
        if not state.want:
            return said["want"]
        if not state.is_set:
            return said["limit"].format(n=state.limit)
        key = (
            "kept" if count(state.want, state.levers, state.view).shut <= state.limit else "broken"
        )
        return said[key].format(**self._counted(state))

    def sub(self, state: Table) -> str:
        if not state.want:
            return self.said["sub"]
        told = {"want": self.said["counts"][state.want], "view": self._view(state.view)}
        return self.said["subs"].format(**told)

    def _nudge(self, state: Table) -> str:
        """Where to look next; nothing once the task is done."""
        found, said = count(state.want, state.levers, state.view), self.said["nudges"]
        if state.limit < least_shut(state.view):
            key = "never"
        elif found.shut > state.limit:
            key = "shut"
        else:
            done = "done" if state.is_signed else "sign"
            key = done if found.ahead > found.behind else state.want
        return said[key].format(**self._counted(state))

    def words(self, state: Table) -> str:
        said = self.said["words"]
        if not state.want:
            return said["want"]
        if not state.is_set:
            return said["limit"].format(n=state.limit)
        levers = {name: number(getattr(state, name) / 10) for name in TENTHS}
        return f"{said['table'].format(**levers, **self._counted(state))} {self._nudge(state)}"

    # What it draws:

    def draw(self, state: Table, width: int) -> Scene:
        room = min(width, SHEET)
        marks, y, handles = self._bridge(state, room)
        if state.is_set:
            more, y, own = self._levers(state, room, y + 12)
            worlds, y = self._worlds(state, room, y + 16)
            marks, handles = [*marks, *more, *worlds], own
        return scene(width, y, marks, handles=handles)

    def _bridge(self, state: Table, room: float) -> tuple[list[Mark], float, list[dict]]:
        """A plank a world, laid from Caracas's side where it signs; high where the border opens wide."""
        said = self.said["marks"]
        found = count(state.want, state.levers, state.view) if state.is_set else None
        shut = found.shut if found else 100
        marks, foot = _heading(
            "bridge", said["bridge" if found else "no_bridge"].format(shut=shut), 14, room
        )
        top, deck = foot + 14, foot + 74
        x = Scale(0, 100, BANK + 2, room - BANK - 2)
        each = (x(1) - x(0)) * 0.72
        high = 6 + 44 * state.opening / 10
        marks += [
            rect("west", 0, deck - 8, BANK, 26, "ink"),
            rect("east", room - BANK, deck - 8, BANK, 26, "ink"),
            line("rail", [(x(0), deck), (x(100), deck)], "others dash"),
            text("west-n", 0, deck + 36, said["west"], "tick"),
            text("east-n", room, deck + 36, said["east"], "tick", a="e"),
        ]
        if found:
            told = said["told"].format(shut=shut, open=100 - shut)
            marks.append(
                rect(
                    "deck",
                    x(0),
                    deck - 50,
                    x(100) - x(0),
                    50,
                    "paper clear",
                    n=said["deck"],
                    v=told,
                )
            )
        for k in range(100):
            tall = high if k >= shut else 3
            marks.append(
                rect(f"plank{k}", x(k), deck - tall, each, tall, "first" if k >= shut else "others")
            )
        handles, y = [], deck + 44
        if state.want:
            place, told = x(state.limit), said["limit"].format(n=state.limit)
            left = place + 6 + wide(told, "strong") > room
            marks += [
                line("limit", [(place, top - 6), (place, deck + 18)], "thick ink"),
                text(
                    "limit-n",
                    place + (-6 if left else 6),
                    top + 6,
                    told,
                    "strong halo",
                    a="e" if left else "",
                ),
            ]
            if not state.is_set:
                handles.append(
                    _handle(
                        "limit",
                        said["handle"],
                        x,
                        deck + 18,
                        (0, MOST_SHUT, self.limit_by),
                        state.limit,
                        str(state.limit),
                    )
                )
        return marks, y, handles

    def _levers(
        self, state: Table, room: float, top: float
    ) -> tuple[list[Mark], float, list[dict]]:
        """Three tracks, each with its lever."""
        marks, handles, y = [], [], top
        for name, (low, high) in TENTHS.items():
            tenths = getattr(state, name)
            told = self.said["levers"][name].format(value=number(tenths / 10))
            head, y = _heading(name, told, y + 14, room)
            y += 24
            x = Scale(low, high, 14, room - 14)
            marks += [
                *head,
                line(f"track:{name}", [(x(low), y), (x(high), y)], "axis"),
                line(f"pulled:{name}", [(x(low), y), (x(tenths), y)], "thick ink"),
            ]
            handles.append(
                _handle(
                    name,
                    self.said["levers"][f"{name}_handle"],
                    x,
                    y,
                    (low, high, self.tenths_by[name]),
                    tenths,
                    number(tenths / 10),
                )
            )
            y += 22
        return marks, y, handles

    def _worlds(self, state: Table, room: float, top: float) -> tuple[list[Mark], float]:
        """A dot a world: yours better than B, as well, worse; below, where to look next."""
        said, found = self.said["marks"], count(state.want, state.levers, state.view)
        marks, y = _heading("worlds", said["worlds"], top + 8, room)
        pitch, across = min(room / 25, 20), 25
        radius, y = 0.5 * pitch, y + 10
        for k, part in enumerate(_each(found)):
            row, column = divmod(k, across)
            looks, size = PARTS[part]
            marks.append(
                point(
                    f"world{k}",
                    pitch * (column + 0.5),
                    y + pitch * (row + 0.5),
                    size * 2 * radius,
                    looks,
                )
            )
        y += 4 * pitch + 8
        for part, (looks, _size) in PARTS.items():
            y += 20
            told = said[part].format(n=getattr(found, part))
            marks += [
                point(f"key:{part}", 7, y - 5, 5, looks, n=told),
                text(f"n:{part}", 20, y, told, "tick"),
            ]
        more, y = _heading("nudge", self._nudge(state), y + 26, room)
        return [*marks, *more], y + 10


@few
class FewAtTheTable(TheTable):
    """Coarser levers, four limits, the worlds of one view; one may sign what keeps the limit."""

    limit_by = 20
    tenths_by: ClassVar[dict[str, int]] = {"opening": 4, "benefits": 5, "conditions": 2}

    def moves(self, state: Table) -> list[Move]:
        offered = super().moves(state)
        if state.is_set and count(state.want, state.levers, state.view).shut > state.limit:
            offered = [one for one in offered if one.move != "sign"]
        return [one for one in offered if one.move not in ("view", *PACKAGES)]


def _each(found: Count) -> list[str]:
    """The part of each of a hundred worlds, in order."""
    return [part for part in PARTS for _world in range(getattr(found, part))]


def _handle(
    name: str, label: str, x: Scale, y: float, ends: tuple[int, int, int], value: int, told: str
) -> dict:
    low, high, step = ends
    return {
        "name": name, "axis": "x", "at": [round(x(value), 1), y], "lo": low, "hi": high, "step": step,
        "p0": round(x(low), 1), "p1": round(x(high), 1), "label": label, "text": told, "value": value,
    }  # fmt: skip


def _heading(key: str, told: str, y: float, room: float) -> tuple[list[Mark], float]:
    """Words over a part, in as many lines as they need, and the last base line."""
    own = rows(told, room, "strong")
    return [
        text(f"{key}~{i}", 0, y + 18 * i, one, "strong") for i, one in enumerate(own)
    ], y + 18 * (len(own) - 1)
