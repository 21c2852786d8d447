"""The tide of recognition: a tile for each state over the day of its act, as far as the clock has run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from claimlab.views.axes import Box, Scale
from claimlab.views.figure import Sheet, View
from claimlab.views.letters import rows
from claimlab.views.scene import Mark, Scene, line, point, rect, scene, text
from claimlab.views.shades import legend, legend_rows
from claimlab.views.stage import day_text

FIRST, LAST = pd.Timestamp("2019-01-22"), pd.Timestamp("2019-02-26")  # the days of the axis
ULTIMATUM = pd.Timestamp("2019-01-26"), pd.Timestamp("2019-02-03")  # eight days
_TALL = 22  # tiles of the tallest day
_RESTS = ("ink", "hollow", "soft", "others pale")


@dataclass(frozen=True)
class Tide(View):
    """Tiles by day, the ultimatum below them, who left again on the right, and all other members as dots.

    A row is a state: its name, its day (`x`), `found_first`, the day on which its own government left
    (or none), and `now`, the day until which the clock has run. `stops` are the days of the control
    `until`, `rest` the other members by what they said.
    """

    label: str
    x: str
    left: str
    stops: Sequence[str]
    rest: Mapping[str, int]

    play: ClassVar[Mapping[str, Any]] = {"name": "until", "ms": 700}

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame.sort_values([self.x, "found_first", self.label], ascending=[True, False, True])

    def sub(self) -> str:
        return self.says["tile"]

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        high = 13 if sheet.width < 520 else 15
        box = Box(0, 4, sheet.width, 4 + high * (_TALL + 2))
        late = 2.2 * (sheet.width / 36)
        days = Scale(0, (LAST - FIRST).days, box.left, box.right - late - 20)
        long = days(1) - days(0)
        marks, now = self._ground(box, days, long), data["now"].iloc[0]
        gone = data[data[self.left] <= now].sort_values(self.left)
        places: dict[Any, int] = {}
        afterwards = sorted({day for day in data[self.x] if day > LAST})
        for one in data.itertuples():
            day, name = getattr(one, self.x), getattr(one, self.label)
            at = places[day] = places.get(day, 0) + 1
            x = (
                days((day - FIRST).days)
                if day <= LAST
                else box.right - late / 2 * (len(afterwards) - afterwards.index(day))
            )
            y, has_left = box.bottom - high * at, name in set(gone[self.label])
            if has_left:  # where it stood stays to be seen
                marks.append(
                    rect(f"was:{name}", x + 1, y + 1, min(long, 20) - 2, high - 2, "others pale")
                )
                x, y = self._exit(sheet), box.top + 54 + 22 * list(gone[self.label]).index(name)
            solid = "accent" if one.found_first else "accent hollow"
            looks = "others pale" if day > now else solid
            said = self.says["acted" if one.found_first else "found"].format(
                day=day_text(f"{day:%Y-%m-%d}")
            )
            if has_left:
                said += self.says["left"].format(
                    day=day_text(f"{getattr(one, self.left):%Y-%m-%d}")
                )
            marks.append(rect(f"state:{name}", x + 1, y + 1, min(long, 20) - 2, high - 2, looks, n=name, v=said,
                              s=f"{day:%Y-%m-%d}", go={"until": self.stops.index(f"{day:%Y-%m-%d}")}))  # fmt: skip
        marks += self._heads(data, days, long, box, high) + self._leavers(gone, sheet, box)
        rest, bottom = self._rest(sheet, box.bottom + 52)
        return scene(sheet.width, bottom, [*marks, *rest])

    def _exit(self, sheet: Sheet) -> float:
        """Where the list of those who left begins: right of the tallest day."""
        return 0.52 * sheet.width

    def _ground(self, box: Box, days: Scale, long: float) -> list[Mark]:
        """The axis of days, and the eight days of the ultimatum."""
        start, end = (days((day - FIRST).days) for day in ULTIMATUM)
        marks = [rect("ultimatum", start, box.top, end + long - start, box.bottom - box.top, "land"),
                 line("axis", [(box.left, box.bottom), (days((LAST - FIRST).days) + 2, box.bottom), None,
                               (days((LAST - FIRST).days) + 14, box.bottom), (box.right, box.bottom)], "axis thin")]  # fmt: skip
        for i, one in enumerate(rows(self.says["ultimatum"], end + long - start, "tick")):
            marks.append(
                text(
                    f"ultimatum-n:{i}",
                    (start + end + long) / 2,
                    box.top + 16 + 17 * i,
                    one,
                    "tick",
                    "m",
                )
            )
        ends = {"end": (LAST - FIRST).days - 1} if box.right > 520 else {}
        for key, place in {"first": 1, "great": 13, **ends}.items():
            x, a = (days(place), "") if key == "first" else (days(place) + long / 2, "m")
            marks.append(text(f"day:{key}", x, box.bottom + 18, self.says["days"][key], "tick", a))
        return [
            *marks,
            text("later", box.right, box.bottom + 18, self.says["days"]["later"], "tick", "e"),
        ]

    def _heads(
        self, data: pd.DataFrame, days: Scale, long: float, box: Box, high: float
    ) -> list[Mark]:
        """How many acted on each of the days with most acts, once they have."""
        counts = data[data[self.x] <= data["now"]][self.x].value_counts()
        return [
            text(f"head:{key}", days((day - FIRST).days), box.bottom - high * counts[day] - 7,
                 self.says["tops"][key].format(n=counts[day]), "end")
            for key, day in (("first", data[self.x].min()), ("great", ULTIMATUM[1] + pd.Timedelta(days=1)))
            if day in counts
        ]  # fmt: skip

    def _leavers(self, gone: pd.DataFrame, sheet: Sheet, box: Box) -> list[Mark]:
        x = self._exit(sheet)
        marks = [text("gone", x, box.top + 44, self.says["gone"], "strong")] if len(gone) else []
        for i, one in enumerate(gone.itertuples()):
            name, day = getattr(one, self.label), getattr(one, self.left)
            marks.append(text(f"gone:{name}", x + 27, box.top + 66 + 22 * i, f"{name}, {day.year}"))
        return marks

    def _rest(self, sheet: Sheet, top: float) -> tuple[list[Mark], float]:
        """All other members of the United Nations as small dots, by what they said."""
        across = int(sheet.width / 11)
        names = [self.says["rest"][key].format(n=n) for key, n in self.rest.items()]
        looks = [one for one, n in zip(_RESTS, self.rest.values()) for _i in range(n)]
        said = [one for one, n in zip(names, self.rest.values()) for _i in range(n)]
        marks = [text("rest", 0, top, self.says["others"].format(n=len(looks)), "strong")]
        for i, (look, name) in enumerate(zip(looks, said, strict=True)):
            marks.append(
                point(
                    f"rest:{i}",
                    6 + 11 * (i % across),
                    top + 16 + 11 * (i // across),
                    4,
                    look,
                    n=name,
                    s="rest",
                    l=name,
                )
            )
        below = top + 24 + 11 * (-(-len(looks) // across))
        marks += legend(names, list(_RESTS), sheet.width, below, is_dots=True)
        return marks, below + 22 * legend_rows(names, sheet.width) + 2

    def tell(self, data: pd.DataFrame) -> str:
        now = data["now"].iloc[0]
        acted, gone = data[data[self.x] <= now], data[data[self.left] <= now].sort_values(self.left)
        counts = acted[self.x].value_counts().sort_index()
        days = "; ".join(
            f"{day_text(f'{day:%Y-%m-%d}')}: {n}" for day, n in counts.items() if n > 1
        )
        told = self.says["told"].format(day=day_text(f"{now:%Y-%m-%d}"), acted=len(acted), all=len(data), days=days,
                                        found=int((~acted["found_first"]).sum()))  # fmt: skip
        names = ", ".join(gone[self.label])
        left = self.says["told_left"].format(n=len(gone), names=names) if names else ""
        rest = [self.says["rest"][key].format(n=n) for key, n in self.rest.items()]
        others = self.says["others"].format(n=sum(self.rest.values()))
        return " ".join(filter(None, [told, left, f"{others}: {'; '.join(rest)}."]))
