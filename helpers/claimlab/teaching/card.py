"""The one design in which the kit asks, judges and answers: a card with a state, fields and buttons.

A card is a description, drawn anew after every press from what is kept in the workspace. A browser
shows it as a form; every other place shows the same description as HTML and as words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimlab.html import Markup, code_marks, join, lines, shown, tag
from claimlab.i18n import _, language
from claimlab.teaching.frontend import card_widget, has_front_end, sentences

__all__ = [
    "Button",
    "Card",
    "Cards",
    "Face",
    "box",
    "bundle",
    "said_card",
    "state_word",
    "tone_word",
]

# Colours of seaborn's colour-blind palette; the icon and the word carry the same news.
_TONES = {
    "right": ("✔", "#029e73"),
    "complete": ("✔", "#029e73"),
    "wrong": ("✘", "#d55e00"),
    "missed": ("✘", "#d55e00"),
    "note": ("ℹ", "#767676"),
    "ask": ("?", "#0173b2"),
    "result": ("▸", "#cc78bc"),
}

Values = Mapping[str, Any]
Act = Callable[[Values], str | None]  # what a button does; a sentence when something is missing


def tone_word(tone: str) -> str:
    """The word that a tone says.

    >>> tone_word("wrong")
    'Not yet'
    """
    return {
        "right": _("Right"),
        "complete": _("Complete"),
        "wrong": _("Not yet"),
        "missed": _("Not right this time"),
        "note": _("Note"),
        "ask": _("Your turn"),
        "result": _("Result"),
    }[tone]


def state_word(state: str) -> str:
    """The state of a card in words: ``open``, ``tried``, ``right``, ``given`` or ``done``."""
    return {
        "": "",
        "open": _("open"),
        "tried": _("tried"),
        "right": _("right"),
        "given": _("solution seen"),
        "done": _("done"),
        "closed": _("closed"),
    }[state]


@dataclass(frozen=True)
class Button:
    """A button: what it does, its name, and whether it is the one that the card waits for."""

    act: str
    label: str
    main: bool = False
    title: str = ""


@dataclass(frozen=True)
class Face:
    """What a card shows now.

    Parameters
    ----------
    tone : str
        ``"right"``, ``"complete"``, ``"wrong"``, ``"missed"``, ``"note"``, ``"ask"`` or ``"result"``.
    heading : str
        Plain text; empty leaves the tone's own word alone.
    body, after : sequence
        Above the fields and below the buttons: sentences, or pairs of ``(Markup, words)``.
    fields : sequence of dict
        What :mod:`claimlab.teaching.forms` makes.
    state : str
        ``"open"``, ``"tried"``, ``"right"``, ``"given"``, ``"done"`` or ``""``.
    say : str
        A line that is announced.
    """

    tone: str
    heading: str
    body: Sequence = ()
    fields: Sequence[Mapping[str, Any]] = ()
    buttons: Sequence[Button] = ()
    after: Sequence = ()
    state: str = ""
    say: str = ""

    @property
    def head(self) -> str:
        """The tone's word and the heading."""
        word = tone_word(self.tone)
        return f"{word}: {self.heading}" if self.heading and self.heading != word else word


def _html(parts: Sequence) -> Markup:
    texts = [
        tag("p", code_marks(part)) if isinstance(part, str) else part[0] for part in parts if part
    ]
    return join(texts)


def _plain(parts: Sequence) -> list[str]:
    return [part if isinstance(part, str) else part[1] for part in parts if part]


def box(tone: str, heading: str, *inside: object, state: str = "") -> Markup:
    """A still box with an icon, a word and a heading, for places where nothing can be pressed.

    >>> "&lt;b&gt;" in box("ask", "<b>")
    True
    """
    icon, colour = _TONES[tone]
    look = (
        f"border:1px solid var(--jp-border-color1,#949494);border-left:6px solid {colour};border-radius:6px;"
        "padding:8px 14px;margin:6px 0;max-width:760px;color:var(--jp-ui-font-color1,inherit);"
        "background:var(--jp-layout-color1,transparent)"
    )
    head = tag(
        "div",
        tag("span", icon, aria_hidden="true"),
        " ",
        Face(tone, heading).head,
        style="font-weight:600",
    )
    return tag(
        "div",
        head,
        *inside,
        class_="claimlab-card mathjax_ignore",
        data_tone=tone,
        data_state=state or None,
        style=look,
    )


