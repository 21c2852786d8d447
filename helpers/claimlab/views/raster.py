"""A scene with its title and its source as one PNG, to be passed on; nothing else is a raster."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from claimlab.views.letters import rows
from claimlab.views.scene import Mark, Scene, rect, scene, text
from claimlab.views.svg import path_of, ribbon
from claimlab.views.tokens import TYPEFACE, look, tokens, type_of

__all__ = ["rastered", "whole"]

_SCALE, _EDGE = 2, 16


def rastered(drawn: Scene, dark: bool = False) -> bytes:
    """The PNG of a scene, at two dots a pixel."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from PIL import Image, ImageDraw

    sheet = whole(drawn)
    size = sheet["w"] / 72, sheet["h"] / 72
    canvas = FigureCanvasAgg(Figure(figsize=size, dpi=72 * _SCALE))
    canvas.figure.patch.set_facecolor(tokens()["colours"]["paper"][dark])
    for i, mark in enumerate(sheet["marks"]):
        if mark["k"] != "text":
            canvas.figure.add_artist(_artist(mark, sheet["h"], dark, i))
    canvas.draw()
    image = Image.fromarray(_pixels(canvas)).convert("RGB")
    pen = ImageDraw.Draw(image)
    for mark in sheet["marks"]:
        if mark["k"] == "text":
            _write(pen, mark, dark)
    stream = io.BytesIO()
    image.save(stream, "png", optimize=True)
    return stream.getvalue()


def _pixels(canvas: Any) -> Any:
    import numpy as np

    return np.asarray(canvas.buffer_rgba())


def whole(drawn: Scene) -> Scene:
    """The scene moved down below its title, with its source under it and an edge around all."""
    wide, y = drawn["w"], _EDGE + 12
    head = [
        rect(f"sign:{tone}", _EDGE + x, _EDGE, 21, 5, tone)
        for tone, x in (("first", 0), ("second", 23))
    ]
    said = [("title", "title", 28), ("sub", "sub", 22)]
    for name, looks, lead in said:
        for i, one in enumerate(rows(drawn.get(name, ""), wide, looks) if drawn.get(name) else ()):
            y += lead
            tone = "" if name == "title" else " soft"
            head.append(text(f"{name}{i}", _EDGE, y, one, looks + tone))
    top = y + 14
    moved = [_moved(mark, _EDGE, top) for mark in drawn["marks"]]
    y = top + drawn["h"] + 4
    for i, one in enumerate(rows(drawn["source"], wide, "source") if drawn.get("source") else ()):
        y += 17
        head.append(text(f"source{i}", _EDGE, y, one, "source soft"))
    return scene(wide + 2 * _EDGE, y + _EDGE, [*head, *moved])


def _moved(mark: Mark, right: float, down: float) -> Mark:
    kind, p = mark["k"], list(mark["p"])
    pairs = {"point": 1, "rect": 1, "text": 1, "band": 2}.get(kind, len(p) // 2)
    for i in range(pairs):
        if p[2 * i] is not None:
            p[2 * i], p[2 * i + 1] = p[2 * i] + right, p[2 * i + 1] + down
    return {**mark, "i": f"m:{mark['i']}", "p": p}


def _artist(mark: Mark, height: float, dark: bool, order: int) -> Any:
    from matplotlib.patches import PathPatch
    from matplotlib.transforms import Affine2D

    told, shades = look(mark["k"], mark.get("c", "")), tokens()["colours"]

    def tone(name: str) -> Any:
        value = told.get(name, "none")
        share = told.get(f"{name}-opacity", 1)
        return (shades[value][dark], share) if value in shades else "none"

    place = Affine2D().scale(_SCALE, -_SCALE).translate(0, height * _SCALE)
    patch = PathPatch(
        _path(mark), fc=tone("fill"), ec=tone("stroke"), zorder=order, transform=place
    )
    patch.set(
        lw=told.get("stroke-width", 1 if told.get("stroke", "none") != "none" else 0),
        joinstyle="round",
    )
    dashes = told.get("stroke-dasharray")
    if dashes and patch.get_linewidth():
        patch.set_linestyle((0, [float(part) / patch.get_linewidth() for part in dashes.split()]))
    patch.set_capstyle("butt" if dashes else "round")
    return patch


def _path(mark: Mark) -> Any:
    """The outline of a mark, from what an SVG would say."""
    from matplotlib.path import Path

    kind, p = mark["k"], mark["p"]
    if kind == "point":
        return Path.circle(tuple(p[:2]), p[2])
    if kind == "rect":
        x, y, w, h = p
        return Path([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)], closed=True)
    said = ribbon(p) if kind == "band" else path_of(p, kind == "area")
    return _parsed(said)


@lru_cache(maxsize=64)
def _parsed(said: str) -> Any:
    import re

    from matplotlib.path import Path

    places, codes, now = [], [], (0.0, 0.0)
    for letter, numbers in re.findall(r"([MLCVZ])([^MLCVZ]*)", said):
        given = [float(one) for one in numbers.split()]
        if letter == "V":
            given = [now[0], *given]
        if letter == "Z":
            places.append(now)
            codes.append(Path.CLOSEPOLY)
            continue
        pairs = list(zip(given[::2], given[1::2], strict=True))
        code = {"M": Path.MOVETO, "C": Path.CURVE4}.get(letter, Path.LINETO)
        places += pairs
        codes += [code] * len(pairs)
        now = pairs[-1]
    return Path(places, codes)


@lru_cache(maxsize=32)
def _font(size: float, weight: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(TYPEFACE / f"scene-sans-{weight}.woff2", size * _SCALE)


def _write(pen: Any, mark: Mark, dark: bool) -> None:
    classes = mark.get("c", "")
    told, shades = look("text", classes), tokens()["colours"]
    anchor = {"m": "ms", "e": "rs"}.get(mark.get("a", ""), "ls")
    rim = {}
    if told.get("stroke") in shades:
        rim = {"stroke_width": 3, "stroke_fill": shades[told["stroke"]][dark]}
    x, y = mark["p"]
    font = _font(*type_of(classes))
    pen.text((x * _SCALE, y * _SCALE), mark["t"], shades[told["fill"]][dark], font, anchor, **rim)
