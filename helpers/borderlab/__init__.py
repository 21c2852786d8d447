"""Across the Bridge: a newspaper column, its claims, and the figures that test them.

Lessons import everything from here. Each name is fetched when it is first used, so that
``import borderlab`` stays quick.
"""

from __future__ import annotations

import sys
from importlib import import_module

_HOMES = {
    "load": "data",
    "cite": "data",
    "show": "teaching.show",
    "explore": "teaching.explore",
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
    "judge": "teaching.ledger",
    "ledger": "teaching.ledger",
    "verdict": "teaching.verdict",
    "forecasts": "teaching.forecasts",
    "glossary": "teaching.glossary",
    "progress": "teaching.progress",
    "submit": "teaching.submit",
}
__all__ = list(_HOMES)
__version__ = "0.1.0"


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module 'borderlab' has no attribute '{name}'")
    value = getattr(import_module(f"borderlab.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted([*globals(), *_HOMES])


if "IPython" in sys.modules:  # in a notebook, slips become sentences, and results are rounded
    import_module("borderlab.teaching.kindly").be_kind()
