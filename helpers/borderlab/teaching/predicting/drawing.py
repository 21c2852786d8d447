"""The axes on which a curve is drawn: a real scale of time, what is given, what was drawn, the truth over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from borderlab.html import Markup, join, tag
from borderlab.i18n import _
from borderlab.lessons.declare import Prediction
from borderlab.teaching.predicting.guesses import figure, said

__all__ = ["curve_field", "curve_svg"]

_WIDTH, _HEIGHT = 720, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 700, 36, 280
_ROUND = (1, 2, 2.5, 5, 10)


def _given(asked: Prediction) -> dict[float, float]:
    return dict(sorted((getattr(asked, "known", None) or {}).items()))


def _box(asked: Prediction) -> dict[str, float]:
    at = [*asked.points, *_given(asked)]
    return {
        "left": _LEFT,
        "right": _RIGHT,
        "top": _TOP,
        "bottom": _BOTTOM,
        "first": min(at),
        "last": max(at),
    }


def _ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round places between low and high."""
    size = 10.0 ** (len(str(int((high - low) / most))) - 1) if high - low >= most else 0.01
    while True:
        for part in _ROUND:
            step = part * size
            if (high - low) / step <= most:
                first = -(-low // step)
                return [
                    round((first + i) * step, 9)
                    for i in range(int((high - first * step) / step + 1e-9) + 1)
                ]
        size *= 10


def _path(
    asked: Prediction, points: Sequence[tuple[float, float | None]], **look: object
) -> Markup:
    """A line through the points that have a value; it is broken where one has none."""
    at, pen, steps = _place(asked), "M", []
    for point, value in points:
        if value is None:
            pen = "M"
            continue
        x, y = at(point, value)
        steps.append(f"{pen}{x:.1f},{y:.1f}")
        pen = "L"
    return tag("path", d=" ".join(steps), fill="none", **look) if steps else Markup("")


def _place(asked: Prediction):
    box = _box(asked)
    wide, high = box["last"] - box["first"] or 1, asked.high - asked.low

    def at(point: float, value: float) -> tuple[float, float]:
        value = min(max(value, asked.low), asked.high)
        return (
            _LEFT + (_RIGHT - _LEFT) * (point - box["first"]) / wide,
            _BOTTOM - (_BOTTOM - _TOP) * (value - asked.low) / high,
        )

    return at


def _axes(asked: Prediction) -> Markup:
    at, box, parts = _place(asked), _box(asked), []
    for value in _ticks(asked.low, asked.high):
        y = at(box["first"], value)[1]
        parts.append(
            tag(
                "line",
                x1=_LEFT,
                x2=_RIGHT,
                y1=f"{y:.1f}",
                y2=f"{y:.1f}",
                stroke="#949494",
                stroke_opacity=".4",
            )
        )
        parts.append(
            tag("text", figure(value, asked.step), x=_LEFT - 8, y=f"{y + 5:.1f}", text_anchor="end")
        )
    for point in _ticks(box["first"], box["last"], most=8):
        if float(point).is_integer():
            parts.append(
                tag(
                    "text",
                    int(point),
                    x=f"{at(point, 0)[0]:.1f}",
                    y=_BOTTOM + 22,
                    text_anchor="middle",
                )
            )
    parts.append(tag("line", x1=_LEFT, x2=_RIGHT, y1=_BOTTOM, y2=_BOTTOM, stroke="#767676"))
    return join([*parts, tag("text", asked.unit, x=4, y=14)])


def curve_svg(
    asked: Prediction, drawn: Sequence[float | None] = (), truth: Sequence[float | None] = ()
) -> Markup:
    """Axes, the given part, the curve that was drawn and the truth over it, as SVG with the same in words.

    >>> asked = Prediction("P01.2", "curve", "?", points=(2008, 2012, 2016), high=8, step=0.25)
    >>> "Your curve: 2008: 6, 2012: 4, 2016: 1" in curve_svg(asked, [6, 4, 1])
    True
    """
    given = list(_given(asked).items())
    mine = list(zip(asked.points, drawn, strict=True)) if drawn else []
    if given and mine:
        mine = [given[-1], *mine] if given[-1][0] < asked.points[0] else mine
    words = [
        _("Your curve: {points}").format(points=said(asked, drawn))
        if any(v is not None for v in drawn)
        else ""
    ]
    parts = [_axes(asked), _path(asked, given, stroke="#767676", stroke_width="3")]
    parts.append(_path(asked, mine, stroke="#0173b2", stroke_width="3", stroke_dasharray="8 4"))
    if truth:
        true = list(zip(asked.points, truth, strict=True))
        parts.append(
            _path(
                asked, true, stroke="#d55e00", stroke_width="4", class_="bl-truth", pathLength="1"
            )
        )
        words.append(_("The truth: {points}").format(points=said(asked, truth)))
        parts += _labels(asked, mine, true)
    name = ". ".join(filter(None, words)) or _("Empty axes: {unit} by year").format(unit=asked.unit)
    return tag(
        "svg", tag("title", name), *parts, role="img", aria_label=name, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", width=_WIDTH,
        style="max-width:100%;height:auto;font-size:14px", fill="var(--jp-ui-font-color1,currentColor)",
    )  # fmt: skip


def _labels(asked: Prediction, mine: list, true: list) -> list[Markup]:
    """Names at the widest gap between the lines, where they cannot collide."""
    both = [
        (p, m, t)
        for (p, t), (_q, m) in zip(true, mine[-len(true) :], strict=False)
        if m is not None and t is not None
    ]
    if not both:
        return []
    point, m, t = max(both, key=lambda one: abs(one[1] - one[2]))
    at, side = _place(asked), -1 if m >= t else 1
    made = []
    for value, text, up, colour in (
        (m, _("you"), side, "#0173b2"),
        (t, _("the figures"), -side, "#d55e00"),
    ):
        x, y = at(point, value)
        made.append(
            tag("text", text, x=f"{min(x, _RIGHT - 40):.1f}", y=f"{y + (18 if up > 0 else -10):.1f}", text_anchor="middle",
                font_weight="bold", style=f"fill:{colour}", paint_order="stroke", stroke="var(--jp-layout-color1,#fff)", stroke_width="4")
        )  # fmt: skip
    return made


def curve_field(asked: Prediction, decimals: int) -> dict[str, object]:
    """What the front end needs to let a curve be drawn on these axes."""
    given = _given(asked)
    anchor = [max(given), given[max(given)]] if given and max(given) < asked.points[0] else None
    shown: Mapping[str, object] = {
        "points": list(asked.points), "low": asked.low, "high": asked.high, "step": asked.step, "decimals": decimals,
        "unit": asked.unit, "frame": str(curve_svg(asked)), "box": _box(asked), "anchor": anchor,
        "given": anchor[1] if anchor else None,
    }  # fmt: skip
    return dict(shown)
