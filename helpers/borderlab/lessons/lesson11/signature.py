"""The ballot boxes of two countries: what an authority counted, what a rival counted, who conceded, who stayed away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from claimlab.i18n import capital
from claimlab.views.axes import Box, Scale, grid
from claimlab.views.figure import Sheet, View, need
from claimlab.views.letters import wide
from claimlab.views.scene import Mark, Scene, area, line, point, rect, scene, text
from claimlab.views.tokens import part_of
from claimlab.views.words import listing, number

__all__ = ["Boxes"]

_LEFT, _HIGH, _HEAD, _FOOT = 44, 104, 34, 42  # of a country's row of boxes, in pixels
_RIVAL, _APART = 0.8, 0.4  # a rival's box, and the gap between two years, against a slot
_STUB = 35  # where the marks of a vote without a figure stand, over its question mark
_FILLS = {"own": "{}", "passes": "{}", "fails": "{} pale", "silent": "others hollow"}


def _box(key: str, x: float, top: float, wide_: float, bottom: float, look: str, **told) -> list[Mark]:  # fmt: skip
    slit = [(x + 0.25 * wide_, top + 4), (x + 0.75 * wide_, top + 4)]
    box = rect(key, x, top, wide_, bottom - top, look, **told)
    return [box, *([] if {"pale", "hollow"} & {*look.split()} else [line(f"slit:{key}", slit, "paper")])]  # fmt: skip


def _flag(key: str, x: float, y: float) -> list[Mark]:
    return [
        line(f"pole:{key}", [(x, y), (x, y - 17)], "ink"),
        rect(f"flag:{key}", x, y - 17, 10, 7, "hollow ink"),
    ]


def _ribbon(key: str, x: float, y: float, wide_: float) -> list[Mark]:
    m = x + wide_ / 2
    tails = [(m, y), (m - 5, y + 13), (m, y + 9), (m + 5, y + 13)]
    return [
        area(f"tails:{key}", tails, "hollow ink"),
        rect(f"ribbon:{key}", x - 2, y - 3, wide_ + 4, 6, "hollow ink"),
    ]


def _out(key: str, x: float, y: float) -> list[Mark]:
    return [line(f"out:{key}", [(x - 4, y - 4), (x + 4, y + 4), None, (x + 4, y - 4), (x - 4, y + 4)], "ink")]  # fmt: skip


def _held(key: str, x: float, y: float) -> list[Mark]:
    return [point(f"out:{key}", x, y, 4.5, "ink")]


@dataclass(frozen=True, kw_only=True)
class Boxes(View):
    """One box a vote in order of time, country under country, as high as the turnout.

    The frame has a row a vote: `country`, `vote_id`, `year`, `name` and `told` (of the box, in
    words), `turnout_percent` (missing: a question mark), `rival_percent` with `rival_told`, the
    marks `conceded`, `stayed_away` and `kept_out` (`barred` by the state, or else), and `state` by the chosen rule. `says` holds the
    words of the marks and of the text alternative.
    """

    guesses: ClassVar[tuple[str, ...]] = ()

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        need(
            frame,
            "country",
            "vote_id",
            "year",
            "turnout_percent",
            "rival_percent",
            "state",
            "barred",
        )
        return frame

    def draw(self, data: pd.DataFrame, sheet: Sheet) -> Scene:
        marks, top = self._key(data, sheet.width)
        rows = [own for _country, own in data.groupby("country", sort=False)]
        slot = (sheet.width - _LEFT - 4) / max(self._slots(own) for own in rows)
        for own in rows:
            marks += self._row(own, top, slot, sheet.width)
            top += _HEAD + _HIGH + _FOOT
        return scene(sheet.width, top, marks)

    def _slots(self, own: pd.DataFrame) -> float:
        return len(own) + _RIVAL * own["rival_percent"].notna().sum() + _APART * own["year"].nunique()  # fmt: skip

    def _row(self, own: pd.DataFrame, top: float, slot: float, width: float) -> list[Mark]:
        """The boxes of one country with their years below."""
        country = own["country"].iloc[0]
        tone, high = part_of(country) or "ink", Scale(0, 100, top + _HEAD + _HIGH, top + _HEAD)
        base, x, year, edge = high(0), _LEFT + 0.0, None, 0.0
        plot = Box(_LEFT, high(100), width, base)
        found = [text(f"country:{country}", 0, top + 16, capital(country), f"end {tone}")]
        found += grid(plot, high, (0, 50, 100), False, f"grid:{country}")
        for vote in own.itertuples():
            key, wide_, m = f"box:{vote.vote_id}", 0.84 * slot, x + 0.42 * slot
            if vote.year != year:
                x += _APART * slot
                year, m, said = vote.year, x + 0.42 * slot, str(vote.year)
                if x - 4 > edge and x + wide(said, "tick") < width:
                    found.append(text(f"year:{key}", x, base + 34, said, "tick"))
                    edge = x + wide(said, "tick")
            start = len(found)
            told, is_known = {"n": vote.name, "v": vote.told, "s": country}, pd.notna(vote.turnout_percent)  # fmt: skip
            at = high(vote.turnout_percent) if is_known else base - _STUB
            if is_known:
                found += _box(key, x, at, wide_, base, _FILLS[vote.state].format(tone), **told)
            else:
                found += [point(key, m, base - 8, 8, "land", **told), text(f"no:{key}", m, base - 3, "?", "strong", "m")]  # fmt: skip
            if vote.stayed_away:
                found += _ribbon(key, x, (at + base) / 2 - 2 if is_known else at + 3, wide_)
            if vote.conceded:
                found += _flag(key, m, at)
            if vote.kept_out:
                found += (_out if vote.barred else _held)(key, m, base + 10)
            for mark in found[start:]:  # flag and ribbon light up with their box
                mark["l"] = key
            x += slot
            if pd.notna(vote.rival_percent):
                rival = {"n": self.says["key"]["rival"], "v": vote.rival_told, "s": country}
                found += _box(f"rival:{vote.vote_id}", x - 0.08 * slot, high(vote.rival_percent), 0.66 * slot, base,
                              f"hollow {tone}", **rival)  # fmt: skip
                x += _RIVAL * slot
        return found

    def _key(self, data: pd.DataFrame, width: float) -> tuple[list[Mark], float]:
        """A sample of each mark with its name, in rows; and where they end."""
        found, x, y, tone = [], 0.0, 22.0, "ink"
        drawn = {
            "box": lambda a, b: _box("key:box", a, b - 16, 14, b + 2, tone),
            "passes": lambda a, b: _box("key:passes", a, b - 16, 14, b + 2, tone),
            "fails": lambda a, b: _box("key:fails", a, b - 16, 14, b + 2, f"{tone} pale"),
            "silent": lambda a, b: _box("key:silent", a, b - 16, 14, b + 2, _FILLS["silent"]),
            "rival": lambda a, b: _box("key:rival", a + 1, b - 12, 12, b + 2, f"hollow {tone}"),
            "conceded": lambda a, b: _flag("key:flag", a + 3, b + 2),
            "stayed_away": lambda a, b: _ribbon("key:ribbon", a + 1, b - 10, 12),
            "barred": lambda a, b: _out("key:barred", a + 7, b - 6),
            "kept_out": lambda a, b: _held("key:held", a + 7, b - 6),
        }
        states = [one for one in _FILLS if one != "own" and (data["state"] == one).any()]
        shown = {
            "rival": data["rival_percent"].notna(),
            "conceded": data["conceded"],
            "stayed_away": data["stayed_away"],
            "barred": data["kept_out"] & data["barred"],
            "kept_out": data["kept_out"] & ~data["barred"],
        }
        for name in [
            *(states or ["box"]),
            *(one for one, is_there in shown.items() if is_there.any()),
        ]:
            said = self.says["key"][name]
            if x and x + 22 + wide(said) > width:
                x, y = 0.0, y + 28
            found += [*drawn[name](x, y), text(f"key-n:{name}", x + 22, y, said)]
            x += 22 + wide(said) + 20
        return found, y + 22

    def tell(self, data: pd.DataFrame) -> str:
        """Of each country its turnouts, its flags, ribbons and rivals; and what passes by the rule."""
        return " ".join(self._told(own) for _country, own in data.groupby("country", sort=False))

    def _told(self, own: pd.DataFrame) -> str:
        turnout, says = own["turnout_percent"].dropna(), self.says["words"]
        years = {kind: listing(dict.fromkeys(map(str, own.loc[own[kind], "year"])), 12)
                 for kind in ("conceded", "stayed_away", "kept_out") if own[kind].any()}  # fmt: skip
        rivals = own.dropna(subset="rival_percent")
        parts = [
            says["turnout"].format(country=capital(own["country"].iloc[0]), n=len(own), low=number(turnout.min()), high=number(turnout.max())),
            *(says[kind].format(n=own[kind].sum(), years=found) for kind, found in years.items()),
            *(says["rival"].format(year=r.year, rival=number(r.rival_percent), turnout=number(r.turnout_percent))
              for r in rivals.itertuples()),
        ]  # fmt: skip
        reached = own[own["state"].isin(["passes", "fails"])]
        if not reached.empty:
            parts.append(says["rule"].format(n=(reached["state"] == "passes").sum(), all=len(reached)))  # fmt: skip
        return " ".join(parts)
