"""How everything looks, from one file: ``tokens.json`` holds colours, type and looks of marks.

A colour has three forms: on white, on a dark page, and the system's own where a reader forces
colours. The style sheet of pictures, their stills, a card as PNG and seaborn all read it here.
The engine's colours name parts, `first` and `second`; which names belong to them, a course says.
"""

from __future__ import annotations

import base64
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from claimlab.course import course

__all__ = ["colour", "css", "font_face", "look", "part_of", "seaborn_theme", "tokens", "type_of"]

TYPEFACE = Path(__file__).with_name("typeface")
WEIGHTS = (400, 600)
_SHAPES = ("area", "band", "rect", "point")
_TEXT_TONES = {"others": "others-text", "paper": "paper", "axis": "soft", "grid": "soft"}
_DARK = (
    '[data-jp-theme-light="false"] .sc,.vscode-dark .sc,.sc.dark',
    '[data-jp-theme-light="true"] .sc,.vscode-light .sc,.sc.light',
)


@lru_cache(maxsize=1)
def tokens() -> dict[str, Any]:
    """The file as it stands."""
    return json.loads(Path(__file__).with_name("tokens.json").read_text(encoding="utf-8"))


def colour(name: str, dark: bool = False) -> str:
    """A colour by its name.

    >>> colour("first"), colour("first", dark=True)
    ('#046b96', '#56b4e9')
    """
    return tokens()["colours"][name][dark]


def type_of(looks: str) -> tuple[float, int]:
    """Size in pixels and weight of a text with these looks.

    >>> type_of("end first"), type_of("")
    ((15, 600), (14, 400))
    """
    sizes = tokens()["type"]
    for one in looks.split():
        if one in sizes:
            return tuple(sizes[one])
    return tuple(sizes["label"])


def part_of(name: str, is_whole: bool = False) -> str:
    """The part of the course that a name begins with, or, with `is_whole`, that it is.

    >>> part_of("Colombia to Venezuela"), part_of("Peru"), part_of("Colombia to Venezuela", is_whole=True)
    ('first', '', '')
    """
    spoken = name.casefold()
    for part in ("first", "second"):
        known = tuple(stem.casefold() for stem in getattr(course(), part))
        if spoken in known or not is_whole and spoken.startswith(known):
            return part
    return ""


@lru_cache(maxsize=1)
def _rules() -> list[tuple[str, tuple[str, ...], dict[str, Any]]]:
    """Kind of mark, classes that must stand, properties; those with more classes come later."""
    found = []
    for kind, classes, looks in tokens()["looks"]:
        for one in _SHAPES if kind == "shape" else (kind,):
            found += [(one, *rule) for rule in _spelled(classes, looks)]
    return sorted(found, key=lambda rule: len(rule[1]))


def _spelled(classes: str, looks: dict) -> list[tuple[tuple[str, ...], dict]]:
    """One rule for each tone, or each size of type, that it stands for."""
    names, colours = classes.split(), tokens()["colours"]
    if "type" in names:
        sizes = tokens()["type"].items()
        return [((n,), {"font-size": s, "font-weight": w}) for n, (s, w) in sizes]
    if "tone" not in names:
        return [(tuple(names), looks)]
    found = []
    for tone in tokens()["tones"]:
        named = {
            "tone": tone,
            "tone-pale": f"{tone}-pale",
            "tone-text": _TEXT_TONES.get(tone, tone),
        }
        own = {key: named.get(value, value) for key, value in looks.items()}
        if all(value in colours for key, value in own.items() if key in ("fill", "stroke")):
            found.append((tuple(tone if name == "tone" else name for name in names), own))
    return found


@lru_cache(maxsize=512)
def look(kind: str, classes: str) -> dict[str, Any]:
    """The properties of a mark as SVG names them; colours by their names.

    >>> look("rect", "first pale")["fill"], look("line", "first main")["stroke-width"]
    ('first-pale', 3)
    """
    stand, found = set(classes.split()), {}
    for one, needed, properties in _rules():
        if one == kind and stand.issuperset(needed):
            found |= properties
    return found


