"""How much room a text takes in the shipped typeface, without drawing it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from claimlab.i18n import as_read
from claimlab.views.tokens import TYPEFACE, type_of

__all__ = ["fitted", "measure", "rows", "wide"]

_UNKNOWN = "n"  # as wide as a letter that the typeface lacks


@lru_cache(maxsize=1)
def _widths() -> dict[str, dict[str, int]]:
    return json.loads((TYPEFACE / "widths.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def wide(text: str, looks: str = "") -> float:
    """Width of one line of text in pixels (kerning is left out: it takes a pixel or two away).

    >>> wide("2008") < wide("Colombia") < wide("Colombia", "end")
    True
    """
    size, weight = type_of(looks)
    widths = _widths()[str(weight)]
    return size / 1000 * sum(widths.get(one, widths[_UNKNOWN]) for one in as_read(text))


def measure(mark: dict[str, Any]) -> float:
    """Width of a mark of text."""
    return wide(mark["t"], mark.get("c", ""))


@lru_cache(maxsize=2048)
def rows(text: str, room: float, looks: str = "") -> tuple[str, ...]:
    """A text in lines that fit into so many pixels, as even as they can be; a long word stays whole.

    >>> rows("Venezuela bought less from everyone", 130)
    ('Venezuela bought', 'less from everyone')
    """
    words = text.split()
    if wide(text, looks) <= room or len(words) < 2:
        return (text,)
    fewest = _filled(words, room, looks)
    low, high = max(wide(word, looks) for word in words), room
    while high - low > 4:  # the narrowest column that needs no line more
        middle = (low + high) / 2
        low, high = (
            (low, middle) if len(_filled(words, middle, looks)) <= len(fewest) else (middle, high)
        )
    return tuple(_filled(words, max(high, low), looks))


def _filled(words: Sequence[str], room: float, looks: str) -> list[str]:
    found = [words[0]]
    for word in words[1:]:
        longer = f"{found[-1]} {word}"
        if wide(longer, looks) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found


def fitted(names: Sequence[str], least: float, most: float, looks: str = "") -> float:
    """The width of a column that holds names, wrapped where they are longer than `most`."""
    parts = [part for name in names for part in rows(name, most, looks)]
    return max([least, *(wide(part, looks) for part in parts)])
