"""Where labels go so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["LANE", "apart", "beside", "lanes", "spread"]

LANE = 20


def lanes(starts: Sequence[float], widths: Sequence[float], room: float) -> list[tuple[float, int]]:
    """Where labels go above a plot: (left edge, row) for each, so that none covers another.

    A label begins at its event and a thin line leads down to it. From right to left, each takes the
    lowest row where it covers no label, its line crosses none, and no line crosses it.

    >>> lanes([10, 20, 200], [50, 50, 50], 300)
    [(10, 1), (20, 0), (200, 0)]
    >>> lanes([10, 50, 70], [50, 50, 50], 300)
    [(10, 2), (50, 1), (70, 0)]
    >>> len(set(row for _x, row in lanes([10, 50, 70], [95, 95, 95], 100)))
    3
    """
    placed: dict[int, tuple[float, float, int]] = {}
    for i in sorted(range(len(starts)), key=lambda i: -starts[i]):
        left = max(0.0, min(starts[i], room - widths[i]))
        right, row = left + widths[i], 0
        while row < len(starts) and any(
            (r == row and a < right and left < b)
            or (r < row and a < starts[i] < b)
            or (r > row and left < starts[j] < right)
            for j, (a, b, r) in placed.items()
        ):
            row += 1
        if row == len(starts):  # no row is free of crossings: one that no label has
            row = max(r for _a, _b, r in placed.values()) + 1
        placed[i] = (left, right, row)
    return [(placed[i][0], placed[i][2]) for i in range(len(starts))]


def _inside(centre: float, height: float, low: float, high: float) -> float:
    return max(low + height / 2, min(centre, high - height / 2))


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Centres for labels near the wanted ones that do not overlap and stay between low and high where they fit.

    >>> [float(round(y, 1)) for y in spread([50, 52, 90], [10, 10, 10], 0, 100)]
    [46.0, 56.0, 90.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[list] = []  # [members, height, centre]
    for i in order:
        groups.append([[i], heights[i], _inside(wanted[i], heights[i], low, high)])
        while (
            len(groups) > 1
            and groups[-2][2] + groups[-2][1] / 2 > groups[-1][2] - groups[-1][1] / 2
        ):
            upper, lower = groups.pop(), groups.pop()
            members, height = lower[0] + upper[0], lower[1] + upper[1]
            centre = sum(wanted[m] for m in members) / len(members)
            groups.append([members, height, _inside(centre, height, low, high)])
    centres = [0.0] * len(wanted)
    for members, height, centre in groups:
        y = centre - height / 2
        for i in members:
            centres[i] = y + heights[i] / 2
            y += heights[i]
    return centres


def apart(
    centres: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Boxes moved up and down until none covers another; they stay where they are from left to right.

    >>> [(x, round(y)) for x, y in apart([(0, 0), (5, 2), (50, 0)], [(20, 10)] * 3)]
    [(0, -4), (5, 6), (50, 0)]
    """
    ys = [y for _x, y in centres]
    for _round in range(50):
        moved = False
        for i in range(len(ys)):
            for j in range(i):
                wide, tall = ((sizes[i][k] + sizes[j][k]) / 2 for k in (0, 1))
                gap = tall - abs(ys[i] - ys[j])
                if gap > 0.01 and abs(centres[i][0] - centres[j][0]) < wide:
                    up = 1 if (ys[i], i) > (ys[j], j) else -1
                    ys[i], ys[j], moved = ys[i] + up * gap / 2, ys[j] - up * gap / 2, True
        if not moved:
            break
    return [(x, y) for (x, _y), y in zip(centres, ys, strict=True)]


def beside(
    points: Sequence[tuple[float, float]],
    widths: Sequence[float],
    height: float,
    box: tuple[float, float, float, float],
    lines: Sequence[tuple[float, float]] = (),
) -> list[tuple[float, float]]:
    """The middle of a label for each point: right of it, else left, above, below or aslant, where there is room.

    Parameters
    ----------
    points : sequence of (x, y)
    widths : sequence of float
        Of the labels, which are all `height` high.
    box : (left, bottom, right, top)
        What holds the labels. One that is free nowhere stands where it covers least.
    lines : sequence of (x, y)
        Points without a name and places along lines, which no label should cover.

    >>> beside([(30, 50), (60, 50)], [30, 30], 10, (0, 0, 100, 100))
    [(30, 63.0), (84.0, 50)]
    """
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in points]
    taken += [(x - 1, y - 1, x + 1, y + 1) for x, y in lines]
    found = []
    for (x, y), width in zip(points, widths, strict=True):
        right, up = width / 2 + 9, height / 2 + 8
        places = [(x + right, y), (x - right, y), (x, y + up), (x, y - up)]
        places += [(x + a * right, y + b * up) for b in (1, -1) for a in (1, -1)]
        frames = [(a - width / 2, b - height / 2, a + width / 2, b + height / 2) for a, b in places]
        at = min(range(8), key=lambda i: (not _within(frames[i], box), _covered(frames[i], taken)))
        taken.append(frames[at])
        found.append(places[at])
    return found


def _within(one: Sequence[float], box: Sequence[float]) -> bool:
    return box[0] <= one[0] and box[1] <= one[1] and one[2] <= box[2] and one[3] <= box[3]


def _covered(one: Sequence[float], others: Sequence[Sequence[float]]) -> float:
    """The area that a box shares with others."""
    wide = ((min(one[2], b[2]) - max(one[0], b[0])) for b in others)
    tall = ((min(one[3], b[3]) - max(one[1], b[1])) for b in others)
    return sum(w * t for w, t in zip(wide, tall, strict=True) if w > 0 and t > 0)
