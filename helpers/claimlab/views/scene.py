"""A picture as plain data: marks on a sheet of pixels, and the difference between two sheets.

A mark is a dict of what JSON knows: `i` its key, `k` its kind, `p` its numbers, `c` its looks
(classes of ``tokens.json``), `n` and `v` its name and value in words, `s` the group it is read in,
`l` what lights up with it, `go` the settings that a click takes, `t` and `a` a text and its anchor,
`ghost` whether a shadow of it stays while a hand moves. y grows downwards.

What changes travels as a patch, and a patch is always told against one base: whatever came between,
a sheet that follows a patch shows what a direct drawing shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claimlab.i18n import as_read

__all__ = [
    "Mark",
    "Scene",
    "apply",
    "area",
    "band",
    "line",
    "patch",
    "point",
    "rect",
    "scene",
    "text",
]

Mark = dict[str, Any]
Scene = dict[str, Any]


def _mark(key: str, kind: str, numbers: Iterable[float | None], looks: str, more: Mapping) -> Mark:
    told = {name: value for name, value in more.items() if value not in (None, "", False)}
    told |= {name: as_read(told[name]) for name in ("n", "v", "t") if name in told}
    rounded = [None if value is None else _round(value) for value in numbers]
    return {"i": key, "k": kind, "p": rounded, **({"c": looks} if looks else {}), **told}


def _round(value: float) -> float | int:
    tenths = round(float(value), 1)
    return int(tenths) if tenths == int(tenths) else tenths


def line(
    key: str, places: Sequence[tuple[float, float] | None], looks: str = "", **more: Any
) -> Mark:
    """A line through places; None lifts the pen.

    >>> line("a", [(0, 0), None, (2.04, 1)], "first")
    {'i': 'a', 'k': 'line', 'p': [0, 0, None, None, 2, 1], 'c': 'first'}
    """
    return _mark(key, "line", _flat(places), looks, more)


def area(
    key: str, places: Sequence[tuple[float, float] | None], looks: str = "", **more: Any
) -> Mark:
    """A filled ring, or several with None between them; one in another is a hole."""
    return _mark(key, "area", _flat(places), looks, more)


def _flat(places: Iterable[tuple[float, float] | None]) -> list[float | None]:
    return [one for place in places for one in (place or (None, None))]


def band(
    key: str, start: tuple[float, float], end: tuple[float, float], wide: tuple[float, float],
    looks: str = "", **more: Any,
) -> Mark:  # fmt: skip
    """A ribbon between two upright edges: their upper ends, and how high each is."""
    return _mark(key, "band", (*start, *end, *wide), looks, more)


def point(key: str, x: float, y: float, radius: float, looks: str = "", **more: Any) -> Mark:
    """A dot."""
    return _mark(key, "point", (x, y, max(radius, 0)), looks, more)


def rect(
    key: str, x: float, y: float, wide: float, high: float, looks: str = "", **more: Any
) -> Mark:
    """A box; one that is told backwards is turned round.

    >>> rect("b", 10, 10, 5, -4)["p"]
    [10, 6, 5, 4]
    """
    x, y = x + min(wide, 0), y + min(high, 0)
    return _mark(key, "rect", (x, y, abs(wide), abs(high)), looks, more)


def text(
    key: str, x: float, y: float, words: str, looks: str = "", a: str = "", **more: Any
) -> Mark:
    """One line of text on its base line; `a` is "m" for centred, "e" for one that ends there."""
    return _mark(key, "text", (x, y), looks, {"t": words, "a": a, **more})


def scene(width: float, height: float, marks: Iterable[Mark], **more: Any) -> Scene:
    """A sheet with its marks, in the order in which they lie on each other.

    Raises
    ------
    ValueError
        when two marks have one key.
    """
    marks = list(marks)
    keys = {mark["i"] for mark in marks}
    if len(keys) < len(marks):
        seen: set[str] = set()
        twice = next(m["i"] for m in marks if m["i"] in seen or seen.add(m["i"]))
        raise ValueError(f"two marks have the key '{twice}'")
    return {"w": _round(width), "h": _round(height), "marks": marks, **more}


def patch(base: Scene, target: Scene) -> dict[str, Any]:
    """What changes from `base` to `target`: `apply(base, patch(base, target)) == target`.

    >>> one, two = (scene(9, 9, [point("a", x, 1, 2)]) for x in (1, 5))
    >>> patch(one, two), patch(one, one)
    ({'marks': [{'i': 'a', 'p': [5, 1, 2]}]}, {})
    """
    before, after = ({mark["i"]: mark for mark in one["marks"]} for one in (base, target))
    marks = [
        _difference(before[key], mark) if key in before else mark
        for key, mark in after.items()
        if before.get(key) != mark
    ]
    gone = [key for key in before if key not in after]
    found = _difference({**base, "marks": 0, "i": 0}, {**target, "marks": 0, "i": 0})
    del found["i"]
    if marks:
        found["marks"] = marks
    if gone:
        found["gone"] = gone
    as_patched = [key for key in before if key in after] + [
        key for key in after if key not in before
    ]
    if as_patched != list(after):
        found["order"] = list(after)
    return found


def _difference(before: Mapping, after: Mapping) -> dict[str, Any]:
    """The fields that are others, None for those that go, and the key."""
    found = {name: value for name, value in after.items() if before.get(name) != value}
    found |= {name: None for name in before if name not in after}
    return {"i": after["i"], **found}


def apply(base: Scene, change: Mapping[str, Any]) -> Scene:
    """The scene that a patch makes of its base."""
    gone = set(change.get("gone", ()))
    marks = {mark["i"]: mark for mark in base["marks"] if mark["i"] not in gone}
    for one in change.get("marks", ()):
        marks[one["i"]] = _with(marks.get(one["i"], {}), one)
    order = change.get("order", marks)
    fields = {
        name: value for name, value in change.items() if name not in ("marks", "gone", "order")
    }
    return {**_with(base, fields), "marks": [marks[key] for key in order]}


def _with(before: Mapping, change: Mapping) -> dict[str, Any]:
    return {name: value for name, value in {**before, **change}.items() if value is not None}
