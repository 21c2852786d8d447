"""A leaf calendar: say what each leaf brings, tear it off, and see what came."""

from __future__ import annotations

from borderlab.lessons.lesson13.leaves import Leaf, base_called, called, leaves, never_called
from claimlab.days import place
from claimlab.lessons.tables import clock_day
from claimlab.lessons.toys import Move, Toy, toy
from claimlab.views.axes import Box, Scale, place_axis
from claimlab.views.letters import rows
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.stage import day_text

SHEET, LEAD, PAPER = 620, 18, 128  # pixels: the widest sheet, from line to line, a leaf's height
MOVES = {"yes": True, "no": False}


@toy
class LeafCalendar(Toy):
    """Eight leaves in the order of their days; a state is what was said of those that fell."""

    shown = ("yes", "no", "no", "no", "no", "yes", "yes", "no")

    def start(self, deal: int) -> tuple[bool, ...]:
        return ()

    def moves(self, state: tuple[bool, ...]) -> list[Move]:
        return [] if _next(state) is None else [Move(key, self.said[key]) for key in MOVES]

    def step(self, state: tuple[bool, ...], move: str) -> tuple[bool, ...]:
        return (*state, MOVES[move])

    def won(self, state: tuple[bool, ...]) -> dict[str, object] | None:
        found = self._counted(state)
        is_won = _next(state) is None and found["called"] > max(found["base"], found["never"])
        return found if is_won else None

    # What it says:

    def _counted(self, state: tuple[bool, ...]) -> dict[str, int]:
        fallen = len(state)
        return {
            "called": called(state), "fallen": fallen, "all": len(leaves()),
            "base": base_called(fallen), "never": never_called(fallen),
        }  # fmt: skip

    def title(self, state: tuple[bool, ...]) -> str:
        key = "next" if state else "first"
        key = "over" if _next(state) is None else key
        return self.said["titles"][key].format(**self._counted(state))

    def sub(self, state: tuple[bool, ...]) -> str:
        return self.said["sub"]

    def _came(self, leaf: Leaf) -> str:
        """What a leaf brought, in words."""
        return self.said["came"][leaf.event].format(day=day_text(leaf.decided))

    def _asked(self, leaf: Leaf) -> str:
        return self.said["asked"].format(event=self.said["events"][leaf.event], day=day_text(leaf.until))  # fmt: skip

    def words(self, state: tuple[bool, ...]) -> str:
        said = self.said["words"]
        told = [
            said["fallen"].format(
                event=self.said["events"][leaf.event],
                mine=self.said["yes" if guess else "no"],
                came=self._came(leaf),
            )
            for guess, leaf in zip(state, leaves(), strict=False)
        ]
        leaf = _next(state)
        told.append(said["next"].format(asked=self._asked(leaf)) if leaf else said["over"])
        return " ".join(told)

    # What it draws:

    def draw(self, state: tuple[bool, ...], width: int) -> Scene:
        room, marks, y = min(width, SHEET), [], 0.0
        if leaf := _next(state):
            more, y = self._leaf(leaf, len(leaves()) - len(state), room)
            marks += more
        if state:
            more, y = self._line(state, room, y + 10)
            marks += more
        return scene(width, y + 8, marks)

    def _leaf(self, leaf: Leaf, left: int, room: float) -> tuple[list[Mark], float]:
        """The uppermost leaf on those that are left: its day, large, and what is asked of it."""
        wide_, x = min(room - 24, 420), 6
        asked = rows(self._asked(leaf), wide_ - 32, "strong")
        high = max(PAPER, 66 + LEAD * len(asked))
        below = [
            rect(f"below{k}", x + 4 * k, 8 + 4 * k, wide_, high, "hollow")
            for k in range(min(left - 1, 3), 0, -1)
        ]
        return [
            *below,
            rect("leaf", x, 8, wide_, high, "hollow"),
            rect("bar", x, 8, wide_, 8, "ink"),
            text("until", x + 16, 44, day_text(leaf.until), "big"),
            *(
                text(f"asked{leaf.event}~{i}", x + 16, 72 + LEAD * i, one, "strong")
                for i, one in enumerate(asked)
            ),
        ], 8 + high + 4 * min(left - 1, 3)

    def _line(self, state: tuple[bool, ...], room: float, top: float) -> tuple[list[Mark], float]:
        """The leaves that fell on one line of days, each with what was said of it and what it brought."""
        said, marks, y = self.said["marks"], [], top
        x = Scale(place(f"{clock_day():%Y-%m-%d}"), place(leaves()[-1].until), 8, room - 8)
        for guess, leaf in zip(state, leaves(), strict=False):
            is_hit = guess == leaf.came
            head = rows(self.said["events"][leaf.event], room - 150, "strong")
            for i, one in enumerate(head):
                y += LEAD
                marks.append(text(f"{leaf.event}~{i}", 0, y, one, "strong"))
            told = said["hit" if is_hit else "miss"].format(mine=self.said["yes" if guess else "no"])  # fmt: skip
            marks.append(
                text(
                    f"{leaf.event}:mine", room, y, told, "guess strong" if is_hit else "tick", a="e"
                )
            )
            for i, one in enumerate(rows(self._came(leaf), room, "tick")):
                y += LEAD
                marks.append(text(f"{leaf.event}:came~{i}", 0, y, one, "tick"))
            y += 14
            day = leaf.decided if leaf.came else leaf.until
            marks += [
                line(f"{leaf.event}:given", [(x.start, y), (x(place(leaf.until)), y)], "others"),
                line(f"{leaf.event}:last", [(x(place(leaf.until)), y - 6), (x(place(leaf.until)), y + 6)], "ink"),
                point(f"{leaf.event}:dot", x(place(day)), y, 6, "ink" if leaf.came else "hollow", n=self.said["events"][leaf.event], v=self._came(leaf)),
            ]  # fmt: skip
            y += 14
        box = Box(x.start, top, x.end, y)
        return [*marks, *place_axis(box, x, "date")], y + 26


def _next(state: tuple[bool, ...]) -> Leaf | None:
    """The leaf that hangs now; none when all have fallen."""
    return leaves()[len(state)] if len(state) < len(leaves()) else None
