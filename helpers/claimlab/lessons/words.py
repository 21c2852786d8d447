"""The words of a lesson: ``lessons/source/<language>/NN.toml``, and the facts that they quote.

Numbers stand in Python, words in TOML; this is where the two meet. What a translation lacks is
said in English.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from numbers import Integral, Number

from claimlab.course import course
from claimlab.data import lessons_dir
from claimlab.errors import KitError, nearest
from claimlab.i18n import ENGLISH, TWIN, language, set_numbers

__all__ = ["fill", "picture_words", "recorded", "strays", "toy_words", "words"]

_FACT = re.compile(r"\{\{(.*?)\}\}", re.S)
_NO_VALUE = {"None", "nan", "inf", "-inf", "NaT", "<NA>"}


def words(lesson_id: str, chosen: str = "") -> Mapping[str, Mapping]:
    """What a lesson says, by the id of what says it.

    Parameters
    ----------
    lesson_id : str
        Two digits: ``"01"``.
    chosen : str
        A language; the one that is set when it is left out. A key that it lacks is in English.

    Raises
    ------
    KitError
        when the file is missing or is no TOML.

    >>> words("01")["E01.2"]["unit"]
    'per cent'
    """
    return _words(lesson_id, chosen or language())


@lru_cache(maxsize=None)
def _words(lesson_id: str, chosen: str) -> Mapping[str, Mapping]:
    english = _read(lesson_id, ENGLISH)
    if chosen == ENGLISH:
        return english
    path = lessons_dir() / "source" / chosen / f"{lesson_id}.toml"
    return _over(english, _read(lesson_id, chosen)) if path.is_file() else english


def _read(lesson_id: str, chosen: str) -> dict:
    path = lessons_dir() / "source" / chosen / f"{lesson_id}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise KitError(f"{chosen}/{path.name} cannot be read: every lesson has one.") from None
    except tomllib.TOMLDecodeError as error:
        raise KitError(f"{chosen}/{path.name} is not TOML: {error}.") from None


def _over(english: Mapping, other: Mapping) -> dict:
    """English, with whatever the other language says in its place."""
    return {
        key: _over(said, other.get(key, {})) if isinstance(said, dict) else other.get(key, said)
        for key, said in english.items()
    }


def strays(lesson_id: str, chosen: str) -> list[str]:
    """Where a translation says something under a name that English has not, so that nobody is shown it.

    >>> strays("00", "es")
    []
    """
    path = lessons_dir() / "source" / chosen / f"{lesson_id}.toml"
    if chosen == ENGLISH or not path.is_file():
        return []
    return list(_strays(_read(lesson_id, ENGLISH), _read(lesson_id, chosen)))


def _strays(english: object, other: object, place: str = "") -> Iterator[str]:
    for key, said in other.items() if isinstance(other, dict) else ():
        if not isinstance(english, dict) or key not in english:
            yield place + key
        else:
            yield from _strays(english[key], said, f"{place}{key} → ")


def picture_words(lesson_id: str, name: str) -> Mapping[str, object]:
    """What one picture of a lesson says: title, axes, names of series, notes.

    Frames tell bars and lines apart by their names. Two that English keeps apart stay two where
    another language has one word for both.

    >>> picture_words("01", "size-and-share")["y"]
    'Index, 2008 = 100'
    """
    pictures = words(lesson_id).get("pictures", {})
    if name not in pictures:
        raise KitError(
            f"{lesson_id}.toml has no words for the picture '{name}': {nearest(name, pictures)}"
        )
    return _apart(pictures[name], _words(lesson_id, ENGLISH)["pictures"][name])


def toy_words(lesson_id: str, name: str) -> Mapping[str, object]:
    """What one toy of a lesson says.

    >>> toy_words("04", "letters")["yield"]
    'Give way'
    """
    return words(lesson_id)["toys"][name]


def _apart(said: Mapping, english: Mapping) -> dict:
    """The words with a sign that is never shown behind each later one of those that are said alike."""
    meant: dict[str, list[str]] = defaultdict(list)
    found = {}
    for key, text in said.items():
        if isinstance(text, dict):
            text = _apart(text, english[key])
        elif isinstance(text, str):
            others = meant[text]
            others += [english[key]] if english[key] not in others else []
            text += TWIN * others.index(english[key])
        found[key] = text
    return found


@lru_cache(maxsize=None)
def recorded(lesson_id: str) -> Mapping[str, Mapping]:
    """What the build computed of a lesson: facts, answers, predictions, claims.

    A test computes it anew and compares, so that reading is enough for everybody else.

    >>> recorded("01")["facts"]["peak_year"]
    2008
    """
    path = lessons_dir() / "facts" / f"{lesson_id}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise KitError(
            f"facts/{path.name} cannot be read: '{course().name} build' writes it anew."
        ) from None


def fill(text: str, facts: Mapping[str, object], chosen: str = "") -> str:
    """Put facts in the place of ``{{ name }}`` and ``{{ name:.1f }}`` (a Python format).

    ``{{ name:millions }}`` writes a fact in billions as millions, for a language that counts so.
    Numbers are set as the language named does it, or the one that is set.

    Raises
    ------
    KitError
        for an unknown fact (the nearest are named), a fact without a value, a format that does not
        fit, and a decimal number without a format.

    >>> fill("In {{ year }} it was **{{ total:.1f }}**.", {"year": 2008, "total": 7.257})
    'In 2008 it was **7.3**.'
    >>> fill("{{ peak_bn:millions }} millones", {"peak_bn": 7.2}, "es")
    '7200 millones'
    """
    return _FACT.sub(lambda match: _fact(match[1].strip(), facts, chosen), text)


def _fact(inside: str, facts: Mapping[str, object], chosen: str) -> str:
    name, __, form = inside.partition(":")
    name = name.strip()
    if not name.isidentifier():
        raise KitError(
            f"'{{{{ {inside} }}}}' is no fact: write {{{{ name }}}}, or put a space between the braces of a formula."
        )
    if name not in facts:
        raise KitError(f"there is no fact '{name}': {nearest(name, facts)}")
    value = facts[name]
    if str(value) in _NO_VALUE:
        raise KitError(f"the fact '{name}' has no value: it is {value}.")
    if isinstance(value, Number) and not isinstance(value, Integral) and not form:
        raise KitError(
            f"the fact '{name}' is a decimal number: give it a format, as in {{{{ {name}:.1f }}}}."
        )
    if form == "millions" and isinstance(
        value, Number
    ):  # of billions, which Spanish does not count in
        value, form = 1000 * value, ",.0f"
    try:
        written = format(value, form)
    except (ValueError, TypeError):
        raise KitError(
            f"the fact '{name}' is {value!r}, which the format '{form}' does not fit."
        ) from None
    if not isinstance(value, Number):
        return written
    return set_numbers(written.replace("-", "\N{MINUS SIGN}"), chosen)
