"""What is played in a lesson: a start, moves, a step, a drawing; pure, and replayed from its list of moves.

A toy is written in its lesson's room (``lessonNN/toys.py``) as a subclass of :class:`Toy` under the
decorator :func:`toy`; its words stand in ``NN.toml`` under ``[toys.its-name]``. It knows no browser
and keeps nothing: what was played is a deal and a list of moves, and the state is what these make.

A move is a short text: a word, ``"wait"``, or for a handle of the drawing its name and a number,
``"line 9"``. A handle forgets its value before, so that a drag leaves one move behind.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from claimlab.lessons.declare import declared, lesson_of

__all__ = ["Game", "Move", "TOY", "Toy", "few", "game_event", "games", "joined", "on_page", "played", "replay", "states", "toy"]  # fmt: skip

TOY = "toy"  # the kind of event
LONGEST_MOVE, MOST_MOVES = 40, 400
MOST_STATES = 1500  # that a page holds of a toy
_HANDLE = re.compile(r"(\w+) -?\d+(\.\d+)?")

State = Hashable
Scene = dict[str, Any]


@dataclass(frozen=True)
class Move:
    """One thing that may be done now.

    Parameters
    ----------
    move : str
        What the list of moves keeps.
    label : str
        Of its button; "" for a value of a handle, which has none.
    """

    move: str
    label: str = ""


class Toy(ABC):
    """A toy with its words in the language that is set.

    Parameters
    ----------
    said : mapping
        What stands in ``NN.toml`` under ``[toys.its-name]``: ``task`` and ``found``, and what else the toy says.
    """

    name: ClassVar[str]
    lesson: ClassVar[str]
    shown: ClassVar[Sequence[str]] = ()  # one game from deal 0, for a page that cannot play
    fewer: ClassVar[type[Toy] | None] = (
        None  # the same with fewer moves, where all make too many states for a page
    )

    def __init__(self, said: Mapping[str, Any]):
        self.said = said

    @abstractmethod
    def start(self, deal: int) -> State:
        """The state before any move. `deal`, 0 and up, counts the games begun: it may shuffle."""

    @abstractmethod
    def moves(self, state: State) -> Sequence[Move]:
        """What may be done, in the order of the buttons; nothing where the game is over."""

    @abstractmethod
    def step(self, state: State, move: str) -> State:
        """The state after a move that :meth:`moves` offers."""

    @abstractmethod
    def draw(self, state: State, width: int) -> Scene:
        """The picture as marks for a width of 280 to 760 pixels (:mod:`claimlab.views.scene`).

        A mark with ``go={"move": "wait"}`` can be pressed. A handle has, besides what a picture's
        handle has, its present `value`, and every value on it is a move that is offered.
        """

    @abstractmethod
    def title(self, state: State) -> str:
        """What the state says, in one line above the picture."""

    @abstractmethod
    def words(self, state: State) -> str:
        """The picture in words: what a reader hears who does not see it."""

    def sub(self, state: State) -> str:
        """A line under the title: what is measured, in which unit."""
        return ""

    def won(self, state: State) -> Mapping[str, Any] | None:
        """What the words `found` quote, once the task is done; None before, and where there is none."""
        return None


def toy(made: type[Toy]) -> type[Toy]:
    """Declare a toy of the lesson in whose room its class stands; ``FiveLetters`` is called ``five_letters``.

    Raises
    ------
    ValueError
        when the class stands in no lesson's folder.
    """
    made.lesson = lesson_of(made)
    made.name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", made.__name__).lower()
    declared(made.lesson).toys[made.name] = made
    return made


def few(made: type[Toy]) -> type[Toy]:
    """Declare what a page without a kernel plays of the toy above this class: the same, with fewer moves.

    What it says in other words stands under ``[toys.its-name.few]``.
    """
    made.__bases__[0].fewer = made
    return made


def on_page(toy: Toy) -> Toy:
    """The toy as a page plays it: with fewer moves where all of them make too many states."""
    return toy.fewer(_over(toy.said, toy.said["few"])) if toy.fewer else toy


def _over(said: Mapping[str, Any], few: Mapping[str, Any]) -> dict[str, Any]:
    """The words, with some of them in the place of others."""
    return {
        **said,
        **{key: _over(said[key], one) if isinstance(one, Mapping) else one for key, one in few.items()},
    }  # fmt: skip


# A game: a deal and its moves ---------------------------------------------------------------------


@dataclass(frozen=True)
class Game:
    """What was played: the number of the deal, the moves in order, and whether its task was ever done."""

    deal: int = 0
    moves: tuple[str, ...] = ()
    won: bool = False

    @property
    def is_played(self) -> bool:
        """Whether a move was ever made; where one stands at the beginning again, a deal is over."""
        return bool(self.moves or self.deal)


def offers(toy: Toy, state: State, move: object) -> bool:
    """Whether a move may be made now."""
    return any(one.move == move for one in toy.moves(state))


def replay(toy: Toy, game: Game) -> tuple[State, tuple[str, ...]]:
    """The state that a game has come to, and the moves that led there: what is not offered changes nothing."""
    state, kept = toy.start(game.deal), []
    for move in game.moves:
        if offers(toy, state, move):
            state = toy.step(state, move)
            kept.append(move)
    return state, tuple(kept)


def joined(moves: Sequence[str], move: str) -> tuple[str, ...]:
    """The moves with one more; the later value of a handle stands in the place of the one just before.

    >>> joined(("wait", "line 8"), "line 9"), joined(("wait",), "wait")
    (('wait', 'line 9'), ('wait', 'wait'))
    """
    here = _HANDLE.fullmatch(move)
    before = _HANDLE.fullmatch(moves[-1]) if moves else None
    is_same = here and before and here[1] == before[1]
    return (*(moves[:-1] if is_same else moves), move)


def game_event(toy: Toy, game: Game) -> tuple[str, str, dict[str, Any]]:
    """A game as the log keeps it, whole after each move: kind, item and value."""
    return TOY, toy.name, {"deal": game.deal, "moves": list(game.moves), "won": game.won}


def games(events: Iterable[Any]) -> dict[str, Game]:
    """The game that each toy has come to, by its name, from the log; what is damaged is passed over.

    Parameters
    ----------
    events : iterable
        Lines of the log, oldest first, with `kind`, `item` and `value`.

    >>> from types import SimpleNamespace as Line
    >>> games([Line(kind="toy", item="letters", value={"deal": 1, "moves": ["wait"], "won": False})])
    {'letters': Game(deal=1, moves=('wait',), won=False)}
    """
    found: dict[str, Game] = {}
    for event in events:
        if event.kind == TOY and (game := _game(event.value)):
            found[event.item] = game
    return found


def _game(value: Any) -> Game | None:
    if not isinstance(value, dict):
        return None
    deal, moves, won = value.get("deal"), value.get("moves"), value.get("won")
    fits = (
        type(deal) is int
        and 0 <= deal < 10**6
        and isinstance(moves, list)
        and len(moves) <= MOST_MOVES
        and all(isinstance(one, str) and len(one) <= LONGEST_MOVE for one in moves)
    )
    return Game(deal, tuple(moves), won is True) if fits else None


# For a page without a kernel ----------------------------------------------------------------------


def states(
    toy: Toy, limit: int = MOST_STATES, width: int = 760, deal: int = 0
) -> list[dict] | None:
    """All states that a deal can come to, as plain data, the start first; None when they are more than `limit`.

    Returns
    -------
    list of dict
        Each has `title`, `sub`, `words`, `found` ("" before the task is done), `scene` (whole, laid
        out for `width`), `moves` (of the buttons: ``{"move", "label", "to"}``) and `to`: from each
        move that is offered to the place of the state that it leads to.
    """
    queue = [toy.start(deal)]
    order, leads = {queue[0]: 0}, []
    for state in queue:
        to = {}
        for one in toy.moves(state):
            after = toy.step(state, one.move)
            if after not in order:
                order[after] = len(order)
                queue.append(after)
            to[one.move] = order[after]
        if len(order) > limit:
            return None
        leads.append(to)
    return [
        {**shown_state(toy, state, width), "to": to} for state, to in zip(queue, leads, strict=True)
    ]


def played(toy: Toy, width: int = 760) -> list[dict]:
    """The one game of `shown`, state by state from the start, each with the `move` that led to it."""
    state, found = toy.start(0), []
    for move in ("", *toy.shown):
        state = toy.step(state, move) if move else state
        found.append({"move": move, **shown_state(toy, state, width)})
    return found


def shown_state(toy: Toy, state: State, width: int) -> dict[str, Any]:
    """All that is shown of one state, as plain data."""
    quotes = toy.won(state)
    said = {"title": toy.title(state), "sub": toy.sub(state), "words": toy.words(state)}
    return {
        **said,
        "found": "" if quotes is None else str(toy.said["found"]).format(**quotes),
        "scene": {**toy.draw(state, width), **said},
        "moves": [{"move": m.move, "label": m.label} for m in toy.moves(state) if m.label],
    }
