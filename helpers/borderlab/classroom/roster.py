"""The list of a class as Canvas or Moodle exports it, so that a gradebook carries the ids it is imported by."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from borderlab.classroom.sheets import identity, one_line
from borderlab.errors import KitError
from borderlab.i18n import _

__all__ = ["IDENTIFIERS", "Person", "Roster", "read_roster"]

IDENTIFIERS = ("ID", "SIS User ID", "SIS Login ID", "Section")

# Canvas's own columns first, then Moodle's in English and Spanish.
_COLUMNS = {
    "Student": ("student", "full name", "nombre completo"),
    "First": ("firstname", "first name", "nombre"),
    "Last": ("lastname", "last name", "surname", "apellido(s)", "apellidos"),
    "ID": ("id",),
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
}


@dataclass(frozen=True)
class Person:
    """One row of a gradebook: the name as the roster has it, and the values of `IDENTIFIERS`."""

    student: str
    ids: tuple[str, ...] = ("",) * len(IDENTIFIERS)


class Roster:
    """Finds a person by the name on a sheet.

    The name is looked for as it stands, with "Last, First" turned round, and then without
    accents; a name that two people of the list have finds nobody.

    >>> people = Roster([Person("Pérez, Ana", ("7", "", "", ""))])
    >>> people.find("ana perez").ids[0]
    '7'
    """

    def __init__(self, people: Iterable[Person] = ()):
        self.people = tuple(people)
        self._by_name: dict[str, set[Person]] = {}
        for person in self.people:
            for key in _keys(person.student):
                self._by_name.setdefault(key, set()).add(person)

    def find(self, name: str) -> Person | None:
        """The one person of this name, or None."""
        for key in (identity(name), _plain(name)):
            if len(found := self._by_name.get(key, ())) == 1:
                return next(iter(found))
        return None

    def is_shared(self, name: str) -> bool:
        """Whether several people of the list have this name."""
        return len(self._by_name.get(identity(name), ())) > 1


def _plain(name: str) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFD", identity(name)) if not unicodedata.combining(c)
    )


def _keys(student: str) -> set[str]:
    last, comma, first = student.partition(",")
    names = [student, *([f"{first} {last}"] if comma else [])]
    return {key for name in names for key in (identity(name), _plain(name))}


def read_roster(path: Path) -> Roster:
    """The people in a CSV export, with commas, semicolons or tabs between its columns.

    Raises
    ------
    KitError
        when the file cannot be read or has no column of names.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise KitError(
            _("The roster '{path}' cannot be read as UTF-8: export it again as CSV.").format(
                path=path
            )
        ) from None
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    columns = _columns(reader.fieldnames or ())
    if "Student" not in columns and not {"First", "Last"} <= set(columns):
        raise KitError(
            _(
                "The roster '{path}' has no column 'Student', nor 'First name' and 'Last name'."
            ).format(path=path)
        )
    people = (_person(row, columns) for row in reader)
    return Roster(
        person
        for person in people
        if person.student and "points possible" not in identity(person.student)
    )


def _columns(names: Iterable[str]) -> dict[str, str]:
    """Our column to theirs; of several that fit, the one named first in `_COLUMNS`."""
    theirs = {name.strip().casefold(): name for name in reversed([*names])}
    return {
        ours: theirs[alias]
        for ours, aliases in _COLUMNS.items()
        for alias in reversed(aliases)
        if alias in theirs
    }


def _person(row: Mapping[str, str], columns: Mapping[str, str]) -> Person:
    def cell(ours: str) -> str:
        return one_line(row.get(columns.get(ours, "")) or "", 200)

    student = cell("Student") or " ".join(filter(None, (cell("First"), cell("Last"))))
    return Person(student, tuple(cell(name) for name in IDENTIFIERS))
