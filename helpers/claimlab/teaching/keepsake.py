"""What a reader keeps of the whole course beside the verdicts: the forecast card and the best guesses."""

from __future__ import annotations

from collections.abc import Iterator

from claimlab.data import load
from claimlab.i18n import _
from claimlab.lessons import lesson
from claimlab.lessons.declare import Prediction
from claimlab.teaching.forecasts import are_late, committed_forecasts, outcomes_are_open
from claimlab.teaching.predicting.guesses import beside
from claimlab.teaching.predicting.predict import committed
from claimlab.teaching.store import store
from claimlab.views.words import number

__all__ = ["as_near_blindly", "best_guesses", "forecast_lines"]


def forecast_lines() -> list[str]:
    """The committed forecast card, a line a question; with what came, once the outcomes were opened.

    >>> forecast_lines()
    []
    """
    if not (chances := committed_forecasts()):
        return []
    asks = load("article/forecasts").set_index("forecast_id")["asks"]
    came = (load("article/resolutions").set_index("forecast_id")["outcome"] == "yes").to_dict()
    said = {True: _("It came."), False: _("It did not come.")}
    is_open = outcomes_are_open()
    lines = []
    for key, chance in chances.items():
        line = _("{key}: {chance} per cent. {asks}").format(
            key=key, chance=round(100 * chance), asks=asks[key]
        )
        lines.append(f"{line} {said[came[key]]}" if is_open else line)
    if is_open:
        score = sum((chance - came[key]) ** 2 for key, chance in chances.items()) / len(chances)
        words = _("Brier score: {score} (0 is perfect, 50 per cent for everything gets 0.25).")
        lines.append(words.format(score=number(score)))
    late = _("Committed after the outcomes were opened: no score of it says how you forecast.")
    return [*lines, late] if are_late() else lines


def as_near_blindly(asked: Prediction, guess: object, truth: object) -> float:
    """The chance that somebody who picks an answer blindly comes as near as this guess; 1 for a miss.

    Parameters
    ----------
    asked : Prediction
    guess, truth
        As the prediction's kind has them; of a curve, points without a truth are left out.

    Returns
    -------
    float
        Above 0, at most 1. A choice and a band count only if they are right.

    >>> as_near_blindly(Prediction("P01.1", "number", "?", high=10), 4, 3)
    0.2727272727272727
    >>> as_near_blindly(Prediction("P01.2", "choice", "?", options={"a": "", "b": ""}), "a", "b")
    1.0
    """
    if asked.kind == "choice":
        return 1 / len(asked.options) if guess == truth else 1.0
    levels = round((asked.high - asked.low) / asked.step) + 1
    grid = [asked.low + asked.step * i for i in range(levels)]

    def share(low: float, high: float) -> float:
        return max(sum(low - 1e-9 <= one <= high + 1e-9 for one in grid), 1) / levels

    if asked.kind == "interval":
        low, high = guess
        return share(low, high) if low <= truth <= high else 1.0
    points = zip(guess, truth, strict=True) if asked.kind == "curve" else [(guess, truth)]
    pairs = [(g, t) for g, t in points if t is not None]
    shares = [share(t - abs(g - t), t + abs(g - t)) for g, t in pairs]
    return sum(shares) / len(shares) if shares else 1.0


def _opened() -> Iterator[tuple[float, str]]:
    """The guesses whose results may be seen: how easily a blind one is as near, and what to say."""
    made = {r.item for r in store().records("prediction")}
    for name in sorted({item[1:3] for item in made if item.startswith("P")}):
        for asked in filter(lambda one: one.pooled, lesson(name).predictions):
            record = committed(asked) if {asked.id, *asked.answers} <= made else None
            truth = asked.truth() if record and asked.truth else None
            if truth is not None:
                guess = record.value["guess"]
                said = f"{asked.id}. {asked.asks} {beside(asked, [guess], truth)}"
                yield as_near_blindly(asked, guess, truth), said


def best_guesses(most: int = 3) -> list[str]:
    """The guesses that a blind one would seldom match, the best first; none that chance matches half the time.

    >>> best_guesses()
    []
    """
    found = sorted(one for one in _opened() if one[0] < 0.5)[:most]
    odds = _("A blind guess comes as near about once in {n}.")
    return [f"{said} {odds.format(n=round(1 / chance))}" for chance, said in found]
