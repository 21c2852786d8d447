"""The file in which open answers are marked: a row an answer, blind, under keys that no spreadsheet changes.

The marking desk writes it, any spreadsheet may fill it in, and ``grade`` takes it with ``--marks``.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from claimlab.classroom.gradebook import Book
from claimlab.classroom.mark import Text
from claimlab.classroom.scores import BEST, prompt_of, prompts
from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.sheets.cells import csv_text, uncell
from claimlab.sheets.names import one_line

__all__ = [
    "LONGEST_COMMENT", "answers", "as_mark", "beside", "no_answer", "open_answers_csv", "read_marks", "typed",
]  # fmt: skip

Typed = Mapping[str, tuple[float | None, str]]  # a comment may stand before there is a mark

_MOST_BYTES, LONGEST_COMMENT = 20_000_000, 1000
_KEY, _PROMPT, _ANSWER, _MARK, _COMMENT = "Key", "Prompt", "Answer given", "Mark", "Comment"
_NUMBER = re.compile(r"\d{1,2}(?:[.,]\d{1,3})?")


def answers(book: Book, lesson_id: str) -> dict[str, list[Text]]:
    """The answers at each prompt of a lesson that has any, in the order of their keys, which says nothing."""
    found = {
        item: sorted(
            (
                result.texts[item]
                for (_person, lesson), result in book.counted.items()
                if lesson == lesson_id and item in result.texts
            ),
            key=lambda text: text.key,
        )
        for item in prompts(lesson_id)
    }
    return {item: texts for item, texts in found.items() if texts}


def open_answers_csv(book: Book, marks: Typed | None = None) -> str:
    """Every open answer with its key, and columns for a mark and a comment; no name stands in it.

    A mark whose answer is not in this class keeps its row, so that nothing that was typed is lost.
    """
    marks = dict(marks or {})
    rows = []
    for lesson_id in book.lessons():
        for item, texts in answers(book, lesson_id).items():
            for text in texts:
                words = " / ".join(
                    f"{label}: {said}" if label else said for label, said in text.words
                )
                rows.append([text.key, item, words, *_shown(marks.pop(text.key, None))])
    rows += [[key, prompt_of(key), "", *_shown(given)] for key, given in marks.items()]
    return csv_text([_KEY, _PROMPT, _ANSWER, _MARK, _COMMENT], rows)


def _shown(given: tuple[float | None, str] | None) -> tuple[str, str]:
    mark, comment = given or (None, "")
    return ("" if mark is None else f"{mark:g}"), comment


def as_mark(written: str) -> float | None:
    """A mark as a person writes it, with a point or a comma; None for anything but a number from 0 to 3.

    >>> as_mark("1,5"), as_mark(" 3 "), as_mark("0_1"), as_mark("3.5"), as_mark("1e0")
    (1.5, 3.0, None, None, None)
    """
    if not _NUMBER.fullmatch(written.strip()):
        return None
    mark = float(written.strip().replace(",", "."))
    return mark if mark <= BEST else None


def beside(folder: Path) -> Path:
    """Where the marking desk keeps the marks of a folder of sheets."""
    place = Path(os.path.realpath(folder))
    return place.with_name(f"{place.name}-marks.csv")


def read_marks(path: Path) -> dict[str, tuple[float, str]]:
    """From key to mark and comment, of every answer that has a mark; see :func:`typed`."""
    return {key: (mark, says) for key, (mark, says) in typed(path).items() if mark is not None}


def typed(path: Path) -> dict[str, tuple[float | None, str]]:
    """From key to mark and comment, out of a file that was filled in; rows with neither are left out.

    Raises
    ------
    KitError
        when the file cannot be read, a mark is no number from 0 to 3, or a key stands twice with
        other content.
    """
    complaint = _("The marks '{path}' cannot be read: save open-answers.csv as CSV in UTF-8.")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise KitError(complaint.format(path=path))
        text = path.read_bytes().decode("utf-8-sig")
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        lines = io.StringIO(text, newline="")
        # Strict, so that an open quotation mark is none of a mark.
        table = csv.DictReader(lines, delimiter=delimiter, restval="", strict=True)
        rows = list(table)
    except (OSError, UnicodeDecodeError, csv.Error):
        raise KitError(complaint.format(path=path)) from None
    if not {_KEY, _MARK} <= set(table.fieldnames or ()):
        raise KitError(_("The marks '{path}' have no columns 'Key' and 'Mark'.").format(path=path))
    found: dict[str, tuple[float | None, str]] = {}
    for row in rows:
        key = row[_KEY].strip()
        given = (_mark(row, key), one_line(uncell(row.get(_COMMENT) or ""), LONGEST_COMMENT))
        if given != (None, "") and found.setdefault(key, given) != given:
            says = _(
                "The key {key} stands twice in the marks, with other content: keep one of the rows."
            )
            raise KitError(says.format(key=one_line(key, 40)))
    return found


def _mark(row: Mapping[str, str], key: str) -> float | None:
    if (mark := as_mark(row[_MARK])) is None and row[_MARK].strip():
        says = _("'{written}' at key {key} is no mark: write a number from 0 to {best}.")
        written, shown = one_line(row[_MARK], 20), one_line(key, 40)
        raise KitError(says.format(written=written, key=shown, best=BEST))
    return mark


def no_answer(book: Book, keys: Iterable[str]) -> str:
    """A sentence on the keys that no answer of the class has; empty where there are none."""
    known = {text.key for result in book.counted.values() for text in result.texts.values()}
    strange = sorted(set(keys) - known)
    if not strange:
        return ""
    shown = ", ".join(one_line(key, 40) for key in strange[:5])
    says = _(
        "Marks without an answer ({n}), as of a sheet that does not count or words that were changed: {keys}."
    )
    return says.format(n=len(strange), keys=shown + (" …" if len(strange) > 5 else ""))
