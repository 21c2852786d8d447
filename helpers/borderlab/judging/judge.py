"""The verdict on an answer: right, right in another unit, a mistake that many make, another kind, or wrong.

Pure: it reads an exercise's declaration and a value, nothing else, so that a notebook and a grader
come to the same verdict. Only the plain form of an answer is looked at (:func:`plain`), hence
``judge(ex, plain(a)) == judge(ex, a)`` for every object.
"""

from __future__ import annotations

from dataclasses import dataclass

from borderlab.i18n import _
from borderlab.judging.forms import Card, Text
from borderlab.judging.grids import Table
from borderlab.judging.kinds import Choice, Labels, Order, Unreadable
from borderlab.judging.numeric import Number
from borderlab.judging.plain import blank, plain
from borderlab.lessons.declare import Exercise

__all__ = ["Verdict", "judge", "plain"]

_KINDS = {
    "number": Number(),
    "table": Table(),
    "choice": Choice(),
    "labels": Labels(),
    "order": Order(),
    "card": Card(),
    "text": Text(),
}


@dataclass(frozen=True)
class Verdict:
    """What is said about an answer.

    Parameters
    ----------
    ok : bool
    code : str
        ``"right"``, ``"not-attempted"``, ``"unit"``, the code of a mistake, ``"kind"`` or ``"wrong"``.
    message : str
        One to three sentences: why it is right, or the mistake and what to look at next, never the answer.
    """

    ok: bool
    code: str
    message: str


@dataclass(frozen=True)
class _Key:
    """An exercise with its right answer and its mistakes, computed once."""

    exercise: Exercise
    right: object
    mistakes: tuple[tuple[str, str, object], ...]


_keys: dict[int, _Key] = {}


def _key(ex: Exercise) -> _Key:
    # By identity, because a declaration holds dictionaries; the key keeps the exercise alive.
    if id(ex) not in _keys:
        kind = _KINDS[ex.kind]
        right = (
            kind.pattern(ex, plain(ex.right()))
            if ex.right and ex.kind not in ("card", "text")
            else None
        )
        mistakes = tuple((m.code, m.says, kind.pattern(ex, plain(m.value()))) for m in ex.mistakes)
        _keys[id(ex)] = _Key(ex, right, mistakes)
    return _keys[id(ex)]


def judge(ex: Exercise, answer: object) -> Verdict:
    """The verdict on any object as the answer to an exercise; no answer makes it raise.

    In order: blank, right, right at another scale (100, 1000, a million, a billion), a declared
    mistake, another kind or shape than asked for, wrong.

    Raises
    ------
    KitError
        when the kit's own tables, from which the right answer is computed, cannot be read.

    >>> from borderlab.lessons.declare import Mistake
    >>> ex = Exercise("E99.1", "number", "Share, in per cent", unit="per cent", right=lambda: 83.3,
    ...               mistakes=(Mistake("other-share", lambda: 16.7, "That is the other country's share."),))
    >>> [judge(ex, a).code for a in (83.3, "83.3 %", 0.833, 16.7, [1, 2], 50, ...)]
    ['right', 'right', 'unit', 'other-share', 'kind', 'wrong', 'not-attempted']
    """
    value = plain(answer)
    if blank(value):
        return Verdict(
            False,
            "not-attempted",
            _("There is no answer yet: put yours in place of the dots, or fill in the form."),
        )
    key, kind = _key(ex), _KINDS[ex.kind]
    try:
        found = kind.read(ex, value, key.right)
    except Unreadable as problem:
        return Verdict(False, "kind", str(problem))
    if kind.same(ex, found, key.right):
        return Verdict(True, "right", _right(ex))
    if sentence := kind.unit(ex, found, key.right):
        return Verdict(False, "unit", sentence)
    for code, says, wanted in key.mistakes:
        if kind.same(ex, found, wanted):
            return Verdict(False, code, kind.about(ex, found, wanted, says, key.right))
    return Verdict(False, *kind.wrong(ex, found, key.right))


def _right(ex: Exercise) -> str:
    if ex.kind in ("card", "text"):
        fits = _(
            "Every part is there. Whether it is a good one is for you and your neighbour to say."
        )
        return f"{fits} {ex.why}".strip()
    return ex.why or _("That is right.")
