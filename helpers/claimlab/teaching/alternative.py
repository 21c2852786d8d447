"""A student's chart gets its text alternative when it is checked, and is asked for its source."""

from __future__ import annotations

from typing import Any

from claimlab.html import tag
from claimlab.i18n import _
from claimlab.judging.drawn import described, figure_of, written_on
from claimlab.judging.spoken import in_words, names_source

__all__ = ["describe_chart"]


def describe_chart(drawn: object) -> str:
    """Let a figure be shown with what it shows in words; the sentence that asks for its source, "" where it names one.

    A notebook shows a figure of matplotlib as an image without a name. Shown as HTML, it carries one.
    """
    seen = described(drawn)
    if seen is None:  # the description itself, as a sheet holds it
        return ""
    figure, words = figure_of(drawn), in_words(seen["chart"])
    figure._repr_html_ = lambda: _image(figure, words)
    if names_source(written_on(figure)):
        return ""
    return _(
        'Whoever meets this chart elsewhere will ask where its figures are from. Write "Source: …" under it: `ax.figure.text(0, -0.03, "…")`.'
    )


def _image(figure: Any, words: str) -> str | None:
    from IPython.core.pylabtools import print_figure

    png = print_figure(figure, base64=True)
    return png and tag("img", alt=words, src=f"data:image/png;base64,{png}")
