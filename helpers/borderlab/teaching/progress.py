"""What is done and what to do next: a map of the course, from the records of this workspace alone."""

from __future__ import annotations

import html
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from borderlab.data import lessons_dir
from borderlab.i18n import _
from borderlab.lessons import lesson, lesson_ids
from borderlab.teaching.claims import verdicts
from borderlab.teaching.frontend import show_html
from borderlab.teaching.store import Record, store

__all__ = ["Standing", "progress", "standing"]

_SIGNS = {"done": "✔", "in progress": "◐", "not begun": "○"}


@dataclass(frozen=True)
class Standing:
    """How far one lesson is; every list holds ids, in the lesson's order."""

    lesson: str
    predicted: list[str]
    to_predict: list[str]
    right: list[str]
    attempted: list[str]
    exercises: list[str]
    optional: list[str]
    answered: list[str]
    answered_right: list[str]
    to_answer: list[str]
    judged: list[str]
    to_judge: list[str]

    def _todo(self) -> list[tuple[str, list[str]]]:
        return [
            (_("commit prediction {id}"), self.to_predict),
            (
                _("solve {id}"),
                [i for i in self.exercises if i not in self.right and i not in self.optional],
            ),
            (_("judge {id} in the ledger"), self.to_judge),
            (_("answer quiz question {id}"), self.to_answer),
        ]

    @property
    def open(self) -> list[str]:
        """What is still to do, one task a line, in the order of a lesson; stretch tasks are left out."""
        return [task.format(id=item) for task, items in self._todo() for item in items]

    @property
    def open_in_short(self) -> list[str]:
        """What is still to do, one line for each kind of task."""
        return [task.format(id=", ".join(items)) for task, items in self._todo() if items]

    @property
    def state(self) -> str:
        """``"done"``, ``"in progress"`` or ``"not begun"``."""
        begun = self.predicted or self.attempted or self.answered or self.judged
        return "not begun" if not begun else "in progress" if self.open else "done"

    def counts(self) -> list[str]:
        """The lesson in four short phrases."""
        return [
            _("predictions {n} of {all}").format(
                n=len(self.predicted), all=len(self.predicted) + len(self.to_predict)
            ),
            _("exercises {n} right, {tried} tried, of {all}").format(
                n=len(self.right), tried=len(self.attempted), all=len(self.exercises)
            ),
            _("quiz {n} right of {all}").format(
                n=len(self.answered_right), all=len(self.answered) + len(self.to_answer)
            ),
            _("claims judged {n} of {all}").format(
                n=len(self.judged), all=len(self.judged) + len(self.to_judge)
            ),
        ]


def _split(ids: list[str], done: set[str]) -> tuple[list[str], list[str]]:
    return [i for i in ids if i in done], [i for i in ids if i not in done]


def standing(lesson_id: str, records: list[Record] | None = None) -> Standing:
    """How far a lesson is, from the records of the workspace.

    >>> standing("01", records=[]).open[0]
    'commit prediction P01.1'
    """
    declared = lesson(lesson_id)
    records = store().records() if records is None else records

    def items(kind: str, verdict: str | None = None) -> set[str]:
        return {
            r.item.split("/")[0] for r in records if r.kind == kind and verdict in (None, r.verdict)
        }

    exercises = [e.id for e in declared.exercises]
    predicted, to_predict = _split([p.id for p in declared.predictions], items("prediction"))
    answered, to_answer = _split([q.id for q in declared.quiz], items("quiz"))
    judged, to_judge = _split(list(declared.claims), set(verdicts(records)))
    return Standing(
        lesson=lesson_id,
        predicted=predicted,
        to_predict=to_predict,
        right=_split(exercises, items("attempt", "right"))[0],
        attempted=_split(exercises, items("attempt"))[0],
        exercises=exercises,
        optional=[e.id for e in declared.exercises if e.optional],
        answered=answered,
        answered_right=_split(answered, items("quiz", "right"))[0],
        to_answer=to_answer,
        judged=judged,
        to_judge=to_judge,
    )


def _notebook(lesson_id: str) -> Path | None:
    """The student's copy of a lesson, else the kit's own."""
    for folder in (store().folder, lessons_dir()):
        if found := sorted(
            folder.glob(f"{lesson_id}-*.ipynb"), key=lambda path: (len(path.name), path.name)
        ):
            return found[0]
    return None


def _title(lesson_id: str, path: Path | None) -> str:
    words = path.stem[len(lesson_id) + 1 :].replace("-", " ").capitalize() if path else ""
    return (
        _("Lesson {id}: {title}").format(id=lesson_id, title=words)
        if words
        else _("Lesson {id}").format(id=lesson_id)
    )


def _link(text: str, path: Path | None) -> str:
    if path is None:
        return html.escape(text)
    try:
        target = os.path.relpath(path, Path.cwd())
    except (ValueError, OSError):  # another drive, or a folder that is gone
        return html.escape(text)
    return f'<a href="{html.escape(quote(Path(target).as_posix()))}">{html.escape(text)}</a>'


def _next(stands: list[Standing]) -> tuple[str, Standing | None]:
    for one in stands:
        if one.open:
            return _("Next: lesson {id}, {task}.").format(id=one.lesson, task=one.open[0]), one
    return _("Everything is done. The ledger holds the claims that are still open."), None


def _box(one: Standing) -> str:
    path = _notebook(one.lesson)
    lines = "".join(f"<li>{html.escape(line)}</li>" for line in one.counts())
    return (
        '<li style="border:1px solid var(--jp-border-color1,#949494);border-radius:4px;padding:8px 14px;list-style:none">'
        f"<div><b>{_link(_title(one.lesson, path), path)}</b></div>"
        f"<div><span aria-hidden='true'>{_SIGNS[one.state]}</span> {html.escape(_(one.state))}</div>"
        f'<ul style="margin:4px 0;padding-left:18px">{lines}</ul></li>'
    )


def progress():
    """Show the map of the course: a card for each lesson, and what to do next.

    >>> progress()
    Next: lesson 00, ...
    """
    records = store().records()
    stands = [standing(lesson_id, records) for lesson_id in lesson_ids()]
    words, one = _next(stands)
    local = _("This is kept on this computer only, in {path}. Nothing is sent anywhere.").format(
        path=store().path
    )
    body = "".join(map(_box, stands))
    where = _link(words, _notebook(one.lesson)) if one else html.escape(words)
    page = (
        f'<div style="max-width:900px"><p><b>{where}</b></p>'
        f'<ul style="display:grid;grid-template-columns:repeat(auto-fill,minmax(260px,1fr));gap:8px;padding:0;margin:0">{body}</ul>'
        f"<p>{html.escape(local)}</p>"
        + (f"<p>{html.escape(store().warning)}</p>" if store().warning else "")
        + "</div>"
    )
    plain = [
        f"{_SIGNS[s.state]} {_title(s.lesson, _notebook(s.lesson))} ({_(s.state)}): {'; '.join(s.counts())}"
        for s in stands
    ]
    return show_html(page, "\n".join([words, *plain, local]))
