"""Any Python object as a small JSON value: what is stored, sent to a grader and judged.

A student may hand over anything, so nothing here trusts an object: its size is bounded, its own
methods are avoided where the built-in type has them, and what cannot be read becomes a marker
such as ``{"unreadable": "function"}``.
"""

from __future__ import annotations

import json
import math
import numbers
import sys
from collections import deque
from datetime import date, time
from decimal import Decimal
from itertools import count

from claimlab.judging.drawn import described

__all__ = ["blank", "is_table", "marked", "named", "plain", "series_of"]

MAX_CHARACTERS = 16_000  # the store and an answer sheet take 20,000
MAX_VALUES = 4_096
MAX_DEPTH = 6
MAX_TEXT = 4_000
MAX_KEY = 200
EXACT = 10**15  # integers up to here are the same number as a float, everywhere JSON goes

_SEQUENCES = (list, tuple, deque)
_VIEWS = (range, type({}.keys()), type({}.values()))
_MARKS = {"unreadable": str, "not_finite": str, "rows": int, "columns": int}


class _TooLarge(Exception):
    pass


def plain(answer: object) -> object:
    """A bounded, JSON-able value that stands for any object; it never raises.

    Numbers of Python, numpy and pandas become numbers, a Series becomes ``{"index", "values"}``, a
    DataFrame ``{"columns", "index", "data"}``, a set ``{"unordered"}``, a date its ISO text, an
    Ellipsis None, drawn axes ``{"chart": …}``. NaN and infinity become ``{"not_finite": "nan"}``. What cannot be read becomes
    ``{"unreadable": type}``; generators are among it, because reading one would use it up.
    ``plain(plain(x)) == plain(x)`` for every x.

    >>> plain((83.3, ..., {"year": 2008}))
    [83.3, None, {'year': 2008}]
    >>> plain(float("nan")), plain(len)
    ({'not_finite': 'nan'}, {'unreadable': 'builtin_function_or_method'})
    """
    try:
        value = _plain(answer, 0, count())
        if len(json.dumps(value)) > MAX_CHARACTERS:
            raise _TooLarge
        return value
    except _TooLarge:
        return _unreadable(answer)


def marked(value: object, mark: str) -> str:
    """The text of a marker in a plain value, "" when the value is not that marker.

    >>> marked({"unreadable": "function"}, "unreadable")
    'function'
    """
    return str(value[mark]) if _is_marker(value) and mark in value else ""


