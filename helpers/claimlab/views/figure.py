"""What all views share: a message title, a picture, a source line, words and the figures behind it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from claimlab.data import source_line
from claimlab.errors import KitError, nearest
from claimlab.html import Markup, details, shown, tag
from claimlab.i18n import _, as_read, language, speaking
from claimlab.views.axes import Box
from claimlab.views.guess import Mark
from claimlab.views.raster import rastered, whole
from claimlab.views.remarks import with_remarks
from claimlab.views.scene import Scene, rect
from claimlab.views.svg import svg
from claimlab.views.tables import table_html
from claimlab.views.tokens import css, part_of
from claimlab.views.words import true_minus

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Figure", "Sheet", "View", "need", "scene_html"]

WIDTH, NARROW, LEAST_WIDTH = 760, 380, 280


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


class Sheet(NamedTuple):
    """What a view is asked to draw on: how wide, what the title is about, the student's guess, the colour of the accent."""

    width: int = WIDTH
    accent: tuple[str, ...] = ()
    guess: Mark | None = None
    tone: str = "accent"

    def box(self, bottom: float) -> Box:
        """The sheet down to a place, in which labels lie."""
        return Box(0, 0, self.width, bottom)


_AROUND = (
    ".sc-fig{margin:6px 0;color:var(--sc-ink);background:var(--sc-paper);padding:16px min(18px,3vw) 12px;border-radius:6px;text-align:left;"
    "max-width:796px;box-sizing:border-box;container-type:inline-size}"
    ".sc-fig p{margin:0;max-width:75ch;line-height:1.4;text-wrap:pretty}"
    ".sc-fig .sc-title{font-size:23px;font-weight:600;line-height:1.2;text-wrap:balance}"
    ".sc-fig .sc-title+div{margin-top:12px}"
    ".sc-fig .sc-sub{font-size:15px;color:var(--sc-soft);margin:3px 0 12px;max-width:none}"
    ".sc-fig :is(.sc-source,summary){font-size:13px;color:var(--sc-soft);max-width:none}.sc-fig .sc-source{margin-top:10px}"
    ".sc-fig .sc-more{display:flex;flex-wrap:wrap;gap:0 18px}.sc-fig details[open]{flex-basis:100%;min-width:0;overflow-x:auto}"
    ".sc-fig summary{cursor:pointer;min-height:24px;line-height:24px;list-style:none;text-decoration:underline dotted;text-underline-offset:3px}"
    ".sc-fig summary::-webkit-details-marker{display:none}"
    ".sc-fig svg{display:block;height:auto;max-width:100%!important}"
    ".sc-fig .sc-narrow{display:none}@container (max-width:620px){.sc-fig .sc-wide{display:none}.sc-fig .sc-narrow{display:block!important}.sc-fig .sc-title{font-size:20px}}"
)


