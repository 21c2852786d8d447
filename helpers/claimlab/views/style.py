"""How every figure looks: sizes, two themes, and the second carrier that goes with each colour.

A figure is 760 pixels wide and one typographic point is one pixel, so that a font size of 14
is 14 pixels on the screen; nothing is set smaller. `STYLE.md` beside this file says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "DARK",
    "DASHES",
    "DPI",
    "FONT",
    "HATCHES",
    "LIGHT",
    "LINE",
    "MARKERS",
    "SMALL",
    "Theme",
    "WIDTH",
    "blend",
    "colour",
    "context",
    "ramp",
    "strong",
    "theme",
    "width",
]

WIDTH = 760
DPI = 72
FONT = 15
SMALL = 14
LINE = 20  # from one row of text to the next, in pixels
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


@dataclass(frozen=True)
class Theme:
    """The colours of a picture; `series` holds the accent first, then grey, then the others."""

    paper: str
    ink: str
    muted: str
    faint: str  # a line in the background, and what stood there before
    grid: str
    axis: str
    band: str
    guess: str
    land: tuple[str, str, str]  # the first area, the second, elsewhere
    series: tuple[str, ...]


LIGHT = Theme(
    paper="#ffffff",
    ink="#262626",
    muted="#595959",
    faint="#9a9a9a",
    grid="#e2e2e2",
    axis="#8c8c8c",
    band="#f0ebe4",
    guess="#0067b1",
    land=("#f4efe2", "#e6ecf2", "#ececec"),
    series=("#b1361e", "#66707a", "#0b7a75", "#9a6b00", "#7a4fa3", "#33383d"),
)
DARK = Theme(
    paper="#17191c",
    ink="#ececec",
    muted="#b4b8bc",
    faint="#74797f",
    grid="#33373c",
    axis="#7d8288",
    band="#2a2723",
    guess="#6bb8ff",
    land=("#34312a", "#2a313a", "#26282b"),
    series=("#ff8a66", "#a9b2bb", "#4fc4b8", "#e3b54d", "#c4a3ea", "#f0f0f0"),
)
_now: ContextVar[tuple[Theme, int]] = ContextVar("look", default=(LIGHT, WIDTH))


def theme() -> Theme:
    """The theme of the picture that is being drawn: light outside of :func:`context`."""
    return _now.get()[0]


def width() -> int:
    """Width in pixels of the picture that is being drawn."""
    return _now.get()[1]


def colour(index: int) -> str:
    """Colour number `index` of the theme: 0 is the accent, 1 grey.

    >>> colour(0), colour(6) == colour(0)
    ('#b1361e', True)
    """
    series = theme().series
    return series[index % len(series)]


def strong(tone: str) -> str:
    """A colour a little farther from the paper: text needs more contrast than a line.

    >>> strong("#808080")
    '#636363'
    """
    return blend(tone, theme().ink, 0.32)


@lru_cache(maxsize=512)
def blend(a: str, b: str, share: float) -> str:
    """A colour on the way from `a` to `b`.

    >>> blend("#000000", "#ffffff", 0.5)
    '#808080'
    """
    from matplotlib.colors import to_hex, to_rgb

    return to_hex([x + share * (y - x) for x, y in zip(to_rgb(a), to_rgb(b), strict=True)])


def ramp(count: int, below: int = 0) -> list[str]:
    """`count` steps from near the paper to the accent; the first `below` of them go to another colour.

    >>> ramp(2)
    ['#efd7d2', '#b1361e']
    >>> ramp(3, below=1)[1:] == ramp(2)
    True
    """
    return [*_steps(colour(2), below)[::-1], *_steps(colour(0), count - below)]


def _steps(tone: str, count: int) -> list[str]:
    shares = (min(1.0, 0.2 + 0.8 * i / max(count - 1, 1)) for i in range(count))
    return [blend(theme().paper, tone, share) for share in shares]


@lru_cache(maxsize=1)
def _settings() -> dict:
    """Matplotlib's defaults for all that is drawn here, whatever a student has set."""
    import matplotlib as mpl

    kept = ("lines.", "patch.", "hatch.", "path.", "markers.")
    return {
        **{key: value for key, value in mpl.rcParamsDefault.items() if key.startswith(kept)},
        "hatch.linewidth": 0.8,
        "path.simplify": False,
        "text.parse_math": False,
    }


@contextmanager
def context(dark: bool = False, width: int = WIDTH) -> Iterator[Theme]:
    """The kit's look, so that a student's own figures stay untouched."""
    import matplotlib as mpl

    token = _now.set((DARK if dark else LIGHT, width))
    now = mpl.rcParams
    # Only what differs is set and set back: `rc_context` would copy all settings for each picture.
    differ = {key: value for key, value in _settings().items() if now[key] != value}
    before = {key: now[key] for key in differ}
    now.update(differ)
    try:
        yield theme()
    finally:
        now.update(before)
        _now.reset(token)
