"""A gate on the bridge: lorries turn round, some find another road, and purses shrink, a small one most."""

from __future__ import annotations

from borderlab.lessons.lesson02.gate import (
    CLOSED,
    EASY,
    HARD,
    STEP,
    Closing,
    is_both_at_once,
    lots,
    purses,
)
from claimlab.i18n import set_numbers
from claimlab.lessons.toys import Move, Toy, toy
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, Scene, line, rect, scene, text

SHEET = 640  # pixels, at most
LARGE, SMALL = (
    (21, 13, 27, 20),
    (13, 8, 17, 13),
)  # of a lorry: broad and high; from one to the next, from row to row
NARROW = 520  # pixels of a page on which lorries are small
ROAD, MOST = 104, 26.0  # pixels of the road's height; the largest loss that a bar shows, per cent


@toy
class Gate(Toy):
    """Pull the gate down; then choose its lanes, open a third purse, forbid and allow."""

    shown = ("gate 50", "gate 95", "open", "one_lane")

    def start(self, deal: int) -> Closing:
        return Closing()

    def moves(self, state: Closing) -> list[Move]:
        keys = ["one_lane" if state.lane == "all" else "all_lanes"]
        if not state.is_open:
            keys.append("open")
        else:
            keys += [
                "forbid" if state.others else "allow",
                "hard" if state.theta == EASY else "easy",
            ]
        gates = [Move(f"gate {down}") for down in range(0, CLOSED + 1, STEP)]
        return [*(Move(key, self.said["moves"][key]) for key in keys), *gates]

    def step(self, state: Closing, move: str) -> Closing:
        changes = {
            "one_lane": {"lane": "cucuta"},
            "all_lanes": {"lane": "all"},
            "open": {"is_open": True},
            "forbid": {"others": False},
            "allow": {"others": True},
            "hard": {"theta": HARD},
            "easy": {"theta": EASY},
        }
        return state._replace(**changes.get(move) or {"down": int(move.removeprefix("gate "))})

    def won(self, state: Closing) -> dict[str, object] | None:
        if not is_both_at_once(state):
            return None
        lost = purses(state)
        return {"country": _said(lost["Colombia"]), "department": _said(lost["Norte de Santander"])}

    # What it says:

    def title(self, state: Closing) -> str:
        said, lost = self.said["titles"], purses(state)
        if not state.down:
            return said["up"].format(lorries=sum(lots(*_lanes(state))))
        if not state.is_open:
            return said["down"].format(loss=_said(lost["Colombia"]))
        return said["three"].format(
            loss=_said(lost["Colombia"]), department=_said(lost["Norte de Santander"])
        )

    def sub(self, state: Closing) -> str:
        return self.said["sub"]

    def words(self, state: Closing) -> str:
        said = self.said["words"]
        over, found, stay = lots(*_lanes(state))
        told = [said["lots"].format(down=state.down, over=over, found=found, stay=stay)]
        told += [said[key] for key in _notes(state)]
        losses = "; ".join(
            f"{self.said['purses'][one]} {_said(loss)}" for one, loss in purses(state).items()
        )
        return " ".join([*told, said["purses"].format(losses=losses)])

    # What it draws:

    def draw(self, state: Closing, width: int) -> Scene:
        room = min(width, SHEET)
        middle, top = round(room * 0.52), 44
        bottom = top + ROAD
        size = (LARGE if room > NARROW else SMALL)[:2]
        places, foot, marks = self._lots(state, room, middle, top, bottom)
        marks += [rect(f"lorry{n}", x, y, *size, "first") for n, (x, y) in enumerate(places)]
        low = top + ROAD * state.down / CLOSED
        marks += [
            line("border", [(middle, top - 8), (middle, bottom)], "thin dots"),
            rect("gate", middle - 4, top - 8, 8, low - top + 8, "ink", n=self.said["handle"],
                 v=self._flag(state)),
        ]  # fmt: skip
        handle = {
            "name": "gate", "axis": "y", "at": [middle, round(low, 1)], "lo": 0, "hi": CLOSED, "step": STEP, "p0": top,
            "p1": bottom, "label": self.said["handle"], "text": self._flag(state), "value": state.down,
        }  # fmt: skip
        more, end = self._purses(state, room, foot + 16)
        return scene(width, end, [*marks, *more], handles=[handle])

    def _flag(self, state: Closing) -> str:
        return set_numbers(self.said["stopped"].format(down=state.down))

    def _lots(
        self, state: Closing, room: float, middle: float, top: float, bottom: float
    ) -> tuple[list[tuple[float, float]], float, list[Mark]]:
        """Where each lorry stands, the foot of the last lot, and the names of the lots with their counts."""
        over, found, stay = lots(*_lanes(state))
        said, marks = self.said["lots"], []
        _broad, _high, pitch, deep = LARGE if room > NARROW else SMALL
        marks += [
            text("west", 0, 14, said["west"], "first strong"),
            text("east", room, 14, said["east"], "second strong", "e"),
            text("over", room, top - 8, said["over"].format(n=over), "tick", "e"),
            text("stay", 0, top - 8, said["stay"].format(n=stay), "tick"),
        ]
        columns = int((room - middle - 22) // pitch)
        places = [
            (middle + 22 + pitch * (n % columns), top + 4 + deep * (n // columns))
            for n in range(over)
        ]
        foot = bottom + 30
        broad = int(room // pitch)
        for i, one in enumerate(rows(said["found"].format(n=found), room, "tick")):
            marks.append(text(f"found{i or ''}", 0, foot + 16 * i, one, "tick"))
            under = foot + 16 * i + 10
        places += [(pitch * (n % broad), under + deep * (n // broad)) for n in range(found)]
        columns = int((middle - 26) // pitch)
        places += [(pitch * (n % columns), top + 4 + deep * (n // columns)) for n in range(stay)]
        return places, under + deep * 2, marks

    def _purses(self, state: Closing, room: float, top: float) -> tuple[list[Mark], float]:
        """A bar for each purse: what is gone of every hundred dollars."""
        names, lost = self.said["purses"], purses(state)
        shown = ("Venezuela", "Colombia", "Norte de Santander")
        looks = dict(zip(shown, ("second", "first", "ink"), strict=True))
        marks = [
            text(f"h{i or ''}", 0, top + 10 + 17 * i, one, "strong")
            for i, one in enumerate(rows(self.said["heading"], room, "strong"))
        ]
        y = top + 10 + 17 * len(marks)
        column = 0 if room < 420 else max(wide(names[one], "strong") for one in shown) + 14
        scale = (room - column - 52) / MOST
        for name in shown:
            loss = lost.get(name)
            told = names[name] if loss is not None else self.said["shut"].format(purse=names[name])
            above = 0 if column else 20
            look = looks[name] if loss is not None else ""
            marks.append(text(f"n:{name}", 0, y + 13 + (0 if column else 2), told, f"{look} strong".strip()))  # fmt: skip
            if loss is not None:
                wide_ = min(loss, MOST) * scale
                marks += [
                    rect(f"p:{name}", column, y + above, max(wide_, 1), 16, look, n=names[name],
                         v=self.said["lost"].format(loss=_said(loss)), ghost=1),
                    text(f"v:{name}", column + wide_ + 8, y + above + 13, _said(loss), "strong"),
                ]  # fmt: skip
            y += above + 28
        return marks, y + 4


def _lanes(state: Closing) -> tuple[int, str, bool, int]:
    """What of a state the lorries depend on."""
    return state.down, state.lane, state.others, state.theta


def _notes(state: Closing) -> list[str]:
    """What besides the gate is set, by the names of the words that say it."""
    lane = ["one_lane"] if state.lane == "cucuta" else []
    return lane + ([] if state.others else ["forbid"]) + (["hard"] if state.theta == HARD else [])


def _said(loss: float) -> str:
    return set_numbers(f"{loss:.2f}")