class Card:
    """A face that is drawn anew after every press.

    Parameters
    ----------
    draw : callable
        No arguments; the :class:`Face` of this moment.
    acts : mapping
        From the name of a button to what it does with the values of all fields. It returns None, or
        a sentence that says what is still missing; the face is drawn anew in both cases.

    >>> seen = []
    >>> one = Card(lambda: Face("ask", "A colour", fields=[], buttons=[Button("keep", "Keep")]), {"keep": seen.append})
    >>> one.press("keep", {"colour": "red"})
    >>> seen
    [{'colour': 'red'}]
    """

    def __init__(self, draw: Callable[[], Face], acts: Mapping[str, Act] | None = None):
        self._draw, self._acts = draw, dict(acts or {})
        self._said, self._presses = "", 0
        self.changed: Callable[[], None] = lambda: None
        self._widget = None

    @property
    def widget(self):
        """The card as an ipywidget, to stand in a box beside others and be observed: its `card` is what it shows."""
        if self._widget:
            self.changed()  # what is kept may be other than when it was last shown
        else:
            self._widget = card_widget(self)
        return self._widget

    @property
    def face(self) -> Face:
        """What the card shows now."""
        return self._draw()

    def press(self, act: str, values: Values | None = None) -> None:
        """Press a button, as the front end does; unknown buttons do nothing."""
        if act not in self._acts:
            return
        self._presses += 1
        self._said = self._acts[act](values or {}) or ""
        self.changed()

    @property
    def said(self) -> str:
        """What was said after the last press."""
        return self._said or self.face.say

    def description(self) -> dict[str, Any]:
        """The face as plain JSON, for the front end."""
        face = self.face
        return {
            "tone": face.tone, "icon": _TONES[face.tone][0], "head": face.head, "state": face.state,
            "stateWord": state_word(face.state), "body": str(_html(face.body)), "after": str(_html(face.after)),
            "fields": [dict(one) for one in face.fields], "buttons": [vars(one) for one in face.buttons],
            "say": self._said or face.say, "says": sentences(), "n": self._presses, "lang": language(),
        }  # fmt: skip

    @property
    def html(self) -> Markup:
        """The card where nothing can be pressed."""
        face = self.face
        fields = join(_still(one) for one in face.fields)
        after = lines(self.said) + _html(face.after)
        return box(face.tone, face.heading, _html(face.body), fields, after, state=face.state)

    def __repr__(self) -> str:
        face = self.face
        fields = [line for one in face.fields for line in _words(one)]
        return "\n".join(
            filter(None, [face.head, *_plain(face.body), *fields, self.said, *_plain(face.after)])
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return bundle(lambda: self.widget, self.html, repr(self))


def bundle(widget: Callable[[], Any], html: Markup, words: str) -> dict[str, Any]:
    """A widget with what stands in its place where none can be shown."""
    still = shown(html, words)._repr_mimebundle_()
    if not has_front_end():
        return still
    bundle = widget()._repr_mimebundle_()
    return {**(bundle[0] if isinstance(bundle, tuple) else bundle), **still}


class Cards:
    """Several cards, one under the other."""

    def __init__(self, cards: Sequence[Card]):
        self.cards = list(cards)

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.cards))

    @property
    def widget(self):
        """The cards as one ipywidget, a column of them."""
        import ipywidgets

        return ipywidgets.VBox([one.widget for one in self.cards])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return bundle(lambda: self.widget, join(one.html for one in self.cards), repr(self))


def said_card(tone: str, heading: str, *body: object, state: str = "") -> Card:
    """A card that only says something."""
    return Card(lambda: Face(tone, heading, body, state=state))


def _words(one: Mapping[str, Any]) -> list[str]:
    """A field in words: what it asks, and what can be chosen."""
    value = one.get("value")
    if one["kind"] == "radio":
        asked = [] if one.get("quiet") else [one["label"]]
        return asked + [
            f"   ({'x' if key == value else ' '}) {text}" for key, text in one["options"]
        ]
    if one["kind"] == "order":
        return [f"{n}. {text}" for n, (_key, text) in enumerate(one["options"], 1)]
    given = "?" if value in (None, "", {}) else str(value)
    return [f"{one['label']} [{given}]" + (f" {one['help']}" if one.get("help") else "")]


def _still(one: Mapping[str, Any]) -> Markup:
    """A field where nothing can be typed."""
    if one["kind"] == "curve":
        return Markup(one["wide"]["frame"])
    if one["kind"] in ("radio", "order"):
        name = "ol" if one["kind"] == "order" else "ul"
        asked = tag("p", one["label"]) if one["kind"] == "radio" and not one.get("quiet") else ""
        return asked + tag(
            name,
            *(
                tag("li", tag("code", text) if name == "ol" else text)
                for _key, text in one["options"]
            ),
        )
    return tag("p", *_words(one))
