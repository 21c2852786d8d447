"""How long the core of a lesson takes, reckoned from what stands in it and never from a wish."""

from __future__ import annotations

from claimlab.authoring.doors import goals_shown, sections
from claimlab.authoring.lint_prose import words_in
from claimlab.authoring.source import Source

__all__ = ["core_minutes"]

_WORDS_A_MINUTE = 150  # a careful reader in her second language
_MINUTES = {"predict": 1, "play": 4, "judge": 3, "quiz": 3}  # a call; each id counts once
_GOAL, _EXERCISE = 3, 5


def core_minutes(source: Source) -> int:
    """Minutes that the core of a lesson takes, alone, rounded to the nearest.

    Words of the text at 150 a minute, and 1 minute for a prediction, 3 for a goal, 4 for a toy, 5 for
    an exercise, 3 for each claim that is judged, 3 for the quiz. What is asked again counts once.
    """
    cells = [cell for cell, _heading, door in sections(source.student) if not door]
    asked = {(name, text) for cell in cells for name in _MINUTES for text in cell.asked(name)}
    minutes = (
        sum(words_in(cell.text) for cell in cells if cell.kind == "markdown") / _WORDS_A_MINUTE
    )
    minutes += sum(_MINUTES[name] for name, _text in asked)
    minutes += _GOAL * len({goal for cell in cells for goal in goals_shown(cell, source.lesson)})
    minutes += _EXERCISE * len({cell.exercise for cell in cells if cell.exercise})
    return round(minutes)
