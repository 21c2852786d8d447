"""Whether a title says what is drawn: its words of direction and of rank, and its changes in per cent.

A title is refused only where the figures plainly say the opposite. What no rule can read is asked
about and not refused, however short it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from claimlab.i18n import _
from claimlab.judging.pairs import Wanted, as_number

__all__ = ["contradiction", "is_told"]

_LEVEL = 0.02  # of the larger: values that near stand level
_PLAIN = 3  # times as far the other way, before a direction is called wrong

_ROSE = re.compile(
    r"\b(r[io]se[sn]?|rising|gr[eo]ws?|grown|growing|increas\w+|climb\w*|soar\w*|jump\w*|surg\w+|doubl\w+|tripl\w+"
    r"|sub(e|ió|en|ieron)|crec(e|en|ió|ieron)|aument(a|an|ó|aron))\b"
)
_FELL = re.compile(
    r"\b(fell|falls?|fall(en|ing)|dropp?\w*|declin\w+|decreas\w+|shr[aiu]nk\w*|s[aiu]nks?|collaps\w+|plung\w+|halved"
    r"|ca(e|en|yó|yeron)|baj(a|an|ó|aron)|disminuy\w+|desplom\w+|reduj(o|eron))\b"
)
_UNSURE = re.compile(
    r"\b(not?|never|nor|neither|none|hardly|barely|scarcely|without|almost|nearly|second|third|instead|rather"
    r"|gap|lead|differences?|distances?|ratios?|growth|changes?|speed|brecha|ventaja|diferencias?"
    r"|until|before|after|then|when|while|but|despite|at (least|most|best)|one of|most of"
    r"|ni|nunca|apenas|sin|casi|segund[ao]|hasta|antes|después|luego|cuando|pero)\b|n['’]t\b|[?¿]|^most\b"
)
_RANKS = {
    "high": r"most|highest|largest|biggest|greatest|mayor|mayores|máxim\w+",
    "low": r"fewest|least|lowest|smallest|mínim\w+",
    "best": r"best|mejor|mejores",
    "worst": r"worst|peor|peores",
}
_THAN = {
    "high": r"(?:more|higher|larger|bigger|greater)\b.*\bthan|(?:más|mayor(?:es)?)\b.*\bque",
    "low": r"(?:less|fewer|lower|smaller)\b.*\bthan|(?:menos|menor(?:es)?)\b.*\bque",
    "best": r"better\b.*\bthan|beats?|mejor(?:es)?\b.*\bque",
    "worst": r"worse\b.*\bthan|peor(?:es)?\b.*\bque",
}
_BY = re.compile(r"\b(?:by|un|en un) ([0-9]+(?:[.,][0-9]+)?)\s?(?:%|per\s?cent|por ciento)")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_SMALL = {"the", "and", "for", "with", "than", "that", "from", "los", "las", "del", "por", "una"}


def contradiction(title: str, wanted: Wanted) -> str:
    """The sentence on a title that the drawn figures plainly contradict, "" for any other.

    >>> import pandas as pd
    >>> from claimlab.lessons.declare import Chart
    >>> from claimlab.judging.pairs import rows
    >>> table = pd.DataFrame({"year": [2008, 2009, 2010], "sales": [60.0, 40.0, 15.0]})
    >>> drawn = rows(Chart(table, "year", "sales"), "sales", "", "")
    >>> [bool(contradiction(title, drawn)) for title in ("Sales fell", "Sales rose", "Sales")]
    [False, True, False]
    """
    for words, agrees in _told(title, wanted):
        if not agrees:
            return _(
                "Your title says “{words}”, and the figures say otherwise: look at them again, then at it."
            ).format(words=words)
    return ""


def is_told(title: str, wanted: Wanted) -> bool:
    """Whether something in a title could be held against the figures."""
    return next(_told(title, wanted), None) is not None


def _told(title: str, wanted: Wanted) -> Iterator[tuple[str, bool]]:
    """(words, whether the figures agree) of all that a title says and a rule can read."""
    text = " ".join(title.casefold().split())
    if _UNSURE.search(text):
        return
    table = {name.casefold(): dict(own) for name, own in wanted.groups.items()}
    yield from _ranked(text, table, wanted.chart.best)
    yield from _moved(text, table)


# Rank --------------------------------------------------------------------------------------------


def _ranked(text: str, table: dict, best: str) -> Iterator[tuple[str, bool]]:
    for kinds, compared in ((_THAN, True), (_RANKS, False)):
        for kind, words in kinds.items():
            found = re.search(rf"\b(?:{words})\b", text)
            sign = {"high": 1, "low": -1}.get({"best": best, "worst": best}.get(kind, kind), 0)
            if not found or not sign:
                continue
            sign = -sign if kind == "worst" else sign
            sides = (text[: found.end()], text[found.end() :]) if compared else (text, None)
            agrees = [a for a in _sides_compared(table, *sides, sign) if a is not None]
            if agrees:
                yield found[0], any(agrees)
            return


def _sides_compared(table: dict, one: str, other: str | None, sign: int) -> Iterator[bool | None]:
    """Whether what one text names stands above what another names, or all the rest, wherever both stand.

    None where they stand level. Places are compared within a series unless they follow in order.
    """
    places = list(dict.fromkeys(x for own in table.values() for x in own))
    turned = {x: {name: own[x] for name, own in table.items() if x in own} for x in places}
    ways = [turned] if _in_order(places) else [table, turned]
    for rows in ways:
        names = list(dict.fromkeys(name for own in rows.values() for name in own))
        ours = _named(one, names)
        theirs = [n for n in names if n not in ours] if other is None else _named(other, names)
        if not ours or not theirs or set(ours) & set(theirs):
            continue
        for own in rows.values():
            a, b = (
                max((sign * own[n] for n in side if n in own), default=None)
                for side in (ours, theirs)
            )
            if a is not None and b is not None:
                yield None if abs(a - b) <= _LEVEL * max(abs(a), abs(b)) else a > b
        return


def _named(text: str, names: list[str]) -> list[str]:
    """The names of which a text has a word that no better fitting name explains."""
    said = _words(text)
    own = {name: _words(name) & said for name in names}
    return [
        name
        for name, words in own.items()
        if words - set().union(*(o for o in own.values() if len(o) > len(words)), set())
    ]


def _words(text: str) -> set[str]:
    """The words of a text that mean something, without the s of a plural."""
    words = re.findall(r"[^\W_]{3,}", text.casefold())
    return {w[:-1] if len(w) > 3 and w.endswith("s") else w for w in words if w not in _SMALL}


# Direction ---------------------------------------------------------------------------------------


def _moved(text: str, table: dict) -> Iterator[tuple[str, bool]]:
    rose, fell = _ROSE.search(text), _FELL.search(text)
    runs = list(_runs(text, table))
    if bool(rose) == bool(fell) or not runs:
        return
    sign, words = (1, rose[0]) if rose else (-1, fell[0])
    ahead = [_farthest(run, sign) * _PLAIN >= _farthest(run, -sign) for run in runs]
    every = re.search(r"\b(both|all|each|every|ambos|ambas|todos|todas)\b", text)
    yield words, all(ahead) if every else any(ahead)
    if by := _BY.search(text):
        told = float(by[1].replace(",", "."))
        yield f"{words} … {by[0]}", any(_near_percent(run, sign, told) for run in runs)


def _runs(text: str, table: dict) -> Iterator[list[float]]:
    """The values of what a title names, in order of time: of each series, or of each place from series to series."""
    names = list(table)
    if _in_order(names) and len(names) > 1:
        places = list(dict.fromkeys(x for own in table.values() for x in own))
        rows = {x: [own[x] for own in table.values() if x in own] for x in places}
    else:
        rows = {name: list(own.values()) for name, own in table.items() if _in_order(list(own))}
    kept = _named(text, list(rows)) or list(rows)
    yield from (rows[name] for name in kept if len(rows[name]) > 1)


def _in_order(places: list[str]) -> bool:
    """Whether places follow one another: numbers or days, or names with a year, from first to last."""
    numbers = [as_number(place) for place in places]
    if None in numbers:
        years = [_YEAR.search(place) for place in places]
        numbers = [float(year[0]) if year else None for year in years]
        return None not in numbers and all(a <= b for a, b in pairwise(numbers))
    return all(a < b for a, b in pairwise(numbers))


def _farthest(run: list[float], sign: int) -> float:
    """The farthest that a run goes up (or down, when `sign` is -1), from any value to a later one."""
    low, most = sign * run[0], 0.0
    for value in run:
        low, most = min(low, sign * value), max(most, sign * value - low)
    return most


def _near_percent(run: list[float], sign: int, told: float) -> bool:
    """Whether a change in per cent is one between the ends, the top or the bottom, or one in points."""
    top, bottom = max(run), min(run)
    pairs = [(a, b) for a in (run[0], top, bottom) for b in (run[-1], top, bottom) if a]
    moves = [sign * change for a, b in pairs for change in (100 * (b / a - 1), b - a)]
    return any(abs(move - told) <= max(2.0, 0.05 * told) for move in moves)
