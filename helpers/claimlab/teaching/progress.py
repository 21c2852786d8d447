"""What is done and what to do next, from the records of this workspace alone."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from textwrap import shorten
from urllib.parse import quote

from claimlab.data import lessons_dir
from claimlab.html import QUIET, Markup, details, escape, join, lines, shown, tag
from claimlab.i18n import ENGLISH, _, language
from claimlab.lessons import lesson, lesson_ids, toys
from claimlab.lessons.pens import pen_words, pens
from claimlab.lessons.toys import games
from claimlab.teaching.claims import claims, judgements
from claimlab.teaching.forecasts import FORECASTS
from claimlab.teaching.predicting.guesses import beside
from claimlab.teaching.store import Record, store

__all__ = [
    "Standing",
    "asked_ahead",
    "asked_deeper",
    "learned",
    "lesson_links",
    "progress",
    "standing",
]

_CALL = re.compile(r'\b(?:predict|check|judge|quiz|explore|reveal)\(\s*"([A-Z][\d.]+)"')
_LONGEST_TASK = 70
_SHELF = "curious.ipynb"  # what lessons keep for the curious lies together in it
_HEADING = re.compile(r"^#{1,2} ", re.MULTILINE)


def _state_words(state: str) -> str:
    return {"done": _("finished"), "in progress": _("in progress"), "not begun": _("not begun")}[
        state
    ]


@dataclass(frozen=True)
class Standing:
    """How far the core of one lesson is; every list holds ids, in the lesson's order.

    A quiz question is done once it was answered right; the first answer is the one that a sheet counts.
    `optional` are the stretch tasks and what stands behind a *deeper* door: shown, never missing. So are toys,
    of which it counts only that they were played.
    """

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
    found: list[str] = field(default_factory=list)
    to_find: list[str] = field(default_factory=list)
    played: list[str] = field(default_factory=list)
    to_play: list[str] = field(default_factory=list)

    def _todo(self) -> list[tuple[str, list[str]]]:
        """What is still to do, by kind of task, in the names that the lesson itself shows."""
        solve = [i for i in self.exercises if i not in self.right and i not in self.optional]
        tasks = {goal.id: goal.task for goal in lesson(self.lesson).goals}
        goals = [
            shorten(tasks[i].rstrip("."), _LONGEST_TASK, placeholder=" …") for i in self.to_find
        ]
        place = {asked.id: str(n) for n, asked in enumerate(lesson(self.lesson).quiz, 1)}
        missed = [i for i in self.answered if i not in self.answered_right]
        return [
            (_("commit prediction {id}"), self.to_predict),
            (_("reach the goal {id}"), [_("“{text}”").format(text=task) for task in goals]),
            (_("solve {id}"), solve),
            (_("judge claim {id}"), self.to_judge),
            (_("answer quiz question {id}"), [place[i] for i in self.to_answer]),
            (_("answer quiz question {id} again"), [place[i] for i in missed]),
        ]

    @property
    def open(self) -> list[str]:
        """What is still to do, one task a line, in the order of a lesson; only the core counts."""
        return [task.format(id=item) for task, items in self._todo() for item in items]

    @property
    def open_in_short(self) -> list[str]:
        """What is still to do, one line for each kind of task."""
        return [task.format(id=", ".join(items)) for task, items in self._todo() if items]

    @property
    def state(self) -> str:
        """``"done"``, ``"in progress"`` or ``"not begun"``."""
        begun = self.predicted or self.attempted or self.answered or self.judged or self.found or self.played  # fmt: skip
        if not begun:
            return "not begun"
        return "in progress" if self.open else "done"

    def counts(self) -> list[str]:
        """The core of the lesson in a few short phrases; what it does not ask is left out."""
        core = [i for i in self.exercises if i not in self.optional]
        beyond = [i for i in self.right if i in self.optional]
        pairs = [
            (_("toys played {n} of {all}"), self.played, self.to_play),
            (_("predictions {n} of {all}"), self.predicted, self.to_predict),
            (_("goals {n} of {all}"), self.found, self.to_find),
            (
                _("exercises {n} of {all}"),
                [i for i in core if i in self.right],
                [i for i in core if i not in self.right],
            ),
            (_("claims judged {n} of {all}"), self.judged, self.to_judge),
            (
                _("quiz {n} of {all} right"),
                self.answered_right,
                [*self.to_answer, *(i for i in self.answered if i not in self.answered_right)],
            ),
        ]
        said = [
            text.format(n=len(done), all=len(done) + len(left))
            for text, done, left in pairs
            if done or left
        ]
        return said + ([_("deeper: {n} solved").format(n=len(beyond))] if beyond else [])


@lru_cache(maxsize=None)
def _asked(lesson_id: str) -> dict[str, bool]:
    """What the lesson asks: id to whether it stands behind a door, or in the notebook for the curious, only."""
    found: dict[str, bool] = {}
    own, shelf = (sorted(lessons_dir().glob(name)) for name in (f"{lesson_id}-*.ipynb", _SHELF))
    for path in (*own[:1], *(shelf if own else ())):
        is_deeper = path in shelf
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if path in shelf and not cell["id"].startswith((f"{lesson_id}-", f"E{lesson_id}-")):
                continue  # another lesson's
            text = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                if path in own and _HEADING.search(text):
                    is_deeper = "deeper" in cell["metadata"].get("tags", [])
            else:
                for item in [*_CALL.findall(text), *cell["metadata"].get("goals", [])]:
                    found[item] = is_deeper and found.get(item, True)
    return found


def asked_deeper(lesson_id: str) -> set[str]:
    """The ids that a lesson asks behind a *deeper* door only."""
    return {item for item, is_deeper in _asked(lesson_id).items() if is_deeper}


def asked_ahead(prediction_id: str) -> str:
    """The lesson that ends in this prediction of the next one, "" where none does.

    >>> asked_ahead("P02.2"), asked_ahead("P02.3")
    ('01', '')
    """
    before = f"{int(prediction_id[1:3]) - 1:02}"
    return before if prediction_id in _asked(before) else ""


def _to_judge_here(lesson_id: str, declared: list[str]) -> list[str]:
    """The claims that this lesson asks a verdict on; one that waits for a later lesson is not among them."""
    asked = [
        item for item, is_deeper in _asked(lesson_id).items() if item in claims() and not is_deeper
    ]
    return asked if _asked(lesson_id) else declared


def judged_in(lesson_id: str) -> list[str]:
    """The claims that a lesson's notebook asks to judge, and then the others that it tests."""
    asked = [item for item in _asked(lesson_id) if item in claims()]
    return list(dict.fromkeys([*asked, *lesson(lesson_id).claims]))


