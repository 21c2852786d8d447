"""Text as outlines. A slider's figure redraws it with every move, and an outline is ten times quicker than a string."""

from __future__ import annotations

import textwrap
from functools import lru_cache
from typing import Any

from borderlab.views import style

__all__ = ["lines_of", "text_width", "wrap", "write"]


def write(
    holder: Any, x: float, y: float, text: str, size: float = style.FONT, bold: bool = False,
    colour: str = "", ha: float = 0.0, halo: bool = False,
) -> list:  # fmt: skip
    """Add text to a figure or to axes; gives its artists.

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
    from matplotlib.patches import PathPatch
    from matplotlib.transforms import Affine2D

    artists, lines = [], lines_of(text)
    scale = holder.get_figure().dpi / style.DPI
    for i, line in enumerate(lines):
        if not line.strip():
            continue
        path = _outline(line, size, bold)
        left, base = (
            x - ha * text_width(line, size, bold),
            y - 0.36 * size + (len(lines) / 2 - i - 0.5) * 1.2 * size,
        )
        looks = [{"fc": colour or style.theme().ink, "ec": "none", "lw": 0, "zorder": 12.5}]
        if halo:
            looks.insert(
                0,
                {
                    "fc": style.theme().paper,
                    "ec": style.theme().paper,
                    "lw": 3.5,
                    "alpha": 0.9,
                    "joinstyle": "round",
                    "zorder": 12,
                },
            )
        for look in looks:
            artist = PathPatch(
                path,
                transform=Affine2D().translate(round(left), round(base)).scale(scale),
                clip_on=False,
                **look,
            )
            artists.append(holder.add_artist(artist))
    return artists


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
    return size * sum(_advance(character, bold) for character in text)


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
