"""The fields of a card, and how what was typed in them is read back."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from claimlab.i18n import _
from claimlab.judging.quantity import Unreadable, quantity
from claimlab.lessons.declare import Exercise

__all__ = ["answer_of", "decimals", "field", "fields_of", "number", "numbered", "shuffled"]


def field(kind: str, name: str, label: str, **more: Any) -> dict[str, Any]:
    """One field: ``radio``, ``select``, ``text``, ``number``, ``range``, ``order`` or ``curve``."""
    options = more.pop("options", None)
    if options is not None:
        more["options"] = [[key, text] for key, text in dict(options).items()]
    return {"kind": kind, "name": name, "label": label, "value": None, **more}


def decimals(step: float) -> int:
    """Decimals that tell every step of a scale apart.

    >>> decimals(0.05), decimals(0.25), decimals(1.0)
    (2, 2, 0)
    """
    return len(f"{step:.6f}".rstrip("0").split(".")[1])


def number(typed: object, unit: str = "") -> float:
    """A number as a person types it, with a decimal comma or a decimal point.

    A comma before exactly three digits separates thousands, any other comma the decimals.

    Raises
    ------
    Unreadable
        when there is no number, or more than one.

    >>> number("41,5"), number("41.5 %", "per cent"), number("1,500"), number(40)
    (41.5, 41.5, 1500.0, 40.0)
    """
    if isinstance(typed, (int, float)) and not isinstance(typed, bool):
        if not math.isfinite(typed):
            raise Unreadable(_("Write the number in digits."))
        return float(typed)
    text = re.sub(r"(?<![\d,.])(\d+),(?=(\d{1,2}|\d{4,})(?!\d))(?!\d*[.,])", r"\1.", str(typed))
    return quantity(text, unit)


def shuffled(ex: Exercise) -> list[str]:
    """The blocks in an order that is the same for everybody and does not give the answer away."""
    return sorted(ex.blocks, key=lambda key: hashlib.sha256(f"{ex.id}{key}".encode()).digest())


def numbered(ex: Exercise, answer: object) -> object:
    """An order given by the numbers that the card shows, as the keys of the blocks."""
    pool = shuffled(ex)
    if not isinstance(answer, list) or not answer:
        return answer
    is_place = all(type(n) is int and 1 <= n <= len(pool) for n in answer)
    return [pool[n - 1] for n in answer] if is_place else answer


def fields_of(ex: Exercise, last: object = None) -> list[dict[str, Any]]:
    """The fields in which an exercise is answered on its card; none where code answers it.

    `last` is the attempt that is put back where the student left it.
    """
    kept = last if isinstance(last, Mapping) else {}
    if ex.kind == "choice":
        value = last if isinstance(last, str) and last in ex.options else None
        return [field("radio", "answer", ex.asks, options=ex.options, quiet=True, value=value)]
    if ex.kind == "labels":
        return [
            field("select", key, text, options=ex.options, value=_known(kept.get(key), ex.options))
            for key, text in ex.items.items()
        ]
    if ex.kind == "order":
        blocks = {key: ex.blocks[key] for key in shuffled(ex)}
        value = [key for key in last if key in blocks] if isinstance(last, list) else []
        return [field("order", "answer", ex.asks, options=blocks, value=value)]
    if ex.kind == "card":
        return [
            _part(name, part, kept.get(name))
            for name, part in ex.schema.get("properties", {}).items()
        ]
    return []


def _known(key: object, options: Mapping[str, str]) -> str | None:
    return key if isinstance(key, str) and key in options else None


def _part(name: str, part: Mapping[str, Any], value: object) -> dict[str, Any]:
    label, about = part.get("title", name), part.get("description", "")
    if "enum" in part:
        options = {str(one): str(one) for one in part["enum"]} | dict(part.get("options", {}))
        return field(
            "select", name, label, options=options, value=_known(value, options), help=about
        )
    said = str(value) if isinstance(value, (str, int, float)) else ""
    return field("text", name, label, help=about, value=said)


def answer_of(ex: Exercise, values: Mapping[str, Any]) -> object:
    """The answer in the form in which it is judged, from the values of the card's fields."""
    if ex.kind in ("labels", "card"):
        names: Sequence[str] = list(
            ex.items if ex.kind == "labels" else ex.schema.get("properties", {})
        )
        return {name: values.get(name) or None for name in names}
    return values.get("answer") or ...
