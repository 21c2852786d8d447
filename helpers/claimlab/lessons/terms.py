"""The technical terms of the course, each with one plain sentence: ``terms:`` of a lesson's front matter.

A term is explained in the lesson that first needs it, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from claimlab.data import lessons_dir
from claimlab.i18n import ENGLISH, language

__all__ = ["Term", "terms"]


@dataclass(frozen=True)
class Term:
    """A technical term, the sentence that explains it, the lesson in which it first stands, and its language."""

    name: str
    gloss: str
    lesson: str
    language: str = ENGLISH


def terms(chosen: str = "") -> Mapping[str, Term]:
    """The terms of all lessons by name, in the order of the course.

    Parameters
    ----------
    chosen : str
        A language; the one that is set when it is left out. A lesson without a translation gives
        its English terms.

    >>> terms("en")["denominator"].lesson
    '00'
    """
    return _terms(chosen or language())


@lru_cache(maxsize=None)
def _terms(chosen: str) -> Mapping[str, Term]:
    found: dict[str, Term] = {}
    own = _of(chosen)
    for lesson_id, glosses in sorted((_of(ENGLISH) | own).items()):
        spoken = chosen if lesson_id in own else ENGLISH
        for name, gloss in glosses.items():
            found.setdefault(name, Term(name, gloss, lesson_id, spoken))
    return found


def _of(chosen: str) -> dict[str, dict[str, str]]:
    """Lesson id to its terms, as the sources of one language have them."""
    import yaml

    found = {}
    for path in sorted((lessons_dir() / "source" / chosen).glob("[0-9][0-9]-*.md")):
        front = re.match(r"---\n(.*?\n)---\n", path.read_text(encoding="utf-8-sig"), re.S)
        try:
            fields = yaml.safe_load(front[1]) if front else {}
        except yaml.YAMLError:  # the lint says where; the other lessons still have their terms
            continue
        given = fields.get("terms") if isinstance(fields, dict) else None
        if isinstance(given, dict):
            found[path.name[:2]] = {str(name): str(gloss) for name, gloss in given.items()}
    return found
