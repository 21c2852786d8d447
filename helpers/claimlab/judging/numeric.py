"""How numbers are read and compared, and which scales count as another unit."""

from __future__ import annotations

import itertools
import math
from decimal import Decimal

from claimlab.i18n import _
from claimlab.judging.kinds import Kind, refuse
from claimlab.judging.plain import is_table, marked, named, series_of
from claimlab.judging.quantity import Unreadable, quantity, scale
from claimlab.views.words import listing, number

__all__ = [
    "SCALES",
    "TRUTH",
    "Number",
    "asks_for_unit",
    "close",
    "pattern_of",
    "rounds_to",
]

SCALES = (100.0, 0.01, 1e3, 1e-3, 1e6, 1e-6, 1e9, 1e-9)
_MOST_REORDERED = 5
_DIGITS = 12  # that a float can be trusted to have; beyond them is noise
TRUTH = {
    **dict.fromkeys(("true", "yes", "verdadero", "cierto", "sí", "si"), True),
    **dict.fromkeys(("false", "no", "falso"), False),
}


def is_number(value: object) -> bool:
    """Whether a value is a number and not True or False."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def tolerance(ex, wanted: float, part: int = 0) -> float:
    """How far an answer may be off: ``atol + rtol * |wanted|``, where a whole number is not blurred into the next one.

    >>> from claimlab.lessons.declare import Exercise
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
        if not (math.isfinite(wanted) and math.isfinite(found)):
            return found == wanted or math.isnan(wanted) and math.isnan(found)
        return abs(found - wanted) <= tolerance(ex, wanted, part)
    return type(found) is type(wanted) and found == wanted


def rounds_to(found: object, wanted: object, unit: str = "") -> bool:
    """Whether a number is another one rounded to the digits it has: two at least, or a whole per cent.

    What is left of a sum or a product in the last digits of a float is no digit, and 0.3 may be
    0.30. A whole number that is wanted (a year, a count) is never rounded.

    >>> rounds_to(97, 96.8, "per cent"), rounds_to(5, 5.2, "per cent"), rounds_to(0.58, 0.5812)
    (True, True, True)
    >>> rounds_to(0.1 + 0.2 + 0.01, 0.3142), rounds_to(0.3, 0.2976)
    (True, True)
    >>> rounds_to(0.6, 0.5812), rounds_to(7200, 7257.0), rounds_to(2010, 2008), rounds_to(90, 96.8)
    (False, False, False, False)
    """
    if not (is_number(found) and isinstance(wanted, float) and found and wanted):
        return False
    if not (math.isfinite(found) and math.isfinite(wanted)):
        return False
    digits = Decimal(f"{found:.{_DIGITS}g}").normalize().as_tuple()
    second = math.floor(math.log10(abs(wanted))) - 1  # the place of the second digit
    steps = [10.0 ** (digits.exponent if len(digits.digits) > 1 else second)]
    if scale(unit) == 0.01 and float(found).is_integer():
        steps.append(1.0)
    return any(abs(found - wanted) <= 0.5 * step * (1 + 1e-9) for step in steps)


def near(ex, found: object, wanted: object, part: int = 0) -> bool:
    """Whether a value counts as another one, rounded or not."""
    return close(ex, found, wanted, part) or rounds_to(found, wanted, ex.unit_key)


def scaled(ex, found: object, wanted: object, factor: float, part: int = 0) -> bool:
    """Whether `found` is `wanted` times `factor`; an absolute tolerance may not swallow a small value."""
    if not (is_number(found) and is_number(wanted) and math.isfinite(wanted)):
        return False
    return wanted != 0 and abs(found / factor - wanted) <= min(
        tolerance(ex, wanted, part), 0.05 * abs(wanted)
    )


def _each(found: list, wanted: list) -> list[tuple]:
    """(found, wanted, part) of each value; the part is its place."""
    return list(zip(found, wanted, range(len(wanted)), strict=True))


def _at_scale(ex, found: list, wanted: list, loosely: bool = False, scales=SCALES) -> float | None:
    """The one factor that sets some values right, all others being right already."""
    values = _each(found, wanted)
    fits = near if loosely else close
    for factor in scales:
        at = [
            scaled(ex, f, w, factor, i)
            or loosely
            and is_number(w)
            and rounds_to(f, float(w) * factor)
            for f, w, i in values
        ]
        if any(at) and all(a or fits(ex, *value) for a, value in zip(at, values, strict=True)):
            return factor
    return None


