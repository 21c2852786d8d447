"""A new lesson, or a whole new course, that builds, lints and passes every test before a word of it is written."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from claimlab import lessons
from claimlab.course import course
from claimlab.data import lessons_dir
from claimlab.errors import KitError

__all__ = ["new_course", "new_lesson"]

_BLANK = Path(__file__).parent / "blank"
_COURSE = Path(__file__).parent / "course"
_ROOMS = ("__init__", "answers", "claims", "facts", "pictures")


def new_lesson(slug: str) -> list[Path]:
    """Write the files of a new lesson: text, words, numbers and a test.

    Parameters
    ----------
    slug : str
        Number and name: ``"13-the-price-of-a-crossing"``.

    Returns
    -------
    list of Path
        The files written. Text and words stand in ``lessons/source/en/``, numbers in
        ``lessons/lesson13/`` of the course's package, the test in ``lesson13/`` among its tests.

    Raises
    ------
    KitError
        when the name is of another form, or the lesson exists.

    >>> new_lesson("13 The Price")
    Traceback (most recent call last):
    claimlab.errors.KitError: '13 The Price' is no name for a lesson: write two digits and words, as in 13-the-price.
    """
    match = re.fullmatch(r"(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)", slug)
    if not match:
        raise KitError(
            f"'{slug}' is no name for a lesson: write two digits and words, as in 13-the-price."
        )
    number, name = match.groups()
    if number in lessons.lesson_ids():
        raise KitError(f"There is a lesson {number} already: take another number.")
    source = lessons_dir() / "source" / "en"
    room = course().folder / "lessons" / f"lesson{number}"
    tests = course().tests / f"lesson{number}"
    files = {
        source / f"{slug}.md": "lesson.md",
        source / f"{number}.toml": "words.toml",
        **{room / f"{part}.py": f"{part}.py.txt" for part in _ROOMS},
        tests / f"test_lesson{number}.py": "test_lesson.py.txt",
    }
    title = name.replace("-", " ").capitalize()
    for path, blank in files.items():
        text = (_BLANK / blank).read_text(encoding="utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            text.replace("NN", number).replace("TITLE", title).replace("COURSE", course().name),
            encoding="utf-8",
        )
    lessons.lesson_ids.cache_clear()
    return list(files)


def new_course(folder: Path, title: str = "") -> list[Path]:
    """Write a course of five sentences, one table and one lesson, to be made one's own.

    Parameters
    ----------
    folder : Path
        A new or empty folder. Its name, small letters, digits and ``_``, becomes the package, and what a
        lesson imports.
    title : str
        As readers see it; left out, the folder's name.

    Returns
    -------
    list of Path
        The files written: all in the folder, none among installed packages.

    Raises
    ------
    KitError
        when the name is taken or cannot be a package, or the folder holds something.

    >>> new_course(Path("My Course"))
    Traceback (most recent call last):
    claimlab.errors.KitError: 'My Course' cannot be a package: take small letters, digits and _, as in prices_2024.
    """
    name = folder.name
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise KitError(
            f"'{name}' cannot be a package: take small letters, digits and _, as in prices_2024."
        )
    if find_spec(name):
        raise KitError(f"Python has a package '{name}' already: take another name.")
    if folder.is_dir() and any(folder.iterdir()):
        raise KitError(f"'{folder}' is not empty: name a new folder.")
    written = []
    for blank in sorted(_COURSE.rglob("*.txt")):
        place = blank.relative_to(_COURSE).as_posix().removesuffix(".txt").replace("COURSE", name)
        text = blank.read_text(encoding="utf-8").replace("COURSE_UPPER", name.upper())
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            text.replace("COURSE", name).replace("TITLE", title or name.capitalize()), "utf-8"
        )
        written.append(path)
    return written
