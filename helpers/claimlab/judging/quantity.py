"""A number written as text: "83.3 %", "US$ 7.2bn", "1,367 miles"."""

from __future__ import annotations

import ast
import math
import re
import warnings

from claimlab.i18n import _

__all__ = [
    "NUMBER",
    "READINGS",
    "SHORT",
    "SPACES",
    "WORDS",
    "Unreadable",
    "quantity",
    "scale",
]

SPACES = " \u00a0\u2009\u202f"
_DIGITS = rf"[0-9](?:[0-9.,'_{SPACES}]*[0-9])?|\.[0-9]+"
NUMBER = re.compile(
    rf"(?<![\w.,])([-+\u2212\u2013]?)\s?({_DIGITS})(e[-+]?[0-9]+)?(?![0-9])", re.IGNORECASE
)
_APART = rf"['_{SPACES}]"
# How digits can be read: the pattern, what sets thousands apart, and the decimal sign.
READINGS = (
    (re.compile(r"[0-9]+"), "", ""),
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"), ",", "."),
    (re.compile(r"[0-9]*\.[0-9]+"), "", "."),
    (re.compile(r"[0-9]*,[0-9]+"), "", ","),
    (re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?"), ".", ","),
    (re.compile(rf"[0-9]{{1,3}}(?:{_APART}[0-9]{{3}})+(?:\.[0-9]+)?"), _APART, "."),
    (re.compile(rf"[0-9]{{1,3}}(?:{_APART}[0-9]{{3}})+,[0-9]+"), _APART, ","),
)
# In both languages: a reader types the words of either. A Spanish *billón* is a million
# millions, and English miles are no *miles de*.
WORDS = {
    r"\btrillions?\b|\bbill(?:[oó]n|ones)\b": 1e12,
    r"\bbillions?\b|\bmil(?:es de)?\s+millones\b": 1e9,
    r"\bmillions?\b|\bmill(?:[oó]n|ones)\b": 1e6,
    r"\bthousands?\b|\bmil\b|\bmiles de\b": 1e3,
    r"%|\bper\s?cent\b|\bpct\b|\bpercentage points?\b|\bpor\s?ciento\b|\bpuntos? porcentual(?:es)?\b": 1e-2,
}
_LONGEST_FORMULA = 200
SHORT = {"tn": 1e12, "bn": 1e9, "mn": 1e6, "m": 1e6, "k": 1e3}


class Unreadable(Exception):
    """An answer of the wrong kind; the message says what is asked for."""


def scale(words: str) -> float | None:
    """The multiple that a unit or a text names, None when it names none.

    >>> scale("US$ millions"), scale("per cent"), scale("miles")
    (1000000.0, 0.01, None)
    >>> scale("miles de millones de dólares"), scale("por ciento"), scale("puntos porcentuales")
    (1000000000.0, 0.01, 0.01)
    """
    return next(
        (value for pattern, value in WORDS.items() if re.search(pattern, words, re.IGNORECASE)),
        None,
    )


def quantity(text: str, unit: str = "", like: object = None) -> float:
    """The one number in a text, in the unit that is asked for.

    A text that names a multiple ("bn", "million", "%") is converted to the multiple in `unit`; a
    text that names none is taken to be in `unit`. Decimals may have a comma or a point. Where both
    readings make sense ("1,367"), the one nearer to `like` counts; without it a comma before three
    digits separates thousands.

    Raises
    ------
    Unreadable
        when the text holds no number, several numbers, a formula, or one that cannot be read.

    >>> quantity("US$ 7.2bn", "US$ millions"), quantity("83,3 %", "per cent"), quantity("1,367 miles")
    (7200.0, 83.3, 1367.0)
    >>> quantity("1,367", like=1.4), quantity("1.367", like=1400), quantity("1.367,5")
    (1.367, 1367.0, 1367.5)
    """
    if _is_formula(text):
        raise Unreadable(
            _(
                "A formula between quotation marks is a text: take the marks away, and Python computes the number."
            )
        )
    found = list(NUMBER.finditer(text))
    if not found:
        raise Unreadable(
            _(
                "There is no number in your text: write the number in digits, without quotation marks."
            )
        )
    if len(found) > 1:
        raise Unreadable(
            _("There are several numbers in your text: give the one number that the task asks for.")
        )
    sign, digits, power = found[0].groups()
    multiple = _multiple(text, found[0].end())
    factor = 1.0 if multiple is None else multiple / (scale(unit) or 1.0)
    values = [
        round(float(reading + (power or "")) * factor, 12)
        if factor != 1.0
        else float(reading + (power or ""))
        for reading in _readings(digits)
    ]
    value = min(values, key=lambda v: _distance(v, like)) if _is_size(like) else values[0]
    return -value if sign in ("-", "\u2212", "\u2013") else value


def _is_formula(text: str) -> bool:
    """Whether a text is a sum that Python could compute; two numbers with a dash are a range.

    >>> [_is_formula(t) for t in ("0.36*100", "1 - share", "round(7.25)", "x = 3 / 2")]
    [True, True, True, True]
    >>> [_is_formula(t) for t in ("-7.2", "5 km/h", "83,3 %", "US$ 7.2bn", "40-50", "x = 3")]
    [False, False, False, False, False, False]
    """
    sum_ = text.rpartition("=")[2].strip()
    if len(sum_) > _LONGEST_FORMULA:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parts = list(ast.walk(ast.parse(sum_, mode="eval")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(
        isinstance(part, ast.Call)
        or isinstance(part, ast.BinOp)
        and not (isinstance(part.op, ast.Sub) and _are_numbers(part.left, part.right))
        for part in parts
    )


def _are_numbers(*parts: ast.expr) -> bool:
    return all(isinstance(part, ast.Constant) for part in parts)


def _is_size(like: object) -> bool:
    number = isinstance(like, (int, float)) and not isinstance(like, bool)
    return number and math.isfinite(like) and like != 0


def _distance(value: float, like: float) -> float:
    """How many times a value is larger or smaller than another, as a logarithm."""
    return abs(math.log(value / abs(like))) if value > 0 else math.inf


def _readings(digits: str) -> list[str]:
    """What digits with commas and points can mean, the usual reading first."""
    found = []
    for pattern, apart, point in READINGS:
        if pattern.fullmatch(digits):
            whole = (
                re.sub(apart if len(apart) > 1 else re.escape(apart), "", digits)
                if apart
                else digits
            )
            found.append(whole.replace(point, ".") if point else whole)
    if found:
        return list(dict.fromkeys(found))
    if re.search(rf"[{SPACES}]", digits):
        raise Unreadable(
            _("There are several numbers in your text: give the one number that the task asks for.")
        )
    raise Unreadable(
        _(
            "'{digits}' cannot be read as one number: write decimals with a point or a comma."
        ).format(digits=digits[:40])
    )


def _multiple(text: str, end: int) -> float | None:
    short = re.match(r"\s?(tn|bn|mn|m|k)\b", text[end:], re.IGNORECASE)
    return SHORT[short[1].lower()] if short else scale(text)
