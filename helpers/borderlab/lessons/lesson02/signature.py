"""The border pinched: what still crosses under a gate, what others take instead, and whose purse feels it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd

from claimlab.i18n import set_numbers
from claimlab.views.axes import Box, Scale, grid, limits_of, stacked, ticks_in
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import rows
from claimlab.views.room import guess_point
from claimlab.views.scene import Mark, Scene, band, line, point, rect, scene, text
from claimlab.views.words import number

__all__ = ["Pinch"]

WEST, EAST = "Colombia", "Venezuela"
_WIDE = 520
_PX = 30  # of a ribbon, for each billion dollars a year
_BAR, _GATE, _ROW = 10, 22, 32


class _Read(NamedTuple):
    flows: dict[tuple[str, str], tuple[float, float]]  # seller and buyer: before, after
    purses: pd.DataFrame
    cut: float


@dataclass(frozen=True)
class Pinch(View):
    """Two flows under a gate that is dragged, the slivers that go elsewhere, and the losses below.

    The frame has flows (``seller``, ``buyer``, ``before_usd_billions``, ``after_usd_billions``), purses
    (``region``, ``loss_percent``, and ``sales_percent`` where it is known), and ``cut_percent``.
    Without flows to third countries none are drawn.

    Parameters
    ----------
    about : str
        The region whose loss was guessed.
    most : float
        Per cent at the end of the axis of losses.
    said : mapping
        The words of the picture.
    """

    about: str
    most: float
    said: Mapping[str, Any]
    guesses: ClassVar[tuple[str, ...]] = ("value",)

    def read(self, frame: pd.DataFrame) -> _Read:
        need(frame, "seller", "buyer", "region", "loss_percent", "cut_percent")
        own = frame.dropna(subset="seller").set_index(["seller", "buyer"])
        pairs = own[["before_usd_billions", "after_usd_billions"]].itertuples()
        flows = {tuple(row[0]): (row[1], row[2]) for row in pairs}
        purses = frame.dropna(subset="region").set_index("region")
        return _Read(flows, purses, float(frame["cut_percent"].iloc[0]))

    def draw(self, data: _Read, sheet: Sheet) -> Scene:
        width, top = sheet.width, 74
        high = _PX * sum(data.flows[pair][0] for pair in ((WEST, EAST), (EAST, WEST)))
        deck = top + high
        marks = self._bridge(data, width, top, deck)
        marks += self._heads(data, width, deck)
        foot = deck + 66
        if third := [buyer for seller, buyer in data.flows if seller == WEST and buyer != EAST]:
            more, foot = self._slivers(data, third, width, foot)
            marks += more
            foot += 40
        more, foot = self._purses(data, sheet, foot)
        gate = Scale(0, 100, top, deck)
        return scene(width, foot, [*marks, *more], handles=[
            {"name": "cut_percent", "axis": "y", "lo": 0, "hi": 99, "step": 1, "p0": top, "p1": gate(99),
             "at": [width / 2, gate(data.cut)], "label": self.said["controls"]["cut_percent"],
             "text": self._stopped(data)}])  # fmt: skip

    def _stopped(self, data: _Read) -> str:
        return set_numbers(self.said["stopped"].format(cut=data.cut))

    def _bridge(self, data: _Read, width: float, top: float, deck: float) -> list[Mark]:
        """Each flow as it was, pale up to the gate, and what crosses, solid from side to side."""
        (sold, sells), (bought, buys) = data.flows[WEST, EAST], data.flows[EAST, WEST]
        left, right, middle = _BAR, width - _BAR, width / 2
        south, north = deck - _PX * buys, deck - _PX * (buys + sells)  # of what crosses at the gate
        west, east = (
            deck - _PX * (sold + buys),
            deck - _PX * bought,
        )  # heads of the two at their home
        tell = {way: {"n": self._flow(pair), "v": self._amounts(*data.flows[pair]), "s": "flows"}
                for way, pair in (("sold", (WEST, EAST)), ("bought", (EAST, WEST)))}  # fmt: skip
        found = [
            band("was:sold", (left, west), (middle, north), (_PX * sold, _PX * sells), "first pale", **tell["sold"]),
            band("was:bought", (middle, south), (right, east), (_PX * buys, _PX * bought), "second pale", **tell["bought"]),
        ]  # fmt: skip
        ends = {"sold": (_PX * sells, (left, south - _PX * sells), (right, east - _PX * sells), north, "first"),
                "bought": (_PX * buys, (left, south), (right, deck - _PX * buys), south, "second")}  # fmt: skip
        for way, (thick, start, end, at, look) in ends.items():
            found.append(
                band(f"now:{way}:w", start, (middle, at), (thick, thick), look, **tell[way])
            )
            found.append(band(f"now:{way}:e", (middle, at), end, (thick, thick), look, **tell[way]))
        found.append(rect("home:w", 0, west, _BAR, deck - west, "first"))
        found.append(
            rect("home:e", right, east - _PX * sells, _BAR, deck - east + _PX * sells, "second")
        )
        y = top + (deck - top) * data.cut / 100
        found.append(
            rect(
                "gate",
                middle - _GATE / 2,
                top - 26,
                _GATE,
                y - top + 26,
                "soft",
                n=self._stopped(data),
            )
        )
        found.append(line("deck", [(middle - 90, deck + 3), (middle + 90, deck + 3), None, (middle - 60, deck + 3),
                                   (middle - 60, deck + 24), None, (middle + 60, deck + 3), (middle + 60, deck + 24)], "soft"))  # fmt: skip
        found.append(text("cut", middle, top - 34, self._stopped(data), "strong", "m"))
        return found

    def _flow(self, pair: tuple[str, str]) -> str:
        seller, buyer = (self.said["names"][one] for one in pair)
        return self.said["flow"].format(seller=seller, buyer=buyer)

    def _amounts(self, before: float, after: float) -> str:
        return set_numbers(self.said["amounts"].format(before=before, after=after))

    def _heads(self, data: _Read, width: float, deck: float) -> list[Mark]:
        """Each country's name over its end, and under it what it sells the other."""
        found = []
        for country, other, x, a, look in (
            (WEST, EAST, 0, "", "first"),
            (EAST, WEST, width, "e", "second"),
        ):
            found.append(
                text(f"name:{country}", x, 24, self.said["names"][country], f"{look} big", a)
            )
            amounts = self.said["sells"].format(
                **dict(zip(("before", "after"), data.flows[country, other], strict=True))
            )
            for i, one in enumerate(rows(set_numbers(amounts), width / 2 - 100)):
                found.append(text(f"sells:{country}{i or ''}", x, deck + 20 + 18 * i, one, look, a))
        return found

    def _slivers(
        self, data: _Read, third: list[str], width: float, top: float
    ) -> tuple[list[Mark], float]:
        """What third countries buy more of the one and sell more to the other, on the scale of the bridge."""
        room = 150 if width > _WIDE else 96
        sides = ((WEST, "more_sold", _BAR, (width - room) / 2, "first", ""),
                 (EAST, "more_bought", width - _BAR, (width + room) / 2, "second", "e"))  # fmt: skip
        found, heads = [], 0
        for country, key, home, _x, look, a in sides:
            gains = {name: self._gain(data, country, name) for name in third}
            said = set_numbers(self.said[key].format(more=sum(gains.values())))
            told = rows(said, (width - 20) / 2, "strong")
            heads = max(heads, 18 * (len(told) - 1))
            for i, one in enumerate(told):
                edge = 0 if a == "" else width
                found.append(text(f"{key}{i or ''}", edge, top + 18 * i, one, f"{look} strong", a))
        start = top + heads + 20
        for country, key, home, x, look, a in sides:
            y = start
            for n, name in enumerate(third):
                more = self._gain(data, country, name)
                thick, at = _PX * max(more, 0), start + _ROW * n + _ROW / 2
                west = (
                    ((home, y), (x - 44, at - thick / 2))
                    if a == ""
                    else ((x + 44, at - thick / 2), (home, y))
                )
                pair = (country, name) if country == WEST else (name, country)
                found.append(band(f"{key}:{name}", *west, (thick, thick), look, n=self._flow(pair),
                                  v=self._amounts(*data.flows[pair]), s=key, ghost=1))  # fmt: skip
                said = set_numbers(f"{more:+.2f}".replace("-", "−"))
                found.append(text(f"{key}-n:{name}", x, at + 5, said, look, "e" if a == "" else ""))
                y += thick
            found.append(rect(f"{key}-home", home - _BAR * (a == ""), start, _BAR, y - start, look))
        for n, name in enumerate(third):
            said = rows(self.said["names"][name], room - 12)
            for i, one in enumerate(said):
                y = start + _ROW * n + _ROW / 2 + 5 + 16 * (i - (len(said) - 1) / 2)
                found.append(text(f"third:{name}{i or ''}", width / 2, y, one, "soft", "m"))
        return found, start + _ROW * len(third)

    def _gain(self, data: _Read, country: str, name: str) -> float:
        before, after = data.flows[(country, name) if country == WEST else (name, country)]
        return after - before

    def _purses(self, data: _Read, sheet: Sheet, top: float) -> tuple[list[Mark], float]:
        """Each region's loss of spending as a bar; hollow, what its lost sales come to."""
        purses, width = data.purses, sheet.width
        room = 130 if width > _WIDE else 90
        left = room + 56
        heads = rows(self.said["purses"], width, "strong")
        top += 18 * (len(heads) - 1)
        box = Box(left, top + 12, width - 46, top + 12 + _ROW * len(purses))
        low, high = min(0, purses["loss_percent"].min()), max([self.most, *self.reach(sheet.guess)])
        across = Scale(*limits_of(low, high), box.left, box.right)
        marks = [
            text(f"purses{i or ''}", 0, top + 18 * (i + 1 - len(heads)), one, "strong")
            for i, one in enumerate(heads)
        ]
        marks += grid(box, across, ticks_in(across.low, across.high, 4), is_upright=True)
        for n, (region, row) in enumerate(purses.iterrows()):
            y, loss, sales = box.top + _ROW * (n + 0.5), row["loss_percent"], row["sales_percent"]
            look, name = (
                "second" if region == EAST else "first",
                self.said["names"][region],
            )
            marks += stacked(
                f"purse-n:{region}", room, y, rows(name, room, "strong"), f"{look} strong", "e", 16
            )
            value = set_numbers(f"{loss:.2f}".replace("-", "−"))
            marks.append(text(f"purse-v:{region}", room + 46, y + 5, value, "num", "e"))
            told = set_numbers(self.said["loss"].format(loss=loss).replace("-", "−"))
            bar = across.held(loss) - across(0)
            marks.append(
                rect(
                    f"purse:{region}",
                    across(0),
                    y - 8,
                    bar,
                    16,
                    look,
                    n=name,
                    v=told,
                    s="purses",
                    ghost=1,
                )
            )
            if np.isfinite(sales):
                x, told = (
                    across.held(sales),
                    set_numbers(self.said["lost_sales"].format(sales=sales)),
                )
                ends = [(across.held(max(loss, 0)), y), (max(x - 6, across.held(max(loss, 0))), y)]
                marks.append(line(f"apart:{region}", ends, f"{look} thin dots"))
                marks.append(
                    point(f"sales:{region}", x, y, 6, f"{look} hollow", n=name, v=told, s="purses")
                )
                marks.append(
                    text(
                        f"sales-v:{region}", x + 11, y + 5, set_numbers(f"{sales:.2f}"), "soft halo"
                    )
                )
            if region == self.about and sheet.guess and sheet.guess.kind == "value":
                at = across.held(sheet.guess.numbers[-1])
                marks += guess_point(at, y, sheet.guess.text, sheet.box(box.bottom), marks)
        return marks, box.bottom + 26

    def value_at(self, data: _Read, name: str | None) -> float:
        return float(data.purses["loss_percent"][self.about])

    def tell(self, data: _Read) -> str:
        flows, names = data.flows, self.said["names"]
        values = {f"{way}_{when}": amount for way, pair in (("sold", (WEST, EAST)), ("bought", (EAST, WEST)))
                  for when, amount in zip(("before", "after"), flows[pair], strict=True)}  # fmt: skip
        third = [one for seller, one in flows if seller == WEST and one != EAST]
        values |= {"more_sold": sum(self._gain(data, WEST, one) for one in third),
                   "more_bought": sum(self._gain(data, EAST, one) for one in third), "cut": data.cut}  # fmt: skip
        losses = "; ".join(
            f"{names[one]} {number(loss)}" for one, loss in data.purses["loss_percent"].items()
        )
        return set_numbers(self.said["words"].format(**values, losses=losses))

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        data, names, heads = self.read(frame), self.said["names"], self.said["heads"]
        told = [(self._flow(pair), self._amounts(*amounts)) for pair, amounts in data.flows.items()]
        told += [
            (names[one], self.said["loss"].format(loss=loss))
            for one, loss in data.purses["loss_percent"].items()
        ]
        return pd.DataFrame(told, columns=list(heads))
