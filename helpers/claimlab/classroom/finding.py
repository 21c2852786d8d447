"""Class codes, found wherever they stand: in a chat with names and times, in a list, in the middle of a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from claimlab.errors import KitError
from claimlab.lessons import prediction
from claimlab.lessons.declare import Prediction
from claimlab.teaching.predicting.codes import Guess, decode, encode

__all__ = ["Found", "codes_in"]

_PIECE = re.compile(r"[0-9A-Za-z]+")
# What may stand between two groups of one code: spaces, a line break, any dash; no full stop, no comma.
_BETWEEN = re.compile(
    r"[ \t\u00a0\u00ad\u200b\u2060\ufeff]*[-_\u2010-\u2015\u2212]?[ \t\u00a0\u00ad\u200b\u2060\ufeff]*\n?\s?\Z"
)
# Three groups or more with hyphens, in capitals with a digit: somebody meant a code.
_MEANT = re.compile(
    r"(?<![0-9A-Za-z])[0-9A-Z]{3,5}(?:[-\u2010-\u2015][0-9A-Z]{1,5}){2,9}(?![0-9A-Za-z])"
)
_MOST_TRIES = (
    20_000  # in a million letters of talk some thousands are as long as a code and are none
)
_HEAD = 3  # the first characters say which prediction it is, and so how long the code is
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")


@dataclass(frozen=True)
class Found:
    """A code in a text: on which line, how it reads, and what it says; `guess` is None for a damaged one.

    One that reads "" stands where reading stopped, since too much looked like a code and was none.
    """

    line: int
    shown: str
    guess: Guess | None


def codes_in(text: str) -> Iterator[Found]:
    """Every code in a text, from its beginning; a code may be cut by spaces, dashes or the end of a line.

    >>> from claimlab.lessons import prediction
    >>> from claimlab.teaching.predicting.codes import encode
    >>> code = encode(prediction("P01.1"), 40, mark=7)
    >>> [found.guess.value for found in codes_in(f"• Ana 🙂{code}! and Eva: {code.lower().replace('-', ' ')}.")]
    [40, 40]
    >>> [found.guess for found in codes_in("see 1114-XXXX-ZZZZ, good morning")]
    [None]
    """
    plain = unicodedata.normalize("NFKC", text)
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Found]] = []
    pieces = list(_PIECE.finditer(plain))
    place, tries = 0, _MOST_TRIES
    while place < len(pieces):
        guess, after, was_tried = _code_at(plain, pieces, place)
        tries -= was_tried and guess is None
        if not tries:
            start = pieces[place].start()
            plain = plain[:start]
            found.append((start, Found(0, "", None)))
            break
        if guess is not None:
            start, end = pieces[place].start(), pieces[after - 1].end()
            taken.append((start, end))
            found.append((start, Found(0, plain[start:end], guess)))
        place = after
    found += _damaged(plain, taken)
    line, last = 1, 0
    for start, code in sorted(found, key=lambda pair: pair[0]):
        line += plain.count("\n", last, start)
        last = start
        yield Found(line, code.shown, code.guess)


def _code_at(text: str, pieces: list[re.Match], place: int) -> tuple[Guess | None, int, bool]:
    """The code that begins with a piece, the place behind it, and whether something was as long as one.

    Without a code None, and the next place.
    """
    code, after, length, was_tried = "", place, None, False
    while after < len(pieces):
        gap = text[pieces[after - 1].end() : pieces[after].start()] if after > place else ""
        if len(gap) > 8 or (gap and not _BETWEEN.match(gap)):
            break
        code += pieces[after][0]
        after += 1
        if len(code) < _HEAD:
            continue
        length = _length(code[:_HEAD].upper().translate(_MISREAD)) if length is None else length
        if len(code) < length:
            continue
        if len(code) == length:
            was_tried = True
            try:
                return decode(code), after, True
            except KitError:
                pass
        break
    return None, place + 1, was_tried


@lru_cache(maxsize=4096)
def _length(head: str) -> int:
    """How many characters a code with this beginning has; 0 when no prediction begins so."""
    lesson, number, vote = map(_DIGITS.find, head)
    if vote not in (1, 2) or min(lesson, number) < 0:
        return 0
    try:
        asked = prediction(f"P{lesson:02d}.{number}")
    except KitError:
        return 0
    return len(encode(asked, _lowest(asked), vote).replace("-", ""))


def _lowest(asked: Prediction) -> object:
    if asked.kind == "choice":
        return next(iter(asked.options))
    parts = {"number": asked.low, "interval": [asked.low] * 2}
    return parts.get(asked.kind, [asked.low] * len(asked.points))


def _damaged(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, Found]]:
    """What was meant as a code and is none."""
    ends = iter([*taken, (len(text) + 1, len(text) + 1)])
    start, end = next(ends)
    for meant in _MEANT.finditer(text):
        while end <= meant.start():
            start, end = next(ends)
        # A date and a telephone number have no letter.
        is_mixed = any(map(str.isdigit, meant[0])) and any(map(str.isalpha, meant[0]))
        if meant.end() <= start and is_mixed:
            yield meant.start(), Found(0, meant[0], None)
