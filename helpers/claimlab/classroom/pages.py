"""Pages for reading and printing: whatever is put in is text, so nothing that a student wrote can become markup.

A page carries no script, and its policy forbids any; the one style sheet is named in it by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence

from claimlab import html
from claimlab.html import Markup, document, join, tag
from claimlab.i18n import _
from claimlab.sheets.names import one_line

__all__ = ["heading", "meter", "page", "paragraph", "sentence", "table", "text"]

_STYLE = """:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere;min-width:5rem}
th{overflow-wrap:normal}
meter{width:6rem}
.wide{overflow-x:auto}
summary{cursor:pointer;min-height:24px}
.answer{border-left:4px solid #767676;padding:.1rem .8rem;margin:.8rem 0;break-inside:avoid}
.answer p{margin:.3rem 0;white-space:pre-wrap}
@media print{body{margin:0;max-width:none;font-size:11pt}tr{break-inside:avoid}thead{display:table-header-group}h2,h3,caption{break-after:avoid}}"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
_LONGEST = 20_000


def text(content: object) -> Markup:
    """A text on one line; its own direction of reading cannot turn the rest of its line."""
    if isinstance(content, Markup):
        return content
    return tag("bdi", one_line(content, _LONGEST)) if content != "" else Markup("")


def sentence(words: str) -> Markup:
    """A sentence of the kit's, in which `backticks` mark code."""
    return tag("bdi", html.code_marks(one_line(words, _LONGEST))) if words else Markup("")


def page(title: str, parts: Iterable[Markup]) -> str:
    """A whole page.

    >>> "<script" in page("<script>", [paragraph("<script>alert(1)</script>")])
    False
    """
    title = one_line(title)
    main = tag("main", "\n", tag("h1", text(title)), "\n", join(parts, "\n"), "\n")
    return document(title, [tag("style", Markup(_STYLE))], main, policy=_POLICY)


def heading(words: str, level: int = 2) -> Markup:
    """A heading of a section."""
    return tag(f"h{level}", text(words))


def paragraph(words: object) -> Markup:
    """One paragraph."""
    return tag("p", text(words))


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """A table whose first column names its rows; a cell is a text or ``Markup``."""
    made = html.table(
        [text(name) for name in columns],
        ([text(cell) for cell in cells] for cells in rows),
        caption=text(caption),
        row_heads=True,
    )
    # On a narrow page a wide table scrolls, by keyboard too.
    return tag("div", made, class_="wide", tabindex=0, role="group", aria_label=one_line(caption))


def meter(count: int, whole: int) -> Markup:
    """A count of a whole in words, and as a bar.

    >>> meter(3, 4)
    Markup('3 of 4 (75%) <meter min="0" max="4" value="3" aria-hidden="true"></meter>')
    """
    share = f" ({100 * count / whole:.0f}%)" if whole else ""
    words = _("{count} of {whole}{share}").format(count=count, whole=whole, share=share)
    bar = tag("meter", min="0", max=str(max(whole, 1)), value=str(count), aria_hidden="true")
    return join([words, bar], " ")
