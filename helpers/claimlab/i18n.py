"""One door for every sentence and number that a reader sees, in the language that is set.

The language is a setting (``open --language es``), not the machine's: the variable
of the environment (``…_LANGUAGE``), else the workspace's settings, else English. A sentence is looked up when it
is shown, never at import, so that one process can speak several languages (a grader's pages do).

How numbers are set is decided here, once for each language. English: a decimal point, thousands by
comma. Spanish: a decimal comma, and from 10 000 on a thin space between groups, as the Academies'
*Ortografía* of 2010 recommends; years and other numbers of four digits stay whole.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from claimlab.course import course
from claimlab.settings import setting

__all__ = [
    "ENGLISH",
    "LOCALE",
    "TWIN",
    "_",
    "as_read",
    "capital",
    "language",
    "languages",
    "set_numbers",
    "speaking",
    "words_of",
]

ENGLISH = "en"
LOCALE = Path(__file__).parent / "locale"
# Behind a name that a language has for two things, so that a frame holds the two apart.
TWIN = "\N{INVISIBLE SEPARATOR}"

_spoken: ContextVar[str] = ContextVar("language", default="")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_THIN_SPACE, _LONGEST_WHOLE = "\N{NARROW NO-BREAK SPACE}", 4


def language() -> str:
    """The language that is set: ``"en"``, ``"es"``.

    >>> language()
    'en'
    """
    return _spoken.get() or setting("language") or ENGLISH


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """English, and every other language of the course.

    >>> languages()[0]
    'en'
    """
    return course().languages


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Within this block the kit speaks the language named; ``""`` leaves it as it is set.

    >>> with speaking("es"):
    ...     language()
    'es'
    """
    token = _spoken.set(chosen or _spoken.get())
    try:
        yield
    finally:
        _spoken.reset(token)


@lru_cache(maxsize=None)
def words_of(chosen: str) -> Callable[[str], str]:
    """The translator of one language; a sentence that it lacks comes back in English."""
    found = [] if chosen == ENGLISH else [chosen]
    own = gettext.translation("claimlab", LOCALE, found, fallback=True)
    place = course().folder / "locale"
    own.add_fallback(gettext.translation(course().name, place, found, fallback=True))
    return own.gettext


def _(sentence: str) -> str:
    """The sentence in the language that is set."""
    return words_of(language())(sentence)


def as_read(text: str) -> str:
    """A text as it is drawn and read out: without the sign that tells twins apart.

    >>> as_read(f"open{TWIN}")
    'open'
    """
    return text.replace(TWIN, "")


def capital(text: str) -> str:
    """A sentence that begins with a capital letter, whatever sign stands before it.

    >>> capital("before: 40"), capital("¿quisiste decir 'a'?"), capital("2008: 6")
    ('Before: 40', "¿Quisiste decir 'a'?", '2008: 6')
    """
    return re.sub(r"^\W*\w", lambda found: found[0].upper(), text)


def set_numbers(text: str, chosen: str = "") -> str:
    """Numbers written the English way, set as the language does it; other text stays.

    >>> set_numbers("12,500.5 of 1,840 in 2008", "es")
    '12\\u202f500,5 of 1840 in 2008'
    >>> set_numbers("12,500.5", "en")
    '12,500.5'
    """
    if (chosen or language()) != "es":
        return text
    return _NUMBER.sub(lambda match: _spanish(match[0]), text)


def _spanish(number: str) -> str:
    trailing = number[len(number.rstrip(",")) :]
    whole, _point, decimals = number.rstrip(",").partition(".")
    digits = whole.replace(",", "")
    if "," in whole and not re.fullmatch(r"\d{1,3}(,\d{3})+", whole):  # a list such as "1,2"
        return number
    if "," in whole and len(digits) > _LONGEST_WHOLE:
        whole = whole.replace(",", _THIN_SPACE)
    else:
        whole = digits
    return f"{whole},{decimals}{trailing}" if decimals else whole + trailing
