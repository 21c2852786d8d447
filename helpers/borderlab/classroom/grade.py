"""From a folder of answer sheets to a gradebook, a page for each student, and a report on the class.

Sheets are data: nothing that a student wrote is run, unpacked or followed, and no content of a file
decides where anything is written. Everything goes into the folder of the gradebook.

A sheet cannot prove whose it is: its name and checksum can be made by anybody. Where two sheets claim
one place, neither counts; where a single one does, the platform that took the file knows who sent it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from borderlab.classroom.feedback import feedback_name, feedback_page
from borderlab.classroom.gradebook import Book, gradebook_csv, problems_csv, settle
from borderlab.classroom.mark import Result, mark
from borderlab.classroom.report import class_report
from borderlab.classroom.roster import read_roster
from borderlab.classroom.sheets import Rejection, is_sheet_name, one_line, read_sheet
from borderlab.errors import KitError
from borderlab.files import write_whole
from borderlab.i18n import _

__all__ = ["Outputs", "find_files", "grade"]


@dataclass(frozen=True)
class Outputs:
    """Where the results go: the gradebook, and three names of ours beside it."""

    gradebook: Path

    @property
    def feedback(self) -> Path:
        return self.gradebook.parent / "feedback"

    @property
    def report(self) -> Path:
        return self.gradebook.parent / "class-report.html"

    @property
    def problems(self) -> Path:
        return self.gradebook.parent / "problems.csv"

    def prepare(self) -> None:
        """Make the folders; ``KitError`` when something else stands in their place."""
        for path in (self.gradebook, self.report, self.problems):
            if path.is_dir():
                raise KitError(
                    _(
                        "'{path}' is a folder: name a file for the gradebook, such as gradebook.csv."
                    ).format(path=path)
                )
        try:
            self.gradebook.parent.mkdir(parents=True, exist_ok=True)
            self.feedback.mkdir(exist_ok=True)
            is_folder = stat.S_ISDIR(
                os.lstat(self.feedback).st_mode
            )  # and no link to somewhere else
        except FileExistsError:
            is_folder = False
        except OSError as error:
            raise _cannot_write(self.gradebook.parent, error) from None
        if not is_folder:
            raise KitError(
                _("'{path}' is in the way and is no folder: remove it, then grade again.").format(
                    path=self.feedback
                )
            )

    def write(self, path: Path, text: str) -> None:
        """Put a whole new file in the place of the old one, or leave that as it was; only its owner can read it."""
        try:
            write_whole(path, text.encode("utf-8"), mode=0o600)
        except OSError as error:
            raise _cannot_write(path, error) from None

    def remove(self, path: Path) -> None:
        """Take away a file of an earlier run, if there is one."""
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise _cannot_write(path, error) from None


def _cannot_write(path: Path, error: OSError) -> KitError:
    reason = error.strerror or type(error).__name__
    return KitError(
        _(
            "'{path}' cannot be written ({reason}): put that right, or choose another folder with -o."
        ).format(path=path, reason=reason)
    )


def find_files(
    folder: Path, leave_out: tuple[Path, ...] = ()
) -> tuple[list[Path], list[Rejection]]:
    """Every file under a folder, in order of its name, and what could not be looked into.

    Folders within are looked into, because Moodle makes one for each student; links are not
    followed. `leave_out` names files and folders that are not a student's.
    """
    ours = {_place(path) for path in leave_out}
    found, unread = [], []

    def note(error: OSError) -> None:
        unread.append(
            Rejection(
                _shown(folder, Path(error.filename)),
                _("The folder cannot be read ({reason}).").format(reason=error.strerror),
            )
        )

    for here, folders, names in os.walk(folder, onerror=note):
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
    output: Path,
    progress: Callable[[list], Iterator] | None = None,
    roster: Path | None = None,
) -> str:
    """Grade every answer sheet under a folder.

    Parameters
    ----------
    folder : Path
        Holds files that end in ``.answers.json``, as they were handed in.
    output : Path
        The gradebook to write (CSV); ``feedback/``, ``class-report.html`` and ``problems.csv`` go
        into the same folder.
    progress : callable, optional
        Wraps the list of files and shows how far the loop has come.
    roster : Path, optional
        The class list as Canvas or Moodle exports it (CSV).

    Returns
    -------
    str
        What was done, in one to three sentences.

    Raises
    ------
    KitError
        when the folder holds no file, or the results cannot be written.
    """
    folder, outputs = Path(folder), Outputs(Path(output).absolute())
    if not folder.is_dir():
        raise KitError(
            _("'{folder}' is no folder: name the folder that holds the answer sheets.").format(
                folder=folder
            )
        )
    people = read_roster(roster) if roster else None
    ours = (
        outputs.gradebook,
        outputs.feedback,
        outputs.report,
        outputs.problems,
        *([roster] if roster else []),
    )
    files, rejections = find_files(folder, leave_out=ours)
    if not files and not rejections:
        raise KitError(
            _("There is no file in '{folder}': put the answer sheets there.").format(folder=folder)
        )
    outputs.prepare()
    results, pages = [], set()
    for path in progress(files) if progress else files:
        outcome, page = _grade_one(path, _shown(folder, path))
        (rejections if isinstance(outcome, Rejection) else results).append(outcome)
        if (
            page and (name := feedback_name(outcome)) not in pages
        ):  # where two sheets are equal, the first one counts
            outputs.write(outputs.feedback / name, page)
            pages.add(name)
    book = settle(results, rejections, people)
    _write_class(book, outputs)
    return _summary(book, outputs)


def _grade_one(path: Path, shown: str) -> tuple[Result | Rejection, str]:
    """The result of one file and its feedback page; whatever is in the file, the next one has its turn."""
    try:
        sheet = read_sheet(path, shown)
        if isinstance(sheet, Rejection):
            return sheet, ""
        result, marks = mark(sheet)
        explained = {item: said["explanation"] for item, said in sheet.predictions.items()}
        return result, feedback_page(result, marks, explained)
    except KitError:
        raise
    except Exception as error:  # one sheet must not take away the grades of the others
        return Rejection(
            shown,
            _("The sheet could not be graded ({error}): please report this.").format(
                error=type(error).__name__
            ),
        ), ""


def _write_class(book: Book, outputs: Outputs) -> None:
    for rivals in book.contested.values():
        for rival in rivals:  # a page of either would be a decision
            outputs.remove(outputs.feedback / feedback_name(rival))
    # Excel reads a file as UTF-8 when it begins with a byte-order mark; Canvas and Moodle pass over it.
    outputs.write(outputs.problems, "\ufeff" + problems_csv(book))
    outputs.write(outputs.report, class_report(book))
    outputs.write(outputs.gradebook, "\ufeff" + gradebook_csv(book))


def _summary(book: Book, outputs: Outputs) -> str:
    lines = [
        _("{sheets} sheets of {people} students graded: {path}").format(
            sheets=len(book.counted), people=len(book.people), path=outputs.gradebook
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
                path=outputs.problems, n=len(book.problems)
            )
        )
    return "\n".join(lines)
