"""Pages to print: one skeleton, black on white, without a script."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from claimlab.html import Markup, document, join, tag
from claimlab.views.tokens import css, font_face

__all__ = ["paper"]

_LOOKS = Path(__file__).parents[1] / "frontend" / "paper.css"


@lru_cache(maxsize=2)
def _style(has_figures: bool) -> str:
    looks = _LOOKS.read_text(encoding="utf-8")
    return f"{font_face()}\n{css()}\n{looks}" if has_figures else looks


def paper(title: str, *parts: object, has_figures: bool = False) -> str:
    """A whole page under its title; `has_figures` brings the typeface and the looks of drawings.

    >>> "<script" in paper("<script>", "<script>")
    False
    """
    looks = _style(has_figures)
    key = base64.b64encode(hashlib.sha256(looks.encode()).digest()).decode()
    # Cells and steps carry widths of their own, which a hash cannot name.
    policy = f"default-src 'none'; style-src-elem 'sha256-{key}'; style-src-attr 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"  # fmt: skip
    main = tag("main", tag("h1", title), join(parts, "\n"))
    return document(title, [tag("style", Markup(looks))], main, policy=policy)
