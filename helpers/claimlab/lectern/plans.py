"""What a lecturer's notes plan: minutes as a timeline, and questions for a discussion, read out of their words.

A note opens its parts with bold words, and writes minutes in brackets::

    **Plan for 50 minutes** (five of them spare): the plate (3), first vote (9), *Look* (10).
    **For 75**: open two doors, *Rulers* and *Maps* (8 each), and the discussion (9).
    **Discuss in pairs.** Who counted? What would change your mind?

In Spanish the same words are *Plan para 50 minutos*, *Para 75* and *Discute* or *Discusión*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimlab.lectern.book import Book

__all__ = ["Plan", "Step", "as_written", "discussions", "parts_of", "plan_of"]

_LABEL = re.compile(r"\*\*([^*\n]+?)[.:]?\*\*[.:]?")
_STEP = re.compile(r"([^()]*?)\s*\((\d+)( each| cada \w+)?\)")
_PLAN = re.compile(r"Plan (?:for|para) (\d+)")
_MORE = re.compile(r"(?:For|Para) (\d+)")
_DISCUSS = re.compile(r"Discu|Debrief")
_QUESTION = re.compile(r"[^.?!]*(?:\.\d[^.?!]*)*\?[\"”»]?")


@dataclass(frozen=True)
class Step:
    """One step of a class: what is done, and for how many minutes."""

    words: str
    minutes: int


@dataclass(frozen=True)
class Plan:
    """A class of `minutes`, its steps, and what `more_minutes` add to it."""

    minutes: int
    steps: tuple[Step, ...]
    more_minutes: int = 0
    more: tuple[Step, ...] = ()

    @property
    def spare(self) -> int:
        """Minutes that no step takes."""
        return self.minutes - sum(step.minutes for step in self.steps)


def parts_of(note: str) -> Iterator[tuple[str, str]]:
    """The parts of a note: the bold words that open each, and what follows them; "" for what has none.

    >>> list(parts_of("First. **Discuss in pairs.** Who? **Care**: ask nobody."))
    [('', 'First.'), ('Discuss in pairs', 'Who?'), ('Care', 'ask nobody.')]
    """
    text = " ".join(note.split())
    label, begins = "", 0
    for found in _LABEL.finditer(text):
        if said := text[begins : found.start()].strip():
            yield label, said
        label, begins = found[1], found.end()
    if said := text[begins:].strip():
        yield label, said


def as_written(note: str) -> Iterator[str]:
    """The parts that bold words open, with these words and the sign that follows them.

    >>> list(as_written("First. **Discuss in pairs.** Who? **The trays** are full."))
    ['**Discuss in pairs.** Who?', '**The trays** are full.']
    """
    text = " ".join(note.split())
    begins = [found.start() for found in _LABEL.finditer(text)]
    for start, end in zip(begins, [*begins[1:], len(text)], strict=True):
        yield text[start:end].strip()


def plan_of(book: Book) -> Plan | None:
    """The plan of a lesson; None where its notes write no minutes.

    >>> from claimlab.lectern.book import book
    >>> plan_of(book("01")).minutes
    50
    """
    parts = [part for note in book.notes for part in parts_of(note)]
    for label, said in parts:
        if found := _PLAN.match(label):
            more = next(((m, s) for other, s in parts if (m := _MORE.match(other))), None)
            return Plan(
                int(found[1]),
                tuple(_steps(said)),
                int(more[0][1]) if more else 0,
                tuple(_steps(more[1])) if more else (),
            )
    return None


def _steps(said: str) -> Iterator[Step]:
    for words, minutes, each in _STEP.findall(re.sub(r"\([^()\d][^()]*\)", "", said)):
        words = re.sub(r"^[\s,.;:]+|^(?:and|y|e|or|o) ", "", words.strip()).strip(" ,;:.")
        words = re.sub(r"^(?:and|y|e|or|o) ", "", words)
        if words and int(minutes):
            count = words.count("*") // 2 if each else 1
            yield Step(words, int(minutes) * max(count, 1))


def discussions(book: Book) -> list[str]:
    """The questions that the notes of a lesson give for a discussion.

    >>> from claimlab.lectern.book import book
    >>> all(one.endswith("?") for one in discussions(book("01")))
    True
    """
    found = [
        one.strip()
        for note in book.notes
        for label, said in parts_of(note)
        if _DISCUSS.match(label)
        for one in _QUESTION.findall(re.sub(r"^\([^()]*\)\s*:?\s*", "", said))
    ]
    return [re.sub(r"^[\s:,;\"”»]+", "", one) for one in found]
