"""The course that the engine serves: where it lies, what it is called, when its clock stops.

The engine knows no lesson, country, person or day. A course is a package with a ``course.toml``;
which one is served is decided once in a process: the package that was imported as its face
(``import borderlab``), else the file that the environment names (``CLAIMLAB_COURSE``, which a kernel
gets from the command that started it), else the ``course.toml`` above the working folder, else the
one course that is installed (entry point ``claimlab.courses``).
"""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

__all__ = [
    "FILE",
    "NAMED",
    "Course",
    "CourseError",
    "course",
    "installed",
    "read_course",
    "use",
    "variable",
]

FILE = "course.toml"
NAMED = "CLAIMLAB_COURSE"  # the variable that names the file of the course
_SHARED = "_share"  # where an installed course keeps its lessons and tables
_faces: list[str] = []


class CourseError(Exception):
    """No course, two courses, or a ``course.toml`` that cannot be read: one sentence that says what to do."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True, kw_only=True)
class Course:
    """What ``course.toml`` says.

    Parameters
    ----------
    name : str
        The package, which is also the command, the folder of a workspace, and what a lesson imports.
    file : Path
        The ``course.toml`` itself.
    folder : Path
        The package's folder: rooms lie in ``lessons/lessonNN``, sentences of its own in ``locale``.
    title : str
    clock : date
        The day on which the text was printed: what came later, its author could not know.
    lessons, data, tests : Path
        Notebooks with their sources, tables with their catalogue, and the tests of its lessons.
    languages : tuple of str
        English first.
    sides : tuple of str
        How kinds of sources begin that are sides of the quarrel: what they say for themselves decides nothing.
    loaded, speakers : tuple of str
        Words that stand in quotation marks only, as regular expressions, and names that show who speaks.
    first, second : tuple of str
        How names of the two parts that the text sets beside one another begin; pictures give each its colour.
    outcomes : str
        The lesson that opens what the forecasts asked; "" in a course without forecasts.
    terms : tuple
        Ways to fit the course into a term: a list of meetings each, a meeting the lesson taken in class and
        after it those that are done at home before; left out, a meeting a lesson.
    """

    name: str
    file: Path
    folder: Path
    title: str
    clock: date
    lessons: Path
    data: Path
    tests: Path
    languages: tuple[str, ...] = ("en",)
    sides: tuple[str, ...] = ()
    loaded: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    outcomes: str = ""
    terms: tuple[list[list[str]], ...] = ()

    @property
    def version(self) -> str:
        """The version of the package, which an answer sheet carries."""
        return import_module(self.name).__version__

    @property
    def is_installed(self) -> bool:
        """Whether it lies among installed packages, where nothing is written."""
        return self.lessons.parent.name == _SHARED

    @property
    def private(self) -> str:
        """The folder in a workspace that holds log, settings and kept sheets: ``".borderlab"``."""
        return f".{self.name}"

    def variable(self, name: str) -> str:
        """What a setting is called in the environment: ``"BORDERLAB_WORKSPACE"``."""
        return f"{self.name.upper()}_{name.upper()}"


def read_course(path: Path) -> Course:
    """The course that a ``course.toml`` describes.

    Its folders are written as seen from the file; of an installed wheel they lie in ``_share``.

    Raises
    ------
    CourseError
        when the file cannot be read, lacks a title or a clock, or says something unknown.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(f"'{path}' cannot be read as TOML: {error}.") from None
    here = path.parent.resolve()
    name = said.pop("name", here.name)
    # In the package itself (a wheel, a package in a checkout), or beside it (a course that is written).
    folder = here if (here / "__init__.py").is_file() else here / name
    places = {
        key: said.pop(key, default)
        for key, default in [("lessons", "lessons"), ("data", "data"), ("tests", "tests/lessons")]
    }
    shared = folder / _SHARED
    unknown = set(said) - {one.name for one in fields(Course)} | {"file", "folder"} & set(said)
    lacking = {"title", "clock"} - set(said)
    if unknown or lacking or not isinstance(said["clock"], date):
        raise CourseError(
            f"'{path}' says a title and a clock (a day such as 2022-09-15); "
            f"unknown in it: {', '.join(sorted(unknown)) or 'nothing'}."
        )
    lists = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return Course(
        name=name,
        file=path.resolve(),
        folder=folder,
        **{
            key: shared / key if (shared / key).is_dir() else (here / place).resolve()
            for key, place in places.items()
        },
        **lists,
    )


def use(package: str) -> None:
    """Serve the course of this package from now on; its face says so when it is imported."""
    if _faces and package not in _faces:
        raise CourseError(
            f"This session belongs to the course '{_faces[0]}': restart the kernel to open '{package}'."
        )
    _faces[:] = [package]


def installed() -> list[str]:
    """The courses that are installed, by name."""
    named = {one.value for one in entry_points(group="claimlab.courses")}
    return sorted(one for one in named if (path := _place(one)) and path.is_file())


def _place(package: str) -> Path | None:
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(list(places)[0]) / FILE if places else None


@lru_cache(maxsize=1)
def course() -> Course:
    """The course that is served.

    >>> course().clock.year > 2000
    True
    """
    if _faces:
        path = _place(_faces[0])
        if (
            path and not path.is_file()
        ):  # a course that is written: its file lies beside the package
            path = path.parents[1] / FILE
        return read_course(path)
    here = Path.cwd()
    near = (folder / FILE for folder in (here, *here.parents))
    named = os.environ.get(NAMED)
    if path := Path(named) if named else next(filter(Path.is_file, near), None):
        found = read_course(path)
        if find_spec(found.name) is None:  # written, and not installed
            sys.path.insert(0, str(found.folder.parent))
        return found
    names = installed()
    if len(names) == 1:
        return read_course(_place(names[0]))
    if not names:
        raise CourseError(
            "No course is here: go into a course's folder, install one, or write one with 'claimlab new-course FOLDER'."
        )
    raise CourseError(
        f"Several courses are installed ({', '.join(names)}): use the command of the one that you mean."
    )


def variable(name: str) -> str:
    """What the environment says: of the course ``borderlab``, ``variable("workspace")`` is ``BORDERLAB_WORKSPACE``.

    >>> variable("no such thing")
    ''
    """
    return os.environ.get(course().variable(name), "")