def _split(ids: list[str], done: set[str]) -> tuple[list[str], list[str]]:
    return [i for i in ids if i in done], [i for i in ids if i not in done]


def standing(lesson_id: str, records: list[Record] | None = None) -> Standing:
    """How far a lesson is, from the records of the workspace.

    >>> standing("01", records=[]).open[0]
    'commit prediction P01.2'
    """
    declared, deeper = lesson(lesson_id), asked_deeper(lesson_id)
    records = store().records() if records is None else records

    def items(kind: str, verdict: str | None = None) -> set[str]:
        return {
            r.item.split("/")[0] for r in records if r.kind == kind and verdict in (None, r.verdict)
        }

    def core(shelf) -> list[str]:
        place = {item: n for n, item in enumerate(_asked(lesson_id))}
        ids = [one.id for one in shelf if one.id not in deeper]
        return sorted(ids, key=lambda item: place.get(item, len(place)))

    exercises = [e.id for e in declared.exercises]
    predicted, to_predict = _split(core(declared.predictions), items("prediction"))
    found, to_find = _split(core(declared.goals), items("goal"))
    answered, to_answer = _split([q.id for q in declared.quiz], items("quiz"))
    judged, to_judge = _split(
        _to_judge_here(lesson_id, list(declared.claims)), set(judgements(records))
    )
    played, to_play = _split(list(toys(lesson_id)), {name for name, game in games(records).items() if game.is_played})  # fmt: skip
    return Standing(
        lesson=lesson_id, predicted=predicted, to_predict=to_predict,
        right=_split(exercises, items("attempt", "right"))[0],
        attempted=_split(exercises, items("attempt"))[0],
        exercises=exercises,
        optional=[e.id for e in declared.exercises if e.optional or e.id in deeper],
        answered=answered,
        answered_right=_split(answered, items("quiz", "right"))[0],
        to_answer=to_answer, judged=judged, to_judge=to_judge, found=found, to_find=to_find,
        played=played, to_play=to_play,
    )  # fmt: skip


def learned(lesson_id: str, records: list[Record]) -> list[str]:
    """What a lesson showed, in the student's own numbers: guesses beside the truth, goals, verdicts."""
    declared, said = lesson(lesson_id), []
    for asked in declared.predictions:
        guesses = [
            r.value["guess"]
            for r in records
            if r.kind == "prediction"
            and r.item == asked.id
            and isinstance(r.value, dict)
            and "guess" in r.value
        ]
        if guesses and asked.truth:
            try:
                said.append(f"{asked.id}: {beside(asked, guesses[:1], asked.truth())}")
            except (TypeError, ValueError, IndexError):  # left by an older version of the question
                continue
    goals = {one.id for one in declared.goals}
    said += [
        f"{r.item}: {r.verdict}"
        for r in records
        if r.kind == "goal" and r.item in goals and r.verdict
    ]
    mine, marks = judgements(records), pens(records)
    said += [
        _("{claim}: {mark}, because {reason}").format(
            claim=claim, mark=pen_words(marks[claim].mark), reason=mine[claim]
        )
        for claim in judged_in(lesson_id)
        if claim in marks and mine.get(claim)
    ]
    return said