def scene_html(wide: Scene, narrow: Scene, table: str = "") -> Markup:
    """A scene as a still that reads well in a light and a dark theme, on a wide and on a narrow page.

    Parameters
    ----------
    wide, narrow : scene
        The same picture, laid out at two widths.
    table : str
        HTML of the figures behind the picture, shown one click away.
    """
    key = "sc" + hashlib.sha1(repr(wide).encode()).hexdigest()[:8]
    stills = [
        tag("div", svg(one, one["title"], one["words"], key=f"{key}{name}"), class_=f"sc-{name}",
            style="" if name == "wide" else "display:none")
        for name, one in (("wide", wide), ("narrow", narrow))
    ]  # fmt: skip
    return tag(
        "figure",
        tag("style", Markup(css() + _AROUND)),
        tag("p", wide["title"], class_="sc-title sign"),
        tag("p", wide["sub"], class_="sc-sub") if wide.get("sub") else "",
        *stills,
        tag("p", wide["source"], class_="sc-source") if wide.get("source") else "",
        tag(
            "div",
            details(_("In words"), tag("p", wide["words"])),
            details(_("Show the figures"), Markup(table)) if table else "",
            class_="sc-more",
        ),
        class_="sc sc-fig claimlab-figure mathjax_ignore",
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

    @property
    def title(self) -> str:
        """The message of the figure."""
        return self.view.titled(self.frame)

    @property
    def words(self) -> str:
        """The text alternative."""
        return self.view.words(self.frame, self.guess)

    def scene(self, width: int = WIDTH) -> Scene:
        """The picture as marks, laid out for a width in pixels."""
        return self.view.scene(self.frame, width, self.guess)

    def card(self, dark: bool = False) -> bytes:
        """Title, picture and source in one PNG, to be passed on."""
        return rastered(self.scene(), dark)

    def poster(self, dark: bool = False) -> str:
        """Title, picture and source as one SVG, a file of its own with the colours of one theme."""
        drawn = self.scene()
        sheet = whole(drawn)
        paper = rect("paper", 0, 0, sheet["w"], sheet["h"], "paper")
        return svg({**sheet, "marks": [paper, *sheet["marks"]]}, self.title, drawn["words"], dark)

    def with_guess(self, guess: Mark | None) -> Figure:
        """The same figure with the student's own guess in it and in its words."""
        return type(self)(self.view, self.frame, guess)

    @cached_property
    def html(self) -> Markup:
        """The figure as HTML, with the figures behind it one click away."""
        rows = table_html(self.view.table(self.frame), self.title)
        return scene_html(self.scene(), self.scene(NARROW), rows)

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
    measure : str or callable
        What is measured, under the title, where it changes with the frame: a text, or a
        function from the frame to it.
    tables : tuple of str
        Names of the catalogue's tables, for the source line.
    note : str
        Added to the source line: a basis, a caution.
    x_label, y_label : str
        The axes in words, with units.
    height : int
        In pixels; a view with many rows grows by itself.
    accent : sequence of str, or callable
        What the title is about: names of rows, groups or lines, or a function from the frame to them.
        They have the colour of their part of the course, or the accent's; all else is grey. Left out,
        what the title names.
    part : str
        The part of the course that the picture is about where its names do not say so: the accent has
        its colour.
    remarks : sequence of (name, words), or callable
        What is said in the plot, beside the mark that answers by this name; or a function from the
        frame to it. Where a page has no room for it, it is left to the words.
    says : mapping
        The words of a view that one lesson has to itself; its `heads`, column to words, are the table's.
    """

    title: str | Callable[[pd.DataFrame], str] = ""
    measure: str | Callable[[pd.DataFrame], str] = ""
    tables: tuple[str, ...] = ()
    note: str = ""
    x_label: str = ""
    y_label: str = ""
    height: int = 380
    accent: Sequence[str] | Callable[[pd.DataFrame], Sequence[str]] = ()
    part: str = ""
    remarks: Sequence[tuple[str, str]] | Callable[[pd.DataFrame], Sequence[tuple[str, str]]] = ()
    says: Mapping[str, Any] = field(default_factory=dict)
    options: ClassVar[tuple[str, ...]] = ()
    # What a button plays: {"name": a control, or "" for the stops of the rule, "ms": a step}.
    play: ClassVar[Mapping[str, Any]] = {}
    guesses: ClassVar[tuple[str, ...]] = ("value", "line", "choice")

    def __call__(self, frame: pd.DataFrame) -> Figure:
        self.read(frame)  # says at once what is wrong with the frame
        return Figure(self, frame)

    def titled(self, frame: pd.DataFrame) -> str:
        """The message title of a frame."""
        return self._titled(frame, None)

    def _titled(self, frame: pd.DataFrame, data: Any) -> str:
        title = self.title
        said = title(frame) if callable(title) else title
        said = said or self.headline(self.read(frame) if data is None else data)
        return true_minus(as_read(said))

    def scene(self, frame: pd.DataFrame, width: int = WIDTH, guess: Mark | None = None) -> Scene:
        """The picture of one frame as marks, with all that is said of it.

        Parameters
        ----------
        width : int
            In pixels, 280 to 760: a narrow picture keeps the size of its type.
        guess : Mark, optional
            The student's committed guess.
        """
        if not LEAST_WIDTH <= width <= WIDTH:
            raise KitError(
                _("A picture is {least} to {most} pixels wide.").format(
                    least=LEAST_WIDTH, most=WIDTH
                )
            )
        with speaking(language()):  # asked once, and not for each of the many words of a picture
            data = self.read(frame)
            title = self._titled(frame, data)
            sheet = Sheet(
                width, self._accent(frame, data, title), guess, part_of(self.part) or "accent"
            )
            remarks = self._remarks(frame)
            made = with_remarks(self.draw(data, sheet), remarks)
            measure = self.measure(frame) if callable(self.measure) else self.measure
            said = {"title": title, "sub": true_minus(as_read(measure)) or self.sub(), "source": self.source(),
                    "words": _with(self.told(data, guess), remarks)}  # fmt: skip
        return {**made, **{name: text for name, text in said.items() if text}}

    def _accent(self, frame: pd.DataFrame, data: Any, title: str) -> tuple[str, ...]:
        """What the title is about: as it was given, or the names that it says, where none has a colour of its own."""
        told = self.accent(frame) if callable(self.accent) else self.accent
        told = (told,) if isinstance(told, str) else tuple(told)
        names = self.names(data)
        if told or not self.title or getattr(self, "looks", None) or any(map(part_of, names)):
            return told
        said = tuple(one for one in names if re.search(rf"\b{re.escape(one)}\b", title))
        return said if len(said) < len(names) else ()

    def _remarks(self, frame: pd.DataFrame) -> tuple[tuple[str, str], ...]:
        told = self.remarks(frame) if callable(self.remarks) else self.remarks
        return tuple((as_read(name), true_minus(as_read(words))) for name, words in told)

    def sub(self) -> str:
        """What is measured, and in which unit, under the title."""
        return self.y_label

    def words(self, frame: pd.DataFrame, guess: Mark | None = None) -> str:
        """What the picture shows, in one to four sentences, computed from the data."""
        return _with(self.told(self.read(frame), guess), self._remarks(frame))

    def told(self, data: Any, guess: Mark | None = None) -> str:
        """The text alternative with the student's guess."""
        words = as_read(self.tell(data))
        if guess is None:
            return words
        found = self.value_at(data, guess.at) if guess.kind == "value" else None
        return f"{words} {guess.words(guess.kind in self.guesses, found)}"

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
        if heads := self.says.get("heads"):
            return frame[list(heads)].rename(columns=heads)
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

    def reach(self, guess: Mark | None) -> tuple[float, ...]:
        """The values of a guess that the axis has to hold."""
        return guess.numbers if guess and guess.kind in self.guesses else ()

    def value_at(self, data: Any, name: str | None) -> float | None:
        """What a guessed value is held against, where the picture shows one thing of that name."""
        return None

    def names(self, data: Any) -> Sequence[str]:
        """What a title may be about: the names of rows, groups or lines."""
        return ()

    # What each view says for itself:

    def draw(self, data: Any, sheet: Sheet) -> Scene:
        """The picture as marks on a sheet."""
        raise NotImplementedError

    def read(self, frame: pd.DataFrame) -> Any:
        """The frame, checked and turned into plain arrays. KitError when it cannot be drawn."""
        raise NotImplementedError

    def headline(self, data: Any) -> str:
        """The message title when none was given."""
        raise NotImplementedError

    def tell(self, data: Any) -> str:
        """The text alternative."""
        raise NotImplementedError


def _with(words: str, remarks: Sequence[tuple[str, str]]) -> str:
    """The text alternative with what is said in the plot."""
    return " ".join([words, *(f"{name}: {said}." for name, said in remarks)])
