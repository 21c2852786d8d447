"""Lines as marks: their course with its gaps, their dots, the names at their ends, the rule that reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import numpy as np

from claimlab.i18n import _, as_read
from claimlab.views.axes import Box, Scale, stacked
from claimlab.views.guess import Mark as Guess
from claimlab.views.letters import rows, wide
from claimlab.views.placing import spread
from claimlab.views.room import emptiest, guess_line
from claimlab.views.scene import Mark, line, point, text
from claimlab.views.series import Series
from claimlab.views.stage import position_text
from claimlab.views.words import alike

__all__ = ["along_names", "course", "curve_guess", "end_names", "name_room", "peak", "rule_of"]

_NEAR = (
    60  # pixels from a line's end to the edge of the plot, beyond which its name stands at the line
)
_FEW_DOTS, _MOST_STOPS, _MOST_TOLD = 16, 420, 6
_LEAD = 17
_ALONE = 5.5  # radius of a line's only dot
_NAME_AFTER = 8


def _tone(look: str) -> str:
    return look.split()[0]


def course(
    one: Series, look: str, across: Scale, up: Scale, said: Callable[[float], str], beside: int,
    is_stepped: bool = False,
) -> list[Mark]:  # fmt: skip
    """A line as marks: what is known, pale dots over the places that lack a figure, dots where they are few."""
    real = np.isfinite(one.ys)
    places: list[tuple[float, float] | None] = [
        (across(x), up.held(y)) if known else None
        for x, y, known in zip(one.xs, one.ys, real, strict=True)
    ]
    key, tone = one.name or "line", _tone(look)
    found = []
    if gaps := _gaps(one, places):
        found.append(line(f"gap:{key}", gaps, f"{tone} gap"))
    name = {"n": one.name} if one.name else {}
    found.append(
        line(
            f"line:{key}",
            _steps(places) if is_stepped else places,
            look,
            s=key,
            ghost=1,
            **({**name, "v": one.course()} if name else {}),
        )
    )
    if real.sum() <= _FEW_DOTS and beside <= 4 and "hair" not in look:
        radius = 3.4 if "main" in look else 2.8
        if real.sum() == 1:
            radius = _ALONE
        for i in np.flatnonzero(real):
            x, y = places[i]
            own = f"{tone} hollow" if one.basis[i] % 2 else f"{tone} edged"
            found.append(
                point(
                    f"dot:{key}:{one.xs[i]:g}",
                    x,
                    y,
                    radius,
                    own,
                    n=_head(one, one.xs[i]),
                    v=said(one.ys[i]),
                    s=key,
                )
            )
    else:
        found += [
            point(f"dot:{key}:{one.xs[i]:g}", *places[i], 2.4, f"{tone}") for i in _alone(real)
        ]
        if "main" in look:
            found.append(
                point(f"tip:{key}", *places[np.flatnonzero(real)[-1]], 4.5, f"{tone} edged")
            )
    return found


def _alone(real: np.ndarray) -> np.ndarray:
    """Points without a neighbour, which no line would show."""
    padded = np.concatenate(([False], real, [False]))
    return np.flatnonzero(real & ~padded[:-2] & ~padded[2:])


def _gaps(
    one: Series, places: Sequence[tuple[float, float] | None]
) -> list[tuple[float, float] | None]:
    """From the last known place before a gap to the first one after it, where both were counted alike."""
    known = np.flatnonzero(np.isfinite(one.ys))
    found: list[tuple[float, float] | None] = []
    for a, b in zip(known, known[1:]):
        if b > a + 1 and one.basis[a] == one.basis[b]:
            found += [places[a], places[b], None]
    return found[:-1]


def _steps(places: Sequence[tuple[float, float] | None]) -> list[tuple[float, float] | None]:
    """Level from each place to the next, then straight up or down to it."""
    found = list(places[:1])
    for before, here in zip(places, places[1:]):
        found += [(here[0], before[1]), here] if before and here else [here]
    return found


def _head(one: Series, x: float) -> str:
    place = position_text(x, one.kind)
    return f"{place}: {one.name}" if one.name else place


def name_room(lines: Sequence[Series], names: Sequence[str], width: float) -> float:
    """Room right of a plot for the names at the ends of its lines, and for the last figure."""
    most = min(190.0, 0.3 * width)
    parts = [part for name in names if name for part in rows(name, most, "end")]
    return max(wide(part, "end") for part in [*parts, *_last(lines)]) + _NAME_AFTER + 4


def _last(lines: Sequence[Series]) -> list[str]:
    """The last figure of each line, with as many decimals as the largest of all figures needs."""
    top = max(float(np.nanmax(np.abs(one.ys))) for one in lines if one.tip())
    return alike([top, *(tip[1] if (tip := one.tip()) else np.nan for one in lines)])[1:]


def end_names(
    lines: Sequence[Series], names: Sequence[str], looks: Sequence[str], across: Scale, up: Scale,
    box: Box, width: float, marks: Sequence[Mark],
) -> list[Mark]:  # fmt: skip
    """Each name beside its line's last point, with the last figure where there is room for it."""
    found: list[Mark] = []
    most = min(190.0, 0.3 * width)
    ends = [
        (name, look, across(tip[0]), up.held(tip[1]), last)
        for one, name, look, last in zip(lines, names, looks, _last(lines), strict=True)
        if (tip := one.tip()) and (name or len(lines) == 1)
    ]
    far = [end for end in ends if end[2] < box.right - _NEAR]
    near = [end for end in ends if end not in far]
    ys = sorted(y for _name, _look, _x, y, _last in near)
    has_room = len(near) <= 4 and all(b - a > 2.4 * _LEAD for a, b in zip(ys, ys[1:]))
    texts = [
        [*(rows(name, most, "end") if name else ()), *([last] if has_room else [])]
        for name, _look, _x, _y, last in near
    ]
    middles = spread(
        [y for _n, _l, _x, y, _v in near],
        [_LEAD * len(t) + 3 for t in texts],
        box.top - 8,
        box.bottom + 8,
    )
    start = box.right + _NAME_AFTER
    for (name, look, x, y, _last_one), told, middle in zip(near, texts, middles, strict=True):
        tone = _tone(look)
        shade = "others" if look.startswith("others") else tone
        if abs(middle - y) > 9 and len(near) > 1:
            found.append(line(f"lead:{name}", [(x + 4, y), (start - 3, middle)], f"{shade} thin"))
        first, rest = middle - _LEAD * (len(told) - 1) / 2, len(told) - has_room
        found += (
            stacked(
                f"end:{name}",
                start,
                first + _LEAD * (rest - 1) / 2,
                told[:rest],
                f"end {shade}",
                lead=_LEAD,
            )
            if rest
            else []
        )
        if has_room:
            found += stacked(
                f"end-v:{name}",
                start,
                first + _LEAD * rest,
                told[rest:],
                f"{shade} num" if rest else f"end {shade}",
            )
    sheet = Box(0, 0, width, box.bottom)
    for name, look, x, y, last in far:
        told = name or last
        shade = "others" if look.startswith("others") else _tone(look)
        looks_of = f"end {shade} halo"
        long = wide(told, "end")
        spots = [(x + 9, y + 5, ""), (x, y - 10, "m"), (x, y + 22, "m"), (x + 6, y - 12, ""), (x + 6, y + 24, ""),
                 (x - 6, y - 12, "e"), (x - 6, y + 24, "e"), (x + 9, y - 30, ""), (x - long / 2, y + 40, "")]  # fmt: skip
        at = emptiest(spots, told, looks_of, sheet, [*marks, *found])
        found += stacked(f"end:{name}", at[0], at[1] - 5, [told], looks_of, at[2])
    return found


