"""A lesson as a page holds it: its text, and a record of everything that its cells show."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any

from claimlab import lessons
from claimlab.authoring import edition
from claimlab.authoring.build import course_sources, quoted_facts
from claimlab.authoring.doors import CURIOUS
from claimlab.authoring.source import Source
from claimlab.errors import KitError
from claimlab.html import tag
from claimlab.i18n import _, speaking
from claimlab.lessons.words import recorded
from claimlab.site import cards
from claimlab.site.claim import calibrated, judged
from claimlab.site.pictures import record_picture
from claimlab.site.running import VERBS, Shown, fresh_workspace, run
from claimlab.site.toys import record_toy
from claimlab.teaching.card import Card, Cards
from claimlab.teaching.column import Column, page_of
from claimlab.teaching.explore import Explore
from claimlab.teaching.play import Play
from claimlab.teaching.progress import judged_in
from claimlab.teaching.results import frame_html, plain_number
from claimlab.views.figure import Figure

__all__ = ["record_curious", "record_lesson", "record_shown"]


def record_lesson(source: Source) -> dict[str, Any]:
    """Run one lesson and keep what a page needs of it.

    Returns
    -------
    dict
        ``blocks``, in order: ``{"kind": "text", "text": …, "door": bool}``, ``{"kind": "code", "code": …}`` or
        ``{"kind": "part", "part": i}``; ``parts``, what each of these is: a record of a picture or of a card.
    """
    with speaking(source.language), fresh_workspace():
        sources = course_sources(source.language)
        made = edition.notebook(source, sources, quoted_facts(source, sources))
        return _Recorder(source.lesson, [source]).record(made, source.title, source.question)


def record_curious(language: str) -> dict[str, Any] | None:
    """The same of what all lessons keep for the curious; None where they keep nothing."""
    sources = course_sources(language)
    made = edition.curious(sources, lambda lesson_id: recorded(lesson_id)["facts"])
    if made is None:
        return None
    with speaking(language), fresh_workspace():
        return _Recorder(CURIOUS, sources).record(made, _("For the curious"), "")


def record_shown(value: Explore | Figure) -> dict[str, Any]:
    """The record of one picture, without a lesson around it."""
    if not isinstance(value, (Explore, Figure)):
        raise KitError(_("Only a picture can stand by itself: this one is a card of words."))
    with fresh_workspace():
        return {"verb": "picture", **record_picture(value)}


class _Recorder:
    def __init__(self, lesson: str, sources: Sequence[Source]):
        self._lesson = lesson
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self._parts: list[dict[str, Any]] = []
        self._blocks: list[dict[str, Any]] = []
        self._solutions = {
            cell.exercise: cell.text for source in sources for cell in source.cells if "solution" in cell.tags
        }  # fmt: skip

    def record(self, made, title: str, question: str) -> dict[str, Any]:
        for cell in made.cells:
            tags = cell.metadata.get("tags", [])
            if cell.cell_type == "markdown":
                self._blocks.append({
                    "kind": "text", "id": cell.id, "text": cell.source, "isDoor": cell.id.endswith("-door"),
                    "isDeeper": "deeper" in tags,
                })  # fmt: skip
            else:
                self._code(cell, tags)
        return {"lesson": self._lesson, "title": title, "question": question,
                "blocks": self._blocks, "parts": self._parts}  # fmt: skip

    def _code(self, cell, tags: Sequence[str]) -> None:
        exercise = cell.metadata.get("exercise", "")
        names = dict(self._names) if exercise else None
        shown = run(cell.source, self._names, may_fail="raises-exception" in tags)
        is_deeper = "deeper" in tags
        if not exercise and _is_worth_reading(cell.source):
            self._blocks.append({"kind": "code", "code": cell.source, "isDeeper": is_deeper})
        worked = []
        if exercise and lessons.exercise(exercise).kind == "chart":
            worked = _pictures(run(self._solutions[exercise], names).drawn)
        for part in self._shown(shown, cell.source, worked):
            self._parts.append(part)
            block = {"kind": "part", "part": len(self._parts) - 1, "isDeeper": is_deeper}
            self._blocks.append(block)

    def _shown(self, shown: Shown, code: str, worked: list) -> Iterator[dict[str, Any]]:
        if shown.printed:
            yield _html(tag("pre", shown.printed, class_="st-printed"))
        if not worked:
            yield from _pictures(shown.drawn)
        if shown.verb:
            yield self._asked(shown, code, worked)
        elif shown.value is not None:
            yield from self._displayed(shown.value)

    def _asked(self, shown: Shown, code: str, worked: list) -> dict[str, Any]:
        """The record of a call that asks something of a reader."""
        if shown.verb == "reveal":
            asked = lessons.prediction(shown.item)
            own = [p for p in lessons.pictures(shown.item[1:3]).values() if p.reveals == shown.item]
            parts = [
                part
                for one in (*own, *shown.given[1:])
                for part in self._displayed(one() if callable(one) else one, asked)
            ]
            return cards.revealed(shown.item, parts)
        if shown.verb == "predict":
            return cards.predicted(shown.item)
        if shown.verb == "check":
            return cards.checked(shown.item, code, worked)
        if shown.verb == "judge":
            return judged(shown.item)
        if shown.verb == "quiz":
            return cards.quizzed(self._lesson)
        if shown.verb == "verdict":
            return cards.given_verdicts(shown.item, judged_in(shown.item) if shown.item else [])
        if shown.verb == "forecasts":
            return cards.forecast(self._lesson)
        if shown.verb == "calibration":
            return calibrated()
        return {"verb": shown.verb, "item": shown.item, "filters": shown.keywords}

    def _displayed(self, value: Any, asked=None) -> Iterator[dict[str, Any]]:
        """The records of what a cell ends with."""
        if isinstance(value, (Explore, Figure)):
            yield {"verb": "picture", **record_picture(value, asked)}
        elif isinstance(value, Play):
            yield record_toy(value)
        elif isinstance(value, Column):
            yield _column(value)
        elif isinstance(value, Cards):
            for one in value.cards:
                yield from self._displayed(one)
        elif isinstance(value, Card):
            yield {"verb": "card", "face": cards.face_of(value)}
        elif hasattr(value, "columns") or type(value).__name__ == "Series":
            yield _html(frame_html(value), is_wide=True)
        elif hasattr(value, "_repr_mimebundle_"):
            yield self._bundle(value)
        elif (
            isinstance(value, (tuple, list))
            and not isinstance(value, str)
            or not _is_drawing(value)
        ):
            yield _html(tag("pre", _said(value), class_="st-printed"))

    @staticmethod
    def _bundle(value: Any) -> dict[str, Any]:
        told = value._repr_mimebundle_()
        told = told[0] if isinstance(told, tuple) else told
        if "application/vnd.jupyter.widget-view+json" in told or "text/html" not in told:
            return _html(tag("p", _("This runs in the notebook: a page has no Python to listen with."), class_="st-note"))  # fmt: skip
        return _html(told["text/html"], is_wide="<table" in told["text/html"])


def _column(value: Column) -> dict[str, Any]:
    """The page of claims of one moment: what all of them share stands once in the page."""
    told = page_of(value.lesson, value.end)
    own = {name: told[name] for name in ("lesson", "isEnd", "isLast", "start", "title", "sub")}
    return {"verb": "column", **own, "html": str(value._repr_mimebundle_()["text/html"])}


def _html(html: str, is_wide: bool = False) -> dict[str, Any]:
    return {"verb": "html", "html": str(html), "isWide": is_wide}


def _pictures(drawn: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    return [_html(tag("img", alt=words, src=f"data:image/png;base64,{png}", class_="st-chart")) for png, words in drawn]  # fmt: skip


def _is_drawing(value: Any) -> bool:
    """Whether a value stands for a chart, which is shown as itself."""
    return type(value).__module__.startswith(("matplotlib", "seaborn"))


def _said(value: Any) -> str:
    if isinstance(value, float):
        return plain_number(float(value))
    return value if isinstance(value, str) else repr(value)


def _is_worth_reading(code: str) -> bool:
    """Whether a cell does more than import and show: then its code is part of the lesson."""
    tree = ast.parse(code)
    calls = {*VERBS, "show", "cite", "glossary", "play", "column", "voice"}
    return any(
        not isinstance(one, (ast.Import, ast.ImportFrom))
        and not (
            isinstance(one, ast.Expr)
            and isinstance(one.value, ast.Call)
            and getattr(one.value.func, "id", "") in calls
        )
        for one in tree.body
    )
