"""Four trays: five sentences are laid in, each with the word that told the reader."""

from __future__ import annotations

from typing import NamedTuple

from borderlab.lessons.lesson00.numbers import FIVE, TRAYS, kits_tray
from claimlab.lessons.toys import Move, Toy, few, toy
from claimlab.views.letters import rows
from claimlab.views.scene import Mark, Scene, rect, scene, text

SHEET = 720  # pixels, at most
LEAD, PAD, GAP = 17, 10, 8
UNSAID = "-"  # the word of a sentence that is asked for none


class Laid(NamedTuple):
    """In which tray each sentence lies and by which word ("" before), and which is asked for its word."""

    trays: tuple[str, ...] = ("",) * len(FIVE)
    words: tuple[str, ...] = ("",) * len(FIVE)

    @property
    def at(self) -> int:
        """The sentence at hand; as many as there are once all lie."""
        return next((n for n, word in enumerate(self.words) if not word), len(FIVE))

    @property
    def is_asked(self) -> bool:
        """Whether the sentence at hand lies in a tray and waits for its word."""
        return self.at < len(FIVE) and bool(self.trays[self.at])


@toy
class Trays(Toy):
    """Lay a sentence in a tray, then press the word that told you; none is wrong."""

    shown = (
        "why", "killed_0", "look", "handful_1", "wish", "important_1", "later", "fears_0", "look", "failed_1",
    )  # fmt: skip

    def start(self, deal: int) -> Laid:
        return Laid()

    def moves(self, state: Laid) -> list[Move]:
        if state.at == len(FIVE):
            said = self.said["back"]
            return [Move(f"back_{key}", said.format(short=self.said["short"][key])) for key in FIVE]
        if not state.is_asked:
            return [Move(tray, self.said["trays"][tray]) for tray in TRAYS]
        key = FIVE[state.at]
        return [Move(f"{key}_{n}", word) for n, word in enumerate(self.said["words_of"][key])]

    def step(self, state: Laid, move: str) -> Laid:
        key, _line, which = move.partition("_")
        n = FIVE.index(which) if key == "back" else state.at
        if key == "back":
            return Laid(_with(state.trays, n, ""), _with(state.words, n, ""))
        if move in TRAYS:
            return state._replace(trays=_with(state.trays, n, move))
        return state._replace(words=_with(state.words, n, which))

    def won(self, state: Laid) -> dict[str, object] | None:
        if state.at < len(FIVE) or set(state.trays) != set(TRAYS):
            return None
        return {"alike": _alike(state), "of": len(FIVE)}

    # What it says:

    def title(self, state: Laid) -> str:
        said = self.said["titles"]
        if state.at == len(FIVE):
            key = "done" if set(state.trays) == set(TRAYS) else "empty"
            return said[key].format(alike=_alike(state), of=len(FIVE))
        if state.is_asked:
            return said["word"]
        return said["tray"].format(n=state.at + 1, of=len(FIVE))

    def sub(self, state: Laid) -> str:
        return self.said["subs"]["done" if state.at == len(FIVE) else "at"]

    def words(self, state: Laid) -> str:
        said = self.said["words"]
        told = []
        if state.at < len(FIVE):
            told.append(said["at"].format(sentence=self.said["sentences"][FIVE[state.at]]))
        told += [
            said["laid"].format(
                short=self.said["short"][key],
                tray=self.said["trays"][tray],
                word=self._word(key, n),
            )
            for key, tray, n in zip(FIVE, state.trays, state.words, strict=True)
            if n
        ]
        return " ".join(told)

    def _word(self, key: str, n: str) -> str:
        return "" if n == UNSAID else self.said["words_of"][key][int(n)]

    # What it draws:

    def draw(self, state: Laid, width: int) -> Scene:
        room = min(width, SHEET)
        marks, y = self._sheet(state, room)
        wide = 4 if room > 520 else 2
        broad = (room - GAP * (wide - 1)) / wide
        for first in range(0, len(TRAYS), wide):
            parts = [
                self._tray(state, tray, (broad + GAP) * n, y, broad)
                for n, tray in enumerate(TRAYS[first : first + wide])
            ]
            deep = max(end for _marks, end in parts) - y
            for n, (own, _end) in enumerate(parts):
                tray = TRAYS[first + n]
                can = state.at < len(FIVE) and not state.is_asked
                more = {"n": self.said["trays"][tray], "v": self.said["lay"], "go": {"move": tray}} if can else {}  # fmt: skip
                marks += [rect(f"tray:{tray}", (broad + GAP) * n, y, broad, deep, "hollow", **more), *own]  # fmt: skip
            y += deep + GAP
        return scene(width, y, marks)

    def _sheet(self, state: Laid, room: float) -> tuple[list[Mark], float]:
        """The sentence at hand, as it stands on the page."""
        if state.at == len(FIVE):
            return [], 0.0
        told = rows(self.said["sentences"][FIVE[state.at]], room - 32, "strong")
        deep = 22 + LEAD * len(told)
        marks = [rect("sheet", 0, 0, room, deep, "land")]
        marks += [text(f"s{i}", 16, 24 + LEAD * i, one, "strong") for i, one in enumerate(told)]
        return marks, deep + 14

    def _tray(self, state: Laid, tray: str, x: float, y: float, broad: float) -> tuple[list[Mark], float]:  # fmt: skip
        """What lies in a tray, each with the reader's word; at the end, what is left without it, and where the kit would have put it."""
        is_over, room = state.at == len(FIVE), broad - 2 * PAD
        marks = [
            text(f"h:{tray}~{i}", x + PAD, y + 20 + LEAD * i, one, "strong")
            for i, one in enumerate(rows(self.said["trays"][tray], room, "strong"))
        ]
        y += 12 + LEAD * len(marks)
        for key, own, n in zip(FIVE, state.trays, state.words, strict=True):
            if own != tray:
                continue
            whole = "sentences" if is_over and n == UNSAID else "short"
            lines = [(one, "tick") for one in rows(self.said[whole][key], room - 12, "tick")]
            if word := self._word(key, n) if n else "":
                said = self.said["by"].format(word=word)
                lines += [(one, "guess strong") for one in rows(said, room - 12, "strong")]
            if is_over and word:
                rest = self.said["sentences"][key].replace(word, "…", 1)
                said = self.said["without"].format(rest=rest)
                lines += [(one, "tick") for one in rows(said, room - 12, "tick")]
            if is_over and kits_tray(key) != tray:
                said = self.said["kit"].format(tray=self.said["trays"][kits_tray(key)])
                lines += [(one, "") for one in rows(said, room - 12)]
            deep = 14 + LEAD * len(lines)
            marks.append(rect(f"card:{key}", x + PAD - 4, y + 4, broad - 2 * PAD + 8, deep, "land"))
            marks += [
                text(f"c:{key}~{i}", x + PAD + 2, y + 22 + LEAD * i, one, look)
                for i, (one, look) in enumerate(lines)
            ]
            y += deep + 6
        return marks, y + 34


@few
class FewTrays(Trays):
    """The sentences in order, and no word: which told the reader is asked at the end, for the reader alone."""

    def moves(self, state: Laid) -> list[Move]:
        return [] if state.at == len(FIVE) else super().moves(state)

    def step(self, state: Laid, move: str) -> Laid:
        laid = super().step(state, move)
        return laid._replace(words=_with(laid.words, state.at, UNSAID))


def _with(held: tuple[str, ...], n: int, value: str) -> tuple[str, ...]:
    return (*held[:n], value, *held[n + 1 :])


def _alike(state: Laid) -> int:
    """How many sentences lie where the kit's key would put them."""
    return sum(kits_tray(key) == tray for key, tray in zip(FIVE, state.trays, strict=True))
