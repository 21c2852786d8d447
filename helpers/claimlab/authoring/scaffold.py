"""A new lesson that builds, lints and passes every test before a word of it is written."""

from __future__ import annotations

import re
from pathlib import Path

from claimlab import lessons
from claimlab.course import course
from claimlab.data import lessons_dir
from claimlab.errors import KitError

__all__ = ["new_lesson"]

_BLANK = Path(__file__).parent / "blank"
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
