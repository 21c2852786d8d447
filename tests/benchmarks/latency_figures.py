"""The two ways of the latency benchmark in a notebook: a picture of the course as it is, and `interact` with seaborn.

Both move the same control over the same computation, which is timed in both.
"""

from __future__ import annotations

import json
import time
from dataclasses import fields
from itertools import count

from borderlab import show
from claimlab.lessons import lesson_ids, pictures
from claimlab.teaching.explore import Explore

spent: dict[str, list[float]] = {"compute": [], "move": [], "ahead": []}
turns = count()


def widgets() -> list[str]:
    """Every picture of the course that has controls."""
    return [
        name for lesson in lesson_ids() for name, one in pictures(lesson).items() if one.parameters
    ]


def timed(function, into: str):
    """The function, with the milliseconds of each call kept."""

    def call(*given, **settings):
        begun = time.perf_counter()
        try:
            return function(*given, **settings)
        finally:
            spent[into].append(1000 * (time.perf_counter() - begun))

    return call


def of_the_kit(name: str) -> Explore:
    """The picture as a lesson shows it; what it prepares while a hand rests counts with the move after which it does."""
    figure = show(name)
    for pane in figure._panes:
        pane._compute = timed(pane._compute, "compute")
    move = timed(figure.move, "move")
    figure._state, figure.start = timed(figure._state, "move"), dict(figure.raw)

    def watched(**raw):
        before = figure.raw
        move(**raw)
        if figure.raw != before:
            spent["ahead"].append(figure._key(figure.raw) in figure._ahead)

    figure.move = watched
    return figure


def in_the_common_way(name: str):
    """The same first control over the same frames, drawn by seaborn in an `interact`."""
    import matplotlib.pyplot as plt
    import seaborn as sns
    from ipywidgets import Checkbox, Dropdown, FloatSlider, interact

    sns.set_theme(style="whitegrid")
    figure = show(name)
    moved, control = next(iter(figure._controls.items()))
    told, start = control.shown(moved), figure.raw[moved]
    kinds = {
        "slider": lambda: FloatSlider(
            min=told["low"], max=told["high"], step=told["step"], value=start
        ),
        "choice": lambda: Dropdown(
            options=[(text, i) for i, text in enumerate(told["options"])], value=start
        ),
        "tick": lambda: Checkbox(value=start),
    }

    def draw(raw):
        settings = {**figure.params, moved: control.value(raw)}
        _figure, axes = plt.subplots(
            1, len(figure._panes), figsize=(7.6, 3.8), dpi=100, squeeze=False
        )
        for pane, ax in zip(figure._panes, axes[0], strict=True):
            given = {key: value for key, value in settings.items() if key in pane._takes}
            frame = timed(pane._compute, "compute")(**given, **pane._fixed)
            if pane._trail:
                frame = pane._trail(frame.assign(is_now=True))
            with_seaborn(sns, figure.view, frame, ax)
        plt.show()

    interact(timed(draw, "move"), raw=kinds[told["kind"]]())


def with_seaborn(sns, view, frame, ax) -> None:
    """One call of seaborn that comes nearest to the view; a map is drawn as no more than a histogram."""
    said = {one.name: getattr(view, one.name) for one in fields(view)}
    x, y = (
        [said[key] for key in keys if said.get(key) in frame.columns]
        for keys in (("x", "label", "value"), ("y", "value", "low"))
    )
    x, y = x[0] if x else None, y[0] if y else None
    hue = said.get("by") if said.get("by") in frame.columns else None
    kind = type(view).__name__
    if kind in ("Lines", "Fan") and x and y:
        sns.lineplot(data=frame, x=x, y=y, hue=hue, marker="o", ax=ax)
    elif kind == "Bars" and x and y:
        lying = said.get("horizontal")
        sns.barplot(data=frame, x=y if lying else x, y=x if lying else y, hue=hue, ax=ax)
    elif x and y and x != y:
        sns.scatterplot(data=frame, x=x, y=y, hue=hue, ax=ax)
    else:
        sns.histplot(frame.select_dtypes("number").iloc[:, 0], ax=ax)
    ax.set_title("A title as long as those of the course are")


def report(figure: Explore) -> None:
    """Print what was kept since the last time, and what can be moved."""
    name, control = next(iter(figure._controls.items()))
    told = {
        "turn": next(turns), **spent, "is_near": bool(figure._near_left), "kind": control.shown(name)["kind"],
        "marks": sum(len(pane.scene["marks"]) for pane in figure._panes), "places": len(control.raws()),
        "at": control.place(figure.raw[name]), "start": control.place(figure.start[name]),
    }  # fmt: skip
    print(json.dumps(told))
    spent.update({kind: [] for kind in spent})
