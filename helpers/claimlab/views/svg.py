"""The one writer of stills: a scene as SVG, for a page without a front end, for print, to be exported.

Each mark carries its classes, so that a page's style sheet gives it the colours of the theme, and
the plain colours of a light page, so that it is right where style sheets are dropped. Each text is
held to its width: where the typeface is missing, another one keeps inside its box.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimlab.html import Markup, escape, join
from claimlab.views.letters import measure
from claimlab.views.scene import Mark, Scene
from claimlab.views.tokens import look, tokens

__all__ = ["path_of", "ribbon", "svg"]

_TAGS = {"line": "path", "area": "path", "band": "path", "point": "circle", "rect": "rect"}
_PLACES = {"point": ("cx", "cy", "r"), "rect": ("x", "y", "width", "height")}
_ANCHORS = {"m": "middle", "e": "end"}


def svg(scene: Scene, name: str = "", words: str = "", dark: bool = False, key: str = "") -> Markup:
    """A scene as one `svg` element.

    Parameters
    ----------
    name, words : str
        What a screen reader says of it: its title, and the text alternative.
    dark : bool
        The plain colours of a dark page, for a file of its own.
    key : str
        Sets the ids of two pictures on one page apart.
    """
    width, height = scene["w"], scene["h"]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="sc" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
    said = [
        f"<{tag}>{escape(told)}</{tag}>" for tag, told in (("title", name), ("desc", words)) if told
    ]
    if key and said:
        ids = [f"{key}-{tag}" for tag, told in (("title", name), ("desc", words)) if told]
        said = [one.replace(">", f' id="{own}">', 1) for one, own in zip(said, ids, strict=True)]
        head += f' aria-labelledby="{" ".join(ids)}"'
    family = escape(f"{tokens()['family']}, {tokens()['fallback']}".replace('"', "'"))
    drawn = join(Markup(_drawn(mark, dark)) for mark in scene["marks"])
    return Markup(
        f'{head} font-family="{family}" style="max-width:none">{"".join(said)}{drawn}</svg>'
    )


def _drawn(mark: Mark, dark: bool) -> str:
    kind, classes = mark["k"], mark.get("c", "")
    given: dict[str, Any] = {"class": f"sc-{kind} {classes}".strip(), **_shape(mark)}
    shades = tokens()["colours"]
    for name, value in look(kind, classes).items():
        given[name] = shades[value][dark] if value in shades else value
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
    if kind == "text":
        return f"<text{attributes}>{escape(mark['t'])}</text>"
    if "n" in mark:
        said = ": ".join(filter(None, (mark["n"], mark.get("v", ""))))
        return f"<{_TAGS[kind]}{attributes}><title>{escape(said)}</title></{_TAGS[kind]}>"
    return f"<{_TAGS[kind]}{attributes}/>"


def _shape(mark: Mark) -> dict[str, Any]:
    kind, places = mark["k"], mark["p"]
    if kind in _PLACES:
        return dict(zip(_PLACES[kind], places, strict=True))
    if kind == "text":
        held = {"x": places[0], "y": places[1], "textLength": round(measure(mark), 1)}
        if "a" in mark:
            held["text-anchor"] = _ANCHORS[mark["a"]]
        return {**held, "lengthAdjust": "spacingAndGlyphs"}
    return {"d": ribbon(places) if kind == "band" else path_of(places, kind == "area")}


def path_of(places: list[float | None], is_closed: bool) -> str:
    """The path of a line or an area.

    >>> path_of([0, 0, 5, 1, None, None, 7, 7, 8, 8], False)
    'M0 0L5 1M7 7L8 8'
    """
    found, pen, close = "", "M", "Z" if is_closed else ""
    for x, y in _pairs(places):
        if x is None:
            found, pen = found + close, "M"
            continue
        found, pen = f"{found}{pen}{x} {y}", "L"
    return found + close


def _pairs(places: list[float | None]) -> Iterator[tuple[float | None, float | None]]:
    yield from zip(places[::2], places[1::2], strict=True)


def ribbon(numbers: list[float]) -> str:
    """The path of a band: its edges leave and arrive level."""
    x0, y0, x1, y1, w0, w1 = numbers
    m = (x0 + x1) / 2
    return (
        f"M{x0} {y0}C{m} {y0} {m} {y1} {x1} {y1}V{y1 + w1:g}"
        f"C{m} {y1 + w1:g} {m} {y0 + w0:g} {x0} {y0 + w0:g}Z"
    )
