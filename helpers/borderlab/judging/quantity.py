"""A number written as text: "83.3 %", "US$ 7.2bn", "1,367 miles"."""

from __future__ import annotations

import re

from borderlab.i18n import _

__all__ = ["Unreadable", "quantity", "scale"]

_SPACES = " \u00a0\u2009\u202f"
_DIGITS = rf"[0-9](?:[0-9.,'_{_SPACES}]*[0-9])?|\.[0-9]+"
_NUMBER = re.compile(
    rf"(?<![\w.,])([-+\u2212\u2013]?)\s?({_DIGITS})(e[-+]?[0-9]+)?(?![0-9])", re.IGNORECASE
)
_PLAIN = re.compile(r"[0-9]*\.?[0-9]+")
_GROUPED = re.compile(
    rf"[0-9]{{1,3}}(?:(?:,[0-9]{{3}})+|(?:['_{_SPACES}][0-9]{{3}})+)(?:\.[0-9]+)?"
)
_WORDS = {
    r"\btrillions?\b": 1e12,
    r"\bbillions?\b": 1e9,
    r"\bmillions?\b": 1e6,
    r"\bthousands?\b": 1e3,
    r"%|\bper\s?cent\b|\bpct\b|\bpercentage points?\b": 1e-2,
}
_SHORT = {"tn": 1e12, "bn": 1e9, "mn": 1e6, "m": 1e6, "k": 1e3}


class Unreadable(Exception):
    """An answer of the wrong kind; the message says what is asked for."""


def scale(words: str) -> float | None:
    """The multiple that a unit or a text names, None when it names none.

    >>> scale("US$ millions"), scale("per cent"), scale("miles")
    (1000000.0, 0.01, None)
    """
    return next(
        (value for pattern, value in _WORDS.items() if re.search(pattern, words, re.IGNORECASE)),
        None,
    )


def quantity(text: str, unit: str = "") -> float:
    """The one number in a text, in the unit that is asked for.

    A text that names a multiple ("bn", "million", "%") is converted to the multiple in `unit`; a
    text that names none is taken to be in `unit`. A comma before three digits separates
    thousands; any other comma could be a decimal sign or a slip, so the answer is sent back.

    Raises
    ------
    Unreadable
        when the text holds no number, several numbers, or one that can be read in two ways.

    >>> quantity("US$ 7.2bn", "US$ millions"), quantity("83.3 %", "per cent"), quantity("1,367 miles", "miles")
    (7200.0, 83.3, 1367.0)
    >>> quantity("41,9")
    Traceback (most recent call last):
    borderlab.judging.quantity.Unreadable: '41,9' can be read in two ways: write decimals with a point.
    """
    found = list(_NUMBER.finditer(text))
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
    value = float(_without_groups(digits) + (power or ""))
    multiple = _multiple(text, found[0].end())
    if multiple is not None:
        value = round(value * multiple / (scale(unit) or 1.0), 12)
    return -value if sign in ("-", "\u2212", "\u2013") else value


def _without_groups(digits: str) -> str:
    if _PLAIN.fullmatch(digits):
        return digits
    if _GROUPED.fullmatch(digits):
        return re.sub(rf"[,'_{_SPACES}]", "", digits)
    if re.search(rf"[{_SPACES}]", digits):
        raise Unreadable(
            _("There are several numbers in your text: give the one number that the task asks for.")
        )
    raise Unreadable(
        _("'{digits}' can be read in two ways: write decimals with a point.").format(
            digits=digits[:40]
        )
    )


def _multiple(text: str, end: int) -> float | None:
    short = re.match(r"\s?(tn|bn|mn|m|k)\b", text[end:], re.IGNORECASE)
    return _SHORT[short[1].lower()] if short else scale(text)
