"""What a student does: answers handed over, made from their declarations, and goals that are found."""

from __future__ import annotations

from borderlab.judging.charts import as_drawn
from borderlab.lessons import goal
from borderlab.lessons.declare import Exercise

__all__ = ["as_given", "right_answers", "starts_unreached_and_is_reached"]


def right_answers(ex: Exercise) -> list[object]:
    """Answers that must pass: the computed one, or the examples in the schema of a card or text."""
    if ex.kind == "chart":
        return [as_drawn(ex, ex.right())]
    return [ex.right()] if ex.kind not in ("card", "text") else list(ex.schema.get("examples", []))


def as_given(ex: Exercise, wrong: object) -> object:
    """A mistake as a student would make it: parts that match anything are filled with right ones."""
    if ex.kind == "chart":
        return as_drawn(ex, wrong)
    if ex.kind == "labels":
        return dict(ex.right()) | {
            item: label for item, label in wrong.items() if label is not None
        }
    if ex.kind == "order" and isinstance(wrong, (set, frozenset)):
        return [*(key for key in ex.right() if key not in wrong), *wrong]
    if isinstance(wrong, (tuple, list)) and ex.kind == "number":
        return tuple(r if w is None else w for w, r in zip(wrong, ex.right(), strict=True))
    return wrong


def starts_unreached_and_is_reached(shown, goal_id: str, *moves: dict, **last: object) -> str:
    """What a picture says when its controls are moved to a goal that it does not start at."""
    assert not goal(goal_id).reached(shown.frame, **shown.params)
    for move in (*moves, last) if last else moves:
        shown.move(**move)
        found = shown.rest()
    assert "Found" in found and "{" not in found
    return found
