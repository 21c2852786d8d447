"""A guess in words: what was said, and how it stands beside the answer."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

from borderlab.i18n import _
from borderlab.lessons.declare import Prediction

__all__ = ["beside", "curve_svg", "figure", "said", "told"]


def figure(value: float, step: float) -> str:
    """A number one digit finer than the grain of the guess, without needless zeros.

    >>> figure(67.777, 5), figure(6123.4, 100), figure(3.0, 0.25)
    ('67.8', '6120', '3')
    """
    number = round(float(value), 1 - math.floor(math.log10(step)))
    whole = int(number) if number == int(number) else number
    return f"{whole:,}" if abs(whole) >= 10_000 else f"{whole}"


def said(asked: Prediction, value: object, unit: bool = True) -> str:
    """A guess or the truth in words.

    >>> said(Prediction("P01.1", "number", "?", unit="per cent"), 40)
    '40 per cent'
    >>> said(Prediction("P01.1", "interval", "?", unit="per cent"), [30, 50])
    'between 30 and 50 per cent'
    """
    if asked.kind == "choice":
        return f"“{asked.options.get(value, value)}”"
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
        None while it is not known.

    >>> beside(Prediction("P01.1", "number", "?", unit="per cent"), [40], 70)
    'You said 40 per cent; the figures say 70.'
    >>> beside(Prediction("P01.1", "number", "?", unit="per cent"), [], 70)
    'No prediction was made; the figures say 70 per cent.'
    """
    start = told(asked, guesses[0]) if guesses else _("No prediction was made")
    if len(guesses) > 1:
        start += _(", and {guess} in the second vote").format(guess=said(asked, guesses[1]))
    if truth is None:
        return _("{start}; the answer is not known yet.").format(start=start)
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
    if asked.kind == "curve":
        drawn = guesses[-1]
        widest = max(range(len(truth)), key=lambda i: abs(drawn[i] - truth[i]))
        return (
            sentence + " " + _("The widest gap is at {point}.").format(point=asked.points[widest])
        )
    return sentence


def curve_svg(asked: Prediction, values: Sequence[float | None]) -> str:
    """A small picture of a drawn curve as SVG, with the same in words for a screen reader; points not drawn yet are None."""
    left, right, top, bottom = 60, 440, 16, 150
    across = [left + (right - left) * i / max(1, len(values) - 1) for i in range(len(values))]
    scale = (bottom - top) / (asked.high - asked.low)
    drawn = [
        (x, bottom - scale * (y - asked.low))
        for x, y in zip(across, values, strict=True)
        if y is not None
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in drawn)
    dots = "".join(
        f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="#0173b2"/>'
        for x, y in drawn
    )
    labels = "".join(
        f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{point}</text>'
        for x, point in zip(across, asked.points, strict=True)
    )
    ends = ((asked.high, top), (asked.low, bottom))
    limits = "".join(
        f'<text x="{left - 14}" y="{y + 4}" text-anchor="end">{figure(value, asked.step)}</text>'
        for value, y in ends
    )
    words = html.escape(
        _("Your curve: {points}").format(points=said(asked, values))
        if drawn
        else _("Your curve is not drawn yet")
    )
    return (
        f'<svg role="img" aria-label="{words}" viewBox="0 0 470 180" width="470" style="max-width:100%;font-size:13px" '
        f'fill="var(--jp-ui-font-color1,currentColor)"><title>{words}</title>'
        f'<path d="M{left},{top} V{bottom} H{right}" fill="none" stroke="#949494"/>'
        f'<polyline points="{line}" fill="none" stroke="#0173b2" stroke-width="2.5" stroke-dasharray="7 4"/>{dots}{labels}{limits}</svg>'
    )
