"""Pages for reading and printing: whatever is put in is text, so nothing that a student wrote can become markup.

A page carries no script, and its policy forbids any; the one style sheet is named in it by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Sequence

from borderlab.classroom.sheets import identity, one_line

__all__ = ["Html", "heading", "meter", "page", "paragraph", "slug", "table"]

_STYLE = """:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border:1px solid #949494;padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere;min-width:5rem}
th[scope=col]{overflow-wrap:normal}
meter{width:6rem}
@media print{body{margin:0;max-width:none;font-size:11pt}tr{break-inside:avoid}thead{display:table-header-group}h2,caption{break-after:avoid}}"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
_LONGEST = 20_000


class Html(str):
    """Markup that these functions made; any other text is escaped."""


def _safe(content: object) -> str:
    # bdi keeps a name in another script from turning the rest of its line.
    return (
        content
        if isinstance(content, Html)
        else f"<bdi>{html.escape(one_line(content, _LONGEST))}</bdi>"
        if content != ""
        else ""
    )


def page(title: str, parts: Iterable[Html]) -> str:
    """A whole page.

    >>> "<script" in page("<script>", [paragraph("<script>alert(1)</script>")])
    False
    """
    title = html.escape(one_line(title))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n'
        f"<body>\n<main>\n<h1><bdi>{title}</bdi></h1>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def heading(text: str, level: int = 2) -> Html:
    """A heading of a section."""
    return Html(f"<h{level}>{_safe(text)}</h{level}>")


def paragraph(text: object) -> Html:
    """One paragraph."""
    return Html(f"<p>{_safe(text)}</p>")


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Html:
    """A table whose first column names its rows; a cell is a text or :class:`Html`."""
    head = "".join(f'<th scope="col">{_safe(name)}</th>' for name in columns)
    lines = "\n".join(_row(cells) for cells in rows)
    return Html(
        f"<table>\n<caption>{_safe(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"
    )


def _row(cells: Sequence[object]) -> str:
    first, *rest = cells
    return (
        f'<tr><th scope="row">{_safe(first)}</th>'
        + "".join(f"<td>{_safe(cell)}</td>" for cell in rest)
        + "</tr>"
    )


def meter(count: int, whole: int) -> Html:
    """A count of a whole in words, and as a bar.

    >>> meter(3, 4)
    '3 of 4 (75%) <meter min="0" max="4" value="3" aria-hidden="true"></meter>'
    """
    share = f" ({100 * count / whole:.0f}%)" if whole else ""
    return Html(
        f'{count} of {whole}{share} <meter min="0" max="{max(whole, 1)}" value="{count}" aria-hidden="true"></meter>'
    )


def slug(name: str) -> str:
    """Letters for a file name, with a mark that keeps two people apart.

    >>> slug("../../María"), slug("CON")[:4]
    ('maria-...', 'con-')
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-") or "student"
    return f"{short}-{hashlib.sha256(identity(name).encode()).hexdigest()[:10]}"
