"""How every figure looks: sizes, colours, and the second carrier that goes with each colour.

A figure is 760 pixels wide and one typographic point is one pixel, so that a font size of 13
is 13 pixels on the screen.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = [
    "DASHES",
    "DPI",
    "FAINT",
    "FONT",
    "HATCHES",
    "INK",
    "MARKERS",
    "MUTED",
    "SMALL",
    "WIDTH",
    "colour",
    "context",
    "darker",
]

WIDTH = 760
DPI = 72
FONT = 13
SMALL = 12
INK = "#262626"
MUTED = "#5c5c5c"
FAINT = "#9a9a9a"  # a line in the background
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
DASHES = (
    "-",
    (0, (5, 2)),
    (0, (1.5, 1.5)),
    (0, (6, 2, 1.5, 2)),
    (0, (9, 3)),
    (0, (3, 1.5, 1.5, 1.5, 1.5, 1.5)),
)
HATCHES = ("", "///", "...", "xxx", "\\\\\\", "---", "ooo", "+++")


@lru_cache(maxsize=1)
def _palette() -> list[str]:
    import seaborn as sns

    colours = sns.color_palette("colorblind").as_hex()
    # Grey is kept for what is in the background, and yellow and the pale tones are too light for a line.
    return [colours[i] for i in (0, 3, 2, 4, 1, 5)]


def colour(index: int) -> str:
    """Colour number `index` of seaborn's colour-blind palette, without its pale tones.

    >>> colour(0)
    '#0173b2'
    """
    return _palette()[index % len(_palette())]


def darker(tone: str) -> str:
    """A colour a little darker: text needs more contrast than a line.

    >>> darker("#ffffff")
    '#b8b8b8'
    """
    from matplotlib.colors import to_hex, to_rgb

    return to_hex([0.72 * part for part in to_rgb(tone)])


@lru_cache(maxsize=1)
def _settings() -> dict:
    import seaborn as sns

    return {
        **sns.axes_style("whitegrid"),
        **sns.plotting_context(
            "notebook", rc={"font.size": FONT, "xtick.labelsize": FONT, "ytick.labelsize": FONT}
        ),
        "axes.grid": False,
        "axes.edgecolor": "#8c8c8c",
        "axes.linewidth": 0.8,
        "grid.linewidth": 0.8,
        "hatch.linewidth": 0.8,
        "text.color": INK,
        "font.family": ["sans-serif"],
        "font.sans-serif": [
            "DejaVu Sans"
        ],  # comes with matplotlib: the same picture on every machine
        "text.parse_math": False,
        "path.simplify": False,
    }


def context():
    """Seaborn's look as a context manager, so that a student's own figures stay untouched."""
    import matplotlib as mpl

    return mpl.rc_context(_settings())
