"""One answer sheet, read as the work of a stranger: data that are checked, never run, unpacked or followed."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from claimlab.course import course
from claimlab.i18n import _
from claimlab.lessons import lesson_ids
from claimlab.sheets.form import (
    ENDING,
    PARTS,
    SCHEMA_VERSION,
    Unparsable,
    checksum,
    mark,
    modern,
    parsed,
    validator,
)
from claimlab.sheets.names import identity, is_sheet_name, odd_letters, one_line, person_name

__all__ = ["MAX_BYTES", "Rejection", "Sheet", "read_sheet"]

MAX_BYTES = 1_000_000

# As the kit and the platforms name a sheet, where nothing in the file says which lesson it is.
_LESSON = re.compile(r"(?<![0-9A-Za-z])lesson-([0-9]{2})(?![0-9])", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_ODD_NAME = re.compile(r"[<>/\\|{}\[\]=@:;%]|^[-+]")
_ODD_FILE = re.compile(r"[<>\\|=:*?]|\.\.|%2f|^[-+@]|\ufffd", re.IGNORECASE)


@dataclass(frozen=True)
class Rejection:
    """A file that is not counted, and why; `name` and `lesson` as the file has them, where it has any."""

    file: str
    reason: str
    name: str = ""
    lesson: str = ""


@dataclass(frozen=True)
class Sheet:
    """An answer sheet whose form is sound; what it claims about itself is not believed.

    Parameters
    ----------
    file : str
        The file's name under the folder of sheets, for the eye.
    name, lesson : str
        The name on one line, and a lesson that exists.
    data_version, submitted_at : str
        Of the tables the student worked with, and when (ISO 8601), as the sheet has it.
    answers, predictions, forecasts, quiz, judgements, goals, replies : mapping
        As in ``answers.schema.json``.
    late_forecasts : bool
        Whether the forecasts were committed after their outcomes were opened, as the sheet has it.
    remarks : tuple of str
        What the instructor should know although the sheet counts.
    """

    file: str
    name: str
    lesson: str
    data_version: str
    submitted_at: str
    answers: Mapping[str, dict] = field(default_factory=dict)
    predictions: Mapping[str, dict] = field(default_factory=dict)
    forecasts: Mapping[str, float] = field(default_factory=dict)
    quiz: Mapping[str, dict] = field(default_factory=dict)
    judgements: Mapping[str, dict] = field(default_factory=dict)
    goals: Mapping[str, dict] = field(default_factory=dict)
    replies: Mapping[str, dict] = field(default_factory=dict)
    late_forecasts: bool = False
    remarks: tuple[str, ...] = ()


class _Refused(Exception):
    """Carries the reason for a rejection."""


def read_sheet(path: Path, file: str = "") -> Sheet | Rejection:
    """The answer sheet in a file, or the reason why it is not one; no file makes it raise.

    Parameters
    ----------
    path : Path
    file : str
        How the file is called in reports; its name when left out.
    """
    raw = file or os.fsencode(path.name).decode("utf-8", "replace")
    shown = one_line(raw, 200)
    document: object = None
    try:
        document = parsed(_text(path))
        return _sheet(shown, document, _odd_file(raw, shown))
    except (_Refused, Unparsable) as refused:
        reason = str(refused)
    except OSError as error:
        says = _("The file cannot be read ({reason}).")
        reason = says.format(reason=error.strerror or type(error).__name__)
    said = document if isinstance(document, dict) else {}
    ours = _LESSON.search(shown)
    lesson = said.get("lesson") or (ours and ours[1])
    return Rejection(
        shown, reason, person_name(said.get("name")), lesson if lesson in lesson_ids() else ""
    )


# From the disk to a text ------------------------------------------------------------------------


def _text(path: Path) -> str:
    _refuse_special(os.lstat(path))
    if not is_sheet_name(path.name):
        raise _Refused(_("This is no answer sheet: its name does not end in .answers.json."))
    data = _bytes(path)
    if not data.strip():
        raise _Refused(_("The file is empty."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Refused(
            _("The file is no text in UTF-8: it is compressed, in another encoding, or damaged.")
        ) from None


def _refuse_special(status: os.stat_result) -> None:
    kinds = {stat.S_IFLNK: _("a link"), stat.S_IFDIR: _("a folder"), stat.S_IFIFO: _("a pipe")}
    if not stat.S_ISREG(status.st_mode):
        what = kinds.get(stat.S_IFMT(status.st_mode), _("a device"))
        raise _Refused(
            _("This is {what} and no ordinary file; it was not opened.").format(what=what)
        )
    if status.st_size > MAX_BYTES:
        raise _Refused(
            _("The file is larger than any answer sheet (over {n} MB).").format(
                n=MAX_BYTES // 1_000_000
            )
        )


def _bytes(path: Path) -> bytes:
    # The file may have been exchanged since it was looked at: no link is followed, no pipe waited for.
    flags = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    with open(os.open(path, os.O_RDONLY | flags), "rb") as file:
        _refuse_special(os.fstat(file.fileno()))
        return file.read(MAX_BYTES)


# From data to a sheet ---------------------------------------------------------------------------


def _sheet(file: str, document: object, remarks: list[str]) -> Sheet:
    said = document.get("format") if isinstance(document, dict) else None
    if said != mark():
        if isinstance(said, str) and said.endswith(ENDING):
            theirs = one_line(said.removesuffix(ENDING), 40)
            words = _("The sheet belongs to the course '{theirs}': grade it with that one.")
            raise _Refused(words.format(theirs=theirs))
        raise _Refused(_("The file holds JSON, but no answer sheet of this kit."))
    told = document
    document, older = modern(document)
    written = document.get("schema_version")
    if type(written) is not int or written != SCHEMA_VERSION:  # 2.0 equals 2, and nobody wrote it
        version = one_line(written, 20)
        raise _Refused(
            _(
                "The sheet has the form of version {version}: grade it with the kit that wrote it."
            ).format(version=version)
        )
    for error in validator().iter_errors(document):
        place = "/".join(one_line(part, 40) for part in error.absolute_path) or _("its top level")
        raise _Refused(
            _("The sheet is not built as the kit builds it: see {place} ({rule}).").format(
                place=place, rule=error.validator
            )
        )
    if told["checksum"] != checksum(told):
        raise _Refused(
            _("The sheet was changed or damaged after it was written: its checksum does not match.")
        )
    if document["lesson"] not in lesson_ids():
        raise _Refused(
            _("This kit has no lesson {id}.").format(id=one_line(document["lesson"], 20))
        )
    name = _name(document["name"])
    remarks = [
        *remarks,
        *_odd_name(document["name"], name),
        *_odd_text(document),
        *older,
        *_other_kit(document["kit_version"]),
    ]
    kept = {part: document[part] for part in PARTS}
    return Sheet(
        file=file,
        name=name,
        lesson=document["lesson"],
        data_version=document["data_version"],
        submitted_at=document["submitted_at"],
        remarks=tuple(remarks),
        late_forecasts=document.get("late_forecasts", False),
        **kept,
    )


def _name(given: str) -> str:
    name = one_line(given)
    if not any(c.isalnum() for c in name):
        raise _Refused(_("The sheet names no student."))
    if "points possible" in identity(
        name
    ):  # Canvas takes such a row for the points that a lesson can bring
        raise _Refused(_("The name on the sheet is one that a gradebook takes for an instruction."))
    return name


# What is harmless here, and still tells that somebody was not honest -----------------------------


def _odd_file(raw: str, shown: str) -> list[str]:
    return (
        [_("The file has an unusual name: compare it with who handed it in.")]
        if raw != shown or _ODD_FILE.search(raw)
        else []
    )


def _odd_name(given: str, name: str) -> list[str]:
    if name != given:
        return [_("The name held characters that do not show; they were left out.")]
    if _ODD_NAME.search(name):
        return [_("The name holds signs that names do not have: compare it with who handed it in.")]
    if odd_letters(name):
        return [_("A word of the name mixes two alphabets: compare it with who handed it in.")]
    return []


def _other_kit(theirs: str) -> list[str]:
    if theirs == course().version:
        return []
    says = _("Written with kit version {theirs}; judged by version {ours}.")
    return [says.format(theirs=theirs, ours=course().version)]


def _odd_text(document: dict) -> list[str]:
    text = json.dumps(document, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _Refused(_("The sheet holds half characters (lone surrogates).")) from None
    return (
        [_("The sheet holds markup, which the pages show as plain text.")]
        if _MARKUP.search(text)
        else []
    )
