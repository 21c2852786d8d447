"""The cover: one border, what was sold over it, and who lives on its other side.

All that has a size is true to scale: arrows as thick as the trade of their year, a dot for so many people.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import pandas as pd

from borderlab.models.accounting import series
from borderlab.outlines import Window, areas, project, shapes, shared_border
from claimlab.data import load
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import wide
from claimlab.views.scene import Mark, Scene, area, line, point, scene, text

__all__ = ["TABLES", "Cover", "crossings"]

TABLES = ("trade/bilateral_annual", "migration/colombia_stock", "migration/corridor_stocks")
BRIDGE = "simon_bolivar"
_EXTENT = (-79, 0.4, -60, 12.7)
_NARROW = 720
_PEOPLE_A_DOT = 25_000
_THICKEST = 66  # pixels of the thickest arrow on a sheet 760 wide
_LEADS = {"big": 22, "end": 19, "tick": 0}
# Where things stand, in degrees: from where to where arrows run, middles of the two crowds and of
# the two countries' names.
_WEST, _EAST = -76.9, -63.6
_CROWDS = {"second": (-74.9, 3.6), "first": (-66.45, 4.75)}
_NAMES = {"first": (-75.0, 9.75), "second": (-66.6, 9.75)}


class _Row(NamedTuple):
    """One figure of the cover: an arrow of US$ millions, or a crowd of persons."""

    key: str
    tone: str
    amount: float
    said: tuple[str, ...]


def crossings() -> pd.Series:
    """Colombia's sales to Venezuela (US$ millions) in two years, and two numbers of persons.

    >>> crossings().round().astype(int).to_dict()
    {'sold_2008': 6059, 'sold_2019': 196, 'to_colombia': 2477588, 'to_venezuela': 917753}
    """
    trade, stock, corridor = map(load, TABLES)
    sold = series(trade, "COL", "VEN", "is_colombian_basis")
    there = corridor.query(
        "residence_iso3 == 'VEN' and definition == 'un_estimate' and year == 2020"
    )
    counted = stock.set_index("count_date")["total_persons"]
    return pd.Series(
        {
            "sold_2008": float(sold[2008]),
            "sold_2019": float(sold[2019]),
            "to_colombia": float(counted[pd.Timestamp("2022-02-28")]),
            "to_venezuela": float(there["persons"].item()),
        }
    )


@dataclass(frozen=True, eq=False)
class Cover(View):
    """A map of both countries; over their border go arrows, and in each country stands a crowd.

    Parameters
    ----------
    value : str
        Column of amounts, in rows as :func:`crossings` names and orders them.
    label : str
        Column of what each says: lines of text, the number first.
    countries : sequence of str
        Names of the two, as they stand on the map.
    """

    value: str
    label: str
    countries: tuple[str, ...] = ()
    height: int = field(default=490, kw_only=True)
    guesses: ClassVar[tuple[str, ...]] = ()

    def read(self, frame: pd.DataFrame) -> list[_Row]:
        need(frame, self.value, self.label)
        tones = ("first", "first", "second", "first")
        return [
            _Row(str(key), tone, float(amount), tuple(said))
            for tone, key, amount, said in zip(
                tones, frame.index, frame[self.value], frame[self.label], strict=True
            )
        ]

    def draw(self, data: list[_Row], sheet: Sheet) -> Scene:
        is_narrow = sheet.width < _NARROW
        window = Window.around(_EXTENT, sheet.width, self.height)
        marks = [
            {**shape, "c": f"{areas()[code].part} pale" if areas()[code].part else "land"}
            for code, shape in shapes(window).items()
        ]
        marks.append(line("border", shared_border(window), "paper thick"))
        marks += _arrows(data[:2], window, is_narrow)
        for row in data[2:]:
            marks += _crowd(row, window, is_narrow)
        if not is_narrow:
            for tone, said in zip(_NAMES, self.countries, strict=True):
                x, y = window(project([_NAMES[tone]])[0]).tolist()
                marks.append(text(f"country:{tone}", x, y, said, f"end {tone}", "m"))
            return scene(sheet.width, window.height, marks)
        y = window.height
        for row in data:
            y += 34
            marks.append(text(f"n:{row.key}", 0, y, row.said[0], f"big {row.tone}"))
            for i, said in enumerate(row.said[1:]):
                y += 20
                marks.append(text(f"n:{row.key}:{i}", 0, y, said))
        return scene(sheet.width, y + 8, marks)

    def tell(self, data: list[_Row]) -> str:
        return " ".join(f"{one}." for one in (self.sub(), *(", ".join(row.said) for row in data)))

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(**{self.label: frame[self.label].map(", ".join)})[
            [self.label, self.value]
        ]


def _arrows(data: list[_Row], window: Window, is_narrow: bool) -> list[Mark]:
    """What was sold in two years, as arrows at the height of the bridge, one under the other; a narrow sheet has no texts."""
    at = load("maps/crossings").set_index("crossing_id").loc[BRIDGE]
    bridge = project([(at["longitude_deg"], at["latitude_deg"])])[0]
    y = float(window(bridge)[1])
    west, east = (float(window(project([(at, 0)])[0])[0]) for at in (_WEST, _EAST))
    size = window.width / 760
    scale = _THICKEST * size / max(row.amount for row in data)
    thick, thin = (row.amount * scale for row in data)
    low = y + thick / 2 + 20 * size
    marks: list[Mark] = []
    for row, high, middle in zip(data, (thick, thin), (y, low), strict=True):
        half, wing = high / 2, max(high * 0.28, 3.5)
        rim = [(west, middle - half), (east, middle - half), (east, middle - half - wing), (east + half + 2 * wing, middle),
               (east, middle + half + wing), (east, middle + half), (west, middle + half)]  # fmt: skip
        said = {"n": row.said[0], "v": " ".join(row.said[1:])}
        marks.append(area(f"arrow:{row.key}", rim, row.tone, **said))
    if is_narrow:
        return marks
    (big, *more), (small, *rest) = (row.said for row in data)
    beside = west + wide(big, "big") + 34
    return [
        *marks,
        text("n:0", west + 14, y + 9, big, "big paper"),
        text("n:0:0", beside, y + 8, " ".join(more), "end paper"),
        text("n:1", west, low + 29, small, "big first halo"),
        text("n:1:0", west + wide(small, "big") + 20, low + 28, " ".join(rest), "end first halo"),
    ]


def _crowd(row: _Row, window: Window, is_narrow: bool) -> list[Mark]:
    """A dot for so many persons, laid as the seeds of a sunflower; where they stand means nothing."""
    x, y = window(project([_CROWDS[row.tone]])[0]).tolist()
    apart = 5.7 * window.width / 760
    count = round(row.amount / _PEOPLE_A_DOT)
    turn = math.pi * (3 - math.sqrt(5))
    marks = [
        point(
            f"{row.key}:{i}",
            x + apart * math.sqrt(i + 0.5) * math.cos(i * turn),
            y + apart * math.sqrt(i + 0.5) * math.sin(i * turn),
            apart * 0.72,
            row.tone,
        )
        for i in range(count)
    ]
    if is_narrow:
        return marks
    left = x + apart * math.sqrt(count) + 14
    down = y - 14
    for i, said in enumerate(row.said):
        looks = ("big", "end", "tick")[i]
        marks.append(
            text(f"n:{row.key}:{i}", left, down, said, f"{looks} halo" + f" {row.tone}" * (i < 2))
        )
        down += _LEADS[looks]
    return marks
