"""The one door for HTML: text is escaped on its way in, and what comes out is marked as safe.

Every module that shows something builds it here, on ``markupsafe.Markup``, so that no text from a
student, a table or a translation can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from claimlab.i18n import language

__all__ = [
    "QUIET",
    "Markup",
    "code_marks",
    "details",
    "document",
    "escape",
    "join",
    "lines",
    "scrolled",
    "shown",
    "spoken",
    "status",
    "table",
    "tag",
]


_STRESS = re.compile(r"(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])")

# On the element that has the focus, this keeps JupyterLab's command keys away (x cuts a cell).
QUIET = {"data_lm_suppress_shortcuts": "true"}


def tag(name: str, *inside: object, **attributes: object) -> Markup:
    """One element; texts inside are escaped, ``Markup`` is not.

    A trailing underscore in an attribute's name falls away (``class_``), other underscores become
    hyphens, and an attribute that is None or False is left out.

    >>> tag("p", "a < b", class_="note", aria_live="polite")
    Markup('<p class="note" aria-live="polite">a &lt; b</p>')
    >>> tag("img", alt="a \\"b\\"", hidden=True)
    Markup('<img alt="a &#34;b&#34;" hidden>')
    """
    opened = name
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        opened += " " + key.rstrip("_").replace("_", "-")
        if value is not True:
            opened += f'="{escape(value)}"'
    if name in ("img", "input", "br", "hr"):
        return Markup(f"<{opened}>")
    return Markup(f"<{opened}>{join(inside)}</{name}>")


def join(parts: Iterable[object], between: str = "") -> Markup:
    """Parts one after another; texts are escaped.

    >>> join(["<", tag("b", "x")], " ")
    Markup('&lt; <b>x</b>')
    """
    return Markup(str.join(between, map(escape, parts)))


def lines(*texts: object) -> Markup:
    """A paragraph for each text that is not empty."""
    return join(tag("p", text) for text in texts if text)


def code_marks(text: str) -> Markup:
    """A sentence in which `backticks` mark code, and *asterisks* a word that is stressed.

    >>> code_marks("use `a < b`, *never* 2 * 3")
    Markup('use <code>a &lt; b</code>, <em>never</em> 2 * 3')
    """
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _stressed(text)
    return join(tag("code", part) if i % 2 else _stressed(part) for i, part in enumerate(parts))


def _stressed(text: str) -> Markup:
    parts = _STRESS.split(text)
    return join(tag("em", part) if i % 2 else part for i, part in enumerate(parts))


def document(
    title: object, head: Iterable[object], *body: object, policy: str = "", lang: str = ""
) -> str:
    """A whole page: what stands in its head after the title, what stands in its body, and what it may load.

    >>> document("a < b", [], tag("p", "so"), lang="en").splitlines()[1][:60]
    '<html lang="en"><head><meta charset="utf-8"><meta name="view'
    """
    may = '<meta http-equiv="Content-Security-Policy" content="%s">'
    top = [
        Markup('<meta charset="utf-8">'),
        Markup(may) % Markup(policy) if policy else "",
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", title),
    ]
    page = tag("html", tag("head", *top, *head), "\n", tag("body", *body), lang=lang or language())
    return f"<!DOCTYPE html>\n{page}\n"


def details(
    summary: object, *inside: object, is_open: bool = False, is_plain: bool = False
) -> Markup:
    """Something one click away; `is_plain` where a page has a style sheet and forbids styles of its own."""
    look = {} if is_plain else {**QUIET, "style": "cursor:pointer;min-height:24px"}
    return tag("details", tag("summary", summary, **look), *inside, open=is_open)


def status(*inside: object) -> Markup:
    """A line that a screen reader announces politely."""
    return tag("div", *inside, role="status", aria_live="polite")


def table(
    heads: Sequence[object],
    rows: Iterable[Sequence[object]],
    caption: object = "",
    row_heads: bool = False,
    **attributes: object,
) -> Markup:
    """A table with a heading for each column, and for each row where `row_heads`.

    >>> table(["year", "trade"], [[2008, "7.3"]])
    Markup('<table><thead><tr><th scope="col">year</th>...<td>2008</td><td>7.3</td></tr></tbody></table>')
    """
    body = []
    for row in rows:
        first, *rest = row
        # A blank in the first place goes on with the row above: it heads nothing.
        head = tag("th", first, scope="row") if row_heads and first != "" else tag("td", first)
        body.append(tag("tr", head, *(tag("td", cell) for cell in rest)))
    return tag(
        "table",
        tag("caption", caption) if caption else "",
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *body),
        **attributes,
    )


def scrolled(inside: object, name: str, height: int | None = None) -> Markup:
    """Something in a box with a name that the keyboard can scroll: sideways, or in `height` pixels.

    Where the front end finds one that holds all in sight, it takes the stop away.
    """
    look = f"max-height:{height}px;overflow:auto" if height else "overflow-x:auto"
    return tag(
        "div",
        inside,
        class_="bl-scrolled",
        tabindex=0,
        **QUIET,
        role="group",
        aria_label=name,
        style=look,
    )


def spoken(inside: object) -> Markup:
    """What a cell shows, with the language it is in: a screen reader chooses its voice by it.

    >>> spoken("7.2")
    Markup('<div lang="en">7.2</div>')
    """
    return tag("div", inside, lang=language())


class _Shown:
    """HTML for a notebook, plain text for everything else."""

    def __init__(self, html: str, plain: str):
        self.html, self.plain = html, plain

    def __repr__(self) -> str:
        return self.plain

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": str(spoken(self.html)), "text/plain": self.plain}


def shown(html: Markup, plain: str) -> _Shown:
    """Something a cell can end with: `html` where that can be shown, `plain` elsewhere.

    >>> shown(tag("p", 7.2), "7.2")
    7.2
    """
    return _Shown(html, plain)
