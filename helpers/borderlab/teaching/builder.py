"""The frame of the widgets that build an answer, and the one in which blocks are put in order.

A row keeps its buttons while its text changes, so that the keyboard's focus is never lost when a
block moves.
"""

from __future__ import annotations

import hashlib
import html

import ipywidgets as widgets

from borderlab.errors import KitError
from borderlab.i18n import _
from borderlab.judging.kinds import key_of
from borderlab.judging.plain import plain
from borderlab.lessons.declare import Exercise
from borderlab.teaching.check import Answering, check
from borderlab.teaching.frontend import WIDGET_STYLE, card, has_front_end
from borderlab.teaching.store import store

__all__ = ["BlockSorter", "Builder", "keys_line", "static_bundle"]

_REST = {"flex": "1 1 0%", "min_width": "0"}  # the rest of a row


def static_bundle(bundle: dict | None, words: str) -> dict[str, str]:
    """A widget's display data with words for every place that shows no widgets."""
    words_html = card(
        "ask", "", f'<pre style="white-space:pre-wrap;margin:4px 0">{html.escape(words)}</pre>'
    )
    shown = bundle if bundle and has_front_end() else {}
    return {**shown, "text/plain": words, "text/html": words_html}


def keys_line(words: str) -> widgets.HTML:
    """A small line that says how to work a widget by keyboard; it carries the widgets' style."""
    return widgets.HTML(
        f"{WIDGET_STYLE}<small>{html.escape(_('Keyboard:'))} {html.escape(words)}</small>"
    )


class Builder(widgets.VBox, Answering):
    """A task, what it is answered with, a Check button and a line that says in words what happened."""

    def __init__(self, exercise: Exercise, body: list[widgets.Widget]):
        self.exercise = exercise
        self._status, self._verdict = widgets.HTML(), widgets.HTML()
        self._button = widgets.Button(
            description=_("Check"),
            tooltip=_("Check your answer to {id}").format(id=exercise.id),
            icon="check",
        )
        self._button.on_click(lambda button: self.check())
        task = widgets.HTML(
            f"{WIDGET_STYLE}<div><b>{html.escape(exercise.id)}</b> {html.escape(exercise.asks)}</div>"
        )
        super().__init__([task, *body, self._status, self._button, self._verdict])
        self.add_class("borderlab")
        self._restore()

    def check(self):
        """Check the answer as it stands, show the verdict below, and return it."""
        result = check(self.exercise.id, self.answer)
        self._verdict.value = f'<div role="status">{result._repr_html_()}</div>'
        return result

    def _say(self, words: str) -> None:
        self._status.value = f'<div role="status" aria-live="polite">{html.escape(words)}</div>'

    def _restore(self) -> None:
        """Take up the last attempt where the student left it."""
        attempts = store().records("attempt", self.exercise.id)
        if attempts:
            try:
                self.answer = attempts[-1].value
            except KitError:  # the attempt was typed, or the task has changed since
                return
            self._say(_("Your last answer is back in place."))

    def _words(self) -> str:
        raise NotImplementedError

    def __repr__(self) -> str:
        return self._words()

    def _repr_mimebundle_(self, **options: object) -> dict[str, str]:
        return static_bundle(super()._repr_mimebundle_(**options), self._words())


def _shuffled(exercise: Exercise) -> list[str]:
    """The blocks in an order that is the same for everybody and does not give the answer away."""
    return sorted(
        exercise.blocks, key=lambda key: hashlib.sha256(f"{exercise.id}{key}".encode()).digest()
    )


def _button(name: str, width: str) -> widgets.Button:
    return widgets.Button(description=name, layout={"width": width, "flex": "0 0 auto"})


def _code(n: int, text: str) -> str:
    """A numbered line of code; when it wraps, it wraps beside its number."""
    code = f'<code style="white-space:pre-wrap">{html.escape(text)}</code>'
    return f'<div style="display:flex;gap:6px;align-items:baseline;line-height:1.5"><span>{n}.</span>{code}</div>'


