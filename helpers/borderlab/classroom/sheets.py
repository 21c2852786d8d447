"""One answer sheet, read as the work of a stranger: data that are checked, never run, unpacked or followed."""

from __future__ import annotations

import json
import math
import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path

from borderlab.i18n import _
from borderlab.lessons import lesson_ids
from borderlab.teaching.submit import FORMAT, SCHEMA_VERSION, checksum

__all__ = ["MAX_BYTES", "Rejection", "Sheet", "identity", "is_sheet_name", "one_line", "read_sheet"]

MAX_BYTES, MAX_DEPTH, MAX_VALUES, MAX_DIGITS = 1_000_000, 32, 30_000, 40
_LONGEST_NAME = 120

# Browsers and Canvas put " (1)" or "-1" behind the stem of a file that is handed in again.
_NAME = re.compile(r"\.answers(?: ?\(\d{1,3}\)|-\d{1,3})?\.json\Z", re.IGNORECASE)
# Possessive, and ending at an open quote too: linear in the length of any text.
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_MARKUP = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_ODD_NAME = re.compile(r"[<>/\\|{}\[\]=@:;%]|^[-+]")
_ODD_FILE = re.compile(r"[<>\\|=:*?]|\.\.|%2f|^[-+@]|\ufffd", re.IGNORECASE)


@dataclass(frozen=True)
class Rejection:
    """A file that is not counted, and why."""

    file: str
    reason: str


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
    answers, predictions, forecasts, quiz, judgements : mapping
        As in ``answers.schema.json``.
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
    remarks: tuple[str, ...] = ()


class _Refused(Exception):
    """Carries the reason for a rejection."""


def is_sheet_name(name: str) -> bool:
    """Whether a file name is that of an answer sheet.

    >>> [is_sheet_name(n) for n in ("lesson-02.ana.answers.json", "lesson-02.ana.answers-1.json", "answers.json.zip")]
    [True, True, False]
    """
    return bool(_NAME.search(name))


def one_line(text: object, longest: int = _LONGEST_NAME) -> str:
    """A text on one line without characters that do not show, such as those that turn the direction of reading.

    >>> one_line("Ana\\u202e\\n  Pérez")
    'Ana Pérez'
    """
    composed = unicodedata.normalize("NFC", str(text)[: 10 * longest])
    shown = (
        composed
        if composed.isprintable()
        else "".join(c if c.isprintable() else " " for c in composed)
    )
    return " ".join(shown.split())[:longest].strip()


def identity(name: str) -> str:
    """What makes two names the same person's: case, composition of accents and spaces do not tell them apart.

    >>> identity("ANA  PÉREZ") == identity("Ana Pe\\u0301rez")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", one_line(name)).casefold().split())


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
    try:
        return _sheet(shown, _document(_text(path)), _odd_file(raw, shown))
    except _Refused as refused:
        return Rejection(shown, str(refused))
    except OSError as error:
        return Rejection(
            shown,
            _("The file cannot be read ({reason}).").format(
                reason=error.strerror or type(error).__name__
            ),
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


# From a text to data ----------------------------------------------------------------------------


def _document(text: str) -> object:
    _refuse_large(_STRING.sub("", text))
    try:
        return json.loads(
            text,
            object_pairs_hook=_members,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except (ValueError, RecursionError):
        raise _Refused(_("The file is no JSON: it was cut off or changed by hand.")) from None


def _refuse_large(skeleton: str) -> None:
    """Bound depth and number of values from the brackets and commas alone, before anything is parsed."""
    steps = (1 if c in "[{" else -1 for c in skeleton if c in "[]{}")
    if max(accumulate(steps, initial=0)) > MAX_DEPTH:
        raise _Refused(_("The file is nested more than {n} levels deep.").format(n=MAX_DEPTH))
    if sum(map(skeleton.count, ",[{")) > MAX_VALUES:
        raise _Refused(
            _("The file holds more values than any answer sheet (over {n}).").format(n=MAX_VALUES)
        )


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _Refused(
            _("A name stands twice in the same place, so it is not clear which value counts.")
        )
    return members


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _Refused(_("The file holds a number of more than {n} digits.").format(n=MAX_DIGITS))
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _constant(digits)


def _constant(name: str) -> float:
    raise _Refused(
        _("The file holds a number that is not finite (NaN or infinity), which JSON does not know.")
    )


# From data to a sheet ---------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _validator():
    from jsonschema import Draft202012Validator

    return Draft202012Validator(
        json.loads(files(__package__).joinpath("answers.schema.json").read_text(encoding="utf-8"))
    )


def _sheet(file: str, document: object, remarks: list[str]) -> Sheet:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _Refused(_("The file holds JSON, but no answer sheet of this kit."))
    if document.get("schema_version") != SCHEMA_VERSION:
        version = one_line(document.get("schema_version"), 20)
        raise _Refused(
            _(
                "The sheet has the form of version {version}: grade it with the kit that wrote it."
            ).format(version=version)
        )
    for error in _validator().iter_errors(document):
        place = "/".join(one_line(part, 40) for part in error.absolute_path) or _("its top level")
        raise _Refused(
            _("The sheet is not built as the kit builds it: see {place} ({rule}).").format(
                place=place, rule=error.validator
            )
        )
    if document["checksum"] != checksum(document):
        raise _Refused(
            _("The sheet was changed or damaged after it was written: its checksum does not match.")
        )
    if document["lesson"] not in lesson_ids():
        raise _Refused(
            _("This kit has no lesson {id}.").format(id=one_line(document["lesson"], 20))
        )
    name = _name(document["name"])
    remarks = [*remarks, *_odd_name(document["name"], name), *_odd_text(document)]
    parts = (
        "lesson",
        "data_version",
        "submitted_at",
        "answers",
        "predictions",
        "forecasts",
        "quiz",
        "judgements",
    )
    return Sheet(file, name, **{part: document[part] for part in parts}, remarks=tuple(remarks))


def _name(given: str) -> str:
    name = one_line(given)
    if not name.strip(".… "):
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
    return (
        [_("The name holds signs that names do not have: compare it with who handed it in.")]
        if _ODD_NAME.search(name)
        else []
    )


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
