"""Toys as a page holds them: every state that a game can come to, drawn, if need be with fewer moves; else one game, move by move."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from claimlab.i18n import _
from claimlab.lessons.toys import Toy, on_page, played, shown_state, states
from claimlab.site.cards import face_of, gap
from claimlab.site.pictures import WIDTHS, packed
from claimlab.teaching.card import Face
from claimlab.teaching.play import Play
from claimlab.views import scene

__all__ = ["record_toy"]

_LISTS = ("marks", "gone", "order")  # of a patch


def record_toy(play: Play) -> dict[str, Any]:
    """All that a page needs of a toy of which nothing was played.

    Returns
    -------
    dict
        ``order``, packed: of each state what is said, its buttons, and the place to which each move leads;
        ``layouts``: for each width a bundle as `stage.js` takes it, and in ``scenes``, packed, what each state
        changes in the first picture: all that ever changes stands once in ``pool``, and a state names places in it,
        each told from the one before; ``isShown`` where the states are too many and one game stands for them.
    """
    toy, wide = on_page(play.toy), WIDTHS[0]
    found = states(toy, width=wide)
    order = found or _one_game(toy, played(toy, wide))
    scenes = {wide: [one["scene"] for one in order]}
    for width in WIDTHS[1:]:
        scenes[width] = _again(toy, found, width) if found else [one["scene"] for one in played(toy, width)]  # fmt: skip
    return {
        "verb": "toy", "name": toy.name, "title": order[0]["title"], "words": order[0]["words"],
        "order": packed([_plain(one) for one in order]), "isShown": not found,
        "layouts": [_layout(play, toy, width, scenes[width] if found else [_still(one) for one in scenes[width]], bool(found)) for width in WIDTHS],
        "done": face_of(Face("complete", gap("found"), state="done")),
    }  # fmt: skip


def _plain(one: Mapping[str, Any]) -> dict[str, Any]:
    moves = [[move["move"], move["label"]] for move in one["moves"]]
    return {**{name: one[name] for name in ("title", "words", "found", "to")}, "moves": moves}


def _again(toy: Toy, found: Sequence[Mapping[str, Any]], width: int) -> list[dict[str, Any]]:
    """The states that were found, laid out for another width: each is met again in the same order."""
    met = [toy.start(0)]
    for i, one in enumerate(found):
        for move, to in one["to"].items():
            if to == len(met):
                met.append(toy.step(met[i], move))
    return [shown_state(toy, one, width)["scene"] for one in met]


def _one_game(toy: Toy, game: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One game as states of which each has one move: the button says which."""
    order = []
    for i, one in enumerate(game):
        after = game[i + 1]["move"] if i + 1 < len(game) else ""
        labels = {move["move"]: move["label"] for move in one["moves"]}
        moves = [{"move": "next", "label": labels.get(after) or _("Next")}] if after else []
        order.append({**one, "moves": moves, "to": {"next": i + 1} if after else {}})
    return order


def _still(shown: Mapping[str, Any]) -> dict[str, Any]:
    """A picture in which nothing can be pressed or dragged."""
    marks = [{name: value for name, value in mark.items() if name != "go"} for mark in shown["marks"]]  # fmt: skip
    return {**{name: value for name, value in shown.items() if name != "handles"}, "marks": marks}


def _layout(
    play: Play, toy: Toy, width: int, scenes: Sequence[dict[str, Any]], is_played: bool
) -> dict[str, Any]:
    bundle = {name: value for name, value in play.bundle().items() if name not in ("says", "lang")}
    if not is_played:  # its task cannot be done here
        bundle["isShown"] = True
        bundle["task"] = _("This page shows one game, move by move: to play your own, open the notebook.")  # fmt: skip
    elif toy is not play.toy:
        bundle["task"] = f"{toy.said['task']} {_('The notebook has all moves.')}"
    first = {"heading": "", "scene": scenes[0]}
    return {
        "bundle": {**bundle, "width": width, "panes": [first]},
        "scenes": packed(_pooled([scene.patch(scenes[0], one) for one in scenes])),
    }


def _pooled(patches: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Patches of which each names what another has said already: a fifth of the bytes where marks are many."""
    places: dict[str, int] = {}

    def told(one: Sequence[Any]) -> list[int]:
        at = [places.setdefault(json.dumps(each), len(places)) for each in one]
        return [b - a for a, b in pairwise([0, *at])]

    states = [
        {name: told(value) if name in _LISTS else value for name, value in one.items()}
        for one in patches
    ]
    return {"pool": [json.loads(one) for one in places], "states": states}