def asks_for_unit(ex, factor: float) -> str:
    """The sentence on an answer that is right but for its scale."""
    if not ex.unit:
        return _(
            "The digits are right and the scale is not: read again in which unit the task asks for the answer."
        )
    if scale(ex.unit_key) == 0.01 and factor == 0.01:
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
    if is_number(wanted) and (kind := marked(value, "not_finite")):
        # Infinity can be meant, nan only where nan is right.
        if kind in ("inf", "-inf") or kind == "nan" and math.isnan(wanted):
            return float(kind)
    if isinstance(wanted, bool):
        return value if isinstance(value, bool) else _truth(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise refuse(value, _("a number"))
    if isinstance(wanted, str):
        return " ".join(str(value).split()).casefold()
    return quantity(value, unit, wanted) if isinstance(value, str) else float(value)


def _truth(value: object) -> bool:
    if isinstance(value, str) and value.strip().casefold() in TRUTH:
        return TRUTH[value.strip().casefold()]
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
            shown = given if isinstance(value, list) else value
            shown = given[0] if len(given) == 1 else shown
            if isinstance(value, list) and len(value) == len(right) == len(ex.parts):
                self._refuse_lists(ex, value)
            problem = refuse(shown, self._wanted(ex, right))
            if len(right) == 1 and len(given) == 2 and all(isinstance(v, int) for v in given):
                comma = _(
                    "Python reads a comma as the end of a number: write decimals with a point."
                )
                problem = Unreadable(f"{problem} {comma}")
            raise problem
        parts = ex.parts or ("",) * len(right)
        return [
            self._part(ex, leaf, part, wanted)
            for leaf, part, wanted in zip(given, parts, right, strict=True)
        ]

    @staticmethod
    def _refuse_lists(ex, value) -> None:
        for part, one in zip(ex.parts, value, strict=True):
            if (n := len(leaves(one))) > 1:
                raise Unreadable(
                    _(
                        "'{part}' is a list of {n} values: the task asks for one number there."
                    ).format(part=part, n=n)
                )

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
        return cell(leaf, ex.unit_key, wanted)

    def same(self, ex, found, wanted):
        return len(found) == len(wanted) and all(
            close(ex, *value) for value in _each(found, wanted)
        )

    def rounds(self, ex, found, wanted):
        return len(found) == len(wanted) and all(near(ex, *value) for value in _each(found, wanted))

    def torn(self, ex, found, right, mistake):
        return any(
            not close(ex, f, r, i)
            and w is not None
            and not close(ex, w, r, i)
            and near(ex, f, w, i)
            for i, (f, r, w) in enumerate(zip(found, right, mistake, strict=True))
        )

    def exact(self, ex, right):
        parts = ex.parts or ("",) * len(right)
        said = [
            f"{part} {number(value, 5) if isinstance(value, float) else value}".strip()
            for part, value in zip(parts, right, strict=True)
        ]
        return _("Right, rounded; more exactly: {values}.").format(values=listing(said, len(said)))

    def unit(self, ex, found, right, loosely=False):
        factor = _at_scale(ex, found, right, loosely=loosely)
        return asks_for_unit(ex, factor) if factor else ""

    def scaled(self, ex, found, mistake):
        scales = (0.01,) if scale(ex.unit_key) == 0.01 else SCALES
        return _at_scale(ex, found, mistake, loosely=True, scales=scales) is not None

    def wrong(self, ex, found, right):
        values = _each(found, right)
        if all(close(ex, *value) or _is_opposite(ex, *value) for value in values):
            return "wrong", _(
                "The size is right and the sign is not: which way does the change go?"
            )
        short = [not near(ex, *value) and _is_rounded(*value[:2]) for value in values]
        if all(is_short or near(ex, *value) for is_short, value in zip(short, values, strict=True)):
            parts = [part for part, is_short in zip(ex.parts, short, strict=False) if is_short]
            if not parts:
                return "wrong", _("Right so far: give one more digit.")
            return "wrong", _("Right so far: give one more digit of {parts}.").format(
                parts=listing(parts)
            )
        if any(is_number(f) and math.isinf(f) for f in found):
            return "kind", _(
                "One value is infinite: something is divided by zero, or never comes about."
            )
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


def _is_rounded(found, wanted) -> bool:
    """Whether a value is the right one with a single digit, which is one too few."""
    if not is_number(found) or not isinstance(wanted, float) or not found or abs(wanted) >= 10:
        return False
    return found == float(f"{wanted:.1g}")


def _is_reordered(ex, found: list, right: list) -> bool:
    """Whether the values of a few parts are right when they change places."""
    if not 2 <= len(right) <= _MOST_REORDERED or len(ex.parts) != len(right):
        return False
    orders = itertools.permutations(found)
    return any(all(close(ex, *value) for value in _each(list(order), right)) for order in orders)
