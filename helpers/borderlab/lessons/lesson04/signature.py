"""A hundred threats: how each ends, and which of them leave a file in an archive of sanctions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, Scene, area, point, rect, scene, text
from claimlab.views.words import number

__all__ = ["Threats"]

_ALL, _SIDE, _PITCH, _LEAD = 100, 10, 15, 18  # dots, in a row; from dot to dot, line to line
_LOOKS = {True: "accent", False: "ink hollow"}  # whether the target gives way
_TAB, _PAD, _BELOW = 30, 12, 14  # the tab of the folder, its margin, what is free under it


@dataclass(frozen=True, kw_only=True)
class Threats(View):
    """A dot a threat, in four fields by how it ended; two of them stand in the archive's folder.

    The frame has a row an end: `end`, `name` (in words), `drawn` (dots), `is_imposed` (in the folder),
    `works` (the target gave way: a solid dot), `threats_count` (missing where only the archive is
    known: its dots go out). `says` holds the words.
    """

    play: ClassVar[Mapping[str, Any]] = {"name": "meant", "ms": 500}
    guesses: ClassVar[tuple[str, ...]] = ("choice",)

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(frame, "end", "name", "drawn", "is_imposed", "works", "threats_count")
        return frame

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        is_narrow, side = sheet.width < 660, _SIDE * _PITCH
        each = (sheet.width - 2 * _PAD) / (2 if is_narrow else 4)
        lines = max(len(rows(name, each - 10, "strong")) for name in data["name"])
        deep = _LEAD * lines + 44 + side  # of a field: name, number, dots
        block = _TAB + deep + _PAD + _BELOW
        filed = number(data.loc[data["is_imposed"], "drawn"].sum())
        held = f"{self.says['archive']}: {self.says['of'].format(n=filed)}"
        marks, first = self._folder(held, 2 * each + _PAD, block - _BELOW), 0
        no_file = (_PAD, block) if is_narrow else (2 * (each + _PAD), 0)
        marks.append(
            text("no-file", no_file[0], no_file[1] + 20, self.says["no_file"], "strong soft")
        )
        for place, row in enumerate(data.itertuples()):
            x = _PAD + (place % 2 if is_narrow else place) * each
            x += _PAD * (place > 1 and not is_narrow)
            y = _TAB + (block if is_narrow and place > 1 else 0)
            marks += self._field(row, first, x, y, each - 10, lines)
            first += row.drawn
        bottom = block * (2 if is_narrow else 1)
        if sheet.guess:
            marks.append(text("guess-n", 0, bottom + 12, sheet.guess.text, "guess strong"))
            bottom += 22
        return scene(sheet.width, bottom, marks)

    def _folder(self, held: str, width: float, high: float) -> list[Mark]:
        tab = wide(held, "strong") + 2 * _PAD
        ring = [(0, 0), (tab, 0), (tab + 10, _TAB), (width, _TAB), (width, high), (0, high)]
        return [
            area("folder", ring, "land"),
            text("folder-n", _PAD, 20, held, "strong"),
        ]

    def _field(self, row: Any, first: int, x: float, y: float, room: float, lines: int) -> list[Mark]:  # fmt: skip
        """One end: its name, how many, and their dots, column by column."""
        is_known = pd.notna(row.threats_count)
        said = number(row.threats_count) if is_known else self.says["absent"]
        own, top = rows(row.name, room, "strong"), y + _LEAD * lines + 44
        found = [text(f"name:{row.end}~{i}", x, y + _LEAD * (i + 1), one, "strong") for i, one in enumerate(own)]  # fmt: skip
        found.append(text(f"n:{row.end}", x, top - 12, said, "big" if is_known else "tick"))
        ground = rect(f"field:{row.end}", x, top, _SIDE * _PITCH, _SIDE * _PITCH, "land" if row.is_imposed else "paper",
                      n=row.name, v=self.says["of"].format(n=said) if is_known else said)  # fmt: skip
        look = _LOOKS[row.works] if is_known else "gone"
        dots = []
        for k in range(row.drawn):
            column, line = divmod(k, _SIDE)
            middle = x + (column + 0.5) * _PITCH, top + (line + 0.5) * _PITCH
            dots.append(point(f"threat:{first + k}", *middle, 0.36 * _PITCH, look))
        return [*found, ground, *dots]

    def tell(self, data: pd.DataFrame) -> str:
        """How many end in which way; of what leaves no file, only that, where the archive alone is known."""
        ends = "; ".join(
            f"{row.name}: {number(row.threats_count) if pd.notna(row.threats_count) else self.says['absent']}"
            for row in data.itertuples()
        )
        filed = data[data["is_imposed"]]
        return self.says["words"].format(
            ends=ends, filed=filed["drawn"].sum(), worked=filed.loc[filed["works"], "drawn"].sum()
        )
