"""A page to read open answers by: one prompt, all its answers without names, a rubric; and the file for marks.

Marks go into ``open-answers.csv``, which is given back to ``grade`` with ``--marks``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from claimlab import lessons
from claimlab.classroom.gradebook import Book
from claimlab.classroom.mark import Text
from claimlab.classroom.pages import heading, page, paragraph, table, text
from claimlab.course import course
from claimlab.errors import KitError
from claimlab.html import Markup, details, join, tag
from claimlab.i18n import _
from claimlab.sheets.cells import csv_text
from claimlab.sheets.names import identity, one_line
from claimlab.teaching.claims import claims

__all__ = ["open_answers_csv", "read_marks", "reading_page"]

BEST = 3
_MOST_BYTES = 20_000_000
_KEY, _MARK, _COMMENT = "Key", "Mark", "Comment"

Marks = Mapping[str, tuple[float, str]]


def rubric(item: str) -> list[str]:
    """What earns three points, two, one and none, by the kind of prompt."""
    nothing = _("Blank, copied, or about something else.")
    if item.startswith("E") and (own := lessons.exercise(item).rubric):
        return list(own)
    if item.startswith("E"):
        return [
            _(
                "Names what is measured, when, and the world it is compared with; a table could answer it."
            ),
            _("One of the three is vague."),
            _("It can be tested in part, or it still holds a judgement."),
            nothing,
        ]
    if item.startswith("C"):
        return [
            _("Names the evidence with its figure and source, and what would change the verdict."),
            _(
                "Names the evidence; a figure, its source or what would change the verdict is missing."
            ),
            _("Gives a reason without evidence."),
            nothing,
        ]
    return [
        _("Says what the figures show, with one of them, and why it differs from the guess."),
        _("Says what they show; the reason is thin, or no figure is named."),
        _("Repeats the result."),
        nothing,
    ]


def _prompts(book: Book, lesson_id: str) -> Iterator[tuple[str, str, str]]:
    """Id, prompt and model answer of everything in a lesson that is answered in words."""
    declared = lessons.lesson(lesson_id)
    for asked in declared.exercises:
        if asked.kind == "card":
            yield asked.id, asked.asks, ""
    for asked in declared.predictions:
        question = asked.question or _("What do you see, and what surprised you?")
        model = asked.model or asked.explain
        yield asked.id, f"{asked.asks} {question}", model
    for goal in declared.goals:
        yield goal.id, f"{goal.task} {goal.question}".strip(), goal.model
    for claim in declared.claims:
        yield claim, claims()[claim]["text_short"] if claim in claims() else claim, ""


def _answers(book: Book, lesson_id: str, item: str) -> list[tuple[str, Text]]:
    """Who wrote what at one prompt; in the order of the keys, which says nothing about the person."""
    found = [
        (person.student, result.texts[item])
        for (person, lesson), result in book.counted.items()
        if lesson == lesson_id and item in result.texts
    ]
    return sorted(found, key=lambda pair: pair[1].key)


def reading_page(book: Book, marks: Marks | None = None) -> str:
    """The page as HTML."""
    parts = [
        paragraph(
            _("Answers stand without names, in an order that says nothing. Write a mark from 0 to 3 and a comment into open-answers.csv, on the row with the same key.")
        ),
        paragraph(_("Then run {command} grade again with --marks open-answers.csv.").format(command=course().name)),
    ]  # fmt: skip
    for lesson_id in book.lessons():
        sections = []
        for item, asks, model in _prompts(book, lesson_id):
            if answers := _answers(book, lesson_id, item):
                sections.append(
                    _section(item, asks, model, [a for _who, a in answers], marks or {})
                )
        if sections:
            parts += [heading(_("Lesson {id}").format(id=lesson_id)), *sections]
    return page(_("Open answers"), parts)


def _section(item: str, asks: str, model: str, answers: list[Text], marks: Marks) -> Markup:
    points = [(str(BEST - n), says) for n, says in enumerate(rubric(item))]
    said: dict[str, list[Text]] = {}
    for answer in answers:
        said.setdefault(identity(answer.whole), []).append(answer)
    return tag(
        "section",
        heading(f"{item}: {asks}", 3),
        details(_("A model answer"), paragraph(model), is_plain=True) if model else "",
        table(_("What to look for"), [_("Mark"), _("The answer")], points),
        paragraph(_("{n} answers").format(n=len(answers))),
        join(_answer(same, marks) for same in said.values()),
    )


def _answer(same: list[Text], marks: Marks) -> Markup:
    """One answer, once for all who wrote the same words."""
    keys = ", ".join(answer.key for answer in same)
    head = _("Key {keys}").format(keys=keys)
    if len(same) > 1:
        head += " " + _("(the same words {n} times)").format(n=len(same))
    lines = [
        tag("p", text(f"{label}: {words}" if label else words)) for label, words in same[0].words
    ]
    given = [
        tag("p", text(_("Mark: {mark:g} of {best}. {comment}").format(
            mark=marks[a.key][0], best=BEST, comment=marks[a.key][1])))
        for a in same if a.key in marks
    ]  # fmt: skip
    return tag("div", tag("p", tag("small", text(head))), *lines, *given, class_="answer")


def open_answers_csv(book: Book, marks: Marks | None = None) -> str:
    """Every open answer with its key, and columns for a mark and a comment."""
    header = [_KEY, _("Lesson"), _("Prompt"), _("Student"), _("Answer given"), _MARK, _COMMENT]
    rows = []
    for lesson_id in book.lessons():
        for item, _asks, _model in _prompts(book, lesson_id):
            for student, answer in _answers(book, lesson_id, item):
                words = " / ".join(
                    f"{label}: {said}" if label else said for label, said in answer.words
                )
                mark, comment = (marks or {}).get(answer.key, ("", ""))
                mark = f"{mark:g}" if mark != "" else ""
                rows.append([answer.key, lesson_id, item, student, words, mark, comment])
    return csv_text(header, rows)


def read_marks(path: Path) -> dict[str, tuple[float, str]]:
    """From key to mark and comment, out of an ``open-answers.csv`` that was filled in.

    Raises
    ------
    KitError
        when the file cannot be read, or a mark is no number from 0 to 3.
    """
    complaint = _("The marks '{path}' cannot be read: save open-answers.csv as CSV in UTF-8.")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise KitError(complaint.format(path=path))
        text = path.read_bytes().decode("utf-8-sig")
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        lines = io.StringIO(text, newline="")
        rows = list(
            csv.DictReader(lines, delimiter=delimiter, strict=True)
        )  # no open quotation mark
    except (OSError, UnicodeDecodeError, csv.Error):
        raise KitError(complaint.format(path=path)) from None
    if rows and not {_KEY, _MARK} <= set(rows[0]):
        raise KitError(_("The marks '{path}' have no columns 'Key' and 'Mark'.").format(path=path))
    found = {}
    for row in rows:
        written = (row[_MARK] or "").strip()
        if not written:
            continue
        try:
            mark = float(written.replace(",", "."))
        except ValueError:
            mark = -1.0
        if not 0 <= mark <= BEST:
            raise KitError(
                _("'{written}' at key {key} is no mark: write a number from 0 to {best}.").format(
                    written=one_line(written, 20), key=one_line(row[_KEY], 20), best=BEST
                )
            )
        found[row[_KEY]] = (mark, one_line(row.get(_COMMENT) or "", 1000))
    return found
