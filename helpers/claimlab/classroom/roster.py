"""The list of a class as Canvas or Moodle exports it, so that a gradebook carries the ids it is imported by."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from claimlab.classroom.senders import Sender
from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.lessons import lesson_ids
from claimlab.sheets.names import identity, look, one_line, without_accents

__all__ = ["IDENTIFIERS", "Person", "Roster", "read_roster"]

IDENTIFIERS = ("ID", "SIS User ID", "SIS Login ID", "Section")
_MOST_BYTES = 10_000_000
_ROUNDED = re.compile(r"\d[.,]\d+E\+?\d+|\d+E\+\d+", re.IGNORECASE)  # 1.23457E+11

# Canvas's own columns first, then Moodle's in English and Spanish.
_COLUMNS = {
    "Student": ("student", "full name", "nombre completo"),
    "First": ("firstname", "first name", "nombre"),
    "Last": ("lastname", "last name", "surname", "apellido(s)", "apellidos"),
    "ID": ("id",),
    "Number": ("identifier", "identificador"),  # of Moodle's grading worksheet: "Participant 123"
    "SIS User ID": ("sis user id", "id number", "idnumber", "número de id"),
    "SIS Login ID": (
        "sis login id",
        "email address",
        "email",
        "dirección de correo",
        "username",
        "nombre de usuario",
    ),
    "Section": ("section", "group", "groups", "grupo"),
    # The instructor's own: lessons, such as 08, 11, and those that somebody does in their place.
    "Excused": ("excused", "exempt", "dispensa"),
    "Instead": ("instead", "en lugar"),
}


@dataclass(frozen=True)
class Person:
    """One row of a gradebook.

    Parameters
    ----------
    student : str
        The name as the roster has it.
    ids : tuple of str
        The values of `IDENTIFIERS`.
    number : str
        The platform's own number of the person, where the roster or a file's name has it.
    row : int
        The place on the roster, which tells two people of one name apart; 0 for nobody on it.
    excused : frozenset of str
        Lessons that are none of this person's; the roster gives no reason, and none is asked.
    instead : frozenset of str
        Lessons that this person does in their place.
    """

    student: str
    ids: tuple[str, ...] = ("",) * len(IDENTIFIERS)
    number: str = ""
    row: int = 0
    excused: frozenset[str] = frozenset()
    instead: frozenset[str] = frozenset()

    @property
    def is_test(self) -> bool:
        """Whether this is the student whom Canvas puts at the end of a list, to try things with."""
        return self.row > 0 and identity(self.student) in ("student, test", "test student")


class Roster:
    """Finds a person by what the platform says of the sender, else by the name on a sheet.

    A name is looked for as it stands, with "Last, First" turned round, then without accents, then
    with its words in any order; a name that two people of the list have finds nobody.

    >>> people = Roster([Person("Pérez, Ana", ("7", "", "", ""))])
    >>> people.find("ana perez").ids[0], people.find("Perez Ana").ids[0]
    ('7', '7')
    >>> Roster([Person("José Ruiz"), Person("Jose Ruiz", row=2)]).find("Jose Ruiz").row
    2
    """

    def __init__(self, people: Iterable[Person] = ()):
        self.people = tuple(people)
        self._exact: dict[str, set[Person]] = {}
        self._plain: dict[str, set[Person]] = {}
        self._words: dict[tuple[str, ...], set[Person]] = {}
        self._looks: dict[str, set[Person]] = {}
        self._numbers: dict[tuple[str, str], set[Person]] = {}
        for person in self.people:
            for name in _orders(person.student):
                self._exact.setdefault(identity(name), set()).add(person)
                self._plain.setdefault(without_accents(name), set()).add(person)
                self._looks.setdefault(look(name), set()).add(person)
            self._words.setdefault(_words(person.student), set()).add(person)
            for key in (("Canvas", person.ids[0]), ("Moodle", person.number)):
                self._numbers.setdefault(key, set()).add(person)

    def find(self, name: str) -> Person | None:
        """The one person of this name, or None."""
        found = self._named(name)
        return next(iter(found)) if len(found) == 1 else None

    def _named(self, name: str) -> set[Person]:
        """The people of this name, by the strictest way of reading it that finds any."""
        return (
            self._exact.get(identity(name))
            or self._plain.get(without_accents(name))
            or self._words.get(_words(name))
            or set()
        )

    def sent(self, who: Sender | None) -> Person | None:
        """The one person whom the platform names, by number and else by name; None when it names nobody here."""
        if who is None:
            return None
        if len(found := self._numbers.get(who.key, ())) == 1:
            return next(iter(found))
        return self.find(who.name) if who.name else None

    def has_numbers(self, platform: str) -> bool:
        """Whether the list has this platform's own numbers, so that an unknown one is nobody on it."""
        return any(number for of, number in self._numbers if of == platform)

    def is_shared(self, name: str) -> bool:
        """Whether several people of the list have this name."""
        return len(self._named(name)) > 1

    def looks_like(self, name: str) -> list[Person]:
        """The people whose names look like this one and are spelled otherwise."""
        found = self._looks.get(look(name), ())
        others = (p for p in found if _words(p.student) != _words(name))
        return sorted(others, key=lambda p: p.row)


