"""Whose sheets count, and the tables for a spreadsheet: gradebook, matrix, and the list of what needs a look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from claimlab import lessons
from claimlab.classroom.mark import Marked
from claimlab.classroom.remarks import between_sheets, flood, in_a_sheet, look_alikes
from claimlab.classroom.roster import IDENTIFIERS, Person, Roster
from claimlab.classroom.senders import Sender, sender
from claimlab.i18n import _
from claimlab.sheets.cells import csv_text
from claimlab.sheets.names import identity
from claimlab.sheets.read import Rejection

__all__ = [
    "Book",
    "Costs",
    "Problem",
    "gradebook_csv",
    "problems_csv",
    "required",
    "settle",
]


class Costs(IntEnum):
    """What a problem may cost a student, the worst first."""

    SHEET, PART, ROW, NOTHING = range(4)


@dataclass(frozen=True)
class Problem:
    """A line of the list of what needs a look."""

    file: str
    counted: bool
    reason: str
    name: str = ""
    lesson: str = ""
    costs: Costs = Costs.NOTHING


@dataclass
class Book:
    """The settled grades of a class.

    Parameters
    ----------
    counted : mapping
        (person, lesson) to the one result that counts.
    contested : mapping
        (person, lesson) to the results that claim the same place and differ in what they hold.
    people : list of Person
        The rows: the roster's first, then everybody else who handed in a sheet.
    problems : list of Problem
    listed : tuple of Person
        The people on the roster, without the platform's own test student.
    refused : set
        (person, lesson) of sheets that were handed in and could not be read as any.
    asked : tuple of str
        The lessons that were set, where that was said.
    """

    counted: dict[tuple[Person, str], Marked] = field(default_factory=dict)
    contested: dict[tuple[Person, str], list[Marked]] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    listed: tuple[Person, ...] = ()
    refused: set[tuple[Person, str]] = field(default_factory=set)
    asked: tuple[str, ...] = ()

    def attempt(self, file: str, make: Callable[[], object], failed: str) -> object:
        """What `make` gives; where it fails, None and a line on the list: nothing else may be lost by it.

        Parameters
        ----------
        file : str
            The page or the sheet that the line is about.
        make : callable
        failed : str
            One sentence; ``{error}`` is the kind of error.
        """
        try:
            return make()
        except Exception as error:
            reason = failed.format(error=type(error).__name__)
            self.problems.append(Problem(file, False, reason))
            return None

    def was_set(self, person: Person | None = None) -> list[str]:
        """The lessons over which a mark is made, of everybody or of one person with what they do in place of another.

        Those that were named, else those that somebody handed in, and not in place of another.
        """
        came = {
            lesson for who, lesson in [*self.counted, *self.contested] if lesson not in who.instead
        }
        return sorted({*(self.asked or came), *(person.instead if person else ())})

    def present(self) -> set[Person]:
        """Who handed in a sheet, whether it counts or not."""
        return {person for person, _lesson in [*self.counted, *self.contested, *self.refused]}

    def missing(self, lesson_id: str) -> list[str]:
        """Who is on the roster, is not excused and handed in no sheet of this lesson, not even a damaged one."""
        came = {*self.counted, *self.contested, *self.refused}
        return [
            p.student
            for p in self.listed
            if lesson_id in self.was_set(p)
            and (p, lesson_id) not in came
            and lesson_id not in p.excused
        ]

    def strangers(self) -> list[str]:
        """Who handed in a sheet and is not on the roster."""
        return [p.student for p in self.people if not p.row] if self.listed else []

    def lessons(self) -> list[str]:
        """The lessons that somebody handed in."""
        return sorted({lesson for _person, lesson in [*self.counted, *self.contested]})

    def note(
        self, result: Marked, reason: str, counted: bool, costs: Costs = Costs.NOTHING
    ) -> None:
        """Put a line about a sheet on the list of what needs a look."""
        self.problems.append(
            Problem(result.file, counted, reason, result.name, result.lesson, costs)
        )


def required(lesson_id: str) -> int:
    """How many points a lesson can bring: its exercises without the stretch ones."""
    return sum(not e.optional for e in lessons.lesson(lesson_id).exercises)


def settle(
    results: Iterable[Marked],
    rejections: Iterable[Rejection],
    roster: Roster | None = None,
    keep: str = "ask",
    worth: Callable[[Marked], float] = lambda result: result.points,
) -> Book:
    """Decide which sheets count.

    Whom the platform names as the sender has the sheet, whatever name stands in it; without a
    platform the name decides. When two sheets claim the same person and lesson, equal ones count
    once; when they differ in anything that was written neither counts, whichever file comes
    first, and both are listed. That is `keep` ``"ask"``; an instructor who trusts the names may
    keep the ``"latest"``, or the ``"best"`` by `worth`.
    """
    known, results, rejections = roster or Roster(), list(results), list(rejections)
    book = Book(
        people=list(known.people),
        listed=tuple(person for person in known.people if not person.is_test),
    )
    strangers: dict[object, Person] = {}
    claims: dict[tuple[Person, str], list[Marked]] = {}
    for result in results:
        whose = _person(result.name, result.sender, known, strangers)
        claims.setdefault((whose, result.lesson), []).append(result)
    by_platform = any(result.sender for result in results)
    for claim, rivals in claims.items():
        _settle_claim(book, claim, rivals, keep, worth)
        is_counted = [book.counted.get(claim) is rival for rival in rivals]
        for rival, counted in zip(rivals, is_counted, strict=True):
            signs = book.attempt(
                rival.file,
                lambda: in_a_sheet(rival),  # noqa: B023 (called at once)
                _("Signs in this sheet could not be looked for ({error}): please report this."),
            )
            for lost in rival.lost:
                book.note(rival, lost, counted, Costs.PART)
            for said in _about_the_name(rival, claim[0], known if roster else None):
                book.note(rival, said, counted, Costs.ROW)
            remarks = [
                *rival.remarks,
                *(signs or []),
                *([_("Not named as the platform names its files: who handed it in is not known.")]
                  if by_platform and not rival.sender else []),
                *([said] if (said := flood(rivals)) else []),
            ]  # fmt: skip
            for remark in remarks:
                book.note(rival, remark, counted)
            if counted and rival.lesson in claim[0].excused:
                out = _("Excused from this lesson: the sheet is left out of the mark.")
                book.note(rival, out, True, Costs.PART)
    for refused in rejections:
        whose = _known(refused, known, strangers)
        name = refused.name or (whose.student if whose else "")
        book.problems.append(
            Problem(refused.file, False, refused.reason, name, refused.lesson, Costs.SHEET)
        )
        if refused.lesson and whose:
            place = (whose, refused.lesson)
            if place not in book.counted and place not in book.contested:
                book.refused.add(place)
    book.attempt(
        "problems.csv",
        lambda: _compare(book, claims, strangers),
        _("The sheets could not be compared with one another ({error}): please report this."),
    )
    book.people += strangers.values()
    return book


def _listed(name: str, who: Sender | None, roster: Roster) -> Person | None:
    """Who on the roster sent a sheet; None for nobody on it."""
    if found := roster.sent(who) or (None if who else roster.find(name)):
        return found
    # Where the list has no such numbers, the name in the sheet is all there is to go by.
    return roster.find(name) if who and not roster.has_numbers(who.platform) else None


def _person(
    name: str, who: Sender | None, roster: Roster, strangers: dict[object, Person]
) -> Person:
    """Whose sheet it is; somebody not on the roster gets a row, one for each sender or name."""
    if found := _listed(name, who, roster):
        return found
    if who is None:
        return strangers.setdefault(identity(name), Person(name))
    ids = (who.number if who.platform == "Canvas" else "", *("" for _name in IDENTIFIERS[1:]))
    return strangers.setdefault(who.key, Person(who.name or name, ids, who.number))


def _known(refused: Rejection, roster: Roster, strangers: Mapping[object, Person]) -> Person | None:
    """Who handed in a file that is refused, where a row of the book has that person already."""
    who = sender(refused.file)
    return _listed(refused.name, who, roster) or strangers.get(
        who.key if who else identity(refused.name)
    )


def _settle_claim(
    book: Book,
    claim: tuple[Person, str],
    rivals: list[Marked],
    keep: str,
    worth: Callable[[Marked], float],
) -> None:
    first, *others = rivals
    if all(other.digest == first.digest for other in others):
        book.counted[claim] = first
        copy = _("The same content under the same name as '{file}': counted once.").format(
            file=first.file
        )
        for other in others:
            book.note(other, copy, counted=False)
        return
    if chosen := _chosen(rivals, keep, worth):
        book.counted[claim] = chosen
        ours = {"latest": _("the latest"), "best": _("the best")}[keep]
        for rival in rivals:
            says = (
                _("Counted as {ours} of {n} different sheets under this name.")
                if rival is chosen
                else _("Not counted: '{file}' under the same name is {ours}.")
            )
            said = says.format(ours=ours, n=len(rivals), file=chosen.file)
            book.note(rival, said, rival is chosen)
        return
    book.contested[claim] = rivals
    for rival in rivals:
        files = ", ".join(f"'{r.file}'" for r in rivals if r is not rival)
        reason = _(
            "Other answers under the same name in {files}: choose one, and take the other out of the folder."
        )
        book.note(rival, reason.format(files=files[:500]), False, Costs.SHEET)


def _chosen(rivals: Sequence[Marked], keep: str, worth: Callable[[Marked], float]) -> Marked | None:
    """The one of several sheets that is kept; None where that is asked, or cannot be told."""
    if keep == "best":
        most = max(map(worth, rivals))
        rivals = [rival for rival in rivals if worth(rival) == most]
    if keep == "ask" or any(rival.at is None for rival in rivals):
        return None
    sent = [rival.sender.attachment if rival.sender else "" for rival in rivals]
    # Canvas counts its files; the time in a sheet is that of a student's machine.
    when = list(map(int, sent)) if all(sent) else [rival.at for rival in rivals]
    last = [rival for rival, at in zip(rivals, when, strict=True) if at == max(when)]
    return last[0] if all(rival.digest == last[0].digest for rival in last) else None


def _about_the_name(result: Marked, person: Person, roster: Roster | None) -> list[str]:
    """What the instructor should know about whose sheet it is."""
    said, named = [], Roster([person]).find(result.name)
    if result.sender and not named and (person.row or result.sender.name):
        said.append(
            _("Handed in by {person}, but the name in the sheet is {name}.").format(
                person=person.student, name=result.name
            )
        )
    if roster and not person.row:
        said.append(
            _("Several people on the roster have this name: give the row its id by hand.")
            if roster.is_shared(result.name)
            else _("The name is not on the roster: the row has no id.")
        )
        said += [
            _(
                "The name looks like '{other}' on the roster and is spelled with other letters."
            ).format(other=other.student)
            for other in roster.looks_like(result.name)
        ]
    return said


def _compare(
    book: Book,
    claims: Mapping[tuple[Person, str], list[Marked]],
    strangers: Mapping[object, Person],
) -> None:
    """Remarks on what two people's sheets share, and on names that pass for another's."""
    counted = {id(result) for result in book.counted.values()}
    for lesson_id in sorted({lesson for _person, lesson in claims}):
        sheets = {person: rs for (person, lesson), rs in claims.items() if lesson == lesson_id}
        for result, remark in between_sheets(sheets):
            book.note(result, remark, id(result) in counted)
    unlisted = set(strangers.values())
    alike = look_alikes(person.student for person in unlisted)
    for (person, _lesson), rivals in claims.items():
        for other in alike.get(person.student, []) if person in unlisted else []:
            says = _(
                "The name looks like '{other}' in this class and is spelled with other letters."
            )
            for rival in rivals:
                book.note(rival, says.format(other=other), id(rival) in counted, Costs.ROW)


def gradebook_csv(book: Book, score=None) -> str:
    """The gradebook: names, identifiers, and the points in each lesson; empty where no sheet was handed in.

    Parameters
    ----------
    book : Book
    score : callable, optional
        From a result to a mark out of 100, in place of the points.
    """
    lessons = book.lessons()
    header = ["Student", *IDENTIFIERS, *(f"Lesson {lesson}" for lesson in lessons)]
    possible = [
        "    Points Possible",
        *("" for _name in IDENTIFIERS),
        *(100 if score else required(lesson) for lesson in lessons),
    ]
    rows = (
        [person.student, *person.ids, *(_points(book, person, lesson, score) for lesson in lessons)]
        for person in book.people
    )
    return csv_text(header, [possible, *rows])


def _points(book: Book, person: Person, lesson: str, score) -> object:
    if lesson in person.excused:
        # Canvas takes "EX" for excused; Moodle has no such mark, and leaves an empty cell alone.
        return "EX" if person.ids[0] else ""
    if rivals := book.contested.get((person, lesson)):
        return (
            _("{n} sheets: choose").format(n=len(rivals))
            if len(rivals) > 2
            else _("two sheets: choose")
        )
    result = book.counted.get((person, lesson))
    if result is None:
        return ""
    return score(result) if score else result.points


def problems_csv(book: Book) -> str:
    """Every file that does not count or needs a look, with the reason; what may cost a student most stands first."""
    answer = {True: _("yes"), False: _("no")}
    costs = {
        Costs.SHEET: _("the sheet"),
        Costs.PART: _("a part"),
        Costs.ROW: _("the right row"),
        Costs.NOTHING: _("nothing"),
    }
    rows = sorted(
        {(p.costs, p.file, p.name, p.lesson, answer[p.counted], p.reason) for p in book.problems}
    )
    header = [_("File"), _("Student"), _("Lesson"), _("Counted"), _("May cost"), _("Reason")]
    return csv_text(header, [[*said, costs[least], reason] for least, *said, reason in rows])
