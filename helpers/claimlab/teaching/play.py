"""A toy in a notebook: what was played is kept after each move, and taken up where it was left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from claimlab import lessons
from claimlab.html import Markup, join, tag
from claimlab.i18n import _, language, speaking
from claimlab.lessons.toys import (
    LONGEST_MOVE,
    MOST_MOVES,
    Game,
    Toy,
    game_event,
    games,
    joined,
    offers,
    replay,
    shown_state,
)
from claimlab.teaching.card import Card, Face, bundle
from claimlab.teaching.frontend import sentences, toy_widget
from claimlab.teaching.store import store
from claimlab.views import scene
from claimlab.views.figure import LEAST_WIDTH, NARROW, WIDTH, scene_html

__all__ = ["Play", "play"]


def play(name: str) -> Play:
    """Play a toy of a lesson; a game that was begun is taken up again.

    Parameters
    ----------
    name : str
        As the lesson writes it: ``"letters"``. No two lessons share a name.

    Raises
    ------
    KitError
        when there is no such toy; the nearest names are told.

    >>> play("letters").title
    'Letter 1 of 5: give way, or wait?'
    >>> play("leters")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no toy 'leters': did you mean 'letters'...
    """
    return Play(lessons.toy(name))


class Play:
    """One toy and the game that is being played: `title`, `words` and `buttons` tell its present state.

    :meth:`move`, :meth:`undo` and :meth:`again` are what a hand does; what is refused changes nothing.
    """

    def __init__(self, toy: Toy):
        self.toy, self.width = toy, WIDTH
        kept = games(store().records("toy", toy.name)).get(toy.name, Game())
        self.state, moves = replay(toy, kept)
        self.game = replace(kept, moves=moves)
        self.changed: Callable[[], None] = lambda: None
        self.card = Card(self._face)
        self._base, self._first = 0, scene.scene(WIDTH, 0, [])
        self._widget = None

    @property
    def widget(self):
        """The toy as an ipywidget, to stand in a box beside others."""
        if not self._widget:
            self._widget = toy_widget(self)
        return self._widget

    @property
    def title(self) -> str:
        """What the present state says."""
        return self.toy.title(self.state)

    @property
    def words(self) -> str:
        """The picture in words."""
        return self.toy.words(self.state)

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """What can be pressed now: each move with its label, then ``undo`` and ``again`` once something was done."""
        own = [(one.move, one.label) for one in self.toy.moves(self.state) if one.label]
        back = [("undo", _("Undo")), ("again", _("Begin again"))] if self.game.moves else []
        return [*own, *back]

    # What a hand does:

    def move(self, move: object, is_held: bool = False) -> None:
        """Make a move; while a handle is held, nothing is kept yet."""
        is_whole = isinstance(move, str) and len(move) <= LONGEST_MOVE
        if not is_whole or not offers(self.toy, self.state, move):
            return
        if len(self.game.moves) >= MOST_MOVES:
            return
        self._set(replace(self.game, moves=joined(self.game.moves, move)), not is_held)

    def undo(self) -> None:
        """Take the last move back."""
        if self.game.moves:
            self._set(replace(self.game, moves=self.game.moves[:-1]))

    def again(self) -> None:
        """Begin a new game, of the next deal."""
        if self.game.moves:
            self._set(replace(self.game, deal=self.game.deal + 1, moves=()))

    def rest(self) -> str:
        """The hand rests: keep the game, and say what it has come to."""
        self._keep()
        return self.said

    @property
    def said(self) -> str:
        """What is announced after a move: the title, what it shows, and that the task is done."""
        return " ".join(filter(None, [self.title, self.words, self._found]))

    @property
    def _found(self) -> str:
        quotes = self.toy.won(self.state)
        return "" if quotes is None else str(self.toy.said["found"]).format(**quotes)

    def _set(self, game: Game, is_kept: bool = True) -> None:
        self.state, moves = replay(self.toy, game)
        won = game.won or self.toy.won(self.state) is not None
        self.game = replace(game, moves=moves, won=won)
        if is_kept:
            self._keep()
        self.changed()

    def _keep(self) -> None:
        if self.game != games(store().records("toy", self.toy.name)).get(self.toy.name, Game()):
            store().add(*game_event(self.toy, self.game))

    # What the front end shows:

    def look(self, width: int = WIDTH) -> None:
        """Lay the picture out for the room there is, in pixels."""
        self.width = min(max(int(width), LEAST_WIDTH), WIDTH)

    def scene(self, width: int) -> scene.Scene:
        """The present state as a picture, with what is said of it."""
        with speaking(language()):
            return shown_state(self.toy, self.state, width)["scene"]

    def bundle(self) -> dict[str, Any]:
        """All that the front end is told at first; from now on patches are told against its picture."""
        self._base, self._first = self._base + 1, self.scene(self.width)
        return {
            "id": self._base, "width": self.width, "lang": language(), "task": self.toy.said.get("task", ""),
            "controls": [], "advanced": [], "values": {}, "panes": [{"heading": "", "scene": self._first}],
            "hasTrail": False, "says": sentences(), "play": {}, "isToy": True,
        }  # fmt: skip

    def answer(self) -> dict[str, Any]:
        """What the present state changes in the picture of the bundle, and what may be done now."""
        now = self.scene(self.width)
        return {
            "base": self._base,
            "key": "",
            "panes": [scene.patch(self._first, now)],
            "moves": self.buttons,
            "values": {one["name"]: one["value"] for one in now.get("handles", ())},
        }

    def found(self) -> dict[str, Any]:
        """The card under the picture: there is one while the task is done, or since it was."""
        return self.card.description() if self.game.won else {}

    def _face(self) -> Face:
        return Face(
            "complete",
            self._found or _("The task is done: what you do now is free play."),
            state="done",
        )

    @property
    def html(self) -> Markup:
        """The present state where nothing can be pressed."""
        task = tag("p", self.toy.said.get("task", ""), style="font-weight:600")
        return join([task, scene_html(self.scene(WIDTH), self.scene(NARROW))])

    def __repr__(self) -> str:
        return "\n".join(filter(None, [self.toy.said.get("task", ""), self.title, self.words]))

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return bundle(lambda: self.widget, self.html, repr(self))
