"""Which look each thing of a picture has: the accent, the two parts of the course, and greys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimlab.views.axes import LEAD, stacked
from claimlab.views.letters import rows, wide
from claimlab.views.scene import Mark, line, point, rect
from claimlab.views.tokens import part_of

__all__ = ["COLOURED", "FILLS", "STROKES", "is_told", "legend", "legend_rows", "name_tone", "on_fill", "shades", "strong_among"]  # fmt: skip

COLOURED = ("first", "second", "accent")  # tones that are no grey
# What belongs to neither part, in the order in which it comes.
FILLS = ("ink", "others", "others pale", "soft", "ink pale", "ink hollow", "others hollow")
STROKES = (
    "ink main",
    "others main",
    "soft dash",
    "others dash",
    "ink thin",
    "soft dots",
    "others thin",
)
_SWATCH, _AFTER, _BETWEEN = 12, 7, 22


def shades(
    names: Sequence[str], accent: Sequence[str] = (), greys: Sequence[str] = FILLS,
    places: Mapping[str, int] | None = None, tone: str = "accent",
) -> list[str]:  # fmt: skip
    """The looks of things that stand beside each other.

    An accent is told first: what it names has the colour of its part, else `tone`, and all else is
    grey; ink stands in for `tone` beside a part, so that no picture has more than the two colours.
    Without one, what begins with the name of a part has its colour, a second such thing its pale
    form, and the rest the accent's colour and greys; `places` holds the place of a name among these.

    >>> shades(["Peru", "Colombia"]), shades(["Peru", "Chile"]), shades(["Peru", "Chile"], accent=["Chile"])
    (['ink', 'first'], ['accent', 'others'], ['others', 'accent'])
    """
    lead = "ink" if tone == "accent" and any(map(part_of, names)) else tone
    is_line = greys is STROKES
    if accent:
        strong, rest = (" main", "others") if is_line else ("", "others")
        return [(part_of(name) or lead) + strong if name in accent else rest for name in names]
    found, taken = [], 0
    for name in names:
        part = part_of(name)
        if part:
            ways = ("main", "dash", "dots") if is_line else ("", "pale", "hollow")
            before = sum(one.split()[0] == part for one in found)
            found.append(f"{part} {ways[min(before, 2)]}".strip())
        else:
            at = (places or {}).get(name, taken)
            look = greys[at % len(greys)]
            found.append(look if at else look.replace("ink", lead))
            taken += 1
    return found


def is_told(names: Sequence[str], accent: Sequence[str]) -> bool:
    """Whether an accent is about some of these names."""
    return any(name in accent for name in names)


def name_tone(look: str) -> str:
    """The tone of a name that stands in the place of a key: that of what it names, where this is no grey.

    >>> name_tone("accent main"), name_tone("others pale")
    ('accent', 'soft')
    """
    tone = look.split()[0]
    return tone if tone in COLOURED else "soft"


def strong_among(look: str, looks: Sequence[str], accent: Sequence[str] = ()) -> str:
    """The look of what is written of a thing that alone has the colour of what the picture is about.

    >>> strong_among("accent", ["accent", "others"]), strong_among("accent", ["accent"])
    ('strong', '')
    """
    tone, tones = look.split()[0], {one.split()[0] for one in looks}
    is_about = tone in COLOURED or bool(accent) and tone == "ink"
    return "strong" if is_about and "others" in tones else ""


def on_fill(look: str) -> str:
    """The look of a text that lies on a fill.

    >>> on_fill("ink"), on_fill("others edged"), on_fill("ink pale")
    ('onfill', 'onfill others', '')
    """
    if {"pale", "hollow", "land", "tint", "step1", "step2"} & set(look.split()):
        return ""
    return "onfill others" if look.split()[0] == "others" else "onfill"


def _spots(names: Sequence[str], width: float) -> list[tuple[float, int, tuple[str, ...]]]:
    """Of each name where its sample stands, in which row, and its lines; a long one has rows for itself."""
    x, row, found = 0.0, 0, []
    for name in names:
        lines = rows(name, width - _SWATCH - _AFTER)
        long = _SWATCH + _AFTER + max(map(wide, lines))
        if x and x + long > width:
            x, row = 0.0, row + 1
        found.append((x, row, lines))
        x, row = (width, row + len(lines) - 1) if len(lines) > 1 else (x + long + _BETWEEN, row)
    return found


def legend_rows(names: Sequence[str], width: float) -> int:
    """How many rows a legend takes."""
    return max((row + len(lines) for _x, row, lines in _spots(names, width)), default=0)


def legend(
    names: Sequence[str], looks: Sequence[str], width: float, y: float = 0, is_dots: bool = False
) -> list[Mark]:
    """Samples with their names in rows from `y` down; where a name can stand at its mark, it should."""
    found = []
    for name, look, (x, row, lines) in zip(names, looks, _spots(names, width), strict=True):
        top = y + row * (LEAD + 4)
        if is_dots:
            found.append(point(f"key:{name}", x + _SWATCH / 2, top + 8, 5, look))
        elif {"main", "thin", "dash", "dots"} & set(look.split()):
            found.append(line(f"key:{name}", [(x, top + 8), (x + _SWATCH + 2, top + 8)], look))
        else:
            found.append(rect(f"key:{name}", x, top + 2, _SWATCH, _SWATCH, look))
        middle = top + 8 + LEAD * (len(lines) - 1) / 2
        found += stacked(f"key-n:{name}", x + _SWATCH + _AFTER, middle, lines)
    return found
