"""The axes on which a curve is drawn: a real scale of time, what is given, what was drawn, the truth over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimlab.html import Markup, join, tag
from claimlab.i18n import _
from claimlab.lessons.declare import Prediction
from claimlab.teaching.predicting.guesses import figure, said

__all__ = ["curve_field", "curve_picture", "curve_svg"]

_WIDE, _NARROW, _HEIGHT = 720, 340, 320
_LEFT, _TOP, _BOTTOM, _MARGIN = 48, 36, 280, 20
# The student's colour and that of the figures; the style sheet gives lighter ones on a dark page.
_MINE, _TRUE = "var(--bl-mine,#0173b2)", "var(--bl-true,#d55e00)"
_MOST_TICKS = 6
_APART = 44  # pixels between two names on the axis
_ROUND = (1, 2, 2.5, 5, 10)


def _given(asked: Prediction) -> dict[float, float]:
    return dict(sorted(asked.known.items()))


def _ticks(low: float, high: float) -> list[float]:
    """Round places between low and high."""
    size = (
        10.0 ** (len(str(int((high - low) / _MOST_TICKS))) - 1)
        if high - low >= _MOST_TICKS
        else 0.01
    )
    while True:
        for part in _ROUND:
            step = part * size
            if (high - low) / step <= _MOST_TICKS:
                first = -(-low // step)
                return [
                    round((first + i) * step, 9)
                    for i in range(int((high - first * step) / step + 1e-9) + 1)
                ]
        size *= 10


@dataclass(frozen=True)
class _Plot:
    """The axes of one prediction, `width` pixels wide, and what is drawn on them."""

    asked: Prediction
    width: int

    @property
    def box(self) -> dict[str, float]:
        """Where the plot lies, and the first and the last place on its axis of time."""
        at = [*self.asked.points, *_given(self.asked)]
        return {"left": _LEFT, "right": self.width - _MARGIN, "top": _TOP, "bottom": _BOTTOM,
                "first": min(at), "last": max(at)}  # fmt: skip

    def at(self, point: float, value: float) -> tuple[float, float]:
        """A point of the curve in pixels."""
        box, asked = self.box, self.asked
        across = (point - box["first"]) / (box["last"] - box["first"] or 1)
        up = (min(max(value, asked.low), asked.high) - asked.low) / (asked.high - asked.low)
        return _LEFT + (box["right"] - _LEFT) * across, _BOTTOM - (_BOTTOM - _TOP) * up

    def path(self, points: Sequence[tuple[float, float | None]], **look: object) -> Markup:
        """A line through the points that have a value; it is broken where one has none."""
        pen, steps = "M", []
        for point, value in points:
            if value is None:
                pen = "M"
                continue
            x, y = self.at(point, value)
            steps.append(f"{pen}{x:.1f},{y:.1f}")
            pen = "L"
        return tag("path", d=" ".join(steps), fill="none", **look) if steps else Markup("")

    def dots(self, points: Sequence[tuple[float, float | None]]) -> list[Markup]:
        """A dot on every point of the truth that has a value."""
        there = [self.at(point, value) for point, value in points if value is not None]
        look = {"r": 4.5, "style": f"fill:{_TRUE}"}
        return [tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", **look) for x, y in there]

    def axes(self) -> Markup:
        """Grid lines, numbers, years or other places, the base line and the units."""
        box, parts = self.box, []
        ends = {"x1": _LEFT, "x2": box["right"]}
        for value in _ticks(self.asked.low, self.asked.high):
            y = self.at(box["first"], value)[1]
            level = {"y1": f"{y:.1f}", "y2": f"{y:.1f}"}
            parts.append(tag("line", **ends, **level, stroke="#949494", stroke_opacity=".4"))
            name = figure(value, self.asked.step)
            parts.append(tag("text", name, x=_LEFT - 8, y=f"{y + 5:.1f}", text_anchor="end"))
        for x, point in self._named():
            parts.append(
                tag("text", f"{point:g}", x=f"{x:.1f}", y=_BOTTOM + 18, text_anchor="middle")
            )
        if self.asked.across:
            end = {"x": box["right"], "y": _BOTTOM + 35, "text_anchor": "end"}
            parts.append(tag("text", self.asked.across, **end))
        parts.append(tag("line", **ends, y1=_BOTTOM, y2=_BOTTOM, stroke="#767676"))
        return join([*parts, tag("text", self.asked.unit, x=4, y=14)])

    def _named(self) -> list[tuple[float, float]]:
        """The places of the axis that are named: where a circle is drawn first, then what else has room."""
        named: list[tuple[float, float]] = []
        for point in (*self.asked.points[::-1], *sorted(_given(self.asked))):
            x = self.at(point, 0)[0]
            if all(abs(x - other) >= _APART for other, _point in named):
                named.append((x, point))
        return named

    def labels(self, mine: list, true: list) -> list[Markup]:
        """Names at the widest gap between the lines, where they cannot collide."""
        both = [
            (p, m, t)
            for (p, t), (_q, m) in zip(true, mine[-len(true) :], strict=False)
            if m is not None and t is not None
        ]
        if not both:
            return []
        point, m, t = max(both, key=lambda one: abs(one[1] - one[2]))
        side = -1 if m >= t else 1
        made = []
        for value, text, up, tone in (
            (m, _("you"), side, _MINE),
            (t, _("the figures"), -side, _TRUE),
        ):
            x, y = self.at(point, value)
            made.append(
                tag("text", text, x=f"{min(x, self.box['right'] - 40):.1f}", y=f"{y + (18 if up > 0 else -10):.1f}",
                    text_anchor="middle", font_weight="bold", style=f"fill:{tone}", paint_order="stroke",
                    stroke="var(--jp-layout-color1,#fff)", stroke_width="4")
            )  # fmt: skip
        return made


def curve_svg(
    asked: Prediction,
    drawn: Sequence[float | None] = (),
    truth: Sequence[float | None] = (),
    width: int = _WIDE,
) -> Markup:
    """Axes, the given part, the curve that was drawn and the truth over it, as SVG with the same in words.

    >>> asked = Prediction("P01.2", "curve", "?", points=(2008, 2012, 2016), high=8, step=0.25)
    >>> "Your curve: 2008: 6, 2012: 4, 2016: 1" in curve_svg(asked, [6, 4, 1])
    True
    """
    plot, given = _Plot(asked, width), list(_given(asked).items())
    mine = list(zip(asked.points, drawn, strict=True)) if drawn else []
    if given and mine and given[-1][0] < asked.points[0]:
        mine = [given[-1], *mine]
    words = []
    if any(value is not None for value in drawn):
        words.append(_("Your curve: {points}").format(points=said(asked, drawn)))
    parts = [plot.axes(), plot.path(given, stroke="#767676", stroke_width="3")]
    parts.append(plot.path(mine, style=f"stroke:{_MINE}", stroke_width="3", stroke_dasharray="8 4"))
    if truth:
        true = [*mine[: -len(asked.points)], *zip(asked.points, truth, strict=True)]
        look = {"style": f"stroke:{_TRUE}", "stroke_width": "4", "class_": "bl-truth"}
        parts.append(plot.path(true, **look, pathLength="1"))
        parts += plot.dots(true)  # a point between two gaps is no line
        words.append(_("The truth: {points}").format(points=said(asked, truth)))
        parts += plot.labels(mine, true)
    empty = _("Empty axes: {unit}, {across}") if asked.across else _("Empty axes: {unit} by year")
    name = ". ".join(words) or empty.format(unit=asked.unit, across=asked.across)
    return tag(
        "svg", tag("title", name), *parts, role="img", aria_label=name, viewBox=f"0 0 {width} {_HEIGHT}",
        width=width, height=_HEIGHT, style="display:block;font-size:14px;max-width:100%;height:auto", fill="var(--jp-ui-font-color1,currentColor)",
    )  # fmt: skip


def curve_picture(
    asked: Prediction, drawn: Sequence[float | None], truth: Sequence[float | None] = ()
) -> Markup:
    """The drawing for a wide and for a narrow page; without the kit's style sheet the wide one stands, made smaller."""
    wide = tag("div", curve_svg(asked, drawn, truth), class_="bl-at-wide")
    narrow = curve_svg(asked, drawn, truth, _NARROW)
    return join([wide, tag("div", narrow, class_="bl-at-narrow", style="display:none")])


def curve_field(asked: Prediction, decimals: int) -> dict[str, object]:
    """What the front end needs to let a curve be drawn on these axes, on a wide and on a narrow page."""
    given = _given(asked)
    anchor = [max(given), given[max(given)]] if given and max(given) < asked.points[0] else None
    pages = {
        name: {"frame": str(curve_svg(asked, width=width)), "box": _Plot(asked, width).box}
        for name, width in (("wide", _WIDE), ("narrow", _NARROW))
    }
    return {
        "points": list(asked.points), "low": asked.low, "high": asked.high, "step": asked.step, "decimals": decimals,
        "unit": asked.unit, **pages, "anchor": anchor, "given": anchor[1] if anchor else None,
    }  # fmt: skip
