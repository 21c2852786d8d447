"""How sure somebody was, and how often it came: a dot for each level, beside the line of who always knows."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from claimlab.i18n import _
from claimlab.views.axes import Box, Scale
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.words import number, signed

__all__ = ["Calibration"]

_LEFT, _TOP, _FOOT, _EDGE = 44, 14, 66, 30
_MOST_WIDE, _DOT = 520, 6.0
_TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, kw_only=True)
class Calibration(View):
    """A reader's own curve.

    The frame has a row a level that was used: `said_percent`, `bets_count`, `came_count`, `came_percent`,
    and `low_percent` and `high_percent`, the band in which the dots of a reader lie who knows how sure
    to be. Its attributes `points`, `always_sure` and `never_sure` are what the bets paid, and what they
    would have paid to one who was sure of the same sides, and to one who never was.

    >>> frame = pd.DataFrame({"said_percent": [75], "bets_count": [12], "came_count": [9], "came_percent": [75.0],
    ...                       "low_percent": [58.3], "high_percent": [91.7]})
    >>> Calibration().words(frame)
    'Of 12 bets called 75 in 100, 9 came; by chance 7 to 11.'
    """

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(frame, "said_percent", "bets_count", "came_count", "came_percent", "low_percent", "high_percent")  # fmt: skip
        return frame.sort_values("said_percent")

    def headline(self, data: pd.DataFrame) -> str:
        inside = data["came_percent"].between(data["low_percent"], data["high_percent"])
        n, levels = int(data["bets_count"].sum()), len(data)
        return _("{n} bets: at {inside} of {levels} levels you knew how sure to be").format(
            n=n, inside=int(inside.sum()), levels=levels
        )

    def sub(self) -> str:
        return self.y_label or _("So many of a hundred came, by how sure you were")

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        side = min(sheet.width - _LEFT - _EDGE, _MOST_WIDE)
        high = min(side, 380)
        box = Box(_LEFT, _TOP, _LEFT + side, _TOP + high)
        x, y = Scale(0, 100, box.left, box.right), Scale(0, 100, box.bottom, box.top)
        marks = [*self._axes(box, x, y), line("known", [(x(0), y(0)), (x(100), y(100))], "dash soft")]  # fmt: skip
        marks.append(text("known-n", x(62), y(53), _("who always knows"), "tick halo"))
        for row in data.itertuples():
            name = _("{n} in 100").format(n=row.said_percent)
            value = _said(row)
            marks.append(
                rect(f"band:{row.said_percent}", x(row.said_percent) - 9, y(row.high_percent), 18,
                     y(row.low_percent) - y(row.high_percent), "others pale", n=name, v=value)
            )  # fmt: skip
        path = [(x(row.said_percent), y(row.came_percent)) for row in data.itertuples()]
        marks += [line("own", path, "guess")] if len(path) > 1 else []
        for row, (at, up) in zip(data.itertuples(), path, strict=True):
            told = f"{row.came_count}/{row.bets_count}"
            is_right = at + 14 + wide(told, "strong") > sheet.width
            marks += [
                point(f"dot:{row.said_percent}", at, up, _DOT, "guess"),
                text(f"n:{row.said_percent}", at + (-14 if is_right else 14), up + 5, told, "strong halo", a="e" if is_right else ""),
            ]  # fmt: skip
        more, bottom = self._paid(data, sheet.width, box.bottom + _FOOT)
        return scene(sheet.width, bottom, [*marks, *more])

    def _axes(self, box: Box, x: Scale, y: Scale) -> list[Mark]:
        marks = []
        for at in _TICKS:
            marks += [
                line(f"gx:{at}", [(x(at), box.top), (x(at), box.bottom)], "thin grid"),
                line(f"gy:{at}", [(box.left, y(at)), (box.right, y(at))], "thin grid"),
                text(f"tx:{at}", x(at), box.bottom + 18, number(at), "tick", a="m"),
                text(f"ty:{at}", box.left - 8, y(at) + 5, number(at), "tick", a="e"),
            ]
        named = self.x_label or _("How sure you were, in 100")
        return [*marks, text("x-n", (box.left + box.right) / 2, box.bottom + 40, named, "tick", a="m")]  # fmt: skip

    def _paid(self, data: pd.DataFrame, width: float, top: float) -> tuple[list[Mark], float]:
        """What the bets paid, beside who was always sure and who never was."""
        if "points" not in data.attrs:
            return [], top
        lines = [one for said in _paid(data) for one in rows(said, width, "tick")]
        marks = [
            text(f"paid~{i}", 0, top + 20 * i, one, "tick" if i else "strong")
            for i, one in enumerate(lines)
        ]
        return marks, top + 20 * len(lines)

    def tell(self, data: pd.DataFrame) -> str:
        levels = [
            _("Of {all} bets called {said} in 100, {told}").format(
                all=row.bets_count, said=row.said_percent, told=_told(row)
            )
            for row in data.itertuples()
        ]
        return " ".join([f"{'; '.join(levels)}.", *(_paid(data) if "points" in data.attrs else [])])

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        heads = {
            "said_percent": _("Said, in 100"),
            "bets_count": _("Bets"),
            "came_count": _("Came"),
            "low_percent": _("By chance from, per cent"),
            "high_percent": _("By chance to, per cent"),
        }
        return self.read(frame)[list(heads)].rename(columns=heads)


def _told(row) -> str:
    low, high = (round(row.bets_count * share / 100) for share in (row.low_percent, row.high_percent))  # fmt: skip
    return _("{came} came; by chance {low} to {high}").format(
        came=row.came_count, low=low, high=high
    )


def _said(row) -> str:
    return _("{told}, of {all}").format(told=_told(row), all=row.bets_count)


def _paid(data: pd.DataFrame) -> list[str]:
    own, sure, never = (signed(round(data.attrs[key])) for key in ("points", "always_sure", "never_sure"))  # fmt: skip
    return [
        _("Your bets paid {own}.").format(own=own),
        _("Always sure of the same sides: {sure}. Never sure: {never}.").format(
            sure=sure, never=never
        ),
    ]
