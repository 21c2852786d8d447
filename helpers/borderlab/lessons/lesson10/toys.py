"""Ten beans: what is lent holds a promise while it is believed that it could be taken back."""

from __future__ import annotations

from borderlab.lessons.lesson10.beans import (
    BEANS,
    GOAL,
    YEARS,
    Years,
    always,
    before,
    by_year,
    dependence,
    kept,
    most,
)
from claimlab.lessons.toys import Move, Toy, few, toy
from claimlab.views.axes import Box, Scale
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.words import number

SHEET = 620  # pixels, at most
CHAIRS, TONES = ("bogota", "caracas"), ("first", "second")


@toy
class TenBeans(Toy):
    """Eight years of lending; a new game changes the chairs."""

    shown = ("lend 10", "year", "year", "year", "lend 8", "year", "lend 7", "year", "lend 6", "year", "year", "year")  # fmt: skip

    years = 1  # that one choice is for

    def choices(self, state: Years) -> range:
        """How many beans may be lent."""
        return range(state.good, BEANS + 1)

    def start(self, deal: int) -> Years:
        return Years(deal)

    def moves(self, state: Years) -> list[Move]:
        if len(state.lent) == YEARS:
            return []
        told = self.said["one_year"].format(**self._years_at_hand(state), beans=state.now)
        good = [Move("good", self.said["good"])] if state.good < state.now else []
        return [
            Move("year", told),
            *good,
            *(Move(f"lend {n}") for n in self.choices(state)),
        ]

    def step(self, state: Years, move: str) -> Years:
        if move == "year":
            return state._replace(lent=(*state.lent, *((state.now, state.good),) * self.years))
        if move == "good":
            return state._replace(good=state.good + 1)
        return state._replace(now=int(move.removeprefix("lend ")))

    def won(self, state: Years) -> dict[str, object] | None:
        if len(state.lent) < YEARS or _total(state) < GOAL:
            return None
        return {"kept": _beans(_total(state)), "all": _beans(always(BEANS)), **_best()}

    # What it says:

    def _years_at_hand(self, state: Years) -> dict[str, int]:
        """The year at hand, and the last one for which the choice is made."""
        return {"n": len(state.lent) + 1, "last": len(state.lent) + self.years}

    def title(self, state: Years) -> str:
        first = "again" if state.deal else "first"
        begun = "year" if state.lent else first
        key = "over" if len(state.lent) == YEARS else begun
        who = self.said["chairs"][CHAIRS[state.deal % 2]]
        return self.said["titles"][key].format(
            **self._years_at_hand(state), of=YEARS, kept=_beans(_total(state)), all=_beans(always(BEANS)), **who
        )  # fmt: skip

    def sub(self, state: Years) -> str:
        return self.said["sub"]

    def words(self, state: Years) -> str:
        said = self.said["words"]
        past = "; ".join(
            said["past"].format(n=n, beans=beans, kept=_beans(held))
            for n, ((beans, _good), held) in enumerate(
                zip(state.lent, by_year(state.lent), strict=True), 1
            )
        )
        told = [past + "."] if past else []
        if len(state.lent) < YEARS:
            told.append(
                said["now"].format(
                    beans=state.now, good=state.good, kept=_beans(_this_year(state)), need=_percent(state)
                )
            )  # fmt: skip
        if self._shows_best(state):
            told.append(said["best"].format(**_best()))
        return " ".join(told)

    def _shows_best(self, state: Years) -> bool:
        """At the end of a game that is won, or of a second one: the first try is the reader's own."""
        return len(state.lent) == YEARS and (state.deal > 0 or self.won(state) is not None)

    # What it draws:

    def draw(self, state: Years, width: int) -> Scene:
        room = min(width, SHEET)
        marks, y = self._table(state, room)
        if len(state.lent) == YEARS:
            handles = []
        else:
            more, y, handles = self._curve(state, room, y + 18)
            marks += more
        more, y = self._years(state, room, y + 26)
        return scene(width, y, [*marks, *more], handles=handles)

    def _table(self, state: Years, room: float) -> tuple[list[Mark], float]:
        """Ten beans: on the table, of them nailed down, and in the hand."""
        said, pitch = self.said["marks"], min(room / BEANS, 46)
        radius = 0.3 * pitch
        is_over = len(state.lent) == YEARS
        told = said["table"].format(beans=state.now, good=state.good, hand=BEANS - state.now)
        over = self.said["over" if self._shows_best(state) else "over_first"]
        marks, foot = _heading("table", over if is_over else told, 14, room)
        if is_over:
            return marks, foot
        for n in range(BEANS):
            x, on = pitch * (n + 0.5), n < state.now
            look = TONES[state.deal % 2] if on else "hollow"
            name = said["bean_lent" if on else "bean_hand"]
            more = next((some for some in self.choices(state) if some > n), None)
            less = next((some for some in reversed(self.choices(state)) if some <= n), None)
            go = less if more == state.now else more
            press = {"go": {"move": f"lend {go}"}} if go is not None and n >= state.good else {}
            marks.append(
                point(
                    f"bean{n}",
                    x,
                    foot + 22,
                    radius,
                    look,
                    n=said["bean_good"] if n < state.good else name,
                    **press,
                )
            )
            if n < state.good:
                marks.append(rect(f"nail{n}", x - 3, foot + 19, 6, 6, "ink"))
        return marks, foot + 40

    def _curve(self, state: Years, room: float, top: float) -> tuple[list[Mark], float, list[dict]]:
        """What each number of beans would hold this year, and the grip on it."""
        said, past = self.said["marks"], before(state)
        tone = TONES[state.deal % 2]
        head, top = _heading("curve", said["curve"].format(need=_percent(state)), top + 10, room)
        x, y = Scale(0, BEANS, 26, room - 60), Scale(0, BEANS, top + 172, top + 12)
        box_foot = y(0)
        curve = [
            (x(n), y(kept(n, state.good if n >= state.good else n, past))) for n in range(BEANS + 1)
        ]
        first = [(x(n), y(kept(n, 0, 0))) for n in range(BEANS + 1)]
        here = _this_year(state)
        marks = [
            *head,
            line("foot", [(x(0), box_foot), (x(BEANS), box_foot)], "axis"),
            *(text(f"x{n}", x(n), box_foot + 18, str(n), "tick", a="m") for n in (0, 5, BEANS)),
        ]
        if past:
            marks += [
                line("first", first, "thin dash"),
                text("first-n", x(BEANS) + 6, first[-1][1] + 5, said["first"], "tick"),
            ]
        marks += [
            line("now", curve, f"main {tone}"),
            *(point(f"at{n}", *place, 2.5, tone) for n, place in enumerate(curve)),
            line("grip", [(x(state.now), box_foot), (x(state.now), y(here))], "thin ink"),
            point("offer", x(state.now), y(here), 7, "ink", n=said["offer"], v=_beans(here)),
        ]
        told = said["holds"].format(kept=_beans(here))
        side = "e" if x(state.now) + 12 + wide(told, "strong") > room else ""
        marks.append(
            text("holds", x(state.now) + (-12 if side else 12), y(here) - 10, told, "strong halo", a=side)
        )  # fmt: skip
        some = self.choices(state)
        handle = {
            "name": "lend", "axis": "x", "at": [round(x(state.now), 1), box_foot], "lo": some[0], "hi": some[-1], "step": some.step,
            "p0": round(x(some[0]), 1), "p1": round(x(some[-1]), 1), "label": said["handle"], "text": str(state.now), "value": state.now,
        }  # fmt: skip
        return marks, box_foot + 22, [handle]

    def _years(self, state: Years, room: float, top: float) -> tuple[list[Mark], float]:
        """A column a year: what was lent, pale, and what was kept of the promise, solid; the best path as strokes."""
        said, is_best = self.said["marks"], self._shows_best(state)
        high, each = 110, room / YEARS
        head, top = _heading("years", said["years"], top + 8, room)
        box, tone = Box(0, top + 22, room, top + 22 + high), TONES[state.deal % 2]
        y = Scale(0, BEANS, box.bottom, box.top)
        marks = [
            *head,
            line("ground", [(0, box.bottom), (room, box.bottom)], "axis"),
        ]
        for n in range(YEARS):
            left, broad = each * n + 0.18 * each, 0.64 * each
            marks.append(
                text(f"y{n}", left + broad / 2, box.bottom + 18, str(n + 1), "tick", a="m")
            )
            if n >= len(state.lent):
                continue
            lent, held = state.lent[n][0], by_year(state.lent)[n]
            told = said["in_year"].format(n=n + 1)
            marks += [
                rect(f"lent{n}", left, y(lent), broad, box.bottom - y(lent), f"pale {tone}", n=told, v=said["lent_v"].format(beans=lent)),
                rect(f"kept{n}", left, y(held), broad, box.bottom - y(held), tone, n=told, v=said["kept_v"].format(kept=_beans(held))),
                text(f"k{n}", left + broad / 2, y(held) - 5, _beans(held), "strong", a="m"),
            ]  # fmt: skip
            if is_best:
                best = most()[1][n]
                marks.append(line(f"best{n}", [(left - 5, y(best)), (left + broad + 5, y(best))], "thick ink"))  # fmt: skip
        foot = box.bottom + 24
        if is_best:
            foot += 18
            told = said["best"].format(most=_beans(most()[0]))
            marks += [
                line("best-k", [(0, foot - 4), (18, foot - 4)], "thick ink"),
                text("best-n", 26, foot, told, "tick"),
            ]
        return marks, foot + 6


