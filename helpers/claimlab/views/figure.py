"""What all views share: a message title, a picture, a source line, words and the figures behind it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from claimlab.data import source_line
from claimlab.errors import KitError, nearest
from claimlab.html import Markup, details, join, scrolled, shown, tag
from claimlab.i18n import _, as_read
from claimlab.views import style
from claimlab.views.framing import framed
from claimlab.views.guess import Mark
from claimlab.views.painter import Painter
from claimlab.views.tables import table_html

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Figure", "View", "figure_html", "need"]

_TEXT = "margin:0;max-width:{width}px;line-height:1.45;color:var(--jp-content-font-color1,inherit)"
_SHADE = "color:var(--jp-content-font-color2,inherit)"
# Of the two pictures of a still figure the page shows the one that fits its theme. Where a page
# drops style sheets, the light one is left.
_THEMES = Markup(
    "<style>.claimlab-dark{display:none}"
    "[data-jp-theme-light=false] .claimlab-light,.vscode-dark .claimlab-light{display:none}"
    "[data-jp-theme-light=false] .claimlab-dark,.vscode-dark .claimlab-dark{display:block!important}"
    ".claimlab-figure :focus-visible{outline:3px solid var(--jp-brand-color1,#1976d2)!important;outline-offset:2px}"
    "</style>"
)


def need(frame: pd.DataFrame, *columns: str) -> None:
    """Say in one sentence what a frame lacks before anything is drawn.

    Raises
    ------
    KitError
        when `frame` is no DataFrame, has no rows, or lacks one of the `columns`.
    """
    if not hasattr(frame, "columns"):
        raise KitError(
            _("A figure is drawn from a table (a DataFrame), not from {kind}.").format(
                kind=type(frame).__name__
            )
        )
    for column in columns:
        if column not in frame.columns:
            known = (
                nearest(column, map(str, frame.columns))
                if len(frame.columns)
                else _("it has no columns.")
            )
            raise KitError(
                _("The figure needs the column '{column}': {known}").format(
                    column=column, known=known
                )
            )
    if frame.empty:
        raise KitError(_("There is nothing to draw: the table has no rows."))


def figure_html(
    title: str,
    png: bytes,
    words: str,
    source: str,
    size: tuple[int, int],
    table: str = "",
    dark: bytes = b"",
) -> Markup:
    """One figure as HTML that reads well in a light and in a dark theme.

    Parameters
    ----------
    title, words, source : str
        Plain text; escaped here.
    png, dark : bytes
        The picture, and the one for a dark page where there are two.
    size : (int, int)
        Width and height in CSS pixels; the picture itself may have more.
    table : str
        HTML of the figures behind the picture, shown one click away.
    """
    text = _TEXT.format(width=size[0])
    caption = tag(
        "figcaption",
        tag("p", source, style=f"margin:0;font-size:14px;{_SHADE}"),
        tag("p", tag("strong", _("In words:")), " ", words, style="margin:4px 0 0"),
        details(_("Show the figures"), Markup(table)) if table else "",
        style=f"{text};text-align:left",
    )
    return tag(
        "figure",
        _THEMES if dark else "",
        tag("p", title, style=f"{text};font-size:18px;font-weight:700;min-height:1.45em"),
        scrolled(
            join(
                [
                    _image(png, words, size, "claimlab-light", "display:block"),
                    _image(dark, words, size, "claimlab-dark", "") if dark else "",
                ]
            ),
            _("Picture, wider than a narrow page: scroll it sideways"),
        ),
        caption,
        class_="claimlab-figure mathjax_ignore",
        role="group",
        aria_label=title,
        style="margin:4px 0;font-size:15px",
    )


def _image(png: bytes, words: str, size: tuple[int, int], name: str, shown: str) -> Markup:
    # A picture keeps its size, and a narrow page scrolls: shrunk, its type could not be read.
    look = "max-width:none!important;height:auto;border-radius:3px;margin:4px 0"
    return tag(
        "img",
        width=size[0],
        height=size[1],
        alt=words,
        decoding="sync",
        class_=name,
        # Hidden twice over where style sheets are dropped, so that no page shows both.
        style=f"{shown or 'display:none'};{look}" if name.endswith("dark") else look,
        src=f"data:image/png;base64,{base64.b64encode(png).decode()}",
    )


class Figure:
    """A picture with all that belongs to it; the last line of a cell shows it."""

    def __init__(
        self,
        view: View,
        frame: pd.DataFrame,
        guess: Mark | None = None,
    ):
        self.view, self.frame, self.guess = view, frame, guess
        self._painter = Painter(view, frame, scale=2)

    @property
    def title(self) -> str:
        """The message of the figure."""
        return self._painter.title(self.frame)

    @property
    def words(self) -> str:
        """The text alternative."""
        return self._painter.words(self.frame, self.guess)

    @cached_property
    def png(self) -> bytes:
        """The picture for a light page, at twice the resolution it is shown at."""
        return self._painter.paint(self.frame, guess=self.guess)

    @cached_property
    def dark_png(self) -> bytes:
        """The picture for a dark page."""
        return self._painter.paint(self.frame, guess=self.guess, dark=True)

    def card(self, dark: bool = False) -> bytes:
        """Title, picture and source in one PNG, to be passed on."""
        picture = self.dark_png if dark else self.png
        return framed(picture, self.title, self.view.source(), dark)

    def with_guess(self, guess: Mark | None) -> Figure:
        """The same figure with the student's own guess in it and in its words."""
        return type(self)(self.view, self.frame, guess)

    @cached_property
    def html(self) -> Markup:
        """The figure as HTML, with the figures behind it one click away."""
        png, dark = self.png, self.dark_png  # painted first: only then is the height known
        rows = table_html(self.view.table(self.frame), self.title)
        size = (self._painter.width, self._painter.height)
        return figure_html(self.title, png, self.words, self.view.source(), size, rows, dark)

    def __repr__(self) -> str:
        return f"{self.title}\n{self.words}\n{self.view.source()}".strip()

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return shown(self.html, repr(self))._repr_mimebundle_()


