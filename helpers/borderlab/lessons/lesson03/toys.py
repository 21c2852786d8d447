"""Two camps, one ruler: where the window opens decides how much the sanctions explain."""

from __future__ import annotations

from borderlab.lessons.lesson03 import numbers
from borderlab.lessons.lesson03.windows import (
    LAST,
    MONTHS,
    NONE,
    PUBLISHED,
    Windows,
    month,
    reaches,
    recorded,
    share,
    since,
    trend,
)
from claimlab.lessons.toys import Move, Toy, few, toy
from claimlab.views.axes import Box, Scale
from claimlab.views.letters import rows
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.stage import day_text

KEPT = ("most", "least", "granted")
TOP, MOST_PERCENT = 3000, 140


@toy
class TwoWindows(Toy):
    """A ruler on a curve: a window for each camp, and one that you would grant your opponent."""

    opens = range(LAST + 1)  # in which month a window may open
    shown = ("open 0", "most", "open 69", "least", "open 48", "granted")

    def start(self, deal: int) -> Windows:
        return Windows()

    def moves(self, state: Windows) -> list[Move]:
        keep = [Move(name, self.said[name]) for name in KEPT if reaches(state, name)]
        return [*keep, *(Move(f"open {at}") for at in self.opens)]

    def step(self, state: Windows, move: str) -> Windows:
        if move in KEPT:
            return state._replace(**{move: state.at})
        return state._replace(at=int(move.removeprefix("open ")))

    def won(self, state: Windows) -> dict[str, object] | None:
        if state.granted == NONE:
            return None
        return {name: round(share(getattr(state, name))) for name in KEPT} | {"published": round(share(PUBLISHED))}  # fmt: skip

    # What it says:

    def title(self, state: Windows) -> str:
        said = self.said["titles"]
        key = next((name for name in KEPT if getattr(state, name) == NONE), "done")
        return said[key].format(share=round(share(state.at)))

    def sub(self, state: Windows) -> str:
        return self.said["sub"]

    def words(self, state: Windows) -> str:
        said = self.said["words"]
        told = [said["now"].format(month=_month(state.at), share=round(share(state.at)))]
        for name in KEPT:
            if (at := getattr(state, name)) != NONE:
                told.append(said[name].format(month=_month(at), share=round(share(at))))
        return " ".join(told)

    # What it draws:

    def draw(self, state: Windows, width: int) -> Scene:
        said = self.said["marks"]
        box = Box(42, 18, width - 12, 250 if width < 520 else 300)
        x, y = Scale(0, len(MONTHS) - 1, box.left, box.right), Scale(0, TOP, box.bottom, box.top)
        barred = list(MONTHS).index(MONTHS[MONTHS >= f"{numbers.FINANCE}-01"][0])
        marks = [
            rect("window", x(state.at), box.top, x(barred) - x(state.at), box.bottom - box.top, "land", n=said["window"], v=_month(state.at)),
            line("axis", [(box.left, box.bottom), (box.right, box.bottom)], "axis"),
        ]  # fmt: skip
        for value in (0, 1000, 2000, TOP):
            marks += [
                line(f"grid{value}", [(box.left, y(value)), (box.right, y(value))], "grid"),
                text(f"y{value}", box.left - 5, y(value) + 5, f"{value:,}", "tick", a="e"),
            ]
        for at in range(0, len(MONTHS), 24 if width < 520 else 12):
            marks.append(text(f"x{at}", x(at), box.bottom + 36, f"{MONTHS[at].year}", "tick", a="m"))  # fmt: skip
        marks += [
            line("barred", [(x(barred), box.top), (x(barred), box.bottom)], "thin"),
            text("barred-n", x(barred) - 5, box.top + 14, said["barred"], "tick", a="e"),
            line("oil", [(x(at), y(value)) for at, value in enumerate(recorded())], "main second"),
        ]
        for name in KEPT:
            if (at := getattr(state, name)) != NONE:
                marks.append(line(f"kept:{name}", self._ends(at, x, y), "thin dash"))
        after = [(x(barred), y(since()[0])), (x(len(MONTHS) - 1), y(since()[1]))]
        marks.append(line("since", after, "thin ink"))
        marks.append(line("trend", self._ends(state.at, x, y), "main ink"))
        told, end = said["gap"].format(share=round(share(state.at))), len(MONTHS) - 1
        marks += [
            line("gap", [(x(end), y(trend(state.at)[1])), (x(end), y(since()[1]))], "thick ink"),
            text("gap-n", box.right - 2, box.top + 32, told, "strong halo", a="e"),
            text("oil-n", x(2), y(recorded()[2]) + 24, said["oil"], "strong halo"),
        ]  # fmt: skip
        more, bottom = self._scale(state, width, box.bottom + 70)
        return scene(width, bottom, [*marks, *more], handles=self._handles(state, x, box))

    def _handles(self, state: Windows, x: Scale, box: Box) -> list[dict]:
        """The edge of the window; none once nothing moves any more."""
        if not self.moves(state):
            return []
        first, last = self.opens[0], self.opens[-1]
        handle = {
            "name": "open", "axis": "x", "at": [round(x(state.at), 1), box.bottom], "lo": first, "hi": last, "step": self.opens.step,
            "p0": round(x(first), 1), "p1": round(x(last), 1), "label": self.said["marks"]["handle"], "text": _month(state.at), "value": state.at,
        }  # fmt: skip
        return [handle]

    def _ends(self, at: int, x: Scale, y: Scale) -> list[tuple[float, float]]:
        first, last = trend(at)
        return [(x(at), y(first)), (x(len(MONTHS) - 1), y(last))]

    def _scale(self, state: Windows, width: int, top: float) -> tuple[list[Mark], float]:
        """What each window that was kept lays at the sanctions' door, on one line."""
        said = self.said["marks"]
        head = rows(said["scale"], width, "strong")
        marks = [text(f"scale~{i}", 0, top + 18 * i, one, "strong") for i, one in enumerate(head)]
        x, y = Scale(0, MOST_PERCENT, 16, width - 24), top + 18 * len(head) + 14
        marks.append(line("scale", [(x(0), y), (x(MOST_PERCENT), y)], "axis"))
        marks += [text(f"s{n}", x(n), y + 22, str(n), "tick", a="m") for n in (0, 50, 100)]
        shown = {name: at for name in KEPT if (at := getattr(state, name)) != NONE}
        foot = y + 46
        for name, at in {"published": PUBLISHED, **shown}.items():
            look = "hollow" if name == "published" else "ink"
            told = said["kept"][name].format(month=_month(at), share=round(share(at)))
            marks.append(point(f"p:{name}", x(share(at)), y, 6, look, n=told))
            for i, one in enumerate(rows(told, width - 20, "tick")):
                if not i:
                    marks.append(point(f"k:{name}", 6, foot - 5, 5, look))
                marks.append(text(f"k:{name}~{i}", 18, foot, one, "tick"))
                foot += 20
        marks.append(point("p:now", x(min(share(state.at), MOST_PERCENT)), y, 3, "ink"))
        return marks, foot


@few
class FewWindows(TwoWindows):
    """A window opens in every fourth month, and the one that was granted stays."""

    opens = range(PUBLISHED % 4, LAST + 1, 4)

    def moves(self, state: Windows) -> list[Move]:
        return super().moves(state) if state.granted == NONE else []


def _month(at: int) -> str:
    return day_text(month(at))
