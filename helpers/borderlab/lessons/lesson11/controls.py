"""What several pictures of lesson 11 share: tables, looks, and the controls for levers and outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from borderlab.models.policy import LEVERS
from claimlab import Slider
from claimlab.lessons.words import picture_words

__all__ = ["LOOKS", "MODEL", "OWN", "PARAMETERS", "SLIDERS", "outcomes", "six"]

PARAMETERS, OWN = "policy/parameters", "policy/worldview_priors"
MODEL = (PARAMETERS, OWN, "policy/packages")  # the tables of every run of the model

# The place of each package's colour, hatch and marker in every picture; the accent is no package's.
LOOKS = {"A": 3, "B": 2, "C": 4, "D": 5, "tie": 1}


def outcomes(keys: Iterable[str]) -> dict[str, str]:
    """Some outcomes by key, in their order, as they are called."""
    return {key: picture_words("11", "outcomes")[key] for key in keys}


def _slider(name: str) -> Slider:
    return Slider(picture_words("11", "levers")[name], 0.0, 1.0, 0.1)


SLIDERS = {name: partial(_slider, name) for name in LEVERS}  # how far each of the six levers goes


def six(opening, engagement, conditionality, offers, permits, relief) -> dict[str, float]:
    """The six levers of a package by name, in the order in which they are asked for."""
    return {
        "opening": opening, "engagement": engagement, "conditionality": conditionality,
        "offers": offers, "permits": permits, "relief": relief,
    }  # fmt: skip
