"""A picture of a lesson as a wall or a slide plays it, where no kernel answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claimlab.i18n import language
from claimlab.site.pictures import record_picture
from claimlab.teaching.explore import Explore
from claimlab.teaching.frontend import sentences
from claimlab.views.figure import WIDTH, Figure

__all__ = ["played"]

_MOST = 120  # settings: enough for a hand on a wall, and soon recorded


def played(picture: Callable[[], Any], most: int = _MOST) -> dict[str, Any]:
    """One picture: ``{"bundle": …}`` as ``still.js`` takes it, or ``{"html": …}`` of a card.

    Parameters
    ----------
    picture : callable
        Gives a figure, one with controls, or a card: a picture of a lesson.
    most : int
        Settings that it can show; sliders get coarser steps where there are more.

    >>> from claimlab import lessons
    >>> made = played(lessons.picture("share_of_the_fall"))["bundle"]
    >>> [field["kind"] for field in made["controls"]], "states" in made
    (['choice', 'choice'], True)
    """
    shown = picture()
    if not isinstance(shown, (Explore, Figure)):
        return {"html": str(shown._repr_mimebundle_()["text/html"])}
    (layout,) = record_picture(shown, most=most, widths=(WIDTH,), is_bare=True)["layouts"]
    # One that shows what was tried before stands still: nobody remembers it here.
    still = {"controls": []} if isinstance(shown, Explore) and shown.has_trail else {}
    return {"bundle": {**layout["bundle"], **still, "says": sentences(), "lang": language()}}
