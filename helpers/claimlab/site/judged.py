"""An exercise as `judge.js` judges it: its answers, its tolerances, and each sentence that may be said of an answer.

Nothing is decided here. The values are those of the exercise, the sentences those of the judge, and
``tests/slow`` holds what the page says of every right answer, of every mistake and of many others to
what :func:`claimlab.judging.judge.judge` says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from claimlab.i18n import _
from claimlab.judging import quantity
from claimlab.judging.judge import judge
from claimlab.judging.kinds import begin, key_of, try_again
from claimlab.judging.numeric import SCALES, TRUTH, Number, asks_for_unit, pattern_of
from claimlab.judging.plain import plain
from claimlab.lessons.declare import Exercise
from claimlab.views.words import listing

__all__ = ["reading", "recorded_judge", "says"]

_NUMBER = Number()


def reading() -> dict[str, Any]:
    """How a number written as text is read, for `judge.js`: the patterns of :mod:`claimlab.judging.quantity`."""
    return {
        "number": _spelled(quantity.NUMBER.pattern),
        "readings": [[_spelled(p.pattern), apart and _set(apart), point] for p, apart, point in quantity.READINGS],
        "words": [[_spelled(pattern), value] for pattern, value in quantity.WORDS.items()],
        "short": quantity.SHORT,
        "spaces": quantity.SPACES,
        "scales": SCALES,
        "truth": TRUTH,
    }  # fmt: skip


def _spelled(pattern: str) -> str:
    """A pattern as a browser reads it: there a letter is of English alone unless it is told otherwise."""
    return re.sub(r"\[[^\]]*\]", lambda found: found[0].replace(r"\w", r"\p{L}\p{N}_"), pattern)


def _set(apart: str) -> str:
    return apart if len(apart) > 1 else re.escape(apart)


def says() -> dict[str, str]:
    """What is said of an answer whatever the exercise is."""
    return {
        "and": _("{first} and {last}"),
        "blankPart": _("'{part}' is still blank."),
        "formula": _("A formula between quotation marks is a text: take the marks away, and Python computes the number."),
        "good": _("Right so far: {parts}. The rest is not: look at it on its own."),
        "infinite": _("One value is infinite: something is divided by zero, or never comes about."),
        "isTruth": _("{what}: the task asks for {wanted}.").format(what=_("That is a text"), wanted=_("True or False")),
        "more": _("{n} more"),
        "none": _("There is no number in your text: write the number in digits, without quotation marks."),
        "oneMore": _("Right so far: give one more digit."),
        "oneMoreOf": _("Right so far: give one more digit of {parts}."),
        "order": _("These are the right numbers in another order: {parts}."),
        "several": _("There are several numbers in your text: give the one number that the task asks for."),
        "sign": _("The size is right and the sign is not: which way does the change go?"),
        "then": _(", then "),
        "torn": _("Several figures round to this, and one of them is right: give one more digit."),
        "unread": _("'{digits}' cannot be read as one number: write decimals with a point or a comma."),
        "agree": _("Labels that agree with the key: {agree} of {n}."),
        "look": _("Look again at {item}."),
        "stored": _("Your labels are stored. You agree with the key on {agree} of {n}."),
        "storedBut": _("Your labels are stored. You agree with the key on {agree} of {n}; you differ on {others}."),
        "unlabelled": _("Items without a label: {n}."),
        "soFar": _("In order so far, and not finished: what must happen next?"),
        "wrongLine": _("The first line that stands wrong is line {n}: what must be known before it can run?"),
        "stranger": _("Among your lines is one that belongs nowhere."),
    }  # fmt: skip


def recorded_judge(ex: Exercise) -> dict[str, Any] | None:
    """The rules of one exercise as plain data; None for a kind, or a shape, that a page does not judge."""
    makers = {"number": _number, "choice": _choice, "labels": _labels, "order": _order}
    made = makers[ex.kind](ex) if ex.kind in makers else None
    if made is None:
        return None
    blank = judge(ex, None).message
    return {"kind": ex.kind, "blank": blank, "right": judge(ex, ex.right()).message, "wrong": try_again(ex), **made}  # fmt: skip


def _number(ex: Exercise) -> dict[str, Any] | None:
    right = _NUMBER.wanted(ex, ex.right())
    if len(right) != max(len(ex.parts), 1):
        return None  # a list or a table, which no form of a page takes
    count = len(right)

    def each(tolerance) -> list[float]:
        return list(tolerance) if isinstance(tolerance, tuple) else [tolerance] * count

    def others(declared) -> list[dict[str, Any]]:
        return [
            {"code": one.code, "says": one.says, "value": [_leaf(v) for v in _NUMBER.wanted(ex, one.value())]}
            for one in declared
        ]  # fmt: skip

    text = _("And mind the scale: read again in which unit the task asks for the answer.")
    if ex.unit:
        text = _("And mind the scale: the task asks for {unit}.").format(unit=ex.unit)
    return {
        "value": [_leaf(one) for one in right], "parts": list(ex.parts), "rtol": each(ex.rtol), "atol": each(ex.atol),
        "multiple": quantity.scale(ex.unit_key), "readings": others(ex.readings), "mistakes": others(ex.mistakes),
        "why": ex.why, "exact": _NUMBER.exact(ex, right), "unit": asks_for_unit(ex, 1.0), "ratio": asks_for_unit(ex, 0.01), "scale": text,
    }  # fmt: skip


def _leaf(value: object) -> dict[str, Any] | None:
    """One value with its type: a whole number is never rounded."""
    if value is None:
        return None
    if isinstance(value, bool):
        return {"is": "truth", "v": value}
    if isinstance(value, int):
        return {"is": "whole", "v": value}
    if isinstance(value, float):
        return {"is": "number", "v": value if math.isfinite(value) else str(value)}
    return {"is": "text", "v": pattern_of(value)}


def _choice(ex: Exercise) -> dict[str, Any]:
    """The verdict on each option."""
    found = {key: judge(ex, key) for key in ex.options}
    return {"verdicts": {key: [one.ok, one.code, one.message] for key, one in found.items()}}


def _labels(ex: Exercise) -> dict[str, Any]:
    def keys(labels: Mapping) -> dict[str, str]:
        return {
            item: key_of(label, ex.options)
            for item, label in plain(labels).items()
            if label is not None
        }

    return {
        "value": keys(ex.right()), "readings": [{"value": keys(one.value()), "says": one.says} for one in ex.readings], "items": list(ex.items), "begin": {item: begin(ex, item) for item in ex.items},
        "mistakes": [
            {"code": one.code, "value": keys(one.value()), "says": f"{listing(begin(ex, item) for item in keys(one.value()))}: {one.says}"}
            for one in ex.mistakes
        ],
        "isOptional": ex.optional,
    }  # fmt: skip


def _order(ex: Exercise) -> dict[str, Any]:
    def keys(value) -> list[str]:
        return sorted(value) if isinstance(value, (set, frozenset)) else list(value)

    return {
        "value": list(ex.right()), "readings": [{"value": list(one.value()), "says": one.says} for one in ex.readings],
        "mistakes": [
            {"code": one.code, "value": keys(one.value()), "says": one.says, "isSet": isinstance(one.value(), (set, frozenset))}
            for one in ex.mistakes
        ],
    }  # fmt: skip
