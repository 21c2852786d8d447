"""A guess in words: what was said, and how it stands beside the answer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from claimlab.i18n import _, set_numbers
from claimlab.lessons.declare import Prediction

__all__ = ["NEAR", "beside", "figure", "miss", "said", "told"]


def figure(value: float, step: float) -> str:
    """A number one digit finer than the grain of the guess, without needless zeros.

    >>> figure(67.777, 5), figure(6123.4, 100), figure(3.0, 0.25)
    ('67.8', '6120', '3')
    """
    number = round(float(value), 1 - math.floor(math.log10(step)))
    whole = int(number) if number == int(number) else number
    return set_numbers(f"{whole:,}" if abs(whole) >= 10_000 else f"{whole}")


def said(asked: Prediction, value: object, unit: bool = True) -> str:
    """A guess or the truth in words.

    >>> said(Prediction("P01.1", "number", "?", unit="per cent"), 40)
    '40 per cent'
    >>> said(Prediction("P01.1", "interval", "?", unit="per cent"), [30, 50])
    'between 30 and 50 per cent'
    """
    if asked.kind == "choice":
        return _("“{text}”").format(text=asked.options.get(value, value))
    after = f" {asked.unit}" if asked.unit and unit else ""
    if asked.kind == "curve":
        drawn = [(point, y) for point, y in zip(asked.points, value, strict=True) if y is not None]
        return ", ".join(f"{point}: {figure(y, asked.step)}" for point, y in drawn) + (
            after and f" ({asked.unit})"
        )
    if isinstance(value, Sequence):
        low, high = (figure(end, asked.step) for end in value)
        return _("between {low} and {high}").format(low=low, high=high) + after
    return figure(value, asked.step) + after


def told(asked: Prediction, guess: object) -> str:
    """The beginning of a sentence that reminds a person of their guess.

    >>> told(Prediction("P01.1", "choice", "?", options={"a": "Size"}), "a")
    'You chose “Size”'
    """
    start = {"choice": _("You chose {guess}"), "curve": _("You drew {guess}")}.get(
        asked.kind, _("You said {guess}")
    )
    return start.format(guess=said(asked, guess))


def beside(asked: Prediction, guesses: Sequence[object], truth: object) -> str:
    """One or two sentences that set the guesses (first vote, second vote) beside the truth.

    Parameters
    ----------
    guesses : sequence
        Empty when no prediction was made.
    truth : object
        None while it is not known; a `judge` of its own then says why.

    >>> beside(Prediction("P01.1", "number", "?", unit="per cent"), [40], 70)
    'You said 40 per cent; the figures say 70.'
    >>> beside(Prediction("P01.1", "number", "?", unit="per cent"), [], 70)
    'No prediction was made; the figures say 70 per cent.'
    >>> beside(Prediction("P01.1", "number", "?", judge="its sources disagree"), [8], None)
    'You said 8; its sources disagree.'
    """
    if asked.kind == "curve" and guesses and truth is not None:
        return miss(asked, guesses[-1], truth)  # the picture has the two lines
    start = told(asked, guesses[0]) if guesses else _("No prediction was made")
    if len(guesses) > 1:
        start += _(", and {guess} in the second vote").format(guess=said(asked, guesses[1]))
    if truth is None:
        own = asked.judge if asked.judge != _("the figures say") else ""
        return f"{start}; {own or _('the answer is not known yet')}."
    return f"{start}; {_truth(asked, guesses, truth)}"


def _truth(asked: Prediction, guesses: Sequence[object], truth: object) -> str:
    if asked.kind == "choice":
        same = bool(guesses) and guesses[-1] == truth
        sentence = _("{judge} the same.") if same else _("{judge} {truth}.")
        return sentence.format(judge=asked.judge, truth=said(asked, truth))
    sentence = _("{judge} {truth}.").format(
        judge=asked.judge, truth=said(asked, truth, unit=not guesses)
    )
    if not guesses:
        return sentence
    if asked.kind == "interval":
        low, high = guesses[-1]
        return (
            sentence
            + " "
            + (
                _("Your band holds it.")
                if low <= truth <= high
                else _("Your band does not hold it.")
            )
        )
    return sentence


NEAR = 0.05  # of the axis: how far a line may lie off on average that is called well drawn


def miss(asked: Prediction, drawn: Sequence[float], truth: Sequence[float | None]) -> str:
    """How far a drawn curve lies from the true one, in a sentence or two; years without a figure are left out.

    >>> asked = Prediction("P01.2", "curve", "?", points=(2008, 2012, 2016), unit="US$ billions", high=8, step=0.25)
    >>> miss(asked, [6, 4, 1], [6.1, 2.2, None])
    'You were furthest off in 2012: you drew 4, it was 2.2. Your line lies above the true one on the whole.'
    """
    pairs = [
        (point, d, t)
        for point, d, t in zip(asked.points, drawn, truth, strict=True)
        if t is not None
    ]
    if not pairs:
        return ""
    point, d, t = max(pairs, key=lambda pair: abs(pair[1] - pair[2]))
    if max(abs(d - t) for _point, d, t in pairs) < asked.step:
        return _("Your line is right to the step at every point.")
    said = _("You were furthest off in {point}: you drew {drawn}, it was {truth}.").format(
        point=point, drawn=figure(d, asked.step), truth=figure(t, asked.step)
    )
    if sum(abs(d - t) for _point, d, t in pairs) / len(pairs) <= NEAR * (asked.high - asked.low):
        said = _("Well drawn: your line runs near the true one.") + " " + said
    gap = sum(d - t for _point, d, t in pairs) / len(pairs)
    if abs(gap) < asked.step:
        return said + " " + _("On the whole your line is neither too high nor too low.")
    side = (
        _("Your line lies above the true one on the whole.")
        if gap > 0
        else _("Your line lies below the true one on the whole.")
    )
    return f"{said} {side}"