@few
class FewBeans(TenBeans):
    """Two years at a time, an even number of beans, and nothing for good."""

    years = 2

    def choices(self, state: Years) -> range:
        return range(4, BEANS + 1, 2)

    def start(self, deal: int) -> Years:
        return Years(deal, now=4)

    def moves(self, state: Years) -> list[Move]:
        return [one for one in super().moves(state) if one.move != "good"]


def _heading(key: str, told: str, y: float, room: float) -> tuple[list[Mark], float]:
    """Words over a part, in as many lines as they need, and the last base line."""
    own = rows(told, room, "strong")
    return [
        text(f"{key}~{i}", 0, y + 18 * i, one, "strong") for i, one in enumerate(own)
    ], y + 18 * (len(own) - 1)


def _this_year(state: Years) -> float:
    return kept(state.now, state.good, before(state))


def _total(state: Years) -> float:
    """What was kept in all, in tenths of a bean, as it is said."""
    return round(sum(by_year(state.lent)), 1)


def _percent(state: Years) -> int:
    return round(100 * dependence(before(state)))


def _best() -> dict[str, str]:
    """The best path in words: what it keeps, and its beans year by year."""
    kept_most, path = most()
    return {"most": _beans(kept_most), "path": ", ".join(map(str, path))}


def _beans(worth: float) -> str:
    return number(round(worth, 1))
