"""A hundred worlds a field: how many fall to one package, to the other, or to neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, Scene, area, line, rect, scene, text
from claimlab.views.shades import FILLS, legend, legend_rows, name_tone, shades
from claimlab.views.words import listing

__all__ = ["Worlds", "in_a_hundred"]

_SIDE, _GAP, _LEAD = (
    10,
    26,
    17,
)  # squares in a row; between two fields, from line to line, in pixels
_PARTS = ("first", "tie", "second")


def in_a_hundred(percent: np.ndarray) -> np.ndarray:
    """Whole numbers of a hundred: those that lose most by cutting are rounded up.

    >>> in_a_hundred(np.array([33.4, 33.3, 33.3])).tolist()
    [34, 33, 33]
    """
    whole = np.floor(percent).astype(int)
    late = np.argsort(whole - percent, kind="stable")
    whole[late[: 100 - whole.sum()]] += 1
    return whole


def _filled(key: str, x: float, y: float, pitch: float, count: int, look: str) -> Mark:
    """The first so many squares of a field, which fills column by column, as one shape of six corners."""
    full, rest = divmod(count, _SIDE)
    right, left = x + pitch * (full + (rest > 0)), x + pitch * full
    step, foot = y + pitch * (rest or _SIDE * (full > 0)), y + pitch * _SIDE * (full > 0)
    return area(key, [(x, y), (right, y), (right, step), (left, step), (left, foot), (x, foot)], look)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Worlds(View):
    """A field of a hundred squares for each row of `view`, drawn as three shapes under one lattice.

    The frame has `view`, `part` (first, tie, second), `name` (of the part, in words), `short` (beside
    its number), `percent`; where there is more than one row of fields, `head` over each; and, where a
    guess may be about it, `is_asked`. `looks` gives the place of each name among the greys; `says`
    the words of a field; `across` how many fields stand beside each other where there is room.
    """

    looks: Mapping = field(default_factory=dict)
    across: int = 4
    guesses: ClassVar[tuple[str, ...]] = ("value",)

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(frame, "view", "part", "name", "short", "percent")
        counts = _wide(frame)
        whole = pd.DataFrame(map(in_a_hundred, counts.to_numpy()), counts.index, [*_PARTS])
        words = frame.drop_duplicates("part").set_index("part")
        whole.attrs = {"names": words["name"], "short": words["short"], "ahead": counts["first"] > counts["second"],
                       "is_asked": bool(frame.get("is_asked", pd.Series(False)).all())}  # fmt: skip
        return whole

    def value_at(self, data: pd.DataFrame, name: str | None) -> float | None:
        """In how many views the first is ahead: what was guessed, where it was asked."""
        return float(data.attrs["ahead"].sum()) if data.attrs["is_asked"] else None

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        names = [data.attrs["names"][part] for part in _PARTS]
        looks = shades(names, (), FILLS, self.looks)
        marks = legend(names, looks, sheet.width, 0)
        y = 22 * legend_rows(names, sheet.width) + 14
        across = self.across if sheet.width >= 520 else 2
        each = (sheet.width - _GAP * (across - 1)) / across
        pitch = min(int(each / _SIDE), 15)
        for head, own in data.groupby(level="head", sort=False):
            if head:
                marks.append(text(f"head:{head}", 0, y + 14, head, "end"))
                y += 24
            for start in range(0, len(own), across):
                beside = own.index[start : start + across]
                lines = max(len(rows(view, each, "strong")) for _head, view in beside)
                for column, at in enumerate(beside):
                    marks += self._field(data, at, column * (each + _GAP), y, each, pitch, lines, looks)  # fmt: skip
                y += _LEAD * (lines + 1) + pitch * _SIDE + 30
        y -= 16
        if sheet.guess and data.attrs["is_asked"]:
            ahead = self.says["guess"].format(guess=sheet.guess.text, name=names[0])
            marks.append(text("guess-n", 0, y + 14, ahead, "guess strong"))
            y += 24
        return scene(sheet.width, y, marks)

    def _field(
        self, data: pd.DataFrame, at: tuple[str, str], x: float, y: float, each: float, pitch: float, deep: int, looks: list[str],
    ) -> list[Mark]:  # fmt: skip
        """One view: its name, its two numbers and its squares."""
        counts, is_ahead, (head, view) = data.loc[at], data.attrs["ahead"][at], at
        key = f"{head}:{view}" if head else view
        lines = rows(view, each, "strong")
        found = [
            text(f"view:{key}~{i}", x, y + _LEAD * (deep - len(lines) + i) + 13, one, "strong" + ("" if is_ahead else " soft"))
            for i, one in enumerate(lines)
        ]  # fmt: skip
        place = x
        for part, look, is_most in zip(("first", "second"), looks[::2], (is_ahead, not is_ahead)):
            said = f"{data.attrs['short'][part]} {counts[part]}"
            tone = f"{name_tone(look)} num" + (" strong" if is_most else "")
            found.append(text(f"n:{part}:{key}", place, y + _LEAD * deep + 13, said, tone))
            place += wide(said, tone) + 12
        top, side = y + _LEAD * (deep + 1) + 8, pitch * _SIDE
        names = data.attrs["names"]
        told = self.says["told"].format(**counts, **{f"{k}_name": v for k, v in names.items()})
        cuts = [((x + pitch * k, top), (x + pitch * k, top + side)) for k in range(1, _SIDE)]
        cuts += [((x, top + pitch * k), (x + side, top + pitch * k)) for k in range(1, _SIDE)]
        return [
            *found,
            rect(f"second:{key}", x, top, side, side, looks[2], n=_called(at), v=told),
            _filled(f"tie:{key}", x, top, pitch, counts["first"] + counts["tie"], looks[1]),
            _filled(f"first:{key}", x, top, pitch, counts["first"], looks[0]),
            line(f"cuts:{key}", [one for cut in cuts for one in (*cut, None)][:-1], "paper"),
        ]

    def tell(self, data: pd.DataFrame) -> str:
        """In which views the first is ahead, and the numbers of each."""
        ahead, names = data.attrs["ahead"], data.attrs["names"]
        key = "none" if not ahead.any() else "ahead"
        views = listing(map(_called, data.index[ahead]), len(data))
        first = self.says[key].format(name=names["first"], views=views)
        each = "; ".join(
            f"{_called(at)} {self.says['field'].format(**data.loc[at])}" for at in data.index
        )
        return f"{first} {self.says['each'].format(**names)} {each}."

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Per cent of the drawn worlds, a row a view."""
        names = frame.drop_duplicates("part").set_index("part")["name"]
        wide = _wide(frame).rename(columns=names).reset_index()
        return wide if wide["head"].any() else wide.drop(columns="head")


def _wide(frame: pd.DataFrame) -> pd.DataFrame:
    """A row a field and a column a part, in the order of the frame."""
    frame = frame if "head" in frame else frame.assign(head="")
    order = pd.MultiIndex.from_frame(frame[["head", "view"]].drop_duplicates())
    found = frame.pivot(index=["head", "view"], columns="part", values="percent")
    return found.loc[order, [*_PARTS]].rename_axis(columns=None)


def _called(at: tuple[str, str]) -> str:
    """A field in words."""
    return ": ".join(filter(None, at))
