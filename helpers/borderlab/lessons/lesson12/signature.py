"""A hundred worlds a worldview: how many fall to one package, to the other, or to neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import rows
from claimlab.views.scene import Mark, Scene, point, rect, scene, text
from claimlab.views.shades import FILLS, legend, legend_rows, shades
from claimlab.views.words import listing

__all__ = ["Worlds", "in_a_hundred"]

_SIDE, _GAP, _LEAD = 10, 26, 17  # dots in a row; between two fields, from line to line, in pixels
_PARTS = ("first", "tie", "second")
_RADIUS = {
    "first": 0.4,
    "tie": 0.2,
    "second": 0.4,
}  # a tie is a small dot: size speaks beside colour


def in_a_hundred(percent: np.ndarray) -> np.ndarray:
    """Whole numbers of a hundred: those that lose most by cutting are rounded up.

    >>> in_a_hundred(np.array([33.4, 33.3, 33.3])).tolist()
    [34, 33, 33]
    """
    whole = np.floor(percent).astype(int)
    late = np.argsort(whole - percent, kind="stable")
    whole[late[: 100 - whole.sum()]] += 1
    return whole


@dataclass(frozen=True, kw_only=True)
class Worlds(View):
    """A field of a hundred dots for each row of `view`.

    The frame has `view`, `part` (first, tie, second), `name` (of the part, in words), `percent`, and
    `is_asked`, True where a guess was about this setting. `looks` gives the place of each name among
    the greys; `says` the words of a field.
    """

    looks: Mapping = field(default_factory=dict)
    guesses: ClassVar[tuple[str, ...]] = ("value",)

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(frame, "view", "part", "name", "percent", "is_asked")
        order = list(dict.fromkeys(frame["view"]))
        counts = frame.pivot(index="view", columns="part", values="percent").loc[order, [*_PARTS]]
        whole = pd.DataFrame(map(in_a_hundred, counts.to_numpy()), order, [*_PARTS])
        names = frame.drop_duplicates("part").set_index("part")["name"]
        whole.attrs = {"names": names, "ahead": counts["first"] > counts["second"],
                       "is_asked": bool(frame["is_asked"].all())}  # fmt: skip
        return whole

    def value_at(self, data: pd.DataFrame, name: str | None) -> float | None:
        """In how many views the first is ahead: what was guessed, where it was asked."""
        return float(data.attrs["ahead"].sum()) if data.attrs["is_asked"] else None

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        names = [data.attrs["names"][part] for part in _PARTS]
        looks = shades(names, (), FILLS, self.looks)
        marks = legend(names, looks, sheet.width, 0, is_dots=True)
        top = 22 * legend_rows(names, sheet.width) + 14
        across = 4 if sheet.width >= 520 else 2
        each = (sheet.width - _GAP * (across - 1)) / across
        pitch = min(each / _SIDE, 13.5)
        heads = max(len(rows(view, each, "strong")) for view in data.index)
        deep = _LEAD * (heads + 1) + pitch * _SIDE + 30
        for place, view in enumerate(data.index):
            row, column = divmod(place, across)
            marks += self._field(data, view, column * (each + _GAP), top + row * deep, each, pitch, heads, looks)  # fmt: skip
        bottom = top + deep * -(-len(data) // across) - 16
        if sheet.guess and data.attrs["is_asked"]:
            ahead = self.says["guess"].format(guess=sheet.guess.text, name=names[0])
            marks.append(text("guess-n", 0, bottom + 14, ahead, "guess strong"))
            bottom += 24
        return scene(sheet.width, bottom, marks)

    def _field(
        self, data: pd.DataFrame, view: str, x: float, y: float, each: float, pitch: float, heads: int, looks: list[str],
    ) -> list[Mark]:  # fmt: skip
        """One view: its name, its three numbers and its dots, which fill column by column."""
        counts, is_ahead = data.loc[view], data.attrs["ahead"][view]
        lines = rows(view, each, "strong")
        found = [
            text(f"view:{view}~{i}", x, y + _LEAD * (heads - len(lines) + i) + 13, one, "strong" + ("" if is_ahead else " soft"))
            for i, one in enumerate(lines)
        ]  # fmt: skip
        said = self.says["field"].format(**counts)
        found.append(text(f"n:{view}", x, y + _LEAD * heads + 13, said, "tick num"))
        top = y + _LEAD * (heads + 1) + 8
        told = {"n": view, "v": self.says["told"].format(**counts, **{f"{k}_name": v for k, v in data.attrs["names"].items()})}  # fmt: skip
        found.append(rect(f"field:{view}", x, top, pitch * _SIDE, pitch * _SIDE, "paper", **told))
        parts = np.repeat(range(len(_PARTS)), counts)
        for k, part in enumerate(parts):
            column, row = divmod(k, _SIDE)
            place = x + (column + 0.5) * pitch, top + (row + 0.5) * pitch
            found.append(point(f"{view}:{k}", *place, _RADIUS[_PARTS[part]] * pitch, looks[part]))
        return found

    def tell(self, data: pd.DataFrame) -> str:
        """In which views the first is ahead, and the numbers of each."""
        ahead, names = data.attrs["ahead"], data.attrs["names"]
        key = "none" if not ahead.any() else "ahead"
        first = self.says[key].format(name=names["first"], views=listing(data.index[ahead], 8))
        each = "; ".join(f"{view} {self.says['field'].format(**data.loc[view])}" for view in data.index)  # fmt: skip
        return f"{first} {self.says['each'].format(**names)} {each}."

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Per cent of the drawn worlds, a row a view."""
        names = frame.drop_duplicates("part").set_index("part")["name"]
        wide = frame.pivot(index="view", columns="part", values="percent")
        return wide.loc[list(dict.fromkeys(frame["view"])), [*_PARTS]].rename(columns=names).reset_index()  # fmt: skip
