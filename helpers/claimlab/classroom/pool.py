"""The predictions of a whole class from pasted class codes: distribution, both votes, calibration."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import fmean, median
from typing import TextIO

from claimlab.classroom.finding import codes_in
from claimlab.i18n import _, capital, language, speaking
from claimlab.lessons import prediction
from claimlab.lessons.declare import Prediction
from claimlab.teaching.predicting.guesses import said

__all__ = [
    "MOST_CHARACTERS",
    "Pool",
    "Tally",
    "flood",
    "pool",
    "pool_report",
    "read_bounded",
    "sentences",
]

_MOST_CLASSES, _MOST_SKIPPED = 11, 20
MOST_CHARACTERS, _MOST_VOTES = 1_000_000, 20_000  # far more than any chat of any class
_MANY_VOTES = 300  # more than this in one vote is no class


@dataclass(frozen=True)
class Tally:
    """All guesses at one prediction; `votes` maps 1 and 2 to the guesses of that vote."""

    asked: Prediction
    votes: dict[int, list[object]] = field(default_factory=lambda: {1: [], 2: []})

    def n(self, vote: int = 1) -> int:
        """How many people voted."""
        return len(self.votes[vote])

    def truth(self) -> object:
        """What the guesses are held against; None while it is not known, or sources disagree."""
        return self.asked.truth() if self.asked.truth else None

    def distribution(self, vote: int = 1) -> dict[str, float]:
        """From answer to number of people; for a curve, from point to the median drawn there.

        Numbers are counted in up to eleven classes of the range; a band counts where its middle is.
        """
        guesses = self.votes[vote]
        if self.asked.kind == "choice":
            return {text: guesses.count(key) for key, text in self.asked.options.items()}
        if self.asked.kind == "curve":
            return (
                {str(x): median(g[i] for g in guesses) for i, x in enumerate(self.asked.points)}
                if guesses
                else {}
            )
        names, width = self._classes()
        middles = [fmean(g) if isinstance(g, list) else g for g in guesses]
        places = [
            min(int((m - self.asked.low) / self.asked.step / width + 1e-9), len(names) - 1)
            for m in middles
        ]
        return {name: places.count(place) for place, name in enumerate(names)}

    def calibration(self, vote: int = 1) -> dict[str, float]:
        """How good the guesses were; empty while the answer is not known or nobody voted.

        ``share_right`` (choice), ``share_holding_truth`` (interval; 0.8 was asked for),
        ``median_error`` and ``median_absolute_error`` (number, in its unit; a positive error is a
        guess above the truth), ``median_absolute_error`` over all points (curve).
        """
        guesses = self.votes[vote]
        if not guesses or (truth := self.truth()) is None:
            return {}
        if self.asked.kind == "choice":
            return {"share_right": guesses.count(truth) / len(guesses)}
        if self.asked.kind == "interval":
            return {"share_holding_truth": fmean(low <= truth <= high for low, high in guesses)}
        if self.asked.kind == "curve":  # a point without a figure is neither right nor wrong
            pairs = [(y, t) for g in guesses for y, t in zip(g, truth, strict=True)]
            off = [abs(y - t) for y, t in pairs if t is not None]
            return {"median_absolute_error": float(median(off))} if off else {}
        errors = [g - truth for g in guesses]
        return {
            "median_error": float(median(errors)),
            "median_absolute_error": float(median(map(abs, errors))),
        }

    def _classes(self) -> tuple[list[str], int]:
        """Names of the classes in which numbers are counted, and how many steps of the grain one holds."""
        levels = round((self.asked.high - self.asked.low) / self.asked.step) + 1
        width = next(
            w
            for w in (m * 10**e for e in range(9) for m in (1, 2, 5))
            if levels <= w * _MOST_CLASSES
        )
        edges = [(first, min(first + width, levels) - 1) for first in range(0, levels, width)]
        values = [
            [f"{self.asked.low + edge * self.asked.step:,.6g}" for edge in pair] for pair in edges
        ]
        return [
            low if low == high else _("{low} to {high}").format(low=low, high=high)
            for low, high in values
        ], width


@dataclass(frozen=True)
class Pool:
    """What a paste of codes holds: a tally for each prediction id, and why lines were skipped."""

    tallies: dict[str, Tally]
    skipped: tuple[str, ...]


def pool(text: str) -> Pool:
    """Pool the class codes in whatever was pasted: a chat, an e-mail, a list.

    Codes that look damaged and codes that were pasted twice are named and skipped; all other text
    is passed over. Equal guesses of two people have different codes and count twice.

    >>> from claimlab.teaching.predicting.codes import encode
    >>> asked = prediction("P01.1")
    >>> first, second = (encode(asked, 40, mark=mark) for mark in (1, 2))
    >>> pooled = pool(f"10:02 Ana: my code is {first}.\\n- {second}, and again {second}")
    >>> pooled.tallies["P01.1"].n(), pooled.skipped
    (2, ('Line 2 repeats line 2.',))
    """
    with speaking(language()):  # said once: it is asked for at each code that is none
        return _pooled(*_bounded(text))


def _pooled(text: str, skipped: list[str]) -> Pool:
    tallies: dict[str, Tally] = {}
    seen: dict[object, int] = {}
    for found in codes_in(text):
        if len(seen) >= _MOST_VOTES:
            skipped.append(_("Codes after the first {n} were not read.").format(n=_MOST_VOTES))
            break
        place, guess = found.line, found.guess
        if guess is None and not found.shown:
            skipped.append(
                _(
                    "From line {place} on nothing was read: too much looks like a code and is none."
                ).format(place=place)
            )
            break
        if guess is None:
            skipped.append(
                _("Line {place}: The code '{code}' is damaged: ask for it again.").format(
                    place=place, code=found.shown
                )
            )
            continue
        if not (asked := prediction(guess.prediction)).pooled:
            continue
        if (same := repr(guess)) in seen:
            skipped.append(
                _("Line {place} repeats line {first}.").format(place=place, first=seen[same])
            )
            continue
        seen[same] = place
        tally = tallies.setdefault(guess.prediction, Tally(asked))
        tally.votes[guess.vote].append(guess.value)
    return Pool(dict(sorted(tallies.items())), tuple(skipped))


def read_bounded(stream: TextIO) -> str:
    """As much of a stream as :func:`pool` looks at, however long its lines are."""
    return stream.read(MOST_CHARACTERS + 1)


def _bounded(text: str) -> tuple[str, list[str]]:
    """The text as far as it is read, and a sentence where it was cut."""
    if len(text) <= MOST_CHARACTERS:
        return text, []
    return text[:MOST_CHARACTERS], [
        _("Only the first {n:,} characters were read.").format(n=MOST_CHARACTERS)
    ]


def _quality(tally: Tally, vote: int) -> str:
    """The calibration in one sentence; empty when there is none."""
    quality, unit = tally.calibration(vote), tally.asked.unit
    unit = f" {_('percentage points') if unit == _('per cent') else unit}" if unit else ""
    if "share_right" in quality:
        return _("{percent:.0f} per cent chose what the figures say.").format(
            percent=100 * quality["share_right"]
        )
    if "share_holding_truth" in quality:
        percent = 100 * quality["share_holding_truth"]
        return _("{percent:.0f} per cent of the bands hold the truth; 80 per cent should.").format(
            percent=percent
        )
    if not quality:
        return ""
    typical = _("The typical guess is off by {error:,.3g}{unit}").format(
        error=quality["median_absolute_error"], unit=unit
    )
    if "median_error" not in quality or not quality["median_error"]:
        return typical + "."
    side = _("above") if quality["median_error"] > 0 else _("below")
    return _("{typical}; the middle one is {error:,.3g}{unit} {side} the truth.").format(
        typical=typical, error=abs(quality["median_error"]), unit=unit, side=side
    )


def _headline(tally: Tally) -> str:
    counts = _("votes: {n}").format(n=tally.n())
    if tally.n(2):
        counts = _("first votes: {n}, second votes: {m}").format(n=tally.n(), m=tally.n(2))
    return f"{tally.asked.id}: {tally.asked.asks} ({counts})"


def flood(tally: Tally, people: int = 0) -> str:
    """A warning when there are more votes than people: codes can be made by anybody; else "".

    Parameters
    ----------
    people : int
        How many the class has; 0 where that is not known.

    >>> flood(Tally(prediction("P01.1"), {1: [40] * 41, 2: []}), people=40)
    'Look at this: 41 votes from a class of 40; some may be made up, or were given twice.'
    """
    most = max(tally.n(1), tally.n(2))
    if most <= (people or _MANY_VOTES):
        return ""
    if people:
        return _(
            "Look at this: {n} votes from a class of {people}; some may be made up, or were given twice."
        ).format(n=most, people=people)
    return _(
        "Look at this: {n} votes in one vote are more than a class; some may be made up."
    ).format(n=most)


def sentences(tally: Tally) -> list[str]:
    """How good the guesses were, vote by vote, and what they are held against."""
    truth, judge = tally.truth(), tally.asked.judge
    lines = []
    for vote in (1, 2):
        if quality := _quality(tally, vote):
            lines.append(
                _("Vote {vote}: {quality}").format(vote=vote, quality=quality)
                if tally.n(2)
                else quality
            )
    if truth is not None:
        return [
            *lines,
            capital(_("{judge} {truth}.").format(judge=judge, truth=said(tally.asked, truth))),
        ]
    if judge != _("the figures say"):  # a judge of its own says why there is no answer
        return [*lines, f"{capital(judge)}."]
    return [*lines, _("The answer is not known yet.")]


def _skipped_lines(pooled: Pool) -> list[str]:
    if not pooled.skipped:
        return []
    lines = [_("Skipped ({n}):").format(n=len(pooled.skipped)), *pooled.skipped[:_MOST_SKIPPED]]
    rest = len(pooled.skipped) - _MOST_SKIPPED
    return [*lines, _("... and {rest} more.").format(rest=rest)] if rest > 0 else lines


def pool_report(text: str, reveal: bool = False) -> str:
    """The pooled predictions as plain text for a terminal.

    Parameters
    ----------
    text : str
        What was pasted.
    reveal : bool
        Also say what the guesses are held against, which would spoil a second vote.

    >>> print(pool_report("hello"))
    No class codes were found.
    """
    pooled = pool(text)
    blocks = []
    for tally in pooled.tallies.values():
        rows = [_headline(tally)]
        for vote in (vote for vote in (1, 2) if tally.n(vote)):
            counts = tally.distribution(vote)
            rows += [_("Vote {vote}").format(vote=vote)] if tally.n(2) else []
            scale, width = max(counts.values()) or 1, max(map(len, counts))
            rows += [
                f"  {answer:>{width}}  {'#' * round(30 * count / scale):<30} {count:g}"
                for answer, count in counts.items()
            ]
        rows += [*filter(None, [flood(tally)]), *(sentences(tally) if reveal else [])]
        blocks.append("\n".join(rows))
    if blocks and not reveal:
        blocks.append(_("What this is held against stays hidden until you ask: add --reveal."))
    blocks = blocks or [_("No class codes were found.")]
    if skipped := _skipped_lines(pooled):
        blocks.append("\n".join(skipped))
    return "\n\n".join(blocks)
