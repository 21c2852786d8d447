"""An engine for courses that test a text on figures: lessons, predictions, checks, claims, grading.

A course imports everything from its own package, whose first lines are :func:`face`. Each name is
fetched when it is first used, so that an import stays quick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module

from claimlab.course import use

_HOMES = {
    "load": "data",
    "cite": "data",
    "show": "teaching.show",
    "explore": "teaching.explore",
    "play": "teaching.play",
    "Slider": "teaching.controls",
    "Choice": "teaching.controls",
    "Tick": "teaching.controls",
    "predict": "teaching.predicting.predict",
    "reveal": "teaching.predicting.predict",
    "check": "teaching.check",
    "hint": "teaching.check",
    "solution": "teaching.check",
    "show_source": "teaching.check",
    "quiz": "teaching.quiz",
    "judge": "teaching.judge",
    "ledger": "teaching.ledger",
    "calibration": "teaching.calibration",
    "verdict": "teaching.verdict",
    "forecasts": "teaching.forecasts",
    "glossary": "teaching.glossary",
    "progress": "teaching.progress",
    "submit": "teaching.submit",
    "column": "teaching.column",
    "voice": "teaching.voice",
    "style": "views.pen",
}
__all__ = [*_HOMES, "face"]
__version__ = "0.1.0"


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module 'claimlab' has no attribute '{name}'")
    value = getattr(import_module(f"claimlab.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted([*globals(), *_HOMES])


def face(package: str) -> tuple[list[str], Callable, Callable]:
    """What makes a package the face of a course: ``__all__, __getattr__, __dir__ = face(__name__)``.

    From then on the engine serves this course, a lesson imports every public name from it, and in a
    notebook slips become sentences and results are rounded.
    """
    use(package)
    if "IPython" in sys.modules:
        import_module("claimlab.teaching.kindly").be_kind()

    def get(name: str):
        if name not in _HOMES:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        return getattr(sys.modules[__name__], name)

    return list(_HOMES), get, lambda: sorted([*vars(sys.modules[package]), *_HOMES])
