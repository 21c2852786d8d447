"""A hundred worlds as a field of squares: how many fall to one package or to the other, and how many see a deal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from claimlab.views.axes import LEAD, Scale
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import rows, wide
from claimlab.views.room import guess_line
from claimlab.views.scene import Mark, Scene, area, line, point, rect, scene, text
from claimlab.views.shades import COLOURED, FILLS, legend, legend_rows, name_tone, shades
from claimlab.views.words import alike, listing, number

__all__ = ["Deals", "Worlds", "in_a_hundred"]

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


def _first(x: float, y: float, pitch: float, count: int, deep: int = _SIDE) -> list[tuple[float, float]]:  # fmt: skip
    """The six corners of the first so many squares of a field, which fills column by column."""
    full, rest = divmod(count, deep)
    right, left = x + pitch * (full + (rest > 0)), x + pitch * full
    step, foot = y + pitch * (rest or deep * (full > 0)), y + pitch * deep * (full > 0)
    return [(x, y), (right, y), (right, step), (left, step), (left, foot), (x, foot)]


def _cuts(key: str, x: float, y: float, pitch: float, deep: int = _SIDE) -> Mark:
    """The lattice over a field of a hundred."""
    wide = 100 // deep
    cuts = [((x + pitch * k, y), (x + pitch * k, y + pitch * deep)) for k in range(1, wide)]
    cuts += [((x, y + pitch * k), (x + pitch * wide, y + pitch * k)) for k in range(1, deep)]
    return line(f"cuts:{key}", [one for cut in cuts for one in (*cut, None)][:-1], "paper")


@dataclass(frozen=True, kw_only=True)
class Worlds(View):
    """A field of a hundred squares for each row of `view`, drawn as three shapes under one lattice.

    The frame has `view`, `part` (first, tie, second), `name` (of the part, in words), `short` (beside
    its number), `percent`; and, where a guess may be about it, `is_asked`. `looks` gives the place of each name among the greys; `says`
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
        for start in range(0, len(data), across):
            beside = data.index[start : start + across]
            lines = max(len(rows(view, each, "strong")) for view in beside)
            for column, view in enumerate(beside):
                marks += self._field(data, view, column * (each + _GAP), y, each, pitch, lines, looks)  # fmt: skip
            y += _LEAD * (lines + 1) + pitch * _SIDE + 30
        y -= 16
        if sheet.guess and data.attrs["is_asked"]:
            ahead = self.says["guess"].format(guess=sheet.guess.text, name=names[0])
            marks.append(text("guess-n", 0, y + 14, ahead, "guess strong"))
            y += 24
        return scene(sheet.width, y, marks)

    def _field(
        self, data: pd.DataFrame, view: str, x: float, y: float, each: float, pitch: float, deep: int, looks: list[str],
    ) -> list[Mark]:  # fmt: skip
        """One view: its name, its two numbers and its squares."""
        counts, is_ahead = data.loc[view], data.attrs["ahead"][view]
        lines = rows(view, each, "strong")
        found = [
            text(f"view:{view}~{i}", x, y + _LEAD * (deep - len(lines) + i) + 13, one, "strong" + ("" if is_ahead else " soft"))
            for i, one in enumerate(lines)
        ]  # fmt: skip
        place = x
        for part, look, is_most in zip(("first", "second"), looks[::2], (is_ahead, not is_ahead)):
            said = f"{data.attrs['short'][part]} {counts[part]}"
            tone = f"{name_tone(look)} num" + (" strong" if is_most else "")
            found.append(text(f"n:{part}:{view}", place, y + _LEAD * deep + 13, said, tone))
            place += wide(said, tone) + 12
        top, side = y + _LEAD * (deep + 1) + 8, pitch * _SIDE
        names = data.attrs["names"]
        told = self.says["told"].format(**counts, **{f"{k}_name": v for k, v in names.items()})
        return [
            *found,
            rect(f"second:{view}", x, top, side, side, looks[2], n=view, v=told),
            area(f"tie:{view}", _first(x, top, pitch, counts["first"] + counts["tie"]), looks[1]),
            area(f"first:{view}", _first(x, top, pitch, counts["first"]), looks[0]),
            _cuts(view, x, top, pitch),
        ]

    def tell(self, data: pd.DataFrame) -> str:
        """In which views the first is ahead, and the numbers of each."""
        ahead, names = data.attrs["ahead"], data.attrs["names"]
        key = "none" if not ahead.any() else "ahead"
        views = listing(data.index[ahead], len(data))
        first = self.says[key].format(name=names["first"], views=views)
        each = "; ".join(
            f"{view} {self.says['field'].format(**data.loc[view])}" for view in data.index
        )
        return f"{first} {self.says['each'].format(**names)} {each}."

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Per cent of the drawn worlds, a row a view."""
        names = frame.drop_duplicates("part").set_index("part")["name"]
        return _wide(frame).rename(columns=names).reset_index()


@dataclass(frozen=True, kw_only=True)
class Deals(View):
    """A row a package: in how many of a hundred worlds it is signed, and the haven that it leaves in all.

    The frame has `package`, `signed`, `haven`, `low` and `high`, all of 100: the mean of the haven, and
    between which ends it lies in eight worlds of ten. `looks` gives the place of each package among the
    greys; the last row is what a guess is about, and `same` names two rows whose havens are held together.
    """

    looks: Mapping = field(default_factory=dict)
    same: tuple[str, str] = ("", "")
    guesses: ClassVar[tuple[str, ...]] = ("value",)

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(frame, "package", "signed", "haven", "low", "high")
        return frame.set_index("package")

    def names(self, data: pd.DataFrame) -> Sequence[str]:
        return tuple(data.index)

    def value_at(self, data: pd.DataFrame, name: str | None) -> float | None:
        return float(data["signed"].iloc[-1])

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        names, width, is_narrow = list(data.index), sheet.width, sheet.width < 520
        looks = dict(zip(names, shades(names, (), FILLS, self.looks), strict=True))
        pitch = min(width // 20, 15) if is_narrow else 12
        left = 0.0 if is_narrow else max(wide(name, "strong") for name in names) + 14
        told = dict(zip(names, alike(data["haven"]), strict=True))
        spans = {name: self.says["span"].format(low=number(row["low"]), high=number(row["high"])) for name, row in data.iterrows()}  # fmt: skip
        beside = max(wide(one) for one in spans.values()) + 50
        start = 8.0 if is_narrow else left + 20 * pitch + 76
        across = Scale(0, 50, start, width - (12 if is_narrow else beside))
        marks, y = self._head("signed", left, 0, width if is_narrow else 20 * pitch + 56)
        if not is_narrow:
            more, below = self._head("haven", start, 0, width - start)
            marks, y = marks + more, max(y, below)
        step, y = 5 * pitch + (44 if is_narrow else 26), y + (20 if is_narrow else 4)
        tops = {name: y + step * i for i, name in enumerate(names)}
        for name, top in tops.items():
            marks += self._signed(name, data.loc[name, "signed"], left, top, pitch, looks[name], is_narrow)  # fmt: skip
        last = tops[names[-1]]
        middles = {name: top + 2.5 * pitch for name, top in tops.items()}
        if is_narrow:
            more, y = self._head("haven", 0, last + 5 * pitch + 30, width)
            marks, middles = marks + more, {name: y + 34 + 48 * i for i, name in enumerate(names)}
        low = middles[names[-1]] + 22
        for at in (0, 25, 50):
            x = across(at)
            marks.append(line(f"grid:{at}", [(x, min(middles.values()) - 16), (x, low)], "grid thin" if at else "axis thin"))  # fmt: skip
            marks.append(text(f"grid-n:{at}", x, low + 18, number(at), "tick", "m"))
        ends = [(across(data.loc[name, "haven"]), middles[name]) for name in self.same]
        for name, middle in middles.items():
            marks += self._haven(name, data.loc[name], across, middle, looks[name], told[name], spans[name], is_narrow, width)  # fmt: skip
        marks.append(line("same", ends, "ink dots"))
        if not is_narrow:
            x, y = ends[0][0], (ends[0][1] + ends[1][1]) / 2
            marks.append(text("same-n", x + 8, y + 5, self.says["same"], "soft halo"))
        marks += self._guess(last, left, pitch, sheet)
        return scene(width, low + 28, marks)

    def _head(self, key: str, x: float, y: float, room: float) -> tuple[list[Mark], float]:
        """What a column shows, and where its first row begins."""
        lines = rows(self.says[key], room, "strong")
        found = [text(f"head:{key}~{i}", x, y + 14 + LEAD * i, one, "strong soft") for i, one in enumerate(lines)]  # fmt: skip
        return found, y + LEAD * len(lines) + 10

    def _signed(
        self, name: str, signed: float, x: float, top: float, pitch: float, look: str, is_narrow: bool
    ) -> list[Mark]:  # fmt: skip
        """The name of a package, its hundred worlds, and in how many of them it is signed."""
        count, tone = round(signed), name_tone(look)
        end = x + 20 * pitch
        place = (0, top - 8, "") if is_narrow else (x - 14, top + 2.5 * pitch + 5, "e")
        size = ("strong", end, top - 8, "e") if is_narrow else ("big", end + 12, top + 2.5 * pitch + 9, "")  # fmt: skip
        return [
            text(f"name:{name}", *place[:2], name, f"strong halo {tone if tone in COLOURED else ''}".strip(), place[2]),
            rect(f"worlds:{name}", x, top, 20 * pitch, 5 * pitch, "others pale", n=name, v=self.says["told"].format(n=count)),
            area(f"signed:{name}", _first(x, top, pitch, count, 5), look),
            _cuts(name, x, top, pitch, 5),
            text(f"n:{name}", size[1], size[2], number(count), f"{size[0]} {tone}", size[3]),
        ]  # fmt: skip

    def _haven(
        self, name: str, row: pd.Series, across: Scale, y: float, look: str, told: str, span: str, is_narrow: bool, width: float,
    ) -> list[Mark]:  # fmt: skip
        """The mean of what is left, where eight of ten worlds lie, and both in figures."""
        tone = look.split()[0]
        start, end = across(row["low"]), across(row["high"])
        tone = "soft" if tone == "ink" else tone
        pale = f"{tone} pale" if tone in COLOURED else "others pale"
        said = self.says["left"].format(haven=told, span=span)
        long = wide(span)
        right, base = (width, y - 14) if is_narrow else (width - 2, y + 5)
        called = [text(f"called:{name}", 0, y - 14, name, "strong halo" if tone in COLOURED else "halo")] if is_narrow else []  # fmt: skip
        return [
            *called,
            rect(f"span:{name}", start, y - 6, end - start, 12, pale),
            point(f"haven:{name}", across(row["haven"]), y, 6, f"{tone} edged", n=name, v=said),
            text(f"left:{name}", right - long - 8, base, told, f"strong num {name_tone(look)}", "e"),
            text(f"left-span:{name}", right, base, span, "tick", "e"),
        ]  # fmt: skip

    def _guess(self, top: float, x: float, pitch: float, sheet: Sheet) -> list[Mark]:
        """Around as many worlds of the last package as were guessed to sign it."""
        if sheet.guess is None or sheet.guess.kind not in self.guesses:
            return []
        ring = _first(x, top, pitch, round(sheet.guess.numbers[-1]), 5)
        foot = top + 5 * pitch
        return guess_line([*ring, ring[0]], sheet.guess.text, [(x, foot + 17, "")], sheet.box(foot + 30), [], is_on_fill=True)  # fmt: skip

    def tell(self, data: pd.DataFrame) -> str:
        """Each package with both of its numbers."""
        return " ".join(
            self.says["each"].format(
                name=name, signed=number(round(row["signed"])), **row[["haven", "low", "high"]].map(number)
            )
            for name, row in data.iterrows()
        )  # fmt: skip


def _wide(frame: pd.DataFrame) -> pd.DataFrame:
    """A row a field and a column a part, in the order of the frame."""
    found = frame.pivot(index="view", columns="part", values="percent")
    return found.loc[frame["view"].unique(), [*_PARTS]].rename_axis(columns=None)
