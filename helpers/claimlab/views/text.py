"""Text as outlines. A slider's figure redraws it with every move, and an outline is ten times quicker than a string."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from claimlab.i18n import as_read
from claimlab.views import style

__all__ = ["lines_of", "text_width", "wrap", "write", "write_all"]


def write(
    holder: Any, x: float, y: float, text: str, size: float = style.FONT, bold: bool = False,
    colour: str = "", ha: float = 0.0, halo: bool = False,
) -> list:  # fmt: skip
    """Add text to the figure of `holder`; gives its artists.

    Parameters
    ----------
    x, y : float
        Where the middle of its height stands, in pixels from the figure's lower left corner.
    ha : float
        The part of its width that lies left of the place: 0 for text that begins there, 0.5 for
        centred text, 1 for text that ends there.
    colour : str
        Left out, the ink of the theme.
    halo : bool
        A rim in the colour of the paper that sets it off from what lies below.
    """
    return write_all(holder, [(x, y)], [text], size, bold, colour, ha, halo)


def write_all(
    holder: Any, places: Sequence[tuple[float, float]], texts: Sequence[str], size: float = style.FONT,
    bold: bool = False, colour: str = "", ha: float | Sequence[float] = 0.0, halo: bool = False,
) -> list:  # fmt: skip
    """Texts of one look, each at its place as :func:`write` has it: one artist, and one for the halo."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    outlines = []
    shares = np.broadcast_to(ha, len(texts))
    for (x, y), text, share in zip(places, texts, shares, strict=True):
        lines = lines_of(as_read(text))
        for i, line in enumerate(lines):
            if line.strip():
                left = x - share * text_width(line, size, bold)
                base = y - 0.36 * size + (len(lines) / 2 - i - 0.5) * 1.2 * size
                outlines.append((_outline(line, size, bold), (round(left), round(base))))
    if not outlines:
        return []
    path = Path(
        np.concatenate([outline.vertices + place for outline, place in outlines]),
        np.concatenate([outline.codes for outline, _place in outlines]),
    )
    paper, figure = style.theme().paper, holder.get_figure()
    looks = [{"fc": colour or style.theme().ink, "ec": "none", "lw": 0, "zorder": 12.5}]
    if halo:
        rim = {"lw": 3.5, "alpha": 0.9, "joinstyle": "round", "zorder": 12}
        looks.insert(0, {"fc": paper, "ec": paper, **rim})
    scaled = Affine2D().scale(figure.dpi / style.DPI)
    # On axes each would have a clip path reckoned for it.
    return [figure.add_artist(PathPatch(path, transform=scaled, **look)) for look in looks]


def lines_of(text: str) -> list[str]:
    """The lines of a wrapped text."""
    return text.split("\n")


def wrap(text: str, width: int) -> str:
    """Text in lines of at most `width` characters; a single long word stays whole.

    >>> wrap("Norte de Santander", 10)
    'Norte de\\nSantander'
    """
    return "\n".join(textwrap.wrap(text, width, break_long_words=False)) or text


@lru_cache(maxsize=512)
def _outline(text: str, size: float = style.FONT, bold: bool = False):
    from matplotlib.textpath import TextPath

    return TextPath((0, 0), text, size=size, prop=_font(bold), usetex=False)


def text_width(text: str, size: float = style.FONT, bold: bool = False) -> float:
    """Width of one line of text in pixels, to within a pixel or two (kerning is left out).

    >>> text_width("2008") < text_width("Colombia")
    True
    """
    return size * sum(_advance(character, bold) for character in as_read(text))


@lru_cache(maxsize=2)
def _font(bold: bool):
    from matplotlib.font_manager import FontProperties

    return FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")


@lru_cache(maxsize=1024)
def _advance(character: str, bold: bool) -> float:
    """How far a character moves the pen, for a font of size 1."""
    from matplotlib.textpath import text_to_path

    font = _font(bold)
    # Between bars, so that a space counts too.
    wide, narrow = (
        text_to_path.get_text_width_height_descent(text, font, False)[0]
        for text in (f"|{character * 10}|", "||")
    )
    return (wide - narrow) / 10 / font.get_size_in_points()
