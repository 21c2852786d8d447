"""A rule before the names: ask what a free vote must have, sign it, lift the covers; then look whom another rule helps."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from borderlab.lessons.lesson11 import numbers as n
from borderlab.lessons.lesson11.pictures import box_rows
from borderlab.lessons.lesson11.signature import Boxes
from claimlab.lessons.toys import Move, Toy, toy
from claimlab.lessons.words import picture_words
from claimlab.views.figure import Sheet
from claimlab.views.scene import Scene

__all__ = ["CoveredBoxes", "Rule"]

SIGN, LIFT = "sign", "lift"


class Rule(NamedTuple):
    """What is asked of a vote now, what was signed before the names were known, and whether they are."""

    asked: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    is_lifted: bool = False


@toy
class CoveredBoxes(Toy):
    """Two rows of ballot boxes without names."""

    shown = ("conceded", SIGN, LIFT, "conceded", "turnout")

    def start(self, deal: int) -> Rule:
        return Rule()

    def moves(self, state: Rule) -> list[Move]:
        if state.signed and not state.is_lifted:
            return [Move(LIFT, self.said[LIFT])]
        boxes = [
            Move(one, self.said["on" if one in state.asked else "off"].format(what=self.said["asks"][one]))
            for one in n.ASKED
        ]  # fmt: skip
        may_sign = state.asked and not state.signed
        return [*boxes, *([Move(SIGN, self.said[SIGN])] if may_sign else [])]

    def step(self, state: Rule, move: str) -> Rule:
        if move == SIGN:
            return state._replace(signed=state.asked)
        if move == LIFT:
            return state._replace(is_lifted=True)
        asked = {*state.asked} ^ {move}
        return state._replace(asked=tuple(one for one in n.ASKED if one in asked))

    def won(self, state: Rule) -> dict[str, object] | None:
        """Another rule, which turns round who comes out ahead."""
        if not state.is_lifted or not state.asked or n.leader(state.asked) == n.leader(state.signed):  # fmt: skip
            return None
        return {
            **self._counted(state.signed),
            **{f"now_{key}": value for key, value in self._counted(state.asked).items()},
            "signed": self._rule(state.signed),
            "now": self._rule(state.asked),
        }

    # What it says:

    def _counted(self, asked: tuple[str, ...]) -> dict[str, int]:
        found = {iso3: n.passed(iso3, asked) for iso3 in n.TWO}
        return {f"{iso3}{end}": one[i] for iso3, one in found.items() for i, end in enumerate(("", "_all"))}  # fmt: skip

    def _rule(self, asked: tuple[str, ...]) -> str:
        return self.said["and"].join(self.said["asks"][one] for one in asked)

    def title(self, state: Rule) -> str:
        said = self.said["titles"]
        if not state.asked:
            return said["empty" if state.is_lifted else "start"]
        key = "covered"
        if state.is_lifted:
            key = "kept" if state.asked == state.signed else "changed"
        elif state.signed:
            key = "signed"
        return said[key].format(**self._counted(state.asked))

    def sub(self, state: Rule) -> str:
        said = self.said["subs"]
        rule = said["signed" if state.signed else "asked"].format(rule=self._rule(state.signed or state.asked))  # fmt: skip
        return f"{rule} {said['height']}" if state.asked or state.signed else said["height"]

    def words(self, state: Rule) -> str:
        return self._view().tell(self._frame(state))

    # What it draws:

    def _frame(self, state: Rule) -> pd.DataFrame:
        said = picture_words("11", "ballot-boxes")
        rows = [box_rows(said, iso3, state.asked, state.is_lifted) for iso3 in n.TWO]
        return pd.concat(rows, ignore_index=True)

    def _view(self) -> Boxes:
        return Boxes(says=picture_words("11", "ballot-boxes"))

    def draw(self, state: Rule, width: int) -> Scene:
        return self._view().draw(self._frame(state), Sheet(width))