@dataclass(frozen=True, kw_only=True)
class View:
    """How a table is shown. Every view takes these; `view(frame)` is a :class:`Figure`.

    Parameters
    ----------
    title : str or callable
        The message of the figure, or a function from the frame to it. Left out, the view computes one.
    tables : tuple of str
        Names of the catalogue's tables, for the source line.
    note : str
        Added to the source line: a basis, a caution.
    x_label, y_label : str
        The axes in words, with units.
    height : int
        In pixels; a view with many rows grows by itself.
    """

    title: str | Callable[[pd.DataFrame], str] = ""
    tables: tuple[str, ...] = ()
    note: str = ""
    x_label: str = ""
    y_label: str = ""
    height: int = 380
    options: ClassVar[tuple[str, ...]] = ()
    guesses: ClassVar[tuple[str, ...]] = ("value", "line", "choice")

    def __call__(self, frame: pd.DataFrame) -> Figure:
        self.read(frame)  # says at once what is wrong with the frame
        return Figure(self, frame)

    def painter(self, frame: pd.DataFrame, scale: float = 1, width: int = style.WIDTH) -> Painter:
        """A painter that redraws only what moves, for a slider.

        `scale` is the number of dots for each pixel of the screen, 1 to 3; `width` is the width of
        the picture in pixels, 360 to 760: a narrow one keeps the size of its type.
        """
        return Painter(self, frame, scale, width)

    def words(self, frame: pd.DataFrame, guess: Mark | None = None) -> str:
        """What the picture shows, in one to four sentences, computed from the data."""
        return self.told(self.read(frame), guess)

    def told(self, data: Any, guess: Mark | None = None) -> str:
        """The text alternative with the student's guess."""
        words = as_read(self.tell(data))
        return words if guess is None else f"{words} {guess.words(guess.kind in self.guesses)}"

    def source(self) -> str:
        """The source line with the note."""
        return " ".join(
            part for part in (source_line(*self.tables) if self.tables else "", self.note) if part
        )

    def with_options(self, **values: Any) -> View:
        """The same view with some of its `options` set."""
        return replace(self, **values)

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The columns that the picture shows, headed in words."""
        names = {f.name: getattr(self, f.name) for f in fields(self)}
        named = {
            self.x_label and names.get("x"): self.x_label,
            self.y_label and names.get("y"): self.y_label,
        }
        used = [
            c
            for key in ("label", "panel", "by", "x", "y", "value", "low", "high", "owner")
            if (c := names.get(key)) in frame.columns
        ]
        return frame[list(dict.fromkeys(used))].rename(columns=named)

    @property
    def lying(self) -> bool:
        """Whether values run from left to right."""
        return False

    def reach(self, guess: Mark | None) -> tuple[float, ...]:
        """The values of a guess that the axis has to hold."""
        return guess.numbers if guess and guess.kind in self.guesses else ()

    # What each view says for itself:

    def read(self, frame: pd.DataFrame) -> Any:
        """The frame, checked and turned into plain arrays. KitError when it cannot be drawn."""
        raise NotImplementedError

    def layout(self, data: Any, guess: Mark | None = None) -> Hashable:
        """All that stands still, as a tuple with the height first; a new one means a new background.

        A field `limits` holds the ends of the value axis.
        """
        raise NotImplementedError

    def stage(self, figure: Any, layout: Any) -> Any:
        """Draw what stands still; gives what `moving` needs to draw on."""
        raise NotImplementedError

    def moving(self, stage: Any, layout: Any, data: Any) -> list:
        """Add and return the artists that move with the data: marks at z-orders 10 to 11.7."""
        raise NotImplementedError

    def same_places(self, layout: Any, before: Any) -> bool:
        """Whether an earlier frame can be drawn as a ghost in this layout."""
        return True

    def value_axes(self, stage: Any) -> list:
        """The axes on which a guessed value is drawn."""
        return stage if isinstance(stage, list) else [stage]

    def named_box(self, stage: Any, layout: Any, data: Any, name: str) -> tuple | None:
        """Left, bottom, right and top of what `name` stands for, in pixels; None for a strange name."""
        return None

    def outline(self, stage: Any, layout: Any, data: Any, mark: Mark) -> tuple[list, list] | None:
        """Corners in pixels of a guess that the view draws in a way of its own; None for the usual."""
        return None

    def headline(self, data: Any) -> str:
        """The message title when none was given."""
        raise NotImplementedError

    def tell(self, data: Any) -> str:
        """The text alternative."""
        raise NotImplementedError