def _orders(student: str) -> list[str]:
    last, comma, first = student.partition(",")
    return [student, *([f"{first} {last}"] if comma else [])]


def _words(name: str) -> tuple[str, ...]:
    """The words of a name in an order of their own: people and platforms turn them as they like."""
    return tuple(sorted(re.findall(r"\w+", without_accents(name))))


def read_roster(path: Path) -> Roster:
    """The people in a CSV export, with commas, semicolons or tabs between its columns.

    Raises
    ------
    KitError
        when the file cannot be read, has no column of names, an open quotation mark or an id that a
        spreadsheet has rounded, or excuses somebody from what is no lesson.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise KitError(
                _("The roster '{path}' is larger than any class list: export it again.").format(
                    path=path
                )
            )
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise KitError(
            _("The roster '{path}' cannot be read as UTF-8: export it again as CSV.").format(
                path=path
            )
        ) from None
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    try:
        rows = csv.DictReader(
            io.StringIO(text, newline=""), delimiter=delimiter, restval="", strict=True
        )
        columns = _columns(rows.fieldnames or ())
        people = [_person(row, columns, place) for place, row in enumerate(rows, start=1)]
    except csv.Error:  # a cell without end, or larger than any name
        says = _(
            "The roster '{path}' is no table from line {line} on, as with an open quotation mark: export it again as CSV."
        )
        raise KitError(says.format(path=path, line=rows.line_num)) from None
    if "Student" not in columns and not {"First", "Last"} <= set(columns):
        raise KitError(
            _(
                "The roster '{path}' has no column 'Student', nor 'First name' and 'Last name'."
            ).format(path=path)
        )
    return Roster(
        person
        for person in people
        if person.student and "points possible" not in identity(person.student)
    )


def _columns(names: Iterable[str]) -> dict[str, str]:
    """Our column to theirs; of several that fit, the one named first in `_COLUMNS`."""
    theirs = {(name or "").strip().casefold(): name for name in reversed([*names])}
    return {
        ours: theirs[alias]
        for ours, aliases in _COLUMNS.items()
        for alias in reversed(aliases)
        if alias in theirs
    }


def _person(row: Mapping[str, str], columns: Mapping[str, str], place: int) -> Person:
    def cell(ours: str) -> str:
        held = row.get(columns.get(ours, "")) or ""
        if "\n" in held.strip():
            says = _(
                "Row {row} of the roster holds two lines in one cell ('{cell}'), as with an open quotation mark: export it again."
            )
            raise KitError(says.format(row=place, cell=one_line(held, 60)))
        return one_line(held, 200)

    student = cell("Student") or " ".join(filter(None, (cell("First"), cell("Last"))))
    number = re.sub(r"\D", "", cell("Number"))
    ids = tuple(cell(name) for name in IDENTIFIERS)
    if rounded := [held for held in ids if _ROUNDED.fullmatch(held)]:
        says = _(
            "The id {id} of {student} on the roster was rounded by a spreadsheet: export the roster again, and do not save it from a spreadsheet."
        )
        raise KitError(says.format(id=rounded[0], student=student))
    excused, instead = (_lessons(cell(name), student) for name in ("Excused", "Instead"))
    return Person(student, ids, number, place, excused, instead)


def _lessons(written: str, student: str) -> frozenset[str]:
    """The lessons named in a cell; a spreadsheet makes 8 of 08."""
    found = {number.zfill(2) for number in re.findall(r"\d+", written)}
    if not found <= set(lesson_ids()) or (written and not found):
        says = _(
            "At {student} the roster says '{cell}', which names no lesson: write for instance 08, 11."
        )
        raise KitError(says.format(student=student, cell=one_line(written, 40)))
    return frozenset(found)
