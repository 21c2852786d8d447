"""The predictions of a whole class from pasted class codes: distribution, both votes, calibration."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import fmean, median

from borderlab.errors import KitError
from borderlab.i18n import _
from borderlab.lessons import prediction
from borderlab.lessons.declare import Prediction
from borderlab.teaching.predicting.codes import Guess, decode
from borderlab.teaching.predicting.guesses import said

__all__ = ["Pool", "Tally", "pool", "pool_board", "pool_report", "sentences"]

_MOST_CLASSES, _MOST_SKIPPED, _MOST_LINES = 11, 20, 50_000


@dataclass(frozen=True)
class Tally:
    """All guesses at one prediction; `votes` maps 1 and 2 to the guesses of that vote."""

    asked: Prediction
    votes: dict[int, list[object]] = field(default_factory=lambda: {1: [], 2: []})

    def n(self, vote: int = 1) -> int:
        """How many people voted."""
        return len(self.votes[vote])

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
        if not guesses or self.asked.truth is None:
            return {}
        truth = self.asked.truth()
        if self.asked.kind == "choice":
            return {"share_right": guesses.count(truth) / len(guesses)}
        if self.asked.kind == "interval":
            return {"share_holding_truth": fmean(low <= truth <= high for low, high in guesses)}
        if self.asked.kind == "curve":
            return {
                "median_absolute_error": float(
                    median(abs(y - t) for g in guesses for y, t in zip(g, truth, strict=True))
                )
            }
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


def _guess(line: str) -> Guess:
    """The guess in a line; chats put a name and a colon before what was written."""
    try:
        return decode(line)
    except KitError:
        if ":" not in line:
            raise
    return decode(line.rsplit(":", 1)[1])


def pool(lines: Iterable[str]) -> Pool:
    """Pool class codes, one a line.

    Empty lines are passed over; junk, damaged codes and codes that were pasted twice are named
    and skipped. Equal guesses of two people have different codes and count twice.

    >>> from borderlab.teaching.predicting.codes import encode
    >>> asked = prediction("P01.1")
    >>> pooled = pool([encode(asked, 40, mark=1), encode(asked, 40, mark=2), encode(asked, 40, mark=2), "hello"])
    >>> pooled.tallies["P01.1"].n()
    2
    >>> pooled.skipped
    ('Line 3 repeats line 2.', "Line 4: The code 'hello' is damaged: ask for it again.")
    """
    tallies: dict[str, Tally] = {}
    seen: dict[str, int] = {}
    skipped = []
    for place, line in enumerate(lines, start=1):
        if place > _MOST_LINES:
            skipped.append(_("Lines after line {last} were not read.").format(last=_MOST_LINES))
            break
        text = line.strip().strip("\ufeff")
        if not text:
            continue
        try:
            guess = _guess(text)
        except KitError as problem:
            skipped.append(_("Line {place}: {problem}").format(place=place, problem=problem))
            continue
        if repr(guess) in seen:
            skipped.append(
                _("Line {place} repeats line {first}.").format(place=place, first=seen[repr(guess)])
            )
            continue
        seen[repr(guess)] = place
        tallies.setdefault(guess.prediction, Tally(prediction(guess.prediction))).votes[
            guess.vote
        ].append(guess.value)
    return Pool(dict(sorted(tallies.items())), tuple(skipped))


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


def sentences(tally: Tally) -> list[str]:
    """How good the guesses were, vote by vote, and what the figures give."""
    truth = tally.asked.truth() if tally.asked.truth else None
    lines = []
    for vote in (1, 2):
        if quality := _quality(tally, vote):
            lines.append(
                _("Vote {vote}: {quality}").format(vote=vote, quality=quality)
                if tally.n(2)
                else quality
            )
    if truth is None:
        return [*lines, _("The answer is not known yet.")]
    return [*lines, _("The figures give {truth}.").format(truth=said(tally.asked, truth))]


def _skipped_lines(pooled: Pool) -> list[str]:
    if not pooled.skipped:
        return []
    lines = [_("Skipped ({n}):").format(n=len(pooled.skipped)), *pooled.skipped[:_MOST_SKIPPED]]
    rest = len(pooled.skipped) - _MOST_SKIPPED
    return [*lines, _("... and {rest} more.").format(rest=rest)] if rest > 0 else lines


def pool_report(lines: Iterable[str]) -> str:
    """The pooled predictions as plain text for a terminal.

    >>> print(pool_report(["hello"]))
    No class codes were found.
    <BLANKLINE>
    Skipped (1):
    Line 1: The code 'hello' is damaged: ask for it again.
    """
    pooled = pool(lines)
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
        blocks.append("\n".join([*rows, *sentences(tally)]))
    blocks = blocks or [_("No class codes were found.")]
    if skipped := _skipped_lines(pooled):
        blocks.append("\n".join(skipped))
    return "\n\n".join(blocks)


def _figure_html(tally: Tally) -> str:
    import pandas as pd

    from borderlab.views import Bars

    votes = [vote for vote in (1, 2) if tally.n(vote)]
    names = {1: _("First vote"), 2: _("Second vote")}
    rows = [
        (answer, count, names[vote])
        for vote in votes
        for answer, count in tally.distribution(vote).items()
    ]
    frame = pd.DataFrame(rows, columns=["answer", "people", "vote"])
    kind = {"horizontal": True, "y_label": _("people"), "y_range": (0, max(5, *frame["people"]))}
    if tally.asked.kind == "curve":
        kind = {"y_label": tally.asked.unit, "y_range": (tally.asked.low, tally.asked.high)}
    bars = Bars(
        "answer", "people", by="vote" if len(votes) > 1 else None, title=_headline(tally), **kind
    )
    return bars(frame)._repr_mimebundle_()["text/html"]


def _board_html(pooled: Pool, with_truth: bool) -> str:
    parts = []
    for tally in pooled.tallies.values():
        parts.append(_figure_html(tally))
        parts += (
            [f"<p>{html.escape(sentence)}</p>" for sentence in sentences(tally)]
            if with_truth
            else []
        )
    parts = parts or [f"<p>{html.escape(_('No class codes yet.'))}</p>"]
    if skipped := _skipped_lines(pooled):
        items = "".join(f"<li>{html.escape(line)}</li>" for line in skipped[1:])
        parts.append(
            f"<details><summary>{html.escape(skipped[0])}</summary><ul>{items}</ul></details>"
        )
    return "".join(parts)


def pool_board():
    """A board for the instructor: paste codes, one a line, and the distribution follows.

    What the figures give, and how good the guesses were, shows when the box is ticked.
    """
    import ipywidgets as widgets

    codes = widgets.Textarea(
        description=_("Class codes"),
        placeholder=_("One code a line"),
        rows=8,
        layout={"width": "95%"},
        style={"description_width": "initial"},
    )
    truth = widgets.Checkbox(description=_("Show what the figures give"), indent=False)
    picture = widgets.HTML(_board_html(pool([]), False))

    def show(change: object) -> None:
        picture.value = _board_html(pool(codes.value.splitlines()), truth.value)

    codes.observe(show, "value")
    truth.observe(show, "value")
    return widgets.VBox([codes, truth, picture])
