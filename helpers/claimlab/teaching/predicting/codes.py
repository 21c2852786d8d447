"""Class codes: one committed prediction in a few characters that can be read aloud or pasted in a chat.

A code is Crockford's base 32, five bits a character: one character each for lesson, prediction and
vote, four random ones that keep two equal guesses apart, the guess in steps of the prediction's
grain, and a check of four that also covers the declaration (a code made by another version of the
question does not pass). It holds nothing about the person.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.lessons import prediction
from claimlab.lessons.declare import Prediction

__all__ = [
    "MARK_BITS",
    "Guess",
    "declared_as",
    "decode",
    "encode",
    "on_grain",
    "quantise",
    "width_of",
]

MARK_BITS = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\-_\u00ad\u2010-\u2015\u2212\u200b\ufeff]+")
_HEAD, _MARK, _CHECK, _LONGEST = 3, MARK_BITS // 5, 4, 40


class Guess(NamedTuple):
    """What a code says; `vote` is 1, or 2 after a discussion, `mark` the random bits."""

    prediction: str
    value: object
    vote: int
    mark: int


def _levels(asked: Prediction) -> tuple[int, int]:
    """Number of different answers to one part of a prediction, and number of parts."""
    if asked.kind == "choice":
        return len(asked.options), 1
    parts = {"number": 1, "interval": 2, "curve": len(asked.points)}[asked.kind]
    return int((asked.high - asked.low) / asked.step + 1e-6) + 1, parts


def _steps(asked: Prediction, value: object) -> list[int]:
    """The answer as whole steps from the low end of the range (or as a place among the options)."""
    if asked.kind == "choice":
        return [list(asked.options).index(value)]
    _count, parts = _levels(asked)
    numbers = [value] if asked.kind == "number" else list(value)
    if len(numbers) != parts:
        raise ValueError(f"{asked.id} has {parts} parts")
    return [_step(asked, number) for number in numbers]


def _step(asked: Prediction, number: float) -> int:
    levels, _parts = _levels(asked)
    return min(max(round((number - asked.low) / asked.step), 0), levels - 1)


def _at(asked: Prediction, step: int) -> float:
    number = round(asked.low + step * asked.step, 9)
    return int(number) if number == int(number) else number


def _value(asked: Prediction, steps: list[int]) -> object:
    if asked.kind == "choice":
        return list(asked.options)[steps[0]]
    numbers = [_at(asked, step) for step in steps]
    return numbers[0] if asked.kind == "number" else numbers


def on_grain(asked: Prediction, number: float) -> float:
    """One number of a prediction on its grain and inside its range.

    >>> on_grain(Prediction("P01.1", "curve", "Draw it", step=0.25), 0.2)
    0.25
    """
    return _at(asked, _step(asked, number))


def quantise(asked: Prediction, value: object) -> object:
    """The value on the prediction's grain, inside its range; an interval or a curve is a list.

    >>> quantise(Prediction("P01.1", "number", "How much?", step=5), 41.7)
    40
    """
    return _value(asked, _steps(asked, value))


def _digits(number: int, count: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _number(digits: str) -> int:
    return sum(_ALPHABET.index(digit) << 5 * place for place, digit in enumerate(reversed(digits)))


def declared_as(asked: Prediction) -> str:
    """What the check of a code covers beside its body: the question as it is declared."""
    declared = [
        asked.id,
        asked.kind,
        float(asked.low),
        float(asked.high),
        float(asked.step),
        list(asked.options),
        list(asked.points),
    ]
    return f"{declared}"


def _check(asked: Prediction, body: str) -> str:
    digest = hashlib.sha256(f"{declared_as(asked)} {body}".encode()).digest()
    return _digits(int.from_bytes(digest[:4]), _CHECK)


def encode(asked: Prediction, value: object, vote: int = 1, mark: int = 0) -> str:
    """The class code of one guess.

    Parameters
    ----------
    asked : Prediction
    value : number, key of an option, (low, high), or a sequence of numbers
        Rounded to the prediction's grain.
    vote : int
        1, or 2 for a vote after discussion.
    mark : int
        ``MARK_BITS`` random bits, chosen once when the guess is committed.

    Returns
    -------
    str
        At most 40 characters, in groups of four.

    >>> code = encode(prediction("P01.1"), 40, mark=12345)
    >>> decode(code.lower().replace("-", " "))
    Guess(prediction='P01.1', value=40, vote=1, mark=12345)
    """
    levels, parts = _levels(asked)
    packed = 0
    for step in _steps(asked, value):
        packed = packed * levels + step
    lesson, number = asked.id.lstrip("P").split(".")
    body = "".join(_digits(int(field), 1) for field in (lesson, number, vote)) + _digits(
        mark, _MARK
    )
    body += _digits(packed, width_of(asked))
    code = body + _check(asked, body)
    code = "-".join(code[start : start + 4] for start in range(0, len(code), 4))
    if len(code) > _LONGEST:
        raise ValueError(f"{asked.id} is too fine for a class code")
    return code


def width_of(asked: Prediction) -> int:
    """How many characters of a code hold the guess."""
    levels, parts = _levels(asked)
    return max(1, -(-(levels**parts - 1).bit_length() // 5))


def decode(code: str) -> Guess:
    """What a class code says.

    Capitals and small letters, spaces, hyphens, O for 0 and I or L for 1 make no difference.

    Raises
    ------
    KitError
        naming the code, when it is damaged or belongs to another version of the question.

    >>> decode("1114-XXXX")
    Traceback (most recent call last):
    claimlab.errors.KitError: The code '1114-XXXX' is damaged: ask for it again.
    """
    text = _SEPARATORS.sub("", str(code)[:200]).upper().translate(_MISREAD)
    guess = _read(text) if text and set(text) <= set(_ALPHABET) else None
    if guess is None:
        shown = "".join(c if c.isprintable() else " " for c in str(code)[:_LONGEST])
        raise KitError(_("The code '{code}' is damaged: ask for it again.").format(code=shown))
    return guess


def _read(text: str) -> Guess | None:
    head, body, check = text[:_HEAD], text[:-_CHECK], text[-_CHECK:]
    if len(body) <= _HEAD + _MARK:
        return None
    lesson, number, vote = (_number(digit) for digit in head)
    try:
        asked = prediction(f"P{lesson:02d}.{number}")
    except KitError:
        return None
    levels, parts = _levels(asked)
    if (
        check != _check(asked, body)
        or len(body) != _HEAD + _MARK + width_of(asked)
        or vote not in (1, 2)
    ):
        return None
    packed, steps = _number(body[_HEAD + _MARK :]), []
    for _part in range(parts):
        packed, step = divmod(packed, levels)
        steps.insert(0, step)
    value = _value(asked, steps)
    return (
        None
        if packed or (asked.kind == "interval" and value[0] > value[1])
        else Guess(asked.id, value, vote, _number(body[_HEAD : _HEAD + _MARK]))
    )
