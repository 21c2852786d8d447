"""Numbers and lists in words, for titles, labels and text alternatives."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from claimlab.i18n import _, set_numbers

__all__ = [
    "NOTHING",
    "alike",
    "between",
    "enough",
    "listing",
    "number",
    "signed",
    "true_minus",
    "with_unit",
]

NOTHING = 1e-9  # what is left of a zero after a computation
_MOST_WORDS = 50


def number(value: float, digits: int = 3) -> str:
    """A number as a reader wants it: thousands apart, no false precision, a true minus sign.

    >>> [number(v) for v in (6092.1, 0.3312, 12.5, 2008000, -3, -2e-14, float("nan"))]
    ['6,092', '0.331', '12.5', '2,008,000', '−3', '0', 'no figure']
    """
    value = float(value)
    return set_numbers(_written(value, digits)) if math.isfinite(value) else _("no figure")


@lru_cache(maxsize=4096)  # a slider's picture writes the same ticks and years at every move
def _written(value: float, digits: int) -> str:
    if abs(value) < NOTHING:
        return "0"
    if abs(value) >= 1e15:
        return f"{value:.{digits - 1}e}".replace("-", "−")
    whole = len(str(int(abs(value)))) if abs(value) >= 1 else 0
    decimals = max(0, digits - whole)
    if not whole:
        decimals -= math.floor(math.log10(abs(value))) + 1
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def alike(values: Iterable[float], digits: int = 3) -> list[str]:
    """Numbers that stand beside each other, all with the decimals that suit the largest of them.

    >>> alike([47.92, 45, 1.97]), alike([102, -2.04]), alike([0.2, 100]), alike([4, 0.5])
    (['47.9', '45.0', '2.0'], ['102', '−2'], ['0.2', '100'], ['4.0', '0.5'])
    """
    values = [float(value) for value in values]
    real = [abs(value) for value in values if math.isfinite(value)]
    point = set_numbers("0.5")[1]
    most = max(0, digits - len(str(int(max(real, default=0.0)) or "")))
    decimals = min(most, max((len(number(v).partition(point)[2]) for v in real), default=0))
    found = []
    for value in values:
        if not math.isfinite(value) or NOTHING < abs(value) <= 0.5 * 10.0**-decimals:
            found.append(number(value))
            continue
        value = 0.0 if abs(value) < NOTHING else value
        found.append(set_numbers(f"{value:,.{decimals}f}".replace("-", "−")))
    return found


def true_minus(text: str) -> str:
    """A text with a minus sign for each hyphen that stands before a number.

    >>> true_minus("From -3 to -0.5 in 2008-2014")
    'From −3 to −0.5 in 2008-2014'
    """
    return re.sub(r"(?<![\w.])-(?=\.?\d)", "−", text)


def signed(value: float) -> str:
    """A change: always with its sign.

    >>> signed(12.0), signed(-0.5), signed(0)
    ('+12', '−0.5', '0')
    """
    return ("+" if value > 0 else "") + number(value)


def listing(parts: Iterable[str], most: int = 6) -> str:
    """Parts joined as in a sentence; a long list is cut and says so.

    >>> listing(["a", "b", "c"]), listing("abcdefgh", most=3)
    ('a, b and c', 'a, b, c and 5 more')
    """
    parts = [str(part) for part in parts]
    if len(parts) > most + 1:
        parts = [*parts[:most], _("{n} more").format(n=len(parts) - most)]
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def enough(parts: Sequence[str], names: Sequence[str], most: int = _MOST_WORDS) -> list[str]:
    """As many parts as make a text that is not too long to listen to; the rest at least by name.

    Parameters
    ----------
    parts : sequence of str
        What is said of each thing.
    names : sequence of str
        The name of each, said of those that are cut, so that none is hidden.

    >>> enough(["a is 1", "b is 2", "c is 3"], "abc", most=6)
    ['a is 1', 'b is 2', 'also shown: c']
    """
    words, kept = 0, 0
    for part in parts:
        words += len(part.split())
        if kept and words > most:
            break
        kept += 1
    rest = list(names[kept:])
    return [
        *parts[:kept],
        *([_("also shown: {names}").format(names=listing(rest, len(rest)))] if rest else []),
    ]


def between(values: Sequence[str]) -> str:
    """The first and the last of a run.

    >>> between(["1995", "1996", "1997"]), between(["2014"])
    ('1995 to 1997', '2014')
    """
    return (
        str(values[0])
        if len(values) == 1
        else _("{first} to {last}").format(first=values[0], last=values[-1])
    )


def with_unit(value: float, unit: str) -> str:
    """A value with its unit as it is read out.

    >>> with_unit(40, "Per cent of the fall"), with_unit(6.1, "US$ billions"), with_unit(float("nan"), "km")
    ('40 per cent of the fall', '6.1 US$ billions', 'no figure')
    """
    said = number(value)
    if not unit or not math.isfinite(value):
        return said
    lower = unit[0].lower() + unit[1:] if unit[1:2].islower() else unit
    return f"{said} {lower}"
