"""Squares on a board: a value for each row and column, told by an area, and the mean of each row."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.views.axes import LEAD, stacked
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import fitted, rows, wide
from claimlab.views.scene import Mark as Drawn
from claimlab.views.scene import Scene, rect, scene, text
from claimlab.views.series import need_some, numbers
from claimlab.views.shades import is_told, shades
from claimlab.views.words import alike, enough, number

__all__ = ["Squares"]

_NARROW, _LARGEST, _GAP = 520, 68, 6  # in pixels


class _Board(NamedTuple):
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: np.ndarray  # one row a row; NaN where there is no figure
    notes: tuple[str, ...]  # under the name of each column

    @property
    def means(self) -> np.ndarray:
        """The mean of each row, over its figures; NaN where it has none."""
        known = np.isfinite(self.values)
        return np.where(known.any(1), np.nansum(self.values, axis=1), np.nan) / known.sum(1).clip(1)


@dataclass(frozen=True)
class Squares(View):
    """A square for each row and column, its area the value, in a pale one that stands for `most`.

    Parameters
    ----------
    row, column, value : str
        Columns of a long frame: whose squares a row are, what each is about, and its value, zero or more.
    most : float, optional
        The value that fills its place; else the largest of the frame.
    under : str, optional
        Column of a word under the name of each column, such as what came of it.
    name : str
        What the mean of a row is called.
    own : sequence of str
        Rows of the reader herself, in the colour that nothing else has.

    >>> frame = pd.DataFrame({"who": ["a shrug"] * 2, "about": ["rain", "frost"], "square": [0.25, 0.25]})
    >>> Squares("who", "about", "square", most=1).words(frame)
    'On average: a shrug 0.25.'
    """

    row: str
    column: str
    value: str
    most: float = 0.0
    under: str = ""
    name: str = ""
    own: Sequence[str] = ()
    guesses: ClassVar[tuple[str, ...]] = ()

    def read(self, frame: pd.DataFrame) -> _Board:
        need(frame, *filter(None, (self.row, self.column, self.value, self.under)))
        values = numbers(frame, self.value)
        need_some(np.isfinite(values).any(), self.value)
        if (values < 0).any():
            raise KitError(
                _("An area is zero or more: '{column}' has a figure below zero.").format(
                    column=self.value
                )
            )
        told = frame.assign(**{self.value: values, self.row: frame[self.row].astype(str), self.column: frame[self.column].astype(str)})  # fmt: skip
        if told.duplicated([self.row, self.column]).any():
            raise KitError(_("Two rows stand for the same square."))
        names, heads = (tuple(dict.fromkeys(told[one])) for one in (self.row, self.column))
        table = told.pivot(index=self.row, columns=self.column, values=self.value)
        notes = told.drop_duplicates(self.column).set_index(self.column)
        notes = notes[self.under].fillna("").astype(str) if self.under else dict.fromkeys(heads, "")
        return _Board(names, heads, table.loc[[*names], [*heads]].to_numpy(float), tuple(notes[one] for one in heads))  # fmt: skip

    def names(self, data: _Board) -> Sequence[str]:
        return data.rows

    def draw(self, data: _Board, sheet: Sheet) -> Scene:
        return (self._standing if sheet.width < _NARROW else self._lying)(data, sheet)

    def _lying(self, data: _Board, sheet: Sheet) -> Scene:
        """Rows with their means on the right, below the names of the columns."""
        left = fitted(data.rows, 0, 0.18 * sheet.width, "strong") + 14
        means = alike(data.means)
        right = max(fitted([self.name], 0, 80, "tick"), *(wide(one, "big") for one in means)) + 18
        each = (sheet.width - left - right) / len(data.columns)
        side = min(each - _GAP, _LARGEST)
        heads = [rows(head, each - 6, "tick") for head in data.columns]
        deep = max(map(len, heads))
        marks, top = [], LEAD * deep + (LEAD + 2 if any(data.notes) else 0) + 8
        middles = [left + (k + 0.5) * each for k in range(len(data.columns))]
        for k, (x, lines, note) in enumerate(zip(middles, heads, data.notes, strict=True)):
            low = LEAD * (deep - len(lines) / 2)
            marks += stacked(f"head:{data.columns[k]}", x, low, lines, "tick", "m")
            if note:
                marks.append(text(f"note:{data.columns[k]}", x, LEAD * deep + 16, note, "strong", "m"))  # fmt: skip
        for_mean = rows(self.name, right - 18, "tick")
        marks += stacked("mean", sheet.width, top - 8 - LEAD * len(for_mean) / 2, for_mean, "tick", "e") if self.name else []  # fmt: skip
        looks = self._looks(data, sheet)
        for i, name in enumerate(data.rows):
            middle = top + (side + _GAP + 6) * i + side / 2
            marks += stacked(f"name:{name}", 0, middle, rows(name, left - 14, "strong"), "strong")
            for k, x in enumerate(middles):
                marks += self._square(data, i, k, x, middle, side, looks[i])
            tone = looks[i].split()[0]
            marks.append(text(f"mean:{name}", sheet.width, middle + 9, means[i], f"big {tone}", "e"))  # fmt: skip
        return scene(sheet.width, top + (side + _GAP + 6) * len(data.rows), marks)

    def _standing(self, data: _Board, sheet: Sheet) -> Scene:
        """The board turned, for a narrow page: a column for each of the rows, its mean at the foot."""
        heads = [f"{head}: {note}" if note else head for head, note in zip(data.columns, data.notes, strict=True)]  # fmt: skip
        side = min(46.0, 0.5 * (sheet.width - 90) / len(data.rows) - _GAP)
        each = max(side + _GAP + 8, *(wide(part, "strong") + 12 for name in data.rows for part in rows(name, 70, "strong")))  # fmt: skip
        left = sheet.width - each * len(data.rows)
        middles = [left + (i + 0.5) * each for i in range(len(data.rows))]
        names = [rows(name, each - 8, "strong") for name in data.rows]
        y, looks, means = LEAD * max(map(len, names)) + 8, self._looks(data, sheet), alike(data.means)  # fmt: skip
        marks = []
        for name, x, lines in zip(data.rows, middles, names, strict=True):
            low = y - 8 - LEAD * len(lines) / 2
            marks += stacked(f"name:{name}", x, low, lines, "strong", "m")
        for k, head in enumerate(heads):
            lines = rows(head, left - 10, "tick")
            high = max(side + _GAP, LEAD * len(lines) + 4)
            marks += stacked(f"head:{data.columns[k]}", 0, y + high / 2, lines, "tick")
            for i, x in enumerate(middles):
                marks += self._square(data, i, k, x, y + high / 2, side, looks[i])
            y += high
        if self.name:
            marks += stacked("mean", 0, y + 16, rows(self.name, left - 10, "tick"), "tick")
        for name, x, mean, look in zip(data.rows, middles, means, looks, strict=True):
            marks.append(text(f"mean:{name}", x, y + 22, mean, f"end {look.split()[0]}", "m"))
        return scene(sheet.width, y + 32, marks)

    def _square(self, data: _Board, i: int, k: int, x: float, y: float, side: float, look: str) -> list[Drawn]:  # fmt: skip
        """The pale place of a square, which answers with its value, and the square in it."""
        name, head, value = data.rows[i], data.columns[k], data.values[i, k]
        key = f"{name}:{head}"
        told = {"n": f"{name}: {head}", "v": number(value), "s": name}
        place = rect(f"place:{key}", x - side / 2, y - side / 2, side, side, "land", **told)
        if not np.isfinite(value):
            return [place]
        own = side * math.sqrt(min(value / self._most(data), 1.0))
        return [place, rect(f"square:{key}", x - own / 2, y - own / 2, own, own, look, l=f"place:{key}")]  # fmt: skip

    def _most(self, data: _Board) -> float:
        return self.most or float(np.nanmax(data.values)) or 1.0

    def _looks(self, data: _Board, sheet: Sheet) -> list[str]:
        told = sheet.accent if is_told(data.rows, sheet.accent) else ()
        found = shades(data.rows, told, tone=sheet.tone) if told else [sheet.tone] * len(data.rows)
        return ["guess hollow" if name in self.own else look for name, look in zip(data.rows, found, strict=True)]  # fmt: skip

    def headline(self, data: _Board) -> str:
        least = int(np.nanargmin(data.means))
        return _("{name} has the least: {value} on average").format(
            name=data.rows[least], value=number(data.means[least])
        )

    def tell(self, data: _Board) -> str:
        parts = [f"{name} {number(mean)}" for name, mean in zip(data.rows, data.means, strict=True)]
        return _("On average: {parts}.").format(parts="; ".join(enough(parts, data.rows)))

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        wide_ = frame.pivot(index=self.column, columns=self.row, values=self.value)
        wide_ = wide_.reindex(index=frame[self.column].unique(), columns=frame[self.row].unique())
        return wide_.rename_axis(columns=None).reset_index()
