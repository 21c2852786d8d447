"""The controls that several pictures of lesson 11 share: levers, worldviews and outcomes."""

from __future__ import annotations

from collections.abc import Iterable

from borderlab import Choice, Slider
from borderlab.lessons.lesson11.numbers import view_names
from borderlab.lessons.showing import choice
from borderlab.lessons.words import picture_words

__all__ = ["LOOKS", "MODEL", "OWN", "PARAMETERS", "outcome_choice", "six", "slider", "view_choice"]

PARAMETERS, OWN = "policy/parameters", "policy/worldview_priors"
MODEL = (PARAMETERS, OWN, "policy/packages")  # the tables of every run of the model

# The place of each package's colour, hatch and marker in every picture; the accent is no package's.
LOOKS = {"A": 3, "B": 2, "C": 4, "D": 5, "tie": 1}


def view_choice(label: str) -> Choice:
    """One of eight worldviews."""
    return choice(label, view_names())


def outcome_choice(label: str, keys: Iterable[str]) -> Choice:
    """One of some outcomes."""
    return choice(label, picture_words("11", "outcomes"), keys)


def slider(name: str) -> Slider:
    """How far one of the six levers goes."""
    return Slider(picture_words("11", "levers")[name], 0.0, 1.0, 0.1)


def six(opening, engagement, conditionality, offers, permits, relief) -> dict[str, float]:
    """The six levers of a package by name, in the order in which they are asked for."""
    return {
        "opening": opening, "engagement": engagement, "conditionality": conditionality,
        "offers": offers, "permits": permits, "relief": relief,
    }  # fmt: skip