def blank(value: object) -> bool:
    """Whether a plain value holds nothing: None, an empty text, or only such things.

    >>> blank(plain({"outcome": "", "unit": ...})), blank(0)
    (True, False)
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if _is_marker(value):
        return False
    if isinstance(value, dict):
        if series := series_of(value):
            return blank(series[1])
        return blank(value["data"]) if is_table(value) else all(blank(v) for v in value.values())
    return isinstance(value, list) and all(blank(v) for v in value)


def series_of(value: object) -> tuple[list, list] | None:
    """(index, values) of a plain Series, None for anything else."""
    if not isinstance(value, dict) or set(value) != {"index", "values"}:
        return None
    index, values = value["index"], value["values"]
    return (
        (index, values)
        if isinstance(index, list) and isinstance(values, list) and len(index) == len(values)
        else None
    )


def named(value: object) -> object:
    """A plain Series as a dictionary from its index to its values; anything else as it is."""
    series = series_of(value)
    return dict(zip(map(str, series[0]), series[1], strict=True)) if series else value


def is_table(value: object) -> bool:
    """Whether a plain value is that of a DataFrame."""
    return (
        isinstance(value, dict)
        and set(value) == {"columns", "index", "data"}
        and all(isinstance(part, list) for part in value.values())
    )


def _is_marker(value: object) -> bool:
    return (
        type(value) is dict
        and ("unreadable" in value or "not_finite" in value)
        and all(
            k in _MARKS and type(v) is _MARKS[k] and len(str(v)) <= MAX_KEY
            for k, v in value.items()
        )
    )


def _plain(x: object, depth: int, seen: count) -> object:
    if next(seen) >= MAX_VALUES:
        raise _TooLarge
    try:
        if _is_marker(x):
            return x
        atom = _atom(x)
        return _container(x, depth, seen) if atom is NotImplemented else atom
    except _TooLarge:
        raise
    except Exception:  # an object's own methods may raise anything
        return _unreadable(x)


def _atom(x: object) -> object:
    """The plain form of a value without parts, else NotImplemented."""
    if x is None or x is ... or isinstance(x, bool):
        return None if x is ... else x
    if isinstance(x, str):
        return _text(x, MAX_TEXT)
    if isinstance(x, int):
        exact = int.__add__(x, 0)
        return exact if abs(exact) <= EXACT else _finite(_as_float(exact))
    if isinstance(x, float):
        return _finite(float.__add__(x, 0.0))
    pandas, numpy = sys.modules.get("pandas"), sys.modules.get("numpy")
    if pandas and (x is pandas.NA or x is pandas.NaT):
        return _finite(math.nan)
    if numpy and isinstance(x, (numpy.bool_, numpy.integer)):
        return _atom(x.item())
    if numpy and isinstance(x, (numpy.datetime64, numpy.timedelta64)):
        return str(x)
    if isinstance(x, (date, time)) or pandas and isinstance(x, (pandas.Period, pandas.Interval)):
        return _text(str(x.isoformat() if hasattr(x, "isoformat") else x), MAX_TEXT)
    if isinstance(x, (numbers.Real, Decimal)):
        return _finite(_as_float(x))
    return NotImplemented


def _container(x: object, depth: int, seen: count) -> object:
    if depth > MAX_DEPTH:
        return {"unreadable": "nested too deeply"}
    if isinstance(x, (set, frozenset)):
        next(seen)
        items = [
            _plain(v, depth + 2, seen)
            for v in (set if isinstance(x, set) else frozenset).__iter__(x)
        ]
        return {"unordered": sorted(items, key=json.dumps)}
    x = described(x) or _from_libraries(x)
    if _is_marker(x):
        return x
    if isinstance(x, dict):
        return {_key(k): _plain(v, depth + 1, seen) for k, v in dict.items(x)}
    if isinstance(x, _SEQUENCES):
        kind = next(t for t in _SEQUENCES if isinstance(x, t))
        return [_plain(v, depth + 1, seen) for v in kind.__iter__(x)]
    if isinstance(x, _VIEWS):
        return [_plain(v, depth + 1, seen) for v in x]
    return _plain(x, depth, seen) if _is_scalar(x) else _unreadable(x)


def _is_scalar(x: object) -> bool:
    return _atom(x) is not NotImplemented


def _from_libraries(x: object) -> object:
    """A numpy or pandas object as lists and dictionaries; anything else as it is."""
    pandas, numpy = sys.modules.get("pandas"), sys.modules.get("numpy")
    if (
        pandas
        and isinstance(x, (pandas.DataFrame, pandas.Series))
        or numpy
        and isinstance(x, numpy.ndarray)
    ):
        if max(x.size, *x.shape[:1], 0) > MAX_VALUES:
            return _large(x)
    if pandas and isinstance(x, pandas.DataFrame):
        rows = [list(row) for row in x.itertuples(index=False, name=None)]
        return {"columns": x.columns.tolist(), "index": x.index.tolist(), "data": rows}
    if pandas and isinstance(x, pandas.Series):
        return {"index": x.index.tolist(), "values": x.tolist()}
    if pandas and isinstance(x, (pandas.Index, pandas.api.extensions.ExtensionArray)):
        return x.tolist()
    if numpy and isinstance(x, numpy.ndarray):
        return (x.astype(str) if x.dtype.kind in "mM" else x).tolist()
    return x


def _large(x) -> dict:
    shape = {"rows": int(x.shape[0])} | ({"columns": int(x.shape[1])} if len(x.shape) > 1 else {})
    return _unreadable(x) | shape


def _unreadable(x: object) -> dict[str, str]:
    # The slot of `type` itself, because a metaclass can put anything in its place.
    return {"unreadable": _text(type.__dict__["__name__"].__get__(type(x)), 60)}


def _as_float(x: object) -> float:
    try:
        return float(x)
    except OverflowError:
        return math.inf


def _finite(x: float) -> object:
    return x if math.isfinite(x) else {"not_finite": str(x)}


def _text(x: str, longest: int) -> str:
    # A lone surrogate cannot be written as UTF-8, so no file or database could hold it.
    return str.__str__(x)[:longest].encode("utf-8", "replace").decode()


def _key(key: object) -> str:
    value = _plain(key, MAX_DEPTH, count())
    if isinstance(value, str):
        return value[:MAX_KEY]
    return (
        ", ".join(map(str, value))[:MAX_KEY]
        if isinstance(value, list)
        else json.dumps(value)[:MAX_KEY]
    )
