"""The case file: six papers are pinned on their years, then a case is built from two of them."""

from __future__ import annotations

from borderlab.lessons.lesson01.case import (
    FIRST,
    HALF,
    LAST,
    PAPERS,
    Wall,
    between,
    day,
    shortest,
    where,
    year,
)
from claimlab.lessons.toys import Move, Toy, few, toy
from claimlab.views.letters import rows
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.stage import day_text
from claimlab.views.words import number

SHEET = 640  # pixels of the wall, at most
EDGE, LEAD = 16, 18
FORGOTTEN = 0  # the year of a pin that is held no more


@toy
class Case(Toy):
    """Six papers, pinned and dated; then two of them, and how much of the fall lies between."""

    shown = (
        "turn", "year 2010", "pin", "year 2012", "pin", "year 2012", "pin", "year 2015", "pin", "year 2015", "pin",
        "year 2019", "pin", "closing", "break", "freeze", "closing",
    )  # fmt: skip

    def start(self, deal: int) -> Wall:
        return Wall()

    def moves(self, state: Wall) -> list[Move]:
        if not state.is_turned:
            return [Move("turn", self.said["turn"])]
        if len(state.pins) < len(PAPERS):
            years = [Move(f"year {at}") for at in range(FIRST, LAST + 1)]
            return [Move("pin", self.said["pin"].format(year=state.at)), *years]
        return [Move(paper, self._button(state, paper)) for paper in PAPERS]

    def step(self, state: Wall, move: str) -> Wall:
        if move == "turn":
            return state._replace(is_turned=True)
        if move == "pin":
            return state._replace(pins=(*state.pins, state.at), at=Wall().at)
        if move in PAPERS:
            others = tuple(one for one in state.pressed if one != move)
            if move in state.pressed:
                return state._replace(pressed=others)
            return state._replace(pressed=(*others, move) if len(others) < 2 else (move,))
        return state._replace(at=int(move.removeprefix("year ")))

    def won(self, state: Wall) -> dict[str, object] | None:
        if state.case != shortest():
            return None
        first, last = (self.said["short"][one] for one in state.case)
        years = year(state.case[1]) - year(state.case[0])
        return {"first": first, "last": last, "years": years, **between(*state.case)}

    def _button(self, state: Wall, paper: str) -> str:
        """The paper, and what a press would do where that is not plain: take it out again, or begin anew."""
        free = "anew" if len(state.case) == 2 else "in"
        key = "out" if paper in state.case else free
        return self.said["presses"][key].format(paper=self.said["short"][paper])

    # What it says:

    def title(self, state: Wall) -> str:
        said = self.said["titles"]
        if not state.is_turned:
            return said["shut"]
        if len(state.pins) < len(PAPERS):
            return said["paper"].format(n=len(state.pins) + 1, of=len(PAPERS))
        if len(state.case) < 2:
            return said["one" if state.case else "none"].format(
                *(self.said["short"][one] for one in state.case)
            )
        first, last = (self.said["short"][one] for one in state.case)
        held = sum(share > HALF for share in between(*state.case).values())
        return said["won" if self.won(state) else f"held{held}"].format(first=first, last=last)

    def sub(self, state: Wall) -> str:
        said = self.said["subs"]
        if state.is_turned and not state.pins:
            return said["first"]
        if not state.is_turned or len(state.pins) == len(PAPERS):
            return said["shut" if not state.is_turned else "case"]
        off = abs(state.pins[-1] - year(PAPERS[len(state.pins) - 1]))
        key = ("near", "year")[off] if off < 2 else "off"
        return said[key].format(day=day_text(day(PAPERS[len(state.pins) - 1])), off=off)

    def words(self, state: Wall) -> str:
        said = self.said["words"]
        told = [
            (said["pinned"] if at != FORGOTTEN else f"{self.said['dated']}.").format(
                paper=self.said["short"][paper], day=day_text(day(paper)), year=at
            )
            for paper, at in zip(PAPERS, state.pins, strict=False)
        ]
        if state.is_turned and len(state.pins) < len(PAPERS):
            paper = self.said["papers"][PAPERS[len(state.pins)]]
            told.insert(0, said["at"].format(paper=paper, year=state.at))
        if len(state.case) == 2:
            told.insert(0, said["case"].format(**between(*state.case)))
        return " ".join(told) or said["shut"].format(of=len(PAPERS))

    # What it draws:

    def draw(self, state: Wall, width: int) -> Scene:
        room = min(width, SHEET)
        marks: list[Mark] = []
        y, handles = 4.0, []
        for n, paper in enumerate(PAPERS):
            own, deep = self._paper(state, n, paper, room, y)
            marks += own
            if state.is_turned and n == len(state.pins):
                handles = [self._handle(state, room, y + deep - 16)]
            y += deep + 6
        marks += self._years(room, y)
        y += 26
        if len(state.case) == 2:
            more, y = self._counts(state, room, y)
            marks += more
        return scene(width, y + 4, marks, handles=handles)

    def _paper(self, state: Wall, n: int, paper: str, room: float, y: float) -> tuple[list[Mark], float]:  # fmt: skip
        """One sheet on the wall: its words, and under them the years with its day and the pin."""
        is_pinned, is_open = n < len(state.pins), state.is_turned and n == len(state.pins)
        said, style, below = self.said["face_down"].format(n=n + 1), "tick", 0
        if is_pinned:
            said = self.said["dated"].format(day=day_text(day(paper)), paper=self.said["short"][paper])  # fmt: skip
            style, below = "strong", 26
        elif is_open:
            said, style, below = self.said["papers"][paper], "", 34
        told = rows(said, room - 2 * EDGE, style)
        deep = 10 + LEAD * len(told) + below
        is_case, can = paper in state.case, len(state.pins) == len(PAPERS)
        look = "land" if is_case or is_open else "hollow"
        more = {"n": self.said["short"][paper], "v": self.said["accused" if is_case else "free"], "go": {"move": paper}}  # fmt: skip
        marks = [rect(f"sheet:{paper}", 0, y, room, deep, look, **(more if can else {}))]
        if is_case:
            marks.append(rect(f"edge:{paper}", 1, y + 1, 5, deep - 2, "ink"))
        marks += [
            text(f"say:{paper}~{i}", EDGE, y + 20 + LEAD * i, one, style)
            for i, one in enumerate(told)
        ]
        if not (is_pinned or is_open):
            return marks, deep
        track = y + deep - 16
        marks.append(line(f"track:{paper}", [(EDGE, track), (room - EDGE, track)], "thin"))
        if is_pinned:
            pin, true = _x(room, state.pins[n] + 0.5), _x(room, where(paper))
            off = [
                line(f"off:{paper}", [(pin, track), (true, track)], "guess"),
                point(f"pin:{paper}", pin, track, 6, "guess hollow"),
            ]
            marks += off if state.pins[n] != FORGOTTEN else []
            marks.append(point(f"day:{paper}", true, track, 6, "ink"))
        return marks, deep

    def _handle(self, state: Wall, room: float, y: float) -> dict[str, object]:
        p0, p1, at = (_x(room, year + 0.5) for year in (FIRST, LAST, state.at))
        return {
            "name": "year", "axis": "x", "at": [round(at, 1), round(y, 1)], "lo": FIRST, "hi": LAST, "step": 1,
            "p0": p0, "p1": p1, "label": self.said["handle"], "text": str(state.at), "value": state.at,
        }  # fmt: skip

    def _years(self, room: float, y: float) -> list[Mark]:
        every = 1 if room > 520 else 2
        return [
            text(f"year:{at}", _x(room, at + 0.5), y + 14, str(at), "tick", "m")
            for at in range(FIRST, LAST + 1, every)
        ]

    def _counts(self, state: Wall, room: float, top: float) -> tuple[list[Mark], float]:
        """How much of the fall the case holds, by the reader's count and by the rival's."""
        left, right, y = EDGE, room - EDGE - 44, top + 8
        scale, marks = (right - left) / 100, []
        for count, share in between(*state.case).items():
            said = self.said["counts"][count].format(share=number(max(share, 0)))
            if share < 0:
                said = self.said["rose"]
            told = rows(said, room - 2 * EDGE, "strong")
            marks += [
                text(f"{count}~{i}", left, y + 14 + LEAD * i, one, "strong")
                for i, one in enumerate(told)
            ]
            y += LEAD * len(told) + 4
            look = "ink" if share > HALF else ""
            marks += [
                rect(f"all:{count}", left, y, 100 * scale, 16, "hollow"),
                rect(f"held:{count}", left, y, max(share, 0) * scale, 16, look, n=said),
                line(f"half:{count}", [(left + HALF * scale, y - 4), (left + HALF * scale, y + 20)]),
                text(f"share:{count}", right + 8, y + 13, number(share), "strong"),
            ]  # fmt: skip
            y += 30
        return [*marks, text("half", left + HALF * scale, y + 4, self.said["half"], "tick", "m")], y + 10  # fmt: skip


@few
class FewPins(Case):
    """All years and all papers; of the pins the last one alone is held, until a case is built."""

    def step(self, state: Wall, move: str) -> Wall:
        after = super().step(state, move)
        last = after.pins[-1:] if move not in PAPERS else (FORGOTTEN,)
        return after._replace(pins=(FORGOTTEN,) * (len(after.pins) - 1) + last)


def _x(room: float, at: float) -> float:
    """Where a place on the axis of years stands in a room of pixels."""
    return EDGE + (room - 2 * EDGE) * (at - FIRST) / (LAST + 1 - FIRST)