def _notebook(lesson_id: str) -> Path | None:
    """The student's copy of a lesson, else the kit's own."""
    spoken = [] if language() == ENGLISH else [language()]
    homes = [place / home for home in (*spoken, "") for place in (store().folder, lessons_dir())]
    for folder in homes:
        if found := sorted(
            folder.glob(f"{lesson_id}-*.ipynb"), key=lambda path: (len(path.name), path.name)
        ):
            return found[0]
    return None


@lru_cache(maxsize=None)
def _heading(path: Path) -> str:
    """The first heading of a notebook; where it cannot be read, what its file is called."""
    try:
        first = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
        return re.match(r"# (.+)", first)[1].strip()
    except (OSError, ValueError, LookupError, TypeError):
        return path.stem.partition("-")[2].replace("-", " ").capitalize()


def _title(lesson_id: str, path: Path | None) -> str:
    words = _heading(path) if path else ""
    return (
        _("Lesson {id}: {title}").format(id=lesson_id, title=words)
        if words
        else _("Lesson {id}").format(id=lesson_id)
    )


def _address(path: Path | None) -> str:
    """Where a notebook lies, as a link from here says it; "" where no link leads there."""
    try:
        return quote(Path(os.path.relpath(path, Path.cwd())).as_posix()) if path else ""
    except (ValueError, OSError):  # another drive, or a folder that is gone
        return ""


def _link(text: str, path: Path | None) -> Markup:
    address = _address(path)
    return tag("a", text, href=address, **QUIET) if address else escape(text)


def lesson_links() -> dict[str, dict[str, str]]:
    """From each lesson to its title and the address of its notebook, which may be "".

    >>> lesson_links()["01"]["title"]
    'The rise and fall of a border economy'
    """
    found = {lesson_id: _notebook(lesson_id) for lesson_id in lesson_ids()}
    return {
        lesson_id: {"title": _heading(path) if path else "", "href": _address(path)}
        for lesson_id, path in found.items()
    }


def _here(records: list[Record]) -> str:
    """The lesson that is open or was worked on last; "" before any work.

    A quiz asks again from earlier lessons, and the forecasts of lesson 00 can wait until the last one:
    these say nothing about where a student is.
    """
    notebook = re.match(r"(\d\d)-", Path(os.environ.get("JPY_SESSION_NAME", "")).name)
    if notebook and notebook[1] in lesson_ids():
        return notebook[1]
    worked = [r.lesson for r in records if r.kind != "quiz" and r.item != FORECASTS and r.lesson]
    return worked[-1] if worked else ""


def _next(stands: list[Standing], here: str) -> tuple[str, Standing | None]:
    """What to do next: in the lesson at hand, else in the next one that is open, around the course."""
    for one in sorted(stands, key=lambda stand: stand.lesson < here):
        if one.open:
            return _("Next: lesson {id}, {task}.").format(id=one.lesson, task=one.open[0]), one
    return _("Everything is done. The ledger holds all claims."), None


def _row(one: Standing, records: list[Record]) -> Markup:
    path = _notebook(one.lesson)
    what = learned(one.lesson, records) if one.state == "done" else []
    mine, begun = tag("ul", *(tag("li", line) for line in what)), one.state != "not begun"
    return tag(
        "li",
        _link(_title(one.lesson, path), path),
        f" ({'; '.join([_state_words(one.state), *(one.counts() if begun else [])])})",
        details(_("What you learned here"), mine, is_open=True) if what else "",
    )


def progress():
    """Show what to do next, and of each lesson what is done and what was learned.

    >>> progress()
    Next: lesson 00, ...
    """
    records = store().records()
    stands = [standing(lesson_id, records) for lesson_id in lesson_ids()]
    words, one = _next(stands, _here(records))
    local = _("This is kept on this computer only, in {path}. Nothing is sent anywhere.").format(
        path=store().path
    )
    where = _link(words, _notebook(one.lesson)) if one else escape(words)
    rows = tag("ul", join(_row(stand, records) for stand in stands))
    page = tag("div", tag("p", tag("b", where)), rows, lines(local, store().warning))
    plain = [words]
    for s in stands:
        plain.append(
            f"{_title(s.lesson, _notebook(s.lesson))} ({_state_words(s.state)}): {'; '.join(s.counts())}"
        )
        plain += [
            f"   {line}" for line in (learned(s.lesson, records) if s.state == "done" else [])
        ]
    return shown(page, "\n".join([*plain, local]))
