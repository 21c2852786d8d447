"""What the reader's screen can show, and the one box in which the kit speaks.

>>> print(card("note", "Two bases", "<p>The two services count differently.</p>")[:4])
<div
"""

from __future__ import annotations

import html as _html
import os

from borderlab.i18n import _

__all__ = ["WIDGET_STYLE", "card", "has_front_end", "lock", "show_html", "tone_word"]

_MARKS = ("JPY_SESSION_NAME", "VSCODE_PID", "COLAB_RELEASE_TAG")

# Colours of seaborn's colour-blind palette; the icon and the word carry the same news.
_TONES = {
    "right": ("✔", "Right", "#029e73"),
    "complete": ("✔", "Complete", "#029e73"),
    "wrong": ("✘", "Not yet", "#d55e00"),
    "missed": ("✘", "Not right this time", "#d55e00"),
    "note": ("ℹ", "Note", "#949494"),
    "ask": ("?", "Your turn", "#0173b2"),
    "result": ("▸", "Result", "#cc78bc"),
}

# What JupyterLab's widgets lack in one of its themes; for boxes with the class "borderlab" alone.
# The grey of the arrow stands out from white and from black alike.
WIDGET_STYLE = """<style>
.borderlab select{background-image:url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 18 18'%3E\
%3Cpath fill='%23808080' d='M4 6.5h10l-5 6z'/%3E%3C/svg%3E")!important}
.borderlab ::placeholder{color:var(--jp-ui-font-color1,inherit);opacity:.75}
.borderlab .noUi-target[disabled]{opacity:1!important}
.borderlab [disabled] .noUi-handle{background:#b8b8b8;border-color:#767676}
.borderlab .borderlab-unset .noUi-handle{background:transparent;border:2px dashed #808080}
.borderlab .borderlab-done{opacity:.75;cursor:default}
</style>"""


def has_front_end() -> bool:
    """Whether somebody can answer a widget: a notebook is open, and not only its cells are run.

    ``BORDERLAB_FRONT_END=0`` or ``1`` decides when it is set.

    >>> has_front_end() in (True, False)
    True
    """
    told = os.environ.get("BORDERLAB_FRONT_END", "")
    if told:
        return told != "0"
    return any(mark in os.environ for mark in _MARKS)


def card(tone: str, heading: str, body_html: str) -> str:
    """A box with an icon, a word and a heading over ``body_html``.

    Parameters
    ----------
    tone : str
        ``"right"``, ``"complete"``, ``"wrong"``, ``"missed"``, ``"note"``, ``"ask"`` or ``"result"``.
    heading : str
        Plain text; escaped here. Empty leaves the tone's own word alone.
    body_html : str
        HTML that is already safe.

    >>> "&lt;b&gt;" in card("ask", "<b>", "")
    True
    """
    icon, _word, colour = _TONES[tone]
    word = tone_word(tone)
    text = f"{word}: {heading}" if heading and heading != word else word
    return (
        f'<div class="borderlab-card mathjax_ignore" data-tone="{tone}" style="border:1px solid var(--jp-border-color1,#949494);'
        f"border-left:6px solid {colour};border-radius:4px;padding:8px 14px;margin:6px 0;max-width:760px;"
        f'color:var(--jp-ui-font-color1,inherit);background:var(--jp-layout-color1,transparent)">'
        f'<div style="font-weight:600"><span aria-hidden="true">{icon}</span> {_html.escape(text)}</div>'
        f"{body_html}</div>"
    )


def lock(button, word: str) -> None:
    """Make a pressed button say that it is done; it is not disabled, or the keyboard's focus would fall off the page."""
    button.description, button.icon, button.tooltip = word, "lock", ""
    button.add_class("borderlab-done")


def tone_word(tone: str) -> str:
    """The word that a tone says.

    >>> tone_word("wrong")
    'Not yet'
    """
    return _(_TONES[tone][1])


class _Shown:
    """HTML for a notebook, plain text for everything else."""

    def __init__(self, html: str, plain: str):
        self.html, self.plain = html, plain

    def __repr__(self) -> str:
        return self.plain

    def _repr_html_(self) -> str:
        return self.html


def show_html(html: str, plain: str) -> _Shown:
    """Something a cell can end with: ``html`` where that can be shown, ``plain`` elsewhere.

    >>> show_html("<p>7.2</p>", "7.2")
    7.2
    """
    return _Shown(html, plain)
