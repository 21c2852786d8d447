"""How numbers are read and compared, and which scales count as another unit."""

from __future__ import annotations

import itertools
import math

from borderlab.i18n import _
from borderlab.judging.kinds import Kind, refuse
from borderlab.judging.plain import is_table, marked, named, series_of
from borderlab.judging.quantity import Unreadable, quantity, scale

__all__ = ["SCALES", "Number", "asks_for_unit", "at_scale", "cell", "close", "pattern_of", "scaled"]

SCALES = (100.0, 0.01, 1e3, 1e-3, 1e6, 1e-6, 1e9, 1e-9)
_MOST_REORDERED = 5
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def is_number(value: object) -> bool:
    """Whether a value is a number and not True or False."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def tolerance(ex, wanted: float, part: int = 0) -> float:
    """How far an answer may be off: ``atol + rtol * |wanted|``, where a whole number is not blurred into the next one.

    >>> from borderlab.lessons.declare import Exercise
    >>> tolerance(Exercise("E99.1", "number", ""), 2008), tolerance(Exercise("E99.1", "number", ""), 2008.0)
    (0.4, 2.008)
    """
    rtol, atol = (t[part] if isinstance(t, tuple) else t for t in (ex.rtol, ex.atol))
    relative = rtol * abs(wanted)
    return atol + (min(relative, 0.4) if isinstance(wanted, int) else relative)


def close(ex, found: object, wanted: object, part: int = 0) -> bool:
    """Whether a value counts as another, which may be None (matches anything), a number, a text, or True or False."""
    if wanted is None:
        return True
    if is_number(wanted) and is_number(found):
        return (
            math.isnan(wanted)
            and math.isnan(found)
            or abs(found - wanted) <= tolerance(ex, wanted, part)
        )
    return type(found) is type(wanted) and found == wanted


def scaled(ex, found: object, wanted: object, factor: float, part: int = 0) -> bool:
    """Whether `found` is `wanted` times `factor`; an absolute tolerance may not swallow a small value."""
    if not (is_number(found) and is_number(wanted)):
        return False
    return wanted != 0 and abs(found / factor - wanted) <= min(
        tolerance(ex, wanted, part), 0.05 * abs(wanted)
    )


def _each(found: list, wanted: list, part: int | None = None) -> list[tuple]:
    """(found, wanted, part) of each value; the part is its place unless it is given."""
    return [
        (f, w, i if part is None else part)
        for i, (f, w) in enumerate(zip(found, wanted, strict=True))
    ]


def at_scale(ex, found: list, wanted: list, part: int | None = None) -> float | None:
    """The one factor that sets some values right, all others being right already."""
    values = _each(found, wanted, part)
    for factor in SCALES:
        at = [scaled(ex, f, w, factor, i) for f, w, i in values]
        if any(at) and all(a or close(ex, *value) for a, value in zip(at, values, strict=True)):
            return factor
    return None


def asks_for_unit(ex, factor: float) -> str:
    """The sentence on an answer that is right but for its scale."""
    if not ex.unit:
        return _(
            "The digits are right and the scale is not: read again in which unit the task asks for the answer."
        )
    if scale(ex.unit) == 0.01 and factor == 0.01:
        return _("The ratio is right; the task asks for {unit}.").format(unit=ex.unit)
    return _("The amount is right, at another scale: the task asks for {unit}.").format(
        unit=ex.unit
    )


def leaves(value: object) -> list:
    """The values of a list, a Series or a table in reading order; anything else is one value."""
    if series := series_of(value):
        return leaves(series[1])
    if is_table(value):
        return leaves(value["data"])
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(part)]
    return [value]


def cell(value: object, unit: str, wanted: object) -> object:
    """One value as float, bool or text, in the form of the wanted one."""
    if marked(value, "not_finite") == "nan" and is_number(wanted) and math.isnan(wanted):
        return math.nan
    if isinstance(wanted, bool):
        return value if isinstance(value, bool) else _truth(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise refuse(value, _("a number"))
    if isinstance(wanted, str):
        return " ".join(str(value).split()).casefold()
    return quantity(value, unit) if isinstance(value, str) else float(value)


def _truth(value: object) -> bool:
    if isinstance(value, str) and value.strip().casefold() in _TRUTH:
        return _TRUTH[value.strip().casefold()]
    raise refuse(value, _("True or False"))


def pattern_of(value: object) -> object:
    """A value of a declaration: number, bool, folded text; None matches anything."""
    if value is None or isinstance(value, bool):
        return value
    if marked(value, "not_finite"):
        return float(marked(value, "not_finite"))
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


class Number(Kind):
    """One number, or one for each of `parts`: as scalars, texts, a list, a dictionary by part, a Series or a table."""

    def pattern(self, ex, value):
        return [pattern_of(leaf) for leaf in leaves(value)]

    def read(self, ex, value, right):
        given = self._given(ex, value)
        if len(given) != len(right):
            raise refuse(
                value if len(given) > 1 or len(leaves(value)) == 0 else given[0],
                self._wanted(ex, right),
            )
        parts = ex.parts or ("",) * len(right)
        return [
            self._part(ex, leaf, part, wanted)
            for leaf, part, wanted in zip(given, parts, right, strict=True)
        ]

    @staticmethod
    def _given(ex, value) -> list:
        by_name = named(value)
        if ex.parts and isinstance(by_name, dict) and set(by_name) == set(ex.parts):
            return [by_name[part] for part in ex.parts]
        return leaves(value)

    @staticmethod
    def _wanted(ex, right) -> str:
        if len(right) == 1:
            return _("one number ({unit})").format(unit=ex.unit) if ex.unit else _("one number")
        if not ex.parts:
            return _("{n} values").format(n=len(right))
        return _("{n} values in this order: {parts}").format(
            n=len(right), parts=", ".join(ex.parts)
        )

    def _part(self, ex, leaf, part, wanted):
        if leaf is None:
            raise Unreadable(_("'{part}' is still blank.").format(part=part))
        return cell(leaf, ex.unit, wanted)

    def same(self, ex, found, wanted):
        return len(found) == len(wanted) and all(
            close(ex, *value) for value in _each(found, wanted)
        )

    def unit(self, ex, found, right):
        factor = at_scale(ex, found, right)
        return asks_for_unit(ex, factor) if factor else ""

    def wrong(self, ex, found, right):
        values = _each(found, right)
        if all(close(ex, *value) or _is_opposite(ex, *value) for value in values):
            return "wrong", _(
                "The size is right and the sign is not: which way does the change go?"
            )
        if all(close(ex, *value) or _is_rounded(*value) for value in values):
            return "wrong", _("Right so far: give one more digit.")
        if _is_reordered(ex, found, right):
            parts = _(", then ").join(ex.parts)
            return "wrong", _("These are the right numbers in another order: {parts}.").format(
                parts=parts
            )
        good = [part for part, value in zip(ex.parts, values, strict=False) if close(ex, *value)]
        if good:
            return "wrong", _(
                "Right so far: {parts}. The rest is not: look at it on its own."
            ).format(parts=", ".join(good))
        return super().wrong(ex, found, right)


def _is_opposite(ex, found, wanted, part) -> bool:
    return is_number(found) and is_number(wanted) and close(ex, -found, wanted, part)


def _is_rounded(found, wanted, part) -> bool:
    """Whether a value is the right one with fewer digits: a whole number, or two to six digits of it."""
    if not is_number(found) or not isinstance(wanted, float) or not found:
        return False
    return found in (round(wanted), *(float(f"{wanted:.{digits}g}") for digits in range(2, 7)))


def _is_reordered(ex, found: list, right: list) -> bool:
    """Whether the values of a few parts are right when they change places."""
    if not 2 <= len(right) <= _MOST_REORDERED or len(ex.parts) != len(right):
        return False
    orders = itertools.permutations(found)
    return any(all(close(ex, *value) for value in _each(list(order), right)) for order in orders)