def along_names(
    lines: Sequence[Series], names: Sequence[str], looks: Sequence[str], across: Scale, up: Scale,
    box: Box, marks: Sequence[Mark],
) -> list[Mark]:  # fmt: skip
    """The names of some lines beside their middle parts, each where it hides least."""
    found: list[Mark] = []
    for one, look in zip(lines, looks, strict=True):
        if one.name not in names:
            continue
        tone = "soft" if "hair" in look else _tone(look)
        told = rows(one.name, 0.34 * (box.right - box.left), f"{tone} halo")
        deep = _LEAD * (len(told) - 1)
        real = np.flatnonzero(np.isfinite(one.ys))
        xs, ys = one.xs[real], one.ys[real]
        at = np.linspace(xs[0] + 0.85 * np.ptp(xs), xs[0] + 0.15 * np.ptp(xs), 15)
        spots = [
            (across(x) + side * 12, up.held(y) + shift, "" if side > 0 else "e")
            for x, y in zip(at, np.interp(at, xs, ys), strict=True)
            for side in (1, -1)
            for shift in (-10 - deep, 5 - deep / 2, 20)
        ]
        x, y, anchor = emptiest(spots, told, f"{tone} halo", box, [*marks, *found])
        found += stacked(f"along:{one.name}", x, y - 5 + deep / 2, told, f"{tone} halo", anchor, lead=_LEAD)  # fmt: skip
    return found


