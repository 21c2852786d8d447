"""Whose sheets count, and the two tables for a spreadsheet: the gradebook and the list of what needs a look."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from borderlab import lessons
from borderlab.classroom.mark import Result
from borderlab.classroom.roster import IDENTIFIERS, Person, Roster
from borderlab.classroom.sheets import Rejection, identity
from borderlab.i18n import _

__all__ = ["Book", "Problem", "csv_cell", "gradebook_csv", "problems_csv", "required", "settle"]

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True)
class Problem:
    """A line of the list of what needs a look."""

    file: str
    counted: bool
    reason: str
    name: str = ""
    lesson: str = ""


@dataclass
class Book:
    """The settled grades of a class.

    Parameters
    ----------
    counted : mapping
        (person, lesson) to the one result that counts.
    contested : mapping
        (person, lesson) to the results that claim the same place with different answers.
    people : list of Person
        The rows: the roster's first, then everybody else who handed in a sheet.
    problems : list of Problem
    listed : tuple of Person
        The people on the roster.
    """

    counted: dict[tuple[Person, str], Result] = field(default_factory=dict)
    contested: dict[tuple[Person, str], list[Result]] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    listed: tuple[Person, ...] = ()

    def missing(self, lesson_id: str) -> list[str]:
        """Who is on the roster and handed in no sheet of this lesson."""
        return [
            p.student
            for p in self.listed
            if (p, lesson_id) not in self.counted and (p, lesson_id) not in self.contested
        ]

    def lessons(self) -> list[str]:
        """The lessons that somebody handed in."""
        return sorted({lesson for _person, lesson in [*self.counted, *self.contested]})


def required(lesson_id: str) -> int:
    """How many points a lesson can bring: its exercises without the stretch ones."""
    return sum(not e.optional for e in lessons.lesson(lesson_id).exercises)


def settle(
    results: Iterable[Result], rejections: Iterable[Rejection], roster: Roster | None = None
) -> Book:
    """Decide which sheets count.

    When two sheets claim the same name and lesson, equal answers count once; with different
    answers neither counts, whichever file comes first, and both are listed.
    """
    known = roster or Roster()
    rejected = [Problem(r.file, False, r.reason) for r in rejections]
    book = Book(people=list(known.people), problems=rejected, listed=known.people)
    strangers: dict[str, Person] = {}
    claims: dict[tuple[Person, str], list[Result]] = {}
    for result in results:
        person = known.find(result.name) or strangers.setdefault(
            identity(result.name), Person(result.name)
        )
        claims.setdefault((person, result.lesson), []).append(result)
    for claim, rivals in claims.items():
        _settle_claim(book, claim, rivals)
        is_stranger = roster is not None and identity(claim[0].student) in strangers
        for rival in rivals:
            remarks = [*rival.remarks, *([_not_listed(known, rival.name)] if is_stranger else [])]
            book.problems += [
                _problem(rival, remark, counted=book.counted.get(claim) is rival)
                for remark in remarks
            ]
    book.people += strangers.values()
    return book


def _settle_claim(book: Book, claim: tuple[Person, str], rivals: list[Result]) -> None:
    first, *others = rivals
    if all(other.digest == first.digest for other in others):
        book.counted[claim] = first
        copy = _("The same answers under the same name as '{file}': counted once.").format(
            file=first.file
        )
        book.problems += [_problem(other, copy, counted=False) for other in others]
        return
    book.contested[claim] = rivals
    for rival in rivals:
        files = ", ".join(f"'{r.file}'" for r in rivals if r is not rival)
        reason = _(
            "Other answers under the same name in {files}: choose one, and take the other out of the folder."
        )
        book.problems.append(_problem(rival, reason.format(files=files[:500]), counted=False))


def _not_listed(roster: Roster, name: str) -> str:
    if roster.is_shared(name):
        return _("Several people on the roster have this name: give the row its id by hand.")
    return _("The name is not on the roster: the row has no id.")


def _problem(result: Result, reason: str, counted: bool) -> Problem:
    return Problem(result.file, counted, reason, result.name, result.lesson)


def csv_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> csv_cell("=HYPERLINK(1)"), csv_cell(7)
    ("'=HYPERLINK(1)", '7')
    """
    text = str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """All cells of a row in quotation marks, so that a spreadsheet with another separator cannot split one."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(
        header
    )  # bare: Canvas reads no quotation mark after a byte-order mark
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [csv_cell(cell) for cell in row] for row in rows
    )
    return out.getvalue()


def gradebook_csv(book: Book) -> str:
    """The gradebook: names, identifiers, and the points in each lesson; empty where no sheet was handed in."""
    lessons = book.lessons()
    header = ["Student", *IDENTIFIERS, *(f"Lesson {lesson}" for lesson in lessons)]
    possible = [
        "    Points Possible",
        *("" for _name in IDENTIFIERS),
        *(required(lesson) for lesson in lessons),
    ]
    rows = (
        [person.student, *person.ids, *(_points(book, person, lesson) for lesson in lessons)]
        for person in book.people
    )
    return _csv(header, [possible, *rows])


def _points(book: Book, person: Person, lesson: str) -> object:
    if rivals := book.contested.get((person, lesson)):
        return (
            _("{n} sheets: choose").format(n=len(rivals))
            if len(rivals) > 2
            else _("two sheets: choose")
        )
    return book.counted[person, lesson].points if (person, lesson) in book.counted else ""


def problems_csv(book: Book) -> str:
    """Every file that does not count or needs a look, with the reason."""
    answer = {True: _("yes"), False: _("no")}
    rows = sorted((p.file, p.name, p.lesson, answer[p.counted], p.reason) for p in book.problems)
    return _csv([_("File"), _("Student"), _("Lesson"), _("Counted"), _("Reason")], rows)