@lru_cache(maxsize=1)
def css() -> str:
    """The style sheet of pictures, without the typeface: variables, then one rule a look."""
    shades = tokens()["colours"]
    light, dark, forced = (
        "".join(f"--sc-{name}:{forms[i]};" for name, forms in shades.items()) for i in range(3)
    )
    family = f'"{tokens()["family"]}",{tokens()["fallback"]}'
    lines = [
        f".sc{{{light}--sc-font:{family};font-family:var(--sc-font)}}",
        # The sign of the house over a title: the two parts of the course, and what lies between them.
        ".sc .sign::before{content:'';display:block;width:1.9em;height:.22em;margin-bottom:.42em;background:"
        "linear-gradient(90deg,var(--sc-first) 48%,transparent 48% 52%,var(--sc-second) 52%)}",
        f"@media (prefers-color-scheme:dark){{.sc.auto{{{dark}}}}}",
        f"{_DARK[0]}{{{dark}}}",
        f"{_DARK[1]}{{{light}}}",
    ]
    for kind, classes, properties in _rules():
        told = "".join(f"{key}:{_css(key, value)};" for key, value in properties.items())
        lines.append(f".sc .sc-{kind}{''.join(f'.{one}' for one in classes)}{{{told}}}")
    lines += [
        ".sc .tick,.sc .num{font-variant-numeric:tabular-nums}",
        "@media print{.sc.sc{--sc-paper:#fff}}",
        ".sc .ghost{opacity:.3;stroke-dasharray:3 3;fill-opacity:.45}",
        f"@media (forced-colors:active){{.sc.sc{{{forced}}}.sc svg *{{forced-color-adjust:none}}"
        ".sc .sc-rect,.sc .sc-area,.sc .sc-band{stroke:CanvasText;stroke-width:.8px}}",
    ]
    return "\n".join(lines)


def _css(key: str, value: Any) -> str:
    if key in ("fill", "stroke"):
        return f"var(--sc-{value})" if value in tokens()["colours"] else value
    return f"{value}px" if key in ("font-size", "stroke-width") else str(value)


@lru_cache(maxsize=1)
def font_face() -> str:
    """The typeface as a style sheet that holds it; a page needs it once."""
    faces = []
    for weight in WEIGHTS:
        content = (TYPEFACE / f"scene-sans-{weight}.woff2").read_bytes()
        held = f"data:font/woff2;base64,{base64.b64encode(content).decode()}"
        faces.append(
            f'@font-face{{font-family:"{tokens()["family"]}";font-weight:{weight};'
            f"font-display:swap;src:url({held}) format('woff2')}}"
        )
    return "\n".join(faces)


def seaborn_theme(dark: bool = False) -> dict[str, Any]:
    """Settings of matplotlib in the kit's look, for ``seaborn.set_theme(rc=…)``.

    >>> seaborn_theme()["axes.titleweight"]
    600
    """
    now = {name: forms[dark] for name, forms in tokens()["colours"].items()}
    title, label, tick = (tokens()["type"][name] for name in ("title", "sub", "tick"))
    cycle = ", ".join(f"'{now[name]}'" for name in ("ink", "others", "first", "second"))
    return {
        "figure.facecolor": now["paper"], "axes.facecolor": now["paper"], "savefig.facecolor": now["paper"],
        "axes.edgecolor": now["axis"], "axes.labelcolor": now["soft"], "text.color": now["ink"],
        "xtick.color": now["soft"], "ytick.color": now["soft"], "grid.color": now["grid"],
        "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
        "axes.grid": True, "axes.grid.axis": "y", "grid.linestyle": ":", "axes.axisbelow": True, "ytick.left": False,
        "axes.titlelocation": "left", "axes.titlesize": title[0] * 0.75, "axes.titleweight": title[1],
        "axes.labelsize": label[0] * 0.75, "xtick.labelsize": tick[0] * 0.75, "ytick.labelsize": tick[0] * 0.75,
        "axes.prop_cycle": f"cycler('color', [{cycle}])", "lines.linewidth": 2.2,
        "font.family": ["sans-serif"],
    }  # fmt: skip