def peak(
    one: Series, look: str, across: Scale, up: Scale, sheet: Box, marks: Sequence[Mark]
) -> list[Mark]:
    """The highest figure of a line and its place in words, unless the line ends there."""
    real = np.flatnonzero(np.isfinite(one.ys))
    top = int(np.nanargmax(one.ys))
    flat = np.isclose(one.ys[real], one.ys[top]).sum() > 1
    if len(real) < 4 or top in real[-2:] or flat or not up.low <= one.ys[top] <= up.high:
        return []
    x, y = across(one.xs[top]), up(one.ys[top])
    told = alike([one.ys[top]])[0]
    if one.kind != "number":
        told = _("{value} in {place}").format(
            value=told, place=position_text(one.xs[top], one.kind)
        )
    looks = f"{_tone(look)} strong halo"
    spots = [
        (x, y - 11, "m"),
        (x - 8, y - 9, "e"),
        (x + 8, y - 9, ""),
        (x + 10, y + 5, ""),
        (x - 10, y + 5, "e"),
    ]
    x, y, anchor = emptiest(spots, told, looks, sheet, marks)
    return [text("peak", x, y, told, looks, anchor)]


def rule_of(
    lines: Sequence[Series],
    names: Sequence[str],
    across: Scale,
    up: Scale,
    said: Callable[[float], str],
) -> list[list]:
    """A stop for each place: its head, what each line says there, and where dots stand on the upright."""
    if len(lines) > _MOST_TOLD:
        return []
    points = sorted(
        (float(x), i, float(y))
        for i, one in enumerate(lines)
        for x, y, known in zip(one.xs, one.ys, np.isfinite(one.ys), strict=True)
        if known
    )
    stops = []
    for x, group in groupby(points, key=lambda point: point[0]):
        here = list(group)
        told = [
            f"{names[i]}: {said(y)}" if names[i] and len(lines) > 1 else said(y)
            for _x, i, y in here
        ]
        heights = [round(up.held(y), 1) for _x, _i, y in here]
        stops.append(
            [
                round(across(x), 1),
                position_text(x, lines[0].kind),
                as_read("\n".join(told)),
                [],
                heights,
            ]
        )
    return stops if len(stops) <= _MOST_STOPS else []


def curve_guess(
    guess: Guess, across: Scale, up: Scale, sheet: Box, marks: Sequence[Mark]
) -> list[Mark]:
    """A drawn line, named where its name hides least."""
    xs, ys = guess.points
    places = [
        (across(x), up.held(y)) if np.isfinite(y) else None for x, y in zip(xs, ys, strict=True)
    ]
    real = [place for place in places if place]
    spots = [(x, y + shift, a) for x, y in real for shift in (-10, 20) for a in ("m", "", "e")]
    return guess_line(places, guess.text, spots, sheet, marks)
