"""How tables are read and compared: values in place, with names of rows and columns where both sides have them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from borderlab.i18n import _
from borderlab.judging.kinds import Kind, names, refuse, try_again
from borderlab.judging.numeric import asks_for_unit, at_scale, cell, close, near, pattern_of
from borderlab.judging.plain import is_table, marked, series_of
from borderlab.judging.quantity import Unreadable

__all__ = ["Grid", "Table"]


@dataclass(frozen=True)
class Grid:
    """A table without its library: names (None when there are none) and rows of cells."""

    columns: tuple[str, ...] | None
    index: tuple[str, ...] | None
    rows: tuple[tuple, ...]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    def transposed(self) -> Grid:
        return Grid(self.index, self.columns, tuple(zip(*self.rows, strict=True)))

    def like(self, other: Grid) -> Grid:
        """Rows and columns in the order of `other`, where both use the same names."""
        rows = self.rows
        if _are_reordered(self.index, other.index):
            rows = tuple(rows[self.index.index(name)] for name in other.index)
        if _are_reordered(self.columns, other.columns):
            order = [self.columns.index(name) for name in other.columns]
            rows = tuple(tuple(row[i] for i in order) for row in rows)
        return Grid(other.columns, other.index, rows)


def _are_reordered(a, b) -> bool:
    return bool(a and b) and len(set(a)) == len(a) == len(b) and set(a) == set(b)


def _name(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _grid(value: object) -> Grid | None:
    """The grid in a plain value, None when it holds none; plain numbers 0, 1, 2 … are no names."""
    columns = index = None
    if is_table(value):
        columns, index, rows = value["columns"], value["index"], value["data"]
    elif series := series_of(value):
        index, rows = series[0], [[v] for v in series[1]]
    elif (
        isinstance(value, dict)
        and value
        and not marked(value, "unreadable")
        and not marked(value, "not_finite")
    ):
        return _grid_of_dict(value)
    elif isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        columns, rows = list(value[0]), [list(row.values()) for row in value]
    elif isinstance(value, list) and value:
        rows = [row if isinstance(row, list) else [row] for row in value]
    else:
        return None
    return _regular(columns, index, rows)


def _grid_of_dict(value: dict) -> Grid | None:
    parts = list(value.values())
    if all(isinstance(part, dict) for part in parts):
        index = list(parts[0])
        return _regular(list(value), index, [[part.get(name) for part in parts] for name in index])
    if all(isinstance(part, list) for part in parts):
        return _regular(list(value), None, list(map(list, zip(*parts, strict=False))))
    return _regular(None, list(value), [[part] for part in parts])


def _regular(columns, index, rows) -> Grid | None:
    if (
        not rows
        or not isinstance(rows, list)
        or not all(isinstance(r, list) and len(r) == len(rows[0]) > 0 for r in rows)
    ):
        return None
    return Grid(_names(columns, len(rows[0])), _names(index, len(rows)), tuple(map(tuple, rows)))


def _names(values, count: int) -> tuple[str, ...] | None:
    if not isinstance(values, list) or len(values) != count or values == list(range(count)):
        return None
    return tuple(map(_name, values))


class Table(Kind):
    """Rows and columns: a DataFrame, Series, array, list of lists or dictionary. Names matter only when both sides have them."""

    def pattern(self, ex, value):
        grid = _grid(value)
        return Grid(
            grid.columns, grid.index, tuple(tuple(map(pattern_of, row)) for row in grid.rows)
        )

    def read(self, ex, value, right):
        grid = _grid(value)
        if grid is None:
            raise refuse(
                value,
                _("a table with {rows} rows and {columns} columns").format(
                    rows=right.shape[0], columns=right.shape[1]
                ),
            )
        if grid.shape != right.shape and grid.shape[1] == 1 and right.shape[0] == 1:
            grid = grid.transposed()
        return grid

    def _columns(self, ex, found, wanted) -> list[tuple[list, list]] | None:
        """Each column as (found cells, wanted cells); None when the shapes differ."""
        if found.shape != wanted.shape:
            return None
        pairs = zip(
            zip(*found.like(wanted).rows, strict=True), zip(*wanted.rows, strict=True), strict=True
        )
        return [
            ([self._read_cell(ex, f, w) for f, w in zip(a, b, strict=True)], list(b))
            for a, b in pairs
        ]

    @staticmethod
    def _read_cell(ex, found, wanted):
        try:
            return cell(found, ex.unit_key, wanted)
        except Unreadable:
            return math.nan if marked(found, "not_finite") == "nan" else None

    @staticmethod
    def _bad_rows(ex, found: list, wanted: list, j: int) -> list[int]:
        return [
            i for i, (f, w) in enumerate(zip(found, wanted, strict=True)) if not close(ex, f, w, j)
        ]

    def same(self, ex, found, wanted):
        columns = self._columns(ex, found, wanted)
        return columns is not None and not any(
            self._bad_rows(ex, *column, j) for j, column in enumerate(columns)
        )

    def rounds(self, ex, found, wanted):
        columns = self._columns(ex, found, wanted)
        return columns is not None and all(
            near(ex, f, w, j)
            for j, column in enumerate(columns)
            for f, w in zip(*column, strict=True)
        )

    def exact(self, ex, right):
        return _("Right, rounded.")

    def unit(self, ex, found, right, loosely=False):
        columns = self._columns(ex, found, right) or []
        factors = [
            at_scale(ex, *column, j, loosely)
            for j, column in enumerate(columns)
            if self._bad_rows(ex, *column, j)
        ]
        return asks_for_unit(ex, factors[0]) if factors and all(factors) else ""

    def wrong(self, ex, found, right):
        columns = self._columns(ex, found, right)
        if columns is None:
            return "kind", self._shape_sentence(found, right)
        if names_sentence := _names_differ(found, right):
            return "kind", names_sentence
        for j, column in enumerate(columns):
            if bad := self._bad_rows(ex, *column, j):
                return "wrong", self._cells_sentence(right, j, bad)
        return "wrong", try_again(ex)

    @staticmethod
    def _shape_sentence(found, right) -> str:
        if found.shape == right.shape[::-1]:
            return _(
                "Rows and columns are swapped: your table has {rows} rows and {columns} columns."
            ).format(rows=found.shape[0], columns=found.shape[1])
        return _(
            "Your table has {a} rows and {b} columns; the task asks for {c} rows and {d} columns."
        ).format(a=found.shape[0], b=found.shape[1], c=right.shape[0], d=right.shape[1])

    @staticmethod
    def _cells_sentence(right, j, bad) -> str:
        column = f"'{right.columns[j]}'" if right.columns else str(j + 1)
        row = f"'{right.index[bad[0]]}'" if right.index else str(bad[0] + 1)
        return _(
            "Column {column} differs in {n} of {rows} rows, first in row {row}: how is that cell computed?"
        ).format(column=column, n=len(bad), rows=right.shape[0], row=row)


def _names_differ(found: Grid, right: Grid) -> str:
    for mine, asked, what in (
        (found.columns, right.columns, _("columns")),
        (found.index, right.index, _("rows")),
    ):
        if mine and asked and len(asked) > 1 and set(mine) != set(asked):
            other, missing = (
                names(n for n in mine if n not in asked),
                names(n for n in asked if n not in mine),
            )
            return _("The {what} differ: {other} not asked for, {missing} missing.").format(
                what=what, other=other or "-", missing=missing or "-"
            )
    return ""
