"""What a student did, kept in one SQLite file of their workspace. Nothing leaves the machine.

The log is append-only. Home folders are often network drives and several kernels write at once:
so a rollback journal (WAL needs shared memory), full synchronisation, and a new connection for
every operation. When the disk refuses, records stay in memory, are kept for a later try, and
:attr:`Store.warning` says so in one sentence. A log that cannot be read is not an empty one:
:meth:`Store.read` tells the two apart, for whoever would write something from what it holds.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from claimlab.course import course
from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.settings import setting, workspace_dir
from claimlab.sheets.form import Unparsable, parsed

__all__ = ["Record", "Store", "Unreadable", "store", "workspace_dir"]

_ON_CLAIMS = ("judgement", "pen", "record", "ring")  # the number of a claim names no lesson

_SCHEMA = """CREATE TABLE IF NOT EXISTS log (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, item TEXT NOT NULL, lesson TEXT NOT NULL,
    at TEXT NOT NULL, value TEXT NOT NULL, verdict TEXT NOT NULL)"""
_COLUMNS = "kind, item, lesson, at, value, verdict"
_LONGEST_VALUE = 20_000
_WAIT_TO_WRITE, _WAIT_TO_READ, _WAIT_AGAIN = 20.0, 3.0, 0.1  # seconds for a lock to come free
_LONG_AGO = "1970-01-01T00:00:00.000+00:00"
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _json(value: object) -> str:
    """The value as JSON; a marker in place of what JSON cannot hold or what is far too long."""
    try:
        text = json.dumps(value, allow_nan=False)
        if len(text) > _LONGEST_VALUE:
            return json.dumps({"unreadable": "too long"})
        parsed(text)
    except (TypeError, ValueError, RecursionError):
        return json.dumps({"unreadable": type(value).__name__})
    return text


def _text(field: object) -> str:
    # SQLite keeps whatever a column is given, so a damaged row may hold bytes or a number.
    return field.decode("utf-8", "replace") if isinstance(field, bytes) else str(field)


def _time(text: str) -> str:
    try:
        return text if datetime.fromisoformat(text).tzinfo else _LONG_AGO
    except ValueError:
        return _LONG_AGO


class Unreadable(KitError):
    """The log is there and cannot be read: what it holds is not known, which is not the same as nothing."""


@dataclass(frozen=True)
class Record:
    """One line of the log; `at` is the time in UTC (ISO 8601), `value` plain JSON.

    Of what kind a line is says what its item and its value are: "attempt", "prediction",
    "explanation", "quiz", "judgement", "hint" and "solution" by the ids of the lessons; and

    - "goal": of G01.1, the settings of the controls when it was reached (of a trail, all of them);
    - "answer": of G01.1 or P01.1, free text to the question asked there; the last one counts;
    - "pen": of C14, the mark on it and the word that was changed (lessons/pens.py);
    - "ring": of C14, whether it is now the one claim that the reader ringed;
    - "record": of C14, the role of the record that was chosen among three, or "none" (lessons/bets.py);
    - "bet": of B14a, a per cent; the first one counts;
    - "toy": of letters, the game, whole after each move (lessons/toys.py).
    """

    kind: str
    item: str
    lesson: str
    at: str
    value: object
    verdict: str = ""

    @classmethod
    def now(cls, kind: str, item: str, value: object, verdict: str = "") -> Record:
        """A record of this moment; its lesson is the one that the item's id names.

        >>> Record.now("attempt", "E01.2", 83.3, "right").lesson
        '01'
        """
        match = re.match(r"[A-Z](\d\d)(\.|$)", item) if kind not in _ON_CLAIMS else None
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        return cls(kind, item, match[1] if match else "", at, json.loads(_json(value)), verdict)

    @classmethod
    def _from_row(cls, row: tuple[object, ...]) -> Record:
        kind, item, lesson, at, text, verdict = map(_text, row)
        try:
            value = parsed(text)
        except Unparsable:
            value = {"unreadable": "damaged"}
        return cls(kind, item, lesson, _time(at), value, verdict)

    def _row(self) -> tuple[str, ...]:
        kind, item, lesson, at, value, verdict = astuple(self)
        return kind, item, lesson, at, _json(value), verdict


class Store:
    """The log of one workspace.

    Parameters
    ----------
    folder : Path
        The workspace; the log is ``progress.sqlite`` in its private folder.

    >>> import tempfile
    >>> log = Store(Path(tempfile.mkdtemp()))
    >>> log.add("attempt", "E01.2", 16.7, "exports-only").lesson
    '01'
    >>> log.once("prediction", "P01.1", 40)[1], log.once("prediction", "P01.1", 70)[1]
    (True, False)
    >>> [(r.kind, r.value) for r in log.records()]
    [('attempt', 16.7), ('prediction', 40)]
    """

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self.path = self.folder / course().private / "progress.sqlite"
        self.warning = ""
        self._unsaved: list[Record] = []
        self._was_checked = self._was_held = False

    def add(self, kind: str, item: str, value: object, verdict: str = "") -> Record:
        """Append one record; when it returns, the record is on the disk (or :attr:`warning` says why not)."""
        record = Record.now(kind, item, value, verdict)
        if self._on_disk(lambda connection: self._insert(connection, record)) is None:
            self._unsaved.append(record)
        return record

    def once(self, kind: str, item: str, value: object, verdict: str = "") -> tuple[Record, bool]:
        """Append a record unless one of this kind and item exists.

        Returns
        -------
        (Record, bool)
            The record that counts, and whether it is the new one. Of several kernels that ask at
            the same time exactly one gets True.
        """
        record = Record.now(kind, item, value, verdict)

        def first(connection: sqlite3.Connection) -> Record:
            earlier = self._select(connection, kind, item)
            return earlier[0] if earlier else self._insert(connection, record)

        winner = self._on_disk(first)
        if winner is None:
            earlier = self.records(kind, item)
            if earlier:
                return earlier[0], False
            self._unsaved.append(record)
        return winner or record, winner in (None, record)

    def records(self, kind: str | None = None, item: str | None = None) -> list[Record]:
        """All records, oldest first, of one kind or one item where these are given.

        Empty, with a :attr:`warning`, when the log cannot be read: good enough to show a lesson.
        """
        try:
            return self.read(kind, item)
        except Unreadable as problem:
            self._warn(_goes_on(str(problem)))
            return self._in_memory(kind, item)

    def read(self, kind: str | None = None, item: str | None = None) -> list[Record]:
        """All records as :meth:`records` gives them.

        Raises
        ------
        Unreadable
            when a log is there and cannot be read, or was damaged and has just been set aside.
        """
        try:
            os.stat(self.path)
        except (FileNotFoundError, NotADirectoryError):
            return self._in_memory(kind, item)
        except OSError:
            raise Unreadable(_("Your workspace folder cannot be read")) from None
        saved = self._attempt(lambda connection: self._select(connection, kind, item), writes=False)
        return saved + self._in_memory(kind, item)

    def _in_memory(self, kind: str | None, item: str | None) -> list[Record]:
        return [r for r in self._unsaved if kind in (None, r.kind) and item in (None, r.item)]

    def setting(self, name: str) -> str:
        """A setting of the instructor: What the environment says, else the workspace's, else ``""``."""
        return setting(name, self.folder)

    def _open(self, writes: bool) -> sqlite3.Connection:
        # After a failure the lesson should not wait again for a lock that may never come free.
        patience = _WAIT_TO_WRITE if writes else _WAIT_TO_READ
        again = self._unsaved or self._was_held
        connection = sqlite3.connect(
            self.path, timeout=_WAIT_AGAIN if again else patience, isolation_level=None
        )
        connection.text_factory = lambda content: content.decode("utf-8", "replace")
        try:
            for pragma in ("journal_mode=DELETE", "synchronous=FULL", "mmap_size=0"):
                connection.execute(f"PRAGMA {pragma}")
            if not self._was_checked:
                _refuse_damage(connection)
                self._was_checked = True
        except BaseException:
            connection.close()
            raise
        return connection

    def _on_disk(self, work: Callable[[sqlite3.Connection], object]):
        """The result of `work` on the file in one transaction; None, with a warning, when the disk refuses."""
        try:
            return self._attempt(work, writes=True)
        except Unreadable as problem:
            return self._warn(_goes_on(str(problem)))

    def _attempt(self, work: Callable[[sqlite3.Connection], object], writes: bool):
        """The result of `work`; a damaged file is set aside, and a record to be written begins a new one."""
        try:
            result = self._transaction(work, writes)
            self._was_held = False
            return result
        except sqlite3.Error as error:
            if (code := _code(error)) not in _DAMAGED:
                self._was_held = code in _BUSY
                raise Unreadable(_reason(code)) from None
        except OSError:
            raise Unreadable(_reason(sqlite3.SQLITE_READONLY)) from None
        try:
            was_set_aside = self._set_aside()
            if writes or not was_set_aside:  # another kernel may have mended it meanwhile
                return self._transaction(work, writes)
        except (sqlite3.Error, OSError):
            raise Unreadable(_reason(sqlite3.SQLITE_CORRUPT)) from None
        raise Unreadable(self.warning)

    def _transaction(self, work: Callable[[sqlite3.Connection], object], writes: bool):
        if not writes:
            with closing(self._open(writes)) as connection:
                return work(connection)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._open(writes)) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_SCHEMA)
            for record in self._unsaved:
                self._insert(connection, record)
            result = work(connection)
        if self._unsaved:
            self._unsaved, self.warning = [], ""
        return result

    @staticmethod
    def _insert(connection: sqlite3.Connection, record: Record) -> Record:
        connection.execute(f"INSERT INTO log ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", record._row())
        return record

    @staticmethod
    def _select(connection: sqlite3.Connection, kind: str | None, item: str | None) -> list[Record]:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM log WHERE kind = ifnull(?, kind) AND item = ifnull(?, item) ORDER BY id",
            (kind, item),
        )
        return [Record._from_row(row) for row in rows]

    def _set_aside(self) -> bool:
        """Rename a damaged log, with its journal, so that a new one can begin; whether this call did it."""
        self._was_checked = False
        # Several kernels may see the damage at once: only one of them may rename, and only the damaged file.
        with closing(
            sqlite3.connect(
                self.path.with_name("mending.sqlite"), timeout=20.0, isolation_level=None
            )
        ) as turn:
            turn.execute("BEGIN EXCLUSIVE")
            if not self._is_damaged():
                return False
            aside = self.path.with_name(
                f"progress-damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z.sqlite"
            )
            for suffix in ("-journal", ""):
                part = Path(f"{self.path}{suffix}")
                if part.exists():
                    part.rename(f"{aside}{suffix}")
        self._warn(
            _(
                "Your progress file was damaged: it is kept as {name}, and a new one has been begun."
            ).format(name=aside.name)
        )
        return True

    def _is_damaged(self) -> bool:
        try:
            self._transaction(lambda connection: self._select(connection, None, None), writes=True)
        except sqlite3.Error as error:
            return _code(error) in _DAMAGED
        return False

    def _warn(self, sentence: str) -> None:
        if sentence != self.warning:
            print(sentence)
        self.warning = sentence


def _code(error: sqlite3.Error) -> int:
    # The low byte is SQLite's primary code; the rest says which system call failed.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _refuse_damage(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        error = sqlite3.DatabaseError("quick_check")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _reason(code: int) -> str:
    """Why the disk refused; no full stop, for a sentence goes on after it."""
    if code in _FULL:
        return _("The disk is full or failing")
    if code in _BUSY:
        return _("Another program holds your progress file")
    if code in _DAMAGED:
        return _("Your progress file is damaged and cannot be set aside")
    return _("Your workspace folder cannot be written to")


def _goes_on(reason: str) -> str:
    """What a refusal means for the student; a whole sentence says so already."""
    if reason.endswith("."):
        return reason
    return _(
        "{reason}: the lesson goes on, but what you do now is remembered only until this notebook stops."
    ).format(reason=reason)


@lru_cache(maxsize=None)
def _store(folder: Path) -> Store:
    return Store(folder)


def store() -> Store:
    """The log that this process writes to."""
    return _store(workspace_dir())
