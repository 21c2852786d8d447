"""Everything that a lecturer projects, prints and imports, written into one new folder without a network."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from claimlab import lessons
from claimlab.classroom.outputs import Outputs
from claimlab.classroom.scores import read_weights
from claimlab.course import NAMED, course
from claimlab.errors import KitError
from claimlab.i18n import _, language, speaking
from claimlab.lectern.book import Book, book
from claimlab.lectern.course_pages import letter, minute_plans, syllabus, term_plan
from claimlab.lectern.deck import deck, slides
from claimlab.lectern.exchange import cartridge, moodle_xml
from claimlab.lectern.handouts import games, handouts
from claimlab.lectern.key import key
from claimlab.lectern.playing import played

__all__ = ["WEIGHTS", "lesson_files", "pack", "pictures_of"]

WEIGHTS = "exercises 60, quiz 15, reading 25"
_MOST_WORKERS = 4


def pictures_of(one: Book) -> dict[str, dict[str, Any]]:
    """Every picture on a lesson's slides by name, as a slide plays it."""
    shown = lessons.pictures(one.lesson)
    names = dict.fromkeys(slide.picture for slide in slides(one) if slide.picture)
    return {name: played(shown[name]) for name in names}


def lesson_files(lesson_id: str, spoken: str) -> dict[str, str]:
    """Deck and handouts of one lesson, by their names in the pack."""
    with speaking(spoken):
        one = book(lesson_id)
        shown = pictures_of(one)
        made = {
            f"decks/{lesson_id}.html": deck(one, shown),
            f"handouts/{lesson_id}.html": handouts(one, shown),
            f"handouts/{lesson_id}-after-the-vote.html": handouts(one, shown, is_after=True),
        }
        return {name: page for name, page in made.items() if page}


def pack(
    out: Path,
    chosen: Sequence[str] = (),
    weights: str = "",
    link: str = "",
    progress: Callable[..., Iterable] = iter,
) -> str:
    """Write the pack into a new folder, whole or not at all; returns what to say about it.

    Parameters
    ----------
    out : Path
        A folder that is not there yet, or empty.
    chosen : sequence of str
        Lessons such as ``["01", "03"]``; all where none is named.
    weights : str
        What counts, as ``grade --weights`` takes it, for the syllabus.
    link : str
        Where the class opens the lessons, for the letter; left out, the letter says what to install.
    progress : callable
        Wraps the lessons that are gone through (with ``length``), to show how far it has come.

    Raises
    ------
    KitError
        when there is no such lesson, a weight is none, or the folder cannot be written.
    """
    parts = read_weights(weights or WEIGHTS)
    books = [book(one) for one in chosen or lessons.lesson_ids()]
    folder = out.expanduser().absolute()
    if folder.is_symlink() or folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KitError(
            _("'{path}' is there already, and nothing is overwritten: name a new folder.").format(
                path=out
            )
        )
    with Outputs(folder) as files:
        for made in progress(_each(books), length=len(books)):
            _write(files, made)
        _write(files, _of_the_course(books, parts, link))
        held = cartridge(books)
        places = {name: f"cartridge/{name.replace('/', '-')}" for name in held}
        _write(files, {places[name]: text for name, text in held.items()})
        files.archive("platform/course.imscc", places.items())
        files.remove("cartridge")
    return _(
        "The pack is in {folder}: decks to project, handouts to print, one key, plans, a letter, a syllabus, and 'platform' for Canvas and Moodle."
    ).format(folder=files.folder)


def _write(files: Outputs, made: Mapping[str, str]) -> None:
    for name, text in made.items():
        files.write(name, text)


def _each(books: Sequence[Book]) -> Iterator[dict[str, str]]:
    """The files of each lesson as soon as they are made; several lessons at once, each in a process of its own."""
    workers = min(_MOST_WORKERS, os.cpu_count() or 1, len(books))
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(course().file,)) as pool:
        work = [pool.submit(lesson_files, one.lesson, language()) for one in books]
        for done in as_completed(work):
            yield done.result()


def _begin(course_file: Path) -> None:
    os.environ[NAMED] = str(course_file)  # a new process asks which course is served


def _of_the_course(books: Sequence[Book], parts: Mapping[str, float], link: str) -> dict[str, str]:
    return {
        "answer-key.html": key(books),
        "minute-plans.html": minute_plans(books),
        "term-plans.html": term_plan(books),
        "letter-to-the-class.html": letter(link),
        "syllabus.html": syllabus(books, parts),
        "platform/moodle-quiz.xml": moodle_xml(books),
        **games(),
    }
