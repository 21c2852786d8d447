"""From a folder of answer sheets to a gradebook, a page for each student, and pages about the class.

Sheets are data: nothing that a student wrote is run, unpacked or followed, and no content of a file
decides where anything is written. Everything goes into one new folder.

A sheet cannot prove whose it is: its name and checksum can be made by anybody. Where Canvas or Moodle
took the file, its name says who sent it; else two sheets that claim one place are both held.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from claimlab.classroom.feedback import PageNames, feedback_page
from claimlab.classroom.gradebook import Book, Costs, Problem, gradebook_csv, problems_csv, settle
from claimlab.classroom.mark import Mark, Marked, mark
from claimlab.classroom.marks import beside, no_answer, open_answers_csv, read_marks
from claimlab.classroom.outputs import Outputs, fresh_folder
from claimlab.classroom.reading import reading_page
from claimlab.classroom.report import class_report
from claimlab.classroom.roster import read_roster
from claimlab.classroom.scores import Scale, marks_csv, matrix_csv, read_weights
from claimlab.classroom.senders import how_to_return, zip_name
from claimlab.errors import KitError
from claimlab.i18n import _, language, speaking
from claimlab.lessons import lesson_id_of
from claimlab.sheets.names import is_sheet_name, one_line
from claimlab.sheets.read import Rejection, read_sheet

__all__ = ["find_files", "gather", "grade"]

_DEEPEST = 20  # folders in folders; a platform's download has two or three
_UNSETTLED = "unsettled"  # pages wait here under a number until it is known whose they are


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
    keep: str = "ask",
    asked: str = "",
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
        What the marking desk wrote, or an ``open-answers.csv`` of an earlier run, filled in.
    keep : str
        Which of several different sheets under one name counts: ``"ask"`` (none), ``"latest"``, ``"best"``.
    asked : str, optional
        The lessons that were set, such as ``"01 02 08"``: a mark is made over them.

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
    _hold_folder(folder)
    place = fresh_folder(folder, output)
    people = read_roster(roster) if roster else None
    scale = Scale(read_weights(weights) if weights else {}, read_marks(marks) if marks else {})
    were_set = _lessons(asked)
    files, rejections = _files(folder, roster, marks)
    # The language is asked for at each sentence: said once here, it is not looked up again in a file.
    with speaking(language()), Outputs(place) as out:
        results: list[Marked] = []
        places: dict[int, int] = {}  # from a result to the number under which its page waits
        for path in progress(files) if progress else files:
            outcome, page = _grade_one(path, _shown(folder, path), scale)
            if isinstance(outcome, Rejection):
                rejections.append(outcome)
                continue
            if page:
                places[id(outcome)] = len(results)
                out.write(f"{_UNSETTLED}/{len(results)}", page)
            results.append(outcome)
        worth = scale.score if scale.weights else (lambda result: result.points)
        book = settle(results, rejections, people, keep, worth)
        book.asked = were_set
        _write_pages(book, out, places)
        _note_marks(book, scale, marks)
        _write_class(book, out, scale)
    return _summary(book, out, scale, None if marks else beside(folder))


def gather(
    folder: Path,
    progress: Callable[[list], Iterator] | None = None,
    roster: Path | None = None,
    marks: Path | None = None,
    keep: str = "ask",
) -> Book:
    """The sheets under a folder, settled as :func:`grade` does it; nothing is written."""
    _hold_folder(folder)
    people = read_roster(roster) if roster else None
    files, rejections = _files(folder, roster, marks)
    results = []
    with speaking(language()):
        for path in progress(files) if progress else files:
            outcome, _verdicts = _read_one(path, _shown(folder, path))
            (rejections if isinstance(outcome, Rejection) else results).append(outcome)
        return settle(results, rejections, people, keep)


def _hold_folder(folder: Path) -> None:
    if not folder.is_dir():
        says = _("'{folder}' is not a folder: name the folder that holds the answer sheets.")
        raise KitError(says.format(folder=folder))


def _files(folder: Path, *ours: Path | None) -> tuple[list[Path], list[Rejection]]:
    files, rejections = find_files(folder, tuple(path for path in ours if path))
    if not files and not rejections:
        says = _("There is no file in '{folder}': put the answer sheets there.")
        raise KitError(says.format(folder=folder))
    return files, rejections


def _lessons(asked: str) -> tuple[str, ...]:
    """Lessons as they are written on the command line."""
    return tuple(sorted({lesson_id_of(one.zfill(2)) for one in re.findall(r"\w+", asked)}))


def _read_one(path: Path, shown: str) -> tuple[Marked | Rejection, list[Mark]]:
    """The result of one file and its verdicts; whatever is in the file, the next one has its turn."""
    try:
        sheet = read_sheet(path, shown)
        if isinstance(sheet, Rejection):
            return sheet, []
        return mark(sheet)
    except KitError:
        raise
    except Exception as error:  # one sheet must not take away the grades of the others
        return Rejection(
            shown,
            _("The sheet could not be graded ({error}): please report this.").format(
                error=type(error).__name__
            ),
        ), []


def _grade_one(path: Path, shown: str, scale: Scale) -> tuple[Marked | Rejection, str]:
    """The result of one file and its feedback page."""
    result, verdicts = _read_one(path, shown)
    if isinstance(result, Rejection):
        return result, ""
    try:
        return result, feedback_page(result, verdicts, scale)
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


def _note_marks(book: Book, scale: Scale, marks: Path | None) -> None:
    """Answers that wait for a mark, and marks that wait for an answer."""
    for result in book.counted.values():
        if unmarked := scale.unmarked(result):
            says = _("Not marked yet, so it brings nothing: {ids}.").format(ids=", ".join(unmarked))
            book.note(result, says, True, Costs.PART)
    if marks and (says := no_answer(book, scale.marks)):
        book.problems.append(Problem(one_line(marks.name), False, says, costs=Costs.PART))


def _write_class(book: Book, out: Outputs, scale: Scale) -> None:
    """The gradebook, then each page about the class that can be made, then what needs a look."""
    out.write("gradebook.csv", gradebook_csv(book, scale.score if scale.weights else None))
    pages: dict[str, Callable[[], str]] = {
        "open-answers.html": lambda: reading_page(book, scale.marks),
        "open-answers.csv": lambda: open_answers_csv(book, scale.marks),
        **({"marks.csv": lambda: marks_csv(book, scale)} if scale.weights else {}),
        **{
            f"matrix-lesson-{lesson_id}.csv": partial(matrix_csv, book, lesson_id, scale)
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


def _about_marks(book: Book, scale: Scale) -> list[str]:
    """Sentences on weights and marks that do not do what somebody may think they do."""
    lines, weighs = [], scale.weights.get("reading", 0) > 0
    if scale.marks and not weighs:
        says = _(
            'The marks of open answers count for nothing: give "reading" a weight, such as --weights "exercises 60, reading 40".'
        )
        lines.append(says)
    if unread := [i for i in book.was_set() if not scale.read_in(i)] if weighs else []:
        says = _("No open answer is marked in lesson {ids}: its other parts make the mark.")
        lines.append(says.format(ids=", ".join(unread)))
    if scale.weights:
        says = (
            _("A mark is made over lessons {ids}.")
            if book.asked
            else _(
                "A mark is made over lessons {ids}, which somebody handed in: name those that you set with --lessons."
            )
        )
        lines.append(says.format(ids=", ".join(book.was_set())))
    return lines


def _summary(book: Book, out: Outputs, scale: Scale, kept: Path | None) -> str:
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
    lines += _about_marks(book, scale)
    if kept and kept.exists():
        lines.append(
            _("The marking desk keeps marks in {path}: give them with --marks.").format(path=kept)
        )
    if out.swept:
        lines.append(
            _("A run that was stopped had left pages of students: swept away ({n}).").format(
                n=len(out.swept)
            )
        )
    if left := [str(path) for path in out.left if path.exists()]:
        lines.append(
            _(
                "Another run, on another machine or still at work, keeps pages of students here; if it was stopped, delete {folders}."
            ).format(folders=", ".join(left))
        )
    lines += how_to_return(r.sender for r in book.counted.values() if r.sender)
    return "\n".join(lines)
