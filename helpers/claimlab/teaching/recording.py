"""A picture as plain data with all states that its controls can show: it plays where no kernel answers.

What is recorded is what a stage is told (:mod:`claimlab.teaching.frontend`), with its states beside it.
"""

from __future__ import annotations

import base64
import gzip
import json
import time
from collections.abc import Callable
from itertools import product
from math import prod
from typing import Any

from claimlab.teaching.explore import Explore
from claimlab.teaching.frontend import figure_bundle
from claimlab.views.figure import Figure

__all__ = ["recorded"]

_MOST_STATES, _BUDGET_S, _PROBES = 600, 12.0, 6


def recorded(picture: Callable[[], Any]) -> dict[str, Any] | None:
    """One picture as a stage is told it, with the answers to all its settings; None of a card.

    Folded controls stay where they start. Where settings are many or slow to compute, a slider gets
    coarser steps and still stands where it stood; a picture that remembers its settings stands still.

    Parameters
    ----------
    picture : callable
        Gives a figure, or one with controls: a picture of a lesson.

    >>> from claimlab import lessons
    >>> made = recorded(lessons.picture("share_of_the_fall"))
    >>> [field["kind"] for field in made["controls"]], "states" in made
    (['choice', 'choice'], True)
    """
    shown = picture()
    if isinstance(shown, Figure):
        return figure_bundle(shown)
    if not isinstance(shown, Explore):
        return None
    bundle = {**shown.bundle(), "advanced": []}
    if bundle.pop("hasTrail"):
        return {**bundle, "hasTrail": False, "controls": [], "task": "", "play": {}}
    start = dict(bundle["values"])
    began, probes = time.perf_counter(), 0
    for raws in _settings(bundle["controls"], start, _PROBES):
        shown.move(**raws)
        shown.answer()
        probes += 1
    each = (time.perf_counter() - began) / probes
    most = max(_PROBES, min(_MOST_STATES, int(_BUDGET_S / max(each, 1e-6))))
    controls = _thinned(bundle["controls"], start, most)
    states = {}
    for raws in _settings(controls, start, most):
        shown.move(**raws)
        said = shown.answer()
        key = "|".join(str(_place(field, raws[field["name"]])) for field in controls)
        states[key] = {name: said[name] for name in ("panes", "notice") if name in said}
    packed = gzip.compress(json.dumps(states, separators=(",", ":")).encode(), 6)
    return {
        **bundle,
        "hasTrail": False,
        "controls": controls,
        "values": {field["name"]: start[field["name"]] for field in controls},
        "states": base64.b64encode(packed).decode(),
    }


def _raws(field: dict[str, Any]) -> list[Any]:
    """All that one control can say, as the front end says it."""
    if field["kind"] == "slider":
        count = round((field["high"] - field["low"]) / field["step"]) + 1
        return [_number(field["low"] + place * field["step"]) for place in range(count)]
    return [False, True] if field["kind"] == "tick" else list(range(len(field["options"])))


def _number(value: float) -> float:
    rounded = round(value, 9)
    return int(rounded) if rounded == int(rounded) else rounded


def _place(field: dict[str, Any], raw: Any) -> int:
    if field["kind"] == "slider":
        return round((raw - field["low"]) / field["step"])
    return int(raw)


def _thinned(fields: list[dict], start: dict[str, Any], most: int) -> list[dict]:
    """The controls with steps so coarse that there are at most `most` settings; each keeps its start."""
    steps = {field["name"]: 1 for field in fields if field["kind"] == "slider"}
    made = fields
    while prod(len(_raws(field)) for field in made) > most:
        sizes = {f["name"]: len(_raws(f)) for f in made if f["name"] in steps}
        longest = max(sizes, key=sizes.get, default="")
        if not longest or sizes[longest] <= 3:
            return [field for field in fields if field["kind"] != "slider"] if steps else fields
        steps[longest] += 1
        made = [_coarser(field, start, steps.get(field["name"], 1)) for field in fields]
    return made


def _coarser(field: dict[str, Any], start: dict[str, Any], times: int) -> dict[str, Any]:
    if times == 1:
        return field
    step, now = times * field["step"], start[field["name"]]
    below = int((now - field["low"]) / step + 1e-9)
    above = int((field["high"] - now) / step + 1e-9)
    ends = {"low": _number(now - below * step), "high": _number(now + above * step)}
    return {**field, **ends, "step": _number(step)}


def _settings(fields: list[dict], start: dict[str, Any], most: int):
    """All settings of some controls, or about `most` of them from all over where they are more."""
    count = prod(len(_raws(field)) for field in fields)
    every = max(1, count // most)
    for place, raws in enumerate(product(*map(_raws, fields))):
        if place % every == 0:
            yield {**start, **dict(zip((f["name"] for f in fields), raws, strict=True))}
