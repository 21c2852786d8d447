"""The way to the reader's screen: whether there is one, and the two widgets that stand on it.

The modules in ``frontend/`` are written by hand and sent as they are. A widget here only
carries descriptions out and what was pressed back in: all that is decided is decided elsewhere.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimlab.course import variable
from claimlab.i18n import _, language, set_numbers

if TYPE_CHECKING:
    from claimlab.teaching.card import Card
    from claimlab.teaching.column import Column
    from claimlab.teaching.explore import Explore
    from claimlab.teaching.play import Play
    from claimlab.views.figure import Figure

__all__ = [
    "card_widget",
    "column_widget",
    "figure_widget",
    "has_front_end",
    "module",
    "sentences",
    "sheet",
    "soon",
    "stage_widget",
    "style",
    "toy_widget",
]

_MARKS = ("JPY_SESSION_NAME", "VSCODE_PID", "COLAB_RELEASE_TAG")
_TURN_S = (
    0.02  # how long a kernel works on states before it looks whether somebody asks for something
)
_FOLDER = Path(__file__).parents[1] / "frontend"


def has_front_end() -> bool:
    """Whether somebody can answer a card: a notebook is open, and not only its cells are run.

    ``…_FRONT_END=0`` or ``1`` in the environment decides when it is set.

    >>> has_front_end() in (True, False)
    True
    """
    told = variable("front_end")
    if told:
        return told != "0"
    return any(mark in os.environ for mark in _MARKS)


@lru_cache(maxsize=None)
def module(name: str) -> str:
    """A module of the front end with all that it imports in front of it, each once.

    The browser gets one text and has no address from which to fetch a second one, so that an
    ``import`` of a neighbour is replaced by the neighbour without its own default export.
    """
    *before, last = _in_order(name)
    plain = (
        re.sub(r"^export default .*;$|^export (?=\w)", "", one, flags=re.MULTILINE)
        for one in before
    )
    return re.sub(r"^import .*;$", "", "".join([*plain, last]), flags=re.MULTILINE)


def _in_order(name: str) -> list[str]:
    """The texts of a module and of its neighbours: what is imported stands before what imports it."""
    text = (_FOLDER / f"{name}.js").read_text(encoding="utf-8")
    found = dict.fromkeys(
        part
        for other in re.findall(r'^import .* from "\./(\w+)\.js";$', text, flags=re.MULTILINE)
        for part in _in_order(other)
    )
    return [*found, text]


@lru_cache(maxsize=1)
def style() -> str:
    """The one style sheet of cards and stages, with the looks of pictures in front."""
    from claimlab.views import tokens

    return tokens.css() + sheet("kit")


def sheet(name: str) -> str:
    """A style sheet of the front end as it is written."""
    return (_FOLDER / f"{name}.css").read_text(encoding="utf-8")


def sentences() -> dict[str, str]:
    """What the front end says by itself, in the language of the reader."""
    return {
        "add": _("Add"),
        "addBlock": _("Add block {n} at the end of your lines"),
        "blocks": _("Blocks to choose from"),
        "busy": _("Working…"),
        "choose": _("choose"),
        "drawn": _("Every point is drawn. You can still change each of them."),
        "figures": _("Show the figures"),
        "gone": _("No answer yet. If this lesson was closed since, choose Run > Run All Cells: what you did is kept."),
        "grain": _("Write a number inside the axis, on one of its steps."),
        "inWords": _("In words"),
        "isBack": _("Block {n} is back among the blocks to choose from."),
        "isLine": _("Block {n} is line {line} now."),
        "left": _("Draw across the circles, or press Tab and the arrow keys. Points still to draw: {n}."),
        "lines": _("Your lines"),
        "more": _("More controls"),
        "moves": _("What you can do now"),
        "newButton": _("New button: {label}."),
        "next": _("Next"),
        "noLines": _("None yet."),
        "onward": _("This is how you left it. To go on, choose Run > Run All Cells: what you did is kept."),
        "play": _("Play"),
        "point": set_numbers("0.5")[1],
        "question": _("A question has opened below the picture."),
        "read": _("Read the picture: arrow keys"),
        "remove": _("Remove line {n}"),
        "reset": _("Start this picture again"),
        "scroll": _("Picture, wider than the page: scroll it sideways"),
        "stop": _("Stop"),
        "type": _("Type the numbers instead"),
        "typed": _(", as a number"),
        "unset": _("not set yet"),
        "up": _("Move line {n} up"),
        "down": _("Move line {n} down"),
    }  # fmt: skip


def soon(act) -> None:
    """Run `act` once what is being said now has gone out; at once where no event loop runs."""
    import asyncio

    try:
        asyncio.get_running_loop().call_soon(act)
    except RuntimeError:
        act()


@lru_cache(maxsize=1)
def _classes():
    # Only a cell that shows a widget pays for the widgets' libraries.
    import anywidget
    import traitlets

    class CardWidget(anywidget.AnyWidget):
        _esm, _css = module("card"), style()
        card = traitlets.Dict().tag(sync=True)

    class StageWidget(anywidget.AnyWidget):
        _esm, _css = module("stage"), style()
        bundle = traitlets.Dict().tag(sync=True)
        values = traitlets.Dict().tag(sync=True, echo_update=False)
        screen = traitlets.Dict().tag(sync=True, echo_update=False)
        answer = traitlets.Dict().tag(sync=True)
        notice = traitlets.Unicode().tag(sync=True)
        said = traitlets.Unicode().tag(sync=True)
        table = traitlets.Unicode().tag(sync=True)
        card = traitlets.Dict().tag(sync=True)

    class ColumnWidget(anywidget.AnyWidget):
        _esm, _css = module("column"), style()
        page = traitlets.Dict().tag(sync=True)

    return CardWidget, StageWidget, ColumnWidget


def card_widget(card: Card):
    """The widget of one card: shows its description, and presses its buttons."""
    widget = _classes()[0](card=card.description())
    card.changed = lambda: setattr(widget, "card", card.description())
    widget.on_msg(lambda _widget, said, _buffers: _press(card, said))
    return widget


def _press(card: Card, said: object) -> None:
    if isinstance(said, dict) and isinstance(said.get("values", {}), dict):
        card.press(str(said.get("act")), said.get("values", {}))


def stage_widget(explore: Explore):
    """The widget of one exploration: carries control values in, pictures and words out."""
    widget = _classes()[1](
        bundle=explore.bundle(), values=explore.raw, screen={"width": explore.width}, notice=explore.notice,
        card=explore.goal_description(),
    )  # fmt: skip

    def show(what: str) -> None:
        with widget.hold_sync():
            setattr(widget, what, getattr(explore, what)())
            widget.notice = explore.notice
        if widget.table:
            widget.table = str(explore.table())

    def heard(_widget: object, said: dict, _buffers: object) -> None:
        act = said.get("act") if isinstance(said, dict) else None
        if act in ("rest", "pass", "table", "no-table"):
            explore.move(**said.get("values", {}))
        if act == "rest":
            widget.said = explore.rest()
            show(
                "answer"
            )  # where the front end has its state it was not told: a saved lesson must know
            _send_ahead(widget, explore, explore.near())
        elif act == "pass":
            if found := explore.pass_by():
                widget.said = found
        elif act == "table":
            widget.table = str(explore.table())
        elif act == "no-table":
            widget.table = ""
        elif act == "reset":
            explore.reset()
            widget.said = _("Only the present setting is left. {words}").format(words=explore.words)
        elif act == "states":
            _send_ahead(widget, explore, explore.states())
        elif act == "fonts":
            _send_fonts(widget)
        elif act and explore.card:
            _press(explore.card, said)

    def moved(change: dict) -> None:
        explore.move(**change["new"])
        _send_ahead(widget, explore, explore.near())

    explore.changed = show
    explore.computing = lambda words: setattr(widget, "notice", words)
    if explore.card:
        explore.card.changed = lambda: setattr(widget, "card", explore.goal_description())
    widget.observe(moved, "values")
    widget.observe(lambda change: explore.look(**change["new"]), "screen")
    widget.on_msg(heard)
    return widget


def column_widget(column: Column):
    """The widget of the page of claims, and below it the card of the claim that is judged."""
    import ipywidgets

    widget, below = _classes()[2](page=column.page()), ipywidgets.VBox()

    def heard(_widget: object, said: object, _buffers: object) -> None:
        match said if isinstance(said, dict) else {}:
            case {"act": "mark", "claim": claim, "mark": mark, **rest}:
                column.mark(claim, mark, rest.get("word"), rest.get("of"))
            case {"act": "ring", "claim": claim}:
                column.ring(claim)
            case {"act": "judge", "claim": str(claim)}:
                below.children = [column.card(claim).widget]
                widget.send({"judged": claim})
            case {"act": "keep"}:
                column.keep()
            case {"act": "fonts"}:
                return _send_fonts(widget)
        widget.page = column.page()

    widget.on_msg(heard)
    return ipywidgets.VBox([widget, below])


def _send_ahead(widget: Any, explore: Explore, steps: Iterator[tuple[bool, bytes] | None]) -> None:
    """Make states in short turns, between which a hand is answered, and send each when it is made."""
    base = widget.bundle["id"]

    def turn() -> None:
        until = time.perf_counter() + _TURN_S
        for made in steps:
            if made:
                widget.send({"states": base, "isFresh": made[0]}, [made[1]])
            if time.perf_counter() > until:
                return soon(turn)
        widget.notice = explore.notice  # while a slow model was asked, it said so

    turn()


def _send_fonts(widget: Any) -> None:
    from claimlab.views.tokens import font_face

    widget.send({"fonts": font_face()})


def figure_widget(figure: Figure):
    """The widget of a figure that stands still: its marks answer to a pointer and to keys."""
    from claimlab.views.figure import WIDTH
    from claimlab.views.tables import table_html

    ids = count(1)

    def bundle(width: int) -> dict[str, Any]:
        return {
            "id": next(ids), "width": width, "lang": language(), "task": "", "controls": [], "advanced": [], "values": {},
            "panes": [{"heading": "", "scene": figure.scene(width)}], "hasTrail": False, "says": sentences(),
            "play": dict(figure.view.play),
        }  # fmt: skip

    widget = _classes()[1](bundle=bundle(WIDTH), screen={"width": WIDTH})

    def heard(_widget: object, said: dict, _buffers: object) -> None:
        act = said.get("act") if isinstance(said, dict) else None
        if act == "table":
            widget.table = str(table_html(figure.view.table(figure.frame), figure.title))
        elif act == "no-table":
            widget.table = ""
        elif act == "fonts":
            _send_fonts(widget)

    widget.observe(lambda change: setattr(widget, "bundle", bundle(**change["new"])), "screen")
    widget.on_msg(heard)
    return widget


def toy_widget(play: Play):
    """The widget of a toy: carries moves in, the picture, its words and the next moves out."""
    widget = _classes()[1](
        bundle=play.bundle(), answer=play.answer(), screen={"width": play.width}, card=play.found()
    )

    def show() -> None:
        with widget.hold_sync():
            widget.answer, widget.card = play.answer(), play.found()

    def heard(_widget: object, said: dict, _buffers: object) -> None:
        act = said.get("act") if isinstance(said, dict) else None
        if act == "move":
            play.move(said.get("move"), said.get("held") is True)
        elif act in ("undo", "again"):
            getattr(play, act)()
        elif act == "rest":
            widget.said = play.rest()
        elif act == "fonts":
            _send_fonts(widget)

    def look(change: dict) -> None:
        play.look(**change["new"])
        with widget.hold_sync():
            widget.bundle, widget.answer = play.bundle(), play.answer()

    play.changed = show
    widget.observe(look, "screen")
    widget.on_msg(heard)
    return widget
