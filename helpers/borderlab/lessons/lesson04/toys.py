"""Five letters on your desk: you are the target of threats; a clerk files only those that were carried out."""

from __future__ import annotations

from collections.abc import Mapping

from borderlab.lessons.lesson04.desk import (
    COLUMNS,
    DESKS,
    ENDS,
    FILED,
    FIVE,
    MEANT,
    PER_POINT,
    SENDERS,
    Desk,
    Desks,
    at_once,
    cheapest,
    cost_of_five,
    costs,
    filed,
    is_cheap,
    is_late,
    letters,
    means_it,
    of_hundred,
    own_habit,
    paid,
)
from borderlab.lessons.lesson04.numbers import GAME
from claimlab.lessons.toys import Move, Toy, toy
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.words import number

PAPER = 560  # pixels of a letter, at most
ENVELOPE = 52, 34


@toy
class Letters(Toy):
    """Five letters, the clerk's file, then your habit at many desks."""

    shown = (
        "wait",
        "late",
        "yield",
        "yield",
        "wait",
        "yield",
        "desks",
        "line 9",
        "three",
        "line 4",
    )

    def start(self, deal: int) -> Desk:
        return Desk(deal)

    def moves(self, state: Desk | Desks) -> list[Move]:
        if isinstance(state, Desks):
            button = []
            if state.meant != MEANT:
                button = [Move("two", self.said["two"])]
            elif is_cheap(state):
                button = [Move("three", self.said["three"])]
            return [*button, *(Move(f"line {at}") for at in range(COLUMNS + 1))]
        if len(state.ends) == FIVE:
            return [Move("desks", self.said["desks"])]
        keys = ("late", "hold") if state.is_hit else ("yield", "wait")
        return [Move(key, self.said[key]) for key in keys]

    def step(self, state: Desk | Desks, move: str) -> Desk | Desks:
        if isinstance(state, Desks):
            if move in SENDERS:
                return state._replace(meant=SENDERS[move])
            return state._replace(line=int(move.removeprefix("line ")))
        if move == "desks":
            own = own_habit(state)
            return Desks(own, own)
        if move == "wait" and letters(state.deal)[len(state.ends)][1]:
            return state._replace(is_hit=True)
        end = dict(zip(("yield", "wait", "late", "hold"), ENDS, strict=True))[move]
        return Desk(state.deal, (*state.ends, end))

    def won(self, state: Desk | Desks) -> dict[str, object] | None:
        if isinstance(state, Desk) or state.meant == MEANT or not is_cheap(state):
            return None
        best = {meant: cheapest(meant) for meant in (MEANT, state.meant)}
        threats = [at_once(habit) for habit in best.values()]
        return {
            "threats": threats[0],
            "threats_now": threats[1],
        }

    # What it says:

    def title(self, state: Desk | Desks) -> str:
        said = self.said["titles"]
        if isinstance(state, Desks):
            return said["desks"].format(points=_mean(cost_of_five(state.line, state.meant)))
        if len(state.ends) == FIVE:
            held = sum(end in FILED for end in state.ends)
            key = "file" if held else "empty"
            return said[key].format(points=_points(paid(state)), filed=held)
        return said["hit" if state.is_hit else "letter"].format(n=len(state.ends) + 1, of=FIVE)

    def sub(self, state: Desk | Desks) -> str:
        said = self.said["subs"]
        if isinstance(state, Desks):
            return said["desks"].format(desks=COLUMNS * DESKS, meant=state.meant)
        return said["file" if len(state.ends) == FIVE else "letter"]

    def words(self, state: Desk | Desks) -> str:
        said = self.said["words"]
        if isinstance(state, Desks):
            file = self._of_file(said, state)
            return said["desks"].format(above=_points(state.line / PER_POINT), now=at_once(state.line)) + " " + file  # fmt: skip
        past = "; ".join(
            said["past"].format(n=n, end=self.said["ends"][end])
            for n, end in enumerate(state.ends, 1)
        )
        before = said["before"].format(list=past) if past else ""
        if len(state.ends) == FIVE:
            return before
        pain, _meant = letters(state.deal)[len(state.ends)]
        asked = costs(pain / 10)
        form = said["hit" if state.is_hit else "letter"]
        told = {end: _points(asked[end]) for end in ENDS}
        return " ".join(filter(None, [form.format(pain=_points(pain / 10), **told), before]))

    # What it draws:

    def draw(self, state: Desk | Desks, width: int) -> Scene:
        if isinstance(state, Desks):
            return self._desks(state, width)
        top, marks = self._letter(state, width) if len(state.ends) < FIVE else (0, [])
        more, bottom = self._shelf(state, width, top)
        return scene(width, bottom, [*marks, *more])

    def _letter(self, state: Desk, width: int) -> tuple[float, list[Mark]]:
        """The letter at hand, and under it what each answer can come to cost."""
        pain, _meant = letters(state.deal)[len(state.ends)]
        asked, said = costs(pain / 10), self.said
        paper, pad = min(width, PAPER), 16
        key = "hit" if state.is_hit else "letter"
        told = said[f"{key}_text"].format(pain=_points(pain / 10), meant=MEANT)
        own = rows(told, paper - 2 * pad, "sub")
        high = pad + 21 * len(own) + 6
        marks = [
            rect("paper", 0, 0, paper, high, "land"),
            *(text(f"t{i}", pad, pad + 13 + 21 * i, one, "sub") for i, one in enumerate(own)),
        ]
        answers = (
            {"late": ("late",), "hold": ("held_out",)}
            if state.is_hit
            else {"yield": ("gave_way",), "wait": ("bluff", "late", "held_out")}
        )
        top, scale = high + 14, (paper - 96) / (GAME["m"] * GAME["K"])
        for move, ends in answers.items():
            deep = 8 + 40 * len(ends)
            named = "; ".join(said["bars"][end] + ": " + _points(asked[end]) for end in ends)
            marks.append(
                rect(f"go:{move}", 0, top, paper, deep, "hollow", n=said[move], v=named, go={"move": move})
            )  # fmt: skip
            for i, end in enumerate(ends):
                y = top + 8 + 40 * i
                marks += [
                    text(f"l:{end}", 10, y + 11, said["bars"][end], "tick"),
                    rect(f"b:{end}", 10, y + 17, max(scale * asked[end], 1), 11, "ink"),
                    text(f"c:{end}", 18 + scale * asked[end], y + 28, _points(asked[end]), "strong"),
                ]  # fmt: skip
            top += deep + 8
        return top + 10, marks

    def _shelf(self, state: Desk, width: int, top: float) -> tuple[list[Mark], float]:
        """The letters of before, on the desk; at the end those that were carried out lie in the clerk's file."""
        room, is_over = min(width, PAPER), len(state.ends) == FIVE
        each, floor = room / FIVE, top + 154
        marks = [text("desk", 0, top + 12, self.said["on_desk"], "strong")]
        if is_over:
            marks += self._file(state, room, floor)
        for n in range(FIVE):
            end = state.ends[n] if n < len(state.ends) else ""
            y = floor + 30 if is_over and end in FILED else top + 24
            marks += self._envelope(state, n, end, each * n + 2, y, each)
            if end:
                below = [_lost(state, n, end), *rows(self.said["ends"][end], each - 8, "tick")]
                marks += [
                    text(f"end{n}~{i}", each * n + 2, top + 78 + 18 * i, one, "tick" if i else "strong")
                    for i, one in enumerate(below)
                ]  # fmt: skip
        return marks, floor + (116 if is_over else 0)

    def _file(self, state: Desk, room: float, floor: float) -> list[Mark]:
        worked, held = state.ends.count("late"), sum(end in FILED for end in state.ends)
        about = self.said["in_file" if held else "file_empty"].format(worked=worked, held=held)
        return [
            rect("file", 0, floor, room, 112, "land"),
            text("file-n", 10, floor + 22, self.said["file"], "strong"),
            *(
                text(f"file~{i}", 10, floor + 86 + 18 * i, one, "tick")
                for i, one in enumerate(rows(about, room - 20, "tick"))
            ),
        ]

    def _envelope(self, state: Desk, n: int, end: str, x: float, y: float, room: float) -> list[Mark]:  # fmt: skip
        """A letter: grey while it waits, hollow where no file holds it, solid where one does."""
        broad, high = min(room - 10, ENVELOPE[0]), ENVELOPE[1]
        look, flap = ("ink hollow", "thin ink") if end else ("hollow", "thin")
        if end in FILED:
            look, flap = "ink", "thin paper"
        says = f"{self.said['ends'][end]}, {_lost(state, n, end)}" if end else ""
        fold = [(x, y), (x + broad / 2, y + 0.55 * high), (x + broad, y)]
        name = self.said["letter_n"].format(n=n + 1)
        return [rect(f"env{n}", x, y, broad, high, look, n=name, v=says), line(f"flap{n}", fold, flap)]  # fmt: skip

    def _of_file(self, said: Mapping[str, str], state: Desks) -> str:
        """What the clerk's file tells; with more serious senders that is the lesson's next guess."""
        if state.meant != MEANT:
            return said["shut"]
        held, worked = filed(state.line, state.meant)
        key = "file" if held else "no_file"
        return said[key].format(held=held, worked=worked, share=of_hundred(worked, held))

    def _desks(self, state: Desks, width: int) -> Scene:
        """A dot a letter, by the pain that it threatens; what is carried out falls into the file."""
        said = self.said["desk_marks"]
        pitch = min((width - 8) / COLUMNS, 22)
        wide_, gap = pitch * COLUMNS, min(pitch, 15)
        left, top = 4, 46
        radius = 0.36 * gap
        x_line = left + pitch * state.line
        bottom = top + gap * DESKS
        axis = bottom + 14
        shelf = axis + 62
        about = self._of_file(said, state)
        marks = [
            text("h1", 0, 14, said["desks"].format(now=at_once(state.line)), "strong"),
            line("axis", [(left, axis), (left + wide_, axis)], "thin"),
            text("low", left, axis + 20, said["low"], "tick"),
            text("high", left + wide_, axis + 20, said["high"], "tick", a="e"),
            rect("file", 0, shelf - 18, wide_ + 8, 28 + gap * 6 + 8, "land"),
            text("h2", 8, shelf, about, "strong"),
        ]
        for column in range(COLUMNS):
            x, stack = left + pitch * (column + 0.5), 0
            for desk in range(DESKS):
                y = top + gap * (desk + 0.5)
                meant = means_it(column, desk, state.meant)
                if column >= state.line:
                    look = "gone"
                elif not meant:
                    look = ""
                elif state.meant != MEANT:
                    continue  # it lies in the shut folder
                else:
                    look = "ink" if is_late(column) else "ink hollow"
                    y = shelf + 12 + gap * (stack + 0.5)
                    stack += 1
                marks.append(point(f"d{column}.{desk}", x, y, radius, look))
        own = left + pitch * state.own
        marks += [
            line("own", [(own, top - 6), (own, axis)], "guess"),
            line("line", [(x_line, top - 6), (x_line, axis)], "thick ink"),
        ]
        flag = said["flag"].format(above=_points(state.line / PER_POINT))
        at = min(x_line - 2, width - wide(flag, "strong"))
        marks.append(text("flag", max(at, 0), top - 12, flag, "strong"))
        y = shelf + 28 + gap * 6 + 16
        legend, y = self._legend(width, y)
        more, end = self._bars(state, min(width, wide_ + 8), y + 28)
        handle = {
            "name": "line", "axis": "x", "at": [round(x_line, 1), axis], "lo": 0, "hi": COLUMNS, "step": 1, "p0": left,
            "p1": left + wide_, "label": said["handle"], "text": flag, "value": state.line,
        }  # fmt: skip
        return scene(width, end, [*marks, *legend, *more], handles=[handle])

    def _legend(self, width: int, y: float) -> tuple[list[Mark], float]:
        """What each look of a dot means, and the base line of the last row."""
        looks = {"worked": "ink", "failed": "ink hollow", "bluff": "", "gone": "gone"}
        marks, x = [], 0.0
        for key, look in looks.items():
            told = self.said["legend"][key]
            need = 18 + wide(told, "tick") + 16
            if x and x + need > width:
                x, y = 0.0, y + 20
            marks += [
                point(f"k:{key}", x + 6, y - 5, 5, look),
                text(f"kt:{key}", x + 17, y, told, "tick"),
            ]
            x += need
        return marks, y

    def _bars(self, state: Desks, room: float, top: float) -> tuple[list[Mark], float]:
        """What five letters cost by this habit, beside those of who always and who never gives way."""
        said = self.said["habits"]
        shown = {
            "yours": cost_of_five(state.line, state.meant),
            "always": cost_of_five(0, state.meant),
            "never": cost_of_five(COLUMNS, state.meant),
        }
        column = max(wide(said[key], "tick") for key in shown) + 12
        scale = (room - column - 40) / (FIVE * 2)
        marks = [text("costs", 0, top + 4, said["heading"], "strong")]
        for i, (key, cost) in enumerate(shown.items()):
            y = top + 16 + 24 * i
            tone = "ink" if key == "yours" else ""
            marks += [
                text(f"hn:{key}", 0, y + 13, said[key], "tick"),
                rect(f"h:{key}", column, y + 2, scale * cost, 13, tone, n=said[key], v=_mean(cost)),
                text(f"hc:{key}", column + scale * cost + 6, y + 13, _mean(cost), "strong"),
            ]  # fmt: skip
        return marks, top + 16 + 24 * 3 + 6


def _lost(state: Desk, n: int, end: str) -> str:
    """What a letter that was answered has cost."""
    pain, _meant = letters(state.deal)[n]
    cost = costs(pain / 10)[end]
    return f"−{_points(cost)}" if cost else "0"


def _points(cost: float) -> str:
    return number(round(cost, 1))


def _mean(cost: float) -> str:
    """A cost over all desks: with two decimals, without which the cheapest habit cannot be told from the next."""
    return number(round(cost, 2))
