"""What all views share: a message title, a picture, a source line, words and the figures behind it."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from borderlab.data import source_line
from borderlab.errors import KitError, nearest
from borderlab.i18n import _
from borderlab.views.painter import Painter
from borderlab.views.words import number, true_minus

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Figure", "View", "figure_html", "need", "table_html"]

_TEXT = "margin:0;max-width:{width}px;line-height:1.45;color:var(--jp-content-font-color1,inherit)"
_MOST_ROWS = 300


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


def _cell(value: object) -> str:
    if isinstance(value, float):
        return number(value, digits=6)
    if isinstance(value, int):
        return true_minus(str(value))
    return html.escape("" if value is None else str(value))


def table_html(frame: pd.DataFrame, caption: str) -> str:
    """The figures behind a picture as an accessible HTML table; very long ones are cut and say so."""
    head = "".join(
        f'<th scope="col" style="text-align:left;padding:2px 8px">{html.escape(str(c))}</th>'
        for c in frame.columns
    )
    columns = [frame[c].astype(object).tolist() for c in frame.columns]
    rows = "".join(
        "<tr>"
        + "".join(f'<td style="text-align:left;padding:2px 8px">{_cell(v)}</td>' for v in row)
        + "</tr>"
        for row in list(zip(*columns, strict=True))[:_MOST_ROWS]
    )
    if len(frame) > _MOST_ROWS:
        caption = _("{caption} (the first {shown} of {all} rows)").format(
            caption=caption, shown=_MOST_ROWS, all=len(frame)
        )
    return (
        f'<div tabindex="0" role="region" aria-label="{html.escape(caption)}" style="max-height:320px;overflow:auto">'
        f'<table style="border-collapse:collapse;font-size:13px;line-height:1.4"><caption style="text-align:left">{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def figure_html(
    title: str, png: bytes, words: str, source: str, size: tuple[int, int], table: str = ""
) -> str:
    """One figure as HTML that reads well in a light and in a dark theme.

    Parameters
    ----------
    title, words, source : str
        Plain text; escaped here.
    png : bytes
        The picture; it stands on a white card in every theme.
    size : (int, int)
        Width and height in CSS pixels; the picture itself may have more.
    table : str
        HTML of the figures behind the picture, shown one click away.
    """
    width, height = size
    text = _TEXT.format(width=width)
    details = f'<details style="margin-top:4px"><summary style="cursor:pointer">{_("Show the figures")}</summary>{table}</details>'
    return (
        f'<figure class="borderlab-figure mathjax_ignore" role="group" aria-label="{html.escape(title)}" style="margin:4px 0;font-size:14px">'
        f'<p style="{text};font-size:16px;font-weight:600;min-height:1.45em">{html.escape(title)}</p>'
        f'<img width="{width}" height="{height}" alt="{html.escape(words)}" decoding="sync" '
        f'style="display:block;background:#fff;max-width:100%;height:auto;border-radius:3px;margin:4px 0" '
        f'src="data:image/png;base64,{base64.b64encode(png).decode()}">'
        f'<figcaption style="{text};text-align:left">'
        f'<p style="margin:0;font-size:13px;color:var(--jp-content-font-color2,inherit)">{html.escape(source)}</p>'
        f'<p style="margin:4px 0 0"><strong>{_("In words:")}</strong> {html.escape(words)}</p>'
        f"{details if table else ''}</figcaption></figure>"
    )


class Figure:
    """A picture with all that belongs to it; the last line of a cell shows it."""

    def __init__(self, view: View, frame: pd.DataFrame, overlay: tuple | None = None):
        self.view, self.frame, self.overlay = view, frame, overlay
        self._painter = Painter(view, frame, scale=2)

    @property
    def title(self) -> str:
        """The message of the figure."""
        return self._painter.title(self.frame)

    @property
    def words(self) -> str:
        """The text alternative."""
        return self._painter.words(self.frame)

    @cached_property
    def png(self) -> bytes:
        """The picture, at twice the resolution it is shown at."""
        return self._painter.paint(self.frame, self.overlay)

    def with_overlay(self, xs: Sequence[float], ys: Sequence[float], label: str) -> Figure:
        """The same figure with a dashed, labelled line over it: what a student drew.

        Raises
        ------
        KitError
            when the view has no lines to lay another one over.
        """
        if not self.view.takes_overlay:
            raise KitError(_("Only a figure of lines can take another line over it."))
        return type(self)(self.view, self.frame, (tuple(xs), tuple(ys), str(label)))

    @cached_property
    def html(self) -> str:
        """The figure as HTML, with the figures behind it one click away."""
        png = self.png  # painted first: only then is the height known
        table = table_html(self.view.table(self.frame), self.title)
        size = (self._painter.width, self._painter.height)
        return figure_html(self.title, png, self.words, self.view.source(), size, table)

    def __repr__(self) -> str:
        return f"{self.title}\n{self.words}\n{self.view.source()}".strip()

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": repr(self)}


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
    takes_overlay: ClassVar[bool] = False

    def __call__(self, frame: pd.DataFrame) -> Figure:
        self.read(frame)  # says at once what is wrong with the frame
        return Figure(self, frame)

    def painter(self, frame: pd.DataFrame) -> Painter:
        """A painter that redraws only what moves, for a slider."""
        return Painter(self, frame)

    def words(self, frame: pd.DataFrame) -> str:
        """What the picture shows, in one to three sentences, computed from the data."""
        return self.tell(self.read(frame))

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

    # What each view says for itself:

    def read(self, frame: pd.DataFrame) -> Any:
        """The frame, checked and turned into plain arrays. KitError when it cannot be drawn."""
        raise NotImplementedError

    def layout(self, data: Any, overlay: tuple | None) -> Hashable:
        """All that stands still, as a tuple with the height first; a new one means a new background."""
        raise NotImplementedError

    def stage(self, figure: Any, layout: Any) -> Any:
        """Draw what stands still; gives what `moving` needs to draw on."""
        raise NotImplementedError

    def moving(self, stage: Any, layout: Any, data: Any, overlay: tuple | None) -> list:
        """Add and return the artists that move with the data."""
        raise NotImplementedError

    def headline(self, data: Any) -> str:
        """The message title when none was given."""
        raise NotImplementedError

    def tell(self, data: Any) -> str:
        """The text alternative."""
        raise NotImplementedError
