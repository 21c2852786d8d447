"""From a folder of answer sheets to a gradebook, a page for each student, and pages about the class.

Sheets are data: nothing that a student wrote is run, unpacked or followed, and no content of a file
decides where anything is written. Everything goes into one new folder.

A sheet cannot prove whose it is: its name and checksum can be made by anybody. Where Canvas or Moodle
took the file, its name says who sent it; else two sheets that claim one place are both held.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from claimlab.classroom.feedback import PageNames, feedback_page
from claimlab.classroom.gradebook import Book, gradebook_csv, problems_csv, settle
from claimlab.classroom.mark import Marked, mark
from claimlab.classroom.outputs import Outputs, fresh_folder
from claimlab.classroom.reading import open_answers_csv, read_marks, reading_page
from claimlab.classroom.report import class_report
from claimlab.classroom.roster import read_roster
from claimlab.classroom.scores import matrix_csv, read_weights, score
from claimlab.classroom.senders import how_to_return, zip_name
from claimlab.errors import KitError
from claimlab.i18n import _, language, speaking
from claimlab.sheets.names import is_sheet_name, one_line
from claimlab.sheets.read import Rejection, read_sheet

__all__ = ["find_files", "grade"]

_DEEPEST = 20  # folders in folders; a platform's download has two or three
_UNSETTLED = "unsettled"  # pages wait here under a number until it is known whose they are


@dataclass(frozen=True)
class _Extras:
    """What an instructor adds to the sheets."""

    weights: Mapping[str, float] = field(default_factory=dict)
    marks: Mapping[str, tuple[float, str]] = field(default_factory=dict)

    def score(self, result: Marked) -> float:
        return score(result, self.weights, self.marks)


def find_files(
    folder: Path, leave_out: tuple[Path, ...] = ()
) -> tuple[list[Path], list[Rejection]]:
    """Every file under a folder, in order of its name, and what could not be looked into.

    Folders within are looked into, because Moodle makes one for each student; links are not
    followed. `leave_out` names files that are not a student's, such as the roster.
    """
    ours = {_place(path) for path in leave_out}
    found, unread = [], []

    def note(path: str, reason: str) -> None:
        unread.append(Rejection(_shown(folder, Path(path)), reason))

    def refused(error: OSError) -> None:
        says = _("The folder cannot be read ({reason}).")
        note(error.filename, says.format(reason=error.strerror))

    for here, folders, names in os.walk(folder, onerror=refused):
        if len(Path(here).parts) - len(folder.parts) >= _DEEPEST:
            for name in folders:
                deep = _("More than {n} folders lie in one another here: not looked into.")
                note(os.path.join(here, name), deep.format(n=_DEEPEST))
            folders.clear()
        closed = [
            name
            for name in folders
            if is_sheet_name(name) or os.path.islink(os.path.join(here, name))
        ]
        folders[:] = sorted(
            name for name in set(folders) - set(closed) if _place(Path(here, name)) not in ours
        )
        found += [
            path
            for path in (Path(here, name) for name in sorted([*names, *closed]))
            if _place(path) not in ours
        ]
    return found, unread


def _place(path: Path) -> str:
    """A path that is the same by whichever links its folder was reached; a link at its end stays one."""
    return os.path.join(os.path.realpath(path.parent), path.name)


def _shown(folder: Path, path: Path) -> str:
    relative = (
        os.fsencode(os.path.relpath(path, folder)).decode("utf-8", "replace").replace(os.sep, "/")
    )
    return one_line(relative, 200)


def grade(
    folder: Path,
    output: Path | None = None,
    progress: Callable[[list], Iterator] | None = None,
    roster: Path | None = None,
    weights: str = "",
    marks: Path | None = None,
) -> str:
    """Grade every answer sheet under a folder.

    Parameters
    ----------
    folder : Path
        Holds files that end in ``.answers.json``, as they were handed in.
    output : Path, optional
        A new folder for all results; the next free name beside `folder` when left out.
    progress : callable, optional
        Wraps the list of files and shows how far the loop has come.
    roster : Path, optional
        The class list as Canvas or Moodle exports it (CSV).
    weights : str, optional
        Such as ``"exercises 60, quiz 20, replies 20"``: the gradebook then holds marks out of 100.
    marks : Path, optional
        An ``open-answers.csv`` of an earlier run, filled in.

    Returns
    -------
    str
        What was done, in a few sentences.

    Raises
    ------
    KitError
        when the folder holds no file, a file of the instructor's cannot be read, or the results
        cannot be written; nothing is written then.
    """
    if not folder.is_dir():
        raise KitError(
            _("'{folder}' is not a folder: name the folder that holds the answer sheets.").format(
                folder=folder
            )
        )
    place = fresh_folder(folder, output)
    people = read_roster(roster) if roster else None
    extras = _Extras(read_weights(weights) if weights else {}, read_marks(marks) if marks else {})
    files, rejections = find_files(folder, tuple(path for path in (roster, marks) if path))
    if not files and not rejections:
        raise KitError(
            _("There is no file in '{folder}': put the answer sheets there.").format(folder=folder)
        )
    # The language is asked for at each sentence: said once here, it is not looked up again in a file.
    with speaking(language()), Outputs(place) as out:
        results: list[Marked] = []
        places: dict[int, int] = {}  # from a result to the number under which its page waits
        for path in progress(files) if progress else files:
            outcome, page = _grade_one(path, _shown(folder, path), extras)
            if isinstance(outcome, Rejection):
                rejections.append(outcome)
                continue
            if page:
                places[id(outcome)] = len(results)
                out.write(f"{_UNSETTLED}/{len(results)}", page)
            results.append(outcome)
        book = settle(results, rejections, people)
        _write_pages(book, out, places)
        _write_class(book, out, extras)
    return _summary(book, out)


def _grade_one(path: Path, shown: str, extras: _Extras) -> tuple[Marked | Rejection, str]:
    """The result of one file and its feedback page; whatever is in the file, the next one has its turn."""
    try:
        sheet = read_sheet(path, shown)
        if isinstance(sheet, Rejection):
            return sheet, ""
        result, verdicts = mark(sheet)
    except KitError:
        raise
    except Exception as error:  # one sheet must not take away the grades of the others
        return Rejection(
            shown,
            _("The sheet could not be graded ({error}): please report this.").format(
                error=type(error).__name__
            ),
        ), ""
    try:
        return result, feedback_page(result, verdicts, extras.marks)
    except Exception as error:  # the points are sound without the page
        lacks = _(
            "The feedback page could not be made ({error}): the sheet counts; please report this."
        )
        said = lacks.format(error=type(error).__name__)
        return replace(result, remarks=(*result.remarks, said)), ""


def _write_pages(book: Book, out: Outputs, places: Mapping[int, int]) -> None:
    """The feedback page of every sheet that counts; a page of one that is held would be a decision."""
    names, returned = PageNames(), {"Canvas": [], "Moodle": []}
    for (person, lesson_id), result in book.counted.items():
        if id(result) not in places:
            continue
        name = names.of(person.student, person)
        page = f"feedback/{name}-lesson-{lesson_id}.html"
        out.move(f"{_UNSETTLED}/{places[id(result)]}", page)
        if who := result.sender:
            inside = zip_name(who, name, f"feedback-lesson-{lesson_id}.html")
            returned[who.platform].append((inside, page))
    out.remove(_UNSETTLED)
    for platform, members in returned.items():
        if members:
            out.archive(f"feedback-{platform.lower()}.zip", members)


def _write_class(book: Book, out: Outputs, extras: _Extras) -> None:
    """The gradebook, then each page about the class that can be made, then what needs a look."""
    out.write("gradebook.csv", gradebook_csv(book, extras.score if extras.weights else None))
    pages: dict[str, Callable[[], str]] = {
        "open-answers.html": lambda: reading_page(book, extras.marks),
        "open-answers.csv": lambda: open_answers_csv(book, extras.marks),
        **{
            f"matrix-lesson-{lesson_id}.csv": partial(
                matrix_csv, book, lesson_id, extras.weights, extras.marks
            )
            for lesson_id in book.lessons()
        },
        "class-report.html": lambda: class_report(book),  # it says how many lines need a look
    }
    failed = _(
        "This page could not be made ({error}): the gradebook is whole without it; please report this."
    )
    for name, make in pages.items():
        if (page := book.attempt(name, make, failed)) is not None:
            out.write(name, page)
    out.write("problems.csv", problems_csv(book))


def _summary(book: Book, out: Outputs) -> str:
    place = out.folder
    lines = [
        _("{sheets} sheets of {people} students graded: {path}").format(
            sheets=len(book.counted),
            people=len({person for person, _lesson in book.counted}),
            path=place / "gradebook.csv",
        )
    ]
    if book.contested:
        lines.append(
            _("Claimed by several different sheets, not counted: {n}.").format(
                n=len(book.contested)
            )
        )
    if book.problems:
        lines.append(
            _("Please look at {path} ({n} lines).").format(
                path=place / "problems.csv", n=len(book.problems)
            )
        )
    if left := [
        str(path) for path in out.left if path.exists()
    ]:  # a run at work has put its own away
        lines.append(
            _("A run that was stopped left pages of students: delete {folders}.").format(
                folders=", ".join(left)
            )
        )
    lines += how_to_return(r.sender for r in book.counted.values() if r.sender)
    return "\n".join(lines)