class BlockSorter(Builder):
    """Blocks of code to be put in order; ``answer`` is the list of their keys."""

    def __init__(self, exercise: Exercise):
        self._pool = _shuffled(exercise)
        self._lines: list[str] = []
        self._pool_rows = {
            key: self._pool_row(n, key, exercise.blocks[key]) for n, key in enumerate(self._pool, 1)
        }
        self._line_rows = [self._line_row(i) for i in range(len(self._pool))]
        heading = widgets.HTML(f"<b>{_('Your lines')}</b>")
        pool = widgets.HTML(f"<b>{_('Blocks to choose from')}</b>")
        super().__init__(exercise, [pool, *self._pool_rows.values(), heading, *self._line_rows])
        self._draw()

    def _pool_row(self, n: int, key: str, text: str) -> widgets.HBox:
        add = _button(_("Add"), "60px")
        add.tooltip = _("Add block {n} at the end of your lines").format(n=n)
        add.on_click(lambda button: self._add(key))
        return widgets.HBox([add, widgets.HTML(_code(n, text), layout=_REST)])

    def _line_row(self, i: int) -> widgets.HBox:
        up, down, remove = (
            _button(_("Up"), "50px"),
            _button(_("Down"), "64px"),
            _button(_("Remove"), "80px"),
        )
        up.on_click(lambda button: self._move(i, i - 1))
        down.on_click(lambda button: self._move(i, i + 1))
        remove.on_click(lambda button: self._remove(i))
        for button, words in (
            (up, _("Move line {n} up")),
            (down, _("Move line {n} down")),
            (remove, _("Remove line {n}")),
        ):
            button.tooltip = words.format(n=i + 1)
        return widgets.HBox([up, down, remove, widgets.HTML(layout=_REST)])

    @property
    def answer(self) -> list[str]:
        return list(self._lines)

    @answer.setter
    def answer(self, blocks: object) -> None:
        given = plain(blocks)
        keys = [self._key(block) for block in given] if isinstance(given, list) else [None]
        if None in keys or len(set(keys)) < len(keys):
            raise KitError(
                _("An order is a list of block numbers, each used once: from 1 to {n}.").format(
                    n=len(self._pool)
                )
            )
        self._lines = keys
        self._draw()

    def _key(self, block: object) -> str | None:
        key = key_of(block, self.exercise.blocks)
        if key is None and isinstance(block, int) and 1 <= block <= len(self._pool):
            return self._pool[block - 1]
        return key

    def _number(self, key: str) -> int:
        return self._pool.index(key) + 1

    def _draw(self) -> None:
        for key, row in self._pool_rows.items():
            row.layout.display = "none" if key in self._lines else "flex"
        for i, row in enumerate(self._line_rows):
            row.layout.display = "flex" if i < len(self._lines) else "none"
            row.children[-1].value = (
                _code(i + 1, self.exercise.blocks[self._lines[i]]) if i < len(self._lines) else ""
            )

    def _add(self, key: str) -> None:
        if key not in self._lines:
            self._lines.append(key)
        self._draw()
        self._say(
            _("Block {n} is line {line} now.").format(n=self._number(key), line=len(self._lines))
        )
        left = [other for other in self._pool if other not in self._lines]
        after = [other for other in left if self._number(other) > self._number(key)]
        (self._pool_rows[(after or left)[0]].children[0] if left else self._button).focus()

    def _move(self, i: int, j: int) -> None:
        if not 0 <= j < len(self._lines):
            self._say(_("Line {line} is at the end already.").format(line=i + 1))
            return
        self._lines[i], self._lines[j] = self._lines[j], self._lines[i]
        self._draw()
        self._say(
            _("Block {n} is line {line} of {count} now.").format(
                n=self._number(self._lines[j]), line=j + 1, count=len(self._lines)
            )
        )
        self._line_rows[j].children[0 if j < i else 1].focus()

    def _remove(self, i: int) -> None:
        key = self._lines.pop(i)
        self._draw()
        self._say(
            _("Block {n} is back among the blocks to choose from.").format(n=self._number(key))
        )
        self._pool_rows[key].children[0].focus()

    def _words(self) -> str:
        blocks = [f"{n}. {self.exercise.blocks[key]}" for n, key in enumerate(self._pool, 1)]
        order = ", ".join(str(self._number(key)) for key in self._lines) or _("none yet")
        how = _(
            'Your lines: {order}. By hand: blocks = sort_blocks("{id}"); blocks.answer = [2, 1, …]; check("{id}", blocks)'
        )
        return "\n".join(
            [
                f"{self.exercise.id} {self.exercise.asks}",
                *blocks,
                how.format(order=order, id=self.exercise.id),
            ]
        )
