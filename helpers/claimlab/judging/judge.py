"""The verdict on an answer: right, right in another unit, a mistake that many make, another kind, or wrong.

Pure: it reads an exercise's declaration and a value, nothing else, so that a notebook and a grader
come to the same verdict. Only the plain form of an answer is looked at (:func:`plain`), hence
``judge(ex, plain(a)) == judge(ex, a)`` for every object.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimlab.i18n import _
from claimlab.judging.charts import Drawing
from claimlab.judging.forms import ClaimCard
from claimlab.judging.kinds import Choice, Labels, Order, Unreadable
from claimlab.judging.numeric import Number
from claimlab.judging.plain import blank, plain
from claimlab.lessons.declare import Exercise

__all__ = ["Verdict", "judge", "plain"]

_KINDS = {
    "number": Number(),
    "choice": Choice(),
    "labels": Labels(),
    "order": Order(),
    "card": ClaimCard(),
    "chart": Drawing(),
}
_ON_CARD = ("card", "choice", "labels", "order")  # kinds that are answered on their card


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


def judge(ex: Exercise, answer: object) -> Verdict:
    """The verdict on any object as the answer to an exercise; no answer makes it raise.

    In order: blank, another kind or shape than asked for, right, another reading, right at another scale (100, 1000,
    a million, a billion), a declared mistake, the truth or one mistake rounded, one mistake at another scale, wrong.

    A number counts when it is the truth rounded to the digits given, with two significant digits or
    a whole per cent, unless a declared mistake rounds to the same in one of its parts; the message
    has the more exact one.

    Raises
    ------
    KitError
        when the kit's own tables, from which the right answer is computed, cannot be read.

    >>> from claimlab.lessons.declare import Mistake
    >>> ex = Exercise("E99.1", "number", "Share, in per cent", unit="per cent", right=lambda: 83.3,
    ...               mistakes=(Mistake("other-share", lambda: 16.7, "That is the other country's share."),))
    >>> [judge(ex, a).code for a in (83.3, "83,3 %", 83, 0.833, 16.7, [1, 2], 50, ...)]
    ['right', 'right', 'right', 'unit', 'other-share', 'kind', 'wrong', 'not-attempted']
    """
    value = plain(answer)
    verdicts = (_verdict(one, value) for one in (ex, *ex.elsewhere))
    first = next(verdicts)
    return (
        first if first.code != "wrong" else next((v for v in verdicts if v.code != "wrong"), first)
    )


def _verdict(ex: Exercise, value: object) -> Verdict:
    if blank(value):
        return Verdict(
            False,
            "not-attempted",
            _("There is no answer yet: fill in this card, then press Check.")
            if ex.kind in _ON_CARD
            else _(
                "There is no answer yet: put yours in place of the dots and run the cell again."
            ),
        )
    kind = _KINDS[ex.kind]
    right = kind.wanted(ex, ex.right()) if ex.right else None
    try:
        found = kind.read(ex, value, right)
    except Unreadable as problem:
        return Verdict(False, "kind", str(problem))
    if kind.same(ex, found, right):
        fault = kind.fault(ex, found, right)
        if fault:
            return Verdict(False, *fault)
        return Verdict(True, "right", f"{_right(ex)} {kind.asks(ex, found, right)}".strip())
    for reading in ex.readings:
        if kind.same(ex, found, kind.wanted(ex, reading.value())):
            return Verdict(True, "right", reading.says)
    if sentence := kind.unit(ex, found, right):
        return Verdict(False, "unit", sentence)
    mistakes = [(m, kind.wanted(ex, m.value())) for m in ex.mistakes]
    for mistake, wanted in mistakes:
        if kind.same(ex, found, wanted):
            return _mistake(kind, ex, found, mistake, wanted, right)
    return _rounded(kind, ex, found, right, mistakes) or Verdict(
        False, *kind.wrong(ex, found, right)
    )


def _mistake(kind, ex: Exercise, found, mistake, wanted, right) -> Verdict:
    return Verdict(False, mistake.code, kind.about(ex, found, wanted, mistake.says, right))


def _rounded(kind, ex: Exercise, found, right, mistakes) -> Verdict | None:
    """The verdict on an answer with fewer digits than the truth, or than one mistake."""
    if kind.rounds(ex, found, right):
        if any(kind.torn(ex, found, right, wanted) for _m, wanted in mistakes):
            text = _(
                "Several figures round to this, and one of them is right: give one more digit."
            )
            return Verdict(False, "wrong", text)
        return Verdict(True, "right", f"{kind.exact(ex, right)} {ex.why}".strip())
    near = [(m, wanted) for m, wanted in mistakes if kind.rounds(ex, found, wanted)]
    if len(near) == 1:
        return _mistake(kind, ex, found, *near[0], right)
    if sentence := kind.unit(ex, found, right, loosely=True):
        return Verdict(False, "unit", sentence)
    scaled = [(m, wanted) for m, wanted in mistakes if kind.scaled(ex, found, wanted)]
    if len(scaled) != 1:
        return None
    known = _mistake(kind, ex, found, *scaled[0], right)
    return replace(known, message=f"{known.message} {_of_scale(ex)}")


def _of_scale(ex: Exercise) -> str:
    if ex.unit:
        return _("And mind the scale: the task asks for {unit}.").format(unit=ex.unit)
    return _("And mind the scale: read again in which unit the task asks for the answer.")


def _right(ex: Exercise) -> str:
    if ex.kind == "card":
        fits = _("Every part is there. Whether it is a good one is for you to say.")
        return f"{fits} {ex.why}".strip()
    return ex.why or _("That is right.")
